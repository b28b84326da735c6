"""Prepares data for the other generators: a built site's stories, joined as far as a good user would.

Everything is read from the site's exports and the content folder, which are for others to read. Each story comes with
its quotations, moments and people complete, so that no generator has to look anything up while it renders.
"""

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.marked import marked
from benchmarks.notes import notes
from benchmarks.people import initials, joined, related, tint
from benchmarks.periods import periods
from benchmarks.quoted import holding, quotes, ref, slice_of
from benchmarks.when import human

OPENING = 3  # fragments that stand before the text of a peer's page
Record = dict[str, Any]


class Records(NamedTuple):
    """All of a newsroom: stories newest first, each complete; people with a page by id; the timeline's pages."""

    stories: list[Record]
    people: dict[str, Record]
    periods: list[Record]


def records(content: Path, site: Path) -> Records:
    """Read a newsroom and the site that was built of it."""
    stories = [_story(content, site, one) for one in _json(site / "data/stories.json")]
    people = joined(stories, _json(site / "data/people.json"))
    for story in stories:
        story["related"] = related(story, people)
        story["notes"] = notes(story)
    has_page = {row["id"] for row in _json(site / "data/people.json") if "#" not in row["url"]}
    for story in stories:
        story["people"] = [{**one, "has_page": one["id"] in has_page} for one in story["people"]]
    shown = {name: person for name, person in people.items() if name in has_page}
    return Records(stories, shown, periods(site, stories))


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _story(content: Path, site: Path, listed: Record) -> Record:
    name = listed["id"]
    story: Record = _json(site / f"data/stories/{name}.json")
    source = (content / f"sources/{name}.txt").read_text(encoding="utf-8")
    fragments = [_fragment(path) for path in sorted((content / "fragments" / name).glob("*.md"))]
    people = {one["id"]: _person(one) for one in story["people"]}
    moments = [_moment(story, one, fragments, people) for one in story["moments"]]
    opening = [one for one in fragments if one["kind"] != "heading"][:OPENING]
    return {
        **{key: story[key] for key in ("id", "title", "date", "section")},
        "section_id": story["section"].lower(),
        "human": human(story["date"]),
        "sha": story["source_sha256"],
        "source": source,
        "fragments": fragments,
        "quotes": quotes(story, source, fragments, people),
        "moments": sorted(moments, key=lambda one: (one["date"], one["start"])),
        "people": list(people.values()),
        "brief": [slice_of(source, one["start"], one["end"]) | {"f": one["f"]} for one in opening],
        "numbers": [slice_of(source, *pair) | {"f": one["f"]} for one in fragments for pair in one["numbers"]],
    }


def _fragment(path: Path) -> Record:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    start, end = map(int, re.findall(r"#char=(\d+),(\d+)", head)[0])
    text = marked(body.strip("\n"), start)
    kind = path.name.split("-")[1]
    return {"f": path.name[:3], "kind": kind, "start": start, "end": end, **text._asdict()}


def _person(one: Record) -> Record:
    roles = [{key: role[key] for key in ("start", "end", "text")} for role in one["roles"]]
    return {
        **{key: one[key] for key in ("id", "name", "kind")},
        "initials": initials(one["name"]),
        "tint": tint(one["id"]),
        "role": roles[0] if roles else None,
        "roles": one["roles"],
        "mentions": one["mentions"],
    }


def _moment(story: Record, one: Record, fragments: list[Record], people: dict[str, Record]) -> Record:
    """Return a moment with its sentence in three: before the words that date it, they, and after."""
    sentence = one["sentence"]
    cut = one["start"] - sentence["start"], one["end"] - sentence["start"]
    return {
        **{key: one[key] for key in ("id", "start", "end", "text", "date", "why", "basis", "sha256", "certainty")},
        "story": story["id"],
        "title": story["title"],
        "published": story["date"],
        "human": human(one["date"]),
        "f": holding(fragments, one["start"])["f"],
        "headline": story["title"],
        "sentence": sentence,
        "before": sentence["text"][: cut[0]],
        "after": sentence["text"][cut[1] :],
        "people": [ref(people[name]) for name in one["people"]],
    }
