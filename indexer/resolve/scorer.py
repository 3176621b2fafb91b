"""One additive scorer: how likely a person in a record is the person asked for, with every reason in words.

Evidence for and against adds up in fixed weights (`weights.json`, versioned; in the manner of Fellegi and Sunter, 1969)
and a logistic curve turns the sum into 0 … 1. Nothing depends on what else is in the index.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from rapidfuzz.distance import OSA

from indexer.resolve import births
from indexer.resolve.alignment import ALIAS, SURNAME, HeldName, align, evidence, slots, tokens
from indexer.resolve.likeness import likeness
from indexer.resolve.numbers import SEVERAL, identifiers_of, numbers_of
from indexer.resolve.numbers_in_part import PARTS
from indexer.resolve.places import (
    Keys,
    address_keys,
    building_like,
    districts_of,
    in_building,
    keys_of,
    only_town,
    other_kind,
    placed,
    street_like,
)
from indexer.resolve.query import (
    POSSIBLE,
    STRONG,
    WEIGHTS,
    Match,
    PersonQuery,
    Reason,
    match_of,
    strength,
)
from nlp.gazetteer import is_forename
from nlp.identifiers import PHONE_NEAR, PNC_NEAR

__all__ = [
    "POSSIBLE",
    "STRONG",
    "WEIGHTS",
    "Held",
    "Keys",
    "Match",
    "PersonQuery",
    "Reason",
    "address_keys",
    "held_names",
    "identifiers_of",
    "keys_of",
    "match_of",
    "may_be_named",
    "numbers_of",
    "score",
    "strength",
    "words_asked",
    "written_names",
]

Json = Mapping[str, Any]
_SEXES = ("1", "2")
_NEARLY = 0.66  # likeness of a surname, or of its half
_SHORT_END = 4  # figures
_LIKE_STREET = 0.66  # likeness of a word to a street's
# Labels of what was typed with a slip: of what number, in words, weight beside a name and alone.
_SLIPS = {
    PHONE_NEAR: ("PHONE", "PHONE one figure off", "contact close", "contact close alone"),
    PNC_NEAR: ("PNC_ID", "PNC ID one character off", "close", "close"),
}
DECISIVE = ("PNC_ID", "CRO", "NINO", "NHS")  # a person has one of each


class Held:
    """A POLE-1 person to be weighed against several questions: dates of birth (ISO 8601, partial ones too) read at
    once, names, addresses and identifiers when they are first asked for."""

    __slots__ = ("_homes", "_identifiers", "_names", "_placed", "born", "person")

    def __init__(self, person: Json, known: dict[str, tuple[str, ...]] | None = None) -> None:
        """known: identifiers by label in their normal forms, where they are known already."""
        self.person = person
        self.born = tuple(map(str, person.get("dates_of_birth") or ()))
        self._names: tuple[HeldName, ...] | None = None
        self._placed: list[tuple[Json, Keys]] | None = None
        self._homes: list[Keys] | None = None
        self._identifiers = known

    @property
    def names(self) -> tuple[HeldName, ...]:
        """Every name."""
        if self._names is None:
            self._names = held_names(self.person)
        return self._names

    @property
    def placed(self) -> list[tuple[Json, Keys]]:
        """Every address as the record has it, with its keys."""
        if self._placed is None:
            self._placed = placed(self.person.get("addresses") or ())
        return self._placed

    @property
    def homes(self) -> list[Keys]:
        """The keys of every address."""
        if self._homes is None:
            self._homes = [keys for _, keys in self.placed]
        return self._homes

    def may_live_in(self, word: str) -> bool:
        """Whether an address holds the word as written, which is quick to see; reading addresses is not."""
        places = self.person.get("addresses") or ()
        return any(word in str(place.get("address") or "").casefold().replace("'", "") for place in places)

    @property
    def identifiers(self) -> dict[str, tuple[str, ...]]:
        """label → normal forms."""
        if self._identifiers is None:
            self._identifiers = numbers_of(self.person)
        return self._identifiers


def score(query: PersonQuery, person: Json | Held) -> Match:
    """Weigh a POLE-1 person against what is asked."""
    held = person if isinstance(person, Held) else Held(person)
    return match_of(
        [
            *_named(query, held),
            *_sexed(query, held),
            *_married(query, held),
            *_born(query, held),
            *_identified(query, held),
            *_housed(query, held),
        ]
    )


# ------------------------------------------------------------------------------------------- names


def held_names(person: Json) -> tuple[HeldName, ...]:
    """Every name that the person has in the record."""
    made = [
        HeldName(
            name.get("kind") or "",
            name.get("forenames") or "",
            name.get("surname") or "",
            name.get("text") or "",
        )
        for name in person.get("names") or ()
    ]
    return tuple([name for name in made if slots(name)])


def written_names(person: Json) -> tuple[tuple[str, str], ...]:
    """(kind, name in one line) of every name that the person has in the record."""
    return tuple((name.kind, name.written) for name in held_names(person))


def words_asked(query: PersonQuery) -> frozenset[str]:
    """The words of the names asked for, and each two neighbours run together, as they are laid beside a name."""
    asked = [tokens(name) for name in query.names]
    joined = [a + b for words in asked for a, b in itertools.pairwise(words)]
    return frozenset([*itertools.chain.from_iterable(asked), *joined])


def may_be_named(words: frozenset[str], held: Held) -> bool:
    """Whether any of the words could be one of a name's: where none can, nothing of a name will speak for the person."""
    return any(_may_be_one(words, name) for name in held.names)


