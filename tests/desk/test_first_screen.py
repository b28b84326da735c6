"""The first screen of a story, chosen sentence by sentence, and shown before it is written."""

from pathlib import Path

import pytest

from tests.desk.made_desk import COURT, DAY, STORY, files_in, lay_story, source, state_of, write
from verbatim.content.journal import Journal
from verbatim.content.store import load
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.i18n import ENGLISH
from verbatim.desk.first_screen import LEAD, OPEN, SIDES, WHEN, Choice, OpeningDesk
from verbatim.desk.openness import Openness
from verbatim.desk.people import PeopleSearch
from verbatim.newsroom import join

# A speaker of whom only “she” shows, one whom the text describes, and words that are longer than a voice may be.
TRAM = source("tram")


def opening(content: Path, name: str = STORY) -> OpeningDesk:
    return OpeningDesk(state_of(content, name), Openness(content, PeopleSearch(content), "public-roles"), ENGLISH)


def choice(desk: OpeningDesk, content: Path, part: str, words: str, name: str = STORY) -> Choice:
    """Return what the sentence that has these words may be."""
    text = state_of(content, name).story.text
    row = next(row for row in desk.rows if words in " ".join(row.span.of(text).split()))
    return next(one for one in row.choices if one.part == part)


def as_it_is(desk: OpeningDesk) -> dict[str, str]:
    """Return the fields of the form as it is first shown."""
    placed = [one for row in desk.rows for one in row.choices if one.place]
    placed.sort(key=lambda one: one.place)
    return {f"{one.part}@{one.value}": one.value for one in placed}


def only(desk: OpeningDesk, part: str, *chosen: Choice) -> dict[str, str]:
    """Return the fields with these words alone for a part."""
    others = {name: value for name, value in as_it_is(desk).items() if not name.startswith(f"{part}@")}
    return {**others, **{f"{part}@{one.value}": one.value for one in chosen}}


def headers(content: Path, name: str = STORY) -> list[str]:
    lines = (content / f"stories/{name}.md").read_text("utf-8").splitlines()
    return [one for one in lines if one.startswith(("Lead:", "When:", "Sides:", "Open:"))]


def save(content: Path, fields: dict[str, str], name: str = STORY) -> None:
    state = state_of(content, name)
    write(content, state, opening(content, name).choose(fields, DAY)[0])
    join(*load(content))


def test_what_rules_chose_is_chosen_already_and_stays_theirs_and_a_report_may_be_a_side_whole(content: Path) -> None:
    desk = opening(content)
    assert {name.partition("@")[0] for name in as_it_is(desk)} >= {LEAD, SIDES}
    save(content, as_it_is(desk))
    assert headers(content) == []
    one = choice(opening(content), content, SIDES, "Vell said the board would look")
    assert one.words.of(state_of(content).story.text).startswith("Vell said the board")


def test_one_part_that_is_changed_is_one_header_and_is_taken_back(content: Path) -> None:
    before, desk = files_in(content), opening(content)
    one = choice(desk, content, OPEN, "She denied that the decision")
    save(content, only(desk, OPEN, one))
    assert headers(content) == [f"Open: {one.value}"]
    shown = opening(content).shown(state_of(content).story)
    assert [one[:10] for one in shown.leaning] == ["She denied"]  # whom “she” means is not on the screen
    Journal(content, STORY).undo(DAY, "EV")
    assert not opening(content).shown(state_of(content).story).leaning
    assert files_in(content) == before


def test_what_rules_would_choose_otherwise_beside_what_is_new_is_written_as_it_was_seen(content: Path) -> None:
    desk = opening(content)
    lead = choice(desk, content, LEAD, "“June is too late")
    sides = [one.value for row in desk.rows for one in row.choices if one.part == SIDES and one.place]
    assert sides
    save(content, only(desk, LEAD, lead))
    after = [one.value for row in opening(content).rows for one in row.choices if one.part == SIDES and one.place]
    assert after == sides


