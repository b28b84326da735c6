"""What a new split tells the ledger. The fragments as they now are and the rows so far come in, new rows go out.

A change that a header `Corrected` explains has that header's day and reason. One header is taken once: what it told
when a change was recorded explains no later change.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from verbatim.content.ledger import DRAFT, WITHDRAWN, LedgerEntry, latest_rows, rows_with_current_ids
from verbatim.content.people.refs import fullest
from verbatim.core import dates as edtf
from verbatim.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verbatim.model import Fragment, Mark, QuoteFound, Reading


# ---- fragments/spoken.py

WORDS_BEFORE = 5
READ_BEFORE = 200  # code points in which the words before a quotation are looked for
MARKS = " \t\n\r“”„‟«»‹›‘’‚\"'`"


class QuoteSignature(NamedTuple):
    """A quotation as it is told from others: its id or group, its words, the words before it."""

    key: str
    words: str
    before: str = ""


def signatures_in_reading(text: str, reading: Reading) -> list[QuoteSignature]:
    """Return the quotations of a reading in order, the pieces of each joined."""
    pieces: dict[str, list[QuoteFound]] = defaultdict(list)
    for row in reading.quotes:
        held = pieces[row.group]
        if not (held and held[-1].kind == "mixed" and held[-1].span.covers(row.span)):
            held.append(row)
    return [
        QuoteSignature(group, join_pieces(row.span.of(text) for row in rows), _before(text, rows[0].span.start))
        for group, rows in pieces.items()
    ]


def signatures_in_fragments(fragments: Iterable[Fragment]) -> list[QuoteSignature]:
    """Return the quotations that fragments mark, in order of the source, the parts of each joined."""
    parts: dict[str, list[str]] = defaultdict(list)
    before: dict[str, str] = {}
    so_far = ""
    for fragment in fragments:
        for mark in fragment.marks:
            if mark.kind == "quote" and mark.id:
                before.setdefault(mark.id, _before(so_far + fragment.text[: mark.span.start], None))
                parts[mark.id].append(mark.span.of(fragment.text))
        so_far = (so_far + fragment.text + "\n")[-READ_BEFORE:]
    return [QuoteSignature(key, join_pieces(words), before[key]) for key, words in parts.items()]


def join_pieces(pieces: Iterable[str]) -> str:
    """Return words on one line, without the quotation marks around pieces."""
    return " ".join(" ".join(piece.strip(MARKS) for piece in pieces).split())


def _before(text: str, end: int | None) -> str:
    end = len(text) if end is None else end
    return " ".join(text[max(0, end - READ_BEFORE) : end].rstrip(MARKS).split()[-WORDS_BEFORE:])


# ---- fragments/quoted.py

MENTIONS = ("person", "organisation", "place")


class ChangeHeader(NamedTuple):
    """A header that tells of a change: its day and its reason, as an editor wrote them."""

    date: str
    reason: str


class MarkedQuote(NamedTuple):
    """A quotation as its marks have it: words without marks, slice of the source, who speaks.

    `now` is the words as corrected, empty where they stand as printed; `name` the speaker's fullest mention, where
    `speaker` is a person's id. `lines` are the headers `Corrected` of the fragments that its parts stand in, `taken`
    the header `Withdrawn` of the first one.
    """

    words: str
    start: int
    end: int
    speaker: str
    name: str
    now: str
    lines: tuple[ChangeHeader, ...]
    taken: ChangeHeader | None


class _Part(NamedTuple):
    mark: Mark
    fragment: Fragment
    start: int


def marked_quotes(fragments: Iterable[Fragment]) -> dict[str, MarkedQuote]:
    """Return the marked quotations by id in order of the source; speaker is that of the first part."""
    held = sorted(fragments, key=lambda fragment: fragment.source or Span(0, 0))
    names = _names(held)
    parts: dict[str, list[_Part]] = defaultdict(list)
    for fragment in held:
        start = fragment.source.start if fragment.source else 0
        for mark in fragment.marks:
            if mark.kind == "quote" and mark.id:
                parts[mark.id].append(_Part(mark, fragment, start))
    return {key: _now(found, names) for key, found in parts.items()}


def _names(fragments: Iterable[Fragment]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for fragment in fragments:
        for mark in fragment.marks:
            if mark.kind in MENTIONS:
                found[mark.attrs.get("ref", "")].append(mark.span.of(fragment.text))
    return found


def _now(parts: list[_Part], names: dict[str, list[str]]) -> MarkedQuote:
    first, last = parts[0], parts[-1]
    named = first.mark.attrs.get("speaker", "")
    corrected = [_as_corrected(part) for part in parts]
    printed = [part.mark.span.of(part.fragment.text) for part in parts]
    return MarkedQuote(
        words=join_pieces(printed),
        start=first.mark.span.start + first.start,
        end=last.mark.span.end + last.start,
        speaker=named or first.mark.attrs.get("said-by") or "",
        name=fullest(names.get(named, ())) if named else "",
        now=join_pieces(corrected) if corrected != printed else "",
        lines=tuple(dict.fromkeys(line for part in parts for line in change_headers(part.fragment, "corrected"))),
        taken=next(change_headers(first.fragment, "withdrawn"), None),
    )


def _as_corrected(part: _Part) -> str:
    """Return a part's words with each `.was` in it as it reads now."""
    text, whole, at, found = part.fragment.text, part.mark.span, part.mark.span.start, []
    for mark in part.fragment.marks:
        if mark.kind == "was" and whole.covers(mark.span) and mark.span.start >= at:
            found += [text[at : mark.span.start], mark.attrs.get("now", "")]
            at = mark.span.end
    return "".join([*found, text[at : whole.end]])


