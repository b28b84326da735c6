"""Finds what a text tells first, and how central other words of it are to that.

What editors chose as the lead comes first. Else it is a sentence near the top, whole, that leans on none before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice, pairwise
from math import fsum  # the same in any order of a set

from verbatim.annotate import lang
from verbatim.annotate.text.furniture import is_furniture
from verbatim.annotate.text.segments import DATELINE, after_dateline, is_caption
from verbatim.content.format.story_file import LEAD_AT_MOST
from verbatim.core.quotation_marks import ALL
from verbatim.model import Fragment, Moment, Span, Story
from verbatim.newsroom.extent import is_shown
from verbatim.newsroom.places import TURNING_NEXT, Sentences
from verbatim.newsroom.timeline import is_long_before
from verbatim.publish.claims import ENDS, is_closed, leans
from verbatim.publish.edition import Edition, once
from verbatim.publish.refs import headline

LONGEST_DECK = 14  # words behind a title in its paragraph
LONGEST_LABEL, OPENING_AT_MOST = 3, 3  # words of “FULL TEXT.”; sentences that a text may open with
_LETTERS = re.compile(r"\w+")
TELLING = re.compile(r"[^\W\d_][\w’'-]{3,}")  # what may tell something
STEM = 7  # letters that words of one kind share: respect, respectability
OFTEN = 3  # sentences that have a word of which a text tells
LIGHT = " ".join(lang.words("light_verbs"))  # which say little of a matter: make, say
MOST_CENTRAL = 4.0  # of words to their story
FEWEST_TO_OPEN = 9  # words of a sentence that opens in place of the first
NEAR_THE_TOP = 4  # sentences of a text of which another may open
TOP = 7  # sentences of a text, in which it says when: a day told further down is mostly of a side matter
MORE_AT_MOST = 3  # sentences behind a lead, which has at most LEAD_AT_MOST words with them
# A line that belongs to nothing before it: “[Reuters]”, a tag, a list’s number, a turn (“ADA VELL: No.”), a dateline.
APART_LINE = re.compile(rf"[\[<]|\d+\.$|[A-Z][A-Z .’'-]+:|{DATELINE.pattern}")
CREDIT = re.compile(r", (?:the )?[^,.]{2,40} reported\.$")  # where a text has it from, which is nobody's view
PREFIX = re.compile(r"^(?:anti|ex|non|pro)-(?=\w{4})")
WRITER = frozenset(("I", "I'm", "I’m", "I've", "I’ve", "My", "We"))
# What may be left out at the end of a sentence: “…, ending a quarrel”, “…, which opened in 2019”.


def is_in_clause(edition: Edition, moment: Moment) -> bool:
    """Return whether a moment is told in a clause about somebody or something, and not by its sentence."""
    sentence = edition.sentences(edition.newsroom.stories[moment.story]).around(moment.words.start)[1]
    return not moment.sentence.covers(sentence)


@once()
def lead_of(edition: Edition, story: Story) -> tuple[Span, ...]:
    """Return where a text tells what happened: as editors chose, else as rules do; found once."""
    return story.lead or tuple(_lead(edition, story))


@once()
def opening_of(edition: Edition, story: Story) -> tuple[Span, ...]:
    """Return the lead of a text with the sentences that the first screen tells after it, found once."""
    return opening_within(edition, story, LEAD_AT_MOST)


def opening_within(edition: Edition, story: Story, words: int) -> tuple[Span, ...]:
    """Return the lead of a text with the sentences behind it that so many words have room for."""
    lead = lead_of(edition, story)
    return (*lead, *_more(edition, story, lead, words))


def _lead(edition: Edition, story: Story) -> Iterator[Span]:
    """Yield the sentence that the text opens with, without a last clause that makes it too long."""
    first = _opening(edition, story)
    if first and is_shown(story, first):
        yield first


def _more(edition: Edition, story: Story, lead: Sequence[Span], words: int) -> list[Span]:
    """Return the sentences that follow a lead: whole, in one piece with it, as many as so many words have room for.

    None follow a lead that editors chose. They end where no quotation is left open and the next sentence does not begin
    as if it took the last one back.
    """
    if story.lead or not lead:
        return []
    rest = (one for one in edition.sentences(story).all() if one.start >= lead[-1].end)
    behind = list(islice(rest, MORE_AT_MOST + 1))
    room = words - sum(count_of(story, one) for one in lead)
    kept, last = 0, lead[-1].end
    for at, one in enumerate(behind[:MORE_AT_MOST], 1):
        room -= count_of(story, one)
        is_apart = story.text[last : one.start].strip() or APART_LINE.match(story.text, one.start, one.end)
        if room < 0 or is_apart or not _may_follow(edition, story, one):
            break
        last = one.end
        is_turned = at < len(behind) and TURNING_NEXT.match(story.text, behind[at].start)
        if not is_turned and is_complete(story.text[lead[0].start : last]):
            kept = at
    return behind[:kept]


def _may_follow(edition: Edition, story: Story, sentence: Span) -> bool:
    """Return whether a sentence may stand behind a lead: published, of the body, with no words that are taken back."""
    quotes = (one for one in edition.quotes_by_story.get(story.id, ()) if one.span.meets(sentence))
    is_body = is_shown(story, sentence) and is_of_body(edition, story, sentence)
    return is_body and not any(one.withdrawn or one.corrections or one.is_closed for one in quotes)


def _opening(edition: Edition, story: Story) -> Span | None:
    """Return the sentence with which the first screen opens; None for a memory, and for what a writer says of himself.

    It is the first of the text, but for one that may not stand there.
    """
    first = first_of(edition, story)
    if first is None or is_long_past(edition, story):
        return None
    words = first.of(story.text).split()
    if _tells_of_writer(words):
        return None
    asks = words[-1].endswith("?") and not any(one.endswith(":") for one in words)
    is_unfit = words[0][0] in ALL or words[-1].endswith(":") or asks or leans(words[0])
    return _instead(edition, story, first) if is_unfit else first


@once()
def first_of(edition: Edition, story: Story) -> Span | None:
    """Return the first sentence of a text below its headings and labels, without a dateline; None of headings alone.

    The headline is not it, nor the line that it goes on with behind a semicolon: whoever reads the sentence has read
    those. Nor is a label (“ABSTRACT.”), nor a sentence that begins with a pronoun for somebody whom another of the
    first three names. One that the next takes back (“But …”) goes with it, since alone it would tell the contrary.
    """
    opened = _first_sentence(edition, story)
    first = after_dateline(story.text, opened) if opened else None
    following = _following(edition.sentences(story), first) if first and story.lang.startswith("en") else None
    is_turned = following and TURNING_NEXT.match(story.text, following.start, following.end)
    return Span(first.start, following.end) if first and following and is_turned else first


def _first_sentence(edition: Edition, story: Story) -> Span | None:
    title, known, fragments = headline(edition, story), edition.sentences(story), edition.fragments_of(story)
    decks = {one.name for before, one in pairwise(fragments) if before.text.rstrip().endswith(";")}
    told = (
        one
        for one in fragments
        if one.kind != "heading"
        and not (is_caption(one.text) or is_furniture(one.text))
        and (not title or title.name != one.name)
        and not is_title(story, one)
        and one.name not in decks
    )
    opened = (known.around(one.source.start)[1] for one in told if one.source)
    first = next(opened, None)
    opened = (one for one in chain([first] if first else [], opened) if one.of(story.text).endswith(ENDS))
    whole = (one for one in opened if len(one.of(story.text).split()) > LONGEST_LABEL)
    near = list(islice(whole, OPENING_AT_MOST))
    named = (one for one in near if one.of(story.text).split()[0].lower() not in lang.words("person_pronouns"))
    return next(named, None) or next(iter(near), first)


def is_title(story: Story, fragment: Fragment) -> bool:
    """Return whether a paragraph says what the title does, alone or with a short line behind it."""
    words, title = _LETTERS.findall(fragment.text), _LETTERS.findall(story.title)
    return bool(title) and words[: len(title)] == title and len(words) - len(title) <= LONGEST_DECK


def _following(known: Sentences, span: Span) -> Span | None:
    """Return the sentence behind a span, which may open the next paragraph."""
    following = known.around(span.end - 1)[2]
    if following.start >= span.end:
        return following
    index = known.paragraph_at(span.end - 1) + 1
    return next(iter(known.of_paragraph(index)), None) if index < len(known.paragraphs) else None


def body_of(edition: Edition, story: Story) -> Iterator[Span]:
    """Yield the sentences of a text but for its headings and labels."""
    return (one for one in edition.sentences(story).all() if is_of_body(edition, story, one))


@once()
def top_of(edition: Edition, story: Story) -> tuple[Span, ...]:
    """Return the first sentences of a text, in which it says when, found once."""
    return tuple(islice(body_of(edition, story), TOP))


def is_of_body(edition: Edition, story: Story, sentence: Span) -> bool:
    """Return whether a sentence is no heading, and no label: “ABSTRACT.”."""
    return not (sentence.of(story.text).isupper() or is_heading(edition, story, sentence))


def _instead(edition: Edition, story: Story, first: Span) -> Span:
    """Return the first sentence that may open for a quotation, a rubric, a question, or what leans on others."""
    behind = (after_dateline(story.text, one) for one in body_of(edition, story) if one != first)
    return next((one for one in islice(behind, NEAR_THE_TOP) if _can_open(story, one)), first)


def is_heading(edition: Edition, story: Story, sentence: Span) -> bool:
    """Return whether a sentence is part of a heading, the title once more, or what a page says beside the text."""
    return any(one.meets(sentence) for one in _headings(edition, story))


@once()
def _headings(edition: Edition, story: Story) -> tuple[Span, ...]:
    return tuple(
        one.source
        for one in edition.fragments_of(story)
        if one.source and (one.kind == "heading" or is_title(story, one) or is_furniture(one.text))
    )


def _can_open(story: Story, sentence: Span) -> bool:
    words = sentence.of(story.text).split()
    is_whole = (
        words[-1].endswith(".") and words[0][0].upper() == words[0][0] and not any(mark in words[0] for mark in "“\"‘'")
    )
    is_fit = is_whole and not (leans(words[0]) or _tells_of_writer(words))
    return FEWEST_TO_OPEN <= len(words) <= LEAD_AT_MOST and is_fit


def _tells_of_writer(words: Sequence[str]) -> bool:
    """Return whether whoever wrote the text speaks of himself."""
    return any(word.strip(",’'") in WRITER for word in words)


def is_long_past(edition: Edition, story: Story) -> bool:
    """Return whether a text opens with what lies over a year before it: with a memory, and no news."""
    lead, told = first_of(edition, story), edition.moments_by_story.get(story.id, ())
    own = [one for one in told if not is_in_clause(edition, one)]
    dates = [one.date for one in own if one.date and lead and any(lead.meets(place.sentence) for place in one.places)]
    return bool(dates) and all(is_long_before(date, story.date) for date in dates)


def count_of(story: Story, span: Span) -> int:
    """Return how many words a slice has."""
    return len(span.of(story.text).split())


def has_words(story: Story, span: Span, words: tuple[int, int]) -> bool:
    """Return whether a slice has at least and at most so many words."""
    return words[0] <= count_of(story, span) <= words[1]


def is_new(told: Sequence[Span], span: Span) -> bool:
    """Return whether a slice meets nothing that is told already."""
    return not any(one.meets(span) for one in told)


def is_whole_sentence(sentence: str) -> bool:
    """Return whether words are a whole sentence on one line."""
    return is_complete(sentence) and "\n" not in sentence


def is_complete(words: str) -> bool:
    """Return whether words end as a sentence does, and every quotation and bracket of theirs within them."""
    return words.rstrip(ALL).endswith(ENDS) and is_closed(words)


def is_lone(sentence: str) -> bool:
    """Return whether a sentence of the reporter's is whole and joins on to none before it."""
    is_own = is_whole_sentence(sentence) and sentence[0] not in ALL
    return is_own and not joins_on(sentence) and not CREDIT.search(sentence)


