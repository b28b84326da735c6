"""The verdict on a quotation's card: the card and the published site come in, a Finding goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from generator.embeds_check.claim import Claim, claim, cost, text_of
from generator.embeds_check.flat import flat
from generator.embeds_check.found import cards
from generator.embeds_check.verdict import Difference, Finding, differences, typographic
from generator.embeds_check.words import Token, tokens, visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.embeds_check.found import Card
    from generator.embeds_check.places import Place
    from generator.embeds_check.published import Published, Row
    from generator.embeds_check.verdict import Verdict

CUT = "…"


class Read(NamedTuple):
    """What a card says: its claim, and the words that it is held against."""

    claim: Claim
    wanted: list[Token]


def judged(card: Card, published: Published) -> Finding:
    """Return what is to be said of a card that names a quotation, by its id or by its slice."""
    assert card.place is not None  # noqa: S101  cards that name nothing were left out
    name = published.id_of(card.place)
    row = published.rows.get(name) or _of_source(card.place, published)
    gone = _gone(name, row, published)
    if row is None or gone:
        return _absent(card, name or _told_place(card.place), gone)
    finding = Finding(card.line, card.form, "verbatim", name or _told_place(card.place), str(row.get("url", "")))
    if not card.text.strip():
        return _dated(finding, card, row, None, published)
    read = _read(card, row["text"])
    if read.claim.cost:
        return _altered(finding, card, read, published)
    told = typographic(row["text"], read.claim) if card.form not in ("frame", "picture") else ""
    notes = (f"typography differs: {told}",) if told else ()
    finding = finding._replace(notes=notes)
    return _dated(_credited(finding, card, row, read, published), card, row, read, published)


def _of_source(place: Place, published: Published) -> Row | None:
    """Return a slice of a source where no quotation is marked, as a row that names nobody; None where there is none."""
    words = published.text(place.id)[slice(*place.span)] if place.kind == "slice" else ""
    return {"id": "", "text": words, "basis": "none"} if words else None


def _gone(name: str, row: Row | None, published: Published) -> tuple[Verdict, str] | None:
    """Return the verdict on an id that stands for no words any more, with the fact."""
    held: Mapping[str, Any] = published.history.get(name, {})
    last = (held.get("versions") or [{}])[-1]
    if row is not None and row.get("withdrawn"):
        return "withdrawn", f"withdrawn {row['withdrawn']}"
    if held.get("status") == "moved":
        return "moved", f"this id now stands for {held.get('into')}"
    if held.get("status") in ("withdrawn", "gone"):
        why = "withdrawn" if held["status"] == "withdrawn" else "no longer in its story"
        return "withdrawn", _told(last, why)
    return None


def _told_place(place: Place) -> str:
    return f"{place.id}#char={place.span[0]},{place.span[1]}"


def _absent(card: Card, name: str, gone: tuple[Verdict, str] | None) -> Finding:
    verdict, fact = gone or ("unknown", "the site has published no such quotation")
    return Finding(card.line, card.form, verdict, name, facts=(fact,))


def _read(card: Card, words: str) -> Read:
    """Return what a card claims; a frame's name has only the beginning of the words."""
    text, wanted = text_of(card.text), tokens(visible(words))
    if card.form != "frame":
        return Read(claim(text, wanted, bounded=card.bounded), wanted)
    at = next((i for i, one in enumerate(text.tokens) if one.same in (CUT, "·")), len(text.tokens))
    held = [one for one in text.tokens[:at] if not one.is_mark]
    begins = [one for one in wanted if not one.is_mark][: len(held)]
    whole = text.tokens[at].same == CUT if at < len(text.tokens) else False
    said = begins if whole else [one for one in wanted if not one.is_mark]
    return Read(Claim(held, "", [], text.tokens[at:], cost(said, held)), said)


def _altered(finding: Finding, card: Card, read: Read, published: Published) -> Finding:
    """Return the finding on words that are not today's: those of an older version, or nobody's."""
    for version in published.history.get(finding.id, {}).get("versions", ()):
        words = version.get("words")
        if not isinstance(words, str):
            continue
        if not _read(card, words).claim.cost or _within_marks(read.claim.raw) == _bare(words):
            fact = f"these are the words of version {version.get('version')}; they were corrected since"
            return finding._replace(verdict="out of date", facts=(fact, *_reasons(finding.id, published)))
    found = tuple(differences(read.wanted, read.claim.tokens))
    return finding._replace(verdict="altered", differences=found)


