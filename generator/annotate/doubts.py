"""Where the only reading of a pronoun is still not safe. Readings come in; they go out as they are, or left open.

A name whose bearer may be she or he is no safe reading where the text has called somebody else so, nor where it
would be called both.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from generator.annotate.scenes import figure_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from generator.annotate.evidence import Evidence
    from generator.annotate.people import Figure
    from generator.annotate.phrase import Phrase
    from generator.annotate.reports import Report

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
