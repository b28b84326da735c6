"""`people` on the command line: what it lists, shows, writes and refuses; and what the site then does."""

import re
from pathlib import Path

import pytest

from tests.conftest import files_of, ran, refused, run_in
from tests.content.folder import put
from tests.content.people_moves import STORIES


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    put(tmp_path / "content", **STORIES)
    ran(tmp_path, "split")
    return tmp_path


def test_everybody_is_listed_with_kind_name_and_stories_and_where_former_ids_lead(newsroom: Path) -> None:
    (newsroom / "content/people").mkdir()
    (newsroom / "content/people/ada-vell.md").write_text("Title: Captain Vell\n\n", encoding="utf-8")
    lines = [line.split() for line in ran(newsroom, "people", "list").splitlines()]
    assert ["jon-marr", "person", "Jon", "Marr", "(1", "story)"] in lines
    assert ["ada-vell", "person", "Captain", "Vell", "(2", "stories,", "people/ada-vell.md)"] in lines
    ran(newsroom, "people", "merge", "jon-marr", "jon-marr-2", SOURCE_DATE_EPOCH="1930000000")
    kept, gone = ran(newsroom, "people", "list", "marr", "jon").splitlines()
    assert kept.startswith("jon-marr-2 ")
    assert gone == "jon-marr  merged into jon-marr-2 on 2031-02-27"


def test_a_dry_run_shows_what_would_be_changed_and_changes_nothing(newsroom: Path) -> None:
    before = files_of(newsroom / "content")
    told = ran(newsroom, "people", "rename", "jon-marr", "pilot-marr", "--dry-run")
    assert re.search(r"^-.*ref=\"jon-marr\"", told, re.MULTILINE)
    assert re.search(r"^\+.*ref=\"pilot-marr\"", told, re.MULTILINE)
    assert ".base" not in told
    assert files_of(newsroom / "content") == before


@pytest.mark.parametrize(("words", "told"), [
    ("rename jon-marr pilot-marr",
     ("Jon Marr: jon-marr is pilot-marr now\ncontent/fragments/ferry: 1 file written\n"
      "/people/jon-marr/ will lead to /people/pilot-marr/\n")),
    ("split jon-marr-2 marr-of-the-talks --story talks",
     "Jon Marr: jon-marr-2 is marr-of-the-talks now in talks\ncontent/fragments/talks: 1 file written\n"),
], ids=["renamed", "parted"])  # fmt: skip
def test_what_was_written_is_told(newsroom: Path, words: str, told: str) -> None:
    assert ran(newsroom, "people", *words.split()) == told


def test_it_is_told_where_the_name_on_the_site_becomes_another(newsroom: Path) -> None:
    told = ran(newsroom, "people", "merge", "eve-vell-storm", "ada-vell")
    assert "ada-vell is called Eve Vell-Storm on the site now; a Title in content/people/ada-vell.md decides" in told
    assert "is called" not in ran(newsroom, "people", "merge", "jon-marr", "jon-marr-2")


def test_check_offers_the_command_and_is_content_after_it(newsroom: Path) -> None:
    (command,) = re.findall(r"Run verbatim (people merge [a-z0-9-]+ [a-z0-9-]+),", ran(newsroom, "check"))
    ran(newsroom, *command.split())
    assert "have the same name" not in ran(newsroom, "check")


def test_a_conflict_in_any_story_stops_it_and_nothing_is_changed(newsroom: Path) -> None:
    one = next((newsroom / "content/fragments/talks").glob("*.md"))
    one.write_text(f"{one.read_text('utf-8')}<<<<<<< yours\n", encoding="utf-8")
    before = files_of(newsroom / "content")
    assert "in conflict here" in refused(newsroom, "people", "rename", "jon-marr", "pilot-marr")
    assert files_of(newsroom / "content") == before


@pytest.mark.parametrize("arguments", ["merge a", "merge nobody jon-marr", "split jon-marr x", "who"])
def test_what_cannot_be_done_is_told_without_a_trace(newsroom: Path, arguments: str) -> None:
    before = files_of(newsroom / "content")
    done = run_in(newsroom, "people", *arguments.split())
    assert (done.returncode > 0, done.stderr > "", "Traceback" in done.stderr) == (True, True, False)
    assert files_of(newsroom / "content") == before


def test_the_old_addresses_of_a_built_site_lead_to_the_new_page_and_its_card(copied_project: Path) -> None:
    site = copied_project / "output"
    old = next(path.parent.name for path in sorted(site.glob("people/*/index.html")))
    for command in (("people", "rename", old, "somebody-else"), ("split",), ("build",)):
        ran(copied_project, *command)
    page = (site / f"people/{old}/index.html").read_text("utf-8")
    assert 'href="../../people/somebody-else/index.html"' in page
    frames = [(site / f"embed/people/{ref}/index.html").read_text("utf-8") for ref in (old, "somebody-else")]
    assert [re.findall(r'href="[^"]*somebody-else/[^"]*"', frame) for frame in frames][1]
    words = [re.sub(r"<[^>]*>", "", frame[frame.index("<body") :]) for frame in frames]
    assert words[0] == words[1]
