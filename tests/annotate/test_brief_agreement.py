"""How far the rules of the brief and of key numbers agree with what was chosen by hand on 20 texts (`brief/`)."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from verbatim.annotate import read
from verbatim.model import Span
from verbatim.model.reading import Reading

TEXTS = sorted((Path(__file__).parent / "brief").glob("*.txt"))
MARKED = re.compile(r"\{\{|\}\}|\[\[(?P<number>[^|]*)\|(?P<means>[^|]*)\|(?P<who>[^\]]*)\]\]")
SAME = 0.8
PRECISION, RECALL = 0.81, 0.6
KEY_PRECISION, KEY_RECALL = 0.86, 0.68


class Chosen(NamedTuple):
    """A text with the sentences and the key numbers chosen by hand."""

    text: str
    sentences: list[Span]
    numbers: list[Span]


class Counts(NamedTuple):
    """Chosen by both, by the rules, by hand."""

    both: int
    rules: int
    hand: int

    @property
    def precision(self) -> float:
        return self.both / self.rules

    @property
    def recall(self) -> float:
        return self.both / self.hand


def chosen(marked: str) -> Chosen:
    text, at, opened = "", 0, 0
    sentences, numbers = [], []
    for found in MARKED.finditer(marked):
        text += marked[at : found.start()]
        at = found.end()
        if found[0] == "{{":
            opened = len(text)
        elif found[0] == "}}":
            sentences.append(Span(opened, len(text)))
        else:
            numbers.append(Span(len(text), len(text) + len(found["number"])))
            text += found["number"]
    return Chosen(text + marked[at:], sentences, numbers)


def same(one: Span, other: Span) -> bool:
    common = min(one.end, other.end) - max(one.start, other.start)
    return common >= SAME * max(one.end - one.start, other.end - other.start)


@pytest.fixture(scope="module")
def pairs() -> list[tuple[Chosen, Reading]]:
    hand = [chosen(path.read_text("utf-8")) for path in TEXTS]
    return [(one, read(one.text)) for one in hand]


def test_twenty_texts_are_compared() -> None:
    assert len(TEXTS) == 20


def test_sentences_agree_as_measured(pairs: list[tuple[Chosen, Reading]]) -> None:
    both = sum(any(same(span, got) for got in reading.brief) for hand, reading in pairs for span in hand.sentences)
    counts = Counts(both, sum(len(r.brief) for _, r in pairs), sum(len(hand.sentences) for hand, _ in pairs))
    assert counts.precision >= PRECISION
    assert counts.recall >= RECALL


def test_key_numbers_agree_as_measured(pairs: list[tuple[Chosen, Reading]]) -> None:
    keys = [[number.span for number in reading.numbers if number.key] for _, reading in pairs]
    both = sum(
        any(span.meets(got) for got in held)
        for (hand, _), held in zip(pairs, keys, strict=True)
        for span in hand.numbers
    )
    counts = Counts(both, sum(len(held) for held in keys), sum(len(hand.numbers) for hand, _ in pairs))
    assert counts.precision >= KEY_PRECISION
    assert counts.recall >= KEY_RECALL


def test_silence_agrees_everywhere(pairs: list[tuple[Chosen, Reading]]) -> None:
    assert [
        path.name for path, (hand, got) in zip(TEXTS, pairs, strict=True) if (not hand.sentences) != (not got.brief)
    ] == []
