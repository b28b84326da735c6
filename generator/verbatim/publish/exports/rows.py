"""Holds what the data files say of a story, a quotation, a person, a moment, a topic and a question, each fact once.

A column is a key of the JSON under /data/. The tables, the database and the reference in docs/exports.md name columns
of this table, so that a fact is read, named and described in one place. Every object with `text` from a source has its
`story`, `start`, `end` and `sha256` too. Offsets are code points of the published source text.

The tables (CSV, RFC 4180) are safe to open in a spreadsheet: a cell that it would take for a formula, even behind
apostrophes, gets an apostrophe before it; a reader takes one apostrophe off.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any, NamedTuple

from verbatim.core.json import JsonObject
from verbatim.core.text import sha256_text
from verbatim.model import Person, Quote, Span, Story
from verbatim.newsroom.extent import rights_of
from verbatim.publish import claims, corrections, question_page, urls
from verbatim.publish.edition import Edition, once
from verbatim.publish.markup.editors import editors_marks

# What the data keeps of a withdrawn quotation.
KEPT_OF_WITHDRAWN = frozenset(("id", "url", "story", "version", "corrections", "withdrawn"))
TEXT, TEXT_OR_NULL, NUMBER = "text", "text or null", "number"
SLICE, SLICES, TEXTS, OBJECT, OBJECTS = "slice", "slices", "texts", "object or null", "objects"
_hash = lru_cache(maxsize=128)(sha256_text)  # a story's quotations and sentences are in several of its files


class Column(NamedTuple):
    """A key of a kind of row: its type, what it says, how it is read, and its name in JSON-LD where that has it.

    Without `read` it is the attribute of that name. An `optional` one without a value is left out.
    """

    name: str
    type: str
    says: str
    read: Callable[[Edition, Any], object] | None = None
    linked: str = ""
    optional: bool = False

    def of(self, edition: Edition, about: object) -> object:
        """Return its value, which JSON has `null` for where there is none."""
        value: Any = self.read(edition, about) if self.read else getattr(about, self.name)
        value = list(value) if self.type == TEXTS else value
        return value or None if self.optional or self.type == TEXT_OR_NULL else value


def words_of(edition: Edition, story: str, span: Span) -> JsonObject:
    """Return a slice with its place and its hash."""
    words = span.of(edition.newsroom.stories[story].text)
    return {"story": story, "start": span.start, "end": span.end, "text": words, "sha256": _hash(words)}


def _address(address_of: Callable[[Edition, Any], str]) -> Callable[[Edition, Any], str]:
    return lambda edition, about: edition.site.url_of(address_of(edition, about))


def _place(span_of: Callable[[Edition, Any], Span]) -> tuple[Column, ...]:
    """Return the columns of a slice of the thing's story."""

    def column(name: str, kind: str, says: str) -> Column:
        return Column(name, kind, says, lambda edition, one: words_of(edition, one.story, span_of(edition, one))[name])

    return (
        column("story", TEXT, "the id of its story"),
        column("start", NUMBER, "the place of its first character in the source"),
        column("end", NUMBER, "the place after its last character"),
        column("text", TEXT, "its words, as the source has them"),
        column("sha256", TEXT, "the SHA-256 of what the source has from `start` to `end`"),
    )


def _url(address_of: Callable[[Edition, Any], str], says: str) -> Column:
    return Column("url", TEXT, says, _address(address_of), "url")


def corrected_words(story: Story) -> list[str]:
    """Return what editors wrote for words as printed, in order; pages show it beside these."""
    marks = (mark for fragment in story.fragments for mark in fragment.marks if mark.kind == "was")
    return [now for mark in marks if (now := mark.attrs.get("now"))]


def _text(edition: Edition, quote: Quote) -> str | None:
    return claims.words_text(edition, quote) if claims.claim_of(edition, quote).stands_alone else None


def _parts(edition: Edition, quote: Quote) -> list[JsonObject] | None:
    claim = claims.claim_of(edition, quote)
    return [words_of(edition, quote.story, piece) for piece in claim.words] if claim.stands_alone else None


def _sentence(edition: Edition, quote: Quote) -> JsonObject | None:
    claim = claims.claim_of(edition, quote)
    return None if claim.form == "quoted" else words_of(edition, quote.story, claim.sentence)


def _theirs(edition: Edition, person: Person, names: Iterable[str]) -> list[str]:
    """Return the ids of quotations that are listed as somebody's, of those named."""
    current = {quote.id for quote in edition.quotes_by_speaker.get(person.id, ()) if quote.counts}
    return [name for name in names if name in current]


