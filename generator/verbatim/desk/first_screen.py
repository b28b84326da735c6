"""Chooses the first screen of a story, sentence by sentence, and makes it as readers will see it before it is written.

A sentence, or a part of it, tells what happened, when, who says what, or what is open. What the rules chose is chosen
already; what an editor leaves as it is stays theirs. Whoever says a side that is chosen counts as checked, and may be
named or given a page with it.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from verbatim.annotate.text.segments import after_dateline, sentences_within
from verbatim.content.format.headers import with_headers
from verbatim.content.format.story_file import NONE, first_spans, named_spans, read_story_file
from verbatim.core.errors import ContentErrors
from verbatim.core.i18n import Words, msgid
from verbatim.core.quotation_marks import ALL
from verbatim.core.text import stripped
from verbatim.desk.changes import NOT_SHOWN, Change, digest, refused
from verbatim.desk.decisions import CLAIMS, Decision, Edits
from verbatim.desk.openness import Openness
from verbatim.desk.people import person_file
from verbatim.desk.queue import PossiblePerson, candidates, names_in
from verbatim.desk.story import StorySnapshot
from verbatim.model import Quote, Span, Story
from verbatim.newsroom import gate, join_records, record, record_of
from verbatim.newsroom.attributions import is_attributed
from verbatim.newsroom.places import Sentences
from verbatim.newsroom.record import quotes_of
from verbatim.publish.claims import Unheard, is_closed, unheard_sides
from verbatim.publish.edition import Edition, Site
from verbatim.publish.first_screen import FirstScreen
from verbatim.publish.opening import is_new, joins_on
from verbatim.publish.story_page import StoryValues
from verbatim.publish.unsettled import JOINED
from verbatim.publish.urls import span_of

LEAD, WHEN, SIDES, OPEN = "lead", "when", "sides", "open"
HEADERS = {LEAD: "Lead", WHEN: "When", SIDES: "Sides", OPEN: "Open"}
# The parts of a first screen, each with the key that takes a sentence in or out, and what it is called.
PARTS = {LEAD: msgid("What happened"), WHEN: msgid("When"), SIDES: msgid("Who says what"), OPEN: msgid("Still open")}
NO_SENTENCE = (msgid("the story has no such sentence"), NOT_SHOWN)
NO_SPEAKER = (msgid("nobody is known who says a side"), msgid("Name who says it, beside the sentence"))
ENOUGH = 4  # words of a quotation that stand before the sentence that reports them
CLAUSE = re.compile(r"[,;:–—]? (?=(?:and|because|but|for|if|or|when|which|while|who)\b)|[,;–—](?= )")
DONE = msgid("Saved: the first screen.")


class Choice(NamedTuple):
    """What a sentence may be on the first screen: the part, its words, its place among the chosen, 0 for none.

    Of a side: the quotation, who says it, whom the text names near where nobody is named, and the head.
    """

    part: str
    words: Span
    place: int = 0
    quote: str = ""  # the id
    who: str = ""  # the id of who says it
    described: str = ""  # who says it, as the source has it
    near: tuple[PossiblePerson, ...] = ()
    head: str = ""
    key: str = ""  # its value as it was offered

    @property
    def value(self) -> str:
        """The slice, as headers have it."""
        return self.words.char


class SentenceRow(NamedTuple):
    """A sentence of the text, and what it may be."""

    span: Span
    begins: bool  # a paragraph
    choices: tuple[Choice, ...]

    def allows(self, words: Span) -> bool:
        """Return whether words are of this sentence, or begin in it."""
        return self.span.start <= words.start < min(words.end, self.span.end)


class Shown(NamedTuple):
    """A story's page as readers will see it, and what speaks against its first screen."""

    page: StoryValues
    unheard: Mapping[str, Unheard]  # by the words of sides why they are not on it
    leaning: list[str]  # words that join on to a sentence that is not on it


Chosen = dict[str, list[Choice]]  # by part, in the order in which they stand


