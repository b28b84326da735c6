"""What a topic tells of its texts: words that stand alone, what is new, what another text knows."""

from dataclasses import replace

import pytest

from tests.made import Marked, edition, mark, story
from verbatim.model import Span
from verbatim.publish.edition import Edition
from verbatim.publish.embeds.topic import last_moments
from verbatim.publish.views.glance import unknown_views
from verbatim.publish.views.topic import topic_view

FIRST = """The nets were cut
“They were cut by hand, all of them”, said Ada Vell on 3 March 2031. “No”, she said.
“Nobody saw the boat come in”, a voice said.
Vell denied that the nets were “as good as new by then”."""
SECOND = """The boat is found
“Nobody saw the boat come in”, said Per Olsen on 3 March 2031.
The trial begins on 4 June 2031."""


def both(text: str = "Title: The nets\nStories: first second\n") -> Edition:
    ada, per = {"ref": "ada-vell"}, {"ref": "per-olsen"}
    stated = {"basis": "stated", "why": "“…”, said NAME"}
    first = story(
        "first", FIRST,
        [
            mark("“They were cut by hand, all of them”", "quote", "q-1111111111", speaker="ada-vell", **stated),
            mark("“No”", "quote", "q-2222222222", speaker="ada-vell", basis="inferred", why="she"),
            mark("“Nobody saw the boat come in”", "quote", "q-3333333333", basis="none", why="a voice"),
            mark("“as good as new by then”", "quote", "q-4444444444", speaker="ada-vell", kind="direct", **stated),
            mark("Ada Vell", "person", **ada),
            mark("3 March 2031", "moment", date="2031-03-03", basis="stated", why="the text gives the full date"),
        ],
        title="The nets were cut", date="2031-03-04",
    )  # fmt: skip
    second = story(
        "second", SECOND,
        [
            mark("“Nobody saw the boat come in”", "quote", "q-5555555555", speaker="per-olsen", **stated),
            mark("Per Olsen", "person", **per),
            mark("3 March 2031", "moment", date="2031-03-03", basis="stated", why="the text gives the full date"),
            mark("4 June 2031", "moment", date="2031-06-04", basis="stated", why="…", certainty="planned"),
        ],
        title="The boat is found", date="2031-04-01",
    )  # fmt: skip
    return edition(first, second, topics={"nets": text})


def test_a_speaker_is_shown_with_the_shortest_words_that_tell_something() -> None:
    view = topic_view(made := both(), made.topics["nets"])
    ada = next(row for row in view["speakers"] if row["person"]["id"] == "ada-vell")
    cells = [
        (cell["story"]["id"], cell["quote"]["id"] if cell["quote"] else "", cell["more"]) for cell in ada["spoken"]
    ]
    assert cells == [("first", "q-1111111111", 2), ("second", "", 0)]


def test_of_long_words_the_first_sentence_leads_and_what_may_not_be_cut_is_folded() -> None:
    first = "We have counted every net in the harbour and in the sheds behind it"
    rest = "They lay on the quay for a week, and the weavers mended them by hand, one by one, in the rain. " * 4
    turned = f"“{first} and found them whole, all of them, as the council told you in its letter last week. But {rest}”"
    stated = {"basis": "stated", "why": "“…”, said NAME"}
    cut, folded = (f"“{first}. {rest}”", turned)
    made = edition(
        story(
            "first", f"The nets\n{cut}, said Ada Vell.\n{folded}, said Per Olsen.",
            [
                mark(cut, "quote", "q-1111111111", speaker="ada-vell", **stated),
                mark(folded, "quote", "q-2222222222", speaker="per-olsen", **stated),
                mark("Ada Vell", "person", ref="ada-vell"),
                mark("Per Olsen", "person", ref="per-olsen"),
            ],
        ),
        story("second", SECOND, [], title="The boat is found", date="2031-04-01"),
        topics={"nets": "Title: The nets\nStories: first second\n"},
    )  # fmt: skip
    cells = {one["person"]["id"]: one["spoken"][0] for one in topic_view(made, made.topics["nets"])["speakers"]}
    ada, per = cells["ada-vell"], cells["per-olsen"]
    assert ([str(one["words"]) for one in ada["words"]], ada["cut"]) == ([f"{first}."], True)
    assert (per["words"], per["cut"]) == ([], False)


