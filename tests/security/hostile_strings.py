"""Strings that were made to break what holds them: ours, and those of a folder of public lists where one is named."""

import json
import os
from pathlib import Path

# `make hostile` names the folder; its lists are JSON arrays of strings, and no part of this project.
LISTS = os.environ.get("HOSTILE_LISTS", "")
ALL = "HOSTILE_ALL" in os.environ  # `make nightly` sets it
SHARE = int(os.environ.get("HOSTILE_SHARE", "1"))  # every so many of the lists' strings

MARKUP = (
    "<script>alert(1)</script>", "</script><script>alert(2)</script>", "<img src=x onerror=alert(3)>",
    "'\"><svg onload=alert(4)>", '" onmouseover="alert(5)" x="', "' autofocus onfocus='alert(6)",
    "</title></textarea></style></noscript><img src=x onerror=alert(7)>",
    "<!--><img src=x onerror=alert(8)>-->", "<svg><style><img src=x onerror=alert(9)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<a href=javascript:alert(1)>go</a>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<base href=//evil.example/>", "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<form action=//evil.example/><button>x</button></form>",
    "<link rel=stylesheet href=//evil.example/x.css>", "]]><script>alert(1)</script>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>", "<template><script>alert(1)</script></template>",
    "&lt;img src=x onerror=alert(1)&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;",
)  # fmt: skip
MARKDOWN = (
    "[go](javascript:alert(1))", "[go](JaVaScRiPt&colon;alert(1))", "[go](java\tscript:alert(1))",
    "[go](data:text/html,<b>)", "![x](javascript:alert(1))", "![x](//evil.example/x.png)",
    "![x](https://evil.example/x.png)", "[go]: javascript:alert(1)", "[go](vbscript:alert(1))",
    "<javascript:alert(1)>", '[go](x "onclick=alert(1)")', "a {: onclick=alert(1) }",
    "[a]{.quote #q-aaaaaaaaaa}", "[a]{.person ref=x}", "`</script>`",
    "| a | b |\n|---|---|\n| <img src=x onerror=alert(1)> | c |", "[x]({static}../../secret.txt)",
    "[x]({filename}/../secret.txt)", "![x]({static}/etc/passwd)", "{static}/images/a.png",
    "{filename}/pages/about.md",
)  # fmt: skip
TEMPLATES = (
    "{{ 7 * 7 }}", "{% include 'base.html' %}", "${7 * 7}", "%(name)s %s %d", "{name} {0.__class__}",
    "#{7*7}", "<?php echo 7 ?>", "__proto__",
)  # fmt: skip
PLACES = (
    "../../../secret.txt", "..\\..\\secret.txt", "/etc/passwd", "....//....//secret.txt",
    "%2e%2e%2fsecret.txt", "..%c0%af..%c0%afsecret.txt", "file:///etc/passwd", "C:\\Windows\\win.ini",
    "\\\\evil.example\\share", "//evil.example/x", "~/.ssh/id_rsa", "CON", "a/../../b", ".", "..",
    ".git", "images/../../secret.png", "portraits/a.png/../../../secret.png",
    "http://evil.example/a.png",
)  # fmt: skip
DATA = (
    "=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1+1)", "\t=1", '"a","b"', "a;b", '{"a": 1}',
    "'; DROP TABLE quotes; --", "1'1", "null", "undefined", "NaN", "true", "-0", "1e309", "0x", "[]",
    "a: b", "- a", "key: value: more", "# a", "---", "...", "!!python/object:x", "q-aaaaaaaaaa",
    "part=1",
)  # fmt: skip
UNICODE = (
    "\u202etxet desrever\u202c", "a\u200bb\u200cc\u200dd", "\ufeffmark", "\u2066isolated\u2069",
    "a\u0300\u0301\u0302\u0303\u0304", "ﬁ ﬀ Ⅷ ﷺ", "𝕬𝖉𝖆", "Аda Vell", "Ада", "🏴󠁧󠁢󠁳󠁣󠁴󠁿 👩‍👩‍👧",
    "\ufdd0\ufffe", "\U0001fffe", "e\u0301 \u00e9", "\u2028 \u2029", "ı İ ß ẞ", "田中さん", "ثم نفس",
    "\u0085\u00a0\u3000", "\u1680 \u180e", "Z͑ͫ̓ͪ̂ͫ̽͏̴", "｛｝＜＞", "‹script›", "\u00ad\u00adsoft",
)  # fmt: skip
CONTROLS = (
    "a\x01b", "\x02people/x/\x03", "a\x0bb\x0cc", "a\x1b[31mred", "a\x7fb", "a\rb",
    "\x02javascript:alert(1)\x03", "bell\x07", "a\x85b",
)  # fmt: skip
OURS = MARKUP + MARKDOWN + TEMPLATES + PLACES + DATA + UNICODE + CONTROLS


def listed() -> tuple[str, ...]:
    """Return the strings of the public lists; none where no folder is named or the folder is not there."""
    found: dict[str, None] = {}
    for file in sorted(Path(LISTS).glob("*.json")) if LISTS else ():
        found.update(dict.fromkeys(json.loads(file.read_text("utf-8"))))
    # What the lists leave to be filled in is a file that every machine has.
    return tuple(string.replace("{FILE}", "etc/passwd") for string in found if "\0" not in string)[::SHARE]


def every() -> tuple[str, ...]:
    """Return the strings that are laid, each once: all of ours in `make nightly`, else every third."""
    return tuple(dict.fromkeys((*(OURS if LISTS or ALL else OURS[1::3]), *listed())))
