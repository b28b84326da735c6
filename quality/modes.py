"""The modes in which pages are checked: colour schemes, widths, and readers' own settings."""

from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.sync_api import Page

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}

# WCAG 2.2, 1.4.12: what a reader may set, at the least, without losing anything.
TEXT_SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }"""
# WCAG 2.2, 1.4.4. The browser's own setting, which a page feels as the size of its root's text.
TEXT_TWICE = {"standard": 32, "fixed": 26}


@dataclass(frozen=True)
class Mode:
    """A way of looking. `context` is what Playwright makes a context of; `css` a reader's own style sheet."""

    name: str
    context: dict[str, Any] = field(default_factory=dict)
    css: str = ""
    media: Literal["print", "screen"] = "screen"
    font_sizes: dict[str, int] = field(default_factory=dict)
    bypasses_csp: bool = True  # a reader's style sheet and axe are put in by script, which the site forbids to pages

    def prepare(self, page: Page) -> None:
        """Set on an open page what a context cannot hold."""
        page.emulate_media(media=self.media)
        if self.css:
            page.add_style_tag(content=self.css)
        if self.font_sizes:
            page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": self.font_sizes})


AS_SENT = Mode("as sent", {"viewport": WIDE}, bypasses_csp=False)
PRINTED = Mode("printed", {"viewport": WIDE}, media="print")
EIGHT = (
    Mode("light, 1280 px", {"viewport": WIDE}),
    Mode("dark, 1280 px", {"viewport": WIDE, "color_scheme": "dark"}),
    Mode("light, 320 px", {"viewport": NARROW}),
    Mode("dark, 320 px", {"viewport": NARROW, "color_scheme": "dark"}),
    Mode("forced colours", {"viewport": WIDE, "forced_colors": "active"}),
    Mode("reduced motion", {"viewport": WIDE, "reduced_motion": "reduce"}),
    Mode("text spacing", {"viewport": NARROW}, css=TEXT_SPACING),
    Mode("200 % text", {"viewport": WIDE}, font_sizes=TEXT_TWICE),
)
# In each of which a page may be looked at in every scheme of colours.
FOUR = tuple(mode for mode in EIGHT if mode.css or mode.font_sizes or mode.name.startswith("light"))
