"""A split of what changed comes to the same bytes as a split of everything, whatever was done to the folder between.

Two copies of one newsroom get the same changes; one keeps what splits keep between them, the other is split whole.
"""

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.content.folder import files, parts_of, put_part
from verbatim.cli import main

NAMES = ("Ada Vell", "Jon Marr", "Mira Haugen", "Tor Brandt")
ROLES = ("the mayor of Sund", "a pilot", "the harbour master", "chairman of the island council")
SAYS = ("It is a wall of paper", "Nobody asked us", "The bell was late", "We have waited for ten years")
DAYS = ("on 4 May 2030", "on Tuesday", "in March 2029")
STEPS = 7


class Newsroom:
    """A folder that is changed by dice: two with the same dice are changed alike."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.content = root / "content"
        self.dice = random.Random(seed)  # noqa: S311  trials, no secrets
        (self.content / "sources").mkdir(parents=True)
        (self.content / "people").mkdir()
        for number in range(4):
            self.put(f"{number}-wall")

    def text(self) -> str:
        name, other = self.dice.sample(NAMES, 2)
        role, says, day = self.dice.choice(ROLES), self.dice.choice(SAYS), self.dice.choice(DAYS)
        return (
            f"The wall of Sund\n\n{name}, {role}, came {day}. “{says},” said {name.split()[1]}.\n\n"
            f"{other} met {name} {day}. “{self.dice.choice(SAYS)},” {other} told reporters. She left.\n"
        )

    def put(self, story: str) -> None:
        (self.content / f"sources/{story}.txt").write_text(self.text(), encoding="utf-8")

    def one(self, pattern: str) -> Path | None:
        """Return a file by chance; the choice is by names, which are the same in both folders."""
        found = sorted(path for path in self.content.glob(pattern) if path.is_file())
        return self.dice.choice(found) if found else None

    def steps(self) -> list[str]:
        """Change one thing or two, and return what was changed."""
        changes = self.dice.choices([*CHANGES], k=self.dice.randint(1, 2))
        for pattern, change in map(CHANGES.__getitem__, changes):
            if path := self.one(pattern):
                change(self, path)
        return changes


def edited_source(room: Newsroom, path: Path) -> None:
    words = path.read_text("utf-8").replace("came", room.dice.choice(("arrived", "stayed")))
    path.write_text(words + room.dice.choice(("", "\nIt rained.\n")), encoding="utf-8")


def edited_fragment(room: Newsroom, path: Path) -> None:
    old, new = room.dice.choice((("jon-marr", "jon-marr-2"), ("Sund", "[Sund]"), ("\n\n", "\nNote: x\n\n")))
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")


def edited_base(room: Newsroom, path: Path) -> None:
    """Of the same size, and the time put back."""
    state = path.stat()
    name, data = room.dice.choice(sorted(parts_of(path).items()))
    put_part(path, name, data.replace(b"said", b"says"))
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def person(room: Newsroom, _: Path) -> None:
    words = f"Title: Jon Marr\nKind: person\n\n{room.dice.choice(ROLES)}\n"
    (room.content / f"people/jon-marr{room.dice.choice(('', '-2', '-3'))}.md").write_text(words, encoding="utf-8")


def removed(_: Newsroom, path: Path) -> None:
    path.unlink()


SOURCE, FRAGMENT, BASE = "sources/*.txt", "fragments/*/*.md", "fragments/*/.base.txt"
# What is changed: the pattern of a file that has to be there, and what is done to it.
CHANGES: dict[str, tuple[str, Callable[[Newsroom, Path], object]]] = {
    "new source": (".verbatim", lambda room, _: room.put(f"{room.dice.randint(0, 9)}-gate")),
    "edited source": (SOURCE, edited_source),
    "removed source": (SOURCE, removed),
    "renamed source": (SOURCE, lambda room, path: path.rename(path.with_stem(f"{room.dice.randint(0, 9)}-moved"))),
    "edited fragment": (FRAGMENT, edited_fragment),
    "edited base": (BASE, edited_base),
    "removed part": (BASE, lambda room, path: put_part(path, room.dice.choice(sorted(parts_of(path))), None)),
    "removed fragment": (FRAGMENT, removed),
    "removed base": (BASE, removed),
    "removed story": (FRAGMENT, lambda _, path: shutil.rmtree(path.parent)),
    "dated story": ("stories/*.md", lambda _, path: path.write_bytes(path.read_bytes().replace(b"unknown", b"editor"))),
    "person": (".verbatim", person),
    "removed person": ("people/*.md", removed),
    "shorter ledger": ("ledger/*", lambda _, path: path.write_bytes(re.sub(rb"[^\n]+\n$", b"", path.read_bytes()))),
    "removed ledger": ("ledger/*.jsonl", removed),
    "touched fragment": (FRAGMENT, lambda _, path: os.utime(path)),
}


def split(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    monkeypatch.chdir(room.root)
    monkeypatch.setenv("WORKERS", "0")
    main(["split"])
    return files(room.content)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_was_changed_a_split_of_it_comes_to_what_a_split_of_everything_comes_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    keeps, whole = Newsroom(tmp_path / "keeps", seed), Newsroom(tmp_path / "whole", seed)
    done = ["first"]
    for _ in range(STEPS):
        shutil.rmtree(whole.root / ".cache", ignore_errors=True)
        assert split(keeps, monkeypatch) == split(whole, monkeypatch), done
        steps = keeps.steps()
        assert whole.steps() == steps
        done += steps
