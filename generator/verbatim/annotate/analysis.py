"""What a text offers as evidence: its tokens, sentences, quotations, names and the subjects of its verbs.

This is the only place that knows where these come from: own rules, and nothing else so far. A text comes in; an
`Evidence` goes out, which the finders ask.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.names.mentions import Name, names, surnames
from verbatim.annotate.names.people import FigureIndex, cluster
from verbatim.annotate.quotations.marked import Quoted, quoted
from verbatim.annotate.text.phrases import (
    LINKS,
    REACH,
    Phrase,
    is_adverb,
    is_role,
    noun_before,
    noun_phrase_before,
    phrase_from,
    simple_before,
)
from verbatim.annotate.text.segments import paragraphs, sentences
from verbatim.annotate.text.tokens import narrative, words

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from verbatim.annotate.text.tokens import Token
    from verbatim.model import Span


# ---- annotate/insertions.py

_PARENTHESIS_REACH = 12
_LONG = 2


def before_insertion(tokens: Sequence[Token], at: int, floor: int) -> Phrase | None:
    """Return the noun phrase before the insertion that ends at `at`, stepping over several in a row."""
    opening = _apposition_start(tokens, at, floor)
    if opening is None:
        return None
    outer = ending_at(tokens, opening - 1, floor)
    if outer is None:
        return None
    listed = outer.first > floor and tokens[outer.first - 1].low in (",", "and")
    if outer.form == "description" and not listed and (named := _apposed(tokens, outer, opening, at)) is not None:
        return named
    return _past_details(tokens, outer, at, floor)


def _past_details(tokens: Sequence[Token], outer: Phrase, at: int, floor: int) -> Phrase:
    """Return the name that further details follow, `outer` where it is no detail itself."""
    edge = outer.first - 1
    if tokens[edge].low == "and" and edge - 1 > floor and (first := simple_before(tokens, edge - 1, floor)):
        edge = first[0] - 1
    if _is_detail(tokens, outer) and edge > floor and tokens[edge].kind in ("prep", "punct"):
        edge -= tokens[edge].kind == "prep"
        if edge > floor and tokens[edge].low == tokens[at].low:
            return _over(tokens, edge, floor) or outer
    return outer


def _apposition_start(tokens: Sequence[Token], comma: int, floor: int) -> int | None:
    """Return the comma or dash that opens the insertion which `comma` closes."""
    for at in range(comma - 1, max(floor, comma - REACH), -1):
        if tokens[at].begins:
            return None
        if tokens[at].low == tokens[comma].low and at + 1 < comma and _may_insert(tokens, at, comma):
            return at
    return None


def _may_insert(tokens: Sequence[Token], opening: int, closing: int) -> bool:
    before, inner = tokens[opening - 1], tokens[opening + 1]
    if before.kind not in ("name", "word", "punct", "num", "pron"):
        return False
    if before.kind == "punct" and before.low != ")":
        return False
    if inner.kind in ("det", "rel", "prep", "num", "name", "adj"):
        return True
    last = tokens[closing - 1]
    return inner.kind == "word" and (
        inner.low.endswith(("ing", "ed")) or is_role(inner.low) or is_role(last.low) or closing - opening > _LONG
    )


def _over(tokens: Sequence[Token], comma: int, floor: int) -> Phrase | None:
    """Return the name before a detail that begins after `comma`: NAME, 59, of Ashton, Md., said."""
    found = ending_at(tokens, comma - 1, floor)
    if found is None or found.form == "pronoun":
        return None
    if _is_detail(tokens, found) and found.first - 1 > floor:
        edge = found.first - 1 - (tokens[found.first - 1].kind == "prep")
        return _over(tokens, edge, floor) if tokens[edge].low == tokens[comma].low else None
    return found if found.form == "name" else None


def _is_detail(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Tell whether a phrase only tells more of somebody: a place, an age, a role without a name."""
    words = " ".join(t.text for t in tokens[phrase.head_first : phrase.head_last + 1])
    if words in lang.words("places") or tokens[phrase.head_last].kind == "num":
        return True
    return phrase.form == "description" and not tokens[phrase.first].opens


def _apposed(tokens: Sequence[Token], outer: Phrase, opening: int, closing: int) -> Phrase | None:
    """Return the name that a description introduces between commas: the group's head, NAME, said."""
    inner = noun_phrase_before(tokens, closing - 1, opening + 1)
    if inner is None or inner.form != "name" or inner.first != opening + 1:
        return None
    if not is_role(tokens[outer.head_last].low) and tokens[outer.first - 1].kind != "rel":
        return None
    return Phrase(outer.first, inner.last, inner.head_first, inner.head_last, "name")


def ending_at(tokens: Sequence[Token], at: int, floor: int) -> Phrase | None:
    """Return the noun phrase that ends at `at`, a parenthesis after it stepped over: NAME (D-Vell)."""
    if at < floor:
        return None
    if tokens[at].low == ")":
        opening = _parenthesis_start(tokens, at, floor)
        return noun_phrase_before(tokens, opening - 1, floor) if opening is not None and opening > floor else None
    return noun_phrase_before(tokens, at, floor)


def _parenthesis_start(tokens: Sequence[Token], closing: int, floor: int) -> int | None:
    for at in range(closing - 1, max(floor, closing - _PARENTHESIS_REACH) - 1, -1):
        if tokens[at].low == "(":
            return at
    return None


# ---- annotate/clauses.py

