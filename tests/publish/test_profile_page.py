"""What a profile tells: roles in time, quotations by what they tell, pairs, who speaks for whom, places."""

from dataclasses import replace
from typing import Any

import pytest

from tests.made import Marked, day, edition, mark, pages, person, said, story
from verbatim.core.errors import ContentErrors
from verbatim.model import Mark, Span, Story
from verbatim.publish.edition import Edition
from verbatim.publish.index_pages import PEOPLE_A_PAGE, RUNS_AT_MOST
from verbatim.publish.indexes import index_row
from verbatim.publish.page import Page
from verbatim.publish.profile_page import ProfileView, most_telling, said_view

ADA, BO = person("Ada Vell", "ada"), person("Bo Vell", "bo")


def told(role: str, date: str, name: str) -> Story:
    marks = [ADA, mark(role, "role", of="ada"), mark("Harbour Office", "organisation", ref="office")]
    return story(name, f"Ada Vell, {role}, left. The Harbour Office stayed.", marks, date=date)


def profile(name: str, *stories: Story) -> ProfileView:
    held = edition(*stories)
    return ProfileView.of(held, held.newsroom.people[name])


@pytest.mark.parametrize(("earlier", "later", "roles"), [
    ("pilot", "harbour master", [("harbour master", "1 January 2031", "", 1), ("pilot", "1 January 2029", "", 1)]),
    ("the harbour master", "Harbour master", [("Harbour master", "1 January 2031", "1 January 2029", 2)]),
    ("the harbour master", "Its spokeswoman", [("the harbour master", "1 January 2029", "", 1)]),
], ids=["the last worded first", "since when several stories word it", "none that only its text explains"])  # fmt: skip
def test_roles_are_told_with_their_dates(earlier: str, later: str, roles: list[tuple[str, str, str, int]]) -> None:
    found = profile("ada", told(earlier, "2029-01-01", "a"), told(later, "2031-01-01", "b")).roles
    dates = [(one["as_of"]["human"], one["since"]["human"] if one["since"] else "") for one in found]
    told_as = [(str(one["words"]["words"]), *two, one["stories"]) for one, two in zip(found, dates, strict=True)]
    assert told_as == roles


def test_a_role_that_only_its_text_explains_is_in_no_index() -> None:
    assert index_row(edition(told("Its spokeswoman", "2031-01-01", "b")), "ada")["role"] is None


def test_moments_of_a_place_are_those_whose_sentence_names_it() -> None:
    text = "On 1 May 2031 a boat left Sund. On 2 May 2031 it rained."
    marks = [mark("Sund", "place", ref="sund"), day("1 May 2031", "2031-05-01"), day("2 May 2031", "2031-05-02")]
    moments = profile("sund", story("a", text, marks)).moments
    assert [one["date"] and one["date"]["edtf"] for one in moments] == ["2031-05-01"]


def test_a_sentence_that_reports_somebody_twice_is_shown_once() -> None:
    text = "Ada Vell left, warning that it would rain and hinting that it would snow. It rained."
    told = [said("that it would rain", "q-1", "ada", "indirect"), said("that it would snow", "q-2", "ada", "indirect")]
    held = profile("ada", story("a", text, [ADA, *told]))
    assert [one["id"] for one in held.reports] == ["q-1"]


def test_somebody_who_is_never_quoted_is_shown_in_each_storys_own_sentence() -> None:
    held = profile("ada", story("a", "It rained. Ada Vell left. It rained on.", [ADA]))
    assert [str(one.sentence["words"]) for one in held.named] == ["Ada Vell left."]


def crowd(count: int) -> dict[str, Page]:
    names = [f"Ada {chr(65 + at % 26)}ell{at}" for at in range(count)]
    marks = [person(name, f"p{at}") for at, name in enumerate(names)]
    return {page.address: page for page in pages(edition(story("a", ". ".join(names), marks)))}


def test_a_short_list_of_people_stands_on_one_page_by_letter_and_neighbours_together_where_there_are_many() -> None:
    held = crowd(RUNS_AT_MOST)
    letters = held["people/index.html"].payload["letters"]
    assert [one["letter"] for one in letters] == [chr(65 + at) for at in range(RUNS_AT_MOST)]  # type: ignore[attr-defined]
    assert held["people/index.html"].payload["starts"] == []
    letters: Any = crowd(30)["people/index.html"].payload["letters"]
    assert [one["letter"] for one in letters][:3] == ["A–B", "C–D", "E–F"]
    assert (letters[0]["anchor"], len(letters[0]["people"])) == ("l-a", 4)


def test_a_long_list_of_people_goes_on_from_page_to_page_and_says_where_letters_begin() -> None:
    held = crowd(PEOPLE_A_PAGE + 100)
    assert [one["letter"] for one in held["people/page/2/index.html"].payload["letters"]][-1] == "Z"  # type: ignore[attr-defined]
    starts: Any = held["people/index.html"].payload["starts"]
    assert (starts[0]["url"], starts[-1]["url"]) == ("people/#l-a", "people/page/2/#l-z")


