"""What a topic tells of its texts: days and their labels, chapters, words that stand alone, what another text knows."""

from dataclasses import replace

import pytest

from tests.made import Marked, edition, mark, story
from verbatim.model import Span, Story
from verbatim.publish.days import label_spans
from verbatim.publish.edition import Edition
from verbatim.publish.topic_page import TopicView, last_moments

pytestmark = pytest.mark.usefixtures("lead_alone")

FIRST = """The nets were cut
“They were cut by hand, all of them”, said Ada Vell on 3 March 2031. “No”, she said.
“Nobody saw the boat come in”, a voice said.
Vell denied that the nets were “as good as new by then”."""
SECOND = """The boat is found
“Nobody saw the boat come in”, said Per Olsen on 3 March 2031.
The trial begins on 4 June 2031."""


def both(text: str = "Title: The nets\nStories: first second\n", unknown: Span | None = None) -> Edition:
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
    return edition(replace(first, unknown=(unknown,) if unknown else ()), second, topics={"nets": text})


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
    view = TopicView.of(made, made.topics["nets"])
    assert [row.person["id"] for row in view.speakers if row.best] == ["per-olsen"]


def test_a_frame_has_the_last_moments_that_happened_and_the_next_ahead() -> None:
    days = {"3 March 2031": "2031-03-03", "4 March 2031": "2031-03-04", "5 March 2031": "2031-03-05"}
    ahead = {"4 June 2031": "2031-06-04", "5 June 2031": "2031-06-05"}
    text = "\n".join(f"The nets were cut on {day}." for day in (*days, *ahead))
    marks = [
        mark(day, "moment", date=date, basis="stated", why="…", certainty="planned" if day in ahead else "reported")
        for day, date in (days | ahead).items()
    ]
    made = edition(story("first", text, marks, date="2031-03-06"), topics={"nets": "Title: The nets\nStories: first\n"})
    line = last_moments(TopicView.of(made, made.topics["nets"]))
    shown = [row.moment["date"]["edtf"] for row in line.rows if row.moment and row.moment["date"]]
    assert (shown, line.left_out) == (["2031-03-04", "2031-03-05", "2031-06-04"], 2)


def test_open_words_lead_to_the_text_that_names_who_spoke() -> None:
    view = TopicView.of(made := both(), made.topics["nets"])
    found = [(one.silence["quote"], [quote["id"] for quote in one.elsewhere]) for one in view.silences]
    assert [(quote["id"] if quote else "", ids) for quote, ids in found] == [("q-3333333333", ["q-5555555555"])]


def test_the_editors_words_are_slices_of_the_topics_own_stories() -> None:
    made = both("Title: The nets\nSummary: “Nobody saw the boat come in”.\nStories: first second\n")
    assert 'data-story="first"' in TopicView.of(made, made.topics["nets"]).summary


def test_a_sentence_that_is_answered_is_not_still_unknown() -> None:
    asked = FIRST.index("“Nobody")
    end = asked + len("“Nobody saw the boat come in”, a voice said.")
    answer = f"second#char={SECOND.index('“')},{SECOND.index('2031.') + 5}"
    still = both(unknown=Span(asked, end))
    made = both(
        f"Title: The nets\nStories: first second\nAnswered: first#char={asked},{end} {answer}\n", Span(asked, end)
    )
    view = TopicView.of(made, made.topics["nets"])
    found = [(one.asked.story["id"], (one.answer or one.asked).story["id"]) for one in view.answered]
    assert found == [("first", "second")]
    assert (len(TopicView.of(still, still.topics["nets"]).unknown), view.unknown) == (1, [])


def rows(made: Edition) -> list[tuple[str, str, int, bool]]:
    """Return each day of the topic with its label, how many texts tell of it, and whether it lies ahead."""
    view = TopicView.of(made, made.topics["nets"])
    days = [*(day for chapter in view.chapters for day in chapter.days), *view.asides]
    return [
        (day.date["edtf"], " … ".join(str(one["words"]) for one in day.label), len(day.told), day.ahead) for day in days
    ]


def test_a_day_is_one_row_with_the_texts_that_tell_of_it() -> None:
    assert rows(both()) == [
        ("2031-03-03", "The nets were cut", 2, False),
        ("2031-06-04", "The trial begins on 4 June 2031", 1, True),
    ]


