"""Makes a published site again from its edition, with nothing that was kept, and compares every byte.

An edition is somebody else's: it is read as data. What a tar says is held to a form and to limits before anything is
written; settings are those that an edition may have, with values that JSON has; no plugin is loaded and no program of
the edition runs. Its templates run only where the caller trusts them, in Jinja's sandbox. The site is made in a folder
and a process of its own, which ends at limits of memory, of processor time and of time.
"""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import verbatim
from verbatim.core.dates import SOURCE_DATE_EPOCH
from verbatim.core.errors import ContentError
from verbatim.core.files import sha256_file
from verbatim.core.filestate import ALONE
from verbatim.core.fork import end_with_parent
from verbatim.site import build, edition_tar, up_to_date
from verbatim.site.publications import LOG
from verbatim.site.settings import SANDBOX, is_data
from verbatim.site.staging import CARRIED
from verbatim.site.theme.assets import CHECK_SOURCE
from verbatim.verify.log import breaks_in, parse_log, sums_without_log
from verbatim.verify.sums import parse_sums

APART = frozenset(
    (up_to_date.SUMS, up_to_date.SIGNATURE, LOG, edition_tar.EDITION, *CARRIED)
)  # compared by rules of their own, or no build's
MOST_MEMBERS, LARGEST_MEMBER, LARGEST = 200_000, 100_000_000, 4_000_000_000
LARGEST_JSON = 50_000_000
LONGEST_NAME, DEEPEST = 300, 12
NAME = re.compile(r"[^\x00-\x1f\x7f\\:]+")
MEMORY, FILE_SIZE, SECONDS = 8_000_000_000, 1_000_000_000, 3600
SHOWN = 100
# Settings that name addresses, by their ends, and those that name files.
ADDRESSES, FILES = ("_SAVE_AS", "_URL", "_ATOM", "_RSS"), ("LOGO", "EXTRA_CSS", "STATIC_PATHS", "PAGE_PATHS")
SAVED = re.compile(r"[\w./{}-]*", re.ASCII)
NOT_SERVED = "that the host reads and does not give"
NOT_AN_EDITION = "Ask the newsroom for the edition, or check the site without making it again"
# Which files another version of a library explains: by its name, the beginnings and ends of their addresses.
PICTURES = ((), (".png", ".jpg", ".webp", ".avif", ".ico"))
EXPLAINS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    **dict.fromkeys(("pillow", "resvg", "libjpeg_turbo", "webp", "avif", "zlib_ng"), PICTURES),
    "sqlite": (("data/site.db",), ()),
    **dict.fromkeys(("pagefind-bin", "cbor2"), (("pagefind/",), ())),
    "fonttools": ((), (".woff2", ".css")),
    "brotli": ((), (".woff2",)),
    "zlib": (("pagefind/",), (".png",)),
}
SETTINGS_FILE = f'''"""The settings of a site that is made again: data, and what no edition can say."""

import json
from pathlib import Path

HERE = Path(__file__).parent
globals().update(json.loads((HERE / "{edition_tar.SETTINGS}").read_text(encoding="utf-8")))
PATH, PLUGINS, PUBLISHING, EDITION, DASK_SCHEDULER = str(HERE / "{edition_tar.CONTENT}"), ["verbatim"], True, False, ""
THEME = (HERE / "theme.txt").read_text(encoding="utf-8")
'''


class DifferingFile(NamedTuple):
    """A file of a site that is not as it follows from the edition: how, where, and the first line that differs.

    `how` is altered, added, missing or damaged, the last where `SHA256SUMS` has another hash than the file; log where
    the log of publications is no chain to this site from the log in its edition; versions where another version of
    something explains it; templates where the edition has its own, which nobody trusted.
    """

    how: str
    name: str
    line: int = 0
    here: str = ""
    there: str = ""


class Rebuilt(NamedTuple):
    """What came of making a site again: how many files are the same, what differs, what was not made again, by why.

    `versions` are programs, packages and libraries that differ here, each with the version there and here;
    `missing_settings` those that may decide what the site is and no edition has.
    """

    files: int
    same: int
    differences: tuple[DifferingFile, ...]
    not_made: Mapping[str, int]
    versions: Mapping[str, tuple[str, str]]
    missing_settings: tuple[str, ...]
    seconds: float

    @property
    def is_same(self) -> bool:
        """Whether every file is as it follows from the edition, or as the edition says without making it again."""
        return not self.differences


