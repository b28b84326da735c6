"""Reads what a site's data call its stories, people, topics and itself, and what they say was changed.

Of editors' pictures, what each shows and whose it is stand in the newsroom's files: in the head of a story's, a topic's
or a fragment's file, of a portrait in a person's.
"""

from __future__ import annotations

import json
import re
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from verbatim.verify.naming.interface import bare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from verbatim.verify.naming.interface import InterfaceWords

Row = dict[str, Any]
MANIFEST = "manifest.webmanifest"  # in a site: its name and description
SHORTEST_CUT = 3  # characters of a name that is cut
_ELLIPSES = " …"
_PARTING = re.compile("[.:,;()·]")
SHOULD_READ, REPLACED, TAKEN_OUT = "It should read: %(words)s", "%(now)s, not %(was)s", "without %(was)s"
_WORD = re.compile(r"\w+")
FILES = ("stories/*.md", "topics/*.md", "fragments/*/*.md", "people/*.md")
FOLDERS = {"story": "stories", "timeline": "stories", "topic": "topics", "person": "people"}
_SAID = re.compile(r"^Image(?:[-_](Alt|Credit))?:[ \t]*+(.*)$", re.MULTILINE | re.IGNORECASE)
_SIGNS = re.compile(r"[^\w]+|_+")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def is_cut(shown: str, whole: str) -> bool:
    """Return whether a line is another, whole or with “…” where it was cut."""
    if shown == whole:
        return True
    begun = shown.rstrip(_ELLIPSES)
    return len(begun) >= SHORTEST_CUT and begun != shown and whole.startswith(begun)


def reason_of(row: Row) -> str:
    """Return why a quotation has its speaker, by name; where nobody is named, by the source's words for them."""
    via = row.get("via")
    named = row.get("speaker_name") or (via.get("text") if isinstance(via, dict) else "")
    return str(row.get("why") or "").replace("NAME", str(named or ""))


