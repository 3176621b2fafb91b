"""The people of the record store with the keys that they are found by: tables `person`, `person_key` and `unresolved`.

All within the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection

from indexer.portions import portions
from indexer.resolve.ages import living, minor
from indexer.resolve.keys import hashed, keys_of_person
from indexer.resolve.persons import Person, person_of, said
from indexer.store_tables import person, person_key, record, unresolved

_CHUNK = 500
_LOCK = 7346155  # PostgreSQL: one resolver of people at a time, as SQLite has it


class Known(NamedTuple):
    """A record as it stood: its revision and people (POLE-1)."""

    revision: int
    people: Sequence[Mapping[str, Any]]


def alone(connection: Connection) -> None:
    """Let nobody else change people or edges until the transaction ends: two at once would not see each other's people."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))


def due(connection: Connection, limit: int) -> dict[str, int]:
    """Up to `limit` records that wait, with their revisions."""
    return {row.id: row.revision for row in connection.execute(sa.select(unresolved).limit(limit))}


def done(connection: Connection, revisions: Mapping[str, int]) -> None:
    """These wait no more, unless they were indexed again since."""
    ours = (unresolved.c.id == sa.bindparam("i")) & (unresolved.c.revision == sa.bindparam("r"))
    rows = [{"i": id_, "r": revision} for id_, revision in revisions.items()]
    if rows:
        connection.execute(sa.delete(unresolved).where(ours), rows)


def records(connection: Connection, ids: Sequence[str]) -> dict[str, Known]:
    """Those of the records that are there."""
    wanted = sa.select(record.c.id, record.c.revision, record.c.body).where(record.c.id.in_(ids))
    return {row.id: Known(row.revision, people_in(row.body)) for row in connection.execute(wanted)}


def people_in(body: str) -> Sequence[Mapping[str, Any]]:
    """The people of a record's JSON, with what the record around them says of their age."""
    told = orjson.loads(body)
    return [_aged(one, told) for one in told.get("people") or ()]


def _aged(person: Mapping[str, Any], told: Mapping[str, Any]) -> Mapping[str, Any]:
    between, child = living(person, told), minor(person, told)
    return {**person, **({"living": between} if between else {}), **({"minor": True} if child else {})}


def register(connection: Connection, found: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Person]:
    """Keep the people of records (an empty list: it has none, or is gone) as they are now; gives them.

    What stands already stays untouched, so that the same again writes nothing.
    """
    wanted = {(id_, place): said(one) for id_, people in found.items() for place, one in enumerate(people, 1)}
    held = dict(_held(connection, list(found)))
    stale = [number for at, (number, text) in held.items() if wanted.get(at) != text]
    _remove(connection, stale)
    kept = {at for at, (_, text) in held.items() if wanted.get(at) == text}
    made = {at: person_of(f"{at[0]}~{at[1]}", orjson.loads(text)) for at, text in wanted.items()}
    _add(connection, {at: wanted[at] for at in wanted if at not in kept}, made)
    return list(made.values())


def _held(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[tuple[str, int], tuple[int, str]]]:
    for part in portions(ids, _CHUNK):
        for row in connection.execute(sa.select(person).where(person.c.record.in_(part))):
            yield (row.record, row.place), (row.number, row.said)


def _remove(connection: Connection, numbers: Sequence[int]) -> None:
    for part in portions(numbers, _CHUNK):
        connection.execute(sa.delete(person_key).where(person_key.c.number.in_(part)))
        connection.execute(sa.delete(person).where(person.c.number.in_(part)))


def _add(
    connection: Connection, new: Mapping[tuple[str, int], str], people: Mapping[tuple[str, int], Person]
) -> None:
    if not new:
        return
    rows = [{"record": id_, "place": place, "said": text} for (id_, place), text in new.items()]
    connection.execute(sa.insert(person), rows)
    held = _held(connection, list(dict.fromkeys(id_ for id_, _ in new)))
    keys = [
        {"key": key, "number": number}
        for at, (number, _) in held
        if at in new
        for key in sorted({hashed(key) for key in keys_of_person(people[at])})
    ]
    if keys:
        connection.execute(sa.insert(person_key), keys)


def meeting(connection: Connection, people: Iterable[Person]) -> dict[str, list[Person]]:
    """Who shares a key with each of these people: member → those of other records."""
    keys: dict[int, list[Person]] = {}
    for one in people:
        for key in keys_of_person(one):
            keys.setdefault(hashed(key), []).append(one)
    met: dict[str, dict[str, Person]] = {}
    for part in portions(list(keys), _CHUNK):
        pairs = sa.select(person_key.c.key, person.c.record, person.c.place, person.c.said).where(
            person_key.c.key.in_(part), person.c.number == person_key.c.number
        )
        for key, id_, place, text in connection.execute(pairs):
            for one in keys[key]:
                member = f"{id_}~{place}"
                others = met.setdefault(one.member, {})
                if id_ != one.record and member not in others:
                    others[member] = person_of(member, orjson.loads(text))
    return {member: list(others.values()) for member, others in met.items()}
