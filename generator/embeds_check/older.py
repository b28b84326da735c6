"""What became of a quotation since a card was made: its id, a card and the site's history come in, verdicts go out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.embeds_check.claim import text_of
from generator.embeds_check.reading import holds, offered, read, without_marks
from generator.embeds_check.words import Token, tokens, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.embeds_check.found import Card
    from generator.embeds_check.published import Published, Row
    from generator.embeds_check.reading import Read
    from generator.embeds_check.verdict import Finding, Verdict


def gone(name: str, row: Row | None, published: Published) -> tuple[Verdict, str] | None:
    """Return the verdict on an id that stands for no words any more, with the fact; None for one that does."""
    held: Mapping[str, Any] = published.history.get(name, {})
    last = (held.get("versions") or [{}])[-1]
    if row is not None and row.get("withdrawn"):
        return "withdrawn", f"withdrawn {row['withdrawn']}"
    if held.get("status") == "moved":
        return "moved", f"this id now stands for {held.get('into')}"
    if held.get("status") in ("withdrawn", "gone"):
        return "withdrawn", _told(last, "withdrawn" if held["status"] == "withdrawn" else "no longer in its story")
    return None


def version_of_words(card: Card, said: Read, name: str, published: Published) -> str:
    """Tell which older version a card's words are; empty where they are none."""
    for version in _versions(name, published):
        words = version.get("words")
        if not isinstance(words, str):
            continue
        if not read(card, words).claim.cost or _within_marks(said.claim.raw) == _same(words):
            return f"these are the words of version {version.get('version')}; they were corrected since"
    return ""


def version_of_speaker(credit: list[Token], speaker: str, name: str, published: Published) -> str:
    """Tell that a credit names the speaker of an older version; empty where it names none."""
    for version in _versions(name, published):
        former = version.get("speaker_name")
        if former and former != speaker and holds(credit, tokens(visible(former))):
            return f"it credits {former}, as an older version did; the speaker is {speaker}"
    return ""


def dated(finding: Finding, card: Card, row: Row, published: Published) -> Finding:
    """Look whether a card of the right words tells of the corrections that there were."""
    told = reasons(row, published)
    if finding.verdict != "verbatim" or not told or card.place is None:
        return finding
    if card.form == "picture":
        note = f"{told[-1]}; whether the picture shows it cannot be seen"
        return finding._replace(notes=(*finding.notes, note))
    newest = row.get("version") or len(told) + 1
    if card.place.version >= newest or (card.form != "frame" and _tells(card, row, published)):
        return finding
    if card.form != "frame":
        return finding._replace(verdict="out of date", facts=told)
    if not card.place.version:
        return finding
    return finding._replace(verdict="out of date", facts=told, notes=(*finding.notes, "the frame itself says so"))


def reasons(row: Row, published: Published) -> tuple[str, ...]:
    """Return every correction of a quotation with its day and reason, oldest first."""
    held = tuple(_told(one) for one in list(_versions(row["id"], published))[1:])
    return held or tuple(f"corrected {one}" for one in row.get("corrections") or ())


def _tells(card: Card, row: Row, published: Published) -> bool:
    """Tell whether the line of corrections of the card that the site offers today stands behind a card."""
    today = offered(row, published)
    wanted = [one for one in text_of(today.after).tokens if one.same[0].isalnum()] if today else []
    held = [one for one in text_of(card.after).tokens if one.same[0].isalnum()]
    return bool(wanted) and holds(held, wanted)


def _versions(name: str, published: Published) -> Iterator[Mapping[str, Any]]:
    versions = published.history.get(name, {}).get("versions")
    yield from (one for one in versions or () if isinstance(one, dict))


def _told(change: Mapping[str, Any], what: str = "corrected") -> str:
    return f"{what} {change.get('date') or ''}: {change.get('reason') or ''}".rstrip(": ")


def _same(words: str) -> list[str]:
    return [one.same for one in without_marks(tokens(visible(words)))]


def _within_marks(raw: str) -> list[str]:
    """Return what stands between quotation marks; a version's words have nothing of the text between its parts."""
    held, inside = [], False
    for one in tokens(raw):
        inside = not inside if one.is_mark else inside
        held += [one.same] if inside and not one.is_mark else []
    return held
