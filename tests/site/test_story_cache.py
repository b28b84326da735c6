"""Stories come from the cache as they were read, and what is kept of one never stands for another text of it."""

from pathlib import Path

import pytest

from tests.site.conftest import lay, rope
from verbatim.content.ledger import LedgerEntry
from verbatim.core.errors import ContentErrors
from verbatim.core.filestate import take_snapshot
from verbatim.model import Story
from verbatim.newsroom import StoryRecord, record_of
from verbatim.site import story_cache
from verbatim.site.story_cache import ContentReading, LoadedContent


def loaded(project: Path, left_out: frozenset[str] = frozenset()) -> LoadedContent:
    content, cache = project / "content", project / ".cache"
    tree = take_snapshot((str(content),), str(cache)).tree
    return ContentReading(content, "rules", 1, tree, left_out).load(cache)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("rope", "boat"):
        lay(tmp_path, rope(name))
    return tmp_path


def test_a_part_of_the_cache_from_another_text_of_a_story_is_not_taken_and_what_is_gone_is_deleted(
    project: Path,
) -> None:
    text = loaded(project).stories["rope"].text
    file = project / ".cache/stories/rope.text"
    before = file.read_bytes()
    for path in (project / "content/fragments/rope").iterdir():
        path.write_bytes(path.read_bytes() + b"\n")
    held = loaded(project)
    assert file.read_bytes() != before
    file.write_bytes(before)
    assert held.stories["rope"].text == text
    assert not file.with_suffix(".head").exists()
    loaded(project)
    loaded(project, frozenset(["stories/boat"]))
    assert {path.stem for path in (project / ".cache/stories").iterdir()} == {"rope"}


def test_a_story_on_which_the_program_fails_is_named_and_the_others_are_loaded(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(story: Story, ledger: tuple[LedgerEntry, ...]) -> StoryRecord:
        if story.id == "boat":
            raise KeyError("time")
        return record_of(story, ledger)

    monkeypatch.setattr(story_cache, "record_of", failing)
    with pytest.raises(ContentErrors, match=r"^content/stories/boat\.md: reading this document failed \(KeyError"):
        loaded(project)
    assert list(loaded(project, frozenset(["stories/boat"])).stories) == ["rope"]
