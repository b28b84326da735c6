"""Splits a document into fragments, given its reading and the ids of its quotations.

The fragments in their order, with the white space between them, are the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from verbatim.annotate.attribution.speakers import UNSAID
from verbatim.annotate.text.segments import sentences
from verbatim.content.format.body import nest_marks
from verbatim.content.people.refs import people_in
from verbatim.content.sources.loading import LONGEST_HEADLINE, first_block
from verbatim.core.slugs import slug
from verbatim.core.text import printable, sha256_text, stripped
from verbatim.model import Block, Document, Fragment, FragmentKind, Mark, Span
from verbatim.model.reading import DateFound, PersonFound, QuoteFound, Reading

STEP = 10  # between the numbers of two fragments, so that another fits between
TITLE = 60  # characters of a fragment's first words in its title
SHORT_PARAGRAPH = 80  # code points of one that is a headline
NAME = 40  # characters of the title's slug in a file's name
LONGEST = 20_000  # code points: a file with every annotation and escape stays far below what can be read


def split_document(
    document: Document, reading: Reading, ids: Mapping[str, str], kept: Iterable[Span] = ()
) -> tuple[Fragment, ...]:
    """Return the fragments of a document, numbered from 010.

    `ids` gives each group of the reading its id. A block that `kept` slices make up is cut as these are.
    """
    marks = marks_of(document.text, reading)
    cut = runs(document.text, document.blocks, marks, kept)
    width = max(3, len(str(len(cut) * STEP)))
    return tuple(
        _fragment(document, run, in_run, f"{number * STEP:0{width}d}")
        for number, (run, in_run) in enumerate(zip(cut, _marks_by_run(cut, marks, ids), strict=True), start=1)
    )


def _fragment(document: Document, run: FragmentRun, marks: list[Mark], number: str) -> Fragment:
    words = run.span.of(document.text)
    title = title_of(words)
    name = slug(title, "x-")
    name = name if len(name) <= NAME else name[: NAME + 1].rpartition("-")[0] or name[:NAME]
    kind = _kind(run, marks)
    return Fragment(
        story=document.story,
        name=f"{number}-{kind}-{name}",
        title=title,
        kind=kind,
        source_file=document.file,
        source=run.span,
        sha256=sha256_text(words),
        text=words,
        marks=nest_marks(replace(mark, span=mark.span.shift(-run.span.start)) for mark in marks),
    )


def title_of(words: str) -> str:
    """Return the first words of a fragment on one line, without quotation marks and control characters."""
    bare = "".join(char for char in words[: TITLE * 4] if char not in '“”„‟«»"')
    line = " ".join(printable(bare).split())
    if len(line) <= TITLE:
        return line or "…"
    return (line[:TITLE].rpartition(" ")[0] or line[:TITLE]).rstrip(" ,;:.–—-") + "…"


def headline_of(document: Document) -> str:
    """Return the first sentence of a source that has no heading, whole and on one line, without a semicolon at its end.

    The first paragraph stands there where it is one short line: “Game over. Will the mayor leave?” Only what is no
    sentence, more than `LONGEST_HEADLINE` characters without a stop, is cut.
    """
    first = first_block(document.text, document.blocks).span.of(document.text)
    is_short = len(first) <= SHORT_PARAGRAPH and "\n" not in first.strip()
    told = first if is_short else sentences(first)[0].of(first)
    line = " ".join(told.split()).rstrip(" ;")
    if len(line) <= LONGEST_HEADLINE:
        return line
    return (line[:LONGEST_HEADLINE].rpartition(" ")[0] or line[:LONGEST_HEADLINE]) + "…"


def _kind(run: FragmentRun, marks: list[Mark]) -> FragmentKind:
    if run.heading:
        return "heading"
    if any(mark.kind == "quote" and mark.attrs.get("kind") != "indirect" for mark in marks):
        return "quote"
    kinds: tuple[FragmentKind, ...] = ("moment", "number")
    return next((kind for kind in kinds if any(mark.kind == kind for mark in marks)), "text")


# Where the text is cut


class FragmentRun(NamedTuple):
    """A slice that becomes one fragment, and whether its block is a heading."""

    span: Span
    heading: bool


def runs(text: str, blocks: Iterable[Block], marks: tuple[Mark, ...], kept: Iterable[Span] = ()) -> list[FragmentRun]:
    """Return the runs of a text in order. A block that `kept` slices begin and end is cut as these are."""
    found: list[FragmentRun] = []
    slices = deque(sorted(kept))
    for block, here in _with_marks(blocks, marks):
        heading = block.kind == "heading"
        cuts: list[Span] = []
        while slices and slices[0].start < block.span.end:
            cuts.append(slices.popleft())
        if not cuts or cuts[0].start != block.span.start or cuts[-1].end != block.span.end:
            cuts = _shortened([block.span] if heading else _cut(text, block.span, here), text)
        found += [FragmentRun(span, heading) for span in cuts]
    return found


def _with_marks(blocks: Iterable[Block], marks: tuple[Mark, ...]) -> Iterator[tuple[Block, list[Mark]]]:
    """Yield each block with its marks, those that run on from earlier blocks first."""
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
    """Cut a paragraph where its sentences begin to speak of another speaker or moment, if there are several."""
    whole = _sentences(text, block, marks)
    topics = _topics(whole, marks)
    if len(set(filter(None, topics))) < 2:  # noqa: PLR2004
        return [block]
    out = [whole[0]]
    current = topics[0]
    for sentence, topic in zip(whole[1:], topics[1:], strict=True):
        if topic and topic != current:
            out.append(sentence)
        else:
            out[-1] = Span(out[-1].start, sentence.end)
        current = topic or current
    return out


def _sentences(text: str, block: Span, marks: list[Mark]) -> list[Span]:
    """Return the block's sentences; those that a mark runs across are joined."""
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


