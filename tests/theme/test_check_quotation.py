"""check-quotation.py, which readers run: it finds right pages right, and says what is wrong with others."""

import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT

PROGRAM = ROOT / "theme/static/check-quotation.py"
LONGEST = 200  # lines that a stranger reads in ten minutes


def check(page: Path | str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-I", PROGRAM, str(page)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def pages(demo_site: Path) -> list[Path]:
    return [path for path in sorted(demo_site.rglob("index.html")) if b"data-char" in path.read_bytes()]


def a_page(site: Path) -> Path:
    found = sorted((site / "quotes").glob("q-*/index.html"))
    return next(path for path in found if b"data-speaker" in path.read_bytes())


@pytest.fixture
def page(demo_site: Path, tmp_path: Path) -> Path:
    """A page of a quotation, to change, in a copy of what is read of its site."""
    page = a_page(demo_site).relative_to(demo_site)
    for name in ("SHA256SUMS", "data/quotes.json", page):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(demo_site / name, tmp_path / name)
    shutil.copytree(demo_site / "sources", tmp_path / "sources")
    return tmp_path / page


def test_it_is_short_and_needs_nothing_but_python() -> None:
    text = PROGRAM.read_text("utf-8")
    imported = set(re.findall(r"^(?:import|from) ([\w]+)", text, re.MULTILINE))
    assert len(text.splitlines()) <= LONGEST
    assert imported <= sys.stdlib_module_names


def test_every_page_of_a_site_is_right(pages: list[Path]) -> None:
    assert len(pages) > 50
    main = runpy.run_path(str(PROGRAM))["main"]
    assert [page for page in pages[:: max(1, len(pages) // 40)] if main([str(page)]) != 0] == []


def test_it_stands_on_every_site_as_it_is_in_the_repository(demo_site: Path) -> None:
    assert (demo_site / "verify/check-quotation.py").read_bytes() == PROGRAM.read_bytes()


def test_a_quotation_page_leads_to_where_its_words_are_checked(demo_site: Path) -> None:
    link = r'<a href="[^"]*verify/(?:index\.html)?\?story=[\w-]+">Check these words'
    assert re.search(link, a_page(demo_site).read_text("utf-8"))


FORGED: dict[str, Callable[[str], str]] = {
    "shown as": lambda page: re.sub(r'(<span data-story="[^"]*" data-char="[^"]*">)\w+', r"\1Never", page, count=1),
    "there stands": lambda page: re.sub(
        r'data-char="(\d+),', lambda found: f'data-char="{int(found[1]) + 1},', page, count=1
    ),
    "somebody-else": lambda page: re.sub(r'data-speaker="[\w-]+"', 'data-speaker="somebody-else"', page),
    "is shown as Somebody Else": lambda page: re.sub(
        r'(data-speaker="[\w-]+"[^>]*>(?:<[^>]*>)*)[^<]+', r"\1Somebody Else", page
    ),
    "is not the file that SHA256SUMS lists": lambda page: page.replace("</body>", "<!-- --></body>"),
}


@pytest.mark.parametrize("fact", FORGED)
def test_what_is_forged_on_a_page_is_named_with_its_line(page: Path, fact: str) -> None:
    page.write_text(FORGED[fact](page.read_text("utf-8")), encoding="utf-8")
    status, told = check(page)
    assert status == 1
    assert fact in told


def test_a_page_of_no_such_site_cannot_be_checked(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>Words</p>", encoding="utf-8")
    assert check(tmp_path / "page.html")[0] == 2
