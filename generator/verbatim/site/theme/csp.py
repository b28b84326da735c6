"""Writes the Content Security Policy into `_headers`, with the hashes of the inline parts that templates declare.

No `unsafe-*` anywhere, except for WebAssembly on the search page: an inline script or style runs because its hash is
listed, and finished pages are never searched for hashes. Frames may be shown by any site, every other page only by this
one.
"""

import base64
import hashlib
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from jinja2.meta import find_undeclared_variables

from verbatim.core.errors import ContentError

# Lower-case names only, as every page is searched for them: upper case would cost half as much again, and the policy
# lets nothing of that name run either.
OPENING = re.compile(rb"<(script|style)([^<>]*)>")
FRAMES = "embed"  # begins the addresses of frames, and the names of their templates
WITH_CONTENT = "VERBATIM_"  # begins the names under which the build adds content to the settings
# What rendering a setting may raise, since it may lack anything: a page that shows it raises the same, and reports it.
CANNOT = (jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
UNKNOWN = "an inline {kind} here is as no template has it, so that the site's policy would not let browsers take it"
TO_THE_LETTER = "Write it in a template to the letter, and what changes by page into data- attributes (docs/theming.md)"
OF_PAGES = "an inline {kind} that other pages may have stands in a frame, and the policy of frames does not allow it"
FOR_FRAMES = "Write it in a template whose name begins with “embed” (docs/theming.md)"

THEME = "theme"
# Pagefind, which only the search page loads, is WebAssembly; this source allows it and no more (CSP 3, 6.7.2).
SEARCH = "search"
WASM = " 'wasm-unsafe-eval'"
SITE_POLICY = (
    "default-src 'none'; script-src 'self'{script}; style-src 'self'{style}; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
# No frame-ancestors: `*` would shut out saved pages and editors' previews, which have no origin.
FRAME_POLICY = (
    "default-src 'none'; script-src{script}; style-src{style}; img-src 'self' data:; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'"
)
# What no page here asks a device for, frames within pages included.
DENIED = ("accelerometer", "camera", "geolocation", "gyroscope", "magnetometer", "microphone", "payment", "usb")
ALWAYS = ("X-Content-Type-Options: nosniff", f"Permissions-Policy: {', '.join(f'{name}=()' for name in DENIED)}")
# Other sites' programs may read data. The web component is beside the frames, and a browser loads a module of another
# site only with that site's permission.
OPEN = frozenset(("data", "embed", "feeds", "oembed", "sources", "cards"))
OPEN_LINES = ("Access-Control-Allow-Origin: *",)
# Names that hold the hash of their bytes; those of pictures, of the bytes that they are made from.
FOR_EVER = ("/theme/css/*", "/theme/js/*", "/theme/icons/*")
PICTURES, HASHED = ("pictures", "portraits"), re.compile(r"\.[0-9a-f]{10}-\w+\.\w+$")
CACHED = "Cache-Control: public, max-age=31536000, immutable"
# A font keeps its name when a new letter joins it: a reader without that letter sees the fallback's for a day.
A_DAY = "Cache-Control: public, max-age=86400, stale-while-revalidate=604800"


class InlineElement(NamedTuple):
    """An inline script or style by its exact text, and whether it may be in a frame or in any other page."""

    kind: str
    text: str
    in_frame: bool


class InlinePart(NamedTuple):
    """An inline script or style, and where in the markup its element begins."""

    kind: str
    text: str
    start: int


def inline_parts(markup: bytes) -> Iterator[InlinePart]:
    """Yield what a browser would run or apply, in order; data, files and empty elements need no permission.

    An element that never ends is not run, and swallows all that follows.
    """
    end = 0
    while end >= 0 and (found := OPENING.search(markup, end)):
        (kind, attributes), start = found.groups(), found.end()
        end = markup.find(b"</%b>" % kind, start)
        if end > start and _needs_permission(attributes):
            yield InlinePart(kind.decode(), markup[start:end].decode(), found.start())


def _needs_permission(attributes: bytes) -> bool:
    return b"src=" not in attributes and b"json" not in attributes


def declared(templates: jinja2.Environment, settings: Mapping[str, Any]) -> frozenset[InlineElement]:
    """Return the inline parts of all templates within reach; those of `embed…` templates are for frames."""
    known = {name: value for name, value in settings.items() if name.isupper() and not name.startswith(WITH_CONTENT)}
    return frozenset(
        InlineElement(part.kind, part.text, path.name.startswith(FRAMES))
        for folder in sorted(set(_folders(templates.loader)))
        for path in sorted(folder.rglob("*.*"))
        if (source := _source(path))
        for part in _rendered_parts(templates, source, known)
    )


def refuse_undeclared(page: str, html: bytes, allowed: frozenset[InlineElement]) -> None:
    """Raise ContentError at the first inline part of a page that no template declares."""
    in_frame = page.startswith(f"{FRAMES}/")
    for kind, text, start in inline_parts(html):
        if InlineElement(kind, text, in_frame) not in allowed:
            is_of_pages = in_frame and InlineElement(kind, text, in_frame=False) in allowed
            fact, fix = (OF_PAGES, FOR_FRAMES) if is_of_pages else (UNKNOWN, TO_THE_LETTER)
            raise ContentError(page, html.count(b"\n", 0, start) + 1, fact.format(kind=kind), fix)


def _folders(loader: jinja2.BaseLoader | None) -> Iterator[Path]:
    """Yield the folders that a loader searches, Pelican's `!theme/` and `!simple/` included."""
    if isinstance(loader, jinja2.FileSystemLoader):
        yield from map(Path, loader.searchpath)
    elif isinstance(loader, (jinja2.ChoiceLoader, jinja2.PrefixLoader)):
        for inner in loader.loaders if isinstance(loader, jinja2.ChoiceLoader) else loader.mapping.values():
            yield from _folders(inner)


def _source(path: Path) -> str:
    """Return a template that might open an inline part, even in a comment; empty for others, and for binary files."""
    try:
        source = path.read_text(encoding="utf-8") if path.is_file() else ""
    except UnicodeDecodeError:
        return ""
    return source if any(_needs_permission(found[2]) for found in OPENING.finditer(source.encode())) else ""


def _rendered_parts(templates: jinja2.Environment, source: str, known: Mapping[str, Any]) -> Iterator[InlinePart]:
    try:
        pieces = [value for _, token, value in templates.lex(source) if not token.startswith("comment")]
    except jinja2.TemplateSyntaxError:  # reported where a page uses it
        return
    for part in inline_parts("".join(pieces).encode()):
        yield from inline_parts(_rendered(templates, part, known).encode())


def _rendered(templates: jinja2.Environment, part: InlinePart, known: Mapping[str, Any]) -> str:
    """Return an element as pages show it; empty where it depends on more than settings."""
    element = f"<{part.kind}>{part.text}</{part.kind}>"
    try:
        if find_undeclared_variables(templates.parse(element)) - known.keys() - templates.globals.keys():
            return ""
        return templates.from_string(element).render(known)
    except CANNOT:
        return ""


def csp_hash(text: str) -> str:
    """Return an inline element's text as a source expression: `'sha256-…'` (CSP Level 3, 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(parts: Iterable[InlineElement], in_frame: bool) -> str:  # noqa: FBT001
    """Return the policy of the site's pages, or of frames."""
    sources = sorted((part.kind, csp_hash(part.text)) for part in parts if part.in_frame == in_frame)
    hashes = {kind: "".join(f" {one}" for of, one in sources if of == kind) for kind in ("script", "style")}
    if not in_frame:
        return SITE_POLICY.format(**hashes)
    return FRAME_POLICY.format(**{kind: listed or " 'none'" for kind, listed in hashes.items()})


def lasting(output: Path) -> frozenset[str]:
    """Return the folders of pictures in which every name holds a hash: none of a newsroom's own files is there."""
    held = (name for name in PICTURES if (output / name).is_dir())
    return frozenset(name for name in held if all(HASHED.search(path.name) for path in (output / name).iterdir()))


def headers_file(
    parts: Iterable[InlineElement],
    folders: Iterable[str],
    closed: Container[str] = (),
    kept: Container[str] = (),
) -> str:
    """Return `_headers`, as static hosts read it: a rule for each folder, since overlapping rules would add up.

    Other sites may not read the folders that are `closed`. Browsers may keep for ever what is in those that are `kept`.
    """
    pages = ["/", "/index.html", "/404.html", *(f"/{one}/*" for one in sorted(folders) if one != THEME)]
    lasts = [rule for rule in pages if rule.strip("/*") in kept]
    rules = {rule: (*_lines(rule, parts, closed), *((CACHED,) if rule in lasts else ())) for rule in pages}
    rules |= {"/theme/fonts/*": (*ALWAYS, A_DAY), **dict.fromkeys(FOR_EVER, (*ALWAYS, CACHED))}
    return "\n".join("\n".join([rule, *(f"  {line}" for line in lines)]) + "\n" for rule, lines in rules.items())


def _lines(rule: str, parts: Iterable[InlineElement], closed: Container[str]) -> tuple[str, ...]:
    folder = rule.strip("/*")
    framed = folder == FRAMES
    referrer = "no-referrer" if framed else "strict-origin-when-cross-origin"
    shared = OPEN_LINES if folder in OPEN and folder not in closed else ()
    csp = policy(parts, framed)
    if folder == SEARCH:
        csp = csp.replace("script-src 'self'", f"script-src 'self'{WASM}")
    return (f"Content-Security-Policy: {csp}", f"Referrer-Policy: {referrer}", *ALWAYS, *shared)
