"""Stories are put on the shelf while others are read, and whoever reads there meanwhile need not wait."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from verbatim.site.story_cache import AT_A_TIME, FILE, Kept, Shelf

MANY = 2 * AT_A_TIME + 1


def stories(seen: list[int], cache: Path) -> Iterator[tuple[str, Kept]]:
    """Yield stories too large for the memory of a base, and look at the shelf before the last."""
    for number in range(MANY):
        if number == MANY - 1:
            reader = sqlite3.connect(cache / FILE, timeout=0)
            seen += reader.execute("SELECT count(*) FROM story").fetchone()
            reader.close()
        yield f"s{number}", Kept("state", "digest", f"s{number}.txt", b"record", "text", b"x" * 30_000)


def test_whoever_reads_the_shelf_meanwhile_need_not_wait(tmp_path: Path) -> None:
    seen: list[int] = []
    Shelf(tmp_path).put(stories(seen, tmp_path), [])
    assert seen == [2 * AT_A_TIME]


def test_all_that_was_put_there_is_there(tmp_path: Path) -> None:
    Shelf(tmp_path).put(stories([], tmp_path), [])
    assert len(Shelf(tmp_path).states()) == MANY


def test_what_is_gone_is_taken_away(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put(stories([], tmp_path), [])
    shelf.put([], ["s0"])
    assert "s0" not in shelf.states()
