"""Who stands in which story, kept between splits: nobody is read again, and nobody is left out."""

import time
from pathlib import Path

import pytest

from tests.content.folder import edit, fragment_with, put
from verbatim.cli import main
from verbatim.content.layout import StoryPaths
from verbatim.content.people import index as others
from verbatim.content.people.index import OtherStories, StoryPeople
from verbatim.content.splitting.freshness import read_states, state_file
from verbatim.core.errors import ContentError

MAYOR = "Harbour wall\n\nJon Marr, the mayor of Sund, came. “It is a wall of paper,” said Marr.\n"
PILOT = "Ferry late\n\nJon Marr, a pilot, left on 3 May 2031. “The sea came in,” said Jon Marr.\n"


@pytest.fixture
def content(content: Path) -> Path:
    put(content, wall=MAYOR)
    assert main(["split"]) == 0
    time.sleep(0.02)  # by the clock of the disk, what was written just now may be written again unseen
    OtherStories(content, read_states(state_file(content))[""].contents).people()
    return content


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the stories that are read for who stands in them, as they are."""
    stories = []
    read_people = others._read_people  # noqa: SLF001  what is counted is whether it is called

    def counted(places: StoryPaths, errors: list[ContentError]) -> StoryPeople | None:
        stories.append(places.story)
        return read_people(places, errors)

    monkeypatch.setattr(others, "_read_people", counted)
    return stories


def numbered(content: Path) -> bool:
    """Tell whether the pilot is another than the mayor."""
    return any("jon-marr-2" in path.read_text("utf-8") for path in content.glob("fragments/ferry/*.md"))


def test_somebody_new_in_one_story_has_no_other_story_read(content: Path, read: list[str]) -> None:
    put(content, ferry=PILOT)
    assert main(["split"]) == 0
    assert read == []
    assert numbered(content)


@pytest.mark.parametrize("broken", [None, b"", b"these are no people"])
def test_without_what_was_kept_every_story_is_read_to_the_same_end(
    content: Path, read: list[str], broken: bytes | None
) -> None:
    (kept,) = (content.parent / ".cache/people").iterdir()
    kept.unlink()
    if broken is not None:
        kept.write_bytes(broken)
    put(content, ferry=PILOT)
    assert main(["split"]) == 0
    assert read == ["wall"]
    assert numbered(content)


def test_a_story_in_conflict_is_not_kept_as_though_it_were_decided(content: Path, read: list[str]) -> None:
    said = fragment_with(content, "wall of paper")
    edit(said, "wall of paper,”", "wall of stone,”")
    put(content, wall=MAYOR.replace("wall of paper,”", "wall of sand,”"))
    main(["split"])
    assert "<<<<<<<" in said.read_text("utf-8")
    read.clear()
    put(content, ferry=PILOT)
    assert main(["split"]) == 1
    assert read == ["wall"]
