"""Places that no list knows, told by where they stand and by what they are called; and what stands there and is none."""

import pytest


def _labelled(reader, text):
    return [(m.label, m.text) for m in reader.read(text).mentions]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Officers attended 14 Hartwell Way, Easterbrook, re noise.", "Easterbrook"),
        ("Lives at 9 Quarry Bank, Nethersby, S10 2DH with his mum.", "Nethersby"),
        ("PNC SHOWS 64 MAYFIELD ROAD, ALDERSEY. INTEL HELD.", "ALDERSEY"),
        ("OCCUPIER 16 HEATHER DRIVE ASHCOMBE. TREAT WITH CARE.", "ASHCOMBE"),
        ("He moved it to 3 Pell Gardens, Marsden Cross. No more is known.", "Marsden Cross"),
        ("He was seen in Stanmere with a knife.", "Stanmere"),
        ("She visits Ferrenbridge most weeks.", "Ferrenbridge"),
        ("The van was stopped on the M62 at night.", "M62"),
        ("RTC A4112 junction with the lane.", "A4112"),
        ("ANPR stop M25 J9 this morning", "M25"),
        ("I am the manager of The Vines.", "The Vines"),
        ("They drank in The Hare & Anvil until late.", "The Hare & Anvil"),
        ("they are fighting again in spinney lane outside the shop", "spinney lane"),
        ("MALE MADE OFF TWDS DOLLAN WOOD. DOG UNIT SENT.", "DOLLAN WOOD"),
        ("DRIVER ASSAULTED AT POLEGROVE BROADWAY BY TWO MALES", "POLEGROVE BROADWAY"),
        ("The caretaker of Marchbank Towers found it.", "Marchbank Towers"),
        ("The noise is at Swallow Court. Spoke with Mr Ng.", "Swallow Court"),
        ("Two males forced the door at Admiral Point at night", "Admiral Point"),
        ("Meeting at Ropewalk Community Centre.", "Ropewalk Community Centre"),
    ],
)
def test_places(reader, text, place):
    assert ("LOCATION", place) in _labelled(reader, text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("He speaks in Urdu and writes in Punjabi.", "Urdu"),
        ("He lives at 12 Mill Lane, Smith, and carries a knife.", "Smith"),
        ("He was in Versace trainers.", "Versace"),
        ("He was involved in Cuckooing in the area.", "Cuckooing"),
        ("She is afraid of The Boss.", "The Boss"),
        ("M1 = Karl Bennett, M2 neg. M1 had a knife.", "M1"),
        ("He wrote it on the A4 paper.", "A4"),
        ("He was a member of M1 Crew and of B1 Squad.", "M1"),
        ("The manager of The Body Shop was there.", "The Body Shop"),
        ("Exhibit B2045 and batch A4112 were sealed.", "B2045"),
        ("He drove in the slow lane near the bus lane.", "bus lane"),
        ("MALE IN COMMUNAL COURT ON SHARED DRIVE", "COMMUNAL COURT"),
        ("Amy Lodge and Neil Grange were seen.", "Amy Lodge"),
    ],
)
def test_no_places(reader, text, wrong):
    assert ("LOCATION", wrong) not in _labelled(reader, text)


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("Both tried mediation via Level Ground Mediation.", "Level Ground Mediation"),
        ("A man said he was from Calder Mutual fraud team.", "Calder Mutual"),
        ("Referred to the Youth Offending Service.", "Youth Offending Service"),
    ],
)
def test_bodies_by_their_kind(reader, text, firm):
    assert ("ORG", firm) in _labelled(reader, text)


@pytest.mark.parametrize(
    "text", ["THIRD PARTY CALLER SAYS NO", "Note reads 'WE KNOW YOUR KIDS SCHOOL' on it"]
)
def test_no_bodies(reader, text):
    assert not [label for label, _ in _labelled(reader, text) if label == "ORG"]
