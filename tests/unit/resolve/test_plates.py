"""What speaks for one registration standing for another."""

from __future__ import annotations

import pytest

from indexer.resolve.plates import near, one_off


@pytest.mark.parametrize(
    ("asked", "held"),
    [("XB11EMW", "X8IIEMW"), ("AB12ZOO", "ABI22OO"), ("LG62SGB", "L6G25GB"), ("OO0OIII", "0000111")],
)
def test_one_is_misread_for_the_other_by_any_number_of_characters_that_look_alike(asked, held):
    found = near(asked, held)
    assert found is not None
    assert (found.text, found.about) == (f"plate misread: {asked}, {held}", "identifier")
    assert near(held, asked).weight == found.weight > near("AB12CDE", "AB12CDF").weight > 0


@pytest.mark.parametrize("held", ["AB12CDF", "AB12CD", "AB12CDEE", "BA12CDE"])
def test_one_character_may_be_wrong_missing_too_many_or_swapped_with_the_next(held):
    assert near("AB12CDE", held).text == f"plate one character off: AB12CDE, {held}"
    assert one_off("AB12CDE", held) == near("AB12CDE", held)


def test_two_wrong_characters_that_do_not_look_alike_are_another_vehicle():
    assert near("AB12CDE", "AB12CFG") is None
    assert near("AB12CDE", "AB34CDE") is None


def test_the_same_as_written_is_not_one_character_off():
    assert one_off("AB12CDE", "AB12CDE") is None
