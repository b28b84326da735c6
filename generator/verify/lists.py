"""The lists under a site's `/data/` that other checks ask: a site's folder comes in, rows by id go out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.verify.data import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

QUOTES, HISTORY = "data/quotes.json", "data/history.json"


def listed_rows(site: Path, name: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the rows of a list by id; none where there is no such list."""
    path = site / name
    return rows_of(path.read_text(encoding="utf-8", errors="replace")) if path.is_file() else {}


def said_in(rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the words of all quotations of `/data/quotes.json`."""
    return [row["text"] for row in rows.values() if isinstance(row.get("text"), str)]
