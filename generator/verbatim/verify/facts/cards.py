"""Finds who is named as a speaker on pages, in cards and in drawings, and holds them to the proofs.

Within a card, an element with `data-speaker` names the speaker: its value is the person's id. `data-trust` says how the
speaker is known. Titles, previews and code to paste credit a quotation as `speakers.py` says.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from verbatim.verify.claims import on_one_line
from verbatim.verify.facts.attributions import BASES, place_of, plain_name
from verbatim.verify.facts.speakers import fault_of_line, is_unread
from verbatim.verify.markup.passages import ALL_MARKS, blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verbatim.verify.facts.speakers import ProvedQuotation, Speakers
    from verbatim.verify.markup.parsed_page import MarkupPlace, ParsedPage, WatchedElement, WatchedTag


_OWN = re.compile(r"(?:embed/)?quotes/(q-[0-9a-z]+)/index\.html")
_SLICE = re.compile(r"([0-9]{1,9}),([0-9]{1,9})")
_DRAWN = re.compile(r"cards/(q-[0-9a-z]+?)(?:-square)?\.svg")


class ShownCard(NamedTuple):
    """A card of a page: who is named as speaker (id and text), its trust labels, its loose text.

    `head` are the title and previews of a page about one person, whose cards leave the name to it.
    """

    head: str
    names: Sequence[tuple[str, str]]
    labels: Sequence[str]
    text: str


def faults_of_page(parsed: ParsedPage, path: str, speakers: Speakers) -> Iterator[tuple[MarkupPlace, str]]:
    """Yield where a page names another speaker than the proofs, and how."""
    elements = parsed.elements
    head = " ".join(line for _, line in _lines_of_head(parsed)) if "people/" in path else ""
    for card, shown in _shown_cards(parsed, head):
        within = elements[card.elements_from : card.elements_to]
        # A card beside the text has no words of its own: it is of the page's story.
        one = speakers.quotation(_story_in(within) or _story_in(elements), card.tag.attributes["data-quote"])
        yield from ((card.token, fact) for fact in (_faults_of_card(one, shown) if one else ()))
    for code in (one for one in elements if one.kind == "code"):
        yield from ((code.token, fact) for fact in speakers.faults_of({"html": code.text}, _story_in(elements)))
    own = _OWN.fullmatch(path)
    quotation = speakers.quotation(_story_in(elements), own[1]) if own else None
    for token, line in _lines_of_head(parsed) if quotation else ():
        if quotation and (fact := fault_of_line(line, quotation.row)):
            yield token, f"{quotation.id}: {fact}"
    for panel in (one for one in parsed.tags if "data-forms" in one.tag.attributes):
        # What the panel’s script says of the speaker in code to paste; nothing where the source names them.
        told = panel.tag.attributes.get("data-basis", "stated")
        if quotation and told != quotation.row["basis"] and not is_unread(quotation.row):
            yield panel.token, f"{quotation.id} is {told} in code to paste; the proof has {quotation.row['basis']}"


def faults_of_words(parsed: ParsedPage, rows: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[MarkupPlace, str]]:
    """Yield the words that a card shows as its quotation's, and that are another's."""
    for quotation in parsed.elements:
        card = quotation.within
        if quotation.kind != "quotation" or card is None or card.kind != "card":
            continue
        name = card.tag.attributes["data-quote"]
        row = rows.get(name, {})
        told = [(one.get("story"), place_of(one)) for one in (row, row.get("sentence")) if isinstance(one, dict)]
        within = parsed.elements[quotation.elements_from : quotation.elements_to]
        places = [(story, *place) for story, place in told if place]
        for element in (one for one in within if one.kind == "slice" and places):
            attributes = element.tag.attributes
            shown = _SLICE.fullmatch(attributes.get("data-char", ""))
            if not shown or "data-around" in attributes:
                continue
            story, start, end = attributes.get("data-story", ""), int(shown[1]), int(shown[2])
            if not any(of == story and first <= start and end <= last for of, first, last in places):
                place = f"{story}.txt#char={start},{end}"
                yield element.token, f"the card of {name} shows other words than its quotation’s: {place}"


def faults_of_roles(parsed: ParsedPage, speakers: Speakers) -> Iterator[tuple[MarkupPlace, str]]:
    """Yield which role stands beside a speaker that the texts have of others alone."""
    for card in (one for one in parsed.elements if one.kind == "card"):
        within = parsed.elements[card.elements_from : card.elements_to]
        one = speakers.quotation(_story_in(within), card.tag.attributes["data-quote"])
        for element in within if one and one.row.get("speaker") else ():
            if one is None or element.kind != "slice" or element.within is not card:
                continue
            attributes = element.tag.attributes
            place = _SLICE.fullmatch(attributes.get("data-char", ""))
            whose = (
                speakers.whose_role(attributes.get("data-story", ""), (int(place[1]), int(place[2]))) if place else ()
            )
            if whose and one.row["speaker"] not in whose:
                yield element.token, f"the card of {one.id} shows a role of {min(whose)}, not of {one.row['speaker']}"


def faults_of_nobody(parsed: ParsedPage, speakers: Speakers) -> Iterator[tuple[MarkupPlace, str]]:
    """Yield where a card of our own templates does not say that no speaker is established, as they do."""
    for card, shown in _shown_cards(parsed, ""):
        within = parsed.elements[card.elements_from : card.elements_to]
        story = _story_in(within) or _story_in(parsed.elements)
        one = speakers.quotation(story, card.tag.attributes["data-quote"])
        if one and one.row["basis"] == "none" and not is_unread(one.row):
            credit = on_one_line(str(one.row.get("credit") or ""))
            if credit not in on_one_line(shown.text):
                yield card.token, f"the card of {one.id} does not say “{credit}”, as the proof does"


def fault_of_drawn(parsed: ParsedPage, path: str, speakers: Speakers) -> str:
    """Return how the picture card of a quotation names another speaker than the proof."""
    own = _DRAWN.fullmatch(path)
    one = speakers.quotation(_story_in(parsed.elements), own[1]) if own else None
    if one is None:
        return ""
    labels = [tag.tag.attributes["data-trust"] for tag in parsed.tags if "data-trust" in tag.tag.attributes]
    told = [element.text for element in parsed.elements if element.kind == "slice"]
    return speakers.fault_of_drawing(one, [*blocks(parsed.loose_text), *told], labels)


def _shown_cards(parsed: ParsedPage, head: str) -> Iterator[tuple[WatchedElement, ShownCard]]:
    """Yield each card, with who is named in it and its trust labels."""
    names, labels = defaultdict[int, list[tuple[str, str]]](list), defaultdict[int, list[str]](list)
    for element in (one for one in parsed.elements if one.kind == "speaker"):
        names[_card_around(element)].append((element.tag.attributes["data-speaker"], element.loose))
    for watched in parsed.tags:
        if label := watched.tag.attributes.get("data-trust"):
            labels[_card_around(watched)].append(label)
    for card in (one for one in parsed.elements if one.kind == "card"):
        yield card, ShownCard(head, names[id(card)], labels[id(card)], card.loose)


def _faults_of_card(one: ProvedQuotation, card: ShownCard) -> Iterator[str]:
    """Yield how a card of a page names another speaker than the proof, or knows them in another way."""
    name, speaker, basis = plain_name(one.row), str(one.row.get("speaker") or ""), one.row["basis"]
    for person, shown in card.names:
        if (person, on_one_line(shown)) != (speaker, name):
            wrong = f"the card of {one.id} names “{on_one_line(shown)}” ({person})"
            yield f"{wrong}; the proof has “{name}” ({speaker})"
    # A title leaves the marks out of a name.
    named = (name, on_one_line(ALL_MARKS.sub("", name)))
    if speaker and name and not card.names and not any(one in on_one_line(f"{card.head} {card.text}") for one in named):
        yield f"the card of {one.id} does not name “{name}”, as the proof does"
    labels = [label for label in card.labels if label in BASES]
    if any(label != (basis if name else "none") for label in labels):
        yield f"the card of {one.id} is labelled {labels}; the proof has {basis}"
    if basis == "editor" and not labels:
        yield f"the card of {one.id} does not say that the editors named the speaker"


def _card_around(one: WatchedElement | WatchedTag) -> int:
    within = one.within
    while within is not None and within.kind != "card":
        within = within.within
    return id(within)


def _lines_of_head(parsed: ParsedPage) -> Iterator[tuple[MarkupPlace, str]]:
    """Yield the title, without the site's name behind it, and the previews."""
    metas = [one for one in parsed.tags if one.tag.name == "meta"]
    site = next((one.tag.attributes.get("content", "") for one in metas if _names_site(one)), "")
    titles = (one for one in parsed.elements if one.tag.name == "title")
    yield from ((one.token, one.text.strip().removesuffix(f" · {site}")) for one in titles)
    yield from ((one.token, one.tag.attributes.get("content", "")) for one in metas)


def _names_site(meta: WatchedTag) -> bool:
    return meta.tag.attributes.get("property") == "og:site_name"


def _story_in(elements: Sequence[WatchedElement]) -> str:
    """Return the story that the first slice is of."""
    stories = (one.tag.attributes.get("data-story", "") for one in elements if one.kind == "slice")
    return next(filter(None, stories), "")
