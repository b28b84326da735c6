"""Verbatim: from a news text to a site in which every quote can be checked.

As a Pelican plugin it is named in `PLUGINS = ["verbatim"]`; as a program it is run by `verbatim`.
"""

from __future__ import annotations


def register() -> None:
    """Join Pelican. Pelican calls this; it is imported here, so that nothing else of the program imports it."""
    from verbatim.site.pelican.plugin import connect  # noqa: PLC0415

    connect()
