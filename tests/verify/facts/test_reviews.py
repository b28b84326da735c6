"""What verify says of pages and data that tell a review otherwise than the ledger, and of reviews that have lapsed."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import lay_project, run_in, split_published
from tests.content.people_moves import STORIES, put
from verbatim.verify.data import QUOTES, check_data, check_proof, rows_by_id
from verbatim.verify.facts.records import Proofs
from verbatim.verify.other_files import check_rows
from verbatim.verify.pages import check_page
from verbatim.verify.reference import File, SiteCheck, Texts

DAY = {"SOURCE_DATE_EPOCH": "1930000000"}  # 2031-02-27
STORY, PROOF, WHOLE = "stories/wall/index.html", "data/proof/wall.json", "data/stories/wall.json"
TABLE = "data/stories/wall.quotes.csv"
ANNOTATIONS = "data/stories/wall.annotations.jsonld"


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A site of two quotations, the first of which EV checked, with the ids of both. Nobody may change it."""
    project = lay_project(tmp_path_factory.mktemp("reviewed") / "project", [])
    settings = project / "pelicanconf.py"
    settings.write_text(f"{settings.read_text('utf-8')}\nCARDS = False\nSEARCH = False\n", "utf-8")
    put(project / "content", {"wall": STORIES["wall"]})
    split_published(project, **DAY)
    texts = [path.read_text("utf-8") for path in sorted((project / "content/fragments/wall").glob("*.md"))]
    first, second = re.findall(r"\.quote #(q-\w+)", "".join(texts))
    for command in (["review", "wall", first, "--by", "EV"], ["build"]):
        done = run_in(project, *command, **DAY)
        assert done.returncode == 0, done.stdout + done.stderr
    return project, first, second


class Forger:
    """A copy of the newsroom and its site, in which files are altered, and what verify then says of one."""

    def __init__(self, project: Path, first: str, second: str) -> None:
        self.content, self.site, self.first, self.second = project / "content", project / "output", first, second

    def named(self, text: str) -> str:
        """Return a text with the ids of the quotations in their places."""
        return text.replace("FIRST", self.first).replace("SECOND", self.second)

    def alter(self, path: Path, old: str, new: str) -> None:
        """Replace what occurs once or more in a file."""
        text, old = path.read_text("utf-8"), self.named(old)
        assert old in text, old
        path.write_text(text.replace(old, self.named(new)), "utf-8")

    def fragment(self, name: str) -> Path:
        """Return the fragment in which a quotation is marked."""
        folder = self.content / "fragments/wall"
        return next(path for path in sorted(folder.glob("*.md")) if self.named(name) in path.read_text("utf-8"))

    def told(self, path: str) -> list[str]:
        """Return the faults of a file."""
        check = SiteCheck(Texts(self.content / "sources"))
        check.rows, check.records.proofs = rows_by_id(self.site, QUOTES), Proofs(self.site)
        path = self.named(path)
        file = File(path, path, (self.site / path).read_text("utf-8"))
        run = check_page if path.endswith(".html") else check_rows if path == TABLE else check_data
        run = check_proof if path == PROOF else run
        run(file, check)
        return [fault.fact for fault in check.faults]


@pytest.fixture
def forger(reviewed: tuple[Path, str, str], tmp_path: Path) -> Forger:
    project, first, second = reviewed
    for name in ("content", "output"):
        shutil.copytree(project / name, tmp_path / name)
    return Forger(tmp_path, first, second)


OWN, OTHER = "quotes/FIRST/index.html", "quotes/SECOND/index.html"
EVERYWHERE = (
    STORY,
    OWN,
    OTHER,
    "quotes/index.html",
    "people/jon-marr/index.html",
    PROOF,
    WHOLE,
    TABLE,
    ANNOTATIONS,
    QUOTES,
)


@pytest.mark.parametrize("path", EVERYWHERE)
def test_a_site_that_tells_what_the_ledger_has_has_no_fault(path: str, forger: Forger) -> None:
    assert forger.told(path) == []


