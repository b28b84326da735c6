"""The command `check`: prints everything that an editor should look at.

The exit status is 0 where there is only advice, 1 where something is wrong.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from verbatim.content import advice, load
from verbatim.content.format.topic_file import read_topics
from verbatim.content.layout import StoryPaths, sources_in
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.newsroom import join
from verbatim.newsroom.topics import topics_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.content.advice import Advice


@click.command("check")
@click.option(
    "--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True, help="The content folder."
)
def command(content: Path) -> None:
    """List everything that an editor should look at."""
    content = content.absolute()
    lines = list(_on_leftover_files(content))
    errors: list[ContentError] = []
    try:
        lines += _on_stories(content)
    except ContentError as error:
        errors = [error]
    except ContentErrors as several:
        errors = several.errors
    for line in lines:
        click.echo(line)
    if errors:
        raise ContentErrors(errors)
    click.echo(f"{len(lines)} to look at, nothing wrong" if lines else "nothing to look at")


def _on_leftover_files(content: Path) -> Iterator[Advice]:
    folder = content / "fragments"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        yield from advice.left_over(StoryPaths(content, path.name))
    yield from advice.merged_files(content)


def _on_stories(content: Path) -> Iterator[Advice]:
    sources = sources_in(content / "sources")
    loaded = load(content)
    yield from advice.not_split(sources.items(), (story.id for story in loaded.stories))
    yield from advice.stale_texts(sources.values())
    for story in loaded.stories:
        yield from advice.drafts(story)
        yield from advice.missing_facts(story)
        yield from advice.marks_of_editors(story)
        yield from advice.not_established(story)
    yield from advice.namesakes(loaded.stories, loaded.people)
    yield from advice.unknown_candidates(loaded.stories, loaded.people)
    errors: list[ContentError] = []
    topics = read_topics(content, errors)
    yield from advice.proposed_topics(loaded.stories, topics.values())
    if errors:
        raise ContentErrors(errors)
    newsroom = join(loaded.stories, loaded.people)
    published = {story.id for story in loaded.stories if story.status == "published"}
    topics_of(topics, newsroom, newsroom.stories, published)
