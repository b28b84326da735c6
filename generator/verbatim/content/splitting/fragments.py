"""A text into fragments: a `Document`, its `Reading` and the ids of its quotations come in, `Fragment`s go out. Pure.

The fragments in their order, and the white space between them, are the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict, deque
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from verbatim.annotate.text.segments import sentences
from verbatim.content.format.body import nest_marks
from verbatim.core.slugs import slug
from verbatim.core.text import sha256_text, stripped
from verbatim.model import Fragment, Mark, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from verbatim.model import Block, DateFound, Document, FragmentKind, NumberFound, PersonFound, QuoteFound, Reading


# ---- fragments/runs.py

LONGEST = 20_000  # code points: with every annotation and escape, a file stays far below what `read` takes


class FragmentRun(NamedTuple):
    """A stretch that becomes one fragment, and whether its block is a heading."""

    span: Span
    heading: bool


def runs(text: str, blocks: Iterable[Block], marks: tuple[Mark, ...], kept: Iterable[Span] = ()) -> list[FragmentRun]:
    """Return the runs of a text in order. A block that `kept` slices begin and end is cut as these are."""
    found: list[FragmentRun] = []
    chosen = _Kept(kept)
    for block, here in _with_marks(blocks, marks):
        heading = block.kind == "heading"
        cuts = chosen.within(block.span)
        if not cuts:
            cuts = _short([block.span] if heading else _cut(text, block.span, here), text)
        found += [FragmentRun(span, heading) for span in cuts]
    return found


class _Kept:
    """Slices that stand, in order; blocks ask for theirs in order too."""

    def __init__(self, kept: Iterable[Span]) -> None:
        self.spans = deque(sorted(kept))

    def within(self, block: Span) -> list[Span]:
        """Return the slices of a block where they begin and end it; none where they do not."""
        found = []
        while self.spans and self.spans[0].start < block.end:
            found.append(self.spans.popleft())
        return found if found and found[0].start == block.start and found[-1].end == block.end else []


def _with_marks(blocks: Iterable[Block], marks: tuple[Mark, ...]) -> Iterator[tuple[Block, list[Mark]]]:
    """Yield each block with the marks that stand in it, those that run on from earlier ones first."""
    following = 0
    running: list[Mark] = []
    for block in blocks:
        here = [mark for mark in running if mark.span.end > block.span.start]
        while following < len(marks) and marks[following].span.start < block.span.end:
            here.append(marks[following])
            following += 1
        running = [mark for mark in here if mark.span.end > block.span.end]
        yield block, here


def _cut(text: str, block: Span, marks: list[Mark]) -> list[Span]:
    """Cut a paragraph before each sentence that has something else to say than the one before; only if two do."""
    whole = _sentences(text, block, marks)
    claims = _claims(whole, marks)
    if len(set(filter(None, claims))) < 2:  # noqa: PLR2004  one speaker or moment is one fragment
        return [block]
    out = [whole[0]]
    current = claims[0]
    for sentence, claim in zip(whole[1:], claims[1:], strict=True):
        if claim and claim != current:
            out.append(sentence)
        else:
            out[-1] = Span(out[-1].start, sentence.end)
        current = claim or current
    return out


def _sentences(text: str, block: Span, marks: list[Mark]) -> list[Span]:
    """Return the block's sentences, those that a mark runs across joined."""
    out: list[Span] = []
    following = reach = 0
    for found in sentences(block.of(text)):
        sentence = found.shift(block.start)
        if out and reach > sentence.start:
            out[-1] = Span(out[-1].start, sentence.end)
        else:
            out.append(sentence)
        while following < len(marks) and marks[following].span.start < sentence.end:
            reach = max(reach, marks[following].span.end)
            following += 1
    return out or [block]


def _claims(whole: list[Span], marks: list[Mark]) -> list[str]:
    """Return what each sentence has to say: who speaks in it, or else the moment that it tells of."""
    ends = [sentence.end for sentence in whole]
    speakers = [""] * len(whole)
    moments = [""] * len(whole)
    for mark in marks:
        at = min(bisect_right(ends, mark.span.start), len(whole) - 1)
        if mark.kind == "quote":
            speaker = mark.attrs.get("speaker") or mark.attrs.get("said-by")
            speakers[at] = speakers[at] or (f"speaker {speaker}" if speaker else f"quotation {mark.id}")
        elif mark.kind == "moment":
            moments[at] = moments[at] or f"moment {mark.span.start}"
    return [speaker or moment for speaker, moment in zip(speakers, moments, strict=True)]


def _short(spans: list[Span], text: str) -> list[Span]:
    """Cut what is longer than any fragment may be, at a blank where there is one."""
    out: list[Span] = []
    for span in spans:
        start = span.start
        while span.end - start > LONGEST:
            end = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            end = end if end > start else start + LONGEST
            cut = stripped(text, Span(start, end))
            out += [cut] if cut.start < cut.end else []
            start = end
        rest = stripped(text, Span(start, span.end))
        out += [rest] if rest.start < rest.end else []
    return out


# ---- fragments/marks.py

# What stands around a direct quotation's words and belongs to its mark.
OPENERS = ("``", "''", "“", "„", "«", "»", "‹", "‘", "‚", '"', "'", "「", "『", "”")
CLOSERS = ("''", "”", "“", "»", "«", "›", "’", '"', "'", "」", "』")


