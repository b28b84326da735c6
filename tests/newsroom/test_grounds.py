"""What a story's words say for a page of somebody, and against it; everybody here is invented."""

import re
from dataclasses import replace
from itertools import chain

import pytest

from tests.made import story
from tests.security.growth import SLACK, growth
from verbatim.annotate import lang
from verbatim.model import Mark, MarkKind, Span, Story
from verbatim.newsroom.grounds import Ground, grounds_in

RULES = {
    "office", "title", "function", "work",
    "minor", "family", "given name", "victim", "suspect", "asylum", "health", "private life", "home",
}  # fmt: skip
NAMES: dict[str, tuple[MarkKind, str]] = {
    "Ada Vell": ("person", "ada"),
    "Bo Oke": ("person", "bo"),
    "Ivo Marr": ("person", "ivo"),
    "Erin": ("person", "erin"),
    "Gulf Bank": ("organisation", "gulf-bank"),
    "Sund": ("place", "sund"),
}


def told(text: str, *marks: Mark) -> Story:
    """Make a story that marks every mention of the invented names, and more that is asked for."""
    made = story("gate", text)
    (fragment,) = made.fragments
    places = ((kind, ref, found.span()) for name, (kind, ref) in NAMES.items() for found in re.finditer(name, text))
    mentions = [Mark(Span(*place), kind, "", {"ref": ref}) for kind, ref, place in places]
    held = sorted(chain(mentions, marks), key=lambda mark: (mark.span.start, -mark.span.end))
    return replace(made, fragments=(replace(fragment, marks=tuple(held)),))


def rules(text: str, who: str, *marks: Mark) -> set[str]:
    return {ground.rule for ground in grounds_in(told(text, *marks)) if ground.who == who}


def quoted(words: str, text: str, **attributes: str) -> Mark:
    """Mark a quotation with its speaker."""
    return Mark(Span(text.index(words), text.index(words) + len(words)), "quote", "", attributes)


def test_a_ground_has_the_words_their_place_and_what_they_show() -> None:
    text = "The mayor, Ada Vell, met Bo Oke, 12, in Sund."
    assert grounds_in(told(text)) == (
        Ground("ada", "gate", Span(4, 9), "mayor", "office", opens=True),
        Ground("bo", "gate", Span(33, 35), "12", "minor", opens=False),
    )


