"""What a newsroom installs: a wheel or a commit that somebody named, never a name that anybody may take."""

import json
import subprocess
import zipfile
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from tests.conftest import run_in
from verbatim.cli import program_origin
from verbatim.cli.program_origin import ProgramOrigin, known_origin, read_origin

NAME = "pelican_verbatim-0.1.0-py3-none-any.whl"
COMMIT = "89ab" * 10


def made_wheel(folder: Path, name: str = NAME, package: str = "pelican-verbatim") -> Path:
    with zipfile.ZipFile(folder / name, "w") as held:
        held.writestr("pelican_verbatim-0.1.0.dist-info/METADATA", f"Metadata-Version: 2.4\nName: {package}\n")
    return folder / name


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("https://git.example/ada/verbatim.git@89ab", "git+https://git.example/ada/verbatim.git@89ab"),
        ("git+https://git.example/verbatim@v1.0", "git+https://git.example/verbatim@v1.0"),
        ("ssh://git@git.example:22/verbatim.git@89ab", "git+ssh://git@git.example:22/verbatim.git@89ab"),
        ("git@git.example:ada/verbatim.git@89ab", "git+ssh://git@git.example/ada/verbatim.git@89ab"),
        (f"https://news.example/{NAME}", f"https://news.example/{NAME}"),
    ],
)
def test_an_address_is_read_as_pip_reads_it(value: str, line: str) -> None:
    assert read_origin(value) == ProgramOrigin(f"pelican-verbatim @ {line}")


@pytest.mark.parametrize(
    "value",
    [
        "", "pelican-verbatim", "https://git.example/verbatim.git", "https://git.example@89ab",
        "/srv/verbatim.git@89ab",
        "http://git.example/verbatim@89ab",
        "https://ada:word@git.example/verbatim@89ab", "https://key@git.example/v@89ab",
        "ssh://git:word@git.example/verbatim@89ab", "https://git.example/verbatim@--upload-pack=x",
        "https://git.example/v@89ab; rm -rf .", "https://git.example/v@89ab\nother", "https://git.example/$(id)@89ab",
        "file:///srv/verbatim.git@89ab", "https://news.example/other-1.0-py3-none-any.whl", "nowhere.whl",
    ],
)  # fmt: skip
def test_what_cannot_be_installed_by_others_or_is_more_than_an_address_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="whl"):
        read_origin(value)


def test_a_wheel_is_copied_into_the_newsroom_and_named_there(tmp_path: Path) -> None:
    wheel = made_wheel(tmp_path)
    done = run_in(tmp_path, "init", "paper", "--yes", "--from", NAME)
    assert done.returncode == 0, done.stderr
    assert f"./wheels/{NAME}" in (tmp_path / "paper/requirements.txt").read_text("utf-8").splitlines()
    assert (tmp_path / "paper/wheels" / NAME).read_bytes() == wheel.read_bytes()


@pytest.mark.parametrize(("name", "package"), [(NAME, "other"), ("other-0.1.0-py3-none-any.whl", "pelican-verbatim")])
def test_a_wheel_of_another_package_is_refused_and_nothing_is_begun(tmp_path: Path, name: str, package: str) -> None:
    made_wheel(tmp_path, name, package)
    done = run_in(tmp_path, "init", "paper", "--yes", "--from", name)
    assert done.returncode == 2
    assert f"{name} is no wheel of pelican-verbatim" in done.stderr
    assert not (tmp_path / "paper").exists()


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "verbatim"
    folder.mkdir()
    (folder / "pyproject.toml").touch()
    monkeypatch.setattr(program_origin, "CHECKOUT", folder)
    return folder


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=EV", "-c", "user.email=ev@sund.example", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_a_checkout_is_known_by_its_remote_once_that_has_its_commit(checkout: Path) -> None:
    assert known_origin() == ""
    git(checkout, "init", "--quiet")
    git(checkout, "commit", "--quiet", "--allow-empty", "--message", "first")
    git(checkout, "remote", "add", "origin", "https://git.example/verbatim.git")
    commit = git(checkout, "rev-parse", "HEAD")
    assert known_origin() == ""
    git(checkout, "update-ref", "refs/remotes/origin/main", commit)
    assert known_origin() == f"https://git.example/verbatim.git@{commit}"
    git(checkout, "remote", "set-url", "origin", "/srv/verbatim.git")
    assert known_origin() == ""


def test_what_pip_was_given_is_known_where_it_is_still_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel, held = made_wheel(tmp_path), tmp_path / "direct_url.json"
    (tmp_path / "METADATA").write_text("Metadata-Version: 2.4\nName: pelican-verbatim\nVersion: 0.1.0\n", "utf-8")
    monkeypatch.setattr(program_origin, "CHECKOUT", tmp_path)
    monkeypatch.setattr(program_origin, "distribution", lambda _: Distribution.at(tmp_path))
    archive: dict[str, object] = {"archive_info": {}}
    cases = {
        f"https://git.example/v@{COMMIT}": {"url": "https://git.example/v", "vcs_info": {"commit_id": COMMIT}},
        str(wheel): {"url": wheel.as_uri(), **archive},
        f"https://news.example/{NAME}": {"url": f"https://news.example/{NAME}", **archive},
        "": {"url": (tmp_path / "gone.whl").as_uri(), **archive},
    }  # fmt: skip
    assert known_origin() == ""
    for known, told in cases.items():
        held.write_text(json.dumps(told), "utf-8")
        assert known_origin() == known
