"""What an editor claims of a source is borne out by its text, or says that it is the editors'."""

import pytest

from tests.made import mark, story
from verbatim.content.format.person_file import PersonFile, read_person
from verbatim.core.errors import ContentErrors
from verbatim.newsroom.law import is_read_in, retitled, title_errors
from verbatim.newsroom.people import people_marks
from verbatim.newsroom.record import record_of

TEXT = (
    "The gate opened on 3 March 2031.\nIt will shut in May.\nVell denied that it leaked on Monday.\n"
    "Ada Vell met Ivo Marr."
)


SHUT = {"date": "2031-05", "why": "the council’s calendar", "certainty": "planned"}
OPENED = {"basis": "stated", "certainty": "reported"}


def read(words: str, attributes: dict[str, str]) -> None:
    record_of(story("gate", TEXT, [mark(words, "moment", by="editor", **attributes)]), ())


@pytest.mark.parametrize(("words", "attributes"), [
    ("May", {**SHUT, "basis": "editor"}), ("3 March 2031", {**OPENED, "date": "2031-03-03"}),
    ("May", {"basis": "none", "certainty": "planned"}), ("Monday", {"basis": "none", "certainty": "denied"}),
    ("Monday", {"basis": "none", "certainty": "reported"}),
])  # fmt: skip
def test_a_date_that_is_the_editors_or_the_sources_and_a_certainty_with_its_words_are_taken(
    words: str, attributes: dict[str, str]
) -> None:
    read(words, attributes)


@pytest.mark.parametrize(("words", "attributes", "fact"), [
    ("May", {**SHUT, "basis": "inferred"},
     "you date “May”, and only what a split worked out from the text is called worked out"),
    ("3 March 2031", {**OPENED, "date": "2031-03-04"}, "the source does not state 2031-03-04 by “3 March 2031”"),
    ("3 March 2031", {"basis": "none", "certainty": "denied"}, 'certainty="denied" stands here'),
    ("3 March 2031", {"basis": "none", "certainty": "planned"}, 'certainty="planned" stands here'),
], ids=["a date that an editor changed", "a date in other words", "no denial", "no plan"])  # fmt: skip
def test_what_the_words_do_not_bear_out_stops_the_build(words: str, attributes: dict[str, str], fact: str) -> None:
    with pytest.raises(ContentErrors, match=fact):
        read(words, attributes)


def test_what_a_split_wrote_is_not_read_again() -> None:
    record_of(story("gate", TEXT, [mark("May", "moment", date="1999-01", basis="inferred", certainty="denied")]), ())


@pytest.mark.parametrize(("words", "date", "lang", "states"), [
    ("3 March 2031", "2031-03-03", "en", True), ("March 3rd, 2031", "2031-03-03", "en", True),
    ("3. März 2031", "2031-03-03", "de", True), ("03/03/2031", "2031-03-03", "en", True), ("2031", "2031", "en", True),
    ("el 3 de marzo", "2031-03-03", "es", True), ("the 2030s", "203X", "en", True),
    ("May 2031", "2031-03", "en", False), ("2031", "2031-03", "en", False), ("3 March", "2031-03-03", "en", False),
])  # fmt: skip
def test_words_state_a_date_by_all_its_numbers_and_its_month(words: str, date: str, lang: str, *, states: bool) -> None:
    assert is_read_in(words, date, lang) == states


# Names


def person(ref: str, *lines: str) -> dict[str, PersonFile]:
    return {ref: read_person("\n".join([*lines, "", ""]).encode(), f"content/people/{ref}.md", ref)}


def test_a_persons_title_may_be_a_longer_form_of_the_name_and_not_the_name_of_somebody_else() -> None:
    marks = [mark("Ada Vell", "person", ref="ada-vell"), mark("Ivo Marr", "person", ref="ivo-marr")]
    named = [people_marks(story("gate", TEXT, marks))]
    (fault,) = title_errors(named, person("ada-vell", "Title: Ivo Marr", "Aliases: Ada Vell"))
    assert fault.fact == "Title: Ivo Marr is the name of somebody else here, ivo-marr"
    assert [*title_errors(named, person("ada-vell", "Title: Ada Maria Vell"))] == []


@pytest.mark.parametrize(("title", "told"), [("Bo Lund", ["ada-vell"]), ("Ada Lund", []), ("Dame Ada Vell", [])])
def test_a_title_that_shares_no_word_with_the_texts_is_told(title: str, told: list[str]) -> None:
    named = people_marks(story("gate", TEXT, [mark("Ada Vell", "person", ref="ada-vell")]))
    assert [file.id for file, _ in retitled(named, person("ada-vell", f"Title: {title}"))] == told
