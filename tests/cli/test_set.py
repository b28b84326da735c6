"""The command `set`: headers of many stories at once, in all of them or in none."""

from pathlib import Path

import pytest

from tests.conftest import Say
from verbatim.cli import main
from verbatim.content.store import load

HEAD = (
    "Title: {0}\nDate: 2031-02-27\nDate-Basis: unknown\nStatus: draft\nSource: {1}\nSource-Sha256: \nSource-Name: \n\n"
    "Ours.\n"
)
SOURCES = {"wall": "wall.txt", "2031-03-04-weir": "2031-03-04_weir.txt", "20310305-gate": "20310305 gate.md"}


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of three stories, above which the command runs."""
    for folder in ("stories", "sources"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    for story, source in SOURCES.items():
        (tmp_path / f"content/stories/{story}.md").write_text(HEAD.format(story, source), encoding="utf-8")
        (tmp_path / f"content/sources/{source}").write_text("The wall fell.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "content"


def files(content: Path) -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in sorted((content / "stories").glob("*.md"))}


def headers(content: Path, name: str) -> list[str]:
    """Return a header's line of each story, in order of name."""
    return [line for text in files(content).values() for line in text.splitlines() if line.startswith(f"{name}:")]


@pytest.mark.parametrize("named", [
    SOURCES, [f"content/stories/{story}.md" for story in SOURCES],
    [f"content/sources/{source}" for source in SOURCES.values()],
])  # fmt: skip
def test_stories_are_named_or_given_by_their_files_or_sources(content: Path, named: list[str]) -> None:
    assert main(["set", "Status=published", *named]) == 0
    assert headers(content, "Status") == ["Status: published"] * 3


def test_every_other_byte_stays_and_a_published_story_is_what_was_set(content: Path) -> None:
    before = files(content)
    main(["set", "status=published", "Source-Name=The  Sund Courier", *SOURCES])
    wanted = {"Status: draft": "Status: published", "Source-Name: ": "Source-Name: The Sund Courier"}
    for story, text in before.items():
        assert files(content)[story].split("\n") == [wanted.get(line, line) for line in text.split("\n")]
    main(["split"])
    main(["set", "Status=published", *SOURCES])
    assert {story.status for story in load(content).stories} == {"published"}


@pytest.mark.parametrize(("given", "named", "written"), [
    ("Source-Name=", ["wall"], {"Source-Name": ["Source-Name: "] * 2}),
    ("Date=2031-03-09", SOURCES, {"Date": ["Date: 2031-03-09"] * 3, "Date-Basis": ["Date-Basis: editor"] * 3}),
    ("Date-Basis=file", ["2031-03-04-weir", "20310305-gate"],
     {"Date": ["Date: 2031-03-04", "Date: 2031-03-05", "Date: 2031-02-27"]}),
], ids=["nothing takes a header out", "a day is the editors'", "the day of each file's name"])  # fmt: skip
def test_headers_are_what_was_given(content: Path, given: str, named: list[str], written: dict[str, list[str]]) -> None:
    assert main(["set", given, *named]) == 0
    assert {name: headers(content, name) for name in written} == written


@pytest.mark.parametrize(("words", "told"), [
    (["Status=publishd", *SOURCES], "content/stories/wall.md:4: Status: publishd is none of published, draft"),
    (["Date=yesterday", *SOURCES], "content/stories/wall.md:2: Date: yesterday is not a day"),
    (["Date-Basis=file", *SOURCES], "content/stories/wall.md:3: Date-Basis is file, and the name wall.txt"),
    (["Title=", *SOURCES], "content/stories/wall.md:1: the header Title is missing"),
    (["Source-Url=here", *SOURCES], "content/stories/wall.md:8: Source-Url: here is not a web address"),
    (["Status=published", "wall", "wal"], "wal: there is no story of this file yet"),
    (["Source-Sha256=00", "wall"], "Source-Sha256 is kept by Verbatim"),
    (["Stauts=published", "wall"], "there is no header Stauts of a story"),
    (["Url=/x", "wall"], "there is no header Url of a story"),
    (["Status=draft", "status=published", "wall"], "Status is given twice"),
])  # fmt: skip
def test_what_no_file_may_say_is_written_into_none_and_all_files_at_fault_are_told(
    content: Path, say: Say, words: list[str], told: str
) -> None:
    before = files(content)
    status, _, complained = say("set", *words)
    assert (status, told in complained) == (1, True)
    assert words[0] != "Date=yesterday" or complained.count("Date: yesterday is not a day") == len(SOURCES)
    assert files(content) == before


def test_a_dry_run_shows_the_lines_and_changes_none(content: Path, say: Say) -> None:
    before = files(content)
    status, out, _ = say("set", "--dry-run", "Status=published", "wall")
    assert (status, "content/stories/wall.md" in out) == (0, True)
    assert "-Status: draft\n+Status: published\n1 of 1 story would be changed" in out
    assert files(content) == before


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("words", [[], ["Status=published"], ["wall"]])
def test_half_a_command_says_how_it_is_written(words: list[str]) -> None:
    assert main(["set", *words]) == 2
