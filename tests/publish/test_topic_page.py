"""What a topic tells of its texts: days and their labels, chapters, words that stand alone, what another text knows."""

from dataclasses import replace

import pytest

from tests.made import Marked, day, edition, mark, person, said, story
from tests.sentences import rows
from verbatim.model import Span, Story
from verbatim.publish.days import DayView, label_spans
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
TOPIC = "Title: The nets\nStories: first second\n"
WHY = "“…”, said NAME"
ADA, PER = person("Ada Vell", "ada-vell"), person("Per Olsen", "per-olsen")
CUT = "“They were cut by hand, all of them”"


def both(text: str = TOPIC, unknown: tuple[Span, ...] = ()) -> Edition:
    marks = [
        said(CUT, "q-1111111111", "ada-vell", why=WHY),
        said("“No”", "q-2222222222", "ada-vell", basis="inferred", why="she"),
        mark("“Nobody saw the boat come in”", "quote", "q-3333333333", basis="none", why="a voice"),
        said("“as good as new by then”", "q-4444444444", "ada-vell", why=WHY),
        ADA, day("3 March 2031", "2031-03-03"),
    ]  # fmt: skip
    first = story("first", FIRST, marks, title="The nets were cut", unknown=unknown)
    marks = [
        said("“Nobody saw the boat come in”", "q-5555555555", "per-olsen", why=WHY), PER,
        day("3 March 2031", "2031-03-03"), day("4 June 2031", "2031-06-04", certainty="planned"),
    ]  # fmt: skip
    return edition(
        first, story("second", SECOND, marks, title="The boat is found", date="2031-04-01"), topics={"nets": text}
    )


def view_of(made: Edition) -> TopicView:
    return TopicView.of(made, made.topics["nets"])


def topic(title: str, *stories: Story) -> TopicView:
    names = " ".join(one.id for one in stories)
    return view_of(edition(*stories, topics={"nets": f"Title: {title}\nStories: {names}\n"}))


def test_at_a_glance_nobody_is_heard_with_words_that_the_next_breath_turns() -> None:
    whole = "“Nobody in the harbour cut the nets by hand”"
    text = f"{CUT}, said Ada Vell, but she warned of the tide.\n{whole}, said Per Olsen."
    marks = [said(CUT, "q-1", "ada-vell", why=WHY), said(whole, "q-2", "per-olsen", why=WHY), ADA, PER]
    view = topic("The nets", story("first", text, marks), story("second", SECOND))
    assert heard(view) == ["per-olsen"]
    assert [row.best for row in view.speakers] == [None, None]


def heard(view: TopicView) -> list[str]:
    return [voice.quote["speaker"]["id"] for voice in view.screen.heard if voice.quote["speaker"]]


def test_a_frame_has_the_last_moments_that_happened_and_the_next_ahead() -> None:
    days = {f"{n} March 2031": f"2031-03-0{n}" for n in (3, 4, 5)}
    ahead = {f"{n} June 2031": f"2031-06-0{n}" for n in (4, 5)}
    text = "\n".join(f"The nets were cut on {one}." for one in (*days, *ahead))
    marks = [day(*one) for one in days.items()] + [day(*one, certainty="planned") for one in ahead.items()]
    line = last_moments(topic("The nets", story("first", text, marks, date="2031-03-06")))
    shown = [row.moment["date"]["edtf"] for row in line.rows if row.moment and row.moment["date"]]
    assert (shown, line.left_out) == (["2031-03-04", "2031-03-05", "2031-06-04"], 2)


def test_open_words_lead_to_the_text_that_names_who_spoke_and_the_editors_words_are_slices_of_the_topics_stories() -> (
    None
):
    silences = view_of(both()).silences
    found = [(one.silence["quote"], [quote["id"] for quote in one.elsewhere]) for one in silences]
    assert [(quote["id"] if quote else "", ids) for quote, ids in found] == [("q-3333333333", ["q-5555555555"])]
    made = both(f"{TOPIC}Summary: “Nobody saw the boat come in”.\n")
    assert 'data-story="first"' in view_of(made).summary


