"""What a date is read against: its sentence, the day of publication, the date before it; and what it is read as."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from verbatim.annotate import lang
from verbatim.annotate.dates.grammar import Expression
from verbatim.annotate.lang import cue
from verbatim.annotate.text.tense import Direction, Sign, direction, is_past
from verbatim.core import dates as edtf
from verbatim.core.dates import PartialDate, human
from verbatim.model import Basis, Span

DayOrder = Literal["month first", "day first", "unknown"]

_REACH = 24
_AHEAD_OF = frozenset(("until", "till", "by", "through"))
_QUOTES = '“”"'
_OTHERWISE = re.compile(
    r"(?:\b(?:rather than|instead of|and not|but not)|, not)(?: (?:in|on|by|the|early|late))*\s$"
    r"|\b(?:[Rr]ather than|[Ii]nstead of) [^,;“”\"]*$"
)
_DOUBT = re.compile(
    r"\b(?:[Ii]f|[Uu]nless|[Ww]hether|[Ii]n case|fear(?:s|ed)? (?:that|it|he|she|they|the|an?)|had hoped|had planned"
    r"|(?:was|were) (?:supposed|meant|due) to|had been (?:due|expected|scheduled|set|slated|supposed) (?:for|to)"
    r"|(?:was|were) to have|would have|could have|should have|might have"
    r"|may have|(?:not|\w+n[’']t) mean|(?:not true|untrue|false) that|no evidence|[Nn]obody|[Nn]o one|[Nn]one of)\b"
)
_HAD = re.compile(r"Had (?:the|an?|he|she|it|they|[A-Z][a-z]+)\b[^?]*, ")
_DROPPED = r"(?:called off|cancell?ed|abandoned|scrapped|dropped|shelved|put off|postponed|withdrawn)"
_CONDITION = re.compile(
    rf",? (?:unless|if|provided that|but (?:\w+ ){{0,3}}(?:was|were|has been|have been) {_DROPPED})\b"
    r"|,? but (?:(?:did|was|were|has|had)(?: not|n['’]t)|never)\b"
    r"|(?:,| [-–—]+)? but [^.;]{0,60}\b(?:reject|refus|declin)ed (?:it|that|the (?:idea|offer|plan|proposal|date))\b"
)
_ASKED = re.compile(r"[^.!?:“”\"]*\?| (?:would|could|should|might) have ")  # or it did not happen
_CALLED_OFF = re.compile(
    rf",? (?:(?:has|have|had|was|were|is|are)(?: been)? (?:{_DROPPED}|false|wrong|untrue|not true|denied)"
    r"|fell through|came to nothing|never (?:happened|took place))\b"
)
_INFINITIVE = re.compile(r"\bto [a-z]+ ")
_ROUGH_REACH = 32
_CLAUSE_REACH = 400  # beyond it nothing of a sentence bears on a date; a sentence of dates alone is read in linear time
_ERAS = frozenset(("decade", "century"))
_DURATIONS = frozenset(("window", "clock", "decade", "century", "ahead"))
_NOUN_AFTER = re.compile(
    r"[ \u00a0-](?!to\b|and\b|or\b|at\b|in\b|on\b|by\b|as\b|that\b|with\b|for\b|from\b|when\b)[a-z]+(?: [a-z]+)?"
)
_YEARS = r"(?:19|20)\d\d"
_OTHER_YEARS = re.compile(rf"(?:,?(?: and| or)? {_YEARS}\b,?){{1,3}}(?= [A-Za-z])")  # the 2030 and 2034 votes
_CAPITALS = re.compile(r"(?: [A-Z][\w’'-]+){1,3}(?= [a-z])")
_DESCRIBED = re.compile(  # the mayor’s famous 1963 refrain
    r"(?:['’]s|\b(?:the|an?|its|his|her|their|our|that|this)) "
    r"(?!(?:in|of|by|to|for|from|since|until|before|after|during|was|is|and|or)\b)[a-z]{2,20} $"
)
_YEARS_BEFORE = re.compile(
    rf"\b(?:the|both|its|his|her|their|our)(?: {_YEARS},?){{1,3}} (?:and |or )?$"
)  # the 2030 and 2034 votes
_PURPOSE = re.compile(
    r"\bto (?:[a-z]+ing|vote|run|meet|win|compete|begin|start|open|close|retire|resign|leave|appear|speak"
    r"|[a-z]+ (?:an?|the|his|her|its|their|our|any|all|more))\b"
)
_PURPOSE_REACH = 80
_MEASURE_REACH = 90
_MEASURED = re.compile(
    r"\b(?:the|its|his|her|their|a) (?:\w+ )?(?:first|only|most|least|worst|record"
    r"|(?!(?:w|r|t|gu|arr|prot|inter|requ|for|cont|harv|ch|qu)est\b)[a-z]+est)\b|\b(?:[Nn]o|[Nn]one|not|never)\b|n[’']t\b"
    r"|\bpoints? since $"
)
_COMPARED = re.compile(r"\bcompared (?:with|to) [^,;]*$")
_LEANING = frozenset(("relative", "shift", "year_before"))
_AGAINST = re.compile(r"\bagainst [^,;]*\d[^,;]*$")  # a loss of 10m, against a profit of 5m the year before
# Higher than in May, fewer than they were in 2004; but not: it began more than two weeks ago, no later than Friday.
_THAN = re.compile(
    r"\b(?!(?:more|less|later|earlier|rather|sooner|longer|older|other)\b)[\w’'-]+ than (?:in |at |on )?$"
    r"|\b(?:more|less) than (?:in|at|on) $"
    r"|\bthan (?:[\w’'-]+ ){1,4}(?:did|does|was|were|are|had) (?:[\w’'-]+ ){0,6}$"
)
_CLOSE = 7  # words from a verb to its date
_OPENING = 3  # words before a date that opens its sentence: In early June
_UNTHINKABLE = re.compile(r"(?:un|im|in)[a-z]{2,20}[ai]ble")  # impossible a year ago
_PUT_AHEAD = re.compile(r"\b(?:rescheduled|postponed|adjourned|delayed|moved|put (?:back|off)) (?:for|to|until|till) $")
_INFINITIVE_LAST = re.compile(r"\bto [a-z]{2,} (?:[\w’'-]+ ){0,6}(?:in|by|for|this|next|until) ?$")
_AHEAD = re.compile(r"\b[Aa]head of (?:the )?$")
_WAS_TO = re.compile(
    r"\b(?:(?:was|were) (?:(?:set|scheduled|slated|due|expected|supposed|going) )?|[Aa]s [^,.;]{2,60} prepared )"
    r"to [a-z]+ (?:[\w’'-]+ ){0,8}$"
)
_LATER = frozenset(("later", "earlier"))
_CAUSE = re.compile(
    r"\b(?:because of|owing to|in (?:the wake|light|response) (?:of|to)|due to (?:the|an?|his|her|its)) [^,;]*$"
)
_GERUND_LAST = re.compile(r"\b(?:and|of|by|for|to|about) [a-z]{3,}ing (?:[\w’'-]+ ){0,6}(?:in|by|for|until) ?$")
# Before “in 2014”, which dates what was then: lower than in, down from 12% in, including her arrest in Sund in.
_OF_ANOTHER = re.compile(
    r"\b(?:than|from [\d.]+(?:%| per ?cent)) in $"
    r"|\bincluding (?:the|an?|his|her|its|their|[A-Z][\w-]+['’]s) (?:[\w’'-]+ ){1,8}in $"
)
_SINCE = re.compile(r"\bsince (?:the )?(?:[A-Z][\w'’.-]* ){1,4}in $")
_ATTRIBUTES = frozenset(("the", "a", "an", "its", "his", "her", "their", "our", "that", "this", "than", "s", "of"))
_WORD_BEHIND = re.compile(r",? [A-Za-z]")
_OF_A_DAY = re.compile(
    r"\b(?:of|for|to|until|till|before|after|past|following|and|with|including) (?:the|an?|its|his|her|their|our) $"
)
_ATTRIBUTIVE = frozenset(("weekday", "year_alone", "month_alone", "quarter"))
_POSSESSIVE = re.compile(r"['’]s?\b")
_NAMED_EVENTS = re.compile(r"[A-Z][\w’'-]*\s$")
# The readings whose dates are named by calendar: what is counted from today has its own “about”.
_NAMED = frozenset(
    ("day", "holiday", "month", "month_alone", "part_of_month", "season", "year_alone", "part_of_year", "short_year",
     "decade")
)  # fmt: skip


class UnknownPublicationError(Exception):
    """A date counts from the day of publication, which is not known."""


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date as read: an EDTF value or None, on what basis, and the derivation in words."""

    value: str | None
    basis: Basis
    why: str


