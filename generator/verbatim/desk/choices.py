"""Chooses what stands before a story's text, but for its first screen: what is not known, key numbers.

Each is an order of places in the source, in a header of the story's own file. What the text does not say of itself,
such as its day, is a header too.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from verbatim.content.format.headers import with_header
from verbatim.content.format.story_file import NONE, read_story_file
from verbatim.core.i18n import msgid
from verbatim.desk.changes import NOT_SHOWN, Change, Files, digest, refused
from verbatim.desk.story import StorySnapshot
from verbatim.model import Story
from verbatim.newsroom import record
from verbatim.newsroom.places import Sentences

FACTS = "facts"
# What an editor may say of the whole text: the header, and what its field is called.
STATED = {
    "Title": msgid("Headline"),
    "Date": msgid("Day on which it was published, as 2031-03-04"),
    "Source-Name": msgid("Who published it"),
    "Source-Url": msgid("Where: the address"),
    "Category": msgid("Section"),
}
NO_SENTENCE = (msgid("the story has no such sentence or number"), NOT_SHOWN)


class Choosable(NamedTuple):
    """Something that can be chosen: its name in the header, its words, its place among the chosen, 0 for none."""

    name: str
    words: str
    place: int = 0
    begins: bool = False  # a paragraph


def _sentences(story: Story) -> Iterator[Choosable]:
    """Yield the sentences of a story, in order of the text."""
    known = Sentences.of(story)
    for at in range(len(known.paragraphs)):
        for number, span in enumerate(known.of_paragraph(at)):
            yield Choosable(span.char, " ".join(span.of(story.text).split()), begins=number == 0)


def _numbers(story: Story) -> Iterator[Choosable]:
    """Yield the fragments that have numbers with a meaning, each with what its numbers count."""
    found: dict[str, list[str]] = {}
    for one in record.numbers_of(story):
        words, means = (" ".join(span.of(story.text).split()) for span in (one.span, one.means))
        found.setdefault(one.fragment.partition("-")[0], []).append(f"{words}: {means}")
    return (Choosable(name, " · ".join(words)) for name, words in found.items())


class ChosenOrder(NamedTuple):
    """A part that is an order of places in a header of the story's file: the header, the part's name on the page.

    `offered` are the places that can be chosen, `chosen` the names of those that are, in their order.
    """

    header: str
    label: str
    offered: Callable[[Story], Iterator[Choosable]]
    chosen: Callable[[Story], Iterable[str]]


ORDERS = {
    "unknown": ChosenOrder(
        "Unknown", msgid("Still unknown"), _sentences, lambda story: (one.char for one in story.unknown)
    ),
    "numbers": ChosenOrder("Key-Numbers", msgid("Key numbers"), _numbers, lambda story: story.key_numbers),
}
# The parts of the page by name, each with what it is called.
PARTS = {**{part: row.label for part, row in ORDERS.items()}, FACTS: msgid("About the text")}


def choosable(state: StorySnapshot, part: str) -> list[Choosable]:
    """Return what a part of a story can be made of, in order of the text, with what is chosen now."""
    if part == FACTS:
        return []
    row, story = ORDERS[part], state.story
    places = {name: at for at, name in enumerate(row.chosen(story), 1)}
    return [one._replace(place=places.get(one.name, 0)) for one in row.offered(story)]


def shown_as(state: StorySnapshot, part: str) -> str:
    """Return the digest of what an editor is shown of a part: a change made meanwhile is never overwritten."""
    names = STATED if part == FACTS else (ORDERS[part].header,)
    return digest((state.seen, [state.story.headers.get(name, "") for name in names]))


def choose(state: StorySnapshot, part: str, order: Sequence[str]) -> Change:
    """Return the change that makes a part of these places, in their order. Raises ContentError for others."""
    row = ORDERS.get(part)
    if row is None or not {one.name for one in row.offered(state.story)}.issuperset(order):
        raise refused(*NO_SENTENCE)
    said = {row.header: " ".join(order) or NONE}
    return Change(msgid("Saved: what stands before the text."), {}, _with_headers(state, said))


def _with_headers(state: StorySnapshot, said: Mapping[str, str]) -> Files:
    """Return the bytes of the story's own file, by its path, before and after its headers say something.

    Raises ContentError where it could not be read then.
    """
    path = state.story_file
    data = before = state.data[path]
    for header, value in said.items():
        data = with_header(data, header, value, path)
    read_story_file(data, f"{state.paths.content.name}/{path}", state.story.id)
    return {path: (before, data)}


def facts(state: StorySnapshot) -> dict[str, str]:
    """Return what the story's file says of the text, by header; the day of the first split is none of it."""
    headers = state.story.headers
    found = {name: headers.get(name, "") for name in STATED}
    return {**found, "Date": ""} if state.story.date_basis == "unknown" else found


def state_facts(state: StorySnapshot, fields: Mapping[str, str]) -> Change:
    """Return the change that says something of the whole text. Raises ContentError for what no page could show.

    A day that an editor gives is theirs: `Date-Basis: editor`. The next split reads the dates of the text by it.
    """
    known = facts(state)
    said = {
        name: value for name in STATED if (value := " ".join(fields.get(name, "").split())) not in ("", known[name])
    }
    said |= {"Date-Basis": "editor"} if "Date" in said else {}
    return Change(msgid("Saved: what is known of the text."), {}, _with_headers(state, said))
