"""Tells who of a story's people has a page, with the words that decide it, and writes what an editor decides.

The texts that count are this one and those that are published: what readers will have once this one is, too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from verbatim.content.format.person_file import PersonFile
from verbatim.content.layout import StoryPaths
from verbatim.content.ledger import REVIEWED
from verbatim.content.people.refs import is_removed
from verbatim.content.store import load_story
from verbatim.core.errors import ContentErrors
from verbatim.core.filestate import Files, Rows, rows_of
from verbatim.core.i18n import msgid
from verbatim.desk.changes import Change, bytes_of, digest, refused
from verbatim.desk.people import PeopleSearch, person_file, with_said
from verbatim.desk.queue import names_in
from verbatim.desk.story import StorySnapshot, read_listed
from verbatim.model import Span, Story
from verbatim.newsroom.gate import NamedIn, named_in, standings
from verbatim.newsroom.grounds import Ground
from verbatim.newsroom.people import people_marks
from verbatim.newsroom.places import fragment_at, source_marks

KEYS = "123456789acdefhijkmnpqrsuwxy"  # those of the rows; all others are taken on the page of the people
MOST_WORDS = 4  # that are shown of a rule


class PlaceInText(NamedTuple):
    """A place of a source: its story and words, its offsets, and the number of its fragment, "" without one."""

    story: str
    words: str
    span: Span
    fragment: str

    @classmethod
    def of(cls, story: Story, span: Span) -> PlaceInText:
        """Return the place of a span of a story's text."""
        held = fragment_at(story, span)
        return cls(story.id, " ".join(span.of(story.text).split()), span, held.number if held else "")


class RuleShown(NamedTuple):
    """A rule that speaks for a page of somebody, or against it, with the words that it read."""

    rule: str
    opens: bool
    places: Sequence[PlaceInText]


class PersonRow(NamedTuple):
    """Somebody whom a story names: whether they have a page, who decided it, what speaks for it and against it.

    `file` is what editors say of them, `grounds` are those against it, then those for it; `seen` is the digest of what
    an editor is shown.
    """

    ref: str
    is_open: bool
    is_reviewed: bool
    file: PersonFile | None
    grounds: Sequence[RuleShown]
    quoted: int
    paraphrased: int
    seen: str


class Openness:
    """Who has a page, by the files of a content folder; what was read of a text is kept until its files change."""

    def __init__(self, content: Path, people: PeopleSearch, policy: str) -> None:
        self._content, self._people, self._policy = content, people, policy
        self._known: dict[str, tuple[Rows, _Read]] = {}

    def rows(self, state: StorySnapshot) -> list[PersonRow]:
        """Return the people whom a story names, those first whom it quotes, each in order of the text.

        The order says nothing of who has a page, so that no decision changes it, nor the keys. Raises ContentError
        where the file of one of them cannot be read.
        """
        refs = people_of(state.story)
        others = {name for ref in refs for name in self._people.stories_of(ref)} - {state.story.id}
        read = [_read(state.story), *filter(None, map(self._of, sorted(others)))]
        places = {ground: place for one in read for ground, place in one.places.items()}
        files = {ref: file for ref in refs if (file := person_file(self._content, ref))}
        every, quotes = standings((one.named for one in read), files, self._policy), _quotes(state.story)
        rows = []
        for ref in (ref for ref in refs if ref in every):
            file, (is_open, is_reviewed, grounds) = files.get(ref), every[ref]
            shown = _by_rule(grounds, places, state.story.id)
            file_bytes = bytes_of(self._content, f"people/{ref}.md") or b""
            seen = digest((ref, is_open, is_reviewed, file_bytes, shown))
            counts = quotes[ref]["quoted"], quotes[ref]["paraphrased"]
            rows.append(PersonRow(ref, is_open, is_reviewed, file, shown, *counts, seen))
        return sorted(rows, key=lambda row: not (row.quoted or row.paraphrased))

    def is_undecided(self, story: Story) -> bool:
        """Return whether an editor decided nothing of somebody whom a story names."""
        files = (person_file(self._content, ref) for ref in people_of(story))
        return any(file is None or (file.profile is None and file.kind in ("", "person")) for file in files)

    def seen(self, state: StorySnapshot, ref: str) -> str | None:
        """Return the digest of what an editor is shown of somebody; None where the story names them no more."""
        return next((row.seen for row in self.rows(state) if row.ref == ref), None)

    def decide(self, state: StorySnapshot, ref: str, *, is_open: bool) -> Change:
        """Return the change that gives a person a page, or none. Raises ContentError for a private one."""
        file = person_file(self._content, ref)
        if file and file.is_private:
            fact = msgid("their file says that they are private")
            raise refused(fact, msgid("Take Private: yes out of it, if they want a page"))
        label = msgid("%(name)s gets a page.") if is_open else msgid("%(name)s gets no page.")
        name, said = names_in(state.story).get(ref) or self._people.name(ref), {"Profile": "yes" if is_open else "no"}
        return Change(label, {"name": name}, with_said(self._content, ref, "person", said))

    def _of(self, name: str) -> _Read | None:
        """Return what another story says of people, if it is published and can be read."""
        paths = StoryPaths(self._content, name)
        try:
            if read_listed(paths.story_file).state != "published":
                return None
            rows = rows_of(Files((str(paths.story_file),), (str(paths.fragments),)))
            if name not in self._known or self._known[name][0] != rows:
                self._known[name] = rows, _read(load_story(paths))
        except (ContentErrors, OSError):
            return None  # a site is built without it, too
        return self._known[name][1]


class _Read(NamedTuple):
    """What a story says for and against pages of people, and where."""

    named: NamedIn
    places: Mapping[Ground, PlaceInText]


def _read(story: Story) -> _Read:
    named = named_in(story)
    return _Read(named, {ground: PlaceInText.of(story, ground.span) for ground in named.grounds})


def people_of(story: Story) -> list[str]:
    """Return the persons whom a story names, in order of the text, without those who were removed."""
    named = dict.fromkeys(mark.who for mark in people_marks(story) if mark.kind == "person" and mark.who)
    return [who for who in named if not is_removed(who)]


def asks_first(state: StorySnapshot, openness: Openness, *, is_untouched: bool) -> bool:
    """Return whether the desk asks who has a page before anything else of a story.

    It does so of a draft of which nothing was decided yet: a review that has begun goes on where it was.
    """
    is_new = is_untouched and not any(row.event == REVIEWED for row in state.ledger)
    return is_new and not state.is_public and openness.is_undecided(state.story)


def _quotes(story: Story) -> dict[str, Counter[str]]:
    """Return how often people are quoted and paraphrased, by id."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for _, mark in source_marks(story, "quote"):
        if speaker := mark.attrs.get("speaker", ""):  # of several pieces the first has it
            found[speaker]["paraphrased" if mark.attrs.get("kind") == "indirect" else "quoted"] += 1
    return found


def _by_rule(grounds: Iterable[Ground], places: Mapping[Ground, PlaceInText], first: str) -> list[RuleShown]:
    """Return grounds by their rule, those against a page before those for it; of the `first` story's words first."""
    found: dict[tuple[bool, str], dict[str, PlaceInText]] = defaultdict(dict)
    for one in sorted(grounds, key=lambda one: (one.opens, one.story != first)):
        found[one.opens, one.rule].setdefault(one.words.casefold(), places[one])
    return [RuleShown(rule, opens, [*words.values()][:MOST_WORDS]) for (opens, rule), words in found.items()]
