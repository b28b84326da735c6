"""A newsroom written by hand, and what a site lists of it: all that laws are held to."""

import json
import re
from pathlib import Path
from typing import Any

from verbatim.verify.facts import Facts

MARK = re.compile(r"\[([^\[\]]*)\]\{\.([\w-]+)(?: #(\S+?))?(?: ([^}]*))?\}")


class Newsroom:
    """Content, and the lists that a site of it has, laid file by file."""

    def __init__(self, root: Path) -> None:
        self.content, self.site = root / "content", root / "output"
        self.quotes: list[dict[str, Any]] = []
        self.people: list[dict[str, Any]] = []
        self.stories: list[dict[str, Any]] = []

    def write(self, name: str, text: str, *, site: bool = False) -> Path:
        path = (self.site if site else self.content) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")
        return path

    def person(self, name: str, title: str, more: str = "") -> None:
        self.write(f"people/{name}.md", f"Title: {title}\n{more}\n")
        self.people.append({"id": name, "name": title, "kind": "person", "mentions": []})

    def story(self, name: str, marked: str, *, date: str = "2026-03-04", head: str = "") -> str:
        """Lay a story whose one fragment has these marks, and list its quotations and moments; return its text."""
        text, spans = _read(marked)
        self.write(f"sources/{name}.txt", text)
        self.write(f"stories/{name}.md", f"Title: {name.title()}\nDate: {date}\nSource: {name}.txt\n\n")
        self.write(f"fragments/{name}/text.md", f"Source: {name}.txt#char=0,{len(text)}\n{head}\n{marked}\n")
        moments = [span for span in spans if span["class"] == "moment"]
        for span in spans:
            if span["class"] == "quote":
                speaker = {"speaker": span["attrs"].get("speaker"), "kind": span["attrs"].get("kind", "direct")}
                gone = {"withdrawn": {"date": "2026-07-01"} if "Withdrawn" in head else None}
                self.quotes.append({"id": span["id"], "story": name, **speaker, **gone})
        rows = [{"id": f"m-{name}-{number}", "start": one["start"], "end": one["end"]}
                for number, one in enumerate(moments, 1)]  # fmt: skip
        data = {"id": name, "date": date, "people": self.people, "moments": rows}
        self.write(f"data/stories/{name}.json", json.dumps(data), site=True)
        self.stories.append({"id": name, "title": name.title(), "source_name": "«Pier Post»"})
        return text

    def facts(self) -> Facts:
        for name in ("quotes", "people", "stories"):
            self.write(f"data/{name}.json", json.dumps(getattr(self, name)), site=True)
        return Facts(self.content, self.site)


def _read(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the text of a fragment, and its marks with their places; a mark may stand within another."""
    spans: list[dict[str, Any]] = []
    while found := MARK.search(marked):
        start, grown = found.start(), len(found[0]) - len(found[1])
        for span in spans:
            for key in ("start", "end"):
                span[key] -= grown if span[key] > start else 0
        attrs = dict(re.findall(r'([\w-]+)="([^"]*)"', found[4] or ""))
        spans.append({"class": found[2], "id": found[3], "attrs": attrs, "start": start, "end": start + len(found[1])})
        marked = marked[:start] + found[1] + marked[found.end() :]
    return marked, spans
