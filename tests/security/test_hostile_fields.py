"""Hostile strings in every field, built as a newsroom builds: nothing is lost, and nothing leaves its place.

What runs is looked for in Chromium: `tests/browser/test_hostile_fields.py`.
"""

import csv
import json
import re
from xml.etree import ElementTree as ET

from tests.security.attacked import Attacked
from tests.security.fenced import HIDDEN
from tests.security.hostile_strings import every
from verbatim.content.format.fragment_file import read_fragment
from verbatim.content.sources.loading import read_source_text

FORMULA = re.compile(r"[=+\-@\t\r]")


def test_what_is_refused_is_told_with_its_place_and_most_is_built(attacked: Attacked) -> None:
    built = [
        path for path in (attacked.content / "stories").iterdir() if (attacked.site / "stories" / path.stem).is_dir()
    ]
    assert len(built) > len(every()) * 0.8
    assert all(re.search(r"content/\S+: .+\. .+\.$", message) for message in attacked.refused)


def test_every_source_is_in_its_fragments_to_the_letter(attacked: Attacked) -> None:
    stories = [path for path in (attacked.content / "sources").iterdir() if path.is_file()]
    for path in stories:
        text = read_source_text(path)
        assert (attacked.site / f"sources/{path.stem}.txt").read_bytes().decode() == text
        held = [0]
        for file in sorted((attacked.content / "fragments" / path.stem).glob("*.md")):
            fragment = read_fragment(file.read_bytes(), str(file), path.stem)
            if fragment.source:
                assert fragment.text == fragment.source.of(text)
                held += [fragment.source.start, fragment.source.end]
        places = sorted([*held, len(text)])
        assert not "".join(text[start:end] for start, end in zip(places[::2], places[1::2], strict=True)).strip()


def test_splitting_again_changes_nothing(attacked: Attacked) -> None:
    def kept() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in attacked.content.rglob("*") if path.is_file()}

    before = kept()
    done = attacked.fence.run("split")
    assert done.status == 0, done.said
    assert kept() == before


def test_nothing_around_the_project_is_read_or_changed(attacked: Attacked) -> None:
    assert attacked.crossed == []
    assert not attacked.changed
    leaked = [path for path in attacked.site.rglob("*") if path.is_file() and HIDDEN.encode() in path.read_bytes()]
    assert leaked == []


def test_every_file_for_machines_can_be_read_by_them(attacked: Attacked) -> None:
    readers = {".xml": ET.fromstring, ".svg": ET.fromstring, ".json": json.loads}
    paths = [path for path in attacked.site.rglob("*") if path.suffix in readers]
    read = {path.suffix for path in paths if readers[path.suffix](path.read_bytes()) is not None}
    assert read == readers.keys()


def test_every_block_of_data_in_a_page_can_be_read(attacked: Attacked) -> None:
    blocks = 0
    for page in attacked.pages():
        html = (attacked.site / page).read_text("utf-8")
        for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL):
            json.loads(data)
            blocks += 1
    assert blocks


def test_no_cell_of_a_table_is_a_formula(attacked: Attacked) -> None:
    tables = sorted(attacked.site.glob("data/**/*.csv"))
    assert tables
    for table in tables:
        with table.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if FORMULA.match(cell) and not re.fullmatch(r"-?[\d.]+", cell)]
