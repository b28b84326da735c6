"""Scripts and styles within pages, in real builds: those of templates are let in, any other stops the build."""

import re
from pathlib import Path

import pytest

from tests.conftest import change, set_up
from tests.site.conftest import Run, rope
from tests.site.test_faults import refused
from verbatim.site.theme.assets import inline
from verbatim.site.theme.csp import csp_hash
from verbatim.site.theme.look import Look

EVIL = "<script>steal()</script>"
AWAY = "const page = '{{ meta.title }}'"
OWN = '{% extends "!theme/base.html" %}{% block colophon %}<script>count()</script>{% endblock %}'


def hashes(site: Path) -> set[str]:
    return set(re.findall(r"'sha256-[^']+'", (site / "_headers").read_text(encoding="utf-8")))


def test_the_policy_holds_what_the_theme_declares_and_nothing_of_any_page(made_once: Path) -> None:
    for site, for_web in (("output", False), ("public", True)):
        *parts, frames = inline(Look((made_once / "theme",), for_web=for_web))
        assert hashes(made_once / site) == {csp_hash(text) for text in (*parts, *frames.values())}


def test_a_static_script_of_a_newsrooms_template_is_let_in_and_what_the_source_says_of_scripts_is_none(
    build: Run, laid: Path
) -> None:
    change(laid / "content/stories/rope.md", f"Title: {rope().title}", f"Title: {EVIL}")
    (laid / "templates").mkdir()
    (laid / "templates/base.html").write_text(OWN)
    set_up(laid, 'THEME_TEMPLATES_OVERRIDES = ["templates"]')
    assert build().returncode == 0
    assert "<script>count()</script>" in (laid / "output/stories/rope/index.html").read_text()
    assert csp_hash("count()") in hashes(laid / "output")
    assert csp_hash("steal()") not in hashes(laid / "output")


# One page of a site and one frame are tried daily.
SELDOM = pytest.mark.campaign("generator/verbatim/site/theme", "generator/verbatim/site/pelican")


@pytest.mark.parametrize(("template", "page"), [
    ("article", "stories/rope"), pytest.param("page", "about", marks=SELDOM),
])  # fmt: skip
def test_a_script_that_changes_from_page_to_page_is_refused(build: Run, laid: Path, template: str, page: str) -> None:
    change(laid / f"theme/templates/{template}.html", "<article", f"<script>{AWAY}</script><article")
    said = refused(build, laid)
    assert re.search(rf"{page}/index\.html:\d+: an inline script here is as no template has it", said)
    assert "data- attributes (docs/theming.md)" in said


@pytest.mark.parametrize(("template", "shown", "page"), [
    pytest.param("components/publisher", "story.source_name", "stories/rope", marks=SELDOM),
    ("embed_quote", "where", r"embed/quotes/q-\w+"),
])  # fmt: skip
def test_a_script_that_no_escape_held_back_is_refused(
    build: Run, laid: Path, template: str, shown: str, page: str
) -> None:
    change(laid / f"theme/templates/{template}.html", f"{{{{ {shown} }}}}", f"{{{{ ({shown})|safe }}}}")
    change(laid / "content/stories/rope.md", "Source-Name: The Courier", f"Source-Name: {EVIL}")
    said = refused(build, laid)
    assert re.search(rf"\b{page}/index\.html:\d+: an inline script here is as no template has it", said)