FOR = [
    ("The mayor, Ada Vell, said so.", "office"),
    ("The mayor of Sund, Ada Vell, said so.", "office"),
    ("Mayor of Sund Ada Vell said so.", "office"),
    ("Ada Vell, 44, the mayor of Sund, said so.", "office"),
    ("Ada Vell, who is mayor of Sund, said so.", "office"),
    ("Ada Vell became prime minister in 2019.", "office"),
    ("The new mayor is Ada Vell.", "office"),
    ("As mayor, Ada Vell opened the pier.", "office"),
    ("Ada Vell is running for president.", "office"),
    ("Ada Vell (R-Sund) voted for it.", "function"),
    ("The Ada Vell campaign paid for it.", "office"),
    ("The former secretary of state Ada Vell said so.", "office"),
    ("Representative Ada Vell said so.", "office"),
    ("The ex-mayor Ada Vell said so.", "office"),
    ("Prof. Ada Vell said so.", "title"),
    ("A spokeswoman for Gulf Bank, Ada Vell, said so.", "function"),
    ("Ada Vell, chief executive of Gulf Bank, said so.", "function"),
    ("Gulf Bank chief executive Ada Vell said so.", "function"),
    ("Bo Oke's lawyer, Ada Vell, said so.", "function"),
    ("Ada Vell, one of the founders of the club, said so.", "function"),
    ("Ada Vell, a member of the council, said so.", "function"),
    ("“It fell,” said Ada Vell at Gulf Bank.", "function"),
    ("Gulf Bank's Ada Vell said so.", "function"),
    ("Ada Vell beat Bo Oke 6-4 6-3.", "function"),
    ("The harbour master, Ada Vell, said so.", "function"),
    ("Director of rugby Ada Vell said so.", "function"),
    ("Strikers Jo Gant, Bo Oke and Ada Vell met.", "function"),
    ("Ada Vell, a former Bo Oke aide at the White House, said so.", "function"),
    ("The actress and singer Ada Vell said so.", "function"),
    ("Ada Vell's new album is out.", "work"),
    ("It is a novel by Ada Vell.", "work"),
    ("Ada Vell, author of a book on ferries, said so.", "work"),
    ("Ada Vell directed the film.", "work"),
    ("The song was written by Ada Vell.", "work"),
    ("Ada Vell MP said so.", "office"),
    ("Ada Vell, MP, said so.", "office"),
    ("Past performers include Gulf Bank, Bo Oke and Ada Vell.", "function"),
    ("The candidates who had left, among them Bo Oke and Ada Vell, lost.", "office"),
    ("Bo Oke and Ada Vell are among the stars who sang.", "function"),
    ("The two experts – Bo Oke and Ada Vell – met.", "function"),
    ("The film, which stars Bo Oke and singer Ada Vell, is long.", "function"),
    ("A lawyer and trained accountant, Ada Vell is late.", "function"),
    ("Ada Vell, a longtime Bo Oke loyalist and dean, said so.", "function"),
    ("Ada Vell, the former Sund and Gulf Bank centre, left.", "function"),
    ("Ada Vell, who served as counsel under the mayor, Bo Oke, said so.", "function"),
    ("Ada Vell spent ten years as mayor.", "office"),
    ("Ada Vell of Gulf Bank is the chairwoman.", "function"),
    ("Ada Vell, from the rights group Gulf Bank, said so.", "function"),
    ("Ada Vell's 2031 campaign began in Sund.", "office"),
    ("It was a clear victory over Ada Vell.", "function"),
    ("Ada Vell won the Sund primary.", "function"),
    ("Ada Vell was elected in May.", "office"),
    ("The best director prize for Ada Vell was late.", "function"),
    ("Bo Oke found Ada Vell with a free-kick.", "function"),
    ("Ada Vell, Ivo Marr and Bo Oke scored.", "function"),
    ("Ministers Bo Oke of Sund and Ada Vell met.", "office"),
    ("The senators, Bo Oke (D-Sund) and Ada Vell (R-Sund), met.", "office"),
    ("The secretary of state for trade, Ada Vell, said so.", "office"),
    ("Mr Justice Ada Vell ruled on it.", "title"),
    ("The film, directed by Ada Vell, is long.", "work"),
    ("Ada Vell and Bo Oke's comedy is long.", "work"),
    ("Bo Oke and Ada Vell are campaigning in the primary.", "office"),
    ("They made it with Ada Vell as producer.", "function"),
    ("Ada Vell, the sales director of Gulf Bank, said so.", "function"),
]


@pytest.mark.parametrize(("text", "rule"), FOR)
def test_a_public_role_speaks_for_a_page(text: str, rule: str) -> None:
    assert rule in rules(text, "ada")
    assert all(ground.opens for ground in grounds_in(told(text)) if ground.who == "ada")


@pytest.mark.parametrize(
    "text",
    [
        "The neighbour, Ada Vell, said so.",
        "Ms Ada Vell said so.",
        "Ada Vell, a fan of the singer Bo Oke, said so.",
        "A passer-by, Ada Vell, said so.",
        "Ada Vell, the mayor's neighbour, said so.",
        "Ada Vell is not the mayor.",
        "The mayor told Ada Vell to wait.",
        "A spokesman for Ada Vell said so.",
        "Ada Vell, a plumber, said the mayor was late.",
        "Ada Vell wrote a letter to the mayor.",
        "Ada Vell's campaign for a crossing began in May.",
        "Ada Vell was looking forward to it.",
        "Two Held After Car Owner Ada Vell Finds Them",
        "Grieving Mother Ada Vell Asks Why",
        "Master Ada Vell said so.",
        "Ada Vell, a home-care aide from Sund, said so.",
        "Ada Vell, a shop manager, said so.",
        "Ada Vell went home. The mayor was late.",
        "Bo Oke met Ada Vell. She is the mayor.",
        "At the school Ada Vell beat Bo Oke 6-4.",
        "“It fell,” said Ada Vell in Sund.",
        "They lean towards Ada Vell, I think.",
        "The ministers met residents, including Ada Vell.",
        "A replacement for the mayor, Ada Vell said, is near.",
        "As the mayor spoke, Ada Vell left.",
        "Ada Vell, a lawyer from Sund, said so.",
        "Ada Vell, a 26-year-old benefits manager, said so.",
        "Ada Vell, of Sund, said so.",
        "They were on Ada Vell's side.",
        "Ada Vell, a fan, watched the free-kick.",
        "Bo Oke's Ada Vell is late.",
        "Ada Vell is listed as one of the mayor's friends.",
    ],
)
def test_nothing_speaks_for_a_page_of_somebody_without_a_public_role(text: str) -> None:
    assert not rules(text, "ada") & {"office", "title", "function", "work"}


