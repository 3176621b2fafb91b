"""How well all the records of one person answer together: one has the name asked for, another the date, a third the address.

What one record leaves out and another says otherwise speaks against them: without this, a record that gives no date of birth
would answer better than one that gives the wrong one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from indexer.resolve.query import Match, match_of
from indexer.resolve.scorer import Held, score
from portal.services.risk.grouping import Group
from portal.services.risk.people import Candidate, query_of


def together(group: Group) -> Match:
    """The match of a person by everything that their records say; what is in texts alone is weighed as it stands."""
    best, members = group.best, [member for member in group.members if not member.in_text]
    if best.in_text or best.reading is None or len(members) < 2:
        return best.match
    query = query_of(best.reading)
    alone = set(score(query, best.held).evidence)
    besides = [reason for reason in best.match.evidence if reason not in alone]
    return match_of([*score(query, _person(members)).evidence, *besides])


def _person(members: Iterable[Candidate]) -> Held:
    """Everything that records say of one person, each thing once, as one person."""
    told = [member.person for member in members]
    born = {str(day) for person in told for day in person.get("dates_of_birth") or ()}
    made: dict[str, Any] = {
        "names": _each(name for person in told for name in person.get("names") or ()),
        "dates_of_birth": sorted(born),
        "addresses": _each(place for person in told for place in person.get("addresses") or ()),
    }
    sexes = {person["sex"] for person in told if person.get("sex")}
    if len(sexes) == 1:
        made["sex"] = sexes.pop()
    return Held(made, _identifiers(members))


def _each(things: Iterable[Any]) -> list[Any]:
    return list({tuple(thing.items()): thing for thing in things}.values())


def _identifiers(members: Iterable[Candidate]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for member in members:
        for label, values in member.held.identifiers.items():
            found.setdefault(label, {}).update(dict.fromkeys(values))
    return {label: tuple(values) for label, values in found.items()}
