"""Cards: warnings in one form, their order, the band and its rules, status and context."""

from __future__ import annotations

import pytest

from indexer.resolve.places import keys_of
from indexer.resolve.query import Reason, match_of
from indexer.resolve.scorer import Held
from nlp.assertions import Assertion
from portal.search.bands import Banded, Bands, Rule, packaged
from portal.search.box.question import understand
from portal.services.risk.assessed import Assessed
from portal.services.risk.bearing import Bearings, current_homes, target_of
from portal.services.risk.belonging import LIVES, Belonging
from portal.services.risk.card import Card, best_first
from portal.services.risk.cards import Composer
from portal.services.risk.context import Context
from portal.services.risk.dangers import Danger
from portal.services.risk.grouping import Group, grouped
from portal.services.risk.people import candidates, everybody
from portal.services.risk.sources import age
from portal.services.risk.warnings import Warner, ordered

from .hits import FLAT, TODAY, address, fact, hit, person

JONES = target_of(keys_of("Flat 2, 12 Avenue Road", "SE20 7RT"))
SAID = "At Flat 2, 12 Avenue Road a baseball bat is kept behind the front door."
GRADING = {"source": "2", "intelligence": "B", "handling": "P", "conditions": [], "original": None}
CERTAIN = match_of([Reason("building the same", 14.0)])


def bat(assertion="affirmed", ref="CRRT00000456"):
    return hit(
        ref, "CRIMINT", kind="report", title="Weapon at an address", text=SAID, grading=GRADING,
        mentions=[address("Flat 2, 12 Avenue Road", SAID)],
        facts=[fact("WE", "baseball bat", SAID, SAID, assertion, placement="behind the front door")],
    )  # fmt: skip


def danger(code, assertion="affirmed", days=0, **more):
    return Danger(hit(), code, "", Assertion(assertion), None, days, **more)


def place(*hits):
    return Composer(TODAY).places.card(JONES, "Flat 2, 12 Avenue Road", CERTAIN, hits).as_json()


def test_a_fact_becomes_a_warning_with_all_that_an_officer_needs():
    (warning,) = place(bat())["warnings"]
    assert warning == {
        "code": "WE", "label": "Weapons: baseball bat", "assertion": "affirmed", "quote": SAID,
        "placement": "behind the front door", "date": "2026-11-02", "age_days": 21, "grading": GRADING,
        "marking": "OFFICIAL-SENSITIVE", "source": {"system": "CRIMINT", "ref": "CRRT00000456"},
    }  # fmt: skip


def test_a_forces_own_rules_make_the_band_and_are_cited():
    own = Bands(
        "ours-2",
        (
            Rule(
                "low", "A bat is nothing here", frozenset({"WE"}), frozenset({"affirmed"}), frozenset(), None
            ),
        ),
    )
    card = Composer(TODAY, own).places.card(JONES, "Flat 2, 12 Avenue Road", CERTAIN, [bat()]).as_json()
    assert (card["band"], card["band_reasons"], card["band_rules"]) == (
        "low",
        ["A bat is nothing here"],
        "ours-2",
    )


def test_a_match_gives_its_reasons_with_their_weights():
    match = match_of([Reason("another date of birth", -4.0, "born"), Reason("surname the same", 6.0, "name")])
    card = Composer(TODAY).places.card(JONES, "Flat 2, 12 Avenue Road", match, []).as_json()
    assert card["match"]["evidence"] == [
        {"text": "surname the same", "weight": 6.0},
        {"text": "another date of birth", "weight": -4.0},
    ]
    assert card["match"]["reasons"] == [one["text"] for one in card["match"]["evidence"]]


def test_the_card_names_its_band_the_rule_and_the_rules_version():
    card = place(bat())
    assert (card["band"], card["band_reasons"], card["band_rules"]) == (
        "high",
        ["Weapons"],
        packaged().version,
    )
    assert card["records"] == [{"system": "CRIMINT", "ref": "CRRT00000456"}]
    assert card["marking"] == "OFFICIAL-SENSITIVE"


@pytest.mark.parametrize("assertion", ["denied", "negated"])
def test_what_is_denied_is_shown_and_never_counted(assertion):
    card = place(bat(assertion))
    assert [w["assertion"] for w in card["warnings"]] == [assertion]
    assert (card["band"], card["band_reasons"]) == ("none", [])


