"""What Eleventy's and Pelican's sites share: pages that Nunjucks and Jinja both read, and their records."""

import json
from pathlib import Path
from typing import Any

from benchmarks.records import Record

HERE = Path(__file__).parent
PAGES = HERE / "pages"
SITE = "https://record.example"
SHORT = 50


def story_for(story: Record) -> Record:
    """Return a story as templates show it: everything that a template would have to work out is there."""
    quotes = [{**one, "short": one["text"][:SHORT]} for one in story["quotes"]]
    people = [{**one, "said": sum(quote["speaker"] == one["id"] for quote in quotes)} for one in story["people"]]
    return {
        **{key: value for key, value in story.items() if key != "fragments"},
        "url": f"{SITE}/stories/{story['id']}/",
        "date_plain": story["date"].replace("-", ""),
        "minutes": len(story["source"].split()) // 250 + 1,
        "characters": len(story["source"]),
        "stated": sum(one["basis"] == "stated" for one in quotes),
        "brief0": story["brief"][0]["text"],
        "brief_html": "\n".join(_brief(story, one) for one in story["brief"]),
        "marked": "\n\n".join(one["source"] for one in story["fragments"]),
        "marked_text": "".join(_cited(story, one) for one in story["fragments"]),
        "quotes": quotes,
        "people": people,
        "persons": [one for one in people if one["kind"] == "person"],
        "bodies": [one for one in people if one["kind"] != "person"],
        "moments": [_moment(one) for one in story["moments"]],
    }


def _brief(story: Record, one: Record) -> str:
    where = f"{SITE}/sources/{story['id']}.txt#char={one['start']},{one['end']}"
    return f'<blockquote cite="{where}"><p>{one["text"]}</p></blockquote>'


def _cited(story: Record, one: Record) -> str:
    where = f"{SITE}/sources/{story['id']}.txt#char={one['start']},{one['end']}"
    words = _paragraph(story, one).replace('href="/', f'href="{SITE}/')
    return f'<blockquote cite="{where}"><p>{words}</p></blockquote>\n'


def _moment(one: Record) -> Record:
    sentence = {**one["sentence"], "escaped": one["sentence"]["text"].replace(",", "\\,")}
    return {**one, "sentence": sentence, "date_plain": one["date"].replace("-", ""), "year": one["date"][:4]}


def body(story: Record) -> str:
    """Return a story's Markdown: a paragraph a fragment, with its place on a span, which all let through."""
    told = (one for one in story["fragments"] if one["kind"] != "heading")
    return "\n\n".join(_paragraph(story, one) for one in told) + "\n"


def _paragraph(story: Record, one: Record) -> str:
    place = f'id="f-{one["f"]}" data-story="{story["id"]}" data-char="{one["start"]},{one["end"]}"'
    return f'<span class="fragment fragment--{one["kind"]}" {place}>{one["text"]}</span>'


def text(path: Path, words: str) -> None:
    """Write a file, with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")


def dumped(path: Path, value: Any) -> None:
    """Write a value as JSON."""
    text(path, json.dumps(value, ensure_ascii=False))
