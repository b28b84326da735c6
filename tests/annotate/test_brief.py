"""In brief: whole sentences that can stand alone, three to five or none."""

import pytest

from verbatim.annotate import read
from verbatim.annotate.brief import choose
from verbatim.model import Span
from verbatim.model.reading import Reading

LEAD = "The weaving mill on the Orrin closed on Tuesday after a fire in its roof."
CAUSE = "Inspectors found that a lamp had fallen into dry wool during the night shift."
JOBS = "About 300 people worked at looms there, and most have been sent home without pay."
PLAN = "The town council will meet on Friday to decide about a loan for new machines."
STORY = f"Fire closes mill\n\n{LEAD}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}"


def brief(text: str, published: str | None = "2019-03-13") -> list[str]:
    return [span.of(text) for span in choose(text, read(text, published))]


def test_the_brief_is_whole_sentences_in_order_of_place_without_the_heading() -> None:
    chosen = brief(STORY)
    assert 3 <= len(chosen) <= 5
    assert chosen == [sentence for sentence in (LEAD, CAUSE, JOBS, PLAN) if sentence in chosen]


def test_where_fewer_than_three_qualify_there_is_none() -> None:
    assert brief(f"Fire closes mill\n\n{LEAD}\n\n{CAUSE}") == []
    assert brief("") == []


def test_a_long_text_gives_at_most_five() -> None:
    nouns = ["harbour", "orchard", "quarry", "library", "theatre", "brewery", "foundry", "nursery", "dairy", "bakery"]
    text = "\n\n".join(
        f"The old {noun} near the {noun} gate was sold to a {noun} firm from Port Vell." for noun in nouns * 3
    )
    assert len(brief(text)) <= 5


@pytest.mark.parametrize(
    "sentence",
    [
        "He closed the weaving mill on the Orrin after a fire in its roof.",
        "But the weaving mill on the Orrin closed after a fire in its roof.",
        "The weaving mill on the Orrin also closed after a fire in its roof.",
        "After the fire she closed the weaving mill on the Orrin for good.",
        "The minister said that the weaving mill on the Orrin would be closed.",
        "Was the weaving mill on the Orrin closed after a fire in its roof?",
        "“We closed the weaving mill on the Orrin after the fire in its roof.”",
        "The weaving mill on the Orrin closed",
        "The weaving mill on the Orrin in rain, with dark smoke over it.",
        "The weaving mill on the Orrin was closed in rain, Image: Orrin Archive of Mills.",
        "It closed.",
        "Rain reached it before the weaving mill on the Orrin was closed.",
        "There was a fire in our weaving mill on the Orrin, which was closed.",
        "When the weaving mill on the Orrin was closed, I was in its roof.",
        "Then the weaving mill on the Orrin was closed, as you can see.",
    ],
)
def test_a_sentence_that_cannot_stand_alone_is_never_chosen(sentence: str) -> None:
    text = f"Fire closes mill\n\n{sentence}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}"
    assert brief(text) == [CAUSE, JOBS, PLAN]


@pytest.mark.parametrize(
    "sentence",
    [
        "That’s the consensus of the inspectors who were sent to the weaving mill.",
        "Two days later the weaving mill on the Orrin was closed for good.",
        "Inspector Orrin Vell added that the weaving mill had been closed before.",
        "After that fire the weaving mill on the Orrin was closed for good.",
        "The weaving mill on the Orrin was closed in response, Orrin Vell said.",
        "In the upper valley it was closed for the winter before the fire.",
        "As a result the weaving mill on the Orrin was closed for the winter.",
    ],
)
def test_a_sentence_that_leans_on_one_left_out_is_not_chosen(sentence: str) -> None:
    assert sentence not in brief(f"Fire closes mill\n\n{LEAD}\n\n{CAUSE}\n\n{sentence}\n\n{JOBS}\n\n{PLAN}")


def test_a_first_sentence_whose_first_word_is_the_subject_may_say_its() -> None:
    lead = "Norland is closing its weaving mill on the Orrin after a fire."
    assert brief(f"Fire closes mill\n\n{lead}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")[0] == lead


def test_it_opens_with_the_lead_below_the_headings_and_behind_the_dateline() -> None:
    heading = "Fire closes old weaving mill.\n\nOwner looks for loan.\n\nBy Ada Vell"
    assert brief(f"{heading}\n\nPORT VELL — {LEAD}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")[0] == LEAD


def test_a_lead_may_say_whose_after_the_noun_that_it_means() -> None:
    lead = "The mayor and her deputy closed the weaving mill on the Orrin on Tuesday after a fire in its roof."
    assert brief(f"Fire closes mill\n\n{lead}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")[0] == lead


@pytest.mark.parametrize(
    "lead",
    [
        "Mills in the US and the whole valley of the Orrin closed on Tuesday after a fire in the roof of one.",
        "The SUNDA said on Tuesday that the weaving mill on the Orrin closed after a fire in its roof.",
    ],
)
def test_capitals_are_no_pronoun_and_a_name_behind_an_article_needs_nothing(lead: str) -> None:
    assert brief(f"Fire closes mill\n\n{lead}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")[0] == lead


def test_a_first_sentence_without_an_article_is_no_heading() -> None:
    lead = "Shares of Orrin Mills fell by half on Tuesday."
    assert brief(f"Fire closes old weaving mill\n\n{lead}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")[0] == lead


