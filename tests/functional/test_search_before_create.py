"""Search before create: nothing is made without a search, over a strong match without a reason, or by a token misused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest

from indexer.drain import Drain
from indexer.local_es import Server
from indexer.look_alikes import LookAlikes
from indexer.resolve.arrival import Arrivals
from indexer.resolve.edges import Edges
from indexer.store_notices import NoticeStore
from tests.support.house import PURPOSE, House, answered, house, reader, tell

HANDLING = {
    "tier": "OFFICIAL", "sensitive": True, "force": "01", "audience": ["*"], "compartments": [], "denied": [],
    "releasable_to": [],
}  # fmt: skip
SEAN: dict[str, Any] = {
    "names": [{"kind": "birth", "forenames": "Sean Patrick", "surname": "Murphy"}],
    "dates_of_birth": ["1980-02-03"],
    "identifiers": {"pnc_id": "2008/1234567R"},
    "addresses": [{"role": "home", "address": "Flat 2, 12 Avenue Road", "postcode": "SE20 7RT"}],
}
FORD = {"type": "vehicle", "identifiers": {"vrm": "AB12 CDE"}, "description": "silver Ford Focus"}
SHOP = {"role": "premises", "address": "7 Pilgrim Court", "postcode": "SE20 8AA"}


def held(ref: str, **more: Any) -> dict[str, Any]:
    handling = HANDLING | more.pop("handling", {})
    return {
        "system": "CUSTODY", "ref": ref, "kind": "event", "title": f"Detention {ref}",
        "recorded": "2026-01-05T10:00:00Z", "people": [], "handling": handling, **more,
    }  # fmt: skip


@pytest.fixture(scope="module")
def quiet(es: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house in which nothing is made, for whatever is refused."""
    with house(es, f"{es.prefix}q{uuid4().hex[:10]}-", tmp_path_factory.mktemp("quiet")) as made:
        yield made
        assert made.services.store.counts() == {}


def officer(at: House, name: str = "pc7", **grants: Any) -> Any:
    return at.person(name, "officer", sensitive=True, **grants)


def searched(client: Any, kind: str, subject: dict[str, Any]) -> dict[str, Any]:
    answer = tell(client, "/matches", {"kind": kind, **subject})
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.get_json()
    return made


