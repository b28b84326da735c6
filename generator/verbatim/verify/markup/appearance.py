"""Says what may stand in a page so that readers see the words that are checked: nothing hides, adds or strikes any.

Within the words of a source a closed list holds. Elsewhere on a page words may be folded away or read aloud alone, but
no word of a source may be out of sight, and nothing may change the look but the site's own style sheets.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from string import hexdigits
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Oddity(NamedTuple):
    """What is wrong, and what to do about it."""

    fact: str
    fix: str


REMOVE = "Take it out; readers must see what is checked, and check what they see"
# Attributes that are shown or read aloud; `data-alt` is put into code to paste.
SPOKEN = frozenset(
    (
        "title", "alt", "data-alt", "content", "aria-label", "aria-description", "aria-placeholder",
        "aria-roledescription", "aria-valuetext", "placeholder", "label", "value", "summary", "abbr",
    )
)  # fmt: skip
# Elements whose content a browser shows only after a reader, or a script, has opened something.
_FOLDING = frozenset(("details", "dialog", "template", "noscript"))
# Elements that show another file, or that a browser reads unlike any other.
_REFUSED = frozenset(
    (
        "applet", "bdo", "canvas", "embed", "foreignObject", "frame", "frameset", "listing", "marquee", "noembed",
        "noframes", "object", "plaintext", "portal", "xmp",
    )
)  # fmt: skip
# Attributes that run a script.
_HANDLERS = frozenset(
    (
        "onabort", "onanimationend", "onanimationstart", "onauxclick", "onbeforetoggle", "onblur", "oncanplay",
        "onchange", "onclick", "oncopy", "ondblclick", "onended", "onerror", "onfocus", "onfocusin", "onhashchange",
        "oninput", "oninvalid", "onkeydown", "onkeypress", "onkeyup", "onload", "onloadstart", "onmessage",
        "onmousedown", "onmouseenter", "onmouseleave", "onmousemove", "onmouseout", "onmouseover", "onmouseup",
        "onpageshow", "onplay", "onpointerdown", "onpointerenter", "onpointermove", "onpointerover", "onpointerup",
        "onresize", "onscroll", "onselect", "onsubmit", "ontoggle", "ontouchstart", "ontransitionend",
        "ontransitionrun", "onunload", "onwheel",
    )
)  # fmt: skip
# Languages, and scripts of others, that are read from right to left.
_RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "azb", "ckb", "dv", "fa", "he", "iw", "khw", "lrc", "mzn", "nqo", "pnb", "ps", "sd", "syr", "ug",
     "ur", "yi")
)  # fmt: skip
_RIGHT_TO_LEFT_SCRIPTS = frozenset(("adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa"))
_OUT_OF_SIGHT = frozenset(("hidden", "inert", "popover"))
SUSPECT = frozenset(
    ("style", "srcdoc", "http-equiv", "charset", "base", "dir", *_OUT_OF_SIGHT, *_HANDLERS, *_FOLDING, *_REFUSED)
)
_FITTING = "max-width:100%;height:auto"  # the style of a picture in code for other pages: no wider than its column
_UNSEEN_CLASSES = frozenset(("visually-hidden", "v", "sprite", "logo--dark"))
_HARMLESS = frozenset(("x-ua-compatible", "content-security-policy"))  # of http-equiv
_REFRESH = re.compile(r"\s*\d+\s*;\s*url\s*=\s*(?![\"']?\s*(?:javascript|data):).*", re.IGNORECASE | re.DOTALL)

# What may stand within a source's words, each element with its attributes, and the classes that the program gives them.
_WITHIN: Mapping[str, frozenset[str]] = {
    "a": frozenset(
        ("href", "id", "class", "data-quote", "data-ref", "data-story", "data-char", "aria-label", "lang",
         "dir", "rel", "cite", "data-of", "tabindex")
    ),
    "span": frozenset(
        ("id", "class", "data-control", "data-of", "data-ref", "data-quote", "data-story", "data-char", "data-around",
         "data-corrected", "lang", "dir")
    ),
    "time": frozenset(("id", "class", "datetime")),
    "bdi": frozenset(("class", "dir", "lang")),
    "mark": frozenset(("class",)),
    "em": frozenset(),
    "strong": frozenset(),
    "b": frozenset(),
    "i": frozenset(),
    "ins": frozenset(("class",)),
    "del": frozenset(("class",)),
    "br": frozenset(),
    "p": frozenset(("class", "lang", "dir")),
    "q": frozenset(("class", "cite", "lang", "dir", "data-story", "data-char")),
    "blockquote": frozenset(("class", "cite", "lang", "dir", "data-story", "data-char")),
    "tspan": frozenset(("x", "y", "dx", "dy", "fill", "display", "direction", "unicode-bidi", "font-family",
                        "aria-hidden", "data-control", "data-story", "data-char", "xml:space", "lang", "xml:lang")),
}  # fmt: skip
_CLASS = re.compile(
    r"(?:quote|moment|person|organisation|place|role|number|card|context|passage|fragment|part)(?:[-_][a-z0-9_-]*+)?"
    r"|corrected|markup|control|unseen|bidi|cited|g"
)


@lru_cache(maxsize=1 << 12)
def is_unseen_class(value: str) -> bool:
    """Return whether a class of our style sheets keeps an element's words out of sight."""
    return not _UNSEEN_CLASSES.isdisjoint(value.split())


