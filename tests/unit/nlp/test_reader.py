from datetime import date

import pytest

from nlp.reader import Reader


@pytest.fixture(scope="module")
def reader():
    return Reader()


def test_the_bat_behind_the_door(reader):
    (fact,) = reader.read("A baseball bat is kept behind the front door.").facts
    assert (fact.code, fact.term, fact.assertion) == ("WE", "baseball bat", "affirmed")
    assert fact.placement == "behind the front door"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No weapons seen.", [("WE", "negated")]),
        ("He denied owning a gun.", [("FI", "denied")]),
        ("He could not deny having a gun.", [("FI", "affirmed")]),
        ("He made no denial of keeping a machete.", [("WE", "affirmed")]),
        ("He may have a knife.", [("WE", "uncertain")]),
        ("In 2009 he was found with a shotgun.", [("FI", "historic")]),
        ("Previously found with a machete.", [("WE", "historic")]),
        ("Not at home, his brother has a machete.", [("WE", "affirmed")]),
        ("No weapons were found but a machete was under the sofa.", [("WE", "negated"), ("WE", "affirmed")]),
        ("Crack in the wall. A cricket bat in his kit bag.", []),
        ("There is a grass in the family and he drove at speed.", []),
        ("Mother would not be surprised if he had a gun.", [("FI", "uncertain")]),
        ("Rucksack not searched for weapons.", [("WE", "uncertain")]),
        ("WEAPONS SEARCH NEG", [("WE", "negated")]),
        ("When she was 16 she stabbed a teacher.", [("VI", "historic")]),
        ("She is 16 and was stabbed.", [("VI", "affirmed")]),
        ("Occupant is armed.", [("WE", "affirmed")]),
        ("Armed officers stood by at an unarmed protest.", []),
        ("He has the use of a crossbow.", [("WE", "affirmed")]),
        ("A talk on knife crime at the school.", []),
        ("He has got rid of the shotgun.", [("FI", "historic")]),
        ("Her ex keeps a pistol.", [("FI", "affirmed")]),
        ("She was warned not to bring the blade again.", [("WE", "affirmed")]),
        ("The report of a rifle was mistaken.", [("FI", "negated")]),
        ("Firearms officers stood by.", []),
        ("Taser drawn, male complied.", []),
        ("She carries a taser.", [("WE", "affirmed")]),
        ("Nothing on him other than a dagger.", [("WE", "affirmed")]),
        ("He did not use the blade.", [("WE", "affirmed")]),
        ("He did not use a blade.", [("WE", "negated")]),
        ("In her younger days she carried a blade.", [("WE", "historic")]),
        ("NO WEPS SEEN", [("WE", "negated")]),
        ("Male silent when asked about the machete.", [("WE", "uncertain")]),
    ],
)
def test_assertion_and_sense(reader, text, expected):
    assert [(fact.code, fact.assertion) for fact in reader.read(text).facts] == expected


@pytest.mark.parametrize(
    ("text", "assertion", "placement"),
    [
        ("No blade on her but one was found in the pram.", "affirmed", "in the pram"),
        ("He does not keep the axe in the shed, it is kept behind the sofa.", "affirmed", "behind the sofa"),
        ("Denied having a pistol but it was found in the loft.", "affirmed", "in the loft"),
        ("No machete was seen, it was found that the caller had lied.", "negated", None),
        ("No machete in the shed. It was raining.", "negated", "in the shed"),
        ("He keeps a rifle. It is hidden behind the boiler.", "affirmed", "hidden behind the boiler"),
        ("He keeps a rifle. It is not clear where.", "affirmed", None),
        ("He keeps a rifle. It was raining in the garden.", "affirmed", None),
    ],
)
def test_where_it_is_after_all(reader, text, assertion, placement):
    (fact,) = reader.read(text).facts
    assert (fact.assertion, fact.placement) == (assertion, placement)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Dad says she carries a blade.", None),
        ("Girlfriend stated he keeps a pistol in the loft.", None),
        ("Suspect stated he keeps a pistol in the loft.", "Suspect"),
        ("The son is known. He keeps a pistol.", "son"),
        ("It is said that the male keeps a pistol.", "male"),
    ],
)
def test_who_tells_is_not_whom_it_is_told_of(reader, text, subject):
    (fact,) = reader.read(text).facts
    assert fact.subject == subject


def test_the_contracts_shape(reader):
    read = reader.read("DS 1234 Sean MURPHY seen in AB12 CDE", date(2024, 3, 5)).as_json()
    assert set(read) == {"mentions", "facts", "model"}
    assert set(read["mentions"][0]) == {
        "label",
        "start",
        "end",
        "text",
        "value",
        "assertion",
        "score",
        "source",
        "explanation",
    }
    assert [(m["label"], m["value"]) for m in read["mentions"]] == [
        ("PERSON", "Sean Murphy"),
        ("VRM", "AB12CDE"),
    ]
    assert read["model"]["name"].startswith("en_core_web")


def test_offsets_are_those_of_the_text_as_given(reader):
    text = "CALLER STATES MALE SEAN MURPHY IS OUTSIDE 12 AVENUE ROAD WITH A KNIFE"
    read = reader.read(text)
    assert all(text[m.start : m.end] == m.text for m in read.mentions)
    assert {m.label for m in read.mentions} == {"PERSON", "ADDRESS", "WEAPON"}
