"""The page “Check it yourself” in Chromium: what is right is said to be, and what was tampered with is named."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import Listened, public
from tests.conftest import Visit, lay_project, ran, split_published

pytestmark = [pytest.mark.browser, pytest.mark.campaign("theme/static", "theme/templates")]


class Copy:
    """A copy of the built site that a test may spoil, served as `make serve` does, with its policy."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        # The story with the most quotations of which the first is not touched by a control or a mark.
        proofs = [json.loads(path.read_text(encoding="utf-8")) for path in (folder / "data/proof").glob("*.json")]
        self.proof = max(proofs, key=lambda proof: (len(proof["quotes"]), proof["story"]))
        self.story, self.quotes = self.proof["story"], self.proof["quotes"]

    @property
    def page(self) -> Path:
        return self.folder / f"stories/{self.story}/index.html"


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Iterator[Copy]:
    shutil.copytree(site, tmp_path / "site")
    with public(tmp_path / "site") as port:
        yield Copy(tmp_path / "site", f"http://127.0.0.1:{port}")


def checked(page: Page, copy: Copy, story: str = "") -> str:
    """Open the page for a story and return its verdict."""
    page.goto(f"{copy.url}/verify/?story={story or copy.story}")
    expect(page.locator(".verify__status")).to_be_visible()
    return page.locator("[data-status]").inner_text().strip()


def test_every_story_is_right_and_nothing_is_asked_of_others(listened: Listened, copy: Copy) -> None:
    asked: list[str] = []
    listened.page.on("request", lambda request: asked.append(request.url))
    for path in sorted((copy.folder / "data/proof").glob("*.json")):
        quotes = json.loads(path.read_text(encoding="utf-8"))["quotes"]
        told = checked(listened.page, copy, path.stem)
        assert told.startswith(f"Everything matches. Quotations checked: {len(quotes)}."), (path.stem, told)
    assert listened.messages == []
    assert all(url.startswith(copy.url) for url in asked)


def test_a_tampered_byte_of_the_source_is_named(listened: Listened, copy: Copy) -> None:
    source, row = copy.folder / f"sources/{copy.story}.txt", copy.quotes[-1]
    text = source.read_bytes().decode()
    other = "x" if text[row["start"]] != "x" else "y"
    source.write_bytes((text[: row["start"]] + other + text[row["start"] + 1 :]).encode())
    told = checked(listened.page, copy)
    wrong = listened.page.locator(".verify__result--wrong").filter(has_text=f"{row['start']} to {row['end']}")
    assert "The source is not the file that the proof names." in told
    assert "The words have a different hash." in wrong.inner_text()
    assert "Does not match" in wrong.inner_text()


@pytest.mark.parametrize("form", [
    "{}q", "<span hidden>{}</span>", '<span class="visually-hidden">{}</span>', "<del>{}</del>", "{}<ins>never</ins>",
    '{}<span data-control="">never</span>', "<template></template>{}", '{}<img alt="never" src="">',
])  # fmt: skip
def test_words_changed_hidden_or_added_within_a_quotation_are_named(listened: Listened, copy: Copy, form: str) -> None:
    row, html = copy.quotes[-1], copy.page.read_text(encoding="utf-8")
    word = max(row["text"].split(), key=len).strip("“”’‘.,—")
    copy.page.write_text(html.replace(word, form.format(word)), encoding="utf-8")
    told = checked(listened.page, copy)
    wrong = listened.page.locator(".verify__result--wrong").filter(has_text=f"{row['start']} to {row['end']}")
    assert "Quotations that do not match" in told
    assert "The story’s page shows different words." in wrong.inner_text()


@pytest.mark.parametrize("form", ["<p>{}</p>", "<!-->{}<!-- -->", '<i x=a">{}</i>', "<script>0</script x>{}"])
def test_a_quotation_without_a_place_is_named(listened: Listened, copy: Copy, form: str) -> None:
    html = copy.page.read_text(encoding="utf-8")
    forged = form.format("“Nobody ever said this”")
    copy.page.write_text(html.replace("</main>", f"{forged}</main>"), encoding="utf-8")
    assert "carry no place in a source: 1." in checked(listened.page, copy)


