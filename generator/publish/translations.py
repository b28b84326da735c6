"""A story in other languages, for readers and for search engines. A story comes in, links by language go out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from generator.publish.addresses import story_address
from generator.publish.head_views import Alternate
from generator.publish.story_views import TranslationView

if TYPE_CHECKING:
    from generator.model import Story
    from generator.publish.edition import Edition

# Where no language of the reader's is among them: the original (Google's x-default).
DEFAULT = "x-default"


def translations(edition: Edition, story: Story) -> list[TranslationView]:
    """Return the other languages in which a story is told, each by its own name."""
    return [
        TranslationView(lang=other.lang, name=own_name(other.lang), url=story_address(other))
        for other in edition.translations.get(story.id, ())
        if other.id != story.id
    ]


def alternates(edition: Edition, story: Story) -> list[Alternate]:
    """Return the absolute addresses of a story in every language, its own too, as both ends must say.

    Empty where it is told in one language only, and for a site without an address.
    """
    group = edition.translations.get(story.id, ()) if edition.site.url else ()
    found = [Alternate(lang=one.lang, url=edition.site.absolute(story_address(one))) for one in group]
    return [*found, Alternate(lang=DEFAULT, url=found[0]["url"])] if found else []


@cache
def own_name(lang: str) -> str:
    """Return a language's name in itself (`Deutsch`), with a capital; the tag where nobody knows it."""
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415  only where a story has translations

    try:
        name = Locale.parse(lang, sep="-").get_display_name() or lang
    except (UnknownLocaleError, ValueError):
        return lang
    return name[:1].upper() + name[1:]
