"""What was changed, as data: `/data/history.json`. The edition comes in, a row for each changed quotation goes out.

The words of a version stand on one line, without the marks around them, as the ledger has them; `of_version` says which
they are. Of a quotation that stands no more only their hash is told, by which a copy is recognised all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.exports import JsonObject, url
from generator.publish.moved import target_of
from generator.publish.versions import changes, eventful, speaker_then
from generator.text import sha256_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import History, Version
    from generator.publish.edition import Edition


def rows(edition: Edition) -> Iterator[tuple[str, JsonObject]]:
    """Yield the rows of all of them with the ids that they are in order of."""
    for one in eventful(edition):
        if one.status != "current" or changes(edition, one):
            yield one.id, _row(edition, one)


def _row(edition: Edition, held: History) -> JsonObject:
    target = target_of(edition, held.id)
    return {
        "id": held.id,
        "story": held.story if held.story in edition.listed else None,
        "url": url(edition, f"quotes/{held.id}/"),
        "status": held.status,
        "into": target.id if target else None,
        "version": held.versions[-1].number,
        "versions": [_version(edition, held, version) for version in held.versions if version.recorded],
    }


def _version(edition: Edition, held: History, version: Version) -> JsonObject:
    row: JsonObject = {
        "version": version.number,
        "of_version": f"{held.story}:{held.id}:{version.number}",
        "date": version.date,
        "event": version.event,
        "reason": version.reason or None,
        "speaker_name": speaker_then(edition, version) or None,
        "sha256": sha256_text(version.words),
    }
    return {**row, "words": version.words} if held.status == "current" else row
