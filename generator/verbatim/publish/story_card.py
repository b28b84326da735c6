"""Makes what lists show of a story: its lead, evidence, numbers, translations."""

from collections.abc import Sequence
from functools import cache
from typing import TypedDict

from markupsafe import Markup

from verbatim.core.dates import human
from verbatim.core.i18n import Words
from verbatim.core.text import sha256_text
from verbatim.model import Number, Quote, Story
from verbatim.newsroom.attributions import is_attributed, is_open, is_unread
from verbatim.newsroom.record import key_numbers
from verbatim.newsroom.timeline import Unestablished
from verbatim.publish import html, moments, page, reasons, refs, urls
from verbatim.publish.corrections import ChangeView, changes_of_story
from verbatim.publish.edition import LARGE_MEMO_SIZE, Edition, once
from verbatim.publish.first_screen import ShownPiece, is_cut, lead_pieces
from verbatim.publish.markup.editors import introduction
from verbatim.publish.quotations import QuoteView, quote_view

WORDS_A_MINUTE = 230
LONGEST_OPENING = 300  # characters of what a page is described with, whole or not at all


class EvidenceView(TypedDict):
    """The evidence line: counts of the story's quotations, paraphrases apart."""

    quotations: int  # direct and mixed ones that are not withdrawn
    verbatim: int  # without a correction of their words
    stated: int  # whose speaker the source names
    inferred: int  # whose speaker follows from the text
    editor: int  # whose speaker the editors name
    none: int  # whose speaker was looked for and not found
    unread: str  # the sentence that says which language is not read for speakers; empty where it is read
    corrected: int  # with a correction of their words
    paraphrases: int  # apart from the others
    reviewed: int  # that an editor has checked
    story: str  # whose quotations they are


class NumberView(TypedDict):
    """A key number."""

    words: refs.Slice  # the number
    means: refs.Slice  # the phrase that gives it meaning
    who: refs.PersonRef | None  # whose words it is from


class SilenceView(TypedDict):
    """Something that the text does not establish: a speaker or a date."""

    quote: QuoteView | None  # either this
    moment: moments.MomentView | None  # or this
    why: str  # the reason


class TranslationView(TypedDict):
    """The story in another language."""

    lang: str  # tag of the language
    name: str  # the language's name in itself
    url: str  # its page


class StoryCard(TypedDict):
    """A story in a list."""

    ref: refs.StoryRef  # what identifies it
    draft: str  # the story's file where it is a draft, else empty
    embargo: str  # until when an embargo holds it back, which makes it a draft; else empty
    lang: str  # tag of its language
    translations: list[TranslationView]  # into other languages
    intro: Markup  # by the editors, empty where there is none
    picture: refs.PictureView | None  # by the editors, None where they gave none
    reading_minutes: int  # at least 1
    characters: int  # of the source
    evidence: EvidenceView  # counts of its quotations
    lead: list[ShownPiece]  # what happened, as its first screen begins
    cut: bool  # whether the lead ends within its sentence
    numbers: list[NumberView]  # key numbers
    source_file_url: str  # the source as text
    source_sha256: str  # hash of the source's text
    covered: bool  # whether editors covered words of it, for which ▇ stands
    corrections: list[ChangeView]  # public changes


@once(LARGE_MEMO_SIZE)
def story_card(edition: Edition, story: Story) -> StoryCard:
    """Return what lists show of a story, made once for all of them."""
    quotes = edition.quotes_by_story.get(story.id, [])
    numbers = key_numbers(story, edition.numbers_by_story.get(story.id, []))
    return StoryCard(
        ref=refs.story_ref(edition, story),
        lang=story.lang,
        translations=translations(edition, story),
        draft=story.path if story.status == "draft" else "",
        embargo=_embargo(story),
        intro=introduction(edition, story),
        picture=refs.picture_view(edition, story.picture),
        reading_minutes=max(1, round(len(story.text[story.text_start :].split()) / WORDS_A_MINUTE)),
        characters=len(story.text),
        evidence=_evidence(story.id, quotes, edition.site.words),
        lead=lead_pieces(edition, story),
        cut=is_cut(edition, story),
        numbers=[number_view(edition, one) for one in numbers],
        source_file_url=urls.source_address(story.id),
        source_sha256=sha256_text(story.text),
        covered=bool(story.redacted),
        corrections=changes_of_story(edition, story),
    )


def article_summary(edition: Edition, story: Story) -> str:
    """Return the introduction, else what happened, so that Pelican does not cut a summary out itself."""
    card = story_card(edition, story)
    if card["intro"] or not card["lead"]:
        return str(card["intro"])
    told = [
        html.format_html(
            '{}<span data-story="{}" data-char="{}">{}</span>',
            "… " if one.gap else "",
            one.words["story"],
            one.words["char"],
            one.words["words"],
        )
        for one in card["lead"]
    ]
    return str(html.format_html("<p>{}{}</p>", Markup(" ").join(told), " …" if card["cut"] else ""))


