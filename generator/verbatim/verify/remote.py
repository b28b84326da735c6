"""Copies a published site from the web, and compares its files with the list that it publishes.

`SHA256SUMS` says which files to download. Nothing is trusted: names stay within the folder, every response has a limit
of bytes and of seconds, only http and https are spoken, and redirects are told and not followed, so that no server
leads into the network of whoever runs the check.
"""

from __future__ import annotations

import http.client
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

from verbatim.core.errors import ContentError
from verbatim.verify.log import LOG, faults_of_log
from verbatim.verify.sums import NAME, SIGNATURE, faults_of_sums, files_of, hashes_of, parse_sums, write_list

OK, REDIRECTS = 200, range(300, 400)
SCHEMES: Final = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
HEADERS = {"User-Agent": "verbatim-verify", "Accept-Encoding": "identity"}
AS_IT_IS = "%/:?=&;,+@~!$'()*[]"  # of an address that somebody wrote
INDEX = "index.html"
LARGEST_PAGE, SECONDS = 10_000_000, 60  # of a page that cards stand on
LARGEST_FILE = 100_000_000
LARGEST_SITE = 4_000_000_000
MOST_FILES = 500_000
SECONDS_A_FILE = 120
# Files that hosts read and do not serve.
FOR_HOSTS = frozenset(("_headers", "_redirects"))
LOOK = "Check that the address is that of the site's front page"


class SiteCopy(NamedTuple):
    """A site in a folder, the name that messages give it, and its list of hashes and signature as it serves them."""

    folder: Path
    shown: str
    sums: bytes
    signature: bytes | None

    def faults(self) -> list[ContentError]:
        """Return how its files differ from its list of hashes, and its log from both."""
        hashes = hashes_of(self.folder, files_of(self.folder))
        found = [ContentError(f"{self.shown}/{NAME}", 0, fact, LOOK) for fact in faults_of_sums(self.folder, hashes)]
        unserved = {name: one for name, one in self.listed().items() if name in FOR_HOSTS}
        return [*found, *faults_of_log(self.folder, {**unserved, **hashes}, self.shown)]

    def listed(self) -> dict[str, str]:
        """Return the hashes that the site lists; nothing where the list cannot be read, which verifying tells."""
        try:
            return parse_sums(self.sums.decode("utf-8"))
        except ValueError:
            return {}

    def log(self) -> bytes:
        """Return the log of publications; nothing where the site has none."""
        file = self.folder / LOG
        return file.read_bytes() if file.is_file() else b""


@contextmanager
def opened(site: str) -> Iterator[SiteCopy]:
    """Yield a site in a folder, or a copy of one at an address. Raises ContentError where it cannot be read."""
    if "://" not in site:
        files = (Path(site) / name for name in (NAME, SIGNATURE))
        sums, signature = (file.read_bytes() if file.is_file() else None for file in files)
        yield SiteCopy(Path(site), site, sums or b"", signature)
        return
    with tempfile.TemporaryDirectory(prefix="verbatim-") as folder:
        yield SiteCopy(Path(folder), site.rstrip("/"), *mirror(site, Path(folder)))


def mirror(address: str, folder: Path) -> tuple[bytes, bytes | None]:
    """Download a site into an empty folder; return its list of hashes and its signature, None where there is none.

    Raises ContentError where it has no list of files, or exceeds a limit.

    A listed file that the server does not have is left out: verify then says that it is not there.
    """
    left, kept = LARGEST_SITE, dict[str, str]()
    with closing(Host(address, SECONDS_A_FILE)) as host:
        sums = host.file(NAME)
        if sums is None:
            raise ContentError(address, 0, f"there is no {NAME}, which lists the files of a site", LOOK)
        for name, digest in _listed(sums, address).items():
            data = host.file(name)
            kept |= {} if data is None and name in FOR_HOSTS else {name: digest}
            left -= len(data or b"")
            if left < 0:
                raise ContentError(address, 0, f"the site is larger than {LARGEST_SITE:,} bytes", "Check a copy of it")
            if data is not None:
                _keep(folder / name, data)
        signature = host.file(SIGNATURE)
    write_list(folder, kept)
    return sums, signature


