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


def test_a_short_quotation_is_named_whole() -> None:
    assert fragment("“We mend it”, said Ada Vell.", "We mend it") == ":~:text=We%20mend%20it"


def test_a_long_quotation_is_named_by_its_first_and_last_words() -> None:
    assert fragment(f"“{LONG}.”", LONG) == ":~:text=We%20shall%20mend,asked%20to%20pay"


def test_dashes_commas_and_ampersands_within_a_term_are_percent_encoded() -> None:
    assert fragment("“All-out, Orrin & Sund”", "All-out, Orrin & Sund") == ":~:text=All%2Dout%2C%20Orrin%20%26%20Sund"


def test_words_said_twice_are_named_with_the_words_before_them() -> None:
    text = "Ada Vell said: “Yes, at once.”\nThen Bo Lind said: “Yes, at once.”"
    assert fragment(text, "Yes, at once", 1) == ":~:text=Lind%20said%3A%20%E2%80%9C-,Yes%2C%20at%20once"


def test_words_said_twice_after_the_same_words_are_named_with_those_behind_them() -> None:
    text = "She said: “Yes”, and left.\nShe said: “Yes”, and stayed."
    assert fragment(text, "Yes", 1) == ":~:text=Yes,-%E2%80%9D%2C%20and%20stayed."


def test_words_that_cannot_be_told_apart_have_no_fragment() -> None:
    assert fragment("“Yes.”\n“Yes.”\n", "Yes", 1) == ""


@pytest.mark.parametrize("other", ["YES, AT ONCE", "Yes,\nat once", "Yés, at\u00a0once"])
def test_case_accents_and_blanks_do_not_tell_words_apart(other: str) -> None:
    assert "-," in fragment(f"He wrote “{other}”.\nAda Vell said: “Yes, at once.”", "Yes, at once")


def test_words_within_longer_words_are_no_second_place() -> None:
    assert fragment("The party was over. “Art”, she said.", "Art") == ":~:text=Art"


def test_of_words_that_overlap_each_other_none_is_named_alone() -> None:
    assert fragment("“Ha ha”, he said: ha ha ha.", "ha ha", 1) != ":~:text=ha%20ha"


def test_the_end_is_the_first_after_the_beginning() -> None:
    words = "We asked for money and they sent a letter, and we asked for money and they sent a letter, and then"
    assert fragment(f"“{words}”, said Ada Vell. {words[:40]}", words).endswith(",letter%2C%20and%20then")


def test_no_term_crosses_a_line() -> None:
    words = "We mend it\nin spring"
    assert fragment(f"“{words}”", words) == ":~:text=We%20mend%20it,in%20spring"


def test_words_that_end_within_a_word_have_no_fragment() -> None:
    assert fragment("the “anti-”slavery party", "slaver") == ""


def test_the_marks_of_a_markdown_source_are_in_no_term() -> None:
    text = "“They will *really* come and mend it in spring, and nobody will be asked to pay”"
    assert fragment(text, text[1:-1], is_markdown=True) == ":~:text=They%20will,to%20pay"


def test_quotation_marks_and_stops_at_the_edges_are_in_no_term() -> None:
    assert fragment("“‘Never,’”", "‘Never,’") == ":~:text=Never"


def test_a_script_without_blanks_is_named_by_its_clauses() -> None:
    text = "市長は「壁を直します、冬が来る前に」と述べた。"
    assert fragment(text, "壁を直します、冬が来る前に").startswith(":~:text=%E5%A3%81")


def link(url: str, words: str = "We mend it") -> str:
    made = story("wall", f"Ada Vell said: “{words}.”\n", [mark(f"“{words}.”", "quote", "q-1", basis="none")],
                 source_url=url)  # fmt: skip
    told = edition(made)
    return publisher_url(told, told.newsroom.quotes["q-1"])


def test_a_quotation_links_to_its_words_on_the_publishers_page() -> None:
    assert link(PAGE) == f"{PAGE}#:~:text=We%20mend%20it"


def test_a_place_in_the_page_is_kept_before_the_text_fragment() -> None:
    assert link(f"{PAGE}#news") == f"{PAGE}#news:~:text=We%20mend%20it"


def test_without_an_address_there_is_no_link() -> None:
    assert link("") == ""


def test_an_address_with_a_directive_of_its_own_stays_as_it_is() -> None:
    assert link(f"{PAGE}#:~:text=Ada") == f"{PAGE}#:~:text=Ada"


def test_words_that_no_fragment_names_link_to_the_page() -> None:
    said = "“Yes.”\n"
    made = story("wall", said * 2, [mark("“Yes.”", "quote", "q-1", basis="none")], source_url=PAGE)
    told = edition(made)
    assert publisher_url(told, told.newsroom.quotes["q-1"]) == PAGE
