"""Recipes followed: what each makes is rendered and written, in this process or by forked workers.

A kitchen comes in that has all that rendering needs; a galley for each recipe goes out, in the order of the recipes.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from generator.executors import executor, spread
from generator.publish.atom import atom
from generator.publish.feed_addresses import ATOM, JSON
from generator.publish.feed_records import Feed
from generator.publish.json_feed import json_feed
from generator.publish.page_views import Page
from generator.publish.reads import ALL
from generator.site.json_text import dumped
from generator.site.made import Drawing, Found, Own, Raw, Row, Text
from generator.site.settings import is_off

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jinja2 import Template

    from generator.publish.head_views import Meta
    from generator.site.desk import Desk
    from generator.site.galley import Galley
    from generator.site.made import Recipe
    from generator.site.pictures import Studio
    from generator.site.press import Press

FRAME = "embed_"
ALONE = 0.1  # seconds: what is done by then is done before workers would have begun
FEW, BATCH = 64, 4  # fewer recipes are given out one by one: one of them may take longer than all others


@dataclass(frozen=True)
class Kitchen:
    """What it takes to follow a recipe: the content, the press, the templates and what all of them know."""

    desk: Desk
    press: Press
    settings: Mapping[str, Any]
    shared: Mapping[str, Any]
    template: Callable[[str], Template]
    studio: Studio | None
    shows_others: bool  # whether a story's own page may show what Pelican knows of all of them

    def follow(self, recipe: Recipe) -> Galley:
        """Render and write everything that a recipe makes; return what came of it."""
        with self.desk.edition.reads.followed() as reads, self.desk.everything.reads.followed() as beside:
            for made in recipe.made(self.desk):
                TAKEN[type(made)](self, made)
        galley = self.press.taken()
        galley.reads |= beside if recipe.is_unlisted else reads
        return galley

    def page(self, made: Page) -> None:
        """Render and write a page."""
        if is_off(self.settings, made.template):
            return
        text = self.template(made.template.removesuffix(".html")).render({**self.shared, **made.payload})
        self.press.write(made.address, text)
        meta = cast("Meta", made.payload["meta"])
        self.press.galley.pages[made.address] = not (made.template.startswith(FRAME) or meta["robots"])

    def feed(self, made: Feed) -> None:
        """Write a feed in both its forms."""
        edition, address = self.desk.edition, made.address + JSON
        self.press.write(made.address + ATOM, atom(edition, made))
        told = json_feed(edition, made, lambda html: self.press.finished(address, html).decode())
        self.press.put(address, dumped(told).encode())

    def text(self, made: Text) -> None:
        """Write a text, its links put in."""
        self.press.write(made.address, made.text)

    def raw(self, made: Raw) -> None:
        """Write bytes as they are."""
        self.press.put(made.address, made.data)

    def row(self, made: Row) -> None:
        """Put a row down for a file that tells of the whole site."""
        self.press.galley.rows.append(made)

    def found(self, made: Found) -> None:
        """Put a record down for the search."""
        self.press.galley.found.append(made)

    def own(self, made: Own) -> None:
        """Have Pelican write a story's own page."""
        if self.shows_others:
            self.desk.edition_of(made.story).reads.note(*ALL)
        self.press.own[made.story]()

    def drawing(self, made: Drawing) -> None:
        """Write the drawing of a card, and its picture where it is painted already."""
        if not self.studio:
            return
        job = self.studio.job(made.svg)
        self.press.put(f"{made.address.removesuffix('.png')}.svg", job.drawing.encode())
        if job.kept.is_file():
            self.press.put(made.address, job.kept.read_bytes())
        else:
            self.press.galley.unpainted.append(made.address)


# By the kind of what is made: it is asked fifty times a story.
TAKEN: dict[type, Callable[[Kitchen, Any], None]] = {
    Page: Kitchen.page,
    Feed: Kitchen.feed,
    Text: Kitchen.text,
    Raw: Kitchen.raw,
    Row: Kitchen.row,
    Found: Kitchen.found,
    Own: Kitchen.own,
    Drawing: Kitchen.drawing,
}
_AT_WORK: list[tuple[Kitchen, Sequence[Recipe]]] = []


def follow_all(kitchen: Kitchen, recipes: Sequence[Recipe], workers: int) -> Iterator[Galley]:
    """Yield the galley of each recipe in order; where it takes a while, by workers, forked with all that is known.

    Raises what following a recipe raises.
    """
    began, done = time.monotonic(), 0
    _AT_WORK.append((kitchen, recipes))
    try:
        while done < len(recipes) and time.monotonic() - began < ALONE:
            yield _numbered(done)
            done += 1
        rest = range(done, len(recipes))
        with executor(workers if rest else 1) as pool:
            yield from spread(pool, _numbered, rest, workers=workers, batch=BATCH if len(rest) >= FEW else 1)
    finally:
        _AT_WORK.pop()


def _numbered(number: int) -> Galley:
    kitchen, recipes = _AT_WORK[-1]
    return kitchen.follow(recipes[number])
