"""The check itself: a page's bytes and a published site come in, a finding for each card goes out."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from verbatim.core.errors import ContentError
from verbatim.verify.embeds.cards import Card, cards, flat
from verbatim.verify.embeds.claims import (
    Difference,
    Finding,
    claim,
    differences,
    holds,
    offered,
    read,
    text_of,
    typographic,
    without_marks,
)
from verbatim.verify.embeds.published import runs
from verbatim.verify.embeds.text import Place, Token, markup_of, tokens, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verbatim.verify.embeds.claims import Read, Verdict
    from verbatim.verify.embeds.published import Published, Row


# ---- embeds_check/older.py


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


# ---- embeds_check/credit.py

MOST_CREDIT = 80


def credited(finding: Finding, card: Card, row: Row, said: Read, published: Published) -> Finding:
    """Return the finding on a card of the right words, with what its credit adds to it."""
    credit = said.claim.before if card.form == "picture" else said.claim.credit
    name = row.get("speaker_name") or row.get("said_by") if row.get("basis") != "none" else ""
    if not any(one.same[0].isalnum() for one in credit):
        notes = () if card.form == "frame" or not row["id"] else ("it does not say who spoke",)
        return finding._replace(notes=(*finding.notes, *notes))
    if name and not holds(credit, tokens(visible(name))):
        return _renamed(finding, name, credit, row, published)
    return _compared(finding, row, credit, published) if card.form not in ("frame", "picture") else finding


def _compared(finding: Finding, row: Row, credit: list[Token], published: Published) -> Finding:
    """Hold a credit against that of the card that the site offers today."""
    today = offered(row, published)
    wanted = read(today, row["text"]).claim.credit if today else credit
    told = [one for one in differences(wanted, without_marks(credit)) if _says(one)]
    if told and row.get("basis") == "none":
        return finding._replace(verdict="altered", differences=tuple(told), facts=("no speaker is established",))
    notes = (f"the credit differs: {'; '.join(map(str, told))}",) if told else ()
    return finding._replace(notes=(*finding.notes, *notes))


def _renamed(finding: Finding, name: str, credit: list[Token], row: Row, published: Published) -> Finding:
    if fact := version_of_speaker(credit, name, finding.id, published):
        return finding._replace(verdict="out of date", facts=(fact, *reasons(row, published)))
    shown = " ".join(one.raw for one in credit if one.same[0].isalnum())[:MOST_CREDIT]
    return finding._replace(verdict="altered", facts=(f"it credits “{shown}”; the speaker is {name}",))


def _says(one: Difference) -> bool:
    return any(char.isalnum() for char in one.source + one.card)


# ---- embeds_check/judge.py


def judged(card: Card, place: Place, published: Published) -> Finding:
    """Return what is to be said of a card that names a quotation, by its id or by its slice."""
    name = published.id_of(place)
    row = published.rows.get(name) or _of_source(place, published)
    finding = Finding(card.line, card.form, "verbatim", name or f"{place.id}#char={place.span[0]},{place.span[1]}")
    if absent := gone(name, row, published):
        return finding._replace(verdict=absent[0], facts=(absent[1],))
    if row is None:
        return finding._replace(verdict="unknown", facts=("the site has published no such quotation",))
    finding = finding._replace(url=str(row.get("url", "")))
    if not card.text.strip():
        return dated(finding, card, row, published)
    said = read(card, row["text"])
    if said.claim.cost:
        return _other_words(finding, card, row, said, published)
    told = typographic(row["text"], said.wanted, said.claim) if card.form not in ("frame", "picture") else ""
    finding = finding._replace(notes=(f"typography differs: {told}",) if told else ())
    return dated(credited(finding, card, row, said, published), card, row, published)


def _other_words(finding: Finding, card: Card, row: Row, said: Read, published: Published) -> Finding:
    """Return the finding on words that are not today's: those of an older version, or nobody's."""
    if fact := version_of_words(card, said, finding.id, published):
        return finding._replace(verdict="out of date", facts=(fact, *reasons(row, published)))
    return finding._replace(verdict="altered", differences=tuple(differences(said.wanted, said.claim.tokens)))


def _of_source(place: Place, published: Published) -> Row | None:
    """Return a slice of a source where no quotation is marked, as a row that names nobody; None where there is none."""
    words = published.text(place.id)[slice(*place.span)] if place.kind == "slice" else ""
    return {"id": "", "text": words, "basis": "none"} if words else None


# ---- embeds_check/others.py


def judged_other(card: Card, place: Place, published: Published) -> Finding:
    """Return what is to be said of a card of a timeline or a profile."""
    finding = Finding(card.line, card.form, "verbatim", place.id)
    offered = offered_card(place, published)
    if offered is None:
        fact = f"the site offers no such {'profile' if place.kind == 'person' else place.kind}"
        return finding._replace(verdict="unknown", facts=(fact,))
    if card.form in ("frame", "picture"):
        return finding
    wanted = _spoken(offered)
    held = _spoken(card) if card.bounded else claim(text_of(card.text), wanted, bounded=False, last=True).tokens
    found = tuple(differences(wanted, held))
    if not found:
        return finding
    if _in_source(wanted, held, _source(place, offered, published)):
        return finding._replace(verdict="out of date", facts=("the site shows something else today",))
    return finding._replace(verdict="altered", differences=found)


def offered_card(place: Place, published: Published) -> Card | None:
    """Return the card of a timeline or a profile that the site offers today; None where it offers none."""
    return next(iter(cards(flat(published.form(place.kind, place.id)))), None)


def resembles(card: Card, offered: Card, alike: float) -> bool:
    """Tell whether loose text ends in so large a part of the card that is offered."""
    wanted = _spoken(offered)
    return claim(text_of(card.text), wanted, bounded=False, last=True).cost <= alike * len(wanted)


def _spoken(card: Card) -> list[Token]:
    return [one for one in text_of(card.text).tokens if not one.is_mark]


def _source(place: Place, offered: Card, published: Published) -> list[str]:
    """Return the words that such a card may hold: of the story's source, and of the card that is offered."""
    stories = {place.id} if place.kind == "timeline" else {str(row.get("story")) for row in _spoke(place.id, published)}
    texts = [visible(published.text(story)) for story in sorted(stories)]
    return [one.same for text in texts for one in tokens(text)] + [one.same for one in _spoken(offered)]


