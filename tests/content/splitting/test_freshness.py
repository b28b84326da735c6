"""Which stories are split again: those whose files changed, and no others."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.content.folder import edit, files, put
from verbatim.cli import main
from verbatim.content.splitting.freshness import (
    UNSURE,
    changed_stories,
    current_sources,
    is_split,
    read_inputs,
    read_states,
    state_after_split,
    state_file,
)
from verbatim.content.transaction import content_lock
from verbatim.core.cache import sealed
from verbatim.core.files import write_files

ARTICLE = "The wall stays\n\n“It is a wall of paper,” said Ada Vell.\n\nThe council met. “Nobody asked us,” he said.\n"
OTHER = "The bell is cast\n\nJon Marr, a pilot, left. “The bell was late,” said Marr.\n"


@pytest.fixture
def content(content: Path) -> Path:
    put(content, wall=ARTICLE, bell=OTHER)
    assert main(["split"]) == 0
    return content


def again(content: Path) -> set[str]:
    """Return the stories that a split would split now."""
    kept = read_states(state_file(content))
    return set(changed_stories(content, current_sources(content, kept), kept, kept[""].contents))


def fragment(content: Path) -> Path:
    return max((content / "fragments/wall").glob("*.md"))


def test_a_folder_is_split_where_a_split_would_change_nothing_and_say_nothing(content: Path) -> None:
    time.sleep(0.02)
    assert is_split(content)
    before = state_file(content).read_bytes()
    assert UNSURE not in {kept.state for kept in read_states(state_file(content)).values()}
    assert is_split(content)
    assert state_file(content).read_bytes() == before


@pytest.mark.parametrize("change", [
    lambda content: put(content, wall=f"{ARTICLE}More.\n"),
    lambda content: put(content, new=ARTICLE),
    lambda content: (content / "sources/wall.txt").unlink(),
    lambda content: put(content, **{"not a name": ARTICLE}),
    lambda content: (content / ".verbatim").write_text("format = 99\n", "utf-8"),
    lambda content: state_file(content).unlink(),
    lambda content: [path.unlink() for path in (content / "sources").iterdir()],
], ids=["edited", "new", "gone", "name", "format", "unknown", "none"])  # fmt: skip
def test_a_folder_is_not_split_where_a_split_has_something_to_do_or_to_say(
    content: Path, change: Callable[[Path], object]
) -> None:
    assert main(["split"]) == 0
    change(content)
    assert not is_split(content)


def test_a_folder_at_which_another_command_is_at_work_is_left_to_split(content: Path) -> None:
    assert main(["split"]) == 0
    with content_lock(content, lambda: None):
        assert not is_split(content)


def test_a_file_that_was_only_touched_is_compared_and_split_no_more(content: Path) -> None:
    os.utime(fragment(content))
    before = read_states(state_file(content))["wall"].state
    assert again(content) == set()
    time.sleep(0.02)
    assert main(["split"]) == 0
    assert read_states(state_file(content))["wall"].state not in (before, UNSURE)


def test_a_copy_of_the_folder_with_what_is_kept_of_it_is_compared_and_not_split_again(content: Path) -> None:
    kept = read_states(state_file(content))
    copy = content.parent / "copy/content"
    write_files([(copy / name, data) for name, data in files(content).items()])
    assert changed_stories(copy, current_sources(copy, kept), kept, kept[""].contents) == {}


def test_other_rules_have_everything_split_again(content: Path) -> None:
    kept = read_states(state_file(content))
    assert set(changed_stories(content, current_sources(content, kept), kept, "other rules")) == {"bell", "wall"}


def test_what_somebody_saved_during_a_split_is_split_the_next_time(content: Path) -> None:
    before = read_inputs(content, "wall", content / "sources/wall.txt")
    edit(fragment(content), "Nobody", "No one")
    kept = state_after_split(content, before, {}, "rules")
    assert set(changed_stories(content, {"wall": before.source}, {"wall": kept}, "rules")) == {"wall"}


def test_a_source_that_is_gone_is_forgotten(content: Path) -> None:
    (content / "sources/wall.txt").unlink()
    kept = read_states(state_file(content))
    assert current_sources(content, kept) == {"bell": content / "sources/bell.txt"}
    assert set(kept) == {"", "bell"}


@pytest.mark.parametrize("broken", [b"", b"verbatim split 2\nend", sealed(b"wall", "another form"), b"\xff"])
def test_what_is_broken_counts_as_nothing(content: Path, broken: bytes) -> None:
    state_file(content).write_bytes(broken)
    assert read_states(state_file(content)) == {}
    assert main(["split"]) == 0
