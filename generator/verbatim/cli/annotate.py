"""The command `annotate`: reads texts, from files or JSON Lines on standard input, and prints the readings as JSON."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

import click

from verbatim.annotate import read
from verbatim.annotate.dates.finder import published_in
from verbatim.annotate.json_format import as_json
from verbatim.content.layout import sources_in
from verbatim.content.sources.loading import load
from verbatim.core.errors import ContentError, unreadable
from verbatim.core.files import display_path

SOURCES = Path("content/sources")
STREAM = "standard input"
SHAPE = 'Write one JSON object a line, as {"id": "a", "text": "…", "published": "2015-12-16"}'


@click.command("annotate")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--jsonl", is_flag=True, help="Read JSON Lines on standard input, write one line a document.")
@click.option("--published", help="The day of publication of the files, where they do not say it (EDTF).")
def command(files: tuple[Path, ...], published: str | None, *, jsonl: bool) -> int:
    """Read a text and print what it says, as JSON.

    One file gives an object, several a list; without files, all of content/sources. A file that cannot be read is named
    on standard error, and left out.
    """
    if jsonl:
        return answer_lines(sys.stdin.buffer)
    answers, errors = [], list[ContentError]()
    for path in files or sources_in(SOURCES, errors).values():
        try:
            answers.append(_answer(path, published))
        except Exception as error:  # noqa: BLE001  a fault in one document must not cost the others
            errors.append(error if isinstance(error, ContentError) else unreadable(display_path(path), 0, error))
    for told in errors:
        click.echo(f"error: {told}", err=True)
    if answers or len(files) != 1:
        _write(answers[0] if len(files) == 1 else answers, indent=1)
    return 1 if errors else 0


def _answer(path: Path, published: str | None) -> dict[str, Any]:
    document = load(path).document
    when = document.facts.date or published_in(document.readable) or published
    return as_json(document.story, document.text, when, read(document.readable, when))


def answer_lines(lines: Iterable[bytes]) -> int:
    """Answer each line as it comes and return the exit status, 1 after an error.

    A bad line, and a document that the annotator fails on, are named on standard error; the others are answered.
    """
    status = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            answer = _line(line, number)
        except ContentError as error:
            click.echo(f"error: {error}", err=True)
            status = 1
            continue
        _write(answer)
    return status


def _line(line: bytes, number: int) -> dict[str, Any]:
    try:
        asked = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, json.JSONDecodeError) else type(error).__name__
        raise ContentError(STREAM, number, f"this line is not JSON ({reason})", SHAPE) from None
    if not isinstance(asked, dict) or "id" not in asked or not isinstance(asked.get("text"), str):
        raise ContentError(STREAM, number, "this is not an object with an id and a text", SHAPE)
    when = asked.get("published")
    if when is not None and not isinstance(when, str):
        raise ContentError(STREAM, number, "“published” is not a text", SHAPE)
    try:
        return as_json(asked["id"], asked["text"], when, read(asked["text"], when))
    except Exception as error:  # a fault in one document must not cost the others
        raise unreadable(STREAM, number, error) from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _write(answer: Any, indent: int | None = None) -> None:
    """Print as UTF-8; a text with lone surrogates, which UTF-8 cannot hold, is escaped as a whole."""
    try:
        data = json.dumps(answer, ensure_ascii=False, indent=indent).encode("utf-8")
    except UnicodeEncodeError:
        data = json.dumps(answer, indent=indent).encode("ascii")
    out = sys.stdout.buffer
    out.write(data + b"\n")
    out.flush()
