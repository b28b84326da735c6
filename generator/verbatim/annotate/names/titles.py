"""Finds where a title ends in a run of capitalised words and a name begins, and where an office begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbatim.annotate import lang

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from verbatim.annotate.text.tokens import Token

_CHAMBERS = frozenset({"Congress", "Senate", "House"})
_PARTIES = frozenset({"republican", "democrat", "democratic"})
_RANKS = frozenset({"SEAL", "SEALS", "SEALs", "Marine", "Marines", "Whip", "Ranger", "Rangers"})
_OFFICE_OPENERS = frozenset({"former", "acting", "deputy", "assistant", "under", "u.s", "vice", "then"})
_BEFORE_OFFICES = frozenset({"former", "acting", "assistant", "vice"})
_RULERS = frozenset({"king", "queen", "prince", "princess", "pope", "saint"})  # called by a first name alone
_LIMITING = frozenset(
    {"former", "acting", "deputy", "assistant", "vice", "then", "interim", "onetime", "one-time", "outgoing",
     "incoming", "retired", "honorary", "self-styled", "self-proclaimed", "would-be"}
)  # fmt: skip
_LIMITS = ("ex-", "then-", "former-", "vice-")
_LONGEST_PERSON = 4


def bare(token: Token) -> str:
    """Return a word in small letters without its stop: gov of Gov."""
    return token.low.rstrip(".")


def title_end(tokens: Sequence[Token], first: int, last: int, surnames: Container[str]) -> int:
    """Return the index after the last title in the run; `first` where there is none, as in the King James Bible."""
    end = last
    if tokens[last].text in lang.words("things") and not _may_be_surname(tokens, first, last):
        return first
    if tokens[last].text in surnames:
        last -= 1
    if last > first and tokens[first].text in lang.words("firstnames"):
        within = (at for at in range(first + 1, last) if bare(tokens[at]) in lang.words("titles"))
        named = (at + 1 for at in within if tokens[at + 1].text in lang.words("firstnames"))
        return next(named, first)  # Brask Press Director Ann Lee, where Brask is a first name too
    if last > first and tokens[first].text.isupper() and bare(tokens[first]) in lang.words("title_abbreviations"):
        return first + 1
    if tokens[last].text in lang.words("organisations"):  # the Justice Department, General Motors
        party = last - first == 1 and tokens[last].text in _CHAMBERS and tokens[first].low in _PARTIES
        return first + (party or (last > first and tokens[first].low in ("former", "acting")))
    for at in range(last, first - 1, -1):
        body = at < end and tokens[at + 1].text in lang.words("organisations")  # the Republican Party of Vell
        if not body and _is_title(tokens, at, leads=at < end):
            return at + 1
    return _affiliation_end(tokens, first, end)


def _may_be_surname(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether the last word stands behind a first name: Senator Ann Street, but the King James Bible."""
    return tokens[last - 1].text in lang.words("firstnames") and bare(tokens[first]) not in _RULERS


def _is_title(tokens: Sequence[Token], at: int, *, leads: bool) -> bool:
    """Return whether a word is a title; one for several only where it `leads` a name: Sens. Vell and Lee."""
    if (low := bare(tokens[at])) in lang.words("titles"):
        return True
    of_several = at + 1 < len(tokens) and tokens[at + 1].text in lang.words("firstnames")
    titles = lang.words("title_abbreviations" if tokens[at].text.endswith(".") else "titles")
    return (leads and low in titles) or (of_several and low.removesuffix("s") in titles)


def _affiliation_end(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return where the first name begins behind an office or a corps: Senate Whip Ann Lee, Navy SEAL Ann Lee."""
    for at in range(first + 1, last):
        if tokens[at].text in lang.words("firstnames"):
            before = tokens[first:at]
            corps = any(t.text in lang.words("organisations") for t in before) or before[-1].text in _RANKS
            plain = last - at < _LONGEST_PERSON and not any(
                t.text in lang.words("organisations") for t in tokens[at : last + 1]
            )
            return at if corps and plain else first
    return first


def ends_in_office(token: Token) -> bool:
    """Return whether a title's last word is an office, and no corps or party."""
    low = bare(token)
    if low in _BEFORE_OFFICES:
        return False
    offices = lang.words("titles") | lang.words("roles")
    return low in offices or low.removesuffix("s") in offices or token.text in _RANKS


def of_office(tokens: Sequence[Token], first: int, title: Sequence[Token]) -> int:
    """Return where a title begins that is the end of an office: (former secretary of) State Ann Lee."""
    if not title or first < len(("secretary", "of")) or tokens[first - 1].low != "of" or tokens[first].opens:
        return first
    at = first - 2
    if tokens[at].low not in lang.words("titles") and tokens[at].low not in lang.words("roles"):
        return first
    while at and not tokens[at].opens and bare(tokens[at - 1]) in _OFFICE_OPENERS:
        at -= 1
    return at


def whole_office(tokens: Sequence[Token], first: int) -> int:
    """Return where a title begins with the small word that limits it: the *former* Gov., a *then-* Mayor."""
    if not first or tokens[first].opens:
        return first
    before = tokens[first - 1]
    limited = before.kind != "name" and (before.low in _LIMITING or before.low.startswith(_LIMITS))
    return first - 1 if limited else first
