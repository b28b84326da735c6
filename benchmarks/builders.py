"""The generators compared: how each gets its site, builds it, discards the build, and takes an edit."""

import shutil
import sys
from pathlib import Path
from types import ModuleType

from benchmarks.building import Builder
from benchmarks.ours import Verbatim
from benchmarks.peers import eleventy_site, hugo_site, pelican_site
from benchmarks.records import Record, Records


class Peer(Builder):
    """Another generator, with the module that lays out its site."""

    layout: ModuleType
    caches: tuple[str, ...] = ()

    def prepare(self, content: Path, held: Records, given: Path) -> None:
        """Lay the records out, with the files that are no pages."""
        del content
        shutil.rmtree(self.site, ignore_errors=True)
        self.layout.write(held, self.site, given)

    def edit(self, story: Record, quote: Record, why: str) -> None:
        """Write the story's files anew with another reason."""
        quotes = [{**one, "why": why} if one["id"] == quote["id"] else one for one in story["quotes"]]
        self.layout.write_story({**story, "quotes": quotes}, self.site)

    def forget(self) -> None:
        """Remove the output and the caches."""
        for name in (self.output.name, *self.caches):
            shutil.rmtree(self.site / name, ignore_errors=True)


class Hugo(Peer):
    """Hugo: stories and quotations as content files, which takes it less than an adapter; people a taxonomy."""

    name = "hugo"
    layout = hugo_site
    caches = ("resources",)

    def command(self) -> list[str]:
        """Return the binary itself: the script of the package adds Python's start to each run."""
        found = sorted(Path(sys.prefix).glob("lib/python3*/site-packages/hugo/binaries/hugo*"))
        return [str(found[0]), "--quiet", "--destination", "output"]


class Eleventy(Peer):
    """Eleventy: Nunjucks, quotations and people by pagination over global data."""

    name = "eleventy"
    layout = eleventy_site
    caches = (".cache",)

    def command(self) -> list[str]:
        """Return the command-line program in the site's own folder."""
        return ["node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"]


class Pelican(Peer):
    """Pelican without a plugin: quotations are articles, people their authors, embeds pages."""

    name = "pelican"
    layout = pelican_site
    caches = ("cache",)

    def command(self) -> list[str]:
        """Return Pelican's own program."""
        return [str(Path(sys.prefix) / "bin" / "pelican"), "--quiet", "--settings", "pelicanconf.py"]


BUILDERS: dict[str, type[Builder]] = {one.name: one for one in (Hugo, Verbatim, Eleventy, Pelican)}
