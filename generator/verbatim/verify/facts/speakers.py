"""Holds who is shown to have spoken, in every kind of file, to the site's proofs.

A title or preview credits words as `Name: “words”` or `“words” · Name`; code that is pasted does so behind their last
paragraph.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from verbatim.verify.claims import MARKS, on_one_line
from verbatim.verify.facts.attributions import BASES, place_of, plain_name
from verbatim.verify.markup.passages import ALL_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verbatim.verify.facts.records import Records


SPOKEN = ("speaker", "speaker_name", "said_by", "basis", "via")
QUOTE = re.compile(r"quotes/(q-[0-9a-z]+)(?:/|\.json|$)")
_ANNOTATED = re.compile(r"/([a-z0-9-]+)\.annotations\.jsonld#(q-[0-9a-z]+)$")
_CITED = re.compile(r"sources/([a-z0-9-]+)\.txt#char=")
_BEYOND_LATIN = "\u0370"
BEGUN = 12  # characters of the words by which a line is known to show them
UNREAD = "We cannot yet read "  # begins the reason where no speaker is looked for
SHOWN = 60
SHORTEST = 12  # characters of a long name that a picture card shows at least
_ALT = re.compile(r"""\balt="([^"]*+)\"""")
_TAG = re.compile(r"<[^<>]*+>")
_LINK = re.compile(r"<a\b", re.IGNORECASE)
_STOPS = ".:;!?…)"
_GOES_ON = re.compile(r"\s\(|[,.]|\s*$")


class ProvedQuotation(NamedTuple):
    """A quotation's story and id, and what its proof says."""

    story: str
    id: str
    row: Mapping[str, Any]


class Speakers:
    """The speakers that a site's proofs have, to which what is shown is held."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def quotation(self, story: str, name: str) -> ProvedQuotation | None:
        """Return a quotation of a story; None where its proof does not have it, as of one that was withdrawn."""
        row = self._records.proofs.quotes(story).get(name)
        return ProvedQuotation(story, name, row) if row is not None and row.get("basis") else None

    def whose_role(self, story: str, place: tuple[int, int]) -> frozenset[str]:
        """Return the people of whom the data of a story have a role at a place."""
        return self._records.proofs.roles(story).get(place, frozenset())

    def faults_of(self, value: Mapping[str, Any], story: str) -> Iterator[str]:
        """Yield whom an object of a JSON file names as a quotation's speaker otherwise than its proof."""
        if value.get("type") == "Annotation":
            yield from filter(None, [self.fault_of_annotation(value)])
        elif value.get("@type") == "Quotation":
            yield from filter(None, [self.fault_of_linked(value)])
        elif "html" in value or "content_html" in value:
            yield from self.faults_of_offer(value, story)
        else:
            yield from filter(None, [self.fault_of_row(value, story)])

    def fault_of_row(self, row: Mapping[str, Any], story: str) -> str:
        """Return how a quotation's row in a list, with any of these keys, differs from its proof."""
        name = row.get("id")
        one = self.quotation(story, name) if isinstance(name, str) and {"speaker", "basis"} & row.keys() else None
        if one is None:
            return ""
        for key in SPOKEN:
            shown, proved = (value.get(key) if key != "via" else place_of(value.get(key)) for value in (row, one.row))
            is_via_of_description = key == "via" and not one.row.get("speaker")
            if key in row and (shown or None) != (proved or None) and not is_via_of_description:
                return f"{name} has {key} “{shown}”; the proof has “{proved}”"
        return ""

    def fault_of_annotation(self, value: Mapping[str, Any]) -> str:
        """Return how a W3C annotation of a quotation names another speaker, or knows them in another way."""
        found = _ANNOTATED.search(str(value.get("id")))
        one = self.quotation(found[1], found[2]) if found else None
        bodies = value.get("body")
        if one is None or not isinstance(bodies, list):
            return ""
        texts = [body for body in bodies if isinstance(body, dict) and isinstance(body.get("value"), str)]
        names = [body["value"] for body in texts if body.get("purpose") == "identifying"]
        bases = [body["value"] for body in texts if body.get("purpose") == "classifying"]
        wanted = [plain_name(one.row)] if plain_name(one.row) else []
        # A description in which the source has marks around a word is shown without them.
        if [ALL_MARKS.sub("", on_one_line(one)) for one in names] != [ALL_MARKS.sub("", one) for one in wanted]:
            return f"{one.id} is identified as of {names}; the proof has {wanted}"
        return (
            ""
            if bases == [one.row["basis"]]
            else f"{one.id} is classified as {bases}; the proof has {one.row['basis']}"
        )

    def fault_of_linked(self, value: Mapping[str, Any]) -> str:
        """Return how a Quotation in JSON-LD names another speaker than its proof."""
        one = self._linked_to(str(value.get("url")), str(value.get("citation")))
        if one is None:
            return ""
        spoken = value.get("spokenByCharacter")
        name = on_one_line(str(spoken.get("name"))) if isinstance(spoken, dict) else ""
        wanted = plain_name(one.row) if one.row.get("speaker") else ""
        if name != wanted:
            return f"{one.id} is spoken by “{name}”; the proof has “{wanted}”"
        is_silent = one.row["basis"] == "editor" and not value.get("description")
        return f"{one.id} does not say that the editors named the speaker" if is_silent else ""

    def faults_of_offer(self, value: Mapping[str, Any], story: str) -> Iterator[str]:
        """Yield whom an oEmbed answer or an entry of a feed credits otherwise than the proof."""
        code = next((value[key] for key in ("html", "content_html") if isinstance(value.get(key), str)), "")
        # An entry of a feed says whose page it is of; an answer's code has the link.
        address = str(value.get("url") or value.get("id")) if "content_html" in value else code
        one = self._linked_to(address, code, story)
        if one is None or not code:
            return
        facts = [
            fault_of_pasted(code, one.row),
            *_faults_of_pictures(code, one.row),
            fault_of_line(str(value.get("title") or ""), one.row),
        ]
        author, credit = value.get("author_name"), on_one_line(str(one.row.get("credit")))
        if isinstance(author, str) and not is_unread(one.row) and on_one_line(author) != credit:
            facts.append(f"its author_name is “{author}”; the proof has “{credit}”")
        yield from (f"{one.id}: {fact}" for fact in facts if fact)

    def fault_of_drawing(self, one: ProvedQuotation, lines: Sequence[str], bases: Sequence[str]) -> str:
        """Return how a picture card names another speaker than the proof, or knows them in another way.

        A name may be cut. One in a script that the card's faces lack is on the page alone.
        """
        name = plain_name(one.row)
        told = [line.removesuffix("…").rstrip() for line in map(on_one_line, lines)]
        is_named = any(name.startswith(line) and len(line) >= min(len(name), SHORTEST) for line in told)
        if name and not is_named and max(name) < _BEYOND_LATIN:
            return f"{one.id}: the card does not name “{name}”, as the proof does"
        wanted = [one.row["basis"]] if name else []
        is_label = [basis for basis in bases if basis in BASES] == wanted
        return "" if is_label else f"{one.id}: the card’s label is {list(bases)}; the proof has {wanted}"

    def fault_of_result(self, card: Mapping[str, Any]) -> str:
        """Return how a result of the search names another speaker than the proof."""
        words, found = card.get("words"), QUOTE.search(str(card.get("url")))
        one = self.quotation(str(words.get("story")), found[1]) if found and isinstance(words, dict) else None
        if one is None:
            return ""
        who: Mapping[str, Any] = next((card[key] for key in ("who", "said_by") if isinstance(card.get(key), dict)), {})
        name, basis = on_one_line(str(who.get("name") or who.get("words") or "")), card.get("basis")
        is_right = name == plain_name(one.row) and basis in (one.row["basis"], "unread")
        return "" if is_right else f"{one.id} is “{name}”, {basis}; the proof has “{plain_name(one.row)}”"

    def _linked_to(self, address: str, code: str, within: str = "") -> ProvedQuotation | None:
        name, story = QUOTE.search(address), _CITED.search(code)
        return self.quotation(story[1] if story else within, name[1]) if name else None