def test_a_sentence_that_is_answered_is_not_still_unknown() -> None:
    asked = FIRST.index("“Nobody")
    end = asked + len("“Nobody saw the boat come in”, a voice said.")
    answer = f"second#char={SECOND.index('“')},{SECOND.index('2031.') + 5}"
    unknown = (Span(asked, end),)
    view = view_of(both(f"{TOPIC}Answered: first#char={asked},{end} {answer}\n", unknown))
    found = [(one.asked.story["id"], (one.answer or one.asked).story["id"]) for one in view.answered]
    assert found == [("first", "second")]
    still = view_of(both(unknown=unknown)).screen.open
    assert (still and still.sentence["char"], view.screen.open) == (f"{asked},{end}", None)


def told_days(made: Edition) -> list[tuple[str, str, int, bool]]:
    """Return each day of the topic with its label, how many texts tell of it, and whether it lies ahead."""
    view = view_of(made)
    return [
        (row.date["edtf"], " … ".join(str(one["words"]) for one in row.label), len(row.told), row.ahead)
        for row in (*days_of(view), *view.asides)
    ]


def days_of(view: TopicView) -> list[DayView]:
    return [row for chapter in view.chapters for row in chapter.days]


def test_a_day_is_one_row_with_the_texts_that_tell_of_it_and_moments_that_editors_join_are_told_once_by_both() -> None:
    assert told_days(both()) == [
        ("2031-03-03", "The nets were cut", 2, False), ("2031-06-04", "The trial begins on 4 June 2031", 1, True),
    ]  # fmt: skip
    row, *_ = days_of(view_of(both(f"{TOPIC}Same: m-first-020-1 m-second-020-1\n")))
    assert [(text.story["id"], len(text.moments)) for text in row.told] == [("first", 1), ("second", 1)]


def told(text: str, marks: list[Marked], published: str = "2031-03-06", **topic: str) -> Edition:
    """Make a topic of one text, a line of which each mark dates, and of a later one, which dates nothing."""
    headers = "".join(f"{name}: {value}\n" for name, value in topic.items())
    first = story("first", f"The nets\n{text}", marks, date=published)
    later = story("later", SECOND, [], title="The boat is found", date="2031-06-01")
    return edition(first, later, topics={"nets": f"Title: The nets\nStories: first later\n{headers}"})


FIFTH = day("5 March 2031", "2031-03-05")


def test_a_plan_whose_day_has_passed_stands_in_the_row_of_the_text_that_had_it() -> None:
    text = "The weavers met in the hall on 5 March 2031.\nThe nets will be mended by 1 April 2031, they said."
    made = told(text, [FIFTH, day("1 April 2031", "2031-04-01", certainty="planned")])
    (row,) = (row for row in days_of(view_of(made)) if not row.ahead)
    assert row.date["edtf"] == "2031-03-05"
    assert [moment["certainty"] for text in row.told for moment in text.moments] == ["reported", "planned"]


@pytest.mark.parametrize(("heads", "shown"), [
    ({}, [["2031-03-05"], ["2031-03-02"]]), ({"Chapters": "2031 The nets"}, [["2031-03-02", "2031-03-05"], []]),
])  # fmt: skip
def test_a_day_of_another_matter_that_one_text_names_stands_apart_but_under_editors_heads(
    heads: dict[str, str], shown: list[list[str]]
) -> None:
    text = "Weavers mended the nets on 5 March 2031.\nOn 2 March 2031 her aunt had turned eighty."
    view = view_of(told(text, [FIFTH, day("2 March 2031", "2031-03-02")], **heads))
    (chapter,) = view.chapters
    assert [[row.date["edtf"] for row in days] for days in (chapter.days, view.asides)] == shown


def test_a_headline_stands_for_one_day_of_those_that_its_text_opens_with_and_where_a_sentence_is_no_label() -> None:
    text = "The nets were cut on 3 March 2031 and found on 5 March 2031."
    made = told(text, [day("3 March 2031", "2031-03-03"), FIFTH])
    assert [label for _, label, *_ in told_days(made)] == [text[:-1], "A title of the editors"]
    made = told('The weavers met.\nThe nets are dry," said Ada Vell on 5 March 2031.', [FIFTH])
    assert [label for _, label, *_ in told_days(made)] == ["A title of the editors"]  # a quotation ends and none begins


