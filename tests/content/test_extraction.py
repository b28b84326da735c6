"""A page that was replaced: its text is taken anew, unless an editor corrected it; the hash is that of its bytes."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from tests.content.folder import edit
from verbatim.content.layout import StoryPaths
from verbatim.content.ledger import parse_rows
from verbatim.content.sources.extraction import stale_text
from verbatim.content.sources.loading import load
from verbatim.content.splitting.split import split_source
from verbatim.content.store import load_story
from verbatim.model import Story

VOTE = "The council of Sund voted on Monday to keep the harbour wall as it has stood for a hundred years."
PAPER = "“It is a wall of paper and sand,” said Ada Vell, who has been the harbour master for ten years."
MARR = "Jon Marr, a member of the council, left the hall before the result of the vote was read out."
MUD = PAPER.replace("paper and sand", "paper and mud")
HEADERS = (
    "Title: The wall stays\nDate: 2031-03-04\nDate-Basis: editor\nLang: en\nStatus: published\nSource: wall.html\n\n"
)


def page(*paragraphs: str) -> str:
    words = "\n".join(f"<p>{one}</p>" for one in paragraphs)
    return f"<html><head><title>x</title></head><body><article><h1>The wall stays</h1>{words}</article></body></html>"


@pytest.fixture
def wall(tmp_path: Path) -> Path:
    path = tmp_path / "content/sources/wall.html"
    path.parent.mkdir(parents=True)
    (tmp_path / "content/stories").mkdir()
    (tmp_path / "content/stories/wall.md").write_text(HEADERS, encoding="utf-8")
    split(path, VOTE, PAPER, MARR)
    return path


def split(path: Path, *paragraphs: str) -> str:
    """Split the page, or a newer one of these paragraphs, and return what the result tells of a stale text."""
    if paragraphs:
        path.write_text(page(*paragraphs), encoding="utf-8")
    return str(split_source(path.parents[1], path).stale or "")


def story(path: Path) -> Story:
    return load_story(StoryPaths(path.parents[1], "wall"))


def text_of(path: Path) -> Path:
    return path.parent / ".extracted/wall.txt"


def correct(path: Path) -> None:
    edit(text_of(path), "ten years", "two years")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_list_of_hashes_is_one_that_sha256sum_checks(wall: Path) -> None:
    command, folder = ["sha256sum", "--check", "wall.sha256"], text_of(wall).parent
    run = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    assert run.stdout.decode().splitlines() == ["../wall.html: OK", "wall.txt: OK"]


def test_a_paragraph_more_and_a_paragraph_less_are_in_the_fragments(wall: Path) -> None:
    late = "The wall was built in 1931 from the stones of the old customs house at the end of the quay."
    assert split(wall, VOTE, PAPER, late) == ""
    assert [fragment.text for fragment in story(wall).fragments] == ["The wall stays", VOTE, PAPER, late]
    assert story(wall).source_sha256 == digest(wall)


def test_a_published_quotation_that_the_page_has_otherwise_now_is_a_version(wall: Path) -> None:
    split(wall, VOTE, MUD, MARR)
    rows = parse_rows((wall.parents[1] / "ledger/wall.jsonl").read_text("utf-8"), "wall")
    assert [(row.event, row.version) for row in rows] == [("minted", 1), ("replaced", 2), ("changed", 2)]
    assert rows[-1].words == "It is a wall of paper and mud,"
    assert (wall.parent / ".earlier/wall/1.txt").read_text("utf-8").count("paper and sand") == 1


def test_the_same_page_is_not_read_anew(wall: Path) -> None:
    before = text_of(wall).stat().st_mtime_ns
    assert load(wall).files == ()
    split(wall)
    assert text_of(wall).stat().st_mtime_ns == before


def test_a_line_end_that_a_program_added_is_no_correction(wall: Path) -> None:
    text_of(wall).write_text(text_of(wall).read_text("utf-8") + "\n", encoding="utf-8")
    assert split(wall, VOTE, MUD, MARR) == ""
    assert "paper and mud" in story(wall).text


def test_a_newer_page_does_not_replace_a_corrected_text_which_then_states_no_hash(wall: Path) -> None:
    correct(wall)
    assert split(wall) == ""
    assert story(wall).source_sha256 == digest(wall)
    told = split(wall, VOTE, PAPER, "Nobody left the hall before the result of the vote was read out.")
    assert told.startswith("content/sources/.extracted/wall.txt:3: this text was corrected by hand")
    assert all(option in told for option in ("--extract wall", "--keep-text wall"))
    assert "two years" in story(wall).text
    assert story(wall).source_sha256 == ""


def test_a_newer_page_that_has_the_correction_too_needs_nobody(wall: Path) -> None:
    correct(wall)
    split(wall)
    assert split(wall, VOTE, PAPER.replace("ten years", "two years"), MARR) == ""
    assert stale_text(wall) is None
    assert story(wall).source_sha256 == digest(wall)


def test_reading_a_page_that_is_no_source_of_a_newsroom_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "wall.html"
    path.write_text(page(VOTE, PAPER, MARR), encoding="utf-8")
    assert load(path).document.text.startswith("The wall stays\n")
    assert [one.name for one in tmp_path.iterdir()] == ["wall.html"]
