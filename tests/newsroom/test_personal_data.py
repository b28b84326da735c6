"""What in a source may lead strangers to somebody is found, and nothing that only looks like it."""

import pytest

from verbatim.newsroom.personal_data import personal_data


def found(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.span.of(text)) for one in personal_data(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Ivo Marr, of 12 Quay Street, Port Saren, was fined.", "address", "12 Quay Street"),
        ("Police were called to 14a St Mary's Road on Monday.", "address", "14a St Mary's Road"),
        ("She lives at 3 Pilot Court.", "address", "3 Pilot Court"),
        ("12 Old Mill Lane was searched.", "address", "12 Old Mill Lane"),
        ("He moved to 2029 Harbour Avenue.", "address", "2029 Harbour Avenue"),
        ("Er wohnt in der Hafenstraße 12, sagte sie.", "address", "Hafenstraße 12"),
        ("Er wohnt in der Langen Straße 5 in Sund.", "address", "Langen Straße 5"),
        ("Zij woont aan de Havenkade 7.", "address", "Havenkade 7"),
        ("Il habite 8 bis, rue des Pilotes, à Sund.", "address", "8 bis, rue des Pilotes"),
        ("Vive en la calle del Puerto, 9.", "address", "calle del Puerto, 9"),
        ("a van, AB12 CDE, stood there", "plate", "AB12 CDE"),
        ("the car B-KV 1234 stood there", "plate", "B-KV 1234"),
        ("the car AB-123-CD stood there", "plate", "AB-123-CD"),
        ("number plate ABC 123", "plate", "ABC 123"),
        ("registration number: 1234 BCD", "plate", "1234 BCD"),
        ("her number AB 12 34 56 C", "identity", "AB 12 34 56 C"),
        ("her number 123-45-6789", "identity", "123-45-6789"),
        ("born 850312-1234 in Sund", "identity", "850312-1234"),
        ("his card 12345678Z", "identity", "12345678Z"),
        ("passport number X1234567 was void", "identity", "X1234567"),
        ("Call her on 555-0123.", "telephone", "555-0123"),
        ("Tlf. 33 12 34 56", "telephone", "33 12 34 56"),
        ("the hotline (555-0123)", "telephone", "555-0123"),
        ("Write to erin.vale+pool@mail.example.org.", "e-mail", "erin.vale+pool@mail.example.org"),
    ],
)
def test_what_leads_to_somebody_is_found(text: str, kind: str, words: str) -> None:
    assert found(text) == [(kind, words)]


@pytest.mark.parametrize(
    "words",
    [
        "+44 20 7946 0123", "0044 20 7946 0123", "020 7946 0123", "(020) 7946 0123", "07700 900123", "030/1234567",
        "01 99 00 12 34", "01.99.00.12.34", "(212) 555-0187", "212-555-0187",
    ],
)  # fmt: skip
def test_a_telephone_number_is_found(words: str) -> None:
    assert found(f"Erin Vale said: {words}, in the evening.") == [("telephone", words)]


@pytest.mark.parametrize(
    "text",
    [
        "In 2029 Harbour Street was closed for 12 days.",
        "340 Mill Road residents signed, and 5 High Court judges read it.",
        "On March 12 Park Road was shut; bus 14 Quay Street stopped.",
        "Between 2019-2031 and 1999–2005 it lost 84,000 crowns, 1 250 000 in all, +12 500 000 on paper.",
        "It was 3-2, 21-15 19-21 21-18, at 09:30 on 01.02.2031 and 01/02/2031 10:00, then 04-03-2031.",
        "Flight KS 1204, KS-1204 and the A40 to E12 and the M25; room 101; ISBN 0-306-40615-2.",
        "Call 911. Call 2029-2031 the lost years. Article 12-34567 of 2031.",
        "In 2031 BBC and UN 242 said EU27 TALKS failed; COVID-19, F-16 and 12-MAR-31.",
        "He came 12 place Ada first; via Lisbon 12. The brigade 12. Katie 12 and Agata 13.",
        "1,200 Mill Lane tickets, 3.5 Mill Lane miles, section 4 Quay Street.",
        "Ein Weg 12 Kilometer lang, der Spielplatz 12 Kinder.",
        "her number QQ 12 34 56 C",
        "his card 12345678A",
        "They won by 555-0123.",
        "Write to press@port.example, or @erin on Sunday.",
    ],
)
def test_years_sums_scores_dates_roads_and_what_is_an_offices_are_none(text: str) -> None:
    assert found(text) == []


def test_several_stand_in_order_of_place_and_none_overlap() -> None:
    text = "Erin Vale, 12 Quay Street, erin@mail.example, 020 7946 0123, drove AB12 CDE."
    assert [kind for kind, _ in found(text)] == ["address", "e-mail", "telephone", "plate"]
