"""Lays hostile strings into every field of a newsroom. Strings come in, files stand in its content folder after.

A field that is refused is taken out again where the message says, as an editor would; what is let in is built.
"""

import html
import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.security.fenced import ROOT, Done, Fence
from tests.security.hostile_strings import LISTS, OURS
from verbatim.content.format.base_file import read_base
from verbatim.publish.html import UNSHOWABLE

KINDS = ("txt", "md", "html")
EVERY_KIND = bool(LISTS)
TOGETHER = 8  # strings in one source
HEADERS = ("Source-Name", "Source-Url", "Category", "Tags", "Author", "Summary", "Byline", "Keywords")
PERSON = ("Aliases", "Same-As", "Image", "Image-Credit", "Role")
VALUES = ("why", "said-by", "speaker", "candidates", "basis", "kind", "via")
PLACE = re.compile(r"(content/\S+?\.(?:md|txt|html|jsonl|svg|png))(?::(\d+))?: ")
PLAIN = "It rained."
MOST_RUNS = 60
OPENING = re.compile(r'"(?=\w)')
UNQUOTED = str.maketrans(dict.fromkeys("“”„«»", "'"))
LINK = re.compile(r"\{(?:static|filename|attach)\}")  # those that lead nowhere have tests of their own


def lay_newsroom(project: Path) -> None:
    """Lay out a newsroom without stories, cards of pictures left out: they are slow, and have tests of their own."""
    project.mkdir()
    for folder in ("sources", "stories", "people", "pages", "images"):
        (project / "content" / folder).mkdir(parents=True)
    shutil.copytree(ROOT / "theme", project / "theme")
    conf = (ROOT / "pelicanconf.py").read_text()
    (project / "pelicanconf.py").write_text(conf + "\nCARDS = False\nCATEGORY_SAVE_AS = ''\n")


def one_line(string: str) -> str:
    """Return a string as an editor could write it in a header: without quotation marks, which no source would have.

    Of our own strings those with one straight mark keep it: it opens no words, and could end an attribute.
    """
    words = " ".join(string.split("\n")).translate(UNQUOTED)
    if string not in OURS:
        return words.replace('"', "'")
    head, mark, rest = OPENING.sub("'", words).partition('"')
    return head + mark + rest.replace('"', "'")


def lay_words(content: Path, strings: Sequence[str]) -> None:
    """Write sources in which the strings are words, quoted words, and a speaker's name."""
    groups = [strings[at : at + TOGETHER] for at in range(0, len(strings), TOGETHER)]
    for number, group in enumerate(groups):
        kinds = KINDS if EVERY_KIND else (KINDS[number % len(KINDS)],)
        said = [
            f"{one}\n\n“{one}” said {one}, the harbour master, on 3 March 2031.\n\nAda Vell said: “{one}”."
            for one in group
        ]
        text = "Rain at Sund\n\n" + "\n\n".join(said) + "\n"
        shown = "".join(
            f"<p>{html.escape(one)}, as was said at Sund that day.</p><p>{one} as well.</p>" for one in group
        )
        title = f"<meta charset=utf-8><title>{html.escape(group[0])}</title>"
        page = f"<!doctype html>{title}<article><h1>Rain</h1>{shown}</article>"
        for kind in kinds:
            written = page if kind == "html" else text
            (content / f"sources/words-{kind}-{number}.{kind}").write_bytes(written.encode())


def editors_words(string: str) -> str:
    """Return a string as an editor could write it below a head; links and pictures have tests of their own."""
    words = UNSHOWABLE.sub("", string)
    words = LINK.sub("other/", words).replace("![", "[").translate(UNQUOTED)
    return words.replace('"', "'")


