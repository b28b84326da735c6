"""Saved copies of a publisher's page: what counts as verbatim, altered and gone, and whose copy a page is."""

import html

import pytest

from verbatim.verify.copies import PublishedSource, SavedPage, check_copy, find_source

TEXT = (
    "Wall to be mended\n\n"
    "The harbour wall of Orrin will be mended before the winter storms, the council said on Tuesday.\n"
    "“We have ten boats behind it and no other shelter”, said Ada Vell, the harbour master.\n"
    "A vote on the money is due in May, and nobody expects it to fail.\n"
)
WALL = PublishedSource("wall", "content/sources/wall.txt", TEXT, url="https://courier.example/wall")
FERRY = PublishedSource("ferry", "content/sources/ferry.txt", "The last ferry sails at nine from Monday, they said.\n")
FURNITURE = "<nav>Home Sport News</nav><aside>Read next: the ferry</aside>"


def page(text: str) -> SavedPage:
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line)
    return SavedPage(f"<!doctype html><body>{FURNITURE}{paragraphs}<footer>About us</footer>".encode())


def told(text: str) -> list[tuple[int, str]]:
    """Return the altered lines of a page with this text, and how each differs."""
    finding = check_copy(page(text), WALL)
    return [(one.line, "; ".join(map(str, one.differences))) for one in finding.altered]


def test_a_page_with_every_line_of_the_source_is_verbatim() -> None:
    assert check_copy(page(TEXT), WALL).verdict == "verbatim"


@pytest.mark.parametrize(("old", "new"), [("“", '"'), ("-", "–"), (" of ", "\u00a0of "), ("harbour", "har\u00adbour")])
def test_the_form_of_marks_and_blanks_does_not_count(old: str, new: str) -> None:
    assert check_copy(page(TEXT.replace(old, new)), WALL).verdict == "verbatim"


def test_words_in_elements_of_their_own_are_the_same_words() -> None:
    marked = "<p>The har<b>bour</b> wall of <a href=x>Orrin</a> is old.</p>"
    source = PublishedSource("wall", "x", "The harbour wall of Orrin is old.")
    assert check_copy(SavedPage(marked.encode()), source).verdict == "verbatim"


def test_a_line_wrapped_by_hand_is_found_in_its_paragraph() -> None:
    wrapped = PublishedSource("wall", "x", TEXT.replace(" before the", "\nbefore the"))
    assert check_copy(page(TEXT), wrapped).verdict == "verbatim"


def test_words_that_a_page_hides_are_not_there() -> None:
    hidden = f"<p hidden>{html.escape(TEXT)}</p><p>This page was removed.</p>"
    assert check_copy(SavedPage(hidden.encode()), WALL).verdict == "gone"


def test_an_altered_word_is_told_with_its_line_and_what_stands_beside_it() -> None:
    assert told(TEXT.replace("ten", "twelve")) == [
        (4, "“We have ten boats behind” has become “We have twelve boats behind”")
    ]


def test_words_of_two_paragraphs_of_a_page_are_told_with_a_blank_between() -> None:
    source = PublishedSource("wall", "x", TEXT.replace("mended\n\n", "mended;\n\n"))
    (line,) = check_copy(page(TEXT), source).altered
    assert str(line.differences[0]) == "“be mended;” has become “be mended The”"


def test_an_added_word_is_told() -> None:
    assert told(TEXT.replace("no other", "no good other")) == [
        (4, "“and no other shelter” has become “and no good other shelter”")
    ]


def test_a_line_that_is_not_there_is_told_whole() -> None:
    left = TEXT.replace("A vote on the money is due in May, and nobody expects it to fail.\n", "")
    assert told(left) == [(5, "leaves out “A vote on the money is due in May, and nobody expects it to fail.”")]


def test_the_first_and_the_last_word_of_a_line_may_be_what_differs() -> None:
    assert [line for line, _ in told(TEXT.replace("A vote", "The vote").replace("Tuesday", "Monday"))] == [3, 5]


def test_a_page_with_nothing_of_the_source_is_gone() -> None:
    assert check_copy(page("Not found\nThe page is not there, and nobody expects it."), WALL).verdict == "gone"


def test_what_stands_above_the_text_of_a_markdown_source_is_not_looked_for() -> None:
    source = PublishedSource("wall", "x.md", f"title: x\n\n{TEXT}", start=len("title: x\n\n"))
    assert check_copy(page(TEXT), source).verdict == "verbatim"


def test_a_page_is_a_copy_of_the_source_whose_words_it_has() -> None:
    assert find_source(page(TEXT.replace("ten", "nine")), "page", [FERRY, WALL]) is WALL


def test_a_page_named_as_a_story_is_a_copy_of_its_source_whatever_it_says() -> None:
    assert find_source(page(TEXT), "ferry", [FERRY, WALL]) is FERRY


def test_a_page_without_the_words_is_a_copy_of_the_source_whose_address_it_states() -> None:
    stated = '<link rel="canonical" href="https://courier.example/wall"><p>Not found</p>'
    assert find_source(SavedPage(stated.encode()), "page", [FERRY, WALL]) is WALL


def test_any_other_page_is_a_copy_of_no_source() -> None:
    assert find_source(page("Rain is expected."), "page", [FERRY, WALL]) is None


def test_plain_text_is_read_as_well() -> None:
    assert check_copy(SavedPage(TEXT.encode("utf-16")), WALL).verdict == "verbatim"


def test_a_page_saved_as_one_file_is_read() -> None:
    saved = (
        "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=xx\n\n--xx\n"
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        "<p>The last ferry sails=\n at nine from Monday, they said=2E</p>\n--xx--\n"
    )
    assert check_copy(SavedPage(saved.encode()), FERRY).verdict == "verbatim"


def test_a_long_page_of_one_word_is_compared_in_good_time() -> None:
    same = "wall " * 30_000
    source = PublishedSource("wall", "x", f"{same}and the gate")
    assert check_copy(SavedPage(f"<p>{same}".encode()), source).verdict == "altered"
