"""Notices to the owners of records: "a new record looks like yours", "yours is to be put right".

A notice of a look-alike is seen by who may see both records, judged by the gateway when it is read, and by nobody else: for
the rest there is none. What the two have in common is weighed anew from what this reader may see of both. What was to be put
right at a review is seen, as far as they may see the record, by who wrote it here and by the supervisors of its force.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from access.events import Action, Outcome
from access.gateway import MOST_FETCHED, Hit, Reading
from access.handling import highest
from access.identity import Identity, Role
from indexer.portions import portions
from indexer.resolve.query import NO_MATCH
from indexer.resolve.subjects import LISTS, subjects, weigher
from indexer.store_notices import Amendment, Notice, NoticeStore
from portal.services.asker import Asker, Desk
from portal.services.creating.writing import SYSTEM
from portal.services.errors import Conflict, Invalid
from portal.services.times import minute

MOST = 100
LONGEST_WORD = 500
_ABSENT = "-"  # asked for where there is no notice, so that absent and hidden take the same steps


class Notices:
    """The notices that somebody may see."""

    def __init__(self, desk: Desk, store: NoticeStore) -> None:
        self._desk, self._store = desk, store

    def open(self, asker: Asker) -> dict[str, Any]:
        """Those that nobody has dealt with, the newest first."""
        with self._desk.look(asker, Action.NOTICE, {"list": "notices"}) as look:
            rows = self._rows(look.reading, self._store.open())[:MOST]
            asked = [one for one in self._amendments(asker.identity) if not one.done]
            amendments = self._asked(look.reading, asked)[:MOST]
            ends = [row[end] for row in rows for end in ("record", "other")]
            named = [*ends, *(row["record"] for row in amendments)]
            look.returned(f"{one['system']}/{one['ref']}" for one in named)
            return {
                "notices": rows,
                "amendments": amendments,
                "marking": highest(row["marking"] for row in (*rows, *amendments)),
                "audit_id": look.audit_id,
            }

    def settle(self, asker: Asker, key: str, word: object) -> dict[str, Any]:
        """Say what became of one: the same, another, dealt with. Raises NotFound for absent and hidden alike, Invalid,
        Conflict where somebody was first."""
        said = " ".join(word.split()) if isinstance(word, str) else ""
        with self._desk.look(asker, Action.NOTICE, {"notice": key, "word": said}) as look:
            look.outcome = Outcome.REFUSED
            ids = self._about(key, asker.identity)
            hits = look.reading.fetch(ids or [_ABSENT])
            if not ids or len(hits) < len(ids):
                raise look.not_found()
            if not 0 < len(said) <= LONGEST_WORD:
                raise Invalid("word", f"must say in up to {LONGEST_WORD} characters what became of it")
            if not self._store.settle(key, asker.identity.user, said):
                raise Conflict("Somebody has dealt with this notice already.")
            look.outcome = Outcome.SETTLED
            look.returned(hit.id for hit in hits)
            marking = highest(hit.marking for hit in hits)
            return {"id": key, "status": "settled", "marking": marking, "audit_id": look.audit_id}

    def _amendments(self, identity: Identity) -> list[Amendment]:
        """What somebody would have to put right, whether they may see it or not."""
        all_ = identity.role is Role.SUPERVISOR
        return self._store.amendments(identity.force, None if all_ else identity.user)

    def _about(self, key: str, identity: Identity) -> list[str]:
        """The records that a notice to somebody is about."""
        if pair := self._store.get(key):
            return [pair.id, pair.other]
        return [one.id for one in self._amendments(identity) if one.key == key]

    def _asked(self, reading: Reading, amendments: Sequence[Amendment]) -> list[dict[str, Any]]:
        """Those of which the record may be seen, the newest first. Every one is asked for: hidden ones must crowd out none."""
        hits = {
            hit.id: hit
            for part in portions(amendments or [None], MOST_FETCHED)
            for hit in reading.fetch([one.id if one else _ABSENT for one in part])
        }
        return [_amendment(one, hits[one.id]) for one in amendments if one.id in hits]

    def _rows(self, reading: Reading, notices: Sequence[Notice]) -> list[dict[str, Any]]:
        """Those of which both records may be seen. Every one is asked for: hidden ones must crowd out none."""
        rows: list[dict[str, Any]] = []
        for at in range(0, len(notices) or 1, MOST_FETCHED // 2):
            part = notices[at : at + MOST_FETCHED // 2]
            ids = [id_ for notice in part for id_ in (notice.id, notice.other)]
            hits = {hit.id: hit for hit in reading.fetch(ids or [_ABSENT])}
            rows += [_row(one, hits) for one in part if one.id in hits and one.other in hits]
        return sorted(rows, key=lambda row: (row["at"], row["id"]), reverse=True)


def _row(notice: Notice, hits: Mapping[str, Hit]) -> dict[str, Any]:
    new, other = hits[notice.id], hits[notice.other]
    return {
        "id": notice.key,
        "at": _minute(notice.at),
        "record": _named(new),
        "other": _named(other),
        "match": _match(new, other),
        "marking": highest([new.marking, other.marking]),
    }


def _amendment(asked: Amendment, hit: Hit) -> dict[str, Any]:
    return {
        "id": asked.key,
        "at": _minute(asked.at),
        "by": asked.by,
        "reason": asked.reason,
        "record": _named(hit),
        "here": hit.system == SYSTEM and hit.kind in LISTS,
        "marking": hit.marking,
    }


def _minute(at: float) -> str:
    """To the minute: how notices came in together tells of others."""
    return minute(at)


def _named(hit: Hit) -> dict[str, Any]:
    return {
        "system": hit.system,
        "ref": hit.ref,
        "kind": hit.kind,
        "title": hit.title,
        "marking": hit.marking,
    }


def _match(new: Hit, other: Hit) -> dict[str, Any]:
    """The best that anybody or anything of the two comes to, for this reader."""
    matches = (
        weigh(held)
        for kind in LISTS
        for subject in subjects(kind, new.record)
        for weigh in [weigher(kind, subject)]
        for held in subjects(kind, other.record)
    )
    return max(matches, key=lambda match: match.score, default=NO_MATCH).as_json()
