"""A text into fragments: a `Document`, its `Reading` and the ids of its quotations come in, `Fragment`s go out. Pure.

The fragments in their order, and the white space between them, are the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.fragments.marks import marks_of, nested
from generator.fragments.runs import runs
from generator.model import Fragment, Mark, Span
from generator.slugs import slug
from generator.text import sha256_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.fragments.runs import Run
    from generator.model import Document, FragmentKind, Reading

STEP = 10  # between the numbers of two fragments, so that one can be put between
TITLE = 60  # characters of a fragment's first words that make its title, cut at a word
NAME = 40  # characters of the title's slug in a file's name


def split(document: Document, reading: Reading, ids: Mapping[str, str]) -> tuple[Fragment, ...]:
    """Return the fragments of a document, numbered from 010. `ids` gives each group of the reading its id."""
    marks = marks_of(document.text, reading)
    cut = runs(document.text, document.blocks, marks)
    width = max(3, len(str(len(cut) * STEP)))
    parts = _parts(cut, marks)
    return tuple(
        _fragment(document, run, numbered, f"{number * STEP:0{width}d}")
        for number, (run, numbered) in enumerate(zip(cut, _shared(cut, marks, parts, ids), strict=True), start=1)
    )


def _parts(cut: Iterable[Run], marks: tuple[Mark, ...]) -> dict[str, int]:
    """Return how many pieces each quotation has once the text is cut."""
    count: dict[str, int] = {}
    for _, mark in _pieces(cut, marks):
        if mark.kind == "quote":
            count[mark.id] = count.get(mark.id, 0) + 1
    return count


def _pieces(cut: Iterable[Run], marks: tuple[Mark, ...]) -> Iterator[tuple[int, Mark]]:
    """Yield each mark, cut to the run that it stands in, with the number of the run."""
    first = 0
    for number, run in enumerate(cut):
        while first < len(marks) and marks[first].span.end <= run.span.start:
            first += 1
        for mark in marks[first:]:
            if mark.span.start >= run.span.end:
                break
            if mark.span.meets(run.span):
                span = Span(max(mark.span.start, run.span.start), min(mark.span.end, run.span.end))
                yield number, Mark(span, mark.kind, mark.id, mark.attrs)


def _shared(
    cut: list[Run], marks: tuple[Mark, ...], parts: Mapping[str, int], ids: Mapping[str, str]
) -> list[list[Mark]]:
    """Return the marks of each run, quotations with their ids and the numbers of their parts."""
    out: list[list[Mark]] = [[] for _ in cut]
    met: dict[str, int] = {}
    for number, mark in _pieces(cut, marks):
        if mark.kind == "quote":
            met[mark.id] = met.get(mark.id, 0) + 1
            out[number].append(_part(mark, met[mark.id], parts[mark.id], ids[mark.id]))
        else:
            out[number].append(mark)
    return out


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
