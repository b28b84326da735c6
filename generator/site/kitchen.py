"""Recipes followed: what each makes is rendered and written, in this process or by forked workers.

A kitchen comes in that has all that rendering needs; a galley for each recipe goes out, in the order of the recipes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatchmethod
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
    from generator.site.made import Made, Recipe
    from generator.site.pictures import Studio
    from generator.site.press import Press

FRAME = "embed_"
WORTH_WORKERS = 64  # recipes: fewer are followed before workers would have begun
BATCH = 4


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
                self.take(made)
        galley = self.press.taken()
        galley.reads = beside if recipe.is_unlisted else reads
        return galley

    @singledispatchmethod
    def take(self, made: Made) -> None:
        """Write one thing, or put it down for a file that tells of the whole site."""
        raise TypeError(made)

    @take.register
    def _page(self, made: Page) -> None:
        if is_off(self.settings, made.template):
            return
        text = self.template(made.template.removesuffix(".html")).render({**self.shared, **made.payload})
        self.press.write(made.address, text)
        meta = cast("Meta", made.payload["meta"])
        self.press.galley.pages[made.address] = not (made.template.startswith(FRAME) or meta["robots"])

    @take.register
    def _feed(self, made: Feed) -> None:
        edition, address = self.desk.edition, made.address + JSON
        self.press.write(made.address + ATOM, atom(edition, made))
        told = json_feed(edition, made, lambda html: self.press.finished(address, html))
        self.press.put(address, dumped(told).encode())

    @take.register
    def _text(self, made: Text) -> None:
        self.press.write(made.address, made.text)

    @take.register
    def _raw(self, made: Raw) -> None:
        self.press.put(made.address, made.data)

    @take.register
    def _row(self, made: Row) -> None:
        self.press.galley.rows.append(made)

    @take.register
    def _found(self, made: Found) -> None:
        self.press.galley.found.append(made)

    @take.register
    def _own(self, made: Own) -> None:
        if self.shows_others:
            self.desk.edition_of(made.story).reads.note(*ALL)
        self.press.own[made.story]()

    @take.register
    def _drawing(self, made: Drawing) -> None:
        if not self.studio:
            return
        job = self.studio.job(made.svg)
        self.press.put(f"{made.address.removesuffix('.png')}.svg", job.drawing.encode())
        if job.kept.is_file():
            self.press.put(made.address, job.kept.read_bytes())
        else:
            self.press.galley.unpainted.append(made.address)


_AT_WORK: list[tuple[Kitchen, Sequence[Recipe]]] = []


def follow_all(kitchen: Kitchen, recipes: Sequence[Recipe], workers: int) -> Iterator[Galley]:
    """Yield the galley of each recipe in order; with several workers, that are forked and begin with all that is known.

    Raises what following a recipe raises.
    """
    share = workers if len(recipes) >= WORTH_WORKERS else 1
    _AT_WORK.append((kitchen, recipes))
    try:
        with executor(share) as pool:
            yield from spread(pool, _numbered, range(len(recipes)), workers=share, batch=BATCH)
    finally:
        _AT_WORK.pop()


def _numbered(number: int) -> Galley:
    kitchen, recipes = _AT_WORK[-1]
    return kitchen.follow(recipes[number])