def _pairs(edition: Edition, person: Person) -> list[JsonObject]:
    held = ((pair, _theirs(edition, person, pair.quotes)) for pair in person.pairs)
    return [{"subject": pair.subject, "quotes": names} for pair, names in held if len(names) == len(pair.quotes)]


def _telling(edition: Edition, person: Person) -> list[str]:
    return _theirs(edition, person, person.telling)


def _answer(edition: Edition, answer: question_page.AnswerView) -> JsonObject:
    words, withdrawn = answer["words"], answer["withdrawn"]
    if not words:
        return {"story": answer["story"]["id"], "withdrawn": withdrawn["date"]["edtf"] if withdrawn else None}
    return {**words_of(edition, words["story"], urls.span_of(words)), "corrected": bool(answer["corrections"])}


def _chosen(field: str) -> Callable[[Edition, Story], list[JsonObject]]:
    return lambda edition, story: [words_of(edition, story.id, span) for span in getattr(story, field)]


def _sides(edition: Edition, story: Story) -> list[JsonObject]:
    return [{**words_of(edition, story.id, one.words), "head": one.head} for one in claims.shown_sides(edition, story)]


STORY = (
    Column("id", TEXT, "its id, which is in its addresses"),
    Column("title", TEXT, "its title", linked="headline"),
    Column("editors_marks", TEXTS, "what its introduction and its notes put within marks of their own", editors_marks),
    Column("corrected_words", TEXTS, "what editors wrote for words as printed",
           lambda _, story: corrected_words(story)),
    _url(lambda _, story: urls.story_address(story), "its page"),
    Column("date", TEXT_OR_NULL, "the day of publication, as EDTF", linked="datePublished"),
    Column("date_basis", TEXT, "what the date is from: `source`, `file`, `editor` or `unknown`"),
    Column("modified", TEXT_OR_NULL, "the day of its last change", corrections.changed_on, "dateModified"),
    Column("section", TEXT, "its section", lambda _, story: story.category, "articleSection"),
    Column("lang", TEXT, "the tag of its language", linked="inLanguage"),
    Column("source", TEXT, "the text as published here", _address(lambda _, story: urls.source_address(story.id))),
    Column("source_name", TEXT, "who published the source", linked="author"),
    Column("source_url", TEXT, "where the source was published", linked="isBasedOn"),
    Column("source_archived", OBJECT, "a copy in a web archive: its `url` and its `date`",
           lambda _, story: asdict(story.archived) if story.archived else None),
    Column("source_sha256", TEXT, "the SHA-256 of the text as published here",
           lambda _, story: sha256_text(story.text)),
    Column("source_published", TEXT, "how much of the source is published, where that is not `whole`",
           lambda _, story: story.extent if story.part else "", optional=True),
    Column("source_license", TEXT, "its licence, where its file gives one",
           lambda _, story: rights_of(story).licence, "license", optional=True),
    Column("source_credit", TEXT, "whom to credit, where its file says so",
           lambda _, story: rights_of(story).credited, "creditText", optional=True),
    Column("lead", SLICES, "what editors chose to tell first, where they chose", _chosen("lead"), optional=True),
    Column("sides", SLICES, "words that editors chose for its sides, each with its `head`", _sides, optional=True),
    Column("open", SLICES, "what editors chose as still open, where they chose", _chosen("open"), optional=True),
    Column("changes", NUMBER, "how many changes its page lists, where there are any",
           lambda edition, story: len(corrections.changes_of_story(edition, story)), "correction", optional=True),
    Column("proof", TEXT, "the file that proves its quotations", _address(lambda _, story: urls.proof_address(story))),
)  # fmt: skip