class OpeningDesk:
    """The first screen of a story as the desk has it: what can be chosen, and what readers would see."""

    def __init__(self, state: StorySnapshot, openness: Openness, words: Words) -> None:
        self._state, self._openness, self._words = state, openness, words
        people = openness.rows(state)
        self.closed = frozenset(row.ref for row in people if not row.is_open)
        self.against = {row.ref: [ground for ground in row.grounds if not ground.opens] for row in people}
        self.queue, self._names = state.queue(), names_in(state.story)
        self.rows = list(self._rows())

    @property
    def seen(self) -> str:
        """The digest of what an editor is shown."""
        return digest((sorted(self._state.data.items()), sorted(self.closed)))

    # What can be chosen

    def _rows(self) -> Iterator[SentenceRow]:
        story, known = self._state.story, Sentences.of(self._state.story)
        chosen, said = self._on_screen(story), self._said(known)
        dates = [one.words for one in record.moments_of(story, known) if one.date or one.words in chosen[WHEN]]
        for at in range(len(known.paragraphs)):
            for number, span in enumerate(known.of_paragraph(at)):
                own = after_dateline(story.text, span)
                choices = (
                    *_slices(LEAD, own, chosen[LEAD]),
                    *(Choice(WHEN, one, _turn(chosen[WHEN], one)) for one in dates if span.covers(one)),
                    *_side(said.get(span.start, []), chosen[SIDES]),
                    *_slices(OPEN, own, chosen[OPEN]),
                )
                yield SentenceRow(span, number == 0, choices)

    def _on_screen(self, story: Story, opened: Container[str] = ()) -> dict[str, list[Span]]:
        """Return what stands on the first screen, by part; with the sides that editors chose and that are not heard."""
        screen = FirstScreen.of(*self._edition(story, opened))
        sides = [one.words for one in story.sides] or [span_of(one.words[0]) for one in screen.sides]
        return {
            LEAD: [span_of(one.words) for one in (*screen.lead, *screen.more)],
            WHEN: [span_of(one.moment["words"]) for one in screen.dates],
            SIDES: sides,
            OPEN: [span_of(one) for one in screen.open],
        }

    def _said(self, known: Sentences) -> Mapping[int, list[Choice]]:
        """Return what may be a side, by the start of its sentence, the best first.

        Of a published story only words whose speaker is established: to name one is a correction, with its reason.
        """
        story, items = self._state.story, self.queue.items
        heads = {side.words: side.head for side in story.sides}
        found: dict[int, list[Choice]] = defaultdict(list)
        for quote in quotes_of(story):
            is_known = is_attributed(quote)
            if quote.withdrawn or (not is_known and (self._state.is_public or quote.is_paraphrase)):
                continue
            is_named = bool(is_known and quote.speaker) or self._state.is_public
            near = () if is_named or quote.id not in items else candidates(story, items[quote.id])
            for words in (*_spoken(story, quote), *_reported(story, quote, known)):
                side = Choice(SIDES, words, 0, quote.id, quote.speaker, quote.said_by, near, heads.get(words, ""))
                found[known.around(words.start)[1].start].append(side)
        for sides in found.values():
            sides.sort(key=lambda one: _merit(story, one))
        return found

    def name(self, choice: Choice) -> str:
        """Return who says a side."""
        return self._names.get(choice.who, "") or choice.described

    # What readers would see

    def shown(self, story: Story, opened: Container[str] = ()) -> Shown:
        """Return the page that a state of the story has once it is published, and those `opened` have a page."""
        edition, own = self._edition(story, opened)
        unheard = unheard_sides(own, edition.quotes_by_story.get(story.id, ()), edition.sentences(own))
        whys = {one.words.of(story.text): why for one, why in unheard.items()}
        return Shown(StoryValues.of(edition, own), whys, list(_leaning(edition, own)))

    def _edition(self, story: Story, opened: Container[str] = ()) -> tuple[Edition, Story]:
        """Return an edition of this story alone, and the story as it is there."""
        story = replace(story, status="published")  # a draft's page says what is missing
        content = self._state.paths.content
        closed = frozenset(one for one in self.closed if one not in opened)
        read = gate.closed_record(record_of(story, self._state.ledger), closed)
        files = {ref: file for ref in {*gate.names_in(read)} if ref and (file := person_file(content, ref))}
        stories = gate.ClosedStories({story.id: story}, {story.id: closed})
        newsroom = join_records([read], stories, files, {})
        edition = Edition(newsroom, Site("", "", words=self._words), frozenset((story.id,)))
        return edition, edition.newsroom.stories[story.id]

    # What is chosen

    def choose(self, fields: Mapping[str, str], day: str) -> tuple[Change, Story]:
        """Return the change that makes a first screen of these fields, and the story as it is then.

        A part that is as it was stays the rules', unless they would choose otherwise beside the new ones. Raises
        ContentErrors for words that may not stand there.
        """
        chosen = {part: list(self._asked(part, fields)) for part in HEADERS}
        changed = [part for part in HEADERS if _said_of(chosen[part]) != _said_of(self._was(part))]
        made = self._made(chosen, changed, changed, fields, day)
        others = self._on_screen(made[1], self.opened(fields)) if changed else {}
        drifted = [
            part for part, spans in others.items()
            if part not in changed and not _meet(spans, [one.words for one in chosen[part]])
        ]  # fmt: skip
        return self._made(chosen, [*changed, *drifted], changed, fields, day) if drifted else made

    def attempt(self, fields: Mapping[str, str], day: str) -> tuple[Story, ContentErrors | None]:
        """Return the story as the fields make it, without the part that may not stand, and why it may not."""
        refused: ContentErrors | None = None
        for part in ("", *HEADERS):
            as_it_was = {f"{part}@{one.value}": one.value for one in self._was(part)}
            others = {name: value for name, value in fields.items() if not part or not name.startswith(f"{part}@")}
            try:
                return self.choose({**others, **as_it_was}, day)[1], refused
            except ContentErrors as faults:
                refused = refused or faults
        return self._state.story, refused

    def _made(
        self, chosen: Chosen, written: Container[str], decided: Container[str], fields: Mapping[str, str], day: str
    ) -> tuple[Change, Story]:
        """Return the change that writes some parts, of which the editor decided some, and the story as it is then."""
        state, edits = self._state, Edits(self._state, day)
        sides = chosen[SIDES] if SIDES in decided else []
        self._name(sides, edits)
        for ref in self.opened(fields) & {one.who for one in sides}:
            edits.files.update(self._openness.decide(state, ref, is_open=True).files)
        data = before = state.data[state.story_file]
        for part, header in HEADERS.items():
            if part in written:
                data = with_headers(data, header, _lines(part, chosen[part], state.story.text), state.story_file)
        edits.files[state.story_file] = before, data
        checked = {one.quote for one in sides}
        change = edits.done(DONE, {}, lambda _, now: (one for one in checked if one in now))
        return change, self._story(data, edits)

    def opened(self, fields: Mapping[str, str]) -> frozenset[str]:
        """Return the ids of those without a page to whom the fields give one."""
        given = self._asked(SIDES, fields) if any(name.startswith("page@") for name in fields) else ()
        return frozenset(one.who for one in given if fields.get(f"page@{one.key}") and one.who in self.closed)

    def _asked(self, part: str, fields: Mapping[str, str]) -> Iterator[Choice]:
        """Yield what the fields choose for a part: sides in the order of the fields, others in that of the text."""
        known = {one.value: (row, one) for row in self.rows for one in row.choices if one.part == part}
        found = []
        for name, value in fields.items():
            kind, _, key = name.partition("@")
            if kind != part:
                continue
            given = Span.read(value)
            span = stripped(self._state.story.text, given) if given else Span(0, 0)
            if key not in known or not known[key][0].allows(span):
                raise refused(*NO_SENTENCE)
            one = known[key][1]
            head = " ".join(fields.get(f"head@{key}", "").split())
            found.append(one._replace(words=span, key=key, who=fields.get(f"who@{key}") or one.who, head=head))
        yield from found if part == SIDES else sorted(found, key=lambda one: one.words)

    def _was(self, part: str) -> list[Choice]:
        """Return what is chosen of a part as it is."""
        found = [one for row in self.rows for one in row.choices if one.part == part and one.place]
        return sorted(found, key=lambda one: one.place if part == SIDES else one.words.start)

    def _name(self, sides: Iterable[Choice], edits: Edits) -> None:
        """Say who says sides where an editor named somebody. Raises ContentError where nobody is known."""
        named = set[str]()
        for one in sides:
            is_open = bool(one.near and one.who) and one.quote not in named
            if not one.who and not one.described:
                raise refused(*NO_SPEAKER)
            if not is_open or one.who not in self._names:
                continue
            named.add(one.quote)
            decision = Decision("speaker", one.who, self._names[one.who])
            CLAIMS["speaker"].edit(edits, self.queue.items[one.quote], decision)

    def _story(self, data: bytes, edits: Edits) -> Story:
        """Return the story as it is once its file has these bytes. Raises ContentErrors where it could not be built."""
        story, fragments = self._state.story, tuple(edits.fragments().values())
        file = read_story_file(data, f"{self._state.paths.content.name}/{self._state.story_file}", story.id)
        told = replace(
            story, fragments=fragments, headers=dict(file.head.pairs()), sides=file.sides,
            lead=first_spans(file, HEADERS[LEAD], fragments, story.text),
            when=named_spans(file, HEADERS[WHEN], fragments, story.text),
            open=first_spans(file, HEADERS[OPEN], fragments, story.text),
        )  # fmt: skip
        record_of(told, self._state.ledger)
        return told


