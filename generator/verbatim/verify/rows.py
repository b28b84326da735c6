"""Holds the objects of data files to the content: rows of lists, JSON-LD, annotations, feeds, calendars, the search.

A law is the key by which an object is known to say something, and what must be so. The same laws hold for every kind
of file, whose names for a thing a table turns into those of the lists.
"""

import csv
import gzip
import html
import io
import json
import re
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from verbatim.core.text import sha256_text
from verbatim.verify import law
from verbatim.verify.claims import INTERRUPTED, fault_of_sentence, fault_of_words
from verbatim.verify.content import MarkedSpan, plain_words
from verbatim.verify.dates import fault_of_date, first_day
from verbatim.verify.facts import Facts, ListedQuotation, Row
from verbatim.verify.law import CheckedPage, Place, bare, fault_of_cited, place_of
from verbatim.verify.marks import MARKS
from verbatim.verify.withheld import faults_of_part

WORDS = ("text", "words", "exact")
HTML = ("html", "content_html")
PLAIN = ("title", "summary", "name", "headline", "description", "content_text", "label")
STATUS = {"CONFIRMED": "reported", "TENTATIVE": "planned", "CANCELLED": "denied"}  # of an event in a calendar
ALSO = "X-VERBATIM-ALSO"
SEARCHED = b"pagefind_dcd"
OTHER_KINDS = {"mixed": ("indirect",)}  # of a sentence whose quoted words cannot stand alone
LISTS = {"quotation": "quotes", "moment": "moments", "story": "stories", "person": "people", "topic": "topics"}
_QUOTE = re.compile(r"quotes/(q-[0-9a-z]+)(?:[/?]|\.json|(?!\S))|#(q-[0-9a-z]+)(?!\S)")
_MOMENT = re.compile(r"(?<![a-z0-9-])([a-z0-9-]++)(?:/timeline/|\.annotations\.jsonld)#(m-[a-z0-9-]+)(?!\S)")
_STORY = re.compile(r"stories[/:]([a-z0-9-]+)/?$")
# An item that shows a whole sentence, not words in marks.
_SENTENCE_FIRST = re.compile(rf"<blockquote[^>]*>\s*(?:<p[^>]*>)?\s*[^\s<{MARKS}]")
_BLOCK, _TAG = re.compile(r"<blockquote[^>]*>(.*?)</blockquote>", re.DOTALL), re.compile(r"<[^<>]*>")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FOLD = re.compile(r"\r?\n[ \t]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CHILD = re.compile(r",\s+(?:1[0-7]|[1-9])[,.;:)](?!\d)")  # an age right behind a name
# A cell that a spreadsheet would take for a formula is written with an apostrophe before it.
_DEFUSED = re.compile(r"'(?='*+[=+\-@\t\r\n＝＋－＠])")


@dataclass(frozen=True)
class Thing:
    """An object of a file, the story around it, and the facts that it is held to."""

    value: Row
    story: str
    facts: Facts

    @property
    def named_story(self) -> str:
        """The story that the object names, else the one around it."""
        return str(self.value.get("story") or self.story)

    @property
    def place(self) -> Place | None:
        """The slice that the object states: by offsets, as `char` of a result of the search, or as it is cited."""
        start, end = self.value.get("start"), self.value.get("end")
        if type(start) is int and type(end) is int:
            return Place(self.named_story, start, end)
        char = f"sources/{self.named_story}.txt#char={self.value['char']}" if self.value.get("char") else ""
        return place_of(char or str(self.value.get("citation")))

    @cached_property
    def quotation(self) -> ListedQuotation | None:
        """The quotation that the object is, by its id or address."""
        frames = self.value.get("themes")
        light = frames.get("light") if isinstance(frames, dict) else ""
        found = _QUOTE.search(f"{self.value.get('url')} #{self.value.get('id')} {light}")
        return self.facts.quotation(found[1] or found[2]) if found else None

    @cached_property
    def moment(self) -> MarkedSpan | None:
        """The mark of the moment that the object is, by its id or address."""
        if found := _MOMENT.search(f"{self.value.get('url')} {self.value.get('id')}"):
            return self.facts.moment(found[1], found[2])
        name = str(self.value.get("unique_id") or self.value.get("id"))
        return self.facts.moment(self.named_story, name) if name.startswith("m-") else None