def test_a_text_in_which_nobody_is_heard_has_no_column_and_without_a_date_stands_below_the_others() -> None:
    when = {"date": "2031-05-05", "basis": "stated", "why": "…"}
    silent = story(
        "silent", "The nets\nThey are dry on 5 May 2031, all of them by noon that day.",
        [mark("5 May 2031", "moment", **when), mark("noon that day", "moment", **when)], date_basis="unknown",
    )  # fmt: skip
    held = both()
    texts = [held.newsroom.stories[name] for name in ("first", "second")]
    made = edition(*texts, silent, topics={"nets": "Title: The nets\nStories: silent first second\n"})
    view = topic_view(made, made.topics["nets"])
    assert [text["id"] for text in view["texts"]] == ["first", "second"]
    assert {len(row["spoken"]) for row in view["speakers"]} == {2}
    assert [one["ref"]["id"] for one in view["stories"]] == ["second", "first", "silent"]
    assert [one["date"]["edtf"] for one in view["stories"][-1]["moments"] if one["date"]] == ["2031-05-05"]


def test_the_latest_words_of_a_speaker_are_those_of_the_last_text_that_has_any() -> None:
    view = topic_view(made := both(), made.topics["nets"])
    assert [(row["person"]["id"], row["latest"]["story"]["id"]) for row in view["speakers"]] == [
        ("ada-vell", "first"),
        ("per-olsen", "second"),
    ]


def test_at_a_glance_nobody_is_heard_with_words_that_the_next_breath_turns() -> None:
    stated = {"basis": "stated", "why": "“…”, said NAME"}
    turned, whole = "“They were cut by hand, all of them”", "“Nobody in the harbour saw the boat come in”"
    text = f"{turned}, said Ada Vell, but she warned of the tide.\n{whole}, said Per Olsen."
    one = story(
        "first", text,
        [
            mark(turned, "quote", "q-1111111111", speaker="ada-vell", **stated),
            mark(whole, "quote", "q-2222222222", speaker="per-olsen", **stated),
            mark("Ada Vell", "person", ref="ada-vell"),
            mark("Per Olsen", "person", ref="per-olsen"),
        ],
    )  # fmt: skip
    made = edition(one, story("second", SECOND), topics={"nets": "Title: The nets\nStories: first second\n"})
    view = topic_view(made, made.topics["nets"])
    assert [row["person"]["id"] for row in view["speakers"]] == ["ada-vell", "per-olsen"]
    assert [row["person"]["id"] for row in view["voices"]] == ["per-olsen"]


def test_a_day_of_which_two_texts_tell_says_so_at_its_first_row() -> None:
    view = topic_view(made := both(), made.topics["nets"])
    assert [row["texts"] for row in view["line"]["rows"]] == [2, 0, 0]


def test_a_frame_has_the_last_moments_that_happened_and_the_next_ahead() -> None:
    days = {"3 March 2031": "2031-03-03", "4 March 2031": "2031-03-04", "5 March 2031": "2031-03-05"}
    ahead = {"4 June 2031": "2031-06-04", "5 June 2031": "2031-06-05"}
    text = "\n".join(f"The nets were cut on {day}." for day in (*days, *ahead))
    marks = [
        mark(day, "moment", date=date, basis="stated", why="…", certainty="planned" if day in ahead else "reported")
        for day, date in (days | ahead).items()
    ]
    made = edition(story("first", text, marks, date="2031-03-06"), topics={"nets": "Title: The nets\nStories: first\n"})
    line = last_moments(topic_view(made, made.topics["nets"]))
    shown = [row["moment"]["date"]["edtf"] for row in line.rows if row["moment"] and row["moment"]["date"]]
    assert (shown, line.left_out) == (["2031-03-04", "2031-03-05", "2031-06-04"], 2)


def test_open_words_lead_to_the_text_that_names_who_spoke() -> None:
    view = topic_view(made := both(), made.topics["nets"])
    found = [(one["silence"]["quote"], [quote["id"] for quote in one["elsewhere"]]) for one in view["silences"]]
    assert [(quote["id"] if quote else "", ids) for quote, ids in found] == [("q-3333333333", ["q-5555555555"])]


def test_a_text_names_who_and_when_no_earlier_one_has() -> None:
    view = topic_view(made := both(), made.topics["nets"])
    newest, earliest = view["stories"]
    assert [person["id"] for person in newest["people"]] == ["per-olsen"]
    assert [moment["date"]["edtf"] for moment in newest["moments"] if moment["date"]] == ["2031-06-04"]
    assert earliest["people"] == earliest["moments"] == []


def test_latest_is_the_first_sentence_of_the_newest_text() -> None:
    view = topic_view(made := both(), made.topics["nets"])
    assert view["lead"] is not None
    assert str(view["lead"]["sentence"]["words"]).startswith("“Nobody saw the boat come in”, said Per Olsen")