def make_again(
    site: Path, listed: Mapping[str, str], room: Path, content: Path | None = None, *, trusts_templates: bool = False
) -> Rebuilt:
    """Make the site in a folder again, in the empty folder `room`; `listed` are the hashes that it publishes.

    It is made from a newsroom's `content`, where it is at hand; its templates run where they are trusted. Raises
    ContentError where it has no edition, where that is none, or where it cannot be built.
    """
    began = time.monotonic()
    record = unpack(site / edition_tar.EDITION, room)
    if content:
        _take_content(content, room / edition_tar.CONTENT)
    has_templates = (room / edition_tar.THEME).is_dir()
    _lay(room, trusts_templates=trusts_templates and has_templates)
    _build(room, sandboxed=trusts_templates and has_templates)
    versions = dict(_other_versions(record))
    comparison = SiteComparison(site, room / "new", listed, record)
    found = list(comparison.differences())
    if has_templates and not trusts_templates:
        found = [one._replace(how="templates") if one.how == "altered" else one for one in found]
    told = tuple(_explained(one, versions) for one in found)
    seconds = time.monotonic() - began
    left_out = tuple(map(str, record.get("left_out", ())))
    return Rebuilt(comparison.files, comparison.same, told, comparison.not_made, versions, left_out, seconds)


# Reading an edition


def unpack(edition: Path, room: Path) -> dict[str, Any]:
    """Write what an edition has into a folder; return its record. Raises ContentError for what is none."""
    shown = f"{edition.parent.parent.name}/{edition_tar.EDITION}"
    if not edition.is_file() or edition.is_symlink():
        raise ContentError(shown, 0, "the site has no edition", "Only its newsroom can make it again")
    left, seen = LARGEST, set[str]()
    try:
        with tarfile.open(edition, "r:") as tar:
            while (entry := tar.next()) is not None:
                getattr(tar, "members").clear()  # noqa: B009  else all of them are kept in memory, and typeshed has no such name
                left -= entry.size
                if fault := _fault_of(entry, seen, left):
                    raise ContentError(shown, 0, f"{entry.name[:SHOWN]!r} in it {fault}", NOT_AN_EDITION)
                seen.add(entry.name)
                _write_member(tar, entry, room / entry.name)
    except (tarfile.TarError, OSError, ValueError, EOFError, OverflowError, RecursionError) as error:
        raise ContentError(shown, 0, f"this is no edition ({error})", NOT_AN_EDITION) from None
    settings, record = (_json(room / name, shown) for name in (edition_tar.SETTINGS, edition_tar.RECORD))
    if record.get("form") != edition_tar.FORM:
        fact = f"this edition is of form {record.get('form')!r}, and this program reads {edition_tar.FORM}"
        raise ContentError(shown, 0, fact, "Take the version of the program that the edition names")
    for name, value in settings.items():
        if not (edition_tar.is_whitelisted(name) and is_data(value) and _is_harmless(name, value)):
            raise ContentError(shown, 0, f"an edition has no setting {name[:SHOWN]}", NOT_AN_EDITION)
    return record


def _fault_of(entry: tarfile.TarInfo, seen: set[str], left: int) -> str:
    """Return why a member of a tar is none of an edition; empty where it may be."""
    parts = entry.name.split("/")
    if entry.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) or entry.issparse() or entry.linkname:
        return "is no plain file"
    if not NAME.fullmatch(entry.name) or len(entry.name) > LONGEST_NAME or len(parts) > DEEPEST:
        return "has a name that no file of an edition has"
    if any(part in ("", ".", "..") for part in parts) or not _is_place(parts):
        return "lies where no file of an edition does"
    if entry.name in seen:
        return "stands there twice"
    if left < 0 or entry.size > LARGEST_MEMBER or len(seen) >= MOST_MEMBERS:
        return "makes it larger than an edition may be"
    return ""


def _is_place(parts: list[str]) -> bool:
    if len(parts) == 1:
        return parts[0] in (edition_tar.SETTINGS, edition_tar.RECORD)
    is_program = parts[-1].endswith((".py", ".pth", ".so")) and parts != [edition_tar.THEME, *CHECK_SOURCE.split("/")]
    return parts[0] in (edition_tar.CONTENT, edition_tar.THEME) and not is_program


