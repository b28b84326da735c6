"""Text fragments: which words name a quotation on the publisher's page, and where none can."""

import pytest

from tests.made import edition, mark, story
from tests.sentences import rows
from verbatim.publish.markup.publisher_links import compared, publisher_url, text_fragment

PAGE = "https://courier.example/1"


@rows("text,words,named", "publish/sentences.txt", "words on the publisher's page")
def test_words_are_named_so_that_they_alone_are_found(text: str, words: str, named: str) -> None:
    assert text_fragment(compared(text), words) == named.removesuffix("none")


def test_the_marks_of_a_markdown_source_are_in_no_term() -> None:
    words = "They will *really* come and mend it in spring, and nobody will be asked to pay"
    assert text_fragment(compared(words), words, is_markdown=True) == ""


@pytest.mark.parametrize(("url", "linked"), [
    (PAGE, f"{PAGE}#:~:text=We%20mend%20it"),
    (f"{PAGE}#news", f"{PAGE}#news:~:text=We%20mend%20it"),
    ("", ""),
    (f"{PAGE}#:~:text=Ada", f"{PAGE}#:~:text=Ada"),
], ids=["a page", "a place in a page", "no address", "a directive of its own"])  # fmt: skip
def test_a_quotation_links_to_its_words_on_the_publishers_page(url: str, linked: str) -> None:
    made = story("wall", "Ada Vell said: “We mend it.”\n", [mark("“We mend it.”", "quote", "q-1", basis="none")],
                 source_url=url)  # fmt: skip
    told = edition(made)
    assert publisher_url(told, told.newsroom.quotes["q-1"]) == linked
