"""Brings the theme's catalogues up to date with the texts in templates and Python: `make messages`.

`verbatim.pot` lists every text; each language's `verbatim.po` keeps its translations, and new texts are empty there,
never guessed. The files hold no time and no line numbers, so that equal texts give equal files.
"""

import argparse
import ast
import io
import sys
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po, write_po

from verbatim.site.i18n import FILE, FOLDER, TEMPLATE

Extracted = tuple[int, str, str | tuple[str | None, ...] | None, list[str]]

ROOT = Path(__file__).parents[1]
PROGRAM = ROOT / "generator/verbatim"
SINCE = datetime(2026, 11, 24, tzinfo=UTC)
# Besides gettext's own: `msgid` marks a table's strings, `counted` is `ngettext` with the number filled in.
ALIAS = "say"  # a local name for `words.gettext`
KEYWORDS = {**DEFAULT_KEYWORDS, "msgid": None, "msgid_in": ((1, "c"), 2), ALIAS: None, "counted": (1, 2)}
JINJA = "jinja2.ext:babel_extract"
TEMPLATES = {"extensions": "jinja2.ext.i18n", "trimmed": "true", "silent": "false", "trim_blocks": "true"}
COMMENTS = ("Translators:",)
HEADER = "# The words of the interface, as templates and Python say them. `make messages` writes this file.\n"


def main() -> None:
    """Write the template of catalogues and every language's catalogue, and print what is not translated."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--add", default="", help="a language to begin a catalogue for, such as fr or pt_BR")
    lang = parser.parse_args().add
    theme = ROOT / "theme"
    folder, texts = theme / FOLDER, extracted(theme)
    (folder / TEMPLATE).write_bytes(as_po(texts))
    paths = set(folder.glob(f"*/{FILE}")) | ({folder / lang / FILE} if lang else set())
    for path in sorted(paths):
        catalogue = updated(path, texts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(catalogue))
        missing = sum(not all(forms(one)) for one in catalogue if one.id)
        sys.stdout.write(f"{path.relative_to(ROOT)}: {len(catalogue)} texts, {missing} not translated\n")


def extracted(theme: Path) -> Catalog:
    """Return every text in the theme's templates and in the program."""
    catalogue = Catalog(project="Verbatim", version="1", creation_date=SINCE, header_comment=HEADER, charset="utf-8")
    for path in sorted((theme / "templates").rglob("*.html")):
        _add(catalogue, path, JINJA)
    for path in sorted(PROGRAM.rglob("*.html")):
        _add(catalogue, path, JINJA)
    for path in sorted(PROGRAM.rglob("*.py")):
        _add(catalogue, path, extract_python)
    return catalogue


def extract_python(file: IO[bytes], keywords: Collection[str], _: object, options: object) -> Iterator[Extracted]:
    """Yield each call of a keyword with its literal strings, in Babel's form for extractors; other arguments are None.

    Babel's own extractor would take a key within an argument for a text, and every method called `say`.
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


def _add(catalogue: Catalog, path: Path, method: Any) -> None:
    options = TEMPLATES if path.suffix == ".html" else {}
    for line, text, comments, context in extract_from_file(method, path, KEYWORDS, COMMENTS, options):
        catalogue.add(text, None, [(path.relative_to(ROOT).as_posix(), line)], auto_comments=comments, context=context)


def updated(path: Path, texts: Catalog) -> Catalog:
    """Return a language's catalogue with exactly these texts, keeping its translations."""
    lang = path.parents[1].name
    if path.is_file():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=lang)
    else:
        catalogue = Catalog(locale=lang, project="Verbatim", version="1", creation_date=SINCE, revision_date=SINCE)
    catalogue.update(texts, no_fuzzy_matching=True)
    catalogue.fuzzy = False
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    """Return a catalogue as a file."""
    file = io.BytesIO()
    write_po(file, catalogue, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return file.getvalue()


def forms(message: Message) -> tuple[str, ...]:
    """Return a text's translation, one string for each plural form of the language."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


if __name__ == "__main__":
    main()
