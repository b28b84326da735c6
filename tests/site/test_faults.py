import hashlib
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.made import mark, story
from tests.site.conftest import ROOT, Run, in_project, lay, rope

pytestmark = pytest.mark.campaign("generator/verbatim/verify", "generator/verbatim/site/build.py")


def marked(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def refused(build: Run, laid: Path, *arguments: str, **environment: str) -> str:
    """Build what cannot be built, hold that the old site is untouched and nothing is traced; return what was said.

    Without arguments it is built for the web: of a site for its editors, what is broken is left out.
    """
    if not arguments:
        arguments, environment = ("--settings", "publishconf.py"), {"SITEURL": "https://record.example"}
    (laid / "output/index.html").write_text("the old site")
    before = marked(laid / "output")
    done = build(*arguments, **environment)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert marked(laid / "output") == before
    assert [path.name for path in (laid / ".stage-output").iterdir()] == ["lock"]
    return done.stderr


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_speaker_whom_nobody_knows_is_named_with_file_and_line(build: Run, laid: Path) -> None:
    change(laid / "content/fragments/rope/020-text-x.md", 'speaker="nils-dahl"', 'speaker="nils-dal"')
    said = refused(build, laid)
    assert re.search(r'content/fragments/rope/020-text-x\.md:\d+: speaker="nils-dal" names nobody known', said)


def test_edited_words_of_the_source_stop_the_build(build: Run, laid: Path) -> None:
    change(laid / "content/fragments/rope/020-text-x.md", "the mayor", "the captain")
    assert "content/fragments/rope/020-text-x.md" in refused(build, laid)


def test_every_fault_is_told_in_one_run(build: Run, laid: Path) -> None:
    change(laid / "content/fragments/rope/020-text-x.md", 'speaker="nils-dahl"', 'speaker="nobody"')
    lay(laid, story("boat", "“No”, he said.", [mark("“No”", "quote", "q-dddddddddd", basis="sure")]))
    said = refused(build, laid)
    assert 'speaker="nobody"' in said
    assert 'basis="sure"' in said


def test_words_that_a_page_misquotes_stop_the_build(build: Run, laid: Path) -> None:
    (laid / "content/pages/misquoting.md").write_text("Title: Us\n\nHe said “never”.\n")
    assert "content/pages/misquoting.md:3: the source does not have the quoted words 'never'" in refused(build, laid)


def test_a_conflict_that_is_not_resolved_stops_the_build(build: Run, laid: Path) -> None:
    path = next((laid / "content/fragments").glob("*/*.md"))
    path.write_text(path.read_text("utf-8") + "<<<<<<< yours\n", encoding="utf-8")
    line = len(path.read_text("utf-8").splitlines())
    place = f"{path.relative_to(laid).as_posix()}:{line}"
    assert f"{place}: your edits and a new split are in conflict here" in refused(build, laid)


def test_a_page_without_a_title_is_told(build: Run, laid: Path) -> None:
    (laid / "content/pages/bare.md").write_text("Lang: en\n\nWords.\n")
    assert "content/pages/bare.md:1: the page has no title" in refused(build, laid)


SWITCHED = pytest.mark.campaign("generator/verbatim/site/pelican", "generator/verbatim/site/settings.py")
HEADERS = ["Save_as: ../x.html", "Url: https://evil.example/", "Translations: x", "Settings: x"]


@pytest.mark.parametrize("header", [pytest.param(one, marks=SWITCHED if at else ()) for at, one in enumerate(HEADERS)])
def test_a_header_that_pelican_would_take_for_its_own_is_refused(build: Run, laid: Path, header: str) -> None:
    (laid / "content/pages/bad.md").write_text(f"Title: Bad\n{header}\n\nWords.\n")
    assert "refused here" in refused(build, laid)


def test_two_pages_of_one_address_are_both_named(build: Run, laid: Path) -> None:
    (laid / "content/pages/people.md").write_text("Title: People\n\nWords.\n")
    said = refused(build, laid)
    assert "people/index.html" in said
    assert "content/pages/people.md" in said


def test_a_symbolic_link_in_the_content_is_refused(build: Run, laid: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (laid / "content/images/rope.txt").symlink_to(tmp_path / "secret.txt")
    assert "content/images/rope.txt: this is a symbolic link" in refused(build, laid)


def test_a_link_to_a_file_that_is_not_there_is_told(build: Run, laid: Path) -> None:
    (laid / "content/images/rope.png").unlink()
    assert "{static}/images/rope.png, which is not there" in refused(build, laid)


def test_a_persons_picture_that_is_not_there_is_told(build: Run, laid: Path) -> None:
    (laid / "content/people").mkdir()
    (laid / "content/people/nils-dahl.md").write_text("Image: images/dahl.png\n\n")
    assert "content/people/nils-dahl.md:1: Image: images/dahl.png is not there" in refused(build, laid)


def test_publishing_without_an_address_is_refused(build: Run, laid: Path) -> None:
    assert "publishconf.py: SITEURL is not set" in refused(build, laid, "--settings", "publishconf.py", SITEURL="")


def test_an_address_that_is_not_absolute_is_refused(build: Run, laid: Path) -> None:
    said = refused(build, laid, "--settings", "publishconf.py", SITEURL="record.example")
    assert "SITEURL is “record.example”, which is no absolute address" in said


def test_moving_the_stories_is_refused(build: Run, laid: Path) -> None:
    with (laid / "pelicanconf.py").open("a") as conf:
        conf.write('ARTICLE_SAVE_AS = "elsewhere/{slug}.html"\n')
    assert "ARTICLE_SAVE_AS would move pages" in refused(build, laid)


def test_a_setting_file_that_is_not_there_is_told(build: Run, laid: Path) -> None:
    done = build("--settings", "nowhere.py")
    assert (done.returncode, "error: nowhere.py: this is not there" in done.stderr) == (1, True)
    assert laid.exists()


def test_a_build_that_verify_rejects_is_not_published(build: Run, laid: Path) -> None:
    change(laid / "theme/templates/page.html", "<article", "<p>He said “never”.</p><article")
    assert "error: output/about/index.html:" in refused(build, laid, "--settings", "pelicanconf.py")


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
    built(laid)
    assert (laid / "output/stories/rope/index.html").is_file()


def test_an_interrupted_build_leaves_the_old_site(laid: Path) -> None:
    (laid / "output/index.html").write_text("the old site")
    slow = "import time, signal, os, threading\nthreading.Timer(0.3, os.kill, (os.getppid(), signal.SIGINT)).start()\n"
    conf = laid / "pelicanconf.py"
    conf.write_text(slow + "time.sleep(1)\n" + conf.read_text())
    done = in_project(laid, "verbatim", "build")
    assert done.returncode != 0
    assert (laid / "output/index.html").read_text() == "the old site"


@pytest.mark.parametrize(
    "template", ["quote.html", *(pytest.param(one, marks=SWITCHED) for one in ("embed_quote.html", "timeline.html"))]
)
def test_a_kind_of_page_can_be_switched_off(laid: Path, template: str) -> None:
    with (laid / "pelicanconf.py").open("a") as conf:
        conf.write(f'{template.removesuffix(".html").upper()}_SAVE_AS = ""\n')
    done = in_project(laid, "pelican", "content", "-o", "plain", "-s", "pelicanconf.py", "--fatal", "errors")
    assert done.returncode == 0, done.stdout + done.stderr
    address = {"quote.html": "quotes/q-bbbbbbrope", "embed_quote.html": "embed/quotes", "timeline.html": "timeline"}
    assert not (laid / "plain" / address[template]).exists()


def test_a_site_without_stories_builds(project: Path) -> None:
    done = in_project(project, "verbatim", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1970-01-01" in (project / "output/feeds/all.atom.xml").read_text()


def built(project: Path, **environment: str) -> dict[str, str]:
    done = in_project(project, "verbatim", "build", **environment)
    assert done.returncode == 0, done.stderr
    return marked(project / "output")


def test_the_same_content_gives_the_same_bytes(laid: Path) -> None:
    lay(laid, rope("boat"))
    first = built(laid, PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C")
    assert built(laid, PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="C.UTF-8") == first


def test_a_removed_story_leaves_nothing_behind(laid: Path) -> None:
    lay(laid, rope("boat"))
    before = built(laid)
    for path in [laid / "content/stories/boat.md", *(laid / "content/fragments/boat").iterdir()]:
        path.unlink()
    assert "stories/boat/index.html" in before
    assert not [name for name in built(laid) if "boat" in name]


def test_a_translation_is_joined_to_its_story(laid: Path) -> None:
    lay(laid, rope("tau"), **{"Lang": "de", "Translation-Of": "rope"})
    template = laid / "theme/templates/article.html"
    template.write_text(
        template.read_text() + "{% block title %}{{ article.translations|map(attribute='url')|join }}{% endblock %}"
    )
    built(laid)
    assert "<title>stories/tau/</title>" in (laid / "output/stories/rope/index.html").read_text()


def test_stock_pelican_builds_it_too(laid: Path) -> None:
    done = in_project(laid, "pelican", "content", "-o", "plain", "-s", "pelicanconf.py", "--fatal", "errors")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (laid / "plain/stories/rope/index.html").is_file()


def test_relative_links_can_be_asked_for_while_embeds_keep_the_address(laid: Path) -> None:
    done = in_project(
        laid, "verbatim", "build", "--settings", "publishconf.py", "--", "--relative-urls",
        SITEURL="https://record.example",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    html = (laid / "output/quotes/q-bbbbbbrope/index.html").read_text()
    assert 'href="../../stories/index.html"' in html
    assert "https://record.example/embed/quotes/q-bbbbbbrope/" in html


def test_a_users_template_may_take_the_place_of_ours(laid: Path) -> None:
    (laid / "mine").mkdir()
    (laid / "mine/page.html").write_text('{% extends "!theme/page.html" %}{% block content %}mine{% endblock %}')
    with (laid / "pelicanconf.py").open("a") as conf:
        conf.write('THEME_TEMPLATES_OVERRIDES = ["mine"]\n')
    built(laid)
    assert "mine" in (laid / "output/about/index.html").read_text()


def test_the_annotator_is_not_imported_by_a_build_and_pelican_not_by_the_commands() -> None:
    code = "import sys, verbatim.cli.build; print([m for m in ('pelican', 'bs4', 'rich') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
