"""How much of a source goes live, by the story's file, the settings and whose text it is; and what is left of it."""

from typing import Any

import pytest

from tests.made import mark, story
from verbatim.core.errors import ContentErrors
from verbatim.model import Extent, Span, Story
from verbatim.newsroom import record_of
from verbatim.newsroom.extent import (
    NamedElsewhere,
    elided,
    extent_of,
    masked,
    partial_record,
    partial_story,
    parts_of,
    share_published,
)

TEXT = "The wind rose at dusk.\nAda Vell, the pilot, came.\n“Go home,” he said. Nobody went.\nThe wind fell."
NOBODY_ELSE = NamedElsewhere(frozenset(), {})


def told(**fields: Any) -> Story:
    marks = [
        mark("Ada Vell", "person", ref="ada-vell"), mark("the pilot", "role", of="ada-vell"),
        mark("“Go home,”", "quote", "q-1111111111", speaker="ada-vell", basis="inferred"),
    ]  # fmt: skip
    return story("wind", TEXT, marks, title="Wind", **fields)


def left(extent: Extent, elsewhere: NamedElsewhere = NOBODY_ELSE, **fields: Any) -> Story:
    whole = told(**fields)
    parts = parts_of({"wind": whole}, {"wind": record_of(whole, ())}, {"wind": extent}, elsewhere)
    return partial_story(whole, *parts["wind"])


@pytest.mark.parametrize(("stated", "default", "name", "extent"), [
    ("", "", "The Courier", "quoted"), ("", "", "", "whole"), ("", "", "THE  record", "whole"),
    ("", "hash", "", "hash"), ("whole", "hash", "The Courier", "whole"), ("hash", "whole", "The Record", "hash"),
])  # fmt: skip
def test_the_storys_file_decides_then_the_settings_then_whose_text_it_is(
    stated: str, default: str, name: str, extent: str
) -> None:
    made = told(source_name=name, headers={"Source-Published": stated})
    assert extent_of(made, "The Record", default) == extent


def test_a_filler_stands_for_each_character_and_is_one_on_a_page_and_a_text_that_has_it_is_refused() -> None:
    assert masked("one two\r\n\r\nthree four", [Span(4, 7)]) == "░░░ two\r\n\r\n░░░░░░░░░░"
    assert elided("░░░ two\n\n░░░░\n░░ three") == "… two\n\n… three"
    whole = story("bar", "░░ 40 per cent.\nMore.")
    with pytest.raises(ContentErrors, match="stands for what a site withholds"):
        parts_of({"bar": whole}, {"bar": record_of(whole, ())}, {"bar": "quoted"}, NOBODY_ELSE)


@pytest.mark.parametrize(("extent", "line", "paragraph"), [
    ("quoted", "“Go home,” he said. Nobody went.", "“Go home,” he said. Nobody went."),
    ("hash", "“Go home,” he said. ░░░░░░░░░░░░", "“Go home,” he said. ░"),
])  # fmt: skip
def test_what_is_quoted_is_left_with_the_name_of_who_spoke_for_which_a_page_has_no_paragraph(
    extent: Extent, line: str, paragraph: str
) -> None:
    part = left(extent)
    assert part.text == f"░░░░░░░░░░░░░░░░░░░░░░\nAda Vell░ the pilot░░░░░░░\n{line}\n░░░░░░░░░░░░░░"
    assert [one.text for one in part.fragments] == [paragraph]


def test_what_editors_name_elsewhere_is_left_with_its_paragraph_and_what_goes_live_is_counted_without_blanks() -> None:
    place = Span(TEXT.index("The wind fell"), len(TEXT))
    assert left("quoted", NamedElsewhere(frozenset(), {"wind": [place]})).text.endswith("The wind fell.")
    part = left("quoted").part
    assert part is not None
    assert share_published("ab  cd\n", part.__class__((Span(0, 2),), (), (), "")) == pytest.approx(0.5)


def test_a_record_has_nothing_of_what_is_withheld() -> None:
    whole = told()
    record = record_of(whole, ())
    parts = parts_of({"wind": whole}, {"wind": record}, {"wind": "quoted"}, NOBODY_ELSE)
    made = partial_record(record, *parts["wind"])
    assert [one.text for one in made.people_marks] == ["Ada Vell", "the pilot"]
    assert [number for _, number in made.anchors] == ["030"]
