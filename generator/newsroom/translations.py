"""Stories that tell the same in several languages. Stories come in, groups of them go out; the original stands first.

A story's header `Translation-Of` names the story that it was translated from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model import Story

HEADER = "translation-of"


def translated_from(story: Story) -> str:
    """Return the id of the story that this one was translated from; empty where it is an original."""
    return next((value.strip() for name, value in story.headers.items() if name.lower() == HEADER), "")


def groups(stories: Mapping[str, Story]) -> dict[str, tuple[Story, ...]]:
    """Return, for each story that has translations here, all of its group: the original, then by language.

    Of two in one language only the first is in the group, since no reader could be led to both.
    """
    found: dict[str, list[Story]] = {}
    for story in stories.values():
        found.setdefault(_original(story, stories), []).append(story)
    several = (_of_each_language(held, first) for first, held in found.items() if len(held) > 1)
    return {story.id: group for group in several if len(group) > 1 for story in group}


def _of_each_language(held: list[Story], first: str) -> tuple[Story, ...]:
    ordered = sorted(held, key=lambda story: (story.id != first, story.lang, story.id))
    by_language: dict[str, Story] = {}
    for story in ordered:
        by_language.setdefault(story.lang, story)
    return tuple(by_language.values())


def _original(story: Story, stories: Mapping[str, Story]) -> str:
    """Follow the headers to the story that is no translation, or that is not here; a circle ends where it closes."""
    seen = {story.id}
    at = story
    while (name := translated_from(at)) and name not in seen:
        seen.add(name)
        if name not in stories:
            return name
        at = stories[name]
    return min(seen) if translated_from(at) else at.id


def faults(stories: Iterable[Story]) -> list[ContentError]:
    """Return a fault for each story that is said to be translated from one that is not there, or from itself."""
    held = {story.id: story for story in stories}
    found = []
    for story in held.values():
        name = translated_from(story)
        if name and (name == story.id or name not in held):
            fact = f"Translation-Of names the story {name}, which is {'this one' if name == story.id else 'not there'}"
            fix = "Write the id of the original, which is its file's name without .md, or take the line out"
            found.append(ContentError(story.path, 1, fact, fix))
    return found