class RowLaw(NamedTuple):
    """The keys of which an object has one, what must be so of it, in words, and the test: how it is not."""

    keys: tuple[str, ...]
    meaning: str
    faults: Callable[[Thing], Iterator[str]]


def faults_of_value(value: Any, story: str, facts: Facts) -> Iterator[str]:
    """Yield how the objects in a value of JSON break the laws; `story` is what the file is about."""
    waiting = [(value, story)]
    while waiting:
        one, about = waiting.pop()
        if isinstance(one, list):
            waiting += [(inner, about) for inner in one if isinstance(inner, dict | list)]
        elif isinstance(one, dict):
            thing = Thing(one, about, facts)
            for held in ROW_LAWS:
                if any(key in one for key in held.keys):
                    yield from held.faults(thing)
            waiting += [(inner, thing.named_story) for inner in one.values() if isinstance(inner, dict | list)]


def _differs(name: object, what: str, shown: object, known: object) -> Iterator[str]:
    if (shown or None) != (known or None):
        yield f"{name} has {what} “{str(shown)[:80]}”; the content has “{str(known)[:80]}”"


# Words


def _slices(thing: Thing) -> Iterator[str]:
    """Compare words with the slice beside them, and their hash."""
    place = thing.place
    text = thing.facts.content.text(place.story) if place else None
    if place is None or text is None:
        return
    thing.facts.compared += 1
    words = text[place.start : place.end]
    if "sha256" in thing.value and thing.value["sha256"] not in (None, sha256_text(words)):
        yield f"the sha256 is not that of {place}"
    for shown in (thing.value[key] for key in WORDS if isinstance(thing.value.get(key), str)):
        if shown != words and (fact := fault_of_cited(place, shown, thing.facts)):
            yield fact


def _selectors(thing: Thing) -> Iterator[str]:
    """Compare what a selector of an annotation quotes with the source at its position."""
    place = place_of(f"{thing.value.get('source')}#char=0,0")
    parts = [one for one in thing.value.get("selector") or () if isinstance(one, dict)]
    if place:
        joined = {key: value for one in parts for key, value in one.items()}
        yield from _slices(Thing({**joined, "story": place.story}, place.story, thing.facts))


def _claimed(thing: Thing) -> Iterator[str]:
    """Hold the words that a quotation is listed with to the law of claims."""
    one, text = thing.quotation, thing.facts.content.text(thing.named_story)
    is_claim = "kind" in thing.value and "sentence" not in thing.value and isinstance(thing.value.get("text"), str)
    if one is None or text is None or one.kind != "direct" or not is_claim:
        return
    for start, end in one.places:
        first = start + len(text[start:end]) - len(text[start:end].lstrip(MARKS))  # a mark that nothing closes
        is_sentence = first >= end or not fault_of_sentence(text, start, end)
        fact = "" if is_sentence else fault_of_words(text, first, end)
        if fact and fact != INTERRUPTED:  # marks within the words look so; pages show what is between two pieces
            yield law.not_theirs(Place(one.story, start, end), fact)


def _version(thing: Thing) -> Iterator[str]:
    """Hold an earlier version to the ledger."""
    key, words = str(thing.value["of_version"]), thing.value.get("words")
    row = thing.facts.content.version(key)
    known = (row or {}).get("now") or (row or {}).get("words")
    if known is None or words not in (None, known) or thing.value.get("sha256") not in (None, sha256_text(known)):
        yield f"the ledger has no version {key} with these words and this hash"


# Who spoke


def _quotation(thing: Thing) -> Iterator[str]:
    """Hold a quotation's row to its mark: speaker, name, basis, kind, reason, whether it is withdrawn."""
    one, value, facts = thing.quotation, thing.value, thing.facts
    if one is None:
        return
    attrs, speaker = one.mark.attrs, facts.speaker(one)
    known: Row = {"speaker": speaker}
    if one.is_withdrawn:
        known = {"speaker": None, "text": None}
    elif speaker is not None:  # whom readers see
        known |= {"speaker_name": facts.name_of(one), "basis": attrs.get("basis") or "none"}
        known |= {} if speaker or value.get("basis") == "none" else {"said_by": attrs.get("said-by")}
        if speaker and value.get("why") and not law.is_reason(bare(value["why"]), attrs.get("why") or value["why"]):
            known["why"] = attrs.get("why")
    if value.get("kind") not in (one.kind, *OTHER_KINDS.get(one.kind, ())) and not one.is_withdrawn:
        known["kind"] = one.kind
    for key in known:
        if key in value or key == "speaker_name":
            yield from _differs(one.id, key, value.get(key), known[key])
    checked = value.get("reviewed")
    told = [str(checked.get(key)) for key in ("date", "by")] if isinstance(checked, dict) else []
    if told and not facts.content.is_reviewed(one.story, one.id, *told):
        yield from _differs(one.id, "a check", ", ".join(told), "none")


