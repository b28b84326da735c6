"""Translates the interface: gettext catalogues, plurals, numbers, writing direction, names of languages.

`verbatim.site.i18n` reads a catalogue; English needs none, since its words are the msgids. Python's msgids stand at
the call, as `words.gettext("…")`, or in a table as `msgid("…")`, where `make messages` finds them.
"""

from dataclasses import dataclass, field
from functools import cache
from gettext import NullTranslations
from typing import Literal

Direction = Literal["ltr", "rtl"]

# Written from right to left: languages by their first subtag, and scripts, where a tag names one.
_LANGUAGES = frozenset(
    ("ar", "azb", "ckb", "dv", "fa", "he", "khw", "lrc", "mzn", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur", "yi")
)
_SCRIPTS = frozenset(("adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa"))
_SCRIPT_LENGTH = 4


def msgid(text: str) -> str:
    """Return `text`; marks a string of a table for the catalogue, to be looked up where it is shown."""
    return text


def msgid_in(context: str, text: str) -> tuple[str, str]:
    """Return both; marks a string with a context for the catalogue, to be looked up by `pgettext`."""
    return context, text


_UNREAD = "We cannot yet read "


@cache
def direction(lang: str) -> Direction:
    """Return the direction in which a language, by its tag (BCP 47), is written: left to right if unknown."""
    first, *others = lang.lower().replace("_", "-").split("-")
    script = next((part for part in others if len(part) == _SCRIPT_LENGTH and part.isalpha()), "")
    return "rtl" if (script in _SCRIPTS if script else first in _LANGUAGES) else "ltr"


def language_name(tag: str, lang: str = "en") -> str:
    """Return the name of a language, by its tag (BCP 47), in the language `lang`; empty where CLDR has none."""
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415  few texts are in a language that is not read

    first = tag.lower().replace("_", "-").partition("-")[0]
    try:
        return "" if first == "und" else str(Locale.parse(lang, sep="-").languages.get(first, ""))
    except (UnknownLocaleError, ValueError):
        return ""


def translated_name(name: str, lang: str) -> str:
    """Return the English name of a language in the language `lang`, or as it is where CLDR does not have both."""
    from babel.core import Locale  # noqa: PLC0415  as above

    tag = next((tag for tag, english in Locale("en").languages.items() if english == name), "")
    return language_name(tag, lang) or name


def unread_reason(tag: str) -> str:
    """Return the reason why a quotation of a text in this language has no speaker: we do not look for one."""
    return f"{_UNREAD}{language_name(tag) or 'this language'} for speakers"


def is_unread_reason(why: str) -> bool:
    """Return whether a reason says that the text's language is not read for speakers."""
    return why.startswith(_UNREAD)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The interface's language (a tag of BCP 47, as `de` or `pt-BR`) with its catalogue."""

    lang: str = "en"
    catalogue: NullTranslations = field(default_factory=NullTranslations)

    @property
    def translates(self) -> bool:
        """Whether there is a catalogue at all; without one every msgid is shown as it is."""
        return type(self.catalogue) is not NullTranslations

    def gettext(self, message: str) -> str:
        """Return the translation of a msgid; the msgid itself where the catalogue has none."""
        return self.catalogue.gettext(message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Return the translation in the plural form that `count` needs in this language."""
        return self.catalogue.ngettext(one, many, count)

    def pgettext(self, context: str, message: str) -> str:
        """Return the translation of a msgid that means several things, by its context."""
        return self.catalogue.pgettext(context, message)

    def npgettext(self, context: str, one: str, many: str, count: int) -> str:
        """Return the translation of a msgid with a context, in the plural form that `count` needs."""
        return self.catalogue.npgettext(context, one, many, count)

    def number(self, count: int) -> str:
        """Return a whole number with the language's thousands separator."""
        return f"{count:,}".replace(",", self.pgettext("between thousands", ","))

    def counted(self, one: str, many: str, count: int) -> str:
        """Return `ngettext` with the formatted number in place of `%(num)s`."""
        return self.ngettext(one, many, count) % {"num": self.number(count)}


ENGLISH = Words()
