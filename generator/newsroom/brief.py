"""The brief and the key numbers of a story. Its headers and marks come in, sentences and numbers go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model import Number, Span
from generator.newsroom.places import in_source, offsets, source_fragments

if TYPE_CHECKING:
    from generator.model import Fragment, Mark, Story
    from generator.newsroom.context import Sentences


@dataclass(frozen=True, slots=True)
class BriefSentence:
    """A sentence of the brief, whole, with the number of its paragraph in the source, from 1."""

    span: Span
    paragraph: int


def brief_of(story: Story, sentences: Sentences) -> list[BriefSentence]:
    """Return the brief that the story's file asks for, in its order."""
    return [BriefSentence(span, sentences.paragraph_at(span.start) + 1) for span in story.brief]


def numbers_of(story: Story) -> list[Number]:
    """Return every marked number of the story that has a meaning, in order of place."""
    found = []
    for fragment in source_fragments(story):
        for mark in fragment.marks:
            if mark.kind == "number":
                found += _number(story, fragment, mark)
    return found


def _number(story: Story, fragment: Fragment, mark: Mark) -> list[Number]:
    means = offsets(fragment, mark, "means", story)
    if means is None:
        return []
    return [Number(story.id, in_source(fragment, mark), means, fragment.name)]


def key_numbers(story: Story, numbers: list[Number]) -> list[Number]:
    """Return the numbers of the fragments that the story's file names, in the order in which it names them."""
    return [
        number
        for wanted in story.key_numbers
        for number in numbers
        if number.fragment.split("-", 1)[0] == wanted and number.story == story.id
    ]
