"""Who of a story gets a page: shown before everything else, with the words that decide it, and decided by one key."""

import re
from pathlib import Path

import pytest

from tests.desk.made_desk import COURT, RunningDesk, files_in, lay_project, lay_story, running_desk, state_of
from verbatim.desk.openness import Openness, PersonRow
from verbatim.desk.people import PeopleSearch

FRAUD = "Vell in court\n\nAda Vell was accused of fraud.\n"
PAGE = "/.desk/stories/court/"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    lay_project(tmp_path, COURT, "court")
    return tmp_path


def rows_in(content: Path, policy: str = "public-roles") -> dict[str, PersonRow]:
    rows = Openness(content, PeopleSearch(content), policy).rows(state_of(content, "court"))
    return {row.ref: row for row in rows}


def words_of(row: PersonRow) -> set[tuple[str, str, bool]]:
    return {(place.words, one.rule, one.opens) for one in row.grounds for place in one.places}


def test_whom_a_text_gives_a_public_role_is_open_and_everybody_else_is_closed_with_the_words(project: Path) -> None:
    rows = rows_in(project / "content")
    assert {ref: row.is_open for ref, row in rows.items()} == {
        "erin-vale": False, "ada-vell": True, "ivo-marr": False, "nora-finch": False,
    }  # fmt: skip
    assert ("mayor", "office", True) in words_of(rows["ada-vell"])
    assert ("pupil", "minor", False) in words_of(rows["erin-vale"])
    assert ("convicted", "suspect", False) in words_of(rows["ivo-marr"])
    assert words_of(rows["nora-finch"]) == set()
    assert (rows["erin-vale"].quoted, rows["nora-finch"].quoted) == (1, 0)


def test_where_sides_are_chosen_whoever_has_no_page_may_get_one(desk: RunningDesk) -> None:
    rows = desk.browser().get(f"{PAGE}first").split("<li")
    told = {
        name: 'name="page@' in row for name in ("Erin Vale", "Ada Vell") for row in rows if f"</span>{name}<" in row
    }
    assert told == {"Erin Vale": True, "Ada Vell": False}
    assert any("Against it: a child, or young" in " ".join(row.split()) for row in rows)


def test_of_a_side_that_is_chosen_and_not_shown_the_desk_says_why_and_keeps_it(project: Path) -> None:
    file, words = project / "content/stories/court.md", ("I miss him every day", "Nobody came.")
    sides = "".join(f"Sides: {COURT.index(one)},{COURT.index(one) + len(one)} Family\n" for one in words)
    file.write_text(file.read_text("utf-8").replace("\n\n", f"\n{sides}\n", 1), "utf-8")
    quote = next(one for one in (project / "content/fragments/court").iterdir() if words[0] in one.read_text("utf-8"))
    text = quote.read_text("utf-8")
    quote.write_text(re.sub(r'speaker="erin-vale" via="[0-9,]+" basis="stated"', 'basis="none"', text), "utf-8")
    with running_desk(project) as desk:
        browser = desk.browser()
        rows = [row for row in browser.get(f"{PAGE}first").split("<li") if 'value="Family"' in row]
        assert len(rows) == len(words)
        shown = browser.get(f"{PAGE}shown")
        assert shown.count("Not shown: nobody is established as the speaker") == len(words)


def test_those_who_are_quoted_come_first_and_no_decision_moves_anybody(project: Path) -> None:
    before = list(rows_in(project / "content"))
    assert before == ["erin-vale", "ada-vell", "ivo-marr", "nora-finch"]
    (project / "content/people").mkdir()
    (project / "content/people/erin-vale.md").write_text("Kind: person\nProfile: yes\n", "utf-8")
    assert list(rows_in(project / "content")) == before
    assert rows_in(project / "content")["erin-vale"][1:3] == (True, True)


def test_a_published_text_speaks_too_and_a_draft_does_not(project: Path) -> None:
    lay_story(project, FRAUD, "fraud")
    assert rows_in(project / "content")["ada-vell"].is_open
    file = project / "content/stories/fraud.md"
    file.write_bytes(file.read_bytes().replace(b"Status: draft", b"Status: published"))
    row = rows_in(project / "content")["ada-vell"]
    assert not row.is_open
    assert {place.story for one in row.grounds if not one.opens for place in one.places} == {"fraud"}


def test_where_editors_alone_open_nobody_is_open(project: Path) -> None:
    assert not any(row.is_open for row in rows_in(project / "content", "reviewed").values())


