from datetime import date

import pytest

from nlp import identifiers

ON = date(2024, 3, 5)


def read(text):
    return [(found.label, found.value) for found in identifiers.find(text, ON)]


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("PNC 2008/1234567R", "PNC_ID", "2008/1234567R"),
        ("pnc id 08/1234567r.", "PNC_ID", "2008/1234567R"),
        ("081234567R", "PNC_ID", "2008/1234567R"),
        ("CRO 012345/08V", "CRO", "012345/08V"),
        ("CRO 12345/08V", "CRO", "012345/08V"),
        ("24/01TW/01/1234L", "ASN", "24/01TW/01/1234L"),
        ("24/01TW/01/00000001234L", "ASN", "24/01TW/01/1234L"),
        ("2314567/24", "CRIS_REF", "2314567/24"),
        ("CRRT00123456", "CRIMINT_REF", "CRRT00123456"),
        ("custody 01TW/1234/24", "CUSTODY_REF", "01TW/1234/24"),
        ("24pac012345", "MERLIN_REF", "24PAC012345"),
        ("CAD 1234/02MAR24", "CAD_REF", "1234/02MAR24"),
        ("CAD 1234/23NOV", "CAD_REF", "1234/23NOV"),
        ("CAD 1234/23 Nov", "CAD_REF", "1234/23NOV"),
        ("CAD5678", "CAD_REF", "5678"),
        ("AB12 CDE", "VRM", "AB12CDE"),
        ("ab12cde", "VRM", "AB12CDE"),
        ("AB 12 CDE", "VRM", "AB12CDE"),
        ("index ab 12 cde", "VRM", "AB12CDE"),
        ("P123 XYZ", "VRM", "P123XYZ"),
        ("XYZ 123K", "VRM", "XYZ123K"),
        ("index 1234 AB", "VRM", "1234AB"),
        ("se207rt", "POSTCODE", "SE20 7RT"),
        ("07700 900123", "PHONE", "+447700900123"),
        ("+44 (0)7700 900123", "PHONE", "+447700900123"),
        ("(020) 7946 0123", "PHONE", "+442079460123"),
        ("0808 157 0123", "PHONE", "+448081570123"),
        ("AB 12 34 56 C", "NINO", "AB123456C"),
        ("943 476 5919", "NHS", "9434765919"),
        ("490154203237518", "IMEI", "490154203237518"),
        ("4111 1111 1111 1111", "CARD", "4111111111111111"),
        ("sort code 12-34-56", "SORT_CODE", "123456"),
        ("account no. 12345678", "ACCOUNT", "12345678"),
        ("192.0.2.1", "IP", "192.0.2.1"),
        ("2001:db8::1", "IP", "2001:db8::1"),
        ("TQ 300 800", "GRID_REF", "TQ300800"),
        ("a.person@example.com.", "EMAIL", "a.person@example.com"),
        ("on 03/02/80", "DATE", "1980-02-03"),
        ("12 MAR 2016", "DATE", "2016-03-12"),
        ("2130hrs", "TIME", "21:30"),
        ("£1,200.50", "MONEY", "GBP 1200.50"),
        ("yesterday", "DATE", "2024-03-04"),
    ],
)
def test_found(text, label, value):
    assert read(text) == [(label, value)]


@pytest.mark.parametrize(
    "text",
    [
        "2008/1234567S",
        "012345/08W",
        "24/01TW/01/1234M",
        "943 476 5918",
        "490154203237519",
        "4111 1111 1111 1112",
        "QQ 12 34 56 C",
        "stayed for 2 h",
        "on the A12 and the M25 for a while",
        "THE A12 AND THE M25 FOR TWO",
        "12-34-56 12345678",
        "software v1.2.3.4",
        "999.1.1.1",
        "NO 123456",
        "order no. 9434765919",
        "the 12 may have gone",
        "ZZ1 1AA",
        "AB30 CDE was not a plate yet; AB01 CDE never"[:8].replace("30", "01"),
        "24/7 cover",
        "AT 12 OLD MILL",
        "PC 12 FOX",
        "CAD 1234/12 and so on",
    ],
)
def test_near_misses_are_left_alone(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("label", "raw", "value"),
    [
        ("PNC_ID", "08/1234567R", "2008/1234567R"),
        ("PNC_ID", "08/1234567S", None),
        ("SORT_CODE", "12-34-56", "123456"),
        ("CAD_REF", "1234/02MAR24", "1234/02MAR24"),
        ("VRM", "ab12 cde", "AB12CDE"),
        ("VRM", "1 AB", "1AB"),
        ("NHS", "not a number", None),
    ],
)
def test_normalise(label, raw, value):
    assert identifiers.normalise(label, raw) == value


def test_offsets_are_the_texts():
    text = "Seen AB12 CDE near SE20 7RT, call 07700 900123"
    assert [text[found.start : found.end] for found in identifiers.find(text)] == [
        "AB12 CDE",
        "SE20 7RT",
        "07700 900123",
    ]


def test_two_digit_years_after_the_present_are_of_the_last_century():
    assert read("01/02/23") == [("DATE", "2023-02-01")]
    assert read("01/02/25") == [("DATE", "1925-02-01")]


@pytest.mark.parametrize(
    ("asked", "piece"), [("AB12", "AB12"), ("12 cde", "12CDE"), ("smith", None), ("1234", None)]
)
def test_vrm_fragment(asked, piece):
    assert identifiers.vrm_fragment(asked) == piece
