"""Two people compared: their match weight, what it is made of, and what follows from it. Decided from the two alone.

Weights are Fellegi and Sunter's: log2 of how much likelier a level is met between records of one human being than of two
(m / u, learnt offline, `model.json`), more for a rare name and less for a common one, and the prior.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import resources
from typing import Any, NamedTuple

from indexer.resolve.ages import agree, may_meet
from indexer.resolve.births import SLIP_OF_YEARS
from indexer.resolve.comparisons import ALL, BORN, FORENAME, NUMBER, shown
from indexer.resolve.edges import Decision, Edge, Why
from indexer.resolve.levels import Comparison, Level
from indexer.resolve.persons import Person, person_of
from nlp.gazetteer import is_forename

MODEL: dict[str, Any] = json.loads(
    resources.files("indexer.resolve").joinpath("model.json").read_text("utf-8")
)
JOIN, REVIEW, INDIVIDUAL = (float(MODEL[name]) for name in ("join", "review", "individual"))
_PRIOR = math.log2(MODEL["prior"] / (1 - MODEL["prior"]))
_OF_ONE = ("forename", "middle", "born", "sex", "contact")  # the rest may be a household's
_SAME_DOOR = frozenset({"door", "house"})
_DOORS = _SAME_DOOR | {"street-like"}
_ELSEWHERE = frozenset({"other", "street"})
_ON_STREET = frozenset({"street", "street-postcode"})
_AROUND = _ON_STREET | {"postcode"}
_SAME_NAME = frozenset({"same", "initial"})
_MISTYPED = frozenset({"sound", "letter"})
_SAME_OR_SLIP = _SAME_NAME | _MISTYPED | {"form", "second"}
_A_SLIP = frozenset({"digit", "year-off", "month"})
# How many bits of match weight above what joins a namesake elsewhere, or somebody of an alike name at one door, is asked for: odds
# that are 16 to 16,384 times as good.
_ALIKE, _A_SLIP_OFF, _AND_AWAY, _NO_BIRTH, _BY_YEAR = 4.0, 6.0, 8.0, 10.0, 14.0
_GENERATION = 14  # years between parent and child
_BETWEEN_BIRTHS = 200  # days; a mother has no two children so near, but twins
_YEAR = 366  # days
_TWO_BIRTHS = frozenset({"other", "parts"})
_SURE_BIRTH = frozenset({"same", "turned"})
_LIKE_BIRTH = frozenset({"digit", "year-off", "month", "year", "parts"})


class Part(NamedTuple):
    """What one comparison says."""

    comparison: Comparison
    level: Level
    weight: float


class Scored(NamedTuple):
    """The evidence of a pair; levels: comparison → the key of its level."""

    parts: tuple[Part, ...]

    @property
    def weight(self) -> float:
        """The match weight: log2 of the odds that the two are one."""
        return _PRIOR + sum(part.weight for part in self.parts)

    @property
    def levels(self) -> Mapping[str, str]:
        """comparison → level."""
        return {part.comparison.name: part.level.key for part in self.parts}


def compare(a: Person, b: Person) -> Scored:
    """Compare two people as Splink would."""
    return scored(a, b, [comparison.level(a, b) for comparison in ALL])


def scored(a: Person, b: Person, levels: Sequence[Level]) -> Scored:
    """The weights of levels that are known already, one for each comparison."""
    return Scored(
        tuple(
            Part(comparison, level, _weight(comparison, level, a, b))
            for comparison, level in zip(ALL, levels, strict=True)
            if not level.null
        )
    )


def _weight(comparison: Comparison, level: Level, a: Person, b: Person) -> float:
    learnt = MODEL["learnt"][comparison.name][level.key]
    weight = math.log2(learnt["m"] / learnt["u"])
    if level.tf:  # how common this name is, in place of how common a name is on average
        weight += math.log2(learnt["u"] / max(_share(a, level.tf), _share(b, level.tf)))
    return weight


def _share(person: Person, tf: str) -> float:
    share: float = getattr(person, f"tf_{tf}")
    return share


# ------------------------------------------------------------------------------------- what follows


def decision(a: Person, b: Person, evidence: Scored) -> Decision | None:
    """What is to be done with a pair; None: nothing, the two are strangers.

    apart: two who look alike and are known to be two, by different PNC IDs, CRO, NINO or NHS numbers.
    """
    levels, weight = evidence.levels, evidence.weight
    if levels.get("number") == "other":
        return "apart" if weight + _against("number") >= REVIEW else None
    if weight < REVIEW or (levels.get("number") != "same" and only_a_household(evidence)):
        return None
    doubted = levels.get("number") != "same" and any(doubt(a, b, evidence) for doubt in DOUBTS)
    return "join" if weight >= JOIN and not doubted else "review"


def _against(comparison: str) -> float:
    """What another identifier has taken from the weight."""
    learnt = MODEL["learnt"][comparison]["other"]
    return -math.log2(learnt["m"] / learnt["u"])


def least_weight() -> float:
    """The least match weight of which anything may follow."""
    return REVIEW - _against("number")


def only_a_household(evidence: Scored) -> bool:
    """Whether nothing speaks for the person: surname and address are a family's, and about an age are husband and wife, too."""
    own = sum(
        part.weight
        for part in evidence.parts
        if (part.comparison.name in _OF_ONE and part.level.key != "aged") or part.level.key == "crossed"
    )
    return own < INDIVIDUAL


