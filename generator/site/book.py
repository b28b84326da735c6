"""One build's book: which recipes hold from the build before, which are followed anew, and what came of them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from generator.pelican_run import KEPT, STANDING
from generator.publish.facts import Facts
from generator.site.manifest import Manifest
from generator.site.recipes import recipes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from generator.site.desk import Desk
    from generator.site.galley import Galley
    from generator.site.made import Recipe
    from generator.site.press import Press


@dataclass(frozen=True)
class Book:
    """The recipes of a build with their galleys by name: `made` anew, or `kept` as they stand."""

    manifest: Manifest
    recipes: Sequence[Recipe]
    made: dict[str, Galley] = field(default_factory=dict)
    kept: dict[str, Galley] = field(default_factory=dict)

    def galleys(self, follow: Callable[[Sequence[Recipe]], Iterator[Galley]]) -> Iterator[Galley]:
        """Yield the galley of every recipe in order, after having those followed that do not hold."""
        self.kept.update(self.manifest.holding(self.recipes))
        wanted = [recipe for recipe in self.recipes if recipe.name not in self.kept]
        anew = follow(wanted)
        for recipe in self.recipes:
            if recipe.name not in self.kept:
                self.made[recipe.name] = next(anew)
            yield self.kept.get(recipe.name) or self.made[recipe.name]
        next(anew, None)  # so that the workers end

    def close(self, press: Press, settings: Mapping[str, Any]) -> None:
        """Keep what was made, and say which files of the standing site are to stay, and what took how long.

        A site that is not built into a stage is not kept from: nobody says that it stands.
        """
        for galley in self.made.values():
            galley.files |= {address: press.galley.files[address] for address in galley.unpainted}
        self.manifest.keep(self.made, self.recipes)
        if STANDING in os.environ:
            files = {address: hash_of for galley in self.kept.values() for address, hash_of in galley.files.items()}
            is_whole = bool(settings.get("PUBLISHING"))
            told = {"files": files, "whole": is_whole, "seconds": press.seconds, "seen": press.seen}
            (press.output.parent / KEPT).write_bytes(msgspec.msgpack.encode(told))


def opened(desk: Desk, press: Press, cache: Path, rules: str) -> Book:
    """Open the book of a build under these rules."""
    facts = Facts(desk.edition, desk.digests, press.file_address)
    beside = facts if desk.everything is desk.edition else Facts(desk.everything, desk.digests, press.file_address)
    manifest = Manifest(cache, Path(os.environ.get(STANDING) or os.devnull), rules, facts, beside)
    return Book(manifest, list(recipes(desk)))