def _keep(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as error:
        fact, fix = f"this cannot be kept: {error.strerror}", "Make room, or name another folder in TMPDIR"
        raise ContentError(str(target)[:200], 0, fact, fix) from None


def _listed(sums: bytes, address: str) -> dict[str, str]:
    """Return the listed files. Raises ContentError where one would leave the folder, or the list cannot be read."""
    try:
        listed = parse_sums(sums.decode("utf-8"))
    except ValueError:
        raise ContentError(address, 0, f"{NAME} is not a list of hashes and files", LOOK) from None
    if len(listed) > MOST_FILES:
        raise ContentError(address, 0, f"the site has more than {MOST_FILES:,} files", "Check a copy of it")
    for name in listed:
        parts = name.split("/")
        if not all(parts) or {".", ".."} & {*parts} or any(not char.isprintable() or char in "\\:" for char in name):
            raise ContentError(address, 0, f"{NAME} lists a file with the name {name[:80]!r}", LOOK)
    return listed


class Host:
    """A server, over a connection that stays open. Raises ContentError for what is no address of the web."""

    def __init__(self, address: str, seconds: int) -> None:
        self.address, self._seconds = address, seconds
        try:
            parts = urlsplit(address)
            self._connection = SCHEMES[parts.scheme.lower()](parts.hostname or "", parts.port, timeout=seconds)
        except (KeyError, ValueError, http.client.HTTPException):
            fact = "this cannot be read: it is no address of the web"
            raise ContentError(address, 0, fact, "Name one with http:// or https://") from None
        self._root, self._query = parts.path.rstrip("/"), f"?{parts.query}" * bool(parts.query)
        self._path = parts.path or "/"

    def file(self, name: str = "", most: int = 0) -> bytes | None:
        """Return the bytes of a file, or those at the address; None where the server does not have them.

        An index page is requested by its folder, the address that readers use.
        """
        most = most or LARGEST_FILE
        folder, slash, last = name.rpartition("/")
        asked = f"{self._root}/{folder}{slash}" if last == INDEX else f"{self._root}/{name}"
        path = quote(asked) if name else quote(self._path + self._query, safe=AS_IT_IS)
        was_open = self._connection.sock is not None
        try:
            try:
                status, elsewhere, data = self._get(path, most + 1)
            except ConnectionError:  # a server may close an idle connection at any time; the next question opens one
                if not was_open:
                    raise
                self.close()
                status, elsewhere, data = self._get(path, most + 1)
        except (OSError, ValueError, http.client.HTTPException) as error:
            why = getattr(error, "strerror", None) or error or type(error).__name__
            raise ContentError(self.address, 0, f"{name or 'this'} cannot be read: {why}", "Try again later") from None
        if status in REDIRECTS:
            fact = f"the server leads elsewhere for {name or 'this'}: it leads to {elsewhere[:200]}"
            raise ContentError(self.address, 0, fact, "Name where it leads to")
        if len(data) > most:
            fact = f"{name or 'this'} is larger than {most:,} bytes"
            raise ContentError(self.address, 0, fact, "Save what is there, and check that")
        return data if status == OK else None

    def _get(self, path: str, most: int) -> tuple[int, str, bytes]:
        """Ask for a path; return the status, where it leads, and at most as many bytes.

        A server that sends a byte now and then is never silent, so that no timeout of a socket ends it: a thread is
        left.
        """
        found: list[tuple[int, str, bytes] | Exception] = []

        def ask() -> None:
            try:
                self._connection.request("GET", path, headers=HEADERS)
                with self._connection.getresponse() as answer:
                    found.append((answer.status, answer.getheader("Location", ""), answer.read(most)))
            except (OSError, ValueError, http.client.HTTPException) as error:
                found.append(error)

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(self._seconds)
        if not found:
            raise TimeoutError("the server takes too long")
        if isinstance(found[0], Exception):
            raise found[0]
        return found[0]

    def close(self) -> None:
        """Close the connection; the next question opens another."""
        self._connection.close()


def reach(place: str, most: int = LARGEST_PAGE) -> bytes:
    """Return the bytes of a file or a web page. Raises ContentError where it cannot be read, or is too large."""
    data: bytes | None = None
    why: object = "it is not there, or is not a regular file"
    if "://" in place:
        with closing(Host(place, SECONDS)) as host:
            data = host.file(most=most)
    elif Path(place).is_file():
        try:
            with Path(place).open("rb") as file:
                data = file.read(most + 1)
        except OSError as error:
            why = error.strerror
    if data is None:
        raise ContentError(place, 0, f"this cannot be read: {why}", "Check that it is there; name a file or an address")
    if len(data) > most:
        raise ContentError(place, 0, f"this is larger than {most:,} bytes", "Save the part that is to be checked")
    return data
