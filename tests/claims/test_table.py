"""Every text of the table, held against what each file of a real build says of it."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.claims.entries import Entry, entries, pieces
from tests.claims.sinks import Built, Claim, line
from tests.conftest import run_in

MOST_KNOWN = 10
FEWEST = 150
NOBODYS = "nobody’s words"
BUILD_YEARS = re.compile(r"\b(?:2039|2026)\b")
SENTENCE_END = re.compile(r"(?:^|[.?!…:][”\"»“’')\]]*\s+|\n\s*)$")
# Each quotation has these, whatever may be shown of it.
EVERYWHERE = ("data/quotes.json", "the story's JSON", "the table of quotations", "the quotation's page", "the frame")


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


def test_named_words_are_read_from_every_kind_of_file(built: Built) -> None:
    read = set[str]()
    for entry in entries():
        read |= {claim.sink for claim in built.claims(entry.id, [*entry.says]) if claim.pieces and claim.speaker}
    assert read == {
        *EVERYWHERE, "Web Annotations", "the story's page", "the story's JSON-LD", "the quotation's JSON-LD",
        *(f"{kind}'s previews, description" for kind in ("the quotation", "the frame")),
        *(f"the quotation's previews, og:{kind}" for kind in ("title", "description", "image:alt")),
        "the code to paste", "oEmbed", "oEmbed's title", "a feed", "a feed's title",
        "the front page", "a list of quotations", "a profile", "a profile's frame",
    }  # fmt: skip


# ---------------------------------------------------------------- words and speakers


def words_at_fault(built: Built, entry: Entry) -> Iterator[str]:
    """Yield what is claimed and not allowed, and what is allowed and not claimed."""
    names = [row["name"] for row in json.loads((built.site / "data/people.json").read_text("utf-8"))]
    names = [*names, *entry.says, *(entry.reported or ())]
    found: dict[str, set[str | None]] = {}
    complete: dict[str, list[str]] = {}
    for claim in built.claims(entry.id, names):
        if claim.sentence:
            yield from _sentence_at_fault(entry, claim)
            continue
        complete.setdefault(claim.sink, []).extend(claim.pieces)
        for piece in claim.pieces:
            found.setdefault(piece, set()).add(claim.speaker)
            yield from _piece_at_fault(built, entry, claim, piece)
    for sink in EVERYWHERE:
        held = " | ".join(_bare(piece) for piece in complete.get(sink, ()))
        for piece in entry.speakers:
            if piece not in held:
                yield f"{sink}: “{piece}” is not there"
    joined = {row["text"].replace(", …", " …") for row in built.rows[entry.id] if "text" in row}
    for words in [*(one for said in entry.says.values() for one in said), *entry.open]:
        if len(pieces(words)) > 1 and not any(" … ".join(pieces(one)) == " … ".join(pieces(words)) for one in joined):
            yield f"data/quotes.json: “{words}” is no single quotation"
    yield from _reports_at_fault(built, entry)


def _piece_at_fault(built: Built, entry: Entry, claim: Claim, piece: str) -> Iterator[str]:
    owner = _owner(entry, piece)
    if owner == NOBODYS:
        yield f"{claim.sink}: shows “{piece}” as the words of {claim.speaker or 'somebody'}"
    elif owner != claim.speaker and not (claim.speaker is None and _is_description(built, claim, owner)):
        yield f"{claim.sink}: “{piece}” is said by {claim.speaker or 'nobody known'}, not {owner or 'left open'}"
    for words in [*entry.never, *entry.sentence]:
        if _bare(words) in piece:
            yield f"{claim.sink}: “{words}” stands among the words of {claim.speaker or 'somebody'}"


def _is_description(built: Built, claim: Claim, owner: str | None) -> bool:
    """Return whether the file has no place for a speaker whom the text describes and does not name."""
    rows = (row for held in built.rows.values() for row in held if row["id"] == claim.quote)
    return claim.sink.endswith("JSON-LD") and any(row["said_by"] == owner for row in rows)


def _owner(entry: Entry, piece: str) -> str | None:
    """Return whose words a piece is, None where nobody may be named, NOBODYS where it is nobody's words."""
    left, owners, cut = _bare(piece), set(), piece.endswith("…") and piece not in entry.speakers
    while left:
        words = next((one for one in sorted(entry.speakers, key=len, reverse=True) if left.startswith(one)), "")
        if not words and cut:
            words = next((one for one in entry.speakers if one.startswith(left.rstrip("… .,"))), "")
            left = words
        if not words:
            return NOBODYS
        owners.add(entry.speakers[words])
        left = left[len(words) :].lstrip(" ,“”")  # a paragraph of one speech begins with a mark
    return owners.pop() if len(owners) == 1 else NOBODYS


