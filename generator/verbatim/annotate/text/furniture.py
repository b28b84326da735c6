"""Tells which lines of a text are neither paragraphs nor sentences.

Datelines, bylines and results hold names that their form shows. Furniture is what a page says for itself beside the
article: links to other articles, requests to subscribe, credits of pictures. A paragraph is furniture only where all of
it is; in doubt it is text.
"""

import re
from collections.abc import Iterator

from verbatim.annotate import lang
from verbatim.annotate.lang import listed_place
from verbatim.annotate.text.segments import paragraphs, sentences
from verbatim.model import PersonKind, Span

_LONGEST_FURNITURE = 400  # code points
_LONGEST_LABELLED = 200
_LONGEST_LINK = 150
_MOST_LINKS = 10  # lines below the label of a list
_BULLETS = " \t*_#>•·–—-→»›▶|"
_EDGES = f"{_BULLETS}[]()"
_END = re.compile(r"[.!?…][”’\"'»)\]]*$")
_PLACE = r"(?:facebook|google news|instagram|linkedin|snapchat|telegram|threads|tiktok|twitter|whatsapp|x|youtube)"
_WORK = r"(?:article|column|commentary|essay|interview|op-ed|opinion piece|piece|post|report|review|story)"
_LETTER = r"(?:alerts?|briefings?|digests?|e-?mails?|here|inbox|newsletters?|podcasts?|updates?)"
_ONCE = r"(?:also|first|originally|previously)"
_ANY = r"[^“”\"\n]{0,160}"
# Sentences that ask the reader for something or say where the article is from, matched as a whole.
_REQUESTS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:please )?follow {_ANY}(?:\bon {_PLACE}\b|@\w){_ANY}",
        rf"(?:please )?(?:like|join|find) us {_ANY}\bon {_PLACE}\b{_ANY}",
        rf"{_PLACE}: ?@\w+\.?",
        rf"(?:(?:for|to) [^“”\"\n]{{1,60}}, )?sign up{_ANY} {_LETTER}\b{_ANY}",
        rf"(?:for more[^“”\"\n]{{0,60}}, )?(?:please )?subscribe\b{_ANY}\b(?:{_LETTER}|channel|now|today){_ANY}",
        rf"(?:for more[^“”\"\n]{{0,60}}, )?(?:please )?(?:click|tap) (?:here|below|on the|the link|through){_ANY}",
        rf"get {_ANY}\b(?:in|to) your inbox\b{_ANY}",
        rf"download (?:our|the) {_ANY}\bapp\b{_ANY}",
        rf"(?:hear|listen to|read|see|view|watch) {_ANY}\b(?:above|below|here)[.!]?",
        rf"(?:hear|listen to|read|see|watch) the (?:full|rest of the|whole|entire|original|complete) {_WORK}\b{_ANY}",
        r"share this (?:on|via|with) [^“”\"\n]{0,60}",
        r"(?:do you have|have you(?: got)?) (?:an? |any )(?:news |story )?(?:ideas?|tips?|story)\b[^“”\"\n]{0,80}\?",
        rf"to (?:play|see|view|watch) this (?:content|video)\b{_ANY}",
        rf"(?:please )?(?:contact|e-?mail|reach|write to) {_ANY}@[\w.-]+\w\.?",
        rf"(?:a version of )?this {_WORK} (?:was |is |has been )?{_ONCE} (?:appeared|posted|published){_ANY}",
        rf"this {_WORK} (?:was|has been|is) (?:re-?published|reprinted|reproduced) {_ANY}",
        r"(?:©|\(c\)|copyright (?:©|\(c\)|[0-9]{4}))[^“”\"\n]{0,200}",
        r"all rights reserved\.?",
        r"this material may not be (?:published|broadcast|rewritten|reproduced)[^“”\"\n]{0,120}",
    )
)
# Sentences that are furniture beside one of these.
_BESIDE = re.compile(
    r"(?:want|get|never miss|don[’']t miss|stay|no spam|it[’']s free|you can unsubscribe|by signing up|enter your|"
    r"thank you for|thanks for)\b[^“”\"\n]{0,120}",
    re.IGNORECASE,
)
# How such sentences may begin, so that others are not looked at further.
_OPENERS = re.compile(
    r"(?:a|all|click|contact|copyright|do|download|e-?mail|find|follow|for|get|have|hear|join|like|listen|please|reach|"
    rf"read|see|share|sign|subscribe|tap|this|to|view|want|watch|write|{_PLACE})\b|©|\(c\)",
    re.IGNORECASE,
)
_AGENCY = r"(?:AFP|Alamy|AP|EPA|Getty(?: Images)?|PA|Reuters|Rex|Shutterstock|ZUMA)"
_PICTURE = r"(?:photo|photograph|image|picture|credit)s?"
_CREDIT_CUES = re.compile(
    rf"(?:/| via |\(){_AGENCY}\b|\b{_AGENCY}/|(?:Face|Insta|Twit)\w+/|\({_PICTURE}\b|\Aimage |\|", re.IGNORECASE
)
_NAMED = r"[A-Z][\w.’'-]*"
_CREDITS = (
    re.compile(r"image (?:caption|copyright|source)\b[^\n]{0,160}", re.IGNORECASE),
    re.compile(rf"(?:{_NAMED}[ ,/]{{1,2}}){{0,6}}{_NAMED}(?:/| via ){_AGENCY}(?:/[\w ]{{1,30}})?\.?"),
    re.compile(rf"(?:{_AGENCY}|Facebook|Twitter|Instagram)/{_NAMED}(?:[ /]{_NAMED}){{0,6}}\.?"),
    re.compile(rf"[^\n()]{{0,300}}\({_PICTURE}\b[^()\n]{{0,80}}\)\.?", re.IGNORECASE),
    re.compile(rf"[^\n()]{{0,300}}\({_AGENCY} (?:photo|image)[^()\n]{{0,60}}\)\.?", re.IGNORECASE),
    re.compile(rf"[^\n()]{{0,300}}\([^()\n/]{{1,40}}(?:/[^()\n/]{{1,40}})?/{_AGENCY}[^()\n]{{0,40}}\)\.?"),
    re.compile(r"[^|.\n]{1,30}(?: \| [^|.\n]{1,30}){2,12}"),
)


