"""The search document: the same from the same, each text's harvest in its own view only, nothing that is not mapped."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.assemble import Readings, document, tombstone
from indexer.mapping import FIELDS, VIEWS, index_body, mappings, schema
from indexer.pole import parse

from .samples import full, small

BAT: dict[str, Any] = {
    "mentions": [
        {"label": "PERSON", "text": "Kevin Dolan", "value": "Kevin Dolan"},
        {"label": "PHONE", "text": "07700 900456", "value": "+447700900456"},
        {"label": "ADDRESS", "text": "14 Mill Rd", "value": "14 Mill Rd"},
        {"label": "CRIS_REF", "text": "2314567/24", "value": "2314567/24"},
        {"label": "WEAPON", "text": "bat", "value": "bat"},
    ],
    "facts": [{"code": "WE", "assertion": "affirmed"}, {"code": "FI", "assertion": "negated"}],
    "model": {"name": "m", "version": "1"},
}


def made(readings: Readings | None = None, **changes: Any) -> dict[str, Any]:
    return document(parse(small(**changes)), 1, readings or Readings())


def paths(value: Any, mapping: dict[str, Any], path: str = "") -> list[str]:
    """Where a document holds what the strict mapping does not name."""
    if "properties" not in mapping:
        return [] if not isinstance(value, dict) or mapping["type"] in ("object", "geo_point") else [path]
    wrong = [f"{path}{name}" for name in value if name not in mapping["properties"]]
    inner = [(name, part) for name, part in value.items() if name in mapping["properties"]]
    return wrong + [
        p for name, part in inner for p in paths(part, mapping["properties"][name], f"{path}{name}.")
    ]


def test_nothing_stands_in_a_document_that_the_mapping_does_not_name() -> None:
    assert paths(document(parse(full()), 7, Readings(BAT, BAT)), mappings()) == []
    assert paths(tombstone("A/1", 2), mappings()) == []


def test_every_field_that_may_be_asked_for_is_filled_by_some_record() -> None:
    one = document(parse(full()), 7, Readings(BAT, BAT))

    def held(path: str) -> Any:
        value: Any = one
        for step in path.split("."):
            value = (value or {}).get(step)
        return value

    asked = [f"{v}.{name}" if spec.per_view else name for name, spec in FIELDS.items() for v in VIEWS]
    assert [path for path in asked if not held(path)] == []


def test_the_harvest_of_a_text_stands_in_its_view_only() -> None:
    one = made(
        Readings(full=BAT, open=None),
        text="Kevin Dolan of 14 Mill Rd keeps a bat, says his sister",
        sanitised_text="A resident keeps an item",
    )
    hidden = ("dolan", "mill", "sister", "+447700900456", "bat", "WE:affirmed", "Dolan")
    shown = repr(one["open"])
    assert [word for word in hidden if word in shown] == []
    assert [word for word in hidden if word not in repr(one["full"])] == []


@pytest.mark.parametrize("field", ["text", "sanitised_text"])
def test_a_single_text_is_in_both_views(field: str) -> None:
    one = made(Readings(BAT, BAT), **{field: "Kevin Dolan keeps a bat"})
    assert one["open"] == one["full"]
    assert "kevin dolan keep a bat" in one["open"]["stems"]


def test_nobody_and_no_place_is_a_weapon_by_name() -> None:
    """`ramsey` is a knife on the street; a Mr Ramsey, and his town, are none."""
    names = [{"kind": "birth", "forenames": "Beverley", "surname": "Ramsey"}]
    text = "Mr RAMSEY of Ramsey carries a ramsey."
    spans = [("PERSON", 3, 9), ("LOCATION", 13, 19)]
    read = {"mentions": [{"label": label, "start": a, "end": b, "text": text[a:b], "value": text[a:b]} for label, a, b in spans],
            "facts": [], "model": BAT["model"]}  # fmt: skip
    people = [{"role": "victim", "names": names}]
    named = made(Readings(read, read), people=people, text=text[:20])["full"]
    assert "knife" not in named.get("concepts", ())
    assert {"ramsey", "beverley"} <= set(named["name"]["parts"])
    armed = made(Readings(read, read), people=people, text=text)["full"]
    assert {"knife", "weapon"} <= set(armed["concepts"])


def test_mentions_are_found_as_what_they_are() -> None:
    view = made(Readings(BAT, BAT), text="x")["open"]
    assert {"kevin", "dolan"} <= set(view["name"]["parts"])
    assert {"PHONE:+447700900456", "REF:2314567/24", "CRIS_REF:2314567/24"} <= set(view["ident"])
    assert view["place"]["building"] == ["14 mill road"]
    assert "WEAPON:bat" in view["mention"]
    assert view["fact"] == ["FI:negated", "WE:affirmed"]
    assert view["reading"] == BAT


def test_the_source_is_nowhere_but_in_the_record() -> None:
    one = made(source_identity="Zebedee Quill", text="x")
    assert one["record"]["source_identity"] == "Zebedee Quill"
    one["record"] = None
    assert "zebedee" not in repr(one).lower()


def test_an_nhs_number_is_an_identifier_and_no_word() -> None:
    one = made(people=[{"identifiers": {"nhs": "991-70-5333", "invalid": ["991-70-5333"]}}])
    assert "NHS:991705333" in one["open"]["ident"]
    assert "5333" not in repr(one["open"]["stems"])
    assert "5333" not in repr(one["open"].get("words"))


def test_a_number_that_fails_its_check_is_found_by_its_figures() -> None:
    number = "0-(070)893-3322"
    one = made(people=[{"identifiers": {"phone": [number], "invalid": [number]}}])
    assert "0 070 893 3322" in one["open"]["stems"]


def test_dates_of_birth_are_found_by_year_and_month_too() -> None:
    one = made(people=[{"dates_of_birth": ["1980-02-03", "1979"]}])
    assert one["dob"] == ["1979", "1980", "1980-02", "1980-02-03"]


def test_when_it_happened_comes_before_when_it_was_recorded() -> None:
    assert made(recorded="2024-03-02T09:00:00+01:00")["when"] == "2024-03-02T08:00:00.000Z"
    one = made(recorded="2024-03-02", occurred={"from": "2023-12", "to": None})
    assert (one["when"], one["recorded"]) == ("2023-12-01T00:00:00.000Z", "2024-03-02T00:00:00.000Z")


@pytest.mark.parametrize(
    ("occurred", "until"),
    [
        ({"from": "2025-12-30", "to": "2026-02-05"}, "2026-02-05T23:59:59.999Z"),
        ({"from": "2025-12-30T10:00:00Z", "to": "2025-12-30T12:00:00+01:00"}, "2025-12-30T11:00:00.000Z"),
        ({"from": "2025-12"}, "2025-12-31T23:59:59.999Z"),
        ({"from": "2026-02-05", "to": "2026-01-01"}, "2026-02-05T00:00:00.000Z"),
        ({"from": "9999"}, "9999-12-31T23:59:59.999Z"),
        ({}, "2026-03-02T09:00:00.000Z"),
    ],
)
def test_it_lasts_until_the_end_that_it_gives(occurred, until) -> None:
    assert made(recorded="2026-03-02T09:00:00Z", occurred=occurred)["until"] == until


def test_its_areas_are_the_districts_of_its_postcodes() -> None:
    lived = {"addresses": [{"postcode": "se207rt"}, {"postcode": "nowhere"}]}
    one = made(
        people=[lived], locations=[{"postcode": "SE1 9AB"}, {"postcode": None, "address": "Avenue Road"}]
    )
    assert one["area"] == ["SE1", "SE20"]
    assert made()["area"] == []


def test_a_phrase_does_not_reach_from_one_field_into_the_next() -> None:
    one = made(title="Silver Ford", classification="Focus group")
    assert "silver ford" in one["open"]["stems"]
    assert not any("ford focus" in line for line in one["open"]["stems"])


def test_the_tombstone_says_nothing_and_is_nobodys() -> None:
    assert tombstone("A/1", 3) == {"id": "A/1", "revision": 3}


def test_the_schema_is_the_mappings() -> None:
    assert schema("p-").alias == "p-records"
    assert index_body(shards=3, replicas=2)["settings"]["index"]["number_of_shards"] == 3
    assert index_body()["mappings"]["dynamic"] == "strict"


@given(st.text(max_size=300), st.text(max_size=60), st.text(max_size=60))
def test_any_words_make_a_document_and_the_same_make_the_same(text: str, name: str, place: str) -> None:
    raw = small(
        text=text.replace("\x00", ""),
        people=[{"names": [{"text": "x" + name.replace("\x00", "")}]}],
        locations=[{"address": place.replace("\x00", "")}],
    )
    one = document(parse(raw), 1, Readings())
    assert one == document(parse(raw), 1, Readings())
    assert paths(one, mappings()) == []
