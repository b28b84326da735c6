"""`sources` as somebody runs it: what it prints, and with which status it ends."""

import json
from pathlib import Path

import pytest

from tests.conftest import run_in

TEXT = "Wall to be mended\n\nThe harbour wall of Orrin will be mended before the winter, the council said on Tuesday.\n"
HEAD = "Title: Wall\nDate: 2031-03-04\nSource: wall.txt\nSource-Url: https://courier.example/wall\n\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "content/sources").mkdir(parents=True)
    (tmp_path / "content/stories").mkdir()
    (tmp_path / "content/sources/wall.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "content/stories/wall.md").write_text(HEAD, encoding="utf-8")
    (tmp_path / "same.html").write_text(f"<p>{TEXT}</p>", encoding="utf-8")
    (tmp_path / "altered.html").write_text(f"<p>{TEXT.replace('winter', 'spring')}</p>", encoding="utf-8")
    (tmp_path / "wall.html").write_text("<h1>Not found</h1>", encoding="utf-8")
    (tmp_path / "other.html").write_text("<p>Rain is expected.</p>", encoding="utf-8")
    return tmp_path


def test_a_copy_with_the_sources_words_ends_well(desk: Path) -> None:
    done = run_in(desk, "sources", "--check", "same.html")
    assert (done.returncode, done.stdout, done.stderr) == (0, "same.html: verbatim: wall\n", "")


def test_an_altered_copy_is_told_with_the_line_of_the_source(desk: Path) -> None:
    done = run_in(desk, "sources", "--check", "altered.html")
    assert done.returncode == 1
    assert done.stdout == (
        "altered.html: altered: wall\n"
        "content/sources/wall.txt:3: “before the winter, the” has become “before the spring, the”\n"
    )


def test_a_copy_without_the_words_is_gone(desk: Path) -> None:
    done = run_in(desk, "sources", "--check", "same.html", "wall.html")
    assert done.returncode == 1
    assert done.stdout == "same.html: verbatim: wall\nwall.html: gone: wall\n"


def test_a_copy_of_no_source_is_told_with_what_to_do(desk: Path) -> None:
    done = run_in(desk, "sources", "--check", "other.html")
    assert done.returncode == 1
    assert (
        done.stdout
        == "other.html: this copy matches no source here. Name the file as the story, such as harbour.html.\n"
    )


def test_programs_get_json(desk: Path) -> None:
    told = json.loads(run_in(desk, "sources", "--check", "--json", "altered.html", "other.html").stdout)
    place = {"path": "content/sources/wall.txt", "line": 3}
    difference = {**place, "source": "before the winter, the", "page": "before the spring, the"}
    assert told["copies"] == [
        {"file": "altered.html", "story": "wall", "verdict": "altered", "differences": [difference]},
        {"file": "other.html", "story": None, "verdict": None, "differences": []},
    ]


def test_the_text_of_an_html_source_is_named_by_the_file_that_has_it(desk: Path) -> None:
    (desk / "content/sources/.extracted").mkdir()
    (desk / "content/sources/wall.txt").rename(desk / "content/sources/.extracted/wall.txt")
    (desk / "content/sources/wall.html").write_text("<p>x</p>", encoding="utf-8")
    (desk / "content/stories/wall.md").write_text(HEAD.replace("wall.txt", "wall.html"), encoding="utf-8")
    done = run_in(desk, "sources", "--check", "altered.html")
    assert "content/sources/.extracted/wall.txt:3: " in done.stdout


def test_without_check_the_sources_are_listed_with_their_addresses(desk: Path) -> None:
    done = run_in(desk, "sources")
    assert (done.returncode, done.stdout) == (0, "wall  content/sources/wall.txt  https://courier.example/wall\n")


@pytest.mark.parametrize("given", [["--check", "missing.html"], ["--check"], ["same.html"]])
def test_what_cannot_be_checked_ends_with_status_two(given: list[str], desk: Path) -> None:
    done = run_in(desk, "sources", *given)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_many_differences_are_counted_after_the_first(desk: Path) -> None:
    lines = [f"Boat number {n} of the old fleet was built in the yard of Orrin by hand." for n in range(9)]
    (desk / "content/sources/wall.txt").write_text("\n".join(lines), encoding="utf-8")
    (desk / "altered.html").write_text("<p>".join(lines).replace("yard", "town"), encoding="utf-8")
    done = run_in(desk, "sources", "--check", "altered.html")
    assert done.stdout.splitlines()[-1] == "content/sources/wall.txt: 4 more lines differ; --json has them all"
