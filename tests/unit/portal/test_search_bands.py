"""A force's own rules for bands: read, checked, cited; a file that cannot be used says which rule and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from indexer.home import Home
from nlp.assertions import Assertion
from portal.search.bands import Bands, BandsError, packaged
from portal.services.risk.dangers import Danger
from portal.wiring import SettingMissing, Settings
from tests.support.house import NO_ENGINE

from .hits import hit

OWN = """
version = "force-01-3"
[[high]]
name = "A knife this week"
codes = ["WE"]
assertions = ["affirmed"]
days = 7
[[medium]]
name = "A knife"
codes = ["WE"]
assertions = ["affirmed", "historic"]
[[low]]
name = "Wanted"
status = ["wanted"]
"""


def warning(code: str, assertion: str = "affirmed", age: int | None = 3) -> Danger:
    return Danger(hit(), code, code, Assertion(assertion), None, age)


@pytest.fixture
def own(tmp_path: Path) -> Bands:
    (tmp_path / "bands.toml").write_text(OWN)
    return Bands.read(tmp_path / "bands.toml")


@pytest.mark.parametrize(
    ("warnings", "kinds", "band", "because"),
    [
        ([warning("WE")], [], "high", ("A knife this week",)),
        ([warning("WE", age=8)], [], "medium", ("A knife",)),
        ([warning("WE", age=None)], [], "medium", ("A knife",)),
        ([warning("WE", "denied")], ["wanted"], "low", ("Wanted",)),
        ([warning("FI")], [], "none", ()),
    ],
)
def test_a_card_is_banded_by_the_forces_own_rules_and_cites_them(
    own: Bands, warnings: Any, kinds: Any, band: str, because: Any
) -> None:
    found = own.of(warnings, kinds)
    assert (found.band, found.because, found.version) == (band, because, "force-01-3")


def test_the_packaged_rules_stand_and_never_count_what_is_denied() -> None:
    rules = packaged()
    assert rules.of([warning("FI")], []).because == ("Firearms or explosives",)
    assert rules.of([warning(code, "negated") for code in ("FI", "WE", "VI", "DOG")], []).band == "none"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("version", "versio"), "versio: unknown"),
        (('version = "force-01-3"', "version = 3"), "version: must be text"),
        (("[[high]]", "[high]"), "high: needs a rule, as [[high]]"),
        (("[[low]]", "[[lower]]"), "lower: unknown; there are version, high, medium, low"),
        (('name = "A knife"', 'nam = "A knife"'), "medium 1: name: must be text"),
        (('codes = ["WE"]', 'code = ["WE"]'), "high 1 (A knife this week): code: unknown"),
        (('codes = ["WE"]', 'codes = "WE"'), "high 1 (A knife this week): codes: must be a list"),
        (
            ('assertions = ["affirmed"]', ""),
            "high 1 (A knife this week): codes and assertions belong together",
        ),
        (('["affirmed"]', '["denied"]'), "denied never counts as present"),
        (('status = ["wanted"]', ""), "low 1 (Wanted): needs codes or status"),
        (("days = 7", "days = -1"), "days: must be a whole number"),
        (('"Wanted"', '"A knife"'), "A knife: stands twice"),
        (("[[high]]", "[[high"), "not TOML"),
    ],
)
def test_a_file_that_cannot_be_used_says_which_rule_and_why(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN.replace(*change, 1))
    with pytest.raises(BandsError) as wrong:
        Bands.read(file)
    assert said in str(wrong.value)
    assert str(wrong.value).startswith(f"{file}: ")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BandsError, match="No such file"):
        Bands.read(tmp_path / "nowhere.toml")


# ------------------------------------------------------------------------------- where the file lies


def settings(home: Home, **environment: str) -> Settings:
    return Settings.of(home, {**NO_ENGINE, **environment})


def test_the_homes_own_file_is_taken_or_the_one_that_is_named_or_the_packaged_one(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    assert settings(home).bands == packaged()
    home.file("bands.toml").write_text(OWN)
    assert settings(home).bands.version == "force-01-3"
    (tmp_path / "other.toml").write_text(OWN.replace("01-3", "01-4"))
    assert settings(home, SIGHTLINE_BANDS=str(tmp_path / "other.toml")).bands.version == "force-01-4"


def test_a_portal_does_not_start_on_rules_that_it_cannot_read(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    home.file("bands.toml").write_text(OWN.replace("[[low]]", "[[lower]]"))
    with pytest.raises(SettingMissing, match=r"bands cannot be read: .*lower: unknown"):
        settings(home)
    with pytest.raises(SettingMissing, match="No such file"):
        settings(home, SIGHTLINE_BANDS=str(tmp_path / "nowhere.toml"))
