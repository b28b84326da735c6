"""The Nu HTML checker, on every page and every style sheet: no error, no warning."""

import json
import re
import subprocess
from typing import Any

from quality.results import Finding, Result
from quality.site import NODE_MODULES, Site

# A run of seconds is over before Java's second compiler and its threads have paid for themselves.
JAVA = ("java", "-Xss2m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
JAR = NODE_MODULES / "vnu-jar/build/dist/vnu.jar"
OPTIONS = ("--format", "json", "--skip-non-html", "--also-check-css", "--exit-zero-always")

# What its CSS part does not know, though browsers do, by specification: container queries and their units (`--words` is
# made of them), CSS Containment Level 3; anchors, which only move a preview that opens anyway, CSS Anchor Positioning
# Level 1; a gradient of one colour with two places, CSS Images Level 4 (`--corner`); a length within
# `max()` that a variable of another sheet gives.
NOT_KNOWN = re.compile(
    "Unrecognized at-rule “@container”"
    "|“(?:container|container-type|position-area|position-anchor|position-try-fallbacks|position-visibility|anchor-name)”"
    ": Property .* doesn't exist"
    "|CSS: “--words”: Parse Error|CSS: “--corner”: too few values"
    "|CSS: “margin-inline-start”: The types are incompatible"
)


def check(site: Site) -> Result:
    """Check the whole folder in one run of the checker."""
    findings = findings_in(site)
    errors = sum(": error: " in finding.fact for finding in findings)
    sheets = sum(1 for _ in site.folder.rglob("*.css"))
    figures = f"{len(site.pages)} pages, {sheets} sheets: {errors} errors, {len(findings) - errors} warnings"
    return Result("vnu", figures, findings)


def findings_in(site: Site) -> list[Finding]:
    """Return the checker's messages on a folder, except on what it does not know yet."""
    told = messages(str(site.folder))
    return [_finding(site, one) for one in told if not NOT_KNOWN.search(one["message"])]


def messages(*files: str) -> list[dict[str, Any]]:
    """Return what the checker says of files and folders; RuntimeError where it could not run."""
    run = subprocess.run(  # noqa: S603
        [*JAVA, "-jar", str(JAR), *OPTIONS, *files],
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
