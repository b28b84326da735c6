"""Builds texts that are quotations from end to end, and tells what that takes: `make large`.

As no article is, each paragraph is a quotation of its own, of some 97 bytes. Time is the processor's, of all processes;
memory is that of the largest of them.
"""

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT, lay_project, publish, run_in

FIRST = ("Ada", "Ivo", "Mara", "Tomas", "Edda", "Jonas", "Rike", "Per", "Lena", "Olaf")
FAMILY = ("Vell", "Crane", "Sorn", "Hult", "Brakel", "Oster", "Lind", "Marr", "Tolle", "Quist")
WHO = ("We", "The crews", "The neighbours", "Two of us", "My sisters", "The pilots", "Our clerks", "The ferrymen")
DID = ("counted", "mended", "painted", "measured", "carried", "sold", "washed", "missed", "emptied", "numbered")
WHAT = ("the nets", "the lamps", "the tide gates", "the old barges", "the ledgers", "the spare ropes", "the bells")
WHEN = ("before the storm", "after the fair", "in the dark", "without a word", "once again", "by hand", "for a week")
COMMANDS = (("split",), ("build",))


def paragraphs(chance: random.Random) -> Iterator[str]:
    """Yield quotations without end, no two of which are likely to be equal."""
    for number in range(sys.maxsize):
        words = f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHAT)} {chance.choice(WHEN)}"
        name = f"{chance.choice(FIRST)} {chance.choice(FAMILY)}"
        yield f"“{words}, and we counted {number + 2} of them,” said {name}, the harbour clerk.\n\n"


def lay_texts(sources: Path, size: int, stories: int) -> None:
    """Write texts of `size` bytes together."""
    chance = random.Random(7)  # noqa: S311
    for story in range(stories):
        head = f"Title: The clerks of pier {story + 1}\nDate: 2031-03-{story % 28 + 1:02d}\n\n"
        made, length = [head], len(head)
        for one in paragraphs(chance):
            if length >= size // stories:
                break
            made.append(one)
            length += len(one.encode())
        (sources / f"pier-{story + 1}.txt").write_text("".join(made), encoding="utf-8")


def report(what: str, project: Path, *arguments: str, **variables: str) -> bool:
    """Run a command and tell what it took; return whether it succeeded."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = run_in(project, *arguments, **variables)
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    load = f"load {os.getloadavg()[0]:.1f}"
    largest = f"{after.ru_maxrss / 1024:.0f} MB at most so far"
    sys.stdout.write(f"{what}: {seconds:.0f} s, {spent:.0f} s of processor, {largest}, {load}\n")
    sys.stdout.write("".join(f"    {line}\n" for line in (done.stdout + done.stderr).splitlines()[-3:]))
    sys.stdout.flush()
    return done.returncode == 0


def main() -> int:
    """Split and build, and tell what each took."""
    parser = argparse.ArgumentParser(prog="large")
    parser.add_argument("megabytes", type=float)
    parser.add_argument("stories", type=int)
    parser.add_argument("--cards", action="store_true", help="draw picture cards, as many as the default")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="verbatim-large-") as folder:
        project = lay_project(Path(folder) / "project", [])
        settings = project / "pelicanconf.py"
        if not given.cards:
            settings.write_text(settings.read_text(encoding="utf-8") + "\nCARDS = False\n", encoding="utf-8")
        lay_texts(project / "content/sources", int(given.megabytes * 1_000_000), given.stories)
        what = f"{given.megabytes:g} MB in {given.stories}"
        if not report(f"{what}, split", project, "split"):
            return 1
        publish(project / "content")
        is_whole = report(f"{what}, split again", project, "split") and report(f"{what}, build", project, "build")
        sys.stdout.write(f"{sum(one.is_file() for one in (project / 'output').rglob('*'))} files\n")
    return int(not is_whole)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
