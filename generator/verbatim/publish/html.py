"""A source's words as HTML. Text comes in, Markup goes out that shows every character and runs none.

Characters that HTML cannot hold (control characters, noncharacters, CR, which a parser would turn to LF) are shown as
their U+2400 pictures and marked, so that they can be read back. What sets the direction of writing is isolated, and
what has no width is kept in an element of its own, which a page can make visible.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from verbatim.content.sources import heading_words

if TYPE_CHECKING:
    from verbatim.model import Span, Story


# ---- publish/escaped.py

__all__ = ["escaped", "marked_safe", "of_text"]

try:  # MarkupSafe's own inner function, which its `escape` wraps
    from markupsafe import _escape_inner as of_text  # type: ignore[attr-defined]
except ImportError:

    def of_text(text: str, /) -> str:
        """Return a text escaped."""
        return str(escape(text))


_new = str.__new__


def escaped(value: Any) -> str:
    """Return what stands in HTML for a value, as `str(escape(value))` does; Markup as it is."""
    kind = type(value)
    if kind is str:
        return of_text(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return str(value) if kind is int else str(escape(value))


def marked_safe(html: str) -> Markup:
    """Return HTML as Markup: for what was put together of escaped pieces and of forms of ours, and for nothing else."""
    return _new(Markup, html)


# ---- publish/shown.py

# Of the controls, only tab and line feed pass an HTML parser unchanged (WHATWG HTML, 13.2.3.5 and 13.2.5). Python calls
# none of these printable, nor those of BIDI: a printable text has none, and is told from others faster than by looking.
UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe-\U0001ffff]")
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Characters that nobody sees. Joiners are part of many scripts and of pictographs; beside a Latin letter or a digit
# they join nothing, and make two words of one look.
UNSEEN = re.compile("[\u180e\u200b\u2060-\u2064\ufeff]+|(?<=[A-Za-z0-9])[\u200c\u200d]|[\u200c\u200d](?=[A-Za-z0-9])")
# What begins a change of direction, and what ends it (Unicode Annex 9, 2.1-2.5).
EMBEDS, POP = "\u202a\u202b\u202d\u202e", "\u202c"
ISOLATES, POP_ISOLATE = "\u2066\u2067\u2068", "\u2069"
# Quotation marks that a title does without; two apostrophes are a typewriter's, and are looked for first.
MARKS = ("''", *'“”„‟«»"')
# Words between single marks; one with a letter on both sides is an apostrophe, which stays.
SINGLE = re.compile(r"(?<!\w)‘([^‘’]*+(?:’(?=\w)[^‘’]*+)*+)’(?!\w)")
# Unicode has pictures for the C0 controls and DEL; the rest share the picture for a substitute.
FIRST_PICTURE, DELETE, PICTURE_OF_DELETE, NO_PICTURE = 0x2400, 0x7F, "\u2421", "\u2426"
FIRST_CHARACTER = ord(" ")


def as_html(text: str) -> Markup:
    """Return `text` as HTML text: escaped, controls as marked pictures, bidirectional controls isolated."""
    html = escaped(text)
    if html.isprintable() or html.replace("\n", "").isprintable():
        return marked_safe(html)
    html = UNSHOWABLE.sub(lambda found: _picture(found[0]), html)
    html = UNSEEN.sub(r'<span class="unseen">\g<0></span>', html)
    if BIDI.search(html):
        html = f'<bdi class="bidi">{html}</bdi>'
    return marked_safe(html)


def closing_controls(text: str) -> str:
    """Return the characters that end every change of direction which `text` begins and does not end.

    Where a consumer drops the elements that isolate the words, what stands behind them would be shown turned round.
    """
    open_: list[str] = []
    for control in BIDI.findall(text):
        if control in EMBEDS:
            open_.append(POP)
        elif control in ISOLATES:
            open_.append(POP_ISOLATE)
        elif control == POP_ISOLATE and POP_ISOLATE in open_:
            del open_[len(open_) - 1 - open_[::-1].index(POP_ISOLATE) :]
        elif control == POP and open_[-1:] == [POP]:
            open_.pop()
    return "".join(reversed(open_))


@lru_cache(maxsize=4_096)
def plain(text: str) -> str:
    """Return `text` for a title or an attribute: one line, no quotation marks, no controls, not cut."""
    bare = text if text.isprintable() else UNSHOWABLE.sub(" ", BIDI.sub("", text))
    for mark in MARKS:
        bare = bare.replace(mark, "")
    if "‘" in bare:
        bare = SINGLE.sub(r"\1", bare)
    return " ".join(bare.split())


def clipped(text: str, longest: int) -> str:
    """Return `plain(text)`, cut at a word with “…” where it is longer than `longest` characters."""
    bare = plain(text)
    if len(bare) <= longest:
        return bare
    head = bare[:longest]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:.") + "…"


def picture_of(character: str) -> str:
    """Return the character that is shown for one that HTML and XML cannot hold."""
    code = ord(character)
    if code < FIRST_CHARACTER:
        return chr(FIRST_PICTURE + code)
    return PICTURE_OF_DELETE if code == DELETE else NO_PICTURE


def _picture(character: str) -> str:
    return f'<span class="control" data-control="{ord(character):02x}">{picture_of(character)}</span>'


# ---- publish/filled.py


def format_html(form: str, *held: object) -> Markup:
    """Return `form`, which is HTML of ours, with each `{}` replaced by what it holds, escaped unless it is Markup."""
    return marked_safe(form.format(*map(escaped, held)))


# ---- publish/block_marks.py

MARK = re.compile(
    r"^[ \t]*(?:(?:#{1,6}|[-*+>])[ \t]+)+|(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])"
    r"|(?<![\w_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\w_])",
    re.MULTILINE,
)


def is_markdown(story: Story) -> bool:
    """Tell whether the story's source is a Markdown file."""
    return story.source_file.lower().endswith(".md")


def span_as_html(story: Story, span: Span) -> Markup:
    """Return the words of a span as HTML text, the marks of a Markdown source wrapped."""
    if not is_markdown(story):
        return as_html(span.of(story.text))
    html: list[str] = []
    at = span.start
    for mark in MARK.finditer(story.text, span.start, span.end):
        html += [as_html(story.text[at : mark.start()]), f'<span class="markup">{as_html(mark[0])}</span>']
        at = mark.end()
    html.append(as_html(story.text[at : span.end]))
    return marked_safe("".join(html))


def bare_heading(story: Story, heading: str) -> str:
    """Return the words of a heading without the `#` before it, where the source is Markdown."""
    return heading_words(heading) if is_markdown(story) and heading.startswith("#") else heading
