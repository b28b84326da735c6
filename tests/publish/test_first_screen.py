"""The first screen: what happened, who says what in few words of their own, since when, and what is open."""

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.made import Marked, day, edition, mark, person, said, story, with_headers
from tests.sentences import rows, table
from verbatim.model import PublishedPart, Side, Span, Story
from verbatim.newsroom.extent import masked
from verbatim.publish.claims import advice_on_sides, shown_sides
from verbatim.publish.first_screen import FirstScreen
from verbatim.publish.refs import role_in
from verbatim.publish.single_pages import front_page
from verbatim.publish.story_card import article_summary, story_card, story_meta
from verbatim.publish.story_page import article_payload
from verbatim.publish.voices import Voice

pytestmark = pytest.mark.usefixtures("lead_alone")

FILE = "publish/first_screen.txt"
LEAD = "The weaving mill on the Orrin closes on Tuesday after a fire."
WHOLE = "“We have nothing to hide in this mill, and never had.”"
SCARE = "“safe”"
TURNED = "“We knew of the lamp in the wool”"
TEXT = f"""{LEAD}
Repairs of the mill begin on 1 April 2031.
The mill opened in 1904. On 3 March 2031 the mill burned. The mill opens again on 9 May 2031.
{WHOLE} said Ada Vell, the owner. She called it {SCARE}.
Per Olsen denied that he had said {TURNED}.
“Nobody told us of any lamp. It was there all the same, since the first of May, and the night shift of the mill had \
asked three times without an answer,” said Ilsa Marr.
It was not clear who had lit the lamp."""
ADA, ILSA = person("Ada Vell", "ada"), person("Ilsa Marr", "ilsa")
PEOPLE = [ADA, person("Per Olsen", "per"), ILSA]
LONG = TEXT[TEXT.index("“Nobody") : TEXT.index(" said Ilsa")]
QUOTES = [said(WHOLE, "q-1", "ada"), said(SCARE, "q-2", "ada"), said(TURNED, "q-3", "per"), said(LONG, "q-4", "ilsa")]
MOMENTS = [day("in 1904", "1904"), day("3 March 2031", "2031-03-03"), day("9 May 2031", "2031-05-09")]


def each(name: str) -> pytest.MarkDecorator:
    """Run a test with every row of a table: a text, and the words within its brackets."""
    held = table(FILE, name)
    return pytest.mark.parametrize("row", held.values(), ids=held)


