"""The officer's pages: search first, text with proposals, grading, sanitised twin, check; and nothing is lost on the way."""

from __future__ import annotations

import html
import json
import re
from contextlib import closing
from typing import Any

import pytest
from werkzeug.test import TestResponse

from nlp.evaluate import load_gold
from portal.services.reports.store import ReportStore
from tests.functional.test_reports import index
from tests.support.burying import delete
from tests.support.house import House, answered

MURPHY = {
    "system": "PNC", "ref": "2008/1234567R", "kind": "person", "title": "Sean Murphy", "recorded": "2026-01-01",
    "handling": {"tier": "OFFICIAL", "sensitive": False, "force": "01", "audience": ["*"], "compartments": [],
                 "denied": [], "releasable_to": []},
    "people": [{"role": "subject", "names": [{"forenames": "Sean", "surname": "Murphy"}], "dates_of_birth": ["1980-02-03"],
                "identifiers": {"pnc_id": "2008/1234567R"}, "markers": [{"code": "VI", "set_on": "2020-01-01"}],
                "addresses": [{"role": "home", "address": "3 Old Lane", "postcode": "SE20 7RT"}]}],
}  # fmt: skip
HIDDEN = MURPHY | {"ref": "HIDDEN", "handling": MURPHY["handling"] | {"compartments": ["OP-X"]}}
TEXT = (
    "Source, his cousin Debbie Larkin on 07700 900222, states that Sean Murphy (born 03/02/1980) is at 14 Larch Grove, Penge, "
    "SE20 8QQ. A baseball bat is kept behind the front door."
)
SANITISED = "Sean Murphy is at 14 Larch Grove, Penge, SE20 8QQ. A baseball bat is kept behind the front door."


class Officer:
    """Somebody at the pages, without script."""

    def __init__(self, house: House, user: str = "off1") -> None:
        self.user = user
        self.house, self.client = house, house.person(user, "officer", groups=("intel",))
        with self.client.session_transaction() as session:
            session["purpose"] = {"code": "PREVENT", "reason": "report from the street", "reference": None}
        self.token = re.findall(r'name="csrf_token" value="([^"]+)"', self.client.get("/keys").text)[0]

    def post(self, path: str, **form: Any) -> TestResponse:
        """What a page that was opened just now would send."""
        sent = {"csrf_token": self.token, "revision": self.revision(path), **form}
        return self.client.post(path, data=sent)

    def revision(self, path: str) -> int:
        with closing(ReportStore(self.house.services.settings.records_url)) as store:
            draft = store.draft(self.user, path.split("/")[2]) if path.count("/") > 1 else None
        return draft.revision if draft else 0

    def open(self, path: str) -> dict[str, str]:
        """A window: what its page was opened with."""
        shown = self.client.get(path)
        assert shown.status_code == 200
        return dict(re.findall(r'name="(revision|page)" value="([^"]+)"', shown.text))

    def begin(self, **form: Any) -> str:
        made = self.post("/reports", **form)
        assert made.status_code == 303, made.text
        return made.location.rsplit("/", 1)[0]

    def write(self, at: str, text: str = TEXT, **form: Any) -> TestResponse:
        """Type the text; then take the proposals as they stand, but for what `form` says."""
        shown = self.post(f"{at}/text", text=text, on="1")
        return self.post(f"{at}/text", text=text, on="1", **{**fields(shown.text), **form})

    def grade(self, at: str, **form: Any) -> TestResponse:
        given = {"source": "2", "intelligence": "B", "handling": "P", "sensitive": "no", "audience": "*"}
        return self.post(f"{at}/grading", **{**given, **form})

    def sanitise(self, at: str, text: str = SANITISED, **form: Any) -> TestResponse:
        return self.post(f"{at}/sanitised", sanitised_text=text, source_identity="Debbie Larkin", **form)


