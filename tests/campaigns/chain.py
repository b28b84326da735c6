"""Takes a source's bytes through everything: decoded, read, split, written, read back, shown.

An input may be refused with a ContentError; any other exception is a finding.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import tempfile
from pathlib import Path

from tests.made import pages, publish
from tests.tables import quotes
from verbatim.cli.split_sources import SplitOptions, split
from verbatim.content import load
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.newsroom import join
from verbatim.publish.annotated_text import article_html
from verbatim.publish.edition import Edition, Site
from verbatim.publish.story_page import article_payload

KINDS = (".txt", ".md", ".html")
SITE = Site("The Fuzzed Record", "https://record.example")
MEMORY = "/dev/shm"  # noqa: S108  a disk would be what is measured


def through(data: bytes) -> bool:
    """Take a source through the chain; its first byte says of which kind it is. Return whether it was taken.

    Raises AssertionError where a character is lost, or what a program of ours raises that nobody may see.
    """
    if not data:
        return False
    with tempfile.TemporaryDirectory(dir=MEMORY if Path(MEMORY).is_dir() else None) as folder:
        content = Path(folder) / "content"
        (content / "sources").mkdir(parents=True)
        (content / f"sources/rope{KINDS[data[0] % len(KINDS)]}").write_bytes(data[1:])
        try:
            _shown(content)
        except (ContentError, ContentErrors):
            return False
        finally:
            shutil.rmtree(content)
    return True


def _shown(content: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        split(SplitOptions(content))
        publish(content)
        split(SplitOptions(content))
    loaded = load(content)  # which holds that the fragments, joined, are the source
    edition = Edition(join(*loaded), SITE, frozenset(story.id for story in loaded.stories))
    for story in loaded.stories:
        assert "<script" not in article_html(edition, story).lower()
        article_payload(edition, story)
        for row in quotes(edition):
            for piece in row.get("parts") or [row["sentence"]]:
                assert piece["text"] == story.text[piece["start"] : piece["end"]]
    assert list(pages(edition))
