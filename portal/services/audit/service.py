"""The auditor's reading of the ledger; auditing is itself an act with a purpose and rows of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from access.events import Action, EventKind, Outcome
from access.gateway import RecordCheck
from access.handling import Handling, denies, visible
from access.identity import Identity
from access.ledger import EventFilter, EventNotFound, Ledger, SizeError, StoredEvent
from portal.services.asker import Act, Asker, Desk
from portal.services.audit.masks import Readable, masked, named, without_place
from portal.services.errors import Invalid

FILTERS = ("user", "role", "force", "kind", "action", "purpose", "audit_id", "subject", "since", "until")
MOST = 200
MOST_EXPORTED = 1_000
HEADS = 50
# A system's code, or its name as pages write it (`CRIMINT+`), then a stroke or a blank, then the reference.
_RECORD = re.compile(r"(?P<system>[^\s/:+]+)\+?(?:\s*/\s*|\s+)(?P<ref>\S.*)", re.DOTALL)
MARKING = "OFFICIAL-SENSITIVE"  # what people did and why is theirs: never below it, whatever the records were


def look_of(event: str) -> str:
    """A look as a subject of another event."""
    return f"look:{event}"


class Audit:
    """Events, heads and proofs."""

    def __init__(
        self,
        desk: Desk,
        ledger: Ledger,
        check: RecordCheck,
        systems: Callable[[], Iterable[str]],
        clock: Callable[[], datetime],
    ) -> None:
        """systems: those that records are of."""
        self._desk, self._ledger, self._check, self._systems = desk, ledger, check, systems
        self._clock = clock

    def events(
        self, asker: Asker, asked: Mapping[str, str], before: int | None = None, size: int = 50
    ) -> dict[str, Any]:
        """A page of events, the newest first. asked: of FILTERS; since and until ISO 8601."""
        which = _filter(asked)
        if not 1 <= size <= MOST:
            raise Invalid("size", f"must be 1 to {MOST}")
        with self._desk.act(asker, Action.AUDIT, {**asked, "before": before}) as act:
            page = self._ledger.events(self._not_denied(which, asker.identity), before, size)
            return {
                "events": self._with_questions(page.events, asker.identity),
                "next": page.next,
                "marking": MARKING,
                "audit_id": act.audit_id,
            }

    def export(self, asker: Asker, asked: Mapping[str, str]) -> Iterator[list[dict[str, Any]]]:
        """The newest events, a page at a time up to MOST_EXPORTED, each page an act of its own in the ledger."""
        before: int | None = None
        for _ in range(MOST_EXPORTED // MOST):
            with self._desk.act(asker, Action.AUDIT, {**asked, "before": before, "export": "csv"}) as act:
                page = self._ledger.events(self._not_denied(_filter(asked), asker.identity), before, MOST)
                act.outcome, before = Outcome.EXPORTED, page.next
                made = self._with_questions(page.events, asker.identity)
                self._note_export(act, asked, len(made))
            yield made
            if before is None:
                return

    def _note_export(self, act: Act, asked: Mapping[str, str], count: int) -> None:
        self._ledger.record(act.permit.event(EventKind.LEDGER_EXPORTED, query=dict(asked), count=count))

    def _with_questions(self, events: Sequence[StoredEvent], who: Identity) -> list[dict[str, Any]]:
        """Events as an auditor reads them; a row after whose row before is on another page, or does not name the record that is
        asked for, brings along what was asked: `permit`, the details of the row before."""
        here = {event.id for event in events}
        after = [e.audit_id for e in events if e.kind == EventKind.PERMIT_COMPLETED and e.audit_id]
        before = self.shown(self._ledger.several(sorted({*after} - here)), who)
        asked = {event["id"]: event["details"] for event in before}
        return [
            {**event, "permit": asked[event["audit_id"]]} if event["audit_id"] in asked else event
            for event in self.shown(events, who)
        ]

    def shown(self, events: Sequence[StoredEvent], who: Identity) -> list[dict[str, Any]]:
        """Events as an auditor reads them: a restricted record's reference is `restricted`."""
        systems = frozenset(system.casefold() for system in self._systems())
        readable = self._readable({id_ for event in events for id_ in named(event, systems)}, systems, who)
        return [masked(event, readable) for event in events]

    def heads(self, asker: Asker, before: int | None = None, size: int = HEADS) -> dict[str, Any]:
        """A page of the signed heads, the newest first, with whether each has arrived outside.

        Where events are not covered by one that has, the head over the ledger as it stands comes first, as not arrived.
        before: an earlier page's `next`.
        """
        with self._desk.act(asker, Action.AUDIT, {"heads": True, "before": before}) as act:
            arrived, next_ = self._ledger.shipped(before, size)
            told = self._ledger.coverage()
            heads = [{**head.as_json(), "shipped": True} for head in arrived]
            if told.uncovered and before is None:
                heads.insert(0, {**told.head.as_json(), "shipped": False})
            return {
                "heads": heads,
                "uncovered": told.uncovered,
                "uncovered_since": told.since,
                "late": told.late,
                "next": next_,
                "marking": MARKING,
                "audit_id": act.audit_id,
            }

    def proof(self, asker: Asker, event: str) -> dict[str, Any]:
        """That an event stands under the newest head, with the key to check it by. Raises NotFound."""
        with self._desk.act(asker, Action.AUDIT, {"proof": event}) as act:
            try:
                proof = self._ledger.inclusion(event)
            except EventNotFound:
                raise act.not_found() from None
            return {**proof.as_json(), "public_key": self._key, "marking": MARKING, "audit_id": act.audit_id}

    def consistency(self, asker: Asker, first: int, second: int | None = None) -> dict[str, Any]:
        """That the ledger of so many events begins with that of fewer, with the key to check it by.

        first, second: sizes of heads; None is the ledger as it stands. Raises Invalid.
        """
        with self._desk.act(asker, Action.AUDIT, {"proof": "heads", "from": first, "to": second}) as act:
            try:
                proof = self._ledger.consistency_of(first, second)
            except SizeError as error:
                act.outcome = Outcome.NOT_FOUND
                raise Invalid(error.end, error.bounds) from None
            return {**proof.as_json(), "public_key": self._key, "marking": MARKING, "audit_id": act.audit_id}

    def _not_denied(self, which: EventFilter, who: Identity) -> EventFilter:
        """The filter, which finds nothing of a record that names this auditor as one who must not see it."""
        if which.subjects is None:
            return which
        current = self._check.current([without_place(id_) for id_ in which.subjects if id_.isprintable()])
        denied = {id_ for id_, found in current.items() if denies(found.handling, who.user)}
        return replace(
            which, subjects=tuple(id_ for id_ in which.subjects if without_place(id_) not in denied)
        )

    @property
    def _key(self) -> str:
        return self._ledger.public_key.public_bytes_raw().hex()

    def _readable(self, ids: Iterable[str], systems: frozenset[str], who: Identity) -> Readable:
        """Which of these an auditor may read of: records that stand in the record store, are not restricted, and that
        the one policy would let them see."""
        current, now = self._check.current(sorted(ids)), self._clock()
        open_ = frozenset(
            id_
            for id_, found in current.items()
            if _unrestricted(found.handling) and visible(who, found.handling, now)
        )
        return Readable(open_, frozenset(current) - open_, systems)


