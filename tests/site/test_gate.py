"""A published site has nothing of somebody who has no page but the source's own words: every byte is searched."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import build_for_web, lay_project, ran, run_in, set_up
from tests.made import publish
from tests.site.conftest import Standing
from tests.site.test_traces import traces

TEXT = (
    "Man jailed over death at the pool\n\n"
    "A builder was jailed for four years on Monday over the death of a boy of nine at the pool in Sund.\n\n"
    "Bram Oke, 34, of 12 Quay Street, Sund, was convicted of manslaughter on 3 March 2031. Kit Vale, 9, drowned.\n\n"
    "“He was the best brother,” said his sister, Erin Vale, 12, a pupil at Sund School. “I miss him every day.”\n\n"
    "Dora Vale, the boy’s mother, said: “Nothing brings him back.”\n\n"
    "Judge Anna Lind said: “This was a danger that you knew of.” Oke showed no emotion.\n\n"
    "The mayor of Sund, Ada Vell, said: “We owe it to the family that the pool stays shut.”\n"
)
CLOSED = ("bram-oke", "kit-vale", "erin-vale", "dora-vale")
WEB = ("build", "--settings", "publishconf.py")
SITEURL = "https://sund.example"


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Standing, str]:
    """A newsroom that published a report from a court, and what was said at the end."""
    project = lay_project(tmp_path_factory.mktemp("court") / "project", (), texts={"court.txt": TEXT}, cards=True)
    ran(project, "split")
    publish(project / "content")
    ran(project, "split")
    said = build_for_web(project, url=SITEURL)
    return Standing(project), said


@pytest.fixture
def project(reported: tuple[Standing, str]) -> Path:
    return reported[0].put_back()


@pytest.fixture
def site(reported: tuple[Standing, str]) -> Path:
    return reported[0].kept / "output"


def naming(site: Path, ids: tuple[str, ...]) -> list[str]:
    """Return the files in whose name or bytes one of these ids is."""
    return [*traces(site, ids)]


def said_by(site: Path, words: str) -> dict[str, str]:
    rows = json.loads((site / "data/quotes.json").read_text("utf-8"))
    return next(row for row in rows if row["text"] and words in row["text"])


def test_who_holds_an_office_has_a_page_and_of_who_is_closed_there_is_no_id_in_any_file_and_no_voice_at_a_glance(
    site: Path,
) -> None:
    people = json.loads((site / "data/people.json").read_text("utf-8"))
    assert [row["id"] for row in people if row["kind"] == "person"] == ["ada-vell", "anna-lind"]
    assert naming(site, CLOSED) == []
    page = (site / "stories/court/index.html").read_text("utf-8")
    first = re.search(r'<header class="first">.*?</header>', page, re.DOTALL)
    assert first
    assert "We owe it to the family" in first[0]
    assert "best brother" not in first[0]
    assert "Nothing brings" not in first[0]


def test_an_editor_who_chooses_words_of_a_child_for_a_side_learns_that_they_are_not_shown(project: Path) -> None:
    file, words = project / "content/stories/court.md", "I miss him every day."
    side = f"Sides: {TEXT.index(words)},{TEXT.index(words) + len(words)} Family\n\n"
    file.write_text(file.read_text("utf-8").replace("\n\n", f"\n{side}", 1), "utf-8")
    line = file.read_text("utf-8").partition("Sides")[0].count("\n") + 1
    told = f"stories/court.md:{line}: the side “{words}” is not shown: whoever says it has no page. Give them one"
    assert told in ran(project, "check")
    assert told in ran(project, *WEB, SITEURL=SITEURL)


def test_words_of_a_child_are_those_of_whom_the_source_calls_so_without_picture_and_code_and_in_no_list(
    site: Path,
) -> None:
    row = said_by(site, "best brother")
    own = site / f"quotes/{row['id']}/index.html"
    page = own.read_text("utf-8")
    assert (row["speaker"], row["said_by"]) == (None, "Erin Vale")
    assert "Erin Vale" in page
    assert [one for one in ("embed-title", "oembed", f"cards/{row['id']}") if one in page] == []
    assert not list((site / "cards").glob(f"{row['id']}*"))
    assert '<meta name="robots" content="noindex">' in page
    lists = [site / "index.html", *(site / "quotes").glob("**/index.html"), *site.glob("sitemap*.xml")]
    beside = [one for one in lists if row["id"] in one.read_text("utf-8") and one != own and "q-" not in one.parts[-2]]
    assert beside == []


def test_a_publication_ends_with_who_is_newly_public_and_what_nobody_checked(reported: tuple[Standing, str]) -> None:
    assert "newly public: 2 people: Ada Vell (ada-vell), Anna Lind (anna-lind)" in reported[1]
    assert "no editor checked 4 of 4 quotations" in reported[1]


def decide(project: Path, person: str, decision: str) -> None:
    (project / "content/people").mkdir(exist_ok=True)
    (project / f"content/people/{person}.md").write_text(f"Kind: person\n{decision}\n\n", encoding="utf-8")


def test_who_is_closed_later_leaves_an_address_that_names_nobody(project: Path) -> None:
    decide(project, "anna-lind", "Profile: no")
    said = build_for_web(project, url=SITEURL)
    pages = naming(project / "output", ("anna-lind",))
    gone = (project / "output/people/anna-lind/index.html").read_text("utf-8")
    assert "newly public: 0 people" in said
    # What answers at the addresses that were published, and the lists of these: files, and the log that only grows.
    assert {name.split("/")[0] for name in pages} <= {"people", "embed", "oembed", "cards", "data", "SHA256SUMS"}
    assert [name for name in pages if name.startswith("data/")] == ["data/edition.tar", "data/log.jsonl"]
    assert "A page that is no longer here" in gone
    assert "Lind" not in gone


def test_whom_an_editor_opens_has_a_page_the_words_are_theirs_and_it_links_to_whom_to_tell_what_is_wrong(
    project: Path,
) -> None:
    decide(project, "dora-vale", "Profile: yes")
    set_up(project, 'REPLY_CONTACT = "editors@sund.example"', "publishconf.py")
    build_for_web(project, url=SITEURL)
    assert said_by(project / "output", "Nothing brings")["speaker"] == "dora-vale"
    link = '<a href="mailto:editors@sund.example">Something wrong about you?</a>'
    assert link in (project / "output/people/dora-vale/index.html").read_text("utf-8")


def test_check_lists_who_would_get_a_page_by_which_words_and_verify_who_is_closed_and_listed(project: Path) -> None:
    (project / "content/.published/log.jsonl").unlink()
    said = run_in(project, "check").stdout
    assert "newly public: ada-vell gets a page, by “mayor" in said
    assert "erin-vale" not in said
    decide(project, "ada-vell", "Private: yes")
    done = run_in(project, "verify")
    assert done.returncode == 1
    assert "ada-vell is listed, and has no page" in done.stdout + done.stderr
