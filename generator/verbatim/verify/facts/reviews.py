"""Holds what is shown as checked by an editor to the ledgers, and to what stands in the fragments now.

A review is of one state: `sha256` is of the passages that hold a quotation, its bounds and corrections, its kind and
basis; the speaker is beside it. This is verify's own reading of `docs/reviews.md`. A site alone has but its proofs.

On a page `data-reviewed` names the quotation, or the story whose checked quotations are counted; empty, it explains.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from verbatim.verify.claims import on_one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from verbatim.verify.facts.records import MarkedSpan, Records, StorySpans
    from verbatim.verify.markup.parsed_page import MarkupPlace, ParsedPage, WatchedElement

REVIEWED, UNREVIEWED, MOVED = "reviewed", "unreviewed", ("renamed", "merged")
REVIEW = "-review"  # ends the id of the annotation that assesses another
SHOWN = 80
_ASSESSED = re.compile(r"(?:^|/)([a-z0-9-]+)\.annotations\.jsonld#(q-[0-9a-z]+)-review$")
_QUOTE = re.compile(r"quotes/(q-[0-9a-z]+)(?:/|$)")
_OWN = re.compile(r"(?:embed/)?quotes/(q-[0-9a-z]+)/index\.html")
_DRAFT = re.compile(r"drafts/([a-z0-9-]{1,100})/")
_NUMBER = re.compile(r"[0-9]{1,9}")
# How our templates say it, in the languages that they come with.
_PHRASE = r"(?:checked\s{1,9}by\s{1,9}an\s{1,9}editor|von\s{1,9}der\s{1,9}Redaktion\s{1,9}geprüft)\b"
# It may stand behind a line break, which parts no words here.
_SAID = re.compile(_PHRASE, re.IGNORECASE)
_COUNTED = re.compile(
    rf"[0-9]\s{{1,9}}(?:of|von)\s{{1,9}}[0-9]{{1,9}}\s{{1,9}}\w{{1,20}}\s{{1,9}}{_PHRASE}", re.IGNORECASE
)
_ASIDE = re.compile(r"\(([^()]{0,80})\)")
UNTOLD = "it says that an editor checked something, and data-reviewed does not say what"


class ToldReview(NamedTuple):
    """A review as it is told: the day, and the editor's initials."""

    date: str
    by: str

    def __str__(self) -> str:
        return f"on {self.date} ({self.by})"


