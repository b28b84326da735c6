"""Finds names in the tokens of a text, with the evidence that their surroundings give of kind and gender.

Titles, peoples and roles before a name are not part of it but are kept as evidence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.lang import cue, listed_place
from verbatim.annotate.names.titles import bare, ends_in_office, of_office, title_end
from verbatim.annotate.text.phrases import is_body_of, role_before
from verbatim.annotate.text.segments import line_names
from verbatim.model import PersonKind, Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from verbatim.annotate.text.segments import LineName
    from verbatim.annotate.text.tokens import Token

_COURTESY = frozenset({"mr", "mrs", "ms", "mx", "miss", "dr", "sir", "lord", "lady", "dame"})
_MODIFIERS = frozenset({"former", "acting", "deputy", "vice", "state", "assistant", "democrat", "republican", "chief"})
_REGIONS = frozenset({"Upstate", "Downtown", "Greater", "Central", "Northern", "Southern", "Eastern", "Western"})
_MONTHS = frozenset({"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"})
_BODIES = ("bodies", "outlets")
_LONGEST_PERSON, _LONGEST = 4, 9
_LONGEST_APPOSED = 5  # words of a role read after “NAME, the”
_SHORT, _AGE = 2, 2
_ACRONYM = range(2, 7)
_PRONOUN_REACH = 14  # words after a name
_BEFORE_NICKNAME = ("“", '"', "''", "«")
_GENDERED = {"he": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "herself": "f"}
_PARTY = ("d", "r", "d-", "r-", "i")
_OF_PARTY = re.compile(r"[DIR]-[A-Z][\w.]*")  # Ann Vell (R-Texas)
_INITIAL = re.compile(r"[A-Z]\.(?:[A-Z]\.)?")
_SINGULAR = frozenset({"is", "was", "has", "does", "’s", "'s"})  # “the Vell Rovers, who are”: a team takes a plural


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of a name: its words, and the span of the title or capitalised role before it.

    `kind` is None where the mention alone does not show it; `gender` is m or f where a title, a role or a first name
    shows it, else empty; `token` is the index of its first token.
    """

    span: Span
    words: tuple[str, ...]
    kind: PersonKind | None
    gender: str
    title: Span | None
    courtesy: bool
    token: int
    quoted: bool
    role: Span | None = None


def names(text: str, tokens: Sequence[Token], surnames: Container[str], *, quoted: bool) -> list[Name]:
    """Return the names among `tokens` in order; `quoted` says whether these are the words of a quotation."""
    mentions = [name for run in _runs(tokens) if (name := _name(text, tokens, run, surnames, quoted=quoted))]
    if quoted or not tokens:
        return mentions
    listed = list(_in_lines(text, tokens))
    spans = [name.span for name in listed]
    others = (name for name in mentions if not any(name.span.meets(span) for span in spans))
    return sorted([*(_with_pronoun(tokens, name) for name in others), *listed], key=lambda name: name.span)


def _with_pronoun(tokens: Sequence[Token], name: Name) -> Name:
    """Return the name, m or f where the next pronoun shows it and it opens its sentence: NAME … with her husband."""
    first = last = name.token
    while first and tokens[first - 1].kind == "name" and not tokens[first].opens:
        first -= 1
    if name.gender or name.kind not in ("person", None) or len(name.words) == 1 or not tokens[first].opens:
        return name
    while last < len(tokens) and tokens[last].start < name.span.end:
        last += 1
    for at in range(last, min(last + _PRONOUN_REACH, len(tokens) - 1)):
        token = tokens[at]
        if token.opens or token.kind in ("name", "quote"):
            return name
        if token.low in _GENDERED and (token.low != "her" or tokens[at + 1].kind == "word"):
            return replace(name, gender=_GENDERED[token.low])
    return name


