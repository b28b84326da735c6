"""Hostile names of files, and links among them: refused with a clear word or built, never followed, never a trace."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ran, run_in
from verbatim.content import load
from verbatim.content.layout import sources_in
from verbatim.content.sources.loading import load as load_source
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.filestate import tree_of
from verbatim.site.context import refuse_symlinks

TEXT = b"Rain at Sund\n\n\xe2\x80\x9cIt rained\xe2\x80\x9d, said Ada Vell.\n"
STORY = "Title: Rain\nDate: 2031-03-04\nSource: rain.txt\n\n"
UNWRITTEN = (
    b"a  b.txt", b" lead.txt", b"new\nline.txt", b"tab\there.txt", b"\xff\xfe.txt", b"bell\x07.txt",
    b"x#char=1,2.txt", b"back\\slash.txt", "\u202etxt.exe.txt".encode(), "\ufeffbom.txt".encode(),
    "\u2028.txt".encode(), "a\u00a0b.txt".encode(),
)  # fmt: skip
WRITTEN = (
    b"tr .txt", b'q"uote<b>.txt', b"dot..dot.txt", b"caf\xc3\xa9.txt", b"-dash.txt", b"--help.txt",
    b"a:b.txt", b"%2e%2e.txt", b"n" * 251 + b".txt", b"index.txt", b"con.txt", b"*.txt", b"$(id).txt",
    b"{x}.txt", "田.txt".encode(), "🏴.txt".encode(),
)  # fmt: skip


def put(folder: Path, name: bytes, data: bytes = TEXT) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", UNWRITTEN)
def test_a_source_whose_name_no_header_can_hold_is_refused(tmp_path: Path, name: bytes) -> None:
    with pytest.raises(ContentError, match="cannot stand in a line") as refused:
        load_source(put(tmp_path / "content/sources", name))
    assert str(refused.value).isprintable()


def test_sources_of_strange_names_are_split_and_read_back(project: Path) -> None:
    for name in WRITTEN:
        put(project / "content/sources", name)
    ran(project, "split")
    assert len(load(project / "content").stories) == len(WRITTEN)


@pytest.mark.parametrize(("one", "other"), [
    ("caf\u00e9.txt", "cafe\u0301.txt"), ("Rain.txt", "rain.txt"), ("rain.txt", "rain.md"), ("rain!.txt", "rain.txt"),
], ids=["forms of a letter", "capitals", "kinds", "marks"])  # fmt: skip
def test_two_sources_of_one_address_are_an_error_that_names_both(tmp_path: Path, one: str, other: str) -> None:
    for name in (one, other):
        put(tmp_path / "content/sources", name.encode())
    with pytest.raises(ContentError, match=r"its story would be .*, which .* is") as refused:
        sources_in(tmp_path / "content/sources")
    assert all(name in str(refused.value) for name in (one, other))


@pytest.mark.parametrize("folder", ["stories", "people"])
@pytest.mark.parametrize("name", ["Ada.md", "a b.md", "é.md", "a_b.md", "-a.md", "a" * 120 + ".md", "<b>.md"])
def test_a_file_whose_name_is_no_address_is_refused(tmp_path: Path, folder: str, name: str) -> None:
    put(tmp_path / "content" / folder, name.encode(), STORY.encode() if folder == "stories" else b"Title: Ada\n\n")
    with pytest.raises(ContentErrors, match="cannot be an address"):
        load(tmp_path / "content")


LINKS: dict[str, Callable[[Path, Path], None]] = {
    "a file": lambda link, outside: link.symlink_to(outside / "secret.txt"),
    "a folder": lambda link, outside: link.symlink_to(outside, target_is_directory=True),
    "itself": lambda link, _: link.symlink_to(link),
    "nothing": lambda link, outside: link.symlink_to(outside / "nowhere"),
    "the system": lambda link, _: link.symlink_to("/etc/passwd"),
    "what stands above": lambda link, _: link.symlink_to("../.."),
}


@pytest.mark.parametrize("kind", LINKS)
@pytest.mark.parametrize("place", [
    "sources/a.txt", "stories/a.md", "fragments/a", "fragments/a/010-text-a.md", "people/a.md", "images/a.png",
    "pages/a.md",
])  # fmt: skip
def test_no_link_is_followed_in_a_build(tmp_path: Path, kind: str, place: str) -> None:
    outside = tmp_path / "outside"
    put(outside, b"secret.txt", b"secret")
    link = tmp_path / "content" / place
    link.parent.mkdir(parents=True)
    LINKS[kind](link, outside)
    with pytest.raises(ContentErrors, match=f"content/{place}: this is a symbolic link"):
        refuse_symlinks(tmp_path / "content", tree_of([str(tmp_path / "content")]))


@pytest.mark.parametrize("kind", LINKS)
def test_no_link_is_followed_in_a_split(project: Path, kind: str) -> None:
    outside = project.parent / "outside"
    put(outside, b"secret.txt", b"The secret of the safe.\n")
    put(project / "content/sources", b"rain.txt")
    (project / "content/fragments").mkdir()
    LINKS[kind](project / "content/fragments/rain", outside)
    done = run_in(project, "split")
    assert done.returncode == 1
    assert "symbolic link" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in outside.iterdir()] == ["secret.txt"]


@pytest.mark.parametrize("lang", ["../../secret", "a;b", "<b>", "{static}/x", "en/../..", "a" * 40])
def test_a_language_that_is_none_never_gets_into_an_address(project: Path, lang: str) -> None:
    (project / "content/pages/rain.md").write_text(f"Title: Rain\nLang: {lang}\n\nIt rained.\n", encoding="utf-8")
    done = run_in(project, "build")
    assert done.returncode == 1
    assert "content/pages/rain.md:2: Lang:" in done.stderr
    assert sorted(path.name for path in (project / "output").iterdir()) == []


def test_what_a_terminal_would_obey_is_written_out() -> None:
    error = ContentError("content/\u202efdp.txt", 3, "“\x1b[31m\x07\n\udcff” is no kind", "Write it anew")
    assert str(error) == "content/\\u202efdp.txt:3: “\\x1b[31m\\x07\\n\\udcff” is no kind. Write it anew."


def test_names_that_only_look_alike_are_never_one_person(project: Path) -> None:
    for number, name in enumerate(("Ada Vell", "\u0410da Vell", "Ada Ve\u217cl", "Ada V\u0435ll")):
        text = f"Rain at Sund\n\n“It rained”, said {name}, the harbour master. {name} left on Monday.\n"
        put(project / "content/sources", f"rain-{number}.txt".encode(), text.encode())
    assert run_in(project, "split").returncode == 0
    stories = load(project / "content").stories
    refs = [
        {mark.attrs["ref"] for one in story.fragments for mark in one.marks if mark.kind == "person"}
        for story in stories
    ]
    assert all(refs)
    assert len(set.union(*refs)) == sum(map(len, refs))