def fields(page: str) -> dict[str, list[str]]:
    """What a browser would send of the proposals as they stand on a page."""
    made: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>|<select[^>]*>.*?</select>", page, re.S):
        name = re.search(r'name="([^"]+)"', tag)
        if not name or not re.match(
            r"seen|take|offered-|fact|role-|known-|code-|assertion-|placement-", name[1]
        ):
            continue
        if tag.startswith("<select"):
            chosen = re.search(r'value="([^"]*)" selected', tag)
        elif re.search(r'type="(?:checkbox|radio)"', tag):
            chosen = re.search(r'value="([^"]*)"', tag) if " checked" in tag else None
        else:
            chosen = re.search(r'value="([^"]*)"', tag)
        if chosen:
            made.setdefault(name[1], []).append(html.unescape(chosen[1]))
    return made


@pytest.fixture
def officer(empty: House) -> Officer:
    empty.put([MURPHY, HIDDEN])
    return Officer(empty)


def saved(officer: Officer, at: str) -> dict[str, Any]:
    made = officer.post(f"{at}/check")
    assert made.status_code == 303, made.text
    ref = made.location.rsplit("=", 1)[1]
    stored = officer.house.services.store.get(f"SIGHTLINE/{ref}")
    assert stored
    return stored.as_json()


def test_the_whole_way_by_search_first(officer: Officer) -> None:
    house = officer.house
    at = officer.begin()
    found = officer.client.get(f"{at}/subjects?q=murphy+3/2/1980").text
    assert found.count('name="add"') == 1  # the hidden record is not among them, nor counted
    assert "HIDDEN" not in found
    token = re.findall(r'name="add" value="([^"]+)"', found)[0]
    assert token == "PNC/2008/1234567R~1"
    assert officer.post(f"{at}/subjects", add=token).status_code == 303
    assert "3 Old Lane" in officer.client.get(f"{at}/subjects").text
    written = officer.write(at)
    assert written.status_code == 303, re.findall(r"<li><a href=.*|Error:.*", written.text)
    assert officer.grade(at).status_code == 303
    assert "Debbie Larkin" in officer.client.get(f"{at}/sanitised").text
    assert officer.sanitise(at).status_code == 303
    check = officer.client.get(f"{at}/check").text
    assert "Not complete" not in check
    record = saved(officer, at)

    (person,) = record["people"]
    assert person["identifiers"] == {"pnc_id": "2008/1234567R"}
    assert person["dates_of_birth"] == ["1980-02-03"]
    assert not {"markers", "addresses"} & set(person)  # what another record says of him stays there
    assert [place["address"] for place in record["locations"]] == ["14 Larch Grove, Penge"]
    assert record["links"][0]["to"] == {"system": "PNC", "ref": "2008/1234567R"}
    assert record["source_identity"] == "Debbie Larkin"
    assert (record["kind"], record["grading"]["source"], record["version"]) == ("report", "2", 1)
    assert officer.client.get(f"{at}/text").status_code == 404  # the draft is gone
    again = officer.post(f"{at}/check")
    assert (again.status_code, f"saved already: SIGHTLINE {record['ref']}" in again.text) == (409, True)

    index(house)
    cards = answered(house.person("des1", "despatcher"), "/risk?q=14%20larch%20grove")["cards"]
    assert any(
        w["quote"] == "A baseball bat is kept behind the front door." for c in cards for w in c["warnings"]
    )
    assert "Larkin" not in str(cards)


def test_who_tells_it_is_left_out_and_the_known_are_to_be_decided(officer: Officer) -> None:
    at = officer.begin()
    page = officer.post(f"{at}/text", text=TEXT, on="1")
    assert page.status_code == 422
    assert "Look at what was read in the text" in page.text
    form = fields(page.text)
    taken = [html.unescape(p) for p in re.findall(r'id="take-([^"]+)"[^>]*checked', page.text)]
    assert len(taken) == 2  # Murphy and the address; not Debbie Larkin, nor her phone with her
    assert "Seems to be the source" in page.text
    undecided = officer.post(f"{at}/text", text=TEXT, on="1", **form)
    assert "Say whether Sean Murphy is one of those who are known already" in undecided.text
    known = next(name for name in re.findall(r'name="(known-person-[^"]+)" value="PNC', page.text))
    assert officer.post(f"{at}/text", text=TEXT, on="1", **form, **{known: "PNC/HIDDEN~1"}).status_code == 404
    assert (
        officer.post(f"{at}/text", text=TEXT, on="1", **form, **{known: "PNC/2008/1234567R~1"}).status_code
        == 303
    )
    officer.grade(at)
    officer.sanitise(at)
    record = saved(officer, at)
    assert [p["identifiers"]["pnc_id"] for p in record["people"]] == ["2008/1234567R"]
    assert "Larkin" not in json.dumps(record["people"])


