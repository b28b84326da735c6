"""Catalogues for templates and pages. The site's language comes in, its words go out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.words import Words

if TYPE_CHECKING:
    from jinja2 import Environment

EXTENSION = "jinja2.ext.i18n"


def words_in(lang: str) -> Words:
    """Return the interface's words in a language."""
    return Words(lang)


def install(templates: Environment, words: Words) -> None:
    """Let templates say `_("…")` and `ngettext("%(num)s …", "%(num)s …", n)`; what is put in is escaped."""
    made: Any = templates
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(
        words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext, npgettext=words.npgettext
    )