def lay_headers(content: Path, strings: Sequence[str]) -> None:
    """Write a story, a person and a page for each string, with the string in every header and in their words."""
    for number, string in enumerate(strings):
        value = one_line(string)
        (content / f"sources/head-{number}.txt").write_bytes(f"{PLAIN}\n\n{value}\n\n{string}\n".encode())
        head = "".join(f"{name}: {value}\n" for name in HEADERS)
        (content / f"stories/head-{number}.md").write_bytes(
            f"Title: {value}\nDate: 2031-03-04\nSource: head-{number}.txt\n{head}\n{editors_words(string)}\n".encode()
        )
        head = "".join(f"{name}: {value}\n" for name in PERSON)
        (content / f"people/person-{number}.md").write_bytes(
            f"Title: {value}\nKind: person\n{head}\n{editors_words(string)}\n".encode()
        )
        head = "".join(f"{name}: {value}\n" for name in ("Summary", "Tags", "Author", "Category", "Description"))
        # Pelican reads pages one by one, and each that is refused takes a build: those have tests of their own.
        if UNSHOWABLE.search(value) or not value.strip():
            continue
        (content / f"pages/page-{number}.md").write_bytes(f"Title: {value}\n{head}\n{editors_words(string)}\n".encode())


def lay_targets(content: Path, count: int) -> None:
    """Write a story for each attribute of a quotation, as many paragraphs in it as there are strings."""
    for name in VALUES:
        said = "\n\n".join(f"“It rained on day {number}”, said Ada Vell." for number in range(count // len(VALUES) + 1))
        (content / f"sources/value-{name}.txt").write_text(f"Rain for days\n\n{said}\n", encoding="utf-8")


def edit_values(content: Path, strings: Sequence[str]) -> None:
    """Write each string as a value of each attribute, and into notes, after the split."""
    for place, name in enumerate(VALUES):
        folder = content / f"fragments/value-{name}"
        files = [path for path in sorted(folder.glob("*.md")) if "{.quote" in path.read_text("utf-8")]
        for path, string in zip(files, strings[place :: len(VALUES)], strict=False):
            text = path.read_bytes().decode()
            value = string.replace("\\", "\\\\").replace('"', '\\"' if name != "why" else "'")
            text = re.sub(rf' {name}="[^"]*"', "", text)
            path.write_bytes(text.replace("{.quote", f'{{.quote {name}="{value}"', 1).encode())
    notes = content / "fragments/value-why"
    for number, string in enumerate(strings):
        (notes / f"{number:03d}1-note-ours.md").write_bytes(
            f"Title: {one_line(string)}\nKind: note\n\n{editors_words(string)}\n".encode()
        )


class Refused:
    """What was refused, and taken out: the messages, and the places that they named."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.messages: list[str] = []

    def take_out(self, said: str) -> int:
        """Take out each line or file that a message names; return how many."""
        places: dict[str, set[int]] = {}
        for line in said.splitlines():
            if found := PLACE.search(line):
                places.setdefault(found[1], set()).add(int(found[2] or 0))
                self.messages.append(line)
        for name, lines in places.items():
            self._without(self.content.parent / name, lines)
        return len(places)

    def _without(self, path: Path, lines: Iterable[int]) -> None:
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
        ends = text.index("") if "" in text else len(text)
        if path.parent.parent.name == "fragments":
            base = path.parent / ".base.txt"
            parts = read_base(base.read_bytes(), str(base)) if base.exists() else {}
            path.write_bytes(parts[path.name].data) if path.name in parts else path.unlink()
        elif any(not 1 < line <= ends for line in lines):
            # A title or words: the file goes, and with a story its source.
            path.unlink()
            if path.parent.name == "stories":
                self._forget(path.stem)
        else:
            kept = [line for number, line in enumerate(text, start=1) if number not in lines]
            path.write_bytes("\n".join(kept).encode())

    def _forget(self, story: str) -> None:
        for folder in ("stories", "sources"):
            for path in (self.content / folder).glob(f"{story}.*"):
                path.unlink()
        shutil.rmtree(self.content / "fragments" / story, ignore_errors=True)
        (self.content / "ledger" / f"{story}.jsonl").unlink(missing_ok=True)


def settled(fence: Fence, refused: Refused, *command: str) -> list[Done]:
    """Run a command until nothing is refused any more; return every run."""
    runs: list[Done] = []
    for _ in range(MOST_RUNS):
        runs.append(fence.run(*command))
        done = runs[-1]
        assert done.status in (0, 1), done.said[-3000:]
        assert "Traceback" not in done.said, done.said[-6000:]
        if done.status == 0:
            return runs
        assert refused.take_out(done.said), done.said[-3000:]
    raise AssertionError(f"refused again and again: {runs[-1].said[-2000:]}")
