"""Checks JSON files: `/data/*.json`, oEmbed, and the proofs of stories; and the database that has the same rows.

An object with `start` and `end` is a slice: its words and `sha256` are compared with the source of its `story`, or of
the nearest object around it that names one. `html` is checked as pasted code; quoted words in any other string must be
in a source.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from bisect import bisect_left
from contextlib import suppress
from itertools import chain
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from verbatim.core.text import sha256_text
from verbatim.verify.facts.attributions import fault_of_left_out, faults_of_proof, faults_of_variants
from verbatim.verify.facts.charts import fault_of_amount
from verbatim.verify.facts.database import fault_of_keys, faults_of_database, faults_of_row
from verbatim.verify.facts.dates import faults_of_story
from verbatim.verify.facts.questions import QUESTIONS
from verbatim.verify.law import fault_of_story, fault_of_withdrawn, faults_of_changes, faults_of_history
from verbatim.verify.markup.parsed_page import SourceSlice
from verbatim.verify.naming.metadata import is_feed
from verbatim.verify.pasted import check_pasted
from verbatim.verify.quotations import (
    TAG,
    UNPLACED,
    cited,
    difference,
    difference_of_claim,
    faults_of,
    headline_difference,
)
from verbatim.verify.sums import lines_of_list, new_rows
from verbatim.verify.withheld import faults_of_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from verbatim.verify.reference import File, SiteCheck


PROOFS = "data/proof"
QUOTES, HISTORY = "data/quotes.json", "data/history.json"
CHANGES, TOPICS, STORIES = "data/changes/", "data/topics/", "data/stories/"
WORDS = ("text", "words", "exact")
VERSION = "of_version"
NONE_KNOWN: Mapping[str, Any] = MappingProxyType({})
_CITE = re.compile(r"""<blockquote\b[^>]*?\bcite="([^"]*)\"""")
# An id, a date, an address: one word of ASCII without a mark that could open a quotation or a tag. Most strings are.
_BARE = re.compile(r"[!#-&(-;=-~]*+")
_STEM = re.compile(r"([^/]+)\.json$")


def rows_by_id(site: Path, name: str, known: Mapping[str, Any] = NONE_KNOWN) -> Mapping[str, Mapping[str, Any]]:
    """Return the rows of a list such as `/data/quotes.json` by id; none where there is no such list.

    `known` are rows that need not be read again, by their lines.
    """
    path = site / name
    if not path.is_file():
        return {}
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        lines = lines_of_list(text) if known else None
        value = json.loads(text) if lines is None else [known.get(line) or json.loads(line) for line in lines]
    except (ValueError, RecursionError):
        return {}
    rows = value.get("quotes") if isinstance(value, dict) else value
    return {row["id"]: row for row in rows or () if isinstance(row, dict) and isinstance(row.get("id"), str)}


def rows_by_line(lines: Iterable[str]) -> dict[str, Any]:
    """Return the rows of a list by their lines; without those that are no JSON."""
    found = dict[str, Any]()
    for line in lines:
        with suppress(ValueError, RecursionError):
            found[line] = json.loads(line)
    return found


def words_in(rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the words of all quotations of `/data/quotes.json`."""
    return [row["text"] for row in rows.values() if isinstance(row.get("text"), str)]


# An object tells who spoke, when, or who checked it by one of these keys. Most, as pieces and selectors, have none.
TELLING = frozenset(
    ("@type", "content_html", "dateModified", "datePublished", "date_basis", "date_published", "headline",
     "html", "id", "mentions", "motivation", "url")
)  # fmt: skip


class JsonItem(NamedTuple):
    """A value of a JSON file, the keys that lead to it, and the story that it is about."""

    pointer: str
    story: str
    value: Any

    @property
    def named_story(self) -> str:
        """The story that an object names, else the one around it."""
        named = self.value.get("story")
        return named if isinstance(named, str) and named else self.story

    @property
    def place(self) -> SourceSlice | None:
        """The slice that an object states."""
        start, end = self.value.get("start"), self.value.get("end")
        return SourceSlice(self.named_story, start, end) if type(start) is int and type(end) is int else None

    @property
    def selection(self) -> JsonItem | None:
        """The selectors of a W3C Web Annotation's target as one object with `start`, `end` and `exact`."""
        selectors = self.value.get("selector")
        source = cited(f"{self.value.get('source')}#char=0,0") if isinstance(selectors, list) else None
        if source is None:
            return None
        joined = {key: value for selector in selectors if isinstance(selector, dict) for key, value in selector.items()}
        return JsonItem(f"{self.pointer}/selector", source.story, joined)


