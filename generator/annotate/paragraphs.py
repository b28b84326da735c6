"""Where paragraphs begin and end. A text comes in, spans without the white space around them go out.

A blank line always ends a paragraph. A single line end does too, unless the text is hard-wrapped (its lines
go on in small letters).
"""

from __future__ import annotations

import itertools
import re

from generator.model import Span

_LINE = re.compile(r"[^\r\n\u2028\u2029]++")
_WRAPPED_SHARE = 0.25


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    kept = words.strip()
    return Span(start + left, start + left + len(kept)) if kept else None


def _adjoins(text: str, before: Span, after: Span) -> bool:
    gap = text[before.end : after.start]
    return gap.count("\n") <= 1 and gap.count("\r") <= 1 and "\u2029" not in gap


def _is_wrapped(text: str, lines: list[Span], joins: list[bool]) -> bool:
    follows = [text[line.start] for line, joined in zip(lines[1:], joins, strict=True) if joined]
    return bool(follows) and sum(c.islower() for c in follows) > _WRAPPED_SHARE * len(follows)


def paragraphs(text: str) -> list[Span]:
    """Return the paragraphs of `text` in order, as spans in code points; linear in its length."""
    spans = (_trimmed(text, m.start(), m.end()) for m in _LINE.finditer(text))
    lines = [line for line in spans if line]
    joins = [_adjoins(text, a, b) for a, b in itertools.pairwise(lines)]
    if not _is_wrapped(text, lines, joins):
        return lines
    found = lines[:1]
    for line, joined in zip(lines[1:], joins, strict=True):
        if joined:
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
    return found
