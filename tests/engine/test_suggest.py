"""Suggestions: from visible records only, the same whatever is hidden, each of them a question that finds what it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from indexer.local_es import Server
from portal.services.errors import Invalid

from .lookup_desk import LookupDesk, lookup_desk, record

HIDDEN = {"audience": ["intel"]}


def person(forenames: str, surname: str, born: str, **more: Any) -> dict[str, Any]:
    named = {"kind": "birth", "forenames": forenames, "surname": surname}
    home = {"role": "home", "address": "Flat 2, 12 Avenue Road", "postcode": "SE20 7RT"}
    return {"role": "subject", "names": [named], "dates_of_birth": [born], "addresses": [home], **more}


VISIBLE = [
    record("1", people=[person("Sean", "Murphy", "1980-02-03", identifiers={"phone": ["07700 900123"]})]),
    record("2", people=[person("Sean", "Murphy", "1980-02-03")]),
    record("3", people=[person("Shauna", "Murray", "1991-07-08")]),
    record("4", objects=[{"role": "used-in", "type": "vehicle", "identifiers": {"vrm": "LB22 KXN"}, "description": "Silver Ford"}]),
    record("CRRT00123456", "CRIMINT", kind="report"),
]  # fmt: skip
# They fill every cap, share every word, and are older, newer, before and after the visible ones by id.
SECRET = [
    record(f"{n:03d}", "AAA" if n % 2 else "ZZZ", handling=HIDDEN, people=[
        person("Sean", "Murphy", "1980-02-03"), person("Sean", f"Murphyson{n}", "1970-01-01", identifiers={"phone": [f"07700 900{n:03d}"]})],
        objects=[{"role": "used-in", "type": "vehicle", "identifiers": {"vrm": "LB22 XYZ"}}])
    for n in range(150)
]  # fmt: skip


@pytest.fixture(scope="module")
def desks(es: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LookupDesk, LookupDesk]]:
    prefix = f"{es.prefix}s{uuid4().hex[:8]}"
    with (
        lookup_desk(es, f"{prefix}a-", tmp_path_factory.mktemp("a")) as without,
        lookup_desk(es, f"{prefix}b-", tmp_path_factory.mktemp("b")) as beside,
    ):
        without.put(VISIBLE)
        beside.put([*SECRET, *VISIBLE])
        yield without, beside


def told(desk: LookupDesk, q: str, role: str = "despatcher", **grants: Any) -> dict[str, Any]:
    answer = desk.services.suggest.suggest(desk.asker(role, **grants), q)
    return {name: answer[name] for name in ("suggestions", "systems", "marking")}


def texts(desk: LookupDesk, q: str) -> list[str]:
    return [one["text"] for one in told(desk, q)["suggestions"]]


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("mur", "Sean Murphy, born 1980-02-03"),
        ("sean mu", "Sean Murphy, born 1980-02-03"),
        ("murphy se", "Sean Murphy, born 1980-02-03"),
        ("shau", "Shauna Murray, born 1991-07-08"),
        ("avenue r", "Flat 2, 12 Avenue Road, SE20 7RT"),
        ("12 ave", "Flat 2, 12 Avenue Road, SE20 7RT"),
        ("lb22", "LB22 KXN Silver Ford"),
        ("LB22 K", "LB22 KXN Silver Ford"),
        ("07700 9001", "07700 900123"),
        ("crrt001", "CRIMINT CRRT00123456"),
    ],
)
def test_what_begins_so_is_suggested(desks: Any, q: str, first: str) -> None:
    assert texts(desks[0], q)[:1] == [first]


@pytest.mark.parametrize("q", ["mu", "s", "", "m u", "zzz", "9"])
def test_too_little_or_nothing_suggests_nothing(desks: Any, q: str) -> None:
    assert texts(desks[0], q) == []


def test_a_suggestion_asks_for_what_it_says(desks: Any) -> None:
    desk, _ = desks
    for q in ("mur", "avenue r", "lb22", "07700 9001", "crrt001"):
        for one in told(desk, q)["suggestions"]:
            card = desk.risk(one["ask"])["cards"][0]
            assert card["match"]["strength"] != "weak", one


@pytest.mark.parametrize(
    "q", ["mur", "sean", "sean mu", "murphyson1", "avenue", "12 ave", "lb22", "07700 90", "00", "001"]
)
def test_what_is_hidden_changes_nothing(desks: Any, q: str) -> None:
    without, beside = (told(desk, q) for desk in desks)
    assert without == beside


def test_the_control_sees_what_is_hidden_from_others(desks: Any) -> None:
    seen = told(desks[1], "murphyson", "analyst", groups=frozenset({"intel"}))
    assert len(seen["suggestions"]) == 8


def test_too_much_is_refused_and_names_the_field(desks: Any) -> None:
    with pytest.raises(Invalid, match="q: "):
        told(desks[0], "m" * 301)


def test_every_asking_has_its_rows(desks: Any) -> None:
    desk, _ = desks
    answer = desk.services.suggest.suggest(desk.asker(), "sean mu")
    rows = [e for e in desk.services.ledger.events(size=50).events if e.audit_id == answer["audit_id"]]
    assert {row.action for row in rows} == {"suggest"}
    assert {id_ for row in rows for id_ in row.subjects or ()} == {"CRIS/1", "CRIS/2"}
