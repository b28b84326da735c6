"""Feeds: Atom as feedparser and RFC 4287 read it, JSON Feed as its version 1.1 asks; each link is the site's own."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]

from quality.results import Finding, Result
from quality.site import Site

NAMESPACE = b'xmlns="http://www.w3.org/2005/Atom"'
VERSION = "https://jsonfeed.org/version/1.1"
ENTRY = ("id", "title", "link", "updated")
ITEM = ("id", "url", "title")  # no date: a text without one has none here, and a correction the day of its change alone


def check(site: Site) -> Result:
    """Read every feed of the site."""
    atom = [path for path in sorted(site.folder.rglob("*.xml")) if NAMESPACE in path.read_bytes()[:600]]
    jsons = [path for path in sorted(site.folder.rglob("*.json")) if VERSION in path.read_text(encoding="utf-8")[:400]]
    findings = [Finding(_file(site, path), fact) for path in atom for fact in atom_facts(site, path)]
    findings += [Finding(_file(site, path), fact) for path in jsons for fact in json_facts(site, path)]
    return Result("feeds", f"{len(atom)} Atom, {len(jsons)} JSON Feed: {len(findings)} findings", findings)


def atom_facts(site: Site, path: Path) -> Iterator[str]:
    """Yield what is wrong with an Atom feed."""
    feed = feedparser.parse(path.read_bytes())
    if feed.bozo:
        yield f"not well-formed: {feed.bozo_exception}"
    yield from (f"the feed has no {name}" for name in ("id", "title", "updated") if not feed.feed.get(name))
    for entry in feed.entries:
        yield from (f"an entry has no {name}: {entry.get('id')}" for name in ENTRY if not entry.get(name))
    yield from _unsound(site, [(entry.get("id", ""), entry.get("link", "")) for entry in feed.entries])


def json_facts(site: Site, path: Path) -> Iterator[str]:
    """Yield what is wrong with a JSON Feed."""
    feed: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    yield from (f"the feed has no {name}" for name in ("version", "title", "items", "feed_url") if name not in feed)
    for item in feed.get("items", []):
        yield from (f"an item has no {name}: {item.get('id')}" for name in ITEM if not item.get(name))
        if "content_html" not in item and "content_text" not in item:
            yield f"an item has no content: {item.get('id')}"
    yield from _unsound(site, [(item.get("id", ""), item.get("url", "")) for item in feed.get("items", [])])


def _unsound(site: Site, entries: list[tuple[str, str]]) -> Iterator[str]:
    """Yield duplicate ids and links that lead to no page."""
    ids = [one for one, _ in entries]
    yield from (f"an id stands twice: {one}" for one in sorted({one for one in ids if ids.count(one) > 1}))
    for _, link in entries:
        file = site.file_of(link.partition("#")[0])
        if not link.startswith(site.url) or not (site.folder / file).is_file():
            yield f"leads to no page: {link}"


def _file(site: Site, path: Path) -> str:
    return path.relative_to(site.folder).as_posix()