def record(kind: str = "person", subject: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    lists = {"person": "people", "object": "objects", "location": "locations"}
    return {"kind": kind, lists[kind]: [subject or SEAN], **more}


def field_of(answer: Any) -> str:
    assert answer.status_code == 422, answer.text
    assert answer.content_type == "application/problem+json"
    return str(answer.get_json()["field"])


def index(at: House) -> None:
    drain = Drain(at.services.store, reader(), at.writer, 500)
    while drain.step():
        pass


# ------------------------------------------------------------------------------------------- searching


def test_a_passports_number_finds_its_holder_whatever_the_name(es: Server, tmp_path: Path) -> None:
    passport = {"other": [{"kind": "passport", "value": "123 456 789"}]}
    with house(es, f"{es.prefix}n{uuid4().hex[:10]}-", tmp_path) as made:
        made.put(
            [
                held("CU/1", people=[SEAN | {"identifiers": passport}]),
                held("CU/2", people=[SEAN | {"dates_of_birth": []}]),
            ]
        )
        subject = {
            "names": [{"text": "Ivo Petrov"}],
            "identifiers": {"other": [{"kind": "passport", "value": "123456789"}]},
        }
        (found,) = searched(officer(made), "person", subject)["candidates"]
    assert (found["record"]["ref"], found["match"]["reasons"][0]["text"]) == (
        "CU/1",
        "PASSPORT the same: 123456789",
    )


def test_a_person_on_record_is_shown_with_reasons_and_weights(empty: House) -> None:
    empty.put([held("1", people=[deepcopy(SEAN)]), held("2", people=[{"names": [{"text": "Aisha Khan"}]}])])
    found = searched(
        officer(empty), "person", {"names": [{"text": "Shaun Murphy"}], "dates_of_birth": ["1980-03-02"]}
    )
    (best,) = found["candidates"]
    assert best["record"] == {"system": "CUSTODY", "ref": "1", "kind": "event", "title": "Detention 1"}
    assert (best["id"], best["nominal"]) == ("CUSTODY/1~1", "CUSTODY/1~1")
    assert best["match"]["strength"] in {"possible", "strong"}
    weights = [abs(reason["weight"]) for reason in best["match"]["reasons"]]
    assert weights == sorted(weights, reverse=True)
    assert {"name", "born"} <= {reason["about"] for reason in best["match"]["reasons"]}
    assert best["marking"] == found["marking"] == "OFFICIAL-SENSITIVE"
    assert len(found["systems"]) == 9
    assert empty.rows(found["audit_id"]) == ["permit.granted", "permit.completed"]


def test_objects_and_places_are_searched_by_what_identifies_them(empty: House) -> None:
    empty.put([held("1", objects=[FORD], locations=[SHOP])])
    client = officer(empty)
    same = searched(client, "object", {"identifiers": {"vrm": "ab12cde"}})["candidates"]
    assert [(c["id"], c["match"]["strength"]) for c in same] == [("CUSTODY/1~1", "strong")]
    slip = searched(client, "object", {"identifiers": {"vrm": "AB12 CDF"}})["candidates"]
    assert [c["match"]["strength"] for c in slip] == ["possible"]
    assert searched(client, "object", {"identifiers": {"vrm": "LB22 KXN"}})["candidates"] == []
    place = searched(client, "location", {"address": "7 Pilgrim Ct", "postcode": "SE20 8AA"})["candidates"]
    assert [(c["id"], c["match"]["strength"]) for c in place] == [("CUSTODY/1~1", "strong")]
    next_door = searched(client, "location", {"address": "9 Pilgrim Court", "postcode": "SE20 8AA"})
    assert next_door["candidates"] == []
    flat = {"role": "premises", "address": "Flat 2, Tennyson House, 3 Ode Lane", "postcode": "SE27 9QX"}
    empty.put([held("2", locations=[flat])])
    for written in ("Flat 2 Tennyson House", "2 Tennyson House, SE27 9QX"):
        (named,) = searched(client, "location", {"address": written})["candidates"]
        assert (named["id"], named["match"]["strength"]) == ("CUSTODY/2~1", "strong")


def test_who_is_on_record_more_often_than_are_shown_can_be_recorded_again(empty: House) -> None:
    """A strong match must have been shown to be passed over, and so every one is."""
    empty.put([held(str(number), people=[deepcopy(SEAN)]) for number in range(30)])
    client = officer(empty)
    found = searched(client, "person", SEAN)
    assert len(found["candidates"]) == 30
    made = tell(client, "/records", record(token=found["token"], reason="another man of that name"))
    assert made.status_code == 201, made.text


LONG = [f"{letter}{'abcdefghijklm' * 7}{letter}" for letter in "abcdefghijklmnopqrst"]


@pytest.mark.parametrize(
    "subject",
    [
        {"names": [{"text": "A" * 1_999}]}, {"names": [{"text": " ".join(LONG)}]}, {"names": [{"text": name} for name in LONG]},
        {"names": [{"text": "X"}], "addresses": [{"address": "Flat 2"}]}, {"names": [{"text": "X"}], "addresses": [{"address": "9 " + "b" * 1_900}]},
        {"dates_of_birth": [f"19{n:02}-01-01" for n in range(50)]},
    ],
)  # fmt: skip
def test_whatever_may_be_recorded_can_be_searched_for(quiet: House, subject: dict[str, Any]) -> None:
    found = searched(officer(quiet), "person", {**SEAN, **subject})
    assert found["candidates"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (None, "body"),
        ({"kind": "ghost"}, "kind"),
        ({"kind": "person"}, "body"),
        ({"kind": "person", "surname": "Murphy"}, "surname"),
        ({"kind": "person", "names": [{"text": "X"}], "dates_of_birth": ["1980-02-31"]}, "dates_of_birth[0]"),
        ({"kind": "person", "identifiers": {"pnc_id": "2008/1234567A"}}, "identifiers.pnc_id"),
        ({"kind": "object", "identifiers": {"vrm": "nonsense plate"}}, "identifiers.vrm"),
        ({"kind": "location", "address": "7 Pilgrim Court", "postcode": "SE2"}, "postcode"),
    ],
)
def test_what_is_wrong_with_a_search_is_named(quiet: House, body: Any, field: str) -> None:
    assert field_of(tell(officer(quiet), "/matches", body)) == field


def test_a_body_nested_too_deeply_is_refused_and_no_fault(quiet: House) -> None:
    client = officer(quiet)
    headers = {**PURPOSE, "X-CSRF-Token": client.csrf_token, "Content-Type": "application/json"}
    answer = client.post("/api/v1/matches", data=b'{"a":' * 5_000, headers=headers)
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")


