"""Every text of the table, held against what a real build says of it.

The build's lists say whose words a site shows, and `verify` holds every page and file to them: see the laws.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from lxml.html import HtmlElement

from tests.claims.entries import Entry, entries, pieces
from tests.conftest import run_in

MOST_KNOWN = 10
FEWEST = 150
NOBODYS = "nobody’s words"
BUILD_YEARS = re.compile(r"\b(?:2039|2026)\b")
SENTENCE_END = re.compile(r"(?:^|[.?!…:][”\"»“’')\]]*\s+|\n\s*)$")


class Built:
    """A built site, of which each list is read once."""

    def __init__(self, site: Path) -> None:
        self.site = site

    @cached_property
    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """The rows of `data/quotes.json` by story."""
        found = defaultdict(list)
        for row in json.loads((self.site / "data/quotes.json").read_text("utf-8")):
            found[row["story"]].append(row)
        return found

    def story(self, story: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.site / f"data/stories/{story}.json").read_text("utf-8"))
        return found

    def page(self, story: str) -> HtmlElement:
        page = (self.site / f"stories/{story}/index.html").read_bytes()
        return html.fromstring(page, parser=html.HTMLParser(encoding="utf-8"))


@pytest.fixture(scope="session")
def built(claims_project: Path) -> Built:
    return Built(claims_project / "output")


def cases() -> Iterator[object]:
    for entry in entries():
        marks = [pytest.mark.xfail(reason=entry.known, strict=True)] if entry.known else []
        yield pytest.param(entry, id=f"{entry.file}: {entry.name}", marks=marks)


@pytest.mark.parametrize("entry", list(cases()))
def test_a_built_story_claims_what_the_table_allows(built: Built, entry: Entry) -> None:
    faults = [*words_at_fault(built, entry), *facts_at_fault(built, entry), *dates_at_fault(built, entry)]
    assert not faults, "\n".join([f"tests/claims/{entry.file}: {entry.name}", *dict.fromkeys(faults)])


def test_verify_finds_nothing_to_say_of_the_table(claims_project: Path) -> None:
    done = run_in(claims_project, "verify")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_table_is_large_and_few_of_it_are_known_to_be_wrong() -> None:
    assert len(entries()) >= FEWEST
    assert sum(bool(entry.known) for entry in entries()) <= MOST_KNOWN


# ---------------------------------------------------------------- words and speakers


def words_at_fault(built: Built, entry: Entry) -> Iterator[str]:
    """Yield what is claimed and not allowed, and what is allowed and not claimed."""
    shown = []
    for row in built.rows[entry.id]:
        who = row["speaker_name"] or row["said_by"]
        if "text" not in row:
            yield from _sentence_at_fault(entry, line(row["sentence"]["text"]))
        for part in row["parts"] if "text" in row else ():
            shown.append(line(part["text"]))
            yield from _piece_at_fault(entry, who, shown[-1])
        if entry.unread and who:
            yield f"names {who} in a language that is not read"
    held = " | ".join(map(_bare, shown))
    yield from (f"“{piece}” is not there" for piece in entry.speakers if piece not in held)
    joined = {row["text"].replace(", …", " …") for row in built.rows[entry.id] if "text" in row}
    for words in [*(one for said in entry.says.values() for one in said), *entry.open]:
        if len(pieces(words)) > 1 and not any(" … ".join(pieces(one)) == " … ".join(pieces(words)) for one in joined):
            yield f"“{words}” is no single quotation"
    yield from _reports_at_fault(built, entry)


def _piece_at_fault(entry: Entry, who: str | None, piece: str) -> Iterator[str]:
    owner = _owner(entry, piece)
    if owner == NOBODYS:
        yield f"shows “{piece}” as the words of {who or 'somebody'}"
    elif owner != who:
        yield f"“{piece}” is said by {who or 'nobody known'}, not {owner or 'left open'}"
    for words in [*entry.never, *entry.sentence]:
        if _bare(words) in piece:
            yield f"“{words}” stands among the words of {who or 'somebody'}"


def _owner(entry: Entry, piece: str) -> str | None:
    """Return whose words a piece is, None where nobody may be named, NOBODYS where it is nobody's words."""
    left, owners = _bare(piece), set()
    while left:
        words = next((one for one in sorted(entry.speakers, key=len, reverse=True) if left.startswith(one)), "")
        if not words:
            return NOBODYS
        owners.add(entry.speakers[words])
        left = left[len(words) :].lstrip(" ,“”")  # a paragraph of one speech begins with a mark
    return owners.pop() if len(owners) == 1 else NOBODYS


def _bare(piece: str) -> str:
    return line(piece).removesuffix(",")


