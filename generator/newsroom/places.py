"""Where marks stand. A fragment and its marks come in; source spans and lines of files go out."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from generator.errors import ContentError
from generator.model import Span

if TYPE_CHECKING:
    from generator.model import Fragment, Mark, Story


def in_source(fragment: Fragment, mark: Mark) -> Span:
    """Return the mark's span in the source; a note's marks have no place and keep their own."""
    return mark.span.shift(fragment.source.start) if fragment.source else mark.span


def line_of(fragment: Fragment, mark: Mark) -> int:
    """Return the line of the fragment's file on which the mark begins, from 1; 0 where it is not known."""
    if not fragment.body_line:
        return 0
    return fragment.body_line + fragment.text.count("\n", 0, mark.span.start)


def fault(fragment: Fragment, mark: Mark, fact: str, fix: str) -> ContentError:
    """Return an error at the mark's place."""
    return ContentError(fragment.path or fragment.name, line_of(fragment, mark), fact, fix)


def offsets(fragment: Fragment, mark: Mark, key: str, story: Story) -> Span | None:
    """Read an attribute of the form `a,b`, a slice of the source; None where it is absent.

    Raises ContentError where it is no slice of this source.
    """
    value = mark.attrs.get(key, "")
    if not value:
        return None
    start, comma, end = value.partition(",")
    if comma and start.isdecimal() and end.isdecimal() and int(start) < int(end) <= len(story.text):
        return Span(int(start), int(end))
    raise fault(fragment, mark, f'{key}="{value}" is no slice of the source', "Write two offsets, as 753,765")


def one_of(fragment: Fragment, mark: Mark, key: str, allowed: tuple[str, ...]) -> str:
    """Read an attribute that has a fixed set of values; the first of `allowed` stands for an absent one."""
    value = mark.attrs.get(key) or allowed[0]
    if value in allowed:
        return value
    raise fault(fragment, mark, f'{key}="{value}" is not known', f"Write one of: {', '.join(allowed)}")


def paragraph_spans(story: Story) -> list[Span]:
    """Return the source's paragraphs: fragments that no line end parts belong to one."""
    found: list[Span] = []
    for fragment in source_fragments(story):
        span = fragment.source
        if span is None:
            continue
        if found and not _parted(story.text[found[-1].end : span.start]):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def _parted(between: str) -> bool:
    return "\n" in between or "\r" in between or "\u2029" in between


def source_fragments(story: Story) -> list[Fragment]:
    """Return the fragments that hold the source's words, in order of the source."""
    held = [fragment for fragment in story.fragments if fragment.source]
    return sorted(held, key=attrgetter("source"))
