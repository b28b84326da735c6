"""Does what editors ask at the desk, by tables of decisions: each has a guard, a change of files, and an undo.

A form is read, checked and written under the content folder's lock, on the files as they are then: `changed_by` runs a
row of a table, and the journal keeps what it writes, by which the last decision is taken back.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from verbatim.content.advice import unpaired
from verbatim.content.journal import Entry, Journal
from verbatim.content.layout import StoryPaths
from verbatim.content.people.roster import NO_STORY
from verbatim.content.reviews import initials, reviews
from verbatim.content.transaction import content_lock
from verbatim.core.dates import today
from verbatim.core.i18n import msgid
from verbatim.desk import choices, marking, people, relations
from verbatim.desk.access import Form, Session
from verbatim.desk.changes import BUTTONS, NO_DECISION, Change, refused
from verbatim.desk.decisions import CLAIMS, Decision, decide
from verbatim.desk.first_screen import OpeningDesk
from verbatim.desk.pages import Pages
from verbatim.desk.queue import Item, names_in, plain_of
from verbatim.desk.relations import EditorsReason, WordsPair
from verbatim.desk.story import Conflict, StorySnapshot, conflicts_of, header_of, publish, read_state, settle
from verbatim.model import Span
from verbatim.newsroom.places import source_marks

CHANGED = (
    msgid("This was changed meanwhile, by hand or by another desk, and nothing was overwritten"),
    msgid("Here it is as it is now"),
)
KEPT = (
    msgid("This cannot be undone any more: the same lines were changed since, and they stay"),
    msgid("Undo once more for the change before it"),
)
NOTHING_TO_UNDO = (msgid("There is nothing to undo"),)


# What is asked


@dataclass(frozen=True)
class Asked:
    """A form that an editor sent about a story, or about people of all stories; what it is about, as the files have it.

    `day` is today, `by` signs. Everything of it that reads files is read once, under the lock.
    """

    form: Form
    pages: Pages
    story: str
    day: str
    by: str

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.pages.content

    @cached_property
    def state(self) -> StorySnapshot:
        """The story. Raises ContentErrors where it cannot be read."""
        return read_state(self.content, self.story)

    @property
    def what(self) -> str:
        """The name of the decision."""
        return self.form.get("decision").partition(" ")[0]

    @property
    def value(self) -> str:
        """What stands behind the name: whom or what was chosen by a button."""
        return self.form.get("decision").partition(" ")[2]

    @property
    def said(self) -> EditorsReason:
        """Why an editor refuses what was proposed."""
        return EditorsReason(self.form.get("reason"), self.day, self.by)

    @cached_property
    def items(self) -> list[Item]:
        """The claim that it is about, and the others for which it holds; none where that is gone."""
        known, first = self.state.queue().items, self.form.get("item")
        ids = [first, *(one for one in self.form.also if one in known and one != first)]
        return [known[one] for one in ids] if first in known else []

    @cached_property
    def conflict(self) -> Conflict | None:
        """The fragment in conflict that it is about."""
        found = conflicts_of(StoryPaths(self.content, self.story))
        return next((one for one in found if one.path == self.form.get("item")), None)

    @cached_property
    def opening(self) -> OpeningDesk:
        """The first screen of the story, and what it can be."""
        return self.pages.opening(self.state)

    @property
    def words(self) -> WordsPair:
        """The two quotations that it is about. Raises ContentError where it names none."""
        return WordsPair.of(self.form.get("pair"))

    @property
    def pair(self) -> people.Pair:
        """The two people that it is about."""
        return people.Pair(*self.form.get("pair").split(" "))

    @property
    def person(self) -> str:
        """The id of the person that it is about."""
        return self.form.get("person")

    @property
    def kind(self) -> str:
        """What that person is by the stories."""
        return people.kind_of(self.pages.people.everybody().get(self.person, {}))

    def decision(self) -> Decision:
        """Read what was decided. Raises ContentError where nobody has the id, or somebody new has a known name."""
        form, ref, name = self.form, "", ""
        if self.what == "new":
            name = " ".join(form.get("name").split())
            ref = self.pages.people.new(name, is_another=bool(form.get("same")))
        elif self.what == "speaker":
            ref, name = self.value, self._name_of(self.value)
        value = form.get("value") if ref else self.value or form.get("value")
        printed = form.get("printed").replace("\r\n", "\n")
        return Decision(self.what, ref, name, value, printed, form.get("reason"), form.span, form.get("certainty"))

    def _name_of(self, ref: str) -> str:
        is_here = any(mark.attrs.get("ref") == ref for _, mark in source_marks(self.state.story))
        if not ref or not (is_here or self.pages.people.has(ref)):
            raise refused(msgid("nobody has this id"), BUTTONS)
        return names_in(self.state.story).get(ref) or self.pages.people.name(ref)


# What it is about, as that stands now


def _claim(asked: Asked) -> str | None:
    return asked.items[0].seen if asked.items else None


def _conflict(asked: Asked) -> str | None:
    return asked.conflict.seen if asked.conflict else None


def _text(asked: Asked) -> str | None:
    return asked.state.seen if asked.form.span else None


def _part(asked: Asked) -> str:
    return choices.shown_as(asked.state, asked.form.get("part"))


def _words(asked: Asked) -> str:
    return relations.words_digest(asked.state, asked.words)


def _topic(asked: Asked) -> str:
    return relations.topic_digest(asked.content, asked.form.get("topic"))


def _profile(asked: Asked) -> str | None:
    return asked.pages.openness.seen(asked.state, asked.value)


def _pair(asked: Asked) -> str | None:
    known = asked.pages.people
    pair = next((one for one in known.pairs() if one.id == asked.form.get("pair")), None)
    return known.seen(pair) if pair else None


def _person(asked: Asked) -> str | None:
    return people.file_digest(asked.content, asked.person) if asked.pages.people.has(asked.person) else None


def _whatever(asked: Asked) -> str:
    """Accept a form whatever it has seen: nothing that is shown is overwritten."""
    return asked.form.get("seen")


# What it changes


def _decide(asked: Asked) -> Change:
    """Decide about claims; two of one name that are kept apart are not proposed as one any more."""
    change, item = decide(asked.state, asked.items, asked.decision(), asked.day), asked.items[0]
    if item.kind != "person" or asked.what != "accept" or not plain_of(item.id):
        return change
    pair = people.Pair(item.id, plain_of(item.id))
    apart = relations.refuse_people(asked.content, pair, asked.pages.people.name(item.id), asked.said)
    return replace(change, files={**change.files, **apart.files})


def _join_namesakes(asked: Asked) -> Change:
    ref = asked.items[0].id
    return people.join(asked.content, ref, plain_of(ref), asked.day)


def _change_bounds(asked: Asked) -> Change:
    return marking.change_bounds(asked.state, asked.items[0], asked.form.span, asked.said.why, asked.day)


def _mark_whole(asked: Asked) -> Change:
    if any(one.kind != "unpaired" for one in asked.items):
        raise refused(*NO_DECISION)
    return marking.mark_whole(asked.state, asked.items, asked.decision(), asked.day)


def _mark(asked: Asked) -> Change:
    return marking.mark(asked.state, asked.form.get("mark"), asked.decision(), asked.day)


def _settle(asked: Asked) -> Change:
    paths = StoryPaths(asked.content, asked.story)
    return settle(paths, asked.conflict, with_yours=asked.value == "yours") if asked.conflict else Change("")


def _choose(asked: Asked) -> Change:
    part = asked.form.get("part")
    if part == choices.FACTS:
        return choices.state_facts(asked.state, asked.form.fields)
    return choices.choose(asked.state, part, asked.form.order())


def _open_with(asked: Asked) -> Change:
    return asked.opening.choose(asked.form.fields, asked.day)[0]


def _tell_topic(asked: Asked) -> Change:
    form = asked.form
    return relations.tell_topic(asked.content, form.get("topic"), form.fields, form.order(), asked.day)


def _describe(asked: Asked) -> Change:
    values = {header: asked.form.get(field) for header, field in people.FIELDS.items()}
    return people.describe(asked.content, asked.person, asked.kind, values)


def _portrait(asked: Asked) -> Change:
    return people.portrait(asked.content, asked.person, asked.kind, asked.form.file, asked.form.get("credit"))


# The tables


class Row(NamedTuple):
    """A decision: the digest of what it is about, as that stands now, None where it is gone; and what it changes."""

    seen: Callable[[Asked], str | None]
    edit: Callable[[Asked], Change]


CLAIM = {
    **dict.fromkeys(CLAIMS, Row(_claim, _decide)),
    "join": Row(_claim, _join_namesakes),
    "bounds": Row(_claim, _change_bounds),
    "settle": Row(_conflict, _settle),
}
UNPAIRED = {
    **dict.fromkeys(("nobody", "speaker", "new", "bounds"), Row(_claim, _mark_whole)),
    "unmark": Row(_claim, lambda a: marking.leave_unpaired(a.items, unpaired(a.state.story))),
    "note": Row(_claim, _decide),
}
MARK = {
    **dict.fromkeys(("mark", "nobody", "speaker", "new"), Row(_text, _mark)),
    "clear": Row(_text, lambda a: marking.clear_names(a.state, a.form.span or Span(0, 0), a.day)),
    "bounds": Row(_text, lambda a: marking.name_bounds(a.state, a.form.span or Span(0, 0), a.day)),
}
FRONT = {"": Row(_part, _choose)}
FIRST = {"": Row(lambda a: a.opening.seen, _open_with)}
OTHERS = {
    "join": Row(_words, lambda a: relations.join_words(a.state, a.words)),
    "part": Row(_words, lambda a: relations.part_words(a.state, a.words)),
    "refuse": Row(_words, lambda a: relations.refuse_words(a.state, a.words, a.said)),
    "refuse stories": Row(
        _whatever, lambda a: relations.refuse_stories(a.state, a.form.get("stories").split(), a.said)
    ),
    "tell": Row(_topic, _tell_topic),
    "remove": Row(_topic, lambda a: relations.remove_topic(a.content, a.form.get("topic"))),
}
PROFILE = {
    "open": Row(_profile, lambda a: a.pages.openness.decide(a.state, a.value, is_open=True)),
    "close": Row(_profile, lambda a: a.pages.openness.decide(a.state, a.value, is_open=False)),
}
PEOPLE = {
    "apart": Row(_pair, lambda a: relations.refuse_people(a.content, a.pair, a.pages.people.name(a.pair.one), a.said)),
    "join one": Row(_pair, lambda a: people.join(a.content, a.pair.other, a.pair.one, a.day)),
    "join other": Row(_pair, lambda a: people.join(a.content, a.pair.one, a.pair.other, a.day)),
    "describe": Row(_person, _describe),
    "portrait": Row(_person, _portrait),
}
PUBLISH = {"": Row(_whatever, lambda a: publish(a.state))}
ROWS = {
    "decide": CLAIM, "mark": MARK, "choose": FRONT, "open": FIRST, "relate": OTHERS, "profile": PROFILE,
    "publish": PUBLISH, "who": PEOPLE,
}  # fmt: skip
SKIPPED = {"decide": "item", "who": "pair"}  # what is put off


def changed_by(rows: Mapping[str, Row], asked: Asked) -> Change | None:
    """Return what a decision changes; None where what it is about is no longer as the form has seen it.

    A row "" of a table is for a form that names none of the others. Raises ContentErrors where there is
    no such decision, or it cannot be.
    """
    row = rows.get(asked.form.get("decision")) or rows.get(asked.what) or rows.get("")
    if row is None:
        raise refused(*NO_DECISION)
    return row.edit(asked) if row.seen(asked) == asked.form.get("seen") else None


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
        self.pages, self._signature, self._changed = pages, signature, changed

    def locked(self) -> AbstractContextManager[None]:
        """Return the lock under which everything is written."""
        return content_lock(self.pages.content, lambda: None)

    def act(self, story: str, action: str, form: Form, session: Session) -> str | None:
        """Do what a form asks; return what is shown then, "" for what stood there.

        None where that was put off, or is gone: whoever sent it reads that it was changed meanwhile.
        """
        decision = form.get("decision")
        if action == "undo" or (action, decision) == ("who", "undo"):
            return self._undo(story, session)
        if action in SKIPPED and decision == "skip":
            session.skip(story, form.get(SKIPPED[action]))
            return None
        with self.locked():
            asked = Asked(form, self.pages, story, today(), self._signature.of(StoryPaths(self.pages.content, story)))
            rows = ROWS[action]
            item = asked.items[0] if rows is CLAIM and asked.what != "settle" and asked.items else None
            change = changed_by(UNPAIRED if item and item.kind == "unpaired" else rows, asked)
            if change is None:
                session.told = CHANGED
                return item.id if item else None
            checked = []
            if change.checked:
                checked = reviews(change.states, asked.state.ledger, change.checked, asked.day, asked.by)
            values = {**change.values, **({"item": item.id} if item else {})}
            Journal(asked.content, story).apply(Entry(0, change.label, values, change.files, ()), checked)
            self._tell(story, change.files, item)
            return change.shown

    def _undo(self, story: str, session: Session) -> str:
        """Take the last change of a story back, or of people; return the id of the item that it was about."""
        paths = StoryPaths(self.pages.content, story)
        with self.locked():
            undone = Journal(paths.content, story).undo(today(), self._signature.of(paths))
        session.told = NOTHING_TO_UNDO if undone is None else KEPT if undone.kept else ()
        if undone is None:
            return ""
        self._tell(story, undone.entry.files)
        return undone.entry.values.get("item", "")

    def _tell(self, story: str, files: Mapping[str, object], item: Item | None = None) -> None:
        """Have pages made again of what was written, and a story's where nothing but its ledger changed."""
        self.pages.people.changed(files)
        own = f"fragments/{story}/{item.pieces[0].fragment.name}.md" if item else f"stories/{story}.md"
        self._changed([str(self.pages.content / path) for path in files or ([own] if story != NO_STORY else [])])
