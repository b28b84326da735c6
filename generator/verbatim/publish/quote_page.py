"""A quotation: its page, with the same words of other texts, its frame, and its embed.

The embed is its words, their speaker as far as established, and their source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypedDict

from markupsafe import Markup

from verbatim.core import dates as edtf
from verbatim.core.text import sha256_text
from verbatim.model import Quote, Span, Story
from verbatim.newsroom.attributions import is_attributed
from verbatim.newsroom.variants import is_record, letters_of
from verbatim.publish import embedding, html, jsonld, quotations, refs, urls
from verbatim.publish.claims import (
    ELLIPSIS,
    claim_of,
    pair_of,
    runs,
    said_above,
    said_by,
    said_shortly,
    speaker_name,
    words_text,
)
from verbatim.publish.corrections import HistoryView, PieceView, change_message, history_view, latest, word_diff
from verbatim.publish.edition import Edition, once
from verbatim.publish.embedding import panel
from verbatim.publish.page import Meta, Page, PageValues, add_story, page, page_meta, with_card

LINE_ENDS = re.compile(r"[\r\n\u2029]+")
# What Markdown sets before each line of a block quotation: it was not said.
BLOCK_MARK = re.compile(r"^(?:[ \t]*>)+")
FURNITURE = 4 + 16 + 12 + 14 + 4 * 4  # the rule, the paddings and the gaps between the lines beside a face
BAND = 14 + 2 * 8  # the paddings of what was corrected
# As long as the longest of what leads to what can be checked, and of what stands beside words.
CHECK, AROUND = "✓ Check these words", "The source’s words around it"
DESCRIBED, PARTLY = "described, not named, in this sentence", "partly quoted"
PRINTED, SINCE = "Printed: so that it fits", "Corrected since this was embedded."


class QuoteValues(TypedDict):
    """A quotation."""

    quote: quotations.QuoteView  # the quotation
    sha256: str  # of the source's text
    panel: embedding.PanelView | None  # how to embed it, None where it cannot be
    history: HistoryView | None  # None where it never changed
    variants: VariantsView | None  # None where no editor joined it with another text's


class VariantView(TypedDict):
    """The same words as another text has them."""

    quote: quotations.QuoteView  # the other text's quotation
    runs: list[list[PieceView]]  # its words, each run in marks of its own, in pieces that this text has too or not
    record: bool  # whether the text is a transcript or a release


class VariantsView(TypedDict):
    """What several texts have of the same words."""

    others: list[VariantView]  # a record first, then the earliest
    record: bool  # whether the page's own text is a transcript or a release
    disagree: bool  # whether the texts name different speakers


class QuoteFrameValues(TypedDict):
    """The frame of a quotation."""

    quote: quotations.QuoteView  # the quotation
    says: str  # of reported speech, whose words these are
    where: str  # the newspaper, or the story's title, and the date
    portrait: str  # of the speaker, as a `data:` address; may be empty
    initials: str  # what stands in its place
    short: str  # the short address of its page, as it is read; empty where the site has no address
    history: HistoryView | None  # the newest changes


def pages_of_quote(edition: Edition, quote: Quote, embed: embedding.Embeddable | None) -> Iterator[Page]:
    """Yield the page and the frame of a quotation; `embed` is what it offers to other sites."""
    view = quotations.quote_view(edition, quote)
    frame = PageValues(quote_meta(edition, quote), urls.quote_crumbs(edition, quote), "quotes")
    frame.meta["linked"] = jsonld.quote_ld(edition, quote)
    payload = QuoteValues(
        quote=view,
        sha256=_sha256(edition, edition.newsroom.stories[quote.story]),
        panel=panel(edition.site, embed) if embed else None,
        history=history_view(edition, quote.id),
        variants=variants_view(edition, quote),
    )
    yield page(view["url"], "quote.html", payload, frame)
    yield page(view["embed_url"], "embed_quote.html", quote_frame(edition, quote), frame)


def quote_meta(edition: Edition, quote: Quote) -> Meta:
    """Return the head of a quotation's page, with its picture and its oEmbed answer."""
    view, story = quotations.quote_view(edition, quote), edition.newsroom.stories[quote.story]
    say = edition.site.words.gettext
    if quote.withdrawn:
        description = say("Withdrawn from %(story)s.") % {"story": html.plain(story.title)}
        meta = page_meta(edition, say("A withdrawn quotation"), view["url"], description)
    else:
        meta = page_meta(edition, "", view["url"])
        # Not by way of `plain`: their quotation marks say which words are somebody's.
        meta["title"] = meta["description"] = said_by(edition, quote)
        add_story(edition, story, meta)
        with_card(edition, meta, view)
        if quote.is_closed:  # a search for a name must not lead to the words of somebody without a page
            meta["robots"] = "noindex"
    meta["oembed"] = edition.site.absolute(view["oembed_url"]) if view["oembed_url"] else ""
    # One form of each feed: the other is announced by the pages that list what the feed has.
    meta["feeds"] = [feed for feed in meta["feeds"] if feed["url"].endswith(urls.ATOM)]
    return meta


