"""A story's marks as W3C Web Annotations (Web Annotation Data Model, 2017). A story comes in, JSON goes out.

Each annotation targets slices of the published source text, by position (code points) and by the words with what
stands before and after them. Its bodies are plain: a tag that says what is marked, who or what is identified, how far
that is established, and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verbatim.publish.exports.data import export_address
from verbatim.publish.html import plain
from verbatim.publish.refs import mentions_in
from verbatim.publish.urls import moment_address, person_address, quote_address, source_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.model import Moment, Person, Quote, Span, Story
    from verbatim.publish.edition import Edition


JsonObject = dict[str, Any]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters before and after the words, by which a changed text can be found again


def collection(edition: Edition, story: Story) -> JsonObject:
    """Return an AnnotationCollection whose only page holds the story's quotations, moments and mentions."""
    own = _url(edition, export_address(story.id, "annotations"))
    items = [*_quotes(edition, story, own), *_moments(edition, story, own), *_mentions(edition, story, own)]
    return {
        "@context": CONTEXT,
        "id": own,
        "type": "AnnotationCollection",
        "label": plain(story.title),
        "total": len(items),
        "first": {"id": f"{own}#page", "type": "AnnotationPage", "partOf": own, "startIndex": 0, "items": items},
        "last": f"{own}#page",
    }


def _quotes(edition: Edition, story: Story, own: str) -> Iterator[JsonObject]:
    for quote in edition.quotes_by_story.get(story.id, []):
        if not quote.withdrawn:
            yield {
                **_annotation(f"{own}#{quote.id}", "identifying", _said(edition, quote)),
                "target": [_target(edition, story, part.words) for part in quote.parts],
            }


def _said(edition: Edition, quote: Quote) -> list[JsonObject]:
    bodies = [_text("tagging", "quotation"), _resource(edition, "linking", quote_address(edition, quote))]
    if quote.speaker and quote.basis != "none":
        bodies += _who(edition, edition.newsroom.people[quote.speaker])
    elif quote.said_by and quote.basis != "none":
        bodies.append(_text("identifying", plain(quote.said_by)))
    return [*bodies, *_established(quote.basis, quote.why)]


def _moments(edition: Edition, story: Story, own: str) -> Iterator[JsonObject]:
    for moment in edition.moments_by_story.get(story.id, []):
        yield {
            **_annotation(f"{own}#{moment.id}", "describing", _when(edition, moment)),
            "target": [_target(edition, story, moment.words)],
        }


def _when(edition: Edition, moment: Moment) -> list[JsonObject]:
    page = _resource(edition, "linking", moment_address(edition, moment))
    dated = [_text("identifying", moment.date)] if moment.date else []
    certainty = _text("classifying", moment.certainty)
    return [_text("tagging", "moment"), page, *dated, certainty, *_established(moment.basis, moment.why)]


def _mentions(edition: Edition, story: Story, own: str) -> Iterator[JsonObject]:
    for person in edition.people_by_story.get(story.id, []):
        for span in mentions_in(edition, person, story.id):
            yield {
                **_annotation(f"{own}#char={span.start},{span.end}", "identifying", _named(edition, person)),
                "target": [_target(edition, story, span)],
            }


def _named(edition: Edition, person: Person) -> list[JsonObject]:
    return [_text("tagging", person.kind), *_who(edition, person)]


def _who(edition: Edition, person: Person) -> list[JsonObject]:
    profile = _resource(edition, "identifying", person_address(edition, person))
    return [profile, _text("identifying", plain(person.name))]


def _established(basis: str, why: str) -> list[JsonObject]:
    return [_text("classifying", basis), *([_text("describing", why)] if why else [])]


def _resource(edition: Edition, purpose: str, address: str) -> JsonObject:
    return {"type": "SpecificResource", "purpose": purpose, "source": _url(edition, address)}


def _text(purpose: str, value: str) -> JsonObject:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _annotation(name: str, motivation: str, body: list[JsonObject]) -> JsonObject:
    return {"id": name, "type": "Annotation", "motivation": motivation, "body": body}


def _target(edition: Edition, story: Story, span: Span) -> JsonObject:
    quoted = {
        "type": "TextQuoteSelector",
        "exact": span.of(story.text),
        "prefix": story.text[max(0, span.start - AROUND) : span.start],
        "suffix": story.text[span.end : span.end + AROUND],
    }
    place = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {
        "type": "SpecificResource",
        "source": _url(edition, source_address(story.id)),
        "selector": [place, quoted],
    }


def _url(edition: Edition, address: str) -> str:
    """Return an absolute address; without a SITEURL one that is relative to the folder of these files."""
    return edition.site.absolute(address) or f"../../{address}"
