"""Themes that are not ours: stories, pages and feeds are built with them, and what needs our own theme is left out."""

import re
import shutil
from pathlib import Path

import feedparser
import pytest

from tests.conftest import run_in, set_up

THEIRS = ("simple", "notmyidea")  # those that come with Pelican


@pytest.fixture(scope="module", params=THEIRS)
def built(request: pytest.FixtureRequest, built_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of three stories, one of them a draft, built with another theme."""
    folder = Path(shutil.copytree(built_project, tmp_path_factory.mktemp(request.param) / "newsroom", symlinks=True))
    drafted = min((folder / "content/stories").glob("*.md"))
    text = drafted.read_text(encoding="utf-8")
    assert "Status: published" in text
    drafted.write_text(text.replace("Status: published", "Status: draft"), encoding="utf-8")
    set_up(folder, f'THEME = "{request.param}"')
    done = run_in(folder, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "said").write_text(done.stdout + done.stderr, encoding="utf-8")
    return folder


def stories(built: Path) -> list[Path]:
    found = sorted((built / "output/stories").glob("*/index.html"))
    assert len(found) == 2
    return found


def test_stories_show_their_text_with_its_quotations_marked(built: Path) -> None:
    for path in stories(built):
        html = path.read_text(encoding="utf-8")
        assert '<blockquote cite="' in html
        assert "data-char=" in html
        assert "&lt;blockquote" not in html
    assert any('class="quote quote--direct' in path.read_text(encoding="utf-8") for path in stories(built))


def test_every_link_of_a_body_leads_to_a_file_of_the_site(built: Path) -> None:
    for path in stories(built):
        bodies = re.findall(r"<blockquote.*</blockquote>", path.read_text(encoding="utf-8"), re.DOTALL)
        links = [link for link in re.findall(r'(?:href|cite)="([^"]*)"', bodies[0]) if "://" not in link]
        assert links
        assert [link for link in links if not (path.parent / link.partition("#")[0]).resolve().is_file()] == []


def test_nothing_tells_of_a_draft(built: Path) -> None:
    name = next((built / "output/drafts").iterdir()).name
    held = [path for path in (built / "output").rglob("*.html") if "drafts" not in path.parts]
    assert [path for path in held if name in path.read_text(encoding="utf-8")] == []


def test_the_sites_feed_is_valid_and_holds_the_texts(built: Path) -> None:
    feed = feedparser.parse((built / "output/feeds/all.atom.xml").read_bytes())
    assert not feed.bozo
    assert len(feed.entries) == 2
    assert all("<blockquote" in entry.content[0].value for entry in feed.entries)


def test_our_own_pages_are_left_out_and_one_line_says_so(built: Path) -> None:
    said = (built / "said").read_text(encoding="utf-8")
    assert said.count("This theme is not Verbatim's") == 1
    left_out = ("people", "quotes", "timeline", "search", "embed", "cards", "data", "pagefind")
    assert [name for name in left_out if (built / "output" / name).exists()] == []
    assert (built / "output/index.html").is_file()
    assert (built / "output/about/index.html").is_file()
