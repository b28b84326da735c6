"""Changes of several files that are made all or not at all. A content folder and new bytes come in, files are written.

What is to be written is first written down whole, in one file of the content folder. Whoever is killed after that has
not lost it: the next command that writes the folder carries it out; whoever is killed before has changed nothing.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from generator.errors import ContentError
from generator.fragments.files import LEDGER_LARGEST, read_whole, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = ".people-change.json"
FOLDERS = ("fragments", "ledger", "people")  # below which files may be written
FIX = "Run python -m generator people list, which carries it out, and then this command again"
BROKEN = "Delete it, and put the folders back as git has them"


def carry_out(content: Path, files: Mapping[str, bytes | None]) -> None:
    """Write files, paths below `content`, and remove those that are None: all, or at a later command's beginning."""
    import json  # noqa: PLC0415  every command looks for a journal, and few write one

    told = {path: None if data is None else data.decode("utf-8", "surrogateescape") for path, data in files.items()}
    write_whole(content / NAME, json.dumps(told, indent=0).encode("ascii"))
    finish(content)


def finish(content: Path) -> None:
    """Carry out what an earlier command had begun to write, if there is something."""
    journal = content / NAME
    if not os.path.lexists(journal):
        return
    from generator.fragments.together import Write, write_together  # noqa: PLC0415

    told = _read(content).items()
    write_together([Write(content / path, None if text is None else _bytes(text)) for path, text in told])
    journal.unlink()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def refuse_unfinished(content: Path) -> None:
    """Raise ContentError where files are being changed just now, or where a command that changed some was killed."""
    if os.path.lexists(content / NAME):
        raise ContentError(f"{content.name}/{NAME}", 0, "a change of people's ids is not finished", FIX)


def _read(content: Path) -> dict[str, str | None]:
    import json  # noqa: PLC0415

    shown = f"{content.name}/{NAME}"
    try:
        told = json.loads(read_whole(content / NAME, shown, LEDGER_LARGEST * 10))
    except ValueError:
        raise ContentError(shown, 0, "this is no list of changes", BROKEN) from None
    if not isinstance(told, dict) or not all(_sound(path, text) for path, text in told.items()):
        raise ContentError(shown, 0, "it names a file that no command of ours writes", BROKEN)
    return told


def _sound(path: str, text: object) -> bool:
    folder, *rest = path.split("/")
    return folder in FOLDERS and bool(rest) and not {"", ".", ".."} & {*rest} and isinstance(text, str | None)
