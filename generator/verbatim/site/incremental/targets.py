"""Lists what a site consists of, as targets that can be built in any order and in any process.

There is a target for each story, each person, each topic, the questions about each of these, each page of a list and
each file of its own. Files about the whole site (`WHOLE`) are assembled from the rows that the targets yield.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from verbatim.core.json import compact, readable
from verbatim.model import Person, Story
from verbatim.publish import (
    Edition,
    cards,
    corrections,
    embedding,
    feeds,
    index_pages,
    indexes,
    question_page,
    search,
    single_pages,
    story_timeline,
    timeline_page,
    tombstones,
    topic_page,
    urls,
)
from verbatim.publish.cards.question import QuestionPicture
from verbatim.publish.exports import data, rows
from verbatim.publish.exports.annotations import annotation_collection
from verbatim.publish.exports.calendar import calendar, timelinejs
from verbatim.publish.exports.data import ExportKind
from verbatim.publish.exports.database import LISTS
from verbatim.publish.jsonld import link_data
from verbatim.publish.page import Page
from verbatim.publish.profile_page import further_page, further_pages, profile_embed, profile_pages
from verbatim.publish.quote_page import pages_of_quote, quote_embed
from verbatim.site.context import BuildContext, source_files
from verbatim.site.incremental.output import DataRow, SearchEntry

DAY = "day"  # not a file: rows that say when each story last changed
HISTORY = "data/history.json"
TOPICS, FORMS = "topics", "forms of embedding"
# The pages of which a site has one.
SINGLE: dict[str, Callable[[Edition], Page]] = {
    "front page": single_pages.front_page,
    "search": search.search_page,
    "not found": single_pages.not_found,
    "timeline": timeline_page.timeline_overview,
    "verify": single_pages.verify_page,
    TOPICS: topic_page.topics_page,  # where there are any
    FORMS: single_pages.forms_page,  # where the site has an address
}
WHOLE = (*(f"data/{name}.json" for name in LISTS), HISTORY)


class TextFile(NamedTuple):
    """A text file of the site, in which link tokens are replaced by links."""

    address: str
    text: str


class RawFile(NamedTuple):
    """A file of the site that is written unchanged: it contains a source's words, which may look like links."""

    address: str
    data: bytes


class CardDrawing(NamedTuple):
    """What a template draws as a picture card."""

    address: str
    picture: cards.Picture


class StoryPage(NamedTuple):
    """A story's own page, which Pelican writes."""

    story: str


Artifact = Page | feeds.Feed | TextFile | RawFile | DataRow | CardDrawing | SearchEntry | StoryPage


class Target(NamedTuple):
    """Something that is built by itself: `make(build, *arguments)`, with arguments that are plain data."""

    name: str
    make: Callable[..., Iterable[Artifact]]
    arguments: tuple[str | int, ...] = ()
    is_unlisted: bool = False  # whether it shows what no index lists

    def artifacts(self, build: BuildContext) -> Iterator[Artifact]:
        """Yield what it makes of a build's content: listed pages with their structured data."""
        for one in self.make(build, *self.arguments):
            if isinstance(one, Page) and not self.is_unlisted:
                link_data(build.edition, one.template, one.payload)
            yield one


def all_targets(build: BuildContext) -> Iterator[Target]:
    """Yield every target of a site in our theme, those that take longest first."""
    edition = build.edition
    for name in build.everything.newsroom.stories:
        yield story_target(build, name)
    for name in sorted(edition.named):
        if name in edition.profiled:
            yield Target(f"person {name}", person, (name,))
        else:
            yield Target(f"named {name}", named_person, (name,))
    for name, number in further_pages(edition):
        yield Target(f"person {name} {number}", _one(further_page), (name, number))
    for name in edition.lookups.topics.by_id:
        yield Target(f"topic {name}", topic, (name,))
    for name in edition.lookups.topics.questions:
        yield Target(f"questions on {name}", questions, (name,))
    yield from list_targets(build)
    yield Target("feed", _one(feeds.site_feed))
    yield Target("feed of corrections", _one(feeds.corrections_feed))
    for name in indexes.sections(edition):
        yield Target(f"feed of {name}", _one(feeds.section_feed_of), (name,))
    others = (story for story in build.everything.newsroom.stories.values() if story.id not in build.listed)
    # Stories that no list has, and which have their pages at the same addresses.
    hidden = sorted({*build.given.hidden, *(story.id for story in others if story.status != "draft")})
    yield Target(" ".join(("what is gone", *hidden)), _gone, (*hidden,))


