"""Closed classes of words by which it is told whose a fact is: who is spoken of, what is done to whom, who tells of others."""

from functools import cache

from nlp.tables import bag, rows

HE = bag("he him his himself")
SHE = bag("she her herself hers")
THEY = bag("they them their themselves")
PEOPLE = bag(
    "male female man woman suspect subject occupant occupier husband wife partner boyfriend girlfriend "
    "brother sister son daughter mother father mum dad uncle aunt cousin nephew niece neighbour tenant "
    "resident detainee prisoner driver passenger offender nominal youth boy girl lad caller informant "
    "victim males females men women youths ex grandson grandmother grandfather landlord lodger flatmate "
    "patient householder defendant homeowner witness stepson stepfather dp ic1 ic2 ic3 ic4 ic5 ic6 "
    "couple gang group"
)
WOMEN = bag(
    "female females woman women wife girlfriend sister daughter mother mum aunt niece girl grandmother"
)
MEN = bag(
    "male males man men husband boyfriend brother son father dad uncle nephew boy lad grandson grandfather "
    "stepson stepfather landlord"
)
# Those who speak of others; a suspect who says that he has a knife speaks of himself.
TELLERS = (
    WOMEN | MEN | bag("partner ex tenant resident neighbour cousin victim lodger flatmate householder")
) - bag("male males man men female females woman women")
DETERMINERS = bag(
    "the a an his her their this that another unknown older younger elder elderly one two three four five"
)
SPEAKERS = bag("caller informant witness officers police officer neighbour neighbours source staff")
SAYING = bag(
    "states stated says said reports reported believes believed told claims claimed thinks alleges "
    "alleged suspects advises advised saw heard"
)


TELLING = bag("told tells telling warned texted phoned informed")
# Behind `ex`: what somebody was, and no former partner; `ex on` is how they get out.
ONCE_WAS = bag("army military forces soldier marine para navy raf police con boxer services squaddie on")


# Codes of what somebody does or has: whom it is done to is not whom it is said of.
DOINGS = frozenset({"VI", "THREAT", "WE", "FI", "XP", "ES", "OW"})
PASSIVE = bag("been was were being got get is are be")
DONE_TO = bag(
    "stabbed stabs stabbing hit hits hitting punched punches punching kicked kicks kicking slapped slaps attacked attacks attacking "
    "assaulted assaults assaulting threatened threatens threatening robbed robs robbing chased chases chasing struck strangled "
    "headbutted shot grabbed grabs pushed pushes beat beats bit bites slashed slashes cut injured injures approached harassed abused hurt dragged drags dragging pulled pulls pulling shoved shoves shoving pinned pins tackled slammed slams threw throws throwing thrown kneed elbowed choked chokes choking grappled headlocked glassed bottled"
)
AT = bag("at towards toward against")
DESCRIBED = bag("who that whose armed carrying holding wielding brandishing has had is was having possessing")
IS = bag("is was are were be been as")
UNNAMED = bag("who one another someone somebody other")
NOBODY = bag("there it this that what who here outside inside")
TAKEN = bag(
    "recovered seized found removed taken confiscated located retrieved discovered seize took recover find"
)
BY = bag(
    "carried owned held kept used stored possessed supplied produced wielded made sold thrown hidden left brandished dealt run"
)
NAMED_AFTER = frozenset({"MISSING", "WANTED", "VUL"})  # `MISPER JANE DOE`
LABELS = bag("dp subject nominal suspect susp detainee prisoner defendant misper occupant accused")
ONE_OF_THEM = bag("male man female woman boy girl youth driver husband boyfriend partner ex son neighbour")
TITLES = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f", "sir": "m", "lady": "f"}
LEFT_OUT = frozenset({"VI", "ES", "SU", "SH", "MN", "CO", "OW", "DR", "MISSING", "WANTED", "VUL"})
# What a sentence begins with whose subject is left out.
DEEDS = bag(
    "has had keeps kept carries carried owns owned known believed may might used previously threatened threatens armed likes claims possesses"
)
# Before a name: whoever tells of others, or has to do with them.
OF_OTHERS = (
    SPEAKERS
    | TELLERS
    | bag(
        "inft infmt r/p rp wm reporting by from with of vic ip complainant worker manager teacher head doctor nurse dr gp key owner "
        "landlord landlady keyholder security steward store to for at and or victim witness"
    )
)
TO = bag("to towards toward against")
HARMFUL = bag(
    "danger dangers risk risks threat threats violent violence aggressive abusive hostile dangerous harm nuisance menace rude"
)


@cache
def _sexes() -> dict[str, str]:
    return {name: sex for sex, *names in rows("forename_sexes.csv") for name in names}


def sex_of(name: str) -> str | None:
    """``m`` or ``f`` where somebody's given name, as written, is of one sex alone (``Helen Strood``, ``HOLT, Gary``)."""
    told = {_sexes()[part] for part in name.casefold().replace(",", " ").split() if part in _sexes()}
    return told.pop() if len(told) == 1 else None
