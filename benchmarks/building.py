"""The interface of a generator to be measured."""

import shutil
from abc import ABC, abstractmethod
from pathlib import Path

from benchmarks.records import Record, Records


class Builder(ABC):
    """A generator with its site in a folder of its own; `folder` is where its command runs, with this `environment`."""

    name: str
    environment: dict[str, str]
    whole: dict[str, str]  # what the environment has besides for the whole site

    def __init__(self, folder: Path) -> None:
        self.site = folder / self.name
        self.output = self.site / "output"
        self.folder = self.site
        self.environment, self.whole = {}, {}

    @abstractmethod
    def prepare(self, content: Path, held: Records, given: Path) -> None:
        """Make the site from the content folder, or from the records and the non-page files in `given`."""

    @abstractmethod
    def command(self) -> list[str]:
        """Return the command that builds."""

    @abstractmethod
    def edit(self, story: Record, quote: Record, why: str) -> None:
        """Change the reason that is given for a quotation's speaker, where an editor would."""

    def forget(self) -> None:
        """Remove what was built, and what was kept to build faster."""
        shutil.rmtree(self.output, ignore_errors=True)

    def page(self, quote: Record) -> Path:
        """Return the page on which an edit shows."""
        return self.output / f"quotes/{quote['id']}/index.html"