@pytest.mark.parametrize("assertion", ["uncertain", "historic"])
def test_what_is_unsure_or_past_counts_for_less(assertion):
    assert place(bat(assertion))["band"] == "medium"


def test_every_code_has_a_rule_and_every_rule_holds_for_its_own():
    for rule in packaged().rules:
        for code in rule.codes:
            assert rule.holds([danger(code, min(rule.assertions), 0)], frozenset())
    for code in ("FI", "WE", "VI", "DOG", "XP"):
        assert packaged().of([danger(code, days=4_000)], ()).band == "high"


def test_a_rule_with_days_forgets():
    for days, band in ((90, "high"), (91, "medium"), (None, "medium")):
        assert packaged().of([danger("THREAT", days=days)], ()).band == band


def test_markers_say_whose_when_and_whether_their_review_is_overdue():
    marker = {"code": "VI", "text": "Violent to police", "set_on": "2022-01-01", "review_on": "2025-01-01"}
    warning = Warner(TODAY).of_marker(hit("2008/1234567R", "PNC"), marker, person()).as_json()
    assert (warning["label"], warning["date"], warning["review_overdue"]) == (
        "Violent to police (Sean Murphy)", "2022-01-01", True,
    )  # fmt: skip
    assert warning["age_days"] == (TODAY - TODAY.replace(2022, 1, 1)).days
    assert warning["assertion"] == "affirmed"


def test_a_persons_marker_is_told_where_they_live():
    record = hit("P1", "PNC", people=[person(addresses=[FLAT], markers=[{"code": "VI", "text": "Violent"}])])
    card = place(record)
    assert [w["code"] for w in card["warnings"]] == ["VI"]
    victim = hit(
        "C1", locations=[{"address": "Flat 2, 12 Avenue Road"}], people=[person(markers=[{"code": "VI"}])]
    )
    assert place(victim)["warnings"] == []  # they were there once, and live elsewhere


def test_weightiest_first_and_what_is_denied_last():
    made = [
        danger(code, assertion, days, quote=str(n))
        for n, (code, assertion, days) in enumerate(
            [
                ("DR", "affirmed", 1),
                ("FI", "denied", 1),
                ("WE", "affirmed", 9),
                ("WE", "affirmed", 2),
                ("FI", "historic", 1),
            ]
        )
    ]
    assert [one.quote for one in ordered(made)] == ["4", "3", "2", "0", "1"]


def test_a_warning_told_twice_by_one_record_is_shown_once():
    twice = bat()
    assert len(ordered([*Composer(TODAY).places.dangers(JONES, [twice, twice])])) == 1


@pytest.mark.parametrize(
    ("day", "days"), [("2026-11-22", 1), ("2026-11-22T23:00:00Z", 1), ("2026", 326), (None, None)]
)
def test_ages_are_whole_days(day, days):
    assert age(day, TODAY) == days