def at(words: str, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def made(*marks: Marked, **fields: Any) -> Story:
    unknown = (at("It was not clear who had lit the lamp."),)
    return story("mill", TEXT, [*PEOPLE, *marks], **{"unknown": unknown, **fields})


def of(one: Story) -> FirstScreen:
    return FirstScreen.of(edition(one), one)


def lead(one: Story) -> list[str]:
    return [str(piece.words["words"]) for piece in of(one).lead]


def glance(*marks: Marked, **fields: Any) -> FirstScreen:
    return of(made(*marks, **fields))


def voices(*marks: Marked) -> list[tuple[str, str, bool]]:
    return [
        (one.quote["id"], " … ".join(str(it["words"]) for it in one.words), one.cut) for one in glance(*marks).sides
    ]


def test_lists_and_descriptions_tell_what_the_first_screen_opens_with() -> None:
    one = made(lead=(at("The weaving mill"), at("a fire.")))
    held = edition(one)
    assert article_summary(held, one).count("… <span") == 1
    assert story_meta(held, one, "stories/mill/", "Mill")["description"] == "4 March 2031. The weaving mill … a fire."
    assert [str(it.words["words"]) for it in story_card(held, one)["lead"]] == ["The weaving mill", "a fire."]


@pytest.mark.parametrize("is_headed", [True, False])
@each("a lead")
def test_a_story_opens_with_the_first_words_that_tell_something(row: tuple[str, ...], is_headed: bool) -> None:  # noqa: FBT001
    text, told, title = row
    one = story("mill", text, title=title)
    bare = replace(one, fragments=tuple(replace(part, kind="text") for part in one.fragments))
    assert lead(one if is_headed else bare) == [told]


def test_somebody_is_shown_with_whole_words_rather_than_a_word_held_at_a_distance() -> None:
    assert voices(*QUOTES[:2]) == [("q-1", WHOLE[1:-1], False)]
    assert voices(QUOTES[1]) == []


def test_words_that_their_sentence_denies_are_left_out_and_what_takes_a_sentence_back_stands_with_it() -> None:
    assert voices(QUOTES[2]) == []
    assert voices(QUOTES[3]) == [("q-4", LONG[1:-2], False)]


def test_those_quoted_most_come_first_then_those_who_spoke_first() -> None:
    lines = [f"“We saw the lamp number {n} that night,” said Ned{n} Marr." for n in range(6)]
    text = "\n".join([*lines, "“We saw it burn the whole night,” said Ned3 Marr."])
    marks = [person(f"Ned{n} Marr", f"ned{n}") for n in range(6)]
    marks += [said(f"“We saw the lamp number {n} that night,”", f"q-{n}", f"ned{n}") for n in range(6)]
    found = of(story("lamps", text, [*marks, said("“We saw it burn the whole night,”", "q-9", "ned3")]))
    assert [voice.quote["speaker"]["id"] for voice in found.sides if voice.quote["speaker"]] == ["ned3", "ned1", "ned2"]


def test_whom_the_headline_names_is_heard_first() -> None:
    words = [f"“We saw the weaving mill on the Orrin burn {n} nights,”" for n in range(3)]
    text = f"Ilsa Marr on the mill\n{LEAD}\n{words[0]} said Ada Vell. {words[1]} she said. {words[2]} said Ilsa Marr."
    marks = [ADA, ILSA, said(words[0], "q-0", "ada"), said(words[1], "q-1", "ada"), said(words[2], "q-2", "ilsa")]
    found = of(story("mill", text, marks, title="Ilsa Marr on the mill")).sides
    assert [voice.quote["speaker"]["id"] for voice in found if voice.quote["speaker"]] == ["ilsa", "ada"]


def dates(found: FirstScreen) -> list[tuple[str, str]]:
    rows = ((one.ahead, one.moment["date"]) for one in found.dates)
    return [("next" if ahead else "only", date["edtf"]) for ahead, date in rows if date]


def whens(*marks: Marked, **fields: Any) -> list[tuple[str, str]]:
    return dates(glance(*marks, **fields))


def ahead(words: str, date: str) -> Marked:
    return day(words, date, basis="inferred", certainty="planned")


OPENED, BURNED, OPENS = MOMENTS
LATE, NEXT = ("only", "2031-03-03"), ("next", "2031-05-09")
APRIL = day("1 April 2031", "2031-04-01", certainty="planned")


@pytest.mark.parametrize(("marks", "told"), [
    pytest.param(MOMENTS, [LATE, NEXT], id="else the only one of the week before the text"),
    pytest.param([OPENED], [], id="nothing that lies long before"),
    pytest.param([day("in 1904", "2031-02-01")], [], id="no day told once long before the text"),
    pytest.param([day("in 1904", "2031")], [], id="not the year of the text"),
    pytest.param([day("the first of May", "2031-04-01", basis="inferred", certainty="planned")], [],
                 id="no day to come in a sentence that tells of the past"),
    pytest.param([day("3 March 2031", "2031-03-03", certainty="denied")], [], id="nothing denied"),
    pytest.param([day("3 March 2031", "2031-03-03", certainty="planned")], [], id="nothing that was only planned"),
    pytest.param([BURNED, ahead("on Tuesday", "2031-03-11")], [("next", "2031-03-11")],
                 id="no side matter of a text that opens with what is ahead"),
    pytest.param([BURNED, ahead("on Tuesday", "2031-03-04")], [("only", "2031-03-04")],
                 id="no side matter of a text that opens with what is planned for its day"),
    pytest.param([OPENS, ahead("on Tuesday", "2031-06")], [("next", "2031-06")],
                 id="ahead what a text opens with rather than a nearer side matter"),
    pytest.param([OPENS, APRIL], [("next", "2031-04-01")], id="ahead the nearest"),
])  # fmt: skip
def test_when_it_was(marks: list[Marked], told: list[tuple[str, str]]) -> None:
    assert whens(*marks) == told


def test_a_text_without_a_date_of_its_own_has_no_last_date() -> None:
    assert whens(*MOMENTS, date_basis="unknown") == []


def test_a_day_that_is_told_far_below_the_top_of_a_text_is_not_when() -> None:
    for far, told in (("", [LATE, NEXT]), ("Nobody slept in the valley. " * 7, [])):
        text = f"{LEAD} {far}On 3 March 2031 the mill burned. The mill opens again on 9 May 2031."
        assert dates(of(story("mill", text, [BURNED, OPENS]))) == told


@each("of days")
def test_of_the_days_that_the_sentences_behind_the_lead_tell(row: tuple[str, ...]) -> None:
    text, *words, days, of_text, shown = row
    marks = [day(one, date, basis="inferred") for one, date in zip(words, days.split(), strict=True)]
    told = dates(screen(text, *marks, *quotations(text), date=of_text))
    assert [date for _, date in told] == [date for date in shown.split() if date != "none"]


def test_a_text_without_a_date_of_its_own_tells_no_day_but_in_its_opening() -> None:
    words = mark("Sunday", "moment", basis="none", why="we do not know the publication date")
    assert screen("Nobody slept. The mill burned on Sunday.", words, date="").dates == []


def test_what_is_open_is_what_the_text_says_is_not_known_twice_at_most() -> None:
    assert [str(one["words"]) for one in glance().open] == ["It was not clear who had lit the lamp."]
    assert len(glance(unknown=made().unknown * 3).open) == 2


def described(words: str, name: str, who: str, **more: str) -> Marked:
    return mark(words, "quote", name, said_by=who, basis="stated", **more)


@each("of two who speak for one body")
def test_of_two_who_speak_for_the_same_body_only_their_own_words_are_heard(row: tuple[str, ...]) -> None:
    text, who, told, words, role, heard = row
    marks = [
        mark(who, "organisation", ref="body"), mark(role, "role", of="ada"), said(words, "q-2", "ada"),
        said(told, "q-1", "body", "indirect", via=via(who, text)),
    ]  # fmt: skip
    assert {voice.quote["id"] for voice in screen(text, *marks).sides} == set(heard.split())


def test_one_description_is_heard_once() -> None:
    lines = [f"“We saw the lamp number {n} that night,”" for n in range(3)]
    marks = [described(line, f"q-{n}", "a weaver of hall 4") for n, line in enumerate(lines)]
    assert len(of(story("lamps", "\n".join(f"{line} said a weaver of hall 4." for line in lines), marks)).sides) == 1


def test_those_whom_the_text_only_describes_are_heard_after_those_whom_it_names() -> None:
    words = [f"“We saw the lamp number {n} that night,”" for n in range(5)]
    words.append("“She went away long before all of us that same night,”")  # who, nothing there says
    text = "\n".join(f"{one} said a weaver of hall {n}." for n, one in enumerate(words))
    marks = [described(one, f"q-{n}", f"a weaver of hall {n}") for n, one in enumerate(words)]
    heard = of(story("lamps", text, marks)).sides
    assert [str(voice.quote["said_by"]["words"]) for voice in heard if voice.quote["said_by"]] == [
        f"a weaver of hall {n}" for n in (1, 2, 3)  # the lead is what the first says
    ]  # fmt: skip
    burn, none = "“We saw the lamp burn the whole night,”", "“We saw no lamp of theirs at all,”"
    text = f"{text}\n{burn} said Ada Vell. {none} said Ilsa Marr."
    voices = of(story("lamps", text, [*marks, ADA, ILSA, said(burn, "q-8", "ada"), said(none, "q-9", "ilsa")])).sides
    assert [voice.quote["speaker"] and voice.quote["speaker"]["id"] for voice in voices] == ["ada", "ilsa", None]


def test_what_lies_long_before_a_text_is_no_lead() -> None:
    told = "The fire in 1983 and the flood in 1996 had something in common."
    years = [day(year, year) for year in ("1983", "1996")]
    one = story("mill", f"The mill\n{told}\nNobody knows more.", years, title="The mill")
    assert (of(one).lead, of(one).dates) == ([], [])


def test_what_editors_chose_is_told_in_place_of_what_rules_choose() -> None:
    opened, opens = "The mill opened in 1904.", "The mill opens again on 9 May 2031."
    found = glance(*QUOTES, lead=(at(opened), at(opens)))
    assert [(str(one.words["words"]), one.gap) for one in found.lead] == [(opened, False), (opens, True)]
    assert found.by_editors


@pytest.mark.parametrize(("chosen", "goes_on"), [
    ("The mill opened in 1904.", (False, False)), ("The mill opened", (False, True)),
    ("opened in 1904.", (True, False)),
])  # fmt: skip
def test_a_lead_that_editors_begin_or_end_within_a_sentence_says_that_it_goes_on(
    chosen: str, goes_on: tuple[bool, bool]
) -> None:
    found = glance(*QUOTES, lead=(at(chosen),))
    assert (found.lead[0].gap, found.cut) == goes_on


def test_editors_may_say_that_nothing_is_open_that_nobody_is_heard_and_that_no_date_counts() -> None:
    found = glance(*QUOTES, *MOMENTS, headers={"Open": "none", "Sides": "none", "When": "none"})
    assert (found.open, found.sides, found.dates) == ([], [], [])


def test_editors_choose_the_dates_and_their_order() -> None:
    places = (at("9 May 2031"), at("in 1904"))
    found = glance(*MOMENTS, when=places, headers={"When": "chosen"})
    assert [one.moment["date"]["edtf"] for one in found.dates if one.moment["date"]] == ["2031-05-09", "1904"]
    assert found.by_editors
    found = glance(*MOMENTS, when=places, open=places[:1], headers={"When": "chosen"})
    assert [bool(one.words) for one in found.dates] == [False, True]  # what is open says the first


def test_what_was_planned_for_a_day_before_its_text_is_not_told_as_ahead() -> None:
    one = day("3 March 2031", "2031-03-03", certainty="planned")
    found = glance(one, when=(at("3 March 2031"),), headers={"When": "chosen"}, date="2031-03-05")
    assert [row.ahead for row in found.dates] == [False]


def test_a_side_may_be_the_sentence_that_reports_what_somebody_said() -> None:
    sentence = at(f"She called it {SCARE}.")
    side = Side(sentence, "Doubts", 1)
    (voice,) = glance(said(SCARE, "q-2", "ada", "mixed"), sides=(side,)).sides
    assert (voice.head, voice.reported, str(voice.words[0]["words"])) == ("Doubts", True, sentence.of(TEXT))


SIDE = Side(at(WHOLE[1:-1]), "For the mill", 1)


def test_a_side_has_the_editors_head_and_one_voice() -> None:
    (voice,) = glance(*QUOTES, sides=(SIDE, replace(SIDE, head="Again"))).sides
    assert (voice.head, str(voice.words[0]["words"]), voice.cut) == ("For the mill", WHOLE[1:-1], False)


UNNAMED = mark(WHOLE, "quote", "q-1", basis="none", why="We found no speaker")


@pytest.mark.parametrize(("quotes", "sides", "closed", "headers", "why"), [
    (QUOTES, (SIDE,), {"ada"}, (), "whoever says it has no page"),
    ([UNNAMED], (SIDE,), (), (), "nobody is established as the speaker"),
    (QUOTES, (SIDE,), (), (("Withdrawn", "2031-03-05 Misheard"),), "the quotation is corrected or withdrawn"),
    (QUOTES, (Side(at(TURNED[1:-1]), "", 1),), (), (), "the words may not stand without their sentence"),
    (QUOTES, (replace(SIDE, head="Again"), SIDE), (), (), "another side of the same speaker stands there"),
])  # fmt: skip
def test_an_editor_learns_why_a_side_is_not_shown(
    quotes: list[Marked], sides: tuple[Side, ...], closed: set[str], headers: tuple[tuple[str, str], ...], why: str
) -> None:
    one = with_headers(made(*quotes, sides=sides), "040", *headers)
    held = edition(one)
    told = advice_on_sides(one, held.quotes_by_story[one.id], held.sentences(one), closed)
    words = sides[-1].words.of(TEXT)
    assert [(row.line, row.fact) for row in told] == [(1, f"the side “{words}” is not shown: {why}")]
    assert closed or len(shown_sides(held, one)) == len(sides) - 1


def test_a_date_of_a_sentence_that_the_lead_has_is_told_with_its_own_words_alone() -> None:
    (row,) = glance(day("on Tuesday", "2031-03-03", basis="inferred")).dates
    assert [str(one.words["words"]) for one in row.words] == ["on Tuesday"]


def test_a_sentence_that_the_site_withholds_is_no_lead() -> None:
    text = "The pier of Sund\nNobody slept that night. “It was loud,” said Ada Vell."
    shown = (Span(text.index("“It"), len(text)),)
    one = story("pier", text, [ADA, said("“It was loud,”", "q-1", "ada")], title="The pier of Sund")
    assert lead(replace(one, text=masked(text, shown), extent="hash", part=PublishedPart(shown, shown, (), ""))) == []


TOPIC = {"mills": "Title: The mills\nStories: mill loom\n\n"}


@pytest.mark.parametrize(("date", "is_latest"), [("2031-03-04", True), ("", False)])
def test_a_text_without_a_date_is_not_said_to_be_the_latest_of_its_topic(date: str, is_latest: bool) -> None:  # noqa: FBT001
    one, other = story("mill", TEXT, [], date=date), story("fire", LEAD, [], date="")
    made = edition(one, other, topics={"mills": "Title: Mills\nStories: mill fire\n"})
    assert (FirstScreen.of(made, one).topic is not None) == is_latest


def test_a_story_stood_so_once_its_topic_has_a_later_text() -> None:
    one, later = made(), replace(story("loom", "The looms run again."), date="2031-06-01")
    held = edition(one, later, topics=TOPIC)
    found, newest = FirstScreen.of(held, one), FirstScreen.of(held, later)
    assert (found.later and found.later["id"], found.stood and found.stood["edtf"]) == ("loom", "2031-03-04")
    assert (newest.later, newest.stood, newest.topic and newest.topic["id"]) == (None, None, "mills")


OPENING = f"Mill on the Orrin shut\n{LEAD}\n"


def screen(text: str, *marks: Marked, **fields: Any) -> FirstScreen:
    people = [one for one in PEOPLE if one[0] in text]
    return of(story("mill", f"{OPENING}{text}", [*people, *marks], title="Mill on the Orrin shut", **fields))


def quotations(text: str) -> list[Marked]:
    """Ask for a mark over all that stands within quotation marks, as Ada Vell's."""
    return [said(words, f"q-{at}", "ada") for at, words in enumerate(re.findall("“[^”]*”", text), 1)]


def via(name: str, text: str) -> str:
    """Return where a name stands in a text behind the opening."""
    start = len(OPENING) + text.index(name)
    return f"{start},{start + len(name)}"


REPORT = "Ada Vell said the mill on the Orrin would never open again."


def heard(text: str, *pieces: str, kind: str = "direct") -> list[str]:
    """Return the words that are heard where these are the pieces of one quotation of Ada Vell."""
    parts = [{"part": str(at)} if len(pieces) > 1 else {} for at in range(1, len(pieces) + 1)]
    marks = [said(one, "q-1", "ada", kind, **part) for one, part in zip(pieces, parts, strict=True)]
    return [str(words["words"]) for voice in screen(text, *marks).sides for words in voice.words]


@each("quoted words are heard")
def test_words_that_stand_for_themselves_are_heard(row: tuple[str, ...]) -> None:
    text, *pieces = row
    assert heard(text, *pieces) == [one.strip("“”").rstrip(",") for one in pieces]


@each("quoted words are not heard")
def test_words_that_do_not_stand_for_themselves_are_not_heard(row: tuple[str, ...]) -> None:
    assert heard(*row) == []


def test_words_that_the_next_few_complete_are_not_heard_alone() -> None:
    words = "“The weavers needed to win on the Orrin. They've done that.”"
    text = f"The old mill stands by the Orrin.\n{words} said Ada Vell."
    assert of(story("mill", text, [ADA, said(words, "q-1", "ada")])).sides == []


@each("of two sayings")
def test_of_two_sayings_of_somebody_the_second_is_heard(row: tuple[str, ...]) -> None:
    assert [voice.quote["id"] for voice in screen(row[0], *quotations(row[0])).sides] == ["q-2"]


def reported(text: str, *marked: str, basis: str = "stated") -> list[tuple[str, bool]]:
    """Return the voices where somebody is reported as saying something, each with whether it is a report."""
    who, words = sorted(marked, key=len)
    more = {"kind": "indirect", "via": via(who, text)}
    if who in ("Ada Vell", "She", "Orrin"):
        one = said(words, "q-1", "ada", basis="inferred" if who == "She" else basis, **more)
    else:
        one = described(words, "q-1", who, **more)
    return [(str(voice.words[0]["words"]), voice.reported) for voice in screen(text, one).sides]


@each("a report is heard")
def test_where_somebody_is_not_quoted_the_sentence_that_reports_them_is_their_voice(row: tuple[str, ...]) -> None:
    assert reported(*row) == [(row[0].rpartition("\n")[2], True)]


@each("a report is not heard")
def test_a_report_that_does_not_stand_for_itself_is_not_heard(row: tuple[str, ...]) -> None:
    assert reported(*row) == []


def test_words_within_the_reporters_own_sentence_are_heard_with_it_alone() -> None:
    line, words = "Ada Vell is still “The mother of this old mill” to them.", "“The mother of this old mill”"
    assert all(voice.reported for voice in screen(line, said(words, "q-1", "ada", "mixed")).sides)


@pytest.mark.parametrize(
    ("who", "first"), [("The mill’s lawyer", "The mill’s"), ("The weavers of the mill", "Ada Vell")]
)
def test_whoever_speaks_for_somebody_whom_the_headline_names_is_heard_before_others(who: str, first: str) -> None:
    told = "the weaving mill on the Orrin would never open again"
    text = f"Ada Vell said {told}. {who} said {told} this year."
    theirs = described(f"{told} this year", "q-2", who, kind="indirect", via=via(who, text))
    voices = screen(text, said(told, "q-1", "ada", "indirect", via=via("Ada Vell", text)), theirs).sides
    assert str(voices[0].words[0]["words"]).startswith(first)


@each("a role")
def test_a_role_stands_beside_a_name_only_whole(row: tuple[str, ...]) -> None:
    line, words, shown = row
    one = story("mill", f"{LEAD}\n{line}", [ADA, mark(words, "role", of="ada")])
    role = role_in(edition(one), "ada", "mill")
    assert (str(role["words"]) if role else "not shown") == (words if shown == "shown" else shown)


def test_a_newspaper_that_is_quoted_is_no_voice_but_where_the_headline_names_it() -> None:
    words = "“The weaving mill on the Orrin was full of wool,”"
    marks = [mark("Reuters", "organisation", ref="reuters"), said(words, "q-1", "reuters")]
    assert screen(f"{words} Reuters wrote.", *marks).sides == []
    titled = story("mill", f"Reuters on the mill\n{LEAD}\n{words} Reuters wrote.", marks, title="Reuters on the mill")
    assert [voice.quote["id"] for voice in of(titled).sides] == ["q-1"]


def test_words_in_marks_come_before_a_report() -> None:
    text = f"{REPORT} {WHOLE} said Ada Vell, the owner."
    own = said(REPORT[14:-1], "q-2", "ada", "indirect", via=via("Ada Vell", text))
    assert [voice.reported for voice in screen(text, said(WHOLE, "q-1", "ada"), own).sides] == [False]


def test_the_headline_is_nobodys_voice() -> None:
    title = "Ada Vell says the mill is shut"
    one = said("the mill is shut", "q-1", "ada", "indirect", via="0,8")
    assert of(story("mill", f"{title}\n{LEAD}", [ADA, one], title=title)).sides == []


def test_a_sentence_that_does_not_name_who_says_so_is_no_voice() -> None:
    assert reported(REPORT, "Orrin", REPORT[14:-1], basis="inferred") == []


def opened(text: str, *marks: Marked) -> list[str]:
    return [str(one["words"]) for one in screen(text, *marks).open]


@rows("sentence", FILE, "a doubt, or what is to come, is open")
def test_where_nothing_is_said_to_be_unknown_a_doubt_or_what_is_to_come_is_open(sentence: str) -> None:
    assert opened(f"The rain came. {sentence} The night was long.") == [sentence]


@rows("sentence", FILE, "what is of no matter, or was, is not open")
def test_what_is_of_no_matter_or_was_is_not_open(sentence: str) -> None:
    assert opened(f"The rain came. {sentence} The night was long.", *quotations(sentence)) == []


@pytest.mark.parametrize("marks", [[day("2 June", "2031-06-02", certainty="planned")], []], ids=["dated", "undated"])
@pytest.mark.parametrize(
    "step", ["The mill on the Orrin will be sold on 2 June.", "Weaving after the fire will end on 2 June."]
)
def test_a_step_that_will_be_taken_on_a_day_is_open(step: str, marks: list[Marked]) -> None:
    assert opened(f"{'The rain came. ' * 9}{step} The night was long.", *marks) == [step] * len(marks)


def test_no_sentence_is_open_and_somebodys_voice_as_well() -> None:
    sentence = "Ada Vell wonders whether the mill on the Orrin will burn."
    assert opened(sentence) == [sentence]
    assert reported(sentence, "Ada Vell", "whether the mill on the Orrin will burn") == []


@pytest.mark.parametrize(("declined", "other"), [
    ("A baker declined to comment.", "The owners of the mill declined to comment."),
    ("The owners of the mill declined to comment.", "Farmers are sceptical about a new mill."),
    ("(The owners of the mill declined to comment.)", ""),
], ids=["of no matter", "beside a doubt", "in brackets"])  # fmt: skip
def test_an_answer_that_somebody_declined_gives_way(declined: str, other: str) -> None:
    text = f"{LEAD}\n{declined} {other} The night was long."
    unknown = tuple(at(one, text) for one in (declined, other) if "declined" in one)
    assert [str(one["words"]) for one in of(story("mill", text, [], unknown=unknown)).open] == [other] * bool(other)


def test_the_front_page_and_a_shared_link_show_who_is_heard_first_in_words_of_their_own() -> None:
    for quotes, heard in (([*QUOTES[:1], QUOTES[3]], "q-1"), (QUOTES[1:2], "")):
        one = made(*quotes)
        held = edition(one)
        voice, head = front_page(held).payload["voice"], article_payload(held, one)["meta"]
        assert isinstance(voice, Voice) == bool(heard)
        assert (voice.quote["id"] if isinstance(voice, Voice) else "") == heard
        assert head["og_image"] == (f"https://record.example/cards/{heard}.png" if heard else "")  # type: ignore[index]


@pytest.mark.parametrize(("pieces", "heard"), [
    (["“Lampan stod i ullen hela natten. Men den var torr.”"], 1), (["“Lampan stod i ullen,”", "“och den brann.”"], 0),
])  # fmt: skip
def test_in_a_language_that_is_not_read_a_quotation_is_heard_whole_or_not(pieces: list[str], heard: int) -> None:
    text = "Kvarnen vid ån brann i natt, efter tre dygn.\n" + " sade Ada Vell, ".join([*pieces, ""])
    parts = [said(words, "q-1", "ada", part=str(at)) for at, words in enumerate(pieces, 1)]
    assert len(of(story("mill", text, [ADA, *parts], lang="sv")).sides) == heard
