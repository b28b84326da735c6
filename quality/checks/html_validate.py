"""html-validate, on every page: the rules that it recommends and those for accessibility, no finding."""

import json
import subprocess
import tempfile

from quality.results import Finding, Result
from quality.site import NODE_MODULES, ROOT, Site

PROGRAM = NODE_MODULES / "html-validate/bin/html-validate.mjs"
CONFIG = ROOT / "quality/htmlvalidate.mjs"


def check(site: Site) -> Result:
    """Validate the whole folder in one run."""
    command = ["node", str(PROGRAM), "--config", str(CONFIG), "--formatter", "json", "."]
    # Into a file: the program ends before a pipe has taken all that it wrote.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        run = subprocess.run(command, cwd=site.folder, stdout=told, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
        told.seek(0)
        report = told.read()
    if not report.startswith("["):
        raise RuntimeError(f"html-validate: {report[:300]}{run.stderr[:300]}")
    findings = [
        Finding(site.file_of(page["filePath"]), f"line {one['line']}: {one['ruleId']}: {one['message']}")
        for page in json.loads(report)
        for one in page["messages"]
    ]
    return Result("html-validate", f"{len(site.pages)} pages: {len(findings)} findings", findings)
