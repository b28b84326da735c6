"""Draws the card of a quotation, wide or square.

Words are never cropped: they get smaller, and a very long quotation is cut at a word and says so. Where the faces lack
letters there are no boxes: the card says that the words are on the page. The rule at the head tells the kinds apart:
straight above verbatim words, a wave above a paraphrase, thin where the speaker is inferred, broken where none is
established.
"""

from __future__ import annotations

import re
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.i18n import direction, msgid
from verbatim.publish.cards import svg
from verbatim.publish.cards.lines import Face, TextLine, balanced_lines, filled_lines, line_count
from verbatim.publish.cards.speaker import draw_source, draw_speaker, two_lines
from verbatim.publish.claims import CORRECTED, ELLIPSIS, ENGLISH
from verbatim.publish.corrections.changes import short_message
from verbatim.publish.urls import span_of

if TYPE_CHECKING:
    from verbatim.core.i18n import Words
    from verbatim.publish.payloads.elements import QuoteView


DISPLAY_FROM = 52  # smaller letters need the sturdier optical size
LOOSE, TIGHT = 1.3, 1.16
RAISED = 0.38  # the part of the spare room above the words: a block looks centred when it is a little high
LONGEST = 1_500  # code points: more than fit at the smallest size
HANG = 0.06  # between a hanging mark and the words, in sizes
NOTE = 18
_MARK = re.compile(r"([“”„«»‘’‚‹›\"「」『』])")
CUT = msgid("Shortened here. The full quotation is on its page.")
RIGHT_TO_LEFT, END = "\u202b", "\u202c"
THICK, THIN, DASHED = 6, 2, "16 10"
WAVE, SWELL = 25, 7  # half a wave's length and its height, in pixels
APART = 36  # pixels at least between the site's name and the trust marks
NOTICE, NOTICE_ROOM = 22, 40  # above a paraphrase: its size, and the room that it takes
UNSHOWN = msgid("This picture cannot show the script of this quotation. The words are on the page.")
PARAPHRASE = msgid("In the source’s words, not the speaker’s")
SENTENCE = msgid("The source’s whole sentence")
# Of trust labels: the size of a mark, the room after it and between labels, in sizes of their words.
MARK, AFTER, GAP = 1.1, 0.3, 1.5
SMALLEST = 17
_HIDDEN_BLANKS = re.compile(r"(\s+)(?=\s)")
_PENCIL = '<path d="M3 13.2 3.6 10l7-7 2.5 2.4-7 7.1z" fill="none" stroke-width="1.4"/>'
_BASES = {
    "stated": msgid("Speaker named"),
    "described": msgid("Speaker described"),
    "inferred": msgid("Speaker worked out"),
    "editor": msgid("Speaker named by the editors"),
}
# The site's marks, each on a grid of 16, as the theme's icons draw them.
_DRAWN = {
    "verbatim": '<path d="m2.5 8.6 3.6 3.7 7.4-8.6" fill="none" stroke-width="2"/>',
    "partly": '<path d="M3 5.5h4M3 10.5h10" fill="none" stroke-width="2"/>',
    "sentence": '<path d="M2.5 5h11M2.5 8h11M2.5 11h7" fill="none" stroke-width="1.6"/>',
    "corrected": '<path d="m3 12.5 5-8.3 5 8.3" fill="none" stroke-width="1.8"/>',
    "paraphrase": '<path d="M1.8 9.6c2-3.4 4-3.4 6.2-1.4s4.2 2 6.2-1.6" fill="none" stroke-width="1.8"/>',
    "stated": '<circle cx="8" cy="8" r="4.6"/>',
    "inferred": '<circle cx="8" cy="8" r="4.6" fill="none" stroke-width="1.4"/>'
    '<path stroke="none" d="M8 3.4a4.6 4.6 0 0 1 0 9.2z"/>',
    "editor": _PENCIL,
    "editors": _PENCIL,
}


class WordSetting(NamedTuple):
    """Words set in a size: the face, their lines, and the height in pixels that is available."""

    size: int
    face: Face
    lines: list[TextLine]
    room: int
    rtl: bool

    @property
    def height(self) -> float:
        """The height of one line in pixels."""
        return _leading(self.size)

    @property
    def left_over(self) -> float:
        """The spare height; negative where the lines do not fit."""
        return self.room - len(self.lines) * self.height


class TrustLabel(NamedTuple):
    """A mark and its words: what is verbatim, or how far an attribution is established."""

    mark: str
    words: str


