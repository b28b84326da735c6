"""What a first screen tells behind its lead: the sentences that follow it, as many as are read at a glance."""

from dataclasses import replace
from typing import Any

import pytest

from tests.made import edition, story
from verbatim.model import Span
from verbatim.publish.first_screen import FirstScreen

TITLE = "Mill on the Orrin shut"
LEAD = "The weaving mill on the Orrin closes on Tuesday after a fire."
NEXT = "Ada Vell, who owns it, said the lamp was old."
LONG = f"The council of the valley {'and the council of the hills ' * 12}met on Friday."


def more(text: str, **fields: Any) -> list[str]:
    one = story("mill", f"{TITLE}\n{LEAD}\n{text}", title=TITLE, **fields)
    return [str(piece.words["words"]) for piece in FirstScreen.of(edition(one), one).more]


def test_at_most_three_sentences_that_follow_the_lead_stand_behind_it_and_what_editors_chose_stands_alone() -> None:
    assert more(f"{NEXT} Nobody was hurt.") == [NEXT, "Nobody was hurt."]
    lines = [f"The lamp of hall {n} burned." for n in range(5)]
    assert more(" ".join(lines)) == lines[:3]
    at = len(f"{TITLE}\n")
    assert more(NEXT, lead=(Span(at, at + len(LEAD)),)) == []


@pytest.mark.parametrize("after", [
    LONG,
    f"{LONG}\n{NEXT}",
    "The council was asked:",
    "“The lamp was old. It was there all the same.",
    f"{NEXT} But the weavers knew of no lamp {'in the hall by the river ' * 12}at all.",
    "ADA VELL: The lamp was old.", "[Reuters]", "PORT SAREN, Sund — The council met.", "2.\nThe council met.",
], ids=[
    "long", "behind a long one", "a rubric", "an open quotation", "taken back", "a turn", "a credit", "a dateline",
    "a number",
])  # fmt: skip
def test_what_does_not_stand_for_itself_is_left_out(after: str) -> None:
    assert more(after) == []


def test_a_heading_ends_it() -> None:
    one = story("mill", f"{TITLE}\n{LEAD}\n{NEXT}\nThe council met.", title=TITLE)
    as_heading = [replace(part, kind="heading") if part.text == NEXT else part for part in one.fragments]
    one = replace(one, fragments=tuple(as_heading))
    assert FirstScreen.of(edition(one), one).more == []
