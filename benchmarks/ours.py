"""This project as a generator among others: `make html` without `split`, and what an editor does to a fragment."""

import re
import shutil
import sys
from pathlib import Path

from benchmarks.building import Builder
from benchmarks.records import Record, Records
from benchmarks.timing import run

PROJECT = Path(__file__).parents[1]
# Fonts and icons are made of the theme, not of the stories; they are timed apart.
KEPT = ("icons", "fonts", "content.lock", "split.txt", "cast.sqlite")


class Verbatim(Builder):
    """This project, as `make html` calls it."""

    name = "verbatim"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = PROJECT
        self.environment, self.whole = {"SOURCE_DATE_EPOCH": "1767225600"}, {"MEASURED_SEARCH": "1"}

    def prepare(self, content: Path, held: Records, given: Path) -> None:
        """Copy the content folder."""
        del held, given
        shutil.rmtree(self.site, ignore_errors=True)
        shutil.copytree(content, self.site / "content")

    def command(self) -> list[str]:
        """Return the command behind `make html`, without `split`."""
        settings = ["--settings", str(Path(__file__).parent / "measuredconf.py")]
        places = ["--content", str(self.site / "content"), "--output", str(self.output)]
        return [sys.executable, "-m", "verbatim", "build", *places, *settings]

    def edit(self, story: Record, quote: Record, why: str) -> None:
        """Change the attribute in the fragment."""
        change_why(self.site / "content" / "fragments" / story["id"], quote["id"], why)

    def forget(self) -> None:
        """Remove the output, and of what is kept all but fonts and icons."""
        super().forget()
        cache = self.site / ".cache"
        keep = {path for pattern in KEPT for path in cache.glob(pattern)}
        for path in set(cache.glob("*")) - keep:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def change_why(fragments: Path, quote: str, why: str) -> None:
    """Give another reason for a quotation's speaker. Raises SystemExit where no fragment has the quotation."""
    sought = re.compile(rf'(#{re.escape(quote)}\b[^}}]*? why=)"[^"]*"')
    for path in sorted(fragments.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        changed = sought.sub(rf'\g<1>"{why}"', text, count=1)
        if changed != text:
            path.write_text(changed, encoding="utf-8")
            return
    raise SystemExit(f"{fragments}: no fragment has {quote} with a reason")


def first_site(folder: Path, content: Path) -> float:
    """Return the seconds that the first `make html` takes after the installation, of a newsroom with one story.

    With the project's own settings: search and verification are part of it, and nothing is kept from before.
    """
    shutil.rmtree(folder, ignore_errors=True)
    source = min((content / "sources").iterdir())
    (folder / "content/sources").mkdir(parents=True)
    shutil.copy(source, folder / "content/sources")
    places = ["--content", str(folder / "content")]
    program = [sys.executable, "-m", "verbatim"]
    build = [*program, "build", *places, "--output", str(folder / "output"), "--settings", "pelicanconf.py"]
    return sum(run(command, PROJECT, {}).wall for command in ([*program, "split", *places], build))
