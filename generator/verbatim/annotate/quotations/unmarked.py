"""Finds what may be a quotation without quotation marks: a block set apart, a signed post, a turn of a transcript.

The form alone decides here. Whether its sentence says that somebody speaks, or a label names a person, is a later
question to the analysed text.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from verbatim.annotate import lang
from verbatim.annotate.quotations.marked import MARKS, Quotation, trimmed
from verbatim.model import Span

QUESTION, ANSWER = "Q", "A"

_DASHES = "—–―-"
_QUOTED_LINE = re.compile(r">[ \t]?+")
_ITEM = re.compile(r"(?:[-*+•·]|\(?\d{1,3}[.)])\s")
_LINE = re.compile(r"[^\r\n]++")
_DEEPEST = 40

_SIGNED = re.compile(
    r"(?P<dash>[—–―-]{0,2}+)[ \u00a0]?(?P<name>[^\W\d_][^\s()@]{0,30}+(?: [^\s()@]{1,30}+){0,5}+) \(@\w{1,30}+\)"
    r"(?:[,:]?+[ \u00a0](?P<date>[^()\n]{3,40}+))?$"
)
_DAY = re.compile(r"(?:\d{1,2} )?(?P<month>[^\W\d_]{3,9})\.?(?: \d{1,2})?,?(?: \d{4})?")
_LONGEST_SIGNATURE = 200  # code points, with its date
_FEWEST_WORDS = 2

_LABEL = re.compile(
    r"(?:\*\*|__)?(?P<name>[^\W\d_][^\s:()*]{0,30}+(?: [^\s:()*_]{1,30}+){0,5}+)(?: \([^()\n]{1,60}+\))?"
    r"(?:\*\*|__)?:(?:\*\*|__)?[ \t\u00a0]++(?=[^\s\d])"
)
_LETTER = re.compile(r"(?:\*\*|__)?(?P<name>[QA])[.:](?:\*\*|__)?[ \t\u00a0]++(?=\S)")
_FEWEST_TURNS = 3
_MOST_BETWEEN = 3  # paragraphs from one label in capitals to the next


class Post(NamedTuple):
    """The words of a post, with quotation marks where it has them, and the name that signs it."""

    words: Span
    label: Span


class Turn(NamedTuple):
    """A paragraph that begins with a label: its number, the label's name without a role, and the words after it."""

    paragraph: int
    label: Span
    words: Span
    name: str


def block_quotes(text: str, paragraphs: Sequence[Span]) -> list[list[Quotation]]:
    """Return the blocks that a colon introduces and that are indented or behind “>”, a quotation a line each.

    A block with anything but words in it is left out whole: who speaks is not certain there.
    """
    blocks: list[list[Quotation]] = []
    at = 0
    while at + 1 < len(paragraphs):
        at += 1
        before = paragraphs[at - 1]
        if text[before.end - 1] != ":" or _set_apart(text, before) is not None:
            continue
        lines: list[Span] = []
        while at < len(paragraphs) and (block := _set_apart(text, paragraphs[at])) is not None:
            lines += block
            at += 1
        if lines and all(_is_words(text, line) for line in lines):
            blocks.append([Quotation(_with_mark(text, line), line, -1, closed=True, marked=False) for line in lines])
    return blocks


def _set_apart(text: str, paragraph: Span) -> list[Span] | None:
    """Return the words of a paragraph that is set apart, by lines where each has its mark; None where it is not."""
    start = paragraph.start
    if text[start] != ">":
        first = start
        while first > 0 and start - first < _DEEPEST and text[first - 1] in " \t":
            first -= 1
        indent = text[first:start] if first == 0 or text[first - 1] in "\r\n" else ""
        return [paragraph] if "\t" in indent or len(indent) > 1 else None
    lines = []
    for line in _LINE.finditer(text, start, paragraph.end):
        marked = _QUOTED_LINE.match(text, line.start(), line.end())
        words = trimmed(text, marked.end() if marked else line.start(), line.end())
        if words.start < words.end:
            lines.append(words)
    return lines


def _is_words(text: str, line: Span) -> bool:
    """Return whether a line is words, and no item of a list, signature or quotation within the quotation."""
    return not (
        text.startswith((*MARKS, ">", *_DASHES), line.start, line.end)
        or _ITEM.match(text, line.start, line.end)
        or text[line.end - 1] == ":"
    )


def _with_mark(text: str, line: Span) -> Span:
    """Return the line with its “>”."""
    mark = text.rfind(">", max(0, line.start - _DEEPEST), line.start)
    own = mark >= 0 and not text[mark + 1 : line.start].strip(" \t")
    return Span(mark if own else line.start, line.end)


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
        words = before if before.start < before.end else _signed_paragraph(text, paragraphs, number, dashed=dashed)
        if words is None or (found and found[-1].words.meets(words)):
            continue
        if words in whole or (dated and (dashed or words != before) and _is_plain(text, words, label, starts)):
            found.append(Post(words, label))
    return found


