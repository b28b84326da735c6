"""Parses and formats the head of a content file: a `Key: value` line for each header, then a blank line.

Raises ContentError at the line of a header that cannot be read, is repeated, or is refused.
"""

import contextlib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from verbatim.core.errors import ContentError
from verbatim.core.quotation_marks import OPENING
from verbatim.core.text import decode
from verbatim.model import Picture

# Pelican turns every header into an attribute: these would move a page, or replace what the page vouches for.
REFUSED = frozenset({"url", "save-as", "content", "template", "override-url", "override-save-as", "slug"})
HEADER = re.compile(r"([A-Za-z][A-Za-z0-9_-]{0,39})[ \t]*+:([^\n]*+)\n?")
# The shape of a language tag (BCP 47; RFC 5646, 2.1): no language is registered under four letters or more. It is part
# of the addresses of translations.
_LANG = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z0-9]{1,8}){0,8}")
# The languages of two letters by their first: ISO 639-1, and the codes that it has given up, which stay registered.
_SECOND_LETTERS = {
    "a": "abefkmnrsvyz", "b": "aeghimnors", "c": "aehorsuvy", "d": "aevz", "e": "elnostu", "f": "afijory",
    "g": "adlnuv", "h": "aeiortuyz", "i": "adegiknostuw", "j": "aivw", "k": "agijklmnorsuvwy", "l": "abginotuv",
    "m": "ghiklnorsty", "n": "abdeglnorvy", "o": "cjmrs", "p": "ailst", "q": "u", "r": "mnouw",
    "s": "acdeghiklmnoqrstuvw", "t": "aeghiklnorstwy", "u": "gkrz", "v": "eio", "w": "ao", "x": "h", "y": "io",
    "z": "ahu",
}  # fmt: skip
# What a link may lead to: nothing that a browser would run.
WEB = re.compile(r"https?://[^\s<>\"']+")
# What HTML and XML cannot hold. In a source they are shown as pictures; in an editor's header they are a slip.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff]")


class HeaderRule(NamedTuple):
    """What a header means, in Markdown, and whether a file needs it or may repeat it."""

    meaning: str
    is_needed: bool = False
    may_repeat: bool = False


