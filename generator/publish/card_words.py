"""The words on a card: a quotation and the faces come in, their lines as SVG go out, as large as they fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.card_ink import INK, LEFT, QUOTE, RIGHT, SOFT, Faces, Style, escape, line, place_of, words_of
from generator.publish.quotation_marks import ENGLISH
from generator.publish.wrap import Face, Line, filled, lines

if TYPE_CHECKING:
    from generator.publish.views import QuoteView
    from generator.words import Words

TOP, BOTTOM = 96, 412
SIZES = (100, 88, 76, 66, 58, 52, 46, 40, 36, 32)
LARGEST = {1: 100, 2: 88, 3: 66, 4: 52, 5: 46}  # by QuoteView.step
DISPLAY_FROM = 52  # below this the letters need the sturdier optical size
LOOSE, TIGHT = 1.3, 1.16
RAISED = 0.38  # of the room left, above the words: a block reads as centred when it stands a little high
LONGEST = 1_500  # code points: more than fit at the smallest size
_HIDDEN_BLANKS = re.compile(r"(\s+)(?=\s)")
_LINE_END = re.compile(r"\s*[\r\n]\s*")


class Setting(NamedTuple):
    """A size at which words are set, the face for it and the lines that they make."""

    size: int
    face: Face
    lines: list[Line]

    @property
    def height(self) -> float:
        """The height of one line in pixels."""
        return self.size * (TIGHT if self.size >= DISPLAY_FROM else LOOSE)

    @property
    def fits(self) -> bool:
        """Tell whether all lines fit on the card."""
        return len(self.lines) * self.height <= BOTTOM - TOP


def draw_words(quote: QuoteView, faces: Faces, words: Words) -> str:
    """Return the quotation's lines: a hanging mark where it has one, “…” and a note where it had to be cut."""
    text = words_of(quote["whole"])
    setting = _setting(text[:LONGEST], quote, faces)
    shown = len(text) if setting.fits and len(text) <= LONGEST else 0
    if not shown:
        setting, shown = _shortened(text[:LONGEST], setting)
    room = BOTTOM - TOP - len(setting.lines) * setting.height
    first = TOP + room * RAISED + setting.size * 0.82
    cut = shown < len(text)
    drawn = _hanging(quote, setting, first) + _lines(text[:shown], quote, setting, first, cut=cut)
    note = words.gettext("Cut here. The whole quotation is on its page.")
    return drawn + (line(LEFT, BOTTOM + 12, Style(faces.label, 18, SOFT), note) if cut else "")


def _setting(text: str, quote: QuoteView, faces: Faces) -> Setting:
    """Return the largest setting that fits, the smallest of all where none does."""
    forced = _paragraph_starts(text, quote)
    setting = Setting(0, faces.text, [])
    for size in SIZES:
        if size > LARGEST[quote["step"]]:
            continue
        face = faces.display if size >= DISPLAY_FROM else faces.text
        setting = Setting(size, face, lines(text, face, (RIGHT - LEFT) / size, forced))
        if setting.fits:
            return setting
    return setting


def _paragraph_starts(text: str, quote: QuoteView) -> frozenset[int]:
    """Return where a new paragraph of the source begins; a line end within a paragraph is a mere blank."""
    start = _range(quote["whole"]["char"])[0]
    parts = [_range(part["words"]["char"])[0] - start for part in quote["parts"] if part["paragraph"]]
    ends = [found.end() for found in _LINE_END.finditer(text)]
    return frozenset(max((end for end in ends if end <= part), default=0) for part in parts)


def _shortened(text: str, setting: Setting) -> tuple[Setting, int]:
    """Keep the lines that fit, the last one short enough for “…”; return them and how much of the text they show."""
    kept = setting.lines[: int((BOTTOM - TOP) // setting.height)]
    last = kept[-1]
    most = (RIGHT - LEFT) / setting.size - setting.face.width("…")
    fitting = filled(text[last.start : last.end].rstrip(), setting.face, most)[0]
    end = last.start + len(text[last.start : last.start + fitting.end].rstrip())
    return setting._replace(lines=[*kept[:-1], Line(last.start, end)]), end


def _hanging(quote: QuoteView, setting: Setting, y: float) -> str:
    if not quote["marks"]:
        return ""
    style = Style(setting.face, setting.size, QUOTE, "end")
    return line(LEFT - 0.06 * setting.size, y, style, f'<tspan aria-hidden="true">{_pair(quote, setting)[0]}</tspan>')


def _pair(quote: QuoteView, setting: Setting) -> str:
    """Return the quotation's marks, the English ones where the face lacks a letter for them."""
    return quote["pair"] if setting.face.covers(quote["pair"]) else ENGLISH


def _lines(text: str, quote: QuoteView, setting: Setting, y: float, *, cut: bool) -> str:
    """Return one text element: within it the slice, a tspan a line, then the closing mark or “…”."""
    start = _range(quote["whole"]["char"])[0]
    drawn = []
    for at, (begin, end) in enumerate(setting.lines):
        place = f'x="{LEFT}" y="{y + at * setting.height:.1f}"'
        drawn.append(f"<tspan {place}>{_coloured(text, begin, end, quote)}</tspan>")
    slice_ = f"<tspan {place_of(quote['whole']['story'], start, start + len(text))}>{''.join(drawn)}</tspan>"
    mark = "…" if cut else _pair(quote, setting)[1] if quote["marks"] else ""
    closing = f'<tspan fill="{SOFT if cut else QUOTE}" aria-hidden="true">{mark}</tspan>' if mark else ""
    return line(LEFT, y, Style(setting.face, setting.size, INK), slice_ + closing)


def _coloured(text: str, begin: int, end: int, quote: QuoteView) -> str:
    """Return the characters of a line, those between the pieces of an interrupted quotation in a softer colour."""
    start = _range(quote["whole"]["char"])[0]
    drawn, at = [], begin
    for part in quote["parts"]:
        first, last = (min(max(offset - start, begin), end) for offset in _range(part["words"]["char"]))
        if first < last:
            drawn += [_soft(text[at:first]), _spaced(text[first:last])]
            at = last
    return "".join([*drawn, _soft(text[at:end])])


def _soft(text: str) -> str:
    return f'<tspan fill="{SOFT}">{_spaced(text)}</tspan>' if text.strip() else _spaced(text)


def _spaced(text: str) -> str:
    """Escape text; of several blanks in a row the last is drawn, the others are kept and not shown."""
    drawn = []
    for at, piece in enumerate(_HIDDEN_BLANKS.split(text)):
        drawn.append(f'<tspan display="none">{escape(piece)}</tspan>' if at % 2 else escape(piece))
    return "".join(drawn)


def _range(char: str) -> tuple[int, int]:
    start, _, end = char.partition(",")
    return int(start), int(end)