AGAINST = [
    ("Bo Oke, 12, ran.", "minor"),
    ("Bo Oke (12) ran.", "minor"),
    ("Bo Oke, who is 12, ran.", "minor"),
    ("Bo Oke turned 17 on Monday.", "minor"),
    ("The 16-year-old striker Bo Oke scored.", "minor"),
    ("Bo Oke, a twelve-year-old, ran.", "minor"),
    ("Bo Oke, who is 12 years old, ran.", "minor"),
    ("Schoolboy Bo Oke ran.", "minor"),
    ("Bo Oke, a pupil in Sund, ran.", "minor"),
    ("A boy called Bo Oke ran.", "minor"),
    ("The toddler, Bo Oke, ran.", "minor"),
    ("The teenager is Bo Oke.", "minor"),
    ("Ada Vell's son Bo Oke ran.", "family"),
    ("Her husband, Bo Oke, said so.", "family"),
    ("Bo Oke, a father of three, said so.", "family"),
    ("Bo Oke, Ada Vell's brother, said so.", "family"),
    ("Bo Oke is the widower of the singer.", "family"),
    ("Ada Vell and her partner Bo Oke met.", "family"),
    ("Bo Oke died on Monday.", "victim"),
    ("Bo Oke was killed in the crash.", "victim"),
    ("The crash killed Bo Oke.", "victim"),
    ("The crash left Bo Oke dead.", "victim"),
    ("The victims were Ada Vell and Bo Oke.", "victim"),
    ("Police named the victims as Ada Vell and Bo Oke.", "victim"),
    ("Two people died: Ada Vell, 44, and Bo Oke, 45.", "victim"),
    ("The death of Bo Oke is a mystery.", "victim"),
    ("Bo Oke's funeral was on Monday.", "victim"),
    ("Bo Oke, who has been missing since May, is tall.", "victim"),
    ("A witness, Bo Oke, said so.", "victim"),
    ("The star witness, former chief Bo Oke, said so.", "victim"),
    ("Bo Oke was confirmed as a victim.", "victim"),
    ("Bo Oke, a patient of the doctor, said so.", "victim"),
    ("Bo Oke was shot in Sund.", "victim"),
    ("Bo Oke committed suicide.", "victim"),
    ("Bo Oke, whose wife was killed in May, said so.", "victim"),
    ("Bo Oke spoke of the loss of his mother.", "victim"),
    ("The suspect, Bo Oke, ran.", "suspect"),
    ("Bo Oke was charged with theft.", "suspect"),
    ("Bo Oke, accused of theft, left.", "suspect"),
    ("Accused of theft, Bo Oke left.", "suspect"),
    ("Ada Vell accused Bo Oke of theft.", "suspect"),
    ("Police arrested the striker Bo Oke.", "suspect"),
    ("Bo Oke was arrested on Monday and charged with theft.", "suspect"),
    ("Bo Oke is due to be sentenced in May.", "suspect"),
    ("Bo Oke pleaded guilty.", "suspect"),
    ("Bo Oke, who denies theft, left.", "suspect"),
    ("Bo Oke is in prison.", "suspect"),
    ("Police held an investigation into Bo Oke.", "suspect"),
    ("Bo Oke met Ada Vell. The 34-year-old striker was arrested.", "suspect"),
    ("Bo Oke faces charges in Sund.", "suspect"),
    ("The trial of Bo Oke began.", "suspect"),
    ("Bo Oke left. He was jailed for a year.", "suspect"),
    ("Asylum seeker Bo Oke said so.", "asylum"),
    ("Bo Oke, a refugee from Sund, said so.", "asylum"),
    ("The migrant Bo Oke said so.", "asylum"),
    ("Bo Oke was granted asylum.", "asylum"),
    ("Bo Oke was diagnosed with cancer.", "health"),
    ("Bo Oke is out with a knee injury.", "health"),
    ("Bo Oke's illness began in May.", "health"),
    ("The blind singer Bo Oke said so.", "health"),
    ("Bo Oke is gay.", "private life"),
    ("Bo Oke, who came out as gay in May, said so.", "private life"),
    ("Bo Oke, a devout Catholic, said so.", "private life"),
    ("Bo Oke, a member of the union, said so.", "private life"),
    ("Bo Oke, of 12 Mill Lane, Sund, said so.", "home"),
    ("Erin ran. The dog followed Erin.", "given name"),
    ("Ada Vell and Bo Oke, both 16, ran.", "minor"),
    ("Bo Oke, a sixth-form student, ran.", "minor"),
    ("Bo Oke of Sund was arrested.", "suspect"),
    ("Bo Oke, Ivo Marr and Ada Vell were arrested.", "suspect"),
    ("Bo Oke, 44, Ivo Marr, 45, and Ada Vell, 46, died.", "victim"),
    ("Bo Oke and Ada Vell were each fined.", "suspect"),
    ("The league has suspended the striker Bo Oke.", "suspect"),
    ("The suspended striker Bo Oke ran.", "suspect"),
    ("The striker Bo Oke is serving a four-match ban.", "suspect"),
    ("Bo Oke tested positive in May.", "suspect"),
    ("Bo Oke allegedly took it.", "suspect"),
    ("Bo Oke admitted drink-driving.", "suspect"),
    ("The allegations, which Bo Oke denies, are old.", "suspect"),
    ("They heard allegations that Bo Oke had lied.", "suspect"),
    ("Death threats against Bo Oke and Ada Vell were sent.", "victim"),
    ("Bo Oke was hit by a car.", "victim"),
    ("The victim's brother, councillor Bo Oke, said so.", "family"),
    ("The late singer Bo Oke was tall.", "victim"),
    ("Bo Oke, who saw the crash, said so.", "victim"),
    ("Bo Oke's Sund funeral was on Monday.", "victim"),
    ("Strikers Bo Oke and Ada Vell are out with hamstring injuries.", "health"),
    ("Bo Oke met Ada Vell. He left the race, citing a leg injury.", "health"),
    ("Bo Oke broke his leg.", "health"),
    ("Bo Oke had a heart attack.", "health"),
    ("Bo Oke is expecting a baby.", "health"),
    ("Police arrested six men, including Bo Oke.", "suspect"),
    ("The attack left four people dead, among them Bo Oke.", "victim"),
    ("Police named the dead as Ada Vell, 44, and Bo Oke, 45.", "victim"),
    ("Police arrested Ada Vell of Sund and Bo Oke.", "suspect"),
    ("Bo Oke left. An investigation into his emails began.", "suspect"),
    ("Bo Oke was on board the flight.", "victim"),
    ("Bo Oke tried to kill himself.", "victim"),
    ("Bo Oke took his own life.", "victim"),
    ("Among the dead was councillor Bo Oke.", "victim"),
    ("Court jails mayor Bo Oke", "suspect"),
    ("Arrested in May, councillor Bo Oke left.", "suspect"),
    ("Bo Oke has since been charged.", "suspect"),
    ("Bo Oke was given a suspended sentence.", "suspect"),
    ("Bo Oke joined a union in May.", "private life"),
    ("The schoolgirl gymnast Bo Oke ran.", "minor"),
    ("Bo Oke and Ada Vell's funeral was on Monday.", "victim"),
]