def _in_lines(text: str, tokens: Sequence[Token]) -> Iterator[Name]:
    """Yield the names of datelines, bylines and results, which are no sentences."""
    found = sorted([*line_names(text), *_before_dashes(tokens)])
    starts = [token.start for token in tokens] if found else []
    end = 0
    for span, kind in found:
        at = bisect_left(starts, span.start)
        if span.start < end or at >= len(tokens) or starts[at] != span.start:
            continue
        words = tuple(word.title() if kind == "place" and word.isupper() else word for word in span.of(text).split())
        gender = lang.pairs("firstnames").get(words[0], "") if kind == "person" else ""
        yield Name(span, words, kind, gender, title=None, courtesy=False, token=at, quoted=False)
        end = span.end


def _before_dashes(tokens: Sequence[Token]) -> Iterator[LineName]:
    """Yield the places of datelines that a dash ends: “PORT VELL, Malta (Coast Wire) —”."""
    at = 0
    while at < len(tokens):
        last = at
        while last < len(tokens) and tokens[last].kind == "dateline" and tokens[last].text.isupper():
            last += 1
        glued = at < last < len(tokens) and tokens[last].start == tokens[last - 1].end and tokens[last].text[0] in "—–-"
        if last > at and not (glued and tokens[last].kind == "dateline"):  # “MOVING SHOP—” is a label
            yield Span(tokens[at].start, tokens[last - 1].end), "place"
        while at < len(tokens) and tokens[at].kind == "dateline":
            if at >= last and listed_place(tokens[at].text):
                yield Span(tokens[at].start, tokens[at].end), "place"
            at += 1
        at = max(at, last) + (last == at)


