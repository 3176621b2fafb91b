"""Dangers told as deeds and things: tools put to use, parts of a bomb, traps, what is done to oneself; and harmless ones."""

import pytest

DANGERS = """
WE: He had a bradawl pressed to the cashier's neck.
WE: Swung a rake at PC Moss.
WE: Ran @ crew w hedge shears.
WE: Smashing the Astra with a mattock.
WE: Passed a hatchet to his brother.
WE: Staff disarmed her of a skewer.
WE: The chair leg was filed to a point.
WE: Bottle neck in his hand.
WE: He got a zombie from his cousin.
FI: A converted Ekol in the loft.
FI: He keeps an over-and-under in the loft.
XP: He has bought hydrogen peroxide and acetone.
XP: A pressure cooker full of nails and a timer.
XP: Match heads being packed into a copper pipe.
XP: Lads aiming rockets at the police van.
XP: Live bare wires over the stairs.
XP: The back door is wired to the mains.
XP: The third step had been sawn through.
XP: A board full of nails under the window.
SU: There is a rope over the beam.
SU: DP found with laces tied round his neck.
SU: He has saved up all his tablets.
SU: A razor to her own throat.
SU: She is giving away her things.
SU: Dived off the cell bench.
SH: Used on L forearm.
SH: Fresh burns to her left arm.
VI: He gobbed at staff.
VI: Reversed at PC Hart.
VI: Came at officers.
VI: She holds a hot iron against his face.
DV: Husb put a lock on the bedroom.
THREAT: Whoever knocks will get it in the neck.
THREAT: He said he would carve her up, carve his name in her.
DR: Syringes in the stairwell.
MN: Hears a voice telling him to run.
ES: Bedroom window onto the garage roof.
DOG: She told the dog to bite.
SU: Blanket torn up and tied round the bars, noose made.
SU: Hose found from the exhaust to the car window.
SH: Bit own wrist.
VI: Threw a stool @ staff.
VI: It took 4 to restrain her.
THREAT: Says the council would leave in body bags.
DV: Partner won't let her use the phone.
FI: s/off in the shed.
XP: Gas bottles stacked in the hall, he smokes there.
WE: A padlock in a sock.
DOG: 2 x Rotts loose.
""".strip().splitlines()

HARMLESS = [
    "He put the hammer in the van.",
    "She pressed the phone to her ear.",
    "He waved at the bus driver.",
    "There is a swing on the green by the river.",
    "The bathroom window was open.",
    "He saved his dinner for later.",
    "Officers reversed the car into the yard.",
    "She is bringing up our kid.",
    "The nurse pulled out her stitches.",
    "The round is on page 410 in the log.",
]


@pytest.mark.parametrize("line", DANGERS)
def test_a_deed_is_told_with_its_code(reader, line):
    code, _, text = line.partition(": ")
    assert (code, "affirmed") in [(fact.code, fact.assertion) for fact in reader.read(text).facts]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_sounds_like_one_is_none(reader, text):
    assert [fact for fact in reader.read(text).facts if fact.assertion == "affirmed"] == []
