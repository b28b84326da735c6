"""The law of pages: what a page claims beside the words of a source is what the newsroom's fragments say."""

import re
from pathlib import Path

import pytest
from jinja2 import StrictUndefined, Template

from tests.sentences import table
from tests.verify.conftest import Newsroom
from verbatim.core.text import sha256_text
from verbatim.verify.claims import CUT, OUTSIDE
from verbatim.verify.facts import Facts
from verbatim.verify.law import LAWS, CheckedPage, lines_of

MARKED = (
    '[Ada Vell]{.person ref="ada-vell"}, [harbour master]{.role of="ada-vell"}, waited. [“We wait”]{.quote #q-inferred '
    'speaker="ada-vell" basis="inferred" why="NAME spoke before"}. [“No lamp”]{.quote #q-stated speaker="ada-vell" '
    'basis="stated"}. [Ivo Marr]{.person ref="ivo-marr"}, [pilot]{.role of="ivo-marr"}, said that [ships sail]{.quote '
    '#q-reported kind="indirect" speaker="ivo-marr" basis="stated"}. [12]{.number means="LAMPS"} lamps and 30 boats. A '
    '[vote in May]{.moment date="2026-05" certainty="planned"}, a [fair on 3 June]{.moment date="2026-06-03"}. [“Ebb '
    'and flood”]{.quote #q-two basis="none"} was all. Marr held [that “it is all the same to us”]{.quote #q-mixed '
    'kind="mixed" speaker="ivo-marr" basis="stated"}.'
)
TEXT = re.sub(r"\[([^]]*)\]\{[^}]*\}", r"\1", MARKED)


def char(words: str) -> str:
    """Return the slice of some words of the text."""
    start = TEXT.index(words)
    return f"{start},{start + len(words)}"


def at(words: str) -> int:
    return TEXT.index(words)


def words(text: str, attrs: str = "") -> str:
    """Return an element that shows a slice of the text."""
    return f'<span data-story="pier" data-char="{char(text)}" {attrs}>{text}</span>'


def cards(*quotes: str) -> str:
    return "".join(f'<li data-quote="{quote}"></li>' for quote in quotes)


CITE = "https://pier.example/sources/pier.txt#char="
SHOWN = {
    "char": char, "at": at, "words": words, "cards": cards, "CITE": CITE, "CUT": CUT, "OUTSIDE": OUTSIDE, "TEXT": TEXT,
    "sha256": sha256_text,
}  # fmt: skip


def named(name: str, file: str = "verify/law.txt") -> dict[str, list[str]]:
    """Return a table's rows by name; what stands in {{ }} is a place, an element or a hash of this story."""
    rows = table(file, name).values()
    return {row: [Template(one, undefined=StrictUndefined).render(SHOWN) for one in told] for row, *told in rows}


KEPT = {row: page for row, (page,) in named("a page that says what the fragments say breaks no law").items()}
BROKEN = named("a page that says something else breaks a law")


def shown(page: str) -> str:
    return f"<html lang=en>{'' if page.startswith('<head') else '<body>'}{page}"


def broken(page: str, facts: Facts) -> list[str]:
    return [fact for _, fact in CheckedPage(page, facts).faults()]


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """A newsroom with one story, and with a second whose quotations were withdrawn."""
    made = Newsroom(tmp_path)
    made.person("ada-vell", "Ada Vell")
    made.person("ivo-marr", "Ivo Marr")
    made.story("pier", MARKED.replace("LAMPS", char("lamps")), date="2026-03-04")
    gone = MARKED.replace("LAMPS", char("lamps")).replace("#q-", "#q-gone-")
    made.story("gone", gone, head="Withdrawn: 2026-07-01 The speaker was another\n")
    made.story("mole", '[“No [lamp]{.was now="light"}”]{.quote #q-one speaker="ada-vell" basis="stated"}')
    return made


@pytest.fixture
def facts(newsroom: Newsroom) -> Facts:
    return newsroom.facts()


@pytest.mark.parametrize("page", KEPT.values(), ids=KEPT)
def test_a_page_that_says_what_the_fragments_say_breaks_no_law(page: str, facts: Facts) -> None:
    assert broken(shown(page), facts) == []


@pytest.mark.parametrize(("page", "fault"), BROKEN.values(), ids=BROKEN)
def test_a_page_that_says_something_else_breaks_a_law(page: str, fault: str, facts: Facts) -> None:
    assert broken(shown(page), facts) == [fault]


def test_every_law_is_broken_by_a_page(facts: Facts) -> None:
    pages = [CheckedPage(shown(page), facts) for page, _ in BROKEN.values()]
    broken_by = {
        law: any(law.fault(node, page) for page in pages for one in law.selectors for node in page.found.get(one, ()))
        for law in LAWS
    }
    assert [law.meaning for law, is_broken in broken_by.items() if not is_broken] == []


def test_a_fault_has_the_line_of_its_element(facts: Facts) -> None:
    markup = (
        f"<html lang=en>\n<body><p>One</p>\n<p title='<b>'>Two</p>\n{words('12')}{words('30').replace('>30', '>31')}"
    )
    page = CheckedPage(markup, facts)
    node, _ = next(page.faults())
    assert lines_of(markup, page.tree, [node]) == [4]
