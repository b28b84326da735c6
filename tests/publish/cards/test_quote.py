"""The card of a quotation as SVG: its words and their place, what it says of the speaker, what it never does."""

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbatim.publish.cards.lines import Face
from verbatim.publish.cards.quote import quote_svg as drawing_of
from verbatim.publish.cards.speaker import RADIUS
from verbatim.publish.cards.svg import (
    SQUARE,
    WIDE,
    Canvas,
    CardFormat,
    Faces,
    tombstone_svg,
)
from verbatim.publish.html import as_html
from verbatim.verify.facts import Facts
from verbatim.verify.law import CheckedPage

TOLD = {"kind": "indirect", "form": "paraphrase", "marks": False}
LATIN = dict.fromkeys([*range(32, 384), *map(ord, "“”‘’…—–")], 0.5)
FACES = Faces(*(Face(f"Face {n}", LATIN) for n in range(4)))
SVG = "{http://www.w3.org/2000/svg}"
DATE = {"edtf": "2031-05-04", "machine": "2031-05-04", "human": "4 May 2031", "precision": "day", "approximate": False}

CORRECTED = {"kind": "words", "date": DATE, "why": "Misheard", "attribution": None, "now": "", "was": ""}


def slice_of(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {
        "story": "pier",
        "char": f"{start},{start + len(words)}",
        "words": as_html(words),
        "url": "stories/pier/",
        "lang": "en",
    }


def view(text: str, words: str, **more: Any) -> Any:
    parts = more.pop("parts", [(words, False)])
    story = {"title_text": "The pier", "source_name": "Orrin Post", "date": DATE, "date_basis": "source"}
    quote: dict[str, Any] = {
        "id": "q-1", "kind": "direct", "form": "quoted", "marks": True, "pair": "“”",
        "step": 1 + sum(len(words) > n for n in (60, 120, 220, 400)),
        "parts": [{"words": slice_of(text, part), "gap": None, "paragraph": para} for part, para in parts],
        "whole": slice_of(text, words), "speaker": None, "said_by": None, "role": None, "basis": "none", "why": "",
        "unread": False, "edited": False, "corrections": [], "changes": [], "withdrawn": None, "lang": "en",
        "story": {**story, **more.pop("story", {})},
    }  # fmt: skip
    made = {**quote, **more}
    is_known = made["basis"] != "none" and (made["speaker"] or made["said_by"])
    return {"standing": made["basis"] if is_known else "unread" if made["unread"] else "none", **made}


def svg(quote: Any, faces: Faces = FACES, **more: Any) -> str:
    return drawing_of(quote, Canvas(faces, **more))


def named(name: str = "Ada Vell") -> dict[str, Any]:
    return {
        "basis": "stated",
        "speaker": {"id": "ada-vell", "name": name, "monogram": "AV", "kind": "person", "role": None},
    }


def slices(drawing: str) -> list[str]:
    found = [node for node in ET.fromstring(drawing).iter() if "data-char" in node.attrib]  # noqa: S314  our own
    return ["".join(node.itertext()) for node in found]


def quoted(drawing: str) -> str:
    """Return the words of the quotation, which stand on several lines."""
    rows = [node for node in ET.fromstring(drawing).iter(f"{SVG}tspan") if "x" in node.attrib]  # noqa: S314
    found = [node for row in rows for node in row if "data-char" in node.attrib]
    return "".join("".join(node.itertext()) for node in found)


def places(drawing: str) -> list[tuple[float, float, float, float]]:
    """Return the left, right, top and bottom of each line of text, by the faces' widths."""
    found = []
    for text in ET.fromstring(drawing).iter(f"{SVG}text"):  # noqa: S314  our own
        size, anchor = float(text.attrib["font-size"]), text.get("text-anchor", "start")
        for row in [node for node in text if "x" in node.attrib] or [text]:
            hidden = "".join("".join(node.itertext()) for node in row.iter() if node.get("display") == "none")
            width = (FACES.label.width("".join(row.itertext())) - FACES.label.width(hidden)) * size
            x, y = float(row.attrib["x"]), float(row.attrib["y"])
            left = x - width * {"start": 0, "middle": 0.5, "end": 1}[anchor]
            found.append((left, left + width, y - 0.8 * size, y + 0.3 * size))
    return found


def seen(drawing: str) -> str:
    return " ".join("".join(node.itertext()) for node in ET.fromstring(drawing).iter(f"{SVG}text"))  # noqa: S314


NAMES = st.text(alphabet="Ada Vell", min_size=1, max_size=120).filter(str.strip)
WORDS = st.text(alphabet="ab c,&<>\"'“”\n\r\té-—", min_size=1, max_size=400).filter(str.strip)
FRAMES = st.sampled_from([WIDE, SQUARE])


@settings(deadline=None)
@given(words=WORDS, frame=FRAMES)
def test_the_words_drawn_are_the_slice_character_for_character(words: str, frame: CardFormat) -> None:
    assert quoted(svg(view(words, words), frame=frame)) == words


@settings(deadline=None)
@given(words=st.text(alphabet="ab c-—\n", min_size=1, max_size=3000).filter(str.strip), frame=FRAMES, name=NAMES)
def test_every_line_is_within_the_frame(words: str, frame: CardFormat, name: str) -> None:
    drawing = svg(view(words, words, **named(name), story={"source_name": name}), frame=frame, name=name)
    for left, right, top, bottom in places(drawing):
        assert 0 <= left <= right <= frame.width
        assert 0 <= top <= bottom <= frame.height


@settings(deadline=None)
@given(words=st.text(alphabet="ab c", min_size=1, max_size=3000).filter(str.strip), frame=FRAMES)
def test_the_words_leave_the_speaker_his_room(words: str, frame: CardFormat) -> None:
    rows = ET.fromstring(svg(view(words, words), frame=frame)).iter(f"{SVG}tspan")  # noqa: S314
    lowest = max(float(row.attrib["y"]) for row in rows if any("data-char" in node.attrib for node in row))
    assert lowest < frame.person - 36 * frame.scale


def test_verify_finds_the_words_in_their_place(tmp_path: Any) -> None:
    text = "Hm. “We row at dawn,\r\nall of us”, said the cox of the Orrin eight."
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/pier.txt").write_bytes(text.encode())
    words = "We row at dawn,\r\nall of us"
    drawing = svg(view(text, words, role=slice_of(text, "the cox of the Orrin eight"), **named()))
    facts = Facts(tmp_path)
    assert (list(CheckedPage(drawing, facts).faults()), facts.compared) == ([], 3)


def test_a_short_quotation_is_set_larger_than_a_long_one() -> None:
    sizes = [max(map(int, re.findall(r'font-size="(\d+)"', svg(view("a " * n + "b", "a " * n + "b")))))
             for n in (5, 50, 100, 200)]  # fmt: skip
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 4


def test_a_very_long_quotation_is_cut_at_a_word_and_says_so() -> None:
    words = " ".join(f"word{n}" for n in range(400))
    drawing = svg(view(words, words))
    kept = quoted(drawing)
    assert words.startswith(kept + " word")
    assert "…" in seen(drawing)
    assert "Shortened here. The full quotation is on its page." in seen(drawing)


def test_a_quotation_that_fits_is_not_called_cut() -> None:
    assert "Cut here" not in seen(svg(view("Row on", "Row on")))


@pytest.mark.parametrize(("marks", "count"), [(True, 2), (False, 0)])
def test_marks_hang_only_on_direct_quotations(marks: bool, count: int) -> None:  # noqa: FBT001
    drawing = svg(view("Row on", "Row on", marks=marks), name="")
    assert seen(drawing).count("“") + seen(drawing).count("”") == count


def test_what_the_reporter_says_between_the_pieces_of_a_quotation_is_left_out_of_its_picture() -> None:
    text = "Row on”, she said, “and sing"
    quote = view(text, text, parts=[("Row on", False), ("and sing", False)])
    quote["parts"][1]["gap"] = slice_of(text, ", she said,")
    drawing = svg(quote)
    assert slices(drawing) == ["Row on", "and sing"]
    assert "she said" not in drawing
    assert "“ Row on” … “and sing”" in seen(drawing)


def test_of_a_partly_quoted_sentence_only_the_quoted_words_are_drawn_and_the_label_says_so() -> None:
    drawing = svg(view("a night “for everybody”", "for everybody", kind="mixed", form="partly"))
    assert slices(drawing) == ["for everybody"]
    assert ">Partly quoted</tspan>" in drawing
    assert "erbatim" not in drawing


def test_words_that_their_sentence_turns_are_drawn_as_that_sentence_without_marks() -> None:
    told = "She denied that it was “over”."
    drawing = svg(view(told, told, form="sentence", marks=False))
    assert "The source’s whole sentence" in seen(drawing)
    assert quoted(drawing) == told
    assert ">Whole sentence</tspan>" in drawing


def test_an_inferred_speaker_has_a_thin_rule() -> None:
    inferred = svg(view("Row on", "Row on", **{**named(), "basis": "inferred"}))
    assert 'stroke="--quote" stroke-width="2" d=' in inferred
    assert 'stroke="--quote" stroke-width="6" d=' in svg(view("Row on", "Row on", **named()))


def test_the_disc_of_an_organisation_is_square() -> None:
    round_, square = (
        svg(
            view(
                "Row on",
                "Row on",
                basis="stated",
                speaker={**named()["speaker"], "kind": kind},
            )
        )
        for kind in ("person", "organisation")
    )
    assert f'r="{RADIUS}" fill="--person-wash"' in round_
    assert f'r="{RADIUS}" fill="--person-wash"' not in square


def test_a_paragraph_begins_a_line_and_a_line_end_within_one_does_not() -> None:
    text = "Row\non.\n\n“Sing"
    drawing = svg(view(text, text, parts=[("Row\non.", False), ("Sing", True)]))
    drawn = [node for node in ET.fromstring(drawing).iter(f"{SVG}tspan") if "x" in node.attrib]  # noqa: S314
    assert ["".join(node.itertext()) for node in drawn][:2] == ["Row\non.", "“Sing”"]


def test_where_nobody_is_established_the_card_says_so_and_why_and_its_rule_is_dashed() -> None:
    drawing = svg(view("Row on", "Row on", why="two people could be meant"))
    assert seen(drawing).count("Speaker not established") == 1
    assert "Two people could be meant" in seen(drawing)
    assert re.search(r'stroke="--quote" stroke-width="6" stroke-dasharray', drawing)


def test_a_language_that_is_not_read_is_said_to_be_so_and_nothing_is_called_open() -> None:
    drawing = svg(view("Row on", "Row on", unread=True, why="We cannot yet read Finnish for speakers"))
    assert "We cannot yet read Finnish for speakers" in seen(drawing)
    assert "not established" not in seen(drawing)
    assert "stroke-dasharray" not in drawing


def test_a_candidate_is_never_drawn_as_the_speaker() -> None:
    drawing = svg(view("Row on", "Row on", speaker=named()["speaker"]))
    assert "Ada Vell" not in drawing


def test_a_described_speaker_stands_in_the_sources_words() -> None:
    text = "“Row on”, the cox said"
    drawing = svg(view(text, "Row on", said_by=slice_of(text, "the cox"), basis="stated"))
    assert slices(drawing) == ["Row on", "the cox"]
    assert "Described, not named, in this sentence" in seen(drawing)


@pytest.mark.parametrize(
    ("more", "label"),
    [
        ({}, "Verbatim"),
        (TOLD, "Paraphrase, in the source’s words"),
        ({"corrections": [CORRECTED]}, "Corrected, see the page"),
        ({"basis": "inferred"}, "Speaker worked out"),
        ({"edited": True}, "Edited by hand"),
    ],
)
def test_trust_is_told_in_words(more: dict[str, Any], label: str) -> None:
    assert f">{label}</tspan>" in svg(view("Row on", "Row on", **{**named(), **more}))


def test_a_corrected_quotation_is_not_called_verbatim() -> None:
    drawing = svg(view("Row on", "Row on", corrections=[CORRECTED], **named()), name="Orrin Post")
    assert "erbatim" not in drawing


def test_a_corrected_quotation_says_so_before_its_words() -> None:
    drawing = svg(view("Row on", "Row on", corrections=[CORRECTED], **named()))
    assert seen(drawing).index("Corrected 4 May 2031: Misheard.") < seen(drawing).index("Row on")


def test_a_tombstone_says_what_happened_in_both_formats() -> None:
    for frame in (WIDE, SQUARE):
        told = "Withdrawn 4 May 2031: The recording is of somebody else, as the harbour office has shown to us since."
        drawing = tombstone_svg("This quotation was withdrawn.", told, Canvas(FACES, frame))
        assert "This quotation was withdrawn." in " ".join(seen(drawing).split())
        assert told in " ".join(seen(drawing).split())
        assert all(frame.left <= left and right <= frame.right + 1 for left, right, _, _ in places(drawing))


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        ("editor", "date added by the editors"), ("file", "date from the file’s name"), ("unknown", "date unknown"),
    ],
)  # fmt: skip
def test_whose_date_it_is_is_told(basis: str, words: str) -> None:
    assert words in seen(svg(view("Row on", "Row on", story={"date_basis": basis})))


