"""Keeps what was derived from a content folder in `.cache/` beside it, outside git: losing it costs time only.

Everything in it is data behind a checksum of itself and of the program's version. What does not fit its checksum, for
whatever reason, counts as not there and is made again; whatever lies in its place gives way. Compiled templates are
code, which must not come with a folder that others may have written: they are kept in the user's own folder.
"""

import os
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import blake2b, sha256
from pathlib import Path
from typing import NamedTuple

from verbatim.core import __version__
from verbatim.core.filestate import clock_of

CACHE = ".cache"
CHECKSUM = 16  # bytes
OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def cache_of(content: Path) -> Path:
    """Return the cache folder of a content folder."""
    return content.parent / CACHE


def clock(content: Path) -> int:
    """Return the time in ns by the file system that holds the content, which may be another machine's."""
    folder = cache_of(content)
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
    return clock_of(str(folder))


def checksum(data: bytes, about: str) -> bytes:
    """Return the checksum of data, of what it is `about`, and of this version of the program."""
    digest = blake2b(f"{__version__}\n{about}\n".encode("utf-8", "surrogatepass"), digest_size=CHECKSUM)
    digest.update(data)
    return digest.digest()


def sealed(data: bytes, about: str) -> bytes:
    """Return data behind its checksum. `about` says what it is the only one of: a file's form, a row's key."""
    return checksum(data, about) + data


def unsealed(data: bytes, about: str) -> bytes | None:
    """Return what `sealed` was given; None for anything else."""
    held = data[CHECKSUM:]
    return held if data[:CHECKSUM] == checksum(held, about) else None


def write_cached(path: Path, data: bytes) -> None:
    """Write a file of the cache; a folder in its place, or a file in the place of its folder, gives way."""
    from verbatim.core.files import write_if_changed  # noqa: PLC0415  a start needs the folder's name only

    try:
        write_if_changed(path, data)
    except (IsADirectoryError, NotADirectoryError, FileExistsError):
        for folder in (path.parent.parent, path.parent):
            if os.path.lexists(folder) and not folder.is_dir():
                folder.unlink()
        discard(path)
        write_if_changed(path, data)


def discard(place: Path) -> None:
    """Delete what lies in the place of a cached file, whatever it is."""
    import shutil  # noqa: PLC0415

    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def clear(content: Path, kept: str) -> None:
    """Delete the cache of a content folder but for the file of the name `kept`."""
    folder = cache_of(content)
    for name in os.listdir(folder) if folder.is_dir() else ():  # noqa: PTH208
        if name != kept:
            discard(folder / name)


def users_own_cache() -> Path | None:
    """Return the folder for what only this user may write; None where there is none, or others may write it.

    It is `verbatim` in `XDG_CACHE_HOME`, or in `~/.cache` (XDG Base Directory Specification 0.8).
    """
    from pathlib import Path  # noqa: PLC0415  a start needs no paths

    above = os.environ.get("XDG_CACHE_HOME", "")
    folder = Path(above if os.path.isabs(above) else os.path.expanduser("~/.cache")) / "verbatim"  # noqa: PTH117, PTH111
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.lstat()
    except OSError:
        return None
    is_own = stat.S_ISDIR(state.st_mode) and state.st_uid == os.getuid() and not state.st_mode & OTHERS_MAY_WRITE
    return folder if is_own and folder.is_absolute() else None


class CacheEntry(NamedTuple):
    """One result in a cache, by its file and what decides it, if the name does not; other processes may be given it."""

    path: Path
    about: str = ""

    def read(self) -> bytes | None:
        """Return the result; None where it is not there, or not as it was written."""
        try:
            return unsealed(self.path.read_bytes(), self.about or self.path.name)
        except OSError:
            return None

    def data(self) -> bytes:
        """Return the result, which was there a moment ago. Raises ContentError if it is gone."""
        from verbatim.core.errors import ContentError  # noqa: PLC0415

        data = self.read()
        if data is None:
            place = f"{CACHE}/{self.path.parent.parent.name}/{self.path.parent.name}/{self.path.name}"
            raise ContentError(place, 0, "another program changed this while it was used", "Run the command again")
        return data

    def write(self, data: bytes) -> None:
        """Keep the result."""
        write_cached(self.path, sealed(data, self.about or self.path.name))

    def get_or_make(self, make: Callable[[], bytes]) -> bytes:
        """Return the result that is kept, or what `make` returns, which is then kept."""
        data = self.read()
        if data is None:
            self.write(data := make())
        return data

    def get_or_make_files(self, make: Callable[[], Mapping[str, bytes]]) -> dict[str, bytes]:
        """Return a result of several files, by name, which is kept as one."""
        import msgspec  # noqa: PLC0415  a start needs the folder's name only

        return msgspec.msgpack.decode(self.get_or_make(lambda: msgspec.msgpack.encode(make())), type=dict[str, bytes])

    def files(self) -> dict[str, bytes]:
        """Return a result of several files, which was there a moment ago. Raises ContentError if it is gone."""
        import msgspec  # noqa: PLC0415  likewise

        return msgspec.msgpack.decode(self.data(), type=dict[str, bytes])


class ContentCache:
    """Files named by the hash of what they were made from.

    `version` states everything besides the key that decides the result: our own version of the format, the libraries'
    versions, options. Raise it and nothing made before is used again.
    """

    def __init__(self, folder: Path, version: str) -> None:
        self.folder = folder
        self._version = version

    def entry(self, key: str | bytes) -> CacheEntry:
        """Return where the result for `key` is, or will be once it is made."""
        data = key.encode("utf-8", "surrogatepass") if isinstance(key, str) else key
        name = sha256(f"{self._version}\n".encode() + data).hexdigest()
        return CacheEntry(self.folder / name[:2] / name)
