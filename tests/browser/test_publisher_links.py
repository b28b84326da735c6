"""Text fragments, in Chromium: each leads to the words that it was made for, and to no others."""

import html
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import served
from tests.conftest import Visit
from verbatim.model import Span
from verbatim.publish.markup.publisher_links import SearchedText, text_fragment

pytestmark = pytest.mark.browser

FILLER = "The harbour office opened at nine and closed at four, as it does on every day of the week."
LINES = [
    "Ada Vell said: “Yes, at once.”",
    "Bo Lind said: “Yes, at once.”",
    "“All-out work, day & night, is what the wall between Orrin and Sund needs”, she added.",
    "The mason — he has built 3.5 walls — said: “I’d rather wait, re-think it and begin in May.”",
    "“We asked for money and got a letter, and asked for money again and got a letter, and then nothing”, he said.",
    "“Ha”, he said. “Ha ha.”",
    "市長は「壁を直します、冬が来る前に」と述べた。",
    "„Wir flicken die Mauer, bevor der Winter kommt“, sagte sie über Größe und Maß.",
]
SAID = [
    (0, "Yes, at once."),
    (1, "Yes, at once."),
    (2, LINES[2][1:73]),
    (3, "I’d rather wait, re-think it and begin in May."),
    (4, LINES[4][1:98]),
    (5, "Ha ha."),
    (6, "壁を直します、冬が来る前に"),
    (7, "Wir flicken die Mauer, bevor der Winter kommt"),
]
LANDED = """() => {
  const lines = [...document.querySelectorAll("p.told")];
  const middle = innerHeight / 2;
  const off = one => Math.abs((one.getBoundingClientRect().top + one.getBoundingClientRect().bottom) / 2 - middle);
  return scrollY ? lines.indexOf(lines.reduce((best, one) => off(one) < off(best) ? one : best)) : -1;
}"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the publisher's page: the lines, each a screen from the next."""
    folder = tmp_path_factory.mktemp("publisher")
    shown = "".join(f'<p class="told">{html.escape(line)}</p><p>{FILLER}</p>' for line in LINES)
    style = "<style>p { margin-block: 60vh }</style>"
    Path(folder / "index.html").write_text(f'<!doctype html><meta charset="utf-8">{style}{shown}', encoding="utf-8")
    with served(folder) as port:
        yield f"http://courier.example:{port}/"


@pytest.mark.parametrize(("line", "words"), SAID)
def test_a_text_fragment_leads_to_the_words(visit: Visit, published: str, line: int, words: str) -> None:
    text = "\n".join(LINES)
    start = sum(len(one) + 1 for one in LINES[:line]) + LINES[line].index(words)
    fragment = text_fragment(SearchedText(text), Span(start, start + len(words)))
    assert fragment
    page = visit(f"{published}#{fragment}", viewport={"width": 900, "height": 600})
    page.wait_for_function("scrollY > 0")
    assert page.evaluate(LANDED) == line
