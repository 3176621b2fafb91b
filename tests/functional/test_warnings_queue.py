"""What a despatcher may not see can still kill: from the hidden record to the owner's queue and on to the card."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from indexer.local_es import Server
from indexer.pole import parse
from tests.support.burying import delete
from tests.support.house import PURPOSE, House, answered, ask, house

HANDLING = {
    "tier": "OFFICIAL", "sensitive": True, "force": "01", "audience": ["intel"], "compartments": [], "denied": ["pc-gorse"],
    "releasable_to": [],
}  # fmt: skip
GRADING = {"source": "1", "intelligence": "A", "handling": "P", "conditions": []}
GORSE = {
    "role": "subject", "names": [{"kind": "birth", "forenames": "Hector", "surname": "Gorse"}],
    "dates_of_birth": ["1971-04-09"],
    "addresses": [{"role": "home", "address": "6 Tanner Row", "postcode": "SE20 7RT"}],
}  # fmt: skip
ASKED = "hector gorse 9/4/1971"
SAYS = "Gorse keeps a machete behind the kitchen door at 6 Tanner Row."


def report(ref: str = "CRRT08880001", **more: Any) -> dict[str, Any]:
    return {
        "system": "CRIMINT", "ref": ref, "kind": "report", "title": "Source visit", "recorded": "2026-02-20T10:00:00Z",
        "handling": HANDLING, "grading": GRADING, "people": [GORSE], "text": f"My source, his lodger, says that {SAYS}",
        **more,
    }  # fmt: skip


@pytest.fixture(scope="module")
def made(es: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(es, f"{es.prefix}w{uuid4().hex[:10]}-", tmp_path_factory.mktemp("warnings")) as made:
        yield made


@pytest.fixture
def ref(made: House) -> Iterator[str]:
    """A restricted report about a machete, indexed; gone afterwards."""
    ref = f"CRRT{uuid4().int % 10**8:08d}"
    made.put([report(ref)])
    yield ref
    for task in made.services.store.warning_tasks("01", "open", "published"):
        for id_ in (task.record, task.published):
            if id_:
                delete(made.services.store, id_)
    made.put([])


def owner(made: House) -> FlaskClient:
    return made.person("dc-intel", "analyst", groups=("intel",), sensitive=True)


def open_refs(made: House, client: FlaskClient) -> list[str]:
    return [task["record"]["ref"] for task in answered(client, "/warnings")["tasks"]]


def send(client: FlaskClient, path: str, body: Any) -> Any:
    token = client.get("/keys").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    return client.post(f"/api/v1{path}", json=body, headers={**PURPOSE, "X-CSRF-Token": token})


def post(client: FlaskClient, path: str, **form: Any) -> Any:
    """What a page of warnings would send."""
    with client.session_transaction() as session:
        session["purpose"] = {"code": "PREVENT", "reason": "dangers that are hidden", "reference": None}
    token = client.get("/keys").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    return client.post(path, data={"csrf_token": token, **form})


def opened(made: House, path: str) -> str:
    """A page as the owner reads it."""
    client = owner(made)
    with client.session_transaction() as session:
        session["purpose"] = {"code": "PREVENT", "reason": "dangers that are hidden", "reference": None}
    return str(client.get(path).text)


def warning(**more: Any) -> dict[str, Any]:
    text = "A machete is kept behind the kitchen door at 6 Tanner Row."
    return {"text": text, "people": [0], "grading": {**GRADING, "source": "2"}, **more}


def despatcher_sees(made: House) -> bytes:
    """Everything that the lookup and the search tell a despatcher, but for what differs with every answer."""
    client = made.person("pc-desk", "despatcher", sensitive=True)
    said = [
        answered(client, path)
        for path in ("/risk?q=hector%20gorse", "/risk?q=6%20tanner%20row", "/search?q=machete")
    ]
    for answer in said:
        answer.pop("audit_id"), answer.pop("took_ms")
    return json.dumps(said, sort_keys=True).encode()


def test_a_hidden_weapon_is_a_task_of_its_owner_and_of_nobody_else(made: House, ref: str) -> None:
    (task,) = answered(owner(made), "/warnings")["tasks"]
    assert (task["record"]["ref"], task["codes"], task["because"], task["overdue"]) == (
        ref, [{"code": "WE", "label": "Weapons"}], "handling", False,
    )  # fmt: skip
    assert open_refs(made, made.person("dc-other", "analyst", sensitive=True)) == []
    elsewhere = made.person("dc-45", "supervisor", force="45", groups=("intel",), sensitive=True)
    assert open_refs(made, elsewhere) == []
    assert ask(made.person("pc-desk", "despatcher", sensitive=True), "/warnings").status_code == 403


def test_a_task_that_one_may_not_see_reads_as_one_that_is_not_there(made: House, ref: str) -> None:
    other = made.person("dc-other", "analyst", sensitive=True)
    assert ask(owner(made), f"/warnings/CRIMINT/{ref}").status_code == 200
    hidden, absent = (ask(other, f"/warnings/CRIMINT/{id_}") for id_ in (ref, "CRRT00000000"))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert {**hidden.get_json(), "audit_id": ""} == {**absent.get_json(), "audit_id": ""}
    assert send(other, f"/warnings/CRIMINT/{ref}/publish", warning()).status_code == 404


def test_nothing_of_a_task_changes_anything_for_a_despatcher(made: House, ref: str) -> None:
    with_task = despatcher_sees(made)
    assert (
        send(owner(made), f"/warnings/CRIMINT/{ref}/decline", {"reason": "already known"}).status_code == 200
    )
    declined = despatcher_sees(made)
    delete(made.services.store, f"CRIMINT/{ref}")
    made.put([])
    assert with_task == declined == despatcher_sees(made)


def test_a_published_warning_stands_on_the_card_with_its_line_and_leads_nowhere(
    made: House, ref: str
) -> None:
    answer = send(owner(made), f"/warnings/CRIMINT/{ref}/publish", warning(review_on="2027-05-01"))
    assert answer.status_code == 201, answer.text
    made.put([])
    desk = made.person("pc-desk", "despatcher", sensitive=True)
    (card, *_) = answered(desk, f"/risk?q={ASKED.replace(' ', '%20')}")["cards"]
    quoted = [w for w in card["warnings"] if w["code"] == "WE" and w["quote"]]
    assert card["band"] == "high"
    assert [(w["quote"], w["placement"]) for w in quoted] == [
        ("A machete is kept behind the kitchen door at 6 Tanner Row.", "behind the kitchen door")
    ]
    assert quoted[0]["source"] == answer.get_json()["warning"]
    assert quoted[0]["grading"]["source"] == "2"
    source = answer.get_json()["warning"]
    assert [w["review_on"] for w in card["warnings"] if w["code"] == "WE"] == ["2027-05-01"], "told once"
    (best, *_) = answered(owner(made), f"/risk?q={ASKED.replace(' ', '%20')}")["cards"]
    (both,) = [w for w in best["warnings"] if w["code"] == "WE"]
    assert (both["source"]["ref"], both["warning"]) == (ref, source)
    seen = answered(desk, f"/records/{source['system']}/{source['ref']}")
    assert ref not in json.dumps(seen)
    assert "lodger" not in json.dumps(seen)
    assert seen["linked"] == []
    (back,) = answered(owner(made), f"/records/{source['system']}/{source['ref']}")["linked"]
    assert (back["ref"], back["roles"]) == (ref, ["what this warning was published from"])
    (forth,) = answered(owner(made), f"/records/CRIMINT/{ref}")["linked"]
    assert (forth["ref"], forth["roles"]) == (source["ref"], ["warning published from this"])
    (decided,) = answered(owner(made), "/warnings")["decided"][:1]
    assert (decided["status"], decided["closed_by"], decided["warning"]) == ("published", "dc-intel", source)
    assert open_refs(made, owner(made)) == []
    kinds = made.rows(answer.get_json()["audit_id"])
    assert kinds == ["permit.granted", "deed.intended", "warning.published", "permit.completed"]


OUR_INFORMANT = "His girlfriend told our informant that Hector Gorse keeps a machete at 6 Tanner Row."


def test_a_warning_that_may_tell_the_source_is_refused_until_a_person_says_that_it_stays(
    made: House, ref: str
) -> None:
    path = f"/warnings/CRIMINT/{ref}/publish"
    refused = send(owner(made), path, warning(text=OUR_INFORMANT))
    assert (refused.status_code, refused.get_json()["field"]) == (422, "text")
    assert "may tell who the source is" in refused.get_json()["detail"]
    assert open_refs(made, owner(made)) == [ref]
    whole = f"My source, his lodger, says that {SAYS}"
    assert "word for word" in send(owner(made), path, warning(text=whole)).get_json()["detail"]
    page = post(owner(made), path, text=OUR_INFORMANT, people="0", source="2", intelligence="A", handling="P")
    assert (page.status_code, 'href="#traces"' in page.text, 'id="traces"' in page.text) == (422, True, True)
    words = [unescape(one) for one in re.findall(r'name="stay" value="([^"]+)"', page.text)]
    assert any("informant" in one for one in words)
    kept = send(owner(made), path, warning(text=OUR_INFORMANT, sanitised_confirmed=words))
    assert kept.status_code == 201, kept.text


def test_where_the_originator_must_be_consulted_whoever_publishes_says_so(made: House, ref: str) -> None:
    grading = {"source": "2", "intelligence": "B", "handling": "C", "conditions": ["A1", "S2"]}
    made.put([report(ref, version=2, grading=grading)])
    path = f"/warnings/CRIMINT/{ref}"
    assert answered(owner(made), path)["draft"]["consult"] is True
    assert 'name="consulted"' in opened(made, path)
    refused = send(owner(made), f"{path}/publish", warning())
    assert (refused.status_code, refused.get_json()["field"]) == (422, "consulted")
    page = post(
        owner(made),
        f"{path}/publish",
        text=warning()["text"],
        people="0",
        source="2",
        intelligence="A",
        handling="P",
    )
    assert (page.status_code, 'href="#consulted"' in page.text) == (422, True)
    kept = send(owner(made), f"{path}/publish", warning(consulted=True))
    assert kept.status_code == 201, kept.text
    rows = made.services.ledger.events(size=20).events
    asked = [e for e in rows if e.audit_id == kept.get_json()["audit_id"] and e.kind == "permit.granted"]
    assert asked[0].details["query"]["warning"]["consulted"] is True


def test_without_such_a_condition_nobody_is_asked_whether_the_originator_was_consulted(
    made: House, ref: str
) -> None:
    assert answered(owner(made), f"/warnings/CRIMINT/{ref}")["draft"]["consult"] is False
    assert 'name="consulted"' not in opened(made, f"/warnings/CRIMINT/{ref}")


def test_of_two_who_publish_at_once_one_does(made: House, ref: str, monkeypatch: pytest.MonkeyPatch) -> None:
    queue, first = made.services.warnings, []
    owner(made)
    before = len(made.services.store.written_by("dc-intel"))
    check = queue._warning

    def meanwhile(*asked: Any) -> Any:
        """Another publishes after this one has seen that the task is open."""
        if not first:
            first.append(None)
            first.append(send(owner(made), f"/warnings/CRIMINT/{ref}/publish", warning()))
        return check(*asked)

    monkeypatch.setattr(queue, "_warning", meanwhile)
    second = send(owner(made), f"/warnings/CRIMINT/{ref}/publish", warning())
    assert (first[1].status_code, second.status_code) == (201, 409)
    kinds = [event.kind for event in made.services.ledger.events(size=12).events]
    assert (kinds.count("deed.intended"), kinds.count("warning.published")) == (2, 1)
    written = made.services.store.written_by("dc-intel")
    assert len(written) == before + 1
    task = made.services.store.warning_of(f"CRIMINT/{ref}")
    assert task is not None
    assert task.published == written[0]


def test_who_is_denied_the_source_is_denied_the_warning(made: House, ref: str) -> None:
    answer = send(owner(made), f"/warnings/CRIMINT/{ref}/publish", warning())
    made.put([])
    source = answer.get_json()["warning"]
    himself = made.person("pc-gorse", "officer", sensitive=True)
    assert ask(himself, f"/records/{source['system']}/{source['ref']}").status_code == 404


def test_a_reason_why_not_closes_the_task_and_stands_in_the_ledger(made: House, ref: str) -> None:
    answer = send(owner(made), f"/warnings/CRIMINT/{ref}/decline", {"reason": "Recovered on 3 March."})
    assert answer.status_code == 200, answer.text
    assert open_refs(made, owner(made)) == []
    assert made.rows(answer.get_json()["audit_id"]) == [
        "permit.granted",
        "deed.intended",
        "warning.declined",
        "permit.completed",
    ]
    again = send(owner(made), f"/warnings/CRIMINT/{ref}/publish", warning())
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("field", "body"),
    [
        ("text", warning(text="bat")),
        ("grading", {**warning(), "grading": None}),
        ("people", {**warning(), "people": []}),
        ("people", warning(people=[7])),
        ("audience", warning(audience="*")),
        ("handling", warning(audience=["intel"])),
        ("until", warning(until="soon")),
        ("until", warning(until="2019-01-01")),
        ("review_on", warning(review_on="2020-01-01")),
        ("secret", warning(secret=1)),
        ("grading.conditions", warning(grading={"source": "1", "intelligence": "A", "handling": "C"})),
    ],
)
def test_a_warning_that_cannot_be_names_its_field_and_leaves_the_task_open(
    made: House, ref: str, field: str, body: Any
) -> None:
    answer = send(owner(made), f"/warnings/CRIMINT/{ref}/publish", body)
    assert (answer.status_code, answer.get_json().get("field")) == (422, field), answer.text
    assert open_refs(made, owner(made)) == [ref]


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("review_on", "The day of the review lies in the past"),
        ("until", "The last day on which it is shown lies in the past"),
    ],
)
def test_a_day_that_is_past_is_told_at_its_own_field(made: House, ref: str, field: str, said: str) -> None:
    form = {
        "text": warning()["text"],
        "people": "0",
        "source": "1",
        "intelligence": "A",
        "handling": "P",
        field: "2019-01-01",
    }
    page = post(owner(made), f"/warnings/CRIMINT/{ref}/publish", **form)
    assert page.status_code == 422
    assert f'<a href="#{field}">{said}' in page.text
    assert f'id="{field}-error"' in page.text


def test_loosened_it_is_a_task_no_more(made: House, ref: str) -> None:
    assert open_refs(made, owner(made)) == [ref]
    made.put([report(ref, version=2, handling={**HANDLING, "audience": ["*"]})])
    assert open_refs(made, owner(made)) == []


def test_deleted_it_is_a_task_no_more(made: House, ref: str) -> None:
    delete(made.services.store, f"CRIMINT/{ref}")
    made.put([])
    assert made.services.store.warning_tasks("01", "open") == []


def test_what_only_the_full_text_says_is_a_task(made: House, ref: str) -> None:
    handling = {**HANDLING, "audience": ["*"]}
    made.put([report(ref, version=2, handling=handling, sanitised_text="Gorse is said to be hostile.")])
    (task,) = answered(owner(made), "/warnings")["tasks"]
    assert task["because"] == "full text"
    draft = answered(owner(made), f"/warnings/CRIMINT/{ref}")["draft"]
    assert [line["code"] for line in draft["lines"]] == ["WE"]
    assert draft["people"][0]["name"] == "Hector Gorse"


def test_a_task_that_stays_open_too_long_turns_red(made: House, ref: str) -> None:
    queue = made.services.warnings
    later = queue._clock() + timedelta(hours=25)
    held, queue._clock = queue._clock, lambda: later
    try:
        (task,) = answered(owner(made), "/warnings")["tasks"]
    finally:
        queue._clock = held
    assert task["overdue"]


@pytest.mark.parametrize(
    "dates", [{"visible_until": "2026-01-01"}, {"audience": ["*"], "visible_from": "2026-01-01T00:00:00Z"}]
)
def test_a_records_own_dates_settle_its_task(made: House, ref: str, dates: dict[str, Any]) -> None:
    """One that is over is nobody's to warn of; one whose day has come is told."""
    made.services.store.put([parse(report(ref, version=2, handling={**HANDLING, **dates}))])
    assert open_refs(made, owner(made)) == []
    assert "0 hidden dangers wait" in made.person("ad-1", "administrator").get("/feeds").text


