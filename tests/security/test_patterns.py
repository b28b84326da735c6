"""Every regular expression takes time in proportion to the text: each is tried on strings made against itself."""

import re
from functools import cache

import pytest

from tests.security.growth import SLACK, TooSlowError, growth, seconds
from tests.security.patterns import CALLS, Found, held, uses, written_inside
from tests.security.pumps import Pump, pumps
from verbatim.annotate import numbers as number_forms
from verbatim.annotate.dates import grammar as date_grammar
from verbatim.content.sources import html as caps
from verbatim.publish import corrections as changed_words

LENGTH = 8_192
PARTS = 4  # so that no worker of a run has all of it
FLOOR = 0.012  # seconds for twice LENGTH: the cheapest quadratic loop takes 40 ms for as many characters

# Patterns that are put together inside a function: module and line's call, and how to have what is made there.
BUILT = {
    "verbatim.annotate.dates.grammar": lambda: [date_grammar._grammar("en")[0]],  # noqa: SLF001
    "verbatim.annotate.numbers": lambda: [number_forms._pattern()],  # noqa: SLF001
    # Words, or a title, with white space between.
    "verbatim.content.redaction": lambda: [re.compile(r"(?<!\w)the\s+man\s+with\s+the\s+lamp(?!\w)|(?<!\w)he(?!\w)")],
    "verbatim.content.people.removal": lambda: [re.compile(r"(?<![\w-])(?:ada-vell|Ada Vell)(?![\w-])|ada-vell")],
    "verbatim.newsroom.places": lambda: [re.compile(r"the\s+man\s+with\s+the\s+lamp")],
    "verbatim.publish.claims": lambda: [re.compile(r"\b(?:he|she|they|Vell)\b|[“\"«]|''|\bI\b")],
    "verbatim.publish.markup.publisher_links": lambda: [re.compile(r"(?<!\w)the\ man\ with\ the\ lamp(?!\w)")],
    "verbatim.verify.report": lambda: [re.compile(r"[“”]\W{0,3}T")],
    "verbatim.publish.reasons": list,  # of reasons, which have at most 2,000 characters
    "verbatim.publish.corrections": lambda: [changed_words._token()],  # noqa: SLF001
    "verbatim.content.sources.html": lambda: [re.compile(re.escape(end), re.IGNORECASE) for end in caps.RAW.values()],
}
# Patterns that see a text of bounded length only, and what bounds it.
BOUNDED = {
    "verbatim.verify.report._EXCERPT": "the message of one fault, in which an excerpt has 60 characters",
    "verbatim.annotate.dates.context._NAMED_EVENTS": "24 characters before a year",
    "verbatim.annotate.numbers._AGE_BEFORE": "32 characters before a number",
    "verbatim.annotate.numbers._NAMED": "the same",
    "verbatim.annotate.numbers._SENTENCE_OPENING": "the same",
    "verbatim.annotate.text.furniture._CREDITS": "a paragraph of at most 400 characters",
    "verbatim.annotate.text.furniture._REQUESTS": "the same",
    "verbatim.annotate.text.furniture._BESIDE": "the same",
    "verbatim.site.theme.assets.INDENT": "the theme's own templates",
    "verbatim.site.theme.assets.AROUND": "the theme's own styles",
    "verbatim.site.theme.look.TOKEN": "the theme's own styles",
}


def _try(found: Found, text: str | bytes) -> None:
    if found.methods - {"match", "fullmatch"}:
        for _ in found.pattern.finditer(text):
            pass
    if "match" in found.methods:
        found.pattern.match(text)
    if "fullmatch" in found.methods:
        found.pattern.fullmatch(text)


def _grows(found: Found, pump: Pump) -> float:
    bytes_wanted = isinstance(found.pattern.pattern, bytes)

    def made(length: int) -> str | bytes:
        text = pump.of(length)
        return text.encode("latin-1", "replace") if bytes_wanted else text

    try:
        for length in (24, 256):  # what grows by powers shows here already
            seconds(lambda length=length: _try(found, made(length)), at_most=1)
        return growth(lambda text: _try(found, text), made, LENGTH, FLOOR)
    except TooSlowError:
        return float("inf")


def _surely_grows(found: Found, pump: Pump) -> bool:
    """Return whether the time grows too fast whenever it is measured: among hundreds, a busy machine spoils one."""
    return all(_grows(found, pump) > SLACK for _ in range(3))


@cache
def every() -> list[Found]:
    """Return all expressions; not while tests are collected, since it takes seconds."""
    built = [Found(f"{module}()", made, CALLS) for module in BUILT for made in BUILT[module]()]
    return [*held(), *written_inside(), *built]


@pytest.mark.parametrize("part", range(PARTS))
def test_takes_no_longer_than_in_proportion_to_the_text(part: int) -> None:
    tried = [found for found in every() if found.place not in BOUNDED][part::PARTS]
    assert len(tried) > 100
    slow = {found.place: pump for found in tried for pump in pumps(found.pattern) if _surely_grows(found, pump)}
    assert slow == {}


def test_every_expression_of_the_product_is_among_those_tried() -> None:
    assert len(uses().calls) > 150
    unread = {call.module for call in uses().calls if call.text is None and not call.at_top}
    assert unread <= set(BUILT)


def test_every_bound_is_of_an_expression_that_exists() -> None:
    assert set(BOUNDED) <= {found.place for found in every()}


PUMPED = pytest.mark.campaign("tests/security/growth.py", "tests/security/patterns.py", "tests/security/pumps.py")


@pytest.mark.parametrize(("text", "method"), [
    (r"x*x*z", "match"),
    pytest.param(r"\s+$", "search", marks=PUMPED),
    pytest.param(r"<[^>]*>", "sub", marks=PUMPED),
    pytest.param(r"(?:a|aa)+b", "match", marks=PUMPED),
])  # fmt: skip
def test_an_expression_that_takes_longer_is_found(text: str, method: str) -> None:
    found = Found("made for this", re.compile(text), frozenset({method}))
    assert any(_grows(found, pump) > SLACK for pump in pumps(found.pattern))
