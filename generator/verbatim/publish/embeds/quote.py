"""Makes the embed of a quotation: its words, their speaker as far as established, and their source.

A quotation that was withdrawn, removed or moved keeps an embed that says so, in place of code that others have pasted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypedDict

from markupsafe import Markup

from verbatim.core.i18n import msgid
from verbatim.publish.claims import (
    ELLIPSIS,
    claim_of,
    pair_of,
    runs,
    said_above,
    said_by,
    said_shortly,
    speaker_name,
    without_comma,
)
from verbatim.publish.corrections.changes import change_message, changes, eventful, history_view, latest
from verbatim.publish.embedding import (
    FACE,
    LABEL,
    NAMED,
    SUMMARY,
    TEXT,
    WORDS,
    Embeddable,
    FrameText,
    Gone,
    State,
    Subject,
    places,
    state_of,
    tombstone_embed,
)
from verbatim.publish.html import (
    as_html,
    clipped,
    closing_controls,
    format_html,
    is_markdown,
    isolated,
    plain,
    spoken_in,
)
from verbatim.publish.quotations import card_alt, quote_view, words_alt
from verbatim.publish.refs import when_published, where_published
from verbatim.publish.urls import char, cite, short_address, span_of, square_card, target_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.model import History, Quote
    from verbatim.publish.corrections.changes import HistoryView
    from verbatim.publish.edition import Edition
    from verbatim.publish.quotations import PartView, QuoteView


LINE_ENDS = re.compile(r"[\r\n\u2029]+")
# What Markdown sets before each line of a block quotation: it was not said.
BLOCK_MARK = re.compile(r"^(?:[ \t]*>)+")
FURNITURE = 4 + 16 + 12 + 14 + 2 * 4  # the rule, the paddings and the gaps between the lines beside a face
BAND = 14 + 2 * 8  # the paddings of what was corrected
# As long as the longest of the lines that say how far a quotation is established, and lead to what can be checked.
LABEL_OF = {"inferred": "◐ speaker worked out", "editor": "✎ speaker named by the editors"}
PARTLY, UNNAMED, CHECK = " partly quoted", "described, not named, in this sentence", "✓ Check these words"
AROUND = "The source’s words around it"
PRINTED = "Printed: so that it fits"
SINCE = "Corrected since this was embedded."
WITHDRAWN, GONE = msgid("This quotation was withdrawn."), msgid("This quotation is no longer here.")
MOVED = msgid("This quotation has moved.")


class QuoteFrameValues(TypedDict):
    """The frame of a quotation."""

    quote: QuoteView  # the quotation
    words: QuoteView  # the same, without a comma at its end that leads on to the reporter's words
    says: str  # of reported speech, whose words these are
    where: str  # the newspaper, or the story's title, and the date
    portrait: str  # of the speaker, as a `data:` address; may be empty
    initials: str  # what stands in its place
    short: str  # the short address of its page, as it is read; empty where the site has no address
    history: HistoryView | None  # the newest changes


def quote_frame(edition: Edition, quote: Quote) -> QuoteFrameValues:
    """Return what the frame of a quotation shows."""
    view, words = quote_view(edition, quote), edition.site.words
    person = view["speaker"] if view["standing"] not in ("none", "unread") else None
    portrait = person["portrait"] if person and person["kind"] == "person" else None
    return QuoteFrameValues(
        quote=view,
        words={**view, "parts": [*view["parts"][:-1], _without_comma(edition, view)]},
        says="" if view["marks"] else said_above(view["form"], view["story"]["source_name"], words),
        where=where_published(view["story"], words),
        portrait=portrait.get("framed", "") if portrait else "",
        initials="?" if view["standing"] == "none" else person["monogram"] if person else "",
        short=short_address(edition.site, quote.id),
        history=latest(history_view(edition, quote.id)),
    )


def _without_comma(edition: Edition, view: QuoteView) -> PartView:
    """Return the last piece as cards show it."""
    part = view["parts"][-1]
    span = span_of(part["words"])
    shown = without_comma(edition.newsroom.stories[part["words"]["story"]].text, span)
    if not view["marks"] or shown == span or part["words"]["words"].endswith(">"):
        return part
    cut = part["words"]["words"][: shown.end - span.end]
    return {**part, "words": {**part["words"], "char": char(shown), "words": cut}}


def quote_embed(edition: Edition, quote: Quote, view: QuoteView) -> Embeddable | None:
    """Return the embed of a quotation; None where it was withdrawn, or is of somebody who has no page."""
    if quote.withdrawn or quote.is_closed:
        return None
    named = view["speaker"] if quote.basis != "none" and view["marks"] else None
    about = Subject("quote", quote.id, view["url"], f"{CHECK} {short_address(edition.site, quote.id)}")
    return Embeddable.of(
        edition,
        about,
        _rows(edition, quote, view),
        _fixed(view),
        block=_block(edition, quote, view),
        title=_title(edition, quote),
        frame=f"{view['embed_url']}?v={view['version']}",
        oembed=view["oembed_url"],
        lang=view["lang"],
        picture=view["png_url"],
        square=square_card(edition, quote),
        alt=card_alt(edition, quote),
        author=_author(edition, quote, view),
        author_url=named["url"] if named else "",
        basis="" if view["unread"] else quote.basis,
        state=state_of(_note(edition, view), view["version"]),
    )


def _author(edition: Edition, quote: Quote, view: QuoteView) -> str:
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


def _note(edition: Edition, view: QuoteView) -> str:
    """Return the message of the last change; empty without one."""
    return change_message(view["changes"][-1], edition.site.words) if view["changes"] else ""


def _block(edition: Edition, quote: Quote, view: QuoteView) -> Markup:
    """Return form 1: the words, who said them and where, well-formed as XML, without class, script or style."""
    story = edition.newsroom.stories[quote.story]
    note = _note(edition, view)
    return format_html('<blockquote cite="{}" {}>{}<a href="{}">{}</a>{}{}</blockquote>',
        cite(edition, story.id, claim_of(edition, quote).place), spoken_in(story.lang), signed(edition, quote, " — "),
        edition.site.url_of(view["url"]), source_line(edition, view), rights_line(view),
        f". {note}" if note else "",
    )  # fmt: skip


def signed(edition: Edition, quote: Quote, between: str) -> Markup:
    """Return the words and, behind `between`, who said them, as far as that may be said of them."""
    who = attribution_text(edition, quote, quote_view(edition, quote))
    return format_html("{}{}{}", words_html(edition, quote), between, f"{who}. " if who else "")


def rights_line(view: QuoteView) -> str:
    """Return whom the editors credit for the source and its licence, each behind a comma; empty for neither."""
    told = (view["story"]["credited"], view["story"]["licence"])
    return "".join(f", {isolated(plain(one), view['lang'])}" for one in told if one)


def words_html(edition: Edition, quote: Quote) -> Markup:
    """Return the quotation's words, a `p` for each paragraph, each piece in quotation marks; or the bare sentence.

    The blank between paragraphs is for consumers that drop every `p`, as WordPress does in an oEmbed result.
    """
    end = closing_controls(claim_of(edition, quote).place.of(edition.newsroom.stories[quote.story].text))
    return Markup(" ").join(format_html("<p>{}</p>", as_html(line)) for line in _lines(edition, quote)) + end


def _lines(edition: Edition, quote: Quote) -> list[str]:
    """Return the paragraphs of the words shown: each begins with a mark, a later piece after “ … ”."""
    story, claim = edition.newsroom.stories[quote.story], claim_of(edition, quote)
    pair = pair_of(edition, quote) if claim.stands_alone else ("", "")
    lines: list[str] = []
    for run in runs(story.text, tuple(piece.words for piece in claim.shown)):
        told = [line for piece in run for line in LINE_ENDS.split(piece.of(story.text))]
        bare = [BLOCK_MARK.sub("", line) for line in told] if is_markdown(story) else told
        shown = [f"{pair[0]}{line.strip()}" for line in bare if line.strip()]
        if lines:
            shown[0] = f"{lines.pop()}{ELLIPSIS}{shown[0]}"
        lines += [*shown[:-1], f"{shown[-1]}{pair[1]}"]
    return lines


def attribution_text(edition: Edition, quote: Quote, view: QuoteView) -> str:
    """Return who spoke, in what role, and how far that is established, as plain text.

    Empty where only the sentence may be shown: it says itself who said what, and they are not that person's words.
    """
    claim = claim_of(edition, quote)
    if not claim.stands_alone:
        return ""
    if view["unread"]:
        return isolated(view["why"], view["lang"])
    name = isolated(speaker_name(edition, quote), view["lang"])
    if quote.basis == "inferred":
        name = edition.site.words.gettext("%(name)s (worked out from the text)") % {"name": name}
    if claim.form == "partly":
        name = edition.site.words.gettext("%(name)s (partly quoted)") % {"name": name}
    role = view["role"]
    if quote.basis == "none":
        return name
    if view["speaker"] and (given := view["speaker"]["role"]):
        return f"{name}, {isolated(given['line'], view['lang'])}"
    if not role:
        return name
    return f"{name}, {isolated(words_alt(edition, role), view['lang'])}"


def source_line(edition: Edition, view: QuoteView) -> str:
    """Return where and when a quotation was published, as plain text."""
    source, lang = plain(view["story"]["source_name"] or clipped(view["story"]["title_text"], 80)), view["lang"]
    date = when_published(view["story"]["date"]["edtf"], edition.site.words)
    return f"{isolated(source, lang)}, {isolated(date, lang)}"


def _fixed(view: QuoteView) -> float:
    folds = bool(view["before"] or view["after"]) + bool(view["changes"])
    return FURNITURE + folds * SUMMARY + (BAND if view["changes"] else 0)


def _rows(edition: Edition, quote: Quote, view: QuoteView) -> Iterator[FrameText]:
    words, face = edition.site.words, FACE if view["marks"] else 0
    text, around = edition.newsroom.stories[quote.story].text, view["sentence"]
    # What the reporter says between two pieces stands in smaller letters within the same lines.
    gaps = [span_of(part["gap"]).of(text) for part in view["parts"] if part["gap"] and view["form"] == "quoted"]
    first, *others = _lines(edition, quote)
    letters = WORDS[view["step"]] if face else NAMED
    yield FrameText(" ".join((first, *gaps)), letters, beside=face)
    yield from (FrameText(line, letters, below=letters.size / 2, beside=face) for line in others)
    if face:
        yield FrameText(speaker_name(edition, quote), NAMED, beside=face)
        if role := _role_line(edition, view):
            yield FrameText(role, TEXT, beside=face)
    else:
        yield FrameText(said_above(view["form"], view["story"]["source_name"], words), LABEL)
    yield FrameText(where_published(view["story"], words) + rights_line(view), TEXT, below=4, beside=face)
    if around:
        yield from (FrameText(one, TEXT, below=4, beside=face) for one in (span_of(around).of(text), AROUND))
    changed = [change_message(change, words) + PRINTED for change in view["changes"][-3:]]
    yield from (FrameText(one, LABEL, below=4) for one in (*changed, *([SINCE] if changed else [])))


def _role_line(edition: Edition, view: QuoteView) -> str:
    """Return what a frame says below the name: the role or the reason, and how the speaker is known."""
    role = "" if view["named"] else UNNAMED
    if view["standing"] in ("none", "unread"):
        role = view["why"]
    elif view["speaker"]:
        given = view["speaker"]["role"]
        role = given["line"] if given else words_alt(edition, view["role"]) if view["role"] else ""
    labels = LABEL_OF.get(view["standing"], "") + (PARTLY if view["form"] == "partly" else "")
    return f"{role} {labels}".strip()


def gone_embeds(edition: Edition) -> Iterator[Embeddable]:
    """Yield the embed of each published quotation that can no longer be quoted, or only under another id."""
    for history in eventful(edition):
        quote = edition.newsroom.quotes.get(history.id)
        if quote is None or quote.withdrawn or quote.story not in edition.listed:
            yield _moved(edition, history) or _tombstone(edition, history)


def _moved(edition: Edition, history: History) -> Embeddable | None:
    target = target_of(edition, history.id)
    embed = quote_embed(edition, target, quote_view(edition, target)) if target else None
    if not embed:
        return None
    state = State(embed.state.version, "moved", edition.site.words.gettext(MOVED))
    return embed._replace(oembed=places("quote", history.id)[1], state=state)


def _tombstone(edition: Edition, history: History) -> Embeddable:
    gone = gone_quotation(edition, history)
    status: Literal["withdrawn", "gone"] = "withdrawn" if history.status == "withdrawn" else "gone"
    return tombstone_embed(edition, gone, State(history.versions[-1].number, status))


def gone_quotation(edition: Edition, history: History) -> Gone:
    """Return the notice of a quotation that is gone, without any of its words."""
    words = edition.site.words
    happened = [
        change_message(change, words) for change in changes(edition, history) if change["kind"] in ("withdrawn", "gone")
    ]
    title = words.gettext(WITHDRAWN if history.status == "withdrawn" else GONE)
    story = edition.newsroom.stories[history.story] if history.story in edition.listed else None
    date = when_published(story.date, words) if story else ""
    source = ", ".join(filter(None, (plain(story.source_name), date))) if story else ""
    return Gone("quote", history.id, f"quotes/{history.id}/", title, tuple(happened), source)
