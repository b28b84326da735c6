"""The card of a quotation as SVG: its words and their place, what it says of the speaker, what it never does."""

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.card_ink import Faces
from generator.publish.cards import svg
from generator.publish.shown import shown
from generator.publish.wrap import Face
from generator.verify.drawings import check_drawing
from generator.verify.tally import File, Tally
from generator.verify.texts import Texts

LATIN = dict.fromkeys([*range(32, 384), *map(ord, "“”‘’…—–")], 0.5)
FACES = Faces(*(Face(f"Face {n}", LATIN) for n in range(4)))
SVG = "{http://www.w3.org/2000/svg}"
DATE = {"edtf": "2031-05-04", "machine": "2031-05-04", "human": "4 May 2031", "precision": "day", "approximate": False}


def slice_of(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"story": "pier", "char": f"{start},{start + len(words)}", "words": shown(words), "url": "stories/pier/"}


def view(text: str, words: str, **more: Any) -> Any:
    parts = more.pop("parts", [(words, False)])
    story = {"title_text": "The pier", "source_name": "Orrin Post", "date": DATE, "date_basis": "source"}
    quote: dict[str, Any] = {
        "id": "q-1", "kind": "direct", "marks": True, "pair": "“”",
        "step": 1 + sum(len(words) > n for n in (60, 120, 220, 400)),
        "parts": [{"words": slice_of(text, part), "gap": None, "paragraph": para} for part, para in parts],
        "whole": slice_of(text, words), "speaker": None, "said_by": None, "role": None, "basis": "none", "why": "",
        "edited": False, "corrections": [], "withdrawn": None, "story": {**story, **more.pop("story", {})},
    }  # fmt: skip
    return {**quote, **more}


def named(name: str = "Ada Vell") -> dict[str, Any]:
    return {"basis": "stated", "speaker": {"name": name, "monogram": "AV"}}


def slices(drawing: str) -> list[str]:
    found = [node for node in ET.fromstring(drawing).iter() if "data-char" in node.attrib]  # noqa: S314  our own
    return ["".join(node.itertext()) for node in found]


def seen(drawing: str) -> str:
    return " ".join("".join(node.itertext()) for node in ET.fromstring(drawing).iter(f"{SVG}text"))  # noqa: S314


@given(words=st.text(alphabet="ab c,&<>\"'“”\n\r\té-—", min_size=1, max_size=400).filter(str.strip))
def test_the_words_drawn_are_the_slice_character_for_character(words: str) -> None:
    assert slices(svg(view(words, words), FACES))[0] == words


def test_verify_finds_the_words_in_their_place(tmp_path: Any) -> None:
    text = "Hm. “We row at dawn,\r\nall of us”, said the cox of the Orrin eight."
    (tmp_path / "pier.txt").write_bytes(text.encode())
    words = "We row at dawn,\r\nall of us"
    drawing = svg(view(text, words, role=slice_of(text, "the cox of the Orrin eight"), **named()), FACES)
    tally = Tally(Texts(tmp_path))
    check_drawing(File("cards/q-1.svg", "cards/q-1.svg", drawing), tally)
    assert (tally.faults, tally.passages) == ([], 2)


def test_a_short_quotation_is_set_larger_than_a_long_one() -> None:
    sizes = [max(map(int, re.findall(r'font-size="(\d+)"', svg(view("a " * n + "b", "a " * n + "b"), FACES))))
             for n in (5, 50, 100, 200)]  # fmt: skip
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 4


def test_a_very_long_quotation_is_cut_at_a_word_and_says_so() -> None:
    words = " ".join(f"word{n}" for n in range(400))
    drawing = svg(view(words, words), FACES)
    kept = slices(drawing)[0]
    assert words.startswith(kept + " word")
    assert "…" in seen(drawing)
    assert "Cut here. The whole quotation is on its page." in seen(drawing)


def test_a_quotation_that_fits_is_not_called_cut() -> None:
    assert "Cut here" not in seen(svg(view("Row on", "Row on"), FACES))


@pytest.mark.parametrize(("marks", "count"), [(True, 2), (False, 0)])
def test_marks_hang_only_on_direct_quotations(marks: bool, count: int) -> None:  # noqa: FBT001
    drawing = svg(view("Row on", "Row on", marks=marks), FACES, wordmark="")
    assert seen(drawing).count("“") + seen(drawing).count("”") - 1 == count