def test_who_makes_no_records_does_not_search_for_them(quiet: House) -> None:
    client = quiet.person("desk", "despatcher", sensitive=True)
    for path in ("/matches", "/records"):
        assert tell(client, path, {"kind": "person", **SEAN}).status_code == 403
    bare = tell(
        officer(quiet), "/matches", {"kind": "person", **SEAN}, {"X-Purpose-Code": "", "X-Purpose-Reason": ""}
    )
    assert field_of(bare) == "X-Purpose-Code"


# -------------------------------------------------------------------------------------------- creating


def test_a_record_is_made_after_a_search_and_found(empty: House) -> None:
    client = officer(empty)
    token = searched(client, "person", SEAN)["token"]
    made = tell(client, "/records", record(title="Murphy at the desk"), {"X-Match-Token": token})
    assert made.status_code == 201, made.text
    answer = made.get_json()
    assert (answer["system"], answer["version"], answer["index"]) == ("SIGHTLINE", 1, "waiting")
    assert made.headers["Location"].endswith(f"/records/SIGHTLINE/{answer['ref']}")
    done = ["permit.granted", "deed.intended", "record.created", "permit.completed"]
    assert empty.rows(answer["audit_id"]) == done
    index(empty)
    found = answered(client, f"/records/SIGHTLINE/{answer['ref']}")
    assert found["people"][0]["names"] == SEAN["names"]
    assert found["handling"]["force"] == "01"
    again = searched(client, "person", SEAN)
    assert [c["match"]["strength"] for c in again["candidates"]] == ["strong"]
    assert {"system": "SIGHTLINE", "status": "answered", "as_of": None, "count": 1} in again["systems"]


def test_nothing_is_made_without_a_search(quiet: House) -> None:
    client = officer(quiet)
    refused = tell(client, "/records", record())
    assert field_of(refused) == "X-Match-Token"
    assert "search first" in refused.get_json()["detail"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("system", "CRIS"), ("ref", "1"), ("version", 7), ("recorded", "2020-01-01T00:00:00Z")],
)
def test_what_is_given_here_cannot_be_said(quiet: House, name: str, value: object) -> None:
    client = officer(quiet)
    token = searched(client, "person", SEAN)["token"]
    refused = tell(client, "/records", record(token=token, **{name: value}))
    assert field_of(refused) == name
    assert "unknown field" in refused.get_json()["detail"]


def test_over_a_strong_match_only_with_a_reason(empty: House) -> None:
    empty.put([held("1", people=[deepcopy(SEAN)])])
    client = officer(empty)
    found = searched(client, "person", SEAN)
    assert found["candidates"][0]["match"]["strength"] == "strong"
    refused = tell(client, "/records", record(token=found["token"]))
    assert field_of(refused) == "reason"
    assert "CUSTODY/1" in refused.get_json()["detail"]
    blank = tell(client, "/records", record(token=found["token"], reason="  "))
    assert field_of(blank) == "reason"
    made = tell(client, "/records", record(token=found["token"], reason="his twin: seen together"))
    assert made.status_code == 201, made.text
    (version,) = empty.services.store.versions(f"SIGHTLINE/{made.get_json()['ref']}")
    assert (version.stamp.reason, version.stamp.seen) == ("his twin: seen together", ("CUSTODY/1",))


def test_who_is_said_to_be_somebody_else_is_not_joined_to_them(empty: House) -> None:
    empty.put([held("1", people=[deepcopy(SEAN)])])
    client, twin = officer(empty), SEAN | {"identifiers": {}}
    found = searched(client, "person", twin)
    refused = tell(client, "/records", record(subject=twin, token=found["token"], reason="no"))
    assert field_of(refused) == "reason", "two letters say nothing"
    made = tell(
        client, "/records", record(subject=twin, token=found["token"], reason="his twin: seen together")
    )
    assert made.status_code == 201, made.text
    mine, url = f"SIGHTLINE/{made.get_json()['ref']}~1", empty.services.settings.records_url
    Arrivals(url).drain()
    edges = Edges(url, migrate=False)
    (edge,) = edges.touching([mine])
    assert (edge.b if edge.a == mine else edge.a, edge.decision) == ("CUSTODY/1~1", "apart")
    (word,) = edges.history(mine, "CUSTODY/1~1")
    assert (word.user, word.reason) == ("pc7", "his twin: seen together")
    assert "nominal.split" in empty.rows(made.get_json()["audit_id"])


