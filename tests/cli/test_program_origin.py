"""What a newsroom installs: a wheel or a commit that somebody named, never a name that anybody may take."""

import zipfile
from pathlib import Path

import pytest

from tests.conftest import ran, run_in
from verbatim.cli.program_origin import ProgramOrigin, read_origin

NAME = "pelican_verbatim-0.1.0-py3-none-any.whl"


def made_wheel(folder: Path, name: str = NAME, package: str = "pelican-verbatim") -> Path:
    with zipfile.ZipFile(folder / name, "w") as held:
        held.writestr("pelican_verbatim-0.1.0.dist-info/METADATA", f"Metadata-Version: 2.4\nName: {package}\n")
    return folder / name


@pytest.mark.parametrize(("value", "line"), [
    ("https://git.example/ada/verbatim.git@89ab", "git+https://git.example/ada/verbatim.git@89ab"),
    ("git+https://git.example/verbatim@v1.0", "git+https://git.example/verbatim@v1.0"),
    ("ssh://git@git.example:22/verbatim.git@89ab", "git+ssh://git@git.example:22/verbatim.git@89ab"),
])  # fmt: skip
def test_an_address_is_read_as_pip_reads_it(value: str, line: str) -> None:
    assert read_origin(value) == ProgramOrigin(f"pelican-verbatim @ {line}")


@pytest.mark.parametrize("value", [
    "", "pelican-verbatim", "https://git.example/verbatim.git", "https://git.example@89ab",
    "/srv/verbatim.git@89ab",
    "http://git.example/verbatim@89ab",
    "https://ada:word@git.example/verbatim@89ab", "https://key@git.example/v@89ab",
    "ssh://git:word@git.example/verbatim@89ab", "https://git.example/verbatim@--upload-pack=x",
    "https://git.example/v@89ab; rm -rf .", "https://git.example/v@89ab\nother", "https://git.example/$(id)@89ab",
    "file:///srv/verbatim.git@89ab", "git@git.example:verbatim.git@89ab", "nowhere.whl",
])  # fmt: skip
def test_what_cannot_be_installed_by_others_or_is_more_than_an_address_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="whl"):
        read_origin(value)


def test_a_wheel_is_copied_into_the_newsroom_and_named_there(tmp_path: Path) -> None:
    wheel = made_wheel(tmp_path)
    ran(tmp_path, "init", "paper", "--yes", "--from", NAME)
    assert f"./wheels/{NAME}" in (tmp_path / "paper/requirements.txt").read_text("utf-8").splitlines()
    assert (tmp_path / "paper/wheels" / NAME).read_bytes() == wheel.read_bytes()


@pytest.mark.parametrize(("name", "package"), [(NAME, "other"), ("other-0.1.0-py3-none-any.whl", "pelican-verbatim")])
def test_a_wheel_of_another_package_is_refused_and_nothing_is_begun(tmp_path: Path, name: str, package: str) -> None:
    made_wheel(tmp_path, name, package)
    done = run_in(tmp_path, "init", "paper", "--yes", "--from", name)
    assert done.returncode == 2
    assert f"{name} is no wheel of pelican-verbatim" in done.stderr
    assert not (tmp_path / "paper").exists()
