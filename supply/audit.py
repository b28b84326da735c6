"""Looks up known vulnerabilities of pinned packages: `python -m supply.audit LOCK…`; names those it could not look up.

pip-audit calls a package that it has no data for skipped, and ends well; here that is no answer. The exit status is 0
where every package was looked up and none is known to be weak, 1 where one is, 2 where some could not be looked up.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

AUDITOR = Path(__file__).parents[1] / ".venv/supply/bin/pip-audit"
KNOWN, UNKNOWN = 1, 2


class Verdict(NamedTuple):
    """Of one lock file: how many packages were looked up, the weaknesses known, and what was not looked up."""

    looked_up: int
    known: tuple[str, ...]
    skipped: tuple[str, ...]

    @property
    def status(self) -> int:
        """The exit status that says it."""
        return KNOWN if self.known else UNKNOWN if self.skipped or not self.looked_up else 0


def judged(report: str) -> Verdict:
    """Read pip-audit's JSON; any other output was not an audit."""
    try:
        rows = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Verdict(0, (), ())
    asked = [row for row in rows if "skip_reason" not in row]
    known = tuple(
        f"{row['name']} {row['version']}: {found['id']}, mended in {' or '.join(found['fix_versions']) or 'no version'}"
        for row in asked
        for found in row["vulns"]
    )
    return Verdict(len(asked), known, tuple(row["name"] for row in rows if "skip_reason" in row))


def told(lock: str, verdict: Verdict) -> str:
    """Return the lines to print for a lock file."""
    lines = [f"{lock}: {one}" for one in verdict.known]
    if verdict.status == UNKNOWN:
        missing = len(verdict.skipped) or "all"
        lines.append(f"{lock}: {missing} packages could not be looked up: this is no audit of them")
    lines.append(f"{lock}: {verdict.looked_up} packages looked up, {len(verdict.known)} weaknesses known")
    return "\n".join(lines)


def audit(lock: str) -> Verdict:
    """Look up every package of a lock file."""
    command = [str(AUDITOR), "--requirement", lock, "--disable-pip", "--require-hashes", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own arguments
    return judged(done.stdout)


def main(locks: list[str]) -> int:
    """Audit each lock file; return the status that says the worst of them."""
    verdicts = {lock: audit(lock) for lock in locks}
    sys.stdout.write("\n".join(told(lock, verdict) for lock, verdict in verdicts.items()) + "\n")
    statuses = {verdict.status for verdict in verdicts.values()}
    return KNOWN if KNOWN in statuses else max(statuses)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
