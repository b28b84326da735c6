"""A Python-Markdown extension for bracketed spans, so that Markdown tools show a source fragment's words as they are.

The site does not use it for sources: pages are rendered from what `read` reads. It is here to be held against that.
"""

import re
from xml.etree import ElementTree as ET  # only builds elements, parses nothing

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, STX, AtomicString

from verbatim.content.format.attributes import ENTITY, SpanSyntaxError, entity_character, read_attributes
from verbatim.content.format.body import DEEPEST

BRACKET = re.compile(r"[\[\]]")
HELD = re.compile(f"{STX}([0-9]+){ETX}")
DELETE = 0x7F


def picture(char: str) -> str:
    """Return what is shown for a character: controls, which HTML cannot hold, as their picture from U+2400."""
    if char in "\t\n\r" or not (char < " " or ord(char) == DELETE):
        return char
    return "\u2421" if ord(char) == DELETE else chr(0x2400 + ord(char))


def held(char: str) -> str:
    """Return a character in the form that Python-Markdown puts back last, so that no other pattern sees it."""
    if char == "&":
        return "&amp;"  # its serialiser leaves a bare one before what looks like an entity
    return f"{STX}{ord(picture(char))}{ETX}"


class Escapes(InlineProcessor):
    """A backslash before any ASCII punctuation, as in CommonMark; Python-Markdown alone keeps some of them."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802
        """Put the bare character in the place of the two."""
        del data
        return held(m[1]), m.start(0), m.end(0)


class Entities(InlineProcessor):
    """The entities that `write` writes, as characters."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802
        """Put the character in the entity's place."""
        found = ENTITY.match(data, m.start(0))
        char = entity_character(found) if found else m[0]
        return (held(char) if len(char) == 1 else f"&amp;{char[1:]}"), m.start(0), m.end(0)


class Spans(InlineProcessor):
    """`[words]{.class key="value"}`, nested: a span element with the class, the id and the rest as data attributes."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element, int, int] | tuple[None, None, None]:
        """Put an element in the span's place, with those inside it; leave a bracket that opens none."""
        opened: list[ET.Element] = []
        at = m.start(0)
        try:
            while len(opened) <= DEEPEST and (bracket := BRACKET.search(data, at)):
                if opened:
                    self._add(opened[-1], data[at : bracket.start()])
                at = bracket.end()
                if bracket[0] == "[":
                    opened.append(ET.SubElement(opened[-1], "span") if opened else ET.Element("span"))
                    continue
                element = opened.pop()
                at = self._describe(element, data, at)
                if not opened:
                    return element, m.start(0), at
        except SpanSyntaxError:
            return None, None, None
        return None, None, None

    def _add(self, element: ET.Element, words: str) -> None:
        """Put words behind what the element holds; atomic, since no other pattern may see them."""
        words = self.unescape(words)
        if len(element):
            element[-1].tail = AtomicString((element[-1].tail or "") + words)
        else:
            element.text = AtomicString((element.text or "") + words)

    def _describe(self, element: ET.Element, data: str, at: int) -> int:
        """Set the attributes that stand at `at`; return the place behind them."""
        if data[at : at + 1] != "{":
            raise SpanSyntaxError(at, "no attributes follow")
        found = read_attributes(data, at)
        element.set("class", found.kind)
        if found.id:
            element.set("id", found.id)
        for key, value in found.attrs.items():
            element.set(f"data-{key}", HELD.sub(lambda code: chr(int(code[1])), self.unescape(value)))
        return found.end


class BracketedSpans(Extension):
    """Registers the three patterns before Python-Markdown's own, which see none of their characters."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the patterns with `md`."""
        md.inlinePatterns.register(Escapes(r"\\([!-/:-@\[-`{-~])", md), "fragment-escapes", 197)
        md.inlinePatterns.register(Entities(ENTITY.pattern, md), "fragment-entities", 196)
        md.inlinePatterns.register(Spans(r"\[", md), "fragment-spans", 195)
