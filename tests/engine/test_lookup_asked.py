"""Ways of asking that need the index: parts of plates, ends of telephone numbers, ages, houses misspelt, all records of a person."""

from __future__ import annotations

from typing import Any

import pytest

from .lookup_desk import LookupDesk, desk_with, record


def person(name: str, born: str | None = None, address: str = "", **more: Any) -> dict[str, Any]:
    forenames, _, surname = name.rpartition(" ")
    made: dict[str, Any] = {
        "role": "subject",
        "names": [{"forenames": forenames, "surname": surname}],
        **more,
    }
    if born:
        made["dates_of_birth"] = [born]
    if address:
        line, _, code = address.rpartition(", ") if "SE" in address or "W5" in address else (address, "", "")
        made["addresses"] = [{"role": "home", "address": line, "postcode": code or None}]
    return made


def car(plate: str, described: str = "Blue Audi A3") -> dict[str, Any]:
    return {"role": "vehicle", "type": "vehicle", "identifiers": {"vrm": plate}, "description": described}


def spot(address: str, postcode: str | None, **more: Any) -> dict[str, Any]:
    return {"role": "occurred-at", "address": address, "postcode": postcode, **more}


RECORDS = [
    record("K1", people=[person("Imran Khan", "1982-05-01")], objects=[car("CO13 JVW")]),
    record("K2", people=[person("Imran Khan", "1961-07-03")]),
    record("K3", people=[person("Sunil Khan", "1994-11-20")], objects=[car("CO14 JVX")]),
    record("B1", people=[person("Ruth Baker", "1975-02-02", identifiers={"phone": ["07700 900123"]})]),
    record("B2", people=[person("Anna Baker", "1971-02-02", identifiers={"phone": ["07700 900456"]})]),
    record("O1", people=[person("Emeka Okafor", None, "4 Mill Lane, SE20 7RT")]),
    record("O2", people=[person("Emeka Okafor", "1976-03-04", "4 Mill Lane, SE20 7RT")]),
    record("C1", people=[person("Rosa Costa", "1990-09-09", "61 Cromwell Way, W5 7LJ")]),
    record("C2", people=[person("Lena Marsh", "1991-09-09", "63 Cromwell Way, W5 7LJ")]),
    record("J1", people=[person("Junior Wright", "1959-09-16")]),
    record("J2", people=[person("Craig Wright", "1957-04-14")]),
    record("Y1", people=[person("Daniel Popescu", "1983-12-27")]),
    record("T1", people=[person("Babatunde Dube", "1997-04-24")]),
    record("P1", people=[person("Inga Lund", "1988-01-09", identifiers={"other": [{"kind": "passport", "value": "721 234 567"}]})]),
    record("P2", objects=[{"role": "stolen", "type": "vehicle", "identifiers": {"vin": "WVWZZZ1KZAW123456"}, "description": "Grey van"}]),
    record("H1", people=[person("Owen Pryce", "1970-05-05", "Flat 14B, Tennyson House")]),
    record("H2", people=[person("Mair Pryce", "1971-05-05", "2 Tennyson House, SE27 9QX")]),
    record("H3", people=[person("Bryn Pryce", "1972-05-05", "Flat 3; Byron House; 9 Ode Lane, SE27 9QX")]),
    record("D1", locations=[spot("12 Mafeking Terrace", "N9 4QX", markers=[{"code": "DOG", "text": "Dog loose"}])]),
    record("D2", people=[person("Ivy Plumtree", "1939-04-02", "12 Mafeking Terrace, SE27 4ZZ")]),
    record("D3", locations=[spot("4 Mafeking Terrace", "N9 4QX")]),
    record("R1", locations=[spot("20-22 Mast Street", "SE8 1AA")]),
    record("R2", locations=[spot("24 Mast Street", "SE8 1AA")]),
    record("D4", locations=[spot("4 Mafeking Terrace", None, markers=[{"code": "WE", "text": "Knives"}])]),
    record("W1", title="Nuisance", text="Youths with a catapult on the roof of a garage off Mafeking Terrace."),
    record("W2", title="Theft from motor vehicle", text="Roof box taken from a green Ford Fiesta."),
    record("S1", people=[person("Nash Scott", "1988-08-08")]),
    record("N1", locations=[spot("Bishops Road junction with Grange Road, Peckham", None)], title="Fight"),
    record("N2", locations=[spot("14 Bishops Road", "SE15 8AA")]),
    record("N3", locations=[spot("3 Grange Road", "SE15 8BB")], people=[person("Grange Walker")]),
    record("M1", people=[person("Folasade Adeyinka", "1985-03-03", identifiers={"email": ["adeyinkafolasade27@mail.example"]})]),
    record("M2", people=[person("Folasade Adeyinka", "1960-03-03", identifiers={"email": ["adeyinka@mail.example"]})]),
    record("2091456/25", title="Theft of a bicycle"),
    record("CRRT00341376", system="CRIMINT", title="Loud music"),
    record("COPA/26/14984", system="COPA", title="R v Nobody"),
    record("26PAC014984", system="MERLIN", title="Child at a station"),
    record("2026/0765432", system="EWMS", title="Warrant of a court"),
    record("26PAC052431", system="MERLIN", title="Child found alone"),
    record("V1", people=[person("Otto Quill", "1977-01-09", identifiers={"pnc_id": "2008/1234567R"})]),
    record("S2", people=[person("Mary Bishop", "1989-08-08")]),
]  # fmt: skip


