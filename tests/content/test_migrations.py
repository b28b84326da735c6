"""A content folder states its format; one of another version is refused, or brought up to date."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import SOURCES, lay_project, run_in
from tests.content.folder import edit, files, fragment_with, parts_of, put, put_part
from tests.content.stops import stopped_after
from verbatim import cli
from verbatim.content import migrations
from verbatim.content.format import version
from verbatim.content.migrations import MIGRATIONS, Migration
from verbatim.content.store import load
from verbatim.core.errors import ContentError, ContentErrors

NEWER = "format = 7\n"


def renamed(content: Path) -> Mapping[str, bytes | None]:
    """Call every header `Source-Url` of a story `Source-Address`, as a later version might."""
    found = {path: path.read_bytes() for path in (content / "stories").glob("*.md")}
    changed = {f"stories/{path.name}": data.replace(b"Source-Url:", b"Source-Address:") for path, data in found.items()}
    return {**changed, "fragments/wall/.base/old.md": None}


def noted(content: Path) -> Mapping[str, bytes | None]:
    return {"people/ada-vell.md": (content / "stories/wall.md").read_bytes()}


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "content"
    (folder / "stories").mkdir(parents=True)
    (folder / "fragments/wall/.base").mkdir(parents=True)
    (folder / "fragments/wall/.base/old.md").write_text("old\n", "utf-8")
    (folder / "stories/wall.md").write_text("Title: Wall\nSource-Url:\n", "utf-8")
    return folder


@pytest.fixture
def third(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this program be one of format 3, which came by two invented steps."""
    monkeypatch.setattr(version, "FORMAT", 3)
    monkeypatch.setitem(MIGRATIONS, 1, Migration("Source-Url is called Source-Address", renamed))
    monkeypatch.setitem(MIGRATIONS, 2, Migration("people have files of their own", noted))


def test_there_is_a_migration_from_every_version_before_this_one() -> None:
    assert set(MIGRATIONS) == set(range(1, version.FORMAT))


@pytest.mark.usefixtures("third")
def test_each_step_says_what_it_does_and_is_on_the_disk(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["migrate"]) == 0
    assert capsys.readouterr().out == (
        "content: from format 1 to 2: Source-Url is called Source-Address\n"
        "  1 file written, 1 removed\n"
        "content: from format 2 to 3: people have files of their own\n"
        "  1 file written, 0 removed\n"
        "Look at it with git diff, then commit it: content/.verbatim belongs to it\n"
    )
    assert (content / ".verbatim").read_text("utf-8") == "format = 3\n"
    assert (content / "stories/wall.md").read_text("utf-8") == "Title: Wall\nSource-Address:\n"
    assert (content / "people/ada-vell.md").read_text("utf-8") == "Title: Wall\nSource-Address:\n"
    assert not (content / "fragments/wall/.base/old.md").exists()