UNKNOWN = DateReading(None, "none", "we do not know the publication date")
VAGUE = DateReading(None, "none", "we cannot tell how many")
EITHER_YEAR = DateReading(None, "none", "we cannot tell in which year")
THEN = "the day on which it was said"
ANOTHER_TIME = DateReading(None, "none", "the words are from another time, and we did not find the day")
NO_SUCH_DAY = DateReading(None, "none", "the calendar has no such day")


@dataclass(frozen=True)
class DateContext:
    """One expression in its surroundings. `order` is how the text writes 1/2/2003.

    `publication` is the day that relative dates count from and `anchor` names it; `reference` is the date before the
    expression in the text, None where none is near; `period` is the quarter that the text reports on.
    """

    text: str
    expression: Expression
    sentence: Span
    publication: date | None
    reference: PartialDate | None
    order: DayOrder = "unknown"
    anchor: str = "the publication date"
    period: PartialDate | None = None

    @property
    def today(self) -> date:
        """The day of publication; raises UnknownPublicationError where it is not known."""
        if self.publication is None:
            raise UnknownPublicationError
        return self.publication

    @property
    def words(self) -> str:
        """The source's words for the date, on one line."""
        return " ".join(self.expression.span.of(self.text).split())

    @property
    def first(self) -> int:
        """Where what may bear on the date begins: at the sentence's start, or _CLAUSE_REACH characters before it."""
        return max(self.sentence.start, self.expression.span.start - _CLAUSE_REACH)

    @property
    def last(self) -> int:
        """Where what may bear on the date ends."""
        return min(self.sentence.end, self.expression.span.end + _CLAUSE_REACH)

    @cached_property
    def sign(self) -> Sign:
        """Whether the sentence looks back or ahead here; what is a cause lies back: due to the storm on Friday."""
        found = direction(self.text, self.sentence, self.expression.span)
        cause = _CAUSE.search(self.text, max(found.at, self.first), self.expression.span.start)
        return Sign("past", cause[0].split()[0], cause.start()) if cause else found

    @property
    def direction(self) -> Direction:
        """Where the date lies, by the verb or by the word before it: effective May 2; to close by May."""
        if self.before == "effective" or (self.leads_up and self.sign.direction != "past"):
            return "future"
        if self.before in _AHEAD_OF and self.sign.word in lang.words("put_off"):
            return "future"
        if self.before in _AHEAD_OF:
            between = self.text[max(self.sign.at, self.first) : self.expression.span.start]
            if self.sign.direction == "none" or _INFINITIVE.search(between):
                return "future"
        return self.sign.direction

    @property
    def before(self) -> str:
        """The word before the expression, in lower case; empty at the sentence's start."""
        start = self.expression.span.start
        words = self.text[max(self.sentence.start, start - _REACH) : start].split()
        return words[-1].lower() if words else ""

    @property
    def noun(self) -> frozenset[str]:
        """The words of the noun that the date stands before (“the March vote”, “March's vote”); empty without one."""
        end = self.expression.span.end
        owned = _POSSESSIVE.match(self.text, end)
        if not owned and self.before not in _ATTRIBUTES:
            return frozenset()
        after = _NOUN_AFTER.match(self.text, owned.end() if owned else end)
        return frozenset(after[0].lower().split()) if after else frozenset()

    @property
    def is_purpose(self) -> bool:
        """Whether an infinitive, or “to” with a gerund, stands between verb and date: eligible to vote in May."""
        is_before = 0 <= self.sign.at < self.expression.span.start
        start = self.sign.at + len(self.sign.word) if is_before else self.first
        between = self.text[max(start, self.expression.span.start - _PURPOSE_REACH) : self.expression.span.start]
        return bool(_PURPOSE.search(between))

    @property
    def is_close(self) -> bool:
        """Whether the verb that shows the direction stands a few words before the date, or behind one that opens."""
        start, end = self.expression.span.start, self.expression.span.end
        if 0 <= self.sign.at < start:
            return len(self.text[self.sign.at : start].split()) <= _CLOSE
        opens = self.first == self.sentence.start and len(self.text[self.first : start].split()) <= _OPENING
        return opens and self.sign.at >= end and len(self.text[end : self.sign.at].split()) <= _CLOSE

    @property
    def is_of_noun(self) -> bool:
        """Whether a month with its day or year belongs to the noun behind it: after the June 7 vote."""
        if self.expression.reading not in ("day", "month") or self.words[:1].isdigit():
            return False
        start = self.expression.span.start
        led = _OF_A_DAY.search(self.text, max(self.first, start - _REACH), start)
        return bool(led and _WORD_BEHIND.match(self.text, self.expression.span.end))

    @property
    def leads_up(self) -> bool:
        """Whether the sentence tells of the time up to the date: ahead of Saturday’s vote."""
        return bool(_AHEAD.search(self.text, self.first, self.expression.span.start))

    @property
    def is_near(self) -> bool:
        """Whether the date is the nearest such: a plan that may be over (was to arrive on Monday), or later Monday."""
        return self.before in _LATER or bool(_WAS_TO.search(self.text, self.first, self.expression.span.start))

    @property
    def lies_ahead(self) -> bool:
        """Whether the words point ahead, or those before them: later this month, June next year, put off to Friday."""
        low = self.words.lower()
        later = low.startswith("later this ") or (self.before == "later" and low == "today")
        start = self.expression.span.start
        put_off = _PUT_AHEAD.search(self.text, max(self.sentence.start, start - _PURPOSE_REACH), start)
        return later or put_off is not None or (low.endswith(" next year") and not low.startswith("the "))

    @property
    def aim(self) -> str:
        """What the date belongs to rather than the verb: “to” for an infinitive, “ing” for a gerund; else empty."""
        is_before = 0 <= self.sign.at < self.expression.span.start
        start = self.sign.at + len(self.sign.word) if is_before else self.first
        between = self.text[max(start, self.expression.span.start - _PURPOSE_REACH) : self.expression.span.start]
        if _INFINITIVE_LAST.search(between):
            return "to"
        return "ing" if _GERUND_LAST.search(between) else ""

    @property
    def told_of(self) -> frozenset[str]:
        """What the verb before the date tells of, and may be at it: announced a fair in May; empty for another verb."""
        between = self.text[self.sign.at + len(self.sign.word) : self.expression.span.start].lower().split()
        if not 0 <= self.sign.at < self.expression.span.start or cue(self.sign.word) is None:
            return frozenset()
        return frozenset(between) - lang.words("date_prepositions") - lang.words("date_objects")

    @property
    def step(self) -> int:
        """How many units on `which` points; 0 where there is none."""
        return int(lang.pairs("date_steps").get(self.expression["which"].lower(), "0").split()[0])

    @property
    def lies_back(self) -> bool:
        """Whether the words themselves point back: last month, two weeks ago, yesterday."""
        way, deictic = self.expression["way"].lower(), self.expression["deictic"].lower()
        return self.step < 0 or way == "ago" or deictic.endswith("yesterday")

    @property
    def leans(self) -> bool:
        """Whether `which` points from a date before it in the text."""
        return lang.pairs("date_steps").get(self.expression["which"].lower(), "").endswith("lean")

    def stated(self, value: str | None, given: str) -> DateReading:
        """Return a date that the text itself gives; `given` names what it gives (“the month and the year”)."""
        if not value or not edtf.parse(value):
            return NO_SUCH_DAY
        return DateReading(value, "stated", f"the text gives {given}")

    def inferred(self, value: str | None, *, looking: bool = False) -> DateReading:
        """Return a date derived from the day of publication; `looking` adds the direction where it is ahead."""
        if value is None or not edtf.parse(value):
            return NO_SUCH_DAY
        ahead = ", looking ahead" if looking and self.sign.direction == "future" else ""
        return DateReading(value, "inferred", f"{self.words} → {human(value)}, from {self.anchor}{ahead}")

    def leaning(self, value: str | None, on: PartialDate | None = None) -> DateReading:
        """Return a date derived from the one before it in the text, or from `on`."""
        other_date = on or self.reference
        if value is None or not other_date or not edtf.parse(value):
            return DateReading(None, "none", "we found no date before it to count from")
        other = human(other_date.value)
        return DateReading(value, "inferred", f"{self.words} → {human(value)}, from {other} before it in the text")


