"""A newsroom begins in a folder of its own, whole or not at all."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT, run_in
from verbatim.cli import init
from verbatim.cli.group import cli
from verbatim.cli.init import Answers, newsroom_files, write_newsroom

DEFAULT = re.compile(r"^([A-Z_]+) \?= ?(.*)$", re.MULTILINE)
WRITTEN = {
    ".gitattributes", ".github/workflows/pages.yml", ".gitignore", "Makefile", "README.md", "pelicanconf.py",
    "publishconf.py", "content/.verbatim", "content/pages/about.md", "content/pages/corrections.md",
    "content/sources/night-train-returns.txt", "content/stories/night-train-returns.md",
}  # fmt: skip


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def settings_of(folder: Path, name: str = "pelicanconf.py") -> dict[str, object]:
    held: dict[str, object] = {}
    source = (folder / name).read_text("utf-8").replace("from pelicanconf import *\n", "")
    exec(compile(source, name, "exec"), held)  # noqa: S102  our own settings
    return held


def test_the_defaults_make_a_newsroom_named_as_its_folder(tmp_path: Path) -> None:
    done = run_in(tmp_path, "init", "harbour-post", "--yes")
    assert done.returncode == 0, done.stderr
    assert "cd harbour-post && make html" in done.stdout
    folder = tmp_path / "harbour-post"
    assert names(folder) == WRITTEN
    assert [path.name for path in tmp_path.iterdir()] == ["harbour-post"]
    held = settings_of(folder)
    assert (held["SITENAME"], held["DEFAULT_LANG"], held["SITEURL"]) == ("Harbour post", "en", "")
    assert Path(str(held["THEME"])).samefile(ROOT / "theme")


def test_cards_are_drawn_where_a_site_is_published_and_where_they_are_asked_for(tmp_path: Path) -> None:
    run_in(tmp_path, "init", "paper", "--yes")
    for folder in (tmp_path / "paper", ROOT):
        assert (settings_of(folder)["CARDS"], settings_of(folder, "publishconf.py")["CARDS"]) == (False, True)
        done = subprocess.run(["make", "-n", "cards"], cwd=folder, capture_output=True, text=True, check=True)
        assert re.search(r"verbatim build .*-e CARDS=true", done.stdout)


def test_pages_are_those_of_the_checkout_and_the_format_is_stated(tmp_path: Path) -> None:
    run_in(tmp_path, "init", "paper", "--yes")
    for name in ("about.md", "corrections.md"):
        written = (tmp_path / "paper/content/pages" / name).read_bytes()
        assert written == (ROOT / "content/pages" / name).read_bytes()
    assert (tmp_path / "paper/content/.verbatim").read_text("utf-8") == "format = 2\n"


def test_three_questions_are_asked_again_until_their_answers_can_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answers = 'The "Post" \\ of @ADDRESS@\nxx!\npt_BR\nnews.example\nhttps://news.example/\n'
    done = CliRunner().invoke(cli, ["init", "paper"], input=answers)
    assert done.exit_code == 0, done.output
    held = settings_of(tmp_path / "paper")
    assert (held["SITENAME"], held["DEFAULT_LANG"]) == ('The "Post" \\ of @ADDRESS@', "pt-br")
    assert settings_of(tmp_path / "paper", "publishconf.py")["SITEURL"] == "https://news.example"
    assert "no words in “pt-br” yet" in done.output
    assert done.output.count("Error: ") == 2


def test_a_language_of_which_there_is_a_catalogue_is_not_warned_of(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["init", str(tmp_path / "blatt")], input="\nde\n\n")
    assert done.exit_code == 0, done.output
    assert "no words" not in done.output


@pytest.mark.parametrize("hidden", [".git", "notes.txt"])
def test_a_folder_that_is_not_empty_is_left_as_it_was(tmp_path: Path, hidden: str) -> None:
    (tmp_path / "paper").mkdir()
    (tmp_path / "paper" / hidden).write_text("mine", "utf-8")
    done = run_in(tmp_path, "init", "paper", "--yes")
    assert done.returncode == 1
    assert done.stderr == (
        "error: paper: this folder is not empty, and was left as it is. "
        "Name a folder that does not exist or is empty.\n"
    )
    assert names(tmp_path) == {f"paper/{hidden}"}


def test_a_file_of_that_name_is_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "paper").write_text("mine", "utf-8")
    assert "this is a file" in run_in(tmp_path, "init", "paper", "--yes").stderr
    assert (tmp_path / "paper").read_text("utf-8") == "mine"


def test_the_empty_folder_in_which_somebody_stands_becomes_the_newsroom(tmp_path: Path) -> None:
    folder = tmp_path / "evening-post"
    folder.mkdir()
    done = run_in(folder, "init", ".", "--yes")
    assert done.returncode == 0, done.stderr
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
        write_newsroom(folder, Answers("Paper", "en", ""))
    assert list(tmp_path.rglob("*")) == ([folder] if stands else [])


def test_the_makefile_holds_no_program_and_tells_how_to_upgrade() -> None:
    text = newsroom_files(Answers("Paper", "en", ""))["Makefile"]
    assert "pip install -U pelican-verbatim" in text
    assert len(text.splitlines()) < 120
    assert not {"requirements", "generator", "theme/templates"} & set(text.split())


def test_the_makefile_has_the_targets_of_the_checkouts_site(tmp_path: Path) -> None:
    run_in(tmp_path, "init", "paper", "--yes")
    for target in (
        "html", "publish", "serve", "serve-global", "devserver", "devserver-global", "desk", "regenerate", "check",
        "split", "verify", "clean", "github", "rsync_upload", "help",
    ):  # fmt: skip
        command = ["make", "-n", target, f"PY={sys.executable}"]
        done = subprocess.run(command, cwd=tmp_path / "paper", capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_the_makefile_takes_the_variables_of_the_checkouts_with_the_same_defaults() -> None:
    ours = dict(DEFAULT.findall((ROOT / "Makefile").read_text("utf-8")))
    theirs = dict(DEFAULT.findall(newsroom_files(Answers("Paper", "en", ""))["Makefile"]))
    told = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/publishing.md").read_text("utf-8"), re.MULTILINE)
    assert {*told, "PELICANOPTS", "DEBUG", "RELATIVE", "PORT", "SERVER"} <= theirs.keys()
    assert {name: value for name, value in theirs.items() if name != "PY"}.items() <= ours.items()


def test_a_makefile_that_finds_no_program_says_what_to_install(tmp_path: Path) -> None:
    run_in(tmp_path, "init", "paper", "--yes")
    done = subprocess.run(
        ["make", "html", "PY=/no/such/python"], cwd=tmp_path / "paper", capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "verbatim is missing: python3 -m venv .venv && .venv/bin/pip install pelican-verbatim" in done.stderr


def test_the_example_story_is_read_without_a_doubt(tmp_path: Path) -> None:
    run_in(tmp_path, "init", "paper", "--yes")
    folder = tmp_path / "paper"
    assert run_in(folder, "split").returncode == 0
    advice = run_in(folder, "check").stdout
    assert "nothing wrong" in advice
    assert "we did not find who said" not in advice
    words = len((folder / "content/sources/night-train-returns.txt").read_text("utf-8").split())
    assert 250 <= words <= 400
    assert init.STARTER.is_dir()