def decide(desk: RunningDesk, decision: str, seen: str) -> str:
    """Decide about somebody; return the page that is shown then."""
    browser = desk.browser()
    place = browser.send(f"{PAGE}profile", decision=decision, seen=seen, page="people")
    assert place == f"{PAGE}people"
    return browser.get(place)


def test_one_press_writes_one_line_and_z_takes_it_back(desk: RunningDesk) -> None:
    before, browser = files_in(desk.content), desk.browser()
    words = decide(desk, "close ada-vell", rows_in(desk.content)["ada-vell"].seen)
    assert "Ada Vell gets no page." in words
    after = files_in(desk.content)
    assert after.keys() - before.keys() == {"people/ada-vell.md"}
    assert after["people/ada-vell.md"] == b"Kind: person\nProfile: no\n\n"
    assert desk.told == [[str(desk.content / "people/ada-vell.md")]]
    browser.send(f"{PAGE}undo", page="people")
    assert files_in(desk.content) == before


@pytest.mark.parametrize(("text", "is_seen", "told"), [
    ("Kind: person\nProfile: no\nAliases: The Mayor\n\nHer words.\n", True, "Ada Vell gets a page."),
    ("Kind: person\nProfile: no\n", False, "This was changed meanwhile"),
    ("Kind: person\nPrivate: yes\n", True, "their file says that they are private"),
], ids=["what it says besides stays", "changed since it was shown", "who asked to be private"])  # fmt: skip
def test_a_file_is_written_where_it_is_as_it_was_seen_and_allows_it(
    desk: RunningDesk, text: str, told: str, *, is_seen: bool
) -> None:
    seen, file = rows_in(desk.content)["ada-vell"].seen, desk.content / "people/ada-vell.md"
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    words = decide(desk, "open ada-vell", rows_in(desk.content)["ada-vell"].seen if is_seen else seen)
    assert told in words
    after = text.replace("Profile: no", "Profile: yes") if "gets a page" in told else text
    assert file.read_text("utf-8") == after
    assert ('value="open ada-vell"' in words) == ("Profile: no" in after)


@pytest.mark.parametrize("decision", ["open nobody", "open ../../etc", "open", "toggle ada-vell", ""])
def test_what_names_nobody_of_the_story_writes_nothing(desk: RunningDesk, decision: str) -> None:
    before = files_in(desk.content)
    decide(desk, decision, rows_in(desk.content)["ada-vell"].seen)
    assert files_in(desk.content) == before


def test_what_leads_strangers_to_somebody_stands_beside_with_its_place_in_the_text(desk: RunningDesk) -> None:
    words = desk.browser().get(f"{PAGE}people")
    for data in ("12 Quay Street", "020 7946 0123", "AB12 CDE"):
        at = COURT.index(data)
        assert f"{PAGE}text?start={at}&amp;end={at + len(data)}#f-" in words
        assert data in words


def test_a_draft_opens_there_once_and_a_review_that_has_begun_where_it_was(desk: RunningDesk) -> None:
    headers = desk.enter()
    status, answer, _ = desk.ask("GET", PAGE, **headers)
    assert (status, answer["Location"]) == (303, f"{PAGE}people")
    assert desk.ask("GET", PAGE, **headers)[0] == 200
    item = state_of(desk.content, "court").queue().open[0]
    assert desk.ask("GET", f"{PAGE}?item={item.id}", **desk.enter())[0] == 200
    desk.send(headers, f"{PAGE}decide", decision="accept", item=item.id, seen=item.seen)
    assert desk.ask("GET", PAGE, **desk.enter())[0] == 200


def test_a_published_story_and_one_whose_people_are_decided_do_not_ask(desk: RunningDesk, project: Path) -> None:
    (desk.content / "people").mkdir()
    for ref in rows_in(desk.content):
        (desk.content / f"people/{ref}.md").write_text("Kind: person\nProfile: no\n", "utf-8")
    assert desk.ask("GET", PAGE, **desk.enter())[0] == 200
    lay_story(project, FRAUD, "fraud", "published")
    assert desk.ask("GET", "/.desk/stories/fraud/", **desk.enter())[0] == 200


def test_a_text_that_names_nobody_is_shown_without_people(desk: RunningDesk, project: Path) -> None:
    lay_story(project, "Tide\n\nThe tide is late.\n", "tide")
    browser = desk.browser()
    assert "/.desk/stories/tide/" in browser.get("/.desk/stories/tide/")
    words = browser.get("/.desk/stories/tide/people")
    assert "We found no name in this text." in words
    assert "We found no address" in words