@once()
def _sha256(_edition: Edition, story: Story) -> str:
    return sha256_text(story.text)


# The same words in other texts


def variants_view(edition: Edition, quote: Quote) -> VariantsView | None:
    """Return what other texts have of the same words; None where editors joined it with none.

    Words that may not stand without their sentence are not compared.
    """
    names = edition.variants.get(quote.id, ())
    quotes = [one for one in (edition.newsroom.quotes[name] for name in names) if claim_of(edition, one).stands_alone]
    if quote not in quotes or len(quotes) == 1:
        return None
    stories = edition.newsroom.stories
    others = [one for one in quotes if one.id != quote.id]
    others.sort(key=lambda one: (not is_record(stories[one.story]), *_time(stories[one.story]), one.id))
    return VariantsView(
        others=[_variant(edition, quote, other) for other in others],
        record=is_record(stories[quote.story]),
        disagree=len({one.speaker for one in quotes if one.speaker and is_attributed(one)}) > 1,
    )


def _time(story: Story) -> tuple[bool, tuple[int, int]]:
    return not story.date, edtf.sort_key(story.date) if story.date else (0, 0)


def _variant(edition: Edition, quote: Quote, other: Quote) -> VariantView:
    story = edition.newsroom.stories[other.story]
    places = [Span(run[0].start, run[-1].end) for run in runs(story.text, claim_of(edition, other).words)]
    own = words_text(edition, quote)
    pieces = [list(_pieces(edition, story, place, own)) for place in places]
    return VariantView(quote=quotations.quote_view(edition, other), runs=pieces, record=is_record(story))


def _pieces(edition: Edition, story: Story, place: Span, own: str) -> Iterator[PieceView]:
    """Yield the words of a place in pieces that are among our own words or not, case and marks within words aside."""
    at = place.start
    for piece in word_diff(own, place.of(story.text), lambda word: letters_of(word) or word)[1]:
        span = Span(at, at + len(piece.text))
        yield PieceView(words=refs.marked_slice(edition, story.id, span), shared=piece.shared)
        at = span.end


# The frame


def quote_frame(edition: Edition, quote: Quote) -> QuoteFrameValues:
    """Return what the frame of a quotation shows."""
    view, words = quotations.quote_view(edition, quote), edition.site.words
    person = view["speaker"] if view["standing"] not in ("none", "unread") else None
    portrait = person["portrait"] if person and person["kind"] == "person" else None
    return QuoteFrameValues(
        quote=view,
        says="" if view["marks"] else said_above(view["form"], view["story"]["source_name"], words),
        where=refs.where_published(view["story"], words),
        portrait=portrait.get("framed", "") if portrait else "",
        initials="?" if view["standing"] == "none" else person["monogram"] if person else "",
        short=urls.short_address(edition.site, quote.id),
        history=latest(history_view(edition, quote.id)),
    )


