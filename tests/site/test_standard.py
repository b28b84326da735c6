"""Every page, as the HTML standard's own parser reads it."""

import warnings
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import html5lib


def test_no_page_has_an_error_of_syntax(site: Path) -> None:
    faults = []
    pages = sorted(site.rglob("*.html"))
    for page in pages:
        parser = html5lib.HTMLParser()
        parser.parse(page.read_text(encoding="utf-8"))
        faults += [f"{page.relative_to(site)}: {place} {code}" for place, code, _ in parser.errors]
    assert len(pages) > 50
    assert faults == []
