"""The pictures of a quotation, wide or square, and of a profile: the face, the words fitted to their room, who spoke.

A profile has the name, the role as last worded, and the latest established quotation. What is gone has no words, no
face and no name.

Words are never cropped: they get smaller, and a very long quotation is cut at a word and says so. Where the faces lack
letters there are no boxes: the picture says that the words are on the page. Reported speech cannot be taken for a
quotation: it has its newspaper where the face would be, and no quotation marks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from verbatim.core.i18n import direction, msgid
from verbatim.model import Person, Quote
from verbatim.publish import claims, html, indexes, profile_page, urls
from verbatim.publish.cards import setting
from verbatim.publish.cards.setting import (
    Canvas,
    Face,
    Foot,
    Run,
    Style,
    TextBlock,
    TextLine,
    balanced_lines,
    filled_lines,
    line_count,
)
from verbatim.publish.corrections import CORRECTING, ChangeView, change_message
from verbatim.publish.edition import Edition
from verbatim.publish.markup.annotated import placed_marks
from verbatim.publish.quotations import QuoteView, quote_view
from verbatim.publish.refs import PersonRef, Slice, listed_roles, person_ref, where_published


class Box(NamedTuple):
    """A place on a picture in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width


class Format(NamedTuple):
    """A format of pictures: its parts in pixels, and the sizes of letters."""

    width: int
    height: int
    face: Box
    words: Box  # where they may stand; what stands below them may take some of it
    who: Box  # as the words, but it is filled from its lower edge
    rule: int  # above the foot
    sizes: tuple[int, ...]  # of the words, largest first
    name: int
    role: int
    source: int
    initials: int

    @property
    def line(self) -> tuple[float, float, float]:
        """The line above the foot: its ends and its height."""
        return self.who.x, self.who.right, self.rule


WIDE = Format(
    width=1200, height=630, face=Box(0, 0, 384, 630), words=Box(448, 44, 696, 470), who=Box(448, 44, 696, 470),
    rule=538, sizes=(92, 86, 80, 74, 68, 64, 60, 54, 48, 42, 38, 34, 30, 27), name=38, role=28, source=30, initials=190,
)  # fmt: skip
SQUARE = Format(
    width=1080, height=1080, face=Box(0, 612, 336, 468), words=Box(104, 68, 904, 508), who=Box(380, 628, 644, 328),
    rule=984, sizes=(132, 124, 116, 108, 102, 96, 88, 80, 72, 64, 58, 52, 46, 40, 36, 32), name=44, role=31, source=31,
    initials=150,
)  # fmt: skip
DISPLAY_FROM = 48  # smaller letters need the sturdier optical size
TIGHT, LOOSE, PLAIN = 1.1, 1.24, 1.28  # distances of lines, in sizes: of display letters, of small ones, of reports
LONGEST = 1_500  # code points: more than fit at the smallest size
LARGEST_REPORT = 54
ABOVE = 28  # pixels at least between the words and who spoke
SAYS, NOTE, BAND = 28, 20, 25  # sizes: above reported speech, below words that are cut, what was corrected
BAND_PAD, BAR = 12, 20
HANG = 0.04  # between a hanging mark and the words, in sizes
RIGHT_TO_LEFT, END = "\u202b", "\u202c"
CUT = msgid("Shortened here. The full quotation is on its page.")
UNSHOWN = msgid("This picture cannot show the script of this quotation. The words are on the page.")
UNESTABLISHED, UNNAMED = msgid("Speaker not established"), msgid("Described, not named, in this sentence")
ELSEWHERE, DESCRIBED = msgid("Name on the page"), msgid("Description on the page")
CHECK, CHECK_REPORT = msgid("Check these words"), msgid("Check this report")
OUR_CORRECTIONS = msgid("Our corrections")
WORKED_OUT, BY_EDITORS, PARTLY = (
    msgid("speaker worked out"), msgid("speaker named by the editors"), msgid("partly quoted")
)  # fmt: skip


class DrawnPiece(NamedTuple):
    """DrawnWords of the words: where they stand in all of them, what they are, and where they begin in the source."""

    start: int
    end: int
    tone: str = ""
    place: int = -1
    editors: bool = False