# The embed


def quote_embed(edition: Edition, quote: Quote) -> embedding.Embeddable | None:
    """Return the embed of a quotation; None where it was withdrawn, or is of somebody who has no page."""
    if quote.withdrawn or quote.is_closed:
        return None
    view = quotations.quote_view(edition, quote)
    named = view["speaker"] if quote.basis != "none" and view["marks"] else None
    about = embedding.Subject("quote", quote.id, view["url"], f"{CHECK} {urls.short_address(edition.site, quote.id)}")
    return embedding.Embeddable.of(
        edition,
        about,
        embedding.WORDS[view["step"]] if view["marks"] else embedding.BRAND,
        _fixed(view),
        _beside_words(edition, view),
        beside=embedding.FACE if view["marks"] else 0,
        block=_block(edition, quote, view),
        title=_title(edition, quote),
        frame=f"{view['embed_url']}?v={view['version']}",
        oembed=view["oembed_url"],
        lang=view["lang"],
        picture=view["png_url"],
        square=urls.square_card(edition, quote),
        alt=quotations.card_alt(edition, quote),
        author=_author(edition, quote, view),
        author_url=named["url"] if named else "",
        basis="" if view["unread"] else quote.basis,
        state=embedding.state_of(_note(edition, view), view["version"]),
    )


def _author(edition: Edition, quote: Quote, view: quotations.QuoteView) -> str:
    """Return whose words they are; empty where only the sentence may be shown."""
    if view["unread"]:
        return view["why"]
    return speaker_name(edition, quote) if view["marks"] else ""


def _title(edition: Edition, quote: Quote) -> str:
    """Return the words and who said them; where they may not stand alone, their sentence. A corrected one says so."""
    words = said_shortly(edition, quote)
    if not words or quote.corrections or not claim_of(edition, quote).stands_alone:
        return said_by(edition, quote)
    return f"{words} · {speaker_name(edition, quote)}"


def _note(edition: Edition, view: quotations.QuoteView) -> str:
    """Return the message of the last change; empty without one."""
    return change_message(view["changes"][-1], edition.site.words) if view["changes"] else ""


def _block(edition: Edition, quote: Quote, view: quotations.QuoteView) -> Markup:
    """Return form 1: the words, who said them and where, well-formed as XML, without class, script or style."""
    story = edition.newsroom.stories[quote.story]
    note = _note(edition, view)
    return html.format_html('<blockquote cite="{}" {}>{}<a href="{}">{}</a>{}{}</blockquote>',
        urls.cite(edition, story.id, claim_of(edition, quote).place), html.spoken_in(story.lang),
        signed(edition, quote, " — "),
        edition.site.url_of(view["url"]), source_line(edition, view), rights_line(view),
        f". {note}" if note else "",
    )  # fmt: skip


def signed(edition: Edition, quote: Quote, between: str) -> Markup:
    """Return the words and, behind `between`, who said them, as far as that may be said of them."""
    who = _attribution(edition, quote)
    return html.format_html("{}{}{}", words_html(edition, quote), between, f"{who}. " if who else "")


def rights_line(view: quotations.QuoteView) -> str:
    """Return whom the editors credit for the source and its licence, each behind a comma; empty for neither."""
    told = (view["story"]["credited"], view["story"]["licence"])
    return "".join(f", {html.isolated(html.plain(one), view['lang'])}" for one in told if one)


def words_html(edition: Edition, quote: Quote) -> Markup:
    """Return the quotation's words, a `p` for each paragraph, each piece in quotation marks; or the bare sentence.

    The blank between paragraphs is for consumers that drop every `p`, as WordPress does in an oEmbed result.
    """
    end = html.closing_controls(claim_of(edition, quote).place.of(edition.newsroom.stories[quote.story].text))
    return Markup(" ").join(html.format_html("<p>{}</p>", html.as_html(line)) for line in _lines(edition, quote)) + end


