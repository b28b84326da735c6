"""The law of pages: what a page claims beside the words of a source is what the newsroom's fragments say."""

import hashlib
import re
from pathlib import Path

import pytest

from tests.verify.conftest import Newsroom
from verbatim.verify.claims import CUT, OUTSIDE
from verbatim.verify.facts import Facts
from verbatim.verify.law import LAWS, CheckedPage, lines_of

MARKED = (
    '[Ada Vell]{.person ref="ada-vell"}, [harbour master]{.role of="ada-vell"}, waited. [“We wait”]{.quote #q-inferred '
    'speaker="ada-vell" basis="inferred" why="NAME spoke before"}. [“No lamp”]{.quote #q-stated speaker="ada-vell" '
    'basis="stated"}. [Ivo Marr]{.person ref="ivo-marr"}, [pilot]{.role of="ivo-marr"}, said that [ships sail]{.quote '
    '#q-reported kind="indirect" speaker="ivo-marr" basis="stated"}. [12]{.number means="LAMPS"} lamps and 30 boats. A '
    '[vote in May]{.moment date="2026-05" certainty="planned"}, a [fair on 3 June]{.moment date="2026-06-03"}. [“Ebb '
    'and flood”]{.quote #q-two basis="none"} was all. Marr held [that “it is all the same to us”]{.quote #q-mixed '
    'kind="mixed" speaker="ivo-marr" basis="stated"}.'
)
TEXT = re.sub(r"\[([^]]*)\]\{[^}]*\}", r"\1", MARKED)


def char(words: str) -> str:
    """Return the slice of some words of the text."""
    start = TEXT.index(words)
    return f"{start},{start + len(words)}"


def at(words: str) -> int:
    return TEXT.index(words)


def words(text: str, attrs: str = "") -> str:
    """Return an element that shows a slice of the text."""
    return f'<span data-story="pier" data-char="{char(text)}" {attrs}>{text}</span>'


def card(quote: str, *within: str) -> str:
    return f'<li data-quote="{quote}">{"".join(within)}</li>'


def speaker(person: str, name: str) -> str:
    return f'<a data-speaker="{person}">{name}</a>'


def label(value: str, text: str) -> str:
    return f'<span data-trust="{value}">{text}</span>'


ADA, WORKED_OUT, NAMED = speaker("ada-vell", "Ada Vell"), label("inferred", "Worked out"), label("stated", "Named")
CITE = "https://pier.example/sources/pier.txt#char="
ALL = ("q-inferred", "q-stated", "q-reported", "q-two", "q-mixed")
OF_STATED = '<head><link rel="canonical" href="https://pier.example/quotes/q-stated/">'
OPEN = '<p data-claim="open" data-counted="pier">1 not established</p>'
EDITORS = '<p data-claim="by-editors">By the editors</p>'
PLANNED = '<span data-claim="certainty">Then still ahead</span>'


def shown(page: str) -> str:
    return f"<html lang=en>{'' if page.startswith('<head') else '<body>'}{page}"


def broken(page: str, facts: Facts) -> list[str]:
    """Return how a page breaks the laws."""
    return [fact for _, fact in CheckedPage(page, facts).faults()]


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """A newsroom with one story, and with a second whose quotations were withdrawn."""
    made = Newsroom(tmp_path)
    made.person("ada-vell", "Ada Vell")
    made.person("ivo-marr", "Ivo Marr")
    made.story("pier", MARKED.replace("LAMPS", char("lamps")), date="2026-03-04")
    gone = MARKED.replace("LAMPS", char("lamps")).replace("#q-", "#q-gone-")
    made.story("gone", gone, head="Withdrawn: 2026-07-01 The speaker was another\n")
    return made


@pytest.fixture
def facts(newsroom: Newsroom) -> Facts:
    return newsroom.facts()


