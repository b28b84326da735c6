"""A profile: who it is, what they said then and now, every quotation, most telling first. Only listed stories count.

Also its frame and its embed: the name, the role as a source words it, the latest quotation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import NamedTuple, TypedDict, cast

from markupsafe import Markup

from verbatim.model import Moment, Person, Quote, SaidPair, Span, Story
from verbatim.newsroom.extent import is_shown
from verbatim.newsroom.people import folded
from verbatim.newsroom.timeline import Gap, dated, gap_between
from verbatim.publish import claims, embedding, html, indexes, jsonld, quote_page, refs, urls
from verbatim.publish.edition import Edition, fact, once
from verbatim.publish.embedding import panel
from verbatim.publish.markup.editors import ContentPlace, editors_html, in_any
from verbatim.publish.moments import MomentView, moment_view
from verbatim.publish.page import (
    ListPage,
    Page,
    PageValues,
    PaginationView,
    list_page,
    page,
    page_meta,
    paginated,
    with_picture,
)
from verbatim.publish.quotations import QuoteView, card_alt, quote_view, words_alt

COMPANIONS_AT_MOST = 60
TEXTS_AT_MOST = 200
MOMENTS_AT_MOST = 60
MENTIONS_AT_MOST = 8
QUOTES_A_PAGE = 30
RECENT = 2  # profiles, and embeds of them, that are kept: a page, its frame and its oEmbed answer are made together
TELLING = range(8, 31)  # words of a sentence that tells most
# Of the frame, in pixels: rules, paddings, the blanks around the words.
FURNITURE = 4 + 16 + 14 + 15 + 14 + 4
# As long as the longest such line. Form 1 has a line as long as that of the counts.
TRUST = "Verbatim · speaker not established · evidence"


class SaidView(NamedTuple):
    """A quotation in a list of somebody's."""

    quote: QuoteView  # what it is
    words: list[refs.Slice]  # its words, without the comma that leads to who said them; empty where it is shown whole
    apart: bool  # whether it is short, or but partly quoted


class PairSide(NamedTuple):
    """One of two quotations that editors put side by side."""

    said: SaidView  # the words
    role: refs.Slice | None  # the role, as that text words it
    about: refs.Slice | None  # what the text reports before, where the words begin with *It* and the like


class PairView(NamedTuple):
    """What somebody said then, and said later."""

    subject: str  # by the editors
    then: PairSide  # the earlier
    later: PairSide  # the later
    gap: Gap | None  # the time between; None where a date is not known
    is_now: bool  # whether nothing newer of theirs is known here


class ProfileText(NamedTuple):
    """A text that names somebody."""

    story: refs.StoryRef  # the text
    role: refs.Slice | None  # the role that it words
    quotations: int  # of theirs in it
    reported: int  # paraphrases


class Companion(NamedTuple):
    """A person or an organisation in the same stories, and in how many."""

    person: refs.PersonRef  # who it is
    stories: int  # how many


class PersonInRole(NamedTuple):
    """A person with a role."""

    person: refs.PersonRef  # who it is
    role: refs.Slice | None  # as last worded


class ProfileView(NamedTuple):
    """Everything on a profile but its quotations, of which each page has some."""

    ref: refs.PersonRef  # who it is
    roles: list[refs.ProfileRole]  # the one worded last first
    aliases: list[refs.Slice]  # other names that sources use, each at its first place
    namesakes: list[PersonInRole]  # others of the same name; whether they are one, the sources do not establish
    words: Markup  # by the editors, empty where there are none
    same_as: list[str]  # addresses of the same person elsewhere
    pairs: list[PairView]  # in the editors' order
    quotations: int  # how many are theirs, withdrawn ones left out
    reports: list[QuoteView]  # what texts report in words of their own, newest first
    moments: list[MomentView]  # earliest first, capped
    named: list[refs.StorySentence]  # in the newest stories
    texts: list[ProfileText]  # that name them, newest first, capped
    story_count: int  # not capped
    appears_with: list[Companion]  # capped
    organisations: list[Companion]  # capped
    feed_url: str  # its Atom feed; empty where there are no quotations

    @classmethod
    def of(cls, edition: Edition, person: Person) -> ProfileView:
        """Return everything that a profile shows, made once for its page and its frame."""
        return _profile_view(edition, person)


class LatestWordsView(NamedTuple):
    """The words on the frame of a profile: the latest quotation, else the sentence that names the person."""

    quote: QuoteView | None  # the latest quotation, if there is one
    sentence: refs.Slice | None  # both None where no story names the person
    story: refs.StoryRef | None  # where the words are from