def _lines(edition: Edition, quote: Quote) -> list[str]:
    """Return the paragraphs of the words shown: each begins with a mark, a later piece after “ … ”."""
    story, claim = edition.newsroom.stories[quote.story], claim_of(edition, quote)
    pair = pair_of(edition, quote) if claim.stands_alone else ("", "")
    lines: list[str] = []
    for run in runs(story.text, tuple(piece.words for piece in claim.shown)):
        told = [line for piece in run for line in LINE_ENDS.split(piece.of(story.text))]
        bare = [BLOCK_MARK.sub("", line) for line in told] if html.is_markdown(story) else told
        shown = [f"{pair[0]}{line.strip()}" for line in bare if line.strip()]
        if lines:
            shown[0] = f"{lines.pop()}{ELLIPSIS}{shown[0]}"
        lines += [*shown[:-1], f"{shown[-1]}{pair[1]}"]
    return lines


def _attribution(edition: Edition, quote: Quote) -> str:
    """Return who spoke, in what role, and how far that is established, as plain text.

    Empty where only the sentence may be shown: it says itself who said what, and they are not that person's words.
    """
    claim, view = claim_of(edition, quote), quotations.quote_view(edition, quote)
    if not claim.stands_alone:
        return ""
    if view["unread"]:
        return html.isolated(view["why"], view["lang"])
    name = html.isolated(speaker_name(edition, quote), view["lang"])
    if quote.basis == "inferred":
        name = edition.site.words.gettext("%(name)s (worked out from the text)") % {"name": name}
    if claim.form == "partly":
        name = edition.site.words.gettext("%(name)s (partly quoted)") % {"name": name}
    role = "" if quote.basis == "none" else _role(edition, view)
    return f"{name}, {html.isolated(role, view['lang'])}" if role else name


def _role(edition: Edition, view: quotations.QuoteView) -> str:
    """Return the role that the editors give, else the one that the story words, as plain text; empty for neither."""
    if view["speaker"] and (given := view["speaker"]["role"]):
        return given["line"]
    return quotations.words_alt(edition, view["role"]) if view["role"] else ""


def source_line(edition: Edition, view: quotations.QuoteView) -> str:
    """Return where and when a quotation was published, as plain text."""
    source, lang = (
        html.plain(view["story"]["source_name"] or html.clipped(view["story"]["title_text"], 80)),
        view["lang"],
    )
    date = refs.when_published(view["story"]["date"]["edtf"], edition.site.words)
    return f"{html.isolated(source, lang)}, {html.isolated(date, lang)}"


def _fixed(view: quotations.QuoteView) -> float:
    folds = bool(view["before"] or view["after"]) + bool(view["changes"])
    return FURNITURE + folds * embedding.SUMMARY + (BAND if view["changes"] else 0)


def told_between(edition: Edition, view: quotations.QuoteView) -> str:
    """Return the reporter's words between the pieces of a quotation, which a frame shows."""
    text = edition.newsroom.stories[view["story"]["id"]].text
    gaps = (part["gap"] for part in view["parts"] if view["form"] == "quoted")
    return " ".join(urls.span_of(gap).of(text) for gap in gaps if gap)


def _beside_words(edition: Edition, view: quotations.QuoteView) -> Iterator[str]:
    """Yield what a frame has and form 1 has not: what the reporter says, reasons, older changes."""
    text, words = edition.newsroom.stories[view["story"]["id"]].text, edition.site.words
    yield told_between(edition, view)
    if view["sentence"]:
        yield AROUND + urls.span_of(view["sentence"]).of(text)
    if view["standing"] in ("none", "unread"):
        yield view["why"]
    elif view["said_by"]:
        yield DESCRIBED
    if view["form"] == "partly":
        yield PARTLY
    if not view["marks"]:
        yield said_above(view["form"], view["story"]["source_name"], words)
    if view["changes"]:
        yield from (change_message(change, words) + PRINTED for change in view["changes"][-3:])
        yield SINCE