def quote_svg(quote: QuoteView, canvas: svg.Canvas) -> str:
    """Return the card of a quotation that is not withdrawn."""
    shown = canvas.faces.cover(svg.plain_words(quote["whole"]))
    labels = trust_labels(quote, canvas.words)
    beside = canvas.frame.trust_at == "right"
    room = canvas.frame.measure * (0.78 if beside else 1)
    marks, wide = draw_trust(labels if shown else labels[1:], canvas, room)
    return svg.drawing(
        canvas,
        f"Quotation card {quote['id']}",
        _rule(quote, canvas.frame),
        draw_with_notices(quote, canvas) if shown else _unshown(canvas),
        draw_speaker(quote, canvas),
        draw_source(quote["story"], canvas),
        svg.hairlines(canvas.frame),
        svg.wordmark(canvas, canvas.frame.measure - wide - APART if beside else canvas.frame.room / 2),
        marks,
        quote=quote["id"],
    )


def draw_with_notices(quote: QuoteView, canvas: svg.Canvas) -> str:
    """Return the words, below what has to be said first: what was corrected, and that they are not somebody's own."""
    notices = _notices(quote, canvas)
    if not notices:
        return draw_words(quote, canvas)
    frame, row = canvas.frame, round(NOTICE_ROOM * canvas.frame.scale)
    top, bottom = frame.words
    style = svg.Style(canvas.faces.strong, NOTICE * frame.scale, svg.SOFT)
    lines = [(line, fill) for told, fill in notices for line in two_lines(told, style, frame.measure)]
    drawn = [
        svg.plain_line(frame.left, top + at * row + style.size, style._replace(fill=fill), line, frame.measure)
        for at, (line, fill) in enumerate(lines)
    ]
    lower = canvas._replace(frame=frame._replace(words=(top + len(lines) * row, bottom)))
    return "".join(drawn) + draw_words(quote, lower)


def _notices(quote: QuoteView, canvas: svg.Canvas) -> list[tuple[str, str]]:
    """Return the lines above the words, each with its colour."""
    corrected = [*quote["corrections"], *quote["changes"]][-1:]
    notices = [(short_message(one, canvas.words), svg.QUOTE) for one in corrected]
    if not quote["marks"]:
        notices.append((canvas.says(PARAPHRASE if quote["form"] == "paraphrase" else SENTENCE), svg.SOFT))
    dated = f"{canvas.says(CORRECTED)} {corrected[0]['date']['human']}" if corrected else ""
    return [(told if canvas.faces.cover(told) else dated, fill) for told, fill in notices]


def _rule(quote: QuoteView, frame: svg.CardFormat) -> str:
    """Return the rule at the head: thin where the source names nobody, dashes or single swells where nobody is."""
    place, sure = f"M{frame.left} {frame.rule}", quote["standing"] != "none"
    dashes = "" if sure or not quote["marks"] else f' stroke-dasharray="{DASHED}"'
    path = _swells(frame.measure, 0 if sure else WAVE) if not quote["marks"] else f"H{frame.right}"
    width = THIN if sure and quote["basis"] in ("inferred", "editor") else THICK
    return f'<path fill="none" stroke="{svg.QUOTE}" stroke-width="{width}"{dashes} d="{place}{path}"/>'


