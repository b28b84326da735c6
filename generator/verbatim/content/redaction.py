"""Covers words of a source, in every file of its story: ▇ stands for each of their signs, so that no place moves.

The one change that takes words out of a source. It covers them wherever the story has them, in all its texts, its
fragments and what `split` last wrote, its headers and its ledger. The story's file says which places are covered, and
the ledger, which is not published, the hash of what was there.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from verbatim.content import ledger
from verbatim.content.format.base_file import SOURCE, STORY
from verbatim.content.format.fragment_edit import fragment_with
from verbatim.content.format.fragment_file import read_fragment
from verbatim.content.format.headers import read_head, with_header, with_headers
from verbatim.content.format.story_file import COVER, REDACTED, is_covered, read_story_file, slices
from verbatim.content.layout import StoryPaths
from verbatim.content.ledger import REDACTION
from verbatim.content.people.refs import is_removed
from verbatim.content.people.rewrite import below, edit_fragments
from verbatim.content.sources.extraction import fresh_text
from verbatim.content.sources.html import decode_page
from verbatim.content.sources.loading import read_source_text
from verbatim.content.store import LARGEST_TEXT, read_folder, source_of
from verbatim.content.transaction import ChangedFiles
from verbatim.core.errors import ContentError
from verbatim.core.files import LARGEST_SOURCE, LEDGER_LARGEST, display_path, markdown_files, read_file, read_if_there
from verbatim.core.text import decode, sha256_bytes, sha256_text
from verbatim.model import Span

SHA256 = "Source-Sha256"
FEWEST = 2  # letters or digits of words that are covered wherever they stand
KEPT = ("source", "sha256", "kind")  # headers of a fragment that are no words
COVERED = "The editors covered who speaks"


class WordsToCover:
    """Words that are covered wherever they stand whole, whatever blanks are between them."""

    def __init__(self, several: Iterable[str]) -> None:
        ways = (r"\s+".join(map(re.escape, words.split())) for words in sorted(several, key=len, reverse=True))
        self._pattern = re.compile("|".join(rf"(?<!\w){way}(?!\w)" for way in ways))

    def cover(self, text: str) -> str:
        """Return a text of the same length with ▇ for each sign of the words; blanks stay."""
        return self._pattern.sub(lambda found: "".join(c if c.isspace() else COVER for c in found[0]), text)

    def places(self, text: str) -> list[Span]:
        """Return where the words stand."""
        return [Span(*found.span()) for found in self._pattern.finditer(text)]


class Redaction(NamedTuple):
    """The files that change, the places that are covered from then on, and editors' lines that have the words still."""

    files: ChangedFiles
    spans: tuple[Span, ...]
    left: tuple[tuple[str, int], ...]


def redact(content: Path, story: str, asked: Sequence[str], day: str) -> Redaction:
    """Return how words of a story's source are covered, each given as they stand there.

    Raises ContentError for words that the source does not have, and for names of people who were not removed.
    """
    paths = StoryPaths(content, story)
    shown = paths.shown(paths.story_file)
    file = read_story_file(read_file(paths.story_file, shown), shown, story)
    path = source_of(paths, file)
    text = read_source_text(path)
    words = WordsToCover(_checked_words(text, one, shown) for one in asked)
    spans = words.places(text)
    _refuse_people(paths, spans)
    covered = _Covered(paths, words, text)
    before, after = covered.source(path)
    covered.fragments(after)
    covered.earlier()
    covered.ledger(ledger.LedgerEntry(story, ledger.REDACTED, 1, day, kind=REDACTION, sha256=before))
    kept = [one for one in slices(file, REDACTED) if is_covered(one.of(text))]
    covered.story({REDACTED: [" ".join(one.char for one in sorted({*kept, *spans}))]}, after)
    return Redaction(covered.files, tuple(spans), tuple(covered.left()))


def _checked_words(text: str, asked: str, shown: str) -> str:
    words = asked.strip()
    if sum(map(str.isalnum, words)) < FEWEST:
        fact = f"“{asked[:60]}” cannot be covered"
        raise ContentError(shown, 0, fact, "Name them as the source has them")
    if not WordsToCover([words]).places(text):
        fact = f"the source does not have “{words[:60]}” as whole words"
        raise ContentError(shown, 0, fact, "Name them as they stand there")
    return words


def _refuse_people(paths: StoryPaths, spans: Sequence[Span]) -> None:
    """Refuse to cover the name of somebody whose id and name other files have."""
    for fragment, _ in read_folder(paths.fragments, paths).values():
        for mark in (mark for mark in fragment.marks if fragment.source and mark.kind == "person"):
            span, ref = fragment.in_source(mark.span), mark.attrs.get("ref", "")
            if ref and not is_removed(ref) and any(one.meets(span) for one in spans):
                fact = f"these words name {ref}, who has an id in your files"
                raise ContentError(fragment.path, fragment.body_line, fact, f"Run verbatim forget {ref} first")


