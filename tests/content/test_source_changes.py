"""A source that is replaced by a newer text: the older one is kept where it was published, and the ledger is told."""

import json
from pathlib import Path

import pytest

from tests.content.folder import fragment_with
from tests.made import publish
from verbatim.content.splitting.split import split_source
from verbatim.content.store import load
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.model import SourceChange

FIRST = "The wall stays\n\n“It is a wall of paper,” said Ada Vell.\n\nThe council of Sund met.\n"
SECOND = FIRST.replace("paper", "sand")
DAY = "2031-02-27"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "sources").mkdir(parents=True)
    put(folder, FIRST)
    publish(folder)
    put(folder, FIRST)
    return folder


def put(content: Path, text: str) -> None:
    """Put a text into the place of the source, and split it."""
    (content / "sources/wall.txt").write_text(text, encoding="utf-8")
    split_source(content, content / "sources/wall.txt")


def rows(content: Path) -> list[tuple[int, str, str]]:
    held = map(json.loads, (content / "ledger/wall.jsonl").read_text("utf-8").splitlines())
    return [(row["version"], row["date"], row.get("reason", "")) for row in held if row["event"] == "replaced"]


def replaced(content: Path) -> tuple[SourceChange, ...]:
    (story,) = load(content).stories
    return story.replaced


def headed(content: Path, *lines: str) -> None:
    story = content / "stories/wall.md"
    story.write_text("\n".join([*lines, story.read_text("utf-8")]), encoding="utf-8")


def test_the_older_text_is_kept_and_the_ledger_has_the_day(content: Path) -> None:
    put(content, SECOND)
    assert rows(content) == [(2, DAY, "")]
    assert [(one.number, one.before) for one in replaced(content)] == [(2, FIRST)]
    assert (content / "sources/.earlier/wall/1.txt").read_text("utf-8") == FIRST


def test_every_text_is_kept_also_where_an_older_one_comes_back(content: Path) -> None:
    for text in (SECOND, FIRST, SECOND):
        put(content, text)
    assert [(one.number, one.before) for one in replaced(content)] == [(2, FIRST), (3, SECOND), (4, FIRST)]


def test_a_header_of_the_story_gives_the_day_and_the_reason(content: Path) -> None:
    headed(content, "Source-Changed: 2031-03-09 The Courier mended a word")
    put(content, SECOND)
    assert rows(content) == [(2, "2031-03-09", "The Courier mended a word")]
    put(content, FIRST)
    assert rows(content)[1:] == [(3, DAY, "")]


def test_a_header_that_comes_later_explains_the_last_change(content: Path) -> None:
    put(content, SECOND)
    headed(content, "Source-Changed: 2031-03-09 The Courier mended a word")
    put(content, SECOND)
    put(content, SECOND)
    assert [(one.number, one.date, one.reason) for one in replaced(content)] == [
        (2, "2031-03-09", "The Courier mended a word")
    ]
    assert len(rows(content)) == 2


def test_what_a_draft_said_is_not_kept(content: Path) -> None:
    story = content / "stories/wall.md"
    story.write_text(story.read_text("utf-8").replace("Status: published", "Status: draft"), encoding="utf-8")
    put(content, SECOND)
    put(content, FIRST.replace("paper", "glass"))
    assert rows(content) == []
    story.write_text(story.read_text("utf-8").replace("Status: draft", "Status: published"), encoding="utf-8")
    put(content, FIRST.replace("paper", "glass"))
    assert [one.before for one in replaced(content)] == [FIRST]


def test_a_text_in_conflict_with_edits_takes_nobodys_place_before_it_is_resolved(content: Path) -> None:
    path = fragment_with(content, "of paper")
    path.write_text(path.read_text("utf-8").replace('speaker="ada-vell"', 'speaker="jon-marr"'), encoding="utf-8")
    put(content, SECOND)
    assert "<<<<<<<" in path.read_text("utf-8")
    assert rows(content) == []
    lines = path.read_text("utf-8").split("\n")
    start, end = lines.index("======="), next(at for at, line in enumerate(lines) if line.startswith(">>>>>>>"))
    head = lines[: next(at for at, line in enumerate(lines) if line.startswith("<<<<<<<"))]
    path.write_text("\n".join([*head, *lines[start + 1 : end], ""]), encoding="utf-8")
    put(content, SECOND)
    assert [one.before for one in replaced(content)] == [FIRST]


def test_the_bytes_of_a_source_may_change_where_its_text_does_not_and_a_header_without_a_day_is_an_error(
    content: Path,
) -> None:
    (content / "sources/wall.txt").write_bytes(FIRST.encode("utf-8-sig"))
    split_source(content, content / "sources/wall.txt")
    assert rows(content) == []
    headed(content, "Source-Changed: they mended a word")
    with pytest.raises(ContentError, match=r"wall\.md:1: Source-Changed: .* does not begin with a day"):
        put(content, SECOND)


def test_a_kept_text_that_was_altered_is_an_error_and_of_one_that_was_deleted_the_change_stays_told(
    content: Path,
) -> None:
    put(content, SECOND)
    (content / "sources/.earlier/wall/1.txt").write_text(FIRST.replace("paper", "lead"), encoding="utf-8")
    with pytest.raises(ContentErrors, match=r"\.earlier/wall/1\.txt: this is not the text that was published"):
        load(content)
    (content / "sources/.earlier/wall/1.txt").unlink()
    assert [(one.number, one.before) for one in replaced(content)] == [(2, None)]