def test_when_tells_what_was_first_and_what_lies_ahead() -> None:
    when = topic_view(made := both(), made.topics["nets"])["when"]
    dates = {name: moment["date"]["edtf"] for name, moment in when.items() if moment and moment["date"]}  # type: ignore[index]
    assert dates == {"first": "2031-03-03", "next": "2031-06-04"}


def test_moments_that_editors_join_are_told_once_by_both_texts() -> None:
    made = both("Title: The nets\nStories: first second\nSame: m-first-020-1 m-second-020-1\n")
    rows = topic_view(made, made.topics["nets"])["line"]["rows"]
    told = [(row["moment"]["story"]["id"], [place["sentence"]["story"] for place in row["moment"]["also"]])
            for row in rows if row["moment"]]  # fmt: skip
    assert [sorted([own, *others]) for own, others in told] == [["first", "second"], ["second"]]


def test_the_editors_words_are_slices_of_the_topics_own_stories() -> None:
    made = both("Title: The nets\nSummary: “Nobody saw the boat come in”.\nStories: first second\n")
    assert 'data-story="first"' in topic_view(made, made.topics["nets"])["summary"]


def test_a_sentence_that_is_answered_is_not_still_unknown() -> None:
    asked = FIRST.index("“Nobody")
    end = asked + len("“Nobody saw the boat come in”, a voice said.")
    answer = f"second#char={SECOND.index('“')},{SECOND.index('2031.') + 5}"
    made = both(f"Title: The nets\nStories: first second\nAnswered: first#char={asked},{end} {answer}\n")
    view = topic_view(made, made.topics["nets"])
    assert [
        (one["asked"]["story"]["id"], (one["answer"] or one["asked"])["story"]["id"]) for one in view["answered"]
    ] == [("first", "second")]
    told = unknown_views(made, [replace(made.newsroom.stories["first"], unknown=(Span(asked, end),))])
    closed = [place for one in made.topics["nets"].file.answered for place in one.places[:1]]
    left = unknown_views(made, [replace(made.newsroom.stories["first"], unknown=(Span(asked, end),))], closed)
    assert (len(told), left) == (1, [])


SCENE = """The quay in winter
Gulls sat on the quay in 1983 while Ada Vell drank her tea."""


@pytest.mark.parametrize("marks", [[], [mark("1983", "moment", date="1983", basis="stated", why="…")]])
def test_latest_is_no_scene_and_nothing_long_past_where_an_earlier_text_opens_with_news(marks: list[Marked]) -> None:
    scene = story("scene", SCENE, marks, title="The quay in winter", date="2031-05-01")
    stories = both().newsroom.stories
    topics = {"nets": "Title: The nets\nStories: first second scene\n"}
    made = edition(stories["first"], stories["second"], scene, topics=topics)
    view = topic_view(made, made.topics["nets"])
    assert view["lead"] is not None
    assert view["lead"]["story"]["id"] == "second"


def test_the_first_date_is_one_that_the_texts_open_with_and_no_side_matter() -> None:
    aside = SECOND + "\nThe old pier fell on 1 June 2030."
    made = both()
    marks = [
        mark("3 March 2031", "moment", date="2031-03-03", basis="stated", why="…"),
        mark("1 June 2030", "moment", date="2030-06-01", basis="stated", why="…"),
    ]
    second = story("second", aside, marks, title="The boat is found", date="2031-04-01")
    made = edition(made.newsroom.stories["first"], second, topics={"nets": "Title: The nets\nStories: first second\n"})
    when = topic_view(made, made.topics["nets"])["when"]
    assert when["first"] is not None
    assert when["first"]["date"] is not None
    assert (when["first"]["date"]["edtf"], when["last"]) == ("2031-03-03", None)


def test_where_the_texts_open_with_no_date_there_is_no_first_one() -> None:
    text = "The quay\nGulls sat on the quay.\nThe pier fell on 1 June 2030. The boat came on 2 May 2031."
    marks = [
        mark("1 June 2030", "moment", date="2030-06-01", basis="stated", why="…"),
        mark("2 May 2031", "moment", date="2031-05-02", basis="stated", why="…"),
    ]
    one = story("quay", text, marks, title="The quay", date="2031-05-03")
    made = edition(one, topics={"quay": "Title: The quay\nStories: quay\n"})
    when = topic_view(made, made.topics["quay"])["when"]
    assert when["first"] is None
    assert when["last"] is not None
    assert when["last"]["date"] is not None
    assert when["last"]["date"]["edtf"] == "2031-05-02"
