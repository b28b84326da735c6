"""Writes the edition of a published site, `/data/edition.tar`: everything that the site follows from, and no more.

It is a project that builds: `content/` with the published stories, people, topics, questions, pages and files, without
a draft, a hidden story, a header that no page needs, a word that is withheld, or an id of somebody who has no page;
`settings.json`, of the settings those that a site may be made from, as data; templates and sheets that are the
newsroom's; and `edition.json`, which records the program, its packages and libraries, and which files of the site are
not made again. `verbatim verify --rebuild` makes the site from it, and compares every byte.

Somebody who is closed and speaks has another id in each story, which says no more than that somebody does. Bytes depend
on what is published alone: times, owners and the order of files are fixed.
"""

import io
import json
import re
import shutil
import sqlite3
import sys
import tarfile
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from importlib.metadata import distributions
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

import verbatim
from verbatim.content.format import headers
from verbatim.content.format.fragment_file import write_fragment
from verbatim.content.format.topic_file import BETWEEN, places_in
from verbatim.content.layout import StoryPaths, extracted_path
from verbatim.content.ledger import MOVED, REPLACED, SOURCE, LedgerEntry, format_rows, last_moves, read_ledger
from verbatim.content.people.refs import ids_in, rename_in_fragment
from verbatim.content.reviews import states
from verbatim.content.transaction import FORMAT_FILE, FORMAT_STATED
from verbatim.core.files import read_if_there, sha256_file
from verbatim.core.filestate import ALONE, PROGRAM
from verbatim.core.json import readable
from verbatim.core.text import sha256_text
from verbatim.model import PERSON_KINDS, Fragment, Mark, Span, Story
from verbatim.newsroom.attributions import UNSURE
from verbatim.newsroom.extent import AT_A_GLANCE, HASH, is_shown
from verbatim.newsroom.gate import closed_fragment, once_speaking
from verbatim.newsroom.people import ROLE
from verbatim.newsroom.record import StoryRecord
from verbatim.publish.urls import CARDS, small_card
from verbatim.site import context
from verbatim.site.context import BuildContext, source_files
from verbatim.site.fingerprint import is_only_plugin
from verbatim.site.settings import OWN, PLAIN, is_data
from verbatim.site.staging import EARLIER_ASSETS
from verbatim.site.theme.look import Look

EDITION = "data/edition.tar"
CONTENT, SETTINGS, RECORD, THEME = "content", "settings.json", "edition.json", "theme"
THEMED = ("templates", "static", "looks", "locale")  # the folders of a theme that a build reads
FORM = 1  # of an edition
SALT = "verbatim edition"
# Of Pelican's settings those that change what a site of ours shows, and run nothing.
PELICANS = frozenset((
    "SITENAME", "SITEURL", "AUTHOR", "DEFAULT_LANG", "TIMEZONE", "LOCALE", "DEFAULT_PAGINATION", "DEFAULT_ORPHANS",
    "DEFAULT_CATEGORY", "DEFAULT_DATE_FORMAT", "DATE_FORMATS", "STATIC_PATHS", "PAGE_PATHS", "RELATIVE_URLS",
))  # fmt: skip
_NO_MATTER = """
WORKERS DASK_SCHEDULER PATH OUTPUT_PATH THEME PLUGINS LOG_FILTER BIND PORT DEBUG ARTICLE_EXCLUDES PAGE_EXCLUDES CSS_FILE
DELETE_OUTPUT_DIRECTORY LOAD_CONTENT_CACHE CACHE_CONTENT CACHE_PATH IGNORE_FILES
"""
NO_MATTER = frozenset(_NO_MATTER.split())
CODE = ("JINJA_FILTERS", "JINJA_TESTS", "JINJA_ENVIRONMENT")  # settings that may be code, of those that a site shows
SHAPES = re.compile(r"[A-Z_]+_(?:SAVE_AS|URL|FEED_ATOM|FEED_RSS)|FEED_[A-Z_]+")
# Headers that pages do not need: they are the newsroom's own affair.
PRIVATE = frozenset(("editor", "embargo", "private", "profile"))
_ATTRIBUTES = """
speaker said-by via basis kind grade candidates why by part ref of date certainty people same means now form
"""
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
LIBRARIES = ("pelican", "jinja2", "markdown", "markupsafe", "nh3", "babel", "pillow", "resvg", "fonttools", "brotli",
             "pagefind-bin", "cbor2", "msgspec", "selectolax", "beautifulsoup4", "unidecode")  # fmt: skip
