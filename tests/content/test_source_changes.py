"""A source that is replaced by a newer text: the older one is kept where it was published, and the ledger is told."""

import json
import re
from pathlib import Path

import pytest

from tests.content import folder
from tests.made import publish
from verbatim.content.splitting.split import split_source
from verbatim.content.store import load
from verbatim.core.errors import ContentError, ContentErrors

FIRST = "The wall stays\n\n“It is a wall of paper,” said Ada Vell.\n\nThe council of Sund met.\n"
SECOND = FIRST.replace("paper", "sand")
DAY = "2031-02-27"


@pytest.fixture
def content(content: Path) -> Path:
    put(content, FIRST)
    publish(content)
    put(content, FIRST)
    return content


def put(content: Path, text: str) -> None:
    """Put a text into the place of the source, and split it."""
    folder.put(content, wall=text)
    split_source(content, content / "sources/wall.txt")


def rows(content: Path) -> list[tuple[int, str, str]]:
    held = map(json.loads, (content / "ledger/wall.jsonl").read_text("utf-8").splitlines())
    return [(row["version"], row["date"], row.get("reason", "")) for row in held if row["event"] == "replaced"]


def replaced(content: Path) -> list[tuple[int, str | None]]:
    """Return the changes of the source by number, with the texts that were there before."""
    (story,) = load(content).stories
    return [(one.number, one.before) for one in story.replaced]


def headed(content: Path, *lines: str) -> None:
    story = content / "stories/wall.md"
    story.write_text("\n".join([*lines, story.read_text("utf-8")]), encoding="utf-8")


def test_the_older_text_is_kept_and_the_ledger_has_the_day_also_where_an_older_one_comes_back(content: Path) -> None:
    put(content, SECOND)
    assert rows(content) == [(2, DAY, "")]
    assert replaced(content) == [(2, FIRST)]
    assert (content / "sources/.earlier/wall/1.txt").read_text("utf-8") == FIRST
    for text in (FIRST, SECOND):
        put(content, text)
    assert replaced(content) == [(2, FIRST), (3, SECOND), (4, FIRST)]


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
    (change,) = load(content).stories[0].replaced
    assert (change.number, change.date, change.reason) == (2, "2031-03-09", "The Courier mended a word")
    assert len(rows(content)) == 2


def test_what_a_draft_said_is_not_kept(content: Path) -> None:
    story, glass = content / "stories/wall.md", FIRST.replace("paper", "glass")
    folder.edit(story, "Status: published", "Status: draft")
    put(content, SECOND)
    put(content, glass)
    assert rows(content) == []
    folder.edit(story, "Status: draft", "Status: published")
    put(content, glass)
    assert replaced(content) == [(2, FIRST)]


def test_a_text_in_conflict_with_edits_takes_nobodys_place_before_it_is_resolved(content: Path) -> None:
    path = folder.fragment_with(content, "of paper")
    folder.edit(path, 'speaker="ada-vell"', 'speaker="jon-marr"')
    put(content, SECOND)
    assert "<<<<<<<" in path.read_text("utf-8")
    assert rows(content) == []
    theirs = r"<<<<<<< .*\n=======\n(.*)>>>>>>> [^\n]*\n"
    path.write_text(re.sub(theirs, r"\1", path.read_text("utf-8"), flags=re.DOTALL), encoding="utf-8")
    put(content, SECOND)
    assert replaced(content) == [(2, FIRST)]


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
    kept = content / "sources/.earlier/wall/1.txt"
    folder.edit(kept, "paper", "lead")
    with pytest.raises(ContentErrors, match=r"\.earlier/wall/1\.txt: this is not the text that was published"):
        load(content)
    kept.unlink()
    assert replaced(content) == [(2, None)]
