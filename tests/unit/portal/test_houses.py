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


def test_a_part_of_a_name_is_not_the_place():
    assert answers("village hop", SHOP) == []
