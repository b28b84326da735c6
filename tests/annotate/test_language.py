import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.annotate.languages import UNKNOWN, detect, has_rules, language

LONG = {
    "en": "The council of the town will meet on Tuesday to decide whether the bridge, which was closed in March after "
    "a storm, should be opened again. It has been said that the work would cost more than the town can pay.",
    "de": "Der Rat der Stadt wird am Dienstag entscheiden, ob die Brücke, die nach dem Sturm im März gesperrt wurde, "
    "wieder geöffnet werden kann. Es ist nicht sicher, dass die Stadt sich das leisten kann.",
    "fr": "Le conseil de la ville va décider mardi si le pont, qui est fermé depuis la tempête du mois de mars, peut "
    "être rouvert. Il est dit que les travaux sont trop chers pour la ville et pour ses habitants.",
    "es": "El consejo de la ciudad decidirá el martes si el puente, que fue cerrado en marzo por la tormenta, se puede "
    "abrir de nuevo. Según los vecinos, las obras son más caras de lo que la ciudad puede pagar.",
    "it": "Il consiglio della città deciderà martedì se il ponte, che è stato chiuso per la tempesta di marzo, si può "
    "riaprire. Non è certo che la città abbia il denaro per i lavori, anche con gli aiuti della provincia.",
    "nl": "De raad van de stad beslist dinsdag of de brug, die na de storm van maart dicht is, weer open kan. Het is "
    "niet zeker dat de stad het geld heeft voor een werk dat met de dag duurder wordt.",
    "fi": "Kaupungin neuvosto päättää tiistaina, voiko silta, joka on ollut kiinni myrskyn jälkeen, taas avata. Ei ole "
    "varmaa, että kaupungilla on rahaa, mutta työ on jo alkanut ja se jatkuu nyt kesään.",
    "sv": "Stadens råd ska på tisdag besluta om bron, som har varit stängd efter stormen i mars, kan öppnas igen. Det "
    "är inte säkert att staden har råd med ett arbete av det slaget för en bro till.",
}


@pytest.mark.parametrize("tag", LONG)
def test_the_small_words_tell_the_language(tag: str) -> None:
    assert detect(LONG[tag]) == tag


@pytest.mark.parametrize("text", ["Москва закрыла мост во вторник.", "月湖镇关闭大桥。", "أغلقت المدينة الجسر"])
def test_a_text_in_another_script_is_not_taken_for_english(text: str) -> None:
    assert detect(text) == UNKNOWN


@pytest.mark.parametrize("text", ["“It will fail,” Tarn said.", "Ivan Tarn: no comment.", "", "1234 — 5678"])
def test_a_text_too_short_to_tell_is_taken_for_english(text: str) -> None:
    assert detect(text) == "en"


def test_a_short_text_is_not_taken_for_english_where_its_words_speak_against_it() -> None:
    assert detect("Die Brücke war nicht auf, und der Rat ist nach Hause.") == "de"


def test_a_text_half_in_one_language_and_half_in_another_is_left_open() -> None:
    assert detect(f"{LONG['en']} {LONG['de']}") == UNKNOWN


def test_an_english_text_with_a_foreign_quotation_stays_english() -> None:
    assert detect(f"{LONG['en']} {LONG['en']} “Der Rat ist nicht das Volk,” said a man in the street.") == "en"


def test_what_is_said_of_the_language_goes_before_what_the_words_tell() -> None:
    assert language(LONG["en"], "cy") == "cy"
    assert language(LONG["de"], " en_GB ") == "en-GB"
    assert language(LONG["de"], "") == "de"


@pytest.mark.parametrize(("tag", "known"), [("en", True), ("EN-gb", True), ("eng", False), ("de", False), ("", False)])
def test_rules_are_known_by_the_first_part_of_a_tag(tag: str, known: object) -> None:
    assert has_rules(tag) is known


@given(st.text(max_size=300))
def test_any_text_gets_a_tag(text: str) -> None:
    assert detect(text)
