"""A process that knows what was made before: which recipes hold, and what came of them.

It begins with a build's content; the build goes on reading meanwhile. Then that asks which recipes hold (`Asked`),
hands over what came of the others as it comes (`Made`), and at the end says what belongs beside it (`Closing`).
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from multiprocessing import Pipe
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from generator import forked
from generator.errors import ContentError
from generator.pelican_run import KEPT
from generator.publish.facts import Facts
from generator.site.galley import Galley, found_in, rows_in
from generator.site.made import Row
from generator.site.manifest import Made, Manifest, linked
from generator.site.recipes import WHOLE
from generator.site.spool import Spool
from generator.site.writer import write_pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path

    from generator.site.desk import Desk
    from generator.site.galley import Held
    from generator.site.made import Found

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
        forked.ended(self._child)


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
    facts = Facts(desk.edition, desk.digests, files.__getitem__)
    beside = facts if desk.everything is desk.edition else Facts(desk.everything, desk.digests, files.__getitem__)
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
