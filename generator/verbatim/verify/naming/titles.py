"""Holds titles, previews and names to the words that the program makes of the proofs: nothing else may stand there.

A quotation's title is its credit and its words, or its whole sentence, or says in which story it is reported. A
story's, a topic's and a person's are their names. Every other is a message of the interface with names, numbers and
dates in its places. What editors write of their own, such as a page about the site, is held to nothing here.
"""

from __future__ import annotations

import fnmatch
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from verbatim.verify.claims import fault_of_sentence
from verbatim.verify.facts.date_words import fault_of_date
from verbatim.verify.markup.parsed_page import HOLDING
from verbatim.verify.markup.passages import BLOCK, SLICE
from verbatim.verify.markup.walk import loose_places
from verbatim.verify.naming.interface import bare, is_number
from verbatim.verify.naming.names import Readings, Row, is_cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from verbatim.verify.facts.records import Records
    from verbatim.verify.markup.parsed_page import MarkupPlace, ParsedPage, WatchedElement
    from verbatim.verify.naming.interface import InterfaceWords
    from verbatim.verify.naming.names import Illustrations, SiteNames


SHOWN = 80
# Pages whose titles the program makes.
OURS = (
    "index.html", "404.html", "stories/*", "quotes/*", "people/*", "questions/*", "sections/*", "topics/*",
    "timeline/*", "search/*", "verify/*", "corrections/*", "embed/*",
)  # fmt: skip
_OURS = re.compile("|".join(map(fnmatch.translate, OURS)))
KINDS = {
    **dict.fromkeys(("og:title", "twitter:title"), "title"),
    **dict.fromkeys(("description", "og:description", "twitter:description"), "description"),
    **dict.fromkeys(("og:image:alt", "twitter:image:alt"), "alternative"),
    "og:site_name": "site",
    "article:section": "section",
}
REPORTED, CORRECTED, TIMELINE = "Reported in %(story)s", "Corrected", "Timeline: %(story)s"
PROFILE, TOPIC = "Profile: %(name)s", "Topic: %(topic)s"
OF_SPEAKER = ("Quotation of %(name)s", "Paraphrase of %(name)s")
BY_EDITORS = "%(name)s (named by the editors)"
COUNTED = ("%(num)s quotation, with its source.", "%(num)s quotations, each with its source.")
PARAPHRASES = ("%(num)s paraphrase", "%(num)s paraphrases")
ANSWERED = (
    "Answered by a text in its own words, with its place.",
    "Answered by texts in their own words, %(num)s places in all.",
)
_ABOUT = re.compile(
    r"(?:(?:embed/)?quotes/(?P<quote>q-[0-9a-z]+)|embed/timelines/(?P<line>[a-z0-9-]+)"
    r"|stories/(?P<story>[a-z0-9-]+)(?P<timeline>/timeline)?"
    r"|(?:embed/)?topics/(?P<topic>[a-z0-9-]+)|(?:embed/)?people/(?P<person>[a-z0-9-]+)"
    r"|(?:embed/)?questions/(?P<question>[a-z0-9-]+/[a-z0-9-]+))/index\.html"
)
_FURTHER = re.compile(r"/page/[0-9]+(?=/index\.html$)")
_ANSWER = re.compile(r"oembed/(quote|timeline|people|topic|question)s?/([a-z0-9-]+(?:/[a-z0-9-]+)?)\.json")
_CARD = re.compile(r"cards/(?:(?P<folder>[a-z]+)/)?(?P<id>[a-z0-9-]+?(?:/[a-z0-9-]+?)?)(?:-square)?\.(?:svg|png)")
_OF_FOLDER = {"": "quote", "people": "person", "timelines": "timeline", "topics": "topic", "questions": "question"}
_MARKDOWN = re.compile(r"[*_`#>~\\\[\]]")
_EDGES = re.compile(f"[{SLICE}{BLOCK}]")
_TURNS = re.compile("[\u202a-\u202e]")  # what changes the direction of reading
_BETWEEN = re.compile(r"(?<![.:,)·])[.:,)·]++(?:\s|$)|\(")


