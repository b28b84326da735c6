"""What was changed in a quotation since it was first published. A `History` comes in, change views go out.

Who was said to speak is told by the name that the site has for that person now, else by the name of then.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import escape

from generator.publish.dates import date_view
from generator.publish.shown import plain
from generator.publish.views import AttributionView, ChangeKind, ChangeView
from generator.publish.word_diff import word_diff
from generator.words import msgid

if TYPE_CHECKING:
    from generator.model import History, Version
    from generator.publish.edition import Edition

CORRECTING = frozenset(("words", "speaker", "source"))
FIRST = 1
NAMESAKE = msgid("%(name)s, another one of that name")


def eventful(edition: Edition) -> list[History]:
    """Return the histories in which something happened after the first version, or whose quotation is in no index.

    For nobody to change: of most quotations there is nothing to tell, and several files tell of the others.
    """
    return edition.once(_eventful, "", None)


def _eventful(edition: Edition, _: None) -> list[History]:
    held, stories = edition.joined.newsroom.quotes, edition.joined.listed
    return [
        history
        for history in edition.newsroom.histories.values()
        if len(history.versions) > 1
        or history.status != "current"
        or (quote := held.get(history.id)) is None
        or quote.withdrawn
        or quote.story not in stories
    ]


def corrections_of(edition: Edition, quote: str) -> list[ChangeView]:
    """Return what was corrected in a quotation, oldest first: its words, its attribution."""
    history = edition.newsroom.histories.get(quote)
    return [change for change in changes(edition, history) if change["kind"] in CORRECTING] if history else []


def version_of(corrections: list[ChangeView]) -> int:
    """Return the version that the last correction led to: what an embed code of today shows."""
    return corrections[-1]["version"] if corrections else FIRST


def changes(edition: Edition, history: History) -> list[ChangeView]:
    """Return every public change of a quotation, oldest first; one that readers cannot see is none."""
    found = (change(edition, history, before, after) for before, after in pairwise(history.versions))
    return [one for one in found if one]


def change(edition: Edition, history: History, before: Version, after: Version) -> ChangeView | None:
    """Return what one version changed of the one before it; None where nothing of it shows."""
    attribution = _attribution(edition, before, after)
    kind = _kind(before, after, attribution)
    if not kind:
        return None
    return ChangeView(
        kind=kind,
        date=date_view(after.date, edition.site.words),
        why=escape(after.reason),
        printed=None,
        attribution=attribution,
        now=_now_reading(before, after) if kind == "words" else "",
        version=after.number,
        url=f"quotes/{history.id}/" if history.story in edition.listed or history.status == "gone" else "",
    )


def _kind(before: Version, after: Version, attribution: AttributionView | None) -> ChangeKind | None:
    if after.event in ("withdrawn", "gone", "restored"):
        return after.event
    if attribution:
        return "speaker"
    if after.event == "corrected":
        return "words"
    return "source" if before.words != after.words else None


def _now_reading(before: Version, after: Version) -> str:
    """Return those words of a version that the one before did not have."""
    _, new = word_diff(before.words, after.words)
    return " … ".join(piece.text for piece in new if not piece.shared)


def _attribution(edition: Edition, before: Version, after: Version) -> AttributionView | None:
    if _now(edition, before.speaker) == _now(edition, after.speaker):
        return None
    was, now = speaker_then(edition, before), speaker_then(edition, after)
    return AttributionView(was=was, now=edition.site.words.gettext(NAMESAKE) % {"name": now} if was == now else now)


def _now(edition: Edition, speaker: str) -> str:
    """Return a speaker's id as it is now: one that was renamed or merged is the same person still."""
    former = edition.newsroom.former
    seen = set()
    while speaker in former and former[speaker].into and speaker not in seen:
        seen.add(speaker)
        speaker = former[speaker].into
    return speaker


def speaker_then(edition: Edition, version: Version) -> str:
    """Return the name of a version's speaker, or the source's description; empty where nobody was established."""
    person = edition.newsroom.people.get(_now(edition, version.speaker))
    return plain(person.name if person else version.name or version.speaker)