def test_an_administrator_sees_how_many_wait_and_nothing_of_what(made: House, ref: str) -> None:
    made.put([report("CRRT08889999", handling={**HANDLING, "audience": []})])
    page = made.person("ad-1", "administrator").get("/feeds").text
    assert "2 hidden dangers wait" in page
    assert "CRRT0888" not in page
    assert open_refs(made, owner(made)) == [ref]


def test_an_administrator_is_told_of_dangers_that_nobody_can_deal_with(made: House, ref: str) -> None:
    owner(made)  # who sees the first
    made.put([
        report("CRRT08889998", handling={**HANDLING, "audience": []}),
        report("CRRT08889997", handling={**HANDLING, "audience": ["moles"], "compartments": ["OP-ELM"]}),
    ])  # fmt: skip
    told = made.services.operators._warnings("01")
    needs = [(one["system"], one["audience"], one["compartments"], one["count"]) for one in told["unowned"]]
    assert needs == [("CRIMINT", [], [], 1), ("CRIMINT", ["moles"], ["OP-ELM"], 1)]
    page = made.person("ad-1", "administrator").get("/feeds").text
    assert "nobody: its audience is empty" in page
    assert "the group moles and the compartment OP-ELM" in page
    assert ref not in page
    assert "CRRT0888" not in page
    mole = made.person("dc-mole", "analyst", groups=("moles",), compartments=("OP-ELM",), sensitive=True)
    assert open_refs(made, mole) == ["CRRT08889997"]
    assert len(made.services.operators._warnings("01")["unowned"]) == 1


