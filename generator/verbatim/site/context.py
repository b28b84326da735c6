"""Reads everything that one build needs, once: the content, as editions that pages are made from.

Drafts are shown to their editors only: a site for the web is built without them. `.published/edition.json` in a content
folder that is an edition has which parts of sources are published, what is made of pictures, and who had a page and has
none any more. A newsroom's own folder has no such file: there all of it is worked out.
"""

import posixpath
import re
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple
from urllib.parse import unquote

import msgspec

from verbatim.content.format.person_file import PersonFile
from verbatim.content.format.story_file import embargo_of
from verbatim.content.format.topic_file import TopicFiles, read_topic_files
from verbatim.content.ledger import LedgerEntry
from verbatim.content.people.refs import is_removed
from verbatim.core import errors, filestate
from verbatim.core.cache import cache_of
from verbatim.core.executors import shares
from verbatim.core.files import LEDGER_LARGEST, read_if_there
from verbatim.core.text import sha256_bytes
from verbatim.model import Extent, Newsroom, Picture, PublishedPart, Story
from verbatim.newsroom import join_records
from verbatim.newsroom.extent import WHOLE, NamedElsewhere, extent_of, partial_record, partial_story, parts_of
from verbatim.newsroom.gate import ClosedStories, closed_people, closed_record, names_in, once_speaking, without_closed
from verbatim.newsroom.graph import translation_errors
from verbatim.newsroom.topics import places_named, resolved
from verbatim.publish import Edition, Site, urls
from verbatim.publish.digests import digest_of
from verbatim.publish.edition import NOTHING, Drafts, Published
from verbatim.publish.refs import PictureFiles, PortraitView, story_ref
from verbatim.site import blog, story_cache
from verbatim.site.fingerprint import code
from verbatim.site.i18n import KEY
from verbatim.site.images.pictures import ImageFiles, illustrations_of, portraits_of
from verbatim.site.omissions import left_out, missing, name_of, stories_in, without
from verbatim.site.publications import pages_before
from verbatim.site.settings import is_for_web, is_published, own, sections_off
from verbatim.site.theme.look import Look

if TYPE_CHECKING:  # a blog without stories never loads it
    from verbatim.publish.cards.setting import Canvas

FILE = f"{filestate.ALONE}/edition.json"


class GivenPart(NamedTuple):
    """What is published of a story's source, and where its text begins."""

    extent: Extent
    part: PublishedPart
    text_start: int


class Given(NamedTuple):
    """What an edition says: parts of sources by story, portraits by person, pictures by file, and two lists of ids.

    `closed` are those who had a page when the site was published, and have none any more; `hidden` stories that have
    their pages and are in no list, nor in the edition.
    """

    parts: dict[str, GivenPart] = {}  # noqa: RUF012  msgspec reads these defaults, nobody writes to them
    portraits: dict[str, PortraitView] = {}  # noqa: RUF012
    pictures: dict[str, PictureFiles] = {}  # noqa: RUF012
    closed: list[str] = []  # noqa: RUF012
    hidden: list[str] = []  # noqa: RUF012


NOTHING_GIVEN = Given()


def given_in(content: Path) -> Given:
    """Return what a content folder says as an edition. Raises ContentError for a file that is none."""
    place = f"{content.name}/{FILE}"
    data = read_if_there(content / FILE, place, LEDGER_LARGEST)
    if not data:
        return NOTHING_GIVEN
    try:
        return msgspec.json.decode(data, type=Given)
    except msgspec.MsgspecError as error:
        fact = f"this is not the record of an edition ({error})"
        raise errors.ContentError(place, 0, fact, "Take edition.tar from the published site again") from None


def packed(given: Given) -> bytes:
    """Return the file."""
    return msgspec.json.format(msgspec.json.encode(given, order="sorted"), indent=1)


PUBLISHED, DRAFT = "published", "draft"
NO_FILES = TopicFiles()
LINKED = re.compile(r"\{(?:static|attach)\}([^\s\"'()?#<>{}]{1,300})")  # a file, as editors' words link to it
DRAFTS_LISTED, NAMED = 20, 10  # on the front page, and after a build, of an archive that nobody has published


