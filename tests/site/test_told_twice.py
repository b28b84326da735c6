"""An event that a text tells twice, on a real site: one moment, both sentences, and both addresses still lead to it."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import lay_project, ran, run_in, split_published

pytestmark = pytest.mark.campaign("generator/verbatim/verify")

LEAD = "Ada Vell opened the harbour wall of Ostholm on 4 March 2031 before a thousand people."
AGAIN = "Vell opened the wall on March 4, 2031 with a bottle of cider that would not break."
TEXT = f"Wall opened at last\n\n{LEAD}\n\nIt rained on the band.\n\n{AGAIN}\n"
# The first place is the longer; the second once had a moment of its own.
FIRST, SECOND = "m-wall-020-1", "m-wall-040-1"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = 'CARDS = SEARCH = False\nDEFAULT_LANG = "de"'
    folder = lay_project(tmp_path_factory.mktemp("told") / "project", (), texts={"wall.txt": TEXT}, settings=settings)
    split_published(folder, SOURCE_DATE_EPOCH="1941148800")
    ran(folder, "build")
    return folder


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def test_the_timeline_has_one_row_with_both_sentences_to_which_the_address_of_either_place_leads(project: Path) -> None:
    html = (project / "output/stories/wall/timeline/index.html").read_text("utf-8")
    assert re.findall(r'<li class="timeline__row[^>]* id="(m-[^"]*)"', html) == [FIRST]
    assert words(html).count(LEAD) == words(html).count(AGAIN) == 1
    assert f"Auch so erzählt: {AGAIN}" in words(html)
    row = html.partition("timeline__row")[2]
    assert [row.count(f'id="{name}"') for name in (FIRST, SECOND)] == [1, 1]


def test_an_editor_parts_the_two_and_a_wrong_place_stops_the_build_with_its_line(project: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(project, tmp_path / "project"))
    (file,) = (own / "content/fragments/wall").glob("040-*.md")
    text = file.read_text("utf-8")
    file.write_text(re.sub(' same="[^"]*"', ' same="0,4"', text), encoding="utf-8")
    done = run_in(own, "build")
    assert done.returncode != 0
    assert f'{file.name}:6: same="0,4" is the place of no other moment of this story' in done.stdout + done.stderr
    file.write_text(re.sub(' same="[^"]*"', "", text), encoding="utf-8")
    ran(own, "build")
    assert [row["also"] for row in json.loads((own / "output/data/moments.json").read_text("utf-8"))] == [[], []]