def test_a_topic_without_a_summary_tells_what_happened_by_the_newest_opening_with_most_of_its_title() -> None:
    openings = (
        "The nets were cut on the pier.",
        "The cut nets of the harbour were mended.",
        "The guild met in the hall.",
    )
    stories = [story(f"s{at}", f"s{at}\n{text}", date=f"2031-03-0{at}") for at, text in enumerate(openings, 1)]
    header = "Title: The cut nets\nStories: s1 s2 s3\n"

    def event(topic: str) -> list[str]:
        found = view_of(edition(*stories, topics={"nets": topic})).screen.event
        return [str(one["words"]) for one, _ in found.words] if found else []

    assert event(header) == [openings[1]]
    assert event(f"{header}Summary: Nets were cut.\n") == []
    assert event(header.replace("The cut nets", "A comet")) == []


MET = "The weavers met in the hall on 5 March 2031.\n"
DRYING = [FIFTH, day("3 March 2031", "2031-03-03"), day("Tuesday", "2031-03-04")]


@pytest.mark.parametrize(("text", "marks", "days", "asides"), [
    (f"{MET}The guild counted its nets this week.", [FIFTH, day("this week", "2031-03-03/2031-03-09")],
     ["2031-03-05"], []),
    ("The flood was on 1 June 2029.", [day("1 June 2029", "2029-06-01")], [], ["2029-06-01"]),
    (f"{MET}They had been told to mend the nets by 2 March 2031.", [FIFTH, day("2 March 2031", "2031-03-02")],
     ["2031-03-05"], []),
    ("The mill burned in 1983 and in 1996.", [day("1983", "1983"), day("1996", "1996")], [], ["1983"]),
    ("Vell denied that the boat came on 5 March 2031.", [day("5 March 2031", "2031-03-05", certainty="denied")],
     [], ["2031-03-06"]),
    (f"{MET}Nets were lost in 2031.", [FIFTH, day("2031", "2031")], ["2031-03-05"], ["2031"]),
    (f"{MET}It will rain in 2032.", [FIFTH, day("2032", "2032", certainty="planned")], ["2031-03-05"], ["2032"]),
    (f"{MET}Nets dried from 3 March 2031 through Tuesday.", DRYING,
     ["2031-03-03", "2031-03-05"], ["2031-03-04"]),
    (f"{MET}Vell has nets, which she cut on 2 March 2031.", [FIFTH, day("2 March 2031", "2031-03-02")],
     ["2031-03-05"], ["2031-03-02"]),
    (f"{MET}After cutting nets on 2 March 2031, Vell left.", [FIFTH, day("2 March 2031", "2031-03-02")],
     ["2031-03-05"], ["2031-03-02"]),
], ids=[
    "not some days of which one is meant", "aside what lies before the texts", "not a date that bounds what happened",
    "once a sentence of several years, aside", "aside what is denied", "aside a year", "aside what year is ahead",
    "once with the same label", "aside what a clause about something has",
    "aside what was before",
])  # fmt: skip
def test_a_day_is_a_row(text: str, marks: list[Marked], days: list[str], asides: list[str]) -> None:
    view = view_of(told(text, marks))
    assert [[row.date["edtf"] for row in rows] for rows in (days_of(view), view.asides)] == [days, asides]


def test_what_a_text_foresaw_for_a_season_that_has_begun_is_not_ahead() -> None:
    summer = day("this summer", "2031-22", basis="inferred", certainty="planned")
    made = told("The nets will be mended this summer.", [summer])
    newest = made.newsroom.stories["later"].date
    assert (newest, [is_ahead for *_, is_ahead in told_days(made)]) == ("2031-06-01", [False])


@rows("sentence,words,label", "publish/sentences.txt", "a label")
def test_a_label_leaves_out_the_date_and_nothing_that_turns_the_rest(sentence: str, words: str, label: str) -> None:
    at = sentence.index(words)
    spans = label_spans(sentence, Span(0, len(sentence)), Span(at, at + len(words)))
    assert " … ".join(span.of(sentence) for span in spans) == label


