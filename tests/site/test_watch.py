import pytest
from watchfiles import Change

from generator.site.watch import Sources


@pytest.mark.parametrize("path", ["content/stories/rope.md", "content/sources/rope.txt", "theme/templates/base.html"])
def test_what_people_edit_is_a_reason_to_build(path: str) -> None:
    assert Sources()(Change.modified, path)


@pytest.mark.parametrize(
    "path", ["content/fragments/rope/.base/010-text-x.md", "content/ledger/rope.jsonl", "generator/__pycache__/a.pyc"]
)
def test_what_the_commands_write_themselves_is_none(path: str) -> None:
    assert not Sources()(Change.modified, path)
