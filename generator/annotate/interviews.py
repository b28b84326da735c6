"""Whom an interview's A stands for. `Evidence` comes in, the one figure introduced as interviewed goes out.

Q is whoever asks, whom nothing names. A is somebody only where the text says that one person was interviewed, and
no second person could be meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.scenes import figure_of, gender_of
from generator.annotate.turns import ANSWER, QUESTION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.annotate.evidence import Evidence
    from generator.annotate.people import Figure
    from generator.annotate.phrase import Phrase

_LONGEST = 3


def is_letter(words: str) -> bool:
    """Tell whether a label is an interview's Q or A."""
    return words in (QUESTION, ANSWER)


def interviewed(e: Evidence) -> tuple[Figure, ...]:
    """Return who could be meant by A: one where it is established, several or none where it is not."""
    found: dict[Figure, None] = {}
    for phrase in _introduced(e):
        figure = figure_of(e, phrase)
        if figure is None and (phrase.form == "name" or gender_of(e, phrase) is not None):
            return ()
        if figure is not None and figure.kind in ("person", None):
            found[figure] = None
    return tuple(found)


def _introduced(e: Evidence) -> Iterator[Phrase]:
    """Yield the phrases before the last question that are said to interview or to be interviewed."""
    known = lang.pairs("interviewing")
    for at in range(_last_question(e)):
        for length in range(1, _LONGEST + 1):
            words = " ".join(token.low for token in e.tokens[at : at + length])
            if words in known:
                yield from _sides(e, at, at + length, known[words])


def _sides(e: Evidence, first: int, after: int, side: str) -> Iterator[Phrase]:
    before = e.subject_before(first) if side != "object" else None
    behind = e.phrase_from(after) if side != "subject" and after < e.ceiling(first) else None
    yield from (phrase for phrase in (before, behind) if phrase is not None)


def _last_question(e: Evidence) -> int:
    """Return the token of the last piece that is labelled Q: between two interviews a second person may come in."""
    asked = (at for at in reversed(e.quote_at) if _is_question(e, e.tokens[at].quote))
    return next(asked, 0)


def _is_question(e: Evidence, index: int) -> bool:
    label = e.quotes[index].label
    return label is not None and label.of(e.text) == QUESTION
