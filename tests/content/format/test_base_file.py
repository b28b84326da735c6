"""What `split` last wrote of a story stands in one file, comes back byte for byte, and damage to it is noticed."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.refusals import refused_at
from verbatim.content.format.base_file import FIRST, read_base, write_base
from verbatim.core.errors import ContentError

TEXTS = {
    "010-text-it-rained.md": b"Title: It rained\nKind: text\n\nIt rained.\n",
    "020-text-it-snowed.md": b"Title: It snowed\nKind: text\n\nIt snowed.\n",
    "030-text-it-was-dry.md": b"Title: It was dry\nKind: text\n\nIt was dry.\n",
}
PLACE = "content/fragments/wall/.base.txt"
AWKWARD = (
    b"%%% 010-text-it-rained.md 3f0c9a1b5d7e2468\n", b"\\%%% a\n\\\\%%% b", b"%%% ", b"\n", b"a\r\nb\r", b"\r\n", b"\\",
    "a\u2028b\x85c\x0cd".encode(), b"<<<<<<< yours\n=======\n>>>>>>> theirs\n", FIRST,
)  # fmt: skip


def texts_in(data: bytes) -> dict[str, bytes]:
    return {name: part.data for name, part in read_base(data, PLACE).items()}


PIECES = st.sampled_from((b"%%% ", b"\\", b"\n", b"\r\n", b"\r", b" unended", b"a", "ö".encode(), b"=======", FIRST))


@given(st.lists(st.lists(PIECES, min_size=1, max_size=8).map(b"".join), max_size=4))
def test_whatever_was_written_is_read_back_byte_for_byte(texts: list[bytes]) -> None:
    held = {f"{number:03}-text-x.md": text for number, text in enumerate([*AWKWARD, *texts])}
    assert texts_in(write_base(held)) == held


def test_a_person_can_read_it_and_a_change_of_one_text_changes_its_part_alone() -> None:
    one = write_base(TEXTS).decode().split("\n")
    assert one[1].startswith("%%% 010-text-it-rained.md ")
    assert one[2:7] == ["Title: It rained", "Kind: text", "", "It rained.", one[6]]
    changed = {**TEXTS, "020-text-it-snowed.md": b"Title: It snowed\nKind: text\n\nIt hailed.\n"}
    other = write_base(changed).decode().split("\n")
    assert [before for before, after in zip(one, other, strict=True) if before != after] == [one[6], one[10]]


def test_git_may_have_written_other_line_ends() -> None:
    found = texts_in(write_base({**TEXTS, "source.txt": b"It rained."}).replace(b"\n", b"\r\n"))
    ended = {name: data.replace(b"\n", b"\r\n") for name, data in TEXTS.items()}
    assert found == {**ended, "source.txt": b"It rained."}


HEAD, CHANGED = b"%%% 020-text-it-snowed.md", "this part is not as split wrote it"


@pytest.mark.parametrize(("old", "new", "line", "fact"), [
    (b"It snowed.", b"It hailed.", 7, CHANGED), (b"It was dry.\n", b"It w", 12, CHANGED),
    (HEAD + b" ", HEAD, 7, "this line is not the head of a part as split writes it"),
    (FIRST, b"Written by hand", 1, "this is not the file that split writes"),
    (FIRST, b"", 1, "this is not the file that split writes"),
    (b"It snowed.\n", b"<<<<<<< ours\nIt snowed.\n=======\nIt hailed.\n>>>>>>> theirs\n", 11, "in conflict here"),
    (FIRST, b"<<<<<<< ours\n" + FIRST, 1, "two splits are in conflict here"),
    (b"It was dry.\n", b"It was dry.\n" + write_base(TEXTS).partition(b"\n")[2], 17,
     "there are two parts 010-text-it-rained.md"),
])  # fmt: skip
def test_damage_is_told_at_its_line(old: bytes, new: bytes, line: int, fact: str) -> None:
    with refused_at(PLACE, line, fact):
        read_base(write_base(TEXTS).replace(old, new, 1), PLACE)


def merged(folder: Path, ours: dict[str, bytes], theirs: dict[str, bytes]) -> bytes:
    """Merge two changes of one base as git does."""
    for name, texts in (("base", TEXTS), ("ours", ours), ("theirs", theirs)):
        (folder / name).write_bytes(write_base(texts))
    command = ["git", "merge-file", "-p", "ours", "base", "theirs"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).stdout


def test_git_merges_changes_of_different_texts(tmp_path: Path) -> None:
    ours = {**TEXTS, "010-text-it-rained.md": b"It poured.\n"}
    theirs = {**TEXTS, "030-text-it-was-dry.md": b"It was hot.\n", "040-text-then.md": b"Then it rained.\n"}
    assert texts_in(merged(tmp_path, ours, theirs)) == {**ours, **theirs, "010-text-it-rained.md": b"It poured.\n"}


def test_what_git_cannot_merge_is_told_where_it_left_it(tmp_path: Path) -> None:
    ours, theirs = ({**TEXTS, "020-text-it-snowed.md": text} for text in (b"It hailed.\n", b"It thawed.\n"))
    data = merged(tmp_path, ours, theirs)
    with pytest.raises(ContentError, match=r"git checkout --ours or --theirs") as raised:
        read_base(data, PLACE)
    assert data.split(b"\n")[raised.value.line - 1].startswith(b"<<<<<<< ")
