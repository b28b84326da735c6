"""Which sentences of a text can stand alone. A text and its reading come in, candidates go out in order.

Left out are: headings and lines without a full stop; questions; the very short and the very long; what opens with a
pronoun or a joining word, or says “also”; what has no finite verb that the rules know; the line of a picture; a
pronoun for a person with nobody named before it; a bare description as subject (“The minister said”); a quotation, or
part of one, whose speaker is not established, is named outside the sentence, or that goes on beyond it; “I”, “we” and
“you” outside quotations; “it” before any noun that it could mean.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.direction import is_past
from generator.annotate.paragraphs import paragraphs
from generator.annotate.sentences import sentences

if TYPE_CHECKING:
    from generator.model import QuoteFound, Reading, Span

_WORD = re.compile(r"[^\W_][\w’'-]*")
_LABEL = re.compile(r"\b([A-Za-z]+):")
_ENDED = re.compile(r"[.!…][”’\"'»)\]]*$|[”\"»]\.?$")
_SHORTEST, _LONGEST = 8, 60
_SCARE = 3
_MOST_QUOTES = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that can stand alone: its place, the number of its paragraph, its content words."""

    span: Span
    paragraph: int
    content: frozenset[str]


def content(words: list[str]) -> frozenset[str]:
    """Return the words of substance, in small letters."""
    small = (word.lower() for word in words)
    return frozenset(word for word in small if len(word) > len("the") and word not in lang.words("phrase_ends"))


def _finite(word: str) -> bool:
    return is_past(word) or word in lang.words("auxiliaries")


def _captions(text: str, span: Span) -> bool:
    """Tell whether the line of a picture is part of the sentence."""
    return any(
        match[1].lower() in lang.words("caption_labels") for match in _LABEL.finditer(text, span.start, span.end)
    )


def _opens_alone(words: list[str]) -> bool:
    """Tell whether the first words need nothing before them."""
    if words[0].lower() in lang.words("brief_openers"):
        return False
    bare = words[0] == "The" and (is_past(words[2]) or words[2] in lang.words("phrase_ends"))
    return not (bare and words[2] not in ("of", "in", "for", "from", "at", "on", "to", "with", "between", "who"))


def _leans(text: str, span: Span, quotes: list[QuoteFound]) -> bool:
    """Tell whether the writer speaks of himself or to the reader, or says “it” before any noun that it may mean."""
    noun = False
    for word in _WORD.finditer(text, span.start, span.end):
        if any(quote.kind == "direct" and quote.span.start <= word.start() < quote.span.end for quote in quotes):
            continue
        low = word[0].lower()
        if low in lang.words("brief_writer") or (low in lang.words("brief_things") and not noun):
            return True
        noun = noun or low in lang.words("brief_articles") or (word[0][0].isupper() and word.start() > span.start)
    return False


def _names_somebody_first(text: str, span: Span, people: list[Span], quotes: list[QuoteFound]) -> bool:
    """Tell whether every pronoun for a person outside quotations follows somebody's name in the sentence."""
    first = bisect_left(people, span.start, key=lambda mention: mention.start)
    named = people[first].start if first < len(people) else span.end
    for word in _WORD.finditer(text, span.start, min(named, span.end)):
        inside = any(quote.span.start <= word.start() < quote.span.end for quote in quotes)
        if not inside and word[0].lower() in lang.words("brief_pronouns"):
            return False
    return True


def _quotes_stand(text: str, span: Span, quotes: list[QuoteFound]) -> bool:
    """Tell whether every quotation that meets the sentence lies within it and has its speaker."""
    for quote in quotes:
        scare = len(quote.span.of(text).split()) <= _SCARE
        if not span.covers(quote.span) or (quote.speaker is None and not scare):
            return False
        if quote.kind == "direct" and not scare and (quote.via is None or not span.covers(quote.via)):
            return False
    return True


def _alone(text: str, span: Span, people: list[Span], quotes: list[QuoteFound]) -> bool:
    words = _WORD.findall(text, span.start, span.end)
    if not _SHORTEST <= len(words) <= _LONGEST or not _ENDED.search(text, max(span.start, span.end - 4), span.end):
        return False
    if "also" in words or not any(_finite(word) for word in words) or _captions(text, span):
        return False
    if not _opens_alone(words) or len(quotes) > _MOST_QUOTES or _leans(text, span, quotes):
        return False
    return _quotes_stand(text, span, quotes) and _names_somebody_first(text, span, people, quotes)


def candidates(text: str, reading: Reading) -> list[Candidate]:
    """Return the sentences of `text` that can stand alone, in order."""
    people = sorted(mention for person in reading.people for mention in person.mentions)
    quotes = sorted(reading.quotes, key=lambda quote: (quote.span.end, quote.span.start))
    ends = [quote.span.end for quote in quotes]
    starts = [paragraph.start for paragraph in paragraphs(text)]
    found = []
    for span in sentences(text):
        near = quotes[bisect_right(ends, span.start) :][: _MOST_QUOTES + 2]
        meeting = [quote for quote in near if quote.span.meets(span)]
        if _alone(text, span, people, meeting):
            words = _WORD.findall(text, span.start, span.end)
            found.append(Candidate(span, bisect_right(starts, span.start) - 1, content(words)))
    return found
