"""Draws the card of a quotation, wide or square.

Words are never cropped: they get smaller, and a very long quotation is cut at a word and says so. Where the faces lack
letters there are no boxes: the card says that the words are on the page. The rule at the head tells the kinds apart:
straight above verbatim words, a wave above a paraphrase, thin where the speaker is inferred, broken where none is
established.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.i18n import direction, msgid
from verbatim.publish.cards import svg
from verbatim.publish.cards.lines import Face, TextLine, balanced_lines, filled_lines, line_count
from verbatim.publish.cards.speaker import draw_source, draw_speaker, established
from verbatim.publish.urls import span_of
from verbatim.publish.views.quotations import ENGLISH

if TYPE_CHECKING:
    from verbatim.core.i18n import Words
    from verbatim.publish.payloads.elements import QuoteView


DISPLAY_FROM = 52  # smaller letters need the sturdier optical size
LOOSE, TIGHT = 1.3, 1.16
RAISED = 0.38  # the part of the spare room above the words: a block looks centred when it is a little high
LONGEST = 1_500  # code points: more than fit at the smallest size
HANG = 0.06  # between a hanging mark and the words, in sizes
NOTE = 18
MARKS = frozenset('“”„«»‘’‚‹›"「」『』')
CUT = msgid("Shortened here. The full quotation is on its page.")
RIGHT_TO_LEFT, END = "\u202b", "\u202c"
THICK, THIN, DASHED = 6, 2, "16 10"
WAVE, SWELL = 25, 7  # half a wave's length and its height, in pixels
APART = 36  # pixels at least between the site's name and the trust marks
NOTICE, NOTICE_ROOM = 22, 40  # above a paraphrase: its size, and the room that it takes
UNSHOWN = msgid("This picture cannot show the script of this quotation. The words are on the page.")
PARAPHRASE = msgid("In the source’s words, not the speaker’s")
# Of trust labels: the size of a mark, the room after it and between labels, in sizes of their words.
MARK, AFTER, GAP = 1.1, 0.3, 1.5
SMALLEST = 17
_HIDDEN_BLANKS = re.compile(r"(\s+)(?=\s)")
_LINE_END = re.compile(r"(?<!\s)\s*[\r\n]\s*")
_BASES = {
    "stated": msgid("Speaker named"),
    "described": msgid("Speaker described"),
    "inferred": msgid("Speaker worked out"),
}
# The site's marks, each on a grid of 16, as the theme's icons draw them.
_DRAWN = {
    "verbatim": '<path d="m2.5 8.6 3.6 3.7 7.4-8.6" fill="none" stroke-width="2"/>',
    "corrected": '<path d="m3 12.5 5-8.3 5 8.3" fill="none" stroke-width="1.8"/>',
    "paraphrase": '<path d="M1.8 9.6c2-3.4 4-3.4 6.2-1.4s4.2 2 6.2-1.6" fill="none" stroke-width="1.8"/>',
    "stated": '<circle cx="8" cy="8" r="4.6"/>',
    "inferred": '<circle cx="8" cy="8" r="4.6" fill="none" stroke-width="1.4"/>'
    '<path stroke="none" d="M8 3.4a4.6 4.6 0 0 1 0 9.2z"/>',
    "editors": '<path d="M3 13.2 3.6 10l7-7 2.5 2.4-7 7.1z" fill="none" stroke-width="1.4"/>',
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
        _words(quote, canvas) if shown else _unshown(canvas),
        draw_speaker(quote, canvas),
        draw_source(quote["story"], canvas),
        svg.hairlines(canvas.frame),
        svg.wordmark(canvas, canvas.frame.measure - wide - APART if beside else canvas.frame.room / 2),
        marks,
    )


def _words(quote: QuoteView, canvas: svg.Canvas) -> str:
    """Return the words, below a notice where they are a paraphrase."""
    if quote["kind"] != "indirect":
        return draw_words(quote, canvas)
    top, bottom = canvas.frame.words
    lower = canvas._replace(frame=canvas.frame._replace(words=(top + round(NOTICE_ROOM * canvas.frame.scale), bottom)))
    style = svg.Style(canvas.faces.strong, NOTICE * canvas.frame.scale, svg.SOFT)
    notice = svg.plain_line(canvas.frame.left, top + style.size, style, canvas.says(PARAPHRASE), canvas.frame.measure)
    return notice + draw_words(quote, lower)


def _rule(quote: QuoteView, frame: svg.CardFormat) -> str:
    """Return the rule at the head: thin where inferred, dashes or single swells where no speaker is established."""
    place, sure = f"M{frame.left} {frame.rule}", quote["unread"] or established(quote)
    dashes = "" if sure or quote["kind"] == "indirect" else f' stroke-dasharray="{DASHED}"'
    path = _swells(frame.measure, 0 if sure else WAVE) if quote["kind"] == "indirect" else f"H{frame.right}"
    width = THIN if sure and quote["basis"] == "inferred" else THICK
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
    text, frame = svg.plain_words(quote["whole"]), canvas.frame
    setting, shown = _setting(text[:LONGEST], quote, canvas), len(text)
    if setting.left_over < 0 or len(text) > LONGEST:
        setting, shown = _shortened(text[:LONGEST], setting, frame.measure)
    first = frame.words[0] + setting.left_over * RAISED + setting.size * 0.82
    cut = shown < len(text)
    drawn = _hanging(quote, setting, canvas, first) + _lines(text[:shown], quote, setting, canvas, first)
    small = svg.Style(canvas.faces.label, NOTE * frame.scale, svg.SOFT)
    note = svg.text_line(frame.left, frame.words[1] + NOTE * frame.scale, small, svg.escape_xml(canvas.says(CUT)))
    return drawn + (note if cut else "")


def _leading(size: float) -> float:
    return size * (TIGHT if size >= DISPLAY_FROM else LOOSE)


def _setting(text: str, quote: QuoteView, canvas: svg.Canvas) -> WordSetting:
    """Return the largest setting that fits, or else the smallest."""
    forced, frame = _paragraph_starts(text, quote), canvas.frame
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


def _paragraph_starts(text: str, quote: QuoteView) -> frozenset[int]:
    """Return where a paragraph of the source begins; a line end within a paragraph is a mere blank."""
    start = span_of(quote["whole"]).start
    parts = [span_of(part["words"]).start - start for part in quote["parts"] if part["paragraph"]]
    ends = [match.end() for match in _LINE_END.finditer(text)]
    return frozenset(max((end for end in ends if end <= part), default=0) for part in parts)


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
    mark, away = _pair(quote, setting)[0], HANG * setting.size
    mark = f"{RIGHT_TO_LEFT}{mark}{END}" if setting.rtl else mark
    style = svg.Style(setting.face, setting.size, svg.QUOTE, "start" if setting.rtl else "end")
    x = canvas.frame.right + away if setting.rtl else canvas.frame.left - away
    return svg.text_line(x, y, style, f'<tspan aria-hidden="true">{mark}</tspan>')


def _pair(quote: QuoteView, setting: WordSetting) -> str:
    """Return the quotation's marks, or English ones where the face lacks them."""
    return quote["pair"] if setting.face.covers(quote["pair"]) else ENGLISH


