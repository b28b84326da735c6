"""Does what editors ask at the desk: shows a story's queue, decides, marks, takes back, publishes.

Each decision is read, checked and written under the content folder's lock, on the files as they are then.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, get_args
from urllib.parse import quote

from verbatim.content.advice import unpaired
from verbatim.content.journal import Entry, Journal
from verbatim.content.layout import StoryPaths
from verbatim.content.ledger import UNPAIRED
from verbatim.content.people.roster import NO_STORY, kept_apart
from verbatim.content.reviews import initials, reviews
from verbatim.content.transaction import content_lock
from verbatim.core.dates import today
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.i18n import msgid
from verbatim.core.slugs import is_name
from verbatim.desk.choices import FACTS, PARTS, QUESTION, ask, choose, earlier, remove, shown_as, state_facts
from verbatim.desk.decisions import WORK, Decision, decide
from verbatim.desk.marking import Marking, change_bounds, clear_names, leave_unpaired, mark, mark_whole, name_bounds
from verbatim.desk.openness import DECISIONS as PAGE_OR_NONE
from verbatim.desk.openness import Openness, asks_first
from verbatim.desk.pages import PeopleShown, Shown
from verbatim.desk.pairs import (
    Pair,
    describe,
    file_digest,
    give_id,
    join,
    kind_of,
    near_pairs,
    portrait,
    seen_of,
)
from verbatim.desk.proposals import EditorsReason, refuse_people
from verbatim.desk.queue import names_in, plain_of
from verbatim.desk.relations import relate
from verbatim.desk.story import Change, StorySnapshot, conflicts_of, header_of, publish, read_state, settle
from verbatim.model import MarkKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from verbatim.desk.access import Form, Session
    from verbatim.desk.pages import Pages
    from verbatim.desk.people import PeopleSearch
    from verbatim.desk.queue import Item

DECISIONS = ("skip", "undo", "apart", "join one", "join other", "id", "describe", "portrait")  # about people
NAMES = {"clear": clear_names, "bounds": name_bounds}
QUESTIONS = {"remove": remove, "earlier": earlier}
PAIRING = ("nobody", "speaker", "new", "bounds")  # what marks the words of a mark without a partner
CHANGED = (
    msgid("This was changed meanwhile, by hand or by another desk, and nothing was overwritten"),
    msgid("Here it is as it is now"),
)
KEPT = (
    msgid("This cannot be undone any more: the same lines were changed since, and they stay"),
    msgid("Undo once more for the change before it"),
)


class EditorSignature(NamedTuple):
    """Whose initials sign: those that the command was given, else of a story's header `Editor`, else one's own."""

    given: str
    own: str

    def of(self, paths: StoryPaths) -> str:
        """Return the initials that sign what is decided about a story."""
        return self.given or initials(header_of(paths, "Editor")) or self.own


class Desk:
    """What the desk does with a project's content: shows a story's queue, decides, takes back, publishes.

    `changed` is called with the paths that a decision wrote, or whose page it changed.
    """

    def __init__(
        self,
        content: Path,
        pages: Pages,
        people: PeopleSearch,
        signature: EditorSignature,
        changed: Callable[[list[str]], None],
    ) -> None:
        self.content, self.pages, self.people, self.signature = content, pages, people, signature
        self._changed = changed
        self.openness = Openness(content, people, pages.policy)

    def locked(self) -> AbstractContextManager[None]:
        """Return the lock under which everything is written."""
        return content_lock(self.content, lambda: None)

    def review(self, story: str, wanted: str, session: Session) -> bytes:
        """Return the page of a story at the item wanted, else at the worst that was not put off."""
        last = Journal(self.content, story).last()
        try:
            state = read_state(self.content, story)
        except ContentErrors:
            conflicts = conflicts_of(StoryPaths(self.content, story))
            if not conflicts:
                raise
            told = session.take_told()
            return self.pages.conflict(story, conflicts, last, told)
        queue = state.queue()
        told = session.take_told()
        item = queue.items.get(wanted) or queue.next(session.skipped.setdefault(story, []))
        return self.pages.review(Shown(state, queue, item, last, told), self.people)

    def text(self, story: str, query: Form, session: Session) -> bytes:
        """Return the page of a story's whole text, with what may be said of the words that are chosen in it."""
        return self.pages.text(self._shown(story, session), query.span, self.people)

    def _shown(self, story: str, session: Session) -> Shown:
        told = session.take_told()
        state = read_state(self.content, story)
        return Shown(state, state.queue(), None, Journal(self.content, story).last(), told)

    def marking(self, story: str, query: Form) -> bytes:
        """Return what may be said of words of the text, without the text."""
        state = read_state(self.content, story)
        return self.pages.marking(Shown(state, state.queue(), None, None, ()), query.span, self.people)

    def mark(self, story: str, form: Form, session: Session) -> str:
        """Mark the words that a form names; return the address of the page to show then."""
        span = form.span
        kinds: tuple[MarkKind, ...] = get_args(MarkKind)
        kind = next((one for one in kinds if one == form.get("mark")), kinds[-1])  # the last one nobody is offered
        what, _, ref = form.get("decision").partition(" ")
        with self.locked():
            state = read_state(self.content, story)
            if span is None or form.get("seen") != state.seen:
                session.told = CHANGED
                return "text"
            if what in NAMES:
                self._write(state, NAMES[what](state, span, today()), None)
                return f"text?start={span.start}&end={span.end}"
            name = " ".join(form.get("name").split()) if what == "new" else ""
            if what == "new":
                ref = self._new(name, form)
            elif what == "speaker":
                self._known(ref, state)
            marking = Marking(
                kind, span, ref, name, form.get("value"), certainty=form.get("certainty"), reason=form.get("reason")
            )
            self._write(state, mark(state, marking, today()), None)
            if name:
                self.people.add(ref, name)
        return f"text?start={span.start}&end={span.end}"

    def front(self, story: str, query: Form, session: Session) -> bytes:
        """Return the page on which is chosen what stands before a story's text; first of all its day, if not known."""
        shown = self._shown(story, session)
        first = FACTS if shown.state.story.date_basis == "unknown" else PARTS[0]
        part = query.get("part") if query.get("part") in PARTS else first
        return self.pages.front(shown, part, query.get("question"))

    def choose(self, story: str, form: Form, session: Session) -> str:
        """Make what stands before the text of what a form chooses; return the address of the page to show then."""
        part, name, what = form.get("part"), form.get("question"), form.get("decision")
        with self.locked():
            state = read_state(self.content, story)
            if form.get("seen") != shown_as(state, part):
                session.told = CHANGED
            elif what in QUESTIONS:
                self._write(state, QUESTIONS[what](state, name), None)
            elif part == FACTS:
                self._write(state, state_facts(state, form.fields), None)
            elif part == QUESTION:
                self._write(state, ask(state, name, form.fields, form.order()), None)
            else:
                self._write(state, choose(state, part, form.order()), None)
        return f"front?part={part}" if part in PARTS else "front"

    def others(self, story: str, query: Form, session: Session) -> bytes:
        """Return the page of what joins a story with others: the same words, and topics."""
        return self.pages.others(self._shown(story, session), query.get("topic"), self.people)

    def relate(self, story: str, form: Form, session: Session) -> str:
        """Do what a form decides about a story and others; return the address of the page to show then."""
        with self.locked():
            state = read_state(self.content, story)
            topic, change = relate(state, form, today(), self.signature.of(state.paths))
            if change is None:
                session.told = CHANGED
            else:
                self._write(state, change, None)
        return f"others?topic={quote(topic)}" if topic else "others"

    def asks_first(self, story: str, session: Session) -> bool:
        """Return whether a browser that opens a story is asked who has a page; never twice, and of none in conflict."""
        if story in session.opened or not is_name(story):
            return False
        session.opened.add(story)
        try:
            is_untouched = Journal(self.content, story).last() is None
            return asks_first(read_state(self.content, story), self.openness, is_untouched=is_untouched)
        except (ContentError, ContentErrors):  # the review says what is wrong
            return False

    def of_story(self, story: str, session: Session) -> bytes:
        """Return the page of a story's people: who has a page, and what else leads strangers to somebody."""
        session.opened.add(story)
        shown = self._shown(story, session)
        return self.pages.of_story(shown, self.openness.rows(shown.state), self.people)

    def decide_page(self, story: str, form: Form, session: Session) -> None:
        """Give somebody whom a story names a page, or none."""
        what, _, ref = form.get("decision").partition(" ")
        if what not in PAGE_OR_NONE:
            raise ContentError("desk", 0, msgid("there is no such decision"), msgid("Choose one of the buttons"))
        with self.locked():
            state = read_state(self.content, story)
            name = names_in(state.story).get(ref) or self.people.name(ref)
            change = self.openness.decide(state, ref, name, form.get("seen"), is_open=PAGE_OR_NONE[what])
            if change is None:
                session.told = CHANGED
            else:
                self._write(state, change, None)

    def decide(self, story: str, form: Form, session: Session) -> str:
        """Do what a form decides; return the id of the item to show then, "" for the next one."""
        what, _, value = form.get("decision").partition(" ")
        if what == "skip":
            skipped = session.skipped.setdefault(story, [])
            skipped[:] = [*(one for one in skipped if one != form.get("item")), form.get("item")]
            return ""
        if what == "settle":
            self._settle(story, form, value, session)
            return ""
        if what not in WORK and what not in ("join", "bounds"):
            raise ContentError("desk", 0, msgid("there is no such decision"), msgid("Choose one of the buttons"))
        with self.locked():
            state = read_state(self.content, story)
            queue = state.queue()
            item = queue.items.get(form.get("item"))
            if item is None or item.seen != form.get("seen"):
                session.told = CHANGED
                return item.id if item else ""
            others = [queue.items[one] for one in form.also if one in queue.items and one != item.id]
            work = self._pair if item.kind == UNPAIRED and what != "note" else self._claim
            return work(state, [item, *others], what, value, form)

    def _claim(self, state: StorySnapshot, items: list[Item], what: str, value: str, form: Form) -> str:
        """Decide about a claim, and others that are alike; return the id of the item to show then."""
        item = items[0]
        if what == "join":
            self._write(state, join(self.content, item.id, plain_of(item.id), today()), item)
            return ""
        if what == "bounds":
            self._write(state, change_bounds(state, item, form.span, form.get("reason"), today()), item)
            return item.id
        decision = self._decision(what, value, form, state)
        change = decide(state, items, decision, today())
        if item.kind == "person" and what == "accept" and plain_of(item.id):
            pair = Pair(item.id, plain_of(item.id))
            said = EditorsReason(form.get("reason"), today(), self.signature.of(state.paths))
            two = refuse_people(self.content, pair, self.people.name(item.id), said)
            change = replace(change, files={**change.files, **two.files})
        self._write(state, change, item)
        if what == "new":
            self.people.add(decision.ref, decision.name)
        return item.id if what in ("note", "role") else ""

    def _pair(self, state: StorySnapshot, items: list[Item], what: str, value: str, form: Form) -> str:
        """Mark the words of marks without a partner, or leave them; return the id of the item to show then."""
        if what == "unmark":
            self._write(state, leave_unpaired(items, unpaired(state.story)), items[0])
            return ""
        if what not in PAIRING or any(one.kind != UNPAIRED for one in items):
            raise ContentError("desk", 0, msgid("there is no such decision"), msgid("Choose one of the buttons"))
        decision = self._decision(what, value, form, state)._replace(bounds=form.span)
        key, change = mark_whole(state, items, decision, today())
        self._write(state, change, items[0])
        if what == "new":
            self.people.add(decision.ref, decision.name)
        return key if what == "bounds" else ""

    def _decision(self, what: str, value: str, form: Form, state: StorySnapshot) -> Decision:
        reason, printed = form.get("reason"), form.get("printed").replace("\r\n", "\n")
        if what == "new":
            name = " ".join(form.get("name").split())
            return Decision(what, self._new(name, form), name, reason=reason)
        if what == "speaker":
            self._known(value, state)
            return Decision(what, value, names_in(state.story).get(value) or self.people.name(value), reason=reason)
        bounds = form.span if what == "described" else None
        return Decision(what, value=value or form.get("value"), printed=printed, reason=reason, bounds=bounds)

    def _new(self, name: str, form: Form) -> str:
        """Return the id of somebody new. Raises ContentError where one of this name is known, and may be meant."""
        if (known := self.people.of_name(name)) and not form.get("same"):
            fact = msgid("somebody of this name is known already")
            raise ContentError(known.ref, 0, fact, msgid("Choose them by P, or say that this is another person"))
        return self.people.free(name)

    def _known(self, ref: str, state: StorySnapshot) -> None:
        if not (ref in _refs(state) or self.people.has(ref)):
            raise ContentError("desk", 0, msgid("nobody has this id"), msgid("Choose one of the buttons"))

    def _settle(self, story: str, form: Form, value: str, session: Session) -> None:
        """Keep one of the two versions of a fragment that is in conflict."""
        paths = StoryPaths(self.content, story)
        with self.locked():
            held = next((one for one in conflicts_of(paths) if one.path == form.get("item")), None)
            if held is None or held.seen != form.get("seen"):
                session.told = CHANGED
                return
            change = settle(paths, held, with_yours=value == "yours")
            Journal(self.content, story).apply(Entry(0, change.label, {}, change.files, ()), [])
        self._tell(story, change.files, None)

    def publish(self, story: str) -> None:
        """Publish a draft."""
        with self.locked():
            state = read_state(self.content, story)
            self._write(state, publish(state), None)

    def _write(self, state: StorySnapshot, change: Change, item: Item | None) -> None:
        story = state.paths.story
        rows = reviews(change.states, state.ledger, change.checked, today(), self.signature.of(state.paths))
        values = {**change.values, "item": item.id if item else ""}
        Journal(self.content, story).apply(Entry(0, change.label, values, change.files, ()), rows)
        self.people.changed(change.files)
        self._tell(story, change.files, item)

    def _tell(self, story: str, files: Mapping[str, object], item: Item | None) -> None:
        """Have the story's page made again, also where nothing but its ledger changed."""
        paths = [str(self.content / path) for path in files]
        if item and not paths:
            paths = [str(self.content / f"fragments/{story}/{item.pieces[0].fragment.name}.md")]
        self._changed(paths or [str(self.content / f"stories/{story}.md")])

    def undo(self, story: str, session: Session) -> str:
        """Take the last change of a story back; return the id of the item that it was about."""
        with self.locked():
            undone = Journal(self.content, story).undo(today(), self.signature.of(StoryPaths(self.content, story)))
        if undone is None:
            session.told = (msgid("There is nothing to undo"),)
            return ""
        if undone.kept:
            session.told = KEPT
        self.people.changed(undone.entry.files)
        self._tell(story, undone.entry.files, None)
        return undone.entry.values.get("item", "")

    # People over all stories

    def who(self, query: Form, session: Session) -> bytes:
        """Return the page of people of near names, the first pair that was not put off; or that of one person."""
        told = session.take_told()
        last = Journal(self.content, NO_STORY).last()
        skipped = session.skipped.setdefault(NO_STORY, [])
        pairs = self._pairs()
        pairs.sort(key=lambda pair: skipped.index(pair.id) if pair.id in skipped else -1)
        wanted = next((pair for pair in pairs if pair.id == query.get("pair")), pairs[0] if pairs else None)
        person = query.get("person") if self.people.has(query.get("person")) else ""
        shown = PeopleShown(pairs, wanted, person, query.get("words")[:200], last, told)
        return self.pages.who(shown, self.people)

    def _pairs(self) -> list[Pair]:
        return near_pairs(self.people.everybody(), kept_apart(self.content))

    def decide_who(self, form: Form, session: Session) -> str:
        """Do what a form decides about people; return the query of the page to show then."""
        what, person = form.get("decision"), form.get("person")
        if what not in DECISIONS:
            raise ContentError("desk", 0, msgid("there is no such decision"), msgid("Choose one of the buttons"))
        if what == "skip":
            skipped = session.skipped.setdefault(NO_STORY, [])
            skipped[:] = [*(one for one in skipped if one != form.get("pair")), form.get("pair")]
            return ""
        with self.locked():
            if what == "undo":
                undone = Journal(self.content, NO_STORY).undo(today(), self._own)
                session.told = (msgid("There is nothing to undo"),) if undone is None else KEPT if undone.kept else ()
                self._told_of_people(undone.entry.files if undone else {})
                return f"?person={person}" if person else ""
            change = self._change_of_people(what, person, form)
            if change is None:
                session.told = CHANGED
                return ""
            Journal(self.content, NO_STORY).apply(Entry(0, change.label, change.values, change.files, ()), [])
            self._told_of_people(change.files)
        return "" if form.get("pair") else f"?person={form.get('id') if what == 'id' else person}"

    @property
    def _own(self) -> str:
        return self.signature.given or self.signature.own

    def _change_of_people(self, what: str, person: str, form: Form) -> Change | None:
        """Return what a form changes; None where what it is about is no longer as it was seen."""
        if form.get("pair"):
            return self._change_of_pair(what, form)
        is_as_seen = what == "id" or form.get("seen") == file_digest(self.content, person)
        if not self.people.has(person) or not is_as_seen:
            return None
        if what == "id":
            return give_id(self.content, person, form.get("id"), today())
        kind = kind_of(self.people.everybody().get(person, {}))
        if what == "portrait":
            return portrait(self.content, person, kind, form.file, form.get("credit"))
        values = {"Title": form.get("name"), "Role": form.get("role")}
        values |= {"Role-Source": form.get("source"), "Role-Date": form.get("date")}
        return describe(self.content, person, kind, values)

    def _change_of_pair(self, what: str, form: Form) -> Change | None:
        pair = next((pair for pair in self._pairs() if pair.id == form.get("pair")), None)
        if pair is None or form.get("seen") != seen_of(pair, self.people.everybody()):
            return None
        if what == "apart":
            said = EditorsReason(form.get("reason"), today(), self._own)
            return refuse_people(self.content, pair, self.people.name(pair.one), said)
        gone, stays = (pair.other, pair.one) if what == "join one" else (pair.one, pair.other)
        return join(self.content, gone, stays, today())

    def _told_of_people(self, files: Mapping[str, object]) -> None:
        self.people.changed(files)
        self._changed([str(self.content / path) for path in files])


def _refs(state: StorySnapshot) -> set[str]:
    return {mark.attrs.get("ref", "") for fragment in state.story.fragments for mark in fragment.marks} - {""}
