"""Gives a verdict on each of our cards in a page: compares it with what the site has published."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from verbatim.core.errors import ContentError
from verbatim.verify.embeds.cards import OUT_OF_SIGHT, STRUCK_THROUGH, EmbeddedCard, cards, flat
from verbatim.verify.embeds.claims import (
    Difference,
    Finding,
    claim,
    contains,
    differences,
    offered_card,
    part_of,
    read,
    spelled,
    text_of,
    typography,
    with_date,
    without_marks,
)
from verbatim.verify.embeds.published import runs
from verbatim.verify.embeds.text import CardTarget, WordToken, markup_of, tokens, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verbatim.verify.embeds.cards import FlatPage, UnseenCard
    from verbatim.verify.embeds.claims import Claim, ClaimReading, Verdict
    from verbatim.verify.embeds.published import PublishedSite, Row


MOST = 2000
QUOTATIONS = frozenset(("quote", "slice"))  # the kinds of what names words that somebody said
SOURCE = re.compile(r"/sources/([a-z0-9-]+)\.txt")
WORD = re.compile(r"\w+")
YEAR = re.compile(r"\b\d{4}\b")
MARKED = re.compile('[“”„«»"]')
ALIKE = 0.5  # the share of equal words from which loose text, or a quotation that names nothing, is taken for a card
LEAST = 3  # runs of words, below which a resemblance may be chance
# How many characters before a link can matter, besides a multiple of the quotation's length.
FARTHER, NEAR = 2000, 4
MOST_CREDIT = 80
LONGEST_BESIDE = 5  # words that a site may add beside its card: a label, a number, a credit of its own
# How cards have said, and older ones still say, that no speaker is known.
UNKNOWN = re.compile(
    r"Speaker not established|Urheberschaft nicht belegt|Sprecher(?:in)? (?:ungeklärt|nicht belegt)", re.IGNORECASE
)
# Words beside a name that say that it is not the speaker's, or not true.
DENIED = re.compile(
    r"\b(?:not|never|no|nobody|none|cannot|\w+n['’]t|deni(?:ed|es)|denying|disput(?:ed|es)|false(?:ly)?|fake|lied?|lies"
    r"|wrong(?:ly)?|untrue|allegedly|supposedly|hoax|invented|misquoted|retracted"
    r"|nicht|nie|niemals|keine?[rns]?|niemand|bestritt|bestreitet|dementiert|leugnet|falsch|fälschlich|angeblich|lüge"
    r"|erfunden)\b",
    re.IGNORECASE,
)


def check(data: bytes, published: PublishedSite, path: str = "the page") -> list[Finding]:
    """Return the verdict on each card of a page, in order. Raises ContentError above MOST cards."""
    page = flat(markup_of(data))
    found = [card for card in cards(page) if card.target or card.form == "block quotation"]
    if len(found) > MOST:
        fact = f"this page has more than {MOST:,} quotations and links of ours"
        raise ContentError(path, 0, fact, "Save it in parts, and check each")
    findings = []
    for card in found:
        if (one := _recognise(card, published)) and one.target:
            judge = _judge_quotation if one.target.kind in QUOTATIONS else _judge_other
            judged = with_date(judge(one, one.target, published), one, published)
            findings.append(_held_to_link(judged, one, published))
    findings += _unseen(page, frozenset(one.id for one in findings), published)
    return sorted(findings, key=lambda one: one.line)


def _unseen(page: FlatPage, seen: frozenset[str], published: PublishedSite) -> Iterator[Finding]:
    """Yield the cards in whose place readers see something else, or none, or that they see struck.

    A hidden copy of a card that is shown on the page as well is none of these.
    """
    found: dict[str, UnseenCard] = {}
    for one in page.unseen:
        known = published.id_of(one.target) if one.target.kind in QUOTATIONS else one.target.id
        offered = known in published.rows or known in published.history
        is_copy = known in seen and one.how in (STRUCK_THROUGH, OUT_OF_SIGHT)
        if not is_copy and (offered or offered_card(one.target.kind, known, published)):
            found.setdefault(known, one)
    for name, one in found.items():
        url = str(published.rows.get(name, {}).get("url", ""))
        yield Finding(page.line(one.token), one.form, "hidden", name, url, (one.how,))


def _held_to_link(finding: Finding, card: EmbeddedCard, published: PublishedSite) -> Finding:
    """Add that a picture is of another quotation than the one that its link leads to."""
    around = published.id_of(card.around) if card.around and card.around.kind in QUOTATIONS else ""
    if not around or around == finding.id or finding.verdict not in ("verbatim", "altered"):
        return finding
    return finding._replace(verdict="altered", facts=(f"this picture is of {finding.id}, its link leads to {around}",))


def _recognise(card: EmbeddedCard, published: PublishedSite) -> EmbeddedCard | None:
    """Return a card with what it names; None for a mere link, and for a quotation of something else."""
    if card.target is None:
        name = _id_by_words(card.text, published)
        return card._replace(target=CardTarget("quote", name)) if name else None
    if card.target.kind not in QUOTATIONS:
        return _recognise_other(card, card.target, published)
    if card.form != "text":
        return card
    row = published.rows.get(card.target.id) if card.target.kind == "quote" else None
    if row is None:
        return None
    if row.get("withdrawn") or not isinstance(row.get("text"), str):  # its words are no longer published
        return card if MARKED.search(card.text[-FARTHER:]) else None
    wanted = tokens(visible(row["text"]))
    card = card._replace(text=card.text[-FARTHER - NEAR * len(row["text"]) :])
    is_near = claim(text_of(card.text), wanted, bounded=False).cost <= ALIKE * len(wanted)
    return card if is_near or part_of(card, wanted) else None


def _recognise_other(card: EmbeddedCard, target: CardTarget, published: PublishedSite) -> EmbeddedCard | None:
    """Return a card of another kind if the site offers one like it: other sites have such folders too."""
    if card.form == "frame":
        return card
    offered = offered_card(target.kind, target.id, published)
    if offered is None:
        return None
    wanted = _words(offered)
    known = card.bounded or card.form == "picture" or _ending(card, wanted).cost <= ALIKE * len(wanted)
    return card if known else None


def _id_by_words(text: str, published: PublishedSite) -> str:
    """Return the id of the quotation that shares most runs of words with a text; empty where it shares few."""
    text_runs = runs(text)
    shared = [published.shingles[run] for run in text_runs if run in published.shingles]
    if not shared:
        return ""
    best = max(sorted(set(shared)), key=shared.count)
    most = min(len(text_runs), len(runs(published.rows[best]["text"])))
    return best if shared.count(best) >= max(LEAST, ALIKE * most) else ""


# Quotations


def _judge_quotation(card: EmbeddedCard, target: CardTarget, published: PublishedSite) -> Finding:
    name = published.id_of(target)
    row = published.rows.get(name) or _source_row(target, published)
    finding = Finding(card.line, card.form, "verbatim", name or f"{target.id}#char={target.span[0]},{target.span[1]}")
    if gone := _gone(name, row, published):
        return finding._replace(verdict=gone[0], facts=(gone[1],))
    if row is None:
        return finding._replace(verdict="unknown", facts=("the site has published no such quotation",))
    finding = finding._replace(url=str(row.get("url", "")))
    said = read(card, row["text"])
    # A title never holds a part of a sentence that may be shown only whole: it names the story instead.
    is_label = card.form == "frame" and row.get("is_sentence") and said.claim.cost and not MARKED.search(card.text)
    if not card.text.strip() or is_label:
        return _with_corrections(finding, card, row, published)
    # Cards of an older form have the reporter's words between the pieces, outside of the marks.
    pieces = [one.same for one in without_marks(said.wanted) if one.same != "…"]
    if said.claim.cost and (_within_marks(said.claim.raw) != pieces or not _is_source(said.claim, row, published)):
        part = part_of(card, said.wanted) if card.form not in ("frame", "picture") else None
        if part is None:
            return _judge_other_words(finding, card, said, row, published)
        finding = finding._replace(verdict="part", facts=(part.fact,))
        if card.form == "text":
            return _with_corrections(_beside_part(finding, part.claim, row, published), card, row, published)
        said = said._replace(claim=part.claim)
    is_whole = finding.verdict == "verbatim" and not said.claim.cost and card.form not in ("frame", "picture")
    signs = typography(row["text"], said.wanted, said.claim) if is_whole else ""
    finding = finding._replace(notes=(f"typography differs: {signs}",) if signs else ())
    return _with_corrections(_with_credit(finding, card, row, said, published), card, row, published)


def _judge_other_words(
    finding: Finding, card: EmbeddedCard, said: ClaimReading, row: Row, published: PublishedSite
) -> Finding:
    """Judge a card whose words are not those of the quotation today, nor part of them."""
    if fact := _version_of_words(card, said, finding.id, published):
        return finding._replace(verdict="out of date", facts=(fact, *_corrections(row, published)))
    return finding._replace(verdict="altered", differences=tuple(differences(said.wanted, said.claim.tokens)))


def _beside_part(finding: Finding, claim: Claim, row: Row, published: PublishedSite) -> Finding:
    """Judge a page's own sentence around part of a quotation: whom it names, and whether it denies the words."""
    around = [*claim.before, *claim.credit]
    if DENIED.search(spelled(claim.credit)):
        return finding._replace(verdict="altered", facts=("words beside the quotation deny it", *finding.facts))
    speaker = str(row.get("speaker_name") or row.get("said_by") or "") if row.get("basis") != "none" else ""
    if speaker and contains(around, tokens(visible(speaker))):
        return finding
    others = {str(one.get("speaker_name") or "") for one in published.rows.values()} - {"", speaker}
    if named := next((one for one in sorted(others) if contains(around, tokens(visible(one)))), ""):
        of = f"the speaker is {speaker}" if speaker else "no speaker is established"
        return finding._replace(verdict="altered", facts=(f"it names {named}; {of}", *finding.facts))
    notes = ("it does not say who spoke",) if speaker else ()
    return finding._replace(notes=(*finding.notes, *notes))


