"""What remains of a quotation for the sites that embedded it: that it is gone, or what took its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.publish.change_words import told
from generator.publish.embed_form import WIDTHS, Embed, State
from generator.publish.embed_height import FOOT, LABEL, SIDES, SMALL, TITLE, tall, whole, within
from generator.publish.embed_quote import quote_embed
from generator.publish.filled import filled
from generator.publish.moved import target_of
from generator.publish.quote_view import quote_view
from generator.publish.versions import changes, eventful
from generator.words import msgid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import History
    from generator.publish.edition import Edition

WITHDRAWN, GONE = msgid("This quotation was withdrawn."), msgid("This quotation is no longer here.")
MOVED = msgid("This quotation has another address now.")
FURNITURE = 4 + 16 + 14


def gone_embeds(edition: Edition) -> Iterator[Embed]:
    """Yield what answers for each quotation that was published and can be quoted no more, or under another id."""
    for history in eventful(edition):
        held = edition.newsroom.quotes.get(history.id)
        if held is None or held.withdrawn or held.story not in edition.listed:
            yield _moved(edition, history) or _tombstone(edition, history)


def _moved(edition: Edition, history: History) -> Embed | None:
    target = target_of(edition, history.id)
    held = quote_embed(edition, target, quote_view(edition, target)) if target else None
    if not held:
        return None
    state = State(held.state.version, "moved", edition.site.words.gettext(MOVED))
    return held._replace(oembed=_oembed(history), state=state)


def _tombstone(edition: Edition, history: History) -> Embed:
    """Return an embed that says what happened, without a word of what was said."""
    words = edition.site.words
    said = words.gettext(WITHDRAWN if history.status == "withdrawn" else GONE)
    happened = [told(change, words) for change in changes(edition, history) if change["kind"] in ("withdrawn", "gone")]
    page = f"quotes/{history.id}/"
    link = filled('<a href="{}">{}</a>', edition.site.absolute(page) or page, said)
    return Embed(
        kind="quote",
        block=filled("<p>{}</p>", Markup(" ").join([link, *happened[-1:]])),
        title=said,
        page=page,
        frame=f"embed/quotes/{history.id}/",
        oembed=_oembed(history),
        picture="",
        alt=said,
        heights={
            width: _height([said, *happened[-3:]], f"{edition.site.name} · {edition.site.absolute(page)}", width)
            for width in WIDTHS
        },
        author="",
        author_url="",
        state=State(
            history.versions[-1].number,
            "withdrawn" if history.status == "withdrawn" else "gone",
            happened[-1] if happened else said,
        ),
    )


def _height(said: list[str], foot: str, width: int) -> int:
    room = width - SIDES
    told = tall(said[0], within(TITLE, width), room) + sum(4 + tall(one, LABEL, room) for one in said[1:])
    return whole(FURNITURE + FOOT + told + tall(foot, SMALL, room))


def _oembed(history: History) -> str:
    return f"oembed/quotes/{history.id}.json"