def _full(a: Person, b: Person) -> bool:
    """Whether either record tells more of the person than name, birth and address: sex, a number, a phone.

    Where neither does, both are thin, and what is unlike in them is sooner an error.
    """
    return any(person.sex or person.contacts or person.ids for person in (a, b))


def _namesakes(a: Person, b: Person, evidence: Scored) -> bool:
    """The same name and no more than about the same age, not at one door: there are many such, unless the odds are as much better
    than what joins others as what is known of birth and address asks for."""
    levels = evidence.levels
    address = levels.get("address", "other")
    elsewhere = address in _ELSEWHERE or (_full(a, b) and address not in _DOORS)
    return (
        elsewhere
        and levels.get("born") not in _SURE_BIRTH
        and not (_three_names(levels) or _by_contact(levels) or evidence.weight >= JOIN + _asked_of(levels))
    )


def _asked_of(levels: Mapping[str, str]) -> float:
    """The bits of match weight above what joins that a namesake elsewhere is asked for."""
    born, address = levels.get("born"), levels.get("address")
    if not _one_name_but_a_slip(levels):
        return math.inf
    if born in _A_SLIP:
        return _AND_AWAY if address == "other" else _A_SLIP_OFF
    if born == "aged" and address in _AROUND:
        return _A_SLIP_OFF
    if born in ("aged", "year") and address != "other":
        return _BY_YEAR
    return _NO_BIRTH if born is None and address in _ON_STREET else math.inf


def _one_name_but_a_slip(levels: Mapping[str, str]) -> bool:
    """Whether surname and forename are the same, or one of the two is, and the other may be that with a slip."""
    names = {levels.get("surname"), levels.get("forename")}
    return "crossed" in names or ("same" in names and names <= _SAME_OR_SLIP)


def _one_name(levels: Mapping[str, str]) -> bool:
    """Whether forename and surname are the same, exchanged or not."""
    return levels.get("surname") == levels.get("forename") == "same" or levels.get("surname") == "crossed"


def _three_names(levels: Mapping[str, str]) -> bool:
    """Whether a middle name is the same, too, and most of the date of birth: few namesakes have that in common."""
    return _one_name(levels) and levels.get("middle") == "same" and levels.get("born") in _LIKE_BIRTH


def _by_contact(levels: Mapping[str, str]) -> bool:
    """Whether a telephone or e-mail is the same, too, and no birth speaks against it."""
    return _one_name(levels) and levels.get("contact") == "same" and levels.get("born") not in _TWO_BIRTHS