def _corrected(thing: Thing) -> Iterator[str]:
    """Ask that a row, a result of the search and an answer of oEmbed say of corrected words that they are."""
    one, value, state = thing.quotation, thing.value, thing.value.get("state")
    if one is None or one.is_withdrawn or value.get("corrections", []) is None:
        return
    is_told = isinstance(state, dict) and state.get("status") != "current"
    told = is_told or value.get("mark") == "corrected" or value.get("corrections")
    known = one.spans.is_corrected(one.id)
    if (known and not told) or (told and not known and "mark" in value):
        yield from _differs(one.id, "correction", bool(told), known)
    if thing.facts.speaker(one) and "mark" in value:
        yield from _differs(one.id, "basis", value.get("basis"), one.mark.attrs.get("basis"))


def _variants(thing: Thing) -> Iterator[str]:
    """Ask that quotations are said to be the same words only where headers join them, in however many steps."""
    one, listed = thing.quotation, {str(name) for name in thing.value["variants"] or ()}
    quotes = [found for name in listed if (found := thing.facts.quotation(name))]
    pairs = {pair for found in ([one, *quotes] if one else ()) for pair in found.spans.same}
    joined, before = {one.id if one else ""}, 0
    while before < len(joined):
        before = len(joined)
        joined |= {name for pair in pairs if joined & {*pair} for name in pair}
    if one and (unjoined := sorted(listed - joined)):
        yield f"{one.id} is said to be the same words as {unjoined[0]}, which no fragment says"


def _preferred(thing: Thing) -> Iterator[str]:
    """Hold quotations that editors put side by side, or first, to whose they are."""
    person, value = str(thing.value.get("id")), thing.value
    paired = (name for pair in value.get("pairs") or () for name in pair.get("quotes") or ())
    for name in (*paired, *(value.get("telling") or ())):
        one = thing.facts.quotation(str(name))
        if one is None or thing.facts.speaker(one) != person or one.is_withdrawn:
            yield f"{name} is put among what {person} said, and no fragment says so"


def _credited(thing: Thing) -> Iterator[str]:
    """Hold whom linked data, an annotation, a feed, oEmbed or the search names as the speaker; the date of a moment."""
    one, mark, value = thing.quotation, thing.moment, thing.value
    known = {mark.attrs.get("date", "")} if mark else set[str]()
    if one and not thing.facts.is_open(one):
        known = thing.facts.spoken_by(one)
    given = value.get("spokenByCharacter", value.get("who"))
    bodies = [it for it in value.get("body") or () if isinstance(it, dict) and it.get("purpose") == "identifying"]
    named = [given.get("name") if isinstance(given, dict) else value.get("author_name")]
    named += [body.get("value") for body in bodies]
    for name in map(str, filter(None, named)):
        if any(known) and not any(bare(name).startswith(bare(each)) for each in known if each):
            yield from _differs(value.get("url") or value.get("id"), "speaker or date", name, ", ".join(sorted(known)))


def _linked(thing: Thing) -> Iterator[str]:
    """Ask that a quotation in linked data names its speaker, and that its words are somebody's."""
    one, place = thing.quotation, thing.place
    if one is None or thing.value["@type"] != "Quotation":
        return
    text = thing.facts.content.text(place.story) if place else None
    if thing.facts.name_of(one) and "spokenByCharacter" not in thing.value:
        yield from _differs(one.id, "speaker", None, thing.facts.name_of(one))
    if place and text and one.kind == "direct" and str(thing.value.get("text")) in text[place.start : place.end]:
        yield from filter(None, [law.not_theirs(place, fault_of_words(text, *place[1:]))])