class DrawnWords(NamedTuple):
    """What a picture draws of a quotation: pieces of the source, what is new, marks and “ … ” between them."""

    text: str
    pieces: tuple[DrawnPiece, ...]
    starts: frozenset[int]  # where a paragraph of the source begins
    story: str

    def rows(self, lines: Sequence[TextLine]) -> list[list[Run]]:
        """Return the lines, each in runs."""
        return [list(self._row(line)) for line in lines]

    def _row(self, line: TextLine) -> Iterator[Run]:
        for one in self.pieces:
            first, last = max(one.start, line.start), min(one.end, line.end)
            if first < last:
                at = one.place + first - one.start
                about = setting.place(self.story, at, at + last - first) if one.place >= 0 else {}
                about = {"editors": self.story} if one.editors else about
                is_end = not self.text[last : line.end].strip()
                yield Run(setting.spaced(self.text[first:last], is_end=is_end), about, one.tone)


@dataclass(frozen=True, slots=True)
class FacePicture:
    """What `cards/face.svg` draws: a face, words, and whose they are. `about` are ids, as `quote`."""

    title: str
    about: Mapping[str, str]
    format: Format
    ground: str
    portrait: str  # site address; empty where initials stand for the speaker
    initials: TextBlock
    hanging: TextBlock  # the opening mark
    words: TextBlock
    role: TextBlock
    lines: Sequence[TextBlock]  # what is said of the words, and who spoke, where and when
    band: Box | None  # behind the last of the lines, which says what was corrected
    foot: Foot

    @staticmethod
    def of(edition: Edition, quote: Quote, canvas: Canvas, shape: Format) -> FacePicture:
        """Return the picture of a quotation that is not withdrawn."""
        view = quote_view(edition, quote)
        changes = [one for one in (*view["corrections"], *view["changes"]) if one["kind"] in CORRECTING]
        change = changes[-1] if changes else None
        letters, is_shown = letters_of(edition, view, canvas), canvas.faces.cover(setting.plain_words(view["whole"]))
        box, who = shape.words, _who(view, canvas, shape)
        band = _band(change, letters, canvas, shape)
        pad = BAND_PAD if band.rows else 0
        stack = [*who, (18 + pad, band)]
        label, role, note, source, band = setting.stacked(stack, shape.who.x, shape.who.y + shape.who.height - pad)
        if shape is WIDE:  # where they share a column
            box = box._replace(height=box.height - setting.stack_height(stack) - pad - ABOVE)
        says = _says(view, canvas, box.width).at(box.x, box.y)
        above = says.height + 8 if says.rows else 0
        room = box._replace(y=box.y + above, height=box.height - above)
        fitted = words_in(view, letters, canvas, shape.sizes, room) if is_shown else _unshown(canvas, room)
        return FacePicture(
            title=f"Quotation card {view['id']}",
            about={"quote": view["id"]},
            format=shape,
            ground=setting.PAPER if view["marks"] else setting.SUNK,
            portrait=portrait_of(view["speaker"])
            if view["marks"] and view["standing"] not in ("none", "unread")
            else "",
            initials=_initials(view, canvas, shape),
            hanging=fitted.hanging,
            words=fitted.words,
            role=role,
            lines=[says, fitted.note, label, note, source, band._replace(x=band.x + BAR)],
            band=Box(shape.who.x, band.top - BAND_PAD, shape.who.width, band.height + 2 * BAND_PAD) if pad else None,
            foot=_foot(edition, view, canvas, shape, change),
        )


def portrait_of(person: PersonRef | None) -> str:
    """Return the address of a portrait as tall as a picture; empty where there is none."""
    portrait = person["portrait"] if person and person["kind"] == "person" else None
    return f"{portrait['stem']}-tall.webp" if portrait and portrait.get("tall") else ""


# The words


