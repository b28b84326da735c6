import pytest

from verbatim.annotate import read


def told(text: str) -> list[tuple[str, str, str | None]]:
    return [(row.kind, row.span.of(text), row.speaker) for row in read(text).quotes if row.kind != "direct"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Petra Vance said the dam would hold.", "the dam would hold"),
        ("Petra Vance said on Monday that the dam would hold.", "that the dam would hold"),
        ("Petra Vance said on March 4, 2031 that the dam would hold.", "that the dam would hold"),
        ("Petra Vance told reporters the dam would hold.", "the dam would hold"),
        ("Petra Vance told the Sund Times newspaper the dam would hold.", "the dam would hold"),
        ("Petra Vance told Sund Radio’s Today programme the dam would hold.", "the dam would hold"),
        ("Petra Vance said perhaps the dam would hold.", "perhaps the dam would hold"),
        (
            "Petra Vance admitted the vote on whether to close the dam was lost.",
            "the vote on whether to close the dam was lost",
        ),
        ("Petra Vance says long lines kept many at home.", "long lines kept many at home"),
        ("Petra Vance said later the dam would hold.", "the dam would hold"),
        ("The dam would hold for a century, Petra Vance said.", "The dam would hold for a century"),
        ("The dam would hold, said Petra Vance.", "The dam would hold"),
        ("The dam would hold, Petra Vance said,", "The dam would hold"),
        ("According to Petra Vance, the dam would hold.", "the dam would hold"),
        ("The dam would hold, according to Petra Vance.", "The dam would hold"),
        ("Petra Vance called for a new dam in the valley.", "a new dam in the valley"),
        ("Petra Vance last month said that the dam would hold.", "that the dam would hold"),
        ("Petra Vance less than two weeks ago said that the dam would hold.", "that the dam would hold"),
        ("And a third, Petra Vance, said the dam would hold.", "the dam would hold"),
        ("It rained and Ivo Tarn met them, but Petra Vance opened it, saying it would hold.", "it would hold"),
        ("Petra Vance blamed the press for Ivo Tarn’s claim that it was late, saying it would hold.", "it would hold"),
        ("While Petra Vance said the dam would hold, the town left.", "the dam would hold"),
        ("A week after Petra Vance said the dam would hold, the town left.", "the dam would hold"),
        ("Petra Vance said the dam would hold, while rain fell in Vell.", "the dam would hold"),
        ("Petra Vance said the dam — it is old — would hold.", "the dam — it is old — would hold"),
        ("Petra Vance said the dam would hold — and it fell.", "the dam would hold"),
        ("Petra Vance said it would hold and she accused the town of sleeping.", "it would hold"),
        ("The dam, according to Petra Vance, would hold for a century.", "would hold for a century"),
        ("In Vell, according to Petra Vance, a former baker, the dam would hold.", "the dam would hold"),
        ("The dam would hold, the news site Petra Vance reported.", "The dam would hold"),
        ("And the dam would hold for years, Petra Vance said.", "And the dam would hold for years"),
        ("Petra Vance said during a walk in Vell, Ohio, that the dam would hold.", "that the dam would hold"),
        ("Petra Vance said this week that the dam would hold.", "that the dam would hold"),
        ("Petra Vance vowed last month to mend the dam.", "to mend the dam"),
        ("The dam would hold, Petra Vance said on “Brask at Noon.”", "The dam would hold"),
        ("While rain fell, the dam would hold, Petra Vance said.", "While rain fell, the dam would hold"),
        ("Petra Vance, meanwhile, said the dam would hold.", "the dam would hold"),
        ("Petra Vance said the dam would hold, adding that it was old.", "the dam would hold"),
        ("Nobody trusts Petra Vance’s claim that the dam would hold.", "that the dam would hold"),
        (
            "Petra Vance said a fall in milling, which was driven by rain, was to blame.",
            "a fall in milling, which was driven by rain, was to blame",
        ),
        (
            "Petra Vance said that if it rained, she would advise the town to leave.",
            "that if it rained, she would advise the town to leave",
        ),
        ("Petra Vance had said before Monday’s vote she would leave.", "she would leave"),
        ("The dam would hold, Petra Vance said this week in Vell.", "The dam would hold"),
        (
            "Petra Vance, chair of the Mill Board, said having Ivo Tarn there was a risk.",
            "having Ivo Tarn there was a risk",
        ),
        ("Petra Vance called it a scar and left the valley in May.", "it a scar"),
        ("Petra Vance Says The Dam Will Hold", "The Dam Will Hold"),
        ("Petra Vance, who announced a plan for the dam on Monday, plans to stay.", "a plan for the dam on Monday"),
        (
            "Petra Vance said that, according to a study by the mill, it would hold.",
            "that, according to a study by the mill, it would hold",
        ),
    ],
)
def test_words_told_without_marks_are_found_with_their_source(text: str, words: str) -> None:
    assert ("indirect", words, "Petra Vance") in told(text)


