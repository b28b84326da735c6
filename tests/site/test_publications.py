"""Each publication has a line in a log that the newsroom keeps and the site publishes; a line never changes."""

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import DEMO_DAY as DAY
from tests.conftest import build_for_web, change, files_of, forget, ran, run_in, set_up
from tests.site.conftest import Standing
from verbatim.core.errors import ContentError
from verbatim.site.publications import Publication, log_publication
from verbatim.verify import sums

URL = "https://record.example"
LOG = "content/.published/log.jsonl"
LOGGED = pytest.mark.campaign(
    "generator/verbatim/site/publications.py", "generator/verbatim/site/build.py", "generator/verbatim/verify/log.py"
)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)


class MadeSite:
    """A site of which only the data is there that the log is made from, and the newsroom's content beside it."""

    def __init__(self, folder: Path) -> None:
        self.content, self.new = folder / "content", folder / "new"
        self.content.mkdir()

    def show(self, *, changes: int = 0, url: str = URL, **stories: str) -> None:
        """Write a site with these stories, each with a proof of these words; the first one has the changes."""
        shutil.rmtree(self.new, ignore_errors=True)
        (self.new / "data/proof").mkdir(parents=True)
        for story, words in stories.items():
            proof = {"story": story, "source": f"{url}/sources/{story}.txt", "quotes": words}
            (self.new / f"data/proof/{story}.json").write_text(json.dumps(proof))
        rows = [{"id": story, "changes": 0 if n else changes} for n, story in enumerate(stories)]
        (self.new / "data/stories.json").write_text(json.dumps(rows))

    def log(self) -> Publication:
        found = log_publication(self.content, self.new, sums.hashes_of(self.new, sums.files_of(self.new)), lambda _: {})
        found.keep()
        return found

    def last(self) -> dict[str, Any]:
        """Publish what is shown, and return what the last line says of stories, by name alone."""
        row = json.loads(self.log().log.splitlines()[-1])
        return {key: list(row[key]) for key in ("published", "corrected", "edited", "withdrawn") if row[key]}


@pytest.fixture
def made(tmp_path: Path) -> MadeSite:
    return MadeSite(tmp_path)


SAID, OPEN = "“Shut,” Vell said.", "“Open,” Vell said."
# What is shown at each publication, and what its line says.
LINES = {
    "new stories": [
        ({"ferry": "a", "harbour": "b"}, {"published": ["ferry", "harbour"]}),
        ({"ferry": "a", "harbour": "b", "museum": "c"}, {"published": ["museum"]}),
    ],
    "a new correction": [
        ({"ferry": "a", "harbour": "b"}, {"published": ["ferry", "harbour"]}),
        ({"ferry": "b", "harbour": "b", "changes": 1}, {"corrected": ["ferry"]}),
    ],
    "a correction that no quotation has": [
        ({"ferry": "a"}, {"published": ["ferry"]}), ({"ferry": "a", "changes": 1}, {"corrected": ["ferry"]}),
    ],
    "quotations changed without a correction": [
        ({"ferry": "a", "harbour": "b", "changes": 1}, {"published": ["ferry", "harbour"]}),
        ({"ferry": "a", "harbour": "c", "changes": 1}, {"edited": ["harbour"]}),
    ],
    "a new address edits no story": [
        ({"pier": SAID}, {"published": ["pier"]}),
        ({"pier": SAID, "url": "https://sund.example/paper"}, {}),
        ({"pier": OPEN, "url": "https://holm.example"}, {"edited": ["pier"]}),
    ],
    "gone, and back": [
        ({"ferry": "a", "harbour": "b"}, {"published": ["ferry", "harbour"]}),
        ({"harbour": "b"}, {"withdrawn": ["ferry"]}),
        ({"harbour": "c"}, {"edited": ["harbour"]}),
        ({"ferry": "a", "harbour": "c"}, {"published": ["ferry"]}),
    ],
}  # fmt: skip


