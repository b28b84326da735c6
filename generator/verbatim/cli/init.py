"""`init`: begins a newsroom in a folder of its own, with settings, a Makefile, a workflow and one example story."""

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import click

from verbatim.cli.program_origin import WHEELS, ProgramOrigin, read_origin
from verbatim.content.transaction import FORMAT_FILE, FORMAT_STATED
from verbatim.core.errors import ContentError
from verbatim.core.files import WRITING

# What a newsroom begins with: `.in` is taken off a name, and `dot-` stands for the dot that a hidden file begins with.
STARTER = Path(__file__).with_name("starter")
# The pages are those of the checkout's own site; the wheel has them in the starter.
PAGES = Path(__file__).parents[3] / "content/pages"
REQUIREMENTS = "requirements.txt"
WHOLE = "Publish other publishers' texts whole, and not only their paragraphs with quotations?"
DOT, WORD = re.compile(r"\bdot-"), re.compile(r"@[A-Z]+@")


class Answers(NamedTuple):
    """What is known of a new newsroom: its name, where Verbatim is, how much of a text goes live by default.

    `extent` is empty for a part of others' texts.
    """

    name: str
    origin: ProgramOrigin
    extent: str = ""


@click.command("init")
@click.argument("folder", metavar="NAME", type=click.Path(path_type=Path))
@click.option(
    "--from", "where", metavar="WHEEL|ADDRESS", required=True,
    help="What the newsroom installs Verbatim from: a wheel, which is copied, or a Git address with @ and a commit.",
)  # fmt: skip
@click.option("--yes", is_flag=True, help="Ask nothing; take the defaults.")
def command(folder: Path, where: str, *, yes: bool) -> None:
    """Begin a newsroom in the folder NAME, which does not exist or is empty."""
    _refuse_taken(folder)
    try:
        origin = read_origin(where)
    except ValueError as wrong:
        raise click.BadParameter(str(wrong), param_hint="--from") from None
    answers = Answers(_name_of(folder), origin, "" if yes else _extent())
    write_newsroom(folder, answers)
    click.echo(f"{folder}: a newsroom, with one example story")
    click.echo(f"{folder / REQUIREMENTS}: installs {answers.origin.requirement}")
    install = "" if shutil.which("verbatim") else "make install && "
    click.echo(f"Next: cd {folder} && {install}make html")


def _refuse_taken(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise ContentError(str(folder), 0, "this is a file", "Name a folder that does not exist or is empty")
    if folder.is_dir() and any(folder.iterdir()):
        fact = "this folder is not empty, and was left as it is"
        raise ContentError(str(folder), 0, fact, "Name a folder that does not exist or is empty")


def _name_of(folder: Path) -> str:
    name = re.sub(r"[-_\s]+", " ", folder.absolute().name).strip()
    return name[:1].upper() + name[1:]


def _extent() -> str:
    try:
        return "whole" if click.confirm(WHOLE) else ""
    except click.Abort:
        if sys.stdin.isatty():
            raise
        click.echo()
        raise click.UsageError("Nobody is there to answer: --yes takes the defaults.") from None


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
        if answers.origin.wheel:
            (staged / WHEELS).mkdir()
            shutil.copyfile(answers.origin.wheel, staged / WHEELS / answers.origin.wheel.name)
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
        "@EXTENT@": _as_python(answers.extent),
        "@REQUIREMENT@": answers.origin.requirement,
    }
    texts = {f"content/{FORMAT_FILE}": FORMAT_STATED.decode()}
    for path in sorted(STARTER.rglob("*")):
        if path.is_file():
            name = DOT.sub(".", path.relative_to(STARTER).as_posix()).removesuffix(".in")
            texts[name] = WORD.sub(lambda found: words[found[0]], path.read_text(encoding="utf-8"))
    if not (STARTER / "content/pages").is_dir():
        texts |= {f"content/pages/{path.name}": path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    return texts


def _as_python(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
