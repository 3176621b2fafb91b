"""What a card links to: people, vehicles, other things, phones and homes, each once with the records that say so."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from access.gateway import Hit
from portal.services.risk.roles import is_adverse_role
from portal.services.risk.sources import name_of, source

Person = tuple[Hit, Mapping[str, Any]]
MOST_LINKS = 30
_DRIVEN = frozenset({"owner", "keeper", "driver", "user", "owned", "driven"})


class Mention(NamedTuple):
    """One record's word of something linked. born: a date of birth of somebody, if it gives one."""

    hit: Hit
    kind: str
    title: str
    role: str
    born: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Linked:
    """Something linked, by its first mention, with all records that mention it. role: each that they give, adverse ones first."""

    kind: str
    role: str
    title: str
    hits: Sequence[Hit]

    def as_json(self) -> dict[str, Any]:
        """As the contract has it."""
        records = [source(hit) for hit in self.hits]
        return {"kind": self.kind, "role": self.role, "title": self.title, "records": records}


def once(mentions: Iterable[tuple[Hashable, Mention]]) -> list[Linked]:
    """Each thing once, in the order in which they are mentioned first. Each mention comes with what makes two of one thing."""
    found: dict[Hashable, list[Mention]] = {}
    for key, mention in mentions:
        found.setdefault(key, []).append(mention)
    return [_linked(some) for some in found.values()]


def _linked(mentions: Sequence[Mention]) -> Linked:
    first = mentions[0]
    roles = dict.fromkeys(sorted((one.role for one in mentions), key=lambda role: not is_adverse_role(role)))
    born = next((one.born for one in mentions if one.born and one.born not in first.title), "")
    hits = {one.hit.id: one.hit for one in mentions}
    title = f"{first.title}, born {born}" if born else first.title
    return Linked(first.kind, ", ".join(roles), title, list(hits.values()))


def links(
    people: Iterable[Person], users: Iterable[Person], records: Iterable[Hit], drivers: Iterable[Person] = ()
) -> list[Linked]:
    """People, phones, vehicles and other things of a card. users: of the phones; drivers: of vehicles in other records."""
    mentions = [*_people(people), *_phones(users), *_things(records), *_vehicles(drivers)]
    return once(((one.kind, one.title.casefold()), one) for one in mentions if one.title)[:MOST_LINKS]


def _people(people: Iterable[Person]) -> Iterator[Mention]:
    for hit, person in people:
        born = next(iter(person.get("dates_of_birth") or ()), "")
        yield Mention(hit, "person", called(person), str(person.get("role") or "linked"), born)


def _phones(users: Iterable[Person]) -> Iterator[Mention]:
    for hit, person in users:
        for phone in (person.get("identifiers") or {}).get("phone") or ():
            yield Mention(hit, "phone", str(phone), "used by " + called(person))


def _things(records: Iterable[Hit]) -> Iterator[Mention]:
    for hit in records:
        for thing in hit.record.get("objects") or ():
            yield _thing(hit, thing, str(thing.get("role") or "linked"))


def _thing(hit: Hit, thing: Mapping[str, Any], role: str) -> Mention:
    held = thing.get("identifiers") or {}
    title = " ".join(str(part) for part in (held.get("vrm"), thing.get("description")) if part)
    return Mention(hit, str(thing.get("type") or "object"), title, role)


def _vehicles(drivers: Iterable[Person]) -> Iterator[Mention]:
    """The vehicles that records have as somebody's: as owned or driven, or because they are about nobody else."""
    for hit, person in drivers:
        alone = len(hit.record.get("people") or ()) == 1
        for thing in hit.record.get("objects") or ():
            if thing.get("type") == "vehicle" and (alone or thing.get("role") in _DRIVEN):
                yield _thing(hit, thing, f"of {called(person)}")


def called(person: Mapping[str, Any]) -> str:
    """The first name that a record has of somebody, or that it has none."""
    return name_of(person) or "name not known"