def letters_of(edition: Edition, quote: QuoteView, canvas: Canvas) -> DrawnWords:
    """Return a quotation's words for drawing, the reporter's between two pieces left out."""
    story = edition.newsroom.stories[quote["story"]["id"]]
    pair = _pair(quote, canvas.faces.text) if quote["marks"] else ""
    now = {
        placed.span: html.plain(placed.mark.attrs.get("now", ""))
        for fragment in (edition.fragments_of(story) if quote["corrections"] else ())
        for placed in placed_marks(fragment)
        if placed.mark.kind == "was"
    }
    text, pieces, starts = "", list[DrawnPiece](), set[int]()

    def add(words: str, tone: str = "", place: int = -1, *, editors: bool = False) -> None:
        nonlocal text
        if words:
            pieces.append(DrawnPiece(len(text), len(text) + len(words), tone, place, editors))
            text += words

    for number, part in enumerate(quote["parts"]):
        if part["paragraph"] and not part["gap"]:
            starts.add(len(text) + 1)
            add("\n")
            add(pair[:1], "mark")
        elif number:
            between = ((pair[1:], "mark"), (claims.ELLIPSIS, "soft"), (pair[:1], "mark"))
            for words, tone in between if part["gap"] else ((" ", ""),):
                add(words, tone)
        span = urls.span_of(part["words"])
        span = claims.without_comma(story.text, span) if quote["marks"] and number == len(quote["parts"]) - 1 else span
        at = span.start
        for was in sorted(one for one in now if span.covers(one)):
            add(story.text[at : was.start], "", at)
            add(was.of(story.text), "was", was.start)
            add(" ")
            add(now[was], "now", editors=True)
            at = was.end
        add(story.text[at : span.end], "", at)
    add(pair[1:], "mark")
    return DrawnWords(text, tuple(pieces), frozenset(starts), story.id)


def _pair(quote: QuoteView, face: Face) -> str:
    """Return the quotation's marks, or English ones where the face lacks them."""
    return quote["pair"] if face.covers(quote["pair"]) else claims.ENGLISH


def _style(quote: QuoteView, canvas: Canvas, size: int) -> Style:
    if not quote["marks"]:
        return Style(canvas.faces.label, size, leading=PLAIN)
    is_display = size >= DISPLAY_FROM and direction(quote["lang"]) == "ltr"
    face = canvas.faces.display if is_display else canvas.faces.text
    return Style(face, size, leading=TIGHT if size >= DISPLAY_FROM else LOOSE)


class FittedWords(NamedTuple):
    """Words in the largest size that fits, their opening mark, and what says that they are cut."""

    words: TextBlock
    hanging: TextBlock
    note: TextBlock


def words_in(quote: QuoteView, letters: DrawnWords, canvas: Canvas, sizes: Sequence[int], room: Box) -> FittedWords:
    """Return a quotation's words in a box."""
    text, forced = letters.text, letters.starts
    sizes = [one for one in sizes if quote["marks"] or one <= LARGEST_REPORT]

    def fits(size: int) -> bool:
        style = _style(quote, canvas, size)
        return line_count(text, style.face, style.fits(room.width), forced) * size * style.leading <= room.height

    at = bisect_left(sizes, True, key=fits) if len(text) <= LONGEST else len(sizes)  # noqa: FBT003  what fits returns
    size = sizes[at] if at < len(sizes) else 0
    style = _style(quote, canvas, size or sizes[-1])
    note = TextBlock(style)
    if size:
        rows = letters.rows(balanced_lines(text, style.face, style.fits(room.width), forced))
    else:
        rows, note = _shortened(letters, style, canvas, room)
    rtl = direction(quote["lang"]) == "rtl"
    if rtl:
        style = style._replace(anchor="end")
    block = TextBlock(style, rows, direction="rtl" if rtl else "ltr").at(room.right if rtl else room.x, room.y)
    return FittedWords(block, _hanging(quote, block), note)


def _hanging(quote: QuoteView, block: TextBlock) -> TextBlock:
    if not quote["marks"]:
        return TextBlock(block.style)
    rtl, away = block.direction == "rtl", HANG * block.style.size
    mark = _pair(quote, block.style.face)[0]
    mark = f"{RIGHT_TO_LEFT}{mark}{END}" if rtl else mark
    style = block.style._replace(anchor="start" if rtl else "end")
    return TextBlock(style, [[Run(Markup(mark), {}, "mark")]], x=block.x + away if rtl else block.x - away, y=block.y)  # noqa: S704


