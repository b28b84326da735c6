"""What every test may ask for: a project of its own on disk, the commands run in it, and one built site to look at."""

import fcntl
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.newsroom import open_everybody
from quality.browser import ARGUMENTS, installed
from tests.commands import run_module
from tests.made import SITE, publish
from tests.newsroom_project import NewsroomProject, existing, lay
from tests.security.attacked import Attacked, after, attack
from verbatim.cli import main
from verbatim.content import load
from verbatim.content.format.topic_file import read_topic_files
from verbatim.core.errors import Faults
from verbatim.newsroom import join
from verbatim.newsroom.topics import resolved
from verbatim.publish import Edition
from verbatim.site.images.cards import static_fonts

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "tests/fixtures/sources"
NEWSROOM = ROOT / "tests/fixtures/newsroom"
DEMO_DAY = "1767225600"  # as `make demo` has it
Completed = subprocess.CompletedProcess[str]

# `make nightly` tries fifty times as many examples of every property as a run for people who wait.
settings.register_profile("nightly", max_examples=5000, deadline=None)
# A fifth of a second by the clock says something of the machine; how time grows is measured where it matters.
settings.register_profile("daily", deadline=None)
settings.load_profile("daily")


def pytest_configure(config: pytest.Config) -> None:
    """Keep compiled templates of the tests' projects in a folder of this run, not in the user's own."""
    if not hasattr(config, "workerinput"):  # workers have what the run has set
        browsers = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
        os.environ.setdefault("PLAYWRIGHT_BROWSERS_PATH", f"{browsers}/ms-playwright")
        os.environ["XDG_CACHE_HOME"] = folder = tempfile.mkdtemp(prefix="verbatim-")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return how many workers `-n auto` starts: one more than cores, since each waits at times for a browser's page."""
    return (os.cpu_count() or 1) + 1


# Folders whose files take longest come first, so that at the end no worker waits for another that has one of them.
LONGEST = ("quality", "browser", "site", "package", "security", "embeds", "devserver", "desk", "supply", "benchmarks")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of the longest folders first."""
    ranks = {name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.path.relative_to(ROOT / "tests").parts[0], len(ranks)))


def run_in(project: Path, *arguments: str, is_plain: bool = False, **variables: str) -> Completed:
    """Run `verbatim …` in a project, as a person would; pictures, most of a build, are `is_plain` if nobody looks."""
    if is_plain:
        variables = {"PYTHONPATH": f"{ROOT}/tests/plain_pictures{os.pathsep}{ROOT}/generator", **variables}
    return run_module(project, "verbatim", *arguments, **variables)


def ran(project: Path, *arguments: str, is_plain: bool = False, **variables: str) -> str:
    """Run `verbatim …` in a project, and return what it printed."""
    done = run_in(project, *arguments, is_plain=is_plain, **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def refused(project: Path, *arguments: str, **variables: str) -> str:
    """Run `verbatim …` in a project where it cannot do that; return what it complains of, in words."""
    done = run_in(project, *arguments, **variables)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


class Said(NamedTuple):
    """What a command said: its status, and what it wrote to both streams."""

    status: int
    out: str
    err: str


Say = Callable[..., Said]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Run `verbatim …` in this process."""

    def run(*arguments: str) -> Said:
        capsys.readouterr()
        return Said(main([*arguments]), *capsys.readouterr())

    return run


def build_for_web(
    project: Path, *arguments: str, url: str = "https://record.example", is_plain: bool = True, **variables: str
) -> str:
    """Build a project's site for the web; what a test looks at in its pictures needs them not `is_plain`."""
    return ran(
        project, "build", "--settings", "publishconf.py", *arguments, is_plain=is_plain, SITEURL=url, **variables
    )


def split_published(project: Path, **variables: str) -> None:
    """Split a project's sources, publish every story, which the second split records, and give everybody a page."""
    for step in (lambda: publish(project / "content"), lambda: open_everybody(project / "content")):
        ran(project, "split", **variables)
        step()


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path there."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def change(path: Path, old: str, new: str) -> None:
    """Put other text in the place of some that has to stand in a file."""
    text = path.read_bytes().decode()
    assert old in text, text
    path.write_bytes(text.replace(old, new).encode())