def _lines(text: str, quote: QuoteView, setting: WordSetting, canvas: svg.Canvas, y: float) -> str:
    """Return one text element: a tspan for each line with its slice in it, then the closing mark or “…”.

    Trailing blanks are kept but hidden: in a right-to-left line an engine would set them at its beginning.
    """
    x, ornament = canvas.frame.right if setting.rtl else canvas.frame.left, '<tspan aria-hidden="true"'
    begin, end = (f"{ornament}>{one}</tspan>" if setting.rtl else "" for one in (RIGHT_TO_LEFT, END))
    whole, start = quote["whole"], span_of(quote["whole"]).start
    cut = len(text) < len(svg.plain_words(whole))
    mark = "…" if cut else _pair(quote, setting)[1] if quote["marks"] else ""
    closing = f'{ornament} fill="{svg.SOFT if cut else svg.QUOTE}">{mark}</tspan>' if mark else ""
    drawn = []
    for at, row in enumerate(setting.lines):
        place = svg.place_attributes(whole["story"], start + row.start, start + row.end)
        bare = row.start + len(text[row.start : row.end].rstrip())
        blank = f'<tspan display="none">{svg.escape_xml(text[bare : row.end])}</tspan>' if bare < row.end else ""
        words = f"<tspan {place}>{_coloured(text, row.start, bare, quote)}{blank}</tspan>"
        last = closing if row.end == len(text) else ""
        drawn.append(f'<tspan x="{x}" y="{y + at * setting.height:.1f}">{begin}{words}{last}{end}</tspan>')
    style = svg.Style(setting.face, setting.size, svg.INK, "end" if setting.rtl else "start")
    return svg.text_line(x, y, style, "".join(drawn))