@lru_cache(maxsize=1 << 12)
def _is_known_class(value: str) -> bool:
    return all(map(_CLASS.fullmatch, value.split()))


def is_out_of_sight(name: str, attributes: Mapping[str, str | None]) -> bool:
    """Return whether a browser shows nothing of an element and what is in it, until something opens it."""
    if name in _FOLDING:
        return name != "details" and "open" not in attributes
    return not _OUT_OF_SIGHT.isdisjoint(attributes) or is_unseen_class(attributes.get("class") or "")


def is_folded(name: str, attributes: Mapping[str, str | None]) -> bool:
    """Return whether a reader has to open an element to see what is in it."""
    return name == "details" and "open" not in attributes


def slice_oddity(name: str, attributes: Mapping[str, str | None]) -> Oddity | None:
    """Return why an element must not stand within a source's words; None where it may."""
    known = _WITHIN.get(name)
    if known is None:
        return Oddity(
            f"an element <{name[:40]}> stands within words of the source, which it can hide or add to", REMOVE
        )
    if not known.issuperset(attributes):
        odd = min(set(attributes) - known)
        return Oddity(f"an attribute {odd[:40]} stands within words of the source, which it can hide or add to", REMOVE)
    if (css := attributes.get("class")) and not _is_known_class(css):
        return Oddity(f"a class “{css[:40]}” within words of the source is none of ours, and can hide them", REMOVE)
    return None


def oddities(name: str, attributes: Mapping[str, str | None]) -> Sequence[Oddity]:
    """Return what an element of a page has that can make readers see other words than those that are checked."""
    found: list[Oddity] = []
    if name in _REFUSED or (name == "base" and "href" in attributes):
        found.append(Oddity(f"an element <{name}> can show what is not checked", REMOVE))
    if "style" in attributes and not (name == "img" and attributes["style"] == _FITTING):
        found.append(Oddity("a style attribute can hide words, or move them", REMOVE))
    if attributes.get("dir") == "rtl" and not _is_right_to_left(attributes.get("lang") or ""):
        found.append(Oddity("dir turns the words of a language round that is read from left to right", REMOVE))
    if "srcdoc" in attributes:
        found.append(Oddity("a frame has a page of its own in srcdoc, which is not checked", REMOVE))
    if handlers := _HANDLERS.intersection(attributes):
        found.append(Oddity(f"{min(handlers)} runs a script, which can change the words", REMOVE))
    if name == "meta":
        found += _of_meta(attributes)
    return found


def _is_right_to_left(lang: str) -> bool:
    first, *others = lang.lower().split("-")
    return first in _RIGHT_TO_LEFT or not _RIGHT_TO_LEFT_SCRIPTS.isdisjoint(others)


def _of_meta(attributes: Mapping[str, str | None]) -> Sequence[Oddity]:
    charset, of_header = attributes.get("charset"), attributes.get("http-equiv")
    if charset is not None and charset.lower() not in ("utf-8", "utf8"):
        return [Oddity(f"the page says that it is {charset[:40]}, and is read as UTF-8", "Write UTF-8")]
    is_refresh = (of_header or "").lower() == "refresh" and _REFRESH.fullmatch(attributes.get("content") or "")
    if of_header is not None and of_header.lower() not in _HARMLESS and not is_refresh:
        return [Oddity(f"http-equiv={of_header[:40]} can change how the page is read", REMOVE)]
    return []


def control_of(number: str) -> str:
    """Return the control character of a `data-control` number; nothing where it is not a control's."""
    code = int(number, 16) if number and len(number) <= 6 and set(number) <= set(hexdigits) else ord("x")  # noqa: PLR2004
    return chr(code) if code <= 0x10FFFF and unicodedata.category(chr(code)) in ("Cc", "Cn") else ""  # noqa: PLR2004


def picture_of(control: str) -> str:
    """Return what stands on a page for a character that HTML cannot hold."""
    code = ord(control)
    return chr(0x2400 + code) if code < ord(" ") else "\u2421" if control == "\x7f" else "\u2426"