def test_others_of_the_same_name_are_told_with_their_roles() -> None:
    text = "Ada Vell, pilot, left. Ada Vell, the mayor, stayed. Bo Vell slept."
    second = text.rindex("Ada")
    made = story("a", text, [
        ADA, mark("pilot", "role", of="ada"), mark("the mayor", "role", of="ada-2"), BO,
    ])  # fmt: skip
    other = Mark(Span(second, second + len("Ada Vell")), "person", "", {"ref": "ada-2"})
    held = edition(replace(made, fragments=tuple(
        replace(one, marks=tuple(sorted((*one.marks, other), key=lambda mark: mark.span))) for one in made.fragments
    )))  # fmt: skip
    view = ProfileView.of(held, held.newsroom.people["ada"])
    assert [(one.person["id"], str(one.role and one.role["words"])) for one in view.namesakes] == [
        ("ada-2", "the mayor")
    ]
    assert ProfileView.of(held, held.newsroom.people["bo"]).namesakes == []
    assert [index_row(held, name)["namesakes"] for name in ("ada", "ada-2", "bo")] == [1, 1, 0]


def test_a_profile_offers_a_feed_only_to_whom_quotations_belong() -> None:
    made = story("a", "“It holds,” said Ada Vell. Bo Vell slept.", [said("“It holds,”", "q-1", "ada"), ADA, BO])
    assert [profile(name, made).feed_url for name in ("ada", "bo")] == ["feeds/people/ada.atom.xml", ""]


def test_a_profile_counts_and_lists_what_is_partly_quoted_and_no_paraphrase_as_a_quotation() -> None:
    text = "“It holds”, said Ada Vell. “Old lamps” must stay, Ada Vell said. Ada Vell said that it rained."
    marks = [
        said("“It holds”", "q-1", "ada"), said("“Old lamps” must stay", "q-2", "ada", "mixed"),
        said("that it rained", "q-3", "ada", "indirect"), ADA,
    ]  # fmt: skip
    held = edition(story("lamps", text, marks))
    payload: Any = next(one.payload for one in pages(held) if one.template == "person.html")
    assert {one.quote["id"] for one in payload["quotes"]} == {"q-1", "q-2"}
    assert payload["profile"].quotations == 2
    assert [one["id"] for one in payload["profile"].reports] == ["q-3"]
    assert payload["pagination"]["total"] == index_row(held, "ada")["quotations"] == 2


WORDS = {
    "q-0000000001": "It was a cold morning, and we went out to the boats.",
    "q-0000000002": "We counted every net in the harbour twice, and none was whole.",
    "q-0000000003": "not one of them",
    "q-0000000004": "We shall mend them all before the spring tide comes.",
}
SPOKEN = {"q-0000000001": "a", "q-0000000002": "a", "q-0000000003": "b", "q-0000000004": "b"}
DATES = {"a": "2029-01-01", "b": "2031-03-04"}


def nets(lines: str = "", **fields: Any) -> Edition:
    """Make two texts that quote Ada Vell, with what editors say of her in her file."""
    made = []
    for name, date in DATES.items():
        own = {quote: words for quote, words in WORDS.items() if SPOKEN[quote] == name}
        marks: list[Marked] = [said(f"“{words}”", quote, "ada", why="“…”, said NAME") for quote, words in own.items()]
        text = " ".join(f"“{words}” said Ada Vell." for words in own.values())
        made.append(story(name, text, [*marks, ADA], date=date, **fields))
    return edition(*made, people={"ada": lines})


@pytest.mark.parametrize(("lines", "order"), [("", "4 2 1 3"), ("Telling: q-0000000001 q-0000000004", "1 4 2 3")])
def test_the_most_telling_quotation_stands_first_or_those_that_editors_name_and_pieces_stand_apart(
    lines: str, order: str
) -> None:
    held = nets(lines)
    views = [said_view(held, quote) for quote in most_telling(held, "ada")]
    assert [one.quote["id"] for one in views] == [f"q-000000000{at}" for at in order.split()]
    assert [one.apart for one in views] == [False, False, False, True]


OTHERS = story("a", "“We mend them.” said Bo Vell. “We counted them twice.” said Ada Vell.", [
    said("“We mend them.”", "q-0000000001", "bo"), said("“We counted them twice.”", "q-0000000002", "ada"), BO, ADA,
])  # fmt: skip


@pytest.mark.parametrize(("held", "pairs"), [
    (nets("Pairs: q-0000000004 q-0000000002 The nets"), ["The nets: q-0000000002 q-0000000004 (now), 2 year"]),
    (nets("Pairs: q-0000000001 q-0000000002 The nets"), ["The nets: q-0000000001 q-0000000002"]),
    (nets("Pairs: q-0000000002 q-0000000004 The nets", status="draft"), []),
    (edition(OTHERS, people={"ada": "Pairs: q-0000000001 q-0000000002 The nets"}), []),
], ids=["in order of time", "nothing is said now before the newest text", "of no draft", "of nobody else"])  # fmt: skip
def test_quotations_that_editors_pair_stand_together(held: Edition, pairs: list[str]) -> None:
    found = ProfileView.of(held, held.newsroom.people["ada"]).pairs
    told = [f"{one.subject}: {one.then.said.quote['id']} {one.later.said.quote['id']}" for one in found]
    now = [" (now)" if one.is_now else "" for one in found]
    gaps = [f", {one.gap.number} {one.gap.unit}" if one.gap else "" for one in found]
    assert list(map("".join, zip(told, now, gaps, strict=True))) == pairs


@pytest.mark.parametrize("line", ["Pairs: q-0000000002 q-9999999999 The nets", "Telling: q-9999999999"])
def test_a_quotation_that_no_text_has_is_an_error_at_its_line(line: str) -> None:
    with pytest.raises(ContentErrors) as raised:
        nets(f"Kind: person\n{line}")
    assert [(one.path, one.line, one.fact) for one in raised.value.errors] == [
        ("content/people/ada.md", 2, "there is no quotation q-9999999999")
    ]
