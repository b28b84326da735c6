"""Finds what was altered in the built site after it was put in place.

The state of every file and folder of the site is recorded in `.cache/` once the site is in place: size, times, inode. A
time can be set, that of the last change cannot. What differs in that is compared with its hash in `SHA256SUMS`, so that
a copied or backed-up site is no altered one. Of a site for the web, every file is compared.

Standard library only: this runs where nothing changed, before anything else is loaded.
"""

from __future__ import annotations

import os
import stat
from array import array
from contextlib import suppress
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from verbatim.core import fork
from verbatim.core.cache import discard, sealed, unsealed, write_cached
from verbatim.core.files import sha256_file
from verbatim.core.filestate import CHANGED, FOLDER, WIDTH, WRITTEN, digest, row, tick_after

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence


FORM = "verbatim site 1"
SUMS, SIGNATURE = "SHA256SUMS", "SHA256SUMS.minisig"
HASH = 64  # digits of a hash in `SHA256SUMS`, which two blanks part from the name
ROOT = "."
NOT_LISTED = frozenset((SUMS, SIGNATURE, "CNAME"))  # at the root, with the dotfiles there
ADDED, REWRITTEN, GONE, LINK, OTHER = "added", "changed", "removed", "replaced by a symbolic link", "made unreadable"
ABSENT = (0,) * WIDTH
SHOWN = 10  # altered files that are named
TRIES = 3


class Alteration(NamedTuple):
    """A file, or a folder that is none any more, by its path in the site, and what happened to it."""

    name: str
    how: str


class SiteRecord(NamedTuple):
    """A site as it was put in place: the hash of `SHA256SUMS`, and the row of numbers of each file and folder.

    `is_published` says that it was built for the web.
    """

    sums: str
    is_published: bool
    names: list[str]
    numbers: array[int]


class SiteChange(NamedTuple):
    """A site that was changed in place: its record from before, and the files that were put there or deleted."""

    before: SiteRecord
    files: Collection[str]

    def places(self) -> list[int]:
        """Return where in the record stands what was touched, files and their folders; nothing where names changed."""
        at = {name: place for place, name in enumerate(self.before.names)}
        if not all(name in at for name in self.files):
            return []
        return sorted({at[name] for name in (*self.files, *(name.rpartition("/")[0] or ROOT for name in self.files))})


def record_site(site: Path, cache: Path, *, is_published: bool, change: SiteChange | None = None) -> None:
    """Record the state of every listed file of a site, and of its folders.

    After a change that kept all names only what it touched is looked at. The rest is recorded as it was before: what
    another program did to it meanwhile is noticed by the next command. Nothing is recorded while files are being
    written, or where the disk takes nothing more: the next command then compares every file.
    """
    names, numbers, places = _begun(site, change)
    with suppress(OSError):
        for _ in range(TRIES):
            clock = tick_after(str(cache))
            seen = _numbers(site, [names[place] for place in places])
            if max(*seen[WRITTEN::WIDTH], *seen[CHANGED::WIDTH]) < clock:
                for at, place in enumerate(places):
                    numbers[place * WIDTH : (place + 1) * WIDTH] = seen[at * WIDTH : (at + 1) * WIDTH]
                _write(_file(site, cache), SiteRecord(site_hash(site), is_published, names, numbers))
                return


def _begun(site: Path, change: SiteChange | None) -> tuple[list[str], array[int], Sequence[int]]:
    """Return the names of a record, the numbers that are known already, and the places of what must be looked at."""
    if change and (places := change.places()):
        return change.before.names, change.before.numbers, places
    listed = _listed(site)
    names = [*listed, SUMS, *sorted(_folders(listed))]
    return names, array("q", [0]) * (len(names) * WIDTH), range(len(names))


def forget_site(site: Path, cache: Path) -> SiteRecord | None:
    """Delete the record of a site, which is about to be changed, and return it if there is one."""
    record = _read(_file(site, cache))
    discard(_file(site, cache))
    return record


