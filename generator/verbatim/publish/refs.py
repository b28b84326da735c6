"""Builds the small views that many pages share: slices of a source, stories, people, roles and dates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple, NotRequired, TypedDict

from markupsafe import Markup

from verbatim.annotate.text.phrases import is_role
from verbatim.core import dates as edtf
from verbatim.core.dates import human
from verbatim.core.i18n import Words, msgid
from verbatim.core.quotation_marks import OPENING
from verbatim.core.slugs import slug
from verbatim.model import Extent, Fragment, GivenRole, Person, PersonKind, Picture, Role, Span, Story
from verbatim.newsroom import places
from verbatim.newsroom.extent import rights_of
from verbatim.newsroom.names import BEHIND, NUMERAL
from verbatim.newsroom.topics import Topic
from verbatim.publish import urls
from verbatim.publish.edition import Edition, fact, once
from verbatim.publish.html import as_html, bare_heading, format_html, plain, span_as_html

Shape = Literal["day", "month", "year", "decade", "span", "since", "until", ""]
SHAPES: dict[str, Shape] = {"day": "day", "month": "month", "season": "month", "year": "year"}
NOT_DATED = msgid("date unknown")
POSSESSIVES = frozenset(("her", "his", "its", "my", "our", "their", "your"))
_NONE: tuple[list[Span], list[Role]] = ([], [])
# Beside a role: what a longer one begins with (“Office of the [Mills director]”, “, Mills and [Trade Secretary]”) and
# goes on with, and a title in short.
_LONGEST_LEAD = 40  # characters
_LEADS_ON = re.compile(r"\b[A-Z][\w’'-]* (?:of|of the|for the) $|(?:^|[^A-Z\w] |[a-z,] )[A-Z][\w’'-]* and $")
_GOES_ON = re.compile(r"[.-](?=\w)| (?=([a-z]+)\b)")
_IN_SHORT = re.compile(r"(?:[Ff]ormer |[Tt]hen[ -])?[A-Z][a-z]{1,4}\.")


class Slice(TypedDict):
    """Words of a source with their place in it.

    Show them with the macro `slice`, in an element that carries `data-story` and `data-char` and holds nothing else.
    A title written by the editors is not a source's words: its `char` is empty, and it has no such attributes.
    """

    story: str  # id
    char: str  # start and end in the source, in code points: "697,824"
    words: Markup  # the words, ready to be shown
    url: str  # their place in the story's page
    lang: str  # the story's language; `slice` adds `lang` where it differs from the interface's


class DateView(TypedDict):
    """A date, as far as it is known."""

    edtf: str  # as EDTF, `2031-03`
    machine: str  # for `<time datetime>`; empty where HTML has no form for it
    human: str  # in the interface's language
    precision: Literal["day", "month", "season", "year", "decade", "interval", "unknown"]  # how exact
    approximate: bool  # about this date
    of: str  # the story that was published then, or the moment, as `story#m-…`; empty for other dates


class PortraitView(TypedDict):
    """A portrait supplied by the editors: square ones at `{stem}-{width}.webp` and `.jpg`."""

    face: str  # a small one as a `data:` address, for discs within text, which are not worth a request
    tall: NotRequired[bool]  # whether `{stem}-tall.webp` is there, of 504 × 630 pixels
    framed: NotRequired[str]  # one of 112 × 140 pixels as a `data:` address, for frames; may be empty
    stem: str  # site address without width and ending
    widths: list[int]  # smallest first
    credit: str  # empty where none is given


class PictureFiles(TypedDict):
    """The files of a picture at `{stem}-{width}.avif` and `.webp`, `{stem}-fallback.jpg`, `{stem}-share.jpg`."""

    stem: str  # site address without width and ending
    width: int  # of the picture as supplied, in pixels
    height: int  # the same
    widths: list[int]  # smallest first, none larger than the picture itself
    avif: bool  # whether there are files in AVIF
    shared: list[int]  # width and height of the file for previews of links; empty where the picture is too small


class PictureView(TypedDict):
    """A picture that editors give to a story, a moment or a topic."""

    files: PictureFiles  # where it is, in which sizes
    alt: str  # what it shows, for those who do not see it
    credit: str  # whose it is


class GivenRoleView(TypedDict):
    """A role that the editors give, shown in place of the one that a story words."""

    text: str  # the role
    source: str  # who says so, empty where the editors do
    url: str  # the source's address, may be empty
    date: DateView | None  # of which day, month or year it is known
    line: str  # all of it as plain text: the role, and in brackets the source or that it is the editors'


class PersonRef(TypedDict):
    """A person, an organisation or a place, wherever it is named."""

    id: str  # its id
    name: str  # the name to show
    kind: PersonKind  # what it is
    url: str  # its profile, or its first mention where it has none
    monogram: str  # initials, one or two letters
    portrait: PortraitView | None  # None where the editors gave none
    role: GivenRoleView | None  # None where the editors gave none


class ArchivedView(TypedDict):
    """A copy of the publisher's page in a web archive."""

    url: str  # its address
    date: DateView  # the day on which it was made


