"""Joins a story with others: quotations that are the same words in another text, and topics that tell of both.

Both are proposed as `verbatim check` proposes them, and nothing is joined before an editor says so. What is written is
a header `Same-As` of one of the two fragments, or a file of `topics/`. What is refused for good, of people too, is a
row `apart` in the ledger that has no story, with who refused, when and why: neither the desk nor `verbatim check`
proposes the two again while it stands there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from verbatim.content.advice import StoryOfTopic, groups_of_topics
from verbatim.content.format.headers import with_header, with_headers
from verbatim.content.format.topic_file import TopicFile, format_topic, read_topic, read_topics
from verbatim.content.layout import StoryPaths, sources_in
from verbatim.content.ledger import APART, LedgerEntry, format_rows
from verbatim.content.people.roster import NO_STORY, kept_apart
from verbatim.content.sources.loading import read_source_text
from verbatim.content.store import load_story, read_folder
from verbatim.core.errors import ContentError, ContentErrors, Faults
from verbatim.core.files import LEDGER_LARGEST, appended, markdown_files, read_if_there
from verbatim.core.i18n import msgid
from verbatim.core.slugs import is_name, slug
from verbatim.desk.changes import LONGEST, NOT_SHOWN, Change, Files, bytes_of, digest, lines_of, needed, refused
from verbatim.desk.story import ListedStory, StorySnapshot
from verbatim.model import Fragment, Quote, Story
from verbatim.newsroom import variants
from verbatim.newsroom.places import source_marks
from verbatim.newsroom.record import quotes_of

MOST_OFFERED = 30  # stories that a topic is offered
LEDGER = f"ledger/{NO_STORY}.jsonl"
QUOTE, STORY = "quote", "story"  # kinds of what is kept apart, besides people
READ_BOTH = msgid("An editor read both texts")  # the reason where an editor gives none of their own
NO_TOPIC = (msgid("there is no such topic"), msgid("Choose a topic of the list"))
GONE = (msgid("one of these two is no quotation any more"), msgid("Look at them again"))
NO_STORY_ANY_MORE = (msgid("a story that was chosen is not there any more"), NOT_SHOWN)


# The same words in another text


class WordsPair(NamedTuple):
    """A quotation of a story, one of another, and that other story."""

    quote: str
    other: str
    story: str

    @classmethod
    def of(cls, named: str) -> WordsPair:
        """Return the pair that a form names. Raises ContentError where it names none."""
        names = named.split()
        if len(names) != len(cls._fields) or not all(map(is_name, names)):
            raise refused(*GONE)
        return cls(*names)

    def __str__(self) -> str:
        return " ".join(self)


class WordsInText(NamedTuple):
    """A quotation as its text has it, with its marks, and who said it there: a person's id, or a description."""

    words: str
    speaker: str
    said_by: str


class SameWords(NamedTuple):
    """Two quotations that are, or seem to be, the same words: both wordings, the other's title, whether it is said."""

    pair: WordsPair
    here: WordsInText
    there: WordsInText
    title: str
    is_joined: bool
    seen: str


def same_words(state: StorySnapshot) -> list[SameWords]:
    """Return the quotations of a story that are joined with others, or seem to be the same words; those first.

    What editors keep apart does not seem so.
    """
    others = {story.id: story for story in _with_common_words(state)}
    stories = [state.story, *others.values()]
    quotes = {quote.id: quote for story in stories for quote in _quotes(story)}
    joined, own = variants.variants(quotes), {quote.id for quote in _quotes(state.story)}
    pairs = variants.unsettled(quotes, stories, kept_apart(state.paths.content, QUOTE))
    left = [pair if pair[0] in own else pair[::-1] for pair in pairs if len(own.intersection(pair)) == 1]
    held = [(one, other) for one in own for other in joined.get(one, ()) if other not in own]
    held.sort(key=lambda pair: (quotes[pair[0]].span, pair))
    return [
        _same(state, quotes[one], quotes[other], others[quotes[other].story], is_joined=number >= len(left))
        for number, (one, other) in enumerate([*left, *held])
    ]


