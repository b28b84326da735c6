"""Writes structured data for search engines: schema.org in JSON-LD 1.1, as the contents of a script element."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from markupsafe import Markup

from verbatim.content.format.headers import WEB
from verbatim.core import dates as edtf
from verbatim.core.i18n import msgid
from verbatim.core.json import compact
from verbatim.model import Moment, Person, Quote, Story
from verbatim.newsroom.extent import rights_of
from verbatim.publish import claims, corrections, html, refs, urls
from verbatim.publish.edition import Edition
from verbatim.publish.moments import CERTAINTIES
from verbatim.publish.page import Meta
from verbatim.publish.question_page import QuestionView

SCHEMA = "https://schema.org"
# What would end a script element, or what JavaScript once took for a line end, is written as an escape.
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
TYPES = {"person": "Person", "organisation": "Organization", "place": "Place"}
NAMED_BY_EDITORS = msgid("The speaker is named by the editors, not by the source")

Node = dict[str, Any]


def script(*nodes: Node) -> Markup:
    """Return JSON-LD as the contents of a script element, which they cannot end."""
    filled = [node for node in nodes if node]
    data = filled[0] if len(filled) == 1 else {"@graph": filled}
    text = compact({"@context": SCHEMA, **data})
    for character, escaped in ESCAPES.items():
        text = text.replace(character, escaped)
    return html.marked_safe(text)


def _node(kind: str, **told: Any) -> Node:
    """Return a node of a kind without empty values: schema.org has no word for absence."""
    return {"@type": kind} | {key: value for key, value in told.items() if value or value not in ("", None, [], {})}


def _crumbs(edition: Edition, crumbs: Sequence[urls.Crumb]) -> Node:
    """Return a BreadcrumbList; empty without a SITEURL, since its items need absolute addresses."""
    if not edition.site.url:
        return {}
    items = [
        {"@type": "ListItem", "position": place, "name": crumb["label"], "item": edition.site.absolute(crumb["url"])}
        for place, crumb in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def story_ld(edition: Edition, story: Story, questions: Sequence[QuestionView] = ()) -> Markup:
    """Return a NewsArticle with its quotations and dated events, and what readers ask about it."""
    quotes = [quote for quote in edition.quotes_by_story.get(story.id, []) if not quote.withdrawn]
    moments = edition.moments_by_story.get(story.id, [])
    address = urls.story_address(story)
    article = _node(
        "NewsArticle",
        headline=html.plain(story.title),
        url=edition.site.absolute(address),
        mainEntityOfPage=edition.site.absolute(address),
        datePublished=edtf.machine(story.date),
        dateModified=edtf.machine(corrections.changed_on(edition, story)),
        inLanguage=story.lang,
        articleSection=story.category,
        image=_image(edition, refs.picture_view(edition, story.picture)),
        isBasedOn=story.source_url,
        **_rights(story),
        publisher=_newsroom(edition),
        author=_node("Organization", name=story.source_name, url=story.source_url) if story.source_name else {},
        correction=[_correction(edition, address, change) for change in corrections.changes_of_story(edition, story)],
        mentions=[_named(edition, person) for person in edition.people_by_story.get(story.id, [])],
        hasPart=[_quotation(edition, quote) for quote in quotes if claims.claim_of(edition, quote).stands_alone],
        about=[event for event in (_event(edition, moment) for moment in moments) if event],
    )
    asked = [question_ld(edition, one) for one in questions]
    return script(article, *asked, _crumbs(edition, urls.story_crumbs(edition, story)))


def _rights(story: Story) -> Node:
    """Return whom the editors credit for a source, and its licence: its address, or a work that is called so."""
    rights = rights_of(story)
    is_address = WEB.fullmatch(rights.licence)
    named = _node("CreativeWork", name=html.plain(rights.licence)) if rights.licence else ""
    return {"license": rights.licence if is_address else named, "creditText": html.plain(rights.credited)}


def _image(edition: Edition, picture: refs.PictureView | None) -> Node:
    """Return a picture as an ImageObject that says whose it is; empty where others could not ask for its file."""
    url = edition.site.absolute(refs.shared_file(picture["files"])) if picture and picture["files"]["shared"] else ""
    if not picture or not url:
        return {}
    width, height = picture["files"]["shared"]
    told = {"caption": picture["alt"], "creditText": picture["credit"]}
    return {"@type": "ImageObject", "url": url, "width": width, "height": height, **told}


def question_ld(edition: Edition, view: QuestionView) -> Node:
    """Return a Question with its Answers and their places; corrected ones say so, withdrawn ones are left out."""
    answers = [(one["words"], bool(one["corrections"])) for one in view["answers"]]
    return _node(
        "Question",
        name=html.plain(view["title"]),
        url=edition.site.absolute(view["url"]),
        answerCount=sum(bool(words) for words, _ in answers),
        suggestedAnswer=[_answer(edition, words, corrected) for words, corrected in answers if words],
    )


def _answer(edition: Edition, words: refs.Slice, corrected: bool) -> Node:  # noqa: FBT001
    return _node(
        "Answer",
        creativeWorkStatus=edition.site.words.gettext(claims.CORRECTED) if corrected else "",
        text=urls.span_of(words).of(edition.newsroom.stories[words["story"]].text),
        citation=urls.cite(edition, words["story"], urls.span_of(words)),
        inLanguage=words["lang"],
    )


def _newsroom(edition: Edition) -> Node:
    """Return who publishes the site, with the pages that say how errors are corrected and how it works."""
    site = edition.site
    return _node(
        "NewsMediaOrganization",
        name=site.name,
        url=site.absolute(""),
        correctionsPolicy=site.absolute(urls.CORRECTIONS),
        publishingPrinciples=site.absolute(urls.ABOUT),
    )


def _correction(edition: Edition, address: str, change: corrections.ChangeView) -> Node:
    return _node(
        "CorrectionComment",
        text=corrections.change_message(change, edition.site.words),
        datePublished=edtf.machine(change["date"]["edtf"].removesuffix("/..")),
        url=edition.site.absolute(change["url"] or f"{address}#corrections"),
    )


def quote_ld(edition: Edition, quote: Quote) -> Markup:
    """Return a Quotation that says whose words it is, what it is part of, and where its source has it.

    Of a withdrawn one it says only that, and of one that does not stand alone only its story. The way to the page is
    left out: it is that of the story, which the page is part of.
    """
    if quote.withdrawn:
        return script({"@type": "WebPage", "name": "A withdrawn quotation"})
    story = edition.newsroom.stories[quote.story]
    part_of = _node(
        "NewsArticle",
        headline=html.plain(story.title),
        url=edition.site.absolute(urls.story_address(story)),
        **_rights(story),
    )
    told: Node = _quotation(edition, quote) if claims.claim_of(edition, quote).stands_alone else {"@type": "WebPage"}
    if quote.reviewed and claims.claim_of(edition, quote).stands_alone:
        reviewer = {"@type": "Person", "name": quote.reviewed.by}
        told["mainEntityOfPage"] = _node("WebPage", lastReviewed=quote.reviewed.date, reviewedBy=reviewer)
    return script({**told, "isPartOf": part_of})


def _quotation(edition: Edition, quote: Quote) -> Node:
    story = edition.newsroom.stories[quote.story]
    speaker = claims.established(edition, quote)
    return _node(
        "Quotation",
        creativeWorkStatus=edition.site.words.gettext(claims.CORRECTED) if quote.corrections else "",
        text=claims.words_text(edition, quote),
        url=edition.site.absolute(urls.quote_address(edition, quote)),
        citation=urls.cite(edition, story.id, claims.claim_of(edition, quote).place),
        spokenByCharacter=_named(edition, speaker) if speaker else {},
        description=edition.site.words.gettext(NAMED_BY_EDITORS) if quote.basis == "editor" else "",
        inLanguage=story.lang,
    )


def _named(edition: Edition, person: Person) -> Node:
    own = edition.site.absolute(urls.person_address(edition, person))
    return _node(TYPES[person.kind], name=person.name, url=own, sameAs=list(person.same_as))


def person_ld(edition: Edition, person: Person) -> Markup:
    """Return a Person, Organization or Place with its other names."""
    named = _named(edition, person) | ({"alternateName": list(person.aliases)} if person.aliases else {})
    if edition.site.url and person.kind != "place":
        named = _node("ProfilePage", url=named["url"], mainEntity=named)
    return script(named, _crumbs(edition, urls.person_crumbs(edition, person)))


def _event(edition: Edition, moment: Moment) -> Node:
    """Return an Event; nothing for one that is denied, or whose date would be made to look exact."""
    parsed = edtf.parse(moment.date)
    certain = CERTAINTIES[moment.certainty]
    if not parsed or parsed.approximate or parsed.uncertain or not certain.is_event:
        return {}
    story = edition.newsroom.stories[moment.story]
    return _node(
        "Event",
        name=html.plain(moment.sentence.of(story.text)),
        **_days(moment.date, parsed),
        eventStatus=f"{SCHEMA}/{certain.linked}" if certain.linked else "",
        url=edition.site.absolute(urls.moment_address(edition, moment)),
        subjectOf=edition.site.absolute(urls.source_address(story.id)),
    )


def _days(value: str, parsed: edtf.PartialDate) -> dict[str, str]:
    """Return a day, month or year in ISO 8601; for other dates the first and last day, as far as known."""
    if parsed.precision in ("day", "month", "year"):
        return {"startDate": edtf.machine(value)}
    return {
        "startDate": parsed.earliest.isoformat() if parsed.earliest else "",
        "endDate": parsed.latest.isoformat() if parsed.latest else "",
    }


def link_data(edition: Edition, template: str, payload: dict[str, object]) -> None:
    """Put the questions of a page and the way to it into its head, in place, unless there is data of its own.

    The front page says who publishes the site.
    """
    meta, crumbs = cast("Meta", payload["meta"]), cast("Sequence[urls.Crumb]", payload["crumbs"])
    if meta["linked"] or not edition.site.url or template == "404.html" or template.startswith("embed_"):
        return
    if template == "front.html":
        meta["linked"] = script(_newsroom(edition))
    else:
        asked = [question_ld(edition, one) for one in _asked(template, payload)]
        meta["linked"] = script(*asked, _crumbs(edition, crumbs))


def _asked(template: str, payload: Mapping[str, object]) -> list[QuestionView]:
    if template == "topic.html":
        return list(cast("Any", payload["topic"]).questions)
    return [cast("QuestionView", payload["question"])] if template == "question.html" else []
