"""Text fragments: which words name a quotation on the publisher's page, and where none can."""

import pytest

from tests.made import edition, mark, story
from verbatim.model import Span
from verbatim.publish.markup.publisher_links import SearchedText, publisher_url, text_fragment

PAGE = "https://courier.example/1"
LONG = "We shall mend the wall before the winter storms come, stone by stone, and nobody will be asked to pay"


def fragment(text: str, words: str, at: int = 0, *, is_markdown: bool = False) -> str:
    """Return the directive for the `at`-th occurrence of words in a text."""
    start = -1
    for _ in range(at + 1):
        start = text.index(words, start + 1)
    found = text_fragment(SearchedText(text, is_markdown=is_markdown), Span(start, start + len(words)))
    return str(found or "")


@pytest.mark.parametrize(
    ("text", "words", "at", "named"),
    [
        pytest.param("“We mend it”, said Ada Vell.", "We mend it", 0, "We%20mend%20it", id="short words, whole"),
        pytest.param(f"“{LONG}.”", LONG, 0, "We%20shall%20mend,asked%20to%20pay", id="long ones by both ends"),
        pytest.param(
            "“All-out, Orrin & Sund”", "All-out, Orrin & Sund", 0, "All%2Dout%2C%20Orrin%20%26%20Sund",
            id="dashes, commas and ampersands are encoded",
        ),
        pytest.param(
            "Ada Vell said: “Yes, at once.”\nThen Bo Lind said: “Yes, at once.”", "Yes, at once", 1,
            "Lind%20said%3A%20%E2%80%9C-,Yes%2C%20at%20once", id="said twice, with the words before",
        ),
        pytest.param(
            "She said: “Yes”, and left.\nShe said: “Yes”, and stayed.", "Yes", 1,
            "Yes,-%E2%80%9D%2C%20and%20stayed.", id="said twice after the same words, with those behind",
        ),
        pytest.param("The party was over. “Art”, she said.", "Art", 0, "Art", id="within a word is no second place"),
        pytest.param("“We mend it\nin spring”", "We mend it\nin spring", 0, "We%20mend%20it,in%20spring",
                     id="no term crosses a line"),
        pytest.param("“‘Never,’”", "‘Never,’", 0, "Never", id="marks and stops at the edges are in no term"),
    ],
)  # fmt: skip
def test_words_are_named_so_that_they_alone_are_found(text: str, words: str, at: int, named: str) -> None:
    assert fragment(text, words, at) == f":~:text={named}"


@pytest.mark.parametrize(
    ("text", "words", "at"),
    [("“Yes.”\n“Yes.”\n", "Yes", 1), ("the “anti-”slavery party", "slaver", 0)],
    ids=["cannot be told apart", "end within a word"],
)
def test_words_that_nothing_names_have_no_fragment(text: str, words: str, at: int) -> None:
    assert fragment(text, words, at) == ""


@pytest.mark.parametrize("other", ["YES, AT ONCE", "Yes,\nat once", "Yés, at\u00a0once"])
def test_case_accents_and_blanks_do_not_tell_words_apart(other: str) -> None:
    assert "-," in fragment(f"He wrote “{other}”.\nAda Vell said: “Yes, at once.”", "Yes, at once")


def test_of_words_that_overlap_each_other_none_is_named_alone() -> None:
    assert fragment("“Ha ha”, he said: ha ha ha.", "ha ha", 1) != ":~:text=ha%20ha"


def test_the_end_is_the_first_after_the_beginning() -> None:
    words = "We asked for money and they sent a letter, and we asked for money and they sent a letter, and then"
    assert fragment(f"“{words}”, said Ada Vell. {words[:40]}", words).endswith(",letter%2C%20and%20then")


def test_the_marks_of_a_markdown_source_are_in_no_term() -> None:
    text = "“They will *really* come and mend it in spring, and nobody will be asked to pay”"
    assert fragment(text, text[1:-1], is_markdown=True) == ":~:text=They%20will,to%20pay"


def test_a_script_without_blanks_is_named_by_its_clauses() -> None:
    text = "市長は「壁を直します、冬が来る前に」と述べた。"
    assert fragment(text, "壁を直します、冬が来る前に").startswith(":~:text=%E5%A3%81")


def link(url: str, words: str = "We mend it") -> str:
    made = story("wall", f"Ada Vell said: “{words}.”\n", [mark(f"“{words}.”", "quote", "q-1", basis="none")],
                 source_url=url)  # fmt: skip
    told = edition(made)
    return publisher_url(told, told.newsroom.quotes["q-1"])


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        (PAGE, f"{PAGE}#:~:text=We%20mend%20it"),
        (f"{PAGE}#news", f"{PAGE}#news:~:text=We%20mend%20it"),
        ("", ""),
        (f"{PAGE}#:~:text=Ada", f"{PAGE}#:~:text=Ada"),
    ],
    ids=["a page", "a place in a page", "no address", "a directive of its own"],
)
def test_a_quotation_links_to_its_words_on_the_publishers_page(url: str, linked: str) -> None:
    assert link(url) == linked


def test_words_that_no_fragment_names_link_to_the_page() -> None:
    said = "“Yes.”\n"
    made = story("wall", said * 2, [mark("“Yes.”", "quote", "q-1", basis="none")], source_url=PAGE)
    told = edition(made)
    assert publisher_url(told, told.newsroom.quotes["q-1"]) == PAGE