def test_letters_that_the_faces_lack_are_not_drawn_as_boxes() -> None:
    drawing = svg(view("我们 row on", "我们 row on", **named("王小明")))
    assert not re.search(r"[^\x00-\u2fff]", drawing)
    assert "The words are on the page." in seen(drawing)
    assert "Name on the page" in seen(drawing)
    assert 'data-trust="verbatim"' not in drawing


def test_nothing_in_a_name_or_in_words_can_become_markup() -> None:
    evil = "</text><script>alert(1)</script>"
    drawing = svg(view(evil, evil, **named(evil), story={"source_name": evil}))
    assert not list(ET.fromstring(drawing).iter(f"{SVG}script"))  # noqa: S314
    assert {node.tag.removeprefix(SVG) for node in ET.fromstring(drawing).iter()} <= {  # noqa: S314
        "svg", "title", "path", "text", "tspan", "g", "circle"}  # fmt: skip


def test_a_paraphrase_says_so_above_its_words_and_has_a_rule_of_its_own() -> None:
    told, spoken = (svg(view("Row on", "Row on", **more)) for more in (TOLD, {}))
    assert "In the source’s words, not the speaker’s" in seen(told)
    assert rule_of(told) != rule_of(spoken)


def test_the_rule_of_a_paraphrase_is_whole_only_where_the_speaker_is_established() -> None:
    open_, sure = (view("Row on", "Row on", **TOLD, **more) for more in ({}, named()))
    assert "m25 0" in rule_of(svg(open_))
    assert "m25 0" not in rule_of(svg(sure))


