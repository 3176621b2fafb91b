"""Whom a question may mean, and which records speak of one human being."""

from __future__ import annotations

import pytest

from access.identity import Identity, Role
from indexer.resolve.edges import Edge
from portal.search.box.question import understand
from portal.services.risk.bearing import Bearings
from portal.services.risk.grouping import grouped, join
from portal.services.risk.people import candidates, everybody
from portal.services.risk.places import places
from portal.services.risk.ties import Ties

from .hits import FLAT, TODAY, hit, person


def ask(text, *hits):
    return candidates(understand(text, TODAY), map(Bearings(TODAY).of, hits))


def groups(text, *hits):
    return grouped(ask(text, *hits))


def test_the_best_answer_comes_first():
    found = ask(
        "sean murphy 3/2/80",
        hit("1", people=[person("Sean", "Murphy", "1991-11-17")]),
        hit("2", people=[person("Sean", "Murphy", "1980-02-03")]),
        hit("3", people=[person("Shaun", "Murphy", "1980-02-03")]),
    )
    assert [c.hit.ref for c in found] == ["2", "3", "1"]


def test_who_merely_lives_there_is_left_to_the_places_card():
    assert ask("12 avenue road", hit(people=[person(addresses=[FLAT])])) == []


def test_each_reading_of_the_words_is_tried():
    jones = person("Gareth", "Jones", addresses=[FLAT])
    wood = person("Keira", "Wood", "1990-07-31")
    (found,) = ask("jones avenue road", hit(people=[jones]))
    assert found.reading.place.streets == ("avenue road",)
    (found,) = ask("keira wood 1990", hit(people=[wood]))
    assert found.reading.place.streets == ()


def test_words_taken_for_a_street_that_nobody_lives_in_say_nothing():
    dawn = person("Dawn", "McGrath", "1947-05-29", addresses=[FLAT])
    (found,) = ask(
        "e fields 29 may 1947",
        hit("1", people=[dawn]),
        hit("2", people=[person("Erin", "Fields", "1947-05-29")]),
    )
    assert found.hit.ref == "2"


def test_a_namesake_of_another_age_is_shown_where_nobody_else_is_meant():
    only = hit("1", people=[person("George", "Fenwick", "1961-05-03")])
    (found,) = ask("fenwick born 1958", only)
    assert (found.match.strength, found.hit.ref) == ("weak", "1")
    assert found.match.reasons == ("surname same: Fenwick", "born 1961-05-03")
    other = hit("2", people=[person("Ann", "Fenwick", "1958-05-03")])
    assert [one.hit.ref for one in ask("fenwick born 1958", only, other)] == ["2"]


def test_a_number_and_a_streets_own_name_are_an_address():
    hits = [
        hit(
            "1",
            people=[
                person(addresses=[{"role": "home", "address": "30 Leacroft Court", "postcode": "SM1 9RE"}])
            ],
        ),
        hit(
            "2",
            people=[
                person(addresses=[{"role": "home", "address": "31 Leacroft Court", "postcode": "SM1 9RE"}])
            ],
        ),
    ]
    (home,) = places(understand("30 leacroft sm1", TODAY), map(Bearings(TODAY).of, hits))
    assert (home.target.building, home.match.reasons) == (
        "30 leacroft court", ("number and name the same: 30 leacroft court", "postcode area the same"),
    )  # fmt: skip


@pytest.mark.parametrize("text", ["33 ig11 8bn", "fenwick 33 ig118bn"])
def test_a_number_and_a_postcode_are_an_address(text):
    homes = [
        {"role": "home", "address": f"{number} Muswell Terrace", "postcode": "IG11 8BN"}
        for number in (22, 33)
    ]
    hits = [
        hit(str(at), people=[person("Ann", "Fenwick", addresses=[home])]) for at, home in enumerate(homes)
    ]
    best = places(understand(text, TODAY), map(Bearings(TODAY).of, hits))[0]
    assert best.target.building == "33 muswell terrace"


