"""Finds out whether anything changed since the last build with the same command, or was altered in the site since.

A site is decided by the state of every file of the content, the theme, this program and the settings, by the
environment, and by the command itself. The state is recorded beside the content in `.cache/`, behind a checksum, and is
valid while the current site is the one of that build, with every file as it was.

Of the site the sizes, times and inodes of all files and folders are recorded once it is in place. A time can be set,
that of the last change cannot. Where any differs, every file is compared with its hash in `SHA256SUMS`, so that a
copied or backed-up site is no altered one; of a site for the web that is always done.

Standard library only, and little of it: this runs before anything else is loaded.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from verbatim.core import filestate
from verbatim.core.cache import cache_of, discard, sealed, unsealed, write_cached
from verbatim.core.files import sha256_file

SITE_FORM = "verbatim site 2"
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
            clock, sums = filestate.tick_after(str(cache)), site_hash(site)
            rows = _rows(site)
            if filestate.settled(rows, clock):
                record = "\n".join((sums, filestate.state_digest(rows, ""), str(int(is_published))))
                write_cached(_file(site, cache), sealed(record.encode(), SITE_FORM))
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
    is_as_recorded = record is not None and record.state == filestate.state_digest(_rows(site), "")
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


def _rows(site: Path) -> filestate.Rows:
    """Return the rows of the listed files, of the list, and of their folders."""
    listed, rows = _listed(site), filestate.Rows()
    handle = os.open(site, filestate.FOLDER)  # which spares the system walking down to the site for each
    try:
        for name in (*listed, SUMS, *sorted(_folders(listed))):
            try:
                rows[name] = filestate.row(os.lstat(name, dir_fd=handle))
            except OSError:
                rows[name] = filestate.ABSENT
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


def _file(site: Path, cache: Path, what: str = "site") -> Path:
    return cache / f"{what}-{filestate.digest(os.fsencode(site.absolute()))[:12]}.txt"


def _read(file: Path) -> SiteRecord | None:
    """Read a record; None where there is none, or it is not whole."""
    with suppress(OSError):
        if data := unsealed(file.read_bytes(), SITE_FORM):
            sums, state, is_published = data.decode().split("\n")
            return SiteRecord(sums, state, is_published == "1")
    return None


FORM, BUILT = "verbatim build 5", "built"  # what is recorded of a build, and the beginning of the file's name
BREAK = "\v"  # for the ends of lines within what a build reported
# What a shell changes from command to command, or make from run to run, and no settings ask for.
IDLE = frozenset(("_", "SHLVL", "PWD", "OLDPWD", "COLUMNS", "LINES", "MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKE_TERMOUT",
                  "MAKE_TERMERR", "TERM", "NO_COLOR"))  # fmt: skip


class InputState(NamedTuple):
    """The folders that a build looked at before it read anything, and the signature of all files in them.

    The signature is empty where a later write to a file might not show in it.
    """

    folders: list[str]
    sign: str


def nothing_changed(words: Sequence[str]) -> str:
    """Return what the last build with these arguments reported, if it would make the same site now; otherwise "".

    What it reported may have several lines.
    """
    cache, output = _cache(words), option(words, "--output", "output")
    data: bytes | None = None
    with suppress(OSError):
        data = unsealed(_file(Path(output), cache, BUILT).read_bytes(), FORM)
    if data is None or is_under_way(output):
        return ""
    state, summary, *roots = data.decode("utf-8", "surrogateescape").split("\n")
    folders = [root for root in roots if os.path.isdir(root)]  # noqa: PTH112
    files = tuple(root for root in roots if root not in folders)
    seen = filestate.state_digest(filestate.all_rows(filestate.tree_of(folders)), "")
    is_same = state == _state(words, seen, filestate.rows_of(filestate.Files(files, ())), output)
    return summary.replace(BREAK, "\n") if is_same and not altered(Path(output), cache) else ""


def record(words: Sequence[str], seen: InputState, files: filestate.Rows, summary: str) -> None:
    """Record what a build reported; `files` are the rows of the settings' files when it began, and of its log.

    Where the disk takes nothing more, the next command builds again.
    """
    if not seen.sign:
        return
    output = option(words, "--output", "output")
    report = summary.replace("\n", BREAK)
    lines = (_state(words, seen.sign, files, output), report, *seen.folders, *files)
    data = "\n".join(lines).encode("utf-8", "surrogateescape")
    with suppress(OSError):
        write_cached(_file(Path(output), _cache(words), BUILT), sealed(data, FORM))


def _state(words: Sequence[str], folders: str, files: filestate.Rows, output: str) -> str:
    """Return a hash of everything that decides: the signature of folders, the rows of single files, the site."""
    environment = [f"{name}={value}" for name, value in sorted(os.environ.items()) if name not in IDLE]
    return filestate.state_digest(
        files, "\n".join((sys.version, folders, site_hash(Path(output)), *words, *environment))
    )


def _cache(words: Sequence[str]) -> Path:
    return cache_of(Path(option(words, "--content", "content")).absolute())


def is_under_way(output: str) -> bool:
    """Return whether a build was interrupted while it changed the site."""
    folder, name = os.path.split(os.path.abspath(output))  # noqa: PTH100
    return os.path.exists(f"{folder}/.stage-{name}/journal.json")  # noqa: PTH110


def option(words: Sequence[str], name: str, default: str) -> str:
    """Return the value of a command-line option, the last where it is given several times."""
    found = default
    for at, word in enumerate(words):
        if word == "--":
            break
        if word == name and at + 1 < len(words):
            found = words[at + 1]
        elif word.startswith(f"{name}="):
            found = word[len(name) + 1 :]
    return found
