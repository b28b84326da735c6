from markupsafe import Markup

from verbatim.publish.html import format_html


def test_what_is_put_in_is_escaped() -> None:
    assert format_html('<a title="{}">{}</a>', '"><b>', "a & b") == '<a title="&#34;&gt;&lt;b&gt;">a &amp; b</a>'


def test_html_that_is_put_in_stays_html() -> None:
    assert format_html("<p>{}</p>", Markup("<i>so</i>")) == "<p><i>so</i></p>"


def test_braces_in_what_is_put_in_are_no_places() -> None:
    assert format_html("<p>{}</p>{}", "{0.__class__}", 7) == "<p>{0.__class__}</p>7"


def test_one_value_can_stand_in_several_places() -> None:
    assert format_html("<{0}>{1}</{0}>", "ins", "a < b") == "<ins>a &lt; b</ins>"
