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
        (
            "32 Tennyson Court Mill Lane",
            "32/tennyson court mill lane",
            "tennyson court mill lane",
            "mill lane",
        ),
        (
            "14 ST JOHNS COURT WHARF AVENUE",
            "14/st johns court wharf avenue",
            "st johns court wharf avenue",
            "wharf avenue",
        ),
        ("5 elgin house albert rd", "5/elgin house albert road", "elgin house albert road", "albert road"),
        ("10 Earls Court Road", "", "10 earls court road", "earls court road"),
        ("3 Manor House Drive", "", "3 manor house drive", "manor house drive"),
        ("12 Old Court House Lane", "", "12 old court house lane", "old court house lane"),
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


@pytest.mark.parametrize(
    ("door", "ways"),
    [
        (
            "14 tennyson house",
            [
                "14 Tennyson House", "Flat 14 Tennyson House", "Flat 14, Tennyson House, Mill Lane", "14 TENNYSON HOUSE, MILL LANE, PENGE",
                "14 Tennyson Hse, Poets Estate", "14 Tennyson House, Poets Estate, Penge", "Tennyson House, Flat 14",
                "Tennyson House Flat 14, Mill Ln", "Tennyson Hse Rm 14 Mill Lane", "TENNYSON HOUSE FLAT 14 30 MILL LANE",
            ],
        ),
        ("19 feldspar court", ["19 Feldspar Court", "19 Feldspar Court, Mill Lane", "Flat 19, Feldspar Court, Quarry Estate", "Feldspar Crt, Flat 19"]),
        ("3 corden lofts", ["3 Corden Lofts, Mill Lane", "Flat 3 Corden Lofts", "3 Corden Lofts, The Wharves"]),
        ("140d mill lane", ["140D Mill Lane", "Flat D, 140 Mill Ln", "140 Mill Lane, Flat D, Penge"]),
        ("5 hop field caravan park", ["Plot 5, Hop Field Caravan Park, Hop Lane", "5 Hop Field Caravan Park"]),
        ("", ["Flat 2, 12 Mill Lane", "Rose Cottage, Mill Lane", "Mill Lane"]),
    ],
)  # fmt: skip
def test_a_door_is_one_however_the_street_of_its_building_is_written(door, ways):
    assert {way: (addresses.parse(way) or addresses.Address()).door_key for way in ways} == dict.fromkeys(
        ways, door
    )


@pytest.mark.parametrize(
    ("flat", "ways"),
    [
        ("top/14 ross close", ["Top Flat, 14 Ross Close", "Top Floor Flat 14 Ross Cl", "14 Ross Close, Top Floor Flat"]),
        ("first/14 ross close", ["First Floor Flat 14 Ross Close", "1st Floor Flat, 14 Ross Close", "1st flr flat 14 ross close"]),
        ("2/22 essex gardens", ["22 Essex Gardens, Flat 2", "22 ESSEX GDNS, FLAT 2, NORTHGATE", "Flat 2 22 Essex Gardens"]),
        ("4/26 butter cross", ["Room 4, 26 Butter Cross"]),
    ],
)  # fmt: skip
def test_a_part_of_a_house_has_one_key(flat, ways):
    assert {way: (addresses.parse(way) or addresses.Address()).flat_key for way in ways} == dict.fromkeys(
        ways, flat
    )


def test_a_care_home_is_a_house_with_a_name_and_care_of_somebody_is_none():
    house = addresses.parse("Oakwood Lodge Care Home, 14 Spenser Crescent")
    assert house
    assert (house.building, house.number) == ("Oakwood Lodge Care Home", "14")
    lodger = addresses.parse("care of Smith, 5 Mill Lane")
    assert lodger
    assert (lodger.building, lodger.building_key) == ("", "5 mill lane")


@pytest.mark.parametrize(
    "text", ["7 Three Ashes Lane", "three ashes lane", "Bleak Hall Farm, Three Ashes Lane"]
)
def test_a_street_may_begin_with_a_number_in_words(text):
    read = addresses.parse(text)
    assert read
    assert read.street_key == "three ashes lane"


def test_a_house_may_be_called_by_a_word_for_woods():
    read = addresses.parse("Pheasant Copse, Bell Lane, Penge")
    assert read
    assert (read.building_key, read.street_key) == ("pheasant copse bell lane", "bell lane")


@pytest.mark.parametrize(
    ("written", "flat", "building", "street"),
    [
        ("THE GABLES STEPHENSON WAY", "", "The GABLES", "STEPHENSON WAY"),
        ("THE OLD FORGE MILL LANE", "", "The OLD FORGE", "MILL LANE"),
        ("The Cottage St Johns Road", "", "The Cottage", "St Johns Road"),
        ("PLOT 13 THE PADDOCKS MAFEKING AVE, CRANLEIGH", "13", "The PADDOCKS", "MAFEKING AVE"),
        ("The Old Kent Road", "", "", "Old Kent Road"),
        ("The Avenue", "", "", "The Avenue"),
        ("12 The Green Lane", "", "", "Green Lane"),
    ],
)
def test_a_house_that_is_called_the_something_runs_into_no_street(written, flat, building, street):
    read = addresses.parse(written)
    assert (read.flat, read.building, read.street) == (flat, building, street)


def test_a_flat_s_letter_stands_before_a_stroke():
    assert addresses.parse("D/182 Leominster Rd").flat_key == "d/182 leominster road"
    assert addresses.parse("D/182 Leominster Rd").door_key == addresses.parse("182D Leominster Road").door_key
    assert addresses.parse("c/o 12 Mill Lane").flat == ""


@pytest.mark.parametrize(
    ("written", "flat", "building", "number"),
    [
        ("Flat above The Hop Pole, 7 Mill Lane", "above", "The Hop Pole", "7"),
        ("Accommodation over Spice Garden, 7 Mill Lane", "above", "Spice Garden", "7"),
        ("Flat over Village Bakery, 9 Broadway", "above", "Village Bakery", "9"),
        ("Village Bakery, 9 Broadway", "", "Village Bakery", "9"),
        ("Mooring 4, Lock Basin, Mill Lane", "4", "Lock Basin", ""),
        ("Outside, 9 Broadway", "", "", "9"),
    ],
)
def test_what_a_shop_or_a_pub_is_called_and_the_flat_above_it(written, flat, building, number):
    read = addresses.parse(written)
    assert (read.flat, read.building, read.number) == (flat, building, number)


def test_a_block_has_its_street_though_that_has_no_word_for_one():
    read = addresses.parse("Flat 53, Wren Tower, Kingsway, Penge")
    assert (read.flat_key, read.street_key, read.town) == ("53/wren tower kingsway", "kingsway", "Penge")
