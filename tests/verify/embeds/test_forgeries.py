"""Cards as liars alter them: each is told, by its verdict and what it rests on."""

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.verify.embeds.conftest import FIRST, SITE, block, frame, one
from verbatim.verify.embeds import OUT_OF_SIGHT, PublishedSite, check

EVIL = "https://record.example.evil.example"
OTHER = "q-eeeeeeeeee"
CARD, OTHER_CARD = f"{SITE}/cards/{FIRST}.png", f"{SITE}/cards/{OTHER}.png"
ALT = "Ada Vell: “We found every net cut, and cut from the same side,” … “Somebody stood there.” (4 March 2031)"
PICTURE = f'<a href="{SITE}/quotes/{FIRST}/"><img src="{CARD}" alt="{ALT}"></a>'
Alteration = Callable[[str], str]


def swap(old: str, new: str) -> Alteration:
    return lambda code: code.replace(old, new, 1)


def before_end(added: str) -> Alteration:
    return swap("</blockquote>", f"{added}</blockquote>")


def with_attribute(given: str) -> Alteration:
    return swap("<blockquote", f"<blockquote {given}")


WORDS: dict[str, Alteration] = {
    "a word changed": swap("every", "no"), "a capital": swap("We", "we"), "a comma": swap("cut,", "cut"),
    "a clause cut": swap(" and cut", ""),
    "a piece cut": swap(", and cut from the same side,” … “Somebody stood there", ""),
    "before": swap("<p>“", "<p>A lie: “"), "within the marks": swap("“We", "“Never: we"), "behind": swap("there.”",
    "there.” No."),
    "at the end": swap("there.", "there. No."), "between": swap("” … “", "” or so the story goes, “"),
    "raised": swap("every", "every<sup>not</sup>"), "a field": swap("</p>", '<input value="never"></p>'),
    "a button": swap("</p>", "<button>never</button></p>"), "after the credit": before_end("<p>She never said it.</p>"),
    "in German": before_end("<p>Das hat sie nie gesagt.</p>"), "a word": before_end("<div>Hoax</div>"),
    "an override": swap("every", "\u202eevery"),
}  # fmt: skip
SPEAKERS: dict[str, Alteration] = {
    "credit": swap("Ada Vell", "Orrin Dane"), "not": swap("— Ada", "— not Ada"), "denies": swap("Vell,",
    "Vell denies,"),
    "caption": lambda code: f"<figure>{code}<figcaption>Orrin Dane, pilot</figcaption></figure>",
    "caption with a dash": lambda code: f"<figure>{code}<figcaption>— Orrin Dane on a pier</figcaption></figure>",
    "the line behind": lambda code: f"{code}<p>— Orrin Dane, who was there</p><p>More.</p>",
    "caption of a table": lambda code: f"<table><caption>So said Mira Lund</caption><tr><td>{code}</table>",
    "aria-label": with_attribute('aria-label="Mira Lund speaks"'), "title": swap("<p>", '<p title="Mira Lund speaks">'),
    "title of the frame to come": with_attribute('data-verbatim-title="Mira Lund speaks"'),
}  # fmt: skip
STYLES = (
    "color:red; display : none", "visibility: hidden", "opacity:0", "opacity:.0", "font-size:0", "font-size:0.0em",
    "font:0/0 a",
    "position:absolute;left:-9999px", "text-indent:-999em", "clip:rect(0,0,0,0)", "clip-path:inset(50%)",
    "color:transparent",
    "color:rgba(0,0,0,0)", "color:#FFF", "color:#123;background:#123", "height:0;overflow:hidden", "transform:scale(0)",
    "dis/**/play:none", "text-decoration: line-through", "\\64isplay:none",
)  # fmt: skip
UNSEEN = (
    "<span hidden>{}</span>", "<del>{}</del>", "<s>{}</s>", "<strike>{}</strike>", "<template>{}</template>",
    "<font color=white>{}</font>", "<dialog>{}</dialog>", *(f'<span style="{style}">{{}}</span>' for style in STYLES),
)  # fmt: skip
HOSTS = (
    EVIL, "https://record.example@evil.example", "https://record.example:8443", "https://rеcord.example",
    "https://evil.example/record.example", "https://evil.example\\@record.example", "javascript:alert(1)//",
    "//evil.example",
)  # fmt: skip
FRAMES: dict[str, Alteration] = {
    "title": swap("every", "no"), "speaker": swap("Ada Vell", "Mira Lund"), "host": swap(SITE, EVIL),
    "srcdoc": swap("<iframe", '<iframe srcdoc="<p>“Never.”"'),
    "words": lambda _: f"<iframe srcdoc='<blockquote>“No” <a href={SITE}/quotes/{FIRST}/>x</a></blockquote>'></iframe>",
}  # fmt: skip
PICTURES: dict[str, Alteration] = {
    "alt": swap("every", "no"), "speaker": swap("Ada Vell", "Mira Lund"), "date": swap("2031)", "2021)"),
    "another": swap(CARD, OTHER_CARD), "host": swap(f"{SITE}/cards", f"{EVIL}/cards"),
    "link": swap(f"{SITE}/q", f"{EVIL}/q"),
    "srcset": swap("<img", '<img srcset="https://other.example/x.png 2x"'),
    "data-src": swap("<img", f'<img data-src="{OTHER_CARD}"'),
    "source": lambda code: f'<picture><source srcset="https://other.example/x.png">{code}</picture>',
    "caption": lambda code: f"<figure>{code}<figcaption>Mira Lund</figcaption></figure>",
}  # fmt: skip