def test_nothing_may_be_chosen(content: Path) -> None:
    save(content, {"seen": "x"})
    assert headers(content) == ["Lead: none", "When: none", "Sides: none"]  # of what is open, rules choose nothing
    found = as_it_is(opening(content))
    assert {name.partition("@")[0] for name in found} == {LEAD}  # a story always opens with something


def test_a_slice_of_a_sentence_is_chosen_and_what_turns_it_is_not_left_out(content: Path) -> None:
    desk = opening(content)
    one = choice(desk, content, LEAD, "The last ferry to Lantern Island will leave")
    text = state_of(content).story.text
    end = one.words.start + one.words.of(text).index(", the harbour board")
    save(content, {**only(desk, LEAD), f"lead@{one.value}": f"{one.words.start},{end}"})
    assert headers(content)[0] == f"Lead: {one.words.start},{end}"
    assert choice(opening(content), content, LEAD, "The last ferry to Lantern").words.end == end
    turned = choice(desk, content, OPEN, "She denied that the decision")
    with pytest.raises(ContentError, match="denied"):
        opening(content).choose({f"open@{turned.value}": f"{turned.words.start + 10},{turned.words.end}"}, DAY)


def test_sentences_that_one_quotation_joins_are_one_slice(tmp_path: Path) -> None:
    told = "Tram stops\n\n“The tram is a ruin. It will not run again,” said Mina Dorr. The depot is shut.\n"
    depot = lay_story(tmp_path, told, "depot")
    desk = opening(depot, "depot")
    found = [choice(desk, depot, LEAD, words, "depot") for words in ("The tram is", "It will not", "The depot is")]
    save(depot, {f"lead@{one.value}": one.value for one in found}, "depot")
    first, second, third = (one.words for one in found)
    assert headers(depot, "depot")[0] == f"Lead: {first.start},{second.end} {third.start},{third.end}"


@pytest.mark.parametrize("value", ["0,3", "9999,99999", "../x", ""])
def test_words_of_another_sentence_are_refused(content: Path, value: str) -> None:
    one = choice(opening(content), content, OPEN, "He asked for a later boat")
    with pytest.raises(ContentError, match="no such sentence"):
        opening(content).choose({f"open@{one.value}": value}, DAY)
    with pytest.raises(ContentError, match="no such sentence"):
        opening(content).choose({"open@1,2": one.value}, DAY)


def test_sides_stand_in_the_order_in_which_they_were_chosen_each_with_its_head_and_are_checked(content: Path) -> None:
    desk = opening(content)
    chosen = [choice(desk, content, SIDES, words) for words in ("The board heard everybody", "A ferry that runs")]
    fields = only(desk, SIDES, *chosen)
    save(content, {**fields, f"head@{chosen[0].value}": "For  the board"})
    assert headers(content) == [f"Sides: {chosen[0].value} For the board", f"Sides: {chosen[1].value}"]
    quotes = join(*load(content)).quotes.values()
    assert {one.speaker for one in quotes if one.reviewed} == {"ada-vell", "ivo-marr"}
    shown = opening(content).shown(state_of(content).story).page.screen.sides
    assert [one.head for one in shown] == ["For the board", ""]


@pytest.fixture
def tram(tmp_path: Path) -> Path:
    return lay_story(tmp_path, TRAM, "tram")


def test_whoever_says_a_side_is_named_with_it(tram: Path) -> None:
    desk = opening(tram, "tram")
    one = choice(desk, tram, SIDES, "The tram is a ruin", "tram")
    if not one.who:
        with pytest.raises(ContentError, match="nobody is known"):
            desk.choose(only(desk, SIDES, one), DAY)
    assert "mina-dorr" in [person.ref for person in one.near] or one.who == "mina-dorr"
    fields = {**only(desk, SIDES, one), f"who@{one.value}": "mina-dorr", f"page@{one.value}": "yes"}
    save(tram, fields, "tram")
    (shown,) = opening(tram, "tram").shown(state_of(tram, "tram").story).page.screen.sides
    assert shown.quote["speaker"]["name"] == "Mina Dorr"
    Journal(tram, "tram").undo(DAY, "EV")
    assert headers(tram, "tram") == []
    assert not (tram / "people/mina-dorr.md").exists()


