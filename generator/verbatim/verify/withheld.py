"""Knows what a site withholds of sources that it does not publish whole: verify's own reading of its proofs.

Such a proof lists the stretches that are published. In the text that the site publishes, “░” stands for every other
character but for line ends, and for blanks at the edges of a stretch; a page shows “…” for a run of them.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, pairwise
from typing import Any, NamedTuple

from verbatim.core.text import sha256_text

WHOLE, EXTENTS = "whole", ("quoted", "hash")
SIGN = "░"
FEWEST = 10  # words in a row that two texts do not share by chance
_ENDS = "\r\n\u2028\u2029"
_RUN = re.compile(f"{SIGN}+(?:[{_ENDS}]+{SIGN}+)*")
_BETWEEN = re.compile(f"[^{SIGN}]+")
_HIDDEN = re.compile(f"[^{_ENDS}]")
# Tags within a line, and what sets words apart that no source has side by side: other tags, and a theme's points.
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|cite|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|time|u)\b[^<>]*+>")
_APART = re.compile("<[^<>]*+>|·")
_WORD = re.compile(r"[^\W_]+")


class Stretch(NamedTuple):
    """A stretch of a source that a site publishes."""

    start: int
    end: int


def stretches_of(proof: Mapping[str, Any]) -> tuple[Stretch, ...] | None:
    """Return the stretches that a proof lists, in order; None where the source is published whole."""
    if proof.get("published", WHOLE) == WHOLE:
        return None
    listed = proof.get("stretches")
    rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
    places = ((row.get("start"), row.get("end")) for row in rows)
    return tuple(sorted(Stretch(a, b) for a, b in places if type(a) is int and type(b) is int and 0 <= a < b))


def stretches_in(published: str) -> tuple[Stretch, ...] | None:
    """Return the stretches that a published text has between its signs; None where it has no sign."""
    if SIGN not in published:
        return None
    return tuple(Stretch(*found.span()) for found in _BETWEEN.finditer(published))


def with_signs(text: str, stretches: tuple[Stretch, ...]) -> str:
    """Return a source as a site publishes it."""
    found, at = list[str](), 0
    for start, end in (*stretches, (len(text), len(text))):
        gap = text[at:start]
        begin, stop = len(gap) - len(gap.lstrip()), len(gap.rstrip())
        hidden = _HIDDEN.sub(SIGN, gap[begin:stop])
        found += (gap[: min(begin, stop)], hidden, gap[stop:], text[max(at, start) : end])
        at = max(at, end)
    return "".join(found)


def as_shown(words: str) -> str:
    """Return words as a page shows them, with “…” for what is withheld."""
    return _RUN.sub("…", words) if SIGN in words else words


def faults_of_part(proof: Mapping[str, Any], whole: str | None, text: str, stated: str) -> Iterator[str]:
    """Yield what a proof says falsely of how much is published.

    `whole` is the newsroom's text, None where it is not at hand; `text` is what the site should publish, `stated` what
    the story's file says.
    """
    extent, stretches = proof.get("published", WHOLE), stretches_of(proof)
    if stated and extent != stated:
        yield f"published is “{extent}”; the story’s file says {stated}"
    if stretches is None:
        return
    if extent not in EXTENTS:
        yield f"published is “{extent}”, which is none of {', '.join((WHOLE, *EXTENTS))}"
    if whole is not None and proof.get("whole_sha256") != sha256_text(whole):
        yield "whole_sha256 is not the hash of the source"
    if any(one.start < before.end or one.end > len(text) for before, one in pairwise([Stretch(0, 0), *stretches])):
        yield "a stretch lies outside of the source, or in another"


class Withheld:
    """Runs of words of the newsroom's texts that a site withholds: no file of the site may have one.

    What a text says once in a part that is published and again in one that is not is no secret.
    """

    def __init__(self, parts: Iterable[tuple[str, tuple[Stretch, ...]]], whole: Callable[[str], str | None]) -> None:
        self._stories: dict[int, str] = {}
        told: set[int] = set()
        for story, stretches in parts:
            text, at = whole(story) or "", 0
            for start, end in (*stretches, (len(text), len(text))):
                self._stories |= dict.fromkeys((run for run, _ in _runs(text[at:start])), story)
                told.update(run for run, _ in _runs(text[start:end]))
                at = max(at, end)
        for run in told & self._stories.keys():
            del self._stories[run]

    def runs_in(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield each run of words in a file's text that is withheld, behind the story that has it."""
        if self._stories:
            pieces = text.split("·") + (_APART.split(_INLINE.sub(" ", text)) if "<" in text else [])
            for run, words in chain.from_iterable(_runs(html.unescape(piece)) for piece in pieces):
                if run in self._stories:
                    yield self._stories[run], words


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """Yield for each word what is the same for equal runs that begin with it, and the run as it stands."""
    words = list(_WORD.finditer(text))
    folded = [word[0].casefold() for word in words]
    for at in range(len(words) - FEWEST + 1):
        yield hash(tuple(folded[at : at + FEWEST])), text[words[at].start() : words[at + FEWEST - 1].end()]