_SPEAKING = ("roles", "groups", "witnesses", "saying_nouns")
_SKIPPED = frozenset({"adv", "aux", "neg", "time"})
# What stands after these is most often a place, and nobody whom “who” could mean.
_PLACING = frozenset({"from", "in", "at", "near"})


def subject_before(tokens: Sequence[Token], verb: int, floor: int) -> Phrase | None:
    """Return the subject that stands before the verb at `verb`, not reaching back past `floor`; None if unread."""
    if tokens[verb].begins:
        return None
    skipped = _skip_back(tokens, verb - 1, floor)
    if skipped is None:
        return None
    at, denied = skipped
    token = tokens[at]
    if token.low in (",", "—", "–", "--", "-", "―"):
        found = before_insertion(tokens, at, floor)
    elif token.kind == "rel" or token.low == "that":
        found = _antecedent(tokens, at - 2 if tokens[at - 1].low == "," else at - 1, floor) if at > floor else None
    elif token.low == ")":
        found = ending_at(tokens, at, floor)
    else:
        found = noun_phrase_before(tokens, at, floor)
    return replace(found, denied=denied) if found else None


def _antecedent(tokens: Sequence[Token], last: int, floor: int) -> Phrase | None:
    """Return what a relative clause after `last` belongs to: “a case against NAME, which called” is NAME's."""
    found = ending_at(tokens, last, floor)
    if found is None or found.form != "description":
        return found
    if (named := _told_of(tokens, found, floor)) is not None:
        return named
    if found.head_last == found.last:
        return found
    inner = noun_before(tokens, found.last, floor)
    if inner is not None and tokens[inner.first - 1].low in _PLACING:
        return found
    speaks = any(tokens[found.head_last].low.removesuffix("s") in lang.words(name) for name in _SPEAKING)
    speaks = speaks or any(tokens[found.head_last].low in lang.words(name) for name in _SPEAKING)
    return inner if inner is not None and inner.form == "name" and not speaks else found


def _told_of(tokens: Sequence[Token], role: Phrase, floor: int) -> Phrase | None:
    """Return the name that a description tells of, where a clause goes on after both: NAME, the baker, who said."""
    if role.first - 1 <= floor or tokens[role.first - 1].low != "," or tokens[role.last + 1].low != ",":
        return None
    outer = ending_at(tokens, role.first - 2, floor)
    if outer is None or outer.form != "name" or outer.head_last != outer.last:
        return None
    return None if any(t.low in LINKS for t in tokens[outer.first : outer.head_first]) else outer


def _skip_back(tokens: Sequence[Token], at: int, floor: int) -> tuple[int, bool] | None:
    """Step back over auxiliaries, adverbs and days before a verb; tell whether the verb is denied."""
    denied = False
    while at >= floor and _is_skipped(tokens, at, floor):
        denied = denied or tokens[at].kind == "neg"
        if tokens[at].opens:
            return None
        at -= 1
    return (at, denied) if at >= floor else None


def _is_skipped(tokens: Sequence[Token], at: int, floor: int) -> bool:
    token, after = tokens[at], tokens[at + 1]
    if token.kind in _SKIPPED or (token.kind == "word" and is_adverb(token.low) and at > floor):
        return True
    if token.kind == "prep":
        return token.low in ("on", "in") and after.kind == "time"
    return token.kind == "poss" and after.kind in ("adv", "neg", "word") and after.low.endswith("ing")


def subject_after(tokens: Sequence[Token], verb: int, ceiling: int) -> Phrase | None:
    """Return the subject that follows the verb at `verb` (“said Ann Lee”), not reaching past `ceiling`."""
    at = verb + 1
    while at < ceiling and tokens[at].kind in ("adv", "time") and not tokens[at].opens:
        at += 1
    if at >= ceiling or tokens[at].begins:
        return None
    return phrase_from(tokens, at, ceiling)


# ---- annotate/evidence.py


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of one text before anybody is named. Token indices are places in `tokens`."""

    text: str
    paragraphs: tuple[Span, ...]
    quotes: tuple[Quoted, ...]
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    cast: FigureIndex
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
        return subject_before(self.tokens, verb, self.floor(verb))

    def subject_after(self, verb: int) -> Phrase | None:
        """Return the subject that follows the verb at `verb`."""
        return subject_after(self.tokens, verb, self.ceiling(verb))

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
    tokens = narrative(text, [piece.outer for piece in pieces], sentences(text), blocks)
    block_starts = [block.start for block in blocks]
    paragraph_of = [bisect_right(block_starts, token.start) - 1 for token in tokens]
    firsts = _sentence_starts(tokens, paragraph_of)
    known = surnames(tokens)
    told = names(text, tokens, known, quoted=False)
    within = [n for q in pieces for n in names(text, words(text, q.inner.start, q.inner.end), known, quoted=True)]
    found = sorted(told + within + _in_labels(text, pieces, known, told), key=lambda name: name.span)
    return Evidence(
        text=text,
        paragraphs=tuple(blocks),
        quotes=tuple(pieces),
        tokens=tuple(tokens),
        names=tuple(found),
        cast=cluster(found, blocks),
        sentence_of=tuple(_numbered(firsts, len(tokens))),
        sentence_first=tuple(firsts),
        paragraph_of=tuple(paragraph_of),
        quote_at=tuple(i for i, token in enumerate(tokens) if token.quote >= 0),
        name_starts=tuple(name.span.start for name in found),
        quote_starts=tuple(piece.outer.start for piece in pieces),
    )
