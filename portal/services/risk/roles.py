"""What somebody is to a record: whom it is about, and to whom something was only done (the roles of DPA 2018 s.38(3))."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

_WORDS = tomllib.loads(resources.files(__package__).joinpath("roles.toml").read_text("utf-8"))
_ADVERSE, _SUFFERERS = frozenset(_WORDS["adverse"]), frozenset(_WORDS["sufferers"])
_BETWEEN = re.compile(r"[\s_]+")


@lru_cache(maxsize=1024)
def code_of(written: str) -> str:
    """A code of the systems' in small letters with a dash between words (`Co Accused`, `co_accused`: `co-accused`)."""
    return _BETWEEN.sub("-", written.strip().lower())


def role_of(person: Mapping[str, Any]) -> str:
    """The code of somebody's role; empty where none is given."""
    return code_of(str(person.get("role") or ""))


def is_adverse(person: Mapping[str, Any]) -> bool:
    """Whether the record is about this person."""
    return role_of(person) in _ADVERSE


def is_adverse_role(role: str) -> bool:
    """Whether a record is about whoever has this role in it."""
    return code_of(role) in _ADVERSE


def is_sufferer(person: Mapping[str, Any]) -> bool:
    """Whether something was done to this person, or they saw or told of it."""
    return role_of(person) in _SUFFERERS
