"""Writing: stamped, versioned, random references, and nothing written that the ledger does not hold first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from access import migrations, purposes
from access.events import Action
from access.identity import Identity, Role
from access.ledger import Ledger, LedgerUnavailable
from access.permit import Permit, PermitError, Permits
from indexer.pole import parse
from indexer.store import Store
from indexer.store_written import Spent, TokenSpent
from nlp import identifiers
from portal.services.creating.writing import SEARCHABLE, SYSTEM, WAITING, Saved, Writing
from portal.services.errors import Conflict, Invalid, Invalids, NotFound
from tests.support.burying import delete

OFFICER = Identity("PC7", Role.OFFICER, "01", session="s1", address="192.0.2.7")
PURPOSE = purposes.parse("PREVENT", "new custody record")
NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
HANDLING = {
    "tier": "OFFICIAL", "sensitive": True, "force": "01", "audience": ["*"], "compartments": [], "denied": [],
    "releasable_to": [],
}  # fmt: skip
RECORD: dict[str, Any] = {
    "kind": "person",
    "title": "Murphy, Sean",
    "handling": HANDLING,
    "people": [
        {
            "role": "subject",
            "names": [{"forenames": "Sean", "surname": "Murphy"}],
            "dates_of_birth": ["1980-02-03"],
            "identifiers": {"phone": ["07700 900123"]},
        }
    ],
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(f"sqlite:///{tmp_path}/records.db")
    yield made
    made.close()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    url = f"sqlite:///{tmp_path}/ledger.db"
    migrations.upgrade(migrations.Database.LEDGER, url)
    made = Ledger(url, Ed25519PrivateKey.generate(), tmp_path / "heads", ship_every=3600.0)
    yield made
    made.close()


@pytest.fixture
def writing(ledger: Ledger, store: Store) -> Writing:
    return Writing(ledger, store, lambda: NOW)


def permit(ledger: Ledger, action: Action = Action.RECORD_CREATE) -> Permit:
    return Permits(ledger, lambda: NOW).grant(OFFICER, PURPOSE, action, {"record": "…"})


@pytest.fixture
def saved(writing: Writing, ledger: Ledger) -> Saved:
    return writing.save(permit(ledger), RECORD)


def amended(writing: Writing, ledger: Ledger, saved: Saved, version: int, reason: str | None, **changes: Any):
    return writing.amend(permit(ledger, Action.RECORD_AMEND), saved.ref, version, changes, reason)


def test_a_record_is_stamped_and_waits_in_the_outbox(
    writing: Writing, store: Store, ledger: Ledger, saved: Saved
) -> None:
    assert (saved.system, saved.version) == (SYSTEM, 1)
    stored = store.get(f"{SYSTEM}/{saved.ref}")
    assert stored is not None
    assert stored.as_json()["recorded"] == "2026-03-04T05:06:07Z"
    assert stored.as_json()["people"] == RECORD["people"]
    assert writing.state(saved) == WAITING
    (job,) = store.lease(10)
    store.done({job.id: job.revision})
    assert writing.state(saved) == SEARCHABLE
    (version,) = writing.versions(saved.ref)
    assert (version.stamp.user, version.stamp.force, version.stamp.action) == ("PC7", "01", "record-create")
    row = ledger.events(size=1).events[0]
    assert (row.kind, row.audit_id, row.subjects) == (
        "record.created", version.stamp.audit_id, (f"{SYSTEM}/{saved.ref}",)
    )  # fmt: skip


def test_what_the_writer_says_of_system_reference_and_time_is_not_taken(
    writing: Writing, ledger: Ledger, store: Store
) -> None:
    saved = writing.save(
        permit(ledger), RECORD | {"system": "PNC", "ref": "1", "version": 9, "recorded": "1999-01-01"}
    )
    stored = store.get(f"{SYSTEM}/{saved.ref}")
    assert stored is not None
    assert stored.version == 1
    assert stored.as_json()["recorded"].startswith("2026")
    assert store.get("PNC/1") is None


def test_references_are_random_and_read_as_nothing_else(writing: Writing, ledger: Ledger) -> None:
    refs = [writing.save(permit(ledger), RECORD).ref for _ in range(20)]
    assert len(set(refs)) == 20
    assert refs != sorted(refs)
    assert not any(identifiers.find(ref, NOW.date()) for ref in refs)


def test_without_the_ledger_nothing_is_written(
    writing: Writing, ledger: Ledger, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    granted = permit(ledger)

    def away(_event: object) -> str:
        raise LedgerUnavailable("away")

    monkeypatch.setattr(ledger, "record", away)
    with pytest.raises(LedgerUnavailable):
        writing.save(granted, RECORD)
    assert store.counts() == {}


def test_a_permit_writes_once_in_time_and_what_it_is_for(
    writing: Writing, ledger: Ledger, store: Store
) -> None:
    once = permit(ledger)
    writing.save(once, RECORD)
    with pytest.raises(PermitError):
        writing.save(once, RECORD)
    for action in (Action.SEARCH, Action.RECORD_AMEND):
        with pytest.raises(PermitError):
            writing.save(permit(ledger, action), RECORD)
    late = Permits(ledger, lambda: NOW - timedelta(minutes=1)).grant(
        OFFICER, PURPOSE, Action.RECORD_CREATE, {}
    )
    with pytest.raises(PermitError):
        writing.save(late, RECORD)
    assert store.counts() == {SYSTEM: 1}


def test_every_wrong_field_is_named(writing: Writing, ledger: Ledger) -> None:
    wrong = RECORD | {"title": "", "people": [{"dates_of_birth": ["31/02/1980"]}]}
    with pytest.raises(Invalids) as caught:
        writing.save(permit(ledger), wrong)
    assert {field for field, _ in caught.value.errors} == {"title", "people[0].dates_of_birth[0]"}


def test_another_force_s_record_is_not_written(writing: Writing, ledger: Ledger) -> None:
    with pytest.raises(Invalid, match="own force"):
        writing.save(permit(ledger), RECORD | {"handling": HANDLING | {"force": "45"}})


def test_a_token_is_spent_with_the_record_or_not_at_all(
    writing: Writing, ledger: Ledger, store: Store
) -> None:
    token = Spent(b"t" * 32, 9e9)
    first = writing.save(permit(ledger), RECORD, tokens=[token])
    with pytest.raises(TokenSpent) as caught:
        writing.save(permit(ledger), RECORD, tokens=[Spent(b"u" * 32, 9e9), token])
    assert caught.value.id == f"{SYSTEM}/{first.ref}"
    kinds = [event.kind for event in reversed(ledger.events().events) if not event.kind.startswith("permit.")]
    assert kinds == ["deed.intended", "record.created", "deed.intended"], (
        "what was not written is not claimed"
    )
    assert store.counts() == {SYSTEM: 1}
    writing.save(permit(ledger), RECORD, tokens=[Spent(b"u" * 32, 9e9)])


def test_an_amendment_is_the_next_version_and_the_old_one_stays(
    writing: Writing, ledger: Ledger, saved: Saved, store: Store
) -> None:
    assert amended(writing, ledger, saved, 1, None, title="Murphy, Sean Patrick").version == 2
    newer, older = writing.versions(saved.ref)
    assert (newer.body["title"], older.body["title"]) == ("Murphy, Sean Patrick", "Murphy, Sean")
    stored = store.get(f"{SYSTEM}/{saved.ref}")
    assert stored is not None
    assert stored.as_json()["people"] == RECORD["people"]
    assert ledger.events(size=1).events[0].kind == "record.amended"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"people": [RECORD["people"][0] | {"names": [{"text": "Sean Murphey"}]}]}, "names"),
        ({"people": [RECORD["people"][0] | {"dates_of_birth": []}]}, "dates_of_birth"),
        ({"people": [RECORD["people"][0] | {"identifiers": {}}]}, "identifiers"),
        ({"people": []}, "names"),
        ({"objects": [{"type": "vehicle", "identifiers": {"vrm": "AB12 CDE"}}]}, "identifiers"),
        ({"grading": {"source": "1", "intelligence": "A", "handling": "P"}}, "grading"),
        ({"handling": HANDLING | {"sensitive": False}}, "handling"),
    ],
)
def test_a_critical_field_changes_with_a_reason_only(
    writing: Writing, ledger: Ledger, saved: Saved, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        amended(writing, ledger, saved, 1, "  ", **changes)
    assert caught.value.field == "reason"
    amended(writing, ledger, saved, 1, "misspelt at the desk", **changes)
    newest = writing.versions(saved.ref)[0]
    assert field in newest.stamp.changed
    assert newest.stamp.reason == "misspelt at the desk"


def test_an_amendment_of_what_is_gone_changed_or_the_same_is_refused(
    writing: Writing, ledger: Ledger, saved: Saved, store: Store
) -> None:
    with pytest.raises(Invalid, match="changes nothing"):
        amended(writing, ledger, saved, 1, "why", title=" Murphy,  Sean ")
    amended(writing, ledger, saved, 1, None, title="second")
    with pytest.raises(Conflict):
        amended(writing, ledger, saved, 1, None, title="also second")
    delete(store, f"{SYSTEM}/{saved.ref}")
    with pytest.raises(NotFound):
        amended(writing, ledger, saved, 2, None, title="third")
    assert writing.versions(saved.ref) == [], "what a deleted record said goes with it"


def test_no_file_replaces_what_was_written_here(store: Store, saved: Saved) -> None:
    given = RECORD | {
        "system": SYSTEM,
        "ref": saved.ref,
        "version": 7,
        "recorded": "2026-01-01",
        "title": "other",
    }
    other = given | {"ref": "SL-FROM-FILE"}
    loaded = store.put([parse(given), parse(other)])
    assert [outcome.value for outcome in loaded.outcomes] == ["rejected", "loaded"]
    stored = store.get(f"{SYSTEM}/{saved.ref}")
    assert stored is not None
    assert (stored.version, stored.as_json()["title"]) == (1, "Murphy, Sean")