def test_moments_that_editors_join_are_told_once_by_both_texts() -> None:
    made = both("Title: The nets\nStories: first second\nSame: m-first-020-1 m-second-020-1\n")
    (day, *_) = (day for chapter in TopicView.of(made, made.topics["nets"]).chapters for day in chapter.days)
    assert [(text.story["id"], len(text.moments)) for text in day.told] == [("first", 1), ("second", 1)]


def told(text: str, marks: list[Marked], published: str = "2031-03-06", **topic: str) -> Edition:
    """Make a topic of one text, a line of which each mark dates, and of a later one, which dates nothing."""
    headers = "".join(f"{name}: {value}\n" for name, value in topic.items())
    first = story("first", f"The nets\n{text}", marks, date=published)
    later = story("later", SECOND, [], title="The boat is found", date="2031-06-01")
    return edition(first, later, topics={"nets": f"Title: The nets\nStories: first later\n{headers}"})


def when(words: str, date: str, certainty: str = "reported") -> Marked:
    return mark(words, "moment", date=date, basis="stated", why="…", certainty=certainty)


def test_a_plan_whose_day_has_passed_stands_in_the_row_of_the_text_that_had_it() -> None:
    text = "The weavers met in the hall on 5 March 2031.\nThe nets will be mended by 1 April 2031, they said."
    made = told(text, [when("5 March 2031", "2031-03-05"), when("1 April 2031", "2031-04-01", "planned")])
    view = TopicView.of(made, made.topics["nets"])
    (day,) = (day for chapter in view.chapters for day in chapter.days if not day.ahead)
    assert day.date["edtf"] == "2031-03-05"
    assert [moment["certainty"] for text in day.told for moment in text.moments] == ["reported", "planned"]


@pytest.mark.parametrize(
    ("heads", "shown"),
    [({}, [["2031-03-05"], ["2031-03-02"]]), ({"Chapters": "2031 The nets"}, [["2031-03-02", "2031-03-05"], []])],
)
def test_a_day_of_another_matter_that_one_text_names_stands_apart_but_under_editors_heads(
    heads: dict[str, str], shown: list[list[str]]
) -> None:
    text = "Weavers mended the nets on 5 March 2031.\nOn 2 March 2031 her aunt had turned eighty."
    made = told(text, [when("5 March 2031", "2031-03-05"), when("2 March 2031", "2031-03-02")], **heads)
    view = TopicView.of(made, made.topics["nets"])
    (chapter,) = view.chapters
    assert [[day.date["edtf"] for day in days] for days in (chapter.days, view.asides)] == shown


def test_a_headline_stands_for_one_day_of_those_that_its_text_opens_with() -> None:
    text = "The nets were cut on 3 March 2031 and found on 5 March 2031."
    made = told(text, [when("3 March 2031", "2031-03-03"), when("5 March 2031", "2031-03-05")])
    assert [label for _, label, *_ in rows(made)] == [text[:-1], "A title of the editors"]


def test_a_topic_without_a_summary_tells_what_happened_by_the_opening_with_most_words_of_its_title() -> None:
    openings = ("The guild met in the hall of the harbour.", "The nets of the harbour were found cut on the pier.")
    stories = [story(name, f"{name}\n{text}", []) for name, text in zip(("first", "second"), openings, strict=True)]
    header = "Title: The cut nets\nStories: first second\n"

    def event(topic: str) -> list[str]:
        made = edition(*stories, topics={"nets": topic})
        found = TopicView.of(made, made.topics["nets"]).event
        return [str(one["words"]) for one, _ in found.words] if found else []

    assert event(header) == [openings[1]]
    assert event(f"{header}Summary: Nets were cut.\n") == []
    assert event(header.replace("The cut nets", "A comet")) == []


def test_some_days_of_which_one_is_meant_are_no_row_of_their_own() -> None:
    text = "The weavers met in the hall on 5 March 2031.\nThe guild counted its nets this week."
    made = told(text, [when("5 March 2031", "2031-03-05"), when("this week", "2031-03-03/2031-03-09")])
    assert [day for day, *_ in rows(made)] == ["2031-03-05"]


