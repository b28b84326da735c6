"""Merges editors' edits of fragments into a new split, and lists the files that change.

It is a three-way merge of marks, not of characters. The words are always the new source's. What an editor said of words
holds where these are unchanged and the split does not say something else of them now; in all other cases the two are in
conflict, and only a person can decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from verbatim.content.format.attributes import SpanSyntaxError
from verbatim.content.format.body import MarkedText, outer_first, read_body, write_body
from verbatim.content.format.fragment_file import body_of, conflict_line, with_conflict, write_fragment
from verbatim.content.format.story_file import is_covered
from verbatim.content.layout import REMOVED
from verbatim.content.splitting.alignment import AlignedFragment, Alignment
from verbatim.content.splitting.offsets import PLACES, OffsetMap
from verbatim.content.store import FragmentPair
from verbatim.core.text import sha256_text
from verbatim.model import PERSON_KINDS, Fragment, Mark, Span

T = TypeVar("T")


class FragmentChanges(NamedTuple):
    """What changes in the story's folder of fragments and in the base, by the names of files; None removes one.

    `fragments` are those after the changes, as far as they are merged. `conflicts` are the places where an editor has
    to decide, as `name.md:line`.
    """

    files: dict[str, bytes | None]
    base: dict[str, bytes | None]
    fragments: tuple[Fragment, ...]
    conflicts: tuple[str, ...]


def file_changes(new: Alignment) -> FragmentChanges:
    """Return what to change on disk."""
    files: dict[str, bytes | None] = {}
    base: dict[str, bytes | None] = {}
    fragments: list[Fragment] = []
    conflicts: list[str] = []
    for aligned in new.fragments:
        fragment, data, written = _files_of(aligned, new.offsets)
        name, pair = f"{fragment.name}.md", aligned.pair
        fragments.append(fragment)
        files |= {} if pair and pair.data == data else {name: data}
        base |= {} if pair and pair.base_data == written else {name: written}
        conflicts += [f"{name}:{line}"] if (line := conflict_line(data.decode())) else []
    for pair in new.gone:
        files |= {f"{pair.name}.md{REMOVED}": pair.data} if pair.edited else {}
        files |= {f"{pair.name}.md": None} if pair.disk else {}
        base |= {f"{pair.name}.md": None} if pair.base else {}
    return FragmentChanges(files, base, tuple(fragments), tuple(conflicts))


def _files_of(aligned: AlignedFragment, offsets: OffsetMap) -> tuple[Fragment, bytes, bytes]:
    """Return a fragment, its file, and its part of the base."""
    fresh, pair, others = aligned
    data = write_fragment(fresh)
    if not others and not (pair and pair.edited and pair.data != data):
        return fresh, data, data
    if pair and pair.disk and not others and _only_moved(pair, fresh, offsets):
        kept = offsets.move_fragment(pair.disk)
        moved = pair.data if kept == pair.disk else write_fragment(kept)
        return kept, moved, pair.base_data if pair.base is None or _recut(pair) else data
    fragment, conflict = merge_edits(fresh, pair, others, offsets)
    merged = write_fragment(fragment)
    if conflict:
        edits = [one for one in (pair, *others) if one and one.edited]
        yours = [body_of(offsets.move_fragment(one.disk)) for one in edits if one.disk]
        before = [body_of(offsets.move_fragment(one.base)) for one in edits if one.base]
        merged = with_conflict(merged, yours, before)
    return fragment, merged, data


def _only_moved(pair: FragmentPair, fresh: Fragment, offsets: OffsetMap) -> bool:
    """Return whether nothing but the place of an edited fragment changed: same words, and the split says the same."""
    source = pair.known.source
    if source is None or fresh.source is None or offsets.move(source) != fresh.source:
        return False
    return (
        pair.base is None or _recut(pair) or write_fragment(fresh) == write_fragment(offsets.move_fragment(pair.base))
    )


def _recut(pair: FragmentPair) -> bool:
    """Return whether an editor cut the source into other fragments than the split: its version is no measure then."""
    return bool(pair.disk and pair.base and pair.disk.text != pair.base.text and pair.known is pair.disk)


# Merging


def merge_edits(
    fresh: Fragment, pair: FragmentPair | None, others: Sequence[FragmentPair], offsets: OffsetMap
) -> tuple[Fragment, bool]:
    """Merge into `fresh` the edits of the pair that it continues, and of `others` whose words it has too.

    Return the fragment with all edits that could be merged, and whether others are in conflict with the new split.
    """
    merger = _MarkMerger(fresh, offsets)
    conflict = False
    for one in (pair, *others):
        if one and one.edited:
            edits = mark_edits(one, fresh if one is pair else None, offsets)
            conflict |= edits is None
            for edit in edits or ():
                conflict |= not merger.merge(edit, own=one is pair)
    fragment = replace(fresh, marks=merger.marks_within())
    if pair and pair.disk:  # the headers of the file, with a title and kind that an editor gave
        disk, base = pair.disk, pair.base
        fragment = replace(
            fragment,
            title=fragment.title if base and disk.title == base.title else disk.title,
            kind=fragment.kind if base and disk.kind == base.kind else disk.kind,
            headers=disk.headers,
            path=disk.path,
            body_line=disk.body_line,
        )
    if _can_be_read_back(MarkedText(fragment.text, fragment.marks)):
        return fragment, conflict
    return replace(fragment, marks=fresh.marks), True


def _can_be_read_back(body: MarkedText) -> bool:
    try:
        return read_body(write_body(body)) == body
    except (ValueError, SpanSyntaxError):
        return False


class _MarkMerger:
    """The marks of the new fragment, with offsets in the new source, changed by one edit after the other."""

    def __init__(self, fresh: Fragment, offsets: OffsetMap) -> None:
        self.slice, self.text = fresh.source or Span(0, 0), fresh.text
        self.offsets = offsets
        self.marks = _in_source(fresh, self.slice.start)

    def marks_within(self) -> tuple[Mark, ...]:
        """Return the marks in order, with offsets in the fragment's words."""
        order = sorted(self.marks, key=outer_first)
        return tuple(replace(mark, span=mark.span.shift(-self.slice.start)) for mark in order)

    def merge(self, edit: MarkEdit, *, own: bool) -> bool:
        """Merge an edit of these words; False if it is in conflict. `own` edits are of the fragment itself."""
        at = edit.place
        if at and not self.slice.covers(at):
            return True  # the words are in another fragment now, which takes the edit
        now = self._counterpart(edit)
        if edit.after is None:
            if now and now.span != edit.before_place:
                return False
            self.marks = [one for one in self.marks if one is not now]
            return True
        if at is None:  # the words changed: no conflict if the new split came to what the editor wrote
            same = now and (now.kind, now.id, now.attrs) == (edit.after.kind, edit.after.id, edit.after.attrs)
            return not own or bool(same)
        if now is not None:
            return self._change(now, edit, edit.after, at)
        if edit.before is None:
            self.marks.append(replace(edit.after, span=at))
        return edit.before is None

    def _counterpart(self, edit: MarkEdit) -> Mark | None:
        """Return the mark that the new split has where the edited one was."""
        mark = edit.before or edit.after
        if mark is None:
            return None
        if mark.kind == "quote" and mark.id:
            part = mark.attrs.get("part", "1")
            same = (one for one in self.marks if (one.id, one.attrs.get("part", "1")) == (mark.id, part))
            return next(same, None)
        place = edit.before_place if edit.before else edit.place
        there = (one for one in self.marks if one.span == place)
        alike = [one for one in there if one.kind == mark.kind or {one.kind, mark.kind} <= {*PERSON_KINDS}]
        return next((one for one in alike if one.kind == mark.kind), alike[0] if alike else None)

    def _change(self, now: Mark, edit: MarkEdit, after: Mark, at: Span) -> bool:
        before = edit.before
        if before and edit.before_place is None:
            return False
        if now.span not in (edit.before_place, at):
            return False  # what was said of these words is not said of more of them, or of fewer
        kind = _decide(before.kind if before else None, after.kind, now.kind)
        name = _decide(before.id if before else None, after.id, now.id)
        # Where the name of who speaks is covered, no reading knows better than the editors.
        found = before if before and self._relies_on_covered(after) else now
        attrs = merge_attributes(now.kind, before.attrs if before else {}, after.attrs, found.attrs)
        if kind is None or name is None or attrs is None:
            return False
        self.marks[self.marks.index(now)] = Mark(at, kind, name, attrs)
        return True

    def _relies_on_covered(self, mark: Mark) -> bool:
        via = Span.read(mark.attrs.get("via", ""))
        return bool(via and self.slice.covers(via) and is_covered(via.shift(-self.slice.start).of(self.text)))


