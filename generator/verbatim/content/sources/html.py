"""Takes the article out of an HTML page, within limits that a hostile page cannot exceed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from verbatim.annotate.text.furniture import is_furniture
from verbatim.core.errors import ContentError
from verbatim.core.text import Decoded, decode, line_of
from verbatim.model import SourceFacts

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

CHARSET = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
PRESCAN = 1024  # bytes in which the HTML standard looks for a declared encoding
NEVER_ARTICLE = (
    "script", "style", "noscript", "template", "svg", "math", "iframe", "frame", "object", "embed", "applet",
    "form", "button", "input", "select", "textarea", "canvas", "audio", "video", "nav", "figcaption", "dialog",
)  # fmt: skip
LISTS = ("ul", "ol", "dl", "table")
MOST_HEADINGS = 20
FEWEST_LINKS = 2
MOSTLY = 0.9  # share of the words of a list of links that are within links
TITLE_BREAK = re.compile(r" [|–—·»:-] ")
DEEPEST = 256
MOST_ELEMENTS = 200_000
MOST_ATTRIBUTES = 200  # of one element
TAG_NAME = re.compile(r"/?[A-Za-z][A-Za-z0-9:-]{0,40}")
# Elements that separate what is before from what is after; the words of any other run on.
STANDING = {
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details", "div", "dl", "dt", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "img", "li", "main", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
# Elements within the words of one that separates, and of a page: the library compares them all in pairs.
MOST_RUNNING, MOST_RUNNING_OF_PAGE = 500, 5000
# Elements that never have content, or that end by themselves where the next begins.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NEVER_DEEP = VOID | {"p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody", "tfoot"}
RAW = {"script": "</script", "style": "</style", "textarea": "</textarea", "title": "</title"}


class ExtractedPage(NamedTuple):
    """The main text of a page, one line a paragraph, headline first, and what the page says of itself, if anything."""

    text: str
    facts: SourceFacts | None


def extract(data: bytes, path: str) -> ExtractedPage:
    """Return the article of a page. Raises ContentError for a hostile page, or one without a main text."""
    page = decode_page(data, path).text
    check_limits(page, path)
    from bs4 import BeautifulSoup  # noqa: PLC0415  82 ms that only `split` should pay
    from trafilatura import extract as main_text  # noqa: PLC0415

    soup = BeautifulSoup(page, "lxml")
    lang = str((soup.html.get("lang") if soup.html else "") or "").strip()[:35]  # RFC 5646: no tag in use is longer
    facts = _facts(_without_crowds(page), lang)
    titles = _titles(soup, facts)
    headline = _headline(soup, titles, facts)
    _take_out_furniture(soup)
    article = _without_crowds(str(soup))
    found = main_text(article, include_comments=False, include_tables=False, output_format="txt") or ""
    text = "\n".join(line for line in found.strip().split("\n") if not is_furniture(line)).strip()
    if not text:
        fix = "Copy the article's words into a .txt file instead"
        raise ContentError(path, 0, "no main text was found in this page", fix)
    if headline and headline not in text[: 2 * len(headline) + 200]:
        text = f"{headline}\n{text}"
    return ExtractedPage(text, replace(facts, title=headline or next(iter(titles), "")))


def decode_page(data: bytes, path: str) -> Decoded:
    """Decode a page as it declares. Raises ContentError as `decode` does."""
    declared = CHARSET.search(data[:PRESCAN])
    return decode(data, declared[1].decode("ascii") if declared else "", path)


def _titles(soup: BeautifulSoup, facts: SourceFacts) -> tuple[str, ...]:
    """Return the titles that the page states, without the name of its site."""
    whole = _text_of(soup.title) if soup.title else ""
    first, *rest = TITLE_BREAK.split(whole)
    named = rest and (_is_publisher(rest[-1], facts) or len(rest[-1]) < len(first))
    return tuple(one for one in (facts.title, first if named else whole) if one and not _is_publisher(one, facts))


def _headline(soup: BeautifulSoup, titles: Sequence[str], facts: SourceFacts) -> str:
    """Return the heading that has the article's title, or else the first one; "" if the page has none.

    Many pages have the name of the site as a heading too: it is never the headline.
    """
    headings = [
        words
        for tag in soup.find_all("h1", limit=MOST_HEADINGS)
        if (words := _text_of(tag)) and not _is_publisher(words, facts)
    ]
    titled = [words for words in headings if any(words in title or title in words for title in titles)]
    if headings:
        return max(titled, key=len) if titled else headings[0]
    lower = soup.find_all(("h2", "h3"), limit=MOST_HEADINGS)
    return next((words for tag in lower if (words := _text_of(tag)) in titles), "")


def _is_publisher(words: str, facts: SourceFacts) -> bool:
    return words.casefold() == facts.publisher.casefold()


def _text_of(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _take_out_furniture(soup: BeautifulSoup) -> None:
    """Remove from a page what is never the article: forms and scripts, captions of pictures, lists of links alone."""
    for element in soup.find_all(NEVER_ARTICLE):
        element.decompose()
    for element in soup.find_all((*LISTS, "p")):
        if _is_links(element):
            element.decompose()


def _without_crowds(page: str) -> str:
    """Return a page with the tags of links and the like taken away, their words kept, where one element has too many.

    Ten thousand in a paragraph took 15 seconds, and twice as many four times as long.
    """
    from lxml import etree, html  # noqa: PLC0415  as above

    if page.count("<") <= MOST_RUNNING:
        return page
    body = html.document_fromstring(page).find("body")
    running = [one for one in body.iter(etree.Element) if one.tag not in STANDING] if body is not None else []
    crowds = Counter(next(above for above in one.iterancestors() if above.tag in STANDING) for one in running)
    crowded = [element for element, count in crowds.items() if count > MOST_RUNNING]
    crowded = [body] if len(running) > MOST_RUNNING_OF_PAGE else crowded
    for element in crowded:
        etree.strip_tags(element, *{one.tag for one in element.iterdescendants(etree.Element)} - STANDING)
    return etree.tostring(body.getroottree(), encoding="unicode", method="html") if crowded else page


def _is_links(element: Tag) -> bool:
    """Return whether a list or paragraph without lists in it has several links, and hardly any words beside theirs."""
    links = linked = total = 0
    for node in element.descendants:
        if name := getattr(node, "name", None):
            if name in LISTS:
                return False
            links += name == "a"
        else:
            size = len(str(node).strip())
            above = (node.parent, node.parent.parent if node.parent else None)
            total += size
            linked += size if any(one is not None and one.name == "a" for one in above) else 0
    return links >= FEWEST_LINKS and linked > MOSTLY * total


def _facts(page: str, lang: str) -> SourceFacts:
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415

    # Only what the page states: no search of its words for a date, and today is no limit.
    dates = {"original_date": True, "extensive_search": False, "max_date": "2200-01-01"}
    stated = extract_metadata(page, date_config=dates)
    return SourceFacts(
        title=stated.title or "",
        date=stated.date or "",
        publisher=stated.sitename or "",
        url=stated.url or "",
        lang=lang,
    )


def check_limits(page: str, path: str) -> None:
    """Raise ContentError for nesting, elements or attributes beyond what any article needs."""
    depth = 0
    for count, (at, name, tag) in enumerate(_tags(page), start=1):
        if count > MOST_ELEMENTS:
            raise _over_limit(page, path, at, f"more than {MOST_ELEMENTS:,} tags")
        if len(tag) > MOST_ATTRIBUTES and (tag.count("=") > MOST_ATTRIBUTES or len(tag.split()) > MOST_ATTRIBUTES):
            raise _over_limit(page, path, at, f"an element with more than {MOST_ATTRIBUTES} attributes")
        if name.startswith("/"):
            depth = max(0, depth - (name[1:] not in NEVER_DEEP))
        elif name not in NEVER_DEEP and not tag.endswith("/>"):
            depth += 1
        if depth > DEEPEST:
            raise _over_limit(page, path, at, f"elements nested deeper than {DEEPEST}")


def _over_limit(page: str, path: str, at: int, what: str) -> ContentError:
    fix = "Copy the article's words into a .txt file instead"
    return ContentError(path, line_of(page, at), f"there are {what}", fix)


def _tags(page: str) -> Iterator[tuple[int, str, str]]:
    """Yield the place, lower-case name and source of each tag outside scripts, styles and comments."""
    at = page.find("<")
    while at >= 0:
        found = TAG_NAME.match(page, at + 1)
        if page.startswith("<!--", at):
            end = page.find("-->", at + 4)
        elif not found:
            end = at
        else:
            end = page.find(">", at)
            name = found[0].lower()
            yield at, name, page[at : end + 1 if end >= 0 else len(page)]
            if name in RAW and end >= 0:
                closer = re.compile(re.escape(RAW[name]), re.IGNORECASE).search(page, end)
                end = (closer.start() if closer else len(page)) - 1
        at = page.find("<", end + 1) if end >= 0 else -1
