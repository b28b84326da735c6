"""A person's edits of a fragment on what the split now writes: a three-way merge, of marks and not of characters.

The words are always the new source's. What a person said of words holds where these stand unchanged and the split
does not say something else of them now; in all other cases the two are in conflict, and only a person can decide.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from verbatim.content.format.body import RANK, MarkedText, SpanSyntaxError, read_body, write_body
from verbatim.content.splitting.alignment import PLACES
from verbatim.core.text import sha256_text
from verbatim.model import Fragment, Mark, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from verbatim.content.splitting.alignment import OffsetMap
    from verbatim.content.store import FragmentPair


# ---- fragments/edits.py


class MarkEdit(NamedTuple):
    """A mark as the split wrote it and as a person left it, None where there was or is none.

    `before_place` and `place` are where their words stand in the new source, None where these were changed. Slices
    that the attributes name are moved there too.
    """

    before: Mark | None
    after: Mark | None
    before_place: Span | None
    place: Span | None


def mark_edits(held: FragmentPair, fresh: Fragment | None, moves: OffsetMap) -> list[MarkEdit] | None:
    """Return the edits of one fragment; None where what a person wrote cannot be told apart mark by mark.

    That is where they altered the source's words, unless the source now has them so: `fresh` is the fragment as the
    new split would write it, if it is the same one.
    """
    disk = held.disk
    if disk is None or disk.source is None:
        return []
    if disk.sha256 == sha256_text(disk.text):
        before = _written(held.base, disk)
        return _edits(before, _absolute(disk, disk.source.start), moves, moves.moved)
    if fresh is None or fresh.source is None or fresh.text != disk.text:
        return None
    known = held.base.marks if held.base and held.base.text == disk.text else ()
    return _edits(
        [replace(mark, span=mark.span.shift(fresh.source.start)) for mark in known],
        _absolute(disk, fresh.source.start),
        moves,
        lambda span: span,
    )


def _absolute(fragment: Fragment, start: int) -> list[Mark]:
    return [replace(mark, span=mark.span.shift(start)) for mark in fragment.marks]


def _written(base: Fragment | None, disk: Fragment) -> list[Mark]:
    """Return the marks that the split wrote on the words that the file has, which may be cut otherwise than the base.

    None are known where the base is of other words: after a crash, or when it was lost.
    """
    if base is None or base.source is None or disk.source is None:
        return []
    if base.text == disk.text:
        return _absolute(base, disk.source.start)
    cut = disk.source.shift(-base.source.start)
    if not base.source.covers(disk.source) or cut.of(base.text) != disk.text:
        return []
    return [mark for mark in _absolute(base, base.source.start) if disk.source.covers(mark.span)]


def _edits(
    before: list[Mark], after: list[Mark], moves: OffsetMap, place: Callable[[Span], Span | None]
) -> list[MarkEdit] | None:
    found = []
    for one, other in _pairs(before, after):
        if one == other:
            continue
        if one and other and any(_lost(key, one, other, moves) for key in PLACES):
            return None
        if other and not one and any(other.attrs.get(key) and not moves.written(other.attrs[key]) for key in PLACES):
            return None
        where = place((other or one).span) if (other or one) else None  # type: ignore[union-attr]
        found.append(MarkEdit(_moved(one, moves), _moved(other, moves), place(one.span) if one else None, where))
    return found


def _lost(key: str, before: Mark, after: Mark, moves: OffsetMap) -> bool:
    """Tell whether a slice that a person wrote themselves names words that were changed."""
    value = after.attrs.get(key, "")
    return bool(value) and value != before.attrs.get(key) and not moves.written(value)


def _moved(mark: Mark | None, moves: OffsetMap) -> Mark | None:
    return moves.mark(mark) if mark else None


def _pairs(before: Iterable[Mark], after: Iterable[Mark]) -> list[tuple[Mark | None, Mark | None]]:
    """Match the marks as written with those as left: the surest likeness first, then the others."""
    left, right = list(before), list(after)
    found: list[tuple[Mark | None, Mark | None]] = []
    for key in (_whole, _identity, _words_and_kind, _words, _begun_alike, _ended_alike):
        keyed: dict[object, list[Mark]] = {}
        for mark in left:
            keyed.setdefault(key(mark), []).append(mark)
        rest = []
        for mark in right:
            alike = keyed.get(key(mark)) if key(mark) is not None else None
            if alike:
                one = alike.pop(0)
                left.remove(one)
                found.append((one, mark))
            else:
                rest.append(mark)
        right = rest
    return [*found, *((mark, None) for mark in left), *((None, mark) for mark in right)]


def _whole(mark: Mark) -> object:
    return mark.span, mark.kind, mark.id, tuple(sorted(mark.attrs.items()))


def _identity(mark: Mark) -> object:
    return (mark.id, mark.attrs.get("part", "1")) if mark.id else None


def _words_and_kind(mark: Mark) -> object:
    return mark.span, mark.kind


def _words(mark: Mark) -> object:
    """Return a key for marks whose kind was changed; only names are mistaken for one another."""
    return mark.span if mark.kind in ("person", "organisation", "place") else None


def _begun_alike(mark: Mark) -> object:
    """Return a key for marks that say the same of more words or fewer, as when a name was marked too short."""
    return mark.kind, mark.span.start, tuple(sorted(mark.attrs.items()))


def _ended_alike(mark: Mark) -> object:
    return mark.kind, mark.span.end, tuple(sorted(mark.attrs.items()))


# ---- fragments/attributes_merged.py

# Attributes that are one statement: what is stated, then how it was found. They are never mixed from two versions.
STATEMENTS = {
    "quote": (("speaker", "said-by"), ("via", "basis", "candidates", "why")),
    "moment": (("date",), ("basis", "why", "certainty")),
}
COUNTED = "part"  # the split's own: it counts the pieces as they are cut now


def merge_attributes(
    kind: str, before: Mapping[str, str], after: Mapping[str, str], now: Mapping[str, str]
) -> dict[str, str] | None:
    """Return the merged attributes; None where a person and the new split say different things."""
    stated, told = STATEMENTS.get(kind, ((), ()))
    keys = dict.fromkeys((*now, *after))
    found = _single(COUNTED, now, now, now) or {}
    if any(key in keys or key in before for key in (*stated, *told)):
        statement = _statement(stated, (*stated, *told), (before, after, now))
        if statement is None:
            return None
        found |= statement
    for key in keys:
        if key not in (*stated, *told, COUNTED):
            value = _single(key, before, after, now)
            if value is None:
                return None
            found |= value
    return {key: found[key] for key in dict.fromkeys((*after, *now)) if key in found}


def _single(
    key: str, before: Mapping[str, str], after: Mapping[str, str], now: Mapping[str, str]
) -> dict[str, str] | None:
    values = [one.get(key) for one in (before, after, now)]
    if values[1] in (values[0], values[2]):
        kept = values[2]
    elif values[2] == values[0]:
        kept = values[1]
    else:
        return None
    return {} if kept is None else {key: kept}


def _statement(
    stated: tuple[str, ...], keys: tuple[str, ...], versions: tuple[Mapping[str, str], ...]
) -> dict[str, str] | None:
    """Return a whole statement of one version: the person's, where the new split states what it did or what they do."""
    before, after, now = ({key: one[key] for key in keys if key in one} for one in versions)
    if after == before:
        return now
    if _of(now, stated) in (_of(before, stated), _of(after, stated)):
        return after
    return None


