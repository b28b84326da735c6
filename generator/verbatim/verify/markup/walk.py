"""Walks through markup once, and collects what has to be checked: slices, quotations, loose text, attributes.

A grammar decides which elements are watched, so that pages, pasted code and drawings share one walk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from verbatim.verify.markup.appearance import (
    REMOVE,
    SPOKEN,
    SUSPECT,
    Oddity,
    control_of,
    is_folded,
    is_out_of_sight,
    is_unseen_class,
    oddities,
    picture_of,
    slice_oddity,
)
from verbatim.verify.markup.parsed_page import (
    HOLDING,
    SHOWN,
    ClassedElement,
    CodePart,
    Kind,
    MarkupPlace,
    ParsedPage,
    SpokenText,
    StartTag,
    WatchedElement,
    WatchedTag,
)
from verbatim.verify.markup.passages import BLOCK, INLINE, SLICE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verbatim.verify.markup.documents import Document


_WATCHED = frozenset(
    (
        "data-char", "data-control", "data-corrected", "data-dated", "data-editors", "data-elsewhere", "data-embed",
        "data-forms", "data-question", "data-quote", "data-reviewed", "data-speaker", "data-trust", "data-version",
        "aria-hidden", "cite", *SPOKEN,
    )
)  # fmt: skip
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
                   "wbr"))  # fmt: skip
_QUOTING = frozenset(("blockquote", "ins", "nav", "q", "title"))
_CODE = frozenset(("script", "style"))
# Of links to publishers: what a text fragment begins with in the address, and their class.
DIRECTIVE, OF_SOURCE = ":~:", "source-link"
# What elements load something by.
LOADING = {"script": "src", "link": "href", "iframe": "src", "img": "src", "image": "href", "use": "href"}
_NOTICED = SUSPECT | _WATCHED | _QUOTING | _CODE | LOADING.keys()


Grammar = Callable[[StartTag, "Walk"], Sequence[Kind]]


class Walk:
    """The state of the walk; `open` are the watched elements not yet closed, outermost first.

    `quoting` are elements that the grammar watches besides those that all grammars do, `classes` those by which an
    element is kept as classed.
    """

    def __init__(
        self,
        document: Document,
        grammar: Grammar,
        quoting: frozenset[str] = frozenset(),
        classes: frozenset[str] = frozenset(),
    ) -> None:
        self.grammar = grammar
        self.quoting = quoting
        self.classes = classes
        self.noticed = _NOTICED | quoting
        self.names: list[str] = []
        self.open: list[WatchedElement] = []
        self.holding = 0  # open slices, words and code, whose text is not loose
        self.shown = 0  # of these the slices and words
        self.inserted = 0  # depth at which an `<ins>` within a slice opened; 0 if none
        self.folded = 0  # depth at which an element opened that a reader sees only after opening it; 0 if none
        self.pieces: list[str] = []
        self.parsed = ParsedPage(document, grammar, quoting)
        self.elements = -1
        self._in_code = 0  # depth at which a script or a style opened; 0 if none
        self._code: list[str] = []
        self._code_tag: tuple[str, Mapping[str, str | None]] = ("", {})
        self._aside: list[str] = []  # text within a slice that is not the source's
        self._control: str | None = None  # the control whose picture that is; None for a correction
        self._struck = 0  # depth at which words may be struck: a correction for them stands there
        self._unseen = 0  # depth at which an element opened that nobody sees; 0 if none
        self._deepest = 0  # the deepest of all depths whose end is noticed
        self._markup = 0  # depth at which signs of Markdown opened, which cards hide; 0 if none
        self.loose: Callable[[str], None] = self.parsed.loose.append

    def run(self) -> ParsedPage:
        """Walk to the end. Raises MarkupError where the document has none that a browser shows."""
        self.parsed.document.read(self)
        self._close_to(0)
        self.parsed.loose_text = "".join(self.parsed.loose)
        return self.parsed

    def start(self, name: str, attributes: Mapping[str, str | None]) -> None:
        """Note a start tag."""
        self.elements += 1
        if not self.holding and name not in INLINE:
            self.loose(BLOCK)
        if self.shown:
            self._check_within(name, attributes)
        if attributes:
            self._note_attributes(name, attributes)
        elif name in self.noticed:
            self._notice(name, attributes, unseen=False)
        self.names.append(name)
        if self.shown and attributes.get("class") == "markup":
            self.only_signs()

    def _note_attributes(self, name: str, attributes: Mapping[str, str | None]) -> None:
        css = attributes.get("class")
        if css and self.classes and not self.classes.isdisjoint(given := css.split()):
            kept = ClassedElement(name, frozenset(given), MarkupPlace(self.elements), len(self.parsed.loose))
            self.parsed.classed.append(kept)
        if name == "a":
            if css == OF_SOURCE or DIRECTIVE in (attributes.get("href") or ""):
                self.parsed.links.append(self._tag(name, attributes))
        elif name == "svg" and is_plot(attributes):
            self.parsed.has_plot = True
        unseen = css is not None and is_unseen_class(css)
        if unseen or name in self.noticed or not _NOTICED.isdisjoint(attributes):
            self._notice(name, attributes, unseen=unseen)

    def _notice(self, name: str, attributes: Mapping[str, str | None], *, unseen: bool) -> None:
        if name in LOADING or name in _CODE:
            self._note_code(name, attributes)
        if unseen or name in SUSPECT or not SUSPECT.isdisjoint(attributes):
            self._note_appearance(name, attributes)
        # Icons, most elements with `aria-hidden`, have no words.
        if name != "svg" and (name in _QUOTING or name in self.quoting or not _WATCHED.isdisjoint(attributes)):
            self._watch(name, attributes)

    def text(self, text: str) -> None:
        """Note text, in what it stands."""
        if self._in_code:
            self._code.append(text)
        elif not self.holding:
            self.loose(text)
        elif not self.inserted:
            self.pieces.append(text)
            if self._markup and any(map(str.isalnum, text)):
                self.add_odd(Oddity("words stand where only signs may, which are not shown everywhere", REMOVE))
        else:
            self._aside.append(text)

    def end(self, name: str) -> None:
        """Note the end of an element."""
        names = self.names
        names.pop()
        if self._deepest > len(names):
            self._leave(len(names))
        if name not in INLINE and not self.holding:
            self.loose(BLOCK)

    def _check_within(self, name: str, attributes: Mapping[str, str | None]) -> None:
        """Hold an element within a source's words to the closed list."""
        self.add_odd(slice_oddity(name, attributes))
        if name == "time":
            self._watch(name, attributes)
        elif "data-ref" in attributes:
            self.parsed.mentions.append((MarkupPlace(self.elements), attributes, self.open[-1]))
        elif name == "del" and self._struck != len(self.names):
            self.add_odd(Oddity("words of the source are struck, and no correction stands for them", REMOVE))

    def _leave(self, depth: int) -> None:
        """End what began deeper than `depth`."""
        if self._in_code > depth:
            self._in_code = 0
            self.parsed.code.append(CodePart(*self._code_tag, "".join(self._code), MarkupPlace(self.elements)))
        if self.inserted > depth:
            self._end_aside(depth)
        self._close_to(depth)
        self.folded = self.folded if self.folded <= depth else 0
        self._unseen = self._unseen if self._unseen <= depth else 0
        self._markup = self._markup if self._markup <= depth else 0
        self._struck = self._struck if self._struck <= depth else 0
        opened = self.open[-1].depth + 1 if self.open else 0
        self._deepest = max(opened, self.inserted, self.folded, self._unseen, self._markup, self._struck)

    def _enter(self) -> int:
        """Return the depth within the element that begins, which is noticed at its end."""
        self._deepest = len(self.names) + 1
        return self._deepest

    def only_signs(self) -> None:
        """Let the element that begins hold signs alone, no words: what is in it may not be shown."""
        self._markup = self._markup or len(self.names)
        self._deepest = max(self._deepest, self._markup)

    def _note_appearance(self, name: str, attributes: Mapping[str, str | None]) -> None:
        for one in oddities(name, attributes):
            self.add_odd(one)
        if is_out_of_sight(name, attributes):
            self._unseen = self._unseen or self._enter()
        elif is_folded(name, attributes):
            self.folded = self.folded or self._enter()

    def _end_aside(self, depth: int) -> None:
        """Note the end of what stands within a slice besides the source's words: a control's picture, a correction."""
        words, control = "".join(self._aside), self._control
        self.inserted, self._aside, self._control = 0, [], None
        if control is None:
            self._struck, self._deepest = depth, max(self._deepest, depth)
            next(one for one in reversed(self.open) if one.kind in HOLDING).inserted.append(words)
        elif not control or words != picture_of(control):
            self.add_odd(Oddity(f"“{words[:40]}” stands for a control character, whose picture it is not", REMOVE))

    def _note_code(self, name: str, attributes: Mapping[str, str | None]) -> None:
        """Note a script or a style, and what an element loads."""
        if name in _CODE:
            self._in_code, self._code, self._code_tag = self._enter(), [], (name, attributes)
        elif name == "link":
            self.parsed.heads.append((MarkupPlace(self.elements), attributes))
        address = attributes.get(LOADING.get(name, ""))
        of_sheet = name != "link" or "stylesheet" in (attributes.get("rel") or "").lower()
        if address and of_sheet and not (name == "use" and address.startswith("#")):
            self.parsed.loads.append((MarkupPlace(self.elements), address.strip()))

    def add_odd(self, found: Oddity | None) -> None:
        """Note what is odd about the element that began last."""
        if found:
            self.parsed.odd.append((MarkupPlace(self.elements), found))

    def _watch(self, name: str, given: Mapping[str, str | None]) -> None:
        watched = self._tag(name, given)
        found, at, attributes = watched.tag, watched.token, watched.tag.attributes
        self.parsed.tags.append(watched)
        if not SPOKEN.isdisjoint(attributes):
            spoken = (SpokenText(watched, key, attributes[key]) for key in SPOKEN.intersection(attributes))
            self.parsed.spoken += [one for one in spoken if one.text]
        if found.void:
            return
        for kind in self.grammar(found, self):
            self._watch_as(kind, found, at)
        if not self.holding:
            return
        added = name == "ins" and not any(one.kind == "version" for one in self.open)
        if not self.inserted and (added or attributes.get("data-corrected")):
            self.inserted = self._enter()
            for one in self.open:
                one.corrected = True
        elif (control := attributes.get("data-control")) is not None:
            self._control = control_of(control)
            self.text(self._control)
            self.inserted = self.inserted or self._enter()

    def _tag(self, name: str, given: Mapping[str, str | None]) -> WatchedTag:
        valued = {key: value or "" for key, value in given.items()} if None in given.values() else given
        found = StartTag(name, cast("Mapping[str, str]", valued), name in _VOID)
        return WatchedTag(found, MarkupPlace(self.elements), self.open[-1] if self.open else None)

    def _watch_as(self, kind: Kind, found: StartTag, at: MarkupPlace) -> None:
        parsed, within = self.parsed, self.open[-1] if self.open else None
        if self._unseen and (kind in SHOWN or kind == "label"):
            self.add_odd(Oddity("words of the source stand where readers do not see them", REMOVE))
        starts = (len(self.pieces) if self.holding else 0, len(parsed.loose), len(parsed.elements))
        where = (len(self.names), within, self.holding > 0, self.folded > 0)
        self.open.append(WatchedElement(kind, found, at, *where, *starts))
        self._enter()
        if kind == "date" and self.holding:
            self.open[-1].offset = sum(map(len, self.pieces))
        if kind in HOLDING:
            if not self.holding:
                self.pieces = []
                self.loose(SLICE)
            self.holding += 1
            self.shown += kind in SHOWN

    def _close_to(self, depth: int) -> None:
        while self.open and self.open[-1].depth >= depth:
            self._finish(self.open.pop())

    def _finish(self, done: WatchedElement) -> None:
        parsed = self.parsed
        if done.kind in HOLDING:
            done.text = "".join(self.pieces[done.pieces_from :])
            self.holding -= 1
            self.shown -= done.kind in SHOWN
        elif done.kind == "date" and done.inside:
            done.text = "".join(self.pieces[done.pieces_from :])
        else:
            done.loose = "".join(parsed.loose[done.loose_from :])
        if done.kind == "ornament" and not any(char.isalnum() or char == SLICE for char in done.loose):
            del parsed.loose[done.loose_from :]
        done.elements_to = len(parsed.elements)
        parsed.elements.append(done)


