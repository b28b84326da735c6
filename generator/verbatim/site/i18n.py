"""Gives templates the interface's words in the site's language, with the newsroom's own words in them.

Catalogues belong to the theme: `locale/<language>/LC_MESSAGES/verbatim.po`, read as they are, so that no compiled file
can be out of date. Babel reads them, and is imported only for a language that has one: English needs none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from verbatim.core import dates
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.i18n import Words, direction

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

KEY = "VERBATIM_WORDS"
OWN = "WORDS"
FOLDER, TEMPLATE, FILE = "locale", "verbatim.pot", "LC_MESSAGES/verbatim.po"
EXTENSION = "jinja2.ext.i18n"
_PLACEHOLDER = re.compile(r"%\((\w+)\)")
_LONE_PERCENT = re.compile(r"%(?!\(\w+\)s|%)")


def words_in(settings: Mapping[str, Any]) -> Words:
    """Return the interface's words in the site's language; ContentErrors where the newsroom's own do not fit."""
    lang, own = settings["DEFAULT_LANG"], settings.get(OWN) or {}
    folder = Path(settings["THEME"]) / FOLDER
    path = catalogue_of(folder, lang)
    if not path and not own:
        return Words(lang)
    catalogue = _read(path or folder / TEMPLATE)
    if own:
        _put(own, catalogue, _read(folder / TEMPLATE))
    return Words(lang, _compiled(catalogue))


def catalogue_of(folder: Path, lang: str) -> Path | None:
    """Return the catalogue nearest to a language: that of `pt-BR`, else that of `pt`, or None."""
    whole = lang.replace("-", "_")
    names = dict.fromkeys((whole, whole.partition("_")[0]))
    return next((folder / name / FILE for name in names if (folder / name / FILE).is_file()), None)


def _read(path: Path) -> Catalog:
    from babel.messages.catalog import Catalog  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    if not path.is_file():
        return Catalog()
    with path.open("rb") as file:
        return read_po(file)


def _compiled(catalogue: Catalog) -> GNUTranslations:
    from babel.messages.mofile import write_mo  # noqa: PLC0415

    made = BytesIO()
    catalogue.fuzzy = False  # or the header, which names the encoding, would be left out
    write_mo(made, catalogue)
    made.seek(0)
    return GNUTranslations(made)


def _put(own: Mapping[str, str | tuple[str, ...]], catalogue: Catalog, known: Catalog) -> None:
    """Put the newsroom's own words into a catalogue; ContentErrors where they do not fit the `known` messages."""
    errors = []
    for english, said in own.items():
        message = known.get(english)
        forms = (said,) if isinstance(said, str) else tuple(said)
        fault = _fault(message.id if message else None, english, forms)
        if fault:
            errors.append(fault)
        elif message:
            entry = catalogue.get(message.id) or catalogue.add(message.id)
            entry.string = said if isinstance(message.id, str) else forms
    if errors:
        raise ContentErrors(errors)


def _fault(known: Any, english: str, forms: tuple[str, ...]) -> ContentError | None:
    if known is None:
        fact, fix = f"{OWN} has “{english}”, which the site never says", f"Take a text from the theme's {TEMPLATE}"
        return ContentError("pelicanconf.py", 0, fact, f"{fix}, letter by letter")
    if (len(forms) == 1) != isinstance(known, str):
        fact = f"{OWN} gives “{english}” in the wrong number of forms"
        return ContentError("pelicanconf.py", 0, fact, "Write one text, or (one, many) for what is counted")
    wrong = [form for form in forms if set(_PLACEHOLDER.findall(form)) - set(_PLACEHOLDER.findall("".join(known)))]
    if wrong or any(_LONE_PERCENT.search(form.replace("%%", "")) for form in forms):
        fact = f"{OWN} gives “{english}” as “{(wrong or list(forms))[0]}”, whose %(…)s differ"
        return ContentError("pelicanconf.py", 0, fact, "Use the same ones, and write a per cent sign as %%")
    return None


def install(templates: Environment, words: Words) -> None:
    """Let templates say `_("…")` and `ngettext("%(num)s …", "%(num)s …", n)`; values are escaped.

    `n|number` is a number as the language writes it, and so is `%(num)s`; `direction(lang)` is "ltr" or "rtl";
    `date.edtf|shortened` is a date with short names of months.
    """
    environment: Any = templates
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(
        words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext, npgettext=words.npgettext
    )

    @pass_context
    def ngettext(context: Context, one: str, many: str, num: int, **values: object) -> str:
        """Return the words for a count, with the number as the language writes it; Jinja's own writes bare digits."""
        said = words.ngettext(one, many, num)
        safe = Markup(said) if context.eval_ctx.autoescape else said  # noqa: S704  the catalogue's words are ours
        return safe % {"num": words.number(num), **values}

    environment.globals |= {"ngettext": ngettext, "direction": direction}
    environment.filters |= {"number": words.number, "shortened": partial(dates.short, words=words)}
