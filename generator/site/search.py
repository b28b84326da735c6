"""The search's index in a build. Records come in, the files of `/pagefind/` go out.

The records are made from the graph, not from pages, and the indexer runs beside what is done after the pages, so that
neither waits for the other; the index goes live with the pages that it leads to. What was indexed is kept in the cache
by the digest of its records, and the indexer runs again only when a word of them changed.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from generator.site.pagefind import NoPagefindError, indexed, program
from generator.site.settings import is_off
from generator.site.writer import write_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.publish.search_records import Record

FOLDER = "pagefind"
# Part of the digest: a kept index made by other code than this is not used.
FORM = "1"

log = logging.getLogger(__name__)


class Index:
    """The index of one build, which is begun before the pages are written and collected after them."""

    def __init__(self, held: list[Record], lang: str, cache: Path) -> None:
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


def digest(held: list[Record], lang: str) -> str:
    """Return what tells whether an index of the cache is that of these records."""
    made_by = _version()
    words = json.dumps([FORM, made_by, lang, held], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def _version() -> str:
    try:
        return str(program().stat().st_size)
    except (NoPagefindError, OSError):
        return ""


def _timed(held: list[Record], lang: str) -> dict[str, bytes]:
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
        write_bytes(aside / name, data)
    aside.rename(folder)