class Subject(NamedTuple):
    """What a page, an oEmbed answer or a picture card is about: its kind and id; a list is about nothing."""

    kind: str = ""
    id: str = ""


class PageLine(NamedTuple):
    """A line that tells what a page is; `key` is what messages call it.

    Its kind is title, description, alternative, heading, what stands beside the words of a heading, site or section.
    """

    kind: str
    key: str
    text: str
    token: MarkupPlace


def is_ours(path: str) -> bool:
    """Return whether the program makes the titles of the page at a path."""
    return _OURS.match(path) is not None


@lru_cache(maxsize=1 << 10)
def subject_of(path: str) -> Subject:
    """Return what the page, the oEmbed answer or the picture card at a path is about."""
    if answer := _ANSWER.fullmatch(path):
        return Subject("person" if answer[1] == "people" else answer[1], answer[2])
    if card := _CARD.fullmatch(path):
        return Subject(_OF_FOLDER.get(card["folder"] or "", ""), card["id"])
    found = _ABOUT.fullmatch(path)
    if not found:
        return Subject()
    kind = next(key for key in ("quote", "line", "story", "topic", "person", "question") if found[key])
    return Subject("timeline" if found["line"] or found["timeline"] else kind, found[kind])


class Titles:
    """What the data of a site call its pages; `text_of` returns the text of a story's source, None without one."""

    def __init__(
        self,
        names: SiteNames,
        words: InterfaceWords,
        records: Records,
        text_of: Callable[[str], str | None],
        illustrations: Illustrations,
    ) -> None:
        self.names, self.words, self._records, self._text_of = names, words, records, text_of
        self._illustrations = illustrations
        self.readings = Readings(names, words, self.is_in_source)
        self._bare: dict[str, str] = {}
        self._told: dict[str, bool] = {}

    def faults_of_page(self, parsed: ParsedPage, path: str) -> Iterator[tuple[MarkupPlace, str]]:
        """Yield which line of a page tells what it is otherwise than the site's data do."""
        if not is_ours(path):
            return
        about, seen = subject_of(path), set[tuple[str, str]]()
        first = subject_of(_FURTHER.sub("", path))  # a further page of a list has the first one's picture
        for line in _lines_of(parsed, is_whole=about.kind in ("story", "timeline")):
            shown = bare(line.text)
            if _TURNS.search(line.text):
                yield line.token, f"{line.key} turns its words round"
            if line.kind == "title" and shown != self.names.site:
                shown = shown.removesuffix(f" · {self.names.site}")
            # The words of a source in a heading may be Markdown, whose signs its reader does not see.
            read = {shown, bare(_MARKDOWN.sub("", line.text)) if line.kind == "heading" else shown}
            if not shown or (line.kind, shown) in seen:
                continue
            if any(self.is_right(of, line.kind, one) for of in dict.fromkeys((about, first)) for one in read):
                seen.add((line.kind, shown))  # a page says most of it several times
            else:
                yield line.token, f"{line.key} is “{shown[:SHOWN]}”, which is not what the site’s data make of it"
        if (turned := _TURNS.search(parsed.loose_text)) and not self.names.has_character(turned[0]):
            place = loose_places(parsed, [turned.start()])[0]
            yield place, "a character that changes the direction of reading turns words round"
        for watched, name, text in parsed.spoken:
            if name == "aria-label" and not self.is_told(bare(text)):
                yield watched.token, f"{name} is “{text[:SHOWN]}”, which is no message of the interface"

    def fault_of_embed(self, path: str, shown: str) -> str:
        """Return that the name of a frame in code for other pages is not that of what the file at a path is about."""
        about = subject_of(path)
        is_right = not shown or (about.kind and self.is_right(about, "title", bare(shown))) or self.is_told(bare(shown))
        return "" if is_right else f"a frame is called “{shown[:SHOWN]}”, which is not what the site’s data make of it"

    def is_told(self, shown: str) -> bool:
        """Return whether a line is a name, or a message with nothing but names, numbers and dates in its places."""
        if shown not in self._told:
            self._told[shown] = self.names.has(shown) or self.words.is_told(shown, self.names.has)
        return self._told[shown]

    def is_right(self, about: Subject, kind: str, shown: str) -> bool:
        """Return whether a line, without marks, is what the data make of a page; of another page one of the site."""
        if kind in ("site", "beside", "section"):
            known = {"site": shown in (self.names.site, ""), "beside": shown in self.words.labels}
            return known.get(kind, shown in self.names.all)
        told = {"quote": self._is_of_quotation, "story": self._is_of_story, "timeline": self._is_of_timeline,
                "topic": self._is_of_topic, "person": self._is_of_person,
                "question": self._is_of_question}.get(about.kind)  # fmt: skip
        if not told and kind == "alternative":
            return any(self._is_alternative(shown, row) for row in self.names.quotes.values())
        if kind == "description" and shown == self.names.about:
            return True  # the site's own, which a page that leads on has too
        right = told(about.id, kind, shown) if told else None
        return self.is_told(shown) if right is None else right

    def is_in_source(self, shown: str, story: str) -> bool:
        """Return whether a story's source has the words of a line."""
        if story not in self._bare:
            self._bare[story] = bare(self._text_of(story) or "")
        return shown in self._bare[story]

    def is_composed(self, shown: str, wholes: Iterable[str]) -> bool:
        """Return whether a line has nothing but these lines, names, numbers, dates and messages."""
        for whole in sorted(filter(None, (*wholes, *self.names.punctuated)), key=len, reverse=True):
            shown = shown.replace(whole, ".")
        pieces = (piece.strip() for piece in _BETWEEN.split(shown))
        return all(
            not piece or is_number(piece) or self.is_told(piece) or self.is_told(f"{piece}.") for piece in pieces
        )

    def dates_of_moments(self, story: str) -> set[str]:
        """Return the dates that the moments of a story have."""
        return {str(row.get("date")) for row in self._records.proofs.moments(story).values() if row.get("date")}

    # Quotations

    def _is_of_quotation(self, name: str, kind: str, shown: str) -> bool | None:
        row = self.names.quotes.get(name)
        if row is None or row.get("withdrawn") or self._proof_of(row) is None:
            return None
        if kind == "heading":
            named = bare(str(row.get("speaker_name") or "")) if row.get("basis") != "none" else ""
            spoken = next(self.words.values_in(shown, *OF_SPEAKER), ())
            known = (named, *self.words.forms_of(BY_EDITORS, name=named))
            return spoken[0] in known if spoken and named else shown in self.words.labels
        is_right = self._is_alternative(shown, row) if kind == "alternative" else self.is_of_words(shown, row)
        return is_right or (None if row.get("id") != name else False)  # a page says that it has moved

    def _proof_of(self, row: Row) -> Mapping[str, Any] | None:
        return self._records.proofs.quotes(str(row.get("story"))).get(str(row.get("id")))

    def is_of_words(self, shown: str, row: Row) -> bool:
        """Return whether a title is a quotation's words with their credit, its sentence, or names its story."""
        notes = [f"{one}. " for one in self.words.forms_of(CORRECTED)] if row.get("corrections") else []
        told = next((shown.removeprefix(one) for one in notes if shown.startswith(one)), shown)
        if any(is_cut(told, whole) for whole in self._tellings(row)) or self._is_credited(told, row):
            return True
        places = self.names.places(str(row.get("story")))
        return any(is_cut(told, one) for place in places for one in self.words.forms_of(REPORTED, story=place))

    def _is_credited(self, told: str, row: Row) -> bool:
        """Return whether a frame is called by words of a quotation, which may be cut, and whom they are credited to."""
        text, proved = row.get("text"), self._proof_of(row) or {}
        credit = f" · {bare(str(proved.get('credit') or ''))}"
        return isinstance(text, str) and told.endswith(credit) and is_cut(told.removesuffix(credit), bare(text))

    def _tellings(self, row: Row) -> Iterator[str]:
        """Yield the lines that tell a quotation whole: words with their credit, or the sentence that says it itself."""
        proved = self._proof_of(row) or {}
        words, credit, sentence = row.get("text"), bare(str(proved.get("credit") or "")), row.get("sentence")
        if isinstance(words, str):
            yield f"{credit}: {bare(words)}"
        elif isinstance(sentence, dict):
            yield bare(str(sentence.get("text")))

    def _is_alternative(self, shown: str, row: Row) -> bool:
        """Return whether a picture's text is all of the words, behind the last change if any, before the date."""
        story = str(row.get("story"))
        head, opened, date = shown.removesuffix(")").rpartition(" (")
        whole = next((one for one in self._tellings(row) if head.endswith(one)), "")
        before = head.removesuffix(whole).strip().rstrip(".")
        is_dated = bool(opened) and self._is_date(story, date)
        return bool(whole) and is_dated and (not before or before in self.names.changes(story))

    def _is_date(self, story: str, words: str) -> bool:
        known = str((self._records.proofs.story(story) or {}).get("date") or "")
        if not known:
            return words in self.words.labels
        return self.words.is_date(words) and not fault_of_date(words, known)

    # Stories and their timelines

    def _is_of_story(self, story: str, kind: str, shown: str) -> bool | None:
        title = self.names.title(story)
        if not title:
            return None
        if kind == "description":
            return self._is_opening(story, shown, title)
        if kind == "alternative":
            own = self.names.quotes_of("story", story)
            is_quoted = any(self._is_alternative(shown, row) for row in own)
            return is_quoted or self._illustrations.is_alternative("story", story, shown)
        return is_cut(shown, title) or is_cut(shown, bare(_MARKDOWN.sub("", title)))

    def _is_opening(self, story: str, shown: str, title: str) -> bool:
        """Return whether a description is a date, which is held elsewhere, and a whole sentence of the source."""
        known = str((self._records.proofs.story(story) or {}).get("date") or "")
        ends = [at for at, char in enumerate(shown[:SHOWN]) if char == "."] if known else []
        dated = (at for at in ends if self.words.is_date(shown[:at]) and not fault_of_date(shown[:at], known))
        rest = next((shown[at + 1 :].strip() for at in dated), shown)
        if rest in ("", title):
            return True
        text = self._text_of(story) or ""
        # A sentence may end with its line, without a full stop, or go on in the next.
        return any(
            _is_sentence_of(line, rest)
            for plain in (text, _MARKDOWN.sub("", text))
            for line in (*map(bare, plain.splitlines()), bare(plain))
        )

    def _is_of_timeline(self, story: str, kind: str, shown: str) -> bool | None:
        title = self.names.title(story)
        if not title:
            return None
        if kind == "heading":
            return any(shown.removeprefix(f"{one} ") == title for one in ("", *self.words.forms_of("Timeline")))
        if kind == "description":
            return self._is_opening(story, shown, title)
        if kind == "alternative":
            is_told = shown.startswith(title) and self.is_composed(shown.removeprefix(title), self._sentences(story))
            return is_told or self._is_of_story(story, kind, shown)  # of a timeline without a card of its own
        return any(is_cut(shown, one) for one in (title, *self.words.forms_of(TIMELINE, story=title)))

    def _sentences(self, story: str) -> set[str]:
        """Return the sentences of a story's moments."""
        rows = self._records.proofs.moments(story).values()
        told = (row.get("sentence") for row in rows)
        return {bare(str(one.get("text"))) for one in told if isinstance(one, dict)}

    # Topics, questions and people

    def _is_of_question(self, name: str, kind: str, shown: str) -> bool | None:
        row = self.names.questions.get(name)
        title = bare(str(row.get("title") or "")) if row else ""
        if row is None or not title:
            return None
        answers = [one for one in row.get("answers") or () if isinstance(one, dict)]
        says = bare(str(row.get("says") or ""))
        if kind == "description":
            count = str(sum("start" in one for one in answers))
            told = [form for one in ANSWERED for form in self.words.forms_of(one, num=count)]
            return any(shown == f"{title} {one}" for one in ([says] if says else told))
        if kind == "alternative":
            wholes = {says, bare(str(row.get("words") or "")), *(bare(str(one.get("text") or "")) for one in answers)}
            stories = {str(one.get("story")) for one in answers}
            changes = {line for story in stories for line in self.names.changes(story)}
            changes |= {line for story in stories for line in self.readings.lines_in(shown, story)}
            return title in shown and self.is_composed(shown.replace(title, ".", 1), wholes | changes)
        return is_cut(shown, title)

    def _is_of_topic(self, topic: str, kind: str, shown: str) -> bool | None:
        title = bare(str(self.names.topics.get(topic, {}).get("title") or ""))
        if not title:
            return None
        if kind == "description":
            return shown.startswith(f"{title}: ") and self.is_told(shown.removeprefix(f"{title}: "))
        heads = (title, *self.words.forms_of(TOPIC, topic=title))
        if kind == "alternative" and self._illustrations.is_alternative("topic", topic, shown):
            return True
        if kind == "alternative":
            sentences = {one for story in self.names.stories for one in self._sentences(story)}
            return self.is_composed(shown, {*heads, *sentences})
        return any(is_cut(shown, one) for one in heads)

    def _is_of_person(self, person: str, kind: str, shown: str) -> bool | None:
        name = bare(str(self.names.people.get(person, {}).get("name") or ""))
        if not name:  # an older id, of which the data do not say whose it was
            head, _, counted = shown.partition(": ")
            counts = counted.replace(". ", ".\n").splitlines() if kind == "description" and self.names.has(head) else []
            is_said = [self.is_told(one) or self.is_told(one.removesuffix(".")) for one in counts]
            return all(is_said) if is_said else None
        url = self.names.people[person].get("url")
        if url and not str(url).endswith(f"people/{person}/") and shown in self.words.labels:
            return True  # the page leads on to where the person is told of
        rows = self.names.quotes_of("speaker", person)
        if kind == "description":
            return shown.startswith(f"{name}: ") and self._counts(shown.removeprefix(f"{name}: "), rows)
        if kind == "alternative":
            changes = {one for row in rows for one in self.names.changes(str(row.get("story")))}
            told = {one for row in rows for one in self._tellings(row)}
            return shown.startswith(name) and self.is_composed(shown.removeprefix(name), told | changes)
        return any(is_cut(shown, one) for one in (name, *self.words.forms_of(PROFILE, name=name)))

    def _counts(self, shown: str, rows: list[Row]) -> bool:
        """Return whether a line says how many quotations there are, and paraphrases apart from them."""
        reported = sum(row.get("kind") == "indirect" for row in rows)
        spoken = len(rows) - reported
        quoted, told = (
            [form for one in messages for form in self.words.forms_of(one, num=str(number))]
            for messages, number in ((COUNTED, spoken), (PARAPHRASES, reported))
        )
        if not reported:
            return shown in quoted
        return shown in [f"{one} {other}.".lstrip() for one in (quoted if spoken else [""]) for other in told]