def test_a_sentence_in_which_a_quotation_ends_and_none_begins_is_no_label() -> None:
    made = told(
        'The weavers met.\nThe nets are dry," said Ada Vell on 5 March 2031.', [when("5 March 2031", "2031-03-05")]
    )
    assert [label for _, label, _, _ in rows(made)] == ["A title of the editors"]


def test_what_lies_over_a_year_before_the_first_text_stands_apart_without_chapters_too() -> None:
    made = told("The flood was on 1 June 2029.", [when("1 June 2029", "2029-06-01")])
    assert [one.kind for one in TopicView.of(made, made.topics["nets"]).chapters] == ["before"]


def test_what_is_denied_is_no_day() -> None:
    made = told("Vell denied that the boat came on 5 March 2031.", [when("5 March 2031", "2031-03-05", "denied")])
    assert [day for day, *_ in rows(made)] == ["2031-03-06"]


LONG = "On 5 March 2031 the guild bought forty new nets from the weavers of Holm and from those of Sund"


@pytest.mark.parametrize(
    ("sentence", "words", "label"),
    [
        ("The weavers met in the old hall on 5 March 2031.", "5 March 2031", "The weavers met in the old hall"),
        ("The flood, in March 2031, took the nets.", "March 2031", "The flood … took the nets"),
        ("In March 2031, the weavers met in the hall.", "March 2031", "the weavers met in the hall"),
        (
            "The weavers insist that last March, with the nets cut, nobody came.",
            "March",
            "The weavers insist that last March, with the nets cut, nobody came",
        ),
        (
            "On the quays, where in March 2031 the boats of the guild lay, a different trade took their place.",
            "March 2031",
            "On the quays, where in March 2031 the boats of the guild lay, a different trade took their place",
        ),
        ("The nets were not dry until 5 March 2031.", "5 March 2031", "The nets were not dry until 5 March 2031"),
        ("More boats came in than in March 2031.", "March 2031", "More boats came in than in March 2031"),
        (f"{LONG}, who had made them over the winter.", "5 March 2031", LONG),
        (f"{LONG}, which the guild denies.", "5 March 2031", f"{LONG}, which the guild denies"),
    ],
)
def test_a_label_leaves_out_the_date_and_nothing_that_turns_the_rest(sentence: str, words: str, label: str) -> None:
    at = sentence.index(words)
    spans = label_spans(sentence, Span(0, len(sentence)), Span(at, at + len(words)))
    assert " … ".join(span.of(sentence) for span in spans) == label


def test_a_sentence_of_somebodys_words_is_a_label_in_marks() -> None:
    text = "The weavers met in the hall.\nAda Vell spoke first.\n“We mended the nets on 5 March 2031.”"
    said = mark("“We mended the nets on 5 March 2031.”", "quote", "q-1111111111", speaker="ada-vell",
                basis="stated", why="“…”, said NAME")  # fmt: skip
    made = told(text, [said, mark("Ada Vell", "person", ref="ada-vell"), when("5 March 2031", "2031-03-05")])
    days = TopicView.of(made, made.topics["nets"]).asides
    assert [day.pair for day in days] == ["“”"]
    assert [label for _, label, _, _ in rows(made)] == ["We mended the nets"]


def test_days_stand_in_the_editors_chapters_and_else_by_year() -> None:
    text = "The flood was on 1 June 2029.\nThe flood cut nets on 3 March 2031.\nThe flood sank boats on 5 March 2031."
    marks = [
        when("1 June 2029", "2029-06-01"), when("3 March 2031", "2031-03-03"), when("5 March 2031", "2031-03-05"),
    ]  # fmt: skip

    def chapters(made: Edition) -> list[tuple[str, str, list[str]]]:
        view = TopicView.of(made, made.topics["nets"])
        return [(one.kind, one.head, [day.date["edtf"] for day in one.days]) for one in view.chapters]

    assert chapters(told(text, marks)) == [
        ("before", "", ["2029-06-01"]),
        ("year", "2031", ["2031-03-03", "2031-03-05"]),
    ]
    assert chapters(told(text, marks, Chapters="2031-03-04 The boat")) == [
        ("before", "", ["2029-06-01", "2031-03-03"]),
        ("editors", "The boat", ["2031-03-05"]),
    ]