# ------------------------------------------------------------------------- put right and withdrawn


def published(made: House, ref: str, **more: Any) -> str:
    """The reference of a warning that was published from a record, on the cards by now."""
    answer = send(owner(made), f"/warnings/CRIMINT/{ref}/publish", warning(**more))
    assert answer.status_code == 201, answer.text
    made.put([])
    return str(answer.get_json()["warning"]["ref"])


def decided(made: House, ref: str) -> Any:
    """A record's task, which is decided."""
    (task,) = [t for t in answered(owner(made), "/warnings")["decided"] if t["record"]["ref"] == ref]
    return task


def supervisor(made: House) -> FlaskClient:
    """Who does not see the record."""
    return made.person("sgt-1", "supervisor", sensitive=True)


def put_right(**more: Any) -> dict[str, Any]:
    return {
        "version": 1, "text": "A machete is kept at 6 Tanner Row.", "grading": GRADING, "sensitive": False,
        "reason": "Told more than it had to.", **more,
    }  # fmt: skip


def quotes(made: House) -> set[str]:
    """The lines of warnings that a despatcher's cards quote."""
    desk = made.person("pc-desk", "despatcher", sensitive=True)
    cards = answered(desk, f"/risk?q={ASKED.replace(' ', '%20')}")["cards"]
    return {
        w["quote"]
        for card in cards
        for w in card["warnings"]
        if w["quote"] and w["source"]["system"] == "SIGHTLINE"
    }


