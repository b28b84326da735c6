"""Collects what every generator is given ready-made: theme files, icons, pages independent of stories."""

import shutil
from pathlib import Path

from benchmarks.kinds import REST, kind_of

# Made of the whole site by ours alone.
OURS = ("SHA256SUMS", "_headers", "data/history.json")


def given(site: Path, folder: Path) -> None:
    """Copy the files of our site that belong to no kind into a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    for path in sorted(site.rglob("*")):
        address = path.relative_to(site).as_posix()
        if path.is_file() and kind_of(address) == REST and address not in OURS:
            (folder / address).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / address)