def altered(site: Path, cache: Path, previewed: Collection[str] = (), shares: int = 1) -> list[Alteration]:
    """Return what is not as it was when the site was put in place, but for files that a preview replaced.

    Nothing is altered where there is no site. Without a record, every file is compared with `SHA256SUMS`. The look at
    the recorded states is shared by that many processes, which a program of one thread may fork.
    """
    record = _read(_file(site, cache))
    if not site.is_dir() or not (record or (site / SUMS).is_file()):
        return []
    if record and record.sums != site_hash(site):
        return [Alteration(SUMS, REWRITTEN), *_unlike_before(site, record)]
    if record and not record.is_published and _is_as_recorded(site, record, shares):
        return []
    found = [one for one in _unlisted_or_other(site, record) if one.name not in previewed]
    if not found and record and record.numbers != _numbers(site, record.names):
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


def _numbers(site: Path, names: Sequence[str]) -> array[int]:
    """Return the rows of these files and folders, one after the other; of zeros for what is not there."""
    found = array("q")
    # By the site's handle, which spares the system walking down to it for each.
    try:
        handle = os.open(site, FOLDER)
    except OSError:
        return array("q", ABSENT * len(names))
    try:
        for name in names:
            try:
                found.extend(row(os.lstat(name, dir_fd=handle)))
            except OSError:
                found.extend(ABSENT)
    finally:
        os.close(handle)
    return found


def _is_as_recorded(site: Path, record: SiteRecord, shares: int) -> bool:
    """Return whether every file and folder of a site has the row that is recorded."""
    ends = [len(record.names) * share // shares for share in range(shares + 1)]

    def is_other(start: int, end: int) -> bool:
        return record.numbers[start * WIDTH : end * WIDTH] != _numbers(site, record.names[start:end])

    helpers = [fork.begin(partial(is_other, start, end)) for start, end in pairwise(ends[1:])]
    statuses = [is_other(0, ends[1]), *map(fork.wait, helpers)]
    return not any(statuses)


def _before_and_now(site: Path, record: SiteRecord) -> Iterator[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    rows = (zip(*[iter(one)] * WIDTH, strict=True) for one in (record.numbers, _numbers(site, record.names)))
    return zip(record.names, *rows, strict=True)


def _unlike_before(site: Path, record: SiteRecord) -> Iterator[Alteration]:
    """Yield what has another state than before; of a site without its list of hashes, nothing else is known."""
    for name, old, new in _before_and_now(site, record):
        if old != new and name != SUMS and not (stat.S_ISDIR(old[0]) and stat.S_ISDIR(new[0])):
            yield Alteration(name, REWRITTEN if any(new) else GONE)


def _unlisted_or_other(site: Path, record: SiteRecord | None) -> Iterator[Alteration]:
    """Yield what `SHA256SUMS` does not list, and what is not as it lists it.

    Files whose state is recorded and still the same are taken as they are, unless the site is for the web.
    """
    listed = _listed(site)
    same: set[str] = set()
    if record and not record.is_published:
        same = {name for name, old, new in _before_and_now(site, record) if old == new}
    folders = _folders(listed)
    for name in sorted(folders - {ROOT}):
        if (site / name).is_symlink():
            yield Alteration(name, LINK)
    for name, wanted in listed.items():
        if name not in same and (how := _difference(site / name, wanted)):
            yield Alteration(name, how)
    if not record or record.is_published or not folders <= same:
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


# The record, behind a checksum: the hash of `SHA256SUMS`, whether the site is for the web, the names, then the numbers.

BETWEEN, END = "\0", b"\n\n"


def _file(site: Path, cache: Path) -> Path:
    return cache / f"site-{digest(os.fsencode(site.absolute()))[:12]}.bin"


def _write(file: Path, record: SiteRecord) -> None:
    head = f"{record.sums}\n{int(record.is_published)}\n{BETWEEN.join(record.names)}"
    data = head.encode("utf-8", "surrogateescape") + END + record.numbers.tobytes()
    write_cached(file, sealed(data, FORM))


def _read(file: Path) -> SiteRecord | None:
    """Read a record; None where there is none, or it is not whole."""
    try:
        data = unsealed(file.read_bytes(), FORM)
    except OSError:
        return None
    if data is None:
        return None
    head, _, numbers = data.partition(END)
    sums, is_published, names = head.decode("utf-8", "surrogateescape").split("\n")
    found = array("q")
    found.frombytes(numbers)
    return SiteRecord(sums, is_published == "1", names.split(BETWEEN), found)