class PersonValues(TypedDict):
    """The profile of a person, an organisation or a place."""

    profile: ProfileView  # everything on the profile
    quotes: list[SaidView]  # those on this page, the most telling first
    panel: embedding.PanelView | None  # how to embed it, None where it cannot be
    pagination: PaginationView  # of the quotations


class PersonQuotesValues(TypedDict):
    """A further page of a person's quotations."""

    person: refs.PersonRef  # whose they are
    quotes: list[SaidView]  # those on this page
    pagination: PaginationView  # position in the list


class PersonFrameValues(TypedDict):
    """The frame of a profile."""

    profile: ProfileView  # everything on the profile
    latest: LatestWordsView  # the words to show


def profile_pages(edition: Edition, name: str) -> Iterator[Page]:
    """Yield a profile and its frame."""
    person, embed = edition.newsroom.people[name], profile_embed(edition, edition.newsroom.people[name])
    part = _quotes(edition, name, 1)
    payload = PersonValues(
        profile=ProfileView.of(edition, person),
        quotes=[said_view(edition, edition.newsroom.quotes[one]) for one in part.items],
        panel=panel(edition.site, embed) if embed else None,
        pagination=part.view,
    )
    frame = _frame(edition, person, part.url)
    frame.meta["oembed"] = edition.site.absolute(embed.oembed) if embed else ""
    frame.meta["linked"] = jsonld.person_ld(edition, person)
    yield list_page("person.html", payload, part, frame, edition)
    yield profile_frame(edition, person, f"embed/people/{person.id}/", part.url)


def profile_frame(edition: Edition, person: Person, address: str, home: str) -> Page:
    """Return a profile's frame at one of its addresses; `home` is where the person is on this site."""
    framed = PersonFrameValues(profile=ProfileView.of(edition, person), latest=profile_words(edition, person))
    return page(address, "embed_person.html", framed, _frame(edition, person, home))


def further_pages(edition: Edition) -> Iterator[tuple[str, int]]:
    """Yield who has more quotations than a profile shows, with the number of each further page."""
    for name in sorted(edition.profiled):
        yield from ((name, number) for number in range(2, len(_all_quotes(edition, name)) + 1))


def further_page(edition: Edition, name: str, number: int) -> Page:
    """Return a further page of a person's quotations."""
    person, part = edition.newsroom.people[name], _quotes(edition, name, number)
    payload = PersonQuotesValues(
        person=refs.person_ref(edition, name),
        quotes=[said_view(edition, edition.newsroom.quotes[one]) for one in part.items],
        pagination=part.view,
    )
    return list_page("person_quotes.html", payload, part, _frame(edition, person, part.url), edition)


@fact
def _quotes(edition: Edition, name: str, number: int) -> ListPage[str]:
    return _all_quotes(edition, name)[number - 1]


@fact
def _all_quotes(edition: Edition, name: str) -> list[ListPage[str]]:
    """Return the ids of a person's quotations, page by page."""
    quotes = [quote.id for quote in most_telling(edition, name)]
    return paginated(edition, quotes, QUOTES_A_PAGE, refs.person_ref(edition, name)["url"])


def _frame(edition: Edition, person: Person, address: str) -> PageValues:
    """Return what surrounds a profile, with its feed where there are quotations."""
    words, quoted = edition.site.words, indexes.times_quoted(edition, person.id)
    reported = _current(edition, person.id) - quoted
    said = words.counted("%(num)s quotation, with its source.", "%(num)s quotations, each with its source.", quoted)
    told = f"{words.counted('%(num)s paraphrase', '%(num)s paraphrases', reported)}." if reported else ""
    described = " ".join(filter(None, (said if quoted or not told else "", told)))
    meta = page_meta(edition, person.name, address, f"{html.plain(person.name)}: {described}")
    if quoted or reported:
        meta["feeds"] = [*urls.feed_links(urls.person_feed(person), html.plain(person.name)), *meta["feeds"]]
    with_picture(edition, meta, urls.profile_card(edition, person), profile_alt(edition, person.id))
    return PageValues(meta, urls.person_crumbs(edition, person), "people")


@fact
def _current(edition: Edition, name: str) -> int:
    """Return how many quotations and paraphrases a person has that were not withdrawn."""
    return sum(not quote.withdrawn for quote in edition.quotes_by_speaker.get(name, ()))