def _person(thing: Thing) -> Iterator[str]:
    """Hold a person's name to their file, or to a source where they have none; list no child whom no editor opened."""
    name, person, facts = str(thing.value.get("name")), str(thing.value.get("id")), thing.facts
    if "kind" not in thing.value:
        return
    file = facts.content.person(person)
    titled, profile = file.get("title"), file.get("profile", "").lower()
    places = [(one, facts.content.text(str(one.get("story"))) or "") for one in thing.value["mentions"]]
    is_child = thing.value["kind"] == "person" and any(
        _CHILD.match(text, int(one.get("end") or 0)) for one, text in places
    )
    if profile == "no" or file.get("private", "").lower() == "yes" or (is_child and profile != "yes"):
        yield f"{person} is listed, and has no page: their file says so, or they are a child"
    mentioned = " ".join(str(one.get("text")) for one, _ in places)
    is_called = {*plain_words(name.casefold()).split()} <= {*plain_words(mentioned.casefold()).split()}
    if titled:
        yield from _differs(person, "name", bare(name), bare(titled))
    elif (name != html.unescape(name) and name not in mentioned) or (
        mentioned and not is_called and not facts.holds(name, ())
    ):
        yield from _differs(person, "name", name, mentioned)


# When


def _moment(thing: Thing) -> Iterator[str]:
    """Hold date, basis and certainty of a moment, as a row, an event or a slide, to its mark.

    A slide of TimelineJS has no field for what is certain but the date that it shows.
    """
    mark, value = thing.moment, thing.value
    if mark is None:
        return
    name, attrs = value.get("id") or value.get("unique_id") or value.get("url"), mark.attrs
    known = {"date": attrs.get("date"), "basis": attrs.get("basis") or "none"}
    known["certainty"] = certainty = attrs.get("certainty") or "reported"
    start = value.get("startDate", value.get("start_date", attrs.get("date")))
    if isinstance(start, dict):
        start = "-".join(str(start[key]).zfill(2) for key in ("year", "month", "day") if key in start)
    if first_day(str(start)) != first_day(attrs.get("date", "")):
        yield from _differs(name, "date", start, attrs.get("date"))
    if "startDate" in value:  # of an event, which may be ahead, and is not denied
        is_told = certainty != "denied" and ("eventStatus" in value) is (certainty == "planned")
    else:
        is_told = "certainty" in value or certainty == "reported" or str(value.get("display_date")).endswith(")")
    if not is_told:
        yield f"{name} is {certainty}, and is not told as that"
    for key in (key for key in known if key in value):
        is_in_words = key == "date" and "id" not in value
        fact = fault_of_date(str(value[key]), attrs.get("date", "")) if is_in_words else ""
        yield from filter(None, [fact]) if is_in_words else _differs(name, key, value[key], known[key])
    text = value.get("text")
    if isinstance(text, dict) and isinstance(text.get("text"), str):
        page = CheckedPage(text["text"], thing.facts)
        headline = CheckedPage(str(text.get("headline")), thing.facts).tree.text()
        if _printed(headline.rstrip("…")) not in _printed(page.tree.text()):
            yield f"a slide’s headline is not of the words that it cites: “{headline[:80]}”"
        yield from (fact for _, fact in page.faults())


def _printed(words: str) -> str:
    """Return the signs of words that print; a line of plain text leaves out the others."""
    return "".join(sign for sign in law.plainly(words) if sign.isprintable() and sign != "�")


def _story(thing: Thing) -> Iterator[str]:
    """Hold a story's row to its file: date, title, and as many changes as its fragments have corrections."""
    value, name = thing.value, str(thing.value.get("id"))
    head, known = thing.facts.content.story(name), thing.facts.content.published(name)
    if head and known:
        yield from _differs(name, "date", (value.get("date"), value["date_basis"]), (known[0] or None, known[1]))
        yield from _differs(name, "title", bare(str(value.get("title"))), bare(head.get("title", "")))
        yield from _differs(name, "source_url", value.get("source_url"), head.get("source-url"))
    spans = thing.facts.content.spans(name)
    told = len(set(spans.corrected)) if spans else 0
    if (value.get("changes") or 0) < told:
        yield from _differs(name, "changes", value.get("changes"), told)
    listed = {one.get("id") for one in value.get("quotes") or () if isinstance(one, dict)}
    left_out = sorted(spans.quotes.keys() - listed) if spans and "quotes" in value else []
    yield from (f"the quotation {quote} is left out" for quote in left_out[:1])