class _Covered:
    """The files of one story with words covered, as they are gathered."""

    def __init__(self, paths: StoryPaths, words: WordsToCover, text: str) -> None:
        self.paths, self.words, self.texts = paths, words, (text, words.cover(text))
        self.files = ChangedFiles()

    def _put(self, path: Path, before: bytes, after: bytes | None) -> None:
        self.files.put(below(self.paths.content, path), before, after)

    def source(self, path: Path) -> tuple[str, str]:
        """Cover the source, and of a page the text that was taken from it; return its hash before and after."""
        is_page = path.suffix.lower() == ".html"
        data = read_file(path, display_path(path), LARGEST_SOURCE)
        source = decode_page(data, display_path(path)) if is_page else decode(data, path=display_path(path))
        after = source.encoded(self.words.cover(source.text), "xmlcharrefreplace" if is_page else "strict")
        self._put(path, data, after)
        if is_page:
            page = fresh_text(path, after)
            if page.page.text != self.words.cover(read_source_text(path)):
                fact = "the page has these words in a form in which they cannot be covered, or its text was corrected"
                raise ContentError(display_path(path), 0, fact, "Put the text there as a .txt file in its place")
            for file, kept in page.files:
                self._put(file, read_if_there(file, display_path(file), LARGEST_TEXT), kept)
        return sha256_bytes(data), sha256_bytes(after)

    def fragments(self, source_sha256: str) -> None:
        """Cover the fragments, and what `split` last wrote."""

        def text(data: bytes, _: str) -> bytes:
            return self.words.cover(data.decode()).encode()

        def story(data: bytes, path: str) -> bytes:
            return with_header(text(data, path), SHA256, source_sha256, path)

        edit, edit_part = (partial(self._fragment, is_edited=one) for one in (True, False))
        edit_fragments(self.paths, self.files, edit, edit_part, {SOURCE: text, STORY: story})

    def _fragment(self, data: bytes, path: str, *, is_edited: bool) -> bytes:
        """Return a fragment's file without the words.

        Who spoke is the editors' word where that name is covered: no later reading, which finds no name there any
        more, may take somebody else for the speaker.
        """
        before = read_fragment(data, path, self.paths.story)
        if before.source is None:
            return data
        was, now = self.texts
        text = before.source.of(now) if before.source.of(was) == before.text else self.words.cover(before.text)
        marks = []
        for mark in before.marks:
            attrs = {key: self.words.cover(value) for key, value in mark.attrs.items()}
            via = Span.read(attrs.get("via", ""))
            if is_edited and via and is_covered(via.of(now)):
                attrs |= {"basis": "editor", "why": COVERED}
            marks.append(replace(mark, attrs=attrs))
        changed = self._headers([one for one in before.headers if one[0].lower() not in KEPT])
        if text == before.text and tuple(marks) == before.marks and not changed:
            return data
        return fragment_with(data, path, text, tuple(marks), {**changed, "Sha256": [sha256_text(text)]})

    def earlier(self) -> None:
        """Cover the texts that the source had before."""
        folder = self.paths.earlier
        for path in sorted(folder.glob("*.txt")) if folder.is_dir() else ():
            before = read_if_there(path, self.paths.shown(path), LARGEST_TEXT)
            self._put(path, before, self.words.cover(before.decode()).encode())

    def ledger(self, row: ledger.LedgerEntry) -> None:
        """Cover the rows of the ledger, and add one that has the hash of the source as it was."""
        path, cover = self.paths.ledger, self.words.cover
        before = read_if_there(path, self.paths.shown(path), LEDGER_LARGEST)
        texts = (pair for name, pair in self.files.items() if "/.earlier/" in name)
        hashes = {sha256_bytes(old): sha256_bytes(new) for old, new in texts if old and new}
        rows = list[ledger.LedgerEntry]()
        for one in ledger.parse_rows(before.decode("utf-8", "replace"), self.paths.shown(path)):
            covered: dict[str, Any] = {key: cover(getattr(one, key)) for key in ("words", "now", "name", "reason")}
            rows.append(replace(one, **covered, sha256=hashes.get(one.sha256, one.sha256)))
        self._put(path, before, ledger.format_rows([*rows, row]).encode())

    def story(self, said: Mapping[str, Sequence[str]], source_sha256: str) -> None:
        """Cover the headers of the story's file, and let it say what is covered."""
        path, shown = self.paths.story_file, self.paths.shown(self.paths.story_file)
        before = after = read_file(path, shown)
        head = read_head(before, shown)
        for key, values in {**self._headers(head.pairs()), SHA256: [source_sha256], **said}.items():
            after = with_headers(after, key, values, shown)
        self._put(path, before, after)

    def _headers(self, pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
        """Return the values of the headers that have the words, without them."""
        values: dict[str, list[str]] = defaultdict(list)
        for key, value in pairs:
            values[key].append(value)
        covered = {key: [*map(self.words.cover, several)] for key, several in values.items()}
        return {key: several for key, several in covered.items() if several != values[key]}

    def left(self) -> Iterator[tuple[str, int]]:
        """Yield path and line of the editors' words of this story that still have what is covered."""
        for path in (self.paths.story_file, *markdown_files(self.paths.fragments)):
            name = below(self.paths.content, path)
            data = self.files.after.get(name) or read_file(path, self.paths.shown(path))
            for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
                if self.words.places(line):
                    yield self.paths.shown(path), number