def change_headers(fragment: Fragment, name: str) -> Iterator[ChangeHeader]:
    """Yield the headers of that name, in lower case, that begin with a date; a build refuses the others."""
    for key, value in fragment.headers:
        if key.lower() == name:
            date, _, reason = value.strip().partition(" ")
            if edtf.parse(date):
                yield ChangeHeader(date, reason.strip())


# ---- fragments/history.py

# The reasons that no editor gave.
GONE = "no longer marked in the text"
FOUND, RESTORED, OTHER_WORDS, OTHER_SPEAKER = "found again", "quoted again", "the words", "the speaker"
UNEXPLAINED = frozenset((OTHER_WORDS, OTHER_SPEAKER))
OURS = frozenset((GONE, FOUND, RESTORED, *UNEXPLAINED))


class _Told(NamedTuple):
    """What the ledger tells so far: each id's last public row, the headers taken, how often an id was corrected."""

    last: dict[str, LedgerEntry]
    taken: frozenset[ChangeHeader]
    corrected: dict[str, frozenset[int]]


def new_rows(fragments: Iterable[Fragment], so_far: Iterable[LedgerEntry], day: str) -> list[LedgerEntry]:
    """Return the rows of a published story: for each quotation that is new, changed, corrected, withdrawn or gone."""
    told = _told(entry for entry in rows_with_current_ids(so_far) if entry.status != DRAFT)
    now = marked_quotes(fragments)
    rows = [row for key, one in now.items() for row in _rows(key, one, told, day)]
    rows += _explained(now, told, frozenset(ChangeHeader(row.date, row.reason) for row in rows))
    lost = (entry for key, entry in told.last.items() if key not in now and _stands(entry))
    return [*rows, *(_withdrawn(entry, ChangeHeader(day, GONE)) for entry in lost)]


def draft_rows(fragments: Iterable[Fragment], so_far: Iterable[LedgerEntry], day: str) -> list[LedgerEntry]:
    """Return the rows of a story that is not published, which all are of version 1.

    What was published before is left as it is until the story is published again.
    """
    rows = rows_with_current_ids(so_far)
    public = {entry.id for entry in rows if entry.status != DRAFT}
    before = {key: entry for key, entry in latest_rows(rows).items() if key not in public}
    now = {key: one for key, one in marked_quotes(fragments).items() if key not in public}
    found = [_minted(key, one, day) for key, one in now.items() if key not in before]
    found += [
        replace(_minted(key, one, day), event="changed", reason=_what(before[key], one))
        for key, one in now.items()
        if key in before and (not _stands(before[key]) or _differs(before[key], one))
    ]
    lost = (entry for key, entry in before.items() if key not in now and _stands(entry))
    found += [replace(_withdrawn(entry, ChangeHeader(day, GONE)), version=1) for entry in lost]
    return [replace(row, status=DRAFT) for row in found]