@pytest.mark.parametrize("publications", LINES.values(), ids=LINES)
def test_a_line_says_what_became_of_stories_since_the_line_before(made: MadeSite, publications: Any) -> None:
    for shown, told in publications:
        made.show(**shown)
        assert made.last() == told


def test_a_story_that_no_list_has_any_more_is_not_called_withdrawn_and_a_site_that_did_not_change_adds_no_line(
    made: MadeSite,
) -> None:
    made.show(ferry="a", harbour="b")
    before = made.log().log
    made.show(ferry="a", harbour="b")
    assert made.log() == Publication(made.content / ".published/log.jsonl", before)
    (made.new / "data/stories.json").write_text('[{"id": "harbour"}]')
    (made.new / "data/log.jsonl").unlink()
    assert made.last() == {}


def test_each_line_has_the_hash_of_the_line_before_and_of_all_files_but_the_log(made: MadeSite) -> None:
    made.show(ferry="a")
    first = made.log().log
    made.show(ferry="b")
    hashes = sums.hashes_of(made.new, sums.files_of(made.new))
    listed_sums = "".join(f"{one}  {name}\n" for name, one in sorted(hashes.items()))
    lines = made.log().log.splitlines(keepends=True)
    assert lines[0] == first
    row = json.loads(lines[1])
    assert row["before"] == hashlib.sha256(first).hexdigest()
    assert row["sums"] == hashlib.sha256(listed_sums.encode()).hexdigest()
    assert (row["time"], row["files"]) == ("2026-01-01T00:00:00Z", 2)
    listed = (made.new / "SHA256SUMS").read_text()
    assert f"{hashlib.sha256(b''.join(lines)).hexdigest()}  data/log.jsonl\n" in listed


@pytest.mark.parametrize(("damage", "line", "fact"), [
    (lambda log: log.replace(b'"files":2', b'"files":3', 1), 2, "does not follow the line before"),
    (lambda log: log.splitlines(keepends=True)[1], 1, "does not follow the line before"),
    (lambda log: log[:-1], 2, "does not follow the line before"),
    (lambda log: b"<<<<<<< HEAD\n" + log, 1, "is no line of the log"),
    (lambda log: log.replace(b'"published":{', b'"published":[{', 1).replace(b"}}", b"}}]", 1), 1, "is no line"),
], ids=["a word", "a line", "the end", "a merge", "a type"])  # fmt: skip
def test_a_damaged_log_is_refused_by_its_line(made: MadeSite, damage: Any, line: int, fact: str) -> None:
    for words in ("a", "b"):
        made.show(ferry=words)
        made.log()
    file = made.content / ".published/log.jsonl"
    file.write_bytes(damage(file.read_bytes()))
    made.show(ferry="c")
    with pytest.raises(ContentError, match=f"^{LOG}:{line}: .*{fact}"):
        made.log()


def test_a_publication_by_a_clock_that_runs_behind_is_refused(made: MadeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    made.show(ferry="a")
    made.log()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(DAY) - 1))
    made.show(ferry="b")
    fact = "the last publication is of 2026-01-01T00:00:00Z, and the clock says 2025-12-31T23:59:59Z"
    with pytest.raises(ContentError, match=f"^{LOG}:1: {fact}"):
        made.log()


# Real builds


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory, built_project: Path) -> Standing:
    """A project that publishes quickly, and did so once."""
    project = Path(shutil.copytree(built_project, tmp_path_factory.mktemp("publications") / "project", symlinks=True))
    shutil.rmtree(project / "output")
    forget(project)
    set_up(project, "CARDS = SEARCH = False", "publishconf.py")
    build_for_web(project, SOURCE_DATE_EPOCH=DAY)
    return Standing(project)


@pytest.fixture
def project(standing: Standing) -> Path:
    return standing.put_back()


