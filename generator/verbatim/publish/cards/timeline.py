"""A story's timeline as a picture: its first moment and its last, and up to two between, each in the source's words.

A TimelineCard and the sheet come in, a text-only SVG goes out. Where moments are left out, the line is broken.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.i18n import msgid
from verbatim.newsroom.timeline import dated
from verbatim.publish.cards.svg import (
    INK,
    MOMENT,
    PAPER,
    SOFT,
    Sheet,
    Style,
    hairlines,
    narrowed,
    page,
    plain_line,
    slice_block,
    slice_from,
    slice_rows,
    wordmark,
    words_of,
)
from verbatim.publish.html import plain
from verbatim.publish.refs import story_ref
from verbatim.publish.views.quotations import words_alt
from verbatim.publish.views.timelines import moment_view

if TYPE_CHECKING:
    from verbatim.model import Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import MomentView, Slice, StoryRef


ROWS = 4
TITLE, LEADING = 46, 1.16
HEAD, FOOT = 124, 532  # the first baseline of the title, and where the rows end
SENTENCE, LARGER, SMALL = 25, 32, 21  # with more than two rows, with two at most, and the foot
TWO, SECOND, RISE = 2, 1.22, 0.35  # lines of a sentence; in sizes, their distance and the middle of letters
WIDEST, RAISED = 130, 0.4  # pixels of a row at most; of the room left, above the rows
LINE, DOT = 12, 9  # the middle of the line from the left margin, and the radius of a moment on it
DATES, WORDS, APART = 44, 330, 24  # where dates and sentences begin, from the left margin; between the two
CLAUSE, WORD = re.compile(r"[,;:–—]\s*"), re.compile(r"\S+")
ELSEWHERE = msgid("In letters that a picture of ours cannot show")
SOME = msgid("%(shown)s of %(num)s moments")


class TimelineCard(NamedTuple):
    """What the card of a timeline shows: `places` are those of the moments among all `total` that have a date."""

    story: StoryRef
    moments: list[MomentView]
    places: list[int]
    total: int


def timeline_facts(edition: Edition, story: Story) -> TimelineCard:
    """Return what the card of a story's timeline shows; the story has a moment with a date."""
    held = [moment_view(edition, one) for one in dated(edition.moments_by_story.get(story.id, []))]
    places = chosen([view["sentence"]["char"] for view in held])
    return TimelineCard(story_ref(edition, story), [held[place] for place in places], places, len(held))


def timeline_alt(edition: Edition, story: Story) -> str:
    """Return a timeline's title and, of each moment on its card, the date and the sentence."""
    told = (
        f"{moment['date']['human'] if moment['date'] else ''}: {words_alt(edition, moment['sentence'])}"
        for moment in timeline_facts(edition, story).moments
    )
    return ". ".join((plain(story.title), *told))


def chosen(sentences: list[str]) -> list[int]:
    """Return the places of the moments shown: the first, the last, and those evenly between, each sentence once."""
    last, told = len(sentences) - 1, {sentences[0], sentences[-1]}
    firsts = {sentence: at for at, sentence in reversed(list(enumerate(sentences)))}
    between = [at for sentence, at in firsts.items() if sentence not in told]
    places = sorted({0, *between, last})
    if len(places) <= ROWS:
        return places
    return [places[round(step * (len(places) - 1) / (ROWS - 1))] for step in range(ROWS)]


def timeline_svg(card: TimelineCard, sheet: Sheet) -> str:
    """Return the card of a timeline."""
    title, end = _title(card.story, sheet)
    frame = sheet.frame
    return page(
        sheet,
        f"Timeline card {card.story['id']}",
        f'<path stroke="{MOMENT}" stroke-width="6" d="M{frame.left} {frame.rule}H{frame.right}"/>',
        title,
        _rows(card, sheet, end + 22),
        hairlines(frame),
        wordmark(sheet, frame.measure / 2),
        _count(card, sheet),
    )


def _title(story: StoryRef, sheet: Sheet) -> tuple[str, float]:
    """Return the title on one or two lines, and where it ends; an editor's title has no place in the source."""
    style, left, measure = Style(sheet.faces.display, TITLE, INK), sheet.frame.left, sheet.frame.measure
    title = story["title"]
    if not sheet.faces.cover(words_of(title)):
        return plain_line(left, HEAD, style, sheet.says(ELSEWHERE), measure), HEAD
    if not title["char"]:
        style = narrowed(story["title_text"], style, measure)
        return plain_line(left, HEAD, style, story["title_text"], measure), HEAD
    rows = slice_rows(title, style, measure, 2)
    drawn = slice_block((left, HEAD), TITLE * LEADING, style, title, rows)
    return drawn, HEAD + (len(rows) - 1) * TITLE * LEADING


