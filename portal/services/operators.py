"""What administrators see: people and their grants, feeds and their lag. No way from here to a record."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from access.accounts import Account, Accounts
from access.events import Action
from indexer.store import Store
from portal.services.asker import Asker, Desk
from portal.services.feeds import NINE


class Operators:
    """People and feeds."""

    def __init__(self, desk: Desk, accounts: Accounts, store: Store) -> None:
        self._desk, self._accounts, self._store = desk, accounts, store

    def people(self, asker: Asker) -> dict[str, Any]:
        """Everybody with an account, and the partner clients."""
        with self._desk.act(asker, Action.USERS, {"list": "people"}) as act:
            people = [_account(account) for account in self._accounts.list()]
            clients = [
                {"client_id": c.client_id, "force": c.force, "active": c.active}
                for c in self._accounts.clients()
            ]
            return {"people": people, "clients": clients, "audit_id": act.permit.audit_id}

    def feeds(self, asker: Asker) -> dict[str, Any]:
        """Each system's last load, how far its data reach, what waits and what is in quarantine."""
        with self._desk.act(asker, Action.FEEDS, {"list": "feeds"}) as act:
            known, quarantined = self._store.feeds(), self._store.quarantine_counts()
            names = [*NINE, *sorted(set(known) - set(NINE))]
            rows = []
            for name in names:
                feed = known.get(name)
                rows.append({
                    "system": name,
                    "as_of": feed.as_of if feed else None,
                    "loaded_at": _when(feed.loaded_at) if feed else None,
                    "loaded": feed.counts["loaded"] if feed else 0,
                    "unchanged": feed.counts["unchanged"] if feed else 0,
                    "rejected": quarantined.get(name, 0),
                })  # fmt: skip
            return {"feeds": rows, "pending": self._store.pending(), "audit_id": act.permit.audit_id}


def _account(account: Account) -> dict[str, Any]:
    return {
        "user": account.user, "role": account.role.value, "force": account.force, "groups": sorted(account.groups),
        "compartments": sorted(account.compartments), "tier": account.tier, "sensitive": account.sensitive,
        "active": account.active, "expires": account.expires.isoformat() if account.expires else None,
    }  # fmt: skip


def _when(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
