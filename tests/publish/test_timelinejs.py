import json
from html.parser import HTMLParser

import pytest

from tests.made import edition, mark, story
from verbatim.publish.exports.calendar import timelinejs

TEXT = "A <b>wall</b> & more was “raised” on 3 March 2031."


def made(value: str = "2031-03-03", **attributes: str) -> dict[str, object]:
    one = story("wall", TEXT, [mark("3 March 2031", "moment", date=value, **attributes)])
    return dict(json.loads(json.dumps(timelinejs(edition(one), one))))


def event(*arguments: str, **attributes: str) -> dict[str, object]:
    (only,) = made(*arguments, **attributes)["events"]  # type: ignore[misc]
    return dict(only)


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words, self.tags = "", []  # type: tuple[str, list[str]]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2031-03-03", {"year": 2031, "month": 3, "day": 3}, None), ("2031-03", {"year": 2031, "month": 3}, None),
        ("2031", {"year": 2031}, None),
        ("2031-24", {"year": 2031, "month": 12, "day": 1}, {"year": 2032, "month": 2, "day": 29}),
        ("2031-03-03/2031-03-09", {"year": 2031, "month": 3, "day": 3}, {"year": 2031, "month": 3, "day": 9}),
    ],
)  # fmt: skip
def test_parts_of_a_date_that_are_not_known_are_not_written(value: str, start: object, end: object) -> None:
    found = event(value)
    assert (found["start_date"], found.get("end_date")) == (start, end)


def test_source_words_are_text_and_not_markup() -> None:
    text = event()["text"]
    reader = Words()
    reader.feed(str(text["text"]))  # type: ignore[index]
    assert reader.words.startswith(TEXT)
    assert reader.tags == ["blockquote", "p", "p", "a"]
    assert str(text["headline"]).startswith("A &lt;b&gt;wall&lt;/b&gt; &amp; more was raised")  # type: ignore[index]


def test_the_words_cite_their_place() -> None:
    assert f'cite="https://record.example/sources/wall.txt#char=0,{len(TEXT)}"' in str(event()["text"])


def test_what_is_planned_says_so_beside_its_date() -> None:
    assert event(certainty="planned")["display_date"] == "3 March 2031 (still to come)"


@pytest.mark.parametrize("value", ["", "2031/.."])
def test_a_moment_that_no_date_places_is_left_out_and_counted(value: str) -> None:
    assert (made(value)["events"], made(value)["left_out"]) == ([], 1)
