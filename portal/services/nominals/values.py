"""What the records of one human being say of them: every value once, with the records that say so, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from access.partial_dates import ended
from indexer.resolve.alignment import HeldName
from indexer.resolve.places import Keys, keys_of
from indexer.resolve.scorer import held_names, identifiers_of
from nlp import names
from portal.services.links.places import place_id, where_of
from portal.services.nominals.members import Seen
from portal.services.risk.sources import source, when
from portal.services.written import in_case

Json = Mapping[str, Any]
# A person has one of each of these: two are a conflict.
SINGLE = {"PNC_ID": "PNC ID", "CRO": "CRO", "NINO": "NINO", "NHS": "NHS number"}
_PHOTOS = ("photo", "image", "custody-image")
_TITLE_ORDER = {"birth": 0, "": 0, "current": 0, "married": 1, "former": 2, "alias": 3}


@dataclass
class Value:
    """A value and who says it. newest: the day of the newest record that does."""

    value: str
    kind: str = ""
    more: dict[str, Any] = field(default_factory=dict)
    members: list[Seen] = field(default_factory=list)

    @property
    def newest(self) -> str:
        """The day of the newest record that says so."""
        return max((when(one.hit) or "" for one in self.members), default="")[:10]

    def as_json(self) -> dict[str, Any]:
        """The value with its sources, the newest first."""
        said = {"kind": self.kind} if self.kind else {}
        return {
            "value": self.value,
            **said,
            **self.more,
            "newest": self.newest or None,
            "sources": sources(self.members),
        }


def sources(members: Iterable[Seen]) -> list[dict[str, Any]]:
    """Members as sources, the newest record first."""
    ordered = sorted({one.id: one for one in members}.values(), key=lambda one: one.id)
    ordered.sort(key=lambda one: when(one.hit) or "", reverse=True)
    return [
        source(one.hit)
        | {"member": one.id, "marking": one.hit.marking, "date": (when(one.hit) or "")[:10] or None}
        for one in ordered
    ]


def _gathered(said: Iterable[tuple[Any, Value, Seen]]) -> list[Value]:
    """Values by key, with everybody who says them: what most say first, then the newest."""
    found: dict[Any, Value] = {}
    for key, value, one in said:
        kept = found.setdefault(key, value)
        if one not in kept.members:
            kept.members.append(one)
    return sorted(found.values(), key=lambda v: (-len(v.members), _backwards(v.newest), v.value, v.kind))


def _backwards(day: str) -> str:
    """A key by which later days come first."""
    return "".join(chr(ord("9") - ord(c) + ord("0")) if c.isdigit() else c for c in day) or "~"


# ------------------------------------------------------------------------------------------ names


def names_used(members: Sequence[Seen]) -> list[Value]:
    """Every name, by how it is written apart from case; the best one first: what most records call them, and no alias."""
    return sorted(_gathered(_names(members)), key=lambda value: _TITLE_ORDER.get(value.kind, 2))


def _names(members: Iterable[Seen]) -> Iterator[tuple[Any, Value, Seen]]:
    for one in members:
        for name in held_names(one.person):
            parts = {"forenames": name.forenames or None, "surname": name.surname or None}
            yield (names.fold(name.written), name.kind), Value(name.written, name.kind, parts), one


def best_name(members: Sequence[Seen]) -> str:
    """The name that most records give, as people write it."""
    used = names_used(members)
    return in_case(used[0].value) if used else "name not known"


# ------------------------------------------------------------------------------- single facts


def dates_of_birth(members: Iterable[Seen]) -> list[Value]:
    """Every date of birth used."""
    return _gathered(
        (d, Value(d), one) for one in members for d in map(str, one.person.get("dates_of_birth") or ())
    )


def identifiers(members: Iterable[Seen]) -> list[Value]:
    """Every identifier in its normal form, by kind."""
    found = _gathered(_identifiers(members))
    return sorted(found, key=lambda value: value.kind)


def _identifiers(members: Iterable[Seen]) -> Iterator[tuple[Any, Value, Seen]]:
    for one in members:
        for label, values in identifiers_of(one.person).items():
            yield from (((label, value), Value(value, label), one) for value in values)
        for kind, value in _others(one.person):
            if not _is_photo(kind):
                yield (kind, value), Value(value, kind.upper().replace(" ", "_")), one


def _others(person: Json) -> Iterator[tuple[str, str]]:
    for other in (person.get("identifiers") or {}).get("other") or ():
        if other.get("value"):
            yield str(other.get("kind") or "other"), str(other["value"])


def _is_photo(kind: str) -> bool:
    return any(word in kind.casefold().replace("_", "-").replace(" ", "-") for word in _PHOTOS)


def photos(members: Iterable[Seen]) -> list[Value]:
    """References of photographs: among the person's identifiers, or objects of a record that is about them alone."""
    return _gathered((ref, Value(ref), one) for one in members for ref in _photos(one))


