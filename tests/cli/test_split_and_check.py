import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from verbatim.cli import main
from verbatim.cli.split_sources import WORTH_SHARING

ARTICLE = "The wall stays\n\n“It is a wall of paper,” said Ada Vell.\n\nThe council met. “Nobody asked us,” he said.\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1930000000")
    (tmp_path / "content/sources").mkdir(parents=True)
    (tmp_path / "content/sources/wall.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def fragment(project: Path, words: str) -> Path:
    folder = project / "content/fragments/wall"
    return next(path for path in sorted(folder.glob("*.md")) if words in path.read_text("utf-8"))


def checked(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """Return what check says where nothing is wrong."""
    capsys.readouterr()
    assert main(["check", *options]) == 0
    return capsys.readouterr().out


def test_split_tells_what_it_wrote_once_which_stories_have_a_source_and_check_what_is_missing_and_not_established(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["split"]) == 0
    assert "content/fragments/wall: " in capsys.readouterr().out
    assert main(["split"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["split", "tower"]) == 1
    assert "there is no source of a story “tower”. Name one of: wall." in capsys.readouterr().err
    main(["split"])
    told = checked(capsys)
    assert "content/stories/wall.md: who published the text is not known" in told
    assert "the publication date is not known" in told
    assert "we did not find who said “Nobody asked us,”" in told


HEAVY = (
    "click", "dataclasses", "verbatim.annotate", "verbatim.content.splitting.split",
    "verbatim.content.sources", "verbatim.model", "json", "rich",
)  # fmt: skip


def test_where_nothing_changed_nothing_of_the_rest_of_the_program_is_loaded(project: Path) -> None:
    assert main(["split"]) == 0
    program = (
        "import sys\nfrom verbatim.__main__ import run\nsys.argv = ['verbatim', 'split']\nassert run() == 0\n"
        f"assert [name for name in {HEAVY!r} if name in sys.modules] == []\n"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}/generator"}
    subprocess.run([sys.executable, "-c", program], cwd=project, env=environment, check=True)


def test_settings_that_cannot_be_read_are_told_where_work_is_to_be_shared(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(WORTH_SHARING):
        (project / f"content/sources/wall-{number}.txt").write_text(ARTICLE, encoding="utf-8")
    (project / "pelicanconf.py").write_text("WORKERS = 1 / 0\n", encoding="utf-8")
    assert main(["split"]) == 1
    assert "division by zero" in capsys.readouterr().err
    (project / "pelicanconf.py").write_text("WORKERS = 0\n", encoding="utf-8")
    assert main(["split"]) == 0


def test_no_source_at_all_is_said_and_is_no_error(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "content/sources/wall.txt").unlink()
    assert main(["split"]) == 0
    assert "there is no source yet" in capsys.readouterr().out


SEA = """<html><head><title>The sea</title></head><body><article><h1>The sea</h1>
<p>The council of Sund voted on Monday to keep the harbour wall as it has stood for ever and a day.</p>
<p>“The sea is a poor neighbour,” said Ada Vell, who has been the harbour master for ten years.</p></article></body>
</html>"""


def put_sea(project: Path, old: str = "", new: str = "") -> Path:
    """Put the page there, or a newer one with other words, and return where its text is kept."""
    path = project / "content/sources/sea.html"
    path.write_text(SEA.replace(old, new) if old else SEA, encoding="utf-8")
    return path.parent / ".extracted/sea.txt"


def test_a_corrected_text_of_a_newer_page_is_kept_and_told_by_split_and_check(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = put_sea(project)
    main(["split"])
    kept.write_text(kept.read_text("utf-8").replace("ten years", "two years"), encoding="utf-8")
    main(["split"])
    put_sea(project, "poor neighbour", "good neighbour")
    capsys.readouterr()
    told = "content/sources/.extracted/sea.txt:3: this text was corrected by hand"
    assert main(["split"]) == 0
    assert told in capsys.readouterr().out
    assert "poor neighbour" in kept.read_text("utf-8")
    assert main(["check"]) == 0
    assert told in capsys.readouterr().out


@pytest.mark.parametrize(("option", "words"), [("--extract", "good neighbour"), ("--keep-text", "poor neighbour")])
def test_the_editor_decides_which_text_of_a_newer_page_is_right(
    project: Path, capsys: pytest.CaptureFixture[str], option: str, words: str
) -> None:
    kept = put_sea(project)
    main(["split"])
    kept.write_text(kept.read_text("utf-8").replace("ten years", "two years"), encoding="utf-8")
    put_sea(project, "poor neighbour", "good neighbour")
    main(["split"])
    assert main(["split", option, "sea"]) == 0
    assert words in kept.read_text("utf-8")
    assert ".extracted" not in checked(capsys)


def put_many(project: Path, number: int) -> None:
    for at in range(number):
        text = f"Weir {at}\n\n“Nobody knows this weir {at} yet.” The council met.\n"
        (project / f"content/sources/weir-{at}.txt").write_text(text, encoding="utf-8")


def test_check_lists_what_may_lead_strangers_to_somebody_at_its_line(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"{ARTICLE}\nErin Vale, of 12 Quay Street, can be reached on 020 7946 0123.\n"
    (project / "content/sources/wall.txt").write_text(text, encoding="utf-8")
    main(["split"])
    told = checked(capsys)
    file = fragment(project, "7946")
    line = 1 + file.read_text("utf-8").split("\n").index("") + 1
    at, there = text.index("12 Quay"), text.index("020 7946")
    place = f"{file.relative_to(project)}:{line}"
    assert f"{place}: personal data: “12 Quay Street” ({at},{at + 14}) reads like an address." in told
    assert f"personal data: “020 7946 0123” ({there},{there + 13}) reads like a telephone number" in told


def test_check_counts_what_there_is_many_of_lists_the_rest_and_shows_every_error_whole(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_many(project, 4)
    main(["split"])
    main(["set", "Status=published", "wall", "weir-0"])
    told = checked(capsys).splitlines()
    assert told[0].startswith("5 times: ")
    assert [line.split(": ")[0] for line in told if "this story is a draft" in line] == [
        f"content/stories/weir-{at}.md" for at in (1, 2, 3)
    ]
    (said,) = (line for line in told if "who said" in line)
    assert said.startswith("5 times: we did not find who said …. If you know who spoke")
    assert told[-1].endswith(" to look at, nothing wrong; verbatim check -v shows each")
    for path in (project / "content/stories").glob("*.md"):
        path.write_text(re.sub("Status: .*", "Status: drafty", path.read_text("utf-8")), encoding="utf-8")
    assert main(["check"]) == 1
    assert capsys.readouterr().err.count(".md:6: Status: drafty is none of") == 5


@pytest.mark.parametrize("option", ["-v", "--verbose"])
def test_check_lists_each_place_where_it_is_asked_to(
    project: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    put_many(project, 4)
    main(["split"])
    told = checked(capsys, option).splitlines()
    places = [line for line in told if line.startswith("content/")]
    counted = [int(line.split(" times")[0]) for line in told if " times" in line]
    assert counted == sorted(counted, reverse=True)
    assert told[-1] == f"{len(places)} to look at, nothing wrong"


def test_check_lists_a_text_in_a_language_that_is_not_read_once_and_calls_nothing_open(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "Der Rat der Stadt wird am Dienstag entscheiden, ob die Brücke wieder geöffnet werden kann.\n\n"
        "„Wir haben das Wasser abgelassen, bevor es jemand merkte“, sagte Ada Vell. "
        "„Das ist nicht die Schuld der Werft, und das wissen alle“, sagte der Hafenmeister.\n"
    )
    (project / "content/sources/bruecke.txt").write_text(text, encoding="utf-8")
    main(["split"])
    told = [line for line in checked(capsys).splitlines() if "bruecke" in line]
    unread = "content/stories/bruecke.md: We cannot yet read German for speakers; quotations without one: 2"
    assert [line.startswith(unread) for line in told].count(True) == 1
    assert not any("did not find who said" in line for line in told)


def test_check_lists_an_edited_fragment_that_was_kept_aside_and_fails_on_an_id_that_names_nobody(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["split"])
    path = fragment(project, "wall of paper")
    path.with_name(path.name + ".removed").write_bytes(path.read_bytes())
    assert f"{path.name}.removed: the source no longer has the paragraph" in checked(capsys)
    path.write_text(path.read_text("utf-8").replace('speaker="ada-vell"', 'speaker="ada-bell"'), encoding="utf-8")
    assert main(["check"]) == 1
    assert f'{path.name}:6: speaker="ada-bell" names nobody known' in capsys.readouterr().err


def test_a_conflict_is_told_by_split_and_check(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["split"])
    path = fragment(project, "wall of paper")
    path.write_text(path.read_text("utf-8").replace('speaker="ada-vell"', 'speaker="jon-marr"'), encoding="utf-8")
    source = next((project / "content/sources").iterdir())
    source.write_text(source.read_text("utf-8").replace("wall of paper", "wall of sand"), encoding="utf-8")
    assert main(["split"]) == 0
    place = f"{path.relative_to(project)}:{path.read_text('utf-8').splitlines().index('<<<<<<< yours') + 1}"
    assert f"{place}: your edits and the new split are in conflict here" in capsys.readouterr().out
    for command in (["check"], ["split", source.stem]):
        assert main(command) == 1
        assert f"{place}: your edits and a new split are in conflict here" in capsys.readouterr().err


def test_a_time_that_is_none_is_an_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert main(["split"]) == 1
    assert "SOURCE_DATE_EPOCH: yesterday is not a time" in capsys.readouterr().err


def test_check_asks_about_people_of_one_name(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources = project / "content/sources"
    (sources / "wall.txt").write_text("Wall\n\nJon Marr, the mayor of Sund, came.\n", encoding="utf-8")
    (sources / "ferry.txt").write_text("Ferry\n\nAda Vell slept.\n\nJon Marr, a pilot, left.\n", encoding="utf-8")
    main(["split"])
    path = fragment(project, "the mayor").relative_to(project).as_posix()
    asked = (
        "people/jon-marr and people/jon-marr-2 have the same name. The same one? "
        "Run verbatim people merge jon-marr-2 jon-marr, or leave them."
    )
    told = checked(capsys)
    assert f"{path}:6: {asked}" in told
    assert told.count("have the same name") == 1


def test_check_does_not_take_a_number_in_a_name_for_a_second_bearer(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["split"])
    path = fragment(project, "wall of paper")
    text = path.read_text("utf-8").replace("[Ada Vell]", '[Ada]{.person ref="pier"} [Vell]')
    path.write_text(text.replace('ref="ada-vell"', 'ref="pier-2"').replace('speaker="ada-vell"', ""), encoding="utf-8")
    assert "have the same name" not in checked(capsys)


def test_check_asks_about_somebody_numbered_beside_a_file_of_the_editors(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "content/people").mkdir()
    (project / "content/people/ada-vell.md").write_text("Title: Ada Vell\nKind: organisation\n\nA ship.\n", "utf-8")
    main(["split"])
    assert "people/ada-vell and people/ada-vell-2 have the same name" in checked(capsys)


def test_what_cannot_be_read_is_told_once_for_all_stories(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["split"])
    path = fragment(project, "wall of paper")
    path.write_text(path.read_text("utf-8").replace("Kind:", "Kin:"), encoding="utf-8")
    for story in ("a", "b"):
        (project / f"content/sources/{story}.txt").write_text("Fair\n\nJon Marr, a pilot, left.\n", encoding="utf-8")
    assert main(["split"]) == 1
    assert capsys.readouterr().err.count(path.name) == 1
