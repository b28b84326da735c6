"""Pelican as it comes: articles, pages and a theme, no plugin. What joins the stories is made here, once a build."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

Record = dict[str, Any]
HERE = Path(__file__).parent
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
PLUGINS: list[str] = []  # none, where Verbatim is installed besides
SITENAME = "The Measured Record"
SITEURL = "https://record.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
LOCALE = ["C.UTF-8", "C"]
ARTICLE_PATHS = ["stories", "quotes"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["static"]
EXTRA_PATH_METADATA = {
    str(path.relative_to(HERE / "content")): {"path": str(path.relative_to(HERE / "content/static"))}
    for path in (HERE / "content/static").rglob("*")
    if path.is_file()
}
READERS = {"html": None}  # what is given ready is copied as it is
DIRECT_TEMPLATES = ["front", "timeline", "site_stories", "site_quotes", "site_moments", "site_people", "sitemap"]
FRONT_SAVE_AS = "index.html"
TIMELINE_SAVE_AS = "timeline/index.html"
SITE_STORIES_SAVE_AS = "data/stories.json"
SITE_QUOTES_SAVE_AS = "data/quotes.json"
SITE_MOMENTS_SAVE_AS = "data/moments.json"
SITE_PEOPLE_SAVE_AS = "data/people.json"
SITEMAP_SAVE_AS = "sitemap.xml"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
DEFAULT_PAGINATION = False
USE_FOLDER_AS_CATEGORY = False
FILENAME_METADATA = ""
MARKDOWN = {"extension_configs": {"markdown.extensions.meta": {}}, "output_format": "html5"}
JINJA_ENVIRONMENT = {"trim_blocks": True, "lstrip_blocks": True, "autoescape": True}


def _read(name: str) -> Any:
    return json.loads((HERE / "data" / name).read_text(encoding="utf-8"))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _pages(rows: list[Record], at: str, size: int, **more: Any) -> list[Record]:
    """Return a list in pages, each with its rows and the first pages' addresses."""
    of = max(1, -(-len(rows) // size))
    where = [at if number == 1 else f"{at}page/{number}/" for number in range(1, of + 1)]
    near = [{"number": number, "at": place} for number, place in enumerate(where[:7], 1)]
    return [
        {
            **more,
            "rows": rows[place * size : (place + 1) * size],
            "number": place + 1,
            "of": of,
            "near": near,
            "at": where[place],
            "first": place == 0,
            "total": len(rows),
        }
        for place in range(of)
    ]


def _person(one: Record, mine: list[Record]) -> Record:
    return {
        **one,
        "url": f"{SITEURL}/people/{one['id']}/",
        "all": mine[:100],
        "said": [quote for quote in mine if quote["kind"] == "direct"],
        "told": [quote for quote in mine if quote["kind"] == "indirect"],
        "latest": mine[0] if mine else None,
        "bars": [{"year": year, "count": count} for year, count in one["years"].items()],
    }


def _feed(name: str, title: str, rows: list[Record], *, whole: bool) -> Record:
    return {"name": name, "title": title, "at": f"{SITEURL}/", "whole": whole, "rows": rows[:30]}


def _listed(kind: str) -> list[Record]:
    return [quote for quote in QUOTES if quote["list"] == kind]


ALL = sorted((json.loads(path.read_text(encoding="utf-8")) for path in sorted((HERE / "data/stories").iterdir())),
             key=lambda story: story["date"], reverse=True)  # fmt: skip
QUOTES = [quote for story in ALL for quote in story["quotes"]]
SPOKEN: dict[str, list[Record]] = defaultdict(list)
for quote in QUOTES:
    SPOKEN[quote["speaker"]].append(quote)
PERSONS = {name: _person(one, SPOKEN[name]) for name, one in _read("people.json").items()}
SECTIONS = sorted({story["section_id"] for story in ALL})
IN_SECTION = {section: [story for story in ALL if story["section_id"] == section] for section in SECTIONS}
KINDS = ("stated", "inferred", "editors", "not-established", "paraphrases")
LISTS = [
    *_pages(ALL, "stories/", 40, title="Stories"),
    *(page for one in SECTIONS for page in _pages(IN_SECTION[one], f"sections/{one}/", 40, title=one)),
    *_pages([one for one in QUOTES if one["kind"] == "direct"], "quotes/", 36, title="Quotes"),
    *(page for kind in KINDS for page in _pages(_listed(kind), f"quotes/{kind}/", 36, title=kind)),
    *_pages(sorted(PERSONS.values(), key=lambda one: one["name"]), "people/", 200),
    *(page for one in PERSONS.values() for page in _pages(one["said"], f"people/{one['id']}/", 30, person=one)),
]
PERIODS = _read("periods.json")
FEEDS = [
    _feed("all", SITENAME, ALL, whole=True),
    *(_feed(f"sections/{one}", one, IN_SECTION[one], whole=False) for one in SECTIONS),
]
JINJA_FILTERS = {"json": _json}
JINJA_GLOBALS = {
    "all": ALL,
    "stories": {story["id"]: story for story in ALL},
    "spoken": {quote["id"]: quote for quote in QUOTES},
    "profiles": PERSONS,
    "persons": list(PERSONS.values()),
    "lists": {page["at"]: page for page in LISTS},
    "dated": {period["path"]: period for period in PERIODS},
    "periods": PERIODS,
    "subscribed": {feed["name"]: feed for feed in FEEDS},
    "newest": ALL[:12],
}
