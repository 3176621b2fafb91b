"""Phrases with open places, marker codes, frames, and the scopes that they meet."""

import pytest

from nlp.facts.markers import marker_codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("WM: VI, WE, DR", ["VI", "WE", "DR"]),
        ("Markers: FI WE ES", ["FI", "WE", "ES"]),
        ("PNC shows VI and MN", ["VI", "MN"]),
        ("FI/WE markers held", ["FI", "WE"]),
        ("VI WE", ["VI", "WE"]),
        ("MARKERS WE HAVE SEEN BEFORE", []),
        ("WE ATTENDED AND CO RANG", []),
        ("VI", []),
    ],
)
def test_codes_count_where_they_are_said_to_be_markers(text, codes):
    assert [term.entry.code for term in marker_codes(text)] == codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He put his hands round her throat.", [("VI", "affirmed")]),
        ("He broke the bouncer's jaw.", [("VI", "affirmed")]),
        ("She broke her leg skiing.", []),
        ("He went for PC Hall.", [("VI", "affirmed")]),
        ("He went for the officer's radio.", []),
        ("He pushed the door open.", []),
        ("Officers dragged him to the ground.", []),
        ("He was armed with a bicycle pump.", [("WE", "affirmed")]),
        ("He was threatened with a fine.", [("THREAT", "affirmed")]),
        ("He texted: im coming round to stab you.", [("THREAT", "affirmed")]),
        ("He threatened to headbutt the nurse.", [("THREAT", "affirmed")]),
        ("He bit himself in the cell.", [("SH", "affirmed")]),
        ("He bit a nurse.", [("VI", "affirmed")]),
        ("He cons elderly residents.", [("OW", "affirmed")]),
        ("No VI or WE markers.", [("VI", "negated"), ("WE", "negated")]),
        ("The gun turned out to be a toy.", [("FI", "negated")]),
        ("He claimed that the gun was a toy.", [("FI", "uncertain")]),
        ("The marker for weapons was removed.", [("WE", "historic")]),
        ("The knife was not recovered.", [("WE", "affirmed")]),
        ("He was a heroin user until 2015.", [("DR", "historic")]),
        ("He denied, when asked, having a gun.", [("FI", "denied")]),
        ("He denied to his wife, Elif, that he had a gun.", [("FI", "denied")]),
        ("He insists that he has never owned a gun.", [("FI", "denied")]),
        ("He is trying to source a handgun.", [("FI", "uncertain")]),
        ("He is violent and may be armed.", [("VI", "affirmed"), ("WE", "uncertain")]),
        ("Asked if he had a knife he replied no.", [("WE", "negated")]),
        ("Assaulted staff last year.", [("VI", "historic")]),
        ("Domestic incidents in the last year.", [("DV", "affirmed")]),
        ("Amir Shah, 01/01/2009, is violent. Seen 2/12/2025.", [("VI", "affirmed")]),
        ("Since 2019 he has carried a knife.", [("WE", "affirmed")]),
        ("No injuries from the stabbing.", [("VI", "affirmed")]),
        ("Aggressive pit bull in the yard.", [("DOG", "affirmed")]),
        ("NINO TB 77 20 15 C", []),
        ("Bobby Gunn of Dagger Lane called.", []),
        ("Fight in The Gun public house on Mill Lane.", []),
        ("Seen at the Cross Guns pub, and at the Hatchet Inn.", []),
        ("Males gathered outside The Axe and Compass pub.", []),
        ("He has a gun in the Cross Guns pub.", [("FI", "affirmed")]),
        ("The male had the Hammer. Pub staff called.", [("WE", "affirmed")]),
        ("MALE HAD THE GUN PUB STAFF CALLED", [("FI", "affirmed")]),
        ("Male with an axe outside the pub.", [("WE", "affirmed")]),
        ("Poss of a knife.", [("WE", "affirmed")]),
    ],
)
def test_what_is_said_and_how_surely(reader, text, expected):
    assert [(fact.code, fact.assertion) for fact in reader.read(text).facts] == expected


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("Subject states he has never carried a knife.", "denied"),
        ("SUBJECT STATES HE HAS NEVER CARRIED A KNIFE", "denied"),
        ("The suspect, on arrest. She stated that she had never owned a gun.", "denied"),
        ("He says he's never used heroin.", "denied"),
        ("Male told officers that he did not have a knife on him.", "denied"),
        ("Suspect Jake Munro says he never hit her.", "denied"),
        ('He said: "I have never carried a knife".', "denied"),
        ("DP stated in interview that he had never dealt drugs.", "denied"),
        ("He said he was not carrying a knife.", "denied"),
        ("His mother says he has never carried a knife.", "negated"),
        ("Mother of the subject states he has never carried a knife.", "negated"),
        ("The subject's wife states he has never carried a knife.", "negated"),
        ("The caller states he has never carried a knife.", "negated"),
        ("Male says she has never carried a knife.", "negated"),
        ("Officers have never seen him with a knife.", "negated"),
        ("Subject states he has never seen a knife.", "negated"),
        ("He said he had no knife.", "negated"),
        ("Subject states he has never been suicidal.", "negated"),
        ("Subject states he has never gone out without a knife.", "affirmed"),
        ("Subject states he carries a knife and has never been stopped.", "affirmed"),
        ("He said he did not use the knife.", "affirmed"),
    ],
)
def test_a_denial_is_the_word_of_the_person_themselves(reader, text, assertion):
    (fact,) = reader.read(text).facts
    assert fact.assertion == assertion


def test_a_denial_takes_in_no_other_word(reader):
    text = (
        "Subject states he has never carried a knife and no weapons were seen, but a machete was in his bag."
    )
    facts = [(fact.term, fact.assertion) for fact in reader.read(text).facts]
    assert facts == [("knife", "denied"), ("weapons", "negated"), ("machete", "affirmed")]