def _same(state: StorySnapshot, one: Quote, other: Quote, there: Story, *, is_joined: bool) -> SameWords:
    own, theirs = _in_text(one, state.story), _in_text(other, there)
    seen = _digest(_fragment_of(state.story, one.id), _fragment_of(there, other.id))
    return SameWords(WordsPair(one.id, other.id, there.id), own, theirs, there.title, is_joined, seen)


def _in_text(quote: Quote, story: Story) -> WordsInText:
    pieces = (" ".join(part.span.of(story.text).split()) for part in quote.parts)
    return WordsInText(" … ".join(pieces), quote.speaker, quote.said_by)


def _quotes(story: Story) -> list[Quote]:
    try:
        return quotes_of(story)
    except ContentErrors:  # the build reports it
        return []


def _with_common_words(state: StorySnapshot) -> Iterator[Story]:
    """Yield the other stories whose text has as many words of a quotation in a row as two of the same words have.

    Words in a row that many texts have are a saying, and are passed over. Stories that cannot be read are left out, as
    the build reports them, and so are, of other texts, quotations in pieces none of which is that long. Of a thousand
    stories it takes half a second, nearly all of which is to read their texts.
    """
    content = state.paths.content
    runs = {run for _, said in variants.quoted_words([state.story]).values() for run in variants.runs_of(said)}
    named = [name.encode() for fragment in state.story.fragments for name in variants.joined_by(fragment)]
    texts: dict[tuple[str, ...], set[str]] = defaultdict(set)
    found = set()
    for name, source in sources_in(content / "sources").items():
        paths = StoryPaths(content, name)
        if name == state.story.id or not paths.story_file.is_file():
            continue
        try:
            for run in runs.intersection(variants.runs_of(variants.folded(read_source_text(source)))):
                texts[run].add(name)
            if named and any(one in read_if_there(paths.ledger, "") for one in named):
                found.add(name)
        except (ContentError, OSError):
            continue
    found.update(*(names for names in texts.values() if len(names) <= variants.MOST_IN_COMMON))
    for name in sorted(found):
        try:
            yield load_story(StoryPaths(content, name))
        except (ContentErrors, OSError):
            continue


def _fragment_of(story: Story, quote: str) -> Fragment:
    """Return the fragment in which a quotation begins. Raises ContentError where there is none."""
    found = next((fragment for fragment, mark in source_marks(story, "quote") if mark.id == quote), None)
    if found is None:
        raise refused(*GONE)
    return found


def words_digest(state: StorySnapshot, pair: WordsPair) -> str:
    """Return the digest of two quotations, by which a decision finds out whether they still are as they were seen."""
    return _digest(*(_fragment_of(story, one) for story, one, _ in _sides(state, pair)))


def _digest(*fragments: Fragment) -> str:
    held = [(one.path, one.sha256, one.headers, [(mark.id, mark.span) for mark in one.marks]) for one in fragments]
    return digest(held)


def join_words(state: StorySnapshot, pair: WordsPair) -> Change:
    """Return the change that publishes two quotations as the same words: a header of one of their fragments.

    Raises ContentError where both fragments say so of another of their quotations.
    """
    content = state.paths.content
    for story, one, other in _sides(state, pair):
        fragment = _fragment_of(story, one)
        ids, own = variants.joined_by(fragment), {mark.id for mark in fragment.marks if mark.kind == "quote"}
        if not own.intersection(ids) - {one}:
            named = [*dict.fromkeys([*ids, *([one] if len(own) > 1 else []), other])]
            label = msgid("Joined: readers see both wordings.")
            return Change(label, {}, _with_ids(content, story, fragment, named))
    fact = msgid("the headers Same-As of both fragments are about other quotations of theirs")
    raise refused(fact, msgid("Split one of the fragments by hand"))