def _decide(before: T | None, after: T, now: T) -> T | None:
    """Merge three versions of a value; None if both sides changed it differently."""
    if after in (before, now):
        return now
    return after if now == before else None


# Attributes that make one statement: what is stated, then how it was found. They are never mixed from two versions.
STATEMENTS = {
    "quote": (("speaker", "said-by"), ("via", "basis", "grade", "candidates", "why")),
    "moment": (("date",), ("basis", "why", "certainty")),
}
COUNTED = "part"  # the split's own: it counts the pieces as they are cut now


def merge_attributes(
    kind: str, before: Mapping[str, str], after: Mapping[str, str], now: Mapping[str, str]
) -> dict[str, str] | None:
    """Merge the attributes of three versions of a mark; None if the editor and the new split say different things."""
    stated, found_by = STATEMENTS.get(kind, ((), ()))
    statement = (*stated, *found_by)
    keys = dict.fromkeys((*now, *after))
    merged = {key: value for key, value in now.items() if key == COUNTED}
    if any(key in keys or key in before for key in statement):
        versions = [{key: one[key] for key in statement if key in one} for one in (before, after, now)]
        was, theirs, ours = ([one.get(key) for key in stated] for one in versions)
        if versions[1] == versions[0]:
            merged |= versions[2]
        elif ours in (was, theirs):
            merged |= versions[1]
        else:
            return None
    for key in keys:
        if key not in (*statement, COUNTED):
            values = before.get(key), after.get(key), now.get(key)
            if values[1] not in (values[0], values[2]) and values[2] != values[0]:
                return None
            value = values[2] if values[1] in (values[0], values[2]) else values[1]
            merged |= {} if value is None else {key: value}
    return {key: merged[key] for key in dict.fromkeys((*after, *now)) if key in merged}


