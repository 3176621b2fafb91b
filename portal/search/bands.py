"""A card's band, by rules in a versioned file that a force can read and change."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

from nlp.assertions import Assertion

ANY = "*"  # among a rule's codes: whatever the code is
BANDS = ("high", "medium", "low")
_PRESENT = frozenset(said.value for said in Assertion if not said.absent)
_FIELDS = frozenset({"name", "codes", "assertions", "status", "days"})


class BandsError(ValueError):
    """A file of rules that cannot be used: one line that names the rule and what is wrong with it."""


class Weighed(Protocol):
    """What the rules ask of a danger: its code, how sure it is, its age in days."""

    @property
    def code(self) -> str: ...
    @property
    def assertion(self) -> Assertion: ...
    @property
    def age(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the file."""

    band: str
    name: str
    codes: frozenset[str]
    assertions: frozenset[str]
    status: frozenset[str]
    days: int | None

    def holds(self, dangers: Iterable[Weighed], kinds: frozenset[str]) -> bool:
        """Whether a warning or a status makes it hold."""
        return bool(self.status & kinds) or any(self._meets(danger) for danger in dangers)

    def _meets(self, danger: Weighed) -> bool:
        young = self.days is None or (danger.age is not None and danger.age <= self.days)
        known = danger.code in self.codes or ANY in self.codes
        return known and danger.assertion in self.assertions and young


@dataclass(frozen=True, slots=True)
class Banded:
    """A band, the rules that made it, and the version of the rules."""

    band: str
    because: tuple[str, ...]
    version: str


@dataclass(frozen=True, slots=True)
class Bands:
    """A file's version and its rules, highest band first."""

    version: str
    rules: tuple[Rule, ...]

    @classmethod
    def read(cls, file: Path) -> Bands:
        """A force's own file. Raises BandsError."""
        try:
            return _parse(file.read_text("utf-8"))
        except OSError as error:
            raise BandsError(f"{file}: {error.strerror}") from None
        except (UnicodeDecodeError, BandsError) as error:
            raise BandsError(f"{file}: {error}") from None

    def know(self, kind: str) -> bool:
        """Whether a rule names this kind of status."""
        return any(kind in rule.status for rule in self.rules)

    def of(self, dangers: Sequence[Weighed], kinds: Iterable[str]) -> Banded:
        """The band that warnings and kinds of status come to."""
        there = frozenset(kinds)
        held = [rule for rule in self.rules if rule.holds(dangers, there)]
        if not held:
            return Banded("none", (), self.version)
        band = held[0].band
        return Banded(band, tuple(rule.name for rule in held if rule.band == band), self.version)


@cache
def packaged() -> Bands:
    """The rules that come with the software."""
    return _parse(resources.files("portal.search").joinpath("bands.toml").read_text("utf-8"))


# ------------------------------------------------------------------------------------------ the file


def _parse(text: str) -> Bands:
    """Raises BandsError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BandsError(f"not TOML: {error}") from None
    if unknown := sorted(set(data) - {*BANDS, "version"}):
        raise BandsError(f"{unknown[0]}: unknown; there are version, {', '.join(BANDS)}")
    version = data.get("version")
    if not isinstance(version, str) or not version.strip():
        raise BandsError("version: must be text, and is shown with every card")
    rules = tuple(rule for band in BANDS for rule in _rules(band, data.get(band)))
    named = [rule.name for rule in rules]
    if twice := next((name for name in named if named.count(name) > 1), None):
        raise BandsError(f"{twice}: stands twice; a card cites a rule by its name")
    return Bands(version.strip(), rules)


def _rules(band: str, given: object) -> Iterator[Rule]:
    if not isinstance(given, list) or not given:
        raise BandsError(f"{band}: needs a rule, as [[{band}]]")
    for number, raw in enumerate(given, 1):
        yield _rule(band, f"{band} {number}", raw)


def _rule(band: str, place: str, raw: object) -> Rule:
    if not isinstance(raw, Mapping):
        raise BandsError(f"{place}: must stand under [[{band}]]")
    name = raw.get("name")
    if not isinstance(name, str) or not name.strip():
        raise BandsError(f"{place}: name: must be text, by which cards cite the rule")
    place = f"{place} ({name})"
    if unknown := sorted(set(raw) - _FIELDS):
        raise BandsError(f"{place}: {unknown[0]}: unknown; there are {', '.join(sorted(_FIELDS))}")
    codes, said, status = (_words(place, field, raw) for field in ("codes", "assertions", "status"))
    if not (codes or status):
        raise BandsError(f"{place}: needs codes or status, or it never holds")
    if bool(codes) != bool(said):
        raise BandsError(f"{place}: codes and assertions belong together")
    if wrong := sorted(said - _PRESENT):
        raise BandsError(
            f"{place}: assertions: {wrong[0]} never counts as present; there are {', '.join(sorted(_PRESENT))}"
        )
    return Rule(band, name.strip(), codes, said, status, _days(place, raw))


def _words(place: str, field: str, raw: Mapping[str, Any]) -> frozenset[str]:
    given = raw.get(field, [])
    if not isinstance(given, list) or not all(isinstance(word, str) and word for word in given):
        raise BandsError(f"{place}: {field}: must be a list of words")
    return frozenset(given)


def _days(place: str, raw: Mapping[str, Any]) -> int | None:
    days = raw.get("days")
    if days is None:
        return None
    if type(days) is not int or days < 0:
        raise BandsError(f"{place}: days: must be a whole number of days")
    return days