def part_words(state: StorySnapshot, pair: WordsPair) -> Change:
    """Return the change after which two quotations are no longer told to be the same words."""
    files, content = dict[str, tuple[bytes | None, bytes | None]](), state.paths.content
    for story, one, other in _sides(state, pair):
        fragment = _fragment_of(story, one)
        ids = variants.joined_by(fragment)
        if other in ids:
            left = [name for name in ids if name != other]
            files |= _with_ids(content, story, fragment, [] if left == [one] else left)
    if not files:
        raise refused(msgid("these two are joined by a third wording"), msgid("Part one of them from that one"))
    return Change(msgid("Parted: they are two."), {}, files)


def _sides(state: StorySnapshot, pair: WordsPair) -> Iterator[tuple[Story, str, str]]:
    """Yield each of the two with its story and the other's id, this story's first."""
    yield state.story, pair.quote, pair.other
    yield load_story(StoryPaths(state.paths.content, pair.story)), pair.other, pair.quote


def _with_ids(content: Path, story: Story, fragment: Fragment, ids: Sequence[str]) -> Files:
    """Return a fragment's bytes, by its path, before and after its header has these ids."""
    paths = StoryPaths(content, story.id)
    data, path = read_folder(paths.fragments, paths)[fragment.name][1], f"fragments/{story.id}/{fragment.name}.md"
    after = with_headers(data, "Same-As", [" ".join(ids)] if ids else [], path)
    return {path: (data, after)}


# Topics


def topics(state: StorySnapshot) -> dict[str, TopicFile]:
    """Return the topics by id, those that name the story first; what cannot be read is left out: the build tells it."""
    found = read_topics(state.paths.content, Faults())
    return {name: found[name] for name in sorted(found, key=lambda name: (not _has(found[name], state), name))}


def _has(topic: TopicFile, state: StorySnapshot) -> bool:
    return state.story.id in topic.stories


def proposed_stories(
    story: str,
    listed: Iterable[ListedStory],
    named: Mapping[str, Collection[str]],
    known: Iterable[TopicFile],
    apart: Collection[frozenset[str]] = (),
) -> list[str]:
    """Return the stories that could be one topic with this one, itself included; none where nothing says so.

    `named` are the people and organisations of each story, `known` the topics that there are, `apart` the pairs of
    stories that editors keep apart.
    """
    shown = [
        StoryOfTopic(one.name, one.date, one.section, frozenset(named.get(one.name, ())))
        for one in listed if one.state == "published" and one.date
    ]  # fmt: skip
    groups = groups_of_topics(shown, [set(topic.stories) for topic in known], apart)
    return next((ids for ids in groups if story in ids), [])


def offered_stories(
    story: str, chosen: Sequence[str], listed: Sequence[ListedStory], named: Mapping[str, Collection[str]]
) -> list[ListedStory]:
    """Return the stories that a topic is offered: the chosen ones, then those that name most of the same people."""
    own = set(named.get(story, ()))
    weight = {one.name: len(own.intersection(named.get(one.name, ()))) for one in listed}
    first = {name: at for at, name in enumerate([*chosen, story])}
    found = [one for one in listed if one.name in first or weight[one.name]]
    found.sort(key=lambda one: (first.get(one.name, len(first)), -weight[one.name], one.name))
    return found[: max(MOST_OFFERED, len(first))]


def topic_digest(content: Path, topic: str) -> str:
    """Return the digest of a topic's file, or of an empty file if the topic has none."""
    return digest(_file_of(content, topic) or b"")


def _file_of(content: Path, topic: str) -> bytes | None:
    return bytes_of(content, f"topics/{topic}.md") if is_name(topic) else None


