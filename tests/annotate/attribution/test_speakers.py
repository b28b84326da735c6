import pytest

from verbatim.annotate import read
from verbatim.model.reading import QuoteFound


def rows(text: str, kind: str = "direct") -> list[QuoteFound]:
    return [row for row in read(text).quotes if row.kind == kind]


def speakers(text: str) -> list[str | None]:
    return [row.speaker for row in rows(text)]


ATTRIBUTED = {
    "an explicit attribution": (
        "“The dam will hold,” said Petra Vance.",
        "“The dam will hold”, said Petra Vance, the chief engineer of Lower Brask.",
        "“The dam will hold,” Petra Vance said.",
        "“Will the dam hold?” Petra Vance asked.",
        "“The dam will hold,” Petra Vance, who built it in her youth, told reporters.",
        "“The dam will hold,” according to Petra Vance.",
        "“The dam will hold,” said its director, Petra Vance.",
        "“The dam will hold,” said the director of the dam, Petra Vance, on Monday.",
        "“The dam will hold,” said another user of the river, Petra Vance.",
        "“The dam will hold,” said one of the weavers, Petra Vance of Lower Brask.",
        "The mayor of Lower Brask, Petra Vance, said: “The dam will hold for a century.”",
        "“The dam will hold,” chief engineer Petra Vance said on Monday.",
        "Petra Vance said, “The dam will hold.”",
        "Petra Vance, 51, of Lower Brask, said: “The dam will hold.”",
        "In a letter to the council, Petra Vance wrote that “the dam will hold for a century.”",
        "According to Petra Vance, “the dam will hold for a century.”",
        "In the words of Petra Vance, “the dam will hold for a century.”",
        "“The dam will hold for a century.” — Petra Vance",
        "Petra Vance: “The dam will hold for a century.”",
        "Petra Vance’s statement said: “The dam will hold for a century.”",
        "The engineers met Petra Vance on Friday. Vance said: “The dam will hold for a century.”",
        "Petra Vance issued the following statement:\n\n“The dam will hold for a century.”",
        "The plan, which Petra Vance called “a gift to the valley,” was dropped.",
    ),
    "any verb, with a whole quotation right before its subject": (
        "“The dam will hold,” Petra Vance shot back.",
        "“The dam will hold,” shot back Petra Vance.",
        "“The dam will hold,” Petra Vance, who built it, fired back on Monday.",
        "“The dam will hold,” Petra Vance mocks.",
        "“The dam will hold for years” Petra Vance said.",
        "“The dam will hold for years,” Petra Vance is quoted as saying.",
    ),
    "a verb that leads to one of saying": (
        "Petra Vance went on to say: “The dam will hold for a century.”",
        "Petra Vance was quick to add that “the dam will hold for a century.”",
        "Petra Vance took to the stage to declare that “the dam will hold for a century.”",
    ),
    "a sentence of any build": (
        "Petra Vance, the director of the mill in Lower Brask said in a letter that “the dam will hold.”",
        "Speaker of the House Rep. Petra Vance said “the dam will hold for years.”",
        "If it is flooding Tarn’s valley — as many believe, but Ivo Tarn denies — “why so late?” asked Petra Vance.",
        "He warned, “The dam will hold for years,” Petra Vance told the paper.",
        "Petra Vance often speaks of building “the highest and hardest dam.”",
        "Petra Vance promises to “mend the highest and hardest dam.”",
        "Brask campaign Chairman Petra Vance said “the dam will hold for years.”",
    ),
}


@pytest.mark.parametrize(
    "text",
    [pytest.param(text, id=f"{what}: {text}") for what, cases in ATTRIBUTED.items() for text in cases],
)
def test_an_attribution_of_any_build_names_the_speaker(text: str) -> None:
    assert speakers(text) == ["Petra Vance"]


