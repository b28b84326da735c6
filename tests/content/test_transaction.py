"""Changes of several files: all of them, or none, wherever the command is stopped."""

from contextlib import suppress
from pathlib import Path

import pytest

from tests.content.folder import files
from tests.content.stops import stopped_after
from verbatim.content import transaction as journal
from verbatim.content.store import load
from verbatim.content.transaction import content_lock
from verbatim.core.errors import ContentError

FILES = {"people/ada.md": b"Title: Ada\n\n\xff", "people/eve.md": None, "fragments/wall/010-text-x.md": b"new"}


@pytest.fixture
def content(content: Path) -> Path:
    (content / "people").mkdir(parents=True)
    (content / "people/eve.md").write_bytes(b"Title: Eve\n\n")
    return content


WANTED = {path: data for path, data in FILES.items() if data is not None}


@pytest.mark.parametrize("moment", range(6))
def test_what_was_stopped_at_any_moment_is_done_by_the_next_command_or_never_began(content: Path, moment: int) -> None:
    before = files(content)
    with stopped_after(moment) as stopped, suppress(KeyboardInterrupt):
        journal.apply_changes(content, FILES)
    assert stopped[0] == (moment < 5)
    with content_lock(content, lambda: pytest.fail("nothing else writes this folder")):
        assert files(content) == (WANTED if moment else before)


def test_nothing_is_read_while_a_change_is_half_done(content: Path) -> None:
    (content / journal.JOURNAL).write_text("{}", encoding="utf-8")
    with pytest.raises(ContentError, match="not finished"):
        load(content)


@pytest.mark.parametrize("told", [
    "[]", "no", '{"../x": "a"}', '{"/etc/x": "a"}', '{"pages/x": "a"}', '{"people/x": 1}',
])  # fmt: skip
def test_a_list_that_no_command_wrote_is_refused(content: Path, told: str) -> None:
    (content / journal.JOURNAL).write_text(told, encoding="utf-8")
    before = files(content)
    with pytest.raises(ContentError, match=r"\.people-change\.json"):
        journal.finish_changes(content)
    assert files(content) == before
