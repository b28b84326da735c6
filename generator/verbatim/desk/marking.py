"""Marks words that an editor selected in the text, and moves the bounds of what is marked.

A quotation may run over several paragraphs: each has a piece of it. Everything else lies in one fragment. What is
somebody's words is decided by the quotation marks of the source, whatever was selected.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from verbatim.content.ledger import LedgerEntry
from verbatim.content.splitting.alignment import FIRST_WORDS
from verbatim.content.store import base_fragments, read_base
from verbatim.core.i18n import msgid
from verbatim.core.quotation_marks import DOUBLE
from verbatim.core.slugs import mint
from verbatim.core.text import stripped
from verbatim.desk.changes import LONGEST, NO_KIND, NO_WORDS, Change, needed, refused
from verbatim.desk.decisions import KINDS, READ, UNQUOTED, Decision, Edits, States, dated, refuse_needed
from verbatim.desk.queue import Item, Piece, pieces_of
from verbatim.desk.story import StorySnapshot
from verbatim.model import PERSON_KINDS, Fragment, Mark, MarkKind, Span, Story
from verbatim.newsroom.places import Sentences, paragraph_spans, source_fragments, source_marks
from verbatim.newsroom.record import marked_pieces

UNCLOSED = ("“", "„", "«", "「", "『", '"')  # what may open a quotation that goes on in the next paragraph
WORD = re.compile(r"[^\W_]+")
CERTAINTIES = ("reported", "planned", "denied")
ALONE = ("role", "moment", "number")
LABELS: Mapping[MarkKind, str] = {
    "quote": msgid("The quotation was marked."),
    "role": msgid("The role was marked."),
    "moment": msgid("The moment was marked."),
    "number": msgid("The number was marked."),
    **dict.fromkeys(PERSON_KINDS, msgid("The name was marked.")),
}
CUT = msgid("The quotation was marked, without the words that stand outside of its quotation marks.")
CUT_BOUNDS = msgid("The bounds were changed, and the words outside of the quotation marks left out.")
KEPT_BOUNDS = msgid("Nothing was changed: these are its bounds already.")
REFUSED_BOUNDS = msgid("Nothing was changed: of these words, the others stand outside of the quotation marks.")
OUTSIDE = (
    msgid("these words lie outside of the paragraph or the sentences of this fragment"),
    msgid("Choose words of the same fragment"),
)


class SelectedPart(NamedTuple):
    """Words of one fragment."""

    fragment: Fragment
    span: Span  # in the source

    @property
    def own(self) -> Span:
        """Where they stand in the fragment."""
        return self.span.shift(-self.fragment.source.start) if self.fragment.source else self.span


def mark(state: StorySnapshot, named: str, said: Decision, day: str) -> Change:
    """Return the change that marks words as that kind. Raises ContentErrors where it cannot be."""
    kind = next((one for one in LABELS if one == named), None)
    if kind is None:
        raise refused(*NO_KIND)
    edits, chosen = Edits(state, day), parts_of_selection(state.story, said.bounds or Span(0, 0))
    name = said.name if said.what == "new" else ""
    if name:
        edits.new_person(said.ref, name, kind if kind in PERSON_KINDS else PERSON_KINDS[0])
    if kind == "quote":
        form = said.value or kind_of(state.story, chosen)
        pieces = _pieces(state.story, chosen, form)
        key = _put_quotation(edits, pieces, form, said)
        label = CUT if _leaves_words(state.story, chosen, pieces) else LABELS["quote"]
        return edits.done(label, {"name": name}, lambda _, now: [key] if key in now else [])
    part = _the_only(chosen)
    _refuse_marked(state.story, part.span, PERSON_KINDS if kind in PERSON_KINDS else (kind,))
    edits.add(part.fragment, Mark(part.own, kind, "", _attributes(state.story, part, kind, said)))

    def checked(_: States, now: States) -> Iterable[str]:
        return (
            key for key, row in now.items()
            if row.kind == kind and row.kind in ALONE and Span(row.start, row.end) == part.span
        )  # fmt: skip

    return edits.done(LABELS[kind], {"name": name}, checked)


def names_at(story: Story, selected: Span) -> list[Piece]:
    """Return the marked names that selected words meet."""
    return [piece for piece in pieces_of(story, *PERSON_KINDS) if piece.span.meets(selected)]


def clear_names(state: StorySnapshot, selected: Span, day: str) -> Change:
    """Return the change after which selected words are no names. Raises ContentError where other marks need them."""
    edits, found = Edits(state, day), names_at(state.story, selected)
    refs = [piece.mark.attrs.get("ref", "") for piece in found]
    for piece, ref in zip(found, refs, strict=True):
        refuse_needed(state.story, ref, refs.count(ref))
        edits.change(piece, None)
    if not found:
        raise refused(msgid("no name is marked in these words"), msgid("Select a name in the text"))
    return edits.done(msgid("The mark is removed."), {}, lambda *_: ())


def name_bounds(state: StorySnapshot, selected: Span, day: str) -> Change:
    """Return the change that gives the one marked name in selected words their bounds. Raises ContentError else."""
    edits, found = Edits(state, day), names_at(state.story, selected)
    part = _the_only(parts_of_selection(state.story, selected))
    if len(found) != 1 or found[0].fragment.name != part.fragment.name:
        fact = msgid("these words hold no marked name, or several")
        raise refused(fact, msgid("Select the words of one name"))
    edits.change(found[0], replace(found[0].mark, span=part.own))
    return edits.done(msgid("The bounds were changed."), {}, lambda *_: ())


def parts_of_selection(story: Story, selected: Span) -> list[SelectedPart]:
    """Return what of each fragment was selected, without blanks at its edges. Raises ContentError where nothing was."""
    found = []
    for fragment in source_fragments(story):
        if fragment.source and selected.start < selected.end and fragment.source.meets(selected):
            start, end = max(selected.start, fragment.source.start), min(selected.end, fragment.source.end)
            span = stripped(story.text, Span(start, end))
            found += [SelectedPart(fragment, span)] if span.start < span.end else []
    if not found:
        raise refused(*NO_WORDS)
    return found


def _the_only(parts: list[SelectedPart]) -> SelectedPart:
    if len(parts) > 1:
        fact = msgid("these words stand in several fragments, and only a quotation can run over them")
        raise refused(fact, msgid("Choose words of the same fragment"))
    return parts[0]


def _refuse_marked(story: Story, span: Span, kinds: Iterable[MarkKind], but: str = "") -> None:
    """Refuse words some of which are marked as the same already; `but` is the id of what may be there."""
    if any(one.span.meets(span) and not (but and one.mark.id == but) for one in pieces_of(story, *kinds)):
        fact = msgid("some of these words are marked as the same already")
        raise refused(fact, msgid("Open that mark and change it, or choose other words"))


# What each kind of mark says


def _attributes(story: Story, part: SelectedPart, kind: MarkKind, said: Decision) -> Mapping[str, str]:
    if kind == "moment":
        certainty = {"certainty": said.certainty if said.certainty in CERTAINTIES else CERTAINTIES[0]}
        return {**dated(said), **certainty}
    if kind == "number":
        means = _phrase(story, part, said.value)
        return {"means": means.char}
    if not said.ref:
        raise refused(msgid("nobody was chosen"), msgid("Choose somebody, or add a new person"))
    return {"of" if kind == "role" else "ref": said.ref}


def _phrase(story: Story, part: SelectedPart, written: str) -> Span:
    """Return where the phrase stands that a number counts: in its own fragment, around it or as near as can be."""
    source, words = part.fragment.source or part.span, " ".join(written[:LONGEST].split())
    held = [
        at for at in range(source.start, source.end) if not story.text[at - 1 : at + 1].isspace() or at == source.start
    ]
    plain = "".join(" " if story.text[at].isspace() else story.text[at] for at in held)  # one blank for several
    starts = [at for at in range(len(plain)) if words and plain.startswith(words, at)]
    found = [Span(held[at], held[at + len(words) - 1] + 1) for at in starts]
    if not found:
        fact = msgid("the words that say what is counted are not in this fragment")
        raise refused(fact, msgid("Copy them from it, letter by letter"))
    return min(found, key=lambda one: (not one.covers(part.span), abs(one.start - part.span.start)))


def phrase_for(story: Story, span: Span) -> Span:
    """Return what a number may count: the clause that it stands in, within its sentence."""
    sentence = Sentences.of(story).around(span.start)[1]
    ends = [at for sign in (", ", "; ", ": ", " — ") if (at := story.text.find(sign, span.end, sentence.end)) >= 0]
    starts = [at + len(sign) for sign in (", ", "; ", ": ", " — ")
              if (at := story.text.rfind(sign, sentence.start, span.start)) >= 0]  # fmt: skip
    start, end = max(starts, default=sentence.start), min(ends, default=sentence.end)
    return stripped(story.text, Span(min(start, span.start), max(end, span.end)))


# Quotations


def _leaves_words(story: Story, chosen: list[SelectedPart], pieces: list[SelectedPart]) -> bool:
    """Return whether words that were chosen are in none of the pieces."""
    words = (Span(*one.span()) for part in chosen for one in WORD.finditer(story.text, part.span.start, part.span.end))
    return any(not any(piece.span.covers(word) for piece in pieces) for word in words)


def _put_quotation(edits: Edits, pieces: list[SelectedPart], kind: str, decided: Decision) -> str:
    """Mark the pieces of a quotation; return its id."""
    state = edits.state
    for piece in pieces:
        _refuse_marked(state.story, piece.span, ("quote",))
    key = _id_of(state, pieces, {one.after.id for changes in edits.marks.values() for one in changes if one.after})
    said, why = {"basis": "none"}, {}
    if decided.ref:
        said, why = {"speaker": decided.ref, "basis": "editor"}, {"why": needed(decided.reason or READ)}
    formed = {"kind": KINDS[kind]} if KINDS[kind] else {}
    _lay_pieces(edits, key, pieces, {**said, **formed, **why}, [])
    return key


def _id_of(state: StorySnapshot, pieces: list[SelectedPart], taken: set[str]) -> str:
    """Return the id of a quotation that is marked: that of these words in the last split, if free, or a new one.

    None is one of those that are `taken` by the same decision. An editor may have taken the mark away; the next split
    would see two quotations of the same words otherwise.
    """
    used = taken | {one.id for _, one in source_marks(state.story, "quote")}
    written = base_fragments(read_base(state.paths), state.paths)
    for name, (fragment, _) in written.items():
        for one in fragment.marks if name == pieces[0].fragment.name else ():
            if one.kind == "quote" and one.id not in used and fragment.in_source(one.span) == pieces[0].span:
                return one.id
    ids = {one.id for fragment, _ in written.values() for one in fragment.marks if one.kind == "quote"}
    first_words = " ".join(pieces[0].span.of(state.story.text).split()[:FIRST_WORDS])
    return mint(state.story.id, first_words, 1, {*used, *ids, *(row.id for row in state.ledger)})


def kind_of(story: Story, parts: list[SelectedPart]) -> str:
    """Return what selected words are by the quotation marks of the source: all in marks, some, or none."""
    places = _within_marks(story, parts)
    letters = sum(len(WORD.findall(part.span.of(story.text))) for part in parts)
    spoken = sum(len(WORD.findall(one.span.of(story.text))) for one in _spoken(story, parts, places))
    return "direct" if spoken == letters else "mixed" if spoken else "indirect"


def _pieces(story: Story, parts: list[SelectedPart], kind: str, known: Iterable[Span] = ()) -> list[SelectedPart]:
    """Return the pieces of a quotation of that kind: of a quoted one, what stands in marks, or in a `known` place.

    Raises ContentError where nothing does, and the words would be called quoted.
    """
    if kind not in KINDS:
        raise refused(*NO_KIND)
    if kind != "direct":
        return parts
    places = _within_marks(story, parts)
    found = _spoken(story, parts, [*places, *(one for one in known if not any(one.meets(place) for place in places))])
    if not found:
        raise refused(*UNQUOTED)
    return found


def _within_marks(story: Story, parts: list[SelectedPart]) -> list[Span]:
    """Return what stands in quotation marks in the paragraphs of these parts, marks included.

    A quotation that goes on in the next paragraph is not closed in its own.
    """
    found: list[Span] = []
    for paragraph in paragraph_spans(story):
        if any(paragraph.meets(part.span) for part in parts):
            found += (outer for outer, _ in marked_pieces(story.text, paragraph))
            behind = found[-1].end if found and found[-1].meets(paragraph) else paragraph.start
            opened = [at for sign in UNCLOSED if (at := story.text.find(sign, behind, paragraph.end)) >= 0]
            found += [Span(min(opened), paragraph.end)] if opened else []
    return found


def _spoken(story: Story, parts: list[SelectedPart], places: Iterable[Span]) -> list[SelectedPart]:
    """Return what of the parts lies within the places, with a place's own marks where only these were left out."""
    found = []
    for part in parts:
        source = part.fragment.source or part.span
        for place in places:
            start, end = max(part.span.start, place.start), min(part.span.end, place.end)
            if start >= end or not WORD.search(story.text, start, end):
                continue
            if not WORD.search(story.text, place.start, start):
                start = max(place.start, source.start)
            if not WORD.search(story.text, end, place.end):
                end = min(place.end, source.end)
            found.append(SelectedPart(part.fragment, stripped(story.text, Span(start, end))))
    return sorted(found, key=lambda part: part.span)


