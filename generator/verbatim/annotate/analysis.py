"""Analyses a text: its tokens, sentences, quotations and names, and the subjects of its verbs.

The rules of attribution and coreference ask `AnalysedText` alone: another source of the same facts, such as a parser,
would change nothing but this module.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.lang import cue
from verbatim.annotate.names.mentions import Name, names, surnames
from verbatim.annotate.names.people import FigureIndex, cluster
from verbatim.annotate.quotations.marked import LABEL, Quotation, quotations
from verbatim.annotate.text.clauses import holds_verb, subject_after, subject_before
from verbatim.annotate.text.phrases import is_adverb, is_role, noun_before, noun_phrase_before, phrase_from
from verbatim.annotate.text.segments import paragraphs, sentences
from verbatim.annotate.text.tense import is_past
from verbatim.annotate.text.tokens import narrative, words

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from verbatim.annotate.text.phrases import Phrase
    from verbatim.annotate.text.tokens import Token
    from verbatim.model import Span


_OPENS = frozenset({"prep", "conj", "adv", "time", "according", "and", "to"})
_SUBJECTS = frozenset({"name", "det", "pron", "pron2", "word", "adj", "num"})
_INTRODUCTION = 40
_STOPS = frozenset({".", "!", "?", ";", "…"})
_BE = frozenset({"is", "was", "’s", "'s"})
_NOUN_REACH = 6
_THAT_REACH = 8
_LONGEST_CLAUSE = 60


@dataclass(frozen=True, slots=True)
class AnalysedText:
    """All that is known of a text before any speaker is named. A token is referred to by its index in `tokens`.

    In `tokens` each quotation is one opaque token; `quote_at` lists those. `sentence_of` and `paragraph_of` number the
    sentence and paragraph of each token, `sentence_first` is the first token of each sentence.
    """

    text: str
    paragraphs: tuple[Span, ...]
    quotes: tuple[Quotation, ...]
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    figures: FigureIndex
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
        """Return the subject before the verb, `denied` where the verb is."""
        return subject_before(self.tokens, verb, self.floor(verb))

    def subject_after(self, verb: int) -> Phrase | None:
        """Return the subject that follows the verb: “said Ann Lee”."""
        return subject_after(self.tokens, verb, self.ceiling(verb))

    def noun_before(self, verb: int) -> Phrase | None:
        """Return the noun phrase directly before `verb`, without what it depends on."""
        return noun_before(self.tokens, verb - 1, self.floor(verb))

    def noun_phrase_before(self, verb: int) -> Phrase | None:
        """Return the noun phrase directly before `verb`, with what it depends on: the campaign of NAME."""
        return noun_phrase_before(self.tokens, verb - 1, self.floor(verb))

    def phrase_from(self, first: int) -> Phrase | None:
        """Return the noun phrase that begins at the token `first`."""
        return phrase_from(self.tokens, first, self.ceiling(first))

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

    def token_at(self, offset: int) -> int:
        """Return the first token that begins at an offset of the text or behind it."""
        return bisect_left(self.tokens, offset, key=lambda token: token.start)

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
    block_starts = [block.start for block in blocks]
    paragraph_of = [bisect_right(block_starts, token.start) - 1 for token in tokens]
    sentence_first: list[int] = []
    sentence_of: list[int] = []
    for index, token in enumerate(tokens):
        if not index or token.begins or paragraph_of[index] != paragraph_of[index - 1]:
            sentence_first.append(index)
        sentence_of.append(len(sentence_first) - 1)
    mentions = _mentions(text, quotes, tokens)
    figures = cluster(text, mentions, blocks)
    return AnalysedText(
        text=text,
        paragraphs=tuple(blocks),
        quotes=tuple(quotes),
        tokens=tuple(tokens),
        names=tuple(mentions),
        figures=figures,
        sentence_of=tuple(sentence_of),
        sentence_first=tuple(sentence_first),
        paragraph_of=tuple(paragraph_of),
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


def follows_any(doc: AnalysedText, verb: int, words: frozenset[str]) -> bool:
    """Return whether one of `words` precedes the verb, with nothing but adverbs between."""
    at, floor = verb - 1, doc.floor(verb)
    while at >= floor and (doc.tokens[at].kind in ("adv", "neg", "time") or is_adverb(doc.tokens[at].low)):
        at -= 1
    return at >= floor and doc.tokens[at].low in words


def main_subject(doc: AnalysedText, floor: int, ceiling: int) -> Phrase | None:
    """Return the noun phrase that opens a sentence's main clause, after any introduction that a comma ends."""
    floor = after_dateline(doc, floor)
    first = floor + (doc.tokens[floor].low in lang.short("coordinating") | {"("} and floor + 1 < ceiling)
    if _is_introduction(doc, first, ceiling):
        reach = range(first, min(first + _INTRODUCTION, ceiling - 1))
        commas = [at + 1 for at in reach if doc.tokens[at].low == ","]
        clauses = [at for at in commas if doc.tokens[at].kind in _SUBJECTS - {"word", "adj"} or _is_people(doc, at)]
        with_verb = (at for at in clauses if has_verb(doc, at, ceiling))  # In Sund, Malta, on Friday, NAME said
        first = next(with_verb, clauses[0] if clauses else commas[0] if commas else first + 1)
    if first >= ceiling or doc.tokens[first].kind not in _SUBJECTS:
        return None
    subject = doc.phrase_from(first)
    if subject is None or subject.last + 1 >= ceiling or doc.tokens[subject.last + 1].low in (".", "?", "!"):
        return None
    return subject