@pytest.mark.parametrize(("text", "rule"), AGAINST)
def test_what_harms_somebody_to_be_known_for_speaks_against_a_page(text: str, rule: str) -> None:
    found = [ground for ground in grounds_in(told(text)) if ground.rule == rule]
    assert {ground.who for ground in found} >= {"erin" if rule == "given name" else "bo"}
    assert not any(ground.opens for ground in found)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Vell, the mayor, was a pupil in Sund in 1971.",
        "The mayor, Ada Vell, whose son Bo Oke is 12, said so.",
        "The mayor, Ada Vell, 44, has 12 boats.",
        "Ada Vell, a child psychologist and author, said so.",
        "Ada Vell, minister for children, said so.",
        "The mayor, Ada Vell, thanked her husband, Bo Oke.",
        "Her sister, Ada Vell, is the mayor.",
        "Detective Ada Vell arrested Bo Oke.",
        "The mayor, Ada Vell, accused Bo Oke of theft.",
        "Dr Ada Vell treats patients in Sund.",
        "The minister, Ada Vell, visited patients in hospital.",
        "The minister, Ada Vell, opened a hospital.",
        "Ada Vell, the police chief, spoke about the victims.",
        "Ada Vell, head of the victims' group, said so.",
        "Ada Vell, a lawyer for the accused, said so.",
        "The suspect's lawyer, Ada Vell, said so.",
        "Judge Ada Vell sentenced Bo Oke to two years.",
        "The mayor, Ada Vell, said a man was arrested.",
        "The coroner, Ada Vell, said that Bo Oke had died.",
        "The coach, Ada Vell, said that Bo Oke fell and was killed.",
        "Ada Vell, one of the founders, said so.",
        "The singer, Ada Vell, says that there is a terrorist threat.",
        "The director of the trust, Ada Vell, accused Bo Oke of theft.",
        "The mayor, Ada Vell, outlined her crime manifesto.",
        "Ada Vell, a cancer researcher, said so.",
        "The refugee minister Ada Vell said so.",
        "The health secretary, Ada Vell, said so.",
        "Ada Vell's health care plan is the senator's. Senator Ada Vell said so.",
        "The council leader, Ada Vell, has an office at 14 Mill Lane.",
        "The striker Ada Vell's shot was saved.",
        "The mayor, Ada Vell, explained her old abortion views.",
        "The singer Ada Vell was treated like a star.",
        "Senator Ada Vell has a political operation in Sund.",
        "The mayor, Ada Vell, repeated her accusations.",
        "The mayor, Ada Vell, is a great believer in trams.",
        "The coach, Ada Vell, praised the suspended Bo Oke.",
        "The president, Ada Vell, charged that it was late.",
        "Police arrested Bo Oke, and Ada Vell later became mayor.",
        "With the vote ruled out, they have two ways: the mayor, Ada Vell, and Bo Oke.",
    ],
)
def test_nothing_speaks_against_a_page_of_somebody_whom_it_is_not_about(text: str) -> None:
    assert rules(text, "ada") <= {"office", "title", "function", "work"}
    assert rules(text, "ada")