def change_headers(path: Path, *headers: str) -> None:
    """Write headers, `Name: value`, into a story's, a fragment's or a person's file, in the place of those so named."""
    named = {header.partition(":")[0] for header in headers}
    head, _, body = path.read_text("utf-8").partition("\n\n")
    kept = [line for line in head.split("\n") if line.partition(":")[0] not in named]
    path.write_text("\n".join([*kept, *headers]) + f"\n\n{body}", "utf-8")


def fragment_with(project: Path, words: str) -> Path:
    """Return the first fragment of a project whose file has these words."""
    found = sorted((project / "content/fragments").rglob("*.md"))
    return next(path for path in found if words in path.read_text("utf-8"))


def set_up(project: Path, lines: str, file: str = "pelicanconf.py") -> None:
    """Add lines to a project's settings."""
    with (project / file).open("a", encoding="utf-8") as settings:
        settings.write(f"\n{lines}\n")


def forget(project: Path) -> None:
    """Take away what builds keep, but for fonts: how one is cut depends on its characters alone, and takes seconds."""
    for path in (project / ".cache").iterdir():
        if path.is_dir() and path.name != "fonts":
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()


def lay_fonts(cache: Path) -> Path:
    """Let a cache folder have the fonts of all tests, which depend on their characters alone; return it.

    A set of them takes three seconds to cut, and a published site has one for the characters of its pages.
    """
    with Path(__file__).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        static_fonts(ROOT / ".cache")
        fcntl.flock(lock, fcntl.LOCK_UN)  # which the processes that it started hold else
    cache.mkdir(parents=True, exist_ok=True)
    (cache / "fonts").symlink_to(ROOT / ".cache/fonts")
    return cache


def lay_project(
    folder: Path, sources: Iterable[Path], *, texts: Mapping[str, str] = {}, settings: str = "", cards: bool = False
) -> Path:
    """Lay out a project with the theme and the settings of this one; return it.

    Its sources are copies of the given ones and `texts` by their files' names. Further `settings` are lines of Python;
    there are `cards` only if asked for. The fonts come with it, which are the same for all projects.
    """
    lay_fonts(folder / ".cache")
    (folder / "content/sources").mkdir(parents=True)
    (folder / "output").mkdir()
    for name in ("pelicanconf.py", "publishconf.py"):
        ours = (ROOT / name).read_text("utf-8")
        (folder / name).write_text(re.sub(r"^CARDS = \w+", f"CARDS = {cards}", ours, flags=re.MULTILINE), "utf-8")
    shutil.copytree(ROOT / "theme", folder / "theme")
    shutil.copytree(ROOT / "content/pages", folder / "content/pages")
    for source in sources:
        shutil.copy(source, folder / "content/sources" / source.name)
    for name, text in texts.items():
        (folder / "content/sources" / name).write_text(text, encoding="utf-8")
    if settings:
        set_up(folder, settings)
    return folder


def lay_paged(folder: Path, rows: int) -> Path:
    """Lay out and build a project of three stories, with so many rows of a list on a page, without cards and search."""
    settings = f"SEARCH = False\nDEFAULT_PAGINATION = {rows}"
    project = lay_project(folder / "project", sorted(SOURCES.iterdir()), settings=settings)
    split_published(project)
    ran(project, "build")
    return project


def lay_newsroom(folder: Path) -> Path:
    """Lay out a project with the theme and the invented newsroom, as `make demo` does, with few cards."""
    lay_project(folder, [])
    shutil.rmtree(folder / "content")
    shutil.copytree(NEWSROOM, folder / "content", ignore=shutil.ignore_patterns("__pycache__", "*.py", "test_*"))
    settings = (NEWSROOM / "democonf.py").read_text("utf-8")
    few = "SQUARE_CARDS = False\nCARDS_PER_STORY = 1\n"  # a card takes as long as ten pages
    (folder / "democonf.py").write_text(f"{settings}{few}", "utf-8")
    return folder


