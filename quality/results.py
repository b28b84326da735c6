"""Results of checks: figures, and findings by page."""

from __future__ import annotations

import sys
from typing import NamedTuple


class Finding(NamedTuple):
    """A fact against a page. `page` is its file under the site's folder."""

    page: str
    fact: str


class Result(NamedTuple):
    """One line of the table. `figures` is what was measured, in words; no findings: the check is met."""

    check: str
    figures: str
    findings: list[Finding]

    @property
    def met(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def progress(what: str, done: int, total: int) -> None:
    """Show the progress of a long check on standard error; on a terminal in one line, else at about each tenth.

    Pages come by tens, so that a tenth is a number of tens.
    """
    if sys.stderr.isatty():
        sys.stderr.write(f"\r  {what}: {done}/{total}{chr(10) if done == total else ''}")
    elif done == total or done % (total // 100 * 10 or total // 10 or 1) == 0:
        sys.stderr.write(f"  {what}: {done}/{total}\n")
    sys.stderr.flush()


def table(results: list[Result], look: str) -> str:
    """Return the table: a line per check with its figures, then what was found, page by page."""
    wide = max(len(result.check) for result in results)
    lines = [f"Look: {look}"] if look else []
    lines += [f"{'ok  ' if one.met else 'FAIL'}  {one.check:<{wide}}  {one.figures}" for one in results]
    for result in results:
        if not result.met:
            lines += ["", f"{result.check}: {len(result.findings)} findings"]
            lines += [f"  {finding.page}: {finding.fact}" for finding in result.findings]
    return "\n".join(lines) + "\n"
