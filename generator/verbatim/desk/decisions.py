"""Turns an editor's decision about an item into the files that say it, without writing any.

Each changes a few marks of a few fragments, or adds a header, a note, a person's file; every other byte stays. What is
returned makes a story that can be built. A quotation of a published story was seen by readers: another speaker there is
a correction, and needs a reason.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from verbatim.content.format.fragment_edit import MarkChange, edit_fragment
from verbatim.content.format.fragment_file import read_fragment
from verbatim.content.format.headers import format_head
from verbatim.content.ledger import LedgerEntry
from verbatim.content.reviews import standing, states
from verbatim.content.splitting.alignment import number_between
from verbatim.core import dates as edtf
from verbatim.core.i18n import msgid
from verbatim.core.slugs import slug
from verbatim.core.text import changed_words
from verbatim.desk.changes import BUTTONS, LONGEST, NO_KIND, Change, needed, refused
from verbatim.desk.people import describe
from verbatim.desk.queue import Item, Piece, pieces_of
from verbatim.desk.story import StorySnapshot
from verbatim.model import Fragment, Mark, Span, Story
from verbatim.newsroom.places import source_marks
from verbatim.newsroom.record import marked_pieces, record_of

States = Mapping[str, LedgerEntry]  # what of a story can be reviewed, by id
Checked = Callable[[States, States], Iterable[str]]

# Reasons where an editor gives none of their own; readers see them.
READ = msgid("An editor read the text and names this speaker")
DATED = msgid("An editor read the text and gives this date")
UNQUOTED = (
    msgid("the source has no quotation marks here, and only what stands in marks is somebody's words"),
    msgid("Choose partly quoted or paraphrase, or change the bounds"),
)
KINDS = {"direct": "", "mixed": "mixed", "indirect": "indirect"}
ATTRIBUTION = ("speaker", "said-by", "via", "basis", "grade", "candidates", "why", "by")


class Decision(NamedTuple):
    """What an editor decided: `what`, and whichever of the others it takes.

    `ref` and `name` are a person's, `value` a kind, a date, words as they should read or the phrase that a number
    counts; `printed` the words that are replaced, if not all of a quotation's. `bounds` are words of the text that are
    marked, `certainty` that of a moment. `reason` is shown to readers.
    """

    what: str
    ref: str = ""
    name: str = ""
    value: str = ""
    printed: str = ""
    reason: str = ""
    bounds: Span | None = None
    certainty: str = ""


class Edits:
    """What a decision changes so far: marks and headers by the name of the fragment, other files by path."""

    def __init__(self, state: StorySnapshot, day: str) -> None:
        self.state, self.day = state, day
        self.marks: dict[str, list[MarkChange]] = defaultdict(list)
        self.headers: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.files: dict[str, tuple[bytes | None, bytes | None]] = {}

    def change(self, piece: Piece, after: Mark | None) -> None:
        """Put another mark in place of a piece's, or none."""
        if piece.mark != after:
            self.marks[piece.fragment.name].append(MarkChange(piece.mark, after))

    def add(self, fragment: Fragment, mark: Mark) -> None:
        """Put a new mark into a fragment."""
        self.marks[fragment.name].append(MarkChange(None, mark))

    def attributes(self, piece: Piece, attrs: Mapping[str, str]) -> None:
        """Give a piece's mark other attributes."""
        self.change(piece, replace(piece.mark, attrs=dict(attrs)))

    def header(self, piece: Piece, key: str, reason: str) -> None:
        """Add a header with today's day and a reason, once."""
        line = (key, f"{self.day} {reason}")
        if line not in self.headers[piece.fragment.name]:
            self.headers[piece.fragment.name].append(line)

    def correct(self, piece: Piece, reason: str) -> None:
        """Note the reason of a change that readers of a published story see."""
        if self.state.is_public:
            self.header(piece, "Corrected", needed(reason))

    def new_person(self, ref: str, given: str, kind: str = "person") -> None:
        """Write the file of somebody who is new. Raises ContentError where the name cannot be one."""
        name = " ".join(given.split())
        if not name or len(name) > LONGEST or not name.isprintable():
            raise refused(msgid("a new person needs a name"), msgid("Write it as it is to be shown"))
        self.files[f"people/{ref}.md"] = None, format_head([("Title", name), ("Kind", kind)]).encode()

    def fragments(self) -> dict[str, Fragment]:
        """Put the changed fragments among the files; return all fragments of the story as they are then, by name."""
        found = {fragment.name: fragment for fragment in self.state.story.fragments}
        for name in {*self.marks, *self.headers}:
            fragment = found[name]
            path = self.state.path_of(fragment)
            story, data = fragment.story, self.state.data[path]
            edited = edit_fragment(data, fragment.path, story, self.marks[name], self.headers[name])
            self.files[path] = data, edited
            found[name] = read_fragment(edited, fragment.path, story)
        return found

    def done(self, label: str, values: Mapping[str, str], checked: Checked | None) -> Change:
        """Return the change. `checked` says, of what there was and what there is then, what is checked by it.

        Raises ContentErrors where the story could not be built.
        """
        fragments = self.fragments()
        story = replace(self.state.story, fragments=tuple(fragments[name] for name in sorted(fragments)))
        record_of(story, self.state.ledger)
        before, now = (states(story.id, one.fragments) for one in (self.state.story, story))
        ids = {*checked(before, now), *self._kept(before, now)} if checked else set()
        files = {path: (seen, after) for path, (seen, after) in self.files.items() if seen != after}
        return Change(label, values, files, tuple(key for key in now if key in ids), now)

    def _kept(self, before: States, now: States) -> set[str]:
        """Return the ids of what was checked before under another number."""
        kept = {row.sha256 for row in standing(before, self.state.ledger).values()}
        still = standing(now, self.state.ledger)
        return {key for key, row in now.items() if row.sha256 in kept and key not in still}