def _published(thing: Thing) -> Iterator[str]:
    """Hold the day that linked data, a feed's item, or a row gives to that of its story; an item says who spoke."""
    one, value, found = (
        thing.quotation,
        thing.value,
        _STORY.search(str(thing.value.get("url") or thing.value.get("id"))),
    )
    story = one.story if one else found[1] if found else thing.story
    known = thing.facts.content.published(story) if story else None
    if one and one.kind != "indirect" and "title" in value:
        title, name = str(value["title"]), bare(thing.facts.name_of(one))
        markup = html.unescape(str(value.get("content_html")))
        is_sentence, block = _SENTENCE_FIRST.search(markup) is not None, _BLOCK.search(markup)
        sentence = _TAG.sub("", block[1]) if block and is_sentence else title
        is_named = name in bare(title + markup if is_sentence else markup)
        if not is_named and not law.shows_sentence(sentence, one, thing.facts):
            yield from _differs(one.id, "speaker", None, name)
    day = str(value.get("date_published", value.get("datePublished")) or "")[:10]
    if known and value.get("@type", "NewsArticle") == "NewsArticle":
        yield from _differs(story, "day of publication", day, known[0])


def _proof(thing: Thing) -> Iterator[str]:
    """Hold a proof to the source: its hash, those of earlier texts, and how much of it is said to be published."""
    value, content = thing.value, thing.facts.content
    is_earlier = "version" in value and "id" not in value
    name = f"{thing.story}.{value['version']}" if is_earlier else str(value.get("story") or value.get("id"))
    text = content.text(name)
    if text is not None and value["source_sha256"] != sha256_text(text):
        yield f"source_sha256 is not the hash of the source of {name}"
    if text is not None and "characters" in value and "quotes" in value:
        stated = (content.story(name) or {}).get("source-published", "")
        yield from faults_of_part(value, content.whole(name), text, stated)


# What was changed


def _history(thing: Thing) -> Iterator[str]:
    """Refuse words in the history of what is quoted no more, and the name of who is not public."""
    value, facts = thing.value, thing.facts
    versions = [one for one in value["versions"] or () if isinstance(one, dict)]
    if value.get("status") != "current" and any("words" in one for one in versions):
        yield f"the history of {value.get('id')} has its words, and it is quoted no more"
    one, called = thing.quotation, str(versions[-1].get("speaker_name") or "") if versions else ""
    marked = one.mark.attrs.get("speaker") if one else ""
    # The ledger may be of before the last edit: another name is no fault here, that of a closed person is.
    if called and marked and marked not in facts.names and called not in facts.names.values():
        yield f"the history of {value.get('id')} names {called[:60]}, whom the site does not list"


def _changes(thing: Thing) -> Iterator[str]:
    """Ask for every correction among the changes of a story, newest first, and for who is named now."""
    if not isinstance(thing.value["changes"], list):
        return
    facts, story = thing.facts, str(thing.value.get("story"))
    rows = [row for row in thing.value["changes"] if isinstance(row, dict)]
    latest = {row.get("quote"): row for row in reversed(rows) if isinstance(row.get("attribution"), dict)}
    for quote, row in latest.items():
        one = facts.quotation(str(quote))
        name = facts.names.get(one.mark.attrs.get("speaker", ""), "") if one else ""
        was, now = (str(row["attribution"].get(key) or "") for key in ("was", "now"))
        if name not in now and name in was:  # the ledger may be of before the last edit, and name others
            yield f"{quote} is said to be {now[:60]}'s now, and it is {name}'s"
    told = {row.get("of_version") for row in rows if "attribution" in row}
    yield from (f"the correction of who spoke, {key}, is missing" for key in _moved(story, facts) if key not in told)
    spans, listed = facts.content.spans(story), "".join(_letters(str(row.get("message"))) for row in rows)
    for day, why in spans.corrected if spans else ():
        if _letters(why) not in listed:
            yield f"the correction of {day} is missing: {why[:80]}"


