"""Reads texts whole and damaged, and names every reading that fails or states a place wrongly.

`python -m tests.campaigns.readings SEED FILE.jsonl …` reads the documents of JSON Lines files, each with a `text`;
without a file, the sources of the invented newsroom, as the tests do. Another seed cuts them at other places.
"""

import json
import random
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from verbatim.annotate import read
from verbatim.annotate.json_format import as_json
from verbatim.core.executors import cores, executor, spread
from verbatim.core.text import decode

SOURCES = Path(__file__).parents[1] / "fixtures/newsroom/sources"
DAY = "2031-03-04"


def invented() -> Iterator[tuple[str, str]]:
    """Yield the names and texts of the invented newsroom."""
    for path in sorted(path for path in SOURCES.iterdir() if path.suffix in (".txt", ".md")):
        yield path.name, decode(path.read_bytes()).text


def damaged(text: str, seed: str) -> Iterator[tuple[str, str]]:
    """Yield a text whole, and as no reporter would leave it, each with what was done to it."""
    lines = text.splitlines()
    mixed = lines[:]
    random.Random(seed).shuffle(mixed)  # noqa: S311  the same order in every run
    middle = len(text) // 2
    yield "whole", text
    yield "lines shuffled", "\n".join(mixed)
    yield "first half", text[:middle]
    yield "second half", text[middle:]
    yield "lines halved", "\n".join(line[: len(line) // 2] for line in lines)
    yield "first words of lines and a dash", "\n".join(f"{' '.join(line.split()[:2])} —" for line in lines)
    yield "capitals", text.upper()
    yield "one line", " ".join(lines)
    yield "without marks", "".join(char for char in text if char not in "“”\"‘’'.,")
    yield from cut_off(text, random.Random(seed))  # noqa: S311


def cut_off(text: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield a text cut off at random places: without its end, without its beginning, and without what is between."""
    first, last = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    yield f"cut off at {last}", text[:last]
    yield f"from {first} on", text[first:]
    yield f"without {first} to {last}", text[:first] + text[last:]


def faults(texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield what was wrong with the readings of texts, each given with its name."""
    for one in texts:
        yield from faults_of("", one)


def faults_of(seed: str, named: tuple[str, str]) -> list[str]:
    """Return what was wrong with the readings of a text, given with its name, and of what damage made of it."""
    name, text = named
    found: list[str] = []
    for how, variant in damaged(text, f"{name}{seed}"):
        try:
            wrong = list(_wrong_places(as_json(name, variant, DAY, read(variant, DAY))))
        except Exception as error:  # noqa: BLE001  whatever it is, it is the finding
            wrong = [f"{type(error).__name__}: {error}"]
        found += (f"{name}, {how}: {one}" for one in wrong)
    return found


def _wrong_places(answer: dict[str, object]) -> Iterator[str]:
    """Yield each row, at any depth, whose words are not those at its place; roles have them on one line."""
    text = answer["text"]
    left: list[object] = [value for value in answer.values() if isinstance(value, list)]
    while left:
        one = left.pop()
        if isinstance(one, list):
            left += one
        elif isinstance(one, dict):
            left += one.values()
            if "text" in one and str(text)[one["start"] : one["end"]].split() != one["text"].split():
                yield f"“{one['text']}” does not stand at {one['start']}"


def documents(files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of JSON Lines files."""
    for file in files:
        with Path(file).open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                yield f"{file}:{number}", json.loads(line)["text"]


def main() -> int:
    """Print the faults, and return 1 if there is one."""
    seed, *files = sys.argv[1:] or ["0"]
    texts, count = 0, 0
    with executor(workers := cores()) as pool:
        work = partial(faults_of, seed)
        for found in spread(pool, work, documents(files) if files else invented(), workers=workers, batch=4):
            texts, count = texts + 1, count + len(found)
            for fault in found:
                print(fault, flush=True)  # noqa: T201
    print(f"{texts} texts with seed {seed}: {count} faults")  # noqa: T201
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
