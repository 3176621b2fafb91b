"""The auditor's dip sample: looks drawn at random, and a word on each.

The same seed, period and number give the same looks, whoever draws them and whenever: places in the ledger are drawn by
hash, and what stands in an append-only ledger in a period that is over does not change. Each drawing has its rows, so that
one who draws until the looks suit him is seen doing it. The verdict is an event of its own; nothing is overwritten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from access.events import Action, EventKind, Outcome
from access.identity import Identity
from access.ledger import EventFilter, Ledger, StoredEvent
from portal.services.asker import Asker, Desk
from portal.services.audit.service import MARKING, Audit, look_of, moment
from portal.services.errors import Invalid
from portal.services.numbers import whole_number
from portal.services.times import iso

# Looks at people and records that somebody chose to take; what is suggested while one types follows from them.
LOOKS = frozenset(
    {
        Action.RISK,
        Action.SEARCH,
        Action.RECORD,
        Action.NOMINAL,
        Action.LINKS,
        Action.MATCH,
        Action.EXPORT,
        Action.REVIEW,
        Action.REQUEST_CANDIDATES,
        Action.REQUEST_SENT,
    }
)
JUSTIFIED, ASK, UNJUSTIFIED = "justified", "ask", "not-justified"
VERDICTS = (JUSTIFIED, ASK, UNJUSTIFIED)
PARTS = ("since", "until", "number", "seed")  # what a sample follows from
MOST, LONGEST_NOTE, LONGEST_SEED = 50, 1_000, 40
MOST_DRAWN = 2_000  # places looked at for one sample: looks may be few among other events
_HISTORY = 20


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a sample follows from: looks at or after `since` and before `until`, so many, by that seed."""

    since: datetime
    until: datetime
    number: int
    seed: str

    def as_json(self) -> dict[str, Any]:
        """As the ledger keeps it."""
        return {
            "since": iso(self.since, "auto"), "until": iso(self.until, "auto"), "number": self.number, "seed": self.seed,
        }  # fmt: skip


class DipSample:
    """Draws looks, and keeps what an auditor says of them."""

    def __init__(self, desk: Desk, ledger: Ledger, audit: Audit, clock: Callable[[], datetime]) -> None:
        self._desk, self._ledger, self._audit, self._clock = desk, ledger, audit, clock

    def sample(self, asker: Asker, asked: Mapping[str, str]) -> dict[str, Any]:
        """The looks of a sample in the order drawn, each with its outcome and what was said of it.

        asked: `since` and `until` (ISO 8601), `number`, `seed`. Raises Invalid naming one of them.
        """
        with self._desk.act(asker, Action.AUDIT, {"sample": dict(asked)}) as act:
            act.outcome = Outcome.REFUSED
            drawing = self._drawing(asked)
            looks = list(self._drawn(drawing))
            act.outcome = Outcome.ANSWERED
            return {
                **drawing.as_json(),
                "looks": [self._told(look, asker.identity) for look in looks],
                "marking": MARKING,
                "audit_id": act.audit_id,
            }

    def judge(
        self, asker: Asker, asked: Mapping[str, str], event: str, verdict: object, note: object
    ) -> dict[str, Any]:
        """Say of a look whether it was justified. Raises Invalid, NotFound for what is no look of the sample."""
        query = {"sample": dict(asked), "look": event, "verdict": verdict, "note": note}
        with self._desk.act(asker, Action.AUDIT, query) as act:
            act.outcome = Outcome.REFUSED
            drawing, said = self._drawing(asked), _note(verdict, note)
            look = next((one for one in self._drawn(drawing) if one.id == event), None)
            if look is None:
                raise act.not_found()
            weighed = {"verdict": verdict, "note": said, "of": look.user, "sample": drawing.as_json()}
            self._ledger.record(act.permit.event(EventKind.LOOK_REVIEWED, (look_of(look.id),), **weighed))
            act.outcome = Outcome.JUDGED
            act.returned([look_of(look.id)])
            return {"look": look.id, "verdict": verdict, "marking": MARKING, "audit_id": act.audit_id}

    # ---------------------------------------------------------------------------------------------

    def _drawing(self, asked: Mapping[str, str]) -> Drawing:
        number, seed = whole_number(asked.get("number"), MOST), asked.get("seed", "").strip()
        if not number:
            raise Invalid("number", f"must be 1 to {MOST}")
        if not 0 < len(seed) <= LONGEST_SEED:
            raise Invalid("seed", f"must be 1 to {LONGEST_SEED} characters")
        since, until = (moment(name, asked.get(name, "")) for name in ("since", "until"))
        if until > self._clock():
            raise Invalid("until", "must have passed: a period that goes on gives another sample each time")
        if since >= until:
            raise Invalid("since", "must be before the end")
        return Drawing(since, until, number, seed)

    def _drawn(self, drawing: Drawing) -> Iterator[StoredEvent]:
        """The looks, in the order drawn."""
        newest = self._at(EventFilter(until=drawing.until), None)
        before = self._at(EventFilter(until=drawing.since), None)
        first, last = (before.seq + 1 if before else 0), (newest.seq if newest else -1)
        found = 0
        for place in places(drawing.seed, first, last):
            event = self._at(EventFilter(), place + 1)
            if event and event.seq == place and _is_look(event):
                yield event
                found += 1
            if found == drawing.number:
                return

    def _at(self, which: EventFilter, before: int | None) -> StoredEvent | None:
        return next(iter(self._ledger.events(which, before, 1).events), None)

    def _told(self, look: StoredEvent, who: Identity) -> dict[str, Any]:
        rows = self._ledger.events(EventFilter(audit_id=look.audit_id), None, 10).events
        after = next((row for row in rows if row.kind == EventKind.PERMIT_COMPLETED), None)
        words = self._ledger.events(
            EventFilter(subjects=(look_of(look.id),), kind=EventKind.LOOK_REVIEWED), None, _HISTORY
        ).events
        before, *rest = self._audit.shown([look, *([after] if after else [])], who)
        return {"look": before, "after": rest[0] if rest else None, "verdicts": [_verdict(w) for w in words]}


def places(seed: str, first: int, last: int) -> Iterator[int]:
    """Places of the ledger from first to last, each at most once, in an order that follows from the seed alone: the n-th
    draw is the first eight bytes of SHA-256 of `seed:n`, modulo how many places there are."""
    width, seen = last - first + 1, set[int]()
    for draw in range(MOST_DRAWN if width > 0 else 0):
        hashed = hashlib.sha256(f"{seed}:{draw}".encode()).digest()
        place = first + int.from_bytes(hashed[:8]) % width
        if place not in seen:
            seen.add(place)
            yield place


def _is_look(event: StoredEvent) -> bool:
    return event.kind == EventKind.PERMIT_GRANTED and event.action in LOOKS


def _note(verdict: object, note: object) -> str:
    if verdict not in VERDICTS:
        raise Invalid("verdict", f"must be one of {', '.join(VERDICTS)}")
    said = " ".join(note.split()) if isinstance(note, str) else ""
    if len(said) > LONGEST_NOTE:
        raise Invalid("note", f"must be at most {LONGEST_NOTE} characters")
    if verdict != JUSTIFIED and not said:
        raise Invalid("note", "must say what is to be asked, or why it was not justified")
    return said


def _verdict(event: StoredEvent) -> dict[str, Any]:
    details: Mapping[str, Any] = event.details or {}
    return {
        "by": event.user, "at": event.at, "verdict": details.get("verdict", "erased"), "note": details.get("note") or "",
    }  # fmt: skip
