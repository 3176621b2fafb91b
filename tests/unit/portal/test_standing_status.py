"""What stands of somebody: warrants, orders, missing people, flags in the systems' own words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nlp.assertions import Assertion
from portal.search.bands import packaged
from portal.services.risk.context import Context
from portal.services.risk.dangers import Danger
from portal.services.risk.linked import links

from .hits import TODAY, fact, hit, person


def told(made, *, elsewhere=(), said=()):
    people = [(made, one) for one in made.record.get("people") or ()]
    return Context(TODAY, [made], people, said, elsewhere)


def statuses(made, **more):
    return [(one.kind, one.text) for one in told(made, **more).status()]


@pytest.mark.parametrize(
    ("people", "classification", "wanted"),
    [
        ([person(role="subject")], "arrest no bail", 1),
        ([person(role="holder")], "arrest no bail", 1),  # in doubt somebody is wanted
        ([person(role="subject"), person("Jo", "Marsh", role="occupant")], None, 1),
        ([person(role="witness")], "arrest no bail", 0),
        ([person(role="occupant")], "search", 0),
        ([person(role="subject")], "Search (s.8 PACE)", 0),
        ([person(role="subject")], "arrest and search", 1),
    ],
)
def test_a_warrant_seeks_whom_it_is_about_and_one_to_search_nobody(people, classification, wanted):
    made = hit("W1", "EWMS", people=people, classification=classification, status="outstanding")
    assert len(statuses(made)) == wanted
    search = [one.text for one in told(made).context([]) if one.kind == "search-warrant"]
    assert search == (
        ["Search warrant: Threats"] if classification in ("search", "Search (s.8 PACE)") else []
    )


@pytest.mark.parametrize(
    ("order", "status"),
    [
        ({"kind": "wanted"}, [("wanted", "Sean Murphy: wanted")]),
        ({"kind": "Missing person"}, [("missing", "Sean Murphy: Missing person")]),
        ({"kind": "police bail", "conditions": "Not to enter SE20"}, [("bail", "Sean Murphy: police bail: Not to enter SE20")]),
        ({"kind": "bail", "conditions": "Not to enter SE20"}, [("bail", "Sean Murphy: Not to enter SE20")]),
        ({"kind": "curfew", "conditions": "19:00 to 07:00"}, [("order", "Sean Murphy: curfew: 19:00 to 07:00")]),
        ({"kind": "curfew", "conditions": "Curfew 19:00 to 07:00"}, [("order", "Sean Murphy: Curfew 19:00 to 07:00")]),
        ({"kind": "restraining order", "from": "2027-05-01"}, []),
        ({"kind": "restraining order", "from": "2026-11"}, [("order", "Sean Murphy: restraining order")]),
        ({"kind": "restraining order", "until": "2026-10"}, []),
    ],
)  # fmt: skip
def test_an_order_stands_from_its_first_day_to_its_last_and_says_which_it_is(order, status):
    assert statuses(hit("1", "PNC", people=[person(orders=[order])])) == status


@pytest.mark.parametrize(
    ("assertion", "status"), [("affirmed", ["missing"]), ("historic", []), ("negated", [])]
)
def test_who_is_missing_by_a_text_alone_is_so(assertion, status):
    said = "Sean Murphy has been reported missing."
    made = hit("1", "CRIMINT", people=[person()], text=said)
    told_so = [(made, fact("MISSING", "missing", said, said, assertion))]
    assert [kind for kind, _ in statuses(made, said=told_so)] == status


@pytest.mark.parametrize(
    "flags", [["DV", "repeat"], ["Domestic Abuse", "Repeat_Victim"], ["domestic-abuse", "repeat-victim"]]
)
def test_flags_are_known_in_the_systems_own_words(flags):
    made = hit("1", people=[person(role="Victim")], flags=flags)
    assert {one.kind for one in told(made).context([])} == {"domestic-abuse", "repeat-victim"}


def test_what_is_linked_tells_every_role_the_adverse_first():
    gordon = {"names": [{"kind": "birth", "text": "Gordon Hale"}]}
    fight, stabbing = (
        hit(ref, people=[{"role": role, **gordon}]) for ref, role in (("1", "witness"), ("2", "suspect"))
    )
    (link,) = links([(one, one.record["people"][0]) for one in (fight, stabbing)], [], [])
    assert (link.role, [one.id for one in link.hits]) == ("suspect, witness", ["CRIS/1", "CRIS/2"])


def test_a_place_links_to_its_residents_phones_and_vehicles_in_other_records():
    veda = person("Veda", "Holt", identifiers={"phone": ["07700 900123"]})
    car = {"type": "vehicle", "role": "keeper", "identifiers": {"vrm": "LM70 ABC"}}
    theirs = hit("P1", "PNC", people=[veda], objects=[car])
    other = hit(
        "2", people=[veda, person()], objects=[{**car, "role": "stolen", "identifiers": {"vrm": "AB12 CDE"}}]
    )
    belong = [(theirs, veda), (other, veda)]
    found = links([], belong, [], belong)
    assert {(one.kind, one.title, one.role) for one in found} == {
        ("phone", "07700 900123", "used by Veda Holt"), ("vehicle", "LM70 ABC", "of Veda Holt"),
    }  # fmt: skip


def test_a_warning_whose_code_nobody_knows_counts_for_something():
    hazard = Danger(hit(), "HAZ", "Loose roof", Assertion.AFFIRMED, None, None)
    assert packaged().of([hazard], []).band == "low"
    assert packaged().of([replace(hazard, assertion=Assertion.NEGATED)], []).band == "none"
