"""A new story is a draft: its editors see it here, marked as one, and a site for the web is built without it."""

from pathlib import Path

import pytest

from tests.conftest import SOURCES, change, lay_project, ran, run_in, set_up
from tests.made import publish
from tests.site.conftest import Standing, read

WEB = ("build", "--settings", "publishconf.py", "--output", "public")
URL = "https://record.example/sund"
BAND = '<aside class="draft"'


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Standing:
    """The first article of an editor, split and built for here and for the web."""
    project = lay_project(tmp_path_factory.mktemp("dropped") / "project", [SOURCES / "harbour.txt"])
    ran(project, "split")
    for name, arguments in (("here", ("build",)), ("web", WEB), ("web again", WEB)):
        (project / name).write_text(ran(project, *arguments, SITEURL=URL if "web" in name else ""), encoding="utf-8")
    return Standing(project)


@pytest.fixture
def project(standing: Standing) -> Path:
    return standing.put_back()


def test_a_first_article_is_a_draft_on_the_front_page_with_a_band_and_a_build_says_how_to_publish_it(
    standing: Standing, made_once: Path
) -> None:
    dropped = standing.kept
    front = read(dropped / "output/index.html")
    assert "Drafts, only here" in front
    assert 'href="drafts/harbour/index.html"' in front
    assert "Put a text into" not in front
    assert "Status: published" in front
    for page in ("drafts/harbour/index.html", "drafts/harbour/timeline/index.html"):
        html = read(dropped / "output" / page)
        assert html.count(BAND) == 1
        assert "write Status: published in content/stories/harbour.md" in html
        assert '<meta name="robots" content="noindex">' in html
    fix = "To publish one, write Status: published in content/stories/NAME.md"
    assert read(dropped / "here").endswith(f"1 draft, only here: harbour. {fix}\n")
    assert f"1 draft, left out: harbour. {fix}\n" in read(dropped / "web")
    assert "nothing changed" in read(dropped / "web again")
    assert f"1 draft, left out: harbour. {fix}\n" in read(dropped / "web again")
    # What is published or hidden has no band.
    assert BAND in read(made_once / "output/drafts/draft-rope/index.html")
    for page in ("stories/rope/index.html", "stories/rope/timeline/index.html", "stories/hidden-rope/index.html"):
        assert BAND not in read(made_once / "output" / page)


def test_an_address_in_the_settings_makes_a_site_for_the_web_unless_its_links_are_relative(project: Path) -> None:
    for relative, said in ((True, "only here"), (False, "left out")):
        set_up(project, f'SITEURL, RELATIVE_URLS = "{URL}", {relative}')
        assert f"1 draft, {said}: harbour" in ran(project, "build")
        assert (project / "output/drafts/harbour/index.html").exists() == relative


def test_check_lists_the_drafts_and_holds_a_question_about_one_to_whole_sentences(project: Path) -> None:
    told = ran(project, "check")
    assert "content/stories/harbour.md: this story is a draft" in told
    assert "To publish it, write Status: published." in told
    (project / "content/questions/harbour").mkdir(parents=True)
    asked = project / "content/questions/harbour/10-how-high.md"
    asked.write_text("Title: How high will it be?\nAnswer: harbour#char=3,40\n\n", "utf-8")
    told = [run_in(project, "check"), run_in(project, "build")]
    assert [done.returncode for done in told] == [1, 1]
    assert all("10-how-high.md:2: harbour#char=3,40 is not made of whole sentences" in one.stderr for one in told)


def test_a_published_draft_is_a_story_without_a_history(project: Path) -> None:
    publish(project / "content")
    ran(project, "split")
    assert "draft" not in ran(project, "build")
    assert "draft" not in ran(project, *WEB, SITEURL=URL)
    for site in (project / "output", project / "public"):
        assert (site / "stories/harbour/index.html").is_file()
        assert not (site / "drafts").exists()
        assert "Drafts" not in read(site / "index.html")
        assert read(site / "data/history.json").strip() == "[]"


def test_the_front_page_names_some_of_many_drafts_and_says_how_many_more(tmp_path: Path) -> None:
    rain = "Rain at pier {}\n\nIt rained on the pier of Ostholm.\n"
    texts = {f"rain-{number:02}.txt": rain.format(number) for number in range(23)}
    project = lay_project(tmp_path / "project", (), texts=texts)
    ran(project, "split")
    assert "23 drafts, only here: rain-00, " in (told := ran(project, "build"))
    assert "rain-09 and 13 more." in told
    front = read(project / "output/index.html")
    assert front.count('href="drafts/rain-') == 20
    assert "and 3 more" in front
    change(project / "content/stories/rain-07.md", "Rain at pier 7", "Snow at the pier")
    ran(project, "build")
    assert "Snow at the pier" in read(project / "output/index.html")