def test_near_keeps_address_building_and_street_apart():
    def at(ref, written):
        return hit(ref, locations=[{"address": written, "postcode": "SE20 7RT"}])

    hits = [
        at("1", "Flat 2, 12 Avenue Road"),
        at("2", "Flat 1, 12 Avenue Road"),
        at("3", "14 Avenue Road"),
        at("4", "9 Elm Road"),
    ]
    near = place(*hits)["near"]
    assert {level: [row["ref"] for row in rows] for level, rows in near.items()} == {
        "same_address": ["1"], "same_building": ["2"], "same_street": ["3"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("districts", "shown"), [({"SE20"}, ["5"]), ({"M1", "SE20"}, ["5"]), (set(), ["5"]), ({"M1"}, [])]
)
def test_a_row_is_near_by_its_street_unless_it_is_in_another_district(districts, shown):
    flat = hit("1", locations=[{"address": "Flat 2, 12 Avenue Road", "postcode": "SE20 7RT"}])
    row = hit("5")._replace(record={}, streets=frozenset({"avenue road"}), districts=frozenset(districts))
    assert [r["ref"] for r in place(flat, row)["near"]["same_street"]] == shown


def persons_card(*hits, text="sean murphy 3/2/80"):
    (group, *_) = grouped(candidates(understand(text, TODAY), map(Bearings(TODAY).of, hits)))
    return Composer(TODAY).people.card(group, []).as_json()


def test_status_holds_what_stands_today():
    bail = {
        "kind": "bail",
        "conditions": "Not to enter Avenue Road",
        "from": "2026-11-01",
        "until": "2026-12-01",
    }
    over = {**bail, "conditions": "Curfew", "until": "2026-11-22"}
    warrant = hit("W1", "EWMS", status="outstanding", title="Warrant for arrest", people=[person()])
    card = persons_card(hit("1", people=[person(orders=[bail, over])]), warrant)
    assert [(s["kind"], s["text"]) for s in card["status"]] == [
        ("wanted", "Sean Murphy: Warrant for arrest"),
        ("bail", "Sean Murphy: Not to enter Avenue Road"),
    ]
    assert card["band"] == "medium"


def test_context_counts_domestic_abuse_in_twelve_months():
    def abuse(ref, when):
        return hit(ref, when=when, flags=["domestic-abuse"], people=[person()])

    card = persons_card(
        abuse("1", "2026-11-14T21:00:00Z"),
        abuse("2", "2026-03-01T00:00:00Z"),
        abuse("3", "2025-11-01T00:00:00Z"),
    )
    (context,) = card["context"]
    assert (context["text"], context["date"]) == (
        "Domestic abuse: 2 in twelve months, as suspect",
        "2026-11-14",
    )


@pytest.mark.parametrize(("score", "band"), [(9, "standard"), (10, "medium"), (13, "medium"), (14, "high")])
def test_dash_scores_are_banded(score, band):
    card = persons_card(
        hit(people=[person(assessments=[{"kind": "DASH", "score": score, "on": "2026-11-14"}])])
    )
    assert card["context"][0]["text"] == f"DASH {score} {band} (Sean Murphy)"
    assert (card["band"] == "high") == (band == "high")


@pytest.mark.parametrize(
    ("born", "told"),
    [
        ("2008-11-23", None),
        ("2008-11-24", "17"),
        ("2009", "born 2009"),
        ("2008", "born 2008"),
        ("2007", None),
    ],
)
def test_a_child_is_one_until_their_eighteenth_birthday(born, told):
    card = persons_card(hit("1", people=[person(born=born)]), text="sean murphy")
    assert [c["text"] for c in card["context"] if c["kind"] == "child"] == (
        [f"Child: Sean Murphy, {told}"] if told else []
    )


def test_two_children_without_a_name_are_two():
    unnamed = [{"role": "named-in", "names": [], "dates_of_birth": [f"201{n}-01-01"]} for n in (5, 7)]
    found = hit("1", people=unnamed)
    told = Context(TODAY, [found], [(found, one) for one in unnamed]).context([])
    assert [c.text for c in told] == ["Child: name not known, 11", "Child: name not known, 9"]


@pytest.mark.parametrize(
    ("assessment", "said", "high"),
    [
        ({"kind": "DASH", "score": 18, "band": "High"}, "DASH 18 High", True),
        ({"kind": "DASH", "score": 15, "band": "standard"}, "DASH 15 standard, high by its score", True),
        ({"kind": "Dash", "band": "HIGH RISK"}, "Dash HIGH RISK", True),
        ({"kind": "DASH", "score": 11}, "DASH 11 medium", False),
        ({"kind": "DASH", "score": 4, "band": "Medium"}, "DASH 4 Medium", False),
        ({"kind": "BRAG", "band": "high"}, "BRAG high", False),
    ],
)
def test_a_dash_is_high_by_its_band_or_its_score(assessment, said, high):
    held = person("Hilary", "Highfield", role="victim", assessments=[assessment])
    found = hit("1", people=[held])
    around = Context(TODAY, [found], [(found, held)])
    told = around.context([])
    assert [c.text for c in told if c.kind == "assessment"] == [f"{said} (Hilary Highfield)"]
    assert ("dash-high" in around.kinds([], told)) is high


def test_children_are_told_by_age():
    card = persons_card(
        hit(people=[person("Ellie May", "Jones", "2018-05-21", role="subject")]), text="ellie jones 21/5/2018"
    )
    assert [c["text"] for c in card["context"] if c["kind"] == "child"] == ["Child: Ellie May Jones, 8"]


def test_the_last_five_events_newest_first():
    hits = [hit(str(n), when=f"2026-0{n}-01T00:00:00Z", people=[person()]) for n in range(1, 8)]
    assert [e["ref"] for e in persons_card(*hits)["events"]] == ["7", "6", "5", "4", "3"]


def test_links_name_each_thing_once_with_its_records():
    car = {
        "type": "vehicle",
        "role": "used-in",
        "identifiers": {"vrm": "AB12 CDE"},
        "description": "Silver Ford Focus",
    }
    card = persons_card(
        hit("1", people=[person()], objects=[car]), hit("2", people=[person()], objects=[car])
    )
    (vehicle,) = [link for link in card["links"] if link["kind"] == "vehicle"]
    assert vehicle["title"] == "AB12 CDE Silver Ford Focus"
    assert len(vehicle["records"]) == 2


def test_whoever_is_called_osborne_is_linked_with_their_date_of_birth_too():
    ruth = person("Ruth", "Osborne", "1975-02-02")
    card = persons_card(hit("1", people=[person(), ruth]), hit("2", people=[person()]))
    assert [link["title"] for link in card["links"]] == ["Ruth Osborne, born 1975-02-02"]


def test_nobody_is_linked_to_themselves():
    ruth = person("Ruth", "Baker", "1975-02-02", identifiers={"phone": ["07700 900124"]})
    sean = person(identifiers={"phone": ["07700 900123"]})
    card = persons_card(hit("1", people=[sean, ruth]), hit("2", people=[person()]))
    assert [(link["kind"], link["title"]) for link in card["links"]] == [
        ("person", "Ruth Baker, born 1975-02-02"),
        ("phone", "07700 900123"),
    ]


def test_who_is_wanted_is_said_of_them_alone():
    said = "Dean Cole is wanted on warrant."
    wanted = fact("WANTED", "wanted", said, said, subject="Dean Cole")
    both = hit("1", people=[person(), person("Dean", "Cole", "1990-01-01")], text=said, facts=[wanted])
    assert persons_card(both)["status"] == []
    assert [s["kind"] for s in persons_card(both, text="dean cole 1/1/90")["status"]] == ["wanted"]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (None, "Threats (status not given)"), ("Missing", "Threats"), ("high risk", "Threats (status: high risk)"), ("Closed", None), ("not located", "Threats (status: not located)"),
    ],
)  # fmt: skip
def test_who_is_missing_or_wanted_is_so_until_the_record_says_otherwise(status, said):
    for system, role in (("MERLIN", "missing"), ("EWMS", "subject")):
        card = persons_card(hit("1", system, people=[person(role=role)], status=status))
        kind = "missing" if role == "missing" else "wanted"
        assert [(s["kind"], s["text"]) for s in card["status"]] == (
            [(kind, f"Sean Murphy: {said}")] if said else []
        )


