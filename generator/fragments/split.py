"""A text into fragments: a `Document`, its `Reading` and the ids of its quotations come in, `Fragment`s go out. Pure.

The fragments in their order, and the white space between them, are the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from generator.fragments.marks import marks_of
from generator.fragments.nesting import nested
from generator.fragments.runs import runs
from generator.model import Fragment, Mark, Span
from generator.slugs import slug
from generator.text import sha256_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.fragments.runs import Run
    from generator.model import Document, FragmentKind, Reading

STEP = 10  # between the numbers of two fragments, so that one can be put between
TITLE = 60  # characters of a fragment's first words that make its title, cut at a word
NAME = 40  # characters of the title's slug in a file's name


def split(
    document: Document, reading: Reading, ids: Mapping[str, str], kept: Iterable[Span] = ()
) -> tuple[Fragment, ...]:
    """Return the fragments of a document, numbered from 010.

    `ids` gives each group of the reading its id; blocks that `kept` slices make up are cut as these are.
    """
    marks = marks_of(document.text, reading)
    cut = runs(document.text, document.blocks, marks, kept)
    width = max(3, len(str(len(cut) * STEP)))
    return tuple(
        _fragment(document, run, held, f"{number * STEP:0{width}d}")
        for number, (run, held) in enumerate(zip(cut, _shared(cut, marks, ids), strict=True), start=1)
    )


def _shared(cut: Sequence[Run], marks: tuple[Mark, ...], ids: Mapping[str, str]) -> list[list[Mark]]:
    """Return the marks of each run, quotations with their ids and the numbers of their parts."""
    pieces = list(_pieces(cut, marks))
    parts = Counter(mark.id for _, mark in pieces if mark.kind == "quote")
    met: Counter[str] = Counter()
    shared: list[list[Mark]] = [[] for _ in cut]
    for number, mark in pieces:
        if mark.kind == "quote":
            met[mark.id] += 1
            shared[number].append(_part(mark, met[mark.id], parts[mark.id], ids[mark.id]))
        else:
            shared[number].append(mark)
    return shared


def _pieces(cut: Sequence[Run], marks: Iterable[Mark]) -> Iterator[tuple[int, Mark]]:
    """Yield each mark, cut to each run that it stands in, with the number of the run."""
    ends = [run.span.end for run in cut]
    for mark in marks:
        number = bisect_right(ends, mark.span.start)
        while number < len(cut) and cut[number].span.start < mark.span.end:
            run = cut[number].span
            span = Span(max(mark.span.start, run.start), min(mark.span.end, run.end))
            yield number, Mark(span, mark.kind, mark.id, mark.attrs)
            number += 1


def _part(mark: Mark, part: int, parts: int, quote_id: str) -> Mark:
    """Return a piece of a quotation with its number; speaker and basis stand on the first alone."""
    if parts == 1:
        return Mark(mark.span, "quote", quote_id, mark.attrs)
    kept = mark.attrs if part == 1 else {key: mark.attrs[key] for key in ("kind",) if key in mark.attrs}
    return Mark(mark.span, "quote", quote_id, {"part": str(part), **kept})


def _fragment(document: Document, run: Run, marks: list[Mark], number: str) -> Fragment:
    words = run.span.of(document.text)
    title = title_of(words)
    kind = _kind(run, marks)
    return Fragment(
        story=document.story,
        name=f"{number}-{kind}-{_name(title)}",
        title=title,
        kind=kind,
        source_file=document.file,
        source=run.span,
        sha256=sha256_text(words),
        text=words,
        marks=nested(Mark(m.span.shift(-run.span.start), m.kind, m.id, m.attrs) for m in marks),
    )


def title_of(words: str) -> str:
    """Return the first words of a fragment on one line, without quotation marks and controls, cut at a word."""
    bare = "".join(" " if not char.isprintable() else char for char in words[: TITLE * 4] if char not in '“”„‟«»"')
    line = " ".join(bare.split())
    if len(line) <= TITLE:
        return line or "…"
    return (line[:TITLE].rpartition(" ")[0] or line[:TITLE]).rstrip(" ,;:.–—-") + "…"


def _name(title: str) -> str:
    words = slug(title, "x-")
    return words if len(words) <= NAME else words[: NAME + 1].rpartition("-")[0] or words[:NAME]


def _kind(run: Run, marks: list[Mark]) -> FragmentKind:
    if run.heading:
        return "heading"
    if any(mark.kind == "quote" and mark.attrs.get("kind") != "indirect" for mark in marks):
        return "quote"
    kinds: tuple[FragmentKind, ...] = ("moment", "number")
    return next((kind for kind in kinds if any(mark.kind == kind for mark in marks)), "text")
