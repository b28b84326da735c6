"""In brief: whole sentences that can stand alone, three to five or none."""

import pytest

from tests.sentences import rows
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


@rows("sentence", "annotate/brief.txt", "a sentence that cannot stand alone")
def test_a_sentence_that_cannot_stand_alone_is_never_chosen(sentence: str) -> None:
    text = f"Fire closes mill\n\n{sentence}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}"
    assert brief(text) == [CAUSE, JOBS, PLAN]


@rows("sentence", "annotate/brief.txt", "a fragment, an aside and what leans on a sentence left out")
def test_a_fragment_an_aside_and_what_leans_on_a_sentence_left_out_are_not_chosen(sentence: str) -> None:
    assert sentence not in brief(f"Fire closes mill\n\n{LEAD}\n\n{CAUSE}\n\n{sentence}\n\n{JOBS}\n\n{PLAN}")


@rows("lead", "annotate/brief.txt", "a first sentence that stands alone")
def test_a_first_sentence_that_stands_alone_opens_it(lead: str) -> None:
    assert brief(f"Fire closes mill\n\n{lead}\n\n{LEAD}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")[0] == lead


@pytest.mark.parametrize(
    ("before", "lead"),
    [
        ("Fire closes old weaving mill.\n\nOwner looks for loan.\n\nBy Ada Vell\n\nPORT VELL — ", LEAD),
        ("Fire closes mill\n\nPort Vell (Coast Wire) – ", LEAD),
        ("Fire closes old weaving mill\n\n", "Shares of Orrin Mills fell by half on Tuesday."),
        (
            "Fire closes mill\n\nIn the fall of 2007 the weaving mill on the Orrin was sold to Ada Vell.\n\n",
            LEAD,
        ),
        (
            "Fire closes weaving mill\n\nRain ran down the windows while Orrin Vell drank his tea alone.\n\n",
            "The weaving mill closed on Tuesday, the owner Ada Vell said after the fire in its roof.",
        ),
    ],
    ids=["headings and a dateline", "a dateline with an agency", "a heading", "what was years before", "a scene"],
)
def test_what_stands_before_the_lead_does_not_open_it(before: str, lead: str) -> None:
    assert brief(f"{before}{lead}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")[0] == lead


@pytest.mark.parametrize("sentence", [
    "“The weaving mill on the Orrin will open again within a year,” said Ada Vell, its owner.",
    "“The weaving mill on the Orrin will open again when I say so,” said Ada Vell, its owner.",
    "The weaving mill on the Orrin closed after a fire damaged it on Tuesday.",
], ids=["a quotation with its speaker", "I within a quotation", "it behind its noun"])  # fmt: skip
def test_a_sentence_that_can_stand_alone_is_chosen(sentence: str) -> None:
    assert sentence in brief(f"Fire closes mill\n\n{sentence}\n\n{CAUSE}\n\n{JOBS}")


@pytest.mark.parametrize(
    "opening",
    ["First, the council of Sund closed the old mill.", "To the council of Sund, it must have seemed a good move."],
)
def test_a_sentence_that_goes_on_from_another_is_no_lead(opening: str) -> None:
    assert opening not in brief(f"Fire closes mill\n\n{opening}\n\n{LEAD}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")


def test_where_the_lead_cannot_stand_alone_and_none_near_it_can_there_is_none() -> None:
    leaning = "It was over in an hour.\n\nHe had seen it coming.\n\nThey left."
    assert brief(f"Fire closes mill\n\n{leaning}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}") == []


def test_a_quotation_whose_speaker_is_named_in_another_sentence_is_not_chosen() -> None:
    said = "“It will fail,” said Ada Vell, its owner."
    more = "“The weaving mill on the Orrin will never open again in this town.”"
    assert more not in brief(f"Fire closes mill\n\n{LEAD}\n\n{said} {more}\n\n{CAUSE}\n\n{PLAN}")


def test_no_two_sentences_of_the_same_content_are_chosen() -> None:
    again = "The weaving mill on the Orrin closed after a fire in its roof, inspectors found."
    chosen = brief(f"Fire closes mill\n\n{LEAD}\n\n{again}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")
    assert not {LEAD, again} <= set(chosen)


def test_an_empty_reading_is_enough() -> None:
    assert all(isinstance(span, Span) for span in choose(STORY, Reading()))


def test_a_sentence_that_counts_from_a_year_before_to_one_to_come_opens_it() -> None:
    lead = "Weavers of the valley have compared the yield of the looms from 2000 to 2050 with that of the mill."
    dated = f"Monday, 28 July 2031\n\n{lead}\n\nThe study was read in Port Vell on Sunday."
    assert brief(f"Weavers compare yield of looms\n\n{dated}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}")[0] == lead


def test_the_line_of_a_picture_is_not_chosen() -> None:
    line = "Ada Vell of the weaving mill walked by the Orrin on Tuesday with her two dogs. Image: Per Olsen"
    assert not any(one in line for one in brief(f"Fire closes mill\n\n{line}\n\n{LEAD}\n\n{CAUSE}\n\n{JOBS}\n\n{PLAN}"))
