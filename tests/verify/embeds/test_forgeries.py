"""Cards as liars alter them: each is told, by its verdict and what it rests on."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sentences import rows
from tests.verify.embeds.conftest import FIRST, SITE, altered, block, frame, one
from verbatim.verify.embeds import OUT_OF_SIGHT, PublishedSite, check

TABLES = "verify/embeds/forgeries.txt"
ALT = "Ada Vell: “We found every net cut, and cut from the same side,” … “Somebody stood there.” (4 March 2031)"
PICTURE = f'<a href="{SITE}/quotes/{FIRST}/"><img src="{SITE}/cards/{FIRST}.png" alt="{ALT}"></a>'


def told(code: str, published: PublishedSite) -> set[str]:
    return {each.verdict for each in check(f"<p>We read:</p>{code}".encode(), published)}


@rows("how,old,new", TABLES, "an altered card")
def test_other_words_another_speaker_and_another_frame_to_come_are_told(
    how: str, old: str, new: str, published: PublishedSite
) -> None:
    assert told(altered(block(published), old, new), published) == {"altered"}, how


@rows("unseen", TABLES, "a word that readers do not see")
def test_a_word_that_readers_do_not_see_is_not_there(unseen: str, published: PublishedSite) -> None:
    found = one(altered(block(published), "every", unseen), published)
    assert [str(each) for each in found.differences] == ["leaves out “every”"]


@rows("host", TABLES, "a host that looks like the site’s")
def test_a_host_that_looks_like_the_sites_is_another(host: str, published: PublishedSite) -> None:
    found = one(block(published).replace(SITE, host), published)
    assert (found.verdict, found.facts[0].endswith(", not to record.example")) == ("altered", True)


@rows("how,old,new", TABLES, "an altered frame")
def test_another_frame_is_told(how: str, old: str, new: str, published: PublishedSite) -> None:
    assert told(altered(frame(published), old, new), published) == {"altered"}, how


@rows("how,old,new", TABLES, "an altered picture")
def test_another_picture_is_told(how: str, old: str, new: str, published: PublishedSite) -> None:
    assert told(PICTURE, published) == {"verbatim"}
    assert told(altered(PICTURE, old, new), published) == {"altered"}, how


@pytest.mark.parametrize(
    "around", ["<del>{}</del>", "<div hidden>{}</div>", '<div style="display:none"><b>{}</b></div>']
)
def test_a_whole_card_that_is_struck_or_hidden_is_told(around: str, published: PublishedSite) -> None:
    for code in (block(published), frame(published), PICTURE):
        assert one(around.format(code), published).facts == (OUT_OF_SIGHT,)
        assert told(around.format(code) + code, published) == {"verbatim"}


@pytest.mark.parametrize(("kind", "name"), [("people", "ada-vell"), ("timelines", "nets")])
def test_a_card_of_another_kind_with_other_words_is_told(kind: str, name: str, published: PublishedSite) -> None:
    code = block(published, name, kind)
    for old, new in (
        ("the harbour", "the lantern"),
        ("</blockquote>", "<p>All lies.</p></blockquote>"),
        (SITE, f"{SITE}.evil.example"),
    ):
        assert told(code.replace(old, new), published) == {"altered"}


BARE = re.compile("<(?!a|/a)[^>]*>")


def test_another_speaker_is_told_in_text_before_a_link(published: PublishedSite) -> None:
    code = BARE.sub("", block(published))
    assert [one(each, published).verdict for each in (code, code.replace("Ada Vell", "Orrin Dane"))] == [
        "verbatim", "altered"
    ]  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 200), sign=st.sampled_from("abzABZ059éßж.,;:!?…"), is_loose=st.booleans())
def test_any_one_character_that_is_changed_in_the_words_is_found(
    published: PublishedSite, at: int, sign: str, *, is_loose: bool
) -> None:
    code = block(published)
    start, end = code.index("We"), code.rindex("”")
    places = [place for place in range(start, end) if code[place] not in f" “”{sign}"]
    place = places[at % len(places)]
    code = code[:place] + sign + code[place + 1 :]
    assert one(BARE.sub("", code) if is_loose else code, published).verdict == "altered"
