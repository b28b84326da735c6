"""Verifies a published site, on the web or in a folder, against what it publishes itself.

`SHA256SUMS` says which files to download. Nothing is trusted: names stay within the folder, every response has a limit
of bytes and of seconds, redirects are refused, and only http and https are spoken.
"""

from __future__ import annotations

import http.client
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, urlsplit

from verbatim.core.errors import ContentError
from verbatim.core.text import sha256_text
from verbatim.verify.data import HISTORY, PROOFS, QUOTES, check_proofs, rows_by_id
from verbatim.verify.facts.editors import PublishedEditorsWords
from verbatim.verify.facts.questions import Questions
from verbatim.verify.facts.records import Proofs, PublishedPeople
from verbatim.verify.history.log import LOG
from verbatim.verify.other_files import published_original
from verbatim.verify.reference import File, Ledgers, SiteCheck, Texts
from verbatim.verify.run import INDEX, check_site
from verbatim.verify.served_files import KnownCode
from verbatim.verify.sums import NAME, SIGNATURE, parse_sums

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from verbatim.verify.report import Verification


LARGEST_FILE = 100_000_000
LARGEST_SITE = 4_000_000_000
MOST_FILES = 500_000
SECONDS_SILENT = 20
SECONDS_A_FILE = 120
CHUNK = 1 << 16
OK, REDIRECTS = 200, range(300, 400)
# Files that hosts read and do not serve.
FOR_HOSTS = frozenset(("_headers",))
LOOK = "Check that the address is that of the site's front page"
SCHEMES: Final = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}


def verify_published(site: str, theme: Path | None = None) -> Verification:
    """Verify a published site, by folder or address, against itself. Raises ContentError where it cannot be read.

    Its style sheets and scripts are held to those of `theme`, where one is given.
    """
    with opened(site) as copy:
        return copy.verify(theme)


class SiteCopy(NamedTuple):
    """A site in a folder, the name that messages give it, and its list of hashes and signature as it serves them."""

    folder: Path
    shown: str
    sums: bytes
    signature: bytes | None

    def verify(self, theme: Path | None = None) -> Verification:
        """Verify the site against itself, its style sheets and scripts against `theme` where one is given."""
        check = SiteCheck(PublishedTexts(self.folder / "sources"), code=KnownCode(theme) if theme else None)
        check.ledgers = PublishedVersions(rows_by_id(self.folder, HISTORY))
        check.editors = PublishedEditorsWords(self.folder)
        check.publish_by(Proofs(self.folder))
        check.records.people = PublishedPeople(self.folder)
        check.questions = Questions(None, check.records, check.dates, check.texts.get)
        if theme:
            check.hold_names(self.folder, theme)
        check.rows = rows_by_id(self.folder, QUOTES)
        check.unserved = {name: one for name, one in self.listed().items() if name in FOR_HOSTS}
        proved = frozenset(path.stem for path in (self.folder / PROOFS).glob("*.json"))
        check_proofs(check, File(PROOFS, f"{self.shown}/{PROOFS}", ""), proved)
        return check_site(self.folder, check, self.shown)

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
        sums, signature = (_bytes_of(Path(site) / name) for name in (NAME, SIGNATURE))
        yield SiteCopy(Path(site), site, sums or b"", signature)
        return
    with tempfile.TemporaryDirectory(prefix="verbatim-") as folder:
        yield SiteCopy(Path(folder), site.rstrip("/"), *mirror(site, Path(folder)))