@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("We met at The Axe and Compass.", "Axe and Compass"),
        ("Trouble outside The Sword and Anchor in Bexley.", "Sword and Anchor"),
        ("Male left The Axe & Compass at 2200 hours.", "Axe & Compass"),
        ("He was drinking in the Dog and Gun.", "Dog and Gun"),
        ("Meet outside the Crown and Dagger.", "Crown and Dagger"),
        ("At the Axe and Compass he was asked to leave.", "Axe and Compass"),
    ],
)
def test_a_house_said_as_a_place_is_no_weapon(reader, text, house):
    read = reader.read(text)
    assert not read.facts
    assert (house, "LOCATION") in [(mention.text, mention.label) for mention in read.mentions]
    assert "WEAPON" not in [mention.label for mention in read.mentions]


@pytest.mark.parametrize(
    "text",
    [
        "He was hit with the Axe and Compass.",
        "He was seen near the axe and compass.",
        "The Axe and Compass was found in the shed.",
        "The Axe was found at the Crown.",
        "Blood was found on the Axe and Glove.",
        "Blood from the Axe and Glove was sent off.",
        "He hid the Axe and Rope in the shed.",
        "He kept it in the Axe and Sword.",
        "Officers looked at the Axe and Rope.",
        "Prints are in the Axe and Rope seized from him.",
        "SEEN AT THE AXE AND COMPASS",
        "He Was Seen Near The Axe And Compass.",
        "He has an axe at The Axe and Compass.",
    ],
)
def test_in_doubt_it_stays_a_weapon(reader, text):
    read = reader.read(text)
    assert "WE" in [fact.code for fact in read.facts]
    assert "WEAPON" in [mention.label for mention in read.mentions]


@pytest.mark.parametrize(
    ("text", "placement"),
    [
        ("A knife, about eight inches, was lying on the passenger seat.", "on the passenger seat"),
        ("He has a penknife in his left pocket.", "in his left pocket"),
        ("Kept in the glovebox: one lock knife.", "in the glovebox"),
        ("He has guns at his nan's.", "at his nan's"),
        (
            "He was not carrying the machete; it was later found in the boot of the Golf.",
            "in the boot of the Golf",
        ),
        ("Bed-bound male on the top floor.", "on the top floor"),
        ("The pistol is wrapped in a sock and taped under the sink.", "taped under the sink"),
        ("The rifle is wrapped in a sheet.", "wrapped in a sheet"),
        ("He keeps a pistol from his army days in the garage.", "in the garage"),
        ("There is a knife with a black handle under the bed.", "under the bed"),
        ("Machete kept in the lean-to.", "in the lean-to"),
        ("The rifle which Dan Smith hid in the loft.", "in the loft"),
        ("Crossbow and two arrows seized from behind the boiler.", "from behind the boiler"),
        ("There are bats either side of the door.", "either side of the door"),
    ],
)
def test_where_it_is(reader, text, placement):
    (fact,) = reader.read(text).facts
    assert placement in str(fact.placement)


@pytest.mark.parametrize(
    "text",
    [
        "NO KNIFE SEEN MALE ON FOOT",
        "He made out a gun by putting his hand in a bag.",
        "NO WEAPONS SEEN 2 KIDS ASLEEP UPSTAIRS",
    ],
)
def test_what_is_no_place_of_the_thing(reader, text):
    assert reader.read(text).facts[0].placement is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Seen in Leatherhead with Ms Coke.", [("LOCATION", "Leatherhead"), ("PERSON", "Coke")]),
        ("Drugs at 5 Tennyson House.", [("ADDRESS", "5 Tennyson House")]),
        ("Lives at Flat 5, 66 Quayside.", [("ADDRESS", "Flat 5, 66 Quayside")]),
        (
            "His barrister is Verity Cole of Kestrel Chambers.",
            [("PERSON", "Verity Cole"), ("ORG", "Kestrel Chambers")],
        ),
        ("BUS SHELTER OLD KENT ROAD", [("LOCATION", "OLD KENT ROAD")]),
        ("Spoke to her outside Iceland.", [("ORG", "Iceland")]),
        ("DC Michael Lane attended.", [("PERSON", "Michael Lane")]),
        ("He lives in Michael Lane.", [("LOCATION", "Michael Lane")]),
        ("They stole a Mercedes Sprinter.", [("VEHICLE", "Mercedes Sprinter")]),
        ("Mercedes Santos was seen.", [("PERSON", "Mercedes Santos")]),
        ("DS van der Berg attended.", [("PERSON", "van der Berg")]),
        ("The gang known as B12 met the Peckham Boys.", [("ORG", "Peckham Boys")]),
        ("Ogden surrendered to custody.", [("PERSON", "Ogden")]),
        ("WANTED ON WARRANT FTA CROYDON MAGS COURT", [("ORG", "CROYDON MAGS COURT")]),
        ("MALE RUNNING LOOSE CRYSTAL PALACE PARK", [("LOCATION", "CRYSTAL PALACE PARK")]),
        ("TRYING CAR DOORS BOW ROAD", [("LOCATION", "BOW ROAD")]),
        (
            "Break-in at Harper & Sons on Cannon Street.",
            [("ORG", "Harper & Sons"), ("LOCATION", "Cannon Street")],
        ),
        ("Taken to Fernbank Children's Home.", [("ORG", "Fernbank Children's Home")]),
    ],
)
def test_names(reader, text, names):
    found = [(m.label, m.text) for m in reader.read(text).mentions if m.label not in ("DRUG", "WEAPON")]
    assert found == names