class Reviews:
    """The reviews of quotations that hold, by story and id; of a site without its newsroom those of its proofs."""

    def __init__(self, records: Records, content: Path, text: Callable[[str], str | None]) -> None:
        self._records = records
        self._ledgers = content / "ledger"
        self._text = text
        self._stories: dict[str, Mapping[str, ToldReview]] = {}
        self._spoken: dict[str, list[str]] | None = None

    def of(self, story: str) -> Mapping[str, ToldReview]:
        """Return the reviews of a story."""
        if story not in self._stories:
            spans = self._records.fragments.of(story)
            self._stories[story] = self._proved(story) if spans is None else self._standing(story, spans)
        return self._stories[story]

    def counts(self, story: str, rows: Mapping[str, Mapping[str, Any]]) -> list[int]:
        """Return how many quotations of a story were checked, and how many there are but for paraphrases.

        `rows` are those of all stories that are listed; there is nothing for any other.
        """
        if self._spoken is None:
            self._spoken = defaultdict(list)
            for name, row in rows.items():
                if not row.get("withdrawn") and row.get("kind") != "indirect":
                    self._spoken[str(row.get("story"))].append(name)
        spoken = self._spoken.get(story, [])
        return [len(self.of(story).keys() & spoken), len(spoken)] if spoken else []

    def faults_of(self, value: Mapping[str, Any], story: str, own: str = "") -> Iterator[str]:
        """Yield how an object of a JSON file, or in JSON-LD of a quotation's `own` page, tells of another review."""
        name, told = value.get("id"), None
        if value.get("type") == "Annotation":
            if value.get("motivation") != "assessing":
                return
            found = _ASSESSED.search(str(name))
            if found is None or value.get("target") != str(name).removesuffix(REVIEW):
                yield "it assesses what is no annotation of a quotation"
                return
            day = str(value.get("created")).partition("T")[0]
            (story, name), told = found.groups(), ToldReview(day, _name(value.get("creator")))
        elif value.get("@type") == "Quotation":
            found, page = _QUOTE.search(str(value.get("url"))), value.get("mainEntityOfPage")
            if not isinstance(page, dict):
                return
            name, told = (
                found[1] if found else own,
                ToldReview(str(page.get("lastReviewed")), _name(page.get("reviewedBy"))),
            )
        elif REVIEWED in value and isinstance(name, str):
            told = told_in(value[REVIEWED])
        else:
            return
        known = self.of(story).get(str(name))
        if told != known:
            yield f"{name} is told as {_as_told(told)}; by the ledger what stands now is {_as_told(known)}"

    def _proved(self, story: str) -> Mapping[str, ToldReview]:
        rows = self._records.proofs.quotes(story).items()
        return {name: told for name, row in rows if (told := told_in(row.get(REVIEWED)))}

    def _standing(self, story: str, spans: StorySpans) -> Mapping[str, ToldReview]:
        text = self._text(story) or ""
        kept: dict[tuple[str, str], Mapping[str, Any]] = {}
        for row in self._rows(story):
            key, event = (str(row.get("id")), str(row.get("version"))), row.get("event")
            if event == REVIEWED and row.get("kind") == "quote":
                kept[key] = row
            elif event == UNREVIEWED:
                kept.pop(key, None)
            elif row.get("kind") and event in MOVED:
                kept = {key: _with_moved(one, row) for key, one in kept.items()}
        current = (row for row in kept.values() if _is_of_state(row, spans, text))
        return {str(row.get("id")): ToldReview(str(row.get("date")), str(row.get("by"))) for row in current}

    def _rows(self, story: str) -> list[Mapping[str, Any]]:
        """Return the rows of a story's ledger; none where nothing in it was reviewed, or it cannot be read."""
        path = self._ledgers / f"{story}.jsonl"
        data = path.read_bytes() if path.is_file() else b""
        try:
            rows = [json.loads(line) for line in data.split(b"\n") if line.strip()] if b'"reviewed"' in data else []
        except (ValueError, RecursionError):
            return []  # the build tells of it
        return [row for row in rows if isinstance(row, dict)]


def told_in(value: object) -> ToldReview | None:
    """Return the review that a value of JSON tells; None for none."""
    return ToldReview(str(value.get("date")), str(value.get("by"))) if isinstance(value, dict) else None


def _as_told(review: ToldReview | None) -> str:
    return f"checked by an editor {review}" if review else "read by rules"


def _name(value: object) -> str:
    return str(value.get("name")) if isinstance(value, dict) else ""


def _with_moved(row: Mapping[str, Any], move: Mapping[str, Any]) -> Mapping[str, Any]:
    is_moved = row.get("name") and row.get("speaker") == move.get("id")
    return {**row, "speaker": move.get("into")} if is_moved else row


def _is_of_state(row: Mapping[str, Any], spans: StorySpans, text: str) -> bool:
    """Return whether a review is of a quotation as it stands: the same passages, bounds, kind, basis and speaker."""
    name = str(row.get("id"))
    first = spans.quotes.get(name)
    if first is None or name in spans.withdrawn:
        return False
    speaker, description = first.attrs.get("speaker", ""), first.attrs.get("said-by", "")
    if str(row.get("speaker") or "") != (speaker or description):
        return False
    parts = sorted(spans.parts[name], key=lambda part: part.start)
    state = [
        *(_passage(part, spans, text) for part in parts),
        first.attrs.get("kind", ""),
        first.attrs.get("basis", ""),
    ]
    data = json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return row.get("sha256") == hashlib.sha256(data).hexdigest()


