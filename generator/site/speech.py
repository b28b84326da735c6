"""How templates speak: Jinja's i18n extension with the words of the interface. An environment comes in, and learns."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context
from markupsafe import Markup

from generator.words import direction

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context

    from generator.words import Words

EXTENSION = "jinja2.ext.i18n"


def install(templates: Environment, words: Words) -> None:
    """Let templates say `_("…")` and `ngettext("%(num)s …", "%(num)s …", n)`; what is put in is escaped.

    `n|number` is a number as the language writes it, as `%(num)s` is too; `direction(lang)` is "ltr" or "rtl".
    """
    made: Any = templates
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(
        words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext, npgettext=words.npgettext
    )

    @lru_cache(maxsize=1_024, typed=True)
    def counted(is_html: bool, one: str, many: str, num: int, **values: object) -> str:  # noqa: FBT001
        said = words.ngettext(one, many, num)
        safe = Markup(said) if is_html else said  # noqa: S704  the catalogue's words are ours
        return safe % {"num": words.number(num), **values}

    @pass_context
    def ngettext(context: Context, one: str, many: str, num: int, **values: object) -> str:
        """Return the words for a count with the number as the language writes it; Jinja's own writes bare digits."""
        make = counted.__wrapped__ if values else counted  # what is put in need not be hashable
        return make(bool(context.eval_ctx.autoescape), one, many, num, **values)

    made.globals |= {"ngettext": ngettext, "direction": direction}
    made.filters["number"] = words.number
