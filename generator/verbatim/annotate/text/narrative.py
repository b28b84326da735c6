"""The narrative of a text: its words by sentence and paragraph, and the subjects of the clauses of a sentence.

Another source of the same facts, such as a parser, would change nothing but this module.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from verbatim.annotate import lang
from verbatim.annotate.lang import cue
from verbatim.annotate.text.clauses import holds_verb, subject_after, subject_before
from verbatim.annotate.text.phrases import (
    Phrase,
    is_adverb,
    is_role,
    may_speak_as,
    noun_before,
    noun_phrase_before,
    phrase_from,
)
from verbatim.annotate.text.tense import is_past
from verbatim.annotate.text.tokens import Token
from verbatim.model import Span

_OPENS = frozenset({"prep", "conj", "adv", "time", "according", "and", "to"})
_SUBJECTS = frozenset({"name", "det", "pron", "pron2", "word", "adj", "num"})
_INTRODUCTION = lang.reach("introduction of a sentence")
_STOPS = frozenset({".", "!", "?", ";", "…"})
_LONGEST_CLAUSE = lang.reach("dependent clause")


@dataclass(frozen=True, slots=True)
class Narrative:
    """The tokens of a text, each quotation one opaque token. A token is referred to by its index in `tokens`.

    `sentence_of` and `paragraph_of` number the sentence and paragraph of each token, `sentence_first` is the first
    token of each sentence.
    """

    text: str
    paragraphs: tuple[Span, ...]
    tokens: tuple[Token, ...]
    sentence_of: tuple[int, ...]
    sentence_first: tuple[int, ...]
    paragraph_of: tuple[int, ...]

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
        """Return the noun phrase that begins at the token `first`; None behind the last."""
        return phrase_from(self.tokens, first, self.ceiling(first)) if first < len(self.tokens) else None

    def token_at(self, offset: int) -> int:
        """Return the first token that begins at an offset of the text or behind it."""
        return bisect_left(self.tokens, offset, key=lambda token: token.start)


def places_of(
    tokens: Sequence[Token], paragraphs: Sequence[Span]
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """Return the sentence of each token, the first token of each sentence, and the paragraph of each token."""
    starts = [paragraph.start for paragraph in paragraphs]
    paragraph_of = [bisect_right(starts, token.start) - 1 for token in tokens]
    first: list[int] = []
    sentence_of: list[int] = []
    for index, token in enumerate(tokens):
        if not index or token.begins or paragraph_of[index] != paragraph_of[index - 1]:
            first.append(index)
        sentence_of.append(len(first) - 1)
    return tuple(sentence_of), tuple(first), tuple(paragraph_of)


def follows_any(doc: Narrative, verb: int, words: frozenset[str]) -> bool:
    """Return whether one of `words` precedes the verb, with nothing but adverbs between."""
    at, floor = verb - 1, doc.floor(verb)
    while at >= floor and (doc.tokens[at].kind in ("adv", "neg", "time") or is_adverb(doc.tokens[at].low)):
        at -= 1
    return at >= floor and doc.tokens[at].low in words


def main_subject(doc: Narrative, floor: int, ceiling: int) -> Phrase | None:
    """Return the noun phrase that opens a sentence's main clause, after any introduction that a comma ends."""
    floor = after_dateline(doc, floor)
    first = floor + (doc.tokens[floor].low in lang.short("coordinating") | {"("} and floor + 1 < ceiling)
    if _is_introduction(doc, first, ceiling):
        reach = range(first, min(first + _INTRODUCTION, ceiling - 1))
        commas = [at + 1 for at in reach if doc.tokens[at].low == ","]
        clauses = [at for at in commas if doc.tokens[at].kind in _SUBJECTS - {"word", "adj"} or _is_people(doc, at)]
        with_verb = (at for at in clauses if has_verb(doc, at, ceiling))  # In Sund, Malta, on Friday, NAME said
        bare = first + 1 if commas else _after_phrase(doc, first, ceiling)
        first = next(with_verb, clauses[0] if clauses else commas[0] if commas else bare)
    if first >= ceiling or doc.tokens[first].kind not in _SUBJECTS:
        return None
    subject = doc.phrase_from(first)
    if subject is None or subject.last + 1 >= ceiling or doc.tokens[subject.last + 1].low in (".", "?", "!"):
        return None
    return subject