class StoryRef(TypedDict):
    """A story, wherever it is named."""

    id: str  # its id
    url: str  # its page
    title: Slice  # the source's heading, or the story file's Title found in the source
    title_text: str  # the same as plain text without quotation marks, for `<title>`
    kicker: str  # its section, empty where it has none
    kicker_url: str  # the page of the section, may be empty
    date: DateView  # of publication
    date_basis: Literal["source", "file", "editor", "unknown"]  # where the date is from
    modified: DateView | None  # of the last change, where there was one
    source_name: str  # who published the source, may be empty
    source_url: str  # where the source was published, may be empty
    archived: ArchivedView | None  # an archived copy of that page
    extent: Extent  # how much of the source the site publishes
    licence: str  # under which the site publishes it, as the editors word it; may be empty
    credited: str  # whom they credit for it, may be empty


class RoleView(TypedDict):
    """A role as one story words it."""

    words: Slice  # the role
    story: StoryRef  # the story that words it so
    as_of: DateView  # the story's date


class ProfileRole(RoleView):
    """A role on a profile, as last worded."""

    since: DateView | None  # when a story first worded it so; None where only one does
    stories: int  # how many word it


class StorySentence(NamedTuple):
    """A sentence, and the text that has it."""

    sentence: Slice  # the whole sentence
    story: StoryRef  # the story that it is from

    @classmethod
    def of(cls, edition: Edition, story: str, span: Span) -> StorySentence:
        """Return a sentence of a story."""
        return cls(slice_of(edition, story, span), story_ref(edition, edition.newsroom.stories[story]))


class TopicRef(TypedDict):
    """A topic, wherever it is named."""

    id: str  # its id
    url: str  # its page
    title: str  # by the editors, without quotation marks
    stories: int  # how many texts it joins
    first: DateView | None  # of the earliest text, None where none has a date
    last: DateView | None  # of the newest text
    draft: str  # the topic's file where it is a draft, else empty


@lru_cache(maxsize=4096)
def date_view(value: str, words: Words, of: str = "") -> DateView:
    """Return a partial date in words and as `<time datetime>` takes it, of a story or, as `story#id`, a moment."""
    known = edtf.parse(value)
    return DateView(
        edtf=value,
        machine=edtf.machine(value),
        human=human(value, words),
        precision=known.precision if known else "unknown",
        approximate=bool(known and (known.approximate or known.uncertain)),
        of=of,
    )


def where_published(story: StoryRef, words: Words, name: str | None = None) -> str:
    """Return the newspaper, or the story's title, or a `name` in their place, and the date."""
    source = story["source_name"] or story["title_text"].rstrip(".") if name is None else name
    return ", ".join(filter(None, (source, when_published(story["date"]["edtf"], words))))


def when_published(date: str, words: Words) -> str:
    """Return a story's date in words, which say so where it is not known."""
    return human(date, words) if date else words.gettext(NOT_DATED)


def year_of(value: str) -> str:
    """Return the year in which a date begins, as four digits; empty for a date without any end."""
    known = edtf.parse(value)
    first = known.earliest or known.latest if known else None
    return f"{first.year:04d}" if first else ""


def shape_of(value: str) -> Shape:
    """Return how a date is drawn, by its precision; empty for what is not a date.

    A season is drawn like a month, a century like a decade. `since` and `until` are spans with one end.
    """
    known = edtf.parse(value)
    if not known:
        return ""
    if "/" in value:
        return "span" if known.earliest and known.latest else "since" if known.earliest else "until"
    return SHAPES.get(known.precision, "decade")


def slice_of(edition: Edition, story: str, span: Span) -> Slice:
    """Return a slice of a source that links to the fragment in which it begins."""
    return _slice(edition, story, span, urls.fragment_place(edition, story, span))


