"""A quotation as a picture, wide or square. A QuoteView and the sheet come in, a text-only SVG goes out.

The words are never cropped: they are set smaller, and a very long quotation is cut at a word and says so. What the
faces have no letters for is not drawn as boxes: the card says that it stands on the page. The rule at the head tells
the kinds apart: straight over verbatim words, a wave over a paraphrase, thin where the speaker is inferred, broken
where nobody is established.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.i18n import direction, msgid
from verbatim.publish.cards.speaker import draw_source, draw_speaker, established
from verbatim.publish.cards.svg import (
    INK,
    QUOTE,
    SOFT,
    Face,
    Line,
    Sheet,
    Style,
    escape,
    fewest,
    filled,
    hairlines,
    line,
    lines,
    page,
    place_of,
    plain_line,
    wordmark,
    words_of,
)
from verbatim.publish.views.quotations import ENGLISH

if TYPE_CHECKING:
    from verbatim.core.i18n import Words
    from verbatim.publish.cards.svg import Frame
    from verbatim.publish.payloads.elements import QuoteView


# ---- publish/card_words.py

DISPLAY_FROM = 52  # below this the letters need the sturdier optical size
LOOSE, TIGHT = 1.3, 1.16
RAISED = 0.38  # of the room left, above the words: a block reads as centred when it stands a little high
LONGEST = 1_500  # code points: more than fit at the smallest size
HANG = 0.06  # between a hanging mark and the words, in sizes
NOTE = 18
MARKS = frozenset('“”„«»‘’‚‹›"「」『』')
CUT = msgid("Cut here. The whole quotation is on its page.")
RIGHT_TO_LEFT, END = "\u202b", "\u202c"
_HIDDEN_BLANKS = re.compile(r"(\s+)(?=\s)")
_LINE_END = re.compile(r"(?<!\s)\s*[\r\n]\s*")


class Setting(NamedTuple):
    """A size at which words are set, the face for it, the lines that they make, and how high those may be in all."""

    size: int
    face: Face
    lines: list[Line]
    room: int
    rtl: bool

    @property
    def height(self) -> float:
        """The height of one line in pixels."""
        return leading(self.size)

    @property
    def left_over(self) -> float:
        """The height that the lines leave free; less than nothing where they do not fit."""
        return self.room - len(self.lines) * self.height


def draw_words(quote: QuoteView, sheet: Sheet) -> str:
    """Return the quotation's lines: a hanging mark where it has one, “…” and a note where it had to be cut."""
    text, frame = words_of(quote["whole"]), sheet.frame
    setting = _setting(text[:LONGEST], quote, sheet)
    shown = len(text) if setting.left_over >= 0 and len(text) <= LONGEST else 0
    if not shown:
        setting, shown = _shortened(text[:LONGEST], setting, frame.measure)
    first = frame.words[0] + setting.left_over * RAISED + setting.size * 0.82
    cut = shown < len(text)
    drawn = _hanging(quote, setting, sheet, first) + _lines(text[:shown], quote, setting, sheet, first)
    small = Style(sheet.faces.label, NOTE * frame.scale, SOFT)
    note = line(frame.left, frame.words[1] + NOTE * frame.scale, small, escape(sheet.says(CUT)))
    return drawn + (note if cut else "")


def leading(size: float) -> float:
    """Return the height of a line of so large words, in pixels."""
    return size * (TIGHT if size >= DISPLAY_FROM else LOOSE)


def _setting(text: str, quote: QuoteView, sheet: Sheet) -> Setting:
    """Return the largest setting that fits, the smallest of all where none does."""
    forced, frame = _paragraph_starts(text, quote), sheet.frame
    room = frame.words[1] - frame.words[0]
    most = frame.largest[quote["step"] - 1]
    sizes = [size for size in frame.sizes if size <= most]
    size = next((one for one in sizes if _high(text, sheet, one, forced) <= room), sizes[-1])
    face = _face(sheet, size)
    broken = lines(text, face, frame.measure / size, forced)
    return Setting(size, face, broken, room, direction(quote["lang"]) == "rtl")


def _high(text: str, sheet: Sheet, size: int, forced: frozenset[int]) -> float:
    return fewest(text, _face(sheet, size), sheet.frame.measure / size, forced) * leading(size)


