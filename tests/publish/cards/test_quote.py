"""The picture of a quotation: its words and their place, what it says of the speaker, what it never does."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made import SITE, Marked, edition, mark, person, said, story, with_headers
from tests.publish.cards.drawing import FACES, LATIN, SHEET, drawn, elements, lay, places, seen, slices
from verbatim.publish import Edition
from verbatim.publish.cards.quote import SQUARE, WIDE, FacePicture, Format, GonePicture
from verbatim.publish.cards.setting import Canvas, Face, Faces
from verbatim.verify.law import CheckedPage

NAMED: dict[str, Any] = {"speaker": "vell", "basis": "stated"}
FORMATS = st.sampled_from([WIDE, SQUARE])
BOTH = pytest.mark.parametrize("shape", [WIDE, SQUARE], ids=["wide", "square"])


def row(words: str = "We row at dawn", behind: str = ", said Ada Vell, the cox.", **how: Any) -> Edition:
    """Return an edition in which Ada Vell, the cox, says so; `how` are attributes of the mark."""
    text = f"Hm. “{words}”{behind}"
    marks = [mark(f"“{words}”", "quote", "q-1", **(how or NAMED))]
    marks += [person("Ada Vell", "vell")] if "Ada Vell" in text else []
    marks += [mark("the cox", "role", of="vell")] if "the cox" in text else []
    return edition(story("lamps", text, marks))


def picture(made: Edition, shape: Format = WIDE, canvas: Canvas = SHEET) -> str:
    return drawn(FacePicture.of(made, made.newsroom.quotes["q-1"], canvas, shape))


def held(text: str, *marks: Marked, **fields: str) -> Edition:
    named = [person("Ada Vell", "vell")] if "Ada Vell" in text else []
    return edition(story("lamps", text, [*marks, *named], **fields))


def quoted(drawing: str) -> str:
    """Return the words of the quotation, which stand on several lines."""
    return "".join(slices(drawing)[:-1])


WORDS = st.text(alphabet="ab c,&<>'\n\té-—", min_size=1, max_size=400).map(lambda words: f"a{words}b")


@settings(deadline=None, max_examples=60)
@given(words=WORDS, shape=FORMATS)
def test_the_words_drawn_are_the_slice_character_for_character(words: str, shape: Format) -> None:
    made = row(" ".join(words.split()), ", she said.", basis="none")
    assert "".join(slices(picture(made, shape))) == " ".join(words.split())


@settings(deadline=None, max_examples=60)
@given(words=st.text(alphabet="ab c-—", min_size=1, max_size=3000), shape=FORMATS)
def test_every_line_is_within_the_picture(words: str, shape: Format) -> None:
    for left, right, top, bottom in places(picture(row(f"a{' '.join(words.split())}b"), shape)):
        assert 0 <= left <= right <= shape.width
        assert 0 <= top <= bottom <= shape.height


@BOTH
@pytest.mark.parametrize("letters", [20, 90, 200, 500, 1400])
def test_the_words_end_above_who_spoke(shape: Format, letters: int) -> None:
    drawing = picture(row(" ".join(["rope"] * (letters // 5))), shape)
    name = next(text for text in elements(drawing, "text") if "data-speaker" in text.attrib)
    lowest = max(float(one.attrib["y"]) for one in words_of(drawing).iter() if "y" in one.attrib)
    assert lowest < float(name.attrib["y"]) - 30


@BOTH
def test_nothing_is_set_smaller_than_20_pixels_and_who_spoke_is_large(shape: Format) -> None:
    sizes = {seen_in(text): float(text.attrib["font-size"]) for text in elements(picture(row(), shape), "text")}
    assert min(sizes.values()) >= 20
    assert sizes["Ada Vell"] >= 38
    assert sizes["the cox"] >= 28
    assert sizes["The Courier, 4 March 2031"] >= 30


def seen_in(text: Any) -> str:
    return "".join(text.itertext())


def test_a_short_quotation_is_set_larger_than_a_long_one() -> None:
    drawings = [picture(row(" ".join(["row"] * count))) for count in (2, 20, 60, 120)]
    sizes = [float(words_of(drawing).attrib["font-size"]) for drawing in drawings]
    assert sizes == sorted(set(sizes), reverse=True)
    assert sizes[0] == 92


def words_of(drawing: str) -> Any:
    return next(text for text in elements(drawing, "text") if any("data-char" in one.attrib for one in text.iter()))


def test_a_very_long_quotation_is_cut_at_a_word_and_says_so() -> None:
    words = " ".join(f"word{number}" for number in range(400))
    drawing = picture(row(words))
    assert f"{words} ".startswith(f"{quoted(drawing)} ")
    assert "Shortened here. The full quotation is on its page." in seen(drawing)


def test_reported_speech_has_its_newspaper_for_a_face_and_no_quotation_marks(tmp_path: Path) -> None:
    words = "Ada Vell denied that it was over."
    made = held(f"Hm. {words}", mark(words[:-1], "quote", "q-1", kind="indirect", **NAMED))
    drawing = picture(made, canvas=SHEET._replace(name=""))
    assert "".join(slices(drawing)) == words
    assert "The Courier reports, in its own words:" in seen(drawing)
    assert "Check this report" in seen(drawing)
    assert not {"“", "”"} & set(drawing)
    assert 'fill="--sunk"' in drawing
    assert "data-speaker" not in drawing
    assert list(CheckedPage(drawing, lay(made.newsroom.stories["lamps"].text, tmp_path)).faults()) == []


EVIL = "</text><script>alert(1)</script>"
PIECES = [mark("“We row,”", "quote", "q-1", part="1", **NAMED), mark("“and sing.”", "quote", "q-1", part="2")]
TURNED = "Ada Vell denied that it was “over”."
LACKING = [said("“我们 row on”", "q-1", "wang"), person("王小明", "wang")]


@pytest.mark.parametrize(("made", "words", "shown"), [
    (row(**{**NAMED, "basis": "inferred"}), ["We row at dawn", "the cox"], "speaker worked out"),
    (row(**{**NAMED, "basis": "editor", "why": "We saw her"}), ["We row at dawn", "the cox"], "named by the editors"),
    (row(behind=", a voice called.", said_by="a voice", basis="stated"), ["We row at dawn", "a voice"],
     "Described, not named, in this sentence"),
    (held("“We row,” said Ada Vell, “and sing.”", *PIECES), ["We row,", "and sing."], "“ We row,” … “and sing.”"),
    (held(TURNED, mark("that it was “over”", "quote", "q-1", kind="mixed", **NAMED)), [TURNED],
     "The Courier, the whole sentence:"),
    (held("“我们 row on”, said 王小明.", *LACKING), [], "The words are on the page."),
    (held("“我们 row on”, said 王小明.", *LACKING), [], "Name on the page"),
    (held(f"“{EVIL}”, it said.", mark(f"“{EVIL}”", "quote", "q-1", basis="none"), source_name=EVIL), [EVIL], EVIL),
], ids=[
    "a speaker worked out", "one named by the editors", "one whom the source describes",
    "pieces without the reporter's words between", "the sentence that turns them", "no letters that the faces lack",
    "no such name", "markup as words",
])  # fmt: skip
def test_a_picture_shows_words_and_says_of_them(made: Edition, words: list[str], shown: str) -> None:
    drawing = picture(made)
    assert "".join(slices(drawing)) == "".join(words)
    assert shown in seen(drawing)
    assert not elements(drawing, "script")
    assert max(drawing) < "\u3000"
    assert shown not in seen(picture(row()))


@pytest.mark.parametrize(("why", "times"), [
    ("We found only she as its speaker", 1), ("We cannot yet read Finnish for speakers", 0),
], ids=["nobody found", "a language that is not read"])  # fmt: skip
def test_where_nobody_is_established_the_picture_says_why_and_shows_no_face(why: str, times: int) -> None:
    drawing = picture(row(basis="none", why=why, candidates="vell"))
    assert (seen(drawing).count("Speaker not established"), why in seen(drawing)) == (times, True)
    assert "Ada Vell" not in drawing
    assert ">?<" in drawing or not times


def test_corrected_words_are_struck_through_and_the_new_ones_underlined_beside_them() -> None:
    marks = [said("“We row at dawn”", "q-1", "vell"), person("Ada Vell", "vell"), mark("dawn", "was", now="dusk")]
    made = story("lamps", "“We row at dawn”, said Ada Vell.", marks)
    drawing = picture(edition(with_headers(made, "010", ("Corrected", "2031-03-09 She was misheard"))))
    lines = [(one.get("text-decoration"), seen_in(one)) for one in elements(drawing, "tspan")]
    assert [one for one in lines if one[0]] == [("line-through", "dawn"), ("underline", "dusk")]
    assert "Corrected 9 March 2031: She was misheard." in seen(drawing)
    assert 'data-trust="corrected"' in drawing
    assert "".join(slices(drawing)) == "We row at dawn"


@BOTH
def test_what_is_gone_shows_no_word_no_face_and_no_name(shape: Format) -> None:
    told = "Withdrawn 4 May 2031: The recording is of somebody else, as the harbour office has shown to us since."
    title, where = "A withdrawn quotation", "The Courier, 4 March 2031"
    drawing = drawn(GonePicture.of(row(), (title, told, where), SHEET, shape))
    assert all(part in seen(drawing) for part in (title, told, where, "Our corrections"))
    assert not slices(drawing)
    assert all(left >= 0 and right <= shape.width for left, right, _, _ in places(drawing))


@BOTH
def test_a_long_name_of_the_site_leaves_the_address_its_room(shape: Format) -> None:
    site = replace(SITE, url="https://orrin-courier.example", name="The Orrin Courier and Advertiser, explained")
    made = Edition(row().newsroom, site, frozenset({"lamps"}))
    drawing = picture(made, shape, SHEET._replace(name=site.name))
    name, check, address = elements(drawing, "text")[-3:]
    end = float(name.attrib["x"]) + FACES.label.width(seen_in(name)) * float(name.attrib["font-size"])
    assert end < float(check.attrib["x"]) - 22
    assert (seen_in(check), seen_in(address)) == ("Check these words", "orrin-courier.example/q/1")


def test_words_from_right_to_left_begin_at_the_right_and_their_direction_is_told_outside_them() -> None:
    hebrew = Faces(*(Face(f"Face {n}", {**LATIN, **dict.fromkeys(range(0x5D0, 0x5EB), 0.5)}) for n in range(4)))
    words = "שלום (2031), אמרה."
    text = f"“{words}”"
    drawing = picture(held(text, mark(text, "quote", "q-1", basis="none"), lang="he"), canvas=Canvas(hebrew))
    assert "".join(slices(drawing)) == words
    lines = list(words_of(drawing))
    assert {float(line.attrib["x"]) for line in lines} == {WIDE.words.right}
    assert {seen_in(line)[:1] + seen_in(line)[-1:] for line in lines} == {"\u202b\u202c"}
