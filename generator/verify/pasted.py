"""Code that others paste, the HTML of oEmbed and of feeds: markup comes in, its faults go to the tally.

No data-* survives a host's sanitiser, so that `cite="…/sources/<story>.txt#char=a,b"` carries the slice here; the words
stand in the `<p>` elements of the `<blockquote>`, or are a `<q>` whole. A `<blockquote>` may tell of several passages,
as a timeline does: then each is a `<q>` that cites its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.verify.slices import cited, difference_but_for_layout
from generator.verify.speech import (
    SPOKEN,
    UNPLACED,
    blocks,
    check_loose,
    faults_of,
    loose_words,
    only_slices,
    spoiled_in,
    strings_in_tags,
)
from generator.verify.walk import Kind, Stretch, Walk
from generator.verify.walked import Walked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.verify.place import Place
    from generator.verify.scan import Element
    from generator.verify.tally import File, Tally


def grammar(found: Element, walk: Walk) -> Sequence[Kind]:
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
    page = Walked(file, Walk(markup, grammar).run(), tally, before)
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
