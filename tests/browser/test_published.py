"""What was published, walked in Chromium from its front page: every link and every part of every page is there."""

import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import Page, Route

from tests.background import served, serving
from tests.conftest import Visit
from tests.newsroom_project import NewsroomProject
from verbatim.devserver.server import server

pytestmark = [pytest.mark.browser, pytest.mark.campaign("generator/verbatim/site", "theme")]

GUIDE = Path(__file__).parents[2] / "docs/embedding.md"
LINKS = "() => [...document.querySelectorAll('a[href], iframe[src]')].map(e => e.href || e.src)"


class Walk:
    """A reader who follows every link of the site at `front`; notes each answer, and each error of a console."""

    def __init__(self, front: str, port: int) -> None:
        self.front, self.port = front, port
        self.statuses: dict[str, int] = {}
        self.errors: list[str] = []

    def answer(self, route: Route) -> None:
        """Answer what a page asks for: the host's answer for the site's own address, nothing for any other."""
        address = route.request.url
        connection = HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", urlsplit(address).path)
        got = connection.getresponse()
        self.statuses[urldefrag(address)[0]] = got.status if address.startswith(self.front) else 600
        route.fulfill(status=got.status, headers=dict(got.headers), body=got.read())
        connection.close()

    def all(self, page: Page) -> None:
        """Walk from the front page until no link is left."""
        page.route("**", self.answer)
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        left, seen = [self.front], {self.front}
        while left:
            page.goto(left.pop(), wait_until="domcontentloaded")
            links = {urldefrag(link)[0].partition("?")[0] for link in page.evaluate(LINKS)}
            new = {link for link in links if link.startswith(self.front)} - seen
            seen |= new
            left += [link for link in new if link.endswith(("/", ".html"))]
            self.fetch(page, [link for link in new if not link.endswith(("/", ".html"))])

    def fetch(self, page: Page, links: list[str]) -> None:
        """Ask for what is no page as a page's script would."""
        page.evaluate("links => Promise.all(links.map(link => fetch(link)))", links)


@pytest.fixture
def walk(published: NewsroomProject, tmp_path: Path) -> Iterator[Walk]:
    """A reader of what arrived: at the root by our own server, which sends `_headers`; in a folder by a plain one."""
    (tmp_path / "www").mkdir()
    (tmp_path / "www/paper").symlink_to(published.host)
    with served(tmp_path / "www") if published.under else serving(server(published.host, port=0)) as port:
        yield Walk(f"{published.url}/", port)


@pytest.mark.campaign("Makefile", "publishconf.py", "theme", "generator/verbatim/site/hosting.py")
def test_every_page_of_a_published_site_can_be_reached(visit: Visit, walk: Walk) -> None:
    walk.all(visit("about:blank"))
    assert len([one for one in walk.statuses if one.endswith(("/", ".html"))]) > 20
    assert {one: status for one, status in walk.statuses.items() if status >= 400} == {}
    assert walk.errors == []


def test_the_script_of_the_guide_gives_a_frame_the_height_that_it_asks_for(
    visit: Visit, walk: Walk, published: NewsroomProject
) -> None:
    script = re.findall(r"<script>.*?</script>", GUIDE.read_text(encoding="utf-8"), re.DOTALL)[0]
    page = visit("about:blank", viewport={"width": 800, "height": 900})
    page.route("**", walk.answer)
    page.route("https://blog.example/", lambda route: route.fulfill(body="<p>A blog", content_type="text/html"))
    quote = min(path.name for path in (published.host / "embed/quotes").iterdir())
    page.goto("https://blog.example/")
    page.set_content(
        script.replace("https://news.example", published.url)
        + f'<iframe src="{walk.front}embed/quotes/{quote}/" width="500" height="777" sandbox="allow-scripts"></iframe>'
    )
    page.wait_for_function("document.querySelector('iframe').height !== '777'")
    height = int(page.locator("iframe").get_attribute("height") or 0)
    needed = page.frames[1].evaluate("document.querySelector('footer').getBoundingClientRect().bottom")
    assert needed <= height <= needed + 24
