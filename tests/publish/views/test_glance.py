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


def test_when_is_the_date_of_the_sentence_that_a_text_opens_with_and_the_next_that_was_ahead() -> None:
    fire = Span(TEXT.index("On 3 March"), TEXT.index(" It opens"))
    assert whens(*MOMENTS, brief=(fire, LAST_LINE)) == [("only", "2031-03-03"), ("next", "2031-05-09")]


def test_else_it_is_the_day_that_most_passages_tell_of() -> None:
    again = [mark(one, "moment", one, date="2031-02-01", basis="stated") for one in ("asked", "met")]
    text = f"{TEXT} They met."
    one = story("mill", text, [*MOMENTS, *again])
    when = glance_view(edition(one), [one], [])["when"]
    assert [(row["which"], row["moment"]["date"]["edtf"]) for row in when if row["moment"]["date"]] == [
        ("only", "2031-02-01"), ("next", "2031-05-09")
    ]  # fmt: skip


def test_else_it_is_the_only_one_of_the_week_before_the_text() -> None:
    assert whens(*MOMENTS) == [("only", "2031-03-03"), ("next", "2031-05-09")]


def test_a_day_told_once_long_before_the_text_is_no_when() -> None:
    opened = mark("in 1904", "moment", "m-1", date="2031-02-01", basis="stated")
    assert whens(opened) == []


@pytest.mark.parametrize("certainty", ["denied", "planned"])
def test_what_did_not_happen_is_no_when(certainty: str) -> None:
    denied = mark("3 March 2031", "moment", "m-2", date="2031-03-03", basis="stated", certainty=certainty)
    assert whens(denied) == []


def test_a_day_that_somebody_is_quoted_as_naming_is_no_when() -> None:
    named = mark("the first of May", "moment", "m-4", date="2031-03-01", basis="stated")
    assert whens(named) == [("only", "2031-03-01")]
    assert whens(named, QUOTES[3]) == []


def test_where_a_text_opens_with_what_is_ahead_no_side_matter_is_when() -> None:
    ahead = mark("on Tuesday", "moment", "m-4", date="2031-03-11", basis="inferred", certainty="planned")
    assert whens(MOMENTS[1], ahead) == [("next", "2031-03-11")]
    tonight = mark("on Tuesday", "moment", "m-4", date="2031-03-04", basis="inferred", certainty="planned")
    assert whens(MOMENTS[1], tonight) == []


def test_what_is_ahead_is_what_a_text_opens_with_rather_than_a_nearer_side_matter() -> None:
    ahead = mark("on Tuesday", "moment", "m-4", date="2031-06", basis="inferred", certainty="planned")
    assert whens(MOMENTS[2], ahead) == [("next", "2031-06")]


def test_what_is_ahead_is_what_the_brief_tells_rather_than_a_nearer_side_matter() -> None:
    ahead = mark("the first of May", "moment", "m-4", date="2031-04-01", basis="stated", certainty="planned")
    assert whens(MOMENTS[2], ahead) == [("next", "2031-04-01")]
    assert whens(MOMENTS[2], ahead, brief=(LAST_LINE,)) == [("next", "2031-05-09")]


def test_of_several_texts_it_is_the_first_and_the_last_date_that_their_briefs_tell() -> None:
    one = made(*MOMENTS, brief=(LAST_LINE,))
    when = glance_view(edition(one), [one, one], [])["when"]
    assert [row["which"] for row in when] == ["first", "last", "next"]


def test_what_is_unknown_stands_with_its_story_at_most_three_of_all() -> None:
    one = made()
    other = replace(one, id="loom", path="content/stories/loom.md", unknown=one.unknown * 3)
    found = glance_view(edition(one, other), [other, one], [])["unknown"]
    assert [each["story"]["id"] for each in found] == ["loom"] * 3
    assert str(glance()["unknown"][0]["sentence"]["words"]) == "It was not clear who had lit the lamp."


def test_what_lies_long_before_the_text_is_no_date_of_it_unless_the_text_opens_with_it() -> None:
    lead, later = Span(0, len(LEAD)), Span(TEXT.index("The mill opened"), len(TEXT))
    assert whens(*MOMENTS, brief=(lead, later)) == [("only", "2031-03-03"), ("next", "2031-05-09")]
    assert whens(MOMENTS[0], brief=(lead, later)) == []


def test_a_text_without_a_date_of_its_own_has_no_last_date() -> None:
    assert whens(*MOMENTS, brief=(Span(0, len(LEAD)), LAST_LINE), date_basis="unknown") == []


