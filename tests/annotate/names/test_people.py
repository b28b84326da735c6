import pytest

from verbatim.annotate import read
from verbatim.model.reading import PersonFound


def people(text: str) -> dict[str, PersonFound]:
    return {person.name: person for person in read(text).people}


def mentions(text: str, name: str) -> list[str]:
    return [span.of(text) for span in people(text)[name].mentions]


def roles_of(text: str, person: str) -> list[str]:
    return [role.text for found in read(text).people if found.name == person for role in found.roles]


def test_mentions_of_one_person_are_one_figure_under_the_fullest_name() -> None:
    text = "Petra Vance came. Ms. Vance spoke. Vance left, and Petra R. Vance wrote of it."
    assert mentions(text, "Petra R. Vance") == ["Petra Vance", "Vance", "Vance", "Petra R. Vance"]


def test_a_name_written_family_name_first_is_known_by_it() -> None:
    assert mentions("Mr. Xi left early. Xi Jinping is ill, and Xi said so.", "Xi Jinping") == ["Xi", "Xi Jinping", "Xi"]


def test_two_family_names_are_of_whoever_bears_both() -> None:
    text = "Committee Chair Ada Marr Schultz left. Ms. Marr Schultz was late. Ann Lee met Mary Ann Lee."
    assert mentions(text, "Ada Marr Schultz") == ["Ada Marr Schultz", "Marr Schultz"]
    assert {"Ann Lee", "Mary Ann Lee"} <= set(people(text))
    first = "Marr Schultz won. Rep. Ada Marr Schultz was late. Marr Schultz, a writer, left."
    assert mentions(first, "Ada Marr Schultz") == ["Marr Schultz", "Ada Marr Schultz", "Marr Schultz"]


@pytest.mark.parametrize("what", ["Lund-based", "Danish-born", "Prize-nominated", "Co-chairman", "Ohioan"])
def test_a_word_that_only_describes_is_no_part_of_the_name_behind_it(what: str) -> None:
    assert list(people(f"The fair opened. {what} Petra Vance said it was late.")) == ["Petra Vance"]


def test_where_a_body_sits_is_no_part_of_its_name() -> None:
    assert list(people("The Lund-based Vell Foundation met.")) == ["Vell Foundation"]


def test_who_speaks_under_a_name_that_ends_in_two_letters_is_no_person_for_that() -> None:
    assert people("Oslo Re said: “Claims will fall.”")["Oslo Re"].kind == "organisation"


def test_two_bearers_of_a_family_name_are_two_figures() -> None:
    assert {"Petra Vance", "Peter Vance"} <= set(people("Petra Vance met Peter Vance in Oslo."))


def test_an_office_before_a_family_name_is_of_whom_the_text_calls_so_and_of_nobody_else() -> None:
    text = (
        "Petra Vance met Peter Vance in Oslo. They rested there.\n\nIt rained.\n\nIt snowed.\n\nPresident Vance spoke."
    )
    assert roles_of(text, "Petra Vance") == roles_of(text, "Peter Vance") == []
    assert roles_of(f"{text} They know President Peter Vance.", "Peter Vance") == ["President"]
    assert roles_of(f"{text} They know President Peter Vance.", "Petra Vance") == []


def test_a_role_that_only_says_his_or_hers_is_none() -> None:
    text = "Peter Vance and his wife, Petra Lund, met the press. “We go,” said their lawyer, Ada Vell."
    assert roles_of(text, "Petra Lund") == roles_of(text, "Ada Vell") == []


