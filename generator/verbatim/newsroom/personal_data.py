"""Finds what in a source may let strangers find somebody: addresses, telephone numbers, e-mail, number plates, ids.

English and European forms. Numbers are taken only in a form that nothing else has, or beside a word that says what
they are: whoever is shown years, sums and scores among them soon looks at none.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args

from verbatim.annotate import lang
from verbatim.model import Span

DataKind = Literal["e-mail", "identity", "plate", "telephone", "address"]
KINDS: tuple[DataKind, ...] = get_args(DataKind)  # of two that overlap the first counts
_BEFORE = 40  # characters in which a word may say what a number is

_EMAIL = re.compile(r"(?<![\w.+%-])(?P<box>[\w.+%-]++)@[\w-]++(?:\.[\w-]++)+")
_OFFICES = frozenset(
    (
        *("admin", "contact", "desk", "editor", "enquiries", "hello", "help", "info", "inquiries", "kontakt", "mail"),
        *("media", "news", "newsroom", "noreply", "no-reply", "office", "post", "press", "presse", "redaktion"),
        *("service", "support", "tips", "webmaster"),
    )
)

_RUN = re.compile(r"(?<![\w.,+/(-])(?:\+|\(\+?)?[0-9](?:[ ./()–-]{0,2}[0-9])*+(?![\w@%])")
_ABROAD = re.compile(r"\(?(?:\+|00)[1-9].*+")
_TRUNK = re.compile(r"\(?0[1-9][0-9]{0,4}\)?(?:[ /.–-]{1,2}[0-9]{2,8}){1,4}|0[1-9][0-9]{8,10}")
_AMERICAN = re.compile(r"(?:1[ .-])?(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[-. ])[2-9][0-9]{2}[-. ][0-9]{4}")
_DATE = re.compile(r"(?<!\d)[0-3]?[0-9]([./-])[01]?[0-9]\1[0-9]{4}(?!\d)")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}[–-](?:19|20)[0-9]{2}")
_SUM = re.compile(r"\+[0-9]{1,3}(?: [0-9]{3})+")
_DIALLED = re.compile(
    r"\b(?:tel|tlf|phone|telephone|mobile|cell|hotline|fax|whatsapp|telefon|téléphone|teléfono|call|calling|ring|dial)"
    r"\b[.:]? ?(?:(?:number|no|her|him|them|us|me|on|at|is|was)\b[.:]? ?){0,3}\(?\Z",
    re.IGNORECASE,
)
_LEAST, _LOCAL, _MOST = 9, 7, 15  # digits

_PLATE = re.compile(
    r"(?<![\w-])(?:[A-Z]{2}[0-9]{2} ?[A-Z]{3}|[A-Z]{2}-[0-9]{3}-[A-Z]{2}|[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} [0-9]{1,4}[EH]?"
    r"|[0-9]{2}-[A-Z]{2,3}-[0-9]{1,2}|[A-Z]{1,2}-[0-9]{2,3}-[A-Z]{1,2})(?![\w-])(?! [A-Z]{2})"
)
_NO_PLATE = re.compile(r"[0-9]{2}-(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)-|.* (?:19|20)[0-9]{2}")
_PLATE_NAMED = re.compile(
    r"\b(?:number ?plate|licen[cs]e plate|registration(?: number| plate)?|plates?|kennzeichen|matrícula|targa|kenteken)"
    r"[ :,(]{1,3}(?:(?:number|no\.|was|is|of|reading|with|the)[ :]{1,2}){0,3}(?-i:(?P<held>[A-ZÄÖÜ0-9]{1,4}"
    r"(?:[ -][A-Z0-9]{1,4}){0,2}))(?!\w)",
    re.IGNORECASE,
)

_IDENTITY = re.compile(
    r"(?<![\w+-])(?:[A-CEGHJ-PR-TW-Z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]|[0-9]{3}-[0-9]{2}-[0-9]{4}"
    r"|(?P<born>[0-9]{6})[-+A][0-9]{3}[0-9A-Y]|(?P<card>[0-9]{8})-?(?P<letter>[A-Z])"
    r"|[A-Z]{6}[0-9]{2}[A-Z][0-9]{2}[A-Z][0-9]{3}[A-Z]|[12] [0-9]{2} [0-9]{2} [0-9]{2} [0-9]{3} [0-9]{3}(?: [0-9]{2})?)"
    r"(?![\w-])"
)
_IDENTITY_NAMED = re.compile(
    r"\b(?:passport|identity(?: card)?|id card|national insurance|social security|driving licen[cs]e|tax|nhs|prisoner)"
    r" (?:number|no\.?|code|id)[ :,(]{1,3}(?:(?:was|is) )?"
    r"(?-i:(?P<held>[A-Z0-9]{1,12}(?:[ -][A-Z0-9]{1,9}){0,3}))(?!\w)",
    re.IGNORECASE,
)
_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"  # by the remainder of the number of a Spanish card
_FEWEST = 5  # digits of a number that somebody has

_NUMBERED = re.compile(
    r"(?<![\w.,:/–-])(?P<number>[0-9]{1,5})[A-Za-z]?(?:[–/-][0-9]{1,5}[A-Za-z]?)?,? "
    r"(?P<street>(?:[A-Z][\w’']{0,30} ){1,4}[A-Z][\w’']{0,30}+)"
)
_WORD_BEFORE = re.compile(r"([\w’]{1,30})[ ]\Z")
_WORD_AFTER = re.compile(r" ([a-z]{1,30})\b")
_STRONG = frozenset(
    ("street", "road", "rd", "lane", "avenue", "ave", "drive", "crescent", "terrace", "boulevard", "mews")
)
_COURTS = frozenset(("High", "Supreme", "Crown", "County", "District", "Federal", "Appeal", "Appeals", "Superior"))
_PLACING = frozenset(("at", "of", "to", "in", "from", "near", "outside", "address", "opposite", "into"))
_GOING_ON = frozenset(("in", "and", "on", "was", "is", "where", "who", "to", "from", "with", "at", "has", "when"))
_NO_HOUSE = frozenset(("route", "highway", "bus", "line", "gate", "day", "flight", "tram", "platform", "section", "in"))
_ENDS = r"(?=[,;)\n]|\.(?:\s|\Z)|\Z| (?:in|und|et|en|te|i|à|and|where|was)\b)"
_SUFFIXED = re.compile(
    r"\b[A-ZÄÖÜÅØÆ][\w-]{0,30}(?:(?: S|s)tra(?:ß|ss)e|str\.|gasse|allee|weg|ufer|damm|straat|laan|gracht|kade|dijk"
    r"|plein|gatan|vägen|gränd|(?<!ri)gade|vej|veien|katu) [0-9]{1,3}(?: ?[a-h]\b)?(?:-[0-9]{1,3})?" + _ENDS
)
_FRENCH = re.compile(
    r"(?<![\w.,:/–-])[0-9]{1,4}(?: ?(?:bis|ter))?,? (?:(?:rue|avenue|boulevard|chemin|impasse|quai|allée)"
    r"|(?:place|route) (?=d)) ?(?:de la |de l[’']|de |du |des |d[’'])?(?<=[ ’'])"
    r"[A-ZÀÂÉÈÎÔ][\w-]{1,30}(?: [A-ZÀÂÉÈÎÔ][\w-]{1,30}){0,2}"
)
_SOUTHERN = re.compile(
    r"\b(?:[Cc]alle|[Aa]venida|Paseo|Via|Viale|Piazza|Corso|[Rr]ua|Largo) "
    r"(?:del? |de la |di |della |dei |do |da |dos )?[A-ZÁÉÍÓÚ]\w{1,30}(?: [A-ZÁÉÍÓÚ]\w{1,30}){0,2}"
    r",? (?:n\.?[ºo°]? ?)?[0-9]{1,3}" + _ENDS
)


class PersonalData(NamedTuple):
    """Words of a source that may lead to somebody: what they are, and where they stand."""

    kind: DataKind
    span: Span


def personal_data(text: str) -> tuple[PersonalData, ...]:
    """Return what a text says that may lead strangers to somebody, in order of place. No two overlap."""
    kept: list[PersonalData] = []
    for one in sorted(_all_in(text), key=lambda found: (found.span.start, KINDS.index(found.kind), -found.span.end)):
        if not kept or kept[-1].span.end <= one.span.start:
            kept.append(one)
    return tuple(kept)


def _all_in(text: str) -> Iterator[PersonalData]:
    for found in _EMAIL.finditer(text):
        if found["box"].lower() not in _OFFICES:
            yield PersonalData("e-mail", Span(*found.span()))
    yield from (PersonalData("identity", span) for span in _identities(text))
    yield from (PersonalData("plate", span) for span in _plates(text))
    for found in _RUN.finditer(text):
        start = found.start() + (found[0][0] == "(" and ")" not in found[0])
        if _is_telephone(text[start : found.end()], text[max(0, start - _BEFORE) : start]):
            yield PersonalData("telephone", Span(start, found.end()))
    yield from (PersonalData("address", span) for span in _addresses(text))


def _is_telephone(run: str, before: str) -> bool:
    """Return whether digits are a telephone number, by their form and the words before."""
    count = sum(map(str.isdecimal, run))
    is_dialled = bool(_DIALLED.search(before))
    if _DATE.search(run) or _YEARS.search(run) or count > _MOST:
        return False
    if _ABROAD.fullmatch(run):
        return count >= _LEAST and (is_dialled or not _SUM.fullmatch(run))
    if _TRUNK.fullmatch(run):
        return count >= _LEAST
    return bool(_AMERICAN.fullmatch(run)) or (is_dialled and count >= _LOCAL)


def _plates(text: str) -> Iterator[Span]:
    for found in _PLATE.finditer(text):
        if not _NO_PLATE.match(found[0]):
            yield Span(*found.span())
    for found in _PLATE_NAMED.finditer(text):
        if any(map(str.isdecimal, found["held"])) and any(map(str.isalpha, found["held"])):
            yield Span(*found.span("held"))


def _identities(text: str) -> Iterator[Span]:
    for found in _IDENTITY.finditer(text):
        is_day = not found["born"] or 1 <= int(found["born"][2:4]) <= 12  # noqa: PLR2004  months
        is_card = not found["card"] or _LETTERS[int(found["card"]) % len(_LETTERS)] == found["letter"]
        if is_day and is_card:
            yield Span(*found.span())
    for found in _IDENTITY_NAMED.finditer(text):
        if sum(map(str.isdecimal, found["held"])) >= _FEWEST:
            yield Span(*found.span("held"))


def _addresses(text: str) -> Iterator[Span]:
    for found in _NUMBERED.finditer(text):
        if end := _street_end(text, found):
            yield Span(found.start(), end)
    for pattern in (_SUFFIXED, _FRENCH, _SOUTHERN):
        yield from (Span(*found.span()) for found in pattern.finditer(text))


def _street_end(text: str, found: re.Match[str]) -> int:
    """Return where the name of a street ends behind a number of a house; 0 where these are none."""
    words = list(re.finditer(r"\S+", found["street"]))
    streets = [at for at, word in enumerate(words) if at and word[0].lower() in lang.words("streets")]
    if not streets or words[streets[-1] - 1][0] in _COURTS:
        return 0
    last = words[streets[-1]]
    end = found.start("street") + last.end()
    before = _WORD_BEFORE.search(text, max(0, found.start() - _BEFORE), found.start())
    after = _WORD_AFTER.match(text, end)
    word = before[1].lower() if before else ""
    is_placed = word in _PLACING - {"in"} or text[max(0, found.start() - 2) : found.start()] in (", ", ": ")
    is_year = found["number"].startswith(("19", "20")) and len(found["number"]) == len("2031")
    if word in _NO_HOUSE or word.capitalize() in lang.words("months"):
        return 0
    if (is_year and not is_placed) or (after and after[1] not in _GOING_ON and after[1].endswith("s")):
        return 0
    is_whole = text[end : end + 1] in ("", ",", ".", ";", ")", "\n") or bool(after and after[1] in _GOING_ON)
    return end if last[0].lower() in _STRONG or (is_placed and is_whole) else 0