def _write_member(tar: tarfile.TarFile, entry: tarfile.TarInfo, path: Path) -> None:
    held = tar.extractfile(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        if held is not None:
            shutil.copyfileobj(held, file)


def _json(path: Path, shown: str) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes()) if path.stat().st_size <= LARGEST_JSON else None
    except (OSError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ContentError(shown, 0, f"its {path.name} cannot be read", NOT_AN_EDITION)
    return found


def _is_harmless(name: str, value: object) -> bool:
    """Return whether a setting that names files or addresses stays within its folder."""
    if not name.endswith(ADDRESSES) and name not in FILES:
        return True
    return all(
        not one or (isinstance(one, str) and SAVED.fullmatch(one) and not one.startswith("/") and ".." not in one)
        for one in (value if isinstance(value, list) else [value])
    )


# Building


def _take_content(content: Path, to: Path) -> None:
    """Put a newsroom's own content in place of that of an edition, whose log stays."""
    log = to / ALONE / "log.jsonl"
    told = log.read_bytes() if log.is_file() else b""
    shutil.rmtree(to)
    shutil.copytree(content, to, ignore=shutil.ignore_patterns(ALONE))
    if told:
        log.parent.mkdir()
        log.write_bytes(told)


def _lay(room: Path, *, trusts_templates: bool) -> None:
    theme = Path(verbatim.theme())
    if trusts_templates:
        own, theme = room / edition_tar.THEME, room / "laid"
        shutil.copytree(verbatim.theme(), theme, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(own, theme, dirs_exist_ok=True)
    (room / "theme.txt").write_text(str(theme), encoding="utf-8")
    (room / "pelicanconf.py").write_text(SETTINGS_FILE, encoding="utf-8")


def _build(room: Path, *, sandboxed: bool) -> None:
    new, home = room / "new", room / "home"
    home.mkdir()
    program = [path for path in sys.path if path and Path(path).is_dir()]
    environment = {
        "PATH": os.environ.get("PATH", os.defpath), "HOME": str(home), "XDG_CACHE_HOME": str(home), "TMPDIR": str(home),
        "PYTHONPATH": os.pathsep.join(program), "PYTHONUTF8": "1", "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8",
        "TZ": "UTC", "NO_COLOR": "1", "COLUMNS": "1000", "VERBATIM_STAGED": "1",
        **({SANDBOX: "1"} if sandboxed else {}),
        **({SOURCE_DATE_EPOCH: os.environ[SOURCE_DATE_EPOCH]} if SOURCE_DATE_EPOCH in os.environ else {}),
    }  # fmt: skip
    places = (str(room / edition_tar.CONTENT), "-o", str(new), "-s", str(room / "pelicanconf.py"))
    command = [sys.executable, "-P", "-m", build.RUN, *places, *build.AS_BUILDS]
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter
            command, cwd=home, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
            timeout=SECONDS, preexec_fn=_limited,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise ContentError(
            edition_tar.EDITION, 0, f"its site was not made within {SECONDS} seconds", NOT_AN_EDITION
        ) from None
    if done.returncode:
        *_, last = ["it ended early", *done.stdout.decode("utf-8", "replace").strip().splitlines()]
        fact = f"its site cannot be made: {last.replace(str(room), '').rstrip('.')[: 3 * SHOWN]}"
        raise ContentError(edition_tar.EDITION, 0, fact, "Take the version of the program that the edition names")
    build.write_database(new)


def _limited() -> None:
    end_with_parent()
    limits = ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, FILE_SIZE), (resource.RLIMIT_CPU, SECONDS))
    for what, most in limits:
        with suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))