def _of(statement: Mapping[str, str], keys: tuple[str, ...]) -> tuple[str | None, ...]:
    return tuple(statement.get(key) for key in keys)


# ---- fragments/merging.py

NAMING = frozenset(("person", "organisation", "place"))
T = TypeVar("T")


class MergeResult(NamedTuple):
    """The fragment with all edits that could be taken over, and whether others are in conflict with the new split."""

    fragment: Fragment
    conflict: bool


def merge_edits(
    fresh: Fragment, held: FragmentPair | None, others: Sequence[FragmentPair], moves: OffsetMap
) -> MergeResult:
    """Merge the edits of the fragment that was there, and of `others` whose words `fresh` has too, into it."""
    sheet = _Sheet(fresh, moves)
    conflict = False
    for one in (held, *others):
        if one and one.edited:
            found = mark_edits(one, fresh if one is held else None, moves)
            conflict |= found is None
            for edit in found or ():
                conflict |= not sheet.take(edit, own=one is held)
    fragment = _headed(replace(fresh, marks=sheet.marks_within()), held)
    if _reads(fragment):
        return MergeResult(fragment, conflict)
    return MergeResult(replace(fragment, marks=fresh.marks), conflict=True)


def _headed(fragment: Fragment, held: FragmentPair | None) -> Fragment:
    """Return the fragment with the headers of the file, and a title and kind that a person gave."""
    if not (held and held.disk):
        return fragment
    disk, base = held.disk, held.base
    title = fragment.title if base and disk.title == base.title else disk.title
    kind = fragment.kind if base and disk.kind == base.kind else disk.kind
    return replace(fragment, title=title, kind=kind, headers=disk.headers, path=disk.path, body_line=disk.body_line)