# The headers with a meaning, by the kind of file. Others are kept as they are; docs/formats.md has these tables.
_PICTURE = {
    "Image-Alt": HeaderRule("what the picture shows, for those who do not see it; needed with `Image`"),
    "Image-Credit": HeaderRule("who made it, and by which right you show it; needed with `Image`, shown under it"),
}
STORY = {
    "Title": HeaderRule("the headline", is_needed=True),
    "Date": HeaderRule("the publication date", is_needed=True),
    "Date-Basis": HeaderRule(
        "`source`: the text itself gives the date. `file`: the source's file name has it, and the page says so. "
        "`editor`, also if missing: you added it, and the page says so. "
        "`unknown`: `Date` is only the day of the first split and is shown nowhere, no relative date is resolved, and "
        "the page says that the publication date is unknown"
    ),
    "Modified": HeaderRule("the day of the last change that readers should know of"),
    "Category": HeaderRule("the section, shown above the headline"),
    "Lang": HeaderRule(
        "the language of the text as a tag (`en`, `pt-BR`), found by `split` from the page or the words; without rules "
        "for it, a text gets its quotation marks and nothing more"
    ),
    "Translation-Of": HeaderRule("the name of the story that this one translates"),
    "Status": HeaderRule(
        "`published`, also if missing; `draft`, as `split` writes it for a new source: only a site that is not for the "
        "web shows it; or `hidden`: published, and listed nowhere"
    ),
    "Source": HeaderRule("the source's file name", is_needed=True),
    "Source-Sha256": HeaderRule("the hash of the source's bytes, kept by `split`"),
    "Source-Name": HeaderRule("who published the text"),
    "Source-Url": HeaderRule("where it was published, http or https"),
    "Source-Archived": HeaderRule(
        "a copy of that page in a web archive: its address, a blank and the day on which it was made"
    ),
    "Source-Changed": HeaderRule("since when and why the source is a newer text", may_repeat=True),
    "Source-Published": HeaderRule(
        "how much of the source goes live: `whole`, `quoted` or `hash`; if missing, what the "
        "[settings](settings.md) say ([rights](rights.md#how-much-goes-live))"
    ),
    "Source-License": HeaderRule("under which licence you publish it, as you want readers to see it"),
    "Source-Credit": HeaderRule("whom to credit, shown with the name of who published it"),
    "Embargo": HeaderRule(
        "until when a site for the web is built without the story: a day, or a time with its distance from UTC, as "
        "`2031-03-05T06:00+01:00`"
    ),
    "Record": HeaderRule(
        "`yes` for a transcript or a release: of the same words in several texts, its version stands first"
    ),
    "Brief": HeaderRule("slices of the source, or fragment numbers; `none` for no brief"),
    "Unknown": HeaderRule(
        "slices of the source, or fragment numbers, in which the text says that something is not known; `none` for none"
    ),
    "Lead": HeaderRule(
        "slices of the source that tell what happened, in at most 40 words; “…” stands for what they leave out. If "
        "missing, the rules choose"
    ),
    "When": HeaderRule(
        "slices of the source with a date, which stand on the first screen in this order, each with its sentence; "
        "`none` for no date. If missing, the rules choose"
    ),
    "Sides": HeaderRule(
        "a slice of a quotation, or the whole sentence that reports what somebody said, at most 30 words, and behind "
        "it your head of up to three words, as `912,968 For the gate`; up to three of these headers, or `none`. If "
        "missing, the rules choose, and nothing has a head",
        may_repeat=True,
    ),
    "Open": HeaderRule(
        "slices of the source that tell what is still open; `none` for nothing. If missing, those of `Unknown`"
    ),
    "Redacted": HeaderRule(
        "slices of the source that are [covered](corrections.md#covering-words), as `verbatim redact` writes it"
    ),
    "Key-Numbers": HeaderRule("the fragments whose marked numbers are shown large; `none` for none"),
    "Editor": HeaderRule("who [reviews](desk.md#reviews) the story; pages show the initials. Else git's `user.name`"),
    "Image": HeaderRule("a picture in `content/`, shown with the headline"),
    **_PICTURE,
    "Tags": HeaderRule("as in Pelican"),
    "Author": HeaderRule("as in Pelican, and so is `Authors`; if missing, `Source-Name`"),
}
FRAGMENT = {
    "Title": HeaderRule("a short name by which you find it; `split` takes it from the first words"),
    "Kind": HeaderRule("`heading`, `text`, `quote`, `moment`, `number` or `note`", is_needed=True),
    "Source": HeaderRule("its slice of the source, `name.txt#char=697,824`; a note has none", is_needed=True),
    "Sha256": HeaderRule("the hash of the slice in UTF-8; a note has none", is_needed=True),
    "Corrected": HeaderRule("since when and why its words or a speaker were corrected", may_repeat=True),
    "Withdrawn": HeaderRule("since when and why its quotations were withdrawn"),
    "Same-As": HeaderRule(
        "ids of quotations of other texts that are the same words; where the fragment has several quotations, also the "
        "id of its own one"
    ),
    "Image": HeaderRule("a picture in `content/`, shown with the fragment's first moment"),
    **_PICTURE,
}
PERSON = {
    "Title": HeaderRule("the shown name; if missing, the fullest mention in the sources"),
    "Kind": HeaderRule("`person`, `organisation` or `place`"),
    "Aliases": HeaderRule("other names, separated by commas"),
    "Same-As": HeaderRule("addresses of pages about the same person elsewhere, separated by commas"),
    "Sort-As": HeaderRule("by what lists sort the name, where its last word is not the family name"),
    "Profile": HeaderRule(
        "`yes`: a person has a page; `no`: none; if missing, the texts decide ([who has one](people.md))"
    ),
    "Private": HeaderRule("`yes`: no page, whatever `Profile` says, and the desk opens none"),
    "Role": HeaderRule("what they are, shown in place of the role that a story words"),
    "Role-Source": HeaderRule(
        "who says so, and the address: `Saren Port Authority, https://port.example/staff`, or one of the two; if "
        "missing, the role is marked as the editors'"
    ),
    "Role-Date": HeaderRule("the day, month or year of which the role is known"),
    "Image": HeaderRule("a picture in `content/`"),
    "Image-Credit": HeaderRule("shown under the picture"),
    "Image-Focus": HeaderRule("where the face is, from the left and the top; if missing, `50% 30%`"),
    "Pairs": HeaderRule(
        "two quotations of theirs that the page puts side by side, and what both are about, as "
        "`q-7k3m9x2c4d q-2d8w0r5t1v The gate`",
        may_repeat=True,
    ),
    "Telling": HeaderRule("the ids of quotations that stand first on the page, separated by blanks"),
}
TOPIC = {
    "Title": HeaderRule("the topic's name, without quotation marks", is_needed=True),
    "Summary": HeaderRule("your summary in a sentence or two, shown first and as yours"),
    "Stories": HeaderRule(
        "the names of its stories, separated by blanks or commas; those without a date keep this order"
    ),
    "Section": HeaderRule("a rule instead of `Stories`, or beside it: every story of this section"),
    "Tags": HeaderRule("the same: every story with one of these tags, separated by commas"),
    "People": HeaderRule("the same: every story that names all of these, by id, separated by blanks or commas"),
    "From": HeaderRule("the first day, month or year whose stories the rule takes"),
    "To": HeaderRule("the last"),
    "Status": HeaderRule("`published`, also if missing, or `draft`: only a site that is not for the web shows it"),
    "Updated": HeaderRule("the day on which you last changed what you say"),
    "Image": HeaderRule("a picture in `content/`, shown in lists of topics and previews of links"),
    **_PICTURE,
    "Same": HeaderRule(
        "the ids of moments of several texts that are one event; dates that differ are shown side by side",
        may_repeat=True,
    ),
    "Numbers": HeaderRule(
        "the places of numbers that count one thing, as `gate#char=380,397 rise#char=83,100`; `none` for no "
        "numbers side by side",
        may_repeat=True,
    ),
    "Answered": HeaderRule(
        "the place of a sentence that says what is not known, and of the one that answers it, as "
        "`gate#char=12,80 rise#char=0,60`; the second may be missing",
        may_repeat=True,
    ),
    "Chapters": HeaderRule(
        "the first day, month or year of a chapter of the topic's days, and its head, as `2031-03-04 The vote`; if "
        "missing, the days stand by year",
        may_repeat=True,
    ),
}
QUESTION = {
    "Title": HeaderRule("the reader's question, without quotation marks", is_needed=True),
    "Answer": HeaderRule(
        "the whole sentences that answer it, as `gate#char=12,80`, with blanks between; `none`: the texts do not say",
        is_needed=True,
    ),
}
PAGE = {
    "Title": HeaderRule("the page's title", is_needed=True),
    "Lang": HeaderRule("the page's language, as a tag (`en`, `pt-BR`)"),
}
REPEATABLE = frozenset(
    name.lower() for table in (STORY, FRAGMENT, TOPIC, PERSON) for name, rule in table.items() if rule.may_repeat
)


