"""Derives the ledger's new rows from the fragments: quotations minted, changed, corrected, withdrawn or gone.

A change that a header `Corrected` explains has that header's day and reason. Each header explains one change only.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from verbatim.content.ledger import DRAFT, WITHDRAWN, LedgerEntry, rows_with_current_ids
from verbatim.content.people.refs import fullest, names_in
from verbatim.core import dates as edtf
from verbatim.model import Fragment, Mark, Span

QUOTATION_MARKS = " \t\n\r“”„‟«»‹›‘’‚\"'`"
# The reasons that are ours, not an editor's.
GONE = "no longer marked in the text"
FOUND, RESTORED, OTHER_WORDS, OTHER_SPEAKER = "found again", "quoted again", "the words", "the speaker"
UNEXPLAINED = frozenset((OTHER_WORDS, OTHER_SPEAKER))
OURS = frozenset((GONE, FOUND, RESTORED, *UNEXPLAINED))


def join_pieces(pieces: Iterable[str]) -> str:
    """Return words on one line, without the quotation marks around pieces."""
    return " ".join(" ".join(piece.strip(QUOTATION_MARKS) for piece in pieces).split())


class ChangeHeader(NamedTuple):
    """The day and reason in a `Corrected` or `Withdrawn` header, as an editor wrote them."""

    date: str
    reason: str


def change_headers(fragment: Fragment, name: str) -> Iterator[ChangeHeader]:
    """Yield the headers called `name`, in lower case, that begin with a date; a build refuses the others."""
    for key, value in fragment.headers:
        if key.lower() == name:
            date, _, reason = value.strip().partition(" ")
            if edtf.parse(date):
                yield ChangeHeader(date, reason.strip())


class MarkedQuote(NamedTuple):
    """A quotation as its marks have it: words without quotation marks, slice of the source, speaker of the first part.

    `now` is the words as corrected, empty if they stand as printed. `name` is the speaker's fullest mention where
    `speaker` is a person's id. `corrected` are the headers of all fragments that hold parts, `withdrawn` is the first
    one's.
    """

    words: str
    start: int
    end: int
    speaker: str
    name: str
    now: str
    corrected: tuple[ChangeHeader, ...]
    withdrawn: ChangeHeader | None


def marked_quotes(fragments: Iterable[Fragment]) -> dict[str, MarkedQuote]:
    """Return the marked quotations by id, in order of the source."""
    ordered = sorted(fragments, key=lambda fragment: fragment.source or Span(0, 0))
    names = names_in(ordered)
    return {key: _marked_quote(pieces, names) for key, pieces in quote_pieces(ordered).items()}


def quote_pieces(fragments: Iterable[Fragment]) -> dict[str, list[tuple[Mark, Fragment]]]:
    """Return the marks of each quotation by its id, each with its fragment; `fragments` are in order of the source."""
    found: dict[str, list[tuple[Mark, Fragment]]] = {}
    for fragment in fragments:
        for mark in fragment.marks:
            if mark.kind == "quote" and mark.id:
                found.setdefault(mark.id, []).append((mark, fragment))
    return found


def _marked_quote(parts: Sequence[tuple[Mark, Fragment]], names: Mapping[str, Sequence[str]]) -> MarkedQuote:
    (first, opening), (last, closing) = parts[0], parts[-1]
    speaker = first.attrs.get("speaker", "")
    printed = [fragment.words(mark) for mark, fragment in parts]
    corrected = [_corrected_words(mark, fragment) for mark, fragment in parts]
    headers = dict.fromkeys(header for _, fragment in parts for header in change_headers(fragment, "corrected"))
    return MarkedQuote(
        words=join_pieces(printed),
        start=opening.in_source(first.span).start,
        end=closing.in_source(last.span).end,
        speaker=speaker or first.attrs.get("said-by") or "",
        name=fullest(names.get(speaker, ())),
        now=join_pieces(corrected) if corrected != printed else "",
        corrected=tuple(headers),
        withdrawn=next(change_headers(opening, "withdrawn"), None),
    )


def _corrected_words(quote: Mark, fragment: Fragment) -> str:
    """Return the words of a quotation's part with every `.was` in it as it reads now."""
    at, pieces = quote.span.start, []
    for mark in fragment.marks:
        if mark.kind == "was" and quote.span.covers(mark.span) and mark.span.start >= at:
            pieces += [fragment.text[at : mark.span.start], mark.attrs.get("now", "")]
            at = mark.span.end
    return "".join([*pieces, fragment.text[at : quote.span.end]])


class _PublicLedger(NamedTuple):
    """Each id's last public row, the headers already used, and the versions of each id that were corrections."""

    last: dict[str, LedgerEntry]
    used: frozenset[ChangeHeader]
    corrected: dict[str, frozenset[int]]