def test_a_place_that_is_known_is_to_be_decided_as_a_person_is(officer: Officer) -> None:
    place = {"role": "occurred-at", "address": "12 Avenue Road", "postcode": "SE20 7RT"}
    officer.house.put([{**MURPHY, "ref": "2008/1", "people": [], "locations": [place]}])
    text = "Basil Quorndon keeps a shotgun at 12 Avenue Road."
    at = officer.begin()
    form = fields(officer.post(f"{at}/text", text=text, on="1").text)
    undecided = officer.post(f"{at}/text", text=text, on="1", **form)
    assert undecided.status_code == 422
    assert "Say whether 12 Avenue Road is one of those that are known already" in undecided.text
    (radio,) = re.findall(r'href="#(known-place-[^"]+)"', undecided.text)
    assert f'type="radio" id="{radio}" name="{radio}" value="12 Avenue Road, SE20 7RT"' in undecided.text
    known = {html.unescape(radio): "12 Avenue Road, SE20 7RT"}
    assert officer.post(f"{at}/text", text=text, on="1", **{**form, **known}).status_code == 303
    officer.grade(at)
    officer.sanitise(at, text)
    (kept,) = saved(officer, at)["locations"]
    assert (kept["address"], kept["postcode"]) == ("12 Avenue Road", "SE20 7RT")


def test_what_is_put_right_is_kept_as_training_data_and_goes_with_the_record(
    officer: Officer, tmp_path: Any
) -> None:
    at = officer.begin()
    officer.post(f"{at}/subjects", new="1", forenames="Kit", surname="Moss")
    text = "Kit Moss says a bat is under the bed. Moss has a snarler in the car."
    page = officer.post(
        f"{at}/text",
        text=text,
        **{"missed-words": "snarler", "missed-as": "FI", "missed-placement": "in the car"},
        more="1",
    )
    assert "snarler" in page.text
    form = fields(page.text)
    (fact,) = [key for key in form["fact"] if f'id="f-{key}"' in page.text]
    form[f"assertion-{fact}"] = ["uncertain"]
    form[f"placement-{fact}"] = [""]
    assert officer.post(f"{at}/text", text=text, on="1", **form).status_code == 303
    officer.grade(at)
    said = ["kit moss says", "says"]
    for _ in range(2):  # what is found is confirmed in its own words
        answer = officer.sanitise(at, text, stay=said)
        said = [html.unescape(one) for one in re.findall(r'name="stay" value="([^"]+)"', answer.text)]
    record = saved(officer, at)
    (kept,) = ReportStore(officer.house.services.settings.records_url).corrections()
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(kept.body) + "\n")
    (gold,) = load_gold([file])
    assert kept.id == f"SIGHTLINE/{record['ref']}"
    assert gold.text == text
    facts = {text[int(f["start"]) : int(f["end"])]: f for f in gold.facts}  # type: ignore[call-overload]
    assert facts["bat"]["assertion"] == "uncertain"
    assert "placement" not in facts["bat"]
    assert (facts["snarler"]["code"], facts["snarler"]["placement"]) == ("FI", "in the car")
    delete(officer.house.services.store, kept.id)
    assert ReportStore(officer.house.services.settings.records_url).corrections() == []