def chapters(text: str, *marks: Marked, head: str = "") -> list[tuple[str, str, list[str]]]:
    """Return the kind, the head and the days of each chapter of a topic in which two texts tell the same."""
    texts = [
        story(one, f"The nets\n{text}", list(marks), date=f"2031-03-0{at}") for at, one in enumerate(("a", "b"), 6)
    ]
    view = view_of(edition(*texts, topics={"nets": f"Title: The nets\nStories: a b\n{head}"}))
    return [(one.kind, one.head, [row.date["edtf"] for row in one.days]) for one in view.chapters]


FLOOD = "The flood was on 1 June 2029.\nThe flood cut nets on 3 March 2031.\nThe flood sank boats on 5 March 2031."
FLOODS = [day("1 June 2029", "2029-06-01"), day("3 March 2031", "2031-03-03"), FIFTH]


@pytest.mark.parametrize(("text", "marks", "head", "told"), [
    (FLOOD, FLOODS, "", [("before", "", ["2029-06-01"]), ("year", "2031", ["2031-03-03", "2031-03-05"])]),
    (FLOOD, FLOODS, "Chapters: 2031-03-04 The boat\n",
     [("before", "", ["2029-06-01", "2031-03-03"]), ("editors", "The boat", ["2031-03-05"])]),
    ("The flood was on 1 June 2030.", [day("1 June 2030", "2030-06-01")], "", [("before", "", ["2030-06-01"])]),
    ("The flood was in June 2030.", [day("June 2030", "2030-06")], "", []),
], ids=["by year", "by editors' chapters", "before, what several texts give", "no month"])  # fmt: skip
def test_days_stand(text: str, marks: list[Marked], head: str, told: list[tuple[str, str, list[str]]]) -> None:
    assert chapters(text, *marks, head=head) == told


def test_the_strip_runs_over_the_months_of_the_texts_and_draws_no_year() -> None:
    text = "The flood was in 2029.\nThe guild met in May 2031.\nIt rained in 2031."
    marks = [day("2029", "2029"), day("May 2031", "2031-05"), day("in 2031", "2031")]
    strip = view_of(told(text, marks, "2031-05-06", Chapters="2029 The nets")).strip
    assert strip.before
    assert (strip.first, strip.last, strip.before["edtf"]) == ("2031-05-01", "2031-06-30", "2029")
    assert [one.x for one in strip.days] == [2.0]
    assert view_of(told("The flood was in 2029.", [day("2029", "2029")])).strip.before is None  # which stands aside


def test_words_that_stand_for_somebody_lean_on_nothing_before_them_and_those_that_are_a_label_stand_in_marks() -> None:
    leaning, whole = "“It was cut by hand from the same side”", "“We counted every stall in the market twice over”"
    marks = [said(leaning, "q-1", "ada-vell", why=WHY), said(whole, "q-2", "ada-vell", why=WHY), ADA]
    (ada,) = view_of(told(f"{leaning}, said Ada Vell.\n{whole}, said Ada Vell.", marks)).speakers
    assert ada.best.quote["id"] == "q-2"
    text = "The weavers met in the hall.\nAda Vell spoke first.\n“We mended the nets on 5 March 2031.”"
    marks = [said("“We mended the nets on 5 March 2031.”", "q-1", "ada-vell", why=WHY), ADA, FIFTH]
    made = told(text, marks)
    assert [row.pair for row in view_of(made).asides] == ["“”"]
    assert [label for _, label, _, _ in told_days(made)] == ["We mended the nets"]


def test_the_sentence_that_says_most_of_the_topic_is_the_label_of_a_day() -> None:
    text = "The weavers met in the hall.\nIt was wet on 5 March 2031.\nThe guild saw who had cut the nets on Wednesday."
    made = told(text, [FIFTH, day("Wednesday", "2031-03-05")])
    assert [label for _, label, _, _ in told_days(made)] == ["The guild saw who had cut the nets"]


def of_event(view: TopicView) -> str:
    return view.screen.event.story["id"] if view.screen.event else ""


def undated(name: str, text: str) -> Story:
    return story(name, text, date_basis="unknown")


