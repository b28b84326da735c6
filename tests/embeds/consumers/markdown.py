"""What Markdown does to a card: pasted as it is into a post, or turned to Markdown by an editor and back to HTML."""

from markdown import Markdown
from markdown_it import MarkdownIt
from markdownify import markdownify

AROUND = "As we *read*:\n\n{}\n\nThat is *all*.\n"


def classic(html: str) -> str:
    """Return a post that Python-Markdown renders, with the card pasted between two paragraphs."""
    return str(Markdown().convert(AROUND.format(html)))


def common(html: str) -> str:
    """Return a post by the rules of CommonMark, with the card pasted between two paragraphs."""
    return str(MarkdownIt("commonmark").render(AROUND.format(html)))


def converted(html: str) -> str:
    """Return the card as an editor that keeps Markdown alone shows it."""
    return str(MarkdownIt("commonmark").render(markdownify(html)))
