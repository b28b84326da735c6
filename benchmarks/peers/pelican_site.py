"""Lays a newsroom out for Pelican without a plugin: stories and quotations are articles, everything else pages."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.peers.plain_site import HERE, PAGES, body, dumped, story_for, text
from benchmarks.records import Record, Records

# What each template looks its record up by, before it is rendered.
FOUND = {
    "s": "{% set s = stories[page.key] %}",
    "q": "{% set q = spoken[page.key] %}",
    "p": "{% set p = profiles[page.key] %}",
    "list": "{% set list = lists[page.key] %}",
    "period": "{% set period = dated[page.key] %}",
    "feed": "{% set feed = subscribed[page.key] %}",
}
STORY = {
    "story_timeline": "stories/{}/timeline/index.html",
    "timeline_embed": "embed/timelines/{}/index.html",
    "timeline_oembed": "oembed/timelines/{}.json",
    "data": "data/stories/{}.json",
    "annotations": "data/stories/{}.annotations.jsonld",
    "timelinejs": "data/stories/{}.timeline.json",
    "proof": "data/proof/{}.json",
    "calendar": "data/stories/{}.ics",
    "quotetable": "data/stories/{}.quotes.csv",
    "momenttable": "data/stories/{}.moments.csv",
}
QUOTE = {"quote_embed": "embed/quotes/{}/index.html", "quote_oembed": "oembed/quotes/{}.json"}
PERSON = {
    "person_embed": "embed/people/{}/index.html",
    "person_oembed": "oembed/people/{}.json",
}
SPEAKER = {
    "person_atom": "feeds/people/{}.atom.xml",
    "person_feed": "feeds/people/{}.json",
}
FEED = {"feed_atom": "feeds/{}.atom.xml", "feed_json": "feeds/{}.json"}
LISTS = ("story_list", "quote_list", "people_list", "person")
ALIASES = {
    **dict.fromkeys(STORY, "s"),
    **dict.fromkeys(QUOTE, "q"),
    **dict.fromkeys((*PERSON, *SPEAKER), "p"),
    **dict.fromkeys(FEED, "feed"),
    **dict.fromkeys(LISTS, "list"),
    "period": "period",
}


def write(held: Records, site: Path, given: Path) -> None:
    """Write the whole Pelican site into `site`, with the files that are no pages."""
    shutil.copytree(HERE / "pelican", site, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(given, site / "content/static", dirs_exist_ok=True)
    _theme(site / "theme/templates")
    for story in held.stories:
        write_story(story, site)
        text(site / f"content/static/sources/{story['id']}.txt", story["source"])
    dumped(site / "data/people.json", held.people)
    dumped(site / "data/periods.json", held.periods)
    for name, template, key, address in _pages(held):
        _page(site, name, template, key, address)


def _theme(templates: Path) -> None:
    """Copy the pages as templates, each with its record looked up first."""
    for path in sorted(PAGES.iterdir()):
        words = path.read_text(encoding="utf-8")
        alias = ALIASES.get(path.stem)
        if path.stem == "story":
            words = "{% set s = stories[article.key] %}" + words.replace("s.html | safe", "article.content")
        elif path.stem == "quote":
            words = "{% set q = spoken[article.key] %}" + words
        text(templates / f"{path.stem}.html", FOUND[alias] + words if alias else words)


def write_story(story: Record, site: Path) -> None:
    """Write the files that one story's pages are made of."""
    told = story_for(story)
    dumped(site / f"data/stories/{story['id']}.json", told)
    _article(site, "stories", "story", story, body(story))
    for quote in told["quotes"]:
        _article(site, "quotes", "quote", quote, quote["text"] + "\n")


def _article(site: Path, folder: str, template: str, one: Record, words: str) -> None:
    key = one["id"]
    at = f"{folder}/{key}/"
    head = {
        "Title": one["title"],
        "Date": one["date"],
        "Slug": key,
        "Category": folder,
        "Key": key,
        "Template": template,
    }
    lines = "".join(f"{name}: {value}\n" for name, value in {**head, "Url": at, "Save_as": f"{at}index.html"}.items())
    text(site / f"content/{folder}/{key}.md", f"{lines}\n{words}")


def _page(site: Path, name: str, template: str, key: str, address: str) -> None:
    head = {"Title": name, "Slug": name, "Key": key, "Template": template, "Url": address, "Save_as": address}
    text(site / f"content/pages/{name}.md", "".join(f"{word}: {value}\n" for word, value in head.items()))


def _pages(held: Records) -> Iterator[tuple[str, str, str, str]]:
    """Yield a name, template, key and address for every page that is no article."""
    quotes = [quote for story in held.stories for quote in story["quotes"]]
    people = list(held.people.values())
    speakers = [one for one in people if one["quoted"]]
    for kinds, records in ((STORY, held.stories), (QUOTE, quotes), (PERSON, people), (SPEAKER, speakers)):
        for template, address in kinds.items():
            for one in records:
                yield f"{template}-{one['id']}", template, one["id"], address.format(one["id"])
    for period in held.periods:
        yield period["path"].replace("/", "-"), "period", period["path"], f"{period['path']}/index.html"
    for name in ("all", *sorted({f"sections/{story['section_id']}" for story in held.stories})):
        for template, address in FEED.items():
            yield f"{template}-{name.replace('/', '-')}", template, name, address.format(name)
    for template, key in _lists(held, quotes):
        yield f"list-{key.replace('/', '-')}", template, key, f"{key}index.html"


def _lists(held: Records, quotes: list[Record]) -> Iterator[tuple[str, str]]:
    """Yield each page of each list: its template and its key, which is its address."""
    sections: dict[str, int] = {}
    kinds = dict.fromkeys(("stated", "inferred", "editors", "not-established", "paraphrases"), 0)
    said: dict[str, int] = dict.fromkeys(held.people, 0)
    for story in held.stories:
        sections[story["section_id"]] = sections.get(story["section_id"], 0) + 1
    for quote in quotes:
        kinds[quote["list"]] += 1
        if quote["kind"] == "direct" and quote["speaker"]:
            said[quote["speaker"]] += 1
    direct = sum(quote["kind"] == "direct" for quote in quotes)
    yield from _paged("story_list", "stories/", len(held.stories), 40)
    yield from _paged("quote_list", "quotes/", direct, 36)
    yield from _paged("people_list", "people/", len(held.people), 200)
    for name, count in sections.items():
        yield from _paged("story_list", f"sections/{name}/", count, 40)
    for name, count in kinds.items():
        yield from _paged("quote_list", f"quotes/{name}/", count, 36)
    for name, count in said.items():
        yield from _paged("person", f"people/{name}/", count, 30)


def _paged(template: str, at: str, rows: int, size: int) -> Iterator[tuple[str, str]]:
    for number in range(1, max(1, -(-rows // size)) + 1):
        yield template, at if number == 1 else f"{at}page/{number}/"