def furniture(text: str) -> list[Span]:
    """Return the paragraphs that are furniture, in order."""
    found: list[Span] = []
    links = 0  # how many more lines may belong to a list of links
    for paragraph in paragraphs(text):
        words = paragraph.of(text)
        heads_list = _kind(words) == "list"
        if heads_list or is_furniture(words) or (links and len(words) <= _LONGEST_LINK and not _END.search(words)):
            found.append(paragraph)
            links = _MOST_LINKS if heads_list else max(0, links - 1)
        else:
            links = 0
    return found


def is_furniture(paragraph: str) -> bool:
    """Return whether all of a paragraph is furniture by its own words."""
    if len(paragraph) > _LONGEST_FURNITURE:
        return False
    kind, bare = _kind(paragraph), paragraph.strip(_EDGES)
    if kind in ("alone", "label", "list"):
        return True
    label, colon, rest = bare[:_LONGEST_LABELLED].partition(":")
    if colon and rest.strip() and len(bare) <= _LONGEST_LABELLED:
        kind = _kind(label)
        if kind == "label" or (kind in ("link", "list") and not _END.search(rest)):
            return True
    words = paragraph.strip(_BULLETS)
    if _CREDIT_CUES.search(words) and any(form.fullmatch(words) for form in _CREDITS):
        return True
    if not _OPENERS.match(words):
        return False
    said = [sentence.of(words) for sentence in sentences(words)]
    asks = [any(form.fullmatch(sentence) for form in _REQUESTS) for sentence in said]
    return any(asks) and all(asked or _BESIDE.fullmatch(one) for asked, one in zip(asks, said, strict=True))