def test_what_the_text_describes_may_stay_so_or_be_named_and_words_too_long_for_a_voice_are_offered_up_to_a_clause(
    tram: Path,
) -> None:
    desk = opening(tram, "tram")
    one = choice(desk, tram, SIDES, "We will repair it", "tram")
    assert (one.who, one.described) == ("", "a driver")
    assert one.near
    save(tram, only(desk, SIDES, one), "tram")
    (shown,) = opening(tram, "tram").shown(state_of(tram, "tram").story).page.screen.sides
    assert shown.quote["speaker"] is None
    words = choice(opening(tram, "tram"), tram, SIDES, "It has to run by the winter", "tram").words
    offered = words.of(state_of(tram, "tram").story.text)
    assert len(offered.split()) <= 45
    assert offered.startswith("It has to run by the winter")


def test_a_side_of_somebody_without_a_page_is_told_and_is_heard_once_they_have_one(tmp_path: Path) -> None:
    court = lay_story(tmp_path, COURT, "court")
    desk = opening(court, "court")
    one = choice(desk, court, SIDES, "I miss him every day", "court")
    assert one.who in desk.closed
    change, now = desk.choose(only(desk, SIDES, one), DAY)
    assert not desk.shown(now).page.screen.sides
    assert [*desk.shown(now).unheard] == ["I miss him every day"]
    assert not any(path.startswith("people/") for path in change.files)
    fields = {**only(desk, SIDES, one), f"page@{one.value}": "yes"}
    change, now = desk.choose(fields, DAY)
    screen = desk.shown(now, desk.opened(fields)).page.screen
    assert [one.quote["speaker"]["name"] for one in screen.sides] == ["Erin Vale"]
    assert not screen.more  # which the rules would tell of her, too, now that she has a page
    assert "people/erin-vale.md" in change.files


def test_four_sides_and_a_head_of_four_words_are_refused_and_dates_are_those_that_the_text_has(content: Path) -> None:
    desk = opening(content)
    found = [one for row in desk.rows for one in row.choices if one.part == SIDES and one.who][:4]
    with pytest.raises(ContentErrors, match="three"):
        desk.choose(only(desk, SIDES, *found), DAY)
    with pytest.raises(ContentErrors, match="up to three words"):
        desk.choose({**only(desk, SIDES, found[0]), f"head@{found[0].value}": "For the gate alone"}, DAY)
    one = choice(desk, content, WHEN, "The board meets again")
    save(content, only(desk, WHEN, one))
    assert headers(content) == [f"When: {one.value}"]


def test_of_a_published_story_only_established_speakers_are_offered(tmp_path: Path) -> None:
    tram = lay_story(tmp_path, TRAM, "tram", "published")
    offered = [one for row in opening(tram, "tram").rows for one in row.choices if one.part == SIDES]
    assert all(one.who or one.described for one in offered)
    assert not any(one.near for one in offered)


def test_what_was_shown_differs_once_a_file_was_changed_by_hand(content: Path) -> None:
    before = opening(content).seen
    path = content / f"stories/{STORY}.md"
    path.write_bytes(path.read_bytes().replace(b"Unknown: none", b"Unknown: 020"))
    assert opening(content).seen != before


def test_beside_what_may_not_stand_the_rest_is_shown(content: Path) -> None:
    desk = opening(content)
    one, cut = (choice(desk, content, OPEN, "He asked for"), choice(desk, content, SIDES, "I was told nothing"))
    fields = {f"open@{one.value}": one.value, f"sides@{cut.value}": f"{cut.words.start},{cut.words.start + 5}"}
    now, refused = desk.attempt(fields, DAY)
    assert [span.of(now.text) for span in now.open] == ["He asked for a later boat in 2029."]
    assert refused is not None
    assert "told" in refused.errors[0].fact
