"""The picture of a question: what is asked, and the sentences that answer it, each answer with its source.

No answer is ever cut: letters get smaller, and where that does not help the picture says where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verbatim.core.i18n import msgid
from verbatim.publish.cards import quote, setting
from verbatim.publish.cards.setting import Canvas, Foot, Style, TextBlock
from verbatim.publish.cards.timeline import ELSEWHERE, LEFT, RIGHT, TOP
from verbatim.publish.edition import Edition
from verbatim.publish.html import plain
from verbatim.publish.question_page import AnswerView, QuestionView, editors_say, editors_words, notices, where_from

TITLES = ((56, 2), (48, 2), (42, 3), (36, 4), (32, 9))  # sizes of what is asked, each with its most lines
SIZES = (44, 40, 36, 32, 29, 26)  # of the answers
LEADING = 1.32
KIND, SMALL = 24, 22
ABOVE, BETWEEN, RAISED = 26, 18, 0.35  # above the answers, between two, the part of the spare room above them
ALL = 10_000  # lines: as many as there are
QUESTION = msgid("Question")
UNSHOWN = msgid("The answer is too long for this picture. It is on the page of the question.")
VERBATIM, EDITORS = msgid("Verbatim, each with its source"), msgid("The editors’ own words")


@dataclass(frozen=True, slots=True)
class QuestionPicture:
    """What `cards/question.svg` draws."""

    id: str
    left: float
    right: float
    lines: Sequence[TextBlock]
    foot: Foot

    @staticmethod
    def of(edition: Edition, view: QuestionView, canvas: Canvas) -> QuestionPicture:
        """Return the picture of a question."""
        head = [(0, _kind(canvas)), (8, _title(plain(view["title"]), canvas))]
        placed = setting.stacked(head, LEFT, TOP + setting.stack_height(head))
        top = TOP + setting.stack_height(head) + ABOVE
        blocks = _fitting(edition, view, canvas, quote.WIDE.rule - 8 - top)
        spare = max(0.0, quote.WIDE.rule - 8 - top - setting.stack_height(blocks)) * RAISED
        answers = setting.stacked(blocks, LEFT, top + spare + setting.stack_height(blocks))
        corrected = any(notices(edition, one) for one in view["answers"])
        label = "" if corrected else canvas.says(VERBATIM if view["answers"] else EDITORS)
        mark = "verbatim" if label and view["answers"] else ""
        address = edition.site.absolute(view["url"]).partition("://")[2].rstrip("/")
        foot = setting.foot(canvas, [label, address], (LEFT, RIGHT, quote.WIDE.rule), mark)
        return QuestionPicture(view["id"], LEFT, RIGHT, [*placed, *answers], foot)


def _kind(canvas: Canvas) -> TextBlock:
    return setting.set_text(canvas.says(QUESTION), Style(canvas.faces.strong, KIND, setting.SOFT), RIGHT - LEFT)


def _title(asked: str, canvas: Canvas) -> TextBlock:
    told = asked if canvas.faces.cover(asked) else canvas.says(ELSEWHERE)
    for size, most in TITLES:
        block = setting.set_text(told, Style(canvas.faces.display, size, leading=1.14), RIGHT - LEFT, ALL)
        if len(block.rows) <= most:
            break
    return block


def _fitting(edition: Edition, view: QuestionView, canvas: Canvas, room: float) -> list[tuple[float, TextBlock]]:
    """Return the lines of all answers in the largest letters that fit."""
    for size in SIZES:
        if setting.stack_height(lines := list(_lines(edition, view, size, canvas))) <= room:
            return lines
    style = Style(canvas.faces.text, SIZES[-2], setting.SOFT)
    return [(0, setting.set_text(canvas.says(UNSHOWN), style, RIGHT - LEFT, ALL, trust="more"))]


def _lines(edition: Edition, view: QuestionView, size: int, canvas: Canvas) -> Iterator[tuple[float, TextBlock]]:
    """Yield the lines of all answers in letters of that size, with the room above each."""
    words = Style(canvas.faces.text, size, leading=LEADING)
    shown = [answer for answer in view["answers"] if answer["words"]]
    for number, answer in enumerate(shown):
        blocks = _answer(edition, answer, words, canvas)
        yield from ((BETWEEN if at == 0 < number else 0, one) for at, one in enumerate(blocks))
    if not shown:
        said = filter(None, (editors_say(edition, view), "" if view["answers"] else editors_words(view)))
        yield 0, _plain(" ".join(said), words, canvas)


def _answer(edition: Edition, answer: AnswerView, style: Style, canvas: Canvas) -> Iterator[TextBlock]:
    """Yield what became of an answer, its words, and who published them."""
    small = Style(canvas.faces.label, SMALL, setting.SOFT, 1.45)
    if told := notices(edition, answer):
        yield _plain(told, small._replace(face=canvas.faces.strong, fill=setting.NOTE), canvas)
    if words := answer["words"]:
        if canvas.faces.cover(setting.plain_words(words)):
            yield setting.set_slice(words, style, RIGHT - LEFT, ALL)
        else:
            soft = style._replace(fill=setting.SOFT)
            yield setting.set_text(canvas.says(ELSEWHERE), soft, RIGHT - LEFT, ALL, trust="more")
    yield _plain(where_from(edition, answer["story"]), small, canvas)


def _plain(text: str, style: Style, canvas: Canvas) -> TextBlock:
    return setting.set_text(text if canvas.faces.cover(text) else canvas.says(ELSEWHERE), style, RIGHT - LEFT, ALL)
