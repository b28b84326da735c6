"""Where a newsroom installs Verbatim from: a wheel, or a commit of a Git repository.

Never its bare name: on an index that has no such package, whoever takes the name first would be what is installed.
"""

import re
import zipfile
from email import message_from_bytes
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

PACKAGE = "pelican-verbatim"
WHEELS = "wheels"
WHEEL = re.compile(r"pelican_verbatim-[A-Za-z0-9_.!+]+-py3-none-any\.whl")
# Characters that neither pip nor a shell takes for anything but themselves.
ADDRESS = re.compile(r"(?:https|ssh)://[A-Za-z0-9._~@:/%+-]+")
REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/+-]*")
EXAMPLES = "dist/pelican_verbatim-….whl, https://git.example/verbatim.git@COMMIT"


class ProgramOrigin(NamedTuple):
    """What pip is asked to install, a line of `requirements.txt`, and the wheel that has to be copied for it."""

    requirement: str
    wheel: Path | None = None


def read_origin(value: str) -> ProgramOrigin:
    """Read what somebody wrote. Raises ValueError with what to write instead."""
    if value.endswith(".whl"):
        return _wheel(Path(value).expanduser())
    address, at, revision = value.removeprefix("git+").rpartition("@")
    if not at or not _is_public(address) or not REVISION.fullmatch(revision):
        raise ValueError(f"Write a wheel, or a Git address with its commit or tag: {EXAMPLES}")
    return ProgramOrigin(f"{PACKAGE} @ git+{address}@{revision}")


def _wheel(path: Path) -> ProgramOrigin:
    try:
        with zipfile.ZipFile(path) as held:
            (name,) = (one for one in held.namelist() if one.endswith(".dist-info/METADATA"))
            told = message_from_bytes(held.read(name))["Name"]
    except (OSError, ValueError, zipfile.BadZipFile):
        told = ""
    if told != PACKAGE or not WHEEL.fullmatch(path.name):
        raise ValueError(f"{path} is no wheel of {PACKAGE}: make dist makes one, dist/pelican_verbatim-….whl")
    return ProgramOrigin(f"./{WHEELS}/{path.name}", path.absolute())


def _is_public(address: str) -> bool:
    """Return whether an address is one that others can use, without anybody's password in it."""
    parts = urlsplit(address) if ADDRESS.fullmatch(address) else urlsplit("")
    named = parts.username is None or (parts.scheme == "ssh" and parts.password is None)
    return bool(parts.hostname and parts.path.strip("/") and named)
