"""Changes marks and headers of a fragment's file, and leaves its other headers, line ends and encoding as they were.

The body is written as a split writes one, so that a diff has the one line that somebody changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from verbatim.content.format.body import MarkedText, outer_first, write_body
from verbatim.content.format.fragment_file import BLANK, read_fragment
from verbatim.content.format.headers import normalised, parse_head, with_headers
from verbatim.core.errors import ContentError
from verbatim.core.text import decode
from verbatim.model import Fragment, Mark


class MarkChange(NamedTuple):
    """A mark before and after a change; None where there is no mark."""

    before: Mark | None
    after: Mark | None


def edit_fragment(
    data: bytes, path: str, story: str, changes: Sequence[MarkChange], headers: Iterable[tuple[str, str]] = ()
) -> bytes:
    """Return a fragment's file with changed marks, and with `headers` added to those that it has.

    Raises ContentError for a file that cannot be read, a mark that it does not have, and marks that would cross.
    """
    before = read_fragment(data, path, story)
    if changes:
        data = _with_body(data, path, MarkedText(before.text, _changed(before, changes, path)))
    for key, value in headers:
        there = [one for name, one in before.headers if normalised(name) == normalised(key)]
        data = with_headers(data, key, [*there, value], path)
    return data


def fragment_with(
    data: bytes, path: str, words: str, marks: tuple[Mark, ...], headers: Mapping[str, Sequence[str]]
) -> bytes:
    """Return a fragment's file with other words, marks and headers."""
    changed = _with_body(data, path, MarkedText(words, marks))
    for key, values in headers.items():
        changed = with_headers(changed, key, values, path)
    return changed


def _with_body(data: bytes, path: str, body: MarkedText) -> bytes:
    """Return a fragment's file with another body. Raises ContentError for marks that cross."""
    file = decode(data, "utf-8", path)
    plain = file.text.replace("\r\n", "\n")
    before = parse_head(plain, path).body
    start = len(plain) - len(before.lstrip(BLANK))
    try:
        after = f"{plain[:start]}{write_body(body)}{plain[start + len(before.strip(BLANK)) :]}"
    except ValueError:
        fact = "these words begin or end within other marked words, and marks may not cross"
        raise ContentError(path, 0, fact, "Choose words that lie within the others, or include them whole") from None
    return file.encoded(after.replace("\n", "\r\n") if "\r\n" in file.text else after)


def _changed(fragment: Fragment, changes: Sequence[MarkChange], path: str) -> tuple[Mark, ...]:
    """Return the fragment's marks after the changes, the others in their order."""
    marks = list(fragment.marks)
    for before, after in changes:
        at = marks.index(before) if before in marks else -1
        if before is not None:
            if at < 0:
                fact = "the words are not marked as they were when you saw them"
                raise ContentError(path, 0, fact, "Look at them again")
            del marks[at]
        if after is not None:
            if before is None or before.span != after.span:
                at = next((n for n, one in enumerate(marks) if outer_first(one) > outer_first(after)), len(marks))
            marks.insert(at, after)
    return tuple(marks)
