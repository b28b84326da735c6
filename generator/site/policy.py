"""The Content Security Policy. Pages come in; the file `_headers` with hashes of their inline parts goes out.

No `unsafe-*` anywhere, but for WebAssembly on the search page: an inline script or style runs because its hash is
listed. Frames may stand on any site, every other page only in this one.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OPENING = re.compile(r"<(script|style)([^<>]*)>")
FRAMES = "embed"
THEME = "theme"
# Pagefind, which only the search page loads, is WebAssembly; this source allows it and no more (CSP 3, 6.7.2).
SEARCH = "search"
WASM = " 'wasm-unsafe-eval'"
SITE_POLICY = (
    "default-src 'none'; script-src 'self'{script}; style-src 'self'{style}; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
# Who may frame a card is not said at all: `*` would shut out saved pages and editors' previews, whose origin is none.
FRAME_POLICY = (
    "default-src 'none'; script-src{script}; style-src{style}; img-src 'self' data:; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'"
)
# What no page here asks a device for, frames within pages included.
DENIED = ("accelerometer", "camera", "geolocation", "gyroscope", "magnetometer", "microphone", "payment", "usb")
ALWAYS = ("X-Content-Type-Options: nosniff", f"Permissions-Policy: {', '.join(f'{name}=()' for name in DENIED)}")
# Data is for other sites' programs too: a page elsewhere may read it. Beside the frames lies the web component, and a
# browser asks for a module of another site only by leave of that site.
OPEN = frozenset(("data", "embed", "feeds", "oembed", "sources", "cards"))
OPEN_LINES = ("Access-Control-Allow-Origin: *",)
# Names that hold the hash of their bytes.
FOR_EVER = ("/theme/css/*", "/theme/js/*", "/theme/icons/*")
# A font's name stays where a new letter joins it: a reader without that letter sees the stand-in's for a day.
A_DAY = "Cache-Control: public, max-age=86400, stale-while-revalidate=604800"
CACHED = "Cache-Control: public, max-age=31536000, immutable"


class Inline(NamedTuple):
    """An inline script or style, by its hash, and whether it stands in a frame's page."""

    kind: str
    hash: str
    in_frame: bool


def inline_parts(address: str, html: str) -> Iterator[Inline]:
    """Yield the inline parts of a page that a browser would run or apply; data blocks need no leave."""
    at = 0
    while found := OPENING.search(html, at):
        (kind, attributes), start = found.groups(), found.end()
        end = html.find(f"</{kind}>", start)
        at = max(start, end)
        if end > start and "src=" not in attributes and "json" not in attributes:
            yield Inline(kind, _hashed(html[start:end]), address.startswith(f"{FRAMES}/"))


@lru_cache(maxsize=64)
def _hashed(content: str) -> str:
    """Return the source that allows one inline script or style; most pages have the same few."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def policy(parts: Iterable[Inline], in_frame: bool) -> str:  # noqa: FBT001
    """Return the policy of the site's pages, or of the frames' pages."""
    held = sorted(part for part in parts if part.in_frame == in_frame)
    hashes = {kind: "".join(f" {part.hash}" for part in held if part.kind == kind) for kind in ("script", "style")}
    if not in_frame:
        return SITE_POLICY.format(**hashes)
    return FRAME_POLICY.format(**{kind: listed or " 'none'" for kind, listed in hashes.items()})


def headers_file(parts: set[Inline], folders: Iterable[str]) -> str:
    """Return `_headers`, as static hosts read it: a rule for each folder, since rules that overlap would add up."""
    pages = ["/", "/index.html", "/404.html", *(f"/{one}/*" for one in sorted(folders) if one != THEME)]
    held = {rule: _lines(rule, parts) for rule in pages}
    held |= {"/theme/fonts/*": (*ALWAYS, A_DAY), **dict.fromkeys(FOR_EVER, (*ALWAYS, CACHED))}
    return "\n".join("\n".join([rule, *(f"  {line}" for line in lines)]) + "\n" for rule, lines in held.items())


def _lines(rule: str, parts: set[Inline]) -> tuple[str, ...]:
    folder = rule.strip("/*")
    framed = folder == FRAMES
    referrer = "no-referrer" if framed else "strict-origin-when-cross-origin"
    shared = OPEN_LINES if folder in OPEN else ()
    csp = policy(parts, framed)
    if folder == SEARCH:
        csp = csp.replace("script-src 'self'", f"script-src 'self'{WASM}")
    return (f"Content-Security-Policy: {csp}", f"Referrer-Policy: {referrer}", *ALWAYS, *shared)
