"""Where sentences begin and end. A text comes in, spans without the white space around them go out.

A sentence keeps its closing quotation marks and brackets. A paragraph's end always ends it.
"""

from __future__ import annotations

import itertools
import re

from verbatim.annotate import lang
from verbatim.model import Span

# ---- annotate/paragraphs.py

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


# ---- annotate/sentences.py

_STOP = re.compile(r"[.!?…]++[”’\"'»)\]]*+")
_PARTING = re.compile(r"[\s“‘\"'«„(\[—–-]")
_WORD = re.compile(r"[\w’'.]+")
_LONGEST_ABBREVIATION = 12
_OPENING = "“‘\"'«„([—–-`"


def _word_before(text: str, at: int, floor: int) -> str:
    window = text[max(floor, at - _LONGEST_ABBREVIATION) : at]
    return _PARTING.split(window)[-1]


def _word_after(text: str, at: int, ceiling: int) -> str:
    window = text[at : min(ceiling, at + 40)].lstrip()
    found = _WORD.match(window.lstrip(_OPENING))
    return found[0] if found else window[:1]


def _abbreviated(word: str, after: str) -> bool:
    """Tell whether the full stop after `word` is part of it, seeing the word that follows."""
    kind = lang.pairs("abbreviations").get(word, "")
    if kind == "inner":
        return True
    if kind == "number":
        return after[:1].isdigit() or (len(after) == 1 and after.isupper())
    if len(word) == 1 and word.isupper():
        return True
    dotted = len(word) > 1 and all(len(part) == 1 for part in word.split(".")) and word[0].isalpha()
    return (kind == "either" or dotted) and after.rstrip(".") not in lang.words("openers")


def _ends(text: str, stop: re.Match[str], paragraph: Span) -> bool:
    end = stop.end()
    if end >= paragraph.end or not text[end].isspace():
        return False
    after = _word_after(text, end, paragraph.end)
    if after[:1].islower():
        return False
    if stop[0][0] == "." and len(stop[0].rstrip("”’\"'»)]")) == 1:
        return not _abbreviated(_word_before(text, stop.start(), paragraph.start), after)
    return True


def _in_paragraph(text: str, paragraph: Span) -> list[Span]:
    found = []
    start = paragraph.start
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        if _ends(text, stop, paragraph):
            found.append(Span(start, stop.end()))
            start = stop.end()
            while text[start].isspace():
                start += 1
    found.append(Span(start, paragraph.end))
    return found


def sentences(text: str) -> list[Span]:
    """Return the sentences of `text` in order, as spans in code points; linear in its length."""
    return [sentence for paragraph in paragraphs(text) for sentence in _in_paragraph(text, paragraph)]