def _bytes_of(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


class PublishedTexts(Texts):
    """The texts under `sources/` of a site, which are UTF-8 and decoded already: a BOM belongs to the text."""

    @property
    def content(self) -> Path | None:
        """There is none: the newsroom's folder is elsewhere."""
        return None

    def received(self, story: str) -> bytes | None:
        """Return the bytes of a story's source as the site publishes them; None where it has none, or only a part."""
        if self.stretches(story) is not None:
            return None
        path = published_original(self.sources, story) if _is_name(story) else None
        return path.read_bytes() if path else None

    def file_of(self, story: str) -> Path | None:
        """Return the published text of a story."""
        return self.sources / f"{story}.txt" if _is_name(story) else None

    def _earlier_file(self, story: str, number: str) -> Path:
        return self.sources / f"{story}.{number}.txt"

    def _decode(self, path: Path) -> str:
        try:
            return path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            raise ContentError(str(path), 0, "the published source is not UTF-8", "Tell the site's editors") from None


class PublishedVersions(Ledgers):
    """The versions in `/data/history.json`, each with its hash; of a quotation that is gone the hash alone."""

    def __init__(self, rows: Mapping[str, Mapping[str, Any]]) -> None:
        self._rows = {
            version["of_version"]: version
            for row in rows.values()
            for version in row.get("versions") or ()
            if isinstance(version, dict) and isinstance(version.get("of_version"), str)
        }

    def row(self, key: str) -> Mapping[str, Any] | None:
        """Return what the history says of a version."""
        row = self._rows.get(key)
        return {**row, "name": row.get("speaker_name")} if row else None

    def speakers(self, key: str) -> frozenset[str]:
        """Return the id of a version's speaker, where the history has it."""
        return frozenset(filter(None, [str((self.row(key) or {}).get("speaker") or "")]))

    def words(self, key: str) -> str | None:
        """Return the words of a version if they are published and have the hash beside them."""
        row = self._rows.get(key, {})
        words = row.get("words")
        return words if isinstance(words, str) and sha256_text(words) == row.get("sha256") else None

    def holds(self, key: str, words: str | None, sha256: object) -> bool:
        """Return whether a version is the one of the history; by the hash where its words are not published."""
        row = self._rows.get(key)
        if row is None or "words" in row:
            return super().holds(key, words, sha256)
        return words is None and sha256 == row.get("sha256")


def _is_name(story: str) -> bool:
    return story.isascii() and story.replace("-", "").isalnum()


def mirror(address: str, folder: Path) -> tuple[bytes, bytes | None]:
    """Download a site into an empty folder; return its list of hashes and its signature, None where there is none.

    Raises ContentError where it has no list of files, or exceeds a limit.

    A listed file that the server does not have is left out: verify then says that it is not there.
    """
    host = Host(address)
    with closing(host.connection):
        sums = host.file(NAME)
        if sums is None:
            raise ContentError(address, 0, f"there is no {NAME}, which lists the files of a site", LOOK)
        absent = _download(host, list(_names(sums, address)), folder)
        signature = host.file(SIGNATURE)
    lines = sums.decode("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if line.rstrip("\n").partition("  ")[2] not in FOR_HOSTS & absent]
    (folder / NAME).write_text("".join(kept), encoding="utf-8", newline="\n")
    return sums, signature


def _download(host: Host, names: Sequence[str], folder: Path) -> set[str]:
    """Download the named files; return the names of those that the server does not have."""
    left, absent = LARGEST_SITE, set()
    for name in names:
        data = host.file(name)
        if data is None:
            absent.add(name)
            continue
        left -= len(data)
        if left < 0:
            raise ContentError(host.address, 0, f"the site is larger than {LARGEST_SITE:,} bytes", "Check a copy of it")
        target = folder / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        except OSError as error:
            fact = f"{name[:80]} cannot be kept: {error.strerror}"
            fix = "Make room, or name another folder for temporary files in TMPDIR"
            raise ContentError(str(folder), 0, fact, fix) from None
    return absent


class Host:
    """A server, over one connection that stays open."""

    def __init__(self, address: str) -> None:
        try:
            parts = urlsplit(address)
            connect = SCHEMES[parts.scheme.lower()]
            self.connection = connect(parts.hostname or "", parts.port, timeout=SECONDS_SILENT)
        except (KeyError, ValueError, http.client.InvalidURL):
            fix = "Name one with http:// or https://"
            raise ContentError(address, 0, "this is not the address of a site", fix) from None
        self.address, self.root = address, parts.path.rstrip("/")

    def file(self, name: str) -> bytes | None:
        """Return the bytes of a file; None where the server does not have it.

        An index page is requested by its folder, the address that readers use.
        """
        folder, slash, last = name.rpartition("/")
        path = quote(f"{self.root}/{folder}{slash}" if last == INDEX else f"{self.root}/{name}")
        try:
            return self._request(path, name)
        except ConnectionError:  # a server may close an idle connection at any time; the next request opens one
            self.connection.close()
        try:
            return self._request(path, name)
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            fact = f"the server does not give {name}: {getattr(error, 'strerror', None) or type(error).__name__}"
            raise ContentError(self.address, 0, fact, "Try again later") from None

    def _request(self, path: str, name: str) -> bytes | None:
        self.connection.request("GET", path, headers={"User-Agent": "verbatim-verify", "Accept-Encoding": "identity"})
        response = self.connection.getresponse()
        if response.status in REDIRECTS:
            self.connection.close()
            raise ContentError(self.address, 0, f"the server leads elsewhere for {name}", "Name where it leads to")
        data = b"".join(_limited(response, f"{self.address}: {name}"))
        return data if response.status == OK else None


def _limited(response: http.client.HTTPResponse, what: str) -> Iterator[bytes]:
    """Yield a response in pieces. Raises ContentError where it is too long or takes too long."""
    left, until = LARGEST_FILE, time.monotonic() + SECONDS_A_FILE
    while piece := response.read1(CHUNK):
        left -= len(piece)
        if left < 0:
            raise ContentError(what, 0, f"this is larger than {LARGEST_FILE:,} bytes", "Check a copy of the site")
        if time.monotonic() > until:
            raise ContentError(what, 0, f"this took longer than {SECONDS_A_FILE} seconds", "Try again later")
        yield piece
    response.close()  # `read1` does not, even at the end


def _names(sums: bytes, address: str) -> Iterator[str]:
    """Yield the listed names. Raises ContentError where one would leave the folder, or the list cannot be read."""
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
        yield name
