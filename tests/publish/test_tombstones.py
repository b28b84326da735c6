"""Ids answer for ever, and never with another quotation's words, whatever editors do to a story."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made import SITE, mark, pages, person, story, with_headers
from tests.publish.cards.drawing import SHEET, drawn, seen
from verbatim.content.history import new_rows
from verbatim.content.ledger import LedgerEntry
from verbatim.model import Story
from verbatim.newsroom import join
from verbatim.publish import Edition
from verbatim.publish.feeds import person_feed_of
from verbatim.publish.tombstones import formers, gone_embeds, moved_feeds, moved_pictures, story_tombstones

TEXT = "“The rope broke”, said Mara Lind.\n“It was new”, said Nils Dahl.\n“Lift”, somebody called."
WORDS = {"q-1": "“The rope broke”", "q-2": "“It was new”", "q-3": "“Lift”"}
NAMED = [person("Mara Lind", "mara"), person("Nils Dahl", "nils")]
STATE = st.fixed_dictionaries({
    "status": st.sampled_from(["published", "published", "draft", "hidden", "deleted"]),
    "speakers": st.fixed_dictionaries({key: st.sampled_from(["absent", "nobody", "mara", "nils"]) for key in WORDS}),
    "withdrawn": st.sampled_from([False, False, True]), "corrected": st.booleans(),
})  # fmt: skip


def told(state: dict[str, Any]) -> Story:
    speakers = {key: who for key, who in state["speakers"].items() if who != "absent"}
    attributes = {key: {"speaker": who, "basis": "stated"} if who != "nobody" else {} for key, who in speakers.items()}
    marks = [mark(WORDS[key], "quote", key, **held) for key, held in attributes.items()]
    if state["corrected"] and "q-1" in speakers:
        marks.append(mark("broke", "was", now="gave way"))
    made = story("rope", TEXT, [*NAMED, *marks], status=state["status"])
    if state["corrected"]:
        made = with_headers(made, "010", ("Corrected", "2031-03-06 A word was misheard"))
    return with_headers(made, "020", ("Withdrawn", "2031-03-08 He never said so")) if state["withdrawn"] else made


def edition_of(made: Story | None, rows: list[LedgerEntry]) -> Edition:
    listed = [made] if made and made.status == "published" else []
    return Edition(join(listed, {}, {"rope": rows}), SITE, frozenset(one.id for one in listed))


@settings(max_examples=150, deadline=None)
@given(st.lists(STATE, min_size=1, max_size=6))
def test_every_published_id_has_its_pages_and_only_its_own_words(states: list[dict[str, Any]]) -> None:
    rows: list[LedgerEntry] = []
    published: set[str] = set()
    for day, state in enumerate(states, start=10):
        made = None if state["status"] == "deleted" else told(state)
        if made and made.status == "published":
            rows += new_rows(made.fragments, rows, f"2031-03-{day}")
        held = edition_of(made, rows)
        published |= set(held.newsroom.quotes)
        addresses = {page.address for page in pages(held)}
        for key in published:
            assert {f"quotes/{key}/index.html", f"embed/quotes/{key}/index.html"} <= addresses
            own = {WORDS[key].strip("“”"), WORDS[key].strip("“”").replace("broke", "gave way")}
            assert {version.words for version in held.newsroom.histories[key].versions} <= own


@settings(max_examples=100, deadline=None)
@given(st.lists(STATE, min_size=1, max_size=6))
def test_a_build_without_a_split_tells_the_same_states(states: list[dict[str, Any]]) -> None:
    rows: list[LedgerEntry] = []
    for state in states:
        if state["status"] != "published":
            continue
        made = told(state)
        pending = edition_of(made, rows).newsroom.histories
        rows += new_rows(made.fragments, rows, "2031-03-10")
        recorded = edition_of(made, rows).newsroom.histories
        assert {key: (one.status, len(one.versions)) for key, one in pending.items()} == {
            key: (one.status, len(one.versions)) for key, one in recorded.items()
        }


def row(key: str, event: str, version: int, **more: str) -> LedgerEntry:
    return LedgerEntry(key, event, version, "2031-03-05", **more)  # type: ignore[arg-type]


def page_at(held: Edition, address: str) -> Any:
    return next(page for page in pages(held) if page.address == f"{address}index.html")


STANDING = {"status": "published", "speakers": dict.fromkeys(WORDS, "mara"), "withdrawn": False, "corrected": False}


def standing(*rows: LedgerEntry) -> Edition:
    return edition_of(told(STANDING), list(rows))


def test_a_merged_id_leads_to_what_took_its_place_and_has_its_pictures_by_however_many_steps() -> None:
    held = standing(row("q-8", "merged", 1, into="q-9"), row("q-9", "merged", 1, into="q-1"))
    page = page_at(held, "quotes/q-8/").payload
    assert (page["target"], page_at(held, "embed/quotes/q-8/").payload["quote"]["id"]) == ("quotes/q-1/", "q-1")
    assert page["meta"]["oembed"].endswith("/oembed/quotes/q-8.json")
    assert "The rope" in seen(drawn(dict(moved_pictures(held, formers(held), SHEET))["cards/q-8.png"]))


def test_ids_that_were_merged_in_a_circle_are_gone() -> None:
    held = standing(row("q-8", "merged", 1, into="q-9"), row("q-9", "merged", 1, into="q-8"))
    assert page_at(held, "quotes/q-8/").template == "tombstone.html"


RENAMED = row("mara-lindt", "renamed", 1, words="Mara Lindt", kind="person", into="mara")
POST = row("q-1", "minted", 1, words="Hm", speaker="orrin-post", name="Orrin Post")


def test_a_persons_former_id_leads_to_the_profile_and_its_feed_and_card_code_are_those() -> None:
    held = standing(RENAMED)
    assert page_at(held, "people/mara-lindt/").payload["target"] == "people/mara/"
    assert page_at(held, "embed/people/mara-lindt/").payload["profile"].ref["id"] == "mara"  # type: ignore[attr-defined]
    (feed,) = moved_feeds(held, formers(held))
    assert feed == person_feed_of(held, "mara")._replace(address="feeds/people/mara-lindt")
    (embed,) = gone_embeds(held, formers(held))
    assert (embed.oembed, embed.frame) == ("oembed/people/mara-lindt.json", "embed/people/mara/")


def test_a_speaker_who_is_named_no_more_has_a_tombstone_an_oembed_answer_and_a_picture_that_say_so() -> None:
    held = standing(POST)
    assert page_at(held, "people/orrin-post/").payload["gone"].title == "Orrin Post: no longer on this site"
    (embed,) = gone_embeds(held, formers(held))
    assert (embed.oembed, embed.frame) == ("oembed/people/orrin-post.json", "embed/people/orrin-post/")
    assert "Orrin Post: no longer on this site" in embed.block
    assert page_at(held, "people/orrin-post/").payload["meta"]["oembed"].endswith(embed.oembed)
    assert "no longer on this site" in seen(
        drawn(dict(moved_pictures(held, formers(held), SHEET))["cards/people/orrin-post.png"])
    )


def test_the_pictures_of_a_withdrawn_quotation_say_so_and_show_no_word_of_it() -> None:
    first = told(STANDING)
    rows = new_rows(first.fragments, [], "2031-03-04")
    held = edition_of(told({**STANDING, "withdrawn": True}), rows)
    drawings = dict(moved_pictures(held, formers(held), SHEET))
    for end in ("", "-square"):
        shown = seen(drawn(drawings[f"cards/q-2{end}.png"]))
        assert "A withdrawn quotation" in shown
        assert "He never said so" in shown
        assert "It was new" not in shown


def test_every_address_of_a_story_that_is_gone_says_so_and_one_that_only_no_list_has_keeps_its_page() -> None:
    held = edition_of(None, new_rows(told(STANDING).fragments, [], "2031-03-04"))
    for address in ("stories/rope/", "stories/rope/timeline/"):
        assert page_at(held, address).payload["gone"].quotations == ["q-1", "q-2", "q-3"]
        assert page_at(held, address).payload["meta"]["oembed"] == "https://record.example/oembed/timelines/rope.json"
    assert page_at(held, "embed/timelines/rope/").template == "embed_tombstone.html"
    gone = list(formers(held))
    (embed,) = [one for one in gone_embeds(held, gone) if one.oembed == "oembed/timelines/rope.json"]
    assert embed.frame == "embed/timelines/rope/"
    assert "no longer here" in seen(drawn(dict(moved_pictures(held, gone, SHEET))["cards/timelines/rope.png"]))
    assert dict(story_tombstones(held, gone))["rope"]["status"] == "gone"
    assert not [gone for gone, _ in formers(held, ["rope"]) if gone.kind in ("story", "timeline")]


def test_a_story_that_stands_has_no_tombstone() -> None:
    held = standing(*new_rows(told(STANDING).fragments, [], "2031-03-04"))
    assert not [page for page in pages(held) if page.address.startswith("stories/rope/index")]