@pytest.mark.parametrize("status", ["found", "Returned safe", "located at hospital"])
def test_what_ends_an_absence_ends_no_warrant(status):
    assert persons_card(hit("1", "MERLIN", people=[person(role="missing")], status=status))["status"] == []
    (wanted,) = persons_card(hit("1", "EWMS", people=[person()], status=status))["status"]
    assert wanted["kind"] == "wanted"


@pytest.mark.parametrize(
    ("until", "stands"),
    [("2026", True), ("2026-11", True), ("2026-10", False), ("2026-11-22", False), (None, True)],
)
def test_what_lasts_until_a_year_or_a_month_lasts_through_it(until, stands):
    order = {"kind": "restraining order", "conditions": "no contact", "until": until}
    held = person(orders=[order], addresses=[{**FLAT, "to": until}])
    assert bool(persons_card(hit("1", people=[held]))["status"]) is stands
    assert bool(current_homes(Held(held), TODAY)) is stands


def test_a_shouted_name_is_written_as_people_write_it():
    assert persons_card(hit(people=[person("SEAN", "O'NEILL-MCDONALD")]), text="sean oneill 3/2/80")[
        "title"
    ].startswith("Sean O'Neill-McDonald")


def test_a_card_says_what_its_records_tell_differently():
    card = persons_card(
        hit("1", people=[person(addresses=[FLAT])]),
        hit("2", people=[person(born="1980-03-02", addresses=[FLAT])]),
    )
    assert card["differs"] == ["dates of birth: 1980-02-03, 1980-03-02"]
    assert card["joined"][0]["ref"] == "2"


def card_of(score, band="none", kind="person", title="A"):
    match = match_of([])._replace(score=score)
    return Card(kind, title, match, [], Assessed([], [], [], Banded(band, (), "1")))


def test_the_best_answer_first_then_the_more_dangerous():
    made = best_first([card_of(0.5, title="a"), card_of(0.9, title="b"), card_of(0.5, "high", title="c")])
    assert [card.title for card in made] == ["b", "c", "a"]


