"""What `split` does: sources come in by name, annotated fragments stand in content/fragments after.

Where nothing changed, nothing of the rest of the program is loaded.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.errors import ContentError, ContentErrors
from generator.fragments.alone import alone
from generator.fragments.fresh import changed, look, rules_now
from generator.fragments.kept import kept_file, read_kept, sources_now, write_kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.executors import Shares
    from generator.fragments.fresh import Kept, Look
    from generator.fragments.several import Told
    from generator.fragments.splitting import Done

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
    with alone(content, _tell_waiting):
        kept = read_kept(kept_file(content))
        before = dict(kept)
        sources = _chosen(content, asked.stories, kept)
        if asked.extract:
            _extract_again(sources)
        rules = rules_now(content, kept)
        named = {story: look(content, story, path) for story, path in sources.items()} if asked.stories else None
        looks = changed(content, sources, kept, rules) if named is None else named
        try:
            if looks:
                _split_all(content, looks, kept, rules, asked)
        finally:
            if kept != before:
                write_kept(kept_file(content), kept)
    return 0


def _tell_waiting() -> None:
    sys.stderr.write("another command is writing the fragments; this one goes on when it is done\n")
    sys.stderr.flush()


def _chosen(content: Path, stories: Iterable[str], kept: dict[str, Kept]) -> dict[str, Path]:
    sources = sources_now(content, kept)
    for story in stories:
        if story not in sources:
            fact = f"there is no source of a story “{story}”"
            raise ContentError("content/sources", 0, fact, f"Name one of: {', '.join(sources) or 'none yet'}")
    if not sources:
        _say("content/sources: there is no source yet. Put article.txt there, or run python -m generator new source")
    return {story: sources[story] for story in dict.fromkeys(stories)} if stories else sources


def _extract_again(sources: dict[str, Path]) -> None:
    from generator.fragments.splitting import keep_extracted  # noqa: PLC0415
    from generator.sources import load_anew  # noqa: PLC0415

    for path in sources.values():
        if path.suffix.lower() == ".html":
            keep_extracted(path, load_anew(path))


def _split_all(content: Path, looks: Mapping[str, Look], kept: dict[str, Kept], rules: str, asked: Asked) -> None:
    """Split each source, tell what was done, and raise at the end what stood in the way of any."""
    from generator.executors import executor  # noqa: PLC0415  the annotator is not needed where nothing changed
    from generator.fragments.others import Others  # noqa: PLC0415
    from generator.fragments.several import Splitting, split_several  # noqa: PLC0415

    errors: list[ContentError] = []
    workers, scheduler = _shares(asked) if len(looks) >= WORTH_SHARING else (0, "")
    with executor(workers, scheduler) as pool:
        how = Splitting(content, Others(content, rules), rules, pool, workers)
        for told in _shown(split_several(how, looks), len(looks)):
            errors += told.errors
            if told.done and told.kept:
                _tell(told.done)
                kept[told.story] = told.kept
    if errors:
        raise ContentErrors(list(dict.fromkeys(errors)))


def _shares(asked: Asked) -> Shares:
    from generator.executors import Shares, shares  # noqa: PLC0415
    from generator.settings_file import read_settings  # noqa: PLC0415

    said = shares(read_settings(asked.settings))
    workers = said.workers if asked.workers is None else asked.workers
    return Shares(workers, said.scheduler if asked.scheduler is None else asked.scheduler)


def _tell(done: Done) -> None:
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


def _shown(told: Iterator[Told], total: int) -> Iterator[Told]:
    """Yield what is told, with a bar where a person watches and there is something to wait for."""
    if total < WORTH_A_BAR or not sys.stdout.isatty():
        yield from told
        return
    from rich.progress import track  # noqa: PLC0415  43 ms that only a terminal needs

    yield from track(told, description="Splitting", total=total)
