"""Print, on a page of each kind: each printed quotation is followed by its source's address."""

from quality.modes import PRINTED
from quality.results import Result
from quality.site import Site
from quality.visits import Open, visit

# A figure that still shows its quotation's words when printed, or a card of words in the text. Its address is in
# generated text, or in words.
MISSING = r"""() => [...document.querySelectorAll('figure[data-quote], .cards [data-cite]')]
  .filter(figure => figure.checkVisibility() && (figure.dataset.cite || figure.querySelector('[data-char]')))
  .filter(figure => {
    const parts = [figure, ...figure.querySelectorAll('*')].filter(e => e.checkVisibility());
    const made = parts.flatMap(e => [getComputedStyle(e, '::before').content, getComputedStyle(e, '::after').content]);
    return ![...made, figure.innerText].some(text => /sources\/\S+\.txt|\w+:\/\/\S+/.test(text));
  })
  .map(figure => `${figure.dataset.quote} is printed without its source's address`)"""
COUNT = "() => document.querySelectorAll('figure[data-quote], .cards [data-cite]').length"


def check(site: Site) -> Result:
    """Look at the largest page of each kind as it is printed."""
    files = [page.file for page in site.samples]
    findings = [finding for _, finding in visit(site, files, [PRINTED], without_address)]
    return Result("print", f"{len(files)} kinds: {len(findings)} quotations without their source's address", findings)


def without_address(opened: Open) -> list[str]:
    """Return the quotations that are printed without an address."""
    found: list[str] = opened.page.evaluate(MISSING)
    return found
