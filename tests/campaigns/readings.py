"""Reads texts whole and damaged, and names every reading that fails or states a place wrongly.

`python -m tests.campaigns.readings FILE.jsonl …` reads the documents of JSON Lines files, each with a `text`; without a
file, the sources of the invented newsroom, as the tests do.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from verbatim.annotate import read
from verbatim.annotate.json_format import as_json
from verbatim.core.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


def faults(texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield what was wrong with the readings of texts, each given with its name."""
    for name, text in texts:
        for how, variant in damaged(text, name):
            try:
                wrong = list(_wrong_places(as_json(name, variant, DAY, read(variant, DAY))))
            except Exception as error:  # noqa: BLE001  whatever it is, it is the finding
                wrong = [f"{type(error).__name__}: {error}"]
            yield from (f"{name}, {how}: {one}" for one in wrong)


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
    count = 0
    for fault in faults(documents(sys.argv[1:]) if sys.argv[1:] else invented()):
        count += 1
        print(fault, flush=True)  # noqa: T201
    print(f"{count} faults")  # noqa: T201
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
