"""Strings that were made to break what holds them: ours, and those of a folder of public lists where one is named."""

import json
import os
from pathlib import Path

# `make hostile` names the folder; its lists are JSON arrays of strings, and no part of this project.
LISTS = os.environ.get("HOSTILE_LISTS", "")
ALL = "HOSTILE_ALL" in os.environ  # `make nightly` sets it
SHARE = int(os.environ.get("HOSTILE_SHARE", "1"))  # every so many of the lists' strings

OURS = tuple(
    string for part in json.loads(Path(__file__).with_suffix(".json").read_text("utf-8")).values() for string in part
)


def listed() -> tuple[str, ...]:
    """Return the strings of the public lists; none where no folder is named or the folder is not there."""
    found: dict[str, None] = {}
    for file in sorted(Path(LISTS).glob("*.json")) if LISTS else ():
        found.update(dict.fromkeys(json.loads(file.read_text("utf-8"))))
    # What the lists leave to be filled in is a file that every machine has.
    return tuple(string.replace("{FILE}", "etc/passwd") for string in found if "\0" not in string)[::SHARE]


def every() -> tuple[str, ...]:
    """Return the strings that are laid, each once: all of ours in `make nightly`, else every third."""
    return tuple(dict.fromkeys((*(OURS if LISTS or ALL else OURS[1::3]), *listed())))