def test_a_proof_with_other_words_is_named_and_axe_finds_nothing_in_what_is_right_and_wrong_which_reflows(
    visit: Visit, copy: Copy
) -> None:
    proof = {**copy.proof, "quotes": [{**copy.quotes[0], "text": "Nobody said this"}, *copy.quotes[1:]]}
    (copy.folder / f"data/proof/{copy.story}.json").write_text(json.dumps(proof), encoding="utf-8")
    page = visit("about:blank", bypass_csp=True, viewport={"width": 320, "height": 700})
    assert "Quotations that do not match: 1 of" in checked(page, copy)
    wrong = page.locator(".verify__result--wrong")
    assert "The source has different words at this place." in wrong.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page) == {"light": [], "dark": []}


@pytest.mark.parametrize("name", ["sources/{}.txt", "data/proof/{}.json", "stories/{}/index.html"])
def test_a_file_that_is_not_there_is_named(listened: Listened, copy: Copy, name: str) -> None:
    (copy.folder / name.format(copy.story)).unlink()
    told = checked(listened.page, copy)
    assert "This could not be checked" in told
    assert name.format(copy.story).removesuffix("index.html") in told


def test_choosing_a_story_gives_it_an_address_and_lists_each_quotation_with_a_mark_a_word_and_its_words(
    listened: Listened, copy: Copy
) -> None:
    page = listened.page
    page.goto(f"{copy.url}/verify/")
    page.locator("#story").select_option(copy.story)
    page.locator(".verify__form button").click()
    expect(page.locator(".verify__status--right")).to_be_visible()
    assert page.url.endswith(f"/verify/?story={copy.story}")
    rows = page.locator(".verify__result--right")
    assert rows.count() == len(copy.quotes)
    assert rows.first.locator("[data-words]").text_content() == copy.quotes[0]["text"]
    assert rows.first.locator(".verify__mark").inner_text().strip() == "Matches"
    assert rows.first.locator(".icon").is_visible()
    assert page.request.get(rows.first.locator("a").get_attribute("href") or "").ok


def test_the_story_leads_here_with_its_name(listened: Listened, copy: Copy) -> None:
    listened.page.goto(f"{copy.url}/stories/{copy.story}/")
    listened.page.locator("#source > summary").click()
    listened.page.locator("#source a", has_text="Check it yourself").click()
    expect(listened.page.locator(".verify__status--right")).to_be_visible()


def test_from_a_folder_or_over_plain_http_it_says_so_and_how_to_check_by_hand(listened: Listened, copy: Copy) -> None:
    addresses = {
        "folder": (copy.folder / "verify/index.html").as_uri(),
        "insecure": f"{copy.url.replace('127.0.0.1', 'site.example')}/verify/",
    }
    for cause, address in addresses.items():
        listened.page.goto(address)
        assert listened.page.locator(f'[data-cannot="{cause}"]').is_visible()
        assert listened.page.locator(".verify__form").is_hidden()
        assert "sha256sum" in listened.page.locator(".verify__hand").inner_text()


def test_without_scripts_it_says_how_to_check_by_hand(visit: Visit, copy: Copy) -> None:
    page = visit(f"{copy.url}/verify/", java_script_enabled=False)
    assert page.locator("noscript .verify__note").is_visible()
    assert page.locator(".verify__form").is_hidden()


PARTLY = "The pier of Sund\n\nNobody slept that night. “It was loud,” said Ada Vell, the pilot. It ended.\n\nRain.\n"


@pytest.fixture(scope="module")
def in_part(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that publishes the quoted sentences of its source alone. Nobody may change it."""
    settings = 'SOURCE_PUBLISHED = "hash"'
    project = lay_project(
        tmp_path_factory.mktemp("part") / "project", (), texts={"pier.txt": PARTLY}, settings=settings
    )
    split_published(project)
    ran(project, "build", is_plain=True)
    return project / "output"


def test_of_a_source_in_part_the_published_stretches_are_compared(
    listened: Listened, in_part: Path, tmp_path: Path
) -> None:
    shutil.copytree(in_part, tmp_path / "site")
    with public(tmp_path / "site") as port:
        copy = Copy(tmp_path / "site", f"http://127.0.0.1:{port}")
        assert checked(listened.page, copy).startswith("Everything matches. Quotations checked: 1.")
        published = sum(one["end"] - one["start"] for one in copy.proof["stretches"])
        told = (
            f"Of this source a part is published, {published} of {len(PARTLY)} characters. Only that could be compared."
        )
        assert told in listened.page.locator("[data-file]").inner_text()
        source = copy.folder / "sources/pier.txt"
        source.write_text(source.read_text("utf-8").replace("░", "x", 1), "utf-8")
        assert "Stretches of the source that differ from the proof: 1." in checked(listened.page, copy)
