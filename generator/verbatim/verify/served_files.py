"""Says what files a site may serve: a closed list of kinds, and style sheets and scripts that are a theme's.

A kind is told by a file's name and by its first bytes. What is not on the list is refused, since browsers would show it
and nothing here reads its words. Sheets and scripts can make readers see other words than those that are checked. A
sheet's rules are those of the theme, of the newsroom's own sheets where its content is at hand, the colours that a
newsroom may set, and its fonts. A script is the theme's, whole.
"""

from __future__ import annotations

import fnmatch
import html
import posixpath
import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from verbatim.core.errors import ContentError

UNKNOWN = "Take it out; what a site may hold is listed in docs/verifying.md"
# Read by a check of their own.
READ = frozenset((".html", ".json", ".jsonld", ".webmanifest", ".atom", ".rss", ".xml", ".svg", ".csv", ".ics", ".txt"))
# Signatures: any of the beginnings; `?` stands for any byte.
PICTURES: Mapping[str, Sequence[bytes]] = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF????WEBP",),
    ".avif": (b"????ftypavif", b"????ftypavis", b"????ftypmif1"),
    ".ico": (b"\x00\x00\x01\x00", b"\x89PNG\r\n\x1a\n"),
}
FONTS: Mapping[str, Sequence[bytes]] = {
    ".woff2": (b"wOF2",),
    ".woff": (b"wOFF",),
    ".ttf": (b"\x00\x01\x00\x00", b"true"),
    ".otf": (b"OTTO",),
}
# What editors may offer for reading or listening; its words are not checked, and no page shows them.
OFFERED: Mapping[str, Sequence[bytes]] = {
    ".pdf": (b"%PDF-",),
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    ".mp4": (b"????ftyp",),
    ".m4a": (b"????ftyp",),
    ".ogg": (b"OggS",),
    ".webm": (b"\x1a\x45\xdf\xa3",),
    ".zip": (b"PK\x03\x04", b"PK\x05\x06"),
    ".gz": (b"\x1f\x8b",),
}
SIGNATURES = {**PICTURES, **FONTS, **OFFERED}
# Where a style sheet or a script may be, a theme's licences and maps beside it.
CODE = ("theme/*", "pagefind/*", "embed/verbatim-*.js")
# A theme of others may hold anything but what browsers show as a page and nothing here reads.
THEME = "theme/"
TAR = 257, b"ustar"  # where a tar says what it is
BROWSED = frozenset((".htm", ".mht", ".mhtml", ".shtml", ".xht", ".xhtml"))
CODE_KINDS = frozenset((".css", ".js", ".mjs", ".map", ".md", ".eot", ".less", ".scss"))
INDEX = (
    "pagefind/fragment/*.pf_fragment", "pagefind/index/*.pf_index", "pagefind/filter/*.pf_filter",
    "pagefind/*.pf_meta", "pagefind/wasm.*.pagefind",
)  # fmt: skip
# What hosts read: none is shown as a page.
FOR_HOSTS = frozenset(("_headers", "_redirects", ".nojekyll", ".htaccess"))
LOG = "data/log.jsonl"  # checked as a whole, by `history`
DATABASE = "data/site.db"  # held to the site's data, row for row
EDITION = "data/edition.tar"  # from which the site can be made again, and nothing that a page shows
CHECK = "verify/check-quotation.py"  # what readers run to check a page by themselves
RECEIVED = "sources/*.original.*"  # compared byte for byte with what was received
# The page of code that the script of every Embed panel fills for its own: a word in it would be in all that is pasted.
FORMS = "embed/forms/index.html"
_CARD_FORM = (
    '<blockquote data-verbatim-frame="SITE/{frame}" data-verbatim-title="{title}" cite="…">…</blockquote>'
    '<script src="SITE/embed/verbatim-card-1.js" defer></script>'
)
_PICTURE_FORM = (
    '<a href="SITE/{page}" lang="en" dir="ltr"><img src="SITE/cards/{picture}" srcset="SITE/cards/600/{picture} 600w, '
    'SITE/cards/{picture} 1200w" sizes="(max-width: 1200px) 100vw, 1200px" alt="{alt}" width="1200" height="630" '
    'style="max-width:100%;height:auto"></a>'
)
_ELEMENT_FORM = (
    '<script type="module" src="SITE/embed/verbatim-quote.js"></script><verbatim-quote src="SITE/{page}" version="1" '
    'basis="inferred"><blockquote cite="…">…</blockquote></verbatim-quote>'
)
_TEXTAREA = re.compile(r"<textarea\b[^<>]*>([^<]*)<")


