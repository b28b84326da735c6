"""What the generator writes for other programs, held against the source by `verify`, whatever the source says."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.made import edition, mark, story
from verbatim.model import Story
from verbatim.publish.edition import Edition
from verbatim.publish.exports.annotations import annotation_collection
from verbatim.publish.exports.calendar import calendar, timelinejs
from verbatim.publish.exports.data import whole_story
from verbatim.publish.exports.tables import moments_table, quotes_table
from verbatim.verify.data import check_data
from verbatim.verify.other_files import check_calendar, check_rows
from verbatim.verify.reference import File, SiteCheck, Texts

Write = Callable[[Edition, Story], object]
Check = Callable[[File, SiteCheck], None]
KINDS: dict[str, tuple[str, Write, Check]] = {
    "quotes": ("rope.quotes.csv", quotes_table, check_rows),
    "moments": ("rope.moments.csv", moments_table, check_rows),
    "calendar": ("rope.ics", calendar, check_calendar),
    "timeline": ("rope.timeline.json", timelinejs, check_data),
    "annotations": ("rope.annotations.jsonld", annotation_collection, check_data),
    "story": ("rope.json", whole_story, check_data),
}
WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff\n“”„‟«»‘’\"'"), max_size=80
) | st.text("=+-@\t ,;\\<>&", max_size=12)


def written(kind: str, before: str, said: str) -> tuple[str, str]:
    """Return a source with these words in it, and the export of its story."""
    text = f"{before}zinnia\n“{said}marigold”, said Mara Lind on 3 March 2031, {before}zinnia"
    marks = [
        mark(f"“{said}marigold”", "quote", "q-1", speaker="mara", basis="stated"),
        mark("Mara Lind", "person", ref="mara"), mark("3 March 2031", "moment", date="2031-03-03"),
    ]  # fmt: skip
    made = story("rope", text, marks, source_name="The Courier")
    found = KINDS[kind][1](edition(made), made)
    return text, found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)


def faults(folder: Path, kind: str, text: str, export: str) -> list[str]:
    name, _, check = KINDS[kind]
    (folder / "rope.txt").write_bytes(text.encode())
    tally = SiteCheck(Texts(folder))
    tally.texts.get("rope")
    check(File(f"data/stories/{name}", name, export), tally)
    assert tally.passages > 0
    return [str(fault) for fault in tally.faults]


@pytest.mark.parametrize("kind", KINDS)
@given(before=WORDS, said=WORDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_what_the_source_says_whatever_it_says(
    tmp_path: Path, kind: str, before: str, said: str
) -> None:
    text, export = written(kind, before, said)
    assert faults(tmp_path, kind, text, export) == []


@pytest.mark.parametrize("kind", KINDS)
def test_one_letter_changed_anywhere_in_the_sources_words_is_found(tmp_path: Path, kind: str) -> None:
    text, export = written(kind, "Then ", "Lift the ")
    places = [at for at in range(len(export)) if export.startswith(("marigold", "March 2031, Then"), at)]
    missed = [at for at in places if not faults(tmp_path, kind, text, f"{export[:at]}X{export[at + 1 :]}")]
    assert places
    assert missed == []
