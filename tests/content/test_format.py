"""A content folder states its format; one of another version is refused, and so is a damaged base."""

from pathlib import Path

import pytest

from tests.conftest import SOURCES, Say, lay_project, ran, refused
from tests.content.folder import edit, fragment_with, put, put_part
from verbatim.content.transaction import hold_format
from verbatim.core.errors import ContentError

TEXT = "Rain at Sund\n\n“It is a wall of paper,” said Ada Vell.\n"


@pytest.mark.parametrize("said", ["format = 0\n", "format = two\n", "version = 2\n", "7\n", "format = ²\n"])
def test_a_file_that_states_no_version_is_refused(tmp_path: Path, said: str) -> None:
    (tmp_path / ".verbatim").write_text(said, "utf-8")
    with pytest.raises(ContentError, match="this is no version of a format"):
        hold_format(tmp_path)


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose content folder a newer version of the program writes. Nobody may change it."""
    project = lay_project(tmp_path_factory.mktemp("newer") / "project", [SOURCES / "ferry.txt"])
    ran(project, "split")
    file = project / "content/.verbatim"
    assert file.read_text("utf-8") == "format = 2\n"
    file.write_text("format = 7\n", "utf-8")
    return project


@pytest.mark.parametrize("command", ["split", "build", "check", "people list"])
def test_every_command_refuses_a_folder_of_a_newer_version(newer: Path, command: str) -> None:
    told = refused(newer, *command.split())
    assert "this folder is of format 7, and this Verbatim reads and writes format 2" in told
    assert "Upgrade the program: name a newer wheel" in told
    assert not (newer / "output/index.html").exists()


def test_a_damaged_base_stops_split_and_build_at_its_line_and_without_the_part_they_go_on(
    content: Path, say: Say
) -> None:
    put(content, wall=TEXT)
    assert say("split").status == 0
    fragment, base = fragment_with(content, "paper"), content / "fragments/wall/.base.txt"
    edit(fragment, 'speaker="ada-vell"', 'speaker="jon-marr"')
    whole = base.read_bytes()
    base.write_bytes(whole.replace(b"said [Ada", b"says [Ada"))
    line = whole[: whole.index(fragment.name.encode())].count(b"\n") + 1
    for command in (["split", "wall"], ["check"]):
        status, _, told = say(*command)
        assert status == 1
        assert f"content/fragments/wall/.base.txt:{line}: this part is not as split wrote it" in told
    base.write_bytes(whole)
    put_part(base, fragment.name, None)
    before = fragment.read_bytes()
    assert say("split", "wall").status == 0
    assert fragment.read_bytes() == before
