"""axe on every page, and in eight modes on the largest page of each kind alone: no violation, nothing undecided.

On every page a scheme of colours is asked for colours alone, on the page that is open: nothing else depends on it, and
it takes half the time. Reduced motion, in which axe sees no difference, is left to the page of each kind.

What axe cannot decide, such as words on a gradient, `decide.js` measures; what that cannot decide either is a finding.
"""

from collections.abc import Iterator
from typing import Any

from quality.modes import EIGHT, FOUR, Mode
from quality.results import Finding, Result
from quality.site import NODE_MODULES, ROOT, Site
from quality.visits import AT_REST, Open, Probe, visit

SCRIPTS = (NODE_MODULES / "axe-core/axe.min.js", ROOT / "quality/decide.js")
OPEN_ALL = "() => document.querySelectorAll('details').forEach(e => { e.removeAttribute('name'); e.open = true })"
# Frames are pages of their own here, scanned alone: axe cannot enter one that is sandboxed, and is not to tell so.
COLOURS = ("color-contrast", "link-in-text-block")
SCHEMES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("dark", {"color_scheme": "dark"}),
    ("forced colours", {"color_scheme": "light", "forced_colors": "active"}),
    ("", {"color_scheme": "light", "forced_colors": "none"}),
)
RUN = """async only => {
  // Targets are WCAG 2.2, 2.5.8, which axe leaves off by itself.
  const rules = {'target-size': {enabled: true}, 'frame-tested': {enabled: false}};
  const resultTypes = ['violations', 'incomplete'];
  const asked = only.length ? {runOnly: only} : {rules};
  const told = await axe.run(document, {iframes: false, elementRef: true, resultTypes, ...asked});
  const bare = rule => ({id: rule.id, nodes: rule.nodes.map(({element, ...node}) => node)});
  const open = rule => ({...rule, nodes: rule.nodes.filter(node => !decides(rule.id, node.element))});
  return {violations: told.violations.map(bare), incomplete: told.incomplete.map(open).map(bare)};
}"""


def check_all(site: Site) -> Result:
    """Scan every page, wide and narrow, with larger and with spaced letters, in every scheme of colours."""
    findings = _scanned(site, [page.file for page in site.pages], FOUR, scan_in_schemes)
    figures = f"{len(site.pages)} pages × {len(FOUR)} windows × {len(SCHEMES)} schemes: {len(findings)} findings"
    return Result("axe, all pages", figures, findings)


def check_kinds(site: Site) -> Result:
    """Scan a page of each kind in every mode."""
    findings = _scanned(site, [page.file for page in site.samples], EIGHT, scan)
    figures = f"{len(site.samples)} kinds × {len(EIGHT)} modes: {len(findings)} findings"
    return Result("axe, a page of each kind", figures, findings)


def _scanned(site: Site, files: list[str], modes: tuple[Mode, ...], probe: Probe) -> list[Finding]:
    return [Finding(file, f"{mode}: {fact}") for mode, (file, fact) in visit(site, files, modes, probe)]


def scan(opened: Open) -> list[str]:
    """Run axe on an open page, everything opened that opens."""
    opened.page.evaluate(OPEN_ALL)
    _bring(opened)
    return _told(opened)


def scan_in_schemes(opened: Open) -> list[str]:
    """Run axe on an open page, then on its colours in each other scheme; in narrow and in wide windows alike."""
    found = scan(opened)
    for name, media in SCHEMES:
        opened.page.emulate_media(**media)
        if name:
            opened.page.evaluate(AT_REST)
            found += [f"{name}: {fact}" for fact in _told(opened, *COLOURS)]
    return found


def _told(opened: Open, *only: str) -> list[str]:
    """Return what axe finds by its rules, or by some of them alone."""
    told = opened.page.evaluate(RUN, list(only))
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