NIGHT = "The nets of the harbour were cut in the night. Nobody saw a boat"
MENDED = "The nets were mended by weavers. Those of the harbour had been cut in the night."
AHEAD = (
    "The nets of the harbour were sold to a guild, expected to come in May.",
    "The nets of the harbour will come back on a boat.", "The guild of the nets is to join a fair in the harbour.",
    "The guild of the nets is planning a fair in the harbour.",
)  # fmt: skip


@pytest.mark.parametrize(("texts", "told"), [
    ((f"{NIGHT}.", MENDED), "s1"), ((MENDED, f"{NIGHT}."), "s0"),
    ((f"{NIGHT} near the mill.", MENDED.replace("weavers.", "weavers for a guild."),
      "The nets of old weavers were shown at a fair by a school choir. It sang of what was cut."), "s1"),
    *((("The nets were cut in the night.", f"{text} They were cut in the night."), "s0") for text in AHEAD),
], ids=["tells what the other opens with", "whichever is first", "is on no side matter", *["does not look ahead"] * 4],
)  # fmt: skip
def test_of_texts_without_a_date_what_happened_is_said_by_the_one_that(texts: tuple[str, ...], told: str) -> None:
    assert of_event(topic("The nets", *(undated(f"s{at}", text) for at, text in enumerate(texts)))) == told


def test_the_headline_too_shows_that_a_text_is_of_the_topic() -> None:
    titles = enumerate(("Nets’ end", "A sale"), 1)
    texts = [story(f"s{at}", "The boats were sold.", title=title, date=f"2031-03-0{at}") for at, title in titles]
    assert of_event(topic("The nets", *texts)) == "s1"


def test_what_a_later_text_without_a_date_tells_of_the_day_and_leaves_open_stands_there() -> None:
    event = "The nets of the harbour were cut in the night by a weaver."
    told = f"The guild met. {event[:-1]} on 12 March. It is unclear whether the nets of the harbour will be mended."
    later = story(
        "later", told, [day("12 March", "", basis="none", certainty="reported")], date_basis="unknown",
        unknown=(Span(told.index("It is"), len(told)),),
    )  # fmt: skip
    early = story("early", "It is unclear whether a weaver saw the nets of the harbour.", date_basis="unknown",
                  unknown=(Span(0, 61),))  # fmt: skip
    screens = [topic("The nets", undated("event", event), other).screen for other in (later, early)]
    assert [one.event and one.event.story["id"] for one in screens] == ["event"] * 2
    assert [[str(row.moment["words"]["words"]) for row in one.dates] for one in screens] == [["12 March"], []]
    assert [one.open and one.open.story["id"] for one in screens] == ["later", None]


def test_the_earliest_and_the_newest_text_have_their_dates_but_for_the_one_of_the_event() -> None:
    first = story("first", "The nets were cut in the night.", date="2031-03-01")
    event = story("event", "The nets of the harbour were found.", date="2031-03-04")
    newest = story("newest", "A boat came in.", date="2031-03-05")
    screens = [topic("The nets", *texts).screen for texts in ((first, event, newest), (first, event))]
    assert [(one.first and one.first["id"], one.latest and one.latest["id"]) for one in screens] == [
        ("first", "newest"), ("first", None),
    ]  # fmt: skip


def test_what_the_text_of_the_event_leaves_open_is_told_and_who_speaks_in_it_is_heard_before_others() -> None:
    text = "The nets were cut in the night. The guild met. It was not clear who had cut the nets."
    unknown = (Span(text.index("It was"), len(text)),)
    still = topic("The nets", story("first", text, unknown=unknown)).screen.open
    assert str(still.sentence["words"]) == "It was not clear who had cut the nets."
    early = spoken("“The nets are none of our business in the night”", "Per Olsen", "per", date="2031-03-01")
    assert heard(topic("The nets", early, spoken(FOUND, "Ada Vell", "ada"))) == ["ada", "per"]


def test_texts_without_a_date_tell_what_they_open_with_but_for_the_one_above() -> None:
    first, second = undated("first", "The nets were cut in the night."), undated("second", "A boat came in.")
    texts = topic("The nets", second, first).texts
    assert [(one.story["id"], [str(piece.words["words"]) for piece in one.words]) for one in texts] == [
        ("second", ["A boat came in."]),
    ]  # fmt: skip


