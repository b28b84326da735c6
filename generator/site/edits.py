"""What people edit, and when they do. The project's files are looked at; the paths of each change go out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import watchfiles

from generator.fragments.files import WRITING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

FOLDERS = ("content", "theme", "generator")
PROGRAM, SETTINGS = "generator", ".py"
# What the commands themselves write: watching it would never end.
WRITTEN = (".base", "ledger", "__pycache__", ".extracted")
CALM = 20  # milliseconds without a change after which a change is whole
BEGUN = 200  # milliseconds without a change after which watching has begun
SHOWN = 3  # files named of a change


class Sources(watchfiles.DefaultFilter):
    """Lets through what people edit."""

    def __call__(self, change: watchfiles.Change, path: str) -> bool:
        """Tell whether a changed path is a reason to build again."""
        parts = Path(path).parts
        ours = any(part in WRITTEN for part in parts) or parts[-1].startswith(WRITING)
        return super().__call__(change, path) and not ours


def changed() -> Iterator[list[str]]:
    """Yield the paths of each change, until interrupted; none once after watching began, for what changed before.

    An editor may put a new file in the place of a settings file, which ends the watch of that: all is watched anew.
    """
    while True:
        for number, found in enumerate(_watched()):
            paths = sorted({path for _, path in found})
            if paths or not number:
                yield paths
            if is_program(paths):
                break
        else:
            return


def _watched() -> Iterator[set[watchfiles.main.FileChange]]:
    """Yield the files of each change, and nothing as long as nothing changes."""
    watched = [path for path in (*FOLDERS, *map(str, sorted(Path().glob("*.py")))) if Path(path).exists()]
    return watchfiles.watch(
        *watched, watch_filter=Sources(), step=CALM, rust_timeout=BEGUN, yield_on_timeout=True, raise_interrupt=False
    )


def is_program(paths: Collection[str]) -> bool:
    """Tell whether the program, its tables of words included, or the settings changed."""
    program = Path(PROGRAM).absolute()
    return any(path.endswith(SETTINGS) or program in Path(path).absolute().parents for path in paths)


def named(paths: Sequence[str]) -> str:
    """Name the files of a change, a few of many; an editor's passing files only where there is nothing else."""
    standing = [path for path in paths if Path(path).exists()]
    names = list(dict.fromkeys(Path(path).name for path in standing or paths))
    more = len(names) - SHOWN
    if not names:
        return "something"
    return ", ".join(names) if more <= 1 else f"{', '.join(names[:SHOWN])} and {more} more"