def new_rows(fragments: Iterable[Fragment], so_far: Iterable[LedgerEntry], day: str) -> list[LedgerEntry]:
    """Return the new rows of a published story, for each quotation that differs from its last row."""
    known = _public_ledger(so_far)
    quotes = marked_quotes(fragments)
    rows = [row for key, quote in quotes.items() for row in _rows(key, quote, known, day)]
    rows += _explanations(quotes, known, frozenset(ChangeHeader(row.date, row.reason) for row in rows))
    lost = (row for key, row in known.last.items() if key not in quotes and _is_current(row))
    return [*rows, *(_withdrawn(row, ChangeHeader(day, GONE)) for row in lost)]


def _public_ledger(rows: Iterable[LedgerEntry]) -> _PublicLedger:
    last: dict[str, LedgerEntry] = {}
    corrected: dict[str, set[int]] = defaultdict(set)
    used = set()
    for row in rows_with_current_ids(rows):
        if row.status == DRAFT:
            continue
        last[row.id] = row
        if row.event == "corrected":
            corrected[row.id].add(row.version)
            used.add(ChangeHeader(row.date, row.reason))
    return _PublicLedger(last, frozenset(used), {key: frozenset(versions) for key, versions in corrected.items()})


def _rows(key: str, quote: MarkedQuote, known: _PublicLedger, day: str) -> Iterator[LedgerEntry]:
    """Yield the rows for one quotation in the text."""
    before = known.last.get(key)
    if before is None:
        before = _minted(key, quote._replace(now="" if quote.corrected else quote.now), day)
        yield before
    fresh = [header for header in quote.corrected if header not in known.used]
    if quote.withdrawn:
        if before.event != WITHDRAWN:
            yield _withdrawn(before, quote.withdrawn)
        elif quote.withdrawn != (before.date, before.reason):  # a header that says it anew is of the same version
            yield replace(before, **quote.withdrawn._asdict())
    elif not _is_current(before):
        explained = fresh if quote.now else []
        changed = _changed(before, quote._replace(now="") if explained else quote, day)
        again = replace(changed, reason=FOUND if before.reason == GONE else RESTORED)
        yield from (again, *_corrected(again, quote, explained))
    elif _differs(before, quote):
        yield from _corrected(before, quote, fresh) if fresh else [_changed(before, quote, day)]
    elif fresh and quote.now:
        if len(quote.corrected) <= len(known.corrected.get(key, ())):
            yield _explained(before, quote, fresh[-1])
        else:
            yield from _corrected(before, quote, fresh)


def _explanations(
    quotes: dict[str, MarkedQuote], known: _PublicLedger, given: frozenset[ChangeHeader]
) -> Iterator[LedgerEntry]:
    """Yield a row of the same version for each change without a reason that a new header now explains."""
    for key, quote in quotes.items():
        before = known.last.get(key)
        if before and not quote.withdrawn and before.reason in UNEXPLAINED and not _differs(before, quote):
            fresh = [header for header in quote.corrected if header not in known.used | given]
            if fresh and not quote.now:
                yield _explained(before, quote, fresh[-1])


def _is_current(row: LedgerEntry) -> bool:
    return row.event != WITHDRAWN and not row.into


def _differs(before: LedgerEntry, quote: MarkedQuote) -> bool:
    return (before.words, before.speaker, before.now) != (quote.words, quote.speaker, quote.now)


def _what_changed(before: LedgerEntry, quote: MarkedQuote) -> str:
    return OTHER_WORDS if (before.words, before.now) != (quote.words, quote.now) else OTHER_SPEAKER


def _minted(key: str, quote: MarkedQuote, day: str, version: int = 1) -> LedgerEntry:
    words, start, end, speaker, name, now, *_ = quote
    return LedgerEntry(key, "minted", version, day, words, start, end, speaker, name=name, now=now)


def _changed(before: LedgerEntry, quote: MarkedQuote, day: str) -> LedgerEntry:
    row = _minted(before.id, quote, day, before.version + 1)
    return replace(row, event="changed", reason=_what_changed(before, quote))


def _corrected(before: LedgerEntry, quote: MarkedQuote, headers: Iterable[ChangeHeader]) -> Iterator[LedgerEntry]:
    for version, (day, reason) in enumerate(headers, start=before.version + 1):
        yield replace(_minted(before.id, quote, day, version), event="corrected", reason=reason)


def _explained(before: LedgerEntry, quote: MarkedQuote, header: ChangeHeader) -> LedgerEntry:
    row = _minted(before.id, quote, header.date, before.version)
    return replace(row, event="corrected", reason=header.reason)


def _withdrawn(row: LedgerEntry, header: ChangeHeader) -> LedgerEntry:
    changed = replace(row, event=WITHDRAWN, version=row.version + 1, into="")
    return replace(changed, date=header.date, reason=header.reason)
