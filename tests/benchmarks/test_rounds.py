import sys
from pathlib import Path

import pytest

from benchmarks.building import Builder
from benchmarks.records import Record, Records
from benchmarks.rounds import chosen, rounds

QUOTE = {"id": "q-1", "speaker": "ada-marr"}
HELD = Records([{"id": "s1", "quotes": [QUOTE]}], {}, [])
COPY = """
import pathlib, sys
page = pathlib.Path("output/quotes/q-1/index.html")
page.parent.mkdir(parents=True, exist_ok=True)
page.write_text(pathlib.Path("why").read_text())
"""


FORGETFUL = COPY.replace('pathlib.Path("why").read_text()', '"before"')
GROWING = COPY + "\npathlib.Path('output', str(len(list(pathlib.Path('output').iterdir())))).touch()\n"
TELLING = f"""{COPY}
pathlib.Path(".cache").mkdir(exist_ok=True)
pathlib.Path(".cache/timings.json").write_text('{{"pages": 3, "verify": 0.25, "search": 0.5}}')
"""


class Copier(Builder):
    """Builds a site of one page by a program that copies into it why a quotation is whose it is."""

    name = "copier"

    def __init__(self, folder: Path, program: str = COPY) -> None:
        super().__init__(folder)
        self.program = program
        self.prepare(folder, HELD, folder)

    def prepare(self, content: Path, held: Records, given: Path) -> None:
        del content, held, given
        self.site.mkdir(parents=True)
        (self.site / "why").write_text("before")

    def command(self) -> list[str]:
        return [sys.executable, "-c", self.program]

    def edit(self, story: Record, quote: Record, why: str) -> None:
        (self.site / "why").write_text(f"{story['id']} {quote['id']} {why}")


def test_each_round_takes_every_case_in_turn(tmp_path: Path) -> None:
    rows = list(rounds([Copier(tmp_path)], HELD, 2))
    assert [row.case for row in rows] == ["clean", "nochange", "edit", "total"] * 2
    assert all(row.took.wall > 0 and row.took.mib > 1 for row in rows)


@pytest.mark.parametrize(("program", "fact"), [
    pytest.param(FORGETFUL, "the edit is not on", id="an edit that does not show"),
    pytest.param(GROWING, "files, and", id="another number of files"),
])  # fmt: skip
def test_a_builder_that_cannot_be_compared_ends_the_run(tmp_path: Path, program: str, fact: str) -> None:
    with pytest.raises(SystemExit, match=fact):
        list(rounds([Copier(tmp_path, program)], HELD, 1))


def test_seconds_that_a_build_says_were_no_pages_are_taken_apart_but_for_the_whole_site(tmp_path: Path) -> None:
    builder = Copier(tmp_path, TELLING)
    builder.whole = {"ALL": "1"}
    pages, whole = rounds([builder], HELD, 1, ["clean", "total"])
    assert pages.apart == 0.75
    assert pages.wall == pytest.approx(pages.took.wall - 0.75)
    assert (whole.apart, whole.wall) == (0.0, whole.took.wall)


def test_what_is_edited_is_a_quotation_that_somebody_said() -> None:
    silent = {"id": "s0", "quotes": [{"id": "q-0", "speaker": None}]}
    assert chosen(Records([silent, *HELD.stories], {}, [])) == (HELD.stories[0], QUOTE)
