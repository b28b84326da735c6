"""The search's index in a build. Records come in, the files of `/pagefind/` go out.

The records are made from the graph, not from pages, and the indexer runs beside what is done after the pages, so that
neither waits for the other; the index goes live with the pages that it leads to. What was indexed is kept in the cache
by the digest of its records, and the indexer runs again only when a word of them changed.
"""

from __future__ import annotations

import base64
import contextlib
import fnmatch
import gzip
import hashlib
import json
import logging
import shutil
import subprocess
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from verbatim.core.files import write_if_changed
from verbatim.site.settings import is_off

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verbatim.publish.search import SearchRecord


# ---- site/pagefind.py

MARK = b"pagefind_dcd"
CODE = ("pagefind.js", "pagefind-entry.json")
DATA = ("*.pf_meta", "index/*.pf_index", "fragment/*.pf_fragment", "filter/*.pf_filter")
SECONDS = 600
SHORT, LONG = 7, 10  # characters of a hash in the name of a filter, of a table of contents


class NoPagefindError(Exception):
    """The program is not there, or did not do what it was asked to."""


def program() -> Path:
    """Return the indexer; NoPagefindError where it is not installed."""
    try:
        return Path(import_module("pagefind_bin").get_executable())
    except (ImportError, OSError) as error:
        raise NoPagefindError("Pagefind is not installed: pip install pagefind-bin") from error


def indexed(records: Sequence[SearchRecord], lang: str) -> dict[str, bytes]:
    """Return the files of the index of these records, by their names; NoPagefindError where that fails.

    One index holds all of them, in the language of the site: readers look for words, not for languages.
    """
    try:
        answer = _run(list(_requests(records, lang.split("-", maxsplit=1)[0].lower())))
        return dict(sorted(_in_order(_files(answer, sum(_has_words(record) for record in records))).items()))
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, StopIteration) as error:
        raise NoPagefindError(f"Pagefind failed: {error}") from error


def payload(data: bytes) -> bytes:
    """Return what one of Pagefind's files holds, its wrapping taken off; ValueError for another file."""
    held = gzip.decompress(data)
    if not held.startswith(MARK):
        raise ValueError("not a file of Pagefind's")
    return held[len(MARK) :]


def _has_words(record: SearchRecord) -> bool:
    """Tell whether there is something to find: Pagefind leaves out what is punctuation alone, as a headline may be."""
    return any(map(str.isalnum, record.words))


def _requests(records: Sequence[SearchRecord], lang: str) -> Iterator[dict[str, Any]]:
    """Yield what to ask. A record's address is its card: it comes back untouched, and is not looked through.

    The files are asked for in an answer: those that it writes itself may still be empty when it says that it is done.
    """
    yield {"type": "NewIndex", "config": {"force_language": lang}}
    for record in records:
        filters = {"kind": [record.card["kind"]]} | ({"person": list(record.people)} if record.people else {})
        yield {
            "type": "AddRecord", "index_id": 0, "url": json.dumps(record.card, ensure_ascii=False),
            "content": record.words, "language": lang, "meta": {"title": record.title} if record.title else {},
            "filters": filters,
        }  # fmt: skip
    yield {"type": "GetFiles", "index_id": 0}


