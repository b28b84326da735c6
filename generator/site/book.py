"""One build's book: which recipes hold from the build before, which are followed anew, and what came of them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.pelican_run import STANDING
from generator.site.bookkeeper import Asked, Begun, Bookkeeper, Closing, Rows
from generator.site.galley import Galley, packed
from generator.site.manifest import Made
from generator.site.recipes import WHOLE, recipes
from generator.site.rules import can_be_kept, rules
from generator.site.sayings import FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from generator.site.bookkeeper import Standing
    from generator.site.desk import Desk
    from generator.site.made import Found, Recipe
    from generator.site.press import Press


@dataclass
class Book:
    """The recipes of a build, and the process that knows which hold; `unsure` are galleys that are not whole yet."""

    keeper: Bookkeeper
    press: Press
    recipes: Sequence[Recipe] = ()
    unsure: dict[str, Galley] = field(default_factory=dict)

    def galleys(self, desk: Desk, follow: Callable[[Sequence[Recipe]], Iterator[Galley]]) -> Iterator[Galley]:
        """Yield the galley of every recipe that does not hold, after having it followed, then one of all that hold.

        Rows of the files that tell of the whole site are not among theirs: the process writes these (`write_whole`). Of
        their files they have the folders alone.
        """
        desk.edition.joined.look_up()  # while the process finds out what holds, and for the workers that are forked
        self.recipes = list(recipes(desk))
        files = {named: self.press.file_address(named) for named in self.keeper.linked()}
        names = [(one.name, one.is_unlisted) for one in self.recipes]
        self.keeper.tell(Asked(names, files, desk.is_searched))
        standing: Standing | None = None
        made: dict[str, Galley] = {}
        found: dict[str, list[Found]] = {}
        for name, galley in self._anew(frozenset(self.keeper.hear()), follow):
            made[name] = galley
            found[name] = galley.found
            if standing or self.keeper.answers():
                standing = standing or self.keeper.hear()
                yield from self._told(made)
        standing = standing or self.keeper.hear()
        for name, galley in self._anew(standing.lost, follow):
            made[name] = galley
            found[name] = galley.found
        yield from self._told(made)
        found |= standing.found
        standing.galley.found = [one for recipe in self.recipes for one in found.get(recipe.name, ())]
        yield standing.galley

    def _anew(
        self, wanted: AbstractSet[str], follow: Callable[[Sequence[Recipe]], Iterator[Galley]]
    ) -> Iterator[tuple[str, Galley]]:
        """Have the recipes of these names followed; yield each one's name and galley."""
        anew = [recipe for recipe in self.recipes if recipe.name in wanted]
        yield from zip((recipe.name for recipe in anew), follow(anew), strict=True)

    def _told(self, made: dict[str, Galley]) -> Iterator[Galley]:
        """Tell the process of what was made, and yield of it what the build asks for besides."""
        for name, galley in made.items():
            if galley.unpainted:
                self.unsure[name] = galley
            self.keeper.tell(self._made(name, galley, is_whole=not galley.unpainted))
            rows = [row for row in galley.rows if row.file not in WHOLE]
            folders = {f"{address.partition('/')[0]}/": "" for address in galley.files if "/" in address}
            yield Galley(folders, galley.pages, galley.characters, rows, galley.unpainted)
        made.clear()

    def _made(self, name: str, galley: Galley, *, is_whole: bool) -> Made:
        files = {str(fact[1]): self.press.file_address(str(fact[1])) for fact in galley.reads if fact[0] == FILE}
        return Made(name, galley.reads, files, packed(galley), is_whole)

    def write_whole(self) -> None:
        """Have the files that tell of the whole site written."""
        self.keeper.tell(Rows())
        self.press.galley.files.update(dict.fromkeys(WHOLE, ""))  # it matters that they are there

    def close(self, settings: Mapping[str, Any]) -> None:
        """Keep what was made, and say which files of the standing site are to stay, and what took how long."""
        for name, galley in self.unsure.items():
            galley.files |= {address: self.press.galley.files[address] for address in galley.unpainted}
            self.keeper.tell(self._made(name, galley, is_whole=True))
        told = {"whole": bool(settings.get("PUBLISHING")), "seconds": self.press.seconds, "seen": self.press.seen}
        self.keeper.close(Closing(told))


def opened(desk: Desk, press: Press, cache: Path, settings: Mapping[str, Any]) -> Book | None:
    """Open the book of a build, whose content is read; None where nothing can be kept.

    A site that is not built into a stage is not kept from: nobody says that it stands.
    """
    standing = os.environ.get(STANDING)
    if not standing or not can_be_kept(settings):
        return None
    return Book(Bookkeeper(Begun(desk, press.output, Path(standing), cache, rules(settings))), press)
