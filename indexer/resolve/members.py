"""Members: one person of one record, written `SYSTEM/ref~n`; n from 1 is the place among the record's people."""

from __future__ import annotations

from typing import NamedTuple


class Member(NamedTuple):
    """A member taken apart."""

    record: str
    place: int

    def __str__(self) -> str:
        return f"{self.record}~{self.place}"


def member(written: str) -> Member:
    """Take a member's id apart. Raises ValueError where it is none."""
    record, tilde, place = written.rpartition("~")
    if not tilde or "/" not in record or not place.isascii() or not place.isdigit() or place[0] == "0":
        raise ValueError("not a member's id: SYSTEM/ref~n")
    if len(place) > 9:
        raise ValueError("not a member's id: its number is too large")
    return Member(record, int(place))
