"""Analyses a text: its narrative, its quotations and the names in it, before any speaker is named."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass

from verbatim.annotate.names.mentions import Name, names, surnames
from verbatim.annotate.names.people import FigureIndex, cluster
from verbatim.annotate.quotations.marked import LABEL, Quotation, quotations
from verbatim.annotate.text.narrative import Narrative, places_of
from verbatim.annotate.text.segments import paragraphs, sentences
from verbatim.annotate.text.tokens import Token, narrative, words


@dataclass(frozen=True, slots=True)
class AnalysedText(Narrative):
    """A narrative with its quotations and the names in it; `quote_at` lists the tokens that stand for quotations."""

    quotes: tuple[Quotation, ...]
    names: tuple[Name, ...]
    figures: FigureIndex
    quote_at: tuple[int, ...]
    name_starts: tuple[int, ...]
    quote_starts: tuple[int, ...]

    def names_within(self, start: int, end: int) -> list[Name]:
        """Return the names between two offsets of the text."""
        within = []
        at = bisect_right(self.name_starts, start - 1)
        while at < len(self.names) and self.names[at].span.start < end:
            if self.names[at].span.end <= end:
                within.append(self.names[at])
            at += 1
        return within

    def quotes_within(self, start: int, end: int) -> list[int]:
        """Return the indices of the quotations between two offsets of the text."""
        within = []
        at = bisect_left(self.quote_starts, start)
        while at < len(self.quotes) and self.quotes[at].outer.end <= end:
            within.append(at)
            at += 1
        return within

    def quoted_words(self, token: int) -> str:
        """Return the words, without their marks, of the quotation that `token` stands for."""
        return self.quotes[self.tokens[token].quote].inner.of(self.text)

    def closes(self, quote: int) -> bool:
        """Return whether a quotation ends with a comma, or as a sentence before one that begins in a capital."""
        words = self.quoted_words(quote)
        coming = self.tokens[quote + 1].text if quote + 1 < len(self.tokens) else ""
        return words.endswith(",") or (words.endswith((".", "!", "?")) and coming[:1].isupper())


def analyse(text: str, unmarked: Sequence[Quotation] = ()) -> AnalysedText:
    """Analyse `text` once; `unmarked` are quotations without quotation marks, in order."""
    blocks = paragraphs(text)
    quotes = _merged(quotations(text, blocks), unmarked)
    tokens = narrative(text, [quote.outer for quote in quotes], sentences(text), blocks)
    mentions = _mentions(text, quotes, tokens)
    return AnalysedText(
        text,
        tuple(blocks),
        tuple(tokens),
        *places_of(tokens, blocks),
        quotes=tuple(quotes),
        names=tuple(mentions),
        figures=cluster(text, mentions, blocks),
        quote_at=tuple(index for index, token in enumerate(tokens) if token.quote >= 0),
        name_starts=tuple(name.span.start for name in mentions),
        quote_starts=tuple(quote.outer.start for quote in quotes),
    )


def _merged(marked: Sequence[Quotation], unmarked: Sequence[Quotation]) -> list[Quotation]:
    """Return the quotations without marks, and those in marks that lie outside them, in order."""
    starts = [quote.outer.start for quote in unmarked]
    kept = list(unmarked)
    for quote in marked:
        at = bisect_left(starts, quote.outer.end) - 1
        if at < 0 or unmarked[at].outer.end <= quote.outer.start:
            kept.append(quote)
    return sorted(kept, key=lambda quote: quote.outer)


def _mentions(text: str, quotes: Sequence[Quotation], tokens: Sequence[Token]) -> list[Name]:
    """Return all mentions of names in order, those in quotations and labels too."""
    known = surnames(tokens)
    narrated = names(text, tokens, known, quoted=False)
    spoken = ((q.inner, LABEL.match(text, q.inner.start, q.inner.end)) for q in quotes)  # VANCE: It will hold
    tokens_of = (words(text, label.end() if label else inner.start, inner.end) for inner, label in spoken)
    within = [name for spoken_words in tokens_of for name in names(text, spoken_words, known, quoted=True)]
    return sorted(narrated + within + _in_labels(text, quotes, known, narrated), key=lambda name: name.span)


def _in_labels(text: str, quotes: Sequence[Quotation], known: Container[str], narrated: Sequence[Name]) -> list[Name]:
    """Return the names in labels that are not among `narrated`; a label in capitals throughout introduces no name.

    Like the names in quotations they have no place among the tokens of the narrative.
    """
    ends = {name.span.end for name in narrated}
    labels = [q.label for q in quotes if q.label and q.label.end not in ends and not q.label.of(text).isupper()]
    return [n for label in labels for n in names(text, words(text, label.start, label.end), known, quoted=True)]
