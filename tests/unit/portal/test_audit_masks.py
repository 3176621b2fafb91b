"""What an auditor reads of restricted records that an event names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from access.ledger import StoredEvent
from portal.services.audit.masks import WORDS, Readable, masked, named

SYSTEMS = frozenset({"cris", "crimint"})
OPEN = Readable(frozenset({"CRIS/1/26"}), frozenset({"SECRETS/7"}), SYSTEMS)
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
        ({"about": "CRIMINT/A1~1", "draft": "new"}, {"about": "restricted", "draft": "new"}),
        ({"taken": "CRIMINT/A1~o2"}, {"taken": "restricted"}),
        ({"taken": "CRIS/1/26~o2"}, {"taken": "CRIS/1/26~o2"}),
        ({"queue": ["CRIMINT/A1~1", "CRIS/1/26~2"]}, {"queue": ["restricted", "CRIS/1/26~2"]}),
        ({"subject": "crimint/a1"}, {"subject": "restricted"}),
        ({"deep": [{"er": [CLOSED]}]}, {"deep": [{"er": ["restricted"]}]}),
        ({"other": "SECRETS/7", "none": "SECRETS/8"}, {"other": "restricted", "none": "SECRETS/8"}),
        ({"record": CLOSED}, {"record": "restricted"}),
        (
            {"path": "/warnings/CRIMINT/A1/publish", "by": "token"},
            {"path": "/warnings/restricted", "by": "token"},
        ),
        ({"path": "/api/v1/records/CRIMINT/A1"}, {"path": "/api/v1/records/restricted"}),
        ({"path": "/reviews/CRIS/1/26/decide"}, {"path": "/reviews/CRIS/1/26/decide"}),
        ({"path": "/requests/7f00/send"}, {"path": "/requests/7f00/send"}),
        (
            {
                "subject": {"address": "Flat 1/2, 3 Mill Lane", "dates_of_birth": ["9/4/1971"]},
                "reference": "45/REQ/1",
            },
            {
                "subject": {"address": "Flat 1/2, 3 Mill Lane", "dates_of_birth": ["9/4/1971"]},
                "reference": "45/REQ/1",
            },
        ),
    ],
)
def test_what_was_asked_names_no_restricted_record(asked: dict[str, Any], read: dict[str, Any]) -> None:
    assert masked(event({"query": asked}), OPEN)["details"]["query"] == read


def test_neither_do_the_records_that_somebody_wrote_over_nor_those_returned() -> None:
    made = event(
        {"over": [CLOSED, "CRIS/1/26"], "why": "his twin"}, (CLOSED, "CRIS/1/26", "look:" + "a" * 32)
    )
    assert named(made, SYSTEMS) == {CLOSED, "CRIS/1/26", "look:" + "a" * 32}
    shown = masked(made, OPEN)
    assert shown["details"]["over"] == ["restricted", "CRIS/1/26"]
    assert shown["subjects"] == ["restricted", "CRIS/1/26", "look:" + "a" * 32]


def test_what_was_erased_stays_so() -> None:
    shown = masked(event(None, None), OPEN)
    assert (shown["details"], shown["subjects"]) == (None, None)


def test_what_no_record_can_be_called_is_not_looked_for() -> None:
    asked = {"id": "CRIMINT/a\0b", "said": "x/" + "y" * 700, "queue": [1, None, {"n": 2}]}
    assert named(event({"query": asked}), SYSTEMS) == set()
    assert masked(event({"query": asked}), OPEN)["details"]["query"] == {**asked, "id": "restricted"}


# --------------------------------------------------------------- every query that the services give to the ledger

_SERVICES = Path(__file__).parents[3] / "portal" / "services"
_FILTERS = {"asked_for"}  # of a search: `q`, and filters by value


def queries() -> Iterator[tuple[str, list[str] | str]]:
    """Where each act or look begins, with the fields of what it asks; the name of what is no dictionary in that function."""
    for file in sorted(_SERVICES.rglob("*.py")):
        for function in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for call in ast.walk(function):
                    if _opens(call):
                        assert isinstance(call, ast.Call)
                        yield f"{file.name} {function.name}", _fields(call.args[2], function)


def _opens(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"act", "look"}
        and ast.unparse(node.func.value) == "self._desk"
    )


def _fields(asked: ast.expr, function: ast.FunctionDef) -> list[str] | str:
    if isinstance(asked, ast.Name):
        given = [
            one.value
            for one in ast.walk(function)
            if isinstance(one, ast.Assign | ast.AnnAssign)
            and ast.unparse(one.targets[0] if isinstance(one, ast.Assign) else one.target) == asked.id
        ]
        if not given or not isinstance(given[0], ast.Dict):
            return asked.id
        asked = given[0]
    assert isinstance(asked, ast.Dict), ast.unparse(asked)
    return [key.value for key in asked.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]


@pytest.mark.parametrize("id_", [CLOSED, f"{CLOSED}~1", f"{CLOSED}~o2"])
def test_whatever_is_asked_its_ids_come_out_masked(id_: str) -> None:
    met = list(queries())
    assert len(met) > 40
    for place, fields in met:
        if isinstance(fields, str):
            assert fields in _FILTERS, f"{place}: what is {fields}?"
            continue
        for value in (id_, [id_], {"x": id_}, [{"x": [id_]}]):
            asked = {name: value for name in fields if name not in WORDS}
            shown = masked(event({"query": asked}), OPEN)["details"]["query"]
            assert "A1" not in str(shown), f"{place}: {shown}"


def test_what_stands_in_words_is_what_somebody_typed() -> None:
    assert {name for _, fields in queries() if not isinstance(fields, str) for name in fields} & WORDS == {
        "q", "reason", "why", "refused", "note", "word",
    }  # fmt: skip
