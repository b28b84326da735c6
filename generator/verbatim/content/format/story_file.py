"""Reads a story's file, and brings the headers in it that belong to `split` up to date.

Raises ContentError at the line of a header that is missing or cannot be read.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from verbatim.annotate.quotations.marked import quotations
from verbatim.annotate.text.segments import after_dateline, paragraphs, sentences
from verbatim.content.format import headers
from verbatim.content.format.headers import FileHead, normalised, read_head, with_headers
from verbatim.core import dates as edtf
from verbatim.core.dates import instant, seconds
from verbatim.core.errors import ContentError
from verbatim.core.quotation_marks import OPENING
from verbatim.model import ArchivedCopy, Extent, Fragment, Picture, Side, Span, Story

DateBasis = Literal["source", "file", "editor", "unknown"]
NEEDED = ("Title", "Date", "Source")
CHOICES = {
    "Date-Basis": ("source", "file", "editor", "unknown"),
    "Status": ("published", "draft", "hidden"),
    "Source-Published": get_args(Extent),
}
PARTS = tuple(one for one in get_args(Extent) if one != "whole")
UNKNOWN = "Unknown"  # the header that names sentences in which the source says that something is not known
LEAD, LEAD_AT_MOST = "Lead", 72  # words, as many as rules tell
CHOSEN = (LEAD, "Open")  # headers that name slices which stand on the first screen in place of what the rules choose
WHEN = "When"  # a header that names the dates for it
SIDES = "Sides"  # a header for each voice that editors choose for it
SIDES_AT_MOST, HEAD_AT_MOST = 3, 3  # headers; words of a head
# What may turn a sentence's meaning, or says whose it is: a slice that leaves it out would tell something else.
TURNS = re.compile(
    r"\b(?:not|never|no|nobody|none|neither|nor|without|cannot|hardly|\w+n[’']t|if|unless|until|whether|except|only|but"
    r"|though|although|despite|rather|instead|according|alleg\w+|accus\w+|suspect\w*|reported(?:ly)?|supposed(?:ly)?"
    r"|purported(?:ly)?|claim\w*|false(?:ly)?|wrong(?:ly)?|den(?:y|ied|ies|ying)|dismiss\w*|reject\w*|disput\w*|refus\w*"
    r"|declin\w+|sa(?:id|ys?|ying)|told|ask(?:ed|s|ing)|warn(?:ed|s|ing)?|thought|believ\w+|expect\w*|plan(?:s|ned)?"
    r"|hop(?:es?|ed|ing)|fear\w*|could|would|might|(?-i:may)|should)\b",
    re.IGNORECASE,
)
REDACTED = "Redacted"  # the header that names words of the source that are covered
COVER = "▇"  # what stands for each of their signs
FILLER = "░"  # stands in a part of a source for each sign that is withheld
NONE = "none"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SLICE = re.compile(r"(\d{1,9}),(\d{1,9})")
NUMBER = re.compile(r"\d{1,9}")
NUMBERS = "Write fragment numbers, as 030 070, or none"


@dataclass(frozen=True, slots=True)
class StoryFile:
    """A story's validated headers, and the editors' introduction."""

    story: str
    path: str
    head: FileHead
    intro: str
    picture: Picture | None = None
    sides: tuple[Side, ...] = ()

    @property
    def date_basis(self) -> DateBasis:
        """How the publication date is known; `editor` if nothing is said."""
        return cast("DateBasis", self.head.get("Date-Basis", "editor"))

    @property
    def published(self) -> str | None:
        """The publication date against which relative dates may be read; None if it is not known."""
        return None if self.date_basis == "unknown" else self.head.get("Date")[:10]

    @property
    def is_public(self) -> bool:
        """Whether a site for the web lists the story: it is published, and no embargo holds it back."""
        return self.head.get("Status") in ("", "published") and not is_embargoed(self.head.get("Embargo"))

    def has_part(self, text: str) -> bool:
        """Return whether the text of the source is a part of it, as an edition has it."""
        return self.head.get("Source-Published") in PARTS and FILLER in text

    @property
    def archived(self) -> ArchivedCopy | None:
        """The archived copy of the publisher's page; None if none is named."""
        url, _, date = self.head.get("Source-Archived").partition(" ")
        return ArchivedCopy(url, date.strip()) if url else None

    @property
    def key_numbers(self) -> tuple[str, ...]:
        """The numbers of the fragments whose figures are displayed large."""
        words = self.head.get("Key-Numbers").split()
        return () if words == [NONE] else tuple(words)


def is_embargoed(value: str) -> bool:
    """Return whether a header `Embargo` names a time that is still to come."""
    ends = instant(value)
    return ends is not None and ends > seconds()


