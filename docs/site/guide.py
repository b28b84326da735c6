"""Reads the documents as Pelican pages: a title from the first heading, links between documents, the four parts.

The documents stay plain Markdown that a code host shows as well, so they carry no headers of Pelican's.
"""

import re
import subprocess
from collections.abc import Container
from pathlib import Path
from typing import Any

from markdown import Markdown
from pagefind_bin import get_executable
from pelican import signals
from pelican.readers import MarkdownReader
from pelican.utils import pelican_open

from verbatim.core.files import write_if_changed
from verbatim.site.theme.fonts import write_sheet

LINK = re.compile(r'<a href="(?!\w+:|#)(?P<file>[^"#]+)(?P<place>#[^"]*)?">(?P<words>.*?)</a>', re.DOTALL)
HEADING = re.compile(r"\A\s*# (.+)\n+")
FIRST = re.compile(r"<p>(.*?)</p>", re.DOTALL)
TOKENS = Path(__file__).parents[2] / "theme/static/css/tokens.css"


class DocumentReader(MarkdownReader):
    """Takes the title from the first heading and the summary from the first paragraph."""

    def read(self, filename: str) -> tuple[str, dict[str, Any]]:
        """Return the document as HTML, and what Pelican wants to know of a page."""
        with pelican_open(filename) as text:
            found = HEADING.match(text)
            body = text[found.end() :] if found else text
        settings = {**self.settings["MARKDOWN"], "extensions": list(self.settings["MARKDOWN"]["extension_configs"])}
        markdown = Markdown(**settings)
        listed = {slug for *_, slugs in self.settings["PARTS"] for slug in slugs}
        html = LINK.sub(lambda found: _between_pages(found, listed), markdown.convert(body))
        first = FIRST.search(html)
        return html, {
            "title": found[1].replace("`", "") if found else Path(filename).stem,
            "slug": Path(filename).stem.lower(),
            "summary": re.sub(r"<[^>]+>", "", first[1]) if first else "",
            "toc": [one for top in markdown.toc_tokens for one in (top, *top["children"])],  # type: ignore[attr-defined]
        }


def _between_pages(found: re.Match[str], listed: Container[str]) -> str:
    """Return a link to a document's page; for a file that is not published, the words alone."""
    slug = Path(found["file"]).stem.lower()
    return f'<a href="{slug}.html{found["place"] or ""}">{found["words"]}</a>' if slug in listed else found["words"]


def add_reader(readers: Any) -> None:
    """Have Markdown files read as documents."""
    readers.reader_classes["md"] = DocumentReader


def part(generator: Any) -> None:
    """Give the templates the four parts with their pages, and each page its neighbours."""
    pages = {page.slug: page for page in generator.context["pages"]}
    parts = [
        {"name": name, "about": about, "pages": [pages[slug] for slug in slugs]}
        for name, about, slugs in generator.settings["PARTS"]
    ]
    listed = [page for one in parts for page in one["pages"]]
    if missing := pages.keys() - {page.slug for page in listed}:
        raise ValueError(f"docs/site/pelicanconf.py: PARTS names no place for {', '.join(sorted(missing))}")
    for before, page, after in zip([None, *listed], listed, [*listed[1:], None], strict=False):
        page.before, page.after = before, after
        page.part = next(one["name"] for one in parts if page in one["pages"])
    generator.context["parts"] = parts


def finish(pelican: Any) -> None:
    """Add what the site takes from the product: its tokens and fonts, and a search index."""
    output = Path(pelican.output_path)
    write_if_changed(output / "theme/css/tokens.css", TOKENS.read_bytes())
    text = "".join(path.read_text("utf-8") for path in output.glob("*.html"))
    write_sheet("".join(sorted(set(text))), output, output.parent / "fonts")
    command = [get_executable(), "--site", str(output), "--output-subdir", "pagefind"]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  our own pagefind


def register() -> None:
    """Join Pelican."""
    signals.readers_init.connect(add_reader)
    signals.page_generator_finalized.connect(part)
    signals.finalized.connect(finish)
