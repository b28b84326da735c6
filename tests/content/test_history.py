"""What a split adds to the ledger when editors correct, reattribute and withdraw."""

from dataclasses import replace

import pytest

from tests.made import Marked, mark, story, with_headers
from verbatim.content.history import new_rows
from verbatim.content.ledger import LedgerEntry
from verbatim.model import Story

TEXT = "“The rope broke in two places”, said Mara Lind.\n“It was new”, said Nils Dahl."
PEOPLE = [mark("Mara Lind", "person", ref="mara"), mark("Nils Dahl", "person", ref="nils")]
DAY, LATER = "2031-03-04", "2031-03-09"
CORRECTED = ("Corrected", f"{LATER} The harbour office gave the wrong number")


def told(speaker: str = "mara", *more: Marked, headers: tuple[tuple[str, str], ...] = ()) -> Story:
    said = mark("“The rope broke in two places”", "quote", "q-1", **({"speaker": speaker} if speaker else {}))
    made = story("rope", TEXT, [*PEOPLE, said, mark("“It was new”", "quote", "q-2", speaker="nils"), *more])
    return with_headers(made, "010", *headers)


def split(made: Story, rows: list[LedgerEntry], day: str = LATER) -> list[LedgerEntry]:
    return [*rows, *new_rows(made.fragments, rows, day)]


def of(rows: list[LedgerEntry], key: str = "q-1") -> list[tuple[str, int, str, str, str]]:
    return [(row.event, row.version, row.date, row.speaker, row.reason) for row in rows if row.id == key]


@pytest.fixture
def minted() -> list[LedgerEntry]:
    """The ledger after the first split."""
    return new_rows(told().fragments, [], DAY)


def test_a_second_split_adds_nothing_to_rows_that_have_the_speakers_name_with_the_id(minted: list[LedgerEntry]) -> None:
    assert [row.name for row in minted] == ["Mara Lind", "Nils Dahl"]
    assert new_rows(told().fragments, minted, LATER) == []


def test_a_corrected_attribution_has_the_day_and_the_reason_of_its_header_and_one_without_is_told_all_the_same(
    minted: list[LedgerEntry],
) -> None:
    rows = split(told("nils", headers=(CORRECTED,)), minted)
    assert of(rows)[1:] == [("corrected", 2, LATER, "nils", "The harbour office gave the wrong number")]
    assert of(rows, "q-2") == of(minted, "q-2")
    assert of(split(told(""), minted))[1:] == [("changed", 2, LATER, "", "the speaker")]


def test_a_header_written_afterwards_explains_one_change_and_is_no_further_version(minted: list[LedgerEntry]) -> None:
    rows = split(told("nils", headers=(CORRECTED,)), split(told("nils"), minted))
    assert [row[:2] for row in of(rows)] == [("minted", 1), ("changed", 2), ("corrected", 2)]
    assert of(split(told("", headers=(CORRECTED,)), rows, "2031-04-01"))[-1][0] == "changed"


WAS = mark("two", "was", now="three")


def test_corrected_words_are_kept_beside_the_printed_ones_also_at_the_first_split(minted: list[LedgerEntry]) -> None:
    made = told("mara", WAS, headers=(CORRECTED,))
    row = split(made, minted)[-1]
    assert (row.event, row.version, row.words) == ("corrected", 2, "The rope broke in two places")
    assert row.now == "The rope broke in three places"
    assert [row[:2] for row in of(new_rows(made.fragments, [], DAY))] == [("minted", 1), ("corrected", 2)]


def test_a_reworded_header_is_the_same_version_and_a_second_one_a_third(minted: list[LedgerEntry]) -> None:
    rows = split(told("mara", WAS, headers=(CORRECTED,)), minted)
    again = split(told("mara", WAS, headers=(("Corrected", f"{LATER} The number was wrong"),)), rows)
    assert of(again)[-1][1:] == (2, LATER, "mara", "The number was wrong")
    more = mark("new", "was", now="old")
    both = told("mara", WAS, more, headers=(CORRECTED, ("Corrected", "2031-05-01 And again")))
    assert of(split(both, rows))[-1] == ("corrected", 3, "2031-05-01", "mara", "And again")


def test_a_withdrawal_has_its_headers_day_and_reason_and_can_be_taken_back(minted: list[LedgerEntry]) -> None:
    rows = split(told(headers=(("Withdrawn", f"{LATER} She never said so"),)), minted)
    assert of(rows)[1:] == [("withdrawn", 2, LATER, "mara", "She never said so")]
    assert of(split(told(), rows, "2031-04-01"))[-1] == ("changed", 3, "2031-04-01", "mara", "quoted again")


def test_what_is_no_longer_marked_is_withdrawn_once(minted: list[LedgerEntry]) -> None:
    rows = split(story("rope", TEXT, PEOPLE), minted)
    assert of(rows)[1:] == [("withdrawn", 2, LATER, "mara", "no longer marked in the text")]
    assert split(story("rope", TEXT, PEOPLE), rows) == rows


def test_an_id_that_was_merged_into_another_is_not_told_to_be_gone(minted: list[LedgerEntry]) -> None:
    merged = replace(minted[0], id="q-0", event="merged", version=2, into="q-1")
    assert split(told(), [*minted, merged]) == [*minted, merged]
