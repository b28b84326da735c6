"""The commands `check`, which prints everything that an editor should look at, `review` and `sources`.

`check` exits with 0 where there is only advice, 1 where something is wrong. `review` records in a story's ledger what
an editor checked, or lists what was. `sources` lists the sources; with `--check` it holds saved copies of publishers'
pages against them, and exits with 0 where every copy is verbatim, 1 where one is not or is a copy of no source, 2 where
a file is not there. It fetches nothing.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from os.path import commonprefix
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verbatim.cli.folders import CONTENT, SETTINGS, tell_waiting
from verbatim.cli.settings_file import read_settings
from verbatim.content import advice, load
from verbatim.content.format.story_file import embargo_of, read_story_file
from verbatim.content.format.topic_file import read_topic_files
from verbatim.content.layout import StoryPaths, extracted_path, sources_in, story_of
from verbatim.content.ledger import REVIEWED, format_rows, read_ledger
from verbatim.content.people.roster import kept_apart
from verbatim.content.reviews import QUOTE, editor, lapsed, reviews, standing, states, taken_back
from verbatim.content.sources.front_matter import front_matter
from verbatim.content.sources.loading import read_source_text
from verbatim.content.store import load_story
from verbatim.content.transaction import content_lock
from verbatim.core.dates import today
from verbatim.core.errors import Advice, ContentError, Faults, message
from verbatim.core.files import LARGEST_SOURCE, Write, appended, markdown_files, read_file, write_files
from verbatim.core.quotation_marks import OPENING
from verbatim.core.slugs import is_name
from verbatim.core.text import printable
from verbatim.model import Span
from verbatim.newsroom import join, record_of
from verbatim.newsroom.extent import NamedElsewhere, extent_of, is_foreign, parts_of, share_published
from verbatim.newsroom.gate import PUBLIC_ROLES, named_in, standings
from verbatim.newsroom.law import retitled
from verbatim.newsroom.personal_data import personal_data
from verbatim.newsroom.places import fragment_at
from verbatim.newsroom.topics import places_named, resolved
from verbatim.newsroom.variants import proposed_variants, quoted_words, variant_errors, variants
from verbatim.verify.copies import CopyFinding, PublishedSource, SavedPage, check_copy, find_source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from verbatim.content.format.person_file import PersonFile
    from verbatim.content.format.topic_file import TopicFiles
    from verbatim.content.ledger import LedgerEntry
    from verbatim.content.store import Content
    from verbatim.model import Newsroom, Story

QUOTED = re.compile(f"[{re.escape(OPENING)}]")
FEW = 3  # pieces of advice of one kind that are shown each
ALL = "all"  # quotations of a story
READ = "read by rules"
BASES = ("none", "inferred", "stated", "editor")  # from what is most often wrong on
SURE = 100  # the grade of what has none
MOST_TOLD = 5  # altered lines of a story
UNKNOWN = "this is a copy of no source here"
NAME_IT = "Name the file as the story, such as harbour.html"


@click.command("check")
@CONTENT
@SETTINGS
@click.option("-v", "--verbose", is_flag=True, help="Show each place, also where there are many of a kind.")
def command(content: Path, settings: Path, *, verbose: bool) -> None:
    """List everything that an editor should look at; of a kind that there are many of, how many."""
    content = content.absolute()
    lines = list(_on_leftover_files(content))
    faults = Faults()
    with faults:
        lines += _on_stories(content, read_settings(settings))
    shown = list(_by_kind(lines, verbose=verbose))
    for line in shown:
        click.echo(line)
    faults.raise_all()
    more = "; verbatim check -v shows each" if len(shown) < len(lines) else ""
    click.echo(f"{len(lines)} to look at, nothing wrong{more}" if lines else "nothing to look at")


def _by_kind(lines: Iterable[Advice], *, verbose: bool) -> Iterator[str]:
    """Yield advice with what is asked for most often first: of many with one fix how many, and if `verbose` each."""
    kinds: dict[tuple[str, ...], list[Advice]] = defaultdict(list)
    for line in lines:
        kinds[line.fix, *line.fact.split()[:2]].append(line)
    for (fix, *_), alike in sorted(kinds.items(), key=lambda kind: -len(kind[1])):
        if len(alike) > FEW:
            files = len({one.path for one in alike})
            within = f" in {files} file{'s' * (files > 1)}" if files < len(alike) else ""
            yield message(f"{len(alike)} times{within}", 0, _in_common([one.fact for one in alike]), fix)
        if len(alike) <= FEW or verbose:
            yield from map(str, alike)


def _in_common(facts: Sequence[str]) -> str:
    """Return what several facts begin with, to the last whole word before anybody's words; one fact is whole."""
    shared = commonprefix(facts)  # noqa: RUF071  by character, as it is meant here
    return shared if {*facts} == {shared} else f"{QUOTED.split(shared)[0].rpartition(' ')[0]} …"


