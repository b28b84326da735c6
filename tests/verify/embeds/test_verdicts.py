"""What the checker says of a card: each verdict, and what it rests on."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.background import serving
from tests.embeds.published import laid
from tests.made import edition, mark, story, with_headers
from tests.sentences import rows
from tests.verify.embeds.conftest import FIRST, NAMES, NETS, NOBODY, SAID, SITE, altered, block, frame, one
from verbatim.core.errors import ContentError
from verbatim.devserver.server import server as site_server
from verbatim.model import Story
from verbatim.verify.embeds import PublishedSite, check

LINK = f'<a href="{SITE}/quotes/{FIRST}/">the Courier</a>'


def changed(folder: Path, stories: tuple[Story, Story], header: str, why: str) -> PublishedSite:
    corrected = [mark("every net", "was", now="nearly every net")] if header == "Corrected" else []
    newer = with_headers(story("nets", NETS, [*NAMES, *SAID, *corrected]), "010", (header, f"2031-03-09 {why}"))
    return PublishedSite(str(laid(folder, edition(newer, stories[1]))))


def with_history(folder: Path, words: str, speaker: str = "Ada Vell") -> PublishedSite:
    """Return the site as if it had corrected these words, or this speaker."""
    published = PublishedSite(str(folder))
    versions = [
        {"version": 1, "date": "2031-03-04", "reason": None, "words": words, "speaker_name": speaker},
        {"version": 2, "date": "2031-03-09", "reason": "It was wrong", "words": "", "speaker_name": "Ada Vell"},
    ]
    published.__dict__["history"] = {FIRST: {"id": FIRST, "versions": versions}}
    return published


def test_an_altered_card_says_which_words(published: PublishedSite) -> None:
    text = block(published).replace("every net", "no net").replace("same ", "").replace("stood", "maybe stood")
    assert [str(each) for each in one(text, published).differences] == [
        "“every” has become “no”", "leaves out “same”", "adds “maybe”",
    ]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), [
    ("Ada Vell, the harbour master. ", ""), (", the harbour master", ""), ("4 March 2031", "2031"),
])  # fmt: skip
def test_what_is_left_out_below_the_words_is_told_and_not_called_a_lie(
    old: str, new: str, published: PublishedSite
) -> None:
    found = one(block(published).replace(old, new), published)
    assert (found.verdict, [each.card for each in found.differences]) == ("out of date", [""])


@rows("how,old,new", "verify/embeds/forgeries.txt", "what alters nothing")
def test_what_says_nothing_of_the_words_alters_nothing(how: str, old: str, new: str, published: PublishedSite) -> None:
    assert one(altered(block(published), old, new), published).verdict == "verbatim", how


def test_a_block_without_a_link_is_known_by_what_it_cites(published: PublishedSite) -> None:
    bare = re.sub("<a .*</a>", "", block(published))
    assert [one(code, published).verdict for code in (bare, bare.replace("every", "no"))] == ["out of date", "altered"]


def test_a_speaker_where_none_is_established_alters_a_card(published: PublishedSite) -> None:
    assert (
        one(block(published, NOBODY).replace("Speaker not established", "Orrin Dane"), published).verdict == "altered"
    )


@pytest.mark.parametrize("page", [
    '<blockquote><p>“{}”</p> <a href="{}/quotes/q-zzzzzzzzzz/">x</a></blockquote>',
    '<iframe title="{}" src="{}/embed/quotes/q-zzzzzzzzzz/"></iframe>',
])  # fmt: skip
def test_a_quotation_that_the_site_never_had_is_unknown(page: str, published: PublishedSite) -> None:
    assert one(page.format("We never left.", SITE), published).verdict == "unknown"


@pytest.mark.parametrize("page", [
    f"<p>Ada Vell spoke to us, as {LINK} tells.</p>", f"<p hidden>{LINK}</p>", "<p>Us</p><noscript>{}</noscript>",
    "<blockquote>Said <a href='https://blog.example/people/ada-vell/'>Ada</a></blockquote>", "<template>{}</template>",
    "<blockquote>“So.” <a href='https://blog.example/quotes/q-zzzzzzzzzz/'>x</a></blockquote>",
])  # fmt: skip
def test_a_mere_link_and_what_is_another_sites_are_no_cards(page: str, published: PublishedSite) -> None:
    assert check(page.replace("{}", block(published)).encode(), published) == []


def test_the_line_of_a_card_is_that_of_the_file(published: PublishedSite) -> None:
    assert one(f"<p>\n\n</p>\r\n<!-- \n -->\n{block(published)}", published).line == 6


def test_a_withdrawn_quotation_is_told_with_the_reason(
    published: PublishedSite, stories: tuple[Story, Story], tmp_path: Path
) -> None:
    held = changed(tmp_path, stories, "Withdrawn", "Nobody had agreed to it")
    for code in (block(published), frame(published), f"<p>“We found every net cut” {LINK}</p>"):
        found = one(code, held)
        assert (found.verdict, "Nobody had agreed to it" in found.facts[0]) == ("withdrawn", True)
    assert check(f"<p>As told by {LINK}</p>".encode(), held) == []


def test_a_card_from_before_a_correction_is_out_of_date_and_one_that_tells_of_it_is_not(
    published: PublishedSite, stories: tuple[Story, Story], tmp_path: Path
) -> None:
    newer = changed(tmp_path, stories, "Corrected", "Two nets were whole")
    assert one(block(newer), newer).verdict == "verbatim"
    found = one(block(published), newer)
    assert (found.verdict, "Two nets were whole" in found.facts[0]) == ("out of date", True)


def test_words_of_an_older_version_are_out_of_date(published: PublishedSite, folder: Path) -> None:
    held = with_history(folder, "We found no net cut, and cut from the same side, Somebody stood there.")
    found = one(block(published).replace("every net", "no net"), held)
    assert (found.verdict, found.facts) == ("out of date", ("corrected 2031-03-09: It was wrong",))
    assert one(frame(published).replace("every net", "no net"), held).verdict == "out of date"


def test_the_speaker_of_an_older_version_is_out_of_date(published: PublishedSite, folder: Path) -> None:
    held = with_history(folder, "", "Orrin Dane")
    assert one(block(published).replace("— Ada Vell", "— Orrin Dane"), held).verdict == "out of date"


def test_a_profile_with_an_earlier_quotation_is_out_of_date_and_one_with_invented_words_is_altered(
    published: PublishedSite,
) -> None:
    today = block(published, "ada-vell", "people")
    start, end = today.index("<p>"), today.index("</p>")
    for words, verdict in (("The sea gives nothing back", "out of date"), ("The sea takes nothing back", "altered")):
        assert one(f"{today[:start]}<p>“{words}”{today[end:]}", published).verdict == verdict


def test_a_site_on_the_web_is_read_as_a_folder_is(published: PublishedSite, folder: Path) -> None:
    with serving(site_server(folder, port=0)) as port:
        assert one(block(published), PublishedSite(f"http://127.0.0.1:{port}/")).verdict == "verbatim"


def test_a_folder_that_holds_no_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"quotes\.json: this cannot be read"):
        _ = PublishedSite(str(tmp_path)).rows


HOSTILE: dict[str, Callable[[int], str]] = {
    "deep quotations": lambda n: "<blockquote>" * n, "links that never end": lambda n: "<a href='x'>" * n + "</q>" * n,
    "angle brackets": lambda n: "<" * 10 * n,
    "one long quotation": lambda n: f"<blockquote>{'word ' * 5 * n}</blockquote>",
    "sections that never end": lambda n: "<![CDATA[" * n, "bytes": lambda n: "\x00\xff" * n,
    "frames within frames": lambda n: "<iframe/srcdoc=" * n,
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_page_is_read_to_its_end(kind: str, published: PublishedSite) -> None:
    assert check(HOSTILE[kind](5_000).encode("latin-1"), published) == []


def test_a_page_of_thousands_of_links_is_refused(published: PublishedSite) -> None:
    text = "".join(f"<p>a <a href='/quotes/{FIRST}/'>x</a></p>" for _ in range(2001))
    with pytest.raises(ContentError, match="more than 2,000"):
        check(text.encode(), published)
