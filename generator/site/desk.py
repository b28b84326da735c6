"""Everything that one build reads, read once. A content folder comes in, the editions that pages are made from go out.

Raises ContentErrors with every fault that was found.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from generator.errors import ContentError, ContentErrors
from generator.newsroom.graph import join
from generator.newsroom.translations import faults
from generator.publish.edition import Edition, Site
from generator.site.catalogues import KEY
from generator.site.looks import Look
from generator.site.portraits import portraits_of
from generator.site.settings import left_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from generator.fragments.ledger import Entry
    from generator.fragments.people import PersonFile
    from generator.model import Story
    from generator.publish.card_ink import Sheet
    from generator.site.portraits import Portrait

PUBLISHED = "published"
CACHE = ".cache"


class Desk:
    """The content of one build: `edition` of what is listed, `everything` with drafts and hidden stories besides.

    `sheet` is what picture cards are drawn on; None where there are to be none. `digests` are those of each story's
    files, by which it is known that nothing of it changed.
    """

    KEY: ClassVar[str] = "VERBATIM_DESK"

    def __init__(
        self,
        content: Path,
        site: Site,
        stories: Iterable[Story],
        people: Mapping[str, PersonFile],
        ledgers: Mapping[str, Iterable[Entry]] = MappingProxyType({}),
    ) -> None:
        self.content = content
        self.portraits: Mapping[str, Portrait] = {}
        self.sheet: Sheet | None = None
        self.digests: Mapping[str, str] = {}
        held = list(stories)
        self.listed = listed = frozenset(story.id for story in held if story.status == PUBLISHED)
        self.edition = Edition(join((one for one in held if one.id in listed), people, ledgers), site, listed)
        self.everything = self.edition
        if len(listed) < len(held):
            self.everything = Edition(join(held, people, ledgers), site, listed)

    def kinds(self) -> dict[str, str]:
        """Return who is a person, an organisation or a place, by id."""
        return {person.id: person.kind for person in self.everything.newsroom.people.values()}

    def hang(self, portraits: Mapping[str, Portrait]) -> None:
        """Have pages show these portraits, which is to be done before any page is made."""
        self.portraits = portraits
        for edition in (self.edition, self.everything):
            edition.portraits = {name: portrait.view for name, portrait in portraits.items()}

    def leave_pages_out(self) -> None:
        """Have quotations and people lead to places within their stories, for a theme that shows stories alone."""
        parted = self.everything is not self.edition
        self.edition = Edition(self.edition.newsroom, self.edition.site, frozenset())
        self.everything = Edition(self.everything.newsroom, self.edition.site, frozenset()) if parted else self.edition

    def edition_of(self, story: str) -> Edition:
        """Return the edition that a story's page is made from: what is not listed leaves no trace elsewhere."""
        return self.edition if story in self.listed else self.everything

    def shown_path(self, path: Path) -> str:
        """Return a file's path as people know it: `content/pages/about.md`."""
        return str(Path(self.content.name) / path.relative_to(self.content))


def open_desk(settings: Mapping[str, Any]) -> Desk:
    """Read all content that the settings point to."""
    from generator.fragments.store import digest_of_files, load  # noqa: PLC0415

    content = Path(settings["PATH"])
    refuse_symlinks(content)
    loaded = load(content)
    if errors := faults(loaded.stories):
        raise ContentErrors(errors)
    lang = settings["DEFAULT_LANG"]
    site = Site(settings["SITENAME"], settings["SITEURL"], lang, settings.get("SITESUBTITLE", ""), settings[KEY],
                int(settings["DEFAULT_PAGINATION"] or 0), int(settings["DEFAULT_ORPHANS"] or 0),
                cards=bool(settings.get("CARDS", True)), squares=bool(settings.get("SQUARE_CARDS", True)),
                off=left_out(settings))  # fmt: skip
    desk = Desk(content, site, loaded.stories, loaded.people, loaded.ledger)
    desk.digests = {story.id: digest_of_files(content, story) for story in loaded.stories}
    if not settings[Look.KEY]:
        desk.leave_pages_out()
    desk.hang(portraits_of(content, loaded.people, desk.kinds(), content.parent / CACHE))
    return desk


def refuse_symlinks(content: Path) -> None:
    """Raise ContentErrors for every symbolic link below `content`: Pelican would follow it out of the folder."""
    links = [
        Path(folder, name)
        for folder, folders, files in os.walk(content)
        for name in sorted((*folders, *files))
        if os.path.islink(os.path.join(folder, name))  # noqa: PTH114, PTH118  a Path for every file is slow
    ]
    if links:
        shown = [str(Path(content.name) / path.relative_to(content)) for path in links]
        fix = "Put the file itself there"
        raise ContentErrors([ContentError(path, 0, "this is a symbolic link", fix) for path in shown])
