"""Holds what a page claims beside the source's words to what the newsroom's fragments say: the law of pages.

A law is a selector, and what must be so of each element that it finds. It knows no kind of page, no class and no
address: subjects are inherited from the nearest `data-quote` or `data-person`, and `data-claim` says what is claimed.
Facts are read from fragments, never from what the site says of itself: a slip in the program that makes pages, data and
proofs alike shows here.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from verbatim.core.text import sha256_text
from verbatim.verify.naming.interface import bare

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator, Mapping

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from verbatim.verify.facts.records import Fragments, MarkedSpan, StorySpans

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FIGURES = re.compile(r"\d+")
_QUOTED = re.compile(r"/quotes/(q-[0-9a-z]+)/")
_SLICE = re.compile(r"([0-9]{1,9}),([0-9]{1,9})")
# The values of labels; what each says, in every language, is known to `naming.addresses`.
KINDS = frozenset(("verbatim", "partly", "sentence", "paraphrase"))
VALUES = KINDS | {"corrected", "withdrawn", "stated", "inferred", "editor", "none"}
UNSURE = "We are not sure enough who says this"  # of what the rules named, and readers are not told
CLOSING = 3  # characters: a mark, and what stands before it, close words without being some
AHEAD_OR_DENIED = frozenset(("planned", "denied"))
SOUND = {
    "direct": ("verbatim", "sentence", "paraphrase"), "mixed": ("partly", "sentence", "paraphrase"),
    "indirect": ("paraphrase", "sentence"),
}  # fmt: skip


class Facts(NamedTuple):
    """What laws are held to: the fragments, and what the site lists: rows of quotations, what people are called.

    `counted` is how many quotations a story has, and, with True, how many paraphrases, none withdrawn.
    """

    fragments: Fragments
    rows: Mapping[str, Mapping[str, Any]]
    names: Mapping[str, str]
    text_of: Callable[[str], str | None]
    people_of: Callable[[str], frozenset[str] | None]
    counted: Counter[tuple[str, bool]]

    def story_of(self, quote: str) -> str:
        """Return the story of a quotation; empty where the site does not list it."""
        return str(self.rows.get(quote, {}).get("story") or "")

    def spans(self, node: LexborNode, quote: str = "") -> StorySpans | None:
        """Return the spans of the story of a quotation, or of the nearest slice around or within an element."""
        story = self.story_of(quote) if quote else _story(node)
        return self.fragments.of(story) if story else None

    def quotation(self, node: LexborNode) -> tuple[str, MarkedSpan, StorySpans] | None:
        """Return the id and the marks of the quotation that an element is about; None where nobody knows it."""
        quote = _inherited(node, "data-quote")
        spans = self.spans(node, quote) if quote else None
        span = spans.quotes.get(quote) if spans else None
        return (quote, span, spans) if spans and span else None


class Law(NamedTuple):
    """A selector, what must be so of what it finds, in words, and the test: why an element breaks it, or nothing."""

    selector: str
    meaning: str
    fault: Callable[[LexborNode, Facts], str]


def faults_of_law(tree: LexborHTMLParser, facts: Facts) -> Iterator[str]:
    """Yield how a page breaks the laws."""
    for law in LAWS:
        for node in tree.css(law.selector):
            if fact := law.fault(node, facts):
                yield fact


def _inherited(node: LexborNode | None, name: str) -> str:
    """Return the value of an attribute of an element, or of the nearest around it that has one."""
    while node is not None:
        if value := (node.attributes or {}).get(name):
            return value
        node = node.parent
    return ""


def _story(node: LexborNode) -> str:
    """Return the story of the first slice within an element, else of the nearest around it."""
    within = node.css_first("[data-story]")
    return (within.attributes.get("data-story") if within else "") or _inherited(node, "data-story")


def _places(node: LexborNode) -> list[tuple[int, int]]:
    """Return the slices that an element shows, in order."""
    found = (_slice((one.attributes or {}).get("data-char") or "") for one in node.css("[data-char]"))
    return [one for one in found if one]


@lru_cache(maxsize=1 << 12)
def _slice(value: str) -> tuple[int, int] | None:
    found = _SLICE.fullmatch(value)
    return (int(found[1]), int(found[2])) if found else None


def _text(node: LexborNode) -> str:
    return " ".join(node.text().split())


# The laws


def _label(node: LexborNode, facts: Facts) -> str:
    value, found = node.attributes.get("data-trust") or "", facts.quotation(node)
    if value in VALUES and not _text(node):
        return f"the label for “{value}” says nothing"
    if found is None or value not in KINDS:
        return ""
    quote, span, _ = found
    kind = span.attrs.get("kind") or "direct"
    return f"{quote} is called “{value}”, and its fragment has it {kind}" if value not in SOUND.get(kind, ()) else ""


def _how_known(node: LexborNode, facts: Facts) -> str:
    """Ask for the label of a speaker who is not named by the source, wherever words stand with a speaker."""
    found = facts.quotation(node)
    if found is None or node.css_first("[data-speaker]") is None:
        return ""
    quote, span, _ = found
    basis = span.attrs.get("basis")
    is_told = basis not in ("inferred", "editor") or any(
        one.attributes.get("data-trust") in (basis, "editor") for one in node.css("[data-trust]")
    )
    return "" if is_told else f"nothing says that the speaker of {quote} is not named by the source"


def _correction(node: LexborNode, facts: Facts) -> str:
    """Ask for the label of words that an editor corrected, wherever they are labelled."""
    found = facts.quotation(node)
    if found is None or node.css_first("[data-trust]") is None:
        return ""
    quote, _, spans = found
    labels = {one.attributes.get("data-trust") for one in node.css("[data-trust]")}
    is_told = not spans.is_corrected(quote) or not labels & {"verbatim", "partly"}
    return "" if is_told else f"nothing says that the words of {quote} were corrected"


def _role(node: LexborNode, facts: Facts) -> str:
    """Hold a role to the marks of whose it is: the nearest person's, or that of the quotation's speaker."""
    quote, person = _inherited(node, "data-quote"), _inherited(node, "data-person")
    spans = facts.spans(node)
    if quote and (found := facts.quotation(node)):
        person = found[1].attrs.get("speaker", "")
    if spans is None or not person:
        return ""
    wrong = (place for place in _places(node) if spans.roles.get(place) != person)
    return next((f"the words at {start},{end} are no role of {person}" for start, end in wrong), "")


def _moment(node: LexborNode, facts: Facts) -> str:
    """Ask for the label of a moment that had not come, or that is denied, and for no other."""
    spans = facts.spans(node)
    marks = [spans.moments[place] for place in _places(node) if place in spans.moments] if spans else []
    certain = {mark.attrs.get("certainty") or "reported" for mark in marks}
    if len(certain) != 1:
        return ""
    (known,) = certain
    is_labelled = any(_text(one) for one in node.css("[data-claim=certainty]"))
    if is_labelled is (known in AHEAD_OR_DENIED):
        return ""
    return f"the moment is {known}, and {'a label says something else' if is_labelled else 'no label says so'}"


def _number(node: LexborNode, facts: Facts) -> str:
    """Hold a number to the phrase that its mark says gives it meaning."""
    spans, places = facts.spans(node), _places(node)
    if spans is None or len(places) < 2 or places[0] not in spans.numbers:  # noqa: PLR2004  a number and its phrase
        return ""
    (start, end), means = places[0], _slice(spans.numbers[places[0]])
    return f"the number at {start},{end} has the meaning of another" if means and places[1] != means else ""


def _same_label(node: LexborNode, facts: Facts) -> str:
    """Ask that no label of a page says the same for two values, which needs no catalogue to see."""
    del facts
    said: dict[str, str] = {}
    for one in node.css("[data-trust]"):
        value = one.attributes.get("data-trust") or ""
        if value in VALUES and (text := _text(one)) and said.setdefault(text, value) != value:
            return f"the label “{text[:60]}” stands for “{said[text]}” and for “{value}”"
    return ""


def _reason(node: LexborNode, facts: Facts) -> str:
    """Hold the reason beside a quotation to that of its marks; a catalogue's words for it are known to nobody here."""
    found, text = facts.quotation(node), bare(_text(node))
    is_english = _inherited(node, "lang").partition("-")[0] in ("", "en")
    if found is None or not is_english or not text or text.startswith(UNSURE):
        return ""
    quote, span, _ = found
    why, at = span.attrs.get("why") or "", 0
    pieces = [bare(piece) for piece in why.split("NAME")]
    is_same = text.startswith(pieces[0]) and text.endswith(pieces[-1])
    for piece in pieces:
        found_at = text.find(piece, at)
        is_same, at = is_same and found_at >= 0, found_at + len(piece)
    return "" if is_same or not why else f"{quote} has the reason “{text[:80]}”, its mark “{why[:80]}”"


