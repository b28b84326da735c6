"""Writes and checks `SHA256SUMS`, the hash of every file of a site, in the form that `sha256sum --check` reads.

`SHA256SUMS.minisig` is its signature, which is checked with a public key of minisign.

A later build trusts it: rows of lists that the site before had need not be verified again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.errors import ContentError

if TYPE_CHECKING:
    from minisign import PublicKey

NAME, SIGNATURE = "SHA256SUMS", "SHA256SUMS.minisig"
# GitHub Pages reads a site's own domain from a file CNAME at the root of its branch, and puts one there itself.
NOT_OURS = (NAME, SIGNATURE, "CNAME")
REBUILD = "Build the site again"
INSTALL = "Install it: pip install py-minisign"
LARGEST_KEY = 10_000  # bytes
_DIGITS = 64


def files_of(site: Path) -> Iterator[str]:
    """Yield the path of every file under a folder, in order, without the root's dotfiles and NOT_OURS."""
    found = []
    for folder, _, names in os.walk(site):
        inner = os.path.relpath(folder, site).replace(os.sep, "/")
        top = inner == "."
        found += [
            name if top else f"{inner}/{name}" for name in names if not (top and (name[0] == "." or name in NOT_OURS))
        ]
    yield from sorted(found)


def write_sums(site: Path, known: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """Write `SHA256SUMS` at the root of a built site, the last step before it is verified; return the hashes.

    `known` are the hashes of files of the site that are not in this folder.
    """
    hashes = {**known, **hashes_of(site, files_of(site))}
    write_list(site, hashes)
    return hashes


def write_list(site: Path, hashes: Mapping[str, str]) -> None:
    """Write these hashes to `SHA256SUMS`."""
    (site / NAME).write_bytes(lines_of(hashes))


def hashes_of(site: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the hashes of some files of a site, by path."""
    return {name: hashlib.sha256((site / name).read_bytes()).hexdigest() for name in names}


def lines_of(hashes: Mapping[str, str]) -> bytes:
    """Return the list of hashes as `SHA256SUMS` has it."""
    return "".join([f"{hashes[name]}  {name}\n" for name in sorted(hashes)]).encode(errors="surrogateescape")


def parse_sums(text: str) -> dict[str, str]:
    """Return the hashes by path of `<hash>  <path>` lines. Raises ValueError for any other line."""
    hashes = {}
    for line in text.splitlines():
        if len(line) <= _DIGITS + 2 or line[_DIGITS : _DIGITS + 2] != "  ":
            raise ValueError(line)
        hashes[line[_DIGITS + 2 :]] = line[:_DIGITS]
    return hashes


def sums_of(site: Path) -> dict[str, str]:
    """Return the hashes that a site lists; none where it has no valid list."""
    try:
        return parse_sums((site / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def faults_of_sums(site: Path, hashes: Mapping[str, str]) -> Iterator[str]:
    """Yield each file that is missing, not listed, or not the one that was built; `hashes` are of the actual files."""
    if not (listed := sums_of(site)) and hashes:
        yield "the list of hashes is missing or cannot be read"
        return
    for name in sorted(name for name in hashes.keys() | listed.keys() if hashes.get(name) != listed.get(name)):
        how = "there and not listed" if name not in listed else "not the file that was built"
        yield f"{name} is {how if name in hashes else 'listed and not there'}"


# The signature


class Signature(NamedTuple):
    """The result: what is wrong, nothing where the signature is valid, and the comment that is signed with it."""

    fault: str
    comment: str = ""


def read_public_key(given: str) -> PublicKey:
    """Return the public key in a file of minisign's, or in its one line. Raises ContentError where there is none."""
    try:
        from minisign import Error, PublicKey  # noqa: PLC0415  an extra, which few need
    except ImportError:
        raise ContentError("verify", 0, "the package py-minisign is missing", INSTALL) from None
    path = Path(given)
    try:
        if path.is_file() and path.stat().st_size <= LARGEST_KEY:
            return PublicKey.from_bytes(path.read_bytes().strip())
        return PublicKey.from_base64(given.strip())
    except (Error, ValueError, OSError) as error:
        fix = "Name the file that minisign -G wrote as minisign.pub, or the second line of it"
        raise ContentError(given[:200], 0, f"this is no public key of minisign ({error})", fix) from None


def check_signature(key: PublicKey, sums: bytes, signature: bytes | None) -> Signature:
    """Check a signature of a list of hashes."""
    from minisign import Error  # noqa: PLC0415
    from minisign import Signature as Signed  # noqa: PLC0415

    if signature is None:
        return Signature(f"there is no {SIGNATURE}: the site is not signed")
    try:
        signed = Signed.from_bytes(signature.strip())
        key.verify(sums, signed)
    except (Error, ValueError) as error:
        return Signature(f"{SIGNATURE} is not this key's signature of {NAME} ({error})")
    return Signature("", signed.trusted_comment)


def lines_of_list(text: str) -> list[str]:
    """Return the rows of a list that has a line for each, as a build writes it; none where it is another."""
    is_list = text.startswith("[\n") and text.endswith("\n]\n")
    return text[2:-3].split(",\n") if is_list else []
