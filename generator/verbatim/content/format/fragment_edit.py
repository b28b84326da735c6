"""Changes marks and headers of a fragment's file, and leaves every other byte as it was.

`write_fragment` would write the whole file anew, in its own form. An editor's tool may not: a diff has the one line
that somebody changed. Where a change cannot be put into the file as it is written, only the body is written anew.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from verbatim.content.format.attributes import attribute_values, escaped_value, write_attributes
from verbatim.content.format.body import TOKEN, WORDS, MarkedText, SpanSyntaxError, outer_first, write_body
from verbatim.content.format.fragment_file import BLANK, read_fragment
from verbatim.content.format.headers import format_head, parse_head, with_headers
from verbatim.core.errors import ContentError
from verbatim.core.text import decode
from verbatim.model import Fragment, Mark

CRLF = re.compile("\r\n")


class MarkChange(NamedTuple):
    """A mark before and after a change; None where there is no mark."""

    before: Mark | None
    after: Mark | None


def edit_fragment(
    data: bytes, path: str, story: str, changes: Sequence[MarkChange], headers: Iterable[tuple[str, str]] = ()
) -> bytes:
    """Return a fragment's file with changed marks, and with `headers` added below those that it has.

    Raises ContentError for a file that cannot be read, a mark that it does not have, and marks that would cross.
    """
    file = decode(data, "utf-8", path)
    before = read_fragment(data, path, story)
    marks = _changed(before, changes, path)
    added = format_head(headers).rstrip("\n")
    body = _Body(file.text, path)
    edited = body.with_edits([edit for change in changes for edit in body.edits(before.marks, change)])
    if not _reads(edited, path, story, before.text, marks):
        edited = body.written_anew(before.text, marks)
    if added:
        edited = _with_lines(edited, added, path)
    return file.encoded(edited)


def fragment_with(
    data: bytes, path: str, words: str, marks: tuple[Mark, ...], headers: Mapping[str, Sequence[str]]
) -> bytes:
    """Return a fragment's file with other words, marks and headers; its body is as a split writes one."""
    file = decode(data, "utf-8", path)
    changed = file.encoded(_Body(file.text, path).written_anew(words, marks))
    for key, values in headers.items():
        changed = with_headers(changed, key, values, path)
    return changed


def _changed(fragment: Fragment, changes: Sequence[MarkChange], path: str) -> tuple[Mark, ...]:
    """Return the fragment's marks after the changes."""
    marks = list(fragment.marks)
    for change in changes:
        if change.before is not None:
            if change.before not in marks:
                fact = "the words are not marked as they were when you saw them"
                raise ContentError(path, 0, fact, "Look at them again")
            marks.remove(change.before)
        if change.after is not None:
            marks.append(change.after)
    held = tuple(sorted(marks, key=outer_first))
    try:
        write_body(MarkedText(fragment.text, held))
    except ValueError:
        fact = "these words begin or end within other marked words, and marks may not cross"
        raise ContentError(path, 0, fact, "Choose words that lie within the others, or include them whole") from None
    return held


def _reads(text: str, path: str, story: str, words: str, marks: tuple[Mark, ...]) -> bool:
    try:
        found = read_fragment(text.encode(), path, story)
    except (ContentError, SpanSyntaxError):
        return False
    return found.text == words and sorted(found.marks, key=_order) == sorted(marks, key=_order)


def _order(mark: Mark) -> tuple[object, ...]:
    """Return a key that sorts marks of the same words, too: which of them is the outer one means nothing."""
    return *outer_first(mark), mark.id, sorted(mark.attrs.items())


def _with_lines(text: str, lines: str, path: str) -> str:
    """Return a file with lines added to its head, which end as the others do."""
    plain = text.replace("\r\n", "\n")
    last = parse_head(plain, path).headers[-1].line
    end = "\r\n" if "\r\n" in text else "\n"
    found = text.split(end)
    return end.join([*found[:last], *lines.split("\n"), *found[last:]])


class _Edit(NamedTuple):
    """A range of the file's text, and what replaces it; `order` sorts insertions at the same place."""

    start: int
    end: int
    put: str
    order: int = 0


class _Place(NamedTuple):
    """Where the file has a mark: its opening bracket, its closing one, the end of its attributes."""

    opener: int
    closer: int
    end: int