def clause_subject(doc: AnalysedText, floor: int, verb: int) -> Phrase | None:
    """Return the subject of the last clause before a participle: It rained, but NAME opened the dam, saying."""
    for at in range(verb - 2, max(floor, verb - _LONGEST_CLAUSE), -1):
        joins = doc.tokens[at].low in ("but", "and", "while", "yet") and doc.tokens[at + 1].kind in _SUBJECTS
        if joins and has_verb(doc, at + 1, verb):
            return doc.phrase_from(at + 1)
        if doc.tokens[at].low == "where":  # NAME spoke in a hall where weavers had met, chanting
            return doc.phrase_from(at + 1)
    return main_subject(doc, floor, verb)


def _is_people(doc: AnalysedText, at: int) -> bool:
    low = doc.tokens[at].low
    return any(low in lang.words(name) for name in ("witnesses", "groups")) or is_role(low)


def _is_introduction(doc: AnalysedText, first: int, ceiling: int) -> bool:
    """Return whether a sentence opens with anything but its subject: In Vell, Speaking there, Days after the flood."""
    opening = doc.tokens[first]
    leads = opening.kind in _OPENS or opening.low.endswith("ing") or is_adverb(opening.low)
    if leads or _opens_a_participle(doc, first, ceiling):
        return True
    span = doc.tokens[first + 1 : min(first + 3, ceiling)]
    return opening.kind in ("word", "num", "det") and any(token.low in ("after", "before") for token in span)


def has_verb(doc: AnalysedText, first: int, ceiling: int) -> bool:
    """Return whether the noun phrase at `first` has a finite verb right behind it."""
    subject = doc.phrase_from(first)
    at = subject.last + 1 if subject is not None else ceiling
    while at + 1 < ceiling and doc.tokens[at].low == "of" and (owner := doc.phrase_from(at + 1)) is not None:
        at = owner.last + 1
    while at < ceiling and (doc.tokens[at].kind == "adv" or is_adverb(doc.tokens[at].low)):
        at += 1
    if at >= ceiling:
        return False
    low = doc.tokens[at].low
    return doc.tokens[at].kind == "aux" or low in lang.words("verbs") or is_past(low) or cue(low) is not None


def _opens_a_participle(doc: AnalysedText, first: int, ceiling: int) -> bool:
    """Return whether a sentence opens with “Asked about the dam,” or “Pressed on it,”."""
    token = doc.tokens[first]
    led = first + 1 < ceiling and doc.tokens[first + 1].kind in ("prep", "conj", "to", "time", "adv")
    return token.kind == "word" and led and is_past(token.low)


def placed_subject(doc: AnalysedText, verb: int) -> Phrase | None:
    """Return the subject before the verb; the sentence's where only a place or a relative clause's end stands there.

    Thus in “officials in Vell, Ohio, said” and “judges who hear cases say”.
    """
    subject = doc.subject_before(verb)
    placed = subject is not None and _is_whereabouts(doc, subject)
    opening = main_subject(doc, doc.floor(verb), verb)
    if opening is None or opening.last + 1 >= verb or _is_whereabouts(doc, opening):
        return None if placed else subject
    if subject is not None and _is_object(doc, subject.first - 1):
        return opening  # NAME, the baker who heads the mill, which is late, said
    if subject is not None and subject.form == "name":
        return opening if placed else subject
    edge = subject.first if subject is not None else verb
    if edge == opening.last + 1 and any(t.low == "to" for t in doc.tokens[opening.head_last + 1 : edge]):
        return replace(opening, last=opening.head_last)  # the last man to mount a race says
    return opening if _is_relative(doc, opening.last + 1, edge) else subject