def _on_leftover_files(content: Path) -> Iterator[Advice]:
    folder = content / "fragments"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        yield from advice.left_over(StoryPaths(content, path.name))
    yield from advice.merged_files(content)


def _on_stories(content: Path, settings: Mapping[str, object]) -> Iterator[Advice]:
    sources = sources_in(content / "sources")
    loaded = load(content)
    yield from advice.not_split(sources.items(), (story.id for story in loaded.stories))
    yield from advice.stale_texts(sources.values())
    for story in loaded.stories:
        yield from advice.drafts(story)
        yield from advice.missing_facts(story)
        yield from advice.marks_that_do_not_pair(story, loaded.ledger[story.id])
        yield from advice.marks_of_editors(story)
        yield from advice.not_established(story)
        yield from advice.reviewed(story, loaded.ledger[story.id])
        yield from advice.pictures_not_shown(story)
        yield from _on_personal_data(story)
    yield from advice.missing_credits(loaded.people.values())
    policy = str(settings.get("PROFILES") or PUBLIC_ROLES)
    yield from _on_people(content, loaded.stories, loaded.people, policy)
    yield from advice.namesakes(loaded.stories, loaded.people, kept_apart(content))
    yield from advice.unknown_candidates(loaded.stories, loaded.people)
    faults = Faults()
    files = read_topic_files(content, faults)
    yield from advice.proposed_topics(loaded.stories, files.topics.values(), kept_apart(content, "story"))
    faults.raise_all()
    newsroom = join(loaded.stories, loaded.people)
    published = {story.id for story in loaded.stories if story.status == "published" and not embargo_of(story)}
    Faults(variant_errors(newsroom.quotes, newsroom.stories)).raise_all()
    yield from _on_variants(newsroom, loaded.stories, kept_apart(content, QUOTE))
    for shown in (published, newsroom.stories.keys()):  # on the web, and what its editors see
        resolved(files, newsroom, newsroom.stories, shown)
    yield from _on_extents(loaded, files, settings)


def _on_extents(loaded: Content, files: TopicFiles, settings: Mapping[str, object]) -> Iterator[Advice]:
    """Yield how much of each text of somebody else's goes live."""
    site, default = (str(settings.get(name) or "") for name in ("SITENAME", "SOURCE_PUBLISHED"))
    stories = {story.id: story for story in loaded.stories}
    records = {name: record_of(story, loaded.ledger[name]) for name, story in stories.items()}
    extents = {name: extent_of(story, site, default) for name, story in stories.items()}
    parts = parts_of(stories, records, extents, NamedElsewhere(frozenset(), places_named(files)))
    for name, story in stories.items():
        if is_foreign(story, site):
            share = share_published(story.text, parts[name][1]) if name in parts else 1
            fact = f"of this text of {story.source_name} {share:.0%} goes live ({extents[name]})"
            yield Advice(story.path, 0, fact, "Source-Published in its file says how much")


DATA = {
    "e-mail": "an e-mail address", "identity": "an ID number", "plate": "a number plate",
    "telephone": "a telephone number", "address": "an address",
}  # fmt: skip


def _on_personal_data(story: Story) -> Iterator[Advice]:
    """Yield the words of a source that may lead strangers to somebody."""
    fix = "What a source has is published with it: do readers need this? To cover it: verbatim redact STORY PLACE"
    for one in personal_data(story.text):
        held = fragment_at(story, one.span)
        start = held.in_source(Span(0, 0)).start if held else 0
        path, line = (held.path, held.line_at(one.span.start - start)) if held else (story.path, 0)
        what = f"“{one.span.of(story.text)}” ({one.span.start},{one.span.end}) reads like {DATA[one.kind]}"
        yield Advice(path, line, f"personal data: {what}", fix)


def _on_people(
    content: Path, stories: Sequence[Story], files: Mapping[str, PersonFile], policy: str
) -> Iterator[Advice]:
    """Yield who gets a page when the site is published next, and had none; and what speaks for it."""
    from verbatim.site.publications import told_in_log  # noqa: PLC0415  the site's packages are loaded for this alone

    named = [named_in(story) for story in stories]
    for file, called in retitled((mark for one in named for mark in one.people_marks), files):
        fact = f"Title: {file.title} shares no word with what texts call {file.id}: {called}"
        yield Advice(file.path, 0, fact, "Readers take it for the text's: say below the headers how you know")
    paths = {story.id: story.path for story in stories}
    had = told_in_log(content).people
    found = standings(named, files, policy)
    for who, one in sorted(found.items()):
        if one.is_open and not one.is_reviewed and who not in had:
            ground = next((held for held in one.grounds if held.opens), None)
            why = f"“{' '.join(ground.words.split())}”" if ground else "a role that you gave"
            path = paths[ground.story] if ground else f"{content.name}/people/{who}.md"
            fact = f"newly public: {who} gets a page, by {why}"
            yield Advice(path, 0, fact, "Where they should have none, run verbatim people close ID")