def check_data(file: File, check: SiteCheck) -> None:
    """Check one JSON file; of a list that was verified before only the new rows."""
    stem = _STEM.search(file.path)
    story = stem[1] if stem and check.texts.get(stem[1]) is not None else ""
    rows = new_rows(file.text, check.verified_lists.get(file.path))
    try:
        if rows is None:
            roots = [JsonItem("", story, json.loads(file.text))]
        else:
            roots = [JsonItem(f"/{row.number}", story, json.loads(row.text)) for row in rows]
    except (ValueError, RecursionError) as error:
        check.fault(file, getattr(error, "lineno", 0), "this is not JSON")
        return
    whole = roots[0].value if roots else None
    asked = check.questions.faults_of_list() if file.path == QUESTIONS else ()
    same = faults_of_variants(check.rows, check.records.fragments) if file.path == QUOTES else ()
    called = _faults_of_names(whole, file, check) if rows is None else ()
    past = _faults_of_past(roots, file, check)
    oembed = check.questions.faults_of_oembed(whole, file.path)
    for fact in filter(None, chain(asked, same, oembed, past, called)):
        check.fault(file, 0, fact)
    for item in chain.from_iterable(map(_items, roots)):
        if isinstance(item.value, dict):
            _check_object(item, file, check)
        elif isinstance(item.value, str):
            if item.pointer.endswith(("/html", "_html")) or "<blockquote" in item.value:
                check_pasted(item.value, file, check)
            else:
                for fact in faults_of(item.value, item.pointer, check):
                    check.fault(file, 0, fact, UNPLACED)


def _faults_of_names(value: Any, file: File, check: SiteCheck) -> Iterator[str]:
    """Yield what a feed or an oEmbed answer is called otherwise than the site's data make of it."""
    if check.naming is None:
        return
    metadata, changes = check.naming.metadata, check.naming.changes
    if file.path == HISTORY and isinstance(value, list):
        yield from (fact for row in value if isinstance(row, dict) for fact in changes.faults_of_history(row))
    if not isinstance(value, dict):
        return
    if file.path.startswith(CHANGES):
        yield from changes.faults_of_file(PurePosixPath(file.path).stem, value)
    if file.path.startswith(TOPICS):
        yield from metadata.faults_of_topic(value)
    if file.path.startswith("oembed/"):
        yield from metadata.faults_of_answer(file.path, value)
    elif is_feed(file.path):
        yield metadata.fault_of_feed(file.path, str(value.get("title") or ""))
        items = [item for item in value.get("items") or () if isinstance(item, dict)]
        for item in (value, *items):
            yield from (metadata.fault_of_part(file.path, key, "", "") for key in item)
            tags = item.get("tags") or ()
            named = [*tags, *(one.get("name") for one in item.get("authors") or () if isinstance(one, dict))]
            yield from (metadata.fault_of_part(file.path, "name", str(one), "") for one in named)
        for item in items:
            yield from metadata.faults_of_entry(file.path, item, check.address)


def _faults_of_past(roots: Sequence[JsonItem], file: File, check: SiteCheck) -> Iterator[str]:
    """Yield how histories, changes and the feeds of people differ from the newsroom's fragments."""
    yield fault_of_withdrawn(file.path, file.text, check.rows)
    if check.facts is None or not file.path.startswith((HISTORY, CHANGES, STORIES)):
        return
    for value in chain.from_iterable(root.value if isinstance(root.value, list) else [root.value] for root in roots):
        if not isinstance(value, dict):
            continue
        if file.path.startswith(STORIES):
            yield fault_of_story(value, check.facts)
        else:
            yield from (faults_of_history if file.path == HISTORY else faults_of_changes)(value, check.facts)


def _items(root: JsonItem) -> Iterator[JsonItem]:
    """Yield every object in order, and every loose string that may hold words of somebody's.

    It works without recursion, so that a deeply nested file does no harm.
    """
    waiting = [root]
    while waiting:
        item = waiting.pop()
        yield item
        story, inner = item.story, []
        if isinstance(item.value, dict):
            story = item.named_story
            skipped = WORDS if item.place or VERSION in item.value else ("selector",) if item.selection else ()
            inner = [(key, value) for key, value in item.value.items() if key not in skipped and _may_hold_words(value)]
        elif isinstance(item.value, list):
            inner = [(key, value) for key, value in enumerate(item.value) if _may_hold_words(value)]
        waiting.extend(JsonItem(f"{item.pointer}/{key}", story, value) for key, value in reversed(inner))