def test_the_year_of_the_text_tells_nothing_of_when() -> None:
    own = mark("in 1904", "moment", "m-1", date="2031", basis="stated")
    assert whens(own) == []


def heard(line: str, *quoted: str) -> list[str]:
    marks = [mark("Ada Vell", "person", ref="ada")]
    marks += [said(words, f"q-{at}", "ada") for at, words in enumerate(quoted)]
    one = story("mill", line, marks)
    found = glance_view(edition(one), [one], [])["voices"]
    return [str(words["words"]) for voice in found for words in voice["words"]]


GLAD = "“We were glad of the mill in those years,”"


@pytest.mark.parametrize(
    "rest",
    [
        "said Ada Vell, but she warned of the lamp.",
        "said Ada Vell. But she warned of the lamp.",
        "said Ada Vell. Now, “nobody in the valley would have it back.”",
        "said Ada Vell. However, Vell warned of the lamp.",
    ],
)
def test_words_that_their_speaker_turns_in_the_next_breath_are_not_heard_alone(rest: str) -> None:
    assert heard(f"{GLAD} {rest}", GLAD) == []


@pytest.mark.parametrize(
    "rest",
    [
        "said Ada Vell, who owns the mill.",
        "said Ada Vell. But the council met on Friday.",
        "said Ada Vell.\nBut she warned of the lamp.",
    ],
)
def test_what_others_say_and_another_paragraph_turn_nobodys_words(rest: str) -> None:
    assert heard(f"{GLAD} {rest}", GLAD) == [GLAD[1:-1]]


def test_other_words_of_theirs_are_heard_instead() -> None:
    fire = "“We must not have a fire in this valley.”"
    assert heard(f"{GLAD} said Ada Vell. But she added: {fire}", GLAD, fire) == [fire[1:-1]]


def test_a_piece_of_a_sentence_needs_more_words_than_a_whole_one() -> None:
    piece, longer = "“not to the mayor herself”", "“not to the mayor herself, nor to any of us”"
    joined = "“and not to the mayor herself, nor to any of us”"
    turning = "“But the mill should not be sold to anybody for that.”"
    for words, shown in ((piece, []), (longer, [longer[1:-1]]), (joined, []), (turning, [])):
        marks = [mark("Ada Vell", "person", ref="ada"), said(words, "q-1", "ada", "mixed")]
        one = story("mill", f"Ada Vell wrote {words}.", marks)
        voices = glance_view(edition(one), [one], [])["voices"]
        assert [str(told["words"]) for voice in voices for told in voice["words"]] == shown


@pytest.mark.parametrize(
    ("words", "voices"),
    [
        ("have hidden the lamp from all of us for years", 0),
        ("trying to hide the lamp from all of us", 0),
        ("needs to tell the town who lit the lamp", 0),
        ("something that the whole town knew of the lamp", 1),
        ("to tell the town who had lit the lamp", 1),
    ],
)
def test_nobody_is_heard_with_a_verb_whose_subject_stands_outside_of_the_marks(words: str, voices: int) -> None:
    text = f"The owners “{words},” said Ada Vell."
    one = story("mill", text, [PEOPLE[0], said(text[:-1], "q-1", "ada", "mixed")])
    assert len(glance_view(edition(one), [one], [])["voices"]) == voices


def test_words_that_tell_nothing_and_pieces_of_a_sentence_give_way_to_whole_ones() -> None:
    whole = (
        "“The council has shown the valley that it does not care for its mills, its weavers, or the wool they brought.”"
    )
    empty, pieces = (
        "“Oh well, I do not say so, but if you say so,”",
        "“very hard to look past the mill” and “a tired town”",
    )
    for words, text in ((empty, f"{empty} said Ada Vell."), (pieces, f"Ada Vell found it {pieces}.")):
        assert heard(f"{text} {whole} she said.", words, whole) == [whole[1:-1]]


def test_a_number_of_the_lead_is_not_told_again() -> None:
    one = story("mill", f"{LEAD} It cost 300 jobs.")
    at = one.text.index("300")
    place = {"char": f"{at},{at + 3}"}
    numbers: Any = [{"words": place, "means": place, "who": None, "url": ""}]
    assert glance_view(edition(one), [one], numbers)["numbers"] == numbers
    whole = replace(one, brief=(Span(0, len(one.text)),))
    assert glance_view(edition(whole), [whole], numbers)["numbers"] == []