def held_until(embargo: str) -> str:
    """Return the value of a header `Embargo` while it holds its story back; empty where none does."""
    return embargo if is_embargoed(embargo) else ""


def embargo_of(story: Story) -> str:
    """Return until when an embargo holds a story back that its file publishes; empty for any other."""
    return held_until(story.header("Embargo")) if story.header("Status") != "draft" else ""


def read_story_file(data: bytes, path: str, story: str) -> StoryFile:
    """Read `content/stories/<story>.md`. `path` is as messages should name it."""
    head = read_head(data, path)
    headers.require_headers(head, NEEDED)
    headers.check_lang(head)
    _check_dates(head)
    for key, choices in CHOICES.items():
        head.check(key, choices.__contains__, f"is none of {', '.join(choices)}", "Write one of these")
    _check_links(head)
    form = "is neither a day nor a time with its distance from UTC", "Write it as 2031-03-05T06:00+01:00 or 2031-03-05"
    head.check("Embargo", lambda value: instant(value) is not None, *form)
    for key in (UNKNOWN, *CHOSEN, WHEN, REDACTED, "Key-Numbers"):
        for word in head.get(key).split():
            if word != NONE and not NUMBER.fullmatch(word) and not (key != "Key-Numbers" and SLICE.fullmatch(word)):
                raise head.fault(key, f"{key}: {word[:40]} is not a place in the story", NUMBERS)
    return StoryFile(story, path, head, head.body, headers.read_picture(head), tuple(_sides(head)))


def _sides(head: FileHead) -> Iterator[Side]:
    for number, one in enumerate(one for one in head.all(SIDES) if one.value != NONE):
        place, _, words = one.value.partition(" ")
        span, words = Span.read(place), words.strip()
        if span is None or span.start >= span.end:
            fact = f"Sides: {one.value[:60]} does not begin with a slice"
            raise ContentError(head.path, one.line, fact, "Write both, as Sides: 912,968 For the gate")
        if len(words.split()) > HEAD_AT_MOST or any(mark in words for mark in OPENING):
            fact = f"“{words[:60]}” is not a heading of up to three words without quotation marks"
            fix = "Say what the side is for in up to three words, or write none"
            raise ContentError(head.path, one.line, fact, fix)
        if number == SIDES_AT_MOST:
            raise ContentError(head.path, one.line, "there are more than three sides", "Keep three of them")
        yield Side(span, words, one.line)


def _check_links(head: FileHead) -> None:
    key, form = "Source-Archived", "Write both, as Source-Archived: https://archive.example/1 2031-03-09"
    head.check(
        "Source-Url", headers.WEB.fullmatch, "is not a web address", "Write it whole, as https://…, or leave it empty"
    )
    head.check(key, _is_copy, "is not an address and a day", form)
    if head.get(key) and not head.get("Source-Url"):
        fact = "Source-Archived names a copy, and nothing says of which page"
        raise head.fault(key, fact, "Add the address of the page as Source-Url")


def _is_copy(value: str) -> bool:
    url, _, day = value.partition(" ")
    return bool(headers.WEB.fullmatch(url) and DAY.fullmatch(day.strip()) and edtf.parse(day.strip()))


def is_day(value: str) -> bool:
    """Return whether a value begins with a whole day, as 2031-03-04."""
    return bool(DAY.match(value) and edtf.parse(value[:10]))


def _check_dates(head: FileHead) -> None:
    for key in ("Date", "Modified"):
        head.check(key, is_day, "is not a day", "Write it as 2015-12-16")
    day, source = head.get("Date")[:10], head.get("Source")
    if head.get("Date-Basis") == "file" and day != edtf.day_in_name(source):
        fact = f"Date-Basis is file, and the name {source[:80]} does not have the day {day}"
        raise head.fault("Date-Basis", fact, "Write Date-Basis: editor, if the day is right")
    form = "Write the day and the reason, as Source-Changed: 2031-03-09 The paper corrected a number"
    head.check("Source-Changed", lambda value: edtf.parse(value.partition(" ")[0]), "does not begin with a day", form)


def slices(file: StoryFile, key: str) -> list[Span]:
    """Return the slices that a header names, whether or not the source has them."""
    return [*filter(None, map(Span.read, file.head.get(key).split()))]


def is_covered(words: str) -> bool:
    """Return whether nothing of words is left to read; what is withheld of a source may stand over it too."""
    return bool({COVER, FILLER} & {*words}) and all(sign in (COVER, FILLER) or sign.isspace() for sign in words)


def check_redacted(file: StoryFile, text: str) -> tuple[Span, ...]:
    """Return the slices that are covered. Raises ContentError where the source still has words there."""
    spans = slices(file, REDACTED)
    for span in spans:
        if not is_covered(span.of(text)):
            place = span.char
            fix = f"Run verbatim redact {file.story} with the words there, or take the place out of the line"
            raise file.head.fault(REDACTED, f"{REDACTED}: {place} can still be read in the source", fix)
    return tuple(spans)


