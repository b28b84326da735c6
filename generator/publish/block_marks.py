"""The marks of Markdown in words that are shown as they were written. A story's text comes in, HTML goes out.

A Markdown source keeps its marks, since nothing of a source is taken away. Those that begin a line (`## `, `> `, `* `)
and those of emphasis (`*`, `_`) are wrapped, so that the sheet can make them quiet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.publish.escaped import marked_safe
from generator.publish.shown import shown
from generator.sources.markdown import heading_words

if TYPE_CHECKING:
    from markupsafe import Markup

    from generator.model import Span, Story

MARK = re.compile(
    r"^[ \t]*(?:(?:#{1,6}|[-*+>])[ \t]+)+|(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])"
    r"|(?<![\w_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\w_])",
    re.MULTILINE,
)


def is_markdown(story: Story) -> bool:
    """Tell whether the story's source is a Markdown file."""
    return story.source_file.lower().endswith(".md")


def shown_in(story: Story, span: Span) -> Markup:
    """Return the words of a span as HTML text, the marks of a Markdown source wrapped."""
    if not is_markdown(story):
        return shown(span.of(story.text))
    html: list[str] = []
    at = span.start
    for mark in MARK.finditer(story.text, span.start, span.end):
        html += [shown(story.text[at : mark.start()]), f'<span class="markup">{shown(mark[0])}</span>']
        at = mark.end()
    html.append(shown(story.text[at : span.end]))
    return marked_safe("".join(html))


def bare_heading(story: Story, heading: str) -> str:
    """Return the words of a heading without the `#` before it, where the source is Markdown."""
    return heading_words(heading) if is_markdown(story) and heading.startswith("#") else heading
