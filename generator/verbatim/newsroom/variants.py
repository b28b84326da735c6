"""Joins quotations of several texts that are the same words, as editors say, and proposes others.

What is proposed is found by quoted words alone: words of the reporter that two texts share say nothing.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from verbatim.core.errors import ContentError
from verbatim.model import Fragment, Mark, Quote, Story

SAME_AS = "same-as"
MOST_IN_COMMON = 30  # quotations with one run of words: beyond, it is a saying
RUN = 5  # words in a row that two quotations have in common before they are compared
SHARE = 0.6  # of the shorter one's words that stand in common runs
TOKEN = re.compile(r"\S+")
SIGNS = re.compile(r"[^\w\s]+|_+")  # neither letters, digits nor blanks


def same_as(fragment: Fragment, mark: Mark) -> tuple[str, ...]:
    """Return the ids that the fragment's header Same-As joins to this quotation.

    In a fragment with several quotations the header names its own one too.
    """
    ids = joined_by(fragment)
    own = {one.id for one in fragment.marks if one.kind == "quote"}
    if ids and len(own) > 1 and not own & set(ids):
        fact = "Same-As stands in a fragment with several quotations, and names none of them"
        fix = f"Write the id of the one that is meant too: {' '.join(sorted(own))}"
        raise ContentError(fragment.path, 1, fact, fix)
    is_meant = mark.id in ids or len(own) == 1
    return tuple(name for name in ids if name != mark.id) if is_meant else ()


def joined_by(fragment: Fragment) -> list[str]:
    """Return the ids that the fragment's header Same-As names."""
    values = (value for key, value in fragment.headers if key.lower() == SAME_AS)
    return [*dict.fromkeys(" ".join(values).replace(",", " ").split())]


def is_record(story: Story) -> bool:
    """Return whether a newsroom marks a text as a transcript or a release."""
    return story.header("Record").lower() == "yes"


def variants(quotes: Mapping[str, Quote]) -> dict[str, tuple[str, ...]]:
    """Return, for each quotation that editors join with others, all of them in order of the newsroom, itself included.

    Ids of quotations that are not there, such as those of drafts, join nothing.
    """
    groups: dict[str, set[str]] = {}
    for quote in quotes.values():
        for other in quote.same_as:
            if other in quotes and not quote.withdrawn and not quotes[other].withdrawn:
                joined = groups.get(quote.id, {quote.id}) | groups.get(other, {other})
                groups |= dict.fromkeys(joined, joined)
    order = {name: at for at, name in enumerate(quotes)}
    return {name: tuple(sorted(group, key=order.__getitem__)) for name, group in groups.items()}


def variant_errors(quotes: Mapping[str, Quote], stories: Mapping[str, Story]) -> Iterator[ContentError]:
    """Yield an error for each id that Same-As names and no story has."""
    for quote in quotes.values():
        for other in quote.same_as:
            if other not in quotes:
                fragments = (one for one in stories[quote.story].fragments if one.name == quote.parts[0].fragment)
                path = next((one.path for one in fragments), stories[quote.story].path)
                fact = f"Same-As names {other[:40]}, which is no quotation of any story"
                yield ContentError(path, 1, fact, "Write the id as the other fragment has it, q-…")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two quotations of different texts that seem to be the same words; `share` is of the shorter one, 0 to 1."""

    quote: str
    other: str
    share: float


def proposed_variants(words: Mapping[str, tuple[str, Collection[str]]]) -> list[Proposal]:
    """Return the quotations that seem to be the same words, most alike first.

    `words` has, by id, each quotation's story and its quoted words without case and marks, in order.
    """
    runs: dict[tuple[str, ...], dict[str, list[int]]] = {}  # where each run begins in each quotation that has it
    for name, (_, said) in words.items():
        for at, run in enumerate(runs_of(tuple(said))):
            runs.setdefault(run, {}).setdefault(name, []).append(at)
    shared: dict[tuple[str, str], set[int]] = {}
    for starts in runs.values():
        for name, other in combinations(starts, 2) if len(starts) <= MOST_IN_COMMON else ():
            if words[name][0] != words[other][0]:
                shorter = min((name, other), key=lambda one: len(words[one][1]))
                places = (place for at in starts[shorter] for place in range(at, at + RUN))
                shared.setdefault((name, other), set()).update(places)
    found = (
        Proposal(name, other, len(places) / min(len(words[name][1]), len(words[other][1])))
        for (name, other), places in shared.items()
    )
    return sorted((one for one in found if one.share >= SHARE), key=lambda one: (-one.share, one.quote, one.other))


def unsettled(
    quotes: Mapping[str, Quote], stories: Iterable[Story], apart: Collection[frozenset[str]]
) -> list[tuple[str, str]]:
    """Return the pairs that seem to be the same words, and that editors neither joined nor keep `apart`."""
    joined = variants(quotes)
    proposed = ((one.quote, one.other) for one in proposed_variants(quoted_words(stories)))
    known = (pair for pair in proposed if quotes.keys() >= {*pair})
    return [pair for pair in known if pair[1] not in joined.get(pair[0], ()) and frozenset(pair) not in apart]


def runs_of(said: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the words that stand in a row, as many as are compared."""
    return zip(*(said[at:] for at in range(RUN)), strict=False)


def quoted_words(stories: Iterable[Story]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return, by id, the story and the words of each quotation as `proposed_variants` compares them."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for story in stories:
        for fragment in story.fragments:
            for name, said in _said_in(fragment):
                known = found.get(name, (story.id, ()))[1]
                found[name] = story.id, (*known, *said)
    return found


def _said_in(fragment: Fragment) -> Iterator[tuple[str, tuple[str, ...]]]:
    for mark in fragment.marks:
        if mark.kind == "quote" and mark.id and mark.attrs.get("kind", "direct") == "direct":
            yield mark.id, folded(mark.span.of(fragment.text))


def folded(text: str) -> tuple[str, ...]:
    """Return the words of a text without case and punctuation."""
    return tuple(SIGNS.sub("", text.casefold()).split())


def letters_of(word: str) -> str:
    """Return the letters and digits of a word as words are compared, without case."""
    return "".join(filter(str.isalnum, word.casefold()))