def _may_hold_words(value: Any) -> bool:
    return not _BARE.fullmatch(value) if isinstance(value, str) else isinstance(value, dict | list)


def _check_object(item: JsonItem, file: File, check: SiteCheck) -> None:
    for fact in _faults_of_told(item, file, check):
        check.fault(file, 0, f"at {item.pointer} {fact}")
    if VERSION in item.value:
        _check_version(item, file, check)
        return
    item = item.selection or item
    place = item.place
    if place is None:
        return
    check.passages += 1
    where = item.pointer or "/"
    is_claim = "speaker" in item.value and "kind" in item.value
    compare = difference_of_claim if is_claim else difference
    for words in (item.value.get(key) for key in WORDS):
        if isinstance(words, str) and (fact := compare(place, words, check.texts)):
            check.fault(file, 0, f"at {where} {fact}")
    for key, start in (("prefix", None), ("suffix", place.end)):
        words = item.value.get(key)
        if isinstance(words, str) and words:
            at = place.start - len(words) if start is None else start
            if fact := difference(SourceSlice(place.story, at, at + len(words)), words, check.texts):
                check.fault(file, 0, f"at {where} in {key} {fact}")
    for fact in _faults_of_facts(item.value, place, check.texts.get(place.story)):
        check.fault(file, 0, f"at {where} {fact}")


def _faults_of_told(item: JsonItem, file: File, check: SiteCheck) -> Iterator[str]:
    """Yield what an object tells besides a place and its words otherwise than the site's records have it."""
    yield from filter(None, [fault_of_keys(file.path, item.value)])
    if TELLING.isdisjoint(item.value):
        return
    story = item.named_story
    yield from filter(None, [_headline_fault(item.value, check)])
    yield from check.speakers.faults_of(item.value, story)
    yield from check.reviews.faults_of(item.value, story)
    yield from check.dates.faults_of(item.value, story)
    yield from faults_of_row(file.path, item.value, check.records)


def _faults_of_facts(value: Mapping[str, Any], place: SourceSlice, text: str | None) -> Iterator[str]:
    """Yield how the hash and the amount that an object tells differ from those of the words at its place."""
    if text is None:
        return
    words, sha256 = text[place.start : place.end], value.get("sha256")
    if sha256 is not None and sha256 != sha256_text(words):
        yield f"the sha256 is not that of {place}"
    if fact := fault_of_amount(value.get("amount"), words):
        yield fact


def _headline_fault(value: Mapping[str, Any], check: SiteCheck) -> str:
    """Return how an object's `headline` differs from the slice that the quotation in its `text` cites."""
    headline, text = value.get("headline"), value.get("text")
    if not isinstance(headline, str) or not isinstance(text, str) or not (cite := _CITE.search(text)):
        return ""
    place = cited(html.unescape(cite[1]))
    return headline_difference(place, html.unescape(TAG.sub("", headline)), check.texts) if place else ""


def _check_version(item: JsonItem, file: File, check: SiteCheck) -> None:
    """Compare the words, if given, and the hash of an earlier version with the ledger."""
    key = item.value[VERSION]
    check.passages += 1
    if not isinstance(key, str) or not check.ledgers.holds(key, item.value.get("words"), item.value.get("sha256")):
        check.fault(file, 0, f"at {item.pointer} the ledger has no version {key} with these words and this hash")
        return
    if fact := check.fault_of_version(key, item.value):
        check.fault(file, 0, f"at {item.pointer} {fact}")


def check_story(file: File, check: SiteCheck) -> None:
    """Check a story's data, whose dates its source and its fragments bear out."""
    check_data(file, check)
    story = PurePosixPath(file.path).stem
    for fact in faults_of_story(story, check.texts.get(story) or "", check.records):
        check.fault(file, 0, fact)


