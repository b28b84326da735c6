"""The command `set`: sets headers in the files of many stories at once.

Nothing is written unless every file can be read with its new headers.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from verbatim.cli.folders import CONTENT, DRY, is_shown_only, writing
from verbatim.content.format.headers import STORY, normalised, with_headers
from verbatim.content.format.story_file import read_story_file
from verbatim.content.layout import StoryPaths, story_of
from verbatim.content.transaction import ChangedFiles, apply_changes
from verbatim.core.dates import day_in_name
from verbatim.core.errors import ContentError, Faults
from verbatim.core.files import read_file

SETTING = re.compile(r"([A-Za-z][A-Za-z0-9_-]*)=(.*)", re.DOTALL)
KEPT = ("Source", "Source-Sha256", "Source-Changed")  # by `split`, or a story's own history
SETTABLE = {normalised(name): name for name in (*STORY, "Authors") if name not in KEPT}


@click.command("set")
@CONTENT
@DRY
@click.argument("words", nargs=-1, metavar="[HEADER=VALUE]... [STORY]...")
def command(content: Path, words: tuple[str, ...], *, dry: bool) -> None:
    """Set headers of stories, named or given by their files or sources, in all of them or in none.

    An empty value takes a header out. A Date is the editors' unless Date-Basis says otherwise; Date-Basis=file alone
    takes the day from the name of each source.
    """
    settings = [found for word in words if (found := SETTING.fullmatch(word))]
    stories = [word for word in words if not SETTING.fullmatch(word)]
    if not (settings and stories):
        raise click.UsageError("Name headers with their values, then stories.")
    with writing(content) as content:  # noqa: PLR1704  the same, by its absolute path
        _set(content, _values(settings), stories, dry=dry)


def _values(settings: Iterable[re.Match[str]]) -> dict[str, str]:
    """Return the headers to be set by their names. Raises ContentErrors for those that nobody may set so."""
    faults = Faults()
    values: dict[str, str] = {}
    for found in settings:
        name = SETTABLE.get(normalised(found[1]), "")
        if name in values:
            faults.append(ContentError("set", 0, f"{name} is given twice", "Keep one of the two"))
        elif not name:
            is_kept = normalised(found[1]) in map(normalised, KEPT)
            fact = f"{found[1]} is kept by Verbatim" if is_kept else f"there is no header {found[1]} of a story"
            faults.append(ContentError("set", 0, fact, f"Set {', '.join(SETTABLE.values())}"))
        values[name] = " ".join(found[2].split())
    faults.raise_all()
    if values.get("Date"):
        values.setdefault("Date-Basis", "editor")
    return values


def _set(content: Path, values: Mapping[str, str], stories: Sequence[str], *, dry: bool) -> None:
    faults, files, named = Faults(), ChangedFiles(), set[str]()
    for word in stories:
        with faults:
            paths = _paths(content, word)
            data = read_file(paths.story_file, paths.shown(paths.story_file))
            files.put(f"stories/{paths.story}.md", data, _with_headers(data, values, paths))
            named.add(paths.story)
    faults.raise_all()
    if not is_shown_only(files, dry=dry):
        apply_changes(content, files.after)
    counted = f"{len(files)} of {len(named)} {'story' if len(named) == 1 else 'stories'}"
    click.echo(f"{counted} {'would be changed' if dry else 'changed'}")


def _paths(content: Path, word: str) -> StoryPaths:
    """Return the paths of a story that is named, or given by its file or its source."""
    for story in (Path(word).stem, story_of(Path(word))):
        paths = StoryPaths(content, story)
        if paths.story_file.is_file():
            return paths
    fix = "Run verbatim split, or name files of content/stories or content/sources"
    raise ContentError(word, 0, "there is no story of this file yet", fix)


def _with_headers(data: bytes, values: Mapping[str, str], paths: StoryPaths) -> bytes:
    """Return a story's file with headers set, as it can be read. Raises ContentError at the line of one that cannot."""
    shown = paths.shown(paths.story_file)
    named = dict(values)
    if named.get("Date-Basis") == "file" and "Date" not in named:
        day = day_in_name(read_story_file(data, shown, paths.story).head.get("Source"))
        named |= {"Date": day} if day else {}
    for name, value in named.items():
        data = with_headers(data, name, [value] if value else [], shown)
    read_story_file(data, shown, paths.story)
    return data