def _moved(story: str, facts: Facts) -> Iterator[str]:
    """Yield the versions of listed quotations by which the ledger has another speaker than before."""
    versions = facts.content.versions(story)
    for key, row in versions.items():
        before = versions.get(f"{story}:{row['id']}:{row['version'] - 1}")
        is_change = before is not None and row.get("event") in ("changed", "corrected")
        if before and is_change and before.get("speaker") != row.get("speaker"):
            one = facts.quotation(row["id"])
            yield from [key] if one and not one.is_withdrawn else ()


def _letters(text: str) -> str:
    """Return the letters and figures of a text: what Markdown leaves of it."""
    return "".join(filter(str.isalnum, text))


# Markup and plain texts


def _markup(thing: Thing) -> Iterator[str]:
    """Hold markup in data to the law of pages."""
    one = thing.quotation
    for key in HTML:
        if isinstance(thing.value.get(key), str):
            page = CheckedPage(thing.value[key], thing.facts)
            name, text = bare(thing.facts.name_of(one)) if one else "", bare(page.tree.text())
            is_worked_out = one is not None and one.mark.attrs.get("basis") == "inferred"
            is_quoted = one is not None and one.kind == "direct" and not _SENTENCE_FIRST.search(page.markup)
            if one and is_worked_out and is_quoted and name and name in text and f"{name} (" not in text:
                yield f"nothing says that the speaker of {one.id} was worked out"
            yield from (fact for _, fact in page.faults())


def _plain(thing: Thing) -> Iterator[str]:
    """Ask that a title or a summary quotes a source or an editor."""
    for key in PLAIN:
        if isinstance(thing.value.get(key), str):
            stories = frozenset(filter(None, [thing.named_story, thing.quotation.story if thing.quotation else ""]))
            yield from filter(None, [law.fault_of_plain(thing.value[key], thing.facts, stories)])


ROW_LAWS = (
    RowLaw(("start", "char", "citation"), "words are those of the source at their place", _slices),
    RowLaw(("selector",), "what a selector quotes stands at its position", _selectors),
    RowLaw(("speaker",), "direct words are somebody's", _claimed),
    RowLaw(("speaker",), "a quotation's row is as its mark", _quotation),
    RowLaw(("corrections", "mark", "state"), "corrected words are told as that", _corrected),
    RowLaw(("variants",), "the same words are those that fragments join", _variants),
    RowLaw(("pairs", "telling"), "quotations that editors put side by side, or first, are that person's", _preferred),
    RowLaw(
        ("author_name", "spokenByCharacter", "who", "body"), "who is named spoke; a date is its moment's", _credited
    ),
    RowLaw(("@type",), "a quotation in linked data has its speaker, and somebody's words", _linked),
    RowLaw(("mentions",), "a person is called as in their file or a source, and may have a page", _person),
    RowLaw(("certainty", "startDate", "start_date"), "a moment has its mark's date, and says what is not so", _moment),
    RowLaw(("date_basis",), "a story's row is as its file", _story),
    RowLaw(("source_sha256",), "a proof has the source's hashes, and says how much of it is published", _proof),
    RowLaw(("date_published", "datePublished"), "an item has the day of its story, and names who spoke", _published),
    RowLaw(("of_version",), "an earlier version is the ledger's", _version),
    RowLaw(("versions",), "a history has no words that are quoted no more", _history),
    RowLaw(("changes",), "no correction is left out", _changes),
    RowLaw(HTML, "markup keeps the law of pages", _markup),
    RowLaw(("title", "name"), "a title or a name quotes a source or an editor", _plain),
)


# Files that are no JSON