def _told(rows: Iterable[LedgerEntry]) -> _Told:
    last: dict[str, LedgerEntry] = {}
    corrected: dict[str, set[int]] = defaultdict(set)
    taken = set()
    for row in rows:
        last[row.id] = row
        if row.event == "corrected":
            corrected[row.id].add(row.version)
            taken.add(ChangeHeader(row.date, row.reason))
    return _Told(last, frozenset(taken), {key: frozenset(numbers) for key, numbers in corrected.items()})


def _rows(key: str, now: MarkedQuote, told: _Told, day: str) -> Iterator[LedgerEntry]:
    """Yield the rows for one quotation that stands in the text."""
    before = told.last.get(key)
    if before is None:
        before = _minted(key, now._replace(now="" if now.lines else now.now), day)
        yield before
    fresh = [line for line in now.lines if line not in told.taken]
    if now.taken:
        yield from _taken_down(now.taken, before)
    elif not _stands(before):
        explained = fresh if now.now else []
        again = _again(before, now._replace(now="") if explained else now, day)
        yield from (again, *_corrected(again, now, explained))
    elif _differs(before, now):
        yield from _corrected(before, now, fresh) if fresh else [_changed(before, now, day)]
    elif fresh and now.now:
        known = told.corrected.get(key, frozenset())
        if len(now.lines) <= len(known):
            yield replace(_as_now(before, now), event="corrected", **fresh[-1]._asdict())
        else:
            yield from _corrected(before, now, fresh)


def _explained(now: dict[str, MarkedQuote], told: _Told, given: frozenset[ChangeHeader]) -> Iterator[LedgerEntry]:
    """Yield a row of the same version for each change that had no reason, and of which a new header now tells."""
    for key, one in now.items():
        before = told.last.get(key)
        if before and not one.taken and before.reason in UNEXPLAINED and not _differs(before, one):
            fresh = [line for line in one.lines if line not in told.taken and line not in given]
            if fresh and not one.now:
                yield replace(_as_now(before, one), event="corrected", **fresh[-1]._asdict())


def _stands(entry: LedgerEntry) -> bool:
    """Tell whether an id stood for a quotation of its own: it was neither taken down nor did another take its place."""
    return entry.event != WITHDRAWN and not entry.into


def _differs(before: LedgerEntry, now: MarkedQuote) -> bool:
    return (before.words, before.speaker, before.now) != (now.words, now.speaker, now.now)


def _minted(key: str, now: MarkedQuote, day: str) -> LedgerEntry:
    return LedgerEntry(key, "minted", 1, day, now.words, now.start, now.end, now.speaker, name=now.name, now=now.now)


def _as_now(before: LedgerEntry, now: MarkedQuote) -> LedgerEntry:
    return replace(_minted(before.id, now, before.date), version=before.version)


def _corrected(before: LedgerEntry, now: MarkedQuote, lines: Iterable[ChangeHeader]) -> Iterator[LedgerEntry]:
    for number, line in enumerate(lines, start=before.version + 1):
        yield replace(_as_now(before, now), event="corrected", version=number, **line._asdict())


def _changed(before: LedgerEntry, now: MarkedQuote, day: str) -> LedgerEntry:
    row = _as_now(before, now)
    return replace(row, event="changed", version=before.version + 1, date=day, reason=_what(before, now))


def _what(before: LedgerEntry, now: MarkedQuote) -> str:
    return OTHER_WORDS if (before.words, before.now) != (now.words, now.now) else OTHER_SPEAKER


def _again(before: LedgerEntry, now: MarkedQuote, day: str) -> LedgerEntry:
    reason = FOUND if before.reason == GONE else RESTORED
    return replace(_changed(before, now, day), reason=reason)


def _taken_down(line: ChangeHeader, before: LedgerEntry) -> Iterator[LedgerEntry]:
    """Yield the row for a header `Withdrawn`; one that says it anew is of the same version."""
    if before.event != WITHDRAWN:
        yield _withdrawn(before, line)
    elif line != ChangeHeader(before.date, before.reason):
        yield replace(before, date=line.date, reason=line.reason)


def _withdrawn(entry: LedgerEntry, line: ChangeHeader) -> LedgerEntry:
    row = replace(entry, event=WITHDRAWN, version=entry.version + 1, into="")
    return replace(row, date=line.date, reason=line.reason)
