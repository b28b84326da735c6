"""What a macro makes of a view that pages share is made once, and never taken for that of another view."""

from typing import Any

from tests.site.templates.conftest import made
from verbatim.site.theme.assets import memoised


def counting(made: list[object]) -> Any:
    def macro(view: dict[str, str], size: str = "") -> str:
        made.append((view, size))
        return view["name"] + size

    return macro


def test_a_view_is_made_into_text_once_for_each_macro_and_size_and_only_so_many_are_kept() -> None:
    once, made = memoised(), list[object]()
    one, other, view = counting(made), counting(made), {"name": "a"}
    assert [once(one, view), once(one, view), once(one, view, "1"), once(other, view)] == ["a", "a", "a1", "a"]
    assert len(made) == 3
    assert [once(one, {"name": name}) for name in ("a", "a", "b")] == ["a", "a", "b"]
    assert len(made) == 6
    once, made = memoised(2), list[object]()
    macro, views = counting(made), [{"name": name} for name in "abc"]
    assert [once(macro, view) for view in (*views, views[0], views[2])] == ["a", "b", "c", "a", "c"]
    assert len(made) == 4


def test_a_text_that_was_made_stays_safe_in_a_page() -> None:
    page = "{% macro m(v) %}<b>{{ v.name }}</b>{% endmacro %}{{ once(m, view) }}{{ once(m, view) }}{{ once(m, other) }}"
    environment = made({"page": page})
    environment.globals["once"] = memoised()
    said = environment.get_template("page").render(view={"name": "<a>"}, other={"name": "b"})
    assert said == "<b>&lt;a&gt;</b><b>&lt;a&gt;</b><b>b</b>"
