"""Whatever a site makes of a card, its words stay verbatim, and one word that is changed in it is found."""

import html
import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.verify.embeds.hosts import HOSTS
from verbatim.verify.embeds import Finding, PublishedSite, check

IDS = [f"q-{letter * 10}" for letter in "abcdefg"]
EDITS = st.tuples(
    st.integers(0, 40),
    st.sampled_from(["change", "drop", "add behind", "add before"]),
    st.sampled_from(["not", "lantern", "7", "Zwölf", "never"]),
)
WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")


def form_of(published: PublishedSite, name: str) -> str:
    return published.form("quote", name)


def check_text(text: str, published: PublishedSite) -> list[Finding]:
    return check(text.encode(), published)


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("name", IDS)
def test_a_card_stays_verbatim(host: str, name: str, published: PublishedSite) -> None:
    found = check_text(HOSTS[host](form_of(published, name)), published)
    assert found
    assert {(one.id, one.verdict, one.notes) for one in found} == {(name, "verbatim", ())}


def pieces_of(form: str) -> tuple[str, list[str], str]:
    """Split form 1 into what is before its words, its words and the tags between them, and what is behind."""
    block = form[: form.index("<iframe")]
    start, end = block.index("<p>"), block.rindex("</p>") + len("</p>")
    return block[:start], re.split("(<[^>]+>)", block[start:end]), block[end:]


def edited(form: str, nth: int, how: str, word: str) -> str:
    """Change, drop or add the n-th word of a card's words."""
    before, pieces, behind = pieces_of(form)
    places = [
        (at, found)
        for at, piece in enumerate(pieces)
        if piece[:1] != "<"
        for found in WORD.finditer(html.unescape(piece))
    ]
    at, found = places[nth % len(places)]
    new = {"change": word, "drop": "", "add behind": f"{found[0]} {word}", "add before": f"{word} {found[0]}"}[how]
    plain = html.unescape(pieces[at])
    pieces[at] = html.escape(plain[: found.start()] + new + plain[found.end() :], quote=False)
    return before + "".join(pieces) + behind


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(host=st.sampled_from(sorted(HOSTS)), name=st.sampled_from(IDS), edit=EDITS)
def test_one_word_that_is_changed_dropped_or_added_is_found(
    published: PublishedSite, host: str, name: str, edit: tuple[int, str, str]
) -> None:
    found = check_text(HOSTS[host](edited(form_of(published, name), *edit)), published)
    assert [one.verdict for one in found] in (["altered"], *([["part"]] if edit[1] == "drop" else ()))
    # The first or the last word, or one beside “…”, without which the rest is part of the quotation.
    assert all(
        re.search(r" and leaves out “\W*\w[\w’,]*\W*( … \W*)?”$", one.facts[0])
        for one in found
        if one.verdict == "part"
    )


@pytest.mark.parametrize("kind", ["timelines", "people"])
@pytest.mark.parametrize(
    "host", ["as it is", "nh3's defaults", "tags taken away but for links", "attributes taken away"]
)
def test_cards_of_timelines_and_profiles_stay_verbatim(host: str, kind: str, folder: Path) -> None:
    for file in sorted((folder / "oembed" / kind).iterdir()):
        form = json.loads(file.read_text(encoding="utf-8"))["html"]
        found = check_text(HOSTS[host](form), PublishedSite(str(folder)))
        assert {(one.id, one.verdict) for one in found} == {(file.stem, "verbatim")}


def test_a_word_changed_in_a_profile_is_found(published: PublishedSite) -> None:
    form = published.form("person", "mira-lund").replace("Mauer", "Küste")
    assert check_text(form[: form.index("<iframe")], published)[0].verdict == "altered"
