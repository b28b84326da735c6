"""Records what an editor checked, in the state that it had then, and finds the reviews that still hold.

A review is of one state: of a quotation its words, bounds, kind, speaker and basis, within the fragments that hold it.
A change of that makes the review lapse, though the ledger keeps it; the same state again, and it holds again.
"""

import hashlib
import json
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from verbatim.content.history import marked_quotes, quote_pieces
from verbatim.content.ledger import MARKED, MOVED, RENAMED, REVIEWED, REVIEWS, UNPAIRED, UNREVIEWED, LedgerEntry
from verbatim.content.people.refs import bearers_of, fullest, is_removed, names_in
from verbatim.model import PERSON_KINDS, Fragment, Mark, Span

QUOTE = "quote"  # the kind of what is reviewed; others are a moment, a number, a role, and the kinds of persons
# Attributes of a mark that are part of the state, besides the passage and the place of the words in it.
CHECKED = {QUOTE: ("kind", "basis"), "moment": ("date", "basis", "certainty"), "number": (), "role": ()}
INITIALS = 4  # capitals: what is no longer is signed as it is written
SECONDS = 5  # for git to answer


def states(story: str, fragments: Iterable[Fragment]) -> dict[str, LedgerEntry]:
    """Return everything of a story that can be reviewed, by id, each as the row that a review of it would be.

    Version and date are still missing. Moments have the ids that pages give them; numbers and roles are counted the
    same way: `m-<story>-<fragment>-<n>`, `n-…`, `r-…`. Withdrawn quotations are left out.
    """
    ordered = sorted((one for one in fragments if one.source), key=lambda one: (one.source, one.name))
    names = names_in(ordered)
    quotes = {row.id: row for row in _quotes(ordered)}
    marked = {row.id: row for row in _marked(story, ordered, names)}
    people = {row.id: row for row in _people(ordered, names)}
    return {**people, **marked, **quotes}


def mark_id(story: str, fragment: Fragment, kind: str, count: int) -> str:
    """Return the id of the `count`-th moment, number or role of a fragment, or of a mark at that place in it."""
    return f"{kind[0]}-{story}-{fragment.number}-{count}"


def _quotes(fragments: list[Fragment]) -> Iterator[LedgerEntry]:
    pieces = quote_pieces(fragments)
    for key, quote in marked_quotes(fragments).items():
        if not quote.withdrawn:
            digest = _digest(QUOTE, pieces[key])
            yield replace(quote.row, event=REVIEWED, version=0, kind=QUOTE, sha256=digest)


def _marked(story: str, fragments: list[Fragment], names: Mapping[str, list[str]]) -> Iterator[LedgerEntry]:
    for fragment in fragments:
        counts: dict[str, int] = defaultdict(int)
        for mark in fragment.marks:
            if mark.kind in MARKED:
                counts[mark.kind] += 1
                key = mark_id(story, fragment, mark.kind, counts[mark.kind])
                span, bearer = fragment.in_source(mark.span), mark.attrs.get("of", "") if mark.kind == "role" else ""
                words, digest = " ".join(fragment.words(mark).split()), _digest(mark.kind, [(mark, fragment)])
                row = LedgerEntry(key, REVIEWED, 0, "", words, span.start, span.end, bearer, kind=mark.kind)
                yield replace(row, name=fullest(names.get(bearer, ())), sha256=digest)


def _people(fragments: list[Fragment], names: Mapping[str, list[str]]) -> Iterator[LedgerEntry]:
    for key, bearer in bearers_of(fragments).items():
        if is_removed(key):
            continue
        digest = _sha256([bearer.kind, *sorted(bearer.names)])
        yield LedgerEntry(key, REVIEWED, 0, "", fullest(names[key]), kind=bearer.kind, sha256=digest)


def states_of_unpaired(story: str, fragments: Iterable[Fragment], places: Iterable[Span]) -> dict[str, LedgerEntry]:
    """Return quotation marks without a partner by id, each as the row that says that an editor leaves it as it is.

    Their ids `u-<story>-<fragment>-<place>` have the place in the fragment, which stays when another mark is settled.
    """
    held, rows = [(one, one.source) for one in fragments if one.source], {}
    for place in places:
        for fragment, source in held:
            if source.covers(place):
                at = place.start - source.start
                key = mark_id(story, fragment, UNPAIRED, at)
                digest = _sha256([fragment.text, at])
                rows[key] = LedgerEntry(
                    key, REVIEWED, 0, "", start=place.start, end=place.end, kind=UNPAIRED, sha256=digest
                )
    return rows


