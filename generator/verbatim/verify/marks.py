"""Finds what is within quotation marks in a text, and tells messages where words differ.

SLICE stands in a text for the words of a source that carry their place.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# No character that any page has.
SLICE, EDITORS = "\ue000", "\ue001"
# Some marks always open; a straight, single or closing one (”so”, »so«) only at the start of a word.
# The pattern begins with one set of characters, which makes the search fast.
_OPENER = re.compile(
    r"[“„«‟❝〝「『‹‚\"＂‘”»›'`](?:(?<=[“„«‟❝〝「『‹])"
    r"|(?<![^\s(\[{/—–\-:“„«»‘\ue000\ue001].)(?:(?<=[\"＂‘‚])(?=\S)|(?<=[”»›])(?=[\w\ue000])"
    r"|(?<=')'(?=[\w\ue000])|(?<=`)`(?=[\w\ue000])))",
    re.DOTALL,
)
_CLOSING = {
    "“": "”", "„": "[“”]", "‟": "[“”]", "«": "»", "»": "[«»]", "”": "”", '"': '"', "＂": "＂", "❝": "❞", "〝": "[〞〟]",
    "「": "」", "『": "』", "‹": "›", "›": "‹", "‘": r"’(?!\w)", "‚": r"[‘’](?!\w)", "''": "''", "``": "''|``",
}  # fmt: skip
_CLOSERS = {opener: re.compile(closer) for opener, closer in _CLOSING.items()}
# What may be an apostrophe, a comma or an arrow: a quotation only where it is closed.
_DOUBTFUL = frozenset("‘‚‹›") | {"''", "``"}
MARKS = "“”„‟«»‘’‚‹›\"'`「」『』"
ANY_MARK = re.compile("[“„«‟❝〝「『‹‚\"＂‘”»›]|''|``")
ALL_MARKS = re.compile("[“”„‟«»❝❞〝〞〟「」『』‹›‚\"＂‘’]|''|``")
_WORD = re.compile(r"\w")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What HTML cannot hold; a page shows a picture of it.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe-\U0001ffff]")
_AROUND = 24
_MOST = 60


class Passage(NamedTuple):
    """Words within quotation marks: the offsets of the first mark and behind the words, and these without marks."""

    start: int
    end: int
    words: str


def passages(text: str) -> Iterator[Passage]:
    """Yield what is within quotation marks, the outermost ones, in order.

    An unclosed quotation reaches to the end of its text, but for marks that may be none.
    """
    at = 0
    unclosed = set[str]()  # kinds of marks that nothing closes any more
    while opening := _OPENER.search(text, at):
        kind = opening[0]
        closing = None if kind in unclosed else _CLOSERS[kind].search(text, opening.end())
        if closing is None and kind in _DOUBTFUL:
            unclosed.add(kind)
            at = opening.end()
            continue
        end = closing.start() if closing else len(text)
        yield Passage(opening.start(), end, text[opening.end() : end])
        at = closing.end() if closing else len(text)


def unplaced(text: str) -> Iterator[Passage]:
    """Yield the passages with words outside every slice; a mere “…” has none."""
    return (passage for passage in passages(text) if _WORD.search(passage.words))


def on_one_line(text: str) -> str:
    """Return words as a title has them: on one line, without controls, those of the direction of reading among them."""
    return " ".join(CONTROL.sub(" ", _BIDI.sub("", text)).split())


def first_difference(one: str, other: str) -> int:
    """Return the offset at which two texts begin to differ."""
    differing = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(differing, min(len(one), len(other)))


def excerpt(text: str, at: int = 0) -> str:
    """Return a few words of `text` around `at` for a message: on one line, invisible characters named."""
    start = max(0, at - _AROUND)
    cut = text[start : start + _MOST]
    unseen = ("Cc", "Cf", "Zl", "Zp", "Zs", "Cs")
    seen = "".join(
        f"\\u{ord(char):04x}" if char != " " and unicodedata.category(char) in unseen else char for char in cut
    )
    return f"“{'…' if start else ''}{seen}{'…' if start + _MOST < len(text) else ''}”"
