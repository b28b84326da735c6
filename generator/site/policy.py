"""The Content Security Policy. What templates declare comes in, `_headers` with the hashes of that goes out.

No `unsafe-*` anywhere, but for WebAssembly on the search page: an inline script or style runs because its hash is
listed, and no finished page is ever asked for one. Frames may stand on any site, every other page only in this one.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from generator.site.declared import FRAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.site.inline_parts import Inline

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


def csp_hash(text: str) -> str:
    """Return an inline element's text as a source expression: `'sha256-…'` (CSP Level 3, 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(parts: Iterable[Inline], in_frame: bool) -> str:  # noqa: FBT001
    """Return the policy of the site's pages, or of the frames' pages."""
    held = sorted((part.kind, csp_hash(part.text)) for part in parts if part.in_frame == in_frame)
    hashes = {kind: "".join(f" {one}" for of, one in held if of == kind) for kind in ("script", "style")}
    if not in_frame:
        return SITE_POLICY.format(**hashes)
    return FRAME_POLICY.format(**{kind: listed or " 'none'" for kind, listed in hashes.items()})


def headers_file(parts: Iterable[Inline], folders: Iterable[str]) -> str:
    """Return `_headers`, as static hosts read it: a rule for each folder, since rules that overlap would add up."""
    pages = ["/", "/index.html", "/404.html", *(f"/{one}/*" for one in sorted(folders) if one != THEME)]
    held = {rule: _lines(rule, parts) for rule in pages}
    held |= {"/theme/fonts/*": (*ALWAYS, A_DAY), **dict.fromkeys(FOR_EVER, (*ALWAYS, CACHED))}
    return "\n".join("\n".join([rule, *(f"  {line}" for line in lines)]) + "\n" for rule, lines in held.items())


def _lines(rule: str, parts: Iterable[Inline]) -> tuple[str, ...]:
    folder = rule.strip("/*")
    framed = folder == FRAMES
    referrer = "no-referrer" if framed else "strict-origin-when-cross-origin"
    shared = OPEN_LINES if folder in OPEN else ()
    csp = policy(parts, framed)
    if folder == SEARCH:
        csp = csp.replace("script-src 'self'", f"script-src 'self'{WASM}")
    return (f"Content-Security-Policy: {csp}", f"Referrer-Policy: {referrer}", *ALWAYS, *shared)