def test_the_pages_say_who_checked_what_and_when_and_what_rules_read(forger: Forger) -> None:
    own, other, whole = ((forger.site / forger.named(path)).read_text("utf-8") for path in (OWN, OTHER, STORY))
    said = re.sub(r"<[^>]+>", "", own)
    assert "Checked by an editor on 27 February 2031 (EV)" in said
    assert "Read by rules" not in said
    assert "Read by rules" in other
    assert "1 of 2 quotations checked by an editor" in whole


DATED = 'datetime="2031-02-%d"'
MARK = '<span data-reviewed="%s">Checked by an editor</span>'
CARD = '<figure data-quote="SECOND"><span data-story="wall" data-char="0,4">Harb</span> %s</figure></main>'
PAGES = {
    "another day in the words": (OWN, ">27 February 2031</time> (EV)", ">26 February 2031</time> (EV)"),
    "another day": (OWN, f'{DATED % 27} data-dated="">27 Feb', f'{DATED % 26} data-dated="">26 Feb'),
    "other initials": (OWN, "</time> (EV)", "</time> (KO)"),
    "no initials": (OWN, "</time> (EV)", "</time>"),
    "a quotation that nobody checked": (OTHER, "Read by rules", MARK % "SECOND"),
    "another quotation's check": (OTHER, "Read by rules", MARK % "FIRST"),
    "words without the mark": (OTHER, "Read by rules", "Checked by an editor on 27 February 2031 (EV)"),
    "German words without the mark": (OTHER, "Read by rules", "Von der Redaktion geprüft am 27. Februar 2031 (EV)"),
    "a mark that explains, with words of another": (
        OTHER, "Read by rules", '<span data-reviewed="">How to read this</span> Checked by an editor'),
    "a mark that explains, beside a quotation": (OTHER, "Read by rules", MARK % ""),
    "a mark without a day, with another": (OWN, ">Checked by an editor</li>", ">Checked by an editor on 1 May</li>"),
    "a mark without initials, with others": (OWN, ">Checked by an editor</li>", ">Checked by an editor (KO)</li>"),
    "a second day": (OWN, "</time> (EV)", "</time> (EV), 28 February"),
    "a card with a mark that explains": (STORY, "</main>", CARD % MARK % ""),
    "a card of a quotation that nobody checked": (STORY, "</main>", CARD % "Checked by an editor"),
    "a card with the mark of another": (
        STORY, "</main>", CARD % MARK % "FIRST"),
    "more quotations than were checked": (STORY, "1 of 2 quotations", "2 of 2 quotations"),
    "fewer quotations than there are": (STORY, "1 of 2 quotations", "1 of 1 quotations"),
    "a count without the mark": (STORY, ' data-reviewed="wall"', ""),
    "a count of another story": (STORY, 'data-reviewed="wall"', 'data-reviewed="ferry"'),
    "JSON-LD with another day": (OWN, '"lastReviewed":"2031-02-27"', '"lastReviewed":"2031-02-28"'),
    "JSON-LD with other initials": (OWN, '{"@type":"Person","name":"EV"}', '{"@type":"Person","name":"KO"}'),
    "a list of all with another": ("quotes/index.html", 'data-reviewed="FIRST"', 'data-reviewed="SECOND"'),
    "data of a check that nobody made": (WHOLE, '"reviewed":null', '"reviewed":{"date":"2031-02-27","by":"EV"}'),
    "data with another day": (QUOTES, '"reviewed":{"date":"2031-02-27"', '"reviewed":{"date":"2031-02-28"'),
    "data that keeps a check quiet": (QUOTES, '"reviewed":{"date":"2031-02-27","by":"EV"}', '"reviewed":null'),
    "a proof with other initials": (PROOF, '"by":"EV"', '"by":"KO"'),
    "a table with other initials": (TABLE, ",2031-02-27,EV", ",2031-02-27,KO"),
    "a table with another day": (TABLE, ",2031-02-27,EV", ",2031-02-28,EV"),
    "a table that keeps a check quiet": (TABLE, ",2031-02-27,EV", ",,"),
    "a table of a check that nobody made": (TABLE, ",,,,\n", ",2031-02-27,EV,,\n"),
    "an annotation with other initials": (ANNOTATIONS, '"name":"EV"', '"name":"KO"'),
    "an annotation with another day": (ANNOTATIONS, "2031-02-27T", "2031-02-28T"),
    "an annotation of another quotation": (ANNOTATIONS, "FIRST-review", "SECOND-review"),
    "an annotation of another target": (ANNOTATIONS, '#FIRST"}', '#SECOND"}'),
}  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new"), PAGES.values(), ids=PAGES.keys())
def test_a_page_or_file_that_tells_another_review_than_the_ledger_is_a_fault(
    path: str, old: str, new: str, forger: Forger
) -> None:
    forger.alter(forger.site / forger.named(path), old, new)
    assert forger.told(path)