def _spoke(person: str, published: Published) -> list[dict[str, object]]:
    return [row for row in published.rows.values() if row.get("speaker") == person]


def _in_source(wanted: list[Token], held: list[Token], source: list[str]) -> bool:
    """Tell whether every run that differs stands in the sources, with the words on both sides of it."""
    known = {*pairwise(source), *((a.same, b.same) for a, b in pairwise(wanted))}
    return all((a.same, b.same) in known for a, b in pairwise(held))


# ---- embeds_check/check.py

MOST = 2000
# Of loose text, and of a quotation that names nothing, so much must be a quotation's words for it to be taken for one.
ALIKE = 0.5
LEAST = 3  # runs of words, below which words that are alike may be chance
# Of the text before a link so many characters can matter, besides some times the words' own.
FARTHER, NEAR = 2000, 4


def check(data: bytes, published: Published, path: str = "the page") -> list[Finding]:
    """Return what is to be said of each card of a page, in order. ContentError above MOST cards."""
    found = [card for card in cards(flat(markup_of(data))) if card.place or card.form == "block quotation"]
    if len(found) > MOST:
        fact = f"this page has more than {MOST:,} quotations and links of ours"
        raise ContentError(path, 0, fact, "Save it in parts, and check each")
    return list(_findings([one for card in found if (one := _recognised(card, published))], published))


def _findings(named: list[Card], published: Published) -> Iterator[Finding]:
    for card in named:
        place = card.place or Place("quote", "")
        other = place.kind in ("timeline", "person")
        yield judged_other(card, place, published) if other else judged(card, place, published)


def _recognised(card: Card, published: Published) -> Card | None:
    """Return a card with what it names; None for a mere link, and for a quotation of something else."""
    if card.place is None:
        known = _by_words(card.text, published)
        card = card._replace(place=Place("quote", known)) if known else card
    if card.place is None:
        return None
    if card.place.kind in ("timeline", "person"):
        return _of_others(card, card.place, published)
    if card.form != "text":
        return card
    row = published.rows.get(card.place.id) if card.place.kind == "quote" else None
    if row is None:
        return None
    wanted = tokens(visible(row["text"]))
    card = card._replace(text=card.text[-FARTHER - NEAR * len(row["text"]) :])
    return card if claim(text_of(card.text), wanted, bounded=False).cost <= ALIKE * len(wanted) else None


def _of_others(card: Card, place: Place, published: Published) -> Card | None:
    """Return a card of a timeline or profile; other sites have folders of that name too, so that it must be known."""
    if card.form == "frame":
        return card
    offered = offered_card(place, published)
    return card if offered and (card.bounded or card.form == "picture" or resembles(card, offered, ALIKE)) else None


def _by_words(text: str, published: Published) -> str:
    """Return the id of the quotation of which a text has most runs of words; empty where it has few of any."""
    said = runs(text)
    held = [published.shingles[run] for run in said if run in published.shingles]
    if not held:
        return ""
    best = max(sorted(set(held)), key=held.count)
    most = min(len(said), len(runs(published.rows[best]["text"])))
    return best if held.count(best) >= max(LEAST, ALIKE * most) else ""