NO_REPORTS = {
    "a noun, a thing or an act": (
        "The early towns and state that follow on the map are small.",
        "The new supporters include state Rep. Otto Lund, a baker.",
        "The friends of the mill email her a list of names.",
        "After years adding coal at great speed, the town stopped.",
        "The road sign warning of floods and rain stood there for years.",
        "Petra Vance, who is challenging Otto Lund for the post, reads a lot.",
        "Petra Vance asked for it and promises to the valley were kept.",
        "In the last mass of her trip, held along the border, Petra Vance told the old story of the flood.",
        "Petra Vance stressed those worries, and the mill closed.",
        "Petra Vance said no to the war.",
        "Petra Vance said the same of the other mill in the valley.",
        "Petra Vance recalled numerous telephone calls with the council.",
        "“It will hold,” Petra Vance said in a statement issued before noon.",
        "“It will hold,” Petra Vance said on Friday after spending a day at the mill.",
        "In May, as a man was led away, Petra Vance said, “The dam will hold for a century.”",
        "It was told in the town, as Petra Vance said at the outset, and any anger was well hidden.",
        "The mill talks on and on, never admitting it was wrong.",
        "A group asked for a report on alleged theft while the mill was closed.",
        "Take a look at what Petra Vance said that really mattered.",
        "As thanks to Petra Vance the mill is open, the town slept.",
        "Asked by Ivo Tarn about the mill, Petra Vance left the room.",
        "Petra Vance told them to wait for a plan of the town that is late.",
        "While Petra Vance stressed dams, the town voted to sell the mill.",
        "Petra Vance recalled the church that stood there.",
        "The Brask League claimed responsibility for the flood at the dam.",
        "That is pretty much what Petra Vance has threatened to do.",
        "Without a defence of it, average voters may listen and conclude that it must not have done much good.",
        "Petra Vance may say that the dam will hold.",
        "The deal gives insight into the bank, which owes the sum that the valley took - and says it cannot repay it.",
        "She waits until the mill agrees to change its course.",
        "“I am more skilled with my hands than with my brain,” said Petra Vance, half joking.",
        "A writer called the town after Petra Vance announced her race to ask if they could change the book.",
    ),
    "what tells nothing": (
        "Petra Vance did not say that the dam would hold.",
        "Petra Vance declined to comment.",
        "Petra Vance denied the mill a loan and left.",
        "Petra Vance rejected that, too.",
        "Petra Vance allegedly said that the dam would hold.",
        "Petra Vance attacked the council in May.",
        "The dam was built according to their own plans.",
        "The state officials left at noon.",
        "“The dam will hold,” Petra Vance said in an interview.",
    ),
    "the clause around a quotation": (
        "The plan, which Petra Vance called “a gift”, was dropped by the council.",
        "A sign reading “No entry here” hung on Petra Vance’s gate.",
        "When Petra Vance said “the dam is safe”, Ivo Tarn laughed.",
    ),
    "what the narrator says before a quotation": (
        "For example: “The dam will hold for a century,” Petra Vance told the paper.",
        "Petra Vance seemed angry: “The dam will hold for a century,” she wrote.",
        "The vote brought anger (“I want my vote back,” wrote Petra Vance, a farmer in Vell), and it went on.",
        "The plan was late - “It will never be done,” Petra Vance said - and dear.",
        "The mill wrote to Ivo Tarn with, “Why now? That was late?” Petra Vance then writes back, “You look well.”",
    ),
    "words before a quotation that are no clause": (
        "Petra Vance said flatly: “I do not think that it matters.”",
        "Petra Vance acknowledged, however, “As they say, the past tells us little.”",
        "Petra Vance asked Ivo Tarn: “Is it late?” The question was later on a poster in Vell.",
    ),
    "a noun that looks like a verb": (
        "Recalling that moment, Petra Vance, who was chief farmer of the valley, left.",
        "“It will hold for a century,” said Petra Vance, the former state Senate leader in Vell.",
        "Petra Vance worked with Ivo Tarn on a 2030 recall of three judges who were part of a decision.",
        "Her remarks, first reported by the Herald on Friday, suggested a tinge of regret about the role of the mill.",
    ),
    "what the narrator says": (
        "Asked if her plan was good, 46 percent said yes, compared with 23 percent who called it bad.",
        "Ahead of them is Petra Vance, who rejoins the main debate after a month at home.",
        "Petra Vance’s remarks were aimed at critics, including, she said, “farmers who only shout.”",
        "“He has many gifts,” Petra Vance said during a panel on the Brask presidency on Monday, which she compared.",
        "“That is fair game,” Petra Vance told the Morning show when asked about it.",
        "“We need a prayer for them,” Petra Vance wrote the day after a man came down the river.",
    ),
    "what only looks like a report": (
        "How she answers that question will have a direct bearing on the vote.",
        "The film will tell the story of six farmers who risked their lives in the flood.",
        "Just before the boat took off, Petra Vance sat down and asked for volunteers to move.",
        "Petra Vance told to double the toll.",
        "The key is if Petra Vance comes out and says that the dam will hold.",
    ),
}


