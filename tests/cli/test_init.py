"""A newsroom begins in a folder of its own, whole or not at all."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT, ran, refused
from verbatim.cli import init
from verbatim.cli.group import cli
from verbatim.cli.init import Answers, newsroom_files, write_newsroom
from verbatim.cli.program_origin import read_origin

GIT = "https://git.example/verbatim.git@0123abc"
DEFAULTS = ("--yes", "--from", GIT)
ANSWERS = Answers("Paper", read_origin(GIT))
DEFAULT = re.compile(r"^([A-Z_]+) \?= ?(.*)$", re.MULTILINE)
WRITTEN = {
    ".gitattributes", ".github/workflows/pages.yml", ".gitignore", "Makefile", "README.md", "pelicanconf.py",
    "publishconf.py", "requirements.txt", "content/.verbatim", "content/pages/about.md", "content/pages/corrections.md",
    "content/sources/night-train-returns.txt", "content/stories/night-train-returns.md",
}  # fmt: skip


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def settings_of(folder: Path, name: str = "pelicanconf.py") -> dict[str, object]:
    held: dict[str, object] = {}
    source = (folder / name).read_text("utf-8").replace("from pelicanconf import *\n", "")
    exec(compile(source, name, "exec"), held)  # noqa: S102  our own settings
    return held


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    ran(tmp_path, "init", "paper", *DEFAULTS)
    return tmp_path / "paper"


def made(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *arguments], cwd=folder, capture_output=True, text=True, check=False)


def test_the_defaults_make_a_newsroom_named_as_its_folder(tmp_path: Path) -> None:
    ran(tmp_path, "init", "harbour-post", *DEFAULTS)
    folder = tmp_path / "harbour-post"
    assert names(folder) == WRITTEN
    assert [path.name for path in tmp_path.iterdir()] == ["harbour-post"]
    held = settings_of(folder)
    assert (held["SITENAME"], held["DEFAULT_LANG"], held["SITEURL"]) == ("Harbour post", "en", "")
    assert held["SOURCE_PUBLISHED"] == ""
    assert Path(str(held["THEME"])).samefile(ROOT / "theme")


@pytest.mark.parametrize(("found", "next_step"), [(["verbatim"], "make html"), ([], "make install && make html")])
def test_the_next_step_installs_the_program_where_the_path_has_none(
    tmp_path: Path, found: list[str], next_step: str
) -> None:
    for name in found:
        (tmp_path / name).touch(mode=0o755)
    said = ran(tmp_path, "init", "paper", *DEFAULTS, PATH=str(tmp_path))
    assert said.splitlines()[-1] == f"Next: cd paper && {next_step}"


def test_cards_are_drawn_where_a_site_is_published_or_asked_for_pages_are_those_of_the_checkout_and_the_format_stated(
    paper: Path,
) -> None:
    for folder in (paper, ROOT):
        assert (settings_of(folder)["CARDS"], settings_of(folder, "publishconf.py")["CARDS"]) == (False, True)
        assert re.search(r"verbatim build .*-e CARDS=true", made(folder, "-n", "cards").stdout)
    for name in ("pages/about.md", "pages/corrections.md"):
        assert (paper / "content" / name).read_bytes() == (ROOT / "content" / name).read_bytes()
    assert (paper / "content/.verbatim").read_text("utf-8") == "format = 2\n"


@pytest.mark.parametrize(("answer", "extent"), [("perhaps\ny\n", "whole"), ("\n", "")])
def test_it_asks_how_much_of_others_texts_goes_live(tmp_path: Path, answer: str, extent: str) -> None:
    done = CliRunner().invoke(cli, ["init", str(tmp_path / "paper"), "--from", GIT], input=answer)
    assert done.exit_code == 0, done.output
    assert settings_of(tmp_path / "paper")["SOURCE_PUBLISHED"] == extent


def test_where_nobody_can_answer_the_option_is_named_and_without_what_to_install_nothing_is_begun(
    tmp_path: Path,
) -> None:
    done = CliRunner().invoke(cli, ["init", str(tmp_path / "paper"), "--from", GIT], input="")
    assert done.exit_code == 2
    assert "Error: Nobody is there to answer: --yes takes the defaults." in done.output
    assert list(tmp_path.iterdir()) == []
    done = CliRunner().invoke(cli, ["init", str(tmp_path / "paper"), "--yes"])
    assert (done.exit_code, "--from" in done.output, list(tmp_path.iterdir())) == (2, True, [])


def test_no_file_of_a_newsroom_installs_the_package_by_a_name_that_an_index_may_give_to_anybody() -> None:
    lines = [line for text in newsroom_files(ANSWERS).values() for line in text.splitlines()]
    named = [line for line in lines if "pelican-verbatim" in line and " uninstall " not in line]
    assert named == [f"pelican-verbatim @ git+{GIT}"]


@pytest.mark.parametrize("hidden", [".git", "notes.txt"])
def test_a_folder_that_is_not_empty_is_left_as_it_was(tmp_path: Path, hidden: str) -> None:
    (tmp_path / "paper").mkdir()
    (tmp_path / "paper" / hidden).write_text("mine", "utf-8")
    told = "this folder is not empty, and was left as it is. Name a folder that does not exist or is empty."
    assert refused(tmp_path, "init", "paper", *DEFAULTS) == f"error: paper: {told}\n"
    assert names(tmp_path) == {f"paper/{hidden}"}


def test_a_file_of_that_name_is_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "paper").write_text("mine", "utf-8")
    assert "this is a file" in refused(tmp_path, "init", "paper", *DEFAULTS)
    assert (tmp_path / "paper").read_text("utf-8") == "mine"


def test_the_empty_folder_in_which_somebody_stands_becomes_the_newsroom(tmp_path: Path) -> None:
    folder = tmp_path / "evening-post"
    folder.mkdir()
    ran(folder, "init", ".", *DEFAULTS)
    assert names(folder) == WRITTEN
    assert settings_of(folder)["SITENAME"] == "Evening post"


@pytest.mark.parametrize("stands", [False, True], ids=["new", "empty"])
@pytest.mark.parametrize("moment", ["written", "moved"])
def test_nothing_is_left_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str, *, stands: bool
) -> None:
    folder = tmp_path / "paper"
    if stands:
        folder.mkdir()
    method, left = {"written": ("write_text", 4), "moved": ("rename", 3 if stands else 0)}[moment]
    real, calls = getattr(Path, method), []

    def until_full(path: Path, *arguments: object, **options: object) -> object:
        calls.append(path)
        if len(calls) > left:
            raise OSError(28, "No space left on device", str(path))
        return real(path, *arguments, **options)

    monkeypatch.setattr(Path, method, until_full)
    with pytest.raises(OSError, match="No space"):
        write_newsroom(folder, ANSWERS)
    assert list(tmp_path.rglob("*")) == ([folder] if stands else [])


def test_the_makefile_holds_no_program_and_tells_how_to_upgrade() -> None:
    text = newsroom_files(ANSWERS)["Makefile"]
    assert "install -r requirements.txt" in text
    assert not {"requirements", "generator", "theme/templates"} & set(text.split())


def test_the_makefile_has_the_targets_of_the_checkouts_site_and_says_what_to_install_where_it_finds_no_program(
    paper: Path,
) -> None:
    for target in (
        "html", "publish", "serve", "serve-global", "devserver", "devserver-global", "desk", "regenerate", "check",
        "split", "verify", "clean", "github", "rsync_upload", "help",
    ):  # fmt: skip
        done = made(paper, "-n", target, f"PY={sys.executable}")
        assert done.returncode == 0, done.stderr
    done = made(paper, "html", "PY=/no/such/python")
    assert (done.returncode, "verbatim is missing: make install" in done.stderr) == (2, True)


def test_the_makefile_takes_the_variables_of_the_checkouts_with_the_same_defaults() -> None:
    ours = dict(DEFAULT.findall((ROOT / "Makefile").read_text("utf-8")))
    theirs = dict(DEFAULT.findall(newsroom_files(ANSWERS)["Makefile"]))
    told = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/publishing.md").read_text("utf-8"), re.MULTILINE)
    assert {*told, "PELICANOPTS", "DEBUG", "RELATIVE", "PORT", "SERVER"} <= theirs.keys()
    assert {name: value for name, value in theirs.items() if name != "PY"}.items() <= ours.items()


def test_the_example_story_is_read_without_a_doubt(paper: Path) -> None:
    ran(paper, "split")
    advice = ran(paper, "check")
    assert "nothing wrong" in advice
    assert "we did not find who said" not in advice
    assert 250 <= len((paper / "content/sources/night-train-returns.txt").read_text("utf-8").split()) <= 400
    assert init.STARTER.is_dir()