def is_still_to_come(value: str | None, publication: date | None) -> bool:
    """Return whether a date lies after the day of publication, so that nothing can have happened at it yet."""
    known = edtf.parse(value) if value else None
    return bool(known and known.earliest and publication and known.earliest > publication)


def dates_an_event(context: DateContext) -> bool:
    """Return whether an event of the sentence happens, happened or is to happen at the date."""
    reading = context.expression.reading
    if context.expression["unit"].lower() in _ERAS or reading in _DURATIONS or context.sign.direction == "none":
        return False
    # An event before or after a date is not at it; one to come before a date is by that date.
    if context.before == "after" or (context.before == "before" and context.sign.direction != "future"):
        return False
    at_once = context.expression["which"].lower() == "same" and context.reference is None  # met on the same day
    if at_once or _is_unreal(context) or _is_measure(context):
        return False
    return not _is_attributive(context) and not _is_part_of_name(context)


def _is_measure(context: DateContext) -> bool:
    """Return whether the date only bounds a comparison: the highest since 1988, compared with 9 percent in May."""
    start = context.expression.span.start
    window = max(context.sentence.start, start - _MEASURE_REACH)
    far = context.before == "since" or _SINCE.search(context.text, window, start)
    since = far and _MEASURED.search(context.text, window, start)
    apart = context.expression.reading == "year_alone" and _OF_ANOTHER.search(context.text, window, start)
    compared = _THAN.search(context.text, window, start) or _COMPARED.search(context.text, window, start)
    counted = context.expression.reading in _LEANING and (
        (context.before == "from" and context.leans) or _AGAINST.search(context.text, window, start)
    )
    return bool(since or apart or compared or counted)