# Lines


def fault_of_line(line: str, row: Mapping[str, Any]) -> str:
    """Return whom a title or preview, `Name: “words”` or `“words” · Name`, credits falsely with words that it shows.

    What shows none of the words, as a whole sentence does, credits nobody.
    """
    words, told, credit = (on_one_line(str(text or "")) for text in (row.get("text"), line, row.get("credit")))
    begun = words[:BEGUN].strip(MARKS + " ")
    at = told.find(begun) if begun and credit else -1
    if at < 0:
        return ""
    before = told[:at].rstrip(MARKS + " ")
    rest = told[at:].partition(" · ")[2] if not before else ""
    if not before:
        return "" if not rest or _begins(rest, credit) else _told(rest, credit)
    headline = on_one_line(str(row.get("headline") or ""))[:SHOWN]
    in_headline = begun in headline and headline in told  # “Reported in Vell: ‘Pier opens at last’”
    if in_headline or (not before.endswith(":") and told[at - 1] not in MARKS):
        return ""
    named = before.removesuffix(":").rstrip()
    lead = named.removesuffix(credit).rstrip()
    is_credit = before.endswith(":") and named.endswith(credit) and (not lead or lead[-1] in _STOPS)
    return "" if is_credit else _told(named, credit)


def fault_of_pasted(markup: str, row: Mapping[str, Any]) -> str:
    """Return whom code for other pages credits: what stands behind the last paragraph of the words, before a link."""
    link = _LINK.search(markup)
    head = markup[: link.start()] if link else markup
    credit = on_one_line(str(row.get("credit") or ""))
    told = head.rpartition("</p>")
    shown = on_one_line(_TAG.sub(" ", told[2])).lstrip("—–- ") if told[1] else ""
    if not shown or not credit or is_unread(row) or _begins(shown, credit):
        return ""
    return _told(shown, credit)


def _faults_of_pictures(markup: str, row: Mapping[str, Any]) -> list[str]:
    return [fault_of_line(html.unescape(alt), row) for alt in _ALT.findall(markup)]


def is_unread(row: Mapping[str, Any]) -> bool:
    """Return whether a quotation's text is in a language that is not read for speakers."""
    return row.get("basis") == "none" and str(row.get("why") or "").startswith(UNREAD)


def _begins(shown: str, credit: str) -> bool:
    return shown.startswith(credit) and bool(_GOES_ON.match(shown, len(credit)))


def _told(shown: str, credit: str) -> str:
    return f"it credits “{shown[:SHOWN]}”; the proof has “{credit[:SHOWN]}”"