KEPT = {
    "words below a person": f'<div data-person="ada-vell">{card("q-stated", NAMED)}</div>',
    "labels": card("q-inferred", ADA, WORKED_OUT) + card("q-stated", ADA, NAMED, label("verbatim", "Verbatim")),
    "report": card("q-reported", label("paraphrase", "Paraphrase")),
    "role": f'<div data-person="ada-vell"><p data-claim="role">{words("harbour master")}</p></div>',
    "role of a speaker": card("q-stated", f'<p data-claim="role">{words("harbour master")}</p>'),
    "moment ahead": f'<div data-claim="moment">{PLANNED}{words("vote in May")}</div>',
    "moment reported": f'<div data-claim="moment">{words("fair on 3 June")}</div>',
    "number": f'<li data-claim="number">{words("12")}{words("lamps")}</li>',
    "reason": card("q-inferred", ADA, WORKED_OUT, '<p data-claim="reason">Ada Vell spoke before</p>'),
    "words that are cut": card("q-stated", f'<span data-story="pier" data-char="{char("“No")}">“No</span> …'),
    "id": '<p data-story="pier"><span data-ref="ada-vell">Ada Vell</span></p>',
    "id in a draft": '<p data-story="draft"><span data-ref="nele-brandt">Nele Brandt</span></p>',
    "lane": f'<div data-lane="pier">{words("12")}<time data-dated="pier#m-pier-1"></time></div>',
    "hash": f'<code data-claim="sha256" data-quote="q-stated">{hashlib.sha256(TEXT.encode()).hexdigest()}</code>',
    "count": '<p data-claim="quotations" data-counted="pier">1 of 4 quotations verbatim</p>',
    "count of paraphrases": '<p data-claim="paraphrases" data-counted="pier">1 paraphrase</p>',
    "note": f'<aside data-claim="note">{EDITORS}<p>Since mended.</p></aside>',
    "words": words("30 boats") + words("ships sail"),
    "words of the editors beside corrected ones": f'<p>{words("12")}</p>',
    "cited words": f'<blockquote cite="{CITE}{char("No lamp")}"><p>“No lamp”</p>',
    "words in their marks": f'“{words("No lamp")}”',
    "what the reporter says between": f'“{words("We wait")}” {words("waited", "data-around")}',
    "date of the story": '<time data-dated="pier" datetime="2026-03-04">4 March 2026</time>',
    "date of a moment": '<time data-dated="pier#m-pier-1" datetime="2026-05">May 2026</time>',
    "title that quotes": "<title>Vell: “No lamp” · Pier</title>",
    "name with marks": "<p>«Pier Post» has it</p>",
    "all quotations": f'<div data-whole="pier">{"".join(map(card, ALL))}{OPEN}</div>',
    "code": f'<textarea data-embed="html">&lt;q cite="{CITE}{char("No lamp")}">No lamp&lt;/q></textarea>',
    "a lead of whole words": f'<p data-claim="lead">{words("12 lamps and 30 boats")}</p>',
    "introduction": f'<main><p data-claim="introduction">A pier.</p></main>{EDITORS}',
}  # fmt: skip


@pytest.mark.parametrize("page", KEPT.values(), ids=KEPT.keys())
def test_a_page_that_says_what_the_fragments_say_breaks_no_law(page: str, facts: Facts) -> None:
    assert broken(shown(page), facts) == []


