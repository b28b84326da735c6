"""The version of the content folder's format, as `content/.verbatim` states it: one line, `format = 2`.

A folder without that file is of format 1 if a story of it has a folder of bases, as format 1 had, and of this program's
otherwise: nothing was split in it yet. This loads with every command that reads the folder, and the migrations
(`verbatim.content.migrations`) only with `verbatim migrate`.
"""

import os
from pathlib import Path

from verbatim.core.errors import ContentError
from verbatim.core.files import read_if_there, write_file

FORMAT = 2  # what this program reads and writes
FILE = ".verbatim"
KEY = "format"
UPGRADE = "Upgrade the program: name a newer wheel or commit in requirements.txt, and run make install"


def format_of(content: Path) -> int:
    """Return the version that a content folder states. Raises ContentError for a file that states none."""
    place = f"{content.name}/{FILE}"
    data = read_if_there(content / FILE, place)
    if not data:
        from verbatim.content.format.base_file import old_bases  # noqa: PLC0415  few folders lack the file

        return 1 if any(old_bases(folder) for folder in _folders(content / "fragments")) else FORMAT
    name, _, value = data.decode("utf-8", "replace").strip().partition("=")
    if name.strip() != KEY or not value.strip().isdecimal() or not value.isascii() or int(value) < 1:
        raise ContentError(place, 1, "this is no version of a format", f"Put it back as git has it: {KEY} = {FORMAT}")
    return int(value)


def _folders(fragments: Path) -> list[str]:
    try:
        with os.scandir(fragments) as entries:
            return [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
    except (FileNotFoundError, NotADirectoryError):
        return []


def hold_format(content: Path) -> None:
    """Raise ContentError where the folder is of another version than this program's."""
    found = format_of(content)
    if found == FORMAT:
        return
    fact = f"this folder is of format {found}, and this Verbatim reads and writes format {FORMAT}"
    fix = "Run verbatim migrate, which says what it changes" if found < FORMAT else UPGRADE
    raise ContentError(f"{content.name}/{FILE}", 1, fact, fix)


def stated(version: int) -> bytes:
    """Return the file that states a version."""
    return f"{KEY} = {version}\n".encode()


def state_format(content: Path) -> None:
    """State the version where the folder does not yet."""
    if not os.path.lexists(content / FILE):
        write_file(content / FILE, stated(FORMAT))
