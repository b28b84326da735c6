"""`/data/proof/<story>.json`: what a stranger checks a story by. Its file comes in, its faults go to the tally.

The words and hashes of the places in it are checked as in every JSON file (`data`); besides, what only a proof has: the
hashes of the files, the length of the text, the places as RFC 5147 counts them, and that no quotation is left out.
"""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_left
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from generator.text import sha256_text
from generator.verify.data import check_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.verify.tally import File, Tally

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