def marked_slice(edition: Edition, story: str, span: Span) -> Slice:
    """Return a slice that links to its own mark in the text of the story's page."""
    return _slice(edition, story, span, urls.source_place(edition, story, span))


def _slice(edition: Edition, story: str, span: Span, url: str) -> Slice:
    source = edition.newsroom.stories[story]
    return Slice(story=story, char=span.char, words=span_as_html(source, span), url=url, lang=source.lang)


def picture_view(edition: Edition, picture: Picture | None) -> PictureView | None:
    """Return the view of a picture that editors give; None where they give none, or a preview has no files of it."""
    files = edition.pictures.get(picture.file) if picture else None
    return PictureView(files=files, alt=picture.alt, credit=picture.credit) if picture and files else None


def shared_file(files: PictureFiles) -> str:
    """Return the address of the file that previews of links show; empty where the picture is too small for one."""
    return f"{files['stem']}-share.jpg" if files["shared"] else ""


def story_ref(edition: Edition, story: Story) -> StoryRef:
    """Return what identifies a story wherever it is named; in words, its date says so where it is unknown."""
    return _story_ref(edition, story.id)


@fact
def _story_ref(edition: Edition, name: str) -> StoryRef:
    story = edition.newsroom.stories[name]
    date, rights = date_view(story.date, edition.site.words, story.id), rights_of(story)
    return StoryRef(
        id=story.id,
        url=urls.story_address(story),
        title=_title(edition, story),
        title_text=plain(story.title),
        kicker=story.category,
        kicker_url=f"sections/{slug(story.category)}/" if story.category and "stories" not in edition.site.off else "",
        date=date | {"human": when_published(story.date, edition.site.words)},
        date_basis=story.date_basis,
        modified=date_view(story.modified, edition.site.words) if story.modified else None,
        source_name=story.source_name,
        source_url=story.source_url,
        archived=_archived(story, edition.site.words),
        extent=story.extent,
        licence=rights.licence,
        credited=rights.credited,
    )


def _archived(story: Story, words: Words) -> ArchivedView | None:
    copy = story.archived
    return ArchivedView(url=copy.url, date=date_view(copy.date, words)) if copy else None


def _title(edition: Edition, story: Story) -> Slice:
    """Return the title as a slice of the source where it has these words, else with an empty `char`, as an editor's.

    Quotation marks in an editor's title are marked as the editors' own: no source has them.
    """
    heading = headline(edition, story)
    if heading and heading.source:
        words = places.without_semicolon(bare_heading(story, heading.text))
        start = heading.source.start + heading.text.find(words)
        return _slice(edition, story.id, Span(start, start + len(words)), urls.story_address(story))
    if place := places.words_of_title(story):
        return _slice(edition, story.id, place, urls.story_address(story))
    words = as_html(story.title)
    if any(mark in story.title for mark in OPENING):
        words = format_html('<span class="editors" data-editors="{}">{}</span>', story.id, words)
    return Slice(story=story.id, char="", words=words, url=urls.story_address(story), lang=story.lang)


def headline(edition: Edition, story: Story) -> Fragment | None:
    """Return the source's first heading where it has the words of the story's Title, white space and `#` aside."""
    first = edition.newsroom.headings.get(story.id)
    words = places.without_semicolon(bare_heading(story, first.text)) if first else ""
    return first if words.split() == story.title.split() else None


def topic_ref(edition: Edition, topic: Topic) -> TopicRef:
    """Return what identifies a topic wherever it is named."""
    first, last = (edition.newsroom.stories[name].date for name in (topic.stories[0], topic.newest))
    return TopicRef(
        id=topic.id,
        url=urls.topic_address(topic.id),
        title=topic.file.title,
        stories=len(topic.stories),
        first=date_view(first, edition.site.words) if first else None,
        last=date_view(last, edition.site.words) if last else None,
        draft=topic.file.path if topic.file.status == "draft" else "",
    )


@once()
def person_ref(edition: Edition, name: str) -> PersonRef:
    """Return what identifies a person, an organisation or a place wherever they are named."""
    person = edition.newsroom.people[name]
    return PersonRef(
        id=person.id,
        name=person.name,
        kind=person.kind,
        url=urls.person_address(edition, person),
        monogram=monogram(person.name),
        portrait=edition.portraits.get(person.id),
        role=given_role(person.role, edition.site.words) if person.role else None,
    )


