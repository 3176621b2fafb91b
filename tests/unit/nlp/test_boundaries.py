"""Where a negation ends, with or without a mark, and what is negated of doing away with a thing."""

import pytest


@pytest.mark.parametrize(
    ("text", "assertions"),
    [
        ("NO WEAPONS FOUND 3 KIDS IN BEDROOM", "negated affirmed"),
        ("no weapons 2 kids upstairs", "negated affirmed"),
        ("NO WEAPONS KIDS UPSTAIRS", "negated affirmed"),
        ("no injuries machete in hand", "affirmed"),
        ("NO TRACE SUSPECT KNIFE RECOVERED", "affirmed"),
        ("NO CCTV SUSP HAD HAMMER", "affirmed"),
        ("NOBODY INJURED KNIFE ON FLOOR", "affirmed"),
        ("MALE NOT SEEN 2 KIDS UPSTAIRS", "affirmed"),
        ("not armed 2 children inside", "negated affirmed"),
        ("No weapons seen male with a machete in garden", "negated affirmed"),
        ("no weapons seen a knife was used earlier", "negated affirmed"),
        ("no weapons or drugs found 1 dog loose", "negated negated affirmed"),
        ("NEG FOR DRUGS KNIFE IN GLOVEBOX", "negated affirmed"),
        ("no sign of forced entry machete left in kitchen", "affirmed"),
        ("no injuries to victim knife recovered", "affirmed"),
        ("NO DOGS CHILDREN UPSTAIRS", "negated affirmed"),
        ("not violent no weapons two large dogs loose", "negated negated affirmed"),
        ("No suspects identified weapon not recovered", "affirmed"),
        ("No weapons or children present", "negated negated"),
        ("No history of violence drugs or weapons", "negated negated negated"),
        ("there were no children in the house", "negated"),
        ("no knife seen male has a gun", "negated affirmed"),
        ("DAUGHTER DOES NOT LIVE HERE SAYS HER BROTHER KEEPS A SHOTGUN", "affirmed"),
        ("DENIES OWNING A KNIFE WITNESS SAW MACHETE IN HIS BAG", "denied affirmed"),
        ("FEMALE NO LONGER SPEAKING MALE CAN BE HEARD LOADING A GUN", "affirmed"),
        ("NEPHEW IS NOT WELL HAS AN AXE", "affirmed"),
        ("WIFE NOT RESPONDING HUSBAND ADMITTED HE HAD STRANGLED HER", "affirmed affirmed"),
        ("NO SIGN OF KNIVES DOG LOOSE IN HALLWAY", "negated affirmed"),
        ("NO PHONE ON HER HEROIN IN HER SHOE AND MACHETE IN HER BAG", "affirmed affirmed"),
        ("MALE NOT ONE OF THE TENANTS ASSAULTED CARETAKER", "affirmed"),
        ("NONE HURT SUSPECT HAS SWORD", "affirmed"),
        ("not armed just upset psychotic", "negated affirmed"),
        ("SHE HAS A MACHETE NO KIDS NO DOGS", "affirmed negated negated"),
        ("MALE WITH SWORD NO INJURIES NO ID", "affirmed"),
        ("NONE OF THEM CAN MOVE HE HAS A PISTOL", "affirmed"),
        ("NOT A HOAX FEMALE HAS A RIFLE", "affirmed"),
        ("dont know her name shes got an axe", "affirmed"),
        ("didnt want money took the machete", "affirmed"),
        ("taxi not available female suicidal on bridge", "affirmed"),
        ("GATE NOT SHUT ROTTWEILER LOOSE IN ROAD", "affirmed"),
        ("no adults present 2 kids alone in house", "affirmed"),
        ("no kids in flat aggressive dog in kitchen", "negated affirmed"),
        ("NO DESCRIPTION ON FOOT AXE DOWN HIS JACKET", "affirmed"),
        ("no weapons seen on driver or in boot or on male passenger", "negated"),
        ("There is no evidence that Una Marsh was armed.", "negated"),
        ("I met two lads, neither of whom had a gun.", "negated"),
        ("He denied owning a sword, a machete or any other weapon.", "denied denied denied"),
        ("They did not leave with a knife.", "negated"),
        ("no reports of female with gun", "negated"),
        ("He denied he had a knife.", "denied"),
        ("There is no evidence she keeps a gun.", "negated"),
        ("caller does not think male has a knife", "negated"),
        ("Nobody in the group has a gun.", "negated"),
        ("None of the males had a weapon.", "negated"),
        ("Neither the tenant nor his lodger had any weapons.", "negated"),
        ("not one of them was armed", "negated"),
        ("denies ever having had a knife or that he has threatened anyone", "denied denied"),
        ("no weapons drugs or dogs", "negated negated negated"),
        ("no weapons kids or dogs", "negated negated negated"),
        ("no knife or gun seen", "negated negated"),
        ("NO WEAPONS DRUGS SEEN", "negated negated"),
        ("no known weapons drugs or violence", "negated negated negated"),
        ("no serious reported violence", "negated"),
        ("NO ARMED MALE SEEN", "negated"),
        ("Officers have not seen 2 knives", "negated"),
        ("Officers have not seen a knife", "negated"),
    ],
)
def test_a_negation_ends_where_something_new_begins(reader, text, assertions):
    assert " ".join(fact.assertion for fact in reader.read(text).facts) == assertions


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("No one has taken the machete away.", "affirmed"),
        ("She has never disposed of his knives.", "affirmed"),
        ("He has not handed in the gun.", "affirmed"),
        ("He did not surrender the rifle.", "affirmed"),
        ("They have not moved the grenade.", "affirmed"),
        ("His brother thinks that he hasn't sold the pistol.", "uncertain"),
        ("He never gave up carrying a knife.", "affirmed"),
        ("He hasn't stopped dealing cocaine.", "affirmed"),
        ("He never took the drugs.", "negated"),
        ("He has sold his gun.", "historic"),
        ("He has not sold a gun.", "negated"),
        ("He has not removed any weapons.", "negated"),
        ("She would not leave her baby.", "affirmed"),
        ("He does not have his kids with him.", "negated"),
    ],
)
def test_what_is_not_done_away_with_is_there(reader, text, assertion):
    (fact,) = reader.read(text).facts
    assert fact.assertion == assertion


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("Could not tell if he had a knife or not.", "uncertain"),
        ("Witness is unable to say whether it was a knife.", "uncertain"),
        ("She cannot say for certain that it was a rifle.", "uncertain"),
        ("No idea whether there is a gun.", "uncertain"),
        ("He is said to have a gun.", "uncertain"),
        ("He said to staff that he has a gun.", "affirmed"),
        ("Unknown if weapons involved", "uncertain"),
        ("Hit with an unknown weapon.", "affirmed"),
        ("Dana's ex is dangerous and has a gun.", "affirmed"),
        ("Ex-dealer of crack moved out.", "historic"),
        ("Officer in case notes that heroin is sold there.", "affirmed"),
        ("He has sold heroin.", "historic"),
    ],
)
def test_words_that_only_look_like_cues(reader, text, assertion):
    assert reader.read(text).facts[-1].assertion == assertion
