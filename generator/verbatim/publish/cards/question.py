"""Draws the card of a question: what is asked, and the sentences that answer it, each answer with its source.

No sentence is ever cut: letters get smaller, then whole sentences are left out from the end, and the card says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import escape

from verbatim.core.i18n import msgid
from verbatim.model import Span
from verbatim.publish.cards import svg
from verbatim.publish.cards.lines import TextLine, balanced_lines
from verbatim.publish.cards.quote import APART, TrustLabel, draw_trust
from verbatim.publish.urls import char, span_of
from verbatim.publish.views.questions import bare_title, editors_say, editors_words, notices, where_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import Slice
    from verbatim.publish.views.questions import QuestionView

TITLES = ((56, 2), (48, 2), (42, 3), (36, 4), (32, 9))  # sizes of what is asked, each with its most lines
SIZES = (44, 40, 36, 32, 29, 26)  # of the answers
TITLE_LEADING, LEADING = 1.14, 1.32
KIND, SMALL, NOTE = 22, 21, 20
TOP, BOTTOM = 116, 530  # the baseline of the line that says what it is, and the end of the answers
ABOVE, BETWEEN, RAISED = 30, 18, 0.35  # above the answers, between two, the part of the spare room above them
QUESTION, MORE = msgid("Question"), msgid("Shortened by whole sentences. The rest of the answer is on its page.")
UNSHOWN = msgid("The answer is too long for this picture. It is on the page of the question.")
ELSEWHERE = msgid("In a script that this picture cannot show")
VERBATIM, EDITORS = msgid("Verbatim, each with its source"), msgid("The editors’ own words")


class AnswerOnCard(NamedTuple):
    """An answer: its words with their place and the end of each sentence, who published it, and what became of it."""

    words: Slice
    ends: Sequence[int]
    source: str
    notice: str


class QuestionCard(NamedTuple):
    """What the card of a question shows; `said` is what the editors say where no text answers."""

    id: str
    title: str
    answers: list[AnswerOnCard]
    said: str


class CardLine(NamedTuple):
    """A line: the room that it takes, its style, and its words, with their place where they are a source's.

    `is_more`: it says that some of the answer is not on the card.
    """

    room: float
    style: svg.Style
    text: str = ""
    words: Slice | None = None
    row: TextLine | None = None
    is_more: bool = False


def question_drawing(edition: Edition, picture: str, view: QuestionView, canvas: svg.Canvas) -> tuple[str, str]:
    """Return the address and the SVG of a question's card, which `picture` is the address of."""
    return picture, question_svg(question_facts(edition, view), canvas)


def question_facts(edition: Edition, view: QuestionView) -> QuestionCard:
    """Return what the card of a question shows."""
    said = filter(None, (editors_say(edition, view), "" if view["answers"] else editors_words(view)))
    return QuestionCard(view["id"], bare_title(view), list(_answers(edition, view)), " ".join(said))


def _answers(edition: Edition, view: QuestionView) -> Iterator[AnswerOnCard]:
    for one in view["answers"]:
        if words := one["words"]:
            ends = list(_sentence_ends(edition, words))
            yield AnswerOnCard(words, ends, where_from(edition, one["story"]), notices(edition, one))


def _sentence_ends(edition: Edition, words: Slice) -> Iterator[int]:
    """Yield where each sentence of an answer ends in its source."""
    story, span = edition.newsroom.stories[words["story"]], span_of(words)
    sentences, at = edition.sentences(story), span.start
    while at < span.end:
        if not story.text[at].isspace():
            at = max(at + 1, min(span.end, sentences.around(at)[1].end))
            yield at
        else:
            at += 1


def question_svg(card: QuestionCard, canvas: svg.Canvas) -> str:
    """Return the SVG of a question's card."""
    frame = canvas.frame
    title, end = _title(card, canvas)
    kept = sum(len(one.ends) for one in card.answers)
    lines = _fitting(card, kept, canvas, BOTTOM - end - ABOVE)
    label = (
        TrustLabel("verbatim", canvas.says(VERBATIM)) if card.answers else TrustLabel("editor", canvas.says(EDITORS))
    )
    corrected = any(one.notice for one in card.answers)
    marks, wide = ("", 0.0) if corrected else draw_trust([label], canvas, frame.measure * 0.6)
    return svg.drawing(
        canvas,
        f"Question card {card.id}",
        f'<path stroke="{svg.INK}" stroke-width="6" d="M{frame.left} {frame.rule}H{frame.right}"/>',
        title,
        _drawn(lines, canvas, end + ABOVE),
        svg.hairlines(frame),
        svg.wordmark(canvas, frame.measure - wide - APART),
        marks,
    )