class Header(NamedTuple):
    """A header as written, with its line, counted from 1."""

    key: str
    value: str
    line: int


class FileHead(NamedTuple):
    """A file's headers, its unaltered body, and the line on which the body begins."""

    headers: tuple[Header, ...]
    body: str
    body_line: int

    def get(self, key: str, default: str = "") -> str:
        """Return the first value of `key`, whatever its capitals, and with `_` for `-`."""
        wanted = normalised(key)
        for name, value, _ in self.headers:
            if name == key or normalised(name) == wanted:
                return value
        return default

    def line(self, key: str) -> int:
        """Return the line of the header `key`; 1 if it is missing, which is where to add it."""
        wanted = normalised(key)
        return next((header.line for header in self.headers if normalised(header.key) == wanted), 1)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the headers as pairs in the order of the file."""
        return tuple([(key, value) for key, value, _ in self.headers])


def parse_head(text: str, path: str) -> FileHead:
    """Separate the head of a content file from its body. Lines end with LF or CR LF."""
    headers: list[Header] = []
    names: list[str] = []
    start = number = 0
    while start < len(text):
        number += 1
        found = HEADER.match(text, start)
        if found is None:
            start = _after_blank_line(text, start, path, number)
            break
        start = found.end()
        key, value = found[1], found[2].strip()
        name = normalised(key)
        if name in REFUSED:
            fact = f"the header {key} is refused here, as it would move or replace a page"
            raise ContentError(path, number, fact, "Take the line out")
        # Printable text holds no control character, and is quicker to test for.
        if not value.isprintable() and CONTROL.search(value):
            raise ContentError(path, number, f"the header {key} holds a control character", "Rewrite the line")
        headers.append(Header(key, value, number))
        names.append(name)
    if len({*names}) < len(names):
        _refuse_repeated(headers, path)
    return FileHead(tuple(headers), text[start:], number + 1)


def _after_blank_line(text: str, start: int, path: str, number: int) -> int:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    line = text[start:end].removesuffix("\r")
    if line.strip():
        fact, fix = f"“{line[:40]}” is not a header", "Write Key: value, and a blank line after the last"
        raise ContentError(path, number, fact, fix)
    return min(end + 1, len(text))


def _refuse_repeated(headers: Iterable[Header], path: str) -> None:
    lines: dict[str, int] = {}
    for header in headers:
        name = normalised(header.key)
        if name in lines and name not in REPEATABLE:
            fact = f"the header {header.key} stands on line {lines[name]} too"
            raise ContentError(path, header.line, fact, "Keep one of the two")
        lines[name] = header.line


def check_lang(head: FileHead, path: str) -> None:
    """Raise ContentError if the header Lang is not a language tag."""
    value = head.get("Lang")
    if value and not is_language_tag(value):
        fact = f"Lang: {value[:40]} is not a language tag"
        named = _tag_of_name(value)
        raise ContentError(path, head.line("Lang"), fact, f"Write {named}" if named else "Write one as en, de or pt-BR")


def is_language_tag(value: str) -> bool:
    """Return whether `value` is a language tag as HTML takes it (BCP 47): a shape, and a language of two letters."""
    found = _LANG.fullmatch(value)
    return found is not None and (len(found[1]) > 2 or _is_registered(found[1].lower()))  # noqa: PLR2004


def _is_registered(code: str) -> bool:
    return code[1] in _SECOND_LETTERS.get(code[0], "")


def _tag_of_name(name: str) -> str:
    """Return the tag of a language that is named in English or in itself: `de` for german and Deutsch; else ""."""
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415  only for an error

    wanted = name.strip().casefold()
    for tag, english in Locale("en").languages.items():
        if english.casefold() == wanted:
            return str(tag).replace("_", "-")
    for tag in (first + second for first, seconds in _SECOND_LETTERS.items() for second in seconds):
        with contextlib.suppress(UnknownLocaleError):
            if (Locale(tag).get_language_name() or "").casefold() == wanted:
                return tag
    return ""


IMAGE, ALT, CREDIT = "Image", "Image-Alt", "Image-Credit"
PICTURE_FILE = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*\.(?:png|jpe?g|webp|avif)", re.IGNORECASE)
NEEDED_WITH_PICTURE = {
    ALT: ("what it shows", "with what somebody who does not see it should know"),
    CREDIT: ("whose it is", "with who made it, and by which right you show it"),
}


def image_file(head: FileHead, path: str) -> str:
    """Return the picture that a head names, below the content folder; empty where it names none.

    Raises ContentError for what is no picture there, and for quotation marks in what is shown with it.
    """
    image = head.get(IMAGE)
    if image and not PICTURE_FILE.fullmatch(image):
        fact = f"{IMAGE}: {image[:60]} is not a picture in content/"
        fix = "Write a path as images/name.jpg, in png, jpg, webp or avif"
        raise ContentError(path, head.line(IMAGE), fact, fix)
    for key in (ALT, CREDIT):
        value = head.get(key)
        if value and any(mark in value for mark in OPENING):
            fact = f"{key} has quotation marks, and would be taken for somebody's words"
            raise ContentError(path, head.line(key), fact, "Take the marks off")
    return image


def read_picture(head: FileHead, path: str) -> Picture | None:
    """Return the picture that a head names, with all that is shown beside it; None where it names none.

    Raises ContentError where the head does not say what it shows, or whose it is.
    """
    image = image_file(head, path)
    if not image:
        return None
    for key, (unsaid, how) in NEEDED_WITH_PICTURE.items():
        if not head.get(key):
            fact = f"nothing says of {image} {unsaid}"
            raise ContentError(path, head.line(IMAGE), fact, f"Add a line {key}: {how}")
    return Picture(image, head.get(ALT), head.get(CREDIT), path, head.line(IMAGE))


def format_head(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the head of a file with these headers and the blank line that ends it. Line breaks become blanks."""
    return "".join(f"{key}: {' '.join(value.split())}".rstrip() + "\n" for key, value in pairs) + "\n"


