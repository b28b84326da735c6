"""Which words are a post whose author signs it: words — NAME (@handle) 4 March 2031. Paragraphs come in.

A handle alone may be a reporter's at the end of an article, so words without quotation marks need the date too, and
words in a paragraph of their own must be introduced by a colon.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.annotate import lang
from generator.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGNED = re.compile(
    r"(?P<dash>[—–―-]{0,2}+)[ \u00a0]?(?P<name>[^\W\d_][^\s()@]{0,30}+(?: [^\s()@]{1,30}+){0,5}+) \(@\w{1,30}+\)"
    r"(?:[,:]?+[ \u00a0](?P<date>[^()\n]{3,40}+))?$"
)
_DAY = re.compile(r"(?:\d{1,2} )?(?P<month>[^\W\d_]{3,9})\.?(?: \d{1,2})?,?(?: \d{4})?")
_DASHES = "—–―-"
_LONGEST = 200  # code points of a signature with its date
_FEWEST = 2


class Post(NamedTuple):
    """The words of a post, quotation marks included where it has them, and the name that signs it."""

    words: Span
    label: Span


def _is_day(words: str) -> bool:
    found = _DAY.fullmatch(words.strip())
    if found is None or not any(char.isdigit() for char in words):
        return False
    known = (*lang.words("months"), *lang.words("month_abbreviations"))
    return found["month"].lower() in {month.lower().rstrip(".") for month in known}


def _is_name(words: str) -> bool:
    """Tell whether words are in capitals but for small ones between them: City of Brask."""
    split = words.split()
    inner = all(word[0].isupper() or word in lang.words("closed") for word in split)
    return split[0][0].isupper() and split[-1][0].isupper() and inner


def _signature(text: str, span: Span) -> tuple[Span, Span, bool, bool] | None:
    """Return what stands before the signature that ends a paragraph, its name, and whether it has a dash and a date."""
    handle = text.rfind(" (@", max(span.start, span.end - _LONGEST), span.end)
    if handle < 0:
        return None
    dash = max(text.rfind(mark, max(span.start, handle - _LONGEST), handle) for mark in ("—", "–", "―", " - ", "--"))
    first = span.start if dash < 0 else dash + len(text[dash:handle]) - len(text[dash:handle].lstrip())
    found = _SIGNED.match(text, first, span.end)
    if found is None or not _is_name(found["name"]):
        return None
    if found["date"] is not None and not _is_day(found["date"]):
        return None
    before = text[span.start : first].rstrip(_DASHES + " \t\r\n\u00a0")
    label = Span(found.start("name"), found.end("name"))
    return Span(span.start, span.start + len(before)), label, bool(found["dash"]), found["date"] is not None


def posts(text: str, paragraphs: Sequence[Span], quoted: Sequence[Span]) -> list[Post]:
    """Return the posts of a text in order; `quoted` are the stretches in quotation marks, marks included."""
    whole = set(quoted)
    starts = {span.start for span in quoted}
    found: list[Post] = []
    for number, paragraph in enumerate(paragraphs):
        signed = _signature(text, paragraph)
        if signed is None:
            continue
        before, label, dashed, dated = signed
        words = before if before.start < before.end else _beside(text, paragraphs, number, dashed=dashed)
        if words is None or (found and found[-1].words.meets(words)):
            continue
        if words in whole or (dated and (dashed or words != before) and _are_plain(text, words, label, starts)):
            found.append(Post(words, label))
    return found


def _beside(text: str, paragraphs: Sequence[Span], number: int, *, dashed: bool) -> Span | None:
    """Return the paragraph that a signature of its own signs: before it after a dash, else the one after it.

    Either way a colon must introduce the two.
    """
    first = number - 1 if dashed else number
    if first < 1 or text[paragraphs[first - 1].end - 1] != ":" or first + 1 >= len(paragraphs):
        return None
    return paragraphs[first if dashed else first + 1]


def _are_plain(text: str, words: Span, label: Span, starts: set[int]) -> bool:
    """Tell whether words are a post's and nothing else: no quotation leads, no colon, no word of its author."""
    held = words.of(text)
    if label.of(text).split()[-1] in held:
        return False
    return len(held.split()) >= _FEWEST and ": " not in held and held[-1] != ":" and words.start not in starts
