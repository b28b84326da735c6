"""Reads the files in `topics/`, which join several stories, and in `questions/`, which readers ask about them.

Raises ContentError at the line of a header that is missing or cannot be read. Whether the stories, moments and places
that it names exist is for `newsroom.topics` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from verbatim.content.format.headers import QUESTION, FileHead, format_head, read_head, read_picture, require_headers
from verbatim.content.format.story_file import NONE, is_day
from verbatim.content.layout import StoryPaths, read_named
from verbatim.core import dates as edtf
from verbatim.core.errors import ContentError, Faults
from verbatim.core.files import markdown_files, read_file
from verbatim.core.quotation_marks import OPENING
from verbatim.core.slugs import is_name
from verbatim.model import Picture, Span

STATUSES = ("published", "draft")
DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
LONGEST_HEAD = 60
_PLACE = re.compile(r"([a-z0-9-]{1,80})#char=(\d{1,9}),(\d{1,9})")
BETWEEN = re.compile(r"[\s,]+")
QUESTIONS = "questions"
QUESTION_NAME = re.compile(r"(\d{1,4})-([a-z0-9-]{1,80})")
LONGEST_QUESTION = 300


class SourcePlace(NamedTuple):
    """A slice of a story's source, as a header names it: `gate#char=12,80`."""

    story: str
    span: Span

    def __str__(self) -> str:
        return f"{self.story}#char={self.span.start},{self.span.end}"


class Joined(NamedTuple):
    """Ids that a header joins, and its line."""

    ids: tuple[str, ...]
    line: int


class JoinedPlaces(NamedTuple):
    """Places that a header joins, and its line."""

    places: tuple[SourcePlace, ...]
    line: int


class Chapter(NamedTuple):
    """A chapter of a topic's days: its head, the editors' words, and the EDTF date with which it begins."""

    first: str
    head: str


class TopicRule(NamedTuple):
    """Which stories belong to a topic besides those named; empty fields ask for nothing.

    `first` and `last` are EDTF dates. A rule without section, tags and people takes no story.
    """

    section: str = ""
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    first: str = ""
    last: str = ""

    @property
    def asks(self) -> bool:
        """Whether the rule can take any story."""
        return bool(self.section or self.tags or self.people)


@dataclass(frozen=True, slots=True)
class TopicFile:
    """A topic as its file says it. `words` is Markdown that begins on `words_line`; `numbers` is None for `none`."""

    id: str
    path: str
    title: str
    summary: str
    summary_line: int
    stories: tuple[str, ...]
    stories_line: int
    rule: TopicRule
    status: str
    updated: str
    same: tuple[Joined, ...]
    numbers: tuple[JoinedPlaces, ...] | None
    answered: tuple[JoinedPlaces, ...]
    chapters: tuple[Chapter, ...]
    words: str
    words_line: int
    picture: Picture | None = None


class TopicFiles(NamedTuple):
    """The files in which editors tell over several stories: topics by id, and questions in order of their files."""

    topics: Mapping[str, TopicFile] = MappingProxyType({})
    questions: tuple[QuestionFile, ...] = ()


def read_topic_files(content: Path, errors: Faults) -> TopicFiles:
    """Return the files in `topics/` and `questions/`; the errors of those that cannot be read are added to `errors`."""
    return TopicFiles(read_topics(content, errors), tuple(read_questions(content, errors)))


def read_topics(content: Path, errors: Faults) -> dict[str, TopicFile]:
    """Return the files in `topics/` by id; the errors of those that cannot be read are added to `errors`."""
    return read_named(content, "topics", read_topic, errors)


def read_topic(data: bytes, path: str, topic: str) -> TopicFile:
    """Read `content/topics/<id>.md`."""
    head = read_head(data, path)
    require_headers(head, ("Title",))
    # A title stands where no place in a source can be shown.
    fact = "a topic's title with quotation marks would be taken for somebody's words"
    head.refuse_marks("Title", fact, "Take the marks off, or quote in the Summary")
    for key in ("From", "To"):
        head.check(key, edtf.parse, "is not a date", "Write it as 2031, 2031-03 or 2031-03-04")
    head.check("Updated", is_day, "is not a day", "Write it as 2031-03-04")
    head.check("Status", STATUSES.__contains__, f"is none of {', '.join(STATUSES)}", "Write one of these")
    rule = TopicRule(head.get("Section"), _list(head.get("Tags")), _ids(head.get("People")),
                     head.get("From"), head.get("To"))  # fmt: skip
    stories = _ids(head.get("Stories"))
    if not stories and not rule.asks:
        fact = "nothing says which stories belong to this topic"
        raise head.fault("Stories", fact, "Add a line Stories: with their names, or Section:")
    words, words_line = head.words
    return TopicFile(
        id=topic,
        path=path,
        title=head.get("Title"),
        summary=head.get("Summary"),
        summary_line=head.line("Summary"),
        stories=stories,
        stories_line=head.line("Stories"),
        rule=rule,
        status=head.get("Status") or STATUSES[0],
        updated=head.get("Updated")[:10],
        same=tuple(_joined(head)),
        numbers=None if head.get("Numbers") == NONE else tuple(_places(head, "Numbers", 2)),
        answered=tuple(_places(head, "Answered", 1)),
        chapters=tuple(sorted(_chapters(head), key=lambda one: edtf.sort_key(one.first))),
        words=words,
        words_line=words_line,
        picture=read_picture(head),
    )


