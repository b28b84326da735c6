"""Renders the desk's pages: the list of stories, and the review of one, with the theme's own components and styles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from verbatim import theme
from verbatim.content.format.person_file import read_people
from verbatim.content.people.roster import kept_apart
from verbatim.core.dates import human
from verbatim.core.errors import ContentError
from verbatim.desk.access import ROOT
from verbatim.desk.choices import PARTS, choosable, facts, questions, shown_as
from verbatim.desk.decisions import KINDS
from verbatim.desk.marking import kind_of, names_at, parts_of_selection, phrase_for
from verbatim.desk.openness import KEYS, PlaceInText
from verbatim.desk.pairs import evidence_of, file_digest, seen_of
from verbatim.desk.proposals import STORY, refusals_digest, refused_of
from verbatim.desk.queue import (
    NUMBERED,
    OPEN,
    Item,
    PossiblePerson,
    candidates,
    description_near,
    is_ambiguous,
    names_in,
    near,
    paragraphs_around,
    paragraphs_shown,
    parts_of,
    passage_of,
    quotations_near,
)
from verbatim.desk.relations import (
    offered_stories,
    proposed_stories,
    same_words,
    topic_digest,
    topics,
)
from verbatim.desk.story import STATES, StoryList
from verbatim.model import Span
from verbatim.newsroom.gate import PUBLIC_ROLES
from verbatim.newsroom.personal_data import personal_data
from verbatim.newsroom.places import span_attribute
from verbatim.publish.reasons import translated_reason
from verbatim.publish.urls import link, story_address
from verbatim.site.i18n import EXTENSION, install, words_in
from verbatim.site.pelican.run import project_settings
from verbatim.site.theme.assets import bundle, template_globals
from verbatim.site.theme.fonts import SHEET
from verbatim.site.theme.look import TEMPLATES, Look

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verbatim.content.journal import Entry
    from verbatim.core.i18n import Words
    from verbatim.desk.openness import PersonRow
    from verbatim.desk.pairs import Pair
    from verbatim.desk.people import Known, PeopleSearch
    from verbatim.desk.queue import Queue
    from verbatim.desk.story import Conflict, StorySnapshot
    from verbatim.model import Story

HERE = Path(__file__).parent
OWN_FILES = {"desk.css": "text/css; charset=utf-8", "desk.js": "text/javascript; charset=utf-8"}
STORIES_SHOWN = 50
PAIRS_SHOWN = 50
SHOWN = 90  # characters of an item's words in a list


class Line(NamedTuple):
    """An item in a list: its id, kind, how bad it may be, its words, and what was read."""

    id: str
    kind: str
    rank: int
    words: str
    read: str


class ItemView(NamedTuple):
    """One item as it is shown: its passage in pieces, what was read and why, and whom else it may mean."""

    id: str
    kind: str
    seen: str
    is_open: bool
    is_risky: bool
    before: str
    parts: Sequence[tuple[str, bool]]
    after: str
    basis: str
    is_described: bool
    is_ambiguous: bool
    read: str
    why: str
    grade: int
    form: str
    date: str
    words: str
    starts: tuple[int, int, int]
    place: tuple[int, int]
    sentences: Markup
    room_of_description: tuple[int, int]
    described: tuple[int, int]
    room: tuple[int, int]
    around: Markup
    anchor: str
    candidates: Sequence[PossiblePerson]
    named: Sequence[PossiblePerson]
    others: Sequence[Line]
    alike: Sequence[Known]


class Shown(NamedTuple):
    """What a page of a story shows: the item, the last change that can be undone, and what the editor is told first."""

    state: StorySnapshot
    queue: Queue
    item: Item | None
    done: Entry | None
    told: Sequence[str]


class PeopleShown(NamedTuple):
    """What the page of people shows: pairs of near names and one of them, a person, words looked for, what was done."""

    pairs: Sequence[Pair]
    pair: Pair | None
    person: str
    words: str
    done: Entry | None
    told: Sequence[str]


class Pages:
    """What pages are rendered with: the project's look and words. It answers for the files that pages load, too."""

    def __init__(self, settings_file: Path, content: Path, output: Path) -> None:
        settings = project_settings(settings_file, content)
        self.content, self.output = content, output
        self.words: Words = words_in(settings)
        self.policy = str(settings.get("PROFILES") or PUBLIC_ROLES)
        look: Look = replace(settings[Look.KEY] or Look((Path(theme()),)), for_web=False)
        folders = [HERE / "templates", *(folder / TEMPLATES for folder in look.folders)]
        self._templates = Environment(
            loader=FileSystemLoader([str(folder) for folder in folders]), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True, extensions=[EXTENSION],
        )  # fmt: skip
        install(self._templates, self.words)
        names = ("SITENAME", "DEFAULT_LANG")
        self._templates.globals |= {"link": link, **{name: settings[name] for name in names}, **template_globals(look)}
        self._files = {f"theme/{name}": data for name, data in bundle(look).items()}
        self._listed = StoryList(content)

    def file(self, name: str) -> tuple[bytes, str] | None:
        """Return a file that the desk's pages load, by its address below the desk's, and its media type."""
        if name in OWN_FILES:
            return (HERE / name).read_bytes(), OWN_FILES[name]
        if name in self._files and name.endswith((".css", ".svg")):
            kind = "text/css; charset=utf-8" if name.endswith(".css") else "image/svg+xml"
            return self._files[name], kind
        return None

    def _render(self, template: str, **values: object) -> bytes:
        fonts = SHEET if (self.output / SHEET).is_file() else ""
        page = self._templates.get_template(template).render(root=ROOT, fonts=fonts, **values)
        return page.encode("utf-8", "xmlcharrefreplace")

    def entrance(self, *, has_password: bool, is_wrong: bool = False) -> bytes:
        """Return the page for whoever has no session."""
        return self._render("entrance.html", has_password=has_password, is_wrong=is_wrong)

    def refusal(self, errors: Sequence[ContentError]) -> bytes:
        """Return the page of what cannot be shown or done, with the places, the reasons and what to do."""
        told = [
            (
                f"{one.path}:{one.line}" if one.line else one.path,
                self.words.gettext(one.fact),
                self.words.gettext(one.fix),
            )
            for one in errors
        ]
        return self._render("refusal.html", told=told)

    def people(self, found: Sequence[Known]) -> bytes:
        """Return the people found, as the buttons that decide for one."""
        return self._render("people.html", people=found)

    def who(self, shown: PeopleShown, people: PeopleSearch) -> bytes:
        """Return the page of people of near names, side by side, or of somebody whose name or role is to change."""
        everybody, pair, person = people.everybody(), shown.pair, shown.person
        refs = [person] if person else [pair.one, pair.other] if pair else []
        sides = [evidence_of(self.content, ref, people.name(ref), everybody.get(ref, {})) for ref in refs]
        file = read_people(self.content, []).get(person) if person else None
        return self._render(
            "who.html", pairs=[(one, *map(people.name, one)) for one in shown.pairs[:PAIRS_SHOWN]],
            left=len(shown.pairs), pair=None if person else pair, person=person, sides=sides, file=file,
            seen=seen_of(pair, everybody) if pair and not person else file_digest(self.content, person or "-"),
            words=shown.words, found=people.find(shown.words) if shown.words else (),
            told=[self.words.gettext(one) for one in shown.told],
            done=self.said(shown.done.label, shown.done.values) if shown.done else "",
        )  # fmt: skip

    # The list of stories

    def stories(self, words: str, page: int) -> bytes:
        """Return the list of stories whose title or name has all the words: drafts first, then the newest."""
        wanted = words.casefold().split()
        found = [one for one in self._listed if all(word in f"{one.title} {one.name}".casefold() for word in wanted)]
        found.sort(key=lambda one: one.name)
        found.sort(key=lambda one: one.date, reverse=True)
        found.sort(key=lambda one: STATES.index(one.state))
        start = max(0, page - 1) * STORIES_SHOWN
        return self._render(
            "stories.html", stories=found[start : start + STORIES_SHOWN], total=len(found), words=words, page=page,
            pages=-(-len(found) // STORIES_SHOWN), date=lambda value: human(value, self.words),
        )  # fmt: skip

    # The review of a story

    def review(self, shown: Shown, people: PeopleSearch) -> bytes:
        """Return the page on which a story is reviewed, at one item, or at its end."""
        state, queue, story = shown.state, shown.queue, shown.state.story
        names = _Names(state, people)
        item = self._item(shown, shown.item, names, people) if shown.item else None
        return self._render(
            "review.html", story=story, lang=story.lang, item=item, is_public=state.is_public,
            held_until=state.held_until, lines=[self._line(state, one, names) for one in queue.open],
            total=len(queue.items), last=shown.done.values.get("item", "") if shown.done else "", kinds=list(KINDS),
            address=f"{ROOT}stories/{story.id}/", preview=f"/{story_address(story)}", **self._head(shown),
        )  # fmt: skip

    # Who of a story has a page

    def of_story(self, shown: Shown, rows: Sequence[PersonRow], people: PeopleSearch) -> bytes:
        """Return the page on which each person of a story gets a page, or none, beside personal data of its source."""
        story, names = shown.state.story, _Names(shown.state, people)
        keys = (*KEYS, *[""] * len(rows))
        return self._render(
            "openness.html", story=story, lang=story.lang, policy=self.policy, address=f"{ROOT}stories/{story.id}/",
            rows=[(row, names.of(row.ref), key) for row, key in zip(rows, keys, strict=False)],
            data=[(one.kind, PlaceInText.of(story, one.span)) for one in personal_data(story.text)],
            **self._head(shown),
        )  # fmt: skip

    # The whole text

    def text(self, shown: Shown, span: Span | None, people: PeopleSearch) -> bytes:
        """Return the page of a story's text, in which words are chosen to be marked."""
        state, story = shown.state, shown.state.story
        return self._render(
            "text.html", story=story, lang=story.lang, paragraphs=paragraphs_shown(story, shown.queue.items.values()),
            as_it_is=_as_it_is, address=f"{ROOT}stories/{story.id}/", is_public=state.is_public,
            **self._marking(shown, span, people), **self._head(shown),
        )  # fmt: skip

    def marking(self, shown: Shown, span: Span | None, people: PeopleSearch) -> bytes:
        """Return what may be said of chosen words, as the page of the text has it."""
        story = shown.state.story
        return self._render(
            "marking.html", story=story, lang=story.lang, address=f"{ROOT}stories/{story.id}/",
            is_public=shown.state.is_public, **self._marking(shown, span, people),
        )  # fmt: skip

    def _marking(self, shown: Shown, span: Span | None, people: PeopleSearch) -> Mapping[str, object]:
        state, story = shown.state, shown.state.story
        held: dict[str, object] = {"seen": state.seen, "span": span, "kinds": list(KINDS), "chosen": "", "here": ()}
        try:
            parts = parts_of_selection(story, span or Span(0, 0))
        except ContentError:  # nothing is chosen yet
            return held
        first, chosen = parts[0].span, " ".join(Span(parts[0].span.start, parts[-1].span.end).of(story.text).split())
        whole = Span(first.start, parts[-1].span.end)
        names = _Names(state, people)
        here = [one for one in shown.queue.items.values() if any(piece.span.meets(whole) for piece in one.pieces)]
        quotes = quotations_near(shown.queue.items.values(), whole)
        return {
            **held, "chosen": chosen, "kind": kind_of(story, parts), "phrase": phrase_for(story, first).of(story.text),
            "near": near(story, whole), "found": people.find(chosen[:200]) if people.is_read else (),
            "here": [self._line(state, one, names) for one in here if one.kind not in ("person", "unpaired")],
            "seen_here": {one.id: one.seen for one in here},
            "quotes": [self._line(state, one, names) for one in quotes],
            "seen_quotes": {one.id: one.seen for one in quotes},
            "names_here": [*dict.fromkeys(names.of(one.mark.attrs.get("ref", "")) for one in names_at(story, whole))],
        }  # fmt: skip

    # What stands before the text

    def front(self, shown: Shown, part: str, question: str) -> bytes:
        """Return the page on which the sentences in brief and others are chosen and put in order."""
        state, story = shown.state, shown.state.story
        asked = questions(state)
        return self._render(
            "front.html", story=story, lang=story.lang, part=part, parts=PARTS, seen=shown_as(state, part),
            rows=choosable(state, part, question), facts=facts(state), questions=asked,
            question=question if question in asked else "", address=f"{ROOT}stories/{story.id}/",
            preview=f"/{story_address(story)}", **self._head(shown),
        )  # fmt: skip

    # What joins it with other stories

    def others(self, shown: Shown, topic: str, people: PeopleSearch) -> bytes:
        """Return the page on which quotations are joined that are the same words, and stories by a topic."""
        state, story = shown.state, shown.state.story
        known, listed, named = topics(state), list(self._listed), people.by_story()
        opened = known.get(topic)
        apart = kept_apart(self.content, STORY)
        proposed = proposed_stories(story.id, listed, named, known.values(), apart)
        chosen = list(opened.stories) if opened else proposed or [story.id]
        return self._render(
            "others.html", story=story, lang=story.lang, same=same_words(state), name=people.name, topics=known,
            own=[name for name, one in known.items() if story.id in one.stories], opened=opened, proposed=proposed,
            chosen=chosen, offered=offered_stories(story.id, chosen, listed, named),
            refused=refused_of(state), reason=self.words.gettext, refusals=refusals_digest(self.content),
            titles={one.name: one.title for one in listed},
            seen=topic_digest(self.content, topic), date=lambda value: human(value, self.words),
            address=f"{ROOT}stories/{story.id}/", **self._head(shown),
        )  # fmt: skip

    def _head(self, shown: Shown) -> Mapping[str, object]:
        """Return what stands above every page of a story: what the editor is told, and what can be undone."""
        done = self.said(shown.done.label, shown.done.values) if shown.done else ""
        return {"told": [self.words.gettext(one) for one in shown.told], "done": done}

    def conflict(self, story: str, conflicts: Sequence[Conflict], done: Entry | None, told: Sequence[str]) -> bytes:
        """Return the page on which one of two versions of a fragment is chosen, the first of those in conflict."""
        return self._render(
            "conflict.html", story=story, conflict=conflicts[0], left=len(conflicts), name=conflicts[0].path,
            told=[self.words.gettext(one) for one in told], address=f"{ROOT}stories/{story}/",
            done=self.said(done.label, done.values) if done else "",
        )  # fmt: skip

    def said(self, label: str, values: Mapping[str, str]) -> str:
        """Return what was done, in the interface's language."""
        return self.words.gettext(label) % values

    def _line(self, state: StorySnapshot, item: Item, names: _Names) -> Line:
        words = " ".join(item.span.of(state.story.text).split())
        shown = words if len(words) <= SHOWN else f"{words[:SHOWN].rpartition(' ')[0] or words[:SHOWN]} …"
        return Line(item.id, item.kind, item.rank, shown, self._read(item, names))

    def _read(self, item: Item, names: _Names) -> str:
        """Return what was read of an item: a name, a date, nothing where nothing was."""
        attrs = item.first.attrs
        if item.kind == "moment":
            return human(attrs["date"], self.words) if attrs.get("date") else ""
        if item.kind in ("number", "unpaired"):
            return ""
        ref = attrs.get({"quote": "speaker", "role": "of", "person": "ref"}[item.kind], "")
        is_open = item.kind == "quote" and item.rank == OPEN
        return "" if is_open else names.of(ref) if ref else attrs.get("said-by", "")

    def _item(self, shown: Shown, item: Item, names: _Names, people: PeopleSearch) -> ItemView:
        state, story, attrs, text = shown.state, shown.state.story, item.first.attrs, shown.state.story.text
        passage, read = passage_of(story, item), self._read(item, names)
        room = _room(story, item)
        is_unknown = item.kind == "quote" and item.rank == OPEN
        described = description_near(story, item) if item.kind == "quote" else item.span
        around = Span(min(passage.whole.start, described.start), max(passage.whole.end, described.end))
        grade = attrs.get("grade", "")
        return ItemView(
            id=item.id, kind=item.kind, seen=item.seen, is_open=item in shown.queue.open,
            is_risky=item.id in shown.queue.riskiest,
            before=_as_it_is(passage.before.of(text)), after=_as_it_is(passage.after.of(text)),
            parts=[(_as_it_is(words), is_its) for words, is_its in parts_of(text, passage, item)],
            basis="none" if is_unknown else attrs.get("basis", ""), read=read, why=self._why(state, item, read),
            is_ambiguous=item.kind == "quote" and is_ambiguous(item.first),
            is_described=item.kind == "quote" and not is_unknown and not attrs.get("speaker"),
            grade=int(grade) if grade.isdecimal() and not is_unknown else 0, form=attrs.get("kind", "direct"),
            date=attrs.get("date", ""), words=item.span.of(text), place=(item.span.start, item.span.end),
            starts=(passage.before.start, passage.own.start, passage.after.start),
            sentences=_as_it_is(around.of(text)), room_of_description=(around.start, around.end),
            described=(described.start, described.end),
            room=(room.start, room.end), around=_as_it_is(room.of(text)), anchor=f"f-{item.pieces[0].fragment.number}",
            candidates=candidates(story, item) if item.kind in ("quote", "role", "unpaired") else (),
            named=[PossiblePerson(ref, name) for ref, name in names_in(story).items()],
            others=[self._line(state, one, names) for one in shown.queue.same_rule(item)],
            alike=_alike(item, people),
        )  # fmt: skip

    def _why(self, state: StorySnapshot, item: Item, read: str) -> str:
        """Return why it was read so; of a number, the words that say what is counted."""
        if item.kind == "number":
            means = span_attribute(item.pieces[0].fragment, item.first, "means", state.story)
            return " ".join(means.of(state.story.text).split()) if means else ""
        via = span_attribute(item.pieces[0].fragment, item.first, "via", state.story)
        named = read or (" ".join(via.of(state.story.text).split()) if via else "")
        return translated_reason(item.first.attrs.get("why", ""), self.words).replace("NAME", named or "NAME")


class _Names:
    """The names of those whom a story names, in its own words or, of others, as other stories have them."""

    def __init__(self, state: StorySnapshot, people: PeopleSearch) -> None:
        self._here, self._people = names_in(state.story), people

    def of(self, ref: str) -> str:
        return self._here.get(ref) or self._people.name(ref)


def _alike(item: Item, people: PeopleSearch) -> Sequence[Known]:
    """Return the two of one name, where an item asks whether they are one."""
    found = NUMBERED.fullmatch(item.id) if item.kind == "person" else None
    return (people.known(item.id), people.known(found["plain"])) if found else ()


def _room(story: Story, item: Item) -> Span:
    """Return the words among which an item's bounds can be moved: its paragraphs, or its fragment if no quotation."""
    if item.kind in ("quote", "unpaired"):
        return paragraphs_around(story, item.at or item.span)
    return item.pieces[0].fragment.source or item.span


def _as_it_is(words: str) -> Markup:
    """Return words as HTML whose text has the same characters: browsers read a carriage return as a line feed."""
    return Markup(str(escape(words)).replace("\r", "&#13;"))  # noqa: S704  escaped