def _coloured(text: str, begin: int, end: int, quote: QuoteView) -> str:
    """Return the characters of a line, softer between the parts of an interrupted quotation except its marks."""
    start = span_of(quote["whole"]).start
    drawn, at = [], begin
    marks = _inner_marks(text, quote)
    for part in quote["parts"]:
        span = span_of(part["words"])
        first, last = (min(max(offset - start, begin), end) for offset in (span.start, span.end))
        if first < last:
            drawn += [_between(text, at, first, marks), _spaced(text[first:last])]
            at = last
    return "".join([*drawn, _between(text, at, end, marks)])


def _inner_marks(text: str, quote: QuoteView) -> set[int]:
    """Return where the source closes and opens an interrupted quotation: right before and after its parts."""
    start = span_of(quote["whole"]).start
    spans = [span_of(part["words"]) for part in quote["parts"]] if quote["marks"] else []
    edges = {at - start for span in spans for at in (span.start - 1, span.end)}
    return {at for at in edges if 0 <= at < len(text) and text[at] in MARKS}


def _between(text: str, begin: int, end: int, marks: set[int]) -> str:
    """Return the text between two parts, soft except for its quotation marks."""
    cuts = sorted({begin, end, *(edge for at in marks if begin <= at < end for edge in (at, at + 1))})
    drawn = []
    for at, to in pairwise(cuts):
        piece, colour = _spaced(text[at:to]), svg.QUOTE if at in marks else svg.SOFT
        drawn.append(f'<tspan fill="{colour}">{piece}</tspan>' if text[at:to].strip() else piece)
    return "".join(drawn)


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
    elif quote["kind"] == "indirect":
        first = TrustLabel("paraphrase", words.gettext("Paraphrase, in the source’s words"))
    else:
        first = TrustLabel("verbatim", words.gettext("Verbatim"))
    basis = quote["basis"] if quote["speaker"] or quote["said_by"] else "none"
    by_hand = [TrustLabel("editors", words.gettext("Edited by hand"))] if quote["edited"] else []
    how = "described" if basis == "stated" and not quote["speaker"] else basis
    said = [TrustLabel(basis, words.gettext(_BASES[how]))] if how in _BASES else []
    return [first, *said, *by_hand]


def draw_trust(labels: list[TrustLabel], canvas: svg.Canvas, room: float) -> tuple[str, float]:
    """Return the labels in their place on the card, at most `room` pixels wide, and their width."""
    if not labels:
        return "", 0
    frame, face = canvas.frame, canvas.faces.label
    widths = [MARK + AFTER + face.width(label.words) for label in labels]
    needed = sum(widths) + GAP * (len(labels) - 1)
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