def cases(table: dict[str, Alteration]) -> list[object]:
    return [pytest.param(made, id=name) for name, made in table.items()]


def told(code: str, published: PublishedSite) -> set[str]:
    return {each.verdict for each in check(f"<p>We read:</p>{code}".encode(), published)}


BECOMES: dict[str, Alteration] = {
    address: with_attribute(f'data-verbatim-frame="{address}"')
    for address in (f"{EVIL}/embed/quotes/{FIRST}/", f"{SITE}/embed/quotes/{OTHER}/")
}


@pytest.mark.parametrize("made", cases({**WORDS, **SPEAKERS, **BECOMES}))
def test_other_words_another_speaker_and_another_frame_to_come_are_told(
    made: Alteration, published: PublishedSite
) -> None:
    assert told(made(block(published)), published) == {"altered"}


@pytest.mark.parametrize("unseen", UNSEEN)
def test_a_word_that_readers_do_not_see_is_not_there(unseen: str, published: PublishedSite) -> None:
    assert [
        str(each) for each in one(swap("every", unseen.format("every"))(block(published)), published).differences
    ] == ["leaves out “every”"]


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_that_looks_like_the_sites_is_another(host: str, published: PublishedSite) -> None:
    found = one(block(published).replace(SITE, host), published)
    assert (found.verdict, found.facts[0].endswith(", not to record.example")) == ("altered", True)


@pytest.mark.parametrize("made", cases(FRAMES))
def test_another_frame_is_told(made: Alteration, published: PublishedSite) -> None:
    assert told(made(frame(published)), published) == {"altered"}


@pytest.mark.parametrize("made", cases(PICTURES))
def test_another_picture_is_told(made: Alteration, published: PublishedSite) -> None:
    assert told(PICTURE, published) == {"verbatim"}
    assert told(made(PICTURE), published) == {"altered"}


@pytest.mark.parametrize(
    "around", ["<del>{}</del>", "<div hidden>{}</div>", '<div style="display:none"><b>{}</b></div>']
)
def test_a_whole_card_that_is_struck_or_hidden_is_told(around: str, published: PublishedSite) -> None:
    for code in (block(published), frame(published), PICTURE):
        assert one(around.format(code), published).facts == (OUT_OF_SIGHT,)
        assert told(around.format(code) + code, published) == {"verbatim"}


@pytest.mark.parametrize(("kind", "name"), [("people", "ada-vell"), ("timelines", "nets")])
def test_a_card_of_another_kind_with_other_words_is_told(kind: str, name: str, published: PublishedSite) -> None:
    code = block(published, name, kind)
    for old, new in (("the harbour", "the lantern"), ("</blockquote>", "<p>All lies.</p></blockquote>"), (SITE, EVIL)):
        assert told(code.replace(old, new), published) == {"altered"}


BARE = re.compile("<(?!a|/a)[^>]*>")


def test_another_speaker_is_told_in_text_before_a_link(published: PublishedSite) -> None:
    code = BARE.sub("", block(published))
    assert [one(each, published).verdict for each in (code, code.replace("Ada Vell", "Orrin Dane"))] == [
        "verbatim", "altered"
    ]  # fmt: skip


SHOWN: dict[str, Alteration] = {"as it is": str, "loose": lambda code: BARE.sub("", code)}


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 200), sign=st.sampled_from("abzABZ059éßж.,;:!?…"), shown=st.sampled_from(sorted(SHOWN)))
def test_any_one_character_that_is_changed_in_the_words_is_found(
    published: PublishedSite, at: int, sign: str, shown: str
) -> None:
    code = block(published)
    start, end = code.index("We"), code.rindex("”")
    places = [place for place in range(start, end) if code[place] not in f" “”{sign}"]
    place = places[at % len(places)]
    (found,) = check(SHOWN[shown](code[:place] + sign + code[place + 1 :]).encode(), published)
    assert found.verdict == "altered"