def _birthdays(a: Person, b: Person, evidence: Scored) -> bool:
    """Another name at another door: in a large town many share a forename and a date of birth. In thin records another forename
    where both addresses are known."""
    levels = evidence.levels
    another = "other" in (levels.get("surname"), levels.get("forename"))
    away = levels.get("address") not in _DOORS
    known = levels.get("forename") == levels.get("address") == "other"
    return ((_full(a, b) and another and away) or known) and levels.get("contact") != "same"


def _household(a: Person, b: Person, evidence: Scored) -> bool:
    """No date of birth in common, and a name or phone that is not the same: families like names that are alike. A form of the
    forename, or what may be a slip in it, is taken for the same where the odds are good enough."""
    levels = evidence.levels
    if levels.get("born", "other") not in ("other", "aged") or not _full(a, b):
        return False
    unlike = "other" in (levels.get("middle"), levels.get("contact"))
    alike = levels.get("forename", "same") not in _SAME_NAME and levels.get("contact") != "same"
    return unlike or (alike and not _may_be_mistyped(a, b, evidence))


def _may_be_mistyped(a: Person, b: Person, evidence: Scored) -> bool:
    """Whether a forename that is alike, with no two dates of birth to weigh, is the other in another form or with a slip in it: two
    that are both known for forenames are two, and a father's is his son's second one."""
    level = evidence.levels.get("forename")
    slip = level in _MISTYPED and not (is_forename(str(a.forename)) and is_forename(str(b.forename)))
    nothing_against = not {evidence.levels.get("born"), evidence.levels.get("sex")} & {"other"}
    return nothing_against and (level == "form" or slip) and evidence.weight >= JOIN + _ALIKE


def _relatives(a: Person, b: Person, evidence: Scored) -> bool:
    """Another forename, or another surname (in thin records: at another door), and no more than about the same age."""
    levels = evidence.levels
    married = levels.get("surname") == "other" and (_full(a, b) or levels.get("address") not in _SAME_DOOR)
    return (married or levels.get("forename") == "other") and levels.get("born") not in _SURE_BIRTH


def _nameless(a: Person, b: Person, evidence: Scored) -> bool:
    """No forename in one: of a family's members, who may be of an age, only a date of birth tells which is meant."""
    levels = evidence.levels
    unsaid = "forename" not in levels and levels.get("surname") != "crossed"
    told = levels.get("born") in _SURE_BIRTH or levels.get("contact") == "same"
    return _full(a, b) and unsaid and not told


def _twins(a: Person, b: Person, evidence: Scored) -> bool:
    """Two different forenames: where the records are full enough whatever they are, since no list holds every name that people have;
    of two children in thin ones, where both are known for forenames."""
    unlike = evidence.levels.get("forename") == "other"
    children = bool(a.minor and b.minor) and _two_forenames(a, b, evidence)
    return (_full(a, b) and unlike) or children


def _sexes(a: Person, b: Person, evidence: Scored) -> bool:
    """Another sex, and a forename that is not the same: Nicky is no Nicholas then, and George no Georgia."""
    del a, b
    levels = evidence.levels
    same = levels.get("forename") == "same" or levels.get("surname") == "crossed"
    return levels.get("sex") == "other" and not same


def _generations(a: Person, b: Person, evidence: Scored) -> bool:
    """Born on another day that is no slip, or a generation apart, where the records are full enough, or one is a child's: father and
    son, or cousins. Of two adults in thin records a year that is unlike is sooner an error."""
    levels = evidence.levels
    another = levels.get("born") == "other" and not _may_be_one_birth(a, b, levels)
    apart = _a_generation(a, b, evidence)
    return (_full(a, b) and (another or apart)) or (bool(a.minor or b.minor) and apart)


