"""Which id the story's own files give: as edited, as written, as the ledger has it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.made import mark, story
from verbatim.content.ledger import LedgerEntry
from verbatim.content.people.identity import own_ids
from verbatim.content.store import FragmentPair
from verbatim.core.slugs import slug
from verbatim.model import PersonFound, PersonKind, Span

if TYPE_CHECKING:
    from verbatim.model import Fragment


def found(name: str, kind: PersonKind = "person", identity: str = "") -> PersonFound:
    return PersonFound(identity or slug(name), name, kind, (Span(0, 1),))


def fragment(*mentions: tuple[str, str], kind: str = "person") -> Fragment:
    text = " and ".join(words for words, _ in mentions)
    return story("wall", text, [mark(words, kind, ref=ref) for words, ref in mentions]).fragments[0]


def held(disk: Fragment | None, base: Fragment | None) -> FragmentPair:
    return FragmentPair("010-text-x", disk, b"1" if disk else b"", base, b"2" if base else b"")


def test_a_person_has_the_id_of_the_full_name() -> None:
    one = fragment(("Jon Marr", "jon-marr-2"), ("Marr", "jon-marr-2"))
    assert own_ids([found("Jon Marr"), found("Marr")], [held(one, one)], ()).held == {"jon-marr": "jon-marr-2"}


def test_an_id_that_an_editor_gave_every_full_mention_is_the_persons() -> None:
    disk, base = fragment(("Jon Marr", "jon-marr")), fragment(("Jon Marr", "jon-marr-2"))
    own = own_ids([found("Jon Marr")], [held(disk, base)], ())
    assert own.held == {"jon-marr": "jon-marr"}
    assert own.edited == {"jon-marr-2": "jon-marr"}


def test_two_ids_that_an_editor_changed_round_are_both_the_editors() -> None:
    disk = fragment(("Jon Marr", "ada-vell"), ("Ada Vell", "jon-marr"))
    base = fragment(("Jon Marr", "jon-marr"), ("Ada Vell", "ada-vell"))
    own = own_ids([found("Jon Marr"), found("Ada Vell")], [held(disk, base)], ())
    assert own.held == own.edited == {"jon-marr": "ada-vell", "ada-vell": "jon-marr"}


def test_an_id_whose_full_mention_an_editor_took_off_stays() -> None:
    disk = fragment(("Marr", "jon-marr"))
    assert own_ids([found("Jon Marr")], [held(disk, None)], ()).held == {"jon-marr": "jon-marr"}
    assert own_ids([found("Jon Marr", "place")], [held(disk, None)], ()).held == {}


def test_an_id_that_an_editor_gave_one_of_two_mentions_is_that_mentions_alone() -> None:
    base = [fragment(("Jon Marr", "jon-marr")), fragment(("Jon Marr", "jon-marr"))]
    disk = fragment(("Jon Marr", "jon-marr-2"))
    own = own_ids([found("Jon Marr")], [held(base[0], base[0]), held(disk, base[1])], ())
    assert own.held == {"jon-marr": "jon-marr"}
    assert own.edited == {}


def test_somebody_of_another_kind_has_another_id() -> None:
    person = fragment(("Jordan", "jordan"))
    place = fragment(("Jordan", "jordan-2"), kind="place")
    own = own_ids(
        [found("Jordan", "place"), found("Jordan", identity="jordan-2")],
        [held(person, person), held(place, place)],
        (),
    )
    assert own.held == {"jordan": "jordan-2", "jordan-2": "jordan"}


def test_somebody_whose_kind_is_read_otherwise_keeps_the_id() -> None:
    one = fragment(("Ferrywatch", "ferrywatch-2"))
    assert own_ids([found("Ferrywatch", "organisation")], [held(one, one)], ()).held == {"ferrywatch": "ferrywatch-2"}


def test_twins_that_were_written_apart_stay_apart() -> None:
    one = fragment(("Jon Marr", "jon-marr"), ("JON MARR", "jon-marr-2"))
    twins = [found("Jon Marr"), found("JON MARR", identity="jon-marr-2")]
    assert own_ids(twins, [held(one, one)], ()).held == {"jon-marr": "jon-marr", "jon-marr-2": "jon-marr-2"}


def test_a_short_name_of_one_is_not_another_of_that_name() -> None:
    one = fragment(("Sund Harbour Trust", "sund-harbour-trust"), ("Sund Harbour", "sund-harbour-trust"))
    two = fragment(("Sund Harbour", "sund-harbour"))
    own = own_ids([found("Sund Harbour")], [held(one, one), held(two, two)], ())
    assert own.held == {"sund-harbour": "sund-harbour"}


def test_the_ledger_remembers_a_number_that_no_fragment_has_yet() -> None:
    row = LedgerEntry("jon-marr-2", "namesake", 1, "2031-03-04", "Jon Marr", 0, 8, kind="person")
    assert own_ids([found("Jon Marr")], [], [row]).held == {"jon-marr": "jon-marr-2"}
    assert own_ids([found("Jon Marr", "organisation")], [], [row]).held == {}


def test_the_editors_notes_name_nobody() -> None:
    note = replace(fragment(("Jon Marr", "jon-marr-2")), source=None)
    assert own_ids([found("Jon Marr")], [held(note, note)], ()).held == {}