def _face(sheet: Sheet, size: int) -> Face:
    return sheet.faces.display if size >= DISPLAY_FROM else sheet.faces.text


def _paragraph_starts(text: str, quote: QuoteView) -> frozenset[int]:
    """Return where a new paragraph of the source begins; a line end within a paragraph is a mere blank."""
    start = _range(quote["whole"]["char"])[0]
    parts = [_range(part["words"]["char"])[0] - start for part in quote["parts"] if part["paragraph"]]
    ends = [found.end() for found in _LINE_END.finditer(text)]
    return frozenset(max((end for end in ends if end <= part), default=0) for part in parts)


def _shortened(text: str, setting: Setting, measure: int) -> tuple[Setting, int]:
    """Keep the lines that fit, the last one short enough for “…”; return them and how much of the text they show."""
    kept = setting.lines[: int(setting.room // setting.height)]
    last = kept[-1]
    most = measure / setting.size - setting.face.width("…")
    fitting = filled(text[last.start : last.end].rstrip(), setting.face, most)[0]
    end = last.start + len(text[last.start : last.start + fitting.end].rstrip())
    return setting._replace(lines=[*kept[:-1], Line(last.start, end)]), end


def _hanging(quote: QuoteView, setting: Setting, sheet: Sheet, y: float) -> str:
    if not quote["marks"]:
        return ""
    mark, away = _pair(quote, setting)[0], HANG * setting.size
    style = Style(setting.face, setting.size, QUOTE, "start" if setting.rtl else "end")
    x = sheet.frame.right + away if setting.rtl else sheet.frame.left - away
    return line(x, y, style, f'<tspan aria-hidden="true">{_turned(mark) if setting.rtl else mark}</tspan>')


def _turned(mark: str) -> str:
    return f"{RIGHT_TO_LEFT}{mark}{END}"


def _pair(quote: QuoteView, setting: Setting) -> str:
    """Return the quotation's marks, the English ones where the face lacks a letter for them."""
    return quote["pair"] if setting.face.covers(quote["pair"]) else ENGLISH


def _lines(text: str, quote: QuoteView, setting: Setting, sheet: Sheet, y: float) -> str:
    """Return one text element: a tspan a line with its slice within, then the closing mark or “…”.

    The blanks at a line's end are kept and not shown: an engine would set them where the line begins, were it turned.
    """
    x, ornament = sheet.frame.right if setting.rtl else sheet.frame.left, '<tspan aria-hidden="true"'
    begin, end = (f"{ornament}>{one}</tspan>" if setting.rtl else "" for one in (RIGHT_TO_LEFT, END))
    whole, start = quote["whole"], _range(quote["whole"]["char"])[0]
    cut = len(text) < len(words_of(whole))
    mark = "…" if cut else _pair(quote, setting)[1] if quote["marks"] else ""
    closing = f'{ornament} fill="{SOFT if cut else QUOTE}">{mark}</tspan>' if mark else ""
    drawn = []
    for at, row in enumerate(setting.lines):
        place = place_of(whole["story"], start + row.start, start + row.end)
        bare = row.start + len(text[row.start : row.end].rstrip())
        blank = f'<tspan display="none">{escape(text[bare : row.end])}</tspan>' if bare < row.end else ""
        words = f"<tspan {place}>{_coloured(text, row.start, bare, quote)}{blank}</tspan>"
        last = closing if row.end == len(text) else ""
        drawn.append(f'<tspan x="{x}" y="{y + at * setting.height:.1f}">{begin}{words}{last}{end}</tspan>')
    style = Style(setting.face, setting.size, INK, "end" if setting.rtl else "start")
    return line(x, y, style, "".join(drawn))


def _coloured(text: str, begin: int, end: int, quote: QuoteView) -> str:
    """Return the characters of a line: softer between pieces of an interrupted quotation, but for its marks."""
    start = _range(quote["whole"]["char"])[0]
    drawn, at = [], begin
    marks = _inner_marks(text, quote)
    for part in quote["parts"]:
        first, last = (min(max(offset - start, begin), end) for offset in _range(part["words"]["char"]))
        if first < last:
            drawn += [_between(text, at, first, marks), _spaced(text[first:last])]
            at = last
    return "".join([*drawn, _between(text, at, end, marks)])


def _inner_marks(text: str, quote: QuoteView) -> set[int]:
    """Return where the source closes and opens an interrupted quotation: right after a piece, right before one."""
    start = _range(quote["whole"]["char"])[0]
    pieces = [_range(part["words"]["char"]) for part in quote["parts"]] if quote["marks"] else []
    edges = {at - start for piece in pieces for at in (piece[0] - 1, piece[1])}
    return {at for at in edges if 0 <= at < len(text) and text[at] in MARKS}


def _between(text: str, begin: int, end: int, marks: set[int]) -> str:
    """Return what stands between two pieces, soft, but for its quotation marks."""
    cuts = sorted({begin, end, *(edge for at in marks if begin <= at < end for edge in (at, at + 1))})
    return "".join(_hued(text[at:to], QUOTE if at in marks else SOFT) for at, to in pairwise(cuts))


def _hued(text: str, colour: str) -> str:
    return f'<tspan fill="{colour}">{_spaced(text)}</tspan>' if text.strip() else _spaced(text)


def _spaced(text: str) -> str:
    """Escape text; of several blanks in a row the last is drawn, the others are kept and not shown."""
    drawn = []
    for at, piece in enumerate(_HIDDEN_BLANKS.split(text)):
        drawn.append(f'<tspan display="none">{escape(piece)}</tspan>' if at % 2 else escape(piece))
    return "".join(drawn)


def _range(char: str) -> tuple[int, int]:
    start, _, end = char.partition(",")
    return int(start), int(end)


# ---- publish/card_trust.py

MARK, AFTER, GAP = 1.1, 0.3, 1.5  # a mark's size, the room after it and between labels, in sizes of the words
SMALLEST = 17
_BASES = {
    "stated": msgid("Attribution stated"),
    "inferred": msgid("Attribution inferred"),
    "none": msgid("Attribution not established"),
}
# The site's marks, each on a grid of 16, as the theme's icons draw them.
_DRAWN = {
    "verbatim": '<path d="m2.5 8.6 3.6 3.7 7.4-8.6" fill="none" stroke-width="2"/>',
    "corrected": '<path d="m3 12.5 5-8.3 5 8.3" fill="none" stroke-width="1.8"/>',
    "paraphrase": '<path d="M1.8 9.6c2-3.4 4-3.4 6.2-1.4s4.2 2 6.2-1.6" fill="none" stroke-width="1.8"/>',
    "stated": '<circle cx="8" cy="8" r="4.6"/>',
    "inferred": '<circle cx="8" cy="8" r="4.6" fill="none" stroke-width="1.4"/>'
    '<path stroke="none" d="M8 3.4a4.6 4.6 0 0 1 0 9.2z"/>',
    "none": '<circle cx="8" cy="8" r="4.9" fill="none" stroke-width="1.5" stroke-dasharray="2.3 1.55"/>',
    "editors": '<path d="M3 13.2 3.6 10l7-7 2.5 2.4-7 7.1z" fill="none" stroke-width="1.4"/>',
}


class Label(NamedTuple):
    """A mark and its words."""

    mark: str
    words: str


def trust(quote: QuoteView, words: Words) -> list[Label]:
    """Return what holds of the words, then of the attribution. A corrected quotation is never called verbatim."""
    if quote["corrections"]:
        first = Label("corrected", words.gettext("Corrected, see the page"))
    elif quote["kind"] == "indirect":
        first = Label("paraphrase", words.gettext("Paraphrase, as the source has it"))
    else:
        first = Label("verbatim", words.gettext("Verbatim"))
    basis = quote["basis"] if quote["speaker"] or quote["said_by"] else "none"
    by_hand = [Label("editors", words.gettext("Edited by hand"))] if quote["edited"] else []
    return [first, Label(basis, words.gettext(_BASES[basis])), *by_hand]


def draw_trust(labels: list[Label], sheet: Sheet, room: float) -> tuple[str, float]:
    """Return the labels in their place on the card, at most `room` pixels wide, and how wide they are."""
    frame, face = sheet.frame, sheet.faces.label
    widths = [MARK + AFTER + face.width(label.words) for label in labels]
    needed = sum(widths) + GAP * (len(labels) - 1)
    size = max(SMALLEST, min(frame.trust_size, room / needed))
    x = frame.left if frame.trust_at == "left" else frame.right - needed * size
    drawn = []
    for label, width in zip(labels, widths, strict=True):
        drawn.append(_label(label, x, frame.trust, Style(face, round(size, 1), INK)))
        x += (width + GAP) * size
    return "".join(drawn), needed * size


def _label(label: Label, x: float, y: float, style: Style) -> str:
    scale = f'transform="translate({x:.1f} {y - 0.85 * style.size:.1f}) scale({MARK * style.size / 16:.3f})"'
    text = f'<tspan data-trust="{label.mark}">{escape(label.words)}</tspan>'
    mark = f'<g fill="{SOFT}" stroke="{SOFT}" {scale}>{_DRAWN[label.mark]}</g>'
    return mark + line(round(x + (MARK + AFTER) * style.size, 1), y, style, text)


# ---- publish/cards.py

THICK, THIN, DASHED = 6, 2, "16 10"
WAVE, SWELL = 25, 7  # half a wave's length and its height, in pixels
APART = 36  # at least between the site's name and the trust marks
TOLD, TOLD_HIGH = 22, 40  # what is said above a paraphrase: its size, and the room that it takes
UNSHOWN = msgid("This quotation is in letters that a picture of ours cannot show. The words are on the page.")
PARAPHRASE = msgid("Told in the source’s words, not quoted")


def svg(quote: QuoteView, sheet: Sheet) -> str:
    """Return the card of a quotation that is not withdrawn."""
    shown = sheet.faces.cover(words_of(quote["whole"]))
    labels = trust(quote, sheet.words)
    beside = sheet.frame.trust_at == "right"
    room = sheet.frame.measure * (0.78 if beside else 1)
    marks, wide = draw_trust(labels if shown else labels[1:], sheet, room)
    return page(
        sheet,
        f"Quotation card {quote['id']}",
        _rule(quote, sheet.frame),
        _words(quote, sheet) if shown else _unshown(sheet),
        draw_speaker(quote, sheet),
        draw_source(quote["story"], sheet),
        hairlines(sheet.frame),
        wordmark(sheet, sheet.frame.measure - wide - APART if beside else sheet.frame.room / 2),
        marks,
    )


def _words(quote: QuoteView, sheet: Sheet) -> str:
    """Return the words; above a paraphrase, that it is one."""
    if quote["kind"] != "indirect":
        return draw_words(quote, sheet)
    top, bottom = sheet.frame.words
    lower = sheet._replace(frame=sheet.frame._replace(words=(top + round(TOLD_HIGH * sheet.frame.scale), bottom)))
    style = Style(sheet.faces.strong, TOLD * sheet.frame.scale, SOFT)
    said = plain_line(sheet.frame.left, top + style.size, style, sheet.says(PARAPHRASE), sheet.frame.measure)
    return said + draw_words(quote, lower)


def _rule(quote: QuoteView, frame: Frame) -> str:
    """Return the rule at the head: thin where inferred; where nobody is established, dashes or single swells."""
    place, sure = f"M{frame.left} {frame.rule}", established(quote)
    dashes = "" if sure or quote["kind"] == "indirect" else f' stroke-dasharray="{DASHED}"'
    path = _swells(frame.measure, 0 if sure else WAVE) if quote["kind"] == "indirect" else f"H{frame.right}"
    width = THIN if sure and quote["basis"] == "inferred" else THICK
    return f'<path fill="none" stroke="{QUOTE}" stroke-width="{width}"{dashes} d="{place}{path}"/>'


def _swells(width: int, apart: int) -> str:
    one = f"q{WAVE / 2:g} {-2 * SWELL} {WAVE} 0t{WAVE} 0"
    return f"m{apart} 0".join([one] * ((width + apart) // (2 * WAVE + apart)))


def _unshown(sheet: Sheet) -> str:
    style, said, frame = Style(sheet.faces.text, 44, SOFT), sheet.says(UNSHOWN), sheet.frame
    broken = lines(said, style.face, style.fits(frame.measure))
    placed = ((frame.words[0] + 94 + at * 58, said[row.start : row.end].rstrip()) for at, row in enumerate(broken))
    return "".join(line(frame.left, y, style, escape(text)) for y, text in placed)
