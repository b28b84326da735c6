"""What the wheel and the sdist hold, and what the wheel says of itself."""

import re
import tarfile
import tomllib
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from supply.locked import normal, pinned
from tests.package.conftest import ROOT, build
from verbatim.core import __version__

LEFTOVERS = re.compile(r"(^|/)(tests?|__pycache__|node_modules)(/|$)|\.(pyc|po~|orig|rej)$|(^|/)\.(?!ci)")
MAPPED = {
    "generator/verbatim": "verbatim",
    "generator/pelican": "pelican",
    "theme": "verbatim/theme",
    "content/pages": "verbatim/cli/starter/content/pages",
}


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as held:
        return set(held.namelist())


@pytest.fixture(scope="module")
def metadata(wheel: Path, names: set[str]) -> Message:
    (name,) = (one for one in names if one.endswith(".dist-info/METADATA"))
    with zipfile.ZipFile(wheel) as held:
        return message_from_bytes(held.read(name))


def test_the_wheel_holds_the_program_the_theme_and_the_first_pages_and_nothing_else_of_ours_or_pelicans(
    names: set[str],
) -> None:
    wanted = {
        f"{there}/{path.relative_to(ROOT / here).as_posix()}"
        for here, there in MAPPED.items()
        for path in (ROOT / here).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in names if ".dist-info/" not in name} == wanted
    assert {name for name in names if LEFTOVERS.search(name)} == set()
    assert not names & {"pelican/__init__.py", "pelican/plugins/__init__.py"}  # the namespace is Pelican's


def test_every_package_that_a_build_needs_is_asked_for_in_a_range_that_holds_the_locked_version(
    metadata: Message,
) -> None:
    asked = map(Requirement, metadata.get_all("Requires-Dist", []))
    needs = {normal(one.name): one for one in asked if not one.marker}
    text = (ROOT / "requirements/site.in").read_text(encoding="utf-8")
    direct = {normal(name) for name in re.findall(r"^([\w-]+)==", text, re.MULTILINE)}
    assert direct | {"markupsafe"} == set(needs)
    locked = {pin.name: pin.version for pin in pinned(ROOT / "requirements/site.txt")}
    assert {name for name, one in needs.items() if not one.specifier.contains(locked[name])} == set()
    assert {name for name, one in needs.items() if not re.search(r">=\d", str(one.specifier))} == set()
    assert {name for name, one in needs.items() if "==" in str(one.specifier)} == set()


def test_the_cluster_and_signing_are_extras(metadata: Message) -> None:
    assert metadata.get_all("Provides-Extra") == ["cluster", "sign"]
    asked = {one.name: one for one in map(Requirement, metadata.get_all("Requires-Dist", [])) if one.marker}
    assert asked.keys() == {"distributed", "py-minisign"}
    for name, lock in (("distributed", "requirements/cluster.txt"), ("py-minisign", "requirements/sign.txt")):
        locked = {pin.name: pin.version for pin in pinned(ROOT / lock)}
        assert asked[name].specifier.contains(locked[name])


def test_the_wheel_says_what_it_is(metadata: Message) -> None:
    classifiers = set(metadata.get_all("Classifier", []))
    assert (metadata["Name"], metadata["Version"]) == ("pelican-verbatim", __version__)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert ("version" in project, project["dynamic"]) == (False, ["version"])  # it stands in one place
    assert metadata["License-Expression"] == "AGPL-3.0-or-later"
    assert metadata.get_all("License-File") == ["LICENSE", "OUTPUT-EXCEPTION.md"]
    assert {"Framework :: Pelican :: Plugins", "Framework :: Pelican :: Themes", "Typing :: Typed"} <= classifiers
    assert SpecifierSet(metadata["Requires-Python"]).contains("3.11.0")
    assert not SpecifierSet(metadata["Requires-Python"]).contains("3.10.13")
    assert not [one for one in classifiers if one.startswith("License ::")]  # the expression stands for it


@pytest.mark.campaign("tests/package/conftest.py", "pyproject.toml", ".ci")
def test_the_sdist_builds_the_same_wheel_and_has_the_tests(dist: Path, wheel: Path, tmp_path: Path) -> None:
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as held:
        names = [name.partition("/")[2] for name in held.getnames()]
        held.extractall(tmp_path, filter="data")
    (tree,) = tmp_path.iterdir()
    build(tree, tmp_path / "dist")
    assert (tmp_path / "dist" / wheel.name).read_bytes() == wheel.read_bytes()
    assert (tmp_path / "dist" / sdist.name).read_bytes() == sdist.read_bytes()
    beside = {"Makefile", "requirements/test.txt", "pelicanconf.py", ".ci/run", "output/.gitignore"}
    assert {*beside, "tests/conftest.py"} <= set(names)
    assert [name for name in names if re.search(r"\.pyc$|^\.venv|^\.cache|node_modules", name)] == []
