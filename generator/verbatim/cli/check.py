"""The commands `check`, which prints everything that an editor should look at, and `sources`.

`check` exits with 0 where there is only advice, 1 where something is wrong. `sources` lists the sources; with `--check`
it holds saved copies of publishers' pages against them, and exits with 0 where every copy is verbatim, 1 where one is
not or is a copy of no source, 2 where a file is not there. It fetches nothing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verbatim.content import advice, load
from verbatim.content.advice import Advice
from verbatim.content.format.story_file import read_story_file
from verbatim.content.format.topic_file import read_topic_files
from verbatim.content.layout import StoryPaths, extracted_path, sources_in, story_of
from verbatim.content.sources.front_matter import front_matter
from verbatim.content.sources.loading import read_source_text
from verbatim.core.errors import ContentError, ContentErrors, message
from verbatim.core.files import LARGEST_SOURCE, markdown_files, read_file
from verbatim.newsroom import join
from verbatim.newsroom.topics import resolved
from verbatim.newsroom.variants import proposed_variants, quoted_words, variant_errors, variants
from verbatim.verify.embeds.copies import CopyFinding, PublishedSource, SavedPage, check_copy, find_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verbatim.model import Newsroom, Story

MOST_TOLD = 5  # altered lines of a story
UNKNOWN = "this is a copy of no source here"
NAME_IT = "Name the file as the story, such as harbour.html"


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
    files = read_topic_files(content, errors)
    yield from advice.proposed_topics(loaded.stories, files.topics.values())
    if errors:
        raise ContentErrors(errors)
    newsroom = join(loaded.stories, loaded.people)
    published = {story.id for story in loaded.stories if story.status == "published"}
    if errors := list(variant_errors(newsroom.quotes, newsroom.stories)):
        raise ContentErrors(errors)
    yield from _on_variants(newsroom, loaded.stories)
    resolved(files, newsroom, newsroom.stories, published)


def _on_variants(newsroom: Newsroom, stories: Iterable[Story]) -> Iterator[Advice]:
    """Yield quotations of two texts that seem to be the same words, and that no editor joined."""
    joined = variants(newsroom.quotes)
    fragments = {(story.id, one.name): one.path for story in stories for one in story.fragments}
    for one in proposed_variants(quoted_words(stories)):
        quote, other = (newsroom.quotes.get(name) for name in (one.quote, one.other))
        if quote and other and other.id not in joined.get(quote.id, ()):
            path, there = (fragments[each.story, each.parts[0].fragment] for each in (quote, other))
            words = " ".join(quote.parts[0].words.of(newsroom.stories[quote.story].text).split())
            shown = words if len(words) <= advice.WORDS_SHOWN else f"{words[: advice.WORDS_SHOWN].rstrip()}…"
            fact = f"another text seems to have the words {shown} too, in {there}"
            yield Advice(path, 0, fact, f"Are they the same? Write Same-As: {quote.id} {other.id} among its headers")


# Saved copies of publishers' pages


@click.command("sources")
@click.option(
    "--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True, help="The content folder."
)
@click.option("--check", "checks", is_flag=True, help="Say of saved pages whether they still have the sources' words.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.argument("copies", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def sources(content: Path, copies: tuple[Path, ...], *, checks: bool, as_json: bool) -> int:
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
        click.echo(_as_json({"copies": [_row(path, finding) for path, finding in found]}))
    else:
        for path, finding in found:
            click.echo("\n".join(_told(path, finding)))
    return int(any(finding is None or finding.verdict != "verbatim" for _, finding in found))


def _sources(content: Path) -> Iterator[PublishedSource]:
    """Yield the text of each story's source, and where it was published."""
    for path in markdown_files(content / "stories"):
        paths = StoryPaths(content, path.stem)
        head = read_story_file(read_file(path), paths.shown(path), path.stem).head
        source = content / "sources" / head.get("Source")
        text, kind = read_source_text(source), source.suffix.lower()
        shown = paths.shown(extracted_path(source) if kind == ".html" else source)
        start = front_matter(text).end if kind == ".md" else 0
        yield PublishedSource(path.stem, shown, text, start, head.get("Source-Url"))


def _checked(path: Path, known: Sequence[PublishedSource]) -> CopyFinding | None:
    page = SavedPage(read_file(path, largest=LARGEST_SOURCE))
    source = find_source(page, story_of(path), known)
    return check_copy(page, source) if source else None


def _told(path: Path, finding: CopyFinding | None) -> Iterator[str]:
    if finding is None:
        yield message(str(path), 0, UNKNOWN, NAME_IT)
        return
    yield f"{path}: {finding.verdict}: {finding.source.story}"
    for one in finding.altered[:MOST_TOLD]:
        line = f"{finding.source.path}:{one.line}: {'; '.join(map(str, one.differences))}"
        yield "".join(char if char.isprintable() else " " for char in line)
    if (more := len(finding.altered) - MOST_TOLD) > 0:
        yield f"{finding.source.path}: {more} more lines differ; --json has them all"


def _row(path: Path, finding: CopyFinding | None) -> dict[str, object]:
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
