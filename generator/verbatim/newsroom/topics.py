"""Resolves topics: which stories each has, in order of time, and which of their moments and numbers belong together.

Resolves questions too: what each is about, and whether its answers are whole sentences of published sources. Raises
ContentErrors with everything that a file names and no story has.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from verbatim.annotate import lang
from verbatim.content.format.topic_file import QuestionFile, SourcePlace, TopicFile, TopicFiles, TopicRule
from verbatim.core import dates as edtf
from verbatim.core.errors import ContentError, Faults
from verbatim.core.text import stripped
from verbatim.model import Moment, Newsroom, Number, Span, Story
from verbatim.newsroom.places import Sentences
from verbatim.newsroom.timeline import across_stories

UNDATED = (1, (0, 0))
FEWEST_IN_COMMON = 2  # words of two phrases, besides the unit, before their numbers stand side by side
SHARE_IN_COMMON = 0.6  # of the shorter phrase's words
FEWEST_LETTERS = 3
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its listed stories, earliest first; those without a date come last, in the order of the file.

    `newest` is the newest of those with a date. `same` are groups of moments' ids that the editors join, `numbers`
    groups of numbers that count one thing.
    """

    file: TopicFile
    stories: tuple[str, ...]
    newest: str
    same: tuple[tuple[str, ...], ...]
    numbers: tuple[tuple[Number, ...], ...]

    @property
    def id(self) -> str:
        """The topic's id."""
        return self.file.id


class Topics(NamedTuple):
    """What editors tell over several stories: topics by id, and questions by the story or topic they are about."""

    by_id: Mapping[str, Topic] = MappingProxyType({})
    questions: Mapping[str, tuple[Question, ...]] = MappingProxyType({})


NO_TOPICS = Topics()


def resolved(files: TopicFiles, newsroom: Newsroom, known: Collection[str], listed: Collection[str]) -> Topics:
    """Return what the files tell of listed stories. `known` are the ids of all stories, which `newsroom` may lack."""
    topics = topics_of(files.topics, newsroom, known, listed)
    asked = questions_of(files, newsroom, known, listed)
    return Topics(topics, {about: asked[about] for about in asked if about in topics or about in listed})


def topics_of(
    files: Mapping[str, TopicFile], newsroom: Newsroom, known: Collection[str], listed: Collection[str]
) -> dict[str, Topic]:
    """Return the topics by id, those with the newest story first; one without a listed story is left out.

    `known` are the ids of all stories, drafts among them, which `newsroom` may lack.
    """
    errors = Faults()
    found: dict[str, Topic] = {}
    by_story: dict[str, list[Number]] = {}
    for number in newsroom.numbers:
        by_story.setdefault(number.story, []).append(number)
    for file in files.values():
        errors += _unknown_stories(file, known)
        stories = _stories(file, newsroom, listed)
        own = [number for name in stories for number in by_story.get(name, ())]
        errors += _false_numbers(file, newsroom, own, listed)
        for one in file.answered:
            for place in one.places:
                errors += _faults_of_answer(file.path, one.line, place, newsroom, listed)
        if stories and not errors:
            same = tuple(ids for ids in _same(file, newsroom, stories, errors) if len(ids) > 1)
            newest = next((one for one in reversed(stories) if newsroom.stories[one].date), stories[-1])
            found[file.id] = Topic(file, tuple(stories), newest, same, tuple(_numbers(file, newsroom, own)))
    errors.raise_all()
    order = sorted(found, key=lambda name: (_day(newsroom.stories[found[name].newest]), name), reverse=True)
    return {name: found[name] for name in order}


def _unknown_stories(file: TopicFile, known: Collection[str]) -> Iterator[ContentError]:
    for name in file.stories:
        if name not in known:
            fact = f"Stories names {name[:60]}, and there is no content/stories/{name[:60]}.md"
            yield ContentError(file.path, file.stories_line, fact, "Write the story's name as its file has it")


def _stories(file: TopicFile, newsroom: Newsroom, listed: Collection[str]) -> list[str]:
    taken = [name for name in file.stories if name in newsroom.stories]
    if file.rule.asks:
        taken += [name for name, story in newsroom.stories.items() if _is_asked_for(file.rule, story, newsroom)]
    shown = [name for name in dict.fromkeys(taken) if name in listed]
    return sorted(shown, key=lambda name: _time(newsroom.stories[name]))


def _time(story: Story) -> tuple[int, tuple[int, int]]:
    return (0, edtf.sort_key(story.date)) if story.date else UNDATED


def _day(story: Story) -> tuple[int, int]:
    return edtf.sort_key(story.date) if story.date else (0, 0)


