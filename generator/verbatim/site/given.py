"""Reads what an edition says besides its content: facts that follow from what a site does not publish.

`.published/edition.json` in a content folder has which parts of sources are published, what is made of pictures, and
who had a page and has none any more. A newsroom's own folder has no such file: there all of it is worked out.
"""

from pathlib import Path
from typing import NamedTuple

import msgspec

from verbatim.core.errors import ContentError
from verbatim.core.files import LEDGER_LARGEST, read_if_there
from verbatim.core.filestate import ALONE
from verbatim.model import Extent, PublishedPart
from verbatim.publish.refs import PictureFiles, PortraitView

FILE = f"{ALONE}/edition.json"


class GivenPart(NamedTuple):
    """What is published of a story's source, and where its text begins."""

    extent: Extent
    part: PublishedPart
    text_start: int


class Given(NamedTuple):
    """What an edition says: parts of sources by story, portraits by person, pictures by file, and two lists of ids.

    `closed` are those who had a page when the site was published, and have none any more; `hidden` stories that have
    their pages and are in no list, nor in the edition.
    """

    parts: dict[str, GivenPart] = {}  # noqa: RUF012  msgspec reads these defaults, nobody writes to them
    portraits: dict[str, PortraitView] = {}  # noqa: RUF012
    pictures: dict[str, PictureFiles] = {}  # noqa: RUF012
    closed: list[str] = []  # noqa: RUF012
    hidden: list[str] = []  # noqa: RUF012


NOTHING_GIVEN = Given()


def given_in(content: Path) -> Given:
    """Return what a content folder says as an edition. Raises ContentError for a file that is none."""
    place = f"{content.name}/{FILE}"
    data = read_if_there(content / FILE, place, LEDGER_LARGEST)
    if not data:
        return NOTHING_GIVEN
    try:
        return msgspec.json.decode(data, type=Given)
    except msgspec.MsgspecError as error:
        fact = f"this is not the record of an edition ({error})"
        raise ContentError(place, 0, fact, "Take edition.tar from the published site again") from None


def packed(given: Given) -> bytes:
    """Return the file."""
    return msgspec.json.format(msgspec.json.encode(given, order="sorted"), indent=1)
