"""Finds names in the tokens of a text, with the evidence that their surroundings give of kind and gender.

Titles, peoples and roles before a name are not part of it but are kept as evidence.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from verbatim.annotate import lang
from verbatim.annotate.lang import cue, listed_place
from verbatim.annotate.names.kinds import is_initialled, is_misread, is_person_by_context, listed_kind
from verbatim.annotate.names.people import apposed_gender
from verbatim.annotate.text.furniture import LineName, line_names
from verbatim.annotate.text.phrases import (
    before_letters,
    holder_start,
    is_body_of,
    is_given_name,
    is_joint_body,
    is_role,
    office_start,
    role_before,
)
from verbatim.annotate.text.tense import is_past
from verbatim.annotate.text.tokens import Token
from verbatim.model import PersonKind, Span

_CHAMBERS = frozenset({"Congress", "Senate", "House", "White House"})
_LIMITS = ("ex-", "then-", "former-", "vice-")
_LONGEST_PERSON, _LONGEST = 4, 9
_PRONOUN_REACH = 14  # words after a name
_LONGEST_OFFICE = 12  # words
_BEFORE_NICKNAME = ("“", '"', "''", "«")
_GENDERED = {"he": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "herself": "f"}
_OPENING_MARKS = frozenset({":", "'", "‘", "“", '"'})
_ACCOUNTS = frozenset({"@", "#"})  # @PetraVance
_PEOPLE = ("ns", "ans", "ians", "ites")  # Arizonans
_OF_PARTY = re.compile(r"[DIR]-[A-Z][\w.]*")  # Ann Vell (R-Texas)


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of a name: its words, and the span of the title or capitalised role before it.

    `kind` is None where the mention alone does not show it; `gender` is m or f where a title, a role or a first name
    shows it, else empty; `token` is the index of its first token; `role` is the title with the word that limits it (the
    former Gov.), else the role before the name in small letters.
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
            both = " ".join(token.text for token in tokens[at : at + 2])
            two = at >= last and listed_place(both)  # New Delhi:
            if two or (at >= last and listed_place(tokens[at].text)):
                yield Span(tokens[at].start, tokens[at + two].end), "place"
            at += 1 + two
        at = max(at, last) + (last == at)


def surnames(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the last words of full names with a first name: the Dean of Howard Dean."""
    runs = [(first, before_letters(tokens, first, last)) for first, last in _runs(tokens) if last > first]
    given = lang.words("firstnames")
    return frozenset(tokens[last].text for first, last in runs if any(t.text in given for t in tokens[first:last]))


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the first and last index of each run of capitalised words, small words inside a name included."""
    at = 0
    while at < len(tokens):
        if tokens[at].kind != "name" or (at and tokens[at - 1].text in _ACCOUNTS):
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
        titled = _bare(tokens[last]) in lang.words("titles")  # Prof. Dr. NAME
        return 0 if following[0].low in lang.words("courtesies") and not titled else 1  # the pact with Malta Mr NAME
    small = [token.low in lang.words("particles") for token in following]
    particles = small == [True, True, False] and following[-1].kind == "name"  # Ann de la Vell
    if particles or _is_of_the(tokens[first : last + 1], following):
        return 3
    if len(following) == 1 or following[1].kind != "name" or following[1].opens:
        return 0
    words = tokens[first : last + 1]
    institution = any(t.text in lang.words("organisations") for t in words)
    two = (institution and _is_of_two(words, following)) or is_joint_body(tokens, first, last)
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
    first, office = _behind_office(tokens, *run)
    last = before_letters(tokens, first, run[1])
    start = _title_end(tokens, first, last, surnames)
    if start > last or tokens[start].kind != "name":  # White House Chief of Staff
        return _place_of_office(text, tokens, run, quoted=quoted)
    title = tokens[_of_office(tokens, first, tokens[first:start]) : start] if office is None else tokens[office:start]
    if office is None and title and (all(_bare(t) == "state" for t in title) or not _ends_in_office(title[-1])):
        title = ()  # “State” alone is nobody's office, nor is a corps or a party
    if not title and not any(t.text in lang.words("organisations") for t in tokens[first : last + 1]):
        start = _behind_peoples(text, tokens, start, last, surnames)
        if start > last:
            return None
    start += start < last and tokens[start + 1].kind == "name" and _describes(tokens[start].text)
    if tokens[last].text in surnames and _is_at_a_place(text, tokens, start, last):
        start = last
    words = _words(tokens[start : last + 1])
    span = Span(tokens[start].start, tokens[last].end)
    before = tokens[first - 1] if first and not tokens[first].opens else None
    led = before is not None and before.low == "the"
    borne = words[0] in surnames and not (led and tokens[start].text in lang.words("peoples"))  # but in the West
    nobody = not borne and (_is_common(text, tokens[start]) or (not title and _names_nobody(words[0])))
    if (len(words) == 1 and (nobody or _ends_a_title(tokens, first))) or is_misread(words):
        return None
    kind = listed_kind(span.of(text), words)
    if (kind is None or is_initialled(words)) and start == first and _is_firm(tokens, first, last):
        kind = "organisation"
    if len(words) == 1 and words[0] in surnames and words[0] in lang.words("outlets") and not led:
        kind = None  # Don Guardian is the mayor, and “Guardian said” is not the Guardian
    if any(_bare(t) not in lang.short("title_modifiers") for t in title) or (
        kind is None and is_person_by_context(tokens, start, last)
    ):
        kind = "person"
    gender = _gender(title, before, words) or (apposed_gender(tokens, first, last) if kind != "organisation" else "")
    return Name(
        span=span,
        words=words,
        kind=kind,
        gender=gender,
        title=Span(title[0].start, title[-1].end) if title else None,
        courtesy=bool(title) and _bare(title[-1]) in lang.short("courtesy"),
        token=start,
        quoted=quoted,
        role=_whole_office(tokens, start - len(title), start) if title else role_before(tokens, first),
    )


def _behind_office(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int | None]:
    """Return where a name begins, and the office before it if it has one: *Minister* for Trade and Mills *Ann* Lee."""
    named = holder_start(tokens, first, last)
    office = office_start(tokens, named, max(0, named - _LONGEST_OFFICE)) if named > first else None
    return (first, None) if office is None else (named, _with_openers(tokens, office))


def _with_openers(tokens: Sequence[Token], at: int) -> int:
    """Return where an office begins with what is part of its name: the *Chief* Secretary."""
    while at and not tokens[at].opens and _bare(tokens[at - 1]) in lang.short("office_openers"):
        at -= 1
    return at


def _behind_peoples(text: str, tokens: Sequence[Token], first: int, last: int, surnames: Container[str]) -> int:
    """Return where a name begins behind peoples: the French minister, but South Carolina.

    What is left as one word, and is neither a person's here nor a place, is half of another name, and the index after
    it is returned: the Re of Swiss Re is not that of Sund Re, nor is either Open that of the other.
    """
    start = first
    while start < last and tokens[start].text in lang.words("peoples") and not _is_place(text, tokens, start, last):
        start += 1
    alone = first < start == last and tokens[last].text not in surnames
    return last + 1 if alone and not listed_place(tokens[last].text) else start


def _is_at_a_place(text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a place leads what is named after somebody: the Port Sund Vell rally."""
    if first == last or last + 1 == len(tokens) or tokens[first].text in lang.words("firstnames"):
        return False
    after = tokens[last + 1]
    is_noun = after.kind == "word" and not (after.opens or cue(after.low) or is_past(after.low))
    return is_noun and _is_place(text, tokens, first, last - 1)


