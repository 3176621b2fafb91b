"""The auditor's reading asks the one policy, whole: a record that it hides from them is `restricted`, whoever else sees it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from access.events import Event, EventKind
from access.identity import Identity, Role
from access.ledger import Ledger
from access.permit import Permits
from access.purposes import parse as purpose
from indexer.pole import parse
from indexer.store import Store
from portal.services.asker import Asker, Desk
from portal.services.audit.service import Audit

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
AUDITOR = Asker(
    Identity("AU7", Role.AUDITOR, "01", session="s1"), purpose("PREVENT", "complaint about a look")
)
HANDLING = {
    "tier": "OFFICIAL", "sensitive": False, "force": "01", "audience": ["*"], "compartments": [], "denied": [],
    "releasable_to": [],
}  # fmt: skip
CLOSED: dict[str, dict[str, Any]] = {
    "denied": {"denied": ["Au7"]},
    "sensitive": {"sensitive": True},
    "another force's": {"force": "45"},
    "not yet": {"visible_from": "2026-12-02T00:00:00Z"},
    "no more": {"visible_until": "2026-12-01T11:00:00Z"},
    "a group's": {"audience": ["intel"]},
    "in a compartment": {"compartments": ["OP-HERON"]},
}
OPEN: dict[str, dict[str, Any]] = {
    "open": {},
    "released": {"force": "45", "releasable_to": ["01"]},
    "in its dates": {"visible_from": "2026-11-01T00:00:00Z", "visible_until": "2026-12-02T00:00:00Z"},
    "somebody else is denied": {"denied": ["PC1"]},
}


def ref(name: str) -> str:
    return name.replace(" ", "-").replace("'", "")


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    ledger = Ledger.open(f"sqlite:///{tmp_path}/ledger.db", tmp_path / "key", ship_every=3600.0)
    store = Store(f"sqlite:///{tmp_path}/records.db")
    records = [
        {
            "system": "CRIS", "ref": ref(name), "kind": "event", "title": name, "recorded": "2026-11-02T09:20:00Z",
            "handling": HANDLING | more,
        }
        for name, more in {**CLOSED, **OPEN}.items()
    ]  # fmt: skip
    with closing(ledger), closing(store):
        assert not store.put([parse(record, None) for record in records]).rejected
        for record in records:
            id_ = f"CRIS/{record['ref']}"
            ledger.record(Event(EventKind.PERMIT_COMPLETED, user="PC1", subjects=(id_, f"{id_}~1")))
        nothing = cast(Any, SimpleNamespace())
        desk = Desk(Permits(ledger, lambda: NOW), nothing, nothing)
        yield Audit(desk, ledger, store.check, lambda: {"CRIS"}, lambda: NOW)


def read(audit: Audit, **asked: str) -> list[Any]:
    return [tuple(event["subjects"]) for event in audit.events(AUDITOR, {"user": "PC1", **asked})["events"]]


def test_a_record_that_the_policy_hides_from_the_auditor_is_restricted(audit: Audit) -> None:
    told = {id_ for subjects in read(audit) for id_ in subjects}
    assert told - {"restricted"} == {f"CRIS/{ref(name)}" for name in OPEN}


@pytest.mark.parametrize("name", [*CLOSED, *OPEN])
@pytest.mark.parametrize("place", ["", "~1"])
def test_whoever_has_a_reference_may_ask_who_looked_at_it_but_for_whom_it_is_denied_to(
    audit: Audit, name: str, place: str
) -> None:
    found = read(audit, subject=f"CRIS/{ref(name)}{place}")
    assert len(found) == (0 if name == "denied" else 1)
    assert read(audit, subject="CRIS/none") == []
