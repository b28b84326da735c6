"""Feeds, read by feedparser, JSON Feed by its own rules, and the sitemap."""

import re
from dataclasses import replace
from typing import Any

import feedparser
import pytest

from tests.made import SITE, edition, person, said, story, with_headers
from verbatim.publish import Edition
from verbatim.publish.feeds import Feed, atom, json_feed, person_feed_of, section_feed_of, site_feed
from verbatim.publish.indexes import sections
from verbatim.publish.sitemaps import sitemap
from verbatim.publish.urls import resolve, under

TEXT = "Rope.\r\n“Lift </b> & pull”, said Mara Lind."
MARKS = [said("“Lift </b> & pull”", "q-1", "mara"), person("Mara Lind", "mara")]
ROPE = story("rope", TEXT, MARKS)
SOURCE = "https://record.example/sources/rope.txt"
NAMES = ["feeds/all", "feeds/sections/local", "feeds/people/mara"]
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def finish(text: str) -> str:
    return resolve(text, under(SITE.url))


def feeds(held: Edition) -> list[Feed]:
    sectional = [section_feed_of(held, name) for name in sections(held)]
    return [site_feed(held), *sectional, *(person_feed_of(held, name) for name in sorted(held.profiled))]


def made(held: Edition, address: str) -> Feed:
    return next(feed for feed in feeds(held) if feed.address == address)


def read(held: Edition, address: str) -> Any:
    found = feedparser.parse(finish(atom(held, made(held, address))).encode())
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    return found


@pytest.mark.parametrize("address", NAMES)
def test_a_feed_has_what_atom_asks_for(address: str) -> None:
    found = read(edition(ROPE), address)
    assert found.feed.id.startswith("https://record.example/")
    assert found.feed.title
    assert found.feed.author == "The Sund Record"
    for one in (found.feed, *found.entries):
        assert RFC_3339.fullmatch(one.updated)
    own = [link.href for link in found.feed.links if link.rel == "self"]
    assert own == [f"https://record.example/{address}.atom.xml"]
    (entry,) = found.entries
    assert entry.link.startswith("https://record.example/")
    assert entry.content[0].type == "text/html"


@pytest.mark.parametrize("address", NAMES)
def test_both_forms_of_a_feed_hold_the_same_entries(address: str) -> None:
    held = edition(ROPE)
    found, data = read(held, address), json_feed(held, made(held, address), finish)
    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert data["feed_url"] == f"https://record.example/{address}.json"
    for entry, item in zip(found.entries, data["items"], strict=True):
        assert (entry.id, entry.title, entry.link) == (item["id"], item["title"], item["url"])
        assert (entry.updated, entry.published) == (item["date_modified"], item["date_published"])
        assert item["content_html"]
        assert item["tags"] == ["Local"]


@pytest.mark.parametrize(("address", "held"), [
    ("feeds/all", [f'cite="{SOURCE}#char=7,', "“Lift &lt;/b&gt; &amp; pull”"]),
    ("feeds/people/mara", [f'<blockquote cite="{SOURCE}#char=8,24"><p>“Lift &lt;/b&gt; &amp; pull”</p></blockquote>']),
])  # fmt: skip
def test_a_feed_holds_words_with_their_places(address: str, held: list[str]) -> None:
    content = read(edition(ROPE), address).entries[0].content[0].value
    assert [one for one in held if one not in content] == []


def test_a_correction_is_told_and_makes_its_entries_newer() -> None:
    held = edition(with_headers(ROPE, "020", ("Corrected", "2031-03-09 The rope was a chain")))
    entry = read(held, "feeds/all").entries[0]
    assert entry.updated == "2031-03-09T00:00:00Z"
    assert entry.published == "2031-03-04T00:00:00Z"
    assert "Corrected 9 March 2031: The rope was a chain" in entry.content[0].value


def test_a_date_of_a_month_is_its_first_day_and_a_draft_and_what_was_withdrawn_are_in_no_feed() -> None:
    assert read(edition(replace(ROPE, date="2031-03")), "feeds/all").entries[0].published == "2031-03-01T00:00:00Z"
    assert [feed.entries for feed in feeds(edition(replace(ROPE, status="draft")))] == [[]]
    found = read(edition(with_headers(ROPE, "020", ("Withdrawn", "2031-03-09 Never said"))), "feeds/people/mara")
    assert (found.entries, found.feed.updated) == ([], "1970-01-01T00:00:00Z")


def test_ids_are_stable_and_differ_where_the_site_has_no_address() -> None:
    held = edition(ROPE, site=replace(SITE, url=""))
    ids = [feed.id for feed in feeds(held)] + [entry.id for feed in feeds(held) for entry in feed.entries]
    assert ids[:3] == ["urn:verbatim:site", "urn:verbatim:sections:local", "urn:verbatim:people:mara"]
    assert set(ids[3:]) == {"urn:verbatim:stories:rope", "urn:verbatim:quotes:q-1"}


def test_the_sitemap_has_addresses_as_xml_writes_them_and_the_days_that_are_known() -> None:
    ((name, text),) = sitemap(edition(ROPE), [("a?b&c<d>", "2031-03-06"), ("e/", ""), ("f/", "2031-03~")])
    told = "<url><loc>https://record.example/a?b&amp;c&lt;d&gt;</loc><lastmod>2031-03-06</lastmod></url>"
    rest = "".join(f"<url><loc>https://record.example/{one}/</loc></url>" for one in "ef")
    assert (name, text.partition(">\n")[2]) == (
        "sitemap.xml",
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{told}{rest}</urlset>\n',
    )


def test_the_sitemap_needs_an_address_and_a_long_one_is_cut_into_files_that_an_index_names() -> None:
    assert list(sitemap(edition(site=replace(SITE, url="")), [("", "")])) == []
    made = dict(sitemap(edition(ROPE), [(f"quotes/{n}/", "") for n in range(50_001)]))
    assert list(made) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert made["sitemap-2.xml"].count("<url>") == 1
