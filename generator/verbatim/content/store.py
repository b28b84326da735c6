"""Reads a content folder: stories, people's files, ledgers, and the texts that sources had before.

Raises ContentErrors with every error of every file, so that an editor sees all of them in one run.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from verbatim.content.format import base_file, story_file
from verbatim.content.format.base_file import BasePart
from verbatim.content.format.fragment_file import lossless_errors, read_fragment
from verbatim.content.format.person_file import PersonFile, read_people
from verbatim.content.format.story_file import StoryFile, first_spans, named_spans
from verbatim.content.layout import StoryPaths, check_file_name
from verbatim.content.ledger import REPLACED, SOURCE, LedgerEntry, ledgers_without_story, read_ledger, source_rows
from verbatim.content.sources.front_matter import front_matter
from verbatim.content.sources.loading import read_source_text
from verbatim.content.transaction import refuse_unfinished
from verbatim.core.dates import today
from verbatim.core.errors import ContentError, ContentErrors, Faults
from verbatim.core.files import BASE_LARGEST, markdown_files, markdown_names, read_file, read_if_there
from verbatim.core.text import sha256_bytes, sha256_text
from verbatim.model import Fragment, Mark, MarkKind, SourceChange, Span, Story

DEFAULT_CATEGORY = "News"
DEFAULT_LANG = "en"


class Content(NamedTuple):
    """All content: stories in order of id, people's files by id, ledgers by story, including stories that are gone."""

    stories: tuple[Story, ...]
    people: Mapping[str, PersonFile]
    ledger: Mapping[str, tuple[LedgerEntry, ...]]


def load(content: Path) -> Content:
    """Read a content folder."""
    refuse_unfinished(content)
    faults = Faults()
    stories: list[Story] = []
    ledgers: dict[str, tuple[LedgerEntry, ...]] = {}
    for path in markdown_files(content / "stories"):
        with faults:
            story, ledgers[path.stem] = load_story_and_ledger(content, path)
            stories.append(story)
    ledgers |= ledgers_without_story(content, faults)
    people = read_people(content, faults)
    faults.raise_all()
    return Content(tuple(stories), people, ledgers)


def load_story_and_ledger(content: Path, path: Path) -> tuple[Story, tuple[LedgerEntry, ...]]:
    """Read the story of the story file `path`, with the replacements of its source, and its ledger."""
    paths = StoryPaths(content, path.stem)
    check_file_name(path, paths.shown(path))
    story = load_story(paths)
    ledger = read_ledger(paths)
    replaced = source_changes(paths, ledger)
    return replace(story, replaced=replaced) if replaced else story, ledger


def load_story(paths: StoryPaths) -> Story:
    """Read a story with its source and fragments, and check that the fragments are the source."""
    shown = paths.shown(paths.story_file)
    file = story_file.read_story_file(read_file(paths.story_file, shown), shown, paths.story)
    text = read_source_text(source_of(paths, file))
    fragments = _fragments(paths)
    text_start = front_matter(text, file.head.get("Source")).end
    if errors := lossless_errors(text, fragments, text_start, story_file.FILLER if file.has_part(text) else ""):
        raise ContentErrors(errors)
    get = file.head.get
    return Story(
        id=file.story,
        title=get("Title"),
        date=file.published or "",
        date_basis=file.date_basis,
        modified=get("Modified")[:10],
        category=get("Category") or DEFAULT_CATEGORY,
        lang=get("Lang") or DEFAULT_LANG,
        status=get("Status") or "published",
        source_file=get("Source"),
        source_sha256=get("Source-Sha256"),
        source_name=get("Source-Name"),
        source_url=get("Source-Url"),
        text=text,
        intro=file.intro,
        fragments=fragments,
        key_numbers=file.key_numbers,
        headers=dict(file.head.pairs()),
        path=file.path,
        text_start=text_start,
        intro_line=file.head.body_line,
        archived=file.archived,
        unknown=named_spans(file, "Unknown", fragments, text),
        lead=first_spans(file, "Lead", fragments, text),
        when=named_spans(file, "When", fragments, text),
        sides=file.sides,
        open=first_spans(file, "Open", fragments, text),
        redacted=story_file.check_redacted(file, text),
        picture=file.picture,
    )


def source_of(paths: StoryPaths, file: StoryFile) -> Path:
    """Return the file that a story names as its source. Raises ContentError where it is not there."""
    name, line = file.head.get("Source"), file.head.line("Source")
    if "/" in name or "\\" in name or name.startswith("."):
        fact, fix = f"Source: {name[:60]} is not a file's name", "Write the name alone, as story.txt"
        raise ContentError(file.path, line, fact, fix)
    path = paths.content / "sources" / name
    if not path.exists():
        fact, fix = f"there is no content/sources/{name}", "Put the source back, or name another"
        raise ContentError(file.path, line, fact, fix)
    return path


