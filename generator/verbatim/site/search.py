"""Builds the search index (Pagefind) of records from the newsroom, not from pages."""

import base64
import contextlib
import fnmatch
import gzip
import hashlib
import json
import logging
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

from verbatim.core.cache import ContentCache
from verbatim.publish.search import SearchRecord
from verbatim.site.settings import is_off, own

log = logging.getLogger(__name__)

FOLDER = "pagefind"
VERSION = "2"
MARK = b"pagefind_dcd"
CODE = ("pagefind.js", "pagefind-entry.json")
DATA = ("*.pf_meta", "index/*.pf_index", "fragment/*.pf_fragment", "filter/*.pf_filter")
SYSTEM = 9  # the byte of a gzip file's head that names the system (RFC 1952)
SHORT, LONG = 7, 10  # characters of a hash in the name of a filter, of a table of contents


def is_wanted(settings: Mapping[str, Any]) -> bool:
    """Return whether the site has an index: `SEARCH = False` and `SEARCH_SAVE_AS = ""` leave it out."""
    return bool(own(settings, "SEARCH")) and not is_off(settings, "search.html")


def files(records: list[SearchRecord], lang: str, cache: Path) -> dict[str, bytes]:
    """Return the files of the index by address; none, and a warning, where indexing failed: the page searches without.

    An index is cached by its records, so that the indexer runs again only when a word of them changed.
    """
    kept = ContentCache(cache / "search", VERSION)
    try:
        size = str(program().stat().st_size)
        entry = kept.entry(json.dumps([size, lang, records], ensure_ascii=False, sort_keys=True))
        if entry.read() is None:
            shutil.rmtree(kept.folder, ignore_errors=True)  # one index is enough
        made = entry.get_or_make_files(lambda: indexed(records, lang))
    except (NoPagefindError, OSError) as error:
        log.warning("%s. The search page finds in names and headlines only", error)
        return {}
    return {f"{FOLDER}/{name}": data for name, data in made.items()}


class NoPagefindError(Exception):
    """The indexer is not installed, or failed."""


def program() -> Path:
    """Return the indexer; NoPagefindError where it is not installed."""
    try:
        return Path(import_module("pagefind_bin").get_executable())
    except (ImportError, OSError) as error:
        raise NoPagefindError("Pagefind is not installed: pip install pagefind-bin") from error


def indexed(records: Sequence[SearchRecord], lang: str) -> dict[str, bytes]:
    """Return the files of the index of these records, by name; NoPagefindError where that fails.

    One index contains all of them, in the language of the site: readers search for words, not for languages.
    """
    try:
        answer = _run(list(_requests(records, lang.split("-", maxsplit=1)[0].lower())))
        # Pagefind leaves out what is punctuation alone, as a headline may be.
        count = sum(any(map(str.isalnum, record.words)) for record in records)
        return dict(sorted(_reproducible(_needed_files(answer, count)).items()))
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, StopIteration) as error:
        raise NoPagefindError(f"Pagefind failed: {error}") from error


def _requests(records: Sequence[SearchRecord], lang: str) -> Iterator[dict[str, Any]]:
    """Yield the requests. A record's address is its card as JSON, which comes back untouched and is not indexed.

    The files are requested in an answer: those that Pagefind writes itself may still be empty when it says it is done.
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
    """Send all requests, that for the files when all others are answered; return its answer."""
    command = [str(program()), "--service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603
        try:
            _ask(process, requests[:-1], 1)
            last = _ask(process, requests[-1:], len(requests))
        finally:
            process.kill()
    answer: dict[str, Any] = json.loads(base64.b64decode(last.rstrip(b",")))
    return answer


def _ask(process: subprocess.Popen[bytes], requests: list[dict[str, Any]], number: int) -> bytes:
    """Send requests while reading the answers, so that neither side blocks the other; ValueError where one is missing.

    Several answers are only counted: those to requests sent together may come mixed up.
    """
    sending = Thread(target=_send, args=(process, requests, number), daemon=True)
    sending.start()
    left, answers = len(requests), []
    while left > 0:
        more = process.stdout.read1(1 << 16) if process.stdout else b""  # type: ignore[attr-defined]
        if not more:
            raise ValueError("it ended before it was done")
        left -= more.count(b",")
        answers.append(more)
    sending.join()
    return b"".join(answers)


def _send(process: subprocess.Popen[bytes], requests: list[dict[str, Any]], number: int) -> None:
    with contextlib.suppress(BrokenPipeError):  # the program ended, which shows where its answers are read
        for place, request in enumerate(requests, number):
            message = json.dumps({"message_id": place, "payload": request}).encode()
            process.stdin.write(base64.b64encode(message) + b",")  # type: ignore[union-attr]
        process.stdin.flush()  # type: ignore[union-attr]


def _needed_files(answer: dict[str, Any], count: int) -> dict[str, bytes]:
    """Return the files of an answer that the search needs, without Pagefind's own interfaces.

    Raises ValueError where they contain fewer than `count` records.
    """
    known = {file["path"]: base64.b64decode(file["content"]) for file in answer["payload"]["files"]}
    entry = json.loads(known["pagefind-entry.json"])
    engines = [f"wasm.{one['wasm'] or 'unknown'}.pagefind" for one in entry["languages"].values()]
    needed = [path for pattern in (*CODE, *engines, *DATA) for path in sorted(fnmatch.filter(known, pattern))]
    if sum(path.endswith(".pf_fragment") for path in needed) < count:
        raise ValueError("it left out something that it was given")
    return {path: known[path] for path in needed}


def _reproducible(files: dict[str, bytes]) -> dict[str, bytes]:
    """Sort the values of the filters, whose order changes from run to run, and rename the files by their new hashes."""
    cbor2 = import_module("cbor2")
    name = next(name for name in files if name.endswith(".pf_meta"))
    contents = cbor2.loads(payload(files.pop(name)))
    entry = json.loads(files["pagefind-entry.json"])
    ((lang, about),) = entry["languages"].items()
    filters = []
    for title, old in sorted(contents[3]):
        label, values = cbor2.loads(payload(files.pop(f"filter/{old}.pf_filter")))
        data = cbor2.dumps([label, sorted(values)])
        new = f"{lang}_{hashlib.sha256(data).hexdigest()[:SHORT]}"
        files[f"filter/{new}.pf_filter"] = _wrapped(data)
        filters.append([title, new])
    contents[3] = filters
    data = cbor2.dumps(contents)
    about["hash"] = f"{lang}_{hashlib.sha256(data).hexdigest()[:LONG]}"
    files[f"pagefind.{about['hash']}.pf_meta"] = _wrapped(data)
    files["pagefind-entry.json"] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return files


def payload(data: bytes) -> bytes:
    """Return the content of one of Pagefind's files; ValueError for any other file."""
    content = gzip.decompress(data)
    if not content.startswith(MARK):
        raise ValueError("not a file of Pagefind's")
    return content[len(MARK) :]


def _wrapped(data: bytes) -> bytes:
    """Return a file as Pagefind writes it; which system wrote it is left unknown, as newer Pythons do."""
    made = gzip.compress(MARK + data, mtime=0)
    return made[:SYSTEM] + b"\xff" + made[SYSTEM + 1 :]
