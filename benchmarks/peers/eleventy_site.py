"""Lays a newsroom out for Eleventy: stories as Markdown, everything else by pagination over global data."""

import json
import shutil
from pathlib import Path
from typing import NamedTuple

from benchmarks.peers.plain_site import HERE, PAGES, body, dumped, story_for, text
from benchmarks.records import Record, Records


class Kind(NamedTuple):
    """A kind of page: its template, the data that it pages through one by one, their name, and the address."""

    template: str
    data: str
    alias: str
    address: str


KINDS = (
    Kind("story_timeline.html", "all", "s", "stories/{{ s.id }}/timeline/index.html"),
    Kind("timeline_embed.html", "all", "s", "embed/timelines/{{ s.id }}/index.html"),
    Kind("timeline_oembed.txt", "all", "s", "oembed/timelines/{{ s.id }}.json"),
    Kind("data.txt", "all", "s", "data/stories/{{ s.id }}.json"),
    Kind("annotations.txt", "all", "s", "data/stories/{{ s.id }}.annotations.jsonld"),
    Kind("timelinejs.txt", "all", "s", "data/stories/{{ s.id }}.timeline.json"),
    Kind("proof.txt", "all", "s", "data/proof/{{ s.id }}.json"),
    Kind("calendar.txt", "all", "s", "data/stories/{{ s.id }}.ics"),
    Kind("quotetable.txt", "all", "s", "data/stories/{{ s.id }}.quotes.csv"),
    Kind("momenttable.txt", "all", "s", "data/stories/{{ s.id }}.moments.csv"),
    Kind("quote.html", "quotes", "q", "quotes/{{ q.id }}/index.html"),
    Kind("quote_embed.html", "quotes", "q", "embed/quotes/{{ q.id }}/index.html"),
    Kind("quote_oembed.txt", "quotes", "q", "oembed/quotes/{{ q.id }}.json"),
    Kind("person.html", "profiles", "list", "{{ list.at }}index.html"),
    Kind("person_embed.html", "persons", "p", "embed/people/{{ p.id }}/index.html"),
    Kind("person_oembed.txt", "persons", "p", "oembed/people/{{ p.id }}.json"),
    Kind("person_atom.txt", "speakers", "p", "feeds/people/{{ p.id }}.atom.xml"),
    Kind("person_feed.txt", "speakers", "p", "feeds/people/{{ p.id }}.json"),
    Kind("story_list.html", "storyLists", "list", "{{ list.at }}index.html"),
    Kind("quote_list.html", "quoteLists", "list", "{{ list.at }}index.html"),
    Kind("people_list.html", "peopleLists", "list", "{{ list.at }}index.html"),
    Kind("period.html", "periods", "period", "{{ period.path }}/index.html"),
    Kind("feed_atom.txt", "feeds", "feed", "feeds/{{ feed.name }}.atom.xml"),
    Kind("feed_json.txt", "feeds", "feed", "feeds/{{ feed.name }}.json"),
)
SINGLE = {
    "front.html": "index.html",
    "timeline.html": "timeline/index.html",
    "site_stories.txt": "data/stories.json",
    "site_quotes.txt": "data/quotes.json",
    "site_moments.txt": "data/moments.json",
    "site_people.txt": "data/people.json",
    "sitemap.txt": "sitemap.xml",
}


def write(held: Records, site: Path, given: Path) -> None:
    """Write the whole Eleventy site into `site`, with the files that are no pages."""
    shutil.copytree(HERE / "eleventy", site, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules"))
    shutil.copytree(given, site / "static", dirs_exist_ok=True)
    (site / "node_modules").symlink_to(HERE / "eleventy" / "node_modules")
    shutil.copytree(PAGES, site / "_includes")
    for story in held.stories:
        write_story(story, site)
        text(site / f"static/sources/{story['id']}.txt", story["source"])
    dumped(site / "_data/people.json", held.people)
    dumped(site / "_data/periods.json", held.periods)
    for kind in KINDS:
        pages = {"data": kind.data, "size": 1, "alias": kind.alias}
        _page(site, kind.template, {"pagination": pages, "permalink": kind.address})
    for template, address in SINGLE.items():
        _page(site, template, {"permalink": address})
    story_page = (PAGES / "story.html").read_text(encoding="utf-8")
    text(site / "_includes/story.njk", story_page.replace("s.html | safe", "content | safe"))


def _page(site: Path, template: str, front: dict[str, object]) -> None:
    words = (PAGES / template).read_text(encoding="utf-8")
    text(site / f"{Path(template).stem}.njk", f"---json\n{json.dumps(front)}\n---\n{words}")


def write_story(story: Record, site: Path) -> None:
    """Write the files that one story's pages are made of."""
    told = story_for(story)
    front = {"layout": "story.njk", "permalink": f"stories/{story['id']}/index.html", "s": told}
    text(site / f"stories/{story['id']}.md", f"---json\n{json.dumps(front, ensure_ascii=False)}\n---\n{body(story)}")
    dumped(site / f"_data/stories/{story['id']}.json", told)
