"""Why something is attributed, dated or left open, in the language of the interface: the annotator's sentence comes in.

The annotator writes English into the fragments, in a closed set of forms (`verbatim.annotate.why`, `.date_setting`);
an editor may write anything. A reason whose every clause has a known form is translated, another stays as it was
written.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from verbatim.core.dates import MONTHS, SEASONS, human
from verbatim.core.i18n import msgid
from verbatim.newsroom.timeline import NO_SPEAKER

if TYPE_CHECKING:
    from verbatim.core.i18n import Words


# ---- publish/reread_dates.py

_BESIDE = {name: f"-{number:02d}" for number, name in enumerate(MONTHS, start=1)}
_BESIDE |= {name: f"-{number}" for number, name in SEASONS.items()}
_NAMES = "|".join(_BESIDE)
_ONE = re.compile(rf"(perhaps )?(about )?(?:(?:(\d\d?) )?({_NAMES})(?: |$))?(?:the (\d\d\d)0s|(\d{{4}})|)")
_RANGE = re.compile(r"from (.+) to (.+)")
_MARKS = {(False, False): "", (False, True): "~", (True, False): "?", (True, True): "%"}


def translated_date(said: str, words: Words) -> str:
    """Return an English date in the language of the interface; as it stands where it is none of `human`'s."""
    value = _value(said)
    return human(value, words) if value and human(value) == said else said


def _value(said: str) -> str:
    if said.startswith("since "):
        return f"{_single(said[6:])}/.."
    if said.startswith("until "):
        return f"../{_single(said[6:])}"
    ends = _RANGE.fullmatch(said)
    if not ends:
        return _single(said)
    last = _single(ends[2])
    return f"{_first(ends[1], last)}/{last}"


def _first(said: str, last: str) -> str:
    """Return an interval's first end, which may leave to the last one its month and its year, or its year."""
    if said.isdigit() and len(said) <= len("31"):
        return f"{last[:7]}-{int(said):02d}"
    return _single(said) or _single(f"{said} {last[:4]}")


def _single(said: str) -> str:
    found = _ONE.fullmatch(said)
    if not found or not (found[5] or found[6]):
        return ""
    perhaps, about, day, beside, decade, year = found.groups()
    value = f"{decade}X" if decade else year + (_BESIDE[beside] if beside else "") + (f"-{int(day):02d}" if day else "")
    return value + _MARKS[bool(perhaps), bool(about)]


# ---- publish/reasons.py

# Clauses of a reason, those with a wider place behind those whose words they would take for it.
CLAUSES = (
    msgid("the text does not say who spoke"),
    msgid("the text gives no date that can be placed"),
    msgid("Nothing in its sentence says who spoke"),
    msgid("The language of this text is not read here, so that nobody is named"),
    msgid("Q marks a question, and the text does not say who asks it"),
    msgid("A marks an answer, and the text introduces nobody as interviewed"),
    msgid("A marks an answer, and %(name)s is the only one whom the text introduces as interviewed"),
    msgid("A marks an answer, and the text introduces %(names)s"),
    msgid("The text says only %(pronoun)s, and nobody near by is named whom it must mean"),
    msgid("The text says only %(pronoun)s, and it could mean %(names)s"),
    msgid("The text says only %(pronoun)s"),
    msgid("the nearest it could mean is %(name)s, and that is not established"),
    msgid("The headline ends with a colon and a description"),
    msgid("The headline ends with a colon and %(name)s"),
    msgid("the quotation follows directly, and nobody else speaks in the paragraph"),
    msgid("the quotation goes on after it"),
    msgid("the quotation runs over paragraphs"),
    msgid("%(pronoun)s can only mean %(name)s here"),
    msgid("%(pronoun)s is taken to mean %(name)s, the subject there, though %(names)s would fit too"),
    msgid("%(pronoun)s is taken to mean %(name)s, the subject there"),
    msgid("Its sentence does not establish that anybody said this"),
    msgid("The text has these words at second hand only"),
    msgid("Its sentence names several, and not which of them said this"),
    msgid("the source names nobody here"),
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
    msgid("the publication date is not known"),
    msgid("the text does not say how many"),
    msgid("the calendar has no such day"),
    msgid("nothing tells the day from the month"),
    msgid("no date before it in the text fixes it"),
    msgid("%(words)s → %(date)s, from the publication date, looking ahead"),
    msgid("%(words)s → %(date)s, from the publication date"),
    msgid("%(words)s → %(date)s, from the date at the head of the text, looking ahead"),
    msgid("%(words)s → %(date)s, from the date at the head of the text"),
    msgid("%(words)s → %(date)s, from %(other)s before it in the text"),
)
DESCRIPTION = msgid("a description")
BETWEEN = "; "
LONGEST = 2_000  # no reason is as long; an editor's that is stays as it is written
OR = " or "
_PLACE = re.compile(r"%\((\w+)\)s")


def _form(clause: str) -> re.Pattern[str]:
    pieces = _PLACE.split(clause)
    held = (re.escape(piece) if at % 2 == 0 else f"(?P<{piece}>.+?)" for at, piece in enumerate(pieces))
    return re.compile("".join(held), re.DOTALL)


_FORMS = tuple((_form(clause), clause) for clause in CLAUSES)


@lru_cache(maxsize=8192)
def translated_reason(why: str, words: Words) -> str:
    """Return a reason in the language of the interface; as it was written where that is English or it is nobody's form.

    `NAME` stays for the speaker's name, and what a source's own sentence looks like around “…” stays in its words.
    """
    if not words.translates or len(why) > LONGEST:
        return why
    clauses = [_told(clause, words) for clause in why.split(BETWEEN)]
    return BETWEEN.join(clause for clause in clauses if clause) if all(clauses) else why


def no_speaker(why: str, words: Words) -> str:
    """Return the reason why nobody is named, the plainest one where none was written."""
    return translated_reason(why or NO_SPEAKER, words)


def _told(clause: str, words: Words) -> str:
    """Return a clause translated; empty where it has no known form."""
    for form, message in _FORMS:
        if found := form.fullmatch(clause):
            return words.gettext(message) % {name: _put(name, held, words) for name, held in found.groupdict().items()}
    return clause.replace(DESCRIPTION, words.gettext(DESCRIPTION)) if "…" in clause else ""


def _put(place: str, held: str, words: Words) -> str:
    """Return what stands in a clause's place: dates and lists of names in the language of the interface."""
    if place in ("date", "other"):
        return translated_date(held, words)
    first, either, last = held.rpartition(OR)
    if place == "names" and either:
        return words.gettext("%(names)s or %(last)s") % {"names": first, "last": last}
    return held
