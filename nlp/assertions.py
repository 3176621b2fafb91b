"""What a text says of a thing: that it is so, is not, is denied, may be, or was."""

from __future__ import annotations

from enum import StrEnum


class Assertion(StrEnum):
    """How sure a text is of what it says, as facts and mentions have it (docs/reading.md)."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"
    DENIED = "denied"
    UNCERTAIN = "uncertain"
    HISTORIC = "historic"

    @classmethod
    def read(cls, said: str) -> Assertion:
        """The one that a fact has; a word that is none of them is in doubt."""
        return _BY_WORD.get(said, cls.UNCERTAIN)

    @property
    def stands(self) -> bool:
        """Whether it is so today, for all that is known."""
        return self in _STANDING

    @property
    def absent(self) -> bool:
        """Whether it is said not to be so: shown, and never counted as present."""
        return self in _ABSENT


_BY_WORD = {one.value: one for one in Assertion}
_STANDING = frozenset({Assertion.AFFIRMED, Assertion.UNCERTAIN})
_ABSENT = frozenset({Assertion.NEGATED, Assertion.DENIED})
