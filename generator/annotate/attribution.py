"""Which words say who spoke a quotation. `Evidence` comes in, an `Attribution` for each quotation goes out.

Only what stands in the quotation's own sentence counts, with three explicit exceptions: a colon at the end of the
paragraph before, a mark left open from the paragraph before, and a quotation that goes on after its own
attribution (“…,” she said. “…”).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from generator.annotate import governing, trailing
from generator.annotate.transcripts import label

if TYPE_CHECKING:
    from generator.annotate.clauses import Phrase
    from generator.annotate.evidence import Evidence

Way = Literal["after", "before", "according", "colon", "label", "goes on", "open mark"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """How a quotation is tied to its source: the `source` phrase, the `verb`'s token (-1 without one), the way.

    `first` is the quotation that a continuing one goes on from, by index; its own index else.
    """

    source: Phrase
    verb: int
    way: Way
    first: int


def _own(e: Evidence, at: int) -> Attribution | None:
    """Return the attribution in the quotation's own sentence; `at` is its token."""
    index = e.tokens[at].quote
    if (named := label(e, at)) is not None:
        return Attribution(named, -1, "label", index)
    left = governing.before(e, at)
    if left is not None and left.adjoins:
        return Attribution(left.source, left.verb, "before", index)
    right = trailing.after(e, at)
    if right is not None:
        return Attribution(right.source, right.verb, right.way, index)
    if left is not None:
        return Attribution(left.source, left.verb, "before" if left.verb >= 0 else "colon", index)
    return None


def _goes_on(e: Evidence, at: int, before: int, given: Attribution) -> bool:
    """Tell whether nothing but its own attribution stands between a quotation and the one before it."""
    if e.paragraph_of[at] != e.paragraph_of[before]:
        return False
    if at == before + 1:
        return True
    if given.way not in ("after", "according", "goes on") or e.tokens[before].quote == -1:
        return False
    if given.way == "goes on" or e.sentence_of[at - 1] != e.sentence_of[before]:
        return False
    return bool(e.tokens[at].opens) or e.tokens[at - 1].low in (",", ";", "—", "–", "--", ":")


def attributions(e: Evidence) -> dict[int, Attribution]:
    """Return, by quotation index, how each is attributed; a quotation without one is left out."""
    found: dict[int, Attribution] = {}
    last = -1
    for at in e.quote_at:
        index = e.tokens[at].quote
        own = _own(e, at)
        if own is not None:
            found[index] = own
        elif last >= 0 and (given := found.get(e.tokens[last].quote)) is not None:
            if e.quotes[index].group == e.quotes[e.tokens[last].quote].group:
                found[index] = Attribution(given.source, given.verb, "open mark", given.first)
            elif _goes_on(e, at, last, given):
                found[index] = Attribution(given.source, given.verb, "goes on", given.first)
        last = at
    _lead_back(e, found)
    return found


def _lead_back(e: Evidence, found: dict[int, Attribution]) -> None:
    """Give a quotation that runs over paragraphs the attribution that stands in a later piece."""
    for index in range(len(e.quotes) - 2, -1, -1):
        if index not in found and e.quotes[index].group == e.quotes[index + 1].group and index + 1 in found:
            given = found[index + 1]
            found[index] = Attribution(given.source, given.verb, "open mark", index)
