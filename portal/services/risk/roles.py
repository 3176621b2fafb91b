"""What somebody is to a record: whom it is about, and to whom something was only done (the roles of DPA 2018 s.38(3))."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

_WORDS = tomllib.loads(resources.files(__package__).joinpath("roles.toml").read_text("utf-8"))
_ADVERSE, _SUFFERERS = frozenset(_WORDS["adverse"]), frozenset(_WORDS["sufferers"])
_BETWEEN = re.compile(r"[\s_]+")


def role_of(person: Mapping[str, Any]) -> str:
    """Somebody's role in small letters with a dash between words (`Co Accused`: `co-accused`); empty where none is given."""
    given = str(person.get("role") or "")
    return given if given.islower() and " " not in given else _BETWEEN.sub("-", given.strip().lower())


def is_adverse(person: Mapping[str, Any]) -> bool:
    """Whether the record is about this person."""
    return role_of(person) in _ADVERSE


def is_sufferer(person: Mapping[str, Any]) -> bool:
    """Whether something was done to this person, or they saw or told of it."""
    return role_of(person) in _SUFFERERS
