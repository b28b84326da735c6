"""Invents people, places and bodies for the measured newsroom; a few of them occur in most stories."""

import itertools
import random
from typing import NamedTuple

SYLLABLES = [first + last for first in "bdfghjklmnprstvwz" for last in "aeio"]
ENDINGS = ("ck", "ld", "ll", "mar", "nd", "nt", "rd", "rk", "rn", "ss", "st", "th", "ven", "wick")
FIRST = (
    *("Ada", "Ben", "Cora", "Dev", "Elin", "Fay", "Gus", "Hana", "Ivo", "June", "Kofi", "Lena", "Milo", "Nora", "Omar"),
    *(
        "Pia",
        "Quin",
        "Rosa",
        "Sam",
        "Tess",
        "Uma",
        "Vito",
        "Wren",
        "Yara",
        "Zeno",
        "Amir",
        "Bea",
        "Carl",
        "Dina",
        "Emre",
    ),
)
KINDS = ("Agency", "Council", "Union", "Institute", "Bank", "Museum", "Board")
ROLES = (
    "the mayor of {place}",
    "a resident of {place}",
    "a professor at the University of {place}",
    "a spokeswoman for {body}",
    "the chief engineer of {body}",
    "the director of {body}",
    "an analyst at {body}",
    "secretary of {body}",
)


class Voice(NamedTuple):
    """A person who is quoted: full name, and role as in `a resident of Vost`."""

    name: str
    role: str

    @property
    def last(self) -> str:
        """The name after the first mention."""
        return self.name.split()[-1]


class Names:
    """All names of a newsroom with this many stories.

    People grow as 4 · stories^0.7, places, quarters and bodies as the square root: an archive meets names again.
    """

    def __init__(self, stories: int, chance: random.Random) -> None:
        self.places = _invented(chance, max(12, round(stories**0.5)))
        self.bodies = [
            f"the {name} {chance.choice(KINDS)}" for name in _invented(chance, max(10, round(2 * stories**0.5)))
        ]
        self.voices = [self._voice(chance, last) for last in _invented(chance, max(8, round(4 * stories**0.7)))]
        self.quarters = _invented(chance, max(80, round(4 * stories**0.5)), (3, 4))
        self._often = {id(held): _zipf(len(held)) for held in (self.bodies, self.voices)}

    def _voice(self, chance: random.Random, last: str) -> Voice:
        role = chance.choice(ROLES).format(place=chance.choice(self.places), body=chance.choice(self.bodies))
        return Voice(f"{chance.choice(FIRST)} {last}", role)

    def cast(self, chance: random.Random, size: int) -> list[Voice]:
        """Draw the people of one story, the first of the list most often."""
        drawn = chance.choices(self.voices, cum_weights=self._often[id(self.voices)], k=size)
        return list(dict.fromkeys(drawn))

    def body(self, chance: random.Random) -> str:
        """Draw one body, as `the Vost Council`, the first of the list most often."""
        return chance.choices(self.bodies, cum_weights=self._often[id(self.bodies)])[0]


def _zipf(count: int) -> list[float]:
    """Return the summed weights 1, 1/2, 1/3, …: Zipf's law, which names in news follow."""
    return list(itertools.accumulate(1 / place for place in range(1, count + 1)))


def _invented(chance: random.Random, count: int, syllables: tuple[int, ...] = (1, 2, 2, 2, 3)) -> list[str]:
    """Return so many different words that begin with a capital."""
    made: dict[str, None] = {}
    while len(made) < count:
        stem = "".join(chance.choices(SYLLABLES, k=chance.choice(syllables)))
        made[stem.capitalize() + chance.choice(ENDINGS)] = None
    return list(made)