KINDS = {
    "by its words": (
        ("Petra Vance spoke.", "Petra Vance", "person"),
        ("Mr. Quorl spoke.", "Quorl", "person"),
        ("The Brask Water Company spoke.", "Brask Water Company", "organisation"),
        ("They flew to Kenya.", "Kenya", "place"),
        ("Funds went to Reporters Without Borders at noon.", "Reporters Without Borders", "organisation"),
    ),
    "by what stands around it": (
        ("The Brask Department agreed. The State Department did not.", "State Department", "organisation"),
        ("The Republican Brask Committee met.", "Republican Brask Committee", "organisation"),
        ("Shares of Quorl fell at noon.", "Quorl", "organisation"),
        ("The Marr Memorial Library met. Ann Marr left.", "Marr Memorial Library", "organisation"),
        ("They met at the Brask Garden Inn.", "Brask Garden Inn", "organisation"),
        ("A Quorl spokeswoman left.", "Quorl", "organisation"),
        ("They met in Sund, Norway, on Monday.", "Sund", "place"),
        ("It rained across Zhell province.", "Zhell", "place"),
        ("Khunsa Brool left early. The crowd cheered as Brool sang.", "Khunsa Brool", "person"),
        ("K. Brool won again.", "K. Brool", "person"),
        ("Khunsa Brool (Kenya) won again.", "Khunsa Brool", "person"),
        ("SUNDHOLM — The mill closed on Monday.", "Sundholm", "place"),
        ("Brool scored twice before the break.", "Brool", "person"),
        ("It rained on Brool’s wife.", "Brool", "person"),
        ("A late goal by Brool won the match.", "Brool", "person"),
        ("Brool lost his way.", "Brool", "person"),
        ("Quorl, the coach of the Sund team, left.", "Quorl", "person"),
        ("She was an analyst at Quorl until May.", "Quorl", "organisation"),
        ("It rained on Quorl’s profits.", "Quorl", "organisation"),
        ("They met in Zhell, a port in Norway.", "Zhell", "place"),
        ("The ship was bound for Zhell.", "Zhell", "place"),
        ("She left South Carolina for good.", "South Carolina", "place"),
        ("She met an Ohio Republican.", "Ohio", "place"),
        ("They met Billie Jean King in May.", "Billie Jean King", "person"),
        ("Her publisher, P.Q. Orme, prints it.", "P.Q. Orme", "organisation"),
        ("Mill paper: 'Sack Ann Thomas'\n\nAnn Thomas should leave, it reads.", "Ann Thomas", "person"),
        ("Mill paper: “Sack Ann Orme”\n\nAnn Orme should leave, it reads.", "Ann Orme", "person"),
        ("The Democratic White House met.", "White House", "organisation"),
    ),
    "a noun beside it": (
        ("Sund-based Quorl sold two ships.", "Quorl", "organisation"),
        ("QM Tarnschild, the investment bank, is advising the port.", "QM Tarnschild", "organisation"),
        ("Quorl, owner of three mills, said on Monday that it would close them.", "Quorl", "organisation"),
        ("“It fell,” said Ada Vell, analyst at brokers Quorl.", "Quorl", "organisation"),
        ("He stood in the capital Buena Tarna, where it rained.", "Buena Tarna", "place"),
        ("Ada Vell, the club’s manager, left.", "Ada Vell", "person"),
        ("“No,” said Petra Vance, the mayor of Sund.", "Sund", "place"),
        (
            "Vance released her records in July. The report prompted a rebuke from the chair of Vance’s campaign.",
            "Vance",
            "person",
        ),
        ("The Marr Armenians said that they would stay.", "Marr Armenians", "organisation"),
    ),
    "a place within it": (
        ("The Business Council of British Columbia met.", "Business Council of British Columbia", "organisation"),
        ("The Ministry of the Environment met.", "Ministry of the Environment", "organisation"),
        ("She left the House Ways and Means Committee.", "House Ways and Means Committee", "organisation"),
        ("She left the Ann and Otto Orme Foundation. Ann left.", "Ann and Otto Orme Foundation", "organisation"),
        ("She met the White House and Justice Department.", "Justice Department", "organisation"),
        ("Congress met in Vell.", "Congress", "organisation"),
        ("The mill is in Upstate New York, who knows.", "Upstate New York", "place"),
    ),
}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [pytest.param(*case, id=f"{what}: {case[0]}") for what, cases in KINDS.items() for case in cases],
)
def test_the_kind_of_a_name_is_told_by_its_words_and_what_stands_around_it(text: str, name: str, kind: str) -> None:
    assert people(text)[name].kind == kind


