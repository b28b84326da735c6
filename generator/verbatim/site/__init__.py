"""Builds the site with Pelican, and keeps the last build's results to make the next one fast.

Nothing outside this package and the development server imports Pelican.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verbatim.site.build import build_site

__all__ = ["build_site"]


def __getattr__(name: str) -> Any:
    """Import lazily: `verbatim build` with nothing changed needs one small module of this package."""
    if name != "build_site":
        raise AttributeError(name)
    from verbatim.site.build import build_site  # noqa: PLC0415

    return build_site