def decide(state: StorySnapshot, items: Iterable[Item], decision: Decision, day: str) -> Change:
    """Return what a decision about the items changes. Raises ContentErrors where it cannot be.

    What is returned makes a story that can be built: nothing else is ever written.
    """
    claim, edits, chosen = CLAIMS[decision.what], Edits(state, day), tuple(items)
    for item in chosen:
        if claim.about and item.kind not in claim.about:
            raise refused(f"this decision is not about a {item.kind}", BUTTONS)
        claim.edit(edits, item, decision)

    def checked(before: States, now: States) -> Iterable[str]:
        return (item.id for item in chosen if _is_there(item, before, now))

    change = edits.done(claim.label, {"name": decision.name}, checked if claim.is_checked else None)
    return change if claim.is_checked else replace(change, shown=chosen[0].id)


def _is_there(item: Item, before: States, now: States) -> bool:
    """Return whether what has an item's id is still that item, and not the next one, which was counted anew."""
    if item.id not in now or item.kind in ("quote", "person"):
        return item.id in now
    return (before[item.id].start, before[item.id].words) == (now[item.id].start, now[item.id].words)


# What each decision does


def _accept(_: Edits, __: Item, ___: Decision) -> None:
    """Leave everything as it is: what was read is right."""


def _speaker(edits: Edits, item: Item, decision: Decision) -> None:
    if item.kind == "role":
        edits.attributes(item.pieces[0], {**item.first.attrs, "of": decision.ref})
    elif item.first.attrs.get("speaker") != decision.ref:
        why = needed(decision.reason or READ)
        _attribute(edits, item, decision, {"speaker": decision.ref, "basis": "editor"}, {"why": why})


def _nobody(edits: Edits, item: Item, decision: Decision) -> None:
    if item.first.attrs.get("basis", "none") != "none":
        _attribute(edits, item, decision, {"basis": "none"}, {})