class BuildContext:
    """The content of one build: `edition` of what is listed, `everything` with drafts and hidden stories as well.

    `drafts` are their ids; with `for_web` they are in neither edition. `sheet` is what picture cards are laid out on,
    None where there are none; `is_searched` is whether there is a search index. `digests` are those of each story's
    files: where one is unchanged, so is the story. `left_out` is what is broken (`omissions`), `absent` that
    and what names it. `given` is what an edition says besides its content.
    """

    KEY: ClassVar[str] = "VERBATIM_BUILD"

    def __init__(  # noqa: PLR0913  everything that a build is made of
        self,
        content: Path,
        site: Site,
        loaded: story_cache.LoadedContent,
        files: TopicFiles = NO_FILES,
        *,
        for_web: bool = False,
        given: Given = NOTHING_GIVEN,
    ) -> None:
        self.content = content
        self.given = given
        self.for_web = for_web
        self.left_out = loaded.left_out
        self.portraits: Mapping[str, ImageFiles[PortraitView]] = {}
        self.illustrations: Mapping[str, ImageFiles[PictureFiles]] = {}
        self.sheet: Canvas | None = None
        self.is_searched = True
        self._site, self._files = site, files
        self.join(loaded)

    def join(self, loaded: story_cache.LoadedContent) -> None:
        """Join what was loaded into the editions; after `show_pictures`, what they show has to be set again."""
        self.loaded = loaded
        self._named = {name: frozenset(names_in(record)) for name, record in loaded.records.items()}
        content, site, files, for_web = self.content, self._site, self._files, self.for_web
        stories = loaded.stories
        self.listed = listed = frozenset(name for name, story in stories.items() if story.status == PUBLISHED)
        self.drafts = [name for name, story in stories.items() if story.status == DRAFT]
        self.embargoed = {name: until for name in self.drafts if (until := embargo_of(stories[name]))}
        ledgers = {name: story_cache.ledger_of(content, name) for name in stories if name not in listed}
        # Who and what has a page no longer cannot be said while something is left out for its editors.
        had_pages, questions = pages_before(content) if for_web or not self.left_out else NOTHING
        published = Published(had_pages.union(self.given.closed), questions)
        left_out = frozenset(self.drafts if for_web else ())
        shown = stories.keys() - left_out
        people, self.closed = self._people(listed)
        everybody, self.closed_to_editors = self._people(shown) if shown != listed else (people, self.closed)
        self.parts = self._parts(shown)
        newsroom = self._joined(listed, people, self.closed, {**loaded.gone, **ledgers}, published)
        known = loaded.records.keys() | stories_in(self.left_out)
        remaining = without(files, self.left_out)
        self.absent = sorted(self.left_out | missing(files, remaining))
        topics = {name: file for name, file in remaining.topics.items() if file.status == PUBLISHED or not for_web}
        told = resolved(remaining._replace(topics=topics), newsroom, known, listed)
        if not told.by_id:
            site = replace(site, off=site.off | {"topics"})
        self.edition = Edition(newsroom, site, listed, topics=told, published=published)
        self.everything = self.edition
        if shown != listed:
            gone = {**loaded.gone, **{name: ledgers[name] for name in left_out}}
            everything = self._joined(shown, everybody, self.closed_to_editors, gone, published)
            self.everything = Edition(everything, site, listed, topics=told, published=published)
            resolved(remaining, everything, known, shown)  # what is told of drafts is held to the same
        self.digests = {name: self._digest(name) for name in loaded.digests}
        if not for_web:
            self._list_drafts()

    def _people(self, names: Collection[str]) -> tuple[dict[str, PersonFile], frozenset[str]]:
        """Return the files of those whom these stories name, or none, and the ids of those whom the gate closes."""
        loaded = self.loaded
        records = [record for name, record in loaded.records.items() if name in names]
        here = frozenset[str]().union(*(found for name, found in self._named.items() if name in names))
        everywhere = frozenset[str]().union(*self._named.values())
        told = ((ref, file) for ref, file in loaded.people.items() if ref in here or ref not in everywhere)
        people = {ref: file for ref, file in told if ref in here or not file.is_bare}
        found = closed_people(records, people, self._site.profiles)
        return people, found.union(filter(is_removed, here), self.given.closed)

    def _parts(self, names: Collection[str]) -> dict[str, tuple[Extent, PublishedPart]]:
        """Return what is published of each of these stories that the site does not publish whole."""
        stories, records, site = self.loaded.stories, self.loaded.records, self._site
        given = {name: (one.extent, one.part) for name, one in self.given.parts.items() if name in names}
        extents = {
            name: extent_of(stories[name], site.name, site.extent) for name in sorted(names) if name not in given
        }
        closed = self.closed & self.closed_to_editors
        return given | parts_of(stories, records, extents, NamedElsewhere(closed, places_named(self._files)))

    def _joined(
        self,
        names: Collection[str],
        people: Mapping[str, PersonFile],
        closed: frozenset[str],
        gone: Mapping[str, tuple[LedgerEntry, ...]],
        published: Published,
    ) -> Newsroom:
        """Join these stories without the people who are closed, and without what is withheld of their sources."""
        loaded, parts = self.loaded, self.parts
        records = (closed_record(record, closed) for name, record in loaded.records.items() if name in names)
        told = (partial_record(one, *parts[one.head.id]) if one.head.id in parts else one for one in records)
        in_story = {name: closed & found for name, found in self._named.items() if name in names and closed & found}
        stories: Mapping[str, Story] = ClosedStories(loaded.stories, in_story)
        if parts:
            starts = {name: one.text_start for name, one in self.given.parts.items()}
            shown = {name: partial_story(stories[name], *part, starts.get(name)) for name, part in parts.items()}
            stories = {**stories, **shown}
        files = {ref: file for ref, file in people.items() if ref not in closed}
        newsroom = join_records(told, stories, files, gone)
        named = frozenset[str]().union(*(self._named[name] for name in parts.keys() & names)) if parts else closed
        return without_closed(newsroom, closed | (named - newsroom.people.keys()), published.people)

    def _digest(self, story: str) -> str:
        """Return the digest of a story's files, of who in it is closed, and of what is published of its source."""
        digest, here = self.loaded.digests[story], self._named[story].union(once_speaking(self.loaded.records[story]))
        closed = [sorted(here & one) for one in (self.closed, self.closed_to_editors)]
        digest = digest_of((digest, closed)) if any(closed) else digest
        return digest_of((digest, self.parts[story])) if story in self.parts else digest

    def files_left_out(self) -> set[str]:
        """Return the files below `content`, by path, that are there for drafts or as pictures with files of their own.

        They go live only where a page links to them.
        """
        found = {file.image for file in self.loaded.people.values() if file.image} | self._files_of_pictures()
        if self.for_web:
            for name in self.drafts:
                found |= _linked_files(self.loaded.stories[name])
            unknown = self.loaded.people.keys() - self.everything.newsroom.people.keys()
            found |= {link for ref in unknown for link in _links_in("people", self.loaded.people[ref].words)}
        return found

    def _files_of_pictures(self) -> set[str]:
        """Return the pictures that any file names, of drafts and of topics without a published story too."""
        heads = [record.head.picture for record in self.loaded.records.values()]
        moments = (moment for record in self.loaded.records.values() for moment in record.moments)
        places = [place.picture for moment in moments for place in moment.places]
        topics = [file.picture for file in self._files.topics.values()]
        return {picture.file for picture in (*heads, *places, *topics) if picture}

    def portraits_shown(self) -> dict[str, PersonFile]:
        """Return the files of those whose portrait the site shows.

        The site says something of them beyond an unlisted story's own page.
        """
        people = (self.edition if self.for_web else self.everything).lookups.newsroom.people
        files = self.loaded.people
        return {ref: file for ref, file in files.items() if ref in people and file.image not in self.left_out}

    def _list_drafts(self) -> None:
        """Let the front page list the drafts, which only their editors see."""
        shown = [story for story in self.everything.newsroom.stories.values() if story.status == DRAFT]
        refs = [story_ref(self.everything, story) for story in shown[:DRAFTS_LISTED]]
        self.edition.drafts = Drafts(refs, len(shown))

    def draft_note(self) -> str:
        """Return the line about drafts that ends a build; empty if there are none."""
        state = "left out" if self.for_web else "only here"
        held = [f"{name} (until {one})" for name in self.drafts if (one := self.embargoed.get(name))]
        drafts = [name for name in self.drafts if name not in self.embargoed]
        lines = [f"{len(held)} under embargo, {state}: {_shortly(held)}"] if held else []
        if drafts:
            fix = f"To publish one, write Status: published in {self.content.name}/stories/NAME.md"
            lines.append(f"{len(drafts)} draft{'s' if len(drafts) > 1 else ''}, {state}: {_shortly(drafts)}. {fix}")
        return "\n".join(lines)

    def sides_note(self) -> str:
        """Return a line for each side that editors chose and that no first screen shows."""
        from verbatim.publish.claims import advice_on_sides  # noqa: PLC0415  a blog without stories never loads it

        lines: list[str] = []
        for name, story in self.everything.newsroom.stories.items():
            if story.sides:
                edition = self.edition_of(name)
                quotes = edition.quotes_by_story.get(name, ())
                lines += map(str, advice_on_sides(story, quotes, edition.sentences(story)))
        return "\n".join(lines)

    def public_note(self) -> str:
        """Return the lines that end a build for the web: who has a page for the first time, what nobody checked."""
        if not self.for_web:
            return ""
        lookups = self.edition.lookups
        people = [lookups.newsroom.people[name] for name in sorted(lookups.profiled - lookups.published.people)]
        new = [f"{one.name} ({one.id})" for one in people if one.kind == "person"]
        quotes = [one for one in lookups.newsroom.quotes.values() if one.story in lookups.listed and not one.withdrawn]
        unread = sum(one.reviewed is None for one in quotes)
        shown = f": {_shortly(new)}" if new else ""
        return (
            f"newly public: {len(new)} {'person' if len(new) == 1 else 'people'}{shown}\n"
            f"no editor checked {unread} of {len(quotes)} quotations"
        )

    def show_pictures(
        self, portraits: Mapping[str, ImageFiles[PortraitView]], illustrations: Mapping[str, ImageFiles[PictureFiles]]
    ) -> None:
        """Set the portraits, and the pictures of stories, moments and topics. Call before rendering."""
        self.portraits, self.illustrations = portraits, illustrations
        faces = {name: portrait.view for name, portrait in portraits.items()}
        files = {file: one.view for file, one in illustrations.items()}
        for edition in (self.edition, self.everything):
            edition.show_pictures(faces, files)

    def pictures(self) -> list[Picture]:
        """Return the pictures of everything that the site shows: of its stories, their moments, its topics."""
        newsroom, topics = self.everything.lookups.newsroom, self.everything.lookups.topics
        found = [story.picture for story in newsroom.stories.values()]
        found += [place.picture for moment in newsroom.moments for place in moment.places]
        found += [topic.file.picture for topic in topics.by_id.values()]
        return [picture for picture in found if picture and picture.file not in self.left_out]

    def leave_pages_out(self) -> None:
        """Link quotations and people to places within their stories, for a theme that has pages of stories only."""
        differs = self.everything is not self.edition
        self.edition = Edition(self.edition.newsroom, self.edition.site, frozenset())
        self.everything = Edition(self.everything.newsroom, self.edition.site, frozenset()) if differs else self.edition

    def edition_of(self, story: str) -> Edition:
        """Return the edition that a story's page is made from: what is not listed leaves no trace elsewhere."""
        return self.edition if story in self.listed else self.everything

    def shown_path(self, path: Path) -> str:
        """Return a file's path as messages name it: `content/pages/about.md`."""
        return str(Path(self.content.name) / path.relative_to(self.content))