_STORY, _START, _END, _, _SHA256 = _place(lambda edition, quote: claims.claim_of(edition, quote).place)
QUOTATION = (
    Column("id", TEXT, "its id, which is in its addresses"),
    _url(urls.quote_address, "its page"),
    _STORY, _START._replace(linked="citation"), _END._replace(linked="citation"), _SHA256,
    Column("text", TEXT, "the words within the source’s marks; only where these may be shown without their sentence",
           _text, "text", optional=True),
    Column("parts", SLICES, "the pieces of `text`, where there is one", _parts, optional=True),
    Column("sentence", SLICE, "the sentence that holds the words, where they are not whole sentences", _sentence,
           optional=True),
    Column("kind", TEXT, "how the source reports it: `direct`, `mixed` or `indirect`"),
    Column("speaker", TEXT_OR_NULL, "the id of who spoke"),
    Column("speaker_name", TEXT_OR_NULL, "their name",
           lambda edition, quote: edition.newsroom.people[quote.speaker].name if quote.speaker else None,
           "spokenByCharacter"),
    Column("said_by", TEXT_OR_NULL, "the source’s description of somebody whom it does not name"),
    Column("via", SLICE, "the mention that the attribution relies on, or null",
           lambda edition, quote: words_of(edition, quote.story, quote.via) if quote.via else None),
    Column("basis", TEXT, "how the speaker is known: `stated`, `inferred`, `editor` or `none`", linked="description"),
    Column("candidates", TEXTS, "ids of those who may have spoken, where that is not established"),
    Column("why", TEXT, "the reason for the attribution, or for its absence"),
    Column("reviewed", OBJECT, "the `date` of an editor’s check, and their initials (`by`)",
           lambda _, quote: asdict(quote.reviewed) if quote.reviewed else None),
    Column("version", NUMBER, "the version of its words and its speaker, 1 where neither was corrected",
           lambda edition, quote: corrections.version_of(corrections.corrections_of(edition, quote.id))),
    Column("corrections", TEXTS, "each correction of its words: the day and the reason", linked="creativeWorkStatus"),
    Column("withdrawn", TEXT_OR_NULL, "the day on which editors withdrew it, and the reason"),
    Column("variants", TEXTS, "ids of quotations that editors join with it as the same words",
           lambda edition, quote: [name for name in edition.variants.get(quote.id, ()) if name != quote.id],
           optional=True),
)  # fmt: skip

PERSON = (
    Column("id", TEXT, "their id, which is in their addresses"),
    Column("name", TEXT, "their name", linked="name"),
    Column("kind", TEXT, "`person`, `organisation` or `place`", linked="@type"),
    _url(urls.person_address, "their page, or their place in a story"),
    Column("aliases", TEXTS, "other names in the texts", linked="alternateName"),
    Column("same_as", TEXTS, "pages about them elsewhere", linked="sameAs"),
    Column("given_role", OBJECT, "the role that editors give: `text`, `source`, `url`, `date`",
           lambda _, person: asdict(person.role) if person.role else None),
    Column("pairs", OBJECTS, "quotations that editors put side by side: the `subject`, and the ids of both (`quotes`)",
           _pairs, optional=True),
    Column("telling", TEXTS, "the ids of quotations that editors put first", _telling, optional=True),
    Column("roles", SLICES, "their roles, as the texts word them", lambda edition, person: [
        words_of(edition, role.story, role.span) for role in person.roles if role.story in edition.listed]),
    Column("mentions", SLICES, "where the texts name them", lambda edition, person: [
        words_of(edition, story, span) for story, span in person.mentions if story in edition.listed]),
)  # fmt: skip

PLACE_OF_MOMENT = (
    Column("id", TEXT, "its id, which once may have been a moment’s"),
    _url(urls.moment_address, "its place in the timeline"),
    *_place(lambda _, moment: moment.words),
    Column("sentence", SLICE, "the sentence that tells it",
           lambda edition, moment: words_of(edition, moment.story, moment.sentence), "name"),
    Column("date", TEXT_OR_NULL, "the date as EDTF, null where it cannot be placed", linked="startDate"),
    Column("basis", TEXT, "how the date is known: `stated`, `inferred`, `editor` or `none`"),
    Column("why", TEXT, "how the date was found, or why there is none"),
)  # fmt: skip
MOMENT = (
    *PLACE_OF_MOMENT,
    Column("certainty", TEXT, "whether it happened: `reported`, `planned` or `denied`", linked="eventStatus"),
    Column("people", TEXTS, "ids of those who take part"),
    Column("also", OBJECTS, "the other places that tell it", lambda edition, moment: [
        row_of(PLACE_OF_MOMENT, edition, place) for place in moment.also]),
)  # fmt: skip

TOPIC = (
    Column("id", TEXT, "its id, which is in its addresses"),
    Column("title", TEXT, "its title", lambda _, topic: topic.file.title),
    Column("url", TEXT, "its page", _address(lambda _, topic: urls.topic_address(topic.id))),
    Column("summary", TEXT, "the editors’ summary", lambda _, topic: topic.file.summary),
    Column("updated", TEXT_OR_NULL, "when editors last changed what they say", lambda _, topic: topic.file.updated),
    Column("stories", TEXTS, "the ids of its texts, earliest first"),
    Column("chapters", OBJECTS, "the editors’ chapters: the `first` day, month or year, and the `head`",
           lambda _, topic: [one._asdict() for one in topic.file.chapters], optional=True),
)  # fmt: skip

