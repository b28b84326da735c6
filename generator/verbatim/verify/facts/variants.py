"""Holds which quotations a site says are the same words to the headers Same-As of the newsroom's fragments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verbatim.verify.facts.records import Fragments


def faults_of_variants(rows: Mapping[str, Mapping[str, Any]], fragments: Fragments) -> Iterator[str]:
    """Yield how a list of quotations joins some that the fragments do not join, or not with all of their group."""
    for name, row in rows.items():
        others = _variants(row)
        for other in sorted(others):
            if _variants(rows.get(other, {})) != (others | {name}) - {other}:
                yield f"{name} is the same words as {other}, which is not so for {other}"
        if others and (unjoined := sorted(others - _joined(name, rows, fragments))):
            yield f"{name} is the same words as {unjoined[0]}, which no fragment says"


def fault_of_left_out(story: str, rows: Mapping[str, Mapping[str, Any]], fragments: Fragments) -> str:
    """Return which quotations the fragments of a story join as the same words, and a site does not."""
    spans = fragments.of(story)
    for one, other in spans.same if spans else ():
        pair = rows.get(one), rows.get(other)
        if all(row and not row.get("withdrawn") for row in pair) and other not in _variants(pair[0] or {}):
            return f"{one} is not said to be the same words as {other}, as its fragment does"
    return ""


def _variants(row: Mapping[str, Any]) -> set[str]:
    listed = row.get("variants")
    return {str(one) for one in listed} if isinstance(listed, list) else set()


def _joined(name: str, rows: Mapping[str, Mapping[str, Any]], fragments: Fragments) -> set[str]:
    """Return what the fragments join with a quotation, in however many steps; all where they are not at hand."""
    group = _variants(rows[name]) | {name}
    spans = [fragments.of(str(rows.get(one, {}).get("story"))) for one in sorted(group)]
    if None in spans:
        return group
    pairs = {pair for one in spans if one for pair in one.same}
    found, size = {name}, 0
    while size < len(found):
        size = len(found)
        found |= {end for pair in pairs if found & {*pair} for end in pair}
    return found
