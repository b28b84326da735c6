"""Keeps the main text of each HTML source, takes it anew from a newer page, and never over an editor's correction.

`content/sources/.extracted/` has of a page `ferry.html`:

- `ferry.txt`, its main text. All offsets refer to it, and an editor may correct it.
- `ferry.sha256`, which `sha256sum --check` reads: the page that the text was taken from, and the text as it was taken.
  Where the text is not the one in this list, or is not listed, an editor corrected it.
"""

import re
from pathlib import Path
from typing import NamedTuple

from verbatim.content.layout import extracted_path, story_of
from verbatim.content.sources.html import ExtractedPage, extract
from verbatim.core.errors import Advice
from verbatim.core.files import LARGEST_SOURCE, display_path, read_file, read_if_there
from verbatim.core.text import decode, sha256_bytes

SUM = re.compile(r"([0-9a-f]{64})  (\S.*)")


class PageText(NamedTuple):
    """The text of a page as it is kept, with what the page says of itself.

    `sha256` is of the page that the words were taken from, "" if its bytes are not there any more. `files` are
    to be written. `stale` says that a corrected text was kept although its page is newer.
    """

    page: ExtractedPage
    sha256: str
    files: tuple[tuple[Path, bytes], ...] = ()
    stale: Advice | None = None


class TextState(NamedTuple):
    """What is kept of a page: the text's bytes, none if there is no file, and the two hashes of the list."""

    text: bytes
    page_sha256: str
    text_sha256: str

    @property
    def is_ours(self) -> bool:
        """Whether the text is as it was taken from the page, but for a line end that a program added as it saved."""
        return self.text_sha256 in (sha256_bytes(self.text), sha256_bytes(self.text.rstrip(b"\r\n")))


def page_text(path: Path, data: bytes) -> PageText:
    """Return the text of a page: the one that is kept, or that of `data` where the page is newer.

    Raises ContentError for a page that cannot be read.
    """
    state, digest = _state(path), sha256_bytes(data)
    if not state.text or (state.is_ours and state.page_sha256 != digest):
        return fresh_text(path, data)
    text, new = _decoded(path, state.text), extract(data, display_path(path))
    if state.page_sha256 == digest:
        return PageText(ExtractedPage(text, new.facts), digest)
    if new.text == text:
        return PageText(new, digest, _taken(path, data, state.text))
    return PageText(ExtractedPage(text, new.facts), "", stale=_stale(path, text, new.text))


def fresh_text(path: Path, data: bytes) -> PageText:
    """Return the text of a page as it is now, whatever was kept."""
    page = extract(data, display_path(path))
    return PageText(page, sha256_bytes(data), _taken(path, data, page.text.encode()))


def kept_text(path: Path, data: bytes) -> tuple[tuple[Path, bytes], ...]:
    """Return the files that make the corrected text of a page that of the page as it is now."""
    state = _state(path)
    if not state.text or state.is_ours:
        return ()
    return ((_sums_path(path), f"{sha256_bytes(data)}  ../{path.name}\n".encode()),)


def stale_text(path: Path) -> Advice | None:
    """Return whether the text of a page is an editor's and the page is not the one that it was taken from."""
    data, state = read_file(path, largest=LARGEST_SOURCE), _state(path)
    if not state.text or state.is_ours or state.page_sha256 == sha256_bytes(data):
        return None
    return page_text(path, data).stale


def read_extracted(path: Path) -> str:
    """Return the text that is kept of a page. Raises ContentError if there is none."""
    return _decoded(path, read_file(extracted_path(path), largest=LARGEST_SOURCE))


def _decoded(path: Path, data: bytes) -> str:
    return decode(data, path=display_path(extracted_path(path))).text


def _sums_path(path: Path) -> Path:
    return extracted_path(path).with_suffix(".sha256")


def _state(path: Path) -> TextState:
    text, sums = extracted_path(path), _sums_path(path)
    data = read_if_there(text, display_path(text), LARGEST_SOURCE)
    lines = read_if_there(sums, display_path(sums)).decode("utf-8", "replace").splitlines()
    listed = {found[2]: found[1] for found in map(SUM.fullmatch, lines) if found}
    return TextState(data, listed.get(f"../{path.name}", ""), listed.get(text.name, ""))


def _taken(path: Path, data: bytes, text: bytes) -> tuple[tuple[Path, bytes], ...]:
    """Return what is kept of a page and the text that was taken from it."""
    kept = extracted_path(path)
    sums = f"{sha256_bytes(data)}  ../{path.name}\n{sha256_bytes(text)}  {kept.name}\n"
    # In this order: a text that is not in the list is taken for an editor's.
    return ((kept, text), (_sums_path(path), sums.encode()))


def _stale(path: Path, text: str, new: str) -> Advice:
    here, there = text.splitlines(), new.splitlines()
    line = next((at for at, pair in enumerate(zip(here, there, strict=False), 1) if pair[0] != pair[1]), 0)
    fact = f"this text was corrected by hand, and {display_path(path)} is a newer page now; your text was kept"
    story = story_of(path)
    ways = (
        f"split --extract {story} to take the page's text, or verbatim split --keep-text {story} if this text is right"
    )
    fix = f"Run verbatim {ways}"
    return Advice(display_path(extracted_path(path)), line or min(len(here), len(there)) + 1, fact, fix)
