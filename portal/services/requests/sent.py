"""What was decided and sent to a partner, read again later: each item with how its record was handled then, and how it is now.

The handling of then is kept with the item and leaves with no answer: what a record said under a tighter handling is not
opened by one that was loosened since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from access.gateway import Current, RecordCheck
from access.handling import Handling, parse, visible
from access.identity import Identity
from indexer.store_sent import id_of_item

_KEPT = "handling"
Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """An item as it left. then: how its record was handled (None in packages of before that was kept); now: how it stands,
    None where nobody may have it any more."""

    item: Item
    then: Handling | None
    now: Current | None

    def seen_by(self, who: Identity, at: datetime) -> bool:
        """Whether they may read it: by the handling of now, and by that of then."""
        handlings = [self.now.handling if self.now else None, *([self.then] if self.then else [])]
        return all(one is not None and visible(who, one, at) for one in handlings)


def to_keep(package: Mapping[str, Any], check: RecordCheck) -> dict[str, Any]:
    """A package as it is stored: each item with its record's handling."""
    items = package["items"]
    now = check.current([id_of_item(item) for item in items])
    return {**package, "items": [{**item, _KEPT: _written(now.get(id_of_item(item)))} for item in items]}


def sent_items(package: Mapping[str, Any] | None, check: RecordCheck) -> list[Sent]:
    """The items of a stored package as they left."""
    items: list[Item] = (package or {}).get("items", [])
    now, withheld = check.current([id_of_item(item) for item in items]), set(check.withheld())
    return [
        _sent(item, None if id_of_item(item) in withheld else now.get(id_of_item(item))) for item in items
    ]


def with_handling(decisions: Sequence[Item], check: RecordCheck) -> list[Item]:
    """Decisions as they are stored: each with its record's handling."""
    now = check.current([_decided(one) for one in decisions])
    return [{**one, _KEPT: _written(now.get(_decided(one)))} for one in decisions]


def decided_items(
    decisions: Sequence[Item] | None, check: RecordCheck, who: Identity, at: datetime
) -> list[Item]:
    """What was decided of the records that they may see, by the handling of now and by that of then."""
    said = [one for one in decisions or () if one.get("ref")]
    now, withheld = check.current([_decided(one) for one in said]), set(check.withheld())
    sent = [_sent(one, None if _decided(one) in withheld else now.get(_decided(one))) for one in said]
    return [one.item for one in sent if one.seen_by(who, at)]


def _decided(one: Item) -> str:
    return f"{one['system']}/{one['ref']}"


def _sent(item: Item, now: Current | None) -> Sent:
    then = item.get(_KEPT)
    left = {name: value for name, value in item.items() if name != _KEPT}
    return Sent(left, parse(then) if then else None, now)


def _written(current: Current | None) -> dict[str, Any] | None:
    """A record's handling as `access.handling.parse` reads it."""
    if current is None:
        return None
    return {name: _plain(value) for name, value in asdict(current.handling).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
