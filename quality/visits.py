"""Opens pages in Chromium, several at a time, and runs probes on them.

A probe is a function of a module, `probe(opened) -> list[str]`: it is handed a page that is open and at rest, and
whose console has been listened to since before it was opened. Each worker keeps one browser for all its pages.
"""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import as_completed
from typing import NamedTuple

from playwright.sync_api import Page, Route

from quality.browser import lasting_chromium, workers
from quality.modes import Mode
from quality.results import Finding, progress
from quality.site import Site

Probe = Callable[["Open"], list[str]]

CHUNK = 10
# A page that sends its reader on would be gone before it is looked at.
SENDS_ON = re.compile(r'<meta http-equiv="refresh"[^>]*>')
AT_REST = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


class Open(NamedTuple):
    """An open page, its file under the site's folder, and what its console said."""

    page: Page
    file: str
    messages: list[str]


class Visit(NamedTuple):
    """A worker's job: files at their addresses, a mode, probes, and which files redirect."""

    addresses: list[tuple[str, str]]
    mode: Mode
    probes: tuple[Probe, ...]
    sending: frozenset[str]


def visit(site: Site, files: Sequence[str], modes: Sequence[Mode], *probes: Probe) -> list[tuple[str, Finding]]:
    """Open each file in each mode; return what the probes found, each with the mode's name, in order of the files."""
    addresses = [(file, site.address(file)) for file in files]
    chunks = [addresses[at : at + CHUNK] for at in range(0, len(addresses), CHUNK)]
    sending = frozenset(file for file in files if sends_on(site, file))
    asked = [Visit(chunk, mode, probes, sending) for mode in modes for chunk in chunks]
    found: list[tuple[str, Finding]] = []
    done = 0
    tasks = {workers().submit(look, one): one for one in asked}
    for task in as_completed(tasks):
        found += [(tasks[task].mode.name, finding) for finding in task.result()]
        done += len(tasks[task].addresses)
        progress(f"{', '.join(probe.__name__ for probe in probes)}", done, len(files) * len(modes))
    return sorted(found, key=lambda one: (one[1], one[0]))


def sends_on(site: Site, file: str) -> bool:
    """Return whether a page only redirects to another."""
    return bool(SENDS_ON.search((site.folder / file).read_text(encoding="utf-8")))


def look(asked: Visit) -> list[Finding]:
    """Do one worker's visits."""
    found: list[Finding] = []
    context = lasting_chromium().new_context(bypass_csp=asked.mode.bypasses_csp, **asked.mode.context)
    page = context.new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: messages.append(f"error: {error}"))
    for file, address in asked.addresses:
        _open(page, file, address, asked)
        opened = Open(page, file, messages)
        found += [Finding(file, fact) for probe in asked.probes for fact in probe(opened)]
        # What a page that is left says belongs to it, and not to the next.
        page.goto("about:blank")
        messages.clear()
    context.close()
    return found


def _open(page: Page, file: str, address: str, asked: Visit) -> None:
    """Open an address in the mode's size, which a probe may have changed; one window for all takes half the time."""
    page.set_viewport_size(asked.mode.context["viewport"])
    if file in asked.sending:
        page.route(address, _stay)
    page.goto(address, wait_until="load")
    asked.mode.prepare(page)
    page.evaluate(AT_REST)


def _stay(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=SENDS_ON.sub("", answer.text()))