def _withdrawn(node: LexborNode, facts: Facts) -> str:
    """Refuse words of a withdrawn quotation wherever they stand as its own."""
    quote = _inherited(node, "data-quote")
    spans = facts.spans(node, quote)
    if spans is None or quote not in spans.withdrawn:
        return ""
    parts = [(part.start, part.end) for part in spans.parts.get(quote, ())]
    shown = any(start < end_of and begin < end for begin, end_of in _places(node) for start, end in parts)
    return f"words of {quote} stand here, which was withdrawn" if shown else ""


def _cut(node: LexborNode, facts: Facts) -> str:
    """Ask for “…” behind direct words that end within a piece of their quotation."""
    found = facts.quotation(node)
    if found is None or found[1].attrs.get("kind", "direct") != "direct":
        return ""
    quote, _, spans = found
    shown = [(place, one) for one in node.css("[data-char]") if (place := _slice(one.attributes["data-char"] or ""))]
    for (start, end), one in shown:
        part = next((part for part in spans.parts[quote] if part.start <= start and end < part.end - CLOSING), None)
        goes_on = any(begin <= end + 1 < after for (begin, after), _ in shown)
        if part and not goes_on and "…" not in _following(one, node)[:CLOSING]:
            return f"words of {quote} are cut at {end}, and no “…” stands there"
    return ""


