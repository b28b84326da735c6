"""The table of claims: an invented text, and what a site may say of it, from the files beside this one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
NEEDED = ("name", "text")


@dataclass(frozen=True)
class Entry:
    """One text and its claims; README.md says what each field means. None stands for “not looked at here”."""

    file: str
    name: str
    text: str
    says: dict[str, list[str]] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    sentence: list[str] = field(default_factory=list)
    reported: dict[str, list[str]] | None = None
    never: list[str] = field(default_factory=list)
    people: list[str] | None = None
    not_people: list[str] = field(default_factory=list)
    roles: dict[str, str | None] = field(default_factory=dict)
    moments: dict[str, str | None] | None = None
    again: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, str] | None = None
    headline: str = ""
    date: str = ""
    filed: str = ""
    unread: bool = False
    known: str = ""

    @property
    def id(self) -> str:
        """The story's id: the day in the file's name, the file and the name, as an address has them."""
        named = f"{self.filed} {Path(self.file).stem} {self.name}"
        return re.sub(r"[^a-z0-9]+", "-", named.lower()).strip("-")[:80].rstrip("-")

    @property
    def source(self) -> tuple[str, str]:
        """The source's file name and its text; a text with a date says so above its words."""
        if not self.date:
            return f"{self.id}.txt", self.text
        title, _, rest = self.text.partition("\n")
        return f"{self.id}.md", f"Title: {title}\nDate: {self.date}\n\n{rest.lstrip()}"

    @property
    def speakers(self) -> dict[str, str | None]:
        """Whose words each quoted piece is; None where that must stay open."""
        named: dict[str, str | None] = {
            piece: name for name, said in self.says.items() for words in said for piece in pieces(words)
        }
        return {**named, **{piece: None for words in self.open for piece in pieces(words)}}


def pieces(words: str) -> list[str]:
    """Return the pieces of quoted words, without the comma that leads on to the reporter's words."""
    return [" ".join(piece.split()).removesuffix(",") for piece in words.split(" … ")]


@cache
def entries() -> tuple[Entry, ...]:
    """Return every entry, in the order of the files and of what stands in them."""
    found = tuple(entry for path in sorted(FOLDER.glob("*.yaml")) for entry in _of_file(path))
    assert len({entry.id for entry in found}) == len(found), "two entries of one file bear one name"
    return found


def _of_file(path: Path) -> Iterator[Entry]:
    known = {one.name for one in fields(Entry)} - {"file"}
    for number, one in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), start=1):
        given: dict[str, Any] = one
        place = f"tests/claims/{path.name}: entry {number}: {given.get('name')}"
        assert not set(given) - known, f"{place}: has {', '.join(sorted(set(given) - known))}, which nothing reads"
        assert all(given.get(name) for name in NEEDED), f"{place}: needs a name and a text"
        yield Entry(path.name, **{**given, "text": f"{given['text'].strip()}\n"})