@pytest.mark.parametrize(
    "text",
    [pytest.param(text, id=f"{what}: {text}") for what, cases in NO_REPORTS.items() for text in cases],
)
def test_what_is_no_report_tells_nothing(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Petra Vance said there were two dams.",
        "Petra Vance asked the council to pay for it.",
        "Petra Vance explained how it was built.",
        "Two critics of the mill said it smelled.",
        "The memo notes that the dam is old.",
        "The mill will close, according to a woman familiar with the talks.",
        "According to complete returns, the mill lost the vote.",
        "Petra Vance said her friends feel the same way.",
        "Just 28 percent of farmers said they liked the dam.",
        "More than six in 10 said they liked the dam.",
        "Those surveyed say the dam should be closed.",
        "A majority of her farmers say they plan to leave.",
        "The companies said that the dam was old.",
        "Farmers like Petra Vance say it is a fine dam.",
        "The deputy head of the council’s office in the valley said it was old.",
        "People familiar with the mill say it is closing.",
        "The mill is closing, said Petra Vance, who built it.",
        "Petra Vance announced a new dam for the valley.",
        "Petra Vance described the mill as a loss.",
        "Petra Vance praised the farmers for waiting so long.",
        "The farmers whose land was flooded say it was late.",
        "Groups that have backed her say it was late.",
    ],
)
def test_a_clause_of_whoever_may_speak_is_a_paraphrase(text: str) -> None:
    assert [row[0] for row in told(text)] == ["indirect"]


def test_quoted_words_inside_are_rows_of_the_mixed_rows_group() -> None:
    text = "Petra Vance said the dam was “a jewel of the valley” and would hold."
    rows = read(text).quotes
    assert [(row.kind, row.speaker) for row in rows] == [("mixed", "Petra Vance"), ("direct", "Petra Vance")]
    assert rows[0].group == rows[1].group


def test_who_is_described_by_a_clause_speaks_and_not_the_description() -> None:
    text = "Petra Vance, a doctor who advised the council on the dam, said it was a success “by any stretch of it.”"
    assert [row[2] for row in told(text)] == ["Petra Vance"]


def test_of_two_who_imply_it_in_a_clause_neither_is_named_alone() -> None:
    text = "Petra Vance seemed to be cross when Otto Lund and Ida Marr implied that the baker could not win it."
    assert [row[2] for row in told(text)] == [None]