def story_target(build: BuildContext, name: str) -> Target:
    """Return the target of one story; that of a hidden one has another name, under which nothing was built before."""
    if name in build.listed:
        return Target(f"story {name}", listed_story, (name,))
    return Target(f"unlisted {name}", unlisted_story, (name,), is_unlisted=True)


def list_targets(build: BuildContext) -> Iterator[Target]:
    """Yield the targets of the pages that show several stories."""
    edition = build.edition
    is_there = {TOPICS: bool(edition.lookups.topics.by_id), FORMS: bool(edition.site.url)}
    yield from (Target(name, _one(SINGLE[name])) for name in SINGLE if is_there.get(name, True))
    for url, number in index_pages.index_sheets(edition):
        yield Target(f"{url} {number}", _one(index_pages.index_page), (url, number))
    for one in indexes.people_lists(edition):
        yield Target(one.url, _people, (one.url,))
    for url in timeline_page.timeline_urls(edition):
        yield Target(url, _one(timeline_page.timeline_period), (url,))


def listed_story(build: BuildContext, name: str) -> Iterator[Artifact]:
    """Yield everything of a listed story."""
    edition = build.edition
    story = edition.newsroom.stories[name]
    yield StoryPage(name)
    yield from story_timeline.timeline_pages_of(edition, story)
    yield from _oembed(edition, story_timeline.embed_of_story(edition, story))
    yield from _quotes_of_story(edition, story)
    for address, content in chain(_data_files(edition, story), source_files(build, name)):
        yield RawFile(address, content)
    yield from _rows(edition, story)
    if build.is_searched:
        yield from (SearchEntry(place, record) for place, record in search.story_records(edition, story))
    if build.sheet:
        yield from (CardDrawing(*one) for one in cards.story_pictures(edition, story, build.sheet))


def unlisted_story(build: BuildContext, name: str) -> Iterator[Artifact]:
    """Yield what there is of a draft or a hidden story."""
    edition = build.everything
    yield StoryPage(name)
    yield from story_timeline.timeline_pages_of(edition, edition.newsroom.stories[name])
    yield from (RawFile(address, content) for address, content in source_files(build, name))


def _quotes_of_story(edition: Edition, story: Story) -> Iterator[Artifact]:
    """Yield the page and frame of each quotation, and the oEmbed answer, with the embed code that the page has."""
    for quote in edition.quotes_by_story.get(story.id, ()):
        embed = quote_embed(edition, quote)
        yield from pages_of_quote(edition, quote, embed)
        yield from _oembed(edition, embed)
        yield from _short(edition, quote.id)


def _short(edition: Edition, quote: str) -> Iterator[TextFile]:
    """Yield the file that leads from a quotation's short address to its page."""
    if file := urls.short_redirect(edition, quote):
        yield TextFile(*file)


def _oembed(edition: Edition, embed: embedding.Embeddable | None) -> Iterator[TextFile]:
    """Yield what answers at an embed's address for oEmbed; nothing on a site that has no address itself."""
    if embed and edition.site.url:
        yield TextFile(embed.oembed, readable(embedding.oembed(edition.site, embed)))


EXPORTS: dict[ExportKind, Callable[[Edition, Story], str]] = {
    "quotes": rows.quotes_table,
    "moments": rows.moments_table,
    "calendar": calendar,
    "timeline": lambda edition, story: readable(timelinejs(edition, story)),
    "annotations": lambda edition, story: readable(annotation_collection(edition, story)),
    "story": lambda edition, story: readable(data.whole_story(edition, story)),
}


