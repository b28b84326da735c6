from __future__ import annotations

from tests.made import mark, story
from verbatim.content.people.refs import people_in, rename_in_fragment, rename_in_reading
from verbatim.model import Span
from verbatim.model.reading import DateFound, PersonFound, QuoteFound, Reading

HERE = Span(0, 1)
REFS = {"jon-marr": "jon-marr-2", "sund": "sund-2"}


def test_everything_in_a_reading_that_names_a_person_is_renamed() -> None:
    reading = Reading(
        quotes=(QuoteFound("g", HERE, "direct", "Jon Marr", "jon-marr", candidates=("ada-vell", "jon-marr")),),
        people=(PersonFound("jon-marr", "Jon Marr", "person", (HERE,)),),
        dates=(DateFound(HERE, None, "none", "", people=("ada-vell", "jon-marr")),),
    )
    new = rename_in_reading(reading, REFS)
    assert (new.quotes[0].speaker_id, new.quotes[0].candidates) == ("jon-marr-2", ("ada-vell", "jon-marr-2"))
    assert [person.id for person in new.people] == ["jon-marr-2"]
    assert new.dates[0].people == ("ada-vell", "jon-marr-2")


def test_a_candidate_told_by_name_keeps_the_name() -> None:
    reading = Reading(
        quotes=(QuoteFound("g", HERE, "direct", candidates=("sund",)),),
        people=(PersonFound("sund", "sund", "place", (HERE,)),),
    )
    assert rename_in_reading(reading, REFS).quotes[0].candidates == ("sund",)


def test_a_speaker_who_is_none_of_the_people_counts_as_one() -> None:
    reading = Reading(quotes=(QuoteFound("g", HERE, "direct", "Jon Marr", "jon-marr", via=HERE),) * 2)
    assert people_in(reading, "Jon Marr left") == (PersonFound("jon-marr", "Jon Marr", "person", (HERE,)),)


def test_every_attribute_of_a_fragment_is_renamed_and_each_id_named_once() -> None:
    attributes = {"ref": "sund", "of": "sund", "speaker": "sund", "people": "sund sund-2 x", "why": "sund"}
    (one,) = story("wall", "Sund", [mark("Sund", "quote", "sund", **attributes)]).fragments
    (held,) = rename_in_fragment(one, REFS).marks
    assert held.attrs == {**dict.fromkeys(("ref", "of", "speaker"), "sund-2"), "people": "sund-2 x", "why": "sund"}
    assert held.id == "sund"
