"""Alters a published site at random, a thousand times, and makes it again: `make alterations`.

Every second one is covered as an intruder would, with the hash of the altered file in the site's list. What was altered
must be named. The invented newsroom is published twice, so that the site has a log and earlier styles.
"""

import hashlib
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.conftest import DEMO_DAY, lay_newsroom, ran
from verbatim.site.edition_tar import EDITION
from verbatim.site.publications import LOG
from verbatim.site.rebuild import APART, SiteComparison, make_again
from verbatim.verify.sums import lines_of, parse_sums

URL = "https://record.example"
PUBLISHED = f'\nRELATIVE_URLS, PUBLISHING, SITEURL = False, True, "{URL}"\n'
PLAIN = Path(__file__).parents[1] / "plain_pictures"


def published_twice(project: Path) -> Path:
    """Publish the invented newsroom, once it is split, and again with other colours; return the project."""
    settings = project / "democonf.py"
    settings.write_text(settings.read_text("utf-8") + PUBLISHED, "utf-8")
    run(project, "build", "--settings", "democonf.py")
    settings.write_text(settings.read_text("utf-8") + 'COLOURS = {"quote": ("#7a1f5c", "#e59bcb")}\n', "utf-8")
    run(project, "build", "--settings", "democonf.py")
    return project


def run(project: Path, *command: str) -> None:
    """Run a command of ours; raise AssertionError with what it said where it fails."""
    ran(project, *command, SOURCE_DATE_EPOCH=DEMO_DAY, is_plain=True)


class Alterations:
    """Alters files of a site; each alteration returns the names of which one must be named, and can be undone."""

    def __init__(self, site: Path, seed: int) -> None:
        self.site, self.chance = site, random.Random(seed)  # noqa: S311  no secret
        self.names = sorted(parse_sums((site / "SHA256SUMS").read_text("utf-8")).keys() - {EDITION, LOG} - APART)
        self._kept: dict[str, bytes | None] = {}

    def one(self) -> tuple[str, list[str]]:
        """Alter something; return how, and the names that must be told."""
        ways: list[Callable[[], list[str]]] = [
            self._byte, self._byte, self._line, self._added, self._gone, self._renamed, self._swapped,
        ]  # fmt: skip
        way = self.chance.choice(ways)
        return way.__name__.strip("_"), way()

    def undo(self) -> None:
        for name, data in self._kept.items():
            if data is None:
                (self.site / name).unlink()
            else:
                (self.site / name).write_bytes(data)
        self._kept.clear()

    def cover(self) -> None:
        """Write the hashes of what was altered into the list."""
        sums = parse_sums((self.site / "SHA256SUMS").read_text("utf-8"))
        for name in [name for name in self._kept if name != "SHA256SUMS"]:
            path = self.site / name
            if path.is_file():
                sums[name] = hashlib.sha256(path.read_bytes()).hexdigest()
            else:
                sums.pop(name, None)
        self._write("SHA256SUMS", lines_of(sums))

    def _write(self, name: str, data: bytes | None) -> None:
        path = self.site / name
        self._kept.setdefault(name, path.read_bytes() if path.is_file() else None)
        if data is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def _any(self) -> str:
        return self.chance.choice(self.names)

    def _byte(self) -> list[str]:
        name = self._any()
        data = bytearray((self.site / name).read_bytes() or b"\0")
        at = self.chance.randrange(len(data))
        data[at] ^= 1 << self.chance.randrange(8)
        self._write(name, bytes(data))
        return [name]

    def _line(self) -> list[str]:
        name = self._any()
        lines = (self.site / name).read_bytes().splitlines(keepends=True)
        at = self.chance.randrange(len(lines) + 1)
        lines.insert(at, b"<p>\xe2\x80\x9cI never paid,\xe2\x80\x9d the mayor said.</p>\n")
        self._write(name, b"".join(lines))
        return [name]

    def _added(self) -> list[str]:
        name = f"{self._any().rpartition('/')[0]}/added-{self.chance.randrange(10**6)}.html".lstrip("/")
        self._write(name, b"<!doctype html><title>Forged</title>")
        return [name]

    def _gone(self) -> list[str]:
        name = self._any()
        self._write(name, None)
        return [name]

    def _renamed(self) -> list[str]:
        name = self._any()
        data = (self.site / name).read_bytes()
        self._write(name, None)
        self._write(f"{name}.old", data)
        return [name, f"{name}.old"]

    def _swapped(self) -> list[str]:
        one, other = self._any(), self._any()
        while (self.site / one).read_bytes() == (self.site / other).read_bytes():
            other = self._any()
        held = (self.site / one).read_bytes()
        self._write(one, (self.site / other).read_bytes())
        self._write(other, held)
        return [one, other]


def main() -> int:
    """Print how many alterations were named; return 1 where one was not, or where the site itself was not the same."""
    count, seed = int(os.environ.get("ALTERATIONS", "1000")), int(os.environ.get("SEED", str(time.time_ns() % 10**6)))
    with tempfile.TemporaryDirectory() as folder:
        run(project := lay_newsroom(Path(folder) / "laid"), "split")
        site = published_twice(project) / "output"
        shutil.copytree(site, Path(folder) / "site")
        site, room = Path(folder) / "site", Path(folder) / "room"
        room.mkdir()
        sys.path.insert(0, str(PLAIN))
        made = make_again(site, parse_sums((site / "SHA256SUMS").read_text("utf-8")), room)
        sys.stdout.write(f"{made.files} files, {made.same} made again, {len(made.differences)} differ\n")
        record = json.loads((room / "edition.json").read_text("utf-8"))
        alterations, missed, ways = Alterations(site, seed), list[str](), Counter[str]()
        for number in range(count):
            way, names = alterations.one()
            if number % 2:
                alterations.cover()
            listed = parse_sums((site / "SHA256SUMS").read_text("utf-8"))
            found = {one.name for one in SiteComparison(site, room / "new", listed, record).differences()}
            if not found >= set(names):
                missed.append(f"{way}: {' '.join(sorted(set(names) - found))}")
            ways[way] += 1
            alterations.undo()
    for one in missed:
        sys.stdout.write(f"not named: {one}\n")
    told = ", ".join(f"{way} {ways[way]}" for way in sorted(ways))
    sys.stdout.write(f"{count - len(missed)} of {count} alterations named ({told}; SEED={seed})\n")
    return 1 if missed or made.differences else 0


if __name__ == "__main__":
    sys.exit(main())
