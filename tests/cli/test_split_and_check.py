import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Say
from tests.content.folder import edit, fragment_with, put
from verbatim.cli.split_sources import WORTH_SHARING

ARTICLE = "The wall stays\n\n“It is a wall of paper,” said Ada Vell.\n\nThe council met. “Nobody asked us,” he said.\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1930000000")
    put(tmp_path / "content", wall=ARTICLE)
    return tmp_path


def paper(project: Path) -> Path:
    return fragment_with(project / "content", "wall of paper")


def checked(say: Say, *options: str) -> str:
    """Split, and return what check says where nothing is wrong."""
    say("split")
    status, out, _ = say("check", *options)
    assert status == 0
    return out


def failed(say: Say, *arguments: str) -> str:
    """Return what a command says is wrong."""
    status, _, told = say(*arguments)
    assert status == 1
    return told


def test_split_tells_what_it_wrote_once_which_stories_have_a_source_and_check_what_is_missing_and_not_established(
    say: Say,
) -> None:
    status, out, _ = say("split")
    assert (status, "content/fragments/wall: " in out) == (0, True)
    assert say("split") == (0, "", "")
    assert "there is no source of a story “tower”. Name one of: wall." in failed(say, "split", "tower")
    told = checked(say)
    assert "content/stories/wall.md: who published the text is not known" in told
    assert "the publication date is not known" in told
    assert "we did not find who said “Nobody asked us,”" in told


HEAVY = (
    "click", "dataclasses", "verbatim.annotate", "verbatim.content.splitting.split",
    "verbatim.content.sources", "verbatim.model", "json", "rich",
)  # fmt: skip


def test_where_nothing_changed_nothing_of_the_rest_of_the_program_is_loaded(project: Path, say: Say) -> None:
    say("split")
    program = (
        "import sys\nfrom verbatim.__main__ import run\nsys.argv = ['verbatim', 'split']\nassert run() == 0\n"
        f"assert [name for name in {HEAVY!r} if name in sys.modules] == []\n"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}/generator"}
    subprocess.run([sys.executable, "-c", program], cwd=project, env=environment, check=True)


def test_settings_that_cannot_be_read_are_told_where_work_is_to_be_shared(project: Path, say: Say) -> None:
    put(project / "content", **{f"wall-{number}": ARTICLE for number in range(WORTH_SHARING)})
    (project / "pelicanconf.py").write_text("WORKERS = 1 / 0\n", encoding="utf-8")
    assert "division by zero" in failed(say, "split")
    (project / "pelicanconf.py").write_text("WORKERS = 0\n", encoding="utf-8")
    assert say("split").status == 0


def test_no_source_at_all_is_said_and_is_no_error(project: Path, say: Say) -> None:
    (project / "content/sources/wall.txt").unlink()
    status, out, _ = say("split")
    assert (status, "there is no source yet" in out) == (0, True)


SEA = """<html><head><title>The sea</title></head><body><article><h1>The sea</h1>
<p>The council of Sund voted on Monday to keep the harbour wall as it has stood for ever and a day.</p>
<p>“The sea is a poor neighbour,” said Ada Vell, who has been the harbour master for ten years.</p></article></body>
</html>"""


@pytest.fixture
def kept(project: Path, say: Say) -> Path:
    """The text of a page, which an editor corrected, and which a newer page has otherwise."""
    page, kept = (project / "content/sources" / name for name in ("sea.html", ".extracted/sea.txt"))
    page.write_text(SEA, encoding="utf-8")
    say("split")
    edit(kept, "ten years", "two years")
    say("split")
    edit(page, "poor neighbour", "good neighbour")
    return kept


def test_a_corrected_text_of_a_newer_page_is_kept_and_told_by_split_and_check(kept: Path, say: Say) -> None:
    for command in ("split", "check"):
        status, out, _ = say(command)
        assert (status, "sources/.extracted/sea.txt:3: this text was corrected by hand" in out) == (0, True)
    assert "poor neighbour" in kept.read_text("utf-8")


@pytest.mark.parametrize(("option", "words"), [("--extract", "good neighbour"), ("--keep-text", "poor neighbour")])
def test_the_editor_decides_which_text_of_a_newer_page_is_right(kept: Path, say: Say, option: str, words: str) -> None:
    say("split")
    assert say("split", option, "sea").status == 0
    assert words in kept.read_text("utf-8")
    assert ".extracted" not in checked(say)


def put_many(project: Path) -> None:
    words = "Weir {0}\n\n“Nobody knows this weir {0} yet.” The council met.\n"
    put(project / "content", **{f"weir-{at}": words.format(at) for at in range(4)})


def test_check_lists_what_may_lead_strangers_to_somebody_at_its_line(project: Path, say: Say) -> None:
    text = f"{ARTICLE}\nErin Vale, of 12 Quay Street, can be reached on 020 7946 0123.\n"
    put(project / "content", wall=text)
    told = checked(say)
    file = fragment_with(project / "content", "7946")
    line = 1 + file.read_text("utf-8").split("\n").index("") + 1
    at, there = text.index("12 Quay"), text.index("020 7946")
    place = f"{file.relative_to(project)}:{line}"
    assert f"{place}: personal data: “12 Quay Street” ({at},{at + 14}) reads like an address." in told
    assert f"personal data: “020 7946 0123” ({there},{there + 13}) reads like a telephone number" in told