def test_a_marker_that_says_no_more_than_a_line_of_its_record_is_told_with_it():
    said = "Sean Murphy carries a knife."
    line = fact("WE", "knife", said, said)
    bare = {"code": "WE", "text": "Weapons", "set_on": "2026-11-02", "review_on": "2027-05-01"}
    tells = {"code": "WE", "text": "Machete found in 2020", "set_on": "2026-11-02"}
    older = {"code": "WE", "text": "Weapons", "set_on": "2020-01-01"}
    older_too = hit("2", people=[person(markers=[older])], text=said, facts=[line])
    card = persons_card(hit("1", people=[person(markers=[bare, tells])], text=said, facts=[line]), older_too)
    assert {(w["quote"] or w["label"], w["date"], w.get("review_on")) for w in card["warnings"]} == {
        (said, "2026-11-02", "2027-05-01"),
        (said, "2026-11-02", None),
        ("Machete found in 2020", "2026-11-02", None),
        ("Weapons", "2020-01-01", None),
    }


def test_somebody_s_own_marker_is_told_once_on_their_card():
    marked = hit(people=[person(addresses=[FLAT], markers=[{"code": "VI", "text": "Violent"}])])
    other = hit(
        "2", people=[person("Ruth", "Baker", addresses=[FLAT], markers=[{"code": "VI", "text": "Violent"}])]
    )
    (group, *_) = grouped(candidates(understand("sean murphy 3/2/80", TODAY), [Bearings(TODAY).of(marked)]))
    card = Composer(TODAY).people.card(group, [(JONES, [marked, other])]).as_json()
    assert sorted((w["label"], w.get("at")) for w in card["warnings"]) == [
        ("Violent", None),
        ("Violent (Ruth Baker)", "home address"),
    ]


@pytest.mark.parametrize(
    ("other", "mine"),
    [
        (person(born="1952-11-20"), False),  # the father
        (person("Declan"), False),  # the twin
        (person("Ruth", "Baker", "1979-01-01"), True),  # who can be told from him by her name
        (person(born=None), True),  # who may be he
    ],
)
def test_a_namesakes_danger_at_the_home_is_told_as_theirs(other, mine):
    theirs = {**other, "addresses": [FLAT], "markers": [{"code": "FI", "text": "Firearms"}]}
    said = "He keeps a machete in his car. A bat is behind the door."
    facts = [fact("WE", "machete", said, "He keeps a machete in his car.", subject="He"),
             fact("WE", "bat", said, "A bat is behind the door.")]  # fmt: skip
    sean = hit(people=[person(addresses=[FLAT])])
    (group, *_) = grouped(candidates(understand("sean murphy 3/2/80", TODAY), [Bearings(TODAY).of(sean)]))
    living_there = hit("2", people=[theirs], text=said, facts=facts)
    card = Composer(TODAY).people.card(group, [(JONES, [sean, living_there])]).as_json()
    assert {w["quote"] or w["code"] for w in card["warnings"]} >= {"A bat is behind the door."}
    assert ("FI" in {w["code"] for w in card["warnings"]}) is mine
    assert ("He keeps a machete in his car." in {w["quote"] for w in card["warnings"]}) is mine
    told = [c["text"] for c in card["context"] if c["kind"] == "household-danger"]
    assert len(told) == (0 if mine else 2)
    assert card["band"] == "high"


def test_rules_that_know_nothing_of_a_namesakes_danger_count_it_by_its_code():
    ours = Rule("high", "Firearms", frozenset({"FI"}), frozenset({"affirmed"}), frozenset(), None)
    father = person(born="1952-11-20", addresses=[FLAT], markers=[{"code": "FI", "text": "Firearms"}])
    sean, living_there = hit(people=[person(addresses=[FLAT])]), hit("2", people=[father])
    (group, *_) = grouped(candidates(understand("sean murphy 3/2/80", TODAY), [Bearings(TODAY).of(sean)]))
    card = (
        Composer(TODAY, Bands("ours-1", (ours,)))
        .people.card(group, [(JONES, [sean, living_there])])
        .as_json()
    )
    assert (card["band"], card["band_reasons"]) == ("high", ["Firearms"])
    assert card["warnings"] == []


