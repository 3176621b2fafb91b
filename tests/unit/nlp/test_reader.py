from datetime import date

import pytest


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
    ("text", "assertions"),
    [
        ("Gun and knife are not in the house.", "negated negated"),
        ("Gun, knife and bat are not in the house.", "negated negated negated"),
        ("A gun, a knife and a bat were not found.", "negated negated negated"),
        ("He states a gun is not in the house.", "negated"),
        ("Gun and knife could not be found.", "negated negated"),
        ("The knife could not be found.", "affirmed"),
        ("Gun not seen but heard.", "affirmed"),
        ("Knife not seen but it was felt in his pocket.", "affirmed"),
        ("Male with a knife could not be located.", "affirmed"),
        ("Weapons, drugs and cash were not found.", "negated negated"),
        ("There was a report of a gun but it was a phone.", "negated"),
        ("There was a gun but it was not a toy.", "affirmed"),
        ("Gun and knife are in the house, not in the car.", "affirmed affirmed"),
        ("Gun is not in the house but in the car.", "affirmed"),
        ("Gun and knife are not in the house; they are in the shed.", "affirmed affirmed"),
        ("No gun was found. One was found in the car.", "affirmed"),
        ("No weapons found. They were in the kitchen.", "negated"),
        ("Shotgun is not in the cabinet.", "affirmed"),
        ("Suspect with gun and knife is not in the house.", "affirmed affirmed"),
        ("He has a gun and is not in the house.", "affirmed"),
        ("Male carrying a knife was not seen.", "affirmed"),
        ("Man with gun and knife not found.", "affirmed affirmed"),
        ("Area search for male with knife negative.", "affirmed"),
        ("Gun and knife are not in the house. He carries them.", "affirmed affirmed"),
        ("Gun and knife are not in the house. Dog is loose.", "negated negated affirmed"),
        ("A knife is not in the house according to his mother.", "negated"),
        ("Gun found, knife not found.", "affirmed negated"),
        ("He is violent, gun and knife not seen.", "affirmed negated negated"),
        ("Gun and knife in the house, bat not found.", "affirmed affirmed negated"),
    ],
)
def test_things_that_are_not_there(reader, text, assertions):
    assert " ".join(fact.assertion for fact in reader.read(text).facts) == assertions


@pytest.mark.parametrize(
    ("text", "assertions"),
    [
        ("Officers searched for a knife; none was found.", "negated"),
        ("Officers searched for a knife and a gun. Neither was found.", "negated negated"),
        ("Officers searched for a gun but did not find one.", "negated"),
        ("Officers looked for weapons but were unable to locate any.", "negated"),
        ("Officers searched for a knife; one was found in the car.", "affirmed"),
        ("Officers searched for the male with the knife but found nothing.", "affirmed"),
        ("Officers searched for the knife but did not find it.", "affirmed"),
        ("There was a gun, a knife and a bat but none were found.", "negated negated negated"),
        ("Caller reported a gun; none was found.", "negated"),
        ("There was a gun in the loft. None was found in the car.", "affirmed"),
        ("There is a gun in the loft. Nothing was found in the car.", "affirmed"),
        ("He produced a knife but none was found.", "affirmed"),
        ("There was a fight involving a knife but none was found.", "affirmed affirmed"),
        ("Officers looked for pictures of the stabbing but found none.", "affirmed"),
        ("There were two knives; neither was recovered.", "affirmed"),
        ("There was a report of a male with a knife but none was found.", "affirmed"),
        ("Police checked for weapons; nil found.", "negated"),
        ("No trace of him but a knife was found.", "affirmed"),
        ("He was not at home; a gun was found.", "affirmed"),
    ],
)
def test_what_is_looked_for_and_not_found(reader, text, assertions):
    assert " ".join(fact.assertion for fact in reader.read(text).facts) == assertions


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("Non-violent male.", "negated"),
        ("He is non violent.", "negated"),
        ("He tested non-negative for cocaine.", "affirmed"),
        ("I doubt he has a weapon.", "uncertain"),
        ("I doubt very much that he has a weapon.", "uncertain"),
        ("There is no doubt he has a weapon.", "affirmed"),
        ("I do not doubt that he has a weapon.", "affirmed"),
        ("Police were unable to rule out that he has a firearm.", "uncertain"),
        ("A firearm could not be ruled out.", "uncertain"),
        ("A firearm was ruled out.", "negated"),
        ("Police were able to rule out a firearm.", "negated"),
        ("Police were not able to rule out a firearm.", "uncertain"),
        ("Until 2015 he was violent.", "historic"),
        ("BEFORE HE LEFT HE WAS VIOLENT UNTIL 2015.", "historic"),
        ("Until recently he dealt drugs.", "historic"),
        ("Until 2015 he was not violent.", "affirmed"),
        ("Until 2015 he lived in Leeds and now has a gun.", "affirmed"),
        ("He has up to 2000 ecstasy tablets.", "affirmed"),
    ],
)
def test_doubt_denial_and_history(reader, text, assertion):
    (fact,) = reader.read(text).facts
    assert fact.assertion == assertion


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr Begum's knife was seized.", "PERSON Begum, WEAPON knife"),
        ("Mr Begum’s knife was seized.", "PERSON Begum, WEAPON knife"),
        ("SEAN MURPHY'S KNIFE WAS SEIZED.", "PERSON SEAN MURPHY, WEAPON KNIFE"),
        ("Sean Murphy's Ford Focus was seized.", "PERSON Sean Murphy, VEHICLE Ford Focus"),
        ("Ms Anne-Marie O'Brien-Walsh is here.", "PERSON Anne-Marie O'Brien-Walsh"),
        ("O'BRIEN-WALSH, Anne-Marie was seen.", "PERSON O'BRIEN-WALSH, Anne-Marie"),
        ("Seen in the Red Lion on Penge High Street.", "LOCATION Red Lion, LOCATION Penge High Street"),
        (
            "Seen in Gunnersbury. Rifle Range Road was shut.",
            "LOCATION Gunnersbury, LOCATION Rifle Range Road",
        ),
        ("He lives at 12 Rectory Park. Close the door.", "ADDRESS 12 Rectory Park"),
        ("He lives in St. Mary's Road.", "LOCATION St. Mary's Road"),
        ("She suffered domestic abuse from Paul Green.", "PERSON Paul Green"),
        ("Assaulted by Amy Lane near the shop.", "PERSON Amy Lane"),
        ("Officers spoke to Robert Lane.", "PERSON Robert Lane"),
        ("He ran to Robert Lane.", "LOCATION Robert Lane"),
        ("He ran from Parsons Green.", "LOCATION Parsons Green"),
        ("PC 12 FOX attended.", "PERSON FOX"),
    ],
)
def test_names_and_places_end_where_they_end(reader, text, expected):
    assert ", ".join(f"{m.label} {m.text}" for m in reader.read(text).mentions) == expected


