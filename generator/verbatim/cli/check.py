"""`check`: content comes in by the name of its folder, everything that an editor should look at is printed.

The exit status is 0 where there is only advice, 1 where something is wrong.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from verbatim.core.errors import ContentError, ContentErrors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.content.advice import Advice
    from verbatim.content.store import Content


@click.command("check")
@click.option("--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True)
def command(content: Path) -> None:
    """List everything that an editor should look at."""
    content = content.absolute()
    errors: list[ContentError] = []
    advice = [*_beside(content), *_told(content, errors)]
    for line in advice:
        click.echo(line)
    if errors:
        raise ContentErrors(errors)
    click.echo(f"{len(advice)} to look at, nothing wrong" if advice else "nothing to look at")


def _beside(content: Path) -> Iterator[Advice]:
    from verbatim.content.advice import left_over, merged_files  # noqa: PLC0415
    from verbatim.content.layout import StoryPaths  # noqa: PLC0415

    folder = content / "fragments"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        yield from left_over(StoryPaths(content, path.name))
    yield from merged_files(content)


def _told(content: Path, errors: list[ContentError]) -> list[Advice]:
    """Return advice on sources and stories; what is wrong with them is added to `errors`."""
    from verbatim.content.sources import sources_in  # noqa: PLC0415
    from verbatim.content.store import load  # noqa: PLC0415
    from verbatim.newsroom import join  # noqa: PLC0415

    advice: list[Advice] = []
    try:
        sources = sources_in(content / "sources")
        loaded = load(content)
        advice += _advice(sources, loaded)
        join(loaded.stories, loaded.people)
    except ContentError as error:
        errors.append(error)
    except ContentErrors as several:
        errors += several.errors
    return advice


def _advice(sources: dict[str, Path], loaded: Content) -> Iterator[Advice]:
    from verbatim.content import advice  # noqa: PLC0415

    yield from advice.not_split(sources.items(), (story.id for story in loaded.stories))
    for story in loaded.stories:
        yield from advice.missing_facts(story)
        yield from advice.not_established(story)
    yield from advice.namesakes(loaded.stories, loaded.people)
    yield from advice.unknown_candidates(loaded.stories, loaded.people)
