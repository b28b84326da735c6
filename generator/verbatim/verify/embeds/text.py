"""A text as words that can be compared. Text comes in; tokens, and what it looks like but for layout, go out.

What an editor or a program changes without touching what was said is taken off here: white space of any kind, line
ends, soft hyphens and other invisible characters, the signs of Markdown. The glyphs of quotation marks, apostrophes,
dashes and ellipses are made alike, and so are composed and decomposed letters; a token's `raw` keeps what they were, so
that a difference of typography can be told apart from one of words.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from typing import Literal, NamedTuple
from urllib.parse import unquote

# ---- embeds_check/words.py

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


# ---- embeds_check/places.py

Kind = Literal["quote", "timeline", "person", "slice"]
SLUG = r"[a-z0-9][a-z0-9-]{0,80}"
END = r"(?:/(?:index\.html)?)?(?:[?#].{0,400})?$"
FILE = r"\.(?:json|png)(?:[?#].{0,400})?$"
PLACES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("quote", re.compile(rf"(?:^|/)(?:embed/)?quotes/(q-[0-9a-z]{{1,20}}){END}")),
    ("quote", re.compile(rf"(?:^|/)(?:oembed/quotes|cards)/(q-[0-9a-z]{{1,20}})(?:-square)?{FILE}")),
    ("timeline", re.compile(rf"(?:^|/)(?:embed/timelines/({SLUG})|stories/({SLUG})/timeline){END}")),
    ("timeline", re.compile(rf"(?:^|/)(?:oembed|cards)/timelines/({SLUG}){FILE}")),
    ("person", re.compile(rf"(?:^|/)(?:embed/)?people/({SLUG}){END}")),
    ("person", re.compile(rf"(?:^|/)(?:oembed|cards)/people/({SLUG}){FILE}")),
    ("slice", re.compile(rf"(?:^|/)sources/({SLUG})\.txt#char=\d{{1,12}},\d{{1,12}}$")),
)
SLICE = re.compile(r"#char=(\d+),(\d+)$")
VERSION = re.compile(r"[?&]v=(\d{1,4})(?:&|#|$)")
# An address that stands as text, as in letters, or Markdown's `[words](address)`, which is a link from its bracket on.
WRITTEN = re.compile(r"(?:\[[^\[\]]{0,500}\]\(<?)?(https?://[^\s<>\"'()\[\]]{1,500})")
LONGEST = 2000


class Place(NamedTuple):
    """What an address names. `span` is set for a slice alone, `version` is 0 where the address names none."""

    kind: Kind
    id: str
    version: int = 0
    span: tuple[int, int] = (0, 0)


def place_of(address: str) -> Place | None:
    """Return what an address names; None where it is no address of a site of ours."""
    address = unquote(address.strip()[:LONGEST])
    for kind, pattern in PLACES:
        if found := pattern.search(address):
            named = next(group for group in found.groups() if group)
            return Place(kind, named, _version(address), _span(address) if kind == "slice" else (0, 0))
    return None


def _version(address: str) -> int:
    found = VERSION.search(address)
    return int(found[1]) if found else 0


def _span(address: str) -> tuple[int, int]:
    found = SLICE.search(address)
    return (int(found[1]), int(found[2])) if found else (0, 0)


# ---- embeds_check/plain.py

DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
PRESCAN = 1024
# What tells markup from Markdown, in which a word between < and > may stand as such.
TAGS = re.compile(
    r"<(?:!doctype|/?(?:html|body|p|div|span|a|blockquote|q|pre|code|textarea|br|ul|li|h[1-6]|table|td|section|article|"
    r"main|figure|iframe|img|em|strong|b|i|rss|feed|entry|item|content|description|verbatim-quote))\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"^\s{0,3}(?:>\s?)+")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def markup_of(data: bytes) -> str:
    """Return a saved file as markup; every line end stays, so that lines can be counted."""
    text = _decoded(data)
    if text.lstrip()[:1] in ("{", "[") and (found := _strings(text)) is not None:
        return "\n".join(one if TAGS.search(one) else _marked_up(one) for one in found)
    return text if TAGS.search(text) else _marked_up(text)


def _decoded(data: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    declared = DECLARED.search(data[:PRESCAN])
    for label in ("utf-8", declared[1].decode("ascii") if declared else "", "cp1252"):
        try:
            return data.decode(label)
        except (LookupError, ValueError):
            continue
    return data.decode("utf-8", "replace")


def _strings(text: str) -> list[str] | None:
    """Return the strings of a JSON file that may hold a card, in order; None where it is no JSON."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    found, waiting = [], [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, dict | list):
            waiting += reversed(list(one.values() if isinstance(one, dict) else one))
    return [one for one in found if TAGS.search(one) or "://" in one]


def _marked_up(text: str) -> str:
    """Return a letter or Markdown as HTML: lines behind `>` are a block quotation, an empty line parts paragraphs."""
    made: list[str] = []
    within = False
    for line in re.split(r"\r\n|\r|\n", text):
        quoted = QUOTED.match(line)
        bare = html.escape(ESCAPED.sub(r"\1", line[quoted.end() :] if quoted else line), quote=False)
        if bool(quoted) != within and (quoted or not bare.strip()):
            within = bool(quoted)
            made.append("<blockquote>" if within else "</blockquote>")
        made.append(f"{bare}\n" if bare.strip() else "<p>\n")
    return "".join(made)
