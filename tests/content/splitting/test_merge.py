"""Edits that meet a new split: what a person said of words stays, or both stand in the file for them to decide."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from tests.content.merge_folder import STORY, Folder
from tests.content.merge_trials import trial
from verbatim.annotate import read as annotate
from verbatim.content.format.fragment_file import read_fragment, write_fragment
from verbatim.content.splitting.fragments import LONGEST
from verbatim.content.splitting.offsets import common_runs

QUOTE = "“It is a wall of paper,” said Ada Vell, the harbour master."
END = "The council of Sund met on 3 March 2031."
SECONDS = 2.0  # of one processor; the comparison unguarded is quadratic, and takes four times that
SAMPLE = 60  # of the trials that `make fuzz-merge` runs by the thousand


class Story:
    """A text that is split, edited and split again."""

    def __init__(self, text: str) -> None:
        self.folder = Folder()
        self.split(text)

    def split(self, text: str) -> list[str]:
        """Split a text, and return the files in conflict."""
        return [place.partition(":")[0] for place in self.folder.split(text, annotate(text))]

    def edit(self, words: str, old: str, new: str) -> None:
        name, text = self.file(words)
        assert old in text
        self.folder.files[name] = text.replace(old, new).encode()

    def file(self, words: str) -> tuple[str, str]:
        """Return the first fragment's file that holds the words, marks and all."""
        files = ((name, data.decode()) for name, data in sorted(self.folder.files.items()) if name.endswith(".md"))
        return next((name, text) for name, text in files if words in text)


OTHERS = "\n\n".join(f"Paragraph {number} tells of {word} alone." for number, word in enumerate(["rain", "salt"] * 6))
CORRECTED = ("council", "council", '[council]{.was now="town council"}')


@pytest.mark.parametrize(("text", "edit", "newer", "beside"), [
    (QUOTE, ("paper", 'speaker="ada-vell"', 'speaker="jon-marr"'), QUOTE.replace("harbour", "port"), "port master"),
    (END, CORRECTED, f"It rained. {END} Nobody came.", "Nobody came"),
    (f"{OTHERS}\n\n{END}", CORRECTED, f"{END.replace('met', 'sat')}\n\n{OTHERS}", " sat "),
    (END.replace("council", "counsil"), ("counsil", "counsil", '[council]{.organisation ref="council"}'), END, "Sund"),
], ids=["another word changes", "words come before and behind", "moved and changed", "mended in both"])  # fmt: skip
def test_an_edit_stays_with_its_words_and_is_no_conflict(
    text: str, edit: tuple[str, str, str], newer: str, beside: str
) -> None:
    story = Story(text)
    story.edit(*edit)
    assert story.split(newer) == []
    assert edit[2] in story.file(beside)[1]


def test_a_conflict_has_three_versions_each_a_body_that_can_be_kept() -> None:
    story, new = Story(QUOTE), QUOTE.replace("paper", "sand")
    story.edit("paper", 'speaker="ada-vell"', 'speaker="jon-marr"')
    (name,) = story.split(new)
    lines = story.folder.files[name].decode().splitlines()
    marks = [at for at, line in enumerate(lines) if line[:7] in ("<" * 7, "|" * 7, "=" * 7, ">" * 7)]
    assert [lines[at] for at in marks] == [
        "<<<<<<< yours", "||||||| as it was split before", "=======", ">>>>>>> the new split",
    ]  # fmt: skip
    kept = lines[: marks[0]] + lines[marks[2] + 1 : marks[3]]
    story.folder.files[name] = ("\n".join(kept) + "\n").encode()
    assert story.split(new) == []
    assert read_fragment(story.folder.files[name], name, STORY).text == new


def test_words_of_a_source_that_look_like_a_conflict_are_none() -> None:
    text = "<<<<<<< yours\n\n=======\n\n>>>>>>> the new split"
    story = Story(text)
    assert {fragment.text for fragment, _ in story.folder.fragments().values()} == set(text.split("\n\n"))


def test_a_mark_that_a_person_took_off_stays_off() -> None:
    story = Story(QUOTE)
    story.edit("paper", '[Ada Vell]{.person ref="ada-vell"}', "Ada Vell")
    assert story.split(QUOTE.replace("harbour", "port")) == []
    assert ".person" not in story.file("paper")[1]


def test_an_edit_follows_its_words_into_either_half_of_a_paragraph_that_was_parted() -> None:
    story = Story(f"{QUOTE} {END}")
    story.edit("Sund", "council", '[council]{.organisation ref="the-council"}')
    assert story.split(f"{QUOTE}\n\n{END} Nobody came.") == []
    assert "Nobody came" in story.file("the-council")[1]
    assert "the-council" not in story.file("paper")[1]


def test_edits_of_two_paragraphs_that_were_joined_stand_in_the_one() -> None:
    story = Story("The ferry to Ost has not run for a year.\n\nThe council of Sund meets again.")
    story.edit("ferry", "\n\nThe ferry", '\n\nThe [ferry]{.was now="boat"}')
    story.edit("council", "\n\nThe council", '\n\nThe [council]{.was now="board"}')
    assert story.split("The ferry to Ost has not run for a year, and the council of Sund meets again.") == []
    _, text = story.file("not run")
    assert '[ferry]{.was now="boat"}' in text
    assert '[council]{.was now="board"}' in text


def test_headers_of_a_person_stay_and_those_of_the_split_follow_the_source() -> None:
    story, newer = Story(END), f"It rained.\n\n{END} Nobody came."
    story.edit("council", "Title: ", "Corrected: 2031-03-09 The clerk erred\nTitle: ")
    assert story.split(newer) == []
    name, text = story.file("council")
    assert "Corrected: 2031-03-09 The clerk erred\n" in text
    held = read_fragment(text.encode(), name, STORY)
    assert held.source is not None
    assert held.source.of(newer) == held.text


def test_what_person_and_rules_both_came_to_is_no_conflict() -> None:
    story = Story(END)
    name, text = story.file("council")
    story.folder.base[name] = write_fragment(replace(read_fragment(text.encode(), name, STORY), marks=()))
    assert story.split(END) == []
    assert story.file("council") == (name, text)


@pytest.mark.parametrize("word", ["a ", "a b ", ", ", "“a” "])
def test_a_long_run_of_one_word_is_followed_in_time(word: str) -> None:
    text = (word * LONGEST)[:LONGEST]
    began = time.process_time()
    list(common_runs(text, f"Then {text[: LONGEST // 2]} now {text[LONGEST // 2 :]}"))
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("seed", range(SAMPLE))
def test_no_word_of_a_person_is_lost_and_none_is_said_of_other_words(seed: int) -> None:
    assert trial(seed).wrong == []


OPENED = "Ada Vell opened the new wall of Sund on 4 March 2031.\n\nIt rained.\n\n"
AGAIN = "Ada Vell opened the new wall on 4 March 2031 with a bottle of cider."


@pytest.mark.parametrize("parted", [False, True], ids=["joined", "parted by an editor"])
def test_two_places_of_one_moment_stay_as_they_are_when_the_text_before_them_grows(*, parted: bool) -> None:
    story = Story(OPENED + AGAIN)
    assert 'same="40,52"' in story.file("cider")[1]
    if parted:
        story.edit("cider", ' same="40,52"', "")
    assert story.split("The wall\n\n" + OPENED + AGAIN) == []
    assert ('same="50,62"' in story.file("cider")[1], "same=" in story.file("cider")[1]) == (not parted,) * 2
