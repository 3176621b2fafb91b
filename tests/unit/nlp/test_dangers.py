"""Dangers told in ways that single words do not show: what is thrown, hit with, jumped from, said in quotes."""

import pytest


def _said(reader, text):
    return [(fact.code, fact.assertion) for fact in reader.read(text).facts]


@pytest.mark.parametrize(
    ("text", "weapon"),
    [
        ("ACID THROWN OVER VICTIM BY MALE ON MOPED", "ACID"),
        ("She squirted bleach into his eyes.", "bleach"),
        ("Ammonia was squirted at staff.", "Ammonia"),
        ("UNKNOWN LIQUID SPRAYED IN FACE", "UNKNOWN LIQUID"),
        ("Hit with a pint glass.", "pint glass"),
        ("He smashed a glass in her face.", "glass"),
        ("A wine glass was thrust into his neck.", "wine glass"),
        ("Struck over the head with a saucepan.", "saucepan"),
        ("Has a hammer and maybe a crowbar.", "crowbar"),
        ("He left with a bottle of ammonia.", "bottle of ammonia"),
        ("He has a nine tucked down his trousers.", "nine"),
    ],
)
def test_what_is_used_as_a_weapon(reader, text, weapon):
    assert weapon in [mention.text for mention in reader.read(text).mentions if mention.label == "WEAPON"]


@pytest.mark.parametrize(
    "text",
    [
        "He was hit with a fine.",
        "Hit in the face with a fist.",
        "She stood with a glass of wine.",
        "Glass in his eye from the crash.",
        "A chemical was spilled on the road.",
        "Patient has acid reflux.",
        "He has a nine to five job.",
        "Male wearing a red jumper on the bridge.",
        "He wants to jump in the car.",
        "He jumped over the wall.",
        "A coat was found hanging in the hall.",
        "Seen hanging around the school.",
        "He said he would use it to call home.",
        '"Next time I will come earlier."',
        "Caller did not get home until ten.",
        "Male, 34, lives alone.",
        "There is hoarding behind the site.",
    ],
)
def test_nothing_dangerous(reader, text):
    assert not {code for code, _ in _said(reader, text)} - {"VI"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("JUMPER ON FOOTBRIDGE", ("SU", "affirmed")),
        ("Male is on the wrong side of the barrier.", ("SU", "affirmed")),
        ("She says she will jump.", ("SU", "affirmed")),
        ("He was threatening to jump.", ("SU", "affirmed")),
        ("She said that she wasn't going to jump.", ("SU", "negated")),
        ("Inmate found hanging in his cell.", ("SU", "affirmed")),
        ("She keeps cutting her legs.", ("SH", "affirmed")),
        ("Several old scars to left thigh.", ("SH", "affirmed")),
        ("Fresh cuts were visible on the forearm.", ("SH", "affirmed")),
        ("No fresh cuts seen on arms.", ("SH", "negated")),
        ('Heard him shout "I have a bat and I\'ll use it".', ("THREAT", "affirmed")),
        ('The text said "next time you\'re dead".', ("THREAT", "affirmed")),
        ('"Dont make me use this," he told the cashier.', ("THREAT", "affirmed")),
        ("Pupil never arrived home.", ("MISSING", "affirmed")),
        ("hasnt been seen since friday", ("MISSING", "affirmed")),
        ("Misper, 14, has not come home. Has never done this before.", ("MISSING", "affirmed")),
        ("blade held to her own wrist", ("SU", "affirmed")),
        ("says he will turn the gun on himself", ("SU", "affirmed")),
        ("Rope tied into a noose in the loft.", ("SU", "affirmed")),
        ("She pressed a cushion over his face.", ("VI", "affirmed")),
        ("Prisoner spat blood at a detention officer.", ("VI", "affirmed")),
        ('He said "open up or I will gut you".', ("THREAT", "affirmed")),
        ("His sons, aged two and five, are in bed.", ("CHILD", "affirmed")),
        ("Resident left the care home in her nightdress.", ("MISSING", "affirmed")),
        ("Her husband keeps her locked in.", ("DV", "affirmed")),
        ("The boyfriend, Kyle Reece, won't let her leave.", ("DV", "affirmed")),
        ("Saw his dad hit his mum.", ("DV", "affirmed")),
        ("He strangled his girlfriend.", ("DV", "affirmed")),
        ("Male holding a knife to his wife's throat.", ("DV", "affirmed")),
        ("Mr Orton, 88, lives alone.", ("VUL", "affirmed")),
        ("Carers attend twice daily.", ("VUL", "affirmed")),
    ],
)
def test_dangers(reader, text, expected):
    assert expected in _said(reader, text)


def test_what_is_threatened_to_oneself_is_no_threat(reader):
    assert _said(reader, "He was threatening to jump.") == [("SU", "affirmed")]