def test_a_minister_who_was_injured_stays_closed_until_an_editor_opens() -> None:
    assert rules("The minister, Ada Vell, was injured in 1999.", "ada") == {"office", "victim"}


def test_a_given_name_that_is_also_a_title_is_none() -> None:
    text = "Dean Vell said so."
    made = told(text)
    (fragment,) = made.fragments
    dean = Mark(Span(0, len("Dean Vell")), "person", "", {"ref": "dean"})
    assert grounds_in(replace(made, fragments=(replace(fragment, marks=(dean,)),))) == ()


def test_an_artist_may_be_called_by_one_name() -> None:
    assert rules("The singer Erin is in Sund.", "erin") == {"function"}


def test_a_book_does_not_make_a_given_name_public() -> None:
    assert rules("Erin lost Erin's book in Sund.", "erin") == {"work", "given name"}


def test_a_family_name_that_is_a_title_is_none_behind_ms() -> None:
    text = "Ada Vell was there. “It fell,” Ms King said."
    at = text.index("Ms King")
    mark = quoted("“It fell,”", text, speaker="ada", via=f"{at},{at + len('Ms King')}")
    assert rules(text, "ada", mark) == set()


def test_i_in_a_quotation_is_its_speaker() -> None:
    text = "“I was raped,” said the singer, Ada Vell."
    assert rules(text, "ada", quoted("“I was raped,”", text, speaker="ada")) == {"function", "victim"}


