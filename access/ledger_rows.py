"""One event as the ledger keeps it: its head, its salted body, and the leaf that seals both.

The leaf is made from the head and from a commitment to the body (HMAC-SHA-256 under a random salt that
stands beside the body). Erasing body and salt leaves the commitment, so that every proof still holds
while nothing can be guessed back from it.
"""

from __future__ import annotations

import dataclasses
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from access import merkle
from access.events import Event
from access.surrogates import readable

FORMAT = "sightline-ledger-1"
MAX_BODY = 1_000_000
MAX_SUBJECT = 300
# The parts of a row that the leaf binds as they stand, in this order.
HEAD = ("id", "audit_id", "kind", "at", "user", "role", "force", "action", "purpose")


class EventTooLarge(ValueError):  # noqa: N818
    """An event whose body is above a million characters, or a subject's id above 300: a caller's mistake."""


@dataclass(frozen=True, slots=True)
class Row:
    """An event ready to be sealed. at: UTC, microseconds, `2024-03-02T08:10:00.000000Z`."""

    id: str
    audit_id: str
    kind: str
    at: str
    user: str
    role: str
    force: str
    action: str
    purpose: str
    salt: bytes
    body: str
    subjects: tuple[str, ...]

    @property
    def commitment(self) -> bytes:
        """What binds the body without telling it."""
        return commit(self.salt, self.body)

    @property
    def leaf(self) -> bytes:
        """The leaf's hash."""
        return leaf_of({name: getattr(self, name) for name in HEAD}, self.commitment)


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as read back. seq: its place, from 0; details and subjects None once erased."""

    seq: int
    id: str
    audit_id: str
    kind: str
    at: str
    user: str
    role: str
    force: str
    action: str
    purpose: str
    details: Mapping[str, object] | None
    subjects: tuple[str, ...] | None

    def as_json(self) -> dict[str, object]:
        """For the API and the export: the same names, one flat object."""
        return dataclasses.asdict(self)


def row_of(event: Event, now: datetime) -> Row:
    """Make the row for an event that happens now. Raises EventTooLarge; TypeError for what JSON cannot hold."""
    identifier = secrets.token_hex(16)
    subjects = tuple(dict.fromkeys(_clean(subject) for subject in event.subjects))
    said = json.dumps(
        {"details": event.details, "subjects": subjects},
        default=_plain,
        allow_nan=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    body = readable(said)
    if len(body) > MAX_BODY or any(len(subject) > MAX_SUBJECT for subject in subjects):
        raise EventTooLarge(f"the body of a {event.kind} event is too large to keep")
    return Row(
        id=identifier,
        audit_id=_short(event.audit_id or identifier, 32),
        kind=event.kind.value,
        at=stamp(now),
        user=_short(event.user, 200),
        role=_short(event.role, 40),
        force=_short(event.force, 40),
        action=_short(event.action, 40),
        purpose=_short(event.purpose_code, 40),
        salt=secrets.token_bytes(32),
        body=body,
        subjects=subjects,
    )


def stamp(moment: datetime) -> str:
    """A moment in the ledger's form. Raises ValueError for one without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def moment(stamped: str) -> datetime:
    """Read back what stamp wrote."""
    return datetime.fromisoformat(stamped)


def commit(salt: bytes, body: str) -> bytes:
    """The commitment to a body."""
    return hmac.digest(salt, body.encode(), "sha256")


def leaf_of(head: Mapping[str, object], commitment: bytes) -> bytes:
    """The leaf's hash, from a row's head and its commitment."""
    parts = [FORMAT, *(str(head[name]) for name in HEAD), commitment.hex()]
    return merkle.leaf_hash(json.dumps(parts, separators=(",", ":")).encode())


def _short(text: str, limit: int) -> str:
    """A failed log-in may carry anything as its user name."""
    return _clean(text[:limit])[:limit]


def _clean(text: str) -> str:
    """What a database can hold and a page can show."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: getattr(value, item.name) for item in dataclasses.fields(value)}
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        return list(value)
    raise TypeError(f"the ledger cannot keep a {type(value).__name__}")
