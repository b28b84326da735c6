"""A page of the site, a frame included: the file comes in, its faults go to the tally.

An element with `data-story` and `data-char` shows exactly these words of the source, one with `data-version` those that
the ledger has of a quotation's version; nothing else on the page stands
within quotation marks, in a `<q>` or in a `<blockquote>`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.verify.jsonld import check_linked
from generator.verify.labels import CARDS, check_labels
from generator.verify.pasted import check_pasted
from generator.verify.slices import cited, difference_within, excerpt, placed
from generator.verify.speech import (
    UNPLACED,
    check_loose,
    in_attributes,
    loose_words,
    only_slices,
    shown,
    spoiled_in,
    strings_in_tags,
)
from generator.verify.walk import Kind, Stretch, Tag, Walk
from generator.verify.walked import Walked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.verify.scan import Element
    from generator.verify.tally import File, Tally

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
