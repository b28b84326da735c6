"""Finds the stretches of a text that have the form of a date, and drops those that date nothing.

The forms are the templates of the language's `date_rules`. They become one regular expression that is tried once at
each word, so that the time is linear in the length of the text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from verbatim.annotate import lang
from verbatim.model import Span

_ZONE = r"(?:[A-Z]{1,2}[SD]?T|GMT|UTC)\b"
_HALF = rf"[AaPp]\.?[Mm]\b\.?(?: {_ZONE})?"
_PATTERNS = {
    "iso": r"[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?",
    "day": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:%])",
    "year": r"(?:1\d|20)\d\d(?![\d%])",
    "first": r"(?:3[01]|[12]\d|0?[1-9])",
    "second": r"(?:3[01]|[12]\d|0?[1-9])",
    "slashyear": r"(?:(?:19|20)\d\d|\d\d)(?![\d/])",
    "short": r"\d\d(?!\d)",
    "quarter": r"Q[1-4]",
    "half": r"H[12]",
    "tens": r"(?:1[5-9]|20)\d0['’]?s",
    "clock": rf"(?:[01]?\d|2[0-3])[:.][0-5]\d ?(?:{_HALF}|{_ZONE})|(?:1[0-2]|[1-9]) ?{_HALF}"
    rf"|(?:[01]\d|2[0-3])[0-5]\d ?{_ZONE}"
    r"|(?:[01]\d|2[0-3]):[0-5]\d|(?:1[0-2]|[1-9]) o['’]clock|noon|midnight",
}
_LISTS = {
    "weekdayname": "weekdays", "season": "seasons", "unit": "units", "holiday": "holidays",
    "decade": "decades", "daypart": "dayparts",
}  # fmt: skip
_SLOT = re.compile(r"\{([a-z_]+)(?::([^}]+))?\}")
_BLANK = r"(?:[^\S\r\n]{1,3}|[^\S\r\n]?\r?\n(?=\S))"
_BEFORE = r"(?<![\w$€£¥#@%])(?:(?=[A-Za-z'’])|(?<!\d[.,:/-]))(?<!-[A-Za-z])"
_AFTER = r"(?!\w)(?![.,:]\d)"
_MOST_REMEMBERED = 128  # texts: the paragraphs of an article
_THIS_CENTURY = 30

_CLOCK = re.compile(r"(\d\d?)[:.]?(\d\d)? ?([AaPp]?)")
_REACH = 30
_TENS = frozenset(str(10 * n) for n in range(2, 10))
_ONES = frozenset(str(n) for n in range(1, 20))
_AROUND = 60
_RATES = frozenset(("every", "each", "per", "any", "most"))
_MODERN = 1900
_BEFORE_CLOCK = frozenset(("at", "by", "of", "until", "around", "about", "before", "after"))
_BEFORE_FEAST = frozenset(("on", "since", "by", "before", "until", "till", "after", "at", "for"))
_TITLE_START = re.compile(r"[“\"‘'](?:[A-Z][\w’']* ){0,3}$")
_DEGREES = re.compile(r"\b(?:degrees|temperatures?|highs|lows|Fahrenheit|mph|percent|cents)\b", re.IGNORECASE)
_BEFORE_NOUN = frozenset(("a", "better", "brighter", "our", "their", "of"))
_WORD = re.compile(r"[\w’'-]+")
_OPENING_MARKS = ("“", "‘", '"', "'", "«", "„")
_CLOSING = re.compile(r"[.,]?[”’\"'»]")


@dataclass(frozen=True, slots=True)
class Expression:
    """A stretch with the form of a date: `reading` names how it is to be understood, `parts` its slots."""

    span: Span
    reading: str
    parts: Mapping[str, str]

    def __getitem__(self, slot: str) -> str:
        return self.parts.get(slot, "")


@lru_cache(maxsize=_MOST_REMEMBERED)
def expressions(text: str, language: str = "en") -> tuple[Expression, ...]:
    """Return every stretch of `text` with the form of a date, in order, none overlapping.

    Dates, numbers and datelines ask for the same paragraphs, hence the cache.
    """
    return tuple(_expressions(text, language))


def _expressions(text: str, language: str) -> Iterator[Expression]:
    master, readings = _grammar(language)
    for match in master.finditer(text):
        rule = match.lastgroup or ""
        reading, slots = readings[rule]
        parts = {slot: match[f"{rule}_{slot}"] for slot in slots if match[f"{rule}_{slot}"]}
        start = match.start()
        if "lead" in parts:
            start = match.end(f"{rule}_lead")
            while text[start].isspace():
                start += 1
        if spelled := parts.pop("yearwords", ""):
            parts["year"] = str(_spelled_year(spelled))
        yield Expression(Span(start, match.end()), reading, parts)


@cache
def _grammar(language: str) -> tuple[re.Pattern[str], Mapping[str, tuple[str, list[str]]]]:
    """Return the pattern of all forms, and for each of its groups the reading and the slots."""
    branches, readings = [], {}
    for number, (name, template) in enumerate(lang.pairs("date_rules", language).items()):
        body, slots = _compiled(template, f"r{number}_")
        branches.append(f"(?P<r{number}>{body})")
        readings[f"r{number}"] = (name.partition(".")[0], slots)
    opening = _opening("|".join(branches))
    return re.compile(f"{_BEFORE}(?=[\\d'’]|{opening})(?:{'|'.join(branches)}){_AFTER}"), readings


def _compiled(template: str, prefix: str) -> tuple[str, list[str]]:
    """Return a template as a pattern whose groups are named `prefix` + slot, and the names of its slots."""
    pieces, slots, at = [], [], 0
    for slot in _SLOT.finditer(template):
        name = slot[1]
        inner = any_of(slot[2].split("|")).replace(r"\ ", _BLANK) if slot[2] else _pattern(name.removesuffix("_to"))
        pieces += [_literal(template[at : slot.start()]), f"(?P<{prefix}{name}>{inner})"]
        slots.append(name)
        at = slot.end()
    return "".join([*pieces, _literal(template[at:])]), slots


def _literal(text: str) -> str:
    return _either_case(text).replace("[- ]", "(?:-| )").replace(" ", _BLANK)


def _opening(branches: str) -> str:
    """Return a cheap pattern for every word that occurs in `branches`: no date can begin at any other word."""
    plain = re.sub(r"\(\?P<\w+>|\\[a-z]", " ", re.sub(r"\[[A-Z]([a-z])\]", r"\1", branches))
    by_letter: dict[str, set[str]] = {}
    for word in re.findall(r"[A-Za-z]+", plain):
        by_letter.setdefault(word[0].lower(), set()).add(word[1:])
    letters = sorted(by_letter.items())
    tails = (f"[{letter}{letter.upper()}](?:{'|'.join(sorted(rest, reverse=True))})" for letter, rest in letters)
    return f"(?:{'|'.join(tails)})(?![a-z])"


@cache
def _pattern(slot: str) -> str:
    """Return the regular expression of a slot; KeyError where no slot has that name."""
    match slot:
        case "month":
            return rf"(?:{_listed('months')}|{_listed('month_abbreviations')}\.?)"
        case "weekday":
            return rf"(?:{_listed('weekdays')}|{_listed('weekday_abbreviations')}\.?)"
        case "count":
            numerals = lang.pairs("numerals").items()
            tens = any_of(word for word, value in numerals if value in {str(10 * n) for n in range(2, 10)})
            ones = any_of(word for word, value in numerals if value in set("123456789") and word not in ("a", "an"))
            return rf"(?:\d{{1,3}}|{tens}-{ones}|{_listed('numerals')})"
        case "yearwords":
            return _spelled_years()
        case "century":
            return rf"(?:(?:1\d|2[01]|[1-9])(?:st|nd|rd|th)|{_listed('ordinals')})"
        case "ordinal":
            pattern = rf"(?:[1-4](?:st|nd|rd|th)|{_listed('ordinals')})"
        case _:
            pattern = _listed(_LISTS[slot]) if slot in _LISTS else _PATTERNS[slot]
    return pattern


def _spelled_years() -> str:
    tens = any_of(word for word, value in lang.pairs("numerals").items() if value in _TENS)
    ones = any_of(word for word, value in lang.pairs("numerals").items() if value in _ONES)
    rest = rf"(?:{tens}(?:[ -]{ones})?|(?:oh[ -])?{ones}|hundred)"
    return rf"(?:(?:seventeen|eighteen|nineteen|twenty)[ -]{rest}|two thousand(?: (?:and )?{ones})?)"


def _spelled_year(words: str) -> int:
    """Return the year that words spell: nineteen ninety-four, two thousand and six."""
    century, *rest = re.split(r"[\s-]+", words.lower().replace(" and ", " "))
    if rest[:1] == ["thousand"]:
        century, rest = "twenty", rest[1:]
    values = lang.pairs("numerals")
    rest = [word for word in rest if word not in ("hundred", "oh")]
    return 100 * int(values[century]) + sum(int(values[word]) for word in rest)


def _listed(name: str) -> str:
    return any_of(lang.words(name))


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of `words`, the longest first; a lower-case word also matches capitalised."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(_either_case(re.escape(word)) for word in ordered) + ")"


def _either_case(escaped: str) -> str:
    return re.sub(r"(?<![A-Za-z\\’'])[a-z]", lambda m: f"[{m[0].upper()}{m[0]}]", escaped)


def month_number(word: str) -> int:
    """Return the number of a month's name or short form."""
    bare = word.rstrip(".")
    entry = lang.pairs("months").get(bare) or lang.pairs("month_abbreviations")[bare]
    return int(entry.split()[0])