def test_a_lead_behind_a_dateline_with_an_agency_leaves_it_out() -> None:
    assert brief(f"Fire closes mill\n\nPort Vell (Coast Wire) – {LEAD}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")[0] == LEAD


def test_initials_are_not_the_writer_of_a_lead() -> None:
    lead = "Inspectors of the F.B.I. closed the weaving mill on the Orrin on Tuesday after a fire in the roof."
    assert brief(f"Fire closes mill\n\n{lead}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")[0] == lead


@pytest.mark.parametrize(
    "opening",
    ["First, the council of Sund closed the old mill.", "To the council of Sund, it must have seemed a good move."],
)
def test_a_sentence_that_goes_on_from_another_is_no_lead(opening: str) -> None:
    assert opening not in brief(f"Fire closes mill\n\n{opening}\n\n{LEAD}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")


def test_where_the_lead_cannot_stand_alone_and_none_near_it_can_there_is_none() -> None:
    leaning = "It was over in an hour.\n\nHe had seen it coming.\n\nThey left."
    assert brief(f"Fire closes mill\n\n{leaning}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}") == []


def test_a_quotation_with_its_speaker_may_be_chosen() -> None:
    said = "“The weaving mill on the Orrin will open again within a year,” said Ada Vell, its owner."
    assert said in brief(f"Fire closes mill\n\n{said}\n\n{CAUSE}\n\n{JOBS}")


def test_a_quotation_whose_speaker_is_named_in_another_sentence_is_not_chosen() -> None:
    said = "“It will fail,” said Ada Vell, its owner."
    more = "“The weaving mill on the Orrin will never open again in this town.”"
    assert more not in brief(f"Fire closes mill\n\n{LEAD}\n\n{said} {more}\n\n{CAUSE}\n\n{PLAN}")


def test_it_may_stand_behind_the_noun_that_it_means() -> None:
    sentence = "The weaving mill on the Orrin closed after a fire damaged it on Tuesday."
    assert sentence in brief(f"Fire closes mill\n\n{sentence}\n\n{CAUSE}\n\n{JOBS}")


def test_the_writers_i_counts_only_outside_quotations() -> None:
    said = "“The weaving mill on the Orrin will open again when I say so,” said Ada Vell, its owner."
    assert said in brief(f"Fire closes mill\n\n{said}\n\n{CAUSE}\n\n{JOBS}")


def test_no_two_sentences_of_the_same_content_are_chosen() -> None:
    again = "The weaving mill on the Orrin closed after a fire in its roof, inspectors found."
    chosen = brief(f"Fire closes mill\n\n{LEAD}\n\n{again}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")
    assert not {LEAD, again} <= set(chosen)


def test_an_empty_reading_is_enough() -> None:
    assert all(isinstance(span, Span) for span in choose(STORY, Reading()))


def test_a_scene_does_not_open_it_where_a_later_sentence_tells_what_the_heading_says() -> None:
    scene = "Rain ran down the windows while an old man named Orrin Vell drank his tea alone."
    lead = "The weaving mill closed on Tuesday, the owner Ada Vell said after the fire in its roof."
    assert brief(f"Fire closes weaving mill\n\n{scene}\n\n{lead}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")[0] == lead


def test_a_first_sentence_that_says_what_the_heading_announces_opens_it_without_a_name_or_a_date() -> None:
    lead = "A fire in the roof has closed the old weaving mill for the winter."
    assert brief(f"Fire closes mill\n\n{lead}\n\n{LEAD}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")[0] == lead


def test_a_first_sentence_may_report_what_somebody_without_a_name_says() -> None:
    lead = "A fire in the roof has closed the weaving mill on the Orrin, an inspector has said."
    assert brief(f"Fire closes mill\n\n{lead}\n\n{LEAD}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")[0] == lead


def test_what_was_years_before_does_not_open_it() -> None:
    before = "In the fall of 2007 the weaving mill on the Orrin was sold to Ada Vell for a song."
    assert brief(f"Fire closes mill\n\n{before}\n\n{LEAD}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")[0] == LEAD


@pytest.mark.parametrize(
    "sentence",
    [
        "Seven old mills on the Orrin that could still be saved.",
        "(The fire brigade of Port Vell came to the weaving mill within minutes.)",
        "The other mills on the Orrin were closed for the night after the fire.",
        "On the Coast News Channel on Tuesday, his wife called for a new mill on the Orrin.",
        "If that is so, the weaving mill on the Orrin was closed for nothing.",
    ],
)
def test_a_fragment_an_aside_and_what_leans_are_not_chosen(sentence: str) -> None:
    assert sentence not in brief(f"Fire closes mill\n\n{LEAD}\n\n{CAUSE}\n\n{sentence}\n\n{JOBS}\n\n{PLAN}")


def test_a_lead_may_mean_its_own_subject() -> None:
    lead = "Mill owners said on Tuesday they would close the looms on the Orrin after a fire in the roof."
    assert brief(f"Fire closes mill\n\n{lead}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")[0] == lead


def test_a_first_sentence_may_open_with_a_noun_that_nothing_before_it_named() -> None:
    opening = "The mill is closing its gates to forty of the weavers on Monday."
    assert brief(f"Fire closes mill\n\n{opening}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")[0] == opening
