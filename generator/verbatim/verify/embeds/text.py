"""Turns the text of a page into comparable words, recognises our addresses, and decodes saved files.

What an editor or a program changes without changing the words is normalised: white space, line ends, invisible
characters, Markdown signs, the glyphs of quotation marks, apostrophes, dashes and ellipses, and composed letters. A
token's `raw` keeps the original, so that a difference in typography can be distinguished from one in words.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from email import message_from_bytes
from typing import Literal, NamedTuple
from urllib.parse import unquote

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe00-\ufe0f]"
)
# Control characters, and the pictures that a card shows for them.
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u2400-\u2426]")
MARKS = '“”„‟«»"「」『』‹›'
SINGLE = "‘’‚‛'`´ʼ′"
DASHES = "—–―‒−‐‑-"
# A word with inner apostrophes, points and commas (`1,000`, `U.S`), a dash, an ellipsis, a mark, any other sign.
TOKEN = re.compile(rf"[^\W_]+(?:[{SINGLE}.,:][^\W_]+)*|[{MARKS}]|[{SINGLE}]+|--+|[{DASHES}]|\.\.\.|…|\S", re.UNICODE)
# Signs of Markdown and of lists; they are not spoken.
SIGNS = frozenset("*_>#|\\`~^")
SINGLES = frozenset(SINGLE)


class WordToken(NamedTuple):
    """A word or a sign: `same` is what is compared, `raw` the original, from `start` to `end`."""

    same: str
    raw: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        """Whether this is a quotation mark, which is compared as typography alone."""
        return self.same == '"'

    @property
    def is_dash(self) -> bool:
        """Whether this may separate words from their speaker."""
        return self.same == "-"


def visible(text: str) -> str:
    """Return a text without invisible characters, composed (NFC), with every kind of blank a plain one."""
    return " ".join(unicodedata.normalize("NFC", INVISIBLE.sub("", CONTROL.sub(" ", text))).split())


def tokens(text: str) -> list[WordToken]:
    """Return the words and signs of a `visible` text."""
    words = (WordToken(_same(one[0]), one[0], one.start(), one.end()) for one in TOKEN.finditer(text))
    return [one for one in words if one.same]


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


# Addresses

Kind = Literal["quote", "timeline", "person", "topic", "question", "slice"]
SLUG = r"[a-z0-9][a-z0-9-]{0,80}"
ASKED = f"{SLUG}/{SLUG}"  # what a question is about, and its own name
END = r"(?:/(?:index\.html)?)?(?:[?#].{0,400})?$"
CARDS = "cards(?:/600)?"  # pictures, and those in half their width
FILE = r"\.(?:json|png)(?:[?#].{0,400})?$"
PLACES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("quote", re.compile(rf"(?:^|/)(?:embed/)?quotes/(q-[0-9a-z]{{1,20}}){END}")),
    ("quote", re.compile(rf"(?:^|/)(?:oembed/quotes|{CARDS})/(q-[0-9a-z]{{1,20}})(?:-square)?{FILE}")),
    ("timeline", re.compile(rf"(?:^|/)(?:embed/timelines/({SLUG})|stories/({SLUG})/timeline){END}")),
    ("timeline", re.compile(rf"(?:^|/)(?:oembed|{CARDS})/timelines/({SLUG}){FILE}")),
    ("person", re.compile(rf"(?:^|/)(?:embed/)?people/({SLUG}){END}")),
    ("person", re.compile(rf"(?:^|/)(?:oembed|{CARDS})/people/({SLUG}){FILE}")),
    ("topic", re.compile(rf"(?:^|/)(?:embed/)?topics/({SLUG}){END}")),
    ("topic", re.compile(rf"(?:^|/)(?:oembed|{CARDS})/topics/({SLUG}){FILE}")),
    ("question", re.compile(rf"(?:^|/)(?:embed/)?questions/({ASKED}){END}")),
    ("question", re.compile(rf"(?:^|/)(?:oembed|{CARDS})/questions/({ASKED}){FILE}")),
    ("slice", re.compile(rf"(?:^|/)sources/({SLUG})\.txt#char=\d{{1,12}},\d{{1,12}}$")),
)
SLICE = re.compile(r"#char=(\d+),(\d+)$")
VERSION = re.compile(r"[?&]v=(\d{1,4})(?:&|#|$)")
# An address in plain text, or Markdown's `[words](address)`, which is a link from its bracket on.
WRITTEN = re.compile(r"(?:\[[^\[\]]{0,500}\]\(<?)?(https?://[^\s<>\"'()\[\]]{1,500})")
RESIZED = re.compile(r"[?&](?:url|src)=([^&]+)")
LONGEST = 2000


class CardTarget(NamedTuple):
    """What an address names; `span` is that of a slice, `version` is 0 where the address has none."""

    kind: Kind
    id: str
    version: int = 0
    span: tuple[int, int] = (0, 0)


def target_of(address: str) -> CardTarget | None:
    """Return what an address names; None where it cannot be one of ours."""
    address = unquote(address.strip()[:LONGEST])
    if resized := RESIZED.search(address):  # a host's own copy: /_next/image?url=https://…/cards/q-….png&w=640
        address = resized[1]
    for kind, pattern in PLACES:
        if found := pattern.search(address):
            named = next(group for group in found.groups() if group)
            version, span = VERSION.search(address), SLICE.search(address) if kind == "slice" else None
            offsets = (int(span[1]), int(span[2])) if span else (0, 0)
            return CardTarget(kind, named, int(version[1]) if version else 0, offsets)
    return None


# Saved files

DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
PRESCAN = 1024
SAVED_AS_ONE = re.compile(rb"(?:From: |MIME-Version: |Snapshot-Content-Location: )", re.IGNORECASE)
# Distinguishes markup from Markdown, where a word between < and > may be plain text.
TAGS = re.compile(
    r"<(?:!doctype|/?(?:html|body|p|div|span|a|blockquote|q|pre|code|textarea|br|ul|li|h[1-6]|table|td|section|article|"
    r"main|figure|iframe|img|em|strong|b|i|rss|feed|entry|item|content|description|verbatim-quote))\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"^\s{0,3}(?:>\s?)+")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def markup_of(data: bytes) -> str:
    """Return a saved file as markup; every line end stays, for line numbers, but for a page in an MHTML file."""
    text = _decoded(_page_within(data) if SAVED_AS_ONE.match(data) else data)
    if text.lstrip()[:1] in ("{", "[") and (found := _strings(text)) is not None:
        return "\n".join(one if TAGS.search(one) else _marked_up(one) for one in found)
    return text if TAGS.search(text) else _marked_up(text)


def _page_within(data: bytes) -> bytes:
    """Return the first page within an MHTML file, as Chromium saves one; the file itself where there is none."""
    parts = (part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html")
    page = next((part.get_payload(decode=True) for part in parts), None)
    return page if isinstance(page, bytes) else data


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
    """Return the strings of a JSON file that may hold a card, in order; None where it is not JSON."""
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
    """Return plain text or Markdown as HTML: lines after `>` are a block quotation, empty lines separate paragraphs."""
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