def _source_row(target: CardTarget, published: PublishedSite) -> Row | None:
    """Return a slice of a source where no quotation is marked, as a row without a speaker; None where there is none."""
    words = published.text(target.id)[slice(*target.span)] if target.kind == "slice" else ""
    return {"id": "", "text": words, "basis": "none"} if words else None


def _gone(name: str, row: Row | None, published: PublishedSite) -> tuple[Verdict, str] | None:
    """Return the verdict on an id that no longer stands for words, with the fact; None for one that does."""
    history: Mapping[str, Any] = published.history.get(name, {})
    status = history.get("status")
    if row is not None and row.get("withdrawn"):
        return "withdrawn", f"withdrawn {row['withdrawn']}"
    if status == "moved":
        return "moved", f"this id now stands for {history.get('into')}"
    if status in ("withdrawn", "gone"):
        last = (history.get("versions") or [{}])[-1]
        return "withdrawn", _change(last, "withdrawn" if status == "withdrawn" else "no longer in its story")
    return None


def _versions(name: str, published: PublishedSite) -> Iterator[Mapping[str, Any]]:
    versions = published.history.get(name, {}).get("versions")
    yield from (one for one in versions or () if isinstance(one, dict))


def _change(change: Mapping[str, Any], what: str = "corrected") -> str:
    return f"{what} {change.get('date') or ''}: {change.get('reason') or ''}".rstrip(": ")


