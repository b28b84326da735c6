"""The split shares out its reading as the settings say, and comes to the same bytes whoever reads."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster import running
from tests.conftest import ROOT, files_of
from tests.content.splitting.test_split_changed import Newsroom
from verbatim.cli import main
from verbatim.cli.settings_file import read_settings


def test_settings_are_the_names_in_capitals_and_no_file_gives_none(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "conf.py") == {}
    (tmp_path / "conf.py").write_text("import os\nWORKERS = 3\nother = 4\n", encoding="utf-8")
    assert read_settings(tmp_path / "conf.py") == {"WORKERS": 3}


@pytest.mark.parametrize("file", ["pelicanconf.py", "publishconf.py"])
def test_the_projects_own_settings_are_read_without_pelican(file: str) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom verbatim.cli.settings_file import read_settings\n"
        f"print(read_settings(Path({file!r}))['PATH'], 'pelican' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("content False\n", "")


def test_the_content_of_this_repository_is_what_split_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    assert main(["split"]) == 0
    assert files_of(tmp_path / "content") == files_of(ROOT / "content")


SOURCES = 14  # enough to be shared out


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """Give the address of a Dask scheduler on this machine."""
    with running() as address:
        yield address


@pytest.fixture
def reads_nothing_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have this process, and whoever is forked from it, fail at the first source it reads."""

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("verbatim.content.splitting.split.load", never)


def newsroom(root: Path) -> Newsroom:
    room = Newsroom(root, 5)
    for number in range(SOURCES):
        room.put(f"{number}-bell")
    (room.content / "sources/broken.txt").write_bytes(b"a\0")
    return room


def split(room: Newsroom, monkeypatch: pytest.MonkeyPatch, **variables: str) -> dict[str, bytes]:
    monkeypatch.chdir(room.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1930000000")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert main(["split"]) == 1
    return files_of(room.content)


def test_forked_workers_come_to_what_one_process_comes_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one = split(newsroom(tmp_path / "one"), monkeypatch, WORKERS="0")
    told = capsys.readouterr()
    several = split(newsroom(tmp_path / "several"), monkeypatch, WORKERS="3")
    assert several == one
    assert capsys.readouterr() == told
    assert "content/sources/broken.txt:1: there is a NUL character" in told.err


def test_a_cluster_comes_to_what_one_process_comes_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheduler: str, request: pytest.FixtureRequest
) -> None:
    one = split(newsroom(tmp_path / "one"), monkeypatch, WORKERS="0")
    request.getfixturevalue("reads_nothing_here")
    assert split(newsroom(tmp_path / "several"), monkeypatch, DASK_SCHEDULER=scheduler) == one


@pytest.mark.usefixtures("reads_nothing_here")
def test_the_address_of_a_scheduler_may_stand_in_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheduler: str
) -> None:
    room = newsroom(tmp_path)
    (tmp_path / "pelicanconf.py").write_text(f"DASK_SCHEDULER = {scheduler!r}\n", encoding="utf-8")
    assert "stories/0-bell.md" in split(room, monkeypatch)


def test_a_scheduler_that_does_not_answer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("verbatim.core.executors.ANSWER", "100ms")
    split(newsroom(tmp_path), monkeypatch, DASK_SCHEDULER="tcp://127.0.0.1:9")
    assert "no scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err