class SiteNames:
    """The names that the data of a site have, without quotation marks."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._changes: dict[str, Sequence[Row]] = {}
        self._quotes_by: dict[str, dict[str, list[Row]]] = {}

    def _json(self, name: str) -> Any:
        path = self._site / name
        try:
            return json.loads(path.read_bytes()) if path.is_file() else None
        except (ValueError, RecursionError):
            return None  # reported where it is checked

    def _rows(self, name: str) -> Mapping[str, Row]:
        value = self._json(f"data/{name}.json")
        rows = value if isinstance(value, list) else []
        return {str(row.get("id")): row for row in rows if isinstance(row, dict)}

    @cached_property
    def stories(self) -> Mapping[str, Row]:
        """The stories by id."""
        return self._rows("stories")

    @cached_property
    def people(self) -> Mapping[str, Row]:
        """The people by id."""
        return self._rows("people")

    @cached_property
    def topics(self) -> Mapping[str, Row]:
        """The topics by id."""
        names = sorted(path.stem for path in (self._site / "data/topics").glob("*.json"))
        rows = {name: self._json(f"data/topics/{name}.json") for name in names}
        return {name: row for name, row in rows.items() if isinstance(row, dict)}

    @cached_property
    def moments(self) -> Mapping[str, Row]:
        """The moments by id."""
        return self._rows("moments")

    @cached_property
    def questions(self) -> Mapping[str, Row]:
        """The questions by id."""
        return self._rows("questions")

    @cached_property
    def history(self) -> Mapping[str, Row]:
        """The quotations that were changed, by id, with their versions."""
        return self._rows("history")

    @cached_property
    def listed_quotes(self) -> Mapping[str, Row]:
        """The quotations by id."""
        return self._rows("quotes")

    @cached_property
    def quotes(self) -> Mapping[str, Row]:
        """The quotations by id; one that has moved stands under its old id too."""
        rows = dict(self.listed_quotes)
        for name, row in self.history.items():
            if row.get("status") == "moved" and (into := rows.get(str(row.get("into")))):
                rows[name] = into
        return rows

    def quotes_of(self, key: str, name: str) -> list[Row]:
        """Return the quotations of a story, or with `speaker` as key of a person."""
        if key not in self._quotes_by:
            found = self._quotes_by.setdefault(key, {})
            for own, row in self.quotes.items():
                if row.get("id") == own:
                    found.setdefault(str(row.get(key)), []).append(row)
        return self._quotes_by[key].get(name, [])

    @cached_property
    def _manifest(self) -> Row:
        value = self._json(MANIFEST)
        return value if isinstance(value, dict) else {}

    @property
    def site(self) -> str:
        """The site's own name; empty where it states none."""
        return bare(str(self._manifest.get("name") or ""))

    @property
    def about(self) -> str:
        """What the site says of itself; empty where it says nothing."""
        return bare(str(self._manifest.get("description") or ""))

    def title(self, story: str) -> str:
        """Return a story's title; empty where the data have none."""
        return bare(str(self.stories.get(story, {}).get("title") or ""))

    def places(self, story: str) -> Sequence[str]:
        """Return what says where words of a story stand: its title, its source's name, the site's name."""
        row = self.stories.get(story, {})
        named = (bare(str(row.get(key) or "")) for key in ("title", "source_name"))
        return [one for one in (*named, self.site) if one]

    def has_character(self, character: str) -> bool:
        """Return whether a name on this site has a character, such as one that changes the direction of reading."""
        return any(character in name for name in self._all())

    @cached_property
    def all(self) -> frozenset[str]:
        """Whatever has a name, and every role."""
        return frozenset(bare(one) for one in self._all() if one)

    @cached_property
    def punctuated(self) -> frozenset[str]:
        """The names with signs that part one thing from the next in a line."""
        return frozenset(name for name in self.all if _PARTING.search(name))

    def _all(self) -> Iterator[str]:
        keys = ("title", "source_name", "section", "name", "speaker_name", "said_by")
        tables = (self.stories, self.people, self.topics, self.quotes)
        for row in (*(row for table in tables for row in table.values()), self._manifest):
            yield from (row[key] for key in keys if isinstance(row.get(key), str))
        reviews = (row.get("reviewed") for row in self.quotes.values())
        yield from (str(review.get("by") or "") for review in reviews if isinstance(review, dict))
        for row in self.people.values():
            yield from (one for one in row.get("aliases") or () if isinstance(one, str))
            given = row.get("given_role")
            roles = [given, *(row.get("roles") or ())] if isinstance(row.get("roles"), list) else [given]
            yield from (str(one.get("text") or "") for one in roles if isinstance(one, dict))

    def has(self, text: str) -> bool:
        """Return whether a text is a name on this site, which may be cut."""
        return text in self.all or (text.endswith("…") and any(is_cut(text, name) for name in self.all))

    def people_in(self, story: str) -> Sequence[Row]:
        """Return whom a story names, each with the places of the names and roles in it."""
        value = self._json(f"data/stories/{story}.json") if story in self.stories else None
        rows = value.get("people") if isinstance(value, dict) else None
        return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []

    def change_rows(self, story: str) -> Sequence[Row]:
        """Return what was changed in a story, newest first."""
        if story not in self._changes:
            value = self._json(f"data/changes/{story}.json") if story in self.stories else None
            rows = value.get("changes") if isinstance(value, dict) else None
            self._changes[story] = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        return self._changes[story]

    def changes(self, story: str) -> frozenset[str]:
        """Return the lines that say what was changed in a story."""
        return frozenset(bare(str(row.get("message"))).rstrip(".") for row in self.change_rows(story))

    @cached_property
    def all_changes(self) -> frozenset[str]:
        """The lines that say what was changed in any story."""
        return frozenset(line for story in self.stories for line in self.changes(story))


class EditorsPicture(NamedTuple):
    """A picture that an editor gave: the name of its file, what it shows, and whose it is; lines without marks."""

    stem: str
    alt: str
    credit: str


