"""A force's code has one shape: whoever's records can be kept can have people, and an instance."""

from __future__ import annotations

from pathlib import Path

import pytest

from access.account_values import AccountError, checked_force
from access.handling import Handling, HandlingError, visible
from access.identity import Identity, Role
from indexer.home import Home, HomeError
from tests.unit.access.test_handling import NOW


@pytest.mark.parametrize("code", ["1", "01", "MET", "ABCDEFGHI", "ABCDEFGHIJ"])
def test_a_force_s_people_see_its_records_in_its_instance(code: str, tmp_path: Path) -> None:
    reader = Identity("A1", Role.ANALYST, checked_force(code))
    assert visible(reader, Handling("OFFICIAL", False, code, ("*",), (), (), ()), NOW)
    assert Home.open(tmp_path / "home", force=code).force == Home.open(tmp_path / "home").force == code


@pytest.mark.parametrize("code", ["", "met", "01/", "ABCDEFGHIJK", "É1", "0 1", "01\n"])
def test_anything_else_is_no_force(code: str, tmp_path: Path) -> None:
    with pytest.raises(AccountError, match="1 to 10 capitals or digits"):
        checked_force(code)
    with pytest.raises(HandlingError, match="force's code"):
        Handling("OFFICIAL", False, code, ("*",), (), (), ())
    if code:  # without one, the home takes the usual force
        with pytest.raises(HomeError, match="1 to 10 capitals or digits"):
            Home.open(tmp_path / "home", force=code)
