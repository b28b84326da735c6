"""What is broken in the content is left out of the site and named, and takes nothing else with it."""

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from tests.conftest import change, files_of, lay_project, ran, run_in
from tests.site.conftest import ROOT, lay, make_html, rope
from tests.site.test_build import broken_links
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.site.omissions import REPORT, Omissions, begin_report, name_of, report

STORIES = ("misquoting", "headless", "unread", "unledgered", "speechless", "linking", "translation")
TOPIC = "Title: {0}\nSummary: What happened at the Sund.\nStories: {1}\nUpdated: 2031-03-05\n"
QUESTION = "Title: Who pulled?\nAnswer: none\n\nThe texts do not say.\n"
WRECK = "Image: images/wreck.png\nImage-Alt: A wreck\nImage-Credit: Photo: Nils Dahl\n"
# What is broken, the error's place and words, and pages that go with it.
BROKEN = {
    "stories/misquoting": ("fragments/misquoting/020-text-x.md:6: the words are not the source's", "stories/{}"),
    "stories/headless": ("content/stories/headless.md:2: Date: someday is not a day", "stories/{}"),
    "stories/unread": ("content/sources/unread.txt:1: there is a NUL character", "stories/{}"),
    "stories/unledgered": ("content/ledger/unledgered.jsonl:1: this is not a row of a ledger", "stories/{}"),
    "stories/speechless": ('020-text-x.md:6: speaker="nobody" names nobody known', "stories/{}"),
    "stories/linking": ("this page links to {static}/images/linked.png, which is not there", "stories/{}"),
    "people/sund-pilots": ("content/people/sund-pilots.md:1: Kind: a crowd is not a kind", "people/{}"),
    "topics/knots": ("content/topics/knots.md:1: nothing says which stories belong to this topic", "topics/{}"),
    "questions/rope/2-who-paid": ("questions/rope/2-who-paid.md:1: the header Answer", "questions/rope/who-paid"),
    "images/wreck.png": ("content/stories/rope.md:5: Image: images/wreck.png cannot be read", "pictures/wreck"),
    "images/dahl.png": ("content/people/nils-dahl.md:1: Image: images/dahl.png cannot be read", "portraits/nils-dahl"),
    "images/linked.png": ("content/images/linked.png: it cannot be read", "images/linked.png"),
}
WITH_IT = {"topics/all": "topics/all", "questions/unread/1-who-left": "questions/unread/who-left"}
SOUND = (
    "stories/rope/index.html", "stories/translation/index.html", "drafts/sketch/index.html",
    "people/nils-dahl/index.html", "topics/ropes/index.html", "questions/rope/who-pulled/index.html",
    "quotes/q-bbbbbbrope/index.html", "images/rope.png",
)  # fmt: skip


def lay_all(project: Path) -> None:
    """Lay out stories and everything that editors write beside them, nothing of it broken."""
    content = project / "content"
    for name in ("rope", *STORIES):
        lay(project, rope(name))
    lay(project, rope("sketch"), Status="draft")
    for folder in ("people", "topics", "questions/rope", "questions/unread", "ledger"):
        (content / folder).mkdir(parents=True)
    for name in ("dahl", "wreck", "linked"):
        Image.new("RGB", (640, 480), "navy").save(content / f"images/{name}.png")
    (content / "people/nils-dahl.md").write_text("Image: images/dahl.png\n\nHe is a pilot.\n", "utf-8")
    (content / "people/sund-pilots.md").write_text("Title: The Sund Pilots\nKind: organisation\n", "utf-8")
    change(content / "stories/rope.md", "Status:", f"{WRECK}Status:")
    change(content / "stories/translation.md", "Status:", "Lang: de\nTranslation-Of: unread\nStatus:")
    for name, stories in (("ropes", "rope"), ("knots", "rope"), ("all", "rope unread")):
        (content / f"topics/{name}.md").write_text(TOPIC.format(name, stories), "utf-8")
    for name in ("rope/1-who-pulled", "rope/2-who-paid", "unread/1-who-left"):
        (content / f"questions/{name}.md").write_text(QUESTION, "utf-8")
    change(content / "fragments/linking/025-note-x.md", "images/rope.png", "images/linked.png")


