"""Names of places as they are heard."""

import pytest

from nlp.addressing.heard import places_said
from nlp.tables import rows


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("gloster", "gloucester"), ("lester", "leicester"), ("burmingham", "birmingham"), ("wooster", "worcester"), ("tems", "thames"), ("glostah", "gloucester"),
        ("lesster", "leicester"), ("suthuk", "southwark"), ("gloucester", "gloster"),
    ],
)  # fmt: skip
def test_a_place_is_known_by_what_is_heard_of_it(heard, meant):
    assert meant in places_said(heard)


@pytest.mark.parametrize(
    "word",
    ["burton", "ramsey", "cohen", "timms", "mill", "avenue", "church", "london", "lister", "xqz", "12"],
)
def test_names_of_their_own_are_no_other_place_s(word):
    assert not places_said(word)


def test_the_table_has_each_place_once_and_small_letters_alone():
    table = list(rows("place_pronunciations.csv"))
    names = [row[0] for row in table]
    assert len(names) == len(set(names))
    assert all(form.isalpha() and form.islower() for row in table for form in row)
    assert all(len(row) > 1 for row in table)
