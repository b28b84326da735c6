"""What is true of the whole site, whatever it shows: its name, its address, its language, what is left out of it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.words import ENGLISH, Words


@dataclass(frozen=True, slots=True)
class Site:
    """The site's own facts. `url` is absolute, without a slash at its end; empty where no address is known."""

    name: str
    url: str
    lang: str = "en"
    description: str = ""
    words: Words = ENGLISH
    page_size: int = 0  # Pelican's DEFAULT_PAGINATION; 0: each list has a size of its own
    orphans: int = 0  # Pelican's DEFAULT_ORPHANS, which goes with it
    cards: bool = True  # whether there are picture cards
    squares: bool = True  # whether quotations have a square one besides
    off: frozenset[str] = frozenset()  # the sections that are left out: "search", "timeline", …

    def absolute(self, address: str) -> str:
        """Return the absolute form of a site address; empty where the site has no address."""
        return f"{self.url}/{address}" if self.url else ""
