"""`messages`: what templates and Python say comes in, the theme's catalogues brought up to date go out.

`verbatim.pot` lists every text; each language's `verbatim.po` keeps its translations, and what is new stands in it
empty. No guess is taken for a translation. Written alike every time: no clock, no line numbers.
"""

from __future__ import annotations

import ast
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po, write_po

from verbatim.site.i18n import FILE, FOLDER, TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


Said = tuple[int, str, str | tuple[str | None, ...] | None, list[str]]

PROGRAM = Path(__file__).parents[1]
SINCE = datetime(2026, 11, 24, tzinfo=UTC)
# Ours besides gettext's own: `msgid` marks a table's strings, `counted` is `ngettext` with the number put in.
ALIAS = "say"  # a local name for `words.gettext`
KEYWORDS = {**DEFAULT_KEYWORDS, "msgid": None, "msgid_in": ((1, "c"), 2), ALIAS: None, "counted": (1, 2)}
TEMPLATES = {"extensions": "jinja2.ext.i18n", "trimmed": "true", "silent": "false", "trim_blocks": "true"}
COMMENTS = ("Translators:",)
HEADER = "# The words of the interface, as templates and Python say them. `make messages` writes this file.\n"


@click.command("messages")
@click.option("--theme", type=click.Path(path_type=Path), default=Path("theme"), show_default=True)
@click.option("--add", "lang", default="", help="A language to begin a catalogue for, as fr or pt_BR.")
def command(theme: Path, lang: str) -> None:
    """Bring the theme's catalogues up to date with what it says."""
    folder, said = theme / FOLDER, extracted(theme)
    (folder / TEMPLATE).parent.mkdir(parents=True, exist_ok=True)
    (folder / TEMPLATE).write_bytes(as_po(said))
    paths = set(folder.glob(f"*/{FILE}")) | ({folder / lang / FILE} if lang else set())
    for path in sorted(paths):
        held = updated(path, said)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(held))
        missing = sum(not all(forms(one)) for one in held if one.id)
        click.echo(f"{path}: {len(held)} texts, {missing} not translated")


def extracted(theme: Path) -> Catalog:
    """Return every text that the theme's templates and the generator say."""
    found = Catalog(project="Verbatim", version="1", creation_date=SINCE, header_comment=HEADER, charset="utf-8")
    for path in sorted((theme / "templates").rglob("*.html")):
        _add(found, path, "jinja2.ext:babel_extract", f"theme/{path.relative_to(theme).as_posix()}")
    for path in sorted(PROGRAM.rglob("*.py")):
        _add(found, path, said_by_python, f"generator/verbatim/{path.relative_to(PROGRAM).as_posix()}")
    return found


def said_by_python(file: IO[bytes], keywords: Collection[str], _: object, options: object) -> Iterator[Said]:
    """Yield each call of a keyword with its literal strings, as Babel asks of a reader; other arguments are None.

    Babel's own reader would take a key's name within an argument for a text, and every method called `say`.
    """
    del options
    for node in ast.walk(ast.parse(file.read())):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", ALIAS)
        texts = [
            one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else None for one in node.args
        ]
        if name in keywords and any(texts) and (name != ALIAS or isinstance(node.func, ast.Name)):
            yield node.lineno, name, texts[0] if len(texts) == 1 else tuple(texts), []


def _add(found: Catalog, path: Path, method: Any, name: str) -> None:
    options = TEMPLATES if path.suffix == ".html" else {}
    for line, text, comments, context in extract_from_file(method, path, KEYWORDS, COMMENTS, options):
        found.add(text, None, [(name, line)], auto_comments=comments, context=context)


def updated(path: Path, said: Catalog) -> Catalog:
    """Return a language's catalogue with exactly the texts that are said, its translations kept."""
    lang = path.parents[1].name
    if path.is_file():
        with path.open("rb") as file:
            held = read_po(file, locale=lang)
    else:
        held = Catalog(locale=lang, project="Verbatim", version="1", creation_date=SINCE, revision_date=SINCE)
    held.update(said, no_fuzzy_matching=True)
    held.fuzzy = False
    return held


def as_po(held: Catalog) -> bytes:
    """Return a catalogue as a file."""
    made = io.BytesIO()
    write_po(made, held, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return made.getvalue()


def forms(message: Message) -> tuple[str, ...]:
    """Return a text's translation, one string for each number that the language tells apart."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