def clause_subject(doc: Narrative, floor: int, verb: int) -> Phrase | None:
    """Return the subject of the last clause before a participle: It rained, but NAME opened the dam, saying."""
    for at in range(verb - 2, max(floor, verb - _LONGEST_CLAUSE), -1):
        joins = doc.tokens[at].low in ("but", "and", "while", "yet") and doc.tokens[at + 1].kind in _SUBJECTS
        if joins and has_verb(doc, at + 1, verb):
            return doc.phrase_from(at + 1)
        if doc.tokens[at].low == "where":  # NAME spoke in a hall where weavers had met, chanting
            return doc.phrase_from(at + 1)
    return main_subject(doc, floor, verb)


def _after_phrase(doc: Narrative, first: int, ceiling: int) -> int:
    """Return where the subject begins behind an opening phrase that no comma ends: In its reply the council said."""
    if doc.tokens[first].low.endswith("ing"):  # Standing in the hall he said
        reach = range(first + 1, min(first + _INTRODUCTION, ceiling))
        pronouns = (at for at in reach if doc.tokens[at].kind == "pron" and has_verb(doc, at, ceiling))
        return next(pronouns, first + 1)
    if doc.tokens[first].kind != "prep" or first + 1 >= ceiling:
        return first + 1
    phrase = doc.phrase_from(first + 1)
    at = ceiling if phrase is None or phrase.form != "description" else phrase.last + 1
    begins = at < ceiling and doc.tokens[at].kind in ("det", "pron", "name") and has_verb(doc, at, ceiling)
    return at if begins else first + 1


def _is_people(doc: Narrative, at: int) -> bool:
    low = doc.tokens[at].low
    return any(low in lang.words(name) for name in ("witnesses", "groups")) or is_role(low)


def _is_introduction(doc: Narrative, first: int, ceiling: int) -> bool:
    """Return whether a sentence opens with anything but its subject: In Vell, Speaking there, Days after the flood."""
    opening = doc.tokens[first]
    leads = opening.kind in _OPENS or (opening.kind != "name" and opening.low.endswith("ing")) or is_adverb(opening.low)
    leads = leads or (
        opening.low in ("last", "next", "this") and doc.tokens[min(first + 1, ceiling - 1)].kind == "time"
    )
    if leads or _opens_a_participle(doc, first, ceiling):
        return True
    span = doc.tokens[first + 1 : min(first + 3, ceiling)]
    return opening.kind in ("word", "num", "det") and any(token.low in ("after", "before") for token in span)


def has_verb(doc: Narrative, first: int, ceiling: int) -> bool:
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


def _opens_a_participle(doc: Narrative, first: int, ceiling: int) -> bool:
    """Return whether a sentence opens with “Asked about the dam,” or “Pressed on it,”."""
    token = doc.tokens[first]
    led = first + 1 < ceiling and doc.tokens[first + 1].kind in ("prep", "conj", "to", "time", "adv")
    return token.kind == "word" and led and is_past(token.low)


def placed_subject(doc: Narrative, verb: int) -> Phrase | None:
    """Return the subject before the verb; the sentence's where only a place or a relative clause's end stands there.

    Thus in “officials in Vell, Ohio, said” and “judges who hear cases say”.
    """
    subject = doc.subject_before(verb)
    placed = subject is not None and _is_whereabouts(doc, subject)
    opening = main_subject(doc, doc.floor(verb), verb)
    if opening is None or opening.last + 1 >= verb or _is_whereabouts(doc, opening):
        return None if placed else subject
    if _is_of_body(doc, opening, verb):
        return replace(opening, last=opening.head_last)
    inserted = subject is not None and (_ends_range(doc, subject) or _is_object(doc, subject.first - 1))
    inserted = inserted or (subject is not None and _is_occasion(doc, opening, subject))
    if subject is not None and (inserted or _is_of_participle(doc, opening, subject.first)):
        return opening  # NAME, the baker who heads the mill, which is late, said
    if subject is not None and subject.form == "name":
        return opening if placed else subject
    edge = subject.first if subject is not None else verb
    if edge == opening.last + 1 and any(t.low == "to" for t in doc.tokens[opening.head_last + 1 : edge]):
        return replace(opening, last=opening.head_last)  # the last man to mount a race says
    return opening if _is_relative(doc, opening.last + 1, edge) else subject