def test_a_house_is_known_by_its_number_though_its_street_is_misspelt():
    homes = [{"role": "home", "address": f"{number} Stapleton Gardens"} for number in (178, 179)]
    hits = [
        hit(str(at), people=[person("Rasa", "Fenwick", addresses=[home])]) for at, home in enumerate(homes)
    ]
    (best,) = ask("fenwick 179 staoleton", *hits)
    assert best.hit.ref == "1"
    assert "like the address: staoleton, stapleton" in best.match.reasons


def test_a_surname_is_one_though_it_stands_among_the_forenames():
    whole = [{"kind": None, "forenames": "Huda Amina Khoury", "surname": None}]
    (found,) = ask("huda khoury", hit(people=[{"role": "suspect", "names": whole}]))
    assert "surname same: Khoury" in found.match.reasons
    (found,) = ask("huda amina", hit(people=[{"role": "suspect", "names": whole}]))
    assert "forename same: Huda" in found.match.reasons
    assert not any("another" in r for r in found.match.reasons)


def test_a_reference_leads_to_the_people_of_its_record():
    found = ask("CRRT00000456", hit("CRRT00000456", "CRIMINT", people=[person()]))
    assert "named in the record CRRT00000456" in found[0].match.reasons


def test_records_of_one_human_being_are_one_card():
    sean, shaun = person(addresses=[FLAT]), person("SHAUN", "MURFY", addresses=[FLAT])
    (group,) = groups("sean murphy", hit("1", people=[sean]), hit("2", people=[shaun]))
    assert [m.hit.ref for m in group.members] == ["1", "2"]
    (joined,) = group.joins
    assert joined.candidate.hit.ref == "2"
    assert "date of birth the same" in joined.match.reasons


@pytest.mark.parametrize("forename", ["John", "Jonny", "J"])
def test_a_common_name_is_one_card_by_its_date_of_birth(forename):
    one, other = person("John", "Smith"), person(forename, "Smith")
    assert len(groups("john smith 3/2/80", hit("1", people=[one]), hit("2", people=[other]))) == 1


@pytest.mark.parametrize(("forename", "surname", "cards"), [("John", "Smith", 2), ("Peregrine", "Tidy", 1)])
def test_with_a_near_date_a_rare_name_is_one_card_and_a_common_one_two(forename, surname, cards):
    one, other = person(forename, surname, "1980-02-03"), person(forename, surname, "1980-02-08")
    asked = f"{forename} {surname} 3/2/80"
    assert len(groups(asked, hit("1", people=[one]), hit("2", people=[other]))) == cards


def test_one_word_of_a_rare_name_joins_nothing():
    one, other = person("Quentin", "Featherstonehaugh"), person("Ptolemy", "Featherstonehaugh")
    hits = [hit("1", people=[one]), hit("2", people=[other])]
    assert len(groups("featherstonehaugh 3/2/80", *hits)) == 2


def test_a_namesake_stays_apart():
    one, other = person(born="1980-02-03"), person(born="1991-11-17")
    assert len(groups("sean murphy", hit("1", people=[one]), hit("2", people=[other]))) == 2


def test_a_name_alone_joins_nothing():
    assert len(groups("sean murphy", hit("1", people=[person(born=None)]), hit("2", people=[person()]))) == 2


def test_father_and_son_of_one_name_and_address_stay_apart():
    father, son = person(born="1955-06-01", addresses=[FLAT]), person(born="1980-02-03", addresses=[FLAT])
    assert len(groups("sean murphy", hit("1", people=[father]), hit("2", people=[son]))) == 2


@pytest.mark.parametrize("order", ["123", "213", "321", "231"])
def test_a_record_without_a_date_puts_father_and_son_on_no_one_card(order):
    births = {"1": "1955-06-01", "2": None, "3": "1980-02-03"}
    hits = [hit(at, people=[person(born=births[at], addresses=[FLAT])]) for at in order]
    found = groups("sean murphy", *hits)
    assert len(found) == 2
    assert all({"1", "3"} - {one.ref for one in group.hits} for group in found)


