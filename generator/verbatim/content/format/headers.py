"""The head of every content file: `Key: value`, one line each, then a blank line. Text comes in, headers go out.

Raises ContentError at the line of a header that cannot be read, stands twice, or is refused.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterable


# Pelican makes an attribute of any header: these would move a page or replace what it vouches for.
REFUSED = frozenset({"url", "save-as", "content", "template", "override-url", "override-save-as", "slug"})
REPEATABLE = frozenset({"corrected", "source-changed"})
HEADER = re.compile(r"([A-Za-z][A-Za-z0-9_-]{0,39})[ \t]*+:([^\n]*+)\n?")
# RFC 5646, 2.1: the shape of a language tag. It stands in addresses of translations.
LANG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}")
# What a link may lead to: nothing that a browser would run.
WEB = re.compile(r"https?://[^\s<>\"']+")
# What HTML and XML cannot hold; a source's are shown as pictures, an editor's are a slip.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff]")


class Header(NamedTuple):
    """A header as written, with its line from 1."""

    key: str
    value: str
    line: int


class FileHead(NamedTuple):
    """A file's headers, and its body with the line on which that begins; the body is unaltered."""

    headers: tuple[Header, ...]
    body: str
    body_line: int

    def get(self, key: str, default: str = "") -> str:
        """Return the first value under `key`, capitals and `_` for `-` not minded."""
        wanted = _plain(key)
        for name, value, _ in self.headers:
            if name == key or _plain(name) == wanted:
                return value
        return default

    def line(self, key: str) -> int:
        """Return the line of the header `key`; 1 where it is missing, which is where to add it."""
        wanted = _plain(key)
        return next((header.line for header in self.headers if _plain(header.key) == wanted), 1)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the headers as pairs in the order of the file."""
        return tuple([(key, value) for key, value, _ in self.headers])


def parse_head(text: str, path: str) -> FileHead:
    """Take the head off a content file. Lines end with LF or CR LF; the first blank line ends the head."""
    headers: list[Header] = []
    names: list[str] = []
    start = number = 0
    while start < len(text):
        number += 1
        found = HEADER.match(text, start)
        if found is None:
            start = _blank_line(text, start, path, number)
            break
        start = found.end()
        key, value = found[1], found[2].strip()
        name = _plain(key)
        # What can be printed is no control character, and is told sooner.
        if name in REFUSED or (not value.isprintable() and CONTROL.search(value)):
            raise _refused(key, path, number)
        headers.append(Header(key, value, number))
        names.append(name)
    if len({*names}) < len(names):
        _only_once(headers, path)
    return FileHead(tuple(headers), text[start:], number + 1)


def _blank_line(text: str, start: int, path: str, number: int) -> int:
    """Return where the line behind the blank one begins that ends a head. Raises ContentError for one that is not."""
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    line = text[start:end].removesuffix("\r")
    if line.strip():
        fact, fix = f"“{line[:40]}” is no header", "Write Key: value, and a blank line after the last"
        raise ContentError(path, number, fact, fix)
    return min(end + 1, len(text))


def _refused(key: str, path: str, number: int) -> ContentError:
    if _plain(key) in REFUSED:
        fact = f"the header {key} is refused here, as it would move or replace a page"
        return ContentError(path, number, fact, "Take the line out")
    return ContentError(path, number, f"the header {key} holds a control character", "Write the line anew")


def check_lang(head: FileHead, path: str) -> None:
    """Raise ContentError where the header Lang is there and names no language."""
    value = head.get("Lang")
    if value and not LANG.fullmatch(value):
        fact = f"Lang: {value[:40]} is no language's tag"
        raise ContentError(path, head.line("Lang"), fact, "Write one such as en, de or pt-BR")


def _only_once(headers: Iterable[Header], path: str) -> None:
    seen: dict[str, int] = {}
    for header in headers:
        key = _plain(header.key)
        if key in seen and key not in REPEATABLE:
            fact = f"the header {header.key} stands on line {seen[key]} too"
            raise ContentError(path, header.line, fact, "Keep one of the two")
        seen[key] = header.line


def format_head(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the head of a file for these headers, with the blank line that ends it; line breaks become blanks."""
    return "".join(f"{key}: {' '.join(value.split())}".rstrip() + "\n" for key, value in pairs) + "\n"


@lru_cache(maxsize=256)
def _plain(key: str) -> str:
    return key.lower().replace("_", "-")