def _corrections(row: Row, published: PublishedSite) -> tuple[str, ...]:
    """Return every correction of a quotation with its day and reason, oldest first."""
    changes = tuple(_change(one) for one in list(_versions(row["id"], published))[1:])
    return changes or tuple(f"corrected {one}" for one in row.get("corrections") or ())


def _version_of_words(card: EmbeddedCard, said: ClaimReading, name: str, published: PublishedSite) -> str:
    """Return which older version a card's words are; empty where they are none."""
    for version in _versions(name, published):
        words = version.get("words")
        if not isinstance(words, str):
            continue
        same = [one.same for one in without_marks(tokens(visible(words)))]
        if not read(card, words).claim.cost or _within_marks(said.claim.raw) == same:
            return f"these are the words of version {version.get('version')}; they were corrected since"
    return ""


def _within_marks(raw: str) -> list[str]:
    """Return what is between quotation marks; a version's words lack the text between its parts."""
    words, inside = [], False
    for one in tokens(raw):
        inside = not inside if one.is_mark else inside
        words += [one.same] if inside and not one.is_mark else []
    return words


def _is_source(claim: Claim, row: Row, published: PublishedSite) -> bool:
    """Return whether words with somebody else's between them stand so in the source, where that can be read."""
    source = published.words(str(row.get("story", "")))
    return not source or f" {' '.join(one.same for one in claim.tokens if one.same != '…')} " in f" {source} "


