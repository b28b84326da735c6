"""Chooses the key numbers of a text, each with the clause that says what it counts.

At most four are key: a share with its base, a sum of money, or a count of ten or more; in a clause of its own with a
whole subject that is no pronoun; not denied, doubted, supposed or taken back by the next sentence; not one side of a
comparison; not in the heading; not in a quotation whose speaker is not established; of two with the same size and
meaning, or in one clause, the first. What bounds a clause is part of it: “Four years ago, 46 percent of the weavers
chose late”; so is what concedes something behind it: “300 boats sailed, but most came back”.
Those that the heading has too go first, then round and approximate numbers before others, then exact counts before
vague ones, then earlier ones.
"""

import re
from dataclasses import dataclass
from typing import Literal

from verbatim.annotate import lang
from verbatim.annotate.lang import cue
from verbatim.annotate.text.tense import is_past
from verbatim.model import Span
from verbatim.model.reading import NumberFound, QuoteFound

Sort = Literal["count", "money", "share", "crowd"]

_MOST = 4
_LEAST_COUNT = 12
_SUBSTANCE = re.compile(r"[^\W\d_]{4,}")
_WORD = re.compile(r"[A-Za-z]+(?:[’'-][A-Za-z]+)*")
_MARKS = re.compile(r"[;:()“”\"\[\]–—?<>]|``|''|\s--?\s")
_BREAK = re.compile(
    _MARKS.pattern + r"|,\s|\s(?=(?:and|but|while|whereas|although|though|because)\s)|(?<!such)(?<!well)\s(?=as\s)"
)
_JOINING = re.compile(r"\s*(?:and|but|while|whereas|although|though|because|that|as|so)\b\s*|\s+")
_AND = re.compile(r"\s(?:and|but)\s")
_ITEM_END = re.compile(r",\s|\s(?=(?:and|or)\s)")
_LAST_ITEM = re.compile(r"(?:and|or)\s")
_MOST_ITEMS, _LONGEST_ITEM = 8, 5  # of a list; words
# The next sentence says that it is so no more: “Though it is back to 11 percent, …”, “But in May 12 were left”.
_TAKEN_BACK = re.compile(
    r"[ ”\"'’]{1,4}(?:(?:Though|Although|However|Yet|Since then|Now|Today|That (?:figure|number|share))\b"
    r"|But [^.?!\n]{0,200}?(?:\d|\bno longer\b|\bsince\b|\bnot true\b))"
)
# The rest of the sentence says so: “300 boats sailed, but most came back”.
_CONCEDES = re.compile(r",? (?:but|although|though|yet|even though|unless)\b")
_NEVER_CAME = re.compile(r"\b(?:would|could|should|might) have\b|\bhad (?:hoped|planned|wanted|meant|intended)\b")
_OPENS_JOINED = re.compile(r"(?:But|And|Yet|So(?! far\b))\s")
_TELLER = re.compile(
    r",\s(?:according to [^.;(“”\"]{2,80}|"
    r"[^,.;“”\"]{2,60} (?:said|says|found|reported|estimates?|estimated)\b[^.,;(“”\"]{0,40})(?=[.,])"
)
_AMONG = re.compile(r"\b(?:Among|Of) [^,.;“”\"]{3,60},\s$")
_VERB_BEFORE = re.compile(r"(?:[a-z]s|\bcost) $")  # The mill employs 300 people.
_PART = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|half|most|many|some|all|none|third|quarters?|majority)"
    r" (?:(?:out )?of (?:the |every |those |these )?|in (?:every )?)$|\beach $|\d or $",
    re.IGNORECASE,
)
_ERROR = re.compile(r"\bmargin of (?:sampling )?error\b")
_COMPARED = re.compile(r" (?:to|versus|vs\.?|against|over) (?:just |only |about )?[$€£]?\d")
_COMPARED_BEFORE = re.compile(
    r"(?:\d(?: ?%| per ?cent)?|percent) (?:to|versus|vs\.?|against|over) $|\bcompared (?:with|to) (?:[\w’'-]+ ){0,3}$"
)
_CLOSING = {"“": "”", '"': '"', "``": "''", "''": "''"}
_COMMA = re.compile(r",\s")
_STOPPED = re.compile(r"[;:]\s+")
_ASIDES = ("–", "—", "-", "(")
_LOOKBACK = 90
_LONGEST, _LONGEST_SENTENCE, _LONGEST_CONCEDED, _LONGEST_FRONTED = 20, 26, 30, 16
_NEAR = 5
_SHORTEST = 3
_WIDEST = 240
_FARTHEST = 1_200  # characters: a sentence of more is a list, and would be read from end to end for each number
_THAT = re.compile(
    r"(?:[\w ]{2,20}, )?[Tt]hat (?:is|was|\w+s) |(?:That|This|Those|These|Such) (?!wi|wo|co|ma|ha)[a-z]|the fact that "
    r"|In (?:that|such) "
    r"|(?:[\w ]{2,20}, )?[Tt]he (?:figure|number|total|share) (?:is|was|has|had) "
)
_THIS_YEAR = re.compile(r"[Tt]his (?:year|month|week|season|decade|century|spring|summer|autumn|fall|winter)\b")
_OF_THOSE = re.compile(r" of (?:those|these|them|the latter)\b")
_HE = re.compile(r"[^A-Z]*\b(?:he|she)\b")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a text: its place with the words that make it approximate, its sort, its size."""

    span: Span
    sort: Sort
    size: float


def key_numbers(
    text: str, numbers: list[tuple[Amount, NumberFound, Span]], quotes: tuple[QuoteFound, ...]
) -> dict[NumberFound, Span]:
    """Return the key numbers, each with the clause that gives it its meaning.

    `numbers` holds each with its sentence. The rules are those of the module's docstring.
    """
    unattributed = sorted(quote.span for quote in quotes if quote.kind == "direct" and quote.basis == "none")
    first_line = text.lstrip().partition("\n")[0]
    heading = text.find(first_line) + len(first_line) if "\n" in text.strip() else 0
    in_heading = {amount.size for amount, number, _ in numbers if number.span.start < heading}
    seen: set[str] = set()
    ranked = []
    for amount, number, sentence in numbers:
        same = f"{amount.size} {number.means.of(text).lower()}"
        if number.span.start < heading or same in seen or not _may_be_key(text, amount, number, unattributed):
            continue
        clause = _clause(text, amount, number, sentence)
        if clause is None:
            continue
        seen.add(same)
        exact = not _is_round(number.span.of(text))
        rank = (amount.size not in in_heading, exact, amount.sort == "crowd", number.span.start)
        ranked.append((rank, number, clause))
    chosen: dict[NumberFound, Span] = {}
    for _, number, clause in sorted(ranked, key=lambda row: row[0]):
        if len(chosen) == _MOST:
            break
        if not any(clause.meets(other) for other in chosen.values()):
            chosen[number] = clause
    return chosen


def _may_be_key(text: str, amount: Amount, number: NumberFound, unattributed: list[Span]) -> bool:
    phrase = number.means.of(text)
    first = phrase.split(maxsplit=1)[0].lower()
    measures = not {first, first.removesuffix("s")}.isdisjoint(lang.words("units") | lang.words("measures"))
    enough = amount.sort in ("money", "share") or (amount.sort != "crowd" and amount.size >= _LEAST_COUNT)
    if not enough or measures or first[0].isdigit() or not _SUBSTANCE.search(phrase):
        return False
    return not any(span.meets(number.span) for span in unattributed) and not _is_one_of_a_pair(text, number.span)


def _is_one_of_a_pair(text: str, number: Span) -> bool:
    """Return whether a number says little without another: four “in 10”, one “of the 12”, 48 percent to “44”."""
    before = text[max(0, number.start - _LOOKBACK) : number.start].rpartition("\n")[2]
    is_group = before.endswith(" top ")  # the top 1 percent
    found = any(one.search(before) for one in (_ERROR, _PART, _COMPARED_BEFORE))
    return is_group or found or _COMPARED.match(text, number.end) is not None


def _is_round(words: str) -> bool:
    """Return whether the number is approximate, or ends in zeros beyond its first two figures."""
    figures = re.sub(r"\D", "", words).rstrip("0")
    return not words[:1].isdigit() or len(figures) <= len("12")


def _clause(text: str, amount: Amount, number: NumberFound, sentence: Span) -> Span | None:
    """Return the whole clause that says what the number counts; None where there is none that stands by itself.

    Where the number is the clause's subject it is what follows the number, else it holds the number.
    """
    at = number.span
    is_list = sentence.end - sentence.start > _FARTHEST
    before = Span(max(sentence.start, at.start - _WIDEST), at.start)
    if is_list or _is_unreal(text, before) or _TAKEN_BACK.match(text, sentence.end):
        return None
    start, end = _bounds(text, at, sentence)
    if _is_whole(text, Span(start, end), at, sentence):
        start = _with_fronted(text, start, sentence)
    else:
        joined = _OPENS_JOINED.match(text, sentence.start, at.start)
        start, end = joined.end() if joined else sentence.start, _without_stop(text, sentence)
        words = _words(text, start, end)
        verb = any(map(_is_finite, words)) or _VERB_BEFORE.search(text, start, at.start)
        if not verb or len(words) > _LONGEST_SENTENCE or _MARKS.search(text, start, end):
            return None
    end = _conceded_end(text, Span(start, end), sentence)
    leans = _leans(text, Span(start, at.start)) or _OF_THOSE.match(text, at.end, end)
    if not end or leans:
        return None
    if _HE.match(text, at.end, end) or (amount.sort == "share" and not _has_base(text, at, _words(text, start, end))):
        return None
    if not text[start : at.start].strip():
        start = at.end + len(text[at.end : end]) - len(text[at.end : end].lstrip())
    return Span(start, end) if start < end else None


def _conceded_end(text: str, clause: Span, sentence: Span) -> int:
    """Return where a clause ends with what concedes something behind it; 0 where that makes it too long."""
    if not _CONCEDES.match(text, clause.end, sentence.end):
        return clause.end
    end = _without_stop(text, sentence)
    is_long = len(_words(text, clause.start, end)) > _LONGEST_CONCEDED
    return 0 if is_long or _MARKS.search(text, clause.start, end) else end


def _words(text: str, start: int, end: int) -> list[str]:
    """Return the words between two places in lower case; a name inside is no verb: United States."""
    found = list(_WORD.finditer(text, start, end))
    return [w[0].lower() if w[0].islower() or not n else w[0] for n, w in enumerate(found)]


def _bounds(text: str, number: Span, sentence: Span) -> tuple[int, int]:
    """Return where the clause around a number begins and ends; who says so is part of it."""
    floor = max(sentence.start, number.start - _WIDEST)
    start = max((found.end() for found in _BREAK.finditer(text, floor, number.start)), default=floor)
    if among := _AMONG.search(text, floor, number.start):
        start = among.start()
    if joining := _JOINING.match(text, start, number.start):
        start = joining.end()
    end = _end(text, number.end, sentence)
    if teller := _TELLER.match(text, end, sentence.end):
        end = teller.end()
    while end > number.end and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    if text.endswith((" and", " but"), number.end, end):
        end -= len(" and")
    return start, end


def _with_fronted(text: str, start: int, sentence: Span) -> int:
    """Return where a clause begins with what stands before its comma and bounds it.

    “In a made-up race, 300 people would vote”, “Four years ago, 46 percent of the weavers chose late”.
    """
    first = max((found.end() for found in _STOPPED.finditer(text, sentence.start, start)), default=sentence.start)
    first += text[first] in "“\"‘'"
    if joined := _OPENS_JOINED.match(text, first, start):
        first = joined.end()
    lead = _words(text, first, start)
    if not _COMMA.match(text, start - 2) or not 0 < len(lead) <= _LONGEST_FRONTED or _MARKS.search(text, first, start):
        return start
    return first if lead[0].lower() in lang.words("fronting") or not any(map(_is_finite, lead)) else start


def _end(text: str, at: int, sentence: Span) -> int:
    """Return where the clause from `at` on ends; words in marks within it are part of it."""
    found = _BREAK.search(text, at, sentence.end)
    while found and found[0] in _CLOSING and text[found.start() - 1].isspace():
        closing = text.find(_CLOSING[found[0]], found.end(), sentence.end)
        if closing < 0:
            break
        found = _BREAK.search(text, closing + 1, sentence.end)
    while found and (joined := _AND.match(text, found.start(), sentence.end)):
        after = _BREAK.search(text, joined.end(), sentence.end)
        words = _words(text, joined.end(), after.start() if after else sentence.end)
        if any(map(_is_finite, words[:_NEAR])):
            break
        found = after  # a slice of pizza and bottles: no clause ends here
    if found and found[0].startswith(",") and (listed := _list_end(text, found.end(), sentence)):
        return listed
    return found.start() if found else _without_stop(text, sentence)


def _list_end(text: str, at: int, sentence: Span) -> int:
    """Return where a list ends whose second item begins at `at`: on the roof, wall and gate boards; 0 where it is none.

    No item has a verb, and “and” or “or” leads to the last.
    """
    for _ in range(_MOST_ITEMS):
        if joined := _LAST_ITEM.match(text, at, sentence.end):
            after = _BREAK.search(text, joined.end(), sentence.end)
            end = after.start() if after else _without_stop(text, sentence)
            return 0 if any(map(_is_finite, _words(text, joined.end(), end))) else end
        following = _ITEM_END.search(text, at, sentence.end)
        if following is None or _MARKS.search(text, at, following.start()):
            return 0
        item = _words(text, at, following.start())
        if not item or len(item) > _LONGEST_ITEM or any(map(_is_finite, item)):
            return 0
        at = following.end()
    return 0


def _without_stop(text: str, sentence: Span) -> int:
    return sentence.start + len(sentence.of(text).rstrip(".! "))


def _is_whole(text: str, clause: Span, number: Span, sentence: Span) -> bool:
    """Return whether a clause has a subject, which may be the number itself, and a finite verb after it."""
    if _ends_within(text, clause, number) or _begins_within(text, clause, sentence):
        return False
    before, words = _words(text, clause.start, number.start), _words(text, number.end, clause.end)
    if _AMONG.search(text, max(sentence.start, number.start - _LOOKBACK), number.start) or lang.short(
        "barely"
    ).issuperset(before):
        return len(words) <= _LONGEST and any(map(_is_finite, words))
    embedded = before[-1] == "that" or cue(before[-1]) is not None
    if len(before) == 1 or (embedded and not any(map(_is_finite, words))):
        return False
    return _has_subject(_words(text, clause.start, clause.end), fronted=text.startswith(",", clause.end))


def _begins_within(text: str, clause: Span, sentence: Span) -> bool:
    """Return whether what stands before a clause belongs to it: another subject, words in marks, who says so."""
    lead = _words(text, max(sentence.start, text.rfind(";", sentence.start, clause.start)), clause.start)
    if lead[-1:] == ["and"] and not (text.endswith(", and ", 0, clause.start) and any(map(_is_finite, lead))):
        return True  # of “Petra Vance, Otto Lund and the mayor met 300 people” the mayor alone is not the subject
    return text.endswith(("” ", '" '), 0, clause.start) or any(cue(word) and _is_finite(word) for word in lead)


def _ends_within(text: str, clause: Span, number: Span) -> bool:
    """Return whether what stands behind a clause may belong to it, or its only verb is of who says so."""
    if text[clause.end : clause.end + 2].strip()[:1] in _ASIDES:
        return True
    if number.end == clause.end and text.endswith((" a ", " an "), 0, number.start):
        return True  # a $2 million, two-year contract
    opens = not _words(text, clause.start, number.start)
    if opens and text[max(0, clause.start - 2) : clause.start].strip()[-1:] in _ASIDES:
        return True  # a crowd – 300 people from Vell – came
    teller = _TELLER.search(text, number.end, clause.end + 1)
    told = _words(text, clause.start, teller.start()) if teller else []
    return bool(teller) and not any(map(_is_finite, told))  # 10 servers, the report said


def _has_subject(words: list[str], *, fronted: bool) -> bool:
    """Return whether the words of a clause begin with its subject and have a finite verb."""
    if not _SHORTEST <= len(words) <= _LONGEST or words[0].endswith(("ing", "ly")) or (fronted and words[0] == "in"):
        return False
    first_verb = next((at for at, word in enumerate(words) if _is_finite(word)), 0)
    depends = fronted and not lang.short("time_clauses").isdisjoint(words[:first_verb])
    if depends:
        return False
    if words[1] == "to" or _is_finite(words[0]) or words[0] in lang.words("phrase_ends") - {"in", "about"}:
        return False
    return any(map(_is_finite, words))


def _is_finite(word: str) -> bool:
    if "-" in word:
        return False  # top-rated
    if is_past(word) or word in lang.words("auxiliaries"):
        return True
    verb = cue(word)
    return verb is not None and verb.form in ("past", "s")


def _leans(text: str, before: Span) -> bool:
    """Return whether a pronoun comes before any noun that it may mean, and one for a person before any name."""
    if _THAT.match(text, before.start, before.end):
        return True
    noun = False
    for word in _WORD.finditer(text, before.start, before.end):
        low = re.split("[’']", word[0].lower())[0]
        if _THIS_YEAR.match(text, word.start()):
            continue
        if (low in lang.words("leaning") or word[0].lower() in ("that's", "that’s")) and not (
            noun and low in lang.words("thing_pronouns")
        ):
            return True
        if word[0][0].isupper() and word.start() > before.start:
            return False
        noun = noun or low in lang.words("determiners")
    return False


def _is_unreal(text: str, before: Span) -> bool:
    unreal = lang.words("unreal")
    words = (word[0] for word in _WORD.finditer(text, before.start, before.end))
    supposed = any(word.lower() in unreal or word.endswith(("n't", "n’t")) for word in words)
    return supposed or bool(_NEVER_CAME.search(text, before.start, before.end))


def _has_base(text: str, number: Span, words: list[str]) -> bool:
    """Return whether a share says of what: “of …”, “among …”, or beside a rate or a change."""
    of = text.startswith((" of ", "\nof "), number.end)
    return of or "among" in words[:1] or not lang.words("rates").isdisjoint(words)
