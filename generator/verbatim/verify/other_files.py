"""iCalendar files (RFC 5545): the file comes in, its faults go to the tally.

An event's DESCRIPTION is the slice that X-VERBATIM-SOURCE names; its SUMMARY begins
as that slice does, and may end in the words for the date of X-VERBATIM-WHEN.
"""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import re
import zlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from verbatim.verify.markup import STRIDE, Kind, Walk, line_at, tokens
from verbatim.verify.pages import check_pasted
from verbatim.verify.quotations import (
    UNPLACED,
    Walked,
    begins_otherwise,
    blocks,
    check_loose,
    cited,
    difference,
    difference_but_for_layout,
    excerpt,
    faults_of,
    spoiled_in,
)
from verbatim.verify.reference import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verbatim.verify.markup import Element
    from verbatim.verify.reference import File, Tally


# ---- verify/calendars.py

_FOLD = re.compile(r"\r?\n[ \t]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def check_calendar(file: File, tally: Tally) -> None:
    """Check one calendar."""
    for line, event in _events(file.text):
        place = cited(f"sources/{event.get('X-VERBATIM-SOURCE', '')}")
        if place is None:
            tally.fault(file, line, "an event carries no place in a source")
            continue
        tally.passages += 1
        if told := difference_but_for_layout(place, event.get("DESCRIPTION", ""), tally.texts):
            tally.fault(file, line, told)
        summary = event.get("SUMMARY", "").removesuffix(f" ({event.get('X-VERBATIM-WHEN', '')})")
        if told := begins_otherwise(place, summary, tally.texts):
            tally.fault(file, line, f"in SUMMARY {told}")


def _events(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield each event's first line and its properties, unfolded and unescaped."""
    unfolded = _FOLD.sub(lambda fold: "\v" * fold[0].count("\n"), text)
    line, began = 1, 0
    event: dict[str, str] = {}
    for raw in unfolded.split("\n"):
        name, _, value = raw.rstrip("\r").replace("\v", "").partition(":")
        if (name, value) == ("BEGIN", "VEVENT"):
            began, event = line, {}
        elif (name, value) == ("END", "VEVENT"):
            yield began, event
        else:
            event[name.partition(";")[0]] = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
        line += 1 + raw.count("\v")


# ---- verify/drawings.py


def grammar(found: Element, walk: Walk) -> Sequence[Kind]:
    """Say what an element of a drawing opens."""
    del walk
    if "data-char" in found.attributes:
        return ("slice",)
    return ("ornament",) if found.attributes.get("aria-hidden") == "true" else ()


def check_drawing(file: File, tally: Tally) -> None:
    """Check one drawing."""
    page = Walked(file, Walk(file.text, grammar).run(), tally)
    for stretch in page.seen.stretches:
        if stretch.kind == "slice":
            page.check_slice(stretch)
    for text in blocks(page.seen):
        for fact in spoiled_in(text, "a line", tally):
            tally.fault(file, 0, fact, UNPLACED)
    check_loose(page)


# ---- verify/feeds.py

MARKUP = frozenset(("content", "summary", "description", "content:encoded"))
PLAIN = frozenset(("title", "subtitle", "name", "category", "author", "dc:creator", "media:description"))


def check_feed(file: File, tally: Tally) -> None:
    """Check one feed."""
    for name, text, line in _elements(file.text):
        if name in MARKUP:
            check_pasted(text, file, tally, line - 1)
        else:
            for fact in faults_of(html.unescape(text), f"<{name}>", tally):
                tally.fault(file, line, fact, UNPLACED)


def _elements(markup: str) -> Iterator[tuple[str, str, int]]:
    """Yield name, text and line of each element that holds markup or plain words."""
    parts = tokens(markup)
    name, opened, texts = "", 0, [""]
    for at in range(1, len(parts), STRIDE):
        texts.append(html.unescape(parts[at - 1] or ""))
        token, tag = parts[at] or "", (parts[at + 2] or "").lower()
        if token.startswith("<![CDATA["):
            texts.append(token[9:-3])
        elif tag == f"/{name}" and name:
            yield name, "".join(texts), line_at(parts, opened + STRIDE - 1)
            name = ""
        elif tag in MARKUP or tag in PLAIN:
            name, opened, texts = tag, at, []


# ---- verify/rows.py

# A cell that a spreadsheet would take for a formula is written with an apostrophe before it.
_DEFUSED = re.compile(r"'(?='*[=+\-@\t\r\n＝＋－＠])")


def check_rows(file: File, tally: Tally) -> None:
    """Check one CSV file; one without such columns holds no slices."""
    reader = csv.DictReader(io.StringIO(file.text, newline=""))
    columns = reader.fieldnames or ()
    slices = [name[:-4] for name in columns if name.endswith("text") and f"{name[:-4]}start" in columns]
    if "story" not in columns:
        return
    for row in reader:
        for name in slices:
            _check_slice(name, row, (file, reader.line_num), tally)


def _check_slice(name: str, row: Mapping[str, str | None], where: tuple[File, int], tally: Tally) -> None:
    start, end = row[f"{name}start"] or "", row.get(f"{name}end") or ""
    if not (start.isdigit() and end.isdigit()):
        return
    tally.passages += 1
    place = Place(row["story"] or "", int(start), int(end))
    text = row[f"{name}text"] or ""
    told = difference(place, text, tally.texts)
    if told and difference(place, text[1:] if _DEFUSED.match(text) else text, tally.texts):
        tally.fault(*where, told)


# ---- verify/search.py

MARK = b"pagefind_dcd"
FRAGMENTS = "pagefind/fragment/*.pf_fragment"


def check_fragment(file: File, data: bytes, tally: Tally) -> None:
    """Check one result of the search."""
    try:
        held = gzip.decompress(data)
        card = json.loads(json.loads(held.removeprefix(MARK))["url"])
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError):
        tally.fault(file, 0, "a result of the search cannot be read")
        return
    for story, char, words in _slices(card):
        tally.passages += 1
        if told := _difference(story, char, words, tally):
            tally.fault(file, 0, f"in the search {told}")


def _slices(value: Any) -> Iterator[tuple[str, str, str]]:
    """Yield every slice within a card."""
    if not isinstance(value, dict):
        return
    if value.get("char"):
        yield str(value.get("story")), str(value["char"]), str(value.get("words"))
    for inner in value.values():
        yield from _slices(inner)


def _difference(story: str, char: str, words: str, tally: Tally) -> str:
    text = tally.texts.get(story)
    if text is None:
        return f"words are of {story}, which has no source"
    start, _, end = char.partition(",")
    if not (start.isdecimal() and end.isdecimal()):
        return f"“{char}” is no place in a source"
    place = Place(story, int(start), int(end))
    if text[place.start : place.end] == words:
        return ""
    return f"the words at {story} {char} are not those of the source"


# ---- verify/originals.py


def original_of(sources: Path, story: str) -> Path | None:
    """Return the file that a site publishes as received: one beside the text where the bytes differ, else the text."""
    beside = sorted(sources.glob(f"{story}.original.*"))
    path = beside[0] if beside else sources / f"{story}.txt"
    return path if path.is_file() else None


def check_original(file: File, tally: Tally) -> None:
    """Fault a published text that is not, code point for code point, the decoded source."""
    story = PurePosixPath(file.path).stem
    text = tally.texts.get(story)
    if text is None:
        tally.fault(file, 0, f"there is no source of a story {story}")
    elif text != file.text:
        at = next((i for i, (a, b) in enumerate(zip(text, file.text, strict=False)) if a != b), 0)
        line = file.text.count("\n", 0, at) + 1
        tally.fault(file, line, f"the text differs from the source: {excerpt(file.text, at)} / {excerpt(text, at)}")


def check_received(file: File, data: bytes, tally: Tally) -> None:
    """Fault a published original that is not, byte for byte, the file that was received."""
    story = PurePosixPath(file.path).name.partition(".original.")[0]
    received = tally.texts.received(story)
    if received is None:
        tally.fault(file, 0, f"there is no source of a story {story}")
    elif received != data:
        tally.fault(file, 0, "the bytes differ from those of the source as received")
