"""Makes the desk's pages: the list of stories, the pages of each, and that of people over all stories."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup, escape

from verbatim.content.journal import Journal
from verbatim.content.layout import StoryPaths
from verbatim.content.people.roster import NO_STORY, kept_apart
from verbatim.core.dates import today
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.slugs import is_name
from verbatim.desk import choices, first_screen, marking, people, queue, relations
from verbatim.desk.access import ROOT, Form, Session
from verbatim.desk.decisions import KINDS
from verbatim.desk.first_screen import OpeningDesk
from verbatim.desk.openness import KEYS, Openness, PlaceInText, asks_first
from verbatim.desk.people import PeopleSearch
from verbatim.desk.queue import Item, Queue
from verbatim.desk.rendering import Templates
from verbatim.desk.story import STATES, StoryList, StorySnapshot, conflicts_of, read_state
from verbatim.model import Span, Story
from verbatim.newsroom.personal_data import personal_data
from verbatim.newsroom.places import span_attribute
from verbatim.publish.reasons import translated_reason
from verbatim.publish.urls import story_address

Naming = Callable[[str], str]  # of a person's id

SHOWN_AT_ONCE = 50  # stories, or pairs of people, on a page
SLICE = re.compile(r"\b(\d{1,9}),(\d{1,9})\b")
MOST_LETTERS = 90  # of an item's words in a list


class Line(NamedTuple):
    """An item in a list: its id, kind, how bad it may be, its words, and what was read."""

    id: str
    kind: str
    rank: int
    words: str
    read: str


class Pages:
    """What pages show of a content folder; `people` are those of all stories."""

    def __init__(self, settings_file: Path, content: Path, output: Path, known: PeopleSearch) -> None:
        self.content, self.people, self.templates = content, known, Templates(settings_file, content, output)
        self.openness = Openness(content, known, self.templates.policy)
        self._listed = StoryList(content)
        self.of_story: Mapping[str, Callable[[str, Form, Session], bytes]] = {
            "": self.review, "text": self.text, "marking": self.marking, "first": self.first, "shown": self.shown,
            "front": self.front, "others": self.others, "people": self.profiles,
        }  # fmt: skip

    def entrance(self, *, has_password: bool, is_wrong: bool = False) -> bytes:
        """Return the page for whoever has no session."""
        return self.templates.render("entrance.html", has_password=has_password, is_wrong=is_wrong)

    def refusal(self, errors: Sequence[ContentError]) -> bytes:
        """Return the page of what cannot be shown or done, with the places, the reasons and what to do."""
        translated = self.templates.words.gettext
        places = (f"{one.path}:{one.line}" if one.line else one.path for one in errors)
        told = [(at, translated(one.fact), translated(one.fix)) for at, one in zip(places, errors, strict=True)]
        return self.templates.render("refusal.html", told=told)

    def stories(self, words: str, page: int) -> bytes:
        """Return the list of stories whose title or name has all the words: drafts first, then the newest."""
        wanted = words.casefold().split()
        found = [one for one in self._listed if all(word in f"{one.title} {one.name}".casefold() for word in wanted)]
        found.sort(key=lambda one: one.name)
        found.sort(key=lambda one: one.date, reverse=True)
        found.sort(key=lambda one: STATES.index(one.state))
        start = max(0, page - 1) * SHOWN_AT_ONCE
        return self.templates.render(
            "stories.html", stories=found[start : start + SHOWN_AT_ONCE], total=len(found), words=words, page=page,
            pages=-(-len(found) // SHOWN_AT_ONCE),
        )  # fmt: skip

    # People over all stories

    def found(self, words: str) -> bytes:
        """Return the people found, as the buttons that decide for one."""
        return self.templates.render("people.html", people=self.people.find(words[:200]))

    def who(self, query: Form, session: Session) -> bytes:
        """Return the page of two of near names, side by side, the first who were not put off; or of one person."""
        told, words = self._told(session, NO_STORY), query.get("words")[:200]
        pairs, skipped = self.people.pairs(), session.skipped.get(NO_STORY, [])
        pairs.sort(key=lambda pair: skipped.index(pair.id) if pair.id in skipped else -1)
        person = query.get("person") if self.people.has(query.get("person")) else ""
        wanted = next((one for one in pairs if one.id == query.get("pair")), pairs[0] if pairs else None)
        pair = None if person else wanted
        seen = self.people.seen(pair) if pair else people.file_digest(self.content, person or "-")
        sides = [self.people.evidence(ref) for ref in ([person] if person else pair or ())]
        return self.templates.render(
            "who.html", pairs=[(one, *map(self.people.name, one)) for one in pairs[:SHOWN_AT_ONCE]], left=len(pairs),
            pair=pair, person=person, sides=sides, file=self.people.file_of(person) if person else None, seen=seen,
            words=words, found=self.people.find(words) if words else (), **told,
        )  # fmt: skip

    def _told(self, session: Session, story: str) -> Mapping[str, object]:
        """Return what stands above every page: messages, and what can be undone."""
        last = Journal(self.content, story).last()
        done = self.templates.said(last.label, last.values) if last else ""
        return {"told": [self.templates.words.gettext(one) for one in session.take_told()], "done": done}

    # A story

    def asks_first(self, story: str, session: Session) -> bool:
        """Return whether a browser that opens a story is asked who has a page; never twice, and of none in conflict."""
        if story in session.opened or not is_name(story):
            return False
        session.opened.add(story)
        try:
            is_untouched = Journal(self.content, story).last() is None
            return asks_first(read_state(self.content, story), self.openness, is_untouched=is_untouched)
        except ContentErrors:  # the review says what is wrong
            return False

    def _page(self, template: str, story: Story, **values: object) -> bytes:
        return self.templates.render(
            template, story=story, lang=story.lang, address=f"{ROOT}stories/{story.id}/",
            preview=f"/{story_address(story)}", **values,
        )  # fmt: skip

    def review(self, story: str, query: Form, session: Session) -> bytes:
        """Return the page of a story at the item wanted, else at the worst that was not put off, or at its end."""
        last = Journal(self.content, story).last()
        try:
            state = read_state(self.content, story)
        except ContentErrors:
            conflicts = conflicts_of(StoryPaths(self.content, story))
            if not conflicts:
                raise
            return self.templates.render(
                "conflict.html", story=story, conflict=conflicts[0], left=len(conflicts),
                address=f"{ROOT}stories/{story}/", **self._told(session, story),
            )  # fmt: skip
        known, names = state.queue(), self._names(state)
        item = known.items.get(query.get("item")) or known.next(session.skipped.get(story, ()))
        return self._page(
            "review.html", state.story, item=self._item(state, known, item, names) if item else None,
            is_public=state.is_public, held_until=state.held_until, total=len(known.items),
            lines=[self._line(state, one, names) for one in known.open],
            last=last.values.get("item", "") if last else "", kinds=list(KINDS),
            **self._told(session, story),
        )  # fmt: skip

    def profiles(self, story: str, _: Form, session: Session) -> bytes:
        """Return the page on which each person of a story gets a page, or none, beside personal data of its source."""
        session.opened.add(story)
        told, state = self._told(session, story), read_state(self.content, story)
        names, rows = self._names(state), self.openness.rows(state)
        keys = (*KEYS, *[""] * len(rows))
        return self._page(
            "openness.html", state.story, policy=self.templates.policy,
            rows=[(row, names(row.ref), key) for row, key in zip(rows, keys, strict=False)],
            data=[(one.kind, PlaceInText.of(state.story, one.span)) for one in personal_data(state.story.text)], **told,
        )  # fmt: skip

    def opening(self, state: StorySnapshot) -> OpeningDesk:
        """Return the first screen of a story, and what it can be."""
        return OpeningDesk(state, self.openness, self.templates.words)

    def first(self, story: str, _: Form, session: Session) -> bytes:
        """Return the page on which the first screen of a story is chosen from its sentences."""
        told, state = self._told(session, story), read_state(self.content, story)
        opening = self.opening(state)
        return self._page(
            "first.html", state.story, rows=opening.rows, seen=opening.seen, closed=opening.closed,
            against=opening.against, name=opening.name, as_it_is=_as_it_is,
            named=first_screen.PARTS, parts=choices.PARTS,
            is_undated=state.story.date_basis == "unknown", is_public=state.is_public, held_until=state.held_until,
            lines=opening.queue.open, **told,
        )  # fmt: skip

    def shown(self, story: str, query: Form, _: Session) -> bytes:
        """Return the first screen of a story as readers will see it with what is chosen, and what speaks against it."""
        state = read_state(self.content, story)
        opening, told = self.opening(state), list[str]()
        now, refused = opening.attempt(query.fields, today()) if query.get("seen") else (state.story, None)
        if refused:
            first = refused.errors[0]
            told = [self.templates.words.gettext(one) for one in (_in_words(state.story, first.fact), first.fix)]
        opened = opening.opened(query.fields)
        seen = opening.shown(now, opened)
        return self.templates.render(
            "shown.html", told=told, unheard=seen.unheard, leaning=seen.leaning, **seen.page._asdict()
        )

    def front(self, story: str, query: Form, session: Session) -> bytes:
        """Return the page on which is chosen what stands before a story's text; first of all its day, if not known."""
        told, state = self._told(session, story), read_state(self.content, story)
        first = choices.FACTS if state.story.date_basis == "unknown" else next(iter(choices.PARTS))
        part = query.get("part") if query.get("part") in choices.PARTS else first
        return self._page(
            "front.html", state.story, part=part, parts=choices.PARTS, seen=choices.shown_as(state, part),
            rows=choices.choosable(state, part), facts=choices.facts(state),
            stated=choices.STATED, **told,
        )  # fmt: skip

    def others(self, story: str, query: Form, session: Session) -> bytes:
        """Return the page on which quotations are joined that are the same words, and stories by a topic."""
        told, state, topic = self._told(session, story), read_state(self.content, story), query.get("topic")
        known, listed, named = relations.topics(state), list(self._listed), self.people.by_story()
        opened, apart = known.get(topic), kept_apart(self.content, relations.STORY)
        proposed = relations.proposed_stories(story, listed, named, known.values(), apart)
        chosen = list(opened.stories) if opened else proposed or [story]
        return self._page(
            "others.html", state.story, same=relations.same_words(state), name=self.people.name, topics=known,
            own=[name for name, one in known.items() if story in one.stories], opened=opened, proposed=proposed,
            chosen=chosen, offered=relations.offered_stories(story, chosen, listed, named),
            seen=relations.topic_digest(self.content, topic), **told,
        )  # fmt: skip

    # The whole text

    def text(self, story: str, query: Form, session: Session) -> bytes:
        """Return the page of a story's text, in which words are chosen to be marked."""
        told, state = self._told(session, story), read_state(self.content, story)
        known = state.queue()
        return self._page(
            "text.html", state.story, paragraphs=queue.paragraphs_shown(state.story, known.items.values()),
            as_it_is=_as_it_is, **self._chosen(state, known, query.span), **told,
        )  # fmt: skip

    def marking(self, story: str, query: Form, _: Session) -> bytes:
        """Return what may be said of chosen words, as the page of the text has it."""
        state = read_state(self.content, story)
        return self._page("marking.html", state.story, **self._chosen(state, state.queue(), query.span))

    def _chosen(self, state: StorySnapshot, known: Queue, span: Span | None) -> Mapping[str, object]:
        held: dict[str, object] = {
            "seen": state.seen, "span": span, "chosen": "", "here": (), "is_public": state.is_public,
        }  # fmt: skip
        try:
            parts = marking.parts_of_selection(state.story, span or Span(0, 0))
        except ContentError:  # nothing is chosen yet
            return held
        story, names, whole = state.story, self._names(state), Span(parts[0].span.start, parts[-1].span.end)
        chosen, items = " ".join(whole.of(story.text).split()), known.items.values()
        here = [one for one in items if any(piece.span.meets(whole) for piece in one.pieces)]
        refs = (one.mark.attrs.get("ref", "") for one in marking.names_at(story, whole))
        return {
            **held, "chosen": chosen, "kind": marking.kind_of(story, parts),
            "phrase": marking.phrase_for(story, parts[0].span).of(story.text), "near": queue.near(story, whole),
            "found": self.people.find(chosen[:200]) if self.people.is_read else (),
            "here": [self._line(state, one, names) for one in here if one.kind not in ("person", "unpaired")],
            "seen_here": {one.id: one.seen for one in here},
            "names_here": [*dict.fromkeys(map(names, refs))],
        }  # fmt: skip

    # An item

    def _names(self, state: StorySnapshot) -> Naming:
        """Return what tells somebody's name: in the story's own words or, of others, as other stories have it."""
        here = queue.names_in(state.story)
        return lambda ref: here.get(ref) or self.people.name(ref)

    def _line(self, state: StorySnapshot, item: Item, names: Naming) -> Line:
        words = " ".join(item.span.of(state.story.text).split())
        cut = words[:MOST_LETTERS]
        shown = words if len(words) <= MOST_LETTERS else f"{cut.rpartition(' ')[0] or cut} …"
        return Line(item.id, item.kind, item.rank, shown, self._read(item, names))

    def _read(self, item: Item, names: Naming) -> str:
        """Return what was read of an item: a name, a date, nothing where nothing was."""
        attrs = item.first.attrs
        if item.kind == "moment":
            return self.templates.day(attrs["date"]) if attrs.get("date") else ""
        if item.kind in ("number", "unpaired") or item.is_unknown:
            return ""
        ref = attrs.get({"quote": "speaker", "role": "of", "person": "ref"}[item.kind], "")
        return names(ref) if ref else attrs.get("said-by", "")

    def _item(self, state: StorySnapshot, known: Queue, item: Item, names: Naming) -> Mapping[str, object]:
        """Return an item as it is shown: its passage in pieces, what was read and why, and whom else it may mean."""
        story, attrs, text, is_quote = state.story, item.first.attrs, state.story.text, item.kind == "quote"
        passage, read, room = queue.passage_of(story, item), self._read(item, names), _room(story, item)
        grade, alike = attrs.get("grade", ""), queue.plain_of(item.id) if item.kind == "person" else ""
        return {
            "id": item.id, "kind": item.kind, "seen": item.seen, "is_open": item in known.open,
            "is_risky": item.id in known.riskiest,
            "words": item.span.of(text), "place": (item.span.start, item.span.end),
            "before": _as_it_is(passage.before.of(text)), "after": _as_it_is(passage.after.of(text)),
            "parts": [(_as_it_is(words), is_its) for words, is_its in queue.parts_of(text, passage, item)],
            "starts": (passage.before.start, passage.own.start, passage.after.start),
            "basis": "none" if item.is_unknown else attrs.get("basis", ""), "form": attrs.get("kind", "direct"),
            "read": read, "why": self._why(state, item, read), "date": attrs.get("date", ""),
            "is_ambiguous": is_quote and queue.is_ambiguous(item.first),
            "is_described": is_quote and not item.is_unknown and not attrs.get("speaker"),
            "grade": int(grade) if grade.isdecimal() and not item.is_unknown else 0,
            "room": (room.start, room.end), "around": _as_it_is(room.of(text)),
            "anchor": f"f-{item.pieces[0].fragment.number}",
            "candidates": queue.candidates(story, item) if item.kind in ("quote", "role", "unpaired") else (),
            "named": [queue.PossiblePerson(ref, name) for ref, name in queue.names_in(story).items()],
            "others": [self._line(state, one, names) for one in known.same_rule(item)],
            "alike": [self.people.known(ref) for ref in (item.id, alike) if alike],
        }  # fmt: skip

    def _why(self, state: StorySnapshot, item: Item, read: str) -> str:
        """Return why it was read so; of a number, the words that say what is counted."""
        named = "means" if item.kind == "number" else "via"
        place = span_attribute(item.pieces[0].fragment, item.first, named, state.story)
        words = " ".join(place.of(state.story.text).split()) if place else ""
        if item.kind == "number":
            return words
        why = translated_reason(item.first.attrs.get("why", ""), self.templates.words)
        return why.replace("NAME", read or words or "NAME")


def _room(story: Story, item: Item) -> Span:
    """Return the words among which an item's bounds can be moved: its paragraphs, or its fragment if no quotation."""
    if item.kind in ("quote", "unpaired"):
        return queue.paragraphs_around(story, item.at or item.span)
    return item.pieces[0].fragment.source or item.span


def _in_words(story: Story, fact: str) -> str:
    """Return what is wrong with the words of a slice in place of its numbers."""
    return SLICE.sub(lambda found: f"“{' '.join(Span(int(found[1]), int(found[2])).of(story.text).split())}”", fact)


def _as_it_is(words: str) -> Markup:
    """Return words as HTML whose text has the same characters: browsers read a carriage return as a line feed."""
    return Markup(str(escape(words)).replace("\r", "&#13;"))  # noqa: S704  escaped