def spoken(words: str, name: str, ref: str, before: str = "", date: str = "2031-03-04") -> Story:
    text = f"The nets were cut in the night.\n{before}{words}, said {name}."
    return story(ref, text, [person(name, ref), said(words, f"q-{ref}", ref, why="…")], date=date)


FOUND = "“We found the nets of the harbour cut by hand”"


def test_whom_a_text_only_describes_is_heard_in_the_text_of_the_event_alone() -> None:
    def told(name: str, first: str, more: str) -> Story:
        text = f"{first}\nWeavers of the harbour said that {more} had been cut with a knife."
        quoted = mark(f"that {more} had been cut with a knife", "quote", f"q-{name}", said_by="Weavers of the harbour",
                      via=f"{len(first) + 1},{len(first) + 23}", basis="stated", kind="indirect", why="…")  # fmt: skip
        return story(name, text, [quoted], date_basis="unknown")

    event = told("event", "The nets of the harbour were cut in the night.", "each of the nets")
    other = told("other", "A boat of the harbour was seen in the night.", "two of the nets")
    voices = topic("The nets", event, other).screen.heard
    assert [(one.quote["story"]["id"], one.reported) for one in voices] == [("event", True)]


def test_of_texts_without_a_date_only_two_are_heard_whom_the_text_of_the_event_does_not_quote() -> None:
    names = {"ada": "Ada Vell", "per": "Per Olsen", "ole": "Ole Sund"}
    others = (spoken(FOUND.replace("We", name), name, ref, date="") for ref, name in names.items())
    texts = [replace(one, date_basis="unknown") for one in others]
    event = undated("event", "The nets of the harbour were found cut by hand in the night, and the harbour was shut.")
    assert len(heard(topic("The nets", event, *texts))) == 2


LONG_WORDS = "“While nobody could have cut all the nets of the harbour, the guild was warned of such a night by us”"


@pytest.mark.parametrize(("words", "before", "names", "is_best"), [
    (LONG_WORDS, "", ["ada"], False), (FOUND, "", ["ada"], False),
    ("“I am glad of every dry summer that a farmer gets”", "", [], True),
    ("“The nets in the harbour had a good deal to do with that”", "", [], True),
    (FOUND, "In 2027 it was worse. ", [], False), (FOUND, "In 2031 it was worse. ", ["ada"], False),
], ids=["too long where nobody else is", "of the matter", "of nothing", "of what nothing shows", "of another year",
        "of this year"])  # fmt: skip
def test_words_are_heard_on_the_first_screen_or_beside_their_speaker(
    words: str, before: str, names: list[str], *, is_best: bool
) -> None:
    view = topic("The nets", spoken(words, "Ada Vell", "ada", before))
    assert (heard(view), [bool(one.best) for one in view.speakers]) == (names, [is_best])


def planned(name: str, text: str, **dates: str) -> Story:
    """Make a text that tells of days ahead: `dates` are by their words, without blanks."""
    marks = [day(one.replace("_", " "), date, basis="inferred", certainty="planned") for one, date in dates.items()]
    return story(name, text, marks)


TWELFTH = {"12_March": "2031-03-12"}
WEEK = {"next_week": "2031-03-10/2031-03-16", **TWELFTH}


@pytest.mark.parametrize(("texts", "date"), [
    ([planned("a", "The nets will be sold next week. The nets will be sold on 12 March.", **WEEK)], "2031-03-12"),
    ([planned("a", "The nets are cut. The school will open on 12 March.", **TWELFTH)], ""),
    ([planned("a", "The nets will be sold on 12 March.", **TWELFTH),
      story("b", "The nets of the harbour were found.", date="2031-03-05")], ""),
], ids=["in place of the week that holds it", "not of another matter", "not of an earlier text alone"])  # fmt: skip
def test_a_day_ahead_is_next(texts: list[Story], date: str) -> None:
    following = topic("The nets", *texts).screen.next
    assert (following.date["edtf"] if following else "") == date
