"""Kinds of words: what a word may be besides a part of a plate or of a name that was run together."""

from __future__ import annotations

from nlp import names
from nlp.addresses import is_street_type, is_unit
from nlp.words import is_jargon, is_of_call, is_ordinary, names_make

_INITIALS = 2  # letters; a word of so few is nobody's name


def is_called(low: str) -> bool:
    """Whether somebody has a folded word for a name, or is called so for short."""
    return names.is_known(low) or len(names.nicknames(low)) > 1


def is_word(low: str) -> bool:
    """Whether a folded word is one of the language or of the police, or somebody's name."""
    return is_ordinary(low) or is_jargon(low) or is_of_call(low) or (len(low) > _INITIALS and is_called(low))


def is_told(low: str) -> bool:
    """Whether a folded word is somebody's name, or a word of the police, of addresses or of vehicles: no part of a plate."""
    return names.is_known(low) or is_jargon(low) or is_street_type(low) or is_unit(low) or names_make(low)


def says_something(low: str) -> bool:
    """Whether a folded word says something of its own, as a name, a word of the police or one of the language."""
    return is_told(low) or is_of_call(low) or is_ordinary(low)
