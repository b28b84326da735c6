"""JSON files: `/data/*.json`, oEmbed, proof. The file comes in, its faults go to the tally.

An object with `start` and `end` is a slice: its words and `sha256` are held against the source of its `story`, or of
the nearest object around it that names one. `html` is checked as pasted code; quoted words in any other string must
stand in a source.
"""

from __future__ import annotations

import json
import re
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.text import sha256_text
from generator.verify.headlines import headline_fault
from generator.verify.pasted import check_pasted
from generator.verify.place import Place
from generator.verify.slices import cited, difference
from generator.verify.speech import UNPLACED, faults_of
from generator.verify.stood import new_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.verify.tally import File, Tally

WORDS = ("text", "words", "exact")
VERSION = "of_version"
# An id, a date, an address: one word of ASCII without a mark that could open a quotation or a tag. Most strings are.
_BARE = re.compile(r"[!#-&(-;=-~]*+")
_STEM = re.compile(r"([^/]+)\.json$")


class Item(NamedTuple):
    """A value of a JSON file, the keys that lead to it, and the story that it is about."""

    pointer: str
    story: str
    value: Any


def check_data(file: File, tally: Tally) -> None:
    """Check one JSON file."""
    stem = _STEM.search(file.path)
    story = stem[1] if stem and tally.texts.get(stem[1]) is not None else ""
    try:
        roots = list(_roots(file, story, tally))
    except (ValueError, RecursionError) as error:
        tally.fault(file, getattr(error, "lineno", 0), "this is not JSON")
        return
    for item in chain.from_iterable(map(_items, roots)):
        if isinstance(item.value, dict):
            _check_object(item, file, tally)
        elif isinstance(item.value, str):
            _check_words(item, file, tally)


def _roots(file: File, story: str, tally: Tally) -> Iterator[Item]:
    """Yield what a file holds: all of it, or of a list that stood before the rows that are new."""
    rows = new_rows(file.text, tally.stood.get(file.path, ""))
    if rows is None:
        yield Item("", story, json.loads(file.text))
    else:
        yield from (Item(f"/{row.number}", story, json.loads(row.text)) for row in rows)


def _items(root: Item) -> Iterator[Item]:
    """Yield every object and loose string of a file, in order; without recursion, so that a deep file is no trap."""
    waiting = [root]
    while waiting:
        item = waiting.pop()
        yield item
        story, inner = item.story, []
        if isinstance(item.value, dict):
            story = _story(item)
            skipped = WORDS if _place(item) or VERSION in item.value else ("selector",) if _selected(item) else ()
            inner = [(key, value) for key, value in item.value.items() if key not in skipped]
        elif isinstance(item.value, list):
            inner = list(enumerate(item.value))
        waiting.extend(Item(f"{item.pointer}/{key}", story, value) for key, value in reversed(inner))


def _story(item: Item) -> str:
    named = item.value.get("story")
    return named if isinstance(named, str) and named else item.story


def _place(item: Item) -> Place | None:
    start, end = item.value.get("start"), item.value.get("end")
    return Place(_story(item), start, end) if type(start) is int and type(end) is int else None


def _selected(item: Item) -> Item | None:
    """Join the selectors of a W3C Web Annotation's target into one object with `start`, `end` and `exact`."""
    selectors = item.value.get("selector")
    source = cited(f"{item.value.get('source')}#char=0,0")
    if source is None or not isinstance(selectors, list):
        return None
    joined = {key: value for selector in selectors if isinstance(selector, dict) for key, value in selector.items()}
    return Item(f"{item.pointer}/selector", source.story, joined)


def _check_object(item: Item, file: File, tally: Tally) -> None:
    if told := headline_fault(item.value, tally.texts):
        tally.fault(file, 0, f"at {item.pointer} {told}")
    if VERSION in item.value:
        _check_version(item, file, tally)
        return
    item = _selected(item) or item
    place = _place(item)
    if place is None:
        return
    tally.passages += 1
    where = item.pointer or "/"
    for words in (item.value.get(key) for key in WORDS):
        if isinstance(words, str) and (told := difference(place, words, tally.texts)):
            tally.fault(file, 0, f"at {where} {told}")
    for told in _around(item.value, place, tally):
        tally.fault(file, 0, f"at {where} {told}")
    text = tally.texts.get(place.story)
    sha256 = item.value.get("sha256")
    if text is not None and sha256 is not None and sha256 != sha256_text(text[place.start : place.end]):
        tally.fault(file, 0, f"at {where} the sha256 is not that of {place}")


def _check_version(item: Item, file: File, tally: Tally) -> None:
    """Hold an earlier version of a quotation against the ledger: its words, where they are told, and their hash."""
    key = item.value[VERSION]
    tally.passages += 1
    if not isinstance(key, str) or not tally.ledgers.holds(key, item.value.get("words"), item.value.get("sha256")):
        tally.fault(file, 0, f"at {item.pointer} the ledger has no version {key} with these words and this hash")


def _around(value: Mapping[str, Any], place: Place, tally: Tally) -> Iterator[str]:
    """Yield how what a selector has before and after its words differs from the source."""
    for key, start, end in (("prefix", None, place.start), ("suffix", place.end, None)):
        words = value.get(key)
        if isinstance(words, str) and words:
            at = place.start - len(words) if start is None else start
            beside = Place(place.story, at, at + len(words) if end is None else end)
            if told := difference(beside, words, tally.texts):
                yield f"in {key} {told}"


def _check_words(item: Item, file: File, tally: Tally) -> None:
    if _BARE.fullmatch(item.value):
        return
    if item.pointer.endswith("/html") or "<blockquote" in item.value:
        check_pasted(item.value, file, tally)
    else:
        for fact in faults_of(item.value, item.pointer, tally):
            tally.fault(file, 0, fact, UNPLACED)


def rows_of(text: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the rows of `/data/quotes.json` by id; none where the file cannot be read as such."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    rows = value.get("quotes") if isinstance(value, dict) else value
    return {row["id"]: row for row in rows or () if isinstance(row, dict) and isinstance(row.get("id"), str)}
