"""The component gallery: vnu on all its pages, axe on every example, in light, in dark and at 320 px."""

import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace

from quality.checks.axe import scan
from quality.checks.vnu import findings_in
from quality.hosting import host
from quality.modes import EIGHT, Mode
from quality.results import Finding, Result
from quality.site import ROOT, Site
from quality.visits import visit
from tests.components.gallery import write
from tests.theme.conftest import LOOKS

FOLDER = ROOT / ".cache/quality/gallery"
LIGHT, NARROW = EIGHT[0], EIGHT[2]
FRAMES = "frames/"
# An example is a part of a page, whose own heading it does not have.
OF_WHOLE_PAGES = re.compile("page-has-heading-one|none of them has a computed heading level of 1")


def check(site: Site) -> Result:
    """Write the gallery again and check it; the site is needed only for its look."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    write(FOLDER, LOOKS[site.look or "broadsheet"])
    running = host(FOLDER)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    gallery = Site(FOLDER, f"http://127.0.0.1:{running.server_port}", site.look)
    findings = [one for one in (*findings_in(gallery), *_scanned(gallery)) if not _asks_too_much(one)]
    running.shutdown()
    running.server_close()
    frames = sum(page.file.startswith(FRAMES) for page in gallery.pages)
    return Result("gallery", f"{frames} frames of examples: {len(findings)} findings", findings)


def _scanned(gallery: Site) -> Iterator[Finding]:
    """Scan each frame in its own colours; those of the light form at 320 px as well."""
    forms = [("light", LIGHT), ("dark", LIGHT), ("rtl", LIGHT), ("light", NARROW)]
    for form, mode in forms:
        files = [page.file for page in gallery.pages if page.file.endswith(f"-{form}.html")]
        for _, finding in visit(gallery, files, [_plain(mode, form)], scan):
            yield finding


def _plain(mode: Mode, form: str) -> Mode:
    return replace(mode, name=f"{mode.name}, {form}")


def _asks_too_much(one: Finding) -> bool:
    return one.page.startswith(FRAMES) and bool(OF_WHOLE_PAGES.search(one.fact))
