"""Reads a text: quotations and who spoke them, people, moments, numbers.

The reader is loaded when somebody asks for it: whoever needs a part of it alone, such as sentences, loads that part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verbatim.annotate.reading import read


__all__ = ["read"]


def __getattr__(name: str) -> object:
    if name != "read":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from verbatim.annotate.reading import read  # noqa: PLC0415

    return read