def _reads(fragment: Fragment) -> bool:
    """Tell whether the marks nest and the body is read back as it is."""
    body = MarkedText(fragment.text, fragment.marks)
    try:
        return read_body(write_body(body)) == body
    except (ValueError, SpanSyntaxError):
        return False


class _Sheet:
    """The marks of the new fragment, offsets in the new source, changed by one edit after the other."""

    def __init__(self, fresh: Fragment, moves: OffsetMap) -> None:
        self.slice = fresh.source or Span(0, 0)
        self.moves = moves
        self.marks = [replace(mark, span=mark.span.shift(self.slice.start)) for mark in fresh.marks]

    def marks_within(self) -> tuple[Mark, ...]:
        """Return the marks in order, outer before inner, offsets in the fragment's words."""
        order = sorted(self.marks, key=lambda mark: (mark.span.start, -mark.span.end, RANK[mark.kind]))
        return tuple(replace(mark, span=mark.span.shift(-self.slice.start)) for mark in order)

    def take(self, edit: MarkEdit, *, own: bool) -> bool:
        """Make an edit, where it is one of these words; False where it is in conflict. `own` of the fragment itself."""
        at = edit.place
        if at and not self.slice.covers(at):
            return True  # the words stand in another fragment now, which takes the edit
        now = self._counterpart(edit)
        if edit.after is None:
            return self._remove(edit, now)
        if at is None:
            return not own or (now is not None and self._says(now, edit.after))
        if now is None:
            return edit.before is None and self._add(replace(edit.after, span=at))
        return self._change(now, edit, at)

    def _counterpart(self, edit: MarkEdit) -> Mark | None:
        """Return the mark that the new split has where the edited one was."""
        mark = edit.before or edit.after
        if mark and mark.kind == "quote" and mark.id:
            part = mark.attrs.get("part", "1")
            same = (one for one in self.marks if (one.id, one.attrs.get("part", "1")) == (mark.id, part))
            return next(same, None)
        place = edit.before_place if edit.before else edit.place
        alike = [one for one in self.marks if mark and one.span == place and _comparable(one, mark)]
        return next((one for one in alike if mark and one.kind == mark.kind), alike[0] if alike else None)

    def _says(self, now: Mark, after: Mark) -> bool:
        """Tell whether the new split came to what the editor wrote."""
        return (now.kind, now.id, now.attrs) == (after.kind, after.id, after.attrs)

    def _add(self, mark: Mark) -> bool:
        self.marks.append(mark)
        return True

    def _remove(self, edit: MarkEdit, now: Mark | None) -> bool:
        if now and now.span != edit.before_place:
            return False
        self.marks = [one for one in self.marks if one is not now]
        return True

    def _change(self, now: Mark, edit: MarkEdit, at: Span) -> bool:
        before, after = edit.before, edit.after
        if after is None or (before and edit.before_place is None):
            return False
        if now.span not in (edit.before_place, at):
            return False  # what was said of these words is not said of more of them, or of fewer
        kind = _decided(before.kind if before else None, after.kind, now.kind)
        name = _decided(before.id if before else None, after.id, now.id)
        attrs = merge_attributes(now.kind, before.attrs if before else {}, after.attrs, now.attrs)
        if kind is None or name is None or attrs is None:
            return False
        self.marks[self.marks.index(now)] = Mark(at, kind, name, attrs)
        return True


def _comparable(one: Mark, other: Mark) -> bool:
    return one.kind == other.kind or {one.kind, other.kind} <= NAMING


def _decided(before: T | None, after: T, now: T) -> T | None:
    """Return what holds of three versions of a value; None where both sides changed it, to different ones."""
    if after in (before, now):
        return now
    return after if now == before else None
