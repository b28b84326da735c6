"""The policy in Chromium, a second line of defence: what got into a finished page does not run, the site's own does.

Every payload is tried without the policy too, where it must run: else its silence would prove nothing.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.background import served
from tests.browser.conftest import Listened, guarded
from tests.conftest import Visit, ran, set_up
from tests.site.theme.test_looks import block, put

pytestmark = pytest.mark.browser

# Each notes its own number in the window, whatever frame it runs in.
PAYLOADS = {
    "a script": "<script>{}</script>",
    "a module": "<script type=module>{}</script>",
    "a handler": '<img src="/nowhere.png" onerror="{}">',
    "a drawing": '<svg onload="{}"></svg>',
    "a link": '<a id="pressed" href="javascript:{}">go</a>',
    "a frame within": '<iframe srcdoc="<script>{}</script>"></iframe>',
    "a frame of its own": '<iframe src="javascript:{}"></iframe>',
    "a script of data": '<script src="data:text/javascript,{}"></script>',
    "a source as a script": '<script src="/sources/code.txt"></script>',
    "data as a script": '<script src="/data/code.json"></script>',
}
FILES = {"sources/code.txt": "a source as a script", "data/code.json": "data as a script"}
STYLES = {
    "a style": "<style>body { outline: 3px solid red }</style>",
    "an attribute": "<script>0</script><p id=styled style='outline: 3px solid red'>x</p>",
    "a sheet of data": '<link rel="stylesheet" href="data:text/css,body{outline:3px solid red}">',
}
OUTLINE = "getComputedStyle(document.getElementById('styled') || document.body).outlineStyle"


def kinds(site: Path) -> list[str]:
    """Return the address of one page of each kind: every page at the top, the first of every folder below."""
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    below = {page.rsplit("/", 2)[0]: page for page in reversed(pages) if page.count("/") > 1}
    return sorted([*below.values(), *(page for page in pages if page.count("/") < 2)])


def code(payload: str) -> str:
    return f"void((top.ran??=[]).push({list(PAYLOADS).index(payload)}))"


@dataclass(frozen=True)
class Spoilt:
    """A copy of a built site whose pages a test spoils, served with the policy and without any."""

    site: Path
    copy: Path
    guarded: str
    bare: str

    def by(self, payload: str) -> list[str]:
        """Put a payload into a story, a quotation and its frame, as if an escape had failed; return their addresses."""
        quote = min(path.name for path in (self.site / "embed/quotes").iterdir())
        story = min(path.name for path in (self.site / "stories").iterdir() if (path / "index.html").exists())
        held = [f"{folder}/index.html" for folder in (f"stories/{story}", f"quotes/{quote}", f"embed/quotes/{quote}")]
        for address in held:
            text = (self.site / address).read_text(encoding="utf-8")
            assert "</main>" in text
            (self.copy / address).write_text(text.replace("</main>", f"{payload}</main>"), encoding="utf-8")
        return held


@pytest.fixture(scope="module")
def spoilt(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spoilt]:
    copy = Path(shutil.copytree(site, tmp_path_factory.mktemp("spoilt") / "site"))
    for name, payload in FILES.items():
        (copy / name).write_text(code(payload), encoding="utf-8")
    with served(copy) as port, guarded(copy) as url:
        yield Spoilt(site, copy, url, f"http://127.0.0.1:{port}")


def codes_run(page: Page, address: str) -> list[str]:
    """Open a page, press the link that a payload is, and return the payloads whose code ran."""
    page.goto(address)
    page.evaluate("document.getElementById('pressed').setAttribute('target', '_self')")
    page.evaluate("document.getElementById('pressed').click()")
    page.wait_for_load_state("networkidle")
    return [list(PAYLOADS)[number] for number in page.evaluate("window.ran || []")]


def test_a_script_that_got_into_a_finished_page_does_not_run(visit: Visit, spoilt: Spoilt) -> None:
    page = visit("about:blank")
    held = spoilt.by("".join(payload.format(code(name)) for name, payload in PAYLOADS.items()))
    assert len(held) == 3
    for address in held:
        assert {*codes_run(page, f"{spoilt.bare}/{address}")} == {*PAYLOADS}, address
        assert codes_run(page, f"{spoilt.guarded}/{address}") == [], address


@pytest.mark.parametrize("payload", STYLES.values(), ids=STYLES)
def test_a_style_that_got_into_a_finished_page_is_not_applied(visit: Visit, spoilt: Spoilt, payload: str) -> None:
    page = visit("about:blank")
    for address in spoilt.by(payload):
        for base, expected in ((spoilt.bare, "solid"), (spoilt.guarded, "none")):
            page.goto(f"{base}/{address}")
            assert page.evaluate(OUTLINE) == expected, (base, address)


def test_the_sites_own_scripts_and_styles_run_on_every_kind_of_page(listened: Listened, site: Path) -> None:
    found = kinds(site)
    assert {address.partition("/")[0] for address in found} >= {"embed", "stories", "quotes", "people", "search"}
    with guarded(site) as url:
        for address in found:
            listened.page.goto(f"{url}/{address}?theme=dark")
            told = "dataset.theme === 'dark'" if address.startswith("embed/") else "classList.contains('js')"
            assert listened.page.evaluate(f"document.documentElement.{told}"), address
            assert listened.page.evaluate("document.styleSheets.length > 0"), address
            assert listened.messages == [], address


def test_a_frame_in_another_sites_page_has_its_style_and_tells_its_height(
    visit: Visit, site: Path, tmp_path: Path
) -> None:
    quote = min(path.name for path in (site / "embed/quotes").iterdir())
    with guarded(site) as url, served(tmp_path) as port:
        (tmp_path / "index.html").write_text(
            "<!doctype html><script>addEventListener('message', event => { window.told = event.data })</script>"
            f'<iframe src="{url}/embed/quotes/{quote}/" sandbox="allow-scripts"></iframe>'
        )
        page = visit(f"http://blog.example:{port}/index.html")
        page.wait_for_function("window.told && told.message === 'height' && told.value > 50")
        assert page.frames[1].evaluate("document.styleSheets.length") == 1


def test_a_newsrooms_own_script_runs_as_the_document_has_it(listened: Listened, copied_project: Path) -> None:
    put(copied_project / "templates/base.html", block("Add a script", "html"))
    set_up(copied_project, block("Fill a block", "python") + block("Add a script", "python"))
    ran(copied_project, "build")
    with guarded(copied_project / "output") as url:
        for address in (one for one in kinds(copied_project / "output") if not one.startswith("embed/")):
            listened.page.goto(f"{url}/{address}")
            said = listened.page.locator(".our-notice").inner_text()
            assert said.startswith("Something wrong in “"), address
            assert said.endswith("”? Write to desk@news.example."), address
    assert listened.messages == []