ROLES = {
    "a phrase that somebody could hold": (
        ("She met former Secretary of State Anna Vance.", "Anna Vance", "former Secretary of State"),
        ("She met Senate Majority Whip Anna Vance.", "Anna Vance", "Senate Majority Whip"),
        ("She met Navy SEAL Anna Vance.", "Anna Vance", "Navy SEAL"),
        ("The State Anna Vance loves.", "Anna Vance"),
        ("She met former Sund Mayor Anna Vance.", "Anna Vance", "former Sund Mayor"),
        ("She met ex-Sund Mayor Anna Vance.", "Anna Vance", "ex-Sund Mayor"),
        ("It rained. “I met former Mayor Anna Vance,” said Otto Lund.", "Anna Vance", "former Mayor"),
        ("She met Navy SEALS Anna Vance and Otto Lund.", "Anna Vance", "Navy SEALS"),
    ),
    "before and after a name": (
        ("Petra Vance, the chief engineer of Lower Brask, left.", "Petra Vance", "the chief engineer of Lower Brask"),
        ("Brask Holding Ltd. Chairman Ivan Tarn left.", "Ivan Tarn", "Brask Holding Ltd. Chairman"),
        ("It was Brask founder Ivan Tarn who left.", "Ivan Tarn", "Brask founder"),
    ),
    "an apposition after a name, whether a list holds it or not": (
        ("“It is late,” said Ada Vell, the harbour keeper of Sund.", "Ada Vell", "the harbour keeper of Sund"),
        (
            "“It is late,” said Ada Vell, the bell ringer at Ostholm, on Monday.",
            "Ada Vell",
            "the bell ringer at Ostholm",
        ),
        ("“It is late,” said Ada Vell, head of the harbour office.", "Ada Vell", "head of the harbour office"),
    ),
    "what follows a comma and names no office": (
        ("“It is late,” said Ada Vell, the water rising behind her.", "Ada Vell"),
        ("“It is late,” said Ada Vell, the wall and the sea.", "Ada Vell"),
        ("“It is late,” said Ada Vell, the wall will fall.", "Ada Vell"),
        ("“It is late,” said Ada Vell, the day of", "Ada Vell"),
        ("The council met. Whether it is Bo Oke or Ada Vell, Republicans like the idea of a dam.", "Ada Vell"),
        ("Some letters to Ada Vell, Lund’s aides sent to the mill. Ada Vell left.", "Ada Vell"),
        ("Petra Vance, a top aide said, “is very confident in the contrast.”", "Petra Vance"),
    ),
    "whole, and without the verb before it": (
        ("They met leaders including former mayor Petra Vance.", "Petra Vance", "former mayor"),
        ("Voters who favor former mayor Petra Vance stay home.", "Petra Vance", "former mayor"),
        ("They paid a group backing former mayor Petra Vance.", "Petra Vance", "former mayor"),
        ("It doesn’t surprise former mayor Petra Vance.", "Petra Vance", "former mayor"),
        ("“No,” said Petra Vance, the mayor and (since May) a baker.", "Petra Vance", "the mayor"),
        (
            "“No,” said Petra Vance, a teacher at the school that was its host.",
            "Petra Vance",
            "a teacher at the school",
        ),
        ("“No,” said Petra Vance, Mr. Lund’s longtime adviser.", "Petra Vance", "Mr. Lund’s longtime adviser"),
        (
            "“No,” said Petra Vance, one of several critics of the dam.",
            "Petra Vance",
            "one of several critics of the dam",
        ),
        ("She won after beating Sund champion Ada Vell.", "Ada Vell", "Sund champion"),
    ),
    "cut off, or another person's": (
        ("“It will hold,” said Petra Vance, the author of “A Dam Without End.”", "Petra Vance"),
        ("“It will hold,” said Petra Vance, the host of the popular “Morning Show.”", "Petra Vance"),
        (
            "“It will hold,” said Petra Vance, the chief executive of Little Rock, Arkansas-based Brask Mills.",
            "Petra Vance",
        ),
        ("Or maybe Petra Vance, adviser Otto Lund says. She was there.", "Petra Vance"),
        ("For Petra Vance, President Otto Lund’s approval rating remains high.", "Petra Vance"),
        ("She met Petra Vance, French President Otto Lund and the mayor Ivan Tarn.", "Petra Vance"),
        ("The Republican candidates, Petra Vance and Ivan Tarn, share some views.", "Petra Vance"),
        ("It was an evening with fellow Petra Vance.", "Petra Vance"),
        ("Former Vance campaign manager Otto Lund said no. Petra Vance left.", "Petra Vance"),
    ),
    "no time and no deed": (
        (
            "Petra Vance, the minister of finance at the time the tax was made, came.",
            "Petra Vance",
            "the minister of finance",
        ),
        ("Petra Vance, speaking to reporters on her way to Vell, said so.", "Petra Vance"),
        ("Petra Vance, acting mayor of Vell, said so.", "Petra Vance", "acting mayor of Vell"),
        ("One candidate, Petra Vance, said so.", "Petra Vance"),
        (
            "Ivo Tarn lost to her. Against Petra Vance, the Sund governor earned 51 percent to her 35 percent.",
            "Petra Vance",
        ),
        ("Members: Ivo Tarn, Petra Vance, Kevin Bishop, Phil Noble.", "Petra Vance"),
        ("Sund County Recorder Petra Vance said so.", "Petra Vance", "Sund County Recorder"),
    ),
    "an office that somebody would only have": (
        ("One challenge for a President Petra Vance would be the dam.", "Petra Vance"),
        ("President Petra Vance opened the dam.", "Petra Vance", "President"),
    ),
    "a courtesy": (("Mr. Ivan Tarn left.", "Ivan Tarn"),),
}