def _shortly(names: Sequence[str]) -> str:
    """Return names in one line: the first ones, and how many more there are."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")


def _linked_files(story: Story) -> set[str]:
    """Return the files that a story's editors link to in its introduction, its headers and its notes."""
    notes = (one.text for one in story.fragments if one.kind == "note")
    found = {path for words in (story.intro, *story.headers.values()) for path in _links_in("stories", words)}
    return found | {path for words in notes for path in _links_in(f"fragments/{story.id}", words)}


def _links_in(folder: str, words: str) -> Iterator[str]:
    """Yield the files that words in a file of `folder` link to, by path below the content folder."""
    for found in LINKED.finditer(words):
        path = unquote(found[1])
        yield path[1:] if path.startswith("/") else posixpath.normpath(f"{folder}/{path}")


def source_files(build: BuildContext, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield a story's decoded text in UTF-8, the bytes that it was taken from where they differ, and earlier texts.

    The original's name always ends in `.txt`: an HTML source must not run on this site. A page that replaced the one
    that the words were taken from is not published. Of a source that is not published whole there is the text alone,
    with a filler for what is withheld.
    """
    story = build.everything.newsroom.stories[name]
    text = story.text.encode()
    yield urls.source_address(story.id), text
    if story.extent != WHOLE:
        return
    original = build.content / "sources" / story.source_file
    if original.is_file():
        received = original.read_bytes()
        known = story.source_sha256 or (original.suffix != ".html" and sha256_bytes(received))
        if sha256_bytes(text) != sha256_bytes(received) == known:
            yield f"sources/{story.id}.original{original.suffix}.txt", received
    for one in story.replaced:
        if one.before is not None:
            yield urls.source_address(urls.earlier_text(story.id, one.number - 1)), one.before.encode()


def survey_inputs(settings: Mapping[str, Any]) -> filestate.Snapshot:
    """Look at every file that decides a build besides the settings, before any is read."""
    cache = cache_of(Path(settings["PATH"]))
    cache.mkdir(exist_ok=True)
    return filestate.take_snapshot((settings["PATH"], settings["THEME"], filestate.PROGRAM), str(cache))


def read_context(settings: Mapping[str, Any], seen: filestate.Snapshot) -> BuildContext:
    """Read all content that the settings name, surveyed before; ContentErrors with every fault that was found."""
    content = Path(settings["PATH"])
    refuse_symlinks(content, seen.tree, blog.OURS if settings[blog.KEY] else ())
    absent = left_out()
    reading = story_cache.ContentReading(content, code(), shares(settings).workers, seen.tree, absent)
    loaded = reading.load(cache_of(content))
    if is_for_web(settings):  # drafts alone are left out, and what was published of them before has its tombstones
        loaded = loaded._replace(
            gone={**loaded.gone, **{name: story_cache.ledger_of(content, name) for name in stories_in(absent)}}
        )
    faults = errors.Faults(translation_errors(loaded.stories.values(), stories_in(absent)))
    files = read_topic_files(content, faults)
    errors.Faults(one for one in faults if name_of(one.path, content.name) not in absent).raise_all()
    site = Site(settings["SITENAME"], settings["SITEURL"], settings["DEFAULT_LANG"], own(settings, "SITESUBTITLE"),
                settings[KEY], int(settings["DEFAULT_PAGINATION"] or 0), int(settings["DEFAULT_ORPHANS"] or 0),
                cards=bool(own(settings, "CARDS")), squares=bool(own(settings, "SQUARE_CARDS")),
                cards_per_story=own(settings, "CARDS_PER_STORY"),
                off=sections_off(settings), has_database=is_published(settings), undrawn=absent,
                profiles=own(settings, "PROFILES"), extent=own(settings, "SOURCE_PUBLISHED"))  # fmt: skip
    build = BuildContext(content, site, loaded, files, for_web=is_for_web(settings), given=given_in(content))
    if not settings[Look.KEY]:
        build.leave_pages_out()
    faces, views = build.given.portraits, build.given.pictures
    people = {name: file for name, file in build.portraits_shown().items() if name not in faces}
    kinds = {person.id: person.kind for person in build.everything.newsroom.people.values()}
    portraits = portraits_of(content, people, kinds, cache_of(content))
    pictures = illustrations_of(content, (one for one in build.pictures() if one.file not in views), cache_of(content))
    build.show_pictures(
        {**portraits, **{name: ImageFiles(view, "") for name, view in faces.items()}},
        {**pictures, **{file: ImageFiles(view, file) for file, view in views.items()}},
    )
    return build


def refuse_symlinks(content: Path, tree: filestate.Tree, folders: Container[str] = ()) -> None:
    """Raise ContentErrors for every symbolic link below `content`, or in these `folders` of it.

    Pelican would follow it out of the folder.
    """
    below = f"{content}/"
    links = sorted(path.removeprefix(below) for path in filestate.links_in(tree) if path.startswith(below))
    shown = [f"{content.name}/{path}" for path in links if not folders or path.partition("/")[0] in folders]
    if shown:
        fix = "Put the file itself there"
        raise errors.ContentErrors([errors.ContentError(path, 0, "this is a symbolic link", fix) for path in shown])