LAPSES = {
    "the speaker": ('speaker="jon-marr"', 'speaker="ada-vell"'),
    "the bounds": ("[“It is a wall of paper,”]", "“[It is a wall of paper,”]"),
    "the basis": ('basis="stated"', 'basis="inferred"'),
    "the kind": ("{.quote #FIRST", '{.quote #FIRST kind="mixed"'),
    "a corrected word": ("wall of paper", '[wall]{.was now="door"} of paper'),
    "a withdrawal": ("Kind: ", "Withdrawn: 2031-02-28 Nobody said it\nKind: "),
}


@pytest.mark.parametrize(("old", "new"), LAPSES.values(), ids=LAPSES.keys())
def test_a_page_that_shows_a_review_after_a_change_is_a_fault(old: str, new: str, forger: Forger) -> None:
    forger.alter(forger.fragment("FIRST"), old, new)
    assert [fact for fact in forger.told(OWN) if "has no review of what stands now" in fact]


def test_the_page_of_a_draft_is_held_to_its_ledger_too_though_no_list_has_its_quotations(forger: Forger) -> None:
    draft = forger.site / "drafts/wall/index.html"
    draft.parent.mkdir(parents=True)
    shutil.copy(forger.site / STORY, draft)
    rows = json.loads((forger.site / QUOTES).read_text("utf-8"))
    (forger.site / QUOTES).write_text(json.dumps([row for row in rows if row.get("story") != "wall"]), "utf-8")

    def faults() -> list[str]:
        return [fact for fact in forger.told("drafts/wall/index.html") if "checked by an editor" in fact]

    assert faults() == []
    (forger.content / "ledger/wall.jsonl").write_text("", "utf-8")
    assert faults() != []


def test_a_page_that_shows_a_review_that_was_taken_back_is_a_fault(forger: Forger) -> None:
    done = run_in(forger.content.parent, "review", "wall", forger.first, "--take-back", "--by", "EV", **DAY)
    assert done.returncode == 0, done.stderr
    assert forger.told(OWN)
    assert forger.told(PROOF)


def test_a_review_by_a_row_without_the_digest_of_what_stands_counts_for_nothing(forger: Forger) -> None:
    ledger = forger.content / "ledger/wall.jsonl"
    rows = [json.loads(line) for line in ledger.read_text("utf-8").splitlines()]
    forged = [{**row, "sha256": "0" * 64} if row["event"] == "reviewed" else row for row in rows]
    ledger.write_text("".join(f"{json.dumps(row)}\n" for row in forged), "utf-8")
    assert forger.told(OWN)


def test_a_speaker_who_was_renamed_leaves_the_review_as_it_is(forger: Forger) -> None:
    done = run_in(forger.content.parent, "people", "rename", "jon-marr", "mayor-marr")
    assert done.returncode == 0, done.stderr
    assert forger.told(OWN) == []


def test_a_site_without_its_newsroom_is_held_to_its_proofs(forger: Forger) -> None:
    shutil.rmtree(forger.content / "fragments")
    assert forger.told(OWN) == []
    forger.alter(forger.site / forger.named(OWN), "</time> (EV)", "</time> (KO)")
    assert forger.told(OWN)
