"""The picture of a timeline: the first and last moment and up to two between, each in the source's words.

The line is broken where moments are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from verbatim.core.i18n import msgid
from verbatim.model import Story
from verbatim.newsroom.places import leaves_open
from verbatim.publish.cards import quote, setting
from verbatim.publish.edition import Edition
from verbatim.publish.html import plain
from verbatim.publish.moments import MomentView, moments_alt, story_line
from verbatim.publish.refs import Slice, story_ref
from verbatim.publish.urls import span_of, timeline_address

ROWS = 4
LEFT, RIGHT, TOP = 96, 1104, 52
TITLE, SENTENCE, LARGER = 46, 25, 32  # sizes; of sentences with more than two rows, and with at most two
TWO = 2  # lines of a sentence
WIDEST, RAISED = 130, 0.4  # pixels of a row at most; the part of the spare room above the rows
LINE, DOT = 12, 9  # the middle of the line from the left margin, and the radius of its dots
DATES, WORDS, APART = 44, 330, 24  # dates and sentences from the left margin; the gap between them
CLAUSE, WORD, CLOSES = re.compile(r"[,;:–—]\s*"), re.compile(r"\S+"), re.compile(r"[”\"]\s*")
ELSEWHERE = msgid("In a script that this picture cannot show")
SOME = msgid("%(shown)s of %(num)s moments")


class MomentRow(NamedTuple):
    """A moment on the line: its height, whether its date is an exact day, the date, the sentence in blocks."""

    y: float
    is_exact: bool
    blocks: Sequence[setting.TextBlock]


@dataclass(frozen=True, slots=True)
class TimelinePicture:
    """What `cards/timeline.svg` draws; `lines` are the stretches between dots, broken where moments are left out."""

    id: str
    left: float
    right: float
    x: float
    title: setting.TextBlock
    rows: Sequence[MomentRow]
    lines: Sequence[tuple[float, float, bool]]
    foot: setting.Foot

    @staticmethod
    def of(edition: Edition, story: Story, canvas: setting.Canvas) -> TimelinePicture:
        """Return the picture of a story's timeline with a dated moment."""
        ref, where = story_ref(edition, story), edition.site.absolute(timeline_address(story))
        title = ref["title"] if ref["title"]["char"] else ref["title_text"]
        return TimelinePicture.of_moments(story.id, title, _views(edition, story), canvas, (ref["source_name"], where))

    @staticmethod
    def of_moments(
        name: str, title: str | Slice, views: Sequence[MomentView], canvas: setting.Canvas, where: tuple[str, str]
    ) -> TimelinePicture:
        """Return the picture of dated moments; `where` is their source and the address of all of them."""
        head = _title(title, canvas).at(LEFT, TOP)
        places, top = _places(views), TOP + head.height + 14
        pitch = min((quote.WIDE.rule - 8 - top) / len(places), WIDEST)
        top += (quote.WIDE.rule - 8 - top - pitch * len(places)) * RAISED
        ys = [round(top + pitch * (at + 0.5), 1) for at in range(len(places))]
        size = SENTENCE if len(places) > TWO else LARGER
        rows = [_row(views[place], canvas, y, size) for place, y in zip(places, ys, strict=True)]
        spots = pairwise(zip(places, ys, strict=True))
        lines = [(y + DOT, end - DOT, after - place > 1) for (place, y), (after, end) in spots]
        foot = setting.foot(canvas, _foot(len(places), len(views), canvas, *where), (LEFT, RIGHT, quote.WIDE.rule))
        return TimelinePicture(name, LEFT, RIGHT, LEFT + LINE, head, rows, lines, foot)


def _views(edition: Edition, story: Story) -> list[MomentView]:
    return [row.moment for row in story_line(edition, story).rows if row.moment]


def _places(views: Sequence[MomentView]) -> list[int]:
    return chosen([f"{view['story']['id']} {view['sentence']['char']}" for view in views])


def timeline_alt(edition: Edition, story: Story) -> str:
    """Return the text alternative of a timeline's card: the title, then the date and sentence of each moment on it."""
    views = _views(edition, story)
    moments = [views[place] for place in _places(views)]
    return moments_alt(
        edition, plain(story.title), [(one["date"]["human"] if one["date"] else "", one) for one in moments]
    )


