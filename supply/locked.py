"""Reads which packages a lock file pins."""

import re
from pathlib import Path
from typing import NamedTuple

PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", re.MULTILINE)


class Pin(NamedTuple):
    """A package of a lock file; the name as PEP 503 writes it."""

    name: str
    version: str


def pinned(lock: Path) -> list[Pin]:
    """Return what a lock file pins, in order of name. Raises ValueError where it pins nothing."""
    pins = {Pin(normal(name), version) for name, version in PIN.findall(lock.read_text(encoding="utf-8"))}
    if not pins:
        raise ValueError(f"{lock}: nothing is pinned here")
    return sorted(pins)


def normal(name: str) -> str:
    """Return a package's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
