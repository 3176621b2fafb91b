"""Dangers as statements, messages and notebooks tell them, and the harmless that is said alike."""

import pytest


def _facts(reader, text):
    return {(f.code, f.assertion) for f in reader.read(text).facts}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Okafor has been told he will be shot on sight.", ("THREAT", "affirmed")),
        ('He said "your getting it next" and walked off', ("THREAT", "affirmed")),
        ("i no where ur mum lives. ill petrol bomb it wiv her in it", ("THREAT", "affirmed")),
        ('Tenant said any bailiff "will get both barrels".', ("THREAT", "affirmed")),
        ('They said they\'d be back "to torch the place".', ("THREAT", "affirmed")),
        ("he shouts il set the dogs on you", ("THREAT", "affirmed")),
        ("On Sunday he grabbed my throat with one hand.", ("VI", "affirmed")),
        ("Seen on CCTV banging head on wall", ("SH", "affirmed")),
        ("She has scratched the words 'let me go' into her arm.", ("SH", "affirmed")),
        ("Edith, 87, widow, lives alone at the top of the hill", ("VUL", "affirmed")),
        ("He uses the back room to inject.", ("DR", "affirmed")),
        ("POSES AS GAS MAN TO GAIN ENTRY TO ELDERLY VICTIMS.", ("OW", "affirmed")),
        ("He can't be alone with under 16s.", ("OW", "affirmed")),
        ("Wayne Harker is circulated as a suspect for stalking.", ("WANTED", "affirmed")),
        ("he has wired his shed up so it goes bang if anyone tries it", ("XP", "affirmed")),
        ("Front passenger - PNC wng VI, WE.", ("VI", "affirmed")),
        ("CO - HEP B; OW - PREYS ON FEMALES. NO FI.", ("FI", "negated")),
        (
            'Came up the stairs holding what looked like a crowbar, said "where\'s the safe".',
            ("WE", "uncertain"),
        ),
        ("He had a cleaver in the takeaway.", ("WE", "affirmed")),
        ("He threw a pint glass which hit my colleague.", ("WE", "affirmed")),
        ("Three of her grandkids were in the flat.", ("CHILD", "affirmed")),
    ],
)
def test_dangers(reader, text, fact):
    assert fact in _facts(reader, text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("She was told the car will be shot in the garage for the brochure.", "THREAT"),
        ("He is ill and do the shopping for him.", "THREAT"),
        ("The car is getting it fixed next week.", "THREAT"),
        ("He will be back to finish the painting.", "THREAT"),
        ("She grabbed her throat, coughing.", "VI"),
        ("He has to inject insulin twice daily.", "DR"),
        ("He lives alone and works nights.", "VUL"),
        ("The thermal hit was at the ditch.", "VI"),
        ('Mental health: "bit anxious, nothing diagnosed".', "VI"),
        ("Alleges assault by officers.", "VI"),
        ("S.23 MDA warrant for Top Flat, 9 Quarry Hill", "WANTED"),
        ("Linda, Firearms Licensing", "FI"),
        ("I used PAVA. He calmed down.", "WE"),
        ("The chef had a knife in the restaurant.", "WE"),
        ("The alarm is wired up so it goes off at night.", "XP"),
        ("NO DR. Smith seen.", "DR"),
    ],
)
def test_harmless(reader, text, code):
    assert code not in {c for c, _ in _facts(reader, text)}


def test_a_dog_in_brackets_still_lunges(reader):
    assert _facts(reader, "They have a dog (Akita?) which lunges at people.") == {("DOG", "uncertain")}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Deals from the address most nights", "DR"),
        ("Grow in loft, 40 pots", "DR"),
        ("Pipe and foil in bedroom", "DR"),
        ("Told her she'd be sorry", "THREAT"),
        ('Wrote "snitches get stitches" on the door', "THREAT"),
        ("im coming for u tonite", "THREAT"),
        ("will smash ur face in", "THREAT"),
        ("He pulled my hair", "VI"),
        ("Previous for s.18 and theft", "VI"),
        ("Threw a chair at a nurse", "VI"),
        ("Wanted to fight door staff", "VI"),
        ("Says he wants to end it", "SU"),
        ("Stood on bridge parapet", "SU"),
        ("Fresh cuts on her arms", "SH"),
        ("Picks at his wounds", "SH"),
        ("Care leaver, capacity in doubt", "VUL"),
        ("Female (LD, in supported housing)", "VUL"),
        ("Detained s2 MHA last week", "MN"),
        ("Gas taps turned on in kitchen", "XP"),
        ("Will make off if seen", "ES"),
        ("Climbed out of the window to avoid police", "ES"),
        ("Restraining order against his ex-wife", "DV"),
        ("Stalking his ex", "DV"),
        ("Impersonates a gas engineer", "OW"),
        ("Arrest enquiry for rape, neg", "WANTED"),
        ("Air weapon seen in bedroom", "FI"),
    ],
)
def test_what_notebooks_say_shortly(reader, text, code):
    assert code in {c for c, _ in _facts(reader, text)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("They were coming for tea", "THREAT"),
        ("She was told the cake would be sorry looking", "THREAT"),
        ("Going to get ya a cup of coffee", "THREAT"),
        ("She pulled her hair back", "VI"),
        ("The firm deals in scrap", "DR"),
        ("He wants to end it with the lease", "SU"),
        ("Work on the parapet wall starts Monday", "SU"),
        ("Gas turned off by engineer", "XP"),
        ("The nurse pulled out his stitches", "SH"),
        ("12 LD units sold", "VUL"),
        ("Hot dogs in the back garden", "DOG"),
        ("He drives into the car park", "SU"),
    ],
)
def test_what_only_sounds_so(reader, text, code):
    assert code not in {c for c, _ in _facts(reader, text)}
