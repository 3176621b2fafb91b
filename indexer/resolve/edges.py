"""Edges: whether two members are the same person, as computed from their two records alone, or as a person decided.

Computed edges and people's words stand apart: words are insert-only and always win, whatever is computed later and
however often a record is loaded again. A word is kept with a fingerprint of each of the two, and follows the fingerprint.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Literal, NamedTuple

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection

from indexer import migrations
from indexer.portions import portions
from indexer.resolve.members import Member, member
from indexer.resolve.prints import Print, place_of, print_of
from indexer.store_put import upsert
from indexer.store_question import rows_of
from indexer.store_tables import ENDS, WAITS, edge, judgement, reading_engine, record, writing_engine

Decision = Literal["join", "review", "apart"]
Word = Literal["join", "split", "veto"]
WORDS: dict[str, Decision] = {"join": "join", "split": "apart", "veto": "apart"}
COMPUTED = frozenset({"batch", "arrival"})
CHUNK = 400  # records asked for at once
_BATCH = 1_000


class Why(NamedTuple):
    """A piece of evidence in words, its weight, and what it is about: name, born, identifier, address or record."""

    text: str
    weight: float
    about: str


@dataclass(frozen=True, slots=True)
class Edge:
    """What is known of two members being one person; a < b. score: 0 … 1, computed. by: `batch`, `arrival`, or the user
    whose word it is, and then `reason` is theirs; decided: seconds since 1970."""

    a: str
    b: str
    score: float
    decision: Decision
    by: str = "batch"
    reasons: tuple[Why, ...] = ()
    reason: str | None = None
    decided: float = 0.0

    @property
    def human(self) -> bool:
        """Whether it is a person's word."""
        return self.by not in COMPUTED


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's word on two members, as they stood when it was said. word: join, split or veto; at: seconds since 1970."""

    a: str
    b: str
    word: str
    user: str
    reason: str
    at: float


class UnknownMember(LookupError):  # noqa: N818  (what the field calls it)
    """No record of the store has this person."""


class Edges:
    """The edges in the record store's database. Safe for threads and processes."""

    def __init__(self, url: str, *, migrate: bool = True) -> None:
        if migrate:
            migrations.upgrade(url)
        self._writer, self._reader = writing_engine(url), reading_engine(url)

    def close(self) -> None:
        """Give the database's connections back."""
        self._writer.dispose()
        self._reader.dispose()

    # ------------------------------------------------------------------------------------ reading

    def touching(self, members: Iterable[str]) -> list[Edge]:
        """Every edge with an end in these members, by a and b; where a person has spoken, their word. What is no
        member's id touches nothing."""
        wanted = _members(members)
        with self._reader.connect() as connection:
            found = _computed(connection, wanted)
            for said in _words(connection, wanted):
                if {said.a, said.b} & wanted.keys():
                    found[said.a, said.b] = _over(said, found.get((said.a, said.b)))
        return [found[pair] for pair in sorted(found)]

    def history(self, a: str, b: str) -> list[Judgement]:
        """Everything that was said of two members, the first word first."""
        pair = {str(member(a)), str(member(b))}
        with self._reader.begin() as connection:
            every = _words(connection, _members(pair))
        return [said.judgement for said in every if {said.a, said.b} == pair]

    def review(self, limit: int = 100, after: tuple[str, str] | None = None) -> list[Edge]:
        """Edges that wait for a person, by a and b; those on which somebody has spoken are left out. None only at the end."""
        with self._reader.begin() as connection:
            while found := _waiting(connection, limit, after):
                ends = _members(end for one in found for end in (one.a, one.b))
                spoken = {(said.a, said.b) for said in _words(connection, ends)}
                if left := [one for one in found if (one.a, one.b) not in spoken]:
                    return left
                after = found[-1].a, found[-1].b
        return []

    # ------------------------------------------------------------------------------------ writing

    def judge(self, a: str, b: str, word: str, user: str, reason: str) -> Edge:
        """Keep a person's word on two members: join, split or veto (both mean: not the same). Gives the edge as it is now.

        Raises ValueError for another word, for no reason, no user or one member twice, UnknownMember where a record of
        the store has no such person.
        """
        one, other = sorted({str(member(a)), str(member(b))}) if a != b else ("", "")
        if word not in WORDS or not one or not reason.strip() or user in ("", *COMPUTED):
            raise ValueError("a word (join, split, veto) on two people, by a user, with a reason")
        with self._writer.begin() as connection:
            first, second = member(one), member(other)
            people = _people(connection, [first.record, second.record])
            row = {
                **_row_ends(first, second),
                "a_print": _kept(people, first),
                "b_print": _kept(people, second),
                "word": word,
                "user": user,
                "reason": reason.strip(),
                "at": time.time(),
            }
            connection.execute(sa.insert(judgement), [row])
            computed = _computed(connection, {one: first}).get((one, other))
        return _over(_Said(one, other, Judgement(one, other, word, user, row["reason"], row["at"])), computed)

    def put(self, edges: Iterable[Edge]) -> int:
        """Keep computed edges, a transaction for every thousand; gives their number. People's words stand untouched.

        Raises ValueError for an edge that is a person's: those are said by `judge`.
        """
        each, number = iter(edges), 0
        while batch := list(islice(each, _BATCH)):
            with self._writer.begin() as connection:
                put_edges(connection, batch)
            number += len(batch)
        return number

    def forget(self, record_id: str) -> None:
        """Forget what was computed of a record's people; people's words stay."""
        with self._writer.begin() as connection:
            forget_edges(connection, [record_id])