def test_a_trace_of_the_source_stops_the_report_until_a_person_says_that_it_stays(officer: Officer) -> None:
    at = officer.begin()
    officer.write(at, "A neighbour saw a knife at 14 Larch Grove.")
    officer.grade(at, handling="C")
    assert "needs at least one condition" in officer.grade(at, handling="C").text
    officer.grade(at, handling="C", conditions="A1")
    stopped = officer.sanitise(at, "A neighbour saw a knife at 14 Larch Grove.")
    assert (stopped.status_code, "neighbour saw" in stopped.text) == (422, True)
    assert officer.post(f"{at}/check").status_code == 422
    words = [html.unescape(one) for one in re.findall(r'name="stay" value="([^"]+)"', stopped.text)]
    assert officer.sanitise(at, "A neighbour saw a knife at 14 Larch Grove.", stay=words).status_code == 303
    assert saved(officer, at)["grading"]["conditions"] == ["A1"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("visible_until", "2020-01-01", "The last day must not lie in the past"),
        (
            "denied",
            "nosuchuser",
            "Who must never see it must be user names of your force: nosuchuser is none",
        ),
        ("denied", "pc-kent", "pc-kent is none"),
        (
            "releasable_to",
            "99, banana",
            "Other forces must be codes of forces, such as 45: 99, banana is none",
        ),
    ],
)
def test_handling_that_cannot_be_meant_is_refused_at_its_step(
    officer: Officer, field: str, value: str, said: str
) -> None:
    officer.house.person("pc-kent", "officer", force="46")
    at = officer.begin()
    officer.write(at)
    refused = officer.grade(at, **{field: value})
    assert refused.status_code == 422
    assert said in html.unescape(refused.text)
    assert f'href="#{field}"' in refused.text
    assert f'id="{field}-error"' in refused.text
    assert officer.grade(at, visible_until="2999-01-01", denied="off1", releasable_to="45").status_code == 303


def test_what_has_not_happened_yet_is_refused_where_the_day_is_given(officer: Officer) -> None:
    at = officer.begin()
    text = "A shotgun is under the bed."
    refused = officer.write(at, text, occurred="2999-01-01")
    assert (
        refused.status_code,
        'href="#occurred">When it happened must not lie in the future' in refused.text,
    ) == (422, True)
    assert officer.write(at, text, occurred="2020-01-01").status_code == 303


TOLD = "Karen Holt, who cleans for him, says that Barnaby Quill keeps a shotgun under the bed."


def test_whoever_tells_it_is_left_out_and_is_found_though_somebody_put_them_in(officer: Officer) -> None:
    at = officer.begin()
    page = officer.post(f"{at}/proposals", text="Karen Holt, who cleans for him").text
    begun = fields(page)
    assert len(begun["take"]) == 1  # she may be the subject as yet
    typed = officer.post(f"{at}/proposals", text=TOLD, **begun).text
    ticked = set(fields(typed)["take"])
    (karen,) = set(begun["take"]) - ticked
    assert len(ticked) == 1
    early = officer.post(
        f"{at}/text",
        text=TOLD,
        on="1",
        **{**fields(typed), "take": [karen, *ticked], f"offered-{karen}": "1"},
    )
    assert (early.status_code, f'href="#take-{karen}"' in early.text) == (422, True)
    put_in = {**fields(early.text), "take": [karen, *ticked]}
    assert officer.post(f"{at}/text", text=TOLD, on="1", **put_in).status_code == 303
    officer.grade(at)
    shown = html.unescape(officer.client.get(f"{at}/sanitised").text)
    assert "Nothing found" not in shown
    assert 'name="stay" value="karen holt"' in shown
    assert "Karen Holt: in the title or among the people" in shown
    officer.post(f"{at}/sanitised", sanitised_text="Barnaby Quill keeps a shotgun.", stay=["says that"])
    stopped = officer.post(f"{at}/check")
    assert (
        stopped.status_code,
        "“Karen Holt” (names somebody who tells it" in html.unescape(stopped.text),
    ) == (422, True)
    officer.post(f"{at}/text", text=TOLD, on="1", **{**put_in, "take": [*ticked]})
    record = saved(officer, at)
    assert "Karen" not in json.dumps([record["people"], record["title"], record["sanitised_text"]])


def test_the_full_text_as_the_sanitised_one_never_reads_as_checked(officer: Officer) -> None:
    at = officer.begin()
    officer.write(at, "A shotgun is under the bed at 14 Larch Grove.")
    officer.grade(at)
    shown = officer.client.get(f"{at}/sanitised").text
    assert "Nothing found" not in shown
    assert "word for word: nobody has checked it" in shown
    same = officer.post(f"{at}/traces", sanitised_text="A shotgun is under the bed  at 14 Larch Grove.").text
    assert "nobody has checked it" in same
    assert (
        "Nothing found" in officer.post(f"{at}/traces", sanitised_text="A shotgun is at 14 Larch Grove.").text
    )
    officer.sanitise(at, "A shotgun is under the bed at 14 Larch Grove.")
    assert "nothing has been taken out of it" in officer.client.get(f"{at}/check").text


