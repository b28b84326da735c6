"""Renders the editors' Markdown as safe HTML in which every quoted word is traced to a source, or is the editors' own.

Raw HTML is off, links may have a few schemes only, and nh3 cleans the result. In a story's introduction and notes,
marks around a word or a name that its source does not have are shown as the editors'. Longer words read as a quotation:
there and anywhere else they raise ContentError, and so do quotation marks where no source can be shown (titles,
alternative texts). Marks in a headline around words that no quotation has belong to whoever wrote the headline.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache, partial
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

from markdown import Markdown
from markupsafe import Markup, escape

from verbatim.core.errors import ContentError
from verbatim.core.quotation_marks import ALL as ALL_MARKS
from verbatim.core.quotation_marks import DOUBLE, OPENING, Cited, citations
from verbatim.model import Fragment, Mark, Person, Quote, Span, Story
from verbatim.publish.claims import claim_of
from verbatim.publish.edition import Edition
from verbatim.publish.html import UNSHOWABLE, as_html
from verbatim.publish.markup.annotated import SAID, PlacedMark
from verbatim.publish.refs import Slice, slice_of
from verbatim.publish.urls import link, quote_address, span_of

HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
BLOCKS_CITED = frozenset(["p", "li", "dd", "dt", "td", "th", *HEADINGS, "blockquote", "pre"])
_EDGE = re.compile("<(/?)blockquote>")


class ContentPlace(NamedTuple):
    """Where editors' words begin: the file's path, the line (0: not known), the file's folder below `content/`."""

    path: str
    line: int = 0
    folder: str = ""

    @classmethod
    def about(cls, person: Person) -> ContentPlace:
        """Return where the editors' words about a person begin."""
        return cls(f"content/people/{person.id}.md", person.words_line, "people")

    def error(self, fact: str, fix: str) -> ContentError:
        """Return an error at this place."""
        return ContentError(self.path, self.line, fact, fix)


class EditorsText(NamedTuple):
    """Markdown as the editors wrote it, and where it begins."""

    text: str
    place: ContentPlace

    def error(self, words: str, fact: str, fix: str) -> ContentError:
        """Return an error at the line on which `words` begin."""
        first = next((at for at in map(self.text.find, (words, words.partition(" ")[0])) if at >= 0), 0)
        line = self.place.line + self.text.count("\n", 0, first) if self.place.line else 0
        return self.place._replace(line=line).error(fact, fix)


class HtmlPiece(NamedTuple):
    """A tag as written, or a run of text (`tag` is then empty)."""

    tag: str
    text: str


