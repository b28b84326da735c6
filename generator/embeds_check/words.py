"""A text as words that can be compared. Text comes in; tokens, and what it looks like but for layout, go out.

What an editor or a program changes without touching what was said is taken off here: white space of any kind, line
ends, soft hyphens and other invisible characters, the signs of Markdown. The glyphs of quotation marks, apostrophes,
dashes and ellipses are made alike, and so are composed and decomposed letters; a token's `raw` keeps what they were, so
that a difference of typography can be told apart from one of words.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe00-\ufe0f]"
)
# A control character, and the picture that a card shows for one.
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u2400-\u2426]")
MARKS = '“”„‟«»"「」『』‹›'
SINGLE = "‘’‚‛'`´ʼ′"
DASHES = "—–―‒−‐‑-"
# A word with its inner apostrophes, points and commas (`1,000`, `U.S`), a dash, dots, a mark, any other sign.
TOKEN = re.compile(rf"[^\W_]+(?:[{SINGLE}.,:][^\W_]+)*|[{MARKS}]|[{SINGLE}]+|--+|[{DASHES}]|\.\.\.|…|\S", re.UNICODE)
# Signs of Markdown and of lists of lines; nobody speaks them.
SIGNS = frozenset("*_>#|\\`~^")
SINGLES = frozenset(SINGLE)


class Token(NamedTuple):
    """A word or a sign: `same` is what is compared, `raw` what stood there, `start` and `end` where."""

    same: str
    raw: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        """Tell whether this is a quotation mark, which is compared as typography alone."""
        return self.same == '"'

    @property
    def is_dash(self) -> bool:
        """Tell whether this may part words from who said them."""
        return self.same == "-"


def visible(text: str) -> str:
    """Return a text without what cannot be seen, composed (NFC), every kind of blank a plain one."""
    return " ".join(unicodedata.normalize("NFC", INVISIBLE.sub("", CONTROL.sub(" ", text))).split())


def tokens(text: str) -> list[Token]:
    """Return the words and signs of a `visible` text."""
    found = (Token(_same(one[0]), one[0], one.start(), one.end()) for one in TOKEN.finditer(text))
    return [one for one in found if one.same]


def _same(raw: str) -> str:
    if raw in MARKS or (len(raw) > 1 and set(raw) <= SINGLES):
        return '"'
    if raw in SINGLES or raw in SIGNS:
        return ""
    if raw[0] in DASHES:
        return "-"
    if raw in ("...", "…"):
        return "…"
    word = unicodedata.normalize("NFKC", raw)
    return re.sub(f"[{SINGLE}]", "'", word)
