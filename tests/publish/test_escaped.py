"""Escaping as MarkupSafe does it."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from verbatim.publish.html import escaped, marked_safe


class Html:
    """What says itself how it stands in HTML."""

    def __html__(self) -> str:
        return "<hr>"


VALUES = st.text() | st.text().map(Markup) | st.integers() | st.none() | st.builds(Html) | st.lists(st.text())


@given(VALUES)
def test_a_value_is_escaped_as_markupsafe_does_it(value: object) -> None:
    assert escaped(value) == str(escape(value))


def test_what_is_marked_safe_is_markup_and_is_not_escaped_again() -> None:
    html = marked_safe("<b>")
    assert type(html) is Markup
    assert escaped(html) == "<b>"