def _is_sentence_of(text: str, words: str) -> bool:
    at = text.find(words)
    return at >= 0 and not fault_of_sentence(text, at, at + len(words))


def _shown_in(element: WatchedElement, parsed: ParsedPage, *, is_whole: bool) -> str:
    """Return what a heading says: all of it, or only what stands beside words of a source."""
    within = parsed.elements[element.elements_from : element.elements_to]
    held = iter([one.text for one in within if one.kind in HOLDING and not one.inside] if is_whole else [])
    return _EDGES.sub(lambda edge: next(held, "") if edge[0] == SLICE and is_whole else " ", element.loose)


def _lines_of(parsed: ParsedPage, *, is_whole: bool) -> Iterator[PageLine]:
    """Yield the lines that tell what a page is; of a heading that has words of a source what is beside them, or all."""
    for element in parsed.elements:
        if element.kind == "title":
            yield PageLine("title", "the title", element.text, element.token)
        elif element.kind == "heading":
            kind = "heading" if is_whole or SLICE not in element.loose else "beside"
            yield PageLine(kind, "the heading", _shown_in(element, parsed, is_whole=is_whole), element.token)
    for watched in parsed.tags:
        attributes = watched.tag.attributes
        key, text = attributes.get("property") or attributes.get("name", ""), attributes.get("content", "")
        if watched.tag.name == "meta" and key in KINDS:
            yield PageLine(KINDS[key], key, text, watched.token)
        elif watched.tag.name == "link" and "oembed" in attributes.get("type", ""):
            yield PageLine("title", "the name of the oEmbed answer", attributes.get("title", ""), watched.token)
