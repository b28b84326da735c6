"""Holds what editors wrote of each story: its title, introduction and notes, the only source of marks of their own."""

from __future__ import annotations

import html
import json
import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from verbatim.verify.markup.passages import ALL_MARKS, ANY_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


STORIES = "data/stories.json"  # in a site
PEOPLE = "data/people.json"
MARKED = "editors_marks"  # of a row of that list: what introductions and notes put within marks of their own
CORRECTED = "corrected_words"  # of the same: what pages show for words as printed
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_TITLE = re.compile(r"^Title:(.*)$", re.MULTILINE | re.IGNORECASE)
# What names a publisher, a section or a person, wherever it is shown.
_NAMES_OF_STORY = re.compile(r"^(?:Source-Name|Category):(.*)$", re.MULTILINE | re.IGNORECASE)
_ALIASES = re.compile(r"^Aliases:(.*)$", re.MULTILINE | re.IGNORECASE)
_LONGEST_NAME = 80
# A sentence ends in it, so it is no name; but Ivo C. “Crane” Marr.
_SPOKEN = re.compile(r"(?<!\b[A-Z])(?<!\b[DJMS]r)[.!?…][”’»\")]{0,3}\s")
_NOTE = re.compile(r"^Kind:[ \t]*+note[ \t]*$", re.MULTILINE | re.IGNORECASE)
# What Markdown leaves out of the words: pictures, where links lead.
_UNSHOWN = re.compile(r"!\[[^\]]*+\]\([^)]*+\)|\]\([^)]*+\)|\]\[[^\]]*+\]")
_WORD = re.compile(r"[^\W_]+")
# Where editors may quote from elsewhere; fragments last, which are many.
_WRITTEN = ("stories/*.md", "people/*.md", "topics/*.md", "pages/**/*.md", "fragments/*/*.md")
_NOW = re.compile(r"""\bnow=(?:"((?:[^"\\]|\\.)*+)"|([^\s"}]++))""")


class EditorsWords:
    """The editors' words in a content folder, each story's read when they are first needed.

    Words are compared without punctuation, which Markdown and typography change.
    """

    def __init__(self, content: Path) -> None:
        self._content = content
        self._words: dict[str, list[str]] = {}
        self._corrected: dict[str, frozenset[str]] = {}
        self._names: dict[str, str] | None = None
        self._written: list[str] | None = None  # the names that files have
        self.people: frozenset[str] = frozenset()  # names that a source has, of whom no file tells
        self._linking: dict[str, list[tuple[str, str]]] = {}

    def has(self, story: str, words: str) -> bool:
        """Return whether the editors of a story wrote these words, in this order."""
        if story not in self._words:
            self._words[story] = [plain_words(text) for text in self._texts(story)] if _NAME.fullmatch(story) else []
        plain = plain_words(words)
        return not plain.strip() or any(plain in text for text in self._words[story])

    def any_has(self, words: str) -> bool:
        """Return whether the editors of any story wrote these words."""
        return any(self.has(story, words) for story in self._stories())

    def without_names(self, text: str) -> str:
        """Return a text of the same length in which no name has quotation marks: «Harbour News», Ivo “Crane” Marr.

        They are the names of publishers, sections and people, which are nobody's words.
        """
        if self._names is None:
            known = {name.strip() for name in (*self.read_names(), *self.people) if ANY_MARK.search(name)}
            names = sorted((one for one in known if len(one) <= _LONGEST_NAME and not _SPOKEN.search(one)), key=len)
            self._names = {name: ALL_MARKS.sub(lambda mark: "_" * len(mark[0]), name) for name in reversed(names)}
        for name, bare in self._names.items():
            text = text.replace(name, bare)
        return text

    def read_names(self) -> Sequence[str]:
        """Return the names in all files, which are read once."""
        if self._written is None:
            self._written = list(self._marked_names())
        return self._written

    def _marked_names(self) -> Iterator[str]:
        for path in sorted(self._content.glob("stories/*.md")):
            yield from _NAMES_OF_STORY.findall(_read(path)[0])
        for path in sorted(self._content.glob("people/*.md")):
            head, _, _ = _read(path)
            yield from _TITLE.findall(head)
            for several in _ALIASES.findall(head):
                yield from several.split(",")

    def quotes(self, address: str, words: str) -> bool:
        """Return whether some file of the editors has these words and this address, from which it quotes them."""
        plain = plain_words(words)
        return any(plain in text for text in chain.from_iterable(self._texts_with(address, one) for one in _WRITTEN))

    def _texts_with(self, address: str, pattern: str) -> list[str]:
        """Return the texts of the files of a pattern that have an address; those that have any are read once."""
        if pattern not in self._linking:
            read = (path.read_text(encoding="utf-8", errors="replace") for path in sorted(self._content.glob(pattern)))
            self._linking[pattern] = [(html.unescape(text), plain_words(text)) for text in read if "://" in text]
        return [plain for text, plain in self._linking[pattern] if address in text]

    def corrects(self, story: str, words: str) -> bool:
        """Return whether the editors of a story wrote these words, and no others, for words as printed."""
        if story not in self._corrected:
            texts = self._corrections(story) if _NAME.fullmatch(story) else ()
            self._corrected[story] = frozenset(map(plain_words, texts))
        return plain_words(words) in self._corrected[story]

    def _corrections(self, story: str) -> Iterator[str]:
        for fragment in sorted((self._content / "fragments" / story).glob("*.md")):
            _, _, body = _read(fragment)
            yield from (re.sub(r"\\(.)", r"\1", quoted or bare) for quoted, bare in _NOW.findall(body))

    def _stories(self) -> Iterator[str]:
        return (path.stem for path in sorted((self._content / "stories").glob("*.md")))

    def _texts(self, story: str) -> Iterator[str]:
        path = self._content / "stories" / f"{story}.md"
        if path.is_file():
            head, _, body = _read(path)
            yield from _TITLE.findall(head)
            yield body
        for note in sorted((self._content / "fragments" / story).glob("*.md")):
            head, _, body = _read(note)
            if is_note(head):
                yield body


