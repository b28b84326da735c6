"""Splits a text into paragraphs and sentences.

Spans leave out the white space around them. A sentence keeps its closing quotation marks and brackets, and the end of
a paragraph always ends it. Both take time linear in the length of the text.
"""

from __future__ import annotations

import itertools
import re

from verbatim.annotate import lang
from verbatim.model import Span

_LINE = re.compile(r"[^\r\n\u2028\u2029]++")
_WRAPPED_SHARE = 0.25
_STOP = re.compile(r"[.!?…]++(?:[”’\"'»)\]]|[ \u00a0\u2009\u200a\u202f]”(?!\w))*+")  # ‘… late.’ ” is set apart
# A stop without the space behind it: It held.“No.”She left.Nobody came.
_WITHOUT_SPACE = re.compile(r"(?<=[a-z])[.!?][“”\"](?=[A-Z][\w’']* )|(?<=[a-z]{3})[.!?](?=[A-Z][a-z]+ [a-z])")
_BEFORE_WORD = re.compile(r"[\s“‘\"'«„(\[—–-]")
_WORD = re.compile(r"[\w’'.]+")
# A heading in capitals before the words of its paragraph: TWO HURT IN FIRE AT MILL Two men were hurt …
_HEADING = re.compile(r"(?:[^\sa-z]{1,40}[ \xa0]){3,24}[^\sa-z]{1,40}(?=[ \xa0][“‘\"']?[A-Z][\w’']{0,40}[a-z])")
_FEWEST_IN_HEADING = 4  # words of letters
_MONTH_AND_YEAR = re.compile(r" [A-Z]\w{2,8} (?:19|20)\d\d\b")  # behind 17., as German writes it
_LONGEST_ABBREVIATION = 12
_LONGEST_WORD_AFTER = 40
_MARKS = ("“", "”", '"')
_OPENING = "“‘\"'«„([—–-`"
# Place, day and agency before a report's first sentence: PORT SAREN, Nov. 16, 2022 (KNA) — …
DATELINE = re.compile(
    r"(?:\*\*|__)?"  # bold, in Markdown
    r"(?:(?:[A-Z]{2} )?[A-Z][A-Z.’'-]{2,}(?:[ ,]+[A-Z][\w.’'-]*){0,4}"
    r"(?:,? (?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2}\.? [A-Z][\w.]+))?"
    r"(?:,? \d{4})?(?: \([^()]{2,30}\))?"
    r"|[A-Z][\w.’'-]+(?:[ ,]+[A-Z][\w.’'-]*){0,3}(?: \d{1,2})? \([A-Z][^()]{1,30}\))(?:\*\*|__)?\s*(?:[–—―]|--?\s)\s*"
)
# How the line of a picture ends: Image: Ada Vell.
_CREDIT = re.compile(r"\b(?:Image|Photo|Picture|Graphic)s?: [^:\n]{1,80}$")


def paragraphs(text: str) -> list[Span]:
    """Return the paragraphs of `text`: its lines, or the blocks between blank lines where lines are hard-wrapped."""
    lines = []
    for match in _LINE.finditer(text):
        if words := match[0].strip():
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            lines.append(Span(start, start + len(words)))
    joins = [_adjoins(text, above, below) for above, below in itertools.pairwise(lines)]
    continuations = [text[line.start] for line, joined in zip(lines[1:], joins, strict=True) if joined]
    if sum(c.islower() for c in continuations) <= _WRAPPED_SHARE * len(continuations):
        return lines
    blocks = lines[:1]
    for line, joined in zip(lines[1:], joins, strict=True):
        if joined:
            blocks[-1] = Span(blocks[-1].start, line.end)
        else:
            blocks.append(line)
    return blocks


def _adjoins(text: str, above: Span, below: Span) -> bool:
    gap = text[above.end : below.start]
    return gap.count("\n") <= 1 and gap.count("\r") <= 1 and "\u2029" not in gap


