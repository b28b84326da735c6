"""Which words are somebody's though no quotation marks stand around them. A text comes in, its `Evidence` goes out.

Three forms count: the turns of a transcript, a block that is set apart and introduced, a post that is signed. A
form that proves to be none, by the evidence of the rest, is read as the text that it is.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.analysis import gather
from verbatim.annotate.attribution.attribution import attributions
from verbatim.annotate.attribution.transcripts import bare, is_letter
from verbatim.annotate.quotations.marked import MARKS, Quoted
from verbatim.annotate.quotations.unmarked import certain, exchanged, posts, set_apart, turns
from verbatim.annotate.reports import main_subject, reports
from verbatim.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence

    from verbatim.annotate.analysis import Evidence
    from verbatim.annotate.attribution.attribution import Attribution
    from verbatim.annotate.names.people import Figure
    from verbatim.annotate.quotations.unmarked import Turn


_NEAR = 12
_LAST = 6
_TELLING = frozenset({"pron", "aux", "rel", "quote", "conj"})


def evidence_of(text: str) -> Evidence:
    """Read `text` with all that is quoted in it, in marks or by its form; twice or thrice only where a form stands."""
    e = gather(text)
    talk = exchanged(turns(text, e.paragraphs))
    blocks = set_apart(text, e.paragraphs)
    signed = _posted(e)
    if not (talk or blocks or signed):
        return e
    maybe = gather(text, _ordered([*_turned(e, talk), *(p for run in blocks for p in run), *signed]))
    kept = certain(talk, _known(maybe))
    introduced = _introduced(maybe, blocks) if blocks else []
    return gather(text, _ordered([*_turned(e, kept), *introduced, *signed]))


def _ordered(pieces: Iterable[Quoted]) -> list[Quoted]:
    """Return pieces in order without those that meet an earlier one."""
    found: list[Quoted] = []
    for piece in sorted(pieces, key=lambda piece: piece.outer):
        if not found or found[-1].outer.end <= piece.outer.start:
            found.append(piece)
    return found


def _turned(e: Evidence, talk: Iterable[Turn]) -> list[Quoted]:
    """Return the turns as pieces, each a quotation of its own.

    Words that begin with a quotation mark are a turn only where the marks stand around the whole of it.
    """
    marked = {piece.outer: piece for piece in e.quotes if piece.closed}
    found = []
    for turn in talk:
        outer = Span(turn.label.start, turn.words.end)
        if (piece := marked.get(turn.words)) is not None:
            found.append(Quoted(outer, piece.inner, _group(e, outer), closed=True, label=turn.label))
        elif not e.text.startswith(MARKS, turn.words.start):
            found.append(Quoted(outer, turn.words, _group(e, outer), closed=True, marked=False, label=turn.label))
    return found


def _posted(e: Evidence) -> list[Quoted]:
    marked = {piece.outer: piece for piece in e.quotes if piece.closed}
    found = []
    for words, label in posts(e.text, e.paragraphs, list(marked)):
        piece = marked.get(words)
        inner = piece.inner if piece else words
        found.append(Quoted(words, inner, _group(e, words), closed=True, marked=piece is not None, label=label))
    return found


def _group(e: Evidence, outer: Span) -> int:
    """Return a group's number that no quotation in marks has: they are counted, places come after."""
    return len(e.quotes) + outer.start


def _known(e: Evidence) -> Callable[[str], bool]:
    """Return what tells whether a label names a person whom the text names in full outside its labels."""

    @cache
    def is_known(name: str) -> bool:
        if is_letter(name):
            return False
        words = bare(name)[0].split()
        if len(words) > 1 and words[0].capitalize() in lang.words("firstnames"):
            return True
        return any(_is_introduced(figure) for figure in e.cast.by_part(" ".join(words)))

    return is_known


def _is_introduced(figure: Figure) -> bool:
    if len(figure.words) == 1 or figure.kind not in ("person", None):
        return False
    return any(not name.quoted and len(name.words) > 1 for name in figure.mentions)


def _introduced(e: Evidence, blocks: Sequence[Sequence[Quoted]]) -> list[Quoted]:
    """Return the pieces of the blocks that a sentence introduces whose subject speaks."""
    found = reports(e)
    given = attributions(e, found)
    saying = {report.verb for report in found if report.cue.takes in ("speech", "aside")}
    at = {e.quotes[e.tokens[token].quote].outer: token for token in e.quote_at}
    kept: list[Quoted] = []
    for run in blocks:
        token = at.get(run[0].outer)
        if token is not None and _speaks(e, given.get(e.tokens[token].quote), token - 1, saying):
            kept += [Quoted(p.outer, p.inner, _group(e, run[0].outer), closed=p.closed, marked=False) for p in run]
    return kept


def _speaks(e: Evidence, a: Attribution | None, colon: int, saying: Container[int]) -> bool:
    """Tell whether the colon's own sentence says that its subject speaks, with nothing told between verb and colon."""
    if a is None or a.source is None or a.way not in ("before", "colon") or e.tokens[colon].low != ":":
        return False
    floor = e.floor(colon)
    if main_subject(e, floor, colon) != a.source:
        return False
    if a.verb < 0:
        return any(t.low in lang.words("saying_nouns") for t in e.tokens[max(floor, colon - _LAST) : colon])
    between = e.tokens[a.verb + 1 : colon]
    return a.verb in saying and len(between) <= _NEAR and not any(t.kind in _TELLING for t in between)
