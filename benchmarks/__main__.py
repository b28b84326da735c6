"""Builds the same site with each generator and reports time and memory: `python -m benchmarks 100 1000`.

`make bench` runs it. The last line is JSON: the ratios of our build to Hugo's at the largest size, the seconds of the
first site of one story, and the memory of all our processes.
"""

import argparse
import json
from pathlib import Path

from benchmarks import memory
from benchmarks.apart import apart
from benchmarks.builders import BUILDERS
from benchmarks.building import Builder
from benchmarks.chart import chart
from benchmarks.given import given
from benchmarks.kinds import amounts, unlike
from benchmarks.newsroom import MADE, newsroom
from benchmarks.ours import Verbatim, first_site
from benchmarks.reading import measure
from benchmarks.records import Records, records
from benchmarks.rounds import CASES, rounds
from benchmarks.table import HEAD, Line, growth, last, lines, site_lines
from benchmarks.timing import run
from benchmarks.watched import watched


def main() -> None:
    """Measure each size, and print table, growth and ratios."""
    wanted = _asked()
    table: list[Line] = []
    for size in wanted.sizes:
        table += _size(size, wanted)
    for line in growth(table):
        _say(line)
    work = (wanted.work / str(max(wanted.sizes))).absolute()
    ours = Verbatim(work)
    ours.forget()
    peak = memory.peak(ours.command(), ours.folder, ours.environment)
    if wanted.picture:
        wanted.picture.write_text(chart(table), encoding="utf-8")
    _say(json.dumps(last(table, first_site(work / "first", work / "newsroom/content"), peak)))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[100, 1000], help="numbers of stories")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", nargs="+", choices=BUILDERS, default=list(BUILDERS))
    parser.add_argument("--cases", nargs="+", choices=CASES, default=list(CASES))
    parser.add_argument(
        "--work", type=Path, default=Path(".cache/bench"), help="where sites are built, as /dev/shm/bench"
    )
    parser.add_argument(
        "--memory", action="store_true", help="also sum the memory of all processes, in runs of their own"
    )
    parser.add_argument("--picture", type=Path, metavar="FILE", help="also draw the seconds of the largest size as SVG")
    parser.add_argument("--watched", action="store_true", help="also time edits under `make devserver`")
    parser.add_argument("--apart", action="store_true", help="also time verify, search, cards, fonts and reading")
    return parser.parse_args()


def _size(size: int, wanted: argparse.Namespace) -> list[Line]:
    """Measure one size: make and split the stories, lay every site out, take turns, compare what was built."""
    work = (wanted.work / str(size)).absolute()
    content = newsroom(size, work / "newsroom")
    _say(f"newsroom of {size} stories, split in {(content.parent / MADE).read_text(encoding='ascii')} when it was made")
    ours = Verbatim(work)
    builders = [BUILDERS[name](work) for name in wanted.peers]
    held = _reference(ours, content)
    given(ours.output, work / "given")
    for builder in builders:
        builder.prepare(content, held, work / "given")
    _say(HEAD)
    table = lines(size, list(rounds(builders, held, wanted.rounds, wanted.cases)))
    for line in table:
        _say(str(line))
    _tell_sites(builders)
    _tell_more(builders, size, wanted)
    _tell_watched(builders, held, wanted)
    return table


def _reference(ours: Verbatim, content: Path) -> Records:
    """Build our site once: the others' data come from its exports, and it is what theirs are compared with."""
    ours.prepare(content, Records([], {}, []), content)
    run(ours.command(), ours.folder, ours.environment)
    return records(content, ours.output)


def _tell_sites(builders: list[Builder]) -> None:
    found = {builder.name: amounts(builder.output) for builder in builders}
    for line in site_lines(found):
        _say(line)
    for name, held in found.items():
        for fault in unlike(found.get(Verbatim.name, held), held):
            _say(f"unlike  {name}: {fault}")


def _tell_more(builders: list[Builder], size: int, wanted: argparse.Namespace) -> None:
    for builder in builders if wanted.memory else ():
        builder.forget()
        most = memory.peak(builder.command(), builder.folder, builder.environment)
        _say(f"memory  {builder.name:10} {size} stories, clean: {most:.0f} MiB in all its processes")
    for builder in builders if wanted.apart else ():
        if isinstance(builder, Verbatim):
            for line in apart(builder):
                _say(line)
    if wanted.apart:
        row = measure(min(size, 100))
        _say("apart   reading: {words_a_second:.0f} words a second on one core, {mib:.0f} MiB".format(**row))


def _tell_watched(builders: list[Builder], held: Records, wanted: argparse.Namespace) -> None:
    for builder in builders if wanted.watched else ():
        if isinstance(builder, Verbatim):
            for line in watched(builder, held):
                _say(line)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  the table is the output


main()
