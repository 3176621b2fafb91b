"""What a release needs: the source check read, the originator's word where it is S2, and who else is in the record."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.functional.test_disclosure_pages import token_of
from tests.functional.test_partner_requests import filed, record, ticks
from tests.functional.test_requests_sent import officer
from tests.support.house import House

S2 = {"source": "2", "intelligence": "B", "handling": "C", "conditions": ["A1", "S2"], "original": None}
TYRONE = {
    "role": "suspect", "names": [{"kind": "birth", "forenames": "Tyrone", "surname": "Baptiste"}], "dates_of_birth": ["1994-01-25"],
}  # fmt: skip
TABITHA = {
    "role": "victim", "names": [{"kind": "birth", "forenames": "Tabitha", "surname": "Vole"}], "dates_of_birth": ["1990-02-02"],
    "addresses": [{"role": "home", "address": "3 Maple Avenue", "postcode": "SE20 7RT"}],
}  # fmt: skip
RELEASE = {"item-1": "released", "item-1-reason": "answers it"}


class Desk:
    """A disclosure officer at one open request."""

    def __init__(self, house: House, **more: Any) -> None:
        self.house, self.headers = house, house.partner("45")
        self.id = filed(house, self.headers, **more)
        self.client: FlaskClient = officer(house, "dis1", sensitive=True)
        self.at = f"/requests/{self.id}"

    def page(self) -> str:
        return self.client.get(self.at).text

    def post(self, step: str, tick: str | None = None, **form: str) -> Any:
        page = self.page()
        given = {"csrf_token": token_of(page), **RELEASE, **({} if tick == "" else ticks(page)), **form}
        if tick:
            given["item-1-checked"] = tick
        return self.client.post(
            f"{self.at}/{step}", data={name: value for name, value in given.items() if value}
        )

    def package(self) -> dict[str, Any]:
        told = self.house.app.test_client().get(
            f"/api/v1/intelligence-requests/{self.id}/package", headers=self.headers
        )
        assert told.status_code == 200, told.text
        made = told.get_json()
        assert isinstance(made, dict)
        return made

    def ledger(self) -> dict[str, Any]:
        """The decision as the ledger has it."""
        events = self.house.services.ledger.events(size=50).events
        row = next(e for e in events if e.action == "request-decide" and e.kind == "permit.granted")
        (said,) = row.details["query"]["decisions"]
        assert isinstance(said, dict)
        return said


def test_a_release_needs_the_source_check_read_and_ticked(empty: House) -> None:
    empty.put(
        [
            record(
                "A1", text="The barmaid of the Fox, who is his ex-girlfriend, says that Baptiste sells crack."
            )
        ]
    )
    desk = Desk(empty)
    page = desk.page()
    assert "may tell who the source is" in page
    assert page.index("Release the sanitised text") < page.index("Release the full text")
    refused = desk.post("preview", tick="")
    assert (refused.status_code, "Read the source check" in refused.text) == (422, True)
    assert desk.post("send", tick="0" * 32).status_code == 422
    assert desk.post("preview").status_code == 200
    withheld = desk.post("send", tick="", **{"item-1": "withheld"})
    assert withheld.status_code == 303


def test_a_tick_holds_for_the_words_that_were_shown_and_no_others(empty: House) -> None:
    empty.put([record("A1")])
    desk = Desk(empty)
    (tick,) = ticks(desk.page()).values()
    empty.put([record("A1", version=2, text="My cousin says that Baptiste sells crack.")])
    assert desk.post("send", tick=tick).status_code == 422
    assert desk.post("send").status_code == 303


def test_a_sanitised_text_is_written_checked_and_released_and_kept_with_the_record_alone(
    empty: House,
) -> None:
    empty.put([record("A1", text="His cousin says that Baptiste sells crack.", sanitised_text=None)])
    desk = Desk(empty)
    none = desk.post("preview", **{"item-1": "sanitised"})
    assert (none.status_code, "Write the sanitised text" in none.text) == (422, True)
    said = {
        "item-1": "sanitised",
        "item-1-id": "CRIMINT/A1",
        "item-1-text": "His cousin reports:\r\nBaptiste sells crack.",
    }
    first = desk.post("preview", **said)
    assert first.status_code == 422
    assert "Read the source check of what you wrote" in first.text
    assert "The text that you wrote" in first.text
    said["item-1-text"] = "Baptiste sells crack."
    second = desk.post("preview", **said)
    assert second.status_code == 422, "other words need a check of their own"
    (tick,) = ticks(second.text).values()
    assert "The text that you wrote: nothing found" in second.text
    shown = desk.post("preview", tick=tick, **said)
    assert (shown.status_code, "written for this release" in shown.text) == (200, True)
    assert desk.post("send", tick=tick, **said).status_code == 303
    (item,) = desk.package()["items"]
    assert (item["decision"], item["record"]["text"]) == ("sanitised", "Baptiste sells crack.")
    assert desk.ledger()["sanitised_here"] is True
    assert "crack" not in json.dumps(desk.ledger())


@pytest.mark.parametrize(
    "given",
    [{}, {"item-1-agreed_by": "DS Hall"}, {"item-1-agreed_by": "DS Hall", "item-1-agreed_on": "2999-01-01"}],
)
def test_s2_waits_for_the_originator(empty: House, given: dict[str, str]) -> None:
    empty.put([record("A1", grading=S2)])
    desk = Desk(empty, contact_originator=True)
    for step in ("preview", "send"):
        assert desk.post(step, **given).status_code == 422
    agreed = {"item-1-agreed_by": "DS Hall, source unit", "item-1-agreed_on": "2026-01-20"}
    assert "DS Hall, source unit, 20 Jan 2026" in desk.post("preview", **agreed).text
    assert desk.post("send", **agreed).status_code == 303
    assert (desk.ledger()["agreed_by"], desk.ledger()["agreed_on"]) == ("DS Hall, source unit", "2026-01-20")
    assert "DS Hall, source unit, 20 Jan 2026" in desk.page()
    assert "Hall" not in json.dumps(desk.package())


def test_s2_is_not_released_where_the_originator_may_not_be_asked(empty: House) -> None:
    empty.put([record("A1", grading=S2)])
    desk = Desk(empty, contact_originator=False)
    page = desk.page()
    assert "it can only be withheld" in page
    assert "take it up with the partner" in page
    assert 'value="released"' not in page
    agreed = {"item-1-agreed_by": "DS Hall", "item-1-agreed_on": "2026-01-20"}
    assert desk.post("send", **agreed).status_code == 422
    assert desk.post("send", **{"item-1": "withheld"}).status_code == 303


def test_others_in_a_record_are_named_and_can_be_taken_out(empty: House) -> None:
    crime = {
        "title": "Assault on Tabitha Vole",
        "classification": "Assault",
        "text": "The suspect hit her.",
        "sanitised_text": None,
    }
    empty.put([record("A1", people=[TYRONE, TABITHA], **crime)])
    desk = Desk(empty)
    assert re.search(r"Take out VOLE, Tabitha \(victim\)", desk.page())
    assert "Take out BAPTISTE" not in desk.page()
    assert desk.post("send", **{"item-1-without-2": "yes"}).status_code == 303
    (item,) = desk.package()["items"]
    assert [one["role"] for one in item["record"]["people"]] == ["suspect"]
    assert item["record"]["title"] == "Assault"
    assert "Vole" not in json.dumps(item)
    assert desk.ledger()["without"] == [2]


def test_who_was_taken_out_is_not_left_in_the_text(empty: House) -> None:
    empty.put(
        [record("A1", people=[TYRONE, TABITHA], text="Baptiste hit Tabitha Vole.", sanitised_text=None)]
    )
    desk = Desk(empty)
    refused = desk.post("preview", **{"item-1-without-2": "yes"})
    assert refused.status_code == 422
    assert "names in its text somebody who was taken out" in refused.text


def test_an_expiry_goes_along(empty: House) -> None:
    empty.put([record("A1")])
    desk = Desk(empty)
    for wrong in ("2020-01-01", "soon"):
        assert desk.post("preview", **{"item-1-expires": wrong}).status_code == 422
    assert desk.post("send", **{"item-1-expires": "2999-01-01"}).status_code == 303
    assert desk.package()["items"][0]["expires"] == "2999-01-01"


def test_what_is_not_releasable_says_what_can_be_done(empty: House) -> None:
    empty.put([record("A1", handling={"releasable_to": [], "unit": "LX"})])
    page = Desk(empty, urgency="threat-to-life").page()
    assert "it can only be withheld" in page
    assert "speak to the supervisor of its owner, force 01, unit LX" in page


def test_who_comes_second_is_told_who_decided_and_what(empty: House) -> None:
    empty.put([record("A1")])
    desk = Desk(empty)
    second = officer(empty, "dis2", sensitive=True)
    theirs = second.get(desk.at).text
    form = {"csrf_token": token_of(theirs), **RELEASE, **ticks(theirs)}
    assert desk.post("send").status_code == 303
    for step, more in (("send", {}), ("preview", {}), ("refuse", {"refusal": "no lawful basis"})):
        late = second.post(f"{desk.at}/{step}", data={**form, **more})
        assert late.status_code == 409, step
        assert "Decided already, by dis1" in late.text
        assert "answers it" in late.text
    assert "Decided already" not in desk.page()