def _meet(some: Sequence[Span], others: Sequence[Span]) -> bool:
    """Return whether each of some spans meets one of the others, and each of those one of these."""
    return not (any(is_new(others, one) for one in some) or any(is_new(some, one) for one in others))


def _leaning(edition: Edition, story: Story) -> Iterator[str]:
    """Yield what of a first screen joins on to the sentence before it, which is not shown: “That may be so”."""
    screen = FirstScreen.of(edition, story)
    lead = [span_of(one.words) for one in (*screen.lead, *screen.more)]
    told = [*lead, *map(span_of, screen.open)]
    for span in told:
        before, words = edition.sentences(story).before(span.start), span.of(story.text)
        own = words if span in lead else JOINED.sub("", words)
        if before and joins_on(own) and is_new(told, before):
            yield words


def _turn(chosen: Sequence[Span], span: Span) -> int:
    """Return the place of words among the chosen, from 1 on; 0 where they are not among them."""
    return next((at for at, one in enumerate(chosen, 1) if one.meets(span)), 0)


def _slices(part: str, own: Span, chosen: Sequence[Span]) -> list[Choice]:
    """Return what of a sentence is chosen for a part, or all of it, not yet chosen."""
    found = [(at, one) for at, one in enumerate(chosen, 1) if one.meets(own)]
    if not found:
        return [Choice(part, own)]
    return [Choice(part, Span(max(own.start, one.start), min(own.end, one.end)), at) for at, one in found]


