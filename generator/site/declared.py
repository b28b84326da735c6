"""Which inline scripts and styles are the site's own? Templates come in, the texts that their sources hold go out.

The policy lets these run and no others, so that a script that gets into a page by what the page shows does not run. A
text is the site's own if the templates and the settings alone decide it; nothing here ever sees a page's data.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, TemplateError, TemplateSyntaxError
from jinja2.meta import find_undeclared_variables

from generator.errors import ContentError
from generator.site.inline_parts import Inline, inline_parts, opens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2 import BaseLoader, Environment

    from generator.site.inline_parts import Part

FRAMES = "embed"  # how the addresses of frames begin, and the names of their templates
WITH_CONTENT = "VERBATIM_"  # how the build names what it puts among the settings
# What it may raise to show a setting, which may lack anything: a page that shows it raises the same, and tells.
CANNOT = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
UNKNOWN = "an inline {kind} here is as no template has it, so that the site's policy would not let browsers take it"
TO_THE_LETTER = "Write it in a template to the letter, and what changes by page into data- attributes (docs/theming.md)"
OF_PAGES = "an inline {kind} that other pages may have stands in a frame, and the policy of frames does not allow it"
FOR_FRAMES = "Write it in a template whose name begins with “embed” (docs/theming.md)"


def declared(templates: Environment, settings: Mapping[str, Any]) -> frozenset[Inline]:
    """Return what the templates within reach hold; those named `embed…` for frames, all others for other pages."""
    known = {name: value for name, value in settings.items() if name.isupper() and not name.startswith(WITH_CONTENT)}
    return frozenset(
        Inline(part.kind, part.text, path.name.startswith(FRAMES))
        for folder in sorted(set(_folders(templates.loader)))
        for path in sorted(folder.rglob("*.*"))
        if (source := _source(path))
        for part in _parts(templates, source, known)
    )


def hold(page: str, html: bytes, allowed: frozenset[Inline]) -> None:
    """Hold that a page's inline parts are declared; ContentError at the first that is not."""
    in_frame = page.startswith(f"{FRAMES}/")
    for kind, text, start in inline_parts(html):
        if Inline(kind, text, in_frame) not in allowed:
            is_of_pages = in_frame and Inline(kind, text, in_frame=False) in allowed
            fact, fix = (OF_PAGES, FOR_FRAMES) if is_of_pages else (UNKNOWN, TO_THE_LETTER)
            raise ContentError(page, html.count(b"\n", 0, start) + 1, fact.format(kind=kind), fix)


def _folders(loader: BaseLoader | None) -> Iterator[Path]:
    """Yield the folders that a loader looks into, `!theme/` and `!simple/` of Pelican among them."""
    if isinstance(loader, FileSystemLoader):
        yield from map(Path, loader.searchpath)
    elif isinstance(loader, (ChoiceLoader, PrefixLoader)):
        inner = loader.loaders if isinstance(loader, ChoiceLoader) else loader.mapping.values()
        for one in inner:
            yield from _folders(one)


def _source(path: Path) -> str:
    """Return a template that may hold something; empty for others, and for what is no text."""
    try:
        source = path.read_text(encoding="utf-8") if path.is_file() else ""
    except UnicodeDecodeError:
        return ""
    return source if opens(source.encode()) else ""


def _parts(templates: Environment, source: str, known: Mapping[str, Any]) -> Iterator[Part]:
    try:
        pieces = [value for _, token, value in templates.lex(source) if not token.startswith("comment")]
    except TemplateSyntaxError:  # told where a page uses it
        return
    for part in inline_parts("".join(pieces).encode()):
        yield from inline_parts(_as_shown(templates, part, known).encode())


def _as_shown(templates: Environment, part: Part, known: Mapping[str, Any]) -> str:
    """Return an element as pages show it; empty where something else than settings decides."""
    element = f"<{part.kind}>{part.text}</{part.kind}>"
    try:
        if find_undeclared_variables(templates.parse(element)) - known.keys() - templates.globals.keys():
            return ""
        return templates.from_string(element).render(known)
    except CANNOT:
        return ""