def _ends_range(doc: Narrative, phrase: Phrase) -> bool:
    """Return whether a phrase is the second number of two, or a time: people between 18 and 34, or for ten years."""
    first = phrase.first
    if doc.tokens[phrase.head_last].low.removesuffix("s") in lang.words("units") and doc.tokens[first].kind == "num":
        return True
    alone = first == phrase.last and doc.tokens[first].kind == "num" and first > doc.floor(first) + 1
    return alone and doc.tokens[first - 1].low in ("and", "to") and doc.tokens[first - 2].kind == "num"


def _is_occasion(doc: Narrative, opening: Phrase, phrase: Phrase) -> bool:
    """Return whether a phrase only says on what occasion a name speaks: NAME after the win against Sund said."""
    when = opening.last + 1
    plain = phrase.form == "description" and not may_speak_as(doc.tokens[phrase.head_last].low)
    return opening.form == "name" and plain and when == phrase.first - 1 and doc.tokens[when].among("before_events")


def _is_of_body(doc: Narrative, opening: Phrase, verb: int) -> bool:
    """Return whether whose member one is, or two roles, stand before a verb without a second comma.

    Thus in “NAME, of the union said” and “NAME, baker and mayor said”.
    """
    link = opening.last + 2
    if opening.form != "name" or not 1 < verb - link <= _LONGEST_CLAUSE or doc.tokens[link - 1].low != ",":
        return False
    between = doc.tokens[link + 1 : verb]
    plain = all(token.kind in ("name", "word", "adj", "det", "prep", "and", "poss") for token in between)
    parts = any(token.kind == "and" for token in between) and is_role(between[-1].low) and between[-1].kind == "word"
    member = doc.tokens[link].low in ("of", "from") or (parts and doc.tokens[verb + 1 : verb + 2][0].low != ",")
    return plain and member and not holds_verb(doc.tokens[link:verb])


def _is_object(doc: Narrative, verb: int) -> bool:
    """Return whether the verb of a relative clause, none of saying, stands at a token: who heads the mill."""
    word, link = doc.tokens[verb], verb - 1 - (doc.tokens[verb - 1].kind == "aux")
    led = link > 0 and (
        doc.tokens[link].kind in ("rel", "that") or (doc.tokens[link].kind == "pron" and is_past(word.low))
    )
    return led and word.kind == "word" and cue(word.low) is None


def _is_of_participle(doc: Narrative, opening: Phrase, name: int) -> bool:
    """Return whether a noun ends what a participle says of a subject: authors published in the journal NAME, said.

    Thus too in “the man accused of drowning a miller said”.
    """
    if opening.form != "description" or not 1 < name - opening.last - 1 <= _LONGEST_CLAUSE:
        return False
    clause = doc.tokens[opening.last + 1 : name]
    if not is_past(clause[0].low) or clause[1].kind not in ("prep", "to", "time", "adv"):
        return False
    outlet = clause[-1].low in lang.words("outlet_nouns") and clause[-2].kind in ("det", "poss")
    plain = all(token.kind in ("word", "name", "adj", "det", "prep", "time", "num", "poss") for token in clause)
    doing = clause[-1].low.endswith("ing") and clause[-2].kind == "prep"
    return plain and (outlet or doing or clause[-1].among("links")) and not holds_verb(clause[1:])


def _is_relative(doc: Narrative, first: int, last: int) -> bool:
    """Return whether the tokens are a relative clause up to its object: “who hear” before “cases”."""
    if not 1 < last - first <= _LONGEST_CLAUSE:
        return False
    clause = doc.tokens[first:last]
    if clause[0].kind not in ("rel", "that") or not holds_verb(clause):
        return False
    parted = any(token.kind in ("punct", "and", "quote", "dash") for token in clause)
    return not parted and clause[-1].kind not in ("rel", "that", "conj")


def _is_whereabouts(doc: Narrative, phrase: Phrase) -> bool:
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


def after_dateline(doc: Narrative, floor: int) -> int:
    """Return the first token of a sentence that is no part of a dateline: VELL, 4 May 2031 (Wire) — …."""
    while floor + 1 < len(doc.tokens) and doc.tokens[floor].kind == "dateline":
        floor += 1
    return floor


def sentence_end(doc: Narrative, token: int) -> int:
    """Return the index after the last token of the sentence, without its closing stop."""
    return without_stop(doc, token, doc.ceiling(token))


def without_stop(doc: Narrative, token: int, last: int) -> int:
    """Return the index after the last token that is no stop, up to `last` and behind `token`."""
    while last - 1 > token and doc.tokens[last - 1].low in _STOPS:
        last -= 1
    return last
