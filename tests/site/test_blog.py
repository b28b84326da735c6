"""A good guest: an existing blog keeps its articles, addresses, theme and plugins, and has stories beside them."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SOURCES, ran, run_in
from tests.made import add_published
from tests.site.conftest import make_html

HELLO = """Title: Hello & “welcome”
Date: 2031-02-03
Category: Notes
Tags: harbour, blog

My “own” words, and <em>markup</em>:

> A block quotation of mine, from nowhere.
"""
SECOND = """Second
######

:date: 2031-02-04
:tags: harbour
:series: Walls

Written in *reStructuredText*.
"""
CONF = """SITENAME = "Old Blog"
AUTHOR = "Tilda Reed"
SITEURL = ""
PATH = "content"
TIMEZONE = "UTC"
RELATIVE_URLS = True
CARDS = SEARCH = False
"""
Done = subprocess.CompletedProcess[str]


def lay_blog(folder: Path, conf: str = "", below: str = "") -> Path:
    """Lay out a blog with an article in Markdown and one in reStructuredText, and put a source of ours beside them."""
    articles = folder / "content" / below
    (folder / "content/sources").mkdir(parents=True)
    articles.mkdir(exist_ok=True)
    (articles / "hello.md").write_text(HELLO, encoding="utf-8")
    (articles / "second.rst").write_text(SECOND, encoding="utf-8")
    (folder / "content/README.md").write_text("What is where.\n", encoding="utf-8")
    add_published(folder / "content", "harbour", (SOURCES / "harbour.txt").read_text("utf-8"))
    (folder / "pelicanconf.py").write_text(CONF + conf, encoding="utf-8")
    return folder


def pelican(folder: Path, *arguments: str) -> Done:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}/generator", "NO_COLOR": "1", "COLUMNS": "400"}
    command = [sys.executable, "-m", "pelican", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def read(folder: Path, name: str) -> str:
    return (folder / "output" / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The blog in our theme, made by `pelican content` alone; PLUGINS is not set."""
    conf = "import verbatim\nTHEME = verbatim.theme()\nDEFAULT_PAGINATION = 1\n"
    folder = lay_blog(tmp_path_factory.mktemp("ours"), conf)
    done = pelican(folder, "content")
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "said").write_text(done.stdout + done.stderr, encoding="utf-8")
    return folder


def test_pelican_alone_splits_builds_and_verifies(ours: Path) -> None:
    said = (ours / "said").read_text(encoding="utf-8")
    assert "content/fragments/harbour" in said
    assert re.search(r"output: verified: \d+ quoted passages", said)
    assert "Processed 3 articles" in said
    assert not (ours / "output/readme.html").exists()  # a file without a title is no article


@pytest.mark.parametrize(("name", "words"), [
    ("second.html", "Written in <em>reStructuredText</em>."), ("stories/harbour/index.html", "data-char="),
    ("index.html", "page--front"), ("about/index.html", "<h1"), ("corrections/index.html", "<h1"),
    ("tag/harbour.html", "Second"), ("tag/harbour.html", ">harbour</h1>"), ("archives.html", "Hello"),
    ("archives.html", ">Articles</h1>"), ("authors.html", "Tilda Reed"),
    ("hello-welcome.html", "<p>My “own” words, and <em>markup</em>"), ("hello-welcome.html", "quotation of mine"),
    ("hello-welcome.html", 'tag/harbour.html" rel="tag">harbour</a>'),
])  # fmt: skip
def test_articles_stories_and_the_lists_of_both_stand_at_their_own_addresses(ours: Path, name: str, words: str) -> None:
    assert words in read(ours, name)


def test_the_blogs_index_goes_on_after_our_front_page_and_no_header_is_set_for_its_pages(ours: Path) -> None:
    page = read(ours, "index2.html")
    assert re.findall(r'<a class="plain-list__title" href="(?:\./)?([^"]*)"', page) == ["second.html"]
    links = re.findall(r'href="(?:\./)?([^"]*)" rel="(prev|next)"', page)
    assert links == [("index.html", "prev"), ("index3.html", "next")]
    rules = set(re.findall(r"^/(\w*)", read(ours, "_headers"), re.MULTILINE))
    assert rules & {"stories", "quotes", "embed"} == {"stories", "quotes", "embed"}
    assert not {"tag", "author", "category", "feeds", "drafts", "pages"} & rules


def test_an_address_of_ours_cannot_be_left_unchecked(ours: Path, tmp_path: Path) -> None:
    site = Path(shutil.copytree(ours / "output", tmp_path / "site"))
    held = json.loads((site / "data/unchecked.json").read_text(encoding="utf-8"))
    (site / "data/unchecked.json").write_text(json.dumps([*held, "stories/harbour/index.html"]), encoding="utf-8")
    done = run_in(ours, "verify", "--site", str(site))
    assert done.returncode == 1
    assert "stories/harbour/index.html is an address of Verbatim's own" in done.stderr


def test_a_spoiled_fragment_stops_pelican_alone_and_says_where(ours: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ours, tmp_path / "blog"))
    spoiled = min((folder / "content/fragments/harbour").glob("*.md"))
    spoiled.write_text(spoiled.read_text("utf-8").replace("arbour", "arbor"), "utf-8")
    done = pelican(folder, "content")
    assert done.returncode == 1
    assert "the words are not the source's" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_articles_in_a_folder_of_their_own_are_found_and_keep_pelicans_theme(tmp_path: Path) -> None:
    folder = lay_blog(tmp_path, 'ARTICLE_PATHS = ["blog"]\nPLUGINS = ["verbatim"]\n', below="blog")
    for command in ("split", "build"):
        ran(folder, command)
    assert "My “own” words" in read(folder, "hello-welcome.html")
    assert "theme/css/main.css" in read(folder, "hello-welcome.html")
    assert (folder / "output/stories/harbour/index.html").is_file()


def test_make_html_splits_the_folder_that_it_is_told(tmp_path: Path) -> None:
    folder = lay_blog(tmp_path, 'PLUGINS = ["verbatim"]\n')
    (folder / "content").rename(folder / "texts")
    done = make_html(folder, "INPUTDIR=texts")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "output/stories/harbour/index.html").is_file()
    assert not (folder / "content").exists()
