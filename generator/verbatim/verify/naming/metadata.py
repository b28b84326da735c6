"""Holds what programs read beside the words to the names of a site: JSON-LD, entries of feeds, oEmbed answers.

JSON-LD has only the types and keys of a closed list: a search engine shows whatever it finds there.
"""

from __future__ import annotations

import fnmatch
import html
import re
from typing import TYPE_CHECKING, Any

from verbatim.verify.claims import on_one_line
from verbatim.verify.naming.interface import bare
from verbatim.verify.naming.names import is_cut
from verbatim.verify.naming.titles import SHOWN, subject_of
from verbatim.verify.served_files import is_own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from verbatim.verify.naming.names import Illustrations
    from verbatim.verify.naming.titles import Titles

CORRECTIONS = "feeds/corrections."
SHOWN_TOO = frozenset(("Question", "WebPage", "CollectionPage", "AboutPage", "ListItem"))
PEOPLE = frozenset(("Person", "Organization", "Place"))
TYPES = PEOPLE | {
    "AboutPage", "Answer", "BreadcrumbList", "CollectionPage", "CorrectionComment", "CreativeWork", "EntryPoint",
    "Event", "ImageObject", "ItemList", "ListItem", "NewsArticle", "NewsMediaOrganization", "ProfilePage", "Question",
    "Quotation", "SearchAction", "WebPage", "WebSite",
}  # fmt: skip
KEYS = frozenset(
    (
        "@context", "@graph", "@type", "about", "alternateName", "answerCount", "articleSection", "author", "caption",
        "citation", "correction", "correctionsPolicy", "creativeWorkStatus", "creditText", "dateModified",
        "datePublished", "description", "endDate", "eventStatus", "hasPart", "headline", "height", "image",
        "inLanguage", "isBasedOn", "isPartOf", "item", "itemListElement", "lastReviewed", "license", "mainEntity",
        "mainEntityOfPage", "mentions", "name", "position", "potentialAction", "publisher", "publishingPrinciples",
        "query-input", "reviewedBy", "sameAs", "spokenByCharacter", "startDate", "subjectOf", "suggestedAnswer",
        "target", "text", "url", "urlTemplate", "width",
    )
)  # fmt: skip
TOLD = (
    "name", "headline", "alternateName", "articleSection", "creativeWorkStatus", "description", "text", "caption",
    "creditText", "license",
)  # fmt: skip
RIGHTS = ("source_credit", "source_license")  # of a story, in the order in which feeds tell them
RIGHTS_OF = {
    "NewsArticle": {"license": "source_license", "creditText": "source_credit"},
    "CreativeWork": {"name": "source_license"},
}
SAID_OF_PICTURES = {"caption": "alt", "creditText": "credit"}
_ENTRY = re.compile(r"\b(?:stories[/:](?P<story>[a-z0-9-]+)|quotes[/:](?P<quote>q-[0-9a-z]+))(?:/|#|$)")
_SOURCE = re.compile(r"(?:^|/)sources/([a-z0-9-]+)\.txt$")
_TAG = re.compile(r"<[^<>]*+>")
ANSWERED = ("title", "provider_name", "author_name")
FEEDS = ("feeds/all.*", "feeds/corrections.*", "feeds/sections/*", "feeds/people/*", "feeds/topics/*")
_FEED = re.compile("|".join(map(fnmatch.translate, FEEDS)))
ELEMENTS = frozenset(
    ("feed", "title", "href", "id", "updated", "author", "name", "entry", "published", "content", "term", "rights")
)  # fmt: skip
FEED_KEYS = frozenset(
    ("version", "title", "home_page_url", "feed_url", "language", "authors", "items", "id", "url", "content_html",
     "date_published", "date_modified", "tags", "name")
)  # fmt: skip