def _may_be_one_birth(a: Person, b: Person, levels: Mapping[str, str]) -> bool:
    """Whether two days of birth that share no two parts may be one, written badly: nearer than those of a mother's two children;
    within a year, where the names are the same; or a year or two off, where day and month are exchanged, too, or something of the
    person's own is the same."""
    if levels.get("sex") == "other":
        return False
    if _one_name(levels) and levels.get("middle") != "other" and _within_a_year(a, b):
        return True  # no child is so near its parent, and few children of a house are given the same names
    own = levels.get("middle") in _SAME_NAME or levels.get("contact") == "same"
    return _days(a, b) < _BETWEEN_BIRTHS or (_years(a, b) <= SLIP_OF_YEARS and (own or _exchanged(a, b)))


def _within_a_year(a: Person, b: Person) -> bool:
    """Of a date that is not whole only the year is known."""
    days = _days(a, b)
    return days <= _YEAR if days < math.inf else _years(a, b) <= 1


def _exchanged(a: Person, b: Person) -> bool:
    """Whether the day of one birth is the other's month, and the other way round."""
    (_, *one), (_, *other) = str(a.born).split("-"), str(b.born).split("-")
    return len(one) == 2 and one == other[::-1]


def _ages(a: Person, b: Person, evidence: Scored) -> bool:
    """A date of birth that is not of the age that the other record tells, or of none that had been born, or could have done it, then."""
    del evidence
    for told, other in ((a, b), (b, a)):
        if told.living and not told.born and other.years:
            return not agree(other.years, told.living)
    return bool(a.living and b.living and not (a.born or b.born) and not may_meet(a.living, b.living))


def _two_forenames(a: Person, b: Person, evidence: Scored) -> bool:
    another = evidence.levels.get("forename") == "other"
    return another and all(is_forename(str(person.forename)) for person in (a, b))


def _a_generation(a: Person, b: Person, evidence: Scored) -> bool:
    """So far apart in age that one may be the other's child; a figure off is not."""
    return evidence.levels.get("born") in _TWO_BIRTHS and _years(a, b) >= _GENERATION


def _years(a: Person, b: Person) -> int:
    return abs(int(a.born[:4]) - int(b.born[:4])) if a.born and b.born else 0


def _days(a: Person, b: Person) -> float:
    """Between two whole dates of birth; without end where one is not whole."""
    one, other = str(a.born), str(b.born)
    if min(len(one), len(other)) < len("1980-02-03"):
        return math.inf
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def kin(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two people (POLE-1's) may be twins, or parent and child, whatever joins their records.

    In thin records an edge takes a given name or a year that is unlike for an error, and over a whole town that is right more
    often than not. Where a danger would be laid at the wrong person's door, that is not enough.
    """
    a, b = person_of("A/1~1", one), person_of("B/1~1", other)
    levels = {each.name: each.level(a, b) for each in (FORENAME, BORN, NUMBER)}
    evidence = Scored(tuple(Part(each, levels[each.name], 0.0) for each in (FORENAME, BORN, NUMBER)))
    unlike = _two_forenames(a, b, evidence) or _a_generation(a, b, evidence)
    return unlike and levels["number"].key != "same"


# What keeps a pair from being joined by its weight alone; a person then decides.
DOUBTS = (_namesakes, _birthdays, _household, _relatives, _nameless, _twins, _sexes, _generations, _ages)


def edge_of(a: Person, b: Person, evidence: Scored, by: str) -> Edge | None:
    """The edge between two members, or None. Two people of one record are two."""
    decided = decision(a, b, evidence) if a.record != b.record else None
    if decided is None:
        return None
    one, other = (a, b) if a.member < b.member else (b, a)
    return Edge(
        one.member, other.member, probability(evidence.weight), decided, by, reasons(one, other, evidence)
    )


def probability(weight: float) -> float:
    """A match weight as 0 … 1."""
    return round(1 / (1 + math.exp2(-max(min(weight, 60.0), -60.0))), 9)


def reasons(a: Person, b: Person, evidence: Scored) -> tuple[Why, ...]:
    """The evidence in words, in the order in which it was weighed."""
    return tuple(
        Why(
            f"{part.level.said}: {shown(part.comparison, a, b)}", round(part.weight, 2), part.comparison.about
        )
        for part in evidence.parts
    )
