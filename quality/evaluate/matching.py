"""Decides which found span, date value or speaker answers an annotated one.

Spans are compared without quotation marks, blanks and punctuation at their edges, by the share of their union that
they have in common. The best pair is made first and none has two partners.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from verbatim.annotate import lang
from verbatim.core import dates as edtf
from verbatim.model import Span

Row = dict[str, Any]
Days = tuple[date | None, date | None]
Verdict = Literal["correct", "rightly_silent", "wrong", "abstained", "unresolved", "unverifiable"]
RATED: tuple[Verdict, ...] = ("correct", "rightly_silent", "wrong", "abstained", "unresolved")
RIGHT: tuple[Verdict, ...] = ("correct", "rightly_silent")
DIRECT, REPORTED = frozenset(("direct",)), frozenset(("indirect", "mixed"))
LEAST = {DIRECT: 0.8, REPORTED: 0.5}  # the share in common at which a quotation of these kinds is found

_EDGE = frozenset(" \t\r\n\"'“”„«»‘’`,.;:!?…-–—()[]")

_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "AU": 23, "WI": 24}
_WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-(\d|WE))?")
_PART = re.compile(r"(\d{4})-(?:Q(\d)|H(\d)|(SP|SU|FA|AU|WI))")
_SHORT = re.compile(r"(\d\d)(?:(\d)[Xx]?|XX)?")
_LONG_ENOUGH = 5  # days; longer spans may differ by one at either end, as weeks that begin on Sunday do

TITLES = lang.words("scored_titles")
_PRONOUNS = lang.words("scored_pronouns")
_SUFFIXES = lang.words("scored_suffixes")
_BODY = re.compile(rf"(?:{'|'.join(sorted(lang.words('scored_bodies')))})$")
_POSSESSIVE = re.compile(r"[’']s?\b(?=\s|$)|[’']$")
_PIECES = re.compile(r"\s*[,;–—]\s*|\s--\s|\s+and\s+|\s*\(|\)")
_CORE_ENDS = re.compile(
    r"\s+(?:who|which|that|whose|of|at|from|in|for|on|with|to|and his|and her|told|said)\s+|\s*[,;(\[–—]|\s--\s"
)
_NAME_LAST = re.compile(r"(?:[A-Z][\w.’'-]*\s+){1,2}[A-Z][\w’'-]+$")
_LONGEST_LATER_NAME = 4
_INITIAL = 2
_MARK = re.compile("[\"“”„«»]|''|``")
_WIDEST_GAP = 3  # blanks between two sentences of one quotation
_SHORTEST_REQUIRED = 3  # words of joined rows that are all optional


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
        """The share of what was annotated that was found."""
        return ratio(self.right, self.right + self.missing)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return harmonic(self.precision, self.recall)


def ratio(part: float, whole: float) -> float:
    """Return `part` / `whole`, 0 where there is no whole."""
    return part / whole if whole else 0.0


def harmonic(precision: float, recall: float) -> float:
    """Return the harmonic mean of two rates."""
    return ratio(2 * precision * recall, precision + recall)


def bare(text: str, row: Row) -> Span:
    """Return the span of a row without marks and blanks at its edges."""
    start, end = int(row["start"]), int(row["end"])
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Span(start, end)


def overlap(one: Span, other: Span) -> float:
    """Return the share of the union of two spans that lies in both."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / (max(one.end, other.end) - min(one.start, other.start)) if common > 0 else 0.0