# Marks without a partner


def leave_unpaired(items: Iterable[Item], rows: Mapping[str, LedgerEntry]) -> Change:
    """Return the change after which marks without a partner are not asked about again while their text stays.

    `rows` are those of the story's marks, by id.
    """
    ids = tuple(one.id for one in items)
    return Change(msgid("The mark stays as it is, and its words plain text."), {}, {}, ids, rows)


def mark_whole(state: StorySnapshot, items: Sequence[Item], decision: Decision, day: str) -> Change:
    """Return the change that marks the quotation that a mark without a partner begins or ends.

    Its words are those of the decision's bounds, else those that were proposed, as of the other `items` with it. With
    bounds alone nothing is decided of who spoke: that is asked next. Raises ContentErrors where it
    cannot be.
    """
    edits = Edits(state, day)
    if decision.what == "new":
        edits.new_person(decision.ref, decision.name)
    is_decided, (first, *others) = decision.what != "bounds", items
    key = _mark_words_at(edits, first, decision.bounds or first.span, decision)
    keys = [key, *(_mark_words_at(edits, one, one.span, decision) for one in others if is_decided)]

    def checked(_: States, now: States) -> Iterable[str]:
        return (one for one in keys if is_decided and one in now)

    change = edits.done(LABELS["quote"], {"name": decision.name}, checked)
    return change if is_decided else replace(change, shown=key)