def test_a_strong_match_that_came_after_the_search_sends_back_to_it(empty: House) -> None:
    client = officer(empty)
    token = searched(client, "person", SEAN)["token"]
    empty.put([held("1", people=[deepcopy(SEAN)])])
    refused = tell(client, "/records", record(token=token, reason="none of them"))
    assert refused.status_code == 409
    assert "CUSTODY/1" in refused.get_json()["detail"]


def test_a_token_is_used_once(empty: House) -> None:
    client = officer(empty)
    token = searched(client, "person", SEAN)["token"]
    made = tell(client, "/records", record(token=token)).get_json()
    again = tell(client, "/records", record(token=token))
    assert again.status_code == 409
    assert f"SIGHTLINE/{made['ref']}" in again.get_json()["detail"]
    last = "AEIMQUYcgkosw048"  # a text of the same bytes: its last letter carries bits that nothing reads
    if token[-1] in last:
        other = token[:-1] + chr(ord(token[-1]) + 1)
        assert tell(client, "/records", record(token=other)).status_code in (409, 422)
    assert empty.services.store.counts() == {"SIGHTLINE": 1}


def test_a_token_is_its_owner_s_and_for_its_purpose(quiet: House) -> None:
    token = searched(officer(quiet), "person", SEAN)["token"]
    other = officer(quiet, "pc8")
    foreign = tell(other, "/records", record(token=token))
    assert field_of(foreign) == "X-Match-Token"
    purpose = {"X-Purpose-Reason": quote("something else")}
    assert field_of(tell(officer(quiet), "/records", record(token=token), purpose)) == "X-Match-Token"
    for broken in ("x", token[:-4], ("B" if token[0] == "A" else "A") + token[1:], token + "é"):
        assert field_of(tell(officer(quiet), "/records", record(token=broken))) == "X-Match-Token"
    garbage = tell(other, "/records", record(token="A" * 200)).get_json()
    assert garbage["detail"] == foreign.get_json()["detail"], "a foreign token reads like none"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"names": [{"text": "Sean Murphy"}]}, "people[0].names"),
        ({"dates_of_birth": ["1980-02-04"]}, "people[0].dates_of_birth"),
        ({"identifiers": {}}, "people[0].identifiers"),
        ({"identifiers": {"pnc_id": "2008/1234567R", "phone": ["07700 900123"]}}, "people[0].identifiers"),
    ],
)
def test_what_is_made_is_what_was_searched(empty: House, change: dict[str, Any], field: str) -> None:
    client = officer(empty)
    token = searched(client, "person", SEAN)["token"]
    assert field_of(tell(client, "/records", record(subject=SEAN | change, token=token))) == field
    more = SEAN | {"markers": [{"code": "VI"}], "description": "tall", "addresses": []}
    assert tell(client, "/records", record(subject=more, token=token)).status_code == 201


def test_everybody_and_everything_in_a_record_is_searched_for(empty: House) -> None:
    client = officer(empty)
    token = searched(client, "person", SEAN)["token"]
    both = record(objects=[FORD], token=token)
    assert field_of(tell(client, "/records", both)) == "objects[0]"
    car = searched(client, "object", FORD)["token"]
    made = tell(client, "/records", record(objects=[FORD], tokens=[token, car]))
    assert made.status_code == 201, made.text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "report"}, "kind"),
        ({"people": []}, "body"),
        ({"surprise": 1}, "surprise"),
        ({"handling": HANDLING | {"force": "45"}}, "handling"),
        ({"handling": HANDLING | {"compartments": ["OP-OTHER"]}}, "handling"),
        ({"handling": HANDLING | {"tier": "SECRET"}}, "handling.tier"),
        ({"people": [SEAN | {"identifiers": {"nhs": "943 476 5918"}}]}, "people[0].identifiers.nhs"),
    ],
)
def test_what_is_wrong_with_a_record_is_named(quiet: House, change: dict[str, Any], field: str) -> None:
    client = officer(quiet)
    token = searched(client, "person", SEAN)["token"]
    assert field_of(tell(client, "/records", record(token=token) | change)) == field


# ---------------------------------------------------------------------------------- what is hidden

HIDDEN = ({"audience": ["sources"]}, {"compartments": ["OP-HERON"]}, {"force": "99"})


