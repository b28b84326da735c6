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


class Copier(Builder):
    name = "copier"
    program = COPY

    def prepare(self, content: Path, held: Records, given: Path) -> None:
        del content, held, given
        self.site.mkdir(parents=True)
        (self.site / "why").write_text("before")

    def command(self) -> list[str]:
        return [sys.executable, "-c", self.program]

    def edit(self, story: Record, quote: Record, why: str) -> None:
        (self.site / "why").write_text(f"{story['id']} {quote['id']} {why}")


class Forgetful(Copier):
    program = COPY.replace('pathlib.Path("why").read_text()', '"before"')


class Growing(Copier):
    program = COPY + "\npathlib.Path('output', str(len(list(pathlib.Path('output').iterdir())))).touch()\n"


class Telling(Copier):
    program = (
        COPY
        + """
pathlib.Path(".cache").mkdir(exist_ok=True)
pathlib.Path(".cache/timings.json").write_text('{"pages": 3, "verify": 0.25, "search": 0.5}')
"""
    )


def prepared(kind: type[Builder], folder: Path) -> Builder:
    builder = kind(folder)
    builder.prepare(folder, HELD, folder)
    return builder


def test_each_round_takes_every_case_in_turn(tmp_path: Path) -> None:
    rows = list(rounds([prepared(Copier, tmp_path)], HELD, 2))
    assert [row.case for row in rows] == ["clean", "nochange", "edit", "total"] * 2
    assert all(row.took.wall > 0 and row.took.mib > 1 for row in rows)


@pytest.mark.parametrize(("builder", "fact"), [(Forgetful, "the edit is not on"), (Growing, "files, and")])
def test_an_edit_that_does_not_show_and_another_number_of_files_end_the_run(
    tmp_path: Path, builder: type, fact: str
) -> None:
    with pytest.raises(SystemExit, match=fact):
        list(rounds([prepared(builder, tmp_path)], HELD, 1))


def test_seconds_that_a_build_says_were_no_pages_are_taken_apart(tmp_path: Path) -> None:
    (row,) = rounds([prepared(Telling, tmp_path)], HELD, 1, ["clean"])
    assert row.apart == 0.75
    assert row.wall == pytest.approx(row.took.wall - 0.75)


def test_what_is_edited_is_a_quotation_that_somebody_said() -> None:
    silent = {"id": "s0", "quotes": [{"id": "q-0", "speaker": None}]}
    assert chosen(Records([silent, *HELD.stories], {}, [])) == (HELD.stories[0], QUOTE)


def test_the_whole_site_counts_every_second(tmp_path: Path) -> None:
    builder = prepared(Telling, tmp_path)
    builder.whole = {"ALL": "1"}
    total = list(rounds([builder], HELD, 1, ["clean", "total"]))[-1]
    assert (total.apart, total.wall) == (0.0, total.took.wall)