def _on_variants(newsroom: Newsroom, stories: Iterable[Story], apart: Collection[frozenset[str]]) -> Iterator[Advice]:
    """Yield quotations of two texts that seem to be the same words, and that no editor joined or kept `apart`."""
    joined = variants(newsroom.quotes)
    fragments = {(story.id, one.name): one.path for story in stories for one in story.fragments}
    for one in proposed_variants(quoted_words(stories)):
        quote, other = (newsroom.quotes.get(name) for name in (one.quote, one.other))
        is_settled = frozenset((one.quote, one.other)) in apart
        if quote and other and not is_settled and other.id not in joined.get(quote.id, ()):
            path, there = (fragments[each.story, each.parts[0].fragment] for each in (quote, other))
            shown = advice.shown_words(quote.parts[0].words.of(newsroom.stories[quote.story].text))
            fact = f"another text seems to have the words {shown} too, in {there}"
            yield Advice(path, 0, fact, f"Are they the same? Write Same-As: {quote.id} {other.id} among its headers")


# Reviews


@click.command("review")
@CONTENT
@click.option("--by", default="", help="Who checked: initials, which pages show. [default: of Editor, or of git]")
@click.option("--take-back", "takes_back", is_flag=True, help="Take the last review of each back.")
@click.argument("story")
@click.argument("ids", nargs=-1, metavar="[ID]...")
def review(content: Path, story: str, ids: tuple[str, ...], by: str, *, takes_back: bool) -> None:
    """Record that an editor checked parts of STORY as they stand; without an ID, list its quotations.

    An ID is that of a quotation, a moment, a number, a role or a person; `all` stands for every quotation.
    """
    paths = StoryPaths(content.absolute(), story)
    if not is_name(story) or not paths.story_file.is_file():
        fix = "Name a file of content/stories without its ending"
        raise ContentError("review", 0, f"there is no story “{story[:60]}”", fix)
    with content_lock(paths.content, tell_waiting):
        loaded = load_story(paths)
        current, ledger = states(story, loaded.fragments), read_ledger(paths)
        every = [key for key, row in current.items() if row.kind == QUOTE]
        chosen = [key for one in ids for key in (every if one == ALL else [one])]
        if not chosen:
            click.echo("\n".join(_listed(loaded, current, ledger)))
            return
        by = by or editor(paths.content, loaded.headers.get("Editor", ""))
        if not by:
            raise ContentError("review", 0, "nobody knows who reviews", "Add --by with your initials, as --by EV")
        make = taken_back(ledger, chosen, today(), by) if takes_back else reviews(current, ledger, chosen, today(), by)
        if make:
            write_files([Write(paths.ledger, appended(paths.ledger, format_rows(make).encode()))])
    for row in make:
        told = "checked by" if row.event == REVIEWED else "taken back by"
        click.echo(f"{row.id} {told} {row.by}")
    if not make:
        click.echo(f"{by} checked this before, and nothing was changed since")


def _listed(story: Story, current: Mapping[str, LedgerEntry], ledger: Iterable[LedgerEntry]) -> Iterator[str]:
    """Yield a line for each quotation, those that nobody checked first and the worst of them, and how many were."""
    rows = tuple(ledger)
    holding, before = standing(current, rows), lapsed(current, rows)
    marks = {mark.id: mark for one in story.fragments for mark in reversed(one.marks) if mark.kind == QUOTE}

    def order(row: LedgerEntry) -> tuple[bool, int, int, int]:
        attrs = marks[row.id].attrs
        basis, grade = attrs.get("basis", ""), attrs.get("grade", "")
        rank = BASES.index(basis) if basis in BASES else 0
        return row.id in holding, rank, int(grade) if grade.isdecimal() else SURE, row.start

    quotes = sorted((row for row in current.values() if row.kind == QUOTE), key=order)
    for row in quotes:
        words = printable(f"{row.name or row.speaker or 'nobody'}: {advice.shown_words(row.now or row.words)}")
        yield f"{row.id}  {_state(holding.get(row.id), before.get(row.id))}  {words}"
    yield f"{sum(row.id in holding for row in quotes)} of {len(quotes)} quotations checked by an editor"


def _state(review: LedgerEntry | None, before: LedgerEntry | None) -> str:
    if review:
        return f"checked {review.date} ({review.by})"
    return f"{READ}, checked {before.date} ({before.by}) and changed since" if before else READ


# Saved copies of publishers' pages


@click.command("sources")
@CONTENT
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
