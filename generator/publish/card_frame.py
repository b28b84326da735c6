"""Where things stand on a card, in pixels: one composition in two formats, wide for links, square for feeds."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Frame(NamedTuple):
    """A format: its size, its margins, and the places of its parts from top to bottom.

    `words` is the room of the quotation; `sizes` are those that it may be set in, largest first, and `largest` the one
    that it begins with, by `QuoteView.step`. `column` is the width kept at the right of the speaker for the source.
    """

    width: int
    height: int
    left: int
    right: int
    rule: int
    words: tuple[int, int]
    sizes: tuple[int, ...]
    largest: tuple[int, int, int, int, int]
    person: int  # the middle of the speaker's disc
    room: int  # for the speaker, the disc included
    source: int  # the middle of the lines that name the source
    hairlines: tuple[int, ...]
    trust: int  # the baseline of the trust marks
    trust_at: Literal["left", "right"]
    trust_size: int
    wordmark: int  # the baseline of the site's name
    name_size: int
    scale: float  # of everything that is not the words: a square card is looked at smaller

    @property
    def measure(self) -> int:
        """The width of the text."""
        return self.right - self.left


COLUMN = 300  # at the right, for the source's name and the date
WIDE = Frame(
    width=1200, height=630, left=104, right=1104, rule=62,
    words=(96, 412), sizes=(100, 88, 76, 66, 58, 52, 46, 40, 36, 32), largest=(100, 88, 66, 52, 46),
    person=488, room=1000 - COLUMN - 24, source=488, hairlines=(552,),
    trust=594, trust_at="right", trust_size=21, wordmark=594, name_size=30, scale=1,
)  # fmt: skip
SQUARE = Frame(
    width=1080, height=1080, left=96, right=1000, rule=88,
    words=(132, 700), sizes=(120, 108, 96, 84, 74, 66, 58, 52, 46, 42, 38, 34), largest=(120, 108, 84, 66, 58),
    person=784, room=904, source=1000, hairlines=(858, 930),
    trust=903, trust_at="left", trust_size=25, wordmark=1010, name_size=40, scale=1.25,
)  # fmt: skip
