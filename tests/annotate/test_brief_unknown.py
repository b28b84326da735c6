"""What a text itself says is not known: whole sentences, at most three, those that say most."""

import pytest

from verbatim.annotate import read

MORE = (
    "Some details of the fire in the mill, though, remain murky.",
    "It’s unclear whether the looms will run again.",
    "Nobody knows when the looms will run again.",
    "The owners haven’t decided what they will build instead.",
    "Police have not yet said how many people slept in the mill.",
    "It remains to be seen whether the roof will hold.",
    "It is too early to say what the fire will cost.",
    "Whether the mill was insured is an open question.",
    "The inspectors have yet to determine how it began.",
    "The number of the injured could not immediately be confirmed.",
    "A caller, as yet unidentified, had warned the mill of a fire.",
    "No group has claimed responsibility for the fire.",
    "Details of the fire are scarce, and details were scant at noon.",
    "The inspectors have yet to rule on the doors of the mill.",
    "The owners and the weavers have so far failed to agree on a price.",
    "The court heard both sides, and a ruling is expected in May.",
)
LEAD = "The weaving mill on the Orrin closed on Tuesday after a fire in its roof."
TELLING = (
    "It was not immediately clear why the lamp had fallen into the wool.",
    "The cause of the fire remains unknown.",
    "The man who carried the lamp has not been identified.",
    "There was no word on when the looms would run again.",
    "The owners did not say whether anybody would be paid.",
    "Police are investigating whether the doors had been locked.",
    "The mill's books are still under investigation.",
    "The town council will now decide whether the mill may open again.",
    "Ada Vell, who owns the mill, declined to comment.",
    "The insurer did not immediately respond to a request for comment.",
    "Ada Vell could not be reached on Tuesday evening.",
)


def unknown(*sentences: str) -> list[str]:
    text = "\n\n".join((LEAD, *sentences))
    return [span.of(text) for span in read(text, "2019-03-13").unknown]


@pytest.mark.parametrize("sentence", [*TELLING, *MORE])
def test_a_sentence_that_says_what_is_not_known_is_found_whole(sentence: str) -> None:
    assert unknown(sentence) == [sentence]


@pytest.mark.parametrize("sentence", [
    "“It was not clear to me why the lamp had fallen,” said Ada Vell, who owns the mill.",
    "He declined to comment on the fire in the mill.",
    "It was not clear until Friday that the roof had held.",
    "The mill was unknown to most people in Port Vell.",
    "The mill was not known for its care with lamps.",
    "If it is not clear why the lamp fell, the mill stays shut.",
    "Was it not clear why the lamp had fallen into the wool?",
    "The water in the river was not clear after the fire in the mill.",
    "The lamp did not respond to the switch on the wall.",
    "Nobody knows that better than Ada Vell, who owns the mill.",
    "Ada Vell has not said a word since the fire in the mill.",
    "It is too early to say that the mill will be rebuilt.",
    "No weaver claimed responsibility for the lamp in the end.",
    "The owners failed to reach the mill before the fire did.",
])  # fmt: skip
def test_what_is_quoted_or_leans_or_is_known_after_all_is_left_out(sentence: str) -> None:
    assert unknown(sentence) == []


def test_of_many_those_that_say_most_are_kept_in_order_of_place() -> None:
    assert unknown(*reversed(TELLING)) == [TELLING[4], TELLING[3], TELLING[2]]


def test_a_language_without_rules_has_none() -> None:
    assert read("Es war nicht klar, warum die Lampe in die Wolle gefallen war.", lang="de").unknown == ()
