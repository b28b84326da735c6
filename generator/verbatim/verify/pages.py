"""Checks a page of the site, frames included.

An element with `data-story` and `data-char` shows exactly these words of the source, one with `data-version` those of
a quotation's version in the ledger. `data-editors` marks what editors put within quotation marks: it is in their title,
introduction or notes. Nothing else on the page is within quotation marks, a `<q>` or a `<blockquote>`.
"""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from verbatim.verify.claims import fault_of_sentence, fault_of_words, on_one_line
from verbatim.verify.facts.cards import faults_of_nobody, faults_of_page, faults_of_roles, faults_of_words
from verbatim.verify.facts.charts import faults_of_charts
from verbatim.verify.facts.printed import faults_of_dates, faults_of_omission, faults_of_order, story_of_page
from verbatim.verify.facts.publisher_links import faults_of_links
from verbatim.verify.facts.reviews import PageOfReviews, faults_of_reviews
from verbatim.verify.law import faults_of_law
from verbatim.verify.markup.documents import HtmlDocument
from verbatim.verify.markup.parsed_page import HOLDING, Kind, SourceSlice, WatchedElement, placed
from verbatim.verify.markup.passages import (
    ANY_MARK,
    BLOCK,
    SLICE,
    excerpt,
    loose_words,
    message_words,
    only_slices,
    passages,
    unplaced,
)
from verbatim.verify.markup.walk import Walk
from verbatim.verify.naming.interface import bare
from verbatim.verify.naming.statements import CLASSES
from verbatim.verify.pasted import check_pasted, citation_of, is_marked_elsewhere
from verbatim.verify.quotations import (
    UNPLACED,
    PageCheck,
    check_sequences,
    cited,
    claimed_falsely,
    difference,
    difference_of_claim,
    difference_within,
    is_from_elsewhere,
    misspelt_echoes,
)
from verbatim.verify.served_files import FORMS, UNKNOWN_CODE, fault_of_forms, is_own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from verbatim.verify.markup.parsed_page import MarkupPlace, StartTag
    from verbatim.verify.reference import File, SiteCheck
    from verbatim.verify.served_files import KnownCode


CARDS = frozenset(("figure", "article", "blockquote", "section", "div", "li"))
WATCHED = frozenset(("h1",))  # besides what every walk watches
MISLABELLED = "Label it corrected; only words as printed are verbatim"
NAMING = ("headline", "name", "description")  # keys of JSON-LD
HOW_COMPARED = {"Quotation": difference_of_claim, "Answer": difference}  # types of JSON-LD whose text is a source's
_QUOTE_PAGE = re.compile(r"quotes/(q-[0-9a-z]+)/index\.html")
_EDGE = re.compile(f"[{SLICE}{BLOCK}]")
_VERBATIM = re.compile(r"\W*verbatim\W*", re.IGNORECASE)
_BY_ATTRIBUTE: Mapping[str, Kind] = {
    "data-editors": "editors", "data-elsewhere": "elsewhere", "data-version": "version", "data-embed": "code",
    "data-speaker": "speaker", "data-reviewed": "review", "data-question": "question", "data-trust": "label",
}  # fmt: skip
_BY_NAME: Mapping[str, Kind] = {
    "blockquote": "quotation", "q": "quotation", "nav": "name", "time": "date", "title": "title", "h1": "heading",
}  # fmt: skip


def grammar(found: StartTag, walk: Walk) -> Sequence[Kind]:
    """Return how an element of a page is watched."""
    attributes = found.attributes
    kinds: list[Kind] = []
    if attributes.get("aria-hidden") == "true":
        kinds.append("ornament")
    if found.name in CARDS and "data-quote" in attributes:
        kinds.append("card")
    if "data-char" in attributes and found.name != "iframe":
        kinds.append("slice")
    if not _BY_ATTRIBUTE.keys().isdisjoint(attributes):
        kinds += [kind for key, kind in _BY_ATTRIBUTE.items() if key in attributes]
    if found.name in _BY_NAME:
        kinds.append("foreign" if is_marked_elsewhere(found, walk) else _BY_NAME[found.name])
    elif "data-dated" in attributes:
        kinds.append("date")
    return kinds


