"""Moments: the dated marks of one story come in, `Moment` records go out, in order of place."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from generator import edtf
from generator.model import Basis, Certainty, Moment
from generator.newsroom.places import fault, in_source, one_of, source_fragments

if TYPE_CHECKING:
    from generator.model import Fragment, Mark, Story
    from generator.newsroom.context import Sentences

BASES = ("none", "stated", "inferred")
CERTAINTIES = ("reported", "planned", "denied")


def moments_of(story: Story, sentences: Sentences) -> list[Moment]:
    """Return the story's moments; `date` is empty where the source gives none that can be placed."""
    found = []
    for fragment in source_fragments(story):
        held = [mark for mark in fragment.marks if mark.kind == "moment"]
        for count, mark in enumerate(held, start=1):
            name = f"m-{story.id}-{fragment.number}-{count}"
            found.append(_moment(story, fragment, mark, name, sentences))
    return found


def _moment(story: Story, fragment: Fragment, mark: Mark, name: str, sentences: Sentences) -> Moment:
    place = in_source(fragment, mark)
    return Moment(
        id=name,
        story=story.id,
        sentence=sentences.around(place.start)[1],
        words=place,
        date=_date(fragment, mark),
        basis=cast("Basis", one_of(fragment, mark, "basis", BASES)),
        why=mark.attrs.get("why", ""),
        certainty=cast("Certainty", one_of(fragment, mark, "certainty", CERTAINTIES)),
        people=tuple(mark.attrs.get("people", "").split()),
    )


def _date(fragment: Fragment, mark: Mark) -> str:
    value = mark.attrs.get("date", "")
    if value and edtf.parse(value) is None:
        raise fault(fragment, mark, f'date="{value}" is no date', "Write EDTF, as 2015, 2015-12 or 2015-12-16")
    return value