def _topics(whole: list[Span], marks: list[Mark]) -> list[str]:
    """Return what each sentence is about: its speaker, or else its moment, or ""."""
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


def _shortened(spans: list[Span], text: str) -> list[Span]:
    """Cut what is longer than a fragment may be, at a blank where there is one."""
    out: list[Span] = []
    for span in spans:
        start = span.start
        while span.end - start > LONGEST:
            end = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            end = end if end > start else start + LONGEST
            out.append(stripped(text, Span(start, end)))
            start = end
        out.append(stripped(text, Span(start, span.end)))
    return [span for span in out if span.start < span.end]


# Marks

# The marks around a direct quotation's words, which belong to its mark.
OPENERS = ("``", "''", "“", "„", "«", "»", "‹", "‘", "‚", '"', "'", "「", "『", "”")
CLOSERS = ("''", "”", "“", "»", "«", "›", "’", '"', "'", "」", "』")


def marks_of(text: str, reading: Reading) -> tuple[Mark, ...]:
    """Return the marks for a whole text in order, outer before inner, none crossing another."""
    found = [
        *_quotes(reading, text),
        *(mark for person in people_in(reading, text) for mark in _mentions(person)),
        *(_moment(date) for date in reading.dates if date.moment),
        *(Mark(number.span, "number", "", {"means": number.means.char}) for number in reading.numbers if number.key),
    ]
    named = {person.id for person in reading.people} | {row.speaker_id for row in reading.quotes if row.speaker_id}
    return tuple(_without_lost(nest_marks(found), named, text))


def _without_lost(marks: Sequence[Mark], people: set[str], text: str) -> Iterator[Mark]:
    """Remove from attributes the ids of `people` without any mention left, and places where no moment is marked now.

    Both would lead nowhere.
    """
    lost = people - {mark.attrs["ref"] for mark in marks if "ref" in mark.attrs}
    moments = {str(mark.span.start) for mark in marks if mark.kind == "moment"}
    for mark in marks:
        attrs = dict(mark.attrs)
        if attrs.get("same", "").partition(",")[0] not in moments:
            attrs.pop("same", None)
        if attrs.get("of", "") in lost:
            continue
        for key in ("candidates", "people"):
            if key in attrs:
                attrs[key] = " ".join(name for name in attrs[key].split(" ") if name not in lost)
        if attrs.get("speaker", "") in lost:
            via = Span.read(attrs.get("via", ""))
            said_by = via.of(text) if via else ""
            attrs = {"said-by": said_by, **{key: value for key, value in attrs.items() if key != "speaker"}}
        span = stripped(text, mark.span)
        if span.start < span.end:
            yield replace(mark, span=span, attrs={key: value for key, value in attrs.items() if value})


def _quotes(reading: Reading, text: str) -> Iterator[Mark]:
    """Yield a mark for each row; the words quoted in a mixed quotation are left to its mark, but not who spoke them."""
    ids = {name: person.id for person in reading.people for name in (person.name, person.id)}
    mixed: dict[str, list[Span]] = defaultdict(list)
    for row in reading.quotes:
        if row.kind == "mixed":
            mixed[row.group].append(row.span)
    for row in reading.quotes:
        if row.kind != "direct":
            yield Mark(row.span, "quote", row.group, _quote_attributes(_spoken(row, reading.quotes), ids))
        elif not any(outer.covers(row.span) for outer in mixed.get(row.group, ())):
            yield Mark(with_marks(text, row.span), "quote", row.group, _quote_attributes(row, ids))


