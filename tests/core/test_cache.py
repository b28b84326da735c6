"""What was made of some content is found again by it, whole, until the content or the version is another."""

from pathlib import Path

import pytest

from verbatim.core.cache import ContentCache, cache_of


def never() -> bytes:
    pytest.fail("made again")


def test_the_cache_is_beside_the_content(tmp_path: Path) -> None:
    assert cache_of(tmp_path / "content") == tmp_path / ".cache"


@pytest.mark.parametrize("key", ["the wall", b"the wall", "\udce9"])
def test_a_file_is_made_once(tmp_path: Path, key: str | bytes) -> None:
    cache = ContentCache(tmp_path / "cards", "1", ".png")
    made = cache.get_or_make(key, lambda: b"drawn")
    assert (made.read_bytes(), made.suffix) == (b"drawn", ".png")
    assert cache.get_or_make(key, never) == cache.path(key) == made


def test_another_key_or_version_is_another_file(tmp_path: Path) -> None:
    one, other = ContentCache(tmp_path, "1"), ContentCache(tmp_path, "2")
    assert len({one.path("a"), one.path("b"), other.path("a")}) == 3


def test_a_folder_of_files_is_made_once(tmp_path: Path) -> None:
    cache = ContentCache(tmp_path, "1")
    made = cache.get_or_make("ada", lambda: {"96.webp": b"small", "filter/en.pf": b"large"})
    assert (made / "96.webp").read_bytes() == b"small"
    assert (made / "filter/en.pf").read_bytes() == b"large"
    assert cache.get_or_make("ada", never) == made


def test_the_folder_that_another_process_made_meanwhile_stays(tmp_path: Path) -> None:
    cache = ContentCache(tmp_path, "1")

    def slow() -> dict[str, bytes]:
        cache.get_or_make("ada", lambda: {"a": b"theirs"})
        return {"a": b"ours"}

    assert (cache.get_or_make("ada", slow) / "a").read_bytes() == b"theirs"


def test_nothing_half_made_is_left(tmp_path: Path) -> None:
    cache = ContentCache(tmp_path, "1")

    def broken() -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cache.get_or_make("a", broken)
    cache.get_or_make("a", lambda: {"b": b"1"})
    assert [path.name for path in tmp_path.rglob("*") if path.name.startswith(".")] == []
