"""Fits the coefficients of the grade to annotated quotations, and writes them as the list that the reader uses."""

import math
from collections.abc import Iterator, Sequence

from quality.evaluate.matching import LEAST, Row, bare, is_pronoun, joined, pairs, verdict
from verbatim.annotate.attribution.grade import Features
from verbatim.annotate.json_format import quote_row
from verbatim.annotate.reading import quotes_with_features

_HEADER = (
    "# Coefficients of the grade: what grammar and distance say for or against an attribution. Value: the coefficient.",
    "# Written by `python -m quality.evaluate GOLD.jsonl --fit`; a feature that is missing counts nothing.",
)
_DIGITS = 2


def coefficient_lines(documents: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of the list `grade`, fitted to the documents whose quotations are annotated."""
    rows = [row for document in documents if document.get("quotes") is not None for row in judged(document)]
    weights = {name: round(weight, _DIGITS) for name, weight in fitted(rows).items()}
    yield from _HEADER
    yield from (f"{name} = {weight}" for name, weight in sorted(weights.items()) if weight)


def judged(document: Row) -> Iterator[tuple[Features, bool]]:
    """Yield the features of each attribution that the annotation can judge, and whether it is right.

    It cannot where it knows no more than a pronoun.
    """
    gold, text = joined(document), document["text"]
    found = quotes_with_features(text)
    for kinds, least in LEAST.items():
        wanted = [row for row in gold["quotes"] if row["kind"] in kinds]
        given = [(quote_row(text, quote), known) for quote, known in found if quote.kind in kinds]
        partners = pairs([bare(text, row) for row in wanted], [bare(text, row) for row, _ in given], least)
        for i, j in partners.items():
            unresolved = is_pronoun(wanted[i].get("speaker")) and not wanted[i].get("speaker_entity")
            answer = verdict(wanted[i], given[j][0])
            if answer in ("correct", "wrong") and not unresolved and not wanted[i].get("optional"):
                yield given[j][1], answer == "correct"


def fitted(rows: list[tuple[Features, bool]], rounds: int = 400, shrink: float = 2.0) -> dict[str, float]:
    """Return the coefficients that fit the rows best, features with whether the speaker was right; few are kept large.

    Newton's steps on one feature at a time, with a penalty of `shrink` on the square of all but the first.
    """
    names = sorted({name for known, _ in rows for name in known})
    having = {
        name: [(number, known[name]) for number, (known, _) in enumerate(rows) if known.get(name)] for name in names
    }
    weights = dict.fromkeys(names, 0.0)
    scores = [0.0] * len(rows)
    for _ in range(rounds):
        moved = 0.0
        for name in names:
            penalty = 0.01 if name == "always" else shrink
            slope, curve = -penalty * weights[name], penalty
            for number, value in having[name]:
                chance = 1 / (1 + math.exp(-scores[number]))
                slope += value * (rows[number][1] - chance)
                curve += value * value * chance * (1 - chance)
            step = max(-1.0, min(1.0, slope / curve))
            weights[name] += step
            moved = max(moved, abs(step))
            for number, value in having[name]:
                scores[number] += step * value
        if moved < 0.001:  # noqa: PLR2004  as good as still
            break
    return weights