def _rows(card: TimelineCard, sheet: Sheet, top: float) -> str:
    count = len(card.moments)
    pitch = min((FOOT - top) / count, WIDEST)
    top += (FOOT - top - pitch * count) * RAISED
    ys = [top + pitch * (at + 0.5) for at in range(count)]
    size = SENTENCE if count > len(("first", "last")) else LARGER
    drawn = [_row(moment, sheet, y, size) for moment, y in zip(card.moments, ys, strict=True)]
    return _line(card, sheet, ys) + "".join(drawn)


def _line(card: TimelineCard, sheet: Sheet, ys: list[float]) -> str:
    x = sheet.frame.left + LINE
    drawn = []
    for (place, y), (after, end) in pairwise(zip(card.places, ys, strict=True)):
        dashes = ' stroke-dasharray="3 9"' if after - place > 1 else ""
        drawn.append(f'<path stroke="{MOMENT}" stroke-width="3"{dashes} d="M{x} {y + DOT:.1f}V{end - DOT:.1f}"/>')
    return "".join(drawn)


def _row(moment: MomentView, sheet: Sheet, y: float, size: int) -> str:
    """Return a moment: a dot, hollow where its date is no exact day of the source, the date, and the sentence."""
    left, date = sheet.frame.left, moment["date"]
    exact = bool(date and date["precision"] == "day" and not date["approximate"])
    dot = (
        f'<circle cx="{left + LINE}" cy="{y:.1f}" r="{DOT}" stroke="{MOMENT}" stroke-width="3"'
        f' fill="{MOMENT if exact else PAPER}"/>'
    )
    named, room = date["human"] if date else "", WORDS - DATES - APART
    strong = narrowed(named, Style(sheet.faces.strong, size, MOMENT), room, 0.7)
    drawn = plain_line(left + DATES, y + RISE * strong.size, strong, named, room)
    return dot + drawn + _sentence(moment, Style(sheet.faces.text, size, INK), sheet, y)


def _sentence(moment: MomentView, style: Style, sheet: Sheet, y: float) -> str:
    """Return the sentence on two lines, from its beginning or from the clause that has the words for the date."""
    x, room = sheet.frame.left + WORDS, sheet.frame.measure - WORDS
    if not sheet.faces.cover(words_of(moment["sentence"])):
        return plain_line(x, y + RISE * style.size, style, sheet.says(ELSEWHERE), room)
    shown = slice_from(moment["sentence"], 0)
    rows = slice_rows(shown, style, room, TWO)
    start = _start(shown) + rows[-1][0].end
    before = ""
    if int(moment["words"]["char"].partition(",")[2]) > start and (clause := _clause(moment, style, room)):
        shown = slice_from(shown, clause)
        rows, before = slice_rows(shown, style, room, TWO), "…"
    first = y + RISE * style.size - (len(rows) - 1) * style.size * SECOND / 2
    hung = plain_line(x - 4, first, style._replace(anchor="end", fill=SOFT), before, room)
    return hung + slice_block((x, first), style.size * SECOND, style, shown, rows)


def _clause(moment: MomentView, style: Style, room: float) -> int:
    """Return where to begin for the date's words: at their clause, else at the first word that leaves them in sight."""
    text, start = words_of(moment["sentence"]), _start(moment["sentence"])
    upto = max(0, _start(moment["words"]) - start)
    if clauses := [found.end() for found in CLAUSE.finditer(text, 0, upto)]:
        return max(clauses)
    end = int(moment["words"]["char"].partition(",")[2]) - start
    firsts = (found.start() for found in WORD.finditer(text, 0, upto))
    return next((at for at in firsts if at + _shown(moment["sentence"], at, style, room) >= end), upto)


def _shown(sentence: Slice, at: int, style: Style, room: float) -> int:
    """Return how many characters from `at` on stand on the lines of a row."""
    return slice_rows(slice_from(sentence, at), style, room, TWO)[-1][0].end


def _start(words: Slice) -> int:
    return int(words["char"].partition(",")[0])


def _count(card: TimelineCard, sheet: Sheet) -> str:
    """Return how many moments there are, and the source, at the right of the foot."""
    said = sheet.words.counted("%(num)s moment", "%(num)s moments", card.total)
    if len(card.moments) < card.total:
        numbers = {"shown": sheet.words.number(len(card.moments)), "num": sheet.words.number(card.total)}
        said = sheet.says(SOME) % numbers
    source = card.story["source_name"]
    text = f"{source} · {said}" if source and sheet.faces.cover(source) else said
    style = Style(sheet.faces.label, SMALL, SOFT, "end")
    return plain_line(sheet.frame.right, sheet.frame.wordmark, style, text, sheet.frame.measure / 2)