def _passage(part: MarkedSpan, spans: StorySpans, text: str) -> list[str | int]:
    """Return the text of the fragment that holds a part, the part's bounds in it, and the corrections within it."""
    start, end = next((one for one in spans.places if one[0] <= part.start and part.end <= one[1]), (0, 0))
    told: list[str | int] = [text[start:end], part.start - start, part.end - start]
    for was in sorted(spans.corrections, key=lambda one: one.start):
        if part.start <= was.start and was.end <= part.end:
            told += [was.start - start, was.end - start, was.attrs.get("now", "")]
    return told


# Pages


def faults_of_reviews(parsed: ParsedPage, page: PageOfReviews, reviews: Reviews) -> Iterator[tuple[MarkupPlace, str]]:
    """Yield where a page says that an editor checked what nobody did, or another day, or another editor."""
    if not _SAID.search(parsed.loose_text) and "review" not in {one.kind for one in parsed.elements}:
        return
    is_own = _OWN.fullmatch(page.path) is not None
    told: list[WatchedElement] = []
    for element in [one for one in parsed.elements if one.kind == "review"]:
        of, card = element.tag.attributes["data-reviewed"], _card_around(element)
        if of or not (card or is_own):  # what explains the words stands beside no quotation
            told.append(element)
        if of and (fact := _fault_of_element(of, element, parsed, page, reviews)):
            yield element.token, fact
    said = sum(len(_SAID.findall(one.loose)) for one in told)
    if len(_SAID.findall(parsed.loose_text)) == said:
        return
    for card in [one for one in parsed.elements if one.kind == "card"]:
        within = sum(len(_SAID.findall(one.loose)) for one in told if _card_around(one) is card)
        if len(_SAID.findall(card.loose)) > within:
            yield card.token, f"{card.tag.attributes['data-quote']}: {UNTOLD}"
    counted = sum(len(_COUNTED.findall(one.loose)) for one in told)
    if parsed.elements and (is_own or len(_COUNTED.findall(parsed.loose_text)) > counted):
        yield parsed.elements[0].token, UNTOLD


class PageOfReviews(NamedTuple):
    """The path of a page, the story that it is of, if any, and the quotations that the site lists."""

    path: str
    story: str
    rows: Mapping[str, Mapping[str, Any]]


def _fault_of_element(
    of: str, element: WatchedElement, parsed: ParsedPage, page: PageOfReviews, reviews: Reviews
) -> str:
    words, draft = on_one_line(element.loose), _DRAFT.match(page.path)
    if draft and of == draft[1]:
        return ""  # no list has the quotations of a draft, and no site for the web a draft
    if not of.startswith("q-"):
        counts = reviews.counts(of, page.rows)
        is_right = sorted(map(int, _NUMBER.findall(words))) == sorted(counts)
        return "" if is_right else f"it says “{words[:SHOWN]}” of {of}; by the ledger it is {counts}"
    own = _OWN.fullmatch(page.path)
    card = _card_around(element)
    about = card.tag.attributes["data-quote"] if card else own[1] if own else ""
    if about != of:
        return f"it tells of {of}, and stands with {about or 'no quotation'}"
    known = reviews.of(str(page.rows.get(of, {}).get("story") or page.story or (draft[1] if draft else ""))).get(of)
    if known is None:
        return f"{of} is shown as checked by an editor; the ledger has no review of what stands now"
    dates = [one for one in parsed.elements[element.elements_from : element.elements_to] if one.kind == "date"]
    # Beside the day and the initials stands no other number and nothing else in brackets.
    shown = ([one.tag.attributes.get("datetime") for one in dates], _ASIDE.findall(words), _NUMBER.findall(words))
    numbers = [number for one in dates for number in _NUMBER.findall(one.loose)]
    is_told = shown == (([known.date], [known.by], numbers) if dates else ([], [], []))
    return "" if is_told else f"{of} is shown as “{words[:SHOWN]}”; the ledger has it checked {known}"


def _card_around(element: WatchedElement) -> WatchedElement | None:
    within = element.within
    while within is not None and within.kind != "card":
        within = within.within
    return within