def test_a_withdrawn_warning_stands_on_no_card_from_that_moment_and_its_task_is_open_again(
    made: House, ref: str
) -> None:
    sl = published(made, ref)
    assert quotes(made)
    assert decided(made, ref)["yours"]
    answer = send(
        owner(made), f"/warnings/published/{sl}/withdraw", {"reason": "It named who said it.", "then": "open"}
    )
    assert (answer.status_code, answer.get_json()["status"]) == (200, "withdrawn"), answer.text
    assert quotes(made) == set()  # before anything was indexed
    made.put([])
    assert quotes(made) == set()
    assert ask(owner(made), f"/records/SIGHTLINE/{sl}").status_code == 404
    assert ask(owner(made), f"/warnings/published/{sl}").status_code == 404
    (task,) = answered(owner(made), "/warnings")["tasks"]
    assert (task["record"]["ref"], task["reason"], task["warning"]) == (ref, "It named who said it.", None)
    assert "was withdrawn: It named who said it." in opened(made, f"/warnings/CRIMINT/{ref}")
    assert made.rows(answer.get_json()["audit_id"]) == [
        "permit.granted", "deed.intended", "warning.withdrawn", "permit.completed",
    ]  # fmt: skip
    kept = made.services.store.versions(f"SIGHTLINE/{sl}")
    assert [(one.version, one.stamp.user, one.stamp.reason) for one in kept] == [
        (2, "dc-intel", "It named who said it."), (1, "dc-intel", None),
    ]  # fmt: skip
    again = send(owner(made), f"/warnings/CRIMINT/{ref}/publish", warning())
    assert again.status_code == 201, "another one is published"


