"""Verifies a whole built site: a check for each kind of file, many files at once where there are many."""

from __future__ import annotations

import fnmatch
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from verbatim.core.errors import ContentError
from verbatim.core.executors import cores, executor, spread
from verbatim.core.fork import gc_paused
from verbatim.verify.blog import blogs_own, story_in
from verbatim.verify.claims import ListedWords
from verbatim.verify.data import (
    HISTORY,
    PROOFS,
    QUOTES,
    check_data,
    check_database,
    check_proof,
    check_story,
    check_timeline,
    rows_by_id,
    rows_by_line,
    words_in,
)
from verbatim.verify.drawings import check_drawing, check_picture
from verbatim.verify.echoes import Echoes
from verbatim.verify.facts.database import LISTS, PEOPLE, changes_in
from verbatim.verify.facts.editors import EditorsWords
from verbatim.verify.facts.questions import QUESTIONS
from verbatim.verify.facts.records import Proofs
from verbatim.verify.history.log import check_log
from verbatim.verify.markup.parsed_page import SourceSlice
from verbatim.verify.markup.passages import ANY_MARK
from verbatim.verify.other_files import (
    FRAGMENT,
    check_calendar,
    check_feed,
    check_fragment,
    check_lines,
    check_original,
    check_received,
    check_rows,
)
from verbatim.verify.pages import check_page
from verbatim.verify.reference import SOURCES, File, SiteCheck, Texts, story_of
from verbatim.verify.report import Verification
from verbatim.verify.served_files import (
    DATABASE,
    RECEIVED,
    THEME,
    UNKNOWN,
    UNKNOWN_CODE,
    KnownCode,
    fault_of_kind,
    of_code_in_use,
    suffix_of,
)
from verbatim.verify.sums import (
    REBUILD,
    Made,
    check_sums,
    files_of,
    has_same_texts,
    hashes_of,
    standing_lists,
    sums_of,
    verified_files,
    write_list,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path


INDEX = "index.html"
WORTH_WORKERS, BATCH = 2000, 100  # files: fewer are checked before workers would have started
_STORY = re.compile(r"(?:stories|data/stories|data/proof|embed/timelines|oembed/timelines)/([a-z0-9-]+)")
_QUOTE = re.compile(r"(?<=quotes/)q-[0-9a-z]+")
Check = Callable[[File, SiteCheck], None]
# By suffix. What has no check has no words that are checked: `file_kinds` says what that may be.
CHECKS: Mapping[str, Check] = {
    ".html": check_page,
    ".json": check_data,
    ".jsonld": check_data,
    ".webmanifest": check_data,
    ".atom": check_feed,
    ".xml": check_feed,
    ".rss": check_feed,
    ".svg": check_picture,
    ".csv": check_rows,
    ".ics": check_calendar,
    ".txt": check_lines,
}
# In these folders the end of a name means something of its own; the first that fits decides.
IN_FOLDERS: tuple[tuple[str, str, Check], ...] = (
    ("sources/", ".txt", check_original),
    ("cards/", ".svg", check_drawing),
    (f"{PROOFS}/", ".json", check_proof),
    ("data/stories/", ".timeline.json", check_timeline),
    ("data/stories/", ".json", check_story),
)


def verify(  # noqa: PLR0913  what a site is held to
    site: Path,
    sources: Path,
    shown: str = "",
    theme: Path | None = None,
    *,
    is_new: bool = False,
    left_out: Collection[str] = (),
) -> Verification:
    """Compare every quotation of a built site with its source; messages call the site's folder `shown`.

    Its style sheets and scripts are held to those of `theme`, where one is given. Of a site that `is_new`, `SHA256SUMS`
    is written: it lists the files as they were checked. `left_out` is what is broken in the content, by path without
    `.md`. Raises ContentError where there is no site.
    """
    check = SiteCheck(Texts(sources), code=KnownCode(theme, sources.parent) if theme else None)
    check.questions.left_out = left_out
    check.publish_by(Proofs(site))
    if theme:
        check.hold_names(site, theme, sources.parent)
    return check_site(site, check, shown or str(site), is_new=is_new)


class Baseline(NamedTuple):
    """What the files that a build changes are compared with: sources, and the standing site's hashes and lists.

    `lists` are the lines of each, `rows` what those of quotations and people say. `echoes` and `claimed` are of the
    quotations, `editors` has read the names in the newsroom's files.
    """

    texts: Texts
    standing: Path
    sums: Mapping[str, str]
    lists: Mapping[str, Collection[str]]
    rows: Mapping[str, Mapping[str, Any]]
    echoes: Echoes
    claimed: ListedWords
    editors: EditorsWords


@gc_paused()
def read_baseline(sources: Path, standing: Path) -> Baseline:
    """Read what a build will be compared with, while it is under way."""
    texts, sums, editors = Texts(sources), sums_of(standing), EditorsWords(sources.parent)
    texts.preload(filter(None, map(story_of, sums)))
    lists = standing_lists(standing, sums)
    rows = {name: rows_by_line(lists.get(name, ())) for name in (QUOTES, PEOPLE)}
    quotes = rows_by_id(standing, QUOTES, rows[QUOTES])
    with suppress(OSError):  # reported where they are needed, unless the build stops at them
        editors.read_names()
    claimed = ListedWords(quotes.values())
    return Baseline(texts, standing, sums, lists, rows, Echoes(words_in(quotes)), claimed, editors)


def verify_changed(
    site: Path, baseline: Baseline, kept: Mapping[str, str], shown: str, left_out: Collection[str] = ()
) -> Verification:
    """Verify the files that a build made; `kept` are the hashes of those that stay, `left_out` is as for `verify`.

    Those were verified when they were made: what they show has not changed since, nor have equal rows of lists, nor
    files that came to the same (`verified_files`). Their sources are read all the same, since a title may hold words
    of any of them.
    """
    made = Made(site, hashes_of(site, files_of(site)))
    is_same = has_same_texts(baseline.sums, {**kept, **made.hashes})
    lists = baseline.lists if is_same else {}
    written = [path.stem for path in baseline.texts.sources.parent.glob("people/*.md")]
    same = verified_files(baseline.standing, baseline.sums, made, kept, written) if is_same else {}
    check = SiteCheck(baseline.texts, verified_lists=lists, echoes=baseline.echoes, claimed=[baseline.claimed])
    check.publish_by(Proofs(site, baseline.standing))
    check.known_rows = baseline.rows
    check.editors, check.questions.left_out = baseline.editors, left_out
    for story in (story_of(name) for name in kept if name.startswith(SOURCES)):
        check.texts.get(story)
    if PEOPLE in kept:
        check.names = _names_in(baseline.standing, check)
    return check_site(site, check, shown, {**kept, **same})


def check_site(
    site: Path, check: SiteCheck, shown: str, kept: Mapping[str, str] = MappingProxyType({}), *, is_new: bool = False
) -> Verification:
    """Check every file of a site but those that are `kept`, by hash; write the list of hashes if the site `is_new`.

    Raises ContentError where there is no site.
    """
    if not (site / INDEX).is_file() and INDEX not in kept:
        raise ContentError(shown, 0, "there is no built site here", "Build it with `make html`")
    check.rows = rows_by_id(site, QUOTES, check.known_rows.get(QUOTES, {}))
    if not all(one.are_of(check.rows.values()) for one in check.claimed):
        check.claimed = []
    if check.echoes.made_of != (words := tuple(words_in(check.rows))):
        check.echoes = Echoes(words)
    check.names = _names_in(site, check) or check.names
    check.past = frozenset(name for name, row in rows_by_id(site, HISTORY).items() if row.get("status") != "current")
    check.questions.rows = rows_by_id(site, QUESTIONS)
    if (site / DATABASE).is_file():
        rows = {name: list(rows_by_id(site, f"data/{name}.json").values()) for name in LISTS}
        check.lists = {**rows, "changes": changes_in(site)}
    check.unchecked = blogs_own(site, shown, check)
    hashes, count = dict(kept), 0
    for part in _parts(site, check, shown, kept):
        hashes |= part.hashes
        count += part.checked
        check.add(part.faults, part.passages, part.shown)
        check.elsewhere |= part.elsewhere
    check.faults[:] = sorted(of_code_in_use(site, files_of(site), check.faults), key=lambda fault: fault.path)
    check.rows = {name: row for name, row in check.rows.items() if f"quotes/{name}/index.html" not in kept}
    # A site may leave the pages of quotations out, all of them; then there is none to cover its list.
    if check.shown or kept:
        _check_coverage(File(QUOTES, f"{shown}/{QUOTES}", ""), check)
    if is_new:
        write_list(site, hashes)
    else:
        check_sums(site, hashes, shown, check)
    check_log(site, hashes, shown, check)
    found = tuple(check.faults), check.passages, count, len(check.texts), len(check.unchecked)
    return Verification(*found, content=check.texts.content, elsewhere=len(check.elsewhere),
                        parts=len([*check.texts.parts()]))  # fmt: skip


def _names_in(site: Path, check: SiteCheck) -> Mapping[str, str]:
    """Return what a site's list of people calls each, by id."""
    rows = rows_by_id(site, PEOPLE, check.known_rows.get(PEOPLE, {}))
    return {name: str(row.get("name")) for name, row in rows.items()}


def _marked_names(check: SiteCheck) -> frozenset[str]:
    """Return the names with quotation marks, as Ivo “Crane” Marr, that the list of people has from a source."""
    names = check.names.values()
    return frozenset(name for name in names if ANY_MARK.search(name) and check.texts.any_contains(name))


class PartResult(NamedTuple):
    """The result for some files: their hashes, how many have a check, and what the checks found."""

    hashes: dict[str, str]
    checked: int
    faults: list[ContentError]
    passages: int
    shown: dict[str, list[SourceSlice]]
    elsewhere: set[tuple[str, str]]


def _parts(site: Path, check: SiteCheck, shown: str, kept: Collection[str]) -> Iterator[PartResult]:
    """Yield the result for every file that is not kept, some at a time, in their order.

    The sources come first, so that every text has been read before a title is searched for in all of them.
    """
    names = [name for name in files_of(site) if name not in kept]
    yield _part(site, check, shown, [name for name in names if name.startswith(SOURCES)])
    check.editors.people |= _marked_names(check)
    check.read_withheld()
    rest = [name for name in names if not name.startswith(SOURCES)]
    share = cores() if len(rest) >= WORTH_WORKERS else 1
    _WORK.append(partial(_part, site, check, shown))
    try:
        with executor(share) as pool:
            yield from spread(pool, _do_work, _batches(rest, check.rows), workers=share)
    finally:
        _WORK.pop()


def _batches(names: Sequence[str], rows: Mapping[str, Mapping[str, Any]]) -> Iterator[list[str]]:
    """Yield the files in batches; all of a story are in one, so that one worker alone reads what they are held to."""
    stories = defaultdict[str, list[str]](list)
    for name in names:
        stories[_about(name, rows)].append(name)
    others = stories.pop("", [])
    yield from (others[at : at + BATCH] for at in range(0, len(others), BATCH))
    batch: list[str] = []
    for files in stories.values():
        batch += files
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _about(name: str, rows: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the story that a file is about, of a quotation its own; empty where it is about none, or several."""
    quote = _QUOTE.search(name)
    story = _STORY.match(name)
    return str(rows.get(quote[0], {}).get("story") or "") if quote else story[1] if story else ""


_WORK: list[Callable[[Sequence[str]], PartResult]] = []  # inherited by forked workers, not pickled for them


def _do_work(names: Sequence[str]) -> PartResult:
    return _WORK[-1](names)


def _part(site: Path, check: SiteCheck, shown: str, names: Sequence[str]) -> PartResult:
    own, hashes, count = check.empty_copy(), {}, 0
    for name in names:
        with open(f"{site}/{name}", "rb") as opened:  # noqa: PTH123  joining paths takes longer than reading them
            data = opened.read()
        hashes[name] = hashlib.sha256(data).hexdigest()
        count += _check_file(File(name, f"{shown}/{name}", ""), data, own)
    return PartResult(hashes, count, own.faults, own.passages, own.shown, own.elsewhere)


def _check_file(file: File, data: bytes, check: SiteCheck) -> bool:
    """Check one file by its kind; return whether its kind has a check."""
    if file.path in check.unchecked:
        return False
    if fact := fault_of_kind(file.path, data):
        check.fault(file, 0, fact, UNKNOWN)
    if check_bytes := _check_of_bytes(file.path):
        check_bytes(file, data, check)
        return True
    in_folder = (one for folder, end, one in IN_FOLDERS if file.path.startswith(folder) and file.path.endswith(end))
    suffix = suffix_of(file.path)
    check_text = next(in_folder, None) or CHECKS.get(suffix)
    # Where no code is held to a theme, the files were just made of one, which may be another's.
    if check_text is None or (file.path.startswith(THEME) and suffix != ".html" and not check.code):
        if check.code and (fact := check.code.fault_of_file(file.path, data.decode("utf-8", "replace"))):
            check.fault(file, 0, fact, UNKNOWN_CODE)
        return False
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        check.fault(file, 0, "the file is not UTF-8")
        return True
    if not file.path.startswith(THEME):
        check.check_withheld(file, text)
    is_in_blog = check.unchecked and not check.rows and suffix == ".html"  # with a theme that is not ours
    check_text(File(file.path, file.shown, story_in(text) if is_in_blog else text), check)
    return True


def _check_of_bytes(path: str) -> Callable[[File, bytes, SiteCheck], None] | None:
    """Return the check of a file that is no text; None where it is checked as text, or not at all."""
    if path == DATABASE:
        return check_database
    if fnmatch.fnmatchcase(path, RECEIVED):
        return check_received
    return check_fragment if suffix_of(path) == FRAGMENT else None


def _check_coverage(file: File, check: SiteCheck) -> None:
    """Fault each row of `/data/quotes.json` that no page shows whole, and each quotation's page that has no row."""
    for identity, row in check.rows.items():
        if identity not in check.shown:
            check.fault(file, 0, f"no page shows the quotation {identity}", REBUILD)
        elif not row.get("withdrawn"):
            _check_shown(identity, row, file, check)
    for identity in sorted(set(check.shown) - set(check.rows) - check.past):
        check.fault(file, 0, f"the quotation {identity} has a page and no entry here", REBUILD)


def _check_shown(identity: str, row: Mapping[str, Any], file: File, check: SiteCheck) -> None:
    story, start, end = row.get("story"), row.get("start"), row.get("end")
    text = check.texts.get(story) if isinstance(story, str) else None
    if text is None or type(start) is not int or type(end) is not int:
        check.fault(file, 0, f"the entry {identity} names no slice of a source", REBUILD)
    elif missing := _left_out(text, SourceSlice(str(story), start, end), check.shown[identity]):
        check.fault(file, 0, f"the page of {identity} leaves out “{missing}”", REBUILD)


def _left_out(text: str, whole: SourceSlice, shown: Sequence[SourceSlice]) -> str:
    """Return the first words of `whole` that none of the slices shows; blanks and punctuation need not be shown."""
    at = whole.start
    for place in sorted(place for place in shown if place.story == whole.story):
        gap = text[at : min(max(at, place.start), whole.end)]
        if any(char.isalnum() for char in gap):
            return gap.strip()
        at = max(at, place.end)
    rest = text[at : whole.end]
    return rest.strip() if any(char.isalnum() for char in rest) else ""