@pytest.mark.parametrize(
    ("text", "said_by"),
    [
        ("“We are closing,” said a spokeswoman for the mill.", "a spokeswoman for the mill"),
        ("“We are closing,” said a spokesman for Peter Lund.", "a spokesman for Peter Lund"),
        ("“We are closing,” a spokesman for Peter Lund said.", "a spokesman for Peter Lund"),
        ("A spokeswoman for Peter Lund said: “We are closing.”", "A spokeswoman for Peter Lund"),
        ("A lawyer for Mayor Peter Lund said: “We are closing.”", "A lawyer for Mayor Peter Lund"),
        ("The brother of Anna Lund said: “We are closing.”", "The brother of Anna Lund"),
        ("Supporters of Anna Lund chanted: “We are closing.”", "Supporters of Anna Lund"),
        ("“We are closing,” the mayor said.", "the mayor"),
        ("“We are closing,” said a friend of the mayor, Anna Lund.", "a friend of the mayor"),
        ("“We are closing,” officials said.", "officials"),
        ("The President said the mill was “a jewel of the whole valley.”", "The President"),
    ],
)
def test_who_is_not_named_keeps_the_words_of_the_source(text: str, said_by: str) -> None:
    row = rows(text)[0]
    assert (row.speaker, row.speaker_id, row.basis) == (said_by, None, "stated")


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Tarn spoke at noon.\n\n“The dam will hold for a century.”",
        "The council voted for the plan. “The dam will hold for a century,” he said.",
        "Ivo Tarn and Otto Lund met at noon. “The dam will hold for a century,” they said.",
        "Petra Vance’s mother says she was told: “The dam will hold for a century.”",
        "Petra Vance received a message from Ivo Tarn: “The dam will hold for a century.”",
    ],
)
def test_where_the_text_does_not_establish_who_spoke_nobody_is_named(text: str) -> None:
    assert speakers(text)[-1] is None
    assert rows(text)[-1].basis == "none"


@pytest.mark.parametrize(
    "text",
    [
        "“We are closing,” said Secretary of State Anna Lund.",
        "Secretary of State Anna Lund said: “We are closing.”",
        "The secretary of the mill, Anna Lund, said: “We are closing.”",
    ],
)
def test_a_title_with_of_is_its_holders(text: str) -> None:
    assert speakers(text) == ["Anna Lund"]


@pytest.mark.parametrize(
    "text",
    [
        "“We are closing,” said chairman and chief executive Anna Lund.",
        "“We are closing,” said Vellco president and chief executive Anna Lund.",
        "“We are closing,” said his friend and fellow farmer Anna Lund.",
        "“We are closing,” according to founder and president Anna Lund.",
    ],
)
def test_two_roles_before_a_name_are_one_persons(text: str) -> None:
    assert speakers(text) == ["Anna Lund"]


def test_a_role_and_anothers_role_with_a_name_are_two() -> None:
    assert "Anna Lund" not in speakers("“We are closing,” said the chairman and the chief executive Anna Lund.")


def test_whom_somebody_quotes_before_a_colon_is_the_speaker() -> None:
    assert speakers("In her speech Petra Vance quoted the poet Otto Lund: “Water remembers the valley.”") == [
        "Otto Lund"
    ]


def test_a_denied_verb_attributes_nothing() -> None:
    assert rows("Petra Vance did not say that the dam was “safe for ever and a day.”") == []


def test_pieces_around_the_attribution_are_one_quotation() -> None:
    found = rows("“The dam,” Petra Vance said, “will hold for a century.”")
    assert [row.speaker for row in found] == ["Petra Vance"] * 2
    assert len({row.group for row in found}) == 1


def test_a_quotation_goes_on_after_its_own_attribution() -> None:
    found = rows("“The dam will hold,” said Petra Vance. “Nobody need leave the valley.”")
    assert [row.speaker for row in found] == ["Petra Vance"] * 2
    assert len({row.group for row in found}) == 1


def test_a_quotation_over_paragraphs_has_one_speaker() -> None:
    text = "“The dam will hold.\n\n“Nobody need leave the valley,” said Petra Vance."
    found = rows(text)
    assert [row.speaker for row in found] == ["Petra Vance"] * 2
    assert len({row.group for row in found}) == 1


def test_a_quotation_after_a_reporting_sentence_is_inferred() -> None:
    row = rows("Petra Vance said the dam was sound. “Nobody need leave the valley.”")[0]
    assert (row.speaker, row.basis) == ("Petra Vance", "inferred")


def test_a_transcript_is_read_by_its_labels() -> None:
    text = 'Petra Vance met Ivo Tarn.\n\n"TARN: Will it hold?\n\n"VANCE: It will, for a century."'
    assert [(row.speaker, row.span.of(text)) for row in rows(text)] == [
        ("Ivo Tarn", "Will it hold?"),
        ("Petra Vance", "It will, for a century."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The bill is known as the “Clean Rivers and Dams Act” in the valley.",
        "On this week’s edition of “The Valley at Noon,” Petra Vance said she was tired.",
        "The so-called “friends of the valley” met on Monday.",
        "Sources\n\n“Dam in the valley to be rebuilt” — Brask Courier, May 3, 2011",
    ],
)
def test_titles_and_words_held_at_arms_length_are_no_speech(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Tarn’s new dam drew a crowd. “The dam will hold,” said Petra Vance. “Nobody need leave the valley.”",
        "Otto Lund said the dam was weak. “The dam will hold,” said Petra Vance. “Nobody need leave the valley.”",
    ],
)
def test_a_quotation_goes_on_whoever_spoke_before_it(text: str) -> None:
    assert speakers(text) == ["Petra Vance", "Petra Vance"]