def test_a_supervisor_withdraws_without_seeing_what_it_came_from_and_closes_the_task(
    made: House, ref: str
) -> None:
    sl = published(made, ref)
    found = answered(supervisor(made), f"/warnings/published/{sl}")
    assert (found["record"], ref in json.dumps(found)) == (None, False)
    body = {"reason": "The machete was seized.", "then": "closed"}
    assert send(supervisor(made), f"/warnings/published/{sl}/withdraw", body).status_code == 200
    made.put([])
    task = decided(made, ref)
    assert (task["status"], task["closed_by"], task["reason"]) == (
        "declined",
        "sgt-1",
        "The machete was seized.",
    )
    assert quotes(made) == set()


def test_an_amended_warning_tells_its_new_words_and_keeps_its_versions(made: House, ref: str) -> None:
    sl = published(made, ref, review_on="2027-05-01")
    answer = send(supervisor(made), f"/warnings/published/{sl}/amend", put_right(review_on="2027-06-01"))
    assert (answer.status_code, answer.get_json()["version"]) == (200, 2), answer.text
    made.put([])
    assert quotes(made) == {"A machete is kept at 6 Tanner Row."}
    found = answered(owner(made), f"/warnings/published/{sl}")
    assert (found["draft"]["review_on"], found["draft"]["sensitive"]) == ("2027-06-01", False)
    assert [(v["version"], v["by"], v["reason"]) for v in found["versions"]] == [
        (2, "sgt-1", "Told more than it had to."), (1, "dc-intel", None),
    ]  # fmt: skip
    assert decided(made, ref)["warning"]["ref"] == sl
    assert "warning.amended" in made.rows(answer.get_json()["audit_id"])
    stale = send(owner(made), f"/warnings/published/{sl}/amend", put_right(text="A machete is there."))
    assert stale.status_code == 409


