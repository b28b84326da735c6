"""Turns the marks of a story into web annotations with their context."""

from __future__ import annotations

from typing import Any

Record = dict[str, Any]
AROUND = 32
SITE = "https://record.example"


def notes(story: Record) -> list[Record]:
    """Return the annotations of quotations, mentions, moments, numbers."""
    return [
        *(_quote(story, one) for one in story["quotes"]),
        *(_mention(story, person, one) for person in story["people"] for one in person["mentions"]),
        *(_moment(story, one) for one in story["moments"]),
        *(_number(story, one) for one in story["numbers"]),
    ]


def _target(story: Record, one: Record) -> Record:
    source, start, end = story["source"], one["start"], one["end"]
    around = {"prefix": source[max(0, start - AROUND) : start], "suffix": source[end : end + AROUND]}
    return {"start": start, "end": end, "exact": source[start:end], **around}


def _words(purpose: str, value: str) -> Record:
    return {"purpose": purpose, "value": value, "source": ""}


def _link(purpose: str, source: str) -> Record:
    return {"purpose": purpose, "value": "", "source": SITE + source}


def _quote(story: Record, one: Record) -> Record:
    who = [_link("identifying", f"/people/{one['speaker']}/"), _words("identifying", one["speaker_name"] or "")]
    body = [
        _words("tagging", "quotation"),
        _link("linking", f"/quotes/{one['id']}/"),
        *(who if one["speaker"] else []),
        _words("classifying", one["basis"]),
        _words("describing", one["why"]),
    ]
    return {
        "id": one["id"],
        "motive": "identifying",
        "body": body,
        "target": [_target(story, part) for part in one["parts"]],
    }


def _mention(story: Record, person: Record, one: Record) -> Record:
    body = [_words("tagging", person["kind"]), _link("identifying", f"/people/{person['id']}/")]
    return {
        "id": f"char={one['start']},{one['end']}",
        "motive": "identifying",
        "body": body,
        "target": [_target(story, one)],
    }


def _moment(story: Record, one: Record) -> Record:
    body = [
        _words("tagging", "moment"),
        _words("classifying", one["date"]),
        _link("linking", f"/stories/{story['id']}/timeline/#{one['id']}"),
        _words("describing", one["why"]),
    ]
    return {"id": one["id"], "motive": "classifying", "body": body, "target": [_target(story, one)]}


def _number(story: Record, one: Record) -> Record:
    place = f"char={one['start']},{one['end']}"
    body = [_words("tagging", "number"), _link("linking", f"/stories/{story['id']}/#{place}")]
    return {"id": place, "motive": "tagging", "body": body, "target": [_target(story, one)]}
