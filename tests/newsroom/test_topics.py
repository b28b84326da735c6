"""Which stories a topic has, in which order, and which of their moments and numbers belong together."""

import pytest

from tests.made import Marked, edition, mark, story
from verbatim.core.errors import ContentErrors
from verbatim.newsroom.topics import moments_of_topic
from verbatim.publish.edition import Edition

VOTE = "The vote\nThe gate is expected to cost 84 million crowns. It was voted on Monday."
RISE = "The rise\nThe gate of Orsel will cost 97 million crowns. It was voted in May."
BOATS = "The boats\nSome 84 million crowns were lost at sea."


def three(**topics: str) -> Edition:
    """Make three stories with a number each, and topics over them."""

    def number(text: str, words: str, means: str) -> Marked:
        at = text.index(means)
        return mark(words, "number", means=f"{at},{at + len(means)}")

    monday = mark("Monday", "moment", date="2031-03-03", basis="inferred", why="")
    may = mark("May", "moment", date="2031-05", basis="inferred", why="")
    vote = number(VOTE, "84 million crowns", "The gate is expected to cost 84 million crowns")
    rise = number(RISE, "97 million crowns", "The gate of Orsel will cost 97 million crowns")
    boats = number(BOATS, "84 million crowns", "84 million crowns were lost at sea")
    return edition(
        story("vote", VOTE, [vote, monday], title="The vote", date="2031-03-04"),
        story("rise", RISE, [rise, may], title="The rise", date="2031-06-04"),
        story("boats", BOATS, [boats], title="The boats", date="2031-01-04"),
        topics=topics,
    )


@pytest.mark.parametrize(("lines", "stories"), [
    ("Stories: rise boats vote", ("boats", "vote", "rise")),
    ("Section: Local\nFrom: 2031-02\nTo: 2031", ("vote", "rise")),
], ids=["whatever the file says", "of a rule within its time"])  # fmt: skip
def test_stories_are_in_order_of_time(lines: str, stories: tuple[str, ...]) -> None:
    assert three(gate=f"Title: G\n{lines}\n").topics["gate"].stories == stories


def test_a_story_that_is_not_published_is_left_out_and_with_it_a_topic_of_nothing_else() -> None:
    topics = {"gate": "Title: G\nStories: vote rise\n", "votes": "Title: V\nStories: vote\n"}
    made = edition(story("vote", VOTE, [], status="draft"), story("rise", RISE, []), topics=topics)
    assert {name: topic.stories for name, topic in made.topics.items()} == {"gate": ("rise",)}


def test_topics_are_in_order_of_their_newest_dated_text() -> None:
    late = story("late", VOTE, [], title="The vote", date="2031-05-01")
    dateless = story("dateless", RISE, [], title="The rise", date_basis="unknown")
    early = story("early", BOATS, [], title="The boats", date="2031-02-01")
    topics = {"a": "Title: A\nStories: early\n", "b": "Title: B\nStories: late dateless\n"}
    assert list(edition(late, dateless, early, topics=topics).lookups.topics.by_id) == ["b", "a"]


@pytest.mark.parametrize(("line", "fact"), [
    ("Stories: vote veto", "there is no content/stories/veto.md"),
    ("Stories: vote\nSame: m-vote-020-1 m-nowhere-1", "which is no moment of this topic's published stories"),
    ("Stories: vote\nNumbers: vote#char=1,4 rise#char=1,4", "no number is marked at vote#char=1,4"),
    ("Stories: vote\nAnswered: vote#char=1,4000", "vote#char=1,4000 is outside its source"),
    ("Stories: vote\nAnswered: veto#char=1,4", "veto#char=1,4 is in no published story"),
])  # fmt: skip
def test_what_no_story_has_is_an_error(line: str, fact: str) -> None:
    with pytest.raises(ContentErrors, match=fact):
        three(gate=f"Title: G\n{line}\n")


def test_numbers_of_one_unit_in_like_words_stand_side_by_side_unless_editors_join_others_or_none() -> None:
    at, to = (f"{name}#char={text.index('84 million crowns')},{text.index('84 million crowns') + 17}"
              for name, text in (("vote", VOTE), ("boats", BOATS)))  # fmt: skip
    for line, wanted in (("", ["rise", "vote"]), (f"Numbers: {at} {to}\n", ["boats", "vote"])):
        (group,) = three(gate=f"Title: G\nSection: Local\n{line}").topics["gate"].numbers
        assert sorted(number.story for number in group) == wanted
    assert three(gate="Title: G\nSection: Local\nNumbers: none\n").topics["gate"].numbers == ()


def test_moments_that_editors_join_are_one_with_two_places() -> None:
    made = three(gate="Title: G\nStories: vote rise\nSame: m-vote-020-1 m-rise-020-1\n")
    joined = moments_of_topic(made.topics["gate"], made.lookups.newsroom.moments)
    assert [[place.story for place in one.places] for one in joined] == [["rise", "vote"]]


COST = VOTE.index("The gate is")
WHOLE = f"vote#char={COST},{COST + len('The gate is expected to cost 84 million crowns.')}"


def asked(answer: str, about: str = "vote") -> Edition:
    return edition(
        story("vote", VOTE, [], title="The vote"), story("draft", RISE, [], title="The rise", status="draft"),
        questions={f"{about}/10-cost": f"Title: What does it cost?\nAnswer: {answer}\n\n\n"},
    )  # fmt: skip


def test_a_question_is_answered_by_whole_sentences_of_a_published_text() -> None:
    question = asked(WHOLE).questions["vote"][0]
    assert (question.anchor, len(question.answers)) == ("question-cost", 1)
    assert list(asked(WHOLE, about="draft").questions) == []


@pytest.mark.parametrize(("answer", "about", "fact"), [
    (f"vote#char={COST},{COST + 12}", "vote", f"is not made of whole sentences. Write {WHOLE}"),
    (f"vote#char={COST + 4},{COST + 12}", "vote", f"is not made of whole sentences. Write {WHOLE}"),
    ("draft#char=9,20", "vote", "is in no published story"), ("vote#char=9,9000", "vote", "is outside its source"),
    ("none", "vote", "the texts do not say, and neither do you"),
    (WHOLE, "veto", "neither a story nor a topic veto"),
])  # fmt: skip
def test_what_does_not_answer_is_an_error_and_that_of_a_cut_sentence_names_it(
    answer: str, about: str, fact: str
) -> None:
    with pytest.raises(ContentErrors, match=fact):
        asked(answer, about)
