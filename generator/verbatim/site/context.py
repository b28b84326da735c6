"""Everything that one build reads, read once. A content folder comes in, the editions that pages are made from go out.

Raises ContentErrors with every fault that was found.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from verbatim.core.cache import cache_of
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.executors import shares
from verbatim.core.filestate import PROGRAM, links_in, snapshot_of
from verbatim.newsroom import join_records
from verbatim.newsroom.graph import translation_errors
from verbatim.publish import Edition, Site
from verbatim.site.fingerprint import code
from verbatim.site.i18n import KEY
from verbatim.site.images.supplied import portraits_of
from verbatim.site.settings import left_out
from verbatim.site.story_cache import ledger_of, opened
from verbatim.site.theme.look import Look

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from verbatim.content.ledger import LedgerEntry
    from verbatim.core.filestate import Snapshot, Tree
    from verbatim.model import Newsroom
    from verbatim.publish.cards.svg import Canvas
    from verbatim.site.images.supplied import Portrait
    from verbatim.site.story_cache import Library


PUBLISHED = "published"


class Desk:
    """The content of one build: `edition` of what is listed, `everything` with drafts and hidden stories besides.

    `sheet` is what picture cards are drawn on; None where there are to be none; `is_searched` tells whether there is an
    index of words. `digests` are those of each story's files, by which it is known that nothing of it changed.
    """

    KEY: ClassVar[str] = "VERBATIM_DESK"

    def __init__(self, content: Path, site: Site, library: Library) -> None:
        self.content = content
        self.portraits: Mapping[str, Portrait] = {}
        self.sheet: Canvas | None = None
        self.is_searched = True
        self.digests = library.digests
        stories = library.stories
        self.listed = listed = frozenset(name for name, story in stories.items() if story.status == PUBLISHED)
        hidden = {name: ledger_of(content, name) for name in stories if name not in listed}
        self.edition = Edition(_joined(library, listed, {**library.gone, **hidden}), site, listed)
        self.everything = self.edition
        if hidden:
            self.everything = Edition(_joined(library, stories.keys(), library.gone), site, listed)

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


def _joined(library: Library, names: Collection[str], gone: Mapping[str, tuple[LedgerEntry, ...]]) -> Newsroom:
    records = (record for name, record in library.records.items() if name in names)
    return join_records(records, library.stories, library.people, gone)


def look_at(settings: Mapping[str, Any]) -> Snapshot:
    """Look at everything that decides a build besides the settings, before anything of it is read."""
    cache = cache_of(Path(settings["PATH"]))
    cache.mkdir(exist_ok=True)
    return snapshot_of((settings["PATH"], settings["THEME"], PROGRAM), str(cache))


def open_desk(settings: Mapping[str, Any], seen: Snapshot) -> Desk:
    """Read all content that the settings point to, which was looked at before."""
    content = Path(settings["PATH"])
    refuse_symlinks(content, seen.tree)
    library = opened(content, cache_of(content), code(), shares(settings).workers, seen.tree)
    if errors := translation_errors(library.stories.values()):
        raise ContentErrors(errors)
    lang = settings["DEFAULT_LANG"]
    site = Site(settings["SITENAME"], settings["SITEURL"], lang, settings.get("SITESUBTITLE", ""), settings[KEY],
                int(settings["DEFAULT_PAGINATION"] or 0), int(settings["DEFAULT_ORPHANS"] or 0),
                cards=bool(settings.get("CARDS", True)), squares=bool(settings.get("SQUARE_CARDS", True)),
                off=left_out(settings))  # fmt: skip
    desk = Desk(content, site, library)
    if not settings[Look.KEY]:
        desk.leave_pages_out()
    desk.hang(portraits_of(content, library.people, desk.kinds(), cache_of(content)))
    return desk


def refuse_symlinks(content: Path, tree: Tree) -> None:
    """Raise ContentErrors for every symbolic link below `content`: Pelican would follow it out of the folder."""
    below = f"{content}/"
    links = sorted(path for path in links_in(tree) if path.startswith(below))
    if links:
        shown = [str(Path(content.name) / Path(path).relative_to(content)) for path in links]
        fix = "Put the file itself there"
        raise ContentErrors([ContentError(path, 0, "this is a symbolic link", fix) for path in shown])