# Edits


class MarkEdit(NamedTuple):
    """A mark as the split wrote it and as an editor left it; None where there was or is none.

    `before_place` and `place` are where their words are in the new source, None if these were changed. Slices that the
    attributes name are moved there too.
    """

    before: Mark | None
    after: Mark | None
    before_place: Span | None
    place: Span | None


def mark_edits(pair: FragmentPair, fresh: Fragment | None, offsets: OffsetMap) -> list[MarkEdit] | None:
    """Return the edits of one fragment; None if they cannot be separated mark by mark.

    That is so if the editor altered the source's words, unless the source now has them so: `fresh` is the fragment as
    the new split would write it, if it is the same one.
    """
    disk, base = pair.disk, pair.base
    if disk is None or disk.source is None:
        return []
    if disk.sha256 == sha256_text(disk.text):
        return _edits(_written_marks(base, disk), _in_source(disk, disk.source.start), offsets, offsets.move)
    if fresh is None or fresh.source is None or fresh.text != disk.text:
        return None
    start = fresh.source.start
    before = _in_source(base, start) if base and base.text == disk.text else []
    return _edits(before, _in_source(disk, start), offsets, lambda span: span)


def _in_source(fragment: Fragment, start: int) -> list[Mark]:
    return [replace(mark, span=mark.span.shift(start)) for mark in fragment.marks]


def _written_marks(base: Fragment | None, disk: Fragment) -> list[Mark]:
    """Return the marks that the split wrote on the words of the file, which may be cut differently from the base.

    None are known if the base is of other words: after a crash, or when it was lost.
    """
    if base is None or base.source is None or disk.source is None:
        return []
    if base.text == disk.text:
        return _in_source(base, disk.source.start)
    cut = disk.source.shift(-base.source.start)
    if not base.source.covers(disk.source) or cut.of(base.text) != disk.text:
        return []
    return [mark for mark in _in_source(base, base.source.start) if disk.source.covers(mark.span)]


def _edits(
    before: list[Mark], after: list[Mark], offsets: OffsetMap, place: Callable[[Span], Span | None]
) -> list[MarkEdit] | None:
    edits = []
    for one, other in _paired(before, after):
        if one == other:
            continue
        # A slice that the editor wrote must not name words that were changed.
        written = {key: other.attrs[key] for key in PLACES if other.attrs.get(key)} if other else {}
        own = (value for key, value in written.items() if one is None or value != one.attrs.get(key))
        if not all(map(offsets.move_value, own)):
            return None
        old_place = place(one.span) if one else None
        new_place = place(other.span) if other else old_place
        before_mark, after_mark = (offsets.move_mark(mark) if mark else None for mark in (one, other))
        edits.append(MarkEdit(before_mark, after_mark, old_place, new_place))
    return edits


# Keys that are equal for marks alike, None where a mark has none.
_LIKENESSES: tuple[Callable[[Mark], object], ...] = (
    lambda mark: (mark.span, mark.kind, mark.id, tuple(sorted(mark.attrs.items()))),
    lambda mark: (mark.id, mark.attrs.get("part", "1")) if mark.id else None,
    lambda mark: (mark.span, mark.kind),
    lambda mark: mark.span if mark.kind in PERSON_KINDS else None,  # only names are mistaken for one another
    # The same said of more words or fewer, as when a name was marked too short.
    lambda mark: (mark.kind, mark.span.start, tuple(sorted(mark.attrs.items()))),
    lambda mark: (mark.kind, mark.span.end, tuple(sorted(mark.attrs.items()))),
)


def _paired(before: Iterable[Mark], after: Iterable[Mark]) -> list[tuple[Mark | None, Mark | None]]:
    """Pair the marks as written with those as left, by the surest likeness first; the rest are alone."""
    left, right = list(before), list(after)
    pairs: list[tuple[Mark | None, Mark | None]] = []
    for key in _LIKENESSES:
        keyed: dict[object, list[Mark]] = {}
        for mark in left:
            keyed.setdefault(key(mark), []).append(mark)
        rest = []
        for mark in right:
            alike = keyed.get(key(mark)) if key(mark) is not None else None
            if alike:
                one = alike.pop(0)
                left.remove(one)
                pairs.append((one, mark))
            else:
                rest.append(mark)
        right = rest
    return [*pairs, *((mark, None) for mark in left), *((None, mark) for mark in right)]
