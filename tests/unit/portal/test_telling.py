"""What a record tells of one of its people is told alike on their card and on their golden nominal."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from portal.services.nominals.answer import risk
from portal.services.nominals.members import people_of
from portal.services.risk.bearing import Bearings
from portal.services.risk.cards import Composer
from portal.services.risk.grouping import grouped
from portal.services.risk.people import everybody
from portal.services.risk.telling import facts_told_of

from .hits import TODAY, fact, hit, person


@pytest.mark.parametrize(
    ("role", "code", "term", "said", "subject", "told"),
    [
        ("victim", "WE", "knife", "Sean Murphy was stabbed with a knife.", "Sean Murphy", False),
        ("victim", "WE", "knife", "Sean Murphy carries a knife.", "Sean Murphy", True),
        ("victim", "MN", "depressed", "Sean Murphy is depressed.", "Sean Murphy", True),
        ("witness", "VI", "punched", "Sean Murphy saw a man punched.", "Sean Murphy", False),
        ("suspect", "WE", "knife", "Male has a knife.", "Male", True),
        ("detained", "SU", "kill himself", "DP states he will kill himself.", "DP", True),
    ],
)
def test_card_and_nominal_tell_one_thing(role, code, term, said, subject, told):
    made = hit(
        "1", people=[person(role=role)], text=said, facts=[fact(code, term, said, said, subject=subject)]
    )
    (group,) = grouped(list(everybody([Bearings(TODAY).of(made)])))
    card = Composer(TODAY).person(group, [])
    golden = risk(SimpleNamespace(members=list(people_of(made)), hits=[made]), TODAY)
    codes = [code] if told else []
    assert [w["code"] for w in card["warnings"]] == codes
    assert [w["code"] for w in golden["markers"]] == codes
    assert card["band"] == golden["band"]


def test_who_is_wanted_by_a_text_is_so_on_both():
    said = "Wanted on warrant for theft."
    made = hit("1", people=[person()], text=said, facts=[fact("WANTED", "Wanted", said, said)])
    (group,) = grouped(list(everybody([Bearings(TODAY).of(made)])))
    golden = risk(SimpleNamespace(members=list(people_of(made)), hits=[made]), TODAY)
    assert golden["status"] == Composer(TODAY).person(group, [])["status"] != []


@pytest.mark.parametrize(
    ("role", "subject", "told"),
    [
        ("associate", "Sean Murphy", True),
        ("occupant", "Sean Murphy", True),
        ("co-accused", "Sean Murphy", True),
        ("Co Accused", "he", True),  # the only one whom the record is about
        ("SUSPECT", "he", True),
        ("associate", "he", False),
        ("victim", "Sean Murphy", False),
        ("Injured Party", "Sean Murphy", False),
        ("associate", "Carol Holt", False),
    ],
)
def test_what_is_said_of_somebody_by_name_is_theirs_unless_they_suffered_it(role, subject, told):
    said = "Sean Murphy stabbed a man."
    people = [person(role=role), person("Carol", "Holt", None, role="associate")]
    made = hit("1", people=people, text=said, facts=[fact("VI", "stabbed", said, said, subject=subject)])
    bearing = Bearings(TODAY).of(made)
    assert [f["code"] for f in facts_told_of(bearing, people[0])] == (["VI"] if told else [])
