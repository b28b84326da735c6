"""`split`: sources come in by name, annotated fragments stand in content/fragments after."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.errors import ContentError, ContentErrors
from generator.fragments.alone import alone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.fragments.others import Others
    from generator.fragments.splitting import Done

WORTH_A_BAR = 4  # sources from which on progress is shown


@click.command("split")
@click.option("--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True)
@click.option("--extract", is_flag=True, help="Take the main text out of HTML sources again.")
@click.argument("stories", nargs=-1, metavar="[STORY]...")
def command(content: Path, extract: bool, stories: tuple[str, ...]) -> None:  # noqa: FBT001  a flag of the command line
    """Split sources into annotated fragments: those of the stories named, else all that changed."""
    content = content.absolute()
    with alone(content, _tell_waiting):
        sources = _chosen(content, stories)
        if extract:
            _extract_again(sources)
        _split_all(content, sources if stories else _changed(content, sources))


def _tell_waiting() -> None:
    click.echo("another command is writing the fragments; this one goes on when it is done", err=True)


def _chosen(content: Path, stories: Iterable[str]) -> dict[str, Path]:
    from generator.sources import sources_in  # noqa: PLC0415

    sources = sources_in(content / "sources")
    for story in stories:
        if story not in sources:
            fact = f"there is no source of a story “{story}”"
            raise ContentError("content/sources", 0, fact, f"Name one of: {', '.join(sources) or 'none yet'}")
    if not sources:
        click.echo(
            "content/sources: there is no source yet. Put article.txt there, or run python -m generator new source"
        )
    return {story: sources[story] for story in dict.fromkeys(stories)} if stories else sources


def _extract_again(sources: dict[str, Path]) -> None:
    from generator.fragments.splitting import keep_extracted  # noqa: PLC0415
    from generator.sources import load_anew  # noqa: PLC0415

    for path in sources.values():
        if path.suffix.lower() == ".html":
            keep_extracted(path, load_anew(path))


def _changed(content: Path, sources: dict[str, Path]) -> dict[str, Path]:
    from generator.fragments.fresh import key_of, read_keys  # noqa: PLC0415
    from generator.fragments.places import Places  # noqa: PLC0415

    keys = read_keys(_cache(content))
    return {story: path for story, path in sources.items() if keys.get(story) != key_of(Places(content, story), path)}


def _cache(content: Path) -> Path:
    return content.parent / ".cache" / "split.json"


def _split_all(content: Path, sources: dict[str, Path]) -> None:
    """Split each source, tell what was done, and raise at the end what stood in the way of any."""
    from generator.fragments.others import Others  # noqa: PLC0415

    others = Others(content)
    errors: list[ContentError] = []
    done: dict[str, Path] = {}
    for story, path in _shown(sources):
        try:
            _tell(_split(content, path, others))
            done[story] = path
        except ContentError as error:
            errors.append(error)
        except ContentErrors as several:
            errors += several.errors
    _remember(content, done)
    if errors:
        raise ContentErrors(list(dict.fromkeys(errors)))


def _split(content: Path, path: Path, others: Others) -> Done:
    from generator.fragments.splitting import split_source  # noqa: PLC0415  the annotator is not needed where nothing changed

    return split_source(content, path, others)


def _tell(done: Done) -> None:
    if done.changed:
        files = "1 file" if done.changed == 1 else f"{done.changed} files"
        click.echo(f"content/fragments/{done.story}: {files} written")
    for place in done.conflicts:
        fix = "The build waits until you have resolved it; check lists it too"
        click.echo(f"content/fragments/{done.story}/{place}: your edits and the new split are in conflict here. {fix}.")
    for file in done.aside:
        click.echo(f"content/fragments/{done.story}/{file}: the source has no such paragraph now; your edits are kept")


def _remember(content: Path, done: dict[str, Path]) -> None:
    from generator.fragments.fresh import key_of, read_keys, write_keys  # noqa: PLC0415
    from generator.fragments.places import Places  # noqa: PLC0415

    if done:
        new = {story: key_of(Places(content, story), path) for story, path in done.items()}
        write_keys(_cache(content), {**read_keys(_cache(content)), **new})


def _shown(sources: dict[str, Path]) -> Iterator[tuple[str, Path]]:
    """Yield the sources, with a bar where a person watches and there is something to wait for."""
    if len(sources) < WORTH_A_BAR or not sys.stdout.isatty():
        yield from sources.items()
        return
    from rich.progress import track  # noqa: PLC0415  43 ms that only a terminal needs

    yield from track(list(sources.items()), description="Splitting")
