"""Holds the speakers of a story's proof to the newsroom's fragments, and to the source: verify's own law.

*Named* needs a mention of that person at the place relied on, in the quotation's paragraph or the next; *Described* is
the source's words there; *Worked out* needs the person to be named in the text; *Named by the editors* is so in the
fragments, with a reason. A mention shares a word with a name of the person's, or is its initials; first names that
differ part a family. Quotations are the same words where a header Same-As of a fragment says so.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from verbatim.verify.claims import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from verbatim.verify.facts.records import Fragments, MarkedSpan, Proofs, Records, StorySpans


BASES = ("stated", "inferred", "editor", "none")
SURE = 95  # the grade from which readers are told who spoke
_BREAK = re.compile(r"[\r\n\u2029]\s*")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_GENITIVE = re.compile(r"['’]s?$")
# Words before and within names that many share: they name nobody.
TITLES = frozenset(
    (
        "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "lady", "lord", "dame", "st", "sen", "rep", "gov", "gen", "col",
        "maj", "capt", "lt", "sgt", "hon", "the", "of", "and", "de", "la", "le", "van", "von", "der", "den", "du", "da",
        "di", "al", "el", "bin", "ibn", "jr", "sr", "ii", "iii",
    )
)  # fmt: skip


def words_of_name(name: str) -> list[str]:
    """Return the words of a name that tell people apart, in small letters."""
    found = (_GENITIVE.sub("", word.casefold()) for word in _WORD.findall(name.replace("’", "'")))
    words = list(found)
    return [word for word in words if word not in TITLES] or words


def has_word_of(text: frozenset[str], names: Iterable[str]) -> bool:
    """Return whether a text whose words these are has a word of a name: O’Dell where it has both of its parts."""
    return any(text.issuperset(_PART.findall(word)) for name in names for word in words_of_name(name))


def is_name_of(words: str, names: Iterable[str]) -> bool:
    """Return whether words are a mention of somebody who has these names."""
    mentioned = words_of_name(words)
    return any(_is_one(mentioned, words_of_name(name)) for name in names)


def _is_one(mention: list[str], name: list[str]) -> bool:
    if not mention or not name:
        return False
    if mention == name:  # also of one letter, which names nobody beside other words
        return True
    if {word for word in mention if len(word) > 1} & set(name):
        if mention == name[-len(mention) :]:
            return True  # of two family names: Marr Schultz, for Ada Marr Schultz
        # Two of one family: Ada Vell is not Jon Vell.
        parted = min(len(mention), len(name)) > 1 and mention[-1] == name[-1] and mention[0][0] != name[0][0]
        return not parted
    short, long = sorted((mention, name), key=len)
    initials = "".join(word[0] for word in long)
    return len(long) > 1 and "".join(short) == initials


# Proofs


class StoryFacts(NamedTuple):
    """What a story's speakers are held to: its text, the words in it, its fragments if any, and people's own names."""

    text: str
    words: frozenset[str]
    spans: StorySpans | None
    records: Records

    def names_of(self, row: Mapping[str, Any]) -> list[str]:
        """Return a speaker's names: as shown, of the person's file, and where there is one what fragments mark."""
        speaker = str(row.get("speaker") or "")
        given = self.records.people.names(speaker)
        mentions = self.spans.mentions if self.spans and given else []
        marked = [self.text[one.start : one.end] for one in mentions if one.attrs.get("ref") == speaker]
        return [plain_name(row), *given, *marked]


def faults_of_proof(story: str, text: str, records: Records) -> Iterator[str]:
    """Yield what a story's proof says of speakers that its fragments or its source do not bear out."""
    words = frozenset(_PART.findall(text.casefold()))
    facts = StoryFacts(text, words, records.fragments.of(story), records)
    for name, row in records.proofs.quotes(story).items():
        if row.get("basis") is not None:
            place = place_of(row)
            at = f" ({story}.txt#char={place[0]},{place[1]})" if place else ""
            for fact in (_fault_in_fragments(name, row, facts), _fault_in_source(row, facts)):
                if fact:
                    yield f"{name}{at} {fact}"


def plain_name(row: Mapping[str, Any]) -> str:
    """Return the name or the description of a speaker who is established; empty for any other."""
    name = row.get("speaker_name") or row.get("said_by") if row.get("basis") != "none" else ""
    return on_one_line(html.unescape(str(name or "")))


def place_of(value: object) -> tuple[int, int] | None:
    """Return the slice that an object states."""
    if not isinstance(value, dict):
        return None
    start, end = value.get("start"), value.get("end")
    return (start, end) if type(start) is int and type(end) is int else None


def _fault_in_fragments(name: str, row: Mapping[str, Any], facts: StoryFacts) -> str:
    spans = facts.spans
    if spans is None:
        return ""
    span = spans.quotes.get(name)
    if span is None:
        return "is in no fragment"
    is_told = not (_is_closed(row, span, facts.records.proofs) or is_unsure(row, span))
    return _fault_of_written(row, span, spans) if is_told else ""