def with_header(data: bytes, key: str, value: str, path: str) -> bytes:
    """Return a file with a header set, and every other byte as it was."""
    return _with_lines(data, key, f"{key}: {value}", path)


def with_headers(data: bytes, key: str, values: Sequence[str], path: str) -> bytes:
    """Return a file with a header for each value, in place of the last of that name; without values, with none."""
    count = sum(
        normalised(one.key) == normalised(key) for one in parse_head(decode(data, "utf-8", path).text, path).headers
    )
    for _ in range(count - bool(values)):
        data = without_header(data, key, path)
    lines = ("\r\n" if b"\r\n" in data else "\n").join(f"{key}: {value}" for value in values)
    return _with_lines(data, key, lines, path) if values else data


def without_header(data: bytes, key: str, path: str) -> bytes:
    """Return a file without a header, and with every other byte as it was."""
    return _with_lines(data, key, None, path)


def _with_lines(data: bytes, key: str, line: str | None, path: str) -> bytes:
    """Put a line in place of a header's, or below the last one where it has none; lines may end in several ways."""
    file = decode(data, "utf-8", path)
    head = parse_head(file.text.replace("\r\n", "\n"), path)
    lines = file.text.split("\n")
    new = [] if line is None else [line + ("\r" if lines[0].endswith("\r") else "")]
    there = [one.line for one in head.headers if normalised(one.key) == normalised(key)]
    last = head.headers[-1].line
    lines[there[0] - 1 if there else last : there[0] if there else last] = new
    for line_number in reversed(there[1:] if line is None else ()):  # a header that is repeated goes whole
        del lines[line_number - 2]
    return file.encoded("\n".join(lines))


@lru_cache(maxsize=256)
def normalised(key: str) -> str:
    """Return a header's name as names are compared."""
    return key.lower().replace("_", "-")