def _spoken(row: QuoteFound, rows: Sequence[QuoteFound]) -> QuoteFound:
    """Return who spoke the words quoted in a mixed row, who need not be who the sentence is from: Reuters, of the pope.

    Where they are two who are both named, nobody is.
    """
    quoted = (one for one in rows if one.kind == "direct" and one.group == row.group and row.span.covers(one.span))
    other = next((one for one in quoted if one.speaker != row.speaker), None) if row.kind == "mixed" else None
    if other is None:
        return row
    if row.speaker_id and other.speaker_id:
        return replace(row, speaker=None, speaker_id=None, via=None, basis="none", grade=0, why=UNSAID["joint"])
    return replace(other, span=row.span, kind=row.kind, group=row.group)


def with_marks(text: str, span: Span) -> Span:
    """Widen a direct quotation's words by the quotation marks directly around them."""
    opener = next((mark for mark in OPENERS if text.endswith(mark, max(0, span.start - len(mark)), span.start)), "")
    closer = next((mark for mark in CLOSERS if text.startswith(mark, span.end)), "")
    return Span(span.start - len(opener), span.end + len(closer))


def _quote_attributes(row: QuoteFound, ids: Mapping[str, str]) -> dict[str, str]:
    """Return a quotation's attributes in the order of the file. `ids` are those of people by name or id."""
    attrs = {
        "speaker": row.speaker_id or "",
        "said-by": "" if row.speaker_id else row.speaker or "",
        "via": row.via.char if row.via else "",
        "basis": row.basis,
        "grade": str(row.grade or ""),
        "kind": "" if row.kind == "direct" else row.kind,
        "candidates": " ".join(dict.fromkeys(ids[name] for name in row.candidates if name in ids)),
        "why": row.why,
    }
    return {key: value for key, value in attrs.items() if value}


def _mentions(person: PersonFound) -> Iterator[Mark]:
    for mention in person.mentions:
        yield Mark(mention, person.kind, "", {"ref": person.id})
    for role in person.roles:
        yield Mark(role.span, "role", "", {"of": person.id})


def _moment(date: DateFound) -> Mark:
    attrs = {"date": date.value} if date.value else {}
    attrs |= {"basis": date.basis, "why": date.why, "certainty": date.certainty}
    if date.people:
        attrs["people"] = " ".join(date.people)
    if date.same:
        attrs["same"] = date.same.char
    return Mark(date.span, "moment", "", attrs)


def _marks_by_run(cut: Sequence[FragmentRun], marks: tuple[Mark, ...], ids: Mapping[str, str]) -> list[list[Mark]]:
    """Return the marks in each run, quotations with their ids and the numbers of their parts."""
    pieces = list(_pieces(cut, marks))
    parts = Counter(mark.id for _, mark in pieces if mark.kind == "quote")
    count: Counter[str] = Counter()
    by_run: list[list[Mark]] = [[] for _ in cut]
    for number, mark in pieces:
        if mark.kind == "quote":
            count[mark.id] += 1
            by_run[number].append(_part(mark, count[mark.id], parts[mark.id], ids[mark.id]))
        else:
            by_run[number].append(mark)
    return by_run


def _pieces(cut: Sequence[FragmentRun], marks: Iterable[Mark]) -> Iterator[tuple[int, Mark]]:
    """Yield each mark, cut to each run that it is in, with the number of the run."""
    ends = [run.span.end for run in cut]
    for mark in marks:
        number = bisect_right(ends, mark.span.start)
        while number < len(cut) and cut[number].span.start < mark.span.end:
            run = cut[number].span
            yield number, replace(mark, span=Span(max(mark.span.start, run.start), min(mark.span.end, run.end)))
            number += 1


def _part(mark: Mark, part: int, parts: int, quote_id: str) -> Mark:
    """Return a piece of a quotation with its number; speaker and basis are on the first alone."""
    if parts == 1:
        return replace(mark, id=quote_id)
    kept = mark.attrs if part == 1 else {key: mark.attrs[key] for key in ("kind",) if key in mark.attrs}
    return replace(mark, id=quote_id, attrs={"part": str(part), **kept})
