"""The settings as a document: those that are Verbatim's own, and those of Pelican's that it sets otherwise."""

from __future__ import annotations

import json

from pelican.settings import DEFAULT_CONFIG

from docs.reference.blocks import table
from verbatim.site.settings import A_BLOGS, DEFAULTS, FIXED, OWN, THEIRS


def own() -> str:
    """Return the table of Verbatim's own settings."""
    rows = ((f"`{name}`", _code(default), meaning) for name, (default, meaning) in OWN.items())
    return table(("setting", "default", "what it does"), rows)


def changed() -> str:
    """Return the table of Pelican's settings for which Verbatim has another default."""
    differing = {name: ours for name, ours in DEFAULTS.items() if ours != DEFAULT_CONFIG.get(name)}
    rows = (
        (f"`{name}`", _code(ours), _code(DEFAULT_CONFIG.get(name)), _note(name)) for name, ours in differing.items()
    )
    return table(("setting", "Verbatim's", "Pelican's", "Pelican's kept in"), rows)


def _note(name: str) -> str:
    kept = [where for where, names in (("a blog", A_BLOGS), ("another theme", THEIRS)) if name in names]
    return ", ".join([*kept, *(["fixed"] if name in FIXED else [])])


def _code(value: object) -> str:
    if isinstance(value, list):
        return f"`{json.dumps(value)}`"
    return f'`"{value}"`' if isinstance(value, str) else f"`{value}`"
