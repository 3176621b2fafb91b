"""One danger is told once: a warning beside the record that it was published from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from portal.services.risk.told_once import told_once

SOURCE, WARNING, OTHER = "CRIMINT/1", "SIGHTLINE/w1", "SIGHTLINE/w2"


def warning(id_: str, code: str = "WE") -> dict[str, Any]:
    system, ref = id_.split("/")
    return {"code": code, "assertion": "affirmed", "source": {"system": system, "ref": ref}}


def test_the_kin_of_every_warning_on_the_cards_are_asked_for_at_once() -> None:
    asked: list[list[str]] = []

    def kin(ids: Collection[str]) -> Mapping[str, Mapping[str, str]]:
        asked.append(list(ids))
        return {WARNING: {SOURCE: "what this warning was published from"}, OTHER: {}}

    cards = [{"warnings": [warning(SOURCE), warning(WARNING)]}, {"warnings": [warning(OTHER)]}]
    told = told_once(cards, kin)
    assert asked == [[WARNING, OTHER]]
    assert told[0]["warnings"] == [{**warning(SOURCE), "warning": warning(WARNING)["source"]}]
    assert told[1]["warnings"] == [warning(OTHER)]
