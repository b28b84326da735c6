"""Links from tokens, relative and absolute."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.publish.urls import file_of, link, relative_from, resolve, under


@pytest.mark.parametrize(("page", "address", "expected"), [
    ("index.html", "stories/rope/", "stories/rope/index.html"),
    ("stories/rope/index.html", "", "../../index.html"),
    ("stories/rope/index.html", "quotes/q-1/", "../../quotes/q-1/index.html"),
    ("stories/rope/index.html", "stories/rope/#f-030", "#f-030"),
    ("stories/rope/index.html", "stories/rope/timeline/#m-1", "../../stories/rope/timeline/index.html#m-1"),
    ("stories/rope/index.html", "sources/rope.txt#char=1,2", "../../sources/rope.txt#char=1,2"),
    ("404.html", "theme/site.css", "theme/site.css"),
])  # fmt: skip
def test_a_relative_link_ends_in_a_file(page: str, address: str, expected: str) -> None:
    assert relative_from(page)(address) == expected


@pytest.mark.parametrize(("address", "expected"), [
    ("", "https://record.example/sund/"), ("people/mara/", "https://record.example/sund/people/mara/"),
    ("people/mara/#top", "https://record.example/sund/people/mara/#top"), ("quotes/q-1/#here", "#here"),
])  # fmt: skip
def test_an_absolute_link_is_clean(address: str, expected: str) -> None:
    assert under("https://record.example/sund", "quotes/q-1/index.html")(address) == expected


def test_other_urls_are_left_alone_and_a_folders_file_is_its_index() -> None:
    assert link("https://elsewhere.example/a") == "https://elsewhere.example/a"
    assert (file_of("a/"), file_of(""), file_of("a/b.xml"), file_of("a/#x")) == (
        "a/index.html", "index.html", "a/b.xml", "a/index.html#x",
    )  # fmt: skip


@pytest.mark.parametrize(("text", "resolved"), [
    (f'<a href="{link("a/")}">a</a> <img src="{link("b.png")}">', '<a href="[a/]">a</a> <img src="[b.png]">'),
    (f"a\x02b{link('c/')}d\x03e\x02f", "a\x02b[c/]d\x03e\x02f"),
], ids=["whole", "half"])  # fmt: skip
def test_tokens_are_resolved_and_the_rest_and_half_a_token_are_kept(text: str, resolved: str) -> None:
    assert resolve(text, lambda address: f"[{address}]") == resolved


@given(st.text(alphabet="abc/#.-", max_size=20), st.text(alphabet="abc/#.-", max_size=20))
def test_a_token_survives_between_any_words(before: str, address: str) -> None:
    assert resolve(before + link(address) + before, lambda found: f"<{found}>") == f"{before}<{address}>{before}"