def _with_corrections(finding: Finding, card: EmbeddedCard, row: Row, published: PublishedSite) -> Finding:
    """Check whether a card with the right words mentions the corrections that there were."""
    corrections = _corrections(row, published)
    if finding.verdict not in ("verbatim", "part") or not corrections or card.target is None:
        return finding
    if card.form == "picture":
        note = f"{corrections[-1]}; whether the picture shows it cannot be seen"
        return finding._replace(notes=(*finding.notes, note))
    newest = row.get("version") or len(corrections) + 1
    if card.target.version >= newest or (card.form == "frame" and not card.target.version):
        return finding
    if card.form == "frame":
        notes = (*finding.notes, "the frame itself says so")
        return finding._replace(verdict="out of date", facts=corrections, notes=notes)
    return (
        finding
        if _mentions_corrections(card, row, published)
        else finding._replace(verdict="out of date", facts=corrections)
    )


def _mentions_corrections(card: EmbeddedCard, row: Row, published: PublishedSite) -> bool:
    """Return whether a card is followed by the line of corrections of the card that the site offers today."""
    today = offered_card("quote", row["id"], published)
    texts = (today.after if today else "", card.after)
    wanted, after = ([one for one in text_of(text).tokens if one.same[0].isalnum()] for text in texts)
    return bool(wanted) and contains(after, wanted)


def _with_credit(
    finding: Finding, card: EmbeddedCard, row: Row, said: ClaimReading, published: PublishedSite
) -> Finding:
    """Add to the finding on a card with the right words what its credit is worth."""
    credit = said.claim.before if card.form == "picture" else said.claim.credit
    name = row.get("speaker_name") or row.get("said_by") if row.get("basis") != "none" else ""
    bare = UNKNOWN.sub(" ", spelled(credit))
    says_unknown, credit = bare != spelled(credit), text_of(bare).tokens
    words = [one.raw for one in credit if one.same[0].isalnum()]
    if not words:
        silent = card.form == "frame" or not row["id"] or row.get("is_sentence") or (says_unknown and not name)
        notes = () if silent else ("it does not say who spoke",)
        return finding._replace(notes=(*finding.notes, *notes))
    if name and not contains(credit, tokens(visible(name))):
        if fact := _version_of_speaker(credit, name, finding.id, published):
            return finding._replace(verdict="out of date", facts=(fact, *_corrections(row, published)))
        fact = f"it credits “{' '.join(words)[:MOST_CREDIT]}”; the speaker is {name}"
        return finding._replace(verdict="altered", facts=(fact,))
    if card.form in ("frame", "picture"):
        return finding
    today = offered_card("quote", row["id"], published)
    wanted = text_of(UNKNOWN.sub(" ", spelled(read(today, row["text"]).claim.credit))).tokens if today else credit
    if added := _added(card, credit, wanted, _corrections(row, published)):
        return finding._replace(verdict="altered", differences=added, facts=("words were added beside the quotation",))
    return _compare_credit(finding, row, credit, wanted)


