"""Makes the content folder to measure: sources written here, fragments by `split` itself."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.stories import stories
from verbatim.content.format.person_file import with_person_headers

SECTIONS = ("Politics", "Economy", "Health", "Transport", "Climate", "Courts", "Education", "Culture")
MADE = "made"  # beside the content: how long the split took
DAY = "1767225600"  # 1 January 2026: the day of the first split stands in what it writes
PERSON = re.compile(r'\{\.person ref="([\w-]+)"')
CATEGORY = re.compile(r"^Category:.*$", re.MULTILINE)


def newsroom(count: int, folder: Path) -> Path:
    """Make a newsroom of so many stories in `folder`/content, unless it is there whole; return the content folder."""
    content = folder / "content"
    done = folder / MADE
    if not done.exists():
        write_sources(content, stories(count))
        start = time.perf_counter()
        split(content)
        seconds = time.perf_counter() - start
        publish(content)
        split(content)
        open_everybody(content)
        done.write_text(f"{seconds:.1f} s", encoding="ascii")
    return content


def write_sources(content: Path, texts: Iterable[tuple[str, str]]) -> None:
    """Write each story's source."""
    sources = content / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    for name, text in texts:
        (sources / f"{name}.txt").write_text(text, encoding="utf-8")


def split(content: Path) -> None:
    """Run the command `split`."""
    command = [sys.executable, "-m", "verbatim", "split", "--content", str(content)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": DAY}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)  # noqa: S603  our own command


def publish(content: Path) -> None:
    """Date each story, put it into a section, in turn, and publish it, as an editor does in the story's file."""
    for place, path in enumerate(sorted((content / "stories").glob("*.md"))):
        text = CATEGORY.sub(f"Category: {SECTIONS[place % len(SECTIONS)]}", path.read_text(encoding="utf-8"), count=1)
        for key, before, after in (("Status", "draft", "published"), ("Date-Basis", "unknown", "editor")):
            text = text.replace(f"\n{key}: {before}\n", f"\n{key}: {after}\n", 1)
        path.write_text(text, encoding="utf-8")


def open_everybody(content: Path) -> None:
    """Give everybody whom the stories name a page, as an editor does who opens each."""
    words = "\n".join(path.read_text("utf-8") for path in (content / "fragments").rglob("*.md"))
    (content / "people").mkdir(exist_ok=True)
    for ref in sorted({*PERSON.findall(words)}):
        path = content / f"people/{ref}.md"
        data = path.read_bytes() if path.exists() else b""
        path.write_bytes(with_person_headers(data, {"Profile": "yes"}, "person", path.name, ref))
