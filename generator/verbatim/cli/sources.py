"""The command `sources`: lists the sources, and compares saved copies of publishers' pages with them.

With `--check` it exits with 0 where every copy is verbatim, 1 where one is not or is a copy of no source, 2 where a
file is not there. It fetches nothing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verbatim.cli.folders import CONTENT
from verbatim.content.format.story_file import read_story_file
from verbatim.content.layout import StoryPaths, extracted_path, story_of
from verbatim.content.sources.front_matter import front_matter
from verbatim.content.sources.loading import read_source_text
from verbatim.core.errors import message
from verbatim.core.files import LARGEST_SOURCE, markdown_files, read_file
from verbatim.core.text import printable
from verbatim.verify.copies import CopyFinding, PublishedSource, SavedPage, check_copy, find_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


MOST_TOLD = 5  # altered lines of a story
UNKNOWN = "this copy matches no source here"
NAME_IT = "Name the file as the story, such as harbour.html"


@click.command("sources")
@CONTENT
@click.option("--check", "checks", is_flag=True, help="Say of saved pages whether they still have the sources' words.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.argument("copies", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def command(content: Path, copies: tuple[Path, ...], *, checks: bool, as_json: bool) -> int:
    """List the sources and where they were published; with --check hold saved copies of these pages against them."""
    if checks != bool(copies):
        raise click.UsageError("Name saved pages after --check, and no files without it.")
    known = list(_sources(content.absolute()))
    if not checks:
        rows = [{"story": one.story, "path": one.path, "url": one.url or None} for one in known]
        lines = [f"{one.story}  {one.path}  {one.url or '-'}" for one in known]
        click.echo(_as_json({"sources": rows}) if as_json else "\n".join(lines))
        return 0
    found = [(path, _checked(path, known)) for path in copies]
    if as_json:
        click.echo(_as_json({"copies": [_copy_row(path, finding) for path, finding in found]}))
    else:
        for path, finding in found:
            click.echo("\n".join(_copy_lines(path, finding)))
    return int(any(finding is None or finding.verdict != "verbatim" for _, finding in found))


def _sources(content: Path) -> Iterator[PublishedSource]:
    """Yield the text of each story's source, and where it was published."""
    for path in markdown_files(content / "stories"):
        paths = StoryPaths(content, path.stem)
        head = read_story_file(read_file(path), paths.shown(path), path.stem).head
        source = content / "sources" / head.get("Source")
        text, kind = read_source_text(source), source.suffix.lower()
        shown = paths.shown(extracted_path(source) if kind == ".html" else source)
        yield PublishedSource(path.stem, shown, text, front_matter(text, source.name).end, head.get("Source-Url"))


def _checked(path: Path, known: Sequence[PublishedSource]) -> CopyFinding | None:
    page = SavedPage(read_file(path, largest=LARGEST_SOURCE))
    source = find_source(page, story_of(path), known)
    return check_copy(page, source) if source else None


def _copy_lines(path: Path, finding: CopyFinding | None) -> Iterator[str]:
    if finding is None:
        yield message(str(path), 0, UNKNOWN, NAME_IT)
        return
    yield f"{path}: {finding.verdict}: {finding.source.story}"
    for one in finding.altered[:MOST_TOLD]:
        yield printable(f"{finding.source.path}:{one.line}: {'; '.join(map(str, one.differences))}")
    if (more := len(finding.altered) - MOST_TOLD) > 0:
        yield f"{finding.source.path}: {more} more lines differ; --json has them all"


def _copy_row(path: Path, finding: CopyFinding | None) -> dict[str, object]:
    if finding is None:
        return {"file": str(path), "story": None, "verdict": None, "differences": []}
    rows = [
        {"path": finding.source.path, "line": one.line, "source": each.source, "page": each.card}
        for one in finding.altered
        for each in one.differences
    ]
    return {"file": str(path), "story": finding.source.story, "verdict": finding.verdict, "differences": rows}


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
