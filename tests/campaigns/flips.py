"""Damages the cache at random, and builds: `make cache-test`.

Bits are flipped in every kind of file below `.cache/`, files are cut, emptied, replaced by folders and by files of
another project; then the site is built from what is left. It must be the site that a build from nothing makes, without
a traceback, and the build after that must find nothing changed or make the same again. A project is of one short text
and its settings of a small site, since most of a try is what the build makes anew; each core has its own.
"""

import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.campaigns.surroundings import differing
from tests.conftest import ROOT, SOURCES, files_of, forget, lay_project, run_in, set_up, split_published
from verbatim.core.cache import CACHE
from verbatim.site.images.cards import static_fonts

# What says nothing about content: how long a build took, and who is at work.
APART = {"timings.json", "content.lock"}
MOST_BITS = 40
TIMES = 1_000  # in which some 10,000 bits are flipped
SHORT = "ferry.txt"  # the shortest of the sources
TOLD_AFTER = 50  # tries
Damage = Callable[[Path, random.Random], None]


def flip(path: Path, chance: random.Random) -> None:
    """Flip one bit of a file, or up to MOST_BITS."""
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice([1, chance.randint(2, MOST_BITS)]) if data else 0):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def cut(path: Path, chance: random.Random) -> None:
    """Cut a file anywhere, or empty it."""
    data = path.read_bytes()
    path.write_bytes(data[: chance.choice([0, chance.randrange(len(data) + 1)])])


def put_folder(path: Path, chance: random.Random) -> None:
    """Put a folder in a file's place, empty or not."""
    path.unlink()
    path.mkdir()
    if chance.random() < 0.5:
        (path / "inside").write_bytes(b"something")


def put_other(path: Path, chance: random.Random) -> None:
    """Put another file of the cache in a file's place, as of another form or project."""
    cache = next(above for above in path.parents if above.name == CACHE)
    path.write_bytes(chance.choice(held_in(cache)).read_bytes())


def put_beside(path: Path, chance: random.Random) -> None:
    """Put a file or a folder where a database keeps its journal."""
    beside = path.with_name(f"{path.name}-journal")
    if beside.exists():
        return
    if chance.random() < 0.5:
        beside.mkdir()
    else:
        beside.write_bytes(chance.randbytes(2_000))


def held_in(cache: Path) -> list[Path]:
    """Return every file of a cache that says something about content."""
    return sorted(path for path in cache.rglob("*") if path.is_file() and path.name not in APART)


DAMAGES: dict[str, Damage] = {
    "flipped": flip, "cut": cut, "folder": put_folder, "another": put_other, "beside": put_beside,
}  # fmt: skip


def damage(cache: Path, chance: random.Random) -> list[str]:
    """Damage one to three files of a cache, each kind of file as often as any other; return what was done."""
    done = []
    for _ in range(chance.randint(1, 3)):
        kinds: dict[str, list[Path]] = {}
        for path in held_in(cache):
            kinds.setdefault(path.relative_to(cache).parts[0], []).append(path)
        path = chance.choice(kinds[chance.choice(sorted(kinds))])
        how = chance.choices([*DAMAGES], [6, 2, 1, 1, 1])[0]
        DAMAGES[how](path, chance)
        done.append(f"{how} {path.relative_to(cache).parts[0].partition('-')[0]}")
    return done


def damage_all(cache: Path, chance: random.Random, how: str) -> list[str]:
    """Damage every file of a cache in one way, but only one of the fonts, which take seconds to cut."""
    fonts = [path for path in held_in(cache) if path.relative_to(cache).parts[0] == "fonts"]
    left = {*fonts} - {chance.choice(fonts)}
    for path in held_in(cache):
        if path not in left:
            DAMAGES[how](path, chance)
    return [f"all {how}"]


class Trial:
    """A project with the site that a build from nothing makes of its sources, and what is wrong after damages."""

    def __init__(self, folder: Path, seed: int, sources: Sequence[Path] = ()) -> None:
        self.project = lay_project(folder / "project", list(sources) or sorted(SOURCES.iterdir()))
        (self.project / ".cache/fonts").unlink()  # those of all tests are not to be damaged
        for font in static_fonts(ROOT / ".cache"):
            own = self.project / font.path.relative_to(ROOT)
            own.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(font.path, own)
        if sources:
            set_up(self.project, "CARDS = True\nSQUARE_CARDS = False\nCARDS_PER_STORY = 1\nWORKERS = 1")
        self.chance = random.Random(seed)  # noqa: S311
        self.counts: Counter[str] = Counter()
        split_published(self.project)
        self.story = min((self.project / "content/stories").glob("*.md"))
        self.texts = [self.story.read_bytes(), self.story.read_bytes() + b"\nMore of the editors.\n"]
        self.sites = [self.edited(number) for number in (1, 0)][::-1]

    def build(self) -> str:
        """Split and build; return what went wrong."""
        for command in ("split", "build"):
            done = run_in(self.project, command)
            if done.returncode or "Traceback" in done.stdout + done.stderr:
                return f"{command} ended with {done.returncode}: {done.stderr[-2000:]}"
        return ""

    def edited(self, number: int) -> dict[str, bytes]:
        """Write one of the two texts, and return the site that is built from it without a cache but for fonts."""
        self.story.write_bytes(self.texts[number])
        forget(self.project)
        shutil.rmtree(self.project / "output")
        assert not self.build()
        return files_of(self.project / "output")

    def wrong(self, how: str = "") -> str:
        """Damage the cache, all of it where it is said `how`, and build twice; return what is not as it should be."""
        number = self.chance.randrange(2)  # half of the builds follow an edit
        self.story.write_bytes(self.texts[number])
        cache = self.project / CACHE
        done = damage_all(cache, self.chance, how) if how else damage(cache, self.chance)
        self.counts.update(done)
        for when in ("the build", "the build after it"):
            said, site = self.build(), files_of(self.project / "output")
            if said or site != self.sites[number]:
                return f"{', '.join(done)}: {when}: {said} {differing(site, self.sites[number])[:9]}"
        return ""


def tries(share: tuple[int, int]) -> tuple[Counter[str], list[str]]:
    """Damage the cache of a project of its own, so many times with this seed; return what was done, what went wrong."""
    times, seed = share
    with tempfile.TemporaryDirectory(prefix="verbatim-flips-") as folder:
        trial, wrong = Trial(Path(folder), seed, [SOURCES / SHORT]), list[str]()
        for number in range(1, times + 1):
            if found := trial.wrong():
                wrong.append(found)
                sys.stdout.write(f"{found}\n")
            if not number % TOLD_AFTER:
                sys.stdout.write(f"{number} of {times} (seed {seed}): {len(wrong)} wrong\n")
            sys.stdout.flush()
    return trial.counts, wrong


def main() -> int:
    """Damage the cache as often as is asked for, and say what went wrong."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1767225600")
    cores, began = len(os.sched_getaffinity(0)), time.time()
    shares = [(times // cores + (number < times % cores), seed + number) for number in range(cores)]
    with ProcessPoolExecutor(cores) as pool:
        done = list(pool.map(tries, [share for share in shares if share[0]]))
    counts, wrong = sum((one for one, _ in done), Counter()), [one for _, found in done for one in found]
    told = ", ".join(f"{what} {count}" for what, count in sorted(counts.items()))
    seconds = f"{time.time() - began:.0f} s, load {os.getloadavg()[0]:.0f}"
    sys.stdout.write(f"{times} damaged caches (seed {seed}, {seconds}): {len(wrong)} wrong\n{told}\n")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