def test_a_card_is_marked_as_high_as_anything_on_it():
    sean = hit(people=[person(addresses=[FLAT])], marking="OFFICIAL")
    other = hit(
        "2", people=[person("Ruth", "Baker", addresses=[FLAT])], marking="OFFICIAL-SENSITIVE [PERSONAL DATA]"
    )
    (group, *_) = grouped(candidates(understand("sean murphy 3/2/80", TODAY), [Bearings(TODAY).of(sean)]))
    alone, near = (Composer(TODAY).people.card(group, [(JONES, hits)]) for hits in ([sean], [sean, other]))
    assert (alone.marking, near.marking) == ("OFFICIAL", "OFFICIAL-SENSITIVE [PERSONAL DATA]")


def test_a_home_is_marked_as_high_as_a_residents_warrant_in_another_record():
    lives = hit(people=[person(addresses=[FLAT])], marking="OFFICIAL")
    warrant = hit("W1", "EWMS", status="outstanding", people=[person()], marking="OFFICIAL-SENSITIVE")
    group = Group()
    for one in everybody(map(Bearings(TODAY).of, [lives, warrant])):
        group.add(one)
    belongs = Belonging(group, {group.best.id: LIVES})
    card = Composer(TODAY).places.card(JONES, "Flat 2, 12 Avenue Road", CERTAIN, [lives], [belongs])
    assert [status.hit.id for status in card.assessed.status] == ["EWMS/W1"]
    assert card.marking == "OFFICIAL-SENSITIVE"


@pytest.mark.parametrize(
    ("system", "status", "code", "assertion"),
    [
        ("EWMS", "withdrawn", "WANTED", "historic"),
        ("EWMS", "executed 3/2", "WANTED", "historic"),
        ("EWMS", "not executed", "WANTED", "affirmed"),
        ("EWMS", "warrant not executed", "WANTED", "affirmed"),
        ("EWMS", "to be executed", "WANTED", "affirmed"),
        ("EWMS", "partially executed", "WANTED", "affirmed"),
        ("EWMS", "executed: no", "WANTED", "affirmed"),
        ("EWMS", "no fixed address found", "WANTED", "affirmed"),
        ("MERLIN", "no trace, not located", "MISSING", "affirmed"),
        ("MERLIN", "still not found", "MISSING", "affirmed"),
        ("MERLIN", "Returned home, safe and well", "MISSING", "historic"),
        ("EWMS", "outstanding", "WANTED", "affirmed"),
        ("CRIS", "closed", "WANTED", "affirmed"),
        ("MERLIN", "found", "MISSING", "historic"),
        ("EWMS", "withdrawn", "VI", "affirmed"),
    ],
)
def test_what_its_record_says_is_over_is_of_the_past(system, status, code, assertion):
    said = "He failed to appear, or has not come home."
    made = hit(
        "1", system, people=[person()], status=status, text=said, facts=[fact(code, "failed", said, said)]
    )
    card = persons_card(made)
    assert [(w["code"], w["assertion"]) for w in card["warnings"]] == [(code, assertion)]
    assert not [s for s in card["status"] if s["kind"] == "wanted"] or assertion == "affirmed"


def test_a_warrant_and_its_own_text_are_one_status():
    said = "Failed to appear at court."
    made = hit(
        "W1",
        "EWMS",
        status="outstanding",
        people=[person()],
        text=said,
        facts=[fact("WANTED", "Failed", said, said)],
    )
    assert [s["kind"] for s in persons_card(made)["status"]] == ["wanted"]


def test_a_residents_deed_elsewhere_is_told_at_their_home():
    said = "The suspect pushed the victim to the floor."
    elsewhere = {"role": "occurred-at", "address": "7 Linden Road", "postcode": "SE20 1AA"}
    deed = hit("1", people=[person(addresses=[FLAT])], locations=[elsewhere], text=said,
               facts=[fact("VI", "pushed", said, said, subject="suspect")])  # fmt: skip
    (warning,) = place(deed)["warnings"]
    assert (warning["code"], warning["subject"]) == ("VI", "Sean Murphy")


def test_what_was_done_to_a_victim_is_no_danger_of_theirs():
    said = "She was punched in the face."
    victim = person("Ruth", "Baker", "1979-01-01", role="victim")
    alone = hit(
        "1",
        people=[victim],
        text=said,
        facts=[fact("VI", "punched", said, said), fact("VUL", "She", said, said)],
    )
    (group, *_) = grouped(candidates(understand("ruth baker 1/1/79", TODAY), [Bearings(TODAY).of(alone)]))
    assert [w["code"] for w in Composer(TODAY).people.card(group, []).as_json()["warnings"]] == ["VUL"]