class Illustrations:
    """The pictures of a content folder; without one nothing is known of them, and everything may be said."""

    def __init__(self, content: Path | None) -> None:
        self._content = content

    def of(self, kind: str, name: str) -> EditorsPicture | None:
        """Return the picture of a story or a topic."""
        folder = FOLDERS.get(kind)
        path = self._content / folder / f"{name}.md" if self._content and folder and _NAME.fullmatch(name) else None
        return _illustration_in(path) if path and path.is_file() else None

    def is_alternative(self, kind: str, name: str, shown: str) -> bool:
        """Return whether a line, without marks, is what the picture of a story or a topic shows."""
        own = self.of(kind, name)
        return self._content is None or (own is not None and shown == own.alt)

    def is_said(self, key: str, shown: str) -> bool:
        """Return whether a line is what some picture shows, with the key `alt`, or with `credit` whose it is."""
        return self._content is None or any(getattr(one, key) == shown for one in self._all)

    def named(self, stem: str) -> list[EditorsPicture] | None:
        """Return what files say of a picture by the name of its own; None where they are not at hand.

        Where no file has that name, it is spelled in some way that is not known here: then any may be meant.
        """
        if self._content is None:
            return None
        return [one for one in self._all if one.stem == stem] or self._all

    @cached_property
    def _all(self) -> list[EditorsPicture]:
        paths = (path for pattern in FILES if self._content for path in self._content.glob(pattern))
        return [found for path in paths if (found := _illustration_in(path))]


def _illustration_in(path: Path) -> EditorsPicture | None:
    text = path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
    said = {(found[1] or "").lower(): found[2] for found in _SAID.finditer(text.partition("\n\n")[0])}
    stem = _SIGNS.sub("-", PurePosixPath(said.get("", "").strip()).stem.lower()).strip("-")
    return EditorsPicture(stem, bare(said.get("alt", "")), bare(said.get("credit", ""))) if stem else None


# What corrections say should be read


class Readings:
    """What corrections of one site say should be read: editors' words for words of the source, where both are held.

    A correction's line may end so where it is told: “Corrected 5 March 2031: The figure was wrong. It should read: 48,
    not 84.” The data of changes have the line without these words where the correction stands in a header.
    `is_in_source` tells whether a story's source has words.
    """

    def __init__(self, names: SiteNames, words: InterfaceWords, is_in_source: Callable[[str, str], bool]) -> None:
        self._names, self._words, self._is_in_source = names, words, is_in_source

    def without(self, story: str, line: str) -> str:
        """Return a line without the words that should be read, where editors wrote them for words of the source."""
        for opening in self._words.forms_of(SHOULD_READ, words=""):
            head, found, words = line.rpartition(opening)
            if found and self._are_readings(story, words.strip()):
                return head.rstrip()
        return line

    def is_change(self, line: str) -> bool:
        """Return whether a line tells what was changed in some story, as the data do or with what should be read."""
        told = ((story, {line, self.without(story, line)}) for story in self._names.stories)
        return any(one.rstrip(".") in self._names.changes(story) for story, lines in told for one in lines)

    def lines_in(self, text: str, story: str) -> Iterator[str]:
        """Yield the lines in a text that tell a change of a story with the words that should be read."""
        for change in self._names.changes(story):
            for opening in self._words.forms_of(SHOULD_READ, words=""):
                line = f"{change}. {opening.strip()} "
                at = text.find(line)
                ends = (end.start() for end in re.finditer(r"\.(?= |$)", text[at + len(line) :])) if at >= 0 else ()
                read = (text[at + len(line) : at + len(line) + end] for end in ends)
                yield from (f"{line}{words}" for words in read if self._are_readings(story, words))

    def _are_readings(self, story: str, told: str) -> bool:
        corrected = {bare(str(one)) for one in self._names.stories.get(story, {}).get("corrected_words") or ()}
        parts = [told] if told in corrected else told.removesuffix(".").split("; ")
        return all(self._is_reading(story, part, corrected) for part in parts)

    def _is_reading(self, story: str, told: str, corrected: Iterable[str]) -> bool:
        """Return whether words are those that editors wrote, or some of them, for words of the source."""
        without = next(self._words.values_in(told, TAKEN_OUT), ())
        if without:
            return self._is_in_source(without[0], story)
        values = next(self._words.values_in(told, REPLACED), (told,))
        now = _words_of(values[0])
        is_read = any(now in _words_of(one) for one in corrected)
        return is_read and (len(values) == 1 or self._is_in_source(values[1], story))


def _words_of(text: str) -> str:
    return f" {' '.join(_WORD.findall(text))} "
