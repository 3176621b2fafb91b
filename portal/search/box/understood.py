"""What a line was understood as, and the readings of it that the records choose from.

Where a street has no number before it, the words do not say where a person's name ends (`jones avenue road`), nor whether
there is a street at all (`keira wood`): every reading is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from nlp.identifiers import references
from portal.search.box.name_words import telling
from portal.search.box.numbers import INNER
from portal.search.box.places import Place


@dataclass(frozen=True, slots=True)
class Reference:
    """A record's own reference that the whole of a line may be. keys: under what the index may know it, however it is written;
    parts, begun: under what it may know one that is typed in part, and how the key of one may begin."""

    keys: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    begun: tuple[str, ...] = ()

    def names(self, system: str, ref: str) -> bool:
        """Whether a record's reference is this one, as people write it."""
        return bool(self.keys) and not self.keys.isdisjoint(references.keys(system, ref))

    def names_in_part(self, system: str, ref: str) -> bool:
        """Whether a record's reference is this one without its letters or its year."""
        if not self.parts:
            return False
        return any(key in self.parts or key.startswith(self.begun) for key in references.keys(system, ref))


@dataclass(frozen=True, slots=True)
class Understood:
    """A question taken apart. The records choose among its `readings`.

    words: what may be a name or a town; numbers: what may be a house's; references: tokens that may be a record's; plate: a part of
    a registration; settled: the street was said to be one; birthdays: days of birth without a year (`--05-09`), by which nobody
    is found and namesakes are told apart; vehicle: colour, make and model; sex: 1 or 2; generation: `younger` or `elder`; otherwise:
    what else the whole question may be (`120380`: a date, or the end of a telephone number); reference: the one that it may be;
    guessed: identifiers that are searched for by their figures, whose check letter nobody typed;
    close: who is close to the one asked for, by the first name; surnames: two that somebody is said to have had.
    """

    text: str
    words: tuple[str, ...] = ()
    dates_of_birth: tuple[str, ...] = ()
    identifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    references: tuple[str, ...] = ()
    plate: str = ""
    place: Place = field(default_factory=Place)
    numbers: tuple[str, ...] = ()
    settled: bool = False
    birthdays: tuple[str, ...] = ()
    vehicle: tuple[str, ...] = ()
    sex: str = ""
    generation: str = ""
    otherwise: tuple[Understood, ...] = ()
    reference: Reference = field(default_factory=Reference)
    guessed: frozenset[str] = frozenset()
    close: str = ""
    surnames: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The words as one name."""
        return " ".join(self.words)

    @property
    def all_references(self) -> frozenset[str]:
        """Everything that may be a record's own reference."""
        return frozenset(
            {*self.references, *(value for values in self.identifiers.values() for value in values)}
        )

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the reference that the whole question may be."""
        return self.reference.keys

    @property
    def parts(self) -> frozenset[str]:
        """The keys of those that it may be in part."""
        return self.reference.parts

    def asks_for(self, system: str, ref: str) -> bool:
        """Whether a record is asked for by its own reference, as it stands or as people write it."""
        return ref in self.all_references or self.reference.names(system, ref)

    def asks_in_part(self, system: str, ref: str) -> bool:
        """Whether a record's own reference is asked for without its letters or its year."""
        return self.reference.names_in_part(system, ref) and not self.asks_for(system, ref)

    @property
    def ways(self) -> tuple[Understood, ...]:
        """The question as it was read first, and what else the whole of it may be."""
        return (self, *self.otherwise)

    @property
    def numbered(self) -> bool:
        """Whether a number, a reference or a plate may have been asked for."""
        return any(way.identifiers or way.references or way.plate for way in self.ways)

    def readings(self) -> list[Understood]:
        """What may be meant: each street in turn and, where none has a number, no street at all; then the same of what else
        the question may be."""
        return [way for one in self.ways for way in one._by_street()]

    def _by_street(self) -> list[Understood]:
        streets = self.place.streets
        if self.place.crossing:  # `john grove and mary lane`
            return [self, replace(self, words=(*self.words, *telling(self.place.written)), place=Place())]
        if self.place.building_key or not streets or self.settled:
            return [self]
        without = replace(
            self, words=(*self.words, *telling(streets[0])), place=replace(self.place, streets=())
        )
        return [*(self.with_street(street) for street in streets), without]

    def with_street(self, street: str) -> Understood:
        """The reading in which the street is this one: words before it become a name's."""
        longest = self.place.streets[0] if self.place.streets else street
        spare = longest.removesuffix(street) if longest.endswith(street) else ""
        spare = "" if spare == "the " else spare  # `the ridgeway`, `ridgeway`: one street
        written = " ".join(self.place.written.split()[len(spare.split()) :]) if spare else self.place.written
        place = replace(self.place, streets=(street,), written=written)
        return replace(self, words=(*self.words, *telling(spare)), place=place)

    def as_json(self) -> dict[str, Any]:
        """The answer's `interpreted` (docs/api.md)."""
        return {
            "names": [self.name] if self.words else [],
            "dates_of_birth": list(self.dates_of_birth),
            "identifiers": self._typed(),
            "address": self.place.written or self.place.postcode or self.place.outward or None,
            "references": list(dict.fromkeys(ref.upper() for ref in self.references)),
            "plate": self.plate or None,
            "numbers": list(self.numbers),
            "text": self.text,
        }

    def _typed(self) -> dict[str, list[str]]:
        """The identifiers that were typed in full, by label: an end, a slip or figures alone stand among the references."""
        typed = {
            label.lower(): [value for value in values if value not in self.guessed]
            for label, values in self.identifiers.items()
            if label not in INNER
        }
        return {label: values for label, values in typed.items() if values}