def _sentence_at_fault(entry: Entry, shown: str) -> Iterator[str]:
    """A sentence stands whole: it begins where one of the text does, and ends where one does."""
    place = re.search(r"\s+".join(map(re.escape, shown.split())), entry.text)
    if not place:
        yield f"shows “{shown}”, which is no sentence of the text"
    elif not SENTENCE_END.search(entry.text, 0, place.start()) or entry.text[place.end() :].strip()[:1] in (",", ";"):
        yield f"shows “{shown}”, which is not a whole sentence"


def _reports_at_fault(built: Built, entry: Entry) -> Iterator[str]:
    """Who is said to have said what without marks."""
    rows = [row for row in built.rows[entry.id] if row["kind"] == "indirect"]
    found = {(row["speaker_name"] or row["said_by"], line(row["sentence"]["text"])) for row in rows}
    if entry.reported is not None:
        asked = {(name, line(one)) for name, said in entry.reported.items() for one in said}
        yield from (f"{name} is not shown to report “{one}”" for name, one in asked - found)
        yield from (f"{name} is shown to report “{one}”" for name, one in found - asked)
    never = {line(words) for words in entry.never}
    yield from (f"{name} is shown to report “{one}”" for name, one in found if one in never)


# ---------------------------------------------------------------- people, roles, numbers, headline


def facts_at_fault(built: Built, entry: Entry) -> Iterator[str]:
    """Yield what the story says of people, numbers and itself that the table does not allow."""
    story = built.story(entry.id)
    people = {row["name"]: row for row in story["people"] if row["kind"] == "person"}
    if entry.people is not None and sorted(people) != sorted(entry.people):
        yield f"its people are {', '.join(sorted(people)) or 'none'}"
    yield from (f"{name} is a person" for name in entry.not_people if name in people)
    for name, role in entry.roles.items():
        found = [line(one["text"]) for one in people[name]["roles"]] if name in people else []
        if (role not in found) if role else found:
            yield f"the roles of {name} are {', '.join(found) or 'none'}, not {role or 'none'}"
    if entry.headline and story["title"] != entry.headline:
        yield f"the headline is “{story['title']}”"
    if entry.numbers is not None:
        figures = built.page(entry.id).xpath("//li[contains(@class, 'figure')]")
        shown = {_words_of(one, "figure__number"): _words_of(one, "figure__means") for one in figures}
        yield from (f"the number {one} is key: {means}" for one, means in shown.items() if one not in entry.numbers)
        for number, means in entry.numbers.items():
            if means not in shown.get(number, ""):
                yield f"{number} counts “{shown.get(number, 'nothing, it is not there')}”"


def _words_of(figure: HtmlElement, part: str) -> str:
    return line("".join(one.text_content() for one in figure.xpath(f".//*[contains(@class, '{part}')]")))


# ---------------------------------------------------------------- dates


def dates_at_fault(built: Built, entry: Entry) -> Iterator[str]:
    """Yield moments that are not the table's, and dates that come from the build."""
    story, page = built.story(entry.id), built.page(entry.id).text_content()
    basis = "source" if entry.date else "file" if entry.filed else "unknown"
    if (story["date"], story["date_basis"]) != (entry.date or entry.filed or None, basis):
        yield f"the story's date is {story['date']} ({story['date_basis']})"
    if (basis == "file") != ("date from our files" in page):
        yield "the story's page tells another origin of its date"
    if basis == "unknown":
        for path in _files(built.site, entry, [row["id"] for row in built.rows[entry.id]]):
            if BUILD_YEARS.search(path.read_text("utf-8")) and not BUILD_YEARS.search(entry.text):
                yield f"{path.relative_to(built.site)}: has the year of the build"
    if entry.moments is None:
        return
    asked = {line(words): date for words, date in entry.moments.items() if date}
    found = {line(row["text"]): row["date"] for row in story["moments"] if row["date"]}
    wrong = {one: date for one, date in found.items() if date != asked.get(one)}
    yield from (f"“{one}” is dated {date}, not {asked.get(one)}" for one, date in wrong.items())
    yield from (f"“{one}” is not there" for one in asked if one not in found)
    again = {line(row["text"]): [line(one["text"]) for one in row["also"]] for row in story["moments"] if row["also"]}
    if again != entry.again:
        yield f"told again are {again}, not {entry.again}"


def _files(site: Path, entry: Entry, quotes: list[str]) -> Iterator[Path]:
    yield from (site / "stories" / entry.id).glob("**/index.html")
    yield from (site / "data/stories").glob(f"{entry.id}.*")
    for name in quotes:
        yield from (site / f"quotes/{name}/index.html", site / f"embed/quotes/{name}/index.html")
        yield site / f"oembed/quotes/{name}.json"


def line(text: str) -> str:
    return " ".join(text.split())