def _is_object(doc: AnalysedText, verb: int) -> bool:
    """Return whether the verb of a relative clause, none of saying, stands at a token: who heads the mill."""
    word, link = doc.tokens[verb], verb - 1 - (doc.tokens[verb - 1].kind == "aux")
    return link > 0 and doc.tokens[link].kind == "rel" and word.kind == "word" and cue(word.low) is None


def _is_relative(doc: AnalysedText, first: int, last: int) -> bool:
    """Return whether the tokens are a relative clause up to its object: “who hear” before “cases”."""
    if not 1 < last - first <= _LONGEST_CLAUSE:
        return False
    clause = doc.tokens[first:last]
    if clause[0].kind not in ("rel", "that") or not holds_verb(clause):
        return False
    parted = any(token.kind in ("punct", "and", "quote", "dash") for token in clause)
    return not parted and clause[-1].kind not in ("rel", "that", "conj")


def _is_whereabouts(doc: AnalysedText, phrase: Phrase) -> bool:
    """Return whether a phrase is a place that only says where: officials in Vell, Ohio, said."""
    words = " ".join(token.text for token in doc.tokens[phrase.head_first : phrase.head_last + 1])
    before = doc.tokens[phrase.first - 1] if phrase.first > doc.floor(phrase.first) else None
    if phrase.form != "name" or before is None:
        return False
    if before.low in ("in", "at", "near", "outside") and before.opens:  # In Vell, officials said
        return True
    if words not in lang.places():
        return False
    return before.kind == "prep" or (before.low == "," and doc.tokens[phrase.first - 2].kind == "name")


def reporter(doc: AnalysedText, noun: int) -> Phrase | None:
    """Return whose words a noun and its “that …” report; None where it is no such noun, or the text does not say.

    Thus in “NAME’s claim that …”, “NAME’s argument on Friday was that …”.
    """
    low = doc.tokens[noun].low
    argued = low in lang.words("argued_nouns")
    if not argued and low not in lang.words("saying_nouns"):
        return None
    if not _leads_to_that(doc, noun, argued=argued):
        return None
    source = possessor(doc, noun)
    speaks = source is not None and (source.form == "name" or (argued and is_role(doc.tokens[source.head_last].low)))
    return source if speaks else None


def _leads_to_that(doc: AnalysedText, noun: int, *, argued: bool) -> bool:
    """Return whether “that” follows a noun, or, behind one of arguing, “was that”."""
    ceiling = doc.ceiling(noun)
    if noun + 1 < ceiling and doc.tokens[noun + 1].low == "that":
        return True
    for at in range(noun + 1, min(noun + _THAT_REACH, ceiling - 1) if argued else noun):
        token = doc.tokens[at]
        if token.low in _BE:
            return doc.tokens[at + 1].low == "that"
        if token.kind not in ("prep", "time", "name", "det", "adj", "word", "num"):
            return False
    return False


def possessor(doc: AnalysedText, noun: int) -> Phrase | None:
    """Return whose claim the token `noun` is in “NAME’s [earlier] claim that …”."""
    at = noun - 1
    while at > max(doc.floor(noun), noun - _NOUN_REACH) and doc.tokens[at].kind in ("word", "adj", "adv", "time"):
        at -= 1
    return doc.noun_before(at) if at > doc.floor(noun) and doc.tokens[at].kind == "poss" else None


def issuer(doc: AnalysedText, noun: Phrase | None, verb: int) -> Phrase | None:
    """Return who issued “a statement calling”, where the clause has a subject before it; else the noun itself."""
    if noun is None or noun.form != "description" or doc.tokens[noun.last].low not in lang.words("saying_nouns"):
        return noun
    issuer = main_subject(doc, doc.floor(verb), verb)
    if issuer is None or not any(t.low in lang.words("issuing") for t in doc.tokens[issuer.last + 1 : noun.first]):
        return noun
    return issuer


def after_dateline(doc: AnalysedText, floor: int) -> int:
    """Return the first token of a sentence that is no part of a dateline: VELL, 4 May 2031 (Wire) — …."""
    while floor + 1 < len(doc.tokens) and doc.tokens[floor].kind == "dateline":
        floor += 1
    return floor


def sentence_end(doc: AnalysedText, token: int) -> int:
    """Return the index after the last token of the sentence, without its closing stop."""
    return without_stop(doc, token, doc.ceiling(token))


def without_stop(doc: AnalysedText, token: int, last: int) -> int:
    """Return the index after the last token that is no stop, up to `last` and behind `token`."""
    while last - 1 > token and doc.tokens[last - 1].low in _STOPS:
        last -= 1
    return last