class HtmlPieces(HTMLParser):
    """Cuts HTML into blocks of pieces; a quotation never reaches from one block into another."""

    def __init__(self, place: ContentPlace) -> None:
        super().__init__(convert_charrefs=True)
        self.place = place
        self.blocks: list[list[HtmlPiece]] = [[]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add a tag, which may begin a block."""
        for name, value in attrs:
            if name in ("title", "alt") and any(mark in (value or "") for mark in ("''", *DOUBLE)):
                fact = f"quotation marks in {name}={value!r} cannot be checked there"
                raise self.place.error(fact, "Take the marks off, or quote in the text")
        self._start_block(tag)
        self.blocks[-1].append(HtmlPiece(tag, self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        """Add a tag, which may end a block."""
        self.blocks[-1].append(HtmlPiece("/" + tag, f"</{tag}>"))
        self._start_block(tag)

    def handle_data(self, data: str) -> None:
        """Add text."""
        self.blocks[-1].append(HtmlPiece("", data))

    def _start_block(self, tag: str) -> None:
        if tag in BLOCKS_CITED and self.blocks[-1]:
            self.blocks.append([])


def block_quotations(html: str) -> Iterator[tuple[str, bool]]:
    """Yield cleaned HTML in parts, each with whether it is a block quotation; those within one belong to it."""
    at = depth = 0
    for edge in _EDGE.finditer(html):
        depth += -1 if edge[1] else 1
        if edge[1] and not depth:
            yield html[at : edge.end()], True
            at = edge.end()
        elif not edge[1] and depth == 1:
            yield html[at : edge.start()], False
            at = edge.start()
    yield html[at:], False


CITED = "0"  # the part of a quotation's mark in a headline, which is none of its parts
_STOPS = " .,;:!?…–—-"
# What to do about quoted words that no source of ours has.
NAME_SOURCE = (
    "Write them as the source has them, bring the text that has them as a source, or write without marks. "
    "The title of a work stands in *italics*"
)
_ALIKE = str.maketrans(dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟«»", '"'))


class Citation(NamedTuple):
    """A quotation that has some words, and the place of these words where they are the source's to the letter."""

    quote: Quote
    span: Span | None


class QuotedWords:
    """What the quotations of a story say within quotation marks. One that was withdrawn is not cited."""

    def __init__(self, edition: Edition, story: Story) -> None:
        self.edition = edition
        self.story = story

    @cached_property
    def _pieces(self) -> list[tuple[Quote, Span, str]]:
        """The marked words of each quotation, as they are compared, with a blank before and after."""
        quotes = [quote for quote in self.edition.quotes_by_story.get(self.story.id, []) if not quote.withdrawn]
        pieces = [(quote, span) for quote in quotes for span in claim_of(self.edition, quote).words]
        return [(quote, span, f" {_plain(span.of(self.story.text))} ") for quote, span in pieces]

    def find(self, words: str) -> Citation | None:
        """Return the first quotation that has these words, capitals, stops and the form of marks within them aside.

        One that says nothing else takes precedence.
        """
        wanted = f" {_plain(words)} "
        if not wanted.strip():
            return None
        having = [(quote, span, plain) for quote, span, plain in self._pieces if _has(plain, wanted)]
        if not having:
            return None
        quote, span, _ = next((one for one in having if one[2] == wanted), having[0])
        start = self.story.text.find(words, span.start, span.end)
        return Citation(quote, Span(start, start + len(words)) if start >= 0 else None)


def _plain(words: str) -> str:
    return " ".join(words.translate(_ALIKE).casefold().split()).strip(_STOPS)


def _has(plain: str, wanted: str) -> bool:
    """Return whether words stand in others as whole words, whatever stop or mark follows or precedes them."""
    bare = wanted.strip()
    at = plain.find(bare)
    while at >= 0:
        before, after = plain[at - 1], plain[at + len(bare)]
        if not before.isalnum() and not after.isalnum():
            return True
        at = plain.find(bare, at + 1)
    return False


def cited_marks(edition: Edition, story: Story, place: Span, marks: Iterable[PlacedMark]) -> list[PlacedMark]:
    """Return the marks of a headline, and one for each quotation whose words it has within quotation marks.

    Words that are marked as a quotation already are left alone, and so are those that another mark would cross.
    """
    found = list(marks)
    said = QuotedWords(edition, story)
    for span, citation, _ in citations(place.of(story.text), said.find):
        words = span.shift(place.start)
        if citation and all(_nests(words, one) for one in found):
            mark = Mark(words, "quote", citation.quote.id, {"part": CITED})
            found.append(PlacedMark(mark, words))
    return sorted(found, key=lambda one: (one.span.start, -one.span.end, one.mark.attrs.get("part") != CITED))


def said_marks(edition: Edition, marks: Iterable[PlacedMark]) -> list[PlacedMark]:
    """Return marks of the text with one more around each piece that somebody said within a partly quoted sentence.

    Pieces that another mark would cross have none.
    """
    found = list(marks)
    for placed in [one for one in found if one.mark.kind == "quote"]:
        quote = edition.newsroom.quotes[placed.mark.id]
        for piece in claim_of(edition, quote).pieces if quote.kind == "mixed" else ():
            span = piece.span
            if placed.span.covers(span) and all(_nests(span, one) for one in found if one is not placed):
                found.append(PlacedMark(Mark(span, "quote", quote.id, {"part": SAID}), span))
    return sorted(found, key=lambda one: (one.span.start, -one.span.end, one.mark.attrs.get("part") == SAID))


def _nests(words: Span, other: PlacedMark) -> bool:
    if not words.meets(other.span):
        return True
    return other.mark.kind != "quote" and (words.covers(other.span) or other.span.covers(words))


LONGEST = 100_000
LABEL_WORDS, LABEL_LENGTH = 3, 30  # of what marks set apart and quote nobody with: “soft” opening, the “Sea Lark”
MOST_SOUGHT = 4_000_000  # opening brackets of a paragraph times its length: about a second of Python-Markdown's time
EXTENSIONS = ("tables", "def_list", "sane_lists")
BLOCKS = {"blockquote", "dd", "dl", "dt", "hr", "li", "ol", "p", "pre", "ul"}
TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
INLINE = {"a", "b", "br", "code", "em", "i", "img", "strong", "sub", "sup"}
TAGS = HEADINGS | BLOCKS | TABLES | INLINE
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
SCHEMES = {"http", "https", "mailto"}
INTRASITE = re.compile(r'="\{(filename|static|attach)\}([^"#?]*)')
PICTURE = re.compile(r'<img(?: (?!src=)[a-z]+="[^"]*+")*+ src="([^"]*+)"')
SKIPPED = re.compile("[\x00-\x20]")  # what a browser leaves out of an address before it reads it
PARAGRAPH_END = re.compile(r"\n[ \t]*+\n")
MARKS = (*OPENING, "'", "`", "&quot;", "&#39;", "&#x27;")
EDITORS = re.compile(r' data-editors="[^"]*+">([^<]*+(?:<(?!/(?:a|span)>)[^<]*+){0,64}+)<')  # our own elements
TAG = re.compile(r"<[^<>]*+>")


class Lookup(NamedTuple):
    """Finds quoted words. Those of no source are an error, but for a label in what the editors of `story` write."""

    find: Callable[[str], Slice | None]
    story: str = ""


def in_story(edition: Edition, story: str) -> Lookup:
    """Return a lookup over one story: words of a quotation lead to it, any others of the source to their place."""
    said = QuotedWords(edition, edition.newsroom.stories[story])
    return Lookup(partial(_cite, edition, said), story)


def in_stories(edition: Edition, stories: Sequence[str]) -> Lookup:
    """Return a lookup over several stories, the first that has the words counts; words of none of them are an error."""
    lookup = cache(partial(in_story, edition))  # most words of editors quote nothing

    def find(words: str) -> Slice | None:
        return next(filter(None, (lookup(name).find(words) for name in stories)), None)

    return Lookup(find)


def in_any(edition: Edition) -> Lookup:
    """Return a lookup over the sources of all listed stories, newest first."""
    stories = edition.newsroom.stories
    return Lookup(lambda words: _find(edition, (name for name in stories if name in edition.listed), words))


def _cite(edition: Edition, said: QuotedWords, words: str) -> Slice | None:
    cited = said.find(words)
    if not cited:
        return _find(edition, [said.story.id], words)
    url, quote = quote_address(edition, cited.quote), cited.quote
    if not cited.span:
        return Slice(story=quote.story, char="", words=as_html(words), url=url, lang="")
    return Slice(**{**slice_of(edition, quote.story, cited.span), "url": url})


def _find(edition: Edition, stories: Iterable[str], words: str) -> Slice | None:
    for story in stories:
        start = edition.newsroom.stories[story].text.find(words)
        if start >= 0:
            return slice_of(edition, story, Span(start, start + len(words)))
    return None


def editors_html(text: str, lookup: Lookup, place: ContentPlace) -> Markup:
    """Return Markdown as safe HTML, its quoted words wrapped in the slices that `lookup` finds for them.

    Pelican's links (`{filename}`, `{static}`) become relative to the content folder; one that leaves it is refused.
    """
    if not text.strip():
        return Markup("")
    if len(text) > LONGEST:
        raise place.error(f"there are {len(text)} characters here", f"At most {LONGEST} are read")
    if found := UNSHOWABLE.search(text.replace("\r", "")):
        fact = f"there is a character here that no page can hold (U+{ord(found[0]):04X})"
        raise place.error(fact, "Rewrite the words around it")
    return _with_slices(_within_content(_read(text, place), place), lookup, EditorsText(text, place))


def note(edition: Edition, fragment: Fragment) -> Markup:
    """Return a fragment that is the editors' note."""
    place = ContentPlace(fragment.path, fragment.body_line, f"fragments/{fragment.story}")
    return editors_html(fragment.text, in_story(edition, fragment.story), place)


def editors_marks(edition: Edition, story: Story) -> list[str]:
    """Return what the introduction and notes of a story put within marks that are the editors' own."""
    pieces = [introduction(edition, story)] if any(mark in story.intro for mark in MARKS) else []
    if story.id in edition.newsroom.noted:
        pieces += [note(edition, one) for one in story.fragments if not one.source]
    marked = (unescape(TAG.sub("", found[1])) for piece in pieces for found in EDITORS.finditer(piece))
    return [words for words in marked if any(char.isalnum() for char in words)]


def editors_line(text: str, lookup: Lookup) -> Markup:
    """Return a line of plain text, such as a title, with its quoted words as `editors_html` has them."""
    wrapper = _SliceWrapper(lookup, EditorsText(text, ContentPlace("")))
    wrapper.add_line(text)
    return Markup("".join(wrapper.html))  # noqa: S704  text that was escaped, and our own tags


def introduction(edition: Edition, story: Story) -> Markup:
    """Return the editors' introduction; empty where there is none."""
    if not story.intro.strip():
        return Markup("")
    return editors_html(story.intro, in_story(edition, story.id), ContentPlace(story.path, story.intro_line, "stories"))


def _read(text: str, place: ContentPlace) -> str:
    """Return Markdown as cleaned HTML; refuse what only hostile text has, before it takes minutes or ends in a crash.

    Python-Markdown looks for each bracket's partner to the paragraph's end, and recurses for each list in a list.
    """
    paragraphs = PARAGRAPH_END.split(text)
    if sum(paragraph.count("[") * len(paragraph) for paragraph in paragraphs) > MOST_SOUGHT:
        raise place.error("there are too many brackets in one paragraph", "Divide it by blank lines, or take some out")
    try:
        html = cleaned(text)
    except RecursionError:
        _markdown.cache_clear()  # interrupted, it would take every later text for part of the list
        fact = "lists or quotations are nested too deeply here"
        raise place.error(fact, "Write them on fewer levels, or divide them by paragraphs") from None
    for found in PICTURE.finditer(html):  # a picture from elsewhere would tell another site of every reader
        address = SKIPPED.sub("", unescape(found[1])).replace("\\", "/")
        if address.startswith("//") or ":" in address.partition("/")[0]:
            fact = f"the picture {address[:60]} is on another site"
            raise place.error(fact, "Put the file into content/images/, and write {static}/images/ and its name")
    return html


def cleaned(text: str) -> str:
    """Return Markdown as HTML with allowed elements, attributes and schemes only."""
    import nh3  # noqa: PLC0415  most commands have no use for it

    html = _markdown().reset().convert(text)
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


@lru_cache(maxsize=1)
def _markdown() -> Markdown:
    from markdown import Markdown  # noqa: PLC0415  a story without an introduction has no use for it

    reader = Markdown(extensions=list(EXTENSIONS), output_format="html")
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    return reader


def _within_content(html: str, place: ContentPlace) -> str:
    """Write Pelican's links from the content folder: `{static}a.png` in `pages/` becomes `{static}/pages/a.png`."""

    def anchored(found: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join("/", place.folder, found[2]))
        if found[2].startswith("..") and posixpath.normpath(posixpath.join(place.folder, found[2])).startswith(".."):
            fact = f"the link {{{found[1]}}}{found[2]} leads out of the content folder"
            raise place.error(fact, "Put the file into the content folder")
        return f'="{{{found[1]}}}{path}'

    return INTRASITE.sub(anchored, html)


def _with_slices(html: str, lookup: Lookup, written: EditorsText) -> Markup:
    """Wrap the words between quotation marks, and those of block quotations, in slices."""
    if "<blockquote>" not in html and not any(mark in html for mark in MARKS):
        return Markup(html)  # noqa: S704  cleaned by nh3
    wrapper = _SliceWrapper(lookup, written)
    for part, is_quotation in block_quotations(html):
        reader = HtmlPieces(written.place)
        reader.feed(part)
        reader.close()
        for block in reader.blocks:
            wrapper.add(block, is_quotation=is_quotation)
    return Markup("".join(wrapper.html))  # noqa: S704  nh3's tags, and text escaped again


def _is_label(words: str) -> bool:
    return len(words.split()) <= LABEL_WORDS and len(words) <= LABEL_LENGTH


class _SliceWrapper:
    """Writes blocks out again, quoted words in slices: a slice is a link, or a span where a link is open around it.

    Marks around words that are not found, and what they enclose, are shown as the editors' own.
    """

    def __init__(self, lookup: Lookup, written: EditorsText) -> None:
        self.lookup = lookup
        self.written = written
        self.html: list[str] = []
        self.linked = False

    def add_line(self, text: str) -> None:
        """Write out a line of plain text, in which a mark need not be closed."""
        self._write(text, 0, list(citations(text, self.lookup.find)))

    def add(self, block: list[HtmlPiece], *, is_quotation: bool = False) -> None:
        """Write a block out; a mark that is not closed in it is an error, and in a quotation words without a source."""
        text = "".join(piece.text for piece in block if not piece.tag)
        cited = (self._whole(text) if is_quotation else []) or list(citations(text, self.lookup.find))
        self._check(text, cited)
        if is_quotation:
            self._check_quotation(text, cited)
        at = 0
        for piece in block:
            if piece.tag:
                self.linked = piece.tag == "a" or (self.linked and piece.tag != "/a")
                self.html.append(piece.text)
            else:
                self._write(piece.text, at, cited)
                at += len(piece.text)

    def _whole(self, text: str) -> list[Cited[Slice]]:
        """Return a paragraph of a block quotation that a source has, without marks, as it stands."""
        words = text.strip()
        found = self.lookup.find(words) if any(map(str.isalnum, words)) else None
        start = text.find(words)
        return [Cited(Span(start, start + len(words)), found)] if found and found["char"] else []

    def _check_quotation(self, text: str, cited: list[Cited[Slice]]) -> None:
        """Raise ContentError for words of a block quotation that no source has."""
        held = {at for span, found, _ in cited if found and found["char"] for at in range(span.start, span.end)}
        if any(char.isalnum() and at not in held for at, char in enumerate(text)):
            words = " ".join(text.split())
            raise self.written.error(words, f"a block quotation names no source: {words[:40]!r}", NAME_SOURCE)

    def _check(self, text: str, cited: list[Cited[Slice]]) -> None:
        """Raise ContentError for a quotation that is not closed, and for words that must be found and are not."""
        for span, found, closed in cited:
            words = span.of(text).strip(ALL_MARKS + " ")
            if not closed:
                fact = f"a quotation is opened and not closed: {words[:40]!r}"
                raise self.written.error(words, fact, "Close it, or take the mark off")
            if found is None and not (self.lookup.story and _is_label(words)):
                fact = f"the source does not have the quoted words {words!r}"
                raise self.written.error(words, fact, NAME_SOURCE)

    def _write(self, text: str, at: int, cited: Sequence[Cited[Slice]]) -> None:
        """Write a run of text that begins at `at` of its block, wrapping what is cited."""
        done = 0
        for span, found, _ in cited[bisect_right(cited, at, key=lambda one: one.span.end) :]:
            first, last = max(span.start - at, done), min(span.end - at, len(text))
            if first >= last:
                break
            self.html.append(as_html(text[done:first]))
            self.html.append(self._element(text[first:last], found, at + first - span.start))
            done = last
        self.html.append(as_html(text[done:]))

    def _element(self, words: str, found: Slice | None, skipped: int) -> str:
        if found is None:
            return f'<span class="editors" data-editors="{escape(self.lookup.story)}">{as_html(words)}</span>'
        place = f'data-editors="{escape(self.lookup.story)}"'
        if found["char"]:
            first = span_of(found).start + skipped
            place = f'data-story="{escape(found["story"])}" data-char="{first},{first + len(words)}"'
        if self.linked:
            return f'<span class="cited" data-cited {place}>{as_html(words)}</span>'
        return f'<a class="cited" href="{escape(link(found["url"]))}" data-cited {place}>{as_html(words)}</a>'
