import base64
import hashlib

from verbatim.site.theme.csp import InlineElement, csp_hash, headers_file, inline_parts, policy

SCRIPT, STYLE = InlineElement("script", "var a=1", in_frame=False), InlineElement("style", "b{}", in_frame=True)


def test_what_is_declared_is_named_by_its_hash() -> None:
    assert f"script-src 'self' {csp_hash('var a=1')};" in policy([SCRIPT, STYLE], in_frame=False)
    assert f"style-src {csp_hash('b{}')};" in policy([SCRIPT, STYLE], in_frame=True)


def test_data_and_files_need_no_leave() -> None:
    html = b'<script type="application/ld+json">{}</script><script src="a.js"></script><script></script>'
    assert list(inline_parts(html)) == []


def test_what_a_script_holds_is_no_part_of_its_own() -> None:
    html = b"<script>var a='<style>b{}</style>'</script><style>c{}</style><script>never closed"
    assert [part.kind for part in inline_parts(html)] == ["script", "style"]


def test_a_source_expression_is_the_hash_of_the_exact_words() -> None:
    assert csp_hash("var a=1") == f"'sha256-{base64.b64encode(hashlib.sha256(b'var a=1').digest()).decode()}'"


def test_the_policies_allow_nothing_unsafe() -> None:
    for in_frame in (True, False):
        made = policy([SCRIPT, STYLE], in_frame)
        assert "unsafe" not in made
        assert made.startswith("default-src 'none'; ")


def test_frames_may_stand_anywhere_and_pages_only_here() -> None:
    assert "frame-ancestors" not in policy([], in_frame=True)
    assert "frame-ancestors 'self'" in policy([], in_frame=False)


def test_a_frames_script_is_not_allowed_on_other_pages() -> None:
    assert "sha256" not in policy([STYLE], in_frame=False)
    assert "sha256" not in policy([SCRIPT], in_frame=True)


def test_no_two_rules_meet_one_page() -> None:
    rules = [line for line in headers_file(set(), ["embed", "quotes", "theme"]).splitlines() if line.startswith("/")]
    assert rules == [
        "/", "/index.html", "/404.html", "/embed/*", "/quotes/*", "/theme/fonts/*", "/theme/css/*", "/theme/js/*",
        "/theme/icons/*",
    ]  # fmt: skip


def rule(path: str) -> str:
    text = headers_file(set(), ["data", "embed", "feeds", "quotes", "theme"])
    return next(one for one in text.split("\n\n") if one.startswith(f"{path}\n"))


def test_other_sites_may_read_data_feeds_and_the_component_and_nothing_else() -> None:
    for path in ("/data/*", "/feeds/*", "/embed/*"):
        assert "Access-Control-Allow-Origin: *" in rule(path)
    for path in ("/", "/quotes/*", "/theme/js/*"):
        assert "Access-Control" not in rule(path)


def test_what_is_named_by_its_hash_is_kept_for_ever_and_pages_are_not() -> None:
    assert "immutable" in rule("/theme/css/*")
    assert "Cache-Control" not in rule("/quotes/*")
    assert "max-age=86400" in rule("/theme/fonts/*")


def test_pages_may_load_their_manifest_and_ask_a_device_for_nothing() -> None:
    assert "manifest-src 'self'" in rule("/")
    assert "camera=(), " in rule("/embed/*")


def test_only_the_search_page_may_run_webassembly() -> None:
    rules = headers_file(set(), ["embed", "quotes", "search", "pagefind"]).split("\n\n")
    assert [rule.splitlines()[0] for rule in rules if "'wasm-unsafe-eval'" in rule] == ["/search/*"]
