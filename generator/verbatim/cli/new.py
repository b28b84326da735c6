"""The command `new`: writes a template of a person, topic, question or note to fill in; never over a file."""

from pathlib import Path

import click

from verbatim.content.format.fragment_file import NOTE_TEMPLATE
from verbatim.content.format.story_file import NONE
from verbatim.content.format.topic_file import QUESTIONS, format_question, format_topic, read_question
from verbatim.core.errors import ContentError
from verbatim.core.slugs import slug

CONTENT = Path("content")
PERSON = """Title: {name}
Kind: person
Aliases:
Same-As:

"""
NOTE = f"""Title: Editors' note
Kind: note

{NOTE_TEMPLATE}
"""


@click.group("new")
def command() -> None:
    """Write a filled-in template of a person, a topic, a question or a note."""


@command.command("person")
@click.argument("name")
def person(name: str) -> None:
    """Write content/people/NAME.md, to add something about a person."""
    shown = name if " " in name else name.replace("-", " ").title()
    _write(CONTENT / "people" / f"{slug(name)}.md", PERSON.format(name=shown), "fill in what you know, delete the rest")


@command.command("topic")
@click.argument("name")
@click.argument("stories", nargs=-1)
def topic(name: str, stories: tuple[str, ...]) -> None:
    """Write content/topics/NAME.md, which joins STORIES, by the names of their files."""
    shown = name if " " in name else name.replace("-", " ").capitalize()
    unknown = [one for one in stories if not (CONTENT / "stories" / f"{one}.md").is_file()]
    if unknown:
        fact = f"there is no content/stories/{unknown[0]}.md"
        raise ContentError(unknown[0], 0, fact, "Write the names of stories as their files have them, without .md")
    next_step = "write a summary, then run make html" if stories else "name its stories, then run make html"
    _write(CONTENT / "topics" / f"{slug(name)}.md", format_topic(shown, "", stories, ""), next_step)


@command.command("question")
@click.argument("about")
@click.argument("title", metavar="QUESTION")
@click.argument("places", nargs=-1)
def question(about: str, title: str, places: tuple[str, ...]) -> None:
    """Write content/questions/ABOUT/NN-question.md, which asks QUESTION of a story or topic; PLACES answer it."""
    if not any((CONTENT / kind / f"{about}.md").is_file() for kind in ("stories", "topics")):
        fact = f"there is no content/stories/{about}.md, and no content/topics/{about}.md"
        raise ContentError(about, 0, fact, "Write the name of a story or topic as its file has it, without .md")
    folder, name = CONTENT / QUESTIONS / about, slug(title)
    asked = sorted(folder.glob("[0-9]*-*.md"))
    if same := [path for path in asked if path.stem.partition("-")[2] == name]:
        raise ContentError(str(same[0]), 0, "this question is asked already", "Edit it, or ask another")
    highest = max((int(number) for path in asked if (number := path.stem.partition("-")[0]).isdecimal()), default=0)
    path = folder / f"{highest - highest % 10 + 10:02}-{name}.md"
    read_question(format_question(title, places or [NONE]).encode(), str(path), (about, path.stem))
    next_step = f"answer it after Answer: as {about}#char=12,80, or with none" if not places else "run make html"
    _write(path, format_question(title, places), next_step)


@command.command("note")
@click.argument("story")
@click.argument("number", metavar="NUMBER")
def note(story: str, number: str) -> None:
    """Write an editors' note at NUMBER among the fragments of STORY, such as 025 between 020 and 030."""
    folder = CONTENT / "fragments" / slug(story)
    if not folder.is_dir():
        known = sorted(path.name for path in folder.parent.iterdir() if path.is_dir()) if folder.parent.is_dir() else []
        names = ", ".join(known) or "none yet"
        raise ContentError(str(folder), 0, "there is no such story", f"Run split, or name one of: {names}")
    fix = "Write a number between those of two fragments"
    if not number.isdecimal() or not number.isascii():
        raise ContentError(number, 0, "a note's place is a number", fix)
    taken = sorted(folder.glob(f"{number}-*.md"))
    if taken:
        raise ContentError(str(taken[0]), 0, f"number {number} is taken", fix)
    _write(folder / f"{number}-note-editors-note.md", NOTE, "write the note there, then run make html")


def _write(path: Path, text: str, next_step: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        fact = "this file exists, and was left as it is"
        raise ContentError(str(path), 0, fact, "Edit it, or choose another name") from None
    click.echo(f"{path}: {next_step}")
