"""What `split` does: sources come in by name, annotated fragments stand in content/fragments after.

Where nothing changed, nothing of the rest of the program is loaded.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from verbatim.content.format.version import hold_format, state_format
from verbatim.content.splitting.freshness import (
    changed_stories,
    current_sources,
    read_inputs,
    read_states,
    rules_digest,
    state_file,
    write_states,
)
from verbatim.content.transaction import content_lock
from verbatim.core.errors import ContentError, ContentErrors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from verbatim.content.splitting.batch import StoryOutcome
    from verbatim.content.splitting.freshness import SplitState, StoryInputs
    from verbatim.content.splitting.split import SplitResult
    from verbatim.core.executors import Shares


# ---- settings_file.py


def read_settings(path: Path) -> dict[str, object]:
    """Return the settings that a file in Python gives, as Pelican takes them; none where there is no file.

    Raises ContentError where running it fails.
    """
    if not path.is_file():
        return {}
    import runpy  # noqa: PLC0415  only where there is work to share out

    try:
        told = runpy.run_path(str(path))
    except Exception as error:  # noqa: BLE001  somebody's program, which may raise anything
        fix = "Mend it: the build needs it too"
        raise ContentError(str(path), 0, f"these settings cannot be read ({error})", fix) from None
    return {name: value for name, value in told.items() if name.isupper()}


# ---- commands/splitting.py

WORTH_A_BAR = 4  # sources from which on progress is shown
WORTH_SHARING = 8  # sources from which on others help to read them


class Asked(NamedTuple):
    """What the command line says; where it says nothing of `workers` and `scheduler`, `settings` is asked."""

    content: Path = Path("content")
    settings: Path = Path("pelicanconf.py")
    workers: int | None = None
    scheduler: str | None = None
    stories: tuple[str, ...] = ()
    extract: bool = False


def split(asked: Asked) -> int:
    """Split the sources of the stories named, else all that changed, and return 0; raises what stands in the way."""
    content = asked.content.absolute()
    with content_lock(content, _tell_waiting):
        hold_format(content)
        kept = read_states(state_file(content))
        before = dict(kept)
        sources = _chosen(content, asked.stories, kept)
        if asked.extract:
            _extract_again(sources)
        rules = rules_digest(content, kept)
        named = {story: read_inputs(content, story, path) for story, path in sources.items()} if asked.stories else None
        looks = changed_stories(content, sources, kept, rules) if named is None else named
        try:
            if looks:
                state_format(content)
                _split_all(content, looks, kept, rules, asked)
        finally:
            if kept != before:
                write_states(state_file(content), kept)
    return 0


def _tell_waiting() -> None:
    sys.stderr.write("another command is writing the fragments; this one goes on when it is done\n")
    sys.stderr.flush()


def _chosen(content: Path, stories: Iterable[str], kept: dict[str, SplitState]) -> dict[str, Path]:
    sources = current_sources(content, kept)
    for story in stories:
        if story not in sources:
            fact = f"there is no source of a story “{story}”"
            raise ContentError("content/sources", 0, fact, f"Name one of: {', '.join(sources) or 'none yet'}")
    if not sources:
        _say("content/sources: there is no source yet. Put article.txt there, or run verbatim new source")
    return {story: sources[story] for story in dict.fromkeys(stories)} if stories else sources


def _extract_again(sources: dict[str, Path]) -> None:
    from verbatim.content.sources import extract_source  # noqa: PLC0415
    from verbatim.content.splitting.split import keep_extracted  # noqa: PLC0415

    for path in sources.values():
        if path.suffix.lower() == ".html":
            keep_extracted(path, extract_source(path))


def _split_all(
    content: Path, looks: Mapping[str, StoryInputs], kept: dict[str, SplitState], rules: str, asked: Asked
) -> None:
    """Split each source, tell what was done, and raise at the end what stood in the way of any."""
    from verbatim.content.people.index import OtherStories  # noqa: PLC0415
    from verbatim.content.splitting.batch import SplitJob, split_sources  # noqa: PLC0415
    from verbatim.core.executors import executor  # noqa: PLC0415

    errors: list[ContentError] = []
    workers, scheduler = _shares(asked) if len(looks) >= WORTH_SHARING else (0, "")
    with executor(workers, scheduler) as pool:
        how = SplitJob(content, OtherStories(content, rules), rules, pool, workers)
        for told in _shown(split_sources(how, looks), len(looks)):
            errors += told.errors
            if told.done and told.kept:
                _tell(told.done)
                kept[told.story] = told.kept
    if errors:
        raise ContentErrors(list(dict.fromkeys(errors)))


def _shares(asked: Asked) -> Shares:
    from verbatim.core.executors import Shares, shares  # noqa: PLC0415

    said = shares(read_settings(asked.settings))
    workers = said.workers if asked.workers is None else asked.workers
    return Shares(workers, said.scheduler if asked.scheduler is None else asked.scheduler)


def _tell(done: SplitResult) -> None:
    if done.changed:
        files = "1 file" if done.changed == 1 else f"{done.changed} files"
        _say(f"content/fragments/{done.story}: {files} written")
    for place in done.conflicts:
        fix = "The build waits until you have resolved it; check lists it too"
        _say(f"content/fragments/{done.story}/{place}: your edits and the new split are in conflict here. {fix}.")
    for file in done.aside:
        _say(f"content/fragments/{done.story}/{file}: the source has no such paragraph now; your edits are kept")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _shown(told: Iterator[StoryOutcome], total: int) -> Iterator[StoryOutcome]:
    """Yield what is told, with a bar where a person watches and there is something to wait for."""
    if total < WORTH_A_BAR or not sys.stdout.isatty():
        yield from told
        return
    from rich.progress import track  # noqa: PLC0415  43 ms that only a terminal needs

    yield from track(told, description="Splitting", total=total)


# ---- commands/split.py


@click.command("split")
@click.option("--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True)
@click.option("--settings", type=click.Path(path_type=Path), default=Path("pelicanconf.py"), show_default=True)
@click.option("--extract", is_flag=True, help="Take the main text out of HTML sources again.")
@click.option("--workers", type=click.IntRange(min=0), help="Processes that read sources; by default one a core.")
@click.option("--scheduler", help="A Dask scheduler whose workers read them instead, as tcp://host:8786.")
@click.argument("stories", nargs=-1, metavar="[STORY]...")
def command(  # noqa: PLR0913  the options of the command line
    content: Path,
    settings: Path,
    workers: int | None,
    scheduler: str | None,
    stories: tuple[str, ...],
    *,
    extract: bool,
) -> int:
    """Split sources into annotated fragments: those of the stories named, else all that changed."""
    return split(Asked(content, settings, workers, scheduler, stories, extract))