# --------------------------------------------------------------------------- within a transaction


def put_edges(connection: Connection, edges: Sequence[Edge]) -> None:
    """Keep computed edges within the caller's transaction; the last of a pair holds."""
    rows = {(one.a, one.b): _row(one) for one in edges}
    if rows:
        upsert(connection, edge, list(rows.values()))


def forget_edges(connection: Connection, record_ids: Sequence[str]) -> None:
    """Forget what was computed of these records' people, within the caller's transaction."""
    for ids in portions(sorted(set(record_ids)), CHUNK):
        ours = edge.c.a_record.in_(ids) | edge.c.b_record.in_(ids)
        connection.execute(sa.delete(edge).where(ours))


def drop_edges(connection: Connection, pairs: Iterable[tuple[str, str]], before: float) -> int:
    """Forget what was computed of these pairs of members before a moment (seconds since 1970), within the caller's
    transaction; gives how many it were. What was decided since stands."""
    rows = [{f"x_{k}": v for k, v in _row_ends(member(a), member(b)).items()} for a, b in pairs]
    if not rows:
        return 0
    ours = [edge.c[name] == sa.bindparam(f"x_{name}") for name in ENDS]
    return connection.execute(sa.delete(edge).where(*ours, edge.c.decided < before), rows).rowcount


def _row_ends(a: Member, b: Member) -> dict[str, Any]:
    return {"a_record": a.record, "a_place": a.place, "b_record": b.record, "b_place": b.place}


def _row(one: Edge) -> dict[str, Any]:
    if one.human or one.a >= one.b:
        raise ValueError("a computed edge, the smaller member first")
    return {
        **_row_ends(member(one.a), member(one.b)),
        "score": one.score,
        "decision": one.decision,
        "by": one.by,
        "reasons": orjson.dumps([list(why) for why in one.reasons]).decode(),
        "decided": one.decided or time.time(),
    }


# ---------------------------------------------------------------------------------- what is there


def _touching(connection: Connection, table: sa.Table, wanted: Mapping[str, Member]) -> list[Any]:
    """Rows about these members' records."""
    ids = sorted({one.record for one in wanted.values()})
    return rows_of(connection, table, "a_record {ids} OR b_record {ids}", ids)


