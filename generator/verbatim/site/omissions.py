"""Leaves out of a build what is broken in the content: one file never stops the others.

The process in which Pelican runs reports the errors that stopped it, by file. The build is then made again without what
they name: a story with all its files, a person's file, a topic, a question, a page, a picture, a card. What names that
is an error in turn, and is left out with it. So no page can tell of what is left out, and none tells that it is gone.

A site for the web does without drafts and cards alone: what readers were shown stands until the error is mended.
"""

import json
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from verbatim.content.format.topic_file import QuestionFile, TopicFiles
from verbatim.content.layout import story_of
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.files import markdown_files
from verbatim.publish.urls import CARDS

# In the environment of the process: what it is to leave out, and the file that it reports to.
LEFT_OUT, REPORT = "VERBATIM_LEFT_OUT", "VERBATIM_REPORT"
STORY, TOPIC = "stories/", "topics/"
OF_STORIES = ("stories", "fragments", "ledger", "sources")
WITH_HEADERS = ("stories", "people", "topics", "questions", "pages")
HIDDEN = (".earlier", ".extracted")  # folders of `sources/`
_OWN_PAGE = re.compile(r"(?:(?:stories|drafts)/([a-z0-9-]+)|((?:people|topics)/[a-z0-9-]+))/(?:index\.html|timeline/)")
_DRAFT = re.compile(rb"^status:[ \t]*draft[ \t\r]*$", re.MULTILINE | re.IGNORECASE)


def left_out() -> frozenset[str]:
    """Return what this process is to leave out, by path below the content folder: `stories/gate`, `images/a.png`."""
    return frozenset(filter(None, os.environ.get(LEFT_OUT, "").split("\n")))


def stories_in(names: Iterable[str]) -> frozenset[str]:
    """Return the ids of the stories among what is left out."""
    return frozenset(name.removeprefix(STORY) for name in names if name.startswith(STORY))


def name_of(path: str, content: str) -> str:
    """Return what an error at this path is about, by the path of its file or the address of its page; else ""."""
    if not path.startswith(f"{content}/"):
        page = _OWN_PAGE.match(path)
        return page[2] or STORY + page[1] if page else path if path.startswith(CARDS) else ""
    folder, _, rest = path.removeprefix(f"{content}/").partition("/")
    if folder in OF_STORIES:
        *above, name = rest.split("/")
        inner = [one for one in above if one not in HIDDEN]  # the story's own folder, where it has one
        return STORY + (inner[0] if inner else story_of(Path(name)) if folder == "sources" else Path(name).stem)
    return f"{folder}/{rest.removesuffix('.md') if folder in WITH_HEADERS else rest}"


def begin_report(content: Path, *, for_web: bool) -> None:
    """Say what kind of site is built, before anything is read."""
    if file := os.environ.get(REPORT):
        _append(file, {"content": content.name, "web": for_web})


def report(error: BaseException) -> None:
    """Report an error in the content, which stops the build."""
    if not (file := os.environ.get(REPORT)):
        return
    errors = error.errors if isinstance(error, ContentErrors) else [error]
    for one in errors:
        if isinstance(one, ContentError):
            _append(file, {"error": one.args, "file": getattr(one, "file", "")})


def _append(file: str, row: Mapping[str, object]) -> None:
    with open(file, "a", encoding="utf-8") as opened:  # noqa: PTH123
        opened.write(json.dumps(row) + "\n")


class Omissions:
    """What a build leaves out, by name, with the errors that it is left out for."""

    def __init__(self, content: Path, file: Path) -> None:
        self._content, self._file = content, file
        self._by_name: dict[str, list[ContentError]] = {}

    def clear(self) -> None:
        """Delete what was reported."""
        self._file.unlink(missing_ok=True)

    @property
    def errors(self) -> list[ContentError]:
        """Every error for which something is left out, once."""
        return list(dict.fromkeys(error for errors in self._by_name.values() for error in errors))

    def environment(self) -> dict[str, str]:
        """Return what the process in which Pelican runs is to know."""
        return {LEFT_OUT: "\n".join(self._by_name), REPORT: str(self._file)}

    def grow(self) -> bool:
        """Take in what was reported; return whether a build without it may succeed."""
        try:
            head, *rows = map(json.loads, self._file.read_text("utf-8").splitlines())
        except (OSError, ValueError):
            return False
        finally:
            self.clear()
        fresh: dict[str, list[ContentError]] = {}
        for row in rows:
            error = ContentError(*row["error"])
            name = row["file"] or name_of(error.path, head["content"])
            if name not in self._by_name:
                fresh.setdefault(name, []).append(error)
        if not fresh or "" in fresh or (head["web"] and not all(map(self._is_draft_or_card, fresh))):
            return False
        self._by_name |= fresh
        left = {path.stem for path in markdown_files(self._content / "stories")} - stories_in(self._by_name)
        return bool(left)  # a site without a story would tell nobody anything

    def _is_draft_or_card(self, name: str) -> bool:
        if name.startswith(CARDS):
            return True
        file = self._content / f"{name}.md"
        return file.is_file() and bool(_DRAFT.search(file.read_bytes().partition(b"\n\n")[0]))

    def told(self, names: Iterable[str]) -> Iterator[str]:
        """Yield a line for each error, and one with the `names` of all that the site lacks."""
        yield from (f"error: {error}" for error in self.errors)
        yield f"left out until that is fixed: {', '.join(names)}"


def without(files: TopicFiles, names: Collection[str]) -> TopicFiles:
    """Return topics and questions but for those that are left out, and those that name a story or topic that is."""
    stories = stories_in(names)
    topics = {
        name: file
        for name, file in files.topics.items()
        if f"{TOPIC}{name}" not in names
        and stories.isdisjoint(file.stories)
        and stories.isdisjoint(place.story for one in (*file.answered, *(file.numbers or ())) for place in one.places)
    }
    gone = {name.removeprefix(TOPIC) for name in names if name.startswith(TOPIC)} | files.topics.keys() - topics.keys()
    questions = tuple(
        file
        for file in files.questions
        if file.about not in gone | stories
        and _name(file) not in names
        and stories.isdisjoint(place.story for place in file.answers)
    )
    return files._replace(topics=topics, questions=questions)


def missing(files: TopicFiles, kept: TopicFiles) -> set[str]:
    """Return what of these files is not among those that are `kept`."""
    questions = {_name(file) for file in files.questions} - {_name(file) for file in kept.questions}
    return questions | {f"{TOPIC}{name}" for name in files.topics.keys() - kept.topics.keys()}


def _name(file: QuestionFile) -> str:
    return file.path.partition("/")[2].removesuffix(".md")
