"""The site to measure: its folder, its local address, its pages by kind."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
NODE_MODULES = ROOT / "quality/node_modules"
BODY = re.compile(r'<body class="page page--([\w-]+)')
FRAMES = "embed/"


class Page(NamedTuple):
    """A page: its file under the folder, its kind (the theme's name and the first folder), its bytes."""

    file: str
    kind: str
    size: int


class Site:
    """A built site that a server of this machine shows at `url`, which ends without a slash."""

    def __init__(self, folder: Path, url: str, look: str) -> None:
        self.folder = folder.resolve()
        self.url = url
        self.look = look

    @cached_property
    def pages(self) -> list[Page]:
        """Every page, in the order of their files."""
        return [self._page(path) for path in sorted(self.folder.rglob("*.html"))]

    @cached_property
    def samples(self) -> list[Page]:
        """Return the largest page of each kind, which is most likely to contain everything that the kind can."""
        largest: dict[str, Page] = {}
        for page in self.pages:
            if page.kind not in largest or page.size > largest[page.kind].size:
                largest[page.kind] = page
        return [largest[kind] for kind in sorted(largest)]

    def of_kind(self, kind: str) -> list[Page]:
        """Return the pages of one kind."""
        return [page for page in self.pages if page.kind == kind]

    def address(self, file: str) -> str:
        """Return where a page is served: its folder's address where it is an index."""
        return f"{self.url}/{file.removesuffix('index.html') if file.endswith('index.html') else file}"

    def file_of(self, address: str) -> str:
        """Return the file that an address of this site or a path of this machine means."""
        path = address.removeprefix("file://").removeprefix(str(self.folder)).removeprefix(self.url).lstrip("/")
        return f"{path}index.html" if path.endswith("/") or not path else path

    def _page(self, path: Path) -> Page:
        file = path.relative_to(self.folder).as_posix()
        text = path.read_text(encoding="utf-8")
        return Page(file, _kind(file, text), len(text.encode()))


def _kind(file: str, text: str) -> str:
    folder = file.split("/", maxsplit=1)[0]
    if file.startswith(FRAMES):
        return f"frame of {file.split('/')[1]}"
    found = BODY.search(text)
    kind = found[1] if found else "other"
    return kind if folder == file else f"{kind} in {folder}"
