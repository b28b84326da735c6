"""The words on a card: a quotation and the sheet come in, its lines as SVG go out, as large as they fit.

What is written from right to left is set so: its lines begin at the right margin, and each is told its direction by
characters (U+202B, U+202C) that stand outside the source's words.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.card_ink import INK, QUOTE, SOFT, Sheet, Style, escape, line, place_of, words_of
from generator.publish.quotation_marks import ENGLISH
from generator.publish.wrap import Face, Line, fewest, filled, lines
from generator.words import direction, msgid

if TYPE_CHECKING:
    from generator.publish.views import QuoteView

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
