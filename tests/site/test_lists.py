"""Lists as a real build writes them, by the settings that Pelican's users know."""

import re
from pathlib import Path

import pytest

from tests.conftest import set_up
from tests.site.conftest import Run

pytestmark = pytest.mark.campaign("generator/verbatim/verify", "generator/verbatim/publish")


def test_a_kind_of_page_that_is_switched_off_has_no_further_pages_either(build: Run, laid: Path) -> None:
    set_up(laid, 'DEFAULT_PAGINATION = 1\nPERSON_SAVE_AS = ""')
    done = build()
    assert done.returncode == 0, done.stdout + done.stderr
    assert (laid / "output/people/index.html").exists()
    assert not list((laid / "output").glob("people/*/page"))


SECTIONS = ("STORIES", "PEOPLE", "QUOTES", "TIMELINE", "SEARCH")
HREF = re.compile(r' href="([^"#?:]+\.html)[^":]*"')


def test_no_page_leads_to_a_section_that_is_switched_off(build: Run, laid: Path) -> None:
    with (laid / "pelicanconf.py").open("a") as settings:
        settings.writelines(f'{name}_SAVE_AS = ""\n' for name in SECTIONS)
    done = build()
    assert done.returncode == 0, done.stdout + done.stderr
    output = laid / "output"
    links = {
        (page, (page.parent / to).resolve()) for page in output.rglob("*.html") for to in HREF.findall(page.read_text())
    }
    assert len(links) > 20
    assert [(page.name, to) for page, to in links if not to.is_file()] == []
