"""Draws the card of a timeline: the first and last moment and up to two between, each in the source's words.

The line is broken where moments are left out.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.i18n import msgid
from verbatim.newsroom.timeline import dated
from verbatim.publish.cards import svg
from verbatim.publish.claims import ENDS
from verbatim.publish.embeds.timeline import moment_line
from verbatim.publish.html import plain
from verbatim.publish.refs import story_ref
from verbatim.publish.urls import span_of
from verbatim.publish.views.timelines import moment_view

if TYPE_CHECKING:
    from verbatim.model import Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import MomentView, Slice
    from verbatim.publish.views.topic import TopicView


ROWS = 4
TITLE, LEADING = 46, 1.16
HEAD, FOOT = 124, 532  # the first baseline of the title, and the end of the rows
SENTENCE, LARGER, SMALL = 25, 32, 21  # sizes with more than two rows, with at most two, and in the foot
TWO, SECOND, RISE = 2, 1.22, 0.35  # lines of a sentence, their distance and the middle of letters, both in sizes
WIDEST, RAISED = 130, 0.4  # pixels of a row at most; the part of the spare room above the rows
LINE, DOT = 12, 9  # the middle of the line from the left margin, and the radius of its dots
DATES, WORDS, APART = 44, 330, 24  # dates and sentences from the left margin; the gap between them
CLAUSE, WORD = re.compile(r"[,;:–—]\s*"), re.compile(r"\S+")
ELSEWHERE = msgid("In a script that this picture cannot show")
SOME = msgid("%(shown)s of %(num)s moments")


class TimelineCard(NamedTuple):
    """What the card of a timeline shows; `places` are those of its moments among all `total` dated ones.

    `title` is None where the editors wrote it, and only `title_text` is drawn; `source` is who published it, or "".
    """

    id: str
    title: Slice | None
    title_text: str
    source: str
    moments: list[MomentView]
    places: list[int]
    total: int


def timeline_facts(edition: Edition, story: Story) -> TimelineCard:
    """Return what the card of a timeline with a dated moment shows."""
    ref = story_ref(edition, story)
    title = ref["title"] if ref["title"]["char"] else None
    return _card((story.id, title, ref["title_text"], ref["source_name"]), _views(edition, story))


def _views(edition: Edition, story: Story) -> list[MomentView]:
    return [moment_view(edition, one) for one in dated(edition.moments_by_story.get(story.id, []))]


def topic_facts(topic: TopicView) -> TimelineCard:
    """Return what the card of a topic with a dated moment shows."""
    ref, sources = topic.ref, topic.sources
    return _card((ref["id"], None, plain(ref["title"]), sources[0] if len(sources) == 1 else ""), topic.moments)


def _card(named: tuple[str, Slice | None, str, str], views: list[MomentView]) -> TimelineCard:
    places = chosen([f"{view['story']['id']} {view['sentence']['char']}" for view in views])
    return TimelineCard(*named, [views[place] for place in places], places, len(views))


def timeline_alt(edition: Edition, story: Story) -> str:
    """Return the text alternative of a timeline's card: the title, then the date and sentence of each moment on it."""
    title, moments = plain(story.title), timeline_facts(edition, story).moments
    told = (moment_line(edition, one["date"]["human"] if one["date"] else "", one) for one in moments)
    return " ".join((title if title.endswith(ENDS) else f"{title}.", *told))


def chosen(sentences: list[str]) -> list[int]:
    """Return the places of the moments to show: first, last, and evenly between, no sentence again between."""
    last, ends = len(sentences) - 1, {sentences[0], sentences[-1]}
    firsts = {sentence: at for at, sentence in reversed(list(enumerate(sentences)))}
    between = [at for sentence, at in firsts.items() if sentence not in ends]
    places = sorted({0, *between, last})
    if len(places) <= ROWS:
        return places
    return [places[round(step * (len(places) - 1) / (ROWS - 1))] for step in range(ROWS)]


def timeline_svg(card: TimelineCard, canvas: svg.Canvas) -> str:
    """Return the SVG of a timeline's card."""
    title, end = _title(card, canvas)
    frame = canvas.frame
    return svg.drawing(
        canvas,
        f"Timeline card {card.id}",
        f'<path stroke="{svg.MOMENT}" stroke-width="6" d="M{frame.left} {frame.rule}H{frame.right}"/>',
        title,
        _rows(card, canvas, end + 22),
        svg.hairlines(frame),
        svg.wordmark(canvas, frame.measure / 2),
        _count(card, canvas),
    )


def _title(card: TimelineCard, canvas: svg.Canvas) -> tuple[str, float]:
    """Return the title on one or two lines, and its last baseline; an editor's title has no place in the source."""
    style, left, measure = svg.Style(canvas.faces.display, TITLE, svg.INK), canvas.frame.left, canvas.frame.measure
    if not canvas.faces.cover(svg.plain_words(card.title) if card.title else card.title_text):
        return svg.plain_line(left, HEAD, style, canvas.says(ELSEWHERE), measure), HEAD
    if not card.title:
        style = svg.narrowed(card.title_text, style, measure)
        return svg.plain_line(left, HEAD, style, card.title_text, measure), HEAD
    rows = svg.slice_rows(card.title, style, measure, 2)
    drawn = svg.slice_block((left, HEAD), TITLE * LEADING, style, card.title, rows)
    return drawn, HEAD + (len(rows) - 1) * TITLE * LEADING