def test_a_number_that_only_one_person_has_overrules_a_date():
    known = {"identifiers": {"pnc_id": "2008/1234567R"}}
    one, undated = person(born="1955-06-01", addresses=[FLAT], **known), person(born=None, addresses=[FLAT])
    other = person(born="1980-02-03", addresses=[FLAT], **known)
    (found,) = groups(
        "sean murphy", *(hit(str(at), people=[p]) for at, p in enumerate((one, undated, other), 1))
    )
    assert len(found.hits) == 3


def test_twins_stay_apart():
    one, other = person("Sean", addresses=[FLAT]), person("Declan", addresses=[FLAT])
    assert len(groups("murphy 3/2/80", hit("1", people=[one]), hit("2", people=[other]))) == 2


class OneEdge:
    """One edge between the first people of two records."""

    def __init__(self, by):
        self.by = by

    def touching(self, _members):
        return [Edge("CRIS/1~1", "CRIS/2~1", 0.99, "join", self.by, reason="seen together")]


@pytest.mark.parametrize(
    ("by", "asked", "other", "cards"),
    [
        ("batch", "murphy 3/2/80", person("Kevin", addresses=[FLAT]), 2),
        ("batch", "sean murphy", person(born="1952-11-20", addresses=[FLAT]), 2),
        ("batch", "murphy 3/2/80", person("Shaun", addresses=[FLAT]), 1),
        ("asmith", "murphy 3/2/80", person("Kevin", addresses=[FLAT]), 1),
    ],
)
def test_an_edge_that_was_computed_puts_no_kin_on_a_card(by, asked, other, cards):
    hits = [hit("1", people=[person(addresses=[FLAT])]), hit("2", people=[other])]
    found = groups(asked, *hits)
    tied = Ties.of(found, OneEdge(by)).seen(Identity("asmith", Role("despatcher"), "01"), hits)
    sorted_out = tied.sort_out(found, everybody(map(Bearings(TODAY).of, hits)))
    assert sum(len(group.hits) for group in sorted_out) == 2
    assert len(sorted_out) == cards


def test_a_record_without_a_birth_that_an_edge_gives_to_a_child_does_not_bring_the_child_onto_a_mans_card():
    man = person("Dritan", "Prifti", "1994-05-02", addresses=[FLAT])
    undated = person("Dritan", "Prifti", None, addresses=[FLAT])
    girl = person("Drita", "Prifti", "2019-03-01", addresses=[FLAT])
    hits = [hit("3", people=[man]), hit("1", people=[undated]), hit("2", people=[girl])]
    found = groups("dritan prifti 2/5/94", *hits)
    assert {"1", "3"} in [{h.ref for h in group.hits} for group in found]
    tied = Ties.of(found, OneEdge("batch")).seen(Identity("asmith", Role("despatcher"), "01"), hits)
    sorted_out = tied.sort_out(found, everybody(map(Bearings(TODAY).of, hits)))
    assert not any({"2", "3"} <= {h.ref for h in group.hits} for group in sorted_out)
    assert {"1", "2"} in [{h.ref for h in group.hits} for group in sorted_out]


def test_two_pnc_ids_are_two_people_whatever_else_is_alike():
    one = person(addresses=[FLAT], identifiers={"pnc_id": "2008/1234567R"})
    other = person(addresses=[FLAT], identifiers={"pnc_id": "2009/7654321X"})
    between = person(addresses=[FLAT])
    hits = [hit("1", people=[one]), hit("2", people=[between]), hit("3", people=[other])]
    found = groups("sean murphy 3/2/80", *hits)
    assert sorted(sorted(m.hit.ref for m in g.members) for g in found) == [["1", "2"], ["3"]]


def test_a_pnc_id_joins_an_alias():
    one = person(identifiers={"pnc_id": "2008/1234567R"})
    other = person("John", "Kelly", None, identifiers={"pnc_id": "08/1234567R"})
    found = groups("08/1234567R", hit("1", people=[one]), hit("2", people=[other]))
    assert len(found) == 1


def test_two_people_of_one_record_are_two():
    assert len(groups("sean murphy 3/2/80", hit(people=[person(), person()]))) == 2