def joins_on(sentence: str) -> bool:
    """Return whether a sentence means, or goes on with, what was said before it."""
    first = sentence.split(maxsplit=1)[0].strip(",").lower()
    return leans(sentence) or first in lang.words("leaning_joins") or " also " in sentence


@once()
def matter_of(edition: Edition, story: Story) -> frozenset[str]:
    """Return what the headline and the opening of a story say, with what follows it on the screen, in base forms."""
    first = first_of(edition, story)
    spans = (*opening_of(edition, story), *((first,) if first else ()))
    return bases(" ".join((story.title, *(span.of(story.text) for span in spans))))


def is_aside(edition: Edition, name: str, words: Span) -> bool:
    """Return whether words have none of those of their story's headline and opening."""
    story = edition.newsroom.stories[name]
    return matter_of(edition, story).isdisjoint(bases(words.of(story.text)))


def centrality(edition: Edition, story: Story, span: Span, *, but: str = "") -> float:
    """Return how central words are to a story, by those that its headline, opening and text share with them.

    It is at most `MOST_CENTRAL`. A name, that of whoever speaks, is left out.
    """
    weights = _weights(edition, story)
    return min(MOST_CENTRAL, fsum(weights.get(one, 0) for one in stems(span.of(story.text)) - stems(but)))


