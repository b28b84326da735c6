"""What the policy lets run: what templates hold themselves, and nothing that a page was given besides."""

from pathlib import Path

import pytest
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader

from verbatim.core.errors import ContentError
from verbatim.site.theme.csp import InlineElement, declared, refuse_undeclared

KNOWN = {"SITENAME": "The Sund", "COUNTER": "c-1", "VERBATIM_BUILD": "every word of every source"}


def held(folder: Path, known: dict[str, object] = KNOWN, **templates: str) -> set[InlineElement]:
    """Return what these templates declare; `__` in a name is a folder."""
    for name, source in templates.items():
        path = folder / f"{name.replace('__', '/')}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    made = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, loader=FileSystemLoader(folder))
    return set(declared(made, known))


def test_a_script_and_a_style_of_a_template_are_declared_to_the_letter(tmp_path: Path) -> None:
    source = "<head><script>\n  let a = '“';\n</script><style media=print>b > c {}</style></head>"
    assert held(tmp_path, base=source) == {
        InlineElement("script", "\n  let a = '“';\n", in_frame=False),
        InlineElement("style", "b > c {}", in_frame=False),
    }


def test_what_settings_alone_decide_is_declared_as_pages_show_it(tmp_path: Path) -> None:
    source = "<script>{% if COUNTER %}\n  count('{{ COUNTER }}', '{{ SITENAME }}')\n{% endif %}\n</script>"
    assert held(tmp_path, base=source) == {InlineElement("script", "  count('c-1', 'The Sund')\n", in_frame=False)}


@pytest.mark.parametrize(
    "words",
    ["{{ story.title }}", "{{ VERBATIM_BUILD }}", "{% for one in quotes %}x{% endfor %}", "{{ SITENAME|nope }}"],
)
def test_what_depends_on_the_content_is_not_declared(tmp_path: Path, words: str) -> None:
    assert held(tmp_path, article=f"<script>show('{words}')</script><style>a{{}}</style>") == {
        InlineElement("style", "a{}", in_frame=False)
    }


def test_a_setting_that_cannot_be_shown_declares_nothing(tmp_path: Path) -> None:
    assert held(tmp_path, base="<script>{{ SITENAME.a.b }}</script><script>{{ 1 // 0 }}</script>") == set()


def test_data_files_and_comments_are_not_declared(tmp_path: Path) -> None:
    source = (
        '<script type="application/ld+json">{}</script><script src="a.js"></script>'
        "{# not <script> but #}<script>a()</script>{# <style>b{}</style> #}"
    )
    assert held(tmp_path, base=source) == {InlineElement("script", "a()", in_frame=False)}


def test_frames_and_pages_have_what_their_own_templates_hold(tmp_path: Path) -> None:
    found = held(
        tmp_path, base="<script>a()</script>", embed_quote="<script>b()</script>", components__x="<style>c</style>"
    )
    assert {part for part in found if part.in_frame} == {InlineElement("script", "b()", in_frame=True)}
    assert len(found) == 3


def test_templates_of_every_folder_count_and_what_is_no_template_does_no_harm(tmp_path: Path) -> None:
    for name in ("own", "theme", "simple"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "base.html").write_text(f"<script>{name}()</script>")
    (tmp_path / "own/Thumbs.db").write_bytes(b"<script>\xff</script>")
    (tmp_path / "own/torn.html").write_text("<script>{% if %}</script>{{ 'never ended <script>a()</script>")
    named = PrefixLoader({f"!{name}": FileSystemLoader(tmp_path / name) for name in ("simple", "theme")})
    loader = ChoiceLoader([FileSystemLoader([tmp_path / "own", tmp_path / "theme"]), named])
    made = Environment(autoescape=True, loader=loader)
    assert {part.text for part in declared(made, {})} == {"own()", "theme()", "simple()"}


ALLOWED = frozenset([InlineElement("script", "a()", in_frame=False), InlineElement("style", "b{}", in_frame=True)])


@pytest.mark.parametrize("page", [
    "<p><script>a()</script>", '<script type="application/json">{"b":1}</script>', "<script src=x.js></script>",
])  # fmt: skip
def test_a_page_may_hold_what_is_declared_data_and_files(page: str) -> None:
    refuse_undeclared("index.html", page.encode(), ALLOWED)
    refuse_undeclared("embed/quotes/q-1/index.html", b"<style>b{}</style>", ALLOWED)


@pytest.mark.parametrize(
    "page", ["<p>\n<script>evil()</script>", "<p>\n<script type=module>a();</script>", "<p>\n<style>b{}</style>"]
)
def test_a_page_that_holds_anything_else_is_refused_at_its_line(page: str) -> None:
    with pytest.raises(ContentError) as told:
        refuse_undeclared("stories/rope/index.html", page.encode(), ALLOWED)
    assert str(told.value).startswith("stories/rope/index.html:2: ")
    assert "docs/theming.md" in str(told.value)


def test_a_frame_may_not_hold_what_is_declared_for_pages() -> None:
    with pytest.raises(ContentError, match="whose name begins with “embed”"):
        refuse_undeclared("embed/quotes/q-1/index.html", b"<script>a()</script>", ALLOWED)
