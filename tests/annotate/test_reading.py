from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.security.growth import SLACK, growth
from verbatim.annotate import read
from verbatim.annotate.analysis import analyse
from verbatim.annotate.lang import cue, pairs, words
from verbatim.annotate.reading import quote_rows
from verbatim.model.reading import QuoteFound

SENTENCES = Path(__file__).parent / "sentences.txt"
FLOOR = 0.05  # seconds
PIECES = [
    "“", "”", '"', "'", "Ann Lee ", "said ", "that ", "he ", ", ", ". ", "\n\n", "the mayor ", "it ", "of ",
    "is ", ": ",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def quotations(text: str) -> list[QuoteFound]:
    return quote_rows(analyse(text), {})


@settings(max_examples=150, deadline=None)
@given(TEXTS | st.text(max_size=200))
def test_any_text_gives_rows_in_order_within_it(text: str) -> None:
    found = quotations(text)
    assert all(0 <= row.span.start < row.span.end <= len(text) for row in found)
    assert [row.span.start for row in found] == sorted(row.span.start for row in found)
    assert all((row.basis == "none") == (row.speaker is None) for row in found)


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_the_same_text_is_read_the_same(text: str) -> None:
    assert read(text) == read(text)


@pytest.mark.campaign("generator/verbatim/annotate")
@pytest.mark.parametrize("at", range(8))
def test_a_sentence_that_ends_or_begins_anywhere_is_read(at: int) -> None:
    for line in (SENTENCES.read_text("utf-8").splitlines())[at::8]:
        said = line.replace("⏎", "\n").split(" ")
        for cut in range(1, len(said)):
            read(" ".join(said[:cut]))
            read(" ".join(said[cut:]) + "\n")


@pytest.mark.campaign("generator/verbatim/annotate")
@pytest.mark.parametrize("unit", [
    "“a b c,” he said. ", "“ ", "'a ", "said ", "Ann Lee, said, ", "he said Bob Roe saw ", ". . ",
    "“Open\n", '" ', "((",
])  # fmt: skip
def test_twice_the_text_takes_about_twice_the_time(unit: str) -> None:
    assert growth(quotations, lambda length: unit * (length // len(unit)), 30_000, FLOOR) <= SLACK


def test_every_verb_of_saying_says_what_it_takes() -> None:
    takes = {value.split()[0] for value in pairs("saying").values()}
    assert takes == {"speech", "aside", "judge", "demand", "think", "show"}


def test_verbs_are_known_in_all_their_forms() -> None:
    verbs = [found for word in ("says", "denied", "taunting", "quipped") if (found := cue(word))]
    forms = [("say", "s"), ("deny", "past"), ("taunt", "ing"), ("quip", "past")]
    assert [(found.lemma, found.form) for found in verbs] == forms


def test_no_list_of_words_is_empty() -> None:
    names = ["closed", "roles", "titles", "groups", "places", "peoples", "outlets", "firstnames", "verbs", "things"]
    assert [name for name in names if not words(name)] == []