@pytest.mark.parametrize(
    ("way", "field", "body"),
    [
        ("amend", "reason", put_right(reason="")),
        ("amend", "text", put_right(text=OUR_INFORMANT)),
        ("amend", "people", put_right(people=[0])),
        ("amend", "review_on", put_right(review_on="2020-01-01")),
        ("amend", "grading.conditions", put_right(grading={**GRADING, "handling": "C"})),
        ("withdraw", "reason", {"then": "open"}),
        ("withdraw", "then", {"reason": "Not needed any more."}),
    ],
)
def test_what_cannot_be_names_its_field_and_the_warning_stands(
    made: House, ref: str, way: str, field: str, body: Any
) -> None:
    sl = published(made, ref)
    answer = send(owner(made), f"/warnings/published/{sl}/{way}", body)
    assert (answer.status_code, answer.get_json()["field"]) == (422, field), answer.text
    assert quotes(made)


def test_nobody_else_puts_a_warning_right_and_nothing_but_a_warning_is(made: House, ref: str) -> None:
    sl = published(made, ref)
    colleague = made.person("dc-other", "analyst", sensitive=True)
    for way, body in (("amend", put_right()), ("withdraw", {"reason": "I do not like it.", "then": "open"})):
        refused = send(colleague, f"/warnings/published/{sl}/{way}", body)
        assert (refused.status_code, refused.get_json()["field"]) == (422, "warning")
        elsewhere = made.person("dc-45", "supervisor", force="45", groups=("intel",), sensitive=True)
        assert send(elsewhere, f"/warnings/published/{sl}/{way}", body).status_code == 404
        desk = made.person("pc-desk", "despatcher", sensitive=True)
        assert send(desk, f"/warnings/published/{sl}/{way}", body).status_code == 403
        assert send(owner(made), f"/warnings/published/SL-22222-22222/{way}", body).status_code == 404
    assert quotes(made)


def test_it_is_put_right_from_the_page_of_warnings(made: House, ref: str) -> None:
    sl = published(made, ref)
    at = f"/warnings/published/{sl}"
    assert f'href="{at}"' in opened(made, "/warnings")
    assert f'href="{at}"' in opened(made, f"/warnings/CRIMINT/{ref}")
    assert f'href="{at}"' in opened(made, f"/records/SIGHTLINE/{sl}")
    page = opened(made, at)
    assert "A machete is kept behind the kitchen door" in page
    form = {
        "version": "1",
        "text": "A machete is kept there.",
        "source": "1",
        "intelligence": "A",
        "handling": "P",
    }
    unsaid = post(owner(made), f"{at}/amend", **form)
    assert (unsaid.status_code, 'href="#reason"' in unsaid.text) == (422, True)
    traced = post(owner(made), f"{at}/amend", **{**form, "text": OUR_INFORMANT, "reason": "More is known."})
    assert (traced.status_code, 'href="#traces"' in traced.text) == (422, True)
    assert (
        post(owner(made), f"{at}/amend", **form, reason="More is known.").location
        == f"/warnings?amended={sl}"
    )
    made.put([])
    unsaid = post(owner(made), f"{at}/withdraw", then="open")
    assert (unsaid.status_code, 'href="#withdraw-reason"' in unsaid.text) == (422, True)
    gone = post(owner(made), f"{at}/withdraw", then="open", **{"withdraw-reason": "It names the source."})
    assert gone.location == f"/warnings?withdrawn={sl}"
    assert f"The warning {sl} is withdrawn" in opened(made, gone.location)
