"""How the systems stood, on the pages: old data are told in words and bear no plain tick; the API's words stay."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from tests.support.house import PURPOSE, House, answered

COUNTS = {"loaded": 1, "unchanged": 0, "rejected": 0}


def fed(house: House, system: str, days: int) -> None:
    at = datetime.now(UTC) - timedelta(days=days)
    house.services.store.fed(system, at.strftime("%Y-%m-%dT%H:%M:%SZ"), COUNTS)


def report(ref: str, audience: list[str], system: str = "ZQOPS") -> dict[str, object]:
    """A text, of a system that is none of the nine unless said otherwise."""
    shown = {"tier": "OFFICIAL", "sensitive": False, "force": "01", "audience": audience}
    none: dict[str, list[str]] = {"compartments": [], "denied": [], "releasable_to": []}
    return {
        "system": system, "ref": ref, "kind": "report", "title": "Seen at the market", "recorded": "2026-03-01T08:00:00Z",
        "handling": shown | none, "text": "Zzyxqvw seen at the market.",
    }  # fmt: skip


def item(page: str, name: str) -> str:
    """What the line of systems says of one, without its tags."""
    found = next(
        one for one in re.findall(r"<li class=\"sl-systems__item.*?</li>", page, re.S) if name in one
    )
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_old_data_bear_a_warning_in_words_and_no_plain_tick(empty: House) -> None:
    fed(empty, "CRIS", 0)
    fed(empty, "PNC", 100)
    empty.put([report("1", ["*"], "CRIS"), report("2", ["*"], "PNC")])
    client = empty.person("desk", "despatcher")
    with client.session_transaction() as session:
        session["purpose"] = {"code": "LIFE", "reason": "call to the address", "reference": None}
    page = client.get("/risk?q=brontops").text
    assert "✓" in item(page, "CRIS")
    assert item(page, "PNC").startswith("PNC as of 3 months ago ⚠ old data")
    assert "Old data: PNC as of 3 months ago. What happened since is not in this answer." in page
    assert "All systems answered." not in page
    told = {s["system"]: s for s in answered(client, "/risk?q=brontops")["systems"]}
    assert told["PNC"]["status"] == "answered", "the API's words stay"
    assert set(told["PNC"]) == {"system", "status", "as_of", "count"}


def test_a_hidden_record_makes_no_old_data_read_as_new(empty: House) -> None:
    """The date is the feed's: beside it stands that what this reader may see may be older."""
    empty.put([report("1", ["*"], "PNC"), report("2", [], "PNC")])
    fed(empty, "PNC", 0)
    client = empty.person("desk", "despatcher")
    with client.session_transaction() as session:
        session["purpose"] = {"code": "LIFE", "reason": "call to the address", "reference": None}
    for asked in ("/risk?q=brontops", "/search?q=zzyxqvw", "/search?q=brontops"):
        page = client.get(asked).text
        assert "What you may see of it may be older." in page, asked


def test_an_administrator_reads_the_age_of_each_feed(empty: House) -> None:
    fed(empty, "PNC", 100)
    page = empty.person("boss", "administrator").get("/feeds", headers=PURPOSE).text
    row = next(one for one in re.findall(r"<tr>.*?</tr>", page, re.S) if ">PNC<" in one)
    assert "old data" in row
    assert "3 months ago" in row


def test_a_feed_of_hidden_records_alone_changes_nothing(empty: House) -> None:
    client = empty.person("desk", "despatcher")
    before = answered(client, "/risk?q=zzyxqvw")["systems"]
    fed(empty, "MERLIN", 0)
    empty.put([report("1", [], "MERLIN")])
    assert answered(client, "/risk?q=zzyxqvw")["systems"] == before
    empty.put([report("2", ["*"], "MERLIN")])
    told = {s["system"]: s["status"] for s in answered(client, "/risk?q=zzyxqvw")["systems"]}
    assert (told["MERLIN"], told["CRIS"]) == ("answered", "not loaded")


def test_a_tenth_system_is_named_by_its_visible_records_alone(empty: House) -> None:
    """That there is an operation's own system may itself be the secret."""
    client = empty.person("desk", "despatcher")
    before = [s["system"] for s in answered(client, "/risk?q=zzyxqvw")["systems"]]
    empty.put([report("1", audience=[])])
    assert [s["system"] for s in answered(client, "/risk?q=zzyxqvw")["systems"]] == before
    assert "ZQOPS" not in client.get("/api/v1/search?q=", headers=PURPOSE).text
    empty.put([report("2", audience=["*"])])
    told = {s["system"]: s["count"] for s in answered(client, "/search?q=zzyxqvw")["systems"]}
    assert told["ZQOPS"] == 1


def test_a_number_that_a_role_may_not_search_by_is_told_so_whatever_there_is(empty: House) -> None:
    said = {}
    for role in ("despatcher", "analyst"):
        client = empty.person(f"nhs-{role}", role, sensitive=True)
        said[role] = answered(client, "/risk?q=943%20476%205919")["interpreted"]["not_searched"]
        with client.session_transaction() as session:
            session["purpose"] = {"code": "LIFE", "reason": "call to the address", "reference": None}
        told = "numbers are not searched for your role" in client.get("/risk?q=943%20476%205919").text
        assert told == (role == "despatcher")
    assert said == {"despatcher": ["nhs"], "analyst": []}


def test_an_administrator_reads_when_each_grant_and_account_ends(empty: House) -> None:
    accounts = empty.services.accounts
    accounts.add("an-2", "analyst", "01", groups=["ci"], expires=datetime(2099, 3, 4, 12, tzinfo=UTC))
    accounts.grant("an-2", "compartment", "OP ELM", expires=datetime(2098, 1, 5, 9, 30, tzinfo=UTC))
    page = empty.person("boss", "administrator").get("/people").text
    row = re.search(r"<tr[^>]*><th scope=\"row\">an-2</th>.*?</tr>", page, re.S)
    assert row
    said = " ".join(re.sub(r"<[^>]+>", " ", row[0]).split())
    assert "ci (no end)" in said
    assert "OP ELM (until 5 Jan 2098, 09:30 )" in said
    assert said.endswith("4 Mar 2099, 12:00")
