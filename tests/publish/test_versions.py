"""What readers are told of a corrected attribution, where names alone would not tell it."""

from tests.made import edition, mark, story
from verbatim.content.ledger import LedgerEntry
from verbatim.publish.corrections.changes import change_message, corrections_of

TEXT = "“It holds”, said Jon Marr."
MARKS = [
    mark("“It holds”", "quote", "q-1", speaker="jon-marr-2", basis="stated"),
    mark("Jon Marr", "person", ref="jon-marr-2"),
]


def test_a_speaker_who_is_another_one_of_the_same_name_is_told_to_be_another() -> None:
    then = LedgerEntry("q-1", "minted", 1, "2031-03-04", "It holds", 0, 10, "jon-marr", name="Jon Marr")
    other = story("talks", "Jon Marr came.", [mark("Jon Marr", "person", ref="jon-marr")])
    held = edition(story("wall", TEXT, MARKS), other, ledgers={"wall": [then]})
    (change,) = corrections_of(held, "q-1")
    assert change["kind"] == "speaker"
    assert "was Jon Marr, now Jon Marr, another one of that name." in change_message(change, held.site.words)


def test_one_whose_id_was_renamed_is_no_other() -> None:
    then = LedgerEntry("q-1", "minted", 1, "2031-03-04", "It holds", 0, 10, "jon-marr", name="Jon Marr")
    moved = LedgerEntry("jon-marr", "renamed", 1, "2031-03-05", "Jon Marr", into="jon-marr-2", kind="person")
    held = edition(story("wall", TEXT, MARKS), ledgers={"wall": [then, moved]})
    assert corrections_of(held, "q-1") == []
