"""The pages of a new record, of amending and of notices: steps, refusals that lose nothing, versions."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from indexer.drain import Drain
from indexer.local_es import Server
from indexer.look_alikes import LookAlikes
from indexer.store_notices import NoticeStore
from tests.support.house import PASSWORD, House, house, reader

HANDLING = {
    "tier": "OFFICIAL", "sensitive": True, "force": "01", "audience": ["*"], "compartments": [], "denied": [],
    "releasable_to": [],
}  # fmt: skip
SEAN = {"names": [{"forenames": "Sean", "surname": "Murphy"}], "dates_of_birth": ["1980-02-03"]}
AISHA = {"names": [{"forenames": "Aisha", "surname": "Khan"}], "dates_of_birth": ["1992-11-30"]}
CAR = {"type": "vehicle", "identifiers": {"vrm": "AB12 CDE"}}
PURPOSE = {"code": "PREVENT", "reason": "new record", "reference": None}


def held(ref: str, **more: Any) -> dict[str, Any]:
    handling = HANDLING | more.pop("handling", {})
    return {
        "system": "CUSTODY", "ref": ref, "kind": "event", "title": f"Detention {ref}",
        "recorded": "2026-01-05T10:00:00Z", "handling": handling, **more,
    }  # fmt: skip


@pytest.fixture(scope="module")
def made(es: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(es, f"{es.prefix}p{uuid4().hex[:10]}-", tmp_path_factory.mktemp("pages")) as one:
        one.put([
            held("1", people=[SEAN], objects=[CAR]),
            held("2", people=[AISHA], handling={"audience": ["sources"]}),
        ])  # fmt: skip
        yield one


def person(at: House, user: str, role: str, **grants: Any) -> Any:
    client = at.person(user, role, sensitive=True, **grants)
    with client.session_transaction() as session:
        session["purpose"] = PURPOSE
    return client


@pytest.fixture
def officer(made: House) -> Any:
    return person(made, "pc7", "officer")


def index(at: House) -> None:
    drain = Drain(at.services.store, reader(), at.writer, 500)
    while drain.step():
        pass


def form_of(page: Any) -> dict[str, str]:
    """Every filled field of a page's own form, as a browser would send it."""
    text = page.text[page.text.index("<main") :]
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))
    found |= dict(re.findall(r'<input class="govuk-input[^>]*? name="([^"]+)" value="([^"]*)"', text, re.S))
    return {name: html.unescape(value) for name, value in found.items()}


def go(client: Any, page: Any, step: str, at: str = "/new/person", **more: str) -> Any:
    return client.post(at, data={**form_of(page), "step": step, **more})


def test_a_new_record_by_steps(made: House, officer: Any) -> None:
    page = officer.get("/new/person")
    page = go(officer, page, "search", forenames="Moira", surname="Quill", date_of_birth="1/4/1971")
    assert "Nothing that you may see looks like it" in page.text
    page = go(officer, page, "details")
    page = go(officer, page, "check", text="Came to the desk.", role="witness", sensitive="yes")
    assert "Check before you save" in page.text
    assert "1/4/1971" in page.text
    page = go(officer, page, "save")
    assert page.status_code == 201, page.text
    ref = re.search(r"SIGHTLINE (SL-\w+-\w+)", page.text)
    assert ref, page.text
    assert "waits for the index" in page.text
    (version,) = made.services.store.versions(f"SIGHTLINE/{ref[1]}")
    assert version.body["title"] == "Quill, Moira"
    assert version.body["people"][0]["dates_of_birth"] == ["1971-04-01"]
    assert version.stamp.audit_id in page.text
    again = go(officer, officer.get("/new/person"), "save", forenames="Moira", surname="Quill")
    assert again.status_code == 422
    assert "search first" in again.text


