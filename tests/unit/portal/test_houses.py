"""Houses, pubs, shops and hostels that are asked for by the name on the door."""

from __future__ import annotations

import pytest

from portal.search.box.question import understand
from portal.services.risk.bearing import Bearings
from portal.services.risk.places import places

from .hits import TODAY, hit, person

PUB = "The Hop Pole, 7 Mill Lane"
ABOVE = "Flat above The Hop Pole, 7 Mill Lane"
SHOP = "Village Bakery, 9 Broadway"
NAMED_SO = "Best Kebab, 11 Mill Lane"
ONE_WORD = "Wickets, 13 Mill Lane"
A_NAME = "Murphy, 15 Mill Lane"
BLOCK = "12 Ashdown Court, Mill Lane"
NEXT_DOOR = "13 Ashdown Court, Mill Lane"
SURNAME_BLOCK = "Flat 4, Murphy House, Mill Lane"
BASEMENT = "Basement Flat, 9 Kingsway"
UPSTAIRS = "Flat 1, 9 Kingsway"
COTTAGE = "Ivy Cottage, Mill Lane"
PADDOCK = "The Paddock, Forge Close"
NEST = "Wren's Nest, Forge Close"
HOSTEL = "Room 6, Lock Hostel, 17 Mill Lane"


def answers(text: str, *written: str) -> list[tuple[str, str]]:
    made = [
        hit(str(at), kind="location", locations=[{"role": "occurred-at", "address": address}])
        for at, address in enumerate(written)
    ]
    lives = {"role": "home", "address": ABOVE}
    made.append(hit("r", people=[person("Jan", "Kaminski", addresses=[lives])]))
    found = places(understand(text, TODAY), list(map(Bearings(TODAY).of, made)))
    return [(home.title, home.match.strength) for home in found]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("the hop pole", (PUB, "strong")),
        ("hop pole pub", (PUB, "strong")),
        ("fight outside the hop pole", (PUB, "strong")),
        ("hop ploe mill lane", (PUB, "strong")),
        ("flat above the hop pole", (ABOVE, "strong")),
        ("kaminski flat above hop pole", (ABOVE, "strong")),
        ("village bakery", (SHOP, "strong")),
        ("wickets", (ONE_WORD, "possible")),
        ("room 6 lock hostel", (HOSTEL, "strong")),
    ],
)
def test_a_place_is_found_by_the_name_on_its_door(text, first):
    assert answers(text, PUB, ABOVE, SHOP, NAMED_SO, ONE_WORD, A_NAME, HOSTEL)[0] == first


@pytest.mark.parametrize("text", ["murphy", "sean murphy"])
def test_a_shop_that_is_called_like_somebody_is_no_likely_answer_for_their_name(text):
    assert not [home for home in answers(text, A_NAME, SHOP) if home[1] != "weak"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("flat 12 ashdown", (BLOCK, "possible")),
        ("12 flat ashdown", (BLOCK, "possible")),
        ("flat 4 murphy", (SURNAME_BLOCK, "possible")),
        ("ivycottage", (COTTAGE, "strong")),
        ("theivycottage", (COTTAGE, "possible")),
        ("thepaddock", (PADDOCK, "possible")),
        ("wrensnest", (NEST, "possible")),
        ("bsmt flat 9 kingsway", (BASEMENT, "strong")),
        ("9 kingsway (flat 1)", (UPSTAIRS, "strong")),
    ],
)
def test_a_flat_or_a_house_is_found_as_it_is_typed(text, first):
    assert (
        answers(text, NEXT_DOOR, BLOCK, SURNAME_BLOCK, BASEMENT, UPSTAIRS, COTTAGE, PADDOCK, NEST)[0] == first
    )


@pytest.mark.parametrize("text", ["12 ashdown", "flat ashdown", "flat 14 ashdown", "murphy 4"])
def test_a_block_without_the_flat_or_its_number_is_no_flat_of_it(text):
    titles = [title for title, strength in answers(text, BLOCK, SURNAME_BLOCK) if strength != "weak"]
    assert titles == []


@pytest.mark.parametrize(
    "text", ["flat 3 9 kingsway", "flat x9 9 kingsway", "flat qq 9 kingsway", "gff 9 kingsway"]
)
def test_no_other_flat_answers_strongly(text):
    assert not [home for home in answers(text, BASEMENT, UPSTAIRS) if home[1] == "strong"]


def test_of_a_house_asked_for_alone_all_flats_are_equal():
    assert {strength for _, strength in answers("9 kingsway", BASEMENT, UPSTAIRS)} == {"strong"}


def test_a_part_of_a_name_is_not_the_place():
    assert answers("village hop", SHOP) == []