desk = desk_with(RECORDS)


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("khan co13*", "K1"), ("khan ??13JVW", "K1"), ("vrm CO13", "K1"), ("CO?3JVW", "K1"), ("CO93JVW", "K1"), ("C013JVW", "K1"), ("khan *jvx", "K3"),
        ("imran khan aged 44", "K1"), ("khan 60s", "K2"), ("imran khan 01 05 1982", "K1"), ("baker 900123", "B1"), ("baker 900456", "B2"),
        ("61 cromwekl way W5 7LJ", "C1"), ("61 kramwell way", "C1"), ("61 nonsense way W5 7LJ", "C1"), ("junior wright", "J1"),
        ("tunde dube 24/04/1997", "T1"), ("white male craig wright 57-80 yrs", "J2"), ("721234567", "P1"), ("wvwzzz1kzaw123456", "P2"),
        ("khan CO13 JVV", "K1"), ("COI3 JVW", "K1"), ("dube april 97", "T1"), ("popescu born dec 83", "Y1"),
        ("flat 14b tennyson house", "H1"), ("14b tennyson house", "H1"), ("flat 2 tennyson house se27", "H2"), ("2 tennyson house", "H2"),
        ("flat 3 byron house", "H3"), ("byron house", "H3"), ("22 mast street", "R1"), ("21 mast street se8", "R1"), ("24-26 mast street", "R2"), ("bryn pryce byron house", "H3"),
        ("adeyinkafolasade27", "M1"), ("adeyinkafolasade27@mail", "M1"), ("2091456", "2091456/25"), ("00341376", "CRRT00341376"), ("341376", "CRRT00341376"),
        ("abandoned call 07700 900456", "B2"), ("male refusing to leave byron house", "H3"), ("any warnings bryn pryce", "H3"),
        ("corner of bishops road and grange road", "N1"), ("grange rd j/w bishops rd", "N1"), ("bishops road / grange road", "N1"), ("14 bishops road", "N2"),
        ("bishop's road junction with grange road peckham", "N1"), ("fight grange road & bishops road", "N1"), ("bishops rd jn grang rd", "N1"),
        ("0765432", "2026/0765432"), ("765432", "2026/0765432"), ("26/0765432", "2026/0765432"), ("2026/0765432", "2026/0765432"), ("warrant 765432", "2026/0765432"),
        ("26/765432", "2026/0765432"), ("052431", "26PAC052431"), ("merlin 52431", "26PAC052431"), ("26/052431", "26PAC052431"), ("2026PAC052431", "26PAC052431"),
        ("copa 2026/14984", "COPA/26/14984"), ("cris 2091456", "2091456/25"), ("crime 2091456", "2091456/25"), ("1234567R", "V1"), ("quill 1234567r", "V1"),
        ("07700900133", "B1"), ("0770900123", "B1"), ("077000900123", "B1"), ("07709 000123", "B1"), ("O7700 90O123", "B1"), ("baker 07700901456", "B2"),
        ("07700900123 line open shouting", "B1"), ("caller gave name bob on 07700900456", "B2"), ("07700 9004...", "B2"), ("0770090012*", "B1"),
        ("nsah", "S1"), ("nsah scott", "S1"), ("bihsop", "S2"),
    ],
)  # fmt: skip
def test_who_is_meant_comes_first(desk: LookupDesk, text: str, ref: str) -> None:
    assert ref in {r["ref"] for r in desk.first(text)["records"]}


def test_a_reference_in_part_is_no_strong_answer_where_two_records_have_it(desk: LookupDesk) -> None:
    cards = desk.risk("26/14984")["cards"]
    found = {card["records"][0]["ref"]: card["match"]["strength"] for card in cards}
    assert found == {"COPA/26/14984": "possible", "26PAC014984": "possible"}
    assert desk.first("2091456")["match"]["strength"] == "strong"


def test_a_number_is_worth_the_same_whatever_the_caller_was_called(desk: LookupDesk) -> None:
    alone, named = desk.first("07700900456"), desk.first("caller gave name bob on 07700900456")
    assert alone["title"] == named["title"]
    assert {alone["match"]["strength"], named["match"]["strength"]} == {"possible"}
    assert "not called so: name bob" in named["match"]["reasons"]


