"""The web component in a page of another origin, under that page's own policy: a card, whose words are the page's."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.background import served
from tests.browser.conftest import public
from verbatim.site.theme.assets import component
from verbatim.site.theme.csp import headers_file
from verbatim.site.theme.look import Look

pytestmark = pytest.mark.browser

THEME = Path(__file__).parents[2] / "theme"
BLOCK = (
    '<blockquote cite="https://record.example/sources/nets.txt#char=1,40" lang="en"><p>“We found <bdi>every</bdi> net '
    "cut.</p><p>“All of them.”</p> — Ada Vell, the harbour master. "
    '<a href="https://record.example/quotes/q-2222222222/">The Courier, 4 March 2031</a></blockquote>'
)
POLICY = "default-src 'none'; script-src {site}; connect-src {site}"
STATE = {
    "state": {"version": 2, "status": "corrected", "note": "Corrected 9 March 2031: the day was wrong <img src=x>"}
}


class Host:
    """A newsroom's origin, which has the component, and a blog's origin, whose pages it stands in."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser, self.folder = browser, folder
        (folder / "site/embed").mkdir(parents=True)
        (folder / "site/oembed/quotes").mkdir(parents=True)
        (folder / "blog").mkdir()
        script = component(Look((THEME,)))
        (folder / "site/embed/verbatim-quote.js").write_text(script, encoding="utf-8")
        (folder / "site/oembed/quotes/q-2222222222.json").write_text(json.dumps(STATE), encoding="utf-8")
        (folder / "site/_headers").write_text(headers_file(set(), ["embed", "oembed"]), encoding="utf-8")
        self.site, self.blog = "", ""
        self.asked: list[str] = []
        self.faults: list[str] = []

    def show(self, body: str, style: str = "", **context: object) -> Page:
        """Open a page of the blog; what it asks for and complains of is taken down."""
        policy = POLICY.format(site=self.site)
        head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>A blog</title>{style}'
        if not style:
            head += f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        page_text = f'{head}<script type="module" src="{self.site}/embed/verbatim-quote.js"></script>{body}'
        (self.folder / "blog/index.html").write_text(page_text, encoding="utf-8")
        page = self.browser.new_context(**context).new_page()  # type: ignore[arg-type]
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.faults.append(message.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.goto(f"{self.blog}/index.html")
        return page


@pytest.fixture
def host(browser: Browser, tmp_path: Path) -> Iterator[Host]:
    made = Host(browser, tmp_path)
    with public(tmp_path / "site") as site, served(tmp_path / "blog") as blog:
        made.site, made.blog = f"http://site.example:{site}", f"http://blog.example:{blog}"
        yield made
        for context in list(browser.contexts):
            context.close()


def upgraded(host: Host, attributes: str = "", block: str = BLOCK, **more: object) -> Page:
    src = f'src="{host.site}/quotes/q-2222222222/"'
    return host.show(f"<verbatim-quote {src} {attributes}>{block}</verbatim-quote>", **more)  # type: ignore[arg-type]


def part(page: Page, name: str) -> str:
    return page.locator(f"verbatim-quote [part={name}]").inner_text()


def style(page: Page, name: str, asked: str) -> str:
    held = page.locator(f"verbatim-quote [part={name}]")
    return str(held.evaluate("(one, asked) => getComputedStyle(one)[asked]", asked))


def test_words_credit_links_language_and_place_are_kept_under_a_strict_policy_and_nothing_but_the_script_is_asked(
    host: Host,
) -> None:
    page = upgraded(host)
    assert part(page, "words").split("\n\n") == ["“We found every net cut.", "“All of them.”"]
    assert part(page, "credit") == "Ada Vell, the harbour master. The Courier, 4 March 2031"
    words = page.locator("verbatim-quote [part=words]")
    assert words.get_attribute("lang") == "en"
    assert words.get_attribute("cite") == "https://record.example/sources/nets.txt#char=1,40"
    assert page.locator("verbatim-quote a").last.get_attribute("href") == "https://record.example/quotes/q-2222222222/"
    assert style(page, "card", "borderTopWidth") == "4px"
    assert host.faults == []
    assert [url for url in host.asked if host.site in url] == [f"{host.site}/embed/verbatim-quote.js"]


def test_asked_to_check_it_tells_of_a_later_correction_as_text_and_stores_nothing(host: Host) -> None:
    page = upgraded(host, 'check version="1"')
    page.wait_for_selector("verbatim-quote [part=state]")
    assert part(page, "state") == STATE["state"]["note"]
    assert page.locator("verbatim-quote img").count() == 0
    assert page.context.cookies() == []
    assert page.context.storage_state()["origins"] == []


def test_asked_to_check_the_newest_version_says_nothing(host: Host) -> None:
    page = upgraded(host, 'check version="2"')
    page.wait_for_load_state("networkidle")
    assert any("/oembed/quotes/q-2222222222.json" in url for url in host.asked)
    assert page.locator("verbatim-quote [part=state]").count() == 0


def test_an_answer_that_is_none_leaves_the_card_as_it_was(host: Host) -> None:
    (host.folder / "site/oembed/quotes/q-2222222222.json").write_text("{", encoding="utf-8")
    page = upgraded(host, "check")
    page.wait_for_load_state("networkidle")
    assert part(page, "words").startswith("“We found")


@pytest.mark.parametrize("src", ["javascript:alert(1)//quotes/q-2222222222/", "data:text/html,/quotes/q-2/", "//["])
def test_only_an_address_of_the_web_is_asked(host: Host, src: str) -> None:
    page = host.show(f'<verbatim-quote check src="{src}">{BLOCK}</verbatim-quote>')
    assert part(page, "words").startswith("“We found")
    assert not any("oembed" in url for url in host.asked)


def test_without_scripts_the_block_quotation_stands_there(host: Host) -> None:
    page = upgraded(host, java_script_enabled=False)
    assert page.locator("blockquote").is_visible()
    assert "“We found every net cut." in page.locator("verbatim-quote").inner_text()


def test_words_that_come_later_are_shown(host: Host) -> None:
    page = upgraded(host, block="")
    page.evaluate("block => { document.querySelector('verbatim-quote').innerHTML = block; }", BLOCK)
    page.wait_for_selector("verbatim-quote [part=words]")
    assert part(page, "words").startswith("“We found")


LIGHT, DARK = "rgb(251, 250, 246)", "rgb(24, 21, 20)"
BOTH = {"style": "<style>:root{color-scheme:light dark}</style>", "color_scheme": "dark"}
OURS = {"style": "<style>verbatim-quote{--verbatim-paper:rgb(1, 2, 3);--verbatim-font:monospace}</style>"}


@pytest.mark.parametrize(("given", "name", "asked", "wanted"), [
    pytest.param(OURS, "card", "backgroundColor", "rgb(1, 2, 3)", id="colours of the page"),
    pytest.param(OURS, "words", "fontFamily", "monospace", id="fonts of the page"),
    pytest.param({"color_scheme": "dark"}, "card", "backgroundColor", LIGHT, id="a light page on a dark device"),
    pytest.param({"style": "<style>:root{color-scheme:dark}</style>"}, "card", "backgroundColor", DARK, id="dark page"),
    pytest.param(BOTH, "card", "backgroundColor", DARK, id="a page of both on a dark device"),
    pytest.param({"block": BLOCK.replace("lang", 'dir="rtl" lang')}, "words", "direction", "rtl", id="right to left"),
    pytest.param({"forced_colors": "active"}, "card", "borderTopStyle", "solid", id="an edge in forced colours"),
])  # fmt: skip
def test_a_card_looks_as_its_page_and_its_words_ask(
    host: Host, given: dict[str, str], name: str, asked: str, wanted: str
) -> None:
    assert style(upgraded(host, **given), name, asked) == wanted  # type: ignore[arg-type]


def test_a_page_that_changes_its_colour_scheme_changes_the_card(host: Host) -> None:
    page = upgraded(host, **BOTH)  # type: ignore[arg-type]
    page.evaluate("document.documentElement.style.colorScheme = 'light'")
    assert style(page, "card", "backgroundColor") == LIGHT


def test_another_quotation_in_its_place_is_told_nothing_of_the_one_before(host: Host) -> None:
    page = upgraded(host, 'check version="1"')
    page.wait_for_selector("verbatim-quote [part=state]")
    page.evaluate(
        """([src, block]) => {
            const element = document.querySelector("verbatim-quote");
            element.setAttribute("src", src);
            element.innerHTML = block;
        }""",
        [f"{host.site}/quotes/q-3333333333/", BLOCK.replace("found", "lost")],
    )
    page.wait_for_function("document.querySelector('verbatim-quote').shadowRoot.textContent.includes('lost')")
    page.wait_for_load_state("networkidle")
    assert f"{host.site}/oembed/quotes/q-3333333333.json" in host.asked
    assert page.locator("verbatim-quote [part=state]").count() == 0


def test_asked_to_check_later_it_asks_then_and_no_more_when_the_attribute_goes(host: Host) -> None:
    page = upgraded(host, 'version="1"')
    page.evaluate("document.querySelector('verbatim-quote').setAttribute('check', '')")
    page.wait_for_selector("verbatim-quote [part=state]")
    page.evaluate("document.querySelector('verbatim-quote').removeAttribute('check')")
    page.wait_for_selector("verbatim-quote [part=state]", state="detached")


def test_a_link_that_changes_within_the_words_is_followed(host: Host) -> None:
    page = upgraded(host)
    page.evaluate(
        "document.querySelector('verbatim-quote blockquote a:last-of-type').href = 'https://record.example/x/'"
    )
    page.wait_for_selector("verbatim-quote [part=credit] a[href='https://record.example/x/']")


def test_the_card_reflows_at_320_pixels(host: Host) -> None:
    long = BLOCK.replace("every", "every" * 30)
    page = upgraded(host, block=long, viewport={"width": 320, "height": 600})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_script_is_smaller_than_two_kilobytes() -> None:
    assert len(gzip.compress(component(Look((THEME,))).encode(), 9)) <= 2048
