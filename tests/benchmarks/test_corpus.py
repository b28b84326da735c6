from benchmarks.corpus import article
from verbatim.annotate import read


def test_the_corpus_is_the_same_for_the_same_seed() -> None:
    assert article(7) == article(7)
    assert article(7) != article(8)


def test_an_article_gives_the_reader_something_to_do() -> None:
    reading = read(article(7), "2031-03-04")
    assert len(reading.quotes) > 10
    assert reading.people
    assert reading.dates
