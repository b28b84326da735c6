"""Themes that are not ours: stories, pages and feeds are built with them, and what needs our own theme is left out."""

import re
import shutil
from pathlib import Path

import feedparser
import pytest

from tests.conftest import change, run_in, set_up

THEIRS = ("simple", "notmyidea")  # those that come with Pelican


@pytest.fixture(scope="module", params=THEIRS)
def built(request: pytest.FixtureRequest, built_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of three stories, one of them a draft, built with another theme."""
    folder = Path(shutil.copytree(built_project, tmp_path_factory.mktemp(request.param) / "newsroom", symlinks=True))
    change(min((folder / "content/stories").glob("*.md")), "Status: published", "Status: draft")
    set_up(folder, f'THEME = "{request.param}"')
    done = run_in(folder, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "said").write_text(done.stdout + done.stderr, encoding="utf-8")
    return folder


def test_stories_show_their_text_with_its_quotations_marked_and_every_link_of_it_leads_to_a_file(built: Path) -> None:
    pages = {path: path.read_text("utf-8") for path in sorted((built / "output/stories").glob("*/index.html"))}
    assert len(pages) == 2
    assert any('class="quote quote--direct' in html for html in pages.values())
    for path, html in pages.items():
        assert "data-char=" in html
        assert "&lt;blockquote" not in html
        (body,) = re.findall(r'<blockquote cite=".*</blockquote>', html, re.DOTALL)
        links = [link for link in re.findall(r'(?:href|cite)="([^"]*)"', body) if "://" not in link]
        assert links
        assert [link for link in links if not (path.parent / link.partition("#")[0]).resolve().is_file()] == []


def test_nothing_tells_of_a_draft_the_feed_holds_the_texts_and_one_line_says_that_our_own_pages_are_left_out(
    built: Path,
) -> None:
    name = next((built / "output/drafts").iterdir()).name
    held = [path for path in (built / "output").rglob("*.html") if "drafts" not in path.parts]
    assert [path for path in held if name in path.read_text("utf-8")] == []
    feed = feedparser.parse((built / "output/feeds/all.atom.xml").read_bytes())
    assert not feed.bozo
    assert len(feed.entries) == 2
    assert all("<blockquote" in entry.content[0].value for entry in feed.entries)
    said = (built / "said").read_text(encoding="utf-8")
    assert said.count("This theme is not Verbatim's") == 1
    left_out = ("people", "quotes", "timeline", "search", "embed", "cards", "data", "pagefind")
    assert [name for name in left_out if (built / "output" / name).exists()] == []
    assert (built / "output/index.html").is_file()
    assert (built / "output/about/index.html").is_file()
