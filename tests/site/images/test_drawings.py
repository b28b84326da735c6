"""Editors' drawings: rebuilt from what shows shapes and words, and refused with their line where they could do more."""

import pytest
import resvg

from verbatim.core.errors import ContentError
from verbatim.site.images.pictures import LOADS, rebuilt_drawing

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
ROOT = f'<svg xmlns="{SVG}" xmlns:xlink="{XLINK}"'
EVIL = "https://evil.example/x"


def drawn(inside: str, attributes: str = "") -> str:
    return f'<svg xmlns="{SVG}"{attributes}>\n{inside}\n</svg>'


def of(text: str | bytes) -> str:
    return rebuilt_drawing(text if isinstance(text, bytes) else text.encode(), "content/images/a.svg").decode()


def test_shapes_words_and_styles_are_kept() -> None:
    inside = (
        "<style>.a{fill:red;clip-path:url(#b)}@media print{.a{fill:#000}}</style>"
        '<g id="a" class="a" style="opacity:.5">'
        '<path d="M0 0h9"/></g><use href="#a"/><use xlink:href="#a"/><rect width="9" fill="url(#g)"/>'
        '<text x="1" xml:space="preserve">Sund &amp; sea &lt;</text><title>A net</title>'
    )
    declared = drawn(inside).replace("<svg ", f'<svg xmlns:xlink="{XLINK}" ')
    assert of(declared) == f"{ROOT}>\n{inside}\n</svg>"


def test_a_rebuilt_drawing_is_rebuilt_to_itself_and_can_be_drawn() -> None:
    once = of(drawn('<linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient><rect width="3"/>'))
    assert of(once) == once
    resvg.usvg.Tree.from_str(once, resvg.usvg.Options.default())


def test_what_drawing_programs_note_for_themselves_is_left_out() -> None:
    noted = (
        f'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "{EVIL}.dtd"><!-- ours --><?xpacket a?>'
        f'<svg xmlns="{SVG}" xmlns:n="{EVIL}" n:version="1"><metadata><n:RDF n:about="{EVIL}">me</n:RDF></metadata>'
        '<n:namedview pagecolor="#fff"><n:grid/></n:namedview><rect width="3" data-name="Layer 1" n:label="sky"/></svg>'
    )
    assert of(noted) == f'{ROOT}><rect width="3"/></svg>'


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1", "windows-1252"])
def test_a_drawing_in_any_encoding_is_utf_8_afterwards(encoding: str) -> None:
    named = encoding.removesuffix("-sig")
    data = f'<?xml version="1.0" encoding="{named}"?>{drawn("<text>Grütze</text>")}'.encode(encoding)
    assert of(data) == f"{ROOT}>\n<text>Grütze</text>\n</svg>"


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>", "<script/>", "<SCRIPT/>", f"<с:script xmlns:с='{SVG}'>x</с:script>",
        f"<s:script xmlns:s='{SVG}'/>", "<g onload='alert(1)'/>", "<g onload  =  'alert(1)'/>", "<g\nonclick\n=\n'x'/>",
        "<g ONLOAD='x'/>", "<foreignObject><p/></foreignObject>", "<a href='#x'/>", f"<image href='{EVIL}.png'/>",
        "<image href='data:image/png;base64,AA'/>", f"<use href='{EVIL}.svg#a'/>", "<use href='a.svg#b'/>",
        "<use href='&#106;avascript:alert(1)'/>", "<use href=' data:image/svg+xml,x#a'/>",
        f"<u:use xmlns:u='{SVG}' xmlns:x='{XLINK}' x:href='//evil.example/x#a'/>", f"<feImage href='{EVIL}'/>",
        "<animate attributeName='href' to='javascript:x'/>", "<set attributeName='onload' to='x'/>", "<handler/>",
        f"<style>@import '{EVIL}';</style>", "<style>@im<![CDATA[port]]> 'x';</style>",
        "<style>a{fill:url(x.svg)}</style>",
        "<style>a{fill:u\\72l(x)}</style>", "<style>a{fill:image-set('x.png' 1x)}</style>", "<style><g/></style>",
        "<style>@font-face{src:url(data:x)}</style>", f"<rect fill='url({EVIL})'/>",
        "<rect style='fill:url(  &quot;x)'/>",
        f"<rect style='fill:url({' ' * 20}x)'/>", "<h:meta xmlns:h='http://www.w3.org/1999/xhtml'/>",
        "<title><b xmlns='http://www.w3.org/1999/xhtml'/></title>", "<iframe xmlns=''/>", "<audio/>", "<video/>",
        f"<metadata><s:script xmlns:s='{SVG}'/></metadata>", f"<n:x xmlns:n='{EVIL}'><script/></n:x>",
    ],
)  # fmt: skip
def test_what_could_run_or_load_something_is_refused_with_its_line(inside: str) -> None:
    with pytest.raises(ContentError, match=r"^content/images/a\.svg:[23456]: this drawing holds “"):
        of(drawn(inside))


def test_an_import_that_comes_in_pieces_is_found() -> None:
    with pytest.raises(ContentError, match="@import"):
        of(drawn(f"<style>{' ' * 300_000}@import 'x';</style>"))


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>', f'<!DOCTYPE svg [<!ENTITY a SYSTEM "{EVIL}">]>',
        f'<!DOCTYPE svg [<!ENTITY % a SYSTEM "{EVIL}">]>', '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>',
        f'<?xml-stylesheet href="{EVIL}"?>',
    ],
)  # fmt: skip
def test_a_prologue_that_adds_something_is_refused(prologue: str) -> None:
    with pytest.raises(ContentError, match=r"svg:\d: this drawing holds “"):
        of(prologue + drawn("<g/>"))


@pytest.mark.parametrize(
    "text", ["", "words", "<svg", "<svg/>", "<g xmlns='http://www.w3.org/2000/svg'/>", "<html/>", "<svg>&x;</svg>"]
)
def test_what_is_no_drawing_is_refused(text: str) -> None:
    with pytest.raises(ContentError, match=r"content/images/a\.svg"):
        of(text)


@pytest.mark.parametrize(
    "data", [b"\x1f\x8b packed", b"\xff\xfe\x00", b'<?xml version="1.0" encoding="rot13"?><a/>', b"\0"]
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(ContentError, match="this drawing cannot be read"):
        of(data)


def test_a_drawing_of_thousands_of_nested_elements_is_refused() -> None:
    with pytest.raises(ContentError, match="nests more than 200 elements"):
        of(drawn("<g>" * 5_000 + "</g>" * 5_000))


@pytest.mark.parametrize(
    "text", ["url(#a)", "url( '#a' )", "#fff", "translate(3 4) scale(.5)", "Arial, sans-serif", ""]
)
def test_an_ordinary_value_is_kept(text: str) -> None:
    assert not LOADS.search(text)