def _other_versions(record: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield what is of another version here than where the site was made: the version there, and the one here."""
    here = edition_tar.program_record()
    for group in ("packages", "libraries"):
        there = record.get(group)
        for name, version in here[group].items():
            known = str(there.get(name, "")) if isinstance(there, dict) else ""
            if known != version:
                yield name, (known, version)
    program = record.get("program")
    then = program if isinstance(program, dict) else {}
    if then.get("sha256") != here["program"]["sha256"]:
        yield "verbatim", (str(then.get("version")), here["program"]["version"])


# Comparing


class SiteComparison:
    """Compares the files of a site with those that follow from its edition, and counts."""

    def __init__(self, site: Path, made: Path, listed: Mapping[str, str], record: Mapping[str, Any]) -> None:
        self._site, self._made, self._listed = site, made, listed
        self._unserved: AbstractSet[str] = frozenset()
        kept = record.get("not_made")
        self._kept: Mapping[str, Any] = kept if isinstance(kept, dict) else {}
        with suppress(OSError, ValueError):  # a copy of a site on the web lists what its server gave
            self._unserved = listed.keys() - parse_sums((site / up_to_date.SUMS).read_text("utf-8")).keys()
        self.files = self.same = 0
        self.not_made = Counter[str]()

    def differences(self) -> Iterator[DifferingFile]:
        """Yield every file that differs, in order of name."""
        here = set(_files(self._site))
        for name in sorted({*here, *self._listed, *_files(self._made), *self._kept} - APART):
            self.files += 1
            if difference := self._difference(name, is_here=name in here):
                yield difference
        for name in (edition_tar.EDITION, LOG):
            if self._listed.get(name) != _hash(self._site / name):
                yield DifferingFile("damaged", name)
        yield from self._of_log()

    def _of_log(self) -> Iterator[DifferingFile]:
        """Yield the first line of the log that does not follow from the one before, or from the edition's log."""
        before = self._made.parent / edition_tar.CONTENT / ALONE / "log.jsonl"
        data = (self._site / LOG).read_bytes() if (self._site / LOG).is_file() else b""
        try:
            lines = parse_log(data)
        except ContentError as error:
            yield DifferingFile("log", LOG, error.line)
            return
        told = b"".join(line.data for line in lines[:-1])
        breaks = [number for number, _ in breaks_in(lines)]
        if (before.read_bytes() if before.is_file() else b"") != told:
            breaks.append(len(lines))
        if not lines or lines[-1].row["sums"] != sums_without_log(self._listed):
            breaks.append(len(lines))
        yield from (DifferingFile("log", LOG, number) for number in breaks[:1])

    def _difference(self, name: str, *, is_here: bool) -> DifferingFile | None:
        digest = _hash(self._site / name) if is_here else ""
        if not is_here:
            return self._absent(name)
        if self._listed.get(name) != digest:
            return DifferingFile("damaged" if name in self._listed else "added", name)
        if _hash(self._made / name) == digest:
            self.same += 1
        elif (kept := self._kept.get(name)) and isinstance(kept, list) and kept[0] == digest:
            self.not_made[str(kept[-1])] += 1
        elif not (self._made / name).is_file():
            return DifferingFile("added", name)
        else:
            return DifferingFile("altered", name, *_first_line(self._site / name, self._made / name))
        return None

    def _absent(self, name: str) -> DifferingFile | None:
        """Return that a file is missing; None where a host does not give what it reads, and the list has it as made."""
        if name in self._unserved and _hash(self._made / name) == self._listed[name]:
            self.not_made[NOT_SERVED] += 1
            return None
        return DifferingFile("missing", name)


def _files(folder: Path) -> Iterator[str]:
    for above, _, names in os.walk(folder):
        inner = os.path.relpath(above, folder).replace(os.sep, "/")
        yield from (name if inner == "." else f"{inner}/{name}" for name in names)


def _hash(path: Path) -> str:
    """Return the hash of a file; empty where there is none."""
    with suppress(OSError):
        return sha256_file(path) if path.is_file() else ""
    return ""


def _first_line(theirs: Path, ours: Path) -> tuple[int, str, str]:
    """Return the number of the first line that differs in two texts, and what stands there; 0 for what is no text.

    Lines are shown from shortly before their first difference on.
    """
    try:
        here, there = (path.read_bytes().decode("utf-8").splitlines() for path in (ours, theirs))
    except UnicodeDecodeError:
        return 0, "", ""
    for number, (one, other) in enumerate(zip_longest(here, there, fillvalue=""), start=1):
        if one != other:
            at = max(0, len(os.path.commonprefix((one, other))) - SHOWN // 3)  # noqa: RUF071  of letters
            return number, one[at : at + SHOWN], other[at : at + SHOWN]
    return 0, "", ""


def _explained(one: DifferingFile, versions: Mapping[str, tuple[str, str]]) -> DifferingFile:
    """Return a difference as one of versions, where another version of something explains it."""
    if one.how != "altered":
        return one
    for name in versions:
        starts, ends = EXPLAINS.get(name, (("",), ("",)))
        if any(map(one.name.startswith, starts)) or any(map(one.name.endswith, ends)):
            return one._replace(how="versions")
    return one