def is_plot(attributes: Mapping[str, str | None]) -> bool:
    """Return whether a drawing with these attributes is a chart, by its own attribute or by its class."""
    return "data-chart" in attributes or "chart__plot" in (attributes.get("class") or "")


def loose_places(parsed: ParsedPage, offsets: Sequence[int]) -> list[MarkupPlace]:
    """Return the places of characters of a page's loose text, in order; for them its document is walked again."""
    walk = _PlacedText(parsed.document, parsed.grammar, parsed.quoting)
    pieces = walk.run().loose
    found, at, passed, lines, counted = list[MarkupPlace](), 0, 0, 0, 0
    for offset in offsets:
        while passed + len(pieces[at]) <= offset:
            passed += len(pieces[at])
            at, lines, counted = at + 1, 0, 0
        lines, counted = lines + pieces[at].count("\n", counted, offset - passed), offset - passed
        found.append(MarkupPlace(walk.places[at].element, walk.places[at].lines + lines))
    return found


class _PlacedText(Walk):
    """A second walk, for faults alone: it also notes where in the document each piece of the loose text is."""

    def __init__(self, document: Document, grammar: Grammar, quoting: frozenset[str] = frozenset()) -> None:
        super().__init__(document, grammar, quoting)
        self.places: list[MarkupPlace] = []
        self.lines = 0
        self.loose = self._note

    def _note(self, piece: str) -> None:
        del self.places[len(self.parsed.loose) :]
        self.places.append(MarkupPlace(self.elements, self.lines))
        self.parsed.loose.append(piece)

    def start(self, name: str, attributes: Mapping[str, str | None]) -> None:
        """Note a start tag."""
        self.lines = 0
        super().start(name, attributes)

    def text(self, text: str) -> None:
        """Note text, and its line ends."""
        super().text(text)
        self.lines += text.count("\n")
