"""What WordPress 7 does to a card: its filter of oEmbed results, and its filter of what an author pastes.

From its documentation of `wp_filter_oembed_result`, `wp_kses` and `wp_kses_post`: tags that are not on the list go, the
words between them stay.
"""

import re
from collections.abc import Mapping

Allowed = Mapping[str, frozenset[str]]

OEMBED: Allowed = {
    "a": frozenset({"href"}),
    "blockquote": frozenset(),
    "iframe": frozenset({"src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"}),
}
# Of the long list for posts, what a card could hold, and the attributes that every one of them may have.
ANYWHERE = frozenset({"class", "dir", "hidden", "id", "lang", "style", "title", "role"})
POST: Allowed = {
    **dict.fromkeys(("b", "br", "cite", "em", "i", "li", "ol", "p", "span", "strong", "ul"), ANYWHERE),
    "a": ANYWHERE | {"href", "rel", "target"},
    "blockquote": ANYWHERE | {"cite"},
    "q": ANYWHERE | {"cite"},
    "img": ANYWHERE | {"src", "alt", "width", "height", "loading"},
}
ADDRESSES = frozenset({"href", "src", "cite"})
PROTOCOLS = frozenset({"http", "https", "mailto"})
NAMED = frozenset({"amp", "lt", "gt", "quot", "apos", "nbsp"})

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
TOKENS = re.compile(r"(?P<dead><!--.*?(?:-->|$)|</[^a-zA-Z][^>]*>|<![^>]*>)|(?P<tag><[^>]*(?:>|$)|>)")
TAG = re.compile(r"<\s*(?P<close>/\s*)?(?P<name>[a-zA-Z0-9-]+)(?P<rest>[^>]*)>?$")
ATTRIBUTE = re.compile(r"""([a-zA-Z_][-\w:.]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?""")
ENTITY = re.compile(r"&amp;(#0*[0-9]{1,7}|#[xX]0*[0-9a-fA-F]{1,6}|[A-Za-z]{2,8}[0-9]{0,2});")
# The block comes first or is lost: the group may be passed over, and what is before the frame is then thrown away.
RESULT = re.compile(r"(<blockquote>.*?</blockquote>)?.*(<iframe.*?></iframe>)", re.DOTALL)
SOURCE = re.compile(r""" src=(['"])(.*?)\1""")


def embedded(html: str, secret: str) -> str | None:
    """Return an oEmbed result as it stands in a post; None where WordPress would fall back to a bare link."""
    found = RESULT.search(kses(html, OEMBED))
    if not found:
        return None
    block, frame = found[1] or "", found[2]
    frame = SOURCE.sub(lambda src: f' src="{src[2]}#?secret={secret}" data-secret="{secret}"', frame, count=1)
    block = block.replace("<blockquote", f'<blockquote class="wp-embedded-content" data-secret="{secret}"')
    hidden = ' style="position: absolute; visibility: hidden;"' if block else ""
    frame = frame.replace(
        "<iframe", f'<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted"{hidden}'
    )
    # A line feed is taken out, not turned to a blank: wpautop would make paragraphs of it.
    return (block + frame).replace("\r\n", "").replace("\n", "")


def pasted(html: str) -> str:
    """Return what is left of HTML that somebody without the right to post any HTML pastes into a post."""
    return kses(html, POST)


def kses(html: str, allowed: Allowed) -> str:
    bare = ENTITY.sub(_entity, CONTROLS.sub("", html).replace("&", "&amp;"))
    return TOKENS.sub(lambda found: "" if found["dead"] else _tag(found["tag"], allowed), bare)


def _entity(found: re.Match[str]) -> str:
    return f"&{found[1]};" if found[1].startswith("#") or found[1] in NAMED else found[0]


def _tag(tag: str, allowed: Allowed) -> str:
    if not tag.startswith("<"):
        return "&gt;"
    found = TAG.match(tag)
    name = found["name"].lower() if found else ""
    if not found or name not in allowed:
        return ""
    if found["close"]:
        return f"</{name}>"
    kept = [shown for shown in (_attribute(one, allowed[name]) for one in ATTRIBUTE.findall(found["rest"])) if shown]
    return f"<{' '.join([name, *kept])}>"


def _attribute(found: tuple[str, str, str, str], allowed: frozenset[str]) -> str:
    name, value = found[0].lower(), "".join(found[1:])
    if name not in allowed:
        return ""
    protocol, colon, rest = value.partition(":")
    if name in ADDRESSES and colon and protocol.lower() not in PROTOCOLS:
        value = rest
    return f'{name}="{value}"'
