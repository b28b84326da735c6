"""What the front page shows, chosen by rules alone. Stories newest first and quotations come in, choices go out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from generator import edtf
from generator.newsroom.silences import is_attributed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.model import Moment, Quote, Span, Story

LEAD_AMONG = 5  # a story whose speaker is established leads, where one of the newest has it
SECONDS, FEATURED, BRIEFS = 2, 3, 4
BLOCKS, IN_A_BLOCK, LEAST_IN_A_BLOCK = 6, 4, 2
SAID_LONGEST = 220  # characters: what reads at a glance


class Choice(NamedTuple):
    """The stories of the front page; none stands in two places."""

    lead: Story | None
    seconds: list[Story]
    featured: list[Story]
    briefs: list[Story]
    blocks: dict[str, list[Story]]


def choose(stories: Sequence[Story], is_quoted: Callable[[Story], bool]) -> Choice:
    """Give each of the newest stories a place.

    The lead is the newest with established words of a speaker; the two leads beside it tell of other sections where
    the newest stories have them. What is left of a section stands in its block, where at least two sections have one.
    """
    lead = next((story for story in stories[:LEAD_AMONG] if is_quoted(story)), stories[0] if stories else None)
    rest = [story for story in stories if story is not lead]
    seconds = _seconds(rest[: SECONDS + FEATURED], lead)
    rest = _without(rest, seconds)
    featured, briefs = rest[:FEATURED], rest[FEATURED : FEATURED + BRIEFS]
    return Choice(lead, seconds, featured, briefs, _blocks(rest[FEATURED + BRIEFS :]))


def _seconds(newest: Sequence[Story], lead: Story | None) -> list[Story]:
    """Return the second and the third lead, newest first: of sections not yet led by, as far as there are any."""
    taken = {lead.category if lead else ""}
    found: list[Story] = []
    for story in newest:
        if story.category not in taken and len(found) < SECONDS:
            found.append(story)
            taken.add(story.category)
    found += _without(newest, found)[: SECONDS - len(found)]
    others = _without(newest, found)
    return _without(newest, others)


def _without(stories: Iterable[Story], taken: Iterable[Story]) -> list[Story]:
    """Return the stories but for those; told apart by their ids: comparing two stories compares all their words."""
    names = {story.id for story in taken}
    return [story for story in stories if story.id not in names]


def _blocks(rest: Iterable[Story]) -> dict[str, list[Story]]:
    """Return the sections that have stories left, the one with the newest first."""
    held: dict[str, list[Story]] = {}
    for story in rest:
        if story.category and len(held.setdefault(story.category, [])) < IN_A_BLOCK:
            held[story.category].append(story)
    found = {name: stories for name, stories in held.items() if len(stories) >= LEAST_IN_A_BLOCK}
    return dict(list(found.items())[:BLOCKS]) if len(found) > 1 else {}


def also_said(quotes: Iterable[Quote], shown: Quote, at_most: int) -> list[Quote]:
    """Return the words of others in the story of `shown` that read at a glance, one of each speaker, in its order."""
    found: dict[str, Quote] = {}
    for quote in quotes:
        if _reads_alone(quote) and quote.speaker != shown.speaker:
            found.setdefault(quote.speaker, quote)
    return list(found.values())[:at_most]


def lately_said(
    quotes: Iterable[Quote], shown: Iterable[str], at_most: int, name_of: Callable[[str], str] = str
) -> list[Quote]:
    """Return the newest established words that read at a glance: one of each speaker's name, one of each story.

    `shown` are ids of stories and names of speakers that stand on the page already; `name_of` names a speaker's id.
    """
    taken = set(shown)
    found: list[Quote] = []
    for quote in quotes:
        if len(found) == at_most:
            break
        if _reads_alone(quote) and taken.isdisjoint((quote.story, name_of(quote.speaker))):
            found.append(quote)
            taken |= {quote.story, name_of(quote.speaker)}
    return found


def _reads_alone(quote: Quote) -> bool:
    length = quote.span.end - quote.span.start
    return bool(
        quote.kind == "direct"
        and quote.speaker
        and is_attributed(quote)
        and not quote.withdrawn
        and length <= SAID_LONGEST
    )


def left_open(quotes: Iterable[Quote], at_most: int) -> list[Quote]:
    """Return the newest quotations whose speaker is not established: one of each story, more where few have any."""
    held = [quote for quote in quotes if quote.kind != "indirect" and not quote.withdrawn and not is_attributed(quote)]
    firsts: dict[str, Quote] = {}
    for quote in held:
        firsts.setdefault(quote.story, quote)
    found = list(firsts.values())[:at_most]
    return found + [quote for quote in held if quote not in found][: at_most - len(found)]


def most_quoted(quotes: Iterable[Quote], at_most: int) -> list[tuple[str, int]]:
    """Return the ids of those with most quotations, paraphrases left out, and how many; of equals the newest first."""
    held = (quote for quote in quotes if quote.kind != "indirect" and not quote.withdrawn and is_attributed(quote))
    return Counter(quote.speaker for quote in held if quote.speaker).most_common(at_most)


def edition_date(stories: Iterable[Story]) -> str:
    """Return the date of the newest story that has one, EDTF; empty without one."""
    return max(
        (story.date for story in stories if story.date_basis != "unknown" and edtf.parse(story.date)),
        key=edtf.sort_key, default="",
    )  # fmt: skip


def latest(moments: Sequence[Moment], until: str, at_most: int) -> list[Moment]:
    """Return the latest of the dated moments, the last first: those that had come by `until`, an EDTF date.

    A sentence that dates two of them stands once.
    """
    last = edtf.sort_key(until)
    come = (one for one in reversed(moments) if not until or edtf.sort_key(one.date) <= last)
    found: dict[tuple[str, Span], Moment] = {}
    for moment in come:
        if len(found) == at_most:
            break
        found.setdefault((moment.story, moment.sentence), moment)
    return list(found.values())
