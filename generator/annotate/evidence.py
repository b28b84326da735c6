"""What a text offers as evidence: its tokens, sentences, quotations, names and the subjects of its verbs.

This is the only place that knows where these come from: own rules, and nothing else so far. A text comes in; an
`Evidence` goes out, which the finders ask.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.annotate import clauses
from generator.annotate.bearers import give_mentions, settled
from generator.annotate.names import Name, names, surnames
from generator.annotate.nouns_after import phrase_from
from generator.annotate.nouns_before import noun_before
from generator.annotate.paragraphs import paragraphs
from generator.annotate.people import Cast, cast
from generator.annotate.quotes import Quoted, quoted
from generator.annotate.sentences import sentences
from generator.annotate.tokens import narrative, words

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from generator.annotate.phrase import Phrase
    from generator.annotate.token import Token
    from generator.model import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of one text before anybody is named. Token indices are places in `tokens`."""

    text: str
    paragraphs: tuple[Span, ...]
    quotes: tuple[Quoted, ...]
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    cast: Cast
    sentence_of: tuple[int, ...]
    sentence_first: tuple[int, ...]
    paragraph_of: tuple[int, ...]
    quote_at: tuple[int, ...]
    name_starts: tuple[int, ...]
    quote_starts: tuple[int, ...]

    def floor(self, token: int) -> int:
        """Return the first token of the sentence that holds `token`."""
        return self.sentence_first[self.sentence_of[token]]

    def ceiling(self, token: int) -> int:
        """Return the index after the last token of the sentence that holds `token`."""
        after = self.sentence_of[token] + 1
        return self.sentence_first[after] if after < len(self.sentence_first) else len(self.tokens)

    def subject_before(self, verb: int) -> Phrase | None:
        """Return the subject that stands before the verb at `verb`."""
        return clauses.subject_before(self.tokens, verb, self.floor(verb))

    def subject_after(self, verb: int) -> Phrase | None:
        """Return the subject that follows the verb at `verb`."""
        return clauses.subject_after(self.tokens, verb, self.ceiling(verb))

    def noun_before(self, verb: int) -> Phrase | None:
        """Return the noun phrase directly before `verb`, without what it depends on."""
        return noun_before(self.tokens, verb - 1, self.floor(verb))

    def phrase_from(self, first: int) -> Phrase | None:
        """Return the noun phrase that begins at the token `first`."""
        return phrase_from(self.tokens, first, self.ceiling(first))

    def names_within(self, start: int, end: int) -> list[Name]:
        """Return the names that lie between two places of the text."""
        found = []
        at = bisect_right(self.name_starts, start - 1)
        while at < len(self.names) and self.names[at].span.start < end:
            if self.names[at].span.end <= end:
                found.append(self.names[at])
            at += 1
        return found

    def quotes_within(self, start: int, end: int) -> list[int]:
        """Return the indices of the quotations that lie between two places of the text."""
        found = []
        at = bisect_left(self.quote_starts, start)
        while at < len(self.quotes) and self.quotes[at].outer.end <= end:
            found.append(at)
            at += 1
        return found


def _sentence_starts(tokens: list[Token], paragraph_of: list[int]) -> list[int]:
    starts = []
    for index, token in enumerate(tokens):
        if not index or token.begins or paragraph_of[index] != paragraph_of[index - 1]:
            starts.append(index)
    return starts


def _numbered(starts: list[int], count: int) -> list[int]:
    ends = [*starts[1:], count]
    return [number for number, (start, end) in enumerate(zip(starts, ends, strict=False)) for _ in range(start, end)]


def _with(pieces: Sequence[Quoted], unmarked: Sequence[Quoted]) -> list[Quoted]:
    """Return the pieces in quotation marks that stand outside those without, and these, in order."""
    starts = [piece.outer.start for piece in unmarked]
    kept = list(unmarked)
    for piece in pieces:
        at = bisect_left(starts, piece.outer.end) - 1
        if at < 0 or unmarked[at].outer.end <= piece.outer.start:
            kept.append(piece)
    return sorted(kept, key=lambda piece: piece.outer)


def _in_labels(text: str, pieces: Sequence[Quoted], known: Container[str], told: Sequence[Name]) -> list[Name]:
    """Return the names in labels that are not `told` already; one in capitals throughout names nobody new.

    Like the names in quotations they stand outside the narrative, whose tokens they have no place among.
    """
    ends = {name.span.end for name in told}
    labels = [q.label for q in pieces if q.label and q.label.end not in ends and not q.label.of(text).isupper()]
    return [n for label in labels for n in names(text, words(text, label.start, label.end), known, quoted=True)]


def gather(text: str, unmarked: Sequence[Quoted] = ()) -> Evidence:
    """Read `text` once and return what it offers as evidence; `unmarked` are quotations without marks, in order."""
    blocks = paragraphs(text)
    pieces = _with(quoted(text, blocks), unmarked)
    tokens = narrative(text, pieces, sentences(text), blocks)
    block_starts = [block.start for block in blocks]
    paragraph_of = [bisect_right(block_starts, token.start) - 1 for token in tokens]
    firsts = _sentence_starts(tokens, paragraph_of)
    known = surnames(tokens)
    told = names(text, tokens, known, quoted=False)
    within = [n for q in pieces for n in names(text, words(text, q.inner.start, q.inner.end), known, quoted=True)]
    found = sorted(told + within + _in_labels(text, pieces, known, told), key=lambda name: name.span)
    shown = cast(found)
    known_now = settled(found, shown.bearers, blocks)
    give_mentions(found, shown.bearers, known_now)
    shown = replace(shown, bearers=known_now)
    return Evidence(
        text=text,
        paragraphs=tuple(blocks),
        quotes=tuple(pieces),
        tokens=tuple(tokens),
        names=tuple(found),
        cast=shown,
        sentence_of=tuple(_numbered(firsts, len(tokens))),
        sentence_first=tuple(firsts),
        paragraph_of=tuple(paragraph_of),
        quote_at=tuple(i for i, token in enumerate(tokens) if token.quote >= 0),
        name_starts=tuple(name.span.start for name in found),
        quote_starts=tuple(piece.outer.start for piece in pieces),
    )
