"""Checks code for other pages: what embeds, feeds and oEmbed answers give them, and what a page shows to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbatim.verify.markup.documents import HtmlDocument
from verbatim.verify.markup.passages import blocks, loose_words, only_slices
from verbatim.verify.markup.walk import Walk
from verbatim.verify.quotations import (
    UNPLACED,
    PageCheck,
    check_sequences,
    cited,
    difference_of_claim,
    faults_of,
    misspelt_echoes,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from verbatim.verify.markup.parsed_page import Kind, SourceSlice, StartTag, WatchedElement, WatchedTag
    from verbatim.verify.reference import File, SiteCheck

FRAMING, NAMING = frozenset(("iframe", "blockquote")), ("title", "data-verbatim-title")  # what names a frame
PARAGRAPHS = frozenset(("p",))
KEPT = 1024  # pieces of markup that were found right
_PASTED: Mapping[str, Kind] = {"data-char": "slice", "data-editors": "editors", "data-elsewhere": "elsewhere"}


def citation_of(element: WatchedElement) -> SourceSlice | None:
    """Return the slice that an element cites."""
    return cited(element.tag.attributes.get("cite", ""))


def is_marked_elsewhere(found: StartTag, walk: Walk) -> bool:
    """Return whether an element is what the editors quote from elsewhere, within its mark."""
    is_marked = bool(walk.open) and walk.open[-1].kind == "elsewhere"
    return is_marked and found.name in ("q", "blockquote") and "cite" in found.attributes


def _pasted_grammar(found: StartTag, walk: Walk) -> Sequence[Kind]:
    named: Kind | None = next((kind for key, kind in _PASTED.items() if key in found.attributes), None)
    if named or is_marked_elsewhere(found, walk):
        return (named or "foreign",)
    if found.name == "blockquote":
        return ("quotation",)
    if found.name == "q":
        return ("words",)
    around = walk.open[-1] if walk.open else None
    if found.name == "p" and around is not None and citation_of(around):
        return ("words",)
    return ("ornament",) if found.attributes.get("aria-hidden") == "true" else ()


def check_pasted(markup: str, file: File, check: SiteCheck, before: Callable[[], int] = int) -> None:
    """Check markup within a file that so many lines precede as `before` counts, once there is a fault.

    A feed has the same entries as Atom and as JSON: what was found right is not checked again.
    """
    faults, passages, elsewhere = len(check.faults), check.passages, len(check.elsewhere)
    if markup in check.pasted and not check.naming:
        check.passages += check.pasted[markup]
        return
    _check_markup(markup, file, check, before)
    if (len(check.faults), len(check.elsewhere)) == (faults, elsewhere):
        if len(check.pasted) >= KEPT:
            check.pasted.clear()
        check.pasted[markup] = check.passages - passages


def _check_markup(markup: str, file: File, check: SiteCheck, before: Callable[[], int]) -> None:
    page = PageCheck(file, Walk(HtmlDocument(markup, fragment=True), _pasted_grammar, PARAGRAPHS).run(), check, before)
    for element in page.parsed.elements:
        _check_pasted_element(element, page)
    for watched, name, text in page.parsed.spoken:
        for fact in faults_of(text, name, check):
            page.fault(watched.token, fact, UNPLACED)
    for watched, fact in _faults_of_frames(page):
        page.fault(watched.token, fact)
    page.check_echoes()
    page.check_appearance()
    check_sequences(page)
    for text in blocks(page.parsed.loose_text):
        for fact in misspelt_echoes(text, "a line", check):
            check.fault(file, before() + 1, fact, UNPLACED)
    page.check_loose()


def _faults_of_frames(page: PageCheck) -> Iterator[tuple[WatchedTag, str]]:
    """Yield what a frame in the code is called otherwise than the site's data make of it."""
    titles = page.check.naming.titles if page.check.naming else None
    for watched in page.parsed.tags if titles else ():
        called = {watched.tag.attributes.get(key, "") for key in NAMING if watched.tag.name in FRAMING}
        for name in sorted(filter(None, called)):
            if titles and (fact := titles.fault_of_embed(page.file.path, name)):
                yield watched, fact


def _check_pasted_element(element: WatchedElement, page: PageCheck) -> None:
    if element.kind == "slice":
        page.check_slice(element)
    elif element.kind in ("editors", "elsewhere"):
        page.check_editors(element)
    elif element.kind == "quotation":
        _check_block_quotation(element, page)
    elif element.tag.name == "q":
        _check_cited(element, [element], page)


def _check_block_quotation(element: WatchedElement, page: PageCheck) -> None:
    inner = page.within(element)
    quotes = [one for one in inner if one.tag.name == "q"]
    if quotes and not citation_of(element) and all(map(citation_of, quotes)):
        return  # it leaves its words to passages within it, each of which cites its place
    _check_cited(element, [one for one in inner if one.kind == "words" and one.within is element], page)


def _check_cited(element: WatchedElement, paragraphs: list[WatchedElement], page: PageCheck) -> None:
    place = citation_of(element)
    if place is not None and paragraphs:
        page.compare(element.token, place, "\n".join(one.text for one in paragraphs), difference_of_claim)
        for one in paragraphs:
            page.check_inserted(one, place.story)
    elif not (element.inside or only_slices(element.loose) or page.check.questions.is_told(element)):
        words = loose_words(element.loose or element.text)
        page.fault(element.token, f"a quotation carries no place: {words}", UNPLACED)
