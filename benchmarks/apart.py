"""Times what our build does besides pages, each by itself: verify, search, picture cards, fonts."""

import shutil
import sys
from collections.abc import Iterator

from benchmarks.ours import PROJECT, Verbatim
from benchmarks.timing import run

EXTRA = {"search": "SEARCH", "cards": "CARDS"}


def apart(ours: Verbatim) -> Iterator[str]:
    """Yield a line for each, measured as the difference of two clean builds."""
    bare = _clean(ours, {})
    verify = [sys.executable, "-m", "verbatim", "verify", "--site", str(ours.output)]
    took = run([*verify, "--content", str(ours.site / "content")], PROJECT, {})
    yield f"apart   verify of the whole site: {took.wall:.2f} s"
    for name, setting in EXTRA.items():
        yield f"apart   {name}: {_clean(ours, {f'MEASURED_{setting}': '1'}) - bare:.2f} s"
    shutil.rmtree(ours.site / ".cache")
    yield f"apart   fonts and icons: {_clean(ours, {}) - bare:.2f} s"


def _clean(ours: Verbatim, extra: dict[str, str]) -> float:
    ours.forget()
    return run(ours.command(), ours.folder, {**ours.environment, **extra}).wall