def _rows(card: TimelineCard, canvas: svg.Canvas, top: float) -> str:
    count = len(card.moments)
    pitch = min((FOOT - top) / count, WIDEST)
    top += (FOOT - top - pitch * count) * RAISED
    ys = [top + pitch * (at + 0.5) for at in range(count)]
    size = SENTENCE if count > len(("first", "last")) else LARGER
    drawn = [_row(moment, canvas, y, size) for moment, y in zip(card.moments, ys, strict=True)]
    return _line(card, canvas, ys) + "".join(drawn)


def _line(card: TimelineCard, canvas: svg.Canvas, ys: list[float]) -> str:
    x = canvas.frame.left + LINE
    drawn = []
    for (place, y), (after, end) in pairwise(zip(card.places, ys, strict=True)):
        dashes = ' stroke-dasharray="3 9"' if after - place > 1 else ""
        drawn.append(f'<path stroke="{svg.MOMENT}" stroke-width="3"{dashes} d="M{x} {y + DOT:.1f}V{end - DOT:.1f}"/>')
    return "".join(drawn)


def _row(moment: MomentView, canvas: svg.Canvas, y: float, size: int) -> str:
    """Return a moment: a dot, hollow unless its date is an exact day, the date, and the sentence."""
    left, date = canvas.frame.left, moment["date"]
    exact = bool(date and date["precision"] == "day" and not date["approximate"])
    dot = (
        f'<circle cx="{left + LINE}" cy="{y:.1f}" r="{DOT}" stroke="{svg.MOMENT}" stroke-width="3"'
        f' fill="{svg.MOMENT if exact else svg.PAPER}"/>'
    )
    named, room = date["human"] if date else "", WORDS - DATES - APART
    strong = svg.narrowed(named, svg.Style(canvas.faces.strong, size, svg.MOMENT), room, 0.7)
    drawn = svg.plain_line(left + DATES, y + RISE * strong.size, strong, named, room)
    return dot + drawn + _sentence(moment, svg.Style(canvas.faces.text, size, svg.INK), canvas, y)


def _sentence(moment: MomentView, style: svg.Style, canvas: svg.Canvas, y: float) -> str:
    """Return the sentence on two lines, from its beginning or from the clause with the words for the date."""
    x, room = canvas.frame.left + WORDS, canvas.frame.measure - WORDS
    if not canvas.faces.cover(svg.plain_words(moment["sentence"])):
        return svg.plain_line(x, y + RISE * style.size, style, canvas.says(ELSEWHERE), room)
    shown = svg.slice_from(moment["sentence"], 0)
    rows = svg.slice_rows(shown, style, room, TWO)
    end, before = span_of(shown).start + rows[-1][0].end, ""
    if span_of(moment["words"]).end > end and (clause := _clause(moment, style, room)):
        shown = svg.slice_from(shown, clause)
        rows, before = svg.slice_rows(shown, style, room, TWO), "…"
    first = y + RISE * style.size - (len(rows) - 1) * style.size * SECOND / 2
    hung = svg.plain_line(x - 4, first, style._replace(anchor="end", fill=svg.SOFT), before, room)
    return hung + svg.slice_block((x, first), style.size * SECOND, style, shown, rows)


def _clause(moment: MomentView, style: svg.Style, room: float) -> int:
    """Return where to begin the sentence: at the clause of the date's words, else at the first word that shows them."""
    sentence, date = moment["sentence"], span_of(moment["words"])
    text, start = svg.plain_words(sentence), span_of(sentence).start
    before_date = max(0, date.start - start)
    if clauses := [match.end() for match in CLAUSE.finditer(text, 0, before_date)]:
        return max(clauses)
    for word in WORD.finditer(text, 0, before_date):
        shown = svg.slice_rows(svg.slice_from(sentence, word.start()), style, room, TWO)[-1][0].end
        if word.start() + shown >= date.end - start:
            return word.start()
    return before_date


def _count(card: TimelineCard, canvas: svg.Canvas) -> str:
    """Return the source and the number of moments, at the right of the foot."""
    counted = canvas.words.counted("%(num)s moment", "%(num)s moments", card.total)
    if len(card.moments) < card.total:
        numbers = {"shown": canvas.words.number(len(card.moments)), "num": canvas.words.number(card.total)}
        counted = canvas.says(SOME) % numbers
    text = f"{card.source} · {counted}" if card.source and canvas.faces.cover(card.source) else counted
    style = svg.Style(canvas.faces.label, SMALL, svg.SOFT, "end")
    return svg.plain_line(canvas.frame.right, canvas.frame.wordmark, style, text, canvas.frame.measure / 2)