def break_all(content: Path) -> None:
    change(content / "fragments/misquoting/020-text-x.md", "the mayor", "the captain")
    change(content / "stories/headless.md", "Date: 2031-03-04", "Date: someday")
    (content / "sources/unread.txt").write_bytes(b"Rope\0breaks")
    (content / "ledger/unledgered.jsonl").write_text("no row\n", "utf-8")
    change(content / "fragments/speechless/020-text-x.md", 'speaker="nils-dahl"', 'speaker="nobody"')
    (content / "people/sund-pilots.md").write_text("Kind: a crowd\n", "utf-8")
    (content / "topics/knots.md").write_text("Title: Knots\n", "utf-8")
    (content / "questions/rope/2-who-paid.md").write_text("Title: Who paid?\n", "utf-8")
    for name in ("wreck", "linked", "dahl"):
        path = content / f"images/{name}.png"
        path.write_bytes(path.read_bytes()[:60])


class Damage(NamedTuple):
    """A project in which much is broken, its sites before, meanwhile and after it is mended, and what builds said."""

    content: Path
    before: dict[str, bytes]
    site: Path
    built: subprocess.CompletedProcess[str]
    again: subprocess.CompletedProcess[str]
    after: dict[str, bytes]


@pytest.fixture(scope="module")
def damage(tmp_path_factory: pytest.TempPathFactory) -> Damage:
    """Build a project while much of it is broken, and once more when it is mended."""
    folder = tmp_path_factory.mktemp("damage")
    project = lay_project(folder / "project", [])
    output = project / "output"
    lay_all(project)
    ran(project, "build")
    before = files_of(output)
    kept = shutil.copytree(project / "content", folder / "kept")
    break_all(project / "content")
    built, again = run_in(project, "build"), run_in(project, "build")
    site = shutil.copytree(output, folder / "site")
    shutil.rmtree(project / "content")
    shutil.copytree(kept, project / "content")
    ran(project, "build")
    return Damage(kept, before, site, built, again, files_of(output))


def test_the_site_is_built_without_what_is_broken_which_is_listed_and_when_it_is_mended_it_is_what_it_was(
    damage: Damage,
) -> None:
    assert damage.built.returncode == damage.again.returncode == 1
    assert "verified:" in damage.built.stdout
    assert "Traceback" not in damage.built.stderr
    last = damage.built.stderr.splitlines()[-1]
    assert last == f"left out until that is fixed: {', '.join(sorted({*BROKEN, *WITH_IT}))}"
    for page in WITH_IT.values():
        assert not (damage.site / page).exists()
    assert [one for one in SOUND if one not in damage.before or not (damage.site / one).is_file()] == []
    assert damage.after == damage.before


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_named_with_its_place_and_has_no_page(damage: Damage, name: str) -> None:
    words, page = BROKEN[name]
    assert words in damage.built.stderr
    address = page.format(name.partition("/")[2])
    assert any(file.startswith(address) for file in damage.before)
    assert not list(damage.site.glob(f"{address}*"))


def test_whoever_has_a_broken_picture_is_shown_without_it_no_link_leads_nowhere_and_nothing_is_told_to_be_gone(
    damage: Damage,
) -> None:
    page = (damage.site / "stories/rope/index.html").read_text("utf-8")
    assert "pictures/" in damage.before["stories/rope/index.html"].decode()
    assert "pictures/" not in page
    assert not (damage.site / "portraits").exists()
    assert broken_links(damage.site.resolve()) == []
    for name in (name for name in STORIES if f"stories/{name}" in BROKEN):
        assert not list(damage.site.glob(f"**/*{name}*"))
        assert not [page for page in damage.site.rglob("*.html") if name.encode() in page.read_bytes()]