def _signature(text: str, span: Span) -> tuple[Span, Span, bool, bool] | None:
    """Return what precedes the signature that ends a paragraph, its name, and whether it has a dash and a date."""
    handle = text.rfind(" (@", max(span.start, span.end - _LONGEST_SIGNATURE), span.end)
    if handle < 0:
        return None
    floor = max(span.start, handle - _LONGEST_SIGNATURE)
    dash = max(text.rfind(mark, floor, handle) for mark in ("—", "–", "―", " - ", "--"))
    first = span.start if dash < 0 else dash + len(text[dash:handle]) - len(text[dash:handle].lstrip())
    found = _SIGNED.match(text, first, span.end)
    if found is None or not _is_signer(found["name"]):
        return None
    if found["date"] is not None and not _is_day(found["date"]):
        return None
    before = text[span.start : first].rstrip(_DASHES + " \t\r\n\u00a0")
    label = Span(found.start("name"), found.end("name"))
    return Span(span.start, span.start + len(before)), label, bool(found["dash"]), found["date"] is not None


def _is_signer(words: str) -> bool:
    """Return whether words are in capitals but for small ones between them: City of Brask."""
    split = words.split()
    inner = all(word[0].isupper() or word in lang.words("closed") for word in split)
    return split[0][0].isupper() and split[-1][0].isupper() and inner


def _is_day(words: str) -> bool:
    found = _DAY.fullmatch(words.strip())
    if found is None or not any(char.isdigit() for char in words):
        return False
    known = (*lang.words("months"), *lang.words("month_abbreviations"))
    return found["month"].lower() in {month.lower().rstrip(".") for month in known}


def _signed_paragraph(text: str, paragraphs: Sequence[Span], number: int, *, dashed: bool) -> Span | None:
    """Return the paragraph that a signature of its own signs: before it after a dash, else the one after it.

    Either way a colon must introduce the two.
    """
    first = number - 1 if dashed else number
    if first < 1 or text[paragraphs[first - 1].end - 1] != ":" or first + 1 >= len(paragraphs):
        return None
    return paragraphs[first if dashed else first + 1]


def _is_plain(text: str, words: Span, label: Span, starts: set[int]) -> bool:
    """Return whether words are a post's and nothing else: no quotation leads, no colon, no mention of its author."""
    post = words.of(text)
    if label.of(text).split()[-1] in post:
        return False
    return len(post.split()) >= _FEWEST_WORDS and ": " not in post and post[-1] != ":" and words.start not in starts


def turns(text: str, paragraphs: Sequence[Span]) -> list[Turn]:
    """Return the paragraphs that may be talk, in order; a number after a label is a result or a score."""
    labelled = []
    for number, paragraph in enumerate(paragraphs):
        match = _LETTER.match(text, paragraph.start, paragraph.end) or _LABEL.match(
            text, paragraph.start, paragraph.end
        )
        if match and all(word[0].isupper() or word in lang.words("particles") for word in match["name"].split()):
            label = Span(match.start("name"), match.end("name"))
            labelled.append(Turn(number, label, Span(match.end(), paragraph.end), match["name"]))
    return [turn for run in _runs(labelled) if _is_exchange(run) for turn in run]


def certain_turns(candidates: Sequence[Turn], is_known: Callable[[str], bool]) -> list[Turn]:
    """Return the turns that are talk; `is_known` is whether a label names a person whom the text names elsewhere.

    Within a run only labels that come again or are known count: “Correction: …” at its end is no turn.
    """
    kept: list[Turn] = []
    for run in _runs(candidates):
        often = Counter(turn.name for turn in run)
        if (QUESTION, ANSWER) in pairwise(turn.name for turn in run):
            kept += [t for t in run if t.name in (QUESTION, ANSWER) or (often[t.name] > 1 and is_known(t.name))]
        elif _is_exchange(run) and any(is_known(name) for name in often):
            kept += [turn for turn in run if often[turn.name] > 1 or is_known(turn.name)]
    return kept


def _runs(labelled: Sequence[Turn]) -> Iterator[list[Turn]]:
    """Yield the turns that follow each other with no other paragraph between them.

    Between labels in capitals a turn may go on, or a note stand, for a few paragraphs: (BEGIN VIDEO CLIP).
    """
    run: list[Turn] = []
    for turn in labelled:
        reach = _MOST_BETWEEN if run and run[-1].name.isupper() and turn.name.isupper() else 1
        if run and turn.paragraph - run[-1].paragraph > reach:
            yield run
            run = []
        run.append(turn)
    if run:
        yield run


def _is_exchange(run: Sequence[Turn]) -> bool:
    """Return whether turns in a row have the form of talk: a label comes again after another."""
    names = [turn.name for turn in run]
    if (QUESTION, ANSWER) in pairwise(names):
        return True
    returned = any(a == c != b for a, b, c in zip(names, names[1:], names[2:], strict=False))
    return len(names) >= _FEWEST_TURNS and returned
