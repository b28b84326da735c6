"""Projects on disk with stories made by hand, and Pelican run on them as `make html` does."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conftest import lay_paged, lay_project, ran, run_in, set_up, shared_folder
from tests.made import mark, note, person, story
from tests.newsroom_project import NewsroomProject, existing
from verbatim.content.format.fragment_file import write_fragment
from verbatim.model import Story

ROOT = Path(__file__).parents[2]
TEXT = (
    "Rope breaks, says Dahl\n"
    "“Lift”, said Nils Dahl, the mayor, on 3 March 2031.\r\n"
    "“We were told <b>nothing</b>\x0b & left,” he heard. About 40 men pulled.\n"
)
MARKS = [
    mark("Rope breaks", "quote", "q-aaaaaaaaaa", kind="indirect", speaker="nils-dahl", basis="stated", why="NAME says"),
    mark("“Lift”", "quote", "q-bbbbbbbbbb", speaker="nils-dahl", basis="stated", why="“…”, said NAME"),
    mark("“We were told <b>nothing</b>\x0b & left,”", "quote", "q-cccccccccc", basis="none", why="He is not named"),
    person("Nils Dahl", "nils-dahl"), mark("the mayor", "role", of="nils-dahl"),
    mark("3 March 2031", "moment", date="2031-03-03", basis="stated", people="nils-dahl"),
]  # fmt: skip
Run = Callable[..., subprocess.CompletedProcess[str]]


def rope(name: str = "rope", **fields: str) -> Story:
    """Make a story with a note that links to a page and a picture; ids differ from story to story."""
    marks = [(words, kind, {**held, "#": held["#"] and held["#"][:-4] + name[:4]}) for words, kind, held in MARKS]
    made = story(name, TEXT, marks, title="Rope breaks, says Dahl", **fields)
    said = "He said “told” [to us]({filename}/pages/about.md). ![A rope]({static}/images/rope.png)"
    return replace(made, fragments=(*made.fragments, note(name, "025", said)))


def lay(project: Path, made: Story, **headers: str) -> None:
    """Write a story's files as `split` does."""
    content = project / "content"
    for folder in ("stories", "sources", f"fragments/{made.id}", "images"):
        (content / folder).mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (9, 9), "tan").save(content / "images/rope.png")
    (content / f"sources/{made.source_file}").write_bytes(made.text.encode())
    head = {
        "Title": made.title, "Date": made.date, "Date-Basis": made.date_basis, "Category": made.category,
        "Status": made.status, "Source": made.source_file, "Source-Name": made.source_name, **headers,
    }  # fmt: skip
    lines = "".join(f"{name}: {value}\n" for name, value in head.items())
    (content / f"stories/{made.id}.md").write_text(f"{lines}\n{made.intro}\n")
    for fragment in made.fragments:
        (content / f"fragments/{made.id}/{fragment.name}.md").write_bytes(write_fragment(fragment))


def read(path: Path) -> str:
    """Return a text with the line ends that it has."""
    return path.read_bytes().decode()


def writes_a_note(project: Path) -> None:
    """Write a note into one story of a project of `lay_paged`."""
    note = project / "content/fragments/harbour/025-note-ours.md"
    note.write_text("Title: Note\nKind: note\n\nThe wall dates from **1911**.\n", "utf-8")


def keep_stories(content: Path, kept: Iterable[str], folders: Iterable[str] = ()) -> None:
    """Take out every story but these, and what of these names is in further folders."""
    for folder in ("stories", "sources", "fragments", "ledger", *folders):
        for path in (content / folder).iterdir():
            if path.name.partition(".")[0] not in {"", *kept}:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def json_objects(html: str) -> list[dict[str, Any]]:
    """Return the objects of the JSON-LD in a page, and those within them."""
    found: list[dict[str, Any]] = []
    for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL):
        json.loads(text, object_hook=lambda one: found.append(one) or one)
    return found


def make_html(project: Path, *variables: str, makefile: Path = ROOT / "Makefile") -> subprocess.CompletedProcess[str]:
    """Run `make html` in a project; what is installed counts as it is."""
    if not (project / ".venv").exists():
        (project / ".venv").symlink_to(sys.prefix)
    command = ["make", "-f", str(makefile), "-o", ".venv/site.stamp", "html", *variables]
    surroundings = {**os.environ, "PYTHONPATH": f"{ROOT}/generator"}
    return subprocess.run(command, cwd=project, env=surroundings, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a listed, a hidden and a draft story, built twice: `output/`, and `public/` for the web."""
    with shared_folder(tmp_path_factory, "made-once") as (folder, is_new):
        if is_new:
            _make_once(folder)
    return folder


def _make_once(folder: Path) -> None:
    lay_project(folder, ())
    set_up(folder, "CARDS = True", "publishconf.py")
    lay(folder, rope())
    lay(folder, rope("hidden-rope"), Status="hidden")
    lay(folder, rope("draft-rope"), Status="draft")
    (folder / "content/images/.secret").write_text("secret")
    Image.new("RGB", (9, 9), "teal").save(folder / "content/images/sund.png")
    Image.new("RGB", (120, 160), "navy").save(folder / "content/images/dahl.png")
    (folder / "content/people").mkdir()
    (folder / "content/people/nils-dahl.md").write_text(
        "Aliases: The Mayor\nImage: images/dahl.png\n\nHe is “the mayor” of the Sund. ![]({static}/images/sund.png)\n"
    )
    web = ("build", "--settings", "publishconf.py", "--output", "public")
    for command, siteurl in ((("build",), ""), (web, "https://record.example/sund")):
        ran(folder, *command, SITEURL=siteurl)


@pytest.fixture(scope="session")
def paged_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of three stories, built once for all workers, to copy: each row of a list has a page of its own."""
    with shared_folder(tmp_path_factory, "paged") as (folder, is_new):
        if is_new:
            lay_paged(folder, rows=1)
    return folder / "project"


@pytest.fixture
def copied(published: NewsroomProject, tmp_path: Path) -> NewsroomProject:
    """A published newsroom that a test may change."""
    folder = shutil.copytree(published.project.parent, tmp_path / "newsroom", symlinks=True)
    made = existing(folder, published.url)
    made.git("remote", "set-url", "origin", str(made.remote))
    return made


class Standing:
    """A project that was built where it lies, and what it was then: the folder is among a site's settings.

    A test that changes the project and builds it again makes a few pages, and not all of them as in another folder.
    `kept` is a copy of the project as it was, which nobody may change.
    """

    def __init__(self, project: Path) -> None:
        self._project, self.kept = project, project.with_name("kept")
        shutil.copytree(project, self.kept, symlinks=True)

    def put_back(self) -> Path:
        shutil.rmtree(self._project)
        return Path(shutil.copytree(self.kept, self._project, symlinks=True))


@pytest.fixture
def laid(project: Path, made_once: Path) -> Path:
    """A project of one story that a test may change; what was drawn once is not drawn again."""
    lay(project, rope())
    if (made_once / ".cache").exists():
        drawn = made_once / ".cache"
        shutil.copytree(drawn, project / ".cache", dirs_exist_ok=True, ignore=shutil.ignore_patterns("fonts"))
    return project


@pytest.fixture
def build(laid: Path) -> Run:
    """Build the laid project; arguments are those of `build`, keywords the environment."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return run_in(laid, "build", *arguments, **{"COLUMNS": "500", **environment})

    return run
