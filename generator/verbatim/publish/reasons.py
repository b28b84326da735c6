"""Translates the reasons for an attribution or a date into the language of the interface.

The annotator and the desk write reasons into the fragments in English, in a closed set of clauses; editors write
whatever they like. A reason is translated where every clause of it is known, and stays as written elsewhere.
"""

import re
from functools import cache, lru_cache

from verbatim.core.dates import MONTHS, SEASONS, human
from verbatim.core.i18n import Words, msgid, translated_name
from verbatim.newsroom.timeline import NO_SPEAKER

# A clause follows any clause whose words it would otherwise take for its own placeholder.
CLAUSES = (
    msgid("We did not find who spoke"),
    msgid("We did not find its date"),
    msgid("We found no speaker in the sentence"),
    msgid("We cannot yet read this language for speakers"),
    msgid("We cannot yet read %(language)s for speakers"),
    msgid("The label says what is shown, and names nobody"),
    msgid("Q marks a question, and we did not find who asks it"),
    msgid("A marks an answer, and we did not find who is interviewed"),
    msgid("A marks an answer, and %(name)s is the only one whom the text introduces as interviewed"),
    msgid("A marks an answer, and the person interviewed could be %(names)s"),
    msgid("We found only %(pronoun)s as its speaker, and not whom that means"),
    msgid("We found only %(pronoun)s as its speaker, which could mean %(names)s"),
    msgid("We found only %(pronoun)s as its speaker"),
    msgid("that could mean %(name)s, but we are not sure"),
    msgid("The headline ends with a colon and a description"),
    msgid("The headline ends with a colon and %(name)s"),
    msgid("the quotation follows directly, and nobody else speaks in the paragraph"),
    msgid("the quotation goes on after it"),
    msgid("the next paragraph is a quotation alone, and nobody else speaks before it"),
    msgid("the quotation runs over paragraphs"),
    msgid("%(pronoun)s can only mean %(name)s here"),
    msgid("we take %(pronoun)s to mean %(name)s, the subject there, though %(names)s would fit too"),
    msgid("we take %(pronoun)s to mean %(name)s, the subject there"),
    msgid("we take %(pronoun)s to mean %(name)s, who is asked there, though %(names)s would fit too"),
    msgid("we take %(pronoun)s to mean %(name)s, who is asked there"),
    msgid("We cannot tell from this sentence whether anybody said this"),
    msgid("The text reports these words at second hand"),
    msgid("We read several speakers in the sentence, and cannot tell which of them said this"),
    msgid("We are not sure enough who says this"),
    msgid("described, not named, in this sentence"),
    msgid("the sentences before are about %(name)s"),
    msgid("the text gives that role to %(name)s alone"),
    msgid("words placed like this are too often somebody else’s, so we do not name %(name)s"),
    msgid("words placed like this are too often somebody else’s, so we name nobody"),
    msgid("the name could mean %(names)s"),
    msgid("the text gives the full date"),
    msgid("the text gives the month and the year"),
    msgid("the text gives the months and the year"),
    msgid("the text gives the days, the month and the year"),
    msgid("the text calls it approximate"),
    msgid("the text gives the year"),
    msgid("the text gives the years"),
    msgid("the text gives the fiscal year, which may begin on another day"),
    msgid("the text gives the decade"),
    msgid("the text gives the century"),
    msgid("the text gives the period and its edge"),
    msgid("the text gives the quarter and the year"),
    msgid("the text gives the half and the year"),
    msgid("the text gives the season and the year"),
    msgid("the text gives the holiday and the year"),
    msgid("we do not know the publication date"),
    msgid("the words are from another time, and we did not find the day"),
    msgid("it counts from the day on which this was said, which we did not find"),
    msgid("we cannot tell how many"),
    msgid("the calendar has no such day"),
    msgid("we cannot tell in which year"),
    msgid("we cannot tell in which week"),
    msgid("day and month cannot be told apart"),
    msgid("we found no date before it to count from"),
    msgid("An editor read the text and names this speaker"),
    msgid("An editor read the text and gives this date"),
    msgid("An editor read the text and takes these words of it for who spoke"),
    msgid("%(words)s → %(date)s, from the publication date, looking ahead"),
    msgid("%(words)s → %(date)s, from the publication date"),
    msgid("%(words)s → %(date)s, from the date at the head of the text, looking ahead"),
    msgid("%(words)s → %(date)s, from the date at the head of the text"),
    msgid("%(words)s → %(date)s, from the day on which it was said, looking ahead"),
    msgid("%(words)s → %(date)s, from the day on which it was said"),
    msgid("%(words)s → %(date)s, from %(other)s before it in the text"),
)
DESCRIPTION = msgid("somebody")
BETWEEN = "; "
LONGEST = 2_000  # characters: no reason of the annotator is as long
OR = " or "
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")

