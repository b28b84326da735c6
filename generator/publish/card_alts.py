"""What stands for a picture card where it cannot be seen: records come in, plain text goes out, without marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.change_words import told
from generator.publish.dates import date_view
from generator.publish.shown import plain
from generator.publish.versions import corrections_of
from generator.words import msgid

if TYPE_CHECKING:
    from generator.model import Quote
    from generator.publish.edition import Edition
    from generator.publish.views import Slice

NOT_ESTABLISHED = msgid("Speaker not established")


def speaker_name(edition: Edition, quote: Quote) -> str:
    """Return who spoke, as far as the text establishes it."""
    if quote.basis == "none" or not (quote.speaker or quote.said_by):
        return edition.site.words.gettext(NOT_ESTABLISHED)
    return plain(edition.newsroom.people[quote.speaker].name if quote.speaker else quote.said_by)


def card_alt(edition: Edition, quote: Quote) -> str:
    """Return a quotation's whole words, with speaker and date, and what its last correction says."""
    story = edition.newsroom.stories[quote.story]
    words = plain(quote.span.of(story.text))
    said = f"{speaker_name(edition, quote)}: {words} ({date_view(story.date, edition.site.words)['human']})"
    corrected = corrections_of(edition, quote.id)
    return f"{said}. {told(corrected[-1], edition.site.words)}" if corrected else said


def words_alt(edition: Edition, words: Slice) -> str:
    """Return the words of a slice as plain text."""
    start, end = (int(offset) for offset in words["char"].split(","))
    return plain(edition.newsroom.stories[words["story"]].text[start:end])
