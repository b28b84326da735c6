"""What a site publishes for programs, without its pages: data, oEmbed, sources, and what its pictures say."""

import html
from pathlib import Path

from tests import tables
from tests.made import embeds
from verbatim.core.json import readable
from verbatim.publish import Edition
from verbatim.publish.embedding import oembed


def laid(folder: Path, told: Edition) -> Path:
    """Write what `check-embeds` reads of an edition into a folder."""
    for table in (tables.stories, tables.quotes, tables.people, tables.history):
        written(folder / f"data/{table.__name__}.json", readable(table(told)))
    for one in embeds(told):
        written(folder / one.oembed, readable(oembed(told.site, one)))
        alternative = f'<meta property="og:image:alt" content="{html.escape(one.alt)}">' if one.picture else ""
        written(folder / one.page / "index.html", alternative)
    for story in told.newsroom.stories.values():
        written(folder / f"sources/{story.id}.txt", story.text)
    return folder


def written(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