def _following(node: LexborNode, within: LexborNode) -> str:
    """Return the text behind an element, up to the end of the element around it that is given."""
    pieces, at = list[str](), node
    while at.mem_id != within.mem_id and at.parent is not None:
        one = at.next
        while one is not None:
            pieces.append(one.text())
            one = one.next
        at = at.parent
    return "".join("".join(pieces).split())


def _public(node: LexborNode, facts: Facts) -> str:
    """Refuse the id of somebody whom a text names and its story does not list: their words lead to no page."""
    story, person = _inherited(node, "data-story"), node.attributes.get("data-ref") or ""
    listed = facts.people_of(story) if story and person else None
    return (
        "" if listed is None or person in listed else f"the id {person[:60]} stands here, and {story} lists nobody so"
    )


def _hash(node: LexborNode, facts: Facts) -> str:
    """Hold a printed hash to the text of the quotation's story."""
    text = facts.text_of(facts.story_of(_inherited(node, "data-quote")))
    return "" if text is None or _text(node) == sha256_text(text) else "the hash is not that of the quotation's source"


def _lane(node: LexborNode, facts: Facts) -> str:
    """Hold what stands in the lane of a story to that story: its slices, its dates."""
    del facts
    story = node.attributes.get("data-lane") or ""
    slices = ((one.attributes.get("data-story") or "") for one in node.css("[data-story]"))
    dates = ((one.attributes.get("data-dated") or "").partition("#")[0] for one in node.css("[data-dated]"))
    other = next((one for one in (*slices, *dates) if one and one != story), "")
    return f"something of {other} stands in the lane of {story}" if other else ""


def _name(node: LexborNode, facts: Facts) -> str:
    """Hold the name of a speaker to the person's, as the site lists it."""
    person, text = node.attributes.get("data-speaker") or "", bare(_text(node))
    known = bare(facts.names.get(person, ""))
    return f"“{text[:60]}” stands for {person}, who is {known[:60]}" if known and text and known not in text else ""


def _count(node: LexborNode, facts: Facts) -> str:
    """Hold how many quotations or paraphrases a story is said to have to the rows of its data, which fragments hold."""
    story, claim, text = node.attributes.get("data-counted") or "", node.attributes.get("data-claim"), _text(node)
    listed, others = (facts.counted[story, claim == one] for one in ("paraphrases", "quotations"))
    if not listed and not others:
        return ""  # a draft, which lists do not have
    return "" if str(listed) in _FIGURES.findall(text) else f"“{text[:60]}” of {story}, which has {listed} {claim}"


def _by_editors(node: LexborNode, facts: Facts) -> str:
    """Ask that an introduction or a note says whose it is."""
    del facts
    root = node
    while node.attributes.get("data-claim") == "introduction" and root.parent is not None:
        root = root.parent
    label = root.css_first("[data-claim=by-editors]")
    return "" if label is not None and _text(label) else "nothing says that these are the editors' words"


# What stands in files that are no pages

STATUS = {"reported": "CONFIRMED", "planned": "TENTATIVE", "denied": "CANCELLED"}  # of an event in a calendar


def fault_of_event(event: Mapping[str, str], marked: Mapping[str, str]) -> str:
    """Return how an event of a calendar says more than the mark of its moment: that it was, or more days than one.

    `DTEND` is the day after the last (RFC 5545, 3.6.1); of a date that is one day it follows DTSTART.
    """
    status, known = event.get("STATUS", ""), marked.get("certainty") or "reported"
    if status and status != STATUS.get(known, status):
        return f"the event is {status}, and its moment is {known}"
    after = event.get("DTEND", "")
    if not (_DAY.fullmatch(marked.get("date", "")) and after):
        return ""
    try:
        days = (date.fromisoformat(after) - date.fromisoformat(event.get("DTSTART", ""))).days
    except ValueError:
        return f"DTEND is {after[:20]}, which is no day"
    return "" if days == 1 else f"the event ends {days} days after it begins, and its moment is one day"