BROKEN = {
    "one text for two labels": (
        label("stated", "Named") + label("inferred", "Named"),
        "the label “Named” stands for “stated” and for “inferred”",
    ),
    "words that are cut without a sign": (
        card("q-stated", f'<span data-story="pier" data-char="{char("“No")}">“No</span>'),
        f"words of q-stated are cut at {at('“No') + 3}, and no “…” stands there",
    ),
    "a label without words": (card("q-stated", ADA, label("stated", "")), "the label for “stated” says nothing"),
    "a report called verbatim": (
        card("q-reported", label("verbatim", "Verbatim")),
        "q-reported is called “verbatim”, and its fragment has it indirect",
    ),
    "words in marks called a paraphrase": (
        card("q-mixed", speaker("ivo-marr", "Ivo Marr"), label("paraphrase", "Paraphrase")),
        "q-mixed is called “paraphrase”, and words of it stand in marks",
    ),
    "a speaker worked out, and not labelled": (
        card("q-inferred", ADA, label("none", "Open")),
        "nothing says that the speaker of q-inferred is not named by the source"
    ),
    "words of another below a person": (
        f'<div data-person="ivo-marr">{card("q-stated", NAMED)}</div>',
        "q-stated stands among the words of ivo-marr, and its fragment has ada-vell",
    ),
    "the role of another": (
        f'<div data-person="ada-vell"><p data-claim="role">{words("pilot")}</p></div>',
        f"the words at {char('pilot')} are no role of ada-vell",
    ),
    "a moment ahead as if it had come": (
        f'<div data-claim="moment">{words("vote in May")}</div>',
        "the moment is planned, and no label says so",
    ),
    "a moment that came as if it had not": (
        f'<div data-claim="moment">{PLANNED}{words("fair on 3 June")}</div>',
        "the moment is reported, and a label says something else",
    ),
    "the meaning of another number": (
        f'<li data-claim="number">{words("12")}{words("boats")}</li>',
        f"the number at {char('12')} has the meaning of another",
    ),
    "the reason of another": (
        card("q-inferred", ADA, WORKED_OUT, '<p data-claim="reason">Ada Vell is its writer</p>'),
        "q-inferred has the reason “Ada Vell is its writer”, its mark “NAME spoke before”",
    ),
    "words of a withdrawn quotation": (
        card("q-gone-stated", words("“No lamp”").replace("pier", "gone")),
        "words of q-gone-stated stand here, which was withdrawn",
    ),
    "another story in a lane": (
        f'<div data-lane="quay">{words("12")}</div>', "something of pier stands in the lane of quay"
    ),
    "the hash of another text": (
        f'<code data-claim="sha256" data-quote="q-stated">{hashlib.sha256(b"").hexdigest()}</code>',
        "the hash is not that of the quotation's source",
    ),
    "paraphrases counted as quotations": (
        '<p data-claim="quotations" data-counted="pier">5 quotations</p>',
        "“5 quotations” of pier, which has 4 quotations",
    ),
    "the id of somebody who is not listed": (
        '<p data-story="pier"><span data-ref="nele-brandt">Nele Brandt</span></p>',
        "the id nele-brandt stands here, and pier lists nobody so",
    ),
    "another name": (speaker("ada-vell", "Ivo Marr"), "“Ivo Marr” stands for ada-vell, who is Ada Vell"),
    "another word": (
        words("30 boats").replace(">30 boats", ">31 boats"),
        f"the words differ from pier.txt#char={char('30 boats')}: “31 boats” / “30 boats”",
    ),
    "a correction that nobody wrote": (
        words("12").replace(">12", ">12<ins>13</ins>"),
        "words stand beside the source’s as a correction that no editor wrote: “13”",
    ),
    "cited words without the last": (
        f'<blockquote cite="{CITE}{char("No lamp")}"><p>“No”</p></blockquote>',
        f"the words differ from pier.txt#char={char('No lamp')}: ““No”” / “No lamp”",
    ),
    "the reporter's words in marks": (
        f'“{words("30 boats")}”',
        f"pier.txt#char={char('30 boats')} is shown as somebody's words, but {OUTSIDE}",
    ),
    "what the reporter says between, in marks": (
        f'“{words("waited", "data-around")}”', "the reporter's words stand within quotation marks: “waited”"
    ),
    "words in marks that nobody said": (
        "<p>“We sail”</p>", "words within quotation marks carry no place: “We sail”"
    ),
    "a title with words that nobody said": (
        "<title>Vell: “We sail”</title>", "words within quotation marks stand in no source: “We sail”"
    ),
    "the end of a sentence cut out": (
        card("q-stated", f"<blockquote>{words('lamp')}</blockquote>"),
        f"pier.txt#char={char('lamp')} is shown as somebody's words, but {CUT}",
    ),
    "words that are left out": (
        card("q-two", words("Ebb"), words("flood")),
        f"words of q-two are left out at {at('Ebb') + 3}, and no “…” stands there: “ and ”",
    ),
    "words in another order": (
        card("q-two", words("flood"), words("Ebb")),
        f"words of q-two at {at('Ebb')} stand behind those at {at('flood') + 5}, which follow them in the source",
    ),
    "another speaker": (
        card("q-stated", speaker("ivo-marr", "Ivo Marr")),
        "ivo-marr stands for the speaker of q-stated, and its fragment has ada-vell",
    ),
    "a label without the speaker": (card("q-stated", NAMED), "the speaker of q-stated is left out"),
    "named who is worked out": (
        card("q-stated", ADA, label("inferred", "Worked out")),
        "the speaker of q-stated is called “inferred”, and its fragment has “stated”",
    ),
    "a check that nobody made": (
        card("q-stated", '<span data-reviewed="q-stated">Checked by an editor</span>'),
        "q-stated is said to be checked by an editor, and was not",
    ),
    "another date of the story": (
        '<time data-dated="pier" datetime="2026-03-05">5 March 2026</time>',
        "pier is dated 2026-03-05; the content has 2026-03-04",
    ),
    "another date in words": (
        '<time data-dated="pier#m-pier-1" datetime="2026-05">June 2026</time>',
        "pier#m-pier-1 is shown as “June 2026”, which is 2026-05: it names june",
    ),
    "another date within the text": (
        words("vote in May").replace(
            ">vote in May", f'><time id="char={char("vote in May")}" datetime="2026-06">vote in May</time>'
        ),
        "“vote in May” is marked as 2026-06; its fragment has 2026-05",
    ),
    "a quotation that is left out": (
        f'<div data-whole="pier">{"".join(map(card, (*ALL[:2], *ALL[3:])))}{OPEN}</div>',
        "q-reported of pier is left out",
    ),
    "words of an earlier version": (
        '<del data-version="pier:q-stated:1">No light</del>',
        "the words are not those of version pier:q-stated:1: “No light”",
    ),
    "words that cite another site": (
        '<q cite="https://quay.example/a">A feat</q>', "these words cite no place of a source: “A feat”"
    ),
    "words that no editor wrote": (
        '<span data-editors="pier">“A feat”</span>', "the editors’ words are in no file of pier: ““A feat””"
    ),
    "code with another word": (
        f'<textarea data-embed="html">&lt;q cite="{CITE}{char("No lamp")}">No lamb&lt;/q></textarea>',
        f"the words differ from pier.txt#char={char('No lamp')}: “No lamb” / “No lamp”",
    ),
    "too few open": (
        '<p data-claim="open" data-counted="pier">0 not established</p>',
        "“0 not established” of pier, where 1 are open"
    ),
    "an open speaker left out": (
        f'<div data-whole="pier">{"".join(map(card, ALL))}</div>',
        "nothing says that the speaker of 1 of the quotations was not found",
    ),
    "a preview without the speaker": (
        f'{OF_STATED}<meta name="description" content="“No lamp”"></head>',
        "the previews of q-stated do not name the speaker, Ada Vell",
    ),
    "a preview that cuts words": (
        f'{OF_STATED}<meta name="description" content="Ada Vell: “No”"></head>',
        "a preview of q-stated cuts its words and does not say so: “No”",
    ),
    "a change that never was": (
        card("q-stated", '<p data-claim="changes"><b data-claim="change">Corrected</b></p>'),
        "1 of 0 changes of q-stated stand here",
    ),
    "a lead without what turns it": (
        f'<p data-claim="lead">{words("ships sail")}</p>', "a part of a sentence stands without “said”, which turns it"
    ),
    "a note as if it were the source's": (
        '<aside data-claim="note"><p>Since mended.</p></aside>', "nothing says that these are the editors' words"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("page", "fault"), BROKEN.values(), ids=BROKEN.keys())
def test_a_page_that_says_something_else_breaks_a_law(page: str, fault: str, facts: Facts) -> None:
    assert broken(shown(page), facts) == [fault]


HEAD_OF_ONE = OF_STATED.replace("q-stated", "q-one")
PREVIEW = f'{HEAD_OF_ONE}<title>A</title><meta name="description" content="{{}}Ada Vell: “No lamp”">'
LABELLED = card("q-one", ADA, NAMED, label("verbatim", "Verbatim"))


@pytest.mark.parametrize(
    ("page", "faults"),
    [
        (LABELLED, ["nothing says that the words of q-one were corrected"]),
        (PREVIEW.format("Corrected. "), []),
        (PREVIEW.format(""), ["the preview of q-one does not say that its words were corrected"]),
    ],
    ids=["a card", "a preview that says so", "a preview that does not"],
)  # fmt: skip
def test_corrected_words_are_said_to_be_corrected(page: str, faults: list[str], tmp_path: Path) -> None:
    made = Newsroom(tmp_path)
    made.person("ada-vell", "Ada Vell")
    made.story("pier", '[“No [lamp]{.was now="light"}”]{.quote #q-one speaker="ada-vell" basis="stated"}')
    assert broken(shown(page), made.facts()) == faults


def test_every_law_is_broken_by_a_page(facts: Facts) -> None:
    pages = [CheckedPage(shown(page), facts) for page, _ in BROKEN.values()]
    broken_by = {
        law: any(law.fault(node, page) for page in pages for one in law.selectors for node in page.found.get(one, ()))
        for law in LAWS
    }
    assert [law.meaning for law, is_broken in broken_by.items() if not is_broken] == [
        "corrected words are labelled as corrected",  # by tests of their own
        "a picture of a quotation is said to show its words",
    ]


def test_what_is_said_of_a_picture_are_the_words_of_its_quotation(facts: Facts) -> None:
    picture = (
        '<head><meta property="og:image" content="/cards/q-stated.png"><meta property="og:image:alt" content="{}">'
    )
    assert broken(shown(picture.format("Ada Vell: “No lamp”")), facts) == []
    other = broken(shown(picture.format("Ada Vell: “No light”")), facts)
    assert "what is said of the picture of q-stated are other words: “No light”" in other


def test_a_fault_has_the_line_of_its_element(facts: Facts) -> None:
    markup = (
        f"<html lang=en>\n<body><p>One</p>\n<p title='<b>'>Two</p>\n{words('12')}{words('30').replace('>30', '>31')}"
    )
    page = CheckedPage(markup, facts)
    node, _ = next(page.faults())
    assert lines_of(markup, page.tree, [node]) == [4]
