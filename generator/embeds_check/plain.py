"""What a saved file is: bytes come in, markup goes out. Letters and Markdown become the HTML that they stand for.

Links that stand as text are left to the reader of the markup. Of JSON (an oEmbed answer, a JSON feed, an export of a
CMS) the strings that hold markup or an address are taken.
"""

from __future__ import annotations

import html
import json
import re

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
