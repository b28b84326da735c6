"""A story's quotations as records: each with its pieces, who said it, and its neighbours in the story."""

from __future__ import annotations

from typing import Any

from benchmarks.when import human

Record = dict[str, Any]
LISTS = {"stated": "stated", "inferred": "inferred", "none": "not-established"}
STEPS = (60, 100)  # characters from which on a card's words are set smaller


def holding(fragments: list[Record], at: int) -> Record:
    """Return the fragment that an offset is in."""
    return next(one for one in fragments if one["start"] <= at < one["end"])


def slice_of(source: str, start: int, end: int) -> Record:
    """Return a place in a source with its words."""
    return {"start": start, "end": end, "text": source[start:end]}


def ref(person: Record) -> Record:
    """Return what a link to a person shows."""
    return {key: person[key] for key in ("id", "name", "kind", "initials", "tint")}


def quotes(story: Record, source: str, fragments: list[Record], people: dict[str, Record]) -> list[Record]:
    """Return a story's quotations in their order."""
    return [_quote(story, source, one, fragments, people) for one in story["quotes"]]


def _quote(story: Record, source: str, one: Record, fragments: list[Record], people: dict[str, Record]) -> Record:
    keys = ("id", "start", "end", "text", "kind", "basis", "why", "sha256", "via", "speaker", "speaker_name")
    speaker = people.get(one["speaker"] or "")
    fragment = holding(fragments, one["start"])
    told = one.get("parts") or [one["sentence"]]  # a paraphrase is its sentence
    return {
        **{key: one.get(key, told[0]["text"]) for key in keys},
        "story": story["id"],
        "title": story["title"],
        "date": story["date"],
        "section": story["section"],
        "human": human(story["date"]),
        "f": fragment["f"],
        "pieces": [{key: part[key] for key in ("start", "end", "text")} for part in told],
        "parts": told,
        "sentence": one.get("sentence"),
        "words": _pieces(source, told),
        "context": slice_of(source, fragment["start"], fragment["end"]),
        "person": ref(speaker) | {"role": speaker["role"]} if speaker else None,
        "list": "paraphrases" if one["kind"] == "indirect" else LISTS[one["basis"]],
        "step": 1 + sum(sum(len(part["text"]) for part in told) >= step for step in STEPS),
    }


def _pieces(source: str, parts: list[Record]) -> list[Record]:
    """Return a quotation's pieces and the narrator's words between them, in their order."""
    shown: list[Record] = []
    for part in parts:
        if shown:
            begin, end = shown[-1]["end"], part["start"]
            words = source[begin:end]
            inner = words.strip(" “”")
            at = begin + words.index(inner)
            shown.append({"kind": "gap", **slice_of(source, at, at + len(inner))})
        shown.append({"kind": "piece", **{key: part[key] for key in ("start", "end", "text")}})
    return shown