def test_a_strong_match_is_shown_with_reasons_and_needs_one(officer: Any) -> None:
    page = go(
        officer,
        officer.get("/new/person"),
        "search",
        forenames="Sean",
        surname="Murphy",
        date_of_birth="3 2 1980",
    )
    assert "strong match" in page.text
    assert "date of birth the same" in page.text
    assert "/records/CUSTODY/1" in page.text
    refused = go(officer, page, "details")
    assert refused.status_code == 422
    assert "Say why it is none of the strong matches" in refused.text
    short = go(officer, refused, "details", reason="ab")
    assert short.status_code == 422
    assert "in 3 characters or more" in short.text
    page = go(officer, short, "details", reason="his cousin, seen beside him")
    page = go(officer, page, "check")
    assert "his cousin" in page.text
    assert go(officer, page, "save").status_code == 201


def test_a_form_is_filled_from_a_record_that_was_chosen(officer: Any) -> None:
    page = officer.get("/new/object?from=CUSTODY/1~1")
    assert form_of(page)["vrm"] == "AB12 CDE"
    assert form_of(page)["from"] == "CUSTODY/1~1"
    assert "/new/person?from=CUSTODY/1~1" in officer.get("/records/CUSTODY/1").text
    hidden, absent = (
        officer.get("/new/person?from=CUSTODY/2~1"),
        officer.get("/new/person?from=CUSTODY/none~1"),
    )
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert 'value="Murphy"' not in officer.get("/new/person?from=CUSTODY/1~7").text


def test_what_is_wrong_is_told_as_it_is_typed_and_at_the_step(officer: Any) -> None:
    token = form_of(officer.get("/new/person"))["csrf_token"]
    said = officer.post(
        "/new/check/pnc_id", data={"surname": "Murphy", "pnc_id": "2008/1234567A", "csrf_token": token}
    )
    assert "check letter" in said.text
    assert "<html" not in said.text
    assert (
        "2008/1234567R"
        in officer.post("/new/check/pnc_id", data={"pnc_id": "08/1234567R", "csrf_token": token}).text
    )
    page = go(
        officer,
        officer.get("/new/person"),
        "search",
        surname="Murphy",
        pnc_id="2008/1234567A",
        postcode="SE2",
    )
    assert page.status_code == 422
    assert "There is a problem" in page.text
    assert 'href="#pnc_id"' in page.text
    assert form_of(page)["surname"] == "Murphy"
    long = go(officer, officer.get("/new/person"), "search", forenames="Ada" * 101)
    assert (long.status_code, 'href="#forenames">Must have at most 300' in long.text) == (422, True)
    assert form_of(long)["forenames"] == "Ada" * 101
    assert "maxlength" not in long.text.partition('id="forenames"')[2].partition(">")[0]


def test_another_purpose_since_the_search_is_told_in_plain_words(officer: Any) -> None:
    page = go(officer, officer.get("/new/person"), "search", forenames="Wilma", surname="Tarn")
    page = go(officer, page, "details")
    page = go(officer, page, "check", text="Seen.")
    with officer.session_transaction() as session:
        kept = session["purpose"]
        session["purpose"] = {**kept, "reason": "something else by now"}
    again = go(officer, page, "save")
    with officer.session_transaction() as session:
        session["purpose"] = kept
    assert again.status_code == 422
    assert "Your purpose or your log-in has changed since you searched" in again.text
    assert "token of yours" not in again.text
    assert "Seen." in again.text


def test_a_lapsed_session_loses_nothing(made: House, officer: Any) -> None:
    page = go(officer, officer.get("/new/person"), "search", forenames="Ada", surname="Pym", nino="AB123456C")
    stranger = made.app.test_client()
    out = go(stranger, page, "details")
    assert out.status_code == 401
    assert "Nothing that you typed is lost" in out.text
    assert form_of(out)["nino"] == "AB123456C"
    answer = stranger.post("/login", json={"username": "pc7", "password": PASSWORD})
    assert answer.status_code == 200
    anew = stranger.post("/new/person", data={**form_of(page), "step": "details"})
    assert anew.status_code == 403, "the page's token is the old session's"
    assert "Nothing that you typed is lost" in anew.text
    on = stranger.post("/new/person", data=form_of(anew))
    assert on.status_code == 200
    assert form_of(on)["nino"] == "AB123456C"
    away = stranger.post("/new/person", data=form_of(on) | {"step": "search"})
    assert away.status_code == 422
    assert "State your purpose" in away.text
    assert form_of(away)["nino"] == "AB123456C"
    foreign = stranger.post("/new/person", data=form_of(on), headers={"Origin": "https://elsewhere.example"})
    assert foreign.status_code == 403
    assert "Pym" not in foreign.text


