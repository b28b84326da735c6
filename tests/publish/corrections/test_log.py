"""What a newer text of a source changed, as a story's page shows it: every word with its place in one of the texts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made import edition, story
from verbatim.model import SourceChange
from verbatim.publish import Edition
from verbatim.publish.corrections import PieceView, ReplacedView, changed_on, changes_of_site, replaced_views
from verbatim.publish.story_page import StoryValues

OLD = "The wall stays\n\nIt cost two crowns.\n\nNobody came.\n\nThe end.\n"
NEW = "The wall stays\n\nIt cost three crowns.\n\nThe end.\n\nAll left.\n"


def replaced(old: str | None, new: str, *others: SourceChange) -> Edition:
    texts = (*others, SourceChange(2 + len(others), "2031-03-09", "The Courier mended <it>", old))
    return edition(story("wall", new, replaced=texts))


def views(old: str | None, new: str) -> list[ReplacedView]:
    made = replaced(old, new)
    return replaced_views(made, made.newsroom.stories["wall"])


def words(pieces: list[PieceView]) -> str:
    return "".join(str(one["words"]["words"]) if one["shared"] else f"[{one['words']['words']}]" for one in pieces)


def test_paragraphs_that_differ_are_shown_with_the_words_that_do() -> None:
    (view,) = views(OLD, NEW)
    assert [(row["same"], words(row["before"]), words(row["after"])) for row in view["rows"]] == [
        (1, "", ""), (0, "It cost [two] crowns.", "It cost [three] crowns."), (0, "[Nobody came.]", ""), (1, "", ""),
        (0, "", "[All left.]"),
    ]  # fmt: skip
    assert (view["before"], view["after"]) == ("sources/wall.1.txt", "sources/wall.txt")


@given(
    old=st.lists(st.text("ab “”&<\x02é.", min_size=1, max_size=12), min_size=1, max_size=5),
    new=st.lists(st.text("ab “”&<\x02é.", min_size=1, max_size=12), min_size=1, max_size=5),
)
def test_every_piece_is_the_slice_that_it_names(old: list[str], new: list[str]) -> None:
    texts = {"wall.1": "\n\n".join(old) + "\nx", "wall": "\n\n".join(new) + "\nx"}
    (view,) = views(texts["wall.1"], texts["wall"])
    for row in view["rows"]:
        for name, pieces in (("wall.1", row["before"]), ("wall", row["after"])):
            for piece in pieces:
                start, _, end = piece["words"]["char"].partition(",")
                held = re.sub(r"<[^>]*>", "", str(piece["words"]["words"]).replace("\u2402", "\x02"))
                assert piece["words"]["story"] == name
                assert texts[name][int(start) : int(end)] == held.replace("&lt;", "<").replace("&amp;", "&")


def test_of_several_the_newest_stands_first_each_between_its_two_texts() -> None:
    made = replaced(OLD, NEW, SourceChange(2, "2031-03-05", "", "The wall fell\n"))
    first, second = replaced_views(made, made.newsroom.stories["wall"])
    assert (first["id"], first["before"], first["after"]) == ("text-3", "sources/wall.2.txt", "sources/wall.txt")
    assert (second["id"], second["before"], second["after"]) == ("text-2", "sources/wall.1.txt", "sources/wall.2.txt")


@pytest.mark.parametrize(("old", "new", "before"), [
    (None, NEW, ""), ("Old words here. " * 2000, "New talk there! " * 2000, "sources/wall.1.txt"),
], ids=["not kept", "too much"])  # fmt: skip
def test_a_text_that_is_not_kept_is_not_shown_and_too_much_is_left_to_the_texts(
    old: str | None, new: str, before: str
) -> None:
    (view,) = views(old, new)
    assert (view["rows"], view["before"]) == ([], before)


def test_it_is_in_the_logs_with_its_reason_and_the_story_was_changed_then() -> None:
    made = replaced(OLD, NEW)
    one = made.newsroom.stories["wall"]
    (change,) = changes_of_site(made)
    assert (change["kind"], change["date"]["edtf"], change["url"]) == ("replaced", "2031-03-09", "stories/wall/#text-2")
    assert str(change["why"]) == "The Courier mended &lt;it&gt;"
    assert changed_on(made, one) == "2031-03-09"
    assert [view["id"] for view in StoryValues.of(made, one).replaced] == ["text-2"]
