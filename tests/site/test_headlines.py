"""Headlines with quotation marks of every kind, a source's own and an editor's, through a whole split and build."""

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from tests.site.conftest import ROOT, in_project

pytestmark = pytest.mark.campaign("generator/verbatim/verify", "generator/verbatim/publish")

BODY = (
    "The baker of Orsel, Mina Dorr, closed her shop in the old town on Friday after forty years.\n\n"
    "“There will be no bread by Friday,” Dorr said in her shop. “The mill is a ruin.”\n\n"
    "The town hall said that it had asked three mills in the valley for help, and that none of them had answered.\n"
)
LONG = (
    "After eleven years, four commissions, two lawsuits and a flood that nobody in the valley of Orsel will forget, "
    "the council has agreed to buy “the mill” from its last miller, and to let the baker of the town have ‘no bread by "
    "Friday’ no more"
)
SOURCES = {
    "opening.txt": "‘No bread by Friday’: baker of Orsel closes",
    "whole.txt": "“There will be no bread by Friday,”",
    "apostrophes.txt": "Bakers' leader says it's ‘the mill’s fault’ that Orsel can't bake",
    "nested.txt": "“She called it ‘a ruin’ and left,” clerk says",
    "unclosed.txt": "Baker: “There will be no bread",
    "straight.txt": "'A ruin': Baker of Orsel closes after \"forty years\"",
    "german.txt": "„The mill is a ruin“: Bäckerei in Orsel schließt",
    "french.md": "# « The mill is a ruin » : la boulangère ferme",
    "markdown.md": "# The ‘last *bakery*’ closes, and Orsel says “never again”",
    "long.txt": LONG,
    "semicolon.txt": "Baker of Orsel hints at ‘a ruin’; \nThe mill is to close for good.",
    "sentence.txt": "Who will bake ‘the bread’ of Orsel when the last baker has locked her door for good?",
}
PAGE = '<!doctype html><html lang="en"><title>{0}</title><body><article><h1>{0}</h1>{1}</article></body></html>'
PAGES = {
    "single.html": "Baker sees <em>‘no bread<br>by Friday’</em> in&nbsp;Orsel",
    "double.html": "Baker calls mill &quot;a ruin&quot; &amp; closes",
}
EDITED = {
    "ed-single": ("The baker says ‘no bread by Friday’", "She speaks of ‘a ruin’, and of a ‘plan’."),
    "ed-double": ("The baker says “no bread” and “so what”", "A “so-called” mill: “The mill is a ruin.”"),
    "ed-nested": ("The “baker of ‘ruins’” closes", "The “town of ‘bread’” waits: “‘a ruin’”."),
    "ed-unclosed": ("The baker says “no bread by Friday", "No more."),
    "ed-straight": ("The baker's 'ruin'", "The bakers' shop isn't 'open'; the baker says \"no bread by Friday\"."),
    "ed-foreign": ("« Un moulin », „ein Haus“", "«The mill is a ruin.» „Ende“"),
}
STORY = "Title: {0}\nDate: 2031-05-09\nDate-Basis: editor\nLang: en\nStatus: published\nSource: {2}.txt\n\n{1}\n"


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("headlines")
    sources, stories = folder / "content/sources", folder / "content/stories"
    sources.mkdir(parents=True)
    stories.mkdir()
    shutil.copy(ROOT / "pelicanconf.py", folder)
    shutil.copytree(ROOT / "theme", folder / "theme")
    for name, headline in SOURCES.items():
        (sources / name).write_text(f"{headline}\n\n{BODY}", encoding="utf-8")
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY.split("\n\n"))
    for name, headline in PAGES.items():
        (sources / name).write_text(PAGE.format(headline, paragraphs), encoding="utf-8")
    for name, (title, words) in EDITED.items():
        (sources / f"{name}.txt").write_text(BODY, encoding="utf-8")
        (stories / f"{name}.md").write_text(STORY.format(title, words, name), encoding="utf-8")
    assert in_project(folder, "verbatim", "split").returncode == 0
    for path in stories.glob("*.md"):
        path.write_text(path.read_text("utf-8").replace("Status: draft\n", "Status: published\n"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(newsroom: Path) -> Path:
    done = in_project(newsroom, "verbatim", "build")
    assert done.returncode == 0, done.stderr
    assert "verified:" in done.stdout
    return newsroom / "output"


def headline(built: Path, story: str) -> str:
    page = (built / f"stories/{story}/index.html").read_text("utf-8")
    found = re.search(r'<h1 class="story__title"[^>]*>(.*?)</h1>', page, re.DOTALL)
    assert found
    return found[1]


def words(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", markup)).split())


def linked(markup: str) -> list[str]:
    return [words(found) for found in re.findall(r'<a [^>]*href="\.\./\.\./quotes/q-[^>]*>(.*?)</a>', markup)]


def test_a_site_with_all_kinds_of_marks_is_verified(built: Path) -> None:
    done = in_project(built.parent, "verbatim", "verify")
    assert done.returncode == 0, done.stderr


def test_a_headline_has_no_semicolon_that_leads_to_its_next_line(built: Path) -> None:
    assert words(headline(built, "semicolon")) == "Baker of Orsel hints at ‘a ruin’"
    page = (built / "stories/semicolon/index.html").read_text("utf-8")
    assert page.count("Baker of Orsel hints at") == page.partition("</h1>")[0].count("Baker of Orsel hints at")


@pytest.mark.parametrize("name", [*(name for name in SOURCES if name != "semicolon.txt"), *PAGES])
def test_a_headline_of_the_source_is_shown_whole_as_its_slice(built: Path, name: str) -> None:
    story = name.partition(".")[0]
    shown = words({**SOURCES, **PAGES}[name].replace("<br>", " "))
    assert words(headline(built, story)) == shown
    assert 'data-char="' in headline(built, story)
    assert "data-editors" not in headline(built, story)


@pytest.mark.parametrize("name", ["long", "sentence"])
def test_a_long_headline_is_whole_in_lists_feeds_and_data(built: Path, name: str) -> None:
    title = SOURCES[f"{name}.txt"]
    rows = {row["id"]: row["title"] for row in json.loads((built / "data/stories.json").read_text("utf-8"))}
    assert rows[name] == title
    assert title in words((built / "stories/index.html").read_text("utf-8"))
    feed = json.loads((built / "feeds/all.json").read_text("utf-8"))["items"]
    assert any(re.sub(r"\W+", "", item["title"]) == re.sub(r"\W+", "", title) for item in feed)


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("opening", ["‘No bread by Friday’"]),
        ("single", ["no bread by Friday"]),
        ("double", ["a ruin"]),
        ("french", ["The mill is a ruin"]),
        ("ed-single", ["no bread by Friday"]),
        ("ed-double", ["no bread"]),
        ("ed-unclosed", ["no bread by Friday"]),
        ("ed-straight", ["ruin"]),
        ("ed-foreign", []),
    ],
)
def test_marked_words_of_a_quotation_lead_to_it_from_the_headline(built: Path, story: str, expected: list[str]) -> None:
    assert linked(headline(built, story)) == expected


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("ed-single", ["‘plan’"]),
        ("ed-double", ["“so what”", "“so-called”"]),
        ("ed-nested", ["“baker of ‘ruins’”", "“town of ‘", "’”", "“‘", "’”"]),
        ("ed-straight", []),
        ("ed-foreign", ["« Un moulin »", "„ein Haus“", "„Ende“"]),
    ],
)
def test_other_marks_of_an_editor_are_marked_as_the_editors(built: Path, story: str, expected: list[str]) -> None:
    page = (built / f"stories/{story}/index.html").read_text("utf-8")
    head = page[page.index("<h1") : page.index('<div class="text"')]
    assert [unescape(one) for one in re.findall(r"data-editors=[^>]*>([^<]*)<", head)] == expected


def test_no_title_element_has_a_link(built: Path) -> None:
    for page in built.glob("stories/*/index.html"):
        title = re.search(r"<title>(.*?)</title>", page.read_text("utf-8"), re.DOTALL)
        assert title
        assert "<" not in title[1]