def suffix_of(path: str) -> str:
    """Return the end of a file's name from its last point on, in lower case; empty where it has none."""
    stem, point, end = path.rpartition("/")[2].rpartition(".")
    return f".{end.lower()}" if stem and point else ""


def fault_of_kind(path: str, data: bytes) -> str:
    """Return why a site must not hold a file; empty where it may."""
    suffix = suffix_of(path)
    is_readers = path == CHECK and data.startswith(b"#!/usr/bin/env python3\n")
    is_read = suffix in READ or path in (*FOR_HOSTS, LOG, DATABASE) or _is_any(path, (RECEIVED, *INDEX))
    is_edition = path == EDITION and data[TAR[0] :].startswith(TAR[1])
    if is_read or is_readers or is_edition or (path.startswith(THEME) and suffix not in BROWSED):
        return ""
    if suffix in CODE_KINDS:
        return "" if _is_any(path, CODE) else f"a file of the kind {suffix} is where none of ours is"
    signatures = SIGNATURES.get(suffix)
    if signatures is None:
        return f"a file of the kind {suffix or 'without a suffix'} is none that a site holds, and is not checked"
    if not any(_begins(data, one) for one in signatures):
        return f"the file is called {suffix} and does not begin as such a file does"
    return ""


def _is_any(path: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns)


def _begins(data: bytes, signature: bytes) -> bool:
    head = data[: len(signature)]
    return len(head) == len(signature) and all(
        wanted in (b"?"[0], found) for found, wanted in zip(head, signature, strict=True)
    )


# Style sheets and scripts

UNKNOWN_CODE = "Build the site with this version of the program and its theme, or check it in its project"
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BLANKS = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};,:>()]) ?")
_STRUCTURE = re.compile(r"""([{};])|"[^"]*"|'[^']*'|\([^()]*\)|[^{};"'()]+|.""", re.DOTALL)
_OWN_LINE_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*$", re.DOTALL | re.MULTILINE)
_COLOURED = re.compile(r"var\((--verbatim-\w+),light-dark\([^()]*\)\)")
_COLOUR = re.compile(r"--[\w-]+:#[0-9a-f]{3,8}|color-scheme:[a-z ]+")
_FONT = re.compile(
    r"font-(?:family|weight|style|display):[\w \"-]+"
    r"|src:url\((?:\.\./fonts/[\w.-]+|data:font/woff2;base64,[\w+/=]+)\)format\(\"woff2\"\)"
)
_INLINE = re.compile(r"<script>([^<{]*+(?:(?!</script>|\{[{%])[<{][^<{]*+)*+)</script>")
_LAYER = "@layer"


class KnownCode:
    """The code of a theme, and of a newsroom's own sheets; read when the first sheet or script is held to it."""

    def __init__(self, theme: Path, content: Path | None = None) -> None:
        self._theme, self._content = theme, content
        self._rules: frozenset[tuple[str, ...]] = frozenset()
        self._scripts: tuple[str, ...] = ()  # the longest first
        self.fault_of_sheet = lru_cache(maxsize=64)(self._fault_of_sheet)
        self.fault_of_script = lru_cache(maxsize=64)(self._fault_of_script)

    def fault_of_file(self, path: str, text: str) -> str:
        """Return what is wrong with a served sheet or script; empty where nothing is, or it is of another kind."""
        if path.startswith("pagefind/"):
            return ""
        suffix = suffix_of(path)
        if suffix == ".css":
            return self.fault_of_sheet(text)
        return self.fault_of_script(text) if suffix in (".js", ".mjs") else ""

    def _fault_of_sheet(self, text: str) -> str:
        """Return the first rule that no sheet of the theme has."""
        if not self._rules:
            sheets = chain(*(folder.rglob("*.css") for folder in (self._theme, self._content) if folder))
            self._rules = frozenset(chain(*(_declarations(_read(path)) for path in sheets)))
        for rule in _declarations(text):
            is_colour = rule[-2].startswith((":root", ":host"))
            is_font = rule[-2] == "@font-face" and _FONT.fullmatch(rule[-1])
            if rule not in self._rules and not is_font and not (is_colour and _COLOUR.fullmatch(rule[-1])):
                return f"a style sheet has a rule that the theme has not: {rule[-2][:60]} {{{rule[-1][:60]}}}"
        return ""

    def _fault_of_script(self, text: str) -> str:
        """Return that a script is none of the theme's, nor several of them, one after the other."""
        if not self._scripts:
            scripts = chain(map(_read, self._theme.rglob("*.js")), self._inline_scripts())
            self._scripts = tuple(sorted(set(map(_bare, scripts)) - {""}, key=len, reverse=True))
        left = _bare(text)
        while left:
            known = next((one for one in self._scripts if left == one or left.startswith(f"{one}\n")), None)
            if known is None:
                return f"a script is none of the theme’s: {left[:60].strip()}"
            left = left[len(known) + 1 :]
        return ""

    def _inline_scripts(self) -> Iterator[str]:
        for template in self._theme.rglob("*.html"):
            yield from _INLINE.findall(_read(template))