def test_what_a_question_makes_somebody_respond_to_is_not_the_questions() -> None:
    text = "The opening question made Otto Lund respond to Petra Vance’s claims that the valley would suffer with him."
    assert "The opening question" not in {row[2] for row in told(text)}


def test_what_a_place_responds_to_is_not_said_by_it() -> None:
    text = (
        "It is a debate on how Malta responds to floods at home and abroad, with Petra Vance telling the press on "
        "Monday she found Otto Lund “directly responsible” for the dam."
    )
    assert {row[2] for row in told(text)} == {"Petra Vance"}


def test_the_records_that_words_come_from_are_named_whole() -> None:
    text = "According to Brask Council pool reports, the dam would hold for a century."
    assert [row[2] for row in told(text)] == ["Brask Council pool reports"]
    text = "The dam would hold, according to the results of the latest Brask University poll released in May."
    assert [row[2] for row in told(text)] == ["the results of the latest Brask University poll"]


def test_the_outer_report_tells_what_is_reported_within_it() -> None:
    assert [row[2] for row in told("Petra Vance said the council wanted “a dam without end.”")] == ["Petra Vance"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Petra Vance, who called the dam “safe for ever”, left at noon.", "the dam “safe for ever”"),
        ("Petra Vance said it was “safe for ever,” showing the town a map.", "it was “safe for ever,”"),
        ("Petra Vance, who said the dam was “safe for ever,” left at noon.", "the dam was “safe for ever,”"),
    ],
)
def test_what_a_dependent_clause_tells_ends_with_it(text: str, words: str) -> None:
    assert told(text) == [("mixed", words, "Petra Vance")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Few (it was 12 percent, Petra Vance says) knew the dam.", "it was 12 percent"),
        ("In the end, the mill sold, and later Petra Vance agreed to pay the farmers.", "to pay the farmers"),
        ("The rest is known: Petra Vance says papers count too few, again and again.", "papers count too few"),
        ("When Petra Vance was late, as Ivo Tarn called for a new dam, she left.", "a new dam"),
        ("The harvest, and while Petra Vance said it would be late, it came early.", "it would be late"),
        ("Petra Vance, who met Ivo Tarn in May and said she might help him, never came.", "she might help him"),
        ("Petra Vance, who called for a new dam, never came.", "a new dam"),
        ("After saying that the dam would hold, Petra Vance left.", "that the dam would hold"),
        ("Farmers, Petra Vance says, have cheered the new dam.", "have cheered the new dam"),
        ("And Ivo Tarn, said Petra Vance, who works for him, never forgets.", "never forgets"),
        ("Petra Vance herself said the dam would hold.", "the dam would hold"),
        ("Petra Vance concluded this month that the dam would hold.", "that the dam would hold"),
        ("Petra Vance's argument on Friday was that the dam would hold.", "that the dam would hold"),
        ("Petra Vance recalled opening the dam.", "opening the dam"),
        ("Petra Vance recalled Ivo Tarn opening the dam.", "Ivo Tarn opening the dam"),
        ("Petra Vance denied that the dam would hold.", "that the dam would hold"),
        ("Petra Vance has denied claims that the dam leaks.", "claims that the dam leaks"),
        ("Petra Vance rejected reports that the mill is for sale.", "reports that the mill is for sale"),
        ("Petra Vance told the council it was over.", "it was over"),
        ("Petra Vance said Friday, according to the Sund Times, that the dam would hold.", "that the dam would hold"),
    ],
)
def test_the_words_told_are_the_speakers_and_no_more(text: str, words: str) -> None:
    assert any(told_words.startswith(words) for _, told_words, _ in told(text))
    assert all(len(told_words) <= len(words) + len(", again and again") for _, told_words, _ in told(text))


