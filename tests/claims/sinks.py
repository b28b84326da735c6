"""What a built site claims of a story, read from every kind of file in which words are shown or exported."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree, html
from lxml.html import HtmlElement

QUOTED = re.compile(r"“([^”]*)”|„([^“”]*)[“”]|«\s?([^»]*?)\s?»")
DATED = re.compile(r"\s*\([^)]*\)$")  # an alternative text ends with the date
NOBODY = ("Speaker not established", "Quotation", "Not established")
ATOM = "{http://www.w3.org/2005/Atom}"
META = "//meta[@name='description' or starts-with(@property, 'og:') or starts-with(@name, 'twitter:')]"
NAME = "contains(@class, 'card__name') or contains(@class, 'said__name')"
PREVIEWS = {"description", "og:title", "og:description", "og:image:alt", "twitter:title", "twitter:description"}


class Claim(NamedTuple):
    """What one file says of a quotation: whose words, piece by piece; or the sentence that is shown in their place."""

    sink: str
    quote: str
    speaker: str | None
    pieces: tuple[str, ...]
    sentence: str = ""


def line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def parse(path: Path) -> HtmlElement:
    """Parse a page."""
    return html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


class Built:
    """A built site, of which each file is read once."""

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
        """Return a story's JSON."""
        found: dict[str, Any] = json.loads((self.site / f"data/stories/{story}.json").read_text("utf-8"))
        return found

    def claims(self, story: str, names: list[str]) -> Iterator[Claim]:
        """Yield what every file claims of a story's quotations; `names` are those that a credit may begin with."""
        rows = self.rows[story]
        ids = {row["id"] for row in rows}
        yield from (_of_row("data/quotes.json", row) for row in rows)
        yield from (_of_row("the story's JSON", row) for row in self.story(story)["quotes"])
        yield from self._table(story)
        yield from self._annotations(story, {row["id"] for row in rows if "text" in row})
        yield from _cards("the story's page", self.page(f"stories/{story}/index.html"), ids)
        yield from _voices("the story's page", self.page(f"stories/{story}/index.html"), ids)
        yield from _linked("the story's JSON-LD", self.page(f"stories/{story}/index.html"), ids)
        for name in sorted(ids):
            page = self.page(f"quotes/{name}/index.html")
            yield from _cards("the quotation's page", page, ids)
            yield from _linked("the quotation's JSON-LD", page, ids)
            yield from _previews("the quotation's previews", page, name, names)
            yield from _pasted(
                "the code to paste", name, "".join(page.xpath("//textarea[@id='embed-html']/text()")), names
            )
            frame = self.page(f"embed/quotes/{name}/index.html")
            yield from _cards("the frame", frame, ids)
            yield from _previews("the frame's previews", frame, name, names)
            answer = json.loads((self.site / f"oembed/quotes/{name}.json").read_text("utf-8"))
            yield from _pasted("oEmbed", name, answer["html"], names)
            yield from _preview("oEmbed's title", name, answer["title"], names)
        yield from (claim for claim in self._shared if claim.quote in ids)
        for name, title, content in self._feeds:
            if name in ids:
                yield from _preview("a feed's title", name, title, names)
                yield from _pasted("a feed", name, content, names)

    def page(self, address: str) -> HtmlElement:
        """Return a page of the site."""
        return parse(self.site / address)

    @cached_property
    def _shared(self) -> list[Claim]:
        """What the pages claim that show quotations of many stories."""
        lists = [path for path in self.site.glob("quotes/**/index.html") if not path.parent.name.startswith("q-")]
        kinds = {
            "the front page": [self.site / "index.html"],
            "a list of quotations": lists,
            "a list of stories": [*self.site.glob("stories/index.html"), *self.site.glob("sections/**/index.html")],
            "a profile": list(self.site.glob("people/*/index.html")),
            "a profile's frame": list(self.site.glob("embed/people/*/index.html")),
        }
        found = []
        for kind, paths in kinds.items():
            for page in map(parse, paths):
                found += [*_cards(kind, page, None), *_rows(kind, page), *_linked(kind, page, None)]
        return found

    @cached_property
    def _feeds(self) -> list[tuple[str, str, str]]:
        """Each entry of a person's feeds: the quotation, the title, the words as HTML."""
        return [*self._json_feeds(), *self._atom_feeds()]

    def _json_feeds(self) -> Iterator[tuple[str, str, str]]:
        for path in self.site.glob("feeds/people/*.json"):
            for item in json.loads(path.read_text("utf-8"))["items"]:
                yield _quote_of(item["url"]), item.get("title", ""), item["content_html"]

    def _atom_feeds(self) -> Iterator[tuple[str, str, str]]:
        for path in self.site.glob("feeds/people/*.xml"):
            for one in etree.parse(path).getroot().iter(f"{ATOM}entry"):
                name, title, content = (one.findtext(f"{ATOM}{field}") or "" for field in ("id", "title", "content"))
                yield _quote_of(name), title, content

    def _table(self, story: str) -> Iterator[Claim]:
        path, rows = self.site / f"data/stories/{story}.quotes.csv", defaultdict(list)
        if not path.exists():
            return
        with path.open(encoding="utf-8-sig", newline="") as table:
            for row in csv.DictReader(table):
                rows[row["id"]].append(row)
        for name, parts in rows.items():
            words = tuple(line(part["text"]) for part in parts if part["text"])
            speaker = parts[0]["speaker_name"] or parts[0]["said_by"] or None
            yield Claim("the table of quotations", name, speaker, words, "" if words else parts[0]["sentence_text"])

    def _annotations(self, story: str, alone: set[str]) -> Iterator[Claim]:
        path = self.site / f"data/stories/{story}.annotations.jsonld"
        for item in json.loads(path.read_text("utf-8"))["first"]["items"] if path.exists() else ():
            bodies = [one for one in item["body"] if one["type"] == "TextualBody"]
            name = item["id"].rpartition("#")[2]
            if ("tagging", "quotation") in {(one["purpose"], one["value"]) for one in bodies}:
                exact = [line(one["exact"]) for to in item["target"] for one in to["selector"] if "exact" in one]
                speaker = next((one["value"] for one in bodies if one["purpose"] == "identifying"), None)
                words = (tuple(exact), "") if name in alone else ((), " ".join(exact))
                yield Claim("Web Annotations", name, speaker, *words)


