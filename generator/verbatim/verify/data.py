"""JSON files: `/data/*.json`, oEmbed, proof. The file comes in, its faults go to the tally.

An object with `start` and `end` is a slice: its words and `sha256` are held against the source of its `story`, or of
the nearest object around it that names one. `html` is checked as pasted code; quoted words in any other string must
stand in a source.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from bisect import bisect_left
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from verbatim.core.text import sha256_text
from verbatim.verify.pages import check_pasted
from verbatim.verify.quotations import UNPLACED, begins_otherwise, cited, difference, faults_of
from verbatim.verify.reference import Place
from verbatim.verify.sums import new_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from verbatim.verify.reference import File, Tally, Texts


# ---- verify/headlines.py

_CITE = re.compile(r"""<blockquote\b[^>]*?\bcite="([^"]*)\"""")
_TAG = re.compile(r"<[^<>]*+>")


def headline_fault(value: Mapping[str, Any], texts: Texts) -> str:
    """Tell how an object's `headline` differs from the slice that the quotation in its `text` cites; empty if not."""
    headline, text = value.get("headline"), value.get("text")
    if not isinstance(headline, str) or not isinstance(text, str) or not (found := _CITE.search(text)):
        return ""
    place = cited(html.unescape(found[1]))
    return begins_otherwise(place, html.unescape(_TAG.sub("", headline)), texts) if place else ""


# ---- verify/data.py

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


# ---- verify/proofs.py

FOLDER = "data/proof"


def check_proof(file: File, tally: Tally) -> None:
    """Fault each statement of a proof that its source does not bear out."""
    check_data(file, tally)
    story = PurePosixPath(file.path).stem
    text = tally.texts.get(story)
    try:
        proof = json.loads(file.text)
    except (ValueError, RecursionError):
        return  # `check_data` has said so
    if not isinstance(proof, dict) or text is None:
        tally.fault(file, 0, f"this is no proof of a story, or there is no source of {story}")
        return
    facts = (_of_file(proof, story, text, tally), _of_earlier(proof, story, tally), _of_places(proof, text))
    for fact in chain(*facts, _of_others(proof, story, tally)):
        tally.fault(file, 0, fact)


def check_proofs(tally: Tally, shown: File, proved: frozenset[str]) -> None:
    """Fault each story with listed quotations that has no proof; `proved` are those that have one."""
    listed = {str(row.get("story")) for row in tally.rows.values()}
    for story in sorted(listed - proved):
        tally.fault(shown, 0, f"there is no proof of the story {story}")


def _of_file(proof: Mapping[str, Any], story: str, text: str, tally: Tally) -> Iterator[str]:
    if proof.get("story") != story:
        yield "it names another story"
    if proof.get("source_sha256") != sha256_text(text):
        yield "source_sha256 is not the hash of the source"
    received, told = tally.texts.received(story), proof.get("original_sha256", "")
    # A story whose file an editor wrote has no hash of what was received until its first split: null.
    if told is not None and received is not None and told != hashlib.sha256(received).hexdigest():
        yield "original_sha256 is not the hash of the source as received"
    if proof.get("characters") != len(text):
        yield f"characters is not {len(text)}, the length of the source"


def _of_earlier(proof: Mapping[str, Any], story: str, tally: Tally) -> Iterator[str]:
    """Yield where an earlier text of the source is not the one that the proof tells of."""
    for row in _rows(proof, "earlier"):
        number = row.get("version")
        text = tally.texts.get(f"{story}.{number}") if type(number) is int else None
        if text is None or row.get("source_sha256") != sha256_text(text) or row.get("characters") != len(text):
            yield f"source_sha256 or characters of text {number} are not those of the earlier source"


def _of_places(proof: Mapping[str, Any], text: str) -> Iterator[str]:
    """Yield where a place is missing, has no hash, or is counted otherwise than RFC 5147 does (CR LF is one)."""
    ends = [found.start() for found in re.finditer("\r\n", text)]
    for row in _rows(proof):
        start, end, name = row.get("start"), row.get("end"), row.get("id")
        if type(start) is not int or type(end) is not int or not isinstance(row.get("sha256"), str):
            yield f"{name} has no place or no hash"
        elif row.get("rfc5147") != f"char={_counted(start, ends)},{_counted(end, ends)}":
            yield f"rfc5147 of {name} is not the same place"


def _counted(offset: int, ends: list[int]) -> int:
    return offset - bisect_left(ends, offset)


def _of_others(proof: Mapping[str, Any], story: str, tally: Tally) -> Iterator[str]:
    held = {row.get("id") for row in _rows(proof)}
    wanted = {name for name, row in tally.rows.items() if row.get("story") == story}
    yield from (f"the quotation {name} is left out" for name in sorted(wanted - held))
    yield from (f"{name} is no quotation of the story" for name in sorted(str(one) for one in held - wanted))


def _rows(proof: Mapping[str, Any], key: str = "quotes") -> list[dict[str, Any]]:
    rows = proof.get(key)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


# ---- verify/lists.py

QUOTES, HISTORY = "data/quotes.json", "data/history.json"


def listed_rows(site: Path, name: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the rows of a list by id; none where there is no such list."""
    path = site / name
    return rows_of(path.read_text(encoding="utf-8", errors="replace")) if path.is_file() else {}


def said_in(rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the words of all quotations of `/data/quotes.json`."""
    return [row["text"] for row in rows.values() if isinstance(row.get("text"), str)]
