"""Every page as the site sends it, its policy included: the console is silent, and at 320 px nothing sticks out.

Reflow is WCAG 2.2, 1.4.10: nothing scrolls sideways, and no words are lost: those of a card that ends in an ellipsis
must stand whole elsewhere on the page, as the words of a quotation do in the text beside it. The same is asked with the
text as widely spaced, and twice as large, as readers may set it (1.4.12, 1.4.4).
"""

from playwright.sync_api import ViewportSize

from quality.modes import AS_SENT, EIGHT, NARROW
from quality.results import Finding, Result
from quality.site import Site
from quality.visits import AT_REST, Open, visit

TEXT = tuple(mode for mode in EIGHT if mode.css or mode.font_sizes)
PHONE: ViewportSize = {"width": NARROW["width"], "height": NARROW["height"]}

# The widest elements that stick out tell where to look. What the page hides but for readers of screens does not count.
MEASURE = r"""() => {
  const room = document.documentElement.clientWidth, facts = [];
  const beyond = document.documentElement.scrollWidth - room;
  const name = e => e.tagName.toLowerCase() + (e.className ? '.' + e.className : '');
  if (beyond > 0) {
    const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > room + 1);
    facts.push(`scrolls sideways by ${beyond} px: ${out.slice(-3).map(name).join(', ')}`);
  }
  const flat = text => text.replace(/\s+/g, ' ').trim(), all = flat(document.body.textContent);
  for (const e of document.querySelectorAll('body *')) {
    const style = getComputedStyle(e);
    const cuts = ['hidden', 'clip'].includes(style.overflowX) || style.textOverflow === 'ellipsis';
    const hidden = style.clipPath === 'inset(50%)';
    const seen = !hidden && e.clientWidth > 1 && e.clientHeight > 1 && e.checkVisibility({visibilityProperty: true});
    if (!cuts || !seen || e.scrollWidth <= e.clientWidth + 1 || !flat(e.textContent)) continue;
    const parts = [...e.querySelectorAll('[data-char]')];
    const lost = (parts.length ? parts : [e]).some(part => all.split(flat(part.textContent)).length < 3);
    if (lost) facts.push(`cuts words off: ${name(e)}`);
  }
  return facts;
}"""


def check(site: Site) -> Result:
    """Open every page once."""
    found = [finding for _, finding in visit(site, [page.file for page in site.pages], [AS_SENT], messages, reflow)]
    said = sum(finding.fact.startswith("console") for finding in found)
    figures = (
        f"{len(site.pages)} pages: {said} console messages, {len(found) - said} times something sticks out at 320 px"
    )
    return Result("console, reflow", figures, found)


def check_text(site: Site) -> Result:
    """Open every page with the text as readers may set it."""
    found = visit(site, [page.file for page in site.pages], TEXT, measured)
    names = ", ".join(mode.name for mode in TEXT)
    findings = [Finding(file, f"{mode}: {fact}") for mode, (file, fact) in found]
    return Result(names, f"{len(site.pages)} pages: {len(findings)} times something sticks out or is cut off", findings)


def messages(opened: Open) -> list[str]:
    """Return what the console said until the page was at rest."""
    return [f"console {message}" for message in opened.messages]


def reflow(opened: Open) -> list[str]:
    """Return what is wider than a small phone."""
    opened.page.set_viewport_size(PHONE)
    opened.page.evaluate(AT_REST)
    return measured(opened)


def measured(opened: Open) -> list[str]:
    """Return what is wider than the window, and what words are cut off."""
    found: list[str] = opened.page.evaluate(MEASURE)
    return found
