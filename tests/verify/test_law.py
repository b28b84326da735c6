"""The law of pages: what a page claims beside the words of a source is what the newsroom's fragments say."""

import re
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from verbatim.verify.facts.records import Fragments
from verbatim.verify.law import (
    Facts,
    fault_of_event,
    fault_of_story,
    fault_of_withdrawn,
    faults_of_changes,
    faults_of_history,
    faults_of_law,
)
from verbatim.verify.markup.documents import HtmlDocument

MARKED = (
    '[Ada Vell]{.person ref="ada-vell"}, [harbour master]{.role of="ada-vell"}, waited. [“We wait”]{.quote #q-inferred '
    'speaker="ada-vell" basis="inferred" why="NAME spoke before"}. [“No lamp”]{.quote #q-stated speaker="ada-vell" '
    'basis="stated"}. [Ivo Marr]{.person ref="ivo-marr"}, [pilot]{.role of="ivo-marr"}, said that [ships sail]{.quote '
    '#q-reported kind="indirect" speaker="ivo-marr" basis="stated"}. [12]{.number means="LAMPS"} lamps and 30 boats. A '
    '[vote in May]{.moment date="2026-05" certainty="planned"}, a [fair on 3 June]{.moment date="2026-06-03"}.'
)
TEXT = re.sub(r"\[([^]]*)\]\{[^}]*\}", r"\1", MARKED)


def char(words: str) -> str:
    """Return the slice of some words of the text."""
    start = TEXT.index(words)
    return f"{start},{start + len(words)}"


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
EDITORS = '<p data-claim="by-editors">By the editors</p>'
PLANNED = '<span data-claim="certainty">Then still ahead</span>'


def broken(page: str, facts: Facts) -> list[str]:
    """Return how a page breaks the laws."""
    return list(faults_of_law(HtmlDocument(page).tree, facts))


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    """Return what a newsroom with one story says, and with a second whose quotations were withdrawn."""
    for story, head in (("pier", ""), ("gone", "Withdrawn: 2026-07-01 The speaker was another\n")):
        path = tmp_path / "fragments" / story / "text.md"
        path.parent.mkdir(parents=True)
        body = MARKED.replace("LAMPS", char("lamps"))
        body = body.replace("#q-", "#q-gone-") if story == "gone" else body
        path.write_text(f"Source: {story}.txt#char=0,{len(TEXT)}\n{head}\n{body}\n", "utf-8")
    rows = {f"q-{name}": {"story": "pier"} for name in ("inferred", "stated", "reported")}
    rows |= {f"q-gone-{name}": {"story": "gone"} for name in ("inferred", "stated", "reported")}
    counted = Counter({("pier", False): 2, ("pier", True): 1})
    names = {"ada-vell": "Ada Vell", "ivo-marr": "Ivo Marr"}
    listed = {"pier": frozenset(names)}
    return Facts(Fragments(tmp_path), rows, names, {"pier": TEXT}.get, listed.get, counted)


KEPT = {
    "labels": card("q-inferred", ADA, WORKED_OUT) + card("q-stated", ADA, NAMED, label("verbatim", "Verbatim")),
    "report": card("q-reported", label("paraphrase", "Paraphrase")),
    "role": f'<div data-person="ada-vell"><p data-claim="role">{words("harbour master")}</p></div>',
    "role of a speaker": card("q-stated", f'<p data-claim="role">{words("harbour master")}</p>'),
    "moment ahead": f'<div data-claim="moment">{PLANNED}{words("vote in May")}</div>',
    "moment reported": f'<div data-claim="moment">{words("fair on 3 June")}</div>',
    "number": f'<li data-claim="number">{words("12")}{words("lamps")}</li>',
    "reason": card("q-inferred", WORKED_OUT, '<p data-claim="reason">Ada Vell spoke before</p>'),
    "words that are cut": card("q-stated", f'<span data-story="pier" data-char="{char("“No")}">“No</span> …'),
    "id": '<p data-story="pier"><span data-ref="ada-vell">Ada Vell</span></p>',
    "id in a draft": '<p data-story="draft"><span data-ref="nele-brandt">Nele Brandt</span></p>',
    "lane": f'<div data-lane="pier">{words("12")}<time data-dated="pier#m-1"></time></div>',
    "hash": f'<code data-claim="sha256" data-quote="q-stated">{sha256(TEXT.encode()).hexdigest()}</code>',
    "count": '<p data-claim="quotations" data-counted="pier">1 of 2 quotations verbatim</p>',
    "count of paraphrases": '<p data-claim="paraphrases" data-counted="pier">1 paraphrase</p>',
    "note": f'<aside data-claim="note">{EDITORS}<p>Since mended.</p></aside>',
    "introduction": f'<main><p data-claim="introduction">A pier.</p></main>{EDITORS}',
}  # fmt: skip