def _digest(kind: str, pieces: list[tuple[Mark, Fragment]]) -> str:
    """Return the digest of the passages with the places of the marked words in them, and of what the marks say."""
    (first, opening), *_ = pieces
    passages = [[one.text, *_place(mark, one)] for mark, one in pieces]
    said = [first.attrs.get(name, "") for name in CHECKED[kind]]
    if kind == "number":
        start = opening.source.start if opening.source else 0
        said += [str(int(one) - start) for one in first.attrs.get("means", "").split(",") if one.isdecimal()]
    return _sha256([*passages, *said])


def _place(mark: Mark, fragment: Fragment) -> Iterator[int | str]:
    """Yield the bounds of a mark in its fragment, and those of each correction in it with the words as corrected."""
    yield from (mark.span.start, mark.span.end)
    for other in fragment.marks:
        if other.kind == "was" and mark.span.covers(other.span):
            yield from (other.span.start, other.span.end, other.attrs.get("now", ""))


def _sha256(value: list[object]) -> str:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()


# Rows


def reviews(
    current: Mapping[str, LedgerEntry], ledger: Iterable[LedgerEntry], ids: Iterable[str], day: str, by: str
) -> list[LedgerEntry]:
    """Return a new row for each of the `ids` that `by` checked on that day; `current` are the story's `states`.

    What the same editor has checked in this state before gets no second row.
    """
    rows = tuple(ledger)
    holding = standing(current, rows)
    return [
        replace(current[key], version=_last(rows, key) + 1, date=day, by=by)
        for key in dict.fromkeys(ids)
        if key not in holding or holding[key].by != by
    ]


def taken_back(
    ledger: Iterable[LedgerEntry], versions: Iterable[tuple[str, int]], day: str, by: str
) -> list[LedgerEntry]:
    """Return a new row for each of these reviews, by id and version, that takes it back where it is still the last."""
    last = {row.id: row for row in _kept(ledger)}
    return [
        LedgerEntry(key, UNREVIEWED, version, day, kind=last[key].kind, by=by)
        for key, version in versions
        if key in last and last[key].version == version
    ]


def standing(current: Mapping[str, LedgerEntry], ledger: Iterable[LedgerEntry]) -> dict[str, LedgerEntry]:
    """Return the last review of each id that nobody took back and whose state is the `current` one."""
    return {row.id: row for row in _kept(ledger) if row.id in current and _same(row, current[row.id])}


def lapsed(current: Mapping[str, LedgerEntry], ledger: Iterable[LedgerEntry]) -> dict[str, LedgerEntry]:
    """Return the last review of each id that nobody took back, where none holds: what was checked was changed."""
    rows = tuple(ledger)
    holding = standing(current, rows)
    return {row.id: row for row in _kept(rows) if row.id in current and row.id not in holding}


def _same(row: LedgerEntry, now: LedgerEntry) -> bool:
    # The speaker of a row is an id where it has a name, and the source's own description otherwise.
    one, other = ((each.kind, each.sha256, each.speaker, bool(each.name)) for each in (row, now))
    return one == other


def _kept(rows: Iterable[LedgerEntry]) -> list[LedgerEntry]:
    """Return the reviews that were not taken back, with the ids that people have by now."""
    found: dict[tuple[str, int], LedgerEntry] = {}
    for row in rows:
        if row.event == REVIEWED:
            found[row.id, row.version] = row
        elif row.event == UNREVIEWED:
            found.pop((row.id, row.version), None)
        elif row.kind and row.event in MOVED:
            found = dict(_moved(found.values(), row))
    return list(found.values())


def _moved(rows: Iterable[LedgerEntry], move: LedgerEntry) -> Iterator[tuple[tuple[str, int], LedgerEntry]]:
    for one in rows:
        row = replace(one, speaker=move.into) if one.name and one.speaker == move.id else one
        if move.event == RENAMED and row.kind in PERSON_KINDS and row.id == move.id:
            row = replace(row, id=move.into)
        yield (row.id, row.version), row


def _last(rows: Iterable[LedgerEntry], key: str) -> int:
    return max((row.version for row in rows if row.event in REVIEWS and row.id == key), default=0)


# Who checked


def initials(name: str) -> str:
    """Return the initials of an editor's name: `EV` of “Eva Voss” and of “EV”; empty for an e-mail address."""
    words = [word for word in name.split() if "@" not in word and word[0].isalpha()]
    if len(words) == 1 and words[0].isupper() and len(words[0]) <= INITIALS:
        return words[0]
    return "".join(word[0].upper() for word in words)[:INITIALS]


def editor(content: Path) -> str:
    """Return the initials of whoever works, by git's `user.name`; empty without."""
    command = ["git", "-C", str(content), "config", "user.name"]
    try:
        answer = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603  no shell
    except (OSError, subprocess.SubprocessError):
        return ""
    return initials(answer.stdout.decode("utf-8", "replace"))