@once()
def _weights(edition: Edition, story: Story) -> dict[str, float]:
    """Return how much each word of a story says of its matter: names and light verbs less than others."""
    spans = [*body_of(edition, story)]
    count = Counter(one for span in spans for one in stems(span.of(story.text)))
    often = {one for one, number in count.items() if number >= max(OFTEN, len(spans) / 10)}
    plain = stems(without_names(story.text)) - stems(LIGHT)
    title, opening = stems(story.title), {one[:STEM] for one in matter_of(edition, story)}
    return {
        one: (0.8 * (one in title) + 0.6 * (one in opening) + 0.4 * (one in often)) * (1 if one in plain else 0.6)
        for one in opening | often
    }


def without_names(words: str) -> str:
    """Return words without those that begin with a capital, as names and sentences do."""
    return " ".join(word for word in words.split() if word[0].islower())


def stems(words: str) -> set[str]:
    """Return the words that tell something, as far as words of one kind share them."""
    return {one[:STEM] for one in bases(words)}


@lru_cache(maxsize=1 << 12)
def bases(words: str) -> frozenset[str]:
    """Return the words that tell something, in base forms, without anti- and the like."""
    low = (lang.without_possessive(one.lower().rstrip("’'")) for one in TELLING.findall(words))
    return frozenset(_base(PREFIX.sub("", one)) for one in low if one not in lang.words("closed"))


def _base(word: str) -> str:
    """Return the base form of a word, of one that is not listed that of its singular: weirs, weir."""
    base = lang.base_form(word)
    is_plural = base == word and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return lang.base_form(word[:-1]) if is_plural else base