def _is_unreal(context: DateContext) -> bool:
    """Return whether what the sentence dates is only asked, supposed, feared, refused, ruled out or was unthinkable."""
    span, sentence = context.expression.span, context.sentence
    if _UNTHINKABLE.fullmatch(context.before) or _OTHERWISE.search(
        context.text, max(sentence.start, span.start - _REACH), span.start
    ):
        return True
    floor = max(context.text.rfind(mark, context.first, span.start) for mark in _QUOTES)
    doubt = _DOUBT.search(context.text, max(floor, context.first), span.start)
    if doubt or _HAD.match(context.text, sentence.start, sentence.end):
        return True
    if _ASKED.match(context.text, span.end, context.last):
        return True
    condition = _CONDITION.search(context.text, span.end, context.last)
    before = context.text[span.end : condition.start()].split() if condition else []
    said = any((verb := cue(word)) is not None and verb.takes == "speech" and verb.form == "past" for word in before)
    return bool((condition and not said) or _CALLED_OFF.match(context.text, span.end, context.last))


def _is_attributive(context: DateContext) -> bool:
    """Return whether the date belongs to a noun."""
    end = context.expression.span.end
    if _POSSESSIVE.match(context.text, end):
        return True
    start = context.expression.span.start
    if context.before == "of" and context.words.lower() == "today":
        return True  # the problems of today
    described = _DESCRIBED.search(context.text[max(context.first, start - _REACH) : start])
    described = described or _YEARS_BEFORE.search(context.text[max(context.first, start - _REACH) : start])
    attributed = context.before in _ATTRIBUTES or (described and context.expression.reading == "year_alone")
    if not attributed or context.expression.reading not in _ATTRIBUTIVE:
        return False
    return context.before == "of" or _stands_before_noun(context)