def check_page(file: File, check: SiteCheck) -> None:
    """Check one page: slices, quotations, attributes, trust labels, the code shown for copying, JSON-LD."""
    classes = CLASSES if check.naming else frozenset()
    document = HtmlDocument(file.text)
    page = PageCheck(file, Walk(document, grammar, WATCHED, classes).run(), check)
    own, story = _QUOTE_PAGE.fullmatch(file.path), story_of_page(file.path, check.rows)
    places = check.shown.setdefault(own[1], []) if own else []
    for element in page.parsed.elements:
        if element.kind == "slice":
            place = page.check_slice(element)
            places.extend([place] if place and not element.folded else ())
        else:
            _check_element(element, page)
    _check_attributes(page)
    for part in page.parsed.code:
        if part.name == "script" and "ld+json" in (part.attributes.get("type") or "").lower():
            _check_linked_data(part.text, page, part.token, story)
    for fact in faults_of_law(document.tree, check.facts) if check.facts else ():
        check.fault(file, 0, fact)
    page.check_echoes()
    page.check_appearance()
    if check.code:
        _check_code(page, check.code)
        _check_omissions(page, story)
    _check_labels(page)
    of_links = faults_of_links(page.parsed, file.path, check.rows, check.publishers)
    named, words = faults_of_page(page.parsed, file.path, check.speakers), faults_of_words(page.parsed, check.rows)
    checked = faults_of_reviews(page.parsed, PageOfReviews(file.path, story, check.rows), check.reviews)
    asked, called = check.questions.faults_of_page(page.parsed, file.path), check.faults_of_names(page.parsed, file)
    roles, dated = faults_of_roles(page.parsed, check.speakers), faults_of_dates(page.parsed, check.dates)
    drawn = faults_of_charts(page.parsed, check.texts.get, check.dates)
    ordered = faults_of_order(page.parsed, check.dates)
    for token, fact in chain(of_links, named, words, checked, asked, roles, dated, drawn, ordered, called):
        page.fault(token, fact)
    _check_claims(page)
    check_sequences(page)
    if file.path == FORMS and check.address and (fact := fault_of_forms(file.text, check.address)):
        page.check.fault(file, 0, fact, UNKNOWN_CODE)
    if own:
        _check_titles(page, own[1])
    page.check_loose()


def _check_element(element: WatchedElement, page: PageCheck) -> None:
    """Check a watched element that is no slice."""
    if element.kind in ("editors", "elsewhere"):
        page.check_editors(element)
    elif element.kind == "version":
        _check_version(element, page)
    elif element.kind == "code":
        check_pasted(element.text, page.file, page.check, lambda: page.line(element.token) - 1)
    elif element.kind == "quotation":
        _check_quotation(element, page)


def _check_code(page: PageCheck, known: KnownCode) -> None:
    """Fault scripts and styles in a page that the theme has not, and what it loads from elsewhere."""
    for part in page.parsed.code:
        is_sheet, kind = part.name == "style", (part.attributes.get("type") or "").lower()
        if part.text.strip() and "json" not in kind:
            fact = known.fault_of_sheet(part.text) if is_sheet else known.fault_of_script(part.text)
            if fact:
                page.fault(part.token, fact, UNKNOWN_CODE)
    for token, address in page.parsed.loads:
        if not is_own(page.file.path, address, page.check.address):
            page.fault(token, f"the page loads what is not the site’s: {address[:80]}", UNKNOWN_CODE)


