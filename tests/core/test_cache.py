"""What was made of some content is found again by it, whole, until the content or the version is another."""

import os
from pathlib import Path

import pytest

from verbatim.core import cache as cache_module
from verbatim.core.cache import CacheEntry, ContentCache, cache_of, sealed, unsealed, users_own_cache, write_cached
from verbatim.core.errors import ContentError


@pytest.mark.parametrize("key", ["the wall", b"the wall", "\udce9"])
def test_a_result_is_made_once(tmp_path: Path, key: str | bytes) -> None:
    cache = ContentCache(cache_of(tmp_path / "content") / "cards", "1")
    assert cache.entry(key).get_or_make(lambda: b"drawn") == b"drawn"
    assert cache.entry(key).get_or_make(lambda: pytest.fail("made again")) == cache.entry(key).data() == b"drawn"
    assert [path.name for path in tmp_path.iterdir()] == [".cache"]


def test_another_key_or_version_is_another_entry_and_a_result_of_several_files_is_made_once(tmp_path: Path) -> None:
    one, other = ContentCache(tmp_path, "1"), ContentCache(tmp_path, "2")
    assert len({one.entry("a"), one.entry("b"), other.entry("a")}) == 3
    entry, files = one.entry("ada"), {"96.webp": b"small", "filter/en.pf": b"large"}
    assert entry.get_or_make_files(lambda: files) == files
    assert entry.get_or_make_files(lambda: pytest.fail("made again")) == entry.files() == files


def test_nothing_half_made_is_left(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        ContentCache(tmp_path, "1").entry("a").get_or_make(lambda: bytes(1 // 0))
    assert list(tmp_path.rglob("*")) == []


@pytest.fixture
def drawn(tmp_path: Path) -> CacheEntry:
    """A result that is cached."""
    entry = ContentCache(tmp_path / "cards", "1").entry("the wall")
    entry.write(b"drawn")
    return entry


def test_a_result_of_which_any_byte_changed_or_that_was_cut_is_made_again(drawn: CacheEntry) -> None:
    whole = drawn.path.read_bytes()
    flipped = [whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :] for at in range(len(whole))]
    for broken in (*flipped, *(whole[:length] for length in range(len(whole))), whole + b"x"):
        drawn.path.write_bytes(broken)
        assert drawn.read() is None
        assert drawn.get_or_make(lambda: b"drawn") == b"drawn"
        assert drawn.path.read_bytes() == whole


def test_a_result_in_the_place_of_another_or_of_another_version_of_the_program_is_made_again(
    drawn: CacheEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ContentCache(drawn.path.parents[1], "1").entry("the ferry")
    write_cached(other.path, drawn.path.read_bytes())
    assert other.read() is None
    monkeypatch.setattr(cache_module, "__version__", "0.0.9")
    assert drawn.read() is None


def test_a_result_that_went_away_while_it_was_used_is_an_error_in_words(drawn: CacheEntry) -> None:
    drawn.path.unlink()
    with pytest.raises(ContentError, match=r"^\.cache/cards/.*another program changed this"):
        drawn.data()


@pytest.mark.parametrize("data", [b"", b"short", sealed(b"a", "another")])
def test_what_was_never_sealed_for_this_is_nothing(data: bytes) -> None:
    assert unsealed(data, "this") is None
    assert unsealed(sealed(b"a", "this"), "this") == b"a"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def test_code_is_kept_where_only_this_user_writes(home: Path) -> None:
    folder = users_own_cache()
    assert folder == home / "verbatim"
    assert folder.stat().st_mode & 0o777 == 0o700


def test_code_is_kept_nowhere_if_others_could_write_it(home: Path) -> None:
    (home / "verbatim").mkdir()
    for mode in (0o770, 0o707, 0o777):
        (home / "verbatim").chmod(mode)
        assert users_own_cache() is None
    (home / "verbatim").rmdir()
    (home / "elsewhere").mkdir(mode=0o700)
    (home / "verbatim").symlink_to(home / "elsewhere")
    assert users_own_cache() is None


@pytest.mark.usefixtures("home")
def test_code_is_kept_nowhere_if_another_owns_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 4_321)
    assert users_own_cache() is None
