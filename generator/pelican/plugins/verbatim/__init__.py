"""Verbatim where Pelican looks for plugins by itself: in its namespace `pelican.plugins`."""

from verbatim import register

__all__ = ["register"]
