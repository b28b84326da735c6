"""Holds questions to `/data/questions.json`: what is asked, by which sentences it is answered, and who published these.

That list is held to the newsroom's files. On a page the element with `data-question` shows a question, whose id it is.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from verbatim.verify.claims import fault_of_sentence, on_one_line
from verbatim.verify.facts.attributions import place_of
from verbatim.verify.facts.date_words import fault_of_date
from verbatim.verify.markup.parsed_page import MarkupPlace, SourceSlice, placed
from verbatim.verify.markup.passages import ALL_MARKS, blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from verbatim.verify.facts.dates import Dates
    from verbatim.verify.facts.records import Records
    from verbatim.verify.markup.parsed_page import ParsedPage, WatchedElement


QUESTIONS = "data/questions.json"  # in a site
ID = r"[a-z0-9-]{1,80}/[a-z0-9-]{1,80}"
_OWN = re.compile(rf"(?:embed/)?questions/({ID})/index\.html")
_DRAWN, _OEMBED = re.compile(rf"cards/questions/({ID})\.svg"), re.compile(rf"oembed/questions/({ID})\.json")
_ADDRESS = re.compile(rf"(?:^|/)questions/({ID})/(?:index\.html)?$")
_HOME = re.compile(r"(stories|topics)/([a-z0-9-]+)/index\.html")
_HEADER = {name: re.compile(rf"^{name}:[ \t]*+(.*)$", re.MULTILINE | re.IGNORECASE) for name in ("Title", "Answer")}
_PLACE = re.compile(r"([a-z0-9-]{1,80})#char=(\d{1,9}),(\d{1,9})")
_CITED = re.compile(r"sources/([a-z0-9-]{1,80})\.txt#char=(\d{1,9}),(\d{1,9})$")
_CITE = re.compile(r"""<q\b[^<>]*?\bcite=["']([^"']*+)["']""")
_CREDIT = re.compile(r"</q>[^<]*+<a\b[^<>]*+>([^<]*+)</a>")
_SAID = re.compile(r"""\b(title|alt)="([^"]*+)\"""")
_TAG, _WORD = re.compile(r"<[^<>]*+>"), re.compile(r"[^\W_]+")
_FOREIGN = re.compile("[^\u0000-\u024f\u2000-\u206f\u20ac]")  # letters that a card's typefaces may lack
_TOP = MarkupPlace(0)
MORE = "more"  # of a card's trust marks: it says that not all of the answer is on it
Row = dict[str, Any]


class Questions:
    """The questions of a site: `rows` are those of its list, by id.

    `text_of` returns the text of a story's source, None where there is none. Without a content folder no file asks any.
    `left_out` are files that the build could not take, as `questions/gate/10-who-pays`.
    """

    def __init__(
        self, content: Path | None, records: Records, dates: Dates, text_of: Callable[[str], str | None]
    ) -> None:
        self._asking = content / "questions" if content else None
        self._records, self._dates, self._text_of = records, dates, text_of
        self.rows: Mapping[str, Mapping[str, Any]] = {}
        self.left_out: Collection[str] = ()

    # Pages

    def faults_of_page(self, parsed: ParsedPage, path: str) -> Iterator[tuple[MarkupPlace, str]]:
        """Yield how a page shows a question otherwise than the list has it."""
        own = _OWN.fullmatch(path)
        for element in (one for one in parsed.elements if one.kind == "question"):
            name = element.tag.attributes["data-question"]
            if own and name != own[1]:
                yield element.token, f"the page of the question {own[1]} shows {name}"
            row = self.rows.get(name)
            facts = self._of_card(element, parsed, row) if row else ["the site’s data do not have it"]
            yield from ((element.token, f"the question {name}: {fact}") for fact in facts)
        row = self.rows.get(own[1]) if own else None
        if row:
            yield from ((token, f"the question {row['id']}: {fact}") for token, fact in self._of_head(parsed, row))

    def faults_of_omission(self, parsed: ParsedPage, path: str) -> Iterator[tuple[MarkupPlace, str]]:
        """Yield which questions our own templates show on a page, and this page does not."""
        shown = {one.tag.attributes["data-question"] for one in parsed.elements if one.kind == "question"}
        own, home = _OWN.fullmatch(path), _HOME.fullmatch(path)
        wanted = {own[1]} & self.rows.keys() if own else set[str]()
        if home:
            of = "topic" if home[1] == "topics" else "story"
            wanted = {name for name, row in self.rows.items() if (row.get("of"), row.get("about")) == (of, home[2])}
        yield from ((_TOP, f"the page does not show the question {name}") for name in sorted(wanted - shown))

    def _of_card(self, card: WatchedElement, parsed: ParsedPage, row: Mapping[str, Any]) -> Iterator[str]:
        within = parsed.elements[card.elements_from : card.elements_to]
        slices = (one for one in within if one.kind == "slice" and not one.inside)
        shown = [placed(one.tag.attributes) for one in slices if one.tag.attributes.get("class") != "cited"]
        yield from self._of_places(shown, row)
        lines = [on_one_line(line) for line in blocks(card.loose)]
        text = " ".join(filter(None, lines))
        if _told(row, "title") not in lines and _told(row, "title") in text:  # links repeat it for those who hear them
            yield f"it does not ask “{_told(row, 'title')}” in a line of its own"
        yield from self._of_text(text, row, row.get("words"))
        dated = {one.tag.attributes.get("data-dated") for one in within if one.kind == "date"}
        for story in dict.fromkeys(place.story for place in _places(row)):
            source = self._source_name(story)
            if source and source not in text:
                yield f"it does not name {source}, which published {story}"
            if self._dates.published(story) and story not in dated:
                yield f"it does not say when {story} was published"

    def _of_head(self, parsed: ParsedPage, row: Mapping[str, Any]) -> Iterator[tuple[MarkupPlace, str]]:
        """Yield how the title, the previews and the code of a question's own page are not its own."""
        title = _told(row, "title")
        for one in parsed.elements:
            if one.kind == "code":
                yield from ((one.token, fact) for fact in self.faults_of_code(one.text, row))
            begun = one.text.split(" · ")[0].removesuffix("…").strip() if one.kind == "title" else ""
            if not title.startswith(on_one_line(begun)):
                yield one.token, f"the title asks something else: {begun[:60]}"
        for meta in (one for one in parsed.tags if one.tag.name == "meta"):
            key = meta.tag.attributes.get("property") or meta.tag.attributes.get("name", "")
            content = on_one_line(meta.tag.attributes.get("content", ""))
            if key == "og:title" and content != title:
                yield meta.token, f"og:title asks something else: {content[:60]}"
            elif key in ("og:image:alt", "twitter:image:alt"):
                yield from ((meta.token, f"in {key} {fact}") for fact in self._of_alternative(content, row))
            elif key in ("description", "og:description"):
                yield from ((meta.token, f"in {key} {fact}") for fact in self._of_text(content, row))

    # Code to paste, and what oEmbed answers

    def faults_of_code(self, code: str, row: Mapping[str, Any]) -> Iterator[str]:
        """Yield how code to paste has another question, or other answers."""
        if "<blockquote" in code:
            yield from self._of_pasted(code, row)
        else:
            for name, value in _SAID.findall(code):
                said = on_one_line(html.unescape(value))
                if name == "alt":
                    yield from self._of_alternative(said, row)
                elif said != _told(row, "title"):
                    yield f"the frame’s name asks something else: {said[:60]}"

    def faults_of_oembed(self, value: Any, path: str) -> Iterator[str]:
        """Yield how an oEmbed answer has another question, or other answers."""
        own = _OEMBED.fullmatch(path)
        row = self.rows.get(own[1]) if own else None
        if row and isinstance(value, dict):
            if on_one_line(str(value.get("title"))) != _told(row, "title"):
                yield f"the title asks something else than {row['id']}"
            yield from self._of_pasted(str(value.get("html")), row)

    def is_told(self, quotation: WatchedElement) -> bool:
        """Return whether a block quotation that cites a question's page says what the editors say, and nothing else."""
        cited = _ADDRESS.search(quotation.tag.attributes.get("cite", ""))
        row = self.rows.get(cited[1], {}) if cited else {}
        told = " ".join(filter(None, (_told(row, key) for key in ("title", "says", "words"))))
        text = on_one_line(" ".join(blocks(quotation.loose)))
        rest = text.removeprefix(told).strip()
        return bool(row.get("says")) and text.startswith(told) and not re.search("[.!?:]", rest)

    def _of_pasted(self, code: str, row: Mapping[str, Any]) -> Iterator[str]:
        cited = (_CITED.search(html.unescape(one)) for one in _CITE.findall(code))
        shown = [SourceSlice(one[1], int(one[2]), int(one[3])) if one else None for one in cited]
        yield from self._of_places(shown, row)
        places = _places(row)
        yield from self._of_text(on_one_line(_TAG.sub(" ", code)), row, None if places else row.get("words"))
        credited = _CREDIT.findall(code)
        if len(credited) != len(places):
            yield "it does not say who published each answer"
        for place, credit in zip(places, credited, strict=False):
            yield from self._of_credit(place.story, html.unescape(credit))

    # Drawings

    def faults_of_drawing(self, parsed: ParsedPage, path: str) -> Iterator[str]:
        """Yield how the picture card of a question has another question, other answers, or cuts a sentence."""
        own = _DRAWN.fullmatch(path)
        row = self.rows.get(own[1]) if own else None
        if row is None:
            return
        lines = [on_one_line(line) for line in blocks(parsed.loose_text)]
        text, title = " ".join(filter(None, lines)), _told(row, "title")
        if title not in text and not _FOREIGN.search(title):
            yield f"the card does not ask “{title}”"
        drawn = self._runs(one for one in parsed.elements if one.kind == "slice")
        places = _places(row)
        for run in drawn:
            whole = next((one for one in places if one.story == run.story and one.start == run.start), None)
            if whole is None or run.end > whole.end:
                yield f"the card shows {run}, which does not answer the question"
            elif fault_of_sentence(self._text_of(run.story) or "", run.start, run.end):
                yield f"the card cuts a sentence: {run}"
            yield from self._of_drawn_credit(run.story, lines, text)
        says_more = any(one.tag.attributes.get("data-trust") == MORE for one in parsed.tags)
        if drawn != places and not says_more:
            yield "the card does not show the whole answer, and does not say so"
        if not drawn and not says_more:
            yield from self._of_text(text, row)

    def _runs(self, slices: Iterable[WatchedElement]) -> list[SourceSlice]:
        """Return the places of lines that follow each other in a source as one."""
        found: list[SourceSlice] = []
        for one in filter(None, (placed(element.tag.attributes) for element in slices)):
            last = found[-1] if found else None
            text = (self._text_of(one.story) or "") if last and last.story == one.story else ""
            if last and text and last.end <= one.start and not text[last.end : one.start].strip():
                found[-1] = last._replace(end=one.end)
            else:
                found.append(one)
        return found

    def _of_drawn_credit(self, story: str, lines: Sequence[str], text: str) -> Iterator[str]:
        source = self._source(story)
        if _FOREIGN.search(source):
            return
        dates = [bare.removeprefix(f"{source}, ") for bare in map(_bare, lines) if bare.startswith(f"{source}, ")]
        if not dates and source not in _bare(text):
            yield f"the card does not name {source}, which published {story}"
        faults = [fact for date in dates if (fact := self._fault_of_date(story, date))]
        if dates and len(faults) == len(dates):
            yield faults[0]

    # What all of them have in common

    def _of_places(self, shown: Sequence[SourceSlice | None], row: Mapping[str, Any]) -> Iterator[str]:
        wanted = _places(row)
        if list(shown) != wanted:
            yield f"it is answered by {_listed(shown)}; the site’s data have {_listed(wanted)}"

    def _of_text(self, text: str, row: Mapping[str, Any], words: object = None) -> Iterator[str]:
        """Yield what a text that tells a question leaves out, or says of it that is not so."""
        title, says = _told(row, "title"), _told(row, "says").rstrip(".")
        if title not in text:
            yield f"it does not ask “{title}”"
        if says and says not in text:
            yield f"it does not say “{says}”"
        if isinstance(words, str) and on_one_line(words) not in text:
            yield f"it does not have the editors’ words, “{on_one_line(words)[:60]}”"
        silent = {_told(one, "says") for one in self.rows.values() if not one.get("answers")} - {""}
        if not says and (said := next((one for one in silent if one in text), "")):
            yield f"it says “{said}”, and a text answers it"

    def _of_alternative(self, text: str, row: Mapping[str, Any]) -> Iterator[str]:
        yield from self._of_text(text, row)
        for place in _places(row):
            words = on_one_line((self._text_of(place.story) or "")[place.start : place.end])
            before, found, after = text.partition(words)
            if not words or not found:
                yield f"the words of {place} are left out"
            else:
                del before
                yield from self._of_credit(place.story, after.strip().removeprefix("(").partition(")")[0])

    def _of_credit(self, story: str, credit: str) -> Iterator[str]:
        """Yield how a line that says who published an answer, and when, names another source or another day."""
        source, told = self._source(story), _bare(credit)
        if not told.startswith(f"{source}, "):
            yield f"it is said to be published by “{told[:60]}”; {story} is by {source}"
        elif fact := self._fault_of_date(story, told.removeprefix(f"{source}, ")):
            yield fact

    def _fault_of_date(self, story: str, words: str) -> str:
        known = self._dates.published(story)
        if known is None:
            return ""
        fact = fault_of_date(words, known) if known else ("it has a number" if re.search(r"\d", words) else "")
        return f"{story} is dated “{words[:60]}”; the story’s data have “{known}”: {fact}" if fact else ""

    def _source_name(self, story: str) -> str:
        return on_one_line(str((self._records.proofs.story(story) or {}).get("source_name") or ""))

    def _source(self, story: str) -> str:
        """Return who published a story's text, else its title, without quotation marks."""
        row = self._records.proofs.story(story) or {}
        return _bare(str(row.get("source_name") or row.get("title") or ""))

    # The list itself

    def faults_of_node(self, node: Mapping[str, Any]) -> Iterator[str]:
        """Yield how a Question of JSON-LD has another name, or other answers."""
        named = _ADDRESS.search(str(node.get("url"))) if node.get("@type") == "Question" else None
        row = self.rows.get(named[1]) if named else None
        if row is None:
            return
        answers = node.get("suggestedAnswer")
        nodes = answers if isinstance(answers, list) else []
        cited = (_CITED.search(str(one.get("citation"))) if isinstance(one, dict) else None for one in nodes)
        shown = [SourceSlice(one[1], int(one[2]), int(one[3])) if one else None for one in cited]
        if on_one_line(str(node.get("name"))) != _told(row, "title"):
            yield f"a Question in JSON-LD asks something else than {row['id']}"
        yield from (f"a Question in JSON-LD: {fact}" for fact in self._of_places(shown, row))

    def faults_of_list(self) -> Iterator[str]:
        """Yield how the list is not as the newsroom's files and the sources have it."""
        for name, row in self.rows.items():
            if row.get("about") != name.partition("/")[0]:
                yield f"{name} is about “{row.get('about')}”"
            for place in _places(row):
                text = self._text_of(place.story) or ""
                if fault_of_sentence(text, place.start, place.end):
                    yield f"{name} is answered by {place}, which cuts a sentence"
                if withdrawn := self._withdrawn_in(place):
                    yield f"{name} is answered by {place}, which has words that were withdrawn ({withdrawn})"
            yield from (f"{name}: {fact}" for fact in self._against_file(name, row))
        for path in sorted(self._asking.glob("*/*.md")) if self._asking else ():
            name = f"{path.parent.name}/{path.stem.partition('-')[2]}"
            if f"questions/{path.parent.name}/{path.stem}" in self.left_out:
                continue
            if name not in self.rows and self._records.proofs.story(path.parent.name):
                yield f"{name} is asked in the newsroom, and not here"

    def _withdrawn_in(self, place: SourceSlice) -> str:
        for name, row in self._records.proofs.quotes(place.story).items():
            at = place_of(row)
            if at and at[0] < place.end and place.start < at[1] and "basis" not in row:
                return name
        return ""

    def _against_file(self, name: str, row: Mapping[str, Any]) -> Iterator[str]:
        about, _, slug = name.partition("/")
        if self._asking is None:
            return
        folder = self._asking / about
        file = next((one for one in sorted(folder.glob("*.md")) if one.stem.partition("-")[2] == slug), None)
        if file is None:
            if folder.is_dir():
                yield "no file of the newsroom asks it"
            return
        text = file.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
        head, _, body = text.partition("\n\n")
        title, answer = ((found[1].strip() if (found := _HEADER[key].search(head)) else "") for key in _HEADER)
        if _told(row, "title") != on_one_line(title):
            yield f"it asks “{_told(row, 'title')[:60]}”; the file asks “{title[:60]}”"
        written = [SourceSlice(one[1], int(one[2]), int(one[3])) for one in _PLACE.finditer(answer)]
        answers = row.get("answers")
        told = [one for one in answers if isinstance(one, dict)] if isinstance(answers, list) else []
        shown = [_place_in(one) or (str(one.get("story")) if one.get("withdrawn") else None) for one in told]
        pairs = zip(shown, written, strict=False)
        if len(shown) != len(written) or any(one not in (other, other.story) for one, other in pairs):
            yield f"it is answered by {_listed(_places(row))}; the file has “{answer[:60]}”"
        if bool(row.get("says")) != (not _places(row)):
            yield "it says that no text answers where one does, or does not where none does"
        if _plain(str(row.get("words") or "")) not in _plain(html.unescape(body)):
            yield f"the file does not have the words “{str(row.get('words'))[:60]}”"


def _told(row: Mapping[str, Any], key: str) -> str:
    return on_one_line(str(row.get(key) or ""))


def _bare(text: str) -> str:
    return " ".join(ALL_MARKS.sub("", on_one_line(text)).split())


def _plain(text: str) -> str:
    return f" {' '.join(_WORD.findall(text))} " if text.strip() else ""


def _places(row: Mapping[str, Any]) -> list[SourceSlice]:
    """Return where the sentences stand that answer a question; those that were withdrawn are nowhere."""
    answers = row.get("answers")
    found = (_place_in(one) for one in answers if isinstance(one, dict)) if isinstance(answers, list) else iter(())
    return [one for one in found if one]


def _place_in(value: Mapping[str, Any]) -> SourceSlice | None:
    place = place_of(value)
    return SourceSlice(str(value.get("story")), *place) if place else None


def _listed(places: Sequence[SourceSlice | None]) -> str:
    return ", ".join("words without a place" if one is None else str(one) for one in places) or "nothing"