@pytest.mark.parametrize(("path", "name"), [
    ("content/stories/gate.md", "stories/gate"), ("content/fragments/gate/010-text-x.md", "stories/gate"),
    ("content/ledger/gate.jsonl", "stories/gate"), ("content/sources/The Gate.txt", "stories/the-gate"),
    ("content/sources/.earlier/gate/1.txt", "stories/gate"), ("content/sources/.extracted/gate.txt", "stories/gate"),
    ("content/people/ada-vell.md", "people/ada-vell"),
    ("content/questions/gate/1-who-pays.md", "questions/gate/1-who-pays"),
    ("content/images/a/b.png", "images/a/b.png"), ("stories/gate/index.html", "stories/gate"),
    ("drafts/gate/index.html", "stories/gate"), ("people/ada-vell/index.html", "people/ada-vell"),
    ("cards/people/ada-vell.png", "cards/people/ada-vell.png"), ("index.html", ""), ("pelicanconf.py", ""),
])  # fmt: skip
def test_an_error_is_about_what_its_place_belongs_to(path: str, name: str) -> None:
    assert name_of(path, "content") == name


def spoil(project: Path, story: str) -> None:
    change(project / f"content/fragments/{story}/020-text-x.md", "the mayor", "the captain")


def test_a_broken_draft_keeps_nothing_from_being_published_and_the_site_stands_while_a_published_story_is_broken(
    project: Path,
) -> None:
    web, site = ("build", "--settings", "publishconf.py"), project / "output"
    for name in ("rope", "other", "sketch"):
        lay(project, rope(name), Status="draft" if name == "sketch" else "published")
    spoil(project, "sketch")
    done = run_in(project, *web, SITEURL="https://record.example")
    assert done.returncode == 1
    assert "left out until that is fixed: stories/sketch" in done.stderr
    assert (site / "stories/other/index.html").is_file()
    log = project / "content/.published/log.jsonl"
    before, told = files_of(site), log.read_bytes()
    spoil(project, "rope")
    done = run_in(project, *web, SITEURL="https://record.example")
    assert done.returncode == 1
    assert "content/fragments/rope/020-text-x.md" in done.stderr
    spoil(project, "other")  # nor is a site for here made where no story is whole
    assert run_in(project, "build").returncode == 1
    assert files_of(site) == before
    assert log.read_bytes() == told


STARTER = "generator/verbatim/cli/starter"
MAKEFILES = [
    pytest.param(ROOT / "Makefile", id="ours"),
    pytest.param(ROOT / STARTER / "Makefile.in", id="a newsroom's", marks=pytest.mark.campaign(STARTER)),
]


@pytest.mark.parametrize("makefile", MAKEFILES)
def test_make_html_builds_the_site_where_a_text_cannot_be_read(laid: Path, makefile: Path) -> None:
    (laid / "content/sources/broken.txt").write_bytes(b"Rope\0breaks")
    for status in (2, 0):  # 2 is make's word for a recipe that failed
        done = make_html(laid, makefile=makefile)
        assert done.returncode == status, done.stderr
        assert ("content/sources/broken.txt:1: there is a NUL character" in done.stderr) == (status == 2)
        assert (laid / "output/stories/rope/index.html").is_file()
        (laid / "content/sources/broken.txt").unlink(missing_ok=True)


def test_every_error_of_what_is_left_out_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content, file = tmp_path / "content", tmp_path / "report"
    (content / "stories").mkdir(parents=True)
    for name in ("gate", "wall"):
        (content / f"stories/{name}.md").write_text("Title: A day\n", "utf-8")
    omissions = Omissions(content, file)
    monkeypatch.setenv(REPORT, str(file))
    begin_report(content, for_web=False)
    lines = [ContentError("content/fragments/wall/010-text-a.md", line, "no slice", "Mend it") for line in (6, 8)]
    report(ContentErrors(lines))
    assert omissions.grow()
    assert [one.partition(": no slice")[0] for one in omissions.told(["stories/wall"])] == [
        "error: content/fragments/wall/010-text-a.md:6",
        "error: content/fragments/wall/010-text-a.md:8",
        "left out until that is fixed: stories/wall",
    ]
