"""No text ends a reading: not what editors leave unfinished, and not a text that was damaged on its way."""

import pytest

from tests.campaigns.readings import faults, invented

PARAGRAPHS = ["LONDON —", "FIXTURES -", "SUND, March 4 –", *"—“”:($3#", "Mr.", "Q:", "A:", "VELL:", "’s", "..."]


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
@pytest.mark.parametrize(
    "form", ["{0}", "{0}\n\nThe council met.", "The council met.\n\n{0}", "A\n{0}\nB\n{0}", "{0} {0} {0}"]
)
def test_a_paragraph_that_was_left_unfinished_is_read(paragraph: str, form: str) -> None:
    assert list(faults([("unfinished", form.format(paragraph))])) == []


@pytest.mark.parametrize("name", sorted(dict(invented()))[::6])
def test_a_text_is_read_shuffled_cut_off_and_in_capitals(name: str) -> None:
    assert list(faults([(name, dict(invented())[name])])) == []


@pytest.mark.parametrize("speech", [
    f"Zorvath Klemmin spoke, “{'We went down to the old harbour again and again, ' * 6}and nobody but Klemmin came.”",
    *(f"“I want to thank all of you who came here today, and above all {title} Zorvath Klemmin,” Ada Vell said."
      for title in ("President", "Mr.", "former Governor", "a Senator")),
])  # fmt: skip
def test_a_name_deep_within_a_quotation_is_none_of_the_narrators_words(speech: str) -> None:
    assert list(faults([("speech", speech)])) == []


@pytest.mark.parametrize("unit", ["quarter", "period", "month", "week", "time"])
@pytest.mark.parametrize("form", ["It sold more than in the same {0} last year.", "Same {0} of 2029"])
@pytest.mark.parametrize("report", ["", "The yard sold 20 boats in the third quarter. "])
def test_a_comparison_with_the_year_before_is_read_whatever_its_length_is_called(
    unit: str, form: str, report: str
) -> None:
    assert list(faults([("yard", report + form.format(unit))])) == []
    assert list(faults([("yard", report + form.format(unit.title()))])) == []