def _stands_before_noun(context: DateContext) -> bool:
    """Return whether a noun follows the date, also behind other years and capitals: the 2030 and 2034 Sund votes."""
    at = context.expression.span.end
    if context.expression.reading == "year_alone":
        for skipped in (_OTHER_YEARS, _CAPITALS):
            found = skipped.match(context.text, at)
            at = found.end() if found else at
    return bool(_NOUN_AFTER.match(context.text, at))


def _is_part_of_name(context: DateContext) -> bool:
    """Return whether a year follows a name directly (“Harbour Fair 2016”)."""
    if context.expression.reading != "year_alone" or context.before in lang.words("date_prepositions"):
        return False
    start = context.expression.span.start
    return bool(_NAMED_EVENTS.search(context.text[max(0, start - _REACH) : start]))


def approximated(context: DateContext, reading: DateReading) -> DateReading:
    """Return the date as approximate where the words before it say so, else as it is."""
    value, rough = reading.value, f"{reading.value}~"
    if not value or context.expression.reading not in _NAMED or not edtf.parse(rough) or not _is_rough(context):
        return reading
    if reading.basis == "inferred":
        return replace(reading, value=rough, why=reading.why.replace(human(value), human(rough), 1))
    return replace(reading, value=rough, why=f"{reading.why}; the text calls it approximate")


def _is_rough(context: DateContext) -> bool:
    start = context.expression.span.start
    words = context.text[max(context.sentence.start, start - _ROUGH_REACH) : start].lower().split()
    roughness = lang.pairs("date_rough").get(words[-1].lstrip("(“\"'‘"), "") if words else ""
    if roughness != "led" or len(words) == 1:
        return roughness == "always"
    # “about” goes with the date after a preposition or a verb, but not after one of saying: they spoke about 1968
    return words[-2] in lang.words("date_prepositions") or (is_past(words[-2]) and not cue(words[-2]))
