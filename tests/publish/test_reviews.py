"""What is published of an editor's check: while it holds, with the day and the initials, and never another basis."""

import json
from typing import Any

from tests.made import edition, person, said, story, with_headers
from verbatim.content.ledger import LedgerEntry
from verbatim.content.reviews import reviews, states
from verbatim.model import Story
from verbatim.publish.edition import Edition
from verbatim.publish.exports.annotations import annotation_collection
from verbatim.publish.exports.rows import quote_row, quotes_table
from verbatim.publish.jsonld import quote_ld
from verbatim.publish.quotations import quote_view
from verbatim.publish.story_card import story_card

TEXT = "“We lift ten nets”, said Ada Vell.\n“They are old”, said Ada Vell.\nAda Vell said that it rained."
CHECKED = {"date": "2031-03-09", "by": "EV"}


def nets(**attrs: str) -> Story:
    marks = [
        person("Ada Vell", "ada"), said("“We lift ten nets”", "q-1", "ada", **attrs),
        said("“They are old”", "q-2", "ada"), said("that it rained", "q-3", "ada", "indirect"),
    ]  # fmt: skip
    return story("nets", TEXT, marks)


def reviewed(made: Story) -> Edition:
    before = nets()
    rows = reviews(states("nets", before.fragments), [], ["q-1", "q-3"], "2031-03-09", "EV")
    minted = LedgerEntry("q-1", "minted", 1, "2031-03-04", "We lift ten nets", speaker="ada", name="Ada Vell")
    return edition(made, ledgers={"nets": [minted, *rows]})


def rows_of(held: Edition) -> list[dict[str, Any]]:
    return [quote_row(held, quote) for quote in held.newsroom.quotes.values()]


def test_a_review_that_lapsed_is_published_nowhere() -> None:
    held = reviewed(nets(basis="inferred"))
    assert [row["reviewed"] for row in rows_of(held)] == [None, None, CHECKED]
    assert "EV" not in quotes_table(held, held.newsroom.stories["nets"]).split("q-3")[0]


def test_a_withdrawn_quotation_says_nothing_of_a_review() -> None:
    held = reviewed(with_headers(nets(), "010", ("Withdrawn", "2031-03-10 Nobody said it")))
    assert "reviewed" not in quote_row(held, held.newsroom.quotes["q-1"])


def test_a_review_never_changes_how_the_speaker_is_known() -> None:
    row, other, _ = rows_of(reviewed(nets()))
    assert row["basis"] == other["basis"] == "stated"
    assert (row["reviewed"], other["reviewed"]) == (CHECKED, None)


def test_the_evidence_line_counts_quotations_and_no_paraphrases_and_a_card_has_the_day_and_the_initials() -> None:
    held = reviewed(nets())
    evidence = story_card(held, held.newsroom.stories["nets"])["evidence"]
    assert (evidence["reviewed"], evidence["quotations"], evidence["story"]) == (1, 2, "nets")
    view = quote_view(held, held.newsroom.quotes["q-1"])["reviewed"]
    assert view is not None
    assert (view["date"]["human"], view["by"]) == ("9 March 2031", "EV")


def test_an_annotation_assesses_that_of_the_quotation_and_json_ld_tells_the_review_and_claims_no_fact_check() -> None:
    held = reviewed(nets())
    items = annotation_collection(held, held.newsroom.stories["nets"])["first"]["items"]
    (one, _) = [item for item in items if item["motivation"] == "assessing"]
    assert one["target"] == "https://record.example/data/stories/nets.annotations.jsonld#q-1"
    assert one["target"] in [item["id"] for item in items]
    assert (one["created"], one["creator"]) == ("2031-03-09T00:00:00Z", {"type": "Person", "name": "EV"})
    assert one["id"] not in [item["id"] for item in items if item is not one]
    node, bare = (json.loads(quote_ld(held, held.newsroom.quotes[name])) for name in ("q-1", "q-2"))
    assert node["mainEntityOfPage"] == {
        "@type": "WebPage", "lastReviewed": "2031-03-09", "reviewedBy": {"@type": "Person", "name": "EV"},
    }  # fmt: skip
    assert "mainEntityOfPage" not in bare
    assert "ClaimReview" not in json.dumps(node)