# Fragments


class FragmentPair(NamedTuple):
    """A fragment and its file's bytes, and its base, which is what `split` last wrote; None where there is no file."""

    name: str
    disk: Fragment | None
    data: bytes
    base: Fragment | None
    base_data: bytes

    @property
    def edited(self) -> bool:
        """Whether an editor changed the file since `split` wrote it."""
        return self.disk is not None and self.data != self.base_data

    @property
    def known(self) -> Fragment:
        """The form that has the words of the old source: the file, unless its words were edited, else the base."""
        sound = self.disk if self.disk and self.disk.sha256 == sha256_text(self.disk.text) else self.base
        known = sound or self.disk
        if known is None:
            raise ValueError(f"{self.name} has neither a file nor a base")
        return known


class StoryFragments(NamedTuple):
    """The fragments in a story's folder in order of the source, and every name that is taken."""

    pairs: tuple[FragmentPair, ...]
    names: frozenset[str]


def read_pairs(paths: StoryPaths, parts: Mapping[str, BasePart]) -> StoryFragments:
    """Read a story's fragments; their bases are `parts`. Raises ContentErrors with every one that cannot be read."""
    disk = read_folder(paths.fragments, paths)
    base = base_fragments(parts, paths)
    sources = {name for name, (fragment, _) in {**base, **disk}.items() if fragment.source}
    pairs = [FragmentPair(name, *disk.get(name, (None, b"")), *base.get(name, (None, b""))) for name in sorted(sources)]
    pairs.sort(key=lambda pair: (pair.known.source or Span(0, 0), pair.name))
    return StoryFragments(tuple(pairs), frozenset(disk) | frozenset(base))


@lru_cache(maxsize=2048)
def _parsed(data: bytes, shown: str, story: str) -> Fragment:
    """Return a fragment, parsed once for the same bytes: the desk reads a story's files at every decision."""
    return read_fragment(data, shown, story)


def read_folder(
    folder: Path, paths: StoryPaths, errors: list[ContentError] | None = None
) -> dict[str, tuple[Fragment, bytes]]:
    """Return the fragments in a folder by name, with their files' bytes.

    The errors of those that cannot be read are added to `errors`; without that list, they are raised.
    """
    found: dict[str, tuple[Fragment, bytes]] = {}
    faults = Faults()
    folder_shown, below = paths.shown(folder), str(folder)
    for name in markdown_names(below):
        shown = f"{folder_shown}/{name}"
        with faults:
            data = read_file(f"{below}/{name}", shown)
            fragment = _parsed(data, shown, paths.story)
            found[fragment.name] = fragment, data
    if errors is None:
        faults.raise_all()
    else:
        errors += faults
    return found


def read_base(paths: StoryPaths) -> dict[str, BasePart]:
    """Return what `split` last wrote of a story by file name, nothing where it wrote nothing yet.

    Raises ContentError for a damaged file.
    """
    if not os.path.lexists(paths.base):
        return {}
    shown = paths.shown(paths.base)
    return base_file.read_base(read_file(paths.base, shown, BASE_LARGEST), shown)


def base_fragments(parts: Mapping[str, BasePart], paths: StoryPaths) -> dict[str, tuple[Fragment, bytes]]:
    """Return the fragments of a base by name, with their bytes."""
    names = (name for name in parts if name not in (base_file.STORY, base_file.SOURCE))
    return {name.removesuffix(".md"): (_base_fragment(name, parts[name], paths), parts[name].data) for name in names}


def _base_fragment(name: str, part: BasePart, paths: StoryPaths) -> Fragment:
    shown = paths.shown(paths.base)
    try:
        return _parsed(part.data, f"{shown}/{name}", paths.story)
    except ContentError as error:
        raise ContentError(shown, part.line + error.line, error.fact, base_file.TAKE_OUT) from None


def _fragments(paths: StoryPaths) -> tuple[Fragment, ...]:
    """Return a story's fragments in order of their names, attributions that an editor changed marked as such."""
    disk = read_folder(paths.fragments, paths)
    if not disk:
        shown = paths.shown(paths.story_file)
        raise ContentError(shown, 0, "the story has no fragments", "Run verbatim split")
    base = read_base(paths)
    return tuple(_with_editors_marked(*disk[name], base.get(f"{name}.md"), paths) for name in sorted(disk))


# What of a mark the rules have read: where an editor changed any of it, the claim is the editor's.
READ: Mapping[MarkKind, tuple[str, ...]] = {
    "quote": ("speaker", "said-by", "basis", "why"), "moment": ("date", "basis", "certainty", "why"),
}  # fmt: skip


