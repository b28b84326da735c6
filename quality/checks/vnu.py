"""The Nu HTML checker, on every page and every style sheet: no error, no warning."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

from quality.results import Finding, Result
from quality.site import NODE_MODULES

if TYPE_CHECKING:
    from quality.site import Site

JAR = NODE_MODULES / "vnu-jar/build/dist/vnu.jar"
OPTIONS = ("--format", "json", "--skip-non-html", "--also-check-css", "--exit-zero-always")

# What its CSS part does not know, though every browser of the last three years does: container queries.
# CSS Containment Level 3, sections 2 and 3.
NOT_KNOWN = re.compile(
    "Unrecognized at-rule “@container”|“container(?:-type|-name)?”: Property “container[a-z-]*” doesn't exist"
)


def check(site: Site) -> Result:
    """Check the whole folder in one run of the checker."""
    told = [one for one in messages(str(site.folder)) if not NOT_KNOWN.search(one["message"])]
    errors = sum(one["type"] == "error" for one in told)
    sheets = sum(1 for _ in site.folder.rglob("*.css"))
    figures = f"{len(site.pages)} pages, {sheets} sheets: {errors} errors, {len(told) - errors} warnings"
    return Result("vnu", figures, [_finding(site, one) for one in told])


def messages(*files: str) -> list[dict[str, Any]]:
    """Return what the checker says of files and folders; RuntimeError where it could not run."""
    run = subprocess.run(  # noqa: S603
        ["java", "-jar", str(JAR), *OPTIONS, *files],  # noqa: S607
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if not run.stderr.startswith("{"):
        raise RuntimeError(f"vnu: {run.stderr[:500]}")
    found: list[dict[str, Any]] = json.loads(run.stderr)["messages"]
    return found


def _finding(site: Site, message: dict[str, Any]) -> Finding:
    kind = message.get("subType", message["type"])
    file = site.file_of(message.get("url", "").replace("file:", "file://", 1))
    return Finding(file, f"line {message.get('lastLine', 0)}: {kind}: {message['message']}")
