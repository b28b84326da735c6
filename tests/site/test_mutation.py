"""One character changed in any one file of a built site is found: by the sums always, by the words where words are."""

import re
from pathlib import Path

import pytest

from tests.conftest import ran
from verbatim.verify import verify, write_sums

pytestmark = pytest.mark.campaign("generator/verbatim/verify")


def kinds(site: Path) -> list[Path]:
    """Return one file of each kind and folder, which stands for those like it."""
    seen: dict[str, Path] = {}
    for path in sorted(site.rglob("*")):
        if path.is_file() and path.name not in {"SHA256SUMS", ".gitignore"}:
            parent = path.relative_to(site).parent.parts
            seen.setdefault(f"{parent[:2]}{path.suffix}", path)
    return list(seen.values())


def test_the_built_site_verifies(built_project: Path) -> None:
    said = ran(built_project, "verify")
    assert "verified" in said


VERIFIED = ("generator/verbatim/verify", "generator/verbatim/site/hosting.py")


@pytest.mark.parametrize(
    "pattern",
    ["stories/harbour/index.html", pytest.param("", marks=pytest.mark.campaign(*VERIFIED))],
    ids=["a story's page", "any"],
)
def test_one_byte_changed_in_one_file_is_found(copied_project: Path, pattern: str) -> None:
    site, sources = copied_project / "output", copied_project / "content/sources"
    missed = []
    for path in [site / pattern] if pattern else kinds(site):
        data = path.read_bytes()
        middle = len(data) // 2
        path.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
        if not verify(site, sources).faults:
            missed.append(path)
        path.write_bytes(data)
    assert missed == []
    assert verify(site, sources).faults == ()


@pytest.mark.parametrize(
    "pattern",
    [
        "stories/harbour/index.html",
        "quotes/q-*/index.html",
        "embed/quotes/q-*/index.html",
        "people/ada-vell/index.html",
        "feeds/all.atom.xml",
        "feeds/all.json",
        "feeds/sections/*.atom.xml",
        "feeds/people/*.json",
        "data/stories/harbour.json",
        "data/stories/harbour.quotes.csv",
        "data/stories/harbour.annotations.jsonld",
        "data/quotes.json",
        "sources/harbour.txt",
        "cards/q-*.svg",
    ],
)
def test_a_changed_word_is_found_without_the_sums(copied_project: Path, pattern: str) -> None:
    site, sources = copied_project / "output", copied_project / "content/sources"
    path = next(path for path in sorted(site.glob(pattern)) if "watched" in path.read_text(encoding="utf-8"))
    text = path.read_text(encoding="utf-8")
    at = [found.start() for found in re.finditer("watched", text)]
    assert at
    for start in at:
        path.write_text(text[:start] + "m" + text[start + 1 :], encoding="utf-8")
        write_sums(site)
        assert verify(site, sources).faults, text[start - 80 : start + 20]
