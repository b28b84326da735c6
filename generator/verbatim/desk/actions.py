"""Does what editors ask at the desk, by tables of decisions: each has a guard, a change of files, and an undo.

A form is read, checked and written under the content folder's lock, on the files as they are then: `changed_by` runs a
row of a table, and the journal keeps what it writes, by which the last decision is taken back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from verbatim.content.advice import unpaired
from verbatim.content.journal import Entry, Journal
from verbatim.content.layout import StoryPaths
from verbatim.content.ledger import UNPAIRED
from verbatim.content.people.roster import NO_STORY, kept_apart
from verbatim.content.reviews import initials, reviews
from verbatim.content.transaction import content_lock
from verbatim.core.dates import today
from verbatim.core.i18n import msgid
from verbatim.desk import choices, marking, people, relations
from verbatim.desk.changes import BUTTONS, NO_DECISION, Change, refused
from verbatim.desk.decisions import CLAIMS, Decision, decide
from verbatim.desk.queue import names_in, plain_of
from verbatim.desk.relations import EditorsReason
from verbatim.desk.story import conflicts_of, header_of, publish, read_state, settle
from verbatim.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from verbatim.content.ledger import LedgerEntry
    from verbatim.desk.access import Form, Session
    from verbatim.desk.openness import Openness
    from verbatim.desk.pages import Pages
    from verbatim.desk.people import Pair, PeopleSearch
    from verbatim.desk.queue import Item
    from verbatim.desk.story import StorySnapshot

Asking = TypeVar("Asking", "Asked", "AskedOfPeople")
CHANGED = (
    msgid("This was changed meanwhile, by hand or by another desk, and nothing was overwritten"),
    msgid("Here it is as it is now"),
)
KEPT = (
    msgid("This cannot be undone any more: the same lines were changed since, and they stay"),
    msgid("Undo once more for the change before it"),
)
NOTHING_TO_UNDO = (msgid("There is nothing to undo"),)


class Row(NamedTuple, Generic[Asking]):
    """A decision: the digest of what it is about, as that stands now, None where it is gone; and what it changes."""

    seen: Callable[[Asking], str | None]
    edit: Callable[[Asking], Change]


def changed_by(rows: Mapping[str, Row[Asking]], name: str, asked: Asking) -> Change | None:
    """Return what a decision changes; None where what it is about is no longer as the form has seen it.

    Raises ContentError or ContentErrors where there is no such decision, or it cannot be.
    """
    row = rows.get(name)
    if row is None:
        raise refused(*NO_DECISION)
    return row.edit(asked) if row.seen(asked) == asked.form.get("seen") else None


# About a story


@dataclass(frozen=True)
class Asked:
    """A form that an editor sent about a story, with the story as its files have it now; the day, and who signs."""

    form: Form
    state: StorySnapshot
    people: PeopleSearch
    openness: Openness
    day: str
    by: str

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.state.paths.content

    @property
    def what(self) -> str:
        """The name of the decision."""
        return self.form.get("decision").partition(" ")[0]

    @property
    def value(self) -> str:
        """What stands behind the name: whom or what was chosen by a button."""
        return self.form.get("decision").partition(" ")[2]

    @cached_property
    def items(self) -> list[Item]:
        """The claim that it is about, and the others for which it holds; none where that is gone."""
        known, first = self.state.queue().items, self.form.get("item")
        ids = [first, *(one for one in self.form.also if one in known and one != first)]
        return [known[one] for one in ids] if first in known else []

    @property
    def pair(self) -> relations.WordsPair:
        """The two quotations that it is about. Raises ContentError where it names none."""
        return relations.WordsPair.of(self.form.get("pair"))

    @property
    def said(self) -> EditorsReason:
        """Why an editor refuses what was proposed."""
        return EditorsReason(self.form.get("reason"), self.day, self.by)

    def decision(self) -> Decision:
        """Read what was decided. Raises ContentError where nobody has the id, or somebody new has a known name."""
        form, ref, name = self.form, "", ""
        if self.what == "new":
            name = " ".join(form.get("name").split())
            ref = self.people.new(name, is_another=bool(form.get("same")))
        elif self.what == "speaker":
            ref, name = self.value, self._name_of(self.value)
        value = form.get("value") if ref else self.value or form.get("value")
        printed = form.get("printed").replace("\r\n", "\n")
        return Decision(self.what, ref, name, value, printed, form.get("reason"), form.span, form.get("certainty"))

    def _name_of(self, ref: str) -> str:
        marks = (mark for fragment in self.state.story.fragments for mark in fragment.marks)
        if not ref or not (any(mark.attrs.get("ref") == ref for mark in marks) or self.people.has(ref)):
            raise refused(msgid("nobody has this id"), BUTTONS)
        return names_in(self.state.story).get(ref) or self.people.name(ref)


def _claims(asked: Asked) -> str | None:
    return asked.items[0].seen if asked.items else None


def _words(asked: Asked) -> str | None:
    return asked.state.seen if asked.form.span else None


def _part(asked: Asked) -> str:
    return choices.shown_as(asked.state, asked.form.get("part"))


def _pair_of_words(asked: Asked) -> str:
    return relations.words_digest(asked.state, asked.pair)


def _topic(asked: Asked) -> str:
    return relations.topic_digest(asked.content, asked.form.get("topic"))


def _profile(asked: Asked) -> str | None:
    return asked.openness.seen(asked.state, asked.value)


def _whatever(asked: Asked) -> str:
    """Accept a form whatever it has seen: nothing that is shown is overwritten."""
    return asked.form.get("seen")


def _decide(asked: Asked) -> Change:
    """Decide about claims; of two of one name that are kept apart, `people` and `verbatim check` are told, too."""
    change, item = decide(asked.state, asked.items, asked.decision(), asked.day), asked.items[0]
    if item.kind != "person" or asked.what != "accept" or not plain_of(item.id):
        return change
    pair = people.Pair(item.id, plain_of(item.id))
    apart = relations.refuse_people(asked.content, pair, asked.people.name(item.id), asked.said)
    return replace(change, files={**change.files, **apart.files})


def _join_namesakes(asked: Asked) -> Change:
    ref = asked.items[0].id
    return people.join(asked.content, ref, plain_of(ref), asked.day)


def _mark_whole(asked: Asked) -> Change:
    if any(one.kind != UNPAIRED for one in asked.items):
        raise refused(*NO_DECISION)
    return marking.mark_whole(asked.state, asked.items, asked.decision(), asked.day)


def _choose(asked: Asked) -> Change:
    part, fields, order = asked.form.get("part"), asked.form.fields, asked.form.order()
    if part == choices.FACTS:
        return choices.state_facts(asked.state, fields)
    if part == choices.QUESTION:
        return choices.ask(asked.state, asked.form.get("question"), fields, order)
    return choices.choose(asked.state, part, order)


def _tell_topic(asked: Asked) -> Change:
    form = asked.form
    return relations.tell_topic(asked.content, form.get("topic"), form.fields, form.order(), asked.day)


CLAIM: Mapping[str, Row[Asked]] = {
    **dict.fromkeys(CLAIMS, Row(_claims, _decide)),
    "join": Row(_claims, _join_namesakes),
    "bounds": Row(_claims, lambda a: marking.change_bounds(a.state, a.items[0], a.form.span, a.said.why, a.day)),
}
UNPAIRED_MARK: Mapping[str, Row[Asked]] = {
    **dict.fromkeys(("nobody", "speaker", "new", "bounds"), Row(_claims, _mark_whole)),
    "unmark": Row(_claims, lambda a: marking.leave_unpaired(a.items, unpaired(a.state.story))),
    "note": CLAIM["note"],
}
MARK: Mapping[str, Row[Asked]] = {
    **dict.fromkeys(
        ("mark", "nobody", "speaker", "new"),
        Row(_words, lambda a: marking.mark(a.state, a.form.get("mark"), a.decision(), a.day)),
    ),
    "clear": Row(_words, lambda a: marking.clear_names(a.state, a.form.span or Span(0, 0), a.day)),
    "bounds": Row(_words, lambda a: marking.name_bounds(a.state, a.form.span or Span(0, 0), a.day)),
}
FRONT: Mapping[str, Row[Asked]] = {
    "choose": Row(_part, _choose),
    "remove": Row(_part, lambda a: choices.remove(a.state, a.form.get("question"))),
    "earlier": Row(_part, lambda a: choices.earlier(a.state, a.form.get("question"))),
}
OTHERS: Mapping[str, Row[Asked]] = {
    "join": Row(_pair_of_words, lambda a: relations.join_words(a.state, a.pair)),
    "part": Row(_pair_of_words, lambda a: relations.part_words(a.state, a.pair)),
    "refuse": Row(_pair_of_words, lambda a: relations.refuse_words(a.state, a.pair, a.said)),
    "refuse stories": Row(
        _whatever, lambda a: relations.refuse_stories(a.state, a.form.get("stories").split(), a.said)
    ),
    "again": Row(
        lambda a: relations.refusals_digest(a.content),
        lambda a: relations.propose_again(a.state, a.form.get("refused")),
    ),
    "tell": Row(_topic, _tell_topic),
    "remove": Row(_topic, lambda a: relations.remove_topic(a.content, a.form.get("topic"))),
}
PROFILE: Mapping[str, Row[Asked]] = {
    "open": Row(_profile, lambda a: a.openness.decide(a.state, a.value, is_open=True)),
    "close": Row(_profile, lambda a: a.openness.decide(a.state, a.value, is_open=False)),
}
ROWS = {"decide": CLAIM, "mark": MARK, "choose": FRONT, "relate": OTHERS, "profile": PROFILE}


# About people of all stories


@dataclass(frozen=True)
class AskedOfPeople:
    """A form that an editor sent about a person of any story, or two of near names; the day, and who signs."""

    form: Form
    content: Path
    people: PeopleSearch
    day: str
    by: str

    @property
    def person(self) -> str:
        """The id of whom it is about."""
        return self.form.get("person")

    @property
    def kind(self) -> str:
        """What that is by the stories."""
        return people.kind_of(self.people.everybody().get(self.person, {}))

    @property
    def pair(self) -> Pair:
        """The two that it is about."""
        return people.Pair(*self.form.get("pair").split(" "))

    @property
    def said(self) -> EditorsReason:
        """Why an editor keeps two apart."""
        return EditorsReason(self.form.get("reason"), self.day, self.by)


def _two(asked: AskedOfPeople) -> str | None:
    everybody = asked.people.everybody()
    known = people.near_pairs(everybody, kept_apart(asked.content))
    pair = next((one for one in known if one.id == asked.form.get("pair")), None)
    return people.seen_of(pair, everybody) if pair else None


def _known(asked: AskedOfPeople) -> str | None:
    return asked.form.get("seen") if asked.people.has(asked.person) else None


def _somebody(asked: AskedOfPeople) -> str | None:
    return people.file_digest(asked.content, asked.person) if asked.people.has(asked.person) else None


def _describe(asked: AskedOfPeople) -> Change:
    fields = {"Title": "name", "Role": "role", "Role-Source": "source", "Role-Date": "date"}
    values = {header: asked.form.get(name) for header, name in fields.items()}
    return people.describe(asked.content, asked.person, asked.kind, values)


PEOPLE: Mapping[str, Row[AskedOfPeople]] = {
    "apart": Row(_two, lambda a: relations.refuse_people(a.content, a.pair, a.people.name(a.pair.one), a.said)),
    "join one": Row(_two, lambda a: people.join(a.content, a.pair.other, a.pair.one, a.day)),
    "join other": Row(_two, lambda a: people.join(a.content, a.pair.one, a.pair.other, a.day)),
    "id": Row(_known, lambda a: people.give_id(a.content, a.person, a.form.get("id"), a.day)),
    "describe": Row(_somebody, _describe),
    "portrait": Row(
        _somebody, lambda a: people.portrait(a.content, a.person, a.kind, a.form.file, a.form.get("credit"))
    ),
}


# Who does it


class EditorSignature(NamedTuple):
    """Whose initials sign: those that the command was given, else of a story's header `Editor`, else one's own."""

    given: str
    own: str

    def of(self, paths: StoryPaths) -> str:
        """Return the initials that sign what is decided about a story."""
        return self.given or initials(header_of(paths, "Editor")) or self.own


class Desk:
    """What the desk does with a project's content: decides, takes back, publishes.

    `changed` is called with the paths that a decision wrote, or whose page it changed.
    """

    def __init__(self, pages: Pages, signature: EditorSignature, changed: Callable[[list[str]], None]) -> None:
        self.content, self.pages, self.people, self.signature = pages.content, pages, pages.people, signature
        self._changed = changed

    def locked(self) -> AbstractContextManager[None]:
        """Return the lock under which everything is written."""
        return content_lock(self.content, lambda: None)

    def act(self, story: str, action: str, form: Form, session: Session) -> str | None:
        """Do what a form about a story asks; return what is shown then, "" for the next item.

        None where what it is about is gone; whoever sent it is told that it was changed meanwhile.
        """
        what = form.get("decision").partition(" ")[0]
        if action == "undo":
            return self._undo(story, session)
        if action == "publish":
            self._publish(story)
            return ""
        if action == "decide" and what == "skip":
            session.skip(story, form.get("item"))
            return ""
        if action == "decide" and what == "settle":
            return self._settle(story, form, session)
        return self._decide(story, ROWS[action], form, session)

    def _decide(self, story: str, rows: Mapping[str, Row[Asked]], form: Form, session: Session) -> str | None:
        """Run a row of a table, and record what is checked by it."""
        with self.locked():
            state = read_state(self.content, story)
            by = self.signature.of(state.paths)
            asked = Asked(form, state, self.people, self.pages.openness, today(), by)
            item = asked.items[0] if rows is CLAIM and asked.items else None
            table = UNPAIRED_MARK if item and item.kind == UNPAIRED else rows
            name = form.get("decision") if form.get("decision") in table else asked.what
            change = changed_by(table, name, asked)
            if change is None:
                session.told = CHANGED
                return item.id if item else None
            checked = reviews(change.states, state.ledger, change.checked, today(), by)
            self._write(story, change, {"item": item.id if item else ""}, checked)
            self._tell(story, change.files, item)
            return change.shown

    def _settle(self, story: str, form: Form, session: Session) -> str:
        """Keep one of the two versions of a fragment that is in conflict."""
        paths = StoryPaths(self.content, story)
        with self.locked():
            held = next((one for one in conflicts_of(paths) if one.path == form.get("item")), None)
            if held is None or held.seen != form.get("seen"):
                session.told = CHANGED
                return ""
            change = settle(paths, held, with_yours=form.get("decision") == "settle yours")
            self._write(story, change)
        self._tell(story, change.files)
        return ""

    def _publish(self, story: str) -> None:
        """Publish a draft."""
        with self.locked():
            change = publish(read_state(self.content, story))
            self._write(story, change, {"item": ""})
            self._tell(story, change.files)

    def _undo(self, story: str, session: Session) -> str:
        """Take the last change of a story back; return the id of the item that it was about."""
        with self.locked():
            undone = Journal(self.content, story).undo(today(), self.signature.of(StoryPaths(self.content, story)))
        session.told = NOTHING_TO_UNDO if undone is None else KEPT if undone.kept else session.told
        if undone is None:
            return ""
        self._tell(story, undone.entry.files)
        return undone.entry.values.get("item", "")

    def decide_who(self, form: Form, session: Session) -> str:
        """Do what a form decides about people; return the query of the page to show then."""
        what, person, by = form.get("decision"), form.get("person"), self.signature.given or self.signature.own
        if what == "skip":
            session.skip(NO_STORY, form.get("pair"))
            return ""
        with self.locked():
            if what == "undo":
                undone = Journal(self.content, NO_STORY).undo(today(), by)
                session.told = NOTHING_TO_UNDO if undone is None else KEPT if undone.kept else ()
                self._tell("", undone.entry.files if undone else {})
                return f"?person={person}" if person else ""
            change = changed_by(PEOPLE, what, AskedOfPeople(form, self.content, self.people, today(), by))
            if change is None:
                session.told = CHANGED
                return ""
            self._write(NO_STORY, change)
            self._tell("", change.files)
        return "" if form.get("pair") else f"?person={form.get('id') if what == 'id' else person}"

    def _write(
        self, story: str, change: Change, about: Mapping[str, str] | None = None, checked: Sequence[LedgerEntry] = ()
    ) -> None:
        """Write a change and reviews whole, and keep it to be taken back."""
        values = {**change.values, **(about or {})}
        Journal(self.content, story).apply(Entry(0, change.label, values, change.files, ()), checked)

    def _tell(self, story: str, files: Mapping[str, object], item: Item | None = None) -> None:
        """Have pages made again of what was written, and a story's where nothing but its ledger changed."""
        self.people.changed(files)
        paths = [str(self.content / path) for path in files]
        if item and not paths:
            paths = [str(self.content / f"fragments/{story}/{item.pieces[0].fragment.name}.md")]
        self._changed(paths or ([str(self.content / f"stories/{story}.md")] if story else []))