@pytest.mark.parametrize(
    ("paragraph", "second"),
    [
        ("Otto Lund’s remarks were made in Brask. “A scar,” said Petra Vance. “It will hold for a century.”", None),
        ("The mill’s statement came late. “A scar,” said Petra Vance. “It will hold for a century.”", None),
        ("Petra Vance’s remarks came late. “A scar,” said Vance. “It will hold for a century.”", "Petra Vance"),
    ],
)
def test_a_quotation_does_not_go_on_where_the_paragraph_opens_with_anothers_words(
    paragraph: str, second: str | None
) -> None:
    assert speakers(f"Petra Vance met Otto Lund.\n\n{paragraph}") == ["Petra Vance", second]


def test_what_one_says_that_another_called_it_is_nobodys() -> None:
    assert speakers("Otto Lund, Petra Vance said, called the dam “a scar for ever.”") == [None]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A person who knows Petra Vance said “the dam is safe”.", "A person"),
        ("The lawyer who had helped Petra Vance had said “the dam is safe”.", "The lawyer"),
        ("Otto Lund, the baker who heads the Mill Board, which owns the dam, said “it is safe”.", "Otto Lund"),
    ],
)
def test_what_a_relative_clause_acts_on_does_not_speak(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


def test_a_noun_behind_quoted_words_is_no_verb_of_its_owner() -> None:
    text = "The plan was late, while Petra Vance criticised “extravagant” Lundish promises on the dam."
    assert speakers(text) == ["Petra Vance"]


NOT_HERS = {
    "a verb that may have another sense": (
        "At “The Valley at Noon,” Petra Vance fell asleep.",
        "“The dam will hold for years,” Petra Vance was told.",
        "“The dam will hold for years,” Petra Vance heard.",
        "“The dam will hold for years,” the sluice creaked.",
        "“The dam will hold for years.” Petra Vance smiled.",
    ),
    "a verb that does not lead to saying": (
        "Petra Vance refused to say “the dam will hold for a century.”",
        "Petra Vance did not go on to say “the dam will hold.”",
    ),
    "words of a question, not of who answers": (
        "To a question on the “sale of the dams,” Petra Vance said private owners cost more.",
        "Asked if the dam was “safe for a hundred years,” Petra Vance said no to the council.",
    ),
}


@pytest.mark.parametrize(
    "text",
    [pytest.param(text, id=f"{what}: {text}") for what, cases in NOT_HERS.items() for text in cases],
)
def test_words_that_she_is_not_said_to_have_spoken_are_not_hers(text: str) -> None:
    assert "Petra Vance" not in speakers(text)


@pytest.mark.parametrize(
    ("text", "said_by"),
    [
        ("“The dam will hold,” said Lund ally Petra Vance.", "Petra Vance"),
        ("“The dam will hold,” former Ivo Tarn speechwriter Petra Vance wrote on Monday.", "Petra Vance"),
        ("“The dam will hold,” her niece Petra Vance said.", "Petra Vance"),
        ("“The dam will hold,” said Will Dunmore, a baker.", "Will Dunmore"),
        ("“The dam will hold,” said the Lund slate card.", "the Lund slate card"),
        ("“The dam will hold,” said one of two witnesses who saw it.", "one of two witnesses"),
        ("“The dam will hold,” said one Vance confidant.", "one Vance confidant"),
        ("Petra Vance said that Ivo Tarn’s claim that the dam is old was “not true.”", "Petra Vance"),
        ("The dam, called “a gift to the valley” by the farmers, was closed.", "the farmers"),
        ("Petra Vance responds to Lund with, “Why so late?” Lund then writes, “You know why.”", "Petra Vance"),
        ("“The dam will hold,” Petra Vance said on “Brask at Noon” on Sunday. “Nobody need leave.”", "Petra Vance"),
    ],
)
def test_whose_words_they_are_where_several_names_stand_near(text: str, said_by: str) -> None:
    assert speakers(text)[0] == said_by


def test_what_was_said_on_a_programme_goes_on_after_its_title() -> None:
    text = "“The dam will hold,” Petra Vance said on “Brask at Noon” on Sunday. “Nobody need leave the valley.”"
    assert [row.speaker for row in rows(text)] == ["Petra Vance", "Petra Vance"]


@pytest.mark.parametrize(
    ("text", "said_by"),
    [
        (
            "At a rally in Sund, Malta, on Friday, Petra Vance spoke, saying “the dam will hold.”",
            "Petra Vance",
        ),
        ("Speaking in Sund, Malta, Petra Vance praised the dam, calling it “a gift to the valley.”", "Petra Vance"),
        ("The crowd cheered, with Petra Vance shouting it was done and adding, “The dam will hold.”", "Petra Vance"),
        (
            "Rain fell, with the campaign of the mayor of Sund saying the dam “will hold.”",
            "the campaign of the mayor of Sund",
        ),
        ("“It was late,” said Ivan Tarn, who added that the dam would be “as good as new.”", "Ivan Tarn"),
    ],
)
def test_a_participle_belongs_to_the_subject_of_its_clause(text: str, said_by: str) -> None:
    assert speakers(text)[-1] == said_by


def test_a_paragraph_that_is_a_quotation_goes_on_from_the_only_speaker_before_it() -> None:
    first, second = rows("The dam was late. “It will hold,” said Petra Vance.\n\n“Nobody need leave the valley.”")
    assert (first.basis, second.speaker, second.basis) == ("stated", "Petra Vance", "inferred")
    assert second.why.endswith("the next paragraph is a quotation alone, and nobody else speaks before it")


@pytest.mark.parametrize(
    "text",
    [
        "“It will hold,” said Petra Vance.\n\n“What Vance says of the valley is wrong.”",
        "Petra Vance praised the farmers. “Vance has never seen the valley.”",
    ],
)
def test_words_that_name_the_last_speaker_are_not_carried_over_to_them(text: str) -> None:
    assert speakers(text)[-1] is None


@pytest.mark.parametrize(
    "text",
    [
        "“It fails,” said Ivan Tarn. “It holds,” said Petra Vance. A crowd came.\n\n“Nobody need leave the valley.”",
        "“It will hold,” said Petra Vance.\n\nA crowd heard it.\n\n“Nobody need leave the valley.”",
        "Petra Vance spoke.\n\n“Nobody need leave the valley.”",
    ],
)
def test_a_paragraph_that_is_a_quotation_is_nobodys_where_several_may_speak(text: str) -> None:
    assert speakers(text)[-1] is None


def test_a_place_does_not_take_the_speakers_place() -> None:
    assert speakers("Petra Vance, a mason in Vell, Ohio, said: “The dam will hold.”") == ["Petra Vance"]


def test_an_outlet_may_speak() -> None:
    assert speakers("“The dam will hold for a century”, The Hill notes.") == ["The Hill"]


@pytest.mark.parametrize(
    "text",
    [
        "“The dam will hold,” said Petra Vance.",
        "“The dam will hold for a century.”",
        "The council met. “The dam will hold,” he said.",
        "Petra Vance said the dam was “a jewel.”",
    ],
)
def test_every_row_says_why_without_quoting_anything(text: str) -> None:
    for row in read(text).quotes:
        assert row.why
        assert not set(row.why.replace("“…”", "")) & set('“”"«»„')


@pytest.mark.parametrize("description", ["the rector of the college", "the assailant", "a beekeeper", "the bosun"])
def test_a_name_beside_a_description_of_one_person_is_taken_whatever_they_do(description: str) -> None:
    (row,) = read(f"“The dam will hold,” {description}, Petra Vance, told the inquiry.").quotes
    assert (row.speaker, row.basis) == ("Petra Vance", "stated")


@pytest.mark.parametrize(
    "text",
    [
        "“The dam will hold,” said the mayor, Petra Vance and Ivo Tarn.",
        "“The dam will hold,” said the mayor, Petra Vance, and Ivo Tarn.",
        "“The dam will hold,” said the mayor, Petra Vance, Ivo Tarn and others.",
        "“The dam will hold,” said a friend, Lower Brask. It was noon.",
    ],
)
def test_a_name_beside_a_description_that_may_be_another_s_is_not_taken(text: str) -> None:
    assert "Petra Vance" not in [row.speaker for row in read(text).quotes if row.basis == "stated"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The council met. “The dam will hold,” I said.", "We found only I as its speaker, and not whom"),
        ("The council met. “The dam will hold,” She said.", "We found only she as its speaker, and not whom"),
    ],
)
def test_a_pronoun_is_written_as_english_writes_it(text: str, told: str) -> None:
    assert rows(text)[0].why.startswith(told)


