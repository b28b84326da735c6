"""Kills splits, merges of people and builds, with their children, at random moments: `make kill-test`.

A killed split is run again, and must come to what one that was never killed comes to. A killed merge is made or never
was once the next command ran. After a killed `make publish` the old site or the new one stands, every file of it, at
that very moment; after a killed `make html`, once the next command ran.
"""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.campaigns.surroundings import PLAIN, differing
from tests.conftest import SOURCES, files_of, lay_project, run_in, split_published

CARRIED = {"SHA256SUMS", ".gitignore", ".nojekyll"}
LONG = 600  # seconds, which no command takes
PUBLISH = ("--settings", "publishconf.py")


def killed(project: Path, seconds: float, *arguments: str) -> bool:
    """Start a command, kill it with its children after a time, and return whether it was still running."""
    process = subprocess.Popen(
        [sys.executable, "-m", "verbatim", *arguments],
        cwd=project, env={**PLAIN.environment, "SITEURL": "https://record.example"}, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def taken(project: Path, *arguments: str) -> float:
    """Run a command to its end, in a process of its own as those that are killed, and return how long it took."""
    began = time.perf_counter()
    assert not killed(project, LONG, *arguments)
    return time.perf_counter() - began


def broken(site: Path) -> list[str]:
    """Return what of a site is not as its own list of checksums has it: changed, missing, or not of it."""
    lines = (site / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    files = ((name, data) for name, data in files_of(site).items() if name.rpartition("/")[2] not in CARRIED)
    return differing(told, {name: hashlib.sha256(data).hexdigest() for name, data in files})


def splits(folder: Path, times: int, seed: int) -> tuple[int, list[str]]:
    """Kill so many splits; return how many were at work then, and what is not whole after the next one."""
    clean = lay_project(folder / "clean", sorted(SOURCES.iterdir()))
    longest, chance = taken(clean, "split"), random.Random(seed)  # noqa: S311
    met, wrong = 0, []
    for number in range(times):
        project = lay_project(folder / f"split-{number}", sorted(SOURCES.iterdir()))
        met += killed(project, chance.uniform(0, longest), "split")
        done = run_in(project, "split", SOURCE_DATE_EPOCH="1767225600")
        if (other := differing(files_of(project / "content"), files_of(clean / "content"))) or done.returncode:
            wrong.append(f"split {number}: {done.stderr} {' '.join(other)}")
        shutil.rmtree(project)
    return met, wrong


def merges(folder: Path, times: int, seed: int) -> tuple[int, list[str]]:
    """Kill so many merges of two people; return how many were at work, and what the next command left half done."""
    clean = lay_project(folder / "clean", sorted(SOURCES.iterdir()))
    split_published(clean, SOURCE_DATE_EPOCH="1767225600")
    people = run_in(clean, "people", "list", "person").stdout.splitlines()
    pair = [line.split()[0] for line in people if line.split()[1] == "person"][:2]
    before, after = files_of(clean / "content"), {}
    chance = random.Random(seed)  # noqa: S311
    met, wrong, longest = 0, [], 1.0
    for number in range(times + 1):
        project = folder / f"merge-{number}"
        shutil.copytree(clean / "content", project / "content")
        began = time.perf_counter()
        met += killed(project, chance.uniform(0.05, longest) if number else 60, "people", "merge", *pair)
        assert run_in(project, "people", "list").returncode == 0
        if not number:
            longest, after = time.perf_counter() - began, files_of(project / "content")
        if files_of(project / "content") not in (before, after):
            wrong.append(f"merge {number}")
        shutil.rmtree(project)
    return met, wrong


def _change(project: Path, number: int) -> None:
    """Rename a person who is on many pages."""
    (project / "content/people").mkdir(exist_ok=True)
    (project / "content/people/ada-vell.md").write_text(f"Title: Ada Vell the {number}th\n\n", encoding="utf-8")


def builds(folder: Path, times: int, seed: int, *options: str) -> tuple[int, list[str]]:
    """Kill so many builds of a site that changes each time; return how many were at work, and what was not whole."""
    project = lay_project(folder / "project", sorted(SOURCES.iterdir()))
    web = {"SITEURL": "https://record.example", "SOURCE_DATE_EPOCH": "1767225600"}
    split_published(project, **web)
    assert run_in(project, "build", *options, **web).returncode == 0
    _change(project, times)
    longest, chance = taken(project, "build", *options), random.Random(seed)  # noqa: S311  what is drawn once is kept
    met, wrong = 0, []
    for number in range(times):
        _change(project, number)
        met += killed(project, chance.uniform(0, longest), "build", *options)
        if not options:  # what was being changed in the standing site is finished by the next command
            run_in(project, "verify")
        wrong += [f"build {number}: {name}" for name in broken(project / "output")]
    assert run_in(project, "build", *options, **web).returncode == 0
    left = [path.name for path in (project / ".stage-output").iterdir() if path.name != "lock"]
    return met, wrong + broken(project / "output") + left


def main(times: int) -> int:
    """Kill half as many splits as `times`, a quarter of merges, builds, published builds; tell what came of them."""
    failed = False
    for name, run, share, options in (
        ("split", splits, 2, ()), ("people merge", merges, 4, ()),
        ("make html", builds, 4, ()), ("make publish", builds, 4, PUBLISH),
    ):  # fmt: skip
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            met, wrong = run(Path(folder), times // share, times, *options)
        failed = failed or bool(wrong)
        seconds = time.perf_counter() - began
        told = f"{name}: {times // share} runs, {met} killed at work, {len(wrong)} not whole, {seconds:.0f} s"
        sys.stdout.write("\n".join([told, *wrong[:20]]) + "\n")
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
