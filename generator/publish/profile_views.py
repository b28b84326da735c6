"""What the templates may count on: a profile, plain data, made of the small views of `views`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from generator.publish.views import RoleView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from generator.publish.views import DateView, MomentView, PersonRef, QuoteView, Slice, StoryRef


class AppearsWith(TypedDict):
    """Somebody who is in the same stories, and in how many."""

    person: PersonRef
    stories: int


class HeldRole(RoleView):
    """A role on a profile: as last worded, since when these words are known, and in how many stories they stand."""

    since: DateView | None  # None where one story alone words it so
    stories: int


class Named(TypedDict):
    """Where a story first names somebody: the sentence that does so."""

    story: StoryRef
    sentence: Slice


class SpeaksFor(TypedDict):
    """Somebody whose role names an organisation, and that role."""

    person: PersonRef
    role: Slice


class Namesake(TypedDict):
    """Somebody else of the same name: whether the two are one, the sources do not establish."""

    person: PersonRef
    role: Slice | None


class Count(TypedDict):
    """How many quotations one year has."""

    year: str
    count: int


class ProfileView(TypedDict):
    """Everything that a profile shows; `together` and `stories` are capped, their counts are not."""

    ref: PersonRef
    credit: str  # whose picture the portrait is, empty where nobody is named
    roles: list[HeldRole]  # as last worded first
    aliases: list[Slice]
    namesakes: list[Namesake]
    words: Markup  # the editors' words about them, empty where there are none
    same_as: list[str]
    quotes: Sequence[QuoteView]  # newest story first, each made when somebody looks at it
    paraphrases: list[QuoteView]
    moments: list[MomentView]
    years: list[Count]  # how often quoted, every year from the first to the last; empty within one year
    named: list[Named]  # the newest stories, each with the sentence that first names them
    appears_with: list[AppearsWith]
    organisations: list[AppearsWith]
    speak_for: list[SpeaksFor]  # for an organisation: those whose role names it
    stories: list[StoryRef]
    story_count: int
    feed_url: str
    json_ld: Markup
