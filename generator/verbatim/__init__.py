"""Verbatim: from a news text to a site in which every quote can be checked.

As a program it is run by `verbatim`. As a plugin Pelican finds it by itself where it is installed; settings that list
plugins name it in `PLUGINS = ["verbatim"]`, and its theme as `THEME = verbatim.theme()`.
"""

from __future__ import annotations

__all__ = ["register", "theme"]


def register() -> None:
    """Connect to Pelican, which calls this."""
    from verbatim.site.pelican.entry import connect  # noqa: PLC0415  nothing else of the program needs Pelican

    connect()


def theme() -> str:
    """Return the folder of the theme: in the installed package, or at the top of the checkout."""
    from pathlib import Path  # noqa: PLC0415  every command imports this package, and few ask for the theme

    package = Path(__file__).parent
    installed = package / "theme"
    return str(installed if installed.is_dir() else package.parents[1] / "theme")
