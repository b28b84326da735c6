"""The picture of a profile: the face, the name, the role as last worded, and the latest established quotation."""

from verbatim.core.i18n import msgid
from verbatim.model import Person
from verbatim.publish.cards import setting
from verbatim.publish.cards.quote import (
    ELSEWHERE,
    WIDE,
    FacePicture,
    FittedWords,
    initials,
    letters_of,
    notes_on,
    portrait_of,
    role_of,
    where_and_when,
    words_in,
)
from verbatim.publish.cards.setting import Canvas, Style, TextBlock
from verbatim.publish.claims import CORRECTED
from verbatim.publish.edition import Edition
from verbatim.publish.indexes import times_quoted
from verbatim.publish.profile_page import profile_words
from verbatim.publish.refs import listed_roles, person_ref
from verbatim.publish.urls import person_address

NAME, SOURCE, NOTE = 60, 26, 25  # sizes
SIZES = (68, 62, 56, 50, 44, 38, 34, 30, 27)  # of the words
BETWEEN = 30  # pixels between the role and the words
SILENT = msgid("No quotation on this site is attributed to this name.")


def profile_picture(edition: Edition, person: Person, canvas: Canvas) -> FacePicture:
    """Return the picture of a person with a page."""
    ref, column, faces, silent = person_ref(edition, person.id), WIDE.who, canvas.faces, Style(canvas.faces.text, 32)
    latest = profile_words(edition, person).quote
    if latest and (latest["standing"] in ("none", "unread") or not faces.cover(setting.plain_words(latest["whole"]))):
        latest = None
    called = ref["name"] if faces.cover(ref["name"]) else canvas.says(ELSEWHERE)
    style = setting.narrowed(called, Style(faces.display, NAME, leading=1.1), column.width, 0.55)
    name = setting.set_text(called, style, column.width, 2).at(column.x, column.y)
    worded = next((one["words"] for one in listed_roles(edition, person)), None)
    role = role_of(ref, worded, canvas, Style(faces.text, WIDE.role), column.width)
    role = role.at(column.x, column.y + name.height + 4)
    stack, notes = list[tuple[float, TextBlock]](), ""
    if latest:
        notes = " · ".join(notes_on(latest, canvas))
        trust = latest["standing"] if latest["standing"] in ("inferred", "editor") else "partly"
        corrected = canvas.says(CORRECTED) if latest["corrections"] else ""
        small = Style(faces.label, NOTE, setting.SOFT)
        stack = [
            (0, setting.set_text(corrected, small._replace(fill=setting.NOTE), column.width, trust="corrected")),
            (0, setting.set_text(notes, small, column.width, trust=trust)),
            (4, setting.set_text(where_and_when(latest, canvas), Style(faces.strong, SOURCE), column.width, 2)),
        ]
    top = column.y + name.height + role.height + BETWEEN
    bottom = column.y + column.height - setting.stack_height(stack) - 16
    room = column._replace(y=top, height=bottom - top)
    if latest:
        fitted = words_in(latest, letters_of(edition, latest, canvas), canvas, SIZES, room)
    else:
        told = "" if times_quoted(edition, person.id) else canvas.says(SILENT)
        said = setting.set_text(told, silent, room.width, 3).at(room.x, room.y)
        fitted = FittedWords(said, TextBlock(silent), TextBlock(silent))
    counted = canvas.words.counted("%(num)s quotation", "%(num)s quotations", times_quoted(edition, person.id))
    where = edition.site.absolute(person_address(edition, person)).partition("://")[2].rstrip("/")
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