def rule_of(drawing: str) -> str:
    return next(node.attrib["d"] for node in ET.fromstring(drawing).iter(f"{SVG}path") if "stroke" in node.attrib)  # noqa: S314


@pytest.mark.parametrize("frame", [WIDE, SQUARE], ids=["wide", "square"])
def test_a_long_name_of_the_site_leaves_the_trust_marks_their_room(frame: CardFormat) -> None:
    drawing = svg(
        view("Row on", "Row on", edited=True, **named()),
        frame=frame,
        name="The Orrin Courier and Advertiser, explained",
    )
    name, *marks = list(ET.fromstring(drawing).iter(f"{SVG}text"))[-4:]  # noqa: S314
    end = float(name.attrib["x"]) + FACES.label.width("".join(name.itertext())) * float(name.attrib["font-size"])
    beside = [mark for mark in marks if mark.attrib["y"] == name.attrib["y"]]
    assert all(float(mark.attrib["x"]) > end for mark in beside)
    assert (frame is WIDE) == bool(beside)


def test_words_from_right_to_left_begin_at_the_right_and_their_direction_is_told_outside_them() -> None:
    hebrew = Faces(*(Face(f"Face {n}", {**LATIN, **dict.fromkeys(range(0x5D0, 0x5EB), 0.5)}) for n in range(4)))
    words = "שלום (2031), אמרה."
    drawing = svg(view(words, words, lang="he"), hebrew)
    assert quoted(drawing) == words
    row = next(node for node in ET.fromstring(drawing).iter(f"{SVG}tspan") if "x" in node.attrib)  # noqa: S314
    whole = "".join(row.itertext())
    assert float(row.attrib["x"]) == WIDE.right
    assert (whole[0], whole[-1]) == ("\u202b", "\u202c")
    assert words in whole
