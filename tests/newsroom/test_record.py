from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made import Marked, mark, note, story, with_headers
from tests.sentences import rows
from verbatim.content.format.fragment_file import NOTE_TEMPLATE
from verbatim.core.errors import ContentErrors
from verbatim.model import Moment, QuoteKind, Side, SourceChange, Span, Story
from verbatim.newsroom import join
from verbatim.newsroom.record import bare_words, key_numbers, marked_pieces, quotes_of, record_of

TEXT = "“Lift”, said Mara Lind on Monday. About 40 men pulled."
ROPE = "The rope\n“We pulled,” said Mara Lind, “and it held.”\nThe rest is known."


def bare(text: str, kind: QuoteKind = "direct") -> str:
    return bare_words(text, Span(0, len(text)), kind).of(text)


@rows("marked,expected", "newsroom/record.txt", "the outer marks of a direct quotation")
def test_the_outer_marks_alone_are_left_out_and_only_of_a_direct_quotation(marked: str, expected: str) -> None:
    assert bare(marked) == expected
    assert bare(marked, "mixed") == bare(marked, "indirect") == marked


@given(st.text(alphabet="“”‘’\"' ab«»„", min_size=1, max_size=12))
def test_the_words_are_never_empty_where_there_is_anything_but_blanks(text: str) -> None:
    assert bool(bare(text)) == bool(text.strip())


def test_the_parts_of_a_quotation_are_gathered_in_order_of_the_text_without_marks() -> None:
    marks = [mark("“and it held.”", "quote", "q-1", part="2"), mark("“We pulled,”", "quote", "q-1", part="1")]
    (quote,) = quotes_of(story("rope", ROPE, marks))
    assert [part.words.of(ROPE) for part in quote.parts] == ["We pulled,", "and it held."]
    assert quote.span.of(ROPE).startswith("We pulled,")


PULLED, HELD = ("“We pulled,”", "quote"), ("“and it held.”", "quote")


BESIDE = r"020-text-x\.md:6: {}=\"{}\" stands beside"


@pytest.mark.parametrize(("marks", "fact"), [
    ([mark(*HELD, "q-1", part="2")], r"020-text-x\.md:6: part 2 of quotation q-1 stands where part 1"),
    ([mark(*PULLED, "q-1", part="2"), mark(*HELD, "q-1", part="1")], "moved"),
    *(([mark(*PULLED, "q-1", **{key: value})], r"020-text-x\.md:6") for key, value in (
        ("basis", "certain"), ("kind", "loud"), ("part", "one"), ("via", "9999,10000"), ("via", "x"),
    )),
    ([mark(*PULLED, "q-1", basis="none", speaker="mara-lind")], BESIDE.format("speaker", "mara-lind")),
    ([mark(*PULLED, "q-1", basis="none", **{"said-by": "the pilot"})], BESIDE.format("said-by", "the pilot")),
], ids=["a part taken out", "parts that changed places", "basis", "kind", "part", "outside", "via",
        "a speaker beside the basis none", "words for one beside it"])  # fmt: skip
def test_what_cannot_be_read_of_a_quotation_is_an_error_at_its_line(marks: list[Marked], fact: str) -> None:
    with pytest.raises(ContentErrors, match=fact):
        quotes_of(story("rope", ROPE, marks))


def test_every_fault_of_a_story_is_told_at_once() -> None:
    with pytest.raises(ContentErrors) as told:
        quotes_of(story("rope", ROPE, [mark(*PULLED), mark(*HELD, "q-2", basis="certain")]))
    assert ["no id" in error.fact for error in told.value.errors] == [True, False]


def test_a_correction_counts_for_the_quotation_in_which_it_stands_and_a_withdrawal_is_read_from_the_fragment() -> None:
    marks = [mark(*PULLED, "q-1"), mark(*HELD, "q-2"), mark("pulled", "was", now="pushed")]
    headers = ("Corrected", "2031-03-05 Misheard"), ("Withdrawn", "2031-03-05 Never said")
    first, second = quotes_of(with_headers(story("rope", ROPE, marks), "020", *headers))
    assert (first.corrections, second.corrections) == (("2031-03-05 Misheard",), ())
    assert first.withdrawn == second.withdrawn == "2031-03-05 Never said"


