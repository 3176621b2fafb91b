"""The business case, and what each of the three kinds of reader gets."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.support.house import House, answered, ask

NINE = {"CRIS", "CRIMINT", "CUSTODY", "COPA", "AIRSPACE", "EWMS", "MERLIN", "PNC", "PND"}
BAT = "/records/CRIMINT/CRRT00000456"


@pytest.fixture(scope="module")
def despatcher(town: House):
    return town.person("pc204", "despatcher", sensitive=True)


@pytest.fixture(scope="module")
def analyst(town: House):
    return town.person("an1", "analyst", sensitive=True, groups=("intel",), compartments=("OP-HERON",))


@pytest.fixture(scope="module")
def other_analyst(town: House):
    return town.person("an2", "analyst", sensitive=True, groups=("public-protection",))


def test_a_bat_behind_the_door_surfaces_from_a_system_that_was_never_named(despatcher) -> None:
    answer = answered(despatcher, "/risk?q=Jones%20Avenue%20Road")
    card = answer["cards"][0]
    assert (card["kind"], card["band"]) == ("location", "high")
    assert card["title"].startswith("Flat 2, 12 Avenue Road")
    bat = card["warnings"][0]
    assert (bat["code"], bat["assertion"], bat["placement"]) == ("WE", "affirmed", "behind the front door")
    assert "a baseball bat is kept behind the front door" in bat["quote"]
    assert bat["age_days"] == 21
    assert (bat["grading"]["source"], bat["grading"]["intelligence"], bat["grading"]["handling"]) == (
        "2",
        "B",
        "P",
    )
    assert bat["source"] == {"system": "CRIMINT", "ref": "CRRT00000456"}
    assert {s["system"] for s in answer["systems"]} == NINE
    assert answer["marking"] == "OFFICIAL-SENSITIVE [PERSONAL DATA]"


def test_what_is_denied_is_shown_and_not_counted(despatcher) -> None:
    card = answered(despatcher, "/risk?q=Jones%20Avenue%20Road")["cards"][0]
    firearms = [w["assertion"] for w in card["warnings"] if w["code"] == "FI"]
    assert set(firearms) == {"denied", "negated"}
    assert not any("Firearms" in rule for rule in card["band_reasons"])


def test_a_namesake_stays_apart(despatcher) -> None:
    cards = answered(despatcher, "/risk?q=sean%20murphy%2017%2F11%2F1991")["cards"]
    best = cards[0]
    assert "1991-11-17" in best["title"]
    assert best["band"] == "none"
    violent = next(c for c in cards if "1980-02-03" in c["title"])
    assert violent["match"]["strength"] == "weak"


def test_a_plate_finds_the_car_and_its_driver(despatcher) -> None:
    cards = answered(despatcher, "/risk?q=LB22%20KXN")["cards"]
    assert cards[0]["kind"] == "object"
    assert {r["system"] for r in cards[0]["records"]} == {"CRIS", "CRIMINT"}


def test_a_firearm_in_a_compartment_is_not_there_for_the_desk(despatcher, analyst) -> None:
    query = "/risk?q=flat%204%207%20pilgrim%20court"
    desk = answered(despatcher, query)["cards"][0]
    assert not any(w["code"] == "FI" for w in desk["warnings"])
    seen = answered(analyst, query)["cards"][0]
    gun = next(w for w in seen["warnings"] if w["code"] == "FI")
    assert "inside the cistern" in gun["placement"]


def test_the_full_text_is_for_those_who_may_read_it(despatcher, analyst) -> None:
    short, full = answered(despatcher, BAT), answered(analyst, BAT)
    assert short["text"] is None
    assert "Source" not in short["sanitised_text"]
    assert full["text"].startswith("Source, who visited")
    assert (
        answered(despatcher, "/search?q=relative")["total"] < answered(analyst, "/search?q=relative")["total"]
    )


def test_two_analysts_get_two_answers_and_one_not_found(analyst, other_analyst) -> None:
    first, second = (answered(who, "/search?q=") for who in (analyst, other_analyst))
    assert first["total"] != second["total"]
    assert first["facets"] != second["facets"]
    hidden = ask(other_analyst, "/records/CRIMINT/CRRT00000072")
    absent = ask(other_analyst, "/records/CRIMINT/CRRT99999999")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert ask(analyst, "/records/CRIMINT/CRRT00000072").status_code == 200
    bodies = [{**answer.get_json(), "audit_id": ""} for answer in (hidden, absent)]
    assert bodies[0] == bodies[1]


def test_a_search_finds_by_meaning_and_says_where(analyst) -> None:
    answer = answered(analyst, "/search?q=weapon")
    assert answer["total"] >= 2
    marked = [fragment for hit in answer["hits"] for fs in hit["highlights"].values() for fragment in fs]
    assert any("<mark>" in fragment for fragment in marked)


def test_paging_gives_every_hit_once(analyst) -> None:
    seen: list[str] = []
    path = "/search?q=&size=50"
    while path:
        page = answered(analyst, path)
        seen += [f"{hit['system']}/{hit['ref']}" for hit in page["hits"]]
        path = f"/search?q=&size=50&cursor={quote(page['next'])}" if page["next"] else ""
    assert len(seen) == len(set(seen)) == page["total"]


def test_facets_agree_with_what_a_filter_finds(analyst) -> None:
    everything = answered(analyst, "/search?q=")
    for facet in everything["facets"]["system"]:
        assert answered(analyst, f"/search?q=&system={facet['value']}")["total"] == facet["count"]


def test_nothing_found_still_names_every_system(despatcher) -> None:
    answer = answered(despatcher, "/risk?q=zzyzx%20quxley")
    assert answer["cards"] == []
    assert {s["system"] for s in answer["systems"]} == NINE
    assert all(s["count"] == 0 for s in answer["systems"])