def given_role(role: GivenRole, words: Words) -> GivenRoleView:
    """Return a role that the editors give."""
    date = date_view(role.date, words) if role.date else None
    host = role.url.split("//")[-1].partition("/")[0]
    source = role.source or host or words.gettext("added by the editors")
    said = ", ".join([source, *([date["human"]] if date else [])])
    return GivenRoleView(
        text=role.text, source=role.source or host, url=role.url, date=date, line=f"{plain(role.text)} ({plain(said)})"
    )


def monogram(name: str) -> str:
    """Return the initials of the first and the last capitalised word of a name, at most two letters.

    >>> monogram("Ada Maria Vell III")
    'AV'
    """
    words = [word for word in name.replace("-", " ").split() if word[:1].isalpha()]
    named = [word for word in words if not (NUMERAL.fullmatch(word) or word.rstrip(".").lower() in BEHIND)]
    capital = [word for word in named if word[0].isupper()] or words
    initials = [word[0].upper() for word in (capital[:1] + capital[1:][-1:])]
    return "".join(initials) or name[:1].upper()


def role_view(edition: Edition, role: Role) -> RoleView:
    """Return a role as the source words it, as of its story's date."""
    story = edition.newsroom.stories[role.story]
    return RoleView(
        words=marked_slice(edition, role.story, role.span),
        story=story_ref(edition, story),
        as_of=date_view(story.date, edition.site.words, story.id),
    )


def mentions_in(edition: Edition, person: Person, story: str) -> Iterable[Span]:
    """Return the places at which a story mentions the person, in order."""
    return _by_story(edition, person).get(story, _NONE)[0]


def roles_in(edition: Edition, person: Person, story: str) -> Iterable[Role]:
    """Return the person's roles as a story words them, in order of place."""
    return _by_story(edition, person).get(story, _NONE)[1]


@once()
def _by_story(_edition: Edition, person: Person) -> Mapping[str, tuple[list[Span], list[Role]]]:
    """Return the person's mentions and roles by story."""
    by_story: dict[str, tuple[list[Span], list[Role]]] = defaultdict(lambda: ([], []))
    for story, span in person.mentions:
        by_story[story][0].append(span)
    for role in person.roles:
        by_story[role.story][1].append(role)
    return by_story


def different_roles_in(edition: Edition, person: Person, story: str) -> list[Role]:
    """Return the first role of each wording that a story has for the person, in order of place."""
    roles: dict[str, Role] = {}
    for role in roles_in(edition, person, story):
        roles.setdefault(role.text, role)
    return list(roles.values())


def role_in(edition: Edition, person: str, story: str) -> Slice | None:
    """Return the role that a story words first, and whole, for a person; None where it words none.

    A title in short (“Rep.”) says nothing behind a name.
    """
    text = edition.newsroom.stories[story].text
    roles = different_roles_in(edition, edition.newsroom.people[person], story)
    whole = (one for one in roles if not (_IN_SHORT.fullmatch(one.text) or _is_piece(text, one.span)))
    return next((marked_slice(edition, story, one.span) for one in whole), None)


def _is_piece(text: str, role: Span) -> bool:
    """Return whether a role is part of a longer one."""
    first, before = role.of(text).split()[0], text[max(0, role.start - _LONGEST_LEAD) : role.start]
    is_behind = first[0].isupper() and not is_role(first.lower()) and _LEADS_ON.search(before) is not None
    following = _GOES_ON.match(text, role.end)
    return is_behind or (following is not None and (not following[1] or is_role(following[1])))


@once()
def listed_roles(edition: Edition, person: Person) -> list[ProfileRole]:
    """Return the person's roles as listed stories word them, each wording once, those worded last first.

    Wordings are the same where they differ only in capitals, blanks or a leading article. “Her father” and “its
    spokeswoman” are left out: away from their text nobody knows whose.
    """
    edition.recorder.record("whole", person.id)
    wordings: dict[str, list[Role]] = defaultdict(list)
    for role in person.roles:
        wording = role.text.casefold().split()
        if role.story in edition.listed and wording[0] not in POSSESSIVES:
            wordings[" ".join(wording).removeprefix("the ")].append(role)
    return [_profile_role(edition, roles) for roles in wordings.values()]


def _profile_role(edition: Edition, roles: list[Role]) -> ProfileRole:
    newest, first = role_view(edition, roles[0]), edition.newsroom.stories[roles[-1].story]
    stories = len({role.story for role in roles})
    is_known = stories > 1 and bool(first.date)
    since = date_view(first.date, edition.site.words, first.id) if is_known else None
    return ProfileRole(**newest, since=since, stories=stories)
