"""A page of the site, a frame included: the file comes in, its faults go to the tally.

An element with `data-story` and `data-char` shows exactly these words of the source, one with `data-version` those that
the ledger has of a quotation's version; nothing else on the page stands
within quotation marks, in a `<q>` or in a `<blockquote>`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from verbatim.verify.markup import BLOCK, SLICE, Kind, Stretch, Tag, Walk
from verbatim.verify.quotations import (
    SPOKEN,
    UNPLACED,
    Walked,
    blocks,
    check_loose,
    cited,
    difference_but_for_layout,
    difference_within,
    excerpt,
    faults_of,
    in_attributes,
    loose_words,
    only_slices,
    placed,
    shown,
    spoiled_in,
    strings_in_tags,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from verbatim.verify.markup import Element
    from verbatim.verify.reference import File, Place, Tally


# ---- verify/pasted.py


def grammar_pasted(found: Element, walk: Walk) -> Sequence[Kind]:
    """Say what an element of pasted code opens."""
    if "data-char" in found.attributes:
        return ("slice",)
    if found.name == "blockquote":
        return ("quotation",)
    if found.name == "q":
        return ("words",)
    around = walk.open[-1] if walk.open else None
    if found.name == "p" and around is not None and _place_of(around):
        return ("words",)
    return ("ornament",) if found.attributes.get("aria-hidden") == "true" else ()


def check_pasted(markup: str, file: File, tally: Tally, before: int = 0) -> None:
    """Check markup that begins `before` lines into a file."""
    page = Walked(file, Walk(markup, grammar_pasted).run(), tally, before)
    for stretch in page.seen.stretches:
        _check_stretch(stretch, page)
    for tag in page.seen.tags:
        for name in SPOKEN:
            for fact in faults_of(tag.element.attributes.get(name, ""), name, tally):
                page.fault(tag.token, fact, UNPLACED)
    for what, text, at in strings_in_tags(markup):
        for fact in spoiled_in(text, what, tally):
            tally.fault(file, before + markup.count("\n", 0, at) + 1, fact, UNPLACED)
    _check_loose_echoes(page)
    check_loose(page)


def _check_stretch(stretch: Stretch, page: Walked) -> None:
    if stretch.kind == "slice":
        page.check_slice(stretch)
    elif stretch.kind == "quotation":
        if not _several(stretch, page):
            _check_cited(stretch, _paragraphs(stretch, page), page)
    elif stretch.element.name == "q":
        _check_cited(stretch, [stretch.text], page)


def _check_loose_echoes(page: Walked) -> None:
    for text in blocks(page.seen):
        for fact in spoiled_in(text, "a line", page.tally):
            page.tally.fault(page.file, page.before + 1, fact, UNPLACED)


def _several(stretch: Stretch, page: Walked) -> bool:
    """Tell whether a block quotation leaves its words to passages within it, each of which cites its place."""
    held = [inner for inner in page.within(stretch) if inner.element.name == "q"]
    return _place_of(stretch) is None and bool(held) and all(_place_of(inner) for inner in held)


def _paragraphs(stretch: Stretch, page: Walked) -> list[str]:
    return [inner.text for inner in page.within(stretch) if inner.kind == "words" and inner.within is stretch]


def _check_cited(stretch: Stretch, paragraphs: list[str], page: Walked) -> None:
    place = _place_of(stretch)
    if place is not None and paragraphs:
        page.tally.passages += 1
        if told := difference_but_for_layout(place, " ".join(paragraphs), page.tally.texts):
            page.fault(stretch.token, told)
    elif not stretch.inside and not only_slices(stretch.loose):
        words = loose_words(stretch.loose or stretch.text)
        page.fault(stretch.token, f"a quotation carries no place: {words}", UNPLACED)


def _place_of(stretch: Stretch) -> Place | None:
    return cited(stretch.element.attributes.get("cite", ""))


# ---- verify/labels.py

CARDS = frozenset(("figure", "article", "blockquote", "section", "div", "li"))
MISLABELLED = "Label it corrected; only words as printed are verbatim"
_EDGE = re.compile(f"[{SLICE}{BLOCK}]")
_VERBATIM = re.compile(r"\W*verbatim\W*", re.IGNORECASE)


def check_labels(page: Walked) -> None:
    """Fault each card of a corrected quotation that bears the label of a verbatim one."""
    labelled = {id(card) for tag in page.seen.tags if (card := _labelled_card(tag))}
    for card in page.seen.stretches:
        if card.kind != "card" or not _corrected(card, page):
            continue
        if id(card) in labelled or (card.element.name == "figure" and _says_verbatim(card)):
            page.fault(card.token, "a corrected quotation is labelled verbatim", MISLABELLED)


def _labelled_card(tag: Tag) -> Stretch | None:
    if tag.element.attributes.get("data-trust") != "verbatim":
        return None
    around = tag.within
    while around is not None and around.kind != "card":
        around = around.within
    return around


def _corrected(card: Stretch, page: Walked) -> bool:
    row = page.tally.rows.get(card.element.attributes["data-quote"], {})
    return card.corrected or bool(row.get("corrections"))


def _says_verbatim(card: Stretch) -> bool:
    return any(_VERBATIM.fullmatch(part) for part in _EDGE.split(card.loose))


# ---- verify/jsonld.py

NAMING = ("headline", "name", "description")


def check_linked(content: str, page: Walked, token: int) -> None:
    """Check one `application/ld+json` script: a string beside each Quotation's text cites its place."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        page.fault(token, "the JSON-LD cannot be read")
        return
    for found in _objects(value):
        for key in NAMING:
            if isinstance(found.get(key), str):
                _fault_each(spoiled_in(found[key], key, page.tally), page, token)
        if found.get("@type") != "Quotation" or not isinstance(found.get("text"), str):
            continue
        place = next((cite for text in _strings(found) if (cite := cited(text))), None)
        _check_text(found["text"], place, page, token)


