"""Text fragments: which words name a quotation on the publisher's page, and where none can."""

import pytest

from tests.made import edition, mark, story
from verbatim.publish.markup.publisher_links import compared, publisher_url, text_fragment

PAGE = "https://courier.example/1"
LONG = "We shall mend the wall before the winter storms come, stone by stone, and nobody will be asked to pay"


@pytest.mark.parametrize(("text", "words", "named"), [
    pytest.param("“We mend it”, said Ada Vell.", "We mend it", "We%20mend%20it", id="short words, whole"),
    pytest.param(f"“{LONG}.”", LONG, "We%20shall%20mend,asked%20to%20pay", id="long ones by both ends"),
    pytest.param(f"We shall mend. “{LONG}.”", LONG, "We%20shall%20mend%20the%20wall,will%20be%20asked%20to%20pay",
                 id="by more words where fewer stand twice"),
    pytest.param(
        "“All-out, Orrin & Sund”", "All-out, Orrin & Sund", "All%2Dout%2C%20Orrin%20%26%20Sund",
        id="dashes, commas and ampersands are encoded",
    ),
    pytest.param("The party was over. “Art”, she said.", "Art", "Art", id="within a word is no second place"),
    pytest.param("“We mend it\nin spring”", "We mend it\nin spring", "We%20mend%20it,in%20spring",
                 id="no term crosses a line"),
    pytest.param("“‘Never,’”", "‘Never,’", "Never", id="marks and stops at the edges are in no term"),
    pytest.param("“Yes.”\n“Yes.”\n", "Yes", "", id="words that cannot be told apart"),
    pytest.param("“Yes.”\nYés, she wrote.\n", "Yes", "", id="accents do not tell words apart"),
    pytest.param(f"“{LONG}, and we are asked to pay”", f"{LONG}, and we are asked to pay",
                 "We%20shall%20mend%20the%20wall,we%20are%20asked%20to%20pay", id="the first end behind a start"),
])  # fmt: skip
def test_words_are_named_so_that_they_alone_are_found(text: str, words: str, named: str) -> None:
    assert text_fragment(compared(text), words) == named


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
