"""A fragment's text for other generators: its bracketed spans as HTML within Markdown, which they all let through."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

TOKEN = re.compile(r"\\(?P<escaped>.)|(?P<open>\[)|\]\{(?P<attributes>[^}]*)\}", re.DOTALL)
ATTRIBUTE = re.compile(r'\.(?P<kind>[\w-]+)|#(?P<id>[\w-]+)|(?P<key>[\w-]+)="(?P<value>[^"]*)"')


class Open(NamedTuple):
    """A span that began: where in the words, and where in what is put out."""

    at: int
    place: int


class Marked(NamedTuple):
    """A fragment as HTML, the same with each mark's offsets as its id, and its numbers as `(start, end)`."""

    text: str
    source: str
    numbers: tuple[tuple[int, int], ...]


def marked(body: str, start: int) -> Marked:
    """Turn a fragment's Markdown into HTML within Markdown; `start` is its first character's offset in the source."""
    out: list[str] = []
    placed: list[str] = []
    stack: list[Open] = []
    numbers: list[tuple[int, int]] = []
    at, last = start, 0
    for token in TOKEN.finditer(body):
        at = _plain(body[last : token.start()], at, out, placed)
        last = token.end()
        if token["escaped"]:
            at = _plain(token["escaped"], at, out, placed)
        elif token["open"]:
            stack.append(Open(at, len(out)))
        else:
            begun = stack.pop()
            said = _attributes(token["attributes"])
            within = bool(stack)
            _wrap(out, begun.place, said, "", within=within)
            _wrap(placed, begun.place, said, f' id="char={begun.at},{at}"', within=within)
            if said["mark"] == "number":
                numbers.append((begun.at, at))
    _plain(body[last:], at, out, placed)
    return Marked("".join(out), "".join(placed), tuple(numbers))


def _plain(words: str, at: int, *outs: list[str]) -> int:
    for out in outs:
        out.append(html.escape(words, quote=False))
    return at + len(words)


def _attributes(text: str) -> dict[str, str]:
    said = {"mark": "", "id": ""}
    for found in ATTRIBUTE.finditer(text):
        if found["key"]:
            said[found["key"]] = found["value"]
        else:
            said["mark" if found["kind"] else "id"] = found["kind"] or found["id"]
    return said


def _wrap(out: list[str], place: int, said: dict[str, str], extra: str, *, within: bool) -> None:
    begin, end = _tags(said, extra, within=within)
    out.insert(place, begin)
    out.append(end)


def _tags(said: dict[str, str], extra: str, *, within: bool) -> tuple[str, str]:
    """Return the tags of one mark; a link within another mark is a plain span, as on our pages."""
    kind = said["mark"]
    if kind == "quote":
        manner = said.get("kind", "direct")
        first = f' id="{said["id"]}"' if said["id"] and said.get("part", "1") == "1" and not extra else ""
        link = f"/quotes/{said['id']}/"
        classes = f"quote quote--{manner} quote--{said.get('basis', 'stated')}"
        if manner == "indirect":
            return f'<span class="{classes}"{first}{extra} data-quote="{said["id"]}">', "</span>"
        return f'<a class="{classes}"{first}{extra} href="{link}" data-quote="{said["id"]}">', "</a>"
    if kind in ("person", "organisation", "place"):
        where = "" if within else f' href="/people/{said["ref"]}/"'
        tag = "span" if within else "a"
        return f'<{tag} class="{kind}"{extra} data-ref="{said["ref"]}"{where}>', f"</{tag}>"
    if kind == "moment":
        return f'<time class="moment" datetime="{said["date"]}"{extra}>', "</time>"
    of = f' data-of="{said["of"]}"' if "of" in said else ""
    return f'<span class="{kind}"{of}{extra}>', "</span>"
