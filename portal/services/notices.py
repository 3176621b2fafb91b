"""Notices to the owners of hidden records: "a new record looks like yours".

A notice is seen by who may see both records, judged by the gateway when it is read, and by nobody else: for the rest there
is none. What the two have in common is weighed anew from what this reader may see of both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from access.events import Action
from access.gateway import MOST_FETCHED, Hit, Reading
from access.handling import highest
from indexer.resolve.query import Match
from indexer.resolve.subjects import LISTS, subjects, weigher
from indexer.store_notices import Notice, NoticeStore
from portal.services.asker import Asker, Desk
from portal.services.errors import Conflict, Invalid, NotFound

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
            look.returned(f"{r[end]['system']}/{r[end]['ref']}" for r in rows for end in ("record", "other"))
            return {
                "notices": rows,
                "marking": highest(row["marking"] for row in rows),
                "audit_id": look.permit.audit_id,
            }

    def settle(self, asker: Asker, key: str, word: object) -> dict[str, Any]:
        """Say what became of one: the same, another, dealt with. Raises NotFound for absent and hidden alike, Invalid,
        Conflict where somebody was first."""
        said = " ".join(word.split()) if isinstance(word, str) else ""
        with self._desk.look(asker, Action.NOTICE, {"notice": key, "word": said}) as look:
            look.outcome = "refused"
            notice = self._store.get(key)
            ids = [notice.id, notice.other] if notice else [_ABSENT, f"{_ABSENT}{_ABSENT}"]
            hits = look.reading.fetch(ids)
            if notice is None or len(hits) < 2:
                look.outcome = "not-found"
                raise NotFound(look.permit.audit_id)
            if not 0 < len(said) <= LONGEST_WORD:
                raise Invalid("word", f"must say in up to {LONGEST_WORD} characters what became of it")
            if not self._store.settle(key, asker.identity.user, said):
                raise Conflict("Somebody has dealt with this notice already.")
            look.outcome = "settled"
            look.returned(hit.id for hit in hits)
            return {"id": key, "status": "settled", "audit_id": look.permit.audit_id}

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
        # To the minute: how notices came in together tells of others.
        "at": datetime.fromtimestamp(notice.at // 60 * 60, UTC).isoformat().replace("+00:00", "Z"),
        "record": _named(new),
        "other": _named(other),
        "match": _match(new, other),
        "marking": highest([new.marking, other.marking]),
    }


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
    best: Match | None = None
    for kind in LISTS:
        for subject in subjects(kind, new.record):
            weigh = weigher(kind, subject)
            for held in subjects(kind, other.record):
                match = weigh(held)
                best = match if best is None or match.score > best.score else best
    if best is None:
        return {"score": 0.0, "strength": "weak", "reasons": []}
    reasons = sorted(best.evidence, key=lambda reason: -abs(reason.weight))
    return {
        "score": best.score,
        "strength": best.strength,
        "reasons": [{"text": r.text, "weight": round(r.weight, 2), "about": r.about} for r in reasons],
    }
