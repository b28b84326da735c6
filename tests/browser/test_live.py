"""`make devserver` with a page open in Chromium: an edit shows there, and nobody reloads."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.background import serving
from tests.browser.running import RunningCommand
from verbatim.devserver.server import Changes, live_server

pytestmark = pytest.mark.browser

NOTE = "content/fragments/harbour/025-note-ours.md"
# Each begins a server of its own, which builds its site; daily one edit is followed to the open page.
SELDOM = pytest.mark.campaign("generator/verbatim/devserver", "generator/verbatim/cli/devserver.py")
PATIENCE = 60.0  # seconds: this machine may be busy


class DevServer(RunningCommand):
    """A project under the eyes of `verbatim devserver`, and what its terminal shows."""

    def __init__(self, project: Path, terminal: Path) -> None:
        super().__init__(project, terminal, "devserver", "--port", "0", "--", patience=PATIENCE)
        self.address = self.shows(r"at (http://\S+/)")

    def write(self, words: str) -> None:
        (self.project / NOTE).write_text(f"Title: Note\nKind: note\n\n{words}\n", "utf-8")


@pytest.fixture
def devserver(copied_project: Path, tmp_path: Path) -> Iterator[DevServer]:
    running = DevServer(copied_project, tmp_path / "terminal.txt")
    yield running
    running.end()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 800, "height": 400})
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE * 1000)
    yield opened
    context.close()


def test_an_edit_shows_on_the_open_page_where_its_reader_was_others_stay_and_an_interrupt_ends_it_all_quietly(
    devserver: DevServer, page: Page
) -> None:
    other = page.context.new_page()
    other.goto(f"{devserver.address}stories/ferry/")
    other.evaluate("window.kept = true")
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.goto(f"{devserver.address}stories/harbour/")
    page.evaluate("scrollTo(0, 250)")
    devserver.write("The wall dates from 1911.")
    page.get_by_text("The wall dates from 1911.").wait_for()
    devserver.shows(r"changed: (?:025-note-ours\.md|something); on the site after \d+\.\d\d s")
    page.wait_for_function("scrollY === 250")
    devserver.write("The wall dates from 1912.")
    page.get_by_text("The wall dates from 1912.").wait_for()
    assert messages == []
    assert other.evaluate("window.kept")
    devserver.process.send_signal(signal.SIGINT)
    assert devserver.process.wait(PATIENCE) == 0
    assert "Traceback" not in devserver.terminal.read_text("utf-8")


@SELDOM
def test_a_build_that_fails_leaves_the_page_and_the_next_change_is_shown(devserver: DevServer, page: Page) -> None:
    broken = devserver.project / "content/pages/broken.md"
    page.goto(f"{devserver.address}broken/")
    broken.write_text("Title: Broken\nDate: when it is\n\nWords.\n", "utf-8")
    devserver.shows("'when it is' is not a valid date(?s:.)*broken.md; not on the site")
    broken.write_text("Title: Mended\n\nNow it is whole.\n", "utf-8")
    page.get_by_text("Now it is whole.").wait_for()


@SELDOM
def test_a_page_that_nobody_sees_asks_when_it_is_seen_again(devserver: DevServer, page: Page) -> None:
    page.goto(f"{devserver.address}stories/harbour/")
    page.evaluate(
        "() => { Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
        " document.dispatchEvent(new Event('visibilitychange')); window.kept = true; }"
    )
    devserver.write("The wall dates from 1911.")
    devserver.shows("on the site after")
    assert page.evaluate("window.kept")
    page.evaluate("() => { delete document.hidden; document.dispatchEvent(new Event('visibilitychange')); }")
    page.get_by_text("The wall dates from 1911.").wait_for()


@SELDOM
def test_settings_that_an_editor_replaced_are_heeded_every_time(devserver: DevServer, page: Page) -> None:
    page.goto(devserver.address)
    settings, aside = devserver.project / "pelicanconf.py", devserver.project / "aside.txt"
    told = settings.read_text("utf-8")
    for name in ("The Orrin Post", "The Orrin Times"):
        aside.write_text(f'{told}\nSITENAME = "{name}"\n', "utf-8")
        aside.replace(settings)
        page.wait_for_function("name => document.title.includes(name)", arg=name)
    devserver.shows("starting the program anew")


# What of an open page is changed, and what is loaded anew


OPEN = """<!DOCTYPE html><title>Rope</title><body><main id="m">{words}</main>
<script src="/own.js" defer></script></body></html>"""
OWN = "document.body.append('opened by a script'); document.getElementById('m').firstChild.dataset.own = 'yes';"


@pytest.mark.parametrize(("before", "after", "stays"), [
    ("<p>a</p><p>One</p>", "<p>a</p><p>Two</p>", True),
    ("<p>a</p><p><i>One</i></p>", "<p>a</p><p><span>One</span></p>", True),
    ("<p>a</p><p class=b>One</p>", "<p>a</p><p class=c title=d>One</p>", True),
    ("<p>a</p><p>One</p>", "<p>a</p><p>New</p><p>More</p><p>One</p>", True),
    ("<p>a</p><p>One</p><p>Two</p>", "<p>a</p><p>Two</p>", True),
    ("<p>a</p>", "<p>a</p><p>One</p>", True),
    ("<p>a</p><p>One</p>", "<p>a</p><p>One</p><script>1</script>", False),  # what runs, runs in a page loaded anew
    ("<p data-own=no>a</p>", "<p data-own=new>a</p>", False),  # a script has changed it
])  # fmt: skip
def test_what_differs_is_changed_where_the_page_is_as_it_came(
    tmp_path: Path, page: Page, before: str, after: str, *, stays: bool
) -> None:
    site, changes = tmp_path / "site", Changes()
    site.mkdir()
    (site / "own.js").write_text(OWN)
    (site / "index.html").write_text(OPEN.format(words=before))
    own = after.replace("<p>a", '<p data-own="yes">a').replace("<p data-own=new>", '<p data-own="yes">')
    wanted = own.replace("class=c title=d", 'class="c" title="d"')
    with serving(live_server(site, changes, "127.0.0.1", 0)) as port:
        page.goto(f"http://127.0.0.1:{port}/")
        page.evaluate("window.kept = true")
        (site / "index.html").write_text(OPEN.format(words=after))
        changes.tell(["index.html"])
        if not stays:  # what is there before may look the same
            page.wait_for_function("window.kept !== true")
        page.wait_for_function("wanted => document.getElementById('m').innerHTML === wanted", arg=wanted)
        assert page.evaluate("window.kept === true") == stays
