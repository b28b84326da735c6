"""JSON-LD in pages: its text comes in; a Quotation whose text is not the source's goes to the tally."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.verify.slices import cited, difference_but_for_layout
from generator.verify.speech import UNPLACED, spoiled_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.verify.place import Place
    from generator.verify.walked import Walked

NAMING = ("headline", "name", "description")


def check_linked(content: str, page: Walked, token: int) -> None:
    """Check one `application/ld+json` script: a string beside each Quotation's text cites its place."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        page.fault(token, "the JSON-LD cannot be read")
        return
    for found in _objects(value):
        for key in NAMING:
            if isinstance(found.get(key), str):
                _fault_each(spoiled_in(found[key], key, page.tally), page, token)
        if found.get("@type") != "Quotation" or not isinstance(found.get("text"), str):
            continue
        place = next((cite for text in _strings(found) if (cite := cited(text))), None)
        _check_text(found["text"], place, page, token)


def _fault_each(facts: Iterable[str], page: Walked, token: int) -> None:
    for fact in facts:
        page.fault(token, fact, UNPLACED)


def _check_text(text: str, place: Place | None, page: Walked, token: int) -> None:
    if place is None:
        page.fault(token, "a Quotation in JSON-LD carries no place")
        return
    page.tally.passages += 1
    if told := difference_but_for_layout(place, text, page.tally.texts):
        page.fault(token, told)


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
