"""What a story's words say for a page of somebody, and against it; everybody here is invented."""

import re
from dataclasses import replace
from itertools import chain

import pytest

from tests.made import story
from tests.security.growth import SLACK, growth
from tests.sentences import rows, table
from verbatim.annotate import lang
from verbatim.model import Mark, MarkKind, Span, Story
from verbatim.newsroom.grounds import Ground, grounds_in

RULES = {
    "office", "title", "function", "work",
    "minor", "family", "given name", "victim", "suspect", "asylum", "health", "private life", "home",
}  # fmt: skip
NAMES: dict[str, tuple[MarkKind, str]] = {
    "Ada Vell": ("person", "ada"), "Bo Oke": ("person", "bo"), "Ivo Marr": ("person", "ivo"),
    "Jim Oke": ("person", "jim"),
    "Erin": ("person", "erin"), "Dean Vell": ("person", "dean"), "Gulf Bank": ("organisation", "gulf-bank"),
    "Sund Assembly Court": ("organisation", "court"), "Sund": ("place", "sund"),
}  # fmt: skip


FOR, AGAINST = "a public role speaks for", "what harms somebody to be known for speaks against"


def told(text: str, *marks: Mark) -> Story:
    """Make a story that marks every mention of the invented names, and more that is asked for."""
    made = story("gate", text)
    (fragment,) = made.fragments
    places = ((kind, ref, found.span()) for name, (kind, ref) in NAMES.items() for found in re.finditer(name, text))
    mentions = [Mark(Span(*place), kind, "", {"ref": ref}) for kind, ref, place in places]
    held = sorted(chain(mentions, marks), key=lambda mark: (mark.span.start, -mark.span.end))
    return replace(made, fragments=(replace(fragment, marks=tuple(held)),))


def rules(text: str, who: str, *marks: Mark) -> set[str]:
    return {ground.rule for ground in grounds_in(told(text, *marks)) if ground.who == who}


def said_of(text: str, *marks: Mark) -> str:
    """Return of whom a text says what."""
    return ", ".join(sorted({f"{ground.who} {ground.rule}" for ground in grounds_in(told(text, *marks))})) or "nothing"


@rows("text,said", "newsroom/grounds.txt", "what a text says of whom")
def test_a_text_says_this_of_each(text: str, said: str) -> None:
    assert said_of(text) == said


@rows("text,words,speaker,said", "newsroom/grounds.txt", "what a quotation says of whom")
def test_a_quotation_says_this_of_its_speaker_and_of_others(text: str, words: str, speaker: str, said: str) -> None:
    who, _, name = speaker.partition(", named by ")
    attributes = {"speaker": who} if words.startswith("“") else {"speaker": who, "kind": "indirect"}
    attributes |= {"via": f"{text.index(name)},{text.index(name) + len(name)}"} if name else {}
    quotation = Mark(Span(text.index(words), text.index(words) + len(words)), "quote", "", attributes)
    assert said_of(text, quotation) == said


def test_a_ground_has_the_words_their_place_and_what_they_show() -> None:
    text = "The mayor, Ada Vell, met Bo Oke, 12, in Sund."
    assert grounds_in(told(text)) == (
        Ground("ada", "gate", Span(4, 9), "mayor", "office", opens=True),
        Ground("bo", "gate", Span(33, 35), "12", "minor", opens=False),
    )


@rows("text,rule", "newsroom/grounds.txt", "a public role speaks for a page")
def test_a_public_role_speaks_for_a_page(text: str, rule: str) -> None:
    assert rule in rules(text, "ada")
    assert all(ground.opens for ground in grounds_in(told(text)) if ground.who == "ada")


@rows("text", "newsroom/grounds.txt", "nothing speaks for a page of somebody without a public role")
def test_nothing_speaks_for_a_page_of_somebody_without_a_public_role(text: str) -> None:
    assert not rules(text, "ada") & {"office", "title", "function", "work"}


@rows("text,rule", "newsroom/grounds.txt", "what harms somebody to be known for speaks against a page")
def test_what_harms_somebody_to_be_known_for_speaks_against_a_page(text: str, rule: str) -> None:
    found = [ground for ground in grounds_in(told(text)) if ground.rule == rule]
    assert {ground.who for ground in found} >= {"erin" if rule == "given name" else "bo"}
    assert not any(ground.opens for ground in found)


@rows("text", "newsroom/grounds.txt", "nothing speaks against a page of somebody whom it is not about")
def test_nothing_speaks_against_a_page_of_somebody_whom_it_is_not_about(text: str) -> None:
    assert rules(text, "ada") <= {"office", "title", "function", "work"}
    assert rules(text, "ada")


def test_a_pronoun_is_one_whose_name_fits_it_and_a_given_name_that_is_also_a_title_is_none() -> None:
    grounds = grounds_in(told("The singer, Ada Vell, met the striker, Jim Oke. He has cancer."))
    assert {ground.who for ground in grounds if not ground.opens} == {"jim"}
    assert grounds_in(told("Dean Vell said so.")) == ()


def test_a_marked_role_is_read() -> None:
    text = "Ada Vell, who was born in Sund and leads the choir, a mayor of the old kind, said so."
    place = Span(text.index("a mayor"), text.index(", said"))
    assert "office" in rules(text, "ada", Mark(place, "role", "", {"of": "ada"}))


def test_a_language_without_rules_says_nothing() -> None:
    assert grounds_in(replace(told("Mayor Ada Vell, 12, ran."), lang="de")) == ()


def test_every_rule_is_tried_and_every_list_names_rules_that_exist() -> None:
    tables = (table("newsroom/grounds.txt", f"{what} a page") for what in (FOR, AGAINST))
    assert {rule for held in tables for _, rule in held.values()} == RULES
    public = (f"public_{name}" for name in ("roles", "acts", "belongings"))
    private = (f"private_{name}" for name in ("nouns", "adjectives", "verbs", "things", "states"))
    values = (value for name in (*public, *private) for value in lang.pairs(name).values())
    assert {value.partition(" with ")[0].partition(", ")[0] for value in values} <= RULES


@pytest.mark.campaign(
    "generator/verbatim/newsroom/grounds.py",
    "generator/verbatim/newsroom/descriptions.py",
    "generator/verbatim/newsroom/listed_words.py",
)
@pytest.mark.parametrize(
    "unit", ["Ada Vell, the mayor, ", "who was charged and ", "he has his cancer, ", "killed: Bo Oke, ", "Mayor "]
)
def test_a_sentence_of_any_length_takes_time_in_proportion(unit: str) -> None:
    def made(length: int) -> str:
        return "Ada Vell " + unit * (length // len(unit))

    assert growth(lambda text: grounds_in(told(text)), made, 20_000, 0.05) <= SLACK