def _run(requests: list[dict[str, Any]]) -> dict[str, Any]:
    """Ask everything, the files when all else is answered; return the last answer. It ends when it has told it."""
    command = [str(program()), "--service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603
        try:
            _ask(process, requests[:-1], 1)
            last = _ask(process, requests[-1:], len(requests))
        finally:
            process.kill()
    told: dict[str, Any] = json.loads(base64.b64decode(last.rstrip(b",")))
    return told


def _ask(process: subprocess.Popen[bytes], requests: list[dict[str, Any]], number: int) -> bytes:
    """Ask, beside reading the answers, so that neither side waits for the other; ValueError where one is missing.

    Answers are counted where there are several: those given at once may come with their ends mixed up.
    """
    asking = Thread(target=_tell, args=(process, requests, number), daemon=True)
    asking.start()
    left, told = len(requests), []
    while left > 0:
        more = process.stdout.read1(1 << 16) if process.stdout else b""  # type: ignore[attr-defined]
        if not more:
            raise ValueError("it ended before it was done")
        left -= more.count(b",")
        told.append(more)
    asking.join()
    return b"".join(told)


def _tell(process: subprocess.Popen[bytes], requests: list[dict[str, Any]], number: int) -> None:
    with contextlib.suppress(BrokenPipeError):  # the program ended, which is seen where its answers are read
        for place, request in enumerate(requests, number):
            asked = json.dumps({"message_id": place, "payload": request}).encode()
            process.stdin.write(base64.b64encode(asked) + b",")  # type: ignore[union-attr]
        process.stdin.flush()  # type: ignore[union-attr]


def _files(answer: dict[str, Any], count: int) -> dict[str, bytes]:
    """Return what the search needs of the files in an answer, not Pagefind's own interfaces.

    Raises ValueError where they hold fewer than `count` records.
    """
    held = {file["path"]: base64.b64decode(file["content"]) for file in answer["payload"]["files"]}
    entry = json.loads(held["pagefind-entry.json"])
    engines = [f"wasm.{one['wasm'] or 'unknown'}.pagefind" for one in entry["languages"].values()]
    wanted = [path for pattern in (*CODE, *engines, *DATA) for path in sorted(fnmatch.filter(held, pattern))]
    if sum(path.endswith(".pf_fragment") for path in wanted) < count:
        raise ValueError("it left out something that it was given")
    return {path: held[path] for path in wanted}


def _in_order(files: dict[str, bytes]) -> dict[str, bytes]:
    """Put the filters' values in order, and name every file that changes by its new hash."""
    cbor2 = import_module("cbor2")
    name = next(name for name in files if name.endswith(".pf_meta"))
    contents = cbor2.loads(payload(files.pop(name)))
    entry = json.loads(files["pagefind-entry.json"])
    ((lang, told),) = entry["languages"].items()
    listed = []
    for title, old in sorted(contents[3]):
        label, values = cbor2.loads(payload(files.pop(f"filter/{old}.pf_filter")))
        data = cbor2.dumps([label, sorted(values)])
        new = f"{lang}_{hashlib.sha256(data).hexdigest()[:SHORT]}"
        files[f"filter/{new}.pf_filter"] = _wrapped(data)
        listed.append([title, new])
    contents[3] = listed
    data = cbor2.dumps(contents)
    told["hash"] = f"{lang}_{hashlib.sha256(data).hexdigest()[:LONG]}"
    files[f"pagefind.{told['hash']}.pf_meta"] = _wrapped(data)
    files["pagefind-entry.json"] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return files


def _wrapped(data: bytes) -> bytes:
    return gzip.compress(MARK + data, mtime=0)


# ---- site/search.py

FOLDER = "pagefind"
# Part of the digest: a kept index made by other code than this is not used.
FORM = "1"

log = logging.getLogger(__name__)


class Index:
    """The index of one build, which is begun before the pages are written and collected after them."""

    def __init__(self, held: list[SearchRecord], lang: str, cache: Path) -> None:
        self.count = len(held)
        self._kept = cache / "search" / digest(held, lang)
        self._pool = ThreadPoolExecutor(1)
        self._files: Future[dict[str, bytes]] | None = None
        if not self._kept.is_dir():
            self._files = self._pool.submit(_timed, held, lang)

    def files(self) -> dict[str, bytes]:
        """Return the files by address; where there is no index, tell so in one line: the page finds without it."""
        try:
            files = self._files.result() if self._files else _read(self._kept)
        except NoPagefindError as error:
            log.warning("%s. The search page finds in names and headlines only", error)
            return {}
        finally:
            self._pool.shutdown()
        if self._files:
            _keep(files, self._kept)
        return {f"{FOLDER}/{name}": data for name, data in files.items()}


def wanted(settings: Mapping[str, Any]) -> bool:
    """Tell whether the site has an index: `SEARCH = False` and `SEARCH_SAVE_AS = ""` leave it out."""
    return bool(settings.get("SEARCH", True)) and not is_off(settings, "search.html")


def digest(held: list[SearchRecord], lang: str) -> str:
    """Return what tells whether an index of the cache is that of these records."""
    made_by = _version()
    words = json.dumps([FORM, made_by, lang, held], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def _version() -> str:
    try:
        return str(program().stat().st_size)
    except (NoPagefindError, OSError):
        return ""


def _timed(held: list[SearchRecord], lang: str) -> dict[str, bytes]:
    began = time.perf_counter()
    files = indexed(held, lang)
    took = time.perf_counter() - began
    sys.stdout.write(f"search: {len(held)} entries indexed beside the pages ({took:.1f} s)\n")
    return files


def _read(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def _keep(files: dict[str, bytes], folder: Path) -> None:
    """Put an index into the cache, in the place of what is there: whole, or not at all."""
    aside = folder.with_suffix(".part")
    shutil.rmtree(folder.parent, ignore_errors=True)
    for name, data in files.items():
        write_if_changed(aside / name, data)
    aside.rename(folder)