def _fault_of_written(row: Mapping[str, Any], span: MarkedSpan, spans: StorySpans) -> str:
    """Return how a quotation's row in a proof differs from what the fragments have."""
    written = {"speaker": span.attrs.get("speaker"), "basis": span.attrs.get("basis") or "none"}
    if not written["speaker"]:
        written["said_by"] = span.attrs.get("said-by")
    for key, value in written.items():
        if (row.get(key) or None) != (value or None):
            return f"has {key} “{row.get(key)}”; the fragments have “{value}”"
    if written["basis"] == "editor" and not span.attrs.get("why", "").strip():
        return "is named by the editors, who give no reason in the fragment"
    others = {str(other.attrs.get("ref")) for other in spans.mentions if _meets(other, row.get("via"))}
    if written["basis"] == "stated" and written["speaker"] and others and written["speaker"] not in others:
        return f"relies on a mention of {min(others)}, not of {written['speaker']}"
    return ""


def is_unsure(row: Mapping[str, Any], span: MarkedSpan) -> bool:
    """Return whether a reading is graded too low for readers, who are then told of no speaker."""
    grade = span.attrs.get("grade", "")
    nobody = not (row.get("speaker") or row.get("said_by")) and row.get("basis") == "none"
    return nobody and grade.isdecimal() and int(grade) < SURE and not row.get("reviewed")


def _is_closed(row: Mapping[str, Any], span: MarkedSpan, proofs: Proofs) -> bool:
    """Return whether a quotation is of somebody without a page, whom a site may name nowhere."""
    speaker = span.attrs.get("speaker")
    return bool(speaker) and not row.get("speaker") and speaker not in proofs.people


def _meets(span: MarkedSpan, value: object) -> bool:
    place = place_of(value)
    return place is not None and span.start < place[1] and place[0] < span.end


def _fault_in_source(row: Mapping[str, Any], facts: StoryFacts) -> str:
    basis, named = row.get("basis"), plain_name(row)
    if basis not in BASES:
        return f"has the basis “{basis}”, which is none"
    if basis == "none":
        return "has a speaker, and a basis that says there is none" if row.get("speaker") else ""
    if not named:
        return "has a basis and nobody who spoke"
    names = facts.names_of(row)
    if basis == "inferred" and not has_word_of(facts.words, names):
        return f"is worked out to be of {named}, whom the text does not name"
    return _fault_of_stated(row, names, facts.text) if basis == "stated" else ""


def _fault_of_stated(row: Mapping[str, Any], names: Sequence[str], text: str) -> str:
    place, own = place_of(row.get("via")), place_of(row)
    if place is None or not 0 <= place[0] < place[1] <= len(text):
        return f"is said to be named, {names[0]}, and relies on no place of the source"
    words = text[slice(*place)]
    is_told = is_name_of(words, names) if row.get("speaker") else words.split() == str(row.get("said_by")).split()
    if not is_told:
        return f"is said to be of {names[0]}; the place relied on has “{on_one_line(words)}”"
    if own and len(_BREAK.findall(text[min(own[1], place[1]) : max(own[0], place[0])])) > 1:
        return f"relies on a mention of {names[0]} that stands paragraphs away"
    return ""


# The same words in several texts


def faults_of_variants(rows: Mapping[str, Mapping[str, Any]], fragments: Fragments) -> Iterator[str]:
    """Yield how a list of quotations joins some that the fragments do not join, or not with all of their group."""
    for name, row in rows.items():
        others = _variants(row)
        for other in sorted(others):
            if _variants(rows.get(other, {})) != (others | {name}) - {other}:
                yield f"{name} is the same words as {other}, which is not so for {other}"
        if others and (unjoined := sorted(others - _joined(name, rows, fragments))):
            yield f"{name} is the same words as {unjoined[0]}, which no fragment says"


def fault_of_left_out(story: str, rows: Mapping[str, Mapping[str, Any]], fragments: Fragments) -> str:
    """Return which quotations the fragments of a story join as the same words, and a site does not."""
    spans = fragments.of(story)
    for one, other in spans.same if spans else ():
        pair = rows.get(one), rows.get(other)
        if all(row and not row.get("withdrawn") for row in pair) and other not in _variants(pair[0] or {}):
            return f"{one} is not said to be the same words as {other}, as its fragment does"
    return ""


def _variants(row: Mapping[str, Any]) -> set[str]:
    listed = row.get("variants")
    return {str(one) for one in listed} if isinstance(listed, list) else set()


def _joined(name: str, rows: Mapping[str, Mapping[str, Any]], fragments: Fragments) -> set[str]:
    """Return what the fragments join with a quotation, in however many steps; all where they are not at hand."""
    group = _variants(rows[name]) | {name}
    spans = [fragments.of(str(rows.get(one, {}).get("story"))) for one in sorted(group)]
    if None in spans:
        return group
    pairs = {pair for one in spans if one for pair in one.same}
    found, size = {name}, 0
    while size < len(found):
        size = len(found)
        found |= {end for pair in pairs if found & {*pair} for end in pair}
    return found
