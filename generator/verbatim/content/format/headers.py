"""Parses and formats the head of a content file: a `Key: value` line for each header, then a blank line.

Raises ContentError at the line of a header that cannot be read, is repeated, or is refused.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from verbatim.core.errors import ContentError
from verbatim.core.quotation_marks import OPENING
from verbatim.core.text import decode
from verbatim.model import Picture

# Pelican turns every header into an attribute: these would move a page, or replace what the page vouches for.
REFUSED = frozenset({"url", "save-as", "content", "template", "override-url", "override-save-as", "slug"})
HEADER = re.compile(r"([A-Za-z][A-Za-z0-9_-]{0,39})[ \t]*+:([^\n]*+)\n?")
# The shape of a language tag (BCP 47; RFC 5646, 2.1): no language is registered under four letters or more. It is part
# of the addresses of translations.
_LANG = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z0-9]{1,8}){0,8}")
# The languages of two letters by their first: ISO 639-1, and the codes that it has given up, which stay registered.
_SECOND_LETTERS = {
    "a": "abefkmnrsvyz", "b": "aeghimnors", "c": "aehorsuvy", "d": "aevz", "e": "elnostu", "f": "afijory",
    "g": "adlnuv", "h": "aeiortuyz", "i": "adegiknostuw", "j": "aivw", "k": "agijklmnorsuvwy", "l": "abginotuv",
    "m": "ghiklnorsty", "n": "abdeglnorvy", "o": "cjmrs", "p": "ailst", "q": "u", "r": "mnouw",
    "s": "acdeghiklmnoqrstuvw", "t": "aeghiklnorstwy", "u": "gkrz", "v": "eio", "w": "ao", "x": "h", "y": "io",
    "z": "ahu",
}  # fmt: skip
# What a link may lead to: nothing that a browser would run.
WEB = re.compile(r"https?://[^\s<>\"']+")
# What HTML and XML cannot hold. In a source they are shown as pictures; in an editor's header they are a slip.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff]")


# The headers with a meaning, by the kind of file; docs/formats.md has what each means. Others are kept as they are.
STORY = (
    "Title", "Date", "Date-Basis", "Modified", "Category", "Lang", "Translation-Of", "Status", "Source",
    "Source-Sha256", "Source-Name", "Source-Url", "Source-Archived", "Source-Changed", "Source-Published",
    "Source-License", "Source-Credit", "Embargo", "Record", "Unknown", "Lead", "When", "Sides", "Open",
    "Redacted", "Key-Numbers", "Editor", "Image", "Image-Alt", "Image-Credit", "Tags", "Author",
)  # fmt: skip
FRAGMENT = (
    "Title", "Kind", "Source", "Sha256", "Corrected", "Withdrawn", "Same-As", "Image", "Image-Alt", "Image-Credit",
)  # fmt: skip
PERSON = (
    "Title", "Kind", "Aliases", "Same-As", "Sort-As", "Profile", "Private", "Role", "Role-Source", "Role-Date",
    "Image", "Image-Credit", "Image-Focus", "Pairs", "Telling",
)  # fmt: skip
TOPIC = (
    "Title", "Summary", "Stories", "Section", "Tags", "People", "From", "To", "Status", "Updated", "Image",
    "Image-Alt", "Image-Credit", "Same", "Numbers", "Answered", "Chapters",
)  # fmt: skip
QUESTION = ("Title", "Answer")
PAGE = ("Title", "Lang")
SHOWN = 60  # code points of a header's value in a message
REPEATABLE = frozenset(("source-changed", "sides", "corrected", "pairs", "same", "numbers", "answered", "chapters"))


class Header(NamedTuple):
    """A header as written, with its line, counted from 1."""

    key: str
    value: str
    line: int


class FileHead(NamedTuple):
    """A file's headers, its unaltered body, the line on which that begins, and the path as messages name it."""

    headers: tuple[Header, ...]
    body: str
    body_line: int
    path: str

    def get(self, key: str, default: str = "") -> str:
        """Return the first value of `key`, whatever its capitals, and with `_` for `-`."""
        wanted = normalised(key)
        return next((one.value for one in self.headers if normalised(one.key) == wanted), default)

    def all(self, key: str) -> list[Header]:
        """Return every header `key` that says something, in the order of the file."""
        return [one for one in self.headers if one.value and normalised(one.key) == normalised(key)]

    def line(self, key: str) -> int:
        """Return the line of the header `key`; 1 if it is missing, which is where to add it."""
        wanted = normalised(key)
        return next((header.line for header in self.headers if normalised(header.key) == wanted), 1)

    def fault(self, key: str, fact: str, fix: str) -> ContentError:
        """Return an error at the line of a header."""
        return ContentError(self.path, self.line(key), fact, fix)

    def check(self, key: str, is_valid: Callable[[str], object], wrong: str, fix: str) -> None:
        """Raise ContentError at a header that says something which is not valid, and how it is `wrong`."""
        for _, value, line in self.all(key):
            if not is_valid(value):
                raise ContentError(self.path, line, f"{key}: {value[:SHOWN]} {wrong}", fix)

    def refuse_marks(self, key: str, fact: str, fix: str) -> None:
        """Raise ContentError where a header has quotation marks, which would be taken for somebody's words."""
        if any(mark in self.get(key) for mark in OPENING):
            raise self.fault(key, fact, fix)

    @property
    def words(self) -> tuple[str, int]:
        """The body without the blanks around it, and the line on which it begins then."""
        return self.body.strip(), self.body_line + self.body.count("\n", 0, len(self.body) - len(self.body.lstrip()))

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the headers as pairs in the order of the file."""
        return tuple([(key, value) for key, value, _ in self.headers])


def read_head(data: bytes, path: str) -> FileHead:
    """Separate the head of a content file in UTF-8 from its body."""
    return parse_head(decode(data, "utf-8", path).text, path)


def parse_head(text: str, path: str) -> FileHead:
    """Separate the head of a content file from its body. Lines end with LF or CR LF."""
    headers: list[Header] = []
    lines: dict[str, int] = {}
    start = number = 0
    while start < len(text):
        number += 1
        found = HEADER.match(text, start)
        if found is None:
            start = _after_blank_line(text, start, path, number)
            break
        start = found.end()
        key, value = found[1], found[2].strip()
        name = normalised(key)
        if name in REFUSED:
            fact = f"the header {key} is refused here, as it would move or replace a page"
            raise ContentError(path, number, fact, "Take the line out")
        # Printable text holds no control character, and is quicker to test for.
        if not value.isprintable() and CONTROL.search(value):
            raise ContentError(path, number, f"the header {key} holds a control character", "Rewrite the line")
        if lines.setdefault(name, number) != number and name not in REPEATABLE:
            fact = f"the header {key} stands on line {lines[name]} too"
            raise ContentError(path, number, fact, "Keep one of the two")
        headers.append(Header(key, value, number))
    return FileHead(tuple(headers), text[start:], number + 1, path)


def _after_blank_line(text: str, start: int, path: str, number: int) -> int:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    line = text[start:end].removesuffix("\r")
    if line.strip():
        fact, fix = f"“{line[:40]}” is not a header", "Write Key: value, and a blank line after the last"
        raise ContentError(path, number, fact, fix)
    return min(end + 1, len(text))


def require_headers(head: FileHead, names: Iterable[str]) -> None:
    """Raise ContentError where a file lacks one of these headers."""
    for name in names:
        if not head.get(name):
            raise head.fault(name, f"the header {name} is missing", f"Add a line {name}: … above the blank line")


def check_lang(head: FileHead) -> None:
    """Raise ContentError if the header Lang is not a language tag."""
    head.check("Lang", is_language_tag, "is not a language tag", "Write one as en, de or pt-BR")


def is_language_tag(value: str) -> bool:
    """Return whether `value` is a language tag as HTML takes it (BCP 47): a shape, and a language of two letters."""
    found = _LANG.fullmatch(value)
    code = found[1].lower() if found else ""
    return bool(code) and (len(code) > 2 or code[1] in _SECOND_LETTERS.get(code[0], ""))  # noqa: PLR2004


UNMARK = "Take the marks off"
IMAGE, ALT, CREDIT = "Image", "Image-Alt", "Image-Credit"
PICTURE_FILE = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*\.(?:png|jpe?g|webp|avif)", re.IGNORECASE)
NEEDED_WITH_PICTURE = {
    ALT: ("what it shows", "with what somebody who does not see it should know"),
    CREDIT: ("whose it is", "with who made it, and by which right you show it"),
}


def image_file(head: FileHead) -> str:
    """Return the picture that a head names, below the content folder; empty where it names none.

    Raises ContentError for what is no picture there, and for quotation marks in what is shown with it.
    """
    fix = "Write a path as images/name.jpg, in png, jpg, webp or avif"
    head.check(IMAGE, PICTURE_FILE.fullmatch, "is not a picture in content/", fix)
    for key in (ALT, CREDIT):
        head.refuse_marks(key, f"{key} has quotation marks, and would be taken for somebody's words", UNMARK)
    return head.get(IMAGE)


def read_picture(head: FileHead) -> Picture | None:
    """Return the picture that a head names, with all that is shown beside it; None where it names none.

    Raises ContentError where the head does not say what it shows, or whose it is.
    """
    image = image_file(head)
    if not image:
        return None
    for key, (unsaid, how) in NEEDED_WITH_PICTURE.items():
        if not head.get(key):
            raise head.fault(IMAGE, f"nothing says of {image} {unsaid}", f"Add a line {key}: {how}")
    return Picture(image, head.get(ALT), head.get(CREDIT), head.path, head.line(IMAGE))


def format_head(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the head of a file with these headers and the blank line that ends it. Line breaks become blanks."""
    return "".join(f"{key}: {' '.join(value.split())}".rstrip() + "\n" for key, value in pairs) + "\n"


def with_header(data: bytes, key: str, value: str, path: str) -> bytes:
    """Return a file with a header set, and every other byte as it was."""
    return with_headers(data, key, [value], path)


def with_headers(data: bytes, key: str, values: Sequence[str], path: str) -> bytes:
    """Return a file with a header for each value, in place of those of that name, or below the last header.

    Without values it has none. Every other byte is as it was; lines may end in several ways.
    """
    file = decode(data, "utf-8", path)
    headers = parse_head(file.text.replace("\r\n", "\n"), path).headers
    lines = file.text.split("\n")
    end = "\r" if lines[0].endswith("\r") else ""
    there = [one.line for one in headers if normalised(one.key) == normalised(key)]
    at = there[0] - 1 if there else len(headers)
    for line in reversed(there):
        del lines[line - 1]
    lines[at:at] = [f"{key}: {value}{end}" for value in values]
    return file.encoded("\n".join(lines))


@lru_cache(maxsize=256)
def normalised(key: str) -> str:
    """Return a header's name as names are compared."""
    return key.lower().replace("_", "-")