def test_the_strip_runs_over_the_months_of_the_texts_and_draws_no_year() -> None:
    text = "The flood was in 2029.\nThe guild met in May 2031.\nIt rained in 2031."
    marks = [when("2029", "2029"), when("May 2031", "2031-05"), when("in 2031", "2031")]
    strip = TopicView.of(made := told(text, marks, "2031-05-06"), made.topics["nets"]).strip
    assert strip is not None
    assert (strip.first, strip.last) == ("2031-05-01", "2031-06-30")
    assert strip.before is not None
    assert (strip.before["edtf"], [day.x for day in strip.days]) == ("2029", [2.0])


def test_the_words_that_stand_for_somebody_lean_on_nothing_before_them() -> None:
    stated = {"basis": "stated", "why": "“…”, said NAME"}
    leaning, whole = "“It was cut by hand from the same side”", "“We counted every net in the harbour twice over”"
    text = f"{leaning}, said Ada Vell.\n{whole}, said Ada Vell."
    marks = [
        mark(leaning, "quote", "q-1111111111", speaker="ada-vell", **stated),
        mark(whole, "quote", "q-2222222222", speaker="ada-vell", **stated),
        mark("Ada Vell", "person", ref="ada-vell"),
    ]
    (ada,) = TopicView.of(made := told(text, marks), made.topics["nets"]).speakers
    assert ada.best is not None
    assert ada.best.quote["id"] == "q-2222222222"


def topic(title: str, *stories: Story) -> TopicView:
    names = " ".join(one.id for one in stories)
    made = edition(*stories, topics={"nets": f"Title: {title}\nStories: {names}\n"})
    return TopicView.of(made, made.topics["nets"])


def test_an_opening_that_looks_ahead_gives_way_to_one_that_tells_what_happened() -> None:
    ahead = story("first", "The nets of the harbour are expected to cost ten crowns.", date="2031-03-04")
    happened = story("second", "The nets were cut in the night.", date="2031-03-03")
    event = topic("The nets", happened, ahead).event
    assert event
    assert event.story["id"] == "second"


def test_texts_without_a_date_tell_what_they_open_with_but_for_the_one_above() -> None:
    first = story("first", "The nets were cut in the night.", date_basis="unknown")
    second = story("second", "A boat came in.", date_basis="unknown")
    texts = topic("The nets", second, first).texts
    assert [(one.story["id"], [str(piece.words["words"]) for piece in one.words]) for one in texts] == [
        ("first", []), ("second", ["A boat came in."]),
    ]  # fmt: skip


def spoken(words: str, name: str, ref: str, before: str = "") -> Story:
    marks = [mark(name, "person", ref=ref), mark(words, "quote", f"q-{ref}", speaker=ref, basis="stated", why="…")]
    return story(ref, f"The nets were cut in the night.\n{before}{words}, said {name}.", marks)


def test_who_speaks_of_the_matter_is_heard_before_others() -> None:
    aside = spoken("“The tea in this town is cold and always was”", "Per Olsen", "per")
    own = spoken("“We found the nets of the harbour cut by hand”", "Ada Vell", "ada")
    view = topic("The nets", aside, own)
    assert [one.person["id"] for one in view.heard] == ["ada", "per"]


@pytest.mark.parametrize(("year", "heard"), [(2027, [False]), (2031, [True])])
def test_words_of_another_year_stand_for_nobody(year: int, heard: list[bool]) -> None:
    own = spoken("“We found the nets of the harbour cut by hand”", "Ada Vell", "ada", f"In {year} it was worse. ")
    assert [bool(one.best) for one in topic("The nets", own).heard] == heard


def test_a_day_stands_next_in_place_of_the_week_that_holds_it() -> None:
    marks = [
        mark("next week", "moment", "m-1", date="2031-03-10/2031-03-16", basis="inferred", certainty="planned"),
        mark("12 March", "moment", "m-2", date="2031-03-12", basis="inferred", certainty="planned"),
    ]
    one = story("first", "The nets are sold next week. The nets are sold on 12 March.", marks, date="2031-03-04")
    following = topic("The nets", one).next
    assert following
    assert following.date["edtf"] == "2031-03-12"