def _bare(piece: str) -> str:
    return line(piece).removesuffix(",")


def _sentence_at_fault(entry: Entry, claim: Claim) -> Iterator[str]:
    """A sentence stands whole: it begins where one of the text does, and ends where one does."""
    if claim.sentence.startswith(("Reported in ", "Berichtet in ")):
        return
    shown, text = line(claim.sentence), entry.text
    if shown.endswith("…") and claim.sink.endswith("title"):
        yield f"{claim.sink}: cuts the sentence “{shown}”"
    place = re.search(r"\s+".join(map(re.escape, shown.split())), text)
    if not place:
        yield f"{claim.sink}: shows “{shown}”, which is no sentence of the text"
    elif not SENTENCE_END.search(text, 0, place.start()) or text[place.end() :].strip()[:1] in (",", ";"):
        yield f"{claim.sink}: shows “{shown}”, which is not a whole sentence"


def _reports_at_fault(built: Built, entry: Entry) -> Iterator[str]:
    """Who is said to have said what without marks."""
    rows = [row for row in built.rows[entry.id] if row["kind"] == "indirect"]
    found = {(row["speaker_name"] or row["said_by"], line(row["sentence"]["text"])) for row in rows}
    if entry.reported is not None:
        asked = {(name, line(one)) for name, said in entry.reported.items() for one in said}
        yield from (f"data/quotes.json: {name} is not shown to report “{one}”" for name, one in asked - found)
        yield from (f"data/quotes.json: {name} is shown to report “{one}”" for name, one in found - asked)
    for words in entry.never:
        yield from (
            f"data/quotes.json: {row['speaker_name']} is shown to report “{words}”"
            for row in rows
            if line(row["sentence"]["text"]) == line(words)
        )
    for row in built.rows[entry.id]:
        if entry.unread and (row["speaker_name"] or row["said_by"]):
            yield f"data/quotes.json: names {row['speaker_name'] or row['said_by']} in a language that is not read"


# ---------------------------------------------------------------- people, roles, numbers, headline


def facts_at_fault(built: Built, entry: Entry) -> Iterator[str]:
    """Yield what the story says of people, numbers and itself that the table does not allow."""
    story = built.story(entry.id)
    people = {row["name"]: row for row in story["people"] if row["kind"] == "person"}
    if entry.people is not None and sorted(people) != sorted(entry.people):
        yield f"the story's JSON: its people are {', '.join(sorted(people)) or 'none'}"
    yield from (f"the story's JSON: {name} is a person" for name in entry.not_people if name in people)
    for name, role in entry.roles.items():
        found = [line(one["text"]) for one in people[name]["roles"]] if name in people else []
        if (role not in found) if role else found:
            yield f"the story's JSON: the roles of {name} are {', '.join(found) or 'none'}, not {role or 'none'}"
    if entry.headline and story["title"] != entry.headline:
        yield f"the story's JSON: the headline is “{story['title']}”"
    page = built.page(f"stories/{entry.id}/index.html")
    if entry.numbers is not None:
        shown = {
            line(one.xpath(".//*[contains(@class, 'figure__number')]")[0].text_content()): line(
                "".join(means.text_content() for means in one.xpath(".//*[contains(@class, 'figure__means')]"))
            )
            for one in page.xpath("//li[contains(@class, 'figure')]")
        }
        yield from (f"key numbers: {one} is shown: {means}" for one, means in shown.items() if one not in entry.numbers)
        for number, means in entry.numbers.items():
            if means not in shown.get(number, ""):
                yield f"key numbers: {number} counts “{shown.get(number, 'nothing, it is not there')}”"


# ---------------------------------------------------------------- dates


def _publication_at_fault(built: Built, entry: Entry) -> Iterator[str]:
    story, page = built.story(entry.id), built.page(f"stories/{entry.id}/index.html").text_content()
    basis = "source" if entry.date else "file" if entry.filed else "unknown"
    if (story["date"], story["date_basis"]) != (entry.date or entry.filed or None, basis):
        yield f"the story's JSON: the story's date is {story['date']} ({story['date_basis']})"
    if (basis == "file") != ("date from our files" in page):
        yield "the story's page: tells another origin of its date"