@once(RECENT)
def _profile_view(edition: Edition, person: Person) -> ProfileView:
    said = edition.quotes_by_speaker.get(person.id, [])
    stories = list(dict.fromkeys(story for story, _ in person.mentions if story in edition.listed))
    companions = _companions(edition, person, stories)
    return ProfileView(
        ref=refs.person_ref(edition, person.id),
        roles=refs.listed_roles(edition, person),
        aliases=_aliases(edition, person),
        namesakes=_namesakes(edition, person),
        words=editors_html(person.words, in_any(edition), ContentPlace.about(person)),
        same_as=list(person.same_as),
        pairs=[view for pair in person.pairs if (view := _pair(edition, person, pair))],
        quotations=indexes.times_quoted(edition, person.id),
        reports=_reports(edition, said),
        moments=[moment_view(edition, one) for one in dated(_moments(edition, person))[-MOMENTS_AT_MOST:]],
        named=list(islice(_first_mentions(edition, person), MENTIONS_AT_MOST)),
        texts=[_text(edition, person, name) for name in stories[:TEXTS_AT_MOST]],
        story_count=len(stories),
        appears_with=[one for one in companions if one.person["kind"] == "person"][:COMPANIONS_AT_MOST],
        organisations=[one for one in companions if one.person["kind"] == "organisation"][:COMPANIONS_AT_MOST],
        feed_url=urls.person_feed(person) + urls.ATOM if said else "",
    )


def _reports(edition: Edition, said: Iterable[Quote]) -> list[QuoteView]:
    """Return the paraphrases; of several in a sentence, which pages show whole, the first."""
    found: dict[tuple[str, Span], QuoteView] = {}
    for quote in said:
        if quote.is_paraphrase:
            found.setdefault((quote.story, claims.claim_of(edition, quote).sentence), quote_view(edition, quote))
    return list(found.values())


def _text(edition: Edition, person: Person, name: str) -> ProfileText:
    story = edition.newsroom.stories[name]
    own = [quote for quote in edition.quotes_by_story.get(name, ()) if quote.speaker == person.id]
    return ProfileText(
        story=refs.story_ref(edition, story),
        role=refs.role_in(edition, person.id, name),
        quotations=sum(quote.counts for quote in own),
        reported=sum(quote.is_paraphrase for quote in own),
    )


# What they said


def most_telling(edition: Edition, name: str) -> list[Quote]:
    """Return the listed quotations of somebody, those that the editors choose first, then the most telling.

    Whole sentences come before others, those that the source attributes by name before what was worked out, those of 8
    to 30 words before longer and shorter ones, those that begin with no *It* or *They* before others; of equals the
    newest first. What is short or but partly quoted comes last.
    """
    telling = {quote: at for at, quote in enumerate(edition.newsroom.people[name].telling)}

    def key(quote: Quote) -> tuple[int, bool, bool, bool, bool]:
        text = edition.newsroom.stories[quote.story].text
        count = sum(len(one.of(text).split()) for one in claims.claim_of(edition, quote).words)
        return (
            telling.get(quote.id, len(telling)),
            not claims.is_whole(edition, quote),
            quote.basis != "stated",
            count not in TELLING,
            claims.leans(claims.words_text(edition, quote)),
        )

    return sorted((one for one in edition.quotes_by_speaker.get(name, ()) if not one.is_paraphrase), key=key)


def said_view(edition: Edition, quote: Quote) -> SaidView:
    """Return a quotation of a list; words that were corrected, or stand in paragraphs, are shown as they are."""
    claim, text = claims.claim_of(edition, quote), edition.newsroom.stories[quote.story].text
    is_plain = claim.stands_alone and not (quote.corrections or quote.withdrawn)
    is_parted = any("\n" in text[one.end : other.start] for one, other in pairwise(claim.words))
    spans = [claims.without_comma(text, one) for one in claim.words] if is_plain and not is_parted else []
    words = [refs.slice_of(edition, quote.story, one) for one in spans]
    return SaidView(quote_view(edition, quote), words, not claims.is_whole(edition, quote))


# Then and now


