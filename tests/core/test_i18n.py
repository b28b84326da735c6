"""The words of the interface: directions, numbers, dates in another language, a newsroom's own words."""

import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import ROOT
from verbatim.core.errors import ContentErrors
from verbatim.core.i18n import ENGLISH, Words, direction
from verbatim.site.i18n import words_in


def words(lang: str, **own: Any) -> Words:
    return words_in({"DEFAULT_LANG": lang, "THEME": ROOT / "theme", **own})


@pytest.mark.parametrize(("lang", "way"), [
    ("en", "ltr"), ("de-CH", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("fa-IR", "rtl"), ("ar-Latn", "ltr"),
    ("pa-Arab-PK", "rtl"), ("UR_pk", "rtl"), ("arn", "ltr"),
])  # fmt: skip
def test_a_language_has_a_direction(lang: str, way: str) -> None:
    assert direction(lang) == way


def test_a_language_takes_its_catalogue_or_says_it_in_english_and_own_words_go_before_it() -> None:
    assert (ENGLISH.number(1234567), words("de").number(1234567)) == ("1,234,567", "1.234.567")
    assert [words(lang).gettext("Search") for lang in ("de-AT", "ar")] == ["Suche", "Search"]
    own = {"Stories": "Reports", "%(num)s story": ("%(num)s report", "%(num)s reports")}
    made = words("de", WORDS=own)
    said = made.gettext("Stories"), made.counted("%(num)s story", "%(num)s stories", 2), made.gettext("Search")
    assert said == ("Reports", "2 reports", "Suche")


@pytest.mark.parametrize(("own", "fact"), [
    ({"No such text": "x"}, "never says"), ({"Published %(date)s": "On %(day)s"}, r"%\(…\)s"),
    ({"Search": "100 % found"}, r"%\(…\)s"), ({"%(num)s story": "%(num)s report"}, "number of forms"),
])  # fmt: skip
def test_own_words_that_do_not_fit_are_refused(own: dict[str, Any], fact: str) -> None:
    with pytest.raises(ContentErrors, match=fact):
        words("en", WORDS=own)


def test_english_needs_no_babel() -> None:
    asked = "import verbatim.site.pelican.generator, sys; print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
