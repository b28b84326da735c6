"""A site on the web, brought into a folder to be checked: its address comes in, its files lie there afterwards.

`SHA256SUMS` says which files there are. Nothing is trusted: names stay within the folder, every answer has a limit of
bytes and of seconds, an address leads on to no other host, and only http and https are spoken.
"""

from __future__ import annotations

import http.client
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from verbatim.core.errors import ContentError
from verbatim.core.text import sha256_text
from verbatim.verify.data import FOLDER, HISTORY, QUOTES, check_proofs, listed_rows
from verbatim.verify.other_files import original_of
from verbatim.verify.reference import EARLIER, File, Ledgers, Tally, Texts
from verbatim.verify.run import checked
from verbatim.verify.sums import NAME, listed_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from verbatim.verify.run import Report


# ---- verify/mirror.py

LARGEST_FILE = 100_000_000
LARGEST_SITE = 4_000_000_000
MOST_FILES = 500_000
SECONDS_SILENT = 20
SECONDS_A_FILE = 120
CHUNK = 1 << 16
OK, FOUND_ELSEWHERE = 200, range(300, 400)
# What hosts read and do not show.
FOR_HOSTS = frozenset(("_headers",))
INDEX = "index.html"
LOOK = "Look whether the address is that of the site's front page"
SCHEMES: Final = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}


def is_web(place: str) -> bool:
    """Tell whether a place is an address and no folder; of what scheme, `mirrored` judges."""
    return "://" in place


