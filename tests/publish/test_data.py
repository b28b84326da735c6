import json
from dataclasses import replace

from tests import tables
from tests.made import SITE, edition, mark, story, with_headers
from verbatim.core.text import sha256_text
from verbatim.model import Span
from verbatim.publish.exports import data as story_data
from verbatim.publish.jsonld import quote_ld, script, story_ld
from verbatim.publish.sitemaps import sitemap

TEXT = "Rope.\r\n“Lift </script> & pull”, said Mara Lind on 3 March 2031."
LIFT = "“Lift </script> & pull”"
MARKS = [
    mark(LIFT, "quote", "q-1", speaker="mara", basis="stated"), mark("Mara Lind", "person", ref="mara"),
    mark("3 March 2031", "moment", date="2031-03-03"),
]  # fmt: skip
ROPE = story("rope", TEXT, MARKS)
HELD = edition(ROPE)


def rows_with_text(data: object) -> list[dict[str, object]]:
    if isinstance(data, list):
        return [row for one in data for row in rows_with_text(one)]
    if not isinstance(data, dict):
        return []
    return ([data] if "text" in data else []) + rows_with_text(list(data.values()))


def test_every_text_in_the_data_is_its_slice_with_its_hash() -> None:
    made = [tables.quotes(HELD), tables.people(HELD), tables.moments(HELD), story_data.proof(HELD, ROPE)]
    rows = rows_with_text(made)
    assert len(rows) >= 6
    for row in rows:
        assert row["text"] == TEXT[row["start"] : row["end"]]  # type: ignore[misc]
        assert row["sha256"] == sha256_text(str(row["text"]))


def test_the_proof_also_counts_as_rfc_5147_does() -> None:
    (quote,) = story_data.proof(HELD, ROPE)["quotes"]
    assert (quote["start"], quote["rfc5147"]) == (8, f"char=7,{quote['end'] - 1}")


def test_line_ends_before_a_slice_are_counted_once() -> None:
    assert story_data.rfc5147([5, 10], Span(3, 12)) == "char=3,10"


def test_linked_data_cannot_end_its_script_element() -> None:
    made = story_ld(HELD, ROPE)
    assert "<" not in made
    assert json.loads(made)["@graph"][0]["hasPart"][0]["text"] == LIFT[1:-1]


def test_a_quotations_linked_data_names_its_place_and_its_speaker() -> None:
    made = json.loads(quote_ld(HELD, HELD.newsroom.quotes["q-1"]))["@graph"][0]
    assert made["citation"].endswith("/sources/rope.txt#char=8,29")
    assert made["spokenByCharacter"]["name"] == "Mara Lind"


def test_a_speaker_who_is_not_established_is_not_in_the_linked_data() -> None:
    held = edition(story("rope", TEXT, [mark(LIFT, "quote", "q-1", basis="none")]))
    assert "spokenByCharacter" not in quote_ld(held, held.newsroom.quotes["q-1"])


def test_a_withdrawn_quotations_words_are_not_in_the_linked_data() -> None:
    held = edition(with_headers(ROPE, "020", ("Withdrawn", "2031-03-05 Never said")))
    assert "Lift" not in quote_ld(held, held.newsroom.quotes["q-1"])
    assert "hasPart" not in story_ld(held, held.newsroom.stories["rope"])


def test_line_separators_are_escaped() -> None:
    assert script({"name": "a\u2028b"}) == '{"@context":"https://schema.org","name":"a\\u2028b"}'


def test_the_sitemap_needs_an_address() -> None:
    assert list(sitemap(edition(ROPE, site=replace(SITE, url="")), [("", "")])) == []


def test_the_sitemap_lists_addresses_with_their_dates() -> None:
    ((name, xml),) = sitemap(HELD, [("stories/rope/", "2031-03-04"), ("", "")])
    assert name == "sitemap.xml"
    assert "<loc>https://record.example/stories/rope/</loc><lastmod>2031-03-04</lastmod>" in xml
    assert "<url><loc>https://record.example/</loc></url>" in xml


def test_a_long_sitemap_is_cut_into_files_that_an_index_names() -> None:
    made = dict(sitemap(HELD, [(f"quotes/{n}/", "") for n in range(50_001)]))
    assert list(made) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert made["sitemap-2.xml"].count("<url>") == 1


def test_data_tells_that_a_quotation_was_withdrawn_and_quotes_it_no_more() -> None:
    [row] = tables.quotes(edition(with_headers(ROPE, "020", ("Withdrawn", "2031-03-05 Never said"))))
    assert (row["id"], row["withdrawn"]) == ("q-1", "2031-03-05 Never said")
    assert "Lift" not in str(row)
