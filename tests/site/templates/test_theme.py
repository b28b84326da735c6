"""The theme's own templates: every page and every component's example has the same bytes, in every language."""

from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment

from tests.components.examples import Example, examples
from tests.theme.conftest import EDITIONS, LOOKS, THEME, environment, payloads
from verbatim.core.i18n import ENGLISH, Words
from verbatim.site.i18n import install, words_in
from verbatim.site.templates import QuickGenerator, quicken

GERMAN = words_in({"DEFAULT_LANG": "de", "THEME": str(THEME)})
LANGUAGES = {"en": ENGLISH, "de": GERMAN}
EXAMPLES = list(examples())


@cache
def pair(look: str, lang: str) -> tuple[Environment, Environment]:
    plain, quick = environment(LOOKS[look]), environment(LOOKS[look])
    for one in (plain, quick):
        one.auto_reload = False
        install(one, LANGUAGES[lang])
    quicken(quick, LANGUAGES[lang])
    assert quick.code_generator_class is QuickGenerator
    return plain, quick


def called(example: Example) -> str:
    return f"{example.macro.file}-{example.macro.name}-{example.name}"


@pytest.mark.parametrize("example", EXAMPLES, ids=called)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_example_has_the_same_bytes(example: Example, lang: str) -> None:
    plain, quick = pair("broadsheet", lang)
    assert example.render(quick) == example.render(plain)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", EDITIONS)
def test_every_page_has_the_same_bytes(name: str, look: str, lang: str) -> None:
    plain, quick = pair(look, lang)
    count = 0
    for address, template, payload in payloads(EDITIONS[name]):
        wanted = plain.get_template(template).render(payload)
        assert quick.get_template(template).render(payload) == wanted, address
        count += 1
    assert count


def test_the_words_of_another_language_are_in_the_code() -> None:
    plain, quick = pair("broadsheet", "de")
    source = (Path(THEME) / "templates/furniture.html").read_text(encoding="utf-8")
    assert "Farben" in (code := quick.compile(source, "furniture.html", raw=True))
    assert '"Colours"' not in code
    assert "Farben" not in plain.compile(source, "furniture.html", raw=True)
    assert isinstance(GERMAN, Words)
