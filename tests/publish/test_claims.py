"""What may be shown as somebody's words: the table of forms, and what a title and a preview say of each."""

import re

import pytest

from tests.made import edition, mark, person, said, story, with_headers
from tests.sentences import rows
from verbatim.annotate.attribution.speakers import UNSAID
from verbatim.model import Span
from verbatim.publish.claims import (
    UNSETTLED,
    attributed,
    claim_of,
    said_by,
    sentence_in_marks,
    without_last_clause,
    words_text,
)
from verbatim.publish.edition import Edition

NAMES = [person("Ida Moe", "ida")]


def told(text: str, *words: str, kind: str = "direct", why: str = "") -> Edition:
    """Make an edition of one story, in which the words are the parts of one quotation of Ida Moe's."""
    parts = [{"part": str(number)} for number in range(1, len(words) + 1)] if len(words) > 1 else [{}]
    marks = [said(one, "q-1", "ida", kind, why=why, **part) for one, part in zip(words, parts, strict=True)]
    return edition(story("pier", text, [*NAMES, *marks]))


def form_of(held: Edition) -> str:
    return claim_of(held, held.newsroom.quotes["q-1"]).form


@rows("text,words,kind,form", "publish/claims.txt", "the form of a claim")
def test_words_stand_alone_or_are_a_paraphrase(text: str, words: str, kind: str, form: str) -> None:
    assert form_of(told(text, words, kind=kind)) == form


@rows("text", "publish/claims.txt", "words that their sentence turns")
def test_words_that_their_sentence_turns_are_shown_as_that_sentence(text: str) -> None:
    held = told(text, "“open”")
    assert (form_of(held), attributed(held, held.newsroom.quotes["q-1"])) == ("sentence", text)


def test_words_that_the_reader_of_the_text_left_unsettled_are_shown_as_their_sentence() -> None:
    held = told("Ida Moe is quoted with “open”.", "“open”", why="The text reports these words at second hand")
    assert form_of(held) == "sentence"


def test_the_reasons_for_unsettled_words_are_those_that_the_annotator_gives() -> None:
    assert {UNSAID["open"], UNSAID["retold"]} <= UNSETTLED


@pytest.mark.parametrize(("text", "parts", "kind", "expected"), [
    ("Ida Moe called it “a good pier” and “a long one”.", ["called it “a good pier” and “a long one”"], "mixed",
     ("partly", "a good pier … a long one", "Ida Moe: “a good pier” … “a long one”")),
    ("Ida Moe's word for the piers' state is ‘fine’.", ["Ida Moe's word for the piers' state is ‘fine’"], "mixed",
     ("partly", "fine", "Ida Moe: “fine”")),
    ("“The pier,” said Ida Moe, “is open.”", ["“The pier,”", "“is open.”"], "direct",
     ("quoted", "The pier, … is open.", "Ida Moe: “The pier,” … “is open.”")),
    ("The board, Ida Moe says, has met.", ["The board, Ida Moe says, has met"], "indirect",
     ("paraphrase", "", "The board, Ida Moe says, has met.")),
], ids=["in marks", "an apostrophe opens none", "pieces without the reporter", "a paraphrase has none"])  # fmt: skip
def test_somebodys_words_are(text: str, parts: list[str], kind: str, expected: tuple[str, ...]) -> None:
    held = told(text, *parts, kind=kind)
    quote = held.newsroom.quotes["q-1"]
    assert (form_of(held), words_text(held, quote), attributed(held, quote)) == expected


OFTEN = ("The pier was open on Monday and on Tuesday and on each of the days before. " * 3).strip()


DAYS = "on Monday and on Tuesday and on Wednesday and on Thursday and on Friday and on Saturday and on Sunday"
MISHEARD = story("pier", "“The pier,” said Ida Moe.", [
    *NAMES, said("“The pier,”", "q-1", "ida"), mark("pier", "was", now="quay"),
])  # fmt: skip


@pytest.mark.parametrize(("held", "title"), [
    (told(f"“The pier is open. {OFTEN}” said Ida Moe.", f"“The pier is open. {OFTEN}”"),
     "Ida Moe: “The pier is open.” …"),
    (told(f"“The pier is open. But not today. {OFTEN}” said Ida Moe.", f"“The pier is open. But not today. {OFTEN}”"),
     "Reported in A title of the editors"),
    (told("Ida Moe said: “The pier is open.\n“It is long.”", "“The pier is open.", "“It is long.”"),
     "Ida Moe: “The pier is open.” “It is long.”"),
    (told(f"The pier is open {DAYS}, {DAYS}, Ida Moe said, which nobody believes.", "The pier", kind="indirect"),
     "Reported in A title of the editors"),
    (edition(with_headers(MISHEARD, "010", ("Corrected", "2031-03-06 Misheard"))), "Corrected. Ida Moe: “The pier,”"),
], ids=[
    "of long words their first sentence", "not where the next turns it", "marks for each paragraph that opens with one",
    "no sentence that is cut, since its end may turn it", "that words are corrected, before they are read",
])  # fmt: skip
def test_a_title_has(held: Edition, title: str) -> None:
    assert said_by(held, held.newsroom.quotes["q-1"]) == title


SPOKEN = "Nets\n“We mend the nets. They hold until May, and nobody asks,” said Ada Vell. It rained.\n"


@pytest.mark.parametrize(("sentence", "line"), [
    ("“We mend the nets.", "“We mend the nets.”"),
    (
        "They hold until May, and nobody asks,” said Ada Vell.",
        "“They hold until May, and nobody asks,” said Ada Vell.",
    ),
    ("It rained.", "It rained."),
    ("Nets", "Nets."),
])  # fmt: skip
def test_a_sentence_that_is_cut_out_of_somebodys_words_has_both_marks(sentence: str, line: str) -> None:
    words = "“We mend the nets. They hold until May, and nobody asks,”"
    marks = [said(words, "q-1", "ada-vell"), person("Ada Vell", "ada-vell")]
    held = edition(story("nets", SPOKEN, marks))
    at = SPOKEN.index(sentence)
    assert sentence_in_marks(held, held.newsroom.stories["nets"], Span(at, at + len(sentence))) == line


@pytest.mark.parametrize(("kept", "rest"), [
    ("The guild bought nets", ", ending a quarrel"), ("The guild bought nets, ending a quarrel, it is thought", ""),
    ("The keepers, ending a quarrel, met at noon", ""), ("The guild met, ending no quarrel", ""),
    ("The guild met, ending what was cancelled before", ""), ("The guild met (late, ending a quarrel)", ""),
])  # fmt: skip
def test_a_clause_is_left_out_where_it_ends_the_sentence_and_turns_nothing(kept: str, rest: str) -> None:
    text = kept + rest
    assert without_last_clause(text, Span(0, len(text)), re.compile(", ending")).of(text) == kept
