"""What is corrected, denied, doubted or gone by words further off, as the next sentence, and what only sounds like it."""

import pytest

_TOLD = [
    ("He told us that she had swallowed a battery. The scan shows that she had not.", "SH", "negated"),
    ("Caller saw a man with a machete. At closer inspection the item was a ruler.", "WE", "negated"),
    ("What the caller took for gunfire was thunder.", "FI", "negated"),
    ('Correction to the first log "rifle".', "FI", "negated"),
    ("Sighting of pistol = toy, orange.", "FI", "negated"),
    ('The "machete" over the bar is a plastic one.', "WE", "negated"),
    ("Says the Akita isnt his.", "DOG", "denied"),
    ("HIV status unknown.", "CO", "uncertain"),
    ("Poss swallowed: wrap or razor blade.", "WE", "uncertain"),
    ("They say he has a gun. Nobody has seen it. Prob rumour.", "FI", "uncertain"),
    ("At no point was he seen to hide or throw anything resembling a knife.", "WE", "negated"),
    ("Unable to say re weapons.", "WE", "uncertain"),
    ("Had an Akita, seized 2017, destroyed.", "DOG", "historic"),
    ("The rifle was recovered from the lake and later destroyed.", "FI", "historic"),
    ("The brothers with the shotguns have moved to another town.", "FI", "historic"),
    ("Mr Hale was asked whether he had ever harmed himself and answered that he had not.", "SH", "negated"),
    ("Mr Hale was asked whether he had ever harmed himself and answered that he had.", "SH", "affirmed"),
    ("If nobody rings back I'm going to cut my wrists.", "SU", "affirmed"),
    ("The former has a machete behind the door.", "WE", "affirmed"),
    ("He does not carry a gun himself. He gets his sister to carry it for him.", "FI", "affirmed"),
    ("He was said to have a rifle. There was no rifle.", "FI", "negated"),
    ("She made up the story of the gun.", "FI", "negated"),
    ("The pistol was surrendered in the amnesty.", "FI", "historic"),
    ("Something like a hatchet.", "WE", "uncertain"),
    ("She could not get the knife off him.", "WE", "affirmed"),
    ("He has a knife. The officer says that she was not told.", "WE", "affirmed"),
    ("CORRECTION to log 12: gun is at number 9.", "FI", "affirmed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "assertion"), _TOLD, ids=[text for text, _, _ in _TOLD])
def test_what_stands_further_off_is_counted_in(reader, text, code, assertion):
    assert {fact.assertion for fact in reader.read(text).facts if fact.code == code} == {assertion}
