"""axe in eight modes, on every page, and on the largest page of each kind alone: no violation, nothing undecided.

What axe cannot decide, such as words on a gradient, `decide.js` measures; what that cannot decide either is a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quality.modes import EIGHT
from quality.results import Finding, Result
from quality.site import NODE_MODULES, ROOT
from quality.visits import visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quality.site import Site
    from quality.visits import Open

SCRIPTS = (NODE_MODULES / "axe-core/axe.min.js", ROOT / "quality/decide.js")
OPEN_ALL = "() => document.querySelectorAll('details').forEach(e => { e.removeAttribute('name'); e.open = true })"
# Frames are pages of their own here, scanned alone: axe cannot enter one that is sandboxed, and is not to tell so.
RUN = """async () => {
  // Targets are WCAG 2.2, 2.5.8, which axe leaves off by itself.
  const rules = {'target-size': {enabled: true}, 'frame-tested': {enabled: false}};
  const resultTypes = ['violations', 'incomplete'];
  const told = await axe.run(document, {iframes: false, elementRef: true, rules, resultTypes});
  const bare = rule => ({id: rule.id, nodes: rule.nodes.map(({element, ...node}) => node)});
  const open = rule => ({...rule, nodes: rule.nodes.filter(node => !decides(rule.id, node.element))});
  return {violations: told.violations.map(bare), incomplete: told.incomplete.map(open).map(bare)};
}"""


def check_all(site: Site) -> Result:
    """Scan every page in every mode."""
    findings = _scanned(site, [page.file for page in site.pages])
    return Result("axe, all pages", f"{len(site.pages)} pages × {len(EIGHT)} modes: {len(findings)} findings", findings)


def check_kinds(site: Site) -> Result:
    """Scan a page of each kind in every mode."""
    findings = _scanned(site, [page.file for page in site.samples])
    figures = f"{len(site.samples)} kinds × {len(EIGHT)} modes: {len(findings)} findings"
    return Result("axe, a page of each kind", figures, findings)


def _scanned(site: Site, files: list[str]) -> list[Finding]:
    return [Finding(file, f"{mode}: {fact}") for mode, (file, fact) in visit(site, files, EIGHT, scan)]


def scan(opened: Open) -> list[str]:
    """Run axe on an open page, everything opened that opens."""
    opened.page.evaluate(OPEN_ALL)
    _bring(opened)
    told = opened.page.evaluate(RUN)
    return [*_facts(told["violations"], "violation"), *_facts(told["incomplete"], "not decided")]


def _bring(opened: Open) -> None:
    """Inject axe into the page and all that this window will open: sending it each time would take longest."""
    if opened.page.evaluate("() => 'axe' in window && 'decides' in window"):
        return
    for script in SCRIPTS:
        opened.page.add_script_tag(path=script)
        opened.page.add_init_script(path=script)


def _facts(rules: list[dict[str, Any]], kind: str) -> Iterator[str]:
    for rule in rules:
        for node in rule["nodes"]:
            yield f"{kind}: {rule['id']} ({', '.join(sorted(_keys(node)))}): {node['target'][0]}"


def _keys(node: dict[str, Any]) -> set[str]:
    """Return axe's keys for what it found or could not decide."""
    keys = set()
    for one in (*node["any"], *node["all"], *node["none"]):
        data = one.get("data")
        keys.add(str(data.get("messageKey") or one["id"]) if isinstance(data, dict) else one["id"])
    return keys