def _shortened(letters: DrawnWords, style: Style, canvas: Canvas, room: Box) -> tuple[list[list[Run]], TextBlock]:
    """Return the lines that fit, the last with room for “…”, and what says that there are more."""
    text, measure = letters.text[:LONGEST], style.fits(room.width)
    small = Style(canvas.faces.label, NOTE, setting.SOFT)
    note = setting.set_text(canvas.says(CUT), small, room.width)
    kept = filled_lines(text, style.face, measure)[: int((room.height - note.height) / (style.size * style.leading))]
    last = kept[-1]
    first = filled_lines(text[last.start : last.end].rstrip(), style.face, measure - style.face.width("…"))[0]
    shown = text[last.start : last.start + first.end].rstrip(" ,;:.–—-")
    rows = letters.rows([*kept[:-1], TextLine(last.start, last.start + len(shown))])
    rows[-1].append(Run(Markup("…"), {}, "soft"))
    return rows, note.at(room.x, room.y + room.height - note.height)


def _unshown(canvas: Canvas, room: Box) -> FittedWords:
    style = Style(canvas.faces.text, 40, setting.SOFT)
    told = setting.set_text(canvas.says(UNSHOWN), style, room.width, 4).at(room.x, room.y)
    return FittedWords(told, TextBlock(style), TextBlock(style))


def _says(quote: QuoteView, canvas: Canvas, width: float) -> TextBlock:
    """Return what stands above reported speech: that these are the source's words."""
    if quote["marks"]:
        return TextBlock(Style(canvas.faces.strong, SAYS))
    source = quote["story"]["source_name"]
    told = claims.said_above(quote["form"], source if canvas.faces.cover(source) else "", canvas.words)
    return setting.set_text(told, Style(canvas.faces.strong, SAYS, setting.SOFT), width, 2, trust=quote["form"])


# Who spoke, where and when


def _who(quote: QuoteView, canvas: Canvas, shape: Format) -> list[tuple[float, TextBlock]]:
    """Return name, role, notes and source, each with the room above it."""
    faces, width = canvas.faces, shape.who.width
    name, small = Style(faces.strong, shape.name, leading=1.2), Style(faces.text, shape.role)
    label, role = _named(quote, canvas, name, small, width) if quote["marks"] else (TextBlock(name), TextBlock(small))
    notes = " · ".join(notes_on(quote, canvas)) if quote["marks"] else ""
    trust = quote["standing"] if quote["standing"] in ("inferred", "editor") else "partly"
    note = setting.set_text(notes, Style(faces.label, shape.role - 3, setting.SOFT), width, trust=trust)
    source = setting.set_text(where_and_when(quote, canvas), Style(faces.strong, shape.source), width, 2)
    return [(0, label), (2, role), (2, note), (12, source)]


def where_and_when(quote: QuoteView, canvas: Canvas) -> str:
    """Return the newspaper and the date; the story's title where no newspaper is named."""
    story = quote["story"]
    names = (story["source_name"], story["title_text"].rstrip("."))
    name = next((one for one in names if one and canvas.faces.cover(one)), "")
    return where_published(story, canvas.words, name)


def notes_on(quote: QuoteView, canvas: Canvas) -> Iterator[str]:
    """Yield what is said of a speaker whom the source does not name, and of words that are part of a sentence."""
    if quote["standing"] in ("inferred", "editor"):
        yield canvas.says(WORKED_OUT if quote["standing"] == "inferred" else BY_EDITORS)
    if quote["form"] == "partly":
        yield canvas.says(PARTLY)