@lru_cache(maxsize=65_536)  # records of one person repeat a name
def _may_be_one(words: frozenset[str], name: HeldName) -> bool:
    return any(slot.likeness(word).degree for slot in slots(name) for word in words)


def _named(query: PersonQuery, held: Held) -> Sequence[Reason]:
    """The best that any name asked for and any name held come to, with what their words say of an address."""
    if not query.names or not held.names:
        return ()
    names_held = [way for name in held.names for way in _ways(name)]
    ways = [_name(tokens(asked), name, held, query) for asked in query.names for name in names_held]
    best = max(ways, key=_total) if len(ways) > 1 else ways[0]
    return [*best, *_numbered(query, best, held)] if query.numbers else best


def _sexed(query: PersonQuery, held: Held) -> Iterator[Reason]:
    sex = held.person.get("sex")
    if query.names and query.sex and sex in _SEXES and sex != query.sex:
        yield Reason("of the other sex", WEIGHTS["name"]["another sex"])


def _married(query: PersonQuery, held: Held) -> Iterator[Reason]:
    """Whoever has had both surnames is meant rather than who has had one of them."""
    own = (
        [slot for name in held.names for slot in slots(name) if slot.role == SURNAME]
        if query.surnames
        else []
    )
    if own and all(any(slot.likeness(asked).degree >= _NEARLY for slot in own) for asked in query.surnames):
        said = " and ".join(query.surnames)
        yield Reason(f"both surnames: {said}", WEIGHTS["name"]["both surnames"], "name")


def _ways(name: HeldName) -> tuple[HeldName, ...]:
    """A name; and, where all of it stands among the forenames, the same with its last word as the surname, if it is one."""
    if name.surname or " " not in name.forenames:
        return (name,)
    return name, HeldName(name.kind, "", "", name.forenames)


def _total(reasons: Sequence[Reason]) -> float:
    return sum([reason.weight for reason in reasons])


def _name(asked: tuple[str, ...], name: HeldName, held: Held, query: PersonQuery) -> Sequence[Reason]:
    aligned = align(asked, name, query.towns)
    if not aligned.left:
        return evidence(asked, name, (), query.towns)
    other = {word: reason for word in aligned.left if (reason := _elsewhere(word, name, held, query.numbers))}
    if aligned.of(SURNAME):  # else a place's name may be the surname asked for (`john barnes`)
        other |= {
            word: reason for word in aligned.left if word not in other and (reason := _lives(word, held))
        }
    found = evidence(asked, name, tuple(other), query.towns)
    return [*found, *other.values()] if other else found