def sentences(text: str) -> list[Span]:
    """Return the sentences of `text` in order."""
    spans = []
    for paragraph in paragraphs(text):
        head = heading(text, paragraph)
        start = head.end + 1 if head and text[head.end + 1] not in _OPENING else paragraph.start
        if head and start > head.end:  # it may end in the words that it denies: NOBODY SAID “It will hold”
            spans.append(head)
        spans += sentences_within(text, Span(start, paragraph.end))
    return spans


def after_dateline(text: str, sentence: Span) -> Span:
    """Return a sentence without the dateline that it begins with: place, day and agency are none of what it tells."""
    found = DATELINE.match(text, sentence.start, sentence.end)
    return Span(found.end(), sentence.end) if found else sentence


def is_caption(paragraph: str) -> bool:
    """Return whether a paragraph is the line of a picture, which ends with whose it is."""
    return _CREDIT.search(paragraph) is not None


def sentences_within(text: str, paragraph: Span) -> list[Span]:
    """Return the sentences of a stretch that lies within a paragraph."""
    spans = []
    start = counted = paragraph.start
    marks = 0
    dateline = DATELINE.match(text, start, paragraph.end)  # an abbreviation in it ends no sentence: SUND, Wisc. — …
    for stop in _STOP.finditer(text, dateline.end() if dateline else start, paragraph.end):
        marks, counted = marks + text.count('"', counted, stop.start()), stop.start()
        end = _end_at_mark(text, stop, closes=marks % 2 == 1) or stop.end()
        if end < stop.end() or _ends_sentence(text, stop, paragraph):
            spans.append(Span(start, end))
            start = end
            while text[start].isspace():
                start += 1
    return [*spans, Span(start, paragraph.end)]


def _end_at_mark(text: str, stop: re.Match[str], *, closes: bool) -> int:
    """Return where a sentence ends beside a quotation mark without a space, 0 where it does not.

    `closes` says whether a straight mark would end a quotation there.
    """
    mark = stop.start() + 1
    if text[mark : mark + 1] not in _MARKS or _WITHOUT_SPACE.match(text, stop.start()) is None:
        return 0
    return mark if text[mark] == "“" or (text[mark] == '"' and not closes) else mark + 1


def heading(text: str, paragraph: Span) -> Span | None:
    """Return the heading in capitals that opens a paragraph, whose letters do not show what is a name, if one does."""
    found = _HEADING.match(text, paragraph.start, paragraph.end)
    words = [word for word in found[0].split() if any(map(str.isalpha, word))] if found else []
    return Span(*found.span()) if found and len(words) >= _FEWEST_IN_HEADING else None


def _ends_sentence(text: str, stop: re.Match[str], paragraph: Span) -> bool:
    end = stop.end()
    if end >= paragraph.end or not (text[end].isspace() or _WITHOUT_SPACE.match(text, stop.start())):
        return False
    after = _word_after(text, end, paragraph.end)
    if after[:1].islower():
        return False
    if stop[0][0] != "." or len(stop[0].rstrip("”’\"'»)]")) > 1:
        return True
    before = text[max(paragraph.start, stop.start() - _LONGEST_ABBREVIATION) : stop.start()]
    word = _BEFORE_WORD.split(before)[-1]
    is_day = word.isdigit() and _MONTH_AND_YEAR.match(text, end)
    return not (is_day or _is_abbreviation(word, after))


def _word_after(text: str, at: int, ceiling: int) -> str:
    window = text[at : min(ceiling, at + _LONGEST_WORD_AFTER)].lstrip()
    word = _WORD.match(window.lstrip(_OPENING))
    return word[0] if word else window[:1]


def _is_abbreviation(word: str, after: str) -> bool:
    """Return whether the full stop after `word` is part of it, judging by the word that follows."""
    kind = lang.pairs("abbreviations").get(word, "")
    if kind == "inner":
        return True
    if kind == "number":
        return after[:1].isdigit() or (len(after) == 1 and after.isupper())
    if len(word) == 1 and word.isupper():
        return True
    dotted = len(word) > 1 and all(len(part) == 1 for part in word.split(".")) and word[0].isalpha()
    return (kind == "either" or dotted) and after.rstrip(".") not in lang.words("openers")
