"""Where a newsroom installs Verbatim from: a wheel, or a commit of a Git repository.

Never its bare name: on an index that has no such package, whoever takes the name first would be what is installed.
"""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from email import message_from_bytes
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

PACKAGE = "pelican-verbatim"
WHEELS = "wheels"
WHEEL = re.compile(r"pelican_verbatim-[A-Za-z0-9_.!+]+-py3-none-any\.whl")
# Characters that neither pip nor a shell takes for anything but themselves.
ADDRESS = re.compile(r"(?:https|ssh)://[A-Za-z0-9._~@:/%+-]+")
SCP = re.compile(r"(?P<user>[A-Za-z0-9._-]+)@(?P<host>[A-Za-z0-9.-]+):(?P<path>[A-Za-z0-9._~+-][A-Za-z0-9._~/+-]*)")
REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/+-]*")
EXAMPLES = "dist/pelican_verbatim-….whl, https://git.example/verbatim.git@COMMIT"
CHECKOUT = Path(__file__).parents[3]
GIT_SECONDS = 10


class ProgramOrigin(NamedTuple):
    """What pip is asked to install, a line of `requirements.txt`, and the wheel that has to be copied for it."""

    requirement: str
    wheel: Path | None = None


def read_origin(value: str) -> ProgramOrigin:
    """Read what somebody wrote or what is known of this program. Raises ValueError with what to write instead."""
    if value.endswith(".whl"):
        return _wheel_at_address(value) if "://" in value else _wheel_in_file(Path(value).expanduser())
    address, at, revision = _as_url(value.removeprefix("git+")).rpartition("@")
    if not at or not _is_public(address) or not REVISION.fullmatch(revision):
        raise ValueError(f"Write a wheel, or a Git address with its commit or tag: {EXAMPLES}")
    return ProgramOrigin(f"{PACKAGE} @ git+{address}@{revision}")


def known_origin() -> str:
    """Return what this program was installed from, as `read_origin` reads it; "" where that is not known."""
    found = _of_checkout(CHECKOUT) if (CHECKOUT / "pyproject.toml").is_file() else _of_installed()
    try:
        read_origin(found)
    except ValueError:
        return ""
    return found


def _wheel_in_file(path: Path) -> ProgramOrigin:
    try:
        with zipfile.ZipFile(path) as held:
            (name,) = (one for one in held.namelist() if one.endswith(".dist-info/METADATA"))
            told = message_from_bytes(held.read(name))["Name"]
    except (OSError, ValueError, zipfile.BadZipFile):
        told = ""
    if told != PACKAGE or not WHEEL.fullmatch(path.name):
        raise ValueError(f"{path} is no wheel of {PACKAGE}: make dist makes one, dist/pelican_verbatim-….whl")
    return ProgramOrigin(f"./{WHEELS}/{path.name}", path.absolute())


def _wheel_at_address(value: str) -> ProgramOrigin:
    if not _is_public(value) or not WHEEL.fullmatch(value.rpartition("/")[2]):
        raise ValueError("Write the address of the wheel whole: https://news.example/pelican_verbatim-….whl")
    return ProgramOrigin(f"{PACKAGE} @ {value}")


def _as_url(value: str) -> str:
    """Return `git@host:path`, as Git's own commands write it, as a URL; anything else as it is."""
    short, at, revision = value.rpartition("@")
    parts = SCP.fullmatch(short)
    return f"ssh://{parts['user']}@{parts['host']}/{parts['path']}{at}{revision}" if parts else value


def _is_public(address: str) -> bool:
    """Return whether an address is one that others can use, without anybody's password in it."""
    parts = urlsplit(address) if ADDRESS.fullmatch(address) else urlsplit("")
    named = parts.username is None or (parts.scheme == "ssh" and parts.password is None)
    return bool(parts.hostname and parts.path.strip("/") and named)


def _of_installed() -> str:
    """Return where pip says that it found the distribution (PEP 610); it says nothing of one that an index had."""
    try:
        told = json.loads(distribution(PACKAGE).read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return ""
    url = str(told.get("url", ""))
    if "vcs_info" in told:
        return f"{url}@{told['vcs_info'].get('commit_id', '')}"
    if not url.startswith("file://"):
        return url
    path = Path(unquote(urlsplit(url).path))
    return _of_checkout(path) if "dir_info" in told else str(path)


def _of_checkout(folder: Path) -> str:
    """Return the remote of a checkout at its commit, where the remote has it; "" where there is none that has."""
    commit = _git(folder, "rev-parse", "HEAD") if (folder / ".git").exists() else ""
    url = _git(folder, "remote", "get-url", "origin") if commit else ""
    shared = url and _git(folder, "for-each-ref", "--count=1", f"--contains={commit}", "refs/remotes/origin")
    return f"{url}@{commit}" if shared else ""


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=GIT_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ""
    return "" if done.returncode else done.stdout.strip()
