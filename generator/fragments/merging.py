"""A person's edits of a fragment on what the split now writes: a three-way merge, of marks and not of characters.

The words are always the new source's. What a person said of words holds where these stand unchanged and the split
does not say something else of them now; in all other cases the two are in conflict, and only a person can decide.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from generator.fragments.attributes_merged import attributes
from generator.fragments.edits import Edit, edits
from generator.fragments.escapes import write_body
from generator.fragments.nesting import RANK
from generator.fragments.spans import Body, SpanSyntaxError, read_body
from generator.model import Fragment, Mark, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.fragments.held import Held
    from generator.fragments.moves import Moves

NAMING = frozenset(("person", "organisation", "place"))
T = TypeVar("T")


class Merged(NamedTuple):
    """The fragment with all edits that could be taken over, and whether others are in conflict with the new split."""

    fragment: Fragment
    conflict: bool


def merge(fresh: Fragment, held: Held | None, others: Sequence[Held], moves: Moves) -> Merged:
    """Merge the edits of the fragment that was there, and of `others` whose words `fresh` has too, into it."""
    sheet = _Sheet(fresh, moves)
    conflict = False
    for one in (held, *others):
        if one and one.edited:
            found = edits(one, fresh if one is held else None, moves)
            conflict |= found is None
            for edit in found or ():
                conflict |= not sheet.take(edit, own=one is held)
    fragment = _headed(replace(fresh, marks=sheet.marks_within()), held)
    if _reads(fragment):
        return Merged(fragment, conflict)
    return Merged(replace(fragment, marks=fresh.marks), conflict=True)


def _headed(fragment: Fragment, held: Held | None) -> Fragment:
    """Return the fragment with the headers of the file, and a title and kind that a person gave."""
    if not (held and held.disk):
        return fragment
    disk, base = held.disk, held.base
    title = fragment.title if base and disk.title == base.title else disk.title
    kind = fragment.kind if base and disk.kind == base.kind else disk.kind
    return replace(fragment, title=title, kind=kind, headers=disk.headers, path=disk.path, body_line=disk.body_line)


def _reads(fragment: Fragment) -> bool:
    """Tell whether the marks nest and the body is read back as it is."""
    body = Body(fragment.text, fragment.marks)
    try:
        return read_body(write_body(body)) == body
    except (ValueError, SpanSyntaxError):
        return False


class _Sheet:
    """The marks of the new fragment, offsets in the new source, changed by one edit after the other."""

    def __init__(self, fresh: Fragment, moves: Moves) -> None:
        self.slice = fresh.source or Span(0, 0)
        self.moves = moves
        self.marks = [replace(mark, span=mark.span.shift(self.slice.start)) for mark in fresh.marks]

    def marks_within(self) -> tuple[Mark, ...]:
        """Return the marks in order, outer before inner, offsets in the fragment's words."""
        order = sorted(self.marks, key=lambda mark: (mark.span.start, -mark.span.end, RANK[mark.kind]))
        return tuple(replace(mark, span=mark.span.shift(-self.slice.start)) for mark in order)

    def take(self, edit: Edit, *, own: bool) -> bool:
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

    def _counterpart(self, edit: Edit) -> Mark | None:
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

    def _remove(self, edit: Edit, now: Mark | None) -> bool:
        if now and now.span != edit.before_place:
            return False
        self.marks = [one for one in self.marks if one is not now]
        return True

    def _change(self, now: Mark, edit: Edit, at: Span) -> bool:
        before, after = edit.before, edit.after
        if after is None or (before and edit.before_place is None):
            return False
        if now.span not in (edit.before_place, at):
            return False  # what was said of these words is not said of more of them, or of fewer
        kind = _decided(before.kind if before else None, after.kind, now.kind)
        name = _decided(before.id if before else None, after.id, now.id)
        attrs = attributes(now.kind, before.attrs if before else {}, after.attrs, now.attrs)
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
