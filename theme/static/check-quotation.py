#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later OR MIT
"""Checks every quotation on one page of a site that was made with Verbatim.

    python3 check-quotation.py https://news.example/quotes/q-0a1b2c3d4e/
    python3 check-quotation.py copy-of-the-site/stories/harbour/index.html

This file needs Python 3.8 or later and nothing else. It shares nothing with the program that made the site; read it
before you run it. It reads the page, the site's SHA256SUMS, the texts that the page quotes (sources/NAME.txt) and
data/quotes.json, and compares

1. each file that it reads with its hash in SHA256SUMS;
2. each passage that the page marks as words of a text (data-story, data-char) with the text at that place;
3. each quotation on the page (data-quote) with data/quotes.json: its words, the speaker's id and the shown name.

What it does not see: whether the text is what its publisher printed, or true; whether other readers get other bytes;
words without such a mark; pictures; what style sheets and scripts hide or add. Whether SHA256SUMS is the newsroom's own
is told by its signature (SHA256SUMS.minisig, with minisign), and by a copy that you kept.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from pathlib import Path

LARGEST = 50_000_000  # bytes of a file
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
WITHHELD = re.compile("░+(?:[\r\n\u2028\u2029]+░+)*")  # what a site does not publish of a text; pages show … there


class Site:
    """A site on the web or in a folder; `files` are the hashes of those that were read, by name."""

    def __init__(self, page: str) -> None:
        self.is_remote = "://" in page
        if self.is_remote:
            parts = urllib.parse.urlsplit(page)
            page = urllib.parse.urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
        else:
            page = str(Path(page).resolve() / ("index.html" if Path(page).is_dir() else ""))
        self.files: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.root, self.page = self._root(page + ("index.html" if page.endswith("/") else ""))

    def _root(self, page: str) -> tuple[str, str]:
        """Return the address of the site that a page belongs to, the first above it with a list of hashes."""
        above = page
        while "/" in above.rstrip("/"):
            above = above.rstrip("/").rpartition("/")[0] + "/"
            if above.endswith("://"):
                break
            try:
                self._bytes(above + "SHA256SUMS")
            except OSError:
                continue
            return above, page[len(above) :]
        raise OSError("no SHA256SUMS stands beside this page or above it: it is of no such site")

    def _bytes(self, address: str) -> bytes:
        request = urllib.request.Request(address if self.is_remote else Path(address).as_uri())
        with urllib.request.urlopen(request, timeout=30) as answer:
            data = answer.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise OSError(f"{address} is too large")
        return data

    def read(self, name: str) -> bytes:
        """Return the bytes of a file, and remember their hash."""
        where = re.sub("/index.html$", "/", urllib.parse.quote(name)) if self.is_remote else name
        data = self._bytes(self.root + where)
        self.files[name] = hashlib.sha256(data).hexdigest()
        return data

    def text(self, story: str) -> str:
        """Return the text of a story, as the site publishes it."""
        if not re.fullmatch(r"(?!.*\.\.)[a-z0-9.-]+", story):
            raise OSError(f"“{story}” is the name of no text")
        if story not in self.texts:
            self.texts[story] = self.read(f"sources/{story}.txt").decode("utf-8")
        return self.texts[story]

    def sums(self) -> dict[str, str]:
        """Return the hashes that the site lists, by the name of the file."""
        lines = self._bytes(self.root + "SHA256SUMS").decode("utf-8").splitlines()
        return {line[66:]: line[:64] for line in lines}


class Page(HTMLParser):
    """The marked passages of a page, and who is named for a quotation."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[list] = []  # line, story, start, end, words
        self.speakers: list[list] = []  # line, quotation, id, name
        self.quotations: dict[str, int] = {}  # the line on which words of each are first shown
        self.open: list[tuple] = []  # tag, attributes, passage, speaker of each open element
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list) -> None:
        """Note a passage or a speaker that begins here."""
        a, line = dict(attributes), self.getpos()[0]
        around = [one[1]["data-quote"] for one in self.open if one[1].get("data-quote")]
        quotation = a.get("data-quote") or (around[-1] if around else "")
        passage = speaker = None
        if re.fullmatch(r"\d+,\d+", a.get("data-char") or "") and a.get("data-story"):
            passage = [line, a["data-story"], *map(int, a["data-char"].split(",")), ""]
            self.passages.append(passage)
            self.quotations.setdefault(quotation, line)
        if a.get("data-speaker") and quotation:
            self.speakers.append(speaker := [line, quotation, a["data-speaker"], ""])
        if tag not in VOID:
            self.open.append((tag, a, passage, speaker))

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and those within it that were left open."""
        if tag in [one[0] for one in self.open]:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Add words to the passages and names that are open, but for what editors put in (`ins`)."""
        tags = [one[0] for one in self.open]
        control = next((one[1]["data-control"] for one in self.open if one[1].get("data-control")), "")
        for at, (_, _, passage, speaker) in enumerate(self.open):
            if passage and not {"ins", "script", "style"} & {*tags[at:]}:
                passage[4] += chr(int(control, 16)) if re.fullmatch("[0-9a-f]{1,6}", control) else data
            if speaker:
                speaker[3] += data


