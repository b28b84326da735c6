"""What the checker says of a card: each verdict, and what it rests on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.background import in_background
from tests.made import mark, story, with_headers
from tests.verify.embeds.conftest import NAMES, NETS, SAID, laid
from verbatim.core.errors import ContentError
from verbatim.devserver.server import server as site_server
from verbatim.model import Story
from verbatim.verify.embeds import Finding, PublishedSite, check

SITE = "https://record.example"
FIRST, NOBODY = "q-aaaaaaaaaa", "q-bbbbbbbbbb"


def one(text: str, published: PublishedSite) -> Finding:
    (found,) = check(text.encode(), published)
    return found


def block(published: PublishedSite, name: str = FIRST) -> str:
    form = published.form("quote", name)
    return form[: form.index("<iframe")]


def test_an_altered_card_says_which_words(published: PublishedSite) -> None:
    text = block(published).replace("every net", "no net").replace("same ", "").replace("stood", "maybe stood")
    assert [str(each) for each in one(text, published).differences] == [
        "“every” has become “no”", "leaves out “same”", "adds “maybe”",
    ]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), [("cut,", "cut!"), ("We", "we"), (",” …", "” …"), ("there.", "there")])
def test_a_sign_or_a_capital_that_differs_alters_a_card(old: str, new: str, published: PublishedSite) -> None:
    assert one(block(published).replace(old, new, 1), published).verdict == "altered"


def test_an_older_card_with_the_reporters_words_between_the_pieces_is_still_verbatim(published: PublishedSite) -> None:
    older = block(published).replace("” … “", "” said Ada Vell, the harbour master. “")
    assert older != block(published)
    assert one(older, published).verdict == "verbatim"


def test_another_typography_is_told_apart_from_other_words(published: PublishedSite) -> None:
    found = one(block(published, "q-dddddddddd").replace("’", "'").replace("“", '"').replace("”", '"'), published)
    assert (found.verdict, found.notes) == ("verbatim", ("typography differs: ’ is ', quotation marks are straight",))


def test_another_speaker_alters_a_card(published: PublishedSite) -> None:
    found = one(block(published).replace("— Ada Vell", "— Orrin Dane"), published)
    assert found.verdict == "altered"
    assert found.facts[0].endswith("the speaker is Ada Vell")


def test_a_speaker_where_none_is_established_alters_a_card(published: PublishedSite) -> None:
    text = block(published, NOBODY).replace("Speaker not established", "Ada Vell")
    assert one(text, published).verdict == "altered"


def test_an_attribution_that_is_no_longer_said_to_be_inferred_is_told(published: PublishedSite) -> None:
    found = one(block(published, "q-eeeeeeeeee").replace(" (worked out from the text)", ""), published)
    assert (found.verdict, len(found.notes)) == ("verbatim", 1)


def test_a_card_that_names_nobody_is_told_of(published: PublishedSite) -> None:
    text = block(published).replace("— Ada Vell, the harbour master. ", "")
    assert one(text, published).notes == ("it does not say who spoke",)


def test_an_id_that_was_never_published_is_unknown(published: PublishedSite) -> None:
    assert one(f'<iframe src="{SITE}/embed/quotes/q-zzzzzzzzzz/"></iframe>', published).verdict == "unknown"


def test_a_mere_link_is_no_card(published: PublishedSite) -> None:
    text = f"<p>Ada Vell spoke to us, as <a href='{SITE}/quotes/{FIRST}/'>the Courier</a> tells.</p>"
    assert check(text.encode(), published) == []


def test_folders_of_other_sites_are_no_cards(published: PublishedSite) -> None:
    text = "<blockquote>Said <a href='https://blog.example/people/jo-dane/'>Jo Dane</a></blockquote>"
    assert check(text.encode(), published) == []


def test_a_quotation_without_any_link_is_known_by_its_words(published: PublishedSite) -> None:
    found = one("<blockquote>“We found every net cut, and then cut from the same side”</blockquote>", published)
    assert (found.id, found.verdict) == (FIRST, "altered")


def test_a_quotation_of_something_else_is_passed_over(published: PublishedSite) -> None:
    assert check(b"<blockquote>We found a boat that had been cut loose in the night.</blockquote>", published) == []


ALT = "Ada Vell: “We found every net cut, and cut from the same side,” … “Somebody stood there.”"


@pytest.mark.parametrize(
    ("alt", "verdict"),
    [(f"{ALT} (4 March 2031)", "verbatim"), (f"{ALT.replace('every', 'no')} (2031)", "altered"), ("", "verbatim")],
)
def test_of_a_picture_the_text_alternative_is_read(alt: str, verdict: str, published: PublishedSite) -> None:
    copied = f'<a href="{SITE}/quotes/{FIRST}/"><img src="/uploads/card-1.png" alt="{alt}"></a>'
    assert one(copied, published).verdict == verdict


def test_a_frames_title_is_read(published: PublishedSite) -> None:
    form = published.form("quote", FIRST)
    frame = form[form.index("<iframe") :]
    assert one(frame, published).verdict == "verbatim"
    assert one(frame.replace("every net", "no net"), published).verdict == "altered"


def test_the_line_of_a_card_is_that_of_the_file(published: PublishedSite) -> None:
    assert one(f"<p>\n\n</p>\r\n<!-- \n -->\n{block(published)}", published).line == 6


def withdrawn(stories: tuple[Story, Story], folder: Path) -> PublishedSite:
    headed = with_headers(stories[0], "010", ("Withdrawn", "2031-03-09 Nobody had agreed to it"))
    return PublishedSite(str(laid(folder, headed, stories[1])))


def test_a_withdrawn_quotation_is_told_with_the_reason(
    published: PublishedSite, stories: tuple[Story, Story], tmp_path: Path
) -> None:
    found = one(block(published), withdrawn(stories, tmp_path))
    assert (found.verdict, found.facts) == ("withdrawn", ("withdrawn 2031-03-09 Nobody had agreed to it",))


def test_words_in_marks_before_a_link_to_a_withdrawn_quotation_are_withdrawn(
    stories: tuple[Story, Story], tmp_path: Path
) -> None:
    link = f"<a href='{SITE}/quotes/{FIRST}/'>the Courier</a>"
    held = withdrawn(stories, tmp_path)
    assert one(f"<p>“We found every net cut” {link}</p>", held).verdict == "withdrawn"
    assert check(f"<p>As told by {link}</p>".encode(), held) == []


@pytest.mark.parametrize("said", ["Urheberschaft nicht belegt", "Speaker not established", "Sprecher ungeklärt"])
def test_a_card_that_names_nobody_in_older_words_is_verbatim(said: str, published: PublishedSite) -> None:
    found = one(block(published, NOBODY).replace("Speaker not established", said), published)
    assert (found.verdict, found.notes) == ("verbatim", ())


def test_a_card_from_before_a_correction_is_out_of_date_and_one_that_tells_of_it_is_not(
    published: PublishedSite, stories: tuple[Story, Story], tmp_path: Path
) -> None:
    words = mark("every net", "was", now="nearly every net")
    corrected = story("nets", NETS, [*NAMES, *SAID, words])
    headed = with_headers(corrected, "010", ("Corrected", "2031-03-09 Two nets were whole"))
    newer = PublishedSite(str(laid(tmp_path, headed, stories[1])))
    assert one(block(newer), newer).verdict == "verbatim"
    found = one(block(published), newer)
    assert found.verdict == "out of date"
    assert "Two nets were whole" in found.facts[0]


def with_history(published: PublishedSite, **row: object) -> PublishedSite:
    told = {"id": FIRST, "status": "current", "into": None, "version": 1, "versions": [], **row}
    published.__dict__["history"] = {FIRST: told}
    return published


def versions(words: str, speaker: str = "Ada Vell") -> list[dict[str, object]]:
    reason = "The name of the boat was wrong"
    return [
        {"version": 1, "date": "2031-03-04", "reason": None, "words": words, "speaker_name": speaker},
        {"version": 2, "date": "2031-03-09", "reason": reason, "words": "", "speaker_name": "Ada Vell"},
    ]


def test_words_of_an_older_version_are_out_of_date(published: PublishedSite) -> None:
    older = "We found no net cut, and cut from the same side, Somebody stood there."
    text = block(published).replace("every net", "no net")
    found = one(text, with_history(published, version=2, versions=versions(older)))
    assert found.verdict == "out of date"
    assert found.facts[1] == "corrected 2031-03-09: The name of the boat was wrong"


def test_the_speaker_of_an_older_version_is_out_of_date(published: PublishedSite) -> None:
    text = block(published).replace("— Ada Vell", "— Orrin Dane")
    found = one(text, with_history(published, version=2, versions=versions("", "Orrin Dane")))
    assert found.verdict == "out of date"


def test_a_frame_of_an_older_version_is_out_of_date(published: PublishedSite) -> None:
    held = with_history(published, version=2, versions=versions(""))
    held.rows[FIRST]["version"] = 2
    assert one(f'<iframe src="{SITE}/embed/quotes/{FIRST}/?v=1"></iframe>', held).verdict == "out of date"
    assert one(f'<iframe src="{SITE}/embed/quotes/{FIRST}/?v=2"></iframe>', held).verdict == "verbatim"


def test_an_id_that_was_joined_to_another_has_moved(published: PublishedSite) -> None:
    found = one(block(published), with_history(published, status="moved", into=NOBODY))
    assert (found.verdict, found.facts) == ("moved", (f"this id now stands for {NOBODY}",))


def test_a_site_on_the_web_is_read_as_a_folder_is(published: PublishedSite, folder: Path) -> None:
    server = site_server(folder, port=0)
    in_background(server)
    web = PublishedSite(f"http://127.0.0.1:{server.server_port}/")
    assert one(block(published), web).verdict == "verbatim"
    server.shutdown()
    server.server_close()


def test_a_folder_that_holds_no_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"quotes\.json: this cannot be read"):
        check(b"<blockquote>a b c d e f</blockquote>", PublishedSite(str(tmp_path)))


HOSTILE: dict[str, Callable[[int], str]] = {
    "deep quotations": lambda n: "<blockquote>" * n,
    "links that never end": lambda n: "<a href='x'>" * n + "</q>" * n,
    "angle brackets": lambda n: "<" * 10 * n,
    "escaped code": lambda n: "&lt;blockquote" * n,
    "one long quotation": lambda n: f"<blockquote>{'word ' * 5 * n}</blockquote>",
    "sections that never end": lambda n: "<![CDATA[" * n,
    "deep JSON": lambda n: "[" * n,
    "marks of Markdown": lambda n: "> " * n,
    "brackets of Markdown": lambda n: "[a](https://x/quotes/" * n,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_page_is_read_to_its_end(kind: str, published: PublishedSite) -> None:
    assert check(HOSTILE[kind](5_000).encode(), published) == []


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"\x00\x01\x02", b"", "“é”".encode("cp1252"), b'{"html": 1}', b"[1]"]
)
def test_bytes_of_any_kind_are_read(data: bytes, published: PublishedSite) -> None:
    assert check(data, published) == []


def test_a_page_of_thousands_of_links_is_refused(published: PublishedSite) -> None:
    text = "".join(f"<p>a <a href='/quotes/{FIRST}/'>x</a></p>" for _ in range(2001))
    with pytest.raises(ContentError, match="more than 2,000"):
        check(text.encode(), published)
