"""What an editor may want to look at in content that is in order. Stories and folders come in, lines go out."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from verbatim.content.format.person_file import ASIDE
from verbatim.content.layout import REMOVED, StoryPaths
from verbatim.content.people.refs import fullest, without_address
from verbatim.core.errors import message
from verbatim.core.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from verbatim.model import Fragment, Mark, Story


NUMBERED = re.compile(r"(?P<plain>.+)-(?P<number>[0-9]{1,9})")
WORDS_SHOWN = 50  # code points
FACTS = (
    ("source_name", "who published the text is not known", "Add it as Source-Name"),
    ("source_url", "where the text was published is not known", "Add its address as Source-Url"),
    ("intro", "there is no introduction", "Write one below the headers, if you like"),
)
MERGED_ASIDE = "this file said of somebody what the file of the one they were merged into says differently"
KEPT_ASIDE = "the source no longer has the paragraph of this fragment, which you edited"


class Advice(NamedTuple):
    """A place, a fact, and what could be done; told like an error, but nothing is wrong."""

    path: str
    line: int
    fact: str
    fix: str

    def __str__(self) -> str:
        return message(self.path, self.line, self.fact, self.fix)


def left_over(places: StoryPaths) -> Iterator[Advice]:
    """Yield what splits laid beside fragments that a person had edited."""
    for path in sorted(places.fragments.iterdir()) if places.fragments.is_dir() else ():
        if path.name.endswith(REMOVED):
            yield Advice(places.shown(path), 0, KEPT_ASIDE, "Take over what you want, then delete it")


def merged_files(content: Path) -> Iterator[Advice]:
    """Yield the files of people that were laid aside when two were joined."""
    for path in sorted((content / "people").glob(f"*{ASIDE}")):
        yield Advice(StoryPaths(content, "").shown(path), 0, MERGED_ASIDE, "Take over what you want, then delete it")


def missing_facts(story: Story) -> Iterator[Advice]:
    """Yield what the story's file could still say."""
    if story.date_basis == "unknown":
        fact = "the publication date is not known, so that no relative date is resolved"
        yield Advice(story.path, 0, fact, "Write Date, and Date-Basis: editor")
    for name, fact, fix in FACTS:
        if not getattr(story, name).strip():
            yield Advice(story.path, 0, fact, fix)


def not_established(story: Story) -> Iterator[Advice]:
    """Yield each quotation without a speaker and each moment without a date, with the reason."""
    for fragment in story.fragments:
        for mark in fragment.marks:
            if mark.kind == "quote" and mark.attrs.get("part", "1") == "1" and not _spoken(mark):
                fix = "If you know who spoke, add speaker and basis"
                yield _open(fragment, mark, "nobody is established as the speaker of", fix)
            elif mark.kind == "moment" and not mark.attrs.get("date"):
                yield _open(fragment, mark, "no date is established for", "If you know it, add date as EDTF")


def _spoken(mark: Mark) -> bool:
    return bool(mark.attrs.get("speaker") or mark.attrs.get("said-by"))


def _open(fragment: Fragment, mark: Mark, what: str, fix: str) -> Advice:
    words = " ".join(mark.span.of(fragment.text).split())
    shown = words if len(words) <= WORDS_SHOWN else words[:WORDS_SHOWN].rstrip() + "…"
    why = f" ({mark.attrs['why']})" if mark.attrs.get("why") else ""
    return Advice(fragment.path, _line(fragment, mark), f"{what} {shown}{why}", fix)


def _line(fragment: Fragment, mark: Mark) -> int:
    return fragment.body_line + fragment.text.count("\n", 0, mark.span.start)


def namesakes(stories: Iterable[Story], files: Iterable[str]) -> Iterator[Advice]:
    """Yield ids that were numbered because the plain one, made of the same name, is somebody else's.

    `files` are the ids for which the editors have a file.
    """
    named: dict[str, list[str]] = defaultdict(list, {ref: [] for ref in files})
    places: dict[str, tuple[str, int]] = {}
    for story in stories:
        for fragment in story.fragments:
            for mark in fragment.marks:
                if ref := mark.attrs.get("ref"):
                    named[ref].append(mark.span.of(fragment.text))
                    places.setdefault(ref, (fragment.path, _line(fragment, mark)))
    alike: dict[str, list[str]] = defaultdict(list)
    for ref in sorted(named, key=_by_number):
        found = NUMBERED.fullmatch(ref)
        numbered = found and slug(without_address(fullest(named[ref]))) == found["plain"]
        alike[found["plain"] if found and numbered else ref].append(ref)
    for first, *rest in alike.values():
        for ref in filter(places.get, rest):
            fact = f"people/{first} and people/{ref} have one name"
            fix = f"The same one? Run verbatim people merge {ref} {first}, or leave them"
            yield Advice(*places[ref], fact, fix)


def _by_number(ref: str) -> tuple[str, int]:
    """Return a key by which x stands before x-2, and x-2 before x-10."""
    found = NUMBERED.fullmatch(ref)
    return (found["plain"], int(found["number"])) if found else (ref, 0)


def unknown_candidates(stories: Iterable[Story], files: Iterable[str]) -> Iterator[Advice]:
    """Yield the candidates of a quotation who have neither a mention nor a file: a page cannot show them."""
    told = list(stories)
    known = {*files, *(mark.attrs.get("ref", "") for story in told for one in story.fragments for mark in one.marks)}
    for story in told:
        for fragment in story.fragments:
            for mark in fragment.marks:
                for name in mark.attrs.get("candidates", "").split():
                    if name not in known:
                        line = _line(fragment, mark)
                        fix = f'Mark a mention with {{.person ref="{name}"}}, or take the candidate out'
                        yield Advice(fragment.path, line, f"the candidate “{name}” is nobody known", fix)


def not_split(sources: Iterable[tuple[str, Path]], stories: Iterable[str]) -> Iterator[Advice]:
    """Yield the sources that are no story yet."""
    held = set(stories)
    for story, path in sources:
        if story not in held:
            yield Advice(f"content/sources/{path.name}", 0, "this source was not split yet", "Run verbatim split")