def _new_person(edits: Edits, item: Item, decision: Decision) -> None:
    edits.new_person(decision.ref, decision.name)
    _speaker(edits, item, decision)


def _kind(edits: Edits, item: Item, decision: Decision) -> None:
    if decision.value not in KINDS:
        raise refused(*NO_KIND)
    text = edits.state.story.text
    if decision.value == "direct" and not any(True for one in item.pieces for _ in marked_pieces(text, one.span)):
        raise refused(*UNQUOTED)
    kind = {"kind": value} if (value := KINDS[decision.value]) else {}
    for piece in item.pieces:
        edits.attributes(piece, {**{key: one for key, one in piece.mark.attrs.items() if key != "kind"}, **kind})


def _unmark(edits: Edits, item: Item, _: Decision) -> None:
    if item.kind == "quote" and edits.state.is_public:
        fact = msgid("readers may have seen this quotation, and its address has to say what became of it")
        raise refused(fact, msgid("Withdraw it, with a reason"))
    if item.kind == "person":
        refuse_needed(edits.state.story, item.id, 1)
    for piece in item.pieces:
        edits.change(piece, None)
        if item.kind == "moment":
            _forget_same(edits, piece)


def refuse_needed(story: Story, ref: str, gone: int) -> None:
    """Refuse to take away so many mentions of somebody whom other marks name, where these are all."""
    marks = [mark for _, mark in source_marks(story)]
    mentions = sum(mark.attrs.get("ref") == ref for mark in marks)
    if mentions <= gone and any(ref in (mark.attrs.get("speaker"), mark.attrs.get("of")) for mark in marks):
        fact = msgid("this is the only mention, and other marks name the person")
        raise refused(fact, msgid("Give the quotations and roles to somebody else first"))


def _forget_same(edits: Edits, gone: Piece) -> None:
    """Take out of other moments that they tell the same event as one that is none."""
    for piece in pieces_of(edits.state.story, "moment"):
        if piece.mark.attrs.get("same", "").partition(",")[0] == str(gone.span.start):
            attrs = {key: value for key, value in piece.mark.attrs.items() if key != "same"}
            edits.attributes(piece, attrs)


def _date(edits: Edits, item: Item, decision: Decision) -> None:
    said = dated(decision)
    if "date" not in said or said["date"] != item.first.attrs.get("date"):
        attrs = {key: one for key, one in item.first.attrs.items() if key not in ("date", "basis", "why")}
        edits.attributes(item.pieces[0], {**said, **attrs})


def dated(decision: Decision) -> dict[str, str]:
    """Return what a moment's mark says of a date that an editor gives, or takes away."""
    value = decision.value.strip()
    if not value:
        return {"basis": "none"}
    if edtf.parse(value) is None:
        raise refused(f"“{value[:40]}” is not a date", "Write it as 2031, 2031-03 or 2031-03-04")
    return {"date": value, "basis": "editor", "why": needed(decision.reason or DATED)}


def _words(edits: Edits, item: Item, decision: Decision) -> None:
    """Correct the words that differ from those that the source printed, and keep the others as they are."""
    story, printed = edits.state.story, decision.printed.strip() or item.span.of(edits.state.story.text)
    at = story.text.find(printed, item.span.start, item.span.end)
    changed, now = changed_words(printed, decision.value) if at >= 0 else (Span(0, 0), "")
    place = changed.shift(at)
    held = [piece for piece in item.pieces if now and piece.span.covers(place)]
    if not held:
        fact = msgid("these printed words are not in the quotation, or nothing of them was changed")
        raise refused(fact, msgid("Change words of the quotation, and no others"))
    mark = Mark(place.shift(held[0].mark.span.start - held[0].span.start), "was", "", {"now": now})
    if any(one.kind == "was" and one.span.meets(mark.span) for one in held[0].fragment.marks):
        fact = msgid("these words are corrected already")
        raise refused(fact, msgid("Take that back first, by Z or in the file"))
    edits.marks[held[0].fragment.name].append(MarkChange(None, mark))
    edits.header(held[0], "Corrected", needed(decision.reason))