def mirrored(address: str, folder: Path) -> None:
    """Bring a site into an empty folder. Raises ContentError where it has no list of files, or is beyond a limit.

    A listed file that the server does not give is left out: verify then says that it is not there.
    """
    with closing(Host(address)) as host:
        sums = host.file(NAME)
        if sums is None:
            raise ContentError(address, 0, f"there is no {NAME}, which lists the files of a site", LOOK)
        absent = _bring(host, list(_names(sums, address)), folder)
    lines = sums.decode("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if line.rstrip("\n").partition("  ")[2] not in FOR_HOSTS & absent]
    (folder / NAME).write_text("".join(kept), encoding="utf-8", newline="\n")


def _bring(host: Host, names: Sequence[str], folder: Path) -> set[str]:
    """Bring the named files; return the names of those that the server does not give."""
    left, absent = LARGEST_SITE, set()
    for name in names:
        data = host.file(name)
        if data is None:
            absent.add(name)
            continue
        left -= len(data)
        if left < 0:
            raise ContentError(host.address, 0, f"the site is larger than {LARGEST_SITE:,} bytes", "Check a copy of it")
        _put(folder, name, data)
    return absent


class Host:
    """One server, asked over one connection that stays open."""

    def __init__(self, address: str) -> None:
        try:
            parts = urlsplit(address)
            held = SCHEMES[parts.scheme.lower()](parts.hostname or "", parts.port, timeout=SECONDS_SILENT)
        except (KeyError, ValueError, http.client.InvalidURL):
            raise ContentError(
                address, 0, "this is no address of a site", "Name one with http:// or https://"
            ) from None
        self.address, self.root, self.connection = address, parts.path.rstrip("/"), held

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def file(self, name: str) -> bytes | None:
        """Return the bytes of a file; None where the server does not give it.

        A page that is an index is asked for by its folder, which is the address that readers have of it.
        """
        folder, slash, last = name.rpartition("/")
        path = quote(f"{self.root}/{folder}{slash}" if last == INDEX else f"{self.root}/{name}")
        try:
            return self._asked(path, name)
        except ConnectionError:  # a server may close at any time a connection that waits; the next request opens one
            self.connection.close()
        try:
            return self._asked(path, name)
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            fact = f"the server does not give {name}: {getattr(error, 'strerror', None) or type(error).__name__}"
            raise ContentError(self.address, 0, fact, "Try again later") from None

    def _asked(self, path: str, name: str) -> bytes | None:
        self.connection.request("GET", path, headers={"User-Agent": "verbatim-verify", "Accept-Encoding": "identity"})
        answer = self.connection.getresponse()
        if answer.status in FOUND_ELSEWHERE:
            self.connection.close()
            raise ContentError(self.address, 0, f"the server leads elsewhere for {name}", "Name where it leads to")
        data = b"".join(_limited(answer, f"{self.address}: {name}"))
        return data if answer.status == OK else None


def _limited(answer: http.client.HTTPResponse, what: str) -> Iterator[bytes]:
    """Yield an answer in pieces. Raises ContentError where it is too long or takes too long."""
    left, until = LARGEST_FILE, time.monotonic() + SECONDS_A_FILE
    while piece := answer.read1(CHUNK):
        left -= len(piece)
        if left < 0:
            raise ContentError(what, 0, f"this is larger than {LARGEST_FILE:,} bytes", "Check a copy of the site")
        if time.monotonic() > until:
            raise ContentError(what, 0, f"this took longer than {SECONDS_A_FILE} seconds", "Try again later")
        yield piece
    answer.close()  # `read1` leaves an answer open that was read to its end


def _names(sums: bytes, address: str) -> Iterator[str]:
    """Yield the listed names. Raises ContentError where one would leave the folder, or the list is none."""
    try:
        listed = listed_in(sums.decode("utf-8"))
    except ValueError:
        raise ContentError(address, 0, f"{NAME} is no list of hashes and files", LOOK) from None
    if len(listed) > MOST_FILES:
        raise ContentError(address, 0, f"the site has more than {MOST_FILES:,} files", "Check a copy of it")
    for name in listed:
        parts = name.split("/")
        if not all(parts) or {".", ".."} & {*parts} or any(not char.isprintable() or char in "\\:" for char in name):
            raise ContentError(address, 0, f"{NAME} lists a file with the name {name[:80]!r}", LOOK)
        yield name


def _put(folder: Path, name: str, data: bytes) -> None:
    target = folder / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as error:
        fact = f"{name[:80]} cannot be kept: {error.strerror}"
        raise ContentError(str(folder), 0, fact, "Make room, or name a folder for temporary files in TMPDIR") from None


# ---- verify/published.py


class PublishedTexts(Texts):
    """The texts under `sources/` of a site, which are UTF-8 and decoded already: a mark at the start is the text's."""

    def received(self, story: str) -> bytes | None:
        """Return the bytes of a story's source as the site publishes them; None where it has none."""
        path = original_of(self.sources, story) if _is_name(story) else None
        return path.read_bytes() if path else None

    def file_of(self, story: str) -> Path | None:
        """Return the published text of a story."""
        return self.sources / f"{story}.txt" if _is_name(story) else None

    def _earlier(self, story: str, number: str) -> Path:
        return self.sources / f"{story}.{number}.txt"

    def _decoded(self, story: str) -> str | None:
        earlier = EARLIER.fullmatch(story)
        path = self._earlier(*earlier.groups()) if earlier else self.file_of(story)
        if path is None or not path.is_file():
            return None
        try:
            return path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            raise ContentError(str(path), 0, "the published source is not UTF-8", "Tell the site's editors") from None


class PublishedVersions(Ledgers):
    """The wordings that `/data/history.json` tells, each with its hash; of a quotation that is gone the hash alone."""

    def __init__(self, rows: Mapping[str, Mapping[str, Any]]) -> None:
        self._rows = {
            version["of_version"]: version
            for row in rows.values()
            for version in row.get("versions") or ()
            if isinstance(version, dict) and isinstance(version.get("of_version"), str)
        }

    def words(self, key: str) -> str | None:
        """Return the words of a version that is told, where they have the hash beside them."""
        row = self._rows.get(key, {})
        words = row.get("words")
        return words if isinstance(words, str) and sha256_text(words) == row.get("sha256") else None

    def holds(self, key: str, words: str | None, sha256: object) -> bool:
        """Tell whether a version is the one of the history; where its words are not told, by the hash."""
        row = self._rows.get(key)
        if row is None or "words" in row:
            return super().holds(key, words, sha256)
        return words is None and sha256 == row.get("sha256")


def _is_name(story: str) -> bool:
    return story.isascii() and story.replace("-", "").isalnum()


# ---- verify/strangers.py


def verify_published(site: str) -> Report:
    """Hold a published site against itself. Raises ContentError where there is none, or it cannot be read."""
    if not is_web(site):
        return _verify_folder(Path(site), site)
    with tempfile.TemporaryDirectory(prefix="verbatim-") as folder:
        mirrored(site, Path(folder))
        return _verify_folder(Path(folder), site.rstrip("/"))


def _verify_folder(site: Path, shown: str) -> Report:
    tally = Tally(PublishedTexts(site / "sources"))
    tally.ledgers = PublishedVersions(listed_rows(site, HISTORY))
    tally.rows = listed_rows(site, QUOTES)
    proved = frozenset(path.stem for path in (site / FOLDER).glob("*.json"))
    check_proofs(tally, File(FOLDER, f"{shown}/{FOLDER}", ""), proved)
    return checked(site, tally, shown)