class _Body:
    """The body of a fragment's file, with the places of its words and of its marks."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        # Bodies are read with LF alone; offsets are those of the file.
        self._returns = [found.start() - number for number, found in enumerate(CRLF.finditer(text))]
        self.plain = text.replace("\r\n", "\n")
        body = parse_head(self.plain, path).body
        self.start = len(self.plain) - len(body.lstrip(BLANK))
        self.end = self.start + len(body.strip(BLANK))
        self.places: list[_Place] = []
        self._changed: set[int] = set()  # which marks were asked for
        self._words: list[int] = []  # offset in the words, of each token that has some
        self._tokens: list[tuple[int, int, int]] = []  # its start and end in the text, and how many words it has
        self._scan()

    def _scan(self) -> None:
        opened: list[tuple[int, int]] = []
        found: list[_Place | None] = []
        length = 0
        for token in TOKEN.finditer(self.plain[self.start : self.end]):
            start, end = token.start() + self.start, token.end() + self.start
            kind = token.lastgroup
            if kind == "opener":
                opened.append((start, len(found)))
                found.append(None)
            elif kind == "closer":
                opener, place = opened.pop()
                found[place] = _Place(opener, start, end)
            else:
                size = self._size(kind, token)
                self._words.append(length)
                self._tokens.append((start, end, size))
                length += size
        self.places = [place for place in found if place]
        self.length = length

    def _size(self, kind: str | None, token: re.Match[str]) -> int:
        """Return how many of the fragment's characters a token stands for; blanks at the edge of a line are none."""
        if kind == "blanks":
            start, end = token.start() + self.start, token.end() + self.start
            at_edge = start == self.start or end == self.end or "\n" in (self.plain[start - 1], self.plain[end])
            return 0 if at_edge else end - start
        return len(token[kind]) if kind in WORDS and kind else 1

    def _file_start(self, at: int) -> int:
        """Return where the character of the words at `at` begins in the text; the body's end behind the last."""
        place = bisect_left(self._words, at + 1) - 1
        while place >= 0 and self._tokens[place][2] == 0:
            place -= 1
        if place < 0 or at >= self.length:
            return self.end
        start, _, _ = self._tokens[place]
        return start + self._within(place, at - self._words[place])

    def _file_end(self, at: int) -> int:
        """Return where the character of the words before `at` ends in the text."""
        place = bisect_left(self._words, at) - 1
        while place >= 0 and self._tokens[place][2] == 0:
            place -= 1
        start, end, size = self._tokens[place]
        inside = at - self._words[place]
        return end if inside >= size else start + self._within(place, inside)

    def _within(self, place: int, inside: int) -> int:
        """Return the offset of a character within a token: an escape or an entity is one character."""
        start, end, size = self._tokens[place]
        return inside if end - start == size else 0 if inside == 0 else end - start

    def edits(self, marks: Sequence[Mark], change: MarkChange) -> Iterator[_Edit]:
        """Yield what a change of one of the marks changes in the text."""
        before, after = change
        place = self._place_of(marks, before) if before else None
        if before and after and place and before.span == after.span:
            if (before.kind, before.id, before.attrs.keys()) == (after.kind, after.id, after.attrs.keys()):
                for one in attribute_values(self.plain, place.closer + 1):
                    if one.value != after.attrs[one.key]:
                        yield _Edit(one.start, one.end, escaped_value(after.attrs[one.key]))
            else:
                yield _Edit(place.closer + 1, place.end, write_attributes(after.kind, after.id, after.attrs))
            return
        if place:
            yield _Edit(place.opener, place.opener + 1, "")
            yield _Edit(place.closer, place.end, "")
        if after:
            opener, closer = self._around(marks, after)
            yield _Edit(opener, opener, "[", 1)
            yield _Edit(closer, closer, f"]{write_attributes(after.kind, after.id, after.attrs)}", 0)

    def _place_of(self, marks: Sequence[Mark], mark: Mark) -> _Place:
        """Return the place of a mark, the next one at each call for several that are alike."""
        at = next(at for at, one in enumerate(marks) if one == mark and at not in self._changed)
        self._changed.add(at)
        return self.places[at]

    def _around(self, marks: Sequence[Mark], new: Mark) -> tuple[int, int]:
        """Return where to open and close a new mark: around the marks that it covers, within those that cover it."""
        inner = [
            place
            for mark, place in zip(marks, self.places, strict=True)
            if new.span.covers(mark.span) and outer_first(new) <= outer_first(mark)
        ]
        opener, closer = self._file_start(new.span.start), self._file_end(new.span.end)
        return min([opener, *(place.opener for place in inner)]), max([closer, *(place.end for place in inner)])

    def with_edits(self, edits: Iterable[_Edit]) -> str:
        """Return the file's text with the edits made."""
        text = self.text
        for start, end, put, _ in sorted(edits, key=lambda edit: (edit.start, edit.end, edit.order), reverse=True):
            text = f"{text[: self._of_file(start)]}{put}{text[self._of_file(end) :]}"
        return text

    def written_anew(self, words: str, marks: tuple[Mark, ...]) -> str:
        """Return the file's text with its body written as a split writes one."""
        body = write_body(MarkedText(words, tuple(replace(mark, attrs=dict(mark.attrs)) for mark in marks)))
        body = body.replace("\n", "\r\n") if self._returns else body
        return f"{self.text[: self._of_file(self.start)]}{body}{self.text[self._of_file(self.end) :]}"

    def _of_file(self, at: int) -> int:
        return at + bisect_left(self._returns, at)
