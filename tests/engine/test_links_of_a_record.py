"""What a record leads to: all of it that the reader may see, whatever belongs to it that they may not."""

from __future__ import annotations

from typing import Any

from portal.services.records import MOST_LINKED, Records
from tests.engine.lookup_desk import LookupDesk, desk_with, record

TARGETS = [record(f"T{n}") for n in range(MOST_LINKED)]
LINKS = [{"role": "linked", "to": {"system": "CRIS", "ref": one["ref"]}} for one in TARGETS]
WARNINGS = [record(f"W{n}", "SIGHTLINE", handling={"sensitive": True}) for n in range(3)]
desk = desk_with([*TARGETS, record("MANY", links=LINKS), *WARNINGS])


def linked(desk: LookupDesk, *, warned: bool, **grants: Any) -> list[str]:
    kin = {f"SIGHTLINE/{one['ref']}": "warning published from this" for one in WARNINGS} if warned else {}
    records = Records(desk.services.lookup._desk, lambda ids: dict.fromkeys(ids, kin), lambda _: None)
    answer = records.record(desk.asker(**grants), "CRIS", "MANY")
    return [one["ref"] for one in answer["linked"]]


def test_a_warning_that_may_not_be_seen_takes_no_link_s_place(desk: LookupDesk) -> None:
    without = linked(desk, warned=False, sensitive=False)
    assert len(without) == MOST_LINKED
    assert linked(desk, warned=True, sensitive=False) == without


def test_one_that_may_be_seen_takes_none_either(desk: LookupDesk) -> None:
    assert linked(desk, warned=False) == linked(desk, warned=False, sensitive=False)
    assert set(linked(desk, warned=True)) == {one["ref"] for one in (*TARGETS, *WARNINGS)}