def _named(quote: QuoteView, canvas: Canvas, name: Style, small: Style, width: float) -> tuple[TextBlock, TextBlock]:
    """Return who spoke, as far as it is established, and the role or the reason below."""
    faces = canvas.faces
    if quote["standing"] in ("none", "unread"):
        label = canvas.says(UNESTABLISHED) if quote["standing"] == "none" else ""
        why = quote["why"][:1].upper() + quote["why"][1:]
        told = why if faces.cover(why) else ""
        return setting.set_text(label, name, width), setting.set_text(told, small._replace(fill=setting.SOFT), width, 2)
    if person := quote["speaker"]:
        shown = person["name"] if faces.cover(person["name"]) else canvas.says(ELSEWHERE)
        label_block = setting.set_text(shown, setting.narrowed(shown, name, width), width + 1)
        if shown != canvas.says(ELSEWHERE) and label_block.shows(shown):
            label_block = label_block._replace(about={"speaker": person["id"]})
        return label_block, role_of(person, quote["role"], canvas, small, width)
    described = quote["said_by"]
    note = "" if quote["named"] or quote["basis"] == "editor" else canvas.says(UNNAMED)
    below = setting.set_text(note, small._replace(fill=setting.SOFT), width)
    if described is None or not faces.cover(setting.plain_words(described)):
        return setting.set_text(canvas.says(DESCRIBED), name, width), below
    return setting.set_slice(described, name, width), below


def role_of(person: PersonRef, role: Slice | None, canvas: Canvas, style: Style, width: float) -> TextBlock:
    """Return the role that the editors give, else the one that the story words."""
    if given := person["role"]:
        return setting.set_text(given["line"] if canvas.faces.cover(given["line"]) else "", style, width, 2)
    if role and canvas.faces.cover(setting.plain_words(role)):
        return setting.set_slice(role, style, width, 2)
    return TextBlock(style)


def _initials(quote: QuoteView, canvas: Canvas, shape: Format) -> TextBlock:
    """Return what stands where no portrait is: initials, the newspaper of a report, “?” for nobody."""
    face, faces = shape.face, canvas.faces
    if not quote["marks"]:
        source = quote["story"]["source_name"]
        style = Style(faces.display, 54, leading=1.08, anchor="middle")
        told = setting.set_text(source if faces.cover(source) else "", style, face.width - 64, 4)
        return told.at(face.x + face.width / 2, face.y + (face.height - told.height) / 2 + 44)
    if quote["standing"] == "none":
        return initials("?", canvas, shape, setting.QUOTE)
    return initials(quote["speaker"]["monogram"] if quote["speaker"] else "", canvas, shape)


def initials(letters: str, canvas: Canvas, shape: Format, fill: str = setting.PERSON) -> TextBlock:
    """Return somebody's initials in the middle of the face's ground, where the faces have them."""
    face = shape.face
    style = Style(canvas.faces.display, shape.initials, fill, anchor="middle")
    style = setting.narrowed(letters, style, face.width - 40, 0.4)
    told = setting.set_text(letters if canvas.faces.cover(letters) else "", style, face.width)
    return told.at(face.x + face.width / 2, face.y + (face.height - told.height) / 2)


def _band(change: ChangeView | None, letters: DrawnWords, canvas: Canvas, shape: Format) -> TextBlock:
    """Return what was corrected; what it should read only where the words do not show that."""
    style = Style(canvas.faces.label, BAND, leading=1.32)
    if not change:
        return TextBlock(style)
    is_drawn = any(one.tone == "now" for one in letters.pieces)
    told = change_message({**change, "now": ""} if is_drawn else change, canvas.words)
    dated = f"{canvas.says(claims.CORRECTED)} {change['date']['human']}."
    shown = told if canvas.faces.cover(told) else dated
    return setting.set_text(shown, style, shape.who.width - 2 * BAR - 8, 2, trust="corrected")


def _foot(edition: Edition, quote: QuoteView, canvas: Canvas, shape: Format, change: ChangeView | None) -> Foot:
    lines = [canvas.says(CHECK if quote["marks"] else CHECK_REPORT), urls.short_address(edition.site, quote["id"])]
    made = setting.foot(canvas, lines, shape.line, "corrected" if change else "verbatim")
    fill = setting.NOTE if change else setting.QUOTE if quote["marks"] else setting.SOFT
    return made._replace(mark_fill=fill)


