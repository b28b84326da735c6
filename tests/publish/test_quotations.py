"""The view of a quotation."""

from typing import Any

import pytest

from tests.made import Marked, edition, mark, story, with_headers
from verbatim.core.errors import ContentError
from verbatim.publish import Edition
from verbatim.publish.quotations import quote_view, step

TEXT = "The pilot spoke. “Lift,” she said, “or\nlose it.”\n“Now”, Mara Lind, the mate, said."
LIFT, NOW = mark("“Lift,”", "quote", "q-1"), mark("“Now”", "quote", "q-1")


def view_of(*marks: Marked, text: str = TEXT) -> Any:
    return only(edition(story("rope", text, list(marks))))


def only(held: Edition) -> Any:
    return quote_view(held, held.newsroom.quotes["q-1"])


@pytest.mark.parametrize(("text", "first", "second", "gap", "paragraph"), [
    (TEXT, "“Lift,”", "“or", "she said,", False),
    ("« Lève », she said, « ou perds. »", "Lève", "ou perds.", ", she said,", False),
    (TEXT, "“or", "lose it.”", None, True),
], ids=["the source's", "without marks that a space sets off", "none between paragraphs"])  # fmt: skip
def test_a_gap_between_parts_is(text: str, first: str, second: str, gap: str | None, paragraph: bool) -> None:  # noqa: FBT001
    view = view_of(mark(first, "quote", "q-1"), mark(second, "quote", "q-1", part="2"), text=text)
    one, other = view["parts"]
    assert (one["gap"], other["gap"] and str(other["gap"]["words"]), other["paragraph"]) == (None, gap, paragraph)
    assert first.strip("“”") in str(view["whole"]["words"])
    assert second.strip("“”") in str(view["whole"]["words"])


def test_words_that_stand_alone_end_without_the_comma_that_leads_on_to_their_speaker_and_link_to_their_slice() -> None:
    view = view_of(mark("“Lift,”", "quote", "q-1"))
    (whole,), (shown,) = view["parts"], view["shown"]  # type: ignore[misc]
    assert [(str(one["words"]["words"]), one["words"]["char"]) for one in (whole, shown)] == [
        ("Lift,", "18,23"),
        ("Lift", "18,22"),
    ]
    at = TEXT.index("Now")
    assert view_of(NOW)["whole"]["url"] == f"stories/rope/#char={at},{at + 3}"


def test_a_description_is_a_slice_of_the_source_or_an_error() -> None:
    view = view_of(mark("“Lift,”", "quote", "q-1", said_by="The pilot", basis="stated"))
    assert (view["speaker"], view["said_by"]["char"]) == (None, "0,9")
    with pytest.raises(ContentError, match='said-by="A sailor" of quotation q-1 is not in the source'):
        view_of(mark("“Lift,”", "quote", "q-1", said_by="A sailor"))


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


def test_corrected_words_stand_before_the_printed_ones_and_a_correction_without_a_day_is_an_error() -> None:
    view = only(corrected("2031-03-06 Misheard"))
    words = '<span class="corrected"><del>Now</del><ins> <span>Soon</span></ins></span>'
    assert (view["whole"]["words"], view["parts"][0]["words"]["words"]) == (words, words)
    with pytest.raises(ContentError, match="does not begin with a date"):
        only(corrected("because"))


def test_a_reason_has_the_sources_own_words_for_whom_it_does_not_name() -> None:
    via = f"{TEXT.index('Mara')},{TEXT.index(', the mate')}"
    spoken = mark("“Now”", "quote", "q-1", said_by="Mara Lind", basis="stated", why="“…”, NAME said", via=via)
    assert view_of(spoken)["why"] == "“…”, Mara Lind said"