def without_furniture(text: str) -> str:
    """Return the text with blanks in place of its furniture, so that every offset stays."""
    pieces, end = [], 0
    for span in furniture(text):
        pieces += [text[end : span.start], re.sub(r"[^\r\n]", " ", span.of(text))]
        end = span.end
    return "".join((*pieces, text[end:])) if pieces else text


def _kind(words: str) -> str:
    """Return what the list says of a paragraph or label, "" if it is not in it."""
    bare = words.strip(_EDGES).rstrip(".:!… ").replace("’", "'").lower()
    return lang.pairs("furniture").get(bare, "") if len(bare) <= _LONGEST_LINK else ""


_CAPITAL = r"[A-Z][\w’'-]*\.?"
_PERSON = rf"{_CAPITAL}(?: (?:[a-z]{{2,3}} )?{_CAPITAL}){{1,3}}"
_TEAM = rf"{_CAPITAL}(?: (?:of |and )?{_CAPITAL}){{0,3}}"
_DAY = r"(?:\d{4}-\d\d-\d\d|[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)"
_DATELINE = re.compile(rf"([A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){{0,3}})(?:, ({_TEAM}))?,? {_DAY}\s*")
_BYLINE = re.compile(rf"(?:[Bb]y )?({_PERSON})\s*")
_CREDITED = re.compile(rf"[Bb]y {_PERSON}\s*")
_WITH_COUNTRY = re.compile(rf"(?<![\w’'-])({_PERSON}) \(({_TEAM})\)")
_LISTED = re.compile(rf"(?:\d+[.)]? (?:[-–] )?)?{_PERSON} \(")
_SCORE = re.compile(rf"({_TEAM}) \d{{1,3}},? ({_TEAM}) \d{{1,3}}(?:\s*\(.*|\s*)")
_STANDING = re.compile(rf"(?:\d+\. )?({_TEAM})(?: [-–])?(?: [.+-]?\d[\d.]*){{3,}}\s*")
_HEAD = 8  # lines

LineName = tuple[Span, PersonKind]


def line_names(text: str) -> list[LineName]:
    """Return the names in lines that are no sentences, in order of place, each with its kind.

    Datelines, bylines, results and standings are written as titles are, so that capitals alone tell nothing.
    """
    lines = [match for match in re.finditer(r"[^\r\n]+", text) if match[0].strip()]
    found: list[LineName] = []
    for number, line in enumerate(lines):
        following = lines[number + 1][0] if number + 1 < len(lines) else ""
        for span, kind in _of_line(line[0], following, head=number < _HEAD):
            found.append((span.shift(line.start()), kind))
    return found


def _of_line(line: str, following: str, *, head: bool) -> Iterator[LineName]:
    if dateline := _DATELINE.fullmatch(line):
        yield Span(*dateline.span(1)), "place"
        if dateline[2] and listed_place(dateline[2]):
            yield Span(*dateline.span(2)), "place"
        return
    byline = _BYLINE.fullmatch(line)
    if byline and head and (_CREDITED.fullmatch(line) or _DATELINE.fullmatch(following)) and _may_sign(byline[1]):
        yield Span(*byline.span(1)), "person"
        return
    if _LISTED.match(line):
        for match in _WITH_COUNTRY.finditer(line):
            if listed_place(match[2]):
                yield Span(*match.span(1)), "person"
                yield Span(*match.span(2)), "place"
    elif played := _SCORE.fullmatch(line) or _STANDING.fullmatch(line):
        for group in range(1, (played.lastindex or 0) + 1):
            yield Span(*played.span(group)), "place" if played[group] in lang.words("countries") else "organisation"


def _may_sign(name: str) -> bool:
    """Return whether a line is a name and no short headline."""
    words = name.split()
    if name.endswith(".") or any(len(word) > 1 and word.isupper() for word in words):
        return False
    return not any(lang.is_common(word.lower()) or word in lang.words("organisations") for word in words)
