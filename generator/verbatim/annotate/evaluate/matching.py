"""Which found span answers which annotated one. Two lists of spans come in, pairs and counts go out.

Spans are compared without quotation marks, blanks and punctuation at their edges, by the share of their union that
they have in common; the best pair is made first, and none has two partners.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from verbatim.annotate import lang
from verbatim.core import dates as edtf
from verbatim.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable


# ---- annotate/evaluate/matching.py

EDGE = frozenset(" \t\r\n\"'“”„«»‘’`,.;:!?…-–—()[]")


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, wrong and missing spans, with the rates made of them; a rate of nothing is 0."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missing + other.missing)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what was to be found that was."""
        return ratio(self.right, self.right + self.missing)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return ratio(2 * self.precision * self.recall, self.precision + self.recall)


def ratio(part: float, whole: float) -> float:
    """Return `part` / `whole`, 0 where there is no whole."""
    return part / whole if whole else 0.0


def bare(text: str, row: dict[str, Any]) -> Span:
    """Return the span of a row without marks and blanks at its edges."""
    start, end = int(row["start"]), int(row["end"])
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return Span(start, end)


def shared(one: Span, other: Span) -> float:
    """Return the share of the union of two spans that lies in both."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / (max(one.end, other.end) - min(one.start, other.start)) if common > 0 else 0.0


def pairs(gold: list[Span], found: list[Span], least: float) -> dict[int, int]:
    """Return for each annotated span with a partner of at least `least` in common the index of that partner."""
    rated = [
        (share, i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if (share := shared(one, other)) > 0
    ]
    made: dict[int, int] = {}
    taken: set[int] = set()
    for share, i, j in sorted(rated, reverse=True):
        if share >= least and i not in made and j not in taken:
            made[i] = j
            taken.add(j)
    return made


def tally(gold: list[dict[str, Any]], found: int, made: dict[int, int], forgiven: Callable[[int], bool]) -> Counts:
    """Count one document. Optional rows of the gold, and found ones that `forgiven` names, cost nothing."""
    required = [i for i, row in enumerate(gold) if not row.get("optional")]
    right = sum(i in made for i in required)
    partnered = set(made.values())
    wrong = sum(j not in partnered and not forgiven(j) for j in range(found))
    return Counts(right, wrong, len(required) - right)


# ---- annotate/evaluate/values.py

Days = tuple[date | None, date | None]

_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "AU": 23, "WI": 24}
_WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-(\d|WE))?")
_PART = re.compile(r"(\d{4})-(?:Q(\d)|H(\d)|(SP|SU|FA|AU|WI))")
_SHORT = re.compile(r"(\d\d)(?:(\d)[Xx]?|XX)?")
_LONG_ENOUGH = 5  # days; longer spans may differ by one at either end, as weeks that begin on Sunday do


def _week(year: int, number: int, day: str | None) -> Days:
    monday = date.fromisocalendar(year, number, 1)
    if day == "WE":
        return monday + timedelta(days=5), monday + timedelta(days=6)
    if day:
        return (monday + timedelta(days=int(day) - 1),) * 2
    return monday, monday + timedelta(days=6)


def _of(value: str) -> Days | None:
    known = edtf.parse(value)
    return (known.earliest, known.latest) if known else None


def _part(match: re.Match[str]) -> Days | None:
    """Return the days of a quarter, a half or a season in TimeML's form."""
    year = match[1]
    if match[4]:
        return _of(f"{year}-{_SEASONS[match[4]]}")
    size = 3 if match[2] else 6
    first = (int(match[2] or match[3]) - 1) * size + 1
    if match[3] and match[3] != "1":
        first = 7
    return _of(f"{year}-{first:02d}/{year}-{first + size - 1:02d}")


def _one(value: str) -> Days | None:
    value = value.partition("T")[0] if re.match(r"\d{4}", value) else value
    value = re.sub(r"-?(?:XX|uu)$", "", value.removesuffix("-XX-XX"))
    if match := _WEEK.fullmatch(value):
        return _week(int(match[1]), int(match[2]), match[3])
    if match := _PART.fullmatch(value):
        return _part(match)
    if match := _SHORT.fullmatch(value):
        return _of(f"{match[1]}{match[2]}X" if match[2] else f"{match[1]}XX")
    return _of(value)


def days(value: str | None) -> Days | None:
    """Return the first and last day of `value`, None for an open end; None where it is no calendar date."""
    if not value:
        return None
    bare = re.sub(r"[?~%]", "", value.strip())
    if "/" in bare:
        first, last = (days(end) for end in bare.split("/", 1))
        ends = first[0] if first else None, last[1] if last else None
        return ends if first or last else None
    try:
        return _one(bare)
    except ValueError:
        return None


def same(one: str | None, other: str | None) -> bool:
    """Tell whether two values mean the same days; long spans may differ by a day at each end."""
    if one and other and one.strip().upper() == other.strip().upper():
        return True
    first, second = days(one), days(other)
    if first is None or second is None:
        return False
    if first == second:
        return True
    if first[0] is None or first[1] is None or second[0] is None or second[1] is None:
        return False
    shorter = min((first[1] - first[0]).days, (second[1] - second[0]).days)
    apart = abs((first[0] - second[0]).days), abs((first[1] - second[1]).days)
    return shorter >= _LONG_ENOUGH and max(apart) <= 1


# ---- annotate/evaluate/names.py