def test_a_second_source_tells_for_itself() -> None:
    rows = told("Many farmers have said they will not come and others have said they are not asked.")
    assert [words for _, words, _ in rows] == ["they will not come", "they are not asked"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The dam will hold for years, according to a Sund Times survey.", "a Sund Times survey"),
        ("Farmers fear the next flood, according to a Sund Times/Coast Wire poll.", "a Sund Times/Coast Wire poll"),
        ("According to the Brask Party polling average, the mayor is ahead.", "the Brask Party polling average"),
        ("The dam will hold for years, according to the Herald.", "Herald"),
        ("Some Democrats say the vote could be the last.", "Some Democrats"),
        ("Many liberal Democrats say the vote could be the last.", "Many liberal Democrats"),
        ("The mayor left, with top officials praising it and vowing to stay for decades.", "top officials"),
        ("Some of her aides remain slow to help Petra Vance, often citing the flood as a reason.", "Some of her aides"),
    ],
)  # fmt: skip
def test_the_source_is_whole(text: str, source: str) -> None:
    assert [speaker for _, _, speaker in told(text)] == [source]


def test_what_is_said_of_somebody_is_not_cut_off_before_its_verb() -> None:
    text = "Petra Vance said Ivan Tarn, the father of Otto Lund, who fell in the flood is “absolutely wrong” to say so."
    assert told(text)[0][1].endswith("is “absolutely wrong” to say so")


def test_a_phrase_that_only_the_quotation_ends_is_said_with_it() -> None:
    assert told("This is a “raw time,” said Petra Vance.") == [("mixed", "This is a “raw time,”", "Petra Vance")]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The last man to mount a large race in the valley says he does not want it.", "The last man"),
        (
            "Senior farmers with old ties to both Clintons said the dam was late.",
            "farmers with old ties to both Clintons",
        ),
    ],
)
def test_the_head_of_a_phrase_speaks_and_not_what_it_is_tied_to(text: str, source: str) -> None:
    assert [speaker and speaker.removeprefix("Senior ") for _, _, speaker in told(text)] == [source]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Farmers and even some weavers say the dam is late.", "Farmers and even some weavers"),
        ("Carters, farmers and some weavers said the dam was late.", "Carters, farmers and some weavers"),
        ("They and their neighbours argue that the dam is late.", "They and their neighbours"),
        ("Petra Vance and other farmers said the dam was late.", "Petra Vance and other farmers"),
        ("In Vell, farmers and weavers said the dam was late.", "farmers and weavers"),
        ("Officials met farmers and weavers said the dam was late.", "weavers"),
        ("The mill left the valley, and residents said the dam was late.", "residents"),
        ("Farmers and weavers met in Vell. They said the dam was late.", "Farmers and weavers"),
    ],
)
def test_all_whom_and_joins_are_the_source(text: str, source: str) -> None:
    assert [speaker for _, _, speaker in told(text)] == [source]


def test_what_somebody_said_is_only_mentioned() -> None:
    assert told("Petra Vance spoke. If you heard what she said this week, she talked of how hard it was.") == []


def test_people_who_do_something_speak_and_not_what_they_do() -> None:
    assert [row[2] for row in told("People who live there said that the dam would hold.")] == ["People"]


@pytest.mark.parametrize(
    "text",
    [
        "Petra Vance also wrote an essay, “On Walls and Water,” for the fair.",
    ],
)
def test_the_title_of_a_work_is_not_what_its_writer_says(text: str) -> None:
    assert read(text).quotes == ()


def test_what_a_place_underscores_is_not_said_by_it() -> None:
    assert told("Vell Valley underscores that dams work.") == []


def test_what_goes_on_after_a_clause_that_concedes_is_not_reported_by_it() -> None:
    assert told("Even though the farmers will scoff at the notion, we can see it hold in Vell.") == []


def test_a_second_verb_of_one_source_takes_no_words_from_before_the_first() -> None:
    text = "But while farmers like the delay, two friends of Petra Vance say it is the mill, responding to carters."
    assert [words for _, words, _ in told(text)] == ["it is the mill"]


def test_that_something_is_according_to_somebody_repeats_nothing() -> None:
    assert told("The dam holds. That’s according to Petra Vance.") == []


def test_who_is_named_as_the_source_is_no_part_of_the_words() -> None:
    assert not any(
        words.startswith("according") for _, words, _ in told("It broke, Quorl said, according to the Wire.")
    )


def test_what_is_denied_in_marks_is_nobodys() -> None:
    assert [row.speaker for row in read("Petra Vance denied the dam was “a scar”.").quotes] == [None]
