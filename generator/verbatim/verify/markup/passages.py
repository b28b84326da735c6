"""Finds what is within quotation marks in a text.

SLICE stands in a text for the words of a source that carry their place, BLOCK for the edge of a block.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator


# Neither is a character that any HTML or XML can have.
SLICE = "\x00"
BLOCK = "\ud800"
# Elements that stand within a line: no block begins or ends with them.
INLINE = frozenset(
    (
        "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "img", "ins", "kbd",
        "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "svg", "time", "tspan", "u", "var", "wbr",
        "path", "use", "circle", "line", "rect", "g",
    )
)  # fmt: skip

# Some marks always open; a straight, single or closing one (”so”, »so«) only at the start of a word.
# The pattern begins with one set of characters, which makes the search fast.
_OPENER = re.compile(
    r"[“„«‟❝〝「『‹‚\"＂‘”»›'`](?:(?<=[“„«‟❝〝「『‹])"
    r"|(?<![^\s(\[{/—–\-:“„«»‘\x00\ud800].)(?:(?<=[\"＂‘‚])(?=\S)|(?<=[”»›])(?=[\w\x00])"
    r"|(?<=')'(?=[\w\x00])|(?<=`)`(?=[\w\x00])))",
    re.DOTALL,
)
_CLOSERS = {
    "“": re.compile("”"),
    "„": re.compile("[“”]"),
    "‟": re.compile("[“”]"),
    "«": re.compile("»"),
    "»": re.compile("[«»]"),
    "”": re.compile("”"),
    '"': re.compile('"'),
    "＂": re.compile("＂"),
    "❝": re.compile("❞"),
    "〝": re.compile("[〞〟]"),
    "「": re.compile("」"),
    "『": re.compile("』"),
    "‹": re.compile("›"),
    "›": re.compile("‹"),
    "‘": re.compile(r"’(?!\w)"),
    "‚": re.compile(r"[‘’](?!\w)"),
    "''": re.compile("''"),
    "``": re.compile("''|``"),
}
# What may be an apostrophe, a comma or an arrow: a quotation only where it is closed.
_DOUBTFUL = frozenset("‘‚‹›") | {"''", "``"}
ANY_MARK = re.compile("[“„«‟❝〝「『‹‚\"＂‘”»›]|''|``")
ALL_MARKS = re.compile("[“”„‟«»❝❞〝〞〟「」『』‹›‚\"＂‘’]|''|``")
_WORD = re.compile(r"\w")
_EDGE = re.compile(f"[{SLICE}{BLOCK}]+")
_AROUND = 24
_MOST = 60


# Brackets behind a quotation with the address of a page of another site, where the words stand.
_ADDRESS = re.compile(r"\s*\((https?://(?:[^\s()<>\"]++|\([^\s()<>\"]*+\))++)\)", re.IGNORECASE)


class Passage(NamedTuple):
    """Words within quotation marks: the offset of the opening mark, and the words without their marks.

    `source` is the address that follows them in brackets, if one does.
    """

    start: int
    words: str
    source: str = ""


def passages(text: str) -> Iterator[Passage]:
    """Yield what is within quotation marks, the outermost ones, in order.

    An unclosed quotation reaches to the end of its block, but for marks that may be none.
    """
    at = stop = 0
    unclosed = set[str]()  # kinds of marks that nothing closes before `stop`
    while opening := _OPENER.search(text, at):
        kind = opening[0]
        if opening.end() > stop or not stop:
            end = text.find(BLOCK, opening.end())
            stop = len(text) if end < 0 else end
            unclosed.clear()
        closing = None if kind in unclosed else _CLOSERS[kind].search(text, opening.end(), stop)
        if closing is None and kind in _DOUBTFUL:
            unclosed.add(kind)
            at = opening.end()
            continue
        named = _ADDRESS.match(text, closing.end()) if closing else None
        words = text[opening.end() : closing.start() if closing else stop]
        yield Passage(opening.start(), words, named[1] if named else "")
        at = closing.end() if closing else stop


def host_of(address: str) -> str:
    """Return the host of a page of the web, without “www.”; empty where the address is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_page = parts.scheme.lower() in ("http", "https") and "@" not in parts.netloc
    return (parts.hostname or "").removeprefix("www.") if is_page else ""


def unplaced(text: str) -> Iterator[Passage]:
    """Yield the passages with words outside every slice; a mere “…” has none."""
    return (passage for passage in passages(text) if _WORD.search(passage.words))


# For messages


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


def message_words(passage: Passage) -> str:
    """Return a passage for a message, without the words that do carry a place."""
    return excerpt(passage.words.replace(SLICE, "…").strip())


def loose_words(loose: str) -> str:
    """Return the loose text of a quotation for a message."""
    return excerpt(" ".join(loose.replace(SLICE, "…").replace(BLOCK, " ").split()))


def blocks(loose: str) -> list[str]:
    """Return a loose text, a string a block; a slice separates blocks too."""
    return _EDGE.split(loose)


def only_slices(loose: str) -> bool:
    """Return whether an element has slices, and no words outside them."""
    return SLICE in loose and not _WORD.search(loose)