def test_a_pronoun_in_a_quotation_is_not_its_speaker() -> None:
    text = "The coach, Bo Oke, met Ivo Marr. “He has cancer,” Bo Oke said."
    mark = quoted("“He has cancer,”", text, speaker="bo")
    assert rules(text, "bo", mark) == {"function"}
    assert rules(text, "ivo", mark) == {"health"}


def test_a_pronoun_in_words_without_marks_may_be_their_speaker() -> None:
    text = "The mayor, Bo Oke, said his faith had been shaken."
    mark = quoted("his faith had been shaken", text, speaker="bo", kind="indirect")
    assert rules(text, "bo", mark) == {"office", "private life"}


def test_a_pronoun_is_one_whose_name_fits_it() -> None:
    text = "The singer, Ada Vell, met the striker, Bo Oke. He has cancer."
    made = told(text.replace("Bo Oke", "Jim Oke"))
    (fragment,) = made.fragments
    at = fragment.text.index("Jim Oke")
    jim = Mark(Span(at, at + len("Jim Oke")), "person", "", {"ref": "jim"})
    grounds = grounds_in(replace(made, fragments=(replace(fragment, marks=(*fragment.marks, jim)),)))
    assert {ground.who for ground in grounds if not ground.opens} == {"jim"}


def test_a_description_that_the_reading_resolved_says_who_it_is() -> None:
    text = "Ada Vell was there. “It is late,” the mayor said."
    via = text.index("the mayor")
    mark = quoted("“It is late,”", text, speaker="ada", via=f"{via},{via + len('the mayor')}")
    assert rules(text, "ada", mark) == {"office"}


def test_a_marked_role_is_read() -> None:
    text = "Ada Vell, who was born in Sund and leads the choir, a mayor of the old kind, said so."
    place = Span(text.index("a mayor"), text.index(", said"))
    assert "office" in rules(text, "ada", Mark(place, "role", "", {"of": "ada"}))


def test_a_language_without_rules_says_nothing() -> None:
    assert grounds_in(replace(told("Mayor Ada Vell, 12, ran."), lang="de")) == ()


def test_bodies_and_places_have_no_grounds() -> None:
    assert grounds_in(told("The victim, Gulf Bank, is in Sund.")) == ()


def test_every_rule_is_tried() -> None:
    assert {rule for _, rule in (*FOR, *AGAINST)} == RULES


def test_every_list_names_rules_that_exist() -> None:
    named = {
        value.partition(" with ")[0].partition(", ")[0]
        for name in ("roles", "acts", "belongings")
        for value in lang.pairs(f"public_{name}").values()
    } | {
        value.partition(" with ")[0].partition(", ")[0]
        for name in ("nouns", "adjectives", "verbs", "things", "states")
        for value in lang.pairs(f"private_{name}").values()
    }
    assert named <= RULES


@pytest.mark.campaign(
    "generator/verbatim/newsroom/grounds.py",
    "generator/verbatim/newsroom/descriptions.py",
    "generator/verbatim/newsroom/listed_words.py",
)
@pytest.mark.parametrize(
    "unit", ["Ada Vell, the mayor, ", "who was charged and ", "he has his cancer, ", "killed: Bo Oke, ", "Mayor "]
)
def test_a_sentence_of_any_length_takes_time_in_proportion(unit: str) -> None:
    def made(length: int) -> str:
        return "Ada Vell " + unit * (length // len(unit))

    assert growth(lambda text: grounds_in(told(text)), made, 20_000, 0.05) <= SLACK