def _side(offered: Sequence[Choice], chosen: Sequence[Span]) -> list[Choice]:
    """Return what of a sentence is chosen as sides, or what may be one."""
    found = [
        next(one._replace(words=span, place=at) for one in offered if one.words.covers(span))
        for at, span in enumerate(chosen, 1)
        if any(one.words.covers(span) for one in offered)
    ]
    return found or list(offered[:1])


def _spoken(story: Story, quote: Quote) -> Iterator[Span]:
    """Yield the words of a quotation by sentence, as many as a voice may have; what no marks set apart whole."""
    for piece in (one.words for one in record.spoken_pieces(story, quote)):
        is_in_marks = story.text[max(0, piece.start - 1) : piece.start] in ALL
        for span in sentences_within(story.text, piece) if is_in_marks else (piece,):
            own = Span(span.start, span.start + len(span.of(story.text).rstrip(" ,")))
            if any(map(str.isalnum, own.of(story.text))):
                yield _fitting(story.text, own) if is_in_marks else own


def _reported(story: Story, quote: Quote, known: Sentences) -> Iterator[Span]:
    """Yield the whole sentence that reports what somebody said, if a voice may be so long."""
    for _, sentence in record.reports([quote], known):
        if len(sentence.of(story.text).split()) <= record.LONGEST_SIDE:
            yield sentence


def _fitting(text: str, words: Span) -> Span:
    """Return words of a sentence up to a clause with which they have no more than a voice may have."""
    ends = [words.end, *(words.start + found.start() for found in CLAUSE.finditer(words.of(text)))]
    fit = [end for end in ends if len(text[words.start : end].split()) <= record.LONGEST_SIDE]
    return Span(words.start, max(fit, default=words.end))


def _merit(story: Story, side: Choice) -> tuple[bool, bool, int]:
    """Return the order of what may be a side of a sentence: somebody's words of some length, then the longest."""
    count = len(side.words.of(story.text).split())
    is_quoted = story.text[max(0, side.words.start - 1)] in ALL
    return not (is_quoted and count >= ENOUGH), not (side.who or side.described), -count


def _said_of(chosen: Iterable[Choice]) -> list[tuple[str, str, str]]:
    return [(one.value, one.head, one.who) for one in chosen]


def _lines(part: str, chosen: Sequence[Choice], text: str) -> list[str]:
    """Return the values of a part's header: a line for each side, a header for others; “none” where nothing is."""
    if part == SIDES:
        return [f"{one.value} {one.head}".strip() for one in chosen] or [NONE]
    spans = (one.words for one in chosen) if part == WHEN else _joined(text, (one.words for one in chosen))
    return [" ".join(one.char for one in spans) or NONE]


def _joined(text: str, sentences: Iterable[Span]) -> list[Span]:
    """Return sentences with those in one that a quotation joins."""
    found: list[Span] = []
    for one in sentences:
        is_open = bool(found) and not is_closed(found[-1].of(text))
        if is_open and not text[found[-1].end : one.start].strip():
            found[-1] = Span(found[-1].start, one.end)
        else:
            found.append(one)
    return found
