"""Changes of several files: all of them, or none, wherever the command is stopped."""

import os
from pathlib import Path

import pytest

from verbatim.content import transaction as journal
from verbatim.content.store import load
from verbatim.content.transaction import content_lock
from verbatim.core.errors import ContentError

FILES = {"people/ada.md": b"Title: Ada\n\n\xff", "people/eve.md": None, "fragments/wall/010-text-x.md": b"new"}


class Stopped(BaseException):
    """As if the command were killed."""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "people").mkdir(parents=True)
    (folder / "people/eve.md").write_bytes(b"Title: Eve\n\n")
    return folder


def held(content: Path) -> dict[str, bytes]:
    return {str(path.relative_to(content)): path.read_bytes() for path in content.rglob("*") if path.is_file()}


def nobody_waits() -> None:
    raise AssertionError("nothing else writes this folder")


WANTED = {path: data for path, data in FILES.items() if data is not None}


@pytest.mark.parametrize("moment", range(4))
def test_what_was_stopped_at_any_moment_is_done_by_the_next_command_or_never_began(
    content: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    before, replace = held(content), os.replace
    left = [moment]

    def until_stopped(old: str, new: str) -> None:
        if not left[0]:
            raise Stopped
        left[0] -= 1
        replace(old, new)

    monkeypatch.setattr(os, "replace", until_stopped)
    if moment < 3:
        with pytest.raises(Stopped):
            journal.apply_changes(content, FILES)
    else:
        journal.apply_changes(content, FILES)
    monkeypatch.undo()
    with content_lock(content, nobody_waits):
        assert held(content) == (WANTED if moment else before)


def test_nothing_is_read_while_a_change_is_half_done(content: Path) -> None:
    (content / journal.JOURNAL).write_text("{}", encoding="utf-8")
    with pytest.raises(ContentError, match="not finished"):
        load(content)


@pytest.mark.parametrize(
    "told", ["[]", "no", '{"../x": "a"}', '{"/etc/x": "a"}', '{"pages/x": "a"}', '{"people/x": 1}']
)
def test_a_list_that_no_command_wrote_is_refused(content: Path, told: str) -> None:
    (content / journal.JOURNAL).write_text(told, encoding="utf-8")
    before = held(content)
    with pytest.raises(ContentError, match=r"\.people-change\.json"):
        journal.finish_changes(content)
    assert held(content) == before