def stand_in(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a project as somebody does whose shell is there; return it."""
    monkeypatch.chdir(project)
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}/generator")
    monkeypatch.setenv("NO_COLOR", "1")
    return project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project with the theme and the settings."""
    return lay_project(tmp_path / "project", [], cards=True)


@contextmanager
def shared_folder(factory: pytest.TempPathFactory, name: str) -> Iterator[tuple[Path, bool]]:
    """Yield a folder for all workers, and whether it is still to be filled; the others wait meanwhile."""
    base = factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, made = base / name, base / f"{name}.made"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        is_new = not made.exists()
        if is_new:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        yield folder, is_new
        made.touch()


@pytest.fixture(scope="session")
def built_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of three invented stories, split and built once for all workers. Nobody may change it."""
    with shared_folder(tmp_path_factory, "newsroom") as (folder, is_new):
        if is_new:
            lay_project(folder, sorted(SOURCES.iterdir()), cards=True)
            split_published(folder)
            ran(folder, "build")
    return folder


@pytest.fixture(scope="session")
def demo_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented newsroom, split and built once for all workers. Nobody may change it."""
    with shared_folder(tmp_path_factory, "demo") as (folder, is_new):
        if is_new:
            lay_newsroom(folder)
            for command in (["split"], ["build", "--settings", "democonf.py"]):
                ran(folder, *command, SOURCE_DATE_EPOCH=DEMO_DAY, is_plain=True)
    return folder


@pytest.fixture(scope="session")
def demo(demo_project: Path) -> Edition:
    """The invented newsroom, as it would stand at an address."""
    content = demo_project / "content"
    loaded = load(content)
    listed = frozenset(one.id for one in loaded.stories if one.status == "published")
    held = join((one for one in loaded.stories if one.id in listed), loaded.people, loaded.ledger)
    told = resolved(read_topic_files(content, Faults()), held, held.stories, listed)
    return Edition(held, replace(SITE, name="The Saren Record"), listed, topics=told)


@pytest.fixture(scope="session")
def demo_site(demo_project: Path) -> Path:
    """The site of the invented newsroom: more than forty stories, every kind of page."""
    return demo_project / "output"


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    """A newsroom of hostile strings, built once for all workers. Nobody may change it."""
    with shared_folder(tmp_path_factory, "attacked") as (folder, is_new):
        if is_new:
            attack(folder)
    return after(folder)


@pytest.fixture(scope="session")
def site(built_project: Path) -> Path:
    """The output folder of the built project."""
    return built_project / "output"


@pytest.fixture
def copied_project(built_project: Path, tmp_path: Path) -> Path:
    """A copy of the built project that a test may change."""
    return Path(shutil.copytree(built_project, tmp_path / "newsroom", symlinks=True))


# Where its site lies, of which a folder is the harder: at the root of a host it is published where that could change.
ADDRESSES = [
    pytest.param("https://ada.example/paper", id="folder"),
    pytest.param(
        "https://news.example", id="root",
        marks=pytest.mark.campaign("Makefile", "publishconf.py", "theme", "generator/verbatim/site/hosting.py"),
    ),
]  # fmt: skip


@pytest.fixture(scope="session", params=ADDRESSES)
def published(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, built_project: Path
) -> NewsroomProject:
    """A newsroom that published once in each way, for all workers; nobody may change it."""
    url = request.param
    with shared_folder(tmp_path_factory, f"newsroom-{url.rpartition('/')[2]}") as (folder, is_new):
        if is_new:
            newsroom = lay(folder, built_project, url)
            for done in (newsroom.make("github", f"SITEURL={url}"), newsroom.upload("-o", "publish")):
                assert done.returncode == 0, done.stdout + done.stderr
    return existing(folder, url)


Visit = Callable[..., Page]


@pytest.fixture
def visit(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Visit]:
    """Open an address, on the built site if it names no other, in a context of its own with options of Playwright."""
    contexts = []

    def opened(address: str, **options: Any) -> Page:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.goto(address if ":" in address else f"{request.getfixturevalue('site_url')}/{address}")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=installed(), args=[*ARGUMENTS, "--host-resolver-rules=MAP *.example 127.0.0.1"]
        )
        yield chromium
        chromium.close()