def test_a_date_that_is_none_is_an_error() -> None:
    with pytest.raises(ContentErrors, match=r'date="next week" is not a date'):
        join([story("a", TEXT, [mark("Monday", "moment", date="next week")])], {})


@pytest.mark.parametrize(("text", "words", "told"), [
    (TEXT, "Monday", "“Lift”, said Mara Lind on Monday."),
    ("Mara Lind, who left in 2004, runs the mill.", "2004", "Mara Lind, who left in 2004"),
])  # fmt: skip
def test_a_moment_has_the_sentence_or_the_clause_that_its_date_is_of(text: str, words: str, told: str) -> None:
    (moment,) = join([story("a", text, [mark(words, "moment", date="2031-03-03")])], {}).moments
    assert moment.sentence.of(text) == told


def test_key_numbers_are_those_of_the_fragments_that_the_story_names_and_without_a_meaning_none_is_shown() -> None:
    start = TEXT.index("men")
    made = story("a", TEXT, [mark("40", "number", means=f"{start},{start + 3}")], key_numbers=("010",))
    (number,) = key_numbers(made, list(join([made], {}).numbers))
    assert (number.span.of(TEXT), number.means.of(TEXT)) == ("40", "men")
    assert join([story("a", TEXT, [mark("40", "number")])], {}).numbers == ()


@pytest.mark.parametrize("name", ["../../secret", "A B", "a/b", "..", "Ada", "é", "a" * 300])
def test_an_id_that_cannot_be_an_address_is_an_error_at_its_mark(name: str) -> None:
    for marked in (mark("It", "person", ref=name), mark("It", "quote", name, basis="none")):
        with pytest.raises(ContentErrors, match="cannot be an id"):
            join([story("rope", "It held.", [marked])], {})


@pytest.mark.parametrize(("body", "fact"), [
    ("", "this note is empty"), (" \n", "this note is empty"),
    (NOTE_TEMPLATE, "this note still has the template's words"),
    (NOTE_TEMPLATE.replace("here, ", "here,\n"), "this note still has the template's words"),
])  # fmt: skip
def test_a_note_that_nobody_wrote_is_an_error_at_its_line_and_a_written_one_is_none(body: str, fact: str) -> None:
    made = story("rope", TEXT)
    empty, written = (
        replace(made, fragments=(*made.fragments, note("rope", "015", words)))
        for words in (body, "We asked her again.")
    )
    with pytest.raises(ContentErrors, match=rf"content/fragments/rope/015-note-x\.md:4: {fact}"):
        record_of(empty, ())
    assert record_of(written, ()).has_notes


@pytest.mark.parametrize(("name", "is_change"), [("Corrected", True), ("withdrawn", True), ("Same-As", False)])
def test_a_story_has_changes_where_a_header_of_a_fragment_tells_of_one_or_its_source_was_replaced(
    name: str, *, is_change: bool
) -> None:
    made = story("rope", TEXT)
    told = with_headers(made, made.fragments[-1].number, (name, "2031-03-05"))
    assert record_of(told, ()).has_changes is is_change
    assert record_of(replace(made, replaced=(SourceChange(2, "2031-03-09", "", None),)), ()).has_changes


# One event told in several places

WALL = (
    "Ada Vell opened the wall on 4 March.\nIt rained.\nThe wall was opened by Jon Marr too, on 4 Mar.\nThat was 4.3.31."
)
DAY = "2031-03-04"
FIRST, SECOND, THIRD = "4 March", "4 Mar.", "4.3.31"


def place(words: str) -> str:
    start = WALL.index(words)
    return f"{start},{start + len(words)}"


def wall(same: Mapping[str, str], dates: Mapping[str, str] = MappingProxyType({})) -> Story:
    """Make a story of three dates. `same` gives for one the words of another that tells the same event."""
    where = {words: place(other) for words, other in same.items()}
    marks = [
        mark(words, "moment", date=dates.get(words, DAY), people=people, same=where.get(words, ""))
        for words, people in {FIRST: "ada", SECOND: "jon", THIRD: ""}.items()
    ]
    return story("wall", WALL, [*marks, mark("Ada Vell", "person", ref="ada"), mark("Jon Marr", "person", ref="jon")])


