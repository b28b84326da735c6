"""Serves the site of the three invented stories as the measurements see it, and a page with a fault of each kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quality.browser import dismiss
from quality.hosting import host
from quality.site import Site
from tests.background import serving

FAULTY = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Faults</title><link rel="stylesheet" href="faults.css">
<script src="missing.js"></script></head>
<body class="page page--faults"><main>
<h1>Faults</h1>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">
<p class="pale">Words that are too pale to read</p>
<p class="wide">Wider than a phone</p>
<p class="tight">Just room enough</p>
<figure data-quote="q-1"><blockquote><p><span data-char="0,9">Nets torn</span></p></blockquote></figure>
<button></button>
</main></body></html>
"""
SHEET = ".pale { color: #ddd; background: #fff; font-size: 14px }\n.wide { width: 900px; colour: red }\n"
SHEET += ".tight { font: 16px sans-serif; width: 9em; white-space: nowrap; overflow: hidden }\n"


@pytest.fixture(scope="session", autouse=True)
def _dismissed() -> Iterator[None]:
    """End the browsers that the checks keep for the next one."""
    yield
    dismiss()


def served(folder: Path) -> Iterator[Site]:
    with serving(host(folder)) as port:
        yield Site(folder, f"http://127.0.0.1:{port}", "")


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("faulty")
    (folder / "stories").mkdir()
    (folder / "stories/index.html").write_text(FAULTY, encoding="utf-8")
    (folder / "stories/faults.css").write_text(SHEET, encoding="utf-8")
    yield from served(folder)


@pytest.fixture(scope="module")
def newsroom(built_project: Path) -> Iterator[Site]:
    """The built site of the tests, as a host on the web would send it."""
    yield from served(built_project / "output")