def _pair(edition: Edition, person: Person, pair: SaidPair) -> PairView | None:
    """Return two quotations side by side; None where one is withdrawn, undated, not listed, or not theirs."""
    known = edition.quotes_by_speaker.get(person.id, ())
    held = [quote for name in pair.quotes for quote in known if quote.id == name and quote.counts]
    dates = {quote.id: edition.newsroom.stories[quote.story].date for quote in held}
    if len(held) < len(pair.quotes) or not all(dates.values()):
        return None
    then, later = sorted(held, key=lambda quote: -edition.rank[quote.story])
    newest = next((quote for quote in known if quote.counts), later)
    return PairView(
        subject=pair.subject,
        then=_side(edition, person, then),
        later=_side(edition, person, later),
        gap=gap_between(dates[then.id], dates[later.id]),
        is_now=newest.story == later.story,
    )


def _side(edition: Edition, person: Person, quote: Quote) -> PairSide:
    said = said_view(edition, quote)
    about = said.quote["before"] if claims.leans(claims.words_text(edition, quote)) else None
    return PairSide(said, refs.role_in(edition, person.id, quote.story), about)


# Who it is


def _moments(edition: Edition, person: Person) -> list[Moment]:
    """Return the moments that name a person; of a place, those whose sentence mentions it."""
    if person.kind != "place":
        return [one for one in edition.moments_by_person.get(person.id, []) if one.story in edition.listed]
    found = {
        moment.id: moment
        for story, span in person.mentions
        if story in edition.listed
        for moment in edition.moments_by_story.get(story, [])
        if any(place.sentence.covers(span) for place in moment.places)
    }
    return list(found.values())


def _aliases(edition: Edition, person: Person) -> list[refs.Slice]:
    """Return the other ways in which listed stories mention the person, each at its first place."""
    edition.recorder.record("whole", person.id)
    found: list[refs.Slice] = []
    wanted = {len(words): {one for one in person.aliases if len(one) == len(words)} for words in person.aliases}
    for story, span in person.mentions:
        same_length = wanted.get(span.end - span.start)
        if not same_length or story not in edition.listed:
            continue  # read no story's text for what was found before or cannot be there
        words = span.of(edition.newsroom.stories[story].text)
        if words in same_length:
            same_length.remove(words)
            found.append(refs.marked_slice(edition, story, span))
    return found


def _first_mentions(edition: Edition, person: Person) -> Iterator[refs.StorySentence]:
    """Yield the sentence in which each story, newest first, first names the person."""
    found: set[str] = set()
    for name, span in person.mentions:
        if name in edition.listed and name not in found:
            story = edition.newsroom.stories[name]
            if is_shown(story, span):
                found.add(name)
                yield refs.StorySentence.of(edition, name, edition.sentences(story).around(span.start)[1])


def _companions(edition: Edition, person: Person, stories: list[str]) -> list[Companion]:
    """Return who else is in the same stories, most stories together first."""
    counts: Counter[str] = Counter()
    for story in stories:
        counts.update(other.id for other in edition.people_by_story.get(story, []) if other.id != person.id)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Companion(person=refs.person_ref(edition, name), stories=count) for name, count in ranked]


def _namesakes(edition: Edition, person: Person) -> list[PersonInRole]:
    found: list[PersonInRole] = []
    for name in edition.namesakes.get(folded(person.name), ()):
        if name != person.id:
            roles = refs.listed_roles(edition, edition.newsroom.people[name])
            found.append(PersonInRole(person=refs.person_ref(edition, name), role=roles[0]["words"] if roles else None))
    return found


# The embed


def profile_words(edition: Edition, person: Person) -> LatestWordsView:
    """Return the person's newest quotation: none that is partly quoted before others, stated and whole ones first.

    Paraphrases do not count; without any quotation it is the sentence in the newest story that names the person.
    """
    said = edition.quotes_by_speaker.get(person.id, [])
    quotes = [quote for quote in said if not quote.withdrawn and claims.claim_of(edition, quote).stands_alone]
    if quotes:

        def key(one: Quote) -> tuple[bool, bool, bool]:
            return one.kind != "direct", one.basis != "stated", not claims.is_whole(edition, one)

        view = quote_view(edition, min(quotes, key=key))
        return LatestWordsView(view, None, view["story"])
    named = next(_first_mentions(edition, person), None)
    return LatestWordsView(None, named.sentence, named.story) if named else LatestWordsView(None, None, None)