@pytest.mark.parametrize(
    ("text", "name", "roles"),
    [
        pytest.param(text, name, roles, id=f"{what}: {text}")
        for what, cases in ROLES.items()
        for text, name, *roles in cases
    ],
)
def test_a_role_is_what_the_text_calls_somebody_and_nothing_else(text: str, name: str, roles: list[str]) -> None:
    assert roles_of(text, name) == roles


@pytest.mark.parametrize(("text", "name"), [
    ("Three-in-five GOP farmers met in Vell.", "Three-in-five GOP"),
    ("“It holds,” said Petra Vance. “Voters — even those of Vell — like it.”", "Voters"),
    ("Workers left the mill in Vell.", "Workers"),
    ("Photo: Ann ThomasPictures. Sam Orme came.", "Ann ThomasPictures"),
    ("The Brask-controlled Congress met the Democratic White House.", "Democratic White House"),
    ("She met Marr Armenians in May.", "Marr Armenians"),
    ("Ivo Tarn, President Odum’s first White House Chief of Staff is the mayor of Vell.", "of Staff"),
    ("Sens. Mark Vance (R-Ky.) and Ann Tarn (D-Fla.) met.", "Sens. Mark Vance"),
    ("They met in St. Orrin, Norway, on Monday.", "Orrin"),
])  # fmt: skip
def test_a_share_a_crowd_the_end_of_an_office_and_a_title_for_several_are_no_names(text: str, name: str) -> None:
    assert name not in people(text)


@pytest.mark.parametrize("text", [
    "She has to win Brask on Mar. 15 or leave.",
    "The 7th Congressional District votes on Monday, and the Congressional District is large.",
    "Well-funded super PACs will run spots, and PACs spent a lot.",
    "The affair, which the papers call Bridgegate, is over, and Bridgegate hurt.",
    "A General Election is due in May. The Major Fair opens.",
    "Weir closed\n\nPosted 3 March 2031\n\nThe weir closed.",
])  # fmt: skip
def test_a_month_a_district_an_affair_and_half_of_a_name_are_no_persons(text: str) -> None:
    assert [person.name for person in people(text).values() if person.kind == "person"] == []


def test_an_opening_word_is_no_name() -> None:
    assert set(people("Neither Ivan Tarn nor rain came. Heavily, snow fell.")) == {"Ivan Tarn"}


def test_ids_are_slugs_and_unique() -> None:
    ids = [person.id for person in read("Petra Vance met Peter Lund in Kenya.").people]
    assert ids == ["petra-vance", "peter-lund", "kenya"]


@pytest.mark.parametrize("titled", ["Mr Jordan", "President Jordan", "Dr. Chad"])
def test_a_title_makes_a_person_of_a_name_that_is_a_country_too(titled: str) -> None:
    text = f"The council of the town met on Monday and it was late. “We have no other choice,” said {titled}."
    (found,) = [person for person in read(text).people if person.name in titled]
    assert found.kind == "person"


def test_partners_joined_by_an_ampersand_are_one_organisation() -> None:
    text = "The council met on Monday and it was late. “We have no other choice,” said Brindle & Sloe, the builders."
    reading = read(text)
    assert [(person.name, person.kind) for person in reading.people] == [("Brindle & Sloe", "organisation")]
    assert reading.quotes[0].speaker == "Brindle & Sloe"


def test_an_ampersand_between_other_words_joins_nothing() -> None:
    assert [person.name for person in read("The council met Ada Vell & others, and it was late.").people] == [
        "Ada Vell"
    ]


@pytest.mark.parametrize(("text", "role"), [
    ("The harbour's director, Ada Vell, said it was late.", "The harbour's director"),
    ("It was late when the mayor of the town and the director, Ada Vell, left.", "the director"),
    ("It was late, said the chief engineer, Ada Vell.", "the chief engineer"),
])  # fmt: skip
def test_an_apposition_before_a_name_is_a_role(text: str, role: str) -> None:
    assert role in roles_of(f"The council met on Monday and there was a storm. {text}", "Ada Vell")


@pytest.mark.parametrize("text", [
    "It was late when the mayor, Ada Vell and the clerk left.",
    "It was late when the mayor, Ada Vell, Jon Marr and the clerk left.",
    "It was late when the mayor, Ada Vell, and the clerk left.",
    "It was late for a mayor, Ada Vell, said the clerk.",
])  # fmt: skip
def test_a_comma_of_a_list_gives_nobody_a_role(text: str) -> None:
    assert roles_of(f"The council met on Monday and there was a storm. {text}", "Ada Vell") == []


