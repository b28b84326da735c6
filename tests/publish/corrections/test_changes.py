"""Changes of a quotation: wordings compared word by word, and messages of corrected attributions."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made import edition, person, said, story
from verbatim.content.ledger import LedgerEntry
from verbatim.publish.corrections import change_message, changes, corrections_of, replaced_words, word_diff

WORDINGS = st.text(st.sampled_from("ab c,.’-水年é\u0301\n_§"), max_size=40)


@given(WORDINGS, WORDINGS)
def test_the_pieces_are_the_wordings_character_for_character(one: str, other: str) -> None:
    before, after = word_diff(one, other)
    assert ("".join(piece.text for piece in before), "".join(piece.text for piece in after)) == (one, other)


@given(WORDINGS, WORDINGS)
def test_what_both_share_is_the_same_but_for_blanks(one: str, other: str) -> None:
    before, after = ("".join(piece.text for piece in pieces if piece.shared) for pieces in word_diff(one, other))
    assert "".join(before.split()) == "".join(after.split())


@pytest.mark.parametrize(("before", "after", "pairs"), [
    ("水を見た", "海を見た", [("水", "海")]), ("for 1,200 men", "for 1,300 men", [("1,200", "1,300")]),
    ("We waited for ten years.", "We waited for twelve years.", [("ten", "twelve")]), ("a b", "a b", []),
    ("We lost six boats off Sund.", "We lost seven boats off Saren.", [("six", "seven"), ("Sund", "Saren")]),
    ("We lost six boats.", "We lost six old boats.", [("", "old")]),
    ("We lost six old boats.", "We lost six boats.", [("old", "")]),
])  # fmt: skip
def test_the_changed_words_of_a_script_alone_are_set_off_and_told(
    before: str, after: str, pairs: list[tuple[str, str]]
) -> None:
    assert replaced_words(before, after) == pairs
    changed = [piece.text for piece in word_diff(before, after)[1] if not piece.shared]
    assert changed == [word if was else f"{word} " for was, word in pairs if word]  # what is put in brings its blank


def test_a_very_long_quotation_is_compared_in_a_moment() -> None:
    one = " ".join(f"word{number % 97}" for number in range(40_000))
    began = time.process_time()
    before, _ = word_diff(one, one.replace("word50", "other", 300))
    assert time.process_time() - began < 3
    assert not before[1].shared


TEXT = "“It holds”, said Jon Marr."
MARKS = [said("“It holds”", "q-1", "jon-marr-2"), person("Jon Marr", "jon-marr-2")]


def test_a_speaker_who_is_another_one_of_the_same_name_is_told_to_be_another_but_not_whose_id_was_renamed() -> None:
    then = LedgerEntry("q-1", "minted", 1, "2031-03-04", "It holds", 0, 10, "jon-marr", name="Jon Marr")
    other = story("talks", "Jon Marr came.", [person("Jon Marr", "jon-marr")])
    held = edition(story("wall", TEXT, MARKS), other, ledgers={"wall": [then]})
    (change,) = corrections_of(held, "q-1")
    assert change["kind"] == "speaker"
    assert "was Jon Marr, now another Jon Marr." in change_message(change, held.site.words)
    moved = LedgerEntry("jon-marr", "renamed", 1, "2031-03-05", "Jon Marr", into="jon-marr-2", kind="person")
    held = edition(story("wall", TEXT, MARKS), ledgers={"wall": [then, moved]})
    assert corrections_of(held, "q-1") == []


@pytest.mark.parametrize(("later", "message"), [
    ([("withdrawn", "no longer marked in the text")], "No longer in the story (5 March 2031)."),
    ([("withdrawn", "Never said")], "Withdrawn 5 March 2031: Never said."),
    ([("withdrawn", "no longer marked in the text"), ("changed", "found again")], "In the story again (6 March 2031)."),
])  # fmt: skip
def test_what_is_gone_or_withdrawn_or_there_again_is_told_as_that(later: list[tuple[str, str]], message: str) -> None:
    said_so = LedgerEntry("q-1", "minted", 1, "2031-03-04", "It holds", 0, 10, "jon-marr-2", name="Jon Marr")
    rows = [
        replace(said_so, event=event, version=at, date=f"2031-03-0{at + 3}", reason=reason)
        for at, (event, reason) in enumerate(later, start=2)
    ]
    held = edition(story("wall", TEXT, MARKS), ledgers={"wall": [said_so, *rows]})
    told = changes(held, held.newsroom.histories["q-1"])
    assert change_message(told[len(later) - 1], held.site.words) == message
