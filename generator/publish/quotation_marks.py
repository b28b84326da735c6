"""The marks that stand round a quotation's words: those of the source where it has a pair, else its language's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model import Quote, Story

ENGLISH = "“”"
# What a source can be shown with; a straight mark is a typewriter's, and its language's own are meant.
PAIRS = frozenset(("“”", "„“", "„”", "««", "«»", "»«", "””", "»»", "「」"))
# As CLDR has them, by the first subtag; a language that is not here takes the English ones.
USUAL = {
    **dict.fromkeys(("bg", "cs", "de", "et", "is", "ka", "lt", "lv", "mk", "sk", "sl", "sr"), "„“"),
    **dict.fromkeys(("bs", "hr", "hu", "pl", "ro"), "„”"),
    **dict.fromkeys(("be", "el", "es", "fa", "fr", "hy", "it", "nb", "nn", "no", "ru", "uk"), "«»"),
    **dict.fromkeys(("fi", "he", "sv"), "””"),
    "ar": "”“",
    "ja": "「」",
}


def usual(lang: str) -> str:
    """Return the opening and the closing mark of a language, two characters."""
    return USUAL.get(lang.partition("-")[0].lower(), ENGLISH)


def pair_of(story: Story, quote: Quote) -> str:
    """Return the marks for a quotation, two characters: as the source sets them round it, else as its language does."""
    first, last = quote.parts[0], quote.parts[-1]
    opening = story.text[first.span.start : first.words.start].strip()
    closing = story.text[last.words.end : last.span.end].strip()
    found = opening[-1:] + closing[:1]
    return found if found in PAIRS else usual(story.lang)