def test_what_somebody_owns_is_said_of_them(reader):
    (fact,) = reader.read("Sean Murphy's gun is in the loft.").facts
    assert fact.subject == "Sean Murphy"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He has a crossbow.", "crossbow"),
        ("She carries a taser.", "taser"),
        ("She carries a pepper spray.", "spray"),
        ("He threw acid at her.", "acid"),
        ("He hit her with an axe.", "axe"),
        ("He stabbed her with scissors.", "sharp tool"),
        ("He hit her with a hammer.", "blunt weapon"),
    ],
)
def test_a_weapons_normal_form(reader, text, value):
    (found,) = (m for m in reader.read(text).mentions if m.label == "WEAPON")
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("He would bat his eyelids at her.", ""),
        ("He did it off his own bat.", ""),
        ("He swung a bat and hit her eye.", "WE VI"),
        ("They went to shoot some pool.", ""),
        ("He threatened to shoot her.", "THREAT"),
        ("Nail gun in the van for work.", ""),
        ("He has a hammer and left for work.", "WE"),
        ("He attacked him with a nail gun.", "VI WE"),
        ("Coke and a burger.", ""),
        ("Coke and heroin in the flat.", "DR DR"),
        ("Found with weed and crisps in his bag.", "DR"),
        ("He has a paintball gun.", ""),
        ("He has a cap gun.", ""),
        ("BLK CAP GUN IN HAND", "FI"),
        ("He has a water pistol.", ""),
        ("He threatened staff with a water pistol.", "THREAT FI"),
        ("He has a BB gun.", "FI"),
        ("The curry was cooked with spice.", ""),
        ("He smoked spice.", "DR"),
    ],
)
def test_words_that_are_meant_otherwise(reader, text, codes):
    assert " ".join(fact.code for fact in reader.read(text).facts) == codes


@pytest.mark.parametrize(
    ("text", "placements"),
    [
        ("Cannabis was smelt in the hallway.", ["in the hallway"]),
        (
            "There is a shotgun, lawfully held, in a cabinet in the utility room.",
            ["in a cabinet in the utility room"],
        ),
        ("He has a knife, he said, in the kitchen.", [None]),
        ("He has a gun, officers attended, in the street were youths.", [None]),
        ("A gun, a knife and a bat are in the loft.", ["in the loft"] * 3),
    ],
)
def test_where_it_is_said_to_be(reader, text, placements):
    assert [fact.placement for fact in reader.read(text).facts] == placements


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("He is a danger to women and has HIV.", None),
        ("Sean Murphy is a danger to women and has HIV.", "Sean Murphy"),
        ("Sean Murphy is violent to his mother and has HIV.", "Sean Murphy"),
        ("The woman has HIV.", "woman"),
    ],
)
def test_who_is_in_danger_is_not_who_it_is_said_of(reader, text, subject):
    assert reader.read(text).facts[-1].subject == subject