def _quote_of(address: str) -> str:
    found = re.search(r"quotes/(q-\w+)", address)
    return found[1] if found else ""


def _of_row(sink: str, row: dict[str, Any]) -> Claim:
    words = tuple(line(part["text"]) for part in row.get("parts", ())) if "text" in row else ()
    return Claim(
        sink, row["id"], row["speaker_name"] or row["said_by"], words, "" if words else row["sentence"]["text"]
    )


def _cards(sink: str, page: HtmlElement, ids: set[str] | None) -> Iterator[Claim]:
    """Yield what the cards of a page claim; a card's words are in marks, or it shows a sentence."""
    for card in page.xpath("//figure[@data-quote]"):
        name, blocks = card.get("data-quote"), card.xpath(".//blockquote")
        if not blocks or (ids is not None and name not in ids):
            continue
        shown = [line(one.text_content()) for one in blocks[0].xpath(".//*[@data-char][not(@data-around)]")]
        marked = blocks[0].xpath(".//*[contains(@class, 'quotemark')]")
        names = card.xpath(f".//figcaption//*[{NAME}] | .//figcaption/p/a/b | .//figcaption/p/b")
        # A profile's cards leave the name to its head.
        names = names or (page.xpath("//h1") if sink.startswith("a profile") else [])
        speaker = line(names[0].text_content()) if names else None
        speaker = None if speaker in NOBODY else speaker
        yield (
            Claim(sink, name, speaker, tuple(shown), "") if marked else Claim(sink, name, speaker, (), " ".join(shown))
        )