@once(RECENT)
def profile_embed(edition: Edition, person: Person) -> embedding.Embeddable | None:
    """Return the embed of a profile; None where no listed story names the person, or there is no frame."""
    latest = profile_words(edition, person)
    if not latest.story or not urls.has_frame(edition, person):
        return None
    return embedding.Embeddable.of(
        edition,
        embedding.Subject("person", person.id, urls.person_address(edition, person)),
        embedding.WORDS[min(5, latest.quote["step"] + 1) if latest.quote else 4],
        FURNITURE,
        [TRUST, quote_page.told_between(edition, latest.quote) if latest.quote else ""],
        block=_block(edition, person, latest),
        title=edition.site.words.gettext("Profile: %(name)s") % {"name": html.plain(person.name)},
        lang=_shown(edition, latest)[0].lang,
        picture=urls.profile_card(edition, person),
        alt=_embed_alt(edition, person, latest),
    )


def _block(edition: Edition, person: Person, latest: LatestWordsView) -> Markup:
    """Return form 1: who it is, in the words of a source, and the latest words, with their place."""
    story, span, words = _shown(edition, latest)
    role, lang = _role_line(edition, person), story.lang
    return html.format_html('<blockquote cite="{}" {}><b>{}{}. </b>{} — {}. <a href="{}">{}</a></blockquote>',
        urls.cite(edition, story.id, span), html.spoken_in(lang), html.isolated(html.plain(person.name), lang),
        f", {html.isolated(role, lang)}" if role else "", words, _where(edition, latest),
        edition.site.url_of(urls.person_address(edition, person)), _counted(edition, person),
    )  # fmt: skip


def _embed_alt(edition: Edition, person: Person, latest: LatestWordsView) -> str:
    """Return form 1 as the text alternative of the card: name and role, the latest words in their marks, the count."""
    story, span, _ = _shown(edition, latest)
    sentence = f"{claims.sentence_in_marks(edition, story, span)} ({_where(edition, latest)})"
    told = card_alt(edition, edition.newsroom.quotes[latest.quote["id"]]) if latest.quote else sentence
    named = ", ".join(filter(None, (html.plain(person.name), _role_line(edition, person))))
    return f"{named}. {told}. {_counted(edition, person)}"


def _shown(edition: Edition, latest: LatestWordsView) -> tuple[Story, Span, Markup]:
    """Return the story, the slice and the HTML of the words shown."""
    words = latest.quote["whole"] if latest.quote else cast("refs.Slice", latest.sentence)
    story, span = edition.newsroom.stories[words["story"]], urls.span_of(words)
    if latest.quote:
        return story, span, quote_page.words_html(edition, edition.newsroom.quotes[latest.quote["id"]])
    return story, span, html.format_html("<p>{}</p>", html.as_html(span.of(story.text)))


def _role_line(edition: Edition, person: Person) -> str:
    """Return the role that the editors give, else the one worded last, as plain text."""
    if given := refs.person_ref(edition, person.id)["role"]:
        return given["line"]
    return next((words_alt(edition, role["words"]) for role in refs.listed_roles(edition, person)), "")


def _where(edition: Edition, latest: LatestWordsView) -> str:
    """Return the source of the words, and that their speaker is inferred where that is so."""
    say, (story, _, _) = edition.site.words.gettext, _shown(edition, latest)
    if not latest.quote:
        named = html.isolated(html.plain(story.source_name) or html.plain(story.title), story.lang)
        return say("named in %(source)s") % {"source": named}
    line = quote_page.source_line(edition, latest.quote)
    if latest.quote["basis"] == "editor":
        return say("%(source)s (speaker named by the editors)") % {"source": line}
    return say("%(source)s (speaker worked out)") % {"source": line} if latest.quote["basis"] == "inferred" else line


def _counted(edition: Edition, person: Person) -> str:
    count = indexes.times_quoted(edition, person.id)
    if not count:
        return edition.site.words.gettext("%(name)s: the whole profile") % {"name": html.plain(person.name)}
    counted = edition.site.words.counted("%(num)s quotation", "%(num)s quotations", count)
    say = edition.site.words.gettext("%(name)s: %(quotations)s, with their sources")
    return say % {"name": html.plain(person.name), "quotations": counted}


@fact
def profile_alt(edition: Edition, name: str) -> str:
    """Return the text alternative of a profile's card: name, role, number of quotations, and the words on it."""
    person = edition.newsroom.people[name]
    named = ", ".join(filter(None, (html.plain(person.name), _role_line(edition, person))))
    sentences = [
        named,
        edition.site.words.counted("%(num)s quotation", "%(num)s quotations", indexes.times_quoted(edition, name)),
    ]
    if latest := profile_words(edition, person).quote:
        sentences.append(card_alt(edition, edition.newsroom.quotes[latest["id"]]))
    return ". ".join(sentences)
