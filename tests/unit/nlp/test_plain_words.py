"""Dangers as people put them who never heard of a warning marker; and the same words where they mean nothing."""

import pytest


@pytest.mark.parametrize(
    ("text", "code", "assertion"),
    [
        ("Her boyfriend Lee Marsh punched her twice.", "DV", "affirmed"),
        ("Stan threw a mug at wife Carol.", "DV", "affirmed"),
        ("Verbal argument between Tina and her partner over money.", "DV", "affirmed"),
        ("She is terrified of husband Gary.", "DV", "affirmed"),
        ("Ex keeps turning up at her work.", "DV", "affirmed"),
        ("Her boyfriend, Jez Pruitt, may be violent.", "DV", "uncertain"),
        ("He has never laid a finger on her.", "VI", "negated"),
        ("bricks thrown at officers from the flats", "VI", "affirmed"),
        ("She swung a saucepan at the bailiff.", "VI", "affirmed"),
        ("no force used, goods recovered", "VI", "negated"),
        ("nothing physical between them", "VI", "negated"),
        ("He said he would put her windows through.", "THREAT", "affirmed"),
        ("Told her that if he can't have her nobody will.", "THREAT", "affirmed"),
        ("shouting that any copper who comes in gets stabbed", "THREAT", "affirmed"),
        ("be a shame if your van caught fire", "THREAT", "affirmed"),
        ("has taken a load of paracetamol and is drowsy", "SU", "affirmed"),
        ("male threatening to cut his own throat", "SU", "affirmed"),
        ("the kids would be better off without her, she says", "SU", "affirmed"),
        ("SU - ATTEMPTED TO HANG SELF IN PRISON 2014", "SU", "historic"),
        ("she has been cutting again", "SH", "affirmed"),
        ("headbutting the cell door", "SH", "affirmed"),
        ("Resident aged 91 let him in.", "VUL", "affirmed"),
        ("dealers have moved into his flat", "VUL", "affirmed"),
        ("He takes her to the cash point every Thursday and keeps the money.", "OW", "affirmed"),
        ("convicted of indecent assault on boys in 1994", "OW", "historic"),
        ("daughters aged 4 and 6 asleep", "CHILD", "affirmed"),
        ("kids at school until three, then home with dad", "CHILD", "affirmed"),
        ("kids at school", "CHILD", "negated"),
        ("Two dogs loose in the yard", "DOG", "affirmed"),
        ("The Alsatian went for the postman. It has bitten a child before.", "DOG", "historic"),
        ("used needles on the stairs", "DR", "affirmed"),
        ("He hasn't taken anything tonight.", "DR", "negated"),
        ("Kayleigh has not come back from school.", "MISSING", "affirmed"),
        ("ARREST NO BAIL. 1 COB LANE.", "WANTED", "affirmed"),
        ("he made a run for the yard door", "ES", "affirmed"),
        ("HIV neg last test", "CO", "negated"),
        ("He has no access to firearms.", "FI", "negated"),
        ("Chesty cough but TB unlikely", "CO", "uncertain"),
        ("Lee Marsh used to hit her when drinking.", "VI", "historic"),
        ("The bat was used to hit him.", "VI", "affirmed"),
        ("MN - SUFFERS PSYCHOSIS. VI - NIL. SH - CUT ARMS.", "VI", "negated"),
        ("squared up to PC Lowe", "VI", "affirmed"),
        ("said he'd batter the pair of them", "THREAT", "affirmed"),
        ("s.136 used outside the station", "MN", "affirmed"),
        ("Loud bangs heard, fire service say no devices found.", "XP", "negated"),
        ("Said he would shank him. Nothing seen in his hands.", "WE", "negated"),
    ],
)
def test_plain_words_are_understood(reader, text, code, assertion):
    assert [f.assertion for f in reader.read(text).facts if f.code == code][-1:] == [assertion]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hui threatened my husband in the car park.", "DV"),
        ("The partner agency attacked the plan.", "DV"),
        ("Business partner hit by a van.", "DV"),
        ("tattoo of dagger on left calf", "WE"),
        ("gun metal BMW stopped", "FI"),
        ("Broken down shooting brake in lane 2", "FI"),
        ("hitting traffic on the A12", "VI"),
        ("son aged 34 lives with her", "CHILD"),
        ("Male 1 was called Tugs by Male 2.", "CHILD"),
        ("He went for the officer's radio.", "VI"),
        ("The owner says the dog is friendly.", "DOG"),
        ("Theo threw a brick at the window.", "VI"),
        ("knocked, no answer, parcel never arrived", "MISSING"),
        ("Alarm at premises in Knife Lane, keyholder en route", "WE"),
        ("The landlord of the Rifle Volunteer is selling after hours", "FI"),
        ("Staff at Bargain Drug Store have detained somebody", "DR"),
        ("Charity tin taken from outside the Cocked Pistol last night", "FI"),
    ],
)
def test_the_same_words_may_mean_nothing(reader, text, code):
    assert code not in {f.code for f in reader.read(text).facts}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Officers recovered a Walther Pistol from under the seat", "FI"),
        ("Knife and Bat seized from him when he was arrested", "WE"),
        ("He holds a Shotgun Certificate, and keeps it upstairs", "FI"),
        ("ARMED WITH KNIFE OUTSIDE THE RED LION", "WE"),
        ("Has a Knife Inside His jacket pocket when stopped", "WE"),
    ],
)
def test_a_capital_alone_makes_no_name(reader, text, code):
    assert code in {f.code for f in reader.read(text).facts}


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("JOANNE PETTIFER NOT AT WORK 2 DAYS. HAS DEPRESSION.", "JOANNE PETTIFER"),
        ("Keira Lowndes is 15. Not been missing before.", "Keira Lowndes"),
        ("Nico Baptiste lives alone. Keeps a machete by the bed.", "Nico Baptiste"),
        ("Caller Ann Lee reports shouting. No weapons seen.", None),
        ("PC Ann Lee attended. Has depression.", None),
    ],
)
def test_a_sentence_without_a_subject_goes_on_about_the_one_who_is_named(reader, text, subject):
    assert reader.read(text).facts[-1].subject == subject