def _swells(width: int, apart: int) -> str:
    one = f"q{WAVE / 2:g} {-2 * SWELL} {WAVE} 0t{WAVE} 0"
    return f"m{apart} 0".join([one] * ((width + apart) // (2 * WAVE + apart)))


def _unshown(canvas: svg.Canvas) -> str:
    style, notice, frame = svg.Style(canvas.faces.text, 44, svg.SOFT), canvas.says(UNSHOWN), canvas.frame
    broken = balanced_lines(notice, style.face, style.fits(frame.measure))
    placed = ((frame.words[0] + 94 + at * 58, notice[row.start : row.end].rstrip()) for at, row in enumerate(broken))
    return "".join(svg.text_line(frame.left, y, style, svg.escape_xml(text)) for y, text in placed)


def draw_words(quote: QuoteView, canvas: svg.Canvas) -> str:
    """Return the quotation's lines: with a hanging mark where it has one, “…” and a note where it was cut."""
    frame = canvas.frame
    whole = drawn_words(quote, canvas)
    told = whole.cut(LONGEST)
    setting = _setting(told, quote, canvas)
    if setting.left_over < 0 or told.is_cut:
        setting, shown = _shortened(told.text, setting, frame.measure)
        told = whole.cut(shown)
    first = frame.words[0] + setting.left_over * RAISED + setting.size * 0.82
    drawn = _hanging(quote, setting, canvas, first) + _lines(told, quote, setting, canvas, first)
    small = svg.Style(canvas.faces.label, NOTE * frame.scale, svg.SOFT)
    note = svg.text_line(frame.left, frame.words[1] + NOTE * frame.scale, small, svg.escape_xml(canvas.says(CUT)))
    return drawn + (note if told.is_cut else "")


class DrawnWords(NamedTuple):
    """What a card draws: the pieces of the words with “ … ” between, and where each piece begins, here and there.

    `pieces` are the first and last place of each in `text`, and its first in the source.
    """

    text: str
    pieces: tuple[tuple[int, int, int], ...]
    starts: frozenset[int]  # where a paragraph of the source begins
    is_cut: bool = False

    def cut(self, length: int) -> DrawnWords:
        """Return at most the first so many characters."""
        if length >= len(self.text):
            return self
        kept = tuple((begin, min(end, length), place) for begin, end, place in self.pieces if begin < length)
        return DrawnWords(self.text[:length], kept, self.starts, is_cut=True)


def drawn_words(quote: QuoteView, canvas: svg.Canvas) -> DrawnWords:
    """Return a quotation's words for drawing: the reporter's between two pieces are left out."""
    pair = _pair(quote, canvas.faces.text)
    opening, closing = (pair[0], pair[1]) if quote["marks"] else ("", "")
    text, pieces, starts = "", [], set[int]()
    for part in quote["parts"]:
        if part["paragraph"] and not part["gap"]:
            starts.add(len(text) + 1)
            text += f"\n{opening}"
        elif text:
            text += f"{closing}{ELLIPSIS}{opening}" if part["gap"] else " "
        words = svg.plain_words(part["words"])
        pieces.append((len(text), len(text) + len(words), span_of(part["words"]).start))
        text += words
    return DrawnWords(text, tuple(pieces), frozenset(starts))


def _leading(size: float) -> float:
    return size * (TIGHT if size >= DISPLAY_FROM else LOOSE)


def _setting(told: DrawnWords, quote: QuoteView, canvas: svg.Canvas) -> WordSetting:
    """Return the largest setting that fits, or else the smallest."""
    text, forced, frame = told.text, told.starts, canvas.frame
    room = frame.words[1] - frame.words[0]
    most = frame.largest[quote["step"] - 1]
    sizes = [size for size in frame.sizes if size <= most]

    def height(size: int) -> float:
        return line_count(text, _face(canvas, size), frame.measure / size, forced) * _leading(size)

    size = next((one for one in sizes if height(one) <= room), sizes[-1])
    face = _face(canvas, size)
    broken = balanced_lines(text, face, frame.measure / size, forced)
    return WordSetting(size, face, broken, room, direction(quote["lang"]) == "rtl")


def _face(canvas: svg.Canvas, size: int) -> Face:
    return canvas.faces.display if size >= DISPLAY_FROM else canvas.faces.text


def _shortened(text: str, setting: WordSetting, measure: int) -> tuple[WordSetting, int]:
    """Return the lines that fit, the last with room for “…”, and the number of characters that they show."""
    kept = setting.lines[: int(setting.room // setting.height)]
    last = kept[-1]
    most = measure / setting.size - setting.face.width("…")
    fitting = filled_lines(text[last.start : last.end].rstrip(), setting.face, most)[0]
    end = last.start + len(text[last.start : last.start + fitting.end].rstrip())
    return setting._replace(lines=[*kept[:-1], TextLine(last.start, end)]), end


def _hanging(quote: QuoteView, setting: WordSetting, canvas: svg.Canvas, y: float) -> str:
    if not quote["marks"]:
        return ""
    mark, away = _pair(quote, setting.face)[0], HANG * setting.size
    mark = f"{RIGHT_TO_LEFT}{mark}{END}" if setting.rtl else mark
    style = svg.Style(setting.face, setting.size, svg.QUOTE, "start" if setting.rtl else "end")
    x = canvas.frame.right + away if setting.rtl else canvas.frame.left - away
    return svg.text_line(x, y, style, f'<tspan aria-hidden="true">{mark}</tspan>')


def _pair(quote: QuoteView, face: Face) -> str:
    """Return the quotation's marks, or English ones where the face lacks them."""
    return quote["pair"] if face.covers(quote["pair"]) else ENGLISH


def _lines(told: DrawnWords, quote: QuoteView, setting: WordSetting, canvas: svg.Canvas, y: float) -> str:
    """Return one text element: a tspan for each line with its slices in it, then the closing mark or “…”.

    Trailing blanks are kept but hidden: in a right-to-left line an engine would set them at its beginning.
    """
    x, ornament = canvas.frame.right if setting.rtl else canvas.frame.left, '<tspan aria-hidden="true"'
    begin, end = (f"{ornament}>{one}</tspan>" if setting.rtl else "" for one in (RIGHT_TO_LEFT, END))
    mark = "…" if told.is_cut else _pair(quote, setting.face)[1] if quote["marks"] else ""
    closing = f'{ornament} fill="{svg.SOFT if told.is_cut else svg.QUOTE}">{mark}</tspan>' if mark else ""
    drawn = []
    for at, row in enumerate(setting.lines):
        last = closing if row.end == len(told.text) else ""
        words = _row(told, row, quote["whole"]["story"])
        drawn.append(f'<tspan x="{x}" y="{y + at * setting.height:.1f}">{begin}{words}{last}{end}</tspan>')
    style = svg.Style(setting.face, setting.size, svg.INK, "end" if setting.rtl else "start")
    return svg.text_line(x, y, style, "".join(drawn))


def _row(told: DrawnWords, row: TextLine, story: str) -> str:
    """Return one line: each piece with its place, softer what stands between two."""
    drawn, at = [], row.start
    bare = row.start + len(told.text[row.start : row.end].rstrip())
    for begin, end, place in told.pieces:
        first, last = max(begin, row.start), min(end, row.end)
        if first >= last:
            continue
        drawn.append(_between(told.text[at:first]))
        words, blank = told.text[first : min(last, bare)], told.text[max(first, min(last, bare)) : last]
        hidden = f'<tspan display="none">{svg.escape_xml(blank)}</tspan>' if blank else ""
        where = svg.place_attributes(story, place + first - begin, place + last - begin)
        drawn.append(f"<tspan {where}>{_spaced(words)}{hidden}</tspan>")
        at = last
    return "".join([*drawn, _between(told.text[at:bare])])


def _between(text: str) -> str:
    """Return what a card puts between two pieces: the marks in their colour, “…” softer."""
    if not text.strip():
        return _spaced(text)
    coloured = ((piece, svg.QUOTE if _MARK.fullmatch(piece) else svg.SOFT) for piece in _MARK.split(text))
    return "".join(f'<tspan fill="{colour}">{_spaced(piece)}</tspan>' for piece, colour in coloured if piece)


def _spaced(text: str) -> str:
    """Escape text; of several blanks in a row only the last is visible."""
    drawn = []
    for at, piece in enumerate(_HIDDEN_BLANKS.split(text)):
        drawn.append(f'<tspan display="none">{svg.escape_xml(piece)}</tspan>' if at % 2 else svg.escape_xml(piece))
    return "".join(drawn)


def trust_labels(quote: QuoteView, words: Words) -> list[TrustLabel]:
    """Return the labels of the words, then of the attribution. A corrected quotation is never called verbatim.

    Where no speaker is established, the speaker's own place on the card says so.
    """
    if quote["corrections"]:
        first = TrustLabel("corrected", words.gettext("Corrected, see the page"))
    elif quote["form"] == "paraphrase":
        first = TrustLabel("paraphrase", words.gettext("Paraphrase, in the source’s words"))
    elif quote["form"] == "sentence":
        first = TrustLabel("sentence", words.gettext("Whole sentence"))
    elif quote["form"] == "partly":
        first = TrustLabel("partly", words.gettext("Partly quoted"))
    else:
        first = TrustLabel("verbatim", words.gettext("Verbatim"))
    basis = quote["standing"]
    is_edited = quote["edited"] and basis != "editor"
    by_hand = [TrustLabel("editors", words.gettext("Edited by hand"))] if is_edited else []
    how = "described" if basis == "stated" and not quote["speaker"] else basis
    said = [TrustLabel(basis, words.gettext(_BASES[how]))] if how in _BASES else []
    return [first, *said, *by_hand]


def draw_trust(labels: list[TrustLabel], canvas: svg.Canvas, room: float) -> tuple[str, float]:
    """Return the labels in their place on the card, at most `room` pixels wide, and their width."""
    if not labels:
        return "", 0
    frame, face = canvas.frame, canvas.faces.label
    widths = [MARK + AFTER + face.width(label.words) for label in labels]
    needed = fsum(widths) + GAP * (len(labels) - 1)
    size = max(SMALLEST, min(frame.trust_size, room / needed))
    x = frame.left if frame.trust_at == "left" else frame.right - needed * size
    drawn = []
    for label, width in zip(labels, widths, strict=True):
        drawn.append(_label(label, x, frame.trust, svg.Style(face, round(size, 1), svg.INK)))
        x += (width + GAP) * size
    return "".join(drawn), needed * size


def _label(label: TrustLabel, x: float, y: float, style: svg.Style) -> str:
    scale = f'transform="translate({x:.1f} {y - 0.85 * style.size:.1f}) scale({MARK * style.size / 16:.3f})"'
    text = f'<tspan data-trust="{label.mark}">{svg.escape_xml(label.words)}</tspan>'
    mark = f'<g fill="{svg.SOFT}" stroke="{svg.SOFT}" {scale}>{_DRAWN[label.mark]}</g>'
    return mark + svg.text_line(round(x + (MARK + AFTER) * style.size, 1), y, style, text)
