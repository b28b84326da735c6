"""A real site in German: whole pages in one language, sources in their own; and one story in two languages."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from babel.messages.pofile import read_po

from quality.messages import forms
from tests.conftest import ROOT, SOURCES, lay_project, ran, split_published
from tests.made import edition, story
from verbatim.newsroom.graph import translation_errors
from verbatim.publish.sitemaps import sitemap
from verbatim.publish.story_card import own_name, translations
from verbatim.publish.story_page import article_payload

VOID = frozenset(("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
SILENT = frozenset(("script", "style", "code", "textarea", "svg"))
SAID = ("aria-label", "alt", "placeholder", "data-copied")
PLACE = re.compile(r"%\(\w+\)s")
LETTERS = 6
EDITORS = ("about", "corrections")  # pages whose words are the editors' own
XHTML = "{http://www.w3.org/1999/xhtml}link"


class Seen(HTMLParser):
    """What a reader sees or hears of a page that is no source's word: texts and spoken attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.skipped: list[bool] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        skip = bool(self.skipped and self.skipped[-1]) or "data-char" in held or tag in SILENT
        self.said += [] if skip else [str(held[name]) for name in SAID if held.get(name)]
        if tag not in VOID:
            self.skipped.append(skip)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.skipped:
            self.skipped.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not (self.skipped and self.skipped[-1]):
            self.said.append(" ".join(data.split()))


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a site whose interface is German; its sources are English."""
    settings = 'DEFAULT_LANG, SITENAME = "de", "Sundbote"'
    laid = tmp_path_factory.mktemp("german") / "project"
    folder = lay_project(laid, sorted(SOURCES.iterdir())[:4], settings=settings)
    split_published(folder)
    ran(folder, "build")
    return folder / "output"


def catalogue() -> Iterator[tuple[str, str]]:
    """Yield each text of the interface with its German."""
    with (ROOT / "theme/locale/de/LC_MESSAGES/verbatim.po").open("rb") as file:
        held = [message for message in read_po(file) if message.id]
    for message in held:
        yield from zip([message.id] if isinstance(message.id, str) else message.id, forms(message), strict=True)


def english() -> Iterator[re.Pattern[str]]:
    """Yield a pattern for each English text that is another one in German and has letters enough to be known by."""
    for text, said in catalogue():
        if text != said and len(re.sub(r"\W", "", PLACE.sub("", text))) >= LETTERS:
            yield re.compile(".+?".join(map(re.escape, PLACE.split(text))))


def test_a_german_site_says_nothing_of_its_own_in_english_and_each_page_names_its_language_and_that_of_a_source(
    german: Path, site: Path
) -> None:
    patterns = list(english())
    left = set()
    for path in sorted({*german.rglob("*.html")} - {german / f"{name}/index.html" for name in EDITORS}):
        seen = Seen()
        seen.feed(path.read_text("utf-8"))
        left |= {said for said in seen.said if any(pattern.fullmatch(said) for pattern in patterns)}
    assert left == set()
    pages = {path: path.read_text("utf-8") for path in german.rglob("*.html")}
    assert pages
    assert [path for path, html in pages.items() if '<html lang="de"' not in html[:400]] == []
    tags = [tag for html in pages.values() for tag in re.findall(r"<\w+[^>]*data-char=[^>]*>", html)]
    # What is marked within fragments and sources is in the same language, and says so no more.
    assert [tag for tag in tags if 'lang="en"' not in tag and "fragment" not in tag and "source" not in tag] == []
    seen = Seen()
    seen.feed((site / "index.html").read_text("utf-8"))
    assert any(pattern.fullmatch(said) for said in seen.said for pattern in english())


def test_translations_name_each_other_and_the_original_for_all_others_on_pages_and_in_the_sitemap() -> None:
    german = story("bridge-de", "Eine Brücke\n„Sie hält“, sagte Ida Orr.", title="Eine Brücke", lang="de",
                   headers={"Translation-Of": "bridge"})  # fmt: skip
    bridge = story("bridge", "A bridge\n“It holds”, said Ida Orr.", title="A bridge")
    made = edition(bridge, german, story("alone", "A wall\nIt stands.", title="A wall"))
    stories = {name: made.newsroom.stories[name] for name in ("bridge", "bridge-de", "alone")}
    heads = [article_payload(made, stories[name])["meta"]["alternates"] for name in ("bridge", "bridge-de")]
    assert heads[0] == heads[1]
    assert [one["lang"] for one in heads[0]] == ["en", "de", "x-default"]
    assert heads[0][2]["url"] == heads[0][0]["url"] == "https://record.example/stories/bridge/"
    held = {name: [(one["name"], one["url"]) for one in translations(made, one)] for name, one in stories.items()}
    assert [one for one, _ in held["bridge"]] == ["Deutsch"]
    assert [url for _, url in held["bridge-de"]] == ["stories/bridge/"]
    assert held["alone"] == []
    ((_, text),) = sitemap(made, [(f"stories/{name}/", "") for name in stories])
    found = [[one.get("hreflang") for one in url.iter(XHTML)] for url in ET.fromstring(text)]  # noqa: S314  our own
    assert found == [["en", "de", "x-default"], ["en", "de", "x-default"], []]


@pytest.mark.parametrize("original", ["not-here", "bridge-de"])
def test_a_translation_of_what_is_not_there_is_a_fault(original: str) -> None:
    held = story("bridge-de", "Eine Brücke", lang="de", headers={"Translation-Of": original})
    assert [fault.path for fault in translation_errors([held])] == [held.path]


def test_a_language_is_named_in_itself() -> None:
    assert [own_name(lang) for lang in ("de", "fr", "ar", "qqq")] == ["Deutsch", "Français", "العربية", "qqq"]