def _mark_words_at(edits: Edits, item: Item, wanted: Span, decision: Decision) -> str:
    """Mark the words that a mark without a partner begins or ends as a quotation; return its id."""
    story = edits.state.story
    pieces = parts_of_selection(story, wanted)
    whole, at = Span(pieces[0].span.start, pieces[-1].span.end), item.at or item.span
    words = whole.of(story.text)
    is_at_edge = whole.covers(at) and (at.start == whole.start or at.end == whole.end)
    if not is_at_edge or not WORD.search(words) or sum(letter in DOUBLE for letter in words) > 1:
        fact = msgid("these words do not begin or end with this mark, or have other marks in them")
        raise refused(fact, msgid("Move the other end, or mark the words in the whole text, by T"))
    return _put_quotation(edits, pieces, "direct", decision)


# Bounds


def change_bounds(state: StorySnapshot, item: Item, wanted: Span | None, reason: str, day: str) -> Change:
    """Return the change that gives a mark the bounds of other words, and a quotation the pieces that it then has.

    Raises ContentErrors where it cannot be.
    """
    edits = Edits(state, day)
    if item.kind == "person" or wanted is None or not wanted.start < wanted.end:
        raise refused(*OUTSIDE)
    is_cut = (_bounds_of_quotation if item.kind == "quote" else _bounds_of_mark)(edits, item, wanted, reason)
    changed = CUT_BOUNDS if is_cut else msgid("The bounds were changed.")
    kept = REFUSED_BOUNDS if is_cut else KEPT_BOUNDS
    return replace(edits.done(changed if edits.marks else kept, {}, None), shown=item.id)


