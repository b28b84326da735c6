"""Whom a pronoun means. Scenes come in, a `Reference` for each pronoun goes out: one reading, else the candidates.

The nearest sentence with somebody compatible decides, its subjects before the rest. A described person (“a
spokeswoman”) who stands nearer is compatible too, and then nobody is named. Nothing is read across more than
one paragraph's end.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.coreference import scenes as descriptions
from verbatim.annotate.coreference.scenes import figure_of, gender_of, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from verbatim.annotate.analysis import Evidence
    from verbatim.annotate.coreference.scenes import Scene
    from verbatim.annotate.names.people import Figure
    from verbatim.annotate.reports import Report
    from verbatim.annotate.text.phrases import Phrase


# ---- annotate/doubts.py

_OTHERS = 2
_REACH = 40  # sentences of a paragraph, and mentions of a sentence; no real one holds more
_TOKENS = 400


@dataclass(frozen=True, slots=True)
class Reference:
    """What a pronoun means: a `figure`, or the source's own `words` for a thing; else the candidates.

    `by_grammar` where the figure is meant since it is the subject; `besides` are the persons who would fit as well.
    """

    figure: Figure | None = None
    words: str = ""
    candidates: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    by_grammar: bool = False


UNKNOWN = Reference()


def unless_both(found: Mapping[int, Reference], called: Mapping[str, Collection[Figure]]) -> dict[int, Reference]:
    """Return the readings, those of a figure that would be he in one place and she in another left open."""
    both = set(called["m"]) & set(called["f"])
    return {
        index: Reference(candidates=(meant.figure.name,)) if meant.figure and meant.figure in both else meant
        for index, meant in found.items()
    }


class Doubts:
    """Weighs the readings of one text's pronouns; `found`, `called` and `on_stage` are the reader's, and grow."""

    def __init__(
        self,
        e: Evidence,
        reports: Sequence[Report],
        found: Mapping[int, Reference],
        called: Mapping[str, dict[Figure, None]],
        on_stage: Sequence[Sequence[tuple[int, Figure]]],
    ) -> None:
        self.e = e
        self.found = found
        self.called = called
        self.on_stage = on_stage
        self.spoken: list[list[Phrase]] = [[] for _ in e.sentence_first]
        for report in reports:
            self.spoken[e.sentence_of[report.verb]].append(report.source)
        self.speaking = frozenset(report.source.first for report in reports if report.source.form == "pronoun")

    def weighed(self, index: int, gender: str, meant: Reference) -> Reference:
        """Return a reading, left open where it reaches for another paragraph's somebody whom nothing shows to be it.

        Nothing is in doubt where that figure was the last to speak, and the paragraph opens with “…,” she said.
        """
        figure, others = meant.figure, self.called[gender]
        if figure is None or figure.gender or figure in others or not others:
            return meant
        first = self._first_of_paragraph(self.e.sentence_of[index])
        here = range(first, self.e.sentence_of[index] + 1)
        if any(shown is figure for number in here for _, shown in self.on_stage[number][-_REACH:]):
            return meant
        if index in self.speaking and not self._left_open(index, first) and self._spoke_last(figure, first - 1):
            return meant
        last = tuple(islice(reversed(others), _OTHERS))
        return Reference(candidates=(figure.name, *(other.name for other in reversed(last))))

    def _first_of_paragraph(self, number: int) -> int:
        paragraph, reach = self.e.paragraph_of[self.e.sentence_first[number]], number - _REACH
        while number > max(0, reach) and self.e.paragraph_of[self.e.sentence_first[number - 1]] == paragraph:
            number -= 1
        return number

    def _left_open(self, index: int, first: int) -> bool:
        """Tell whether the same pronoun was left open before in the paragraph that begins with sentence `first`."""
        before = (at for at in range(max(self.e.sentence_first[first], index - _TOKENS), index) if at in self.found)
        low = self.e.tokens[index].low
        return any(self.e.tokens[at].low == low and self.found[at].figure is None for at in before)

    def _spoke_last(self, figure: Figure, number: int) -> bool:
        """Tell whether `figure` is the last to speak in the paragraph that ends with sentence `number`."""
        if number < 0:
            return False
        for at in range(number, self._first_of_paragraph(number) - 1, -1):
            if self.spoken[at]:
                return self._speaker(self.spoken[at][-1]) is figure
        return False

    def _speaker(self, source: Phrase) -> Figure | None:
        if source.form == "pronoun":
            return self.found.get(source.first, UNKNOWN).figure
        return figure_of(self.e, source)


# ---- annotate/topics.py

_ASKED = frozenset(("asked", "questioned", "pressed", "quizzed", "speaking", "talking"))
_NAME_REACH = 3
_OBJECT_REACH = 4


def asked_about(e: Evidence, shown: Sequence[tuple[int, Figure]], index: int) -> list[Figure]:
    """Return who of those `shown` the sentence says somebody was asked about, or by: Asked about NAME, he …."""
    first = e.floor(index)
    if e.tokens[first].low not in _ASKED:
        return []
    return [figure for at, figure in shown if first < at < index and _is_topic(e, first, at)]


def _is_topic(e: Evidence, first: int, at: int) -> bool:
    return any(token.low in ("about", "by") for token in e.tokens[max(first, at - _NAME_REACH) : at])


def does_it_to_another(e: Evidence, index: int) -> bool:
    """Tell whether the pronoun at `index` has another for its object: … and he called her …."""
    return any(_is_object(e, at) for at in range(index + 1, min(index + _OBJECT_REACH, e.ceiling(index) - 1)))


def _is_object(e: Evidence, at: int) -> bool:
    """Tell whether a token is an object: “her” is one where no noun of hers follows."""
    token, coming = e.tokens[at], e.tokens[at + 1]
    return token.low in ("him", "them") or (token.low == "her" and coming.kind in ("quote", "that", "punct", "to"))


# ---- annotate/antecedents.py

_GENDER = {"he": "m", "she": "f"}
_SENTENCES = 8
_PARAGRAPHS = 1
_SHOWN = 60  # the nearest mentions of a sentence; no real one holds more


def _compatible(figure: Figure, gender: str) -> bool:
    if figure.kind in ("organisation", "place") or (figure.kind is None and len(figure.words) == 1):
        return False
    if figure.kind is None and figure.words[-1] in lang.words("things"):
        return False
    return not figure.gender or figure.gender == gender


def _may_be(figure: Figure, gender: str) -> bool:
    """Tell whether a subject of which nothing is known may be meant."""
    return figure.kind is None and figure.gender in ("", gender)


def _is_less_sure(chosen: Figure, others: Sequence[Figure]) -> bool:
    """Tell whether nothing shows a subject to be he or she, and something shows it of somebody else there."""
    return not chosen.gender and any(other.gender for other in others)


class _Reader:
    """Reads one text's pronouns from the front, so that a resolved one counts as a mention for the next."""

    def __init__(
        self, e: Evidence, scenes: Sequence[Scene], reports: Sequence[Report], barred: Mapping[int, frozenset[Figure]]
    ) -> None:
        self.e = e
        self.scenes = scenes
        self.barred = barred
        self.held = descriptions.holders(e)
        self.found: dict[int, Reference] = {}
        self.on_stage: list[list[tuple[int, Figure]]] = [[] for _ in scenes]
        self.called: dict[str, dict[Figure, None]] = {gender: {} for gender in _GENDER.values()}
        self.doubts = Doubts(e, reports, self.found, self.called, self.on_stage)

    def read(self) -> dict[int, Reference]:
        named = {name.token: name for name in self.e.names if not name.quoted}
        for index, token in enumerate(self.e.tokens):
            if index in named:
                for figure in self.e.cast.named(named[index].span.start):
                    self.on_stage[self.e.sentence_of[index]].append((index, figure))
            elif token.kind == "pron":
                self._pronoun(index)
        return unless_both(self.found, self.called)

    def _pronoun(self, index: int) -> None:
        low = self.e.tokens[index].low
        if low in _GENDER:
            meant = self.doubts.weighed(index, _GENDER[low], self._person(index, _GENDER[low]))
            if meant.figure is not None:
                self.called[_GENDER[low]][meant.figure] = None
                self.on_stage[self.e.sentence_of[index]].append((index, meant.figure))
        elif low in ("it", "they"):
            meant = self._thing(index, plural=low == "they")
        else:
            return
        self.found[index] = meant

    def _person(self, index: int, gender: str) -> Reference:
        sentence = self.e.sentence_of[index]
        for number in range(sentence, max(-1, sentence - _SENTENCES), -1):
            first = self.e.sentence_first[number]
            if self.e.paragraph_of[index] - self.e.paragraph_of[first] > _PARAGRAPHS:
                break
            if self.e.paragraph_of[index] != self.e.paragraph_of[first] and self._turned(index):
                break
            meant = self._in_sentence(number, index, gender)
            if meant is not None:
                return meant
        return UNKNOWN

    def _turned(self, index: int) -> bool:
        """Tell whether the pronoun's own paragraph has turned to another subject before it."""
        sentence = self.e.sentence_of[index]
        for number in range(sentence - 1, max(-1, sentence - _SENTENCES), -1):
            if self.e.paragraph_of[self.e.sentence_first[number]] != self.e.paragraph_of[index]:
                break
            subjects = self.scenes[number].subjects
            if subjects and subjects[0].form != "pronoun":
                return True
        return False

    def _in_sentence(self, number: int, index: int, gender: str) -> Reference | None:
        """Return the reading that one sentence gives; None where it holds nobody compatible."""
        barred = self.barred.get(index, frozenset())
        subjects, described = self._subjects(number, index, gender)
        own = number == self.e.sentence_of[index]
        stage = self.on_stage[number][-_SHOWN:]
        topics = asked_about(self.e, stage, index) if own else []
        shown = [f for at, f in stage if at < index and f not in barred and f not in topics]
        fitting = [f for f in shown if _compatible(f, gender) or (f in subjects and _may_be(f, gender))]
        fitting = list(dict.fromkeys(fitting))
        chosen = [figure for figure in subjects if figure in fitting]
        if described:
            return Reference(candidates=(*described, *(f.name for f in fitting)))
        others = [figure for figure in fitting if figure not in chosen]
        another = own and bool(others) and does_it_to_another(self.e, index)
        if len(chosen) == 1 and not another and not _is_less_sure(chosen[0], others):
            besides = tuple(f.name for f in others if f.kind == "person")
            return Reference(chosen[0], besides=besides, by_grammar=bool(others))
        if len(fitting) == 1:
            return Reference(fitting[0])
        return Reference(candidates=tuple(f.name for f in fitting)) if fitting else None

    def _subjects(self, number: int, index: int, gender: str) -> tuple[list[Figure], list[str]]:
        """Return the figures that are subjects in a sentence, and the persons that subjects only describe."""
        figures: list[Figure] = []
        described: list[str] = []
        for phrase in self.scenes[number].subjects[:_SHOWN]:
            if phrase.last >= index:
                continue
            figure = self._figure(phrase, number, gender)
            if figure is not None:
                figures += [] if self._is_thing(phrase, figure) else [figure]
            elif gender_of(self.e, phrase) in ("", gender):
                described.append(words_of(self.e, phrase))
        return list(dict.fromkeys(figures)), list(dict.fromkeys(described))

    def _is_thing(self, phrase: Phrase, figure: Figure) -> bool:
        """Tell whether an article shows that a name without a known kind is no person's: the Merrow."""
        articled = phrase.last > phrase.first and self.e.tokens[phrase.first].low in ("the", "a", "an")
        return articled and figure.kind is None and self.e.tokens[phrase.first + 1].kind == "name"

    def _figure(self, phrase: Phrase, number: int, gender: str) -> Figure | None:
        """Return whom a subject means: by name, by a pronoun already read, or as the one holder of a role."""
        if phrase.form == "pronoun":
            return self.found.get(phrase.first, UNKNOWN).figure
        figure = figure_of(self.e, phrase)
        if figure is not None or gender_of(self.e, phrase) is None:
            return figure
        figure = descriptions.meant(self.e, self.held, phrase)
        shown = (phrase.first, figure)
        if figure is not None and _compatible(figure, gender) and shown not in self.on_stage[number][-_SHOWN:]:
            self.on_stage[number].append((phrase.first, figure))
        return figure

    def _thing(self, index: int, *, plural: bool) -> Reference:
        """Return the thing that is the subject of the same sentence before the pronoun, or of the one before."""
        sentence = self.e.sentence_of[index]
        for number in (sentence, sentence - 1):
            if number < 0 or self.e.paragraph_of[index] - self.e.paragraph_of[self.e.sentence_first[number]] > 1:
                break
            subjects = [p for p in self.scenes[number].subjects[:_SHOWN] if p.last < index and p.form != "pronoun"]
            if subjects:
                return self._as_thing(subjects[0], plural=plural, near=number == sentence or plural)
        return UNKNOWN

    def _as_thing(self, phrase: Phrase, *, plural: bool, near: bool) -> Reference:
        figure = figure_of(self.e, phrase)
        if figure is not None:
            return Reference(figure) if figure.kind == "organisation" and not plural else UNKNOWN
        last = self.e.tokens[phrase.head_last]
        is_plural = last.low.endswith("s") and not last.low.endswith("ss")
        near = near or last.low in lang.words("groups")
        if phrase.form != "description" or is_plural != plural or not near:
            return UNKNOWN
        if not plural and gender_of(self.e, phrase) is not None:
            return UNKNOWN
        return Reference(words=words_of(self.e, phrase))


def references(
    e: Evidence, scenes: Sequence[Scene], reports: Sequence[Report], barred: Mapping[int, frozenset[Figure]]
) -> dict[int, Reference]:
    """Return whom each pronoun of the narrative means, by token; `barred` are those it cannot mean."""
    return _Reader(e, scenes, reports, barred).read()
