"""Reads the files in `people/`, in which editors add to what the stories say of a person, and merges two of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from verbatim.content.format import headers
from verbatim.content.format.headers import FileHead, read_head, with_header, with_headers
from verbatim.content.layout import read_named
from verbatim.core import dates as edtf
from verbatim.core.errors import ContentError, Faults
from verbatim.core.quotation_marks import OPENING
from verbatim.model import PERSON_KINDS, GivenRole, SaidPair

FACE = (0.5, 0.3)  # where the face of most portraits is, in shares of width and height
FOCUS = re.compile(r"(\d{1,3})% (\d{1,3})%")
LISTS = ("Aliases", "Same-As")  # headers that hold several values, separated by commas
# What belongs together: a credit or a source under another's picture or role would be wrong.
PICTURE = ("Image", "Image-Credit", "Image-Focus")
ROLE = ("Role", "Role-Source", "Role-Date")
QUOTATION = re.compile(r"q-[0-9a-z]{10,40}")
LONGEST_SUBJECT = 60
ASIDE = ".merged"  # ends the name of a file with more to say than could be merged


@dataclass(frozen=True, slots=True)
class PersonFile:
    """What the editors say of a person; empty where they say nothing. `words` is Markdown, `sort_as` the index's order.

    `profile` is whether they say that this person has a page; None where they leave that to the texts. `is_private` is
    whether they say that nobody may open one. `credit` is that of `image`; `image_line` is the line that names the
    image, 0 if none does. `words` begin on `words_line`. `focus` is where the face is, in shares of width and height.
    `pairs` and `telling` are quotations that they choose.
    """

    id: str
    path: str
    title: str
    kind: str
    aliases: tuple[str, ...]
    same_as: tuple[str, ...]
    image: str
    words: str
    credit: str = ""
    image_line: int = 0
    role: GivenRole | None = None
    words_line: int = 0
    sort_as: str = ""
    profile: bool | None = None
    is_private: bool = False
    focus: tuple[float, float] = FACE
    pairs: tuple[SaidPair, ...] = ()
    telling: tuple[str, ...] = ()
    telling_line: int = 0

    @property
    def is_bare(self) -> bool:
        """Whether it says at most if somebody has a page: where no text names them, it is about nobody."""
        said = (self.title, self.aliases, self.same_as, self.image, self.words, self.role, self.sort_as)
        return not (any(said) or self.pairs or self.telling)


def read_people(content: Path, errors: Faults) -> dict[str, PersonFile]:
    """Return the files in `people/` by id; the errors of those that cannot be read are added to `errors`."""
    return read_named(content, "people", read_person, errors)


def read_person(data: bytes, path: str, person: str) -> PersonFile:
    """Read `content/people/<id>.md`. Raises ContentError for an unknown kind, an invalid link, image path or role."""
    head = read_head(data, path)
    kinds = f"Write one of {', '.join(PERSON_KINDS)}"
    head.check("Kind", PERSON_KINDS.__contains__, "is not a kind of person", kinds)
    links = _values(head.get("Same-As"))
    if wrong := next((link for link in links if not headers.WEB.fullmatch(link)), ""):
        raise head.fault(
            "Same-As", f"Same-As: {wrong[:60]} is not a web address", "Write https://…, several with commas"
        )
    image, (words, words_line) = headers.image_file(head), head.words
    profile, is_private = _yes_or_no(head, "Profile"), _yes_or_no(head, "Private") is True
    return PersonFile(
        id=person,
        path=path,
        title=head.get("Title"),
        kind=head.get("Kind"),
        aliases=tuple(_values(head.get("Aliases"))),
        same_as=tuple(links),
        image=image,
        words=words,
        credit=head.get("Image-Credit"),
        image_line=head.line("Image") if image else 0,
        focus=_focus(head),
        role=_role(head),
        sort_as=" ".join(head.get("Sort-As").split()),
        profile=False if is_private else profile,
        is_private=is_private,
        pairs=tuple(_pairs(head)),
        telling=_quotations(head.get("Telling"), "Telling", head.line("Telling"), path),
        telling_line=head.line("Telling"),
        words_line=words_line,
    )


def with_person_headers(data: bytes, said: Mapping[str, str], kind: str, path: str, person: str) -> bytes:
    """Return the bytes of a person's file with these headers; of an empty one, which is not there yet, with its kind.

    What stands on several lines is as many headers of that name.

    Raises ContentError where it could not be read then.
    """
    made = data or headers.format_head([("Kind", kind)]).encode()
    for key, value in said.items():
        made = with_headers(made, key, value.split("\n"), path)
    read_person(made, path, person)
    return made


def _yes_or_no(head: FileHead, key: str) -> bool | None:
    """Return whether a header says yes, None where it says nothing. Raises ContentError for anything but yes and no."""
    head.check(key, lambda value: value.lower() in ("yes", "no"), "is neither yes nor no", f"Write {key}: yes")
    return head.get(key).lower() == "yes" if head.get(key) else None


def _focus(head: FileHead) -> tuple[float, float]:
    """Return where the face is on the portrait, written as `50% 30%` from its left and upper edge."""
    form = "Write it from the left and the top, as 50% 30%"
    head.check("Image-Focus", FOCUS.fullmatch, "is no place on the portrait", form)
    found = FOCUS.fullmatch(head.get("Image-Focus"))
    return (min(100, int(found[1])) / 100, min(100, int(found[2])) / 100) if found else FACE


def _role(head: FileHead) -> GivenRole | None:
    """Return the role that the file gives. Raises ContentError for what cannot be shown as one."""
    text, source, date = (head.get(key) for key in ROLE)
    for key in ROLE[1:]:
        if head.get(key) and not text:
            raise head.fault(key, f"{key} stands here without a Role", "Add a line Role: … or take this one out")
    fact = f"Role: {text[:40]} has quotation marks, which would be taken for somebody's words"
    head.refuse_marks("Role", fact, headers.UNMARK)
    head.check("Role-Date", edtf.parse, "is not a date", "Write it as 2031, 2031-03 or 2031-03-04")
    name, scheme, rest = source.partition("http")
    url = scheme + rest
    if any(mark in source for mark in OPENING) or (url and not headers.WEB.fullmatch(url)):
        fact = f"Role-Source: {source[:60]} is not a name, a web address, or both"
        fix = "Write it as Saren Port Authority, https://port.example/staff, without quotation marks"
        raise head.fault("Role-Source", fact, fix)
    return GivenRole(text, name.strip(" ,"), url, date) if text else None


def _pairs(head: FileHead) -> Iterator[SaidPair]:
    for _, value, line in head.all("Pairs"):
        *named, subject = [*value.split(maxsplit=2), "", "", ""][:3]
        quotes = _quotations(" ".join(named), "Pairs", line, head.path)
        if len(set(quotes)) < 2 or not subject:  # noqa: PLR2004  a pair
            fact = f"Pairs: {value[:60]} is not two quotations and what both are about"
            raise ContentError(head.path, line, fact, "Write their ids and the subject: q-… q-… The gate")
        if len(subject) > LONGEST_SUBJECT or any(mark in subject for mark in OPENING):
            fact = f"the subject {subject[:40]} has quotation marks or over {LONGEST_SUBJECT} letters"
            raise ContentError(head.path, line, fact, "Say in a few words of yours what both are about")
        yield SaidPair(subject, quotes, line)


def _quotations(value: str, key: str, line: int, path: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(value.replace(",", " ").split()))
    if wrong := next((one for one in found if not QUOTATION.fullmatch(one)), ""):
        fact = f"{key}: {wrong[:40]} is not the id of a quotation"
        raise ContentError(path, line, fact, "Write ids as data/quotes.json has them: q-7k3m9x2c4d")
    return found


def _values(*lists: str) -> list[str]:
    return [value.strip() for one in lists for value in one.split(",") if value.strip()]


def merge_person_files(kept: bytes, other: bytes, kept_path: str, other_path: str) -> tuple[bytes, tuple[str, ...]]:
    """Return the file `kept` with everything added that `other` says and it does not contradict, and lines left out."""
    here, there = read_head(kept, kept_path), read_head(other, other_path)
    name, title, left_out = here.get("Title"), there.get("Title"), []
    if "," in title and title != name:
        left_out.append(f"Title: {title}")
    is_alias = bool(name and title) and "," not in title
    lists = {key: _values(here.get(key), there.get(key)) for key in LISTS}
    lists["Aliases"] = [one for one in (*lists["Aliases"], title if is_alias else "") if one not in ("", name)]
    added = {key: ", ".join(dict.fromkeys(values)) for key, values in lists.items()}
    for key, value in there.pairs():
        group = next((names for names in (PICTURE, ROLE) if any(key.lower() == one.lower() for one in names)), (key,))
        if key in (*LISTS, *(["Title"] if name else [])) or value in ("", here.get(key)):
            continue
        if here.get(group[0]) or here.get(key):
            left_out.append(f"{key}: {value}")
        else:
            added[key] = value
    for key, value in added.items():
        kept = with_header(kept, key, value, kept_path) if value != here.get(key) else kept
    words = there.body.strip()
    return kept.rstrip() + b"\n\n" + (f"{words}\n".encode() if words else b""), tuple(left_out)
