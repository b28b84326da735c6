"""The data under /data/. The edition comes in, plain lists and dictionaries for JSON go out.

Every object with `text` from a source has `story`, `start`, `end` and `sha256` beside it. Offsets are code points of
the published source text.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from generator.publish.addresses import (
    moment_address,
    person_address,
    quote_address,
    source_address,
    story_address,
)
from generator.publish.corrections import changed_on
from generator.publish.versions import corrections_of, version_of
from generator.text import sha256_text

if TYPE_CHECKING:
    from generator.model import Moment, Person, Quote, Span, Story
    from generator.publish.edition import Edition

JsonObject = dict[str, Any]
# What data still tells of a quotation that is not quoted any more.
KEPT = frozenset(("id", "url", "story", "version", "corrections", "withdrawn"))


def proof_address(story: Story) -> str:
    """Return the address of a story's proof."""
    return f"data/proof/{story.id}.json"


def words_of(edition: Edition, story: str, span: Span) -> JsonObject:
    """Return a slice with its place and its hash."""
    words = span.of(edition.newsroom.stories[story].text)
    return {"story": story, "start": span.start, "end": span.end, "text": words, "sha256": _hash(words)}


# A story's few quotations and sentences stand in several of its files.
_hash = lru_cache(maxsize=128)(sha256_text)


def story_row(edition: Edition, story: Story) -> JsonObject:
    """Return a story's facts."""
    return {
        "id": story.id,
        "title": story.title,
        "url": url(edition, story_address(story)),
        "date": story.date,
        "date_basis": story.date_basis,
        "modified": changed_on(edition, story) or None,
        "section": story.category,
        "lang": story.lang,
        "source": url(edition, source_address(story.id)),
        "source_name": story.source_name,
        "source_url": story.source_url,
        "source_sha256": sha256_text(story.text),
        "proof": url(edition, proof_address(story)),
    }


def quote_row(edition: Edition, quote: Quote) -> JsonObject:
    """Return a quotation with its pieces and what is known of its speaker; of a withdrawn one only that it is."""
    row = _row(edition, quote)
    return {name: value for name, value in row.items() if name in KEPT} if quote.withdrawn else row


def _row(edition: Edition, quote: Quote) -> JsonObject:
    return {
        "id": quote.id,
        "url": url(edition, quote_address(edition, quote)),
        **words_of(edition, quote.story, quote.span),
        "parts": [words_of(edition, quote.story, part.words) for part in quote.parts],
        "kind": quote.kind,
        "speaker": quote.speaker or None,
        "speaker_name": edition.newsroom.people[quote.speaker].name if quote.speaker else None,
        "said_by": quote.said_by or None,
        "via": words_of(edition, quote.story, quote.via) if quote.via else None,
        "basis": quote.basis,
        "candidates": list(quote.candidates),
        "why": quote.why,
        "version": version_of(corrections_of(edition, quote.id)),
        "corrections": list(quote.corrections),
        "withdrawn": quote.withdrawn or None,
    }


def person_row(edition: Edition, person: Person) -> JsonObject:
    """Return somebody who has a profile."""
    return {
        "id": person.id,
        "name": person.name,
        "kind": person.kind,
        "url": url(edition, person_address(edition, person)),
        "aliases": list(person.aliases),
        "same_as": list(person.same_as),
        "roles": [words_of(edition, role.story, role.span) for role in person.roles if role.story in edition.listed],
        "mentions": [words_of(edition, story, span) for story, span in person.mentions if story in edition.listed],
    }


def moment_row(edition: Edition, moment: Moment) -> JsonObject:
    """Return a moment with its sentence and how its date was read."""
    return {
        "id": moment.id,
        "url": url(edition, moment_address(edition, moment)),
        **words_of(edition, moment.story, moment.words),
        "sentence": words_of(edition, moment.story, moment.sentence),
        "date": moment.date or None,
        "basis": moment.basis,
        "why": moment.why,
        "certainty": moment.certainty,
        "people": list(moment.people),
    }


def url(edition: Edition, address: str) -> str:
    """Return an absolute address; a site address without a SITEURL."""
    return edition.site.absolute(address) or address
