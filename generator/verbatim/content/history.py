"""Derives the ledger's new rows from the fragments: quotations minted, changed, corrected, withdrawn or gone.

A change that a header `Corrected` explains has that header's day and reason. Each header explains one change only.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from verbatim.content.ledger import WITHDRAWN, LedgerEntry, rows_with_current_ids
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
    """A quotation as its marks have it: the row with which it is minted, the day left out, and what headers say.

    The row's words are without quotation marks, its `now` is empty if they stand as printed, its speaker is that of the
    first part, and its `name` the fullest mention where that is a person's id. `corrected` are the headers of all
    fragments that hold parts, `withdrawn` is the first one's.
    """

    row: LedgerEntry
    corrected: tuple[ChangeHeader, ...]
    withdrawn: ChangeHeader | None


def marked_quotes(fragments: Iterable[Fragment]) -> dict[str, MarkedQuote]:
    """Return the marked quotations by id, in order of the source."""
    ordered = sorted(fragments, key=lambda fragment: fragment.source or Span(0, 0))
    names = names_in(ordered)
    return {key: _marked_quote(key, pieces, names) for key, pieces in quote_pieces(ordered).items()}


def quote_pieces(fragments: Iterable[Fragment]) -> dict[str, list[tuple[Mark, Fragment]]]:
    """Return the marks of each quotation by its id, each with its fragment; `fragments` are in order of the source."""
    found: dict[str, list[tuple[Mark, Fragment]]] = {}
    for fragment in fragments:
        for mark in fragment.marks:
            if mark.kind == "quote" and mark.id:
                found.setdefault(mark.id, []).append((mark, fragment))
    return found


def _marked_quote(key: str, parts: Sequence[tuple[Mark, Fragment]], names: Mapping[str, Sequence[str]]) -> MarkedQuote:
    (first, opening), (last, closing) = parts[0], parts[-1]
    speaker = first.attrs.get("speaker", "")
    printed = [fragment.words(mark) for mark, fragment in parts]
    corrected = [_corrected_words(mark, fragment) for mark, fragment in parts]
    headers = dict.fromkeys(header for _, fragment in parts for header in change_headers(fragment, "corrected"))
    start, end = opening.in_source(first.span).start, closing.in_source(last.span).end
    said_by, now = first.attrs.get("said-by") or "", join_pieces(corrected) if corrected != printed else ""
    row = LedgerEntry(key, "minted", 1, "", join_pieces(printed), start, end, speaker or said_by, now=now)
    row = replace(row, name=fullest(names.get(speaker, ())))
    return MarkedQuote(row, tuple(headers), next(change_headers(opening, "withdrawn"), None))


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
    rows = [row for quote in quotes.values() for row in _rows(quote, known, day)]
    rows += _explanations(quotes, known, frozenset(ChangeHeader(row.date, row.reason) for row in rows))
    lost = (row for key, row in known.last.items() if key not in quotes and _is_current(row))
    return [*rows, *(_withdrawn(row, ChangeHeader(day, GONE)) for row in lost)]


def _public_ledger(rows: Iterable[LedgerEntry]) -> _PublicLedger:
    last: dict[str, LedgerEntry] = {}
    corrected: dict[str, set[int]] = defaultdict(set)
    used = set()
    for row in rows_with_current_ids(rows):
        last[row.id] = row
        if row.event == "corrected":
            corrected[row.id].add(row.version)
            used.add(ChangeHeader(row.date, row.reason))
    return _PublicLedger(last, frozenset(used), {key: frozenset(versions) for key, versions in corrected.items()})


def _rows(quote: MarkedQuote, known: _PublicLedger, day: str) -> Iterator[LedgerEntry]:
    """Yield the rows for one quotation in the text."""
    row = quote.row
    before = known.last.get(row.id)
    if before is None:
        before = replace(row, date=day, now="" if quote.corrected else row.now)
        yield before
    fresh = [header for header in quote.corrected if header not in known.used]
    if quote.withdrawn:
        if before.event != WITHDRAWN:
            yield _withdrawn(before, quote.withdrawn)
        elif quote.withdrawn != (before.date, before.reason):  # a header that says it anew is of the same version
            yield replace(before, **quote.withdrawn._asdict())
    elif not _is_current(before):
        explained = fresh if row.now else []
        changed = _changed(before, replace(row, now="") if explained else row, day)
        again = replace(changed, reason=FOUND if before.reason == GONE else RESTORED)
        yield from (again, *_corrected(again, row, explained))
    elif _differs(before, row):
        yield from _corrected(before, row, fresh) if fresh else [_changed(before, row, day)]
    elif fresh and row.now:
        if len(quote.corrected) <= len(known.corrected.get(row.id, ())):
            yield _explained(before, row, fresh[-1])
        else:
            yield from _corrected(before, row, fresh)


def _explanations(
    quotes: dict[str, MarkedQuote], known: _PublicLedger, given: frozenset[ChangeHeader]
) -> Iterator[LedgerEntry]:
    """Yield a row of the same version for each change without a reason that a new header now explains."""
    for key, quote in quotes.items():
        before = known.last.get(key)
        if before and not quote.withdrawn and before.reason in UNEXPLAINED and not _differs(before, quote.row):
            fresh = [header for header in quote.corrected if header not in known.used | given]
            if fresh and not quote.row.now:
                yield _explained(before, quote.row, fresh[-1])


def _is_current(row: LedgerEntry) -> bool:
    return row.event != WITHDRAWN and not row.into


def _differs(before: LedgerEntry, row: LedgerEntry) -> bool:
    return (before.words, before.speaker, before.now) != (row.words, row.speaker, row.now)


def _changed(before: LedgerEntry, row: LedgerEntry, day: str) -> LedgerEntry:
    reason = OTHER_WORDS if (before.words, before.now) != (row.words, row.now) else OTHER_SPEAKER
    return replace(row, event="changed", version=before.version + 1, date=day, reason=reason)


def _corrected(before: LedgerEntry, row: LedgerEntry, headers: Iterable[ChangeHeader]) -> Iterator[LedgerEntry]:
    for version, (day, reason) in enumerate(headers, start=before.version + 1):
        yield replace(row, event="corrected", version=version, date=day, reason=reason)


def _explained(before: LedgerEntry, row: LedgerEntry, header: ChangeHeader) -> LedgerEntry:
    return replace(row, event="corrected", version=before.version, date=header.date, reason=header.reason)


def _withdrawn(row: LedgerEntry, header: ChangeHeader) -> LedgerEntry:
    return replace(row, event=WITHDRAWN, version=row.version + 1, into="", date=header.date, reason=header.reason)
