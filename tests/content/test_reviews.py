"""What a review is of, when it lapses, how it is taken back, and how it is signed."""

from dataclasses import replace

import pytest

from tests.made import Marked, mark, story, with_headers
from verbatim.content.advice import reviewed
from verbatim.content.ledger import Event, LedgerEntry, format_rows, parse_rows, people_rows, quotation_rows
from verbatim.content.people.refs import rename_in_fragment
from verbatim.content.reviews import initials, lapsed, reviews, standing, states, taken_back
from verbatim.core.errors import ContentError
from verbatim.model import Mark, Story

TEXT = "“The rope broke in two places”, said Mara Lind, the rigger, on 3 May 2031.\n“It was new”, said Nils Dahl of 40."
DAY, LATER = "2031-03-04", "2031-03-09"
MARKS = (
    mark("Mara Lind", "person", ref="mara"),
    mark("the rigger", "role", of="mara"),
    mark("3 May 2031", "moment", date="2031-05-03", basis="stated"),
    mark("Nils Dahl", "person", ref="nils"),
    mark("40", "number", means="108,110"),
)


def told(text: str = TEXT, words: str = "“The rope broke in two places”", *more: Marked, **attrs: str) -> Story:
    said = mark(words, "quote", "q-1", **{"speaker": "mara", "basis": "stated", **attrs})
    return story("rope", text, [*MARKS, said, mark("“It was new”", "quote", "q-2", speaker="nils"), *more])


def state_of(made: Story) -> dict[str, LedgerEntry]:
    return states(made.id, made.fragments)


@pytest.fixture
def ledger() -> list[LedgerEntry]:
    """A ledger in which EV reviewed the first quotation."""
    return reviews(state_of(told()), [], ["q-1"], DAY, "EV")


def holds(made: Story, rows: list[LedgerEntry]) -> set[str]:
    return set(standing(state_of(made), rows))


def test_a_review_says_who_checked_what_and_when_and_holds_whatever_stands_around_it(ledger: list[LedgerEntry]) -> None:
    (row,) = ledger
    assert (row.event, row.id, row.kind, row.version, row.date, row.by) == ("reviewed", "q-1", "quote", 1, DAY, "EV")
    assert (row.words, row.speaker, row.name) == ("The rope broke in two places", "mara", "Mara Lind")
    assert holds(told("Saren, in spring.\n" + TEXT), ledger) == {"q-1"}


@pytest.mark.parametrize("changed", [
    told(words="“The rope broke"), told(speaker="nils"), told(speaker="", **{"said-by": "mara"}), told(kind="mixed"),
    told(basis="inferred"), told(TEXT.replace("two places", "ten places"), "“The rope broke in ten places”"),
    told(TEXT.replace("said Mara Lind", "denied Mara Lind")),
    told(TEXT, "“The rope broke in two places”", mark("two", "was", now="three")),
    with_headers(told(), "010", ("Withdrawn", "2031-03-05 Nobody said it")),
], ids=[
    "bounds", "speaker", "description", "kind", "basis", "words", "sentence", "correction", "withdrawal",
])  # fmt: skip
def test_a_review_lapses_where_what_was_checked_is_changed(changed: Story, ledger: list[LedgerEntry]) -> None:
    assert holds(changed, ledger) == set()


def test_a_review_holds_again_once_the_state_is_the_one_that_was_checked_and_no_more_once_it_is_taken_back(
    ledger: list[LedgerEntry],
) -> None:
    rows = [*ledger, *reviews(state_of(told(speaker="nils")), ledger, ["q-1"], LATER, "KO")]
    assert standing(state_of(told(speaker="nils")), rows)["q-1"].by == "KO"
    assert standing(state_of(told()), rows)["q-1"].by == "EV"
    rows = [*ledger, *taken_back(ledger, [("q-1", 1)], LATER, "EV")]
    assert holds(told(), rows) == set()
    (row,) = reviews(state_of(told()), rows, ["q-1"], LATER, "EV")
    assert (row.version, holds(told(), [*rows, row])) == (2, {"q-1"})


