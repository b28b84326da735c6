"""The view of a quotation, and its position in its story."""

from typing import Any

import pytest

from tests.made import Marked, edition, mark, person, story, with_headers
from verbatim.core.errors import ContentError
from verbatim.core.text import sha256_text
from verbatim.publish import Edition
from verbatim.publish.quotations import quote_view, step
from verbatim.publish.quote_page import QuotePlace, place_view

TEXT = "The pilot spoke. “Lift,” she said, “or\nlose it.”\n“Now”, Mara Lind, the mate, said."


LIFT, NOW = mark("“Lift,”", "quote", "q-1"), mark("“Now”", "quote", "q-1")


def view_of(*marks: Marked, text: str = TEXT) -> Any:
    return only(edition(story("rope", text, list(marks))))


def only(held: Edition) -> Any:
    return quote_view(held, held.newsroom.quotes["q-1"])


def test_a_gap_between_parts_is_the_sources() -> None:
    first, second = view_of(LIFT, mark("“or", "quote", "q-1", part="2"))["parts"]
    assert (str(first["words"]["words"]), first["gap"]) == ("Lift,", None)
    assert (str(second["gap"]["words"]), second["paragraph"]) == ("she said,", False)


def test_a_gap_has_no_marks_that_a_space_sets_off_from_the_words() -> None:
    marks = mark("Lève", "quote", "q-1"), mark("ou perds.", "quote", "q-1", part="2")
    gap = view_of(*marks, text="« Lève », she said, « ou perds. »")["parts"][1]["gap"]
    assert str(gap["words"]) == ", she said,"


def test_words_that_stand_alone_end_without_the_comma_that_leads_on_to_their_speaker() -> None:
    view = view_of(mark("“Lift,”", "quote", "q-1"))
    (whole,), (shown,) = view["parts"], view["shown"]  # type: ignore[misc]
    assert [(str(one["words"]["words"]), one["words"]["char"]) for one in (whole, shown)] == [
        ("Lift,", "18,23"),
        ("Lift", "18,22"),
    ]


def test_parts_of_two_paragraphs_have_no_gap() -> None:
    view = view_of(mark("“or", "quote", "q-1"), mark("lose it.”", "quote", "q-1", part="2"))
    assert [(part["gap"], part["paragraph"]) for part in view["parts"]] == [(None, False), (None, True)]


def test_the_whole_runs_from_the_first_word_to_the_last() -> None:
    view = view_of(LIFT, mark("“or", "quote", "q-1", part="2"))
    assert str(view["whole"]["words"]) == "Lift,” she said, “or"


def test_the_card_links_to_the_slice_in_the_source() -> None:
    at = TEXT.index("Now")
    assert view_of(NOW)["whole"]["url"] == f"stories/rope/#char={at},{at + 3}"


def test_a_description_is_a_slice_of_the_source() -> None:
    view = view_of(mark("“Lift,”", "quote", "q-1", said_by="The pilot", basis="stated"))
    assert (view["speaker"], view["said_by"]["char"]) == (None, "0,9")


def test_a_description_that_the_source_does_not_have_is_an_error() -> None:
    with pytest.raises(ContentError, match='said-by="A sailor" of quotation q-1 is not in the source'):
        view_of(mark("“Lift,”", "quote", "q-1", said_by="A sailor"))


def test_the_role_is_as_the_story_words_it() -> None:
    view = view_of(
        mark("“Now”", "quote", "q-1", speaker="mara"), person("Mara Lind", "mara"),
        mark("the mate", "role", of="mara"),
    )  # fmt: skip
    assert str(view["role"]["words"]) == "the mate"


def test_words_that_a_partly_quoted_sentence_puts_in_marks_are_shown_in_marks() -> None:
    assert view_of(NOW)["marks"]
    view = view_of(mark("it “a bad rope”", "quote", "q-1", kind="mixed"), text="She called it “a bad rope”.")
    assert (view["marks"], view["form"]) == (True, "partly")
    assert [str(part["words"]["words"]) for part in view["parts"]] == ["a bad rope"]


@pytest.mark.parametrize(("length", "expected"), [(1, 1), (60, 1), (61, 2), (121, 3), (221, 4), (401, 5)])
def test_longer_words_are_set_smaller(length: int, expected: int) -> None:
    assert step(length) == expected


def corrected(line: str) -> Edition:
    made = story("rope", TEXT, [NOW, mark("Now", "was", now="Soon")])
    return edition(with_headers(made, "030", ("Corrected", line)))


def test_corrected_words_stand_before_the_printed_ones() -> None:
    view = only(corrected("2031-03-06 Misheard"))
    words = '<span class="corrected"><del>Now</del><ins> <span>Soon</span></ins></span>'
    assert (view["whole"]["words"], view["parts"][0]["words"]["words"]) == (words, words)


def test_a_correction_without_a_day_is_an_error() -> None:
    with pytest.raises(ContentError, match="does not begin with a date"):
        only(corrected("because"))


THREE = "“Lift!” she said. “Now!” she said. “Hold!” she said."
NAMES = ("q-lift", "q-now", "q-hold")
MADE = story("rope", THREE, [mark(f"“{name[2:].title()}!”", "quote", name, basis="none") for name in NAMES])


def place(name: str) -> QuotePlace:
    held = edition(MADE)
    quotes = [quote.id for quote in held.quotes_by_story["rope"]]
    return place_view(held, held.newsroom.quotes[name], quotes.index(name) + 1)


def beside(name: str) -> list[str]:
    found = place(name)
    return [view["id"] if view else "" for view in (found["previous"], found["following"])]


def test_quotations_are_counted_in_the_order_of_the_text() -> None:
    assert [(place(name)["number"], place(name)["total"]) for name in NAMES] == [(1, 3), (2, 3), (3, 3)]


def test_the_neighbours_are_those_before_and_after() -> None:
    assert [beside(name) for name in NAMES] == [["", "q-now"], ["q-lift", "q-hold"], ["q-now", ""]]


def test_the_file_is_told_by_its_sum() -> None:
    assert place("q-now")["sha256"] == sha256_text(THREE)


def test_a_reason_has_the_sources_own_words_for_whom_it_does_not_name() -> None:
    via = f"{TEXT.index('Mara')},{TEXT.index(', the mate')}"
    spoken = mark("“Now”", "quote", "q-1", said_by="Mara Lind", basis="stated", why="“…”, NAME said", via=via)
    assert view_of(spoken)["why"] == "“…”, Mara Lind said"