def moments(made: Story) -> tuple[Moment, ...]:
    return record_of(made, ()).moments


def test_an_event_told_twice_is_one_moment_of_the_fuller_sentence_with_two_places_and_all_their_people() -> None:
    one, other = moments(wall({SECOND: FIRST}))
    assert [moment.words.of(WALL) for moment in one.places] == [FIRST, SECOND]
    assert (other.also, other.places) == ((), (other,))
    assert one.sentence.of(WALL) == "The wall was opened by Jon Marr too, on 4 Mar."
    assert [place.sentence.of(WALL) for place in one.also] == ["Ada Vell opened the wall on 4 March."]
    assert (set(one.people), [place.people for place in one.places]) == ({"ada", "jon"}, [("ada",), ("jon",)])


def test_of_two_places_the_one_with_the_finer_date_is_shown() -> None:
    one, _ = moments(wall({SECOND: FIRST}, {FIRST: f"{DAY}T10:00:00"}))
    assert (one.words.of(WALL), one.date) == (FIRST, f"{DAY}T10:00:00")
    one, _ = moments(wall({SECOND: FIRST}, {SECOND: ""}))
    assert (one.date, one.also[0].date) == (DAY, "")


def test_places_that_name_one_another_in_a_row_or_in_a_circle_are_one_moment() -> None:
    for same in ({THIRD: SECOND, SECOND: FIRST}, {FIRST: SECOND, SECOND: THIRD, THIRD: FIRST}):
        (one,) = moments(wall(same))
        assert len(one.places) == 3


@pytest.mark.parametrize("value", ["0,3", place(SECOND)], ids=["no moment", "its own place"])
def test_a_place_that_is_no_other_moment_is_an_error_at_its_line(value: str) -> None:
    made = story("wall", WALL, [mark(SECOND, "moment", date=DAY, same=value)])
    with pytest.raises(ContentErrors, match=r"030-text-x.md:6: same=.* is the place of no other moment of this story"):
        record_of(made, ())


def test_two_marks_that_begin_together_are_two_places() -> None:
    made = story("wall", WALL, [mark("4 March", "moment", date=DAY), mark("4", "moment", date="2031")])
    assert [one.words.of(WALL) for one in moments(made)] == ["4", "4 March"]


@given(st.dictionaries(st.sampled_from((FIRST, SECOND, THIRD)), st.sampled_from((FIRST, SECOND, THIRD))))
def test_no_place_is_lost(same: dict[str, str]) -> None:
    same = {words: other for words, other in same.items() if words != other}
    places = [(place.id, place) for one in moments(wall(same)) for place in one.places]
    assert sorted(places) == sorted((one.id, one) for one in moments(wall({})))


@pytest.mark.parametrize(("text", "piece"), [
    ('a “good citizen," who gave', "good citizen,"), ('a "good citizen,” who gave', "good citizen,"),
    ('a “good "old" citizen,” who gave', 'good "old" citizen,'),
])  # fmt: skip
def test_what_a_mistyped_mark_closes_is_a_piece_where_the_right_one_is_nowhere(text: str, piece: str) -> None:
    assert [inner.of(text) for _, inner in marked_pieces(text, Span(0, len(text)))] == [piece]


def with_side(words: str) -> Story:
    text = "“We pulled if it was calm, and it held.” Mara Lind shrugged."
    made = story("rope", text, [mark(text[:40], "quote", "q-1", basis="none")])
    start = text.index(words)
    return replace(made, sides=(Side(Span(start, start + len(words)), "For it", 7),))


@pytest.mark.parametrize(("words", "fact"), [
    ("Mara Lind shrugged", "is not within the marks"), ("and it held.", "leaves out “if”"),
])  # fmt: skip
def test_a_side_is_words_of_somebody_and_what_is_nobodys_or_turned_is_an_error_at_its_line(
    words: str, fact: str
) -> None:
    assert record_of(with_side("We pulled if it was calm, and it held."), ()).head.sides
    with pytest.raises(ContentErrors, match=rf"rope\.md:7: Sides: .*{fact}"):
        record_of(with_side(words), ())
