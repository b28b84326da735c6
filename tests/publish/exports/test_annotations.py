"""Web Annotations, read as JSON-LD by PyLD.

The context is a short one of our own writing that maps the terms which we use to the IRIs that the W3C's vocabularies
give them; the W3C's file is not fetched and not copied.
"""

import json
from dataclasses import replace
from typing import Any

from pyld import jsonld

from tests.made import SITE, edition, mark, person, raised_twice, said, story, with_headers
from verbatim.publish.edition import Edition
from verbatim.publish.exports.annotations import CONTEXT, annotation_collection

OA, AS = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LINK = {"@type": "@id"}
OWN = (
    "Annotation SpecificResource TextualBody TextQuoteSelector TextPositionSelector identifying describing classifying"
)
TERMS: dict[str, Any] = {
    "id": "@id", "type": "@type", "AnnotationPage": f"{AS}OrderedCollectionPage",
    "AnnotationCollection": f"{AS}OrderedCollection",
    **{term: f"{OA}{term}" for term in f"{OWN} tagging linking start end exact prefix suffix".split()},
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    **{term: {"@id": f"{OA}has{term.title()}", **LINK} for term in ("body", "target", "source", "selector")},
    "value": f"{RDF}value", "format": "http://purl.org/dc/elements/1.1/format",
    "label": "http://www.w3.org/2000/01/rdf-schema#label", "total": f"{AS}totalItems", "startIndex": f"{AS}startIndex",
    **{term: {"@id": f"{AS}{term}", **LINK} for term in ("first", "last", "partOf")},
    "items": {"@id": f"{AS}items", "@type": "@id", "@container": "@list"},
}  # fmt: skip
TEXT = "Rope.\r\n“Lift”, said Mara Lind on 3 March 2031, “and <pull>”."
MARKS = [
    said("“Lift”", "q-1", "mara", why="“…”, said NAME", part="1"),
    mark("“and <pull>”", "quote", "q-1", part="2"),
    person("Mara Lind", "mara"), mark("3 March 2031", "moment", date="2031-03-03", why="a whole date"),
]  # fmt: skip
ROPE = story("rope", TEXT, MARKS)
HELD = edition(ROPE)


def _load(url: str, options: object) -> dict[str, Any]:
    del options
    assert url == CONTEXT
    found = {"documentUrl": url, "contentType": "application/ld+json", "document": {"@context": TERMS}}
    return {"contextUrl": None, **found}


def expanded(made: dict[str, Any]) -> dict[str, Any]:
    text = json.dumps(made, ensure_ascii=False)
    base = "https://record.example/data/stories/rope.annotations.jsonld"
    (graph,) = jsonld.expand(json.loads(text), {"documentLoader": _load, "base": base})
    return dict(graph)


def annotations(made: dict[str, Any]) -> list[dict[str, Any]]:
    return list(expanded(made)[f"{AS}first"][0][f"{AS}items"][0]["@list"])


def of_story(held: Edition, name: str = "rope") -> list[dict[str, Any]]:
    return annotations(annotation_collection(held, held.newsroom.stories[name]))


def the(kind: str, held: Edition = HELD) -> dict[str, Any]:
    return next(one for one in of_story(held) if tag(one) == kind)


def tag(annotation: dict[str, Any]) -> str:
    return str(annotation[f"{OA}hasBody"][0][f"{RDF}value"][0]["@value"])


def values(annotation: dict[str, Any], purpose: str) -> list[str]:
    held = [body for body in annotation[f"{OA}hasBody"] if body[f"{OA}hasPurpose"][0]["@id"] == f"{OA}{purpose}"]
    return [body[f"{RDF}value"][0]["@value"] for body in held if f"{RDF}value" in body]


def test_every_target_is_the_slice_of_the_published_source_and_a_mention_leads_to_the_profile() -> None:
    targets = [target for one in of_story(HELD) for target in one[f"{OA}hasTarget"]]
    assert len(targets) == 4
    sources = [body[f"{OA}hasSource"][0]["@id"] for body in the("person")[f"{OA}hasBody"] if f"{OA}hasSource" in body]
    assert sources == ["https://record.example/people/mara/"]
    for target in targets:
        assert target[f"{OA}hasSource"][0]["@id"] == "https://record.example/sources/rope.txt"
        place, words = target[f"{OA}hasSelector"]
        start, end = place[f"{OA}start"][0]["@value"], place[f"{OA}end"][0]["@value"]
        exact = words[f"{OA}exact"][0]["@value"]
        assert exact == TEXT[start:end]
        assert TEXT[:start].endswith(words[f"{OA}prefix"][0]["@value"])
        assert TEXT[end:].startswith(words[f"{OA}suffix"][0]["@value"])


def test_a_quotation_tells_who_spoke_if_that_is_established_how_far_and_why_and_a_moment_its_date_as_edtf() -> None:
    marks = [mark("“Lift”", "quote", "q-1", basis="none", candidates="mara"), person("Mara Lind", "mara")]
    stated, unknown = the("quotation"), the("quotation", edition(story("rope", TEXT, marks)))
    assert (values(stated, "identifying"), values(stated, "classifying")) == (["Mara Lind"], ["stated"])
    assert values(stated, "describing") == ["“…”, said NAME"]
    assert (values(unknown, "identifying"), values(unknown, "classifying")) == ([], ["none"])
    assert values(the("moment"), "identifying") == ["2031-03-03"]
    assert "quotation" not in map(tag, of_story(edition(with_headers(ROPE, "020", ("Withdrawn", "2031-03-05 Unsaid")))))


def test_no_term_is_lost_when_it_is_read_as_linked_data() -> None:
    made = annotation_collection(edition(ROPE), ROPE)
    kept = json.dumps(jsonld.compact(expanded(made), CONTEXT, {"documentLoader": _load}))
    for value in ("3 March 2031", "quotation", "classifying", "startIndex", "total", "text/plain"):
        assert value in kept


def test_ids_are_absolute_and_differ() -> None:
    ids = [one["@id"] for one in of_story(HELD)]
    assert len(set(ids)) == len(ids)
    assert all(name.startswith("https://record.example/data/stories/rope.annotations.jsonld#") for name in ids)


def test_without_an_address_the_source_is_found_from_the_file() -> None:
    made = annotation_collection(edition(ROPE, site=replace(SITE, url="")), ROPE)
    (first, *_) = annotations(made)
    assert first[f"{OA}hasTarget"][0][f"{OA}hasSource"][0]["@id"] == "https://record.example/sources/rope.txt"


def test_all_places_of_a_moment_are_annotated_and_link_to_it() -> None:
    one = raised_twice()
    items = annotation_collection(edition(one), one)["first"]["items"]
    links = [body["source"] for item in items for body in item["body"] if body["purpose"] == "linking"]
    exact = [target["selector"][1]["exact"] for item in items for target in item["target"]]
    assert exact == ["in 2031", "year 2031"]
    assert links == ["https://record.example/stories/wall/timeline/#m-wall-020-1"] * 2
