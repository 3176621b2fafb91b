"""The analyst's page says what it cannot read, by the box, and searches nothing then; the API refuses the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest

from indexer.local_es import Server
from tests.functional.test_new_record_pages import held, person
from tests.support.house import PURPOSE, House, answered, ask, house

CAR = held(
    "2399002/26",
    objects=[{"type": "vehicle", "identifiers": {"vrm": "KX12 LMN"}}],
    people=[{"names": [{"text": "Ann Lee"}], "identifiers": {"phone": ["07700 900456"]}}],
    text="A silver car.",
)
SEAN, DAVE = (
    held(ref, people=[{"names": [{"forenames": forename, "surname": "Murphy"}]}], text=text)
    for ref, forename, text in (("1", "Sean", "A bat behind the door."), ("2", "Dave", "A bat."))
)


@pytest.fixture(scope="module")
def made(es: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(es, f"{es.prefix}q{uuid4().hex[:10]}-", tmp_path_factory.mktemp("search")) as one:
        one.put([SEAN, DAVE, CAR])
        yield one


@pytest.fixture
def analyst(made: House) -> Any:
    return person(made, "an1", "analyst")


@pytest.mark.parametrize(
    ("q", "refs"),
    [
        ("bat AND door", {"1"}),
        ("murphy NOT sean", {"2"}),
        ("murphy -sean", {"2"}),
        ("bat AND NOT door", {"2"}),
        ("KX12 LMN", {"2399002/26"}),
        ("silver kx12 lmn car", {"2399002/26"}),
        ("07700 900456", {"2399002/26"}),
        (f"{CAR['system']} 2399002/26", {"2399002/26"}),
        ("bat OR KX12 LMN", {"1", "2", "2399002/26"}),
        ("NOT KX12 LMN", {"1", "2"}),
    ],
)
def test_and_and_not_are_operators(analyst: Any, q: str, refs: set[str]) -> None:
    assert {hit["ref"] for hit in answered(analyst, f"/search?q={quote(q)}")["hits"]} == refs


@pytest.mark.parametrize(
    ("address", "field", "said"),
    [
        ("q=surname:jones", "q", "names surname, which is no field; there are area, classification,"),
        ("q=((((", "q", "has a ( that nothing closes"),
        ("q=murphy NOT", "q", "has a NOT with no word after it"),
        ("q=bat&foo=1", "foo", "unknown parameter"),
        ("q=bat&size=5&size=6", "size", None),
        ("q=bat&q=door", "q", "q: given more than once."),
        ("q=bat&from=2026-01-01&from=2020-01-01", "from", "given more than once"),
        ("q=bat&near=here", "near", "must be lat,lon,metres"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_searched(
    made: House, analyst: Any, address: str, field: str, said: str | None
) -> None:
    last = made.services.ledger.events(size=1).events[0].audit_id
    shown = analyst.get(f"/search?{address}")
    assert shown.status_code == 422
    assert '<div class="govuk-error-summary"' in shown.text
    assert (said or f"{field}: unknown parameter") in shown.text
    assert 'id="q-error"' in shown.text
    assert ". Nothing was searched.</p>" in shown.text
    assert "0 records" not in shown.text
    assert made.services.ledger.events(size=1).events[0].audit_id == last, "nothing was asked for"
    refused = ask(analyst, f"/search?{address}")
    assert (refused.status_code, refused.get_json()["field"]) == (422, field)


def test_the_box_keeps_what_was_typed_and_drops_the_setting_that_is_wrong(analyst: Any) -> None:
    shown = analyst.get("/search?q=bat (&system=CUSTODY&near=here").text
    assert 'value="bat ("' in shown
    assert 'name="system" value="CUSTODY"' in shown
    shown = analyst.get("/search?q=bat&near=here").text
    assert 'name="near"' not in shown


def test_what_the_page_itself_puts_into_the_address_is_taken(analyst: Any) -> None:
    own = "q=bat&system=CUSTODY&system=CRIS&kind=event&from=2020-01-01&to=&near=&sort=newest&view=map&page=1"
    assert analyst.get(f"/search?{own}").status_code == 200


def test_the_page_explains_the_operators(analyst: Any) -> None:
    shown = analyst.get("/search").text
    for told in (
        "bat NOT cricket",
        "as with AND between them",
        "the fields are area, classification, flag, kind,",
    ):
        assert told in shown


@pytest.mark.parametrize("asked", ["q=bat&kind=report", "q=nothing+like+it&kind=report"])
def test_all_filters_are_taken_off_by_one_link(analyst: Any, asked: str) -> None:
    page = analyst.get(f"/search?{asked}&sort=newest").text
    assert "<built-in" not in page
    assert "&lt;built-in" not in page
    text = asked.removeprefix("q=").removesuffix("&kind=report")
    assert f'href="/search?q={text}&amp;sort=newest"' in page


@pytest.mark.parametrize("name", ["from", "to"])
def test_a_day_before_the_first_year_is_said_to_be_none(analyst: Any, name: str) -> None:
    asked = {"q": "bat", name: "0001-01-01T00:00:00+14:00"}
    assert analyst.get("/search", query_string=asked).status_code < 500
    refused = analyst.get("/api/v1/search", query_string=asked, headers=PURPOSE)
    assert (refused.status_code, refused.get_json()["field"]) == (422, name)
