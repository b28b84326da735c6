"""Checks that every installed dependency's licence fits AGPL-3.0-or-later: `python -m supply.licences`.

A licence fits where the FSF calls it compatible with the GNU GPL 3 (gnu.org/licenses/license-list), or where it covers
data that we load, as fonts (OFL-1.1). What says nothing fits nothing, until somebody reads it: `judged.toml`.
"""

import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path
from typing import NamedTuple

from supply.locked import pinned

ROOT = Path(__file__).parents[1]
LOCKS = (
    "requirements/site.txt", "requirements/cluster.txt", "requirements/sign.txt", "requirements/test.txt",
    "requirements/build.txt", "quality/requirements.txt", "benchmarks/requirements.txt",
)  # fmt: skip
FIT = frozenset((
    "0BSD", "AGPL-3.0-only", "AGPL-3.0-or-later", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "GPL-2.0-or-later",
    "GPL-3.0-only", "GPL-3.0-or-later", "ISC", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only",
    "LGPL-3.0-or-later", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Unlicense", "W3C", "Zlib",
))  # fmt: skip
# The words of PyPI's classifiers. "BSD License" stands for 2 or 3 clauses, of which the stricter is taken.
CLASSIFIED = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "GNU Affero General Public License v3": "AGPL-3.0-only",
    "GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "W3C License": "W3C",
}
BRACKETS = re.compile(r"\(([^()]*)\)")
ABSENT = "not installed on this system"


class Licence(NamedTuple):
    """A package, its licence as an SPDX expression ("" where none is stated), and whether it fits."""

    name: str
    expression: str
    fits: bool


def fits(expression: str) -> bool:
    """Return whether an SPDX expression permits a fitting choice: any operand of OR, all operands of AND."""
    while inner := BRACKETS.search(expression):
        known = "MIT" if fits(inner[1]) else "unfit"
        expression = expression[: inner.start()] + known + expression[inner.end() :]
    return any(all(one.strip() in FIT for one in choice.split(" AND ")) for choice in expression.split(" OR "))


def licence_of(name: str, judged: dict[str, dict[str, str]]) -> Licence:
    """Return an installed package's licence: as we judged it, else as it says. Raises PackageNotFoundError."""
    told = metadata(name)
    expression = judged.get(name, {}).get("licence") or _field(told, "License-Expression") or _older(told)
    return Licence(name, expression, fits(expression))


def _field(told: PackageMetadata, name: str) -> str:
    rows: list[str] = told.get_all(name) or [""]
    return rows[0]


def _older(told: PackageMetadata) -> str:
    """Return the licence as metadata before PEP 639 have it: the field where it is SPDX's, else the classifiers."""
    field = _field(told, "License")
    if fits(field):
        return field
    rows = told.get_all("Classifier") or []
    said = [row for row in rows if row.startswith("License :: ") and not row.endswith("OSI Approved")]
    names = [row.rpartition(" :: ")[2] for row in said]
    return " AND ".join(CLASSIFIED.get(name, f"“{name}”") for name in names)


def listed(names: Iterable[str]) -> tuple[list[Licence], list[str]]:
    """Return the licences of the installed packages, and the names of packages for other systems."""
    judged = tomllib.loads((ROOT / "supply/judged.toml").read_text(encoding="utf-8"))
    found: list[Licence] = []
    absent: list[str] = []
    for name in names:
        try:
            found.append(licence_of(name, judged))
        except PackageNotFoundError:
            absent.append(name)
    return found, absent


def main() -> int:
    """List every licence; return 1 where one does not fit."""
    names = sorted({pin.name for lock in LOCKS for pin in pinned(ROOT / lock)})
    found, absent = listed(names)
    for one in found:
        sys.stdout.write(f"{one.name:28}{one.expression or 'says none'}\n")
    for name in absent:
        sys.stdout.write(f"{name:28}{ABSENT}\n")
    unfit = [one for one in found if not one.fits]
    for one in unfit:
        said = f"error: {one.name}: {one.expression or 'no licence'} is not known to fit AGPL-3.0-or-later. "
        sys.stderr.write(f"{said}Read its licence, and write it to supply/judged.toml, or do without the package\n")
    sys.stdout.write(f"{len(found)} packages, {len(unfit)} that do not fit, {len(absent)} not installed here\n")
    return 1 if unfit else 0


if __name__ == "__main__":
    sys.exit(main())
