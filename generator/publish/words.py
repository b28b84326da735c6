"""The words of the interface in its language. English msgids come in, what the reader sees goes out.

A catalogue is read by `generator.site.catalogues`; English needs none, since the msgids are its words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from gettext import NullTranslations


@dataclass(frozen=True, slots=True)
class Words:
    """The interface's language (a tag of BCP 47, as `de` or `pt-BR`) with its catalogue. Nothing in it changes."""

    lang: str = "en"
    catalogue: NullTranslations = field(default_factory=NullTranslations, compare=False)

    def gettext(self, message: str) -> str:
        """Return the words for a msgid; the msgid itself where the catalogue has none."""
        return self.catalogue.gettext(message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Return the words for a msgid in the number that `count` asks for in this language."""
        return self.catalogue.ngettext(one, many, count)

    def pgettext(self, context: str, message: str) -> str:
        """Return the words for a msgid that means several things, told apart by its context."""
        return self.catalogue.pgettext(context, message)

    def npgettext(self, context: str, one: str, many: str, count: int) -> str:
        """Return the words for a msgid with a context, in the number that `count` asks for."""
        return self.catalogue.npgettext(context, one, many, count)


ENGLISH = Words()
