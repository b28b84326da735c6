"""One story's data under /data/: all of it, and the proof. A story comes in, dictionaries for JSON go out.

Offsets are code points of the published source text; `rfc5147` counts CR LF as one character, as that standard does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from generator.publish.addresses import earlier_text, person_address, source_address
from generator.publish.exports import moment_row, quote_row, story_row, url, words_of
from generator.publish.in_story import mentions_in, roles_in
from generator.text import sha256_text

if TYPE_CHECKING:
    from generator.model import Person, Replaced, Span, Story
    from generator.publish.edition import Edition
    from generator.publish.exports import JsonObject


def whole_story(edition: Edition, story: Story) -> JsonObject:
    """Return one listed story with its quotations, people and moments, each in the form of the site-wide files."""
    held = edition.quotes_by_story.get(story.id, [])
    return {
        **story_row(edition, story),
        "quotes": [quote_row(edition, quote) for quote in held],
        "moments": [moment_row(edition, moment) for moment in edition.moments_by_story.get(story.id, [])],
        "people": [_instory_row(edition, story, person) for person in edition.people_by_story.get(story.id, [])],
    }


def _instory_row(edition: Edition, story: Story, person: Person) -> JsonObject:
    """Return what one story says of somebody."""
    return {
        "id": person.id,
        "name": person.name,
        "kind": person.kind,
        "url": url(edition, person_address(edition, person)),
        "roles": [words_of(edition, story.id, role.span) for role in roles_in(edition, person, story.id)],
        "mentions": [words_of(edition, story.id, span) for span in mentions_in(edition, person, story.id)],
    }


def proof(edition: Edition, story: Story) -> JsonObject:
    """Return what a stranger needs to check a story: the source's hash and every quotation's place."""
    held = edition.quotes_by_story.get(story.id, [])
    line_ends = [found.start() for found in re.finditer("\r\n", story.text)]
    return {
        "story": story.id,
        "source": url(edition, source_address(story.id)),
        "source_sha256": sha256_text(story.text),
        "original_sha256": story.source_sha256 or None,
        "characters": len(story.text),
        "earlier": [_earlier(edition, story, one, one.before) for one in story.replaced if one.before is not None],
        "quotes": [
            {"id": quote.id, **words_of(edition, story.id, quote.span), "rfc5147": rfc5147(line_ends, quote.span)}
            for quote in held
        ],
    }


def _earlier(edition: Edition, story: Story, one: Replaced, text: str) -> JsonObject:
    """Return what is told of a text that a newer one took the place of."""
    return {
        "version": one.number - 1,
        "until": one.date,
        "source": url(edition, source_address(earlier_text(story.id, one.number - 1))),
        "source_sha256": sha256_text(text),
        "characters": len(text),
    }


def rfc5147(line_ends: list[int], span: Span) -> str:
    """Return a slice in characters, a CR LF counted as one; `line_ends` are the offsets of each CR LF."""
    start, end = (offset - bisect_left(line_ends, offset) for offset in (span.start, span.end))
    return f"char={start},{end}"
