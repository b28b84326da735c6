"""Who spoke. An attribution's phrase comes in, a `Speaker` goes out: a name, the source's description, or silence.

A name is given only where exactly one figure bears it; a description is given in the source's own words; a
pronoun is resolved only where `antecedents` finds one figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.apposed import apposed
from generator.annotate.interviews import is_letter
from generator.annotate.phrase import Phrase
from generator.annotate.scenes import span_of
from generator.annotate.transcripts import bare
from generator.annotate.turns import ANSWER
from generator.model import Basis, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.annotate.doubts import Reference
    from generator.annotate.evidence import Evidence
    from generator.annotate.names import Name
    from generator.annotate.people import Figure


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is established as speaking, on what mention, how surely, and who else it could be.

    `by_grammar` where a pronoun means the subject; `besides` are the persons who would fit it as well.
    """

    name: str | None
    figure: Figure | None
    via: Span | None
    basis: Basis
    candidates: tuple[str, ...] = ()
    form: str = ""
    besides: tuple[str, ...] = ()
    by_grammar: bool = False


_MOST_CANDIDATES = 8
NOBODY = Speaker(None, None, None, "none")


def _names(figures: Sequence[Figure]) -> tuple[str, ...]:
    return tuple(f.name for f in figures[:_MOST_CANDIDATES])


def _author(e: Evidence, phrase: Phrase) -> Speaker | None:
    """Return whose words a description is: NAME’s statement."""
    owner = next((i for i in range(phrase.first + 1, phrase.head_last) if e.tokens[i].kind == "poss"), None)
    if owner is None or e.tokens[phrase.head_last].low not in lang.words("saying_nouns"):
        return None
    if any(t.kind != "name" and t.low != "the" for t in e.tokens[phrase.first : owner]):
        return None
    return _named(e, Phrase(phrase.first, owner - 1, phrase.first, owner - 1, "name"))


def _described(e: Evidence, phrase: Phrase) -> Speaker:
    if phrase.form == "description" and (author := _author(e, phrase)) is not None:
        return author
    if (name := apposed(e, phrase)) is not None:
        return _bearer(e, name)
    span = span_of(e, phrase)
    words = " ".join(span.of(e.text).split())
    return Speaker(words, None, span, "stated", (), "description")


def _with_namesakes(e: Evidence, bearers: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Add the people of a place's name to it: who says “said Virginia” may mean the state, or Virginia Lund."""
    if len(bearers) != 1 or bearers[0].kind != "place":
        return bearers
    return (*bearers, *(f for f in e.cast.figures if f.kind == "person" and bearers[0].name in f.words))


def _named(e: Evidence, phrase: Phrase) -> Speaker:
    head = Span(e.tokens[phrase.head_first].start, e.tokens[phrase.head_last].end)
    inside = [n for n in e.names_within(head.start, head.end) if n.span.end == head.end]
    if not inside:
        return _described(e, phrase)
    return _bearer(e, inside[-1])


def _bearer(e: Evidence, name: Name) -> Speaker:
    bearers = _with_namesakes(e, e.cast.named(name.span.start))
    if len(bearers) == 1:
        return Speaker(bearers[0].name, bearers[0], name.span, "stated", (), "name")
    words = name.span.of(e.text)
    return Speaker(words, None, name.span, "stated", _names(bearers), "name")


def _pronoun(e: Evidence, phrase: Phrase, references: Mapping[int, Reference]) -> Speaker:
    token = e.tokens[phrase.first]
    via = Span(token.start, token.end)
    meant = references.get(phrase.first)
    if meant is None:
        return Speaker(None, None, via, "none", (), "pronoun")
    if meant.words:
        return Speaker(meant.words, None, via, "inferred", (), "pronoun")
    if meant.figure is None:
        return Speaker(None, None, via, "none", meant.candidates[:_MOST_CANDIDATES], "pronoun")
    besides = meant.besides[:_MOST_CANDIDATES]
    return Speaker(meant.figure.name, meant.figure, via, "inferred", (), "pronoun", besides, meant.by_grammar)


def speaker(e: Evidence, phrase: Phrase, references: Mapping[int, Reference]) -> Speaker:
    """Return who the phrase establishes as speaking."""
    if phrase.form == "pronoun":
        return _pronoun(e, phrase, references)
    if phrase.form == "name":
        return _named(e, phrase)
    return _described(e, phrase)


def _lettered(letter: str, label: Span, asked: Sequence[Figure]) -> Speaker:
    figures = asked if letter == ANSWER else ()
    if len(figures) == 1:
        return Speaker(figures[0].name, figures[0], label, "inferred", (), "letter")
    return Speaker(None, None, label, "none", _names(figures), "letter")


def labelled(e: Evidence, label: Span, asked: Sequence[Figure] = ()) -> Speaker:
    """Return who a label names: the one figure with that family name, else the label itself.

    Q is nobody; A is the one whom the text introduces as interviewed, of those in `asked`.
    """
    words = label.of(e.text).split("(")[0].strip()
    if is_letter(words):
        return _lettered(words, label, asked)
    name, gender = bare(words)
    bearers = e.cast.by_part(words) or e.cast.by_part(name)
    bearers = tuple(f for f in bearers if not (gender and f.gender and f.gender != gender))
    bearers = tuple(f for f in bearers if f.kind == "person") or bearers
    if len(bearers) == 1:
        return Speaker(bearers[0].name, bearers[0], label, "stated", (), "name")
    return Speaker(words, None, label, "stated", _names(bearers), "name")
