"""Joins a story with others: quotations that are the same words in another text, and topics that tell of both.

Both are proposed as `verbatim check` proposes them, and nothing is joined before an editor says so. What is written is
a header `Same-As` of one of the two fragments, or a file of `topics/`.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from verbatim.content.advice import StoryOfTopic, groups_of_topics
from verbatim.content.format.headers import with_header, without_header
from verbatim.content.format.topic_file import format_topic, read_topic, read_topics
from verbatim.content.layout import StoryPaths, sources_in
from verbatim.content.people.roster import kept_apart
from verbatim.content.sources.loading import read_source_text
from verbatim.content.store import load_story, read_folder
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.files import markdown_files, read_if_there
from verbatim.core.i18n import msgid
from verbatim.core.slugs import is_name, slug
from verbatim.desk.proposals import (
    QUOTE,
    EditorsReason,
    propose_again,
    refusals_digest,
    refuse_stories,
    refuse_words,
)
from verbatim.desk.story import Change
from verbatim.newsroom.record import quotes_of
from verbatim.newsroom.variants import (
    MOST_IN_COMMON,
    SAME_AS,
    folded,
    proposed_variants,
    quoted_words,
    runs_of,
    variants,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from verbatim.content.format.topic_file import TopicFile
    from verbatim.desk.access import Form
    from verbatim.desk.story import ListedStory, StorySnapshot
    from verbatim.model import Fragment, Quote, Story

MOST_OFFERED = 30  # stories that a topic is offered
NO_TOPIC = (msgid("there is no such topic"), msgid("Choose a topic of the list"))
GONE = (msgid("one of these two is no quotation any more"), msgid("Look at them again"))


# What an editor decides


def relate(state: StorySnapshot, form: Form, day: str, by: str) -> tuple[str, Change | None]:
    """Return the topic to show then, and what a form changes; None where that is not as it was seen any more.

    Raises ContentError for what cannot be.
    """
    content, topic, what = state.paths.content, form.get("topic"), form.get("decision")
    said = EditorsReason(form.get("reason"), day, by)
    change: Change | None
    if what == "again":
        is_seen = form.get("seen") == refusals_digest(content)
        change = propose_again(state, form.get("refused")) if is_seen else None
    elif what == "refuse stories":
        change = refuse_stories(state, form.get("stories").split(), said)
    elif form.get("pair"):
        pair = WordsPair.of(form.get("pair"))
        is_seen = words_digest(state, pair) == form.get("seen")
        work = partial(refuse_words, said=said) if what == "refuse" else part_words if what == "part" else join_words
        change = work(state, pair) if is_seen else None
    elif form.get("seen") != topic_digest(content, topic):
        change = None
    elif what == "remove":
        topic, change = "", remove_topic(content, topic)
    else:
        topic, change = tell_topic(content, topic, form.fields, form.order(), day)
    return topic, change


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
            raise ContentError("desk", 0, *GONE)
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
    joined, own = variants(quotes), {quote.id for quote in _quotes(state.story)}
    pairs = [(one.quote, one.other) for one in proposed_variants(quoted_words(stories))]
    pairs = [pair if pair[0] in own else pair[::-1] for pair in pairs if len(own.intersection(pair)) == 1]
    apart = kept_apart(state.paths.content, QUOTE)
    left = [pair for pair in pairs if pair[1] in quotes and pair[1] not in joined.get(pair[0], ())]
    left = [pair for pair in left if frozenset(pair) not in apart]
    held = [(one, other) for one in own for other in joined.get(one, ()) if other not in own]
    held.sort(key=lambda pair: (quotes[pair[0]].span, pair))
    return [
        _same(state, quotes[one], quotes[other], others[quotes[other].story], is_joined=number >= len(left))
        for number, (one, other) in enumerate([*left, *held])
    ]


def _same(state: StorySnapshot, one: Quote, other: Quote, there: Story, *, is_joined: bool) -> SameWords:
    own, theirs = (
        WordsInText(
            " … ".join(" ".join(part.span.of(story.text).split()) for part in quote.parts), quote.speaker, quote.said_by
        )
        for quote, story in ((one, state.story), (other, there))
    )
    seen = _digest(_fragment_of(state.story, one.id), _fragment_of(there, other.id))
    return SameWords(WordsPair(one.id, other.id, there.id), own, theirs, there.title, is_joined, seen)


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
    runs = {run for _, said in quoted_words([state.story]).values() for run in runs_of(said)}
    named = [name.encode() for fragment in state.story.fragments for name in _ids_in(fragment)]
    texts: dict[tuple[str, ...], set[str]] = defaultdict(set)
    found = set()
    for name, source in sources_in(content / "sources").items():
        paths = StoryPaths(content, name)
        if name == state.story.id or not paths.story_file.is_file():
            continue
        try:
            for run in runs.intersection(runs_of(folded(read_source_text(source)))):
                texts[run].add(name)
            if named and any(one in read_if_there(paths.ledger, "") for one in named):
                found.add(name)
        except (ContentError, OSError):
            continue
    found.update(*(names for names in texts.values() if len(names) <= MOST_IN_COMMON))
    for name in sorted(found):
        try:
            yield load_story(StoryPaths(content, name))
        except (ContentError, ContentErrors, OSError):
            continue


def _ids_in(fragment: Fragment) -> list[str]:
    values = (value for key, value in fragment.headers if key.lower() == SAME_AS)
    return [*dict.fromkeys(" ".join(values).replace(",", " ").split())]


def _fragment_of(story: Story, quote: str) -> Fragment:
    """Return the fragment in which a quotation begins. Raises ContentError where there is none."""
    for fragment in story.fragments:
        if any(mark.kind == "quote" and mark.id == quote for mark in fragment.marks):
            return fragment
    raise ContentError(story.path, 0, *GONE)


def words_digest(state: StorySnapshot, pair: WordsPair) -> str:
    """Return the digest of two quotations, by which a decision finds out whether they still are as they were seen."""
    return _digest(*(_fragment_of(story, one) for story, one, _ in _sides(state, pair)))


def _digest(*fragments: Fragment) -> str:
    held = [(one.path, one.sha256, one.headers, [(mark.id, mark.span) for mark in one.marks]) for one in fragments]
    return sha256(repr(held).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def join_words(state: StorySnapshot, pair: WordsPair) -> Change:
    """Return the change that publishes two quotations as the same words: a header of one of their fragments.

    Raises ContentError where both fragments say so of another of their quotations.
    """
    for story, one, other in _sides(state, pair):
        fragment = _fragment_of(story, one)
        ids, own = _ids_in(fragment), {mark.id for mark in fragment.marks if mark.kind == "quote"}
        if not own.intersection(ids) - {one}:
            named = [*dict.fromkeys([*ids, *([one] if len(own) > 1 else []), other])]
            label = msgid("Joined: readers see both wordings.")
            return Change(label, {}, dict([_with_ids(state, story, fragment, named)]))
    fact = msgid("the headers Same-As of both fragments are about other quotations of theirs")
    raise ContentError(_fragment_of(state.story, pair.quote).path, 0, fact, msgid("Split one of the fragments by hand"))


def part_words(state: StorySnapshot, pair: WordsPair) -> Change:
    """Return the change after which two quotations are no longer told to be the same words."""
    files: dict[str, tuple[bytes, bytes]] = {}
    for story, one, other in _sides(state, pair):
        fragment = _fragment_of(story, one)
        ids = _ids_in(fragment)
        if other in ids:
            left = [name for name in ids if name != other]
            files |= dict([_with_ids(state, story, fragment, [] if left == [one] else left)])
    if not files:
        fact = msgid("these two are joined by a third wording")
        raise ContentError("desk", 0, fact, msgid("Part one of them from that one"))
    return Change(msgid("Parted: they are told as two."), {}, files)


def _sides(state: StorySnapshot, pair: WordsPair) -> Iterator[tuple[Story, str, str]]:
    """Yield each of the two with its story and the other's id, this story's first."""
    yield state.story, pair.quote, pair.other
    yield load_story(StoryPaths(state.paths.content, pair.story)), pair.other, pair.quote


def _with_ids(
    state: StorySnapshot, story: Story, fragment: Fragment, ids: Sequence[str]
) -> tuple[str, tuple[bytes, bytes]]:
    """Return a fragment's path below the content folder, and its bytes before and after its header has these ids."""
    paths = StoryPaths(state.paths.content, story.id)
    data, path = read_folder(paths.fragments, paths)[fragment.name][1], f"fragments/{story.id}/{fragment.name}.md"
    after = with_header(data, "Same-As", " ".join(ids), path) if ids else without_header(data, "Same-As", path)
    return path, (data, after)