def test_check_counts_what_there_is_many_of_lists_the_rest_and_shows_every_error_whole(project: Path, say: Say) -> None:
    put_many(project)
    say("split")
    say("set", "Status=published", "wall", "weir-0")
    told = checked(say).splitlines()
    assert told[0].startswith("5 times: ")
    assert [line.split(": ")[0] for line in told if "this story is a draft" in line] == [
        f"content/stories/weir-{at}.md" for at in (1, 2, 3)
    ]
    (said,) = (line for line in told if "who said" in line)
    assert said.startswith("5 times: we did not find who said …. If you know who spoke")
    assert told[-1].endswith(" to look at, nothing wrong; verbatim check -v shows each")
    for path in (project / "content/stories").glob("*.md"):
        path.write_text(re.sub("Status: .*", "Status: drafty", path.read_text("utf-8")), encoding="utf-8")
    assert failed(say, "check").count(".md:6: Status: drafty is none of") == 5


@pytest.mark.parametrize("option", ["-v", "--verbose"])
def test_check_lists_each_place_where_it_is_asked_to(project: Path, say: Say, option: str) -> None:
    put_many(project)
    told = checked(say, option).splitlines()
    places = [line for line in told if line.startswith("content/")]
    counted = [int(line.split(" times")[0]) for line in told if " times" in line]
    assert counted == sorted(counted, reverse=True)
    assert told[-1] == f"{len(places)} to look at, nothing wrong"


def test_check_lists_a_text_in_a_language_that_is_not_read_once_and_calls_nothing_open(project: Path, say: Say) -> None:
    text = (
        "Der Rat der Stadt wird am Dienstag entscheiden, ob die Brücke wieder geöffnet werden kann.\n\n"
        "„Wir haben das Wasser abgelassen, bevor es jemand merkte“, sagte Ada Vell. "
        "„Das ist nicht die Schuld der Werft, und das wissen alle“, sagte der Hafenmeister.\n"
    )
    put(project / "content", bruecke=text)
    told = [line for line in checked(say).splitlines() if "bruecke" in line]
    unread = "content/stories/bruecke.md: We cannot yet read German for speakers; quotations without one: 2"
    assert [line.startswith(unread) for line in told].count(True) == 1
    assert not any("did not find who said" in line for line in told)


def test_check_lists_an_edited_fragment_that_was_kept_aside_and_fails_on_an_id_that_names_nobody(
    project: Path, say: Say
) -> None:
    say("split")
    path = paper(project)
    path.with_name(path.name + ".removed").write_bytes(path.read_bytes())
    assert f"{path.name}.removed: the source no longer has the paragraph" in checked(say)
    edit(path, 'speaker="ada-vell"', 'speaker="ada-bell"')
    assert f'{path.name}:6: speaker="ada-bell" names nobody known' in failed(say, "check")


def test_a_conflict_is_told_by_split_and_check(project: Path, say: Say) -> None:
    say("split")
    path = paper(project)
    edit(path, 'speaker="ada-vell"', 'speaker="jon-marr"')
    put(project / "content", wall=ARTICLE.replace("wall of paper", "wall of sand"))
    status, out, _ = say("split")
    place = f"{path.relative_to(project)}:{path.read_text('utf-8').splitlines().index('<<<<<<< yours') + 1}"
    assert (status, f"{place}: your edits and the new split are in conflict here" in out) == (0, True)
    for command in (["check"], ["split", "wall"]):
        assert f"{place}: your edits and a new split are in conflict here" in failed(say, *command)


def test_a_time_that_is_none_is_an_error(monkeypatch: pytest.MonkeyPatch, say: Say) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert "SOURCE_DATE_EPOCH: yesterday is not a time" in failed(say, "split")


def test_check_asks_about_people_of_one_name(project: Path, say: Say) -> None:
    ferry = "Ferry\n\nAda Vell slept.\n\nJon Marr, a pilot, left.\n"
    put(project / "content", wall="Wall\n\nJon Marr, the mayor of Sund, came.\n", ferry=ferry)
    told = checked(say)
    path = fragment_with(project / "content", "the mayor").relative_to(project)
    assert f"{path}:6: people/jon-marr and people/jon-marr-2 have the same name. The same one? Run " in told
    assert "Run verbatim people merge jon-marr-2 jon-marr, or leave them." in told
    assert told.count("have the same name") == 1


def test_check_does_not_take_a_number_in_a_name_for_a_second_bearer(project: Path, say: Say) -> None:
    say("split")
    path = paper(project)
    text = path.read_text("utf-8").replace("[Ada Vell]", '[Ada]{.person ref="pier"} [Vell]')
    path.write_text(text.replace('ref="ada-vell"', 'ref="pier-2"').replace('speaker="ada-vell"', ""), encoding="utf-8")
    assert "have the same name" not in checked(say)


def test_check_asks_about_somebody_numbered_beside_a_file_of_the_editors(project: Path, say: Say) -> None:
    (project / "content/people").mkdir()
    (project / "content/people/ada-vell.md").write_text("Title: Ada Vell\nKind: organisation\n\nA ship.\n", "utf-8")
    assert "people/ada-vell and people/ada-vell-2 have the same name" in checked(say)


def test_what_cannot_be_read_is_told_once_for_all_stories(project: Path, say: Say) -> None:
    say("split")
    path = paper(project)
    edit(path, "Kind:", "Kin:")
    fair = "Fair\n\nJon Marr, a pilot, left.\n"
    put(project / "content", a=fair, b=fair)
    assert failed(say, "split").count(path.name) == 1
