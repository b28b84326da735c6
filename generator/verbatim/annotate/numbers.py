"""Finds the numbers of a text with the phrase that gives each its meaning, and marks the few that matter as key.

A number without a phrase is left out. `key_numbers` says which are key; the meaning of these is their whole clause.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from verbatim.annotate import lang
from verbatim.annotate.dates.grammar import any_of, expressions, is_date
from verbatim.annotate.key_numbers import Amount, Sort, key_numbers
from verbatim.annotate.text.segments import sentences
from verbatim.annotate.text.tense import is_past
from verbatim.model import Span
from verbatim.model.reading import NumberFound, QuoteFound

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_BEFORE = r"(?<![\w.,:#/$€£¥₹%'’-])"
_AFTER = r"(?![\w%])(?![-–—/:.,]\d)(?! ?-(?: ?[A-Za-z]))(?! years? old\b)(?!['’]s\b)"
_OLDEST = 120
_AGE_BEFORE = re.compile(r"(?:\bage[ds]?(?: of)?|[A-Z][\w’'.-]*,)\s$")
_AGE_AFTER = re.compile(r"[,.;)]|\s(?:years?|months?)[- ]old\b|$")
_NAMED = re.compile(
    r"(?:\b[A-Z][\w’'&-]*|\b(?:[Nn]o|[Nn]r|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|[Vv]ol|pp?|[Aa]rt)\.|#|\b(?:[Pp]age|[Nn]umber|[Dd]ay|[Pp]art|[Ss]ection|[Cc]hapter))\s$"
)
# What bears a number as its name, also where it opens a sentence, as “Only 17” does: “Road 17 is closed.”
_NUMBERED = re.compile(
    r"\b(?:Bus|Channel|Flight|Gate|Highway|Line|Platform|Road|Room|Route|Track|Tram|Version|Ward)\s$"
)
_SENTENCE_OPENING = re.compile(r"(?:^|[.!?”\"\n]\s*|“)\S+\s$")
_EMERGENCY = frozenset(("112", "911", "999"))
_CALLS = re.compile(r"\s(?:call|dispatch|operator)")
_LOOKBACK = 32

_WORD = re.compile(r"[\w’'-]+(?:\.(?=\w))?[\w’'-]*")
_GAP = re.compile(r"[ \u00a0-]+|\r?\n(?=\S)")
_OF = re.compile(r"\s+of(?=\s)")
_SECOND_NOUN = re.compile(r"\s+and\s+([\w’'-]+)(?=[.,;:!?)”\"]|$)")
_CLAUSE_BREAK = re.compile(r"[.!?,;:()“”\"\[\]–—]|\b(?:and|but|which|who|that|while)\s")
_MOST_WORDS = 9
_REACH_BACK = 90


def find(text: str, quotes: tuple[QuoteFound, ...] = ()) -> tuple[NumberFound, ...]:
    """Return the numbers of `text` with what they count, in order of place; linear in its length."""
    dates = [e.span for e in expressions(text) if is_date(text, e)]
    spans = sentences(text)
    numbers = []
    for amount in _amounts(text):
        if _holder(dates, amount.span.start) or _holder(dates, amount.span.end - 1):
            continue
        sentence = _holder(spans, amount.span.start)
        if sentence and (phrase := _meaning(text, amount, sentence) or _in_sentence(amount, sentence)):
            numbers.append((amount, NumberFound(amount.span, phrase), sentence))
    keys = key_numbers(text, numbers, quotes)
    rows = (number for _, number, _ in numbers)
    told = (replace(row, key=True, means=keys[row]) if row in keys else row for row in rows)
    return tuple(row for row in told if row.key or not row.means.covers(row.span))


def _holder(spans: list[Span], at: int) -> Span | None:
    index = bisect_right(spans, at, key=lambda span: span.start) - 1
    return spans[index] if index >= 0 and at < spans[index].end else None


def _amounts(text: str) -> Iterator[Amount]:
    """Yield every number of `text` that counts or measures, and those of dates, in order."""
    for match in _pattern().finditer(text):
        bare = match["digits"] and not match["about"]
        if not (bare and (_is_age(text, match) or _is_named(text, match))):
            yield Amount(Span(match.start(), match.end()), _sort(match), _size(match))


@cache
def _pattern() -> re.Pattern[str]:
    small = any_of(word for word, value in lang.pairs("numerals").items() if value not in ("1", "vague"))
    scale = any_of(lang.words("scales"))
    currencies = lang.pairs("currencies").items()
    money = any_of(word for word, kind in currencies if kind == "word")
    sign = any_of(word for word, kind in currencies if kind == "sign")
    signed = rf"(?P<sign>{sign}) ?(?P<sum>{_DIGITS})(?:(?:[ -]|(?=[a-z])){scale}\b)?"
    share = r" ?%| per ?cent\b(?: points?\b)?| percentage points?\b"
    plain = rf"(?P<digits>{_DIGITS})(?P<scaled>(?: |(?=[bmtk])){scale}\b)?(?:(?P<share>{share})|(?P<cash> {money}\b))?"
    words = (
        rf"(?P<words>{small}(?:-{small})?)(?P<wscaled>(?: {scale}\b)+)?(?:(?P<wshare>{share})|(?P<wcash> {money}\b))?"
    )
    crowd = rf"(?P<crowd>{any_of(lang.words('crowds'))})(?= of\b)"
    about = rf"(?P<about>{any_of(lang.words('approximators'))} )?"
    return re.compile(rf"{_BEFORE}(?=[\w$€£¥₹]){about}(?:{signed}|{crowd}|{plain}|{words}){_AFTER}")


def _is_age(text: str, match: re.Match[str]) -> bool:
    if float(match["digits"].replace(",", "")) > _OLDEST or not _AGE_AFTER.match(text[match.end() : match.end() + 16]):
        return False
    return bool(_AGE_BEFORE.search(text[max(0, match.start() - _LOOKBACK) : match.start()]))


def _is_named(text: str, match: re.Match[str]) -> bool:
    """Return whether a bare number belongs to the name before it (“Route 66”)."""
    if match["scaled"] or match["share"] or match["cash"] or "," in match["digits"]:
        return False
    if match["digits"] in _EMERGENCY and _CALLS.match(text, match.end()):
        return True
    before = text[max(0, match.start() - _LOOKBACK) : match.start()]
    return bool(_NAMED.search(before)) and (bool(_NUMBERED.search(before)) or not _SENTENCE_OPENING.search(before))


def _sort(match: re.Match[str]) -> Sort:
    if match["crowd"]:
        return "crowd"
    if match["sign"] or match["cash"] or match["wcash"]:
        return "money"
    return "share" if match["share"] or match["wshare"] else "count"


def _size(match: re.Match[str]) -> float:
    if match["crowd"]:
        return 10.0 ** int(lang.pairs("crowds")[match["crowd"].lower()])
    if digits := match["sum"] or match["digits"]:
        base = float(digits.replace(",", ""))
    else:
        base = float(sum(int(lang.pairs("numerals")[word]) for word in match["words"].lower().split("-")))
    after_about = match[0][match.end("about") - match.start() if match["about"] else 0 :]
    powers = (lang.pairs("scales").get(word.lower(), "0") for word in re.findall(r"[A-Za-z]+", after_about))
    return base * 10.0 ** sum(int(power) for power in powers)


def _meaning(text: str, amount: Amount, sentence: Span) -> Span | None:
    """Return the phrase that gives `amount` its meaning within `sentence`; None where the sentence gives none."""
    phrase = _phrase_after(text, amount.span.end, sentence.end)
    if phrase and amount.sort == "crowd":
        return Span(phrase.start + len("of "), phrase.end)
    if amount.sort in ("count", "crowd"):
        # Without a plural the number is part of a name: “a 737 airliner”.
        countable = phrase and any(_is_plural(word[0]) for word in _WORD.finditer(text, phrase.start, phrase.end))
        return phrase if countable else None
    return phrase or _phrase_before(text, amount.span.start, sentence.start)


def _in_sentence(amount: Amount, sentence: Span) -> Span | None:
    """Return the sentence of a sum or share without a phrase, which may still be key by its clause."""
    return sentence if amount.sort in ("money", "share") and sentence != amount.span else None


def _phrase_after(text: str, start: int, end: int) -> Span | None:
    """Return the noun phrase behind a number, with its “of …” or a second noun (“countries and regions.”)."""
    words = _noun_words(text, start, end)
    at = words[-1].end if words else start
    of = _OF.match(text, at, end)
    inside = _noun_words(text, of.end(), end) if of else []
    if inside:
        words += [Span(at + 1, at + 1 + len("of")), *inside]
    elif words and (second := _SECOND_NOUN.match(text, at, end)) and _is_plural(second[1]):
        words.append(Span(second.start(1), second.end(1)))
    if (
        not words
        or words[0].of(text).lower() in lang.short("articles")
        or (len(words) == 1 and is_past(words[0].of(text)))
    ):
        return None
    return Span(words[0].start, words[-1].end)


def _noun_words(text: str, at: int, end: int) -> list[Span]:
    """Return the words from `at` on that could form one noun phrase, up to its plural or a word that ends it."""
    words: list[Span] = []
    while len(words) < _MOST_WORDS:
        gap = _GAP.match(text, at, end)
        word = _WORD.match(text, gap.end() if gap else at, end)
        if not gap or not word or _ends_phrase(word[0]) or word[0] == "of":
            break
        if words and _is_plural(words[-1].of(text)) and not _is_plural(word[0]):
            break
        words.append(Span(word.start(), word.end()))
        at = word.end()
    return words


def _phrase_before(text: str, start: int, floor: int) -> Span | None:
    """Return the words of the clause before the number, from its subject on."""
    left = max(floor, start - _REACH_BACK)
    breaks = [match.end() for match in _CLAUSE_BREAK.finditer(text, left, start)]
    if not breaks and left > floor:
        return None
    words = list(_WORD.finditer(text, breaks[-1] if breaks else left, start))
    while words and words[-1][0].lower() in lang.short("dangling"):
        words.pop()
    if not words or len(words) > _MOST_WORDS or _ends_phrase(words[0][0]):
        return None
    content = [word for word in words if not _ends_phrase(word[0])]
    states = len(words) == len(("Turnout", "was")) and (
        is_past(words[1][0]) or words[1][0] in lang.words("auxiliaries")
    )
    return Span(words[0].start(), words[-1].end()) if len(content) > 1 or (content and states) else None


def _is_plural(word: str) -> bool:
    if word.lower() in lang.words("irregular_plurals"):
        return True
    return len(word) > len("was") and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))


def _ends_phrase(word: str) -> bool:
    return word.lower() in lang.words("phrase_ends")