def tell_topic(content: Path, topic: str, fields: Mapping[str, str], stories: Sequence[str], day: str) -> Change:
    """Return the change that begins a topic, or that changes its title, summary, stories or chapters; it is shown then.

    `topic` is empty for a new one. Raises ContentError for what could not be shown.
    """
    title, summary = (" ".join(fields.get(name, "").split()) for name in ("title", "summary"))
    known = {path.stem for path in markdown_files(content / "stories")}
    if not known.issuperset(stories):
        raise refused(*NO_STORY_ANY_MORE)
    name, before = topic or slug(title), _file_of(content, topic)
    path = f"topics/{name}.md"
    if topic and before is None:
        raise refused(*NO_TOPIC)
    if not topic and _file_of(content, name) is not None:
        fact = msgid("there is a topic of this name already")
        raise ContentError(f"{content.name}/{path}", 0, fact, msgid("Open that one, or choose another title"))
    data = before or format_topic(title, summary, stories, day).encode()
    if before:
        said = {"Title": title, "Summary": summary, "Stories": " ".join(stories), "Updated": day}
        for key, value in said.items():
            data = with_header(data, key, value, path)
    if "chapters" in fields:
        data = with_headers(data, "Chapters", lines_of(fields["chapters"]), path)
    read_topic(data, f"{content.name}/{path}", name)
    label = msgid("The topic is saved.") if before else msgid("The topic is created.")
    return Change(label, {}, {path: (before, data)}, shown=name)


def remove_topic(content: Path, topic: str) -> Change:
    """Return the change that takes a topic away; its stories stay. Raises ContentError where there is none."""
    before = _file_of(content, topic)
    if before is None:
        raise refused(*NO_TOPIC)
    return Change(msgid("The topic is removed; its stories stay."), {}, {f"topics/{topic}.md": (before, None)})


# What is refused for good


class EditorsReason(NamedTuple):
    """Why an editor refuses, on which day and who; of texts, without a reason, that they read both."""

    why: str
    day: str
    by: str


def refuse_people(content: Path, pair: tuple[str, str], name: str, said: EditorsReason) -> Change:
    """Return the change after which two people are never proposed as one again.

    Raises ContentError for a reason that no line can hold.
    """
    why = needed(said.why) if said.why.strip() else ""
    return Change(msgid("Kept apart."), {}, _apart(content, "person", [pair], name, said._replace(why=why)))


def refuse_words(state: StorySnapshot, pair: Sequence[str], said: EditorsReason) -> Change:
    """Return the change after which two quotations, this story's first, are never proposed as the same words again.

    Raises ContentError for a reason that no line can hold.
    """
    texts = (one.span.of(each.text) for each, one in source_marks(state.story) if one.id == pair[0])
    return _refuse(state, QUOTE, [(pair[0], pair[1])], next(texts, ""), said)


def refuse_stories(state: StorySnapshot, others: Sequence[str], said: EditorsReason) -> Change:
    """Return the change after which a story is never proposed in one topic with any of others again.

    Raises ContentError where one of them is no story.
    """
    content, own = state.paths.content, state.story.id
    pairs = [(own, other) for other in dict.fromkeys(others) if other != own]
    if not pairs or not all(is_name(other) and StoryPaths(content, other).story_file.is_file() for _, other in pairs):
        raise refused(*NO_STORY_ANY_MORE)
    return _refuse(state, STORY, pairs, state.story.title, said)


def _refuse(
    state: StorySnapshot, kind: str, pairs: Iterable[tuple[str, str]], words: str, said: EditorsReason
) -> Change:
    shown, given = " ".join(words.split())[:LONGEST], said._replace(why=needed(said.why or READ_BOTH))
    label = msgid("Refused: this is not proposed again.")
    return Change(label, {}, _apart(state.paths.content, kind, pairs, shown, given))


def _apart(content: Path, kind: str, pairs: Iterable[tuple[str, str]], words: str, said: EditorsReason) -> Files:
    """Return the ledger's bytes, by its path, before and after it has a row for each pair, too."""
    rows = [LedgerEntry(one, APART, 1, said.day, words=words, reason=said.why, into=other, kind=kind, by=said.by)
            for one, other in pairs]  # fmt: skip
    after = appended(content / LEDGER, format_rows(rows).encode())
    return {LEDGER: (bytes_of(content, LEDGER, LEDGER_LARGEST), after)}
