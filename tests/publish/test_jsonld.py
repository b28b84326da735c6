"""Structured data: what each kind of page says it is. Its words are held to schema.org's by tests of a built site."""

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.made import SITE, edition, mark, pages, person, said, story, with_headers
from verbatim.publish import Edition
from verbatim.publish.jsonld import question_ld, quote_ld, script, story_ld
from verbatim.publish.question_page import question_views
from verbatim.publish.story_page import article_payload

LIFT = "“Lift </script> & pull”"
TEXT = f"{LIFT}, said Mara Lind of Sund Rope Works on 3 March 2031. In about 1998 it sank, and in May 2032 it will not."
MARKS = [
    said(LIFT, "q-1", "mara"), person("Mara Lind", "mara"),
    mark("Sund Rope Works", "organisation", ref="works"), mark("3 March 2031", "moment", date="2031-03-03"),
    mark("about 1998", "moment", date="1998~"), mark("May 2032", "moment", date="2032-05", certainty="planned"),
]  # fmt: skip
ROPE = story("rope", TEXT, MARKS)
HELD = edition(ROPE)


def linked(held: Edition, template: str) -> list[Any]:
    found = [one.payload for one in pages(held) if one.template == template]
    if template == "article.html":
        found = [article_payload(held, held.newsroom.stories["rope"])]
    return [node for payload in found for node in _nodes(payload)]


def _nodes(payload: dict[str, Any]) -> list[Any]:
    data = json.loads(str(payload["meta"]["linked"] or "{}"))
    return list(data.get("@graph", [data]))


WAY = "BreadcrumbList"


@pytest.mark.parametrize(("template", "kinds"), [
    ("front.html", {"NewsMediaOrganization"}), ("stories.html", {WAY}), ("quote.html", {"Quotation"}),
    ("person.html", {"ProfilePage", WAY}), ("article.html", {"NewsArticle", WAY}), ("story_timeline.html", {WAY}),
])  # fmt: skip
def test_each_kind_of_page_says_what_it_is_and_the_way_to_it(template: str, kinds: set[str]) -> None:
    assert kinds <= {node["@type"] for node in linked(HELD, template)}


def test_a_date_is_given_no_finer_than_it_is_known_and_an_uncertain_one_not_at_all() -> None:
    (article,) = (node for node in linked(HELD, "article.html") if node["@type"] == "NewsArticle")
    assert [(event["startDate"], event.get("eventStatus")) for event in article["about"]] == [
        ("2031-03-03", None), ("2032-05", "https://schema.org/EventScheduled"),
    ]  # fmt: skip


def test_nothing_is_said_of_addresses_where_the_site_has_none() -> None:
    held = edition(ROPE, site=replace(SITE, url=""))
    told = {one.template for one in pages(held) if one.payload["meta"]["linked"]}  # type: ignore[index]
    assert told == {"quote.html", "embed_quote.html", "person.html"}  # which say who spoke


def test_linked_data_cannot_end_its_script_element_and_names_place_and_speaker() -> None:
    made = story_ld(HELD, ROPE)
    assert "<" not in made
    assert json.loads(made)["@graph"][0]["hasPart"][0]["text"] == LIFT[1:-1]
    quote = json.loads(quote_ld(HELD, HELD.newsroom.quotes["q-1"]))
    assert quote["citation"].endswith("/sources/rope.txt#char=1,22")
    assert quote["spokenByCharacter"]["name"] == "Mara Lind"
    assert script({"name": "a\u2028b"}) == '{"@context":"https://schema.org","name":"a\\u2028b"}'


def test_a_speaker_who_is_not_established_and_the_words_of_a_withdrawn_quotation_are_not_in_the_linked_data() -> None:
    held = edition(story("rope", TEXT, [mark(LIFT, "quote", "q-1", basis="none")]))
    assert "spokenByCharacter" not in quote_ld(held, held.newsroom.quotes["q-1"])
    held = edition(with_headers(ROPE, "010", ("Withdrawn", "2031-03-05 Never said")))
    assert "Lift" not in quote_ld(held, held.newsroom.quotes["q-1"])
    assert "hasPart" not in story_ld(held, held.newsroom.stories["rope"])


def test_a_question_is_answered_by_whole_sentences_that_cite_their_place() -> None:
    gate = story("gate", "The gate\nThe gate costs 84 crowns. It opens.", title="The gate")
    questions = {
        "gate/10-cost": "Title: What does it cost?\nAnswer: gate#char=9,34\n",
        "gates/10-who": "Title: Who pays?\nAnswer: none\n\nNobody knows.\n",
    }
    made = edition(gate, topics={"gates": "Title: Gates\nStories: gate\n"}, questions=questions)
    (asked,) = (question_ld(made, one) for one in question_views(made, "gate"))
    assert asked["url"] == "https://record.example/questions/gate/cost/"
    assert asked["suggestedAnswer"] == [
        {
            "@type": "Answer", "text": "The gate costs 84 crowns.", "inLanguage": "en",
            "citation": "https://record.example/sources/gate.txt#char=9,34",
        }
    ]  # fmt: skip
    (unanswered,) = (question_ld(made, one) for one in question_views(made, "gates"))
    assert unanswered.get("answerCount", 0) == 0