def test_the_headline_is_not_told_again_as_the_lead() -> None:
    one = story("mill", f"The mill is shut\n{LEAD}\nNobody knows more.", title="The mill is shut")
    assert [str(lead["words"]) for lead in glance_view(edition(one), [one], [])["lead"]] == [LEAD]
    bare = story("mill", f"The mill is shut.\n{LEAD}\nNobody knows more.", title="The mill is shut.")
    labelled = story(
        "mill", f"The mill is shut\nABSTRACT.\nShe knows more of it now.\n{LEAD}", title="The mill is shut"
    )
    assert [str(lead["words"]) for lead in glance_view(edition(labelled), [labelled], [])["lead"]] == [LEAD]
    bare = replace(bare, fragments=tuple(replace(part, kind="text") for part in bare.fragments))
    assert [str(lead["words"]) for lead in glance_view(edition(bare), [bare], [])["lead"]] == [LEAD]
    decked = story("mill", f"The mill is shut;\nThe town waits for the news.\n{LEAD}", title="The mill is shut")
    assert [str(lead["words"]) for lead in glance_view(edition(decked), [decked], [])["lead"]] == [LEAD]
    stopped = replace(bare, title="The mill is shut")
    assert [str(lead["words"]) for lead in glance_view(edition(stopped), [stopped], [])["lead"]] == [LEAD]


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_a_lead_that_the_next_sentence_takes_back_is_told_with_it(gap: str) -> None:
    turn = "But the owners say that it was shut long before."
    one = story("mill", f"The mill is shut\n{LEAD}{gap}{turn} Nobody knows more.", title="The mill is shut")
    assert [str(lead["words"]) for lead in glance_view(edition(one), [one], [])["lead"]] == [f"{LEAD}{gap}{turn}"]
    told = replace(one, brief=(Span(one.text.index(LEAD), one.text.index(LEAD) + len(LEAD)),))
    assert [str(lead["words"]) for lead in glance_view(edition(told), [told], [])["lead"]] == [f"{LEAD}{gap}{turn}"]


def test_one_description_is_heard_once() -> None:
    lines = [f"“We saw the lamp number {n} that night,” said the paper." for n in range(3)]
    marks = [
        mark(line[: line.index(" said")], "quote", f"q-{n}", said_by="the paper", basis="stated")
        for n, line in enumerate(lines)
    ]
    one = story("lamps", "\n".join(lines), marks)
    assert len(glance_view(edition(one), [one], [])["voices"]) == 1


def test_where_hardly_anybody_is_named_those_whom_the_text_describes_are_heard() -> None:
    lines = [f"“We saw the lamp number {n} that night,” said a weaver of hall {n}." for n in range(5)]
    marks = [
        mark(
            f"“We saw the lamp number {n} that night,”",
            "quote",
            f"q-{n}",
            said_by=f"a weaver of hall {n}",
            basis="stated",
        )
        for n in range(5)
    ]
    leaning = "“She went away long before all of us that same night,”"  # who, nothing there says
    lines.append(f"{leaning} said a carter of hall 9.")
    marks.append(mark(leaning, "quote", "q-7", said_by="a carter of hall 9", basis="stated"))
    one = story("lamps", "\n".join(lines), marks)
    described = glance_view(edition(one), [one], [])["voices"]
    assert [str(voice["quote"]["said_by"]["words"]) for voice in described if voice["quote"]["said_by"]] == [
        f"a weaver of hall {n}" for n in range(3)
    ]
    both = [mark("Ada Vell", "person", ref="ada"), mark("Ilsa Marr", "person", ref="ilsa")]
    both += [
        said("“We saw it burn the whole night,”", "q-8", "ada"),
        said("“We saw nothing of it at all,”", "q-9", "ilsa"),
    ]
    text = "\n".join(
        [*lines, "“We saw it burn the whole night,” said Ada Vell. “We saw nothing of it at all,” said Ilsa Marr."]
    )
    named = story("lamps", text, [*marks, *both])
    voices = glance_view(edition(named), [named], [])["voices"]
    assert [voice["quote"]["speaker"]["id"] for voice in voices if voice["quote"]["speaker"]] == ["ada", "ilsa"]
    assert len(voices) == 2


def test_what_lies_long_before_a_text_without_a_brief_is_no_lead() -> None:
    told = "The fire in 1983 and the flood in 1996 had something in common."
    years = [mark(year, "moment", date=year, basis="stated", why="…") for year in ("1983", "1996")]
    one = story("mill", f"The mill\n{told}\nNobody knows more.", years, title="The mill", date="2031-03-04")
    view = glance_view(edition(one), [one], [])
    assert (view["lead"], view["when"]) == ([], [])
    chosen = replace(one, brief=(Span(one.text.index(told), one.text.index(told) + len(told)),))
    assert [str(lead["words"]) for lead in glance_view(edition(chosen), [chosen], [])["lead"]] == [told]
