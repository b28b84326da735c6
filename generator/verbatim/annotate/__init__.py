"""Reads a text: who said what, who is who, what happened when, and which numbers mean what.

`read` is loaded on first use, so that a part such as the finder of sentences can be used without the rest.
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