@pytest.mark.parametrize(
    "text",
    [
        "Petra Vance’s report of “a scar on the valley” drew a crowd.",
        "Petra Vance’s response to “a dam without end” drew a crowd.",
        "A promise of “a dam without end” drew Petra Vance.",
        "The dam cost “twelve times more,” per head.",
        "After “a gift to the valley,” Petra Vance left.",
    ],
)
def test_words_that_a_noun_does_not_say_are_nobodys(text: str) -> None:
    assert speakers(text) == []


def test_a_sentence_that_goes_on_is_speech_in_capitals_too() -> None:
    text = "“The dam will hold,” said Petra Vance. “The Big Dam.” She opened “The Small Dam.”"
    assert [row.span.of(text) for row in rows(text)] == ["The dam will hold,", "The Big Dam."]


@pytest.mark.parametrize(
    "text",
    ["The banner was plain: “The dam will never hold.”", "The dam was a lesson: “21 villages were drowned for it.”"],
)
def test_a_whole_sentence_after_a_colon_is_speech_of_nobody_named(text: str) -> None:
    assert speakers(text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "The valley has a book: “The Valley at Noon.”",
        "The valley has one name: “vale of the two rivers”",
        "The dam was a thing of dread: “a scar on the valley.”",
    ],
)
def test_a_phrase_or_a_title_after_a_colon_is_no_speech(text: str) -> None:
    assert speakers(text) == []


