"""Cards as liars alter them, by class, and as honest sites leave them: a card comes in, a piece of a page goes out.

Each takes form 1 of the quotation `q-aaaaaaaaaa`, whose speaker is Ada Vell, in two pieces.
"""

import html
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

Alteration = Callable[[str], str]
FRAME = "https://record.example/embed/quotes/q-aaaaaaaaaa/"
QUOTE = "https://record.example/quotes/q-aaaaaaaaaa/"
CARD, OTHER_CARD = "https://record.example/cards/q-aaaaaaaaaa.png", "https://record.example/cards/q-eeeeeeeeee.png"
ALT = "Ada Vell: “We found every net cut, and cut from the same side,” … “Somebody stood there.”"


def swap(old: str, new: str, count: int = 1) -> Alteration:
    return lambda card: card.replace(old, new, count)


def before_end(added: str) -> Alteration:
    return swap("</blockquote>", f"{added}</blockquote>")


HIDDEN = {
    "hidden": "<span hidden>{}</span>", "no display": '<span style="display:none">{}</span>',
    "invisible": "<b style='color:red; visibility: hidden'>{}</b>", "no opacity": '<i style="opacity: 0">{}</i>',
    "no size": '<span style="font-size:0">{}</span>', "del": "<del>{}</del>", "s": "<s>{}</s>",
    "strike": "<strike>{}</strike>", "template": "<template>{}</template>",
}  # fmt: skip
LIES = {
    "longer": "<p>But on the next day she took all of that back again.</p>", "denial": "<p>She never said it.</p>",
    "german": "<p>Das hat sie nie gesagt.</p>", "false": " This is false.", "hoax": "<div>A hoax, we hear.</div>",
    "more words": "<p>“And I cut the last of them myself with his knife.”</p>",
}  # fmt: skip
CREDITS = {
    "not": "— Ada Vell did not say this", "denies": "— Ada Vell denies having said it", "never": "— never Ada Vell",
    "allegedly": "— allegedly Ada Vell", "no contraction": "— Ada Vell didn’t say so", "hoax": "— not by Ada Vell",
    "another": "— Orrin Dane", "retracted": "— Ada Vell, who retracted it", "german": "— nicht von Ada Vell",
    "falsely": "— falsely put into the mouth of Ada Vell",
}  # fmt: skip
DATES: dict[str, Alteration] = {
    "year": swap("2031", "2021"), "day": swap("4 March", "14 March"), "month": swap("March", "May"),
    "decade": swap("4 March 2031", "the 1990s"), "year beside": swap("Ada Vell,", "Ada Vell in 2019,"),
    "behind the link": before_end(". Said in 2019"),
    "picture": lambda _: f'<a href="{QUOTE}"><img src="{CARD}" alt="{ALT} (4 March 2021)"></a>',
    "picture's day": lambda _: f'<a href="{QUOTE}"><img src="{CARD}" alt="{ALT} (5 March 2031)"></a>',
}  # fmt: skip
BETWEEN = ("” never “", "” – said in jest – “", "” she lied. “", "” or so the story goes, “", "” and not “")
WORDS = ("every", "found", "cut,", "from", "same", "side", "Somebody", "stood")


def forged() -> Iterator[tuple[str, str, Alteration]]:
    """Yield the class, the name and the alteration of each forgery."""
    for name, around in HIDDEN.items():
        for word in ("every", "Somebody"):
            yield "hidden words", f"{name} {word}", swap(word, around.format(word))
    for name, lie in LIES.items():
        yield "added behind", f"after the link: {name}", before_end(lie)
        yield "added behind", f"before the credit: {name}", swap("</p> —", f"</p>{lie} —")
    for name, credit in CREDITS.items():
        yield "denied credit", name, swap("— Ada Vell", credit)
    for between in BETWEEN:
        yield "words between", between, swap("” … “", between)
    for word in WORDS:
        yield "words left out", word, swap(f"{word} ", "") if not word.startswith(("cut", "side")) else swap(word, "")
    for word in WORDS[:4]:
        yield "words changed", word, swap(word, "no")
        yield "words raised", word, swap(word, f"{word}<sup>not</sup>")
    yield "another picture", "link", lambda _: f'<a href="{QUOTE}"><img src="{OTHER_CARD}" alt="{ALT}"></a>'
    for name, made in DATES.items():
        yield "another date", name, made
    for name in ("srcset", "data-src", "data-srcset"):
        yield "another picture", name, lambda _, name=name: f'<img src="{CARD}" {name}="{OTHER_CARD}" alt="{ALT}">'
    yield (
        "another picture",
        "amp",
        lambda _: f'<a href="{QUOTE}"><amp-img src="{OTHER_CARD}" alt="{ALT}"></amp-img></a>',
    )


