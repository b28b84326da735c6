"""Which id a person gets: first by the story's own files, then by people of the same name elsewhere and their roles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.made import mark, story
from tests.sentences import rows, table
from verbatim.content.format.person_file import PersonFile
from verbatim.content.ledger import LedgerEntry
from verbatim.content.people.identity import ALIKE, APART, UNKNOWN, identities, own_ids, role_likeness
from verbatim.content.people.index import PeopleIndex
from verbatim.content.people.refs import Bearer, folded
from verbatim.content.store import FragmentPair
from verbatim.core.slugs import slug
from verbatim.model import Fragment, PersonKind, Span
from verbatim.model.reading import PersonFound, RoleFound

HERE, ROLES = "tower", "content/people/roles.txt"


def found(name: str, *roles: str, kind: PersonKind = "person", identity: str = "") -> PersonFound:
    told = tuple(RoleFound(Span(0, 1), role) for role in roles)
    return PersonFound(identity or slug(name), name, kind, (Span(0, 1),), told)


def bearer(name: str, *roles: str, kind: str = "person", ref: str = "") -> Bearer:
    return Bearer(ref or slug(name), kind, folded(name), frozenset({folded(name)}), roles)


def file(title: str, ref: str = "", *, kind: str = "", aliases: tuple[str, ...] = (), words: str = "") -> PersonFile:
    return PersonFile(ref or slug(title), "content/people/x.md", title, kind, aliases, (), "", words)


def elsewhere(*stories: list[Bearer], files: tuple[PersonFile, ...] = (), ever: tuple[str, ...] = ()) -> PeopleIndex:
    known = PeopleIndex({one.id: one for one in files})
    rows = [LedgerEntry(one, "namesake", 1, "2031-03-04") for one in ever]
    for number, bearers in enumerate(stories):
        known.put(f"story-{number}", {one.ref: one for one in bearers}, rows)
    return known


def ref(person: PersonFound, known: PeopleIndex) -> str:
    return identities(HERE, [person], {}, (), known)[0][person.id]


def described(words: str) -> tuple[str, list[str], PersonKind]:
    """Read a person of the table: the name, the roles, the kind."""
    names, *roles = words.split(", ")
    kind: PersonKind = next((kind for kind in ("place", "organisation") if names.startswith(f"{kind} ")), "person")
    return names.removeprefix(f"{kind} "), roles, kind


@rows("person,other,wanted", "content/people/identity.txt", "who a person is")
def test_one_kind_one_full_name_and_roles_that_agree_are_one_id_and_the_same_slug_without_these_is_numbered(
    person: str, other: str, wanted: str
) -> None:
    (name, roles, kind), (known, others, its_kind) = described(person), described(other)
    read = found(name, *roles, kind=kind)
    refs, numbered = identities(HERE, [read], {}, (), elsewhere([bearer(known, *others, kind=its_kind)]))
    assert refs[read.id] == wanted
    assert numbered == ([read] if wanted.endswith("-2") else [])


def test_an_id_that_editors_gave_and_one_of_letters_without_a_slug_are_told_as_others_are() -> None:
    assert ref(found("Jon Marr"), elsewhere([bearer("Jon Marr", ref="jonathan-marr")])) == "jonathan-marr"
    assert ref(found("张伟"), elsewhere([bearer("章伟")])) == f"{slug('章伟')}-2"


MARR, MAYOR = bearer("Jon Marr"), bearer("Jon Marr", "the mayor")
BAKER = bearer("Jon Marr", "a baker", ref="jon-marr-2")
STORM = file("Ada Vell", aliases=("Captain Storm",))
DIRECTOR = bearer("Jon Marr", "the finance director")
FINANCE = file("Jon Marr", words="Finance director of the line until March; its chief executive since.")


@pytest.mark.parametrize(
    ("person", "known", "wanted"),
    [
        pytest.param(found("Marr"), elsewhere([MARR]), "marr", id="a family name alone joins no longer name"),
        pytest.param(found("Marr"), elsewhere([MARR], files=(file("Jon Marr", aliases=("Marr",)),)), "marr",
                     id="nor as an alias"),
        pytest.param(found("Jon Marr"), elsewhere([bearer("Marr")]), "jon-marr", id="a longer name joins no shorter"),
        pytest.param(found("Zanthe"), elsewhere([bearer("Zanthe")], files=(file("Zanthe"),)), "zanthe",
                     id="one word is a full name where the editors' title says so"),
        pytest.param(found("Captain Storm"), elsewhere([bearer("Ada Vell")], files=(STORM,)), "ada-vell", id="alias"),
        pytest.param(found("Jon Marr", "a baker"), elsewhere([MAYOR], files=(file("Jon Marr", words="Baker, mayor."),)),
                     "jon-marr", id="a role that the editors' file lists"),
        pytest.param(found("Jon Marr", "a baker"), elsewhere([MAYOR], files=(file("Jon Marr", words="He sails."),)),
                     "jon-marr-2", id="and none that it does not"),
        pytest.param(found("Jon Marr", "the chief executive"), elsewhere([DIRECTOR], files=(FINANCE,)), "jon-marr",
                     id="each clause of the file may word a role"),
        pytest.param(found("Sund Bell"), elsewhere(files=(file("Sund Bell", kind="organisation"),)), "sund-bell-2",
                     id="a file of another kind keeps its id"),
        pytest.param(found("Sund Bell"), elsewhere(files=(file("Ida Storm", "sund-bell"),)), "sund-bell-2",
                     id="and one of another name"),
        pytest.param(found("Jon Marr", "a baker"), elsewhere(files=(file("", "jon-marr"),)), "jon-marr",
                     id="a file without title is for the first who bears its id"),
        pytest.param(found("Jon Marr", "baker of Sund"), elsewhere([MAYOR, BAKER]), "jon-marr-2", id="a role decides"),
        pytest.param(found("Jon Marr", "baker of Sund"), elsewhere([MARR, BAKER]), "jon-marr-2",
                     id="and is worth more than none"),
        pytest.param(found("Jon Marr"), elsewhere([MAYOR, BAKER]), "jon-marr-3", id="none is taken where none decides"),
        pytest.param(found("Jon Marr", "a baker"), elsewhere([MAYOR], [MARR]), "jon-marr-2", id="roles of every story"),
        pytest.param(found("Jon Marr", "a baker"), elsewhere([MAYOR], ever=("jon-marr-2",)), "jon-marr-3",
                     id="a number that was ever given"),
        pytest.param(found("Jon Marr"), elsewhere([MAYOR], [MARR], [BAKER]), "jon-marr", id="a later namesake"),
    ],
)  # fmt: skip
def test_names_files_and_roles_elsewhere_decide(person: PersonFound, known: PeopleIndex, wanted: str) -> None:
    assert ref(person, known) == wanted


def test_an_alias_joins_two_names_of_one_story_too() -> None:
    known = elsewhere(files=(file("Sund Harbour Board", kind="organisation", aliases=("SHB",)),))
    both = [found("Sund Harbour Board", kind="organisation"), found("SHB", kind="organisation")]
    refs, numbered = identities(HERE, both, {}, (), known)
    assert set(refs.values()) == {"sund-harbour-board"}
    assert numbered == []


def test_an_alias_of_somebody_whom_the_story_names_otherwise_than_the_reading_knows_joins_nobody() -> None:
    known = elsewhere(files=(STORM,))
    assert identities(HERE, [found("Captain Storm")], {}, ("ada-vell",), known)[0] == {"captain-storm": "captain-storm"}


@pytest.mark.parametrize(("name", "known"), [
    ("Jon Marr", elsewhere([MARR])), ("Captain Storm", elsewhere(files=(STORM,))),
], ids=["a name", "an alias"])  # fmt: skip
def test_two_of_one_story_never_get_one_id_by_themselves(name: str, known: PeopleIndex) -> None:
    refs, _ = identities(HERE, [found(name), found(name, identity="twin")], {}, (), known)
    assert len(set(refs.values())) == 2
    assert refs[slug(name)] in (slug(name), "ada-vell")


def merged(version: int, into: str) -> LedgerEntry:
    return LedgerEntry("eve-storm", "merged", version, "2031-03-04", "Eve Storm", into=into, kind="person")


def test_the_name_of_a_merged_id_joins_and_the_id_is_never_given_again() -> None:
    known = elsewhere([bearer("Ada Vell", "the mayor")])
    known.put("moved", {}, [merged(1, "ada-vell")])
    assert ref(found("Eve Storm"), known) == "ada-vell"
    assert ref(found("Eve Storm", "a baker"), known) == "eve-storm-2"


def test_of_two_moves_the_later_one_counts_whichever_story_tells_it() -> None:
    known = elsewhere([bearer("Ada Vell"), bearer("Ida Brand")])
    for row in (merged(2, "ida-brand"), merged(1, "ada-vell")):
        known.put(row.into, {}, [row])
    assert ref(found("Eve Storm"), known) == "ida-brand"


def test_an_id_that_the_storys_own_files_have_is_nobody_elses() -> None:
    known = elsewhere([bearer("Jon Marr")])
    twin = found("Jon Marr", identity="twin")
    assert identities(HERE, [twin], {"jon-marr": "jon-marr"}, (), known)[0]["twin"] == "jon-marr-2"
    assert identities(HERE, [twin], {}, ("jon-marr",), known)[0]["twin"] == "jon-marr-2"


def test_a_story_that_changed_is_known_as_it_is_now() -> None:
    known = elsewhere([bearer("Jon Marr", "the mayor")])
    known.put("story-0", {"ada-vell": bearer("Ada Vell")}, ())
    assert ref(found("Jon Marr", "a baker"), known) == "jon-marr"


def test_the_story_itself_is_none_of_the_others() -> None:
    known = elsewhere([])
    known.put(HERE, {one.ref: one for one in (bearer("Jon Marr", ref="old-marr"), bearer("Ada Vell"))}, ())
    assert ref(found("Jon Marr"), known) == "jon-marr"
    assert ref(found("Ada Vell", kind="place"), known) == "ada-vell"


def mentioning(*mentions: tuple[str, str], kind: str = "person") -> Fragment:
    text = " and ".join(words for words, _ in mentions)
    return story("wall", text, [mark(words, kind, ref=ref) for words, ref in mentions]).fragments[0]


def pair(disk: Fragment | None, base: Fragment | None) -> FragmentPair:
    return FragmentPair("010-text-x", disk, b"1" if disk else b"", base, b"2" if base else b"")


def same(*mentions: tuple[str, str], kind: str = "person") -> FragmentPair:
    """Return a fragment that nobody edited."""
    one = mentioning(*mentions, kind=kind)
    return pair(one, one)


MARR, FIRST, SECOND = found("Jon Marr"), ("Jon Marr", "jon-marr"), ("Jon Marr", "jon-marr-2")
KEPT = {"jon-marr": "jon-marr"}
ROUND = {"jon-marr": "ada-vell", "ada-vell": "jon-marr"}
JORDANS = [found("Jordan", kind="place"), found("Jordan", identity="jordan-2")]
NOTE = replace(mentioning(SECOND), source=None)


@pytest.mark.parametrize(("people", "pairs", "by_reading", "edited"), [
    pytest.param([MARR, found("Marr")], [same(SECOND, ("Marr", "jon-marr-2"))], {"jon-marr": "jon-marr-2"}, {},
                 id="of the full name"),
    pytest.param([MARR], [pair(mentioning(FIRST), mentioning(SECOND))], KEPT, {"jon-marr-2": "jon-marr"},
                 id="that an editor gave every full mention"),
    pytest.param([MARR, found("Ada Vell")],
                 [pair(mentioning(("Jon Marr", "ada-vell"), ("Ada Vell", "jon-marr")),
                       mentioning(FIRST, ("Ada Vell", "ada-vell")))], ROUND, ROUND, id="that an editor changed round"),
    pytest.param([MARR], [pair(mentioning(("Marr", "jon-marr")), None)], KEPT, {},
                 id="whose full mention an editor took off"),
    pytest.param([found("Jon Marr", kind="place")], [pair(mentioning(("Marr", "jon-marr")), None)], {}, {},
                 id="whose full mention an editor took off, but not of another kind"),
    pytest.param([MARR], [same(FIRST), pair(mentioning(SECOND), mentioning(FIRST))], KEPT, {},
                 id="and not what an editor gave one of two mentions"),
    pytest.param(JORDANS, [same(("Jordan", "jordan")), same(("Jordan", "jordan-2"), kind="place")],
                 {"jordan": "jordan-2", "jordan-2": "jordan"}, {}, id="of the own kind"),
    pytest.param([found("Ferrywatch", kind="organisation")], [same(("Ferrywatch", "ferrywatch-2"))],
                 {"ferrywatch": "ferrywatch-2"}, {}, id="also where the kind is read otherwise"),
    pytest.param([MARR, found("JON MARR", identity="jon-marr-2")], [same(FIRST, ("JON MARR", "jon-marr-2"))],
                 {**KEPT, "jon-marr-2": "jon-marr-2"}, {}, id="apart from a twin that was written apart"),
    pytest.param([found("Sund Harbour")],
                 [same(("Sund Harbour Trust", "sund-harbour-trust"), ("Sund Harbour", "sund-harbour-trust")),
                  same(("Sund Harbour", "sund-harbour"))], {"sund-harbour": "sund-harbour"}, {},
                 id="not that of another of whom the name is a short one"),
    pytest.param([MARR], [pair(NOTE, NOTE)], {}, {}, id="not of a note of the editors"),
])  # fmt: skip
def test_a_person_has_the_id(
    people: list[PersonFound], pairs: list[FragmentPair], by_reading: dict[str, str], edited: dict[str, str]
) -> None:
    own = own_ids(people, pairs, ())
    assert (own.by_reading, own.edited) == (by_reading, edited)


def test_the_ledger_remembers_a_number_that_no_fragment_has_yet() -> None:
    row = LedgerEntry("jon-marr-2", "namesake", 1, "2031-03-04", "Jon Marr", 0, 8, kind="person")
    assert own_ids([found("Jon Marr")], [], [row]).by_reading == {"jon-marr": "jon-marr-2"}
    assert own_ids([found("Jon Marr", kind="organisation")], [], [row]).by_reading == {}


@pytest.mark.parametrize(("one", "other", "told"), [
    *((*pair, ALIKE) for pair in table(ROLES, "roles that share an office, a body or a place").values()),
    *((*pair, APART) for pair in table(ROLES, "roles that share nothing that tells").values()),
    *(("the mayor", other, UNKNOWN) for other in ("", "Dr.", "Mr")),
    ("Democrat", "the Democratic presidential candidate", UNKNOWN),
])  # fmt: skip
def test_roles_tell_whether_they_are_of_one(one: str, other: str, told: int) -> None:
    one_side, other_side = ([role] if role else [] for role in (one, other))
    assert role_likeness(one_side, other_side) == told == role_likeness(other_side, one_side)


@pytest.mark.parametrize("passing", ["a candidate", "the front-runner", "her rival", "a billionaire", "a Republican"])
def test_a_role_that_passes_does_not_part_two_stories_and_joins_none(passing: str) -> None:
    assert role_likeness(["the mayor"], [passing]) == UNKNOWN == role_likeness([passing], ["the mayor"])
    assert ref(found("Jon Marr", passing), elsewhere([bearer("Jon Marr", "the mayor")])) == "jon-marr"
