"""A page may quote part of a quotation, or strike a card: both are told, and neither is verbatim."""

import pytest

from tests.verify.embeds.test_verdicts import FIRST, NOBODY, SITE, block, one
from verbatim.verify.embeds import PublishedSite, check

LINK = f'<a href="{SITE}/quotes/{FIRST}/">Vell</a>'


@pytest.mark.parametrize(("text", "quoted", "left_out"), [
    ("Ada Vell said: “We found every net cut” ({})", "We found every net cut", "“, and cut from the same side, … Some"),
    ("“cut from the same side,” said Ada Vell {}", "cut from the same side", "“We found every net cut, and”; “"),
    ('Ada Vell: "found every net … Somebody stood there." {}', "found every net … Somebody stood there", "“We”; “cut"),
    ("Ada Vell said “every net cut” and, later, “Somebody stood there” {}", "every net cut … Somebody", "“We found”"),
    ("He said “no”. Ada Vell: “found every net cut.” {}", "found every net cut", "“We”"),
    ("<p>“Other words.”</p><p>Ada Vell: “We found every net cut,” {}", "We found every net cut", "“, and cut"),
])  # fmt: skip
def test_exact_words_within_a_sentence_are_part_of_the_quotation(
    text: str, quoted: str, left_out: str, published: PublishedSite
) -> None:
    found = one(f"<p>{text.format(LINK)}</p>", published)
    assert (found.verdict, found.id, found.differences) == ("part", FIRST, ())
    assert found.facts[0].startswith(f"it quotes “{quoted}")
    assert left_out in found.facts[0]


def test_a_shortened_card_is_part_of_the_quotation(published: PublishedSite) -> None:
    short = block(published).replace(", and cut from the same side,” … “Somebody stood there.”", "”")
    assert short != block(published)
    found = one(short, published)
    assert (found.verdict, found.facts[0].startswith("it quotes “We found every net cut” and leaves out")) == (
        "part",
        True,
    )


@pytest.mark.parametrize("quoted", [
    "We found every cut, and cut from the same side",  # a word is missing in the middle, and no … says so
    "We found every net cut, and cut from the same side, Somebody stood there", "every net cut, somebody stood there",
    "We found no net … Somebody stood there", "Somebody stood there … We found every net cut", "e found every net cut",
    "We never found every net cut, and cut from the same side",
])  # fmt: skip
def test_other_words_and_another_order_alter_it(quoted: str, published: PublishedSite) -> None:
    short = block(published)
    start, end = short.index("“"), short.rindex("”", 0, short.index("Ada Vell"))
    assert one(f"{short[:start]}“{quoted}{short[end:]}", published).verdict == "altered"


def test_words_added_beside_a_part_alter_it(published: PublishedSite) -> None:
    assert one(f"<p>“We found every net cut”, which Ada Vell denied {LINK}</p>", published).verdict == "altered"
    short = block(published).replace(", and cut from the same side,” … “Somebody stood there.”", "”")
    assert one(short.replace("“We", "A lie: “We"), published).verdict == "altered"
    assert one(short.replace("— Ada Vell", "— Orrin Dane"), published).verdict == "altered"


def test_a_part_that_names_another_speaker_alters_it(published: PublishedSite) -> None:
    assert (
        one(f"<p>Mira Lund said: “We found every net cut” {LINK.replace('Vell', 'x')}</p>", published).verdict
        == "altered"
    )
    found = one(f"<p>We read: “We found every net cut” {LINK.replace('Vell', 'x')}</p>", published)
    assert (found.verdict, found.notes) == ("part", ("it does not say who spoke",))


def test_two_words_beside_a_link_are_no_card(published: PublishedSite) -> None:
    assert check(f"<p>Ada Vell said “every net” {LINK}</p>".encode(), published) == []
    assert check(f"<p>“We found every net cut.”</p><p>Another thing: {LINK}</p>".encode(), published) == []


@pytest.mark.parametrize(("around", "fact"), [
    ("<del>{}</del>", "readers see it struck through"), ("<s>{}</s>", "readers see it struck through"),
    ("<div hidden>{}</div>", "readers do not see it"),
    ('<div style="display:none"><b>{}</b></div>', "readers do not see it"),
])  # fmt: skip
def test_a_whole_card_that_is_struck_or_hidden_is_told(around: str, fact: str, published: PublishedSite) -> None:
    other = block(published, NOBODY)
    found = check((around.format(block(published)) + other).encode(), published)
    told = sorted((each.id, each.verdict, each.facts) for each in found)
    assert told == [(FIRST, "hidden", (fact,)), (NOBODY, "verbatim", ())]


@pytest.mark.parametrize("form", [
    f'<iframe src="{SITE}/embed/quotes/{FIRST}/"></iframe>', f'<img src="{SITE}/cards/{FIRST}.png">',
    f'<verbatim-quote src="{SITE}/quotes/{FIRST}/"></verbatim-quote>',
    f'“We found every net cut” <a href="{SITE}/quotes/{FIRST}/">Vell</a>',
])  # fmt: skip
def test_every_form_that_is_hidden_is_told(form: str, published: PublishedSite) -> None:
    assert one(f"<div hidden>{form}</div>", published).verdict == "hidden"


@pytest.mark.parametrize(("card", "fact"), [
    (f'<iframe src="{SITE}/embed/quotes/{FIRST}/" srcdoc="<p>“Cut.”"></iframe>', "what the page wrote into its frame"),
    (
        f'<img src="{SITE}/cards/{FIRST}.png" srcset="https://other.example/x.png 1200w">',
        "readers may see another picture, https://other.example/x.png",
    ),
])  # fmt: skip
def test_a_frame_or_picture_in_whose_place_readers_see_something_else_is_told(
    card: str, fact: str, published: PublishedSite
) -> None:
    found = [each for each in check((block(published) + card).encode(), published) if each.verdict == "hidden"]
    assert [(each.id, fact in each.facts[0]) for each in found] == [(FIRST, True)]


def test_a_word_in_the_colour_of_paper_is_not_there(published: PublishedSite) -> None:
    pale = block(published).replace("every", "<font color=white>every</font>", 1)
    assert one(pale, published).verdict == "altered"


def test_a_card_whose_words_and_link_are_struck_within_it_is_told(published: PublishedSite) -> None:
    inner = (
        block(published).replace("<blockquote", "<blockquote><del", 1).replace("</blockquote>", "</del></blockquote>")
    )
    assert one(inner, published).verdict == "hidden"


@pytest.mark.parametrize("page", [
    "<p hidden>{link}</p>",  # a mere link, as of a menu
    "<div hidden>{card}</div>{card}",  # a copy for another width of the page
    "<noscript>{frame}</noscript>", "<template>{card}</template>", "<!-- {card} -->",
    '<div hidden><blockquote>“So.” <a href="https://other.example/quotes/q-zzzzzzzzzz/">x</a></blockquote></div>',
])  # fmt: skip
def test_what_is_out_of_sight_for_other_reasons_is_not_told(page: str, published: PublishedSite) -> None:
    frame = f'<iframe src="{SITE}/embed/quotes/{FIRST}/"></iframe>'
    found = check(page.format(link=LINK, card=block(published), frame=frame).encode(), published)
    assert [each.verdict for each in found if each.verdict != "verbatim"] == []
