"""lychee, offline, on every page: each link leads to a file of the site, each fragment to an element there."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from quality.results import Finding, Result
from quality.site import Site

PROGRAM = Path(sys.executable).parent / "lychee"


def check(site: Site) -> Result:
    """Check the whole folder in one run; the site's own address stands for its folder, and its root is that."""
    command = [
        str(PROGRAM), "--offline", "--include-fragments", "--no-progress", "--format", "json",
        "--remap", f"^{re.escape(site.url)}/ {site.folder.as_uri()}/", "--index-files", "index.html",
        "--root-dir", str(site.folder.resolve()),
        "--", str(site.folder),
    ]  # fmt: skip
    run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if not run.stdout.startswith("{"):
        raise RuntimeError(f"lychee: {run.stdout[:300]}{run.stderr[:300]}")
    told: dict[str, Any] = json.loads(run.stdout)
    findings = [
        Finding(site.file_of(page), f"{one['url']}: {one['status']['text']}")
        for page, broken in sorted(told["error_map"].items())
        for one in broken
    ]
    counts = f"{told['total']} links: {told['successful']} lead somewhere, {told['excludes']} leave the site"
    return Result("lychee", f"{counts}, {len(findings)} broken", findings)