def test_a_place_whose_name_somebody_bears_is_not_taken_for_the_speaker() -> None:
    text = "The council met and Virginia Lund was there with the others. “We have no other choice,” said Virginia."
    (quote,) = read(text).quotes
    assert quote.speaker_id is None
    assert quote.candidates == ("Virginia", "Virginia Lund")


@pytest.mark.parametrize(
    "text",
    [
        "''They called it 'old-school,''' said Petra Vance. ''I like the word.''",
        "''The dam will hold, '' said Petra Vance. ''Nobody need leave.''",
        "“It’s all Brask, Sund and Vell,” Petra Vance said. “Nobody looks north.”",
        "“The dam will hold for years,” another friend, Petra Vance told the paper. “Nobody need leave.”",
        "“The dam will hold,” said ranking Democrat Petra Vance. “Nobody need leave.”",
    ],
)
def test_marks_titles_and_offices_do_not_hide_the_speaker(text: str) -> None:
    assert speakers(text) == ["Petra Vance"] * 2


@pytest.mark.parametrize(
    ("text", "said_by"),
    [
        ("“We are closing,” the farmers state in the letter.", "the farmers"),
        ("“We are closing,” the two write.", "the two"),
        ("A paper from the left-leaning Brask Institute had this to say: “We are closing.”", "A paper from the"),
        ("In Vell, officials close to the mill in Brask, Ohio, said “the mill is closing for good.”", "officials"),
        ("Petra Vance’s aide Ivo Tarn was there. To be fair, the aides were, saying: “We are closing.”", "the aides"),
    ],
)
def test_a_described_source_is_read_whole_and_no_place_takes_its_part(text: str, said_by: str) -> None:
    assert (speakers(text)[-1] or "").startswith(said_by)


@pytest.mark.parametrize(
    "text",
    [
        "Petra Vance said that for decades the mill had been poor.\n\n“That is because nobody came to see it.”",
        "It was late, she told reporters.\n\n“Nobody need leave the valley.”",
        "Petra Vance praised the farmers. “They never left the valley.”",
    ],
)
def test_a_paragraph_that_is_a_quotation_follows_what_one_has_said(text: str) -> None:
    (row,) = rows(f"Petra Vance opened the dam.\n\n{text}")
    assert (row.speaker, row.basis) == ("Petra Vance", "inferred")


@pytest.mark.parametrize(
    "text",
    [
        "Petra Vance said the mill was poor, and Ivo Tarn said it was rich.\n\n“Nobody came to see it at all.”",
        "Petra Vance asked why it was poor?\n\n“Nobody came to see it at all.”",
        "Petra Vance said that it was poor. Rain fell.\n\n“Nobody came to see it at all.”",
    ],
)
def test_a_paragraph_that_is_a_quotation_is_nobodys_after_what_two_have_said(text: str) -> None:
    assert speakers(text)[-1] is None