def fault_of_withdrawn(path: str, text: str, rows: Mapping[str, Mapping[str, Any]]) -> str:
    """Return that the feed of a person has a quotation that was withdrawn; else nothing."""
    names = _QUOTED.findall(text) if path.startswith("feeds/people/") else ()
    name = next((name for name in names if rows.get(name, {}).get("withdrawn")), "")
    return f"it has {name}, which was withdrawn" if name else ""


def faults_of_history(row: Mapping[str, Any], facts: Facts) -> Iterator[str]:
    """Yield that a quotation's history has words although it is quoted no more, or names who is not public."""
    versions = [one for one in row.get("versions") or () if isinstance(one, dict)]
    if row.get("status") != "current" and any("words" in one for one in versions):
        yield f"the history of {row.get('id')} has its words, and it is quoted no more"
    speaker, called = _speaker(row, "id", facts), str(versions[-1].get("speaker_name") or "") if versions else ""
    # The ledger may be of before the last edit: another name is no fault here, that of a closed person is.
    if called and speaker and speaker not in facts.names and called not in facts.names.values():
        yield f"the history of {row.get('id')} names {called[:60]}, whom the site does not list"


def faults_of_changes(value: Mapping[str, Any], facts: Facts) -> Iterator[str]:
    """Yield what is missing among the changes of a story, newest first, and who is named now and is not the speaker."""
    story = str(value.get("story"))
    rows = [{**row, "story": story} for row in value.get("changes") or () if isinstance(row, dict)]
    named = {row.get("quote"): row for row in reversed(rows) if isinstance(row.get("attribution"), dict)}
    for quote, row in named.items():
        name = facts.names.get(_speaker(row, "quote", facts), "")
        was, now = (str(row["attribution"].get(key) or "") for key in ("was", "now"))
        if name not in now and name in was:  # the ledger may be of before the last edit, and name others
            yield f"{quote} is said to be {now[:60]}'s now, and it is {name}'s"
    spans, listed = facts.fragments.of(story), "".join(_bare(str(row.get("message"))) for row in rows)
    for day, why in spans.corrected if spans else ():
        if _bare(why) not in listed:
            yield f"the correction of {day} is missing: {why[:80]}"


def fault_of_story(value: Mapping[str, Any], facts: Facts) -> str:
    """Return that the data of a story count fewer changes than its fragments have corrections; else nothing."""
    spans, counted = facts.fragments.of(str(value.get("id"))), value.get("changes") or 0
    told = len(set(spans.corrected)) if spans else 0
    return f"it counts {counted} changes, and its fragments have {told} corrections" if counted < told else ""


def _speaker(row: Mapping[str, Any], key: str, facts: Facts) -> str:
    spans = facts.fragments.of(str(row.get("story")))
    mark = spans.quotes.get(str(row.get(key))) if spans else None
    return mark.attrs.get("speaker", "") if mark else ""


def _bare(text: str) -> str:
    """Return the letters and figures of a text: what Markdown leaves of it."""
    return "".join(filter(str.isalnum, text))


LAWS = (
    Law("body", "labels that differ in value differ in words", _same_label),
    Law("[data-quote] [data-trust]", "a label says something, and what the mark says", _label),
    Law("[data-quote]", "who is not named by the source is labelled as that", _how_known),
    Law("[data-quote]", "corrected words are labelled as corrected", _correction),
    Law("[data-claim=role]", "a role is a mark of the person whose it is", _role),
    Law("[data-claim=moment]", "a moment that had not come, or is denied, says so", _moment),
    Law("[data-claim=number]", "a number stands with its own phrase", _number),
    Law("[data-claim=reason]", "the reason beside a quotation is its mark's", _reason),
    Law("[data-quote]", "no words of a withdrawn quotation stand as its own", _withdrawn),
    Law("[data-quote]", "words that are cut end in “…”", _cut),
    Law("[data-ref]", "nobody has an id in a text whose story does not list them", _public),
    Law("[data-claim=sha256]", "a printed hash is that of the quotation's source", _hash),
    Law("[data-lane]", "what stands in the lane of a story is of that story", _lane),
    Law("[data-counted]", "as many quotations are counted as there are marks", _count),
    Law("[data-speaker]", "a speaker is called by their name", _name),
    Law("[data-claim=introduction], [data-claim=note]", "the editors' words say whose they are", _by_editors),
)
