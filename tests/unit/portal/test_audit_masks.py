"""What an auditor reads of restricted records that an event names."""

from __future__ import annotations

from typing import Any

import pytest

from access.ledger import StoredEvent
from portal.services.audit_masks import masked, named

OPEN = frozenset({"CRIS/1/26"})
CLOSED = "CRIMINT/A1"
EVERYONE = {"tier": "OFFICIAL", "sensitive": False, "audience": ["*"], "compartments": []}


def event(details: Any, subjects: tuple[str, ...] | None = ()) -> StoredEvent:
    return StoredEvent(
        0, "e", "p", "permit.granted", "now", "ana", "analyst", "01", "x", "LIFE", details, subjects
    )


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ({"system": "CRIMINT", "ref": "A1"}, {"record": "restricted"}),
        ({"system": "CRIS", "ref": "1/26"}, {"system": "CRIS", "ref": "1/26"}),
        (
            {"system": "CRIMINT", "ref": "A1", "version": 2, "changes": {"text": "x"}, "why": "spelling"},
            {"record": "restricted", "version": 2, "why": "spelling"},
        ),
        ({"id": "CRIMINT/A1~1"}, {"id": "restricted"}),
        ({"id": "CRIS/1/26~12"}, {"id": "CRIS/1/26~12"}),
        ({"id": "7f00aa"}, {"id": "7f00aa"}),
        ({"review": CLOSED, "said": {"reason": "old"}}, {"review": "restricted", "said": {"reason": "old"}}),
        ({"task": CLOSED}, {"task": "restricted"}),
        ({"a": "CRIS/1/26~1", "b": "CRIMINT/A1~1"}, {"a": "CRIS/1/26~1", "b": "restricted"}),
        (
            {"decisions": [{"system": "CRIMINT", "ref": "A1", "decision": "withheld"}]},
            {"decisions": [{"record": "restricted", "decision": "withheld"}]},
        ),
        (
            {"record": {"kind": "person", "people": [{"names": ["x"]}]}},
            {"record": {"record": "restricted", "kind": "person", "fields": ["kind", "people"]}},
        ),
        (
            {"record": {"kind": "person", "handling": EVERYONE | {"compartments": ["OP-HERON"]}}},
            {"record": {"record": "restricted", "kind": "person", "fields": ["handling", "kind"]}},
        ),
        (
            {"record": {"kind": "person", "handling": EVERYONE}},
            {"record": {"kind": "person", "handling": EVERYONE}},
        ),
        ({"record": ["no", "mapping"]}, {"record": ["no", "mapping"]}),
        ({"q": "CRIMINT/A1", "system": ["CRIS"]}, {"q": "CRIMINT/A1", "system": ["CRIS"]}),
    ],
)
def test_what_was_asked_names_no_restricted_record(asked: dict[str, Any], read: dict[str, Any]) -> None:
    assert masked(event({"query": asked}), OPEN)["details"]["query"] == read


def test_neither_do_the_records_that_somebody_wrote_over_nor_those_returned() -> None:
    made = event(
        {"over": [CLOSED, "CRIS/1/26"], "why": "his twin"}, (CLOSED, "CRIS/1/26", "look:" + "a" * 32)
    )
    assert named(made) == {CLOSED, "CRIS/1/26", "look:" + "a" * 32}
    shown = masked(made, OPEN)
    assert shown["details"]["over"] == ["restricted", "CRIS/1/26"]
    assert shown["subjects"] == ["restricted", "CRIS/1/26", "look:" + "a" * 32]


def test_what_was_erased_stays_so() -> None:
    shown = masked(event(None, None), OPEN)
    assert (shown["details"], shown["subjects"]) == (None, None)