def _bounds_of_mark(edits: Edits, item: Item, wanted: Span, _: str) -> bool:
    piece = item.pieces[0]
    if piece.fragment.source is None or not piece.fragment.source.covers(wanted):
        raise refused(*OUTSIDE)
    (part,) = parts_of_selection(edits.state.story, wanted)
    edits.change(piece, replace(piece.mark, span=part.own))
    return False


def _bounds_of_quotation(edits: Edits, item: Item, wanted: Span, reason: str) -> bool:
    """Give a quotation the pieces that it has in other bounds; return whether chosen words stand in none of them."""
    story, chosen = edits.state.story, parts_of_selection(edits.state.story, wanted)
    kind = item.first.attrs.get("kind") or "direct"
    pieces = _pieces(story, chosen, kind, [one.span for one in item.pieces])
    for new in pieces:
        _refuse_marked(story, new.span, ("quote",), item.id)
    if [new.span for new in pieces] != [one.span for one in item.pieces]:
        first = {key: value for key, value in item.first.attrs.items() if key != "part"}
        _lay_pieces(edits, item.id, pieces, first, [*item.pieces])
        edits.correct(item.pieces[0], reason)
    return _leaves_words(story, chosen, pieces)


def _lay_pieces(
    edits: Edits, key: str, pieces: list[SelectedPart], first: Mapping[str, str], left: list[Piece]
) -> None:
    """Put pieces in place of those that a quotation has; the first says all of it, the others the kind alone."""
    formed = {name: value for name, value in first.items() if name == "kind"}
    for number, new in enumerate(pieces, start=1):
        part = {"part": str(number)} if len(pieces) > 1 else {}
        after = Mark(new.own, "quote", key, {**part, **(first if number == 1 else formed)})
        old = next((one for one in left if one.fragment.name == new.fragment.name and one.span.meets(new.span)), None)
        if old:
            left.remove(old)
            edits.change(old, after)
        else:
            edits.add(new.fragment, after)
    for old in left:
        edits.change(old, None)