def test_the_source_between_the_pieces_of_a_quotation_is_drawn_in_a_softer_colour() -> None:
    text = "Row on”, she said, “and sing"
    drawing = svg(view(text, text, parts=[("Row on", False), ("and sing", False)]), FACES)
    assert slices(drawing) == [text]
    assert "".join(re.findall('<tspan fill="#595b63">([^<]*)</tspan>', drawing)) == "”, she said, “"


def test_a_paragraph_begins_a_line_and_a_line_end_within_one_does_not() -> None:
    text = "Row\non.\n\n“Sing"
    drawing = svg(view(text, text, parts=[("Row\non.", False), ("Sing", True)]), FACES)
    drawn = [node for node in ET.fromstring(drawing).iter(f"{SVG}tspan") if "x" in node.attrib]  # noqa: S314
    assert ["".join(node.itertext()) for node in drawn][:2] == ["Row\non.\n\n", "“Sing"]


def test_where_nobody_is_established_the_card_says_so_and_why_and_its_rule_is_dashed() -> None:
    drawing = svg(view("Row on", "Row on", why="two people could be meant"), FACES)
    assert "Speaker not established" in seen(drawing)
    assert "Two people could be meant" in seen(drawing)
    assert "Attribution not established" in seen(drawing)
    assert re.search(r'stroke="#b3261e" stroke-width="6" stroke-dasharray', drawing)


def test_a_candidate_is_never_drawn_as_the_speaker() -> None:
    drawing = svg(view("Row on", "Row on", speaker={"name": "Ada Vell", "monogram": "AV"}), FACES)
    assert "Ada Vell" not in drawing


def test_a_described_speaker_stands_in_the_sources_words() -> None:
    text = "“Row on”, the cox said"
    drawing = svg(view(text, "Row on", said_by=slice_of(text, "the cox"), basis="stated"), FACES)
    assert slices(drawing) == ["Row on", "the cox"]
    assert "Described, not named, in the source" in seen(drawing)


@pytest.mark.parametrize(
    ("more", "label"),
    [
        ({}, "Verbatim"),
        ({"kind": "indirect"}, "Paraphrase, as the source has it"),
        ({"corrections": [{}]}, "Corrected, see the page"),
        ({"basis": "inferred"}, "Attribution inferred"),
        ({"edited": True}, "Edited by hand"),
    ],
)
def test_trust_is_told_in_words(more: dict[str, Any], label: str) -> None:
    assert f">{label}</tspan>" in svg(view("Row on", "Row on", **{**named(), **more}), FACES)


def test_a_corrected_quotation_is_not_called_verbatim() -> None:
    drawing = svg(view("Row on", "Row on", corrections=[{}], **named()), FACES, wordmark="Orrin Post")
    assert "erbatim" not in drawing


@pytest.mark.parametrize(("basis", "words"), [("editor", "date added by the editors"), ("unknown", "date not known")])
def test_whose_date_it_is_is_told(basis: str, words: str) -> None:
    assert words in seen(svg(view("Row on", "Row on", story={"date_basis": basis}), FACES))


def test_letters_that_the_faces_lack_are_not_drawn_as_boxes() -> None:
    drawing = svg(view("我们 row on", "我们 row on", **named("王小明")), FACES)
    assert not re.search(r"[^\x00-\u2fff]", drawing)
    assert "The words are on the page." in seen(drawing)
    assert "Named on the page" in seen(drawing)
    assert 'data-trust="verbatim"' not in drawing


def test_nothing_in_a_name_or_in_words_can_become_markup() -> None:
    evil = "</text><script>alert(1)</script>"
    drawing = svg(view(evil, evil, **named(evil), story={"source_name": evil}), FACES)
    assert not list(ET.fromstring(drawing).iter(f"{SVG}script"))  # noqa: S314
    assert {node.tag.removeprefix(SVG) for node in ET.fromstring(drawing).iter()} <= {  # noqa: S314
        "svg", "title", "path", "text", "tspan", "g", "circle"}  # fmt: skip
