"""What was changed in a story since it was published, as data, in the feed of corrections, and for search engines."""

import json
import re
from typing import Any

import feedparser

from tests.made import SITE, edition, mark, person, said, story, with_headers
from verbatim.content.ledger import LedgerEntry
from verbatim.core.text import sha256_text
from verbatim.publish.edition import Edition
from verbatim.publish.exports.data import changed_since
from verbatim.publish.feeds import atom, corrections_feed, json_feed
from verbatim.publish.jsonld import story_ld
from verbatim.publish.story_page import StoryValues
from verbatim.publish.urls import resolve, under

TEXT = "“We lift ten nets”, said Ada Vell.\n“It rains”, said Ada Vell."
MARKS = [said("“We lift ten nets”", "q-1", "ada"), mark("ten", "was", now="twelve"), person("Ada Vell", "ada")]
WHY = ("Corrected", "2031-03-06 The number was wrong")
ROWS = [
    LedgerEntry("q-1", "minted", 1, "2031-03-04", "We lift ten nets", speaker="ada", name="Ada Vell"),
    LedgerEntry(
        "q-1", "corrected", 2, "2031-03-06", "We lift ten nets", speaker="ada", name="Ada Vell",
        reason="The number was wrong", now="We lift twelve nets",
    ),
]  # fmt: skip
NETS = with_headers(story("nets", TEXT, MARKS), "010", WHY)
PLAIN = story("rope", "It rained.")


def changed(*rows: LedgerEntry) -> Edition:
    return edition(NETS, PLAIN, ledgers={"nets": list(rows)})


def rows_of(held: Edition) -> list[dict[str, Any]]:
    found: Any = changed_since(held, held.newsroom.stories["nets"])
    return found["changes"]  # type: ignore[no-any-return]


def test_a_change_is_told_with_its_day_its_reason_and_the_version_of_the_ledger() -> None:
    (row,) = rows_of(changed(*ROWS))
    assert (row["date"], row["kind"], row["reason"]) == ("2031-03-06", "words", "The number was wrong")
    assert (row["quote"], row["url"]) == ("q-1", "https://record.example/quotes/q-1/")
    assert row["message"].startswith("Corrected 6 March 2031: The number was wrong. It should read: twelve, not ten")
    assert (row["version"], row["of_version"]) == (2, "nets:q-1:2")
    assert row["sha256"] == sha256_text("We lift twelve nets")


def test_a_change_that_no_split_has_recorded_names_no_version() -> None:
    (row,) = rows_of(changed())
    assert row["date"] == "2031-03-06"
    assert "of_version" not in row


def test_a_story_in_which_nothing_was_changed_has_no_file_and_search_engines_are_told_each_correction() -> None:
    held = changed(*ROWS)
    assert changed_since(held, held.newsroom.stories["rope"]) is None
    assert StoryValues.of(held, PLAIN).changes_url == ""
    assert StoryValues.of(held, NETS).changes_url == "data/changes/nets.json"
    data: Any = json.loads(str(story_ld(held, NETS)))
    (article,) = [node for node in data["@graph"] if node["@type"] == "NewsArticle"]
    (comment,) = article["correction"]
    assert comment["@type"] == "CorrectionComment"
    assert re.match("Corrected 6 March 2031: The number was wrong", comment["text"])
    assert (comment["datePublished"], comment["url"]) == ("2031-03-06", "https://record.example/quotes/q-1/")
    publisher = article["publisher"]
    assert publisher["@type"] == "NewsMediaOrganization"
    assert publisher["correctionsPolicy"] == "https://record.example/corrections/"
    assert publisher["publishingPrinciples"] == "https://record.example/about/"


def test_the_feed_of_corrections_has_an_entry_for_each_change_with_an_id_of_its_own() -> None:
    gone = with_headers(story("crates", "“Lift”, said Bo.", [mark("“Lift”", "quote", "q-9", basis="none")]), "010",
                        ("Withdrawn", "2031-03-08 Bo asked us to"))  # fmt: skip
    held = edition(NETS, PLAIN, gone, ledgers={"nets": ROWS})
    feed = corrections_feed(held)
    assert [entry.updated for entry in feed.entries] == ["2031-03-08T00:00:00Z", "2031-03-06T00:00:00Z"]
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    found = feedparser.parse(resolve(atom(held, feed), under(SITE.url)).encode())
    assert not found.bozo
    assert found.entries[1].link == "https://record.example/quotes/q-1/#v2"
    assert "Lift" not in found.entries[0].content[0].value
    told = json_feed(held, feed, lambda text: resolve(text, under(SITE.url)))
    assert told["home_page_url"] == "https://record.example/corrections/"
    assert len(told["items"]) == 2