@dataclass(frozen=True, slots=True)
class GonePicture:
    """What `cards/gone.svg` draws: that something is gone, and what happened. It takes the place of a picture."""

    title: str
    format: Format
    left: float
    right: float
    top: float  # of the mark above the lines
    lines: Sequence[TextBlock]
    foot: Foot

    @staticmethod
    def of(edition: Edition, told: Sequence[str], canvas: Canvas, shape: Format) -> GonePicture:
        """Return the picture at the address of what is gone: `told` are its title, what happened, who published it."""
        left, right, faces = 96, shape.width - 96, canvas.faces
        styles = Style(faces.label, 52, leading=1.2), Style(faces.label, 32, setting.SOFT, 1.4), Style(faces.strong, 30)
        shown = ((text if faces.cover(text) else "", style) for text, style in zip(told, styles, strict=True))
        blocks = [(20.0, setting.set_text(text, style, right - left, 4)) for text, style in shown]
        height = 48 + setting.stack_height(blocks)
        top = max(44, (shape.rule - height) / 2)
        where = edition.site.absolute(urls.CORRECTIONS).partition("://")[2]
        foot = setting.foot(canvas, [canvas.says(OUR_CORRECTIONS), where], (left, right, shape.rule))
        return GonePicture(told[0], shape, left, right, top, setting.stacked(blocks, left, top + height), foot)


PROFILE_SIZES = (68, 62, 56, 50, 44, 38, 34, 30, 27)  # of the words
BETWEEN = 30  # pixels between the role and the words
SILENT = msgid("No quotation on this site is attributed to this name.")


def profile_picture(edition: Edition, person: Person, canvas: Canvas) -> FacePicture:
    """Return the picture of a person with a page."""
    ref, column, faces, silent = person_ref(edition, person.id), WIDE.who, canvas.faces, Style(canvas.faces.text, 32)
    latest = profile_page.profile_words(edition, person).quote
    if latest and (latest["standing"] in ("none", "unread") or not faces.cover(setting.plain_words(latest["whole"]))):
        latest = None
    called = ref["name"] if faces.cover(ref["name"]) else canvas.says(ELSEWHERE)
    style = setting.narrowed(called, Style(faces.display, 60, leading=1.1), column.width, 0.55)
    name = setting.set_text(called, style, column.width, 2).at(column.x, column.y)
    worded = next((one["words"] for one in listed_roles(edition, person)), None)
    role = role_of(ref, worded, canvas, Style(faces.text, WIDE.role), column.width)
    role = role.at(column.x, column.y + name.height + 4)
    stack, notes = list[tuple[float, TextBlock]](), ""
    if latest:
        notes = " · ".join(notes_on(latest, canvas))
        trust = latest["standing"] if latest["standing"] in ("inferred", "editor") else "partly"
        corrected = canvas.says(claims.CORRECTED) if latest["corrections"] else ""
        small = Style(faces.label, 25, setting.SOFT)
        stack = [
            (0, setting.set_text(corrected, small._replace(fill=setting.NOTE), column.width, trust="corrected")),
            (0, setting.set_text(notes, small, column.width, trust=trust)),
            (4, setting.set_text(where_and_when(latest, canvas), Style(faces.strong, 26), column.width, 2)),
        ]
    top = column.y + name.height + role.height + BETWEEN
    bottom = column.y + column.height - setting.stack_height(stack) - 16
    room = column._replace(y=top, height=bottom - top)
    if latest:
        fitted = words_in(latest, letters_of(edition, latest, canvas), canvas, PROFILE_SIZES, room)
    else:
        told = "" if indexes.times_quoted(edition, person.id) else canvas.says(SILENT)
        said = setting.set_text(told, silent, room.width, 3).at(room.x, room.y)
        fitted = FittedWords(said, TextBlock(silent), TextBlock(silent))
    counted = canvas.words.counted("%(num)s quotation", "%(num)s quotations", indexes.times_quoted(edition, person.id))
    where = edition.site.absolute(urls.person_address(edition, person)).partition("://")[2].rstrip("/")
    return FacePicture(
        title=f"Profile card {ref['id']}",
        about={"person": ref["id"], **({"quote": latest["id"]} if latest else {})},
        format=WIDE,
        ground=setting.PAPER,
        portrait=portrait_of(ref),
        initials=initials(ref["monogram"], canvas, WIDE),
        hanging=fitted.hanging,
        words=fitted.words,
        role=role,
        lines=[name, fitted.note, *setting.stacked(stack, column.x, column.y + column.height)],
        band=None,
        foot=setting.foot(canvas, [counted, where], WIDE.line),
    )