def test_records_found_later_are_added_whatever_was_asked():
    phone = person(identifiers={"phone": ["07700 900123"], "pnc_id": "2008/1234567R"})
    without = person(identifiers={"pnc_id": "2008/1234567R"}, markers=[{"code": "VI"}])
    found = groups("07700 900123", hit("1", people=[phone]))
    join(
        found,
        everybody(map(Bearings(TODAY).of, [hit("2", "PNC", people=[without]), hit("1", people=[phone])])),
    )
    assert [m.hit.ref for m in found[0].members] == ["1", "2"]


def test_the_nominal_is_the_smallest_members_id():
    found = groups("sean murphy 3/2/80", hit("9", "PNC", people=[person()]), hit("1", people=[person()]))
    assert found[0].nominal == "CRIS/1~1"


def mention(name):
    return {"label": "PERSON", "start": 0, "end": len(name), "text": name, "value": name}


def test_whom_only_a_text_names_is_found_and_said_so():
    report = hit("CRRT1", "CRIMINT", mentions=[mention("Sean Murphy"), mention("Jones")])
    (found,) = ask("sean murphy", report)
    assert found.in_text
    assert "named in the text only" in found.match.reasons
    assert grouped([found])[0].nominal is None


def test_a_name_in_a_text_that_the_record_holds_too_is_not_somebody_else():
    report = hit(mentions=[mention("Sean Murphy")], people=[person()])
    assert [c.in_text for c in ask("sean murphy", report)] == [False]


def test_one_name_in_several_texts_shares_a_card_of_its_own():
    reports = [hit(f"CRRT{n}", "CRIMINT", mentions=[mention("Sean MURPHY")]) for n in (1, 2)]
    found = groups("sean murphy", hit("1", people=[person()]), *reports)
    assert [[m.hit.ref for m in g.members] for g in found] == [["1"], ["CRRT1", "CRRT2"]]


def test_a_name_in_a_text_with_the_persons_address_is_that_person():
    text = {"label": "ADDRESS", "start": 0, "end": 22, "text": "Flat 2, 12 Avenue Road", "value": ""}
    report = hit("CRRT1", "CRIMINT", mentions=[mention("Sean Murphy"), text])
    found = groups("sean murphy", hit("1", people=[person(addresses=[FLAT])]), report)
    assert len(found) == 1


@pytest.mark.parametrize(
    ("told", "recorded", "cards"),
    [
        ("looks 45", "2026-11-02T09:20:00Z", 1),
        ("looks 13", "2026-11-02T09:20:00Z", 2),
        (None, "1979-01-02T09:20:00Z", 2),
    ],
)
def test_a_record_of_another_age_is_another_persons_however_alike_the_rest(told, recorded, cards):
    known = hit("1", people=[person(addresses=[FLAT])])
    seen = hit("2", recorded=recorded, people=[person(born=None, addresses=[FLAT], description=told)])
    assert len(groups("sean murphy 3/2/80", known, seen)) == cards
    assert len(groups("sean murphy", seen, known)) == cards


def test_two_of_ages_that_cannot_meet_are_two_though_nobody_knows_their_births():
    old, young = (
        hit(
            ref,
            recorded="2026-11-02T09:20:00Z",
            people=[person(born=None, addresses=[FLAT], description=told)],
        )
        for ref, told in (("1", "looks 60"), ("2", "looks 20"))
    )
    assert len(groups("sean murphy", old, young)) == 2


def test_a_number_of_one_person_is_surer_than_how_old_somebody_looked():
    pnc = {"pnc_id": "2008/1234567R"}
    known = hit("1", people=[person(addresses=[FLAT], identifiers=pnc)])
    misjudged = hit(
        "2",
        recorded="2026-11-02T09:20:00Z",
        people=[person(born=None, addresses=[FLAT], identifiers=pnc, description="looks 20")],
    )
    again = hit("3", people=[person(addresses=[FLAT])])
    for asked in ("sean murphy", "sean murphy 3/2/80"):
        assert len(groups(asked, known, misjudged, again)) == 1