def _fault_each(facts: Iterable[str], page: Walked, token: int) -> None:
    for fact in facts:
        page.fault(token, fact, UNPLACED)


def _check_text(text: str, place: Place | None, page: Walked, token: int) -> None:
    if place is None:
        page.fault(token, "a Quotation in JSON-LD carries no place")
        return
    page.tally.passages += 1
    if told := difference_but_for_layout(place, text, page.tally.texts):
        page.fault(token, told)


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    waiting = [value]
    while waiting:
        this = waiting.pop()
        if isinstance(this, dict):
            yield this
            waiting.extend(this.values())
        elif isinstance(this, list):
            waiting.extend(this)


def _strings(quotation: Mapping[str, Any]) -> Iterator[str]:
    """Yield the strings of an object and of the objects in it, save its text."""
    for key, value in quotation.items():
        if isinstance(value, str) and key != "text":
            yield value
        elif isinstance(value, dict):
            yield from (inner for inner in value.values() if isinstance(inner, str))


# ---- verify/pages.py

_QUOTE_PAGE = re.compile(r"quotes/(q-[0-9a-z]+)/index\.html")


def grammar(found: Element, walk: Walk) -> Sequence[Kind]:
    """Say what an element of a page opens."""
    del walk
    attributes = found.attributes
    kinds: list[Kind] = []
    if attributes.get("aria-hidden") == "true":
        kinds.append("ornament")
    if found.name in CARDS and "data-quote" in attributes:
        kinds.append("card")
    if "data-char" in attributes and found.name != "iframe":
        kinds.append("slice")
    if "data-version" in attributes:
        kinds.append("version")
    if "data-embed" in attributes:
        kinds.append("code")
    if found.name in ("blockquote", "q"):
        kinds.append("quotation")
    return kinds


def check_page(file: File, tally: Tally) -> None:
    """Check one page: slices, quotations, attributes, trust labels, the code shown for copying, JSON-LD."""
    page = Walked(file, Walk(file.text, grammar).run(), tally)
    own = _QUOTE_PAGE.fullmatch(file.path)
    places = tally.shown.setdefault(own[1], []) if own else []
    for stretch in page.seen.stretches:
        if stretch.kind == "slice":
            places.extend(filter(None, [page.check_slice(stretch)]))
        elif stretch.kind == "version":
            _check_version(stretch, page)
        elif stretch.kind == "code":
            check_pasted(stretch.text, file, tally, page.line(stretch.token) - 1)
        elif stretch.kind == "quotation":
            _check_quotation(stretch, page)
    for tag in page.seen.tags:
        _check_attributes(tag, page)
    for content, token in page.seen.data:
        check_linked(content, page, token)
    for what, text, at in strings_in_tags(file.text):
        for fact in spoiled_in(text, what, tally):
            tally.fault(file, file.text.count("\n", 0, at) + 1, fact, UNPLACED)
    check_labels(page)
    check_loose(page)


def _check_quotation(stretch: Stretch, page: Walked) -> None:
    """Hold a `<blockquote>` or `<q>`: it lies within a slice, or all its words do, and those that it cites."""
    if not stretch.inside and not only_slices(stretch.loose):
        page.fault(stretch.token, f"a quotation carries no place: {loose_words(stretch.loose)}", UNPLACED)
    cite = cited(stretch.element.attributes.get("cite", ""))
    own = placed(stretch.element.attributes)
    within = (placed(inner.element.attributes) for inner in page.within(stretch))
    for place in [own] if own else within:
        if cite and place and not cite.covers(place):
            page.fault(stretch.token, f"a quotation cites {cite} and shows {place}")


def _check_version(stretch: Stretch, page: Walked) -> None:
    """Hold the words of an earlier version against the ledger, what was inserted since and taken out included."""
    key = stretch.element.attributes["data-version"]
    words = page.tally.ledgers.words(key)
    page.tally.passages += 1
    if words is None:
        page.fault(stretch.token, f"no ledger has the version {key}")
    elif words != stretch.text:
        page.fault(stretch.token, f"the words differ from version {key}: {excerpt(stretch.text)} / {excerpt(words)}")


def _check_attributes(tag: Tag, page: Walked) -> None:
    """Hold the attributes that are shown or read aloud: what they quote is the slice that their element carries."""
    attributes, alone = tag.element.attributes, tag.element.void or tag.element.name == "iframe"
    if not alone and not tag.element.marked:
        return
    place = placed(attributes)
    if place and alone:
        page.tally.passages += 1
        if told := difference_within(place, attributes, page.tally.texts):
            page.fault(tag.token, told)
    for name, passage in in_attributes(attributes):
        if place is None or not page.tally.texts.hold(place, passage.words.strip()):
            page.fault(tag.token, f"words within quotation marks in {name} carry no place: {shown(passage)}", UNPLACED)
