import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.annotate import lang, read
from verbatim.annotate.json_format import as_json
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


@pytest.mark.parametrize(("text", "tag"), [
    *((text, tag) for tag, text in LONG.items()),
    *((text, UNKNOWN) for text in ("Москва закрыла мост во вторник.", "月湖镇关闭大桥。", "أغلقت المدينة الجسر")),
    *((text, "en") for text in ("“It will fail,” Tarn said.", "Ivan Tarn: no comment.", "", "1234 — 5678")),
    ("Die Brücke war nicht auf, und der Rat ist nach Hause.", "de"),  # short, and its words speak against English
    (f"{LONG['en']} {LONG['de']}", UNKNOWN),
    (f"{LONG['en']} {LONG['en']} “Der Rat ist nicht das Volk,” said a man in the street.", "en"),
])  # fmt: skip
def test_the_small_words_and_the_script_tell_the_language(text: str, tag: str) -> None:
    assert detect(text) == tag


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


GERMAN = """Talsperre über Unterwald geschlossen

OBERTANN, 4. März. Die Talsperre war am Dienstag undicht, sagte Bürgermeisterin Ilse Brandhofer. „Wir haben das Wasser
abgelassen, bevor es jemand merkte“, sagte sie. Was war passiert? Die Ingenieure hatten im Mai und im April gewarnt.

Der Landrat sprach von einem „Glücksfall“. 30 Prozent der Felder sind trocken. "Das ist ein Skandal", so Peter Grau.
"""
FRENCH = """Le pont de Valmorel fermé pour dix ans

« Nous avons compté les fissures, et nous avons arrêté de compter », a déclaré mardi Odile Marchenoir, la maire de la
ville. Les dates des travaux sont connues : du 3 mars au 12 août 2019. Le pont compte 40 arches, et le journal « Le
Phare » a publié les plans. Selon Odile Marchenoir, la ville n'a pas d'argent, mais elle « cherche encore un peu ».
"""
SPANISH = """El faro de Puerto Lunar se apaga

La alcaldesa de Puerto Lunar, Inés Corvalán, dijo el martes que el faro se apaga para siempre. «El mar ya no nos
necesita para nada», explicó. Según los pescadores, no fue una decisión fácil, y "nadie preguntó a los vecinos" antes
de tomarla. El 4 de mayo de 2018 se apagaron las 12 lámparas de la torre. John Marrow said nothing.
"""
FINNISH = """Hopeasaaren silta suljetaan

Hopeasaaren kaupunginjohtaja Aino Kivelärinne kertoi tiistaina, että silta suljetaan. ”Emme voi enää odottaa kevättä”,
hän sanoi. Silta on ollut auki vuonna 2017 ja myös 40 vuotta ennen sitä, mutta nyt se ei ole turvallinen. ”Se on
surullinen päivä kaikille meille”, sanoi kalastaja Eero Lumivaara.
"""
CHINESE = """月湖镇关闭大桥

月湖镇镇长林晓岚星期二宣布关闭大桥。「我们已经等得太久了,不能再等了。」她说。
2018年5月4日,《湖报》报道说,工程师王远山称大桥是「老桥」。"""
TEXTS = {"de": GERMAN, "fr": FRENCH, "es": SPANISH, "fi": FINNISH, "zh": CHINESE}
UNREAD = {
    "de": "We cannot yet read German for speakers",
    "fr": "We cannot yet read French for speakers",
    "es": "We cannot yet read Spanish for speakers",
    "fi": "We cannot yet read Finnish for speakers",
    "zh": "We cannot yet read this language for speakers",  # the words do not tell it
}
QUOTED = {
    "de": ["Wir haben das Wasser\nabgelassen, bevor es jemand merkte", "Das ist ein Skandal"],
    "fr": ["Nous avons compté les fissures, et nous avons arrêté de compter", "cherche encore un peu"],
    "es": ["El mar ya no nos\nnecesita para nada", "nadie preguntó a los vecinos"],
    "fi": ["Emme voi enää odottaa kevättä", "Se on\nsurullinen päivä kaikille meille"],
    "zh": ["我们已经等得太久了,不能再等了。"],
}


@pytest.mark.parametrize("tag", TEXTS)
def test_in_a_language_without_rules_quotations_alone_are_found_and_the_reason_why_nobody_is_named(tag: str) -> None:
    found = read(TEXTS[tag], "2019-03-05")
    assert [row.span.of(TEXTS[tag]) for row in found.quotes] == QUOTED[tag]
    assert {(r.kind, r.basis, r.speaker, r.speaker_id, r.candidates, r.why) for r in found.quotes} == {
        ("direct", "none", None, None, (), UNREAD[tag])
    }
    assert (found.people, found.dates, found.numbers, found.unknown) == ((), (), (), ())


def test_each_quotation_is_a_group_of_its_own() -> None:
    rows = read(FINNISH).quotes
    assert [row.group for row in rows] == ["g1", "g2"]


def test_an_editors_language_goes_before_what_the_words_tell() -> None:
    english = "“The dam will hold,” said Ivan Tarn. He was in the valley when it was filled by the engineers."
    assert read(english).quotes[0].speaker == "Ivan Tarn"
    assert read(english, lang="en-GB").quotes[0].speaker == "Ivan Tarn"
    assert read(english, lang="cy").quotes[0].speaker is None


def test_the_machine_interface_gives_the_same_object_for_an_unread_language() -> None:
    made = as_json(7, FRENCH, None, read(FRENCH))
    assert list(made) == list(as_json(7, "", None, read("")))
    assert [row["basis"] for row in made["quotes"]] == ["none", "none"]


@pytest.mark.parametrize(("text", "words"), [
    ("»Das war noch lange nicht alles«, sagte er.", "Das war noch lange nicht alles"),
    ("»Se oli aivan liian pitkä«, hän sanoi.", "Se oli aivan liian pitkä"),
    ("„To nie jest koniec tej historii”, powiedział.", "To nie jest koniec tej historii"),
    ("Il dit : « elle a dit « non » hier soir ».", "elle a dit « non » hier soir"),
])  # fmt: skip
def test_marks_of_many_languages_are_paired(text: str, words: str) -> None:
    assert [row.span.of(text) for row in read(text, lang="xx").quotes] == [words]


@pytest.mark.parametrize("text", ["„Offen und ohne ein Ende hier.\n\nWeiter geht es.", "”", "«»", "« »", '" "', "「」"])
def test_a_mark_without_its_partner_or_without_words_gives_nothing(text: str) -> None:
    assert read(text, lang="xx").quotes == ()


def test_signs_without_letters_are_a_form_of_nothing() -> None:
    assert lang.base_form("") == ""
