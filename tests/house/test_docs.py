"""The documents tell the truth: links lead somewhere, commands and settings exist."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s#]+)(?:#[^)\s]*)?\)")
MAKE = re.compile(r"^\s*make ([a-z_-]+)", re.MULTILINE)
COMMAND = re.compile(r"python -m generator ([a-z-]+)")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_link_of_a_document_leads_to_a_file(doc: Path) -> None:
    targets = [t for t in LINK.findall(doc.read_text(encoding="utf-8")) if not re.match(r"[a-z]+:", t)]
    assert [t for t in targets if not (doc.parent / t).exists()] == []


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_make_target_that_a_document_names_exists(doc: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z_-]+)(?: [a-z_ -]+)?:", makefile, re.MULTILINE))
    for line in re.findall(r"^([a-z_ -]+):", makefile, re.MULTILINE):
        targets |= set(line.split())
    assert set(MAKE.findall(doc.read_text(encoding="utf-8"))) - targets == set()


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_command_that_a_document_names_exists(doc: Path) -> None:
    named_commands = set(COMMAND.findall(doc.read_text(encoding="utf-8")))
    helped = subprocess.run(
        [sys.executable, "-m", "generator", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert {name for name in named_commands if not re.search(rf"^  {name}\b", helped, re.MULTILINE)} == set()


def test_every_direct_dependency_has_its_reason() -> None:
    told = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    wanted = set()
    for lock in ("requirements.in", "requirements-test.in"):
        for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
            if match := re.match(r"([A-Za-z][\w-]*)", line):
                wanted.add(match[1].lower())
    assert {name for name in wanted if f"`{name}`" not in told} == set()
