"""Which paragraphs are set apart as a quotation without marks: indented, or after “>”. Paragraphs come in.

Only what a paragraph that ends with a colon introduces is looked at; whether its sentence says that somebody speaks
is asked later, of the evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from verbatim.annotate import lang
from verbatim.annotate.quotations.marked import MARKS, Quoted
from verbatim.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


# ---- annotate/setapart.py

_QUOTED_LINE = re.compile(r">[ \t]?+")
_ITEM = re.compile(r"(?:[-*+•·]|\(?\d{1,3}[.)])\s")
_DASHES = "—–―-"
_LINE = re.compile(r"[^\r\n]++")
_DEEPEST = 40


def _indent(text: str, at: int) -> str:
    """Return the white space between the beginning of the line and `at`."""
    first = at
    while first > 0 and at - first < _DEEPEST and text[first - 1] in " \t":
        first -= 1
    return text[first:at] if first == 0 or text[first - 1] in "\r\n" else ""


def is_indented(text: str, at: int) -> bool:
    """Tell whether the paragraph that begins at `at` is indented by two blanks or a tab."""
    indent = _indent(text, at)
    return "\t" in indent or len(indent) > 1


def _lines(text: str, paragraph: Span) -> list[Span] | None:
    """Return the words of a paragraph that is set apart, line by line where each has its mark; None where it is not."""
    if text[paragraph.start] != ">":
        return [paragraph] if is_indented(text, paragraph.start) else None
    found = []
    for line in _LINE.finditer(text, paragraph.start, paragraph.end):
        marked = _QUOTED_LINE.match(text, line.start(), line.end())
        words = Span(marked.end() if marked else line.start(), line.end())
        if words.of(text).strip():
            found.append(_trimmed(text, words))
    return found


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    left = len(words) - len(words.lstrip())
    return Span(span.start + left, span.start + left + len(words.strip()))


def _is_words(text: str, line: Span) -> bool:
    """Tell whether a line is words, and no item of a list, no signature, no quotation within the quotation."""
    return not (
        text.startswith((*MARKS, ">", *_DASHES), line.start, line.end)
        or _ITEM.match(text, line.start, line.end)
        or text[line.end - 1] == ":"
    )


def set_apart(text: str, paragraphs: Sequence[Span]) -> list[list[Quoted]]:
    """Return the runs of pieces that a colon introduces and that are set apart, each of one quotation.

    A run with anything in it but words is left out whole: who speaks is not certain there.
    """
    found: list[list[Quoted]] = []
    at = 0
    while at + 1 < len(paragraphs):
        at += 1
        if not _introduces(text, paragraphs[at - 1]):
            continue
        lines: list[Span] = []
        while at < len(paragraphs) and (held := _lines(text, paragraphs[at])) is not None:
            lines += held
            at += 1
        if lines and all(_is_words(text, line) for line in lines):
            found.append([Quoted(_outer(text, line), line, -1, closed=True, marked=False) for line in lines])
    return found


def _introduces(text: str, paragraph: Span) -> bool:
    return text[paragraph.end - 1] == ":" and _lines(text, paragraph) is None


def _outer(text: str, line: Span) -> Span:
    """Return the line with its “>”."""
    mark = text.rfind(">", max(0, line.start - _DEEPEST), line.start)
    own = mark >= 0 and not text[mark + 1 : line.start].strip(" \t")
    return Span(mark if own else line.start, line.end)


# ---- annotate/posts.py

_SIGNED = re.compile(
    r"(?P<dash>[—–―-]{0,2}+)[ \u00a0]?(?P<name>[^\W\d_][^\s()@]{0,30}+(?: [^\s()@]{1,30}+){0,5}+) \(@\w{1,30}+\)"
    r"(?:[,:]?+[ \u00a0](?P<date>[^()\n]{3,40}+))?$"
)
_DAY = re.compile(r"(?:\d{1,2} )?(?P<month>[^\W\d_]{3,9})\.?(?: \d{1,2})?,?(?: \d{4})?")
_DASHES_POSTS = "—–―-"
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
    before = text[span.start : first].rstrip(_DASHES_POSTS + " \t\r\n\u00a0")
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


# ---- annotate/turns.py

QUESTION, ANSWER = "Q", "A"
_LABEL = re.compile(
    r"(?:\*\*|__)?(?P<name>[^\W\d_][^\s:()*]{0,30}+(?: [^\s:()*_]{1,30}+){0,5}+)(?: \([^()\n]{1,60}+\))?"
    r"(?:\*\*|__)?:(?:\*\*|__)?[ \t\u00a0]++(?=[^\s\d])"
)
_FEWEST_TURNS = 3


class Turn(NamedTuple):
    """A paragraph that begins with a label: its number, the label's name without a role, and the words after it."""

    paragraph: int
    label: Span
    words: Span
    name: str


def turns(text: str, paragraphs: Sequence[Span]) -> list[Turn]:
    """Return every paragraph that has the form of a turn, in order; a number after a label is a result or a score."""
    found = []
    for number, paragraph in enumerate(paragraphs):
        match = _LABEL.match(text, paragraph.start, paragraph.end)
        if match and _is_name_turns(match["name"]):
            label = Span(match.start("name"), match.end("name"))
            found.append(Turn(number, label, Span(match.end(), paragraph.end), match["name"]))
    return found


def _is_name_turns(words: str) -> bool:
    return all(word[0].isupper() or word in lang.words("particles") for word in words.split())


def _runs(found: Sequence[Turn]) -> Iterator[list[Turn]]:
    """Yield the turns that follow each other without another paragraph between them."""
    for _, run in groupby(enumerate(found), key=lambda pair: pair[1].paragraph - pair[0]):
        yield [turn for _, turn in run]


def is_exchange(run: Sequence[Turn]) -> bool:
    """Tell whether lines that follow each other have the form of talk: a label comes again after another."""
    names = [turn.name for turn in run]
    if (QUESTION, ANSWER) in pairwise(names):
        return True
    returned = any(a == c != b for a, b, c in zip(names, names[1:], names[2:], strict=False))
    return len(names) >= _FEWEST_TURNS and returned


def exchanged(found: Sequence[Turn]) -> list[Turn]:
    """Return the turns that may be talk by their form alone."""
    return [turn for run in _runs(found) if is_exchange(run) for turn in run]


def certain(found: Sequence[Turn], known: Callable[[str], bool]) -> list[Turn]:
    """Return the turns that are talk; `known` tells whether a label names somebody whom the text names elsewhere.

    Within a run only labels that come again or are known count: “Correction: …” at its end is no turn.
    """
    kept: list[Turn] = []
    for run in _runs(found):
        often = Counter(turn.name for turn in run)
        if (QUESTION, ANSWER) in pairwise(turn.name for turn in run):
            kept += [t for t in run if t.name in (QUESTION, ANSWER) or (often[t.name] > 1 and known(t.name))]
        elif is_exchange(run) and any(known(name) for name in often):
            kept += [turn for turn in run if often[turn.name] > 1 or known(turn.name)]
    return kept
