"""Where sentences begin and end. A text comes in, spans without the white space around them go out.

A sentence keeps its closing quotation marks and brackets. A paragraph's end always ends it.
"""

from __future__ import annotations

import re

from generator.annotate import lang
from generator.annotate.paragraphs import paragraphs
from generator.model import Span

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