@pytest.mark.parametrize("page", KEPT.values(), ids=KEPT.keys())
def test_a_page_that_says_what_the_fragments_say_breaks_no_law(page: str, facts: Facts) -> None:
    assert broken(f"<html lang=en><body>{page}", facts) == []


BROKEN = {
    "one text for two labels": (
        label("stated", "Named") + label("inferred", "Named"),
        "the label “Named” stands for “stated” and for “inferred”",
    ),
    "words that are cut without a sign": (
        card("q-stated", f'<span data-story="pier" data-char="{char("“No")}">“No</span>'),
        f"words of q-stated are cut at {char('“No').partition(',')[2]}, and no “…” stands there",
    ),
    "a label without words": (card("q-stated", label("stated", "")), "the label for “stated” says nothing"),
    "a report called verbatim": (
        card("q-reported", label("verbatim", "Verbatim")),
        "q-reported is called “verbatim”, and its fragment has it indirect",
    ),
    "a speaker worked out, and not labelled": (
        card("q-inferred", ADA, NAMED), "nothing says that the speaker of q-inferred is not named by the source"
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
        card("q-inferred", WORKED_OUT, '<p data-claim="reason">Ada Vell is its writer</p>'),
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
        f'<code data-claim="sha256" data-quote="q-stated">{sha256(b"").hexdigest()}</code>',
        "the hash is not that of the quotation's source",
    ),
    "paraphrases counted as quotations": (
        '<p data-claim="quotations" data-counted="pier">3 quotations</p>',
        "“3 quotations” of pier, which has 2 quotations",
    ),
    "the id of somebody who is not listed": (
        '<p data-story="pier"><span data-ref="nele-brandt">Nele Brandt</span></p>',
        "the id nele-brandt stands here, and pier lists nobody so",
    ),
    "another name": (speaker("ada-vell", "Ivo Marr"), "“Ivo Marr” stands for ada-vell, who is Ada Vell"),
    "a note as if it were the source's": (
        '<aside data-claim="note"><p>Since mended.</p></aside>', "nothing says that these are the editors' words"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("page", "fault"), BROKEN.values(), ids=BROKEN.keys())
def test_a_page_that_says_something_else_breaks_a_law(page: str, fault: str, facts: Facts) -> None:
    assert broken(f"<html lang=en><body>{page}", facts) == [fault]


def test_corrected_words_need_their_label(tmp_path: Path) -> None:
    path = tmp_path / "fragments" / "pier" / "text.md"
    path.parent.mkdir(parents=True)
    path.write_text(
        'Source: pier.txt#char=0,9\n\n[“No [lamp]{.was is="lamps"}”]{.quote #q-one basis="none"}\n', "utf-8"
    )
    facts = Facts(Fragments(tmp_path), {"q-one": {"story": "pier"}}, {}, {}.get, {}.get, Counter())

    said = broken(card("q-one", label("verbatim", "Verbatim")), facts)

    assert said == ["nothing says that the words of q-one were corrected"]


@pytest.mark.parametrize(
    ("event", "fault"),
    [
        ({"STATUS": "CONFIRMED", "DTSTART": "20260603", "DTEND": "20260604"}, ""),
        ({"STATUS": "TENTATIVE"}, "the event is TENTATIVE, and its moment is reported"),
        (
            {"DTSTART": "20260603", "DTEND": "20260605"},
            "the event ends 2 days after it begins, and its moment is one day",
        ),
        ({"DTSTART": "20260603", "DTEND": "June"}, "DTEND is June, which is no day"),
    ],
)
def test_an_event_of_a_calendar_says_no_more_than_its_moment(event: dict[str, str], fault: str) -> None:
    assert fault_of_event(event, {"date": "2026-06-03"}) == fault


def test_the_feed_of_a_person_has_no_quotation_that_was_withdrawn() -> None:
    rows = {"q-one": {"withdrawn": {"date": "2026-07-01"}}, "q-two": {"withdrawn": None}}
    feed = "<id>https://pier.example/quotes/q-two/</id> <id>https://pier.example/quotes/q-one/</id>"

    assert fault_of_withdrawn("feeds/people/ada-vell.xml", feed, rows) == "it has q-one, which was withdrawn"


def test_the_feed_of_changes_may_say_that_a_quotation_was_withdrawn() -> None:
    assert fault_of_withdrawn("feeds/changes.xml", "/quotes/q-one/", {"q-one": {"withdrawn": {}}}) == ""


@pytest.mark.parametrize(
    ("status", "fault"),
    [("current", []), ("withdrawn", ["the history of q-one has its words, and it is quoted no more"])],
)
def test_the_history_of_a_quotation_has_words_only_while_it_is_quoted(
    status: str, fault: list[str], facts: Facts
) -> None:
    row = {"id": "q-one", "status": status, "versions": [{"words": "No lamp"}]}
    assert list(faults_of_history(row, facts)) == fault


@pytest.mark.parametrize(
    ("people", "name", "fault"),
    [
        ({"ada-vell": "Ada Vell"}, "Ada Vell", []),
        ({"ada-vell": "Ada Vell"}, None, []),
        ({}, None, []),
        ({}, "Ada Vell", ["the history of q-stated names Ada Vell, whom the site does not list"]),
    ],
    ids=["the speaker", "before the last edit", "nobody, of a person without a page", "a person without a page"],
)
def test_the_history_of_a_quotation_names_nobody_who_is_not_public(
    people: dict[str, str], name: str | None, fault: list[str], facts: Facts
) -> None:
    row = {"id": "q-stated", "story": "pier", "status": "current", "versions": [{"speaker_name": name}]}
    assert list(faults_of_history(row, facts._replace(names=people))) == fault


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        ("a clerk", "Ada Vell", []),
        ("Ada Vell", "a clerk", ["q-stated is said to be a clerk's now, and it is Ada Vell's"]),
        ("a clerk", "Ivo Marr", []),
    ],
    ids=["the speaker", "exchanged", "before the last edit"],
)
def test_a_corrected_attribution_names_the_speaker_as_who_it_is_now(
    was: str, now: str, fault: list[str], facts: Facts
) -> None:
    changes = [{"quote": "q-stated", "attribution": {"was": was, "now": now}}]
    assert list(faults_of_changes({"story": "pier", "changes": changes}, facts)) == fault


@pytest.fixture
def corrected(facts: Facts, tmp_path: Path) -> Facts:
    """Return the facts of the newsroom, in which a fragment of the first story was corrected."""
    path = tmp_path / "fragments" / "pier" / "text.md"
    path.write_text(
        path.read_text("utf-8").replace("\n\n", "\nCorrected: 2026-07-02 *Our* count was wrong\n\n"), "utf-8"
    )
    return facts


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        ("Corrected 2 July 2026: Our count was wrong.", []),
        ("Corrected 2 July 2026.", ["the correction of 2026-07-02 is missing: *Our* count was wrong"]),
    ],
)
def test_the_changes_of_a_story_have_every_correction(message: str, fault: list[str], corrected: Facts) -> None:
    assert list(faults_of_changes({"story": "pier", "changes": [{"message": message}]}, corrected)) == fault


@pytest.mark.parametrize(
    ("changes", "is_enough"), [(1, ""), (0, "it counts 0 changes, and its fragments have 1 corrections")]
)
def test_the_data_of_a_story_count_every_correction(changes: int, is_enough: str, corrected: Facts) -> None:
    assert fault_of_story({"id": "pier", "changes": changes}, corrected) == is_enough