def _is_asked_for(rule: TopicRule, story: Story, newsroom: Newsroom) -> bool:
    """Return whether a story is of the rule's section, or has one of its tags, or names all its people; in its time."""
    tags = {tag.strip().casefold() for key, value in story.headers.items() if key.lower() == "tags"
            for tag in value.split(",")}  # fmt: skip
    if rule.section and story.category != rule.section:
        return False
    if rule.tags and not tags & {tag.casefold() for tag in rule.tags}:
        return False
    for name in rule.people:
        person = newsroom.people.get(name)
        if not person or all(story.id != where for where, _ in person.mentions):
            return False
    return _is_within(story.date, rule.first, rule.last)


def _is_within(value: str, first: str, last: str) -> bool:
    known, begin, end = edtf.parse(value), edtf.parse(first), edtf.parse(last)
    if not known or not known.earliest:
        return not (begin or end)
    starts = not begin or not begin.earliest or known.earliest >= begin.earliest
    return starts and (not end or not end.latest or known.earliest <= end.latest)


def _false_numbers(
    file: TopicFile, newsroom: Newsroom, own: Iterable[Number], listed: Collection[str]
) -> Iterator[ContentError]:
    """Yield an error for each place of Numbers that is none, and for each at which no number is marked."""
    marked = {(number.story, number.span) for number in own}
    for one in file.numbers or ():
        for place in one.places:
            faults = list(_faults_of_place(file.path, one.line, place, newsroom, listed))
            yield from faults
            if not faults and (place.story, place.span) not in marked:
                fact = f"no number is marked at {place}"
                yield ContentError(file.path, one.line, fact, "Name a number of this topic's published stories")


def _same(
    file: TopicFile, newsroom: Newsroom, stories: Collection[str], errors: list[ContentError]
) -> Iterator[tuple[str, ...]]:
    """Yield each group of moments that the file joins, by the ids under which the newsroom has them."""
    places: dict[str, Moment] = {}
    for moment in newsroom.moments:
        if moment.story in stories:
            places |= dict.fromkeys((place.id for place in moment.places), moment)
    for one in file.same if stories else ():
        unknown = [name for name in one.ids if name not in places]
        for name in unknown:
            fact = f"Same names {name[:60]}, which is no moment of this topic's published stories"
            errors.append(ContentError(file.path, one.line, fact, "Write the ids as data/moments.json has them"))
        yield tuple(dict.fromkeys(places[name].id for name in one.ids if name in places))


def moments_of_topic(topic: Topic, own: Iterable[Moment]) -> list[Moment]:
    """Return the moments of its stories, those that the editors join as one moment with several places."""
    moments = list(own)
    pairs = [(ids[0], other) for ids in topic.same for other in ids[1:]]
    joined = {name for ids in topic.same for name in ids}
    return [
        *(moment for moment in moments if moment.id not in joined),
        *across_stories([moment for moment in moments if moment.id in joined], pairs),
    ]


# Numbers


def _numbers(file: TopicFile, newsroom: Newsroom, own: Sequence[Number]) -> Iterator[tuple[Number, ...]]:
    """Yield the numbers of several texts that count one thing: as the editors join them, then as their words do."""
    if file.numbers is None:
        return
    by_place = {(number.story, number.span): number for number in own}
    joined = [tuple(by_place[place.story, place.span] for place in one.places) for one in file.numbers]
    yield from joined
    left = [number for number in own if not any(number in group for group in joined)]
    yield from _alike(newsroom, left)


def _alike(newsroom: Newsroom, numbers: Sequence[Number]) -> Iterator[tuple[Number, ...]]:
    """Yield numbers of different stories whose phrases share a unit and most of their words; each in one group."""
    read = [number for number in numbers if newsroom.stories[number.story].lang.partition("-")[0] == ENGLISH]
    phrases = {number: counted_words(newsroom.stories[number.story].text, number) for number in read}
    taken: set[Number] = set()
    for number in read:
        if number in taken:
            continue
        group = [number]
        for other in read:
            stories = {one.story for one in group}
            if other not in taken and other.story not in stories and are_alike(phrases[number], phrases[other]):
                group.append(other)
        if len(group) > 1:
            taken.update(group)
            yield tuple(group)


@dataclass(frozen=True, slots=True)
class CountedWords:
    """What a number counts: the word behind it, and the other words of the phrase, each without its plural's ending."""

    unit: str
    others: frozenset[str]


def counted_words(text: str, number: Number) -> CountedWords:
    """Return what a number counts, in the source's own words."""
    scales, empty = lang.short("number_scales"), lang.words("uncounted")
    behind = [_stem(found[0]) for found in WORD.finditer(number.span.of(text)) if found[0].lower() not in scales]
    after = text[number.span.end : max(number.span.end, number.means.end)]
    behind += [_stem(found[0]) for found in WORD.finditer(after) if found[0].lower() not in scales][:1]
    unit = next((word for word in behind if word not in empty), "")
    words = (_stem(found[0]) for found in WORD.finditer(number.means.of(text)))
    others = {word for word in words if len(word) >= FEWEST_LETTERS and word not in empty and word not in scales}
    return CountedWords(unit, frozenset(others - {unit}))