def _elsewhere(word: str, name: HeldName, held: Held, numbers: Sequence[str]) -> Reason | None:
    """A word of a street name or another name that they use, or of an address; beside a house's number though misspelt."""
    for other in held.names:
        for slot in slots(other) if other is not name else ():
            if slot.role == ALIAS and likeness(word, slot.whole).degree >= 0.8:
                return Reason(f"alias {slot.written}", WEIGHTS["name"]["alias"] * 0.6, "name")
    if held.may_live_in(word) and any(word in keys.words for keys in held.homes):
        # `george` of Lloyd George Avenue is rather another forename than the street; many live in one town.
        level = (
            "forename's word" if is_forename(word) else "district" if only_town(word, held.homes) else "word"
        )
        return Reason(f"in the address: {word}", WEIGHTS["address"][level], "address")
    for keys in held.homes if numbers else ():
        like = next((own for own in keys.words if likeness(word, own).degree >= _LIKE_STREET), "")
        if like and keys.number in numbers:
            return Reason(f"like the address: {word}, {like}", WEIGHTS["address"]["word"], "address")
    return None


def _lives(word: str, held: Held) -> Reason | None:
    """A word that is the name of a place in whose postcode district they live."""
    if (codes := districts_of(word)) and any(keys.outward in codes for keys in held.homes):
        return Reason(f"lives there by the postcode: {word}", WEIGHTS["address"]["district"], "address")
    return None


def _numbered(query: PersonQuery, reasons: Sequence[Reason], held: Held) -> Iterator[Reason]:
    """A figure that is the house number of an address of which a word was met."""
    if any(reason.about == "address" for reason in reasons):
        for number in query.numbers:
            if any(keys.number == number for keys in held.homes):
                yield Reason(f"house number the same: {number}", WEIGHTS["address"]["number"], "address")


# ---------------------------------------------------------------------------------- dates of birth


def _born(query: PersonQuery, held: Held) -> Sequence[Reason]:
    if not query.dates_of_birth or not held.born:
        return ()
    return [
        max([births.weigh(a, h) for a in query.dates_of_birth for h in held.born], key=lambda r: r.weight)
    ]


# ------------------------------------------------------------------------------------- identifiers


def _identified(query: PersonQuery, held: Held) -> Iterator[Reason]:
    weights = WEIGHTS["identifier"]
    if query.numbers:
        yield from _short_ending(query, held)
    for label, asked in query.identifiers.items():
        if label in PARTS:
            of, weigh = PARTS[label]
            yield from weigh(asked, held.identifiers.get(of, ()))
            continue
        if label in _SLIPS:
            yield from _slipped(label, asked, held, named=bool(query.names))
            continue
        known, said = held.identifiers.get(label, ()), label.replace("_", " ")
        if same := sorted(set(asked) & set(known)):
            kind = "same" if label not in SEVERAL.values() else "contact"
            yield Reason(f"{said} the same: {same[0]}", weights[kind], "identifier")
        elif known and label in DECISIVE:
            close = any(OSA.distance(a, k) == 1 for a in asked for k in known)
            kind, words = ("close", f"{said} one character off") if close else ("other", f"another {said}")
            yield Reason(f"{words}: {known[0]}", weights[kind], "identifier")


def _slipped(label: str, asked: Iterable[str], held: Held, *, named: bool) -> Iterator[Reason]:
    """A number that is one slip away from what was typed, beside a name or alone."""
    of, said, beside, alone = _SLIPS[label]
    weight = beside if named else alone
    known = held.identifiers.get(of, ())
    if not set(asked).isdisjoint(known):
        return  # the number itself says more
    if near := sorted(number for number in known if any(OSA.distance(number, one) == 1 for one in asked)):
        yield Reason(f"{said}: {near[0]}", WEIGHTS["identifier"][weight], "identifier")