def check_timeline(file: File, check: SiteCheck) -> None:
    """Check a story's timeline for TimelineJS: each slide has the date of a moment in the sentence that it cites."""
    check_data(file, check)
    try:
        events = json.loads(file.text).get("events")
    except (ValueError, RecursionError, AttributeError):
        return  # reported by check_data
    for event in events if isinstance(events, list) else ():
        text = event.get("text") if isinstance(event, dict) else None
        cite = _CITE.search(str(text.get("text"))) if isinstance(text, dict) else None
        place = cited(html.unescape(cite[1])) if cite else None
        for key in ("start_date", "end_date") if place else ():
            if fact := check.dates.faults_at(place or SourceSlice("", 0, 0), _day(event.get(key))):
                check.fault(file, 0, fact)


def _day(value: Any) -> str:
    """Return a date of TimelineJS as EDTF; empty where there is none."""
    numbers = [str(value.get(key) or "") for key in ("year", "month", "day")] if isinstance(value, dict) else []
    return "-".join(number.zfill(2) for number in numbers if number)


def check_database(file: File, data: bytes, check: SiteCheck) -> None:
    """Check the site's database, which has what its lists have."""
    for fact in faults_of_database(data, check.lists):
        check.fault(file, 0, fact)


def check_proof(file: File, check: SiteCheck) -> None:
    """Fault each statement of a proof that its source does not bear out."""
    check_data(file, check)
    story = PurePosixPath(file.path).stem
    text = check.texts.get(story)
    try:
        proof = json.loads(file.text)
    except (ValueError, RecursionError):
        return  # reported by check_data
    if not isinstance(proof, dict) or text is None:
        check.fault(file, 0, f"this is no proof of a story, or there is no source of {story}")
        return
    stated, whole = check.records.headers.extent(story), check.texts.whole(story) if check.texts.content else None
    for fact in faults_of_part(proof, whole, text, stated):
        check.fault(file, 0, fact)
    facts = (_on_source(proof, story, text, check), _on_places(proof, text), _on_ids(proof, story, check))
    left_out = filter(None, [fault_of_left_out(story, check.rows, check.records.fragments)])
    for fact in chain(*facts, faults_of_proof(story, text, check.records), left_out):
        check.fault(file, 0, fact)


def check_proofs(check: SiteCheck, folder: File, proved: frozenset[str]) -> None:
    """Fault each story with listed quotations that is not among those with a proof."""
    listed = {str(row.get("story")) for row in check.rows.values()}
    for story in sorted(listed - proved):
        check.fault(folder, 0, f"there is no proof of the story {story}")


def _on_source(proof: Mapping[str, Any], story: str, text: str, check: SiteCheck) -> Iterator[str]:
    if proof.get("story") != story:
        yield "it names another story"
    if proof.get("source_sha256") != sha256_text(text):
        yield "source_sha256 is not the hash of the source"
    received, sha256 = check.texts.received(story), proof.get("original_sha256", "")
    # A story whose file an editor wrote has no hash of what was received until its first split: null.
    if sha256 is not None and received is not None and sha256 != hashlib.sha256(received).hexdigest():
        yield "original_sha256 is not the hash of the source as received"
    if proof.get("characters") != len(text):
        yield f"characters is not {len(text)}, the length of the source"
    for row in _rows(proof, "earlier"):
        number = row.get("version")
        earlier = check.texts.get(f"{story}.{number}") if type(number) is int else None
        stated = row.get("source_sha256"), row.get("characters")
        if earlier is None or stated != (sha256_text(earlier), len(earlier)):
            yield f"source_sha256 or characters of text {number} are not those of the earlier source"


def _on_places(proof: Mapping[str, Any], text: str) -> Iterator[str]:
    """Yield where a place or its hash is missing, or is not as RFC 5147 counts it (CR LF is one character)."""
    breaks = [found.start() for found in re.finditer("\r\n", text)]
    for row in _rows(proof, "quotes"):
        start, end, name = row.get("start"), row.get("end"), row.get("id")
        if type(start) is not int or type(end) is not int or not isinstance(row.get("sha256"), str):
            yield f"{name} has no place or no hash"
        elif row.get("rfc5147") != f"char={start - bisect_left(breaks, start)},{end - bisect_left(breaks, end)}":
            yield f"rfc5147 of {name} is not the same place"


def _on_ids(proof: Mapping[str, Any], story: str, check: SiteCheck) -> Iterator[str]:
    proved = {row.get("id") for row in _rows(proof, "quotes")}
    wanted = check.listed(story)
    yield from (f"the quotation {name} is left out" for name in sorted(wanted - proved))
    yield from (f"{name} is no quotation of the story" for name in sorted(str(one) for one in proved - wanted))


def _rows(proof: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    rows = proof.get(key)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