def story_meta(edition: Edition, story: Story, address: str, title: str) -> page.Meta:
    """Return the head of a story's page or its timeline; a page of an unlisted story is kept out of indexes."""
    meta = page.page_meta(edition, title, address)
    meta["title"] = html.on_one_line(title) or edition.site.name
    dated = f"{human(story.date, edition.site.words)}." if story.date else ""
    meta["description"] = " ".join(filter(None, (dated, _described(edition, story)))) or html.plain(story.title)
    page.add_story(edition, story, meta)
    meta["robots"] = "" if story.id in edition.listed else "noindex"
    return meta


def _described(edition: Edition, story: Story) -> str:
    """Return what happened on one line, with its quotation marks and “…” for words that it leaves out.

    Empty where it is too long, since what turns its meaning may stand at its end, or where the marks of Markdown cut
    through words that it quotes.
    """
    card = story_card(edition, story)
    words = " ".join(f"{'… ' if one.gap else ''}{urls.span_of(one.words).of(story.text)}" for one in card["lead"])
    told = html.MARKDOWN.sub("", words) if html.is_markdown(story) else words
    if told != words and any(mark in words for mark in html.MARKS):
        return ""
    line = html.on_one_line(f"{told} …" if card["cut"] else told)
    return line if len(line) <= LONGEST_OPENING else ""


def _embargo(story: Story) -> str:
    """Return the embargo of a story that is a draft for it alone, though its file has it published."""
    return story.header("Embargo") if story.status == "draft" != story.header("Status") else ""


def _evidence(story: str, quotes: Sequence[Quote], words: Words) -> EvidenceView:
    """Count the quotations (direct and mixed, none withdrawn), paraphrases apart."""
    spoken = [quote for quote in quotes if quote.counts]
    return EvidenceView(
        quotations=len(spoken),
        verbatim=sum(not quote.corrections for quote in spoken),
        stated=sum(is_attributed(quote) and quote.basis == "stated" for quote in spoken),
        inferred=sum(is_attributed(quote) and quote.basis == "inferred" for quote in spoken),
        editor=sum(is_attributed(quote) and quote.basis == "editor" for quote in spoken),
        none=sum(is_open(quote) for quote in spoken),
        unread=next((reasons.translated_reason(quote.why, words) for quote in spoken if is_unread(quote)), ""),
        corrected=sum(bool(quote.corrections) for quote in spoken),
        paraphrases=sum(quote.is_paraphrase and not quote.withdrawn for quote in quotes),
        reviewed=sum(quote.reviewed is not None for quote in spoken),
        story=story,
    )


def number_view(edition: Edition, number: Number) -> NumberView:
    """Return a number, with the speaker where it stands whole within the words of only one, who is established.

    Its clause may name them itself: “…, according to the Saren Gazette”.
    """
    quotes = edition.quotes_by_story.get(number.story, [])
    within = [one for one in quotes if not one.withdrawn and any(part.words.covers(number.span) for part in one.parts)]
    speakers = {one.speaker if one.basis != "none" else "" for one in within}
    speaker = speakers.pop() if len(speakers) == 1 else ""
    if any(one.via and number.means.covers(one.via) for one in within):
        speaker = ""
    return NumberView(
        words=refs.marked_slice(edition, number.story, number.span),
        means=refs.slice_of(edition, number.story, number.means),
        who=refs.person_ref(edition, speaker) if speaker else None,
    )


def silence_view(edition: Edition, silence: Unestablished) -> SilenceView:
    """Return what a text does not establish: a speaker or a date, with the reason."""
    quote = quote_view(edition, silence.quote) if silence.quote else None
    return SilenceView(
        quote=quote,
        moment=moments.moment_view(edition, silence.moment) if silence.moment else None,
        why=(quote["why"] if quote else "") or reasons.translated_reason(silence.why, edition.site.words),
    )


def translations(edition: Edition, story: Story) -> list[TranslationView]:
    """Return the languages of a story's translations, each by its own name."""
    return [
        TranslationView(lang=other.lang, name=own_name(other.lang), url=urls.story_address(other))
        for other in edition.translations.get(story.id, ())
        if other.id != story.id
    ]


def alternates(edition: Edition, story: Story) -> list[page.Alternate]:
    """Return the absolute addresses of a story in every language, its own included, as both ends must list them.

    Empty for a story without translations, and for a site without an address.
    """
    group = edition.translations.get(story.id, ()) if edition.site.url else ()
    found = [page.Alternate(lang=one.lang, url=edition.site.absolute(urls.story_address(one))) for one in group]
    # For readers of none of these languages: the original.
    return [*found, page.Alternate(lang="x-default", url=found[0]["url"])] if found else []


@cache
def own_name(lang: str) -> str:
    """Return a language's name in itself (`Deutsch`), with a capital; the tag of an unknown language."""
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415  only where a story has translations

    try:
        name = Locale.parse(lang, sep="-").get_display_name() or lang
    except (UnknownLocaleError, ValueError):
        return lang
    return name[:1].upper() + name[1:]
