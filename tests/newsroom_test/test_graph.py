import pytest

from tests.made import mark, story
from verbatim.core.errors import ContentErrors
from verbatim.newsroom import join
from verbatim.newsroom.record import key_numbers
from verbatim.newsroom.timeline import unestablished

TEXT = "“Lift”, said Mara Lind on Monday. About 40 men pulled."


def test_stories_are_newest_first() -> None:
    older, newer = story("a", TEXT, date="2030-01-01"), story("b", TEXT, date="2031-01-01")
    assert list(join([older, newer], {}).stories) == ["b", "a"]


def test_one_id_in_two_stories_is_an_error() -> None:
    marks = [mark("“Lift”", "quote", "q-1")]
    with pytest.raises(ContentErrors, match="q-1 stands in another story too"):
        join([story("a", TEXT, marks), story("b", TEXT, marks)], {})


@pytest.mark.parametrize("asked", [
    mark("“Lift”", "quote", "q-1", speaker="nobody"),
    mark("Monday", "moment", people="nobody"), mark("Mara Lind", "role", of="nobody"),
])  # fmt: skip
def test_an_id_that_names_nobody_is_an_error(asked: tuple[str, str, dict[str, str]]) -> None:
    with pytest.raises(ContentErrors, match='="nobody" names nobody known'):
        join([story("a", TEXT, [asked])], {})


def test_a_date_that_is_none_is_an_error() -> None:
    with pytest.raises(ContentErrors, match=r'date="next week" is no date'):
        join([story("a", TEXT, [mark("Monday", "moment", date="next week")])], {})


def test_a_moment_has_the_sentence_that_it_stands_in() -> None:
    (moment,) = join([story("a", TEXT, [mark("Monday", "moment", date="2031-03-03")])], {}).moments
    assert moment.sentence.of(TEXT) == "“Lift”, said Mara Lind on Monday."


def test_key_numbers_are_those_of_the_fragments_that_the_story_names() -> None:
    start = TEXT.index("men")
    made = story("a", TEXT, [mark("40", "number", means=f"{start},{start + 3}")], key_numbers=("010",))
    (number,) = key_numbers(made, list(join([made], {}).numbers))
    assert (number.span.of(TEXT), number.means.of(TEXT)) == ("40", "men")


def test_a_number_without_a_meaning_is_not_shown() -> None:
    assert join([story("a", TEXT, [mark("40", "number")])], {}).numbers == ()


def test_what_is_not_established_is_told_with_its_reason() -> None:
    marks = [mark("“Lift”", "quote", "q-1", basis="none", why="nobody is named"), mark("Monday", "moment")]
    room = join([story("a", TEXT, marks)], {})
    told = unestablished(room.quotes.values(), room.moments)
    assert [(one.quote is None, one.why) for one in told] == [
        (False, "nobody is named"),
        (True, "the text gives no date that can be placed"),
    ]


def test_an_attributed_quotation_is_no_silence() -> None:
    marks = [mark("“Lift”", "quote", "q-1", basis="stated", said_by="Mara Lind")]
    assert unestablished(join([story("a", TEXT, marks)], {}).quotes.values(), []) == []


def test_two_sections_of_one_address_are_an_error_that_names_both() -> None:
    stories = [story("rope", "It held.", category="Sport"), story("boat", "It sank.", category="sport!")]
    with pytest.raises(ContentErrors, match="the section “Sport” would have the address of “sport!”"):
        join(stories, {})


@pytest.mark.parametrize("name", ["../../secret", "A B", "a/b", "..", "Ada", "é", "a" * 300])
def test_an_id_that_cannot_be_an_address_is_an_error_at_its_mark(name: str) -> None:
    for marked in (mark("It", "person", ref=name), mark("It", "quote", name, basis="none")):
        with pytest.raises(ContentErrors, match="cannot be an id"):
            join([story("rope", "It held.", [marked])], {})


def test_a_speaker_of_blanks_names_nobody() -> None:
    with pytest.raises(ContentErrors, match="names nobody known"):
        join([story("rope", "It held.", [mark("It", "quote", "q-a", speaker="\u2028 \u2029", basis="stated")])], {})