def steps(at: House) -> list[Any]:
    """What a creator is answered on the whole way, less what is random by design."""
    client, asked = officer(at), {"kind": "person", **SEAN}
    first = tell(client, "/matches", asked)
    token = first.get_json()["token"]
    answers = [
        first,
        tell(client, "/records", record()),
        tell(client, "/records", record(token=token[:-6])),
        tell(client, "/records", record(subject=SEAN | {"dates_of_birth": []}, token=token)),
        made := tell(client, "/records", record(token=token)),
        tell(client, "/records", record(token=token)),
        tell(client, "/matches", asked),
    ]
    assert made.status_code == 201
    index(at)
    answers.append(tell(client, "/matches", asked))
    texts = [answer.text.replace(made.get_json()["ref"], "REF") for answer in answers]
    for random in ("audit_id", "took_ms", "token"):
        texts = [re.sub(rf'("{random}": ?)("[^"]*"|\d+)', r"\1-", text) for text in texts]
    texts = [re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z", "TIME", text) for text in texts]
    return [len(token), *((answer.status_code, text) for answer, text in zip(answers, texts, strict=True))]


def test_a_hidden_strong_match_changes_nothing_for_the_creator(
    empty: House, es: Server, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The same way in two houses, one of which hides three records of the very person."""
    with house(es, f"{es.prefix}c{uuid4().hex[:10]}-", tmp_path_factory.mktemp("beside")) as beside:
        empty.put([held("0", people=[{"names": [{"text": "Aisha Khan"}]}])])
        beside.put([
            held("0", people=[{"names": [{"text": "Aisha Khan"}]}]),
            *(held(f"H{n}", people=[deepcopy(SEAN)], handling=change) for n, change in enumerate(HIDDEN)),
        ])  # fmt: skip
        assert steps(empty) == steps(beside)
        control = beside.person(
            "all", "analyst", sensitive=True, groups=("sources",), compartments=("OP-HERON",)
        )
        assert len(searched(control, "person", SEAN)["candidates"]) == 3, "the comparison is not blind"


# ------------------------------------------------------------------------------------- owners are told


def compare(at: House) -> None:
    """What the worker does after it has indexed what was made."""
    index(at)
    notices = NoticeStore(at.services.store.url)
    while LookAlikes(at.services.store, notices, at.writer).step():
        pass
    notices.close()


def made(client: Any, kind: str, subject: dict[str, Any], **more: Any) -> str:
    found = searched(client, kind, subject)
    answer = tell(client, "/records", record(kind, subject, token=found["token"], **more))
    assert answer.status_code == 201, answer.text
    return f"SIGHTLINE/{answer.get_json()['ref']}"


def told(client: Any) -> list[tuple[str, str]]:
    rows = answered(client, "/notices")["notices"]
    return [tuple(f"{row[end]['system']}/{row[end]['ref']}" for end in ("record", "other")) for row in rows]  # type: ignore[misc]


def test_the_owner_of_a_hidden_look_alike_is_told_and_nobody_else(empty: House) -> None:
    swapped = SEAN | {"identifiers": {}, "dates_of_birth": ["1980-03-02"]}
    empty.put([
        held("H1", people=[swapped], handling={"audience": ["sources"]}),
        held("H2", people=[SEAN], handling={"audience": [], "releasable_to": []}),
        held("H3", people=[{"names": [{"text": "Aisha Khan"}]}], handling={"audience": ["sources"]}),
        held("H4", people=[SEAN], handling={"force": "45", "releasable_to": []}),
        held("H5", objects=[FORD], handling={"audience": ["sources"]}),
    ])  # fmt: skip
    creator = officer(empty)
    new, car = made(creator, "person", SEAN), made(creator, "object", FORD)
    owner = empty.person("sam", "analyst", sensitive=True, groups=("sources",))
    assert told(owner) == [], "nobody is told before the worker has looked"
    compare(empty)
    assert sorted(told(owner)) == sorted([(new, "CUSTODY/H1"), (car, "CUSTODY/H5")])
    assert told(creator) == []
    assert told(empty.person("pc9", "officer", sensitive=True, groups=("other",))) == []
    other_force = empty.person("of45", "officer", "45", sensitive=True)
    assert told(other_force) == [], "they see their own record and not the new one"
    answer = answered(owner, "/notices")
    assert empty.rows(answer["audit_id"]) == ["permit.granted", "permit.completed"]
    assert answer["notices"][-1]["match"]["strength"] == "strong"


def test_the_owner_of_a_hidden_look_alike_that_comes_later_is_told(empty: House) -> None:
    creator = officer(empty)
    new, car = made(creator, "person", SEAN), made(creator, "object", FORD)
    compare(empty)
    empty.put([
        held("H1", people=[SEAN | {"identifiers": {}}], handling={"audience": ["sources"]}),
        held("H2", people=[{"names": [{"text": "Sean Murphy"}]}], handling={"audience": ["sources"]}),
        held("H3", objects=[FORD], handling={"denied": ["pc7"]}),
        held("H4", people=[SEAN], handling={"audience": []}),
        held("V1", people=[SEAN]),
        held("V2", people=[SEAN], handling={"sensitive": False}),
    ])  # fmt: skip
    owner = empty.person("sam", "analyst", sensitive=True, groups=("sources",))
    assert told(owner) == []
    compare(empty)
    assert sorted(told(owner)) == sorted([(new, "CUSTODY/H1"), (car, "CUSTODY/H3")])
    assert told(creator) == [], "what came in sight is joined by its edge, and is no news"
    empty.put([held("V1", version=2, people=[SEAN], handling={"compartments": ["OP-HERON"]})])
    compare(empty)
    reader_of_heron = empty.person("una", "analyst", sensitive=True, compartments=("OP-HERON",))
    assert (new, "CUSTODY/V1") in told(reader_of_heron), "what is hidden later is compared then"
    compare(empty)
    assert len(told(owner)) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"dates_of_birth": ["1989-02-03"], "addresses": []},
        {"dates_of_birth": ["1980-03-02"], "addresses": []},
        {"dates_of_birth": [], "addresses": [{"role": "home", "address": "Flat 2, 12 Avenue Rd", "postcode": "SE20 7RT"}]},
    ],
)  # fmt: skip
def test_a_hidden_look_alike_is_found_by_a_birth_with_a_slip_or_an_address(
    empty: House, change: dict[str, Any]
) -> None:
    empty.put([held("H1", people=[SEAN | {"identifiers": {}} | change], handling={"audience": ["sources"]})])
    new = made(officer(empty), "person", SEAN)
    compare(empty)
    owner = empty.person("sam", "analyst", sensitive=True, groups=("sources",))
    assert told(owner) == [(new, "CUSTODY/H1")]


def test_a_crowd_of_namesakes_hides_no_look_alike(empty: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.look_alikes.MOST_CANDIDATES", 5)
    crowd = [
        held(f"A{n}", people=[{"names": [{"text": "Sean Murphy"}], "dates_of_birth": [f"1981-07-{n:02}"]}])
        for n in range(1, 21)
    ]
    empty.put([*crowd, held("H1", people=[SEAN | {"identifiers": {}}], handling={"audience": ["sources"]})])
    new = made(officer(empty), "person", SEAN)
    compare(empty)
    owner = empty.person("sam", "analyst", sensitive=True, groups=("sources",))
    assert (new, "CUSTODY/H1") in told(owner)


def test_what_the_writer_was_shown_is_no_news(empty: House) -> None:
    empty.put([held("1", people=[SEAN])])
    made(officer(empty), "person", SEAN, reason="his twin")
    compare(empty)
    assert told(officer(empty)) == []


def test_a_notice_follows_the_rights_of_the_moment_and_is_settled_once(empty: House) -> None:
    empty.put([held("H1", people=[SEAN], handling={"audience": ["sources"]})])
    made(officer(empty), "person", SEAN)
    compare(empty)
    owner = empty.person("sam", "analyst", sensitive=True, groups=("sources",))
    second = empty.person("sue", "officer", sensitive=True, groups=("sources",))
    (notice,) = answered(owner, "/notices")["notices"]
    at = f"/notices/{notice['id']}"
    hidden = tell(officer(empty), at, {"word": "mine"})
    absent = tell(officer(empty), "/notices/" + "0" * 24, {"word": "mine"})
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.get_json() | {"audit_id": ""} == absent.get_json() | {"audit_id": ""}
    assert field_of(tell(owner, at, {"word": " "})) == "word"
    empty.put([held("H1", version=2, people=[SEAN], handling={"audience": ["others"]})])
    assert told(owner) == []
    empty.put([held("H1", version=3, people=[SEAN], handling={"audience": ["sources"]})])
    assert tell(owner, at, {"word": "the same man; told the officer"}).status_code == 200
    assert tell(second, at, {"word": "late"}).status_code == 409
    assert told(second) == []