def dates_at_fault(built: Built, entry: Entry) -> Iterator[str]:
    """Yield moments that are not the table's, in each file that has moments; and dates that come from the build."""
    yield from _publication_at_fault(built, entry)
    if not entry.date and not entry.filed:
        for path in _files(built.site, entry, [row["id"] for row in built.rows[entry.id]]):
            if BUILD_YEARS.search(path.read_text("utf-8")) and not BUILD_YEARS.search(entry.text):
                yield f"{path.relative_to(built.site)}: has the year of the build"
    if entry.moments is None:
        return
    asked = {line(words): date for words, date in entry.moments.items() if date}
    for sink, found in _moments(built, entry):
        wrong = {one: date for one, date in found.items() if date != asked.get(one)}
        yield from (f"{sink}: “{one}” is dated {date}, not {asked.get(one)}" for one, date in wrong.items())
        yield from (f"{sink}: “{one}” is not there" for one in asked if one not in found)
    for sink, found in _told_again(built, entry):
        if found != entry.again:
            yield f"{sink}: told again are {found}, not {entry.again}"
    calendar = built.site / f"data/stories/{entry.id}.ics"
    held = calendar.read_text("utf-8") if calendar.exists() else ""
    events = set(re.findall(r"^X-VERBATIM-DATE:(.*?)\r?$", held, re.MULTILINE))
    if events - set(asked.values()):
        yield f"the calendar: has {', '.join(sorted(events))}"


def _moments(built: Built, entry: Entry) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each list of a story's dated moments: what the text says, and the date."""
    rows = [("the story's JSON", built.story(entry.id)["moments"])]
    whole = json.loads((built.site / "data/moments.json").read_text("utf-8"))
    rows.append(("data/moments.json", [row for row in whole if row["story"] == entry.id]))
    table = built.site / f"data/stories/{entry.id}.moments.csv"
    if table.exists():
        held = io.StringIO(table.read_text("utf-8-sig"), newline="")
        rows.append(("the table of moments", list(csv.DictReader(held))))
    for sink, held in rows:
        own = (row for row in held if row.get("moment", row["id"]) == row["id"])
        yield sink, {line(row["text"]): row["date"] for row in own if row["date"]}


def _told_again(built: Built, entry: Entry) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Yield, from each file that has places of moments, the words for the date at the other places, by the moment's."""
    moments = built.story(entry.id)["moments"]
    yield "the story's JSON", {line(row["text"]): _texts(row["also"]) for row in moments if row["also"]}
    calendar = built.site / f"data/stories/{entry.id}.ics"
    held = calendar.read_text("utf-8").replace("\n ", "") if calendar.exists() else ""
    places = {f"{row['sentence']['start']},{row['sentence']['end']}": line(row["text"]) for row in _places(moments)}
    found: dict[str, list[str]] = {}
    for event in held.split("BEGIN:VEVENT")[1:]:
        own, *others = (
            places[place]
            for place in re.findall(r"^X-VERBATIM-(?:SOURCE:|ALSO;).*?#char=([0-9,]+)", event, re.MULTILINE)
        )
        found |= {own: others} if others else {}
    yield "the calendar", found
    page = (built.site / f"stories/{entry.id}/timeline/index.html").read_text("utf-8")
    lost = [row["id"] for row in _places(moments) if f'id="{row["id"]}"' not in page]
    yield "the timeline, whose addresses are not there", {**entry.again, **{one: [] for one in lost}}


def _texts(rows: list[dict[str, str]]) -> list[str]:
    return [line(row["text"]) for row in rows]


def _places(moments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return every place of moments."""
    return [place for moment in moments for place in (moment, *moment["also"])]


def _files(site: Path, entry: Entry, quotes: list[str]) -> Iterator[Path]:
    yield from (site / "stories" / entry.id).glob("**/index.html")
    yield from (site / "data/stories").glob(f"{entry.id}.*")
    for name in quotes:
        yield from (site / f"quotes/{name}/index.html", site / f"embed/quotes/{name}/index.html")
        yield site / f"oembed/quotes/{name}.json"
