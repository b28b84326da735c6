"""Parses HTML as browsers do, and XML as feed readers do, and tells a reader what is in it, in order.

HTML is parsed by lexbor, an implementation of the HTML standard; XML by expat, without document types and
instructions, so that nothing defines an entity or changes the look. Whatever the markup looks like, the words that are
checked are those that a browser shows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Protocol
from xml.parsers import expat

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode


_TEXT = "-text"
_PLACE = "verbatim-place"
_TAG_NAME = re.compile(r"<[A-Za-z][^\t\n\f\r />]*+")
_LINE_END = re.compile("\n")
_WHOLE_TAG = re.compile(r"""<(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_XML_NAMES: Mapping[str, str] = {
    "http://www.w3.org/1999/xlink": "xlink:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
}


class MarkupError(ValueError):
    """Markup that no reader of this kind of file accepts; `line` is where."""

    def __init__(self, fact: str, line: int) -> None:
        super().__init__(fact)
        self.line = line


class Reader(Protocol):
    """What is told of a document: each element's start and end, void ones included, and the texts between."""

    def start(self, name: str, attributes: Mapping[str, str | None]) -> None:
        """Hear that an element begins; of duplicate attributes the first counts."""

    def text(self, text: str) -> None:
        """Hear a text, its entities decoded; that of scripts and styles too."""

    def end(self, name: str) -> None:
        """Hear that an element ends."""


class HtmlDocument:
    """A page, or with `fragment` markup that stands within one.

    `scripting`: parsed as by a browser that runs scripts, for which the content of `<noscript>` is one text.
    """

    def __init__(self, markup: str, *, fragment: bool = False, scripting: bool = False) -> None:
        self._markup, self._fragment, self._scripting = markup, fragment, scripting
        self._places: list[int] = []
        self._line_ends: list[int] | None = None

    def read(self, reader: Reader) -> None:
        """Tell `reader` what is in the document."""
        start, say, end = reader.start, reader.text, reader.end
        node: LexborNode | None = self.tree.root
        names: list[str] = []
        while node is not None:
            name = node.tag or "-"
            if name == _TEXT:
                say(node.text_content or "")
            elif name[0] not in "-!":
                start(name, node.attributes)
                if (child := node.first_child) is not None:
                    names.append(name)
                    node = child
                    continue
                end(name)
            while (after := node.next) is None and names:
                end(names.pop())
                node = node.parent or node
            node = after

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The document as the parser made it, parsed once for all that read it."""
        return self._parse(self._markup)

    def _parse(self, markup: str) -> LexborHTMLParser:
        return LexborHTMLParser(markup, is_fragment=self._fragment, scripting=self._scripting)

    def line_of(self, ordinal: int, *, end: bool = False) -> int:
        """Return the line on which the start tag of an element begins, or with `end` ends."""
        places = self._all_places()
        at = places[min(ordinal, len(places) - 1)] if places else 0
        if end and (tag := _WHOLE_TAG.match(self._markup, at)):
            at = tag.end()
        if self._line_ends is None:  # a page may have a fault at every word
            self._line_ends = [one.start() for one in _LINE_END.finditer(self._markup)]
        return 1 + bisect_left(self._line_ends, at)

    def _all_places(self) -> list[int]:
        """Return where each element begins; for one that only the parser made, where the one before it does.

        The parser keeps no places. So the markup is parsed once more with an attribute behind everything that may be
        the name of a start tag, which says where it is. Wherever this stands, it changes no element.
        """
        if not self._places:
            tree = self._parse(_TAG_NAME.sub(lambda found: f"{found[0]} {_PLACE}={found.start()} ", self._markup))
            at = 0
            for node in tree.root.traverse() if tree.root is not None else ():
                if (node.tag or "-")[0] not in "-!":
                    at = int(node.attributes.get(_PLACE) or at)
                    self._places.append(at)
        return self._places


class XmlDocument:
    """A file of XML. Names in a namespace are told without it, but for XLink's and XML's own."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._lines: list[int] = []
        self._pieces: list[str] = []

    def read(self, reader: Reader) -> None:
        """Tell `reader` what is in the document. Raises MarkupError where it is not well-formed, or has a DOCTYPE."""
        parser = expat.ParserCreate(namespace_separator=" ")

        def start(name: str, attributes: dict[str, str]) -> None:
            self._say(reader)
            self._lines.append(parser.CurrentLineNumber)
            spaced = any(" " in key for key in attributes)
            named = {_prefixed(key): value for key, value in attributes.items()} if spaced else attributes
            reader.start(_local(name), named)

        def end(name: str) -> None:
            self._say(reader)
            reader.end(_local(name))

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = self._pieces.append
        _refuse(parser)
        try:
            parser.Parse(self._markup, True)  # noqa: FBT003  expat takes it by position
        except expat.ExpatError as error:
            raise MarkupError("this is not well-formed XML", error.lineno) from None

    def _say(self, reader: Reader) -> None:
        if self._pieces:
            reader.text("".join(self._pieces))
            self._pieces.clear()

    def line_of(self, ordinal: int, *, end: bool = False) -> int:
        """Return the line on which the start tag of an element begins."""
        del end
        return self._lines[ordinal] if 0 <= ordinal < len(self._lines) else 1


def _refuse(parser: expat.XMLParserType) -> None:
    """Let a parser refuse what would give the file other words, or another look, than it has."""

    def doctype(*_: object) -> None:
        raise MarkupError("a document type is declared, which can give words to the file", parser.CurrentLineNumber)

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() != "utf-8":
            raise MarkupError(f"the file says that it is {encoding}, and is read as UTF-8", 1)

    def instruction(target: str, _data: str) -> None:
        raise MarkupError(f"an instruction, {target}, can change what is shown", parser.CurrentLineNumber)

    parser.StartDoctypeDeclHandler, parser.XmlDeclHandler = doctype, declared
    parser.ProcessingInstructionHandler = instruction


Document = HtmlDocument | XmlDocument


@lru_cache(maxsize=1 << 10)
def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _prefixed(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"{_XML_NAMES.get(space, '')}{local}"
