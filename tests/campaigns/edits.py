"""Makes random edits of a newsroom; after each the incremental build equals a whole one: `make edit-test`.

A few steps of it run in every test run (`tests/site/incremental/test_incremental.py`).
"""

import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.campaigns.surroundings import differing
from tests.conftest import SOURCES, change_headers, files_of, forget, lay_paged, run_in
from tests.made import add_published

Change = Callable[[Path, random.Random], None]
NAMED = re.compile(r'basis="none" why="|basis="editor" speaker="ada-vell" why="We asked \d+ times\. ')
NOTHING_KEPT = shutil.ignore_patterns("alone", "before", "output")


def laid(folder: Path, draw: random.Random) -> Path:
    """Return a built project of three stories, with few rows a page, and its original content in `before/`."""
    project = lay_paged(folder, draw.choice((1, 2, 3)))
    shutil.copytree(project / "content", project / "before")
    return project


def stepped(project: Path, draw: random.Random) -> tuple[str, list[str]]:
    """Make up to three edits and build; return the edits, and the files that differ from a clean build.

    What one build refuses the other must refuse too.
    """
    done = draw.choices(CHANGES, k=draw.randint(1, 3))
    for change in done:
        change(project, draw)
    run_in(project, "split")
    alone = project / "alone"
    shutil.rmtree(alone, ignore_errors=True)
    shutil.copytree(project, alone, ignore=NOTHING_KEPT)
    forget(alone)
    ours, whole = run_in(project, "build").returncode, run_in(alone, "build").returncode
    told = ", ".join(change.__name__ for change in done) + (" (refused)" if whole else "")
    if ours != whole:
        return told, [f"exit status {ours} instead of {whole}"]
    return told, [] if ours else differing(files_of(project / "output"), files_of(alone / "output"))


def status(project: Path, draw: random.Random) -> None:
    """Hide a story, make it a draft, or publish it."""
    change_headers(_story(project, draw), f"Status: {draw.choice(('draft', 'hidden', 'published', 'published'))}")


def section(project: Path, draw: random.Random) -> None:
    change_headers(_story(project, draw), f"Category: {draw.choice(('Sea', 'News', 'Land'))}")


def day(project: Path, draw: random.Random) -> None:
    change_headers(_story(project, draw), f"Date: {draw.choice(('2030-01-01', '2031-03-04', '2032-05-06'))}")


def note(project: Path, draw: random.Random) -> None:
    """Write a note, or take it away."""
    path = project / f"content/fragments/{_story(project, draw).stem}/025-note-ours.md"
    if path.exists() and draw.random() < 1 / 2:
        path.unlink()
    else:
        path.write_text(f"Title: Note\nKind: note\n\nIt dates from **{draw.randint(1800, 1999)}**.\n", "utf-8")


def person(project: Path, draw: random.Random) -> None:
    """Change a person's name, add an alias or words, or remove their file."""
    path = project / "content/people/ada-vell.md"
    path.parent.mkdir(exist_ok=True)
    said = ("Title: Ada Vell\nAliases: Captain Vell\n\n", "Title: Ada Marie Vell\n\nShe keeps the wall.\n", "")
    if text := draw.choice(said):
        path.write_text(text, "utf-8")
    else:
        path.unlink(missing_ok=True)


def speaker(project: Path, draw: random.Random) -> None:
    """Name a speaker whom the text does not establish, or give another reason for one who was named so."""
    files = sorted((project / "content/fragments").glob("*/*.md"))
    held = [path for path in files if NAMED.search(path.read_text("utf-8"))]
    for path in draw.sample(held, min(1, len(held))):
        named = f'basis="editor" speaker="ada-vell" why="We asked {draw.randint(1, 99)} times. '
        _put(path, partial(NAMED.sub, named, count=1))


def text(project: Path, draw: random.Random) -> None:
    """Let a source go on."""
    more = f"\n“It will hold {draw.randint(1, 999)} years,” said Ada Vell on 4 May 2031.\n"
    held = sorted((project / "content/sources").glob("*.txt"))
    for path in draw.sample(held, min(1, len(held))):
        _put(path, lambda text: text + more)


def deletion(project: Path, draw: random.Random) -> None:
    """Take a story away, but for the last."""
    path = _story(project, draw)
    if len(list(path.parent.glob("*.md"))) > 1:
        for source in (project / "content/sources").glob(f"{path.stem}.*"):
            source.unlink()
        shutil.rmtree(project / f"content/fragments/{path.stem}")
        path.unlink()


def return_of_one(project: Path, draw: random.Random) -> None:
    """Give a story back that was taken away, as it was at first."""
    here = {path.stem for path in (project / "content/stories").glob("*.md")}
    gone = sorted(path.stem for path in (project / "before/stories").glob("*.md") if path.stem not in here)
    for name in draw.sample(gone, min(1, len(gone))):
        for source in (project / "before/sources").glob(f"{name}.*"):
            shutil.copy(source, project / "content/sources" / source.name)
        shutil.copy(project / f"before/stories/{name}.md", project / f"content/stories/{name}.md")
        shutil.copytree(project / f"before/fragments/{name}", project / f"content/fragments/{name}", dirs_exist_ok=True)


def arrival(project: Path, draw: random.Random) -> None:
    """Let a story come that names whom another names."""
    del draw
    told = (SOURCES / "harbour.txt").read_text("utf-8").replace("harbour", "quay")
    add_published(project / "content", "quay", told)


def theme(project: Path, draw: random.Random) -> None:
    _put(project / "theme/templates/base.html", lambda text: text + f"<!-- {draw.randint(1, 99)} -->")


def setting(project: Path, draw: random.Random) -> None:
    name = f'SITENAME = "The Orrin Post {draw.randint(1, 99)}"'
    _put(project / "pelicanconf.py", lambda text: re.sub(r"(?m)^SITENAME = .*$", name, text))


# What makes everything anew stands once, and what is likeliest to leave something behind more often.
CHANGES: tuple[Change, ...] = (
    status, status, status, section, day, note, note, person, person, speaker, speaker, text, deletion, deletion,
    return_of_one, return_of_one, arrival, theme, setting,
)  # fmt: skip


def _story(project: Path, draw: random.Random) -> Path:
    return draw.choice(sorted((project / "content/stories").glob("*.md")))


def _put(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text("utf-8")), "utf-8")


def main() -> int:
    """Run for this many seconds with this seed, printing every step; return 1 where a site differs."""
    seconds, seed = float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > len(("", "seconds")) else int(time.time())
    draw, ends, steps = random.Random(seed), time.monotonic() + seconds, 0  # noqa: S311  the same for the same seed
    with tempfile.TemporaryDirectory() as folder:
        project = laid(Path(folder), draw)
        while time.monotonic() < ends:
            told, wrong = stepped(project, draw)
            steps += 1
            sys.stdout.write(f"seed {seed}, step {steps}: {told}: {', '.join(wrong[:10]) or 'the same'}\n")
            sys.stdout.flush()
            if wrong:
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