def weekday_number(word: str) -> int:
    """Return the number of a weekday's name or short form, Monday 0."""
    bare = word.rstrip(".")
    return int(lang.pairs("weekdays").get(bare) or lang.pairs("weekday_abbreviations")[bare])


def digits(word: str) -> int:
    """Return the number that the first digits of `word` make (“21st”), 0 where it has none."""
    match = re.search(r"\d+", word)
    return int(match[0]) if match else 0


def clock_time(words: str) -> str:
    """Return a time of day as 20:30:00; empty where the words leave it open (midnight, 6 o’clock)."""
    match = _CLOCK.match(words)
    if not match:
        return "12:00:00" if words.lower() == "noon" else ""
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3].lower()
    if not half and match[2] is None:
        return ""
    hour = hour % 12 + 12 * (half == "p") if half else hour
    return f"{hour:02d}:{minute:02d}:00"


def count(word: str) -> int | None:
    """Return the number of a numeral in digits or words; None for a vague one (“several”)."""
    if word.isdigit():
        return int(word)
    entries = lang.pairs("numerals")
    lower = " ".join(word.lower().split())
    values = [entries[part] for part in ([lower] if lower in entries else lower.split("-"))]
    return sum(int(value) for value in values) if "vague" not in values else None


def ordinal(word: str) -> int:
    """Return the number of an ordinal in digits or words."""
    return digits(word) or int(lang.pairs("ordinals")[word.lower()])


