"""A card's band, by rules in a versioned file that a force can read and change."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

BANDS = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the file."""

    band: str
    name: str
    codes: frozenset[str]
    assertions: frozenset[str]
    status: frozenset[str]
    days: int | None

    def holds(self, warnings: Iterable[Mapping[str, Any]], kinds: frozenset[str]) -> bool:
        """Whether a warning or a status makes it hold."""
        return bool(self.status & kinds) or any(self._meets(warning) for warning in warnings)

    def _meets(self, warning: Mapping[str, Any]) -> bool:
        young = self.days is None or (warning["age_days"] is not None and warning["age_days"] <= self.days)
        return warning["code"] in self.codes and warning["assertion"] in self.assertions and young


@dataclass(frozen=True, slots=True)
class Banded:
    """A band, the rules that made it, and the version of the rules."""

    band: str
    because: tuple[str, ...]
    version: str


@cache
def rules() -> tuple[str, tuple[Rule, ...]]:
    """The file's version and its rules, highest band first."""
    data = tomllib.loads(resources.files("portal.search").joinpath("bands.toml").read_text("utf-8"))
    made = tuple(
        Rule(
            band,
            raw["name"],
            frozenset(raw.get("codes", ())),
            frozenset(raw.get("assertions", ())),
            frozenset(raw.get("status", ())),
            raw.get("days"),
        )
        for band in BANDS
        for raw in data[band]
    )
    return data["version"], made


def band_of(warnings: list[dict[str, Any]], kinds: Iterable[str]) -> Banded:
    """The band that warnings and kinds of status come to."""
    version, known = rules()
    held = [rule for rule in known if rule.holds(warnings, frozenset(kinds))]
    if not held:
        return Banded("none", (), version)
    return Banded(held[0].band, tuple(rule.name for rule in held if rule.band == held[0].band), version)
