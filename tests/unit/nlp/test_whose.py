"""Of whom a fact is said: somebody by name, or a bare word."""

from __future__ import annotations

import pytest

from nlp.whose import Whose, whose


@pytest.mark.parametrize(
    ("subject", "written", "name"),
    [
        ("Kyle Marden", "Kyle Marden", "kyle marden"),
        ("Mr Marden", "Mr Marden", "marden"),
        ("MURPHY", "MURPHY", "murphy"),
        ("DP Ricardo Lopes", "Ricardo Lopes", "ricardo lopes"),
        ("O'Neill", "O'Neill", "oneill"),
    ],
)
def test_a_name_is_told_from_title_and_role(subject, written, name):
    assert whose(subject) == Whose(written, name)


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("", Whose()),
        ("DP", Whose()),
        ("IC3 male", Whose(sex="1")),
        ("Woman", Whose(sex="2")),
        ("The driver", Whose(role="driver")),
        ("victim", Whose(role="victim", beside=True)),
        ("his brother", Whose(sex="1", beside=True)),
        ("unknown male", Whose(sex="1", beside=True)),
        ("two males", Whose(sex="1", beside=True)),
        ("Male 1", Whose(sex="1", beside=True)),
        ("the occupant's son", Whose(sex="1", beside=True)),
    ],
)
def test_a_bare_word_is_for_a_role_or_a_sex_or_for_somebody_beside(subject, said):
    assert whose(subject) == said
