"""JSON-LD in pages: its text comes in; a Quotation whose text is not the source's goes to the tally."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.verify.slices import cited, difference_but_for_layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.verify.place import Place
    from generator.verify.walked import Walked


def check_linked(content: str, page: Walked, token: int) -> None:
    """Check one `application/ld+json` script: a string beside each Quotation's text cites its place."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        page.fault(token, "the JSON-LD cannot be read")
        return
    for quotation in _quotations(value):
        place = next((found for text in _strings(quotation) if (found := cited(text))), None)
        _check_text(quotation["text"], place, page, token)


def _check_text(text: str, place: Place | None, page: Walked, token: int) -> None:
    if place is None:
        page.fault(token, "a Quotation in JSON-LD carries no place")
        return
    page.tally.passages += 1
    if told := difference_but_for_layout(place, text, page.tally.texts):
        page.fault(token, told)


def _quotations(value: Any) -> Iterator[Mapping[str, Any]]:
    waiting = [value]
    while waiting:
        this = waiting.pop()
        if isinstance(this, dict):
            if this.get("@type") == "Quotation" and isinstance(this.get("text"), str):
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