def format_topic(title: str, summary: str, stories: Iterable[str], updated: str) -> str:
    """Return the file of a topic that begins; what is not known yet is left to be filled in."""
    headers = [("Title", title), ("Summary", summary), ("Stories", " ".join(stories)), ("Updated", updated)]
    return format_head(headers)


def _joined(head: FileHead) -> Iterator[Joined]:
    for _, value, line in head.all("Same"):
        ids = _ids(value)
        if len(set(ids)) < 2:  # noqa: PLR2004  one by itself is joined with nothing
            fix = "Write their ids, as data/moments.json has them"
            raise ContentError(head.path, line, "Same joins two moments or more", fix)
        yield Joined(ids, line)


def _chapters(head: FileHead) -> Iterator[Chapter]:
    for _, value, line in head.all("Chapters"):
        first, _, words = value.partition(" ")
        chapter = Chapter(first, words.strip())
        if not DATE.fullmatch(first) or not edtf.parse(first) or not chapter.head:
            fact = f"Chapters: {value[:60]} is not a date and a head"
            raise ContentError(head.path, line, fact, "Write the first day and the head: 2031-03-04 The vote")
        if len(chapter.head) > LONGEST_HEAD or any(mark in chapter.head for mark in OPENING):
            fact = f"the head of a chapter, {chapter.head[:40]}, has quotation marks or over {LONGEST_HEAD} letters"
            raise ContentError(head.path, line, fact, "Say in a few words of yours what begins on that day")
        yield chapter


def _places(head: FileHead, header: str, fewest: int) -> Iterator[JoinedPlaces]:
    """Yield what each header of that name joins: at least `fewest` places."""
    for _, value, line in head.all(header):
        places = places_in(value)
        if len(places) < fewest:
            fact = f"{header}: {value[:60]} is not {'two places or more' if fewest > 1 else 'a place'} in sources"
            raise ContentError(head.path, line, fact, "Write each as story#char=12,80, with blanks between")
        yield JoinedPlaces(places, line)


def places_in(value: str) -> tuple[SourcePlace, ...]:
    """Return the places that a header names, with blanks or commas between; none where one of them is not a place."""
    words = BETWEEN.split(re.sub(r"(?<=\d),(?=\d)", ":", value).strip(" ,"))
    found = [_PLACE.fullmatch(word.replace(":", ",")) for word in words]
    places = tuple(SourcePlace(one[1], Span(int(one[2]), int(one[3]))) for one in found if one)
    return places if len(places) == len(found) else ()


def _ids(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in BETWEEN.split(value.strip()) if one))


def _list(value: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in value.split(",") if one.strip())


# Questions


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """A question as its file asks it. `about` is the id of a story or a topic, `answers` is empty for `none`.

    `words` is the editors' Markdown, which begins on `words_line`; `line` is that of the header Answer.
    """

    id: str
    about: str
    path: str
    title: str
    answers: tuple[SourcePlace, ...]
    line: int
    words: str
    words_line: int


def read_questions(content: Path, errors: Faults) -> list[QuestionFile]:
    """Return the questions in order of their files; the errors of those that cannot be read are added to `errors`."""
    found: list[QuestionFile] = []
    top = content / QUESTIONS
    for folder in sorted(path for path in top.iterdir() if path.is_dir()) if top.is_dir() else ():
        for path in markdown_files(folder):
            shown = StoryPaths(content, "").shown(path)
            with errors:
                found.append(read_question(read_file(path, shown), shown, (folder.name, path.stem)))
    return found


def read_question(data: bytes, path: str, named: tuple[str, str]) -> QuestionFile:
    """Read `content/questions/<about>/<NN-slug>.md`; `named` are the names of the folder and the file."""
    about, name = named
    number = QUESTION_NAME.fullmatch(name)
    if not number or not is_name(about):
        fact = "the name of this file is not a number and a few words"
        raise ContentError(path, 0, fact, "Name it as 10-who-pays.md: small letters, digits and hyphens")
    head = read_head(data, path)
    require_headers(head, QUESTION)
    title, value = head.get("Title"), head.get("Answer")
    if any(mark in title for mark in OPENING) or len(title) > LONGEST_QUESTION:
        fact = "a question with quotation marks would be taken for somebody's words"
        raise head.fault("Title", fact, "Take the marks off, and keep it to one sentence")
    answers = () if value == NONE else places_in(value)
    form = "Write gate#char=12,80, several with blanks, or none"
    head.check("Answer", lambda value: value == NONE or answers, "is not a place in a source", form)
    return QuestionFile(number[2], about, path, title, answers, head.line("Answer"), *head.words)


def format_question(title: str, places: Iterable[str]) -> str:
    """Return the file of a question; without places its answer is left to be filled in."""
    return format_head([("Title", title), ("Answer", " ".join(places))])