PRONOUNS = lang.words("scored_pronouns")
TITLES = lang.words("scored_titles")
SUFFIXES = lang.words("scored_suffixes")
_BODY = re.compile(rf"(?:{'|'.join(sorted(lang.words('scored_bodies')))})$")
_POSSESSIVE = re.compile(r"[’']s?\b(?=\s|$)|[’']$")
_PIECES = re.compile(r"\s*[,;–—]\s*|\s--\s|\s+and\s+|\s*\(|\)")
_CORE_ENDS = re.compile(
    r"\s+(?:who|which|that|whose|of|at|from|in|for|on|with|to|and his|and her|told|said)\s+|\s*[,;(\[–—]|\s--\s"
)
_NAME_LAST = re.compile(r"(?:[A-Z][\w.’'-]*\s+){1,2}[A-Z][\w’'-]+$")
_LONGEST_LATER_NAME = 4
_INITIAL = 2


def plain(name: str | None) -> str:
    """Return a name without possessive endings and with single blanks."""
    return " ".join(_POSSESSIVE.sub("", name or "").split())


def is_pronoun(name: str | None) -> bool:
    """Tell whether a name is no more than a pronoun."""
    return plain(name).lower() in PRONOUNS


def is_body(word: str) -> bool:
    """Tell whether a word ends as the names of bodies do."""
    return bool(_BODY.search(word))


def _trimmed(tokens: list[str]) -> list[str]:
    """Return the words of a name without marks, suffixes and adverbs at its end."""
    words = [word for word in (re.sub(r"[^\w’'-]", "", token) for token in tokens) if word]
    while words and (words[-1].lower() in SUFFIXES or (words[-1].islower() and words[-1].endswith("ly"))):
        words.pop()
    return words


def _first_name(words: list[str]) -> str:
    named = [word for word in words if word[:1].isupper() and word.lower() not in TITLES]
    first = ""
    if len(named) > 1 and named[-1] == words[-1] and not is_body(words[-1]):
        first = named[-2].lower()
    if len(named) > len(("first", "last")) and len(named[-2]) <= _INITIAL:
        first = named[-3].lower()
    return first


def _add(heads: dict[str, str], tokens: list[str], *, leading: bool) -> None:
    words = _trimmed(tokens)
    if not words or words[-1].lower() in TITLES | SUFFIXES | PRONOUNS:
        return
    if leading or (words[-1][:1].isupper() and 1 < len(words) <= _LONGEST_LATER_NAME):
        heads.setdefault(words[-1].lower().rpartition("-")[2], _first_name(words))


def heads(name: str | None) -> dict[str, str]:
    """Return the last names or head words of a mention, each with the first name given with it, or an empty one."""
    found: dict[str, str] = {}
    pieces = [piece.strip() for piece in _PIECES.split(plain(name)) if piece.strip()]
    for number, piece in enumerate(pieces):
        core = _CORE_ENDS.split(f" {piece} ")[0].strip() or piece
        _add(found, core.split(), leading=number == 0)
        last = _NAME_LAST.search(piece)
        if last and not is_body(last[0]) and not re.search(r"\bthe\s+$", piece[: last.start()]):
            _add(found, last[0].split()[-2:], leading=False)
    return found


def alike(one: dict[str, str], other: dict[str, str]) -> bool:
    """Tell whether two sets of heads share one whose first names do not contradict each other."""
    both = one.keys() & other.keys()
    return any(not one[head] or not other[head] or one[head][0] == other[head][0] for head in both)


# ---- annotate/evaluate/verdicts.py

Verdict = Literal["correct", "rightly_silent", "wrong", "abstained", "unresolved", "unverifiable"]
RATED: tuple[Verdict, ...] = ("correct", "rightly_silent", "wrong", "abstained", "unresolved")
Row = dict[str, Any]


def _overlap(gold: Row, found: Row) -> bool:
    """Tell whether both rely on the same mention."""
    ends = [row.get(key) for row in (gold, found) for key in ("speaker_start", "speaker_end")]
    if any(end is None for end in ends):
        return False
    return bool(min(gold["speaker_end"], found["speaker_end"]) > max(gold["speaker_start"], found["speaker_start"]))


def _known(gold: Row) -> list[dict[str, str]]:
    """Return the heads of every name that the annotation accepts."""
    names = [gold.get("speaker_entity"), *(gold.get("speaker_aliases") or [])]
    if not is_pronoun(gold["speaker"]):
        names.append(gold["speaker"])
    return [known for name in names if name and not is_pronoun(name) if (known := heads(name))]


def _same_mention(gold: Row, found: Row, known: list[dict[str, str]]) -> bool:
    """Tell whether the same mention was relied on and carries no name that could be wrong."""
    if not _overlap(gold, found):
        return False
    named = bool(gold.get("speaker_entity")) or (bool(known) and "".join(gold["speaker"].split()[-1:])[:1].isupper())
    said = plain(found["speaker"].strip())
    last = said.split()[-1]
    described = last[:1].islower() or last.lower() in TITLES
    return not named or (described and said in plain(gold["speaker"]))


def verdict(gold: Row, found: Row) -> Verdict:
    """Return how the speaker of `found` stands to that of `gold`."""
    said = (found.get("speaker") or "").strip()
    if gold.get("speaker") is None:
        return "wrong" if said and not is_pronoun(said) else "rightly_silent"
    if not said:
        return "abstained"
    if is_pronoun(said):
        return "unresolved"
    known, told = _known(gold), heads(said)
    if any(alike(told, heads(name)) for name in gold.get("speaker_not") or []):
        return "wrong"
    if any(alike(told, names) for names in known) or _same_mention(gold, found, known):
        return "correct"
    return "wrong" if known else "unverifiable"