def test_a_lapsed_session_loses_nothing(officer: Officer) -> None:
    at = officer.begin()
    officer.post(f"{at}/text", text="first words", on="1")
    stranger = officer.house.app.test_client()
    lost = stranger.post(f"{at}/text", data={"text": "more words\nstill typed", "csrf_token": officer.token})
    assert (lost.status_code, "more words\nstill typed" in lost.text) == (401, True)
    part = stranger.post(f"{at}/proposals", data={"text": "x"}, headers={"HX-Request": "true"})
    assert (part.status_code, "<html" in part.text) == (401, False)
    stale = officer.client.post(f"{at}/text", data={"text": "more words", "csrf_token": "stale"})
    assert (stale.status_code, "more words" in stale.text) == (403, True)
    with officer.client.session_transaction() as session:
        kept = session.pop("purpose")
    no_purpose = officer.post(f"{at}/text", text="more words", on="1")
    assert (no_purpose.status_code, "more words" in no_purpose.text) == (422, True)
    with officer.client.session_transaction() as session:
        session["purpose"] = kept
    assert "first words" in officer.client.get(f"{at}/text").text
    officer.post(f"{at}/proposals", text="more words")
    assert "more words" in officer.client.get(f"{at}/text").text  # kept as it is typed


def test_a_draft_is_its_writers_alone(officer: Officer) -> None:
    at = officer.begin(about="PNC/2008/1234567R~1")
    assert "Sean Murphy" in officer.client.get(f"{at}/subjects").text  # begun from a nominal, nothing typed
    assert officer.post("/reports", about="PNC/HIDDEN~1").status_code == 404
    other = Officer(officer.house, "off2")
    for step in ("subjects", "text", "grading", "sanitised", "check"):
        assert other.client.get(f"{at}/{step}").status_code == 404
        assert other.post(f"{at}/{step}", text="mine now").status_code == 404
    assert other.post(f"{at}/forget").status_code == 404
    assert "Sean Murphy" not in other.client.get("/reports").text
    assert officer.post(f"{at}/forget").status_code == 303


def test_what_was_taken_from_a_record_that_has_closed_is_not_saved(officer: Officer) -> None:
    at = officer.begin(about="PNC/2008/1234567R~1")
    officer.write(at, "He is violent to police.")
    officer.grade(at)
    officer.sanitise(at, "He is violent to police.")
    officer.house.put([MURPHY | {"version": 2, "handling": MURPHY["handling"] | {"audience": []}}])
    refused = officer.post(f"{at}/check")
    assert (refused.status_code, "not open to you any more" in refused.text) == (422, True)
    assert "SIGHTLINE" not in officer.house.services.store.counts()
    officer.post(f"{at}/subjects", remove="0")
    assert saved(officer, at)["people"] == []


def test_every_step_has_its_rows(officer: Officer) -> None:
    at = officer.begin()
    officer.client.get(f"{at}/subjects?q=murphy")
    officer.write(at)
    officer.client.get(f"{at}/grading")
    officer.client.get(f"{at}/sanitised")
    officer.client.get(f"{at}/check")
    events = officer.house.services.ledger.events(size=200).events
    granted = {(e.action, e.details["query"].get("step")) for e in events if e.kind == "permit.granted"}
    assert {step for action, step in granted if action == "report-create"} >= {
        "subjects", "text", "grading", "sanitised", "check",
    }  # fmt: skip
    assert "match" in {action for action, _ in granted}
    assert {e.kind for e in events if e.action in ("report-create", "match")} == {
        "permit.granted",
        "permit.completed",
    }
    assert "cousin" not in str([e.details for e in events])


def test_asking_for_the_head_of_a_step_changes_nothing_in_it(empty: House) -> None:
    officer = Officer(empty)
    at = officer.begin()
    officer.write(at)
    officer.grade(at, source="3")
    before = ReportStore(empty.services.store.url)
    (draft,) = before.drafts("off1")
    for step in ("text", "grading", "sanitised"):
        assert officer.client.head(f"{at}/{step}").status_code == 200
    (after,) = before.drafts("off1")
    before.close()
    assert after.body["grading"] == draft.body["grading"]
    assert after.body["text"] == draft.body["text"]


