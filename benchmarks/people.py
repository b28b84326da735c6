"""Joins people and bodies across stories for their profiles: appearances, company, dated facts."""

from __future__ import annotations

import zlib
from collections import Counter
from typing import Any

Record = dict[str, Any]
TINTS = 4
# What a profile shows at most: sentences that only name somebody, moments, stories, people who appear with them.
NAMED, MOMENTS, STORIES, COMPANY = 8, 60, 200, 60
RELATED, RECENT = 3, 30


def initials(name: str) -> str:
    """Return the first letters of the first and the last word."""
    words = name.split()
    return (words[0][0] + words[-1][0]).upper()


def tint(person: str) -> int:
    """Return a person's tint, 1 to 4."""
    return zlib.crc32(person.encode()) % TINTS + 1


def joined(stories: list[Record], listed: list[Record]) -> dict[str, Record]:
    """Return all people by id, with what the stories, newest first, say about them."""
    found: dict[str, Record] = {one["id"]: _fresh(one) for one in listed}
    company: dict[str, Counter[str]] = {name: Counter() for name in found}
    for story in stories:
        here = [person["id"] for person in story["people"]]
        for person in story["people"]:
            _appears(found[person["id"]], story, person)
            company[person["id"]].update(name for name in here if name != person["id"])
        for moment in story["moments"]:
            for person in moment["people"]:
                found[person["id"]]["moments"].append(moment)
    for name, met in company.items():
        found[name]["company"] = [{**_ref(found[other]), "count": count} for other, count in met.most_common(COMPANY)]
        found[name]["moments"] = sorted(found[name]["moments"], key=lambda one: one["date"], reverse=True)[:MOMENTS]
    return found


def related(story: Record, people: dict[str, Record]) -> list[Record]:
    """Return the stories in which most of a story's people are, out of the newest of each."""
    shared: dict[str, list[Record]] = {}
    for person in story["people"]:
        for other in people[person["id"]]["stories"][:RECENT]:
            if other["id"] != story["id"]:
                shared.setdefault(other["id"], []).append({**other, "person": _ref(person)})
    best = sorted(shared.values(), key=len, reverse=True)[:RELATED]
    return [{**found[0], "people": [one["person"] for one in found][:RELATED]} for found in best]


def _fresh(one: Record) -> Record:
    return {
        **{key: one[key] for key in ("id", "name", "kind", "aliases", "mentions", "roles")},
        "initials": initials(one["name"]),
        "tint": tint(one["id"]),
        "role": None,
        "stories": [],
        "named": [],
        "moments": [],
        "years": {},
        "quoted": 0,
    }


def _ref(one: Record) -> Record:
    return {key: one[key] for key in ("id", "name", "kind", "initials", "tint")}


def _appears(one: Record, story: Record, person: Record) -> None:
    one["stories"].append({key: story[key] for key in ("id", "title", "date", "human")})
    if person["role"] and not one["role"]:
        one["role"] = {**person["role"], "story": story["id"]}
    said = [quote for quote in story["quotes"] if quote["speaker"] == one["id"]]
    one["quoted"] += len(said)
    year = story["date"][:4]
    if said:
        one["years"][year] = one["years"].get(year, 0) + len(said)
    elif len(one["named"]) < NAMED:
        one["named"].append(_named(story, person))


def _named(story: Record, person: Record) -> Record:
    """Return the sentence in which a story names a person who is not quoted in it."""
    at = person["mentions"][0]["start"]
    begin = max(story["source"].rfind(mark, 0, at) + len(mark) for mark in ("\n\n", ". ", "” "))
    end = story["source"].index(".", at) + 1
    fragment = next(one for one in story["fragments"] if one["start"] <= at < one["end"])
    place = {"start": begin, "end": end, "text": story["source"][begin:end], "f": fragment["f"]}
    return {"story": story["id"], "title": story["title"], "date": story["date"], "human": story["human"], **place}