def _data_files(edition: Edition, story: Story) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one story under /data/: its proof, and what its page offers for reuse."""
    yield urls.proof_address(story), readable(data.proof(edition, story)).encode()
    if changed := data.changed_since(edition, story):
        yield urls.changes_address(story), readable(changed).encode()
    for kind in data.export_kinds(edition, story):
        yield data.export_address(story.id, kind), EXPORTS[kind](edition, story).encode()


def _rows(edition: Edition, story: Story) -> Iterator[Artifact]:
    yield DataRow(DAY, corrections.last_day(edition, story), story.id)
    yield DataRow("data/stories.json", compact(rows.row_of(rows.STORY, edition, story)))
    for quote in edition.quotes_by_story.get(story.id, ()):
        yield DataRow("data/quotes.json", compact(rows.quote_row(edition, quote)))
    for moment in edition.moments_by_story.get(story.id, ()):
        yield DataRow("data/moments.json", compact(rows.row_of(rows.MOMENT, edition, moment)))


def person(build: BuildContext, name: str) -> Iterator[Artifact]:
    """Yield everything of a person with a profile, except further pages of quotations."""
    edition = build.edition
    about = edition.newsroom.people[name]
    yield from profile_pages(edition, name)
    if edition.quotes_by_speaker.get(name):
        yield feeds.person_feed_of(edition, name)
    yield from _embed_of_person(build, about)
    yield from _rows_of_person(build, about)


def named_person(build: BuildContext, name: str) -> Iterator[Artifact]:
    """Yield what the site's lists have of a person whose place is in a story, and what answers at a former page."""
    edition = build.edition
    about = edition.newsroom.people[name]
    yield from _rows_of_person(build, about)
    if name in edition.retired:
        yield from tombstones.retired_profile(edition, name)
        yield from _embed_of_person(build, about)


def _embed_of_person(build: BuildContext, about: Person) -> Iterator[Artifact]:
    """Yield the oEmbed answer and the picture card of a person."""
    yield from _oembed(build.edition, profile_embed(build.edition, about) if build.edition.site.url else None)
    if build.sheet:
        yield from (CardDrawing(*one) for one in cards.person_picture(build.edition, about, build.sheet))


def _rows_of_person(build: BuildContext, about: Person) -> Iterator[Artifact]:
    yield DataRow("data/people.json", compact(rows.row_of(rows.PERSON, build.edition, about)))
    if build.is_searched:
        yield SearchEntry(search.PERSON, search.person_record(build.edition, about))


def topic(build: BuildContext, name: str) -> Iterator[Artifact]:
    """Yield everything of a topic."""
    edition = build.edition
    about = edition.topics[name]
    view = topic_page.TopicView.of(edition, about)
    embed = topic_page.topic_embed(edition, view)
    yield from topic_page.pages_of_topic(edition, about, embed)
    yield feeds.topic_feed_of(edition, about)
    yield RawFile(f"data/topics/{name}.json", readable(topic_page.topic_json(edition, about)).encode())
    yield DataRow("data/topics.json", compact(rows.row_of(rows.TOPIC, edition, about)))
    yield from _oembed(edition, embed)
    if build.sheet and embed.picture:
        yield CardDrawing(embed.picture, topic_page.topic_picture(edition, view, build.sheet))


def questions(build: BuildContext, about: str) -> Iterator[Artifact]:
    """Yield everything of the questions about a story or a topic, but for where they stand on its page."""
    edition = build.edition
    for view in question_page.question_views(edition, about):
        embed = question_page.question_embed(edition, view)
        yield from question_page.pages_of_question(edition, view, embed)
        yield DataRow("data/questions.json", compact(rows.row_of(rows.QUESTION, edition, view)))
        yield from _oembed(edition, embed)
        if build.sheet and embed.picture:
            yield CardDrawing(embed.picture, QuestionPicture.of(edition, view, build.sheet))


def _one(make: Callable[..., Artifact]) -> Callable[..., Iterable[Artifact]]:
    """Return the maker of a target that is what a function makes of the listed content."""
    return lambda build, *about: (make(build.edition, *about),)


def _people(build: BuildContext, url: str) -> Iterator[Artifact]:
    return index_pages.people_list(build.edition, url)


def _gone(build: BuildContext, *hidden: str) -> Iterator[Artifact]:
    """Yield what answers at published addresses that no longer show anything of their own."""
    edition, told = build.edition, list(tombstones.formers(build.edition, hidden))
    for page in tombstones.tombstones(edition, told):
        yield page
        if page.address.startswith(urls.QUOTES):
            yield from _short(edition, page.address.split("/")[1])
    for embed in tombstones.gone_embeds(edition, told) if edition.site.url else ():
        yield from _oembed(edition, embed)
    yield from tombstones.moved_feeds(edition, told)
    for name, row in tombstones.story_tombstones(edition, told):
        yield RawFile(data.export_address(name, "story"), readable(row).encode())
    if build.sheet:
        yield from (CardDrawing(*one) for one in tombstones.moved_pictures(edition, told, build.sheet))
    for key, line in data.history_rows(edition):
        yield DataRow(HISTORY, compact(line), key)