def _rows(sink: str, page: HtmlElement) -> Iterator[Claim]:
    """Yield what the quotations of a profile claim, which leave the name to its head."""
    for row in page.xpath("//*[contains(@class, 'said-by__words')]"):
        name = line(page.xpath("string(//h1)"))
        shown = [line(one.text_content()) for one in row.xpath(".//*[@data-char][not(@data-around)]")]
        quote = row.xpath("string(ancestor::*[@data-quote][1]/@data-quote)")
        marked = row.xpath(".//*[contains(@class, 'quotemark')]")
        yield Claim(sink, quote, name, tuple(shown), "") if marked else Claim(sink, quote, name, (), " ".join(shown))


def _voices(sink: str, page: HtmlElement, ids: set[str]) -> Iterator[Claim]:
    """Yield what a story's page says at a glance: somebody's name, and words of theirs that are not cut."""
    for voice in page.xpath("//*[contains(concat(' ', @class, ' '), ' heard ')][@data-quote]"):
        (words,) = voice.xpath(".//*[contains(@class, 'heard__words')]")
        shown = [line(one.text_content()) for one in words.xpath(".//*[@data-char]")]
        names = [line(one.text_content()) for one in voice.xpath(".//*[contains(@class, 'heard__name')]")]
        if voice.get("data-quote") in ids and not line(words.text_content()).endswith("…"):
            yield Claim(sink, voice.get("data-quote"), names[0], tuple(shown), "")


def _linked(sink: str, page: HtmlElement, ids: set[str] | None) -> Iterator[Claim]:
    for script in page.xpath("//script[@type='application/ld+json']/text()"):
        for one in _objects(json.loads(script)):
            name = _quote_of(one.get("url", ""))
            if one.get("@type") == "Quotation" and (ids is None or name in ids):
                by = one.get("spokenByCharacter") or {}
                yield Claim(sink, name, by.get("name"), tuple(map(line, one["text"].split(" … "))))


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(one)


def _previews(sink: str, page: HtmlElement, name: str, names: list[str]) -> Iterator[Claim]:
    for meta in page.xpath(META):
        for kind in {meta.get("property"), meta.get("name")} & PREVIEWS:  # one may be both: what engines and cards read
            yield from _preview(f"{sink}, {kind}", name, meta.get("content"), names)


def _preview(sink: str, name: str, text: str, names: list[str]) -> Iterator[Claim]:
    """Yield what a line claims: `Name: “words”`, `“words” · Name`, or a sentence."""
    shown = line(text)
    around = line(QUOTED.sub("", shown).replace("…", " "))
    credit = DATED.sub("", around).strip(" :·.,")
    if credit in names or credit in NOBODY or not credit:
        pieces = tuple(next(filter(None, found.groups()), "") for found in QUOTED.finditer(shown))
        yield Claim(sink, name, None if credit in NOBODY or not credit else credit, pieces)
    else:
        yield Claim(sink, name, None, (), DATED.sub("", shown) if sink.endswith("alt") else shown)


def _pasted(sink: str, name: str, code: str, names: list[str]) -> Iterator[Claim]:
    """Yield what code for other pages claims: `<blockquote><p>“words”</p> — Name, role. <a>…`."""
    if not code:
        return
    whole = html.fragment_fromstring(code, create_parent=True)
    words = " ".join(line(one.text_content()) for one in whole.xpath(".//blockquote//p"))
    rest = line(whole.text_content()).removeprefix(words).lstrip(" —")
    speaker = next((one for one in sorted(names, key=len, reverse=True) if rest.startswith(one)), None)
    outside = line(QUOTED.sub("", words).replace("…", " "))
    if outside:
        yield Claim(sink, name, None, (), words)
    else:
        yield Claim(sink, name, speaker, tuple(next(filter(None, one.groups()), "") for one in QUOTED.finditer(words)))
