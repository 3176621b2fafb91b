"""What of a record a reader gets."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from access.handling import reader_view, text_for
from access.identity import Identity, Role, Via
from indexer.pole import Record, parse
from indexer.pole_shape import specs

from ..indexer.samples import full

DESPATCHER = Identity("1", Role.DESPATCHER, "01", sensitive=True)
OFFICER = Identity("2", Role.OFFICER, "01")
ANALYST = Identity("3", Role.ANALYST, "01")
SUPERVISOR = Identity("4", Role.SUPERVISOR, "01")
PARTNER = Identity("5", Role.PARTNER, "45", via=Via.TOKEN)


def everything() -> dict[str, Any]:
    """A record in which every field of POLE-1 is set, made from its own definition."""
    return _filled(Record)


def _filled(shape: type) -> dict[str, Any]:
    return {spec.name: _value(spec) for spec in specs(shape)}


def _value(spec: Any) -> Any:
    if spec.name == "handling" and spec.kind.item is not None and "Handling" in spec.kind.words:
        return full()["handling"]
    many = "list" in spec.kind.words or spec.kind.empty == ()
    made = (
        _filled(spec.kind.item)
        if spec.kind.item and is_dataclass(spec.kind.item)
        else f"value of {spec.name}"
    )
    return [made] if many else made


def paths(value: Any, under: str = "") -> set[str]:
    if isinstance(value, dict):
        return {p for k, v in value.items() for p in {f"{under}.{k}"} | paths(v, f"{under}.{k}")}
    if isinstance(value, list):
        return {p for item in value for p in paths(item, under)}
    return set()


HIDDEN_HANDLING = {
    f".handling.{name}"
    for name in ("audience", "compartments", "denied", "releasable_to", "visible_from", "visible_until")
}
PERSONAL = {".people.ethnicity"} | {
    f".{holder}.identifiers.{name}" for holder in ("people", "objects") for name in ("nhs", "invalid")
}


def test_everything_of_pole_1_reaches_those_who_may_see_everything():
    record = everything()
    assert paths(record) - paths(reader_view(record, SUPERVISOR)) == HIDDEN_HANDLING


def test_the_definition_of_pole_1_has_nothing_that_the_view_does_not_know():
    assert {f.name for f in fields(Record) if "kind" in f.metadata} == set(everything())


@pytest.mark.parametrize(
    ("reader", "missing"),
    [
        (ANALYST, {".source_identity"}),
        (OFFICER, {".source_identity"}),
        (DESPATCHER, {".source_identity"} | PERSONAL),
        (PARTNER, {".source_identity"} | PERSONAL),
    ],
)
def test_fields_by_permission(reader, missing):
    record = everything()
    assert paths(record) - paths(reader_view(record, reader)) - HIDDEN_HANDLING == missing


def test_the_full_text_needs_its_permission_where_there_are_two():
    record = full() | {"text": "The source is the neighbour.", "sanitised_text": "A bat is kept there."}
    for reader in (DESPATCHER, OFFICER, PARTNER):
        shown = reader_view(record, reader)
        assert shown["text"] is None
        assert shown["sanitised_text"] == "A bat is kept there."
        assert "neighbour" not in str(shown)
    shown = reader_view(record, ANALYST)
    assert (shown["text"], shown["sanitised_text"]) == (record["text"], record["sanitised_text"])


def test_an_empty_sanitised_text_hides_the_full_one():
    record = full() | {"text": "The source is the neighbour.", "sanitised_text": ""}
    assert reader_view(record, DESPATCHER)["text"] is None
    assert (text_for(record, full=False), text_for(record, full=True)) == ("", record["text"])


def test_one_text_is_everybody_s():
    for text, sanitised in (("one", None), (None, "one"), (None, None)):
        record = full() | {"text": text, "sanitised_text": sanitised}
        shown = reader_view(record, DESPATCHER)
        assert (shown["text"], shown["sanitised_text"]) == (text, sanitised)
        assert text_for(record, full=False) == text_for(record, full=True) == (text or sanitised)


def test_what_is_not_pole_1_never_leaves():
    record = full()
    record["internal"] = "x"
    record["people"][0]["source_identity"] = "x"
    record["people"][0]["names"][0]["raw"] = {"deep": "x"}
    record["people"][0]["sex"] = {"keyword": "x"}
    record["title"] = ["a", {"b": "x"}]
    record["flags"] = ["ok", {"hidden": "x"}]
    record["links"].append("x")
    record["occurred"] = "x"
    shown = reader_view(record, SUPERVISOR)
    assert '"x"' not in str(shown).replace("'", '"')
    assert shown["flags"] == ["ok"]
    assert "title" not in shown


def test_an_nhs_number_among_the_other_identifiers_is_one():
    record = full()
    record["people"][0]["identifiers"]["other"] = [
        {"kind": "N.H.S. number", "value": "943 476 5919"},
        {"kind": "passport", "value": "123456789"},
    ]
    other = reader_view(record, DESPATCHER)["people"][0]["identifiers"]["other"]
    assert other == [{"kind": "passport", "value": "123456789"}]
    assert len(reader_view(record, OFFICER)["people"][0]["identifiers"]["other"]) == 2


def test_the_given_record_stays_as_it_was():
    record = full()
    before = deepcopy(record)
    reader_view(record, DESPATCHER)["handling"]["tier"] = "changed"
    assert record == before


def test_a_real_record_passes_whole_for_a_supervisor():
    record = parse(full()).as_json()
    assert paths(record) - paths(reader_view(record, SUPERVISOR)) <= HIDDEN_HANDLING
