"""Reads a source for its split, and keeps what its text came to in `.cache/readings/`.

Most splits follow an edit of a fragment, and the text is as it was. Only what is split by hand is kept, a story or a
few: an editor comes back to these. A reading is decided by the text, by what the source and the story's file say of its
date and language, and by the program. What was read of anything else, or is damaged, is read anew.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from verbatim.annotate import read as annotate
from verbatim.annotate.dates.finder import published_in
from verbatim.annotate.languages import has_rules, language
from verbatim.content.format.headers import is_language_tag
from verbatim.content.format.story_file import StoryFile, read_story_file
from verbatim.content.layout import StoryPaths, story_of
from verbatim.content.ledger import DRAFT, quotation_rows
from verbatim.content.sources.loading import LoadedSource, load
from verbatim.content.store import read_ledger
from verbatim.core.cache import cache_of, sealed, unsealed, write_cached
from verbatim.core.errors import ContentError, ContentErrors, unreadable
from verbatim.core.files import read_if_there
from verbatim.core.filestate import digest
from verbatim.model.reading import Reading  # noqa: TC001  msgspec needs it where it decodes

if TYPE_CHECKING:
    from pathlib import Path

    from verbatim.model import Document


BETWEEN = "\0"
FORM = "verbatim reading 1"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class TextRead(NamedTuple):
    """What a text came to: the date of publication that its source states or "", the language, and the reading."""

    date: str
    lang: str
    reading: Reading


_READ = msgspec.msgpack.Decoder(TextRead)


class ReadingCache(NamedTuple):
    """The readings of the stories of a content folder, by a program with this digest."""

    content: Path
    rules: str

    def get_or_read(self, story: str, document: Document, file: StoryFile | None) -> TextRead:
        """Return what was read where all that decides it was the same; otherwise read the text, and keep that.

        Where it cannot be kept, the next split reads the text again.
        """
        path = cache_of(self.content) / "readings" / f"{story}.bin"
        by_file = (f"by its file {file.published}", file.head.get("Lang")) if file else ("by itself", "")
        decided_by = (self.rules, document.readable, document.facts.date, document.facts.lang, *by_file)
        about = f"{FORM} {digest(BETWEEN.join(decided_by).encode('utf-8', 'surrogatepass'))}"
        with suppress(OSError, msgspec.MsgspecError):
            if (known := unsealed(path.read_bytes(), about)) is not None:
                return _READ.decode(known)
        read = read_text(document, file)
        with suppress(OSError, UnicodeEncodeError):  # a broken encoding may have left half a character
            write_cached(path, sealed(msgspec.msgpack.encode(read), about))
        return read


def read_text(document: Document, file: StoryFile | None) -> TextRead:
    """Read the text of a source; its story's file, if there is one, decides on its date and its language."""
    stated = document.facts.date or published_in(document.readable) or ""
    date, stated_lang = stated if DAY.fullmatch(stated) else "", language_of(document)
    published = file.published if file else date or None
    lang = (file.head.get("Lang") if file else "") or stated_lang
    return TextRead(date, stated_lang, annotate(document.readable, published, lang=lang))


def language_of(document: Document) -> str:
    """Return the language that a page states if its words agree, or else that of its words.

    Templates state `en` whatever the language of the text that is put into them.
    """
    stated = document.facts.lang if is_language_tag(document.facts.lang) else ""
    found = language(document.readable, None if has_rules(stated) else stated)
    return stated if stated and has_rules(found) else found


class SourceReading(NamedTuple):
    """A source, the publication date (or "") and language that it states, the story's file if any, and the reading.

    `published` is whether the story is public: a new one is a draft.
    """

    loaded: LoadedSource
    date: str
    lang: str
    story_file: StoryFile | None
    reading: Reading
    published: bool

    @property
    def document(self) -> Document:
        """The source."""
        return self.loaded.document


def read_source(content: Path, source: Path, kept: ReadingCache | None = None) -> SourceReading:
    """Read a source of a content folder, what `kept` does not have. Raises ContentError or ContentErrors if it cannot.

    What the text came to is then kept there.
    """
    loaded = load(source)
    document = loaded.document
    paths = StoryPaths(content, story_of(source))
    shown = paths.shown(paths.story_file)
    data = read_if_there(paths.story_file, shown)
    story_file = read_story_file(data, shown, paths.story) if data else None
    try:
        read = kept.get_or_read(paths.story, document, story_file) if kept else read_text(document, story_file)
    except Exception as error:  # a fault in one document must not cost the others
        raise unreadable(paths.shown(source), 0, error) from error
    return SourceReading(loaded, read.date, read.lang, story_file, read.reading, _is_published(paths, story_file))


def _is_published(paths: StoryPaths, story_file: StoryFile | None) -> bool:
    """Return whether a story is published, as its file says; without one, whether the ledger has it published."""
    if story_file:
        return story_file.head.get("Status") in ("", "published")
    return any(row.status != DRAFT for row in quotation_rows(read_ledger(paths)))


def try_read(content: Path, kept: ReadingCache | None, source: Path) -> SourceReading | list[ContentError]:
    """Read a source, or return the errors, to be raised when it is the source's turn."""
    try:
        return read_source(content, source, kept)
    except ContentError as error:
        return [error]
    except ContentErrors as several:
        return several.errors
    except Exception as error:  # noqa: BLE001  a fault in one document must not cost the others
        return [unreadable(StoryPaths(content, story_of(source)).shown(source), 0, error)]