def _computed(connection: Connection, wanted: Mapping[str, Member]) -> dict[tuple[str, str], Edge]:
    every = map(_edge, _touching(connection, edge, wanted))
    return {(made.a, made.b): made for made in every if made.a in wanted or made.b in wanted}


def _edge(row: Any) -> Edge:
    a, b = Member(row.a_record, row.a_place), Member(row.b_record, row.b_place)
    reasons = tuple(Why(*why) for why in orjson.loads(row.reasons))
    return Edge(str(a), str(b), row.score, row.decision, row.by, reasons, None, row.decided)


def _waiting(connection: Connection, limit: int, after: tuple[str, str] | None) -> list[Edge]:
    columns = [edge.c[name] for name in ENDS]
    waiting = sa.select(edge).where(WAITS).order_by(*columns).limit(limit)
    if after is not None:
        a, b = map(member, after)
        waiting = waiting.where(sa.tuple_(*columns) > sa.tuple_(a.record, a.place, b.record, b.place))
    return [_edge(row) for row in connection.execute(waiting)]


def _members(written: Iterable[str]) -> dict[str, Member]:
    found = {}
    for one in written:
        try:
            found[one] = member(one)
        except ValueError:
            continue
    return found


# ------------------------------------------------------------------------------------ people's words


class _Said(NamedTuple):
    """A word and the two members, as they stand now, whom it is about."""

    a: str
    b: str
    judgement: Judgement


def _over(said: _Said, computed: Edge | None) -> Edge:
    """A word over what was computed of the same two."""
    word = said.judgement
    base = computed or Edge(said.a, said.b, 0.0, "apart")
    return replace(base, decision=WORDS[word.word], by=word.user, reason=word.reason, decided=word.at)


def _words(connection: Connection, wanted: Mapping[str, Member]) -> list[_Said]:
    """Every word about people of these members' records, in the order in which they were said, on the members whom
    they are about now. A word about somebody who is no longer there rests."""
    rows = sorted(_touching(connection, judgement, wanted), key=lambda row: int(row.number))
    people = _people(connection, [id_ for row in rows for id_ in (row.a_record, row.b_record)])
    placed = ((row, _now(people, row, "a"), _now(people, row, "b")) for row in rows)
    return [_said(row, a, b) for row, a, b in placed if a and b and a != b]


def _said(row: Any, a: Member, b: Member) -> _Said:
    then = str(Member(row.a_record, row.a_place)), str(Member(row.b_record, row.b_place))
    one, other = sorted((str(a), str(b)))
    return _Said(one, other, Judgement(*then, row.word, row.user, row.reason, row.at))


def _now(people: Mapping[str, Sequence[Print]], row: Any, end: str) -> Member | None:
    """Where the person of one end of a word stands now."""
    record_id, then = getattr(row, f"{end}_record"), getattr(row, f"{end}_place")
    kept = orjson.loads(getattr(row, f"{end}_print"))
    place = place_of(frozenset(kept["print"]), people.get(record_id, ()), then, sole=kept["of"] == 1)
    return Member(record_id, place) if place else None


def _kept(people: Mapping[str, Sequence[Print]], one: Member) -> str:
    """A member's fingerprint, as it is kept, with the number of people in the record."""
    prints = people.get(one.record, ())
    if one.place > len(prints):
        raise UnknownMember("no record holds this person")
    return orjson.dumps({"print": sorted(prints[one.place - 1]), "of": len(prints)}).decode()


def _people(connection: Connection, ids: Sequence[str]) -> dict[str, list[Print]]:
    """The fingerprints of the people of records."""
    found = {}
    for part in portions(sorted(set(ids)), CHUNK):
        for row in connection.execute(sa.select(record.c.id, record.c.body).where(record.c.id.in_(part))):
            found[row.id] = [print_of(person) for person in orjson.loads(row.body).get("people") or ()]
    return found