def test_one_persons_assessment_takes_nothing_back_from_anothers():
    def dash(score: int, day: str) -> list[dict[str, object]]:
        return [{"kind": "DASH", "score": score, "on": day}]

    high = hit("1", people=[person("Wanda", "Ostler", addresses=[FLAT], assessments=dash(17, "2026-09-20"))])
    low = hit("2", people=[person("Peter", "Ostler", addresses=[FLAT], assessments=dash(3, "2026-11-07"))])
    card = place(high, low)
    assert sorted(c["text"] for c in card["context"] if c["kind"] == "assessment") == [
        "DASH 17 high (Wanda Ostler)",
        "DASH 3 standard (Peter Ostler)",
    ]
    assert "High risk of domestic abuse" in card["band_reasons"]


def test_abuse_elsewhere_is_not_counted_at_the_home_of_the_suspect():
    there = {"role": "occurred-at", "address": "7 Linden Road", "postcode": "SE20 1AA"}
    incident = hit(
        "1", people=[person(addresses=[FLAT])], locations=[there], flags=["domestic-abuse", "repeat-victim"]
    )
    assert not [c for c in place(incident)["context"] if c["kind"] in ("domestic-abuse", "repeat-victim")]
    of_him = persons_card(incident)["context"]
    assert [c["text"] for c in of_him] == ["Domestic abuse: 1 in twelve months, as suspect"]


def test_two_numbers_are_two_people_though_a_record_without_one_is_like_both():
    first = hit("1", people=[person(identifiers={"pnc_id": "2015/305889Q"})])
    between = hit("2", people=[person(addresses=[FLAT])])
    other = hit("3", people=[person(born=None, addresses=[FLAT], identifiers={"pnc_id": "2022/785157Q"})])
    found = candidates(
        understand("sean murphy 3/2/80", TODAY), map(Bearings(TODAY).of, [first, between, other])
    )
    together = [{member.hit.ref for member in group.members} for group in grouped(found)]
    assert {"1", "3"} not in [both & {"1", "3"} for both in together]


@pytest.mark.parametrize(("born", "alike"), [(None, 2), ("1980-02-03", 1)])
def test_a_child_with_the_fathers_name_for_a_second_is_not_him(born, alike):
    father = hit("1", people=[person("Mohamed", "Abdi", addresses=[FLAT])])
    child = hit("2", people=[person("Halima Mohamed", "Abdi", born, addresses=[FLAT])])
    found = candidates(understand("mohamed abdi", TODAY), map(Bearings(TODAY).of, [father, child]))
    assert len(grouped(found)) == alike


def test_a_persons_card_tells_where_they_live_the_newest_first():
    moved = {"role": "home", "address": "7 Linden Road", "postcode": "SE20 1AA"}
    left = {"role": "home", "address": "1 Old Street", "to": "2020-01-01"}
    before = hit("1", when="2024-01-01T09:00:00Z", people=[person(addresses=[FLAT, left])])
    since = hit("2", when="2026-01-01T09:00:00Z", people=[person(addresses=[moved])])
    homes = [link for link in persons_card(before, since)["links"] if link["kind"] == "location"]
    assert [(home["role"], home["title"]) for home in homes] == [
        ("home", "7 Linden Road, SE20 1AA"),
        ("home", ", ".join(filter(None, (FLAT["address"], FLAT.get("postcode"))))),
    ]
    assert homes[0]["records"] == [{"system": "CRIS", "ref": "2"}]


def test_what_is_said_of_somebody_at_home_is_said_of_them_and_not_of_the_home():
    said = "Amira, 15, has not come home."
    amira = person("Amira", "Yusuf", "2011-02-02", role="missing", addresses=[FLAT])
    told = hit(
        "1",
        "MERLIN",
        people=[amira],
        text=said,
        facts=[fact("MISSING", "has not come home", said, said, subject="Amira")],
    )
    (group, *_) = grouped(candidates(understand("amira yusuf 2/2/2011", TODAY), [Bearings(TODAY).of(told)]))
    card = Composer(TODAY).people.card(group, [(JONES, [told])]).as_json()
    assert [(w["code"], w.get("at")) for w in card["warnings"]] == [("MISSING", None)]