def _describes(word: str) -> bool:
    """Return whether a hyphen's word only describes whoever is named behind it: Sund-based Ann Lee."""
    head, _, tail = word.rpartition("-")
    return bool(head) and (
        tail in ("based", "born", "hit", "run", "winner") or is_past(tail) or (tail.islower() and is_role(tail))
    )


def _words(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Return the words of a name without a nickname in marks."""
    plain = (token.text for token in tokens if not token.text.startswith(_BEFORE_NICKNAME))
    return tuple(re.sub(r" (?=[’'])", "", " ".join(plain)).split())


def _ends_a_title(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word ends the title of a work or a speech: the Union of the State of the Union."""
    before = tokens[max(0, at - 3) : at]
    if [token.low for token in before[1:]] != ["of", "the"] or before[0].kind != "name" or before[0].opens:
        return False
    low = _bare(before[0])
    office = any(low in lang.words(name) for name in ("roles", "titles")) and low != "state"
    return not office and before[0].text not in lang.words("organisations") and lang.is_common(low)


def _is_firm(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a name stands behind the word for what it is: the bank Vell; her publisher, Vell, prints it."""
    if not first or tokens[first].opens:
        return False
    apposed = first > 1 and tokens[first - 1].low == "," and [t.low for t in tokens[last + 1 : last + 2]] == [","]
    return tokens[first - 1 - apposed].text in lang.words("firms")


def _names_nobody(word: str) -> bool:
    """Return whether a word alone is a people, those of a place, a party or a month."""
    month = word.endswith(".") and word[:-1].lower() in lang.short("month_abbreviations_in_names")
    people = any(word.endswith(end) and word[: -len(end)] in lang.places() for end in _PEOPLE)
    return month or people or word in lang.words("peoples") or _OF_PARTY.fullmatch(word) is not None


def _is_common(text: str, token: Token) -> bool:
    """Return whether a word in capitals is a role, an office in its short form (the AG), a verb, or some people."""
    short = token.text.isupper() and _bare(token) in lang.words("title_abbreviations")
    roles = lang.words("roles")
    one = token.low.removesuffix("s")
    bodies = lang.words("organisations")
    crowds = token.text in bodies and lang.is_common(one)  # Workers, Voters
    crowds = crowds or lang.base_form(token.low).title() in bodies - {token.text}  # Parties
    opens = bool(token.opens) or text[max(0, token.start - 1) : token.start] in _BEFORE_NICKNAME
    opens = opens or text[max(0, token.start - 2) : token.start] == ": "  # A scar: Parties slam the mill
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


def _gender(title: Sequence[Token], before: Token | None, words: Sequence[str]) -> str:
    """Return m or f where a title, a role or a first name shows it, else an empty string."""
    for token in title:
        if gender := lang.pairs("titles").get(_bare(token), ""):
            return gender
    if before is not None and (gender := lang.pairs("roles").get(before.low, "")):
        return gender
    return lang.pairs("firstnames").get(words[0], "") if len(words) > 1 else ""


def _bare(token: Token) -> str:
    """Return a word in small letters without its stop: gov of Gov."""
    return token.low.rstrip(".")


def _title_end(tokens: Sequence[Token], first: int, last: int, surnames: Container[str]) -> int:
    """Return the index after the last title in the run; `first` where there is none, as in the King James Bible."""
    end = last
    if tokens[last].text in lang.words("things") and not _may_be_surname(tokens, first, last):
        return first
    if tokens[last].text in surnames:
        last -= 1
    if last > first and tokens[first].text in lang.words("firstnames"):
        within = (at for at in range(first + 1, last) if _bare(tokens[at]) in lang.words("titles"))
        named = (at + 1 for at in within if tokens[at + 1].text in lang.words("firstnames"))
        return next(named, first)  # Brask Press Director Ann Lee, where Brask is a first name too
    if last > first and tokens[first].text.isupper() and _bare(tokens[first]) in lang.words("title_abbreviations"):
        return first + 1 + (last > first + 1 and _is_title(tokens, first + 1, leads=True))  # DA MP Ann Lee
    if tokens[last].text in lang.words("organisations"):  # the Justice Department, General Motors
        led = " ".join(token.text for token in tokens[first + 1 : last + 1])
        party = led in _CHAMBERS and tokens[first].among("parties")
        return first + (party or (last > first and tokens[first].low in ("former", "acting")))
    for at in range(last, first - 1, -1):
        body = at < end and tokens[at + 1].text in lang.words("organisations")  # the Republican Party of Vell
        if not body and _is_title(tokens, at, leads=at < end):
            return at + 1
    return first + 1 if _opens_with_verb(tokens, first, end) else _affiliation_end(tokens, first, end)


def _opens_with_verb(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a common word that opens a sentence or a headline stands before a full name: Sack Ann Lee."""
    opens = not first or tokens[first].opens or tokens[first - 1].text in _OPENING_MARKS  # first of a quotation’s words
    if not opens or last - first < len(("Ann", "Lee")) or not lang.is_common(tokens[first].low):
        return False
    name = [token.text for token in tokens[first : last + 1]]
    given = lang.words("firstnames")
    known = name[0] not in given and name[0] not in lang.words("organisations") and name[1] in given
    return known and len(name) <= _LONGEST_PERSON and name[-1] in lang.words("surnames")


def _may_be_surname(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether the last word stands behind a first name: Senator Ann Street, but the King James Bible."""
    return tokens[last - 1].text in lang.words("firstnames") and _bare(tokens[first]) not in lang.short("rulers")


def _is_title(tokens: Sequence[Token], at: int, *, leads: bool) -> bool:
    """Return whether a word is a title; one for several only where it `leads` a name: Sens. Vell and Lee."""
    if (low := _bare(tokens[at])) in lang.words("titles"):
        return True
    of_several = at + 1 < len(tokens) and tokens[at + 1].text in lang.words("firstnames")
    titles = lang.words("title_abbreviations" if tokens[at].text.endswith(".") else "titles")
    if leads and at and tokens[at - 1].kind == "name" and low in lang.words("roles"):  # Chief Executive, Senior Adviser
        return of_several or _bare(tokens[at - 1]) == "chief"
    return (leads and low in titles) or (of_several and low.removesuffix("s") in titles)


def _affiliation_end(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return where the first name begins behind an office or a corps: Senate Whip Ann Lee, Navy SEAL Ann Lee."""
    for at in range(first + 1, last):
        if is_given_name(tokens[at].text) or tokens[at - 1].text in lang.short("ranks"):
            before = tokens[first:at]
            held = before[-1].text in lang.short("ranks") or is_role(before[-1].low)
            corps = held or any(t.text in lang.words("organisations") for t in before)
            plain = last - at < _LONGEST_PERSON and not any(
                t.text in lang.words("organisations") for t in tokens[at : last + 1]
            )
            return at if corps and plain else first
    return first


def _ends_in_office(token: Token) -> bool:
    """Return whether a title's last word is an office, and no corps or party."""
    low = _bare(token)
    if low in lang.short("before_offices"):
        return False
    offices = lang.words("titles") | lang.words("roles")
    return low in offices or low.removesuffix("s") in offices or token.text in lang.short("ranks")


def _of_office(tokens: Sequence[Token], first: int, title: Sequence[Token]) -> int:
    """Return where a title begins that is the end of an office: (former secretary of) State Lee."""
    before = tokens[max(0, first - 2) : first]
    led = [token.low for token in before[1:]] == ["of"] and is_role(before[0].low) and not tokens[first].opens
    return _with_openers(tokens, first - 2) if led and title and _bare(title[0]) == "state" else first


def _whole_office(tokens: Sequence[Token], first: int, last: int) -> Span:
    """Return where a title stands, with what limits it: the *former* Gov., a *then-* Mayor, the *US* President."""
    of_us = bool(first) and not tokens[first].opens and tokens[first - 1].text == "US"
    first -= of_us
    before = tokens[first - 1] if first and not tokens[first].opens else None
    if (
        before is not None
        and (before.kind != "name" or of_us)
        and (before.low in lang.words("limiting") or before.low.startswith(_LIMITS))
    ):
        return Span(before.start, tokens[last - 1].end)
    return Span(tokens[first].start, tokens[last - 1].end)