_BESIDE_YEAR = {name: f"-{number:02d}" for number, name in enumerate(MONTHS, start=1)}
_BESIDE_YEAR |= {name: f"-{number}" for number, name in SEASONS.items()}
_NAMES = "|".join(_BESIDE_YEAR)
_DATE = re.compile(rf"(perhaps )?(about )?(?:(?:(\d\d?) )?({_NAMES})(?: |$))?(?:the (\d\d\d)0s|(\d{{4}})|)")
_RANGE = re.compile(r"from (.+) to (.+)")
_QUALIFIERS = {(False, False): "", (False, True): "~", (True, False): "?", (True, True): "%"}


@cache
def _form(clause: str) -> re.Pattern[str]:
    pieces = _PLACEHOLDER.split(clause)
    patterns = (re.escape(piece) if at % 2 == 0 else f"(?P<{piece}>.+?)" for at, piece in enumerate(pieces))
    return re.compile("".join(patterns), re.DOTALL)


@lru_cache(maxsize=8192)
def translated_reason(why: str, words: Words) -> str:
    """Return a reason in the language of the interface, or as written where that is English or a clause is unknown.

    `NAME` keeps standing for the speaker's name, and a pattern around “…” keeps the source's words.
    """
    if not words.translates or len(why) > LONGEST:
        return why
    clauses = [_translated_clause(clause, words) for clause in why.split(BETWEEN)]
    return BETWEEN.join(clause for clause in clauses if clause) if all(clauses) else why


def no_speaker(why: str, words: Words) -> str:
    """Return the reason why no speaker is named, the plainest one where none was written."""
    return translated_reason(why or NO_SPEAKER, words)


def _translated_clause(clause: str, words: Words) -> str:
    """Return a clause translated; empty where it has no known form."""
    for message in CLAUSES:
        if match := _form(message).fullmatch(clause):
            values = {name: _translated_value(name, value, words) for name, value in match.groupdict().items()}
            return words.gettext(message) % values
    return clause.replace(DESCRIPTION, words.gettext(DESCRIPTION)) if "…" in clause else ""


def _translated_value(name: str, value: str, words: Words) -> str:
    if name in ("date", "other"):
        return translated_date(value, words)
    if name == "language":
        return translated_name(value, words.lang)
    first, either, last = value.rpartition(OR)
    if name == "names" and either:
        return words.gettext("%(names)s or %(last)s") % {"names": first, "last": last}
    return value


def translated_date(text: str, words: Words) -> str:
    """Return an English date of `human` in the language of the interface; any other text as it is."""
    value = _parsed(text)
    return human(value, words) if value and human(value) == text else text


def _parsed(text: str) -> str:
    """Return the EDTF value of an English date; which the caller checks by `human`."""
    if text.startswith("since "):
        return f"{_parsed_single(text[6:])}/.."
    if text.startswith("until "):
        return f"../{_parsed_single(text[6:])}"
    ends = _RANGE.fullmatch(text)
    if not ends:
        return _parsed_single(text)
    first, last = ends[1], _parsed_single(ends[2])
    if first.isdigit() and len(first) <= len("31"):  # it leaves its month and year to the last end
        return f"{last[:7]}-{int(first):02d}/{last}"
    return f"{_parsed_single(first) or _parsed_single(f'{first} {last[:4]}')}/{last}"


def _parsed_single(text: str) -> str:
    match = _DATE.fullmatch(text)
    if not match or not (match[5] or match[6]):
        return ""
    perhaps, about, day, beside, decade, year = match.groups()
    within = (_BESIDE_YEAR[beside] if beside else "") + (f"-{int(day):02d}" if day else "")
    return (f"{decade}X" if decade else year + within) + _QUALIFIERS[bool(perhaps), bool(about)]
