"""Finds what stands within quotation marks in headlines and editors' words, and the quotation that has these words.

Marks around words that no quotation has belong to whoever wrote the headline; nobody is shown to have said them. Where
editors name the address of another site's page, they are a quotation from there, which nothing checks. It stands bare
in round brackets behind the words: “…” (https://example.org/page); in a block quotation it ends the paragraph. Words
that a source of ours has are that source's, whatever follows them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from verbatim.core.i18n import msgid
from verbatim.core.quotation_marks import ALL as ALL_MARKS
from verbatim.core.quotation_marks import Cited, citations
from verbatim.model import Mark, Quote, Span, Story
from verbatim.publish.claims import claim_of
from verbatim.publish.edition import Edition
from verbatim.publish.html import as_html, format_html
from verbatim.publish.markup.annotated import SAID, PlacedMark

CITED = "0"  # the part of a quotation's mark in a headline, which is none of its parts
_STOPS = " .,;:!?…–—-"
TOLD = msgid("quoted by the editors from %(site)s")
# What to do about quoted words that no source of ours has.
NAME_SOURCE = (
    "Write them as the source has them, or put the address where they stand behind them: "
    "“…” (https://example.org/page). "
    "The title of a work stands in *italics*"
)
_BRACKETED = r"\((https?://(?:[^\s()<>\"]++|\([^\s()<>\"]*+\))++)\)"
_BARE, _BARE_AT_END = re.compile(rf"\s*{_BRACKETED}", re.IGNORECASE), re.compile(rf"{_BRACKETED}$", re.IGNORECASE)
_MASK = "\ufffc"  # an object among the letters: no mark, no blank and no word
_ALIKE = str.maketrans(dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟«»", '"'))


class Citation(NamedTuple):
    """A quotation that has some words, and the place of these words where they are the source's to the letter."""

    quote: Quote
    span: Span | None


class QuotedWords:
    """What the quotations of a story say within quotation marks. One that was withdrawn is not cited."""

    def __init__(self, edition: Edition, story: Story) -> None:
        self.edition = edition
        self.story = story

    @cached_property
    def _pieces(self) -> list[tuple[Quote, Span, str]]:
        """The marked words of each quotation, as they are compared, with a blank before and after."""
        quotes = [quote for quote in self.edition.quotes_by_story.get(self.story.id, []) if not quote.withdrawn]
        pieces = [(quote, span) for quote in quotes for span in claim_of(self.edition, quote).words]
        return [(quote, span, f" {_plain(span.of(self.story.text))} ") for quote, span in pieces]

    def find(self, words: str) -> Citation | None:
        """Return the first quotation that has these words, capitals, stops and the form of marks within them aside.

        One that says nothing else takes precedence.
        """
        wanted = f" {_plain(words)} "
        if not wanted.strip():
            return None
        having = [(quote, span, plain) for quote, span, plain in self._pieces if _has(plain, wanted)]
        if not having:
            return None
        quote, span, _ = next((one for one in having if one[2] == wanted), having[0])
        start = self.story.text.find(words, span.start, span.end)
        return Citation(quote, Span(start, start + len(words)) if start >= 0 else None)


def _plain(words: str) -> str:
    return " ".join(words.translate(_ALIKE).casefold().split()).strip(_STOPS)


def _has(plain: str, wanted: str) -> bool:
    """Return whether words stand in others as whole words, whatever stop or mark follows or precedes them."""
    bare = wanted.strip()
    at = plain.find(bare)
    while at >= 0:
        before, after = plain[at - 1], plain[at + len(bare)]
        if not before.isalnum() and not after.isalnum():
            return True
        at = plain.find(bare, at + 1)
    return False


def cited_marks(edition: Edition, story: Story, place: Span, marks: Iterable[PlacedMark]) -> list[PlacedMark]:
    """Return the marks of a headline, and one for each quotation whose words it has within quotation marks.

    Words that are marked as a quotation already are left alone, and so are those that another mark would cross.
    """
    found = list(marks)
    said = QuotedWords(edition, story)
    for span, citation, _ in citations(place.of(story.text), said.find):
        words = span.shift(place.start)
        if citation and all(_nests(words, one) for one in found):
            mark = Mark(words, "quote", citation.quote.id, {"part": CITED})
            found.append(PlacedMark(mark, words))
    return sorted(found, key=lambda one: (one.span.start, -one.span.end, one.mark.attrs.get("part") != CITED))


def said_marks(edition: Edition, marks: Iterable[PlacedMark]) -> list[PlacedMark]:
    """Return marks of the text with one more around each piece that somebody said within a partly quoted sentence.

    Pieces that another mark would cross have none.
    """
    found = list(marks)
    for placed in [one for one in found if one.mark.kind == "quote"]:
        quote = edition.newsroom.quotes[placed.mark.id]
        for piece in claim_of(edition, quote).pieces if quote.kind == "mixed" else ():
            span = piece.span
            if placed.span.covers(span) and all(_nests(span, one) for one in found if one is not placed):
                found.append(PlacedMark(Mark(span, "quote", quote.id, {"part": SAID}), span))
    return sorted(found, key=lambda one: (one.span.start, -one.span.end, one.mark.attrs.get("part") == SAID))


def _nests(words: Span, other: PlacedMark) -> bool:
    if not words.meets(other.span):
        return True
    return other.mark.kind != "quote" and (words.covers(other.span) or other.span.covers(words))


# What editors quote from elsewhere


class NamedSource(NamedTuple):
    """The address of another site's page, which editors name behind words."""

    address: str

    @property
    def site(self) -> str:
        """The host; empty where the address is none of another site's page."""
        try:
            parts = urlsplit(self.address)
        except ValueError:
            return ""
        return (parts.hostname or "").removeprefix("www.") if "@" not in parts.netloc else ""

    def html(self, text: str, say: Callable[[str], str]) -> Markup:
        """Return words that end with this address in brackets, with a link that tells readers whose they are."""
        words = text[: text.rindex(f"({self.address})")].rstrip()
        told = format_html('<a href="{}">{}</a>', self.address, say(TOLD) % {"site": self.site})
        form = '<span class="elsewhere" data-elsewhere="{}"><q cite="{}">{}</q> ({})</span>'
        return format_html(form, self.site, self.address, as_html(words), told)


def quoted_elsewhere(text: str, find: Callable[[str], object], *, is_block: bool) -> Iterator[Cited[NamedSource]]:
    """Yield, in order, what a block quotes from elsewhere, the brackets behind it included.

    Of a block quotation (`is_block`) that is all where it ends with an address. `find` returns None for words that no
    source of ours has.
    """
    ended = _BARE_AT_END.search(text.rstrip()) if is_block else None
    marked = [whole for whole, _, closed in citations(text, lambda _: None, 0) if closed]
    for whole in [Span(len(text) - len(text.lstrip()), ended.start())] if ended else marked:
        behind = ended or _BARE.match(text, whole.end)
        words = whole.of(text).strip(f"{ALL_MARKS} ")
        if behind and words and NamedSource(behind[1]).site and find(words) is None:
            yield Cited(Span(whole.start, behind.end()), NamedSource(behind[1]))


def masked(text: str, spans: Iterable[Span]) -> str:
    """Return a text of the same length in which nothing that these spans have can be found."""
    for one in spans:
        text = f"{text[: one.start]}{_MASK * (one.end - one.start)}{text[one.end :]}"
    return text