@pytest.mark.usefixtures("third")
def test_a_migration_starts_from_the_version_that_is_stated(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (content / ".verbatim").write_text("format = 2\n", "utf-8")
    (content / "fragments/wall/.base/old.md").unlink()
    assert cli.main(["migrate"]) == 0
    assert "from format 2 to 3" in capsys.readouterr().out
    assert "Source-Url" in (content / "stories/wall.md").read_text("utf-8")


def test_a_folder_of_this_version_needs_nothing(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (content / "fragments/wall/.base/old.md").unlink()
    assert cli.main(["migrate"]) == 0
    told = capsys.readouterr().out
    assert told == "content: of format 2, which is what this version writes; nothing to do\n"
    assert (content / ".verbatim").read_text("utf-8") == "format = 2\n"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["migrate", "--content", str(tmp_path / "nowhere")]) == 1
    assert "there is no such folder" in capsys.readouterr().err


@pytest.mark.parametrize("said", ["format = 0\n", "format = two\n", "version = 1\n", "7\n", "format = ²\n"])
def test_a_file_that_states_no_version_is_refused(content: Path, said: str) -> None:
    (content / ".verbatim").write_text(said, "utf-8")
    with pytest.raises(ContentError, match="this is no version of a format"):
        version.format_of(content)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return lay_project(tmp_path / "project", [SOURCES / "ferry.txt"])


def test_the_first_split_states_the_format_and_what_follows_leaves_it(project: Path) -> None:
    assert run_in(project, "split").returncode == 0
    file = project / "content/.verbatim"
    assert file.read_text("utf-8") == "format = 2\n"
    before = file.stat().st_mtime_ns
    (project / "content/stories/ferry.md").write_text(
        (project / "content/stories/ferry.md").read_text("utf-8") + "\nOurs.\n", "utf-8"
    )
    assert run_in(project, "split").returncode == 0
    assert file.stat().st_mtime_ns == before


@pytest.mark.parametrize("command", ["split", "build", "check", "people list", "migrate"])
def test_every_command_refuses_a_folder_of_a_newer_version(project: Path, command: str) -> None:
    assert run_in(project, "split").returncode == 0
    (project / "content/.verbatim").write_text(NEWER, "utf-8")
    done = run_in(project, *command.split())
    assert done.returncode == 1
    assert "this folder is of format 7, and this Verbatim reads and writes format 2" in done.stderr
    assert "Upgrade the program: name a newer wheel" in done.stderr
    assert not (project / "output/index.html").exists()


# From format 1 to 2: what `split` last wrote is one file a story

TEXT = "Rain at Sund\n\n“It is a wall of paper,” said Ada Vell, the harbour master.\n\nIt rained on 3 March 2031.\n"


def as_format_1(content: Path, *stories: str) -> dict[str, bytes]:
    """Keep the bases of these stories as format 1 did; return them by path."""
    texts: dict[str, bytes] = {}
    for story in stories:
        base = content / f"fragments/{story}/.base.txt"
        texts |= {f"fragments/{story}/.base/{name}": data for name, data in parts_of(base).items()}
        base.unlink()
    for path, data in texts.items():
        (content / path).parent.mkdir(exist_ok=True)
        (content / path).write_bytes(data)
    return texts


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsroom with a published story and a draft; an editor changed who speaks in the first."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "content"
    put(folder, wall=TEXT, gate=TEXT)
    assert cli.main(["split"]) == 0
    edit(folder / "stories/wall.md", "Status: draft", "Status: published")
    assert cli.main(["split"]) == 0
    edit(fragment_with(folder, "paper"), 'speaker="ada-vell"', 'speaker="jon-marr"')
    assert cli.main(["split"]) == 0
    return folder


def test_what_split_wrote_stands_in_one_file_a_story_then_byte_for_byte(
    room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(room)
    assert "source.txt" in parts_of(room / "fragments/wall/.base.txt")
    old = as_format_1(room, "wall", "gate")
    (room / ".verbatim").unlink()  # as a folder from before that file
    capsys.readouterr()
    assert cli.main(["migrate"]) == 0
    assert f"2 files written, {len(old)} removed" in capsys.readouterr().out
    assert files(room) == before
    assert not [*room.glob("fragments/*/.base")]
    assert cli.main(["migrate"]) == 0
    assert "nothing to do" in capsys.readouterr().out


def test_edits_are_still_told_from_what_split_wrote(room: Path) -> None:
    as_format_1(room, "wall", "gate")
    (room / ".verbatim").write_text("format = 1\n", "utf-8")
    assert cli.main(["migrate"]) == 0
    wall = next(one for one in load(room).stories if one.id == "wall")
    assert [mark.attrs["by"] for one in wall.fragments for mark in one.marks if mark.kind == "quote"] == ["editor"]
    before = files(room)
    assert cli.main(["split", "wall", "gate"]) == 0
    assert files(room) == before


@pytest.mark.parametrize("name", ["split", "check", "people list"])
def test_an_older_folder_is_refused_until_it_was_migrated_and_left_as_it_is(
    room: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    as_format_1(room, "gate")
    (room / ".verbatim").unlink()
    before = files(room)
    assert cli.main(name.split()) == 1
    assert "content/.verbatim:1: this folder is of format 1" in capsys.readouterr().err
    assert files(room) == before


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (
            lambda path: edit(path, "Kind: heading", "Kind: head"),
            r"fragments/gate/\.base/010-.*\.md:2: Kind: head cannot",
        ),
        (lambda path: path.write_bytes(b""), r"fragments/gate/\.base/010-.*\.md:1: the header Kind is missing"),
        (lambda path: path.write_bytes(b"<<<<<<< ours\n"), r"fragments/gate/\.base/010-.*\.md:1: .*in conflict here"),
    ],
)
def test_what_an_older_split_wrote_and_cannot_be_read_stops_a_migration_before_it_writes(
    room: Path, damage: Callable[[Path], object], told: str
) -> None:
    as_format_1(room, "wall", "gate")
    (room / ".verbatim").write_text("format = 1\n", "utf-8")
    damage(min((room / "fragments/gate/.base").glob("*.md")))
    before = files(room)
    with pytest.raises(ContentErrors, match=told):
        list(migrations.migrate(room, lambda: None))
    assert files(room) == before


def test_a_migration_of_bases_stopped_at_any_file_is_carried_out_by_the_next_command_or_never_began(room: Path) -> None:
    wanted = files(room)
    old = {**as_format_1(room, "wall", "gate"), ".verbatim": b"format = 1\n"}
    for changes in range(100):
        for path in room.glob("fragments/*/.base.txt"):
            path.unlink()
        for path, data in old.items():
            (room / path).parent.mkdir(exist_ok=True)
            (room / path).write_bytes(data)
        with stopped_after(changes) as stopped:
            cli.main(["migrate"])
        assert cli.main(["migrate"]) == 0
        assert files(room) == wanted
        assert not [*room.glob("fragments/*/.base")]
        if not stopped[0]:
            break
    assert changes > len(old)


def test_a_story_of_the_older_format_that_a_merge_brought_is_told_and_taken_over(
    room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(room)
    as_format_1(room, "gate")
    for command in (["split", "gate"], ["check"]):
        assert cli.main(command) == 1
        told = capsys.readouterr().err
        assert "content/fragments/gate/.base: this folder is of format 1" in told
        assert "Run verbatim migrate" in told
    assert cli.main(["migrate"]) == 0
    assert "files of an older format" in capsys.readouterr().out
    assert files(room) == before


def test_of_two_bases_that_a_merge_left_the_older_programs_own_is_taken(room: Path) -> None:
    base = room / "fragments/gate/.base.txt"
    first = min(parts_of(base))
    (base.parent / ".base").mkdir()
    changed = parts_of(base)[first].replace(b"Rain", b"More rain", 1)
    (base.parent / ".base" / first).write_bytes(changed)
    before = parts_of(base)
    assert cli.main(["migrate"]) == 0
    assert parts_of(base) == {**before, first: changed}


def test_a_folder_of_others_files_is_neither_an_older_base_nor_removed(room: Path) -> None:
    (room / "fragments/gate/.base").mkdir()
    (room / "fragments/gate/.base/.DS_Store").write_bytes(b"1")
    (room / ".verbatim").unlink()
    assert cli.main(["split", "gate"]) == 0
    assert cli.main(["migrate"]) == 0
    assert (room / "fragments/gate/.base/.DS_Store").exists()


def test_a_damaged_base_stops_split_and_build_at_its_line_and_without_the_part_they_go_on(
    room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = room / "fragments/wall/.base.txt"
    whole, name = base.read_bytes(), fragment_with(room, "paper").name
    base.write_bytes(whole.replace(b"said [Ada", b"says [Ada"))
    line = whole[: whole.index(name.encode())].count(b"\n") + 1
    for command in (["split", "wall"], ["check"]):
        assert cli.main(command) == 1
        assert f"content/fragments/wall/.base.txt:{line}: this part is not as split wrote it" in capsys.readouterr().err
    base.write_bytes(whole)
    put_part(base, name, None)
    before = fragment_with(room, "paper").read_bytes()
    assert cli.main(["split", "wall"]) == 0
    assert fragment_with(room, "paper").read_bytes() == before
