"""axe, on every page in light, and on the largest page of each kind in eight modes: no violation, none unexplained.

What axe cannot decide it calls incomplete. Each such answer is either explained in EXPLAINED, with the reason why it
holds, or it is a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quality.modes import EIGHT
from quality.results import Finding, Result
from quality.site import NODE_MODULES
from quality.visits import visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quality.site import Site
    from quality.visits import Open

SCRIPT = NODE_MODULES / "axe-core/axe.min.js"
# Frames are pages of their own here, scanned alone: axe cannot enter one that is sandboxed.
RUN = "() => axe.run(document, {iframes: false, resultTypes: ['violations', 'incomplete']})"
OPEN_ALL = """() => document.querySelectorAll('details').forEach(e => { e.removeAttribute('name'); e.open = true })"""

# (rule, the message's key) → why the answer is yes.
EXPLAINED: dict[tuple[str, str], str] = {}


def check_light(site: Site) -> Result:
    """Scan every page as most readers see it."""
    mode, *_ = EIGHT
    findings = [finding for _, finding in visit(site, [page.file for page in site.pages], [mode], scan)]
    return Result("axe, all pages", f"{len(site.pages)} pages, {mode.name}: {len(findings)} findings", findings)


def check_modes(site: Site) -> Result:
    """Scan a page of each kind in every mode."""
    files = [page.file for page in site.samples]
    findings = [Finding(file, f"{mode}: {fact}") for mode, (file, fact) in visit(site, files, EIGHT, scan)]
    return Result("axe, eight modes", f"{len(files)} kinds × {len(EIGHT)} modes: {len(findings)} findings", findings)


def scan(opened: Open) -> list[str]:
    """Run axe on an open page, everything opened that opens."""
    opened.page.evaluate(OPEN_ALL)
    opened.page.add_script_tag(path=SCRIPT)
    told = opened.page.evaluate(RUN)
    return [
        *_facts(told["violations"], "violation"),
        *_facts(told["incomplete"], "not decided"),
    ]


def _facts(rules: list[dict[str, Any]], kind: str) -> Iterator[str]:
    for rule in rules:
        for node in rule["nodes"]:
            keys = sorted(_keys(node))
            if kind == "violation" or not all((rule["id"], key) in EXPLAINED for key in keys):
                yield f"{kind}: {rule['id']} ({', '.join(keys)}): {node['target'][0]}"


def _keys(node: dict[str, Any]) -> set[str]:
    """Return why axe did not decide, or what it found, as it calls that."""
    keys = set()
    for one in (*node["any"], *node["all"], *node["none"]):
        data = one.get("data")
        keys.add(str(data.get("messageKey") or one["id"]) if isinstance(data, dict) else one["id"])
    return keys