def are_alike(one: CountedWords, other: CountedWords) -> bool:
    """Return whether two numbers count the same, as far as their words say so."""
    common = one.others & other.others
    fewest = min(len(one.others), len(other.others))
    return one.unit == other.unit != "" and len(common) >= max(FEWEST_IN_COMMON, SHARE_IN_COMMON * fewest)


def _stem(word: str) -> str:
    folded = word.casefold().partition("’")[0].partition("'")[0]
    return folded.removesuffix("s") if len(folded) > FEWEST_LETTERS and not folded.endswith("ss") else folded


# Questions


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a listed story or a topic, whose answers are whole sentences."""

    file: QuestionFile

    @property
    def id(self) -> str:
        """What it is about and its name, without the number of its file, which editors may change: `gate/cost`."""
        return f"{self.file.about}/{self.file.id}"

    @property
    def answers(self) -> tuple[SourcePlace, ...]:
        """The sentences that answer it, in the order of the file."""
        return self.file.answers

    @property
    def anchor(self) -> str:
        """Its place on the page of what it is about."""
        return f"question-{self.file.id}"


def questions_of(
    files: TopicFiles, newsroom: Newsroom, known: Collection[str], listed: Collection[str]
) -> dict[str, tuple[Question, ...]]:
    """Return the questions by what they are about, a listed story or a topic; others wait until it is published.

    `known` are the ids of all stories, drafts among them.
    """
    errors = Faults()
    found: dict[str, list[Question]] = {}
    for file in files.questions:
        if file.about not in known and file.about not in files.topics:
            fact = f"there is neither a story nor a topic {file.about}"
            errors.append(ContentError(file.path, 0, fact, "Name the folder as the story's or the topic's file"))
        elif file.about in files.topics or file.about in listed:
            errors += _faults(file, newsroom, listed)
            others = found.setdefault(file.about, [])
            if same := next((one.file.path for one in others if one.file.id == file.id), ""):
                fact = f"{same} is named {file.id} too, and both would be at one address"
                errors.append(ContentError(file.path, 0, fact, "Give one of the two another name behind its number"))
            others.append(Question(file))
    errors.raise_all()
    return {about: tuple(questions) for about, questions in found.items()}


def _faults(file: QuestionFile, newsroom: Newsroom, listed: Collection[str]) -> Iterator[ContentError]:
    if not file.answers and not file.words:
        fact = "the texts do not say, and neither do you"
        yield ContentError(file.path, file.words_line, fact, "Write below the headers what is known and what is not")
    for place in file.answers:
        yield from _faults_of_answer(file.path, file.line, place, newsroom, listed)


# Places that files name


def places_named(files: TopicFiles) -> dict[str, list[Span]]:
    """Return the places of sources that topics and questions name, by story."""
    joined = (one for file in files.topics.values() for one in (*(file.numbers or ()), *file.answered))
    named = [place for one in joined for place in one.places]
    named += [place for question in files.questions for place in question.answers]
    found: dict[str, list[Span]] = {}
    for place in named:
        found.setdefault(place.story, []).append(place.span)
    return found


def _faults_of_answer(
    path: str, line: int, place: SourcePlace, newsroom: Newsroom, listed: Collection[str]
) -> Iterator[ContentError]:
    """Yield an error for a place that is none, and for one that cuts a sentence."""
    faults = list(_faults_of_place(path, line, place, newsroom, listed))
    yield from faults
    if faults:
        return
    text = newsroom.stories[place.story].text
    whole = whole_sentences(text, Sentences(text, newsroom.paragraphs[place.story]), place.span)
    if whole != place.span:
        fix = f"Write {place._replace(span=whole)}"
        yield ContentError(path, line, f"{place} is not made of whole sentences", fix)


def _faults_of_place(
    path: str, line: int, place: SourcePlace, newsroom: Newsroom, listed: Collection[str]
) -> Iterator[ContentError]:
    """Yield an error for a place in no published story, or outside of its source."""
    story = newsroom.stories.get(place.story)
    if story is None or place.story not in listed:
        fix = "Name a place in a story that is published, by the name of the story's file"
        yield ContentError(path, line, f"{place} is in no published story", fix)
    elif not 0 <= place.span.start < place.span.end <= len(story.text):
        yield ContentError(path, line, f"{place} is outside its source", f"It has {len(story.text):,} characters")
    elif story.part and not any(span.covers(place.span) for span in story.part.spans):
        fix = "Name a sentence that is published, or let the story's file have Source-Published: whole"
        yield ContentError(path, line, f"{place} is in a part of its source that is not published", fix)


def whole_sentences(text: str, known: Sentences, place: Span) -> Span:
    """Return the whole sentences that a place touches, without the blanks around them."""
    first, last = known.around(place.start)[1], known.around(place.end - 1)[1]
    return stripped(text, Span(min(first.start, place.start), max(last.end, place.end)))
