"""Builds the JSON under /data/ of each story: the story whole, its proof, what was changed in it since."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal, TypedDict

from verbatim.core.json import JsonObject
from verbatim.core.text import sha256_text
from verbatim.model import History, Person, Quote, SourceChange, Span, Story, Version
from verbatim.publish import claims, corrections, refs
from verbatim.publish.edition import Edition
from verbatim.publish.exports import rows
from verbatim.publish.exports.calendar import left_out, placed
from verbatim.publish.urls import earlier_text, proof_address, source_address, story_address, target_of

# The end of each file's name after the story's id, and its media type.
FILES: dict[ExportKind, tuple[str, str]] = {
    "quotes": (".quotes.csv", "text/csv"),
    "moments": (".moments.csv", "text/csv"),
    "calendar": (".ics", "text/calendar"),
    "timeline": (".timeline.json", "application/json"),
    "annotations": (".annotations.jsonld", "application/ld+json"),
    "story": (".json", "application/json"),
}
NAMED = tuple(one for one in rows.PERSON if one.name in ("id", "name", "kind", "url"))
RIGHTS = tuple(one for one in rows.STORY if one.name in ("source_license", "source_credit"))


ExportKind = Literal["quotes", "moments", "calendar", "timeline", "annotations", "story", "source", "part", "proof"]


class ExportView(TypedDict):
    """A file that a story's page offers."""

    kind: ExportKind  # what it holds
    url: str  # its address
    media_type: str  # such as `text/csv`
    left_out: int  # moments that it cannot hold because no date places them


def whole_story(edition: Edition, story: Story) -> JsonObject:
    """Return a listed story with its quotations, people and moments as the site-wide files have them."""
    return {
        **rows.row_of(rows.STORY, edition, story),
        "quotes": [rows.quote_row(edition, quote) for quote in edition.quotes_by_story.get(story.id, [])],
        "moments": [rows.row_of(rows.MOMENT, edition, moment) for moment in edition.moments_by_story.get(story.id, [])],
        "people": [_person_in_story(edition, story, person) for person in edition.people_by_story.get(story.id, [])],
    }


def _person_in_story(edition: Edition, story: Story, person: Person) -> JsonObject:
    """Return what one story says of a person."""
    return {
        **rows.row_of(NAMED, edition, person),
        "roles": [rows.words_of(edition, story.id, role.span) for role in refs.roles_in(edition, person, story.id)],
        "mentions": [rows.words_of(edition, story.id, span) for span in refs.mentions_in(edition, person, story.id)],
    }


def proof(edition: Edition, story: Story) -> JsonObject:
    """Return what a stranger needs to check a story: the source's hash and every quotation's place."""
    line_ends = [match.start() for match in re.finditer("\r\n", story.text)]
    return {
        "story": story.id,
        "source": edition.site.url_of(source_address(story.id)),
        "source_sha256": sha256_text(story.text),
        "original_sha256": story.source_sha256 or None,
        **_part(edition, story),
        **rows.row_of(RIGHTS, edition, story),
        **({"redacted": [[one.start, one.end] for one in story.redacted]} if story.redacted else {}),
        "characters": len(story.text),
        "earlier": [_earlier(edition, story, one, one.before) for one in story.replaced if one.before is not None],
        "quotes": [
            {
                "id": quote.id,
                **rows.words_of(edition, story.id, place),
                "rfc5147": rfc5147(line_ends, place),
                **_spoken_by(edition, quote),
            }
            for quote in edition.quotes_by_story.get(story.id, [])
            for place in (claims.claim_of(edition, quote).place,)
        ],
    }


def _part(edition: Edition, story: Story) -> JsonObject:
    """Return how much of a source is published where that is not all: each stretch, and the hash of the whole text."""
    if story.part is None:
        return {}
    stretches = [rows.words_of(edition, story.id, span) for span in story.part.spans]
    for one in stretches:
        del one["text"], one["story"]
    return {"published": story.extent, "whole_sha256": story.part.sha256, "stretches": stretches}


def _spoken_by(edition: Edition, quote: Quote) -> JsonObject:
    """Return who spoke, how that is known, the mention relied on, whom titles credit; of a withdrawn one nothing."""
    if quote.withdrawn:
        return {}
    row, described = rows.quote_row(edition, quote), claims.description_of(edition, quote)
    proved = {key: row[key] for key in ("speaker", "speaker_name", "said_by", "basis", "why", "via", "reviewed")}
    if described:
        proved["via"] = rows.words_of(edition, quote.story, described)
    return {**proved, "credit": claims.speaker_name(edition, quote)}