def test_who_ends_the_sentence_speaks_and_not_what_stands_between_two_commas() -> None:
    (row,) = read("With voters, candidates have more room to leave the plan, said Petra Vance, a baker.").quotes
    assert (row.kind, row.speaker) == ("indirect", "Petra Vance")


@pytest.mark.parametrize(
    "text",
    [
        "“The dam will hold for a century,” said a former spokesman, Otto Lund.",
        "A former spokesman, Otto Lund, said: “The dam will hold for a century.”",
        "Otto Lund, campaign chairman, said: “The dam will hold for a century.”",
        "“The dam will hold for a century,” said the campaign chairman, Otto Lund, on Monday.",
    ],
)
def test_a_title_and_a_name_set_off_by_commas_are_one_person(text: str) -> None:
    assert speakers(text) == ["Otto Lund"]


@pytest.mark.parametrize(
    "text",
    [
        "“It will hold for a century,” the Morning Show said.",
        "At the Brask Olympics the water rose. The Brask Olympics said: “It will hold for a century.”",
        "Ohio said: “It will hold for a century.”",
    ],
)
def test_no_place_programme_or_event_speaks(text: str) -> None:
    assert speakers(text) == [None]


def test_a_title_that_contradicts_the_text_names_somebody_else() -> None:
    text = "Zorah Khanum came with her husband. “We are here to stay,” Mr. Khanum said. “We are home,” she said."
    first, second = speakers(text)
    assert first == "Khanum"
    assert second == "Zorah Khanum"


def test_a_paragraph_of_speech_that_the_next_one_claims_for_another_is_not_carried_over() -> None:
    text = (
        "“I had expected rain,” said Ida Moe, who chairs the board.\n"
        "“We gave it because we could give it.”\n"
        "That was Ole Dahl, the director, in the shortest speech of the day."
    )
    assert speakers(text) == ["Ida Moe", None]


@pytest.mark.parametrize("title", ["the Herald’s “This Week”", "the television programme “Inside Brask”"])
def test_a_programme_after_what_names_it_is_nobodys_words(title: str) -> None:
    rows = read(f"“We are not done yet with this,” Petra Vance said on {title} on Sunday.").quotes
    assert [
        row.span.of(f"“We are not done yet with this,” Petra Vance said on {title} on Sunday.") for row in rows
    ] == ["We are not done yet with this,"]


@pytest.mark.parametrize(
    "text",
    [
        "It was so late that Ivo Tarn could only quip: “I guess the dam was booked.”",
        "Former secretary of state and council candidate Ivo Tarn called it “a scar on the valley.”",
        "A plan described by Ivo Tarn as “a scar on the valley” was dropped.",
    ],
)
def test_who_says_it_is_found_behind_what_only_leads_to_the_verb(text: str) -> None:
    assert {row.speaker for row in read(text).quotes if row.kind == "direct"} == {"Ivo Tarn"}


def test_what_a_front_runner_is_told_to_have_called_another_is_nobodys() -> None:
    text = "Petra Vance said the front-runner had called Ivo Tarn the “personal farmer” of the mill."
    assert [row.speaker for row in read(text).quotes if row.kind == "direct"] == [None]


@pytest.mark.parametrize(
    ("text", "said_by"),
    [
        ("“It will hold for a century,” the VP said.", "the VP"),
        ("“It will hold for a century,” the DA said.", "the DA"),
        ("VP: “It will hold for a century.”", "VP"),
    ],
)
def test_an_office_in_its_short_form_is_a_description_and_no_name(text: str, said_by: str) -> None:
    (row,) = rows(text)
    assert (row.speaker, row.speaker_id) == (said_by, None)


def test_an_office_in_its_short_form_before_a_name_is_a_title() -> None:
    assert speakers("“It will hold,” Brask Mills VP Petra Vance said. AG Ivan Tarn said “it will not.”") == [
        "Petra Vance",
        "Ivan Tarn",
    ]


@pytest.mark.parametrize("dateline", ["LOWMARSH — ", "LOWMARSH, Malta (Coast Wire) — "])
def test_behind_a_dateline_the_subject_of_the_clause_speaks_and_not_the_object_of_its_relative(dateline: str) -> None:
    text = f"{dateline}One official who relayed the exchange said “the dam would hold for a century.”"
    assert speakers(text) == ["One official"]


