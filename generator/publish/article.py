"""A story as one body of HTML: what feeds and Pelican's other plugins show. The edition comes in, Markup goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.publish.addresses import source_address
from generator.publish.editors import editors_html
from generator.publish.filled import filled
from generator.publish.fragments import fragment_views, note_views
from generator.publish.links import link
from generator.publish.lookup import in_story
from generator.publish.place import Place
from generator.publish.refs import slice_of

if TYPE_CHECKING:
    from generator.model import Story
    from generator.publish.edition import Edition
    from generator.publish.story_views import FragmentView


def article_html(edition: Edition, story: Story) -> Markup:
    """Return the editors' introduction and the annotated text without its headline; links are tokens of `links`."""
    intro = editors_html(story.intro, in_story(edition, story.id), Place(story.path, 0, "stories"))
    held = [intro, *(_with_place(story, view) for view in fragment_views(edition, story))]
    return Markup("\n").join(piece for piece in held if piece)


def editors_words(edition: Edition, story: Story) -> Markup:
    """Return what editors wrote of a story, its introduction and notes, which alone may link to files of theirs."""
    intro = editors_html(story.intro, in_story(edition, story.id), Place(story.path, 0, "stories"))
    has_notes = story.id in edition.newsroom.noted
    notes = (view["html"] for view in note_views(edition, story)) if has_notes else ()
    return Markup("\n").join(piece for piece in (intro, *notes) if piece)


def _with_place(story: Story, view: FragmentView) -> Markup:
    """Return a fragment within a block quotation that cites its slice: feed readers drop attributes of our own."""
    if not view["char"]:
        return view["html"]
    place = link(f"{source_address(story.id)}#char={view['char']}")
    return filled('<blockquote cite="{}">{}</blockquote>', place, view["html"])


def article_summary(edition: Edition, story: Story) -> str:
    """Return the introduction, else the first sentence of the brief, so that Pelican does not cut one out itself."""
    intro = editors_html(story.intro, in_story(edition, story.id), Place(story.path, 0, "stories"))
    if intro or not story.brief:
        return str(intro)
    first = slice_of(edition, story.id, story.brief[0])
    made = filled('<p data-story="{}" data-char="{}">{}</p>', first["story"], first["char"], first["words"])
    return str(made)