def _with_editors_marked(fragment: Fragment, data: bytes, base: BasePart | None, paths: StoryPaths) -> Fragment:
    """Return the fragment with `by="editor"`, in memory alone, on each claim of a mark that is not the split's.

    What the split never marked is an editor's too. A reason and a grade that were of another speaker are left out.
    """
    if base is None or base.data == data or not any(mark.kind in READ for mark in fragment.marks):
        return fragment
    before = _base_fragment(f"{fragment.name}.md", base, paths).marks
    written = {_place_of(mark): mark.attrs for mark in before if mark.kind in READ}
    return replace(fragment, marks=tuple(_as_claimed(mark, written.get(_place_of(mark))) for mark in fragment.marks))


def _place_of(mark: Mark) -> tuple[str, str | Span]:
    """Return what tells a mark from others of its fragment, also where an editor marked more."""
    return (mark.kind, f"{mark.id} {mark.attrs.get('part', '1')}" if mark.kind == "quote" else mark.span)


def _as_claimed(mark: Mark, written: Mapping[str, str] | None) -> Mark:
    keys = READ.get(mark.kind, ())
    if not keys or (written is not None and all(written.get(key) == mark.attrs.get(key) for key in keys)):
        return mark
    claim = [key for key in keys if key != "why"]
    is_other = written is not None and any(written.get(key) != mark.attrs.get(key) for key in claim)
    stale = {key for key in ("why", "grade") if is_other and written and written.get(key) == mark.attrs.get(key)}
    kept = {key: value for key, value in mark.attrs.items() if key not in stale}
    return replace(mark, attrs={**kept, "by": "editor"})


# Earlier texts of a source

LARGEST_TEXT = 40_000_000  # bytes in UTF-8 of the longest source


class NewerText(NamedTuple):
    """What a split writes if the text is newer than the last one: ledger rows, files with their bytes, a new base.

    `base` is empty where the text is that of the last split.
    """

    rows: tuple[LedgerEntry, ...] = ()
    kept: tuple[tuple[Path, bytes], ...] = ()
    base: bytes = b""


def newer_text(
    text: str, before: bytes, paths: StoryPaths, given: Iterable[LedgerEntry], file: StoryFile | None
) -> NewerText:
    """Return what is to be written for the text of a published story; `before` is that of the last split, if known.

    `given` is the story's ledger.
    """
    data = text.encode()
    known = source_rows(given)
    reasons = _new_reasons(file, known.values())
    if before == data:
        return NewerText(tuple(_explanation(known, reasons)))
    number, digest = 1 + max(known, default=1), sha256_bytes(before)
    if not before or (known and known[number - 1].sha256 == digest):
        return NewerText(base=data)
    day, reason = reasons[-1] if reasons else (today(), "")
    row = LedgerEntry(paths.story, REPLACED, number, day, reason=reason, kind=SOURCE, sha256=digest)
    return NewerText((row,), ((paths.earlier / f"{number - 1}.txt", before),), data)


def _new_reasons(file: StoryFile | None, rows: Iterable[LedgerEntry]) -> list[tuple[str, str]]:
    """Return the day and reason in each header `Source-Changed` that no row has yet."""
    used = {(row.date, row.reason) for row in rows}
    headers = [one.value.partition(" ") for one in (file.head.all("Source-Changed") if file else ())]
    return [(day, reason.strip()) for day, _, reason in headers if (day, reason.strip()) not in used]


def _explanation(known: Mapping[int, LedgerEntry], reasons: list[tuple[str, str]]) -> Iterator[LedgerEntry]:
    """Yield a row of the same version if a header now explains the last replacement, which had no reason."""
    last = known.get(max(known, default=0))
    if last and reasons and not last.reason:
        day, reason = reasons[-1]
        yield LedgerEntry(last.id, REPLACED, last.version, day, reason=reason, kind=SOURCE, sha256=last.sha256)


def source_changes(paths: StoryPaths, given: Iterable[LedgerEntry]) -> tuple[SourceChange, ...]:
    """Return the replacements of a story's source, oldest first. `given` is its ledger.

    Raises ContentError if a kept text is not the one that was published.
    """
    rows = source_rows(given)
    return tuple(SourceChange(n, rows[n].date, rows[n].reason, _replaced_text(paths, rows[n])) for n in sorted(rows))


def _replaced_text(paths: StoryPaths, row: LedgerEntry) -> str | None:
    path = paths.earlier / f"{row.version - 1}.txt"
    if not os.path.lexists(path):
        return None
    data = read_if_there(path, paths.shown(path), LARGEST_TEXT)
    if sha256_bytes(data) != row.sha256:
        fact = "this is not the text that was published"
        raise ContentError(paths.shown(path), 0, fact, "Put it back as git has it, or delete it if nobody may read it")
    return data.decode("utf-8")