def full_year(two: str) -> int:
    """Return the year of two digits: up to 30 in this century, later ones in the last."""
    number = int(two)
    return number + (2000 if number <= _THIS_CENTURY else 1900)


def is_date(text: str, expression: Expression) -> bool:
    """Return whether `expression` dates something here, and is no rate, name or count."""
    before = _words_before(text, expression)
    if before and (before[-1].lower() in _RATES or _ends_name(text, expression, before[-1])):
        return False
    if _is_in_title(text, expression):
        return False
    guard = _GUARDS.get(expression.reading)
    return guard(text, expression) if guard else True


def _is_in_title(text: str, expression: Expression) -> bool:
    """Return whether words with capitals in marks have the date among them: “Saturday Night Live”."""
    start, end = expression.span.start, expression.span.end
    led = _TITLE_START.search(text, max(0, start - _REACH), start)
    if not led or not all(word[0].isupper() for word in expression.span.of(text).split()):
        return False
    return _next_word(text, expression)[:1].isupper() or (" " in led[0] and bool(_CLOSING.match(text, end)))


def _ends_name(text: str, expression: Expression, before: str) -> bool:
    """Return whether a day in a capital ends the name of a paper or a show, or is it: USA Today, Radio Sund’s Today."""
    words = expression.span.of(text)
    named = before[-1:].isalpha() and not (before[:1].isupper() and lang.is_common(before.lower()))
    return expression.reading == "today" and words in ("Today", "TODAY", "Tonight") and named


def _words_before(text: str, expression: Expression) -> list[str]:
    """Return the words of the line before an expression, the nearest last."""
    start = expression.span.start
    return text[max(0, start - _REACH) : start].rpartition("\n")[2].split()


def _next_word(text: str, expression: Expression) -> str:
    """Return the word that follows after a blank; empty where punctuation stands between."""
    end = expression.span.end
    match = _WORD.match(text, end + 1) if text[end : end + 1] in (" ", "\u00a0") else None
    return match[0] if match else ""


def _is_led(text: str, expression: Expression, kind: str) -> bool:
    """Return whether the word before an expression introduces dates of a kind: month, year or weak."""
    words = _words_before(text, expression)
    return bool(words) and lang.pairs("date_leads").get(words[-1].lower().lstrip("(“\"'‘")) in (kind, "both")