def _title(card: QuestionCard, canvas: svg.Canvas) -> tuple[str, float]:
    """Return the line that says what it is with what is asked, and where that ends."""
    frame, small = canvas.frame, svg.Style(canvas.faces.strong, KIND, svg.SOFT)
    kind = svg.plain_line(frame.left, TOP, small, canvas.says(QUESTION), frame.measure)
    told = card.title if canvas.faces.cover(card.title) else canvas.says(ELSEWHERE)
    for size, most in TITLES:
        style = svg.Style(canvas.faces.display, size, svg.INK)
        rows = balanced_lines(told, style.face, style.fits(frame.measure))
        if len(rows) <= most:
            break
    first, leading = TOP + KIND * 0.7 + style.size, style.size * TITLE_LEADING
    drawn = (
        svg.text_line(frame.left, first + at * leading, style, svg.escape_xml(told[row.start : row.end].rstrip()))
        for at, row in enumerate(rows)
    )
    return kind + "".join(drawn), first + (len(rows) - 1) * leading


def _fitting(card: QuestionCard, kept: int, canvas: svg.Canvas, room: float) -> list[CardLine]:
    """Return the lines of all answers in the largest letters that fit, or of as many whole sentences as do."""
    for size in SIZES:
        if _height(lines := _lines(card, kept, size, canvas)) <= room:
            return lines
    note = CardLine(NOTE * 1.6, svg.Style(canvas.faces.label, NOTE, svg.SOFT), canvas.says(MORE), is_more=True)
    for fewer in range(kept - 1, 0, -1):
        if _height(lines := [*_lines(card, fewer, SIZES[-1], canvas), note]) <= room:
            return lines
    style = svg.Style(canvas.faces.text, SIZES[-2], svg.SOFT)
    return [line._replace(is_more=True) for line in _plain(canvas.says(UNSHOWN), style, canvas, LEADING)]


def _height(lines: Sequence[CardLine]) -> float:
    return sum(line.room for line in lines)


def _lines(card: QuestionCard, kept: int, size: int, canvas: svg.Canvas) -> list[CardLine]:
    """Return the lines of the first sentences, so many of all answers, in letters of that size."""
    words, found = svg.Style(canvas.faces.text, size, svg.INK), list[CardLine]()
    small = svg.Style(canvas.faces.label, SMALL, svg.SOFT)
    for one in card.answers:
        ends, kept = one.ends[:kept], max(0, kept - len(one.ends))
        if ends:
            found += [CardLine(BETWEEN, words)] if found else []
            found += _plain(one.notice, small._replace(face=canvas.faces.strong, fill=svg.QUOTE), canvas, 1.4)
            found += _answer(_until(one.words, ends[-1]), words, canvas)
            found += _plain(one.source, small, canvas, 1.5)
    return found or list(_plain(card.said, words, canvas, LEADING))


def _answer(words: Slice, style: svg.Style, canvas: svg.Canvas) -> Iterator[CardLine]:
    plain = svg.plain_words(words)
    if not canvas.faces.cover(plain):
        for line in _plain(canvas.says(ELSEWHERE), style._replace(fill=svg.SOFT), canvas, LEADING):
            yield line._replace(is_more=True)
        return
    for row in balanced_lines(plain, style.face, style.fits(canvas.frame.measure)):
        shown = TextLine(row.start, row.start + len(plain[row.start : row.end].rstrip()))
        yield CardLine(style.size * LEADING, style, words=words, row=shown)


def _until(words: Slice, end: int) -> Slice:
    """Return the beginning of an answer, up to an offset in its source."""
    start = span_of(words).start
    return {**words, "char": char(Span(start, end)), "words": escape(svg.plain_words(words)[: end - start])}


def _plain(text: str, style: svg.Style, canvas: svg.Canvas, leading: float) -> Iterator[CardLine]:
    told = text if canvas.faces.cover(text) else canvas.says(ELSEWHERE)
    for row in balanced_lines(told, style.face, style.fits(canvas.frame.measure)):
        yield CardLine(style.size * leading, style, told[row.start : row.end].rstrip())


def _drawn(lines: Sequence[CardLine], canvas: svg.Canvas, top: float) -> str:
    drawn, y = [], top + max(0.0, BOTTOM - top - _height(lines)) * RAISED
    for line in lines:
        y += line.room
        at = (canvas.frame.left, y - 0.22 * line.style.size)
        if line.words and line.row and line.row.start < line.row.end:
            drawn.append(svg.slice_line(at, line.style, line.words, line.row))
        elif line.text:
            text = svg.escape_xml(line.text)
            told = f'<tspan data-trust="more">{text}</tspan>' if line.is_more else text
            drawn.append(svg.text_line(*at, line.style, told))
    return "".join(drawn)
