"""The laws that `verify` holds pages and data files to, as tables."""

from __future__ import annotations

from docs.reference.blocks import table
from verbatim.verify.law import LAWS
from verbatim.verify.rows import ROW_LAWS


def of_pages() -> str:
    """Return the table of the laws of pages: which elements, and what must be so of each."""
    return table(("elements", "what must be so"), ((f"`{', '.join(law.selectors)}`", law.meaning) for law in LAWS))


def of_rows() -> str:
    """Return the table of the laws of data files: keys of which an object has one, and what must be so of it."""
    return table(("objects with", "what must be so"), ((f"`{', '.join(law.keys)}`", law.meaning) for law in ROW_LAWS))
