"""A deletion as POLE-1: the line by which a source says that one of its records is no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indexer import pole_values as v
from indexer.pole import Key, RecordErrors
from indexer.pole_shape import one, reader
from indexer.pole_values import Kind, Wrong


def _yes(value: Any) -> bool:
    if value is not True:
        raise Wrong.here("must be true; a record that stands leaves the field out")
    return True


@dataclass(frozen=True, kw_only=True)
class Deletion(Key):
    """A record's end: the record stays away at this version and below; a higher one brings it back."""

    deleted: bool = one(Kind("true", _yes), "what makes the line a deletion", required=True)
    version: int = one(
        v.integer(1), "the version that ends it: the last one's or a higher one", required=True
    )
    recorded: str | None = one(v.time(), "when the source deleted it")
    authority: str | None = one(v.text(500), "who or what decided on it; kept with the tombstone")


_DELETION = reader(Deletion)


def is_deletion(raw: Mapping[str, Any]) -> bool:
    """Whether a POLE-1 line is meant as one."""
    return "deleted" in raw


def parse_deletion(raw: Mapping[str, Any], line: int | None = None) -> Deletion:
    """Read one. Raises RecordErrors with every wrong field and the line."""
    try:
        made: Deletion = _DELETION(raw)
    except Wrong as wrong:
        raise RecordErrors(wrong.problems, line) from None
    return made
