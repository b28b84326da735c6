"""The small views that every page repeats: slices, stories, persons. Records come in, plain data goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from generator.errors import ContentError
from generator.model import Span
from generator.publish.addresses import char, fragment_place, person_address, source_place, story_address
from generator.publish.block_marks import bare_heading, shown_in
from generator.publish.dates import date_view
from generator.publish.shown import plain, shown
from generator.publish.views import PersonRef, RoleView, Slice, StoryRef
from generator.slugs import slug

if TYPE_CHECKING:
    from generator.model import Fragment, Role, Story
    from generator.publish.edition import Edition

TINTS = 4
QUOTING = '“”„«»"'


def slice_of(edition: Edition, story: str, span: Span) -> Slice:
    """Return a slice of a source, which links to the fragment in which it begins."""
    return _slice(edition, story, span, fragment_place(edition, story, span))


def marked_slice(edition: Edition, story: str, span: Span) -> Slice:
    """Return a slice that has a mark of its own in the source at the foot of the story's page, and links there."""
    return _slice(edition, story, span, source_place(edition, story, span))


def _slice(edition: Edition, story: str, span: Span, url: str) -> Slice:
    held = edition.newsroom.stories[story]
    return Slice(story=story, char=char(span), words=shown_in(held, span), url=url, lang=held.lang)


def story_ref(edition: Edition, story: Story) -> StoryRef:
    """Return what identifies a story wherever it is named."""
    return edition.fact(_story_ref, story.id)


def _story_ref(edition: Edition, name: str) -> StoryRef:
    story = edition.newsroom.stories[name]
    return StoryRef(
        id=story.id,
        url=story_address(story),
        title=_title(edition, story),
        title_text=plain(story.title),
        kicker=story.category,
        kicker_url=f"sections/{slug(story.category)}/" if story.category and "stories" not in edition.site.off else "",
        date=date_view(story.date, edition.site.words),
        date_basis=story.date_basis,
        modified=date_view(story.modified, edition.site.words) if story.modified else None,
        source_name=story.source_name,
        source_url=story.source_url,
    )


def _title(edition: Edition, story: Story) -> Slice:
    """Return the title as words of the source where it has them, else as the editors' own, with an empty `char`."""
    heading = headline(edition, story)
    if heading and heading.source:
        words = bare_heading(story, heading.text)
        start = heading.source.start + heading.text.find(words)
        return _slice(edition, story.id, Span(start, start + len(words)), story_address(story))
    start = story.text.find(story.title)
    if start >= 0 and story.title:
        return _slice(edition, story.id, Span(start, start + len(story.title)), story_address(story))
    if any(mark in story.title for mark in QUOTING):
        fact = "the Title has quotation marks, but the source does not have these words"
        raise ContentError(story.path, 1, fact, "Write the source's own words, or take the marks off")
    return Slice(story=story.id, char="", words=shown(story.title), url=story_address(story), lang=story.lang)


def headline(edition: Edition, story: Story) -> Fragment | None:
    """Return the source's first heading where the story's Title is its words, white space and Markdown's `#` aside."""
    first = edition.newsroom.headings.get(story.id)
    return first if first and bare_heading(story, first.text).split() == story.title.split() else None


def person_ref(edition: Edition, name: str) -> PersonRef:
    """Return what identifies a person, an organisation or a place wherever they are named."""
    return edition.once(_person_ref, name, name)


def _person_ref(edition: Edition, name: str) -> PersonRef:
    person = edition.newsroom.people[name]
    return PersonRef(
        id=person.id,
        name=person.name,
        kind=person.kind,
        url=person_address(edition, person),
        monogram=monogram(person.name),
        tint=1 + crc32(person.id.encode()) % TINTS,
        portrait=edition.portraits.get(person.id),
    )


def monogram(name: str) -> str:
    """Return the initials of the first and the last capitalised word of a name, at most two letters."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isalpha()]
    capital = [word for word in words if word[0].isupper()] or words
    initials = [word[0].upper() for word in (capital[:1] + capital[1:][-1:])]
    return "".join(initials) or name[:1].upper()


def role_view(edition: Edition, role: Role) -> RoleView:
    """Return a role as the source words it, as of its story's date."""
    story = edition.newsroom.stories[role.story]
    return RoleView(
        words=marked_slice(edition, role.story, role.span),
        story=story_ref(edition, story),
        as_of=date_view(story.date, edition.site.words),
    )