# ------------------------------------------------------------------------------------- two windows


def test_a_save_over_what_another_window_saved_is_refused_and_both_texts_are_there(officer: Officer) -> None:
    at = officer.begin()
    one, two = officer.open(f"{at}/text"), officer.open(f"{at}/text")
    assert "Kept." in officer.post(f"{at}/proposals", text="words of the second", **two).text
    typed = officer.post(f"{at}/proposals", text="words of the first", **one)
    assert (typed.status_code, "Kept." in typed.text) == (409, False)
    assert "changed in another window: not kept since" in typed.text
    assert (typed.headers["HX-Retarget"], typed.headers["HX-Reswap"]) == ("#told", "outerHTML")
    refused = officer.post(f"{at}/text", text="words of the first\nand more", title="Mine", on="1", **one)
    assert refused.status_code == 409
    for there in (
        "words of the first\nand more",
        "words of the second",
        "Load the newer one",
        "draft of its own",
    ):
        assert there in refused.text
    assert "words of the second" in officer.client.get(f"{at}/text").text

    kept = dict(
        re.findall(
            r'<(?:input type="hidden"|textarea) name="([^"]+)"(?: value="| hidden>\n)([^"<]*)', refused.text
        )
    )
    assert kept.keys() >= {"text", "title", "on"}
    assert not {"revision", "page"} & kept.keys()
    own = officer.post(f"{at}/text/apart", **{**kept, "csrf_token": officer.token})
    assert own.status_code == 303
    assert own.location != f"{at}/text"
    assert "words of the first\nand more" in officer.client.get(own.location).text
    assert "words of the second" in officer.client.get(f"{at}/text").text


def test_a_window_saves_over_what_it_saved_itself_though_no_answer_came(officer: Officer) -> None:
    at = officer.begin()
    window = officer.open(f"{at}/text")
    for words in ("first", "first second", "first second third"):
        assert officer.post(f"{at}/proposals", text=words, **window).status_code == 200
    assert "first second third" in officer.client.get(f"{at}/text").text


def test_every_step_is_held_against_its_revision(officer: Officer) -> None:
    at = officer.begin(about="PNC/2008/1234567R~1")
    officer.write(at)
    officer.grade(at)
    officer.sanitise(at)
    windows = {step: officer.open(f"{at}/{step}") for step in ("subjects", "grading", "sanitised", "check")}
    officer.post(f"{at}/text", text=TEXT, title="Seen elsewhere", on="1")
    assert officer.grade(at, source="3", **windows["grading"]).status_code == 409
    assert officer.sanitise(at, "Other words.", **windows["sanitised"]).status_code == 409
    part = officer.post(f"{at}/traces", sanitised_text="Other words.", **windows["sanitised"])
    assert (part.status_code, "not kept since" in part.text) == (409, True)
    out = officer.post(f"{at}/subjects", remove="0", **windows["subjects"])
    assert (out.status_code, "changed in another window" in out.text, "Sean Murphy" in out.text) == (
        409,
        True,
        True,
    )
    unread = officer.post(f"{at}/check", **windows["check"])
    assert (unread.status_code, "read it once more as it stands now" in unread.text) == (409, True)
    assert "Seen elsewhere" in unread.text
    assert "SIGHTLINE" not in officer.house.services.store.counts()
    apart = officer.post(f"{at}/grading/apart", source="3", sensitive="no", audience="*")
    assert 'value="3" checked' in officer.client.get(apart.location).text
    assert officer.post(f"{at}/check/apart").status_code == 404


def test_a_page_that_names_no_revision_saves_over_none(officer: Officer) -> None:
    at = officer.begin()
    assert officer.post(f"{at}/text", text="words", on="1", revision="").status_code == 409
    assert "words" not in officer.client.get(f"{at}/text").text


def test_looking_at_the_sanitised_version_keeps_nothing(officer: Officer) -> None:
    at = officer.begin()
    window = officer.open(f"{at}/text")
    officer.post(f"{at}/proposals", text=TEXT, **window)
    before = officer.revision(at)
    assert "Debbie Larkin" in officer.client.get(f"{at}/sanitised").text
    assert officer.revision(at) == before
