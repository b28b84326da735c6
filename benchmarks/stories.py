"""Generates the sources of the measured newsroom: news texts of about 500 words, equal for equal size and seed.

A story has three to seven people's quotations (five on average), three to five dated events before it, and figures.
"""

import datetime as dt
import random
from collections.abc import Iterator

from benchmarks.names import Names, Voice

FIRST_DAY, DAYS = dt.date(2021, 1, 4), 1500
THINGS = (
    *("the wall", "the ferry", "the bell", "the new tower", "the old bridge", "the fish market", "the tram line"),
    *("the archive", "the reservoir", "the night bus", "the hospital wing", "the printing house", "the grain store"),
    *("the rail yard", "the lower lock", "the school roof", "the water tower", "the court house", "the power line"),
)
WHICH = (
    *("long", "quiet", "costly", "late", "narrow", "patient", "careful", "sudden", "second", "thin", "fair", "broad"),
    *("sober", "brief", "dry", "hasty", "modest", "stern", "tidy", "vague", "warm", "slow", "plain", "rough"),
)
PAPERS = (
    *("plan", "report", "letter", "hearing", "contract", "vote", "budget", "study", "draft", "survey", "audit"),
    *("memo", "ruling", "treaty", "census", "tender", "verdict", "charter", "forecast", "ledger"),
)
# Each names a place, so that two people hardly ever say the same: as in news, where a sentence is somebody's.
SAYINGS = (
    "We have waited {years} years for {thing} of {quarter}",
    "The {which} {paper} says nothing about {thing} of {quarter}",
    "Nobody who has read the {paper} can call {thing} of {quarter} {which}",
    "It is a {which} {paper}, and {thing} of {quarter} will stand longer than the {other}",
    "If {thing} of {quarter} closes, {second} will have to carry what the {paper} forgot",
)
DATED = (
    (
        "{when}, {body} opened the {which} {paper} on {thing}. More than {thousands},000 people live near {thing}, and "
        "the {other} counted {houses} houses along it."
    ),
    (
        "{when}, {body} closed {thing} for repair. The work cost {millions} million crowns, and the {which} {paper} on "
        "it ran to {pages} pages."
    ),
)
PLAIN = (
    (
        "The {paper} runs to {pages} pages. It deals with {thing} and with the {which} {other} of last spring. Whether "
        "{thing} belongs in the {paper} is open, and the {other} leaves it so."
    ),
    (
        "Between the {paper} and the {other} lies a {which} winter. There is no map of {thing} in either, and no "
        "price. What {thing} earns in a year is in neither of them."
    ),
)


def stories(count: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """Yield each story's id and text."""
    chance = random.Random(f"verbatim-{seed}-{count}")  # noqa: S311  a corpus needs the same numbers, not secret ones
    names = Names(count, chance)
    for number in range(count):
        place = chance.choice(names.places)
        yield f"s{number:05d}-{place.lower()}", _Story(chance, names, place).text()


class _Story:
    def __init__(self, chance: random.Random, names: Names, place: str) -> None:
        self.chance, self.names, self.place = chance, names, place
        self.day = FIRST_DAY + dt.timedelta(days=chance.randrange(DAYS))
        self.cast = names.cast(chance, chance.choice((3, 4, 4, 5)))

    def text(self) -> str:
        """Return headline and paragraphs: the lead first, the rest shuffled, quotations in their order."""
        said = [self._said(turn) for turn in range(self.chance.choice((3, 4, 5, 5, 5, 6, 7)))]
        dated = [self._filled(self.chance.choice(DATED)) for _ in range(self.chance.choice((3, 4, 4, 5)))]
        plain = [self._filled(self.chance.choice(PLAIN)) for _ in range(6)]
        order = [*dated, *plain, *[""] * len(said)]
        self.chance.shuffle(order)
        turns = iter(said)
        return "\n\n".join([self._headline(), self._opening(), *(words or next(turns) for words in order)]) + "\n"

    def _headline(self) -> str:
        words = self._filled("{which} {paper} on {thing} divides {place}")
        return words[0].upper() + words[1:]

    def _opening(self) -> str:
        day = f"{self.day:%B} {self.day.day}, {self.day.year}"
        event = self._filled("A {which} {paper} on {thing} was put before {body}")
        rest = self._filled("and {thing} will have to wait. The {other} costs {millions} million crowns.")
        return f"{self.place.upper()}, {day} — {event} on {self.day:%A}, {rest}"

    def _said(self, turn: int) -> str:
        voice = self.cast[turn % len(self.cast)]
        one, two = (self._filled(words) for words in self.chance.sample(SAYINGS, 2))
        if turn >= len(self.cast):
            return self._filled(
                f"“{one},” {voice.last} said. The {{paper}} is {{which}}, and {{thing}} is not part of it."
            )
        return self._introduced(voice, one, two)

    def _introduced(self, voice: Voice, one: str, two: str) -> str:
        if self.chance.random() < 0.7:  # noqa: PLR2004  as often as in news: three in ten are told indirectly first
            return f"“{one},” said {voice.name}, {voice.role}. “{two}.”"
        told = self._filled("the {paper} was {which}")
        return f"{voice.name}, {voice.role}, said {told}. “{one},” {voice.last} said."

    def _filled(self, words: str) -> str:
        """Fill the gaps of a sentence; the same gap twice has the same filling."""
        chance = self.chance
        paper, other = chance.sample(PAPERS, 2)
        thing, second = chance.sample(THINGS, 2)
        return words.format(
            thing=thing,
            second=second,
            place=self.place,
            quarter=chance.choice(self.names.quarters),
            paper=paper,
            other=other,
            which=chance.choice(WHICH),
            body=self.names.body(chance) if "{body}" in words else "",
            when=self._when() if "{when}" in words else "",
            years=chance.choice(("two", "three", "ten", "twenty")),
            thousands=chance.randint(2, 90),
            millions=chance.randint(2, 90),
            houses=chance.randint(12, 990),
            pages=chance.randint(20, 400),
        )

    def _when(self) -> str:
        """Return when an event before the story was: to the day, the month or the year."""
        day = self.day - dt.timedelta(days=self.chance.randrange(30, 2500))
        return self.chance.choice((f"On {day.day} {day:%B} {day.year}", f"In {day:%B} {day.year}", f"In {day.year}"))
