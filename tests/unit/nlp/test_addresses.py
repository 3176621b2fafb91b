import pytest

from nlp import addresses


@pytest.mark.parametrize(
    ("written", "flat", "building", "street"),
    [
        (
            "Flat 2, 12 Avenue Road, Penge, London SE20 7RT",
            "2/12 avenue road",
            "12 avenue road",
            "avenue road",
        ),
        ("2/12 Avenue Rd", "2/12 avenue road", "12 avenue road", "avenue road"),
        ("flt 2 12 avenue rd", "2/12 avenue road", "12 avenue road", "avenue road"),
        ("12B HIGH STREET", "", "12b high street", "high street"),
        ("Avenue Road", "", "", "avenue road"),
        ("Rose Cottage, Mill Lane, Ely", "", "rose cottage mill lane", "mill lane"),
        ("Flat 3 Milton House, 14 The Avenue", "3/14 the avenue", "14 the avenue", "the avenue"),
        ("14-16 St John's Rd", "", "14-16 st johns road", "st johns road"),
        ("Flat 3, Avenue Court", "3/avenue court", "avenue court", "avenue court"),
        ("14b Tennyson House, SE20 7RT", "14b/tennyson house", "tennyson house", "tennyson house"),
        ("3 Rose Cottages", "", "3 rose cottages", "rose cottages"),
        ("14 Pilgrim Court", "", "14 pilgrim court", "pilgrim court"),
        ("Treetops, Truro Street", "", "treetops truro street", "truro street"),
        ("THE OLD RECTORY, PENSHURST RD", "", "the old rectory penshurst road", "penshurst road"),
        ("rose cottage, mill lane", "", "rose cottage mill lane", "mill lane"),
        ("Flat 28, Hillcrest, 78 Mill Lane", "28/78 mill lane", "78 mill lane", "mill lane"),
        (
            "14 Kestrel House, Dover Road",
            "14/kestrel house dover road",
            "kestrel house dover road",
            "dover road",
        ),
        (
            "Flat 5, St Johns Court, Mill Lane",
            "5/st johns court mill lane",
            "st johns court mill lane",
            "mill lane",
        ),
        (
            "flat 5 st johns court mill lane",
            "5/st johns court mill lane",
            "st johns court mill lane",
            "mill lane",
        ),
        ("flt 47 bronte court", "47/bronte court", "bronte court", "bronte court"),
        ("Basement, 12 Mill Lane", "", "12 mill lane", "mill lane"),
        ("Penge, Mill Lane, SE20 7RT", "", "", "mill lane"),
        ("Oakwood, Mill Lane", "", "oakwood mill lane", "mill lane"),
        ("Meadow View, Priory Street", "", "meadow view priory street", "priory street"),
        ("Mill Lane, Priory Street", "", "", "mill lane"),
    ],
)
def test_keys(written, flat, building, street):
    read = addresses.parse(written)
    assert (read.flat_key, read.building_key, read.street_key) == (flat, building, street)


def test_postcode_and_town():
    read = addresses.parse("12 Avenue Road, Penge", "se207rt")
    assert (read.town, read.postcode) == ("Penge", "SE20 7RT")
    assert addresses.parse("SE20 7RT").postcode == "SE20 7RT"
    assert addresses.parse("no such thing") is None


def test_a_search_box_leaves_open_where_the_name_ends():
    assert addresses.streets("Jones Avenue Road") == ("jones avenue road", "avenue road")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Male lives at Flat 2, 12 Avenue Road in Penge.", [("Flat 2, 12 Avenue Road", True)]),
        (
            "2 males in the road near 14 church st, and on Old Kent Road",
            [("14 church st", True), ("Old Kent Road", False)],
        ),
        ("SEEN ON AVENUE ROAD BY 12B HIGH STREET", [("AVENUE ROAD", False), ("12B HIGH STREET", True)]),
        ("He drove to the car park. Seen 12 hours by the close", []),
    ],
)
def test_find(text, expected):
    assert [(found.text, found.numbered) for found in addresses.find(text)] == expected
