import re

from benchmarks.marked import marked

BODY = (
    'The [head of [Vost Bank]{.organisation ref="vost-bank"}]{.role of="ada-marr"}, '
    '[Ada Marr]{.person ref="ada-marr"}, said '
    '[it was \\[thin\\]]{.quote #q-1 speaker="ada-marr" kind="indirect" basis="stated" why="NAME said"} '
    'of [12 boats]{.number means="1,2"} in [May 2020]{.moment date="2020-05"}.'
)
PLAIN = "The head of Vost Bank, Ada Marr, said it was [thin] of 12 boats in May 2020."


def test_the_words_stay_as_they_are_and_each_mark_of_the_source_says_where_its_words_are() -> None:
    told = marked(BODY, 100)
    assert [re.sub(r"<[^>]+>", "", html) for html in (told.text, told.source)] == [PLAIN, PLAIN]
    places = re.findall(r'id="char=(\d+),(\d+)"', told.source)
    words = [PLAIN[int(start) - 100 : int(end) - 100] for start, end in places]
    assert words == ["head of Vost Bank", "Vost Bank", "Ada Marr", "it was [thin]", "12 boats", "May 2020"]