def test_a_publication_has_a_line_until_something_changes(project: Path) -> None:
    log, site = (project / LOG).read_bytes(), files_of(project / "output")
    assert log.count(b"\n") == 1
    assert [*json.loads(log)["published"]] == ["ferry", "harbour", "museum"]
    assert site["data/log.jsonl"] == log
    build_for_web(project)
    assert "nothing changed" in build_for_web(project)
    assert (project / LOG).read_bytes() == log
    change(project / "content/stories/ferry.md", "Title: ", "Title: Late: ")
    build_for_web(project)
    lines = (project / LOG).read_bytes().splitlines(keepends=True)
    assert (lines[0], len(lines)) == (log, 2)
    ran(project, "verify")


@LOGGED
def test_what_is_published_anew_adds_no_line_and_what_is_not_put_on_the_web_has_none(project: Path) -> None:
    log, site = (project / LOG).read_bytes(), files_of(project / "output")
    set_up(project, "")
    ran(project, "build")  # for the editors in between
    build_for_web(project)
    assert ((project / LOG).read_bytes(), files_of(project / "output")) == (log, site)
    for made in ("output", ".cache"):  # as in a clone
        shutil.rmtree(project / made)
    build_for_web(project)
    assert ((project / LOG).read_bytes(), files_of(project / "output")) == (log, site)
    for made in ("output", ".cache", "content/.published"):
        shutil.rmtree(project / made)
    ran(project, "build")
    build_for_web(project, "--", "--relative-urls")
    assert not (project / LOG).exists()
    assert not (project / "output/data/log.jsonl").exists()


def test_a_log_that_a_colleague_added_to_is_published(project: Path) -> None:
    mine = (project / LOG).read_bytes()
    row = {**json.loads(mine), "sums": "0" * 64, "published": {}, "before": hashlib.sha256(mine).hexdigest()}
    (project / LOG).write_bytes(mine + json.dumps(row).encode() + b"\n")
    build_for_web(project)
    assert (project / "output/data/log.jsonl").read_bytes() == (project / LOG).read_bytes()
    assert (project / LOG).read_bytes().count(b"\n") == 3


def test_a_line_tells_who_has_a_page_since_then_and_verify_finds_one_that_no_longer_answers(project: Path) -> None:
    rows = json.loads((project / "output/data/people.json").read_bytes())
    paged = {row["id"] for row in rows if row["url"] == f"{URL}/people/{row['id']}/"}
    assert set(json.loads((project / LOG).read_bytes())["people"]) == paged
    assert {row["id"] for row in rows if (project / f"output/people/{row['id']}").exists()} == paged
    assert 0 < len(paged) < len(rows)
    file = project / "output/data/log.jsonl"
    line = json.loads(file.read_bytes())
    named = next(row["id"] for row in rows if "#who-" in row["url"])
    file.write_text(json.dumps({**line, "people": [*line["people"], named]}, separators=(",", ":")) + "\n")
    done = run_in(project, "verify")
    assert done.returncode == 1
    assert f"nothing answers at people/{named}/, where a page was published" in done.stderr


def test_a_person_who_loses_the_only_role_is_led_to_and_gets_the_page_back_with_it(project: Path) -> None:
    mention = re.compile(r'\[[^\[\]]+\]\{\.organisation ref="sund-museum"[^}]*\}')
    fragments = (project / "content/fragments").glob("*/*.md")
    (fragment,) = (one for one in fragments if mention.search(one.read_text("utf-8")))
    without = fragment.read_text("utf-8")
    with_role = mention.sub(lambda found: f'[{found[0]}]{{.role of="sund-museum"}}', without, count=1)
    page = project / "output/people/sund-museum/index.html"
    for text, is_page in ((with_role, True), (without, False), (with_role, True)):
        fragment.write_text(text, "utf-8")
        build_for_web(project)
        leads_on = f'content="0; url=/stories/{fragment.parent.name}/#who-sund-museum"'
        assert (leads_on in page.read_text("utf-8")) != is_page
