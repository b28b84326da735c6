from xml.etree import ElementTree as ET

from tests.made import SITE, Marked, edition, mark, person, said, story, with_headers
from verbatim.publish import Edition
from verbatim.publish.embedding import Embeddable, oembed
from verbatim.publish.profile_page import profile_embed

TEXT = "“Lift & <pull>”, said Mara Lind, the mate.\n“Let go”, she said later."
LIFT = said("“Lift & <pull>”", "q-1", "mara")
NAMES = [person("Mara Lind", "mara"), mark("the mate", "role", of="mara")]


def held_of(*marks: Marked) -> Edition:
    return edition(story("rope", TEXT, [*NAMES, *marks]))


def embed_of(held: Edition) -> Embeddable:
    made = profile_embed(held, held.newsroom.people["mara"])
    assert made
    return made


def test_it_tells_the_name_the_role_as_worded_and_the_quotation_with_its_place() -> None:
    block = ET.fromstring(str(embed_of(held_of(LIFT)).block))  # noqa: S314  our own XML
    assert block.get("cite") == "https://record.example/sources/rope.txt#char=1,14"
    assert [one.text for one in block.iter("p")] == ["“Lift & <pull>”"]
    assert "".join(block.itertext()).startswith("Mara Lind, the mate. ")


def test_a_quotation_that_the_source_itself_gives_comes_before_an_inferred_one_which_is_said_to_be_so() -> None:
    inferred = said("“Let go”", "q-2", "mara", basis="inferred")
    assert "Lift" in str(embed_of(held_of(LIFT, inferred)).block)
    assert "4 March 2031 (speaker worked out)" in str(embed_of(held_of(inferred)).block)


def test_whole_words_come_before_newer_ones_that_are_partly_quoted() -> None:
    whole = "“The rope has held since the first winter of the war”"
    older = story("rope", f"{whole}, said Mara Lind.", [NAMES[0], said(whole, "q-1", "mara")])
    part = said("the rope “a fright of a thing”", "q-2", "mara", "mixed")
    newer = story("wind", "Mara Lind called the rope “a fright of a thing”.", [NAMES[0], part], date="2031-03-05")
    assert "since the first winter" in str(embed_of(edition(older, newer)).block)


def test_of_somebody_who_is_not_quoted_the_sentence_that_names_them_is_shown() -> None:
    html = str(embed_of(held_of()).block)
    assert "<p>“Lift &amp; &lt;pull&gt;”, said Mara Lind, the mate.</p>" in html
    assert "named in The Courier" in html


def test_a_withdrawn_quotation_is_not_shown() -> None:
    told = with_headers(story("rope", TEXT, [*NAMES, LIFT]), "010", ("Withdrawn", "2031-03-05 Never said"))
    assert "1 quotation" not in str(embed_of(edition(told)).block)


def test_a_paraphrase_is_not_shown_as_a_quotation() -> None:
    told = said("she said later", "q-2", "mara", "indirect")
    assert "<p>she said later</p>" not in str(embed_of(held_of(told)).block)


def test_the_oembed_response_names_the_profile() -> None:
    made = oembed(SITE, embed_of(held_of(LIFT)))
    assert (made["title"], "author_name" in made) == ("Profile: Mara Lind", False)
    assert 'src="https://record.example/embed/people/mara/#record.example"' in str(made["html"])