def _check_omissions(page: PageCheck, story: str) -> None:
    """Fault what our own templates say, and this page does not: when, and that no speaker is established."""
    undated = faults_of_omission(page.parsed, page.file.text, page.file.path, story, page.check.dates)
    unasked = page.check.questions.faults_of_omission(page.parsed, page.file.path)
    for token, fact in chain(undated, unasked, faults_of_nobody(page.parsed, page.check.speakers)):
        page.fault(token, fact)


def _check_claims(page: PageCheck) -> None:
    """Hold every slice that stands within quotation marks, and those of a card that stand in none, to the law."""
    loose, marked = page.check.editors.without_names(page.parsed.loose_text), set[int]()
    tops: list[WatchedElement] = []
    first = at = 0
    for passage in passages(loose):
        tops = tops or [one for one in page.parsed.elements if one.kind in HOLDING and not one.inside]
        first, at = first + loose.count(SLICE, at, passage.start), passage.start
        claimed = tops[first : first + passage.words.count(SLICE)]
        marked |= set(map(id, claimed))
        for element in claimed:
            _check_claim(element, page, fault_of_words)
    for quotation in page.parsed.elements:
        within = quotation.within
        if quotation.kind == "quotation" and within is not None and within.kind == "card":
            for element in page.within(quotation):
                if element.kind == "slice" and not element.inside and id(element) not in marked:
                    _check_claim(element, page, fault_of_sentence)


def _check_claim(element: WatchedElement, page: PageCheck, law: Callable[[str, int, int], str]) -> None:
    place = placed(element.tag.attributes)
    text = page.check.texts.get(place.story) if place else None
    if element.tag.attributes.get("class") == "cited":
        return  # editors, who quote the source in words of their own, put the marks
    around = "data-around" in element.tag.attributes
    if around and law is fault_of_words:
        page.fault(element.token, f"the reporter's words stand within quotation marks: {excerpt(element.text)}")
    elif place and text and not around and (fact := law(text, place.start, place.end)):
        page.fault(element.token, claimed_falsely(place, fact))


def _check_titles(page: PageCheck, name: str) -> None:
    """Hold a quotation's title and previews to its words: they alone are quoted, or its whole sentence is there."""
    row = page.check.rows.get(name, {})
    text, sentence = row.get("text"), row.get("sentence")
    told = on_one_line(str(sentence.get("text", ""))) if isinstance(sentence, dict) else ""
    words = on_one_line(text) if isinstance(text, str) else ""
    previews = [
        (one.token, one.tag.attributes.get("content", "")) for one in page.parsed.tags if one.tag.name == "meta"
    ]
    titles = [(one.token, one.text) for one in page.parsed.elements if one.kind == "title"]
    for token, preview in previews + titles:
        content = page.check.editors.without_names(on_one_line(preview))
        for passage in () if told and told in content else passages(content):
            if (begun := passage.words.removesuffix("…").strip()) not in words:
                fact = f"a preview of {name} quotes what are not its words: {excerpt(begun)}"
                page.fault(token, fact, UNPLACED)


def _check_quotation(element: WatchedElement, page: PageCheck) -> None:
    """Check a `<blockquote>` or `<q>`: it lies within a slice, or all its words do, and within the one it cites."""
    if not element.inside and not only_slices(element.loose):
        page.fault(element.token, f"a quotation carries no place: {loose_words(element.loose)}", UNPLACED)
    cite = citation_of(element)
    own = placed(element.tag.attributes)
    within = (placed(inner.tag.attributes) for inner in page.within(element))
    for place in [own] if own else within:
        if cite and place and not cite.covers(place):
            page.fault(element.token, f"a quotation cites {cite} and shows {place}")


def _check_version(element: WatchedElement, page: PageCheck) -> None:
    """Compare the words of an earlier version, both inserted and deleted ones, with the ledger."""
    key = element.tag.attributes["data-version"]
    words = page.check.ledgers.words(key)
    page.check.passages += 1
    if words is None:
        page.fault(element.token, f"no ledger has the version {key}")
    elif words != element.text:
        page.fault(element.token, f"the words differ from version {key}: {excerpt(element.text)} / {excerpt(words)}")


