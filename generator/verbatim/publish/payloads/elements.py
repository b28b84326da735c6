"""The small shapes that most payloads are made of: slices, dates, people, stories, quotations, moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from verbatim.model import Basis, Certainty
    from verbatim.publish.refs import DateView, PersonRef, PictureView, Shape, Slice, StoryRef


class PlaceView(TypedDict):
    """Another place that tells a moment."""

    id: str  # its id, which once may have been a moment's own
    date: DateView | None  # set where it is not the moment's
    sentence: Slice  # what it says
    words: Slice  # its words for the date


class MomentView(TypedDict):
    """A moment: a date in a story, with the sentence that gives it."""

    id: str  # its id
    url: str  # its place in the story's timeline
    date: DateView | None  # None where the source gives no date that can be placed
    shape: Shape  # how the date is drawn, by its precision; empty where it cannot be placed
    words: Slice  # the words for the date
    sentence: Slice  # the words for the date are an element of class `moment-here`
    basis: Basis  # how the date is known
    why: str  # how the date was found, or why there is none
    certainty: Certainty  # whether it happened, by what the text says
    ahead: bool  # whether it lies after its story's publication
    people: list[PersonRef]  # who is named with it
    story: StoryRef  # the story that it is from
    year: str  # empty where the date has none
    month: str  # its name, empty where the date has none
    also: list[PlaceView]  # the other places that tell it, in order of the text
    picture: PictureView | None  # by the editors, None where they gave none