def _withdraw(edits: Edits, item: Item, decision: Decision) -> None:
    if not edits.state.is_public:
        fact = msgid("this story was not published, so that there is nothing to withdraw")
        raise refused(fact, msgid("Choose not speech, which takes the mark away"))
    edits.header(item.pieces[0], "Withdrawn", needed(decision.reason))


def _role(edits: Edits, item: Item, decision: Decision) -> None:
    """Give the speaker a role in their own file: `printed` is who says so, `reason` the date of which it is known."""
    ref, role = item.first.attrs.get("speaker", ""), " ".join(decision.value.split())
    if not ref or not role:
        raise refused(msgid("a role is somebody's whom the source or you name"), msgid("Name them first"))
    kind = next((mark.kind for _, mark in source_marks(edits.state.story) if mark.attrs.get("ref") == ref), "person")
    values = {"Role": role, "Role-Source": decision.printed, "Role-Date": decision.reason}
    edits.files |= describe(edits.state.paths.content, ref, kind, values).files


def _note(edits: Edits, item: Item, decision: Decision) -> None:
    text = decision.value.strip()
    if not text:
        raise refused(msgid("a note has to say something"), msgid("Write what readers should know here"))
    state = edits.state
    fragment = item.pieces[-1].fragment
    later = min((one.number for one in state.story.fragments if one.number > fragment.number), default="")
    number = number_between(fragment.number, later) if later else f"{fragment.number}5"
    name = f"{number}-note-{slug(text[:40])[:40].strip('-')}"
    body = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n"))
    edits.files[f"fragments/{state.paths.story}/{name}.md"] = None, f"Kind: note\n\n{body}\n".encode()


def _attribute(
    edits: Edits, item: Item, decision: Decision, before: Mapping[str, str], behind: Mapping[str, str]
) -> None:
    """Say anew who spoke, `before` and `behind` what a quotation's mark says besides; its part stands first."""
    attrs = {key: value for key, value in item.first.attrs.items() if key not in ATTRIBUTION}
    part = {"part": attrs.pop("part")} if "part" in attrs else {}
    edits.attributes(item.pieces[0], {**part, **before, **attrs, **behind})
    edits.correct(item.pieces[0], decision.reason)


class ClaimRow(NamedTuple):
    """A decision about claims: what it does to each, what the live region says then, and the kinds that it is about.

    Where they are not checked by it, the editor goes on looking at the first of them. About no kind means any.
    """

    edit: Callable[[Edits, Item, Decision], None]
    label: str
    about: Collection[str] = ()
    is_checked: bool = True


QUOTE = ("quote",)


CLAIMS: Mapping[str, ClaimRow] = {
    "accept": ClaimRow(_accept, msgid("Accepted as read.")),
    "speaker": ClaimRow(_speaker, msgid("Given to %(name)s."), ("quote", "role")),
    "nobody": ClaimRow(_nobody, msgid("Nobody is established."), QUOTE),
    "new": ClaimRow(_new_person, msgid("Given to %(name)s, who is new."), ("quote", "role")),
    "kind": ClaimRow(_kind, msgid("Its kind was set."), QUOTE),
    "unmark": ClaimRow(_unmark, msgid("The mark is removed.")),
    "date": ClaimRow(_date, msgid("The date was set."), ("moment",)),
    "words": ClaimRow(_words, msgid("The words were corrected."), QUOTE),
    "withdraw": ClaimRow(_withdraw, msgid("Withdrawn."), QUOTE),
    "role": ClaimRow(_role, msgid("The role was given."), QUOTE, is_checked=False),
    "note": ClaimRow(_note, msgid("A note was added."), is_checked=False),
}