def _is_month(text: str, expression: Expression) -> bool:
    word = expression["month"]
    if word not in lang.words("months"):
        return False
    before_name = _next_word(text, expression)[:1].isupper()
    common = lang.pairs("months")[word].endswith("common")
    return not (before_name and common) if _is_led(text, expression, "month") else not (before_name or common)


def _is_year(text: str, expression: Expression) -> bool:
    old = int(expression["year"]) < _MODERN
    led = _is_led(text, expression, "year")
    introduced = led or _is_led(text, expression, "weak")
    follows = _next_word(text, expression)
    if (old and not introduced) or follows in lang.words("counted"):
        return False
    if follows.islower() and follows.endswith("s") and len(follows) > len("was") and (old or not led):
        return False
    end = expression.span.end
    return introduced or text[end : end + 1] != "-"


def _is_weekday(text: str, expression: Expression) -> bool:
    """Return whether a weekday is not part of a name."""
    names = lang.pairs("date_names")
    before, end = _words_before(text, expression), expression.span.end
    after = " ".join(text[end : end + _REACH].partition("\n")[0].split()[:2])
    if before and names.get(before[-1]) == "before":
        return False
    return not any(after.startswith(name) for name, place in names.items() if place == "after")


def _is_day(text: str, expression: Expression) -> bool:
    """Return whether a day is not the name of an event: the 11 September attacks; nor a count: in January 25 people."""
    if expression["year"]:
        return True
    counts = [word.lower() for word in _words_before(text, expression)[-1:]] == ["in"]
    named = _next_word(text, expression).lower() in lang.words("date_events")
    return not named and not (counts and expression.span.of(text)[-1:].isdigit() and bool(_next_word(text, expression)))


def _is_clock(text: str, expression: Expression) -> bool:
    before = _words_before(text, expression)
    return bool(before) and before[-1].lower() in _BEFORE_CLOCK


def _is_decade(text: str, expression: Expression) -> bool:
    """Return whether “the sixties” are years and no degrees, and “his early 60s” no age."""
    before = [word.lower() for word in _words_before(text, expression)]
    if not (expression["decade"] or expression["bare"]):
        return True
    if not expression.span.of(text).lower().startswith("the"):
        return False
    around = text[max(0, expression.span.start - _AROUND) : expression.span.end + _AROUND]
    return before[-1:] != [] and before[-1] in lang.words("decade_leads") and not _DEGREES.search(around)


def _is_tomorrow(text: str, expression: Expression) -> bool:
    """Return whether “tomorrow” is the day and no noun (“a brighter tomorrow”)."""
    before = [word.lower() for word in _words_before(text, expression)[-2:]]
    return not (expression["deictic"].lower() == "tomorrow" and _BEFORE_NOUN.intersection(before))


def _is_whole(text: str, expression: Expression) -> bool:
    """Return whether a count is not half of one: half a century ago."""
    before = _words_before(text, expression)
    return not before or before[-1].lower() != "half" or expression["count"].lower() not in ("a", "an")


def _is_holiday(text: str, expression: Expression) -> bool:
    """Return whether a holiday of one word is the day: since Christmas; not Christmas sales, nor the Christmas rush."""
    if " " in expression["holiday"] or expression["year"]:
        return True
    before = [word.lower() for word in _words_before(text, expression)[-1:]]
    return before[:1] != [] and before[0] in _BEFORE_FEAST and not _next_word(text, expression).islower()


def _is_relative(text: str, expression: Expression) -> bool:
    """Return whether “this week” is no name, as that of the programme This Week is."""
    first, *_, last = expression.span.of(text).split() or [""]
    before = _words_before(text, expression)
    return not (first == "This" and last[:1].isupper() and before)


def _is_no_title(text: str, expression: Expression) -> bool:
    """Return whether a capital does not make a title of “today”: the ''Today'' show, on Today."""
    start, end = expression.span.start, expression.span.end
    if not text[start].isupper():
        return True
    if text[start - 1 : start] in _OPENING_MARKS and _CLOSING.match(text, end):
        return False
    words = _words_before(text, expression)
    return not (words and words[-1].islower() and words[-1].isalpha())


_GUARDS: dict[str, Callable[[str, Expression], bool]] = {
    "month_alone": _is_month, "year_alone": _is_year, "weekday": _is_weekday, "day": _is_day,
    "clock": _is_clock, "decade": _is_decade, "today": _is_no_title,
    "ago": _is_whole, "shift": _is_whole, "holiday": _is_holiday, "yesterday": _is_tomorrow, "relative": _is_relative,
}  # fmt: skip