def named_spans(file: StoryFile, key: str, fragments: tuple[Fragment, ...], text: str) -> tuple[Span, ...]:
    """Return the slices that the header `key` names, as slices or by fragment number. Raises ContentError for more."""
    spans = []
    for word in file.head.get(key).split():
        if word == NONE:
            continue
        named = (fragment.source for fragment in fragments if fragment.number == word)
        span = Span.read(word) or next(named, None)
        if span is None or not 0 <= span.start < span.end <= len(text):
            raise file.head.fault(key, f"{key}: {word} names nothing in this story", NUMBERS)
        spans.append(span)
    return tuple(spans)


def first_spans(file: StoryFile, key: str, fragments: tuple[Fragment, ...], text: str) -> tuple[Span, ...]:
    """Return the slices that the header `key` chooses for the first screen, in the order of the text.

    Raises ContentError for what the source does not have, for half words, for a part of what stands in marks, which
    would be shown as the text's own words, and where what is left out of a sentence turns it.
    """
    spans, head = sorted(named_spans(file, key, fragments, text)), file.head
    quoted = [one.outer for one in quotations(text, paragraphs(text))] if spans else []
    if key == LEAD and sum(len(span.of(text).split()) for span in spans) > LEAD_AT_MOST:
        fact = f"the lead has more than {LEAD_AT_MOST} words"
        raise head.fault(key, fact, "Leave some out: a first screen has room for no more")
    for span in spans:
        place = f"{key}: {span.start},{span.end}"
        if any(text[at - 1 : at + 1].isalnum() for at in (span.start, span.end) if 0 < at < len(text)):
            raise head.fault(key, f"{place} cuts a word", "End the slice between two words")
        if any(one.meets(span) and not span.covers(one) for one in quoted):
            raise head.fault(key, f"{place} cuts a quotation", "Take all of it, or none")
    if turning := next((found for found in map(TURNS.search, left_out(text, spans)) if found), None):
        fact = f"{key} leaves out “{turning[0]}”, which may turn what its sentence says"
        raise head.fault(key, fact, "Take these words into a slice, or the whole sentence")
    return tuple(spans)


def left_out(text: str, spans: Iterable[Span]) -> Iterator[str]:
    """Yield what slices leave out of each sentence of which they show a part; of its beginning no dateline."""
    spans = tuple(spans)
    for sentence in sentences(text) if spans else ():
        shown = [span for span in spans if span.meets(sentence)]
        at = after_dateline(text, sentence).start
        for span in shown:
            yield text[at : max(at, span.start)]
            at = max(at, span.end)
        if shown:
            yield text[at : sentence.end]


def update_headers(
    current: bytes, base: bytes, fresh: Mapping[str, str], moved: Callable[[str], str], path: str
) -> bytes:
    """Return a story file with the source's new hash, and of the other headers those new that no editor changed.

    `base` is what `split` last wrote, `fresh` what it would write now. What an editor chose keeps its words:
    `moved` returns where a slice `a,b` of the old source is in the new one, or "". What editors chose for the first
    screen is taken out with its words. What `split` did not write before, as in a file that an editor wrote before the
    first split, is added.
    """
    written = {normalised(key): value for key, value in headers.parse_head(base.decode(), path).pairs()}
    head = read_head(current, path)
    for key in (*CHOSEN, WHEN, SIDES) if written else ():  # before the first split there is no older text
        values = [one.value for one in head.headers if normalised(one.key) == normalised(key)]
        kept = [value if value == NONE else _where_now(value, moved) for value in values]
        if kept != values:
            current = with_headers(current, key, [value for value in kept if value], path)
    there = {normalised(key): value for key, value in head.pairs()}
    for key, value in fresh.items():
        name, wanted = normalised(key), value
        now = there.get(name)
        if now is None and name in written:
            continue  # an editor took it out
        if now is not None and name != "source-sha256" and now != written.get(name):
            wanted = " ".join((moved(word) or word) if "," in word else word for word in now.split())
        if wanted != now:
            current = headers.with_header(current, key, wanted, path)
    return current


def _where_now(value: str, moved: Callable[[str], str]) -> str:
    """Return a header with its slices where the new source has their words; empty where it has none of them."""
    words = [(word, SLICE.fullmatch(word) is not None) for word in value.split()]
    now = [(moved(word) if is_place else word, is_place) for word, is_place in words]
    is_there = any(word for word, is_place in now if is_place) or not any(is_place for _, is_place in now)
    return " ".join(word for word, _ in now if word) if is_there else ""