def _check_attributes(page: PageCheck) -> None:
    """Check attributes that are shown or read aloud: they quote only the slice that their element carries."""
    for watched in page.parsed.tags:
        place = placed(watched.tag.attributes) if watched.tag.void or watched.tag.name == "iframe" else None
        if place:
            page.check.passages += 1
            if fact := difference_within(place, watched.tag.attributes, page.check.texts):
                page.fault(watched.token, fact)
    for watched, name, text in page.parsed.spoken:
        _check_spoken(page, text, name, watched.token, placed(watched.tag.attributes))
    for element in page.parsed.elements:
        # The site's name stands behind the page's, whose mark may be one that its source never closes.
        for part in element.text.split(" · ") if element.kind == "title" else ():
            _check_spoken(page, part, "the title", element.token, None)


def _check_spoken(page: PageCheck, text: str, name: str, token: MarkupPlace, place: SourceSlice | None) -> None:
    """Fault words that a title or an attribute has in marks, and that are not those of its slice nor of any source."""
    for passage in unplaced(page.check.editors.without_names(text)) if ANY_MARK.search(text) else ():
        words = (page.check.texts.get(place.story) or "")[place.start : place.end] if place else ""
        is_slice = place is not None and passage.words.strip() in words
        is_known = is_slice or page.check.holds(passage.words) or page.check.editors.any_has(passage.words)
        if not is_known and not is_from_elsewhere(passage, page.check):
            fact = f"words within quotation marks in {name} carry no place: {message_words(passage)}"
            page.fault(token, fact, UNPLACED)


def _check_labels(page: PageCheck) -> None:
    """Fault each card of a corrected quotation that bears the label of a verbatim one."""
    labelled = set()
    for watched in page.parsed.tags:
        if watched.tag.attributes.get("data-trust") == "verbatim":
            around = watched.within
            while around is not None and around.kind != "card":
                around = around.within
            labelled.add(id(around))
    for card in page.parsed.elements:
        if card.kind != "card":
            continue
        row = page.check.rows.get(card.tag.attributes["data-quote"], {})
        says_verbatim = card.tag.name in ("figure", "li") and any(map(_VERBATIM.fullmatch, _EDGE.split(card.loose)))
        if (card.corrected or row.get("corrections")) and (id(card) in labelled or says_verbatim):
            page.fault(card.token, "a corrected quotation is labelled verbatim", MISLABELLED)


def _check_linked_data(content: str, page: PageCheck, token: MarkupPlace, story: str) -> None:
    """Check one `application/ld+json` script: a string beside the text of each Quotation or Answer cites its place."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        page.fault(token, "the JSON-LD cannot be read")
        return
    own, naming = _QUOTE_PAGE.fullmatch(page.file.path), page.check.naming
    text = cache(lambda: bare(_EDGE.sub(" ", page.parsed.loose_text)))
    for found in _objects(value):
        for key in NAMING:
            if isinstance(found.get(key), str):
                for fact in misspelt_echoes(found[key], key, page.check):
                    page.fault(token, fact, UNPLACED)
        spoken, dated = page.check.speakers.faults_of(found, ""), page.check.dates.faults_of(found, story)
        checked = page.check.reviews.faults_of(found, story, own[1] if own else "")
        called = naming.metadata.faults_of_linked(found, story, text) if naming else ()
        for fact in chain(spoken, checked, dated, called, page.check.questions.faults_of_node(found)):
            page.fault(token, fact)
        if found.get("@type") not in HOW_COMPARED or not isinstance(found.get("text"), str):
            continue
        place = next((cite for text in _strings(found) if (cite := cited(text))), None)
        if place is None:
            page.fault(token, f"{found['@type']} in JSON-LD carries no place")
        else:
            page.compare(token, place, found["text"], HOW_COMPARED[found["@type"]])


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
