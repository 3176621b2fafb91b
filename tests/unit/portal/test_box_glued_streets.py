"""Streets that were typed as one word, and words that are none."""

from datetime import date

import pytest

from portal.search.box.glued_streets import apart
from portal.search.box.question import understand

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14milllane", "14 mill lane"),
        ("14kelpieroad, smith", "14 kelpie road, smith"),
        ("38theorchard", "38 the orchard"),
        ("51kingsway", "51 kingsway"),
        ("35high cross", "35 high cross"),
        ("9tanneryhill", "9 tannery hill"),
        ("7tanneryrow smith", "7 tannery row smith"),
        ("singh abbeyroad", "singh abbey road"),
        ("abbeyroad", "abbey road"),
        ("kaur chestnutdrive", "kaur chestnut drive"),
        ("smith elmgrove", "smith elmgrove"),
        ("12 overstreet", "12 overstreet"),
        ("12hargrove road", "12hargrove road"),
        ("ann hargrove", "ann hargrove"),
        ("peter delane", "peter delane"),
        ("peter holloway", "peter holloway"),
        ("30minutes ago", "30minutes ago"),
        ("5railway", "5railway"),
        ("crossroad", "crossroad"),
        ("overdrive", "overdrive"),
        ("motorway", "motorway"),
        ("foreclose", "foreclose"),
        ("john macfarlane", "john macfarlane"),
        ("7 elms", "7 elms"),
    ],
)
def test_a_street_typed_as_one_word_is_told_apart(typed, read):
    assert apart(typed) == read


@pytest.mark.parametrize(
    ("typed", "building"),
    [("14milllane", "14 mill lane"), ("38theorchard", "38 the orchard"), ("51kingsway", "51 kingsway")],
)
def test_its_house_is_found(typed, building):
    asked = understand(typed, TODAY)
    assert asked.place.building_key == building
    assert not asked.references
