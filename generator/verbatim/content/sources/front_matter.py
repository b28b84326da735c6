"""Reads what a source states of itself above its text: YAML front matter, or headers as Pelican has them.

It is no text: no fragment has it and nothing is read in it. Offsets count it all the same. An HTML source has its
metadata elsewhere.

Only lines that cannot be meant as text are taken. YAML stands between two lines `---` and names something known here;
headers begin on the first line, with a title among them, or with two known names.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from verbatim.content.format.headers import WEB
from verbatim.model import SourceFacts

MOST_LINES = 200
FENCE = "---"
FENCE_ENDS = (FENCE, "...")
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
KEY = re.compile(r"(?P<key>[A-Za-z][A-Za-z0-9_-]{0,39})[ \t]*:(?:[ \t]+(?P<value>\S.*)?)?")
YAML_KEY = re.compile(
    r"(?P<key>[A-Za-z][A-Za-z0-9_ -]{0,39}|\"[^\"]{1,40}\"|'[^']{1,40}')[ \t]*:(?:[ \t]+(?P<value>\S.*)?)?"
)
DAY = re.compile(r"([0-9]{4})([-/]?)([0-9]{2})\2([0-9]{2})(?![0-9])")
LINK = re.compile(r"\[(?P<name>[^\[\]]{1,200})\]\((?P<url>[^()\s]{1,2000})\)")
BLOCK = frozenset(("", "|", ">", "|-", ">-", "|+", ">+"))  # values that go on in the lines below
# What a fact may be called, the surest name first.
NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "date": (
        *("date", "published", "pubdate", "publishdate", "publish-date", "date-published", "datepublished"),
        *("published-at", "published-on", "publication-date", "pub-date"),
    ),
    "author": ("author", "authors", "byline", "by", "creator"),
    "source": ("source-name", "source", "publisher", "publication", "outlet", "newspaper", "site-name", "site"),
    "url": ("source-url", "canonical-url", "canonical", "original-url", "url", "link", "source"),
    "lang": ("lang", "language", "locale"),
}
KNOWN = frozenset(name for names in NAMES.values() for name in names) | {
    "category", "tags", "slug", "summary", "description", "modified", "status", "keywords", "subtitle", "layout",
}  # fmt: skip


class FrontMatter(NamedTuple):
    """Where the text of a source begins, and what stands above it by its name in small letters."""

    end: int = 0
    fields: Mapping[str, str] = {}

    def facts(self, title: str) -> SourceFacts:
        """Return what is stated; `title` is the text's own headline, for a source that states no other."""
        found = {fact: next(filter(None, map(self.get, names)), "") for fact, names in NAMES.items()}
        link = LINK.search(found["source"])
        address = WEB.search(link["url"] if link else found["source"])
        name = link["name"] if link else WEB.sub("", found["source"]).strip(" ,;()<>-–—")
        return SourceFacts(
            title=found["title"] or title,
            date=_day(found["date"]),
            author=found["author"],
            publisher=name,
            url=next((url for url in map(self.get, NAMES["url"]) if WEB.fullmatch(url)), address[0] if address else ""),
            lang=found["lang"].replace("_", "-"),
        )

    def get(self, name: str) -> str:
        """Return the value of a field, "" if there is none."""
        return self.fields.get(name, "")


def front_matter(text: str, file: str) -> FrontMatter:
    """Return the front matter of a source with this file's name."""
    if file.lower().endswith(".html"):
        return FrontMatter()
    found = _yaml(text) if text.startswith(FENCE) else _headers(text)
    return found if text[found.end :].strip() else FrontMatter()


def _yaml(text: str) -> FrontMatter:
    lines = _lines(text)
    if next(lines)[0].rstrip() != FENCE:
        return FrontMatter()
    fields: dict[str, str] = {}
    key = ""
    for line, end in lines:
        found = YAML_KEY.fullmatch(line.rstrip())
        if line.rstrip() in FENCE_ENDS:
            return FrontMatter(end, _plain(fields)) if KNOWN & fields.keys() else FrontMatter()
        if found:
            key = _normal(found["key"].strip("\"'"))
            fields.setdefault(key, (found["value"] or "").strip())
        elif line[:1].isspace() or line.startswith("-"):
            _go_on(fields, key, line)
        elif not line.startswith("#"):
            return FrontMatter()
    return FrontMatter()


def _headers(text: str) -> FrontMatter:
    fields: dict[str, str] = {}
    key, begins = "", 0
    for line, end in _lines(text):
        found = KEY.fullmatch(line.rstrip())
        if found:
            key = _normal(found["key"])
            fields.setdefault(key, (found["value"] or "").strip())
        elif key and line[:1] in (" ", "\t") and line.strip():
            _go_on(fields, key, line)
        else:
            break
        begins = end
    told = "title" in fields or len(KNOWN & fields.keys()) > 1
    return FrontMatter(begins, fields) if told else FrontMatter()


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """Yield the first lines, each with where the next one begins."""
    at = 0
    for _ in range(MOST_LINES):
        line = LINE.match(text, at)
        if not line or line.end() == at:
            return
        at = line.end()
        yield line[0], at


def _go_on(fields: dict[str, str], key: str, line: str) -> None:
    """Add a line to the field that it continues: the next words, or an item of a list."""
    words = line.strip()
    item = words.removeprefix("-").strip()
    # Of a nested field, as of an author, the name says what the others say of.
    nested = YAML_KEY.fullmatch(item)
    value = (nested["value"] or "") if nested and _normal(nested["key"]) == "name" else "" if nested else item
    before = "" if fields.get(key, "") in BLOCK else fields.get(key, "")
    joint = ", " if words.startswith("-") else " "
    fields[key] = joint.join(filter(None, (before, _bare(value))))


def _plain(fields: Mapping[str, str]) -> dict[str, str]:
    """Return YAML's values without their quotes, lists with commas between the items."""
    return {key: _bare(value) for key, value in fields.items()}


def _bare(value: str) -> str:
    if value[:1] == "[" and value[-1:] == "]":
        return ", ".join(_bare(one.strip()) for one in value[1:-1].split(",") if one.strip())
    for mark, doubled, single in (('"', '\\"', '"'), ("'", "''", "'")):
        if len(value) > 1 and value[0] == value[-1] == mark:
            return value[1:-1].replace(doubled, single)
    return value.partition(" #")[0].rstrip() if value not in BLOCK else ""


def _normal(key: str) -> str:
    return key.strip().lower().replace("_", "-").replace(" ", "-")


def _day(value: str) -> str:
    found = DAY.match(value)
    if found or not value:
        return f"{found[1]}-{found[3]}-{found[4]}" if found else ""
    from verbatim.annotate.dates.finder import published_in  # noqa: PLC0415  a build imports this, and reads no date

    return published_in(value) or ""