# Why a file of a site is not made again.
PICTURES, EARLIER = "made of a picture that is not published", "kept from the site before"
UNLISTED = "of what no list has"


class Member(NamedTuple):
    """A file of an edition."""

    name: str
    data: bytes


def is_whitelisted(name: str) -> bool:
    """Return whether a setting may be in an edition."""
    return (name in OWN or name in PELICANS or SHAPES.fullmatch(name) is not None) and name not in NO_MATTER


def write_tar(file: Path, members: Iterable[Member], *, more: bool = False) -> None:
    """Write files into a plain tar, or with `more` behind those that it has: the same bytes for the same files."""
    with tarfile.open(file, "a" if more else "w", format=tarfile.PAX_FORMAT) as tar:
        for name, data in members:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(data), 0o644
            tar.addfile(entry, io.BytesIO(data))


def write_content(
    build: BuildContext, settings: Mapping[str, Any], site: Path, supplied: Mapping[str, str], file: Path
) -> None:
    """Write what is known of an edition while its site is made: all but the log, and which files are not made again.

    `supplied` are the addresses of files that editors supplied, by path in the content.
    """
    there = {path: address for path, address in sorted(supplied.items()) if (site / address).is_file()}
    public = PublicContent(build, {path: site / address for path, address in there.items()})
    write_tar(file, chain(public.members(settings), [_settings(settings)], _theme(settings)))
    faces = _cards_with_faces(site) if build.portraits else ()
    not_made = {PICTURES: sorted({*public.pictures(), *there.values(), *faces}), UNLISTED: sorted(public.unlisted())}
    record = {**program_record(), "not_made": not_made, "left_out": _left_out(settings)}
    file.with_suffix(".json").write_text(json.dumps(record), encoding="utf-8")


def _cards_with_faces(site: Path) -> Iterator[str]:
    """Yield the addresses of the cards that show a portrait."""
    for drawing in (site / CARDS).rglob("*.svg"):
        if b"<image " in drawing.read_bytes():
            card = drawing.relative_to(site).with_suffix(".png").as_posix()
            yield from filter(None, (card, small_card(card)))


def finish(made: Path, new: Path, hashes: Mapping[str, str], log: bytes) -> str:
    """Write a site's edition, whose content a build has `made`, with the log before this site; return its hash."""
    record = json.loads(made.with_suffix(".json").read_text(encoding="utf-8"))
    (new / EDITION).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made, new / EDITION)
    unlisted = set(record["not_made"].pop(UNLISTED, ()))
    why = {name: reason for reason, names in record["not_made"].items() for name in names}
    if (earlier := new / EARLIER_ASSETS).is_file():
        why |= dict.fromkeys((*json.loads(earlier.read_text("utf-8")), EARLIER_ASSETS), EARLIER)
    why |= {name: UNLISTED for name in hashes if unlisted & {*re.split(r"[/.]", name)}}
    record["not_made"] = {name: [hashes[name], why[name]] for name in sorted(why) if name in hashes}
    members = [Member(f"{CONTENT}/{ALONE}/log.jsonl", log)] if log else []
    write_tar(new / EDITION, [*members, Member(RECORD, readable(record).encode())], more=True)
    return sha256_file(new / EDITION)


def program_record() -> dict[str, Any]:
    """Return the program, the packages and the libraries that decide the bytes of a site, by version and hash."""
    named = ((one.metadata["Name"] or "", one.version) for one in distributions())
    found = {name.lower().replace("_", "-"): number for name, number in named}
    folders = (Path(PROGRAM), Path(verbatim.theme()))
    return {
        "form": FORM,
        "program": {"version": found.get("pelican-verbatim", ""), "sha256": _folder_hash(folders)},
        "packages": {name: found[name] for name in sorted(LIBRARIES) if name in found},
        "libraries": {
            "python": ".".join(map(str, sys.version_info[:3])),
            "sqlite": sqlite3.sqlite_version,
            "unicode": unicodedata.unidata_version,
            "zlib": zlib.ZLIB_RUNTIME_VERSION,
            **_codecs(),
        },
    }


def _codecs() -> dict[str, str]:
    from PIL import features  # noqa: PLC0415  few builds publish

    names = ("libjpeg_turbo", "webp", "avif", "zlib_ng")
    return {name: str(features.version(name)) for name in names if features.version(name)}