def _short_ending(query: PersonQuery, held: Held) -> Iterator[Reason]:
    """Four figures beside a name are a house's number seldom, and a telephone's last ones often."""
    ends = [number for number in query.numbers if len(number) == _SHORT_END and number.isdigit()]
    if ends and any(known.endswith(end) for known in held.identifiers.get("PHONE", ()) for end in ends):
        yield Reason(f"PHONE ends the same: {ends[0]}", WEIGHTS["identifier"]["short ending"], "identifier")


# --------------------------------------------------------------------------------------- addresses


def _housed(query: PersonQuery, held: Held) -> Sequence[Reason]:
    where = query.flat or query.building or query.streets or query.postcode or query.outward
    if not (where or query.inward):
        return ()
    found = [
        [*reasons, *_former(place)] for place, keys in held.placed if (reasons := list(_house(query, keys)))
    ]
    if found:
        return max(found, key=_total)
    elsewhere = bool(where and held.homes)
    return [Reason("lives elsewhere", WEIGHTS["address"]["elsewhere"], "address")] if elsewhere else ()


def _former(place: Json) -> Iterator[Reason]:
    """A little against a home that has an end: of two who answer alike, whoever lives there now is rather meant."""
    if place.get("to"):
        yield Reason(f"lived there until {place['to']}", WEIGHTS["address"]["former"], "address")


def _house(query: PersonQuery, keys: Keys) -> Iterator[Reason]:
    """What speaks for an address being the one asked for: the nearest that it comes, and its postcode."""
    weights = WEIGHTS["address"]
    if (query.flat and query.flat == keys.flat) or _same_door(query, keys):
        yield Reason("address the same", weights["flat"], "address")
    elif query.building and query.building == keys.building:
        yield Reason("building the same", weights["building"], "address")
    elif query.building and query.building.split(" ")[0] == keys.number and (level := _alike(query, keys)):
        yield Reason(
            f"number the same, street alike: {keys.building}", weights[level] + weights["number"], "address"
        )
    elif query.building and query.postcode == keys.postcode and query.building.split(" ")[0] == keys.number:
        yield Reason(
            f"number and postcode the same: {keys.building}",
            weights["building"] - weights["postcode"],
            "address",
        )
    elif keys.street and keys.street in query.streets:
        yield Reason(f"street the same: {keys.street}", weights["street"], "address")
    elif named := next((street for street in query.streets if in_building(street, keys)), ""):
        yield Reason(f"building of that name: {named}", weights["street"], "address")
    elif building_like(query.streets, keys):
        yield Reason(f"building alike: {keys.house}", weights["street-like"], "address")
    elif level := _alike(query, keys):
        yield Reason(f"street alike: {keys.street}", weights[level], "address")
    if query.postcode and query.postcode == keys.postcode:
        yield Reason("postcode the same", weights["postcode"], "address")
    elif query.outward and (level := _area(query.outward, keys.postcode)):
        shown = query.outward if level == "sector" else query.outward.partition(" ")[0]
        yield Reason(f"postcode area the same: {shown}", weights[level], "address")
    if query.inward and keys.postcode.endswith(f" {query.inward}"):
        yield Reason(f"postcode ends the same: {query.inward}", weights["inward"], "address")


def _same_door(query: PersonQuery, keys: Keys) -> bool:
    """Whether an address is the flat asked for, though its building's street is written otherwise, or its flat as a number."""
    return bool(query.door) and query.door == keys.door and bool(query.flat or keys.flat)


def _area(asked: str, held: str) -> str:
    """How much of a postcode is the same: all but its last letters, or its first half; or nothing."""
    if " " in asked and held.startswith(asked):
        return "sector"
    return "outward" if held.startswith(f"{asked.partition(' ')[0]} ") else ""


def _alike(query: PersonQuery, keys: Keys) -> str:
    """How a street is like one asked for: misspelt or sounding so, or only of the same name; or not at all."""
    like = [street for street in query.streets if street_like(street, keys.street)] if keys.street else []
    if not like:
        return ""
    return "other kind" if all(other_kind(street, keys.street) for street in like) else "street-like"