def of_code_in_use(site: Path, names: Iterable[str], faults: Sequence[ContentError]) -> list[ContentError]:
    """Leave out faults of sheets and scripts that no page names: an earlier build's stay for pages kept elsewhere.

    `names` are the files of the site.
    """
    doubtful = {fault.path.rpartition("/")[2] for fault in faults if _is_of_code(fault)}
    if not doubtful:
        return list(faults)
    pages = [(site / name).read_bytes() for name in names if suffix_of(name) in (".html", ".js", ".css")]
    unused = {name for name in doubtful if not any(name.encode() in page for page in pages)}
    return [one for one in faults if not (_is_of_code(one) and one.path.rpartition("/")[2] in unused)]


def _is_of_code(fault: ContentError) -> bool:
    return fault.fix == UNKNOWN_CODE and suffix_of(fault.path) in (".css", ".js", ".mjs")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _bare(script: str) -> str:
    """Return a script without what a build leaves out, and without the colours that it puts in."""
    lines = _OWN_LINE_COMMENT.sub("", script).splitlines()
    return _COLOURED.sub(r"var(\1)", "\n".join(line.strip() for line in lines if line.strip()))


def _declarations(css: str) -> Iterator[tuple[str, ...]]:
    """Yield each declaration of a sheet behind what it stands in, from the outside in, but for layers."""
    within: list[str] = []
    said: list[str] = []
    for found in _STRUCTURE.finditer(_AROUND.sub(r"\1", _BLANKS.sub(" ", _COMMENT.sub("", css)))):
        if found[1] is None:
            said.append(found[0])
            continue
        text = "".join(said).strip()
        said.clear()
        if found[1] == "{":
            within.append(text)
        elif text:
            yield (*([one for one in within if not one.startswith(_LAYER)] or [""]), text)
        if found[1] == "}" and within:
            within.pop()
    if text := "".join(said).strip():
        yield ("", text)


def fault_of_forms(page: str, base: str) -> str:
    """Return how the page of forms has other code than the forms, each once; `base` is the site's address."""
    known = {form.replace("SITE/", f"{base}/") for form in (_CARD_FORM, _PICTURE_FORM, _ELEMENT_FORM)}
    held = [html.unescape(code) for code in _TEXTAREA.findall(page)]
    if strange := next((code for code in held if code not in known), ""):
        return f"no form of embedding reads so: {strange[:80]}"
    is_whole = len(held) == len(known) == page.lower().count("<textarea") and page.lower().count("data-site") == 1
    return "" if is_whole and f' data-site="{html.escape(base)}/"' in page else "it has not each form of embedding once"


def is_own(page: str, address: str, base: str) -> bool:
    """Return whether an address in a page leads to a file of the site, or is a picture; `base` is the site's."""
    if address.startswith("data:image/"):
        return True
    bare = address.partition("?")[0].partition("#")[0]
    if base and bare.startswith((f"{base}/", "/")) and not bare.startswith("//"):
        folder = urlsplit(base).path
        path = posixpath.normpath(bare.removeprefix(base.removesuffix(folder)))
        return f"{path}/".startswith(f"{folder}/")
    if ":" in address.partition("/")[0] or address.startswith("/"):
        return False
    return not posixpath.normpath(posixpath.join(posixpath.dirname(page), bare)).startswith("../")
