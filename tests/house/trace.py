"""Counts what a person who follows one text through the program has to open: `make trace` prints it.

Real functions run on one invented story of two paragraphs and one quotation, and the profiler notes each of the
program's files that they enter. `test_trace.py` holds the numbers.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NamedTuple

import verbatim
from tests.made import publish
from verbatim.content import load
from verbatim.content.splitting.split import split_source
from verbatim.newsroom import join
from verbatim.publish.edition import Edition, Site
from verbatim.publish.embeds.profile import profile_embed
from verbatim.publish.embeds.quote import quote_embed
from verbatim.publish.pages.people import profile_pages
from verbatim.publish.pages.quotes import pages_of_quote
from verbatim.publish.views.quotations import quote_view

PROGRAM = str(Path(verbatim.__file__).parent)
TEXT = (
    "Lantern ferry to stop at nine\n\n"
    "PORT SAREN, 4 March 2031 — The last ferry to Lantern Island will leave at nine from Monday.\n\n"
    "“We have two pilots and need five,” said Ada Vell, the harbour master of Port Saren.\n"
)


class Walk(NamedTuple):
    """The files that a walk enters with how often, its functions, and how often one file hands over to another."""

    files: Counter[str]
    functions: int
    handovers: int


@contextmanager
def traced(walks: dict[str, Walk], name: str) -> Iterator[None]:
    """Note under `name` what of the program runs within."""
    files: Counter[str] = Counter()
    functions: set[object] = set()
    handovers = 0

    def note(frame: FrameType, event: str, _: object) -> None:
        nonlocal handovers
        file = frame.f_code.co_filename
        if event != "call" or not file.startswith(PROGRAM) or frame.f_code.co_name == "<module>":
            return
        files[file.removeprefix(f"{PROGRAM}/")] += 1
        functions.add(frame.f_code)
        before = frame.f_back
        handovers += bool(
            before and before.f_code.co_filename.startswith(PROGRAM) and before.f_code.co_filename != file
        )

    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(None)
    walks[name] = Walk(files, len(functions), handovers)


def trace() -> dict[str, Walk]:
    """Return the walks by name."""
    walks: dict[str, Walk] = {}
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        source = content / "sources/ferry.txt"
        source.parent.mkdir(parents=True)
        source.write_text(TEXT, encoding="utf-8")
        with traced(walks, "source to fragments"):
            split_source(content, source)
        publish(content)
        loaded = load(content)
    edition = Edition(join(*loaded), Site("The Saren Record", "https://record.example"), frozenset({"ferry"}))
    (quote,) = edition.newsroom.quotes.values()
    person = edition.newsroom.people["ada-vell"]
    with traced(walks, "quotation to page"):
        embed = quote_embed(edition, quote, quote_view(edition, quote))
        list(pages_of_quote(edition, quote, (0, 1), embed))
    with traced(walks, "person to profile"):
        profile_embed(edition, person)
        list(profile_pages(edition, person.id))
    return walks


def report(say: Callable[[str], object]) -> None:
    """Say how many files each walk enters, and which most often."""
    for name, walk in trace().items():
        most = ", ".join(f"{file} {times}" for file, times in walk.files.most_common(4))
        say(f"{name}: {len(walk.files)} files, {walk.functions} functions, {walk.handovers} hand-overs ({most})\n")


if __name__ == "__main__":
    report(sys.stdout.write)
