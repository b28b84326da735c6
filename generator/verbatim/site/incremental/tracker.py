"""One build's book: which recipes hold from the build before, which are followed anew, and what came of them."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import Pipe
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from verbatim.core import fork as forked
from verbatim.core.errors import ContentError
from verbatim.core.files import write_pieces
from verbatim.core.json import readable_list
from verbatim.publish.digests import Digests
from verbatim.site.fingerprint import can_be_kept, rules
from verbatim.site.incremental.manifest import FILE, Made, Manifest, linked
from verbatim.site.incremental.render import Galley, found_in, packed, rows_in
from verbatim.site.incremental.targets import WHOLE, Row, recipes
from verbatim.site.staging import KEPT, STANDING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from multiprocessing.connection import Connection

    from verbatim.site.context import Desk
    from verbatim.site.incremental.render import Held, Line, Press
    from verbatim.site.incremental.targets import Found, Recipe


# ---- site/spool.py

SHAPE = "CREATE TABLE row (file TEXT, key BLOB, recipe INTEGER, place INTEGER, text BLOB)"
INSERT = "INSERT INTO row VALUES (?, ?, ?, ?, ?)"
ORDERED = "SELECT text FROM row WHERE file = ? ORDER BY key, recipe, place"


class Spool:
    """The rows of one build, in a file that the system takes away with this process.

    `places` are those of the recipes by name: rows are in order of their keys, then of recipes, then as they came.
    """

    def __init__(self, places: Mapping[str, int]) -> None:
        self._places = places
        self._known: set[str] = set()
        with _told():
            self._base = sqlite3.connect("", isolation_level=None)
            self._base.execute(SHAPE)
            self._base.execute("BEGIN")

    def add(self, recipe: str, rows: Iterable[Line]) -> None:
        """Put a recipe's rows down, once: they do not depend on the pictures that come later."""
        if recipe in self._known:
            return
        self._known.add(recipe)
        number = self._places[recipe]
        held = (
            (row.file, _key(row.key), number, place, row.text) for place, row in enumerate(rows) if row.file in WHOLE
        )
        with _told():
            self._base.executemany(INSERT, held)

    def files(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Yield each whole file, and what it holds in pieces."""
        for file in WHOLE:
            yield file, readable_list(self._texts(file))

    def _texts(self, file: str) -> Iterator[bytes]:
        with _told():
            for (text,) in self._base.execute(ORDERED, (file,)):
                yield text


@contextmanager
def _told() -> Iterator[None]:
    """Tell in words where there is no room: rows wait where the system has its temporary files."""
    try:
        yield
    except sqlite3.Error as error:
        fact = f"rows of the data files cannot be kept there until all are made ({error})"
        raise ContentError(gettempdir(), 0, fact, "Make room there, or name another folder in TMPDIR") from None


def _key(key: str) -> bytes:
    """Return a key as bytes that are in the same order; a broken encoding may have left half a character in it."""
    return key.encode("utf-8", "surrogatepass")


# ---- site/bookkeeper.py

FOLDER = re.compile(rb"^[0-9a-f]{64}  ([^/\n]+)/", re.MULTILINE)  # of a line of `SHA256SUMS`


class Asked(NamedTuple):
    """Which of these recipes hold? They come by name, with whether they tell of what stands in no index.

    `files` tells where files are that pages linked to; `is_searched`, whether records of the search are wanted.
    """

    recipes: Sequence[tuple[str, bool]]
    files: Mapping[str, str]
    is_searched: bool


class Standing(NamedTuple):
    """What came of the recipes that hold, as one galley, but for the records of the search, which are by recipe.

    Of those that are `lost` it cannot be read any more.
    """

    galley: Galley
    found: dict[str, list[Found]]
    lost: set[str]


class Closing(NamedTuple):
    """What the command is told of the build, besides which files stand."""

    told: Mapping[str, Any]


class Rows(NamedTuple):
    """All rows are there: the files that tell of the whole site can be written."""


class Begun(NamedTuple):
    """What the process begins with: content, folders, and the rules of the build."""

    desk: Desk
    output: Path
    standing: Path
    cache: Path
    rules: str


class Bookkeeper:
    """The process, as the build talks with it."""

    def __init__(self, begun: Begun) -> None:
        self._cache = begun.cache
        self._talk, there = Pipe()
        self._child = forked.begin(partial(_keep, begun, there, self._talk))
        there.close()

    def linked(self) -> list[str]:
        """Return the files that pages of the standing site link to, as editors named them."""
        return linked(self._cache)

    def tell(self, told: object) -> None:
        """Tell the process something; raise what it raised meanwhile."""
        try:
            self._talk.send(told)
        except ConnectionError:
            self.hear()

    def answers(self) -> bool:
        """Tell whether there is an answer to hear."""
        return self._talk.poll()

    def hear(self) -> Any:
        """Return the next answer; raise what the process raised."""
        try:
            heard = self._talk.recv()
        except EOFError:
            fix = "It may have run out of memory: run the command again"
            raise ContentError("WORKERS", 0, "the system ended a process in the middle of its work", fix) from None
        if isinstance(heard, Exception):
            raise heard
        return heard

    def close(self, last: Closing) -> None:
        """Have everything kept, and the process end."""
        self.tell(last)
        self.hear()
        forked.wait(self._child)


def _keep(begun: Begun, talk: Connection, parents: Connection) -> None:
    parents.close()
    try:
        _work(begun, talk)
    except (EOFError, ConnectionError):  # the build ended without what it began
        return
    except Exception as error:  # noqa: BLE001  whoever asks gets it, whatever it is
        with suppress(ConnectionError):
            talk.send(error)


def _work(begun: Begun, talk: Connection) -> None:
    desk, files = begun.desk, dict[str, str]()
    facts = Digests(desk.edition, desk.digests, files.__getitem__)
    beside = facts if desk.everything is desk.edition else Digests(desk.everything, desk.digests, files.__getitem__)
    manifest = Manifest(begun.cache, begun.standing, begun.rules, facts, beside)
    asked: Asked = talk.recv()
    files.update(asked.files)
    spool = Spool({name: place for place, (name, _) in enumerate(asked.recipes)})
    gathered = Gathered(spool, is_searched=asked.is_searched)
    holding = manifest.holding(asked.recipes)
    talk.send([name for name, _ in asked.recipes if name not in holding])  # which the build follows meanwhile
    lost = manifest.give(holding, gathered.take)
    talk.send(gathered.standing._replace(lost=lost))
    while not isinstance(told := talk.recv(), Closing):
        if isinstance(told, Made):
            files.update(told.files)
            spool.add(told.name, rows_in(told.held))
            manifest.keep(told)
        else:
            for file, pieces in spool.files():
                write_pieces(f"{begun.output}/{file}", pieces)
    manifest.close(asked.recipes)
    (begun.output.parent / KEPT).write_bytes(msgspec.msgpack.encode({**told.told, "files": gathered.files}))
    talk.send(None)


class Gathered:
    """What came of the recipes that hold, as far as the build asks for it: of files it wants the folders alone."""

    def __init__(self, spool: Spool, *, is_searched: bool) -> None:
        self.standing = Standing(Galley(), {}, set())
        self.files = bytearray()
        self._spool, self._is_searched = spool, is_searched

    def take(self, name: str, held: Held) -> None:
        """Take in what came of one recipe."""
        whole = self.standing.galley
        whole.pages.update(held.pages)
        whole.characters.update(held.characters)
        whole.rows += (Row(file, text.decode(), key) for file, text, key in held.rows if file not in WHOLE)
        whole.files.update((f"{folder.decode()}/", "") for folder in FOLDER.findall(held.files))
        self._spool.add(name, held.rows)
        self.files += held.files
        if self._is_searched:
            self.standing.found[name] = found_in(held)


# ---- site/book.py


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
        desk.edition.lookups.build_all()  # while the process finds out what holds, and for the workers that are forked
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
