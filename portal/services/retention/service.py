"""The records manager's reviews: records whose date has come are retained, amended or disposed of, with what decides it.

The queue holds records of the reviewer's own force that they may see, and no other is counted. A word is in the ledger before
it holds, and is claimed there once it does; what is disposed of leaves a tombstone with its digest and the authority, and no content.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from access.deeds import deed
from access.events import Action, Event, EventKind, Outcome
from access.gateway import Hit
from access.handling import highest
from access.ledger import Ledger
from indexer.retention import AMEND, DISPOSE, RETAIN, Due, RetentionStore, Said, authority_of
from indexer.store import Store
from portal.services.asker import Asker, Desk, Look
from portal.services.errors import Conflict
from portal.services.nominals.golden import golden
from portal.services.nominals.members import EdgeSource, Walk, people_of
from portal.services.retention import rules as retention_rules
from portal.services.retention.rules import Grounds, Json, Review
from portal.services.times import moment

SHOWN = 50
MOST_DISPOSED = 200
_ABSENT = "-"  # asked for where nothing is due, so that absent and hidden take the same steps
OUTCOMES = {
    RETAIN: Outcome.RETAINED,
    AMEND: Outcome.AMENDMENT_ASKED,
    DISPOSE: Outcome.DISPOSED,
}
EVENTS = {
    RETAIN: EventKind.RECORD_RETAINED,
    AMEND: EventKind.RECORD_AMENDMENT_ASKED,
    DISPOSE: EventKind.RECORD_DISPOSED,
}


class Retention:
    """Reviews of the asker's own force's records."""

    def __init__(
        self,
        desk: Desk,
        store: Store,
        reviews: RetentionStore,
        edges: EdgeSource,
        ledger: Ledger,
        clock: Callable[[], datetime],
    ) -> None:
        self._desk, self._store, self._reviews, self._edges = desk, store, reviews, edges
        self._ledger, self._clock = ledger, clock

    def queue(self, asker: Asker) -> dict[str, Any]:
        """The records that are due, the longest overdue first. more: whether there are others than those given."""
        with self._desk.look(asker, Action.REVIEW, {"list": "due"}) as look:
            due = self._visible(look)
            rows = [_row(one, hit) for (one, hit), _ in zip(due, range(SHOWN), strict=False)]
            more = next(due, None) is not None
            look.returned(f"{row['system']}/{row['ref']}" for row in rows)
            return {
                "due": rows,
                "more": more,
                "marking": highest(row["marking"] for row in rows),
                "audit_id": look.audit_id,
            }

    def one(self, asker: Asker, system: str, ref: str) -> dict[str, Any]:
        """A record that is due, with what decides about it. Raises NotFound for absent, hidden and not due alike."""
        with self._desk.look(asker, Action.REVIEW, {"review": f"{system}/{ref}"}) as look:
            due, hit = self._due(look, f"{system}/{ref}")
            found = self._grounds(look, hit)
            return {
                **_row(due, hit),
                "record": hit.record,
                "facts": [dict(fact) for fact in hit.facts],
                "grounds": found.as_json(self._today()),
                "questions": dict(retention_rules.rules().questions),
                "answer": self._answer(due),
                "audit_id": look.audit_id,
            }

    def decide(self, asker: Asker, system: str, ref: str, body: Json) -> dict[str, Any]:
        """Retain, amend or dispose. body: `decision`, `reason`, `revision`, `reviewed` (the last review's moment), each question's name with `yes` or `no`
        and `…-why`, `next_on`, `sure`. Raises NotFound, Invalids, Conflict where the record was changed or reviewed since it was read."""
        action = Action.DISPOSE if body.get("decision") == DISPOSE else Action.REVIEW
        asked = {"review": f"{system}/{ref}", "said": retention_rules.said(body)}
        with self._desk.look(asker, action, asked) as look:
            look.outcome = Outcome.REFUSED
            due, hit = self._due(look, f"{system}/{ref}")
            said = retention_rules.checked(body, self._grounds(look, hit), self._today())
            if (said.revision, said.reviewed) != (hit.revision, moment(due.said.at) if due.said else ""):
                raise _changed()
            look.permit.write(self._clock())
            with deed(self._ledger, _event(look, hit, said)):
                self._do(look, hit, said, due.said.at if due.said else None)
            look.outcome = OUTCOMES[said.decision]
            look.returned([hit.id])
            return {
                "system": hit.system, "ref": hit.ref, "decision": said.decision,
                "next_on": said.next_on.isoformat() if said.next_on else None, "marking": hit.marking,
                "audit_id": look.audit_id,
            }  # fmt: skip

    def disposed(self, asker: Asker) -> dict[str, Any]:
        """What the reader disposed of, the newest first. A tombstone keeps no handling, so that what others disposed of is shown
        to nobody: who might see the record is not known any more."""
        with self._desk.act(asker, Action.REVIEW, {"list": "disposed"}) as act:
            found = self._reviews.disposed_by(asker.identity.user, MOST_DISPOSED)
            act.returned(one.id for one in found)
            rows = [
                {"id": one.id, "version": one.version, "digest": one.digest, "authority": one.authority, "at": moment(one.at)}
                for one in found
            ]  # fmt: skip
            return {"disposed": rows, "marking": "OFFICIAL", "audit_id": act.audit_id}

    # ---------------------------------------------------------------------------------------------

    def _today(self) -> date:
        return self._clock().astimezone(UTC).date()

    def _visible(self, look: Look) -> Iterator[tuple[Due, Hit]]:
        """What is due and may be seen, filled from visible records alone."""
        for some in self._reviews.due(self._today().isoformat(), look.permit.identity.force):
            hits = {hit.id: hit for hit in look.reading.fetch([one.id for one in some])}
            yield from ((one, hits[one.id]) for one in some if one.id in hits and _ours(look, hits[one.id]))

    def _due(self, look: Look, id_: str) -> tuple[Due, Hit]:
        due = self._reviews.one(id_[:1000], self._today().isoformat())
        hit = next(iter(look.reading.fetch([due.id if due else _ABSENT])), None)
        if due is None or hit is None or not _ours(look, hit):
            raise look.not_found()
        look.returned([hit.id])
        return due, hit

    def _answer(self, due: Due) -> dict[str, Any] | None:
        """What the record's owner said to what was to be put right."""
        found = self._reviews.answer(due.id)
        return {"word": found.word, "by": found.by, "at": moment(found.at)} if found else None

    def _grounds(self, look: Look, hit: Hit) -> Grounds:
        """What decides: with the newest other record of the people in it, by their golden nominals as this reader has them."""
        walk, today, newest = Walk(look.reading, self._edges), self._today(), list[tuple[date, str]]()
        for one in list(people_of(hit))[: retention_rules.MOST_PEOPLE]:
            nominal = golden(walk, one.id)
            others = [other for other in (nominal.hits if nominal else ()) if other.id != hit.id]
            newest += [(retention_rules.noticed_on(other.record, today), other.id) for other in others]
        look.returned(id_ for _, id_ in newest)
        last = max(newest, default=None)
        return retention_rules.grounds(hit.record, (last[1], last[0]) if last else None, today)

    def _do(self, look: Look, hit: Hit, said: Review, after: float | None) -> None:
        """Raises Conflict where the record does not stand as it was read, or was reviewed since."""
        user = look.permit.identity.user
        if said.decision == DISPOSE:
            authority = authority_of(user, look.audit_id)
            done = self._store.dispose(hit.id, int(hit.record.get("version") or 1), authority, after)
        else:
            next_on = said.next_on.isoformat() if said.next_on else None
            kept = Said(hit.revision, said.decision, said.reason, next_on, user, time.time())
            done = self._reviews.keep(hit.id, kept, after)
        if not done:
            raise _changed()


def _event(look: Look, hit: Hit, said: Review) -> Event:
    permit = look.permit
    details = {
        "why": said.reason,
        "answers": {name: {"yes": yes, "why": why} for name, (yes, why) in said.answers.items()},
        "next_on": said.next_on.isoformat() if said.next_on else None,
        "version": hit.record.get("version"),
        "revision": hit.revision,
    }
    return permit.event(EVENTS[said.decision], (hit.id,), **details)


def _ours(look: Look, hit: Hit) -> bool:
    return hit.source_force == look.permit.identity.force


def _changed() -> Conflict:
    return Conflict("the record was changed or reviewed since you opened its review: read it again")


def _row(due: Due, hit: Hit) -> dict[str, Any]:
    """A due record; `asked`: what was to be put right, where nothing was changed in it since."""
    said = due.said
    asked = said if said and said.decision == AMEND and said.revision == due.revision else None
    retention: Json = hit.record.get("retention") or {}
    group = retention_rules.rules().group(retention.get("group"))
    return {
        "system": hit.system, "ref": hit.ref, "kind": hit.kind, "title": hit.title, "marking": hit.marking,
        "since": due.since, "by": due.by.value, "rule": retention_rules.when_reviewed(hit.record, None)["rule"], "group": group.number, "label": group.label, "when": hit.when, "revision": hit.revision,
        "last": {"decision": said.decision, "by": said.by, "at": moment(said.at), "reason": said.reason} if said else None,
        "asked": asked.reason if asked else None,
    }  # fmt: skip