def marks_of(text: str, reading: Reading) -> tuple[Mark, ...]:
    """Return the marks for a whole text in order, outer before inner, none crossing another."""
    found = [
        *_quotes(reading, text),
        *(mark for person in reading.people for mark in _people(person)),
        *_named_speakers(reading, text),
        *(_moment(date) for date in reading.dates if date.moment),
        *(_number(number) for number in reading.numbers if number.key),
    ]
    named = {person.id for person in reading.people} | {row.speaker_id for row in reading.quotes if row.speaker_id}
    return tuple(_without_lost(nest_marks(found), named, text))


def _named_speakers(reading: Reading, text: str) -> Iterator[Mark]:
    """Yield a mention for each speaker whom an attribution names and the reading does not count among its people."""
    known = {person.id for person in reading.people}
    mentions = {
        (row.via, row.speaker_id)
        for row in reading.quotes
        if row.via and row.speaker_id and row.speaker_id not in known and row.via.of(text) in (row.speaker or "")
    }
    for via, name in sorted(mentions):
        yield Mark(via, "person", "", {"ref": name})


def _without_lost(marks: Sequence[Mark], people: set[str], text: str) -> Iterator[Mark]:
    """Yield marks whose attributes name none of `people` whose every mention went: such an id would lead nowhere."""
    lost = people - {mark.attrs["ref"] for mark in marks if "ref" in mark.attrs}
    for mark in marks:
        attrs = dict(mark.attrs)
        if attrs.get("of", "") in lost:
            continue
        for key in ("candidates", "people"):
            if key in attrs:
                attrs[key] = " ".join(name for name in attrs[key].split(" ") if name not in lost)
        if attrs.get("speaker", "") in lost:
            attrs = {"said-by": _via(attrs, text), **{key: value for key, value in attrs.items() if key != "speaker"}}
        span = stripped(text, mark.span)
        if span.start < span.end:
            yield replace(mark, span=span, attrs={key: value for key, value in attrs.items() if value})


def _via(attrs: dict[str, str], text: str) -> str:
    start, _, end = attrs.get("via", "").partition(",")
    return text[int(start) : int(end)] if start and end else ""


def _quotes(reading: Reading, text: str) -> Iterator[Mark]:
    """Yield a mark for each row, the words quoted in a mixed quotation left to its mark."""
    rows = reading.quotes
    ids = {name: person.id for person in reading.people for name in (person.name, person.id)}
    mixed: dict[str, list[Span]] = defaultdict(list)
    for row in rows:
        if row.kind == "mixed":
            mixed[row.group].append(row.span)
    for row in rows:
        if row.kind != "direct":
            yield Mark(row.span, "quote", row.group, _said(row, ids))
        elif not any(outer.covers(row.span) for outer in mixed.get(row.group, ())):
            yield Mark(with_marks(text, row.span), "quote", row.group, _said(row, ids))


def with_marks(text: str, span: Span) -> Span:
    """Widen a direct quotation's words by the quotation marks that stand right around them."""
    opener = next((mark for mark in OPENERS if text.endswith(mark, max(0, span.start - len(mark)), span.start)), "")
    closer = next((mark for mark in CLOSERS if text.startswith(mark, span.end)), "")
    return Span(span.start - len(opener), span.end + len(closer))


def _said(row: QuoteFound, ids: Mapping[str, str]) -> dict[str, str]:
    """Return a quotation's attributes, in the order in which they are written; candidates are told by their `ids`."""
    attrs = {}
    if row.speaker_id:
        attrs["speaker"] = row.speaker_id
    elif row.speaker:
        attrs["said-by"] = row.speaker
    if row.via:
        attrs["via"] = f"{row.via.start},{row.via.end}"
    attrs["basis"] = row.basis
    if row.kind != "direct":
        attrs["kind"] = row.kind
    candidates = dict.fromkeys(ids[name] for name in row.candidates if name in ids)
    if candidates:
        attrs["candidates"] = " ".join(candidates)
    if row.why:
        attrs["why"] = row.why
    return attrs


def _people(person: PersonFound) -> Iterator[Mark]:
    for mention in person.mentions:
        yield Mark(mention, person.kind, "", {"ref": person.id})
    for role in person.roles:
        yield Mark(role.span, "role", "", {"of": person.id})


def _moment(date: DateFound) -> Mark:
    attrs = {"date": date.value} if date.value else {}
    attrs |= {"basis": date.basis, "why": date.why, "certainty": date.certainty}
    if date.people:
        attrs["people"] = " ".join(date.people)
    return Mark(date.span, "moment", "", attrs)


def _number(number: NumberFound) -> Mark:
    return Mark(number.span, "number", "", {"means": f"{number.means.start},{number.means.end}"})


# ---- fragments/split.py

STEP = 10  # between the numbers of two fragments, so that one can be put between
TITLE = 60  # characters of a fragment's first words that make its title, cut at a word
NAME = 40  # characters of the title's slug in a file's name


def split_document(
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


def _shared(cut: Sequence[FragmentRun], marks: tuple[Mark, ...], ids: Mapping[str, str]) -> list[list[Mark]]:
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


def _pieces(cut: Sequence[FragmentRun], marks: Iterable[Mark]) -> Iterator[tuple[int, Mark]]:
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


def _fragment(document: Document, run: FragmentRun, marks: list[Mark], number: str) -> Fragment:
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
        marks=nest_marks(Mark(m.span.shift(-run.span.start), m.kind, m.id, m.attrs) for m in marks),
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


def _kind(run: FragmentRun, marks: list[Mark]) -> FragmentKind:
    if run.heading:
        return "heading"
    if any(mark.kind == "quote" and mark.attrs.get("kind") != "indirect" for mark in marks):
        return "quote"
    kinds: tuple[FragmentKind, ...] = ("moment", "number")
    return next((kind for kind in kinds if any(mark.kind == kind for mark in marks)), "text")
