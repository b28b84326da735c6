import base64
import hashlib
from contextlib import nullcontext
from pathlib import Path

import pytest
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader

from verbatim.core.errors import ContentError
from verbatim.site.theme.csp import (
    InlineElement,
    csp_hash,
    declared,
    headers_file,
    inline_parts,
    lasting,
    policy,
    refuse_undeclared,
)

SCRIPT, STYLE = InlineElement("script", "var a=1", in_frame=False), InlineElement("style", "b{}", in_frame=True)


def test_what_is_declared_is_named_by_the_hash_of_its_exact_words_where_it_stands() -> None:
    assert csp_hash("var a=1") == f"'sha256-{base64.b64encode(hashlib.sha256(b'var a=1').digest()).decode()}'"
    page, frame = (policy([SCRIPT, STYLE], in_frame) for in_frame in (False, True))
    assert f"script-src 'self' {csp_hash('var a=1')};" in page
    assert f"style-src {csp_hash('b{}')};" in frame
    assert "sha256" not in policy([STYLE], in_frame=False) + policy([SCRIPT], in_frame=True)


def test_a_policy_allows_nothing_unsafe_and_a_frame_to_stand_anywhere() -> None:
    for in_frame in (True, False):
        made = policy([SCRIPT, STYLE], in_frame)
        assert "unsafe" not in made
        assert made.startswith("default-src 'none'; ")
        assert ("frame-ancestors 'self'" in made, "frame-ancestors" in made) == (not in_frame, not in_frame)


def test_what_is_run_needs_leave_and_data_files_and_what_a_script_holds_need_none() -> None:
    html = b"""<script type="application/ld+json">{}</script><script src="a.js"></script><script></script>
        <script>var a='<style>b{}</style>'</script><style>c{}</style><script>never closed"""
    assert [part.kind for part in inline_parts(html)] == ["script", "style"]


def test_no_two_rules_meet_one_page_and_only_the_search_page_may_run_webassembly() -> None:
    rules = headers_file(set(), ["embed", "quotes", "search", "pagefind", "theme"]).split("\n\n")
    heads = [one.splitlines()[0] for one in rules]
    assert [one for one in heads if one.startswith("/")] == [
        "/", "/index.html", "/404.html", "/embed/*", "/pagefind/*", "/quotes/*", "/search/*", "/theme/fonts/*",
        "/theme/css/*", "/theme/js/*", "/theme/icons/*",
    ]  # fmt: skip
    assert [head for head, one in zip(heads, rules, strict=True) if "'wasm-unsafe-eval'" in one] == ["/search/*"]


def rule(path: str) -> str:
    text = headers_file(set(), ["data", "embed", "feeds", "quotes", "theme"])
    return next(one for one in text.split("\n\n") if one.startswith(f"{path}\n"))


OTHERS = "Access-Control-Allow-Origin: *"


@pytest.mark.parametrize(("path", "has", "lacks"), [
    ("/data/*", OTHERS, "immutable"), ("/feeds/*", OTHERS, "immutable"), ("/embed/*", OTHERS, "immutable"),
    ("/embed/*", "camera=(), ", "immutable"), ("/", "manifest-src 'self'", "Access-Control"),
    ("/quotes/*", "", "Access-Control"), ("/quotes/*", "", "Cache-Control"), ("/theme/js/*", "", "Access-Control"),
    ("/theme/css/*", "immutable", "Access-Control"), ("/theme/fonts/*", "max-age=86400", "immutable"),
])  # fmt: skip
def test_what_others_may_read_what_is_kept_and_what_a_page_may_do(path: str, has: str, lacks: str) -> None:
    assert has in rule(path)
    assert lacks not in rule(path)


def test_pictures_are_kept_for_ever_where_every_name_holds_a_hash(tmp_path: Path) -> None:
    for name in ("pictures/gate.0123456789-480.avif", "portraits/ada.0123456789-96.webp", "portraits/vell.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert lasting(tmp_path) == {"pictures"}
    rules = headers_file(set(), ["pictures", "portraits"], kept={"pictures"}).split("\n\n")
    assert [one.splitlines()[0] for one in rules if "immutable" in one and "/theme/" not in one] == ["/pictures/*"]


KNOWN = {"SITENAME": "The Sund", "COUNTER": "c-1", "VERBATIM_BUILD": "every word of every source"}


def held(folder: Path, known: dict[str, object] = KNOWN, **templates: str) -> set[InlineElement]:
    """Return what these templates declare; `__` in a name is a folder."""
    for name, source in templates.items():
        path = folder / f"{name.replace('__', '/')}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    made = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, loader=FileSystemLoader(folder))
    return set(declared(made, known))


SCRIPTED = [
    ("<head><script>\n  let a = '“';\n</script></head>", "\n  let a = '“';\n"),
    # What settings alone decide is declared as pages show it.
    ("<script>{% if COUNTER %}\n  count('{{ COUNTER }}', '{{ SITENAME }}')\n{% endif %}\n</script>",
     "  count('c-1', 'The Sund')\n"),
    ('<script type="application/ld+json">{}</script><script src="a.js"></script><script>a()</script>', "a()"),
    ("{# not <script> but #}<script>a()</script>{# <style>b{}</style> #}", "a()"),
    # A setting that cannot be shown declares nothing, and what depends on the content neither.
    *(
        (f"<script>{{{{ {words} }}}}</script><script>a()</script>", "a()")
        for words in ("SITENAME.a.b", "1 // 0", "SITENAME|nope", "story.title", "VERBATIM_BUILD")
    ),
    ("<script>{% for one in quotes %}x{% endfor %}</script><script>a()</script>", "a()"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "declared"), SCRIPTED)
def test_a_template_declares_what_its_settings_alone_decide_to_the_letter(
    tmp_path: Path, source: str, declared: str
) -> None:
    style = "<style media=print>b > c {}</style>"
    assert held(tmp_path, base=source + style) == {
        InlineElement("script", declared, in_frame=False),
        InlineElement("style", "b > c {}", in_frame=False),
    }


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


STORY, FRAME = "stories/rope/index.html", "embed/quotes/q-1/index.html"


@pytest.mark.parametrize(("address", "page", "line"), [
    (STORY, "<p><script>a()</script>", 0), (STORY, '<script type="application/json">{"b":1}</script>', 0),
    (STORY, "<script src=x.js></script>", 0), (FRAME, "<style>b{}</style>", 0),
    (STORY, "<p>\n<script>evil()</script>", 2), (STORY, "<p>\n<script type=module>a();</script>", 2),
    (STORY, "<p>\n<style>b{}</style>", 2), (FRAME, "<p>\n<script>a()</script>", 2),
])  # fmt: skip
def test_a_page_that_holds_more_than_what_is_declared_data_and_files_is_refused_at_its_line(
    address: str, page: str, line: int
) -> None:
    with pytest.raises(ContentError) if line else nullcontext() as refused:
        refuse_undeclared(address, page.encode(), ALLOWED)
    if refused:
        assert str(refused.value).startswith(f"{address}:{line}: ")
        assert "docs/theming.md" in str(refused.value)
        assert ("whose name begins with “embed”" in str(refused.value)) == (address == FRAME)