def one_line(words: str) -> str:
    """Return words with single blanks."""
    return " ".join(words.split())


def wrong_passages(site: Site, page: Page) -> list[tuple[int, str]]:
    """Return each passage that is not what its text has at that place, with its line."""
    wrong = []
    for line, story, start, end, words in page.passages:
        own = site.text(story)[start:end]
        if not own or words not in (own, WITHHELD.sub("…", own)):
            told = f"“{one_line(words)}”; there stands “{one_line(own)}”"
            wrong.append((line, f"shown as {story}, characters {start} to {end}: {told}"))
    return wrong


def wrong_quotations(site: Site, page: Page) -> list[tuple[int, str]]:
    """Return each quotation that the site's list has otherwise, or of somebody else, with its line."""
    wrong, rows, gone = [], {row["id"]: row for row in json.loads(site.read("data/quotes.json"))}, set()
    page.quotations.pop("", None)
    if not page.quotations.keys() <= rows.keys():  # withdrawn ones are no longer listed
        gone = {row["id"] for row in json.loads(site.read("data/history.json")) if row["status"] != "current"}
    for name, line in page.quotations.items():
        if name not in rows:
            wrong += [] if name in gone else [(line, f"{name} is no quotation that the site lists")]
            continue
        held = [rows[name], *(rows[name].get("parts") or ())]
        for part in (one for one in held if one.get("text") and "…" not in one["text"]):
            if site.text(part["story"])[part["start"] : part["end"]] != part["text"]:
                wrong.append((line, f"{name} is listed with other words than its text has there: “{part['text']}”"))
    for line, quotation, who, shown in page.speakers:
        row = rows.get(quotation, {})
        listed = row.get("speaker_name") or row.get("said_by") or "nobody"
        if row.get("speaker") != who or not one_line(shown).startswith(listed):
            wrong.append((line, f"{quotation} is shown as {one_line(shown)}’s ({who}); listed is {listed}"))
    return wrong


def main(arguments: list[str]) -> int:
    """Check the page that is named, and say what was found; return the exit status: 0 right, 1 wrong, 2 not read."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    try:
        site = Site(arguments[0])
        page = Page(site.read(site.page).decode("utf-8"))
        wrong = [*wrong_passages(site, page), *wrong_quotations(site, page)]
        listed = site.sums()
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        print(f"cannot be checked: {error!r}")
        return 2
    for line, fault in sorted(wrong):
        print(f"{site.page}:{line}: {fault}")
    for name in (others := [name for name, own in site.files.items() if listed.get(name) != own]):
        print(f"{name} is not the file that SHA256SUMS lists")
    count = len(wrong) + len(others)
    told = f"passages {len(page.passages)}, quotations {len(page.quotations)}, files {len(site.files)}"
    print(f"{count} wrong of {told}" if count else f"right: {told}. What was not seen: the head of this file says it")
    return int(bool(count))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
