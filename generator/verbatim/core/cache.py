"""Keeps what was derived from a content folder in `.cache/` beside it, outside git: losing it costs time only."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from verbatim.core.filestate import clock_of, tick_after

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


CACHE = ".cache"


def cache_of(content: Path) -> Path:
    """Return the cache folder of a content folder."""
    return content.parent / CACHE


def clock(content: Path) -> int:
    """Return the time in ns by the file system that holds the content, which may be another machine's."""
    folder = cache_of(content)
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
    return clock_of(str(folder))


def next_tick(content: Path) -> int:
    """Wait until that file system's clock moves on, for 20 ms at most, and return its time."""
    clock(content)
    return tick_after(str(cache_of(content)))


class ContentCache:
    """Files named by the hash of what they were made from.

    `version` states everything besides the key that decides the result: our own version of the format, the libraries'
    versions, options. Raise it and nothing made before is used again.
    """

    def __init__(self, folder: Path, version: str, suffix: str = "") -> None:
        self.folder = folder
        self._version = version
        self._suffix = suffix

    def path(self, key: str | bytes) -> Path:
        """Return where the result for `key` is, or will be once it is made; it is whole if it exists."""
        data = key.encode("utf-8", "surrogatepass") if isinstance(key, str) else key
        name = sha256(f"{self._version}\n".encode() + data).hexdigest()
        return self.folder / name[:2] / f"{name}{self._suffix}"

    def get_or_make(self, key: str | bytes, make: Callable[[], bytes | Mapping[str, bytes]]) -> Path:
        """Return the file, or the folder of files by name, that `make` returned for this key, now or earlier."""
        path = self.path(key)
        if not path.exists():
            from verbatim.core.files import write_if_changed  # noqa: PLC0415  a start needs the folder's name only

            made = make()
            if isinstance(made, bytes):
                write_if_changed(path, made)
            else:
                _write_folder(path, made)
        return path


def _write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder of files whole; where another process has made it meanwhile, keep that one."""
    import shutil  # noqa: PLC0415

    from verbatim.core.files import staging_name, write_if_changed  # noqa: PLC0415

    staged = path.parent / staging_name()
    staged.mkdir(parents=True)
    try:
        for name, data in files.items():
            write_if_changed(staged / name, data)
        staged.rename(path)
    except OSError:
        if not path.is_dir():
            raise
    finally:
        shutil.rmtree(staged, ignore_errors=True)