class Metadata:
    """What the titles of a site allow in files and scripts for programs."""

    def __init__(self, titles: Titles, illustrations: Illustrations) -> None:
        self._titles, self._names, self._words = titles, titles.names, titles.words
        self._illustrations = illustrations

    # JSON-LD

    def faults_of_linked(self, value: Mapping[str, Any], story: str, page: Callable[[], str]) -> Iterator[str]:
        """Yield what an object of JSON-LD says that the site's data do not; `page` returns its text, without marks.

        `story` is the page's; empty where it has none.
        """
        kind = str(value.get("@type") or "")
        if "@type" in value and kind not in TYPES:
            yield f"JSON-LD has a {kind[:SHOWN]}, which none of ours has"
        if odd := sorted(set(value) - KEYS):
            yield f"JSON-LD has “{odd[0][:SHOWN]}”, which none of ours has"
        for key in TOLD:
            for text in _texts(value.get(key)):
                if not self._is_right(value, key, bare(text), story, page):
                    yield f"{key} of a {kind} in JSON-LD is “{text[:SHOWN]}”, which the site’s data do not make of it"

    def _is_right(self, value: Mapping[str, Any], key: str, text: str, story: str, page: Callable[[], str]) -> bool:
        kind, title = str(value.get("@type")), self._names.title(story)
        if key == "text":
            is_change = text.rstrip(".") in self._names.changes(story)
            return is_change if kind == "CorrectionComment" else kind in ("Quotation", "Answer")
        if kind in RIGHTS_OF and key in RIGHTS_OF[kind]:
            return not self.fault_of_rights(story, RIGHTS_OF[kind][key], text)
        if key in SAID_OF_PICTURES or key == "headline":
            is_title = is_cut(text, title) or not title
            return is_title if key == "headline" else self._illustrations.is_said(SAID_OF_PICTURES[key], text)
        if kind == "Event":
            source = _SOURCE.search(str(value.get("subjectOf")))
            of = source[1] if source else story
            return not of or self._titles.is_in_source(text, of)
        if kind in ("WebSite", "NewsMediaOrganization"):
            return text == (self._names.about if key == "description" else self._names.site)
        # What a reader sees on the page, too.
        return (kind != "Question" and self._titles.is_told(text)) or (
            kind in SHOWN_TOO and f" {text} " in f" {page()} "
        )

    def fault_of_rights(self, story: str, key: str, text: str) -> str:
        """Return that a licence or a credit is another than a story's data have; nothing of a story without any."""
        row = self._names.stories.get(story)
        known = bare(on_one_line(str(row.get(key) or ""))) if row else bare(text)
        return f"{key} of {story} is “{text[:SHOWN]}”; its data have “{known[:SHOWN]}”" if bare(text) != known else ""

    # Topics, feeds and oEmbed answers

    def faults_of_topic(self, value: Mapping[str, Any]) -> Iterator[str]:
        """Yield whom a topic's data say to be quoted in its texts more often, or less, than the site has it."""
        stories = {str(one.get("id")) for one in value.get("stories") or () if isinstance(one, dict)}
        for row in (one for one in value.get("speakers") or () if isinstance(one, dict)):
            said = self._names.quotes_of("speaker", str(row.get("person")))
            known = sum(one.get("story") in stories and one.get("kind") != "indirect" for one in said)
            if row.get("quotations") != known:
                yield f"{row.get('person')} has {row.get('quotations')} quotations in these texts; the site has {known}"

    def fault_of_part(self, path: str, name: str, text: str, base: str) -> str:
        """Return that an element, an attribute or a key of a feed of ours is none that they have, or names nobody."""
        if name in ("loc", "href") and not is_own(path, text, base) and (base or "://" in text):
            return f"{name} leads to {text[:SHOWN]}, which is not on this site"
        if not is_feed(path):
            return ""
        if name not in ELEMENTS | FEED_KEYS:
            return f"the feed has “{name[:SHOWN]}”, which none of ours has"
        is_label = name in ("name", "term") and text
        return f"“{text[:SHOWN]}” is no name on this site" if is_label and not self._titles.is_told(bare(text)) else ""

    def fault_of_feed(self, path: str, title: str) -> str:
        """Return that a feed of ours is called otherwise than what it is of, with the site's name."""
        shown = bare(title).removesuffix(f" · {self._names.site}")
        is_right = not is_feed(path) or not shown or self._titles.is_told(shown)
        return "" if is_right else f"the feed is called “{title[:SHOWN]}”, which the site’s data do not make of it"

    def faults_of_entry(self, path: str, entry: Mapping[str, Any], base: str) -> Iterator[str]:
        """Yield what an entry of a feed is called, or says was changed, that the site's data do not have."""
        if not is_feed(path):
            return
        url = str(entry.get("url") or "")
        if url and not is_own(path, url, base):
            yield f"an entry leads to {url[:SHOWN]}, which is not on this site"
        found = _ENTRY.search(str(entry.get("id") or entry.get("url")))
        if fact := self._fault_of_rights_told(str(entry.get("rights") or ""), found):
            yield fact
        shown, content = bare(str(entry.get("title") or "")), str(entry.get("content_html") or "")
        if path.startswith(CORRECTIONS):
            told = bare(html.unescape(_TAG.sub(" ", content))).rstrip(".")
            if content and told not in self._names.all_changes:
                yield f"an entry tells of a change that the site’s data do not have: “{told[:SHOWN]}”"
            is_right = self._names.has(shown)
        elif found and found["quote"]:
            row = self._names.quotes.get(found["quote"])
            is_right = row is None or self._titles.is_of_words(shown, row)
        elif found:
            title = self._names.title(found["story"])
            is_right = shown == title or not title
        else:
            is_right = self._titles.is_told(shown)
        if shown and not is_right:
            yield f"an entry is called “{shown[:SHOWN]}”, which the site’s data do not make of it"

    def _fault_of_rights_told(self, told: str, found: re.Match[str] | None) -> str:
        """Return that an entry has other rights than the data of its story."""
        quote = self._names.quotes.get(found["quote"], {}) if found and found["quote"] else {}
        row = self._names.stories.get(str(quote.get("story") or (found and found["story"])))
        known = [bare(on_one_line(str(row.get(key)))) for key in RIGHTS if row.get(key)] if row else []
        is_right = not told or row is None or bare(told) == ", ".join(known)
        return "" if is_right else f"an entry has the rights “{told[:SHOWN]}”, which its story’s data do not have"

    def faults_of_answer(self, path: str, value: Mapping[str, Any]) -> Iterator[str]:
        """Yield what an oEmbed answer is called otherwise than the site's data make of it."""
        about = subject_of(path)
        for key in (one for one in ANSWERED if isinstance(value.get(one), str)):
            shown = bare(str(value[key]))
            if key == "provider_name":
                is_right = shown == self._names.site
            elif key == "title" and about.kind:
                is_right = self._titles.is_right(about, "title", shown) or shown in self._words.labels
            else:
                is_right = self._titles.is_told(shown)
            if shown and not is_right:
                yield f"{key} is “{shown[:SHOWN]}”, which the site’s data do not make of it"
        state = value.get("state")
        note = bare(str(state.get("note") or "")) if isinstance(state, dict) else ""
        if note and note not in self._words.labels and not self._titles.readings.is_change(note):
            yield f"its state has the note “{note[:SHOWN]}”, which the site’s data do not have"


def is_feed(path: str) -> bool:
    """Return whether a file is a feed of ours."""
    return _FEED.match(path) is not None


def _texts(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one:
            yield on_one_line(one)
