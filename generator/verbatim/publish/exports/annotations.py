"""Exports a story's marks as W3C Web Annotations (Web Annotation Data Model, 2017).

Each annotation targets slices of the published source text, by position (in code points) and by the words with their
context. Its bodies say in plain text what is marked, who or what is identified, how far that is established, and why.
"""

from collections.abc import Iterator

from verbatim.core.json import JsonObject
from verbatim.model import Person, Review, Span, Story
from verbatim.newsroom.attributions import is_attributed
from verbatim.publish import claims, html, refs, urls
from verbatim.publish.edition import Edition
from verbatim.publish.exports.data import export_address

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CHECKED = "checked by an editor"
CONTEXT_LENGTH = 32  # characters before and after the words, which find them again in a changed text


def annotation_collection(edition: Edition, story: Story) -> JsonObject:
    """Return an AnnotationCollection whose only page holds the story's quotations, moments and mentions."""
    own = _url(edition, export_address(story.id, "annotations"))
    items = [*_quotes(edition, story, own), *_moments(edition, story, own), *_mentions(edition, story, own)]
    return {
        "@context": CONTEXT,
        "id": own,
        "type": "AnnotationCollection",
        "label": html.plain(story.title),
        "total": len(items),
        "first": {"id": f"{own}#page", "type": "AnnotationPage", "partOf": own, "startIndex": 0, "items": items},
        "last": f"{own}#page",
    }


def _quotes(edition: Edition, story: Story, own: str) -> Iterator[JsonObject]:
    for quote in edition.quotes_by_story.get(story.id, []):
        if quote.withdrawn:
            continue
        body = [_text("tagging", "quotation"), _resource(edition, "linking", urls.quote_address(edition, quote))]
        if speaker := claims.established(edition, quote):
            body += _who(edition, speaker)
        elif is_attributed(quote):
            body.append(_text("identifying", html.plain(quote.said_by)))
        body += _established(quote.basis, quote.why)
        targets = [_target(edition, story, part.words) for part in claims.claim_of(edition, quote).shown]
        yield _annotation(f"{own}#{quote.id}", "identifying", body, targets)
        if quote.reviewed:
            yield _assessment(f"{own}#{quote.id}", quote.reviewed)


def _moments(edition: Edition, story: Story, own: str) -> Iterator[JsonObject]:
    """Yield an annotation for each place of each moment; all places of a moment link to it."""
    for moment in edition.moments_by_story.get(story.id, []):
        link = _resource(edition, "linking", urls.moment_address(edition, moment))
        for place in moment.places:
            body = [_text("tagging", "moment"), link]
            body += [_text("identifying", place.date)] if place.date else []
            body += [_text("classifying", place.certainty), *_established(place.basis, place.why)]
            yield _annotation(f"{own}#{place.id}", "describing", body, [_target(edition, story, place.words)])


def _mentions(edition: Edition, story: Story, own: str) -> Iterator[JsonObject]:
    for person in edition.people_by_story.get(story.id, []):
        for span in refs.mentions_in(edition, person, story.id):
            body = [_text("tagging", person.kind), *_who(edition, person)]
            yield _annotation(f"{own}#char={span.char}", "identifying", body, [_target(edition, story, span)])


def _who(edition: Edition, person: Person) -> list[JsonObject]:
    profile = _resource(edition, "identifying", urls.person_address(edition, person))
    return [profile, _text("identifying", html.on_one_line(person.name))]


def _established(basis: str, why: str) -> list[JsonObject]:
    return [_text("classifying", basis), *([_text("describing", why)] if why else [])]


def _resource(edition: Edition, purpose: str, address: str) -> JsonObject:
    return {"type": "SpecificResource", "purpose": purpose, "source": _url(edition, address)}


def _text(purpose: str, value: str) -> JsonObject:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _annotation(name: str, motivation: str, body: list[JsonObject], targets: list[JsonObject]) -> JsonObject:
    return {"id": name, "type": "Annotation", "motivation": motivation, "body": body, "target": targets}


def _assessment(name: str, review: Review) -> JsonObject:
    """Return the annotation of an annotation that an editor checked it."""
    return {
        "id": f"{name}-review",
        "type": "Annotation",
        "motivation": "assessing",
        "created": f"{review.date}T00:00:00Z",
        "creator": {"type": "Person", "name": review.by},
        "body": [_text("assessing", CHECKED)],
        "target": name,
    }


def _target(edition: Edition, story: Story, span: Span) -> JsonObject:
    quoted = {
        "type": "TextQuoteSelector",
        "exact": span.of(story.text),
        "prefix": story.text[max(0, span.start - CONTEXT_LENGTH) : span.start],
        "suffix": story.text[span.end : span.end + CONTEXT_LENGTH],
    }
    place = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {
        "type": "SpecificResource",
        "source": _url(edition, urls.source_address(story.id)),
        "selector": [place, quoted],
    }


def _url(edition: Edition, address: str) -> str:
    """Return an absolute address; without a SITEURL one relative to the folder of these files."""
    return edition.site.absolute(address) or f"../../{address}"
