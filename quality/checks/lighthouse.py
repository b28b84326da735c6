"""Lighthouse, for phones and for desks, on a page of each kind: 100 four times, nothing shifts, nothing blocks.

Whatever else this machine does can only slow a page down: one that falls short is measured again, at most three times
in all, and the best run counts. How many pages needed that stands in the figures.
"""

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from typing import Any

from quality.browser import chromium_path
from quality.results import Finding, Result, progress
from quality.site import ROOT, Site
from quality.visits import sends_on

DRIVER = ROOT / "quality/lighthouse.mjs"
FORMS = ("mobile", "desktop")
RUNS = 3
# Drafts and the page for what is not there ask not to be found, which Lighthouse counts as a fault.
NOT_TO_BE_FOUND = '<meta name="robots" content="noindex'
PERFECT = [100, 100, 100, 100]
Run = dict[str, Any]
Asked = tuple[str, str, str]  # form, address, the audit that is left out


def check(site: Site) -> Result:
    """Measure the largest page of each kind, except redirects."""
    held = [page.file for page in site.samples if not sends_on(site, page.file)]
    addresses = {site.address(file): _left_out(site, file) for file in held}
    best, again = measured([(form, address, out) for address, out in addresses.items() for form in FORMS])
    worst = [min(run["scores"][at] for run in best) for at in range(4)]
    shift = max(run["shift"] for run in best)
    blocked = max(run["blocked"] for run in best)
    figures = (
        f"{len(addresses)} kinds × {len(FORMS)}: lowest scores {'/'.join(map(str, worst))}, "
        f"largest shift {shift:.4f}, longest blocking {blocked:.0f} ms, {again} measured again"
    )
    return Result(
        "lighthouse", figures, [Finding(site.file_of(run["address"]), fact) for run in best for fact in facts(run)]
    )


def measured(asked: Sequence[Asked]) -> tuple[list[Run], int]:
    """Return the best run for each request, and how many needed more than one run."""
    best: dict[Asked, Run] = {}
    left, again = list(asked), 0
    for turn in range(RUNS):
        for done, run in enumerate(runs(left), 1):
            key = next(one for one in left if one[:2] == (run["form"], run["address"]))
            best[key] = min(best.get(key, run), run, key=_shortfall)
            progress(f"lighthouse, turn {turn + 1}", done, len(left))
        left = [key for key in left if facts(best[key])]
        again = again or len(left)
        if not left:
            break
    return [best[key] for key in asked], again


def _left_out(site: Site, file: str) -> str:
    return "is-crawlable" if NOT_TO_BE_FOUND in (site.folder / file).read_text(encoding="utf-8") else ""


def facts(run: Run) -> list[str]:
    """Return what a run falls short in."""
    if run["error"]:
        return [f"{run['form']}: {run['error']}"]
    found = []
    if run["scores"] != PERFECT:
        found.append(f"{run['form']}: {'/'.join(map(str, run['scores']))}, {', '.join(run['failing'])}")
    if run["shift"] > 0:
        found.append(f"{run['form']}: layout shift {run['shift']:.4f}")
    if run["blocked"] > 0:
        found.append(f"{run['form']}: blocking time {run['blocked']:.0f} ms")
    return found


def _shortfall(run: Run) -> tuple[int, float]:
    return len(facts(run)), 400 - sum(run["scores"]) + run["shift"] + run["blocked"]


def runs(asked: Sequence[Asked]) -> Iterator[Run]:
    """Run the driver over all, one after the other: two at once would slow each other down."""
    environment = {**os.environ, "CHROME_PATH": chromium_path()}
    with subprocess.Popen(  # noqa: S603
        ["node", str(DRIVER)],  # noqa: S607
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as driver:  # fmt: skip
        if not driver.stdin or not driver.stdout:
            raise RuntimeError("lighthouse: the driver has no pipes")
        driver.stdin.write("".join("\t".join(one) + "\n" for one in asked))
        driver.stdin.close()
        for line in driver.stdout:
            yield json.loads(line)
    if driver.returncode:
        raise RuntimeError(f"lighthouse: the driver ended with {driver.returncode}")