def faults_of_table(text: str, facts: Facts) -> Iterator[tuple[int, str]]:
    """Yield how rows of a table (CSV) break the laws, each with its line."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    for row in reader:
        if None in row or None in row.values():
            yield reader.line_num, "the row has another number of cells than the table"
            continue
        value: Row = {key: cell[1:] if _DEFUSED.match(cell) else cell or None for key, cell in row.items()}
        value = {key: int(cell) if key.endswith(("start", "end")) and cell else cell for key, cell in value.items()}
        value |= {"date_published": value.pop("published")} if "published" in value else {}
        value = {key: cell for key, cell in value.items() if key not in ("corrections", "mentions")}
        sentence = {key.removeprefix("sentence_"): cell for key, cell in value.items() if key.startswith("sentence_")}
        value = {**value, "sentence": {**sentence, "story": value.get("story")}}
        for fact in faults_of_value(value, "", facts):
            yield reader.line_num, fact


def faults_of_calendar(text: str, facts: Facts) -> Iterator[str]:
    """Yield how the events of a calendar (RFC 5545) differ from their slices and their moments."""
    for event in _events(text):
        name, place = event.get("UID", "").partition("@")[0], place_of(f"sources/{event.get('X-VERBATIM-SOURCE')}")
        mark = facts.moment(place.story, name) if place else None
        if place is None or mark is None:
            yield f"an event, {event.get('UID')}, is of no moment, or carries no place in a source"
            continue
        value = {"id": name, **place._asdict(), "text": event.get("DESCRIPTION", "")}
        value["certainty"] = STATUS.get(event.get("STATUS", ""), mark.attrs.get("certainty") or "reported")
        value |= {"date": event["X-VERBATIM-DATE"]} if "X-VERBATIM-DATE" in event else {}
        also = [(place_of("sources/" + key.partition("=")[2].strip('"')), event[key]) for key in event if ALSO in key]
        values = [value, *({**place._asdict(), "text": said} for place, said in also if place)]
        yield from (f"{ALSO} has no place" for place, _ in also if place is None)
        yield from faults_of_value(values, place.story, facts)
        yield from _faults_of_days(event, mark.attrs.get("date", ""))


def _faults_of_days(event: Mapping[str, str], day: str) -> Iterator[str]:
    """Yield that an event of a day lasts longer: `DTEND` is the day after the last (RFC 5545, 3.6.1)."""
    if _DAY.fullmatch(day) and event.get("DTEND"):
        after = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
        days = [event.get(key, "").replace("-", "") for key in ("DTSTART", "DTEND")]
        if days != [day.replace("-", ""), after.replace("-", "")]:
            yield f"the event is from {days[0]} to {days[1]}, and its moment is the day {day}"


def _events(text: str) -> Iterator[Mapping[str, str]]:
    """Yield the properties of each event, unfolded and unescaped; those of ALSO with their parameter."""
    event: dict[str, str] = {}
    for raw in _FOLD.sub("", text).splitlines():
        name, _, value = raw.partition(":")
        if (name, value) == ("BEGIN", "VEVENT"):
            event = {}
        elif (name, value) == ("END", "VEVENT"):
            yield event
        else:
            key = name if name.startswith(ALSO) else name.partition(";")[0]
            event[key] = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def faults_of_database(data: bytes, facts: Facts) -> Iterator[str]:
    """Yield how a database of the site's data differs from its lists, in the columns that both have."""
    with tempfile.NamedTemporaryFile(suffix=".db") as file:
        file.write(data)
        file.flush()
        try:
            with closing(sqlite3.connect(f"file:{file.name}?mode=ro&immutable=1", uri=True)) as opened:
                opened.row_factory = sqlite3.Row
                for table, name in LISTS.items():
                    rows = opened.execute(f"SELECT * FROM {table}")  # noqa: S608  a name of ours
                    yield from _faults_of_rows(table, list(map(dict, rows)), facts.list_of(f"data/{name}.json"))
                corrected = {row[0] for row in opened.execute("SELECT quotation FROM correction")}
                missing = sorted(facts.corrected - corrected)
                yield from (f"the correction of {name} is missing in the database" for name in missing)
        except sqlite3.Error as error:
            yield f"the database cannot be read: {error}"


def _faults_of_rows(table: str, found: list[Row], listed: Mapping[str, Row]) -> Iterator[str]:
    if {row["id"] for row in found} != listed.keys():
        yield f"the table {table} has {len(found)} rows, and the list {len(listed)}, or others"
    for row in found:
        one = listed.get(row["id"], {})
        for key, value in row.items():
            if key in one and isinstance(one[key], str | int | None) and one[key] != value:
                yield f"{row['id']} has {key} “{str(value)[:80]}” in the database; the list has “{str(one[key])[:80]}”"


def faults_of_result(data: bytes, facts: Facts) -> Iterator[str]:
    """Yield how a result of the search breaks the laws."""
    try:
        text = gzip.decompress(data).removeprefix(SEARCHED).decode()
        card = json.loads(json.loads(text)["url"])
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError):
        yield "a result of the search cannot be read"
        return
    yield from facts.faults_of_withheld(text)
    yield from faults_of_value(card, str((card.get("words") or {}).get("story") or ""), facts)
