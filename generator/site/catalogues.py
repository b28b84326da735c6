"""Catalogues for templates and pages. The site's language comes in, its words go out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import pass_context
from markupsafe import Markup

from generator.words import Words, direction

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context

EXTENSION = "jinja2.ext.i18n"


def words_in(lang: str) -> Words:
    """Return the interface's words in a language."""
    return Words(lang)


def install(templates: Environment, words: Words) -> None:
    """Let templates say `_("…")` and `ngettext("%(num)s …", "%(num)s …", n)`; what is put in is escaped.

    `n|number` is a number as the language writes it, as `%(num)s` is too.
    """
    made: Any = templates
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(
        words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext, npgettext=words.npgettext
    )

    @pass_context
    def ngettext(context: Context, one: str, many: str, num: int, **values: object) -> str:
        """Return the words for a count with the number as the language writes it; Jinja's own writes bare digits."""
        said = words.ngettext(one, many, num)
        safe = Markup(said) if context.eval_ctx.autoescape else said  # noqa: S704  the catalogue's words are ours
        return safe % {"num": words.number(num), **values}

    made.globals["ngettext"] = ngettext
    made.filters["number"] = words.number
    made.globals["direction"] = direction
