"""The command `check`: prints everything that an editor should look at.

It exits with 0 where there is only advice, 1 where something is wrong.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from os.path import commonprefix
from pathlib import Path

import click

from verbatim.cli.folders import CONTENT, SETTINGS
from verbatim.cli.settings_file import read_settings
from verbatim.content import advice, load
from verbatim.content.format.story_file import embargo_of
from verbatim.content.format.topic_file import TopicFiles, read_topic_files
from verbatim.content.layout import sources_in
from verbatim.content.people.roster import kept_apart
from verbatim.content.reviews import QUOTE
from verbatim.content.store import Content
from verbatim.core.errors import Advice, Faults, message
from verbatim.core.quotation_marks import OPENING
from verbatim.model import Newsroom, Span, Story
from verbatim.newsroom import join, record_of
from verbatim.newsroom.extent import NamedElsewhere, extent_of, is_foreign, parts_of, share_published
from verbatim.newsroom.gate import PUBLIC_ROLES, NamedIn, Standing, named_in, standings
from verbatim.newsroom.law import retitled
from verbatim.newsroom.personal_data import personal_data
from verbatim.newsroom.places import Sentences, fragment_at
from verbatim.newsroom.topics import places_named, resolved
from verbatim.newsroom.variants import unsettled, variant_errors
from verbatim.publish.claims import advice_on_sides
from verbatim.publish.edition import Lookups

QUOTED = re.compile(f"[{re.escape(OPENING)}]")
FEW = 3  # pieces of advice of one kind that are shown each


@click.command("check")
@CONTENT
@SETTINGS
@click.option("-v", "--verbose", is_flag=True, help="Show each place, also where there are many of a kind.")
def command(content: Path, settings: Path, *, verbose: bool) -> None:
    """List everything that an editor should look at; of a kind that there are many of, how many."""
    content = content.absolute()
    lines = list(advice.laid_aside(content))
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


def _on_stories(content: Path, settings: Mapping[str, object]) -> Iterator[Advice]:
    sources = sources_in(content / "sources")
    loaded = load(content)
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
    named = [named_in(story) for story in loaded.stories]
    people = standings(named, loaded.people, str(settings.get("PROFILES") or PUBLIC_ROLES))
    yield from _on_people(content, loaded, named, people)
    yield from advice.namesakes(loaded.stories, loaded.people, kept_apart(content))
    faults = Faults()
    files = read_topic_files(content, faults)
    yield from advice.proposed_topics(loaded.stories, files.topics.values(), kept_apart(content, "story"))
    faults.raise_all()
    newsroom = join(loaded.stories, loaded.people, loaded.ledger)
    closed = {who for who, one in people.items() if not one.is_open}
    quotes = Lookups(newsroom, frozenset()).quotes_by_story
    for story in (one for one in loaded.stories if one.sides):
        yield from advice_on_sides(story, quotes.get(story.id, ()), Sentences.of(story), closed)
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
    fix = "What a source has is published with it: do readers need this? To cover it: verbatim redact STORY WORDS"
    for one in personal_data(story.text):
        held = fragment_at(story, one.span)
        start = held.in_source(Span(0, 0)).start if held else 0
        path, line = (held.path, held.line_at(one.span.start - start)) if held else (story.path, 0)
        what = f"“{one.span.of(story.text)}” ({one.span.start},{one.span.end}) reads like {DATA[one.kind]}"
        yield Advice(path, line, f"personal data: {what}", fix)


def _on_people(
    content: Path, loaded: Content, named: Iterable[NamedIn], found: Mapping[str, Standing]
) -> Iterator[Advice]:
    """Yield who gets a page when the site is published next, and had none; and what speaks for it."""
    from verbatim.site.publications import pages_before  # noqa: PLC0415  the site's packages are loaded for this alone

    for file, called in retitled((mark for one in named for mark in one.people_marks), loaded.people):
        fact = f"Title: {file.title} shares no word with what texts call {file.id}: {called}"
        yield Advice(file.path, 0, fact, "Readers take it for the text's: say below the headers how you know")
    paths = {story.id: story.path for story in loaded.stories}
    had, _ = pages_before(content)
    for who, one in sorted(found.items()):
        if one.is_open and not one.is_reviewed and who not in had:
            ground = next((held for held in one.grounds if held.opens), None)
            why = f"“{' '.join(ground.words.split())}”" if ground else "a role that you gave"
            path = paths[ground.story] if ground else f"{content.name}/people/{who}.md"
            fact = f"newly public: {who} gets a page, by {why}"
            yield Advice(path, 0, fact, f"Where they should have none, write Profile: no into people/{who}.md")


def _on_variants(newsroom: Newsroom, stories: Iterable[Story], apart: Collection[frozenset[str]]) -> Iterator[Advice]:
    """Yield quotations of two texts that seem to be the same words, and that no editor joined or kept `apart`."""
    fragments = {(story.id, one.name): one.path for story in stories for one in story.fragments}
    for pair in unsettled(newsroom.quotes, stories, apart):
        quote, other = (newsroom.quotes[name] for name in pair)
        path, there = (fragments[each.story, each.parts[0].fragment] for each in (quote, other))
        shown = advice.shown_words(quote.parts[0].words.of(newsroom.stories[quote.story].text))
        fact = f"another text seems to have the words {shown} too, in {there}"
        yield Advice(path, 0, fact, f"Are they the same? Write Same-As: {quote.id} {other.id} among its headers")
