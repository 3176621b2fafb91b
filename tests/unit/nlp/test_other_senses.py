"""Words of the lexicon that mean something else where they stand, answers, and states that are over."""

import pytest

from nlp.facts import senses
from nlp.lexicon import standard


def _said(reader, text):
    return [(fact.code, fact.assertion) for fact in reader.read(text).facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Weapons N, Drugs Y, Violence N", [("WE", "negated"), ("DR", "affirmed"), ("VI", "negated")]),
        ("Weapons N Drugs N Children Y", [("WE", "negated"), ("DR", "negated"), ("CHILD", "affirmed")]),
        ("Dogs: Y Firearms: N", [("DOG", "affirmed"), ("FI", "negated")]),
        ("Firearms No / Knives Yes / Dog N", [("FI", "negated"), ("WE", "affirmed"), ("DOG", "negated")]),
        ("Weapons N/K / Children N/A", [("WE", "uncertain"), ("CHILD", "negated")]),
        ("Asked if he has any drugs on him. Nothing.", [("DR", "negated")]),
        ("KNIFE N HAMMER SEEN", [("WE", "affirmed")]),
        (
            "FIREARMS NO EXPLOSIVES NO CHILDREN YES",
            [("FI", "negated"), ("XP", "negated"), ("CHILD", "affirmed")],
        ),
        ("HOLDING A KNIFE NO DEMANDS NO COMMS", [("WE", "affirmed")]),
        ("Asked if the male had a knife. Caller said no.", [("WE", "negated")]),
        ("Op asked if there were children in the address. Inft says no.", [("CHILD", "negated")]),
        ("Asked her if he has any weapons. She said yes.", [("WE", "affirmed")]),
        ("Asked about drugs in the house. He said he did not.", [("DR", "negated")]),
        ("Asked re lice and fleas - none.", [("CO", "negated"), ("CO", "negated")]),
        ("Asked about weapons and drugs: negative.", [("WE", "negated"), ("DR", "negated")]),
        ("Asked if he had a gun. He said no, but it is in the car.", [("FI", "uncertain")]),
        ("Weapons No. 5 recovered.", [("WE", "affirmed")]),
        ("Officers asked whether the owner had a gun.", [("FI", "uncertain")]),
        ("When asked if he had a knife he produced one.", [("WE", "affirmed")]),
        ("ASKED ANY KNIVES CALLER SAID YES", [("WE", "affirmed")]),
        ("Knives: searched, none.", [("WE", "negated")]),
        ("Cannot say there was not a gun.", [("FI", "uncertain")]),
        ("The claim that he had a grenade has been shown to be false.", [("XP", "negated")]),
        ("He told staff it was a bomb. The bag contained clothes.", [("XP", "negated")]),
        ("He said it was a bomb. It was in his hand.", [("XP", "affirmed")]),
        ("He said it was a gun. It was a pistol.", [("FI", "affirmed"), ("FI", "affirmed")]),
    ],
)
def test_answers(reader, text, expected):
    assert _said(reader, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Keyholder Ryan Gunn attending.",
        "KEYHOLDER MARK GUNN ATTENDING",
        "Caller is outside Cross Guns pub.",
        "Male left Axe and Compass pub.",
        "There is a bat flying round her bedroom.",
        "Detained for stealing a coke and crisps worth £4.",
        "Her knife rack was taken.",
        "Pupil drew a picture of a big gun.",
        "There is a tattoo of a pistol on his neck.",
        "He shot a short video of the fence.",
        "There was an escape of sewage.",
        "Escaped budgie in the garden.",
        "The cat has gone missing.",
        "Leaflets for Suicide Prevention Week were left.",
        "He has an explosive personality.",
        "Convicted under the Misuse of Drugs Act.",
        "Lamb shank for dinner.",
        "Unarmed police attended.",
    ],
)
def test_words_in_another_sense(reader, text):
    assert _said(reader, text) == []
    assert not {"WEAPON", "DRUG"} & {mention.label for mention in reader.read(text).mentions}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Male has a gunn in his hand.", [("FI", "affirmed")]),
        ("He was at the Dog and Gun pub with a gun.", [("FI", "affirmed")]),
        ("A bat is hidden in the loft.", [("WE", "affirmed")]),
        ("Selling coke outside the burger van.", [("DR", "affirmed")]),
        ("He pulled a knife from his knife roll.", [("WE", "affirmed")]),
        ("He has a photo of a gun on his phone.", [("FI", "affirmed")]),
        ("He drew a gun and fired.", [("FI", "affirmed")]),
        ("He shot two men.", [("VI", "affirmed")]),
        ("Coke was found in his lunch box.", [("DR", "affirmed")]),
        ("Bat trapped in the car door, male grabbed it.", [("WE", "affirmed")]),
        ("Boy on his bike went missing.", [("MISSING", "affirmed")]),
        ("The dog is not dangerous to family but attacks police.", [("DOG", "affirmed")]),
        ("The dog is not only aggressive but bites.", [("DOG", "affirmed")]),
        ("An escaped prisoner was seen.", [("ES", "affirmed")]),
        ("Male with a dog went missing.", [("MISSING", "affirmed")]),
        ("The shank is under the mattress.", [("WE", "affirmed")]),
        ("She keeps a chiv.", [("WE", "affirmed")]),
        ("The owner of the dog is aggressive.", [("DOG", "affirmed"), ("VI", "affirmed")]),
        ("Postman was bitten by a neighbour's terrier.", [("DOG", "affirmed")]),
        ("Bitten by her ex.", [("VI", "affirmed"), ("DV", "affirmed")]),
        ("The dog, a young collie, is not dangerous.", [("DOG", "negated")]),
        ("If he is challenged his dog will attack.", [("DOG", "affirmed")]),
    ],
)
def test_words_in_their_sense(reader, text, expected):
    assert _said(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arrest warrant was executed on 3 May.", [("WANTED", "historic")]),
        ("Bench warrant withdrawn.", [("WANTED", "historic")]),
        ("Outstanding warrant for theft.", [("WANTED", "affirmed")]),
        ("FI (firearms) marker removed.", [("FI", "historic")]),
        ("Suspect unarmed and calm.", [("WE", "negated")]),
        ("Suspect believed unarmed.", [("WE", "uncertain")]),
        ("He is not unarmed.", [("WE", "affirmed")]),
        ("No escape markers.", [("ES", "negated")]),
    ],
)
def test_states_that_are_over_or_not_there(reader, text, expected):
    assert _said(reader, text) == expected


def test_an_illness_that_is_called_after_somebody(reader):
    assert [fact.code for fact in reader.read("He has advanced Parkinson's.").facts] == ["VUL"]


def test_a_family_name_that_misspells_a_weapon(reader):
    assert _said(reader, "Caller says Gunn has a gun.") == [("FI", "affirmed")]
    assert _said(reader, "Seen with a Gunn in his hand.") == [("FI", "affirmed")]


def test_a_drawing_of_what_somebody_has_shows_that_they_have_it(reader):
    assert _said(reader, "He drew a picture of the gun he has.") == [("FI", "affirmed")]


def test_every_sense_is_some_term_s():
    named = {entry.sense for entry in standard().entries if entry.sense}
    assert set(senses._senses()) == named | {senses._OF_ALL_WEAPONS}
