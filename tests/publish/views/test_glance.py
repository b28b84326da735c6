"""At a glance: what happened, who says what in few words of their own, when, and what is not known."""

from dataclasses import replace
from typing import Any

import pytest

from tests.made import Marked, edition, mark, story
from verbatim.model import Span, Story
from verbatim.publish.payloads.story import GlanceView
from verbatim.publish.views.glance import glance_view

LEAD = "The weaving mill on the Orrin closed on Tuesday after a fire."
WHOLE = "“We have nothing to hide in this mill, and never had.”"
SCARE = "“safe”"
TURNED = "“We knew of the lamp in the wool”"
TEXT = f"""{LEAD}
{WHOLE} said Ada Vell, the owner. She called it {SCARE}.
Per Olsen denied that he had said {TURNED}.
“Nobody told us of any lamp. It was there all the same, since the first of May, and the night shift had asked for it \
three times without an answer,” said Ilsa Marr.
It was not clear who had lit the lamp.
The mill opened in 1904. On 3 March 2031 the roof burned. It opens again on 9 May 2031."""
PEOPLE = [
    mark(name, "person", ref=ref) for name, ref in (("Ada Vell", "ada"), ("Per Olsen", "per"), ("Ilsa Marr", "ilsa"))
]


def said(words: str, name: str, speaker: str, kind: str = "direct", **more: str) -> Marked:
    return mark(words, "quote", name, speaker=speaker, basis=more.pop("basis", "stated"), kind=kind, **more)


LONG = TEXT[TEXT.index("“Nobody") : TEXT.index(" said Ilsa")]
QUOTES = [said(WHOLE, "q-1", "ada"), said(SCARE, "q-2", "ada"), said(TURNED, "q-3", "per"), said(LONG, "q-4", "ilsa")]
MOMENTS = [
    mark("in 1904", "moment", "m-1", date="1904", basis="stated"),
    mark("3 March 2031", "moment", "m-2", date="2031-03-03", basis="stated"),
    mark("9 May 2031", "moment", "m-3", date="2031-05-09", basis="stated"),
]


def made(*marks: Marked, **fields: Any) -> Story:
    at = TEXT.index("It was not clear")
    unknown = (Span(at, at + len("It was not clear who had lit the lamp.")),)
    return story("mill", TEXT, [*PEOPLE, *marks], **{"unknown": unknown, **fields})


def glance(*marks: Marked, **fields: Any) -> GlanceView:
    one = made(*marks, **fields)
    return glance_view(edition(one), [one], [])


def voices(*marks: Marked) -> list[tuple[str, str, bool]]:
    return [
        (one["quote"]["id"], " … ".join(str(words["words"]) for words in one["words"]), one["cut"])
        for one in glance(*marks)["voices"]
    ]


def test_the_lead_is_the_sentence_with_which_the_brief_opens_else_the_first() -> None:
    assert [str(one["words"]) for one in glance()["lead"]] == [LEAD]
    at = TEXT.index("Per Olsen")
    assert [one["char"] for one in glance(brief=(Span(at, at + 9),))["lead"]] == [f"{at},{at + 9}"]


def test_somebody_is_shown_with_whole_words_rather_than_a_word_held_at_a_distance() -> None:
    assert voices(*QUOTES[:2]) == [("q-1", WHOLE[1:-1], False)]
    assert voices(QUOTES[1]) == []


def test_words_that_their_sentence_denies_are_left_out() -> None:
    assert voices(QUOTES[2]) == []


def test_a_long_quotation_that_takes_its_first_sentence_back_is_shown_whole() -> None:
    assert voices(QUOTES[3]) == [("q-4", LONG.strip("“”"), False)]


def test_an_open_quotation_is_counted_and_nobody_shown_with_it() -> None:
    found = glance(mark(WHOLE, "quote", "q-1", basis="none"))
    assert (found["voices"], found["open"], found["open_url"]) == ([], 1, "stories/mill/#not-established")


def test_those_quoted_most_come_first_and_four_are_shown() -> None:
    lines = [f"“We saw the lamp number {n} that night,” said Ned{n} Marr." for n in range(6)]
    text = "\n".join([*lines, "“We saw it burn the whole night,” said Ned3 Marr."])
    marks = [mark(f"Ned{n} Marr", "person", ref=f"ned{n}") for n in range(6)]
    marks += [said(f"“We saw the lamp number {n} that night,”", f"q-{n}", f"ned{n}") for n in range(6)]
    one = story("lamps", text, [*marks, said("“We saw it burn the whole night,”", "q-9", "ned3")])
    found = glance_view(edition(one), [one], [])
    assert [voice["quote"]["speaker"]["id"] for voice in found["voices"] if voice["quote"]["speaker"]] == [
        "ned3", "ned0", "ned1", "ned2"
    ]  # fmt: skip
    assert found["others"] == 2


LAST_LINE = Span(TEXT.index("The mill opened"), len(TEXT))


def whens(*marks: Marked, **fields: Any) -> list[tuple[str, str]]:
    found = ((one["which"], one["moment"]["date"]) for one in glance(*marks, **fields)["when"])
    return [(which, date["edtf"]) for which, date in found if date]


def test_when_is_the_first_and_last_date_of_what_the_brief_tells_and_the_next_that_was_ahead() -> None:
    assert whens(*MOMENTS, brief=(LAST_LINE,)) == [
        ("first", "1904"), ("last", "2031-03-03"), ("next", "2031-05-09")
    ]  # fmt: skip


def test_a_date_that_the_brief_does_not_tell_is_no_first_one() -> None:
    fire = Span(TEXT.index("On 3 March"), TEXT.index(" It opens"))
    assert whens(*MOMENTS, brief=(fire,)) == [("only", "2031-03-03"), ("next", "2031-05-09")]


def test_where_the_brief_tells_no_date_only_the_last_stands() -> None:
    assert whens(*MOMENTS) == [("last", "2031-03-03"), ("next", "2031-05-09")]


@pytest.mark.parametrize("certainty", ["denied", "planned"])
def test_what_did_not_happen_is_no_last_date(certainty: str) -> None:
    denied = mark("3 March 2031", "moment", "m-2", date="2031-03-03", basis="stated", certainty=certainty)
    assert [one["which"] for one in glance(MOMENTS[0], denied)["when"]] == ["only"]


def test_what_is_unknown_stands_with_its_story_at_most_three_of_all() -> None:
    one = made()
    other = replace(one, id="loom", path="content/stories/loom.md", unknown=one.unknown * 3)
    found = glance_view(edition(one, other), [other, one], [])["unknown"]
    assert [each["story"]["id"] for each in found] == ["loom"] * 3
    assert str(glance()["unknown"][0]["sentence"]["words"]) == "It was not clear who had lit the lamp."
