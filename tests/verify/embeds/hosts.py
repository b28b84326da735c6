"""What other sites do to a card: form 2 as the panel gives it comes in, the bytes of a page of theirs go out."""

import html
import json
import re
from collections.abc import Callable

import nh3

Host = Callable[[str], str]
ONLY_LINKS = {"tags": {"a"}, "attributes": {"a": {"href"}}, "link_rel": None}


def stripped(form: str) -> str:
    return nh3.clean(form, **ONLY_LINKS)  # type: ignore[arg-type]


def without_attributes(form: str) -> str:
    return re.sub(r"<(?!a )(\w+) [^>]*>", r"<\1>", form)


def markdown(form: str) -> str:
    """Write a card as a converter to Markdown does."""
    text = re.sub(r'<a href="([^"]*)">(.*?)</a>', r"[\2](\1)", re.sub("<iframe.*", "", form))
    text = html.unescape(re.sub("<[^>]+>", "", re.sub("</(?:p|li|ul)>", "\n\n", text)))
    return "\n".join(f"> {line}" for line in text.splitlines())


def feed(form: str) -> str:
    item = f"<item><description><![CDATA[<p>News</p>{form}]]></description></item>"
    return f"<?xml version='1.0'?><rss><channel>{item}</channel></rss>"


def layout(form: str) -> str:
    """Break lines and put blanks that do not break, soft hyphens and a direction mark into the text."""
    pieces = re.split("(<[^>]+>)", form)
    return "".join(
        piece
        if piece.startswith("<")
        else piece.replace(" ", "&nbsp;", 1).replace(" ", "\n  ", 1).replace("e", "e\u00ad", 2)
        for piece in pieces
    )


HOSTS: dict[str, Host] = {
    "as it is": str,
    "within a page": lambda form: f"<!doctype html><body><p>As we read: this.</p><p>Words of ours</p>{form}<p>More</p>",
    "in a block quotation of the page": lambda form: f"<blockquote><div>{form}</div></blockquote>",
    "nh3's defaults": nh3.clean,
    "tags taken away but for links": stripped,
    "the same in a paragraph of the page": lambda form: f"<p>As we read:</p><p>{stripped(form)}</p>",
    "attributes taken away": without_attributes,
    "block quotations taken away": lambda form: re.sub("</?blockquote[^>]*>", "", form),
    "Markdown": markdown,
    "shown as code": lambda form: f"<pre><code>{html.escape(form)}</code></pre>",
    "a feed": feed,
    "an oEmbed answer": lambda form: json.dumps({"type": "rich", "html": form}),
    "the component": lambda form: f"<verbatim-quote src='https://record.example/quotes/q-x/'>{form}</verbatim-quote>",
    "another layout": layout,
}
