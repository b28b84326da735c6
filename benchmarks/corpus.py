"""Generates articles to measure with: invented people, places and words, equal for equal seeds."""

from __future__ import annotations

import random

FIRST = ("Ada", "Jon", "Mira", "Tor", "Lena", "Emil", "Ines", "Karl", "Nora", "Paul")
LAST = ("Vell", "Marr", "Okonjo", "Haugen", "Brandt", "Thorsen", "Quist", "Abel", "Winter", "Sand")
ROLES = ("the harbour master", "a spokeswoman for Nordline", "the mayor of Sund", "chairman of the island council")
DAYS = ("on Tuesday", "last week", "in March 2029", "on 4 May 2030", "earlier this year", "two days ago")
THINGS = ("the wall", "the ferry", "the bell", "the new tower", "the old bridge", "the fish market")
DOES = (
    "will be raised by two metres",
    "has been closed for repair",
    "cost 12 million marks",
    "opened to 1,400 visitors",
)
SAYS = (
    "We have waited for ten years",
    "It is late, but it will stand",
    "Nobody has asked the fishermen",
    "That is enough",
)


def article(seed: int, paragraphs: int = 20) -> str:
    """Return a news text of about 30 words a paragraph."""
    draw = random.Random(seed)  # noqa: S311  a corpus needs the same numbers, not secret ones
    names = [f"{draw.choice(FIRST)} {draw.choice(LAST)}" for _ in range(4)]
    body = [_paragraph(draw, names) for _ in range(paragraphs)]
    return "\n\n".join([f"{draw.choice(THINGS).capitalize()} of Sund", *body]) + "\n"


def _paragraph(draw: random.Random, names: list[str]) -> str:
    name, thing = draw.choice(names), draw.choice(THINGS)
    sentences = (
        f"{thing.capitalize()} {draw.choice(DOES)} {draw.choice(DAYS)}, said {name}, {draw.choice(ROLES)}.",
        f"“{draw.choice(SAYS)},” {name.split()[-1]} told reporters {draw.choice(DAYS)}. “{draw.choice(SAYS)}.”",
        f"According to {name}, {thing} {draw.choice(DOES)}. He called it “a wall of paper”.",
        f"“{draw.choice(SAYS)},” she said. More than {draw.randint(2, 90)},000 people live near {thing}.",
    )
    return " ".join(draw.sample(sentences, 2))
