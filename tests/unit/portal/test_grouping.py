"""Which records are one human being's, whatever else was weighed before."""

from __future__ import annotations

from portal.services.risk.bearing import Bearing
from portal.services.risk.grouping import Group
from portal.services.risk.people import everybody

from .hits import TODAY, hit, person

MILL, OAK = ({"role": "home", "address": a, "postcode": "SE20 7RT"} for a in ("9 Mill Lane", "12 Oak Road"))


def candidate(ref, *homes):
    (made,) = everybody([Bearing(hit(ref, people=[person(born="1980", addresses=list(homes))]), TODAY)])
    return made


def test_what_was_weighed_of_one_record_is_not_said_of_another_with_more_homes():
    first, elsewhere, both = candidate("1", MILL), candidate("2", OAK), candidate("3", OAK, MILL)
    alone, asked_before = Group(), Group()
    alone.add(first)
    asked_before.add(first)
    assert asked_before.takes(elsewhere) is None
    assert alone.takes(both)
    assert asked_before.takes(both)
