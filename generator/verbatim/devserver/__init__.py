"""The development server: rebuilds at every change, previews edited stories, and serves the site meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verbatim.devserver.server import serve

__all__ = ["serve"]


def __getattr__(name: str) -> Any:
    """Import lazily: modules of this package are run as programs."""
    if name != "serve":
        raise AttributeError(name)
    from verbatim.devserver.server import serve  # noqa: PLC0415

    return serve
