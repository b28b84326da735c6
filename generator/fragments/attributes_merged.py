"""Which attributes has a mark that a person and a new split changed? Three versions come in, one or none goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Attributes that are one statement: what is stated, then how it was found. They are never mixed from two versions.
STATEMENTS = {
    "quote": (("speaker", "said-by"), ("via", "basis", "candidates", "why")),
    "moment": (("date",), ("basis", "why", "certainty")),
}
COUNTED = "part"  # the split's own: it counts the pieces as they are cut now


def attributes(
    kind: str, before: Mapping[str, str], after: Mapping[str, str], now: Mapping[str, str]
) -> dict[str, str] | None:
    """Return the merged attributes; None where a person and the new split say different things."""
    stated, told = STATEMENTS.get(kind, ((), ()))
    keys = dict.fromkeys((*now, *after))
    found = _single(COUNTED, now, now, now) or {}
    if any(key in keys or key in before for key in (*stated, *told)):
        statement = _statement(stated, (*stated, *told), (before, after, now))
        if statement is None:
            return None
        found |= statement
    for key in keys:
        if key not in (*stated, *told, COUNTED):
            value = _single(key, before, after, now)
            if value is None:
                return None
            found |= value
    return {key: found[key] for key in dict.fromkeys((*after, *now)) if key in found}


def _single(
    key: str, before: Mapping[str, str], after: Mapping[str, str], now: Mapping[str, str]
) -> dict[str, str] | None:
    values = [one.get(key) for one in (before, after, now)]
    if values[1] in (values[0], values[2]):
        kept = values[2]
    elif values[2] == values[0]:
        kept = values[1]
    else:
        return None
    return {} if kept is None else {key: kept}


def _statement(
    stated: tuple[str, ...], keys: tuple[str, ...], versions: tuple[Mapping[str, str], ...]
) -> dict[str, str] | None:
    """Return a whole statement of one version: the person's, where the new split states what it did or what they do."""
    before, after, now = ({key: one[key] for key in keys if key in one} for one in versions)
    if after == before:
        return now
    if _of(now, stated) in (_of(before, stated), _of(after, stated)):
        return after
    return None


def _of(statement: Mapping[str, str], keys: tuple[str, ...]) -> tuple[str | None, ...]:
    return tuple(statement.get(key) for key in keys)