@pytest.mark.parametrize("text", [
    "They believe in Quorlism, too.", "The Quorl fell at noon.", "She bought Quorl, which makes looms.",
    "It was on TV, OK?", "She sang at the Harbour Science Fair, and he sang too.",
    "An Irish-American crowd and a Sund-based choir sang.", "Twenty-five years ago it sang.",
    "The King James Bible lay on the Indiana State Fair Grounds.",
    "The Vell-Lund Act is law, and it rained in Vell-Lund.",
    "The Brask Rights Act was read in his last State of the Union address.",
    "Follow @PetraVance and #PetraVance today.", "SHOUT! In BRIEF, a super PAC paid.",
    "The Norwayans and the Kenyans voted.",
])  # fmt: skip
def test_a_name_without_evidence_has_no_kind(text: str) -> None:
    assert people(text) == {}


def test_accents_part_nobody() -> None:
    assert mentions("Petra Váncé came. Petra Vance spoke. Váncé left.", "Petra Váncé") == [
        "Petra Váncé",
        "Petra Vance",
        "Váncé",
    ]


def test_a_dateline_in_capitals_is_the_place_that_the_text_names() -> None:
    text = "SUND, March 4, 2031 — The town of Sund will raise its wall.\n\nThe council of Sund met on Tuesday."
    assert mentions(text, "Sund") == ["SUND", "Sund", "Sund"]


def test_a_nickname_in_marks_parts_no_name() -> None:
    text = "Edward “The Crane” Marlow came. Edward Marlow spoke, and Mr. Marlow left."
    assert mentions(text, "Edward Marlow") == ["Edward “The Crane” Marlow", "Edward Marlow", "Marlow"]


def test_a_short_given_name_that_the_text_also_quotes_is_the_same_person() -> None:
    text = "Robert C. “Bobby” Lund opened the dam. The mayor likes Bobby Lund. Lund joked that it was late."
    assert [person.name for person in read(text).people if person.kind == "person"] == ["Robert C. Lund"]


def test_a_bare_woman_is_no_role() -> None:
    assert roles_of("The woman, Ada Lund, left.", "Ada Lund") == []


def test_a_plural_title_before_one_family_name_makes_no_second_person() -> None:
    text = "Sen. Petra Vance and Sen. Ivan Tarn came. Sens. Vance and Tarn left."
    assert {name for name, person in people(text).items() if person.kind == "person"} == {"Petra Vance", "Ivan Tarn"}


def test_a_heading_in_capitals_names_nobody() -> None:
    assert list(people("MAYOR PETRA VANCE QUITS OVER DAM The Harbour Council met.")) == ["Harbour Council"]


def test_what_follows_an_article_in_a_headline_is_known_by_the_text_alone() -> None:
    headline = "Watch What They Do When A Guy Walks Up To A Vance Rally\n\nThe dam holds."
    assert "Guy" not in people(headline)
    assert "Guy Lund" in people(f"{headline} It was full, and Guy Lund said so.")


def test_a_list_of_names_is_no_headline() -> None:
    text = "The members of the guild are these.\n\nVell: Adam Khan, Paul Smith, Ida Marr, Mara Lund, Zach Hudson."
    listed = {"Adam Khan", "Paul Smith", "Ida Marr", "Mara Lund", "Zach Hudson"}
    assert listed <= set(people(text))
    assert not {"Adam", "Paul", "Mara", "Hudson"} & set(people(text))


def test_an_article_behind_a_colon_is_no_part_of_a_name() -> None:
    text = "Petra Vance came. Campaign funding: The Vance campaign wants more."
    assert mentions(text, "Petra Vance") == ["Petra Vance", "Vance"]


@pytest.mark.parametrize(("text", "name"), [
    ("She has her hopes on the Tarn Awards. Tarn ceremonies are long. She left the Tarn ceremony.", "Tarn"),
    ("The film Otto Marr opened on Monday.", "Otto Marr"),
    ("She made her debut in 2011 in Otto Marr, directed by Ivo Lund.", "Otto Marr"),
    ("He was seen in 1987’s Otto Marr.", "Otto Marr"),
    ("She played Mrs Marr in the London version.", "Marr"),
    ("They went to the Ann Marr Show on Friday.", "Ann Marr Show"),
    ("Father Christmas came to the mill.", "Christmas"),
    ("“It is late,” said Ada Vell. Reports that Quorl will renew their bid to lure him came on Monday.", "Quorl"),
    ("The Quorls say he left.", "Quorls"),
])  # fmt: skip
def test_a_work_a_feast_a_prize_and_who_does_something_to_him_are_no_persons(text: str, name: str) -> None:
    assert all(one.kind != "person" for one in people(text).values() if one.name == name)