def _added(
    card: EmbeddedCard, credit: list[WordToken], wanted: list[WordToken], corrections: tuple[str, ...]
) -> tuple[Difference, ...]:
    """Return what a card says beside its words that is no short remark, or that turns the words or dates them."""
    beside = list(differences(wanted, without_marks(credit)))
    if card.is_whole and not corrections:
        beside += differences([], text_of(card.after).tokens)
    return tuple(
        one
        for one in beside
        if DENIED.search(one.card)
        or set(YEAR.findall(one.card)) - set(YEAR.findall(one.source))
        or (not one.source and len(WORD.findall(one.card)) > LONGEST_BESIDE)
    )


def _version_of_speaker(credit: list[WordToken], speaker: str, name: str, published: PublishedSite) -> str:
    """Return that a credit names the speaker of an older version; empty where it names none."""
    for version in _versions(name, published):
        former = version.get("speaker_name")
        if former and former != speaker and contains(credit, tokens(visible(former))):
            return f"it credits {former}, as an older version did; the speaker is {speaker}"
    return ""


def _compare_credit(finding: Finding, row: Row, credit: list[WordToken], wanted: list[WordToken]) -> Finding:
    """Compare a credit with that of the card that the site offers today."""
    found = [one for one in differences(wanted, without_marks(credit)) if any(map(str.isalnum, one.source + one.card))]
    if found and row.get("basis") == "none":
        return finding._replace(verdict="altered", differences=tuple(found), facts=("no speaker is established",))
    notes = (f"the credit differs: {'; '.join(map(str, found))}",) if found else ()
    return finding._replace(notes=(*finding.notes, *notes))


# Timelines, profiles, topics, questions


def _judge_other(card: EmbeddedCard, target: CardTarget, published: PublishedSite) -> Finding:
    finding = Finding(card.line, card.form, "verbatim", target.id)
    offered = offered_card(target.kind, target.id, published)
    if offered is None:
        fact = f"the site offers no such {'profile' if target.kind == 'person' else target.kind}"
        return finding._replace(verdict="unknown", facts=(fact,))
    if card.form in ("frame", "picture"):
        return finding
    wanted = _words(offered)
    words = _words(card) if card.bounded else _ending(card, wanted).tokens
    found = tuple(differences(wanted, words))
    if not found:
        return finding
    # Every run that differs stands in the sources, with the words on both sides of it: an older state of the card.
    known = {*pairwise(_possible_words(target, wanted, published)), *((a.same, b.same) for a, b in pairwise(wanted))}
    if all((a.same, b.same) in known for a, b in pairwise(words)):
        return finding._replace(verdict="out of date", facts=("the site shows something else today",))
    return finding._replace(verdict="altered", differences=found)


def _words(card: EmbeddedCard) -> list[WordToken]:
    return without_marks(text_of(card.text).tokens)


def _ending(card: EmbeddedCard, wanted: list[WordToken]) -> Claim:
    return claim(text_of(card.text), wanted, bounded=False, last=True)


def _possible_words(target: CardTarget, wanted: list[WordToken], published: PublishedSite) -> list[str]:
    """Return the words that such a card may have: those of the stories' sources, and of the card offered today."""
    spoken = (row for row in published.rows.values() if row.get("speaker") == target.id)
    stories = {str(row.get("story")) for row in spoken} | set(SOURCE.findall(published.form(target.kind, target.id)))
    texts = [visible(published.text(story)) for story in sorted(stories)]
    return [one.same for text in texts for one in tokens(text)] + [one.same for one in wanted]