@pytest.mark.parametrize(
    "text",
    [
        "In a memo Petra Vance, who is in charge of “Tomorrow,” reminded her staff of the flood.",
        "Petra Vance said she would join the “Today” show as its host.",
        "That joke became famous in “The 40-Year-Old Miller,” Petra Vance noted.",
        "“It will hold,” said Petra Vance on the popular “Morning Show.”",
    ],
)
def test_the_title_of_a_programme_or_a_film_is_nobodys_words(text: str) -> None:
    titles = {"Tomorrow,", "Today", "The 40-Year-Old Miller,", "Morning Show."}
    assert titles.isdisjoint(row.span.of(text) for row in rows(text))


def test_whoever_is_told_does_not_speak() -> None:
    text = "“It will hold for a century,” reminded her staff of the flood."
    assert "her staff" not in speakers(text)


def test_words_of_a_poll_are_not_those_of_the_people_who_said_yes() -> None:
    text = "Asked if Ivan Tarn is “realistic enough to be mayor,” 72 percent of farmers said yes while others did not."
    assert [speaker for speaker in speakers(text) if speaker] == []


def test_words_that_somebody_speaks_against_may_be_others() -> None:
    assert speakers("Petra Vance blasted talk of “a dam without end” on Monday.") == [None]
    assert speakers("Petra Vance blasted the dam as “a scar without end.”") == ["Petra Vance"]


def test_of_two_before_a_relative_clause_in_the_plural_none_speaks_alone() -> None:
    text = "She left her rivals, particularly Govs. Otto Lund and Ivan Tarn, who say “she lacks every experience.”"
    assert speakers(text) == [None]


def test_an_office_behind_the_name_of_whom_it_serves_is_the_speakers_title() -> None:
    (row,) = rows("Clinton Communications Director Petra Vance called it “a ridiculous idea.”")
    assert (row.speaker, row.speaker_id) == ("Petra Vance", "petra-vance")


def test_who_does_something_where_others_met_is_the_subject_of_that_clause() -> None:
    text = "Petra Vance spoke at the mill, where about 50 farmers had met on Monday, chanting “no contract, no peace.”"
    assert "Petra Vance" not in speakers(text)


def test_who_does_not_want_to_be_named_is_described() -> None:
    text = "Another farmer who works at the dam and who did not want to be named said it was “an old wall of mud.”"
    assert speakers(text) == ["Another farmer"]


def test_a_heading_in_marks_has_not_the_speaker_of_the_paragraph_before() -> None:
    text = (
        "“It is pretty cool working there,” Ida Marr said of the mill.\n\n“We have no silver bullets,” said Bo Oke."
        "\n\n‘Pretty cool working there.’\n\nOn a rainy Thursday the farmers met."
    )
    assert speakers(text) == ["Ida Marr", "Bo Oke"]


def test_a_pull_quote_of_the_texts_own_words_is_nobodys_quotation() -> None:
    text = (
        "But behind this argument about the dam is a dispute that is really about the past.\n\n“Behind this argument "
        "about the dam is a dispute that is really about the past.”\n\nThe farmers wait."
    )
    assert speakers(text) == []


def test_a_person_whose_name_is_a_newspapers_is_that_person() -> None:
    text = (
        "“It will hold,” said Mayor Don Guardian. Guardian said it was “an old wall.” The Guardian said it was “late.”"
    )
    assert speakers(text)[:2] == ["Don Guardian", "Don Guardian"]
    assert speakers(text)[2] != "Don Guardian"


def test_a_joined_description_is_whole_after_its_verb_too() -> None:
    assert speakers("“The dam will hold,” said a farmer and two aides.") == ["a farmer and two aides"]
    assert speakers("“The dam will hold,” said a farmer and the mill closed.") == ["a farmer"]


def test_a_source_ends_before_its_time_and_is_told_as_the_text_words_it() -> None:
    text = "The dam fell with “few effects on trade,” according to a study last year by weavers in Vell."
    (row,) = rows(text)
    assert row.speaker == "a study"
    assert row.why.startswith("“…”, according to somebody")


@pytest.mark.parametrize(
    "text",
    [
        "“The dam will hold,” the Ministry of the Environment said.",
        "“The dam will hold,” said the Ministry of the Environment.",
        "The Ministry of the Environment said: “The dam will hold.”",
        "The Ministry of the Environment opposed the mill.\n\n“The dam will hold,” it said.",
    ],
)
def test_a_body_is_named_whole(text: str) -> None:
    assert speakers(text) == ["Ministry of the Environment"]