def pairs(gold: list[Span], found: list[Span], least: float) -> dict[int, int]:
    """Return, for each annotated span with a partner of at least `least` in common, the index of that partner."""
    rated = (
        (share, i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if (share := overlap(one, other)) > 0
    )
    return best_first((i, j) for share, i, j in sorted(rated, reverse=True) if share >= least)


def best_first(candidates: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return partners made in the order of `candidates`, none of which takes part in two pairs."""
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in candidates:
        if i not in partners and j not in taken:
            partners[i] = j
            taken.add(j)
    return partners


def joined(gold: Row) -> Row:
    """Return a document with direct rows joined that give one quotation, of one speaker, sentence by sentence."""
    text = gold["text"]
    kept: list[Row] = []
    for row in sorted((row for row in gold["quotes"] if row["kind"] == "direct"), key=_ends):
        before = kept[-1] if kept else None
        if before is not None and _is_same_quotation(text, before, row):
            whole = {**before, "end": row["end"], "text": text[before["start"] : row["end"]]}
            short = len(whole["text"].split()) < _SHORTEST_REQUIRED
            whole["optional"] = bool(before.get("optional") and row.get("optional") and short)
            kept[-1] = whole
        else:
            kept.append(row)
    others = [row for row in gold["quotes"] if row["kind"] != "direct"]
    return {**gold, "quotes": sorted([*kept, *others], key=_ends)}


def _ends(row: Row) -> tuple[int, int]:
    return row["start"], row["end"]


def _is_same_quotation(text: str, before: Row, row: Row) -> bool:
    grouped = row.get("group") is not None and before.get("group") == row["group"]
    if not grouped and any(before.get(key) != row.get(key) for key in ("speaker_start", "speaker")):
        return False
    gap = text[before["end"] : row["start"]]
    apart = row["start"] < before["end"] or len(gap) > _WIDEST_GAP or gap.strip() or "\n" in gap
    return not (apart or _MARK.search(gap))


def tally(gold: list[Row], found: int, partners: dict[int, int], forgiven: Callable[[int], bool]) -> Counts:
    """Count one document. Optional rows of the gold, and found ones that are `forgiven`, cost nothing."""
    required = [i for i, row in enumerate(gold) if not row.get("optional")]
    right = sum(i in partners for i in required)
    partnered = set(partners.values())
    wrong = sum(j not in partnered and not forgiven(j) for j in range(found))
    return Counts(right, wrong, len(required) - right)


def same_days(one: str | None, other: str | None) -> bool:
    """Return whether two values mean the same days; long spans may differ by a day at each end."""
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


def days(value: str | None) -> Days | None:
    """Return the first and last day of a TimeML or EDTF value, None for an open end; None for no calendar date."""
    if not value:
        return None
    unmarked = re.sub(r"[?~%]", "", value.strip())
    if "/" in unmarked:
        first, last = (days(end) for end in unmarked.split("/", 1))
        ends = first[0] if first else None, last[1] if last else None
        return ends if first or last else None
    try:
        return _days_of_one(unmarked)
    except ValueError:
        return None


def _days_of_one(value: str) -> Days | None:
    value = value.partition("T")[0] if re.match(r"\d{4}", value) else value
    value = re.sub(r"-?(?:XX|uu)$", "", value.removesuffix("-XX-XX"))
    if match := _WEEK.fullmatch(value):
        monday, day = date.fromisocalendar(int(match[1]), int(match[2]), 1), match[3]
        first, last = (5, 6) if day == "WE" else (int(day) - 1, int(day) - 1) if day else (0, 6)
        return monday + timedelta(days=first), monday + timedelta(days=last)
    if match := _PART.fullmatch(value):
        return _days_of_part(match)
    if match := _SHORT.fullmatch(value):
        return _days_of_edtf(f"{match[1]}{match[2]}X" if match[2] else f"{match[1]}XX")
    return _days_of_edtf(value)


def _days_of_edtf(value: str) -> Days | None:
    known = edtf.parse(value)
    return (known.earliest, known.latest) if known else None


def _days_of_part(match: re.Match[str]) -> Days | None:
    """Return the days of a quarter, a half or a season in TimeML's form."""
    year, quarter, half, season = match.groups()
    if season:
        return _days_of_edtf(f"{year}-{_SEASONS[season]}")
    size = 3 if quarter else 6
    first = 7 if half and half != "1" else (int(quarter or 1) - 1) * size + 1
    return _days_of_edtf(f"{year}-{first:02d}/{year}-{first + size - 1:02d}")


def plain(name: str | None) -> str:
    """Return a name without possessive endings and with single blanks."""
    return " ".join(_POSSESSIVE.sub("", name or "").split())


def is_pronoun(name: str | None) -> bool:
    """Return whether a name is only a pronoun."""
    return plain(name).lower() in _PRONOUNS


def heads(name: str | None) -> dict[str, str]:
    """Return the last names or head words of a mention, each with the first name given with it, or an empty one."""
    by_head: dict[str, str] = {}
    pieces = [piece.strip() for piece in _PIECES.split(plain(name)) if piece.strip()]
    for number, piece in enumerate(pieces):
        core = _CORE_ENDS.split(f" {piece} ")[0].strip() or piece
        _add_head(by_head, core.split(), leading=number == 0)
        last = _NAME_LAST.search(piece)
        if last and not _BODY.search(last[0]) and not re.search(r"\bthe\s+$", piece[: last.start()]):
            _add_head(by_head, last[0].split()[-2:], leading=False)
    return by_head


def _add_head(by_head: dict[str, str], tokens: list[str], *, leading: bool) -> None:
    words = [word for word in (re.sub(r"[^\w’'-]", "", token) for token in tokens) if word]
    while words and (words[-1].lower() in _SUFFIXES or (words[-1].islower() and words[-1].endswith("ly"))):
        words.pop()
    if not words or words[-1].lower() in TITLES | _SUFFIXES | _PRONOUNS:
        return
    if leading or (words[-1][:1].isupper() and 1 < len(words) <= _LONGEST_LATER_NAME):
        by_head.setdefault(words[-1].lower().rpartition("-")[2], _first_name(words))


def _first_name(words: list[str]) -> str:
    named = [word for word in words if word[:1].isupper() and word.lower() not in TITLES]
    first = ""
    if len(named) > 1 and named[-1] == words[-1] and not _BODY.search(words[-1]):
        first = named[-2].lower()
    if len(named) > len(("first", "last")) and len(named[-2]) <= _INITIAL:
        first = named[-3].lower()
    return first


def heads_agree(one: dict[str, str], other: dict[str, str]) -> bool:
    """Return whether two sets of heads share one whose first names do not contradict each other."""
    both = one.keys() & other.keys()
    return any(not one[head] or not other[head] or one[head][0] == other[head][0] for head in both)


def verdict(gold: Row, found: Row) -> Verdict:
    """Judge the speaker of `found` by that of `gold`."""
    speaker = (found.get("speaker") or "").strip()
    if gold.get("speaker") is None:
        return "wrong" if speaker and not is_pronoun(speaker) else "rightly_silent"
    if not speaker or is_pronoun(speaker):
        return "unresolved" if speaker else "abstained"
    accepted, given = _accepted_heads(gold), heads(speaker)
    if any(heads_agree(given, heads(name)) for name in gold.get("speaker_not") or []):
        return "wrong"
    if any(heads_agree(given, names) for names in accepted) or _is_same_mention(gold, found, named=bool(accepted)):
        return "correct"
    relayed = (gold.get("cue") or "").lower().startswith("according")  # the outlet and whom it told of are both right
    return "wrong" if accepted and not relayed else "unverifiable"


def _accepted_heads(gold: Row) -> list[dict[str, str]]:
    """Return the heads of every name that the annotation accepts."""
    names = [gold.get("speaker_entity"), *(gold.get("speaker_aliases") or []), gold["speaker"]]
    return [known for name in names if name and not is_pronoun(name) if (known := heads(name))]


def _is_same_mention(gold: Row, found: Row, *, named: bool) -> bool:
    """Return whether the same mention was relied on and carries no name that could be wrong."""
    ends = [row.get(key) for row in (gold, found) for key in ("speaker_start", "speaker_end")]
    if any(end is None for end in ends):
        return False
    if min(gold["speaker_end"], found["speaker_end"]) <= max(gold["speaker_start"], found["speaker_start"]):
        return False
    if not gold.get("speaker_entity") and not (named and "".join(gold["speaker"].split()[-1:])[:1].isupper()):
        return True
    speaker = plain(found["speaker"].strip())
    last = speaker.split()[-1]
    return (last[:1].islower() or last.lower() in TITLES) and speaker in plain(gold["speaker"])
