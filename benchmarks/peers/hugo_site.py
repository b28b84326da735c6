"""Lays a newsroom out for Hugo: a content file a story and quotation, a content adapter over data for the timeline."""

import json
import shutil
from pathlib import Path
from typing import Any

from benchmarks.records import Record, Records

HERE = Path(__file__).parent
# What somebody has who is named and not quoted: no feed.
NAMED = {"outputs": ["html", "embed", "oembed"]}
# Hugo makes no page of what is only there to group.
UNSEEN = {"build": {"render": "never"}}
PERIODS = """{{ range $at, $period := hugo.Data.periods }}
{{ $params := dict "moments" .moments }}
{{ $.AddPage (dict "path" $at "kind" "page" "title" .title "url" (printf "/%s/" .path) "params" $params) }}
{{ end }}
"""


def write(held: Records, site: Path, given: Path) -> None:
    """Write the whole Hugo site into `site`, with the files that are no pages."""
    shutil.copytree(HERE / "hugo", site, dirs_exist_ok=True)
    shutil.copytree(given, site / "static", dirs_exist_ok=True)
    for story in held.stories:
        write_story(story, site)
        _text(site / f"static/sources/{story['id']}.txt", story["source"])
    for person in held.people.values():
        if not person["quoted"]:
            _text(site / f"content/people/{person['id']}/_index.md", json.dumps(NAMED))
    _text(site / "content/timeline/_content.gotmpl", PERIODS)
    _json(site / "data/people.json", held.people)
    _json(site / "data/periods.json", {one["path"].replace("/", "-"): one for one in held.periods})
    for unseen in ("lists", "sections"):
        _text(site / f"content/{unseen}/_index.md", json.dumps(UNSEEN))


def write_story(story: Record, site: Path) -> None:
    """Write the files that one story's pages are made of."""
    for quote in story["quotes"]:
        named = {**quote_for(quote), "title": quote["title"], "date": quote["date"]}
        _json(site / f"content/quotes/{quote['id']}.md", named)
    front = json.dumps(story_for(story), ensure_ascii=False)
    _text(site / f"content/stories/{story['id']}.md", f"{front}\n\n{body(story)}")


def quote_for(quote: Record) -> Record:
    """Return a quotation under names that Hugo does not keep for itself, with its taxonomies."""
    given = {key: value for key, value in quote.items() if key not in ("title", "date", "section", "list")}
    own = {"headline": quote["title"], "day": quote["date"], "section_name": quote["section"], "lists": [quote["list"]]}
    return {**given, **own, "people": [quote["speaker"]] if quote["speaker"] else [], "id": quote["id"]}


def story_for(story: Record) -> Record:
    """Return a story's front matter."""
    kept = ("id", "title", "date", "human", "sha", "section_id", "brief", "numbers", "related", "moments", "notes")
    return {
        **{key: story[key] for key in kept if key in story},
        "day": story["date"],
        "section_name": story["section"],
        "sections": [story["section_id"]],
        "people": [one["id"] for one in story["people"] if one["has_page"]],
        "cast": story["people"],
        "quotes": [{**quote_for(one), "people": []} for one in story["quotes"]],
        "characters": len(story["source"]),
        "marked": "\n\n".join(one["source"] for one in story["fragments"]),
    }


def body(story: Record) -> str:
    """Return a story's Markdown: a paragraph a fragment, with its place as attributes."""
    return "\n\n".join(_paragraph(story, one) for one in story["fragments"] if one["kind"] != "heading") + "\n"


def _paragraph(story: Record, one: Record) -> str:
    place = f'data-story="{story["id"]}" data-char="{one["start"]},{one["end"]}"'
    return f"{one['text']}\n{{.fragment .fragment--{one['kind']} #f-{one['f']} {place}}}"


def _text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _json(path: Path, value: Any) -> None:
    _text(path, json.dumps(value, ensure_ascii=False))
