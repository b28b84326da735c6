"""Stories are cached while others are read, and readers of the cache need not wait."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from verbatim.site.story_cache import AT_A_TIME, FILE, CachedStory, StoryCache

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