def test_a_quotation_that_opens_its_paragraph_goes_on_from_the_sentence_before() -> None:
    text = "“It was late,” said Petra Vance.\n\n“Nobody need leave the valley.” The dam is in Sund."
    assert speakers(text) == ["Petra Vance", "Petra Vance"]


@pytest.mark.parametrize(
    "text",
    [
        "Petra Vance has opened the dam in May. “Nobody need leave the valley.” It is in Sund.",
        "Petra Vance called the old wall “safe” in May. “Nobody need leave the valley.” It is in Sund.",
        "Petra Vance has opened the dam.\n\n“Nobody need leave the valley.” It is in Sund.",
        "Petra Vance opened the dam. She was late. “Nobody need leave the valley.” It is in Sund.",
    ],
)
def test_a_quotation_that_is_a_sentence_follows_a_sentence_about_a_person(text: str) -> None:
    assert speakers(text)[-1] == "Petra Vance"
    assert rows(text)[-1].basis == "inferred"


@pytest.mark.parametrize(
    "text",
    [
        "The dam has opened in May. “Nobody need leave the valley.” It is in Sund.",
        "Sund Mill has opened in May. “Nobody need leave the valley.” It is in Sund.",
        "Will Petra Vance open the dam? “Nobody need leave the valley.” It is in Sund.",
    ],
)
def test_a_quotation_after_a_sentence_about_a_thing_or_with_anothers_words_stays_open(text: str) -> None:
    assert speakers(text)[-1] is None


@pytest.mark.parametrize(
    "text",
    [
        "Vell Mill spokeswoman, Petra Vance, said: “It will hold.”",
        "But shadow secretary to the council, Petra Vance, said: “It will hold.”",
        "“It will hold,” said the mill’s producer, Petra Vance.",
    ],
)
def test_a_role_before_a_comma_is_that_of_the_name_behind_it(text: str) -> None:
    assert speakers(text) == ["Petra Vance"]


def test_a_body_that_belongs_to_somebody_speaks_by_its_spokesman() -> None:
    assert speakers("A spokesman for Vell’s Mill Centre said it was “the longest day of the year.”") == [
        "A spokesman for Vell’s Mill Centre"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Minister Petra Vance defended the move saying it was “the only way out.”",
        "Petra Vance insisted there was no plan for a dam saying: “It will never hold.”",
    ],
)
def test_a_participle_behind_a_thing_that_says_nothing_is_its_clauses_subjects(text: str) -> None:
    assert speakers(text)[-1] == "Petra Vance"


def test_a_sign_says_what_stands_on_it_and_not_whoever_holds_it() -> None:
    assert speakers("Petra Vance held up a sign saying “Never again in the valley.”") != ["Petra Vance"]


@pytest.mark.parametrize(
    "text",
    [
        "When Otto Lund suggested that they would sue, Petra Vance fired back: “They are going to lose.”",
        "“The mill will always be the mill,” an angry Petra Vance retaliated.",
        "Petra Vance told the fair that it would hold. She went on: “It will hold for a century.”",
        "It drew a reply from the mayor Petra Vance, who called the mill “unfit to run”.",
        "Petra Vance, when asked what about the plan is wrong, responded that it “is right about the river”.",
    ],
)
def test_the_subject_of_the_main_clause_speaks(text: str) -> None:
    assert [row.speaker for row in read(text).quotes if row.kind == "direct"] == ["Petra Vance"]


def test_how_somebody_looked_and_what_nobody_said_are_no_speech() -> None:
    looked = "The mill is his home but he looked assured. “I was happy to play there, and we enjoyed it.”"
    assert [row.speaker for row in read(looked).quotes] == [None]
    assert not read("Otto Lund was calm, not once referring to his rivals as “liars and thieves of the valley.”").quotes


def test_a_family_name_that_is_a_word_for_a_place_or_people_speaks_once_the_text_has_it_whole() -> None:
    assert speakers("Ada West and Otto Green met. “I am late,” West said. “So am I,” said Green.") == [
        "Ada West",
        "Otto Green",
    ]
    assert speakers("Ada West came. “It is late,” said farmers in the West.") == ["farmers in the West"]


def test_he_is_no_body() -> None:
    text = "Although he got time with the Brask Villa at the request of the mill, he said he was angry."
    assert [row.speaker for row in read(text).quotes] == [None]


def test_who_only_signs_a_letter_does_not_say_all_of_it() -> None:
    (row,) = [row for row in read("Petra Vance signed a letter saying “we will go.”").quotes if row.kind == "direct"]
    assert row.speaker != "Petra Vance"
