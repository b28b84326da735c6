import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import change, files_of, ran, set_up
from tests.site.conftest import ROOT, Run

pytestmark = pytest.mark.campaign("generator/verbatim/verify", "generator/verbatim/site/build.py")


def refused(build: Run, laid: Path, *arguments: str, **environment: str) -> str:
    """Build what cannot be built, hold that the old site is untouched and nothing is traced; return what was said.

    Without arguments it is built for the web: of a site for its editors, what is broken is left out.
    """
    if not arguments:
        arguments, environment = ("--settings", "publishconf.py"), {"SITEURL": "https://record.example"}
    (laid / "output/index.html").write_text("the old site")
    before = files_of(laid / "output")
    done = build(*arguments, **environment)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert files_of(laid / "output") == before
    assert [path.name for path in (laid / ".stage-output").iterdir()] == ["lock"]
    return done.stderr


def test_a_conflict_that_is_not_resolved_stops_the_build(build: Run, laid: Path) -> None:
    path = next((laid / "content/fragments").glob("*/*.md"))
    path.write_text(path.read_text("utf-8") + "<<<<<<< yours\n", encoding="utf-8")
    line = len(path.read_text("utf-8").splitlines())
    place = f"{path.relative_to(laid).as_posix()}:{line}"
    assert f"{place}: your edits and a new split are in conflict here" in refused(build, laid)


SWITCHED = pytest.mark.campaign("generator/verbatim/site/pelican", "generator/verbatim/site/settings.py")
# A page of the editors, and what is said of it.
PAGES = [
    ("Title: Us\n\nHe said “never”.\n", "pages/us.md:3: the source does not have the quoted words 'never'"),
    ("Lang: en\n\nWords.\n", "pages/us.md:1: the page has no title"),
    ("Title: Us\nSave_as: ../x.html\n\nWords.\n", "refused here"),
    *(
        pytest.param(f"Title: Us\n{header}\n\nWords.\n", "refused here", marks=SWITCHED)
        for header in ("Url: https://evil.example/", "Translations: x", "Settings: x")
    ),
]


@pytest.mark.parametrize(("page", "fault"), PAGES)
def test_a_page_with_a_fault_stops_the_build(build: Run, laid: Path, page: str, fault: str) -> None:
    (laid / "content/pages/us.md").write_text(page)
    assert fault in refused(build, laid)


def test_two_pages_of_one_address_are_both_named_and_a_symbolic_link_in_the_content_is_refused(
    build: Run, laid: Path, tmp_path: Path
) -> None:
    (laid / "content/pages/people.md").write_text("Title: People\n\nWords.\n")
    said = refused(build, laid)
    assert "people/index.html" in said
    assert "content/pages/people.md" in said
    (tmp_path / "secret.txt").write_text("secret")
    (laid / "content/images/rope.txt").symlink_to(tmp_path / "secret.txt")
    assert "content/images/rope.txt: this is a symbolic link" in refused(build, laid)


@pytest.mark.parametrize(("url", "setting", "fault"), [
    ("", "", "publishconf.py: SITEURL is not set"),
    ("record.example", "", "“record.example”, which is no absolute address"),
    ("https://record.example", 'REPLY_CONTACT = "the editors"', "REPLY_CONTACT is 'the editors'. Write it as"),
    ("https://record.example", 'ARTICLE_SAVE_AS = "elsewhere/{slug}.html"', "ARTICLE_SAVE_AS would move pages"),
    ("https://record.example", "QUOTE_SAVE_AS = ''", "QUOTE_SAVE_AS would leave out pages that others lead to"),
])  # fmt: skip
def test_a_setting_that_no_site_can_have_stops_the_build(
    build: Run, laid: Path, url: str, setting: str, fault: str
) -> None:
    set_up(laid, setting)
    assert fault in refused(build, laid, "--settings", "publishconf.py", SITEURL=url)


def test_a_setting_file_that_is_not_there_is_told_and_a_build_that_verify_rejects_is_not_published(
    build: Run, laid: Path
) -> None:
    done = build("--settings", "nowhere.py")
    assert (done.returncode, "error: nowhere.py: this is not there" in done.stderr) == (1, True)
    change(laid / "theme/templates/page.html", "<article", "<p>He said “never”.</p><article")
    assert "error: output/about/index.html:" in refused(build, laid, "--settings", "pelicanconf.py")


def built(project: Path) -> dict[str, bytes]:
    ran(project, "build")
    return files_of(project / "output")


def test_a_killed_build_takes_pelican_with_it_and_the_next_one_is_whole(laid: Path) -> None:
    conf = laid / "pelicanconf.py"
    whole = conf.read_text()
    conf.write_text("import pathlib, time\npathlib.Path('started').touch()\ntime.sleep(30)\n" + whole)
    held = {**os.environ, "PYTHONPATH": f"{ROOT}/generator"}
    build = subprocess.Popen([sys.executable, "-m", "verbatim", "build"], cwd=laid, env=held)
    while not (laid / "started").exists():
        time.sleep(0.02)
    build.kill()
    build.wait()
    conf.write_text(whole)
    assert "stories/rope/index.html" in built(laid)


def test_a_site_without_stories_builds(project: Path) -> None:
    assert b"1970-01-01" in built(project)["feeds/all.atom.xml"]


HREF = re.compile(r' href="([^"#?:]+\.html)[^":]*"')


@SWITCHED
def test_no_page_leads_to_a_section_that_is_switched_off_and_none_goes_on_over_pages(laid: Path) -> None:
    set_up(laid, "DEFAULT_PAGINATION = 1")
    set_up(laid, "STORIES_SAVE_AS = PEOPLE_SAVE_AS = QUOTES_SAVE_AS = TIMELINE_SAVE_AS = SEARCH_SAVE_AS = ''")
    pages = {laid / "output" / name: data.decode() for name, data in built(laid).items() if name.endswith(".html")}
    links = {(page, (page.parent / to).resolve()) for page, html in pages.items() for to in HREF.findall(html)}
    assert len(links) > 20
    assert [(page.name, to) for page, to in links if not to.is_file()] == []
    assert not list((laid / "output").glob("quotes/page/*")) + list((laid / "output").glob("quotes/index*"))


def test_relative_links_can_be_asked_for_while_embeds_keep_the_address(laid: Path) -> None:
    ran(laid, "build", "--settings", "publishconf.py", "--", "--relative-urls", SITEURL="https://record.example")
    html = (laid / "output/quotes/q-bbbbbbrope/index.html").read_text()
    assert 'href="../../stories/index.html"' in html
    assert "https://record.example/embed/quotes/q-bbbbbbrope/" in html
