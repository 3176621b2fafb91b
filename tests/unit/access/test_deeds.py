"""A deed between its rows: meant before it is done, claimed once it is, and never otherwise."""

from __future__ import annotations

import pytest

from access.deeds import deed
from access.events import Event, EventKind
from access.ledger import Ledger, LedgerUnavailable

GONE = Event(
    EventKind.RECORD_DISPOSED, "rm", audit_id="a" * 32, subjects=("CRIMINT/D1",), details={"why": "old"}
)


def rows(ledger: Ledger) -> list[str]:
    return [event.kind for event in reversed(ledger.events().events)]


def test_what_is_meant_is_sealed_before_the_deed_and_the_deed_after_it(sqlite_ledger: Ledger) -> None:
    with deed(sqlite_ledger, GONE):
        assert rows(sqlite_ledger) == ["deed.intended"]
    done, meant = sqlite_ledger.events().events
    assert (meant.kind, done.kind) == ("deed.intended", "record.disposed")
    assert (meant.details, done.details) == ({"why": "old", "deed": "record.disposed"}, {"why": "old"})
    assert meant.subjects == done.subjects == ("CRIMINT/D1",)
    assert meant.audit_id == done.audit_id == "a" * 32


def test_what_was_not_done_is_not_claimed(sqlite_ledger: Ledger) -> None:
    with pytest.raises(LookupError), deed(sqlite_ledger, GONE):
        raise LookupError("somebody else was quicker")
    assert rows(sqlite_ledger) == ["deed.intended"]


def test_without_the_ledger_nothing_is_done(sqlite_ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_event: object) -> str:
        raise LedgerUnavailable("away")

    monkeypatch.setattr(sqlite_ledger, "record", away)
    done = False
    with pytest.raises(LedgerUnavailable), deed(sqlite_ledger, GONE):
        done = True
    assert not done


def test_a_deed_that_cannot_be_claimed_is_answered_to_nobody(
    sqlite_ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = sqlite_ledger.record

    def goes(event: Event) -> str:
        if event.kind is EventKind.RECORD_DISPOSED:
            raise LedgerUnavailable("gone since")
        return record(event)

    monkeypatch.setattr(sqlite_ledger, "record", goes)
    with pytest.raises(LedgerUnavailable), deed(sqlite_ledger, GONE):
        pass
    assert rows(sqlite_ledger) == ["deed.intended"], "what was meant stands, and says no more"