def test_the_last_review_of_a_state_is_told_and_it_alone_can_be_taken_back(ledger: list[LedgerEntry]) -> None:
    rows = [*ledger, *reviews(state_of(told()), ledger, ["q-1"], LATER, "KO")]
    row = standing(state_of(told()), rows)["q-1"]
    assert (row.version, row.date, row.by) == (2, LATER, "KO")
    assert taken_back(rows, [("q-1", 1)], LATER, "EV") == []
    rows += taken_back(rows, [("q-1", 2)], LATER, "KO")
    assert standing(state_of(told()), rows)["q-1"].by == "EV"
    # The same editor reviews the same state once
    assert reviews(state_of(told()), ledger, ["q-1", "q-2"], LATER, "EV")[0].id == "q-2"


def test_a_review_of_another_state_has_lapsed_unless_it_was_taken_back(ledger: list[LedgerEntry]) -> None:
    current = state_of(told(speaker="nils"))
    assert set(lapsed(current, ledger)) == {"q-1"}
    assert lapsed(state_of(told()), ledger) == {}
    assert lapsed(current, [*ledger, *taken_back(ledger, [("q-1", 1)], DAY, "EV")]) == {}


@pytest.mark.parametrize(("key", "event", "held"), [
    ("q-1", "renamed", {"q-1"}), ("q-1", "merged", {"q-1"}), ("q-1", "parted", set()),
    ("mara", "renamed", {"mara-lind"}),
])  # fmt: skip
def test_a_review_follows_whoever_gets_another_id_and_lapses_where_a_speaker_is_parted_into_another(
    key: str, event: Event, held: set[str]
) -> None:
    moved = LedgerEntry("mara", event, 1, LATER, "Mara Lind", into="mara-lind", kind="person")
    assert holds(with_another_id(told()), [*reviews(state_of(told()), [], [key], DAY, "EV"), moved]) == held


def with_another_id(made: Story) -> Story:
    fragments = (rename_in_fragment(one, {"mara": "mara-lind"}) for one in made.fragments)
    return replace(made, fragments=tuple(fragments))


@pytest.mark.parametrize(("key", "name", "value"), [
    ("m-rope-010-1", "date", "2031-05-04"), ("r-rope-010-1", "of", "nils"), ("n-rope-020-1", "means", "98,110"),
    ("mara", "ref", "nils"),
])  # fmt: skip
def test_moments_roles_numbers_and_people_are_reviewed_by_id_until_their_state_is_changed(
    key: str, name: str, value: str
) -> None:
    made, rows = told(), reviews(state_of(told()), [], [key], DAY, "EV")
    assert holds(made, rows) == {key}

    def changed(one: Mark) -> Mark:
        return replace(one, attrs={**one.attrs, name: value}) if name in one.attrs else one

    fragments = [replace(one, marks=tuple(map(changed, one.marks))) for one in made.fragments]
    assert key not in standing(states(made.id, fragments), rows)


def test_reviews_are_no_rows_about_quotations_or_peoples_ids(ledger: list[LedgerEntry]) -> None:
    rows = [*ledger, *reviews(state_of(told()), [], ["mara"], DAY, "EV"), *taken_back(ledger, [("q-1", 1)], DAY, "EV")]
    assert quotation_rows(rows) == people_rows(rows) == ()


def test_reviews_read_back_as_they_were_written() -> None:
    current = state_of(replace(told(), id="x" * 100))
    rows = reviews(current, [], current, DAY, "EV")
    assert parse_rows(format_rows(rows), "ledger/rope.jsonl") == tuple(rows)


@pytest.mark.parametrize("by", ["eva@desk.example", "E\nV", " EV", "E" * 41, "E\u202eV"])
def test_an_address_or_anything_else_that_is_no_signature_is_refused(by: str, ledger: list[LedgerEntry]) -> None:
    with pytest.raises(ContentError, match=r"rope\.jsonl:1: this row's “by”"):
        parse_rows(format_rows([replace(ledger[0], by=by)]), "ledger/rope.jsonl")


def test_an_editor_hears_what_was_changed_since_it_was_checked_and_how_many_were(ledger: list[LedgerEntry]) -> None:
    changed, counted = map(str, reviewed(told(speaker="nils"), ledger))
    assert "EV checked q-1 on 2031-03-04, and it was changed since" in changed
    assert "0 of 2 quotations were checked by an editor" in counted


@pytest.mark.parametrize(("name", "signed"), [
    ("Eva Voss", "EV"), ("EV", "EV"), ("eva voss", "EV"), ("Eva", "E"), ("eva@desk.example", ""), ("", ""),
])  # fmt: skip
def test_an_editor_signs_with_initials_and_never_with_an_address(name: str, signed: str) -> None:
    assert initials(name) == signed
