"""Texts, and how newsrooms and other rules change them, at random, for the trials of the merge."""

import random
import re
from dataclasses import replace

from verbatim.model.reading import Reading

WORD = re.compile(r"\w+")
PARAGRAPHS = (
    "The wall stays, the council of Sund said on Monday.",
    "“It is a wall of paper,” said Ada Vell, the harbour master. “It will fall,” said Jon Marr.",
    "“Nobody asked us,” he said. The ferry to Ost has not run since 3 March 2031.",
    "Mira Holt, who leads the union of pilots, said the boats would wait. “We have time,” she said.",
    "The bridge cost 14 million crowns and carries 9,000 people a day, according to the town of Sund.",
    "On 12 April 2031 the mayor, Tove Lind, opened the lock. “It holds,” she told reporters.",
    "Some called it “a gift to the sea”. Others did not.",
    "Jon Marr said that the tower had been empty for ten years. He left the town in 2029.",
    "“Who pays?” asked Ada Vell. “We all do,” said Tove Lind. “And our children.”",
    "In the end nothing was decided. The council meets again on Friday.",
)
SENTENCES = ("Rain fell all day.", "“So it is,” said Mira Holt.", "A clerk read the list twice.", "That was in 2030.")
WORDS = ("paper", "stone", "quiet", "Ost", "later", "twice", "the old", "Ada Vell")


def text_of(dice: random.Random) -> str:
    """Return a text of two to five paragraphs."""
    return "\n\n".join(dice.sample(PARAGRAPHS, dice.randint(2, 5)))


def changed(dice: random.Random, text: str) -> str:
    """Return a text with one to three changes, as newsrooms make them."""
    told = text.split("\n\n")
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(told))
        dice.choice((_word, _sentence_after, _sentence_before, _move, _paragraph, _join, _part, _drop))(dice, told, at)
    return "\n\n".join(told)


def _word(dice: random.Random, told: list[str], at: int) -> None:
    found = dice.choice(list(WORD.finditer(told[at])))
    new = dice.choice(("", *WORDS))
    told[at] = f"{told[at][: found.start()]}{new}{told[at][found.end() :]}".strip() or told[at]


def _sentence_after(dice: random.Random, told: list[str], at: int) -> None:
    told[at] = f"{told[at]} {dice.choice(SENTENCES)}"


def _sentence_before(dice: random.Random, told: list[str], at: int) -> None:
    told[at] = f"{dice.choice(SENTENCES)} {told[at]}"


def _move(dice: random.Random, told: list[str], at: int) -> None:
    told.insert(dice.randrange(len(told)), told.pop(at))


def _paragraph(dice: random.Random, told: list[str], at: int) -> None:
    told.insert(at, dice.choice(SENTENCES))


def _join(_: random.Random, told: list[str], at: int) -> None:
    told[at : at + 2] = [" ".join(told[at : at + 2])]


def _part(_: random.Random, told: list[str], at: int) -> None:
    told[at : at + 1] = told[at].split(". ", 1)


def _drop(_: random.Random, told: list[str], at: int) -> None:
    if len(told) > 1:
        del told[at]


def other_rules(dice: random.Random, reading: Reading) -> Reading:
    """Return a reading as other rules might have made it: some found nothing, some found it for another reason."""
    quotes = [row for row in reading.quotes if dice.random() < 0.9]
    quotes = [replace(row, why="another rule") if dice.random() < 0.2 else row for row in quotes]
    dates = tuple(date for date in reading.dates if dice.random() < 0.9)
    return replace(reading, quotes=tuple(quotes), dates=dates)