def test_who_makes_no_records_has_no_page_for_it(made: House) -> None:
    desk = person(made, "desk", "despatcher")
    for path in ("/new", "/new/person"):
        assert desk.get(path).status_code == 403
        assert made.services.ledger.events(size=1).events[0].kind == "permit.denied"
    assert "New record" not in desk.get("/risk").text
    assert person(made, "pc7", "officer").get("/new/ghost").status_code == 404


def saved(made: House, client: Any, surname: str, born: str = "5 6 1966") -> str:
    page = go(client, client.get("/new/person"), "search", surname=surname, date_of_birth=born)
    page = go(client, go(client, go(client, page, "details"), "check", text="first"), "save")
    assert page.status_code == 201, page.text
    index(made)
    found = re.search(r"SL-\w+-\w+", page.text)
    assert found
    return found[0]


def test_amending_makes_the_next_version_and_shows_them_all(made: House, officer: Any) -> None:
    ref = saved(made, officer, "Tarrant")
    at = f"/amend/{ref}"
    page = officer.get(at)
    assert page.status_code == 200, page.text
    refused = officer.post(at, data=form_of(page) | {"surname": "Tarent", "text": "first", "sensitive": "no"})
    assert refused.status_code == 422
    assert "Must be stated" in refused.text
    assert form_of(refused)["surname"] == "Tarent"
    done = officer.post(
        at, data=form_of(refused) | {"text": "first", "sensitive": "no", "reason": "misspelt"}
    )
    assert done.status_code == 200, done.text
    assert "Version 2 saved" in done.text
    assert "waits for the index" in done.text, "saved, though no search finds it yet"
    index(made)
    page = officer.get(at)
    assert "Version 2" in page.text
    assert "misspelt" in page.text
    assert re.search(r"<del>[^<]*Tarrant[^<]*</del> <ins>[^<]*Tarent", page.text)
    stale = officer.post(
        at, data=form_of(page) | {"version": "1", "title": "late", "sensitive": "no", "text": "first"}
    )
    assert stale.status_code == 409
    assert "What you typed is kept" in stale.text
    assert 'value="late"' in stale.text
    assert 'name="version" value="2"' in stale.text
    other = person(made, "pc8", "officer")
    assert other.get(at).status_code == 422, "a colleague sees the record and does not amend it"
    assert person(made, "sgt", "supervisor").get(at).status_code == 200
    assert officer.get("/amend/SL-NONE").status_code == 404
    assert ref in officer.get("/new").text
    assert ref not in other.get("/new").text


def test_the_owner_reads_a_notice_and_settles_it(made: House, officer: Any) -> None:
    page = go(
        officer,
        officer.get("/new/person"),
        "search",
        forenames="Aisha",
        surname="Khan",
        date_of_birth="30 11 1992",
    )
    assert "Nothing that you may see looks like it" in page.text
    page = go(officer, go(officer, go(officer, page, "details"), "check"), "save")
    assert page.status_code == 201
    index(made)
    notices = NoticeStore(made.services.store.url)
    while LookAlikes(made.services.store, notices, made.writer).step():
        pass
    notices.close()
    assert "Nothing waits for you" in officer.get("/notices").text
    owner = person(made, "sam", "analyst", groups=("sources",))
    page = owner.get("/notices")
    assert "Khan, Aisha looks like Detention 2" in page.text
    (at,) = re.findall(r'action="(/notices/\w+)"', page.text)
    key = at.rpartition("/")[2]
    assert owner.post(at, data=form_of(page) | {f"word-{key}": ""}).status_code == 422
    assert owner.post(at, data=form_of(page) | {f"word-{key}": "told her"}).status_code == 303
    assert "Nothing waits for you" in owner.get("/notices").text
