"""Turns a source's words into HTML text in which every character shows and none acts.

Characters that HTML cannot hold (control characters, noncharacters, and CR, which a parser would turn to LF) become
their U+2400 pictures, marked so that they can be read back. Bidirectional controls are isolated, and characters of no
width get an element of their own, which a page can make visible.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import markupsafe
from markupsafe import Markup, escape

from verbatim.content.format.story_file import FILLER
from verbatim.core.i18n import direction
from verbatim.core.quotation_marks import DOUBLE
from verbatim.model import Span, Story
from verbatim.newsroom.extent import WHOLE, elided

# Escapes a str: MarkupSafe's own inner function, which its `escape` wraps.
escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", lambda text: str(escape(text)))
# Of the controls, only tab and line feed pass an HTML parser unchanged (WHATWG HTML, 13.2.3.5 and 13.2.5). Python calls
# neither these nor BIDI printable, so `isprintable` tells most texts apart faster than a search.
UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe-\U0001ffff]")
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Invisible characters. Joiners are part of many scripts and of pictographs; beside a Latin letter or a digit they join
# nothing, and make two different words look the same.
UNSEEN = re.compile("[\u180e\u200b\u2060-\u2064\ufeff]+|(?<=[A-Za-z0-9])[\u200c\u200d]|[\u200c\u200d](?=[A-Za-z0-9])")
# Letters of Hebrew, Arabic and their neighbours (Unicode Annex 9, classes R and AL).
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\U00010800-\U00010fff\U0001e800-\U0001efff]")
# What begins a change of direction, and what ends it (Unicode Annex 9, 2.1-2.5).
EMBEDS, POP = "\u202a\u202b\u202d\u202e", "\u202c"
ISOLATES, POP_ISOLATE = "\u2066\u2067\u2068", "\u2069"
# Quotation marks that a title leaves out; two apostrophes are a typewriter's, and are looked for first.
MARKS = ("''", "``", *DOUBLE)
# Words between single marks; a mark with a letter on both sides is an apostrophe, which stays.
SINGLE = re.compile(r"(?<!\w)‘([^‘’]*+(?:’(?=\w)[^‘’]*+)*+)’(?!\w)")
# Unicode has pictures for the C0 controls and DEL; the rest share the picture for a substitute.
FIRST_PICTURE, DELETE, PICTURE_OF_DELETE, NO_PICTURE = 0x2400, 0x7F, "\u2421", "\u2426"
# Markdown's marks of a heading, list or quotation before a line, and those of emphasis around words.
MARKDOWN = re.compile(
    r"^[ \t]*(?:(?:#{1,6}|[-*+>])[ \t]+)+|(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])"
    r"|(?<![\w_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\w_])",
    re.MULTILINE,
)
_new = str.__new__


def escaped(value: Any) -> str:
    """Return a value's HTML, as `str(escape(value))` does, only faster; Markup as it is."""
    kind = type(value)
    if kind is str:
        return escape_text(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return str(value) if kind is int else str(escape(value))


def marked_safe(html: str) -> Markup:
    """Return HTML as Markup: only for what was put together of escaped pieces and of our own markup."""
    return _new(Markup, html)


def format_html(form: str, *values: object) -> Markup:
    """Return `form`, which is our own HTML, with each `{}` replaced by a value, escaped unless it is Markup."""
    return marked_safe(form.format(*map(escaped, values)))


def as_html(text: str) -> Markup:
    """Return `text` as HTML text: escaped, controls as marked pictures, bidirectional controls isolated."""
    html = escaped(text)
    if html.isprintable() or html.replace("\n", "").isprintable():
        return marked_safe(html)
    html = UNSHOWABLE.sub(_picture, html)
    html = UNSEEN.sub(r'<span class="unseen">\g<0></span>', html)
    if BIDI.search(html):
        html = f'<bdi class="bidi">{html}</bdi>'
    return marked_safe(html)


def closing_controls(text: str) -> str:
    """Return the characters that end every change of direction left open by `text`.

    Without them, text after the words would change direction wherever a consumer drops the elements that isolate them.
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


def isolated(text: str, lang: str) -> str:
    """Return a name or a date apart from the direction of a line in `lang`: unchanged where both run left to right.

    The controls are characters, which pass where consumers drop every element.
    """
    apart = text and (direction(lang) == "rtl" or RIGHT_TO_LEFT.search(text))
    return f"\u2068{text}{POP_ISOLATE}" if apart else text


def spoken_in(lang: str) -> Markup:
    """Return the attributes of an element in a language, wherever it is pasted."""
    return format_html('lang="{}" dir="{}"', lang, direction(lang))


def on_one_line(text: str) -> str:
    """Return `text` for a title or an attribute, with its quotation marks: one line, no controls, not cut."""
    return " ".join((text if text.isprintable() else UNSHOWABLE.sub(" ", BIDI.sub("", text))).split())


@lru_cache(maxsize=4_096)
def plain(text: str) -> str:
    """Return `on_one_line(text)` without quotation marks."""
    bare = on_one_line(text)
    for mark in MARKS:
        bare = bare.replace(mark, "")
    if "‘" in bare:
        bare = SINGLE.sub(r"\1", bare)
    return " ".join(bare.split())


def clipped(text: str, longest: int) -> str:
    """Return `plain(text)`, cut at a word with “…” where it is longer than `longest` characters."""
    return cut(plain(text), longest)


def cut(line: str, longest: int) -> str:
    """Return a line, cut at a word with “…” where it is longer than `longest` characters."""
    if len(line) <= longest:
        return line
    head = line[:longest]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:.") + "…"


def picture_of(character: str) -> str:
    """Return the visible stand-in for a character that HTML and XML cannot hold."""
    code = ord(character)
    if character < " ":
        return chr(FIRST_PICTURE + code)
    return PICTURE_OF_DELETE if code == DELETE else NO_PICTURE


def _picture(control: re.Match[str]) -> str:
    return f'<span class="control" data-control="{ord(control[0]):02x}">{picture_of(control[0])}</span>'


def is_markdown(story: Story) -> bool:
    """Return whether the story's source is a Markdown file."""
    return story.source_file.lower().endswith(".md")


def span_as_html(story: Story, span: Span) -> Markup:
    """Return the words of a span as HTML text, the marks of a Markdown source wrapped, “…” for what is withheld."""
    if story.extent != WHOLE and FILLER in (words := span.of(story.text)):
        return as_html(elided(words))
    if not is_markdown(story):
        return as_html(span.of(story.text))
    html: list[str] = []
    at = span.start
    for mark in markdown_marks(story, span):
        html += [as_html(story.text[at : mark.start]), f'<span class="markup">{as_html(mark.of(story.text))}</span>']
        at = mark.end
    html.append(as_html(story.text[at : span.end]))
    return marked_safe("".join(html))


def markdown_marks(story: Story, span: Span) -> list[Span]:
    """Return the places of Markdown's marks within a span; none where the source is no Markdown file."""
    if not is_markdown(story):
        return []
    return [Span(*mark.span()) for mark in MARKDOWN.finditer(story.text, span.start, span.end)]


def bare_heading(story: Story, heading: str) -> str:
    """Return the words of a heading without the `#` before it, where the source is Markdown."""
    if not (is_markdown(story) and heading.startswith("#")):
        return heading
    from verbatim.content.sources.loading import heading_words  # noqa: PLC0415  few sources are Markdown

    return heading_words(heading)
