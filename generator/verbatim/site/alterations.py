"""Finds what was altered in the built site after it was put in place.

The state of all its files and folders is recorded in `.cache/` once the site is in place: sizes, times, inodes. A time
can be set, that of the last change cannot. Where any differs, every file is compared with its hash in `SHA256SUMS`, so
that a copied or backed-up site is no altered one; of a site for the web that is always done.

Standard library only: this runs where nothing changed, before anything else is loaded.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from verbatim.core.cache import discard, sealed, unsealed, write_cached
from verbatim.core.files import sha256_file
from verbatim.core.filestate import ABSENT, FOLDER, Rows, digest, row, settled, state_digest, tick_after

FORM = "verbatim site 2"
SUMS, SIGNATURE = "SHA256SUMS", "SHA256SUMS.minisig"
HASH = 64  # digits of a hash in `SHA256SUMS`, which two blanks part from the name
ROOT = "."
NOT_LISTED = frozenset((SUMS, SIGNATURE, "CNAME"))  # at the root, with the dotfiles there
ADDED, REWRITTEN, GONE, LINK, OTHER = "added", "changed", "removed", "replaced by a symbolic link", "made unreadable"
SHOWN = 10  # altered files that are named
TRIES = 3


class Alteration(NamedTuple):
    """A file, or a folder that is none any more, by its path in the site, and what happened to it."""

    name: str
    how: str


class SiteRecord(NamedTuple):
    """A site as it was put in place: the hash of `SHA256SUMS`, a digest of the state of its files and folders.

    `is_published` says that it was built for the web.
    """

    sums: str
    state: str
    is_published: bool


def record_site(site: Path, cache: Path, *, is_published: bool) -> None:
    """Record the state of every listed file of a site, and of its folders.

    Nothing is recorded while files are being written, or where the disk takes nothing more: the next command then
    compares every file.
    """
    with suppress(OSError):
        for _ in range(TRIES):
            clock, sums = tick_after(str(cache)), site_hash(site)
            rows = _rows(site)
            if settled(rows, clock):
                record = "\n".join((sums, state_digest(rows, ""), str(int(is_published))))
                write_cached(_file(site, cache), sealed(record.encode(), FORM))
                return


def forget_site(site: Path, cache: Path) -> None:
    """Delete the record of a site, which is about to be changed."""
    discard(_file(site, cache))


def altered(site: Path, cache: Path) -> list[Alteration]:
    """Return what is not as it was when the site was put in place.

    Nothing is altered where there is no site. Without a record, every file is compared with `SHA256SUMS`.
    """
    record = _read(_file(site, cache))
    if not site.is_dir() or not (record or (site / SUMS).is_file()):
        return []
    if record and record.sums != site_hash(site):
        return [Alteration(SUMS, REWRITTEN)]
    is_as_recorded = record is not None and record.state == state_digest(_rows(site), "")
    if record and not record.is_published and is_as_recorded:
        return []
    found = list(_unlisted_or_other(site))
    if not found and record and not is_as_recorded:
        record_site(site, cache, is_published=record.is_published)
    return found


def told(site: str, found: list[Alteration]) -> str:
    """Return the lines that name what was altered."""
    lines = [
        f"{site}/{name}: {how} after the site was built; it is {'removed' if how == ADDED else 'made anew'}"
        for name, how in found[:SHOWN]
    ]
    if len(found) > SHOWN:
        lines.append(f"{site}: {len(found) - SHOWN} more were altered, and are made anew too")
    return "\n".join(lines)


def site_hash(site: Path) -> str:
    """Return what identifies a site: the hash of its `SHA256SUMS`; empty without one."""
    try:
        return sha256_file(site / SUMS)
    except OSError:
        return ""


def _listed(site: Path) -> dict[str, str]:
    """Return the hashes of `SHA256SUMS` by path."""
    lines = (site / SUMS).read_text("utf-8", "surrogateescape").split("\n")
    return {line[HASH + 2 :]: line[:HASH] for line in lines if line}


def _folders(names: Iterable[str]) -> set[str]:
    found = {ROOT}
    for name in names:
        above = name.rpartition("/")[0]
        while above and above not in found:
            found.add(above)
            above = above.rpartition("/")[0]
    return found


def _rows(site: Path) -> Rows:
    """Return the rows of the listed files, of the list, and of their folders."""
    listed, rows = _listed(site), Rows()
    handle = os.open(site, FOLDER)  # which spares the system walking down to the site for each
    try:
        for name in (*listed, SUMS, *sorted(_folders(listed))):
            try:
                rows[name] = row(os.lstat(name, dir_fd=handle))
            except OSError:
                rows[name] = ABSENT
    finally:
        os.close(handle)
    return rows


def _unlisted_or_other(site: Path) -> Iterator[Alteration]:
    """Yield what `SHA256SUMS` does not list, and what is not as it lists it."""
    listed = _listed(site)
    folders = _folders(listed)
    for name in sorted(folders - {ROOT}):
        if (site / name).is_symlink():
            yield Alteration(name, LINK)
    for name, wanted in listed.items():
        if how := _difference(site / name, wanted):
            yield Alteration(name, how)
    yield from (Alteration(name, ADDED) for name in _files(site, folders) if name not in listed)


def _difference(path: Path, wanted: str) -> str:
    try:
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode):
            return LINK if stat.S_ISLNK(mode) else OTHER
        return "" if sha256_file(path) == wanted else REWRITTEN
    except FileNotFoundError:
        return GONE
    except OSError:
        return OTHER


def _files(site: Path, known: set[str]) -> Iterator[str]:
    """Yield every file of a site that its list should name, and links to folders."""
    for folder, folders, names in os.walk(site):
        inner = os.path.relpath(folder, site)
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in sorted(names + links):
            path = name if inner == ROOT else f"{inner}/{name}"
            if path in known or (inner == ROOT and (name in NOT_LISTED or (name[0] == "." and name in names))):
                continue
            yield path


def _file(site: Path, cache: Path) -> Path:
    return cache / f"site-{digest(os.fsencode(site.absolute()))[:12]}.txt"


def _read(file: Path) -> SiteRecord | None:
    """Read a record; None where there is none, or it is not whole."""
    try:
        data = unsealed(file.read_bytes(), FORM)
    except OSError:
        return None
    if data is None:
        return None
    sums, state, is_published = data.decode().split("\n")
    return SiteRecord(sums, state, is_published == "1")