def _photos(one: Seen) -> Iterator[str]:
    yield from (value for kind, value in _others(one.person) if _is_photo(kind))
    things = one.hit.record.get("objects") or () if len(one.hit.record.get("people") or ()) == 1 else ()
    for thing in things:
        if _is_photo(str(thing.get("type") or "")):
            held = thing.get("identifiers") or {}
            others = [str(other.get("value")) for other in held.get("other") or () if other.get("value")]
            yield str(held.get("serial") or next(iter(others), thing.get("description") or "photograph"))


def descriptions(members: Sequence[Seen]) -> list[Value]:
    """Sex, ethnicity and description, as far as the reader may see them."""
    said = (
        ((kind, str(one.person[kind]).casefold()), Value(str(one.person[kind]), kind), one)
        for one in members
        for kind in ("sex", "ethnicity", "description")
        if one.person.get(kind)
    )
    return sorted(_gathered(said), key=lambda value: ("sex", "ethnicity", "description").index(value.kind))


# ------------------------------------------------------------------------------------ addresses


def addresses(members: Iterable[Seen], today: date) -> list[dict[str, Any]]:
    """Every address with its dates: where they live now before where they lived, the newest first."""
    found = _gathered(_addresses(members))
    made = [value.as_json() | {"current": not ended(value.more.get("to"), today)} for value in found]
    for one in made:
        one["address"] = one.pop("value")
        one["role"] = one.pop("kind", None)
    return sorted(made, key=lambda one: not one["current"])


def _addresses(members: Iterable[Seen]) -> Iterator[tuple[Any, Value, Seen]]:
    for one in members:
        for place in one.person.get("addresses") or ():
            address, postcode = str(place.get("address") or ""), place.get("postcode")
            if not address and not postcode:
                continue
            keys = keys_of(address, postcode)
            key = (keys.flat or keys.building or keys.street or address, keys.outward)
            role, from_, to = str(place.get("role") or ""), place.get("from"), place.get("to")
            more = {
                "postcode": postcode, "from": from_, "to": to, "lat": place.get("lat"), "lon": place.get("lon"),
                "place": _place(keys),
            }  # fmt: skip
            yield (*key, role, from_, to), Value(address or str(postcode), role, more), one


def _place(keys: Keys) -> str | None:
    """The id of the place's own links."""
    return place_id(where_of(keys), keys.outward)


# -------------------------------------------------------------------------------------- conflicts


def conflicts(members: Sequence[Seen]) -> list[dict[str, Any]]:
    """Where the records differ on what a person has one of; nothing is settled by hiding one of the two."""
    born = [value for value in dates_of_birth(members) if len(value.value) == 10]
    found = [("date of birth", born), ("name", _own_names(members))]
    sexes = [v for v in descriptions(members) if v.kind == "sex" and v.value in ("1", "2")]
    found.append(("sex", sexes))
    numbers = identifiers(members)
    found += [(said, [v for v in numbers if v.kind == label]) for label, said in SINGLE.items()]
    return [
        {"about": about, "values": [value.as_json() for value in values]}
        for about, values in found
        if len(values) > 1
    ]


def _own_names(members: Iterable[Seen]) -> list[Value]:
    """Forename and surname as each record gives them first; street names and former ones are no conflict."""
    said = []
    for one in members:
        own: list[HeldName] = [n for n in held_names(one.person) if n.kind in ("", "birth", "current")]
        said += [(_ends(name), Value(in_case(name.written)), one) for name in own[:1]]
    return _gathered(said)


def _ends(name: HeldName) -> tuple[str, ...]:
    """First and last word: a middle name more or less is no conflict."""
    words = names.fold(name.written).split()
    return (words[0], words[-1]) if words else ()
