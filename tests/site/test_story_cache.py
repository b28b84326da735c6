"""Stories are cached while others are read, and readers of the cache need not wait."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.conftest import lay, rope
from verbatim.content.ledger import LedgerEntry
from verbatim.core.errors import ContentErrors
from verbatim.core.filestate import take_snapshot
from verbatim.model import Story
from verbatim.newsroom import StoryRecord, record_of
from verbatim.site import story_cache
from verbatim.site.story_cache import AT_A_TIME, FILE, CachedStory, ContentReading, StoryCache, load_content

MANY = 2 * AT_A_TIME + 1


def stories(seen: list[int], cache: Path) -> Iterator[tuple[str, CachedStory]]:
    """Yield stories too large for the memory of a base, and look into the cache before the last."""
    for number in range(MANY):
        if number == MANY - 1:
            reader = sqlite3.connect(cache / FILE, timeout=0)
            seen += reader.execute("SELECT count(*) FROM story").fetchone()
            reader.close()
        yield f"s{number}", CachedStory("state", "digest", f"s{number}.txt", b"record", "text", b"x" * 30_000)


def test_readers_of_the_cache_need_not_wait(tmp_path: Path) -> None:
    seen: list[int] = []
    StoryCache(tmp_path, tmp_path / "content").put(stories(seen, tmp_path), [])
    assert seen == [2 * AT_A_TIME]


def test_all_that_was_put_there_is_there(tmp_path: Path) -> None:
    StoryCache(tmp_path, tmp_path / "content").put(stories([], tmp_path), [])
    assert len(StoryCache(tmp_path, tmp_path / "content").heads()) == MANY


def test_what_is_gone_is_taken_away(tmp_path: Path) -> None:
    cache = StoryCache(tmp_path, tmp_path / "content")
    cache.put(stories([], tmp_path), [])
    cache.put([], ["s0"])
    assert "s0" not in cache.heads()


def test_a_story_on_which_the_program_fails_is_named_and_the_others_are_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(story: Story, ledger: tuple[LedgerEntry, ...]) -> StoryRecord:
        if story.id == "boat":
            raise KeyError("time")
        return record_of(story, ledger)

    monkeypatch.setattr(story_cache, "record_of", failing)
    for name in ("rope", "boat"):
        lay(tmp_path, rope(name))
    content, cache = tmp_path / "content", tmp_path / ".cache"
    tree = take_snapshot((str(content),), str(cache)).tree
    with pytest.raises(ContentErrors, match=r"^content/stories/boat\.md: reading this document failed \(KeyError"):
        load_content(ContentReading(content, "rules", 1, tree), cache)
    assert "KeyError" in (cache / "failures/boat.txt").read_text("utf-8")
    left = frozenset(["stories/boat"])
    assert list(load_content(ContentReading(content, "rules", 1, tree, left), cache).stories) == ["rope"]