def _folder_hash(folders: Iterable[Path]) -> str:
    """Return the hash of all files in some folders, without what is compiled, and what an installed program adds."""
    digest = sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            is_made = path.suffix in (".pyc", ".mo") or name.parts[0] == THEME or "starter" in name.parts
            if path.is_file() and not is_made:
                digest.update(f"{name.as_posix()} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


# Settings, templates


def _settings(settings: Mapping[str, Any]) -> Member:
    """Return the settings that a newsroom has and a site may be made from; of all of a build, where some are code."""
    own: Mapping[str, Any] = settings if settings[PLAIN] is None else settings[PLAIN]
    plain = {name: own[name] for name in sorted(own) if is_whitelisted(name) and is_data(own[name])}
    return Member(SETTINGS, readable(plain).encode())


def _left_out(settings: Mapping[str, Any]) -> list[str]:
    """Return the names of settings that may decide what the site is, and are not in its edition."""
    plugins = [] if is_only_plugin(settings) else ["PLUGINS"]
    if settings[PLAIN] is None:
        return [*plugins, *(name for name in CODE if settings.get(name))]
    return sorted({*plugins, *(name for name in settings[PLAIN] if not is_whitelisted(name) and name not in NO_MATTER)})


def _theme(settings: Mapping[str, Any]) -> Iterator[Member]:
    """Yield the files of a newsroom's own theme that are not the program's."""
    own, ours = Path(settings["THEME"]), Path(verbatim.theme())
    if own.resolve() == ours.resolve():
        return
    for path in sorted(path for folder in THEMED for path in (own / folder).rglob("*")):
        name = path.relative_to(own)
        is_hidden = any(part.startswith(".") for part in name.parts)
        if path.is_file() and not (is_hidden or path.is_symlink() or path.suffix in (".mo", ".pyc")):
            data = path.read_bytes()
            if not (ours / name).is_file() or (ours / name).read_bytes() != data:
                yield Member(f"{THEME}/{name.as_posix()}", data)


# Content


class PublicContent:
    """What of a newsroom's content folder is published, as a content folder.

    `supplied` are the files that editors supplied, as the site has them, by their paths below the content folder.
    """

    def __init__(self, build: BuildContext, supplied: Mapping[str, Path]) -> None:
        self._build, self._supplied = build, supplied
        self._edition = build.edition
        self._newsroom = build.edition.lookups.newsroom

    def members(self, settings: Mapping[str, Any]) -> Iterator[Member]:
        """Yield every file but the log."""
        build = self._build
        yield Member(f"{CONTENT}/{FORMAT_FILE}", FORMAT_STATED)
        for name in sorted(build.listed):
            yield from PublicStory(build, name).members()
        yield from self._gone()
        yield from self._people()
        yield from self._topics()
        yield from self._pages(settings)
        yield from (Member(f"{CONTENT}/{path}", data) for path, data in self._files(settings))
        yield Member(f"{CONTENT}/{context.FILE}", context.packed(self._given()))

    def pictures(self) -> Iterator[str]:
        """Yield the addresses of files that are made of pictures, which are not published themselves."""
        for portrait in self._build.portraits.values():
            yield from portrait.files()
        for picture in self._build.illustrations.values():
            yield from picture.files()

    def unlisted(self) -> Iterator[str]:
        """Yield the ids of stories that no list has, and of their quotations: they stand in addresses."""
        newsroom = self._build.everything.newsroom
        stories = newsroom.stories.keys() - self._build.listed
        yield from stories
        yield from (quote.id for quote in newsroom.quotes.values() if quote.story in stories)

    def _given(self) -> context.Given:
        build = self._build
        parts = {
            name: context.GivenPart(*build.parts[name], self._newsroom.stories[name].text_start)
            for name in build.parts
            if name in build.listed
        }
        portraits = {name: one.view for name, one in build.portraits.items() if name in self._newsroom.people}
        pictures = {name: one.view for name, one in build.illustrations.items()}
        closed = sorted(one.id for one in self._newsroom.former.values() if not (one.name or one.into))
        hidden = sorted(build.everything.newsroom.stories.keys() - build.listed)
        return context.Given(parts, portraits, pictures, closed, hidden)

    def _gone(self) -> Iterator[Member]:
        """Yield the ledgers of stories that are not listed, as far as what was published answers for ever."""
        build = self._build
        unlisted = {name: read_ledger(StoryPaths(build.content, name)) for name in build.loaded.stories}
        ledgers = {**build.loaded.gone, **{name: rows for name, rows in unlisted.items() if name not in build.listed}}
        for name in sorted(ledgers):
            if rows := list(public_rows(build, ledgers[name], {})):
                yield Member(f"{CONTENT}/ledger/{name}.jsonl", format_rows(rows).encode())

    def _people(self) -> Iterator[Member]:
        """Yield the files of people who are on the site; each person among them has a page, as the newsroom decided."""
        for ref, person in sorted(self._newsroom.people.items()):
            path = self._build.content / "people" / f"{ref}.md"
            head = _head(path)
            lines = list(_public_lines(head.pairs(), headers.PERSON))
            opens = [("Profile", "yes")] if person.kind == "person" else []
            if lines or opens or head.body.strip():
                yield Member(f"{CONTENT}/people/{ref}.md", (headers.format_head([*lines, *opens]) + head.body).encode())

    def _topics(self) -> Iterator[Member]:
        topics = self._edition.lookups.topics
        for name in sorted(topics.by_id):
            head = _head(self._build.content / "topics" / f"{name}.md")
            lines = [*self._named(_public_lines(head.pairs(), headers.TOPIC), topics.by_id[name].stories)]
            yield Member(f"{CONTENT}/topics/{name}.md", (headers.format_head(lines) + head.body).encode())
        for asked in topics.questions.values():
            for question in asked:
                path = question.file.path.removeprefix(f"{self._build.content.name}/")
                head = _head(self._build.content / path)
                text = headers.format_head(_public_lines(head.pairs(), headers.QUESTION)) + head.body
                yield Member(f"{CONTENT}/{path}", text.encode())

    def _named(self, lines: Iterable[tuple[str, str]], stories: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield a topic's headers without what is not on the site, and with the stories that its rule takes."""
        moments = {place.id for moment in self._newsroom.moments for place in moment.places}
        rules = ("people", "section", "tags", "from", "to")
        lines = list(lines)
        has_rule = any(headers.normalised(key) in rules for key, _ in lines)
        for key, value in lines:
            name, told = headers.normalised(key), value
            if name in rules:
                continue
            if name == "stories":
                told = "" if has_rule else " ".join(one for one in BETWEEN.split(value) if one in self._build.listed)
            elif name == "same":
                told = " ".join(one for one in BETWEEN.split(value) if one in moments)
                told = told if " " in told else ""
            elif name in ("numbers", "answered") and (places := places_in(value)):
                told = " ".join(str(one) for one in places if one.story in self._build.listed)
            if told:
                yield key, told
        if has_rule:
            yield "Stories", " ".join(stories)

    def _pages(self, settings: Mapping[str, Any]) -> Iterator[Member]:
        """Yield the editors' pages that are published."""
        content = self._build.content
        for folder in settings["PAGE_PATHS"]:
            for path in sorted((content / folder).rglob("*.md")):
                name = path.relative_to(content).as_posix()
                if not path.is_symlink() and _head(path).get("Status") not in ("draft", "hidden", "skip"):
                    yield Member(f"{CONTENT}/{name}", path.read_bytes())

    def _files(self, settings: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
        """Yield the files beside the texts, as they are published."""
        look: Look = settings[Look.KEY]
        files = {path.relative_to(self._build.content).as_posix(): path for path in (*look.sheets, *look.logos)}
        for name, file in {**files, **self._supplied}.items():
            yield name, file.read_bytes()


class PublicStory:
    """What is published of a listed story's files."""

    def __init__(self, build: BuildContext, name: str) -> None:
        self._build, self._name = build, name
        self._paths = StoryPaths(build.content, name)
        self._raw: Story = build.loaded.stories[name]
        self._record: StoryRecord = build.loaded.records[name]
        self._newsroom = build.edition.lookups.newsroom
        self._shown: Story = self._newsroom.stories[name]
        self._quotes = {quote.id: quote for quote in self._record.quotes}
        here = {mark.who for mark in self._record.people_marks} | {one.name for one in self._record.references}
        self._closed = frozenset(build.closed & here.union(once_speaking(self._record)))
        self._refs = {ref: nobody(name, at) for at, ref in enumerate(self._in_order())}

    def _in_order(self) -> list[str]:
        """Return those who are closed in the order in which the fragments name them, then those of the ledger alone."""
        named = (one for fragment in self._raw.fragments for mark in fragment.marks for one in ids_in(mark))
        found = dict.fromkeys(one for one in named if one in self._closed)
        ledger = read_ledger(self._paths)
        return list(found | dict.fromkeys(row.speaker for row in ledger if row.speaker in self._closed))

    def members(self) -> Iterator[Member]:
        """Yield its files."""
        fragments = list(self._fragments())
        yield Member(f"{CONTENT}/stories/{self._name}.md", self._story_file().encode())
        for fragment in fragments:
            yield Member(f"{CONTENT}/fragments/{self._name}/{fragment.name}.md", write_fragment(fragment))
        # Quotations that are shown without their speaker, since the rules are not sure enough.
        unsure = frozenset(quote.id for quote in self._record.quotes if quote.why == UNSURE)
        ledger = list(public_rows(self._build, read_ledger(self._paths), self._refs, unsure))
        if rows := [*ledger, *self._reviews(fragments)]:
            yield Member(f"{CONTENT}/ledger/{self._name}.jsonl", format_rows(rows).encode())
        yield from self._sources()

    def _story_file(self) -> str:
        head = _head(self._paths.story_file)
        slices = {key: getattr(self._shown, key) for key in AT_A_GLANCE}
        lines: list[tuple[str, str]] = []
        for key, value in _public_lines(head.pairs(), headers.STORY):
            name = headers.normalised(key)
            if name == "source-published" or (name == "translation-of" and value not in self._build.listed):
                continue
            is_part = self._shown.part is not None and name in slices
            told = " ".join(one.char for one in slices[name]) if is_part else value
            lines.append((key, told or "none" if is_part else told))
        extent = [("Source-Published", self._shown.extent)] if self._shown.part else []
        return headers.format_head([*lines, *extent]) + head.body

    def _fragments(self) -> Iterator[Fragment]:
        speaking = {quote.speaker for quote in self._record.quotes}
        silent = self._closed - speaking
        counts: dict[str, int] = {}
        for fragment in sorted(self._raw.fragments, key=attrgetter("name")):
            shown = rename_in_fragment(closed_fragment(fragment, silent), self._refs)
            text = fragment.source.of(self._shown.text) if fragment.source else fragment.text
            marks = (self._mark(fragment, one) for one in shown.marks)
            stem = f"{fragment.number}-{fragment.kind}"
            counts[stem] = counts.get(stem, 0) + 1
            yield replace(
                shown,
                name=stem if counts[stem] == 1 else f"{stem}-{counts[stem]}",
                title="",
                text=text,
                sha256=sha256_text(text) if fragment.source else "",
                marks=tuple(one for one in marks if one is not None),
                headers=tuple(self._lines(fragment)),
            )

    def _lines(self, fragment: Fragment) -> Iterator[tuple[str, str]]:
        for key, value in _public_lines(fragment.headers, headers.FRAGMENT):
            name, told = headers.normalised(key), value
            if name == "same-as":
                own = {one.id for one in fragment.marks}
                told = " ".join(
                    one for one in value.replace(",", " ").split() if one in own or one in self._newsroom.quotes
                )
            if name not in ("title", "sha256") and told:
                yield key, told
        if fragment.source:
            yield "Sha256", ""

    def _mark(self, fragment: Fragment, mark: Mark) -> Mark | None:
        """Return a mark as far as it is published; None for one that is not."""
        place = mark.span.shift(fragment.source.start) if fragment.source else mark.span
        is_of_nobody = mark.kind == ROLE and mark.attrs.get("of", "") in self._refs.values()
        if is_of_nobody or not self._is_published(mark, place):
            return None
        attrs = {key: value for key, value in mark.attrs.items() if key in ATTRIBUTES}
        quote = self._quotes.get(mark.id) if mark.kind == "quote" else None
        if quote and quote.why == UNSURE:
            attrs = {key: attrs[key] for key in ("kind", "part") if key in attrs}
            attrs |= {"basis": "none", "why": UNSURE} if mark.attrs.get("part", "1") == "1" else {}
        return mark if attrs == mark.attrs else replace(mark, attrs=attrs)

    def _is_published(self, mark: Mark, place: Span) -> bool:
        part = self._shown.part
        if part is None or mark.kind == "quote":
            return True
        if mark.kind in (*PERSON_KINDS, ROLE):
            return any(one.covers(place) for one in part.spans)
        if mark.kind in ("moment", "number"):
            means = Span.read(mark.attrs.get("means", ""))
            return self._shown.extent != HASH and all(
                any(span.covers(one) for span in part.spans) for one in filter(None, (place, means))
            )
        return is_shown(self._shown, place)

    def _reviews(self, fragments: Iterable[Fragment]) -> Iterator[LedgerEntry]:
        """Yield a row for each quotation that an editor checked, in the state that it has here."""
        reviewed = {quote.id: quote.reviewed for quote in self._record.quotes if quote.reviewed}
        if not reviewed:
            return
        for key, row in states(self._name, fragments).items():
            if review := reviewed.get(key):
                yield replace(row, version=1, date=review.date, by=review.by)

    def _sources(self) -> Iterator[Member]:
        """Yield the source's text, and the page that it was taken from, as far as both are published."""
        story, folder = self._raw, self._build.content / "sources"
        path = folder / story.source_file
        published = dict(source_files(self._build, self._name))
        text = self._shown.text.encode()
        originals = [data for name, data in published.items() if ".original." in name]
        if path.suffix.lower() == ".html":
            yield Member(f"{CONTENT}/sources/{extracted_path(path).relative_to(folder).as_posix()}", text)
            yield Member(f"{CONTENT}/sources/{path.name}", originals[0] if originals else b"")
        else:
            yield Member(f"{CONTENT}/sources/{path.name}", originals[0] if originals else text)
        for one in self._shown.replaced:
            if one.before is not None:
                name = f"{CONTENT}/sources/.earlier/{self._name}/{one.number - 1}.txt"
                yield Member(name, one.before.encode())


def nobody(story: str, number: int) -> str:
    """Return the id that stands in a story of an edition for somebody who has no page, in order of the text."""
    return f"removed-{sha256(f'{SALT} {story} {number}'.encode()).hexdigest()[:16]}"


def public_rows(
    build: BuildContext,
    ledger: Iterable[LedgerEntry],
    refs: Mapping[str, str],
    unsure: frozenset[str] = frozenset(),
) -> Iterator[LedgerEntry]:
    """Yield the rows of a ledger that pages are made from: no draft's, no review, no name of somebody who is closed.

    Of what is not quoted any more a row has the hash in place of the words.
    """
    rows = [row for row in ledger if row.status != "draft"]
    now = {old: row.into for old, row in last_moves(rows).items()}
    closed = frozenset(ref for ref in {row.speaker for row in rows} | now.keys() if _current(ref, now) in build.closed)
    for row in rows:
        if row.kind == SOURCE:
            if row.event == REPLACED:
                yield row
        elif row.kind:
            if row.event in MOVED and not {row.id, row.into} & (closed | build.closed):
                yield row
        elif row.event in ("minted", "changed", "corrected", "withdrawn") or row.event in MOVED:
            yield _public_row(
                build, row, {ref: refs.get(_current(ref, now), nobody(row.id, 0)) for ref in closed}, unsure
            )


def _current(ref: str, now: Mapping[str, str]) -> str:
    seen = {ref}
    while (into := now.get(ref, "")) and into not in seen:
        seen.add(into)
        ref = into
    return ref


def _public_row(build: BuildContext, row: LedgerEntry, refs: Mapping[str, str], unsure: frozenset[str]) -> LedgerEntry:
    if row.id in unsure:
        row = replace(row, speaker="", name="")
    elif row.speaker in refs:
        row = replace(row, speaker=refs[row.speaker], name="")
    history = build.edition.lookups.newsroom.histories.get(row.id)
    if history and history.status == "current":
        return row
    return replace(row, words="", now="", start=0, end=0, sha256=row.sha256 or sha256_text(row.now or row.words))


def _head(path: Path) -> headers.FileHead:
    """Return the head of a content file; an empty one where there is none."""
    text = read_if_there(path, path.name).decode("utf-8-sig").replace("\r\n", "\n")
    return headers.parse_head(text, path.name)


def _public_lines(pairs: Iterable[tuple[str, str]], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the headers that the format has, without those that are the newsroom's own affair."""
    names = {headers.normalised(name) for name in known} | {"authors", "summary"}
    for key, value in pairs:
        if headers.normalised(key) in names and headers.normalised(key) not in PRIVATE and value:
            yield key, value