def chosen(sentences: list[str]) -> list[int]:
    """Return the places of the moments to show: first, last, and evenly between, no sentence again between."""
    last, ends = len(sentences) - 1, {sentences[0], sentences[-1]}
    firsts = {sentence: at for at, sentence in reversed(list(enumerate(sentences)))}
    between = [at for sentence, at in firsts.items() if sentence not in ends]
    places = sorted({0, *between, last})
    if len(places) <= ROWS:
        return places
    return [places[round(step * (len(places) - 1) / (ROWS - 1))] for step in range(ROWS)]


def _title(title: str | Slice, canvas: setting.Canvas) -> setting.TextBlock:
    """Return the title on one or two lines; an editor's title has no place in the source."""
    style, measure = setting.Style(canvas.faces.display, TITLE, leading=1.16), RIGHT - LEFT
    if not canvas.faces.cover(title if isinstance(title, str) else setting.plain_words(title)):
        return setting.set_text(canvas.says(ELSEWHERE), style, measure)
    if isinstance(title, str):
        return setting.set_text(title, setting.narrowed(title, style, measure), measure + 1)
    return setting.set_slice(title, style, measure, TWO)


def _row(moment: MomentView, canvas: setting.Canvas, y: float, size: int) -> MomentRow:
    date = moment["date"]
    named, room = date["human"] if date else "", WORDS - DATES - APART
    strong = setting.narrowed(named, setting.Style(canvas.faces.strong, size, setting.MOMENT), room, 0.7)
    label = setting.set_text(named, strong, room)
    blocks = [label.at(LEFT + DATES, y - label.height / 2), *_sentence(moment, canvas, y, size)]
    return MomentRow(y, bool(date and date["precision"] == "day" and not date["approximate"]), blocks)


def _sentence(moment: MomentView, canvas: setting.Canvas, y: float, size: int) -> Iterator[setting.TextBlock]:
    """Yield the sentence on two lines, from its beginning or from the clause with the words for the date."""
    style, x, room = setting.Style(canvas.faces.text, size, leading=1.22), LEFT + WORDS, RIGHT - LEFT - WORDS
    sentence = moment["sentence"]
    if not canvas.faces.cover(setting.plain_words(sentence)):
        told = setting.set_text(canvas.says(ELSEWHERE), style._replace(fill=setting.SOFT), room)
        yield told.at(x, y - told.height / 2)
        return
    start = _start(moment, style, room)
    told = setting.set_slice(sentence, style, room, TWO, start)
    told = told.at(x, y - told.height / 2)
    yield told
    if start:
        yield setting.set_text("…", style._replace(anchor="end", fill=setting.SOFT), room)._replace(x=x - 4, y=told.y)


def _start(moment: MomentView, style: setting.Style, room: float) -> int:
    """Return where to begin the sentence: where its beginning does not show the date's words, at their clause.

    Else at the first word that shows them.
    """
    sentence, date = moment["sentence"], span_of(moment["words"])
    text, start = setting.plain_words(sentence), span_of(sentence).start
    if date.end - start <= setting.shown_of(text, style, room, TWO):
        return 0
    before_date = max(0, date.start - start)
    if clauses := [match.end() for match in CLAUSE.finditer(text, 0, before_date)]:
        return _behind_quotation(text, max(clauses), before_date)
    for word in WORD.finditer(text, 0, before_date):
        if word.start() + setting.shown_of(text[word.start() :], style, room, TWO) >= date.end - start:
            return _behind_quotation(text, word.start(), before_date)
    return before_date


def _behind_quotation(text: str, start: int, before_date: int) -> int:
    """Return where to begin: behind a quotation that a start within it would leave without its first mark."""
    closes = CLOSES.search(text, start, before_date) if leaves_open(text[:start]) else None
    return closes.end() if closes else start


def _foot(shown: int, total: int, canvas: setting.Canvas, source: str, address: str) -> list[str]:
    """Return the source and the number of moments, and where all of them are."""
    counted = canvas.words.counted("%(num)s moment", "%(num)s moments", total)
    if shown < total:
        counted = canvas.says(SOME) % {"shown": canvas.words.number(shown), "num": canvas.words.number(total)}
    told = f"{source} · {counted}" if source and canvas.faces.cover(source) else counted
    return [told, address.partition("://")[2].rstrip("/")]