# Topics


def topics(state: StorySnapshot) -> dict[str, TopicFile]:
    """Return the topics by id, those that name the story first; what cannot be read is left out: the build tells it."""
    found = read_topics(state.paths.content, [])
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
    """Return the digest of a topic's file; that of nothing where there is none."""
    return sha256(_file_of(content, topic) or b"").hexdigest()[:16]


def _file_of(content: Path, topic: str) -> bytes | None:
    place = content / "topics" / f"{topic}.md"
    return read_if_there(place, StoryPaths(content, "").shown(place)) or None if is_name(topic) else None


def tell_topic(
    content: Path, topic: str, fields: Mapping[str, str], stories: Sequence[str], day: str
) -> tuple[str, Change]:
    """Return a topic's id, and the change that begins it, or that gives it another title, summary and stories.

    `topic` is empty for a new one. Raises ContentError for what could not be shown.
    """
    title, summary = (" ".join(fields.get(name, "").split()) for name in ("title", "summary"))
    known = {path.stem for path in markdown_files(content / "stories")}
    if not known.issuperset(stories):
        fact = msgid("a story that was chosen is not there any more")
        raise ContentError("desk", 0, fact, msgid("Choose some of those that are shown"))
    name, before = topic or slug(title), _file_of(content, topic)
    path = f"topics/{name}.md"
    if topic and before is None:
        raise ContentError("desk", 0, *NO_TOPIC)
    if not topic and _file_of(content, name) is not None:
        fact = msgid("there is a topic of this name already")
        raise ContentError(f"{content.name}/{path}", 0, fact, msgid("Open that one, or choose another title"))
    data = before or format_topic(title, summary, stories, day).encode()
    if before:
        said = {"Title": title, "Summary": summary, "Stories": " ".join(stories), "Updated": day}
        for key, value in said.items():
            data = with_header(data, key, value, path)
    read_topic(data, f"{content.name}/{path}", name)
    label = msgid("The topic was written.") if before else msgid("The topic was begun.")
    return name, Change(label, {}, {path: (before, data)})


def remove_topic(content: Path, topic: str) -> Change:
    """Return the change that takes a topic away; its stories stay. Raises ContentError where there is none."""
    before = _file_of(content, topic)
    if before is None:
        raise ContentError("desk", 0, *NO_TOPIC)
    return Change(msgid("The topic was taken away; its stories stay."), {}, {f"topics/{topic}.md": (before, None)})
