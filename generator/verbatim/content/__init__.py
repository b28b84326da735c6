"""Sources, and the files that editors work on: splits and merges sources, loads content for a build.

The names of the face load on first use: a command with nothing to split loads neither the annotator nor the store.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verbatim.content.splitting.split import SplitResult
    from verbatim.content.splitting.split import split_source as split
    from verbatim.content.store import Content, load

__all__ = ["Content", "SplitResult", "load", "split"]

_PLACES = {
    "Content": ("store", "Content"),
    "SplitResult": ("splitting.split", "SplitResult"),
    "load": ("store", "load"),
    "split": ("splitting.split", "split_source"),
}


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _PLACES[name]
    return getattr(import_module(f"{__name__}.{module}"), attribute)