def _unrestricted(handling: Handling) -> bool:
    return "*" in handling.audience and not handling.compartments and not handling.sensitive


def _filter(asked: Mapping[str, str]) -> EventFilter:
    unknown = set(asked) - set(FILTERS)
    if unknown:
        raise Invalid(min(unknown), "unknown parameter")
    given: dict[str, Any] = {name: value for name, value in asked.items() if value}
    for name, value in given.items():
        if "\0" in value:
            raise Invalid(name, "contains a character that stands in no ledger (NUL)")
    for name in ("since", "until"):
        if name in given:
            given[name] = moment(name, given[name])
    if "since" in given and "until" in given and given["since"] >= given["until"]:
        raise Invalid("since", "must be before the end")
    if "subject" in given:
        given["subjects"] = written(given.pop("subject"))
    return EventFilter(**given)


def written(subject: str) -> tuple[str, ...]:
    """The ids that somebody who writes a record so may mean: `cris 2000011/26`, as pages write it, and `CRIS/2000011/26`.

    As it was typed comes first: other subjects than records have ids, too, and a system's code is kept as it stands.
    """
    found = _RECORD.fullmatch(subject.strip())
    if found is None:
        return (subject,)
    system, ref = found["system"], found["ref"]
    ids = (f"{code}/{same}" for code in (system, system.upper()) for same in (ref, ref.upper()))
    return tuple(dict.fromkeys((subject, *ids)))


def moment(name: str, text: str) -> datetime:
    """A date or time of that name in UTC, local where it says no zone. Raises Invalid."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):  # no day is before the year 1
        raise Invalid(name, "must be an ISO 8601 date or time") from None