def _bleached(card: str) -> str:
    """Leave a card as Bleach's defaults do: the tags that it does not know are written out."""
    return re.sub(r"</?(?!a\b|/a|blockquote|/blockquote)[a-z]+[^>]*>", lambda tag: html.escape(tag[0]), card)


GENUINE: dict[str, Alteration] = {
    "as it is": str,
    "a picture with its date": lambda _: f'<a href="{QUOTE}"><img src="{CARD}" alt="{ALT} (4 March 2031)"></a>',
    "a link of the page's own": swap("The Courier, 4 March 2031", "source"),
    "bleach": _bleached,
    "footnote mark in the words": swap("cut,", "cut,<sup>[1]</sup>"),
    "footnote mark behind": swap("there.", "there.<sup>2</sup>"),
    "linked footnote mark": swap("side,", 'side,<sup><a href="#fn1">[3]</a></sup>'),
    "an asterisk": swap("side,", "side,<sup>*</sup>"),
    "an advert behind": before_end('<div class="ad">Advertisement</div>'),
    "an advert in German": before_end("<p>Anzeige</p>"),
    "an advert within": swap("</p> —", "</p><div>Advertisement</div> —"),
    "a hidden label": before_end("<span hidden>Quotation copied to the clipboard, thank you very much.</span>"),
    "a hidden advert": swap("</p> —", '</p><div style="display:none">Buy our ropes and never look back</div> —'),
    "a share button": before_end("<button>Share</button>"),
    "spans": lambda card: re.sub(r"(<p>)(.*?)(</p>)", r"\1<span>\2</span>\3", card),
    "fonts": lambda card: re.sub(r"(<p>)(.*?)(</p>)", r'\1<font size="3">\2</font>\3', card),
    "emphasis": lambda card: re.sub(r"(<p>)(.*?)(</p>)", r"\1<em>\2</em>\3", card),
    "one word strong": swap("every", "<strong>every</strong>"),
    "breaks": lambda card: card.replace("<p>", "").replace("</p>", "<br>"),
    "divisions": lambda card: card.replace("<p>", "<div>").replace("</p>", "</div>"),
    "a table": lambda card: f"<table><tr><td>{card}</td></tr></table>",
    "a WordPress block": lambda card: card.replace("<blockquote", '<blockquote class="wp-block-quote"'),
    "a figure": lambda card: f"<figure>{card}<figcaption>From our archive</figcaption></figure>",
    "tracked link": lambda card: card.replace('/"', '/?utm_source=letter"'),
    "no blanks that break": lambda card: card.replace(" cut ", "&nbsp;cut "),
    "smart marks": lambda card: card.replace("“", "&#8220;").replace("”", "&#8221;"),
    "an e-mail": lambda card: card.replace("<blockquote", '<blockquote type="cite" style="margin:0"'),
    "an unrelated style": lambda card: card.replace("<p>", '<p style="font-size:0.9em;opacity:0.8;display:block">'),
    "amp-img": lambda _: f'<amp-img src="{CARD}" alt="{ALT}"></amp-img>',
    "late picture": lambda _: f'<img src="data:image/gif;base64,R0" data-src="{CARD}" alt="{ALT}">',
    "srcset": lambda _: f'<img srcset="{CARD} 600w, {CARD} 1200w" alt="{ALT}">',
    "next/image": lambda _: f'<img src="/_next/image?url={quote(CARD, safe="")}&w=640" alt="{ALT}">',
    "amp-iframe": lambda _: f'<amp-iframe src="{FRAME}"></amp-iframe>',
    "late frame": lambda _: f'<iframe data-src="{FRAME}"></iframe>',
}