QUESTION = (
    Column("id", TEXT, "what it is about, and its own name: `gate/cost`", lambda _, view: view["id"]),
    _url(lambda _, view: view["url"], "its page"),
    Column("about", TEXT, "the id of the topic or story", lambda _, view: view["id"].partition("/")[0]),
    Column("of", TEXT, "`topic` or `story`",
           lambda _, view: "topic" if view["home"]["url"].startswith(urls.TOPICS) else "story"),
    Column("title", TEXT, "the question", lambda _, view: view["title"], "name"),
    Column("answers", OBJECTS, "the sentences that answer it: a slice each, and whether it was `corrected`; of one"
           " with withdrawn words its `story` and the day (`withdrawn`)", lambda edition, view: [
               _answer(edition, one) for one in view["answers"]], "suggestedAnswer"),
    Column("says", TEXT_OR_NULL, "what the editors say where no text answers", question_page.editors_say),
    Column("words", TEXT_OR_NULL, "the editors’ words, where these quote nobody",
           lambda _, view: question_page.editors_words(view)),
)  # fmt: skip


def row_of(columns: tuple[Column, ...], edition: Edition, about: object) -> JsonObject:
    """Return the row of a thing."""
    values = ((one, one.of(edition, about)) for one in columns)
    return {one.name: value for one, value in values if value is not None or not one.optional}


@once()
def quote_row(edition: Edition, quote: Quote) -> JsonObject:
    """Return a quotation's facts, made once for all files that have it; of a withdrawn one only that it is."""
    kept = tuple(one for one in QUOTATION if one.name in KEPT_OF_WITHDRAWN) if quote.withdrawn else QUOTATION
    return row_of(kept, edition, quote)


# Columns of a format


def value_at(row: JsonObject, path: str) -> Any:
    """Return what a row has at a path such as `reviewed.by`; None where there is nothing."""
    value: Any = row
    for key in path.split("."):
        value = value.get(key) if value else None
    return value


def named_paths(columns: str) -> dict[str, str]:
    """Return the path in a row by the name that a format gives it: “id reviewed_by=reviewed.by”."""
    return {name: path or name for name, _, path in (column.partition("=") for column in columns.split())}


# What Excel, LibreOffice and Google Sheets begin a formula or a new cell with (OWASP, CSV injection).
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
BEGINNINGS = frozenset("'=+-@\t\r\n＝＋－＠")
# By the name in the table what a row of the JSON has at that path; the rest is of the piece, or of its story.
QUOTE_COLUMNS = named_paths(
    "id url story start end text sha256 part parts kind speaker speaker_name said_by basis why corrections"
    " published=of.date source sentence_start=sentence.start sentence_end=sentence.end sentence_text=sentence.text"
    " reviewed=reviewed.date reviewed_by=reviewed.by source_license=of.source_license source_credit=of.source_credit"
)
MOMENT_COLUMNS = named_paths(
    "id url story start end text sha256 sentence_start=sentence.start sentence_end=sentence.end"
    " sentence_text=sentence.text date basis why certainty people source moment"
)


def quotes_table(edition: Edition, story: Story) -> str:
    """Return a row for each piece of each quotation that is not withdrawn, in order of the text."""
    of, quotes = row_of(STORY, edition, story), edition.quotes_by_story.get(story.id, [])
    rows = (quote_row(edition, quote) for quote in quotes if not quote.withdrawn)
    return _table(QUOTE_COLUMNS, ({**piece, "of": of} for row in rows for piece in _pieces(edition, row)))


def _pieces(edition: Edition, row: JsonObject) -> Iterator[JsonObject]:
    """Yield a quotation's row for each piece; where only the sentence may be shown for its place, without words."""
    pieces = row.get("parts") or [{"text": "", "sha256": ""}]
    for number, piece in enumerate(pieces, start=1):
        one = {**row, **piece, "part": number, "parts": len(pieces)}
        yield {**one, "source": urls.cite(edition, one["story"], Span(one["start"], one["end"]))}


def moments_table(edition: Edition, story: Story) -> str:
    """Return a row for each place that tells a moment, dated or not, in order of the text; `moment` is its moment."""
    moments = edition.moments_by_story.get(story.id, [])
    places = [(place, moment) for moment in moments for place in moment.places]
    places.sort(key=lambda pair: pair[0].words)
    return _table(MOMENT_COLUMNS, (
        {**row_of(MOMENT, edition, place), "people": " ".join(place.people), "moment": moment.id,
         "source": urls.cite(edition, story.id, place.words)}
        for place, moment in places
    ))  # fmt: skip


def _table(columns: Mapping[str, str], rows: Iterable[JsonObject]) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([defused(_cell(value_at(row, path))) for path in columns.values()] for row in rows)
    return file.getvalue()


def _cell(value: object) -> str:
    return "" if value is None else "; ".join(value) if isinstance(value, list) else str(value)


def defused(cell: str) -> str:
    """Return a cell as no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell[:1] in BEGINNINGS and FORMULA.match(cell) else cell
