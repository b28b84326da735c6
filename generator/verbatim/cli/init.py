"""`init`: begins a newsroom in a folder of its own, with settings, a Makefile, a workflow and one example story."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import click

from verbatim import theme
from verbatim.content.format.version import FILE, FORMAT, stated
from verbatim.core.errors import ContentError
from verbatim.core.files import WRITING
from verbatim.site.i18n import catalogue_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# What a newsroom begins with: `.in` is taken off a name, and `dot-` stands for the dot that a hidden file begins with.
STARTER = Path(__file__).with_name("starter")
# The pages are those of the checkout's own site; the wheel has them in the starter.
PAGES = Path(__file__).parents[3] / "content/pages"
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
CATALOGUES = "locale"
DOT, WORD = re.compile(r"\bdot-"), re.compile(r"@[A-Z]+@")


class Answers(NamedTuple):
    """What a new newsroom is asked: its name, the language of its interface, its address, "" where it has none yet."""

    name: str
    language: str
    address: str


@click.command("init")
@click.argument("folder", metavar="NAME", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Ask nothing; take the defaults.")
def command(folder: Path, *, yes: bool) -> None:
    """Begin a newsroom in the folder NAME, which does not exist or is empty."""
    _refuse_taken(folder)
    name = re.sub(r"[-_\s]+", " ", folder.absolute().name).strip()
    defaults = Answers(name[:1].upper() + name[1:], "en", "")
    answers = defaults if yes else _asked(defaults)
    write_newsroom(folder, answers)
    click.echo(f"{folder}: a newsroom, with one example story")
    if answers.language != "en" and not catalogue_of(Path(theme()) / CATALOGUES, answers.language):
        click.echo(f"The interface has no words in “{answers.language}” yet and stays English; WORDS sets your own")
    click.echo(f"Next: cd {folder} && make html")


def _refuse_taken(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise ContentError(str(folder), 0, "this is a file", "Name a folder that does not exist or is empty")
    if folder.is_dir() and any(folder.iterdir()):
        fact = "this folder is not empty, and was left as it is"
        raise ContentError(str(folder), 0, fact, "Name a folder that does not exist or is empty")


def _asked(defaults: Answers) -> Answers:
    """Ask the three questions, each until its answer can be used."""
    name = click.prompt("Name of the site", default=defaults.name, value_proc=_checked(_name))
    language = click.prompt("Language of its interface", default=defaults.language, value_proc=_checked(_language))
    address = click.prompt(
        "Address, as https://news.example", defaults.address, show_default="none yet", value_proc=_checked(_address)
    )
    return Answers(name, language, address)


def _checked(read: Callable[[str], str]) -> Callable[[str], str]:
    """Let a prompt ask again where an answer cannot be used."""

    def checked(value: str) -> str:
        try:
            return read(value.strip())
        except ValueError as wrong:
            raise click.UsageError(str(wrong)) from None

    return checked


def _name(value: str) -> str:
    if not value or not value.isprintable():
        raise ValueError("Write the name on one line.")
    return value


def _language(value: str) -> str:
    language = value.lower().replace("_", "-")
    if not LANGUAGE.fullmatch(language):
        raise ValueError("Write the language as a web page gives it: en, de, pt-br.")
    return language


def _address(value: str) -> str:
    parts = urlsplit(value)
    if value and not (parts.scheme in {"http", "https"} and parts.netloc and not parts.query and not parts.fragment):
        raise ValueError("Write it whole, as https://news.example or https://news.example/quotes, or leave it out.")
    return value.rstrip("/")


def write_newsroom(folder: Path, answers: Answers) -> None:
    """Write a newsroom into a folder that does not exist or is empty: whole, or nothing of it."""
    folder = folder.absolute()
    stands = folder.exists()
    above = folder if stands else folder.parent
    above.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=WRITING, dir=above))
    moved: list[Path] = []
    try:
        for name, text in newsroom_files(answers).items():
            path = staged / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        staged.chmod(0o755)
        if not stands:
            staged.rename(folder)
            return
        for path in sorted(staged.iterdir()):
            moved += [path.rename(folder / path.name)]
        staged.rmdir()
    except BaseException:
        for path in (staged, *moved):
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
        raise


def newsroom_files(answers: Answers) -> Mapping[str, str]:
    """Return the text of each file of a new newsroom by its path."""
    words = {
        "@NAME@": _as_python(answers.name),
        "@TITLE@": answers.name,
        "@LANGUAGE@": _as_python(answers.language),
        "@ADDRESS@": _as_python(answers.address),
    }
    texts = {f"content/{FILE}": stated(FORMAT).decode()}
    for path in sorted(STARTER.rglob("*")):
        if path.is_file():
            name = DOT.sub(".", path.relative_to(STARTER).as_posix()).removesuffix(".in")
            texts[name] = WORD.sub(lambda found: words[found[0]], path.read_text(encoding="utf-8"))
    if not (STARTER / "content/pages").is_dir():
        texts |= {f"content/pages/{path.name}": path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    return texts


def _as_python(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
