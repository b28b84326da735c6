"""A story's file: bytes come in, a `StoryFile` goes out; and the file that a first split writes, the other way.

Raises ContentError at the line of what is missing or cannot be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from verbatim.content.format.headers import WEB, check_lang, format_head, parse_head
from verbatim.core import dates as edtf
from verbatim.core.errors import ContentError
from verbatim.core.text import decode
from verbatim.model import Span

if TYPE_CHECKING:
    from verbatim.content.format.headers import FileHead
    from verbatim.model import Fragment


DateBasis = Literal["source", "editor", "unknown"]
NEEDED = ("Title", "Date", "Source")
BASES = ("source", "editor", "unknown")
CHANGED = "source-changed"  # a header for each newer text that took the source's place
STATUSES = ("published", "draft", "hidden")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SLICE = re.compile(r"(\d{1,9}),(\d{1,9})")
NUMBER = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class StoryFile:
    """A story's headers and the editors' introduction, checked. `brief` and `key_numbers` are as written."""

    story: str
    path: str
    head: FileHead
    intro: str

    @property
    def date_basis(self) -> DateBasis:
        """How the publication date is known; `editor` where a date stands without a basis."""
        return cast("DateBasis", self.head.get("Date-Basis", "editor"))

    @property
    def published(self) -> str | None:
        """The publication date that relative dates may be read against; None where it is not known."""
        return None if self.date_basis == "unknown" else self.head.get("Date")[:10]

    @property
    def key_numbers(self) -> tuple[str, ...]:
        """The numbers of the fragments whose numbers are shown large."""
        words = self.head.get("Key-Numbers").split()
        return () if words == ["none"] else tuple(words)


def read_story_file(data: bytes, path: str, story: str) -> StoryFile:
    """Read `content/stories/<story>.md`. `path` is what messages name."""
    head = parse_head(decode(data, "utf-8", path).text, path)
    for key in NEEDED:
        if not head.get(key):
            fact = f"the header {key} is missing"
            raise ContentError(path, head.line(key), fact, f"Add a line {key}: … above the blank line")
    file = StoryFile(story, path, head, head.body)
    check_lang(head, path)
    _check_dates(file)
    _check_changes(file)
    _check_choice(file, "Date-Basis", BASES)
    _check_choice(file, "Status", STATUSES)
    _check_link(file)
    _check_places(file)
    return file


def _check_dates(file: StoryFile) -> None:
    for key in ("Date", "Modified"):
        value = file.head.get(key)
        if value and not (DAY.match(value) and edtf.parse(value[:10])):
            fact = f"{key}: {value[:40]} is no day"
            raise ContentError(file.path, file.head.line(key), fact, "Write it as 2015-12-16")


def _check_changes(file: StoryFile) -> None:
    for header in file.head.headers:
        if header.key.lower().replace("_", "-") == CHANGED and not edtf.parse(header.value.partition(" ")[0]):
            fact = f"{header.key}: {header.value[:40]} does not begin with a day"
            fix = "Write the day and the reason, as Source-Changed: 2031-03-09 The paper corrected a number"
            raise ContentError(file.path, header.line, fact, fix)


def _check_choice(file: StoryFile, key: str, choices: tuple[str, ...]) -> None:
    value = file.head.get(key)
    if value and value not in choices:
        fact = f"{key}: {value[:40]} is none of {', '.join(choices)}"
        raise ContentError(file.path, file.head.line(key), fact, "Write one of these")


def _check_link(file: StoryFile) -> None:
    value = file.head.get("Source-Url")
    if value and not WEB.fullmatch(value):
        fact = f"Source-Url: {value[:60]} is no web address"
        fix = "Write it whole, as https://…, or leave it empty"
        raise ContentError(file.path, file.head.line("Source-Url"), fact, fix)


def _check_places(file: StoryFile) -> None:
    for key in ("Brief", "Key-Numbers"):
        for word in file.head.get(key).split():
            if word != "none" and not NUMBER.fullmatch(word) and not (key == "Brief" and SLICE.fullmatch(word)):
                fact = f"{key}: {word[:40]} is no place in the story"
                raise ContentError(file.path, file.head.line(key), fact, "Write fragment numbers, as 030 070, or none")


def brief_spans(file: StoryFile, fragments: tuple[Fragment, ...], text: str) -> tuple[Span, ...]:
    """Return the slices that `Brief:` names, as slices or as fragment numbers. Raises where one is not there."""
    slices = []
    for word in file.head.get("Brief").split():
        if word == "none":
            continue
        span = _slice(word, fragments)
        if span is None or not 0 <= span.start < span.end <= len(text):
            fact = f"Brief: {word} names nothing in this story"
            raise ContentError(file.path, file.head.line("Brief"), fact, "Write fragment numbers, as 030 070, or none")
        slices.append(span)
    return tuple(slices)


def _slice(word: str, fragments: tuple[Fragment, ...]) -> Span | None:
    if found := SLICE.fullmatch(word):
        return Span(int(found[1]), int(found[2]))
    return next((fragment.source for fragment in fragments if fragment.number == word), None)


def write(headers: list[tuple[str, str]]) -> bytes:
    """Return the bytes of a new story file with these headers and no introduction."""
    return format_head(headers).encode()