class PublishedEditorsWords(EditorsWords):
    """The editors' words as a site lists them in `/data/stories.json`."""

    def __init__(self, site: Path) -> None:
        super().__init__(site)
        self._rows: Mapping[str, Mapping[str, Any]] | None = None

    def quotes(self, address: str, words: str) -> bool:
        """Return that they may: a site does not publish its editors' files."""
        del address, words
        return True

    def _stories(self) -> Iterator[str]:
        return iter(self._listed())

    def _texts(self, story: str) -> Iterator[str]:
        row = self._listed().get(story, {})
        marked = row.get(MARKED)
        for text in (row.get("title"), *(marked if isinstance(marked, list) else ())):
            if isinstance(text, str):
                yield text

    def _corrections(self, story: str) -> Iterator[str]:
        corrected = self._listed().get(story, {}).get(CORRECTED)
        return (text for text in corrected if isinstance(text, str)) if isinstance(corrected, list) else iter(())

    def _marked_names(self) -> Iterator[str]:
        rows = list(self._listed().values())
        yield from (row[key] for row in rows for key in ("source_name", "section") if isinstance(row.get(key), str))
        for row in _rows(self._content / PEOPLE):
            yield from (one for one in (row.get("name"), *(row.get("aliases") or ())) if isinstance(one, str))

    def _listed(self) -> Mapping[str, Mapping[str, Any]]:
        if self._rows is None:
            rows = _rows(self._content / STORIES)
            self._rows = {row["id"]: row for row in rows if isinstance(row.get("id"), str)}
        return self._rows


def _rows(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a list in a file of JSON; none where it cannot be read, which is told elsewhere."""
    try:
        rows = json.loads(path.read_bytes()) if path.is_file() else []
    except (ValueError, RecursionError):
        rows = []
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _read(path: Path) -> tuple[str, str, str]:
    text = path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
    return text.partition("\n\n")


def is_note(head: str) -> bool:
    """Return whether the head of a fragment says that editors wrote its body."""
    return _NOTE.search(head) is not None


def plain_words(text: str) -> str:
    """Return the words of Markdown or of plain text, each between blanks."""
    shown = html.unescape(_UNSHOWN.sub("]", text))
    return f" {' '.join(_WORD.findall(shown))} "