def _earlier(edition: Edition, story: Story, one: SourceChange, text: str) -> JsonObject:
    return {
        "version": one.number - 1,
        "until": one.date,
        "source": edition.site.url_of(source_address(earlier_text(story.id, one.number - 1))),
        "source_sha256": sha256_text(text),
        "characters": len(text),
    }


def rfc5147(line_ends: list[int], span: Span) -> str:
    """Return a slice as RFC 5147 counts it, with CR LF as one character; `line_ends` are the offsets of each CR LF."""
    start, end = (offset - bisect_left(line_ends, offset) for offset in (span.start, span.end))
    return f"char={start},{end}"


def changed_since(edition: Edition, story: Story) -> JsonObject | None:
    """Return what was changed in a story since it was published, newest first; None where nothing was."""
    views = corrections.changes_of_story(edition, story)
    if not views:
        return None
    versions = {
        (f"quotes/{history.id}/", version.number): (history.id, version)
        for history in edition.histories_by_story.get(story.id, [])
        for version in history.versions
    }
    changed = [_change(edition, story, view, versions.get((view["url"], view["version"]))) for view in views]
    return {"story": story.id, "url": edition.site.url_of(f"{story_address(story)}#corrections"), "changes": changed}


def _change(
    edition: Edition, story: Story, view: corrections.ChangeView, about: tuple[str, Version] | None
) -> JsonObject:
    """Return a change, with the version of the ledger where it is one of a quotation that a split has recorded."""
    quote, version = about or ("", None)
    row: JsonObject = {
        "date": view["date"]["edtf"],
        "kind": view["kind"],
        "message": corrections.change_message(view, edition.site.words),
        "reason": view["why"].unescape() or None,
        "quote": quote or None,
        "url": edition.site.url_of(view["url"] or f"{story_address(story)}#corrections"),
        "attribution": view["attribution"],
    }
    if version is None or not version.recorded:
        return row
    key = f"{story.id}:{quote}:{version.number}"
    return {**row, "version": version.number, "of_version": key, "sha256": corrections.hash_of(version)}


def export_address(story: str, kind: ExportKind) -> str:
    """Return the address of a story's export."""
    return f"data/stories/{story}{FILES[kind][0]}"


def story_exports(edition: Edition, story: Story) -> list[ExportView]:
    """Return the files that a story's page offers."""
    kind: ExportKind = "part" if story.part else "source"
    source = ExportView(kind=kind, url=source_address(story.id), media_type="text/plain", left_out=0)
    if story.id not in edition.listed:
        return [source]
    proof = ExportView(kind="proof", url=proof_address(story), media_type="application/json", left_out=0)
    rest = left_out(edition, story)
    made = [
        ExportView(
            kind=kind,
            url=export_address(story.id, kind),
            media_type=FILES[kind][1],
            left_out=rest if kind in ("calendar", "timeline") else 0,
        )
        for kind in export_kinds(edition, story)
    ]
    return [*made, source, proof]


def export_kinds(edition: Edition, story: Story) -> list[ExportKind]:
    """Return the kinds of file that a listed story has."""
    quotes, moments = edition.quotes_by_story.get(story.id, []), edition.moments_by_story.get(story.id)
    has_placed = bool(placed(edition, story))
    has = {
        "quotes": any(not quote.withdrawn for quote in quotes),
        "moments": bool(moments),
        "calendar": has_placed,
        "timeline": has_placed,
    }
    return [kind for kind in FILES if has.get(kind, True)]


def history_rows(edition: Edition) -> Iterator[tuple[str, JsonObject]]:
    """Yield the history of each changed quotation, with the id by which rows are ordered."""
    for history in corrections.eventful(edition):
        if history.status != "current" or corrections.changes(edition, history):
            yield history.id, _history_row(edition, history)


def _history_row(edition: Edition, history: History) -> JsonObject:
    target = target_of(edition, history.id)
    return {
        "id": history.id,
        "story": history.story if history.story in edition.listed else None,
        "url": edition.site.url_of(f"quotes/{history.id}/"),
        "status": history.status,
        "into": target.id if target else None,
        "version": history.versions[-1].number,
        "versions": [_version(edition, history, version) for version in history.versions if version.recorded],
    }


def _version(edition: Edition, history: History, version: Version) -> JsonObject:
    row: JsonObject = {
        "version": version.number,
        "of_version": f"{history.story}:{history.id}:{version.number}",
        "date": version.date,
        "event": version.event,
        "reason": version.reason or None,
        "speaker_name": corrections.speaker_then(edition, version) or None,
        "sha256": corrections.hash_of(version),
    }
    return {**row, "words": version.words} if history.status == "current" else row