def surnames(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the last words of full names with a first name: the Dean of Howard Dean."""
    runs = [(first, last) for first, last in _runs(tokens) if last > first]
    given = lang.words("firstnames")
    return frozenset(tokens[last].text for first, last in runs if any(t.text in given for t in tokens[first:last]))


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the first and last index of each run of capitalised words, small words inside a name included."""
    at = 0
    while at < len(tokens):
        if tokens[at].kind != "name":
            at += 1
            continue
        last = at
        while last - at < _LONGEST and (step := _step(tokens, at, last)):
            last += step
        yield at, last
        at = last + 1


def _step(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return how many more tokens the name takes; 0 where it ends."""
    following = tokens[last + 1 : last + 4]
    if not following or following[0].opens:
        return 0
    if following[0].kind == "name":
        return 1
    if _is_of_the(tokens[first : last + 1], following):
        return 3
    if len(following) == 1 or following[1].kind != "name" or following[1].opens:
        return 0
    words = tokens[first : last + 1]
    institution = any(t.text in lang.words("organisations") for t in words)
    two = institution and _is_of_two(words, following)
    if two or is_body_of(words[-1], following) or following[0].low in lang.words("particles"):
        return 2
    people = following[1].text in lang.words("peoples") and not listed_place(" ".join(t.text for t in following[1:3]))
    named_after = following[0].low in ("of", "for", "on") and not people  # but of British Columbia
    return 2 if institution and named_after else 0


def _is_of_the(words: Sequence[Token], following: Sequence[Token]) -> bool:
    """Return whether a body's name goes on with what it is for: the Ministry of the Environment."""
    if [token.low for token in following[:2]] != ["of", "the"] or len(following) == len("of"):
        return False
    named = following[2].kind == "name" and not following[2].opens and following[2].text not in lang.words("peoples")
    return named and not following[1].opens and words[-1].text in lang.words("organisations")


def _is_of_two(words: Sequence[Token], following: Sequence[Token]) -> bool:
    """Return whether a body's name goes on behind “and”: the Office of Management and Budget."""
    of = following[0].low == "and" and any(token.low in ("of", "for") for token in words[1:-1])
    plain = lang.is_common(words[-1].low) and lang.is_common(following[1].low)
    return of and plain and following[1].text not in lang.words("organisations") | lang.words("firstnames")


def _name(
    text: str, tokens: Sequence[Token], run: tuple[int, int], surnames: Container[str], *, quoted: bool
) -> Name | None:
    first, last = run
    start = title_end(tokens, first, last, surnames)
    if start > last or tokens[start].kind != "name":  # White House Chief of Staff
        return _place_of_office(text, tokens, run, quoted=quoted)
    title = tokens[of_office(tokens, first, tokens[first:start]) : start]
    if title and (all(bare(t) == "state" for t in title) or not ends_in_office(title[-1])):
        title = ()  # “State” alone is nobody's office, nor is a corps or a party
    if not title and not any(t.text in lang.words("organisations") for t in tokens[first : last + 1]):
        while start < last and tokens[start].text in lang.words("peoples") and not _is_place(text, tokens, start, last):
            start += 1  # the French minister, but South Carolina
    plain = (token.text for token in tokens[start : last + 1] if not token.text.startswith(_BEFORE_NICKNAME))
    words = tuple(re.sub(r" (?=[’'])", "", " ".join(plain)).split())
    span = Span(tokens[start].start, tokens[last].end)
    if len(words) == 1 and (_names_nobody(words[0]) or (_is_common(text, tokens[start]) and words[0] not in surnames)):
        return None
    kind = _listed_kind(span.of(text), words)
    before = tokens[first - 1] if first and not tokens[first].opens else None
    led = before is not None and before.low == "the"
    if kind is None and start == first and before is not None and before.low in lang.words("firms"):
        kind = "organisation"
    if len(words) == 1 and words[0] in surnames and words[0] in lang.words("outlets") and not led:
        kind = None  # Don Guardian is the mayor, and “Guardian said” is not the Guardian
    if any(bare(t) not in _MODIFIERS for t in title) or (kind is None and _is_person_by_context(tokens, start, last)):
        kind = "person"
    gender = _gender(title, before, words) or (_apposed_gender(tokens, first, last) if kind != "organisation" else "")
    return Name(
        span=span,
        words=words,
        kind=kind,
        gender=gender,
        title=Span(title[0].start, title[-1].end) if title else None,
        courtesy=bool(title) and bare(title[-1]) in _COURTESY,
        token=start,
        quoted=quoted,
        role=role_before(tokens, first, last),
    )


def _names_nobody(word: str) -> bool:
    """Return whether a word alone is a people, a party or a month."""
    month = word.endswith(".") and word[:-1].lower() in _MONTHS
    return month or word in lang.words("peoples") or _OF_PARTY.fullmatch(word) is not None


def _is_common(text: str, token: Token) -> bool:
    """Return whether a word in capitals is a role, an office in its short form (the AG), a verb, or some people."""
    short = token.text.isupper() and bare(token) in lang.words("title_abbreviations")
    roles = lang.words("roles")
    one = token.low.removesuffix("s")
    crowds = token.text in lang.words("organisations") and lang.is_common(one)  # Workers, Voters
    opens = bool(token.opens) or text[max(0, token.start - 1) : token.start] in _BEFORE_NICKNAME
    held = one in roles and token.text.removesuffix("s") not in lang.words("peoples")  # but Republicans
    holders = opens and token.low.endswith("s") and (held or crowds)
    return short or token.low in roles or holders or (cue(token.low) is not None and bool(token.opens))


def _place_of_office(text: str, tokens: Sequence[Token], run: tuple[int, int], *, quoted: bool) -> Name | None:
    """Return the place that leads a run of titles alone: an Ohio Republican."""
    first, last = run
    ends = (at for at in range(last - 1, first - 1, -1) if _is_place(text, tokens, first, at))
    if (end := next(ends, None)) is None:
        return None
    span = Span(tokens[first].start, tokens[end].end)
    return Name(span, tuple(span.of(text).split()), "place", "", title=None, courtesy=False, token=first, quoted=quoted)


def _is_place(text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    return listed_place(text[tokens[first].start : tokens[last].end])


def ends_commonly(words: Sequence[str]) -> bool:
    """Return whether the last word of a name is a common one, and no family name."""
    last = words[-1]
    return lang.is_common(last.lower()) and last not in lang.words("surnames")


def _listed_kind(text: str, words: Sequence[str]) -> PersonKind | None:
    if listed_place(text) or (words[0] in _REGIONS and listed_place(" ".join(words[1:]))):
        return "place"
    acronym = len(words) > 1 and words[-1].isupper() and any(words[-1] in lang.words(name) for name in _BODIES)
    if acronym or text in lang.words("outlets") or text.removeprefix("The ") in lang.words("outlets"):
        return "organisation"  # the Sund GOP
    bodies = lang.words("organisations")
    if text in lang.words("bodies") or (len(words) > 1 and words[0] in lang.words("bodies_before")):
        return "organisation"
    if "&" in words or words[-1] in bodies or (len(words) > _SHORT and any(word in bodies for word in words)):
        return "organisation"
    if len(words) > 1 and words[0] in lang.words("firstnames"):
        full = sum(len(word.rstrip(".")) > 1 for word in words)
        return None if full >= _LONGEST_PERSON and ends_commonly(words) else "person"  # the Ann Vell Legacy Program
    return _shaped_kind(words)


def _shaped_kind(words: Sequence[str]) -> PersonKind | None:
    """Return the kind that the letters show: an acronym is an organisation, initials before a name a person."""
    if len(words) == 1 and words[0].isupper() and len(words[0].replace(".", "")) in _ACRONYM:
        return None if words[0].replace(".", "") in lang.words("abbreviated_things") else "organisation"
    initials = len(words) > 1 and _INITIAL.fullmatch(words[0]) and words[0] not in lang.places()
    return "person" if initials and len(words[-1]) > _SHORT and not words[-1].isupper() else None


def _is_person_by_context(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a role, a party, an age or “who is” around a name shows that it is a person's."""
    before = tokens[first - 1] if first and not tokens[first].opens else None
    if before is not None and before.kind == "word" and before.low in lang.words("roles"):
        return True
    after = tokens[last + 1 : last + 5]
    if not after or after[0].opens:
        return False
    from_place = last > first and [t.low for t in after[2:3]] == [")"] and listed_place(after[1].text)
    if after[0].low == "(" and len(after) > 1 and (after[1].low in _PARTY or from_place):
        return True
    if after[0].low == "," and len(after) > _SHORT:
        if last > first and after[1].low == "who" and after[2].low in _SINGULAR:
            return True
        return after[1].kind == "num" and len(after[1].text) == _AGE and after[2].low == ","
    return False


def _gender(title: Sequence[Token], before: Token | None, words: Sequence[str]) -> str:
    """Return m or f where a title, a role or a first name shows it, else an empty string."""
    for token in title:
        if gender := lang.pairs("titles").get(bare(token), ""):
            return gender
    if before is not None and (gender := lang.pairs("roles").get(before.low, "")):
        return gender
    return lang.pairs("firstnames").get(words[0], "") if len(words) > 1 else ""


def _apposed_gender(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return m or f where a role set off by a comma shows it: “her father, NAME,” and “NAME, the chairwoman of”."""
    roles = lang.pairs("roles")
    closed = last + 1 < len(tokens) and tokens[last + 1].low == ","
    if closed and first > 1 and tokens[first - 1].low == "," and (gender := roles.get(tokens[first - 2].low, "")):
        return gender
    if not closed or last + 2 >= len(tokens) or tokens[last + 2].kind != "det":
        return ""
    for token in tokens[last + 3 : last + 3 + _LONGEST_APPOSED]:
        if token.kind not in ("word", "adj", "name", "poss") or token.opens:
            break
        if gender := roles.get(token.low, ""):
            return gender
    return ""