def _bare(words: str) -> list[str]:
    return [one.same for one in tokens(visible(words)) if not one.is_mark]


def _within_marks(raw: str) -> list[str]:
    """Return what stands between quotation marks; a version's words have nothing of the text between its parts."""
    held, inside = [], False
    for one in tokens(raw):
        inside = not inside if one.is_mark else inside
        held += [one.same] if inside and not one.is_mark else []
    return held


def _credited(finding: Finding, card: Card, row: Row, read: Read, published: Published) -> Finding:
    """Look at who is named: somebody else than the source establishes makes a card altered."""
    credit, offered = read.claim.credit, _offered(row, published)
    if card.form == "picture":
        credit = read.claim.before
    name = row.get("speaker_name") or row.get("said_by") if row.get("basis") != "none" else ""
    if not any(one.same[0].isalnum() for one in credit):
        notes = () if card.form == "frame" or not row["id"] else ("it does not say who spoke",)
        return finding._replace(notes=(*finding.notes, *notes))
    if name and not _holds(credit, tokens(visible(name))):
        return _renamed(finding, name, credit, published)
    if offered is None or card.form in ("frame", "picture"):
        return finding
    told = [one for one in differences(offered, [one for one in credit if not one.is_mark]) if _says(one)]
    if told and not name:
        return finding._replace(verdict="altered", differences=tuple(told), facts=("no speaker is established",))
    notes = (f"the credit differs: {'; '.join(map(str, told))}",) if told else ()
    return finding._replace(notes=(*finding.notes, *notes))


def _says(one: Difference) -> bool:
    return any(char.isalnum() for char in one.source + one.card)


def _renamed(finding: Finding, name: str, credit: list[Token], published: Published) -> Finding:
    for version in published.history.get(finding.id, {}).get("versions", ()):
        former = version.get("speaker_name")
        if former and former != name and _holds(credit, tokens(visible(former))):
            fact = f"it credits {former}, as an older version did; the speaker is {name}"
            return finding._replace(verdict="out of date", facts=(fact, *_reasons(finding.id, published)))
    shown = " ".join(one.raw for one in credit if one.same[0].isalnum())[:80]
    fact = f"it credits “{shown}”; the speaker is {name}"
    return finding._replace(verdict="altered", facts=(fact,))


def _holds(credit: list[Token], name: list[Token]) -> bool:
    held, wanted = [one.same for one in credit if not one.is_mark], [one.same for one in name if not one.is_mark]
    return any(held[at : at + len(wanted)] == wanted for at in range(len(held)))


def _offered(row: Row, published: Published) -> list[Token] | None:
    """Return the credit of the card that the site offers today; None where it offers none."""
    offered = next(iter(cards(flat(published.form("quote", row["id"])))), None) if row["id"] else None
    return _read(offered, row["text"]).claim.credit if offered else None


def _dated(finding: Finding, card: Card, row: Row, read: Read | None, published: Published) -> Finding:
    """Look whether a card of the right words tells of the corrections that there were."""
    reasons = _reasons(finding.id, published) or tuple(f"corrected {one}" for one in row.get("corrections") or ())
    place, newest = card.place, row.get("version")
    if finding.verdict != "verbatim" or not reasons or not isinstance(newest, int | None):
        return finding
    if place and place.version:
        stale = place.version < (newest or 1 + len(reasons))
    else:
        offered = _offered(row, published) if read and card.form != "picture" else None
        held = [one.same for one in read.claim.credit] if read else []
        stale = card.form != "frame" and (not offered or [one.same for one in offered] != held)
    if not stale:
        return finding
    itself = ("the frame itself says so",) if card.form == "frame" else ()
    return finding._replace(verdict="out of date", facts=reasons, notes=(*finding.notes, *itself))


def _reasons(name: str, published: Published) -> tuple[str, ...]:
    versions = published.history.get(name, {}).get("versions", ())
    return tuple(_told(one) for one in versions[1:] if isinstance(one, dict))


def _told(change: Mapping[str, Any], what: str = "corrected") -> str:
    why = change.get("reason") or change.get("why") or ""
    return f"{what} {change.get('date') or ''}: {why}".rstrip(": ")
