"""Whom a pronoun means. `Evidence` comes in, `Reference` readings go out: one figure where one stands, else the candidates.

Read from the front, sentence by sentence, over the narrative alone: what stands inside quotations is somebody
else's talk. The nearest sentence that names somebody compatible decides: one figure is taken; of several, the
subject; where neither is clear, nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.annotate import lang

if TYPE_CHECKING:
    from generator.annotate.evidence import Evidence
    from generator.annotate.people import Figure

_GENDER = {"he": "m", "she": "f"}


@dataclass(frozen=True, slots=True)
class Reference:
    """What a pronoun may mean: one figure, or None with the `candidates`, names or the source's descriptions."""

    figure: Figure | None
    candidates: tuple[str, ...]


@dataclass(slots=True)
class _Seen:
    """The figures of one sentence so far: its subject, and all in order; `described` is a person without a name."""

    paragraph: int
    subject: Figure | None = None
    figures: list[Figure] | None = None
    described: str = ""


def _compatible(figure: Figure, gender: str) -> bool:
    if figure.kind in ("organisation", "place"):
        return False
    if figure.kind is None and len(figure.words) < 2:
        return False
    return not figure.gender or figure.gender == gender


def _choose(seen: list[_Seen], gender: str, paragraph: int, barred: frozenset[int]) -> Reference:
    for sentence in reversed(seen[-8:]):
        if paragraph - sentence.paragraph > 1:
            break
        fitting = [f for f in dict.fromkeys(sentence.figures or []) if _compatible(f, gender) and id(f) not in barred]
        if sentence.described and not (sentence.subject and sentence.subject in fitting):
            return Reference(None, (sentence.described, *(f.name for f in fitting)))
        if len(fitting) == 1:
            return Reference(fitting[0], ())
        if fitting:
            if sentence.subject in fitting:
                return Reference(sentence.subject, ())
            return Reference(None, tuple(f.name for f in fitting))
    return Reference(None, ())


def references(e: Evidence) -> dict[int, Reference]:
    """Return for each “he” and “she” of the narrative, by token, whom it means."""
    named = {name.token: name for name in e.names if not name.quoted}
    found: dict[int, Reference] = {}
    seen: list[_Seen] = []
    for index, token in enumerate(e.tokens):
        if not seen or (index and e.sentence_of[index] != e.sentence_of[index - 1]):
            seen.append(_Seen(e.paragraph_of[index], None, []))
        here = seen[-1]
        figure = None
        if index in named:
            bearers = e.cast.named(named[index].span.start)
            figure = bearers[0] if len(bearers) == 1 else None
        elif token.low in _GENDER and token.kind == "pron":
            found[index] = _choose(seen, _GENDER[token.low], here.paragraph, frozenset())
            figure = found[index].figure
        elif (
            token.kind == "word"
            and token.low in lang.words("roles")
            and not here.figures
            and index
            and e.tokens[index - 1].kind == "det"
            and e.tokens[index - 1].low in ("a", "the", "an")
        ):
            here.described = f"{e.tokens[index - 1].text} {token.text}"
        if figure is not None and here.figures is not None:
            if not here.figures and here.subject is None and _is_subject(e, index):
                here.subject = figure
            here.figures.append(figure)
    return found


def _is_subject(e: Evidence, index: int) -> bool:
    """Tell whether the name or pronoun at `index` may be its sentence's subject: no preposition before it."""
    floor = e.floor(index)
    at = index - 1
    while at >= floor and e.tokens[at].kind in ("name", "adj", "num", "word", "det"):
        at -= 1
    return at < floor or e.tokens[at].kind not in ("prep", "to")
