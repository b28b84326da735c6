"""A story without a date takes none from anywhere: not from the day of the split, of the build, or of the file."""

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import build_for_web, files_of, lay_project, ran, set_up, split_published
from tests.site.conftest import read

pytestmark = pytest.mark.campaign("generator/verbatim/publish", "generator/verbatim/newsroom")

URL = "https://record.example/sund"
PIER = """Pier of Ostholm stays

The council of Ostholm met on Monday, 3 March, and met again last year. The pier opened in 1911.

“We keep the pier,” said Mara Lind, the mayor of Ostholm. “Nobody asked us,” said Jon Marr, who repairs nets there.
"""
NETS = """Nets of Ostholm

“The nets hold,” said Mara Lind, a former mayor of Ostholm. Jon Marr paid 40 crowns for each of them on 1 June.
"""
BELL = """Bell of Ostholm rings

4 March 1998

“It rings,” said Mara Lind, a councillor of Ostholm.
"""
STORIES = {"pier.txt": PIER, "nets.txt": NETS, "bell.txt": BELL}
# The days of the two splits; the first is looked for in everything that is made of them.
DAYS = {"one": "1878163200", "other": "1941148800"}
SPLIT = re.compile(rb"2029|Jul(?:y|i)\b|20290708")
ATOM = "{http://www.w3.org/2005/Atom}"
TEXTS = {".html", ".xml", ".json", ".jsonld", ".txt", ".csv", ".ics", ".svg", ".webmanifest"}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The site of two stories without a date and one with, for here and for the web, split and built on two days."""
    found = {}
    for name, day in DAYS.items():
        project = lay_project(tmp_path_factory.mktemp(name) / "project", (), texts=STORIES)
        split_published(project, SOURCE_DATE_EPOCH=day)
        ran(project, "build", SOURCE_DATE_EPOCH=day)
        build_for_web(
            project, "--output", "public", "--", "-e", "CARDS=true", url=URL, is_plain=False, SOURCE_DATE_EPOCH=day
        )
        found[name] = project
    return found


@pytest.fixture(scope="module")
def site(sites: dict[str, Path]) -> Path:
    return sites["one"] / "public"


def with_the_day(site: Path) -> list[str]:
    """Return the texts of a site that have the day of the first split."""
    files = [path for path in site.rglob("*") if path.suffix in TEXTS and "theme" not in path.parts]
    assert len(files) >= 20
    return [str(path) for path in files if SPLIT.search(path.read_bytes())]


@pytest.mark.parametrize("folder", ["output", "public"])
def test_the_day_of_the_split_is_in_the_storys_file_alone_and_a_site_is_the_same_on_whatever_day_it_is_built(
    sites: dict[str, Path], folder: str
) -> None:
    assert "Date: 2029-07-08\nDate-Basis: unknown\n" in read(sites["one"] / "content/stories/pier.md")
    assert "Date: 1998-03-04\nDate-Basis: source\n" in read(sites["one"] / "content/stories/bell.md")
    assert with_the_day(sites["one"] / folder) == []
    one, other = (files_of(project / folder) for project in sites.values())
    differing = {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}
    # When it was published is what the log is for.
    assert differing == (set() if folder == "output" else {"data/log.jsonl", "data/edition.tar", "SHA256SUMS"})


def test_feeds_have_it_last_and_without_a_date_and_words_for_other_places_say_that_it_is_not_known(site: Path) -> None:
    for name in ("all", "sections/news", "people/mara-lind"):
        items = json.loads(read(site / f"feeds/{name}.json"))["items"]
        assert [bool(item.get("date_published")) for item in items] == [True, False, False]
        assert not any("date_modified" in item for item in items[1:])
        entries = ET.fromstring(read(site / f"feeds/{name}.atom.xml")).findall(f"{ATOM}entry")  # noqa: S314  our own
        assert [entry.find(f"{ATOM}published") is not None for entry in entries] == [True, False, False]
        assert {entry.findtext(f"{ATOM}updated") for entry in entries[1:]} == {"1970-01-01T00:00:00Z"}
    assert "date unknown" in read(site / "feeds/people/mara-lind.atom.xml")
    pages = [path for path in (site / "quotes").glob("q-*/index.html") if "We keep the pier" in read(path)]
    (page,) = [path for path in pages if "<h1" in read(path) and 'data-story="pier"' in read(path)][:1]
    html = read(page)
    assert "(date unknown)" in html  # the alternative text of the picture
    assert re.search(r"Pier of Ostholm stays, date unknown", html)
    assert "()" not in html
    description = re.search('<meta name="description" [^>]*content="([^"]*)"', read(site / "stories/pier/index.html"))
    assert description
    assert description[1].startswith("The council of Ostholm met")


def test_profile_story_and_lists_say_that_a_date_is_unknown_and_date_no_role_and_nothing_relative_by_it(
    site: Path,
) -> None:
    html = read(site / "people/mara-lind/index.html")
    for words in ("The nets hold", "We keep the pier"):
        row = html.partition(words)[2].partition("</li>")[0]
        assert "Date unknown" in row
    assert re.search(r'class="who__role"[^>]*>.*a councillor of Ostholm', html)
    assert html.count('<span class="unknown">date unknown</span>') == 2  # of the roles that undated texts word
    assert "newest first" not in read(site / "people/jon-marr/index.html")
    stories = read(site / "stories/index.html")
    assert stories.index("Bell of Ostholm") < stories.index('id="undated">Date unknown') < stories.index("Pier of")
    quotes = read(site / "quotes/index.html")
    assert quotes.index("It rings") < quotes.index('id="undated">Date unknown') < quotes.index("We keep the pier")
    html = read(site / "stories/pier/index.html")
    assert "Publication date unknown" in html
    assert "article:published_time" not in html
    assert "datePublished" not in html
    assert "datePublished" in read(site / "stories/bell/index.html")
    moments = [row for row in json.loads(read(site / "data/moments.json")) if row["story"] != "bell"]
    assert {row["date"] for row in moments} == {None, "1911"}


def test_another_theme_and_pelicans_own_feeds_have_no_date_either(sites: dict[str, Path], tmp_path: Path) -> None:
    project = Path(shutil.copytree(sites["one"], tmp_path / "project", symlinks=True))
    feeds = 'FEED_ALL_ATOM, FEED_ALL_RSS = "feeds/a.xml", "feeds/r.xml"'
    set_up(project, f'THEME, SITEURL = "notmyidea", "https://a.example"\n{feeds}')
    ran(project, "build", SOURCE_DATE_EPOCH=DAYS["one"])
    assert with_the_day(project / "output") == []
    atom, rss = (read(project / f"output/feeds/{name}.xml") for name in "ar")
    assert atom.count("<entry>") == 3
    assert atom.count("<published>") == 1
    assert atom.count("<updated>1970-01-01T00:00:00+00:00</updated>") == 2
    assert rss.count("<item>") == 3
    assert rss.count("<pubDate>") == 1
    index = read(project / "output/index.html")
    assert index.index("Bell of Ostholm") < index.index("Pier of Ostholm")