def test_where_a_number_is_somebodys_no_near_one_is_offered(desk: LookupDesk) -> None:
    desk.put(
        [record("B3", people=[person("Nadia Frost", "1969-02-02", identifiers={"phone": ["07700 900124"]})])]
    )
    shown = [{r["ref"] for r in card["records"]} for card in desk.risk("07700900124")["cards"]]
    assert shown == [{"B3"}]
    near = desk.risk("07700900125")["cards"]
    assert {card["match"]["strength"] for card in near} == {"possible"}
    assert {ref["ref"] for card in near for ref in card["records"]} == {"B1", "B3"}


def codes(card: dict[str, Any]) -> list[str]:
    return [warning["code"] for warning in card["warnings"]]


def test_one_number_and_street_in_two_districts_are_two_places(desk: LookupDesk) -> None:
    cards = [card for card in desk.risk("12 mafeking terrace")["cards"] if card["kind"] == "location"]
    assert {card["title"]: codes(card) for card in cards} == {
        "12 Mafeking Terrace, N9 4QX": ["DOG"],
        "12 Mafeking Terrace, SE27 4ZZ": [],
    }
    assert desk.first("12 mafeking terrace n9")["title"] == "12 Mafeking Terrace, N9 4QX"
    assert desk.first("12 mafeking terrace se27")["title"] == "12 Mafeking Terrace, SE27 4ZZ"


def test_an_address_without_a_postcode_is_the_one_in_the_only_district_that_has_it(desk: LookupDesk) -> None:
    (card,) = [card for card in desk.risk("4 mafeking terrace")["cards"] if card["kind"] == "location"]
    assert (card["title"], codes(card)) == ("4 Mafeking Terrace, N9 4QX", ["WE"])


def test_where_the_number_is_not_known_the_street_is_told_and_that_it_is_another(desk: LookupDesk) -> None:
    cards = desk.risk("6 mafeking terrace n9")["cards"]
    assert {card["title"]: codes(card) for card in cards} == {
        "4 Mafeking Terrace, N9 4QX": ["WE"],
        "12 Mafeking Terrace, N9 4QX": ["DOG"],
    }
    for card in cards:
        assert "another number than 6 mafeking terrace" in card["match"]["reasons"]
        assert card["match"]["strength"] == "weak"


def test_a_wrong_letter_is_nearer_than_a_wrong_number(desk: LookupDesk) -> None:
    cards = desk.risk("4a mafeking terrace")["cards"]
    assert cards[0]["title"] == "4 Mafeking Terrace, N9 4QX"
    assert "another letter than 4a mafeking terrace" in cards[0]["match"]["reasons"]


def test_beside_the_number_asked_for_no_other_is_told(desk: LookupDesk) -> None:
    cards = [card for card in desk.risk("12 mafeking terrace n9")["cards"] if card["kind"] == "location"]
    assert {card["title"] for card in cards} == {
        "12 Mafeking Terrace, N9 4QX",
        "12 Mafeking Terrace, SE27 4ZZ",
    }


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("catapult on the roof", {"W1"}), ("roof", {"W1", "W2"}), ("green fiesta", {"W2"}), ("catapult shop", set()), ("on the at", set()),
        ("catapult mafeking terrace", {"W1"}),
    ],
)  # fmt: skip
def test_free_words_that_are_nobody_find_the_records_that_have_them_all(
    desk: LookupDesk, text: str, refs: set[str]
) -> None:
    answer = desk.risk(text)
    cards = [card for card in answer["cards"] if card["kind"] == "object"]
    assert bool(answer["interpreted"]["names"]) is not bool(refs), (
        "read as words where they were found as words"
    )
    assert {record["ref"] for card in cards for record in card["records"]} == refs
    assert {card["match"]["strength"] for card in cards} <= {"weak"}


def test_free_words_beside_a_name_bring_nobody_before_the_name(desk: LookupDesk) -> None:
    cards = desk.risk("rosa costa fiesta")["cards"]
    assert cards
    assert {card["kind"] for card in cards} == {"person"}


def test_what_one_record_leaves_out_another_may_speak_against(desk: LookupDesk) -> None:
    card = desk.first("emeka okafor 15/11/1989")
    assert {r["ref"] for r in card["records"]} == {"O1", "O2"}
    assert "another date of birth: 1976-03-04" in card["match"]["reasons"]
    assert card["match"]["strength"] == "weak"


@pytest.mark.parametrize(
    "text",
    ["daniela popescu b. 1983", "rosa costa cromwell close", "imran khan 53 yrs", "ruth bakery aged 30"],
)
def test_who_is_somebody_else_is_no_strong_match(desk: LookupDesk, text: str) -> None:
    people = [card for card in desk.risk(text)["cards"] if card["kind"] == "person"]
    assert not [card["title"] for card in people if card["match"]["strength"] == "strong"]
