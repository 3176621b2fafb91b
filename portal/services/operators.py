"""What administrators see: people and their grants, feeds and their lag. No way from here to a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from access.accounts import COMPARTMENT, GROUP, Account, Accounts
from access.events import Action
from access.handling import Handling, visible
from access.identity import Identity
from access.permissions import Permission, permits
from indexer.feed_status import SystemStatus, statuses
from indexer.pole import RecordId
from indexer.store import Store
from indexer.store_warnings import Task
from portal.services.asker import Asker, Desk
from portal.services.times import minute
from portal.services.warnings.queue import Watching, late, waiting_tasks


class Operators:
    """People and feeds."""

    def __init__(
        self, desk: Desk, accounts: Accounts, store: Store, watching: Watching, clock: Callable[[], datetime]
    ) -> None:
        self._desk, self._accounts, self._store = desk, accounts, store
        self._watching, self._clock = watching, clock

    def people(self, asker: Asker) -> dict[str, Any]:
        """Everybody with an account, and the partner clients."""
        with self._desk.act(asker, Action.USERS, {"list": "people"}) as act:
            people = [_account(account) for account in self._accounts.list()]
            clients = [
                {"client_id": c.client_id, "force": c.force, "active": c.active}
                for c in self._accounts.clients()
            ]
            return {"people": people, "clients": clients, "audit_id": act.audit_id}

    def feeds(self, asker: Asker) -> dict[str, Any]:
        """Each system's last load, how far its data reach, what waits, how long already, and what is in quarantine."""
        with self._desk.act(asker, Action.FEEDS, {"list": "feeds"}) as act:
            rows = [_feed(one) for one in statuses(self._store)]
            return {
                "feeds": rows,
                "pending": self._store.pending(),
                "warnings": self._warnings(asker.identity.force),
                "audit_id": act.audit_id,
            }

    def _warnings(self, force: str) -> dict[str, Any]:
        """How many hidden dangers wait for their owners, how many for too long, and what would give those an owner whom
        nobody can deal with: a record's handling, and no word or reference of it."""
        now = self._clock()
        tasks = waiting_tasks(self._store, self._store.check, self._watching, force, now)
        owners = [_who(one) for one in self._accounts.list() if one.active and one.force == force]
        owners = [who for who in owners if permits(who, Permission.WARNING_PUBLISH)]
        current = self._store.check.current([task.record for task in tasks])
        unowned = [
            (task, current[task.record].handling)
            for task in tasks
            if task.record in current
            and not any(visible(who, current[task.record].handling, now) for who in owners)
        ]
        return {
            "open": len(tasks),
            "overdue": sum(late(task, self._watching, now) for task in tasks),
            "unowned": [_needed(key, found) for key, found in sorted(_by_need(unowned).items())],
        }


Need = tuple[str, tuple[str, ...], tuple[str, ...], bool]


def _by_need(unowned: Iterable[tuple[Task, Handling]]) -> dict[Need, list[Task]]:
    """Tasks by what somebody would have to hold to see their records."""
    found: dict[Need, list[Task]] = {}
    for task, handling in unowned:
        needs = (sorted(handling.audience), sorted(handling.compartments))
        system = RecordId.parse(task.record).system
        key = (system, tuple(needs[0]), tuple(needs[1]), handling.sensitive)
        found.setdefault(key, []).append(task)
    return found


def _needed(key: Need, tasks: Sequence[Task]) -> dict[str, Any]:
    system, audience, compartments, sensitive = key
    oldest = min(task.opened for task in tasks)
    return {
        "system": system, "audience": list(audience), "compartments": list(compartments), "sensitive": sensitive,
        "count": len(tasks), "since": minute(oldest),
    }  # fmt: skip


def _who(account: Account) -> Identity:
    """Somebody as they would be in a session of theirs."""
    return Identity(
        account.user, account.role, account.force, account.groups, account.compartments, account.tier, account.sensitive
    )  # fmt: skip


def _account(account: Account) -> dict[str, Any]:
    return {
        "user": account.user, "role": account.role.value, "force": account.force, "groups": _held(account, GROUP, account.groups),
        "compartments": _held(account, COMPARTMENT, account.compartments), "tier": account.tier, "sensitive": account.sensitive,
        "active": account.active, "expires": account.expires.isoformat() if account.expires else None,
    }  # fmt: skip


def _held(account: Account, kind: str, names: Iterable[str]) -> list[dict[str, Any]]:
    """Groups or compartments by name, each with the end of its grant; None: without end."""
    ends = {name: account.ends.get((kind, name)) for name in sorted(names)}
    return [{"name": name, "expires": end.isoformat() if end else None} for name, end in ends.items()]


def _feed(one: SystemStatus) -> dict[str, Any]:
    counts = one.feed.counts if one.feed else {}
    last = one.delivery
    return {
        "system": one.system, "status": one.status, "as_of": one.as_of, "loaded_at": one.loaded_at,
        "loaded": counts.get("loaded", 0), "unchanged": counts.get("unchanged", 0), "rejected": one.quarantine,
        "waiting": one.waiting.records, "lag_seconds": None if one.lag is None else round(one.lag),
        "trouble": last.reason if last else None,
    }  # fmt: skip
